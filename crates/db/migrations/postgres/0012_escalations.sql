-- Escalations: registers, notices, what was sent, what happened since.

-- Platforms and mechanisms belong to the network: every liaison reads and mends the same entries.
CREATE TABLE addressee (
    id UUID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    search TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);
CREATE TABLE programme (
    id UUID NOT NULL PRIMARY KEY,
    addressee UUID NOT NULL REFERENCES addressee (id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);
CREATE INDEX programme_by_addressee ON programme (addressee, name);

-- Rules and laws; a version is never changed. A law has no addressee.
CREATE TABLE rule (
    id UUID NOT NULL PRIMARY KEY,
    addressee UUID REFERENCES addressee (id)
);
CREATE TABLE rule_version (
    rule UUID NOT NULL REFERENCES rule (id),
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    PRIMARY KEY (rule, number)
);

-- A route belongs to an organisation, which may share it with the network.
CREATE TABLE route (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    addressee UUID NOT NULL REFERENCES addressee (id),
    channel TEXT NOT NULL,
    way TEXT NOT NULL,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL,
    ended_at BIGINT
);
CREATE INDEX route_by_addressee ON route (addressee, name);
CREATE TABLE route_keeper (
    route UUID NOT NULL REFERENCES route (id),
    person UUID NOT NULL,
    PRIMARY KEY (route, person)
);

-- What an organisation decided about its escalations, and its waiting times for each addressee.
CREATE TABLE escalation_setting (
    organisation UUID NOT NULL PRIMARY KEY,
    approval BOOLEAN NOT NULL,
    sender_name TEXT NOT NULL,
    sender_mail TEXT NOT NULL
);
CREATE TABLE escalation_ladder (
    organisation UUID NOT NULL,
    addressee UUID NOT NULL REFERENCES addressee (id),
    steps TEXT NOT NULL,
    PRIMARY KEY (organisation, addressee)
);

-- An escalation: its draft, and in narrow columns what lists and figures ask for, worked out from its events.
CREATE TABLE escalation (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    addressee UUID NOT NULL REFERENCES addressee (id),
    route UUID REFERENCES route (id),
    claim UUID,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    notice TEXT NOT NULL,
    version BIGINT NOT NULL,
    author UUID NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    imminent BOOLEAN NOT NULL,
    category TEXT NOT NULL,
    region TEXT NOT NULL,
    language TEXT NOT NULL,
    way TEXT NOT NULL,
    sent_at BIGINT,
    receipt_at BIGINT,
    reply_at BIGINT,
    decided_at BIGINT,
    outcome TEXT,
    reasoned BOOLEAN,
    appeal TEXT,
    personal BOOLEAN NOT NULL,
    next_at BIGINT
);
CREATE INDEX escalation_by_state ON escalation (owner, state, next_at, id);
CREATE INDEX escalation_by_claim ON escalation (claim) WHERE claim IS NOT NULL;
CREATE INDEX escalation_by_sent ON escalation (sent_at, addressee) WHERE sent_at IS NOT NULL;

CREATE TABLE escalation_event (
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    noted_at BIGINT NOT NULL,
    by_person UUID,
    text TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (escalation, number)
);

-- Letters as they went out, or will: frozen when they are made. Only their standing changes.
CREATE TABLE dispatch (
    id UUID NOT NULL PRIMARY KEY,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    route_name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    sender_mail TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    files TEXT NOT NULL,
    hash BYTEA NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    state TEXT NOT NULL,
    fault TEXT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX dispatch_by_escalation ON dispatch (escalation, made_at);

-- Files that go with a notice: sealed under the key in their row, as the files of the desk.
CREATE TABLE notice_file (
    id UUID NOT NULL PRIMARY KEY,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    secret BYTEA NOT NULL,
    file BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID NOT NULL
);
CREATE INDEX notice_file_by_escalation ON notice_file (escalation, added_at);
CREATE FUNCTION notice_file_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER notice_file_gone AFTER DELETE ON notice_file FOR EACH ROW EXECUTE FUNCTION notice_file_gone();
