-- What comes in from the field, apart from the ledger: devices that send positions, the positions, telephones that may
-- report by text message, and what was answered to them. Positions and numbers are sealed with keys that are not in the
-- database; an index column is a keyed hash.

CREATE TABLE trackers (
    id BLOB NOT NULL PRIMARY KEY,
    convoy_id BLOB NOT NULL,
    truck TEXT,
    label TEXT NOT NULL,
    id_index BLOB NOT NULL,
    is_key INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER,
    registered_by BLOB,
    registered_at INTEGER NOT NULL,
    ended_at INTEGER,
    dropped INTEGER NOT NULL,
    last_dropped TEXT
) STRICT;
CREATE INDEX trackers_by_convoy ON trackers (convoy_id);
CREATE INDEX trackers_by_id ON trackers (id_index);
CREATE UNIQUE INDEX trackers_open ON trackers (id_index) WHERE ended_at IS NULL;

CREATE TABLE positions (
    id BLOB NOT NULL PRIMARY KEY,
    tracker_id BLOB NOT NULL,
    convoy_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    fix BLOB NOT NULL
) STRICT;
CREATE INDEX positions_by_convoy ON positions (convoy_id, at, id);
CREATE INDEX positions_by_tracker ON positions (tracker_id, at);
CREATE INDEX positions_by_receipt ON positions (received_at);

CREATE TABLE phones (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,
    phone BLOB NOT NULL,
    phone_index BLOB NOT NULL UNIQUE,
    pin_index BLOB,
    added_by BLOB,
    added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX phones_by_user ON phones (user_id);

CREATE TABLE messages (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,
    convoy_id BLOB,
    event_id BLOB,
    code TEXT,
    reply BLOB NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_code ON messages (user_id, code);
CREATE INDEX messages_by_receipt ON messages (received_at);
