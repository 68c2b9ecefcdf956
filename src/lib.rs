//! Convoy tracker: humanitarian aid convoys, from dispatched to delivered or turned back, on an append-only ledger.
//!
//! # The rooms, in reading order
//!
//! | room | what is in it |
//! | --- | --- |
//! | [`domain`] | the rules: the status table, events, trucks, cargo, accounts; a set of reports folds to a state |
//! | [`export`] | rows to bytes: the tables that people take away, one format a file |
//! | [`store`] | the only diesel: the hash-chained ledger, tables derived from it, one writer, two databases |
//! | [`app`] | use-cases and the one policy of who may do what; no word of HTTP |
//! | [`http`] | actix: every address on one page, the API, the pages, three languages |
//! | [`cli`] | clap; one file a command |
//! | [`ambient`] | the time and fresh ids, real or scripted |
//! | [`config`], [`telemetry`] | settings and where they came from; the log |
//!
//! Imports point one way: `domain` ← `export` ← `store` ← `app` ← `http` ← `cli`, and `http` never imports `store`.
//!
//! # What always holds
//!
//! - A convoy's state is a function of the **set** of its reports: no order of arrival changes it.
//! - A report is never changed and never deleted. Corrections and decisions are reports about reports.
//! - Positions in the ledger have no gaps, and each entry is hashed with the one before.
//! - What was answered with success is on disk, together with everything derived from it.
//! - Every query about convoys takes an [`OrgScope`](store::scope::OrgScope), which only the policy makes.
//! - An unknown amount is unknown: never zero.
//!
//! # What is absent on purpose
//!
//! No default account. No update or delete of an event. No second writer in an instance. No JavaScript that a page needs.
//! No place outside [`ambient`] that asks for the time. No request to any other machine, but to the one that may sign people
//! in, where it is named.

pub mod ambient;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod export;
pub mod http;
pub mod store;
pub mod telemetry;
