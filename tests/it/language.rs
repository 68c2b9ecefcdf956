//! The three languages say the same things: no message is missing, none lacks a value that another has.

// What a test cannot read or find ends the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod pages;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use convoy::http::language::{Language, Locale, Texts};

type Variables = BTreeSet<String>;

fn in_the_crate(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every message of a language with the variables in it, read from the files and not from the program, so that a
/// file which the program forgets to embed is found too.
fn messages(language: Language) -> BTreeMap<String, Variables> {
    let mut found = BTreeMap::<String, Variables>::new();
    for file in files(&in_the_crate("locales").join(language.code()), "ftl") {
        let mut current = None;
        for line in fs::read_to_string(&file).unwrap().lines() {
            if !line.starts_with([' ', '#', '}']) && !line.is_empty() {
                let id = line.split_once(" = ").unwrap_or_else(|| panic!("{}: {line}", file.display())).0.to_owned();
                assert!(!found.contains_key(&id), "{id} twice in {}", language.code());
                found.insert(id.clone(), Variables::new());
                current = Some(id);
            }
            for piece in line.split("{ $").skip(1).filter(|_| !line.starts_with('#')) {
                let variable = piece.split(' ').next().unwrap().to_owned();
                found.get_mut(current.as_ref().unwrap()).unwrap().insert(variable);
            }
        }
    }
    found
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|_| panic!("no folder {}", folder.display()));
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|it| it == extension));
    found.sort();
    found
}

#[test]
fn the_languages_have_the_same_messages_with_the_same_variables() {
    let english = messages(Language::English);
    assert!(english.len() > 300, "the scan found only {}", english.len());
    for language in [Language::French, Language::Arabic] {
        let other = messages(language);
        let missing: Vec<_> = english.keys().filter(|id| !other.contains_key(*id)).collect();
        let extra: Vec<_> = other.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{}: missing {missing:?}, extra {extra:?}", language.code());
        for (id, variables) in &english {
            assert_eq!(variables, &other[id], "{id} in {}", language.code());
        }
    }
}

#[test]
fn every_message_of_the_files_is_in_the_program() {
    for language in Language::ALL {
        let texts = Texts::new(Locale::plain(language));
        for id in messages(language).keys() {
            assert!(texts.has(id), "{id} is not embedded in {}", language.code());
        }
    }
}

#[test]
fn a_missing_message_shows_itself() {
    assert_eq!(Texts::new(Locale::DEFAULT).text("no-such-message"), "⟦no-such-message⟧");
}

#[test]
fn arabic_messages_with_a_count_have_all_six_plural_forms() {
    for file in files(&in_the_crate("locales/ar"), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        for block in text.split("\n}").filter(|block| block.contains("{ $count ->")) {
            for form in ["[zero]", "[one]", "[two]", "[few]", "[many]", "*[other]"] {
                assert!(block.contains(form), "no {form} in {}", block.lines().rev().nth(6).unwrap_or(block));
            }
        }
    }
}

/// The codes of the domain and the families that have a word for each.
const FAMILIES: &[(&[&str], &str)] = &[
    (
        &["status"],
        "planned dispatched in_transit at_checkpoint blocked at_destination delivered partially_delivered turned_back \
         lost cancelled",
    ),
    (
        &["action", "event"],
        "dispatched checkpoint_reached checkpoint_cleared blocked unblocked rerouted arrived delivered departed \
         turned_back cancelled cargo_refused cargo_removed cargo_lost cargo_transferred truck_detached truck_rejoined \
         truck_fate people_reached incident_reported account_recorded assessment_recorded contact returned note \
         clearance_requested clearance_granted clearance_denied clearance_withdrawn notified plan_amended amended \
         voided redacted review_accepted review_dismissed",
    ),
    (
        &["cause"],
        "denial_of_needs restriction_on_peoples_access entry_into_country movement_within_country interference \
         violence_against_aid hostilities mines_and_ordnance physical_environment",
    ),
    (
        &["act"],
        "shooting shelling air_strike explosive_device mine looting confiscation detention abduction assault threat \
         obstruction protest accident other unknown",
    ),
    (
        &["fate"],
        "with_convoy detached offloaded partly_offloaded not_offloaded returned_loaded looted destroyed detained \
         unknown returned_empty damaged not_returned",
    ),
    (
        &["sector"],
        "camp_coordination early_recovery education emergency_telecoms food_security health logistics nutrition \
         protection shelter_nfi wash",
    ),
    (&["unit", "quantity"], "kit parcel basket bag box carton piece pallet KGM TNE LTR MTQ"),
    (
        &["source"],
        "own_staff partner_staff local_authority party_to_conflict community media united_nations \
         red_cross_red_crescent social_media other",
    ),
    (&["reliability"], "A B C D E F"),
    (&["credibility"], "1 2 3 4 5 6"),
    (&["precision"], "minute hour day unknown"),
    (&["place_kind"], "hub town checkpoint crossing camp other"),
    (&["access"], "accessible hard_to_reach besieged"),
    (&["stop_role"], "origin checkpoint destination"),
    (&["stop"], "planned reached passed served dropped"),
    (&["role"], "viewer logger coordinator admin"),
    (&["sensitivity"], "low moderate high severe"),
    (&["clearance"], "none requested granted denied withdrawn"),
    (&["scope"], "whole part"),
    (&["outcome"], "facilitated partially_facilitated impeded denied postponed cancelled unanswered"),
    (&["event_state"], "applied in_review accepted dismissed voided replaced redacted"),
];

/// Why something is refused or conflicts, as the program's own codes.
const REASONS: &str = "no_cargo_truck no_cargo_line not_a_destination already_there already_served not_arrived_there \
    nothing_owed unknown_incident incident_exists unknown_truck truck_not_with_convoy truck_not_detached \
    unknown_cargo_line exceeds_aboard exceeds_planned too_much_to_count no_clearance unknown_event place_required \
    not_in_review circular_correction correct_the_original cannot_be_corrected same_event_other_content \
    reference_taken key_taken same_key_other_content email_taken cannot_be_redacted unconfirmed \
    does_not_fit evidence_held";

#[test]
fn every_reason_for_a_no_has_its_sentence() {
    for language in Language::ALL {
        let texts = Texts::new(Locale::plain(language));
        for code in REASONS.split_whitespace() {
            assert!(texts.has(format!("refusal-{code}")), "refusal-{code} in {}", language.code());
        }
    }
}

#[test]
fn every_code_of_the_domain_has_its_words() {
    for language in Language::ALL {
        let texts = Texts::new(Locale::plain(language));
        for (families, codes) in FAMILIES {
            for (family, code) in families.iter().flat_map(|it| codes.split(' ').map(move |code| (it, code))) {
                if !code.is_empty() {
                    assert!(texts.has(format!("{family}-{code}")), "{family}-{code} in {}", language.code());
                }
            }
        }
    }
}
