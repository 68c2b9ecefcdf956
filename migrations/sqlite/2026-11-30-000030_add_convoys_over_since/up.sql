-- Since when a convoy is over, by the last moment of its claimed end and by the record; null while it is not, and until it is
-- derived, so that nothing is shown, erased or refused by a claim alone. And by whose word alone, where nobody else says so.

ALTER TABLE convoys ADD COLUMN over_since INTEGER;
ALTER TABLE convoys ADD COLUMN over_by BLOB;
