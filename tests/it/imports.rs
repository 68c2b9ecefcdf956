//! Taking files in through the public doors: what is wrong is said cell by cell in the reader's language, nothing of a wrong file
//! is kept, a right one is kept whole, again without effect, and can be taken back.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests stop by panicking")]

mod cut_off;
mod formats;
mod gazetteer;
mod pages;
mod plans;
mod tables;
mod workbook;
