//! Use-cases: what people and scripts do with convoys. No word of HTTP here, and none of how a page looks.
//!
//! [`policy`] says who may do what, `sight` how much of a convoy is told, [`sharing`] to whom else, [`partners`] who takes part; [`convoys`], [`board`] (seen from a [`standpoint`]),
//! [`plan_drafts`] are convoys that are still being put together;
//! [`events`], [`feed`] and [`reviews`] are the work; [`world`] places and organisations, [`places`] how they are found; [`people`], [`passwords`] and
//! [`tokens`] accounts and sign-in; [`keys`] and [`audit`] what protects people and what was done with it; [`crew`],
//! [`person`] and [`retention`] are what is kept of people and for how long, [`holds`] and [`redaction`] what must stay and
//! what must go, [`rotation`] and [`checkpoint`] what the keys are for; [`reports`] is what many convoys come to; [`scenario`] and [`demo`] bring real cases along;
//! [`imports`] takes files in, [`gazetteer`] knows P-codes;
//! [`ledger`] checks and derives anew; [`trackers`] and [`positions`] are what devices send, apart from the ledger,
//! [`messages`] what people report by text message. [`runner`] is who runs what administrators run.

use std::sync::Arc;

use crate::{
    ambient::{Ambient, Real},
    domain::time::Instant,
    store::{DatabaseUrl, Pool, lane::Lane, pool::Reader},
};

pub mod addresses;
pub mod alerts;
pub mod audit;
pub mod board;
pub mod checkpoint;
pub mod convoys;
pub mod courier;
pub mod crew;
pub mod demo;
pub mod directory;
pub mod error;
pub mod events;
pub mod exports;
pub mod feed;
pub mod gazetteer;
pub mod holds;
pub mod imports;
pub mod incidents;
mod keepers;
pub mod keys;
pub mod ledger;
pub mod live;
pub mod messages;
pub mod names;
pub mod outward;
pub mod partners;
pub mod passwords;
pub mod people;
pub mod person;
pub mod place_changes;
pub mod places;
pub mod plan_drafts;
pub mod policy;
pub mod positions;
pub mod redaction;
pub mod reports;
pub mod retention;
pub mod reviews;
mod rights;
pub mod rotation;
pub mod runner;
pub mod scenario;
pub mod shares;
pub mod sharing;
mod sight;
pub mod standpoint;
pub mod summary;
pub mod tokens;
pub mod trackers;
pub mod watch;
pub mod webhooks;
pub mod windows;
pub mod world;

pub use error::AppError;
pub use keys::Keys;
pub use policy::{Action, Caller, Role};
pub use runner::Runner;

/// Readers kept open. Two cores keep no more busy, and each costs PostgreSQL a process.
const READERS: u32 = 8;

/// How long a request waits for a reader before it is told to come again.
const READER_WAIT: std::time::Duration = std::time::Duration::from_secs(5);

/// Requests that may wait for news, in all and of one caller. Each ends within a minute.
const MOST_WAITS: usize = 10_000;
const WAITS_OF_ONE: usize = 16;

/// The application: its database and what the world gives. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    pool: Pool,
    lane: Lane,
    ambient: Arc<dyn Ambient>,
    passwords: passwords::PasswordLane,
    keys: Arc<Keys>,
    second_factor_off: bool,
    second_person: chrono::TimeDelta,
    noted_reads: audit::NotedReads,
    looked: standpoint::Looked,
    retention: retention::Rules,
    desk: Arc<imports::spool::Desk>,
    queue: positions::Queue,
    flood: positions::Flood,
    watching: watch::Watching,
    hub: live::Hub,
    lines: live::lines::Lines,
    waits: shares::Shares<uuid::Uuid>,
    outward: Arc<outward::Outward>,
    makers: Arc<exports::Makers>,
}

impl App {
    /// Opens a database whose schema is up to date.
    pub fn open(url: &DatabaseUrl, ambient: Arc<dyn Ambient>, keys: Arc<Keys>) -> Result<Self, AppError> {
        let lane = Lane::start(url, Arc::clone(&ambient))?;
        let queue = positions::Queue::start(lane.clone(), Arc::clone(&keys))?;
        let pool = Pool::open(url, READERS, READER_WAIT)?;
        // Another than that of every other process, whatever ids this one is told to give.
        let desk = Arc::new(imports::spool::Desk::new(url, Real.new_id()));
        Ok(Self {
            pool,
            lane,
            ambient,
            passwords: passwords::PasswordLane::default(),
            keys,
            noted_reads: audit::NotedReads::default(),
            looked: standpoint::Looked::default(),
            retention: retention::Rules::default(),
            watching: watch::Watching::default(),
            hub: live::Hub::default(),
            lines: live::lines::Lines::default(),
            waits: shares::Shares::new(MOST_WAITS, WAITS_OF_ONE),
            outward: Arc::default(),
            makers: Arc::new(exports::Makers::new()?),
            second_factor_off: false,
            second_person: people::requests::USUAL_DELAY,
            desk,
            queue,
            flood: positions::Flood::default(),
        })
    }

    /// The same, keeping personal data for so long.
    #[must_use]
    pub fn with_retention(mut self, rules: retention::Rules) -> Self {
        self.retention = rules;
        self
    }

    /// For how long what is kept of people is kept.
    pub fn retention_rules(&self) -> retention::Rules {
        self.retention
    }

    /// The same, asking nobody for a second factor: for a demonstration, whose passwords are no secret.
    #[must_use]
    pub fn without_second_factor(self) -> Self {
        Self { second_factor_off: true, ..self }
    }

    /// The same, where what lends sight of convoys waits so long for a second person.
    #[must_use]
    pub fn with_second_person(self, delay: chrono::TimeDelta) -> Self {
        Self { second_person: delay, ..self }
    }

    /// The same, sending to where these settings allow.
    #[must_use]
    pub fn with_outward(mut self, outward: outward::Outward) -> Self {
        self.outward = Arc::new(outward);
        self
    }

    /// What may leave the machine.
    pub fn outward(&self) -> &outward::Outward {
        &self.outward
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.ambient.now()
    }

    /// An id that nobody has used.
    pub fn new_id(&self) -> uuid::Uuid {
        self.ambient.new_id()
    }

    fn reader(&self) -> Result<Reader, AppError> {
        Ok(self.pool.get()?)
    }

    /// Whether the database answers.
    pub fn is_ready(&self) -> Result<(), AppError> {
        crate::store::ledger::get_head(&mut *self.reader()?)?;
        Ok(())
    }
}
