//! Mails that tell of what waits for a second person: that something is asked, until when it can be stopped, and where; no
//! name, and nothing of convoys.

use lettre::Transport;
use uuid::Uuid;

use super::{DUTY, GIVE_UP, Teller, again_at, is_held, mail::message, mail::transport};
use crate::{
    app::{App, AppError, outward::MailServer},
    domain::time::Instant,
    store::{
        alerts, people, requests,
        rows::{RightMailRow, RightRequestRow},
        types::DbInstant,
        webhooks::{self, WAITING},
    },
};

/// Mails read at a time.
const AT_A_TIME: i64 = 50;

/// Sends all that are due.
pub(super) fn send_due(app: &App, teller: &dyn Teller, server: &MailServer, holder: Uuid) -> Result<(), AppError> {
    let now = app.now();
    let due = requests::list_due_mails(&mut *app.reader()?, now, AT_A_TIME)?;
    if due.is_empty() {
        return Ok(());
    }
    let transport = transport(server)?;
    for row in due {
        let Some((address, language, request)) = read(app, &row)? else {
            write(app, &row, "dropped", holder)?;
            continue;
        };
        let due = Instant::new(request.due_at.0);
        let (subject, text) = teller.request(&language, due, now, app.outward().base_url.as_deref());
        let Ok(message) = message(server, row.id.0, &address, subject, text) else {
            write(app, &row, "failed", holder)?;
            continue;
        };
        match transport.send(&message) {
            Ok(_) => write(app, &row, "sent", holder)?,
            Err(error) if error.is_permanent() => {
                tracing::warn!(mail = %row.id.0, "mail.rejected");
                write(app, &row, "failed", holder)?;
            }
            Err(_) => {
                tracing::warn!(mail = %row.id.0, "mail.not_sent");
                write(app, &row, WAITING, holder)?;
                // The server does not work: the others wait too.
                return Ok(());
            }
        }
    }
    Ok(())
}

/// To which address, in which language, and about what; nothing where there is nothing to tell any more.
fn read(app: &App, row: &RightMailRow) -> Result<Option<(String, String, RightRequestRow)>, AppError> {
    let mut reader = app.reader()?;
    let user = people::find_user(&mut reader, row.user_id)?.filter(|user| user.disabled_at.is_none());
    let request = requests::find(&mut reader, row.request_id)?.filter(|request| request.state == WAITING);
    let chosen = alerts::find_choice(&mut reader, row.user_id)?.map(|choice| choice.language);
    Ok(user.zip(request).map(|(user, request)| {
        let language = chosen.or(user.language).unwrap_or_default();
        (user.email, language, request)
    }))
}

fn write(app: &App, row: &RightMailRow, state: &str, holder: Uuid) -> Result<(), AppError> {
    let now = app.now();
    let attempts = row.attempts + 1;
    let waits = state == WAITING;
    let is_over = waits && now.since(Instant::new(row.created_at.0)) > GIVE_UP;
    let row = RightMailRow {
        state: if is_over { "failed" } else { state }.to_owned(),
        attempts,
        next_at: (waits && !is_over).then(|| DbInstant(again_at(now, attempts, None).utc())),
        sent_at: (state == "sent").then(|| DbInstant(now.utc())),
        ..row.clone()
    };
    app.lane.write(move |batch| -> Result<(), AppError> {
        if row.sent_at.is_some() || is_held(webhooks::find_duty(batch.conn(), DUTY)?.as_ref(), holder) {
            requests::put_mail(batch.conn(), &row)?;
        }
        Ok(())
    })
}
