-- The directory: what organisations and people add about themselves, by field and audience (0 everybody, 1 the network, 2 those who
-- share a working group, 3 introductions alone). `id` and `subject` are an organisation's or a person's. No table here is scoped: who sees which field
-- is the store's question to whoever looks, on every read.
CREATE TABLE directory_profile (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    listed INTEGER NOT NULL,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    confirmed_at INTEGER NOT NULL
);
CREATE TABLE directory_field (
    subject BLOB NOT NULL REFERENCES directory_profile (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    audience INTEGER NOT NULL,
    PRIMARY KEY (subject, field)
);
CREATE TABLE directory_value (
    subject BLOB NOT NULL,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (subject, field, position),
    FOREIGN KEY (subject, field) REFERENCES directory_field (subject, field) ON DELETE CASCADE
);
-- What a record said before. Only whoever may edit the record reads it. `by_person` is empty once that person is forgotten.
CREATE TABLE directory_change (
    id BLOB NOT NULL PRIMARY KEY,
    subject BLOB NOT NULL REFERENCES directory_profile (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    field TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB,
    value_before TEXT NOT NULL,
    value_after TEXT NOT NULL
);
CREATE INDEX directory_change_by_subject ON directory_change (subject, version);
-- What became of an organisation: the one that goes on under another's roof, or the parts of one that split.
CREATE TABLE organisation_lineage (
    former BLOB NOT NULL,
    successor BLOB NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (former, successor)
);
CREATE INDEX organisation_lineage_by_successor ON organisation_lineage (successor);

-- Ways in for those who are not members yet: one for the network, one for each event.
CREATE TABLE join_door (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    region TEXT NOT NULL,
    vouches INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
);
-- One request, or one contribution of somebody who does not want to join. Only the day of arrival is kept.
CREATE TABLE join_request (
    id BLOB NOT NULL PRIMARY KEY,
    door BLOB NOT NULL REFERENCES join_door (id) ON DELETE CASCADE,
    locator TEXT NOT NULL UNIQUE,
    verifier BLOB NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    email TEXT NOT NULL,
    wants_in BOOLEAN NOT NULL,
    contribution TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    received_on INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_on INTEGER,
    admitted_as BLOB,
    follows BLOB,
    version INTEGER NOT NULL
);
CREATE INDEX join_request_by_state ON join_request (state, received_on);
CREATE TABLE join_vouch (
    request BLOB NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    person BLOB,
    organisation BLOB NOT NULL,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (request, organisation)
);
CREATE TABLE join_step (
    id BLOB NOT NULL PRIMARY KEY,
    request BLOB NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person BLOB,
    what TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX join_step_by_request ON join_step (request, version);

-- What members need and what they can give.
CREATE TABLE directory_offer (
    id BLOB NOT NULL PRIMARY KEY,
    organisation BLOB NOT NULL,
    person BLOB,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    place TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    languages TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL
);
CREATE INDEX directory_offer_by_kind ON directory_offer (state, side, kind);
CREATE INDEX directory_offer_by_organisation ON directory_offer (organisation);
-- What came of a need and an offer that met.
CREATE TABLE collaboration (
    id BLOB NOT NULL PRIMARY KEY,
    need BLOB NOT NULL,
    offer BLOB NOT NULL,
    need_by BLOB NOT NULL,
    offer_by BLOB NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    asked_by BLOB,
    proposed_on INTEGER NOT NULL,
    settled_on INTEGER,
    version INTEGER NOT NULL
);
CREATE INDEX collaboration_by_need_by ON collaboration (need_by);
CREATE INDEX collaboration_by_offer_by ON collaboration (offer_by);

-- Introductions: a broker asks both sides, and passes on only what each allows.
CREATE TABLE introduction (
    id BLOB NOT NULL PRIMARY KEY,
    broker BLOB,
    broker_organisation BLOB NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    begun_on INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE TABLE introduction_side (
    introduction BLOB NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (introduction, person)
);
CREATE INDEX introduction_side_by_person ON introduction_side (person);
-- One field of one person, opened to one other. Every look at it is noted, and it can be taken back.
CREATE TABLE introduction_reveal (
    introduction BLOB NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
    subject BLOB NOT NULL,
    reader BLOB NOT NULL,
    field TEXT NOT NULL,
    revealed_on INTEGER NOT NULL,
    revoked_on INTEGER,
    PRIMARY KEY (introduction, subject, reader, field)
);
CREATE INDEX introduction_reveal_by_reader ON introduction_reveal (reader, subject);
CREATE TABLE introduction_look (
    id BLOB NOT NULL PRIMARY KEY,
    subject BLOB NOT NULL,
    reader BLOB NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX introduction_look_by_subject ON introduction_look (subject, at);

-- Working groups: who shares one sees of each other what stands for those who do.
CREATE TABLE working_group (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    charter TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    closed_at INTEGER
);
CREATE TABLE working_group_member (
    working_group BLOB NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    chairs BOOLEAN NOT NULL,
    PRIMARY KEY (working_group, person)
);
CREATE INDEX working_group_member_by_person ON working_group_member (person);
