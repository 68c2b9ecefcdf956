//! What the program sends by itself: webhooks and alerts' mails. One instance at a time does it, for all: it holds a lease,
//! a row with an end, and writes down nothing once another holds it.
//!
//! Nothing is sent before it is on disk what is sent next, and nothing counts as sent before the receiver said so: after a
//! crash a message may come twice, with the same id, and none is lost. Each webhook is sent to by a thread of its own, so
//! that one that hangs holds up no other; within one webhook, messages go in the order of the ledger, and where the
//! receiver does not work, everything waits for it. To pass over what failed would tell that a convoy was unblocked before
//! it was blocked. A message that a working receiver refuses is set aside and tried again by itself.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use chrono::TimeDelta;
use serde_json::Value;
use uuid::Uuid;

use super::{App, AppError, alerts, events::EventAnswer, names::Names};
use crate::{
    ambient::secret_bytes,
    domain::time::Instant,
    store::{
        StoreError, alerts as alert_rows,
        dialect::{Engine, engine, read_snapshot},
        feed, ledger, requests,
        rows::{AlertRow, DutyRow},
        types::{DbId, DbInstant},
        webhooks,
    },
};

pub mod mail;
mod notice;
pub mod post;
mod round;

/// Makes texts of what is sent: the application knows what, and not in which words.
pub trait Teller: Send + Sync {
    /// An event as the feed tells it.
    fn event(&self, event: &EventAnswer, names: &Names) -> Value;
    /// Subject and text of a mail about alerts.
    fn mail(&self, language: &str, alerts: &[AlertTold], base_url: Option<&str>) -> (String, String);
    /// Subject and text of a mail that something waits for a second person, until when.
    fn request(&self, language: &str, until: Instant, now: Instant, base_url: Option<&str>) -> (String, String);
}

/// An alert as it is told: of which convoy, what, and since when. Nothing of where, and nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertTold {
    /// The convoy's reference.
    pub reference: String,
    /// What stands for it in a path.
    pub address: String,
    /// Its time zone.
    pub zone: chrono_tz::Tz,
    /// What.
    pub kind: alerts::AlertKind,
    /// Since when.
    pub since: Instant,
    /// The moment of telling.
    pub now: Instant,
}

/// The name of the lease.
pub(super) const DUTY: &str = "courier";
/// For how long it is held, and how often it is held anew.
const HELD_FOR: TimeDelta = TimeDelta::seconds(15);
const HOLD_EVERY: TimeDelta = TimeDelta::seconds(5);
/// How often it is looked where nothing wakes.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Webhooks that are sent to at once.
const MOST_AT_ONCE: usize = 16;
/// Entries looked at for alerts at a time.
const AT_A_TIME: i64 = 1_000;
/// What was sent is shown for so long.
const KEPT: TimeDelta = TimeDelta::days(30);
/// After how many seconds a failure is tried again: together a little more than three days.
const BACK_OFF: [i64; 10] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 50_400, 50_400, 50_400];
/// What fails for so long is given up.
const GIVE_UP: TimeDelta = TimeDelta::days(3);

/// Sends for as long as it is kept.
#[derive(Debug)]
pub struct Courier {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Courier {
    /// Begins to send.
    pub fn start(app: &App, teller: Arc<dyn Teller>) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let work = Work {
            sender: post::Sender::new(Arc::clone(&app.outward)),
            holder: Uuid::from_bytes(secret_bytes().map_err(|error| std::io::Error::other(error.to_string()))?),
            app: app.clone(),
            teller,
            stop: Arc::clone(&stop),
            running: Arc::default(),
            mailing: Arc::default(),
        };
        let thread = thread::Builder::new().name("courier".to_owned()).spawn(move || work.run())?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work {
    app: App,
    teller: Arc<dyn Teller>,
    sender: post::Sender,
    holder: Uuid,
    stop: Arc<AtomicBool>,
    running: Arc<Mutex<HashMap<Uuid, JoinHandle<()>>>>,
    mailing: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Work {
    fn run(&self) {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                tracing::error!(error = %error, "courier.not_started");
                return;
            }
        };
        let mut ledger = self.app.watch();
        let mut held: Option<DutyRow> = None;
        let mut tidied: Option<Instant> = None;
        while !self.stop.load(Ordering::Acquire) {
            ledger.borrow_and_update();
            if let Err(error) = self.look(&mut held, &mut tidied) {
                tracing::warn!(error = %error, "courier.failed");
            }
            runtime.block_on(async {
                let _woken = tokio::time::timeout(LOOK_EVERY, ledger.changed()).await;
            });
        }
        self.finish(held);
    }

    /// Waits for what is on its way, and lets another instance begin at once.
    fn finish(&self, held: Option<DutyRow>) {
        let running: Vec<JoinHandle<()>> = lock(&self.running).drain().map(|(_, thread)| thread).collect();
        let mailing = lock(&self.mailing).take();
        for thread in running.into_iter().chain(mailing) {
            let _ = thread.join();
        }
        if let Some(duty) = held {
            let (holder, now) = (self.holder, self.app.now());
            let released = self.app.lane.write(move |batch| -> Result<(), AppError> {
                if is_held(webhooks::find_duty(batch.conn(), DUTY)?.as_ref(), holder) {
                    let expires_at = DbInstant(now.utc());
                    webhooks::put_duty(batch.conn(), &DutyRow { holder: None, expires_at, ..duty.clone() })?;
                }
                Ok(())
            });
            if let Err(error) = released {
                tracing::warn!(error = %error, "courier.not_released");
            }
        }
    }

    fn look(&self, held: &mut Option<DutyRow>, tidied: &mut Option<Instant>) -> Result<(), AppError> {
        if held.is_none() && !webhooks::has_work(&mut *self.app.reader()?)? {
            return Ok(());
        }
        let Some(duty) = self.hold(held.as_ref())? else {
            *held = None;
            return Ok(());
        };
        let duty = self.raise_alerts(duty)?;
        *held = Some(duty);
        self.send_webhooks()?;
        self.send_mails();
        let now = self.app.now();
        if tidied.is_none_or(|at| now.since(at) > TimeDelta::hours(1)) {
            *tidied = Some(now);
            self.app.lane.write(move |batch| -> Result<(), AppError> {
                webhooks::forget_before(batch.conn(), now.plus(-KEPT))?;
                alert_rows::forget_before(batch.conn(), now.plus(-KEPT))?;
                requests::forget_mails_before(batch.conn(), now.plus(-KEPT))?;
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Takes the lease, or holds it longer. `None` where another instance has it.
    fn hold(&self, held: Option<&DutyRow>) -> Result<Option<DutyRow>, AppError> {
        let (now, holder) = (self.app.now(), self.holder);
        if let Some(held) = held {
            let left = Instant::new(held.expires_at.0).since(now);
            if left > HELD_FOR - HOLD_EVERY && left <= HELD_FOR {
                return Ok(Some(held.clone()));
            }
        }
        // An embedded database belongs to one instance: what held the lease before is gone.
        let alone = engine(&*self.app.reader()?) == Engine::Sqlite;
        self.app.lane.write(move |batch| {
            let known = webhooks::find_duty(batch.conn(), DUTY)?;
            if let Some(row) = &known
                && !alone
                && row.holder.is_some_and(|other| other.0 != holder)
                && Instant::new(row.expires_at.0) > now
            {
                return Ok(None);
            }
            let last = ledger::get_head(batch.conn())?.position;
            let (position, began) = known.map_or((last, last), |row| (row.position, row.began));
            let expires_at = DbInstant(now.plus(HELD_FOR).utc());
            let row = DutyRow { name: DUTY.to_owned(), holder: Some(DbId(holder)), expires_at, position, began };
            webhooks::put_duty(batch.conn(), &row)?;
            Ok(Some(row))
        })
    }

    /// Looks at what happened since, and at who is silent, and raises what is to be raised.
    fn raise_alerts(&self, duty: DutyRow) -> Result<DutyRow, AppError> {
        let (now, began) = (self.app.now(), duty.began);
        let (rows, position) = read_snapshot(&mut *self.app.reader()?, |conn| {
            let headings = feed::list_headings(conn, duty.position, AT_A_TIME)?;
            let position = headings.last().map_or(duty.position, |last| last.position);
            let touched: BTreeSet<Uuid> =
                headings.iter().filter(|heading| heading.is_event()).map(|heading| heading.subject).collect();
            let mut rows = alerts::candidates(conn, &touched, began, now)?;
            let known = alert_rows::list_known(conn, &rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>())?;
            rows.retain(|row| !known.contains(&row.key));
            Ok::<(Vec<AlertRow>, i64), StoreError>((rows, position))
        })?;
        if rows.is_empty() && position == duty.position {
            return Ok(duty);
        }
        let (holder, mails) = (self.holder, self.app.outward.mail.is_some());
        let after = DutyRow { position, ..duty };
        let row = after.clone();
        self.app.lane.write(move |batch| -> Result<(), AppError> {
            if !is_held(webhooks::find_duty(batch.conn(), DUTY)?.as_ref(), holder) {
                return Err(AppError::Internal("another instance sends now".to_owned()));
            }
            let count = alerts::raise(batch, &rows, mails)?;
            if count > 0 {
                tracing::info!(alerts = count, "alerts.raised");
            }
            Ok(webhooks::put_duty(batch.conn(), &row)?)
        })?;
        Ok(after)
    }

    /// Lets each webhook for which there is something have a thread of its own.
    fn send_webhooks(&self) -> Result<(), AppError> {
        let now = self.app.now();
        let mut reader = self.app.reader()?;
        let (head, last) = (ledger::get_head(&mut reader)?.position, alert_rows::last_number(&mut reader)?);
        let due = webhooks::list_due(&mut reader)?;
        let mut running = lock(&self.running);
        running.retain(|_, thread| !thread.is_finished());
        for row in due {
            if running.len() >= MOST_AT_ONCE || running.contains_key(&row.id.0) {
                continue;
            }
            let is_behind = row.position < head || row.alert_number < last;
            let may = row.next_at.is_none_or(|at| Instant::new(at.0) <= now);
            let queued = !webhooks::list_queued(&mut reader, row.id.0, now, 1)?.is_empty();
            let is_due = is_behind && may;
            if !is_due && !queued {
                continue;
            }
            let id = row.id.0;
            let round = round::Round::new(self, row);
            let thread = thread::Builder::new().name("webhook".to_owned()).spawn(move || round.run());
            running.insert(id, thread.map_err(|error| AppError::Internal(error.to_string()))?);
        }
        Ok(())
    }

    fn send_mails(&self) {
        let Some(server) = self.app.outward.mail.clone() else { return };
        let mut mailing = lock(&self.mailing);
        if mailing.as_ref().is_some_and(|thread| !thread.is_finished()) {
            return;
        }
        let (app, teller, holder) = (self.app.clone(), Arc::clone(&self.teller), self.holder);
        let sending = thread::Builder::new().name("mail".to_owned()).spawn(move || {
            let sent = mail::send_due(&app, &*teller, &server, holder);
            if let Err(error) = sent.and(notice::send_due(&app, &*teller, &server, holder)) {
                tracing::warn!(error = %error, "mail.failed");
            }
        });
        match sending {
            Ok(thread) => *mailing = Some(thread),
            Err(error) => tracing::error!(error = %error, "mail.not_started"),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an instance holds the lease. What another holds since is not written to.
fn is_held(duty: Option<&DutyRow>, holder: Uuid) -> bool {
    duty.is_some_and(|duty| duty.holder == Some(DbId(holder)))
}

/// When to try again after so many failures in a row: a little more or less each time, so that many do not come at once; not
/// before the receiver wants it, and never after more than a day.
fn again_at(now: Instant, failures: i32, retry_after: Option<u64>) -> Instant {
    let step = usize::try_from(failures.max(1) - 1).unwrap_or(0);
    let seconds = BACK_OFF.get(step).or(BACK_OFF.last()).copied().unwrap_or(5);
    let [random] = secret_bytes::<1>().unwrap_or([128]);
    let jitter = seconds * 1_000 * (i64::from(random) - 128) / 1_280;
    let wanted = retry_after.and_then(|after| i64::try_from(after).ok()).unwrap_or(0).min(86_400) * 1_000;
    now.plus(TimeDelta::milliseconds((seconds * 1_000 + jitter).max(wanted)))
}
