//! In which encoding a text is written: by its mark, by what is valid, and by which reading gives words in Arabic.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

use super::sheet::Unreadable;

/// Encodings that can be chosen, by name.
pub const NAMES: [&str; 5] = ["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1256", "windows-1252"];

/// The text of a file, and the name of its encoding. `chosen` is what the reader has said, which is then taken at their word.
pub fn decode(bytes: &[u8], chosen: Option<&str>) -> Result<(String, &'static str), Unreadable> {
    let encoding = match chosen {
        Some(name) => known(name).ok_or(Unreadable::WrongEncoding)?,
        None => guess(bytes),
    };
    let without_mark = match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => bytes.get(length..).unwrap_or_default(),
        _ => bytes,
    };
    let (text, had_errors) = encoding.decode_without_bom_handling(without_mark);
    // Single bytes always give something. Of the others, what does not fit is no text in that encoding.
    if had_errors && (encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE) {
        return Err(Unreadable::WrongEncoding);
    }
    Ok((text.into_owned(), name_of(encoding)))
}

fn known(name: &str) -> Option<&'static Encoding> {
    let listed = NAMES.iter().any(|listed| listed.eq_ignore_ascii_case(name.trim()));
    listed.then(|| Encoding::for_label(name.trim().as_bytes())).flatten()
}

fn name_of(encoding: &'static Encoding) -> &'static str {
    NAMES.iter().find(|name| name.eq_ignore_ascii_case(encoding.name())).copied().unwrap_or("UTF-8")
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // Both read anything. A text in Arabic is made of words of several Arabic letters; read the wrong way, a French text has
    // single ones between Latin letters.
    let (arabic, _) = WINDOWS_1256.decode_without_bom_handling(bytes);
    if words_in_arabic(&arabic) > words_half_arabic(&arabic) { WINDOWS_1256 } else { WINDOWS_1252 }
}

fn is_arabic(c: char) -> bool {
    ('\u{0621}'..='\u{06FF}').contains(&c) && c.is_alphabetic()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic() && !('\u{064B}'..='\u{0652}').contains(&c)).filter(|word| !word.is_empty())
}

fn words_in_arabic(text: &str) -> usize {
    words(text)
        .filter(|word| word.chars().count() > 1 && word.chars().all(|c| is_arabic(c) || !c.is_alphabetic()))
        .count()
}

fn words_half_arabic(text: &str) -> usize {
    words(text).filter(|word| word.chars().any(is_arabic) && word.chars().any(|c| c.is_ascii_alphabetic())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(bytes: &[u8]) -> (String, &'static str) {
        decode(bytes, None).unwrap()
    }

    #[test]
    fn each_encoding_is_found_out() {
        let arabic = "المرجع;الوجهة\nقافلة-1;تلبيسة";
        let french = "Référence;Quantité prévue\nCV-1;120 à 130, déjà chargé";
        let (bytes, _, _) = WINDOWS_1256.encode(arabic);
        assert_eq!(guessed(&bytes), (arabic.to_owned(), "windows-1256"));
        let (bytes, _, _) = WINDOWS_1252.encode(french);
        assert_eq!(guessed(&bytes), (french.to_owned(), "windows-1252"));
        assert_eq!(guessed(arabic.as_bytes()), (arabic.to_owned(), "UTF-8"));
        assert_eq!(guessed(format!("\u{FEFF}{arabic}").as_bytes()).0, arabic);
        for big in [true, false] {
            let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes: Vec<u8> = "\u{FEFF}".encode_utf16().chain(arabic.encode_utf16()).flat_map(unit).collect();
            assert_eq!(guessed(&bytes), (arabic.to_owned(), if big { "UTF-16BE" } else { "UTF-16LE" }));
        }
    }

    #[test]
    fn who_brings_a_file_may_know_better() {
        let (bytes, _, _) = WINDOWS_1256.encode("Référence");
        assert_eq!(decode(&bytes, Some("windows-1256")).unwrap().1, "windows-1256");
        assert_eq!(decode(b"\xFFabc", Some("UTF-8")), Err(Unreadable::WrongEncoding));
        assert_eq!(decode(b"abc", Some("klingon")), Err(Unreadable::WrongEncoding));
    }
}
