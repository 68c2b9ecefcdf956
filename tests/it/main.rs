//! One test binary.

mod access;
mod access_windows;
mod accounts;
mod api;
mod backup;
mod cli;
mod concurrency;
mod evidence;
mod exports;
mod field;
mod fold;
mod harness;
mod imports;
mod incidents;
mod kill;
mod language;
mod ledger;
mod live;
mod outward;
mod pages;
mod reports;
mod scenarios;
mod store_schema;
mod tidy;
mod tls;
mod tour;
