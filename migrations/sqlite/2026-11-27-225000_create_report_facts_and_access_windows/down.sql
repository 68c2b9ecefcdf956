DROP TABLE access_windows;
DROP TABLE report_facts;
