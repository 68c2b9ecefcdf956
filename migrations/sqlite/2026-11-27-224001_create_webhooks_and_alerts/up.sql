-- Where events and alerts are sent: webhooks with what was sent and each attempt at it, alerts as they were raised, what
-- each person wants to be mailed, the mails that wait, and which instance does all this now. A webhook's secret is sealed.

CREATE TABLE webhooks (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB,
    url TEXT NOT NULL,
    label TEXT NOT NULL,
    types TEXT NOT NULL,
    convoy_id BLOB,
    exact INTEGER NOT NULL,
    secret BLOB NOT NULL,
    old_secret BLOB,
    old_secret_until INTEGER,
    created_by BLOB,
    created_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    alert_number INTEGER NOT NULL,
    state TEXT NOT NULL,
    off_reason TEXT,
    off_at INTEGER,
    failures INTEGER NOT NULL,
    failing_since INTEGER,
    next_at INTEGER
) STRICT;

CREATE TABLE webhook_messages (
    id BLOB NOT NULL PRIMARY KEY,
    webhook_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    position INTEGER,
    alert_number INTEGER,
    state TEXT NOT NULL,
    queued INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER,
    last_at INTEGER,
    last_status INTEGER,
    last_error TEXT
) STRICT;

CREATE TABLE webhook_attempts (
    id BLOB NOT NULL PRIMARY KEY,
    message_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status INTEGER,
    error TEXT
) STRICT;

CREATE TABLE alerts (
    number INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    convoy_id BLOB NOT NULL,
    event_id BLOB,
    since INTEGER NOT NULL,
    raised_at INTEGER NOT NULL
) STRICT;

CREATE TABLE alert_choices (
    user_id BLOB NOT NULL PRIMARY KEY,
    kinds TEXT NOT NULL,
    organisation_id BLOB,
    convoys TEXT NOT NULL,
    language TEXT NOT NULL
) STRICT;

CREATE TABLE mails (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,
    alert_number INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER,
    sent_at INTEGER,
    error TEXT
) STRICT;

CREATE TABLE duties (
    name TEXT NOT NULL PRIMARY KEY,
    holder BLOB,
    expires_at INTEGER NOT NULL,
    position INTEGER NOT NULL,
    began INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_messages_by_webhook ON webhook_messages (webhook_id, created_at);
CREATE INDEX webhook_messages_by_state ON webhook_messages (state, next_at);
CREATE INDEX webhook_attempts_by_message ON webhook_attempts (message_id, at);
CREATE UNIQUE INDEX mails_by_user ON mails (user_id, alert_number);
CREATE INDEX mails_by_state ON mails (state, next_at);
CREATE INDEX IF NOT EXISTS convoys_by_silence ON convoys (silent_after);
