//! The derived tables of one convoy, as rows: made from its dossier, compared, written and read.

use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::{
    DbConnection, StoreError,
    dossier::{Dossier, find_dossier},
    insert::insert_all,
    one_of::EqOneOf,
    rows::{BlockRow, CargoRow, ConvoyOrganisationRow, ConvoyRow, FactsRow, IncidentRow, ReviewRow, StopRow, TruckRow},
    schema::{blocks, cargo, convoy_organisations, convoys, incidents, report_facts, reviews, stops, trucks},
    types::{DbId, DbInstant, DbJson},
};
use crate::domain::{
    cargo::Line,
    convoy::Block,
    facts::Facts,
    history::{Recorded, Verdict},
    id::ConvoyId,
    incident::{Harm, Incident, Range},
    quantity::{Quantity, Tally},
    route::Stop,
    time::{Instant, Occurred},
    trucks::Truck,
};

mod convoy_row;

/// All rows that are derived from one convoy's entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The convoy itself.
    pub convoy: ConvoyRow,
    /// Who takes part.
    pub organisations: Vec<ConvoyOrganisationRow>,
    /// Its stops.
    pub stops: Vec<StopRow>,
    /// Its trucks.
    pub trucks: Vec<TruckRow>,
    /// Its cargo.
    pub cargo: Vec<CargoRow>,
    /// Its blocks.
    pub blocks: Vec<BlockRow>,
    /// Its incidents, by key.
    pub incidents: Vec<IncidentRow>,
    /// What does not simply count.
    pub reviews: Vec<ReviewRow>,
    facts: Vec<FactsRow>,
}

fn at(instant: Instant) -> DbInstant {
    DbInstant(instant.utc())
}

fn moment(occurred: Option<Occurred>) -> Option<DbInstant> {
    occurred.map(|occurred| at(occurred.at))
}

fn ordinal(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Projection {
    /// Derives the rows.
    pub fn of(dossier: &Dossier) -> Self {
        let id = DbId(dossier.id.0);
        let convoy = &dossier.history.convoy;
        let numbered = |index| (id, ordinal(index));
        let mut reviews: Vec<ReviewRow> =
            dossier.events.iter().filter_map(|event| review_row(id, event, &dossier.history.verdicts)).collect();
        reviews.sort_by_key(|review| review.event_id);
        let mut incidents: Vec<IncidentRow> =
            convoy.incidents.iter().map(|incident| incident_row(id, incident)).collect();
        incidents.sort_by(|one, two| one.key.cmp(&two.key));
        Self {
            convoy: convoy_row::of(dossier),
            organisations: organisation_rows(dossier),
            stops: convoy.route.stops.iter().enumerate().map(|(i, stop)| stop_row(numbered(i), stop)).collect(),
            trucks: convoy.trucks.iter().enumerate().map(|(i, truck)| truck_row(numbered(i), truck)).collect(),
            cargo: convoy.cargo.lines.iter().enumerate().map(|(i, line)| cargo_row(numbered(i), line)).collect(),
            blocks: convoy.blocks.iter().enumerate().map(|(i, block)| block_row(numbered(i), block)).collect(),
            incidents,
            reviews,
            facts: vec![facts_row(id, dossier)],
        }
    }

    /// Reads what is stored of a convoy.
    pub fn find(conn: &mut DbConnection, id: Uuid) -> Result<Option<Self>, StoreError> {
        let id = DbId(id);
        let convoy = convoys::table.find(id).select(ConvoyRow::as_select()).first(conn).optional()?;
        let Some(convoy) = convoy else { return Ok(None) };
        Ok(Some(Self {
            convoy,
            organisations: convoy_organisations::table
                .filter(convoy_organisations::convoy_id.eq(id))
                .order(convoy_organisations::organisation_id)
                .select(ConvoyOrganisationRow::as_select())
                .load(conn)?,
            stops: stops::table
                .filter(stops::convoy_id.eq(id))
                .order(stops::ordinal)
                .select(StopRow::as_select())
                .load(conn)?,
            trucks: trucks::table
                .filter(trucks::convoy_id.eq(id))
                .order(trucks::ordinal)
                .select(TruckRow::as_select())
                .load(conn)?,
            cargo: cargo::table
                .filter(cargo::convoy_id.eq(id))
                .order(cargo::line)
                .select(CargoRow::as_select())
                .load(conn)?,
            blocks: blocks::table
                .filter(blocks::convoy_id.eq(id))
                .order(blocks::ordinal)
                .select(BlockRow::as_select())
                .load(conn)?,
            incidents: incidents::table
                .filter(incidents::convoy_id.eq(id))
                .order(incidents::key)
                .select(IncidentRow::as_select())
                .load(conn)
                .map(sorted_by_key)?,
            reviews: reviews::table
                .filter(reviews::convoy_id.eq(id))
                .order(reviews::event_id)
                .select(ReviewRow::as_select())
                .load(conn)?,
            facts: report_facts::table
                .filter(report_facts::convoy_id.eq(id))
                .select(FactsRow::as_select())
                .load(conn)?,
        }))
    }

    /// The first table in which two differ.
    pub fn difference(&self, other: &Self) -> Option<&'static str> {
        [
            (self.convoy != other.convoy, "convoys"),
            (self.organisations != other.organisations, "convoy_organisations"),
            (self.stops != other.stops, "stops"),
            (self.trucks != other.trucks, "trucks"),
            (self.cargo != other.cargo, "cargo"),
            (self.blocks != other.blocks, "blocks"),
            (self.incidents != other.incidents, "incidents"),
            (self.reviews != other.reviews, "reviews"),
            (self.facts != other.facts, "report_facts"),
        ]
        .into_iter()
        .find_map(|(differs, table)| differs.then_some(table))
    }
}

/// PostgreSQL's order of text follows its locale; the program's own is the same everywhere.
fn sorted_by_key(mut rows: Vec<IncidentRow>) -> Vec<IncidentRow> {
    rows.sort_by(|one, two| one.key.cmp(&two.key));
    rows
}

/// Writes several projections in few statements: what was stored of each (`None` where nothing was), and what follows
/// now. Only tables in which something changed are touched.
pub fn write_all(conn: &mut DbConnection, changed: &[(Option<Projection>, Projection)]) -> Result<(), StoreError> {
    let ids: Vec<DbId> = changed.iter().map(|(_, after)| after.convoy.id).collect();
    diesel::delete(convoys::table.filter(convoys::id.eq_one_of(&ids))).execute(conn)?;
    let rows: Vec<ConvoyRow> = changed.iter().map(|(_, after)| after.convoy.clone()).collect();
    insert_all::<_, ConvoyRow>(conn, convoys::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.organisations);
    diesel::delete(convoy_organisations::table.filter(convoy_organisations::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, ConvoyOrganisationRow>(conn, convoy_organisations::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.stops);
    diesel::delete(stops::table.filter(stops::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, StopRow>(conn, stops::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.trucks);
    diesel::delete(trucks::table.filter(trucks::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, TruckRow>(conn, trucks::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.cargo);
    diesel::delete(cargo::table.filter(cargo::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, CargoRow>(conn, cargo::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.blocks);
    diesel::delete(blocks::table.filter(blocks::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, BlockRow>(conn, blocks::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.incidents);
    diesel::delete(incidents::table.filter(incidents::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, IncidentRow>(conn, incidents::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.reviews);
    diesel::delete(reviews::table.filter(reviews::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, ReviewRow>(conn, reviews::table, &rows)?;

    let (ids, rows) = stale(changed, |projection| &projection.facts);
    diesel::delete(report_facts::table.filter(report_facts::convoy_id.eq_one_of(ids))).execute(conn)?;
    insert_all::<_, FactsRow>(conn, report_facts::table, &rows)?;
    Ok(())
}

/// The convoys whose rows in one table changed, and their new rows.
fn stale<Row: Clone + PartialEq>(
    changed: &[(Option<Projection>, Projection)],
    table: impl Fn(&Projection) -> &Vec<Row>,
) -> (Vec<DbId>, Vec<Row>) {
    let differing = changed
        .iter()
        .filter(|(before, after)| before.as_ref().is_none_or(|before| table(before) != table(after)))
        .map(|(_, after)| after);
    let (ids, rows): (Vec<DbId>, Vec<Vec<Row>>) =
        differing.map(|after| (after.convoy.id, table(after).clone())).unzip();
    (ids, rows.into_iter().flatten().collect())
}

/// Finds a row of a convoy that is not there, and its table.
pub fn find_stray(conn: &mut DbConnection) -> Result<Option<(&'static str, Uuid)>, StoreError> {
    let known = || convoys::table.select(convoys::id);
    let organisations = convoy_organisations::table
        .filter(convoy_organisations::convoy_id.ne_all(known()))
        .select(convoy_organisations::convoy_id);
    let stops = stops::table.filter(stops::convoy_id.ne_all(known())).select(stops::convoy_id);
    let trucks = trucks::table.filter(trucks::convoy_id.ne_all(known())).select(trucks::convoy_id);
    let cargo = cargo::table.filter(cargo::convoy_id.ne_all(known())).select(cargo::convoy_id);
    let blocks = blocks::table.filter(blocks::convoy_id.ne_all(known())).select(blocks::convoy_id);
    let incidents = incidents::table.filter(incidents::convoy_id.ne_all(known())).select(incidents::convoy_id);
    let reviews = reviews::table.filter(reviews::convoy_id.ne_all(known())).select(reviews::convoy_id);
    let facts = report_facts::table.filter(report_facts::convoy_id.ne_all(known())).select(report_facts::convoy_id);
    let found: [(&'static str, Option<DbId>); 8] = [
        ("convoy_organisations", organisations.first(conn).optional()?),
        ("stops", stops.first(conn).optional()?),
        ("trucks", trucks.first(conn).optional()?),
        ("cargo", cargo.first(conn).optional()?),
        ("blocks", blocks.first(conn).optional()?),
        ("incidents", incidents.first(conn).optional()?),
        ("reviews", reviews.first(conn).optional()?),
        ("report_facts", facts.first(conn).optional()?),
    ];
    Ok(found.into_iter().find_map(|(table, stray)| stray.map(|DbId(id)| (table, id))))
}

/// Writes anew what is derived of convoys and differs from what a fresh fold gives: after an upgrade that derives more, or
/// by other rules.
pub fn derive_anew(conn: &mut DbConnection) -> Result<(), StoreError> {
    let stored: Vec<DbId> = convoys::table.select(convoys::id).order(convoys::id).load(conn)?;
    for DbId(id) in stored {
        let before = Projection::find(conn, id)?;
        let Some(dossier) = find_dossier(conn, ConvoyId(id), None)? else { continue };
        let after = Projection::of(&dossier);
        if before.as_ref() != Some(&after) {
            write_all(conn, &[(before, after)])?;
        }
    }
    Ok(())
}

/// Empties every derived table about convoys.
pub fn delete_all(conn: &mut DbConnection) -> Result<(), StoreError> {
    diesel::delete(convoys::table).execute(conn)?;
    diesel::delete(convoy_organisations::table).execute(conn)?;
    diesel::delete(stops::table).execute(conn)?;
    diesel::delete(trucks::table).execute(conn)?;
    diesel::delete(cargo::table).execute(conn)?;
    diesel::delete(blocks::table).execute(conn)?;
    diesel::delete(incidents::table).execute(conn)?;
    diesel::delete(reviews::table).execute(conn)?;
    diesel::delete(report_facts::table).execute(conn)?;
    Ok(())
}

fn organisation_rows(dossier: &Dossier) -> Vec<ConvoyOrganisationRow> {
    let row = |(index, organisation): (usize, Uuid)| ConvoyOrganisationRow {
        convoy_id: DbId(dossier.id.0),
        organisation_id: DbId(organisation),
        role: if index == 0 { "lead" } else { "partner" }.to_owned(),
    };
    let mut rows: Vec<ConvoyOrganisationRow> = dossier.organisations().into_iter().enumerate().map(row).collect();
    // An organisation that leads and is named as a partner too takes part once.
    rows.sort_by(|one, two| (one.organisation_id, &one.role).cmp(&(two.organisation_id, &two.role)));
    rows.dedup_by_key(|row| row.organisation_id);
    rows
}

fn stop_row((convoy_id, ordinal): (DbId, i32), stop: &Stop) -> StopRow {
    StopRow {
        convoy_id,
        ordinal,
        place_id: DbId(stop.place.0),
        role: stop.role.as_ref().to_owned(),
        state: stop.state.as_ref().to_owned(),
        added: stop.added,
        target_population: stop.target_population.map(signed),
        reached_at: moment(stop.reached),
        left_at: moment(stop.left),
        served_at: moment(stop.served),
    }
}

fn truck_row((convoy_id, ordinal): (DbId, i32), truck: &Truck) -> TruckRow {
    TruckRow {
        convoy_id,
        ordinal,
        label: truck.label.to_string(),
        role: truck.role.as_ref().to_owned(),
        fate: truck.fate.as_ref().to_owned(),
        fate_since: truck.since.map(at),
        vehicle: truck.vehicle.map(|vehicle| vehicle.as_ref().to_owned()),
    }
}

fn cargo_row((convoy_id, index): (DbId, i32), line: &Line) -> CargoRow {
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string());
    let exact = |tally: Tally| text(tally.exact());
    CargoRow {
        convoy_id,
        line: index + 1,
        item: line.plan.item.to_string(),
        sector: line.plan.sector.map(|sector| sector.as_ref().to_owned()),
        unit: line.plan.unit.as_ref().to_owned(),
        destination_id: line.plan.destination.map(|place| DbId(place.0)),
        truck: line.plan.truck.as_ref().map(ToString::to_string),
        planned: text(line.plan.quantity),
        refused: exact(line.refused),
        loaded: text(line.loaded()),
        delivered: line.delivered.and_then(exact),
        removed: exact(line.removed),
        looted: exact(line.looted),
        damaged: exact(line.damaged),
        destroyed: exact(line.destroyed),
        spoiled: exact(line.spoiled),
        transferred: exact(line.transferred),
        returned: line.returned.and_then(exact),
        aboard: text(line.aboard()),
        remaining: text(line.remaining()),
        not_accounted_for: text(line.not_accounted_for()),
    }
}

fn block_row((convoy_id, ordinal): (DbId, i32), block: &Block) -> BlockRow {
    BlockRow {
        convoy_id,
        ordinal,
        event_id: DbId(block.event.0),
        cause: block.report.cause.as_ref().to_owned(),
        held_by: block.report.held_by.as_ref().map(ToString::to_string),
        place_id: block.place.map(|place| DbId(place.0)),
        since: at(block.since.at),
        precision: block.since.precision.as_ref().to_owned(),
        ended_at: moment(block.ended.map(|(ended, _)| ended)),
        ended_by: block.ended.map(|(_, kind)| kind.as_ref().to_owned()),
    }
}

fn incident_row(convoy_id: DbId, incident: &Incident) -> IncidentRow {
    let figure = |of: fn(&Harm) -> Option<Range>| incident.figure(of);
    IncidentRow {
        convoy_id,
        key: incident.report.incident.to_string(),
        event_id: DbId(incident.event.0),
        act: incident.report.act.as_ref().to_owned(),
        place_id: incident.place.map(|place| DbId(place.0)),
        occurred_at: at(incident.occurred.at),
        occurred_until: incident.occurred.until.map(at),
        precision: incident.occurred.precision.as_ref().to_owned(),
        accounts: ordinal(incident.accounts.len()),
        places: ordinal(incident.places().len()),
        alleged_actors: ordinal(incident.alleged_actors().len()),
        accounts_differ: incident.accounts_differ(),
        figures: DbJson(json!({
            "killed": figure(|harm| harm.killed),
            "injured": figure(|harm| harm.injured),
            "abducted": figure(|harm| harm.abducted),
            "trucks_hit": figure(|harm| harm.trucks_hit),
            "vehicles_hit": figure(|harm| harm.vehicles_hit),
        })),
    }
}

fn facts_row(convoy_id: DbId, dossier: &Dossier) -> FactsRow {
    let facts = Facts::of(&dossier.history, dossier.registered_at);
    // Plain data with text for keys is always JSON.
    FactsRow { convoy_id, facts: DbJson(serde_json::to_value(facts).unwrap_or_default()) }
}

fn review_row(
    convoy_id: DbId,
    event: &Recorded,
    verdicts: &std::collections::BTreeMap<crate::domain::id::EventId, Verdict>,
) -> Option<ReviewRow> {
    let verdict = verdicts.get(&event.id).filter(|verdict| **verdict != Verdict::Applied)?;
    let refusal = if let Verdict::InReview { refusal, .. } = verdict { Some(refusal) } else { None };
    Some(ReviewRow {
        event_id: DbId(event.id.0),
        convoy_id,
        position: event.position,
        state: verdict.code().to_owned(),
        decided_by: verdict.decided_by().map(|by| DbId(by.0)),
        code: refusal.map(|refusal| refusal.code().to_owned()),
        detail: refusal.and_then(|refusal| serde_json::to_value(refusal).ok()).map(DbJson),
    })
}
