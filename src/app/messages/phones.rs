//! Numbers from which messages are somebody's, each with a PIN or without: found by a keyed hash, shown masked.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::Reply;
use crate::{
    app::{
        App, AppError,
        audit::{Deed, record},
        convoys::answered,
        error::Conflict,
        people::By,
    },
    domain::{
        crew::{LONGEST_NUMBER, folded_phone},
        id::UserId,
        message::Command,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
        messages,
        rows::PhoneRow,
        types::{DbId, DbInstant},
    },
};

/// Numbers that one user may have.
const MOST_PHONES: usize = 5;
/// Wrong PINs in a row, after which no PIN is right for [`LOCKED`].
const MOST_WRONG: u32 = 5;
const LOCKED: chrono::TimeDelta = chrono::TimeDelta::hours(1);

/// Wrong PINs by number.
#[derive(Clone, Debug, Default)]
pub struct WrongPins(Arc<Mutex<HashMap<Uuid, (u32, Instant)>>>);

/// A number, as its owner sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneLine {
    /// Its id.
    pub id: Uuid,
    /// With all but its end hidden.
    pub masked: String,
    /// Whether its messages must carry a PIN.
    pub has_pin: bool,
    /// Since when.
    pub added_at: Instant,
}

impl std::fmt::Debug for PhoneLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneLine").field("id", &self.id).finish_non_exhaustive()
    }
}

fn wrong(field: &str, code: FieldCode, expected: Option<&str>) -> AppError {
    let expected = expected.map(str::to_owned);
    AppError::Invalid(vec![FieldError { pointer: format!("/{field}"), code, expected }])
}

/// With the country code, for gateways send it so.
fn read_number(text: &str) -> Result<String, AppError> {
    if text.trim().is_empty() {
        return Err(wrong("number", FieldCode::Required, None));
    }
    let number = folded_phone(text);
    let digits = number.len().saturating_sub(1);
    let fits = text.chars().count() <= LONGEST_NUMBER && number.starts_with('+') && (7..=15).contains(&digits);
    if fits { Ok(number) } else { Err(wrong("number", FieldCode::Malformed, None)) }
}

fn read_pin(text: &str) -> Result<Option<String>, AppError> {
    let plain = crate::domain::message::fold::folded(text.trim());
    let is_pin = (4..=8).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_digit());
    match plain.as_str() {
        "" => Ok(None),
        _ if is_pin => Ok(Some(plain)),
        _ => Err(wrong("pin", FieldCode::OutOfRange, Some("4–8"))),
    }
}

impl App {
    /// What finds a number.
    pub(super) fn phone_index(&self, number: &str) -> Vec<u8> {
        let number = number.trim();
        let number = number.strip_prefix("tel:").unwrap_or(number);
        let folded = folded_phone(number);
        // Some gateways leave the sign away.
        let folded = if folded.starts_with('+') { folded } else { format!("+{folded}") };
        self.keys.index("phone", &folded)
    }

    /// The numbers of a user, to themselves or to who runs the account.
    pub fn list_phones(&self, user: UserId) -> Result<Vec<PhoneLine>, AppError> {
        let rows = messages::list_phones(&mut *self.reader()?, user.0)?;
        let line = |row: &PhoneRow| {
            let number = self.keys.open(&format!("phone {}", row.id.0), &row.phone)?;
            Ok(PhoneLine {
                id: row.id.0,
                masked: masked(&number),
                has_pin: row.pin_index.is_some(),
                added_at: Instant::new(row.added_at.0),
            })
        };
        rows.iter().map(line).collect()
    }

    /// Adds a number to a user.
    pub async fn add_phone(&self, by: &By, user: UserId, number: &str, pin: &str) -> Result<(), AppError> {
        let (number, pin) = (read_number(number)?, read_pin(pin)?);
        let (id, index) = (self.new_id(), self.phone_index(&number));
        let pin_index = pin.map(|pin| self.pin_index(id, &pin));
        let (keys, by, sender) = (self.keys.clone(), by.clone(), by.sender());
        let outcome = self.lane.submit(move |batch| {
            own_or_run(&by, batch, user)?;
            if messages::find_phone(batch.conn(), &index)?.is_some() {
                return Err(AppError::Conflict(Conflict::PhoneTaken));
            }
            if messages::list_phones(batch.conn(), user.0)?.len() >= MOST_PHONES {
                return Err(wrong("number", FieldCode::OutOfRange, Some("1–5")));
            }
            let row = PhoneRow {
                id: DbId(id),
                user_id: DbId(user.0),
                phone: keys.seal(&format!("phone {id}"), &number)?,
                phone_index: index.clone(),
                pin_index: pin_index.clone(),
                added_by: sender.user.map(|user| DbId(user.0)),
                added_at: DbInstant(batch.now().utc()),
            };
            messages::insert_phone(batch.conn(), &row)?;
            record(batch, &Deed::PhoneAdded { user: user.0, phone: id }, sender)
        })?;
        answered(outcome).await
    }

    /// Takes a number away: its messages are nobody's from now on.
    pub async fn remove_phone(&self, by: &By, user: UserId, id: Uuid) -> Result<(), AppError> {
        let (by, sender) = (by.clone(), by.sender());
        let outcome = self.lane.submit(move |batch| {
            own_or_run(&by, batch, user)?;
            if !messages::delete_phone(batch.conn(), user.0, id)? {
                return Err(AppError::NotFound { what: "phone" });
            }
            batch.note_erased();
            record(batch, &Deed::PhoneRemoved { user: user.0, phone: id }, sender)
        })?;
        answered(outcome).await
    }

    fn pin_index(&self, phone: Uuid, pin: &str) -> Vec<u8> {
        self.keys.index(&format!("pin {phone}"), pin)
    }

    /// What to answer where the PIN that a number needs is missing or wrong. Help is given without.
    pub(super) fn check_pin(&self, phone: &PhoneRow, pin: Option<&str>, command: &Command) -> Option<Reply> {
        let needed = phone.pin_index.as_ref()?;
        if *command == Command::Help {
            return None;
        }
        let now = self.now();
        let mut all = self.wrong_pins.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (wrong, last) = all.get(&phone.id.0).copied().unwrap_or((0, now));
        let wrong = if now.since(last) >= LOCKED { 0 } else { wrong };
        if wrong >= MOST_WRONG {
            return Some(Reply::PinLocked);
        }
        let Some(pin) = pin else { return Some(Reply::PinNeeded) };
        if bool::from(self.pin_index(phone.id.0, pin).ct_eq(needed)) {
            all.remove(&phone.id.0);
            return None;
        }
        all.insert(phone.id.0, (wrong + 1, now));
        Some(Reply::PinNeeded)
    }
}

/// One's own, or those of an account that one runs.
fn own_or_run(by: &By, batch: &mut crate::store::batch::Batch<'_>, user: UserId) -> Result<(), AppError> {
    match by {
        By::Admin(caller) if caller.user == user => Ok(()),
        by => by.over_roles(batch, DbId(user.0)).map(|_| ()),
    }
}

/// `+963 ••• 456`.
fn masked(number: &str) -> String {
    let end: String = number.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
    let begin: String = number.chars().take(4).collect();
    format!("{begin}•••{end}")
}
