//! What is stored of people's rights and credentials, row by row and told alike whatever the table, so that it can be
//! compared with the deeds that made it.

use std::{collections::BTreeMap, fmt::Write as _};

use diesel::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    rows::{
        AssignmentRow, GrantRow, HoldRow, MembershipRow, PartnershipRow, PhoneRow, TokenRow, TrackerRow, WebhookRow,
    },
    schema::{
        assignments, grants, holds, memberships, partnerships, phones, second_factors, tokens, trackers, users,
        webhooks,
    },
    types::{DbId, DbInstant},
};
use crate::domain::time::Instant;

/// A table whose rows deeds make, change and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::AsRefStr, strum::EnumIter, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the tables'")]
pub enum Table {
    Users,
    Memberships,
    SecondFactors,
    Tokens,
    Phones,
    Grants,
    Assignments,
    Holds,
    Partnerships,
    Trackers,
    Webhooks,
}

/// What a row says, by column; a column that is not named is not known, and not compared.
pub type Says = BTreeMap<&'static str, Value>;

/// A row of one of the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Right {
    /// Of which table.
    pub table: Table,
    /// What tells it from the others of the table: the ids that it is about.
    pub key: Vec<Uuid>,
    /// Whom or what it concerns.
    pub subject: Uuid,
    /// What it says.
    pub says: Says,
}

/// Words of a role as an id, so that it can be a part of a key.
pub fn id_of_role(role: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, role.as_bytes())
}

/// What stands for an address to which things are sent: the ledger need not know where that is.
pub fn digest_of_target(url: &str) -> String {
    Sha256::digest(url.as_bytes()).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn instant(at: DbInstant) -> Value {
    json!(Instant::new(at.0))
}

/// Every row of a table that gives somebody something.
pub fn list(conn: &mut DbConnection, table: Table) -> Result<Vec<Right>, StoreError> {
    let right = |key: Vec<Uuid>, subject: Uuid, says: Vec<(&'static str, Value)>| Right {
        table,
        key,
        subject,
        says: says.into_iter().collect(),
    };
    Ok(match table {
        Table::Users => {
            let rows: Vec<(DbId, Option<DbInstant>)> =
                users::table.select((users::id, users::disabled_at)).order(users::id).load(conn)?;
            let of = |(id, disabled): (DbId, Option<DbInstant>)| {
                right(vec![id.0], id.0, vec![("disabled", json!(disabled.is_some()))])
            };
            rows.into_iter().map(of).collect()
        }
        Table::Memberships => {
            let rows = memberships::table.select(MembershipRow::as_select()).order(memberships::id).load(conn)?;
            let of = |row: MembershipRow| {
                let organisation = row.organisation_id.map_or(Uuid::nil(), |id| id.0);
                right(vec![row.user_id.0, organisation, id_of_role(&row.role)], row.user_id.0, Vec::new())
            };
            rows.into_iter().map(of).collect()
        }
        Table::SecondFactors => {
            let set = second_factors::table.filter(second_factors::set_at.is_not_null());
            let rows: Vec<DbId> = set.select(second_factors::user_id).order(second_factors::user_id).load(conn)?;
            rows.into_iter().map(|id| right(vec![id.0], id.0, Vec::new())).collect()
        }
        Table::Tokens => {
            let rows = tokens::table.select(TokenRow::as_select()).order(tokens::id).load(conn)?;
            let of = |row: TokenRow| {
                let says = vec![
                    ("user", json!(row.user_id.0)),
                    ("scopes", row.scopes.0),
                    ("expires_at", row.expires_at.map_or(Value::Null, instant)),
                    ("revoked", json!(row.revoked_at.is_some())),
                ];
                right(vec![row.id.0], row.user_id.0, says)
            };
            rows.into_iter().map(of).collect()
        }
        Table::Phones => {
            let rows = phones::table.select(PhoneRow::as_select()).order(phones::id).load(conn)?;
            let of = |row: PhoneRow| right(vec![row.id.0], row.user_id.0, vec![("user", json!(row.user_id.0))]);
            rows.into_iter().map(of).collect()
        }
        Table::Grants => {
            let rows = grants::table.select(GrantRow::as_select()).order(grants::id).load(conn)?;
            let of = |row: GrantRow| {
                let says = vec![
                    ("convoy", json!(row.convoy_id.0)),
                    ("organisation", json!(row.organisation_id.0)),
                    ("exact", json!(row.exact)),
                    ("expires_at", instant(row.expires_at)),
                    ("ended", json!(row.ended_at.is_some())),
                ];
                right(vec![row.id.0], row.convoy_id.0, says)
            };
            rows.into_iter().map(of).collect()
        }
        Table::Assignments => {
            let order = (assignments::convoy_id, assignments::user_id);
            let rows = assignments::table.select(AssignmentRow::as_select()).order(order).load(conn)?;
            let of = |row: AssignmentRow| right(vec![row.convoy_id.0, row.user_id.0], row.convoy_id.0, Vec::new());
            rows.into_iter().map(of).collect()
        }
        Table::Holds => {
            let in_force = holds::table.filter(holds::released_at.is_null());
            let rows = in_force.select(HoldRow::as_select()).order(holds::id).load(conn)?;
            let of = |row: HoldRow| right(vec![row.id.0], row.convoy_id.0, vec![("reason", json!(row.reason))]);
            rows.into_iter().map(of).collect()
        }
        Table::Partnerships => list_partnerships(conn)?,
        Table::Trackers => {
            let rows = trackers::table.select(TrackerRow::as_select()).order(trackers::id).load(conn)?;
            let of = |row: TrackerRow| {
                let mut says = vec![("convoy", json!(row.convoy_id.0))];
                // One that is ended gives nothing, and may be so because its convoy was over.
                if row.ended_at.is_none() {
                    says.push(("ended", json!(false)));
                }
                right(vec![row.id.0], row.convoy_id.0, says)
            };
            rows.into_iter().map(of).collect()
        }
        Table::Webhooks => {
            let rows = webhooks::table.select(WebhookRow::as_select()).order(webhooks::id).load(conn)?;
            let of = |row: WebhookRow| {
                let says = vec![
                    ("organisation", json!(row.organisation_id.map(|id| id.0))),
                    ("exact", json!(row.exact)),
                    ("target", json!(digest_of_target(&row.url))),
                ];
                right(vec![row.id.0], row.id.0, says)
            };
            rows.into_iter().map(of).collect()
        }
    })
}

fn list_partnerships(conn: &mut DbConnection) -> Result<Vec<Right>, StoreError> {
    let order = (partnerships::convoy_id, partnerships::organisation_id);
    let rows = partnerships::table.select(PartnershipRow::as_select()).order(order).load(conn)?;
    let of = |row: PartnershipRow| Right {
        table: Table::Partnerships,
        key: vec![row.convoy_id.0, row.organisation_id.0],
        subject: row.convoy_id.0,
        says: [("accepted", json!(row.accepted))].into(),
    };
    Ok(rows.into_iter().map(of).collect())
}
