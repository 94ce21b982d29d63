-- How long evidence is kept, what holds it, and what is left of what was deleted.

-- What is left of a piece of evidence whose content was deleted: what it was, its hash in the log, and who deleted it when and why.
-- `record` is the canonical record of the deletion, `deletion` its entry of the log; a capture that never came has neither.
CREATE TABLE evidence_gone (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    kind TEXT NOT NULL,
    entry BLOB,
    reason TEXT NOT NULL,
    operator TEXT NOT NULL,
    ruled BOOLEAN NOT NULL,
    record TEXT NOT NULL,
    deletion BLOB,
    kept_at INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL
);
CREATE INDEX evidence_gone_by_owner ON evidence_gone (owner, deleted_at);

-- While a hold stands, nothing of the evidence is deleted, by nobody.
CREATE TABLE evidence_hold (
    id BLOB NOT NULL PRIMARY KEY,
    evidence BLOB NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    operator TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    lifted_at INTEGER,
    lifted_by TEXT NOT NULL
);
CREATE INDEX evidence_hold_by_evidence ON evidence_hold (evidence);

-- Evidence of a collection that is kept longer than the collection says.
CREATE TABLE evidence_extension (
    id BLOB NOT NULL PRIMARY KEY,
    evidence BLOB NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    until INTEGER NOT NULL,
    reason TEXT NOT NULL,
    operator TEXT NOT NULL,
    added_at INTEGER NOT NULL
);
CREATE INDEX evidence_extension_by_evidence ON evidence_extension (evidence);

-- For how many days the evidence of a collection is kept, and since when that holds; for ever where nothing stands.
ALTER TABLE evidence_source ADD COLUMN keep_days INTEGER;
ALTER TABLE evidence_source ADD COLUMN keep_since INTEGER;
CREATE INDEX evidence_by_source ON evidence (source, ended_at) WHERE source IS NOT NULL;

-- Pieces that go into the store before a row comes to name them. What stands here for long was broken off.
CREATE TABLE blob_underway (
    blob BLOB NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
);
CREATE INDEX blob_underway_by_time ON blob_underway (at);
