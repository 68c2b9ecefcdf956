ALTER TABLE phones DROP COLUMN claimed_at;
ALTER TABLE phones DROP COLUMN wrong_since;
ALTER TABLE phones DROP COLUMN wrong_in_day;
ALTER TABLE phones DROP COLUMN wrong_pins;
DROP TABLE phone_requests;
