//! Whether the tables of rights and credentials are what the deeds of the ledger made of them: a role that somebody gave
//! themselves behind the program's back is found, and one that was taken so.
//!
//! Each table is replayed from the deeds about it, in one pass over the ledger, and then compared row by row. A new table
//! needs three things: a name in [`Table`], its rows in `store/rights.rs`, and its deeds in [`change`], where every deed is
//! listed. What an old deed did not say yet is not compared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::audit::{Deed, DeedKind};
use crate::{
    domain::time::Instant,
    store::{
        DbConnection, StoreError,
        ledger::corrupt,
        rights::{self, Says, Table, digest_of_target, id_of_role},
        rows::LedgerRow,
        verify::{Beside, Difference, Finding},
    },
};

/// What a deed does to a row.
enum Change {
    /// It is there from now on, and says this.
    Put(Says),
    /// It says this instead, where it is there.
    Set(Says),
    /// These columns are not known any more.
    Forget(&'static [&'static str]),
    /// It is gone.
    Gone,
}

/// What one deed does: to which row, and what.
struct Done {
    table: Table,
    key: Vec<Uuid>,
    subject: Uuid,
    change: Change,
}

/// A row as the deeds left it.
struct Expected {
    subject: Uuid,
    says: Says,
    /// The last deed about it.
    position: i64,
}

/// The tables as the deeds read so far made them.
#[derive(Default)]
pub(super) struct Rights {
    expected: BTreeMap<(Table, Vec<Uuid>), Expected>,
    /// The last deed about each row that was ever there.
    last: BTreeMap<(Table, Vec<Uuid>), i64>,
    /// How far the ledger was read.
    position: i64,
    now: Option<Instant>,
}

fn says(columns: impl IntoIterator<Item = (&'static str, Value)>) -> Says {
    columns.into_iter().collect()
}

/// Whether deeds of this kind change a table of rights: only those are read.
fn is_of_rights(kind: DeedKind) -> bool {
    use DeedKind as K;
    matches!(
        kind,
        K::UserAdded
            | K::UserDisabled
            | K::UserEnabled
            | K::RoleGiven
            | K::RoleTaken
            | K::SecondFactorSet
            | K::SecondFactorRemoved
            | K::TokenCreated
            | K::TokenRevoked
            | K::PhoneAdded
            | K::PhoneRemoved
            | K::ConvoyShared
            | K::SharingEnded
            | K::PartnerAccepted
            | K::PartnerDeclined
            | K::LoggerAssigned
            | K::AssignmentEnded
            | K::EvidenceHeld
            | K::EvidenceReleased
            | K::TrackerRegistered
            | K::TrackerEnded
            | K::WebhookMade
            | K::WebhookChanged
            | K::WebhookRemoved
    )
}

/// What a deed does to the tables; `None` where it changes none of them.
fn change(deed: &Deed) -> Option<Done> {
    use Change::{Forget, Gone, Put, Set};
    let done = |table, key: &[Uuid], subject: Uuid, change| Some(Done { table, key: key.to_vec(), subject, change });
    let flag = |column, value: bool| says([(column, json!(value))]);
    match deed {
        Deed::UserAdded { user } => done(Table::Users, &[*user], *user, Put(flag("disabled", false))),
        Deed::UserDisabled { user } => done(Table::Users, &[*user], *user, Set(flag("disabled", true))),
        Deed::UserEnabled { user } => done(Table::Users, &[*user], *user, Set(flag("disabled", false))),
        Deed::RoleGiven { user, organisation, role } => {
            let key = [*user, organisation.unwrap_or_default(), id_of_role(role.as_ref())];
            done(Table::Memberships, &key, *user, Put(Says::new()))
        }
        Deed::RoleTaken { user, organisation, role } => {
            let key = [*user, organisation.unwrap_or_default(), id_of_role(role.as_ref())];
            done(Table::Memberships, &key, *user, Gone)
        }
        Deed::SecondFactorSet { user } => done(Table::SecondFactors, &[*user], *user, Put(Says::new())),
        Deed::SecondFactorRemoved { user } => done(Table::SecondFactors, &[*user], *user, Gone),
        Deed::TokenCreated { user, token, scopes, expires_at } => {
            let mut columns = says([("user", json!(user)), ("scopes", json!(scopes)), ("revoked", json!(false))]);
            columns.extend(expires_at.map(|at| ("expires_at", json!(at))));
            done(Table::Tokens, &[*token], *user, Put(columns))
        }
        Deed::TokenRevoked { user, token } => done(Table::Tokens, &[*token], *user, Set(flag("revoked", true))),
        Deed::PhoneAdded { user, phone } => done(Table::Phones, &[*phone], *user, Put(says([("user", json!(user))]))),
        Deed::PhoneRemoved { user, phone } => done(Table::Phones, &[*phone], *user, Gone),
        Deed::ConvoyShared { convoy, organisation, grant, exact, expires_at } => {
            let columns = says([
                ("convoy", json!(convoy)),
                ("organisation", json!(organisation)),
                ("exact", json!(exact)),
                ("expires_at", json!(expires_at)),
                ("ended", json!(false)),
            ]);
            done(Table::Grants, &[*grant], *convoy, Put(columns))
        }
        Deed::SharingEnded { convoy, grant, .. } => done(Table::Grants, &[*grant], *convoy, Set(flag("ended", true))),
        Deed::LoggerAssigned { convoy, user } => done(Table::Assignments, &[*convoy, *user], *convoy, Put(Says::new())),
        Deed::AssignmentEnded { convoy, user } => done(Table::Assignments, &[*convoy, *user], *convoy, Gone),
        Deed::PartnerAccepted { convoy, organisation } => {
            done(Table::Partnerships, &[*convoy, *organisation], *convoy, Put(flag("accepted", true)))
        }
        Deed::PartnerDeclined { convoy, organisation } => {
            done(Table::Partnerships, &[*convoy, *organisation], *convoy, Put(flag("accepted", false)))
        }
        // Before each organisation held for itself, a deed named the convoy alone, which had one hold.
        Deed::EvidenceHeld { convoy, reason, hold } => {
            done(Table::Holds, &[hold.unwrap_or(*convoy)], *convoy, Put(says([("reason", json!(reason))])))
        }
        Deed::EvidenceReleased { convoy, hold, .. } => done(Table::Holds, &[hold.unwrap_or(*convoy)], *convoy, Gone),
        Deed::TrackerRegistered { convoy, tracker } => {
            let columns = says([("convoy", json!(convoy)), ("ended", json!(false))]);
            done(Table::Trackers, &[*tracker], *convoy, Put(columns))
        }
        Deed::TrackerEnded { convoy, tracker } => done(Table::Trackers, &[*tracker], *convoy, Set(flag("ended", true))),
        Deed::WebhookMade { webhook, organisation, exact, target } => {
            let mut columns = says([("organisation", json!(organisation)), ("exact", json!(exact))]);
            columns.extend(target.as_ref().map(|target| ("target", json!(target))));
            done(Table::Webhooks, &[*webhook], *webhook, Put(columns))
        }
        Deed::WebhookChanged { webhook, exact: Some(exact), target: Some(target) } => {
            let columns = says([("exact", json!(exact)), ("target", json!(target))]);
            done(Table::Webhooks, &[*webhook], *webhook, Set(columns))
        }
        Deed::WebhookChanged { webhook, .. } => {
            done(Table::Webhooks, &[*webhook], *webhook, Forget(&["exact", "target"]))
        }
        Deed::WebhookRemoved { webhook } => done(Table::Webhooks, &[*webhook], *webhook, Gone),
        Deed::SignedIn { .. }
        | Deed::SignInDelayed { .. }
        | Deed::PasswordChanged { .. }
        | Deed::LinkMade { .. }
        | Deed::RecoveryCodesMade { .. }
        | Deed::SessionsEnded { .. }
        | Deed::RightAsked { .. }
        | Deed::RightConfirmed { .. }
        | Deed::RightRejected { .. }
        | Deed::RightWithdrawn { .. }
        | Deed::RightLapsed { .. }
        | Deed::RightTookEffect { .. }
        | Deed::PhoneAsked { .. }
        | Deed::PhoneClaimed { .. }
        | Deed::PhoneKept { .. }
        | Deed::PinTried { .. }
        | Deed::ExactRead { .. }
        | Deed::Exported { .. }
        | Deed::CrewRecorded { .. }
        | Deed::CrewErased { .. }
        | Deed::PersonExported { .. }
        | Deed::PersonErased { .. }
        | Deed::Redacted { .. }
        | Deed::RetentionApplied { .. }
        | Deed::KeysRotated { .. }
        | Deed::CheckpointSigned { .. }
        | Deed::FileImported { .. }
        | Deed::ImportUndone { .. }
        | Deed::PlaceMoved { .. }
        | Deed::PlaceProposed { .. }
        | Deed::PlaceProposalSettled { .. } => None,
    }
}

/// What stands for a webhook's address in a deed.
pub(super) fn target_of(url: &str) -> String {
    digest_of_target(url)
}

impl Rights {
    pub(super) fn at(now: Instant) -> Self {
        Self { now: Some(now), ..Self::default() }
    }

    fn take(&mut self, done: Done, position: i64) {
        let id = (done.table, done.key);
        self.last.insert(id.clone(), position);
        match done.change {
            Change::Put(says) => {
                self.expected.insert(id, Expected { subject: done.subject, says, position });
            }
            Change::Set(columns) => {
                if let Some(row) = self.expected.get_mut(&id) {
                    row.says.extend(columns);
                    row.position = position;
                }
            }
            Change::Forget(columns) => {
                if let Some(row) = self.expected.get_mut(&id) {
                    row.says.retain(|column, _| !columns.contains(column));
                    row.position = position;
                }
            }
            Change::Gone => {
                if self.expected.remove(&id).is_none() {
                    self.expected.remove(&(done.table, vec![done.subject]));
                }
            }
        }
    }

    /// Whether a row that the deeds left may be gone: retention takes tokens away some time after they have ended.
    fn may_be_gone(&self, table: Table, row: &Expected) -> bool {
        let ended = |at: &Value| {
            let at = serde_json::from_value::<Instant>(at.clone()).ok();
            at.zip(self.now).is_some_and(|(at, now)| at <= now)
        };
        let is_revoked = row.says.get("revoked") == Some(&json!(true));
        table == Table::Tokens && (is_revoked || row.says.get("expires_at").is_none_or(ended))
    }

    fn compare_table(&self, conn: &mut DbConnection, table: Table) -> Result<Option<Finding>, StoreError> {
        let finding = |subject, difference, position| {
            Some(Finding::RightDiffers { table: table.as_ref().to_owned(), subject, difference, position })
        };
        let mut stored = BTreeSet::new();
        for row in rights::list(conn, table)? {
            let mut id = (table, row.key);
            let of_subject = (table, vec![row.subject]);
            if table == Table::Holds && !self.expected.contains_key(&id) && self.expected.contains_key(&of_subject) {
                id = of_subject;
            }
            let last = || self.last.get(&id).copied().unwrap_or(self.position);
            let Some(expected) = self.expected.get(&id) else {
                return Ok(finding(row.subject, Difference::Added, last()));
            };
            let differs =
                |(column, says): (&&'static str, &Value)| row.says.get(*column).is_some_and(|stored| stored != says);
            if expected.says.iter().any(differs) {
                return Ok(finding(row.subject, Difference::Changed, expected.position));
            }
            if stored.contains(&id) {
                return Ok(finding(row.subject, Difference::Added, last()));
            }
            stored.insert(id);
        }
        let mut of_table = self.expected.iter().filter(|((of, _), _)| *of == table);
        let missing = of_table.find(|(id, row)| !stored.contains(*id) && !self.may_be_gone(table, row));
        Ok(missing.and_then(|(_, row)| finding(row.subject, Difference::Missing, row.position)))
    }
}

impl Beside for Rights {
    fn sees(&mut self, deed: &LedgerRow) -> Result<(), StoreError> {
        self.position = deed.position;
        if !deed.kind.parse().is_ok_and(is_of_rights) {
            return Ok(());
        }
        let body = deed.body.as_deref().unwrap_or_default();
        let said: Deed = serde_json::from_str(body).map_err(|error| corrupt(deed, &error))?;
        if let Some(done) = change(&said) {
            self.take(done, deed.position);
        }
        Ok(())
    }

    fn compare(&self, conn: &mut DbConnection) -> Result<Option<Finding>, StoreError> {
        for table in Table::iter() {
            if let Some(finding) = self.compare_table(conn, table)? {
                return Ok(Some(finding));
            }
        }
        Ok(None)
    }
}
