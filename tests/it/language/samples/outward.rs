//! Webhooks and what people want to be mailed.

use askama::Template;
use convoy::{
    app::{alerts::AlertKind, webhooks::types},
    http::{language::Precision, pages::views::*},
};
use strum::IntoEnumIterator;

use super::Maker;

const ERRORS: [&str; 13] = [
    "timeout",
    "refused",
    "connection",
    "dns",
    "tls",
    "address_not_public",
    "not_allowed",
    "redirect",
    "status",
    "refused_message",
    "gone",
    "protocol",
    "not_seen",
];

impl Maker {
    pub(super) fn outward(&self) -> Vec<(&'static str, String)> {
        vec![
            ("webhooks", self.webhooks().render().unwrap()),
            ("webhook", self.webhook().render().unwrap()),
            ("alerts", self.alerts().render().unwrap()),
        ]
    }

    fn minute(&self) -> When {
        self.at("2016-11-04T09:00:00Z", Precision::Minute)
    }

    fn webhook_line(&self, state: &str) -> WebhookLine {
        let code = |kind: String| kind.replace('.', "_");
        WebhookLine {
            href: "/admin/webhooks/1".into(),
            url: "hooks.example.org/convoys".into(),
            label: if state == "active" { "لوحة المتابعة".into() } else { String::new() },
            organisation: if state == "paused" { "*".into() } else { "sarc".into() },
            types: types().into_iter().map(code).collect(),
            convoy: Some("SY-HOMS-01".into()),
            exact: true,
            state: state.into(),
            off: (state == "off").then(|| ("failing".to_owned(), self.minute())),
            failing: (state == "active").then(|| (self.minute(), Some(self.minute()))),
        }
    }

    fn webhooks(&self) -> Webhooks {
        let errors = ["url", "types", "exact", "organisation", "convoy"];
        let error = |field: &str| FieldError { field: field.into(), text: self.t.text("field-not_allowed") };
        Webhooks {
            page: self.page("/admin/webhooks"),
            form: Form {
                values: vec![("url".into(), "hooks".into()), ("types".into(), "event".into())],
                errors: errors.map(error).into(),
            },
            webhooks: ["active", "paused", "off"].map(|state| self.webhook_line(state)).into(),
            types: types().into_iter().map(|value| TypeChoice { code: value.replace('.', "_"), value }).collect(),
            allowed: vec!["hooks.example.org".into(), "*.example.org".into()],
        }
    }

    fn webhook(&self) -> Webhook {
        let attempt = |error: Option<&str>, milliseconds| AttemptLine {
            at: self.minute(),
            milliseconds,
            status: error.is_none().then_some(204),
            error: error.map(Into::into),
        };
        let delivery = |state: &str, attempts| DeliveryLine {
            id: "1".into(),
            kind: "event.blocked".into(),
            state: state.into(),
            next: (state == "waiting").then(|| self.minute()),
            attempts,
        };
        let failed = ERRORS.iter().zip(1..).map(|(error, milliseconds)| attempt(Some(error), milliseconds)).collect();
        Webhook {
            page: self.page("/admin/webhooks/1"),
            webhook: self.webhook_line("off"),
            secret: Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()),
            done: Some("changed".into()),
            state: None,
            states: vec!["waiting".to_owned()],
            older: Some("/".to_owned()),
            requests: vec![self.request("webhook", true)],
            deliveries: vec![
                delivery("waiting", failed),
                delivery("delivered", vec![attempt(None, 12)]),
                delivery("failed", Vec::new()),
            ],
        }
    }

    fn alerts(&self) -> Alerts {
        Alerts {
            page: self.page("/me/alerts"),
            form: Self::alerts_form(&self.t.text("field-unknown_convoy")),
            kinds: AlertKind::iter().map(|kind| kind.as_ref().to_owned()).collect(),
            email: "amel@example.org".into(),
            sends: false,
            done: true,
        }
    }

    fn alerts_form(text: &str) -> Form {
        Form {
            values: vec![("kinds".into(), "blocked".into()), ("convoys".into(), "SY-1, SY-2".into())],
            errors: vec![FieldError { field: "convoys".into(), text: text.to_owned() }],
        }
    }
}
