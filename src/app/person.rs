//! What is kept of one person, across all convoys: found by name, phone or number plate, given out, erased. What people of
//! another organisation wrote down is that organisation's, or the lead's, to give out and erase.

use std::collections::BTreeSet;

use serde::Serialize;
use uuid::Uuid;

use super::{
    Action, App, AppError,
    audit::{self, Deed},
    convoys::answered,
    crew::{CrewLine, index_of, opened},
    error::Conflict,
    policy::Parties,
    redaction::references,
    runner::Runner,
};
use crate::{
    domain::{crew::PersonKey, id::UserId, time::Instant},
    store::{DbConnection, batch::Batch, crew, holds, scope::OrgScope, types::DbId},
};

/// What one convoy keeps of a person.
#[derive(Clone, Serialize)]
pub struct PersonLine {
    /// The convoy's reference.
    pub convoy: String,
    /// The row.
    pub id: Uuid,
    /// Label of the truck.
    pub truck: String,
    /// Name.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Number plate.
    pub plate: Option<String>,
    /// When it was written down.
    pub recorded_at: Instant,
    /// The convoy's records are held as evidence: this cannot be erased now.
    pub held: bool,
}

/// What an erasure did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Rows erased.
    pub rows: usize,
    /// References of the convoys whose rows stay, because they are held as evidence.
    pub held: Vec<String>,
}

impl App {
    /// Gives out what is kept of a person; that it was done is recorded.
    pub async fn export_person(&self, runner: &Runner, key: &PersonKey) -> Result<Vec<PersonLine>, AppError> {
        let scope = runner.scope(Action::RunRetention, self.now())?;
        let (index, keys, sender) = (index_of(&self.keys, key), self.keys.clone(), runner.sender());
        let runner = runner.clone();
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            let mut lines = Vec::new();
            for found in find(batch.conn(), &runner, &scope, &index)? {
                lines.push(line(opened(&keys, &found.row)?, found.reference, found.held));
            }
            let rows = u64::try_from(lines.len()).unwrap_or(u64::MAX);
            audit::record(batch, &Deed::PersonExported { rows }, sender)?;
            Ok(lines)
        })?;
        answered(outcome).await
    }

    /// Erases what is kept of a person, wherever no hold keeps it.
    pub async fn erase_person(&self, runner: &Runner, key: &PersonKey) -> Result<Erased, AppError> {
        let scope = runner.scope(Action::RunRetention, self.now())?;
        let (index, runner, sender) = (index_of(&self.keys, key), runner.clone(), runner.sender());
        let outcome = self.lane.submit(move |batch: &mut Batch<'_>| {
            let (held, free): (Vec<Found>, Vec<Found>) =
                find(batch.conn(), &runner, &scope, &index)?.into_iter().partition(|found| found.held);
            if free.is_empty() && !held.is_empty() {
                return Err(AppError::Conflict(Conflict::EvidenceHeld));
            }
            let ids: Vec<Uuid> = free.iter().map(|found| found.row.id.0).collect();
            let at = batch.now();
            let rows = crew::erase(batch.conn(), &ids, at)?;
            if rows > 0 {
                batch.note_erased();
                let rows = u64::try_from(rows).unwrap_or(u64::MAX);
                audit::record(batch, &Deed::PersonErased { rows }, sender)?;
            }
            let held: BTreeSet<String> = held.into_iter().map(|found| found.reference).collect();
            Ok(Erased { rows, held: held.into_iter().collect() })
        })?;
        answered(outcome).await
    }
}

struct Found {
    row: crate::store::rows::CrewRow,
    reference: String,
    held: bool,
}

fn find(conn: &mut DbConnection, runner: &Runner, scope: &OrgScope, index: &crew::Key) -> Result<Vec<Found>, AppError> {
    let mut rows = crew::list_by_key(conn, scope, index)?;
    let convoys: BTreeSet<Uuid> = rows.iter().map(|row| row.convoy_id.0).collect();
    let mut theirs = BTreeSet::new();
    for convoy in crew::list_convoys(conn, &convoys)? {
        let parties = Parties::of_row(conn, &convoy)?;
        for row in rows.iter().filter(|row| row.convoy_id == convoy.id) {
            let author = (row.recorded_by.map(|DbId(id)| UserId(id)), Instant::new(row.recorded_at.0));
            if runner.may_change(conn, Action::RunRetention, &parties, author)? {
                theirs.insert(row.id);
            }
        }
    }
    rows.retain(|row| theirs.contains(&row.id));
    let (held, references) = (holds::list_held_of(conn, &convoys)?, references(conn, &convoys)?);
    let found = |row: crate::store::rows::CrewRow| {
        let convoy = row.convoy_id.0;
        let reference = references.get(&convoy).cloned().unwrap_or_else(|| convoy.to_string());
        Found { row, reference, held: held.contains(&convoy) }
    };
    Ok(rows.into_iter().map(found).collect())
}

fn line(line: CrewLine, convoy: String, held: bool) -> PersonLine {
    let CrewLine { id, truck, name, phone, plate, recorded_at, .. } = line;
    PersonLine { convoy, id, truck, name, phone, plate, recorded_at, held }
}
