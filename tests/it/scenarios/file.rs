//! Scenario files, and copies of them with names and ids of their own, in a shuffled order.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use uuid::Uuid;

/// A scenario file.
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    content: Value,
}

/// The real cases that come with the program, and the tests' own.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["scenarios", "tests/it/cases"] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        paths.extend(entries.filter(|path| path.extension().is_some_and(|extension| extension == "json")));
    }
    paths.sort();
    assert!(paths.len() >= 13, "the scenarios are there: {paths:?}");
    paths.into_iter().map(File::read).collect()
}

impl File {
    fn read(path: PathBuf) -> Self {
        let text = std::fs::read_to_string(&path).unwrap();
        let content = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { path, content }
    }

    /// Its short name.
    pub fn name(&self) -> &str {
        self.content["name"].as_str().unwrap()
    }

    /// Its reports, in order of arrival.
    pub fn reports(&self) -> &[Value] {
        self.content["reports"].as_array().unwrap()
    }

    /// What must come out, by convoy: every convoy has something.
    pub fn expectations(&self) -> &[Value] {
        let expectations = self.content["expect"].as_array().unwrap();
        for convoy in self.content["convoys"].as_array().unwrap() {
            let named = expectations.iter().any(|expected| expected["convoy"] == convoy["reference"]);
            assert!(named, "{} expects nothing of {}", self.name(), convoy["reference"]);
        }
        expectations
    }
}

/// A file's convoys under other references, with reports of other ids.
pub struct Copy {
    /// As they are registered.
    pub convoys: Vec<Value>,
    /// What must come out whatever the order.
    pub expectations: Vec<Value>,
    reports: Vec<Value>,
    seed: u64,
}

impl Copy {
    /// The copy of a seed.
    pub fn of(file: &File, seed: u64) -> Self {
        let mut text = file.content.to_string();
        for convoy in file.content["convoys"].as_array().unwrap() {
            let reference = convoy["reference"].as_str().unwrap();
            text = text.replace(&format!("\"{reference}\""), &format!("\"{reference}.{seed}\""));
        }
        for report in file.reports() {
            let id: Uuid = report["id"].as_str().unwrap().parse().unwrap();
            let other = Uuid::new_v5(&id, &seed.to_be_bytes());
            text = text.replace(&id.to_string(), &other.to_string());
        }
        let mut content: Value = serde_json::from_str(&text).unwrap();
        let zone = content["time_zone"].take();
        let mut take = |name: &str| content[name].as_array_mut().map(std::mem::take).unwrap();
        let (mut convoys, mut reports, expect) = (take("convoys"), take("reports"), take("expect"));
        for convoy in &mut convoys {
            convoy["time_zone"] = zone.clone();
        }
        for report in &mut reports {
            report["on_refusal"] = json!("review");
        }
        let expectations: Vec<Value> =
            expect.into_iter().filter(|expected| expected["any_arrival_order"] == true).collect();
        assert!(!expectations.is_empty(), "{} expects something in any order", file.name());
        Self { convoys, expectations, reports, seed }
    }

    /// Its reports in the order of the seed (Fisher and Yates, SplitMix64).
    pub fn shuffled(&self) -> Vec<&Value> {
        let mut reports: Vec<&Value> = self.reports.iter().collect();
        let mut state = self.seed;
        for last in (1..reports.len()).rev() {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let other = usize::try_from((mixed ^ (mixed >> 31)) % (last as u64 + 1)).unwrap();
            reports.swap(last, other);
        }
        reports
    }
}
