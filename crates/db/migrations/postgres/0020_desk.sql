-- Imports that are compared and need no checkpoint; translations that end.

-- What is in is compared with what the source says now, so nothing need be remembered about how far a run came.
ALTER TABLE import_run ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0;
DROP TABLE import_checkpoint;

-- A translation ends when it is withdrawn (`withdrawn`, with the reason for everybody), or when another organisation takes over
-- a draft that nobody touched for long (`lapsed`). It stays to be read; its language is free again.
ALTER TABLE check_translation ADD COLUMN ended_at BIGINT;
ALTER TABLE check_translation ADD COLUMN ended_as TEXT;
ALTER TABLE check_translation ADD COLUMN ended_reason TEXT;
DROP INDEX check_translation_by_language;
CREATE UNIQUE INDEX check_translation_by_language ON check_translation (fact_check, language) WHERE ended_at IS NULL;
CREATE INDEX check_translation_by_check ON check_translation (fact_check);
