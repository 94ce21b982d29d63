-- The desk: messages, claims, checks, receipts, moderation and imports.

-- A checkable statement that messages carry. One row in the queue; public once a check of it is published.
CREATE TABLE claim (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    lane TEXT NOT NULL,
    busy BOOLEAN NOT NULL DEFAULT FALSE,
    statement TEXT NOT NULL,
    worded BOOLEAN NOT NULL DEFAULT FALSE,
    language TEXT NOT NULL,
    content_type TEXT NOT NULL,
    search TEXT NOT NULL,
    example TEXT,
    asked INTEGER NOT NULL DEFAULT 0,
    first_asked INTEGER NOT NULL,
    last_asked INTEGER NOT NULL,
    urgency REAL NOT NULL,
    surge REAL NOT NULL,
    published INTEGER NOT NULL DEFAULT 0,
    close_reason TEXT,
    joined_into BLOB REFERENCES claim (id),
    hidden BOOLEAN NOT NULL DEFAULT FALSE,
    held BOOLEAN NOT NULL DEFAULT FALSE,
    edition INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
);
CREATE INDEX claim_by_urgency ON claim (lane, urgency DESC, id);
CREATE INDEX claim_by_surge ON claim (lane, surge DESC, id);
CREATE INDEX claim_by_asked ON claim (lane, asked DESC, id);
CREATE INDEX claim_by_age ON claim (lane, first_asked, id);
CREATE INDEX claim_by_joined ON claim (joined_into) WHERE joined_into IS NOT NULL;

-- How often somebody asked about a claim, hour by hour. Kept for seven days; the sum stays with the claim.
CREATE TABLE claim_hour (
    claim BLOB NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    hour INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    PRIMARY KEY (claim, hour)
);
CREATE INDEX claim_hour_by_hour ON claim_hour (hour);

-- Links that messages or imported records of a claim carry, in canonical form.
CREATE TABLE claim_link (
    link TEXT NOT NULL,
    claim BLOB NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    PRIMARY KEY (link, claim)
);
CREATE INDEX claim_link_by_claim ON claim_link (claim);

-- What somebody handed in, without who. Equal messages are one row.
CREATE TABLE message (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    claim BLOB REFERENCES claim (id),
    text TEXT NOT NULL,
    masks TEXT NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    similar_key INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    day INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    held BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX message_by_claim ON message (claim, asked DESC);
CREATE INDEX message_by_fingerprint ON message (fingerprint);
CREATE INDEX message_by_similar_key ON message (similar_key) WHERE similar_key <> 0;
CREATE INDEX message_by_expiry ON message (expires_at) WHERE state IN ('open', 'junk', 'hidden') AND NOT held;

-- What is kept of a message after its text is gone: that it was seen, how often, and to which claim it belonged.
CREATE TABLE message_fingerprint (
    fingerprint BLOB NOT NULL PRIMARY KEY,
    similar_key INTEGER NOT NULL,
    claim BLOB REFERENCES claim (id) ON DELETE SET NULL,
    asked INTEGER NOT NULL
);

-- The promise to somebody who asked. Says nothing about them but the day and the language they read.
CREATE TABLE receipt (
    id BLOB NOT NULL PRIMARY KEY,
    locator TEXT NOT NULL UNIQUE,
    verifier BLOB NOT NULL,
    message BLOB REFERENCES message (id) ON DELETE SET NULL,
    claim BLOB REFERENCES claim (id) ON DELETE SET NULL,
    reason TEXT,
    language TEXT NOT NULL,
    day INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    seen_at INTEGER
);
CREATE INDEX receipt_by_message ON receipt (message);
CREATE INDEX receipt_by_claim ON receipt (claim);

-- How much came in for an organisation in an hour: in all (key 0) and per flood (the similar key).
CREATE TABLE intake (
    organisation BLOB NOT NULL,
    hour INTEGER NOT NULL,
    similar_key INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (organisation, hour, similar_key)
);

-- Who works on what.
CREATE TABLE assignment (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    claim BLOB NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
    person BLOB NOT NULL,
    since INTEGER NOT NULL,
    released_at INTEGER
);
CREATE INDEX assignment_by_claim ON assignment (claim) WHERE released_at IS NULL;
CREATE INDEX assignment_by_owner ON assignment (owner) WHERE released_at IS NULL;

-- A fact-check of a claim by one organisation: the published version, or nothing yet but a draft.
CREATE TABLE fact_check (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    claim BLOB NOT NULL REFERENCES claim (id),
    author BLOB,
    state TEXT NOT NULL,
    listed BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL DEFAULT 0,
    verdict TEXT,
    harm TEXT NOT NULL,
    content_type TEXT NOT NULL,
    statement TEXT NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    sources TEXT NOT NULL,
    language TEXT NOT NULL,
    search TEXT NOT NULL,
    reviewed BOOLEAN NOT NULL DEFAULT FALSE,
    published_at INTEGER,
    corrected_at INTEGER,
    changed_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_reason TEXT,
    hidden BOOLEAN NOT NULL DEFAULT FALSE,
    source_url TEXT,
    licence TEXT,
    batch BLOB
);
CREATE INDEX fact_check_by_claim ON fact_check (claim);
CREATE INDEX fact_check_listed ON fact_check (changed_at DESC, id) WHERE listed;
CREATE INDEX fact_check_listed_by_owner ON fact_check (owner, changed_at DESC, id) WHERE listed;
CREATE INDEX fact_check_by_owner ON fact_check (owner, changed_at DESC, id);
CREATE INDEX fact_check_by_batch ON fact_check (batch) WHERE batch IS NOT NULL;

-- Every version that was ever public.
CREATE TABLE check_version (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    fact_check BLOB NOT NULL REFERENCES fact_check (id),
    number INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    harm TEXT NOT NULL,
    content_type TEXT NOT NULL,
    statement TEXT NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    sources TEXT NOT NULL,
    language TEXT NOT NULL,
    change_note TEXT NOT NULL,
    author BLOB,
    reviewer BLOB,
    at INTEGER NOT NULL
);
CREATE UNIQUE INDEX check_version_by_number ON check_version (fact_check, number);

-- What is being written: a first version or a correction. One per check.
CREATE TABLE check_draft (
    fact_check BLOB NOT NULL PRIMARY KEY REFERENCES fact_check (id) ON DELETE CASCADE,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    state TEXT NOT NULL,
    edition INTEGER NOT NULL,
    content TEXT NOT NULL,
    authors TEXT NOT NULL,
    author BLOB NOT NULL,
    saved_at INTEGER NOT NULL,
    submitted_at INTEGER,
    review_note TEXT NOT NULL
);
CREATE INDEX check_draft_in_review ON check_draft (owner, submitted_at) WHERE state = 'in-review';

-- A translation of a published check by a person. The draft stands beside what is public.
CREATE TABLE check_translation (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    fact_check BLOB NOT NULL REFERENCES fact_check (id),
    language TEXT NOT NULL,
    published BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL,
    statement TEXT NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    draft TEXT,
    draft_state TEXT,
    draft_version INTEGER,
    edition INTEGER NOT NULL,
    translator BLOB NOT NULL,
    reviewer BLOB,
    review_note TEXT NOT NULL,
    submitted_at INTEGER,
    saved_at INTEGER NOT NULL,
    published_at INTEGER
);
CREATE UNIQUE INDEX check_translation_by_language ON check_translation (fact_check, language);
CREATE INDEX check_translation_in_review ON check_translation (owner, submitted_at) WHERE draft_state = 'in-review';

-- A reply by somebody whom a check concerns.
CREATE TABLE right_of_reply (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    space BLOB NOT NULL,
    marking INTEGER NOT NULL,
    fact_check BLOB NOT NULL REFERENCES fact_check (id),
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX right_of_reply_by_check ON right_of_reply (fact_check, at);

-- Checks that were public and are no more; feeds tell their readers to drop them.
CREATE TABLE check_gone (
    fact_check BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    at INTEGER NOT NULL,
    withdrawn BOOLEAN NOT NULL
);
CREATE INDEX check_gone_by_time ON check_gone (at DESC);

-- What moderators decided, and why.
CREATE TABLE moderation (
    id BLOB NOT NULL PRIMARY KEY,
    organisation BLOB NOT NULL,
    person BLOB NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject BLOB,
    media BLOB,
    reason TEXT NOT NULL,
    public_summary TEXT NOT NULL,
    legal_reference TEXT NOT NULL,
    public BOOLEAN NOT NULL,
    at INTEGER NOT NULL,
    reversed_at INTEGER,
    reversed_reason TEXT,
    reversed_by BLOB
);
CREATE INDEX moderation_by_time ON moderation (at DESC, id);
CREATE INDEX moderation_by_subject ON moderation (subject);

-- Fingerprints and files that are refused. `kind` is message, similar or media.
CREATE TABLE blocked_hash (
    kind TEXT NOT NULL,
    hash BLOB NOT NULL,
    entry BLOB NOT NULL REFERENCES moderation (id),
    PRIMARY KEY (kind, hash)
);
CREATE INDEX blocked_hash_by_entry ON blocked_hash (entry);

-- An appeal against an entry of the log, with a receipt of its own.
CREATE TABLE appeal (
    id BLOB NOT NULL PRIMARY KEY,
    entry BLOB NOT NULL REFERENCES moderation (id),
    locator TEXT NOT NULL UNIQUE,
    verifier BLOB NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL,
    answer TEXT NOT NULL,
    day INTEGER NOT NULL,
    decided_by BLOB,
    decided_at INTEGER
);
CREATE INDEX appeal_open ON appeal (entry) WHERE state = 'open';

-- Counters of the desk, day by day: asked, answered, handed-in.
CREATE TABLE desk_count (
    day INTEGER NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, name)
);

-- What was brought in from elsewhere, so that bringing it in again changes nothing.
CREATE TABLE external_reference (
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    subject BLOB NOT NULL,
    PRIMARY KEY (source, external_id)
);
CREATE TABLE import_run (
    id BLOB NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    person BLOB,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    rows_read INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    checks INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE import_checkpoint (
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    rows_done INTEGER NOT NULL,
    PRIMARY KEY (source, file)
);
