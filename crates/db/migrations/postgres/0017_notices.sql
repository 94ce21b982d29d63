-- Notices that come from cases. What they say is sealed under a key of their own, wrapped for those who hold the cases; only those see
-- the escalation. What stands readable here is listed in SECURITY.md, field by field.

ALTER TABLE escalation ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;

-- For whom the key of a sealed notice is wrapped, and who therefore sees that there is one.
CREATE TABLE escalation_named (
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    wrap BYTEA NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (escalation, person)
);
CREATE INDEX escalation_named_by_person ON escalation_named (person);
-- What one case gives to a notice, and the consent by which it does. After a withdrawal the row stays with its hash, without what it said.
CREATE TABLE notice_part (
    id UUID NOT NULL PRIMARY KEY,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    help_case UUID REFERENCES help_case (id) ON DELETE SET NULL,
    consent UUID REFERENCES case_record (id) ON DELETE SET NULL,
    number BIGINT NOT NULL,
    day BIGINT NOT NULL,
    dispatch UUID REFERENCES dispatch (id) ON DELETE SET NULL,
    hash BYTEA,
    withdrawn_on BIGINT
);
CREATE INDEX notice_part_by_escalation ON notice_part (escalation, number);
CREATE INDEX notice_part_by_case ON notice_part (help_case) WHERE help_case IS NOT NULL;
CREATE INDEX notice_part_by_consent ON notice_part (consent) WHERE consent IS NOT NULL;
-- What can be shredded at once: the words and files of a part, or, under the notice's own identifier, what holds for all of it.
CREATE TABLE notice_content (
    id UUID NOT NULL PRIMARY KEY,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE
);
CREATE INDEX notice_content_by_escalation ON notice_content (escalation);
-- Sealed texts: of the notice, of its parts, and of its letters as they were frozen. `place` is the notice, the part, the file or the letter.
CREATE TABLE notice_text (
    place UUID NOT NULL,
    field TEXT NOT NULL,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    content UUID REFERENCES notice_content (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (place, field)
);
CREATE INDEX notice_text_by_escalation ON notice_text (escalation);
CREATE INDEX notice_text_by_content ON notice_text (content) WHERE content IS NOT NULL;
-- A copy of a file of a case, sealed under the key of the notice.
CREATE TABLE notice_attachment (
    id UUID NOT NULL PRIMARY KEY,
    escalation UUID NOT NULL REFERENCES escalation (id) ON DELETE CASCADE,
    part UUID NOT NULL REFERENCES notice_content (id) ON DELETE CASCADE,
    header BYTEA NOT NULL,
    file BYTEA NOT NULL
);
CREATE INDEX notice_attachment_by_part ON notice_attachment (part);
CREATE FUNCTION notice_attachment_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO blob_gone (blob) VALUES (old.file) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER notice_attachment_gone AFTER DELETE ON notice_attachment FOR EACH ROW EXECUTE FUNCTION notice_attachment_gone();
