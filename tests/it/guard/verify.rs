//! What was put into the tables of rights behind the program's back is found.
