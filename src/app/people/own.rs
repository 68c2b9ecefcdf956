//! One's own password.

use super::{
    delays, digest, hex, secret,
    sessions::{self, Signed},
};
use crate::{
    app::{
        App, AppError,
        audit::{Deed, record},
        convoys::answered,
        passwords::{Asker, check_password},
    },
    domain::{refusal::FieldCode, time::Instant},
    store::{people, sign_in, types::DbInstant},
};

impl App {
    /// Changes one's own password, for who knows the present one. All other sessions end; this one goes on under a fresh
    /// secret, which is answered with its end.
    pub async fn change_password(
        &self,
        signed: &Signed,
        present: &str,
        new: &str,
    ) -> Result<(String, Instant), AppError> {
        check_password(new, &[&signed.email, &signed.caller.name])?;
        let known = people::get_user(&mut *self.reader()?, signed.user_id())?.password_hash;
        let place = self.passwords.place(Asker::Known(signed.user_id().0))?;
        let key = self.keys.index("password of", &signed.user_id().0.to_string());
        let counted = key.clone();
        let outcome = self.lane.submit(move |batch| delays::count(batch, &counted))?;
        answered::<i32>(outcome).await?;
        if !place.is_password(present, Some(known.clone())).await? {
            return Err(super::wrong("/present", FieldCode::WrongPassword));
        }
        let hash = place.hash(new).await?;
        let (signed, fresh) = (signed.clone(), hex(&secret()?));
        let outcome = self.lane.submit(move |batch| {
            let user = people::get_user(batch.conn(), signed.user_id())?;
            if user.password_hash != known {
                return Err(AppError::Unauthenticated);
            }
            let expires_at = sessions::replace(batch, &signed, &fresh, signed.second_factor)?;
            people::set_password_hash(batch.conn(), user.id, &hash)?;
            delays::clear(batch, &key)?;
            let now = DbInstant(batch.now().utc());
            sign_in::end_links(batch.conn(), Some(user.id), now)?;
            record(batch, &Deed::PasswordChanged { user: user.id.0 }, signed.sender())?;
            sessions::end_others(batch, &signed, &digest(&fresh))?;
            Ok((fresh.clone(), expires_at))
        })?;
        answered(outcome).await
    }
}
