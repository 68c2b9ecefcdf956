-- The ledger: what everything else is derived from. Appended to, never changed.

CREATE TABLE ledger (
    position bigint NOT NULL PRIMARY KEY,
    entry_id uuid NOT NULL UNIQUE,
    subject_id uuid NOT NULL,
    subject_kind text NOT NULL,
    kind text NOT NULL,
    occurred_at timestamptz NOT NULL,
    occurred_until timestamptz,
    precision text NOT NULL,
    captured_at timestamptz,
    skew_ms bigint,
    recorded_at timestamptz NOT NULL,
    recorded_by uuid,
    salt bytea,
    body text,
    commitment bytea NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);
CREATE INDEX ledger_by_subject ON ledger (subject_id, position);
CREATE INDEX ledger_by_recorded_at ON ledger (recorded_at);

CREATE TABLE ledger_head (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    position bigint NOT NULL,
    hash bytea NOT NULL,
    recorded_at timestamptz NOT NULL
);

INSERT INTO ledger_head (id, position, hash, recorded_at)
VALUES (1, 0, decode(repeat('00', 32), 'hex'), '1970-01-01T00:00:00Z');

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Redaction alone may take the body and its salt out of an entry; the commitment and the chain of hashes stay.
    IF TG_OP = 'UPDATE' THEN
        IF NEW.salt IS NULL AND NEW.body IS NULL AND ROW(
            NEW.position, NEW.entry_id, NEW.subject_id, NEW.subject_kind, NEW.kind, NEW.occurred_at,
            NEW.occurred_until, NEW.precision, NEW.captured_at, NEW.skew_ms, NEW.recorded_at,
            NEW.recorded_by, NEW.commitment, NEW.previous_hash, NEW.hash
        ) IS NOT DISTINCT FROM ROW(
            OLD.position, OLD.entry_id, OLD.subject_id, OLD.subject_kind, OLD.kind, OLD.occurred_at,
            OLD.occurred_until, OLD.precision, OLD.captured_at, OLD.skew_ms, OLD.recorded_at,
            OLD.recorded_by, OLD.commitment, OLD.previous_hash, OLD.hash
        ) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the ledger is append-only: an entry cannot be changed';
    END IF;
    RAISE EXCEPTION 'the ledger is append-only: an entry cannot be deleted';
END;
$$;

CREATE TRIGGER ledger_refuses_change BEFORE UPDATE OR DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_refuses_truncate BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
-- ALWAYS: a session that plays a replica (session_replication_role) does not get round them.
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_refuses_change;
ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_refuses_truncate;
