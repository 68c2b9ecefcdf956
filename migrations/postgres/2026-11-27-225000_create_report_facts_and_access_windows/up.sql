-- What reports need of each convoy, derived like the other tables; filled for what is there already once migrations ran.
CREATE TABLE report_facts (
    convoy_id uuid NOT NULL PRIMARY KEY,
    facts jsonb NOT NULL
);

-- Announced pauses and corridors, as the ledger describes them last.
CREATE TABLE access_windows (
    id uuid NOT NULL PRIMARY KEY,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    description jsonb NOT NULL,
    position bigint NOT NULL
);
