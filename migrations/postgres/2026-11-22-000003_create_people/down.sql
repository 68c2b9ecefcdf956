DROP TABLE tokens;
DROP TABLE sessions;
DROP TABLE memberships;
DROP TABLE users;
