//! Rows to plans: those of one reference are one convoy, each with a line of cargo or without.

use std::collections::{BTreeMap, HashMap};

use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::{
    columns::Kind,
    fields::{Field, fields},
    mistakes::{Mistakes, Wrong},
    rows::{Draft, Reading},
    sheet::Row,
};
use crate::domain::{
    Plan,
    draft::read_plan,
    plan::{PlanChange, StopRole},
    time::Instant,
};

/// A convoy of the file.
#[derive(Clone, Debug)]
pub struct PlannedConvoy {
    /// As it would be registered.
    pub plan: Plan,
    /// What it says anew, should it be registered already.
    pub change: PlanChange,
    /// Whether it says whose time it is told in.
    pub names_zone: bool,
    /// Where its parts stand.
    pub draft: Draft,
}

/// What the file does not say itself.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// Whose convoys these are, where no column says.
    pub lead: Option<String>,
    /// Whose clocks they are told by, where no column says.
    pub zone: Option<Tz>,
    /// The server's clock.
    pub now: Instant,
}

/// The names that the domain has for what columns call otherwise.
const ALIASES: &[(&str, &str)] = &[
    ("planned_departure", "departure"),
    ("check_in_minutes", "check_in_hours"),
    ("stops", "destination"),
    ("cargo", "item"),
];

/// Reads all convoys of a table.
pub fn read(reading: &Reading<'_>, defaults: &Defaults, mistakes: &mut Mistakes) -> Vec<PlannedConvoy> {
    let mut order: Vec<String> = Vec::new();
    let mut groups: HashMap<String, Vec<&Row>> = HashMap::new();
    for row in &reading.table.rows {
        let reference = reading.table.cell(row, "reference").shown();
        if reference.trim().is_empty() {
            let why = super::mistakes::Why::Field { code: "required".to_owned(), expected: None };
            mistakes.add(reading.mistake(reading.place_of(row, "reference"), "reference", why));
            continue;
        }
        if !groups.contains_key(&reference) {
            order.push(reference.clone());
        }
        groups.entry(reference).or_default().push(row);
    }
    let mut convoys = Vec::new();
    for reference in order {
        let Some(rows) = groups.get(&reference) else { continue };
        let before = mistakes.in_all;
        let mut group = Group { reading, rows, draft: rows.first().map(|row| Draft::new(row)).unwrap_or_default() };
        group.fill(defaults, mistakes);
        let draft = group.draft;
        match read_plan(&draft.object, reading.known, defaults.now, defaults.zone) {
            Ok(plan) if mistakes.in_all == before => {
                let change = change_of(&plan, &draft.object);
                let names_zone = draft.object.contains_key("time_zone");
                convoys.push(PlannedConvoy { plan, change, names_zone, draft });
            }
            Ok(_) => {}
            Err(errors) => {
                // What follows from a cell that could not be read is not told besides.
                let errors: Vec<_> =
                    errors.into_iter().filter(|error| mistakes.in_all == before || !follows(error)).collect();
                reading.explain(mistakes, &draft, &errors, ALIASES);
            }
        }
    }
    convoys
}

/// Whether a mistake may follow from another cell that could not be read.
fn follows(error: &crate::domain::refusal::FieldError) -> bool {
    use crate::domain::refusal::FieldCode::{
        NeedsDestination, NeedsOrigin, Required, UnknownOrganisation, UnknownPlace,
    };
    matches!(error.code, Required | NeedsOrigin | NeedsDestination | UnknownPlace | UnknownOrganisation)
}

/// What the file says of a convoy that is registered already: no more than it has columns for.
fn change_of(plan: &Plan, object: &Map<String, Value>) -> PlanChange {
    let says = |name: &str| object.contains_key(name);
    PlanChange {
        reason: None,
        stops: says("stops").then(|| plan.stops.clone()),
        trucks: says("trucks").then(|| plan.trucks.clone()),
        cargo: says("cargo").then(|| plan.cargo.clone()),
        target_population: plan.target_population,
        partners: says("partners").then(|| plan.partners.clone()),
        linked_release: plan.linked_release.clone(),
        check_in_minutes: plan.check_in_minutes,
        planned_departure: plan.planned_departure,
        sensitivity: says("sensitivity").then_some(plan.sensitivity),
    }
}

struct Group<'a> {
    reading: &'a Reading<'a>,
    rows: &'a [&'a Row],
    draft: Draft,
}

impl Group<'_> {
    fn fill(&mut self, defaults: &Defaults, mistakes: &mut Mistakes) {
        for name in ["reference", "lead", "partners", "time_zone", "linked_release", "sensitivity"] {
            self.once(mistakes, name, name);
        }
        if !self.draft.object.contains_key("lead")
            && self.reading.table.column("lead").is_none()
            && let Some(lead) = &defaults.lead
        {
            self.draft.object.insert("lead".to_owned(), json!(lead));
        }
        if let Some(zone) = defaults.zone.filter(|_| !self.draft.object.contains_key("time_zone")) {
            self.draft.object.insert("time_zone".to_owned(), json!(zone.name()));
        }
        self.once(mistakes, "convoy_target_population", "target_population");
        self.check_in(mistakes);
        self.departure(mistakes, defaults);
        self.trucks(mistakes);
        self.stops(mistakes);
        self.cargo(mistakes);
    }

    fn field(name: &str) -> Option<&'static Field> {
        fields(Kind::Convoys).find(|field| field.name == name)
    }

    /// What is said once of a convoy: it may stand in each of its rows, and is the same in all.
    fn say_once(&self, mistakes: &mut Mistakes, name: &str) -> Option<(Value, &Row)> {
        let field = Self::field(name)?;
        let mut said: Option<(Value, &Row)> = None;
        for row in self.rows {
            let Some(value) = self.reading.value(mistakes, row, field) else { continue };
            match &said {
                None => said = Some((value, row)),
                Some((first, _)) if *first == value => {}
                Some((_, first)) => {
                    self.reading.wrong(mistakes, row, name, Wrong::Differs, Some(first.number.to_string()));
                }
            }
        }
        said
    }

    fn once(&mut self, mistakes: &mut Mistakes, name: &str, domain: &str) {
        let Some((value, row)) = self.say_once(mistakes, name) else { return };
        let at = self.reading.place_of(row, name);
        self.draft.mark(&format!("/{domain}"), at);
        self.draft.object.insert(domain.to_owned(), value);
    }

    fn check_in(&mut self, mistakes: &mut Mistakes) {
        let Some((Value::String(hours), row)) = self.say_once(mistakes, "check_in_hours") else { return };
        let minutes = hours.parse::<f64>().map_or(hours, |hours| (hours * 60.0).to_string());
        let at = self.reading.place_of(row, "check_in_hours");
        self.draft.mark("/check_in_minutes", at);
        self.draft.object.insert("check_in_minutes".to_owned(), json!(minutes));
    }

    fn departure(&mut self, mistakes: &mut Mistakes, defaults: &Defaults) {
        let named = self.draft.object.get("time_zone").and_then(Value::as_str).and_then(|name| name.parse().ok());
        let zone: Tz = named.or(defaults.zone).unwrap_or(Tz::UTC);
        let mut said: Option<(super::values::When, &Row)> = None;
        for row in self.rows {
            let Some(when) = self.reading.when(mistakes, row, "departure") else { continue };
            match said {
                None => said = Some((when, row)),
                Some((first, _)) if first == when => {}
                Some((_, first)) => {
                    let first = Some(first.number.to_string());
                    self.reading.wrong(mistakes, row, "departure", Wrong::Differs, first);
                }
            }
        }
        let Some((when, row)) = said else { return };
        // A day alone begins in the morning: convoys set out early.
        let morning = chrono::NaiveTime::from_hms_opt(6, 0, 0).map_or(when, |six| when.at(six));
        let at = self.reading.place_of(row, "departure");
        self.draft.mark("/planned_departure", at);
        match Reading::moment(morning, zone) {
            Some((moment, _)) => {
                self.draft.object.insert("planned_departure".to_owned(), moment);
            }
            None => self.reading.wrong(mistakes, row, "departure", Wrong::NotADate, None),
        }
    }

    /// A number of trucks, or the labels that stand beside the cargo.
    fn trucks(&mut self, mistakes: &mut Mistakes) {
        let mut how_many = Map::new();
        for (name, part) in [("trucks", "count"), ("support", "support")] {
            if let Some((value, row)) = self.say_once(mistakes, name) {
                let at = self.reading.place_of(row, name);
                self.draft.mark(&format!("/trucks/{part}"), at);
                self.draft.mark("/trucks", at);
                how_many.insert(part.to_owned(), value);
            }
        }
        if !how_many.is_empty() {
            self.draft.object.insert("trucks".to_owned(), Value::Object(how_many));
            return;
        }
        let mut labels: Vec<String> = Vec::new();
        for row in self.rows {
            let label = self.reading.table.cell(row, "truck").shown();
            if !label.is_empty() && !labels.iter().any(|known| known.to_lowercase() == label.to_lowercase()) {
                let at = self.reading.place_of(row, "truck");
                self.draft.mark(&format!("/trucks/{}/label", labels.len()), at);
                labels.push(label);
            }
        }
        if !labels.is_empty() {
            let trucks: Vec<Value> = labels.into_iter().map(|label| json!({ "label": label })).collect();
            self.draft.object.insert("trucks".to_owned(), Value::Array(trucks));
        }
    }

    fn stops(&mut self, mistakes: &mut Mistakes) {
        let keys = |value: Option<(Value, &Row)>| -> Vec<String> {
            let items = value.map(|(value, _)| value).and_then(|value| value.as_array().cloned()).unwrap_or_default();
            items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        };
        let origin = self.say_once(mistakes, "origin").and_then(|(value, _)| value.as_str().map(str::to_owned));
        let route = keys(self.say_once(mistakes, "stops"));
        let checkpoints = keys(self.say_once(mistakes, "checkpoints"));
        let mut destinations = keys(self.say_once(mistakes, "destinations"));
        let (targets, targeted_row) = self.targets(mistakes, &mut destinations);
        let mut route = route.into_iter().peekable();
        let origin = origin.or_else(|| route.peek().cloned());
        let on_the_way: Vec<String> = route.filter(|key| Some(key) != origin.as_ref()).collect();
        if destinations.is_empty() {
            destinations.extend(on_the_way.last().cloned());
        }
        let mut stops: Vec<(StopRole, String, &str)> = Vec::new();
        stops.extend(origin.map(|key| (StopRole::Origin, key, "origin")));
        if on_the_way.is_empty() {
            stops.extend(checkpoints.into_iter().map(|key| (StopRole::Checkpoint, key, "checkpoints")));
        }
        for key in on_the_way {
            let role = if destinations.contains(&key) { StopRole::Destination } else { StopRole::Checkpoint };
            stops.push((role, key, "stops"));
        }
        for key in &destinations {
            if !stops.iter().any(|(role, known, _)| *role == StopRole::Destination && known == key) {
                stops.push((StopRole::Destination, key.clone(), "destination"));
            }
        }
        // One figure beside several destinations is of all of them together.
        let alone = (destinations.len() == 1).then(|| destinations.first().cloned()).flatten();
        let mut written = Vec::new();
        let first = self.rows.first().copied();
        for (index, (role, key, field)) in stops.iter().enumerate() {
            let mut stop = Map::from_iter([("role".to_owned(), json!(role)), ("place".to_owned(), json!(key))]);
            if let Some(row) = first {
                self.draft.mark(&format!("/stops/{index}"), self.reading.place_of(row, field));
            }
            let target =
                targets.get(&Some(key.clone())).or_else(|| targets.get(&None).filter(|_| alone.as_ref() == Some(key)));
            if let (StopRole::Destination, Some((people, row))) = (role, target) {
                let pointer = format!("/stops/{index}/target_population");
                if let Some(row) = self.rows.iter().find(|known| known.number == *row) {
                    self.draft.mark(&pointer, self.reading.place_of(row, "target_population"));
                }
                stop.insert("target_population".to_owned(), people.clone());
            }
            written.push(Value::Object(stop));
        }
        if let (None, Some((people, _)), Some(row)) = (&alone, targets.get(&None), targeted_row)
            && !self.draft.object.contains_key("target_population")
        {
            let at = self
                .rows
                .iter()
                .find(|known| known.number == row)
                .map(|row| self.reading.place_of(row, "target_population"));
            if let Some(at) = at {
                self.draft.mark("/target_population", at);
            }
            self.draft.object.insert("target_population".to_owned(), people.clone());
        }
        if !written.is_empty() {
            self.draft.object.insert("stops".to_owned(), Value::Array(written));
        }
    }

    /// People by destination, `None` for those of no destination in particular; adds the destinations in their order.
    #[expect(clippy::type_complexity, reason = "used once, right beside")]
    fn targets(
        &self,
        mistakes: &mut Mistakes,
        destinations: &mut Vec<String>,
    ) -> (BTreeMap<Option<String>, (Value, u32)>, Option<u32>) {
        let mut targets: BTreeMap<Option<String>, (Value, u32)> = BTreeMap::new();
        let mut unnamed = None;
        let (Some(place), Some(people)) = (Self::field("destination"), Self::field("target_population")) else {
            return (targets, unnamed);
        };
        for row in self.rows {
            let key = self.reading.value(mistakes, row, place).and_then(|value| value.as_str().map(str::to_owned));
            if let Some(key) = &key
                && !destinations.contains(key)
            {
                destinations.push(key.clone());
            }
            let Some(count) = self.reading.value(mistakes, row, people) else { continue };
            if key.is_none() {
                unnamed.get_or_insert(row.number);
            }
            match targets.get(&key) {
                None => {
                    targets.insert(key, (count, row.number));
                }
                Some((first, _)) if *first == count => {}
                Some((_, first)) => {
                    let first = Some(first.to_string());
                    self.reading.wrong(mistakes, row, "target_population", Wrong::Differs, first);
                }
            }
        }
        (targets, unnamed)
    }

    fn cargo(&mut self, mistakes: &mut Mistakes) {
        let mut lines = Vec::new();
        for row in self.rows {
            let parts = ["item", "sector", "unit", "quantity", "serves_people", "serves_days"];
            let mut line = Map::new();
            let mut stands = false;
            for name in parts {
                let Some(field) = Self::field(name) else { continue };
                stands |= !self.reading.table.cell(row, name).is_empty();
                if let Some(value) = self.reading.value(mistakes, row, field) {
                    line.insert(name.to_owned(), value);
                }
            }
            if !stands {
                continue;
            }
            for name in parts {
                let at = self.reading.place_of(row, name);
                self.draft.mark(&format!("/cargo/{}/{name}", lines.len()), at);
            }
            let destination = Self::field("destination")
                .map(|_| self.reading.table.cell(row, "destination").shown())
                .and_then(|text| match self.reading.known.place_named(&text) {
                    super::known::Named::One(key) => Some(key),
                    super::known::Named::None(_) | super::known::Named::Several(_) => None,
                });
            if let Some(key) = destination {
                line.insert("destination".to_owned(), json!(key));
            }
            let truck = self.reading.table.cell(row, "truck").shown();
            if !truck.is_empty() {
                line.insert("truck".to_owned(), json!(truck));
            }
            lines.push(Value::Object(line));
        }
        if !lines.is_empty() {
            self.draft.object.insert("cargo".to_owned(), Value::Array(lines));
        }
    }
}
