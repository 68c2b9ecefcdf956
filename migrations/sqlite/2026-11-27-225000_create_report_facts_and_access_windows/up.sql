-- What reports need of each convoy, derived like the other tables; filled for what is there already once migrations ran.
CREATE TABLE report_facts (
    convoy_id BLOB NOT NULL PRIMARY KEY,
    facts TEXT NOT NULL
) STRICT;

-- Announced pauses and corridors, as the ledger describes them last.
CREATE TABLE access_windows (
    id BLOB NOT NULL PRIMARY KEY,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    description TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;
