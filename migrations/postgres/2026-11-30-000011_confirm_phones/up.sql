-- A number is its owner's once they have confirmed it: until then it is a request, and nobody's. Numbers that stand in
-- `phones` were confirmed, or were taken on trust before this was asked.

CREATE TABLE phone_requests (
    id uuid NOT NULL PRIMARY KEY,
    user_id uuid NOT NULL,
    phone bytea NOT NULL,
    phone_index bytea NOT NULL,
    pin_index bytea,
    asked_by uuid,
    asked_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    tries integer NOT NULL,
    withdrawn boolean NOT NULL
);
CREATE INDEX phone_requests_by_user ON phone_requests (user_id);
CREATE INDEX phone_requests_by_number ON phone_requests (phone_index);

-- Wrong PINs: since the PIN was chosen, and in the day that began with one.
ALTER TABLE phones ADD COLUMN wrong_pins integer NOT NULL DEFAULT 0;
ALTER TABLE phones ADD COLUMN wrong_in_day integer NOT NULL DEFAULT 0;
ALTER TABLE phones ADD COLUMN wrong_since timestamptz;
-- When somebody else has shown that they hold the telephone.
ALTER TABLE phones ADD COLUMN claimed_at timestamptz;
