//! What fits into one SMS: 160 characters of the alphabet of GSM 03.38, or 70 of any other.

/// The basic alphabet of GSM 03.38, but for the escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
                     abcdefghijklmnopqrstuvwxyzäöñüà";
/// What takes two.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// How much of one SMS a text takes: of 160 in the GSM alphabet, of 70 in UCS-2.
pub fn length(text: &str) -> (usize, usize) {
    let mut septets = 0;
    for c in text.chars() {
        if BASIC.contains(c) {
            septets += 1;
        } else if EXTENDED.contains(c) {
            septets += 2;
        } else {
            return (text.encode_utf16().count(), 70);
        }
    }
    (septets, 160)
}

/// Whether a text fits into one SMS.
pub fn fits(text: &str) -> bool {
    let (length, most) = length(text);
    length <= most
}

/// The text as a telephone shows it: without marks of direction, and in Latin letters with what the GSM alphabet lacks
/// written plainly, for one circumflex would halve what fits.
pub fn plain(text: &str) -> String {
    let seen = |c: &char| !matches!(*c, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}');
    let text: String = text.chars().filter(seen).collect();
    if text.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x24f) {
        return text;
    }
    text.chars().flat_map(latin).collect()
}

fn latin(c: char) -> Vec<char> {
    if BASIC.contains(c) || EXTENDED.contains(c) {
        return vec![c];
    }
    let plain = match c {
        'á' | 'â' | 'ã' => "a",
        'ç' => "c",
        'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' => "i",
        'ô' | 'ó' | 'õ' => "o",
        'û' | 'ú' => "u",
        'À' | 'Á' | 'Â' => "A",
        'È' | 'Ê' | 'Ë' => "E",
        'Î' | 'Ï' => "I",
        'Ô' | 'Ó' => "O",
        'Û' | 'Ù' => "U",
        'œ' => "oe",
        '’' | '‘' | 'ʼ' => "'",
        '“' | '”' | '«' | '»' => "\"",
        '–' | '—' | '‑' => "-",
        '…' => "...",
        '\u{a0}' | '\u{202f}' => " ",
        other => return vec![other],
    };
    plain.chars().collect()
}

/// The first of several texts that fits; else the last of them, cut.
pub fn first_that_fits(texts: impl IntoIterator<Item = String>) -> String {
    let mut last = String::new();
    for text in texts {
        last = plain(&text);
        if fits(&last) {
            return last;
        }
    }
    while !fits(&last) {
        last.pop();
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sms_is_counted_as_networks_count_it() {
        assert_eq!(length("Blocked at Aqrab"), (16, 160));
        assert_eq!(length("[€]"), (6, 160));
        assert_eq!(length("توقفت"), (5, 70));
        assert_eq!(length("😀"), (2, 70));
        assert!(fits(&"a".repeat(160)) && !fits(&"a".repeat(161)));
        assert!(fits(&"ع".repeat(70)) && !fits(&"ع".repeat(71)));
        assert_eq!(plain("Arrêté à l’entrée : « ça »"), "Arreté à l'entrée : \" ca \"");
        assert_eq!(length(&plain("Arrêté à l’entrée : « ça »")).1, 160);
        assert_eq!(plain("\u{2068}عقرب\u{2069} – x"), "عقرب – x");
        assert_eq!(first_that_fits(["a".repeat(200), "b".repeat(170)]), "b".repeat(160));
    }
}
