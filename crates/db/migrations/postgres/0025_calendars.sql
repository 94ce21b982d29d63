-- Time from outside by calendars of OpenTimestamps: which signed state of the log was handed to which calendar, and its proof.

-- The proof is a calendar's promise first; `height` is the block of Bitcoin that it leads to once the calendar has brought it there. Like
-- everything of the log it has no owner and is public: a hash, an address and a proof.
CREATE TABLE transparency_calendar (
    digest BYTEA NOT NULL,
    calendar TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    failure TEXT,
    retry_at BIGINT NOT NULL,
    -- A detached proof (.ots); NULL until the calendar answered.
    proof BYTEA,
    height BIGINT,
    PRIMARY KEY (digest, calendar)
);
CREATE INDEX transparency_calendar_open ON transparency_calendar (retry_at) WHERE height IS NULL;
