-- What notices cite as evidence, and notices that several organisations make together.

-- By which piece a notice is found again. What the notice says of the piece stands in its text.
CREATE TABLE notice_evidence (
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    hash TEXT NOT NULL,
    afterwards BOOLEAN NOT NULL,
    PRIMARY KEY (escalation, record, afterwards)
);
CREATE INDEX notice_evidence_by_record ON notice_evidence (record);
INSERT INTO notice_evidence (escalation, record, hash, afterwards)
SELECT DISTINCT e.id, json_extract(c.value, '$.record'), json_extract(c.value, '$.hash'), FALSE
FROM escalation e, json_each(e.notice, '$.evidence') c WHERE NOT e.sealed;

-- Organisations besides its owner that may see a notice: one to which it is offered, and those in whose name it is made too.
CREATE TABLE escalation_party (
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    organisation BLOB NOT NULL,
    standing TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (escalation, organisation)
);
CREATE INDEX escalation_party_by_organisation ON escalation_party (organisation, escalation);

-- One organisation asks another to send its notice by a better route ('referral'), or to be named in a notice of the other ('joining').
-- By which route and under whose name a referred notice was to go before stays here, so that it can be handed back.
CREATE TABLE notice_referral (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    asks BLOB NOT NULL,
    asked BLOB NOT NULL,
    route BLOB REFERENCES route (id),
    earlier_route BLOB REFERENCES route (id),
    sender_name TEXT NOT NULL,
    sender_mail TEXT NOT NULL,
    draft BLOB REFERENCES escalation (id) ON DELETE SET NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by BLOB NOT NULL,
    settled_at INTEGER,
    settled_by BLOB
);
CREATE UNIQUE INDEX notice_referral_open ON notice_referral (escalation, kind, asks) WHERE state = 'open';
CREATE INDEX notice_referral_by_asked ON notice_referral (asked, state);
CREATE INDEX notice_referral_by_asks ON notice_referral (asks, state);
CREATE INDEX notice_referral_by_draft ON notice_referral (draft) WHERE draft IS NOT NULL;

-- SHA-256 of the addresses of notices in one canonical form, so that two about the same thing are found. Never of one that is sealed.
CREATE TABLE notice_address (
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    digest BLOB NOT NULL,
    PRIMARY KEY (escalation, digest)
);
CREATE INDEX notice_address_by_digest ON notice_address (digest);
