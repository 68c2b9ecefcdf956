//! The page of exports: its links keep the filters, and what it tells to copy works.

use convoy::{app::Role, http::api::exports::files};

use super::{every_table, plant};
use crate::{
    access::cast::signed_in,
    harness::{
        databases::databases,
        server::Server,
        world::{register, world},
    },
};

#[test]
fn every_link_of_the_page_gives_its_file_with_the_filters_kept() {
    databases(|url| {
        let server = Server::start(url);
        let everything = world(&server);
        plant(&everything, "ONE");
        register(&everything, "TWO");
        let visitor = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        let page = visitor.get("/exports?convoy=ONE&status=delivered&q=");
        assert_eq!(page.status, 200, "{}", page.text);
        let links: Vec<String> = page
            .text
            .split("href=\"/api/v1/exports/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"))
            .collect();
        assert_eq!(links.len(), files().count());
        for link in &links {
            assert!(
                link.ends_with("?convoy=ONE&status=delivered") || link.contains("status=delivered&convoy=ONE"),
                "{link}"
            );
            let answer = visitor.get(&format!("/api/v1/exports/{link}"));
            assert_eq!(answer.status, 200, "{link}: {}", answer.text);
            assert!(!answer.text.contains("TWO"), "{link}");
        }
        for table in every_table() {
            for column in table.columns {
                assert!(page.text.contains(&format!("<bdi>{}</bdi>", column.name)), "{}", column.name);
            }
        }
        let address = format!("http://{}/api/v1/exports/events.csv", server.address);
        assert!(page.text.contains(&address), "the address to copy is this server's");
        let convoy = visitor.get("/convoys/ONE").text;
        assert!(convoy.contains("/exports?convoy=ONE"), "the convoy's page leads there");
    });
}

#[test]
fn the_page_says_what_is_wrong_and_how_exactly_one_exports() {
    databases(|url| {
        let server = Server::start(url);
        let everything = world(&server);
        plant(&everything, "ONE");
        let coordinator = signed_in(&server, &server.account(Role::Coordinator, "relief"));
        let viewer = signed_in(&server, &server.account(Role::Viewer, "relief"));
        let exact = coordinator.get("/exports").text;
        let reduced = viewer.get("/exports").text;
        assert!(exact.contains("You export exactly") && reduced.contains("You export reduced"));
        let wrong = coordinator.get("/exports?convoy=NOT-THERE&as_of=");
        assert!(
            wrong.status == 422 && wrong.text.contains("value=\"NOT-THERE\"") && wrong.text.contains("convoy-error")
        );
        let wrong = coordinator.get("/exports?place=nowhere&organisation=nobody");
        assert!(wrong.status == 422 && wrong.text.contains("place-error") && wrong.text.contains("organisation-error"));
        let logger = signed_in(&server, &server.account(Role::Logger, "relief"));
        assert_eq!(logger.get("/exports").status, 403);
        assert!(
            !logger.get("/").text.contains("href=\"/exports\"") && viewer.get("/").text.contains("href=\"/exports\"")
        );
    });
}
