//! A database as the benchmarks want it: 5,000 convoys of 17 trucks, with as many events as asked for, the same each time.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use convoy::{
    ambient::Real,
    app::{App, Keys, Role, passwords::Hashed, people::NewUser, policy::TokenScope},
    domain::{
        Plan, Report,
        id::{ConvoyId, EventId},
    },
    store::{
        DatabaseUrl, StoreError,
        batch::{Batch, Sender},
        lane::Lane,
        migrations, open_writer,
    },
};
use serde_json::json;
use strum::IntoEnumIterator;
use uuid::Uuid;

/// How many convoys there are.
pub const CONVOYS: u128 = 5_000;
/// Events of one convoy that lie together in the ledger.
const ROUNDS: u128 = 4;

/// How many events there are to be: a million only where it is asked for, for that takes minutes.
pub fn sizes() -> Vec<u128> {
    let mut sizes = vec![20_000, 100_000];
    if std::env::var_os("CONVOY_BENCH_MILLION").is_some() {
        sizes.push(1_000_000);
    }
    sizes
}

/// A number that follows from its place alone.
pub fn scattered(seed: u128) -> u128 {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).rotate_left(57) ^ 0x2545_f491_4f6c_dd1d
}

/// A database with so many events of 5,000 convoys of 17 trucks. Answers a coordinator's token.
pub fn build(file: &Path, events: u128) -> String {
    let url: DatabaseUrl = file.to_str().unwrap().parse().unwrap();
    migrations::run(&mut open_writer(&url).unwrap()).unwrap();
    let app = App::open(&url, Arc::new(Real), Arc::new(Keys::fresh().unwrap())).unwrap();
    let email = "bench@example.org".to_owned();
    let user = NewUser { email, name: "Bench".to_owned(), organisation: "*".to_owned(), role: Role::Coordinator };
    app.add_user(&user, &Hashed::new("sixteen grey camels").unwrap()).unwrap();
    let scopes: BTreeSet<TokenScope> = TokenScope::iter().collect();
    let token = app.create_token(&user.email, &scopes, None).unwrap().token;
    let lane = Lane::start(&url, Arc::new(Real)).unwrap();
    let places: Vec<Uuid> = (1..=40_u128).map(Uuid::from_u128).collect();
    describe(&lane, &places);
    let each = (events / CONVOYS / ROUNDS).max(1);
    for round in 0..ROUNDS {
        for first in (0..CONVOYS).step_by(50) {
            let places = places.clone();
            let work = move |batch: &mut Batch<'_>| -> Result<(), StoreError> {
                for convoy in first..first + 50 {
                    if round == 0 {
                        batch.register_convoy(ConvoyId(id_of(convoy)), plan(convoy, &places), Sender::default())?;
                    }
                    for number in round * each..(round + 1) * each {
                        let id = EventId(Uuid::from_u128(scattered(convoy << 32 | number) | 1 << 90));
                        batch.record_event(
                            ConvoyId(id_of(convoy)),
                            id,
                            report(convoy, number, &places),
                            Sender::default(),
                        )?;
                    }
                }
                Ok(())
            };
            lane.submit(work).unwrap().blocking_recv().unwrap().unwrap();
        }
    }
    token
}

pub fn id_of(convoy: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | convoy)
}

fn describe(lane: &Lane, places: &[Uuid]) {
    let places = places.to_vec();
    let work = move |batch: &mut Batch<'_>| -> Result<(), StoreError> {
        for (index, id) in places.iter().enumerate() {
            let place = json!({
                "key": format!("place-{index}"), "name": {"en": format!("Place {index}"), "ar": "مكان", "fr": "Lieu"},
                "kind": "town", "latitude": 33.0 + index as f64 / 16.0, "longitude": 36.0 + index as f64 / 32.0,
                "admin1": "Hama", "pcode": format!("C{index:04}"),
            });
            batch.record_place(*id, serde_json::from_value(place).unwrap(), Sender::default())?;
        }
        let relief = json!({"key": "relief", "name": {"en": "Relief"}});
        batch.record_organisation(Uuid::from_u128(99), serde_json::from_value(relief).unwrap(), Sender::default())?;
        Ok(())
    };
    lane.submit(work).unwrap().blocking_recv().unwrap().unwrap();
}

fn plan(convoy: u128, places: &[Uuid]) -> Plan {
    let trucks: Vec<_> = (1..=17).map(|label| json!({"label": label.to_string(), "role": "cargo"})).collect();
    let place = |shift: u128| places[usize::try_from((convoy + shift) % 40).unwrap()];
    let plan = json!({
        "reference": format!("SY-2018-{convoy:05}"), "lead": Uuid::from_u128(99), "time_zone": "Asia/Damascus",
        "stops": [
            {"role": "origin", "place": place(0)}, {"role": "checkpoint", "place": place(7)},
            {"role": "destination", "place": place(13), "target_population": 4_200},
        ],
        "trucks": trucks,
        "cargo": [{"item": "Food parcel", "unit": "parcel", "quantity": 4_000, "sector": "food_security"}],
        "sensitivity": "severe",
    });
    serde_json::from_value(plan).unwrap()
}

/// About 390 bytes, as reports are.
fn report(convoy: u128, number: u128, places: &[Uuid]) -> Report {
    let chance = scattered(convoy * 31 + number);
    let minute = number * 7 + convoy % 60;
    let at = chrono::DateTime::from_timestamp(1_514_764_800 + i64::try_from(minute * 60).unwrap(), 0).unwrap();
    let place = places[usize::try_from(chance % 40).unwrap()];
    let kind = if number == 0 { "dispatched" } else { ["contact", "note"][usize::try_from(chance % 2).unwrap()] };
    let report = json!({
        "kind": kind, "details": if kind == "dispatched" { json!({}) } else { json!(null) },
        "occurred_at": at, "precision": "minute", "place": place, "trucks": ["1", "2-5"],
        "source": {"kind": "own_staff", "name": "Field office, radio room"},
        "note": format!("Road open as far as the bridge; \"{}\" waiting there, two hours behind the plan", chance % 9_973),
    });
    serde_json::from_value(report).unwrap()
}
