-- The directory: what organisations and people add about themselves, by field and audience (0 everybody, 1 the network, 2 those who
-- share a working group, 3 introductions alone). `id` and `subject` are an organisation's or a person's. No table here is scoped: who sees which field
-- is the store's question to whoever looks, on every read.
CREATE TABLE directory_profile (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    listed BIGINT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    confirmed_at BIGINT NOT NULL
);
CREATE TABLE directory_field (
    subject UUID NOT NULL REFERENCES directory_profile (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    audience BIGINT NOT NULL,
    PRIMARY KEY (subject, field)
);
CREATE TABLE directory_value (
    subject UUID NOT NULL,
    field TEXT NOT NULL,
    position BIGINT NOT NULL,
    value TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (subject, field, position),
    FOREIGN KEY (subject, field) REFERENCES directory_field (subject, field) ON DELETE CASCADE
);
-- What a record said before. Only whoever may edit the record reads it. `by_person` is empty once that person is forgotten.
CREATE TABLE directory_change (
    id UUID NOT NULL PRIMARY KEY,
    subject UUID NOT NULL REFERENCES directory_profile (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    field TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    value_before TEXT NOT NULL,
    value_after TEXT NOT NULL
);
CREATE INDEX directory_change_by_subject ON directory_change (subject, version);
-- What became of an organisation: the one that goes on under another's roof, or the parts of one that split.
CREATE TABLE organisation_lineage (
    former UUID NOT NULL,
    successor UUID NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (former, successor)
);
CREATE INDEX organisation_lineage_by_successor ON organisation_lineage (successor);

-- Ways in for those who are not members yet: one for the network, one for each event.
CREATE TABLE join_door (
    id UUID NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    region TEXT NOT NULL,
    vouches BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT
);
-- One request, or one contribution of somebody who does not want to join. Only the day of arrival is kept.
CREATE TABLE join_request (
    id UUID NOT NULL PRIMARY KEY,
    door UUID NOT NULL REFERENCES join_door (id) ON DELETE CASCADE,
    locator TEXT NOT NULL UNIQUE,
    verifier BYTEA NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    email TEXT NOT NULL,
    wants_in BOOLEAN NOT NULL,
    contribution TEXT NOT NULL,
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    received_on BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_on BIGINT,
    admitted_as UUID,
    follows UUID,
    version BIGINT NOT NULL
);
CREATE INDEX join_request_by_state ON join_request (state, received_on);
CREATE TABLE join_vouch (
    request UUID NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    person UUID,
    organisation UUID NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (request, organisation)
);
CREATE TABLE join_step (
    id UUID NOT NULL PRIMARY KEY,
    request UUID NOT NULL REFERENCES join_request (id) ON DELETE CASCADE,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person UUID,
    what TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX join_step_by_request ON join_step (request, version);

-- What members need and what they can give.
CREATE TABLE directory_offer (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL,
    person UUID,
    side TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    detail TEXT NOT NULL,
    place TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    languages TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX directory_offer_by_kind ON directory_offer (state, side, kind);
CREATE INDEX directory_offer_by_organisation ON directory_offer (organisation);
-- What came of a need and an offer that met.
CREATE TABLE collaboration (
    id UUID NOT NULL PRIMARY KEY,
    need UUID NOT NULL,
    offer UUID NOT NULL,
    need_by UUID NOT NULL,
    offer_by UUID NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    asked_by UUID,
    proposed_on BIGINT NOT NULL,
    settled_on BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX collaboration_by_need_by ON collaboration (need_by);
CREATE INDEX collaboration_by_offer_by ON collaboration (offer_by);

-- Introductions: a broker asks both sides, and passes on only what each allows.
CREATE TABLE introduction (
    id UUID NOT NULL PRIMARY KEY,
    broker UUID,
    broker_organisation UUID NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT NOT NULL,
    begun_on BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE introduction_side (
    introduction UUID NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (introduction, person)
);
CREATE INDEX introduction_side_by_person ON introduction_side (person);
-- One field of one person, opened to one other. Every look at it is noted, and it can be taken back.
CREATE TABLE introduction_reveal (
    introduction UUID NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
    subject UUID NOT NULL,
    reader UUID NOT NULL,
    field TEXT NOT NULL,
    revealed_on BIGINT NOT NULL,
    revoked_on BIGINT,
    PRIMARY KEY (introduction, subject, reader, field)
);
CREATE INDEX introduction_reveal_by_reader ON introduction_reveal (reader, subject);
CREATE TABLE introduction_look (
    id UUID NOT NULL PRIMARY KEY,
    subject UUID NOT NULL,
    reader UUID NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX introduction_look_by_subject ON introduction_look (subject, at);

-- Working groups: who shares one sees of each other what stands for those who do.
CREATE TABLE working_group (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    charter TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE TABLE working_group_member (
    working_group UUID NOT NULL REFERENCES working_group (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    chairs BOOLEAN NOT NULL,
    PRIMARY KEY (working_group, person)
);
CREATE INDEX working_group_member_by_person ON working_group_member (person);
