DROP TABLE partnerships;
DROP INDEX holds_in_force;
ALTER TABLE holds DROP COLUMN organisation_id;
CREATE UNIQUE INDEX holds_in_force ON holds (convoy_id) WHERE released_at IS NULL;
