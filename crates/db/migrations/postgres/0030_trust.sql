-- How open a society is, as this network rates it, country by country; a rating stands until the next one. Of what was taken back the reason stays.
CREATE TABLE civic_rating (
    id UUID NOT NULL PRIMARY KEY,
    place TEXT NOT NULL,
    rating TEXT NOT NULL,
    source TEXT NOT NULL,
    rated_on BIGINT NOT NULL,
    note TEXT NOT NULL,
    published BOOLEAN NOT NULL,
    set_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    reason TEXT NOT NULL
);
CREATE INDEX civic_rating_by_place ON civic_rating (place, rated_on);
-- The country for which a working group or a way in is; where it is rated closed, those who come new are careful by default.
ALTER TABLE working_group ADD COLUMN place TEXT NOT NULL DEFAULT '-';
ALTER TABLE join_door ADD COLUMN place TEXT NOT NULL DEFAULT '-';
-- Whether the others of the group may read somebody's name there.
ALTER TABLE working_group_member ADD COLUMN named BOOLEAN NOT NULL DEFAULT TRUE;

-- Guides, training materials and curricula. Editions in several languages are one work; each version stays readable.
CREATE TABLE library_item (
    id UUID NOT NULL PRIMARY KEY,
    work UUID NOT NULL,
    organisation UUID NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    working_group UUID REFERENCES working_group (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    licence TEXT NOT NULL,
    authors TEXT NOT NULL,
    link TEXT NOT NULL,
    body TEXT NOT NULL,
    parts TEXT NOT NULL,
    lens TEXT NOT NULL,
    goals TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    reason TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX library_item_by_work ON library_item (work);
CREATE TABLE library_version (
    item UUID NOT NULL REFERENCES library_item (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    licence TEXT NOT NULL,
    authors TEXT NOT NULL,
    link TEXT NOT NULL,
    body TEXT NOT NULL,
    parts TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (item, number)
);

-- Sources and other things worth trusting; everybody sees those for which two organisations vouch.
CREATE TABLE trusted_entry (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    native_title TEXT NOT NULL,
    place TEXT NOT NULL,
    languages TEXT NOT NULL,
    link TEXT NOT NULL,
    about TEXT NOT NULL,
    lens TEXT NOT NULL,
    goals TEXT NOT NULL,
    reviewed_on BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    version BIGINT NOT NULL
);
CREATE TABLE trusted_voucher (
    entry UUID NOT NULL REFERENCES trusted_entry (id) ON DELETE CASCADE,
    organisation UUID NOT NULL,
    since_at BIGINT NOT NULL,
    PRIMARY KEY (entry, organisation)
);

-- Organisations that take part in a meeting, each with how many came; and from where people came, by group, as counts alone.
CREATE TABLE meeting_party (
    meeting UUID NOT NULL REFERENCES group_meeting (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    in_room BIGINT NOT NULL,
    remote BIGINT NOT NULL,
    PRIMARY KEY (meeting, name)
);
CREATE TABLE meeting_origin (
    meeting UUID NOT NULL REFERENCES group_meeting (id) ON DELETE CASCADE,
    breakout TEXT NOT NULL,
    place TEXT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (meeting, breakout, place)
);

-- What notes and decisions of groups carry of the gender lens and of the goals.
ALTER TABLE group_note ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE group_note ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE group_decision ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE group_decision ADD COLUMN goals TEXT NOT NULL DEFAULT '';
