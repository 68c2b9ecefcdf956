DROP TABLE assignments;
DROP TABLE grants;
