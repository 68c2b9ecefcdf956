ALTER TABLE convoys DROP COLUMN over_by;
ALTER TABLE convoys DROP COLUMN over_since;
