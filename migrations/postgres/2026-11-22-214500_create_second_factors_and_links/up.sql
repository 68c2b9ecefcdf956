-- What people prove beyond a password, what slows guessing down, and links that work once.
-- Sessions say how they were proved from now on: all that are open end, and everybody signs in anew.

DROP TABLE sessions;
CREATE TABLE sessions (
    token_hash bytea NOT NULL PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    user_id uuid NOT NULL REFERENCES users (id),
    second_factor text NOT NULL CHECK (second_factor IN ('none', 'totp', 'recovery_code', 'open_id_connect')),
    device text,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- No token is for ever.
UPDATE tokens SET expires_at = created_at + interval '366 days' WHERE expires_at IS NULL;

CREATE TABLE second_factors (
    user_id uuid NOT NULL PRIMARY KEY REFERENCES users (id),
    secret bytea NOT NULL,
    set_at timestamptz,
    last_step bigint NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE recovery_codes (
    code_hash bytea NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id);

CREATE TABLE pending_sign_ins (
    token_hash bytea NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    attempts_key bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX pending_sign_ins_by_user ON pending_sign_ins (user_id);

CREATE TABLE sign_in_attempts (
    key bytea NOT NULL PRIMARY KEY,
    failures integer NOT NULL,
    blocked_until timestamptz,
    last_at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempts_by_last_at ON sign_in_attempts (last_at);

CREATE TABLE devices (
    token_hash bytea NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX devices_by_user ON devices (user_id);

CREATE TABLE links (
    secret_hash bytea NOT NULL PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('first_admin', 'invitation', 'password_reset')),
    user_id uuid REFERENCES users (id),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX links_by_user ON links (user_id);
