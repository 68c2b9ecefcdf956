//! How what the program sends by itself is told: events to other systems as the feed tells them, alerts to people in their
//! language.

use std::fmt::Write;

use serde_json::Value;

use super::{
    api::views,
    language::{Locale, Moment, Texts},
};
use crate::app::{
    courier::{AlertTold, Teller},
    events::EventAnswer,
    names::Names,
};
use crate::domain::time::Instant;

/// Tells in the words of the pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words;

impl Teller for Words {
    fn event(&self, event: &EventAnswer, names: &Names) -> Value {
        serde_json::to_value(views::event(event, names, Locale::DEFAULT)).unwrap_or_default()
    }

    fn mail(&self, language: &str, alerts: &[AlertTold], base_url: Option<&str>) -> (String, String) {
        let t = Texts::new(Locale::from_tag(language).unwrap_or(Locale::DEFAULT));
        let says = |alert: &AlertTold| {
            t.text2("mail-alert", "what", t.label("alert", alert.kind), "reference", alert.reference.as_str())
        };
        let subject = match alerts {
            [alert] => says(alert),
            _ => t.count("mail-digest", alerts.len()),
        };
        let mut text = String::new();
        for alert in alerts {
            let since = t.when(Moment::exact(alert.since.utc()), alert.zone, alert.now.utc()).text;
            text.push_str(&says(alert));
            text.push('\n');
            text.push_str(&t.text1("mail-since", "since", since));
            text.push('\n');
            if let Some(base) = base_url {
                // Writing into a String cannot fail.
                let _ = writeln!(text, "{base}/convoys/{}", alert.address);
            }
            text.push('\n');
        }
        text.push_str(&t.text("mail-why"));
        text.push('\n');
        if let Some(base) = base_url {
            let _ = writeln!(text, "{base}/me/alerts");
        }
        (plain(&subject), plain(&text))
    }

    fn request(&self, language: &str, until: Instant, now: Instant, base_url: Option<&str>) -> (String, String) {
        let t = Texts::new(Locale::from_tag(language).unwrap_or(Locale::DEFAULT));
        let until = t.when(Moment::exact(until.utc()), chrono_tz::Tz::UTC, now.utc()).text;
        let mut text = format!("{}\n", t.text1("mail-request", "until", until));
        if let Some(base) = base_url {
            // Writing into a String cannot fail.
            let _ = writeln!(text, "{base}/requests");
        }
        (plain(&t.text("mail-request-subject")), plain(&text))
    }
}

/// Without the marks that keep directions apart on pages: mail programs show some of them.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
