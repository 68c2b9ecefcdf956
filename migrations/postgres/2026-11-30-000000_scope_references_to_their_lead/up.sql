-- A reference is one organisation's own, whatever its case: another organisation may use the same. The key is the reference
-- in lower case (its letters are ASCII). No index is unique: an older database may hold two of one organisation that differ in
-- case, and the one writer refuses a second.
ALTER TABLE convoys DROP CONSTRAINT convoys_reference_key;
ALTER TABLE convoys ADD COLUMN reference_key text COLLATE "C";
UPDATE convoys SET reference_key = lower(reference COLLATE "C");
ALTER TABLE convoys ALTER COLUMN reference_key SET NOT NULL;
CREATE INDEX convoys_by_reference ON convoys (reference_key, lead_id);
