//! What it carries, on which trucks, for whom, and with whose permission.

use std::collections::BTreeMap;

use super::Told;
use crate::{
    domain::{
        cargo::Line,
        clearance::Clearance,
        event::Payload,
        quantity::{Quantity, Tally},
        trucks::{Fate, Truck, TruckRole},
    },
    http::pages::views::{self, Amount, Bar, CargoRow, Loss, People, TruckGroup},
};

/// Labels in short: `1-17, S1-S2`.
pub fn label_ranges<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let mut runs: Vec<(&str, Option<u32>, u32)> = Vec::new();
    let mut shown: Vec<String> = Vec::new();
    for label in labels {
        let prefix = label.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = label.get(prefix.len()..).filter(|digits| !digits.starts_with('0')).and_then(|d| d.parse().ok());
        match (runs.last_mut(), number) {
            (Some((last, Some(_), until)), Some(number)) if *last == prefix && *until + 1 == number => *until = number,
            (_, Some(number)) => runs.push((prefix, Some(number), number)),
            (_, None) => runs.push((label, None, 0)),
        }
    }
    for (prefix, first, last) in runs {
        shown.push(match first {
            None => prefix.to_owned(),
            Some(first) if first == last => format!("{prefix}{first}"),
            Some(first) => format!("{prefix}{first}-{prefix}{last}"),
        });
    }
    shown.join(", ")
}

fn amount(quantity: Option<Quantity>) -> Amount {
    quantity.map(|quantity| quantity.to_string())
}

/// Something happened, if only of an unknown amount.
fn happened(tally: Tally) -> bool {
    tally.unknown_part || tally.known != Quantity::ZERO
}

/// What became of what was loaded: delivered, lost, returned, still aboard, not accounted for. What is not known is not
/// drawn, and nothing is where it is not known how much there was.
fn bar(line: &Line, unaccounted: Option<Quantity>) -> Vec<Bar> {
    let known = |tally: Option<Tally>| tally.map(|tally| tally.known);
    let lost = [line.removed, line.looted, line.damaged, line.destroyed, line.spoiled];
    let lost = lost.iter().try_fold(Quantity::ZERO, |sum, tally| sum.plus(tally.known));
    let aboard = line.aboard().filter(|_| unaccounted.is_none());
    let parts = [
        ("b-good", known(line.delivered)),
        ("b-bad", lost),
        ("b-part", known(line.returned)),
        ("b-moving", aboard),
        ("b-silent", unaccounted),
    ];
    let mut x = 0;
    let mut bars = Vec::new();
    for (class, part) in parts {
        let part = part.filter(|part| *part != Quantity::ZERO).zip(line.loaded());
        let Some(width) = part.and_then(|(part, whole)| part.thousandths_of(whole)) else { continue };
        // Something is seen, however little; and more than there was does not run out of the picture.
        let width = width.max(4).min(1_000_u64.saturating_sub(x));
        bars.push(Bar { class, x, width, inset: 4 });
        x += width;
    }
    bars
}

impl Told<'_> {
    pub(super) fn cargo(&self) -> Vec<CargoRow> {
        self.convoy().cargo.lines.iter().map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &Line) -> CargoRow {
        let losses = [
            ("refused", line.refused),
            ("removed", line.removed),
            ("looted", line.looted),
            ("damaged", line.damaged),
            ("destroyed", line.destroyed),
            ("spoiled", line.spoiled),
            ("transferred", line.transferred),
        ];
        let loss = |(kind, tally): (&str, Tally)| Loss { kind: kind.to_owned(), amount: amount(tally.exact()) };
        let unaccounted = line.not_accounted_for().filter(|_| self.answer.summary.status.is_final());
        let (convoy, nothing) = (self.convoy(), Some(Quantity::ZERO));
        // What no report speaks of: nothing where nothing was handed over at all, and nothing came back of what is not
        // over; else it is unknown.
        let undelivered = nothing.filter(|_| !convoy.has_delivered());
        let unreturned = nothing.filter(|_| !convoy.status.is_final());
        CargoRow {
            item: views::Name::typed(line.plan.item.to_string()),
            sector: line.plan.sector.map(|sector| sector.as_ref().to_owned()),
            unit: line.plan.unit.as_ref().to_owned(),
            destination: line.plan.destination.map(|id| self.teller.place(id)),
            planned: amount(line.plan.quantity),
            loaded: amount(line.loaded()),
            delivered: amount(line.delivered.map_or(undelivered, Tally::exact)),
            losses: losses.into_iter().filter(|(_, tally)| happened(*tally)).map(loss).collect(),
            returned: amount(line.returned.map_or(unreturned, Tally::exact)),
            aboard: amount(line.aboard()),
            unaccounted: amount(unaccounted),
            over: self.answer.summary.status.is_final(),
            short: unaccounted.is_some_and(|left| left != Quantity::ZERO),
            bar: bar(line, unaccounted),
        }
    }

    pub(super) fn trucks(&self) -> Vec<TruckGroup> {
        let mut by_fate: BTreeMap<Fate, Vec<&Truck>> = BTreeMap::new();
        for truck in self.convoy().trucks.iter().filter(|truck| truck.role == TruckRole::Cargo) {
            by_fate.entry(truck.fate).or_default().push(truck);
        }
        let group = |(fate, trucks): (Fate, Vec<&Truck>)| TruckGroup {
            fate: fate.as_ref().to_owned(),
            count: u64::try_from(trucks.len()).unwrap_or(u64::MAX),
            labels: Some(label_ranges(trucks.iter().map(|truck| truck.label.as_str()))),
        };
        by_fate.into_iter().map(group).collect()
    }

    pub(super) fn people(&self) -> People {
        let people = self.answer.summary.people;
        let exceeds = self.convoy().claim.as_ref().is_some_and(|claim| claim.exceeds_kits);
        People {
            targeted: people.targeted,
            reached: people.reached,
            waiting: people.waiting,
            warning: exceeds.then(|| self.teller.t.text("people-exceed")),
        }
    }

    pub(super) fn clearance(&self) -> views::Clearance {
        let permission = &self.convoy().permission;
        let step = permission.steps.last().filter(|_| permission.clearance != Clearance::None);
        let said = step.map(|step| &step.report);
        let effective = self.answer.dossier.history.effective.values();
        let told = effective.filter(|report| matches!(report.payload, Payload::Notified(_)));
        views::Clearance {
            state: permission.clearance.as_ref().to_owned(),
            since: step.map(|step| self.teller.when(step.occurred)),
            scope: permission.scope.map(|scope| scope.as_ref().to_owned()),
            authority: said.and_then(|said| said.authority.as_ref()).map(ToString::to_string),
            conditions: said.and_then(|said| said.conditions.as_ref()).map(ToString::to_string),
            notified: told.max_by_key(|report| report.occurred.at).map(|report| self.teller.when(report.occurred)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::label_ranges;

    #[test]
    fn labels_in_a_row_become_a_range() {
        let short = |labels: &[&str]| label_ranges(labels.iter().copied());
        assert_eq!(short(&["1", "2", "3", "7", "S1", "S2"]), "1-3, 7, S1-S2");
        assert_eq!(short(&["ALPHA", "1", "01", "2"]), "ALPHA, 1, 01, 2");
        assert_eq!(short(&[]), "");
    }
}
