-- Who may sign in, and as what.
-- COLLATE "C" where text is sorted: SQLite sorts by bytes too, so lists come in the same order from both.

CREATE TABLE users (
    id uuid NOT NULL PRIMARY KEY,
    email text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    password_hash text NOT NULL,
    language text,
    disabled_at timestamptz,
    created_at timestamptz NOT NULL
);

CREATE TABLE memberships (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    organisation_id uuid,
    role text NOT NULL CHECK (role IN ('viewer', 'logger', 'coordinator', 'admin'))
);
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE sessions (
    token_hash bytea NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE tokens (
    id uuid NOT NULL PRIMARY KEY,
    public_id text COLLATE "C" NOT NULL UNIQUE,
    secret_hash bytea NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    scopes jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX tokens_by_user ON tokens (user_id);
