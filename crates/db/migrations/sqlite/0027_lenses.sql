-- What elections, norms, meetings and ways in carry of the gender lens and of the goals: codes with a space between. Of which kind a meeting is.
ALTER TABLE election ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE election ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE norm ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE norm ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE group_meeting ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE group_meeting ADD COLUMN goals TEXT NOT NULL DEFAULT '';
ALTER TABLE group_meeting ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE join_door ADD COLUMN lens TEXT NOT NULL DEFAULT '';
ALTER TABLE join_door ADD COLUMN goals TEXT NOT NULL DEFAULT '';

-- What somebody who leaves has left, found without reading everything.
CREATE INDEX directory_change_by_person ON directory_change (by_person);
CREATE INDEX directory_offer_by_person ON directory_offer (person);
CREATE INDEX introduction_by_broker ON introduction (broker);
CREATE INDEX join_step_by_person ON join_step (person);
CREATE INDEX join_vouch_by_person ON join_vouch (person);
CREATE INDEX group_note_by_author ON group_note (author);
