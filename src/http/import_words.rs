//! What people call columns and codes, for matching; and what is wrong with a file, in the reader's words.

use std::{collections::HashMap, sync::LazyLock};

use strum::IntoEnumIterator;

use super::{
    language::{Arg, Language, Locale, Texts},
    problem::refusal_sentence,
};
use crate::{
    app::imports::{
        columns::{Kind as Table, Words, names_of},
        fields::Field,
        mistakes::{Mistake, Why},
    },
    domain::{
        Kind,
        cargo::{Loss, Sector, Unit},
        clearance::Scope,
        event::{Cause, SourceKind},
        folding::fold,
        incident::Act,
        place::{Access, PlaceKind},
        plan::Sensitivity,
        time::Precision,
        trucks::{Fate, VehicleAfter},
    },
};

/// The words of all languages: a file need not be in the reader's.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(make);
    &WORDS
}

fn make() -> Words {
    let mut words = Words::default();
    for language in Language::ALL {
        let texts = Texts::new(Locale::plain(language));
        for table in Table::iter() {
            for field in names_of(table) {
                for id in [
                    format!("import-column-{}-{}", table.as_ref(), field.name),
                    format!("import-column-{}", field.name),
                ] {
                    let key = id.trim_start_matches("import-column-").to_owned();
                    let names = words.columns.entry(key).or_default();
                    for id in [id.clone(), format!("{id}-also")] {
                        if texts.has(&id) {
                            names.extend(texts.text(&id).split('|').map(|name| name.trim().to_owned()));
                        }
                    }
                }
            }
        }
    }
    add::<Sector>(&mut words, "sector", &["sector"]);
    add::<Unit>(&mut words, "unit", &["unit"]);
    add::<Sensitivity>(&mut words, "sensitivity", &["sensitivity"]);
    add::<PlaceKind>(&mut words, "place_kind", &["place_kind"]);
    add::<Access>(&mut words, "access", &["access"]);
    add::<Cause>(&mut words, "cause", &["cause"]);
    add::<Act>(&mut words, "act", &["act"]);
    add::<Fate>(&mut words, "fate", &["fate"]);
    add::<VehicleAfter>(&mut words, "fate", &["fate"]);
    add::<SourceKind>(&mut words, "source", &["source"]);
    add::<Precision>(&mut words, "precision", &["precision"]);
    add::<Scope>(&mut words, "scope", &["scope"]);
    add::<Loss>(&mut words, "loss", &[]);
    add::<Kind>(&mut words, "kind", &["event", "action"]);
    add_all(&mut words, "yes", &["yes"], &[]);
    words
}

fn add<T: IntoEnumIterator + AsRef<str>>(words: &mut Words, family: &str, labels: &[&str]) {
    let codes: Vec<String> = T::iter().map(|code| code.as_ref().to_owned()).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    add_all(words, family, &codes, labels);
}

/// A word that two codes share stands for neither; a code itself always stands for itself.
fn add_all(words: &mut Words, family: &str, codes: &[&str], labels: &[&str]) {
    let mut found: HashMap<String, Option<String>> = HashMap::new();
    for language in Language::ALL {
        let texts = Texts::new(Locale::plain(language));
        for code in codes {
            let mut all: Vec<String> = Vec::new();
            for label in labels {
                let id = format!("{label}-{code}");
                all.extend(texts.has(&id).then(|| texts.text(&id)));
            }
            let id = format!("import-words-{family}-{code}");
            if texts.has(&id) {
                all.extend(texts.text(&id).split('|').map(str::to_owned));
            }
            for word in all.iter().map(|word| fold(word)).filter(|word| !word.is_empty()) {
                let known = found.entry(word).or_insert_with(|| Some((*code).to_owned()));
                if known.as_deref() != Some(*code) {
                    *known = None;
                }
            }
        }
    }
    let words = words.codes.entry(family.to_owned()).or_default();
    words.extend(found.into_iter().filter_map(|(word, code)| Some((word, code?))));
    for code in codes {
        words.insert(fold(code), (*code).to_owned());
    }
}

/// What a field is called: the reader's word, or, of lists that others publish, their own header.
pub fn column_label(t: Texts, table: Table, field: &Field) -> String {
    let own = format!("import-column-{}-{}", table.as_ref(), field.name);
    let shared = format!("import-column-{}", field.name);
    match (t.has(&own), t.has(&shared) && table != Table::Gazetteer) {
        (true, _) => t.text(&own),
        (false, true) => t.text(&shared),
        (false, false) => field.also.first().copied().unwrap_or(field.name).to_owned(),
    }
}

/// What a field of a kind of table is called, by its name.
pub fn field_label(t: Texts, table: Table, name: &str) -> String {
    names_of(table)
        .into_iter()
        .find(|field| field.name == name)
        .map_or_else(|| name.to_owned(), |field| column_label(t, table, field))
}

/// Where something stands: row, column and the address that a spreadsheet shows.
pub fn place(t: Texts, table: Table, mistake: &Mistake) -> String {
    let row = || Arg::from(t.number(mistake.at.row));
    match (&mistake.header, mistake.address(), &mistake.field) {
        _ if mistake.at.row == 0 && mistake.header.is_none() && mistake.field.is_none() => t.text("import-at-file"),
        (Some(header), Some(address), _) => t.with(
            "import-at-cell",
            [("row", row()), ("header", Arg::from(header.as_str())), ("address", Arg::from(address))],
        ),
        (Some(header), None, _) => t.with("import-at-field", [("row", row()), ("header", Arg::from(header.as_str()))]),
        (None, _, Some(field)) => {
            let label = field_label(t, table, field);
            t.with("import-at-field", [("row", row()), ("header", Arg::from(label))])
        }
        (None, _, None) => t.with("import-at-row", [("row", row())]),
    }
}

/// What is wrong, and what to do.
pub fn sentence(t: Texts, mistake: &Mistake) -> String {
    match &mistake.why {
        Why::Field { code, expected } => {
            let sentence = t.label("field", code);
            match expected {
                Some(expected) => format!("{sentence} ({expected})"),
                None => sentence,
            }
        }
        Why::Refused { refusal } => refusal_sentence(t, refusal),
        Why::Import { code, detail } => {
            let plain = format!("import-wrong-{}", code.as_ref());
            let with_detail = format!("{plain}-detail");
            match detail {
                Some(detail) if t.has(&with_detail) => t.text1(&with_detail, "detail", detail.as_str()),
                Some(_) | None => t.text(&plain),
            }
        }
    }
}

/// Where, and what.
pub fn whole_sentence(t: Texts, table: Table, mistake: &Mistake) -> String {
    format!("{}{}{}", place(t, table, mistake), t.text("colon"), sentence(t, mistake))
}

/// A file with the headers that are known, in the reader's language, and a row that shows how it is filled.
pub fn template(t: Texts, table: Table) -> String {
    let usual: Vec<&Field> = names_of(table).into_iter().filter(|field| field.usual).collect();
    let line = |cells: Vec<String>| {
        let quoted = |cell: String| {
            if cell.contains(['"', ',', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
        };
        cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
    };
    let mut file = "\u{FEFF}".to_owned();
    file += &line(usual.iter().map(|field| column_label(t, table, field)).collect());
    for row in 0..2 {
        let cells: Vec<String> = usual.iter().map(|field| example(t, table, field.name, row)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            file += &line(cells);
        }
    }
    file
}

/// What stands in the rows of a template.
#[expect(clippy::match_same_arms, reason = "a line for each column, in its order")]
fn example(t: Texts, table: Table, field: &str, row: usize) -> String {
    let plain = |texts: [&str; 2]| texts.get(row).copied().unwrap_or_default().to_owned();
    let label = |family: &str, codes: [&str; 2]| {
        codes.get(row).filter(|code| !code.is_empty()).map(|code| t.label(family, code)).unwrap_or_default()
    };
    match (table, field) {
        (Table::Convoys, "reference") => plain(["CV-2026-001", "CV-2026-001"]),
        (Table::Convoys, "lead") => plain(["my-organisation", ""]),
        (Table::Convoys, "origin") => plain(["homs-warehouse", ""]),
        (Table::Convoys, "checkpoints") => plain(["north-gate", ""]),
        (Table::Convoys, "destination") => plain(["talbiseh", "rastan"]),
        (Table::Convoys, "departure") => plain(["2026-12-31", ""]),
        (Table::Convoys, "trucks") => plain(["12", ""]),
        (Table::Convoys, "item") => plain(["Flour", "Blankets"]),
        (Table::Convoys, "sector") => label("sector", ["food_security", "shelter_nfi"]),
        (Table::Convoys, "unit") => label("unit", ["bag", "piece"]),
        (Table::Convoys, "quantity") => plain(["600", "1250"]),
        (Table::Convoys, "target_population") => plain(["18000", "9000"]),
        (Table::Convoys, "sensitivity") => label("sensitivity", ["severe", ""]),
        (Table::Events, "convoy") => plain(["CV-2026-001", "CV-2026-001"]),
        (Table::Events, "kind") => label("event", ["dispatched", "blocked"]),
        (Table::Events, "occurred_at") => plain(["2026-12-31", "2026-12-31"]),
        (Table::Events, "time") => plain(["06:30", "09:15"]),
        (Table::Events, "place") => plain(["homs-warehouse", "north-gate"]),
        (Table::Events, "cause") => label("cause", ["", "interference"]),
        (Table::Places, "key") => plain(["talbiseh", "rastan"]),
        (Table::Places, "kind") => label("place_kind", ["town", "town"]),
        (Table::Places, "name_en") => plain(["Talbiseh", "Rastan"]),
        (Table::Places, "name_ar") => plain(["تلبيسة", "الرستن"]),
        (Table::Places, "latitude") => plain(["34.84", "34.93"]),
        (Table::Places, "longitude") => plain(["36.73", "36.73"]),
        (Table::Places, "country") => plain(["SY", "SY"]),
        (_, _) => String::new(),
    }
}
