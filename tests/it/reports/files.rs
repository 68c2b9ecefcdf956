//! Each table as a file: the same figures as the answer, and the same bytes as known at one moment.

use super::set::{Writer, plant, server};
use crate::harness::databases::databases;

const TABLES: [&str; 8] =
    ["outcomes", "months", "organisations", "causes", "checkpoints", "places", "clearance", "incidents"];

#[test]
fn every_table_is_a_file_in_every_format() {
    databases(|url| {
        let (server, _) = server(url);
        let writer = Writer::new(&server);
        plant(&writer);
        let client = &writer.client;
        for table in TABLES {
            let csv = client.get(&format!("/api/v1/reports/access/{table}.csv"));
            assert_eq!(csv.status, 200, "{table}: {}", csv.text);
            let moment = csv.header("convoy-as-of");
            let again = client.get(&format!("/api/v1/reports/access/{table}.csv?as_of={moment}"));
            assert_eq!(again.text, csv.text, "{table}");
            let width = csv.text.lines().next().unwrap().split(',').count();
            for line in csv.text.lines() {
                assert_eq!(line.split(',').count(), width, "{table}: {line}");
            }
            // The tags come right after the heading, and all else is the same.
            let hxl = client.get(&format!("/api/v1/reports/access/{table}.hxl.csv")).text;
            let mut lines = hxl.lines();
            assert_eq!(lines.next(), csv.text.lines().next());
            assert!(lines.next().unwrap().split(',').all(|tag| tag.starts_with('#')), "{table}");
            assert!(lines.eq(csv.text.lines().skip(1)), "{table}");
        }
        let outcomes = client.get("/api/v1/reports/access/outcomes.csv?from=2018-03-01&to=2018-03-31").text;
        // R1: one of six, six trucks of which all were offloaded, 1000 meant, 900 reached, 100 wait.
        assert!(outcomes.contains("facilitated,1,6,16.7,6,6,1000,0,900,0,100,0"), "{outcomes}");
        // R7 is open: no share, and nobody knows yet whom it reached.
        assert!(outcomes.contains("open,1,,,6,0,400,0,,1,400,0"), "{outcomes}");
        let causes = client.get("/api/v1/reports/access/causes.csv").text;
        assert!(causes.contains("hostilities,1,1,5,20,6,400,0,1,0,0,1,48,48,48,48,48,48"), "{causes}");
        client.get("/api/v1/reports/access/nothing.csv").expect(404);
        client.get("/api/v1/reports/access/outcomes.geojson").expect(404);
    });
}
