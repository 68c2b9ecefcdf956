//! The page: four steps without a script, in each language.

use convoy::app::Role;

use crate::{
    access::cast::signed_in,
    harness::{
        client::{Answer, Client},
        databases::databases,
        server::Server,
        world::describe,
    },
};

fn send(client: &Client, language: &str, table: &str, name: &str, file: &str) -> Answer {
    let between = "----boundary7MA4YWxk";
    let field = |name: &str, value: &str| {
        format!("--{between}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!(
        "{}{}--{between}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n{file}\r\n--{between}--\r\n",
        field("table", table),
        field("version", "")
    );
    client.post_bytes(
        &format!("/import?lang={language}"),
        &format!("multipart/form-data; boundary={between}"),
        body.as_bytes(),
    )
}

fn act(client: &Client, path: &str, form: &str) {
    let answer = client.post_raw(path, "application/x-www-form-urlencoded", form);
    assert_eq!(answer.status, 303, "{}", answer.text);
}

/// The page once nothing is at work any more: each time it says itself when to come again.
fn settled(client: &Client, path: &str) -> String {
    for _ in 0..600 {
        let page = client.get(path);
        assert_eq!(page.status, 200, "{}", page.text);
        if page.header("refresh").is_empty() {
            return page.text;
        }
        assert_eq!(page.header("refresh"), "2");
        std::thread::yield_now();
    }
    panic!("{path} never ends");
}

/// Without the marks that keep a number from mixing with what stands around it.
fn plain(page: &str) -> String {
    page.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn a_file_goes_through_four_steps_and_back() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let client = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        assert!(client.get("/").text.contains("href=\"/import\""));
        let file =
            "Convoy,Organisation,From,To,Commodity,Unit,Quantity,Colour\nPAGE-1,Relief,Hub,Town,Flour,bags,12.5,red\n";
        let wrong = file.replace("12.5", "a few");
        let answer = send(&client, "en", "convoys", "plan of <March>.csv", &wrong);
        assert_eq!(answer.status, 303, "{}", answer.text);
        let path = answer.header("location");
        let columns = client.get(&path).text;
        assert!(columns.contains("plan of &#60;March&#62;.csv") && columns.contains("<bdi>Colour</bdi>"), "{columns}");
        assert!(columns.contains("<option value=\"quantity\" selected>Quantity</option>"), "{columns}");
        act(&client, &path, "do=check&column-0=reference&column-0-header=Convoy");
        let checked = plain(&settled(&client, &path));
        assert!(checked.contains("1 mistake: nothing was recorded") && checked.contains("(G2)"), "{checked}");
        assert!(checked.contains("Colour") && !checked.contains("value=\"import\""), "{checked}");
        let told = client.get(&format!("{path}/annotated"));
        assert!(
            told.header("content-type").starts_with("text/csv") && told.text.contains("This is not a number"),
            "{}",
            told.text
        );
        let arabic = plain(&client.get(&format!("{path}?lang=ar")).text);
        assert!(arabic.contains("خطأ واحد: لم يُسجَّل شيء") && arabic.contains("dir=\"rtl\""), "{arabic}");

        let path = send(&client, "en", "convoys", "plan.csv", file).header("location");
        act(&client, &path, "do=check");
        let checked = plain(&settled(&client, &path));
        assert!(checked.contains("1 would be made") && checked.contains("value=\"import\""), "{checked}");
        client.get("/convoys/PAGE-1").expect(404);
        act(&client, &path, "do=import");
        let done = plain(&settled(&client, &path));
        assert!(done.contains("1 made") && done.contains("value=\"undo\""), "{done}");
        assert_eq!(client.get("/convoys/PAGE-1").status, 200);
        let without = client.post_raw(&path, "application/x-www-form-urlencoded", "do=undo&reason=");
        assert_eq!(without.status, 422, "a reason is wanted");
        act(&client, &path, "do=undo&reason=Wrong+month");
        assert!(plain(&client.get(&path).text).contains("1 convoy cancelled"));
        let list = client.get("/import").text;
        assert!(list.contains("plan.csv") && list.contains("Undone"), "{list}");
    });
}

#[test]
fn what_is_no_file_is_told_beside_the_field_and_templates_can_be_imported() {
    databases(|url| {
        let server = Server::start(url);
        describe(&server.somebody(Role::Coordinator, "*"));
        let client = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        for (name, file) in [("", ""), ("old.xls", "\u{0}\u{0}\u{0}"), ("empty.csv", "a\n")] {
            let answer = send(&client, "en", "events", name, file);
            assert_eq!(answer.status, 422, "{}", answer.text);
            assert!(
                answer.text.contains("id=\"file-error\"") && answer.text.contains("value=\"events\" checked"),
                "{}",
                answer.text
            );
        }
        let answer = client.post_raw("/import", "multipart/form-data; boundary=x", "--x\r\nnonsense");
        assert!((400..500).contains(&answer.status), "{}", answer.status);
        for language in ["en", "fr", "ar"] {
            for table in ["convoys", "events", "places", "gazetteer"] {
                let template = client.get(&format!("/import/template/{table}.csv?lang={language}"));
                assert_eq!(template.status, 200);
                let path = format!("/api/v1/imports?kind={table}&dry_run=true&version=x");
                let coordinator = server.somebody(Role::Coordinator, "*");
                let checked = coordinator.post_raw(&path, "text/csv", &(template.text.clone() + "x,x,x,x,x\n"));
                // Its own examples name places that nobody has described here; every column of it is known all the same.
                let id =
                    checked.json()["import"].as_str().or(checked.json()["id"].as_str()).unwrap_or_default().to_owned();
                let import = coordinator.get(&format!("/api/v1/imports/{id}")).expect(200);
                assert_eq!(import["unmatched"], serde_json::json!([]), "{language} {table}: {}", checked.text);
                let matched = import["mapping"].as_object().unwrap();
                assert!(matched.values().all(|field| !field.is_null()), "{language} {table}: {matched:?}");
            }
        }
        assert_eq!(client.get("/import/template/people.csv").status, 404);
    });
}
