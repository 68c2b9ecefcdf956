//! Whatever comes: encodings are found out, tags are read, and nothing that is sent gives a 5xx.

use std::io::{Read, Write};

use convoy::app::{
    Role,
    imports::{Options, read_sheet},
};
use proptest::{prelude::*, strategy::ValueTree};

use super::workbook::{Cell, text, workbook};
use crate::harness::{client::Client, databases::databases, server::Server, world::describe};

fn dry(client: &Client, kind: &str, file: &[u8]) -> crate::harness::client::Answer {
    client.post_bytes(&format!("/api/v1/imports?kind={kind}&dry_run=true"), "application/octet-stream", file)
}

#[test]
fn a_file_is_read_in_whatever_encoding_and_by_its_tags() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        describe(&client);
        let arabic = "المرجع;المنظمة;نقطة الانطلاق;الوجهة;المادة;الوحدة;الكمية\nق-1;relief;hub;town;طحين;كيس;12,5\n";
        let arabic = arabic.replace("ق-1", "AR-1");
        let (legacy, _, _) = encoding_rs::WINDOWS_1256.encode(&arabic);
        let wide: Vec<u8> = "\u{FEFF}".encode_utf16().chain(arabic.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let files = [(arabic.clone().into_bytes(), "UTF-8"), (legacy.into_owned(), "windows-1256"), (wide, "UTF-16LE")];
        for (file, encoding) in files {
            let checked = dry(&client, "convoys", &file).expect(200);
            assert_eq!(
                (checked["encoding"].as_str(), checked["made"].as_u64()),
                (Some(encoding), Some(1)),
                "{checked}"
            );
        }
        let tagged = "Whatever,Says,Nothing,Here\n#activity+code,#org+impl,#loc+origin+name,#loc+dest+name+i_en\nHXL-1,relief,Hub,Town\n";
        assert_eq!(dry(&client, "convoys", tagged.as_bytes()).expect(200)["made"], 1);
        let lines = "{\"reference\": \"ND-1\", \"lead\": \"relief\", \"origin\": \"hub\", \"destination\": \"town\", \"quantity\": 12.5, \
            \"item\": \"Flour\", \"unit\": \"KGM\"}\n";
        assert_eq!(dry(&client, "convoys", lines.as_bytes()).expect(200)["made"], 1);
    });
}

#[test]
fn what_cannot_be_taken_gets_a_clear_no() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        let mut wide = vec![text("reference")];
        wide.resize(400, Cell::Number(1.0));
        let far = workbook(&[vec![text("reference")], wide]);
        let many = format!("reference,lead\n{}", "x,y\n".repeat(60_000));
        let deep = format!("{}1{}\n", "{\"a\":".repeat(50), "}".repeat(50));
        let huge = format!("reference,lead\n{},y\n", "x".repeat(40_000));
        for (file, status, code) in [
            (vec![], 422, "empty"),
            (b"  \n ".to_vec(), 422, "empty"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old".to_vec(), 422, "old_workbook"),
            (b"PK\x03\x04 not really".to_vec(), 422, "broken"),
            (vec![0; 1_000], 422, "unknown_format"),
            (far, 422, "too_many_columns"),
            (many.into_bytes(), 422, "too_many_rows"),
            (deep.into_bytes(), 422, "too_deep"),
            (huge.into_bytes(), 422, "cell_too_long"),
            (b"reference\n".to_vec(), 422, "no_rows"),
        ] {
            let answer = dry(&client, "convoys", &file);
            assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)), "{}", answer.text);
        }
        // What says that it is too large is refused before it is sent.
        let token = server.token(&server.account(Role::Coordinator, "*"), &[]);
        let mut line = std::net::TcpStream::connect(server.address).unwrap();
        let head = format!(
            "POST /api/v1/imports?kind=convoys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Length: 22020096\r\nConnection: close\r\n\r\nreference"
        );
        line.write_all(head.as_bytes()).unwrap();
        let mut answer = [0; 12];
        line.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 413");
        let no_kind = client.post_raw("/api/v1/imports", "text/csv", "a,b\n1,2\n");
        assert_eq!((no_kind.status, no_kind.json()["errors"][0]["pointer"].as_str()), (422, Some("/kind")));
        let bad = client.post_raw("/api/v1/imports?kind=plans&decimal=dot&mapping=x", "text/csv", "a,b\n1,2\n");
        assert_eq!((bad.status, bad.json()["errors"].as_array().unwrap().len()), (422, 3));
        let formula = client.post_raw("/api/v1/imports?kind=places&dry_run=true", "text/csv", "key,name\n=1+1,@x\n");
        let id = formula.json()["import"].as_str().unwrap().to_owned();
        let told = client.get(&format!("/api/v1/imports/{id}/annotated")).text;
        assert!(told.contains("'=1+1,'@x,") && !told.contains("\n=1"), "{told}");
    });
}

#[test]
fn no_bytes_at_all_give_a_5xx() {
    databases(|url| {
        let server = Server::start(url);
        let client = server.somebody(Role::Coordinator, "*");
        describe(&client);
        let whole = workbook(&[
            vec![
                text("reference"),
                text("lead"),
                text("origin"),
                text("destination"),
                text("quantity"),
                text("departure"),
            ],
            vec![text("A-1"), text("relief"), text("hub"), text("town"), Cell::Number(5.0), Cell::Day(42_675.0)],
        ]);
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let strategy = (
            prop_oneof![Just("convoys"), Just("events"), Just("places"), Just("gazetteer")],
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..400),
                // A workbook with a few bytes changed, or cut.
                (
                    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
                    any::<prop::sample::Index>()
                )
                    .prop_map({
                        let whole = whole.clone();
                        move |(changes, cut)| {
                            let mut file = whole.clone();
                            for (at, byte) in changes {
                                let at = at.index(file.len());
                                file[at] = byte;
                            }
                            if cut.index(4) == 0 {
                                file.truncate(cut.index(file.len()));
                            }
                            file
                        }
                    }),
                "[reference,kind\n;\"'=#+a-z0-9\u{0660}-\u{0669}é.{}:\\[\\]]{0,300}".prop_map(String::into_bytes),
            ],
        );
        for _ in 0..60 {
            let (kind, file) = strategy.new_tree(&mut runner).unwrap().current();
            let answer = dry(&client, &format!("{kind}&version=x"), &file);
            assert!(answer.status < 500, "{}: {file:?}", answer.text);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_readers_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_sheet(&bytes, &Options::default());
        for encoding in convoy::app::imports::encoding::NAMES {
            let _ = read_sheet(&bytes, &Options { encoding: Some(encoding.to_owned()), separator: Some(';'), ..Options::default() });
        }
    }

    #[test]
    fn cells_of_any_text_are_read_or_refused(text in "\\PC{0,40}") {
        use convoy::app::imports::{sheet, values};
        let cell = sheet::Cell::Text(text);
        for mark in [values::Mark::Point, values::Mark::Comma] {
            if let Ok(Some(plain)) = values::number(&cell, mark) {
                // Whatever is taken for a number has the digits that were written, in their order, and one point at the most.
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                prop_assert_eq!(digits(&plain), digits(&convoy::domain::typed::plain_digits(&cell.shown())));
                prop_assert!(plain.matches('.').count() < 2);
            }
        }
        for dates in [None, Some(values::Dates::DayFirst), Some(values::Dates::MonthFirst)] {
            let _ = values::when(&cell, dates);
        }
        let _ = values::list(&cell.shown());
    }
}
