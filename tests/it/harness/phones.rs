//! Numbers for text messages, as people and gateways come by them.

use serde_json::{Value, json};

use super::{client::Client, server::PASSWORD};

const FORM: &str = "application/x-www-form-urlencoded";

/// Hands a message over as a gateway of plain JSON does, and answers the reply.
pub fn hand_over(gateway: &Client, number: &str, text: &str) -> String {
    let told = gateway.post("/api/v1/messages", &json!({"from": number, "text": text})).expect(200);
    told["reply"].as_str().unwrap().to_owned()
}

/// What is posted to ask for a number.
pub fn number_form(number: &str, pin: &str) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("number", number)
        .append_pair("pin", pin)
        .append_pair("phone_proof", PASSWORD)
        .finish()
}

/// The codes that somebody's own page shows, the newest number last.
pub fn codes_on(page: &Client) -> Vec<String> {
    let text = page.get("/me?lang=en").text;
    let figures = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    text.split("CONFIRM ").skip(1).map(figures).filter(|code| code.len() == 6).collect()
}

/// Asks for a number of one's own, and sends the code from it.
#[track_caller]
pub fn add_number(page: &Client, gateway: &Client, number: &str, pin: &str) {
    let asked = page.post_raw("/me/phones", FORM, &number_form(number, pin));
    assert_eq!(asked.status, 303, "{}", asked.text);
    let code = codes_on(page).pop().unwrap();
    let reply = hand_over(gateway, number, &format!("CONFIRM {code}"));
    assert!(reply.contains("Confirmed"), "{reply}");
}

/// Every event of a convoy, oldest first.
pub fn events_of(client: &Client, reference: &str) -> Vec<Value> {
    client.all(&format!("/api/v1/convoys/{reference}/events"))
}
