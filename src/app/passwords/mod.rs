//! Passwords: Argon2id, hashed a few at a time, in turns that are fair.

use argon2::{
    Argon2, Params,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::AppError;
use crate::{
    ambient::secret_bytes,
    domain::refusal::{FieldCode, FieldError},
};

mod guessable;
mod lane;
mod turns;

use lane::Memory;
pub(super) use lane::{Asker, PasswordLane, Place};

/// The shortest password.
const SHORTEST: usize = 15;
/// The longest, in bytes: hashing takes longer with the length.
const LONGEST: usize = 1024;
/// In the place of a hash: no password was chosen yet, and none fits.
pub(super) const NO_PASSWORD: &str = "!";

/// Length, and nothing that a guesser tries first: see [`guessable`]. `about` is what is known of the person: address, name,
/// organisation.
pub(super) fn check_password(password: &str, about: &[&str]) -> Result<(), AppError> {
    let wrong =
        |code, expected| AppError::Invalid(vec![FieldError { pointer: "/password".to_owned(), code, expected }]);
    if password.chars().count() < SHORTEST {
        return Err(wrong(FieldCode::TooShort, Some(SHORTEST.to_string())));
    }
    if password.len() > LONGEST {
        return Err(wrong(FieldCode::TooLong, Some(LONGEST.to_string())));
    }
    if guessable::is_guessable(password, about) { Err(wrong(FieldCode::TooCommon, None)) } else { Ok(()) }
}

/// A password that was hashed before it is known whose it is to be: several accounts with one password take as long as one.
pub struct Hashed {
    pub(super) password: Zeroizing<String>,
    pub(super) hash: String,
}

impl std::fmt::Debug for Hashed {
    /// Without either.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hashed")
    }
}

impl Hashed {
    /// Argon2id in PHC form. What no account may have is refused before it takes that time.
    pub fn new(password: &str) -> Result<Self, AppError> {
        check_password(password, &[])?;
        let hash = hash_password(password, &mut Memory::none())?;
        Ok(Self { password: Zeroizing::new(password.to_owned()), hash })
    }
}

/// Argon2id in PHC form.
fn hash_password(password: &str, memory: &mut Memory) -> Result<String, AppError> {
    let failed = |error: &dyn std::fmt::Display| AppError::Internal(format!("hashing a password: {error}"));
    let salt = secret_bytes::<16>().map_err(|error| failed(&error))?;
    let hasher = Argon2::default();
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    let done = hasher.hash_password_into_with_memory(password.as_bytes(), &salt, &mut out, memory.of(&hasher));
    done.map_err(|error| failed(&error))?;
    let hash = PasswordHash {
        algorithm: argon2::ARGON2ID_IDENT,
        version: Some(argon2::Version::default().into()),
        params: ParamsString::try_from(hasher.params()).map_err(|error| failed(&error))?,
        salt: Some(Salt::new(&salt).map_err(|error| failed(&error))?),
        hash: Some(Output::new(&out).map_err(|error| failed(&error))?),
    };
    Ok(hash.to_string())
}

/// A hash of nothing anybody knows: what an unknown address is checked against, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$mKcyGLyk8k3xWZbhqcHz1OcTdH0TpCkvQeOvGQhLkSc";

fn verify_password(password: &str, hash: Option<&str>, memory: &mut Memory) -> bool {
    let hash = hash.filter(|hash| *hash != NO_PASSWORD);
    fits(password, hash.unwrap_or(NOBODY), memory).unwrap_or(false) && hash.is_some()
}

/// `None` where it is no hash.
fn fits(password: &str, hash: &str, memory: &mut Memory) -> Option<bool> {
    let parsed = PasswordHash::new(hash).ok()?;
    let (salt, expected) = (parsed.salt.as_ref()?, parsed.hash.as_ref()?);
    let algorithm = argon2::Algorithm::try_from(parsed.algorithm.as_str()).ok()?;
    let version = parsed.version.map(argon2::Version::try_from).transpose().ok()?;
    let params = Params::try_from(&parsed).ok()?;
    let hasher = Argon2::new(algorithm, version.unwrap_or_default(), params);
    let mut out = vec![0; expected.as_bytes().len()];
    hasher.hash_password_into_with_memory(password.as_bytes(), salt, &mut out, memory.of(&hasher)).ok()?;
    Some(out.ct_eq(expected.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[test]
    fn the_hash_of_nobody_is_one_and_fits_no_password() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let mut memory = Memory::none();
        assert!(!verify_password("anything at all", None, &mut memory));
        assert!(!verify_password(NO_PASSWORD, Some(NO_PASSWORD), &mut memory));
        let real = hash_password("sixteen grey camels", &mut memory).unwrap();
        assert_eq!(PasswordHash::new(&real).unwrap().params, nobody.params, "both take as long");
        assert!(verify_password("sixteen grey camels", Some(&real), &mut memory));
        // As the library itself makes and checks them: what was stored before goes on fitting.
        assert!(Argon2::default().verify_password(b"sixteen grey camels", &PasswordHash::new(&real).unwrap()).is_ok());
        let theirs: PasswordHash = Argon2::default().hash_password_with_salt(b"sixteen grey camels", &[7; 16]).unwrap();
        assert!(verify_password("sixteen grey camels", Some(&theirs.to_string()), &mut memory));
    }

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries() {
        let about = ["nour.haddad@sarc.example", "Nour Haddad", "sarc"];
        assert!(check_password("short", &about).is_err());
        assert!(check_password(&"a very long one ".repeat(100), &about).is_err());
        assert!(check_password("password password 1", &about).is_err());
        assert!(check_password("قافلة المساعدات وصلت", &about).is_ok());
    }
}
