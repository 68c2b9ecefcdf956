-- What is only shown of a convoy and never asked for stands in one column; every convoy is derived anew when this is applied.

ALTER TABLE convoys ADD COLUMN counts TEXT NOT NULL DEFAULT '{}';
ALTER TABLE convoys DROP COLUMN trucks_cargo;
ALTER TABLE convoys DROP COLUMN trucks_support;
ALTER TABLE convoys DROP COLUMN fates;
ALTER TABLE convoys DROP COLUMN people_targeted;
ALTER TABLE convoys DROP COLUMN people_reached;
ALTER TABLE convoys DROP COLUMN blocks;
ALTER TABLE convoys DROP COLUMN incidents;
ALTER TABLE convoys DROP COLUMN accounts_differ;
