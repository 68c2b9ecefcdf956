-- Convoys that somebody is still putting together: what was typed so far, sealed, because a route can kill. Each belongs to
-- one user, and goes when it is registered, thrown away, or left alone for too long.

CREATE TABLE plan_drafts (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL,
    content bytea NOT NULL,
    began_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX plan_drafts_by_user ON plan_drafts (user_id, changed_at);
