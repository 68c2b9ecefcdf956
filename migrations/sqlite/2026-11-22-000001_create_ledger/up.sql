-- The ledger: what everything else is derived from. Appended to, never changed.
-- Ids are 16 bytes, instants are microseconds since 1970, JSON is text.

CREATE TABLE ledger (
    position INTEGER NOT NULL PRIMARY KEY,
    entry_id BLOB NOT NULL UNIQUE,
    subject_id BLOB NOT NULL,
    subject_kind TEXT NOT NULL,
    kind TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    occurred_until INTEGER,
    precision TEXT NOT NULL,
    captured_at INTEGER,
    skew_ms INTEGER,
    recorded_at INTEGER NOT NULL,
    recorded_by BLOB,
    salt BLOB,
    body TEXT,
    commitment BLOB NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_by_subject ON ledger (subject_id, position);
CREATE INDEX ledger_by_recorded_at ON ledger (recorded_at);

CREATE TABLE ledger_head (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL,
    hash BLOB NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

INSERT INTO ledger_head (id, position, hash, recorded_at) VALUES (1, 0, zeroblob(32), 0);

-- Redaction alone may take the body and its salt out of an entry; the commitment and the chain of hashes stay.
CREATE TRIGGER ledger_refuses_update BEFORE UPDATE ON ledger
WHEN NOT (
        NEW.salt IS NULL
    AND NEW.body IS NULL
    AND NEW.position IS OLD.position
    AND NEW.entry_id IS OLD.entry_id
    AND NEW.subject_id IS OLD.subject_id
    AND NEW.subject_kind IS OLD.subject_kind
    AND NEW.kind IS OLD.kind
    AND NEW.occurred_at IS OLD.occurred_at
    AND NEW.occurred_until IS OLD.occurred_until
    AND NEW.precision IS OLD.precision
    AND NEW.captured_at IS OLD.captured_at
    AND NEW.skew_ms IS OLD.skew_ms
    AND NEW.recorded_at IS OLD.recorded_at
    AND NEW.recorded_by IS OLD.recorded_by
    AND NEW.commitment IS OLD.commitment
    AND NEW.previous_hash IS OLD.previous_hash
    AND NEW.hash IS OLD.hash
)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: an entry cannot be changed');
END;

-- Also fires for INSERT OR REPLACE, because the program's connections set recursive_triggers.
CREATE TRIGGER ledger_refuses_delete BEFORE DELETE ON ledger
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: an entry cannot be deleted');
END;
