//! A convoy is put together in steps that the server keeps: nothing is lost, nobody else sees it, and it is one convoy.

use serde_json::json;

use super::{
    journey::{REGISTRATION, begin, fill, register},
    site::{Browser, sites, sites_of},
};
use convoy::{
    app::{Role, Runner, people::NewUser},
    store::{open_reader, plan_drafts},
};

const CONVOY: &str = "SY-2016-SOUTH-HAMA";

fn convoy(who: &mut Browser, reference: &str) -> serde_json::Value {
    who.get(&format!("/api/v1/convoys/{reference}")).json()
}

#[test]
fn what_was_typed_is_kept_and_goes_on_at_another_device() {
    sites(|site| {
        let mut phone = site.signed_in("nour");
        let draft = begin(&mut phone);
        let route = [
            ("reference", "SY-2016-KEPT"),
            ("origin", "Hama"),
            ("stop_role-1", "destination"),
            ("stop_place-1", "aqrab"),
        ];
        assert_eq!(phone.post(&format!("{draft}/route"), &route).location(), format!("{draft}/dates"));
        // A step with mistakes is kept as well: whoever comes back finds what was typed.
        let wrong = phone.post(&format!("{draft}/trucks"), &[("trucks", "many")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("<a href=\"#trucks\">") && wrong.text().contains("value=\"many\""));
        let mut desk = site.signed_in_anew("nour");
        let start = desk.get("/convoys/new").text();
        assert!(start.contains("SY-2016-KEPT") && start.contains(&format!("href=\"{draft}\"")), "{start}");
        assert_eq!(desk.get(&draft).location(), format!("{draft}/dates"), "the first step that lacks something");
        assert!(desk.get(&format!("{draft}/trucks")).text().contains("value=\"many\""));
        let page = desk.get(&format!("{draft}/route")).text();
        assert!(
            page.contains("value=\"SY-2016-KEPT\"") && page.contains("value=\"aqrab\" lang=\"en\" selected"),
            "{page}"
        );
        // Back loses nothing either.
        let back = desk.post(&format!("{draft}/dates"), &[("do", "back"), ("time_zone", "Nowhere/At-all")]);
        assert_eq!(back.location(), format!("{draft}/route"));
        assert!(desk.get(&format!("{draft}/dates")).text().contains("value=\"Nowhere/At-all\""));
        // Thrown away, it is gone.
        assert_eq!(desk.post(&draft, &[]).location(), "/convoys/new");
        assert_eq!(desk.get(&format!("{draft}/route")).status, 404);
        assert!(!desk.get("/convoys/new").text().contains("SY-2016-KEPT"));
    });
}

#[test]
fn a_draft_is_its_users_alone_and_sealed() {
    crate::harness::databases::databases(|url| {
        let site = super::site::Site::start(url);
        let other = NewUser {
            email: "huda@example.org".to_owned(),
            name: "huda".to_owned(),
            organisation: "sarc".to_owned(),
            role: Role::Coordinator,
        };
        site.app.add_user(&other, super::site::hashed()).unwrap();
        let (mut nour, mut huda) = (site.signed_in("nour"), site.signed_in("huda"));
        let draft = begin(&mut nour);
        nour.post(&format!("{draft}/route"), &[("reference", "SY-2016-SECRET-ROUTE"), ("origin", "the back gate")]);
        assert!(nour.get(&format!("{draft}/check")).text().contains("the back gate"));
        for path in [draft.clone(), format!("{draft}/route"), format!("{draft}/check")] {
            assert_eq!(huda.get(&path).status, 404, "{path}");
            assert_eq!(huda.post(&path, &[("reference", "X")]).status == 404, path != draft, "{path}");
        }
        assert!(nour.get(&format!("{draft}/check")).text().contains("the back gate"), "nobody else throws it away");
        assert!(!huda.get("/convoys/new").text().contains("SECRET-ROUTE"));
        let user = site.app.user_id("nour@example.org").unwrap();
        let rows = plan_drafts::list(&mut open_reader(url).unwrap(), user.0).unwrap();
        assert_eq!(rows.len(), 1);
        assert!(!rows[0].content.windows(4).any(|window| window == b"gate"), "what is stored is sealed");
    });
}

#[test]
fn the_same_draft_registered_twice_is_one_convoy() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let draft = begin(&mut nour);
        fill(&mut nour, &draft, REGISTRATION);
        for _ in 0..2 {
            let answer = nour.post(&format!("{draft}/check"), &[]);
            assert_eq!((answer.status, answer.location()), (303, "/convoys/SY-2016-SOUTH-HAMA"), "{}", answer.text());
        }
        // An old page of it leads on to the convoy as well, and changes nothing.
        let late = nour.post(&format!("{draft}/trucks"), &[("trucks", "99")]);
        assert_eq!(late.location(), "/convoys/SY-2016-SOUTH-HAMA");
        assert_eq!(nour.get("/api/v1/convoys").json()["items"].as_array().unwrap().len(), 1);
        assert_eq!(convoy(&mut nour, CONVOY)["trucks"]["cargo"], 17);
        // Another draft with its reference is told so, and keeps what was typed.
        let other = begin(&mut nour);
        fill(&mut nour, &other, REGISTRATION);
        let taken = nour.post(&format!("{other}/check"), &[]);
        assert_eq!(taken.status, 422);
        assert!(taken.text().contains(&format!("{other}/route?from=check#reference")), "{}", taken.text());
    });
}

#[test]
fn each_step_tells_its_own_mistakes_and_the_answers_all_of_them() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let draft = begin(&mut nour);
        let fields = [
            ("reference", "not a reference"),
            ("time_zone", "Hama"),
            ("departure_time", "soon"),
            ("stop_role-2", "checkpoint"),
            ("stop_place-3", "aqrab"),
            ("cargo_quantity-2", "viel"),
            ("check_in_hours", "often"),
            ("trucks", "many"),
            ("sensitivity", "severe"),
        ];
        let expected: [(&str, &[&str]); 4] = [
            ("route", &["reference", "stops", "origin", "stop_place-2", "stop_role-3"]),
            ("dates", &["time_zone", "departure_date", "departure_time", "check_in_hours"]),
            ("trucks", &["trucks"]),
            ("cargo", &["cargo_item-2", "cargo_quantity-2", "cargo_unit-2"]),
        ];
        for (step, wrong) in expected {
            let answer = nour.post(&format!("{draft}/{step}"), &fields);
            let text = answer.text();
            assert_eq!(answer.status, 422, "{step}");
            let told: Vec<&str> =
                text.split("<li><a href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            assert_eq!(told, wrong, "{step}");
        }
        for typed in ["not a reference", "viel", "often", "many", "soon"] {
            let found = ["route", "dates", "trucks", "cargo"]
                .iter()
                .any(|step| nour.get(&format!("{draft}/{step}")).text().contains(&format!("value=\"{typed}\"")));
            assert!(found, "{typed} is lost");
        }
        let answer = nour.post(&format!("{draft}/check"), &[]);
        assert_eq!(answer.status, 422);
        let text = answer.text();
        for (step, wrong) in expected {
            for field in wrong {
                assert!(text.contains(&format!("{draft}/{step}?from=check#{field}\"")), "{field}: {text}");
            }
        }
        // From the answers, a step that is right leads back to them.
        let mended = nour.post(&format!("{draft}/trucks"), &[("trucks", "٤"), ("from", "check")]);
        assert_eq!(mended.location(), format!("{draft}/check"));
        assert!(nour.get(&format!("{draft}/trucks?from=check")).text().contains("value=\"٤\""));
    });
}

#[test]
fn an_earlier_convoy_is_copied_but_for_its_dates_and_its_reference() {
    sites_of(
        |_| (),
        |site| {
            site.at("2016-11-06T12:00:00");
            let mut nour = site.signed_in("nour");
            assert!(nour.get("/convoys/new").text().contains("<option>SY-2016-SOUTH-HAMA</option>"));
            let answer = nour.post("/convoys/new", &[("copy_of", CONVOY)]);
            let draft = answer.location().strip_suffix("/route").unwrap().to_owned();
            assert!(nour.get(&format!("{draft}/route")).text().contains("name=\"reference\" value=\"\""));
            let told = nour.post(&format!("{draft}/check"), &[]);
            assert_eq!(
                told.text().matches("?from=check#").count(),
                1,
                "only the reference is missing: {}",
                told.text()
            );
            let route = nour.get(&format!("{draft}/route")).text();
            let mut fields =
                vec![("reference".to_owned(), "SY-2016-AGAIN".to_owned()), ("origin".to_owned(), "hama".to_owned())];
            for row in 1..=6 {
                for name in ["stop_role", "stop_place"] {
                    let select = route.split(&format!("name=\"{name}-{row}\"")).nth(1).unwrap();
                    let select = select.split("</select>").next().unwrap();
                    let chosen = select.split("<option value=\"").find(|option| option.contains(" selected"));
                    if let Some(chosen) = chosen {
                        fields.push((format!("{name}-{row}"), chosen.split('"').next().unwrap().to_owned()));
                    }
                }
            }
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(nour.post(&format!("{draft}/route"), &fields).status, 303);
            let done = nour.post(&format!("{draft}/check"), &[]);
            assert_eq!(done.location(), "/convoys/SY-2016-AGAIN", "{}", done.text());
            let plan = |whole: &serde_json::Value| {
                let parts = ["lead", "partners", "time_zone", "sensitivity", "check_in_minutes"];
                let stops = whole["stops"].as_array().unwrap().iter().map(|it| json!([it["role"], it["place"]]));
                let cargo =
                    whole["cargo"].as_array().unwrap().iter().map(|it| json!([it["item"], it["unit"], it["planned"]]));
                json!([
                    parts.map(|part| whole[part].clone()),
                    stops.collect::<Vec<_>>(),
                    cargo.collect::<Vec<_>>(),
                    whole["people"]["targeted"],
                    whole["trucks"]["cargo"],
                ])
            };
            let (first, second) = (convoy(&mut nour, CONVOY), convoy(&mut nour, "SY-2016-AGAIN"));
            assert_eq!(plan(&first), plan(&second));
            assert_eq!(second["status"], "planned");
        },
    );
}

#[test]
fn only_a_convoy_that_is_seen_exactly_is_copied() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        register(&mut nour);
        let stranger = NewUser {
            email: "omar@example.org".to_owned(),
            name: "omar".to_owned(),
            organisation: "elsewhere".to_owned(),
            role: Role::Coordinator,
        };
        site.app.add_user(&stranger, super::site::hashed()).unwrap();
        let mut omar = site.signed_in("omar");
        assert!(!omar.get("/convoys/new").text().contains(CONVOY));
        let refused = omar.post("/convoys/new", &[("copy", CONVOY)]);
        assert_eq!(refused.status, 422);
        assert_eq!(refused.text(), omar.post("/convoys/new", &[("copy", CONVOY)]).text());
        assert!(refused.text().contains("<a href=\"#copy\">"));
        let none = omar.post("/convoys/new", &[("copy", "NO-SUCH-CONVOY")]);
        assert_eq!(refused.text().replace(CONVOY, ""), none.text().replace("NO-SUCH-CONVOY", ""));
    });
}

#[test]
fn cargo_is_pasted_from_a_spreadsheet_and_looked_at_before_it_counts() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        nour.language = "ar-SY".to_owned();
        let draft = begin(&mut nour);
        fill(&mut nour, &draft, REGISTRATION);
        let paste = format!("{draft}/paste");
        let text =
            "الصنف\tالقطاع\tالكمية\tالوحدة\tالوجهة\nطحين\tالأمن الغذائي\t١٬٢٠٠٫٥\tكيس\tعقرب\nBlankets\t\tmany\tpcs\n";
        assert_eq!(nour.post(&paste, &[("paste", text), ("do", "look")]).location(), paste);
        let preview = nour.get(&paste).text();
        assert!(preview.contains("١٬٢٠٠٫٥"), "{preview}");
        assert!(preview.contains("هذه ليست كمية"), "{preview}");
        assert!(!nour.get(&format!("{draft}/cargo")).text().contains("طحين"), "nothing counts before it is added");
        let added = nour.post(&paste, &[("paste", text), ("do", "add")]);
        assert_eq!(added.status, 422, "one line is left to be put right");
        assert!(added.text().contains("Blankets") && !added.text().contains("طحين"), "{}", added.text());
        let left = "Blankets\t\t٤٠\tpcs";
        assert_eq!(nour.post(&paste, &[("paste", left), ("do", "add")]).location(), format!("{draft}/cargo"));
        assert_eq!(nour.post(&format!("{draft}/check"), &[]).status, 303);
        let cargo = convoy(&mut nour, CONVOY)["cargo"].clone();
        let lines: Vec<_> = cargo.as_array().unwrap().iter().map(|line| (&line["item"], &line["unit"])).collect();
        assert_eq!(lines.len(), 4, "{cargo}");
        assert_eq!(
            (&cargo[2]["item"], &cargo[2]["sector"], &cargo[2]["unit"]),
            (&json!("طحين"), &json!("food_security"), &json!("bag"))
        );
        assert_eq!((&cargo[3]["item"], &cargo[3]["unit"]), (&json!("Blankets"), &json!("piece")));
        assert!(cargo[2].to_string().contains("1200.5") && cargo[3].to_string().contains("40"), "{cargo}");
    });
}

#[test]
fn a_stop_is_put_in_between_and_people_stay_with_their_place() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let draft = begin(&mut nour);
        let route = [
            ("reference", "SY-2016-BETWEEN"),
            ("origin", "hama"),
            ("stop_role-1", "destination"),
            ("stop_place-1", "aqrab"),
            ("stop_role-2", "destination"),
            ("stop_place-2", "tallaf"),
        ];
        nour.post(&format!("{draft}/route"), &route);
        nour.post(&format!("{draft}/people"), &[("stop_target-1", "9000"), ("stop_target-2", "٤٠٠")]);
        let insert = [&route[..], &[("insert_before", "1"), ("do", "insert")]].concat();
        assert_eq!(nour.post(&format!("{draft}/route"), &insert).location(), format!("{draft}/route"));
        let page = nour.get(&format!("{draft}/people")).text();
        assert!(page.contains("name=\"stop_target-2\" value=\"9000\""), "{page}");
        assert!(page.contains("name=\"stop_target-3\" value=\"٤٠٠\""), "{page}");
    });
}

#[test]
fn a_draft_that_nobody_works_on_is_tidied_away() {
    sites(|site| {
        let mut nour = site.signed_in("nour");
        let draft = begin(&mut nour);
        let tidy = || actix_web::rt::System::new().block_on(site.app.apply_retention(&Runner::Owner)).unwrap();
        site.wait(29 * 24 * 3600);
        tidy();
        let mut nour = site.signed_in_anew("nour");
        assert_eq!(nour.post(&format!("{draft}/trucks"), &[("trucks", "4")]).status, 303);
        site.wait(2 * 24 * 3600);
        tidy();
        let mut nour = site.signed_in_anew("nour");
        assert_eq!(nour.get(&format!("{draft}/trucks")).status, 200, "it was worked on two days ago");
        site.wait(31 * 24 * 3600);
        tidy();
        let mut nour = site.signed_in_anew("nour");
        assert_eq!(nour.get(&format!("{draft}/trucks")).status, 404);
    });
}
