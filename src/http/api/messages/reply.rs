//! The sentence that goes back, in the language of the message and in one SMS. Where it is too long, what the sender knows
//! best is left out first.

use chrono_tz::Tz;

use crate::{
    app::messages::{Answer, Reply, Told},
    domain::{
        message::{self, sms::first_that_fits},
        time::Precision,
    },
    http::{
        api::views,
        language::{Language, Locale, Texts},
    },
};

/// The sentence.
pub fn sentence(answer: &Answer) -> String {
    let language = match answer.language {
        message::Language::En => Language::English,
        message::Language::Fr => Language::French,
        message::Language::Ar => Language::Arabic,
    };
    let t = Texts::new(Locale::plain(language));
    match &answer.reply {
        // Nobody is told which of the two it is.
        Reply::Unknown | Reply::NoConvoy => first_that_fits([t.text("sms-no_convoy")]),
        Reply::PinNeeded => first_that_fits([t.text("sms-pin")]),
        Reply::PinToVoid => first_that_fits([t.text("sms-void_pin")]),
        Reply::Confirmed => first_that_fits([t.text("sms-confirmed")]),
        Reply::NotConfirmed => first_that_fits([t.text("sms-not_confirmed")]),
        Reply::NumberHeld => first_that_fits([t.text("sms-number_held")]),
        Reply::Help => first_that_fits([t.text("sms-help"), t.text("sms-help-short")]),
        Reply::Unclear { missing } => first_that_fits([t.label("sms-missing", missing)]),
        Reply::Several { choices } => {
            let some = |most: usize| {
                let some: Vec<&str> = choices.iter().take(most).map(String::as_str).collect();
                t.text1("sms-several", "choices", some.join(&t.text("list-comma")))
            };
            first_that_fits([some(3), some(2), some(1), t.text("sms-no_convoy")])
        }
        Reply::NotAllowed => first_that_fits([t.text("sms-not_allowed")]),
        Reply::NoCode => first_that_fits([t.text("sms-no_code")]),
        Reply::Status { reference, status, since, heard } => {
            let short = format!("{reference}: {} {}", t.label("status", status), told(since));
            let heard = heard.as_ref().map(told);
            let long = heard.map(|heard| format!("{short}. {}", t.text1("sms-heard", "time", heard)));
            first_that_fits(long.into_iter().chain([short]))
        }
        Reply::Voided { reference, in_review } => {
            let code = if *in_review { "sms-void_review" } else { "sms-voided" };
            first_that_fits([t.text1(code, "reference", reference)])
        }
        Reply::Recorded { reference, kind, place, at, code, in_review, unconfirmed, can_void } => {
            let what = t.label("sms-kind", kind);
            let place = place.as_ref().and_then(|names| views::name(names, t.locale()));
            let done = t.text(match (in_review, unconfirmed) {
                (true, true) => "sms-unconfirmed",
                (true, false) => "sms-review",
                (false, _) => "sms-recorded",
            });
            let [undo, undo_short] = if *can_void {
                [t.text1("sms-undo", "code", code), t.text1("sms-undo-short", "code", code)]
            } else {
                [t.text("sms-wrong"), String::new()]
            };
            let about = if at.precision == Precision::Minute { String::new() } else { "~".to_owned() };
            let when = format!("{about}{}", told(at));
            let said = |place: Option<&String>, undo: &str| {
                let place = place.map(|place| format!(" {place}")).unwrap_or_default();
                format!("{reference}: {what}{place} {when}. {done} {undo}").trim_end().to_owned()
            };
            first_that_fits([
                said(place.as_ref(), &undo),
                said(place.as_ref(), &undo_short),
                said(None, &undo_short),
                format!("{what} {when}. {done} {undo_short}").trim_end().to_owned(),
            ])
        }
    }
}

/// `10:30`, with its day where that is another one.
fn told(told: &Told) -> String {
    let zone: Tz = told.zone.parse().unwrap_or(Tz::UTC);
    let local = told.at.utc().with_timezone(&zone);
    let format = match (told.precision, told.other_day) {
        (Precision::Day | Precision::Unknown, _) => "%d/%m",
        (_, true) => "%d/%m %H:%M",
        (_, false) => "%H:%M",
    };
    local.format(format).to_string()
}
