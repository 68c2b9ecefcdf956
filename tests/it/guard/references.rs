//! A reference belongs to the organisation that leads the convoy.
