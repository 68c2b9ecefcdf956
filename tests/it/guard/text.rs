//! Every string that is stored is a text, and no cell of a file is a formula.
