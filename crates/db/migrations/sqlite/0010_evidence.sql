-- Evidence: captures, files and testimonies with their provenance and custody, sources that are captured on a schedule.

-- One piece of evidence. `record` is the canonical record (docs/transparency.md) once it is kept, `entry` its SHA-256, which the log holds.
-- The record never changes afterwards; what stands beside it (title, marking, offline event, pair) may.
CREATE TABLE evidence (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    answered TEXT NOT NULL,
    status INTEGER NOT NULL,
    reason TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    acquisition TEXT NOT NULL,
    acquisition_note TEXT NOT NULL,
    access TEXT NOT NULL,
    operator TEXT NOT NULL,
    person BLOB,
    shows_when TEXT NOT NULL,
    shows_where TEXT NOT NULL,
    witness TEXT NOT NULL,
    language TEXT NOT NULL,
    author TEXT NOT NULL,
    published TEXT NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    record TEXT,
    entry BLOB,
    parent BLOB,
    source BLOB,
    pair BLOB,
    offline TEXT NOT NULL,
    offline_when TEXT NOT NULL,
    offline_where TEXT NOT NULL,
    consequence TEXT NOT NULL,
    requests INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    fault TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    began_at INTEGER,
    ended_at INTEGER,
    search TEXT NOT NULL
);
CREATE INDEX evidence_by_owner ON evidence (owner, created_at);
CREATE INDEX evidence_by_state ON evidence (state) WHERE state IN ('waiting', 'working');
CREATE INDEX evidence_by_entry ON evidence (entry) WHERE entry IS NOT NULL;
CREATE INDEX evidence_by_address ON evidence (url);

-- What a piece of evidence is about: a claim, an escalation, an event, whatever another room names.
CREATE TABLE evidence_subject (
    evidence BLOB NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (evidence, kind, subject)
);
CREATE INDEX evidence_subject_by_subject ON evidence_subject (kind, subject);

-- A part, sealed in pieces under the key in `secret`: without the row the pieces say nothing.
CREATE TABLE evidence_part (
    id BLOB NOT NULL PRIMARY KEY,
    evidence BLOB NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    working BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    secret BLOB NOT NULL,
    place INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    UNIQUE (evidence, name)
);
CREATE TABLE evidence_piece (
    part BLOB NOT NULL REFERENCES evidence_part (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    blob BLOB NOT NULL,
    PRIMARY KEY (part, number)
);
CREATE TRIGGER evidence_piece_gone AFTER DELETE ON evidence_piece
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.blob) ON CONFLICT DO NOTHING;
END;

-- What happened to evidence after it was kept, each with its own canonical record; never changed afterwards.
CREATE TABLE evidence_custody (
    id BLOB NOT NULL PRIMARY KEY,
    evidence BLOB NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    party TEXT NOT NULL,
    note TEXT NOT NULL,
    operator TEXT NOT NULL,
    at INTEGER NOT NULL,
    place INTEGER NOT NULL,
    record TEXT NOT NULL,
    entry BLOB NOT NULL
);
CREATE INDEX evidence_custody_by_evidence ON evidence_custody (evidence, at);
CREATE TRIGGER evidence_custody_stays BEFORE UPDATE ON evidence_custody
BEGIN
    SELECT raise(ABORT, 'custody is never changed');
END;

-- The names under which people stand in records; only their organisation can resolve them.
CREATE TABLE evidence_operator (
    organisation BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    pseudonym TEXT NOT NULL,
    PRIMARY KEY (organisation, person)
);

-- What the owner shows to everybody about a piece of evidence, and nothing else of it.
CREATE TABLE evidence_public (
    id BLOB NOT NULL PRIMARY KEY REFERENCES evidence (id) ON DELETE CASCADE,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    at INTEGER NOT NULL,
    part TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    entry BLOB NOT NULL,
    published_at INTEGER NOT NULL
);

-- Sources that are captured on a schedule, their addresses, and how access to their platforms changed.
CREATE TABLE evidence_source (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    reason TEXT NOT NULL,
    hours INTEGER NOT NULL,
    most INTEGER NOT NULL,
    requisites BOOLEAN NOT NULL,
    paused BOOLEAN NOT NULL,
    operator TEXT NOT NULL,
    next_at INTEGER NOT NULL,
    visited_at INTEGER,
    succeeded_at INTEGER,
    failures INTEGER NOT NULL,
    fault TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX evidence_source_by_turn ON evidence_source (next_at) WHERE NOT paused;
CREATE TABLE evidence_watch (
    id BLOB NOT NULL PRIMARY KEY,
    source BLOB NOT NULL REFERENCES evidence_source (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    digest TEXT NOT NULL,
    evidence BLOB,
    before BLOB,
    fault TEXT NOT NULL,
    found_at INTEGER NOT NULL,
    checked_at INTEGER,
    changed_at INTEGER,
    gone_since INTEGER,
    UNIQUE (source, url)
);
CREATE TABLE evidence_access (
    id BLOB NOT NULL PRIMARY KEY,
    source BLOB NOT NULL REFERENCES evidence_source (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    level TEXT NOT NULL,
    note TEXT NOT NULL,
    operator TEXT NOT NULL,
    added_at INTEGER NOT NULL
);
CREATE INDEX evidence_access_by_source ON evidence_access (source, day);
