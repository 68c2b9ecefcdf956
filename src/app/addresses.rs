//! How convoys are addressed, so that what a page or a form links to is what it shows: by reference where that means one
//! convoy to whoever looks, else by id.

use std::collections::HashMap;

use uuid::Uuid;

use super::{AppError, Caller};
use crate::{
    domain::time::Instant,
    store::{DbConnection, convoys, scope::OrgScope},
};

/// How some convoys are addressed by one reader.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// Those whose reference may mean another, by id: the key of whoever leads them.
    several: HashMap<Uuid, String>,
}

impl Addresses {
    /// Of these convoys, to whoever sees this scope.
    pub(super) fn read<'a>(
        conn: &mut DbConnection,
        scope: &OrgScope,
        convoys: impl IntoIterator<Item = (Uuid, &'a str)>,
    ) -> Result<Self, AppError> {
        let convoys: Vec<(Uuid, &str)> = convoys.into_iter().collect();
        if convoys.is_empty() {
            return Ok(Self::default());
        }
        let several = convoys::list_shared_references(conn, scope, &convoys)?;
        Ok(Self { several: several.into_iter().map(|one| (one.id, one.lead)).collect() })
    }

    /// The same, to somebody; whoever sees no convoy follows no link to one.
    pub(super) fn read_for<'a>(
        conn: &mut DbConnection,
        caller: &Caller,
        now: Instant,
        convoys: impl IntoIterator<Item = (Uuid, &'a str)>,
    ) -> Result<Self, AppError> {
        match caller.scope(now) {
            Ok(scope) => Self::read(conn, &scope, convoys),
            Err(AppError::Forbidden) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// What stands in a path.
    pub fn path(&self, id: Uuid, reference: &str) -> String {
        if self.several.contains_key(&id) { id.to_string() } else { reference.to_owned() }
    }

    /// What stands in a field, as a person would type it.
    pub fn typed(&self, id: Uuid, reference: &str) -> String {
        self.several.get(&id).map_or_else(|| reference.to_owned(), |lead| format!("{lead}/{reference}"))
    }
}
