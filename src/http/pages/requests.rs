//! What waits for a second person: shown to whoever may decide, to the account's owner and to whoever asked.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use uuid::Uuid;

use super::{
    form::Submitted,
    member::when,
    problem::PageProblem,
    users::held_role,
    views::{RequestLine, Requests},
    visit::{Visit, see_other},
};
use crate::{
    app::{
        AppError,
        error::Conflict,
        people::{By, requests::decided::Decision, requests::shown},
    },
    http::extract::query_value,
};

/// What may have been done.
const DONE: [&str; 4] = ["confirm", "reject", "withdraw", "late"];

/// `GET /requests`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    visit.app.settle_requests().await.map_err(|error| visit.problem(error))?;
    let done = query_value(&request, "done").filter(|done| DONE.contains(&done.as_str()));
    let found = visit.blocking(|app, caller| app.list_requests(&By::Admin(caller.clone()))).await?;
    let requests = found.into_iter().map(|line| request_line(&visit, line)).collect();
    let mut page = visit.page.clone();
    "/requests".clone_into(&mut page.here);
    // They stand on the page itself.
    page.requests = 0;
    visit.html(StatusCode::OK, &Requests { page, done, requests })
}

/// `POST /requests/{request}`: `do` of `confirm`, `reject` or `withdraw`.
pub async fn decide(visit: Visit, path: web::Path<Uuid>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    visit.app.settle_requests().await.map_err(|error| visit.problem(error))?;
    let wanted = submitted.0.value("do").to_owned();
    let decision: Decision = wanted.parse().map_err(|_| visit.problem(AppError::NotFound { what: "decision" }))?;
    match visit.app.decide_request(&By::Admin(visit.caller.clone()), *path, decision).await {
        Ok(()) => Ok(see_other(&format!("/requests?done={wanted}"))),
        // Somebody else was faster, or time was.
        Err(AppError::Conflict(Conflict::RequestDecided)) => Ok(see_other("/requests?done=late")),
        Err(error) => Err(visit.problem(error)),
    }
}

/// A request as shown.
pub fn request_line(visit: &Visit, line: shown::RequestLine) -> RequestLine {
    RequestLine {
        action: format!("/requests/{}", line.id),
        kind: line.kind.as_ref().to_owned(),
        webhook: line.webhook,
        role: line.role.map(|role| held_role(visit, role)),
        name: line.name,
        email: line.email,
        asked_by: line.asked_by,
        asked: when(visit, line.asked_at),
        due: when(visit, line.due_at),
        seconds: line.seconds,
        others: line.others,
        may_confirm: line.standing.may_confirm,
        may_reject: line.standing.may_reject,
        may_withdraw: line.standing.is_asker,
        is_own: line.standing.is_owner,
    }
}
