//! What scripts are answered. Shapes are in [`views`]; keys are only ever added.

pub mod audit;
pub mod board;
pub mod convoys;
pub mod crew;
pub mod dictionary;
pub mod docs;
pub mod document;
pub mod events;
pub mod exports;
pub mod feed;
pub mod gazetteer;
pub mod health;
pub mod imports;
pub mod incidents;
pub mod live;
pub mod messages;
pub mod openapi;
pub mod page;
pub mod positions;
pub mod redaction;
mod report_tables;
pub mod reports;
pub mod reviews;
pub mod views;
pub mod webhooks;
pub mod windows;
pub mod world;
