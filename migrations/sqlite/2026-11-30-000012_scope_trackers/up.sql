-- What a device calls itself is known to the organisation that registered it, and two may have the same. Those that are
-- registered already are of the organisation that leads their convoy.

ALTER TABLE trackers ADD COLUMN organisation_id BLOB;
UPDATE trackers SET organisation_id = (SELECT lead_id FROM convoys WHERE convoys.id = trackers.convoy_id);
-- When a server last sent for it that sends for another organisation's device of the same name too.
ALTER TABLE trackers ADD COLUMN conflict_at INTEGER;
DROP INDEX trackers_open;
CREATE UNIQUE INDEX trackers_open ON trackers (organisation_id, id_index) WHERE ended_at IS NULL;
