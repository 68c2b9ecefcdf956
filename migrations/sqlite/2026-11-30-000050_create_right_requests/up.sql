-- What an administrator asked for that lends sight of convoys, until a second person or the time has decided; and the mails
-- that tell of it. A link that waits is found by the hash of its secret.

CREATE TABLE right_requests (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id BLOB NOT NULL,
    organisation_id BLOB,
    role TEXT,
    webhook_id BLOB,
    link_hash BLOB,
    asked_by BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    decided_by BLOB,
    decided_at INTEGER
) STRICT;
CREATE INDEX right_requests_by_state ON right_requests (state, due_at);
CREATE INDEX right_requests_by_user ON right_requests (user_id);
CREATE INDEX right_requests_by_link ON right_requests (link_hash);

CREATE TABLE right_mails (
    id BLOB NOT NULL PRIMARY KEY,
    request_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER,
    sent_at INTEGER
) STRICT;
CREATE INDEX right_mails_by_state ON right_mails (state, next_at);
