//! When two addresses of e-mail are one.

/// An address as it is stored and compared: without the spaces around it, and without the case of ASCII. Unicode has letters
/// whose lower case is a letter of ASCII (the sign of Kelvin is a `k`): by its rules somebody else's address would become this
/// one.
pub fn folded(address: &str) -> String {
    address.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_outside_of_ascii_becomes_one_within() {
        assert_eq!(folded(" Nour@SARC.example "), "nour@sarc.example");
        let foreign = (char::from_u32(0x80).unwrap()..=char::MAX).filter(|c| folded(&c.to_string()).is_ascii());
        // White space around an address is not a part of it.
        assert_eq!(foreign.filter(|c| !c.is_whitespace()).count(), 0);
    }
}
