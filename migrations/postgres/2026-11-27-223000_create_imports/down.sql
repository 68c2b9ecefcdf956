DROP TABLE import_matches;
DROP TABLE import_items;
DROP TABLE imports;
