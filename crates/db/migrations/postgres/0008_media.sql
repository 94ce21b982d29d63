-- Pictures, videos and sounds: what came with messages, and what checkers added to a claim.

-- A file without its metadata and a small preview of it are blobs sealed under the key in `secret`: once the row is gone, what
-- may be left of a blob says nothing. `message` is empty for what a checker added, `claim` for what came with a message.
CREATE TABLE media_file (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    message UUID REFERENCES message (id) ON DELETE CASCADE,
    claim UUID REFERENCES claim (id) ON DELETE CASCADE,
    person UUID,
    kind TEXT NOT NULL,
    format TEXT NOT NULL,
    hash BYTEA NOT NULL,
    secret BYTEA NOT NULL,
    file BYTEA NOT NULL,
    preview BYTEA,
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    seconds BIGINT NOT NULL,
    picture BYTEA,
    video BYTEA,
    sound BYTEA,
    words TEXT NOT NULL,
    day BIGINT NOT NULL
);
CREATE INDEX media_file_by_message ON media_file (message) WHERE message IS NOT NULL;
CREATE INDEX media_file_by_claim ON media_file (claim) WHERE claim IS NOT NULL;
CREATE INDEX media_file_by_hash ON media_file (hash);

-- Blobs that nothing names any more. However a row goes (taken back, expired, deleted again after a restore), its blobs go too.
CREATE TABLE blob_gone (
    blob BYTEA NOT NULL PRIMARY KEY
);
CREATE FUNCTION media_file_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
    IF old.preview IS NOT NULL THEN
        INSERT INTO blob_gone (blob) VALUES (old.preview) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER media_file_gone AFTER DELETE ON media_file FOR EACH ROW EXECUTE FUNCTION media_file_gone();

-- Files that somebody asked about and may yet hand in, for minutes: sealed under a key that stands in their form alone.
CREATE TABLE media_staged (
    id UUID NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX media_staged_by_expiry ON media_staged (expires_at);
