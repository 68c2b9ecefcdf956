-- A number is its owner's once they have confirmed it: until then it is a request, and nobody's. Numbers that stand in
-- `phones` were confirmed, or were taken on trust before this was asked.

CREATE TABLE phone_requests (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL,
    phone BLOB NOT NULL,
    phone_index BLOB NOT NULL,
    pin_index BLOB,
    asked_by BLOB,
    asked_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_requests_by_user ON phone_requests (user_id);
CREATE INDEX phone_requests_by_number ON phone_requests (phone_index);

-- Wrong PINs: since the PIN was chosen, and in the day that began with one.
ALTER TABLE phones ADD COLUMN wrong_pins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE phones ADD COLUMN wrong_in_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE phones ADD COLUMN wrong_since INTEGER;
-- When somebody else has shown that they hold the telephone.
ALTER TABLE phones ADD COLUMN claimed_at INTEGER;
