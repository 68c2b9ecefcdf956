//! Devices that send a convoy's positions: registered and ended by coordinators. A telephone gets a key, which is shown once
//! and which it calls itself by; a device that Traccar knows is found by the id that it has there, within the organisation that
//! registered it.

use uuid::Uuid;

use super::{
    Action, App, AppError, Caller, Runner,
    audit::{self, Deed, Read},
    convoys::answered,
    error::Conflict,
    people::{hex, secret},
    policy::Parties,
    positions::{Position, opened},
};
use crate::{
    domain::{
        id::ConvoyId,
        position::LONGEST_ID,
        refusal::{FieldCode, FieldError},
        text::Text,
        time::Instant,
        trucks::Truck,
    },
    store::{
        batch::Sender,
        convoys,
        dialect::read_snapshot,
        dossier::find_dossier,
        positions,
        rows::TrackerRow,
        scope::{Reach, off_the_road},
        trackers,
        types::{DbId, DbInstant},
    },
};

/// How a key begins, so that it is known where it turns up.
pub const KEY_BEGINS: &str = "cvd_";
/// Hexadecimal digits of a key: 160 bits.
const KEY_DIGITS: usize = 40;
/// The longest name of a device, in characters.
const LONGEST_LABEL: usize = 80;
/// A device is registered for so long at the most.
const LONGEST: chrono::TimeDelta = chrono::TimeDelta::days(366);

/// A device, as coordinators see it.
#[derive(Clone, Debug)]
pub struct Tracker {
    /// Its id.
    pub id: Uuid,
    /// Whether this reader may end it now.
    pub may_end: bool,
    /// Label of the truck that it travels on.
    pub truck: Option<String>,
    /// What people call it.
    pub label: String,
    /// Whether it sends by itself, with a key.
    pub is_key: bool,
    /// From when its positions are taken.
    pub valid_from: Instant,
    /// Until when.
    pub valid_until: Option<Instant>,
    /// When it was ended, or its convoy was over for a day.
    pub ended_at: Option<Instant>,
    /// Positions that came and were not kept.
    pub dropped: u64,
    /// Why the last of them was not.
    pub last_dropped: Option<String>,
    /// When it was last sent for by a server of another organisation too, which has registered the same id. Not of one that
    /// has ended.
    pub conflict_at: Option<Instant>,
    /// Where it was last.
    pub latest: Option<Position>,
}

/// The devices of a convoy.
#[derive(Clone, Debug)]
pub struct TrackerList {
    /// The convoy.
    pub convoy: ConvoyId,
    /// The convoy's reference.
    pub reference: String,
    /// How it was asked for: what stands for it in a path.
    pub address: String,
    /// The convoy's time zone.
    pub zone: chrono_tz::Tz,
    /// Labels of the convoy's trucks.
    pub trucks: Vec<String>,
    /// The newest first.
    pub items: Vec<Tracker>,
    /// The moment of asking.
    pub now: Instant,
}

/// A device to be registered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTracker {
    /// What people call it.
    pub label: String,
    /// Label of the truck; blank is the convoy.
    pub truck: String,
    /// What Traccar calls it; blank is a telephone, which gets a key.
    pub unique_id: String,
    /// Until when its positions are taken.
    pub until: Option<Instant>,
}

/// A device just registered. Has no `Debug` that would show its key.
#[derive(Clone)]
pub struct RegisteredTracker {
    /// Its id.
    pub id: Uuid,
    /// Its key, shown this once; none where Traccar sends for it.
    pub key: Option<String>,
}

impl App {
    /// The devices of a convoy, to whoever registers them.
    pub fn list_trackers(&self, caller: &Caller, reference: &str) -> Result<TrackerList, AppError> {
        let now = self.now();
        let scope = caller.scope_for(Action::RunDevices, now)?;
        let keys = &self.keys;
        let list = read_snapshot(&mut *self.reader()?, |conn| {
            let row = convoys::find(conn, &scope, reference)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let dossier = find_dossier(conn, ConvoyId(row.id.0), None)?;
            let dossier = dossier.ok_or(AppError::NotFound { what: "convoy" })?;
            let over = row.over_since.map(|at| off_the_road(Instant::new(at.0))).filter(|at| *at <= now);
            let rows = trackers::list_of_convoy(conn, row.id.0)?;
            let (by, parties) = (Runner::from(caller), Parties::of_row(conn, &row)?);
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
            let mut latest = positions::list_latest(conn, &ids)?;
            let tracker = |row: TrackerRow| {
                let position = latest.remove(&row.id.0);
                let position = position.map(|it| opened(keys, &it, &row.label, row.truck.as_deref())).transpose()?;
                let organisation = row.organisation_id.map(|id| id.0);
                let ended_at = row.ended_at.map(|at| Instant::new(at.0)).or(over);
                Ok::<_, AppError>(Tracker {
                    id: row.id.0,
                    may_end: ended_at.is_none() && by.may_on(Action::EndDevicesOfOthers, &parties, organisation),
                    truck: row.truck,
                    label: row.label,
                    is_key: row.is_key,
                    valid_from: Instant::new(row.valid_from.0),
                    valid_until: row.valid_until.map(|at| Instant::new(at.0)),
                    conflict_at: row.conflict_at.map(|at| Instant::new(at.0)).filter(|_| ended_at.is_none()),
                    ended_at,
                    dropped: u64::try_from(row.dropped).unwrap_or_default(),
                    last_dropped: row.last_dropped,
                    latest: position,
                })
            };
            Ok::<_, AppError>(TrackerList {
                convoy: ConvoyId(row.id.0),
                items: rows.into_iter().map(tracker).collect::<Result<_, _>>()?,
                address: reference.to_owned(),
                reference: row.reference,
                zone: dossier.plan.time_zone,
                trucks: dossier.history.convoy.trucks.iter().map(|truck| truck.label.to_string()).collect(),
                now,
            })
        })?;
        if list.items.iter().any(|it| it.latest.is_some()) {
            self.note_exact_read(caller, Read::Positions, Some(list.convoy.0));
        }
        Ok(list)
    }

    /// Registers a device for a convoy. Its positions are taken from now on.
    pub async fn register_tracker(
        &self,
        caller: &Caller,
        reference: &str,
        new: &NewTracker,
    ) -> Result<RegisteredTracker, AppError> {
        let (convoy, reach) = (self.convoy_of_trackers(caller, reference)?, caller.reach(Action::RunDevices)?);
        let unique_id = new.unique_id.trim().to_owned();
        let key = unique_id.is_empty().then(fresh_key).transpose()?;
        let id_index = self.tracker_index(key.as_deref().unwrap_or(&unique_id));
        let (id, sender, new) = (self.new_id(), Sender { user: Some(caller.user), skew_ms: None }, new.clone());
        let is_key = key.is_some();
        let outcome = self.lane.submit(move |batch| {
            let now = batch.now();
            let dossier = batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let (label, truck) = check(&new, &dossier.history.convoy.trucks, now)?;
            let lead = dossier.history.convoy.plan.lead.0;
            let organisation = registrar(&reach, lead, &convoys::list_participants(batch.conn(), convoy.0)?)?;
            // What others call theirs is not looked at: that would tell what they have.
            if let Some(other) = trackers::find_not_ended(batch.conn(), organisation, &id_index)? {
                let open = trackers::list_open(batch.conn(), &id_index, now)?;
                if open.iter().any(|row| row.id == other.id) {
                    return Err(AppError::Conflict(Conflict::DeviceTaken));
                }
                // It went with a convoy that is over.
                trackers::end(batch.conn(), other.id.0, now)?;
            }
            let row = TrackerRow {
                id: DbId(id),
                convoy_id: DbId(convoy.0),
                truck,
                label: label.to_string(),
                id_index: id_index.clone(),
                is_key,
                valid_from: DbInstant(now.utc()),
                valid_until: new.until.map(|until| DbInstant(until.utc())),
                registered_by: sender.user.map(|user| DbId(user.0)),
                registered_at: DbInstant(now.utc()),
                ended_at: None,
                dropped: 0,
                last_dropped: None,
                organisation_id: Some(DbId(organisation)),
                conflict_at: None,
            };
            trackers::insert(batch.conn(), &row)?;
            audit::record(batch, &Deed::TrackerRegistered { convoy: convoy.0, tracker: id }, sender)
        })?;
        answered(outcome).await?;
        Ok(RegisteredTracker { id, key })
    }

    /// Ends a device: nothing that it sends is taken any more.
    pub async fn end_tracker(&self, caller: &Caller, reference: &str, id: Uuid) -> Result<(), AppError> {
        let convoy = self.convoy_of_trackers(caller, reference)?;
        let (by, sender) = (Runner::from(caller), Sender { user: Some(caller.user), skew_ms: None });
        let outcome = self.lane.submit(move |batch| {
            let row = trackers::find(batch.conn(), id)?.filter(|row| row.convoy_id.0 == convoy.0);
            let row = row.ok_or(AppError::NotFound { what: "tracker" })?;
            let parties = Parties::of_batch(batch, convoy)?;
            if !by.may_on(Action::EndDevicesOfOthers, &parties, row.organisation_id.map(|id| id.0)) {
                return Err(AppError::Forbidden);
            }
            let at = batch.now();
            if trackers::end(batch.conn(), id, at)? {
                audit::record(batch, &Deed::TrackerEnded { convoy: convoy.0, tracker: id }, sender)?;
            }
            Ok(())
        })?;
        answered(outcome).await
    }

    fn convoy_of_trackers(&self, caller: &Caller, reference: &str) -> Result<ConvoyId, AppError> {
        let scope = caller.scope_for(Action::RunDevices, self.now())?;
        let row = convoys::find(&mut *self.reader()?, &scope, reference)?;
        Ok(ConvoyId(row.ok_or(AppError::NotFound { what: "convoy" })?.id.0))
    }

    /// What finds a device by what it calls itself. Ids of hardware are short numbers that could be tried out: hence a keyed
    /// hash.
    pub(super) fn tracker_index(&self, id: &str) -> Vec<u8> {
        self.keys.index("tracker", id.trim())
    }
}

/// For which organisation somebody registers a device: the one that leads the convoy where they act for it, else theirs among
/// those that take part.
fn registrar(reach: &Reach, lead: Uuid, taking_part: &[Uuid]) -> Result<Uuid, AppError> {
    if reach.touches(&[lead]) {
        return Ok(lead);
    }
    let own = taking_part.iter().copied().filter(|organisation| reach.touches(&[*organisation])).min();
    own.ok_or(AppError::Forbidden)
}

fn fresh_key() -> Result<String, AppError> {
    let digits: String = hex(&secret()?).chars().take(KEY_DIGITS).collect();
    Ok(format!("{KEY_BEGINS}{digits}"))
}

/// The label and the truck, or every mistake.
fn check(new: &NewTracker, trucks: &[Truck], now: Instant) -> Result<(Text, Option<String>), AppError> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, code, expected: Option<String>| {
        errors.push(FieldError { pointer: format!("/{field}"), code, expected });
    };
    let label = Text::parse(&new.label, LONGEST_LABEL).ok();
    if label.is_none() {
        let code = if new.label.trim().is_empty() { FieldCode::Required } else { FieldCode::TooLong };
        wrong("label", code, Some(LONGEST_LABEL.to_string()));
    }
    let named = new.truck.trim().to_lowercase();
    let truck = trucks.iter().find(|truck| truck.label.as_str().to_lowercase() == named);
    if truck.is_none() && !named.is_empty() {
        wrong("truck", FieldCode::UnknownTruck, None);
    }
    let unique_id = new.unique_id.trim();
    // What looks like a key of ours must never be the id of something that sends without one.
    if unique_id.len() > LONGEST_ID || unique_id.starts_with(KEY_BEGINS) || unique_id.chars().any(char::is_control) {
        wrong("unique_id", FieldCode::Malformed, None);
    }
    match new.until {
        Some(until) if until <= now => wrong("until", FieldCode::UntilBeforeStart, None),
        Some(until) if until > now.plus(LONGEST) => wrong("until", FieldCode::OutOfRange, None),
        Some(_) | None => {}
    }
    match (label, errors.is_empty()) {
        (Some(label), true) => Ok((label, truck.map(|truck| truck.label.to_string()))),
        (_, _) => Err(AppError::Invalid(errors)),
    }
}
