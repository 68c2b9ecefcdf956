DROP INDEX trackers_open;
CREATE UNIQUE INDEX trackers_open ON trackers (id_index) WHERE ended_at IS NULL;
ALTER TABLE trackers DROP COLUMN conflict_at;
ALTER TABLE trackers DROP COLUMN organisation_id;
