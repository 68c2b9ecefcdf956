-- The people on the trucks, sealed field by field with keys that are not in the database, and the convoys whose records
-- are kept as evidence. An index column is a keyed hash: it finds a person again, and tells nothing without the key.

CREATE TABLE crew (
    id uuid NOT NULL PRIMARY KEY,
    convoy_id uuid NOT NULL,
    truck text COLLATE "C" NOT NULL,
    name bytea,
    phone bytea,
    plate bytea,
    name_index bytea,
    phone_index bytea,
    plate_index bytea,
    recorded_by uuid,
    recorded_at timestamptz NOT NULL,
    erased_at timestamptz
);
CREATE INDEX crew_by_convoy ON crew (convoy_id);
CREATE INDEX crew_by_name ON crew (name_index);
CREATE INDEX crew_by_phone ON crew (phone_index);
CREATE INDEX crew_by_plate ON crew (plate_index);

CREATE TABLE holds (
    id uuid NOT NULL PRIMARY KEY,
    convoy_id uuid NOT NULL,
    reason text NOT NULL,
    placed_by uuid,
    placed_at timestamptz NOT NULL,
    released_by uuid,
    released_at timestamptz,
    release_reason text
);
CREATE INDEX holds_by_convoy ON holds (convoy_id);
CREATE UNIQUE INDEX holds_in_force ON holds (convoy_id) WHERE released_at IS NULL;
