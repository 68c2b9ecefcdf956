//! The only room that knows Diesel: one program on two databases, an SQLite file or a PostgreSQL server.
//!
//! In reading order: [`connection`] opens either, [`pool`] keeps readers, [`migrations`] bring the schema up to date,
//! [`schema`] and [`rows`] say what is stored, [`types`] how ids, instants and JSON are; [`dialect`] holds the transactions
//! and everything else that differs between the two, [`insert`] writes many rows at once, [`people`] is who may sign in,
//! [`sign_in`] how they do, [`requests`] what waits for a second person; [`crew`] and [`holds`] are who drives and what must be kept, [`sealed`] every column whose values
//! only the keys open; [`trackers`], [`positions`] and [`messages`] are what comes in from devices, [`plan_drafts`] convoys that somebody is
//! still putting together.
//!
//! Functions take a connection, never the pool, and never begin a transaction: who calls them decides what belongs together.

pub mod alerts;
pub mod backup;
pub mod batch;
pub mod chain;
pub mod connection;
pub mod convoys;
pub mod crew;
pub mod deeds;
pub mod dialect;
pub mod dossier;
mod error;
pub mod exports;
pub mod feed;
pub mod gazetteer;
pub mod holds;
pub mod imports;
pub mod incidents;
pub mod insert;
pub mod lane;
pub mod ledger;
pub mod messages;
pub mod migrations;
mod one_of;
pub mod partnerships;
pub mod people;
pub mod plan_drafts;
pub mod pool;
pub mod positions;
pub mod projection;
pub mod report_facts;
pub mod requests;
pub mod retention;
pub mod rights;
pub mod rows;
pub mod schema;
pub mod scope;
pub mod sealed;
pub mod sharing;
pub mod sign_in;
pub mod trackers;
pub mod types;
mod url;
pub mod verify;
pub mod webhooks;
pub mod windows;
pub mod world;

pub use connection::{DbConnection, open_reader, open_writer};
pub use error::StoreError;
pub use pool::Pool;
pub use url::DatabaseUrl;
