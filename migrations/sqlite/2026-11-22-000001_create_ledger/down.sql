-- Destroys the record. The program never runs this; it is for developing migrations.
DROP TABLE ledger_head;
DROP TABLE ledger;
