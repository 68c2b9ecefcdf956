DROP INDEX convoys_by_silence;
DROP TABLE duties;
DROP TABLE mails;
DROP TABLE alert_choices;
DROP TABLE alerts;
DROP TABLE webhook_attempts;
DROP TABLE webhook_messages;
DROP TABLE webhooks;
