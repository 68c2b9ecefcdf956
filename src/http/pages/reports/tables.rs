//! The tables of a report in the reader's words, each with its bars.

use strum::IntoEnumIterator;

use super::query_of;
use crate::{
    app::reports::ReportAnswer,
    domain::{
        access_report::{AccessReport, Group, Harmed, HeldBy, HoursBetween, Share, Sum},
        id::{OrganisationId, PlaceId},
        outcome::Outcome,
    },
    http::{
        language::Texts,
        pages::{
            teller::Teller,
            views::{Bar, Name, ReportRow, ReportTable},
        },
    },
};

/// The width of a bar.
const WHOLE: u64 = 1_000;
/// The class of each outcome's part of a bar, in their order; the last is open.
const CLASSES: [&str; 8] = ["b-good", "b-part", "b-bad", "b-denied", "b-put_off", "b-calm", "b-silent", "b-open"];

/// `12 of 17 (70.6%)`.
pub fn share(t: Texts, share: Share) -> String {
    match share.percent {
        Some(percent) => t.with(
            "reports-share",
            [
                ("count", t.number(share.count).into()),
                ("of", t.number(share.of).into()),
                ("percent", t.number(percent).into()),
            ],
        ),
        None => t.text2("reports-share-none", "count", t.number(share.count), "of", t.number(share.of)),
    }
}

/// A sum, and of how many convoys it is not known.
pub fn sum(t: Texts, sum: Sum) -> String {
    if sum.known_of == 0 {
        return t.text("unknown");
    }
    let known = t.number(sum.people);
    if sum.unknown_of == 0 {
        known
    } else {
        t.with("reports-sum", [("people", known.into()), ("count", sum.unknown_of.into())])
    }
}

fn hours(t: Texts, hours: Option<HoursBetween>) -> String {
    match hours {
        Some(HoursBetween { least, most }) if least == most => t.number(most),
        Some(HoursBetween { least, most }) => {
            t.text2("range-between", "least", t.number(least), "most", t.number(most))
        }
        None => t.text("unknown"),
    }
}

fn harmed(t: Texts, harmed: Harmed) -> String {
    if harmed.known_of == 0 {
        return t.text("unknown");
    }
    let range = t.range(Some(harmed.lowest), Some(harmed.highest));
    if harmed.unknown_of == 0 {
        return range;
    }
    t.with("reports-harmed", [("range", range.into()), ("count", harmed.unknown_of.into())])
}

/// A part of the widest, in thousandths of a bar.
fn width(part: u64, widest: u64) -> u64 {
    if widest == 0 {
        return 0;
    }
    u64::try_from(u128::from(part) * u128::from(WHOLE) / u128::from(widest)).unwrap_or(WHOLE)
}

fn simple(class: &'static str, part: u64, widest: u64) -> Vec<Bar> {
    vec![Bar { class, x: 0, width: width(part, widest), inset: 4 }]
}

/// Every table, in the order of the page.
pub fn all(teller: &Teller<'_>, answer: &ReportAnswer) -> Vec<ReportTable> {
    let mut tables = vec![
        outcomes_by_month(teller, &answer.report),
        people_by_month(teller, &answer.report),
        outcomes(teller, &answer.report),
        causes(teller, &answer.report),
        checkpoints(teller, &answer.report),
        clearance(teller, &answer.report),
        destinations(teller, &answer.report),
        organisations(teller, &answer.report),
        incidents(teller, &answer.report),
    ];
    let query = query_of(answer);
    for table in &mut tables {
        let name = if table.code == "people" { "months" } else { table.code };
        let file =
            |(format, end): (&'static str, &str)| (format, format!("/api/v1/reports/access/{name}.{end}?{query}"));
        table.files = [("CSV", "csv"), ("XLSX", "xlsx"), ("HXL", "hxl.csv")].into_iter().map(file).collect();
    }
    tables
}

fn table(t: Texts, code: &'static str, columns: &[&str], rows: Vec<ReportRow>) -> ReportTable {
    ReportTable {
        code,
        head: t.text(&format!("reports-h-{code}")),
        columns: columns.iter().map(|column| t.text(&format!("reports-{column}"))).collect(),
        legend: Vec::new(),
        rows,
        files: Vec::new(),
    }
}

fn counts(group: &Group) -> Vec<u64> {
    let of = |outcome| group.outcomes.of.get(&outcome).copied().unwrap_or(0);
    Outcome::iter().map(of).chain([group.outcomes.open]).collect()
}

fn outcomes_by_month(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let widest = report.months.values().map(|group| group.measures.convoys).max().unwrap_or(0);
    let row = |((year, month), group): (&(i32, u32), &Group)| {
        let mut x = 0;
        let mut bar = Vec::new();
        for (class, count) in CLASSES.into_iter().zip(counts(group)) {
            let part = Bar { class, x, width: width(count, widest), inset: 4 };
            x += part.width;
            bar.extend((count > 0).then_some(part));
        }
        let cells = std::iter::once(group.measures.convoys).chain(counts(group)).map(|count| t.number(count));
        ReportRow { name: Name::typed(t.month(*year, *month)), bar, cells: cells.collect() }
    };
    let mut made = table(t, "months", &["convoys"], report.months.iter().map(row).collect());
    let words: Vec<String> =
        Outcome::iter().map(|outcome| t.label("outcome", outcome)).chain([t.text("reports-open")]).collect();
    made.columns.extend(words.iter().cloned());
    made.legend = CLASSES.into_iter().zip(words).collect();
    made
}

fn people_by_month(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let largest = |group: &Group| group.measures.targeted.people.max(group.measures.reached.people);
    let widest = report.months.values().map(largest).max().unwrap_or(0);
    let row = |((year, month), group): (&(i32, u32), &Group)| {
        let measures = &group.measures;
        let bar = vec![
            Bar { class: "b-calm", x: 0, width: width(measures.targeted.people, widest), inset: 4 },
            Bar { class: "b-good", x: 0, width: width(measures.reached.people, widest), inset: 8 },
        ];
        let cells = vec![sum(t, measures.targeted), sum(t, measures.reached), sum(t, measures.waiting)];
        ReportRow { name: Name::typed(t.month(*year, *month)), bar, cells }
    };
    let columns = ["targeted", "reached", "waiting"];
    let mut made = table(t, "people", &columns, report.months.iter().map(row).collect());
    made.legend = vec![("b-calm", t.text("reports-targeted")), ("b-good", t.text("reports-reached"))];
    made
}

fn outcomes(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let widest = report.outcomes.values().map(|measures| measures.convoys).max().unwrap_or(0);
    let row = |(class, outcome): (&'static str, Option<Outcome>)| {
        let measures = report.outcomes.get(&outcome).cloned().unwrap_or_default();
        let name = outcome.map_or_else(|| t.text("reports-open"), |outcome| t.label("outcome", outcome));
        let counted =
            outcome.map_or_else(|| t.number(measures.convoys), |it| share(t, report.whole.outcomes.share(it)));
        let cells = vec![
            counted,
            t.number(measures.trucks),
            sum(t, measures.targeted),
            sum(t, measures.reached),
            sum(t, measures.waiting),
        ];
        ReportRow { name: Name::typed(name), bar: simple(class, measures.convoys, widest), cells }
    };
    let every = Outcome::iter().map(Some).chain([None]);
    let columns = ["convoys", "trucks", "targeted", "reached", "waiting"];
    table(t, "outcomes", &columns, CLASSES.into_iter().zip(every).map(row).collect())
}

const HELD: [&str; 7] = ["times", "held_convoys", "total", "median", "longest", "still", "no_length"];

fn held(t: Texts, name: Name, by: &HeldBy, widest: u64) -> ReportRow {
    let cells = vec![
        t.number(by.hours.holds),
        share(t, by.convoys),
        hours(t, by.hours.total),
        hours(t, by.hours.median),
        hours(t, by.hours.longest),
        t.number(by.hours.still_held),
        t.number(by.hours.unknown_length),
    ];
    ReportRow { name, bar: simple("b-bad", by.hours.holds, widest), cells }
}

fn causes(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let mut causes = report.causes();
    causes.sort_by_key(|(cause, by)| (std::cmp::Reverse(by.hours.holds), *cause));
    let widest = causes.first().map_or(0, |(_, by)| by.hours.holds);
    let row =
        |(cause, by): &(crate::domain::event::Cause, HeldBy)| held(t, Name::typed(t.label("cause", cause)), by, widest);
    table(t, "causes", &HELD, causes.iter().map(row).collect())
}

fn checkpoints(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let mut places = report.places();
    places.sort_by_key(|(place, by)| (std::cmp::Reverse(by.hours.holds), *place));
    let widest = places.first().map_or(0, |(_, by)| by.hours.holds);
    let row = |(place, by): &(Option<uuid::Uuid>, HeldBy)| {
        let name = place.map_or_else(|| Name::typed(t.text("unknown")), |place| teller.place(PlaceId(place)));
        held(t, name, by, widest)
    };
    table(t, "checkpoints", &HELD, places.iter().map(row).collect())
}

fn clearance(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let widest = report.whole.measures.convoys;
    let row = |(step, part): (crate::domain::access_report::Step, Share)| ReportRow {
        name: Name::typed(t.label("reports-step", step)),
        bar: simple("b-moving", part.count, widest),
        cells: vec![share(t, part)],
    };
    table(t, "clearance", &["convoys"], report.steps().into_iter().map(row).collect())
}

fn destinations(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let mut rows: Vec<_> = report.destinations.iter().collect();
    rows.sort_by_key(|(id, row)| (std::cmp::Reverse(row.convoys), **id));
    let widest = rows.first().map_or(0, |(_, row)| row.convoys);
    let row = |(id, row): &(&uuid::Uuid, &crate::domain::access_report::Destination)| {
        let bar = vec![
            Bar { class: "b-calm", x: 0, width: width(row.convoys, widest), inset: 4 },
            Bar { class: "b-good", x: 0, width: width(row.served, widest), inset: 8 },
        ];
        let served = Share::new(row.served, row.served + row.unserved);
        let cells = vec![
            t.number(row.convoys),
            share(t, served),
            t.number(row.open),
            sum(t, row.targeted),
            sum(t, row.waiting),
        ];
        ReportRow { name: teller.place(PlaceId(**id)), bar, cells }
    };
    let columns = ["bound", "served", "may_still", "targeted", "waiting"];
    table(t, "places", &columns, rows.iter().map(row).collect())
}

fn organisations(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let mut rows: Vec<_> = report.organisations.iter().collect();
    rows.sort_by_key(|(id, group)| (std::cmp::Reverse(group.measures.convoys), **id));
    let widest = rows.first().map_or(0, |(_, group)| group.measures.convoys);
    let row = |(id, group): &(&uuid::Uuid, &Group)| {
        let measures = &group.measures;
        let cells = vec![
            t.number(measures.convoys),
            t.number(group.as_partner),
            share(t, group.outcomes.share(Outcome::Facilitated)),
            t.number(measures.trucks),
            sum(t, measures.targeted),
            sum(t, measures.reached),
        ];
        ReportRow {
            name: teller.organisation(OrganisationId(**id)),
            bar: simple("b-moving", measures.convoys, widest),
            cells,
        }
    };
    let columns = ["led", "as_partner", "facilitated", "trucks", "targeted", "reached"];
    table(t, "organisations", &columns, rows.iter().map(row).collect())
}

fn incidents(teller: &Teller<'_>, report: &AccessReport) -> ReportTable {
    let t = teller.t;
    let convoys = report.whole.measures.convoys;
    let widest = report.acts.values().map(|acts| acts.incidents).max().unwrap_or(0);
    let row = |(act, acts): (&crate::domain::incident::Act, &crate::domain::access_report::Acts)| ReportRow {
        name: Name::typed(t.label("act", act)),
        bar: simple("b-bad", acts.incidents, widest),
        cells: vec![
            t.number(acts.incidents),
            share(t, Share::new(acts.convoys, convoys)),
            t.number(acts.differ),
            harmed(t, acts.killed),
            harmed(t, acts.injured),
        ],
    };
    let columns = ["incidents", "convoys", "differ", "killed", "injured"];
    table(t, "incidents", &columns, report.acts.iter().map(row).collect())
}
