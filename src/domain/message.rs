//! A report by text message: `SY-2016-SOUTH-HAMA BLOCKED AQRAB 10:30 SHOTS`, in three languages.
//!
//! First the reference, then what happened, then where, when and why, in any order; what is left is the note. Nothing is
//! guessed: what is missing, or could be read in two ways, is asked back. Reading is a pure function of the text; which
//! places and convoys there are is looked up by whoever asks, with [`place`] to compare names.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{
    event::{Cause, Kind},
    incident::Act,
};

pub mod fold;
pub mod place;
pub mod sms;
pub mod time;
pub mod words;

use fold::{Word, words as split};
use words::{Meaning, longest_at};

/// A language in which messages are understood.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::AsRefStr, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Language {
    En,
    Fr,
    Ar,
}

/// When something happened, as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WhenWritten {
    /// Which day.
    pub day: Option<Day>,
    /// What the clock showed.
    pub time: Option<NaiveTime>,
}

/// A day, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Today.
    Today,
    /// Yesterday.
    Yesterday,
    /// A date.
    Date(NaiveDate),
    /// Day and month: the last such day.
    OfYear(u32, u32),
}

/// What was read out of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// How to write is asked.
    Help,
    /// How a convoy stands is asked.
    Status(String),
    /// The sender takes back what a code stands for.
    Void(String),
    /// The sender confirms their number by a code: six figures, or nothing that could be one.
    Confirm(String),
    /// A report.
    Report(Box<Written>),
    /// Something is missing, or could be read in two ways.
    Unclear(Missing),
}

/// A report, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The convoy's reference.
    pub reference: String,
    /// What happened.
    pub kind: Kind,
    /// When.
    pub when: WhenWritten,
    /// Why it was stopped.
    pub cause: Option<Cause>,
    /// What was done to it.
    pub act: Option<Act>,
    /// What is left: where it was, and the note.
    pub rest: Vec<Word>,
}

/// What is to be asked back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Missing {
    /// Nothing was written.
    Everything,
    /// Which convoy.
    Reference,
    /// What happened.
    What,
    /// It says two things that happened.
    OneThing,
    /// Why it was stopped.
    Cause,
    /// It says two causes.
    OneCause,
    /// What was done.
    Act,
    /// It says two things that were done.
    OneAct,
    /// Where.
    Place,
    /// Several places are called so.
    OnePlace,
    /// It says two times.
    OneTime,
    /// The time is still to come.
    PastTime,
    /// Which code.
    Code,
}

/// A message, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In which language to answer.
    pub language: Language,
    /// The PIN that it carries.
    pub pin: Option<String>,
    /// What it wants.
    pub command: Command,
}

/// The longest message that is read, in characters: a dozen SMS.
const LONGEST: usize = 2_000;

/// Reads a message. Never fails, whatever the text.
pub fn read(text: &str) -> Message {
    let text: String = text.chars().take(LONGEST).collect();
    let mut words = split(&text);
    // A code is no PIN, whatever is written before it.
    let confirms = longest_at(&words, 0, |meaning| matches!(meaning, Meaning::Confirm)).is_some();
    let pin = if confirms { None } else { take_pin(&mut words) };
    let language = language_of(&words, &text);
    let command = read_command(&words);
    Message { language, pin, command }
}

/// `PIN 1234`, or `#1234` anywhere.
fn take_pin(words: &mut Vec<Word>) -> Option<String> {
    let is_pin = |word: &str| (4..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(at) = words.iter().position(|word| word.folded.strip_prefix('#').is_some_and(is_pin)) {
        return Some(words.remove(at).folded.trim_start_matches('#').to_owned());
    }
    let at = words.iter().enumerate().position(|(at, word)| {
        is_pin(&word.folded)
            && at.checked_sub(1).is_some_and(|before| {
                longest_at(words, before, |meaning| matches!(meaning, Meaning::Pin))
                    .is_some_and(|found| found.length == 1)
            })
    })?;
    let pin = words.remove(at).folded;
    words.remove(at - 1);
    Some(pin)
}

/// The language of what happened; else of any word that is known; else of the letters.
fn language_of(words: &[Word], text: &str) -> Language {
    let arabic = text.chars().any(|c| matches!(c, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}'));
    if arabic {
        return Language::Ar;
    }
    let first = |wanted: fn(&Meaning) -> bool| (0..words.len()).find_map(|at| longest_at(words, at, wanted));
    let found = first(|meaning| {
        matches!(meaning, Meaning::Kind(_) | Meaning::Help | Meaning::Status | Meaning::Void | Meaning::Confirm)
    });
    found.or_else(|| first(|_| true)).map_or(Language::En, |found| found.language)
}

fn read_command(words: &[Word]) -> Command {
    let Some(first) = words.first() else { return Command::Unclear(Missing::Everything) };
    let begins = |wanted: fn(&Meaning) -> bool| longest_at(words, 0, wanted);
    if let Some(found) = begins(|meaning| matches!(meaning, Meaning::Help))
        && words.len() == found.length
    {
        return Command::Help;
    }
    if let Some(found) = begins(|meaning| matches!(meaning, Meaning::Status)) {
        return match words.get(found.length) {
            Some(reference) if words.len() == found.length + 1 => Command::Status(reference.as_reference()),
            _ => Command::Unclear(Missing::Reference),
        };
    }
    if let Some(found) = begins(|meaning| matches!(meaning, Meaning::Void)) {
        return match words.get(found.length) {
            Some(code) if words.len() == found.length + 1 => Command::Void(code.folded.to_uppercase()),
            _ => Command::Unclear(Missing::Code),
        };
    }
    if let Some(found) = begins(|meaning| matches!(meaning, Meaning::Confirm)) {
        // "Confirm code 123456" is read, too; so is the code in two parts.
        let figures = |word: &&Word| word.folded.bytes().all(|byte| byte.is_ascii_digit());
        let rest = words.get(found.length..).unwrap_or_default();
        return Command::Confirm(rest.iter().filter(figures).map(|word| word.folded.as_str()).collect());
    }
    // What happened may stand first.
    let is_kind = |meaning: &Meaning| matches!(meaning, Meaning::Kind(_));
    let (at, reference) = match longest_at(words, 0, is_kind) {
        Some(found) => (found.length, words.get(found.length)),
        None => (0, Some(first)),
    };
    match reference.filter(|reference| reference.looks_like_a_reference()) {
        Some(reference) => {
            let mut rest = words.to_vec();
            rest.remove(at);
            read_report(reference.as_reference(), rest, at)
        }
        None => Command::Unclear(Missing::Reference),
    }
}

/// Reads all but the reference; what happened stands where the reference stood, or before it, or elsewhere once.
fn read_report(reference: String, mut words: Vec<Word>, before: usize) -> Command {
    let is_kind = |meaning: &Meaning| matches!(meaning, Meaning::Kind(_));
    let start = if before > 0 { 0 } else { before };
    let found = match longest_at(&words, start, is_kind) {
        Some(found) => Ok((start, found)),
        None => only_one(&words, is_kind),
    };
    let (at, found) = match found {
        Ok(found) => found,
        Err(true) => return Command::Unclear(Missing::OneThing),
        Err(false) => return Command::Unclear(Missing::What),
    };
    let Meaning::Kind(kind) = found.meaning else { return Command::Unclear(Missing::What) };
    words.drain(at..at + found.length);
    let when = match time::take(&mut words) {
        Ok(when) => when,
        Err(missing) => return Command::Unclear(missing),
    };
    let (mut cause, mut act) = (None, None);
    if kind == Kind::Blocked {
        match take_one(&mut words, |meaning| if let Meaning::Cause(cause) = meaning { Some(*cause) } else { None }) {
            Ok(Some(found)) => cause = Some(found),
            Ok(None) => return Command::Unclear(Missing::Cause),
            Err(()) => return Command::Unclear(Missing::OneCause),
        }
    }
    if kind == Kind::IncidentReported {
        match take_one(&mut words, |meaning| if let Meaning::Act(act) = meaning { Some(*act) } else { None }) {
            Ok(Some(found)) => act = Some(found),
            Ok(None) => return Command::Unclear(Missing::Act),
            Err(()) => return Command::Unclear(Missing::OneAct),
        }
    }
    Command::Report(Box::new(Written { reference, kind, when, cause, act, rest: words }))
}

/// The only phrase of a meaning: `Err(true)` where there are two that differ, `Err(false)` where there is none.
fn only_one(words: &[Word], wanted: fn(&Meaning) -> bool) -> Result<(usize, words::Found), bool> {
    let mut one: Option<(usize, words::Found)> = None;
    for at in 0..words.len() {
        let Some(found) = longest_at(words, at, wanted) else { continue };
        match &one {
            Some((_, known)) if known.meaning != found.meaning => return Err(true),
            Some(_) => {}
            None => one = Some((at, found)),
        }
    }
    one.ok_or(false)
}

/// Takes every phrase of a meaning out; two that differ are an error.
fn take_one<T: PartialEq + Copy>(words: &mut Vec<Word>, wanted: fn(&Meaning) -> Option<T>) -> Result<Option<T>, ()> {
    let mut one = None;
    let mut at = 0;
    while at < words.len() {
        match words::longest_of(words, at, wanted) {
            Some((meaning, length)) => {
                if one.is_some_and(|known| known != meaning) {
                    return Err(());
                }
                one = Some(meaning);
                words.drain(at..at + length);
            }
            None => at += 1,
        }
    }
    Ok(one)
}

/// Whether a kind cannot be told without a place.
pub fn needs_place(kind: Kind) -> bool {
    matches!(kind, Kind::CheckpointReached | Kind::CheckpointCleared | Kind::Blocked | Kind::Arrived)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn report(text: &str) -> Written {
        match read(text).command {
            Command::Report(report) => *report,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn rest(written: &Written) -> String {
        written.rest.iter().map(|word| word.typed.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_report_is_the_same_in_three_languages() {
        for (text, language) in [
            ("SY-2016-SOUTH-HAMA BLOCKED AQRAB 10:30 SHOTS", Language::En),
            ("sy-2016-south-hama bloqué Aqrab 10h30 tirs", Language::Fr),
            ("SY-2016-SOUTH-HAMA BLOQUE AQRAB TIRS 10.30", Language::Fr),
            ("SY-2016-SOUTH-HAMA توقفت عقرب ١٠:٣٠ إطلاق نار", Language::Ar),
            ("\u{202a}SY-2016-SOUTH-HAMA\u{202c} تَوَقَّفَت عقرب ١٠٣٠ اطلاق نار", Language::Ar),
            ("blocked SY-2016-SOUTH-HAMA Aqrab １０：３０ shots", Language::En),
        ] {
            let message = read(text);
            assert_eq!(message.language, language, "{text}");
            let written = report(text);
            assert_eq!(written.reference, "SY-2016-SOUTH-HAMA", "{text}");
            assert_eq!((written.kind, written.cause), (Kind::Blocked, Some(Cause::Hostilities)), "{text}");
            assert_eq!(written.when.time, NaiveTime::from_hms_opt(10, 30, 0), "{text}");
            assert_eq!(written.rest.len(), 1, "{text}");
        }
    }

    #[test]
    fn what_is_left_is_where_and_the_note() {
        let written = report("SY-1 ARRIVED Tell Aqrab yesterday 9:05 all six trucks, 20 bags wet");
        assert_eq!(rest(&written), "Tell Aqrab all six trucks 20 bags wet");
        assert_eq!(written.when, WhenWritten { day: Some(Day::Yesterday), time: NaiveTime::from_hms_opt(9, 5, 0) });
        assert_eq!(report("SY-1 OK").kind, Kind::Contact);
        assert_eq!(report("SY-1 reached checkpoint Gate").kind, Kind::CheckpointReached);
        assert_eq!(report("SY-1 incident looting Gate").act, Some(Act::Looting));
    }

    #[test]
    fn nothing_is_guessed() {
        for (text, missing) in [
            ("", Missing::Everything),
            ("\u{202e}\u{200b}", Missing::Everything),
            ("hello", Missing::Reference),
            ("BLOCKED", Missing::Reference),
            ("SY-1 somewhere over there", Missing::What),
            ("SY-1 there arrived and was blocked", Missing::OneThing),
            ("SY-1 BLOCKED AQRAB 10:30", Missing::Cause),
            ("SY-1 BLOCKED AQRAB SHOTS MINES", Missing::OneCause),
            ("SY-1 INCIDENT AQRAB", Missing::Act),
            ("SY-1 ARRIVED AQRAB 10:30 11:30", Missing::OneTime),
            ("STATUS", Missing::Reference),
            ("VOID", Missing::Code),
        ] {
            assert_eq!(read(text).command, Command::Unclear(missing), "{text}");
        }
    }

    #[test]
    fn commands_and_pins_are_known_in_three_languages() {
        for text in ["HELP", "aide", "مساعدة", " Help! "] {
            assert_eq!(read(text).command, Command::Help, "{text}");
        }
        for text in ["STATUS SY-1", "statut sy-1", "وضع SY-1"] {
            assert_eq!(read(text).command, Command::Status("SY-1".to_owned()), "{text}");
        }
        for text in ["VOID 7f3k", "annuler 7F3K", "إلغاء ٧F3K"] {
            assert_eq!(read(text).command, Command::Void("7F3K".to_owned()), "{text}");
        }
        for text in ["CONFIRM 123456", "confirmer 123 456", "تأكيد ١٢٣٤٥٦", "confirm code 123456"] {
            assert_eq!(read(text).command, Command::Confirm("123456".to_owned()), "{text}");
        }
        for text in ["#1234 SY-1 OK", "SY-1 OK PIN 1234", "code 1234 SY-1 OK", "رمز ١٢٣٤ SY-1 OK"] {
            let message = read(text);
            assert_eq!(message.pin.as_deref(), Some("1234"), "{text}");
            assert!(matches!(message.command, Command::Report(_)), "{text}: {:?}", message.command);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn no_order_of_known_words_is_too_strange(
            picked in prop::collection::vec(0..words::all().len(), 0..12),
            between in prop::collection::vec("[ -~٠-٩ء-ي\u{200b}\u{202e}]{0,6}", 12),
        ) {
            let all = words::all();
            let parts: Vec<String> = picked.iter().zip(&between).map(|(at, gap)| format!("{} {gap} ", all[*at].0)).collect();
            let text = parts.concat();
            let _ = read(&text);
        }
    }
}
