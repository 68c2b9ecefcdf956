//! The people in a scenario file: `plate`, `driver` and `drivers` of its trucks. They never stand in the plan, which is in
//! the ledger; they become rows of their own, sealed, in the same transaction.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Import, import_error, invalid};
use crate::{
    app::{
        AppError,
        audit::{self, Deed},
        crew::sealed,
    },
    domain::{crew::read_member, id::ConvoyId, refusal::FieldError},
    store::batch::Sender,
};

/// Somebody on a truck of a file, and where the file says so.
pub(super) struct Found {
    at: String,
    /// As the domain reads it.
    object: Map<String, Value>,
    /// Which of the truck's people: parts rows that say the same.
    number: usize,
}

/// Takes the people out of a convoy's object. What is left of it may be told to everybody who sees the convoy.
pub(super) fn take_out(at: &str, object: &mut Map<String, Value>) -> Vec<Found> {
    let trucks = object.get_mut("trucks").and_then(Value::as_array_mut);
    let mut found = Vec::new();
    for (index, truck) in trucks.into_iter().flatten().enumerate() {
        let Some(truck) = truck.as_object_mut() else { continue };
        let at = format!("{at}.trucks[{index}]");
        let label = truck.get("label").cloned().unwrap_or_default();
        let plate = truck.remove("plate").filter(|plate| !plate.is_null());
        let one =
            truck.remove("driver").filter(|driver| !driver.is_null()).map(|driver| (format!("{at}.driver"), driver));
        let several = match truck.remove("drivers") {
            Some(Value::Array(drivers)) => drivers,
            Some(Value::Null) | None => Vec::new(),
            Some(other) => vec![other],
        };
        let several = several.into_iter().enumerate().map(|(index, driver)| (format!("{at}.drivers[{index}]"), driver));
        let mut people: Vec<(String, Map<String, Value>)> =
            one.into_iter().chain(several).map(|(at, driver)| (at, person(driver))).collect();
        if let Some(plate) = plate {
            match people.first_mut() {
                Some((_, first)) => {
                    first.insert("plate".to_owned(), plate);
                }
                None => people.push((format!("{at}.plate"), Map::from_iter([("plate".to_owned(), plate)]))),
            }
        }
        for (number, (at, mut object)) in people.into_iter().enumerate() {
            object.insert("truck".to_owned(), label.clone());
            found.push(Found { at, object, number });
        }
    }
    found
}

/// A driver is a name, or an object with `name` and `phone`.
fn person(driver: Value) -> Map<String, Value> {
    match driver {
        Value::Object(object) => object,
        name => json!({"name": name}).as_object().cloned().unwrap_or_default(),
    }
}

impl Import<'_, '_> {
    /// Writes down the people of a convoy. One who was imported before stays as is, also where erased since.
    pub(super) fn crew(&mut self, convoy: ConvoyId, people: &[Found]) -> Result<(), AppError> {
        for found in people {
            let dossier = self.batch.find_dossier(convoy)?.ok_or(AppError::NotFound { what: "convoy" })?;
            let member = read_member(&found.object, &dossier.history.convoy.trucks)
                .map_err(|errors: Vec<FieldError>| invalid(&found.at, &errors))?;
            let id = Uuid::new_v5(&convoy.0, format!("crew {} {}", member.truck, found.number).as_bytes());
            if self.batch.find_crew(id)?.is_some() {
                continue;
            }
            let row = sealed(&self.keys, self.batch, convoy, id, &member, Sender::default())
                .map_err(|error| import_error(&found.at, error.to_string()))?;
            self.batch.record_crew(row);
            audit::record(self.batch, &Deed::CrewRecorded { convoy: convoy.0, crew: id }, Sender::default())?;
            self.done.crew += 1;
        }
        Ok(())
    }
}
