//! How far the ledger goes: one place in an instance where whoever waits for news is woken.
//!
//! This instance's own commits wake at once. Those of other programs on the same database (another instance, a command)
//! are seen by looking at the ledger's head five times a second: one read by primary key, by one thread, however many
//! wait. A notification of PostgreSQL would wake sooner, but it does not deliver, so that one would have to look anyway.

use std::{
    sync::{Arc, OnceLock, Weak},
    thread,
    time::Duration,
};

use tokio::sync::watch;

use super::App;
use crate::store::{Pool, lane::grow, ledger};

/// How often the head is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Whether somebody looks already.
#[derive(Clone, Debug, Default)]
pub(super) struct Watching(Arc<OnceLock<()>>);

impl App {
    /// The position at which the ledger ends, and a wake-up whenever it grows.
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.watching.0.get_or_init(|| {
            let (pool, alive) = (self.pool.clone(), Arc::downgrade(&self.watching.0));
            let committed = self.lane.committed_by();
            if let Ok(mut reader) = self.pool.get()
                && let Ok(head) = ledger::get_head(&mut reader)
            {
                grow(&committed, head.position);
            }
            let looking = thread::Builder::new().name("watch".to_owned());
            if let Err(error) = looking.spawn(move || look(&pool, &committed, &alive)) {
                tracing::error!(error = %error, "watch.not_started");
            }
        });
        self.lane.committed().subscribe()
    }
}

/// Looks until the application is gone.
fn look(pool: &Pool, committed: &watch::Sender<i64>, alive: &Weak<OnceLock<()>>) {
    let mut failing = false;
    while alive.strong_count() > 0 {
        let head = pool.get().and_then(|mut reader| ledger::get_head(&mut reader));
        match head {
            Ok(head) => {
                failing = false;
                grow(committed, head.position);
            }
            Err(error) if failing => tracing::debug!(error = %error, "watch.failed"),
            Err(error) => {
                failing = true;
                tracing::warn!(error = %error, "watch.failed");
            }
        }
        thread::sleep(LOOK_EVERY);
    }
}
