-- Where events and alerts are sent: webhooks with what was sent and each attempt at it, alerts as they were raised, what
-- each person wants to be mailed, the mails that wait, and which instance does all this now. A webhook's secret is sealed.

CREATE TABLE webhooks (
    id uuid NOT NULL PRIMARY KEY,
    organisation_id uuid,
    url text NOT NULL,
    label text NOT NULL,
    types jsonb NOT NULL,
    convoy_id uuid,
    exact boolean NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea,
    old_secret_until timestamptz,
    created_by uuid,
    created_at timestamptz NOT NULL,
    position bigint NOT NULL,
    alert_number bigint NOT NULL,
    state text NOT NULL,
    off_reason text,
    off_at timestamptz,
    failures integer NOT NULL,
    failing_since timestamptz,
    next_at timestamptz
);

CREATE TABLE webhook_messages (
    id uuid NOT NULL PRIMARY KEY,
    webhook_id uuid NOT NULL,
    kind text NOT NULL,
    position bigint,
    alert_number bigint,
    state text NOT NULL,
    queued boolean NOT NULL,
    attempts integer NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    last_at timestamptz,
    last_status integer,
    last_error text
);

CREATE TABLE webhook_attempts (
    id uuid NOT NULL PRIMARY KEY,
    message_id uuid NOT NULL,
    at timestamptz NOT NULL,
    duration_ms bigint NOT NULL,
    status integer,
    error text
);

CREATE TABLE alerts (
    number bigint NOT NULL PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    kind text NOT NULL,
    convoy_id uuid NOT NULL,
    event_id uuid,
    since timestamptz NOT NULL,
    raised_at timestamptz NOT NULL
);

CREATE TABLE alert_choices (
    user_id uuid NOT NULL PRIMARY KEY,
    kinds jsonb NOT NULL,
    organisation_id uuid,
    convoys jsonb NOT NULL,
    language text NOT NULL
);

CREATE TABLE mails (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL,
    alert_number bigint NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    sent_at timestamptz,
    error text
);

CREATE TABLE duties (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    holder uuid,
    expires_at timestamptz NOT NULL,
    position bigint NOT NULL,
    began bigint NOT NULL
);

CREATE INDEX webhook_messages_by_webhook ON webhook_messages (webhook_id, created_at);
CREATE INDEX webhook_messages_by_state ON webhook_messages (state, next_at);
CREATE INDEX webhook_attempts_by_message ON webhook_attempts (message_id, at);
CREATE UNIQUE INDEX mails_by_user ON mails (user_id, alert_number);
CREATE INDEX mails_by_state ON mails (state, next_at);
CREATE INDEX IF NOT EXISTS convoys_by_silence ON convoys (silent_after);
