-- Sealed help once more: who left, what waits for a new key because of that, how many asked, and what was told to whom.

-- Somebody had the key of a case and belongs to the organisation no longer: the case waits for a new key.
CREATE TABLE case_left (
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    organisation UUID NOT NULL,
    person UUID NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (help_case, organisation, person)
);
CREATE INDEX case_left_by_organisation ON case_left (organisation);
-- Somebody left who held the triage key (`triage`) or a trustee's share (`trustee`), until the next one is made.
CREATE TABLE help_left (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    what TEXT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (organisation, person, what)
);
-- How many asked an organisation for help in a month. Nothing else of them.
CREATE TABLE help_request_count (
    organisation UUID NOT NULL,
    month BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    PRIMARY KEY (organisation, month)
);
-- On which day those who run a helpline were last told of something, so that several processes tell it once.
CREATE TABLE help_told (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (organisation, what)
);
