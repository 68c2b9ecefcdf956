//! One's own numbers for text messages.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::{KEPT_NUMBER, refuse};
use crate::{
    app::people::By,
    http::pages::{form::Submitted, member::Member, problem::PageProblem, visit::see_other},
};

/// `POST /me/phones`: `number` and, where its messages must carry one, `pin`. It has to be confirmed from the telephone.
pub async fn add(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let form = submitted.0;
    let user = member.signed.caller.user;
    let (number, pin) = (form.value("number").to_owned(), form.value("pin").to_owned());
    if let Err(error) = member.site.app.prove_again(&member.signed, form.value("phone_proof"), "/phone_proof").await {
        return refuse(&member, form, &KEPT_NUMBER, error);
    }
    match member.site.app.add_phone(&By::from(&member), user, &number, &pin).await {
        Ok(()) => Ok(see_other("/me?done=phone_asked#phones")),
        Err(error) => refuse(&member, form, &KEPT_NUMBER, error),
    }
}

/// `POST /me/phones/{phone}/remove`.
pub async fn remove(member: Member, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let removed = member.site.app.remove_phone(&By::from(&member), member.signed.caller.user, *path).await;
    removed.map_err(|error| member.problem(error))?;
    Ok(see_other("/me?done=phone"))
}

/// `POST /me/phones/{phone}/keep`: the number that somebody else claims is still one's own.
pub async fn keep(member: Member, path: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let kept = member.site.app.keep_phone(&By::from(&member), member.signed.caller.user, *path).await;
    kept.map_err(|error| member.problem(error))?;
    Ok(see_other("/me?done=phone"))
}
