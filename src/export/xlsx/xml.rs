//! Text within a workbook's XML.

/// Writes a text. What XML cannot hold is written as `_x0007_`, as spreadsheets read it; a text that looks like that is
/// written so that it stays what it is.
pub(super) fn push_text(out: &mut Vec<u8>, text: &str) {
    // The usual case, by its bytes.
    if !text.bytes().any(may_need_care) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.find(needs_care) {
        let (plain, from) = rest.split_at(at);
        out.extend_from_slice(plain.as_bytes());
        let mut characters = from.chars();
        let Some(character) = characters.next() else { return };
        match character {
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            '_' if looks_escaped(from) => out.extend_from_slice(b"_x005F_"),
            '_' => out.push(b'_'),
            other => out.extend_from_slice(format!("_x{:04X}_", u32::from(other)).as_bytes()),
        }
        rest = characters.as_str();
    }
    out.extend_from_slice(rest.as_bytes());
}

/// Whether a byte belongs to a sign that needs care, or may: U+FFFE and U+FFFF begin as many others do.
fn may_need_care(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'_' | 0x00..=0x08 | 0x0b..=0x1f | 0x7f | 0xef)
}

fn needs_care(c: char) -> bool {
    let forbidden = c.is_control() && !matches!(c, '\n' | '\t' | '\u{80}'..='\u{9f}');
    matches!(c, '&' | '<' | '>' | '_' | '\u{FFFE}' | '\u{FFFF}') || forbidden
}

/// Whether a text begins as `_x0041_` does.
fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(1) == Some(&b'x')
        && bytes.get(2..6).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        && bytes.get(6) == Some(&b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_spelled_and_what_looks_spelled_stays() {
        let written = |text: &str| {
            let mut out = Vec::new();
            push_text(&mut out, text);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written("a\u{7}b\u{0}c\rd"), "a_x0007_b_x0000_c_x000D_d");
        assert_eq!(written("_x0041_ snake_case"), "_x005F_x0041_ snake_case");
        assert_eq!(written("<حماة> & \n"), "&lt;حماة&gt; &amp; \n");
        assert_eq!(written("\u{FFFF}"), "_xFFFF_");
    }

    #[test]
    fn no_sign_that_needs_care_slips_by_its_bytes() {
        for sign in ('\0'..=char::MAX).filter(|sign| needs_care(*sign)) {
            assert!(sign.encode_utf8(&mut [0; 4]).bytes().any(may_need_care), "{sign:?}");
        }
    }
}
