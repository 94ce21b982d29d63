-- Pictures, videos and sounds: what came with messages, and what checkers added to a claim.

-- A file without its metadata and a small preview of it are blobs sealed under the key in `secret`: once the row is gone, what
-- may be left of a blob says nothing. `message` is empty for what a checker added, `claim` for what came with a message.
CREATE TABLE media_file (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    message BLOB REFERENCES message (id) ON DELETE CASCADE,
    claim BLOB REFERENCES claim (id) ON DELETE CASCADE,
    person BLOB,
    kind TEXT NOT NULL,
    format TEXT NOT NULL,
    hash BLOB NOT NULL,
    secret BLOB NOT NULL,
    file BLOB NOT NULL,
    preview BLOB,
    bytes INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    picture BLOB,
    video BLOB,
    sound BLOB,
    words TEXT NOT NULL,
    day INTEGER NOT NULL
);
CREATE INDEX media_file_by_message ON media_file (message) WHERE message IS NOT NULL;
CREATE INDEX media_file_by_claim ON media_file (claim) WHERE claim IS NOT NULL;
CREATE INDEX media_file_by_hash ON media_file (hash);

-- Blobs that nothing names any more. However a row goes (taken back, expired, deleted again after a restore), its blobs go too.
CREATE TABLE blob_gone (
    blob BLOB NOT NULL PRIMARY KEY
);
CREATE TRIGGER media_file_gone AFTER DELETE ON media_file
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
    INSERT INTO blob_gone (blob) SELECT old.preview WHERE old.preview IS NOT NULL ON CONFLICT DO NOTHING;
END;

-- Files that somebody asked about and may yet hand in, for minutes: sealed under a key that stands in their form alone.
CREATE TABLE media_staged (
    id BLOB NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX media_staged_by_expiry ON media_staged (expires_at);
