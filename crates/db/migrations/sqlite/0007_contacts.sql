-- How everybody can reach an organisation, as it wants to be reached; empty for not at all.
ALTER TABLE organisation ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN contact TEXT NOT NULL DEFAULT '';
