//! One's own password.

use super::{
    credentials::{self, Ends},
    delays, digest, hex,
    requests::decided,
    secret,
    sessions::{self, Signed},
};
use crate::{
    app::{
        App, AppError,
        audit::{Deed, record},
        convoys::answered,
        passwords::{Asker, check_password},
    },
    domain::time::Instant,
    store::{people, sign_in, types::DbInstant},
};

impl App {
    /// Changes one's own password, for who knows the present one. All other sessions end, and all tokens that are not kept;
    /// this session goes on under a fresh secret, which is answered with its end.
    pub async fn change_password(
        &self,
        signed: &Signed,
        present: &str,
        new: &str,
        ends: &Ends,
    ) -> Result<(String, Instant), AppError> {
        check_password(new, &[&signed.email, &signed.caller.name])?;
        let place = self.passwords.place(Asker::Known(signed.user_id().0))?;
        let (key, known) = self.check_own_password(&place, signed, present, "/present").await?;
        let hash = place.hash(new).await?;
        let (signed, fresh, ends) = (signed.clone(), hex(&secret()?), ends.clone());
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
            decided::lapse_links(batch, user.id, signed.sender())?;
            record(batch, &Deed::PasswordChanged { user: user.id.0 }, signed.sender())?;
            credentials::end(batch, user.id, &ends, signed.sender())?;
            sessions::end_others(batch, &signed, &digest(&fresh))?;
            Ok((fresh.clone(), expires_at))
        })?;
        answered(outcome).await
    }
}
