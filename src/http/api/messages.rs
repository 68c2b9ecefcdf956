//! Text messages, in the shapes in which gateways hand them over, each answered in the shape in which it wants the answer.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    app::{AppError, messages::Incoming},
    domain::{
        refusal::{FieldCode, FieldError},
        text::tamed,
        time::Instant,
    },
    http::{
        extract::{Ask, read_body},
        problem::{BadRequest, Problem},
    },
};

mod reply;

pub use reply::sentence;

/// The largest message, in bytes.
const LIMIT: usize = 16 * 1024;

/// In which shape a gateway wants its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `{"reply", "to"}`.
    Json,
    /// The XML of Twilio and those like it.
    Twiml,
    /// `SMSSync`'s task.
    SmsSync,
    /// The text alone.
    Plain,
}

/// What is answered to gateways that speak JSON.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplyView {
    /// What to send back: one SMS.
    reply: String,
    /// To which number.
    to: String,
}

/// `POST /messages`: a text message that a gateway received, as JSON (`{"from", "text", "id"?, "received_at"?}`, SMS Gateway
/// for Android, forwarding apps) or as a form (Twilio and those like it, `SMSSync`, 46elks).
#[utoipa::path(
    post,
    path = "/messages",
    tag = "messages",
    operation_id = "receiveMessage",
    request_body(
        content = serde_json::Value, content_type = "application/json",
        example = json!({
            "from": "+963900000001", "text": "SY-2016-SOUTH-HAMA BLOCKED AQRAB 10:30 SHOTS", "id": "gateway-17",
            "received_at": "2016-11-01T08:31:00Z"
        })
    ),
    responses((status = 200, description = "What to send back, in the gateway's own shape", body = ReplyView))
)]
pub async fn receive(ask: Ask, request: HttpRequest, payload: web::Payload) -> Result<HttpResponse, Problem> {
    let body = read_body(&mut payload.into_inner(), LIMIT).await.map_err(|bad| ask.problem_of(bad))?;
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let read = match media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase().as_str() {
        "application/json" => {
            let body = serde_json::from_slice(&body).map_err(|_| ask.problem_of(BadRequest::MalformedJson))?;
            read_json(&body)
        }
        "application/x-www-form-urlencoded" => {
            read_form(&form_urlencoded::parse(&body).into_owned().collect::<Vec<_>>())
        }
        _ => return Err(ask.problem_of(BadRequest::UnsupportedMediaType)),
    };
    let (shape, incoming) = read.map_err(|errors| ask.problem(AppError::Invalid(errors)))?;
    let answer = ask.app.take_message(&ask.caller, &incoming).await.map_err(|error| ask.problem(error))?;
    Ok(told(shape, &incoming, &sentence(&answer)))
}

fn required(pointer: &str) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code: FieldCode::Required, expected: None }
}

fn incoming(
    from: Option<String>,
    text: Option<String>,
    id: Option<String>,
    received_at: Option<Instant>,
    names: (&str, &str),
) -> Result<Incoming, Vec<FieldError>> {
    // Whoever sent it from a telephone cannot be asked to write it anew.
    let [from, text, id] = [from, text, id].map(|it| it.map(|it| tamed(&it).into_owned()));
    let from = from.filter(|from| from.chars().any(char::is_numeric));
    match (from, text) {
        (Some(from), Some(text)) => Ok(Incoming { from, text, id, received_at }),
        (from, text) => {
            let missing = [(from.is_none(), names.0), (text.is_none(), names.1)];
            Err(missing.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| required(name)).collect())
        }
    }
}

fn text_of(value: &Value, names: &[&str]) -> Option<String> {
    let found = names.iter().find_map(|name| value.get(name).filter(|value| !value.is_null()))?;
    found.as_str().map(str::to_owned).or_else(|| found.as_i64().map(|number| number.to_string()))
}

/// RFC 3339, or milliseconds or seconds since 1970.
fn time_of(text: Option<String>) -> Option<Instant> {
    let text = text?;
    Instant::parse(&text).or_else(|| {
        let number: i64 = text.trim().parse().ok()?;
        Instant::from_micros(if number > 100_000_000_000 {
            number.checked_mul(1_000)?
        } else {
            number.checked_mul(1_000_000)?
        })
    })
}

fn read_json(body: &Value) -> Result<(Shape, Incoming), Vec<FieldError>> {
    // SMS Gateway for Android says what happened, and the message beneath. Its own id of the message is no id: it follows
    // from the content.
    if let Some(payload) = body.get("payload").filter(|payload| payload.is_object()) {
        let from = text_of(payload, &["sender", "phoneNumber"]);
        let text = text_of(payload, &["message"]);
        let received = time_of(text_of(payload, &["receivedAt"]));
        let id = text_of(body, &["id"]);
        return incoming(from, text, id, received, ("/payload/phoneNumber", "/payload/message"))
            .map(|it| (Shape::Json, it));
    }
    let from = text_of(body, &["from", "sender", "phone"]);
    let text = text_of(body, &["text", "message", "content", "body"]);
    let received = time_of(text_of(body, &["received_at", "receivedStamp", "sentStamp"]));
    incoming(from, text, text_of(body, &["id", "message_id"]), received, ("/from", "/text")).map(|it| (Shape::Json, it))
}

fn read_form(pairs: &[(String, String)]) -> Result<(Shape, Incoming), Vec<FieldError>> {
    let value = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    if value("From").is_some() || value("Body").is_some() {
        let id = value("MessageSid").or_else(|| value("SmsSid"));
        return incoming(value("From"), value("Body"), id, None, ("/From", "/Body")).map(|it| (Shape::Twiml, it));
    }
    let (from, text) = (value("from"), value("message").or_else(|| value("text")));
    if let Some(id) = value("message_id") {
        let sent = time_of(value("sent_timestamp"));
        return incoming(from, text, Some(id), sent, ("/from", "/message")).map(|it| (Shape::SmsSync, it));
    }
    incoming(from, text, value("id"), None, ("/from", "/message")).map(|it| (Shape::Plain, it))
}

fn told(shape: Shape, incoming: &Incoming, reply: &str) -> HttpResponse {
    let mut answer = HttpResponse::build(StatusCode::OK);
    match shape {
        Shape::Json => answer.json(ReplyView { reply: reply.to_owned(), to: incoming.from.clone() }),
        Shape::SmsSync => {
            let id = incoming.id.clone().unwrap_or_default();
            answer.json(serde_json::json!({"payload": {
                "success": true, "error": null, "task": "send",
                "messages": [{"to": incoming.from, "message": reply, "uuid": id}],
            }}))
        }
        Shape::Twiml => {
            let text = reply.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let body =
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>{text}</Message></Response>");
            answer.content_type("text/xml; charset=utf-8").body(body)
        }
        Shape::Plain => answer.content_type("text/plain; charset=utf-8").body(reply.to_owned()),
    }
}
