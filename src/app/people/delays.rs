//! Growing delays after failures in a row: 1 second from the fifth on, doubled each time, a quarter of an hour at most.
//!
//! An attempt is counted as failed before its outcome is known, and by the one writer: a thousand at once are counted one
//! after the other, and cannot all be tried. What is counted under is a keyed hash of the address, whether it has an account
//! or not, so that a delay tells nobody which addresses do.

use chrono::TimeDelta;

use crate::{
    app::{AppError, Keys},
    domain::time::Instant,
    store::{batch::Batch, rows::AttemptsRow, sign_in, types::DbInstant},
};

/// The failure from which on there is a delay.
pub(super) const FIRST_DELAYED: i32 = 5;
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// Failures are forgotten after so long without another.
const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(1);

/// Where the failures of an address are counted; those of a device that has signed in there before apart from strangers'.
pub(super) fn key(keys: &Keys, email: &str, known_device: Option<&str>) -> Vec<u8> {
    match known_device {
        Some(secret) => keys.index("sign-in by device", &format!("{email} {secret}")),
        None => keys.index("sign-in", email),
    }
}

/// How long nothing is tried after so many failures in a row.
fn delay(failures: i32) -> TimeDelta {
    match u32::try_from(failures - FIRST_DELAYED) {
        Ok(doublings) => TimeDelta::seconds(1_i64.checked_shl(doublings.min(20)).unwrap_or(i64::MAX)).min(LONGEST),
        Err(_) => TimeDelta::zero(),
    }
}

/// Refuses while a delay lasts.
pub(super) fn refuse_blocked(attempts: Option<&AttemptsRow>, now: Instant) -> Result<(), AppError> {
    let until = attempts.and_then(|attempts| attempts.blocked_until).map(|until| Instant::new(until.0));
    match until.filter(|until| *until > now) {
        Some(until) => {
            // Rounded up: whoever comes back when told is let in.
            let wait = until.since(now).num_milliseconds().max(1);
            Err(AppError::TooManyAttempts { seconds: u64::try_from(wait).unwrap_or(1).div_ceil(1000) })
        }
        None => Ok(()),
    }
}

/// Counts an attempt as failed, or refuses it while a delay lasts. Answers how many in a row that makes.
pub(super) fn count(batch: &mut Batch<'_>, key: &[u8]) -> Result<i32, AppError> {
    let now = batch.now();
    let before = sign_in::find_attempts(batch.conn(), key)?;
    refuse_blocked(before.as_ref(), now)?;
    let remembered = before.filter(|row| Instant::new(row.last_at.0).plus(FORGOTTEN_AFTER) > now);
    let failures = remembered.map_or(0, |row| row.failures).saturating_add(1);
    write(batch, key, failures, now)?;
    Ok(failures)
}

/// Takes back one that was counted, as so many in a row, and did not fail. A delay that another attempt has earned meanwhile
/// stays: a known password must not be a way around the delays after wrong codes.
pub(super) fn take_back(batch: &mut Batch<'_>, key: &[u8], counted: i32) -> Result<(), AppError> {
    let Some(row) = sign_in::find_attempts(batch.conn(), key)? else { return Ok(()) };
    if row.failures <= 1 {
        return clear(batch, key);
    }
    let blocked_until = row.blocked_until.filter(|_| row.failures != counted);
    let now = DbInstant(batch.now().utc());
    let row = AttemptsRow { failures: row.failures - 1, blocked_until, ..row };
    Ok(sign_in::put_attempts(batch.conn(), &row, now)?)
}

/// Forgets the failures: somebody has proved to be who they say.
pub(super) fn clear(batch: &mut Batch<'_>, key: &[u8]) -> Result<(), AppError> {
    Ok(sign_in::delete_attempts(batch.conn(), key)?)
}

fn write(batch: &mut Batch<'_>, key: &[u8], failures: i32, at: Instant) -> Result<(), AppError> {
    let forget = DbInstant(batch.now().plus(-FORGOTTEN_AFTER).utc());
    let wait = delay(failures);
    let row = AttemptsRow {
        key: key.to_vec(),
        failures,
        blocked_until: (wait > TimeDelta::zero()).then(|| DbInstant(at.plus(wait).utc())),
        last_at: DbInstant(at.utc()),
    };
    Ok(sign_in::put_attempts(batch.conn(), &row, forget)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_from_the_fifth_failure_to_a_quarter_of_an_hour() {
        let seconds: Vec<i64> = (0..=16).map(|failures| delay(failures).num_seconds()).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(delay(i32::MAX).num_seconds(), 900);
    }
}
