//! Giving all sealed fields a new key.
//!
//! First the new key is added to the file, last, so that it seals from then on; then every field is sealed anew, some at
//! a time; when none is left that needs an older key, the older keys are taken out of the file. A run that was
//! interrupted is taken up by the next one. A server that runs meanwhile reads the file again before it seals, under the
//! same lock under which the last look is taken: nothing is sealed with an old key after it.

use std::path::PathBuf;

use serde::Serialize;
use uuid::Uuid;

use super::{
    App, AppError, Keys,
    audit::{self, Deed},
    convoys::answered,
    runner::Runner,
};
use crate::store::{
    StoreError,
    batch::Batch,
    sealed::{self, SEALED, SealedColumn},
};

/// Fields sealed anew in one transaction.
const AT_A_TIME: usize = 200;

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rotated {
    /// The id of the key that seals now.
    pub key: u32,
    /// Fields sealed anew.
    pub fields: u64,
    /// The file.
    pub file: PathBuf,
}

/// Which keys there are. Never the keys themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeysShown {
    /// The file; none where they are in a variable.
    pub file: Option<PathBuf>,
    /// The id of the key that seals.
    pub sealing: u32,
    /// The ids of all keys. More than one: a rotation was interrupted.
    pub ids: Vec<u32>,
}

impl App {
    /// Which keys there are, and where.
    pub fn show_keys(&self) -> KeysShown {
        KeysShown { file: self.keys.file().map(Into::into), sealing: self.keys.current(), ids: self.keys.ids() }
    }

    /// Gives all sealed fields a new key; goes on where an earlier run was interrupted.
    pub async fn rotate_keys(&self) -> Result<Rotated, AppError> {
        let file = self.keys.file().ok_or(AppError::Forbidden)?.to_owned();
        let internal = |error: super::keys::KeysError| AppError::Internal(error.to_string());
        self.keys.follow_file().map_err(internal)?;
        if self.keys.ids().len() == 1 {
            self.keys.with_new_key().and_then(|keys| keys.replace(&file)).map_err(internal)?;
            self.keys.follow_file().map_err(internal)?;
        }
        let mut fields = 0;
        loop {
            fields += self.reseal(usize::MAX).await?;
            let (keys, total) = (self.keys.clone(), fields);
            let is_done = self.lane.submit(move |batch| {
                if find_older(batch, &keys)? {
                    return Ok::<_, AppError>(false);
                }
                let deed = Deed::KeysRotated { key: keys.current(), rows: total };
                audit::record(batch, &deed, Runner::Owner.sender())?;
                Ok(true)
            })?;
            if answered(is_done).await? {
                break;
            }
        }
        self.keys.with_newest_alone().replace(&file).map_err(internal)?;
        self.keys.follow_file().map_err(internal)?;
        Ok(Rotated { key: self.keys.current(), fields, file })
    }

    /// Seals fields anew that an older key has sealed: so many at the most. Answers how many.
    pub async fn reseal(&self, most: usize) -> Result<u64, AppError> {
        let mut resealed = 0;
        for column in SEALED {
            let mut after = Uuid::nil();
            loop {
                let room = most.saturating_sub(usize::try_from(resealed).unwrap_or(usize::MAX)).min(AT_A_TIME);
                if room == 0 {
                    return Ok(resealed);
                }
                let keys = self.keys.clone();
                let outcome = self.lane.submit(move |batch| reseal_some(batch, &keys, column, after, room))?;
                let (count, last) = answered(outcome).await?;
                resealed += count;
                match last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        Ok(resealed)
    }
}

/// Answers how many were sealed anew, and the last row that was looked at; `None` at the end.
fn reseal_some(
    batch: &mut Batch<'_>,
    keys: &Keys,
    column: &SealedColumn,
    after: Uuid,
    most: usize,
) -> Result<(u64, Option<Uuid>), AppError> {
    let mut count = 0;
    let values = sealed::list(batch.conn(), column, after, most)?;
    for value in &values {
        if Keys::key_of(value.sealed()) == Some(keys.current()) {
            continue;
        }
        let place = column.place_of(value.row());
        let fresh = keys.seal(&place, &keys.open(&place, value.sealed())?)?;
        sealed::put(batch.conn(), column, value.row(), &fresh)?;
        count += 1;
    }
    if count > 0 {
        // What the old key opens goes from the files of the database, too.
        batch.note_erased();
    }
    Ok((count, values.last().map(sealed::SealedValue::row)))
}

/// Whether something is left that an older key has sealed. Under the writer's lock.
fn find_older(batch: &mut Batch<'_>, keys: &Keys) -> Result<bool, StoreError> {
    for column in SEALED {
        let mut after = Uuid::nil();
        loop {
            let values = sealed::list(batch.conn(), column, after, 1_000)?;
            if values.iter().any(|value| Keys::key_of(value.sealed()) != Some(keys.current())) {
                return Ok(true);
            }
            match values.last() {
                Some(last) => after = last.row(),
                None => break,
            }
        }
    }
    Ok(false)
}
