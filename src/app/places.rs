//! Places found by what people call them: a name in any language, another spelling, a key or a P-code.

use super::{
    App, AppError, Caller,
    world::{Described, WorldPage},
};
use crate::domain::{
    folding::fold,
    pcode,
    place::{Place, PlaceKind},
};

/// What a list of places is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceWish {
    /// In a name, another spelling or the key, as names are compared; or at the beginning of the P-code.
    pub text: String,
    /// Of this kind.
    pub kind: Option<PlaceKind>,
}

/// Places that are read to fill one page at a time.
const READ: usize = 500;

impl App {
    /// Places that fit, in the order of their keys, after a key.
    pub fn find_places(
        &self,
        caller: &Caller,
        wish: &PlaceWish,
        after: &str,
        limit: usize,
    ) -> Result<WorldPage<Place>, AppError> {
        let folded = fold(&wish.text);
        // A text of nothing but punctuation finds nothing, and not everything.
        let nothing = folded.is_empty() && !wish.text.trim().is_empty();
        let mut items: Vec<Described<Place>> = Vec::new();
        let mut after = (!nothing).then(|| after.to_owned());
        while let Some(from) = after.filter(|_| items.len() <= limit) {
            let page = self.list_places(caller, &from, READ, None)?;
            items.extend(page.items.into_iter().filter(|place| fits(&place.what, wish, &folded)));
            after = page.next;
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.what.key.to_string());
        Ok(WorldPage { items, next })
    }
}

fn fits(place: &Place, wish: &PlaceWish, folded: &str) -> bool {
    let named = || {
        let mut names = place.name.values().chain(&place.aliases);
        names.any(|name| fold(name.as_str()).contains(folded)) || fold(place.key.as_str()).contains(folded)
    };
    let coded = || place.codes().any(|code| pcode::normal(code).starts_with(&pcode::normal(&wish.text)));
    wish.kind.is_none_or(|kind| place.kind == kind) && (folded.is_empty() || named() || coded())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(text: &str) -> bool {
        let place: Place = serde_json::from_value(serde_json::json!({
            "key": "maarrat-an-numan", "kind": "town", "name": {"en": "Ma'arrat an-Numan", "ar": "معرّة النعمان"},
            "aliases": ["Maarat al-Noman"], "pcode": "SY070100",
        }))
        .unwrap();
        fits(&place, &PlaceWish { text: text.to_owned(), kind: None }, &fold(text))
    }

    #[test]
    fn a_place_is_found_by_any_of_its_names_however_they_are_written() {
        for text in ["", "maarrat", "MAARAT AL NOMAN", "معره النعمان", "النعمان", "sy0701", "an-numan"]
        {
            assert!(finds(text), "{text}");
        }
        for text in ["homs", "حمص", "SY0702"] {
            assert!(!finds(text), "{text}");
        }
    }
}
