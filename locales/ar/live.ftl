# The feed, webhooks, alerts and their mail.
