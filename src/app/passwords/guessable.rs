//! What a guesser tries first. A password is refused where, without the person's own names, runs of the keyboard and
//! repetitions, too little of it is left, or what is left is one or two of the common passwords.
//!
//! The list is that of Django 5.2 (`common-passwords.txt`, BSD licence, gathered by Royce Williams): the 19,640 commonest of
//! the leaks. Those as long as a password has to be here are few, so that what is looked up are their beginnings, ends and
//! doublings.

use std::{collections::HashSet, sync::LazyLock};

/// One a line, the commonest first, in lower case.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("common.txt").lines().collect());

/// So many letters and digits have to be left that nobody guesses.
const LEFT: usize = 8;
/// Shorter parts of names are in too many words.
const SHORTEST_NAME: usize = 4;

/// What fingers and alphabets run along.
const RUNS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

/// Whether a guesser comes to it soon. `about` is what is known of the person.
pub(super) fn is_guessable(password: &str, about: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let plain: String = lower.chars().filter(|character| character.is_alphanumeric()).collect();
    let distinct: HashSet<char> = lower.chars().collect();
    distinct.len() < 5 || [plain.clone(), without_disguise(&lower)].iter().any(|plain| is_weak(plain, about))
}

/// `p4$$w0rd` is `password`.
fn without_disguise(lower: &str) -> String {
    let letter = |character| match character {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    lower.chars().map(letter).filter(|character| character.is_alphanumeric()).collect()
}

fn is_weak(plain: &str, about: &[&str]) -> bool {
    let mut left = plain.to_owned();
    for name in names(about) {
        left = left.replace(&name, "");
    }
    if is_common(&left) {
        return true;
    }
    let left = once(&without_runs(&left)).to_owned();
    left.chars().count() < LEFT || is_common(&left)
}

/// The parts of the person's names and of what this is about, the longest first.
fn names(about: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = about
        .iter()
        .flat_map(|text| text.split(|character: char| !character.is_alphanumeric()))
        .chain(["convoys", "convoy", "convois", "convoi", "قافلة", "قوافل"])
        .map(str::to_lowercase)
        .filter(|name| name.chars().count() >= SHORTEST_NAME)
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// One of the common passwords, or two of them, with digits before or behind.
fn is_common(plain: &str) -> bool {
    let letters = plain.trim_matches(|character: char| character.is_ascii_digit());
    [plain, letters].into_iter().filter(|text| !text.is_empty()).any(|text| {
        let text = once(text);
        COMMON.contains(text)
            || text
                .char_indices()
                .filter_map(|(at, _)| text.split_at_checked(at))
                .any(|(first, second)| COMMON.contains(first) && COMMON.contains(second))
    })
}

/// What is repeated over and over, once.
fn once(text: &str) -> &str {
    let lengths = (1..=text.len() / 2).filter(|length| text.len().is_multiple_of(*length));
    let unit =
        lengths.filter_map(|length| text.get(..length)).find(|unit| unit.repeat(text.len() / unit.len()) == text);
    unit.unwrap_or(text)
}

/// Without four or more characters in a row that are the same, or neighbours in a run, either way.
fn without_runs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut left = String::new();
    let mut at = 0;
    while let Some(rest) = characters.get(at..).filter(|rest| !rest.is_empty()) {
        let length = run_length(rest);
        if length < 4 {
            left.extend(rest.first());
            at += 1;
        } else {
            at += length;
        }
    }
    left
}

fn run_length(characters: &[char]) -> usize {
    let same = characters.iter().take_while(|character| Some(*character) == characters.first()).count();
    let along = |run: &str| {
        let fits = |length: &usize| {
            let piece: String = characters.iter().take(*length).collect();
            let reverse: String = piece.chars().rev().collect();
            run.contains(&piece) || run.contains(&reverse)
        };
        (1..=characters.len()).take_while(fits).count()
    };
    RUNS.iter().map(|run| along(run)).max().unwrap_or(0).max(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [&str; 3] = ["nour.haddad@sarc.example", "Nour Haddad", "relief-org"];

    #[test]
    fn what_everybody_tries_is_refused() {
        for bad in [
            "passwordpassword",
            "password password 1",
            "P4$$w0rd-P4$$w0rd",
            "motdepasse123456",
            "123456789012345",
            "qwertyuiopasdfghjkl",
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "1q2w3e4r5t6y7u8i9o0p",
            "football baseball",
            "iloveyouiloveyou",
            "sunshine987654321",
            "nour-nour-nour-nour!",
            "Nour Haddad 2026!",
            "haddad@sarc.example",
            "relief-convoy-2026",
            "convoyconvoyconvoy",
            "قافلة قافلة قافلة",
        ] {
            assert!(is_guessable(bad, &ABOUT), "{bad}");
        }
    }

    #[test]
    fn a_sentence_of_ones_own_is_taken() {
        for good in [
            "sixteen grey camels",
            "seven convoys by night",
            "demonstration only",
            "قافلة المساعدات وصلت",
            "trois ânes sur le pont",
            "k7#Vq9!zTm2$Lw4x",
            "583920174650192",
            "Nour sings of apricots",
        ] {
            assert!(!is_guessable(good, &ABOUT), "{good}");
        }
    }

    #[test]
    fn the_list_is_the_one_that_is_meant() {
        assert!(COMMON.len() > 19_000 && COMMON.contains("iloveyou"));
        assert!(COMMON.iter().all(|common| !common.is_empty() && common.to_lowercase() == *common));
    }
}
