-- Campaigns: what links cases of one attack. And a halt for notices of which a case was marked anew.

-- A case in a notice was marked since so that no platform may be told of it.
ALTER TABLE notice_part ADD COLUMN halted BOOLEAN NOT NULL DEFAULT FALSE;

-- A campaign of a helpline. Its name is sealed under a key of its own; `day` is the last on which a case was linked.
CREATE TABLE campaign (
    id BLOB NOT NULL PRIMARY KEY,
    organisation BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    name BLOB NOT NULL,
    day INTEGER NOT NULL
);
CREATE INDEX campaign_by_organisation ON campaign (organisation);
-- For whom its key is wrapped: those who respond there.
CREATE TABLE campaign_wrap (
    campaign BLOB NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    wrap BLOB NOT NULL,
    PRIMARY KEY (campaign, person)
);
CREATE INDEX campaign_wrap_by_person ON campaign_wrap (person);
-- Which cases belong to it.
CREATE TABLE campaign_case (
    campaign BLOB NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
    help_case BLOB NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    PRIMARY KEY (campaign, help_case)
);
CREATE INDEX campaign_case_by_case ON campaign_case (help_case);
