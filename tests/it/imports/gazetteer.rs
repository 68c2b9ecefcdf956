//! P-codes: several versions side by side, found by any spelling, and checked where a place names one.

use convoy::app::Role;
use serde_json::json;

use crate::harness::{
    client::{Answer, Client},
    databases::databases,
    server::Server,
};

const LIST: &str = "admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,admin3Name_en,admin3Pcode\n\
    Homs,حمص,SY04,Ar-Rastan,الرستن,SY0402,Talbiseh,SY040203\n\
    Homs,حمص,SY04,Homs,حمص,SY0400,Homs,SY040000\n\
    Hama,حماة,SY05,Hama,حماة,SY0500,Hama,SY050000\n";
const COMMUNITIES: &str = "pcode,name_en,name_ar,admin3Pcode,alt_names,latitude,longitude\n\
    C2631,Talbiseh,تلبيسة,SY040203,Talbise; Tell Bisa,34.84,36.73\n\
    C2632,Ghanto,الغنطو,SY040203,,,\n\
    C2700,Maʿarin,أم العمد,SY040203,,,\n";

fn load(client: &Client, version: &str, file: &str) -> Answer {
    client.post_raw(&format!("/api/v1/imports?kind=gazetteer&version={version}"), "text/csv", file)
}

fn codes(client: &Client, query: &str) -> Vec<String> {
    let found = client.get(&format!("/api/v1/gazetteer?{query}")).expect(200);
    found["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
}

fn whole() -> String {
    let rows: Vec<&str> = COMMUNITIES.lines().skip(1).collect();
    let mut file = "admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode,admin3Name_en,admin3Pcode,pcode,name_en,name_ar,alt_names,latitude,longitude\n".to_owned();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let community = [cells[0], cells[1], cells[2], cells[4], cells[5], cells[6]].join(",");
        file.extend(["Homs,حمص,SY04,Ar-Rastan,الرستن,SY0402,Talbiseh,SY040203,", &community, "\n"]);
    }
    file + "Hama,حماة,SY05,Hama,حماة,SY0500,Hama,SY050000,,,,,,\n"
}

#[test]
fn names_are_found_in_any_spelling_and_beneath_a_code() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        assert_eq!(codes(&client, "q=homs"), Vec::<String>::new(), "nothing is loaded");
        assert_eq!(load(&client, "2023", LIST).expect(201)["made"], 8);
        assert_eq!(load(&client, "2024", &whole()).expect(201)["made"], 9);
        assert_eq!(load(&client, "2024", &whole()).expect(201)["left"], 9, "again without effect");
        assert_eq!(load(&client, "2024", LIST).json()["code"], "version_taken");
        assert_eq!(load(&client, "", LIST).json()["code"], "no_version");
        for spelling in ["TALBÎSEH", "tell bisa", "تَلبيسه", "تـلبيسة"] {
            let query: String = form_urlencoded::byte_serialize(spelling.as_bytes()).collect();
            assert!(codes(&client, &format!("q={query}")).contains(&"C2631".to_owned()), "{spelling}");
        }
        let query: String = form_urlencoded::byte_serialize("ام العمد".as_bytes()).collect();
        assert_eq!(codes(&client, &format!("q={query}")), ["C2700"]);
        assert_eq!(codes(&client, "q=c2632"), ["C2632"]);
        assert_eq!(codes(&client, "q=ama"), ["SY05", "SY0500", "SY050000"], "within a name too");
        assert_eq!(codes(&client, "q=hama&under=SY04"), Vec::<String>::new());
        assert_eq!(codes(&client, "under=SY040203&q="), ["SY040203", "C2631", "C2632", "C2700"]);
        assert_eq!(codes(&client, "q=homs&version=2023"), ["SY04", "SY0400", "SY040000"]);
        client.get("/api/v1/gazetteer?q=homs&version=1999").expect(404);
        client.get("/api/v1/gazetteer?under=SY99").expect(404);
        let found = client.get("/api/v1/gazetteer?q=ghanto").expect(200);
        assert_eq!(
            (&found["version"], &found["items"][0]["path"]),
            (&json!("2024"), &json!(["SY04", "SY0402", "SY040203", "C2632"]))
        );
    });
}

#[test]
fn a_code_that_does_not_fit_its_place_is_told() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        load(&client, "2024", &whole()).expect(201);
        let place = |key: &str, code: &str, country: &str| json!({"key": key, "name": {"en": "Talbiseh"}, "kind": "town", "pcode": code, "gazetteer": "2024", "country": country});
        client.post("/api/v1/places", &place("good", "C2631", "SY")).expect(201);
        let problem = client.post("/api/v1/places", &place("level", "SY04", "SY")).expect(422);
        assert_eq!(problem["errors"][0]["code"], "pcode_level");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("C2631 Talbiseh"), "{problem}");
        assert_eq!(
            client.post("/api/v1/places", &place("land", "SY0402", "LB")).expect(422)["errors"][0]["code"],
            "pcode_country"
        );
        assert_eq!(
            client.post("/api/v1/places", &place("odd", "SY4", "SY")).expect(422)["errors"][0]["code"],
            "pcode_malformed"
        );
        let unknown = client.post("/api/v1/places", &place("unknown", "C9999", "SY")).expect(201);
        assert_eq!(unknown["warnings"][0]["code"], "pcode_unknown", "{unknown}");

        let file = "key,name,kind,pcode,gazetteer,admin1_pcode,country\n\
            a,Talbiseh,town,SY0402,2024,,SY\nb,Ghanto,town,C2632,2024,SY0402,SY\nc,New,town,C4444,2024,,SY\n";
        let answer = client.post_raw("/api/v1/imports?kind=places&dry_run=true", "text/csv", file);
        let problem = answer.expect(422);
        let told: Vec<(&str, &str)> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| (error["cell"].as_str().unwrap(), error["code"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [("D2", "pcode_level"), ("F3", "pcode_level")], "{problem}");
        assert!(problem["errors"][1]["detail"].as_str().unwrap().contains("SY04 Homs"), "{problem}");
        // A place is found by its code in a table of convoys.
        client.post("/api/v1/organisations", &json!({"key": "relief", "name": {"en": "Relief"}})).expect(201);
        client.post("/api/v1/places", &json!({"key": "hub", "name": {"en": "Hub"}})).expect(201);
        let plan = "reference,organisation,origin,destination\nP-1,relief,hub,c2631\n";
        let made = client.post_raw("/api/v1/imports?kind=convoys", "text/csv", plan).expect(201);
        assert_eq!(made["made"], 1);
        let twice = "reference,organisation,origin,destination\nP-2,relief,hub,Talbiseh\n";
        let problem = client.post_raw("/api/v1/imports?kind=convoys", "text/csv", twice).expect(422);
        assert_eq!(problem["errors"][0]["code"], "ambiguous_place");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("[good]"), "{problem}");
    });
}

#[test]
fn a_version_is_taken_out_where_no_place_names_it() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        let loaded = load(&client, "2024", &whole()).expect(201);
        let undo = format!("/api/v1/imports/{}/undo", loaded["id"].as_str().unwrap());
        let undone = client.post(&undo, &json!({"reason": "Wrong list"})).expect(200);
        assert_eq!(undone["undone"]["removed"], 9);
        assert_eq!(codes(&client, "q=homs"), Vec::<String>::new());
        let again = load(&client, "2024", &whole()).expect(201);
        let place = json!({"key": "t", "name": {"en": "T"}, "pcode": "C2631", "gazetteer": "2024"});
        client.post("/api/v1/places", &place).expect(201);
        let undo = format!("/api/v1/imports/{}/undo", again["id"].as_str().unwrap());
        let kept = client.post(&undo, &json!({"reason": "Wrong list"})).expect(200);
        assert_eq!(kept["undone"]["stays"][0]["why"], "in_use");
        assert_eq!(codes(&client, "q=ghanto"), ["C2632"]);
    });
}
