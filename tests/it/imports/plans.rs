//! The plan of a real-looking month: 500 rows in a workbook, three of them wrong.

use convoy::app::Role;
use serde_json::json;

use super::workbook::{Cell, text, workbook};
use crate::harness::{
    client::{Answer, Client},
    databases::{database_addresses, databases},
    program::Program,
    server::Server,
    world::describe,
};

/// Headers as people write them, in each language.
const HEADERS: [(&str, [&str; 10]); 3] = [
    (
        "en",
        [
            "Convoy",
            "Organisation",
            "From",
            "To",
            "Departure date",
            "No of trucks",
            "Commodity",
            "Unit of measure",
            "Quantity (planned)",
            "Beneficiaries",
        ],
    ),
    (
        "fr",
        [
            "Référence",
            "Organisation",
            "Lieu de départ",
            "Destination",
            "Date de départ",
            "Nombre de camions",
            "Désignation",
            "Unité",
            "Quantité prévue",
            "Population cible",
        ],
    ),
    (
        "ar",
        [
            "رقم القافلة",
            "المنظمة",
            "نقطة الانطلاق",
            "الوجهة",
            "تاريخ الانطلاق",
            "عدد الشاحنات",
            "المادة",
            "الوحدة",
            "الكمية",
            "عدد المستفيدين",
        ],
    ),
];

/// Five rows a convoy, a line of cargo each; the second destination from the fourth line on.
fn plan(headers: &[&str], rows: usize, wrong: bool) -> Vec<u8> {
    let items = [
        ("Flour", "bags", 120.0),
        ("Oil", "box", 40.5),
        ("Blankets", "piece", 900.0),
        ("Soap", "cartons", 30.0),
        ("Tents", "pcs", 12.0),
    ];
    let mut table = vec![vec![text("Plan of the month")], headers.iter().map(|header| text(header)).collect()];
    for row in 0..rows {
        let (convoy, line) = (row / 5, row % 5);
        let (item, unit, quantity) = items[line];
        // Arabic and English names, keys, and a name with other letters than it is described with.
        let to = ["Town", "town", "البلدة", "Village", "قريه"][line];
        table.push(vec![
            text(&format!("PLAN-{:03}", convoy + 1)),
            text("Relief"),
            text("Hub"),
            text(to),
            Cell::Day(42_675.0 + f64::from(u32::try_from(convoy).unwrap())),
            Cell::Number(6.0),
            text(item),
            text(unit),
            Cell::Number(quantity + f64::from(u32::try_from(convoy).unwrap()) / 10.0),
            Cell::Number(if line < 3 { 18_000.0 } else { 900.0 }),
        ]);
    }
    if wrong {
        table[16][8] = text("about 120");
        table[200][3] = text("Tovn");
        table[400][4] = text("03/04/2016");
    }
    workbook(&table)
}

fn world(client: &Client) {
    describe(client);
    let village = json!({"key": "village", "name": {"en": "Village", "ar": "قرية"}, "kind": "town"});
    client.post("/api/v1/places", &village).expect(201);
    let town = json!({"key": "town", "name": {"en": "Town", "ar": "البلدة"}, "kind": "town"});
    client.put("/api/v1/places/town", &town).expect(200);
}

fn bring(client: &Client, language: &str, query: &str, file: &[u8]) -> Answer {
    client.post_bytes(&format!("/api/v1/imports?kind=convoys&lang={language}{query}"), "application/octet-stream", file)
}

fn convoys(client: &Client) -> usize {
    client.all("/api/v1/convoys").len()
}

#[test]
fn a_plan_of_500_rows_with_three_wrong_ones_says_which_cells_and_changes_nothing() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        world(&everything);
        let client = server.somebody(Role::Coordinator, "relief");
        let head = || client.get("/api/v1/events?after=0&limit=500").expect(200)["items"].as_array().unwrap().len();
        let before = head();
        for (language, headers) in HEADERS {
            for query in ["&dry_run=true", ""] {
                let answer = bring(&client, language, query, &plan(&headers, 500, true));
                let problem = answer.expect(422);
                assert_eq!(answer.header("content-type"), "application/problem+json");
                let errors = problem["errors"].as_array().unwrap();
                let told: Vec<(u64, &str, &str, &str)> = errors
                    .iter()
                    .map(|error| {
                        let text = |name: &str| error[name].as_str().unwrap();
                        (error["row"].as_u64().unwrap(), text("column"), text("cell"), text("code"))
                    })
                    .collect();
                assert_eq!(
                    told,
                    [
                        (17, headers[8], "I17", "not_a_number"),
                        (201, headers[3], "D201", "unknown_place"),
                        (401, headers[4], "E401", "ambiguous_date"),
                    ],
                    "{language}: {problem}"
                );
                let first = errors[0]["detail"].as_str().unwrap();
                let begins = match language {
                    "en" => "Row 17, column “Quantity (planned)” (I17)",
                    "fr" => "Ligne 17, colonne « Quantité prévue » (I17)",
                    _ => "الصف 17، العمود «الكمية» (I17)",
                };
                assert!(first.starts_with(begins), "{first}");
                assert!(errors[1]["detail"].as_str().unwrap().contains("Town [town]"), "{}", errors[1]);
            }
        }
        assert_eq!((convoys(&client), head()), (0, before), "nothing was recorded");
    });
}

#[test]
fn a_corrected_plan_is_taken_whole_again_without_effect_and_is_undone() {
    databases(|url| {
        let server = Server::start(url);
        let everything = server.somebody(Role::Coordinator, "*");
        world(&everything);
        let client = server.somebody(Role::Coordinator, "relief");
        for (language, headers) in HEADERS {
            let file = plan(&headers, 500, false);
            let would = bring(&client, language, "&dry_run=true", &file).expect(200);
            let made = if language == "en" { 100 } else { 0 };
            assert_eq!((would["made"].as_u64(), would["left"].as_u64()), (Some(made), Some(100 - made)), "{would}");
            assert_eq!(convoys(&client), if language == "en" { 0 } else { 100 });
            let done = bring(&client, language, "", &file).expect(201);
            // The same plan in another language is the same plan.
            assert_eq!((done["made"].as_u64(), done["left"].as_u64()), (Some(made), Some(100 - made)), "{done}");
            assert_eq!(convoys(&client), 100);
        }
        let convoy = client.get("/api/v1/convoys/PLAN-002").expect(200);
        assert_eq!(convoy["stops"].as_array().unwrap().len(), 3, "{convoy}");
        assert_eq!(convoy["cargo"][1]["planned"], json!(40.6));
        assert_eq!(convoy["cargo"][4]["unit"], "piece");
        assert_eq!(convoy["people"]["targeted"], 18_900);
        assert!(convoy["planned_departure"].as_str().unwrap().starts_with("2016-11-02"), "{convoy}");

        let imports = client.all("/api/v1/imports");
        let whole = imports.iter().find(|import| import["made"] == 100).unwrap();
        assert_eq!((whole["rows"].as_u64(), whole["sha256"].as_str().unwrap().len()), (Some(500), 64));
        let path = format!("/api/v1/imports/{}", whole["id"].as_str().unwrap());
        client.post(&format!("{path}/undo"), &json!({})).expect(422);
        // One has left meanwhile: it cannot be taken back, and is named.
        let left = json!({"kind": "dispatched", "occurred_at": "2016-11-03T06:00:00Z"});
        client.put(&crate::harness::world::path_of("PLAN-003", crate::harness::world::new_id()), &left).expect(201);
        for _ in 0..2 {
            let undone = client.post(&format!("{path}/undo"), &json!({"reason": "The wrong month"})).expect(200);
            assert_eq!(undone["state"], "undone");
            assert_eq!(undone["undone"]["cancelled"], 99, "{}", undone["undone"]);
            assert_eq!(undone["undone"]["stays"][0]["name"], "PLAN-003");
        }
        assert_eq!(client.all("/api/v1/convoys?status=cancelled").len(), 99);
        let again = bring(&client, "en", "", &plan(&HEADERS[0].1, 500, false)).expect(201);
        assert_eq!((again["left"].as_u64(), again["warnings_in_all"].as_u64()), (Some(100), Some(99)), "{again}");
        let other = server.somebody(Role::Coordinator, "other");
        other.get(&path).expect(404);
        other.post(&format!("{path}/undo"), &json!({"reason": "x"})).expect(404);
    });
}

#[test]
fn the_command_says_the_same_as_the_api() {
    database_addresses(|database| {
        let program = Program::on(database);
        let token = program.token("nour@example.org", "*", "coordinator");
        let serving = program.serve(&[]);
        let client = serving.client(&token);
        world(&client);
        let headers = &HEADERS[2].1;
        std::fs::write(program.folder().join("wrong.xlsx"), plan(headers, 500, true)).unwrap();
        std::fs::write(program.folder().join("right.xlsx"), plan(headers, 500, false)).unwrap();
        let run = program.run(&["import", "--convoys", "wrong.xlsx", "--language", "ar", "--annotated", "told.xlsx"]);
        let told = run.expect(1);
        for said in ["الصف 17، العمود «الكمية» (I17)", "D201", "E401"] {
            assert!(told.contains(said), "{said}: {told}");
        }
        assert!(std::fs::read(program.folder().join("told.xlsx")).unwrap().starts_with(b"PK"));
        assert_eq!(convoys(&client), 0);
        let would = program.run(&["import", "--convoys", "right.xlsx", "--dry-run", "--json"]).json(0);
        assert_eq!((would["made"].as_u64(), convoys(&client)), (Some(100), 0));
        let done = program.run(&["import", "--convoys", "right.xlsx", "--json"]).json(0);
        assert_eq!((done["made"].as_u64(), convoys(&client)), (Some(100), 100));
        let again = program.run(&["import", "--convoys", "right.xlsx", "--json"]).json(0);
        assert_eq!((again["made"].as_u64(), again["left"].as_u64()), (Some(0), Some(100)));
        let id = done["id"].as_str().unwrap();
        assert_eq!(program.run(&["import", "--undo", id]).code, 2, "a reason is wanted");
        let undo = ["import", "--undo", id, "--reason", "The wrong month"];
        assert!(program.run(&undo).expect(0).contains("100 convoys cancelled"));
        assert_eq!(client.all("/api/v1/convoys?status=cancelled").len(), 100);
        let listed = program.run(&["import", "--list", "--json"]).json(0);
        assert_eq!(listed.as_array().unwrap().len(), 4);
        program.run(&["verify"]).expect(0);
    });
}
