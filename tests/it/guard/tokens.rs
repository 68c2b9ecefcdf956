//! What signs in for somebody is made with their password, and ends with it.
