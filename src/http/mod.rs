//! The web: what is shown to people and what scripts are answered. Nothing here decides about convoys.
//!
//! [`routes`] has every address on one page, [`door`] who gets past it; [`extract`] parses what comes in, [`problem`] turns every "no" into an
//! answer, [`contract`] keeps what holds for every answer of the API, [`api`] serves scripts and [`pages`] people, [`map`] draws; [`figures`] are for Prometheus; [`tls`] reads certificates, [`outside`] who comes from where,
//! [`upload`] files, for which [`import_words`] has the words.

pub mod api;
pub mod assets;
pub mod contract;
pub mod door;
pub mod extract;
pub mod figures;
pub mod guard;
pub mod import_words;
pub mod language;
pub mod map;
pub mod open_id;
pub mod outside;
pub mod pages;
pub mod problem;
pub mod routes;
pub mod server;
pub mod squeeze;
pub mod telling;
pub mod tls;
pub mod token_in_url;
pub mod upload;

use std::sync::Arc;

use crate::app::{
    App,
    shares::{Shares, Whence},
};

/// What every handler can reach.
#[derive(Clone, Debug)]
pub struct Site {
    /// The application.
    pub app: App,
    /// How it is served.
    pub options: Arc<Options>,
    /// How much of it each caller may ask.
    pub limits: Arc<contract::limits::Limits>,
    /// What is known of another system that signs people in.
    pub discovery: open_id::discovery::Discovery,
    /// Places of those who come back from it.
    pub exchanges: Shares<Whence>,
}

/// How it is served.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether every page says that its data is for demonstration.
    pub demo: bool,
    /// Whether browsers reach it by TLS, so that cookies are kept to it.
    pub tls: bool,
    /// Whether a proxy stands before it, which says from where requests come.
    pub behind_proxy: bool,
    /// Another system that may sign people in.
    pub open_id: Option<open_id::Provider>,
    /// The certificate by which the program itself ends TLS.
    pub certificate: Option<rustls::ServerConfig>,
    /// How much each caller of the API may ask.
    pub rates: contract::limits::Rates,
}
