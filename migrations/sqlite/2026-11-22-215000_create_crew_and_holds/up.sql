-- The people on the trucks, sealed field by field with keys that are not in the database, and the convoys whose records
-- are kept as evidence. An index column is a keyed hash: it finds a person again, and tells nothing without the key.

CREATE TABLE crew (
    id BLOB NOT NULL PRIMARY KEY,
    convoy_id BLOB NOT NULL,
    truck TEXT NOT NULL,
    name BLOB,
    phone BLOB,
    plate BLOB,
    name_index BLOB,
    phone_index BLOB,
    plate_index BLOB,
    recorded_by BLOB,
    recorded_at INTEGER NOT NULL,
    erased_at INTEGER
) STRICT;
CREATE INDEX crew_by_convoy ON crew (convoy_id);
CREATE INDEX crew_by_name ON crew (name_index);
CREATE INDEX crew_by_phone ON crew (phone_index);
CREATE INDEX crew_by_plate ON crew (plate_index);

CREATE TABLE holds (
    id BLOB NOT NULL PRIMARY KEY,
    convoy_id BLOB NOT NULL,
    reason TEXT NOT NULL,
    placed_by BLOB,
    placed_at INTEGER NOT NULL,
    released_by BLOB,
    released_at INTEGER,
    release_reason TEXT
) STRICT;
CREATE INDEX holds_by_convoy ON holds (convoy_id);
CREATE UNIQUE INDEX holds_in_force ON holds (convoy_id) WHERE released_at IS NULL;
