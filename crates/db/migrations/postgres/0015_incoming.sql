-- Letters that come back by mail.

-- What an answer carries when its headers are lost: a word behind the plus of the address, or in brackets in the subject.
CREATE TABLE escalation_thread (
    escalation UUID NOT NULL PRIMARY KEY REFERENCES escalation (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE
);

-- Letters, sealed under the key in their row, as the files of notices. One without an escalation waits in the tray of an
-- organisation, or of those who run the network where it cannot be known whose it is.
CREATE TABLE incoming (
    id UUID NOT NULL PRIMARY KEY,
    escalation UUID REFERENCES escalation (id) ON DELETE CASCADE,
    organisation UUID,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    came_at BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    whole BOOLEAN NOT NULL,
    hash BYTEA NOT NULL,
    secret BYTEA NOT NULL,
    head BYTEA NOT NULL,
    file BYTEA NOT NULL,
    event BIGINT,
    settled_at BIGINT,
    settled_by UUID
);
CREATE INDEX incoming_by_escalation ON incoming (escalation, came_at);
CREATE INDEX incoming_by_state ON incoming (state, came_at);
CREATE FUNCTION incoming_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER incoming_gone AFTER DELETE ON incoming FOR EACH ROW EXECUTE FUNCTION incoming_gone();

-- Digests of identifiers of letters that came, so that each is taken once.
CREATE TABLE incoming_seen (
    digest BYTEA NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- How far a mailbox was read, and what was wrong the last time.
CREATE TABLE incoming_mailbox (
    name TEXT NOT NULL PRIMARY KEY,
    validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    looked_at BIGINT NOT NULL,
    fault TEXT NOT NULL
);
