DROP TABLE gazetteer_names;
DROP TABLE gazetteer_entries;
DROP TABLE gazetteers;
