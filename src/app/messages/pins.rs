//! PINs of numbers. Whoever forges a number can send as many wrong ones as they like; that must neither find the right one nor
//! keep its owner from reporting. So a number is never closed: where a PIN was tried too often, what comes with it waits until
//! somebody has confirmed it.
//!
//! A PIN is looked at `MOST_EVER` times at the most while it is wrong. Of four figures that finds one in 500, of six one in
//! 50,000, for as long as the PIN stands.

use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::Reply;
use crate::{
    app::{
        App, AppError,
        audit::{Deed, record},
        convoys::answered,
        policy::message::Proof,
    },
    domain::time::Instant,
    store::{
        batch::{Batch, Sender},
        messages,
        rows::PhoneRow,
    },
};

/// Wrong PINs within [`DAY`], after which even the right one proves nothing until that has passed.
const MOST_IN_DAY: i32 = 5;
const DAY: chrono::TimeDelta = chrono::TimeDelta::hours(24);
/// Wrong PINs since it was chosen, after which it is not looked at any more: a new one has to be chosen.
const MOST_EVER: i32 = 20;

/// How far a PIN can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinState {
    /// What comes with it counts.
    Sound,
    /// It was tried too often today: what comes with it waits.
    Tried,
    /// It was tried too often: what comes with any PIN waits, until another is chosen.
    Worn,
}

/// How far the PIN of a number can be relied on now.
pub(super) fn state(phone: &PhoneRow, now: Instant) -> PinState {
    match (phone.wrong_pins >= MOST_EVER, wrong_in_day(phone, now).0 >= MOST_IN_DAY) {
        (true, _) => PinState::Worn,
        (false, true) => PinState::Tried,
        (false, false) => PinState::Sound,
    }
}

/// Wrong ones in the day that goes on, and since when that does.
fn wrong_in_day(phone: &PhoneRow, now: Instant) -> (i32, Instant) {
    let since = phone.wrong_since.map(|at| Instant::new(at.0)).filter(|since| now.since(*since) < DAY);
    since.map_or((0, now), |since| (phone.wrong_in_day, since))
}

impl App {
    pub(super) fn pin_index(&self, phone: Uuid, pin: &str) -> Vec<u8> {
        self.keys.index(&format!("pin {phone}"), pin)
    }

    /// How far a message shows who sent it, or what to answer where the PIN that the number needs is missing or wrong.
    pub(super) async fn check_pin(
        &self,
        phone: &PhoneRow,
        pin: Option<&str>,
    ) -> Result<Result<Proof, Reply>, AppError> {
        if phone.pin_index.is_none() {
            return Ok(Ok(if phone.claimed_at.is_some() { Proof::Doubtful } else { Proof::Number }));
        }
        let Some(pin) = pin else { return Ok(Err(Reply::PinNeeded)) };
        let (id, sent) = (phone.id.0, self.pin_index(phone.id.0, pin));
        // Under the writer's lock, so that none of many at once is let pass.
        let outcome = self.lane.submit(move |batch| look_at(batch, id, &sent))?;
        answered(outcome).await
    }
}

fn look_at(batch: &mut Batch<'_>, id: Uuid, sent: &[u8]) -> Result<Result<Proof, Reply>, AppError> {
    let now = batch.now();
    // It may have been taken away in the meantime.
    let Some(phone) = messages::find_phone_by_id(batch.conn(), id)? else { return Ok(Err(Reply::Unknown)) };
    let state = state(&phone, now);
    if state == PinState::Worn {
        return Ok(Ok(Proof::Doubtful));
    }
    if phone.pin_index.as_deref().is_some_and(|right| bool::from(right.ct_eq(sent))) {
        return Ok(Ok(if state == PinState::Sound { Proof::Pin } else { Proof::Doubtful }));
    }
    let (in_day, since) = wrong_in_day(&phone, now);
    let (ever, in_day) = (phone.wrong_pins.saturating_add(1), in_day.saturating_add(1));
    messages::note_wrong_pin(batch.conn(), id, ever, in_day, since)?;
    if in_day == MOST_IN_DAY || ever == MOST_EVER {
        record(batch, &Deed::PinTried { user: phone.user_id.0, phone: id }, Sender::default())?;
    }
    Ok(Err(Reply::PinNeeded))
}
