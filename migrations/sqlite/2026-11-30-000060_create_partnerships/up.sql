-- Whether a partner that was named takes part: it has to accept. Those named so far do.

CREATE TABLE partnerships (
    convoy_id BLOB NOT NULL,
    organisation_id BLOB NOT NULL,
    accepted INTEGER NOT NULL,
    answered_by BLOB,
    answered_at INTEGER,
    PRIMARY KEY (convoy_id, organisation_id)
) STRICT;
CREATE INDEX partnerships_by_organisation ON partnerships (organisation_id, convoy_id);
INSERT INTO partnerships (convoy_id, organisation_id, accepted)
    SELECT convoy_id, organisation_id, 1 FROM convoy_organisations WHERE role = 'partner';

-- Each organisation holds for itself. Without one a hold is the program's, or of a body above all. Those placed so far are
-- the lead's to release.
ALTER TABLE holds ADD COLUMN organisation_id BLOB;
UPDATE holds SET organisation_id = (SELECT convoys.lead_id FROM convoys WHERE convoys.id = holds.convoy_id)
    WHERE placed_by IS NOT NULL;
DROP INDEX holds_in_force;
CREATE UNIQUE INDEX holds_in_force ON holds (convoy_id, organisation_id) WHERE released_at IS NULL;
