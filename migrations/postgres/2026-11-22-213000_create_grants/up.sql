-- Who else may see a convoy: organisations for a while, and loggers who go with it.

CREATE TABLE grants (
    id uuid NOT NULL PRIMARY KEY,
    convoy_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    exact boolean NOT NULL,
    granted_by uuid,
    granted_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX grants_by_convoy ON grants (convoy_id);
CREATE INDEX grants_by_organisation ON grants (organisation_id, convoy_id);

CREATE TABLE assignments (
    convoy_id uuid NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id),
    assigned_by uuid,
    assigned_at timestamptz NOT NULL,
    PRIMARY KEY (convoy_id, user_id)
);
CREATE INDEX assignments_by_user ON assignments (user_id, convoy_id);
