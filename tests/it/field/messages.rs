//! Text messages: the shapes of gateways, what is understood, what is answered, and who may.

use convoy::{app::Role, domain::message::sms, store::DatabaseUrl};
use serde_json::{Value, json};

use crate::{
    access::cast::signed_in,
    harness::{
        client::Client,
        databases::databases,
        phones::add_number,
        server::Server,
        world::{register, world},
    },
};

/// What the form asks for beside the number.
const PROOF: &str = "&phone_proof=sixteen+grey+camels";
const FORM: &str = "application/x-www-form-urlencoded";
const MESSAGES: &str = "/api/v1/messages";
const NUMBER: &str = "+963900111222";

/// A server with a convoy of `relief`, a logger of it with a registered number, and a gateway of `relief`.
struct Stage {
    server: Server,
    everything: Client,
    gateway: Client,
    page: Client,
}

impl Stage {
    fn on(url: &DatabaseUrl) -> Self {
        let server = Server::start(url);
        let everything = world(&server);
        let place = json!({
            "key": "aqrab", "name": {"en": "Aqrab", "fr": "Aqrab", "ar": "عقرب"}, "aliases": ["Akrab"], "pcode": "SY0502",
            "gazetteer": "test",
        });
        everything.post("/api/v1/places", &place).expect(201);
        register(&everything, "RELIEF-1");
        let page = signed_in(&server, &server.account(Role::Logger, "relief"));
        let gateway = server.somebody(Role::Logger, "relief");
        let stage = Self { server, everything, gateway, page };
        stage.number(NUMBER, "");
        stage
    }

    fn number(&self, number: &str, pin: &str) {
        add_number(&self.page, &self.gateway, number, pin);
    }

    /// Sends a message as a gateway of plain JSON does, and answers the reply, which fits into one SMS.
    fn send(&self, text: &str) -> String {
        self.send_from(NUMBER, text)
    }

    fn send_from(&self, number: &str, text: &str) -> String {
        let told = self.gateway.post(MESSAGES, &json!({"from": number, "text": text})).expect(200);
        let reply = told["reply"].as_str().unwrap().to_owned();
        assert!(sms::fits(&reply), "{:?}: {reply}", sms::length(&reply));
        assert!(!reply.contains(['\u{2068}', '\u{2069}']), "{reply}");
        reply
    }

    fn events(&self) -> Vec<Value> {
        self.everything.all("/api/v1/convoys/RELIEF-1/events")
    }
}

fn code(reply: &str, word: &str) -> String {
    let at = reply.find(word).unwrap_or_else(|| panic!("no {word} in {reply}"));
    reply[at + word.len()..].trim().chars().take(4).collect()
}

#[test]
fn a_convoy_is_followed_by_text_messages_in_three_languages() {
    databases(|url| {
        let stage = Stage::on(url);
        let left = stage.send("RELIEF-1 dispatched hub");
        assert!(
            left.starts_with("RELIEF-1: dispatched Hub ~") && left.contains("Recorded. Wrong? Tell your coordinator."),
            "{left}"
        );
        let arabic = stage.send("relief-1 توقفت عقزب إطلاق نار");
        assert!(arabic.starts_with("RELIEF-1: توقفت عقرب ~") && arabic.contains("سُجّل."), "{arabic}");
        assert_eq!(sms::length(&arabic).1, 70);
        let french = stage.send("RELIEF-1 OK tout va bien");
        assert!(french.contains("contact"), "{french}");
        let events = stage.events();
        assert_eq!(events.len(), 3, "{events:?}");
        let blocked = events.iter().find(|event| event["kind"] == "blocked").unwrap();
        assert_eq!((&blocked["details"]["cause"], &blocked["precision"]), (&json!("hostilities"), &json!("hour")));
        assert_eq!(blocked["source"], json!({"kind": "own_staff", "name": "SMS"}));
        assert_eq!(blocked["recorded_by"]["name"], "Test logger");
        assert_eq!(events.iter().find(|event| event["kind"] == "contact").unwrap()["note"], "tout va bien");
        let status = stage.send("STATUS relief-1");
        assert!(status.starts_with("RELIEF-1: ") && !status.contains("qrab"), "{status}");
        assert!(stage.send("مساعدة").contains("SY-1"));
    });
}

#[test]
fn what_is_unclear_is_asked_back_and_nothing_is_recorded() {
    databases(|url| {
        let stage = Stage::on(url);
        for (text, asked) in [
            ("hello", "which convoy"),
            ("RELIEF-1 something", "what happened"),
            ("RELIEF-1 BLOCKED AQRAB", "why is it blocked"),
            ("RELIEF-1 ARRIVED NOWHERE", "where?"),
            ("RELIEF-1 ARRIVED AQRAB 10:30 11:30", "which time"),
            ("RELIEF-9 ARRIVED AQRAB", "no convoy"),
            ("RELIEF-1 وصلت", "أين"),
            ("VOID 0000", "no report of yours"),
        ] {
            let reply = stage.send(text);
            assert!(reply.contains(asked), "{text}: {reply}");
        }
        assert_eq!(stage.events().len(), 0);
    });
}

#[test]
fn every_gateway_is_answered_in_its_own_shape() {
    databases(|url| {
        let stage = Stage::on(url);
        let encoded =
            |pairs: &[(&str, &str)]| form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let twilio = encoded(&[("From", NUMBER), ("Body", "RELIEF-1 dispatched <hub>"), ("MessageSid", "SM1")]);
        let answer = stage.gateway.post_raw(MESSAGES, FORM, &twilio);
        assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "text/xml; charset=utf-8"));
        assert!(answer.text.contains("<Response><Message>RELIEF-1: dispatched"), "{}", answer.text);
        // The same message again: the same answer, and nothing twice.
        assert_eq!(stage.gateway.post_raw(MESSAGES, FORM, &twilio).text, answer.text);
        assert_eq!(stage.events().len(), 1);

        let smssync = encoded(&[("from", NUMBER), ("message", "RELIEF-1 OK"), ("message_id", "7"), ("secret", "x")]);
        let answer = stage.gateway.post_raw(MESSAGES, FORM, &smssync).expect(200);
        assert_eq!((&answer["payload"]["success"], &answer["payload"]["task"]), (&json!(true), &json!("send")));
        assert_eq!(answer["payload"]["messages"][0]["to"], NUMBER);
        let elks = encoded(&[("direction", "incoming"), ("id", "s1"), ("from", NUMBER), ("message", "HELP")]);
        let answer = stage.gateway.post_raw(MESSAGES, FORM, &elks);
        assert!(answer.text.starts_with("Write: "), "{}", answer.text);

        let android = json!({"deviceId": "d", "event": "sms:received", "id": "Ey6ECgOkVVFjz3CL48B8C", "webhookId": "w",
            "payload": {"messageId": "abc", "message": "RELIEF-1 note all well", "phoneNumber": NUMBER, "simNumber": 1,
                "receivedAt": stage.server.app.now()}});
        assert!(stage.gateway.post(MESSAGES, &android).expect(200)["reply"].as_str().unwrap().contains("note"));
        let tel = json!({"from": format!("tel:{NUMBER}"), "text": "RELIEF-1 OK", "id": "r1"});
        assert!(stage.gateway.post(MESSAGES, &tel).expect(200)["reply"].as_str().unwrap().contains("contact"));

        let wrong = stage.gateway.post(MESSAGES, &json!({"text": "x"}));
        assert_eq!(wrong.expect(422)["errors"][0]["pointer"], "/from");
        assert_eq!(stage.gateway.post_raw(MESSAGES, "text/plain", "x").status, 415);
        assert_eq!(stage.server.nobody().post(MESSAGES, &tel).status, 401);
    });
}

#[test]
fn a_report_is_taken_back_by_its_code_and_only_by_its_sender() {
    databases(|url| {
        let stage = Stage::on(url);
        let other = signed_in(&stage.server, &stage.server.account(Role::Logger, "relief"));
        add_number(&other, &stage.gateway, "+963900333444", "470000");
        let pinned = "+963900555666";
        stage.number(pinned, "471147");
        let code = code(&stage.send_from(pinned, "RELIEF-1 dispatched hub #471147"), "VOID");
        assert!(stage.send_from("+963900333444", &format!("VOID {code} #470000")).contains("no report of yours"));
        assert_eq!(stage.events()[0]["state"], "applied");
        let void = stage.send_from(pinned, &format!("void {} #471147", code.to_lowercase()));
        assert!(void.contains("taken back"), "{void}");
        assert_eq!(stage.events()[0]["state"], "voided");
        // What does not fit is kept for the coordinator.
        let review = stage.send("RELIEF-1 CLEARED GATE");
        assert!(review.contains("coordinator"), "{review}");
        assert_eq!(stage.events().last().unwrap()["state"], "in_review");
    });
}

#[test]
fn a_number_is_somebodys_and_may_need_a_pin() {
    databases(|url| {
        let stage = Stage::on(url);
        // Nobody's: a neutral answer, and nothing recorded.
        assert!(stage.send_from("+963999999999", "RELIEF-1 dispatched hub").contains("not registered"));
        let pinned = "+963900555666";
        stage.number(pinned, "4711");
        assert!(stage.send_from(pinned, "RELIEF-1 dispatched hub").contains("PIN"));
        assert!(stage.send_from(pinned, "#1234 RELIEF-1 dispatched hub").contains("PIN"));
        assert_eq!(stage.events().len(), 0);
        assert!(stage.send_from(pinned, "RELIEF-1 dispatched hub #4711").contains("Recorded"));
        let event = &stage.events()[0];
        assert_eq!(event["source"]["name"], "SMS + PIN");
        assert!(!event.to_string().contains("4711"));
        // After many wrong ones nothing is lost, and nothing counts by itself.
        for guess in 0..5 {
            stage.send_from(pinned, &format!("#100{guess} RELIEF-1 OK"));
        }
        assert!(stage.send_from(pinned, "#4711 RELIEF-1 OK").contains("until a coordinator confirms"));
        // Shown masked, taken by nobody else, and gone when removed.
        let me = stage.page.get("/me").text;
        assert!(me.contains("•••666") && !me.contains("900555666"), "{me}");
        let other = signed_in(&stage.server, &stage.server.account(Role::Logger, "relief"));
        for wrong in ["number=&pin=", "number=12&pin=", "number=%2B963900777888&pin=12"] {
            assert_eq!(stage.page.post_raw("/me/phones", FORM, &format!("{wrong}{PROOF}")).status, 422, "{wrong}");
        }
        assert!(stage.send("RELIEF-1 OK").contains("Recorded"));
        let id = me.split("/me/phones/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert_eq!(other.post_raw(&format!("/me/phones/{id}/remove"), FORM, "").status, 404);
        assert_eq!(stage.page.post_raw(&format!("/me/phones/{id}/remove"), FORM, "").status, 303);
        assert!(stage.send("RELIEF-1 OK").contains("not registered"));
    });
}

#[test]
fn a_gateway_reports_about_its_own_convoys_alone() {
    databases(|url| {
        let stage = Stage::on(url);
        let gateway = stage.server.somebody(Role::Logger, "other");
        let told = gateway.post(MESSAGES, &json!({"from": NUMBER, "text": "RELIEF-1 dispatched hub"})).expect(200);
        assert!(told["reply"].as_str().unwrap().contains("no convoy"), "{told}");
        assert_eq!(stage.events().len(), 0);
        // A sender whose account is closed is nobody.
        let help = stage.page.get("/help/messages");
        assert!(help.status == 200 && help.text.contains("إطلاق نار") && help.text.contains("BLOQUE"), "{}", help.text);
    });
}
