-- What somebody writes about a published check: a mistake that they found, or a reply of those whom it concerns. Read by those
-- who moderate for the check's owner; what they decide is found under the receipt.
CREATE TABLE letter (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL,
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    fact_check UUID NOT NULL REFERENCES fact_check (id),
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    contact TEXT NOT NULL,
    language TEXT NOT NULL,
    locator TEXT NOT NULL UNIQUE,
    verifier BYTEA NOT NULL,
    day BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    entry UUID,
    decided_by UUID,
    decided_at BIGINT
);
CREATE INDEX letter_by_owner ON letter (owner, day DESC, id);
CREATE INDEX letter_open ON letter (fact_check) WHERE state = 'open';
CREATE INDEX letter_by_expiry ON letter (expires_at);

-- The entry of the log that says that a reply was published, so that reversing the one takes the other away.
ALTER TABLE right_of_reply ADD COLUMN entry UUID;
