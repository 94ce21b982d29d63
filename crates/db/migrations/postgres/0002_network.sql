-- Organisations, people, and how people sign in. None of these tables is scoped: the network's actions guard them.
CREATE TABLE organisation (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    english_name TEXT NOT NULL,
    legal_place TEXT NOT NULL,
    own_place TEXT NOT NULL,
    stakeholder TEXT NOT NULL,
    website TEXT,
    about TEXT NOT NULL,
    review_required BOOLEAN NOT NULL,
    shares_queue BOOLEAN NOT NULL,
    imported BOOLEAN NOT NULL,
    verified BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT
);
-- Lists of an organisation: other names, places it works in, languages; `position` keeps the order they were given in.
CREATE TABLE organisation_alias (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (organisation, name)
);
CREATE INDEX organisation_alias_by_name ON organisation_alias (name);
CREATE TABLE organisation_place (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (organisation, place)
);
CREATE TABLE organisation_language (
    organisation UUID NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (organisation, language)
);

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    own_script_name TEXT,
    display_name TEXT NOT NULL,
    language TEXT NOT NULL,
    place TEXT NOT NULL,
    operator BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT
);
-- How a person signs in. `two_step_secret` counts once `two_step_since` is set; `two_step_last` is the step of the last code taken.
CREATE TABLE credential (
    person UUID NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    sign_in_name TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    password_at BIGINT NOT NULL,
    two_step_secret BYTEA,
    two_step_since BIGINT,
    two_step_last BIGINT
);
CREATE TABLE recovery_code (
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    code_hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person, code_hash)
);
CREATE TABLE affiliation (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    organisation UUID NOT NULL REFERENCES organisation (id),
    speaks_for BOOLEAN NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX affiliation_now ON affiliation (person, organisation) WHERE ended_at IS NULL;
CREATE INDEX affiliation_by_organisation ON affiliation (organisation);
CREATE TABLE affiliation_role (
    affiliation UUID NOT NULL REFERENCES affiliation (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX affiliation_role_now ON affiliation_role (affiliation, role) WHERE ended_at IS NULL;
CREATE INDEX affiliation_role_by_affiliation ON affiliation_role (affiliation);

-- Only hashes of secrets are kept. A session that `awaits_second` step opens nothing yet.
CREATE TABLE session (
    id UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    organisation UUID REFERENCES organisation (id),
    secret_hash BYTEA NOT NULL UNIQUE,
    awaits_second BOOLEAN NOT NULL,
    browser TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Browsers in which a person has signed in before: guessing from elsewhere does not slow them down.
CREATE TABLE known_browser (
    secret_hash BYTEA NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    known_at BIGINT NOT NULL
);
CREATE INDEX known_browser_by_person ON known_browser (person);

CREATE TABLE set_up_link (
    secret_hash BYTEA NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE TABLE invitation (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id),
    secret_hash BYTEA NOT NULL UNIQUE,
    roles TEXT NOT NULL,
    speaks_for BOOLEAN NOT NULL,
    name TEXT,
    invited_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX invitation_by_organisation ON invitation (organisation);
CREATE TABLE reset_link (
    secret_hash BYTEA NOT NULL PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    issued_by UUID NOT NULL REFERENCES person (id),
    clears_second BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX reset_link_by_person ON reset_link (person);
CREATE TABLE api_token (
    id UUID NOT NULL PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisation (id),
    person UUID NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    secret_hash BYTEA NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_token_by_organisation ON api_token (organisation);

-- What the network's operators decide, one row per setting that differs from its default.
CREATE TABLE network_setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
