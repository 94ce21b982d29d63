-- Notices that come from cases. What they say is sealed under a key of their own, wrapped for those who hold the cases; only those see
-- the escalation. What stands readable here is listed in SECURITY.md, field by field.

ALTER TABLE escalation ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;

-- For whom the key of a sealed notice is wrapped, and who therefore sees that there is one.
CREATE TABLE escalation_named (
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    wrap BLOB NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (escalation, person)
);
CREATE INDEX escalation_named_by_person ON escalation_named (person);
-- What one case gives to a notice, and the consent by which it does. After a withdrawal the row stays with its hash, without what it said.
CREATE TABLE notice_part (
    id BLOB NOT NULL PRIMARY KEY,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    help_case BLOB REFERENCES help_case (id) ON DELETE SET NULL,
    consent BLOB REFERENCES case_record (id) ON DELETE SET NULL,
    number INTEGER NOT NULL,
    day INTEGER NOT NULL,
    dispatch BLOB REFERENCES dispatch (id) ON DELETE SET NULL,
    hash BLOB,
    withdrawn_on INTEGER
);
CREATE INDEX notice_part_by_escalation ON notice_part (escalation, number);
CREATE INDEX notice_part_by_case ON notice_part (help_case) WHERE help_case IS NOT NULL;
CREATE INDEX notice_part_by_consent ON notice_part (consent) WHERE consent IS NOT NULL;
-- What can be shredded at once: the words and files of a part, or, under the notice's own identifier, what holds for all of it.
CREATE TABLE notice_content (
    id BLOB NOT NULL PRIMARY KEY,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE
);
CREATE INDEX notice_content_by_escalation ON notice_content (escalation);
-- Sealed texts: of the notice, of its parts, and of its letters as they were frozen. `place` is the notice, the part, the file or the letter.
CREATE TABLE notice_text (
    place BLOB NOT NULL,
    field TEXT NOT NULL,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    content BLOB REFERENCES notice_content (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    PRIMARY KEY (place, field)
);
CREATE INDEX notice_text_by_escalation ON notice_text (escalation);
CREATE INDEX notice_text_by_content ON notice_text (content) WHERE content IS NOT NULL;
-- A copy of a file of a case, sealed under the key of the notice.
CREATE TABLE notice_attachment (
    id BLOB NOT NULL PRIMARY KEY,
    escalation BLOB NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    part BLOB NOT NULL REFERENCES notice_content (id) ON DELETE CASCADE,
    header BLOB NOT NULL,
    file BLOB NOT NULL
);
CREATE INDEX notice_attachment_by_part ON notice_attachment (part);
CREATE TRIGGER notice_attachment_gone AFTER DELETE ON notice_attachment
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
END;
