//! Sending alerts by e-mail: one mail for each alert and person, or one for many where many wait.
//!
//! A mail says which convoy, what, since when, and where to read on; never where a convoy is and never anybody's name.
//! Whether a person may still know is looked at right before it is sent. What the mail server has acknowledged is written
//! down before the next is sent: only a crash between the two sends a mail twice.

use std::{collections::BTreeMap, time::Duration};

use lettre::{
    Message, SmtpTransport, Transport,
    message::{Mailbox, header::ContentType},
};
use uuid::Uuid;

use super::{AlertTold, DUTY, GIVE_UP, Teller, again_at, is_held};
use crate::{
    app::{
        App, AppError,
        addresses::Addresses,
        alerts::{AlertKind, sees},
        outward::MailServer,
        people,
    },
    domain::time::Instant,
    store::{
        DbConnection, alerts, convoys, people as accounts,
        rows::{AlertRow, MailRow},
        scope::facts::list_facts,
        types::DbInstant,
        webhooks,
    },
};

/// Where more wait for one person, they are told together.
const MOST_SINGLY: usize = 5;
/// In one mail at the most.
const MOST_TOGETHER: usize = 50;
/// Mails read at a time.
const AT_A_TIME: i64 = 200;
/// How long a mail server may take to answer.
const DEADLINE: Duration = Duration::from_secs(15);

/// Sends all mails that are due.
pub(super) fn send_due(app: &App, teller: &dyn Teller, server: &MailServer, holder: Uuid) -> Result<(), AppError> {
    let now = app.now();
    let due = alerts::list_due_mails(&mut *app.reader()?, now, AT_A_TIME)?;
    if due.is_empty() {
        return Ok(());
    }
    let transport = transport(server)?;
    let mut by_person: BTreeMap<_, Vec<MailRow>> = BTreeMap::new();
    for mail in due {
        by_person.entry(mail.user_id).or_default().push(mail);
    }
    for mails in by_person.into_values() {
        let size = if mails.len() > MOST_SINGLY { MOST_TOGETHER } else { 1 };
        for some in mails.chunks(size) {
            let post = Post { app, teller, server, transport: &transport, holder };
            if !post.send(some)? {
                // The server does not work: the others wait too.
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Whether a mail server's address and the sender's make sense. What is wrong is said without repeating them.
pub fn check(server: &MailServer) -> Result<(), &'static str> {
    if SmtpTransport::from_url(&server.url).is_err() {
        return Err("smtp_url is not an address such as smtps://user:password@mail.example.org");
    }
    let from: Result<Mailbox, _> = server.from.parse();
    from.map(|_| ()).map_err(|_| "mail_from is not an address such as Convoys <convoys@example.org>")
}

/// The way to a mail server. Every connection is a new one: what was sent by it is known when it ends.
pub fn transport(server: &MailServer) -> Result<SmtpTransport, AppError> {
    let builder = SmtpTransport::from_url(&server.url);
    let builder = builder.map_err(|_| AppError::Internal("smtp_url is no address of a mail server".to_owned()))?;
    Ok(builder.timeout(Some(DEADLINE)).build())
}

struct Post<'a> {
    app: &'a App,
    teller: &'a dyn Teller,
    server: &'a MailServer,
    transport: &'a SmtpTransport,
    holder: Uuid,
}

impl Post<'_> {
    /// Sends some alerts to one person. Answers whether the server works.
    fn send(&self, mails: &[MailRow]) -> Result<bool, AppError> {
        let Some(first) = mails.first() else { return Ok(true) };
        let now = self.app.now();
        let (told, address, language) = {
            let mut reader = self.app.reader()?;
            read(&mut reader, mails, now)?
        };
        let Some(address) = address.filter(|_| !told.is_empty()) else {
            self.write(mails, "dropped", None, now)?;
            return Ok(true);
        };
        let (subject, text) = self.teller.mail(&language, &told, self.app.outward().base_url.as_deref());
        let message = match message(self.server, first.id.0, &address, subject, text) {
            Ok(message) => message,
            Err(why) => {
                tracing::warn!(mail = %first.id.0, error = %why, "mail.not_made");
                self.write(mails, "failed", Some("malformed"), now)?;
                return Ok(true);
            }
        };
        match self.transport.send(&message) {
            Ok(_) => {
                tracing::info!(mail = %first.id.0, alerts = told.len(), "mail.sent");
                self.write(mails, "sent", None, now)?;
                Ok(true)
            }
            // The server says no to this mail, and takes others.
            Err(error) if error.is_permanent() => {
                tracing::warn!(mail = %first.id.0, "mail.rejected");
                self.write(mails, "failed", Some("rejected"), now)?;
                Ok(true)
            }
            Err(error) => {
                let class = if error.is_timeout() { "timeout" } else { "connection" };
                tracing::warn!(mail = %first.id.0, mail.error = class, "mail.not_sent");
                self.write(mails, webhooks::WAITING, Some(class), now)?;
                Ok(false)
            }
        }
    }

    fn write(&self, mails: &[MailRow], state: &str, error: Option<&str>, now: Instant) -> Result<(), AppError> {
        let waits = state == webhooks::WAITING;
        let row = |mail: &MailRow| {
            let attempts = mail.attempts + 1;
            let is_over = waits && now.since(Instant::new(mail.created_at.0)) > GIVE_UP;
            MailRow {
                state: if is_over { "failed" } else { state }.to_owned(),
                attempts,
                next_at: (waits && !is_over).then(|| DbInstant(again_at(now, attempts, None).utc())),
                sent_at: (state == "sent").then(|| DbInstant(now.utc())),
                error: error.map(str::to_owned),
                ..mail.clone()
            }
        };
        let (rows, holder): (Vec<MailRow>, _) = (mails.iter().map(row).collect(), self.holder);
        self.app.lane.write(move |batch| -> Result<(), AppError> {
            // Sent is sent, whoever holds the lease by now.
            let is_sent = rows.iter().any(|row| row.sent_at.is_some());
            if is_sent || is_held(webhooks::find_duty(batch.conn(), DUTY)?.as_ref(), holder) {
                alerts::put_mails(batch.conn(), &rows)?;
            }
            Ok(())
        })
    }
}

/// A mail as it is handed to the server.
pub(super) fn message(
    server: &MailServer,
    id: Uuid,
    address: &str,
    subject: String,
    text: String,
) -> Result<Message, String> {
    let words = |error: &dyn std::fmt::Display| error.to_string();
    let from: Mailbox = server.from.parse().map_err(|error| words(&error))?;
    let to: Mailbox = address.parse().map_err(|error| words(&error))?;
    let domain = from.email.domain().to_owned();
    Message::builder()
        .from(from)
        .to(to)
        .subject(subject)
        // Of its own, so that a mail that comes twice can be told.
        .message_id(Some(format!("<{id}@{domain}>")))
        .header(ContentType::TEXT_PLAIN)
        .body(text)
        .map_err(|error| words(&error))
}

/// What may still be told, to which address and in which language.
fn read(
    conn: &mut DbConnection,
    mails: &[MailRow],
    now: Instant,
) -> Result<(Vec<AlertTold>, Option<String>, String), AppError> {
    let nobody = || (Vec::new(), None, String::new());
    let Some(first) = mails.first() else { return Ok(nobody()) };
    let user = accounts::find_user(conn, first.user_id)?.filter(|user| user.disabled_at.is_none());
    let (Some(user), Some(choice)) = (user, alerts::find_choice(conn, first.user_id)?) else { return Ok(nobody()) };
    let caller = people::caller(conn, first.user_id, None)?;
    let numbers: Vec<i64> = mails.iter().map(|mail| mail.alert_number).collect();
    let rows: Vec<AlertRow> = alerts::list_by_number(conn, &numbers)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.convoy_id.0).collect();
    let facts = list_facts(conn, &ids, now)?;
    let convoys = convoys::list_by_ids(conn, &ids)?;
    let all = convoys.iter().map(|convoy| (convoy.id.0, convoy.reference.as_str()));
    let addresses = Addresses::read_for(conn, &caller, now, all)?;
    let told = |row: &AlertRow| {
        let facts = facts.get(&row.convoy_id.0).filter(|facts| sees(&caller, facts, now))?;
        let convoy = convoys.iter().find(|convoy| convoy.id == row.convoy_id)?;
        let (kind, zone) = (row.kind.parse::<AlertKind>().ok()?, convoy.time_zone.parse().ok()?);
        let reference = facts.reference.clone();
        let address = addresses.path(row.convoy_id.0, &reference);
        Some(AlertTold { reference, address, zone, kind, since: Instant::new(row.since.0), now })
    };
    Ok((rows.iter().filter_map(told).collect(), Some(user.email), choice.language))
}
