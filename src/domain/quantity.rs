//! Exact amounts of cargo. Never floats; an amount may be unknown, and unknown is never zero.

use std::{fmt, str::FromStr};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An exact amount, zero or more, in the unit of its cargo line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quantity(Decimal);

/// Why a text is not a [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAQuantity {
    /// Not a decimal number of at most 28 digits.
    Malformed,
    /// Below zero.
    Negative,
}

impl Quantity {
    /// Nothing at all, which is a known amount.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// Reads a decimal such as `12`, `0.5` or `1e3`.
    pub fn parse(text: &str) -> Result<Self, NotAQuantity> {
        let text = text.trim();
        let decimal = Decimal::from_str_exact(text)
            .or_else(|_| Decimal::from_scientific(text))
            .map_err(|_| NotAQuantity::Malformed)?;
        if decimal.is_sign_negative() && !decimal.is_zero() {
            return Err(NotAQuantity::Negative);
        }
        Ok(Self(decimal.abs().normalize()))
    }

    /// The sum, or `None` beyond 28 digits.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(|sum| Self(sum.normalize()))
    }

    /// What is left, or `None` where `other` is more than there is.
    pub fn less(self, other: Self) -> Option<Self> {
        let left = self.0.checked_sub(other.0)?;
        (!left.is_sign_negative() || left.is_zero()).then(|| Self(left.normalize()))
    }

    /// Which part of `whole` it is, in thousandths; `None` of nothing.
    pub fn thousandths_of(self, whole: Self) -> Option<u64> {
        use rust_decimal::prelude::ToPrimitive;
        self.0.checked_mul(Decimal::ONE_THOUSAND)?.checked_div(whole.0)?.round().to_u64()
    }

    /// A product with a count, such as people served per kit; the whole part.
    pub fn times(self, count: u32) -> Option<u64> {
        use rust_decimal::prelude::ToPrimitive;
        self.0.checked_mul(Decimal::from(count))?.trunc().to_u64()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Quantity {
    type Err = NotAQuantity;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for Quantity {
    /// A JSON number where that number is exact for every reader; beyond a double's digits, a string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const WHOLE_IN_A_DOUBLE: u64 = 1 << 53;
        let text = self.to_string();
        if let Ok(whole) = text.parse::<u64>()
            && whole <= WHOLE_IN_A_DOUBLE
        {
            return serializer.serialize_u64(whole);
        }
        match text.parse::<f64>() {
            Ok(double) if double.fract() != 0.0 && double.to_string() == text => serializer.serialize_f64(double),
            Ok(_) | Err(_) => serializer.serialize_str(&text),
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        from_json(&value).map_err(|_| de::Error::custom("not a quantity"))
    }
}

/// Reads an amount from a JSON number (by its shortest decimal form) or a string.
pub fn from_json(value: &serde_json::Value) -> Result<Quantity, NotAQuantity> {
    match value {
        serde_json::Value::Number(number) => Quantity::parse(&number.to_string()),
        serde_json::Value::String(text) => Quantity::parse(text),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_) => Err(NotAQuantity::Malformed),
    }
}

/// A running sum of which some parts may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    /// The sum of the known parts.
    pub known: Quantity,
    /// Whether a part of unknown amount belongs to it.
    pub unknown_part: bool,
}

impl Tally {
    /// Adds one part; `None` is an unknown amount. Answers `false`, and adds nothing, beyond 28 digits.
    #[must_use]
    pub fn add(&mut self, part: Option<Quantity>) -> bool {
        match part {
            None => self.unknown_part = true,
            Some(amount) => match self.known.plus(amount) {
                Some(sum) => self.known = sum,
                None => return false,
            },
        }
        true
    }

    /// The sum, where every part of it is known.
    pub fn exact(self) -> Option<Quantity> {
        (!self.unknown_part).then_some(self.known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_three_times_is_three_tenths() {
        let mut tally = Tally::default();
        for _ in 0..3 {
            assert!(tally.add(Some(Quantity::parse("0.1").unwrap())));
        }
        assert_eq!(tally.exact(), Some(Quantity::parse("0.3").unwrap()));
    }

    #[test]
    fn an_unknown_part_makes_the_sum_unknown_and_not_zero() {
        let mut tally = Tally::default();
        assert!(tally.add(Some(Quantity::parse("5").unwrap())));
        assert!(tally.add(None));
        assert_eq!(tally.exact(), None);
        assert_eq!(tally.known, Quantity::parse("5").unwrap());
    }

    #[test]
    fn json_keeps_every_digit() {
        for text in ["0", "17", "12.5", "0.001", "9007199254740993", "1234567890123456789.123456789"] {
            let quantity = Quantity::parse(text).unwrap();
            let json = serde_json::to_string(&quantity).unwrap();
            assert_eq!(serde_json::from_str::<Quantity>(&json).unwrap(), quantity, "{json}");
        }
        assert_eq!(serde_json::to_string(&Quantity::parse("12.50").unwrap()).unwrap(), "12.5");
        assert_eq!(Quantity::parse("-1"), Err(NotAQuantity::Negative));
        assert_eq!(Quantity::parse("a few"), Err(NotAQuantity::Malformed));
    }
}
