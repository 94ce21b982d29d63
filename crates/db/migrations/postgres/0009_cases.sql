-- Sealed help. What stands readable here is listed in SECURITY.md, field by field; everything else is sealed under the key of its case.
-- A `day` is the first moment of a UTC day; exact times are sealed with what they belong to.

-- Key pairs of people, one row for each generation. Only the newest has locks.
CREATE TABLE key_pair (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    public_key BYTEA NOT NULL,
    fingerprint BYTEA NOT NULL UNIQUE,
    passphrase_lock BYTEA,
    code_lock BYTEA,
    day BIGINT NOT NULL,
    ended BOOLEAN NOT NULL,
    PRIMARY KEY (person, generation)
);
-- Unlocked for the time of a session: opens with the secret in the session's cookie, which stands nowhere.
CREATE TABLE unlocked_key (
    session UUID NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    session_lock BYTEA NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE INDEX unlocked_key_by_person ON unlocked_key (person);
CREATE INDEX unlocked_key_by_use ON unlocked_key (used_at);
-- The public log of keys: a chain in which a swapped key shows.
CREATE TABLE key_statement (
    position BIGINT NOT NULL PRIMARY KEY,
    statement BYTEA NOT NULL
);
-- The keys of an organisation's triage, and the key of the organisation, which opens with its trustees alone.
CREATE TABLE triage_key (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    public_key BYTEA NOT NULL,
    fingerprint BYTEA NOT NULL UNIQUE,
    day BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (organisation, generation)
);
CREATE TABLE organisation_key (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    public_key BYTEA NOT NULL,
    fingerprint BYTEA NOT NULL UNIQUE,
    recovery_lock BYTEA NOT NULL,
    sharing BYTEA NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (organisation, generation)
);
-- A triage key, handed to one triager; without a person, to the organisation's key.
CREATE TABLE handed_key (
    organisation UUID NOT NULL,
    generation BIGINT NOT NULL,
    holder BYTEA NOT NULL,
    person UUID REFERENCES person (id) ON DELETE CASCADE,
    handed BYTEA NOT NULL,
    PRIMARY KEY (organisation, generation, holder),
    FOREIGN KEY (organisation, generation) REFERENCES triage_key (organisation, generation) ON DELETE CASCADE
);
CREATE INDEX handed_key_by_person ON handed_key (person);
CREATE TABLE sealed_share (
    organisation UUID NOT NULL,
    generation BIGINT NOT NULL,
    number BIGINT NOT NULL,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    share BYTEA NOT NULL,
    PRIMARY KEY (organisation, generation, number),
    FOREIGN KEY (organisation, generation) REFERENCES organisation_key (organisation, generation) ON DELETE CASCADE
);
-- A recovery that goes on: who joins the shares, and the shares that trustees have sealed to them.
CREATE TABLE recovery (
    organisation UUID NOT NULL PRIMARY KEY REFERENCES organisation (id) ON DELETE CASCADE,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    day BIGINT NOT NULL
);
CREATE TABLE recovery_share (
    organisation UUID NOT NULL REFERENCES recovery (organisation) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    share BYTEA NOT NULL,
    PRIMARY KEY (organisation, number)
);

-- A sealed request for help. `lane` says who may have to do something; the status proper is sealed in the sheet.
CREATE TABLE help_case (
    id UUID NOT NULL PRIMARY KEY,
    owner UUID NOT NULL REFERENCES organisation (id),
    space UUID NOT NULL,
    marking SMALLINT NOT NULL,
    locator TEXT UNIQUE,
    verifier BYTEA,
    return_key BYTEA,
    mode TEXT NOT NULL,
    lane TEXT NOT NULL,
    generation BIGINT NOT NULL,
    filing UUID NOT NULL,
    sheet UUID NOT NULL,
    version BIGINT NOT NULL,
    day BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    delete_on BIGINT,
    held BOOLEAN NOT NULL DEFAULT FALSE,
    merged_into UUID REFERENCES help_case (id) ON DELETE SET NULL
);
CREATE INDEX help_case_by_owner ON help_case (owner, lane);
CREATE INDEX help_case_by_deletion ON help_case (delete_on) WHERE delete_on IS NOT NULL;
-- The key of a case, sealed to each who may open it: kind `person`, `triage`, `recovery` (the organisation's key) or `return`.
CREATE TABLE case_wrap (
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    recipient BYTEA NOT NULL,
    kind TEXT NOT NULL,
    organisation UUID,
    person UUID,
    wrap BYTEA NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (help_case, generation, recipient)
);
CREATE INDEX case_wrap_by_person ON case_wrap (person) WHERE person IS NOT NULL;
CREATE INDEX case_wrap_by_organisation ON case_wrap (organisation, kind);
-- One entry of a case. `shared` with the person, or for helpers alone; `author` is `person`, `staff` or `server`.
CREATE TABLE case_record (
    id UUID NOT NULL PRIMARY KEY,
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    shared BOOLEAN NOT NULL,
    day BIGINT NOT NULL,
    answer TEXT,
    answered_on BIGINT,
    UNIQUE (help_case, number)
);
CREATE TABLE case_text (
    record UUID NOT NULL REFERENCES case_record (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (record, field)
);
CREATE INDEX case_text_by_case ON case_text (help_case, generation);
-- A sealed file; `next_header` while it goes to the next key.
CREATE TABLE case_file (
    record UUID NOT NULL PRIMARY KEY REFERENCES case_record (id) ON DELETE CASCADE,
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    header BYTEA NOT NULL,
    next_header BYTEA,
    length BIGINT NOT NULL,
    chunks BIGINT NOT NULL,
    done BOOLEAN NOT NULL
);
CREATE INDEX case_file_by_case ON case_file (help_case);
CREATE TABLE case_part (
    record UUID NOT NULL REFERENCES case_file (record) ON DELETE CASCADE,
    generation BIGINT NOT NULL,
    first_chunk BIGINT NOT NULL,
    chunks BIGINT NOT NULL,
    blob BYTEA NOT NULL,
    PRIMARY KEY (record, generation, first_chunk)
);
-- Blobs of deleted cases, until they are gone from the store.
CREATE TABLE blob_to_delete (
    blob BYTEA NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL
);
-- Who opened or changed a case on which day, as its person may see it.
CREATE TABLE case_visit (
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    kind TEXT NOT NULL,
    visitor UUID NOT NULL,
    organisation UUID,
    PRIMARY KEY (help_case, day, kind, visitor)
);
-- What the person said by a button while nobody could open the sheet; a responder's next look takes it in.
CREATE TABLE case_word (
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    word TEXT NOT NULL,
    about TEXT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (help_case, number)
);
CREATE TABLE case_rekeying (
    help_case UUID NOT NULL PRIMARY KEY REFERENCES help_case (id) ON DELETE CASCADE,
    state BYTEA NOT NULL,
    day BIGINT NOT NULL
);
-- What is kept of a deleted case until the last backup is gone: that whoever holds the receipt is told when.
CREATE TABLE deletion_receipt (
    locator TEXT NOT NULL PRIMARY KEY,
    verifier BYTEA NOT NULL,
    deleted_on BIGINT NOT NULL,
    gone_on BIGINT NOT NULL
);
-- A case, or an extract of it, offered to another organisation. What it is about is sealed in both cases.
CREATE TABLE help_referral (
    id UUID NOT NULL PRIMARY KEY,
    help_case UUID NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    record UUID NOT NULL REFERENCES case_record (id) ON DELETE CASCADE,
    consent UUID REFERENCES case_record (id) ON DELETE SET NULL,
    extract UUID REFERENCES help_case (id) ON DELETE SET NULL,
    sender UUID NOT NULL,
    receiver UUID NOT NULL,
    state TEXT NOT NULL,
    declined TEXT,
    reached TEXT,
    day BIGINT NOT NULL,
    deadline BIGINT NOT NULL
);
CREATE INDEX help_referral_by_case ON help_referral (help_case);
CREATE INDEX help_referral_by_extract ON help_referral (extract) WHERE extract IS NOT NULL;
CREATE INDEX help_referral_by_receiver ON help_referral (receiver, day);

-- How an organisation's helpline works: calendar, targets, rules, words, templates. Nothing in it is about a case.
CREATE TABLE help_setting (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organisation, name)
);
CREATE TABLE help_shift (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    duty TEXT NOT NULL,
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL
);
CREATE INDEX help_shift_by_time ON help_shift (organisation, ends);
-- A hand-over note, sealed like a case of its own whose key is wrapped for those who take over.
CREATE TABLE hand_over (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    shift UUID NOT NULL REFERENCES help_shift (id) ON DELETE CASCADE,
    author UUID NOT NULL,
    sealed BYTEA NOT NULL,
    day BIGINT NOT NULL
);
CREATE INDEX hand_over_by_organisation ON hand_over (organisation, day);
CREATE TABLE hand_over_wrap (
    hand_over UUID NOT NULL REFERENCES hand_over (id) ON DELETE CASCADE,
    person UUID NOT NULL,
    wrap BYTEA NOT NULL,
    PRIMARY KEY (hand_over, person)
);
-- Coded answers of closed cases, summed: how many had the same. No row leads back to a case.
CREATE TABLE help_count (
    organisation UUID NOT NULL,
    month BIGINT NOT NULL,
    places TEXT NOT NULL,
    cases BIGINT NOT NULL,
    PRIMARY KEY (organisation, month, places)
);
-- Published figures. A release never changes.
CREATE TABLE help_release (
    id UUID NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    day BIGINT NOT NULL
);
