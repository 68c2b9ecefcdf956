ALTER TABLE convoys ADD COLUMN trucks_cargo integer NOT NULL DEFAULT 0;
ALTER TABLE convoys ADD COLUMN trucks_support integer NOT NULL DEFAULT 0;
ALTER TABLE convoys ADD COLUMN fates jsonb NOT NULL DEFAULT '{}';
ALTER TABLE convoys ADD COLUMN people_targeted bigint;
ALTER TABLE convoys ADD COLUMN people_reached bigint;
ALTER TABLE convoys ADD COLUMN blocks integer NOT NULL DEFAULT 0;
ALTER TABLE convoys ADD COLUMN incidents integer NOT NULL DEFAULT 0;
ALTER TABLE convoys ADD COLUMN accounts_differ boolean NOT NULL DEFAULT false;
ALTER TABLE convoys DROP COLUMN counts;
