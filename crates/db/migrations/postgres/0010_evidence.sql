-- Evidence: captures, files and testimonies with their provenance and custody, sources that are captured on a schedule.

-- One piece of evidence. `record` is the canonical record (docs/transparency.md) once it is kept, `entry` its SHA-256, which the log holds.
-- The record never changes afterwards; what stands beside it (title, marking, offline event, pair) may.
CREATE TABLE evidence (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    answered TEXT NOT NULL,
    status BIGINT NOT NULL,
    reason TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    acquisition TEXT NOT NULL,
    acquisition_note TEXT NOT NULL,
    access TEXT NOT NULL,
    operator TEXT NOT NULL,
    person UUID,
    shows_when TEXT NOT NULL,
    shows_where TEXT NOT NULL,
    witness TEXT NOT NULL,
    language TEXT NOT NULL,
    author TEXT NOT NULL,
    published TEXT NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    record TEXT,
    entry BYTEA,
    parent UUID,
    source UUID,
    pair UUID,
    offline TEXT NOT NULL,
    offline_when TEXT NOT NULL,
    offline_where TEXT NOT NULL,
    consequence TEXT NOT NULL,
    requests BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    fault TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    began_at BIGINT,
    ended_at BIGINT,
    search TEXT NOT NULL
);
CREATE INDEX evidence_by_owner ON evidence (owner, created_at);
CREATE INDEX evidence_by_state ON evidence (state) WHERE state IN ('waiting', 'working');
CREATE INDEX evidence_by_entry ON evidence (entry) WHERE entry IS NOT NULL;
CREATE INDEX evidence_by_address ON evidence (url);

-- What a piece of evidence is about: a claim, an escalation, an event, whatever another room names.
CREATE TABLE evidence_subject (
    evidence UUID NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (evidence, kind, subject)
);
CREATE INDEX evidence_subject_by_subject ON evidence_subject (kind, subject);

-- A part, sealed in pieces under the key in `secret`: without the row the pieces say nothing.
CREATE TABLE evidence_part (
    id UUID NOT NULL PRIMARY KEY,
    evidence UUID NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    working BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    secret BYTEA NOT NULL,
    place BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    UNIQUE (evidence, name)
);
CREATE TABLE evidence_piece (
    part UUID NOT NULL REFERENCES evidence_part (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    blob BYTEA NOT NULL,
    PRIMARY KEY (part, number)
);
CREATE FUNCTION evidence_piece_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.blob) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER evidence_piece_gone AFTER DELETE ON evidence_piece FOR EACH ROW EXECUTE FUNCTION evidence_piece_gone();

-- What happened to evidence after it was kept, each with its own canonical record; never changed afterwards.
CREATE TABLE evidence_custody (
    id UUID NOT NULL PRIMARY KEY,
    evidence UUID NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    party TEXT NOT NULL,
    note TEXT NOT NULL,
    operator TEXT NOT NULL,
    at BIGINT NOT NULL,
    place BIGINT NOT NULL,
    record TEXT NOT NULL,
    entry BYTEA NOT NULL
);
CREATE INDEX evidence_custody_by_evidence ON evidence_custody (evidence, at);
CREATE FUNCTION evidence_custody_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'custody is never changed';
END
$$;
CREATE TRIGGER evidence_custody_stays BEFORE UPDATE ON evidence_custody FOR EACH ROW EXECUTE FUNCTION evidence_custody_stays();

-- The names under which people stand in records; only their organisation can resolve them.
CREATE TABLE evidence_operator (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    pseudonym TEXT NOT NULL,
    PRIMARY KEY (organisation, person)
);

-- What the owner shows to everybody about a piece of evidence, and nothing else of it.
CREATE TABLE evidence_public (
    id UUID NOT NULL PRIMARY KEY REFERENCES evidence (id) ON DELETE CASCADE,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    at BIGINT NOT NULL,
    part TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    entry BYTEA NOT NULL,
    published_at BIGINT NOT NULL
);

-- Sources that are captured on a schedule, their addresses, and how access to their platforms changed.
CREATE TABLE evidence_source (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    reason TEXT NOT NULL,
    hours BIGINT NOT NULL,
    most BIGINT NOT NULL,
    requisites BOOLEAN NOT NULL,
    paused BOOLEAN NOT NULL,
    operator TEXT NOT NULL,
    next_at BIGINT NOT NULL,
    visited_at BIGINT,
    succeeded_at BIGINT,
    failures BIGINT NOT NULL,
    fault TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX evidence_source_by_turn ON evidence_source (next_at) WHERE NOT paused;
CREATE TABLE evidence_watch (
    id UUID NOT NULL PRIMARY KEY,
    source UUID NOT NULL REFERENCES evidence_source (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    state TEXT NOT NULL,
    digest TEXT NOT NULL,
    evidence UUID,
    before UUID,
    fault TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    checked_at BIGINT,
    changed_at BIGINT,
    gone_since BIGINT,
    UNIQUE (source, url)
);
CREATE TABLE evidence_access (
    id UUID NOT NULL PRIMARY KEY,
    source UUID NOT NULL REFERENCES evidence_source (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    level TEXT NOT NULL,
    note TEXT NOT NULL,
    operator TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX evidence_access_by_source ON evidence_access (source, day);
