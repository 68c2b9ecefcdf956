//! What an event's entry says, read no further than its row needs: the whole report costs three times as much, and an export
//! has a million of them. Entries were checked when they were recorded.

use std::borrow::Cow;

use serde::Deserialize;
use uuid::Uuid;

use crate::domain::{incident::Range, quantity::Quantity};

type Word<'a> = Option<Cow<'a, str>>;

/// What an entry says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Said<'a> {
    #[serde(default)]
    pub place: Option<Uuid>,
    #[serde(default, borrow)]
    pub trucks: Option<Vec<Cow<'a, str>>>,
    #[serde(default, borrow)]
    pub source: Option<Source<'a>>,
    #[serde(default, borrow)]
    pub note: Word<'a>,
    #[serde(default, borrow)]
    pub details: Option<Box<Details<'a>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Source<'a> {
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    #[serde(default, borrow)]
    pub name: Word<'a>,
}

/// What the kinds say, each its own part of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Details<'a> {
    #[serde(borrow)]
    pub cause: Word<'a>,
    #[serde(borrow)]
    pub held_by: Word<'a>,
    #[serde(borrow)]
    pub incident: Word<'a>,
    #[serde(borrow)]
    pub act: Word<'a>,
    #[serde(borrow)]
    pub fate: Word<'a>,
    #[serde(borrow)]
    pub loss: Word<'a>,
    #[serde(borrow)]
    pub cargo: Vec<Amount<'a>>,
    pub people: Option<u64>,
    #[serde(borrow)]
    pub scope: Word<'a>,
    #[serde(borrow)]
    pub authority: Word<'a>,
    #[serde(borrow)]
    pub conditions: Word<'a>,
    #[serde(borrow)]
    pub reason: Word<'a>,
    #[serde(borrow)]
    pub by: Word<'a>,
    #[serde(borrow)]
    pub ordered_by: Word<'a>,
    #[serde(borrow)]
    pub decided_by: Word<'a>,
    #[serde(borrow)]
    pub to: Word<'a>,
    pub harm: Option<Hurt>,
    #[serde(borrow)]
    pub alleged_actor: Word<'a>,
    #[serde(borrow)]
    pub attributed_to: Word<'a>,
    #[serde(borrow)]
    pub claim: Word<'a>,
    #[serde(borrow)]
    pub text: Word<'a>,
    #[serde(borrow)]
    pub reliability: Word<'a>,
    pub credibility: Option<u8>,
    #[serde(borrow)]
    pub confidence: Word<'a>,
    pub event: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Hurt {
    pub killed: Option<Range>,
    pub injured: Option<Range>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Amount<'a> {
    #[serde(borrow)]
    pub line: Cow<'a, str>,
    #[serde(default)]
    pub quantity: Option<Quantity>,
}

impl<'a> Said<'a> {
    /// Reads an entry.
    pub(super) fn read(body: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(body)
    }
}

impl Details<'_> {
    /// `Flour: 600; Oil`, an amount only where it is known.
    pub(super) fn cargo_in_words(&self) -> Option<String> {
        let line = |amount: &Amount<'_>| match amount.quantity {
            Some(quantity) => format!("{}: {quantity}", amount.line),
            None => amount.line.to_string(),
        };
        let lines: Vec<String> = self.cargo.iter().map(line).collect();
        (!lines.is_empty()).then(|| lines.join("; "))
    }
}
