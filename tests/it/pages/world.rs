//! Places, organisations and access windows by their pages: added, refused with nothing lost, described anew, and never
//! overwritten unseen.

use super::site::{Browser, Site, sites, sites_of};
use crate::harness::client::Client;

/// The fields as a form shows them: hidden ones and inputs by their values, the chosen of a select, texts.
fn shown(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form method=\"post\" action=\"/").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(rest.split('"').next()?.replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&"))
    };
    let mut fields = Vec::new();
    for tag in form.split('<').map(|tag| tag.split('>').next().unwrap()) {
        let Some(name) = attribute(tag, "name") else { continue };
        if tag.starts_with("input") && (!tag.contains("type=\"checkbox\"") || tag.contains(" checked")) {
            fields.push((name, attribute(tag, "value").unwrap()));
        } else if tag.starts_with("select") {
            let select = form.split(&format!("name=\"{name}\"")).nth(1).unwrap().split("</select>").next().unwrap();
            let chosen = select.split("<option").find(|option| option.contains(" selected"));
            fields.push((name, chosen.map_or(String::new(), |option| attribute(option, "value").unwrap())));
        } else if tag.starts_with("textarea") {
            let text = form.split(&format!("name=\"{name}\"")).nth(1).unwrap();
            fields.push((name, text.split_once('>').unwrap().1.split('<').next().unwrap().to_owned()));
        }
    }
    fields
}

/// Sends a page's form as it is shown, with these fields changed.
fn change(who: &mut Browser, path: &str, fields: &[(String, String)], changed: &[(&str, &str)]) -> super::site::Answer {
    let kept = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let kept = kept.filter(|(name, _)| changed.iter().all(|(other, _)| other != name));
    let all: Vec<(&str, &str)> = kept.chain(changed.iter().copied()).collect();
    who.post(path, &all)
}

fn is_told(answer: &super::site::Answer, parts: &[&str]) {
    for part in parts {
        assert!(answer.text().contains(part), "{part}: {}", answer.text());
    }
}

#[test]
fn a_place_is_found_by_any_of_its_names_and_codes() {
    sites(|site| {
        let mut sami = site.signed_in("sami");
        for (query, found, not) in [
            ("q=hama", "/places/hama", "/places/tallaf"),
            ("q=%D8%AD%D9%85%D8%A7%D9%87", "/places/hama", "/places/tallaf"),
            ("q=Khirbet+al+Jama", "/places/khirbet-al-jama", "/places/hama"),
            ("kind=checkpoint", "/places/aqrab-checkpoint", "/places/hama\""),
        ] {
            let page = sami.get(&format!("/places?{query}")).text();
            assert!(page.contains(found) && !page.contains(not), "{query}: {page}");
        }
        assert!(sami.get("/places?q=Atlantis").text().contains("No place is called that."));
        sami.language = "ar-SY".to_owned();
        assert!(sami.get("/places").text().contains("<bdi lang=\"ar\">حماة</bdi>"));
    });
}

#[test]
fn places_come_page_by_page() {
    let many = |scenario: &mut serde_json::Value| {
        let place = |number: usize| serde_json::json!({"key": format!("v{number:03}"), "name": {"en": format!("Village {number}")}});
        let known = scenario["places"].as_array().unwrap().clone();
        scenario["places"] = known.into_iter().chain((0..120).map(place)).collect();
        (scenario["convoys"], scenario["reports"]) = (serde_json::json!([]), serde_json::json!([]));
    };
    sites_of(many, |site| {
        let mut sami = site.signed_in("sami");
        let (mut path, mut seen) = ("/places?q=village".to_owned(), std::collections::BTreeSet::new());
        for page in 1..=3 {
            let text = sami.get(&path).text();
            seen.extend(text.split("href=\"/places/v").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
            let next = text.split("\" rel=\"next\"").next().filter(|_| text.contains("rel=\"next\""));
            assert_eq!(next.is_some(), page < 3, "page {page}");
            if let Some(before) = next {
                path = before.rsplit("href=\"").next().unwrap().replace("&#38;", "&");
            }
        }
        assert_eq!(seen.len(), 120);
    });
}

#[test]
fn a_coordinator_adds_a_place_and_what_is_wrong_is_told_with_nothing_lost() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let key = nour.get("/places/new").hidden("key-id");
        let wrong = [
            ("key-id", key.as_str()),
            ("name-ar", "قلعة المضيق"),
            ("latitude", "north"),
            ("longitude", "٣٦٫٣٩"),
            ("place_kind", "castle"),
            ("population", "some"),
            ("aliases", "Qalaat al-Madiq\nMadiq"),
        ];
        let answer = nour.post("/places/new", &wrong);
        assert_eq!(answer.status, 422);
        is_told(&answer, &["href=\"#key\"", "href=\"#latitude\"", "href=\"#place_kind\"", "href=\"#population\""]);
        is_told(
            &answer,
            &[
                "value=\"قلعة المضيق\"",
                "value=\"north\"",
                "value=\"٣٦٫٣٩\"",
                "value=\"some\"",
                "Qalaat al-Madiq\nMadiq",
            ],
        );
        assert_eq!(nour.post("/places/new", &[("key-id", &key)]).status, 422, "a place has a name");
        let mut right = wrong.to_vec();
        right[2].1 = "35,42";
        right[4].1 = "town";
        right[5].1 = "12 000";
        right.push(("name-en", "Qal'at al-Madiq"));
        let added = nour.post("/places/new", &right);
        assert_eq!((added.status, added.location()), (303, "/places/qalat-al-madiq?saved=1"), "{}", added.text());
        assert_eq!(nour.post("/places/new", &right).location(), added.location(), "the same form twice is one place");
        let told = nour.get("/api/v1/places/qalat-al-madiq").json();
        assert_eq!(
            (&told["latitude"], &told["longitude"], &told["population"]),
            (&35.42.into(), &36.39.into(), &12_000.into())
        );
        assert_eq!(told["aliases"], serde_json::json!(["Qalaat al-Madiq", "Madiq"]));
        is_told(&nour.get(added.location()), &["Saved.", "قلعة المضيق", "35.42, 36.39"]);
        // Another place of that name has to have a key of its own.
        let taken = nour.post("/places/new", &[("name-en", "Qal'at al-Madiq")]);
        is_told(&taken, &["href=\"#key\"", "value=\"qalat-al-madiq\""]);
        // Others look, and do not write; a viewer is told where it is about.
        for (name, status) in [("sami", 403), ("amel", 403), ("dana", 403)] {
            let mut other = site.signed_in(name);
            assert_eq!(other.get("/places/new").status, status, "{name}");
            assert_eq!(other.post("/places/qalat-al-madiq", &right).status, status, "{name}");
        }
        let mut sami = site.signed_in("sami");
        let told = sami.get("/places/qalat-al-madiq");
        is_told(&told, &["rounded to about a kilometre"]);
        assert!(!told.text().contains("name=\"seen\""), "a viewer is offered no form");
    });
}

/// What makes it bite: the second editor's form, sent as it stands, would undo what the first one wrote.
#[test]
fn two_editors_of_a_place_do_not_overwrite_each_other() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        // Of her own organisation: what others have described she could only propose to change.
        assert_eq!(nour.post("/places/new", &[("name-en", "Salhab")]).location(), "/places/salhab?saved=1");
        let path = "/places/salhab";
        let before = nour.get(path).text();
        let fields = shown(&before);
        // Sent as it is shown, it says the same: no version of its own.
        let position = nour.get("/api/v1/places/salhab").json();
        assert_eq!(change(&mut nour, path, &fields, &[]).status, 303);
        assert_eq!(nour.get("/api/v1/places/salhab").json(), position);
        let first = change(&mut nour, path, &fields, &[("access", "hard_to_reach")]);
        assert_eq!(first.status, 303, "{}", first.text());
        let second = change(&mut nour, path, &fields, &[("name-en", "Salhab City"), ("name-ku", "Hema")]);
        assert_eq!(second.status, 409);
        is_told(&second, &["Somebody else changed this", "value=\"Salhab City\"", "Hard to reach"]);
        let now = nour.get("/api/v1/places/salhab").json();
        assert_eq!((&now["access"], &now["name"]["en"]), (&"hard_to_reach".into(), &"Salhab".into()));
        // Having seen what stands now, they save it.
        let again = shown(&second.text());
        let saved = change(&mut nour, path, &again, &[("access", "hard_to_reach"), ("name-ku", "Hema")]);
        assert_eq!(saved.status, 303, "{}", saved.text());
        let now = nour.get("/api/v1/places/salhab").json();
        assert_eq!(
            (&now["access"], &now["name"]["en"], &now["name"]["ku"]),
            (&"hard_to_reach".into(), &"Salhab City".into(), &"Hema".into())
        );
        // A name in a language that the page is not in stays when the form is sent again.
        let fields = shown(&nour.get(path).text());
        assert!(fields.contains(&("name-ku".to_owned(), "Hema".to_owned())), "{fields:?}");
        // Whoever has seen nothing overwrites nothing.
        assert_eq!(nour.post(path, &[("name-en", "X")]).status, 409);
    });
}

#[test]
fn organisations_are_added_and_their_names_described_in_three_languages() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        is_told(&nour.get("/organisations"), &["href=\"/organisations/sarc\"", "الهلال الأحمر العربي السوري"]);
        let wrong =
            nour.post("/organisations/new", &[("acronym", "THIS-SHORT-FORM-IS-FAR-LONGER-THAN-FORTY-CHARACTERS")]);
        assert_eq!(wrong.status, 422);
        is_told(&wrong, &["href=\"#name-en\"", "href=\"#acronym\"", "value=\"THIS-SHORT-FORM"]);
        let names = [("name-ar", "برنامج الأغذية العالمي"), ("name-en", "World Food Programme"), ("acronym", "WFP")];
        let added = nour.post("/organisations/new", &names);
        assert_eq!(
            (added.status, added.location()),
            (303, "/organisations/world-food-programme?saved=1"),
            "{}",
            added.text()
        );
        let path = "/organisations/world-food-programme";
        let fields = shown(&nour.get(path).text());
        assert_eq!(change(&mut nour, path, &fields, &[("name-fr", "Programme alimentaire mondial")]).status, 303);
        let late = change(&mut nour, path, &fields, &[("acronym", "PAM")]);
        assert_eq!(late.status, 409);
        is_told(&late, &["Programme alimentaire mondial", "value=\"PAM\""]);
        let told = nour.get("/api/v1/organisations/world-food-programme").json();
        assert_eq!((&told["acronym"], &told["name"]["fr"]), (&"WFP".into(), &"Programme alimentaire mondial".into()));
        nour.language = "fr".to_owned();
        is_told(&nour.get("/organisations"), &["<bdi lang=\"fr\">Programme alimentaire mondial</bdi>"]);
        for (name, look) in [("sami", 200), ("amel", 200), ("dana", 403)] {
            let mut other = site.signed_in(name);
            assert_eq!(other.get(path).status, look, "{name}");
            assert_eq!((other.get("/organisations/new").status, other.post(path, &names).status), (403, 403), "{name}");
        }
    });
}

/// An access window of two days, by the form.
fn add_window(site: &Site, nour: &mut Browser) -> String {
    site.at("2016-11-01T12:00:00");
    let page = nour.get("/access-windows/new");
    let key = page.hidden("key-id");
    let wrong = [
        ("key-id", key.as_str()),
        ("time_zone", "Asia/Damaskus"),
        ("from_date", "2016-11-01"),
        ("from_time", "25:00"),
        ("until_time", "18:00"),
        ("place-1", "hama"),
        ("place-2", "atlantis"),
        ("party-1", "One"),
        ("answer-2", "accepted"),
        ("source_name", "A radio"),
        ("note", "Said <b>twice</b>."),
    ];
    let answer = nour.post("/access-windows/new", &wrong);
    assert_eq!(answer.status, 422);
    for field in
        ["from_time", "until_date", "time_zone", "place-2", "announced_by", "answer-1", "party-2", "source_kind"]
    {
        is_told(&answer, &[&format!("<a href=\"#{field}\">")]);
    }
    is_told(&answer, &["value=\"Asia/Damaskus\"", "value=\"25:00\"", "value=\"A radio\"", "Said &#60;b&#62;twice"]);
    let right = [
        ("key-id", key.as_str()),
        ("time_zone", "Asia/Damascus"),
        ("from_date", "٢٠١٦-١١-٠١"),
        ("from_time", "٠٦:٠٠"),
        ("until_date", "2016-11-02"),
        ("place-1", "hama"),
        ("place-3", "Aqrab"),
        ("organisations", "sarc"),
        ("announced_by", "The mediators"),
        ("party-1", "One"),
        ("answer-1", "accepted"),
        ("party-2", "Another"),
        ("answer-2", "unanswered"),
    ];
    let added = nour.post("/access-windows/new", &right);
    assert_eq!(added.status, 303, "{}", added.text());
    assert_eq!(
        nour.post("/access-windows/new", &right).location(),
        added.location(),
        "the same form twice is one window"
    );
    added.location().split('?').next().unwrap().to_owned()
}

#[test]
fn an_access_window_is_added_told_by_how_it_stands_and_taken_back() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let path = add_window(site, &mut nour);
        let told = nour.get(&format!("/api/v1{path}")).json();
        assert_eq!(
            (&told["from"], &told["until"]),
            (&"2016-11-01T04:00:00+00:00".into(), &"2016-11-02T22:00:00+00:00".into())
        );
        // Signed in each time, for sessions end.
        let standing = || {
            let text = site.signed_in("sami").get("/access-windows").text();
            ["w-open", "w-ahead", "w-over"].map(|group| {
                text.split(&format!("id=\"{group}\""))
                    .nth(1)
                    .unwrap()
                    .split("</section>")
                    .next()
                    .unwrap()
                    .contains(&path)
            })
        };
        let mut sami = site.signed_in("sami");
        assert_eq!(standing(), [true, false, false]);
        site.at("2016-10-31T12:00:00");
        assert_eq!(standing(), [false, true, false]);
        site.at("2016-11-03T12:00:00");
        assert_eq!(standing(), [false, false, true]);
        site.at("2016-11-01T14:00:00");
        let fields = shown(&nour.get(&path).text());
        let withdrawn =
            [("withdrawn_date", "2016-11-01"), ("withdrawn_time", "15:00"), ("withdrawn_reason", "Fighting went on")];
        let zone = [&withdrawn[..], &[("time_zone", "Asia/Damascus")]].concat();
        assert_eq!(change(&mut nour, &path, &fields, &zone).status, 303);
        site.at("2016-11-01T16:00:00");
        is_told(&sami.get(&path), &["Taken back", "Fighting went on", "Has not answered"]);
        assert_eq!(standing(), [false, false, true]);
        let then = sami.get("/access-windows?as_of=2016-11-01+13:00").text();
        assert!(then.contains("What was known at") && !then.contains("Fighting went on"), "{then}");
        assert_eq!(sami.get("/access-windows?as_of=soon").status, 422);
        // The first editor's form, sent once more, would undo it.
        let late = change(&mut nour, &path, &fields, &[("note", "Quiet.")]);
        assert_eq!(late.status, 409);
        is_told(&late, &["Fighting went on", "Quiet."]);
        for (name, look) in [("sami", 200), ("amel", 200), ("dana", 403)] {
            let mut other = site.signed_in(name);
            assert_eq!(other.get("/access-windows").status, look, "{name}");
            assert_eq!((other.get("/access-windows/new").status, other.post(&path, &[]).status), (403, 403), "{name}");
        }
        nour.language = "ar".to_owned();
        is_told(&nour.get("/access-windows"), &["فترات الوصول", "منتهية", "سُحبت"]);
    });
}

/// What makes it bite: a moment to the second, which no form shows, is still that moment after an edit.
#[test]
fn what_a_form_of_a_window_does_not_show_is_not_lost() {
    sites(|site| {
        site.at("2016-11-01T12:00:00");
        let mut nour = site.signed_in("nour");
        let window = serde_json::json!({
            "from": "2016-11-01T04:00:07Z", "places": ["hama"], "announced_by": "The mediators",
            "source": {"kind": "media", "name": "A radio"},
        });
        let cookies: Vec<String> = nour.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let script = Client::of(&site.base).with_header("cookie", &cookies.join("; "));
        let id = script.post("/api/v1/access-windows", &window).expect(201)["id"].clone();
        let path = format!("/access-windows/{}", id.as_str().unwrap());
        let fields = shown(&nour.get(&path).text());
        assert_eq!(change(&mut nour, &path, &fields, &[("note", "Quiet.")]).status, 303);
        let told = nour.get(&format!("/api/v1{path}")).json();
        assert_eq!((&told["from"], &told["note"]), (&"2016-11-01T04:00:07+00:00".into(), &"Quiet.".into()));
        assert_eq!(told["source"], serde_json::json!({"kind": "media", "name": "A radio"}));
    });
}

#[test]
fn the_way_to_every_page_is_in_the_navigation_and_the_present_one_is_marked() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let board = nour.get("/").text();
        assert!(board.contains("<a href=\"/\" aria-current=\"page\">"), "{board}");
        assert!(
            board.contains("<li class=\"further\"><details><summary>More</summary>"),
            "it is folded, and is no way to the board"
        );
        for href in [
            "/map",
            "/convoys/new",
            "/incidents",
            "/access-windows",
            "/places",
            "/organisations",
            "/reports",
            "/exports",
            "/import",
        ] {
            assert!(board.contains(&format!("<a href=\"{href}\">")), "{href}");
        }
        let places = nour.get("/places").text();
        assert!(
            places.contains("<a href=\"/places\" aria-current=\"page\">")
                && places.contains("<summary aria-current=\"true\">")
        );
        assert!(nour.get("/places/hama").text().contains("<a href=\"/places\" aria-current=\"true\">"));
        let mut dana = site.signed_in("dana");
        let users = dana.get("/admin/users").text();
        assert!(
            users.contains("<a href=\"/admin/users\" aria-current=\"page\">") && !users.contains("href=\"/places\""),
            "{users}"
        );
    });
}
