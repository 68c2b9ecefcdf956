//! What was done with rights, secrets and exact positions, newest first.

use actix_web::{HttpRequest, HttpResponse};
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use strum::IntoEnumIterator;

use super::{
    form::{address_after, asked_form, form_error},
    problem::PageProblem,
    records::{nav, plain, teller, typed},
    teller::Teller,
    views::{Audit, DeedRow, Form, Name},
    visit::{Visit, form_status},
};
use crate::{
    app::{
        AppError, Runner,
        audit::{
            DeedKind,
            list::{DeedLine, DeedPage, Wish},
        },
    },
    domain::{refusal::FieldCode, time::Instant},
    http::extract::query_value,
};

/// Deeds on a page.
const SHOWN: usize = 50;
const FIELDS: [&str; 5] = ["kind", "person", "convoy", "from", "until"];

/// `GET /admin/audit`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let mut form = asked_form(&request, &FIELDS);
    let wish = wish(&visit, &mut form);
    let before = query_value(&request, "before").and_then(|before| before.parse().ok()).unwrap_or(i64::MAX);
    let page = if form.errors.is_empty() { read(&visit, &mut form, wish, before).await? } else { None };
    let status = form_status(&form);
    let (deeds, next) = match &page {
        None => (Vec::new(), None),
        Some(page) => {
            let teller = teller(&visit, &page.names);
            let rows = page.items.iter().map(|line| row(&teller, page, line)).collect();
            (rows, page.next.map(|next| address_after("/admin/audit", &form, "before", &next.to_string())))
        }
    };
    let kinds = DeedKind::iter().map(|kind| kind.as_ref().to_owned()).collect();
    let template = Audit { page: visit.page.clone(), nav: nav(&visit, "audit"), form, kinds, deeds, next };
    visit.html(status, &template)
}

/// A convoy that is not there, or not of this reader, is told at its field.
async fn read(visit: &Visit, form: &mut Form, wish: Wish, before: i64) -> Result<Option<DeedPage>, PageProblem> {
    let read = visit
        .blocking(move |app, caller| match app.list_deeds(&Runner::from(caller), &wish, before, SHOWN) {
            Ok(page) => Ok(Ok(page)),
            Err(AppError::NotFound { what }) => Ok(Err(what)),
            Err(error) => Err(error),
        })
        .await?;
    match read {
        Ok(page) => Ok(Some(page)),
        Err(what) => {
            let text = visit.texts().text("audit-no-convoy");
            form.errors.push(super::views::FieldError { field: what.to_owned(), text });
            Ok(None)
        }
    }
}

fn wish(visit: &Visit, form: &mut Form) -> Wish {
    let mut errors = Vec::new();
    let own = |name: &str| typed(form.value(name)).map(ToOwned::to_owned);
    let mut day = |name: &str| -> Option<NaiveDate> {
        let day = own(name)?.parse().ok();
        if day.is_none() {
            errors.push(form_error(visit.texts(), name, FieldCode::NotAnInstant));
        }
        day
    };
    let start = |day: NaiveDate| Instant::new(day.and_time(NaiveTime::MIN).and_utc());
    let wish = Wish {
        from: day("from").map(start),
        until: day("until").map(|day| start(day).plus(TimeDelta::days(1)).plus(TimeDelta::microseconds(-1))),
        kind: own("kind").and_then(|kind| kind.parse().ok()),
        person: own("person"),
        convoy: own("convoy"),
    };
    form.errors = errors;
    wish
}

fn row(teller: &Teller<'_>, page: &DeedPage, line: &DeedLine) -> DeedRow {
    let mut about: Vec<(&'static str, Name)> = Vec::new();
    if let Some(user) = line.user() {
        about.push(("user", plain(teller.author(Some(user)))));
    }
    if let Some(organisation) = line.organisation() {
        about.push(("organisation", teller.organisation(organisation)));
    }
    if let Some(convoy) = line.convoy() {
        let reference = page.convoys.get(&convoy).cloned().unwrap_or_else(|| convoy.to_string());
        about.push(("convoy", plain(reference)));
    }
    let t = teller.t;
    let text = |name: &str| line.details.get(name).and_then(serde_json::Value::as_str);
    let number = |name: &str| line.details.get(name).and_then(serde_json::Value::as_i64);
    for (name, family) in [("role", "role"), ("second_factor", "second_factor"), ("what", "read"), ("class", "class")] {
        // What was exported is named by a word of its own, and not by a code.
        let known = |family: &str, code: &str| t.has(format!("{family}-{code}")).then(|| t.label(family, code));
        let word = |code: &str| known(family, code).or(known("request", code)).unwrap_or_else(|| code.to_owned());
        about.extend(text(name).map(|code| (name, plain(word(code)))));
    }
    for name in ["reason", "event", "purpose"] {
        about.extend(text(name).map(|said| (name, plain(said))));
    }
    for name in ["rows", "count", "key", "position"] {
        about.extend(number(name).map(|number| (name, plain(t.number(number)))));
    }
    DeedRow { kind: line.kind.as_ref().to_owned(), at: teller.at(line.at), by: teller.person(line.by), about }
}
