//! What the formats promise: types, dates, guards, places, and the same rows in each.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader, Xlsx};
use convoy::{
    export::{Format, Type},
    http::api::exports::files,
    store::DatabaseUrl,
};
use serde_json::{Value, json};

use super::{csv, every_table, lines, plant};
use crate::harness::{
    client::Client,
    databases::{database_addresses, databases},
    program::Program,
    server::Server,
    world::{event, log, plan, world},
};

fn workbook(client: &Client, path: &str) -> Xlsx<Cursor<Vec<u8>>> {
    let answer = client.get(path);
    assert_eq!(answer.status, 200, "{}", answer.text);
    Xlsx::new(Cursor::new(answer.bytes)).unwrap()
}

/// The rows of a workbook's table by the names of its columns.
fn sheet(client: &Client, table: &str) -> Vec<BTreeMap<String, Data>> {
    let mut book = workbook(client, &format!("/api/v1/exports/{table}.xlsx"));
    let range = book.worksheet_range(table).unwrap();
    let mut rows = range.rows();
    let names: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
    rows.map(|row| names.iter().cloned().zip(row.iter().cloned()).collect()).collect()
}

/// A place with coordinates south and west, and texts that a spreadsheet could run or break at.
fn nasty(client: &Client) {
    for (key, latitude, longitude) in [("south", -1.2601, -36.7219), ("north", 34.8, 36.6)] {
        let place = json!({
            "key": key, "name": {"en": format!("={key}"), "ar": "حماة", "fr": "Là-bas"}, "latitude": latitude,
            "longitude": longitude, "pcode": "SY0503", "admin1": "-Hama",
        });
        client.post("/api/v1/places", &place).expect(201);
    }
    let mut nasty = plan("NASTY-1");
    nasty["stops"][0]["place"] = json!("north");
    nasty["stops"][2]["place"] = json!("south");
    nasty["cargo"] = json!([
        {"item": "=HYPERLINK(\"x\")", "unit": "kit", "quantity": "1234567890123456789.123456789"},
        {"item": "سلة غذائية, كبيرة", "unit": "basket", "quantity": "12.5", "sector": "food_security"},
        {"item": "+unknown", "unit": "KGM"},
    ]);
    client.post("/api/v1/convoys", &nasty).expect(201);
    let mut dispatched = event("dispatched", 360);
    dispatched["place"] = json!("north");
    dispatched["note"] = json!("@first line\nsecond \"line\", ＝1+1\t\u{200f}end");
    log(client, "NASTY-1", &dispatched);
    let mut arrived = event("arrived", 480);
    arrived["place"] = json!("south");
    arrived["note"] = json!("＝1+1");
    log(client, "NASTY-1", &arrived);
}

#[test]
fn text_is_guarded_and_numbers_are_left_alone() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        nasty(&client);
        let answer = client.get("/api/v1/exports/events.csv");
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        assert!(answer.text.lines().next().unwrap().starts_with("convoy,convoy_id,position,"));
        assert!(answer.text.ends_with("\r\n"));
        let rows = csv(&client, "events", "");
        assert_eq!(rows[0]["note"], "'@first line\nsecond \"line\",' ＝1+1\t\u{200f}end");
        assert_eq!(rows[1]["note"], "'＝1+1");
        assert_eq!((rows[1]["latitude"].as_str(), rows[1]["longitude"].as_str()), ("-1.2601", "-36.7219"));
        assert_eq!((rows[1]["place_name_en"].as_str(), rows[1]["place_admin1"].as_str()), ("'=south", "'-Hama"));
        assert_eq!(rows[1]["place_name_ar"], "حماة");
        let cargo = csv(&client, "cargo", "");
        assert_eq!(cargo[0]["item"], "'=HYPERLINK(\"x\")");
        assert_eq!(cargo[0]["planned"], "1234567890123456789.123456789");
        assert_eq!((cargo[2]["planned"].as_str(), cargo[2]["item"].as_str()), ("", "'+unknown"));
        // Objects are no spreadsheet's: what was written is what is there.
        assert_eq!(lines(&client, "events", "")[1]["note"], "＝1+1");
        let marked = client.get("/api/v1/exports/events.csv?bom=1").bytes;
        assert!(marked.starts_with(&[0xEF, 0xBB, 0xBF]) && !answer.text.starts_with('\u{FEFF}'));
        assert_eq!(
            marked[3..],
            *client.get(&format!("/api/v1/exports/events.csv?as_of={}", later(&answer))).text.as_bytes()
        );
    });
}

fn later(answer: &crate::harness::client::Answer) -> String {
    answer.header("convoy-as-of")
}

#[test]
fn hxl_is_the_same_table_with_a_row_of_tags() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        let head = later(&client.get("/api/v1/exports/convoys.csv"));
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for table in every_table() {
            let get = |end: &str| client.get(&format!("/api/v1/exports/{}.{end}?as_of={head}", table.name)).text;
            let (plain, tagged) = (get("csv"), get("hxl.csv"));
            let mut tagged_lines: Vec<&str> = tagged.split("\r\n").collect();
            let tags = tagged_lines.remove(1);
            assert!(tags.split(',').all(|tag| tag.starts_with('#')), "{tags}");
            assert!(tagged_lines.iter().all(|line| !line.contains('\n')), "lines within a cell");
            assert_eq!(tagged_lines, plain.split("\r\n").map(spaced).collect::<Vec<_>>());
        }
    });
}

#[test]
fn objects_have_every_column_with_the_type_that_the_dictionary_says() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        nasty(&client);
        for table in every_table() {
            let rows = lines(&client, table.name, "");
            assert!(!rows.is_empty(), "{}", table.name);
            for row in &rows {
                let names: Vec<&String> = row.as_object().unwrap().keys().collect();
                assert_eq!(names.len(), table.columns.len());
                for column in table.columns {
                    let value = &row[column.name];
                    let fits = match column.kind {
                        Type::Integer => value.is_i64(),
                        Type::Decimal => value.is_number() || value.as_str().is_some_and(|text| text.len() > 15),
                        Type::Coordinate => value.is_number(),
                        Type::Boolean => value.is_boolean(),
                        Type::Instant => value.as_str().is_some_and(|text| {
                            text.ends_with('Z') && chrono::DateTime::parse_from_rfc3339(text).is_ok()
                        }),
                        Type::Local => {
                            let parse = |text: &str| text.parse::<chrono::NaiveDateTime>().is_ok();
                            value.as_str().is_some_and(parse)
                        }
                        Type::Date => value.as_str().is_some_and(|text| text.parse::<chrono::NaiveDate>().is_ok()),
                        Type::Text | Type::Code => value.is_string(),
                    };
                    assert!(value.is_null() || fits, "{}.{}: {value}", table.name, column.name);
                }
            }
        }
    });
}

#[test]
fn features_have_their_place_longitude_first_and_none_where_it_is_not_known() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        nasty(&client);
        let answer = client.get("/api/v1/exports/events.geojson");
        assert_eq!(answer.header("content-type"), "application/geo+json");
        let features = answer.expect(200)["features"].as_array().unwrap().clone();
        let rows = lines(&client, "events", "");
        let properties: Vec<Value> = features.iter().map(|feature| feature["properties"].clone()).collect();
        assert_eq!(properties, rows, "features and objects are the same rows");
        let place = |index: usize| features[index]["geometry"].clone();
        assert_eq!(place(0), Value::Null, "the hub has no coordinates");
        assert_eq!(place(rows.len() - 1), json!({"type": "Point", "coordinates": [-36.7219, -1.2601]}));
        let empty = client.get("/api/v1/exports/events.geojson?kind=cancelled").expect(200);
        assert_eq!(empty, json!({"type": "FeatureCollection", "features": []}));
    });
}

/// The days that a spreadsheet counts until a moment or a day, however it is written.
fn days_of(text: &str) -> f64 {
    let whole = if text.len() == 10 { format!("{text}T00:00:00") } else { text.trim_end_matches('Z').to_owned() };
    let since = whole.parse::<chrono::NaiveDateTime>().unwrap()
        - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_hms_opt(0, 0, 0).unwrap();
    since.as_seconds_f64() / 86_400.0
}

#[test]
fn a_workbook_has_numbers_as_numbers_dates_as_dates_and_no_formula() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        nasty(&client);
        for table in every_table() {
            let rows = sheet(&client, table.name);
            let objects = lines(&client, table.name, "");
            assert_eq!(rows.len(), objects.len(), "{}", table.name);
            for (row, object) in rows.iter().zip(&objects) {
                for column in table.columns {
                    let (cell, value) = (&row[column.name], &object[column.name]);
                    let same = match (cell, column.kind) {
                        (Data::Empty, _) => value.is_null(),
                        (Data::Float(number), Type::Integer | Type::Decimal | Type::Coordinate) => {
                            value.as_f64() == Some(*number)
                        }
                        (Data::Bool(yes), Type::Boolean) => value == yes,
                        (Data::DateTime(serial), Type::Instant | Type::Local | Type::Date) => {
                            (serial.as_f64() - days_of(value.as_str().unwrap())).abs() * 86_400.0 < 0.002
                        }
                        (Data::String(text), Type::Text | Type::Code | Type::Decimal) => value == text,
                        _ => false,
                    };
                    assert!(same, "{}.{}: {cell:?} and {value}", table.name, column.name);
                }
            }
        }
        let mut book = workbook(&client, "/api/v1/exports/cargo.xlsx");
        assert_eq!(book.sheet_names(), ["cargo", "Dictionary"]);
        assert!(book.worksheet_formula("cargo").unwrap().is_empty(), "there is a formula");
        let dictionary = book.worksheet_range("Dictionary").unwrap();
        assert_eq!(dictionary.rows().count(), 1 + every_table().find(|it| it.name == "cargo").unwrap().columns.len());
        assert!(dictionary.rows().flatten().all(|cell| !cell.to_string().contains('⟦')));
        let arabic = workbook(&client, "/api/v1/exports/cargo.xlsx?lang=ar");
        assert_eq!(arabic.sheet_names()[1], "دليل البيانات");
    });
}

#[test]
fn an_answer_says_what_it_is_and_is_neither_compressed_nor_kept() {
    databases(|url| {
        let server = Server::start(url);
        let client = world(&server);
        plant(&client, "ONE");
        for (table, format) in files() {
            let path = format!("/api/v1/exports/{}.{}", table.name, format.extension());
            let answer = client.with_header("accept-encoding", "gzip, br").get(&path);
            assert_eq!(answer.status, 200);
            let header = |name: &str| answer.header(name);
            let name = format!("{}-20", table.name);
            let disposition = header("content-disposition");
            assert!(disposition.starts_with("attachment; filename=") && disposition.contains(&name), "{disposition}");
            assert!(disposition.trim_end_matches('"').ends_with(format.extension()), "{disposition}");
            assert_eq!(header("content-type"), format.media_type());
            assert!(header("convoy-position").parse::<i64>().unwrap() > 0);
            assert_eq!(header("cache-control"), "no-store");
            assert!(!header("content-encoding").contains("gzip") && !header("content-encoding").contains("br"));
        }
    });
}

/// What makes it bite: one byte that differs.
#[test]
fn the_command_line_writes_the_same_bytes_as_the_api() {
    database_addresses(|database| {
        let url: DatabaseUrl = database.parse().unwrap();
        let server = Server::start(&url);
        let client = world(&server);
        plant(&client, "ONE");
        nasty(&client);
        let moment = later(&client.get("/api/v1/exports/convoys.csv"));
        let program = Program::on(database);
        for (table, format) in files() {
            let path = format!("/api/v1/exports/{}.{}?as_of={moment}&lang=fr", table.name, format.extension());
            let api = client.get(&path).bytes;
            let file = program.folder().join("out");
            let arguments = ["export", table.name, "--format", format.name(), "--as-of", &moment, "--lang", "fr"];
            let output = ["--output", file.to_str().unwrap()];
            program.run(&[&arguments[..], &output[..]].concat()).expect(0);
            assert!(std::fs::read(&file).unwrap() == api, "{path}");
        }
        let narrowed =
            ["export", "events", "--format", "csv", "--as-of", &moment, "--kind", "blocked", "--convoy", "ONE"];
        let told = program.run(&narrowed).expect(0);
        let path = format!("/api/v1/exports/events.csv?as_of={moment}&kind=blocked&convoy=ONE");
        assert_eq!(told, client.get(&path).text);
        assert_eq!(told.split("\r\n").count(), 3);
        let wrong = program.run(&["export", "cargo", "--format", "geojson"]);
        assert!(wrong.code == 1 && wrong.err.contains("no places"), "{wrong:?}");
        assert_eq!(program.run(&["export", "horses", "--format", "csv"]).code, 2);
        let unknown = program.run(&["export", "events", "--format", "csv", "--kind", "dancing"]);
        assert!(unknown.code == 1 && unknown.err.contains("kind"), "{unknown:?}");
    });
}

#[test]
fn formats_are_found_by_either_name() {
    assert_eq!((Format::find("hxl"), Format::find("hxl.csv")), (Some(Format::Hxl), Some(Format::Hxl)));
    assert_eq!(Format::find("pdf"), None);
}
