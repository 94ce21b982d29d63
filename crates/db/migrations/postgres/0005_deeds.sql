-- Who did what to a claim or a check, and what they noted about it, for those who work together. The journal beside it says
-- what happened and names nobody; an entry here has the identifier of its entry there. A note is its owner's alone.
CREATE TABLE deed (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    subject UUID NOT NULL,
    person UUID NOT NULL,
    whom UUID,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX deed_by_subject ON deed (subject, at);
