-- Who may see what: every organisation belongs to the spaces listed here.
CREATE TABLE space (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE TABLE space_organisation (
    space BLOB NOT NULL REFERENCES space (id) ON DELETE CASCADE,
    organisation BLOB NOT NULL,
    PRIMARY KEY (space, organisation)
);
CREATE INDEX space_organisation_by_organisation ON space_organisation (organisation, space);

-- What happened, without the content. Positions follow the order of commits.
CREATE TABLE journal (
    id BLOB NOT NULL PRIMARY KEY,
    position INTEGER,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    commitment BLOB NOT NULL
);
CREATE UNIQUE INDEX journal_by_position ON journal (position);
CREATE INDEX journal_by_subject ON journal (subject);
-- The salt dies with the record; then nobody can test a guess against the commitment.
CREATE TABLE journal_salt (
    journal BLOB NOT NULL PRIMARY KEY REFERENCES journal (id) ON DELETE CASCADE,
    subject BLOB NOT NULL,
    salt BLOB NOT NULL
);
CREATE INDEX journal_salt_by_subject ON journal_salt (subject);

CREATE TABLE follower (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
);

CREATE TABLE job (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    run_after INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    leased_until INTEGER,
    leased_by BLOB,
    last_error TEXT,
    failed_at INTEGER,
    created_at INTEGER NOT NULL
);
CREATE INDEX job_by_turn ON job (run_after) WHERE failed_at IS NULL;
CREATE UNIQUE INDEX job_once ON job (kind, subject) WHERE failed_at IS NULL AND leased_until IS NULL;

-- What was deleted, so that a restored backup does not bring it back.
CREATE TABLE tombstone (
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL,
    kept_apart BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX tombstone_to_keep ON tombstone (at) WHERE NOT kept_apart;

-- Secrets of the server itself (form keys and the like) and small settings of the whole installation.
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at INTEGER NOT NULL
);
-- Rows that still wait for their position.
CREATE INDEX journal_unplaced ON journal (id) WHERE position IS NULL;
