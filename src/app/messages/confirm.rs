//! A number becomes somebody's: its owner, signed in, sees a code and sends it from the telephone. That shows both, the
//! account and the telephone.
//!
//! Whether somebody else has the number is looked at here and nowhere before, so that only who holds the telephone learns it.
//! A number that is another's stays theirs until they let it go; but now that somebody else has shown that they hold the
//! telephone, nothing that comes from it counts in the owner's name before it is confirmed.

use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::Reply;
use crate::{
    app::{
        Action, App, AppError, Caller,
        audit::{Deed, record},
        convoys::answered,
        people,
    },
    domain::{id::UserId, time::Instant},
    store::{
        batch::{Batch, Sender},
        messages,
        rows::{PhoneRequestRow, PhoneRow},
        scope::Reach,
        types::{DbId, DbInstant},
    },
};

/// For so long a number can be confirmed.
pub(super) const VALID: chrono::TimeDelta = chrono::TimeDelta::hours(24);
/// Wrong codes, after which a request has to be made anew: five guesses at a million.
pub(super) const MOST_TRIES: i32 = 5;
/// For so long a code that was right is answered again.
const AGAIN: chrono::TimeDelta = chrono::TimeDelta::hours(1);

impl App {
    /// The code of a request: six figures that follow from its id, and from keys that are not in the database.
    pub(super) fn phone_code(&self, request: Uuid) -> String {
        let hash = self.keys.index("phone code", &request.to_string());
        let number = hash.iter().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// Takes a code that a gateway hands over from a number.
    pub(super) async fn confirm_phone(&self, gateway: &Caller, from: &str, code: &str) -> Result<Reply, AppError> {
        let Ok(reach) = gateway.reach(Action::LogEvents) else { return Ok(Reply::NotConfirmed) };
        let (app, gateway, index, code) = (self.clone(), gateway.user, self.phone_index(from), code.to_owned());
        let outcome = self.lane.submit(move |batch| {
            let is_right = |id: Uuid| bool::from(app.phone_code(id).as_bytes().ct_eq(code.as_bytes()));
            let now = batch.now();
            let held = messages::find_phone(batch.conn(), &index)?;
            // A gateway that got no answer hands the message over again.
            if let Some(held) = &held
                && now.since(Instant::new(held.added_at.0)) < AGAIN
                && is_right(held.id.0)
                && may_vouch(batch, &reach, gateway, held.user_id, held.added_by)?
            {
                return Ok(Reply::Confirmed);
            }
            let mut open = Vec::new();
            for request in messages::list_requests_of_number(batch.conn(), &index, now)? {
                let vouches = may_vouch(batch, &reach, gateway, request.user_id, request.asked_by)?;
                if vouches && request.tries < MOST_TRIES {
                    open.push(request);
                }
            }
            if let Some(at) = open.iter().position(|request| is_right(request.id.0)) {
                return settle(batch, held, open.swap_remove(at));
            }
            for request in &open {
                messages::note_wrong_code(batch.conn(), request.id.0)?;
            }
            Ok(Reply::NotConfirmed)
        })?;
        answered(outcome).await
    }
}

/// Whether this gateway's word is proof of who holds a telephone: it is another's than who asks, so that nobody vouches for
/// themselves, and it reports for an organisation for which the owner does.
fn may_vouch(
    batch: &mut Batch<'_>,
    reach: &Reach,
    gateway: UserId,
    owner: DbId,
    asked_by: Option<DbId>,
) -> Result<bool, AppError> {
    if [Some(owner), asked_by].contains(&Some(DbId(gateway.0))) {
        return Ok(false);
    }
    let owner = match people::caller(batch.conn(), owner, None) {
        Ok(owner) => owner,
        Err(AppError::Unauthenticated) => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(match (reach, owner.reach(Action::LogEvents)) {
        (_, Err(_)) => false,
        (Reach::All, Ok(_)) | (Reach::These(_), Ok(Reach::All)) => true,
        (Reach::These(theirs), Ok(Reach::These(own))) => !theirs.is_disjoint(&own),
    })
}

/// The code was right: the number is the owner's, unless it is another's.
fn settle(batch: &mut Batch<'_>, held: Option<PhoneRow>, request: PhoneRequestRow) -> Result<Reply, AppError> {
    let sender = Sender { user: Some(UserId(request.user_id.0)), skew_ms: None };
    if let Some(held) = held {
        let is_open = match people::caller(batch.conn(), held.user_id, None) {
            Ok(_) => true,
            Err(AppError::Unauthenticated) => false,
            Err(error) => return Err(error),
        };
        if held.user_id != request.user_id && is_open {
            if held.claimed_at.is_none() {
                let now = batch.now();
                messages::set_claimed(batch.conn(), held.id.0, Some(now))?;
                // Not by whom: whoever reads what that person did would read whose the number is.
                let claimed = Deed::PhoneClaimed { user: held.user_id.0, phone: held.id.0 };
                record(batch, &claimed, Sender::default())?;
            }
            return Ok(Reply::NumberHeld);
        }
        // Their own, with another PIN; or of an account that is closed.
        messages::delete_phone(batch.conn(), held.user_id.0, held.id.0)?;
        let removed = Deed::PhoneRemoved { user: held.user_id.0, phone: held.id.0 };
        record(batch, &removed, if held.user_id == request.user_id { sender } else { Sender::default() })?;
    }
    messages::delete_request(batch.conn(), request.id.0)?;
    grant(batch, request, sender)?;
    Ok(Reply::Confirmed)
}

/// Gives somebody the number that they asked for.
pub(super) fn grant(batch: &mut Batch<'_>, request: PhoneRequestRow, sender: Sender) -> Result<(), AppError> {
    let row = PhoneRow {
        id: request.id,
        user_id: request.user_id,
        phone: request.phone,
        phone_index: request.phone_index,
        pin_index: request.pin_index,
        added_by: request.asked_by,
        added_at: DbInstant(batch.now().utc()),
        wrong_pins: 0,
        wrong_in_day: 0,
        wrong_since: None,
        claimed_at: None,
    };
    messages::insert_phone(batch.conn(), &row)?;
    record(batch, &Deed::PhoneAdded { user: row.user_id.0, phone: row.id.0 }, sender)
}
