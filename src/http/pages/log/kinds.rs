//! Which kinds of events the form offers, and to whom.

use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::{
    app::{Action, Caller, events::is_for_everyone},
    domain::event::Kind,
};

/// Corrections and decisions are taken on pages of their own, and a plan is not a report.
fn has_form(kind: Kind) -> bool {
    !kind.is_decision() && kind != Kind::PlanAmended
}

/// Of papers and not of the road: rarely what somebody beside a convoy has to tell.
pub fn is_of_papers(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ClearanceRequested
            | Kind::ClearanceGranted
            | Kind::ClearanceDenied
            | Kind::ClearanceWithdrawn
            | Kind::Notified
    )
}

/// Of those that can come next, what is seldom wanted stands behind what is.
pub fn calls_off(kind: Kind) -> bool {
    kind == Kind::Cancelled
}

/// The kinds that this caller may log about a convoy of these organisations, in natural order.
pub fn offered_to(caller: &Caller, organisations: &[Uuid]) -> Vec<Kind> {
    if !caller.may(Action::LogEvents, organisations) {
        return Vec::new();
    }
    let settles = caller.may(Action::SettleReviews, organisations);
    Kind::iter().filter(|kind| has_form(*kind) && (settles || is_for_everyone(*kind))).collect()
}
