//! The words that are understood, by language. The first of each meaning is the one that the help shows.

use std::{collections::HashMap, sync::LazyLock};

use super::{Day, Language, fold::Word};
use crate::domain::{
    event::{Cause, Kind},
    incident::Act,
};

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// What happened.
    Kind(Kind),
    /// Why a convoy was stopped.
    Cause(Cause),
    /// What was done to it.
    Act(Act),
    /// Which day.
    Day(Day),
    /// How to write is asked.
    Help,
    /// How a convoy stands is asked.
    Status,
    /// Something is taken back.
    Void,
    /// A PIN follows.
    Pin,
    /// The sender's number is confirmed.
    Confirm,
}

use Meaning::{Confirm, Help, Pin, Status, Void};

/// What can be reported by text message.
pub const KINDS: [Kind; 12] = [
    Kind::Dispatched,
    Kind::CheckpointReached,
    Kind::CheckpointCleared,
    Kind::Blocked,
    Kind::Unblocked,
    Kind::Arrived,
    Kind::Delivered,
    Kind::Departed,
    Kind::TurnedBack,
    Kind::IncidentReported,
    Kind::Contact,
    Kind::Note,
];

const fn kind(kind: Kind) -> Meaning {
    Meaning::Kind(kind)
}

const fn cause(cause: Cause) -> Meaning {
    Meaning::Cause(cause)
}

const fn act(act: Act) -> Meaning {
    Meaning::Act(act)
}

const fn day(day: Day) -> Meaning {
    Meaning::Day(day)
}

type Table = &'static [(Meaning, &'static [&'static str])];

const ENGLISH: Table = &[
    (kind(Kind::Dispatched), &["dispatched", "dispatch", "set out"]),
    (kind(Kind::CheckpointReached), &["checkpoint", "reached checkpoint", "at checkpoint"]),
    (kind(Kind::CheckpointCleared), &["cleared", "checkpoint cleared", "cleared checkpoint", "passed"]),
    (kind(Kind::Blocked), &["blocked", "stopped", "held"]),
    (kind(Kind::Unblocked), &["unblocked", "released", "moving again"]),
    (kind(Kind::Arrived), &["arrived", "arrival"]),
    (kind(Kind::Delivered), &["delivered", "delivery"]),
    (kind(Kind::Departed), &["departed", "departure"]),
    (kind(Kind::TurnedBack), &["turned back", "back", "returning"]),
    (kind(Kind::IncidentReported), &["incident"]),
    (kind(Kind::Contact), &["ok", "contact", "safe"]),
    (kind(Kind::Note), &["note"]),
    (cause(Cause::DenialOfNeeds), &["aid refused", "needs denied"]),
    (cause(Cause::RestrictionOnPeoplesAccess), &["people kept away"]),
    (cause(Cause::EntryIntoCountry), &["customs", "visa", "border"]),
    (cause(Cause::MovementWithinCountry), &["permit", "papers", "no permit", "not allowed"]),
    (cause(Cause::Interference), &["interference", "tax", "search", "demands"]),
    (cause(Cause::ViolenceAgainstAid), &["attack", "attacked"]),
    (cause(Cause::Hostilities), &["shots", "shooting", "shelling", "fighting", "hostilities"]),
    (cause(Cause::MinesAndOrdnance), &["mines", "mine", "uxo"]),
    (cause(Cause::PhysicalEnvironment), &["road closed", "bad road", "flood", "snow", "mud", "landslide"]),
    (act(Act::Shooting), &["shots", "shooting"]),
    (act(Act::Shelling), &["shelling"]),
    (act(Act::AirStrike), &["air strike", "airstrike"]),
    (act(Act::ExplosiveDevice), &["bomb", "ied"]),
    (act(Act::Mine), &["mine", "mines"]),
    (act(Act::Looting), &["looting", "looted"]),
    (act(Act::Confiscation), &["confiscation", "confiscated"]),
    (act(Act::Detention), &["detention", "detained", "arrest"]),
    (act(Act::Abduction), &["abduction", "kidnapping", "kidnapped"]),
    (act(Act::Assault), &["assault", "beaten"]),
    (act(Act::Threat), &["threat", "threats"]),
    (act(Act::Obstruction), &["obstruction", "roadblock"]),
    (act(Act::Protest), &["protest"]),
    (act(Act::Accident), &["accident", "crash"]),
    (act(Act::Other), &["other"]),
    (act(Act::Unknown), &["unknown"]),
    (day(Day::Today), &["today"]),
    (day(Day::Yesterday), &["yesterday"]),
    (Help, &["help"]),
    (Status, &["status"]),
    (Void, &["void", "cancel"]),
    (Pin, &["pin", "code"]),
    (Confirm, &["confirm"]),
];

const FRENCH: Table = &[
    (kind(Kind::Dispatched), &["parti", "départ du dépôt", "en route"]),
    (kind(Kind::CheckpointReached), &["barrage", "au barrage", "point de contrôle", "au checkpoint"]),
    (kind(Kind::CheckpointCleared), &["franchi", "barrage franchi", "passé"]),
    (kind(Kind::Blocked), &["bloqué", "arrêté", "retenu"]),
    (kind(Kind::Unblocked), &["débloqué", "libéré", "repart"]),
    (kind(Kind::Arrived), &["arrivé", "arrivée"]),
    (kind(Kind::Delivered), &["livré", "livraison"]),
    (kind(Kind::Departed), &["reparti", "quitté"]),
    (kind(Kind::TurnedBack), &["demi-tour", "demi tour", "rebroussé chemin"]),
    (kind(Kind::IncidentReported), &["incident"]),
    (kind(Kind::Contact), &["ok", "contact", "ras"]),
    (kind(Kind::Note), &["note", "remarque"]),
    (cause(Cause::DenialOfNeeds), &["aide refusée"]),
    (cause(Cause::RestrictionOnPeoplesAccess), &["population empêchée"]),
    (cause(Cause::EntryIntoCountry), &["douane", "visa", "frontière"]),
    (cause(Cause::MovementWithinCountry), &["permis", "papiers", "laissez-passer", "passage refusé"]),
    (cause(Cause::Interference), &["ingérence", "taxe", "fouille"]),
    (cause(Cause::ViolenceAgainstAid), &["attaque", "attaqué"]),
    (cause(Cause::Hostilities), &["tirs", "combats", "bombardement", "hostilités"]),
    (cause(Cause::MinesAndOrdnance), &["mines", "mine", "munitions"]),
    (cause(Cause::PhysicalEnvironment), &["route coupée", "inondation", "neige", "boue", "éboulement"]),
    (act(Act::Shooting), &["tirs", "coups de feu"]),
    (act(Act::Shelling), &["bombardement", "obus"]),
    (act(Act::AirStrike), &["frappe aérienne", "raid aérien"]),
    (act(Act::ExplosiveDevice), &["bombe", "engin explosif"]),
    (act(Act::Mine), &["mine", "mines"]),
    (act(Act::Looting), &["pillage", "pillé"]),
    (act(Act::Confiscation), &["confiscation", "saisie"]),
    (act(Act::Detention), &["détention", "arrestation"]),
    (act(Act::Abduction), &["enlèvement"]),
    (act(Act::Assault), &["agression"]),
    (act(Act::Threat), &["menace", "menaces"]),
    (act(Act::Obstruction), &["obstruction", "entrave"]),
    (act(Act::Protest), &["manifestation"]),
    (act(Act::Accident), &["accident"]),
    (act(Act::Other), &["autre"]),
    (act(Act::Unknown), &["inconnu"]),
    (day(Day::Today), &["aujourd'hui", "aujourdhui"]),
    (day(Day::Yesterday), &["hier"]),
    (Help, &["aide"]),
    (Status, &["statut", "état"]),
    (Void, &["annuler", "annule"]),
    (Pin, &["pin", "code"]),
    (Confirm, &["confirmer", "confirme"]),
];

const ARABIC: Table = &[
    (kind(Kind::Dispatched), &["انطلقت", "انطلاق", "انطلقنا"]),
    (kind(Kind::CheckpointReached), &["عند الحاجز", "وصلت الحاجز", "وصلنا الحاجز", "على الحاجز"]),
    (kind(Kind::CheckpointCleared), &["اجتازت", "عبرت", "عبرت الحاجز", "اجتزنا", "عبرنا"]),
    (kind(Kind::Blocked), &["توقفت", "أوقفت", "موقوفة", "محتجزة", "أوقفونا"]),
    (kind(Kind::Unblocked), &["استأنفت", "أفرج عنها", "سمح لها", "استأنفنا"]),
    (kind(Kind::Arrived), &["وصلت", "وصول", "وصلنا"]),
    (kind(Kind::Delivered), &["سلمت", "تسليم", "تم التسليم", "سلمنا"]),
    (kind(Kind::Departed), &["غادرت", "مغادرة", "غادرنا"]),
    (kind(Kind::TurnedBack), &["عادت", "رجعت", "عدنا", "رجعنا"]),
    (kind(Kind::IncidentReported), &["حادثة", "حادث"]),
    (kind(Kind::Contact), &["بخير", "تمام", "اتصال"]),
    (kind(Kind::Note), &["ملاحظة"]),
    (cause(Cause::DenialOfNeeds), &["رفض المساعدات", "منع المساعدات"]),
    (cause(Cause::RestrictionOnPeoplesAccess), &["منع الناس", "منع الأهالي"]),
    (cause(Cause::EntryIntoCountry), &["جمارك", "تأشيرة", "حدود"]),
    (cause(Cause::MovementWithinCountry), &["تصريح", "أوراق", "منع المرور", "منع العبور"]),
    (cause(Cause::Interference), &["تدخل", "ضريبة", "تفتيش", "إتاوة"]),
    (cause(Cause::ViolenceAgainstAid), &["اعتداء", "هجوم"]),
    (cause(Cause::Hostilities), &["إطلاق نار", "اشتباكات", "قصف"]),
    (cause(Cause::MinesAndOrdnance), &["ألغام", "لغم", "ذخائر"]),
    (cause(Cause::PhysicalEnvironment), &["طريق مقطوع", "الطريق مقطوعة", "سيول", "ثلوج", "وحل", "انهيار"]),
    (act(Act::Shooting), &["إطلاق نار", "رصاص"]),
    (act(Act::Shelling), &["قصف"]),
    (act(Act::AirStrike), &["غارة", "غارة جوية"]),
    (act(Act::ExplosiveDevice), &["عبوة", "عبوة ناسفة", "قنبلة"]),
    (act(Act::Mine), &["لغم", "ألغام"]),
    (act(Act::Looting), &["نهب", "سرقة"]),
    (act(Act::Confiscation), &["مصادرة"]),
    (act(Act::Detention), &["احتجاز", "توقيف", "اعتقال"]),
    (act(Act::Abduction), &["خطف", "اختطاف"]),
    (act(Act::Assault), &["اعتداء", "ضرب"]),
    (act(Act::Threat), &["تهديد"]),
    (act(Act::Obstruction), &["عرقلة"]),
    (act(Act::Protest), &["احتجاج", "مظاهرة"]),
    (act(Act::Accident), &["سير", "تصادم", "انقلاب"]),
    (act(Act::Other), &["غير ذلك"]),
    (act(Act::Unknown), &["غير معروف"]),
    (day(Day::Today), &["اليوم"]),
    (day(Day::Yesterday), &["أمس", "البارحة", "مبارح"]),
    (Help, &["مساعدة"]),
    (Status, &["وضع", "حالة"]),
    (Void, &["إلغاء", "الغ"]),
    (Pin, &["رمز", "الرمز"]),
    (Confirm, &["تأكيد", "أكد"]),
];

fn table(language: Language) -> Table {
    match language {
        Language::En => ENGLISH,
        Language::Fr => FRENCH,
        Language::Ar => ARABIC,
    }
}

struct Entry {
    phrase: Vec<String>,
    language: Language,
    meaning: Meaning,
}

/// Every phrase by its first word, the longest first.
static PHRASES: LazyLock<HashMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<Entry>> = HashMap::new();
    for language in [Language::En, Language::Fr, Language::Ar] {
        for (meaning, phrases) in table(language) {
            for phrase in *phrases {
                let phrase: Vec<String> = super::fold::words(phrase).into_iter().map(|word| word.folded).collect();
                let Some(first) = phrase.first().cloned() else { continue };
                all.entry(first).or_default().push(Entry { phrase, language, meaning: *meaning });
            }
        }
    }
    for entries in all.values_mut() {
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.phrase.len()));
    }
    all
});

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// In which language.
    pub language: Language,
    /// What it means.
    pub meaning: Meaning,
    /// Of how many words.
    pub length: usize,
}

fn at(words: &[Word], index: usize) -> impl Iterator<Item = &'static Entry> {
    let first = words.get(index);
    let entries = first.and_then(|first| PHRASES.get(&first.folded)).map_or(&[][..], Vec::as_slice);
    entries.iter().filter(move |entry| {
        let rest = words.get(index..).unwrap_or_default();
        rest.len() >= entry.phrase.len() && entry.phrase.iter().zip(rest).all(|(known, word)| *known == word.folded)
    })
}

/// The longest phrase of a meaning that stands there.
pub fn longest_at(words: &[Word], index: usize, wanted: fn(&Meaning) -> bool) -> Option<Found> {
    let entry = at(words, index).find(|entry| wanted(&entry.meaning))?;
    Some(Found { language: entry.language, meaning: entry.meaning, length: entry.phrase.len() })
}

/// As [`longest_at`], with what it means.
pub fn longest_of<T>(words: &[Word], index: usize, wanted: fn(&Meaning) -> Option<T>) -> Option<(T, usize)> {
    at(words, index).find_map(|entry| Some((wanted(&entry.meaning)?, entry.phrase.len())))
}

/// Every phrase with its language and meaning.
pub fn all() -> Vec<(&'static str, Language, Meaning)> {
    let of = |language| {
        table(language)
            .iter()
            .flat_map(move |(meaning, phrases)| phrases.iter().map(move |phrase| (*phrase, language, *meaning)))
    };
    [Language::En, Language::Fr, Language::Ar].into_iter().flat_map(of).collect()
}

/// The phrases of a meaning in a language, as the help shows them.
pub fn phrases_of(language: Language, meaning: Meaning) -> &'static [&'static str] {
    table(language).iter().find(|(known, _)| *known == meaning).map_or(&[], |(_, phrases)| phrases)
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn every_language_has_words_for_everything() {
        let days = [Day::Today, Day::Yesterday].map(Meaning::Day);
        let wanted = KINDS
            .into_iter()
            .map(Meaning::Kind)
            .chain(Cause::iter().map(Meaning::Cause))
            .chain(Act::iter().map(Meaning::Act))
            .chain(days)
            .chain([Help, Status, Void, Pin, Confirm]);
        let wanted: Vec<Meaning> = wanted.collect();
        for language in [Language::En, Language::Fr, Language::Ar] {
            for meaning in &wanted {
                assert!(!phrases_of(language, *meaning).is_empty(), "{meaning:?} in {language:?}");
            }
            assert_eq!(table(language).len(), wanted.len(), "{language:?} says something twice, or something else");
        }
    }

    #[test]
    fn no_phrase_has_two_meanings_of_one_sort() {
        let sort = |meaning: &Meaning| match meaning {
            Meaning::Cause(_) => 1,
            Meaning::Act(_) => 2,
            _ => 0,
        };
        let all = all();
        for (phrase, language, meaning) in &all {
            let folded = |phrase: &str| {
                super::super::fold::words(phrase).into_iter().map(|word| word.folded).collect::<Vec<_>>()
            };
            for (other, of, second) in &all {
                let same = folded(phrase) == folded(other) && sort(meaning) == sort(second);
                assert!(!same || meaning == second, "{phrase} ({language:?}) and {other} ({of:?})");
            }
            assert!(folded(phrase).len() <= 4 && !folded(phrase).is_empty(), "{phrase}");
        }
    }
}
