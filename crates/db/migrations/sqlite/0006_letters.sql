-- What somebody writes about a published check: a mistake that they found, or a reply of those whom it concerns. Read by those
-- who moderate for the check's owner; what they decide is found under the receipt.
CREATE TABLE letter (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    fact_check BLOB NOT NULL REFERENCES fact_check (id),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    contact TEXT NOT NULL,
    language TEXT NOT NULL,
    locator TEXT NOT NULL UNIQUE,
    verifier BLOB NOT NULL,
    day INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    entry BLOB,
    decided_by BLOB,
    decided_at INTEGER
);
CREATE INDEX letter_by_owner ON letter (owner, day DESC, id);
CREATE INDEX letter_open ON letter (fact_check) WHERE state = 'open';
CREATE INDEX letter_by_expiry ON letter (expires_at);

-- The entry of the log that says that a reply was published, so that reversing the one takes the other away.
ALTER TABLE right_of_reply ADD COLUMN entry BLOB;
