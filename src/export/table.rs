//! What each table has, defined once: names, types, units, HXL tags, meanings. Columns are promised: one is never renamed,
//! never changes its type or its meaning, and new ones come last. A snapshot of all of them is a test.

mod columns;
mod reports;

pub use columns::TABLES;
pub use reports::REPORT_TABLES;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::AsRefStr)]
#[strum(serialize_all = "snake_case")]
pub enum Type {
    /// What people wrote, names, ids and references.
    Text,
    /// A stable English code.
    Code,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// A moment in UTC, RFC 3339.
    Instant,
    /// Date and time on the clocks of the convoy's zone.
    Local,
    /// A day in the convoy's zone.
    Date,
    /// `true` or `false`.
    Boolean,
    /// Degrees, WGS 84.
    Coordinate,
}

/// What a column means, as ids of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// One sentence.
    Of(String),
    /// A part of something: of a place (`column-place-origin`) its name in Arabic (`column-part-name_ar`).
    PartOf(String, String),
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, for ever.
    pub name: &'static str,
    /// What it holds.
    pub kind: Type,
    /// Its HXL tag with attributes.
    pub hxl: &'static str,
    /// What it is counted in, as a code; none where its meaning says it.
    pub unit: Option<&'static str>,
    /// Of which place or organisation it is a part, and which.
    part: Option<(&'static str, &'static str)>,
    /// Whether it counts many convoys, and so means something else than the column of this name that tells of one.
    counts: bool,
}

impl Column {
    const fn new(name: &'static str, kind: Type, hxl: &'static str) -> Self {
        Self { name, kind, hxl, unit: None, part: None, counts: false }
    }

    const fn counted(name: &'static str, kind: Type, hxl: &'static str) -> Self {
        Self { counts: true, ..Self::new(name, kind, hxl) }
    }

    const fn in_unit(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    const fn of(self, whole: &'static str, part: &'static str) -> Self {
        Self { part: Some((whole, part)), ..self }
    }

    /// What it means.
    pub fn meaning(&self) -> Meaning {
        match self.part {
            Some((whole, part)) => Meaning::PartOf(format!("column-of-{whole}"), format!("column-part-{part}")),
            None if self.counts => Meaning::Of(format!("report-column-{}", self.name)),
            None => Meaning::Of(format!("column-{}", self.name)),
        }
    }
}

/// Where a table's coordinates stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The column of degrees north.
    pub latitude: usize,
    /// The column of degrees east.
    pub longitude: usize,
}

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

impl Table {
    /// The table of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Where its coordinates stand, where it has any.
    pub fn point(&self) -> Option<Point> {
        let at = |name: &str| self.columns.iter().position(|column| column.name == name);
        Some(Point { latitude: at("latitude")?, longitude: at("longitude")? })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn columns_are_as_promised() {
        let mut all = String::new();
        for table in TABLES {
            for column in table.columns {
                let unit = column.unit.unwrap_or("-");
                let words = [table.name, column.name, column.kind.as_ref(), column.hxl, unit];
                all += &words.join(" ");
                all.push('\n');
            }
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn names_are_unique_and_tags_are_hashtags() {
        for table in TABLES {
            let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            let tags: BTreeSet<&str> = table.columns.iter().map(|column| column.hxl).collect();
            assert_eq!(tags.len(), table.columns.len(), "two columns of {} have one tag", table.name);
            for column in table.columns {
                let mut parts = column.hxl.split('+');
                let tag = parts.next().unwrap().strip_prefix('#').unwrap();
                assert!(
                    std::iter::once(tag).chain(parts).all(|part| !part.is_empty()
                        && part.starts_with(|c: char| c.is_ascii_lowercase())
                        && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')),
                    "{}",
                    column.hxl
                );
            }
        }
    }

    #[test]
    fn only_responders_are_organisations() {
        for column in TABLES.iter().flat_map(|table| table.columns) {
            let responder = ["lead", "partner"].iter().any(|word| column.name.starts_with(word));
            assert_eq!(column.hxl.starts_with("#org"), responder, "{}", column.name);
        }
    }
}
