//! Reports by text message: who sent it, what it means, and what is answered. The answer is data: the sentence is made where
//! the languages are.
//!
//! A message counts as the sender's, by a number that a user has confirmed, and within what both the sender and the gateway
//! may do; [`crate::app::policy::message`] says what of it counts without a PIN. Nothing is kept of messages from numbers that
//! nobody has: they may be anybody's, about anything. Whoever has a gateway could ask about numbers: one that nobody has is
//! answered as one that has no such convoy.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    Action, App, AppError, Caller,
    convoys::answered,
    events::{OnRefusal, Receipt, Sent, Taken},
    people,
    policy::{TokenScope, message::Proof},
};
use crate::{
    domain::{
        Kind, Refusal, Verdict,
        crew::folded_phone,
        id::EventId,
        message::{self, Command, Written, time::resolve},
        text::{PROSE, Text},
        time::{Instant, Precision},
    },
    store::{
        convoys, messages,
        rows::{ConvoyRow, MessageRow, PhoneRow},
        types::{DbId, DbInstant},
    },
};

mod confirm;
pub mod phones;
pub mod pins;
mod places;
mod reply;

pub use reply::{Answer, Reply, Told};

/// What a gateway hands over.
#[derive(Clone)]
pub struct Incoming {
    /// The number that it says it is from.
    pub from: String,
    /// The text.
    pub text: String,
    /// The gateway's id of it.
    pub id: Option<String>,
    /// When the gateway got it.
    pub received_at: Option<Instant>,
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Incoming")
    }
}

/// Message ids follow from this, the gateway's id and the number.
const MESSAGES: Uuid = Uuid::from_u128(0x7b0c_54c1_2f43_5d0e_9d3a_5a1f_6e2c_4d10);

/// Somebody who sent a message.
struct Sender {
    caller: Caller,
    phone: PhoneRow,
}

impl App {
    /// Takes a message that a gateway hands over. The same message again is answered as before.
    pub async fn take_message(&self, gateway: &Caller, incoming: &Incoming) -> Result<Answer, AppError> {
        let read = message::read(&incoming.text);
        let answer = |reply| Answer { language: read.language, reply };
        // What follows from the text alone is answered to everybody.
        match &read.command {
            Command::Help => return Ok(answer(Reply::Help)),
            Command::Unclear(missing) => return Ok(answer(Reply::Unclear { missing: *missing })),
            Command::Confirm(code) => return Ok(answer(self.confirm_phone(gateway, &incoming.from, code).await?)),
            Command::Status(_) | Command::Void(_) | Command::Report(_) => {}
        }
        let Some(sender) = self.sender_of(&incoming.from)? else {
            let is_void = matches!(read.command, Command::Void(_));
            return Ok(answer(if is_void { Reply::NoCode } else { Reply::Unknown }));
        };
        let received = incoming.received_at.unwrap_or_else(|| self.now());
        let number = folded_phone(&incoming.from);
        let same = match incoming.id.as_deref().filter(|id| !id.is_empty()) {
            Some(id) => format!("id\u{0}{number}\u{0}{id}"),
            None => format!("text\u{0}{number}\u{0}{}\u{0}{}", incoming.text, received.micros().div_euclid(60_000_000)),
        };
        // Keyed, so that nobody who reads the ledger finds the number by trying numbers.
        let id = Uuid::new_v5(&MESSAGES, &self.keys.index("message", &same));
        if let Some(known) = messages::find(&mut *self.reader()?, id)? {
            return self.opened_answer(&known);
        }
        let pin = read.pin.as_deref();
        let act = Act { app: self, gateway, sender: &sender, id, received, pin, text: &incoming.text };
        let (reply, done) = act.run(read.command).await?;
        let answer = answer(reply);
        // Where nothing was recorded, the same message may be read anew.
        if done.convoy.is_none() {
            return Ok(answer);
        }
        self.keep_answer(id, &sender, &answer, done).await?;
        Ok(answer)
    }

    fn sender_of(&self, from: &str) -> Result<Option<Sender>, AppError> {
        let mut reader = self.reader()?;
        let Some(phone) = messages::find_phone(&mut reader, &self.phone_index(from))? else { return Ok(None) };
        match people::caller(&mut reader, phone.user_id, None) {
            Ok(caller) => Ok(Some(Sender { caller, phone })),
            Err(AppError::Unauthenticated) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn opened_answer(&self, row: &MessageRow) -> Result<Answer, AppError> {
        let text = self.keys.open(&format!("message {}", row.id.0), &row.reply)?;
        serde_json::from_str(&text).map_err(|_| AppError::Internal("an answer is corrupt".to_owned()))
    }

    async fn keep_answer(&self, id: Uuid, sender: &Sender, answer: &Answer, done: Done) -> Result<(), AppError> {
        let text = serde_json::to_string(answer).map_err(|error| AppError::Internal(error.to_string()))?;
        let (keys, user) = (self.keys.clone(), sender.caller.user);
        let outcome = self.lane.submit(move |batch| {
            if messages::find(batch.conn(), id)?.is_some() {
                return Ok(());
            }
            let row = MessageRow {
                id: DbId(id),
                user_id: DbId(user.0),
                convoy_id: done.convoy.map(DbId),
                event_id: done.event.map(DbId),
                code: done.code.clone(),
                reply: keys.seal(&format!("message {id}"), &text)?,
                received_at: DbInstant(batch.now().utc()),
            };
            Ok::<_, AppError>(messages::insert(batch.conn(), &row)?)
        })?;
        answered(outcome).await
    }
}

/// What a message did.
#[derive(Clone, Debug, Default)]
struct Done {
    convoy: Option<Uuid>,
    event: Option<Uuid>,
    code: Option<String>,
}

/// A message being acted on.
struct Act<'a> {
    app: &'a App,
    gateway: &'a Caller,
    sender: &'a Sender,
    id: Uuid,
    received: Instant,
    pin: Option<&'a str>,
    text: &'a str,
}

/// A convoy that was found, and where in it.
struct Found {
    row: ConvoyRow,
    zone: chrono_tz::Tz,
    place: Option<(Uuid, crate::domain::text::Names)>,
    note: String,
}

impl Act<'_> {
    async fn run(&self, command: Command) -> Result<(Reply, Done), AppError> {
        match command {
            Command::Help => Ok((Reply::Help, Done::default())),
            Command::Unclear(missing) => Ok((Reply::Unclear { missing }, Done::default())),
            Command::Confirm(_) => Ok((Reply::NotConfirmed, Done::default())),
            Command::Status(reference) => Ok((self.status(&reference).await?, Done::default())),
            Command::Void(code) => self.void(&code).await,
            Command::Report(written) => self.report(&written).await,
        }
    }

    /// The convoy of a reference, whatever its case, that the gateway and the sender both may log about; inside, what to answer
    /// where it is none, or could be several. Nothing is guessed: what is nearer to the sender counts no more.
    fn convoy(&self, reference: &str) -> Result<Result<ConvoyRow, Reply>, AppError> {
        let now = self.app.now();
        let (Ok(own), Ok(theirs)) =
            (self.sender.caller.scope_for(Action::LogEvents, now), self.gateway.scope_for(Action::LogEvents, now))
        else {
            return Ok(Err(Reply::NoConvoy));
        };
        let mut reader = self.app.reader()?;
        let mut named = Vec::new();
        for row in convoys::list_called(&mut reader, &own, reference)? {
            named.extend(convoys::find(&mut reader, &theirs, &row.id.0.to_string())?);
        }
        let Some(row) = named.pop() else { return Ok(Err(Reply::NoConvoy)) };
        if named.is_empty() {
            return Ok(Ok(row));
        }
        named.push(row);
        let choices = convoys::candidates(&mut reader, &named)?;
        let choices = choices.iter().map(|one| format!("{}/{}", one.lead, one.reference)).collect();
        Ok(Err(Reply::Several { choices }))
    }

    /// A convoy that the gateway and the sender both may log about.
    fn convoy_by_id(&self, id: Uuid) -> Result<Option<ConvoyRow>, AppError> {
        let (now, id) = (self.app.now(), id.to_string());
        let (Ok(own), Ok(theirs)) =
            (self.sender.caller.scope_for(Action::LogEvents, now), self.gateway.scope_for(Action::LogEvents, now))
        else {
            return Ok(None);
        };
        let mut reader = self.app.reader()?;
        let found = convoys::find(&mut reader, &own, &id)?;
        Ok(if found.is_some() { convoys::find(&mut reader, &theirs, &id)? } else { None })
    }

    /// How far the message shows who sent it, or what to answer instead. Asked once the gateway and the sender share the
    /// convoy: nobody tries PINs, or asks whether a number is known, by a gateway that has nothing to do with it.
    async fn proof(&self) -> Result<Result<Proof, Reply>, AppError> {
        self.app.check_pin(&self.sender.phone, self.pin).await
    }

    /// The convoy of a reference, and how far the message shows who sent it; or what to answer instead. Nor are several told
    /// apart to a telephone that somebody else may hold.
    async fn proven_convoy(&self, reference: &str) -> Result<Result<(ConvoyRow, Proof), Reply>, AppError> {
        let found = match self.convoy(reference)? {
            Err(Reply::NoConvoy) => return Ok(Err(Reply::NoConvoy)),
            found => found,
        };
        Ok(match (self.proof().await?, found) {
            (Err(reply), _) => Err(reply),
            (Ok(proof), Ok(row)) => Ok((row, proof)),
            (Ok(Proof::Doubtful), Err(_)) => Err(Reply::NotAllowed),
            (Ok(Proof::Number | Proof::Pin), Err(several)) => Err(several),
        })
    }

    /// No more than that: neither where it is nor where it goes. It is told as to whoever sees reduced, since it goes through
    /// the hands of others; and not to a telephone that somebody else may hold.
    async fn status(&self, reference: &str) -> Result<Reply, AppError> {
        let row = match self.proven_convoy(reference).await? {
            Ok((row, Proof::Number | Proof::Pin)) => row,
            Ok((_, Proof::Doubtful)) => return Ok(Reply::NotAllowed),
            Err(reply) => return Ok(reply),
        };
        let reduced = Caller { scopes: Some([TokenScope::ConvoysRead].into()), ..self.sender.caller.clone() };
        let status = match self.app.convoy_status(&reduced, &row.id.0.to_string(), None) {
            Ok(status) => status,
            Err(AppError::NotFound { .. } | AppError::Forbidden) => return Ok(Reply::NoConvoy),
            Err(error) => return Err(error),
        };
        let (summary, now) = (status.summary, self.app.now());
        Ok(Reply::Status {
            status: summary.status.as_ref().to_owned(),
            since: Told::of(summary.since.at, summary.zone, summary.since.precision, now),
            heard: summary.last_heard.map(|at| Told::of(at, summary.zone, Precision::Minute, now)),
            reference: summary.reference,
        })
    }

    async fn report(&self, written: &Written) -> Result<(Reply, Done), AppError> {
        let nothing = |reply| Ok((reply, Done::default()));
        let (row, proof) = match self.proven_convoy(&written.reference).await? {
            Ok(found) => found,
            Err(reply) => return nothing(reply),
        };
        let found = match self.find(row, written)? {
            Ok(found) => found,
            Err(reply) => return nothing(reply),
        };
        let (at, precision) = match resolve(written.when, self.received, found.zone) {
            Ok(resolved) => resolved,
            Err(missing) => return nothing(Reply::Unclear { missing }),
        };
        let object = Self::event(written, &found, at, precision, proof);
        let receipt = match self.log(&found.row, self.id, object, proof).await {
            Ok(receipt) => receipt,
            Err(AppError::Forbidden | AppError::Refused { .. }) => return nothing(Reply::NotAllowed),
            Err(AppError::NotFound { .. }) => return nothing(Reply::NoConvoy),
            Err(error) => return Err(error),
        };
        let code = self.code()?;
        let done = Done { convoy: Some(found.row.id.0), event: Some(self.id), code: Some(code.clone()) };
        let reply = Reply::Recorded {
            reference: found.row.reference,
            kind: written.kind.as_ref().to_owned(),
            place: found.place.map(|(_, names)| names),
            at: Told::of(at, found.zone, precision, self.app.now()),
            code,
            in_review: receipt.taken == Taken::InReview,
            unconfirmed: matches!(&receipt.answer.verdict, Verdict::InReview { refusal: Refusal::Unconfirmed, .. }),
            can_void: proof == Proof::Pin,
        };
        Ok((reply, done))
    }

    fn event(written: &Written, found: &Found, at: Instant, precision: Precision, proof: Proof) -> Map<String, Value> {
        let mut event = Map::new();
        event.insert("kind".to_owned(), json!(written.kind));
        event.insert("occurred_at".to_owned(), json!(at));
        event.insert("precision".to_owned(), json!(precision));
        // Numbers can be forged: whether a PIN came with it stands beside what was reported.
        let name = if proof == Proof::Pin { "SMS + PIN" } else { "SMS" };
        event.insert("source".to_owned(), json!({"kind": "own_staff", "name": name}));
        if let Some((place, _)) = &found.place {
            event.insert("place".to_owned(), json!(place));
        }
        if Text::parse(&found.note, PROSE).is_ok() {
            event.insert("note".to_owned(), json!(found.note));
        }
        let details = match written.kind {
            Kind::Blocked => json!({"cause": written.cause}),
            Kind::IncidentReported => json!({"act": written.act}),
            _ => Value::Null,
        };
        if !details.is_null() {
            event.insert("details".to_owned(), details);
        }
        event
    }

    async fn log(
        &self,
        row: &ConvoyRow,
        id: Uuid,
        object: Map<String, Value>,
        proof: Proof,
    ) -> Result<Receipt, AppError> {
        let sent = Sent {
            convoy: row.id.0.to_string(),
            id: EventId(id),
            object,
            on_refusal: OnRefusal::Review,
            by_message: Some(proof),
        };
        self.app.log_event(&self.sender.caller, sent).await
    }

    /// Four letters and figures that follow from the message, and that none of the sender's last reports has.
    fn code(&self) -> Result<String, AppError> {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut reader = self.app.reader()?;
        let bits = self.id.as_u128();
        let code = |shift: u32| -> String {
            let letter = |at: u32| {
                let index = usize::try_from((bits >> (shift + at * 5)) & 31).unwrap_or_default();
                LETTERS.get(index).map_or('0', |letter| char::from(*letter))
            };
            (0..4).map(letter).collect()
        };
        for shift in 0..100 {
            let code = code(shift);
            let known = messages::find_by_code(&mut reader, self.sender.caller.user.0, &code)?;
            if known.is_none_or(|known| known.id.0 == self.id) {
                return Ok(code);
            }
        }
        Ok(code(0))
    }

    /// Takes a report back, within the sender's rights and with a PIN: a decision about it, as at a desk.
    async fn void(&self, code: &str) -> Result<(Reply, Done), AppError> {
        let code = code.replace('O', "0").replace(['I', 'L'], "1");
        let known = messages::find_by_code(&mut *self.app.reader()?, self.sender.caller.user.0, &code)?;
        let Some((event, convoy)) = known.and_then(|known| Some((known.event_id?.0, known.convoy_id?.0))) else {
            return Ok((Reply::NoCode, Done::default()));
        };
        let Some(row) = self.convoy_by_id(convoy)? else { return Ok((Reply::NoConvoy, Done::default())) };
        match self.proof().await? {
            Ok(Proof::Pin) => {}
            Ok(Proof::Number | Proof::Doubtful) => return Ok((Reply::PinToVoid, Done::default())),
            Err(reply) => return Ok((reply, Done::default())),
        }
        let object = json!({
            "kind": Kind::Voided, "occurred_at": self.received,
            "details": {"event": event, "reason": self.text.trim().chars().take(80).collect::<String>()},
        });
        let logged = self.log(&row, self.id, object.as_object().cloned().unwrap_or_default(), Proof::Pin).await;
        let done = Done { convoy: Some(convoy), ..Done::default() };
        match logged {
            Ok(receipt) => {
                let in_review = receipt.taken == Taken::InReview;
                Ok((Reply::Voided { reference: row.reference, in_review }, done))
            }
            Err(AppError::Forbidden | AppError::Refused { .. } | AppError::Invalid(_)) => {
                Ok((Reply::NotAllowed, Done::default()))
            }
            Err(error) => Err(error),
        }
    }
}
