//! The page of reports, with something in it and with nothing.

use askama::Template;
use convoy::http::{language::Name, pages::views::*};

use super::Maker;

impl Maker {
    pub(super) fn reports(&self) -> Vec<(&'static str, String)> {
        let empty = Reports { convoys: 0, tables: Vec::new(), ..self.access_report() };
        vec![("reports", self.access_report().render().unwrap()), ("reports-empty", empty.render().unwrap())]
    }

    fn access_report(&self) -> Reports {
        let text = |id: &str| self.t.text(id);
        let bar = |class, x, width| Bar { class, x, width, inset: 4 };
        let row = |name: Name, bar, cells: &[&str]| ReportRow {
            name,
            bar,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        let table = |code: &'static str, rows| ReportTable {
            code,
            head: text(&format!("reports-h-{code}")),
            columns: vec![text("reports-convoys"), text("reports-targeted")],
            legend: vec![("b-good", text("reports-reached")), ("b-calm", text("reports-targeted"))],
            rows,
            files: vec![("CSV", format!("/api/v1/reports/access/{code}.csv"))],
        };
        let month = Name::typed(self.t.month(2016, 11));
        let share = self.t.with(
            "reports-share",
            [
                ("count", self.t.number(12).into()),
                ("of", self.t.number(17).into()),
                ("percent", self.t.number("70.6").into()),
            ],
        );
        let codes = ["months", "people", "outcomes", "causes", "checkpoints", "clearance", "places", "organisations"];
        let mut tables: Vec<ReportTable> = codes
            .into_iter()
            .map(|code| {
                let bars = vec![bar("b-good", 0, 600), bar("b-bad", 600, 200)];
                table(code, vec![row(month.clone(), bars, &[&share, "1"]), row(self.hama(), Vec::new(), &["1", "2"])])
            })
            .collect();
        tables.push(table("incidents", Vec::new()));
        Reports {
            page: self.page("/reports?from=2016-11-01"),
            form: self.mistaken("from"),
            places: vec![self.choice("hama", "Hama", "حماة")],
            organisations: vec![self.choice("sarc", "Red Crescent", "الهلال الأحمر")],
            moment: Some(self.exact("2016-11-04T10:00:00Z")),
            for_ever: "/reports?as_of=2016-11-04T10:00:00Z".into(),
            reduced: true,
            convoys: 17,
            figures: vec![Figure {
                label: text("reports-decided"),
                value: share,
                note: Some(self.t.count("reports-open_note", 2_u64)),
            }],
            left_out: vec![
                self.t.count("reports-out-periods", 1_u64),
                self.t.count("reports-out-selection", 2_u64),
                self.t.count("reports-out-withheld", 3_u64),
                self.t.count("reports-withheld", 11_u64),
            ],
            tables,
        }
    }
}
