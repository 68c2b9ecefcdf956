-- Lists of P-codes, several versions side by side, apart from the places that convoys go to. `path` holds the codes above and
-- its own, each followed by a slash. A name is folded: without case, diacritics and variants of Arabic letters.

CREATE TABLE gazetteers (
    version text COLLATE "C" NOT NULL PRIMARY KEY,
    import_id uuid NOT NULL,
    entries integer NOT NULL,
    loaded_at timestamptz NOT NULL
);

CREATE TABLE gazetteer_entries (
    version text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    level integer NOT NULL,
    parent text COLLATE "C",
    path text COLLATE "C" NOT NULL,
    name jsonb NOT NULL,
    aliases jsonb NOT NULL,
    latitude double precision,
    longitude double precision,
    PRIMARY KEY (version, code)
);
CREATE INDEX gazetteer_entries_by_path ON gazetteer_entries (version, path);

CREATE TABLE gazetteer_names (
    version text COLLATE "C" NOT NULL,
    folded text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    PRIMARY KEY (version, folded, code)
);
