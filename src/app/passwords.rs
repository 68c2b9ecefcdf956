//! Passwords: Argon2id, hashed a few at a time.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use super::AppError;
use crate::{
    ambient::secret_bytes,
    domain::refusal::{FieldCode, FieldError},
};

/// The shortest password.
const SHORTEST: usize = 15;

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
}

fn wrong(code: FieldCode, expected: Option<String>) -> AppError {
    AppError::Invalid(vec![FieldError { pointer: "/password".to_owned(), code, expected }])
}

/// Length, and nothing that a guesser tries first: one character over and over, or the address.
pub(super) fn check_password(password: &str, email: &str) -> Result<(), AppError> {
    let mut characters: Vec<char> = password.chars().collect();
    if characters.len() < SHORTEST {
        return Err(wrong(FieldCode::TooShort, Some(SHORTEST.to_string())));
    }
    characters.sort_unstable();
    characters.dedup();
    let name = email.split('@').next().unwrap_or(email);
    let lower = password.to_lowercase();
    let common = ["password", "motdepasse", "123456789", "qwertyuiop"].iter().any(|word| lower.contains(word));
    if characters.len() < 5 || common || (name.len() > 3 && lower.contains(name)) {
        return Err(wrong(FieldCode::Malformed, None));
    }
    Ok(())
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
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_is_one_and_fits_no_password() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!verify_password("anything at all", None));
    }

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries() {
        let email = "nour@example.org";
        for bad in ["short", "aaaaaaaaaaaaaaaaaaaa", "password password 1", "nour-nour-nour-nour!"] {
            assert!(check_password(bad, email).is_err(), "{bad}");
        }
        assert!(check_password("قافلة المساعدات وصلت", email).is_ok());
    }
}
