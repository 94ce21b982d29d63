-- What working groups keep and decide, and how their members hear of it; registers of elections and of norms.

ALTER TABLE working_group ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE working_group ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE working_group ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- As what somebody takes part: technical, policy, civic, or not said.
ALTER TABLE working_group_member ADD COLUMN part TEXT NOT NULL DEFAULT '';

-- Notes under a marking (TLP 2.0). `author` is empty once that person is forgotten; `organisation` is the one they acted for.
-- Who reads one is the store's question to whoever looks, on every read.
CREATE TABLE group_note (
    id UUID NOT NULL PRIMARY KEY,
    working_group UUID NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    author UUID,
    organisation UUID NOT NULL,
    marking SMALLINT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX group_note_by_group ON group_note (working_group, written_at);
-- Whom a note marked RED names.
CREATE TABLE group_note_reader (
    note UUID NOT NULL REFERENCES group_note (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    PRIMARY KEY (note, person)
);
CREATE INDEX group_note_reader_by_person ON group_note_reader (person);
-- Files of a note, each sealed under the key in its row; who reads the note reads them.
CREATE TABLE group_file (
    id UUID NOT NULL PRIMARY KEY,
    note UUID NOT NULL REFERENCES group_note (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    secret BYTEA NOT NULL,
    file BYTEA NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX group_file_by_note ON group_file (note, added_at);
CREATE FUNCTION group_file_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER group_file_gone AFTER DELETE ON group_file FOR EACH ROW EXECUTE FUNCTION group_file_gone();

-- Questions to a group. `members` and `abstained` are known once the deadline has passed; the votes themselves are then deleted.
CREATE TABLE group_decision (
    id UUID NOT NULL PRIMARY KEY,
    working_group UUID NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    author UUID,
    organisation UUID NOT NULL,
    marking SMALLINT NOT NULL,
    question TEXT NOT NULL,
    detail TEXT NOT NULL,
    quorum BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    members BIGINT NOT NULL,
    abstained BIGINT NOT NULL,
    settled_at BIGINT
);
CREATE INDEX group_decision_by_group ON group_decision (working_group, opened_at);
CREATE INDEX group_decision_by_state ON group_decision (state, closes_at);
CREATE TABLE group_option (
    decision UUID NOT NULL REFERENCES group_decision (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    answer TEXT NOT NULL,
    votes BIGINT NOT NULL,
    PRIMARY KEY (decision, position)
);
-- One vote of one member, until the deadline; a position of -1 abstains.
CREATE TABLE group_vote (
    decision UUID NOT NULL REFERENCES group_decision (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (decision, person)
);
CREATE INDEX group_vote_by_person ON group_vote (person);

CREATE TABLE group_meeting (
    id UUID NOT NULL PRIMARY KEY,
    working_group UUID NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    author UUID,
    organisation UUID NOT NULL,
    marking SMALLINT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    zone TEXT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX group_meeting_by_group ON group_meeting (working_group, begins_at);

-- The secret link of a member's calendar; its hash alone is kept.
CREATE TABLE group_calendar (
    person UUID NOT NULL PRIMARY KEY,
    secret_hash BYTEA NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);
-- Where a member wants news by mail. `word` stands in the links of its letters: it confirms the address and turns the mail off.
CREATE TABLE group_digest (
    person UUID NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    frequency TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    word TEXT NOT NULL UNIQUE,
    asked_at BIGINT NOT NULL,
    since BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE INDEX group_digest_by_turn ON group_digest (state, next_at);

-- Elections, as everybody may read them. `place` is a territory or words, as elsewhere.
CREATE TABLE election (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL,
    title TEXT NOT NULL,
    native_title TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    votes_from BIGINT NOT NULL,
    votes_until BIGINT NOT NULL,
    window_from BIGINT NOT NULL,
    window_until BIGINT NOT NULL,
    tentative BOOLEAN NOT NULL,
    link TEXT NOT NULL,
    about TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX election_by_day ON election (votes_from);
-- Organisations that watch an election; each says so itself.
CREATE TABLE election_team (
    election UUID NOT NULL REFERENCES election (id) ON DELETE CASCADE,
    organisation UUID NOT NULL,
    does TEXT NOT NULL,
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (election, organisation)
);

-- Codes of conduct, laws and pledges, with who is bound and to what.
CREATE TABLE norm (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL,
    title TEXT NOT NULL,
    native_title TEXT NOT NULL,
    form TEXT NOT NULL,
    level TEXT NOT NULL,
    actor TEXT NOT NULL,
    place TEXT NOT NULL,
    adopted_on BIGINT,
    link TEXT NOT NULL,
    about TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    version BIGINT NOT NULL
);
CREATE TABLE norm_line (
    norm UUID NOT NULL REFERENCES norm (id) ON DELETE CASCADE,
    list TEXT NOT NULL,
    position BIGINT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (norm, list, position)
);
-- Organisations that say that they keep a norm; each says so itself.
CREATE TABLE norm_keeper (
    norm UUID NOT NULL REFERENCES norm (id) ON DELETE CASCADE,
    organisation UUID NOT NULL,
    since_at BIGINT NOT NULL,
    PRIMARY KEY (norm, organisation)
);
