//! A number is a credential: asked for by whoever runs the account, confirmed by its owner.

use std::sync::Arc;

use chrono::TimeDelta;
use convoy::{
    ambient::{Ambient, Real, Scripted},
    app::{Role, people::By},
    domain::{
        Kind,
        message::{
            Language,
            words::{KINDS, Meaning, phrases_of},
        },
    },
    store::DatabaseUrl,
};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::{Answer, Client},
        databases::databases,
        phones::{add_number, codes_on, events_of, hand_over, number_form},
        server::{Server, wait_for},
        world::{event_at, log, plan, register, world},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
const NUMBER: &str = "+963900111222";
const PINNED: &str = "+963900555666";

/// Two organisations with a convoy each, a gateway of each, and a logger of `relief` with a session.
struct Stage {
    server: Server,
    clock: Arc<Scripted>,
    everything: Client,
    gateway: Client,
    others_gateway: Client,
    logger: String,
    page: Client,
}

impl Stage {
    fn on(url: &DatabaseUrl) -> Self {
        let clock = Arc::new(Scripted::at(Real.now()));
        let server = Server::start_with(url, Arc::clone(&clock) as Arc<dyn Ambient>);
        let everything = world(&server);
        register(&everything, "RELIEF-1");
        let mut others = plan("OTHER-1");
        others["lead"] = json!("other");
        everything.post("/api/v1/convoys", &others).expect(201);
        let gateway = server.somebody(Role::Logger, "relief");
        let others_gateway = server.somebody(Role::Logger, "other");
        let logger = server.account(Role::Logger, "relief");
        let page = signed_in(&server, &logger);
        Self { server, clock, everything, gateway, others_gateway, logger, page }
    }

    fn with_number(url: &DatabaseUrl) -> Self {
        let stage = Self::on(url);
        add_number(&stage.page, &stage.gateway, NUMBER, "");
        stage
    }

    fn somebody(&self, role: Role, organisation: &str) -> Client {
        signed_in(&self.server, &self.server.account(role, organisation))
    }

    fn send(&self, number: &str, text: &str) -> String {
        hand_over(&self.gateway, number, text)
    }

    fn events(&self) -> Vec<Value> {
        events_of(&self.everything, "RELIEF-1")
    }

    fn status(&self) -> String {
        let status = self.everything.get("/api/v1/convoys/RELIEF-1/status").expect(200);
        status["status"].as_str().unwrap().to_owned()
    }

    fn later(&self, hours: i64) {
        self.clock.set(self.clock.now().plus(TimeDelta::hours(hours)));
    }
}

fn ask(page: &Client, number: &str, pin: &str) -> Answer {
    page.post_raw("/me/phones", FORM, &number_form(number, pin))
}

/// What makes it bite: the same is permitted to whoever runs the whole account, and then waits for the owner.
#[test]
fn who_runs_a_part_of_an_account_adds_no_number_to_it() {
    databases(|url| {
        let stage = Stage::on(url);
        let app = &stage.server.app;
        let user = app.user_id(&stage.logger).unwrap();
        let href = format!("/admin/users/{}/phones", user.0);
        let part = stage.somebody(Role::Admin, "relief");
        // While all that they are is within reach, a number can be asked for; it is nobody's before they have confirmed it.
        assert_eq!(part.post_raw(&href, FORM, &number_form("+963900000009", "")).status, 303);
        let shown = part.get(&format!("/admin/users/{}?lang=en", user.0)).text;
        assert!(!shown.contains("CONFIRM "), "the code is its owner's alone: {shown}");
        assert_eq!(codes_on(&stage.page).len(), 1);
        assert!(stage.send("+963900000009", "RELIEF-1 dispatched hub").contains("not registered"));

        wait_for(app.give_role(&By::Program, user, Role::Coordinator, "other")).unwrap();
        // A session ends with a change of roles.
        let page = signed_in(&stage.server, &stage.logger);
        let added = part.post_raw(&href, FORM, &number_form(NUMBER, ""));
        assert_eq!(added.status, 403, "{}", added.text);
        assert_eq!(codes_on(&page).len(), 1);
        for (gateway, reference) in [(&stage.gateway, "RELIEF-1"), (&stage.others_gateway, "OTHER-1")] {
            assert!(hand_over(gateway, NUMBER, &format!("{reference} dispatched hub")).contains("not registered"));
            assert!(hand_over(gateway, NUMBER, &format!("STATUS {reference}")).contains("not registered"));
            assert!(events_of(&stage.everything, reference).is_empty(), "{reference}");
        }
        // The whole account's, then.
        let whole = stage.somebody(Role::Admin, "*");
        assert_eq!(whole.post_raw(&href, FORM, &number_form(NUMBER, "")).status, 303);
        let code = codes_on(&page).pop().unwrap();
        assert!(stage.send(NUMBER, &format!("CONFIRM {code}")).contains("Confirmed"));
        assert!(stage.send(NUMBER, "RELIEF-1 dispatched hub").contains("Recorded"));
    });
}

/// What makes it bite: one of the two numbers is somebody's, and the other nobody's.
#[test]
fn asking_for_a_number_tells_nothing_and_takes_nothing() {
    databases(|url| {
        let stage = Stage::with_number(url);
        let curious = stage.somebody(Role::Logger, "relief");
        let answers: Vec<(u16, String, String)> = [NUMBER, "+963900111333"]
            .map(|number| {
                let answer = ask(&curious, number, "");
                (answer.status, answer.header("location"), answer.text)
            })
            .into();
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0].0, 303, "{answers:?}");
        // The one is still whose it was, the other still nobody's.
        assert!(stage.send(NUMBER, "RELIEF-1 note mine").contains("Recorded"));
        assert_eq!(stage.events()[0]["recorded_by"]["name"], "Test logger");
        assert!(stage.send("+963900111333", "RELIEF-1 OK").contains("not registered"));
        assert_eq!(stage.events().len(), 1);
        // Nobody asks for many.
        for n in 0..3 {
            assert_eq!(ask(&curious, &format!("+96390022233{n}"), "").status, 303);
        }
        assert_eq!(ask(&curious, "+963900222339", "").status, 422);
    });
}

#[test]
fn a_number_is_its_owners_once_its_code_came_from_it() {
    databases(|url| {
        let stage = Stage::on(url);
        assert_eq!(ask(&stage.page, NUMBER, "").status, 303);
        let code = codes_on(&stage.page).pop().expect("the page shows a code");
        let confirm = format!("CONFIRM {code}");
        // From another telephone, by a gateway of another organisation, and by one's own word: nothing.
        assert!(stage.send("+963900111999", &confirm).contains("Not confirmed"));
        assert!(hand_over(&stage.others_gateway, NUMBER, &confirm).contains("Not confirmed"));
        let own = stage.server.nobody().with_token(&stage.server.token(&stage.logger, &[]));
        assert!(hand_over(&own, NUMBER, &confirm).contains("Not confirmed"));
        assert!(stage.send(NUMBER, "RELIEF-1 dispatched hub").contains("not registered"));
        // In the sender's own language, and again where the gateway got no answer.
        assert!(stage.send(NUMBER, &format!("confirmer {code}")).contains("Confirmé"));
        assert!(stage.send(NUMBER, &confirm).contains("Confirmed"));
        assert!(stage.send(NUMBER, "RELIEF-1 dispatched hub").contains("Recorded"));
        // Once: a number that was taken away is not had back by the same code.
        let me = stage.page.get("/me").text;
        let id = me.split("/me/phones/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert_eq!(stage.page.post_raw(&format!("/me/phones/{id}/remove"), FORM, "").status, 303);
        assert!(stage.send(NUMBER, &confirm).contains("Not confirmed"));

        // Five wrong codes, and the right one is none any more.
        assert_eq!(ask(&stage.page, NUMBER, "").status, 303);
        let code = codes_on(&stage.page).pop().unwrap();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..5 {
            assert!(stage.send(NUMBER, &format!("CONFIRM {wrong}")).contains("Not confirmed"));
        }
        assert!(stage.send(NUMBER, &format!("CONFIRM {code}")).contains("Not confirmed"));
        assert!(codes_on(&stage.page).is_empty());
        // A day, and no longer.
        assert_eq!(ask(&stage.page, NUMBER, "").status, 303);
        let code = codes_on(&stage.page).pop().unwrap();
        stage.later(25);
        assert!(stage.send(NUMBER, &format!("CONFIRM {code}")).contains("Not confirmed"));
        assert!(codes_on(&stage.page).is_empty());
    });
}

#[test]
fn a_telephone_that_changed_hands_runs_in_nobodys_name_silently() {
    databases(|url| {
        let stage = Stage::with_number(url);
        add_number(&stage.page, &stage.gateway, PINNED, "471147");
        let next = stage.somebody(Role::Logger, "relief");
        let claim = |number: &str| {
            assert_eq!(ask(&next, number, "").status, 303);
            let code = codes_on(&next).pop().unwrap();
            (stage.send(number, &format!("CONFIRM {code}")), code)
        };
        let (told, code) = claim(NUMBER);
        assert!(told.contains("another account"), "{told}");
        assert!(claim(PINNED).0.contains("another account"));
        // Its owner is told, and what comes from it waits; the PIN still shows who it is.
        assert!(stage.page.get("/me?lang=en").text.contains("Somebody else has shown"));
        assert!(stage.send(NUMBER, "RELIEF-1 dispatched hub").contains("until a coordinator confirms"));
        assert_eq!((stage.events()[0]["state"].as_str(), stage.status().as_str()), (Some("in_review"), "planned"));
        assert!(!stage.send(NUMBER, "STATUS RELIEF-1").contains("planned"));
        assert!(stage.send(PINNED, "RELIEF-1 dispatched hub #471147").contains("Recorded"));
        assert_eq!(stage.status(), "dispatched");
        let audit = stage.somebody(Role::Admin, "*");
        assert!(audit.get("/admin/audit?kind=phone_claimed&lang=en").text.contains("claimed by another account"));
        // Still the owner's, who says so; then let go, and the other has it.
        let me = stage.page.get("/me").text;
        let id = me.split("/me/phones/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert_eq!(next.post_raw(&format!("/me/phones/{id}/keep"), FORM, "").status, 404);
        assert_eq!(stage.page.post_raw(&format!("/me/phones/{id}/keep"), FORM, "").status, 303);
        assert!(stage.send(NUMBER, "RELIEF-1 note here").contains("Recorded"));
        assert_eq!(stage.page.post_raw(&format!("/me/phones/{id}/remove"), FORM, "").status, 303);
        assert!(stage.send(NUMBER, &format!("CONFIRM {code}")).contains("Confirmed"));
        assert!(stage.send(NUMBER, "RELIEF-1 note there").contains("Recorded"));
    });
}

/// Every kind that is understood, in every status that a convoy comes to. What makes it bite: what may come so counts, and the
/// same with a PIN moves the convoy.
#[test]
fn a_message_without_a_pin_ends_and_takes_back_nothing() {
    databases(|url| {
        let stage = Stage::with_number(url);
        let everything = &stage.everything;
        let walk = [
            ("planned", None),
            ("dispatched", Some(("dispatched", "hub"))),
            ("blocked", Some(("blocked", "gate"))),
            ("at_destination", Some(("arrived", "town"))),
        ];
        for (n, (status, _)) in walk.iter().enumerate() {
            let reference = format!("WALK-{n}");
            register(everything, &reference);
            for (_, step) in walk.iter().take(n + 1).skip(1) {
                let Some((kind, place)) = step else { continue };
                let mut event = event_at(kind, 360, place);
                if *kind == "blocked" {
                    if *status != "blocked" {
                        continue;
                    }
                    event["details"] = json!({"cause": "hostilities"});
                }
                event["occurred_at"] = json!(stage.clock.now().plus(TimeDelta::hours(-2)));
                log(everything, &reference, &event);
            }
            for kind in KINDS {
                let word = phrases_of(Language::En, Meaning::Kind(kind))[0];
                let why = match kind {
                    Kind::Blocked => "shots",
                    Kind::IncidentReported => "looting",
                    _ => "",
                };
                let before = everything.get(&format!("/api/v1/convoys/{reference}/status")).expect(200);
                let reply = stage.send(NUMBER, &format!("{reference} {word} town {why}"));
                let after = everything.get(&format!("/api/v1/convoys/{reference}/status")).expect(200);
                let ended = ["delivered", "partially_delivered", "turned_back", "lost", "cancelled"];
                assert!(!ended.contains(&after["status"].as_str().unwrap()), "{kind:?} in {status}: {reply}");
                if matches!(kind, Kind::Unblocked | Kind::Delivered | Kind::TurnedBack) {
                    assert_eq!(before["status"], after["status"], "{kind:?} in {status}: {reply}");
                    let last = events_of(everything, &reference);
                    let last = last.iter().rfind(|event| event["kind"] == kind.as_ref()).unwrap();
                    assert_eq!(last["state"], "in_review", "{kind:?} in {status}: {reply}");
                }
            }
        }

        // The end of a way, word for word.
        for text in ["RELIEF-1 dispatched hub", "RELIEF-1 arrived town"] {
            assert!(stage.send(NUMBER, text).contains("Recorded"), "{text}");
        }
        let reply = stage.send(NUMBER, "RELIEF-1 delivered town");
        assert!(reply.contains("until a coordinator confirms"), "{reply}");
        assert_eq!(stage.status(), "at_destination");
        let delivered = stage.events().into_iter().find(|event| event["kind"] == "delivered").unwrap();
        assert_eq!(delivered["review"]["code"], "unconfirmed", "{delivered}");
        // A report is not taken back either; nor by a number that somebody might forge is it said how.
        assert!(!reply.contains("VOID"), "{reply}");
        let message = events_of(everything, "RELIEF-1");
        assert!(message.iter().filter(|event| event["state"] == "applied").count() == 2);

        // A coordinator stands for it: nothing was lost.
        let coordinator = stage.somebody(Role::Coordinator, "relief");
        let page = coordinator.get("/reviews?lang=en").text;
        assert!(page.contains("nothing proves who sent it") && page.contains("value=\"confirm\""), "{page}");
        let path = format!("/reviews/{}", delivered["id"].as_str().unwrap());
        let decided = coordinator.post_raw(&path, FORM, "decision=confirm&reason=asked+by+radio");
        assert_eq!(decided.status, 303, "{}", decided.text);
        assert_eq!(stage.status(), "delivered");
    });
}

#[test]
fn with_its_pin_a_message_ends_and_takes_back() {
    databases(|url| {
        let stage = Stage::with_number(url);
        add_number(&stage.page, &stage.gateway, PINNED, "471147");
        let sent = |text: &str| stage.send(PINNED, &format!("{text} #471147"));
        assert!(sent("RELIEF-1 dispatched hub").contains("Recorded"));
        let reply = sent("RELIEF-1 turned back");
        assert!(reply.contains("Recorded"), "{reply}");
        assert_eq!(stage.status(), "turned_back");
        let code: String = reply.split("VOID ").nth(1).unwrap().chars().take(4).collect();
        // The code alone, from the same person's other number: it needs the PIN.
        let refused = stage.send(NUMBER, &format!("VOID {code}"));
        assert!(refused.contains("needs a PIN"), "{refused}");
        assert!(stage.send(PINNED, &format!("VOID {code}")).contains("PIN"));
        // And a gateway that has nothing to do with the convoy takes nothing back.
        let others = hand_over(&stage.others_gateway, PINNED, &format!("VOID {code} #471147"));
        assert!(others.contains("no convoy"), "{others}");
        assert_eq!(stage.status(), "turned_back");
        assert!(sent(&format!("VOID {code}")).contains("taken back"));
        assert_eq!(stage.status(), "dispatched");
    });
}

/// What makes it bite: before the first wrong PIN, and a day after the fifth, the same message counts.
#[test]
fn forged_wrong_pins_neither_silence_a_reporter_nor_find_the_pin() {
    databases(|url| {
        let stage = Stage::on(url);
        add_number(&stage.page, &stage.gateway, PINNED, "471147");
        assert!(stage.send(PINNED, "RELIEF-1 dispatched hub #471147").contains("Recorded"));
        // A gateway of others cannot try PINs at all.
        for guess in 0..30 {
            let told = hand_over(&stage.others_gateway, PINNED, &format!("RELIEF-1 OK #1000{guess:02}"));
            assert!(told.contains("no convoy"), "{told}");
        }
        for guess in 0..5 {
            assert!(stage.send(PINNED, &format!("RELIEF-1 OK #1000{guess:02}")).contains("PIN"));
        }
        assert_eq!(stage.events().len(), 1, "what came with a wrong PIN is nothing");
        let kept = stage.send(PINNED, "RELIEF-1 turned back #471147");
        assert!(kept.contains("until a coordinator confirms"), "{kept}");
        let last = stage.events().pop().unwrap();
        assert_eq!((last["kind"].as_str(), last["state"].as_str()), (Some("turned_back"), Some("in_review")));
        assert_eq!(last["source"]["name"], "SMS");
        assert!(stage.page.get("/me?lang=en").text.contains("Wrong PINs came today"));
        stage.later(25);
        let page = signed_in(&stage.server, &stage.logger);
        assert!(stage.send(PINNED, "RELIEF-1 note well #471147").contains("Recorded"));

        // Twenty, over however many days, and no PIN is looked at any more: nobody can go on guessing, and nothing is lost.
        for guess in 10..25 {
            stage.later(6);
            stage.send(PINNED, &format!("RELIEF-1 OK #1000{guess}"));
        }
        let before = stage.events().len();
        let replies = ["471147", "100099"].map(|pin| stage.send(PINNED, &format!("RELIEF-1 note x{pin} #{pin}")));
        assert_eq!(replies[0].replace("471147", ""), replies[1].replace("100099", ""), "one is right and one is not");
        assert!(replies[0].contains("until a coordinator confirms"), "{replies:?}");
        let events = stage.events();
        assert_eq!(events.len(), before + 2);
        assert!(events[before..].iter().all(|event| event["state"] == "in_review"), "{events:?}");
        assert!(page.get("/me?lang=en").text.contains("choose another PIN"));
        let audit = stage.somebody(Role::Admin, "*");
        assert!(audit.get("/admin/audit?kind=pin_tried&lang=en").text.contains("Wrong PINs of a phone"));
        // Another PIN, confirmed like a new number, and all is as before.
        add_number(&page, &stage.gateway, PINNED, "555123");
        assert!(stage.send(PINNED, "RELIEF-1 note again #555123").contains("Recorded"));
    });
}

/// By a gateway of another organisation. What makes it bite: one is nobody's, one somebody's, and one somebody's with a PIN;
/// and the organisation's own gateway is answered otherwise.
#[test]
fn answers_to_strangers_do_not_tell_whether_a_number_is_known() {
    databases(|url| {
        let stage = Stage::with_number(url);
        add_number(&stage.page, &stage.gateway, PINNED, "471147");
        for text in [
            "HELP",
            "hello",
            "RELIEF-1 BLOCKED GATE",
            "RELIEF-1 dispatched hub",
            "RELIEF-1 dispatched hub #1234",
            "OTHER-1 dispatched hub",
            "NOWHERE-9 dispatched nowhere",
            "STATUS RELIEF-1",
            "STATUS OTHER-1",
            "VOID 0000",
            "VOID 0000 #1234",
            "CONFIRM 123456",
            "CONFIRM",
        ] {
            let told = |number| hand_over(&stage.others_gateway, number, text);
            let unknown = told("+963999999999");
            assert_eq!((told(NUMBER), told(PINNED)), (unknown.clone(), unknown), "{text}");
        }
        assert!(stage.send(PINNED, "RELIEF-1 dispatched hub").contains("PIN"));
        assert!(stage.send(NUMBER, "RELIEF-1 dispatched hub").contains("Recorded"));
    });
}

/// A coordinator sees exactly; what goes through the hands of a gateway is told as to whoever sees reduced.
#[test]
fn a_status_by_message_is_no_exact_read() {
    databases(|url| {
        let stage = Stage::on(url);
        let coordinator = stage.somebody(Role::Coordinator, "relief");
        add_number(&coordinator, &stage.gateway, NUMBER, "");
        let audit = stage.somebody(Role::Admin, "*");
        let noted = || {
            let deeds = audit.get("/api/v1/audit?kind=exact_read").expect(200);
            deeds["items"].as_array().unwrap().len()
        };
        let before = noted();
        assert!(stage.send(NUMBER, "STATUS RELIEF-1").contains("RELIEF-1: "));
        // A read is noted by nobody's waiting for it, and stands before whatever is written next.
        assert!(stage.send(NUMBER, "RELIEF-1 OK").contains("Recorded"));
        assert_eq!(noted(), before);
        coordinator.get("/convoys/RELIEF-1");
        assert!(stage.send(NUMBER, "RELIEF-1 OK").contains("Recorded"));
        assert!(noted() > before, "an exact read is noted");
    });
}
