//! From where somebody sees a board: what they may see and what there is to be seen, as something to compare. Two who stand
//! alike are shown the same, so that a page made for one can be given to the other.

use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use super::{App, AppError, Caller, audit::Read};
use crate::{
    domain::time::Instant,
    store::{
        DbConnection, StoreError,
        dialect::read_snapshot,
        ledger,
        scope::{OrgScope, Reach},
        sharing,
    },
};

/// What may be shared by all who have an equal one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standpoint {
    /// All that decides what is seen and how exactly: the whole scope, written out, but for the moment. A part that is added
    /// to the scope is in it without anybody's thinking of it.
    scope: String,
    /// The last entry of the ledger that may change what a board shows.
    pub position: i64,
    /// The minute: lengths of time are told by it, and what is silent.
    pub minute: i64,
    /// When a grant ends meanwhile, the first of them: before and after it are two standpoints.
    until: Option<Instant>,
}

#[cfg(test)]
impl Standpoint {
    /// One of no scope in particular.
    pub(crate) fn of_test(scope: &str, position: i64, minute: i64) -> Self {
        Self { scope: scope.to_owned(), position, minute, until: None }
    }
}

/// How far the ledger was looked at, and the last entry up to there that changes boards.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked(Arc<Mutex<(i64, i64)>>);

impl App {
    /// From where somebody sees a board now.
    pub fn standpoint(&self, caller: &Caller) -> Result<Standpoint, AppError> {
        let scope = caller.scope(self.now())?;
        let (position, until) = read_snapshot(&mut *self.reader()?, |conn| {
            Ok::<_, StoreError>((self.looked.last_change(conn)?, sharing::next_end(conn, scope.now)?))
        })?;
        let minute = scope.now.utc().timestamp().div_euclid(60);
        Ok(Standpoint { scope: written(&scope), position, minute, until })
    }

    /// Somebody was shown a board, which may have been made for another who stands alike.
    pub fn board_was_read(&self, caller: &Caller, exactly: bool) {
        if exactly {
            self.note_exact_read(caller, Read::Convoys, None);
        }
    }
}

/// A scope without its moment, and without who asks where nobody is assigned to anything.
fn written(scope: &OrgScope) -> String {
    let mut scope = OrgScope { now: Instant::new(chrono::DateTime::UNIX_EPOCH), ..scope.clone() };
    if scope.assigned.0 == Reach::none() {
        scope.assigned.1 = Uuid::nil();
    }
    format!("{scope:?}")
}

impl Looked {
    /// The position of the last entry that may change what a board shows. Most entries of a quiet hour are notes of who read
    /// what: those change nothing.
    fn last_change(&self, conn: &mut DbConnection) -> Result<i64, StoreError> {
        let head = ledger::get_head(conn)?.position;
        let (looked, known) = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if looked >= head {
            return Ok(known);
        }
        let last = ledger::find_last_change(conn, looked, head)?.unwrap_or(known);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 < head {
            *kept = (head, last.max(kept.1));
        }
        Ok(kept.1.max(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_see_more_or_other_things_stands_elsewhere() {
        let now = Instant::new(chrono::DateTime::UNIX_EPOCH);
        let own = |id: u128| Reach::These([Uuid::from_u128(id)].into());
        let viewer = OrgScope { exact: Reach::none(), finished: own(1), ..OrgScope::of(own(1), now) };
        let different = [
            OrgScope::of(own(1), now),
            OrgScope::of(own(2), now),
            OrgScope::everything(now),
            viewer.clone(),
            OrgScope { finished: own(2), ..viewer.clone() },
            OrgScope { reduced: own(1), ..viewer.clone() },
            OrgScope { shared: true, ..viewer.clone() },
            OrgScope { assigned: (own(1), Uuid::from_u128(7)), ..viewer.clone() },
            OrgScope { assigned: (own(1), Uuid::from_u128(8)), ..viewer.clone() },
        ];
        let all: std::collections::BTreeSet<String> = different.iter().map(written).collect();
        assert_eq!(all.len(), different.len());
        // The control: the same at another moment, by another user who is assigned to nothing, is the same.
        let later = OrgScope { now: now.plus(chrono::TimeDelta::hours(1)), ..viewer.clone() };
        let other = OrgScope { assigned: (Reach::none(), Uuid::from_u128(9)), ..later };
        assert_eq!(written(&other), written(&viewer));
    }
}
