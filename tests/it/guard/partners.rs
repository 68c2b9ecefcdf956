//! A partner takes part when they have accepted, and does not act for the lead.

use convoy::{
    app::{Role, people::By},
    domain::id::UserId,
    store::{DatabaseUrl, open_writer, people},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    access::cast::signed_in,
    harness::{
        client::Client,
        databases::databases,
        server::{Server, wait_for},
        world::{event, log, new_id, path_of, plan, world},
    },
};

const FORM: &str = "application/x-www-form-urlencoded";
const CONVOY: &str = "ALPHA-1";

/// Names a partner, by whoever may.
pub fn name_partner(lead: &Client, convoy: &str, partner: &str) -> Uuid {
    let mut named = event("plan_amended", 0);
    named["details"] = json!({"partners": [partner]});
    log(lead, convoy, &named)
}

fn invitation(client: &Client, convoy: &str) -> Value {
    let all = client.get("/api/v1/invitations").expect(200);
    let found = all["items"].as_array().unwrap().iter().find(|item| item["reference"] == convoy);
    found.unwrap_or_else(|| panic!("{convoy} in {all}")).clone()
}

fn answer(client: &Client, convoy: &str, organisation: &str, accepted: bool) -> u16 {
    let id = invitation(client, convoy)["convoy"].as_str().unwrap().to_owned();
    client.put(&format!("/api/v1/invitations/{id}/{organisation}"), &json!({"accepted": accepted})).status
}

/// Accepts, by a coordinator of the partner.
pub fn accept(partner: &Client, convoy: &str, organisation: &str) {
    assert_eq!(answer(partner, convoy, organisation, true), 204);
}

fn post(client: &Client, path: &str, form: &str) -> u16 {
    client.post_raw(path, FORM, form).status
}

/// Bites where who is named takes part: `other` then finds a stranger's convoy among its own, and in its figures.
#[test]
fn a_partner_that_has_not_accepted_is_a_stranger() {
    databases(|url| {
        let server = Server::start(url);
        world(&server);
        let lead = server.somebody(Role::Coordinator, "relief");
        let partner = server.somebody(Role::Coordinator, "other");
        let logger = server.somebody(Role::Logger, "other");
        let person = signed_in(&server, &server.account(Role::Coordinator, "other"));
        lead.post("/api/v1/convoys", &plan(CONVOY)).expect(201);
        name_partner(&lead, CONVOY, "other");
        let of_all = server.somebody(Role::Coordinator, "*");

        let path = format!("/api/v1/convoys/{CONVOY}");
        let unseen = |expected: bool| {
            for client in [&partner, &logger] {
                assert_eq!(client.get(&path).status == 404, expected);
                assert_eq!(client.get("/api/v1/convoys").expect(200)["items"] == json!([]), expected);
                let feed = client.get("/api/v1/events").expect(200);
                assert_eq!(feed["items"] == json!([]), expected, "{feed}");
            }
            let answer = logger.put(&path_of(CONVOY, new_id()), &event("note", 90));
            assert_eq!(answer.status == 404, expected, "{}", answer.text);
            let board = partner.get("/api/v1/board").expect(200);
            assert_eq!(board["counts"][0]["convoys"] == 0, expected, "{board}");
            // Nor does anybody who sees all count it as theirs.
            let theirs = of_all.get("/api/v1/convoys?organisation=other").expect(200);
            assert_eq!(theirs["items"] == json!([]), expected, "{theirs}");
            let report = of_all.get("/api/v1/reports/access?organisation=other").expect(200);
            assert_eq!(report["months"] == json!([]), expected, "{report}");
            assert_eq!(person.get(&format!("/convoys/{CONVOY}")).status == 404, expected);
        };
        unseen(true);
        let asked = lead.get(&path).expect(200);
        assert_eq!(
            (&asked["partners"][0]["key"], &asked["partners_asked"][0]["key"]),
            (&json!("other"), &json!("other"))
        );

        // It is told of the question, and of nothing else.
        let told = invitation(&partner, CONVOY);
        let mut fields: Vec<&String> = told.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(fields, ["accepted", "convoy", "lead", "organisation", "reference", "registered_at"]);
        let page = person.get("/invitations").text;
        assert!(page.contains(CONVOY) && page.contains("value=\"accept\""), "{page}");
        let id = told["convoy"].as_str().unwrap();
        // Nobody answers for another organisation, a logger for none, a lead for no partner.
        let put = |client: &Client, organisation: &str| {
            client.put(&format!("/api/v1/invitations/{id}/{organisation}"), &json!({"accepted": true})).status
        };
        assert_eq!((put(&lead, "other"), put(&lead, "relief"), put(&logger, "other")), (404, 404, 403));
        assert_eq!(put(&server.somebody(Role::Coordinator, "mill-town"), "mill-town"), 404);
        unseen(true);

        let organisation = told["organisation"]["id"].as_str().unwrap();
        let form = |what: &str| format!("convoy={id}&organisation={organisation}&do={what}");
        assert_eq!(post(&person, "/invitations", &form("accept")), 303);
        unseen(false);
        assert_eq!(lead.get(&path).expect(200)["partners_asked"], json!([]));
        assert_eq!(post(&person, "/invitations", &form("perhaps")), 422);
        assert_eq!(post(&person, "/invitations", &form("decline")), 303);
        unseen(true);
        accept(&partner, CONVOY, "other");
        unseen(false);
    });
}

#[test]
fn whoever_may_answer_for_a_partner_has_answered_by_naming_it() {
    databases(|url| {
        let server = Server::start(url);
        let everything = world(&server);
        let mut plan = plan(CONVOY);
        plan["partners"] = json!(["other"]);
        everything.post("/api/v1/convoys", &plan).expect(201);
        let partner = server.somebody(Role::Coordinator, "other");
        partner.get(&format!("/api/v1/convoys/{CONVOY}")).expect(200);
        assert_eq!(invitation(&partner, CONVOY)["accepted"], true);
    });
}

struct Stage {
    server: Server,
    lead: Client,
    partner: Client,
}

impl Stage {
    fn on(url: &DatabaseUrl) -> Self {
        let server = Server::start(url);
        world(&server);
        let lead = server.somebody(Role::Coordinator, "relief");
        lead.post("/api/v1/convoys", &plan(CONVOY)).expect(201);
        name_partner(&lead, CONVOY, "other");
        let partner = server.somebody(Role::Coordinator, "other");
        accept(&partner, CONVOY, "other");
        Self { server, lead, partner }
    }

    fn person(&self, role: Role, organisation: &str) -> Client {
        signed_in(&self.server, &self.server.account(role, organisation))
    }
}

/// Bites where a partner's coordinator amends the whole plan.
#[test]
fn a_partner_neither_adds_partners_nor_changes_the_sensitivity() {
    databases(|url| {
        let stage = Stage::on(url);
        for details in
            [json!({"partners": ["other", "relief"]}), json!({"partners": []}), json!({"sensitivity": "low"})]
        {
            let mut amended = event("plan_amended", 100);
            amended["details"] = details;
            assert_eq!(stage.partner.put(&path_of(CONVOY, new_id()), &amended).status, 403);
        }
        // The control.
        let mut amended = event("plan_amended", 100);
        amended["details"] = json!({"check_in_minutes": 60});
        log(&stage.partner, CONVOY, &amended);
        let page = stage.person(Role::Coordinator, "other");
        assert_eq!(post(&page, &format!("/convoys/{CONVOY}/sharing"), "do=sensitivity&sensitivity=low&reason=x"), 403);
    });
}

/// Bites where a convoy has one hold that any participant places and releases.
#[test]
fn a_hold_is_released_by_whoever_placed_it() {
    databases(|url| {
        let stage = Stage::on(url);
        let (lead, partner) = (stage.person(Role::Coordinator, "relief"), stage.person(Role::Admin, "other"));
        let above = stage.person(Role::Coordinator, "*");
        let path = format!("/convoys/{CONVOY}/hold");
        let act = |client: &Client, what: &str| post(client, &path, &format!("do={what}&reason=an+inquiry"));
        assert_eq!(act(&partner, "place"), 303, "a hold of the partner's does not keep the lead from placing one");
        assert_eq!(act(&lead, "place"), 303);
        assert_eq!(act(&lead, "place"), 422, "held already");
        assert_eq!(act(&partner, "release"), 303);
        assert_eq!(act(&partner, "release"), 403);
        assert!(partner.get(&path).text.contains("Only the organisation that placed this hold"));
        assert!(lead.get(&path).text.contains("value=\"release\""));
        let note = log(&stage.lead, CONVOY, &event("note", 60));
        let admin = stage.person(Role::Admin, "relief");
        let redact = || {
            let form = format!("convoy={CONVOY}&event={note}&reason=a+name&keep=fact");
            admin.post_raw("/admin/redaction", FORM, &form)
        };
        assert_eq!(redact().status, 422, "it is held still");
        assert_eq!(act(&above, "release"), 303, "whoever is above all releases");
        assert_eq!(redact().status, 303);
    });
}

/// Bites where an administrator of any participant redacts, or where today's roles decide whose words they were.
#[test]
fn a_text_is_redacted_by_its_authors_organisation_or_the_lead() {
    databases(|url| {
        let stage = Stage::on(url);
        let accuser = stage.server.account(Role::Logger, "relief");
        let client = stage.server.nobody().with_token(&stage.server.token(&accuser, &[]));
        let mut note = event("note", 60);
        note["note"] = json!("The partner sold the flour");
        let accusing = log(&client, CONVOY, &note);
        let own = log(&stage.partner, CONVOY, &event("note", 61));
        let (theirs, leads) = (stage.person(Role::Admin, "other"), stage.person(Role::Admin, "relief"));
        let redact = |admin: &Client, event: Uuid| {
            let form = format!("convoy={CONVOY}&event={event}&reason=a+name&keep=nothing");
            admin.post_raw("/admin/redaction", FORM, &form).status
        };
        let view =
            |admin: &Client, event: Uuid| admin.get(&format!("/admin/redaction?convoy={CONVOY}&event={event}")).status;
        assert_eq!((view(&theirs, accusing), redact(&theirs, accusing)), (403, 403));
        // Taking the author in makes nothing that they said before one's own.
        let by = By::Program;
        let user = people::find_user_by_email(&mut open_writer(url).unwrap(), &accuser).unwrap().unwrap();
        let give = stage.server.app.give_role(&by, UserId(user.id.0), Role::Viewer, "other");
        wait_for(give).unwrap();
        assert_eq!(redact(&theirs, accusing), 403);
        // What is theirs, they redact, unless the lead's correction repeats it.
        let mut amended = event("amended", 62);
        amended["details"] = json!({"event": own, "reason": "x", "replacement": {"note": "said otherwise"}});
        let second = log(&stage.partner, CONVOY, &event("note", 63));
        log(&stage.lead, CONVOY, &amended);
        assert_eq!(redact(&theirs, own), 403);
        assert_eq!(redact(&theirs, second), 303);
        assert_eq!(redact(&leads, accusing), 303);
        assert_eq!(redact(&leads, own), 303);
        assert_eq!(stage.server.app.verify(&[]).unwrap().first_finding, None);
    });
}

/// Bites where whoever runs a participant's crew list changes all of it.
#[test]
fn a_partner_leaves_the_leads_crew_alone() {
    databases(|url| {
        let stage = Stage::on(url);
        let path = |id: Uuid| format!("/api/v1/convoys/{CONVOY}/crew/{id}");
        let (driver, own) = (new_id(), new_id());
        stage.lead.put(&path(driver), &json!({"truck": "1", "name": "Sami"})).expect(201);
        stage.partner.put(&path(own), &json!({"truck": "2", "name": "Rana"})).expect(201);
        stage.partner.put(&path(driver), &json!({"truck": "1", "name": "Nobody"})).expect(403);
        let delete = |client: &Client, id: Uuid| client.send("DELETE", &path(id), "application/json", "").status;
        assert_eq!(delete(&stage.partner, driver), 403);
        stage.partner.put(&path(own), &json!({"truck": "3", "name": "Rana"})).expect(200);
        // Nor is a driver of the lead's found, given out or erased as a person by whoever runs the partner.
        let found = |organisation: &str| {
            let admin = stage.person(Role::Admin, organisation);
            let answer = admin.post_raw("/admin/person", FORM, "by=name&value=Sami");
            assert_eq!(answer.status, 200, "{}", answer.text);
            answer.text.contains(CONVOY)
        };
        assert_eq!((found("other"), found("relief")), (false, true));
        assert_eq!((delete(&stage.partner, own), delete(&stage.lead, driver)), (204, 204));
    });
}

/// Bites where whoever describes anything describes everything: another organisation then has any name, and a corridor ends
/// when somebody else likes.
#[test]
fn nobody_describes_another_organisation_or_its_access_windows() {
    databases(|url| {
        let server = Server::start(url);
        let everything = world(&server);
        let relief = server.somebody(Role::Coordinator, "relief");
        let other = server.somebody(Role::Coordinator, "other");
        let pages = signed_in(&server, &server.account(Role::Coordinator, "other"));
        let organisation = |name: &str| json!({"key": "relief", "name": {"en": name}});
        let window = |note: &str| {
            json!({
                "from": "2018-03-05T00:00:00Z", "until": "2018-03-06T00:00:00Z", "places": ["gate"],
                "announced_by": "The parties", "note": note
            })
        };
        let made = relief.post("/api/v1/access-windows", &window("as announced")).expect(201);
        let own = format!("/api/v1/access-windows/{}", made["id"].as_str().unwrap());
        other.put("/api/v1/organisations/relief", &organisation("Mine")).expect(403);
        other.put(&own, &window("over already")).expect(403);
        let (shown, form) = (pages.get("/organisations/relief"), "name-en=Mine&seen=");
        assert!(shown.status == 200 && !shown.text.contains("name=\"seen\""), "{}", shown.text);
        assert_eq!(post(&pages, "/organisations/relief", form), 403);
        let path = own.replace("/api/v1", "");
        let shown = pages.get(&path);
        assert!(shown.status == 200 && !shown.text.contains("name=\"seen\""), "{}", shown.text);
        assert_eq!(everything.get("/api/v1/organisations/relief").expect(200)["name"]["en"], "Relief");
        assert_eq!(everything.get(&own).expect(200)["note"], "as announced");
        // The controls: its own people, and those above all.
        for (client, name) in [(&relief, "Relief Society"), (&everything, "Relief")] {
            client.put("/api/v1/organisations/relief", &organisation(name)).expect(200);
            client.put(&own, &window(name)).expect(200);
        }
        // Of one that nobody here is of, whoever described it first.
        let third = |name: &str| json!({"key": "third", "name": {"en": name}});
        other.post("/api/v1/organisations", &third("Third")).expect(201);
        relief.put("/api/v1/organisations/third", &third("Fourth")).expect(403);
        other.put("/api/v1/organisations/third", &third("The third")).expect(200);
    });
}

/// Bites where whoever runs accounts lets others, or themself, see convoys.
#[test]
fn an_administrator_shares_no_convoy() {
    databases(|url| {
        let stage = Stage::on(url);
        let admin = stage.person(Role::Admin, "relief");
        let path = format!("/convoys/{CONVOY}/sharing");
        let until = (crate::harness::now() + chrono::TimeDelta::days(9)).format("%Y-%m-%d");
        let form = format!("do=share&organisation=other&ceiling=exact&expires_at={until}");
        assert_eq!(post(&admin, &path, &form), 403);
        let logger = stage.server.account(Role::Logger, "relief");
        let assign = format!("do=assign&logger={}", logger.replace('@', "%40"));
        assert_eq!(post(&admin, &path, &assign), 403);
        assert_eq!(admin.get(&path).status, 403);
        // The control.
        let coordinator = stage.person(Role::Coordinator, "relief");
        assert_eq!((post(&coordinator, &path, &assign), post(&coordinator, &path, &form)), (303, 303));
    });
}
