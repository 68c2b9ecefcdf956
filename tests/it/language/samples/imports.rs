//! Pages about taking files in.

use askama::Template;
use convoy::http::pages::views::*;

use super::Maker;

impl Maker {
    pub(super) fn imports(&self) -> Vec<(&'static str, String)> {
        let columns = vec![
            Self::column(0, "Nr", "reference"),
            Self::column(1, "الكمية", "quantity"),
            Self::column(2, "Colour", ""),
        ];
        vec![
            ("import", self.import_start().render().unwrap()),
            ("import-columns", ImportOne { step: 2, columns, ..self.import_one("received") }.render().unwrap()),
            (
                "import-running",
                ImportOne { progress: Some((1_200, 5_000)), ..self.import_one("running") }.render().unwrap(),
            ),
            ("import-wrong", self.import_wrong().render().unwrap()),
            (
                "import-checked",
                ImportOne { may_import: true, may_check: true, ..self.import_one("checked") }.render().unwrap(),
            ),
            ("import-undone", self.import_undone().render().unwrap()),
        ]
    }

    fn import_start(&self) -> ImportStart {
        let line = |by: Option<&str>, state: &str| ImportLine {
            href: "/import/1".into(),
            file_name: "plan نيسان.xlsx".into(),
            kind: "convoys".into(),
            state: state.into(),
            by: by.map(Into::into),
            at: self.exact("2016-11-01T08:00:00Z"),
            rows: 1_500,
            made: 300,
        };
        let text = self.t.label("import-file", "old_workbook");
        ImportStart {
            page: self.page("/import"),
            form: Form { values: Vec::new(), errors: vec![FieldError { field: "file".into(), text }] },
            kinds: ["convoys", "events", "places", "gazetteer"].map(Into::into).to_vec(),
            earlier: vec![line(Some("Amel Haddad"), "done"), line(None, "failed")],
            next: Some("/import?before=1".into()),
        }
    }

    fn column(index: usize, header: &str, says: &str) -> ImportColumn {
        ImportColumn {
            field: format!("column-{index}"),
            header: header.into(),
            says: says.into(),
            values: vec!["CV-1".into(), "CV-2".into()],
        }
    }

    fn import_one(&self, state: &str) -> ImportOne {
        ImportOne {
            page: self.page("/import/1"),
            href: "/import/1".into(),
            file_name: "plan.xlsx".into(),
            kind: "convoys".into(),
            state: state.into(),
            step: 3,
            progress: None,
            rows: 500,
            tally: (100, 1, 3, 2),
            columns: Vec::new(),
            fields: ["reference", "quantity"]
                .map(|name| (name.to_owned(), self.t.label("import-column", name)))
                .to_vec(),
            reading: ImportReading {
                encodings: vec!["UTF-8".into(), "windows-1256".into()],
                encoding: Some("windows-1256".into()),
                separators: vec!["comma".into(), "tab".into()],
                separator: Some("tab".into()),
                sheets: vec!["Plan".into(), "خطة".into()],
                asks_dates: true,
                asks_mark: true,
                asks_zone: true,
                asks_review: true,
            },
            failure: None,
            errors_in_all: 0,
            errors: Vec::new(),
            warnings_in_all: 0,
            warnings: Vec::new(),
            unmatched: vec!["Colour".into()],
            annotated: None,
            may_check: false,
            may_import: false,
            may_undo: false,
            is_gone: false,
            undone: None,
            form: Form::default(),
        }
    }

    fn import_wrong(&self) -> ImportOne {
        let one = || ImportMistake {
            place: self
                .t
                .with("import-at-cell", [("row", 17_u64.into()), ("header", "Qty".into()), ("address", "I17".into())]),
            text: self.t.label("import-wrong", "not_a_number"),
        };
        ImportOne {
            errors_in_all: 700,
            errors: vec![one(), one()],
            warnings_in_all: 1,
            warnings: vec![one()],
            annotated: Some("/import/1/annotated".into()),
            may_check: true,
            failure: Some(self.t.label("import-file", "busy")),
            is_gone: true,
            ..self.import_one("checked")
        }
    }

    fn import_undone(&self) -> ImportOne {
        let stays = vec![("PLAN-003".to_owned(), self.t.label("import-stays", "has_left"))];
        let undone = ImportUndone { counts: (4, 99, 1, 2), stays, reason: "The wrong month".into() };
        ImportOne { step: 4, undone: Some(undone), may_undo: true, ..self.import_one("undone") }
    }
}
