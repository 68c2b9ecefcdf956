//! Reading the deeds: newest first, each to whoever runs the organisation that it concerns.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use super::{Deed, DeedKind};
use crate::{
    app::{
        Action, App, AppError, Runner,
        names::{Names, Wanted},
        redaction::references,
    },
    domain::{
        email,
        id::{OrganisationId, UserId},
        time::Instant,
    },
    store::{DbConnection, convoys, deeds, dialect::read_snapshot, people, rows::LedgerRow},
};

/// What a list of deeds is narrowed to. All that are set must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wish {
    /// Of this kind.
    pub kind: Option<DeedKind>,
    /// Done by, or to, this user, by id or address.
    pub person: Option<String>,
    /// About this convoy, by id or reference.
    pub convoy: Option<String>,
    /// Not before.
    pub from: Option<Instant>,
    /// Not after.
    pub until: Option<Instant>,
}

/// A deed on the record.
#[derive(Clone, Debug, PartialEq)]
pub struct DeedLine {
    /// Where in the ledger.
    pub position: i64,
    /// Its entry.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who; none for the command line and the program itself.
    pub by: Option<UserId>,
    /// Of which kind.
    pub kind: DeedKind,
    /// What it says, as it stands in the ledger.
    pub details: Value,
}

/// A page of deeds.
#[derive(Clone, Debug)]
pub struct DeedPage {
    /// Newest first.
    pub items: Vec<DeedLine>,
    /// The position before which the next page begins; `None` at the end.
    pub next: Option<i64>,
    /// Names of people and organisations.
    pub names: Names,
    /// References of convoys.
    pub convoys: BTreeMap<Uuid, String>,
    /// The moment of asking.
    pub now: Instant,
}

impl DeedLine {
    fn id_of(&self, name: &str) -> Option<Uuid> {
        Uuid::parse_str(self.details.get(name)?.as_str()?).ok()
    }

    /// The user whom it concerns.
    pub fn user(&self) -> Option<UserId> {
        self.id_of("user").map(UserId)
    }

    /// The organisation that it concerns.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.id_of("organisation").map(OrganisationId)
    }

    /// The convoy that it concerns.
    pub fn convoy(&self) -> Option<Uuid> {
        self.id_of("convoy")
    }
}

impl App {
    /// Deeds of the runner's organisations, newest first, before a position.
    pub fn list_deeds(&self, runner: &Runner, wish: &Wish, before: i64, limit: usize) -> Result<DeedPage, AppError> {
        let (reach, scope) = (runner.reach(Action::SeeAudit)?, runner.scope(Action::SeeAudit, self.now())?);
        read_snapshot(&mut *self.reader()?, |conn| {
            let convoy = match &wish.convoy {
                None => None,
                Some(reference) => {
                    let row = convoys::find(conn, &scope, reference)?;
                    Some(row.ok_or(AppError::NotFound { what: "convoy" })?.id.0)
                }
            };
            let filter = deeds::DeedFilter {
                kind: wish.kind.map(|kind| kind.as_ref().to_owned()),
                person: wish.person.as_deref().map(|person| person_of(conn, person)).transpose()?,
                convoy,
                from: wish.from,
                until: wish.until,
            };
            let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
            let mut rows = deeds::list(conn, &reach, &filter, before, most)?;
            let more = rows.len() > limit;
            rows.truncate(limit);
            let items = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
            let mut wanted = Wanted::default();
            let mut about = BTreeSet::new();
            for item in &items {
                wanted.people(item.by);
                wanted.people(item.user());
                wanted.organisations(item.organisation());
                about.extend(item.convoy());
            }
            let next = items.last().filter(|_| more).map(|last| last.position);
            let (names, convoys) = (wanted.read(conn, None)?, references(conn, &about)?);
            Ok(DeedPage { items, next, names, convoys, now: self.now() })
        })
    }
}

fn person_of(conn: &mut DbConnection, person: &str) -> Result<Uuid, AppError> {
    if let Ok(id) = Uuid::parse_str(person) {
        return Ok(id);
    }
    let user = people::find_user_by_email(conn, &email::folded(person))?;
    // Nobody of that address, or nobody of the reader's: the same empty list.
    Ok(user.map_or(Uuid::max(), |user| user.id.0))
}

fn line(row: &LedgerRow) -> Result<DeedLine, AppError> {
    let corrupt = |error: serde_json::Error| crate::store::ledger::corrupt(row, &error);
    let deed: Deed = serde_json::from_str(row.body.as_deref().unwrap_or_default()).map_err(corrupt)?;
    let mut details = serde_json::to_value(&deed).map_err(corrupt)?;
    if let Some(object) = details.as_object_mut() {
        object.remove("deed");
        // Where a place lies exactly is for coordinators; what is proposed of it stands on its page.
        object.remove("description");
    }
    Ok(DeedLine {
        position: row.position,
        id: row.entry_id.0,
        at: Instant::new(row.recorded_at.0),
        by: row.recorded_by.map(|by| UserId(by.0)),
        kind: DeedKind::from(&deed),
        details,
    })
}
