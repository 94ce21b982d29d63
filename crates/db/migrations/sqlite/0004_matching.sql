-- Matching by meaning, and what checkers say about matches.

-- The meaning of the public texts of a claim as one model sees it. Derived: can be thrown away and made again.
CREATE TABLE claim_vector (
    claim BLOB NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    model BLOB NOT NULL,
    digest BLOB NOT NULL,
    vector BLOB NOT NULL,
    batch BLOB NOT NULL,
    PRIMARY KEY (claim, place)
);
CREATE INDEX claim_vector_by_batch ON claim_vector (batch);

-- A checker's word on whether what waits under one claim tells what another claim tells: what a matcher can be trained and
-- measured with. The texts stay with the claims, so that what expires there is gone here as well.
CREATE TABLE match_feedback (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    source BLOB NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    claim BLOB NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    same BOOLEAN NOT NULL,
    score REAL NOT NULL,
    person BLOB NOT NULL,
    at INTEGER NOT NULL
);
CREATE UNIQUE INDEX match_feedback_once ON match_feedback (source, claim, person);
CREATE INDEX match_feedback_by_claim ON match_feedback (claim);
