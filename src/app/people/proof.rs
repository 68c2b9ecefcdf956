//! Who has a session proves once more that it is theirs, before anything is made that lasts longer than it: a token, a
//! number, a second factor. A session that was stolen for an hour must not become a key for a year.

use chrono::TimeDelta;

use super::{delays, second_factor, sessions::Signed, wrong};
use crate::{
    app::{
        App, AppError,
        convoys::answered,
        error::Conflict,
        passwords::{Asker, NO_PASSWORD, Place},
    },
    domain::{refusal::FieldCode, time::Instant},
    store::{people, sign_in},
};

/// For so long after signing in nobody has to do it again.
const FRESH: TimeDelta = TimeDelta::minutes(10);
/// No password is as short as the longest code is with its spaces.
const SHORTER_THAN_A_PASSWORD: usize = 15;

impl App {
    /// Takes the password, or a code of the second factor, of who is signed in. A wrong one counts towards delays. Who has
    /// neither, for another system signs them in, has to have come from there just now. `field` is what a mistake is told of.
    pub async fn prove_again(&self, signed: &Signed, proof: &str, field: &str) -> Result<(), AppError> {
        let (has_password, has_factor) = self.proofs_of(signed)?;
        if !has_password && !has_factor {
            let fresh = self.signed_in_just_now(signed)?;
            return if fresh { Ok(()) } else { Err(AppError::Conflict(Conflict::SignInAgain)) };
        }
        if proof.trim().is_empty() {
            return Err(wrong(field, FieldCode::Required));
        }
        if has_factor && proof.trim().chars().count() < SHORTER_THAN_A_PASSWORD {
            let (signed, keys, code) = (signed.clone(), std::sync::Arc::clone(&self.keys), proof.to_owned());
            let outcome = self.lane.submit(move |batch| second_factor::counted(batch, &keys, &signed, &code))?;
            return if answered(outcome).await? { Ok(()) } else { Err(wrong(field, FieldCode::WrongCode)) };
        }
        let place = self.passwords.place(Asker::Known(signed.user_id().0))?;
        let (key, _) = self.check_own_password(&place, signed, proof, field).await?;
        answered(self.lane.submit(move |batch| delays::clear(batch, &key))?).await
    }

    /// Takes the password of who is signed in. Answers where its failures are counted, which is up to the caller to clear,
    /// and the hash that it fits.
    pub(super) async fn check_own_password(
        &self,
        place: &Place,
        signed: &Signed,
        password: &str,
        field: &str,
    ) -> Result<(Vec<u8>, String), AppError> {
        let known = people::get_user(&mut *self.reader()?, signed.user_id())?.password_hash;
        let key = self.keys.index("password of", &signed.user_id().0.to_string());
        let counted = key.clone();
        let outcome = self.lane.submit(move |batch| delays::count(batch, &counted))?;
        answered::<i32>(outcome).await?;
        if !place.is_password(password, Some(known.clone())).await? {
            return Err(wrong(field, FieldCode::WrongPassword));
        }
        Ok((key, known))
    }

    /// Whether the session has just begun.
    pub fn signed_in_just_now(&self, signed: &Signed) -> Result<bool, AppError> {
        let session = people::find_session(&mut *self.reader()?, &signed.token_hash)?;
        let began = session.map(|session| Instant::new(session.created_at.0));
        Ok(began.is_some_and(|began| began.plus(FRESH) > self.now()))
    }

    /// Whether there is a password, and whether a second factor.
    fn proofs_of(&self, signed: &Signed) -> Result<(bool, bool), AppError> {
        let mut reader = self.reader()?;
        let has_password = people::get_user(&mut reader, signed.user_id())?.password_hash != NO_PASSWORD;
        let factor = sign_in::find_second_factor(&mut reader, signed.user_id())?;
        Ok((has_password, factor.is_some_and(|factor| factor.set_at.is_some())))
    }
}
