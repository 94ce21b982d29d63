-- Dossiers: many escalations that show one pattern, and what of them was given to whom.

CREATE TABLE dossier (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    version BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL
);
CREATE INDEX dossier_by_owner ON dossier (owner, changed_at);
CREATE TABLE dossier_escalation (
    dossier UUID NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    added_at BIGINT NOT NULL,
    added_by UUID NOT NULL,
    PRIMARY KEY (dossier, escalation)
);
CREATE INDEX dossier_escalation_by_escalation ON dossier_escalation (escalation);
-- What people told. When consent is withdrawn its words go, and with them the texts of the reports that held them.
CREATE TABLE dossier_testimony (
    id UUID NOT NULL PRIMARY KEY,
    dossier UUID NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    consent TEXT NOT NULL,
    audiences TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX dossier_testimony_by_dossier ON dossier_testimony (dossier, added_at);
-- What was decided about something personal that a report would hold.
CREATE TABLE dossier_decision (
    dossier UUID NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
    finding TEXT NOT NULL,
    stands BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID NOT NULL,
    PRIMARY KEY (dossier, finding)
);
-- Reports as they were given out: the text never changes, it only goes when consent for it does.
CREATE TABLE dossier_issue (
    id UUID NOT NULL PRIMARY KEY,
    dossier UUID NOT NULL REFERENCES dossier (id),
    number BIGINT NOT NULL,
    audience TEXT NOT NULL,
    recipient TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL,
    hash BYTEA NOT NULL,
    content TEXT,
    door TEXT NOT NULL UNIQUE,
    ended_at BIGINT,
    shredded_at BIGINT,
    UNIQUE (dossier, number)
);
CREATE TABLE dossier_issue_testimony (
    issue UUID NOT NULL REFERENCES dossier_issue (id),
    testimony UUID NOT NULL REFERENCES dossier_testimony (id),
    PRIMARY KEY (issue, testimony)
);
CREATE INDEX dossier_issue_testimony_by_testimony ON dossier_issue_testimony (testimony);

-- What happened between the network and a platform, and what the platform said that it would do.
CREATE TABLE engagement (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    addressee UUID NOT NULL REFERENCES addressee (id),
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL
);
CREATE INDEX engagement_by_addressee ON engagement (addressee, day);
CREATE TABLE commitment (
    id UUID NOT NULL PRIMARY KEY,
    engagement UUID NOT NULL REFERENCES engagement (id) ON DELETE CASCADE,
    quote TEXT NOT NULL,
    due TEXT,
    state TEXT NOT NULL,
    told TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID NOT NULL
);
CREATE INDEX commitment_by_engagement ON commitment (engagement);
CREATE INDEX commitment_by_due ON commitment (state, due);

-- Tables of notices that an organisation brings in: kept as they were read until they are in, then their numbers alone.
CREATE TABLE notice_import (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL,
    came BIGINT NOT NULL,
    version BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID NOT NULL
);
CREATE INDEX notice_import_by_owner ON notice_import (owner, made_at);
-- By what a notice that came in is known again.
CREATE TABLE escalation_origin (
    escalation UUID NOT NULL PRIMARY KEY REFERENCES escalation (id) ON DELETE CASCADE,
    owner UUID NOT NULL,
    key TEXT NOT NULL,
    import UUID NOT NULL REFERENCES notice_import (id),
    line BIGINT NOT NULL,
    UNIQUE (owner, key)
);
