-- What comes in from the field, apart from the ledger: devices that send positions, the positions, telephones that may
-- report by text message, and what was answered to them. Positions and numbers are sealed with keys that are not in the
-- database; an index column is a keyed hash.

CREATE TABLE trackers (
    id uuid NOT NULL PRIMARY KEY,
    convoy_id uuid NOT NULL,
    truck text COLLATE "C",
    label text NOT NULL,
    id_index bytea NOT NULL,
    is_key boolean NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    registered_by uuid,
    registered_at timestamptz NOT NULL,
    ended_at timestamptz,
    dropped bigint NOT NULL,
    last_dropped text
);
CREATE INDEX trackers_by_convoy ON trackers (convoy_id);
CREATE INDEX trackers_by_id ON trackers (id_index);
CREATE UNIQUE INDEX trackers_open ON trackers (id_index) WHERE ended_at IS NULL;

CREATE TABLE positions (
    id uuid NOT NULL PRIMARY KEY,
    tracker_id uuid NOT NULL,
    convoy_id uuid NOT NULL,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    fix bytea NOT NULL
);
CREATE INDEX positions_by_convoy ON positions (convoy_id, at, id);
CREATE INDEX positions_by_tracker ON positions (tracker_id, at);
CREATE INDEX positions_by_receipt ON positions (received_at);

CREATE TABLE phones (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL,
    phone bytea NOT NULL,
    phone_index bytea NOT NULL UNIQUE,
    pin_index bytea,
    added_by uuid,
    added_at timestamptz NOT NULL
);
CREATE INDEX phones_by_user ON phones (user_id);

CREATE TABLE messages (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL,
    convoy_id uuid,
    event_id uuid,
    code text COLLATE "C",
    reply bytea NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE INDEX messages_by_code ON messages (user_id, code);
CREATE INDEX messages_by_receipt ON messages (received_at);
