-- Lists of P-codes, several versions side by side, apart from the places that convoys go to. `path` holds the codes above and
-- its own, each followed by a slash. A name is folded: without case, diacritics and variants of Arabic letters.

CREATE TABLE gazetteers (
    version TEXT NOT NULL PRIMARY KEY,
    import_id BLOB NOT NULL,
    entries INTEGER NOT NULL,
    loaded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE gazetteer_entries (
    version TEXT NOT NULL,
    code TEXT NOT NULL,
    level INTEGER NOT NULL,
    parent TEXT,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    PRIMARY KEY (version, code)
) STRICT;
CREATE INDEX gazetteer_entries_by_path ON gazetteer_entries (version, path);

CREATE TABLE gazetteer_names (
    version TEXT NOT NULL,
    folded TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (version, folded, code)
) STRICT;
