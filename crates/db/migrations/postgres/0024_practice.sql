-- What somebody tries in the practice room: their own check of one that is published already.

-- Private to the person, who alone reads it and may delete it; it goes when they close their account. `version` is the version of the check
-- that it was laid beside.
CREATE TABLE practice_attempt (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    fact_check UUID NOT NULL,
    version BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    harm TEXT NOT NULL,
    content_type TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    sources TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX practice_attempt_once ON practice_attempt (person, fact_check, version);
CREATE INDEX practice_attempt_by_person ON practice_attempt (person, at, id);
