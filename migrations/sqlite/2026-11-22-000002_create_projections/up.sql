-- What is derived from the ledger. No foreign keys: rows are deleted and inserted anew in batches, and a report may
-- name a place or an organisation before it is registered.

CREATE TABLE organisations (
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    acronym TEXT,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE places (
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    coordinates_approximate INTEGER NOT NULL,
    admin1 TEXT,
    country TEXT,
    pcode TEXT,
    gazetteer TEXT,
    population INTEGER,
    access TEXT,
    last_reached INTEGER,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE convoys (
    id BLOB NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    lead_id BLOB NOT NULL,
    time_zone TEXT NOT NULL,
    sensitivity TEXT NOT NULL,
    status TEXT NOT NULL,
    status_since INTEGER NOT NULL,
    status_precision TEXT NOT NULL,
    origin_id BLOB,
    last_place_id BLOB,
    next_place_id BLOB,
    trucks_cargo INTEGER NOT NULL,
    trucks_support INTEGER NOT NULL,
    fates TEXT NOT NULL,
    people_targeted INTEGER,
    people_reached INTEGER,
    people_waiting INTEGER,
    clearance TEXT NOT NULL,
    clearance_scope TEXT,
    block TEXT,
    blocks INTEGER NOT NULL,
    incidents INTEGER NOT NULL,
    accounts_differ INTEGER NOT NULL,
    outcome TEXT,
    last_heard INTEGER,
    silent_after INTEGER,
    reviews INTEGER NOT NULL,
    version INTEGER NOT NULL,
    registered_position INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    search_text TEXT NOT NULL
) STRICT;
CREATE INDEX convoys_by_registration ON convoys (registered_position DESC);
CREATE INDEX convoys_by_status ON convoys (status, registered_position DESC);
CREATE INDEX convoys_by_lead ON convoys (lead_id, registered_position DESC);
CREATE INDEX convoys_by_update ON convoys (updated_at);

CREATE TABLE convoy_organisations (
    convoy_id BLOB NOT NULL,
    organisation_id BLOB NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (convoy_id, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX convoy_organisations_by_organisation ON convoy_organisations (organisation_id, convoy_id);

CREATE TABLE stops (
    convoy_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    place_id BLOB NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    added INTEGER NOT NULL,
    target_population INTEGER,
    reached_at INTEGER,
    left_at INTEGER,
    served_at INTEGER,
    PRIMARY KEY (convoy_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX stops_by_place ON stops (place_id);

CREATE TABLE trucks (
    convoy_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL,
    role TEXT NOT NULL,
    fate TEXT NOT NULL,
    fate_since INTEGER,
    vehicle TEXT,
    PRIMARY KEY (convoy_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE cargo (
    convoy_id BLOB NOT NULL,
    line INTEGER NOT NULL,
    item TEXT NOT NULL,
    sector TEXT,
    unit TEXT NOT NULL,
    destination_id BLOB,
    truck TEXT,
    planned TEXT,
    refused TEXT,
    loaded TEXT,
    delivered TEXT,
    removed TEXT,
    looted TEXT,
    damaged TEXT,
    destroyed TEXT,
    spoiled TEXT,
    transferred TEXT,
    returned TEXT,
    aboard TEXT,
    remaining TEXT,
    not_accounted_for TEXT,
    PRIMARY KEY (convoy_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks (
    convoy_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    cause TEXT NOT NULL,
    held_by TEXT,
    place_id BLOB,
    since INTEGER NOT NULL,
    precision TEXT NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    PRIMARY KEY (convoy_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_by_end ON blocks (ended_at);

CREATE TABLE incidents (
    convoy_id BLOB NOT NULL,
    key TEXT NOT NULL,
    event_id BLOB NOT NULL,
    act TEXT NOT NULL,
    place_id BLOB,
    occurred_at INTEGER NOT NULL,
    occurred_until INTEGER,
    precision TEXT NOT NULL,
    accounts INTEGER NOT NULL,
    places INTEGER NOT NULL,
    alleged_actors INTEGER NOT NULL,
    accounts_differ INTEGER NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (convoy_id, key)
) STRICT;

CREATE TABLE reviews (
    event_id BLOB NOT NULL PRIMARY KEY,
    convoy_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    decided_by BLOB,
    code TEXT,
    detail TEXT
) STRICT;
CREATE INDEX reviews_by_convoy ON reviews (convoy_id);
CREATE INDEX reviews_by_state ON reviews (state, position);
