DROP TABLE right_mails;
DROP TABLE right_requests;
