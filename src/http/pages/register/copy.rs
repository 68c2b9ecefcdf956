//! From a convoy to what would have been typed to register it: everything but what it is called, when it goes and with
//! which others it moves.

use crate::{
    app::plan_drafts::{Original, Pairs},
    domain::{
        cargo::PlannedLine,
        id::{OrganisationId, PlaceId},
        plan::StopRole,
        trucks::{TruckRole, numbered},
    },
};

/// What would have been typed.
pub fn pairs(original: &Original) -> Pairs {
    let plan = &original.plan;
    let mut copy = Copy { original, pairs: Pairs::new() };
    copy.route();
    copy.put("time_zone", plan.time_zone.name());
    if let Some(minutes) = plan.check_in_minutes {
        let (hours, rest) = (minutes / 60, minutes % 60);
        copy.put("check_in_hours", if rest == 0 { hours.to_string() } else { format!("{hours}:{rest:02}") });
    }
    copy.trucks();
    for (index, line) in plan.cargo.iter().enumerate() {
        copy.line(index + 1, line);
    }
    copy.put("cargo_rows", plan.cargo.len().to_string());
    copy.put_some("target_population", plan.target_population);
    copy.put("lead", copy.organisation(plan.lead));
    for partner in &plan.partners {
        copy.put("partners", copy.organisation(*partner));
    }
    copy.put("sensitivity", plan.sensitivity.as_ref());
    copy.pairs
}

struct Copy<'a> {
    original: &'a Original,
    pairs: Pairs,
}

impl Copy<'_> {
    fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.pairs.push((name.into(), value));
        }
    }

    fn put_some(&mut self, name: impl Into<String>, value: Option<impl ToString>) {
        self.put(name, value.map(|value| value.to_string()).unwrap_or_default());
    }

    fn place(&self, id: PlaceId) -> String {
        self.original.names.places.get(&id.0).map(|place| place.key.to_string()).unwrap_or_default()
    }

    fn organisation(&self, id: OrganisationId) -> String {
        let known = self.original.names.organisations.get(&id.0);
        known.map(|organisation| organisation.key.to_string()).unwrap_or_default()
    }

    fn route(&mut self) {
        let mut row = 0;
        for stop in &self.original.plan.stops {
            let place = self.place(stop.place);
            if stop.role == StopRole::Origin {
                self.put("origin", place);
                continue;
            }
            row += 1;
            self.put(format!("stop_role-{row}"), stop.role.as_ref());
            self.put(format!("stop_place-{row}"), place);
            self.put_some(format!("stop_target-{row}"), stop.target_population);
        }
        self.put("stop_rows", row.to_string());
    }

    /// Their number, where they have no names of their own.
    fn trucks(&mut self) {
        let trucks = &self.original.plan.trucks;
        let of_role = |role| trucks.iter().filter(move |truck| truck.role == role);
        let count = |role| u32::try_from(of_role(role).count()).unwrap_or(u32::MAX);
        let (cargo, support) = (count(TruckRole::Cargo), count(TruckRole::Support));
        self.put("trucks", cargo.to_string());
        self.put("support", support.to_string());
        if *trucks != numbered(cargo, support) {
            for (field, role) in [("labels", TruckRole::Cargo), ("support_labels", TruckRole::Support)] {
                let labels: Vec<&str> = of_role(role).map(|truck| truck.label.as_str()).collect();
                self.put(field, labels.join("\n"));
            }
        }
    }

    fn line(&mut self, row: usize, line: &PlannedLine) {
        self.put(format!("cargo_item-{row}"), line.item.as_str());
        self.put_some(format!("cargo_sector-{row}"), line.sector.as_ref().map(AsRef::<str>::as_ref));
        self.put(format!("cargo_unit-{row}"), line.unit.as_ref());
        self.put_some(format!("cargo_quantity-{row}"), line.quantity);
        let destination = line.destination.map(|place| self.place(place));
        self.put(format!("cargo_destination-{row}"), destination.unwrap_or_default());
        self.put_some(format!("cargo_truck-{row}"), line.truck.as_ref());
        self.put_some(format!("cargo_serves_people-{row}"), line.serves_people);
        self.put_some(format!("cargo_serves_days-{row}"), line.serves_days);
    }
}
