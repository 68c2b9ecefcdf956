//! A partner takes part when they have accepted, and does not act for the lead.
