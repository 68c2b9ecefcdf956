//! A sketch as the template writes it: whole pixels, and words in the reader's language.

use crate::http::{
    language::{Name, Texts},
    map::{
        Subject,
        frame::Bounds,
        labels::{Hold, Rect, Spot},
        pins::{Chip, Pin, SHAPE},
        sketch::{Label, Paper, Sketch, sketch},
    },
    pages::{
        board::asked::GROUPS,
        views::{Drawing, MapChip, MapName, MapPin, Scale, Square},
    },
};

/// What of the world is drawn, and what the marks on it say and where they lead, for the reader.
pub struct Chosen<'a> {
    /// The reader's words.
    pub t: Texts,
    /// What is shown; all that there is where none is named.
    pub area: Option<Bounds>,
    /// What a part of a mark is, in words; also the places that the mark gathers.
    pub title: &'a dyn Fn(&Chip, &[usize]) -> String,
    /// Where it leads.
    pub href: &'a dyn Fn(&Chip, &[usize]) -> String,
}

/// Draws.
pub fn drawing(subject: &Subject, paper: Paper, chosen: &Chosen<'_>) -> Drawing {
    let Some(area) = chosen.area else { return Drawing::default() };
    let t = chosen.t;
    let mirrored = t.locale().direction() == "rtl";
    let order: Vec<&str> = GROUPS.iter().map(|(group, _)| *group).collect();
    let kilometres = |count: u32| t.text1("map-kilometres", "count", i64::from(count));
    let drawn = sketch(subject, area, paper, mirrored, &order, kilometres);
    Drawing {
        paper: paper.name,
        width: whole(paper.width),
        height: whole(paper.height),
        legs: drawn.legs.clone(),
        cells: drawn.cells.iter().map(|cell| square(*cell)).collect(),
        dots: drawn.dots.iter().map(|dot| (whole(dot.at.0), whole(dot.at.1), dot.kind.clone())).collect(),
        names: drawn.names.iter().map(|label| named(label, paper, mirrored)).collect(),
        pins: drawn.pins.iter().map(|pin| marked(pin, subject, paper, chosen, mirrored)).collect(),
        scale: scale(&drawn, mirrored, kilometres(drawn.kilometres)),
        land: drawn.land,
        coasts: drawn.coasts,
        borders: drawn.borders,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "paper is a few thousand pixels wide")]
fn whole(length: f64) -> i64 {
    length.round() as i64
}

fn square(rect: Rect) -> Square {
    Square { x: whole(rect.x), y: whole(rect.y), w: whole(rect.w), h: whole(rect.h) }
}

/// How a word is held, in the direction of the page: from right to left, a text starts on its right.
fn anchor(spot: &Spot, mirrored: bool) -> (f64, &'static str) {
    match spot.hold {
        Hold::Left => (spot.rect.x, if mirrored { "end" } else { "start" }),
        Hold::Right => (spot.rect.x + spot.rect.w, if mirrored { "start" } else { "end" }),
        Hold::Middle => (spot.rect.centre().0, "middle"),
    }
}

fn leader(at: (f64, f64), spot: &Spot) -> Option<String> {
    let (x, y) = spot.rect.nearest(at);
    spot.leader.then(|| format!("M{} {}L{} {}", whole(at.0), whole(at.1), whole(x), whole(y)))
}

fn named(label: &Label, paper: Paper, mirrored: bool) -> MapName {
    let (x, anchor) = anchor(&label.spot, mirrored);
    let rect = label.spot.rect;
    MapName {
        x: whole(x),
        y: whole(rect.y + rect.h / 2.0 + paper.font * 0.35),
        anchor,
        // Each name in its own direction, whatever stands around it.
        name: Name { text: format!("\u{2068}{}\u{2069}", label.text), lang: label.lang.clone() },
        leader: leader(label.at, &label.spot),
    }
}

fn marked(pin: &Pin, subject: &Subject, paper: Paper, chosen: &Chosen<'_>, mirrored: bool) -> MapPin {
    let chips = pin.chips.iter().map(|chip| MapChip {
        href: (chosen.href)(chip, &pin.places),
        title: (chosen.title)(chip, &pin.places),
        shape: chip.shape.clone(),
        transform: shape(chip, mirrored),
        at: square(chip.rect),
        text_at: text_at(chip, paper, mirrored),
        text: match (chip.convoys.as_slice(), chip.group == chip.shape || chip.convoys.len() == 1) {
            ([only], true) if pin.chips.len() == 1 && pin.places.len() == 1 && stands_alone(subject, pin) => {
                subject.convoys.get(*only).map(|convoy| convoy.reference.clone()).unwrap_or_default()
            }
            (all, _) => chosen.t.number(all.len()),
        },
    });
    MapPin { leader: leader(pin.at, &pin.spot), chips: chips.collect() }
}

/// Whether the mark is of one convoy: then there is room for its reference.
fn stands_alone(subject: &Subject, pin: &Pin) -> bool {
    subject.convoys.iter().filter(|convoy| pin.places.contains(&convoy.place)).count() == 1
}

/// The shape's place within its part: at the side where reading begins. An arrow that points onward does so in the
/// direction of reading, as everywhere.
fn shape(chip: &Chip, mirrored: bool) -> String {
    let y = whole(chip.rect.y + (chip.rect.h - SHAPE) / 2.0);
    let left = whole(chip.rect.x + 5.0);
    if !mirrored {
        return format!("translate({left} {y})");
    }
    let right = whole(chip.rect.x + chip.rect.w - 5.0);
    if matches!(chip.shape.as_str(), "in_transit" | "dispatched" | "turned_back") {
        format!("translate({right} {y}) scale(-1 1)")
    } else {
        format!("translate({} {y})", right - whole(SHAPE))
    }
}

fn text_at(chip: &Chip, paper: Paper, mirrored: bool) -> (i64, i64) {
    let beside = 5.0 + SHAPE + 3.0;
    let x = if mirrored { chip.rect.x + chip.rect.w - beside } else { chip.rect.x + beside };
    (whole(x), whole(chip.rect.y + chip.rect.h / 2.0 + paper.pins.font * 0.35))
}

fn scale(drawn: &Sketch, mirrored: bool, text: String) -> Scale {
    let (x, y, length) = (whole(drawn.scale.x), whole(drawn.scale.y), whole(drawn.scale.w));
    Scale { x, y, length, text, text_x: if mirrored { x + length } else { x } }
}
