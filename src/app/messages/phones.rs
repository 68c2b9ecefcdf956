//! Numbers from which messages are somebody's, each with a PIN or without: found by a keyed hash, shown masked. A number is a
//! credential, so that whoever asks for one has nothing before its owner has confirmed it.

use uuid::Uuid;

use super::{confirm, pins};
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
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    store::{
        batch::Batch,
        dialect::read_snapshot,
        messages,
        rows::{PhoneRequestRow, PhoneRow},
        types::{DbId, DbInstant},
    },
};

/// Numbers that one user may have, and ask for, together.
const MOST_PHONES: usize = 5;
/// Requests of one user within [`confirm::VALID`], also those that were withdrawn: each is some guesses at a code.
const MOST_REQUESTS: usize = 10;

/// A number, as its owner sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneLine {
    /// Its id.
    pub id: Uuid,
    /// With all but its end hidden.
    pub masked: String,
    /// Whether its messages must carry a PIN.
    pub has_pin: bool,
    /// Since when; or when it was asked for.
    pub added_at: Instant,
    /// Not confirmed yet: nobody's.
    pub pending: Option<Pending>,
    /// When somebody else has shown that they hold the telephone.
    pub claimed_at: Option<Instant>,
    /// How far its PIN can be relied on.
    pub pin: pins::PinState,
}

/// How a number is confirmed.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    /// The code that has to be sent from it; told to its owner alone, and as long as it is good.
    pub code: Option<String>,
    /// Until when.
    pub expires_at: Instant,
    /// Too many wrong codes came: it has to be asked for anew.
    pub is_spent: bool,
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

    /// The numbers of a user, to themselves or to who runs the account. The codes of those that wait are their owner's alone.
    pub fn list_phones(&self, by: &By, user: UserId) -> Result<Vec<PhoneLine>, AppError> {
        let now = self.now();
        let (rows, requests) = read_snapshot(&mut *self.reader()?, |conn| {
            Ok::<_, AppError>((messages::list_phones(conn, user.0)?, messages::list_requests(conn, user.0, now)?))
        })?;
        let number = |id: Uuid, sealed: &[u8]| self.keys.open(&format!("phone {id}"), sealed);
        let line = |row: &PhoneRow| {
            Ok(PhoneLine {
                id: row.id.0,
                masked: masked(&number(row.id.0, &row.phone)?),
                has_pin: row.pin_index.is_some(),
                added_at: Instant::new(row.added_at.0),
                pending: None,
                claimed_at: row.claimed_at.map(|at| Instant::new(at.0)),
                pin: pins::state(row, now),
            })
        };
        let request = |row: &PhoneRequestRow| {
            let is_spent = row.tries >= confirm::MOST_TRIES;
            let code = (is_own(by, user) && !is_spent).then(|| self.phone_code(row.id.0));
            Ok(PhoneLine {
                id: row.id.0,
                masked: masked(&number(row.id.0, &row.phone)?),
                has_pin: row.pin_index.is_some(),
                added_at: Instant::new(row.asked_at.0),
                pending: Some(Pending { code, expires_at: Instant::new(row.expires_at.0), is_spent }),
                claimed_at: None,
                pin: pins::PinState::Sound,
            })
        };
        let waiting = requests.iter().filter(|row| !row.withdrawn).map(request);
        rows.iter().map(line).chain(waiting).collect()
    }

    /// Asks for a number for a user. What is answered is the same whether or not somebody has it: that is looked at when it is
    /// confirmed. What the program itself adds on the machine is confirmed at once.
    pub async fn add_phone(&self, by: &By, user: UserId, number: &str, pin: &str) -> Result<(), AppError> {
        let (number, pin) = (read_number(number)?, read_pin(pin)?);
        let (id, index) = (self.new_id(), self.phone_index(&number));
        let (keys, by) = (self.keys.clone(), by.clone());
        let pin_index = pin.map(|pin| self.pin_index(id, &pin));
        let outcome = self.lane.submit(move |batch| {
            own_or_whole(&by, batch, user)?;
            let now = batch.now();
            messages::delete_ended_requests(batch.conn(), now)?;
            let request = PhoneRequestRow {
                id: DbId(id),
                user_id: DbId(user.0),
                phone: keys.seal(&format!("phone {id}"), &number)?,
                phone_index: index.clone(),
                pin_index: pin_index.clone(),
                asked_by: by.sender().user.map(|user| DbId(user.0)),
                asked_at: DbInstant(now.utc()),
                expires_at: DbInstant(now.plus(confirm::VALID).utc()),
                tries: 0,
                withdrawn: false,
            };
            make_room(batch, &request)?;
            if matches!(by, By::Program) {
                if messages::find_phone(batch.conn(), &index)?.is_some() {
                    return Err(AppError::Conflict(Conflict::PhoneTaken));
                }
                return confirm::grant(batch, request, by.sender());
            }
            messages::insert_request(batch.conn(), &request)?;
            record(batch, &Deed::PhoneAsked { user: user.0, phone: id }, by.sender())
        })?;
        answered(outcome).await
    }

    /// Takes a number away: its messages are nobody's from now on. Whoever runs a part of the account may, as with a token:
    /// it lends nobody anything.
    pub async fn remove_phone(&self, by: &By, user: UserId, id: Uuid) -> Result<(), AppError> {
        let (by, sender) = (by.clone(), by.sender());
        let outcome = self.lane.submit(move |batch| {
            if !is_own(&by, user) {
                by.over_roles(batch, DbId(user.0))?;
            }
            let conn = batch.conn();
            if !messages::delete_phone(conn, user.0, id)? && !messages::withdraw_request(conn, user.0, id)? {
                return Err(AppError::NotFound { what: "phone" });
            }
            batch.note_erased();
            record(batch, &Deed::PhoneRemoved { user: user.0, phone: id }, sender)
        })?;
        answered(outcome).await
    }

    /// Says that a number that somebody else claims is still one's own: its messages count again.
    pub async fn keep_phone(&self, by: &By, user: UserId, id: Uuid) -> Result<(), AppError> {
        let (is_own, sender) = (is_own(by, user), by.sender());
        let outcome = self.lane.submit(move |batch| {
            let found = messages::find_phone_by_id(batch.conn(), id)?.filter(|row| is_own && row.user_id.0 == user.0);
            found.ok_or(AppError::NotFound { what: "phone" })?;
            messages::set_claimed(batch.conn(), id, None)?;
            record(batch, &Deed::PhoneKept { user: user.0, phone: id }, sender)
        })?;
        answered(outcome).await
    }
}

/// Within what one user may have and ask for. A number that was asked for before is asked for anew.
fn make_room(batch: &mut Batch<'_>, request: &PhoneRequestRow) -> Result<(), AppError> {
    let (user, now) = (request.user_id.0, batch.now());
    let requests = messages::list_requests(batch.conn(), user, now)?;
    if let Some(oldest) = requests.first().filter(|_| requests.len() >= MOST_REQUESTS) {
        let seconds = Instant::new(oldest.expires_at.0).since(now).num_seconds().max(1);
        return Err(AppError::TooManyAttempts { seconds: seconds.unsigned_abs() });
    }
    let is_other = |index: &[u8]| index != request.phone_index;
    let waiting = || requests.iter().filter(|row| !row.withdrawn);
    let held = messages::list_phones(batch.conn(), user)?;
    let others = held.iter().filter(|row| is_other(&row.phone_index)).count()
        + waiting().filter(|row| is_other(&row.phone_index)).count();
    if others >= MOST_PHONES {
        return Err(wrong("number", FieldCode::OutOfRange, Some("1–5")));
    }
    for same in waiting().filter(|row| !is_other(&row.phone_index)) {
        messages::withdraw_request(batch.conn(), user, same.id.0)?;
    }
    Ok(())
}

fn is_own(by: &By, user: UserId) -> bool {
    matches!(by, By::Admin(caller) if caller.user == user)
}

/// One's own, or those of somebody whose whole account one runs: a number lends whoever has it all that its owner may.
fn own_or_whole(by: &By, batch: &mut Batch<'_>, user: UserId) -> Result<(), AppError> {
    if is_own(by, user) { Ok(()) } else { by.over_account(batch, DbId(user.0)).map(|_| ()) }
}

/// `+963 ••• 456`.
fn masked(number: &str) -> String {
    let end: String = number.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
    let begin: String = number.chars().take(4).collect();
    format!("{begin}•••{end}")
}
