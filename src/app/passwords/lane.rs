//! Where passwords are hashed: two threads with memory of their own, which is used again, and a queue with an end.
//!
//! A hash takes 19 MiB. Taken from the heap for each, they leave holes in it, and many at once leave gigabytes. Here nothing is
//! taken for the next one, however many come.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use argon2::{Argon2, Block, Params};
use tokio::sync::oneshot;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{hash_password, turns::Turns, verify_password};
use crate::app::{
    AppError,
    shares::{Share, Shares, Whence},
};

/// Passwords hashed at a time.
const THREADS: usize = 2;
/// Places of those who are not known, and of one address.
const STRANGERS: (usize, usize) = (64, 16);
/// Places of those who are, and of one person.
const KNOWN: (usize, usize) = (32, 4);
/// How long a hash takes, until the first was measured.
const USUAL: Duration = Duration::from_millis(50);
/// The longest that anybody is told to wait.
const LONGEST: u64 = 60;

/// Whose share of the places is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::app) enum Asker {
    /// Somebody who is signed in, or has been in this browser.
    Known(Uuid),
    /// Whoever else comes from there.
    Stranger(Whence),
}

/// The memory of one hash.
pub(super) struct Memory(Vec<Block>);

impl Memory {
    /// None yet: the first hash takes it.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }

    /// For a hash by these parameters; all that are made here have the same.
    pub(super) fn of(&mut self, hasher: &Argon2<'_>) -> &mut [Block] {
        let count = hasher.params().block_count();
        if self.0.len() < count {
            // What a hash from elsewhere asks for is not kept.
            self.0 = vec![Block::default(); count.max(Params::DEFAULT.block_count())];
        }
        self.0.get_mut(..count).unwrap_or_default()
    }

    /// Gives back what was more than usual.
    fn tidy(&mut self) {
        if self.0.len() > Params::DEFAULT.block_count() {
            self.0 = Vec::new();
        }
    }
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

struct Queue {
    turns: Turns<Asker, Job>,
    is_closed: bool,
}

struct Shared {
    queue: Mutex<Queue>,
    more: Condvar,
    /// Microseconds that a hash takes, lately.
    takes: AtomicU64,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.lock();
        loop {
            if let Some(job) = queue.turns.pop() {
                return Some(job);
            }
            if queue.is_closed {
                return None;
            }
            queue = self.more.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn work(&self) {
        let mut memory = Memory::none();
        while let Some(job) = self.next() {
            let began = Instant::now();
            job(&mut memory);
            memory.tidy();
            let took = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
            let before = self.takes.load(Ordering::Relaxed);
            self.takes.store(before - before / 8 + took / 8, Ordering::Relaxed);
        }
    }
}

/// Where passwords are hashed. A clone is the same.
#[derive(Clone)]
pub(in crate::app) struct PasswordLane(Arc<Hashing>);

struct Hashing {
    shared: Arc<Shared>,
    strangers: Shares<Asker>,
    known: Shares<Asker>,
    started: OnceLock<bool>,
}

impl std::fmt::Debug for PasswordLane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (strangers, known) = (self.0.strangers.taken(), self.0.known.taken());
        f.debug_struct("PasswordLane").field("strangers", &strangers).field("known", &known).finish_non_exhaustive()
    }
}

impl Default for PasswordLane {
    fn default() -> Self {
        let queue = Mutex::new(Queue { turns: Turns::new(), is_closed: false });
        let usual = AtomicU64::new(u64::try_from(USUAL.as_micros()).unwrap_or_default());
        Self(Arc::new(Hashing {
            shared: Arc::new(Shared { queue, more: Condvar::new(), takes: usual }),
            strangers: Shares::new(STRANGERS.0, STRANGERS.1),
            known: Shares::new(KNOWN.0, KNOWN.1),
            started: OnceLock::new(),
        }))
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        self.shared.lock().is_closed = true;
        self.shared.more.notify_all();
    }
}

impl PasswordLane {
    /// A place among those whose passwords are hashed, or when to come again. It is taken before anything is counted or
    /// written: whoever finds none has not tried anything.
    pub(in crate::app) fn place(&self, asker: Asker) -> Result<Place, AppError> {
        let shares = if matches!(asker, Asker::Known(_)) { &self.0.known } else { &self.0.strangers };
        let share = shares.take(&asker).ok_or_else(|| AppError::Crowded { seconds: self.wait() })?;
        Ok(Place { lane: self.clone(), asker, share: Arc::new(share) })
    }

    /// How long it takes until all are done who wait now.
    fn wait(&self) -> u64 {
        let waiting = self.0.strangers.taken() + self.0.known.taken();
        let each = self.0.shared.takes.load(Ordering::Relaxed);
        let micros = u64::try_from(waiting / THREADS).unwrap_or(u64::MAX).saturating_mul(each);
        (micros / 1_000_000 + 1).min(LONGEST)
    }

    /// The threads begin with the first password: most commands hash none.
    fn start(&self) -> bool {
        *self.0.started.get_or_init(|| {
            (0..THREADS).all(|number| {
                let shared = Arc::clone(&self.0.shared);
                let started = thread::Builder::new().name(format!("password-{number}")).spawn(move || shared.work());
                if let Err(error) = &started {
                    tracing::error!(error = %error, "passwords.not_started");
                }
                started.is_ok()
            })
        })
    }
}

/// A place among those whose passwords are hashed.
#[derive(Debug)]
pub(in crate::app) struct Place {
    lane: PasswordLane,
    asker: Asker,
    share: Arc<Share<Asker>>,
}

impl Place {
    /// Whether a password is the one of this hash; `None` is a hash that no password fits, and takes as long.
    pub(in crate::app) async fn is_password(&self, password: &str, hash: Option<String>) -> Result<bool, AppError> {
        let password = Zeroizing::new(password.to_owned());
        self.done(move |memory| verify_password(&password, hash.as_deref(), memory)).await
    }

    /// Hashes a password that has been checked.
    pub(in crate::app) async fn hash(&self, password: &str) -> Result<String, AppError> {
        let password = Zeroizing::new(password.to_owned());
        self.done(move |memory| hash_password(&password, memory)).await?
    }

    async fn done<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let failed = || AppError::Internal("no thread hashes passwords".to_owned());
        if !self.lane.start() {
            return Err(failed());
        }
        let (send, receive) = oneshot::channel();
        // The place stays taken until the work is done, also where nobody waits for it any more.
        let share = Arc::clone(&self.share);
        let job: Job = Box::new(move |memory| {
            if !send.is_closed() {
                let _ = send.send(work(memory));
            }
            drop(share);
        });
        let is_known = matches!(self.asker, Asker::Known(_));
        self.lane.0.shared.lock().turns.push(is_known, self.asker, job);
        self.lane.0.shared.more.notify_one();
        receive.await.map_err(|_| failed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stranger(last: u8) -> Asker {
        Asker::Stranger(Whence::from(std::net::IpAddr::from([192, 0, 2, last])))
    }

    fn places(lane: &PasswordLane, asker: Asker) -> Vec<Place> {
        std::iter::from_fn(|| lane.place(asker).ok()).collect()
    }

    #[test]
    fn the_queue_ends_and_leaves_room_for_others_and_for_who_is_known() {
        let lane = PasswordLane::default();
        let mut held = places(&lane, stranger(1));
        assert_eq!(held.len(), STRANGERS.1, "one address");
        held.extend((2..=255).flat_map(|last| lane.place(stranger(last))));
        assert!(held.len() <= STRANGERS.0, "all strangers: {}", held.len());
        assert!(matches!(lane.place(stranger(7)), Err(AppError::Crowded { seconds: 1..=60 })));
        let person = Asker::Known(Uuid::from_u128(1));
        assert_eq!(places(&lane, person).len(), KNOWN.1, "who is known does not wait for strangers");
    }

    #[test]
    fn memory_is_taken_once_for_each_thread_and_used_again() {
        let mut memory = Memory::none();
        let hash = hash_password("sixteen grey camels", &mut memory).unwrap();
        let first = (memory.0.as_ptr(), memory.0.len());
        assert_eq!(memory.0.len() * Block::SIZE, 19 * 1024 * 1024);
        assert!(
            verify_password("sixteen grey camels", Some(&hash), &mut memory),
            "what was left in it does not matter"
        );
        assert!(!verify_password("sixteen grey camel", Some(&hash), &mut memory));
        assert_eq!((memory.0.as_ptr(), memory.0.len()), first);
    }

    #[tokio::test]
    async fn a_place_is_given_back_only_once_the_work_is_done() {
        let lane = PasswordLane::default();
        let place = lane.place(stranger(1)).unwrap();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let work = tokio::spawn(async move { place.done(move |_| wait.recv().is_ok()).await });
        while lane.0.started.get().is_none() || !lane.0.shared.lock().turns.is_empty() {
            tokio::task::yield_now().await;
        }
        // Its client goes away, and so does the place; a thread is at work for it all the same.
        work.abort();
        assert!(work.await.is_err_and(|error| error.is_cancelled()));
        assert_eq!(lane.0.strangers.taken(), 1);
        drop(go);
        while lane.0.strangers.taken() > 0 {
            thread::yield_now();
        }
    }
}
