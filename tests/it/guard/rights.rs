//! Rights follow what a report does, not what it is called: every kind by every way in and every role.

use convoy::{
    app::{Role, people::By},
    domain::event::Kind,
};
use serde_json::{Value, json};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::partners::{accept, name_partner};
use crate::harness::{
    client::Client,
    databases::databases,
    server::{Server, wait_for},
    world::{event, log, new_id, path_of, plan, world},
};

const CONVOY: &str = "ALPHA-1";

/// Who asks, about a convoy that `relief` leads and `other` takes part in.
const CAST: [(Role, &str); 4] =
    [(Role::Logger, "relief"), (Role::Coordinator, "relief"), (Role::Logger, "other"), (Role::Coordinator, "other")];

/// What a report says, and who may say it, as the README has it: written a second time. A new kind does not compile until it
/// stands here.
fn said(kind: Kind) -> Vec<(Value, fn(Role, &str) -> bool)> {
    let everybody: fn(Role, &str) -> bool = |_, _| true;
    let coordinators: fn(Role, &str) -> bool = |role, _| role == Role::Coordinator;
    let of_the_lead: fn(Role, &str) -> bool =
        |role, organisation| role == Role::Coordinator && organisation == "relief";
    let nobody: fn(Role, &str) -> bool = |_, _| false;
    match kind {
        Kind::PlanAmended => vec![
            (json!({"check_in_minutes": 90}), coordinators),
            (json!({"partners": ["other", "relief"]}), of_the_lead),
            (json!({"sensitivity": "low"}), of_the_lead),
            (json!({"check_in_minutes": 80, "sensitivity": "low"}), of_the_lead),
        ],
        Kind::AssessmentRecorded => vec![(json!({"incident": "I-1", "text": "So it was"}), coordinators)],
        Kind::AccountRecorded => vec![(json!({"incident": "I-1", "claim": "They say so"}), everybody)],
        Kind::IncidentReported => vec![(json!({"incident": "I-2", "act": "shooting"}), everybody)],
        Kind::Blocked => vec![(json!({"cause": "hostilities"}), everybody)],
        Kind::TruckFate => vec![(json!({"fate": "looted"}), everybody)],
        Kind::CargoLost => vec![(json!({"loss": "looted"}), everybody)],
        Kind::PeopleReached => vec![(json!({"people": 4}), everybody)],
        // Decisions are no replacements, and redaction is no report: each has a test of its own.
        Kind::Amended | Kind::Voided | Kind::ReviewAccepted | Kind::ReviewDismissed | Kind::Redacted => {
            vec![(json!({"event": Uuid::nil(), "reason": "x"}), nobody)]
        }
        Kind::ClearanceRequested
        | Kind::ClearanceGranted
        | Kind::ClearanceDenied
        | Kind::ClearanceWithdrawn
        | Kind::Notified
        | Kind::CargoRefused
        | Kind::Cancelled
        | Kind::Dispatched
        | Kind::CheckpointReached
        | Kind::Unblocked
        | Kind::CheckpointCleared
        | Kind::Rerouted
        | Kind::Arrived
        | Kind::TruckDetached
        | Kind::TruckRejoined
        | Kind::CargoRemoved
        | Kind::CargoTransferred
        | Kind::Delivered
        | Kind::Departed
        | Kind::TurnedBack
        | Kind::Contact
        | Kind::Returned
        | Kind::Note => vec![(json!({}), everybody)],
    }
}

/// The convoy, and everybody of the cast; the first is above all.
fn stage(server: &Server) -> (Client, Vec<(Role, &'static str, Client)>) {
    let everything = world(server);
    let lead = server.somebody(Role::Coordinator, "relief");
    lead.post("/api/v1/convoys", &plan(CONVOY)).expect(201);
    name_partner(&lead, CONVOY, "other");
    accept(&server.somebody(Role::Coordinator, "other"), CONVOY, "other");
    let mut incident = event("incident_reported", 10);
    incident["details"] = json!({"incident": "I-1", "act": "shooting"});
    log(&lead, CONVOY, &incident);
    let cast = CAST.map(|(role, organisation)| (role, organisation, server.somebody(role, organisation)));
    (everything, cast.into())
}

fn report(kind: Kind, details: &Value) -> Value {
    let mut report = event(kind.as_ref(), 700);
    report["details"] = details.clone();
    report["place"] = json!("town");
    report
}

/// The ways in which something can be said: what is sent by each, and the status of its answer.
fn ways(client: &Client, convoy: &str, kind: Kind, details: &Value) -> Vec<(&'static str, u16)> {
    let direct = report(kind, details);
    let review = |mut report: Value| {
        report["on_refusal"] = json!("review");
        report
    };
    let put = |report: &Value| client.put(&path_of(convoy, new_id()), report).status;
    let batch = |mut report: Value| {
        report["id"] = json!(new_id());
        report["convoy"] = json!(convoy);
        let answer = client.post("/api/v1/events", &json!({"events": [report]}));
        answer.expect(200)["results"][0]["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap()
    };
    let replacement = |note: Uuid| {
        let mut amended = event("amended", 710);
        amended["details"] =
            json!({"event": note, "reason": "It was this", "replacement": {"kind": kind, "details": details}});
        amended
    };
    let mut note = event("note", 20);
    note["note"] = json!("mine");
    vec![
        ("direct", put(&direct)),
        ("for review", put(&review(direct.clone()))),
        ("in a batch", batch(direct)),
        ("as a replacement", put(&replacement(log(client, convoy, &note)))),
        ("as a replacement, for review", put(&review(replacement(log(client, convoy, &note))))),
        ("as a replacement, in a batch", batch(replacement(log(client, convoy, &note)))),
    ]
}

/// Bites where rights are looked up by the name of the outermost report: the same payload then gets through as a replacement.
#[test]
fn what_a_report_does_is_judged_by_every_way_in() {
    databases(|url| {
        let server = Server::start(url);
        let (everything, cast) = stage(&server);
        let (mut cases, mut wrong) = (0, Vec::new());
        for kind in Kind::iter().filter(|kind| !kind.is_decision()) {
            // A convoy each, for what is late is folded with all that was reported before.
            let convoy = format!("ROAD-{}", kind.as_ref());
            let mut named = plan(&convoy);
            named["partners"] = json!(["other"]);
            everything.post("/api/v1/convoys", &named).expect(201);
            let mut incident = event("incident_reported", 10);
            incident["details"] = json!({"incident": "I-1", "act": "shooting"});
            log(&everything, &convoy, &incident);
            for (role, organisation, client) in &cast {
                for (details, permitted) in said(kind) {
                    for (way, status) in ways(client, &convoy, kind, &details) {
                        cases += 1;
                        let may = permitted(*role, organisation);
                        if (status == 403) == may {
                            let who = format!("{} of {organisation}", role.as_ref());
                            wrong.push(format!("{} {details} {way} by {who}: {status}", kind.as_ref()));
                        }
                        // What was in review, or did not fit, is another matter than rights.
                        assert!(status < 500, "{} {way}: {status}", kind.as_ref());
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(cases > 700, "{cases}");
    });
}

fn decision(kind: &str, about: Uuid, more: &Value) -> Value {
    let mut decision = event(kind, 720);
    decision["details"] = json!({"event": about, "reason": "Because"});
    if let (Some(details), Some(more)) = (decision["details"].as_object_mut(), more.as_object()) {
        details.extend(more.clone());
    }
    decision["on_refusal"] = json!("review");
    decision
}

fn send(client: &Client, decision: &Value) -> u16 {
    client.put(&path_of(CONVOY, new_id()), decision).status
}

/// Bites where a decision needs no more than the right to decide: a partner then lowers the sensitivity by undoing what raised
/// it, and overrides what the lead has decided.
#[test]
fn a_decision_needs_the_right_to_what_it_undoes_and_brings_back() {
    databases(|url| {
        let server = Server::start(url);
        let (everything, cast) = stage(&server);
        let [(.., logger), (.., lead), (.., others_logger), (.., partner)] = &cast[..] else { panic!("four") };
        let mut raised = event("plan_amended", 30);
        raised["details"] = json!({"sensitivity": "high", "reason": "Fighting"});
        let raised = log(lead, CONVOY, &raised);
        let sensitivity = || everything.get(&format!("/api/v1/convoys/{CONVOY}")).expect(200)["sensitivity"].clone();
        assert_eq!(sensitivity(), "high");
        for kind in ["voided", "review_dismissed", "review_accepted"] {
            for client in [logger, others_logger, partner] {
                assert_eq!(send(client, &decision(kind, raised, &json!({}))), 403, "{kind}");
            }
        }
        let replaced = json!({"replacement": {"kind": "note", "note": "nothing"}});
        assert_eq!(send(partner, &decision("amended", raised, &replaced)), 403);
        // A decision about what is not known yet could be about anything.
        assert_eq!(send(partner, &decision("voided", new_id(), &json!({}))), 409);
        assert_eq!(send(logger, &decision("voided", new_id(), &json!({}))), 403);
        assert_eq!(sensitivity(), "high");

        // What the lead said stands against the partner; what the partner's people said is the partner's, and the lead's.
        let mut accusing = event("note", 40);
        accusing["note"] = json!("They were paid off");
        let accusing = log(logger, CONVOY, &accusing);
        assert_eq!(send(partner, &decision("voided", accusing, &json!({}))), 403);
        let theirs = log(others_logger, CONVOY, &event("note", 50));
        assert_eq!(send(lead, &decision("voided", theirs, &json!({}))), 201);
        assert_eq!(send(partner, &decision("amended", theirs, &replaced)), 403, "the lead has decided");
        let own = log(others_logger, CONVOY, &event("note", 60));
        let voided = new_id();
        let answer = partner.put(&path_of(CONVOY, voided), &decision("voided", own, &json!({})));
        assert_eq!(answer.status, 201, "{}", answer.text);
        assert_eq!(send(logger, &decision("voided", voided, &json!({}))), 403);

        // The control: the lead's coordinator undoes what raised it.
        assert_eq!(send(lead, &decision("voided", raised, &json!({}))), 201);
        assert_eq!(sensitivity(), "severe");
        // Whoever was a coordinator when they said something, and is a logger now, undoes what they said and no plan.
        let email = server.account(Role::Coordinator, "relief");
        let client = server.nobody().with_token(&server.token(&email, &[]));
        let mut lowered = event("plan_amended", 80);
        lowered["details"] = json!({"sensitivity": "low", "reason": "Calm"});
        let (lowered, note) = (log(&client, CONVOY, &lowered), log(&client, CONVOY, &event("note", 80)));
        let (app, user) = (&server.app, server.app.user_id(&email).unwrap());
        wait_for(app.give_role(&By::Program, user, Role::Logger, "relief")).unwrap();
        wait_for(app.take_role(&By::Program, user, Role::Coordinator, "relief")).unwrap();
        assert_eq!(send(&client, &decision("voided", lowered, &json!({}))), 403);
        assert_eq!(send(&client, &decision("voided", note, &json!({}))), 201);
    });
}

/// Bites where reviews are settled by whoever coordinates any participant.
#[test]
fn a_report_in_review_is_settled_by_its_authors_organisation_or_the_lead() {
    databases(|url| {
        let server = Server::start(url);
        let (_, cast) = stage(&server);
        let [(.., logger), (.., lead), (.., others_logger), (.., partner)] = &cast[..] else { panic!("four") };
        let waits = |client: &Client| {
            let id = new_id();
            let mut early = event("delivered", 100);
            early["place"] = json!("town");
            early["on_refusal"] = json!("review");
            client.put(&path_of(CONVOY, id), &early).expect(202);
            id
        };
        let settle = |client: &Client, event: Uuid, body: &Value| {
            client.post(&format!("/api/v1/reviews/{event}/decision"), body).status
        };
        let dismiss = json!({"decision": "dismiss", "reason": "Too early"});
        let (of_the_lead, theirs) = (waits(logger), waits(others_logger));
        assert_eq!(settle(partner, of_the_lead, &dismiss), 403);
        let plan = json!({
            "decision": "amend", "reason": "It was this",
            "replacement": {"kind": "plan_amended", "details": {"sensitivity": "low"}}
        });
        assert_eq!(settle(partner, theirs, &plan), 403, "not even of their own people's");
        assert_eq!(settle(partner, theirs, &dismiss), 201);
        assert_eq!(settle(lead, of_the_lead, &dismiss), 201);
    });
}

/// Bites where an import goes by the rights of whoever imports in any organisation.
#[test]
fn a_file_does_no_more_than_whoever_brings_it() {
    databases(|url| {
        let server = Server::start(url);
        let (everything, cast) = stage(&server);
        let [.., (.., partner)] = &cast[..] else { panic!("four") };
        for kind in ["assessment_recorded", "amended", "voided", "note"] {
            let file = format!("convoy,kind,date,time,note\n{CONVOY},{kind},2018-03-05,10:00,said so\n");
            let answer = partner.post_raw("/api/v1/imports?kind=events", "text/csv", &file);
            // The control is the note.
            assert_eq!(answer.status, if kind == "note" { 201 } else { 422 }, "{kind}: {}", answer.text);
        }
        let plans = format!("reference,partners\n{CONVOY},other;mill\n");
        let answer = partner.post_raw("/api/v1/imports?kind=convoys", "text/csv", &plans);
        assert_eq!(answer.status, 422, "{}", answer.text);
        let events = everything.all(&format!("/api/v1/convoys/{CONVOY}/events"));
        let kinds: Vec<&Value> = events.iter().map(|event| &event["kind"]).collect();
        assert!(
            !kinds.iter().any(|kind| ["assessment_recorded", "voided", "amended"].contains(&kind.as_str().unwrap()))
        );
    });
}
