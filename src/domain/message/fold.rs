//! Words of a message, in the form in which they are compared: without case, accents, vowel signs, invisible characters, and
//! with European digits.

use crate::domain::crew;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it was typed, without what is invisible.
    pub typed: String,
    /// As it is compared.
    pub folded: String,
}

impl Word {
    /// As the reference of a convoy.
    pub fn as_reference(&self) -> String {
        self.folded.to_uppercase()
    }

    /// Whether it can be the reference of a convoy: in the letters of one, with a digit or a dash in it.
    pub fn looks_like_a_reference(&self) -> bool {
        // Where several organisations use one, the key of whose it is stands before it: `relief/SY-1`.
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
        let parts = self.folded.split('/').count();
        let is_time = self.folded.contains(':');
        let marked = self.folded.chars().any(|c| c.is_ascii_digit() || matches!(c, '-' | '_'));
        let has_letter = self.folded.chars().any(|c| c.is_ascii_alphabetic());
        self.folded.len() <= 129 && self.folded.chars().all(fits) && parts <= 2 && marked && has_letter && !is_time
    }
}

/// What is not seen, or turns the direction of what is around it.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn parts(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, ',' | ';' | '!' | '?' | '،' | '؛' | '؟' | '"' | '(' | ')' | '«' | '»')
}

/// The form in which a text is compared.
pub fn folded(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    crew::plain(&seen).replace(['–', '—', '‑', '−', '‐'], "-").replace('’', "'")
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word> {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let edge = |c: char| matches!(c, '.' | ':' | '-' | '\'' | '/' | '*');
    let pieces = seen.split(parts).map(|piece| piece.trim_matches(edge)).filter(|piece| !piece.is_empty());
    let word = |piece: &str| {
        let folded = folded(piece);
        // Compatibility characters may stand for several words.
        let folded: String = folded.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        Word { typed: piece.to_owned(), folded: folded.trim_matches(edge).to_owned() }
    };
    pieces.map(word).filter(|word| !word.folded.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_what_differs_from_one_keyboard_to_the_next() {
        for (one, other) in [("BLOQUÉ", "bloque"), ("ＡＱＲＡＢ", "aqrab"), ("حماه", "حَمَاة"), ("١٠:٣٠", "10:30")]
        {
            assert_eq!(words(one)[0].folded, words(other)[0].folded, "{one}");
        }
        let of = |text: &str| words(text).into_iter().map(|word| word.typed).collect::<Vec<_>>();
        assert_eq!(of("a\u{202e}b,c; «d» 10:30."), ["ab", "c", "d", "10:30"]);
        assert!(words("SY–2016-X")[0].looks_like_a_reference());
        assert!(!words("10:30")[0].looks_like_a_reference());
    }
}
