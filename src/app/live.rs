//! Telling many watchers of one instance what changes, from one reading of the ledger.
//!
//! New entries are read once, together with what decides who may see their convoys (who takes part, with whom it is shared,
//! how sensitive it is, how it stands): fresh with each reading, and never kept. Who watches is held in groups that see the
//! same, so that a thousand viewers of one organisation are decided about once. What is kept of a watcher is the roles by
//! which it came; a deed about its user in the ledger takes it out before anything of the same reading is told, and it has
//! to show again who it is.
//!
//! A watcher that is too slow is dropped and not waited for. It comes again with the position that it has.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    thread,
    time::Duration,
};

use tokio::sync::{mpsc, watch};
use uuid::Uuid;

use super::{App, AppError, Caller, feed::find_events};
use crate::{
    ambient::Ambient,
    domain::{Kind, Status, time::Instant},
    store::{
        Pool, StoreError,
        dialect::read_snapshot,
        feed::{self, EventFilter, Heading},
        scope::{
            OrgScope,
            facts::{Facts, list_facts},
        },
    },
};

pub mod lines;

/// An event happened to a convoy that somebody sees. Nothing in it says where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where in the ledger.
    pub position: i64,
    /// The convoy.
    pub convoy: Uuid,
    /// Its reference.
    pub reference: String,
    /// How it stands now.
    pub status: Status,
    /// What happened.
    pub kind: Kind,
}

/// Changes read at once, for all who see the same.
#[derive(Debug)]
pub struct News {
    /// In order of position.
    pub changes: Vec<Change>,
    written: OnceLock<Box<[u8]>>,
}

impl News {
    /// The changes as they are sent: written by the first who sends them, and not by each.
    pub fn written(&self, write: impl FnOnce(&[Change]) -> Box<[u8]>) -> &[u8] {
        self.written.get_or_init(|| write(&self.changes))
    }
}

/// A page of changes that were missed.
#[derive(Debug)]
pub struct Missed {
    /// In order of position.
    pub changes: Vec<Change>,
    /// Up to where was looked.
    pub position: i64,
    /// Whether that is the end.
    pub at_end: bool,
}

/// Most who may watch an instance.
const MOST_WATCHERS: usize = 10_000;
/// Readings that may wait for a watcher.
const MOST_WAITING: usize = 256;
/// Entries read at a time.
const AT_A_TIME: i64 = 1_000;
/// Where nobody wakes it, it looks whether anybody is left.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Why nothing more comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Ended {
    /// It was too slow, or the program stops.
    Dropped = 0,
    /// Something was done to the user's rights: who it is has to be shown again.
    RightsChanged = 1,
}

/// Who watches.
#[derive(Clone, Debug, Default)]
pub(super) struct Hub(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    started: OnceLock<()>,
    closed: OnceLock<watch::Sender<bool>>,
}

#[derive(Debug, Default)]
struct State {
    /// All up to here was told.
    position: i64,
    groups: Vec<Group>,
    count: usize,
    next: u64,
}

#[derive(Debug)]
struct Group {
    scope: OrgScope,
    watchers: Vec<Watcher>,
}

#[derive(Debug)]
struct Watcher {
    id: u64,
    user: Uuid,
    queue: mpsc::Sender<Arc<News>>,
    ended: Arc<AtomicU8>,
}

/// A place among those who are told. Ends when dropped.
#[derive(Debug)]
pub struct Subscription {
    /// All up to here has to be read by the watcher; what comes by [`Subscription::next`] is later.
    pub from: i64,
    id: u64,
    queue: mpsc::Receiver<Arc<News>>,
    ended: Arc<AtomicU8>,
    shared: Arc<Shared>,
}

impl Subscription {
    /// What comes next; `Err` where nothing more does.
    pub async fn next(&mut self) -> Result<Arc<News>, Ended> {
        self.queue.recv().await.ok_or_else(|| self.why())
    }

    /// What has come already.
    pub fn try_next(&mut self) -> Option<Arc<News>> {
        self.queue.try_recv().ok()
    }

    /// Up to where all is told, once nothing waits.
    pub fn told(&self) -> i64 {
        self.shared.lock().position
    }

    /// Why nothing more is told, where that is so. What was told before may still wait.
    pub fn ended(&self) -> Option<Ended> {
        self.queue.is_closed().then(|| self.why())
    }

    fn why(&self) -> Ended {
        if self.ended.load(Ordering::Acquire) == Ended::RightsChanged as u8 {
            Ended::RightsChanged
        } else {
            Ended::Dropped
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.shared.lock().take_out(|watcher| watcher.id == self.id, Ended::Dropped);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn closed(&self) -> &watch::Sender<bool> {
        self.closed.get_or_init(|| watch::Sender::new(false))
    }
}

impl State {
    fn take_out(&mut self, is_meant: impl Fn(&Watcher) -> bool, why: Ended) {
        for group in &mut self.groups {
            group.watchers.retain(|watcher| {
                let stays = !is_meant(watcher);
                if !stays {
                    watcher.ended.store(why as u8, Ordering::Release);
                }
                stays
            });
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        self.groups.retain(|group| !group.watchers.is_empty());
        self.count = self.groups.iter().map(|group| group.watchers.len()).sum();
    }

    /// Tells what was read to whom it concerns.
    fn tell(&mut self, headings: &[Heading], facts: &std::collections::HashMap<Uuid, Facts>, now: Instant) {
        let concerned: HashSet<Uuid> = headings.iter().filter(|it| changes_rights(it)).map(|it| it.subject).collect();
        if !concerned.is_empty() {
            self.take_out(|watcher| concerned.contains(&watcher.user), Ended::RightsChanged);
        }
        let changes: Vec<(Change, &Facts)> = headings.iter().filter_map(|heading| change(heading, facts)).collect();
        let mut dropped = false;
        for group in &mut self.groups {
            let seen = changes.iter().filter(|(_, facts)| group.scope.sees(facts, now));
            let changes: Vec<Change> = seen.map(|(change, _)| change.clone()).collect();
            if changes.is_empty() {
                continue;
            }
            let news = Arc::new(News { changes, written: OnceLock::new() });
            let before = group.watchers.len();
            group.watchers.retain(|watcher| watcher.queue.try_send(Arc::clone(&news)).is_ok());
            dropped |= group.watchers.len() < before;
        }
        if dropped {
            self.tidy();
        }
        if let Some(last) = headings.last() {
            self.position = self.position.max(last.position);
        }
    }
}

/// Deeds after which somebody has to show again who they are.
fn changes_rights(heading: &Heading) -> bool {
    heading.is_deed() && !matches!(heading.kind.as_str(), "signed_in" | "exact_read" | "exported")
}

fn change<'a>(heading: &Heading, facts: &'a std::collections::HashMap<Uuid, Facts>) -> Option<(Change, &'a Facts)> {
    let facts = facts.get(&heading.subject).filter(|_| heading.is_event())?;
    let kind = heading.kind.parse().ok()?;
    let (reference, status) = (facts.reference.clone(), facts.status);
    Some((Change { position: heading.position, convoy: heading.subject, reference, status, kind }, facts))
}

impl App {
    /// Joins those who are told what changes.
    pub fn subscribe(&self, caller: &Caller) -> Result<Subscription, AppError> {
        let scope = caller.scope(self.now())?.of_sight();
        let ledger = self.watch();
        let shared = &self.hub.0;
        shared.started.get_or_init(|| {
            let (pool, ambient, shared) = (self.pool.clone(), Arc::clone(&self.ambient), Arc::downgrade(shared));
            let ledger = ledger.clone();
            let teller = thread::Builder::new().name("live".to_owned());
            let started = teller.spawn(move || run(&pool, &*ambient, &shared, ledger));
            if let Err(error) = started {
                tracing::error!(error = %error, "live.not_started");
            }
        });
        let (send, queue) = mpsc::channel(MOST_WAITING);
        let ended = Arc::new(AtomicU8::new(Ended::Dropped as u8));
        let mut state = shared.lock();
        if state.count >= MOST_WATCHERS {
            return Err(StoreError::QueueFull.into());
        }
        if state.count == 0 {
            // Nobody was told anything lately: what came meanwhile is for the watcher to read.
            state.position = state.position.max(*ledger.borrow());
        }
        state.next += 1;
        let (id, from) = (state.next, state.position);
        let watcher = Watcher { id, user: caller.user.0, queue: send, ended: Arc::clone(&ended) };
        match state.groups.iter_mut().find(|group| group.scope == scope) {
            Some(group) => group.watchers.push(watcher),
            None => state.groups.push(Group { scope, watchers: vec![watcher] }),
        }
        state.count += 1;
        drop(state);
        Ok(Subscription { from, id, queue, ended, shared: Arc::clone(shared) })
    }

    /// Changes of all convoys that the caller sees within `(after, until]`.
    pub fn changes(&self, caller: &Caller, after: i64, until: Option<i64>, limit: usize) -> Result<Missed, AppError> {
        let scope = caller.scope(self.now())?;
        read_snapshot(&mut *self.reader()?, |conn| {
            let found = find_events(conn, &scope, &EventFilter::default(), (after, until), limit)?;
            let headings =
                if found.positions.is_empty() { Vec::new() } else { feed::list_headings_at(conn, &found.positions)? };
            let ids: BTreeSet<Uuid> = headings.iter().map(|heading| heading.subject).collect();
            let facts = list_facts(conn, &ids.into_iter().collect::<Vec<_>>(), scope.now)?;
            let changes = headings.iter().filter_map(|heading| change(heading, &facts)).map(|(change, _)| change);
            Ok(Missed { changes: changes.collect(), position: found.position, at_end: found.at_end })
        })
    }

    /// Where the ledger ends.
    pub fn head(&self) -> Result<i64, AppError> {
        Ok(crate::store::ledger::get_head(&mut *self.reader()?)?.position)
    }

    /// Whether the program stops, so that nobody is to be kept waiting.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.hub.0.closed().subscribe()
    }

    /// Ends all that goes on and on, for the program stops.
    pub fn close(&self) {
        self.hub.0.closed().send_replace(true);
    }
}

/// Tells until nobody is left who could watch.
fn run(pool: &Pool, ambient: &dyn Ambient, shared: &std::sync::Weak<Shared>, mut ledger: watch::Receiver<i64>) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(error = %error, "live.not_started");
            return;
        }
    };
    loop {
        let Some(shared) = shared.upgrade() else { return };
        let target = *ledger.borrow_and_update();
        if let Err(error) = tell_all(pool, ambient, &shared, target) {
            // What was not told is still there: the next look begins where this one failed.
            tracing::warn!(error = %error, "live.read_failed");
        }
        drop(shared);
        let woken = runtime.block_on(async { tokio::time::timeout(LOOK_EVERY, ledger.changed()).await });
        if matches!(woken, Ok(Err(_))) {
            return;
        }
    }
}

fn tell_all(pool: &Pool, ambient: &dyn Ambient, shared: &Shared, target: i64) -> Result<(), StoreError> {
    loop {
        let from = {
            let mut state = shared.lock();
            if state.count == 0 {
                state.position = state.position.max(target);
            }
            state.position
        };
        if from >= target {
            return Ok(());
        }
        let now = ambient.now();
        let (headings, facts) = read_snapshot(&mut *pool.get()?, |conn| {
            let headings = feed::list_headings(conn, from, AT_A_TIME)?;
            let events = headings.iter().filter(|heading| heading.is_event()).map(|heading| heading.subject);
            let ids: Vec<Uuid> = events.collect::<BTreeSet<_>>().into_iter().collect();
            let facts = list_facts(conn, &ids, now)?;
            Ok::<_, StoreError>((headings, facts))
        })?;
        if headings.is_empty() {
            return Ok(());
        }
        shared.lock().tell(&headings, &facts, now);
    }
}
