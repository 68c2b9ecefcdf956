//! Rights follow what a report does, not what it is called: every kind by every way in and every role.
