//! Passwords: Argon2id, hashed a few at a time.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use super::AppError;
use crate::{
    ambient::secret_bytes,
    domain::refusal::{FieldCode, FieldError},
};

mod guessable;

/// The shortest password.
const SHORTEST: usize = 15;
/// The longest, in bytes: hashing takes longer with the length.
const LONGEST: usize = 1024;
/// In the place of a hash: no password was chosen yet, and none fits.
pub(super) const NO_PASSWORD: &str = "!";

/// Passwords are hashed a few at a time, so that sign-ins cannot starve the rest.
#[derive(Clone, Debug)]
pub struct PasswordLane(Arc<Semaphore>);

impl Default for PasswordLane {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

impl PasswordLane {
    /// Whether a password is the one of this hash; `None` is a hash that no password fits, and takes as long.
    pub(super) async fn is_password(&self, password: String, hash: Option<String>) -> Result<bool, AppError> {
        let place = Arc::clone(&self.0).acquire_owned().await;
        let place = place.map_err(|_| AppError::Internal("the password lane is closed".to_owned()))?;
        let checked = tokio::task::spawn_blocking(move || {
            let _place = place;
            verify_password(&password, hash.as_deref())
        });
        checked.await.map_err(|error| AppError::Internal(error.to_string()))
    }

    /// Hashes a password that has been checked.
    pub(super) async fn hash(&self, password: String) -> Result<String, AppError> {
        let place = Arc::clone(&self.0).acquire_owned().await;
        let place = place.map_err(|_| AppError::Internal("the password lane is closed".to_owned()))?;
        let hashed = tokio::task::spawn_blocking(move || {
            let _place = place;
            hash_password(&password)
        });
        hashed.await.map_err(|error| AppError::Internal(error.to_string()))?
    }
}

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

/// Argon2id in PHC form.
pub(super) fn hash_password(password: &str) -> Result<String, AppError> {
    let failed = |error: &dyn std::fmt::Display| AppError::Internal(format!("hashing a password: {error}"));
    let salt = secret_bytes::<16>().map_err(|error| failed(&error))?;
    let hash: PasswordHash =
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map_err(|error| failed(&error))?;
    Ok(hash.to_string())
}

/// A hash of nothing anybody knows: what an unknown address is checked against, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$mKcyGLyk8k3xWZbhqcHz1OcTdH0TpCkvQeOvGQhLkSc";

fn verify_password(password: &str, hash: Option<&str>) -> bool {
    let hash = hash.filter(|hash| *hash != NO_PASSWORD);
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_is_one_and_fits_no_password() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        assert!(!verify_password("anything at all", None));
        assert!(!verify_password(NO_PASSWORD, Some(NO_PASSWORD)));
        let real = hash_password("sixteen grey camels").unwrap();
        assert_eq!(PasswordHash::new(&real).unwrap().params, nobody.params, "both take as long");
        assert!(verify_password("sixteen grey camels", Some(&real)));
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
