DROP TABLE messages;
DROP TABLE phones;
DROP TABLE positions;
DROP TABLE trackers;
