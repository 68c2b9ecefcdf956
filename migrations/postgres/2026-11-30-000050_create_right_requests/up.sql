-- What an administrator asked for that lends sight of convoys, until a second person or the time has decided; and the mails
-- that tell of it. A link that waits is found by the hash of its secret.

CREATE TABLE right_requests (
    id uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid,
    role text,
    webhook_id uuid,
    link_hash bytea,
    asked_by uuid NOT NULL,
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    state text NOT NULL,
    decided_by uuid,
    decided_at timestamptz
);
CREATE INDEX right_requests_by_state ON right_requests (state, due_at);
CREATE INDEX right_requests_by_user ON right_requests (user_id);
CREATE INDEX right_requests_by_link ON right_requests (link_hash);

CREATE TABLE right_mails (
    id uuid NOT NULL PRIMARY KEY,
    request_id uuid NOT NULL,
    user_id uuid NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    sent_at timestamptz
);
CREATE INDEX right_mails_by_state ON right_mails (state, next_at);
