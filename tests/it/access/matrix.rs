//! Every route × everybody × everybody's convoys, from the table of routes. What is expected is written here a second time,
//! as the table of roles in the README says it.

use convoy::{
    app::{
        Action, Role,
        policy::TokenScope::{self, ConvoysRead, ConvoysReadExact, EventsWrite, ExportsRead},
    },
    http::{
        door::{Access, Surface},
        routes,
    },
};
use strum::IntoEnumIterator;

use super::cast::{By, Whose, convoys, everybody, reference};
use crate::harness::{client::Client, databases::databases, server::Server};
use Role::{Admin, Coordinator, Logger, Viewer};

/// Who may, by role and by scope of a coordinator's token. A new action does not compile until it stands here.
fn permitted(action: Action) -> (&'static [Role], &'static [TokenScope]) {
    match action {
        Action::SeeConvoys => (&[Viewer, Logger, Coordinator], &[ConvoysRead, ConvoysReadExact]),
        Action::SeeExactly | Action::SeeCrew => (&[Logger, Coordinator], &[ConvoysReadExact]),
        Action::PlaceExactly => (&[Coordinator], &[ConvoysReadExact, EventsWrite]),
        Action::LogEvents | Action::RecordCrew | Action::ChangeCrewOfOthers => (&[Logger, Coordinator], &[EventsWrite]),
        Action::RegisterConvoys
        | Action::AmendPlans
        | Action::DecideWhoSees
        | Action::AnswerInvitations
        | Action::Assess
        | Action::SettleReviews
        | Action::CorrectOthers
        | Action::DescribeWorld
        | Action::ImportFiles => (&[Coordinator], &[EventsWrite]),
        Action::RunDevices | Action::EndDevicesOfOthers | Action::ShareConvoys => (&[Coordinator], &[]),
        Action::Export => (&[Viewer, Coordinator], &[ExportsRead]),
        Action::HoldEvidence | Action::ReleaseEvidence => (&[Coordinator, Admin], &[]),
        Action::RunAccounts | Action::RunRetention | Action::RunWebhooks | Action::Redact | Action::SeeAudit => {
            (&[Admin], &[])
        }
    }
}

/// What is to come of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nobody is known to ask.
    Stranger,
    /// Known, and not permitted.
    Forbidden,
    /// Permitted, and the convoy is as if it were not there.
    NotThere,
    /// Past the door; the convoy is there.
    In,
}

#[expect(clippy::match_same_arms, reason = "the order of the arms decides")]
fn at_the_door(access: Access, surface: Surface, by: By) -> Outcome {
    let of_role = |roles: &[Role], role| if roles.contains(&role) { Outcome::In } else { Outcome::Forbidden };
    match (access, by) {
        (Access::Everybody, _) => Outcome::In,
        (_, By::Nothing | By::Disabled) => Outcome::Stranger,
        // Pages are for people: a token opens none.
        (_, By::Token(_) | By::Scope(_)) if surface == Surface::Pages => Outcome::Stranger,
        (Access::SignedIn | Access::SettingUp, _) => Outcome::In,
        (Access::May(action), By::Session(role)) => of_role(permitted(action).0, role),
        // What no scope permits is for people alone.
        (Access::May(action), By::Token(_)) if permitted(action).1.is_empty() => Outcome::Forbidden,
        (Access::May(action), By::Token(role)) => of_role(permitted(action).0, role),
        (Access::May(action), By::Scope(scope)) => {
            if permitted(action).1.contains(&scope) {
                Outcome::In
            } else {
                Outcome::Forbidden
            }
        }
    }
}

/// What becomes of a request about a convoy once past the door.
fn about(action: Action, by: By, whose: Whose, severe: bool) -> Outcome {
    let is = |role| matches!(by, By::Session(own) | By::Token(own) if own == role);
    match (action, whose) {
        (_, Whose::Other) => Outcome::NotThere,
        (Action::SeeConvoys, _) if is(Viewer) && severe => Outcome::NotThere,
        (Action::SeeConvoys, _) => Outcome::In,
        // What is shared is looked at, and no more.
        (_, Whose::Granted) => Outcome::NotThere,
        // Nobody here is assigned to any convoy.
        (Action::SeeCrew | Action::RecordCrew | Action::SeeExactly, _) if is(Logger) => Outcome::NotThere,
        (Action::ShareConvoys, Whose::Partner) => Outcome::Forbidden,
        (_, Whose::Own | Whose::Partner) => Outcome::In,
    }
}

/// The path with what stands for its parts, and whether anything in it but the convoy may not be there.
fn filled(pattern: &str, convoy: &str) -> (String, bool) {
    let mut loose = false;
    let parts = pattern.split('/').map(|part| match part {
        "{convoy}" | "{reference}" => convoy.to_owned(),
        "{place}" => "hub".to_owned(),
        "{organisation}" => "relief".to_owned(),
        part if part.starts_with('{') => {
            loose = true;
            "0190c0de-0000-7000-8000-00000000abcd".to_owned()
        }
        part => part.to_owned(),
    });
    (parts.collect::<Vec<_>>().join("/"), loose)
}

fn ask(client: &Client, method: &str, surface: Surface, path: &str) -> crate::harness::client::Answer {
    let (media_type, body) =
        if surface == Surface::Api { ("application/json", "{}") } else { ("application/x-www-form-urlencoded", "") };
    client.send(method, path, media_type, body)
}

#[test]
fn every_route_answers_everybody_about_every_convoy_as_the_policy_says() {
    databases(|url| {
        let server = Server::start(url);
        convoys(&server);
        let everybody = everybody(&server, url);
        let mut cases = 0;
        let mut wrong = Vec::new();
        for (method, pattern, access, surface) in routes::table() {
            // They end the sessions of everybody who comes after.
            if ["/sign-out", "/outbox/clear"].contains(&pattern.as_str()) {
                continue;
            }
            let has_convoy = pattern.contains("{convoy}") || pattern.contains("{reference}");
            let every: Vec<(Whose, bool)> =
                Whose::iter().flat_map(|whose| [true, false].map(|severe| (whose, severe))).collect();
            let asked = if has_convoy { every } else { vec![(Whose::Own, false)] };
            for (whose, severe) in asked {
                let (path, loose) = filled(&pattern, &reference(whose, severe));
                for somebody in &everybody {
                    cases += 1;
                    let mut expected = at_the_door(access, surface, somebody.by);
                    if let (Outcome::In, true, Access::May(action)) = (expected, has_convoy, access) {
                        expected = about(action, somebody.by, whose, severe);
                    }
                    let answer = ask(&somebody.client, method.as_str(), surface, &path);
                    let to_sign_in = answer.status == 303 && answer.header("location").starts_with("/sign-in");
                    let fits = match expected {
                        Outcome::Stranger if surface == Surface::Pages => to_sign_in,
                        Outcome::Stranger => answer.status == 401,
                        Outcome::Forbidden => answer.status == 403,
                        Outcome::NotThere => answer.status == 404,
                        // Whoever signs in with nothing is told so.
                        Outcome::In if access == Access::Everybody => answer.status < 500,
                        Outcome::In => {
                            let inside = !matches!(answer.status, 401 | 403) && answer.status < 500 && !to_sign_in;
                            inside && (answer.status != 404 || loose)
                        }
                    };
                    if !fits {
                        wrong.push(format!(
                            "{method} {path} by {:?}: {} and not {expected:?}",
                            somebody.by, answer.status
                        ));
                    }
                }
            }
        }
        eprintln!("{cases} cases");
        assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
        assert!(cases >= 1_000, "only {cases} cases");
    });
}

/// The control: a door that is left open, or closed to those who may, would be noticed.
#[test]
fn the_matrix_tells_apart_what_must_differ() {
    let door = |by| at_the_door(Access::May(Action::SettleReviews), Surface::Api, by);
    assert_eq!(door(By::Nothing), Outcome::Stranger);
    assert_eq!(door(By::Token(Logger)), Outcome::Forbidden);
    assert_eq!(door(By::Token(Coordinator)), Outcome::In);
    assert_eq!(door(By::Scope(ConvoysRead)), Outcome::Forbidden);
    assert_eq!(about(Action::SeeConvoys, By::Token(Viewer), Whose::Own, true), Outcome::NotThere);
    assert_eq!(about(Action::SeeConvoys, By::Token(Viewer), Whose::Own, false), Outcome::In);
    assert_eq!(about(Action::LogEvents, By::Token(Logger), Whose::Granted, false), Outcome::NotThere);
}

#[test]
fn every_action_is_asked_for_by_some_route_or_named_here() {
    let doors: Vec<Access> = routes::table().into_iter().map(|(_, _, access, _)| access).collect();
    // Decided within a route that asks for something else.
    let within = [
        Action::CorrectOthers,
        Action::PlaceExactly,
        Action::AmendPlans,
        Action::DecideWhoSees,
        Action::Assess,
        Action::ChangeCrewOfOthers,
        Action::ReleaseEvidence,
        Action::EndDevicesOfOthers,
    ];
    for action in Action::iter() {
        assert!(doors.contains(&Access::May(action)) != within.contains(&action), "{action:?}");
    }
}
