//! Bogus clients do not keep the others out.
