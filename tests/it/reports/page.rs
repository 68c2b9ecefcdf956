//! The page says what the answer says, in each language, small and without what the policy of content forbids.

use convoy::app::Role;

use super::set::{Writer, plant, server};
use crate::{access::cast::signed_in, harness::databases::databases};

#[test]
fn the_page_tells_each_figure_with_what_it_is_a_part_of() {
    databases(|url| {
        let (server, clock) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        clock.set(convoy::domain::time::Instant::parse("2018-04-03T00:00:00Z").unwrap());
        let reader = signed_in(&server, &server.account(Role::Viewer, "relief"));
        for (language, expected) in [("en", "1 of 5"), ("fr", "1 sur 5"), ("ar", "dir=\"rtl\"")] {
            let page = reader.get(&format!("/reports?from=2018-03-01&lang={language}"));
            assert_eq!(page.status, 200, "{}", page.text);
            let plain = page.text.replace(['\u{2068}', '\u{2069}'], "");
            assert!(plain.contains(expected), "{language}: {plain}");
            assert!(!plain.contains('⟦'), "{language} lacks a message");
            assert!(!plain.contains("style="), "no style within the page");
            assert!(plain.contains("<svg class=\"bar\"") && plain.contains("/api/v1/reports/access/outcomes.xlsx?"));
            assert!(page.text.len() < 200_000, "{} bytes before compression", page.text.len());
        }
        let empty = reader.get("/reports?from=2030-01-01&lang=en").text;
        assert!(empty.contains("No convoys in this period."), "{empty}");
        // What is wrong is said, and what was typed stays.
        let wrong = reader.get("/reports?from=soon&lang=en");
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("value=\"soon\"") && wrong.text.contains("not a day"), "{}", wrong.text);
    });
}
