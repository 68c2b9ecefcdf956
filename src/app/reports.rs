//! Access reports: what many convoys come to, made of what the reader is told of each.

use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    audit::Read,
    names::{Names, Wanted},
    sight,
};
use crate::{
    domain::{
        access_report::{AccessReport, Selection},
        id::{OrganisationId, PlaceId},
        time::Instant,
    },
    store::{DbConnection, dialect::read_snapshot, ledger, report_facts, scope::OrgScope, world},
};

/// A report with the names in it.
#[derive(Clone, Debug)]
pub struct ReportAnswer {
    /// The report. Its moment is what it stands for: asked as known at that moment, it is the same for ever.
    pub report: AccessReport,
    /// Names, as known then.
    pub names: Names,
    /// Whether some of its convoys are told less than there is.
    pub reduced: bool,
}

impl App {
    /// The access report over what is selected, as known at a moment.
    pub fn access_report(
        &self,
        caller: &Caller,
        selection: Selection,
        as_of: Option<Instant>,
    ) -> Result<ReportAnswer, AppError> {
        let scope = caller.scope_of_exports(self.now())?;
        let as_of = self.known_at(as_of)?;
        let answer = self.read_report(&scope, selection, as_of)?;
        if !answer.reduced && answer.report.whole.measures.convoys > 0 {
            self.note_exact_read(caller, Read::Report, None);
        }
        Ok(answer)
    }

    /// The same over every convoy, for whoever runs the program itself.
    pub fn access_report_of_all(&self, selection: Selection, as_of: Option<Instant>) -> Result<ReportAnswer, AppError> {
        let as_of = self.known_at(as_of)?;
        self.read_report(&OrgScope::everything(self.now()), selection, as_of)
    }

    /// The place that a report is asked about, by id or key.
    pub fn place_to_report(&self, caller: &Caller, reference: &str) -> Result<Option<Uuid>, AppError> {
        caller.reach(Action::Export)?;
        Ok(world::find_place(&mut *self.reader()?, reference)?.map(|place| place.id))
    }

    /// The organisation that a report is asked about, by id or key.
    pub fn organisation_to_report(&self, caller: &Caller, reference: &str) -> Result<Option<Uuid>, AppError> {
        caller.reach(Action::Export)?;
        Ok(world::find_organisation(&mut *self.reader()?, reference)?.map(|organisation| organisation.id))
    }

    fn read_report(
        &self,
        scope: &OrgScope,
        selection: Selection,
        as_of: Option<Instant>,
    ) -> Result<ReportAnswer, AppError> {
        read_snapshot(&mut *self.reader()?, |conn| {
            // Never later than the last entry: whatever is recorded from now on is recorded strictly later than that, also
            // by an instance whose clock is behind. An answer for the clock's own moment could change once more.
            let last = ledger::get_head(conn)?.recorded_at;
            let at = as_of.map_or(last, |as_of| as_of.min(last));
            let report = gather(conn, scope, selection, at)?;
            let names = names(conn, &report)?;
            Ok(ReportAnswer { reduced: report.places_withheld > 0 || scope.exact.is_none(), report, names })
        })
    }
}

fn gather(
    conn: &mut DbConnection,
    scope: &OrgScope,
    selection: Selection,
    at: Instant,
) -> Result<AccessReport, AppError> {
    let mut report = AccessReport::new(at, selection);
    let mut after = Uuid::nil();
    loop {
        let page = report_facts::list(conn, scope, after, at)?;
        let Some(last) = page.last else { return Ok(report) };
        after = last;
        for facts in sight::facts(conn, scope, page.known, at)? {
            report.add(&facts);
        }
    }
}

fn names(conn: &mut DbConnection, report: &AccessReport) -> Result<Names, AppError> {
    let (places, organisations) = report.named();
    let mut wanted = Wanted::default();
    wanted.places(places.into_iter().map(PlaceId));
    wanted.organisations(organisations.into_iter().map(OrganisationId));
    wanted.read(conn, Some(report.at))
}
