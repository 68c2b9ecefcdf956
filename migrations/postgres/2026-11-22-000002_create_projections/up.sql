-- What is derived from the ledger. No foreign keys: rows are deleted and inserted anew in batches, and a report may
-- name a place or an organisation before it is registered.
-- COLLATE "C" where text is sorted: SQLite sorts by bytes too, so lists come in the same order from both.

CREATE TABLE organisations (
    id uuid NOT NULL PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    name jsonb NOT NULL,
    acronym text,
    position bigint NOT NULL
);

CREATE TABLE places (
    id uuid NOT NULL PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    kind text NOT NULL,
    name jsonb NOT NULL,
    aliases jsonb NOT NULL,
    latitude double precision,
    longitude double precision,
    coordinates_approximate boolean NOT NULL,
    admin1 text,
    country text,
    pcode text,
    gazetteer text,
    population bigint,
    access text,
    last_reached integer,
    position bigint NOT NULL
);

CREATE TABLE convoys (
    id uuid NOT NULL PRIMARY KEY,
    reference text COLLATE "C" NOT NULL UNIQUE,
    lead_id uuid NOT NULL,
    time_zone text NOT NULL,
    sensitivity text NOT NULL,
    status text NOT NULL,
    status_since timestamptz NOT NULL,
    status_precision text NOT NULL,
    origin_id uuid,
    last_place_id uuid,
    next_place_id uuid,
    trucks_cargo integer NOT NULL,
    trucks_support integer NOT NULL,
    fates jsonb NOT NULL,
    people_targeted bigint,
    people_reached bigint,
    people_waiting bigint,
    clearance text NOT NULL,
    clearance_scope text,
    block jsonb,
    blocks integer NOT NULL,
    incidents integer NOT NULL,
    accounts_differ boolean NOT NULL,
    outcome text,
    last_heard timestamptz,
    silent_after timestamptz,
    reviews integer NOT NULL,
    version bigint NOT NULL,
    registered_position bigint NOT NULL,
    registered_at timestamptz NOT NULL,
    last_position bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    search_text text NOT NULL
);
CREATE INDEX convoys_by_registration ON convoys (registered_position DESC);
CREATE INDEX convoys_by_status ON convoys (status, registered_position DESC);
CREATE INDEX convoys_by_lead ON convoys (lead_id, registered_position DESC);
CREATE INDEX convoys_by_update ON convoys (updated_at);

CREATE TABLE convoy_organisations (
    convoy_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    role text NOT NULL,
    PRIMARY KEY (convoy_id, organisation_id)
);
CREATE INDEX convoy_organisations_by_organisation ON convoy_organisations (organisation_id, convoy_id);

CREATE TABLE stops (
    convoy_id uuid NOT NULL,
    ordinal integer NOT NULL,
    place_id uuid NOT NULL,
    role text NOT NULL,
    state text NOT NULL,
    added boolean NOT NULL,
    target_population bigint,
    reached_at timestamptz,
    left_at timestamptz,
    served_at timestamptz,
    PRIMARY KEY (convoy_id, ordinal)
);
CREATE INDEX stops_by_place ON stops (place_id);

CREATE TABLE trucks (
    convoy_id uuid NOT NULL,
    ordinal integer NOT NULL,
    label text COLLATE "C" NOT NULL,
    role text NOT NULL,
    fate text NOT NULL,
    fate_since timestamptz,
    vehicle text,
    PRIMARY KEY (convoy_id, ordinal)
);

CREATE TABLE cargo (
    convoy_id uuid NOT NULL,
    line integer NOT NULL,
    item text NOT NULL,
    sector text,
    unit text NOT NULL,
    destination_id uuid,
    truck text,
    planned text,
    refused text,
    loaded text,
    delivered text,
    removed text,
    looted text,
    damaged text,
    destroyed text,
    spoiled text,
    transferred text,
    returned text,
    aboard text,
    remaining text,
    not_accounted_for text,
    PRIMARY KEY (convoy_id, line)
);

CREATE TABLE blocks (
    convoy_id uuid NOT NULL,
    ordinal integer NOT NULL,
    event_id uuid NOT NULL,
    cause text NOT NULL,
    held_by text,
    place_id uuid,
    since timestamptz NOT NULL,
    precision text NOT NULL,
    ended_at timestamptz,
    ended_by text,
    PRIMARY KEY (convoy_id, ordinal)
);
CREATE INDEX blocks_by_end ON blocks (ended_at);

CREATE TABLE incidents (
    convoy_id uuid NOT NULL,
    key text COLLATE "C" NOT NULL,
    event_id uuid NOT NULL,
    act text NOT NULL,
    place_id uuid,
    occurred_at timestamptz NOT NULL,
    occurred_until timestamptz,
    precision text NOT NULL,
    accounts integer NOT NULL,
    places integer NOT NULL,
    alleged_actors integer NOT NULL,
    accounts_differ boolean NOT NULL,
    figures jsonb NOT NULL,
    PRIMARY KEY (convoy_id, key)
);

CREATE TABLE reviews (
    event_id uuid NOT NULL PRIMARY KEY,
    convoy_id uuid NOT NULL,
    position bigint NOT NULL,
    state text NOT NULL,
    decided_by uuid,
    code text,
    detail jsonb
);
CREATE INDEX reviews_by_convoy ON reviews (convoy_id);
CREATE INDEX reviews_by_state ON reviews (state, position);
