//! The one writer of an instance. Work that waits together shares one transaction (group commit), and is answered only
//! after that is on disk. A piece of work that is refused takes nothing of the others with it.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use tokio::sync::{oneshot, watch};

use super::{
    DatabaseUrl, DbConnection, StoreError,
    batch::{Batch, Kept},
    dialect, open_writer,
};
use crate::ambient::Ambient;

/// Most pieces of work in one transaction.
const MOST_IN_BATCH: usize = 256;
/// Most that may wait; beyond it the instance says that it is busy.
const MOST_WAITING: usize = 4_096;

/// The way to the writer. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Lane {
    queue: mpsc::SyncSender<Box<dyn Work>>,
    queued: Arc<AtomicUsize>,
    committed: Arc<watch::Sender<i64>>,
}

trait Work: Send {
    /// Decides and records; `false` where it is refused, and nothing of it stays.
    fn run(&mut self, batch: &mut Batch<'_>) -> bool;
    /// Answers with what `run` decided, once it is on disk.
    fn answer(self: Box<Self>);
    /// Answers that the database failed.
    fn fail(self: Box<Self>, error: StoreError);
}

struct Item<F, T, E> {
    decide: F,
    decided: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Item<F, T, E>
where
    F: FnMut(&mut Batch<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, batch: &mut Batch<'_>) -> bool {
        // The lane outlives a defect in one piece of work; its sender learns by the reply that never comes.
        let decided = catch_unwind(AssertUnwindSafe(|| (self.decide)(batch)));
        self.decided = decided.ok();
        matches!(self.decided, Some(Ok(_)))
    }

    fn answer(self: Box<Self>) {
        if let Some(decided) = self.decided {
            // Nobody waits any more where the client has gone; what is recorded stays recorded.
            let _ = self.reply.send(decided);
        }
    }

    fn fail(self: Box<Self>, error: StoreError) {
        let _ = self.reply.send(Err(error.into()));
    }
}

impl Lane {
    /// Starts the writer on a thread of its own. It ends when the last way to it is dropped.
    pub fn start(url: &DatabaseUrl, ambient: Arc<dyn Ambient>) -> Result<Self, StoreError> {
        let conn = open_writer(url)?;
        let (queue, waiting) = mpsc::sync_channel(MOST_WAITING);
        let queued = Arc::new(AtomicUsize::new(0));
        let committed = Arc::new(watch::Sender::new(0));
        let writer = Writer {
            url: url.clone(),
            conn,
            ambient,
            kept: Kept::new(),
            must_scrub: false,
            queued: Arc::clone(&queued),
            committed: Arc::clone(&committed),
        };
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writer.run(&waiting))
            .map_err(|source| StoreError::io("start the writer's thread", std::path::Path::new(""), source))?;
        Ok(Self { queue, queued, committed })
    }

    /// How many pieces of work wait.
    pub fn waiting(&self) -> usize {
        self.queued.load(Ordering::Relaxed)
    }

    /// Where the ledger ended after the latest commit that is known of: this writer's own at once, others' as somebody
    /// tells. It only grows.
    pub fn committed(&self) -> &watch::Sender<i64> {
        &self.committed
    }

    /// The same, to be kept by whoever must not keep the writer alive.
    pub fn committed_by(&self) -> Arc<watch::Sender<i64>> {
        Arc::clone(&self.committed)
    }

    /// Hands in a piece of work; the receiver gets its outcome when that is on disk. `decide` may run more than once: each
    /// time it must read anew and decide anew.
    pub fn submit<T, E>(
        &self,
        decide: impl FnMut(&mut Batch<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, E>>, StoreError>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, outcome) = oneshot::channel();
        let item = Box::new(Item { decide, decided: None, reply });
        // Counted before it is sent: the writer may take it at once.
        self.queued.fetch_add(1, Ordering::Relaxed);
        if self.queue.try_send(item).is_err() {
            self.queued.fetch_sub(1, Ordering::Relaxed);
            return Err(StoreError::QueueFull);
        }
        Ok(outcome)
    }

    /// Waits for the outcome on a thread that may block.
    pub fn write<T, E>(&self, decide: impl FnMut(&mut Batch<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.submit(decide)?.blocking_recv().unwrap_or_else(|_| Err(StoreError::WriterGone.into()))
    }
}

struct Writer {
    url: DatabaseUrl,
    conn: DbConnection,
    ambient: Arc<dyn Ambient>,
    kept: Kept,
    /// Something was erased, and a copy of it may still be in the files of the database.
    must_scrub: bool,
    /// How many pieces of work wait.
    queued: Arc<AtomicUsize>,
    committed: Arc<watch::Sender<i64>>,
}

/// Tells whoever waits how far the ledger goes, unless that is known.
pub fn grow(committed: &watch::Sender<i64>, position: i64) {
    committed.send_if_modified(|known| {
        let is_more = position > *known;
        *known = position.max(*known);
        is_more
    });
}

impl Writer {
    fn run(mut self, waiting: &mpsc::Receiver<Box<dyn Work>>) {
        while let Ok(first) = waiting.recv() {
            let mut batch = vec![first];
            while batch.len() < MOST_IN_BATCH
                && let Ok(next) = waiting.try_recv()
            {
                batch.push(next);
            }
            self.queued.fetch_sub(batch.len(), Ordering::Relaxed);
            self.commit(batch);
        }
    }

    fn commit(&mut self, mut works: Vec<Box<dyn Work>>) {
        match self.attempt(&mut works) {
            Ok(erased) => {
                self.must_scrub |= erased;
                if self.must_scrub {
                    self.scrub();
                }
                works.into_iter().for_each(Work::answer);
            }
            // One row that the database does not take must not cost the others: each by itself.
            Err(error) if works.len() > 1 => {
                tracing::warn!(error = %error, works = works.len(), "store.batch_split");
                for work in works {
                    self.commit(vec![work]);
                }
            }
            Err(error) => {
                tracing::error!(error = %error, cause = ?std::error::Error::source(&error), "store.write_failed");
                let mut error = Some(error);
                for work in works {
                    work.fail(error.take().unwrap_or(StoreError::WriterGone));
                }
            }
        }
    }

    /// Whoever asked for the erasure is answered after it. A reader may be in the way: then the next commit tries again.
    fn scrub(&mut self) {
        match dialect::scrub(&mut self.conn) {
            Ok(done) => self.must_scrub = !done,
            Err(error) => tracing::warn!(error = %error, "store.scrub_failed"),
        }
    }

    fn attempt(&mut self, works: &mut [Box<dyn Work>]) -> Result<bool, StoreError> {
        let (ambient, kept) = (&*self.ambient, &mut self.kept);
        let written: Result<(bool, i64), StoreError> = dialect::write_transaction(&mut self.conn, |conn| {
            let mut batch = Batch::begin(conn, ambient, kept)?;
            for work in works.iter_mut() {
                let mark = batch.mark();
                if !work.run(&mut batch) {
                    batch.back_to(mark);
                }
            }
            let position = batch.head().position;
            Ok((batch.flush()?, position))
        });
        match written {
            Ok((erased, position)) => {
                grow(&self.committed, position);
                Ok(erased)
            }
            Err(error) => {
                self.kept.clear();
                self.reopen();
                Err(error)
            }
        }
    }

    /// A connection that failed may be dead, or hold half a transaction. Opening one costs little, and where that fails the
    /// next piece of work is told so.
    fn reopen(&mut self) {
        match open_writer(&self.url) {
            Ok(conn) => self.conn = conn,
            Err(error) => tracing::error!(error = %error, "store.reopen_failed"),
        }
    }
}
