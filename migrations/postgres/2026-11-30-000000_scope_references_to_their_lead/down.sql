-- Fails where two organisations use one reference.
DROP INDEX convoys_by_reference;
ALTER TABLE convoys DROP COLUMN reference_key;
CREATE UNIQUE INDEX convoys_reference_key ON convoys (reference);
