//! One's own account: sessions, password, tokens.

use std::collections::BTreeSet;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    cookies::keep_session,
    credentials,
    form::{Again, Submitted, form_error},
    member::{Member, mistakes, when},
    problem::PageProblem,
    typed::plain_digits,
    views::{FieldError, Form, Me, Phone, PhoneCode, ScopeChoice, Session, Token},
    visit::{Visit, see_other},
};
use crate::{
    app::{
        AppError,
        messages::{
            phones::{Pending, PhoneLine},
            pins::PinState,
        },
        people::By,
        policy::TokenScope,
        tokens::TokenLine,
    },
    domain::refusal::FieldCode,
    http::extract::query_value,
};

pub mod phones;

/// `GET /me`.
pub async fn show(member: Member, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let done = query_value(&request, "done").filter(|done| DONE.contains(&done.as_str()));
    answer(&member, StatusCode::OK, Form::default(), Said { done, made: None })
}

/// What may have been done.
const DONE: [&str; 6] = ["password", "session", "sessions", "token", "phone", "phone_asked"];

#[derive(Default)]
struct Said {
    done: Option<String>,
    made: Option<String>,
}

/// `POST /me/password`: all other sessions end, and this one gets a fresh secret.
pub async fn change_password(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let ends = credentials::ends(&form);
    let (present, new) = (form.value("present"), form.value("password"));
    let changed = member.site.app.change_password(&member.signed, present, new, &ends).await;
    match changed {
        Ok((secret, ends)) => {
            let mut response = see_other("/me?done=password");
            let kept = keep_session(&mut response, &member.site, secret, ends);
            kept.map_err(|error| member.problem(error))?;
            Ok(response)
        }
        Err(error) => refuse(&member, form, &credentials::KEPT, error),
    }
}

/// `POST /me/sessions/{session}/end`.
pub async fn end_session(member: Member, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let ended = member.site.app.end_session(&member.signed, *path).await;
    ended.map_err(|error| member.problem(error))?;
    Ok(see_other("/me?done=session"))
}

/// `POST /me/sessions/end-others`.
pub async fn end_others(member: Member) -> Result<HttpResponse, PageProblem> {
    let ended = member.site.app.end_other_sessions(&member.signed).await;
    ended.map_err(|error| member.problem(error))?;
    Ok(see_other("/me?done=sessions"))
}

/// `POST /me/tokens`: the token is shown this once, so that the answer is the page itself.
pub async fn make_token(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let chosen = form.values.iter().filter(|(name, _)| name == "scopes").map(|(_, value)| value.parse::<TokenScope>());
    let scopes: Option<BTreeSet<TokenScope>> = chosen.collect::<Result<_, _>>().ok();
    let days = Some(form.value("expires_in_days").trim()).filter(|days| !days.is_empty());
    let days: Option<Option<u32>> = days.map(|days| plain_digits(days).parse().ok());
    if days == Some(None) {
        let errors = vec![form_error(member.visit.texts(), "expires_in_days", FieldCode::Malformed)];
        return mistaken(&member, form, &KEPT, errors);
    }
    let (scopes, days) = (scopes.unwrap_or_default(), days.flatten());
    match member.site.app.create_own_token(&member.signed, &scopes, days, form.value("proof")).await {
        Ok(made) => answer(&member, StatusCode::OK, Form::default(), Said { done: None, made: Some(made.token) }),
        Err(error) => refuse(&member, form, &KEPT, error),
    }
}

const KEPT_NUMBER: [&str; 1] = ["number"];
const KEPT: [&str; 2] = ["scopes", "expires_in_days"];

/// `POST /me/tokens/{token}/revoke`.
pub async fn revoke_token(member: Member, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let own = member.site.app.list_tokens_of(&By::from(&member), member.signed.caller.user);
    let own = own.map_err(|error| member.problem(error))?;
    if !own.iter().any(|token| token.id == *path) {
        return Err(member.problem(AppError::NotFound { what: "token" }));
    }
    let revoked = member.site.app.revoke_token(&By::from(&member), *path).await;
    revoked.map_err(|error| member.problem(error))?;
    Ok(see_other("/me?done=token"))
}

fn refuse(member: &Member, form: Form, kept: &[&str], error: AppError) -> Result<HttpResponse, PageProblem> {
    let again = Again::after(&error);
    let errors = mistakes(member.visit.texts(), error).map_err(|error| member.problem(error))?;
    Ok(Again::tell(again, mistaken(member, form, kept, errors)?))
}

fn mistaken(member: &Member, form: Form, kept: &[&str], errors: Vec<FieldError>) -> Result<HttpResponse, PageProblem> {
    answer(member, StatusCode::UNPROCESSABLE_ENTITY, form.mistaken(kept, errors), Said::default())
}

fn answer(member: &Member, status: StatusCode, form: Form, said: Said) -> Result<HttpResponse, PageProblem> {
    let (app, signed) = (&member.site.app, &member.signed);
    let failed = |error| member.problem(error);
    let standing = app.second_factor(signed).map_err(failed)?;
    let session = |line: crate::app::people::sessions::SessionLine| Session {
        end: format!("/me/sessions/{}/end", line.id),
        since: member.when(line.since),
        last_seen: member.when(line.last_seen),
        device: line.device,
        is_this: line.is_this,
    };
    let sessions = app.list_sessions(signed).map_err(failed)?.into_iter().map(session).collect();
    let tokens = app.list_tokens_of(&By::from(member), signed.caller.user).map_err(failed)?;
    let credentials = app.credentials(signed.caller.user).map_err(failed)?;
    let credentials = credentials::view(credentials, &form);
    let mut page = member.visit.page.clone();
    "/me".clone_into(&mut page.here);
    let phones = app.list_phones(&By::from(member), signed.caller.user).map_err(failed)?;
    let scope = |scope: TokenScope| ScopeChoice { value: scope.as_ref().to_owned(), code: code(scope.as_ref()) };
    let view = Me {
        page,
        form,
        name: signed.caller.name.clone(),
        email: signed.email.clone(),
        second_factor: standing.set_at.map(|at| member.when(at)),
        offers_second_factor: !member.site.options.demo || standing.is_required,
        codes_left: standing.codes_left,
        sessions,
        phones: phone_views(&member.visit, phones),
        phones_href: "/me/phones".to_owned(),
        phones_may_add: true,
        tokens: token_views(&member.visit, tokens, "/me"),
        credentials,
        scopes: TokenScope::iter().map(scope).collect(),
        made: said.made,
        done: said.done,
    };
    member.html(status, &view)
}

/// Numbers as shown.
pub fn phone_views(visit: &Visit, phones: Vec<PhoneLine>) -> Vec<Phone> {
    let code = |pending: Pending| PhoneCode {
        code: pending.code,
        until: when(visit, pending.expires_at),
        is_spent: pending.is_spent,
    };
    let view = |line: PhoneLine| Phone {
        id: line.id.to_string(),
        masked: line.masked,
        has_pin: line.has_pin,
        waits: line.pending.map(code),
        claimed: line.claimed_at.map(|at| when(visit, at)),
        pin_doubt: match line.pin {
            PinState::Sound => None,
            PinState::Tried => Some("tried"),
            PinState::Worn => Some("worn"),
        },
    };
    phones.into_iter().map(view).collect()
}

/// The code by which the words of a scope are found.
fn code(scope: &str) -> String {
    scope.replace(':', "_")
}

/// Tokens as shown, those that work first.
pub fn token_views(visit: &Visit, mut tokens: Vec<TokenLine>, base: &str) -> Vec<Token> {
    tokens.sort_by_key(|token| !token.works);
    let view = |token: TokenLine| {
        let scopes = token.scopes.as_array().into_iter().flatten().filter_map(|scope| scope.as_str());
        Token {
            revoke: format!("{base}/tokens/{}/revoke", token.id),
            begins: token.begins.clone(),
            scopes: scopes.map(code).collect(),
            created: when(visit, token.created_at),
            expires: token.expires_at.map(|at| when(visit, at)),
            used: token.last_used_at.map(|at| when(visit, at)),
            works: token.works,
        }
    };
    tokens.into_iter().map(view).collect()
}
