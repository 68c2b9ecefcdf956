//! The second factor: codes of an authenticator (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds), and recovery codes that
//! work once each.

use chrono::TimeDelta;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use super::{
    By, hex,
    requests::{self, Asked, Kind, Wish},
    secret,
    sessions::{self, Signed},
};
use crate::{
    ambient::secret_bytes,
    app::{
        App, AppError, Keys,
        audit::{Deed, SecondFactor, record},
        convoys::answered,
    },
    domain::{id::UserId, refusal::FieldCode, time::Instant},
    store::{
        batch::{Batch, Sender},
        rows::{RecoveryCodeRow, SecondFactorRow},
        sign_in,
        types::{DbId, DbInstant},
    },
};

/// Steps by which a clock may be ahead or behind.
const TOLERANCE: u16 = 1;
const STEP_SECONDS: u64 = 30;
/// How many recovery codes somebody gets.
const RECOVERY_CODES: usize = 10;
/// A secret that was offered and not proved is offered again for so long.
const OFFERED: TimeDelta = TimeDelta::hours(1);
/// Letters and digits that are not taken for one another: RFC 4648.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an authenticator is set up with. Shown to its owner, and never stored but sealed.
#[derive(Clone)]
pub struct Offer {
    /// The secret as text, in groups of four.
    pub secret: Zeroizing<String>,
    /// The same as an address for a QR code.
    pub address: Zeroizing<String>,
}

/// What setting it up gives.
#[derive(Clone)]
pub struct Set {
    /// Of the session, made anew at the change of level.
    pub secret: String,
    /// When the session ends at the latest.
    pub expires_at: Instant,
    /// Shown this once.
    pub recovery_codes: Vec<String>,
}

/// How somebody's second factor stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Since when there is one.
    pub set_at: Option<Instant>,
    /// How many recovery codes are left.
    pub codes_left: u64,
    /// Whether their roles ask for one.
    pub is_required: bool,
}

fn place(user: DbId) -> String {
    format!("totp {}", user.0)
}

fn authenticator(secret: &str, email: &str) -> Result<Totp, AppError> {
    let failed = |why: String| AppError::Internal(format!("an authenticator: {why}"));
    let secret = Secret::try_from_base32(secret).map_err(|error| failed(error.to_string()))?;
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(STEP_SECONDS)
        .with_skew(TOLERANCE)
        .with_secret(secret)
        // An address may have a colon in it, between quotes; a label may not.
        .with_account_name(email.replace(':', "."))
        .with_issuer(Some("Convoy tracker"))
        .build()
        .map_err(|error| failed(error.to_string()))
}

/// What was typed without spaces and hyphens, in the digits of ASCII whatever the keyboard's.
fn plain(code: &str) -> String {
    let digit = |character: char| match character {
        '٠'..='٩' => char::from_digit(u32::from(character) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(character) - u32::from('۰'), 10),
        _ => Some(character.to_ascii_uppercase()),
    };
    code.chars().filter_map(digit).filter(char::is_ascii_alphanumeric).collect()
}

fn is_of_authenticator(plain: &str) -> bool {
    plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit())
}

/// The time step of which this is the code, now or a step before or after.
fn step_of(factor: &SecondFactorRow, keys: &Keys, code: &str, now: Instant) -> Result<Option<i64>, AppError> {
    let secret = keys.open(&place(factor.user_id), &factor.secret)?;
    let seconds = u64::try_from(now.utc().timestamp()).unwrap_or_default();
    let step = authenticator(&secret, "account")?.check(code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn code_hash(keys: &Keys, user: DbId, plain: &str) -> Vec<u8> {
    keys.index("recovery code", &format!("{} {plain}", user.0))
}

/// Takes a code: of the authenticator, of a step later than the last one taken, or a recovery code that is left. Within the
/// writer's lane, so that one code used twice at once passes once.
pub(super) fn take(
    batch: &mut Batch<'_>,
    keys: &Keys,
    user: DbId,
    code: &str,
) -> Result<Option<SecondFactor>, AppError> {
    let code = Zeroizing::new(plain(code));
    let now = batch.now();
    if !is_of_authenticator(&code) {
        let hash = code_hash(keys, user, &code);
        let worked = sign_in::use_recovery_code(batch.conn(), user, &hash, DbInstant(now.utc()))?;
        return Ok(worked.then_some(SecondFactor::RecoveryCode));
    }
    let factor = sign_in::find_second_factor(batch.conn(), user)?.filter(|factor| factor.set_at.is_some());
    let Some(factor) = factor else { return Ok(None) };
    match step_of(&factor, keys, &code, now)? {
        Some(step) if sign_in::take_step(batch.conn(), user, step)? => Ok(Some(SecondFactor::Totp)),
        _ => Ok(None),
    }
}

fn fresh_codes() -> Result<Vec<String>, AppError> {
    let failed = |error: getrandom::Error| AppError::Internal(format!("the system gives no random bytes: {error}"));
    let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().map_or('A', char::from);
    (0..RECOVERY_CODES).map(|_| Ok(secret_bytes::<12>().map_err(failed)?.into_iter().map(letter).collect())).collect()
}

fn put_codes(batch: &mut Batch<'_>, keys: &Keys, signed: &Signed, codes: &[String]) -> Result<(), AppError> {
    let (user, created_at) = (signed.user_id(), DbInstant(batch.now().utc()));
    let row = |code: &String| RecoveryCodeRow {
        code_hash: code_hash(keys, user, code),
        user_id: user,
        created_at,
        used_at: None,
    };
    let rows: Vec<RecoveryCodeRow> = codes.iter().map(row).collect();
    sign_in::put_recovery_codes(batch.conn(), user, &rows)?;
    record(batch, &Deed::RecoveryCodesMade { user: user.0 }, signed.sender())
}

/// `ABCD EFGH`: easier to copy by hand.
fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn wrong_code() -> AppError {
    super::wrong("/code", FieldCode::WrongCode)
}

impl App {
    /// How somebody's own second factor stands.
    pub fn second_factor(&self, signed: &Signed) -> Result<Standing, AppError> {
        let mut reader = self.reader()?;
        let factor = sign_in::find_second_factor(&mut reader, signed.user_id())?;
        Ok(Standing {
            set_at: factor.and_then(|factor| factor.set_at).map(|at| Instant::new(at.0)),
            codes_left: u64::try_from(sign_in::count_recovery_codes(&mut reader, signed.user_id())?)
                .unwrap_or_default(),
            is_required: sessions::is_powerful(&signed.caller) && !self.second_factor_off,
        })
    }

    /// Offers a second factor to set up: the same again for a while, so that a page can be loaded twice. Refused where there
    /// is one.
    pub async fn offer_second_factor(&self, signed: &Signed) -> Result<Offer, AppError> {
        let (user, email) = (signed.user_id(), signed.email.clone());
        let keys = std::sync::Arc::clone(&self.keys);
        let failed = |error: getrandom::Error| AppError::Internal(format!("the system gives no random bytes: {error}"));
        let fresh = Zeroizing::new(Secret::from(secret_bytes::<20>().map_err(failed)?).to_base32());
        let outcome = self.lane.submit(move |batch| {
            let now = batch.now();
            if let Some(known) = sign_in::find_second_factor(batch.conn(), user)? {
                if known.set_at.is_some() {
                    return Err(AppError::Forbidden);
                }
                if Instant::new(known.created_at.0).plus(OFFERED) > now {
                    return keys.open(&place(user), &known.secret);
                }
            }
            let created_at = DbInstant(now.utc());
            // Within the transaction, as `Keys::seal` asks: a rotation that ends after it sees what was sealed.
            let secret = keys.seal(&place(user), &fresh)?;
            let offered = SecondFactorRow { user_id: user, secret, set_at: None, last_step: 0, created_at };
            sign_in::put_second_factor(batch.conn(), &offered)?;
            Ok(fresh.clone())
        })?;
        let secret = answered::<Zeroizing<String>>(outcome).await?;
        let address = authenticator(&secret, &email)?.to_url();
        let address = address.map_err(|error| AppError::Internal(format!("an authenticator: {error}")))?;
        Ok(Offer { secret: Zeroizing::new(grouped(&secret)), address: Zeroizing::new(address) })
    }

    /// From now on the offered second factor counts, once a code proves that it was taken over.
    pub async fn set_second_factor(&self, signed: &Signed, code: &str) -> Result<Set, AppError> {
        let (signed, code) = (signed.clone(), plain(code));
        let (keys, fresh, codes) = (std::sync::Arc::clone(&self.keys), hex(&secret()?), fresh_codes()?);
        let outcome = self.lane.submit(move |batch| {
            let (user, now) = (signed.user_id(), batch.now());
            let offered = sign_in::find_second_factor(batch.conn(), user)?.ok_or_else(wrong_code)?;
            if offered.set_at.is_some() {
                return Err(wrong_code());
            }
            let step = if is_of_authenticator(&code) { step_of(&offered, &keys, &code, now)? } else { None };
            let step = step.ok_or_else(wrong_code)?;
            let expires_at = sessions::replace(batch, &signed, &fresh, SecondFactor::Totp)?;
            sign_in::set_second_factor(batch.conn(), user, DbInstant(now.utc()), step)?;
            record(batch, &Deed::SecondFactorSet { user: user.0 }, signed.sender())?;
            put_codes(batch, &keys, &signed, &codes)?;
            sessions::end_others(batch, &signed, &super::digest(&fresh))?;
            let recovery_codes = codes.iter().map(|code| grouped(code)).collect();
            Ok(Set { secret: fresh.clone(), expires_at, recovery_codes })
        })?;
        answered(outcome).await
    }

    /// New recovery codes in the place of those before. Asks for a code.
    pub async fn make_recovery_codes(&self, signed: &Signed, code: &str) -> Result<Vec<String>, AppError> {
        let (signed, code, codes) = (signed.clone(), code.to_owned(), fresh_codes()?);
        let keys = std::sync::Arc::clone(&self.keys);
        let outcome = self.lane.submit(move |batch| {
            if !counted(batch, &keys, &signed, &code)? {
                return Ok(None);
            }
            put_codes(batch, &keys, &signed, &codes)?;
            Ok(Some(codes.iter().map(|code| grouped(code)).collect()))
        })?;
        answered::<Option<Vec<String>>>(outcome).await?.ok_or_else(wrong_code)
    }

    /// Removes one's own second factor, for instance to set it up on another telephone. Asks for a code. Answers the fresh
    /// secret of the session, which falls to the level of a password, and when it ends.
    pub async fn remove_own_second_factor(&self, signed: &Signed, code: &str) -> Result<(String, Instant), AppError> {
        let (signed, code, fresh) = (signed.clone(), code.to_owned(), hex(&secret()?));
        let keys = std::sync::Arc::clone(&self.keys);
        let outcome = self.lane.submit(move |batch| {
            if !counted(batch, &keys, &signed, &code)? {
                return Ok(None);
            }
            let expires_at = sessions::replace(batch, &signed, &fresh, SecondFactor::None)?;
            sign_in::delete_second_factor(batch.conn(), signed.user_id())?;
            record(batch, &Deed::SecondFactorRemoved { user: signed.user_id().0 }, signed.sender())?;
            sessions::end_others(batch, &signed, &super::digest(&fresh))?;
            Ok(Some((fresh.clone(), expires_at)))
        })?;
        answered::<Option<(String, Instant)>>(outcome).await?.ok_or_else(wrong_code)
    }

    /// Removes somebody's second factor after they have lost it, or has that wait for a second person. Their sessions end; at
    /// the next sign-in they set up another where their roles ask for one.
    pub async fn remove_second_factor(&self, by: &By, user: UserId) -> Result<Asked, AppError> {
        let (by, user, rule) = (by.clone(), DbId(user.0), self.second_person());
        let outcome = self.lane.submit(move |batch| {
            by.over_account(batch, user)?;
            if sign_in::find_second_factor(batch.conn(), user)?.is_none() {
                return Ok(Asked::Done);
            }
            let wish = Wish::account(batch.conn(), Kind::SecondFactor, user)?;
            if let Some(waits) = requests::ask(batch, &by, rule, &wish)? {
                return Ok(waits);
            }
            remove(batch, user, by.sender())?;
            Ok(Asked::Done)
        })?;
        answered(outcome).await
    }
}

/// Removes a second factor, where there is one.
pub(super) fn remove(batch: &mut Batch<'_>, user: DbId, sender: Sender) -> Result<(), AppError> {
    if !sign_in::delete_second_factor(batch.conn(), user)? {
        return Ok(());
    }
    record(batch, &Deed::SecondFactorRemoved { user: user.0 }, sender)?;
    sessions::end_all(batch, user, sender)
}

/// Takes a code of somebody who is signed in, with the delays of sign-in.
pub(super) fn counted(batch: &mut Batch<'_>, keys: &Keys, signed: &Signed, code: &str) -> Result<bool, AppError> {
    let key = keys.index("second factor of", &signed.user_id().0.to_string());
    super::delays::count(batch, &key)?;
    let taken = take(batch, keys, signed.user_id(), code)?.is_some();
    if taken {
        super::delays::clear(batch, &key)?;
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(plain(" 123 456 "), "123456");
        assert_eq!(plain("١٢٣٤٥٦"), "123456");
        assert_eq!(plain("۱۲۳-۴۵۶"), "123456");
        assert_eq!(plain("abcd-efgh ijkl"), "ABCDEFGHIJKL");
        assert!(is_of_authenticator("123456") && !is_of_authenticator("12345") && !is_of_authenticator("12345A"));
    }

    #[test]
    fn recovery_codes_are_ten_and_no_two_alike() {
        let codes = fresh_codes().unwrap();
        let different: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!((codes.len(), different.len()), (10, 10));
        assert!(codes.iter().all(|code| code.len() == 12));
        assert_eq!(grouped("ABCDEFGHIJKL"), "ABCD EFGH IJKL");
    }

    /// RFC 6238, appendix B: the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_standard() {
        let secret = Secret::from(*b"12345678901234567890").to_base32();
        let authenticator = authenticator(&secret, "nour@example.org").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(authenticator.generate(seconds).to_string(), code);
            for (late, taken) in [(0, true), (30, true), (61, false)] {
                assert_eq!(authenticator.check(code, seconds + late).is_some(), taken, "{late} s late");
            }
        }
        assert_eq!(authenticator.check("287082", 59), Some(1), "the step, and not the second");
    }
}
