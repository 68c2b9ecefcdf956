//! The second factor: set up, recovery codes anew, removed.

use actix_web::{HttpResponse, http::StatusCode};
use qrcode::{Color, EcLevel, QrCode};

use super::{
    cookies::keep_session,
    form::Submitted,
    member::{Member, mistakes},
    problem::PageProblem,
    views::{FieldError, Form, Qr, RecoveryCodes, SecondFactor, SetUp},
    visit::{form_status, see_other},
};
use crate::app::{Action, AppError};

/// `GET /me/second-factor`.
pub async fn show(member: Member) -> Result<HttpResponse, PageProblem> {
    answer(&member, Form::default(), Form::default()).await
}

/// `POST /me/second-factor`: from now on it counts, and the recovery codes are shown this once.
pub async fn set(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let proved = prove(&member, submitted.0.value("proof")).await;
    let set = match proved {
        Ok(()) => member.site.app.set_second_factor(&member.signed, submitted.0.value("code")).await,
        Err(error) => Err(error),
    };
    match set {
        Ok(set) => {
            let mut response = show_codes(&member, set.recovery_codes)?;
            let kept = keep_session(&mut response, &member.site, set.secret, set.expires_at);
            kept.map_err(|error| member.problem(error))?;
            Ok(response)
        }
        Err(error) => {
            let errors = told(&member, error)?;
            answer(&member, submitted.0.mistaken(&[], errors), Form::default()).await
        }
    }
}

/// `POST /me/second-factor/codes`: others in the place of those before.
pub async fn new_codes(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    match member.site.app.make_recovery_codes(&member.signed, submitted.0.value("code")).await {
        Ok(codes) => show_codes(&member, codes),
        Err(error) => {
            let errors = told(&member, error)?;
            answer(&member, submitted.0.mistaken(&[], errors), Form::default()).await
        }
    }
}

/// `POST /me/second-factor/remove`.
pub async fn remove(member: Member, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    match member.site.app.remove_own_second_factor(&member.signed, submitted.0.value("remove_code")).await {
        Ok((secret, ends)) => {
            let mut response = see_other("/me/second-factor");
            let kept = keep_session(&mut response, &member.site, secret, ends);
            kept.map_err(|error| member.problem(error))?;
            Ok(response)
        }
        Err(error) => {
            let mut errors = told(&member, error)?;
            for error in errors.iter_mut().filter(|error| error.field == "code") {
                "remove_code".clone_into(&mut error.field);
            }
            answer(&member, Form::default(), submitted.0.mistaken(&[], errors)).await
        }
    }
}

/// Whether the password is asked for again: not of whoever has to set one up and has just signed in by it.
fn asks_proof(member: &Member) -> Result<bool, AppError> {
    Ok(!member.signed.needs_set_up || !member.site.app.signed_in_just_now(&member.signed)?)
}

async fn prove(member: &Member, proof: &str) -> Result<(), AppError> {
    if asks_proof(member)? { member.site.app.prove_again(&member.signed, proof, "/proof").await } else { Ok(()) }
}

fn told(member: &Member, error: AppError) -> Result<Vec<FieldError>, PageProblem> {
    mistakes(member.visit.texts(), error).map_err(|error| member.problem(error))
}

async fn answer(member: &Member, form: Form, remove_form: Form) -> Result<HttpResponse, PageProblem> {
    let app = &member.site.app;
    let standing = app.second_factor(&member.signed).map_err(|error| member.problem(error))?;
    let mut page = member.visit.page.clone();
    "/me/second-factor".clone_into(&mut page.here);
    let status = if form.errors.is_empty() { form_status(&remove_form) } else { form_status(&form) };
    if let Some(since) = standing.set_at {
        let since = member.when(since);
        let (codes_left, is_required) = (standing.codes_left, standing.is_required);
        let view = SecondFactor { page, codes_form: form, remove_form, since, codes_left, is_required };
        return member.html(status, &view);
    }
    let offer = app.offer_second_factor(&member.signed).await.map_err(|error| member.problem(error))?;
    let qr = drawn(&offer.address).map_err(|error| member.problem(error))?;
    let (secret, address) = (offer.secret.to_string(), offer.address.to_string());
    let asks_proof = asks_proof(member).map_err(|error| member.problem(error))?;
    let view = SetUp { page, form, secret, qr, address, is_required: member.signed.needs_set_up, asks_proof };
    member.html(status, &view)
}

fn show_codes(member: &Member, codes: Vec<String>) -> Result<HttpResponse, PageProblem> {
    let mut page = member.visit.page.clone();
    "/me".clone_into(&mut page.here);
    let next = landing(member.signed.caller.may_somewhere(Action::SeeConvoys)).to_owned();
    member.html(StatusCode::OK, &RecoveryCodes { page, codes, next })
}

/// Where somebody begins: who runs accounts alone sees no convoys.
pub fn landing(sees_convoys: bool) -> &'static str {
    if sees_convoys { "/" } else { "/admin/users" }
}

/// The dark modules, each run of a row as one rectangle. Attributes alone: the content security policy permits no styles.
pub(super) fn drawn(text: &str) -> Result<Qr, AppError> {
    use std::fmt::Write;
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let code = code.map_err(|error| AppError::Internal(format!("a QR code: {error}")))?;
    let (width, mut path) = (code.width(), String::new());
    for (y, row) in code.to_colors().chunks(width.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{x} {y}h{0}v1h-{0}z", run.len());
            }
            x += run.len();
        }
    }
    Ok(Qr { width, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_code_has_its_three_eyes() {
        let qr = drawn("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP").unwrap();
        assert!(qr.width >= 21 && qr.path.starts_with("M0 0h7v1h-7z"), "{}", qr.path);
        assert!(qr.path.contains(&format!("M{} 0h7v1h-7z", qr.width - 7)));
        assert!(qr.path.contains(&format!("M0 {}h7v1h-7z", qr.width - 1)));
    }
}
