-- Escalations: registers, notices, what was sent, what happened since.

-- Platforms and mechanisms belong to the network: every liaison reads and mends the same entries.
CREATE TABLE addressee (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    search TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB
);
CREATE TABLE programme (
    id BLOB NOT NULL PRIMARY KEY,
    addressee BLOB NOT NULL REFERENCES addressee (id),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB
);
CREATE INDEX programme_by_addressee ON programme (addressee, name);

-- Rules and laws; a version is never changed. A law has no addressee.
CREATE TABLE rule (
    id BLOB NOT NULL PRIMARY KEY,
    addressee BLOB REFERENCES addressee (id)
);
CREATE TABLE rule_version (
    rule BLOB NOT NULL REFERENCES rule (id),
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB,
    PRIMARY KEY (rule, number)
);

-- A route belongs to an organisation, which may share it with the network.
CREATE TABLE route (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    addressee BLOB NOT NULL REFERENCES addressee (id),
    channel TEXT NOT NULL,
    way TEXT NOT NULL,
    name TEXT NOT NULL,
    facts TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB NOT NULL,
    ended_at INTEGER
);
CREATE INDEX route_by_addressee ON route (addressee, name);
CREATE TABLE route_keeper (
    route BLOB NOT NULL REFERENCES route (id),
    person BLOB NOT NULL,
    PRIMARY KEY (route, person)
);

-- What an organisation decided about its escalations, and its waiting times for each addressee.
CREATE TABLE escalation_setting (
    organisation BLOB NOT NULL PRIMARY KEY,
    approval BOOLEAN NOT NULL,
    sender_name TEXT NOT NULL,
    sender_mail TEXT NOT NULL
);
CREATE TABLE escalation_ladder (
    organisation BLOB NOT NULL,
    addressee BLOB NOT NULL REFERENCES addressee (id),
    steps TEXT NOT NULL,
    PRIMARY KEY (organisation, addressee)
);

-- An escalation: its draft, and in narrow columns what lists and figures ask for, worked out from its events.
CREATE TABLE escalation (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    addressee BLOB NOT NULL REFERENCES addressee (id),
    route BLOB REFERENCES route (id),
    claim BLOB,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    notice TEXT NOT NULL,
    version INTEGER NOT NULL,
    author BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    imminent BOOLEAN NOT NULL,
    category TEXT NOT NULL,
    region TEXT NOT NULL,
    language TEXT NOT NULL,
    way TEXT NOT NULL,
    sent_at INTEGER,
    receipt_at INTEGER,
    reply_at INTEGER,
    decided_at INTEGER,
    outcome TEXT,
    reasoned BOOLEAN,
    appeal TEXT,
    personal BOOLEAN NOT NULL,
    next_at INTEGER
);
CREATE INDEX escalation_by_state ON escalation (owner, state, next_at, id);
CREATE INDEX escalation_by_claim ON escalation (claim) WHERE claim IS NOT NULL;
CREATE INDEX escalation_by_sent ON escalation (sent_at, addressee) WHERE sent_at IS NOT NULL;

CREATE TABLE escalation_event (
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    by_person BLOB,
    text TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (escalation, number)
);

-- Letters as they went out, or will: frozen when they are made. Only their standing changes.
CREATE TABLE dispatch (
    id BLOB NOT NULL PRIMARY KEY,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    route_name TEXT NOT NULL,
    recipient TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    sender_mail TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    files TEXT NOT NULL,
    hash BLOB NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    state TEXT NOT NULL,
    fault TEXT NOT NULL,
    sent_at INTEGER
);
CREATE INDEX dispatch_by_escalation ON dispatch (escalation, made_at);

-- Files that go with a notice: sealed under the key in their row, as the files of the desk.
CREATE TABLE notice_file (
    id BLOB NOT NULL PRIMARY KEY,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    hash BLOB NOT NULL,
    secret BLOB NOT NULL,
    file BLOB NOT NULL,
    added_at INTEGER NOT NULL,
    added_by BLOB NOT NULL
);
CREATE INDEX notice_file_by_escalation ON notice_file (escalation, added_at);
CREATE TRIGGER notice_file_gone AFTER DELETE ON notice_file
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
END;
