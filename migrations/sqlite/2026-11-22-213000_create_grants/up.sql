-- Who else may see a convoy: organisations for a while, and loggers who go with it.

CREATE TABLE grants (
    id BLOB NOT NULL PRIMARY KEY,
    convoy_id BLOB NOT NULL,
    organisation_id BLOB NOT NULL,
    exact INTEGER NOT NULL,
    granted_by BLOB,
    granted_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX grants_by_convoy ON grants (convoy_id);
CREATE INDEX grants_by_organisation ON grants (organisation_id, convoy_id);

CREATE TABLE assignments (
    convoy_id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    assigned_by BLOB,
    assigned_at INTEGER NOT NULL,
    PRIMARY KEY (convoy_id, user_id)
) STRICT;
CREATE INDEX assignments_by_user ON assignments (user_id, convoy_id);
