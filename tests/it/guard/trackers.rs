//! Trackers of one organisation are nothing to another.

use convoy::{
    app::Role,
    store::{
        DatabaseUrl, DbConnection, open_writer,
        rows::PhoneRow,
        schema::{convoys, phones, trackers},
        types::DbId,
    },
};
use diesel::{connection::SimpleConnection, prelude::*};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::{Answer, Client},
        databases::databases,
        phones::add_number,
        server::Server,
        world::{plan, register, world},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
const TRACCAR: &str = "/api/v1/positions/traccar";
const IMEI: &str = "359710047424242";

/// A convoy of `relief`, one of `other` in which `relief` is named as a partner, and a coordinator of each.
struct Stage {
    server: Server,
    everything: Client,
    relief: Client,
    other: Client,
}

impl Stage {
    fn on(url: &DatabaseUrl) -> Self {
        let server = Server::start(url);
        let everything = world(&server);
        register(&everything, "RELIEF-1");
        let mut others = plan("OTHER-1");
        others["lead"] = json!("other");
        others["partners"] = json!(["relief"]);
        everything.post("/api/v1/convoys", &others).expect(201);
        let coordinator = |organisation| signed_in(&server, &server.account(Role::Coordinator, organisation));
        let (relief, other) = (coordinator("relief"), coordinator("other"));
        Self { server, everything, relief, other }
    }

    fn gateway(&self, organisation: &str) -> Client {
        self.server.somebody(Role::Logger, organisation)
    }

    fn forward(&self, gateway: &Client, second: i64) -> Value {
        let time = self.server.app.now().plus(chrono::TimeDelta::seconds(second));
        let position = json!({"fixTime": time, "valid": true, "latitude": 34.9, "longitude": 36.7});
        gateway.post(TRACCAR, &json!({"position": position, "device": {"uniqueId": IMEI}})).expect(200)
    }

    fn positions(&self, reference: &str) -> usize {
        self.everything.all(&format!("/api/v1/convoys/{reference}/positions")).len()
    }
}

fn register_tracker(page: &Client, reference: &str) -> Answer {
    let form = format!("do=register&label=Tracker&truck=1&unique_id={IMEI}&until=");
    page.post_raw(&format!("/convoys/{reference}/devices?lang=en"), FORM, &form)
}

fn end_tracker(page: &Client, reference: &str) {
    let path = format!("/convoys/{reference}/devices");
    let text = page.get(&path).text;
    let id = text.split("name=\"device\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(page.post_raw(&path, FORM, &format!("do=end&device={id}")).status, 303);
}

/// What makes it bite: the same device, registered by its own organisation for its own convoy, is sent for.
#[test]
fn a_server_sends_for_its_own_organisations_devices_alone() {
    databases(|url| {
        let stage = Stage::on(url);
        let gateway = stage.gateway("relief");
        // `other` registers what `relief` has, for a convoy about which `relief` may log.
        assert_eq!(register_tracker(&stage.other, "OTHER-1").status, 200);
        assert_eq!(stage.forward(&gateway, 0)["dropped"], json!(["unknown_device"]));
        assert_eq!(stage.positions("OTHER-1"), 0);
        // That it is registered there is told nobody, and keeps nobody from having it too.
        let registered = register_tracker(&stage.relief, "RELIEF-1");
        assert_eq!(registered.status, 200, "{}", registered.text);
        assert_eq!(stage.forward(&gateway, 1)["kept"], 1);
        assert_eq!((stage.positions("RELIEF-1"), stage.positions("OTHER-1")), (1, 0));
        for (page, reference) in [(&stage.relief, "RELIEF-1"), (&stage.other, "OTHER-1")] {
            let text = page.get(&format!("/convoys/{reference}/devices?lang=en")).text;
            assert!(!text.contains("nother organisation has registered"), "{text}");
        }
        // Within one organisation it is one device still.
        assert_eq!(register_tracker(&stage.relief, "RELIEF-1").status, 422);
        // A partner's device goes with the convoy for which its organisation registered it, by that organisation's server.
        end_tracker(&stage.relief, "RELIEF-1");
        assert_eq!(register_tracker(&stage.relief, "OTHER-1").status, 200);
        assert_eq!(stage.forward(&gateway, 2)["kept"], 1);
        assert_eq!(stage.forward(&stage.gateway("other"), 3)["kept"], 1);
        assert_eq!(stage.positions("OTHER-1"), 2);
    });
}

/// Bites where whoever runs devices of a participant ends those of all.
#[test]
fn a_partner_ends_no_device_of_the_lead() {
    databases(|url| {
        let stage = Stage::on(url);
        let path = "/convoys/OTHER-1/devices";
        assert_eq!(register_tracker(&stage.other, "OTHER-1").status, 200);
        let text = stage.other.get(path).text;
        let id = text.split("name=\"device\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let seen = stage.relief.get(path);
        assert!(seen.status == 200 && !seen.text.contains("value=\"end\""), "{}", seen.text);
        let ended = stage.relief.post_raw(path, FORM, &format!("do=end&device={id}"));
        assert_eq!(ended.status, 403, "{}", ended.text);
        assert_eq!(stage.forward(&stage.gateway("other"), 0)["kept"], 1);
        // The controls: its own, and the lead also a partner's.
        end_tracker(&stage.other, "OTHER-1");
        for page in [&stage.relief, &stage.other] {
            assert_eq!(register_tracker(&stage.relief, "OTHER-1").status, 200);
            end_tracker(page, "OTHER-1");
        }
    });
}

/// What makes it bite: before the second of the two is registered, and after it is ended, the first is sent for.
#[test]
fn two_organisations_devices_of_one_name_get_nothing_from_a_server_of_both() {
    databases(|url| {
        let stage = Stage::on(url);
        let shared = stage.gateway("*");
        assert_eq!(register_tracker(&stage.relief, "RELIEF-1").status, 200);
        assert_eq!(stage.forward(&shared, 0)["kept"], 1);
        let registered = register_tracker(&stage.other, "OTHER-1");
        assert_eq!(registered.status, 200, "{}", registered.text);
        assert!(!registered.text.contains("nother organisation has registered"), "that is told once positions come");
        let told = stage.forward(&shared, 1);
        assert_eq!((&told["kept"], &told["dropped"]), (&json!(0), &json!(["in_conflict"])));
        assert_eq!((stage.positions("RELIEF-1"), stage.positions("OTHER-1")), (1, 0));
        for (page, reference, theirs) in [(&stage.relief, "RELIEF-1", "OTHER-1"), (&stage.other, "OTHER-1", "RELIEF-1")]
        {
            for (language, words) in
                [("en", "Another organisation has registered"), ("fr", "Une autre organisation"), ("ar", "منظمة أخرى")]
            {
                let text = page.get(&format!("/convoys/{reference}/devices?lang={language}")).text;
                let conflict = text.split("<h1").nth(1).unwrap();
                assert!(conflict.contains(words), "{reference} in {language}: {conflict}");
                assert!(!conflict.contains(theirs), "whose it is, is not told");
            }
        }
        // A server of one of the two alone knows whose it sends for.
        assert_eq!(stage.forward(&stage.gateway("relief"), 2)["kept"], 1);
        assert_eq!(stage.positions("RELIEF-1"), 2);
        end_tracker(&stage.other, "OTHER-1");
        assert_eq!(stage.forward(&shared, 3)["kept"], 1);
        let text = stage.relief.get("/convoys/RELIEF-1/devices?lang=en").text;
        assert!(!text.contains("Another organisation has registered this identifier"), "{text}");
    });
}

fn migration(url: &DatabaseUrl, name: &str, way: &str) -> String {
    let kind = if url.sqlite_path().is_some() { "sqlite" } else { "postgres" };
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(kind).join(name);
    std::fs::read_to_string(folder.join(way)).unwrap()
}

/// What makes it bite: the device is registered by a partner, so that only the convoy says `other`.
#[test]
fn devices_and_numbers_from_before_go_on_as_they_were() {
    databases(|url| {
        let (reference, number) = ("OTHER-1", "+963900111222");
        {
            let stage = Stage::on(url);
            assert_eq!(register_tracker(&stage.relief, reference).status, 200);
            let logger = signed_in(&stage.server, &stage.server.account(Role::Logger, "relief"));
            add_number(&logger, &stage.gateway("relief"), number, "471147");
        }
        let conn = &mut open_writer(url).unwrap();
        let organisations = |conn: &mut DbConnection| {
            trackers::table.select(trackers::organisation_id).load::<Option<DbId>>(conn).unwrap()
        };
        let of_relief = organisations(conn);
        for (name, way) in [
            ("2026-11-30-000012_scope_trackers", "down.sql"),
            ("2026-11-30-000011_confirm_phones", "down.sql"),
            ("2026-11-30-000011_confirm_phones", "up.sql"),
            ("2026-11-30-000012_scope_trackers", "up.sql"),
        ] {
            conn.batch_execute(&migration(url, name, way)).unwrap();
        }
        let of_lead = organisations(conn);
        let leads: Vec<DbId> =
            convoys::table.filter(convoys::reference.eq(reference)).select(convoys::lead_id).load(conn).unwrap();
        assert_eq!(of_lead, vec![Some(leads[0])]);
        assert_ne!(of_lead, of_relief);
        let phones: Vec<PhoneRow> = phones::table.select(PhoneRow::as_select()).load(conn).unwrap();
        assert_eq!(phones.len(), 1, "a number that was registered is its owner's still");
        assert_eq!((phones[0].wrong_pins, phones[0].claimed_at), (0, None));
        assert!(phones[0].pin_index.is_some());
    });
}
