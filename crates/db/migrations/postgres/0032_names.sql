-- What the public record of an organisation said before it was changed: its names, places, languages and ways to reach it.
CREATE TABLE organisation_change (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    value_before TEXT NOT NULL,
    value_after TEXT NOT NULL
);
CREATE INDEX organisation_change_by_organisation ON organisation_change (organisation, at);
CREATE INDEX organisation_change_by_person ON organisation_change (by_person);
