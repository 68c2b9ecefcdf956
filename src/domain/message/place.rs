//! Which place is meant by the first words of what is left of a message.

use super::fold::Word;
use crate::domain::crew::folded_name;

/// All that a place goes by: key, P-code, names and other spellings, in the form in which they are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<T> {
    /// The place.
    pub place: T,
    names: Vec<String>,
}

impl<T> Candidate<T> {
    /// A place by everything that it goes by.
    pub fn new<'a>(place: T, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(folded_name).filter(|name| !name.is_empty()).collect();
        Self { place, names }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match<T> {
    /// One place, named by so many words.
    One(T, usize),
    /// Several are called so, or nearly so, by so many words.
    Many(Vec<T>, usize),
    /// None is.
    None,
}

/// The most words that a name has.
const MOST_WORDS: usize = 5;

/// Finds the place that the words begin with: the longest name that is right, else the longest that is right but for one
/// slip (two in long names) and that only one place has.
pub fn find<T: Copy + PartialEq>(words: &[Word], candidates: &[Candidate<T>]) -> Match<T> {
    let most = words.len().min(MOST_WORDS);
    let written = |count: usize| {
        let words: Vec<&str> = words.iter().take(count).map(|word| word.folded.as_str()).collect();
        folded_name(&words.join(" "))
    };
    for slips in [false, true] {
        for count in (1..=most).rev() {
            let written = written(count);
            let near = |name: &String| {
                let allowed = if slips { allowed(&written, name) } else { 0 };
                distance(&written, name, allowed).is_some()
            };
            let mut found: Vec<T> = Vec::new();
            for candidate in candidates.iter().filter(|candidate| candidate.names.iter().any(near)) {
                if !found.contains(&candidate.place) {
                    found.push(candidate.place);
                }
            }
            match found.as_slice() {
                [] => {}
                [one] => return Match::One(*one, count),
                _ => return Match::Many(found, count),
            }
        }
    }
    Match::None
}

/// So many slips a name may have: short ones none, for every letter counts.
fn allowed(written: &str, name: &str) -> usize {
    match written.chars().count().min(name.chars().count()) {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many letters are wrong, missing, too many or swapped, if not more than so many.
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if most == 0 || one.len().abs_diff(other.len()) > most {
        return None;
    }
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    let (mut before, mut last) = (Vec::new(), (0..=other.len()).collect::<Vec<_>>());
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, theirs) in other.iter().enumerate() {
            let cost = usize::from(letter != theirs);
            let mut best = (at(&last, j + 1) + 1).min(at(&row, j) + 1).min(at(&last, j) + cost);
            let swapped = i > 0 && j > 0 && one.get(i - 1) == Some(theirs) && other.get(j - 1) == Some(letter);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

/// As [`find`], where anybody may give places names: those of others (`is_of_others`) hide no other of the same name, and a
/// slip of the sender's never leads to them.
pub fn find_near<T: Copy + PartialEq, E>(
    words: &[Word],
    candidates: &[Candidate<T>],
    mut is_of_others: impl FnMut(T) -> Result<bool, E>,
) -> Result<Match<T>, E> {
    match find(words, candidates) {
        Match::None => Ok(Match::None),
        Match::One(one, count) => {
            if !is_of_others(one)? {
                return Ok(Match::One(one, count));
            }
            let rest: Vec<Candidate<T>> = candidates.iter().filter(|it| it.place != one).cloned().collect();
            let (mut also, words) = match find(words.get(..count).unwrap_or(words), &rest) {
                Match::One(other, words) => (vec![other], words),
                Match::Many(others, words) => (others, words),
                Match::None => return Ok(Match::One(one, count)),
            };
            retain_near(&mut also, is_of_others)?;
            if also.is_empty() || words < count {
                return Ok(Match::One(one, count));
            }
            also.push(one);
            Ok(Match::Many(also, count))
        }
        Match::Many(all, count) => {
            let mut near = all.clone();
            retain_near(&mut near, is_of_others)?;
            Ok(match near.as_slice() {
                [one] => Match::One(*one, count),
                [] => Match::Many(all, count),
                _ => Match::Many(near, count),
            })
        }
    }
}

fn retain_near<T: Copy, E>(places: &mut Vec<T>, mut is_of_others: impl FnMut(T) -> Result<bool, E>) -> Result<(), E> {
    let mut near = Vec::new();
    for place in places.iter().copied() {
        if !is_of_others(place)? {
            near.push(place);
        }
    }
    *places = near;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{super::fold::words, *};

    #[test]
    fn a_place_is_found_by_any_name_and_in_spite_of_a_slip() {
        let candidates = [
            Candidate::new(1, ["aqrab", "SY0502", "Aqrab", "عقرب", "'Aqrab"]),
            Candidate::new(2, ["tell-aqrab", "Tell Aqrab", "تل عقرب"]),
            Candidate::new(3, ["hama", "Hama", "حماة", "Hamah"]),
            Candidate::new(4, ["homs", "Homs", "حمص"]),
            Candidate::new(5, ["north-gate", "Northern gate"]),
            Candidate::new(6, ["south-gate", "Southern gate"]),
        ];
        for (text, found) in [
            ("AQRAB shots heard", Match::One(1, 1)),
            ("sy0502", Match::One(1, 1)),
            ("tell aqrab 3 trucks", Match::One(2, 2)),
            ("tell-aqrab", Match::One(2, 1)),
            ("aqrb", Match::One(1, 1)),
            ("aqarb", Match::One(1, 1)),
            ("حماه", Match::One(3, 1)),
            ("عقزب", Match::One(1, 1)),
            ("homa", Match::Many(vec![3, 4], 1)),
            ("gate", Match::None),
            ("nothern gate", Match::Many(vec![5, 6], 2)),
            ("northern gat", Match::One(5, 2)),
            ("all is well", Match::None),
            ("", Match::None),
        ] {
            assert_eq!(find(&words(text), &candidates), found, "{text}");
        }
    }

    /// Bites where a name that somebody else gave a place of theirs counts as much as one's own.
    #[test]
    fn a_name_that_others_give_neither_hides_a_place_nor_catches_a_slip() {
        let candidates = [
            Candidate::new(1, ["aqrab", "Aqrab"]),
            Candidate::new(2, ["far-1", "Aqrab", "Akrab", "Far away"]),
            Candidate::new(3, ["far-2", "Far away"]),
        ];
        let others = |place: i32| Ok::<bool, ()>(place != 1);
        for (text, found) in [
            ("aqrab", Match::One(1, 1)),
            ("akrab", Match::Many(vec![1, 2], 1)),
            ("far-1", Match::One(2, 1)),
            ("far away", Match::Many(vec![2, 3], 2)),
            ("nowhere", Match::None),
        ] {
            assert_eq!(find_near(&words(text), &candidates, others), Ok(found), "{text}");
        }
        assert_eq!(find(&words("aqrab"), &candidates), Match::Many(vec![1, 2], 1), "the control");
    }
}
