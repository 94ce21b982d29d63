-- Dossiers: many escalations that show one pattern, and what of them was given to whom.

CREATE TABLE dossier (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB NOT NULL
);
CREATE INDEX dossier_by_owner ON dossier (owner, changed_at);
CREATE TABLE dossier_escalation (
    dossier BLOB NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    added_by BLOB NOT NULL,
    PRIMARY KEY (dossier, escalation)
);
CREATE INDEX dossier_escalation_by_escalation ON dossier_escalation (escalation);
-- What people told. When consent is withdrawn its words go, and with them the texts of the reports that held them.
CREATE TABLE dossier_testimony (
    id BLOB NOT NULL PRIMARY KEY,
    dossier BLOB NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    consent TEXT NOT NULL,
    audiences TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    added_by BLOB NOT NULL,
    withdrawn_at INTEGER
);
CREATE INDEX dossier_testimony_by_dossier ON dossier_testimony (dossier, added_at);
-- What was decided about something personal that a report would hold.
CREATE TABLE dossier_decision (
    dossier BLOB NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    finding TEXT NOT NULL,
    stands BOOLEAN NOT NULL,
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL,
    PRIMARY KEY (dossier, finding)
);
-- Reports as they were given out: the text never changes, it only goes when consent for it does.
CREATE TABLE dossier_issue (
    id BLOB NOT NULL PRIMARY KEY,
    dossier BLOB NOT NULL REFERENCES dossier (id),
    number INTEGER NOT NULL,
    audience TEXT NOT NULL,
    recipient TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    hash BLOB NOT NULL,
    content TEXT,
    door TEXT NOT NULL UNIQUE,
    ended_at INTEGER,
    shredded_at INTEGER,
    UNIQUE (dossier, number)
);
CREATE TABLE dossier_issue_testimony (
    issue BLOB NOT NULL REFERENCES dossier_issue (id),
    testimony BLOB NOT NULL REFERENCES dossier_testimony (id),
    PRIMARY KEY (issue, testimony)
);
CREATE INDEX dossier_issue_testimony_by_testimony ON dossier_issue_testimony (testimony);

-- What happened between the network and a platform, and what the platform said that it would do.
CREATE TABLE engagement (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    addressee BLOB NOT NULL REFERENCES addressee (id),
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB NOT NULL
);
CREATE INDEX engagement_by_addressee ON engagement (addressee, day);
CREATE TABLE commitment (
    id BLOB NOT NULL PRIMARY KEY,
    engagement BLOB NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    due TEXT,
    state TEXT NOT NULL,
    told TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by BLOB NOT NULL
);
CREATE INDEX commitment_by_engagement ON commitment (engagement);
CREATE INDEX commitment_by_due ON commitment (state, due);

-- Tables of notices that an organisation brings in: kept as they were read until they are in, then their numbers alone.
CREATE TABLE notice_import (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL,
    came INTEGER NOT NULL,
    version INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL
);
CREATE INDEX notice_import_by_owner ON notice_import (owner, made_at);
-- By what a notice that came in is known again.
CREATE TABLE escalation_origin (
    escalation BLOB NOT NULL PRIMARY KEY REFERENCES escalation (id) ON DELETE CASCADE,
    owner BLOB NOT NULL,
    key TEXT NOT NULL,
    import BLOB NOT NULL REFERENCES notice_import (id),
    line INTEGER NOT NULL,
    UNIQUE (owner, key)
);
