-- The log of evidence. It holds hashes of records and never a word of them; none of this has an owner, all of it is public.

-- How the log of this network stands. Tiles, entries and this row change in one transaction, so that a crash leaves all of it or none.
CREATE TABLE transparency_log (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    log_key TEXT NOT NULL,
    witness_key TEXT NOT NULL,
    policy TEXT NOT NULL,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    -- Why nothing may be signed; NULL where it may.
    held TEXT,
    leased_by BLOB,
    leased_until INTEGER
);
CREATE TABLE transparency_entry (
    entry BLOB NOT NULL PRIMARY KEY,
    entered_at INTEGER NOT NULL,
    position INTEGER UNIQUE
);
CREATE INDEX transparency_entry_waiting ON transparency_entry (entered_at, entry) WHERE position IS NULL;
-- The widest state of each tile; whoever wants fewer of its hashes gets the beginning. Level -1 holds the entries themselves.
CREATE TABLE transparency_tile (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (level, number)
);
CREATE TABLE transparency_checkpoint (
    size INTEGER NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    note BLOB NOT NULL,
    signed_at INTEGER NOT NULL,
    -- Whether enough witnesses signed it by the policy of the moment.
    enough BOOLEAN NOT NULL
);
-- Our witnesses, by the name that the policy gives them.
CREATE TABLE transparency_witness (
    name TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    signed_at INTEGER,
    tried_at INTEGER,
    failure TEXT,
    failures INTEGER NOT NULL,
    retry_at INTEGER NOT NULL
);
-- What this server signed last of the logs of its peers: stored before the answer leaves.
CREATE TABLE transparency_watched (
    origin TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    note BLOB NOT NULL,
    signed_at INTEGER NOT NULL
);
-- Requests that prove a split view of a peer's log.
CREATE TABLE transparency_split_view (
    digest BLOB NOT NULL PRIMARY KEY,
    origin TEXT NOT NULL,
    request BLOB NOT NULL,
    signed BLOB NOT NULL,
    at INTEGER NOT NULL
);
-- Time from outside: what is to be stamped, by whom, and the token once it is there.
CREATE TABLE transparency_stamp (
    digest BLOB NOT NULL,
    authority TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    failure TEXT,
    retry_at INTEGER NOT NULL,
    token BLOB,
    stamped_at INTEGER,
    accuracy INTEGER,
    PRIMARY KEY (digest, authority)
);
CREATE INDEX transparency_stamp_waiting ON transparency_stamp (retry_at) WHERE token IS NULL;
