-- Who did what to a claim or a check, and what they noted about it, for those who work together. The journal beside it says
-- what happened and names nobody; an entry here has the identifier of its entry there. A note is its owner's alone.
CREATE TABLE deed (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    subject BLOB NOT NULL,
    person BLOB NOT NULL,
    whom BLOB,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX deed_by_subject ON deed (subject, at);
