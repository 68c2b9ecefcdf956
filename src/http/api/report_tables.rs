//! The tables of an access report as rows for files: plain figures, each with what it is a part of in a column beside it.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::{
    app::{AppError, names::Names, reports::ReportAnswer},
    domain::{
        access_report::{AccessReport, Group, HeldBy, HoursBetween, Measures, Share, Sum},
        outcome::Outcome,
        place::Place,
        quantity::Quantity,
        text,
    },
    export::{Cell, Format, Options, Table},
};

/// A cell that owns what it holds.
#[derive(Clone, Debug, PartialEq)]
enum Own {
    Unknown,
    Text(String),
    Code(String),
    Integer(i64),
    Decimal(String),
}

type Row = Vec<Own>;

impl Own {
    fn count(count: u64) -> Self {
        i64::try_from(count).map_or(Self::Unknown, Self::Integer)
    }

    fn code(code: &impl AsRef<str>) -> Self {
        Self::Code(code.as_ref().to_owned())
    }

    fn decimal(decimal: Option<Quantity>) -> Self {
        decimal.map_or(Self::Unknown, |decimal| Self::Decimal(decimal.to_string()))
    }

    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Unknown => Cell::Unknown,
            Self::Text(text) => Cell::Text(text),
            Self::Code(code) => Cell::Code(code),
            Self::Integer(number) => Cell::Integer(*number),
            Self::Decimal(digits) => Cell::Decimal(digits),
        }
    }
}

/// A table of a report as a file.
pub fn encode(
    answer: &ReportAnswer,
    table: &'static Table,
    format: Format,
    options: Options,
) -> Result<Vec<u8>, AppError> {
    let mut encoder = format.encoder(table, options);
    let mut out = Vec::new();
    let failed = |error: crate::export::ExportError| AppError::Internal(error.to_string());
    encoder.begin(&mut out).map_err(failed)?;
    for row in rows(answer, table.name) {
        let cells: Vec<Cell<'_>> = row.iter().map(Own::cell).collect();
        encoder.row(&cells, &mut out).map_err(failed)?;
    }
    encoder.end(&mut out).map_err(failed)?;
    Ok(out)
}

fn rows(answer: &ReportAnswer, table: &str) -> Vec<Row> {
    let (report, names) = (&answer.report, &answer.names);
    match table {
        "outcomes" => outcomes(report),
        "months" => report
            .months
            .iter()
            .map(|((year, month), group)| {
                let mut row = vec![Own::Text(format!("{year:04}-{month:02}"))];
                row.extend(grouped(group));
                row
            })
            .collect(),
        "organisations" => organisations(report, names),
        "causes" => report
            .causes()
            .iter()
            .map(|(cause, by)| {
                let mut row = vec![Own::code(cause)];
                row.extend(held(by));
                row
            })
            .collect(),
        "checkpoints" => checkpoints(report, names),
        "places" => places(report, names),
        "clearance" => report
            .steps()
            .into_iter()
            .map(|(step, share)| {
                let mut row = vec![Own::code(&step)];
                row.extend(shared(share));
                row
            })
            .collect(),
        _ => incidents(report),
    }
}

fn shared(share: Share) -> [Own; 3] {
    [Own::count(share.count), Own::count(share.of), Own::decimal(share.percent)]
}

/// What is not known of any convoy is unknown, and not zero.
fn summed(sum: Sum) -> [Own; 2] {
    let people = if sum.known_of == 0 { Own::Unknown } else { Own::count(sum.people) };
    [people, Own::count(sum.unknown_of)]
}

fn measured(measures: &Measures) -> Vec<Own> {
    let mut row = vec![Own::count(measures.trucks), Own::count(measures.trucks_offloaded)];
    for sum in [measures.targeted, measures.reached, measures.waiting] {
        row.extend(summed(sum));
    }
    row
}

fn outcomes(report: &AccessReport) -> Vec<Row> {
    let row = |outcome: Option<Outcome>| {
        let measures = report.outcomes.get(&outcome).cloned().unwrap_or_default();
        let mut row = match outcome {
            Some(outcome) => {
                let mut row = vec![Own::code(&outcome)];
                row.extend(shared(report.whole.outcomes.share(outcome)));
                row
            }
            None => vec![Own::Code("open".to_owned()), Own::count(measures.convoys), Own::Unknown, Own::Unknown],
        };
        row.extend(measured(&measures));
        row
    };
    Outcome::iter().map(Some).chain([None]).map(row).collect()
}

fn grouped(group: &Group) -> Vec<Own> {
    let mut row = vec![Own::count(group.measures.convoys)];
    row.extend(Outcome::iter().map(|outcome| Own::count(group.outcomes.share(outcome).count)));
    row.push(Own::count(group.outcomes.open));
    row.extend(measured(&group.measures));
    row
}

/// Key and names of something.
fn named(key: Option<&text::Key>, names: Option<&text::Names>) -> Row {
    let text = |text: Option<String>| text.map_or(Own::Unknown, Own::Text);
    let name = |language: &str| text(names.and_then(|names| names.get(language)).map(ToString::to_string));
    vec![text(key.map(ToString::to_string)), name("en"), name("fr"), name("ar")]
}

fn placed(names: &Names, id: Option<Uuid>) -> Row {
    let place: Option<&Place> = id.and_then(|id| names.places.get(&id));
    named(place.map(|place| &place.key), place.map(|place| &place.name))
}

fn by_key(mut rows: Vec<Row>) -> Vec<Row> {
    let key = |row: &Row| match row.first() {
        Some(Own::Text(key)) => key.clone(),
        _ => String::new(),
    };
    rows.sort_by_key(key);
    rows
}

fn organisations(report: &AccessReport, names: &Names) -> Vec<Row> {
    let row = |(id, group): (&Uuid, &Group)| {
        let known = names.organisations.get(id);
        let mut row = named(known.map(|known| &known.key), known.map(|known| &known.name));
        row.extend(grouped(group));
        row.push(Own::count(group.as_partner));
        row
    };
    by_key(report.organisations.iter().map(row).collect())
}

fn held(by: &HeldBy) -> Vec<Own> {
    let mut row = vec![Own::count(by.hours.holds)];
    row.extend(shared(by.convoys));
    row.push(Own::count(by.trucks));
    row.extend(summed(by.targeted));
    let counts = [by.hours.by_the_clock, by.hours.between_bounds, by.hours.unknown_length, by.hours.still_held];
    row.extend(counts.map(Own::count));
    let between = |hours: Option<HoursBetween>| {
        [Own::decimal(hours.map(|hours| hours.least)), Own::decimal(hours.map(|hours| hours.most))]
    };
    row.extend([by.hours.total, by.hours.median, by.hours.longest].into_iter().flat_map(between));
    row
}

fn checkpoints(report: &AccessReport, names: &Names) -> Vec<Row> {
    let row = |(place, by): &(Option<Uuid>, HeldBy)| {
        let mut row = placed(names, *place);
        row.extend(held(by));
        row
    };
    by_key(report.places().iter().map(row).collect())
}

fn places(report: &AccessReport, names: &Names) -> Vec<Row> {
    let row = |(id, destination): (&Uuid, &crate::domain::access_report::Destination)| {
        let mut row = placed(names, Some(*id));
        let counts = [destination.convoys, destination.served, destination.unserved, destination.open];
        row.extend(counts.map(Own::count));
        row.extend(summed(destination.targeted));
        row.extend(summed(destination.waiting));
        row
    };
    by_key(report.destinations.iter().map(row).collect())
}

fn incidents(report: &AccessReport) -> Vec<Row> {
    let row = |(act, acts): (&crate::domain::incident::Act, &crate::domain::access_report::Acts)| {
        let mut row = vec![Own::code(act), Own::count(acts.incidents)];
        row.extend(shared(Share::new(acts.convoys, report.whole.measures.convoys)));
        row.push(Own::count(acts.differ));
        for harmed in [acts.killed, acts.injured] {
            let known = |people| if harmed.known_of == 0 { Own::Unknown } else { Own::count(people) };
            row.extend([known(harmed.lowest), known(harmed.highest), Own::count(harmed.unknown_of)]);
        }
        row
    };
    report.acts.iter().map(row).collect()
}
