//! Reports that do not fit, and what a coordinator decides about each.

use actix_web::{HttpResponse, http::StatusCode, web};
use uuid::Uuid;

use super::{
    convoy::report::Reporter,
    form::{Submitted, field_error, form_error},
    problem::PageProblem,
    teller::Teller,
    views::{self, Form, Reviews},
    visit::{Visit, see_other},
};
use crate::{
    app::{
        AppError,
        reviews::{Decision, OpenReview, OpenReviews},
    },
    domain::{Refusal, Verdict, refusal::FieldCode},
};

/// Reviews shown at once; the next ones come up as these are settled.
const SHOWN: usize = 25;

/// `GET /reviews`.
pub async fn show(visit: Visit) -> Result<HttpResponse, PageProblem> {
    answer(&visit, StatusCode::OK, None).await
}

/// `POST /reviews/{event}`: the decision is taken, or the page comes again with what is wrong.
pub async fn decide(visit: Visit, path: web::Path<String>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let mut form = submitted.0;
    let missing = || visit.problem(AppError::NotFound { what: "review" });
    let event = Uuid::parse_str(&path).map_err(|_| missing())?;
    let Some((decision, prefix)) = read_decision(form.value("decision")) else {
        form.errors.push(form_error(visit.texts(), "", FieldCode::UnknownCode));
        return answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some((event, form))).await;
    };
    // What it says already is what it should have said: whoever decides stands for it.
    let replacement = (decision == Decision::Amend).then(|| serde_json::json!({}));
    match visit.app.settle_review(&visit.caller, event, decision, form.value("reason"), replacement, None).await {
        Ok(_) => Ok(see_other("/reviews")),
        Err(AppError::Invalid(errors)) => {
            let field = format!("{prefix}-{event}");
            form.errors.extend(errors.iter().map(|error| field_error(visit.texts(), &field, error)));
            answer(&visit, StatusCode::UNPROCESSABLE_ENTITY, Some((event, form))).await
        }
        Err(error) => Err(visit.problem(error)),
    }
}

/// The decision, and how the id of its field for the reason begins.
fn read_decision(code: &str) -> Option<(Decision, &'static str)> {
    match code {
        "confirm" => Some((Decision::Amend, "c")),
        "accept" => Some((Decision::AcceptBoth, "a")),
        "dismiss" => Some((Decision::Dismiss, "d")),
        "void" => Some((Decision::Void, "v")),
        _ => None,
    }
}

async fn answer(
    visit: &Visit,
    status: StatusCode,
    mistaken: Option<(Uuid, Form)>,
) -> Result<HttpResponse, PageProblem> {
    let open = visit.blocking(|app, caller| app.list_open_reviews(caller, SHOWN)).await?;
    let form_of = |id: Uuid| match &mistaken {
        Some((event, form)) if *event == id => form.clone(),
        _ => Form::default(),
    };
    let reviews = open.items.iter().map(|review| view(visit, &open, review, form_of(review.answer.event.id.0)));
    let mut page = visit.page.clone();
    "/reviews".clone_into(&mut page.here);
    visit.html(status, &Reviews { reviews: reviews.collect(), page })
}

fn view(visit: &Visit, open: &OpenReviews, review: &OpenReview, form: Form) -> views::Review {
    let answer = &review.answer;
    let teller = Teller { t: visit.texts(), names: &open.names, zone: answer.zone, now: open.now };
    let reporter = Reporter { teller, cargo: &review.cargo };
    let id = answer.event.id.0;
    let against = review.against.as_ref();
    views::Review {
        id: id.to_string(),
        reference: answer.reference.clone(),
        convoy_href: format!("/convoys/{}", open.addresses.path(answer.convoy.0, &answer.reference)),
        status: review.status.as_ref().to_owned(),
        report: reporter.report(&answer.event, &answer.event.report, &answer.verdict, None),
        against: against.map(|(event, report)| views::Report {
            // Two reviews may contradict one report, and an id stands on a page once.
            id: format!("{}-{id}", event.id.0),
            ..reporter.report(event, report, &Verdict::Applied, None)
        }),
        action: format!("/reviews/{id}"),
        correct_href: None,
        may_settle: review.may_settle,
        can_confirm: matches!(answer.verdict, Verdict::InReview { refusal: Refusal::Unconfirmed, .. }),
        form,
    }
}
