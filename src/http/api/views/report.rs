//! An access report. The same question has the same bytes: everything stands in an order of its own, and nothing here knows
//! what time it is.

use serde::Serialize;
use strum::IntoEnumIterator;

use super::{NamedView, organisation, place};
use crate::{
    app::{names::Names, reports::ReportAnswer},
    domain::{
        access_report::{
            AccessReport, Coverage, Destination, Group, Harmed, HeldBy, Hours, LeftOut, Measures, Share, Step, Sum,
        },
        event::Cause,
        incident::Act,
        outcome::Outcome,
        trucks::Fate,
    },
    http::language::Locale,
};

/// A report.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AccessReportView {
    /// The moment that it stands for. Asked as known at this moment, the answer is the same for ever.
    as_of: String,
    /// The first day, in each convoy's own zone; null is from the beginning.
    from: Option<String>,
    /// The last day, itself included; null is to the end.
    to: Option<String>,
    /// Of this organisation alone.
    organisation: Option<NamedView>,
    /// Of this place alone.
    place: Option<NamedView>,
    /// Whether the reader is told less than there is of some convoys.
    reduced: bool,
    totals: TotalsView,
    left_out: LeftOutView,
    outcomes: Vec<OutcomeRowView>,
    months: Vec<MonthView>,
    organisations: Vec<OrganisationView>,
    places: Vec<DestinationView>,
    clearance: Vec<FunnelStepView>,
    causes: Vec<CauseView>,
    checkpoints: Vec<CheckpointView>,
    incidents: Vec<ActView>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TotalsView {
    #[serde(flatten)]
    measures: Measures,
    /// Convoys whose outcome is known, of all: the denominator of every outcome.
    decided: Share,
    /// Convoys whose outcome is open.
    open: u64,
    /// Convoys that set out, of all: the denominator of causes and checkpoints.
    set_out: Share,
    /// Convoys that were blocked, of those that set out.
    blocked: Share,
    /// Convoys to which something was done, of all.
    with_incidents: Share,
    /// People reached of people meant, over the convoys of which both are known.
    coverage: Coverage,
    /// Cargo trucks by what became of them, of all.
    trucks_by_fate: Vec<FateView>,
    /// Convoys whose places are not told to the reader; in no row of `places` and `checkpoints`.
    places_withheld: u64,
    /// Convoys of which no request for permission is known, of all.
    not_requested: Share,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LeftOutView {
    #[serde(flatten)]
    left_out: LeftOut,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FateView {
    fate: Fate,
    trucks: Share,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OutcomeRowView {
    /// The word of OCHA's reporting; null is open.
    outcome: Option<Outcome>,
    /// Of all whose outcome is known; null of those that are open.
    share: Option<Share>,
    #[serde(flatten)]
    measures: Measures,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OutcomeCountView {
    outcome: Outcome,
    #[serde(flatten)]
    share: Share,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct GroupView {
    #[serde(flatten)]
    measures: Measures,
    /// Convoys whose outcome is open.
    open: u64,
    /// Every outcome, of those that are known in this row.
    outcomes: Vec<OutcomeCountView>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MonthView {
    /// `2016-11`, in each convoy's own zone.
    month: String,
    #[serde(flatten)]
    group: GroupView,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OrganisationView {
    /// It leads the convoys of this row.
    organisation: NamedView,
    #[serde(flatten)]
    group: GroupView,
    /// Convoys in which it takes part beside these.
    as_partner: u64,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DestinationView {
    place: NamedView,
    /// Convoys bound for it.
    convoys: u64,
    /// Those that delivered there, of those that did or are over.
    served: Share,
    /// Those that still may.
    open: u64,
    /// Whom its cargo was meant for.
    targeted: Sum,
    /// Who waits there.
    waiting: Sum,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FunnelStepView {
    step: Step,
    #[serde(flatten)]
    share: Share,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct HeldByView {
    /// Convoys, of those that set out.
    convoys: Share,
    trucks: u64,
    targeted: Sum,
    hours: Hours,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CauseView {
    cause: Cause,
    #[serde(flatten)]
    held: HeldByView,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CheckpointView {
    /// Null is where the place is not known.
    place: Option<NamedView>,
    #[serde(flatten)]
    held: HeldByView,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ActView {
    act: Act,
    incidents: u64,
    /// Convoys that met one, of all.
    convoys: Share,
    accounts_differ: u64,
    killed: Harmed,
    injured: Harmed,
}

/// The report in the caller's language.
pub fn access_report(answer: &ReportAnswer, locale: Locale) -> AccessReportView {
    let (report, names) = (&answer.report, &answer.names);
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let selection = report.selection;
    AccessReportView {
        as_of: report.at.to_rfc3339_in(chrono_tz::Tz::UTC),
        from: day(selection.from),
        to: day(selection.to),
        organisation: selection.organisation.map(|id| organisation(id, names, locale)),
        place: selection.place.map(|id| place(id, names, locale)),
        reduced: answer.reduced,
        totals: totals(report),
        left_out: LeftOutView { left_out: report.left_out },
        outcomes: outcomes(report),
        months: months(report),
        organisations: by_organisation(report, names, locale),
        places: report.destinations.iter().map(|(id, row)| destination(place(*id, names, locale), *row)).collect(),
        clearance: report.steps().into_iter().map(|(step, share)| FunnelStepView { step, share }).collect(),
        causes: report.causes().into_iter().map(|(cause, by)| CauseView { cause, held: held(&by) }).collect(),
        checkpoints: checkpoints(report, names, locale),
        incidents: acts(report),
    }
}

fn totals(report: &AccessReport) -> TotalsView {
    let whole = &report.whole;
    let fate =
        |(fate, count): (&Fate, &u64)| FateView { fate: *fate, trucks: Share::new(*count, whole.measures.trucks) };
    TotalsView {
        measures: whole.measures.clone(),
        decided: Share::new(whole.outcomes.decided(), whole.measures.convoys),
        open: whole.outcomes.open,
        set_out: report.set_out(),
        blocked: report.with_blocks(),
        with_incidents: report.with_incidents(),
        coverage: report.coverage(),
        trucks_by_fate: report.fates.iter().map(fate).collect(),
        places_withheld: report.places_withheld,
        not_requested: report.not_requested(),
    }
}

/// Every outcome, also those that no convoy has, and last what is open.
fn outcomes(report: &AccessReport) -> Vec<OutcomeRowView> {
    let measures = |outcome| report.outcomes.get(&outcome).cloned().unwrap_or_default();
    let known = Outcome::iter().map(|outcome| OutcomeRowView {
        outcome: Some(outcome),
        share: Some(report.whole.outcomes.share(outcome)),
        measures: measures(Some(outcome)),
    });
    let open = OutcomeRowView { outcome: None, share: None, measures: measures(None) };
    known.chain([open]).collect()
}

fn group(group: &Group) -> GroupView {
    let count = |outcome| OutcomeCountView { outcome, share: group.outcomes.share(outcome) };
    GroupView {
        measures: group.measures.clone(),
        open: group.outcomes.open,
        outcomes: Outcome::iter().map(count).collect(),
    }
}

fn months(report: &AccessReport) -> Vec<MonthView> {
    let row = |((year, month), row): (&(i32, u32), &Group)| MonthView {
        month: format!("{year:04}-{month:02}"),
        group: group(row),
    };
    report.months.iter().map(row).collect()
}

fn by_organisation(report: &AccessReport, names: &Names, locale: Locale) -> Vec<OrganisationView> {
    let row = |(id, row): (&uuid::Uuid, &Group)| OrganisationView {
        organisation: organisation(*id, names, locale),
        group: group(row),
        as_partner: row.as_partner,
    };
    let mut rows: Vec<OrganisationView> = report.organisations.iter().map(row).collect();
    rows.sort_by(|one, two| one.organisation.key.cmp(&two.organisation.key));
    rows
}

fn destination(place: NamedView, row: Destination) -> DestinationView {
    DestinationView {
        place,
        convoys: row.convoys,
        served: Share::new(row.served, row.served + row.unserved),
        open: row.open,
        targeted: row.targeted,
        waiting: row.waiting,
    }
}

fn held(by: &HeldBy) -> HeldByView {
    HeldByView { convoys: by.convoys, trucks: by.trucks, targeted: by.targeted, hours: by.hours }
}

fn checkpoints(report: &AccessReport, names: &Names, locale: Locale) -> Vec<CheckpointView> {
    let row = |(id, by): (Option<uuid::Uuid>, HeldBy)| CheckpointView {
        place: id.map(|id| place(id, names, locale)),
        held: held(&by),
    };
    report.places().into_iter().map(row).collect()
}

fn acts(report: &AccessReport) -> Vec<ActView> {
    let convoys = report.whole.measures.convoys;
    let row = |(act, row): (&Act, &crate::domain::access_report::Acts)| ActView {
        act: *act,
        incidents: row.incidents,
        convoys: Share::new(row.convoys, convoys),
        accounts_differ: row.differ,
        killed: row.killed,
        injured: row.injured,
    };
    report.acts.iter().map(row).collect()
}
