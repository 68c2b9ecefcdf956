//! Nobody sees, changes or destroys what is not theirs: one file a kind of attack.

mod clock;
mod load;
mod partners;
mod phones;
mod references;
mod rights;
mod roles;
mod text;
mod tokens;
mod trackers;
mod verify;
mod withheld;
