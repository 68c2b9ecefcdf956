//! Every page in every language: nothing missing, nothing inline, nothing too heavy for a phone.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::samples;
use super::{files, in_the_crate, messages};
use convoy::http::language::Language;

const TAGS: [&str; 5] = ["en", "fr", "ar", "ar-SY", "ar-MA"];

fn every_page() -> Vec<(String, &'static str, String)> {
    TAGS.iter()
        .flat_map(|tag| {
            samples::pages(tag).into_iter().map(move |(name, html)| (format!("{name} in {tag}"), *tag, html))
        })
        .collect()
}

#[test]
fn no_page_lacks_a_message() {
    for (name, _, html) in every_page() {
        assert!(!html.contains('⟦'), "{name}: {}", html.split('⟦').nth(1).unwrap());
        assert!(!html.contains("{$") && !html.contains("{ $"), "{name}: a message lacks a value");
    }
}

#[test]
fn every_page_says_its_language_and_direction() {
    for (name, tag, html) in every_page() {
        let direction = if tag.starts_with("ar") { "rtl" } else { "ltr" };
        assert!(html.contains(&format!("<html lang=\"{tag}\" dir=\"{direction}\">")), "{name}");
        assert!(html.contains("?lang=") || html.contains("&#38;lang="), "{name} offers no other language");
    }
}

#[test]
fn nothing_is_inline_that_the_content_security_policy_forbids() {
    for (name, _, html) in every_page() {
        // A file of our own is what the policy permits.
        let html = html.replace("<script type=\"module\" src=\"/assets/", "");
        // Of styles the one that the policy knows by its hash, in the head of the page.
        let known = format!("<style>{}</style>\n", convoy::http::assets::first_style());
        let html = html.replacen(&known, "", 1);
        // What stands in a block to be copied is text, and fetches nothing.
        let html: String = html.split("<pre").map(|part| part.rsplit("</pre>").next().unwrap_or(part)).collect();
        for forbidden in [" style=", "<style", "<script", " onclick", "javascript:", "http://", "https://"] {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
        }
    }
}

#[test]
fn elements_close_and_ids_are_unique() {
    for (name, _, html) in every_page() {
        for element in ["div", "ul", "ol", "li", "p", "section", "form", "fieldset", "table", "details", "dl", "span"] {
            let opened = html.matches(&format!("<{element}>")).count() + html.matches(&format!("<{element} ")).count();
            assert_eq!(opened, html.matches(&format!("</{element}>")).count(), "<{element}> in {name}");
        }
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut seen = BTreeSet::new();
        let twice: Vec<_> = ids.iter().filter(|id| !seen.insert(**id)).collect();
        assert!(twice.is_empty(), "{name}: {twice:?}");
        for target in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.contains(target), "{name}: nothing has the id {target}");
        }
        for label in html.split("<label for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.contains(label), "{name}: the label of {label} names no field");
        }
    }
}

#[test]
fn digits_follow_the_tag() {
    let board = |tag: &str| samples::pages(tag).remove(0).1;
    assert!(board("ar-SY").contains("٢٥٬٠٠٠"));
    assert!(board("ar-MA").contains("25.000"));
    assert!(board("fr").contains("25\u{202f}000"));
}

#[test]
fn what_was_typed_comes_back_escaped() {
    let html = samples::pages("en").into_iter().find(|(name, _)| *name == "log-errors").unwrap().1;
    assert!(html.contains("&#60;script&#62;") && html.contains("٢٥:٩٩"));
    assert!(html.contains("href=\"#time\"") && html.contains("aria-describedby=\"time-error"));
}

/// The ids in `text("…")` and its kin, and the families in `label("…"`, must exist: a template may be right in every
/// sample and still name a message that only a rare branch shows.
#[test]
fn every_message_that_a_template_names_exists() {
    let known = messages(Language::English);
    let mut named = 0;
    for file in files(&in_the_crate("src/http/templates"), "html") {
        let template = fs::read_to_string(&file).unwrap();
        for call in ["text(\"", "text1(\"", "text2(\"", "count(\""] {
            for id in template.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(known.contains_key(id), "{} names {id}", file.display());
                named += 1;
            }
        }
        for family in template.split("label(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let prefix = format!("{family}-");
            assert!(known.keys().any(|id| id.starts_with(&prefix)), "{} names {family}", file.display());
        }
    }
    assert!(named > 200, "the scan found only {named}");
}

/// Set `PAGES_TO` to a folder to look at the samples in a browser.
#[test]
fn samples_can_be_looked_at() {
    let Some(folder) = std::env::var_os("PAGES_TO").map(PathBuf::from) else {
        return;
    };
    let stylesheet = fs::read_to_string(in_the_crate("src/http/assets/convoy.css")).unwrap();
    fs::create_dir_all(&folder).unwrap();
    for (name, _, html) in every_page() {
        let page = html.replacen("</head>", &format!("<style>{stylesheet}</style></head>"), 1);
        fs::write(folder.join(format!("{}.html", name.replace(" in ", "."))), page).unwrap();
    }
}
