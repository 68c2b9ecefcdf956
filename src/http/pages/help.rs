//! Help to be printed: how to report by text message, in every language.

use actix_web::{HttpResponse, http::StatusCode};
use strum::IntoEnumIterator;

use super::{
    member::Member,
    problem::PageProblem,
    views::{HelpMessages, MessageWord, MessageWords},
};
use crate::{
    domain::{
        event::Cause,
        incident::Act,
        message::{
            self,
            words::{KINDS, Meaning, phrases_of},
        },
    },
    http::language::{Language, Locale, Texts},
};

/// `GET /help/messages`.
pub async fn messages(member: Member) -> Result<HttpResponse, PageProblem> {
    let mut page = member.visit.page.clone();
    "/help/messages".clone_into(&mut page.here);
    let own = page.t.locale();
    let mut words: Vec<MessageWords> = Language::ALL.into_iter().map(of).collect();
    words.sort_by_key(|words| words.t.locale().language() != own.language());
    member.html(StatusCode::OK, &HelpMessages { page, words })
}

/// The words of a language.
pub fn of(language: Language) -> MessageWords {
    let spoken = match language {
        Language::English => message::Language::En,
        Language::French => message::Language::Fr,
        Language::Arabic => message::Language::Ar,
    };
    let word = |family: &str, code: &str, meaning| MessageWord {
        meaning: format!("{family}-{code}"),
        words: phrases_of(spoken, meaning).iter().take(3).copied().collect::<Vec<_>>().join(" / "),
    };
    MessageWords {
        t: Texts::new(Locale::plain(language)),
        kinds: KINDS.iter().map(|kind| word("action", kind.as_ref(), Meaning::Kind(*kind))).collect(),
        causes: Cause::iter().map(|cause| word("cause", cause.as_ref(), Meaning::Cause(cause))).collect(),
        acts: Act::iter().map(|act| word("act", act.as_ref(), Meaning::Act(act))).collect(),
    }
}
