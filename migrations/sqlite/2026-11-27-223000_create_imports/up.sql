-- Files that were taken in: who, when, what came of them, and what each of them put on the record, so that it can be undone.
-- The file itself is not kept here. `instance` is the process that is at work on it. A match is how somebody has matched
-- the columns of files with these headers before; the nil id is "no organisation in particular".

CREATE TABLE imports (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    organisation_id BLOB,
    user_id BLOB,
    file_name TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL,
    options TEXT NOT NULL,
    report TEXT NOT NULL,
    instance BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    undone_at INTEGER,
    undone_by BLOB
) STRICT;
CREATE INDEX imports_by_time ON imports (created_at, id);

CREATE TABLE import_items (
    import_id BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    what TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    convoy_id BLOB,
    position INTEGER NOT NULL,
    PRIMARY KEY (import_id, ordinal)
) STRICT;

CREATE TABLE import_matches (
    organisation_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    headers BLOB NOT NULL,
    mapping TEXT NOT NULL,
    updated_by BLOB,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, kind, headers)
) STRICT;
