//! Text that a spreadsheet would take for a formula. A file of separated values says nowhere by what it is separated: where a
//! spreadsheet parts it by another sign than ours, each piece of a text becomes a cell. So every piece that would be run gets an
//! apostrophe before it, wherever a comma, a semicolon, a tab or a line may begin one.

use std::borrow::Cow;

/// Stands before text that a spreadsheet would run.
const GUARD: char = '\'';

fn parts(c: char) -> bool {
    matches!(c, ',' | ';' | '\t' | '\n' | '\r')
}

/// What spreadsheets pass over before they look what a cell is. Quotes too: those of a text may become those of a cell.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{061C}' | '\u{2060}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_sign(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹣' | '﹢' | '﹦' | '﹫')
}

/// Whether a cell that begins so could be run: by its first sign, also a full-width one, also after spaces. One that begins
/// with a tab or a line is told from no other by some.
pub fn is_formula(text: &str) -> bool {
    // The usual case, by one byte.
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(is_passed_over).starts_with(is_sign)
}

/// Whether the piece that begins there has a guard already, or needs one: in both cases it gets one more, so that taking one away
/// gives back what was there.
fn is_marked(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(GUARD);
    let piece = rest.split(parts).next().unwrap_or_default();
    piece.trim_start_matches(is_passed_over).starts_with(is_sign) || (at == 0 && rest.starts_with(['\t', '\r', '\n']))
}

/// Where pieces begin: at the beginning, and behind everything that may part.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    let behind = |(at, c): (usize, char)| parts(c).then_some(at + c.len_utf8());
    std::iter::once(0).chain(text.char_indices().filter_map(behind))
}

fn is_whole(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'\n' | b'\r'))
}

/// The text with a guard before every piece that could be run.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_whole(text) && !is_marked(text, 0) {
        return Cow::Borrowed(text);
    }
    let needing = beginnings(text).filter(|at| is_marked(text, *at));
    spliced(text, needing, |out, rest| {
        out.push(GUARD);
        rest
    })
}

/// The text without the guards that [`guarded`] has put there.
pub fn unguarded(text: &str) -> Cow<'_, str> {
    if !text.contains(GUARD) {
        return Cow::Borrowed(text);
    }
    let has = |at: usize| text.get(at..).is_some_and(|piece| piece.starts_with(GUARD));
    let having = beginnings(text).filter(|at| has(*at) && is_marked(text, *at));
    spliced(text, having, |_, rest| rest.strip_prefix(GUARD).unwrap_or(rest))
}

fn spliced<'a>(
    text: &'a str,
    at: impl Iterator<Item = usize>,
    change: impl Fn(&mut String, &'a str) -> &'a str,
) -> Cow<'a, str> {
    let mut at = at.peekable();
    if at.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let (mut rest, mut done) = (text, 0);
    for place in at {
        let (before, after) = rest.split_at_checked(place - done).unwrap_or((rest, ""));
        out.push_str(before);
        rest = change(&mut out, after);
        done = text.len() - rest.len();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export::{Cell, csv::push_row};

    /// What an attacker would type, in any order.
    const NASTY: [&str; 24] = [
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
        "＠",
        "−",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\"",
        "'",
        " ",
        "\u{a0}",
        "\u{200f}",
        "a",
        "1",
        "cmd|' /C calc'!A0",
        "سلة",
    ];

    fn nasty() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(NASTY.as_slice()), 0..12).prop_map(|all| all.concat())
    }

    fn line(texts: &[String]) -> Vec<u8> {
        let cells: Vec<Cell<'_>> = texts.iter().map(|text| Cell::Text(text)).collect();
        let mut out = Vec::new();
        push_row(&mut out, &cells, crate::export::csv::push_cell);
        out
    }

    /// The cells that a spreadsheet makes of it, with quotes and without.
    fn cells(bytes: &[u8], separator: u8, quoting: bool) -> Vec<String> {
        let mut builder = ::csv::ReaderBuilder::new();
        let builder = builder.delimiter(separator).quoting(quoting).has_headers(false).flexible(true);
        let mut reader = builder.from_reader(bytes);
        reader.records().flatten().flat_map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    proptest! {
        #[test]
        fn whichever_sign_parts_it_no_cell_is_a_formula(rows in proptest::collection::vec(proptest::collection::vec(nasty(), 3), 1..3)) {
            let bytes: Vec<u8> = rows.iter().flat_map(|row| line(row)).collect();
            for separator in [b',', b';', b'\t'] {
                for quoting in [true, false] {
                    for cell in cells(&bytes, separator, quoting) {
                        prop_assert!(!cell.trim_start_matches(is_passed_over).starts_with(is_sign), "{cell:?} by {:?}", separator as char);
                    }
                }
            }
        }

        #[test]
        fn what_is_guarded_comes_back_as_it_was(text in nasty()) {
            let guarded = guarded(&text);
            let back = unguarded(&guarded);
            prop_assert_eq!(back.as_ref(), text.as_str());
        }
    }

    #[test]
    fn what_is_no_formula_is_left_alone() {
        for harmless in
            ["Flour", "36-72", "a=b", "سلة غذائية", "Élan", "(none)", "'quoted'", "a, b; c-d", "it's = 1", ""]
        {
            assert!(matches!(guarded(harmless), Cow::Borrowed(same) if same == harmless), "{harmless}");
            assert_eq!(unguarded(harmless), harmless);
        }
        assert_eq!(guarded("a;=1+1"), "a;'=1+1");
        assert_eq!(guarded("a, \"@x\"\n-1"), "a,' \"@x\"\n'-1");
        assert_eq!(guarded("'=1"), "''=1");
    }
}
