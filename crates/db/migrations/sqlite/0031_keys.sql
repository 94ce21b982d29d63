-- Letters that their recipient alone can read: the fingerprint of the OpenPGP key to which one goes or went.
ALTER TABLE dispatch ADD COLUMN fingerprint TEXT;

-- What is wrong with a system rather than with one post: tags of escalations, of which none comes from a case.
CREATE TABLE escalation_systemic (
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    added_by BLOB NOT NULL,
    PRIMARY KEY (escalation, tag)
);
CREATE INDEX escalation_systemic_tag ON escalation_systemic (tag);
