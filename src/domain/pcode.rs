//! P-codes: what their shape tells. `SY` and two, four or six digits are a governorate, district and sub-district of Syria;
//! a community there is `C` and digits. Other countries write their two letters and digits of lengths of their own.

/// How far down a code is: 0 the country, 1 to 3 its divisions, 4 and beyond what lies within them.
pub type Level = i32;

/// The level of a community.
pub const COMMUNITY: Level = 4;

/// What a code's shape tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The country's two letters; a community's code has none.
    pub country: Option<String>,
    /// Its level, where the shape tells.
    pub level: Option<Level>,
}

/// A code as it is compared: in capitals, without blanks.
pub fn normal(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
}

/// What a code's shape tells; `None` where it is no P-code.
pub fn shape(code: &str) -> Option<Shape> {
    let code = normal(code);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(number) = code.strip_prefix('C').filter(|number| !number.is_empty() && digits(number)) {
        return (number.len() <= 6).then_some(Shape { country: None, level: Some(COMMUNITY) });
    }
    let (country, number) = code.split_at_checked(2)?;
    if !country.bytes().all(|byte| byte.is_ascii_uppercase()) || !digits(number) || number.len() > 18 {
        return None;
    }
    let level = match (country, number.len()) {
        (_, 0) => Some(0),
        ("SY", 2) => Some(1),
        ("SY", 4) => Some(2),
        ("SY", 6) => Some(3),
        ("SY", _) => return None,
        (_, _) => None,
    };
    Some(Shape { country: Some(country.to_owned()), level })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_code_tells_its_level() {
        let level = |code| shape(code).and_then(|shape| shape.level);
        assert_eq!(level("SY02"), Some(1));
        assert_eq!(level("sy 0203"), Some(2));
        assert_eq!(level("SY020300"), Some(3));
        assert_eq!(level("C1007"), Some(COMMUNITY));
        assert_eq!(shape("LB11").map(|shape| (shape.country, shape.level)), Some((Some("LB".to_owned()), None)));
        for odd in ["", "SY1", "SY02030", "C", "C12A", "حلب", "1234"] {
            assert_eq!(shape(odd), None, "{odd}");
        }
    }
}
