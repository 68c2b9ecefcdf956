//! The README's tour really runs: every command of it, in order, against a fresh demonstration, and every answer that it
//! shows is part of what comes out.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests stop by panicking")]

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

const MARK: &str = "@@@ step";

/// A step of the tour: what is typed, and what is shown of the answer.
struct Step {
    typed: String,
    shown: Option<(String, String)>,
}

fn tour() -> Vec<Step> {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let tour = readme.split("\n## Five-minute tour\n").nth(1).unwrap();
    let tour = tour.split("\n## ").next().unwrap();
    let mut steps: Vec<Step> = Vec::new();
    for block in tour.split("\n```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap();
        match language {
            "sh" => steps.push(Step { typed: text.to_owned(), shown: None }),
            "json" | "text" => {
                let last = steps.last_mut().unwrap();
                last.shown = Some((language.to_owned(), text.to_owned()));
            }
            other => panic!("the tour has a block of \"{other}\""),
        }
    }
    steps
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(folder: &Path) -> (Server, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_convoy"))
        .args(["serve", "--demo", "--bind", "127.0.0.1:0"])
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env("CONVOY_LOG", "warn")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.split_whitespace().find(|word| word.starts_with("http://"));
    let address = address.unwrap_or_else(|| panic!("no address in {first:?}")).to_owned();
    (Server(child), address)
}

/// Whether this machine has what the tour is typed into. Where it has to, it does.
fn has_bash_and_curl() -> bool {
    let answers = |name: &str| Command::new(name).arg("--version").stdout(Stdio::null()).status().is_ok();
    let has = answers("bash") && answers("curl");
    let required = std::env::var("CONVOY_TEST_REQUIRE").unwrap_or_default();
    assert!(has || !required.contains("curl"), "bash and curl were asked for");
    if !has {
        // Not eprintln!, which the test runner keeps to itself while a test passes.
        let _ = writeln!(std::io::stderr(), "skipped: the README's tour needs bash and curl");
    }
    has
}

#[test]
fn the_tour_of_the_readme_runs_and_shows_what_comes_out() {
    if !has_bash_and_curl() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (_server, address) = serve(folder.path());
    let steps = tour();
    assert!(steps.len() >= 10, "the tour has only {} steps", steps.len());
    let program = env!("CARGO_BIN_EXE_convoy");
    let mark = format!("\nprintf '\\n{MARK}\\n'\n");
    let script: String =
        steps.iter().flat_map(|step| [step.typed.replace("cargo run -q --", program), mark.clone()]).collect();
    let run = Command::new("bash")
        .args(["-eu", "-o", "pipefail", "-c", &script])
        .current_dir(folder.path())
        .env_remove("DATABASE_URL")
        .env("CONVOY", &address)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "the tour stopped:\n{out}\n{err}");
    let answers: Vec<&str> = out.split(MARK).collect();
    for (step, answer) in steps.iter().zip(answers) {
        match &step.shown {
            Some((language, shown)) if language == "json" => {
                let shown: Value = serde_json::from_str(shown).unwrap();
                let answer: Value =
                    serde_json::from_str(answer.trim()).unwrap_or_else(|error| panic!("{error}: {answer}"));
                assert!(
                    is_part(&shown, &answer),
                    "the README shows\n{shown:#}\nfor\n{}\nand it is\n{answer:#}",
                    step.typed
                );
            }
            Some((_, shown)) => {
                let mut rest = answer;
                for fragment in shown.split(['…', '\n']).map(str::trim).filter(|fragment| !fragment.is_empty()) {
                    let at = rest.find(fragment);
                    let at =
                        at.unwrap_or_else(|| panic!("{fragment:?} is not in the answer to\n{}\n{answer}", step.typed));
                    rest = &rest[at + fragment.len()..];
                }
            }
            None => {}
        }
    }
}

/// Whether all that is shown is in the answer, with the same values.
fn is_part(shown: &Value, answer: &Value) -> bool {
    match (shown, answer) {
        (Value::Object(shown), Value::Object(answer)) => {
            shown.iter().all(|(name, value)| answer.get(name).is_some_and(|answer| is_part(value, answer)))
        }
        (shown, answer) => shown == answer,
    }
}
