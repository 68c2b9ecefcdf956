//! Exports, with every table and the whole dictionary.

use convoy::{
    export::table::TABLES,
    http::{
        api::{dictionary, exports::files},
        pages::exports::snippets,
    },
};

use super::*;

impl Maker {
    pub(super) fn exports(&self) -> Exports {
        let query = "status=blocked&convoy=SY-2016-SOUTH-HAMA";
        let address = |name: &str, end: &str| format!("/api/v1/exports/{name}.{end}?{query}");
        let table = |table: &'static convoy::export::Table| ExportTable {
            name: table.name.to_owned(),
            files: files()
                .filter(|(known, _)| known.name == table.name)
                .map(|(_, format)| (format.name().to_owned(), address(table.name, format.extension())))
                .collect(),
            columns: table
                .columns
                .iter()
                .map(|column| ColumnLine {
                    name: column.name.to_owned(),
                    kind: dictionary::kind(self.t, column),
                    hxl: column.hxl.to_owned(),
                    meaning: dictionary::meaning(self.t, column),
                })
                .collect(),
        };
        Exports {
            page: self.page("/exports?status=blocked"),
            form: Form {
                values: vec![("status".into(), "blocked".into()), ("as_of".into(), "yesterday".into())],
                errors: vec![FieldError { field: "as_of".into(), text: "…".into() }],
            },
            exact: true,
            may_make_tokens: true,
            tables: TABLES.iter().map(table).collect(),
            snippets: snippets("https://convoys.example.org", query),
            address: address("events", "csv"),
        }
    }
}
