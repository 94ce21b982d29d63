-- What the network comes to; two ways to look across the directory; closed spaces; what cites elections and norms.

-- What needs, offers, what came of them, and working groups carry of the gender lens and of the goals: codes with a space between.
ALTER TABLE directory_offer ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE directory_offer ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE collaboration ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE collaboration ADD COLUMN goals TEXT NOT NULL DEFAULT '';
-- The day on which its outcome was first recorded: a later change does not count it anew.
ALTER TABLE collaboration ADD COLUMN done_on BIGINT;
UPDATE collaboration SET done_on = settled_on WHERE state = 'done';
CREATE INDEX collaboration_by_done ON collaboration (done_on);
ALTER TABLE working_group ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE working_group ADD COLUMN goals TEXT NOT NULL DEFAULT '';

-- Releases about the network as they were published; a row never changes.
CREATE TABLE network_release (
    id UUID NOT NULL PRIMARY KEY,
    from_day TEXT NOT NULL UNIQUE,
    until_day TEXT NOT NULL,
    made_on BIGINT NOT NULL,
    content TEXT NOT NULL
);

-- Keys of rooms, sealed under the key that the database does not hold.
CREATE TABLE room_key (
    name TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- Closed spaces. Whoever is in one is known there by a name chosen for it. `holder` is a keyed hash of the space and the person, under a key
-- that the database does not hold: who sits where cannot be read from these tables, and no value stands in two spaces.
CREATE TABLE closed_space (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    version BIGINT NOT NULL
);
-- Others see it in the list where `listed`. `since` is the first day of a month; no finer time of anybody is kept.
CREATE TABLE closed_seat (
    id UUID NOT NULL PRIMARY KEY,
    space UUID NOT NULL REFERENCES closed_space (id) ON DELETE CASCADE,
    holder BYTEA NOT NULL UNIQUE,
    pseudonym TEXT NOT NULL,
    folded TEXT NOT NULL,
    about TEXT NOT NULL,
    listed BOOLEAN NOT NULL,
    coordinates BOOLEAN NOT NULL,
    since BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (space, folded)
);
-- Words that let somebody in once, as their hash.
CREATE TABLE closed_invitation (
    word BYTEA NOT NULL PRIMARY KEY,
    space UUID NOT NULL REFERENCES closed_space (id) ON DELETE CASCADE,
    until BIGINT NOT NULL
);
-- One seat opens itself to another: asked by the reader, given or declined by the owner, taken back by the owner. What is opened is sealed
-- under the same key.
CREATE TABLE closed_reveal (
    owner UUID NOT NULL REFERENCES closed_seat (id) ON DELETE CASCADE,
    reader UUID NOT NULL REFERENCES closed_seat (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    words BYTEA NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (owner, reader)
);
CREATE INDEX closed_reveal_by_reader ON closed_reveal (reader);
-- What happened between two seats, for the two of them; the month alone.
CREATE TABLE closed_log (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL REFERENCES closed_seat (id) ON DELETE CASCADE,
    reader UUID NOT NULL REFERENCES closed_seat (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    number BIGINT NOT NULL,
    month BIGINT NOT NULL
);
CREATE INDEX closed_log_by_owner ON closed_log (owner, reader);
-- What is said in a space, sealed; `number` counts within the space, `week` is the first day of a week.
CREATE TABLE closed_word (
    id UUID NOT NULL PRIMARY KEY,
    space UUID NOT NULL REFERENCES closed_space (id) ON DELETE CASCADE,
    seat UUID REFERENCES closed_seat (id) ON DELETE SET NULL,
    content BYTEA NOT NULL,
    number BIGINT NOT NULL,
    week BIGINT NOT NULL,
    UNIQUE (space, number)
);

-- What cites an election or a norm: a claim, a notice, a note. Whoever may not read that is not told of it.
CREATE TABLE register_citation (
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    register TEXT NOT NULL,
    entry UUID NOT NULL,
    organisation UUID NOT NULL,
    cited_on BIGINT NOT NULL,
    PRIMARY KEY (kind, subject, entry)
);
CREATE INDEX register_citation_by_entry ON register_citation (entry);
