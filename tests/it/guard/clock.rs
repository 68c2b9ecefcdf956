//! A claimed time never decides alone what is secret, erased or tracked.
