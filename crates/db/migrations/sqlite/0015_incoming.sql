-- Letters that come back by mail.

-- What an answer carries when its headers are lost: a word behind the plus of the address, or in brackets in the subject.
CREATE TABLE escalation_thread (
    escalation BLOB NOT NULL PRIMARY KEY REFERENCES escalation (id) ON DELETE CASCADE,
    token TEXT NOT NULL UNIQUE
);

-- Letters, sealed under the key in their row, as the files of notices. One without an escalation waits in the tray of an
-- organisation, or of those who run the network where it cannot be known whose it is.
CREATE TABLE incoming (
    id BLOB NOT NULL PRIMARY KEY,
    escalation BLOB REFERENCES escalation (id) ON DELETE CASCADE,
    organisation BLOB,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    came_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    whole BOOLEAN NOT NULL,
    hash BLOB NOT NULL,
    secret BLOB NOT NULL,
    head BLOB NOT NULL,
    file BLOB NOT NULL,
    event INTEGER,
    settled_at INTEGER,
    settled_by BLOB
);
CREATE INDEX incoming_by_escalation ON incoming (escalation, came_at);
CREATE INDEX incoming_by_state ON incoming (state, came_at);
CREATE TRIGGER incoming_gone AFTER DELETE ON incoming
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
END;

-- Digests of identifiers of letters that came, so that each is taken once.
CREATE TABLE incoming_seen (
    digest BLOB NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
);

-- How far a mailbox was read, and what was wrong the last time.
CREATE TABLE incoming_mailbox (
    name TEXT NOT NULL PRIMARY KEY,
    validity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    looked_at INTEGER NOT NULL,
    fault TEXT NOT NULL
);
