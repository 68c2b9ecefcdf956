-- A reference is one organisation's own, whatever its case: another organisation may use the same. The key is the reference
-- in lower case (its letters are ASCII). No index is unique: an older database may hold two of one organisation that differ in
-- case, and the one writer refuses a second.
-- SQLite takes no constraint off a table, so the table is made anew.
CREATE TABLE convoys_anew (
    id BLOB NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL,
    reference_key TEXT NOT NULL,
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
INSERT INTO convoys_anew (
    id, reference, reference_key, lead_id, time_zone, sensitivity, status, status_since, status_precision,
    origin_id, last_place_id, next_place_id, trucks_cargo, trucks_support, fates, people_targeted,
    people_reached, people_waiting, clearance, clearance_scope, block, blocks, incidents, accounts_differ,
    outcome, last_heard, silent_after, reviews, version, registered_position, registered_at, last_position,
    updated_at, search_text
)
SELECT
    id, reference, lower(reference), lead_id, time_zone, sensitivity, status, status_since, status_precision,
    origin_id, last_place_id, next_place_id, trucks_cargo, trucks_support, fates, people_targeted,
    people_reached, people_waiting, clearance, clearance_scope, block, blocks, incidents, accounts_differ,
    outcome, last_heard, silent_after, reviews, version, registered_position, registered_at, last_position,
    updated_at, search_text
FROM convoys;
DROP TABLE convoys;
ALTER TABLE convoys_anew RENAME TO convoys;
CREATE INDEX convoys_by_registration ON convoys (registered_position DESC);
CREATE INDEX convoys_by_status ON convoys (status, registered_position DESC);
CREATE INDEX convoys_by_lead ON convoys (lead_id, registered_position DESC);
CREATE INDEX convoys_by_update ON convoys (updated_at);
CREATE INDEX convoys_by_silence ON convoys (silent_after);
CREATE INDEX convoys_by_reference ON convoys (reference_key, lead_id);
