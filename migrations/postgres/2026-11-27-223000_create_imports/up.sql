-- Files that were taken in: who, when, what came of them, and what each of them put on the record, so that it can be undone.
-- The file itself is not kept here. `instance` is the process that is at work on it. A match is how somebody has matched
-- the columns of files with these headers before; the nil id is "no organisation in particular".

CREATE TABLE imports (
    id uuid NOT NULL PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    organisation_id uuid,
    user_id uuid,
    file_name text COLLATE "C" NOT NULL,
    sha256 bytea NOT NULL,
    size bigint NOT NULL,
    state text COLLATE "C" NOT NULL,
    options jsonb NOT NULL,
    report jsonb NOT NULL,
    instance uuid,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    undone_at timestamptz,
    undone_by uuid
);
CREATE INDEX imports_by_time ON imports (created_at, id);

CREATE TABLE import_items (
    import_id uuid NOT NULL,
    ordinal integer NOT NULL,
    what text COLLATE "C" NOT NULL,
    subject_id uuid NOT NULL,
    convoy_id uuid,
    position bigint NOT NULL,
    PRIMARY KEY (import_id, ordinal)
);

CREATE TABLE import_matches (
    organisation_id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL,
    headers bytea NOT NULL,
    mapping jsonb NOT NULL,
    updated_by uuid,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, kind, headers)
);
