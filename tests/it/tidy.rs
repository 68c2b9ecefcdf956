//! The house rules that a machine can hold: which room may import which, what each file begins with, and what no file
//! may say.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests stop by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Rooms in their order: each may import those before it, and itself.
const ROOMS: [&str; 6] = ["domain", "export", "store", "app", "http", "cli"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room that a source file is in: `src/store/batch.rs` is in `store`, `src/ambient.rs` in none.
fn room_of(path: &Path) -> Option<usize> {
    let inner = path.strip_prefix(root().join("src")).ok()?;
    let first = inner.components().next()?.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
    ROOMS.iter().position(|room| *room == first)
}

/// The rooms that a text imports, by `crate::room` or within `use crate::{…}`.
fn imported(text: &str) -> Vec<usize> {
    let mut rooms = Vec::new();
    for (index, room) in ROOMS.iter().enumerate() {
        let direct = text.contains(&format!("crate::{room}"));
        let grouped = text.split("use crate::{").skip(1).any(|rest| {
            let group = rest.split("\n};").next().unwrap_or(rest);
            group.contains(&format!("\n    {room}::")) || group.starts_with(&format!("{room}::"))
        });
        if direct || grouped {
            rooms.push(index);
        }
    }
    rooms
}

#[test]
fn imports_point_one_way() {
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let Some(own) = room_of(&path) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        for room in imported(&text) {
            let store_from_http = ROOMS[own] == "http" && ROOMS[room] == "store";
            if room > own || store_from_http {
                wrong.push(format!("{} imports {}", path.display(), ROOMS[room]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_import_check_sees_both_forms() {
    let both = "use crate::{\n    app::App,\n    store::{\n        Pool,\n    },\n};\nfn f() { crate::http::x() }\n";
    assert_eq!(imported(both), [2, 3, 4]);
    assert!(imported("use super::x;").is_empty());
}

#[test]
fn diesel_stays_in_the_store_and_actix_in_the_web() {
    for path in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        let room = room_of(&path).map_or("", |index| ROOMS[index]);
        let has = |name: &str| text.contains(&format!("{name}::")) || text.contains(&format!("use {name}"));
        assert!(!has("diesel") || room == "store", "{} uses diesel", path.display());
        let serves = path.ends_with("cli/serve.rs");
        assert!(!has("actix_web") || room == "http" || serves, "{} uses actix", path.display());
        if room == "domain" {
            for outside in ["std::fs", "std::net", "std::env", "Utc::now", "SystemTime", "tokio", "tracing::"] {
                assert!(!text.contains(outside), "{} reaches outside: {outside}", path.display());
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_leaves_nothing_open() {
    for folder in ["src", "tests"] {
        for path in files(&root().join(folder), "rs") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("//!"), "{} does not begin with //!", path.display());
            if path.ends_with("tidy.rs") {
                continue;
            }
            for open in ["todo!(", "unimplemented!(", "dbg!(", "FIXME", "#[ignore"] {
                assert!(!text.contains(open), "{} has {open}", path.display());
            }
            let forbidden = ["utils", "helpers", "common"];
            let stem = path.file_stem().unwrap().to_str().unwrap();
            assert!(!forbidden.contains(&stem), "{} says nothing by its name", path.display());
        }
    }
}

#[test]
fn the_documents_show_the_diagram_of_the_table() {
    let text = fs::read_to_string(root().join("docs/states.md")).unwrap();
    let shown = text.split("<!-- diagram -->").nth(1).unwrap().split("<!-- /diagram -->").next().unwrap();
    let expected = format!("\n```mermaid\n{}```\n", convoy::domain::status::diagram());
    assert_eq!(shown, expected, "put the output of domain::status::diagram() between the markers");
}

#[test]
fn the_changelog_knows_the_version() {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(text.contains(env!("CARGO_PKG_VERSION")));
}
