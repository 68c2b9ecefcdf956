//! Convoys on a map: one by its reference, several at one place as a count for each situation, and neighbouring places
//! together where their marks would cover one another.

use super::{
    Standing, Subject,
    frame::Frame,
    labels::{Hold, Rect, Sheet, Side, Spot, Wish, width_of},
};

/// A mark: what one or several convoys at one or several places look like.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// The places whose convoys it gathers, by index, the one that it stands at first.
    pub places: Vec<usize>,
    /// Where that is on the paper.
    pub at: (f64, f64),
    /// Where the mark is.
    pub spot: Spot,
    /// Its parts.
    pub chips: Vec<Chip>,
}

/// A part of a mark: a shape with a count, or with the reference of the only convoy.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// What it takes.
    pub rect: Rect,
    /// Code of the group, or of the status where it is one convoy.
    pub group: String,
    /// The status whose shape and colour it takes.
    pub shape: String,
    /// The convoys, by index.
    pub convoys: Vec<usize>,
}

/// How large marks are: no smaller than a finger or a pointer needs.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Height of a part.
    pub height: f64,
    /// Size of its letters.
    pub font: f64,
    /// Parts beside one another; more stand beneath.
    pub per_row: usize,
}

/// The side of a shape.
pub const SHAPE: f64 = 14.0;
const PAD: f64 = 5.0;
/// Places so near to one another share a mark from the beginning.
const TOGETHER: f64 = 24.0;
/// A mark that finds no room so near to its place joins its neighbour: one far off would be looked for in vain.
const LED: [f64; 1] = [22.0];

struct Group {
    places: Vec<usize>,
    at: (f64, f64),
}

/// Marks for all convoys on the paper. `of_each` are the groups in their order.
pub fn pins(subject: &Subject, frame: &Frame, sheet: &mut Sheet, size: Size, order: &[&str]) -> Vec<Pin> {
    let mut groups = gathered(subject, frame, order);
    loop {
        let mut drawn = sheet.clone();
        let mut done: Vec<Pin> = Vec::new();
        let mut failed = None;
        for (index, group) in groups.iter().enumerate() {
            let chips = chips(subject, group, size, order);
            let (w, h) = extent(&chips);
            let wish = Wish { at: group.at, radius: 7.0, w, h };
            let Some(spot) = drawn.place_within(&wish, &Side::OF_CONVOYS, &LED) else {
                failed = Some(index);
                break;
            };
            let chips = moved(chips, spot.rect);
            done.push(Pin { places: group.places.clone(), at: group.at, spot, chips });
        }
        let Some(index) = failed else {
            *sheet = drawn;
            return done;
        };
        // One mark alone always has its place, were the paper full of words.
        if let [only] = groups.as_slice() {
            let chips = chips(subject, only, size, order);
            let (w, h) = extent(&chips);
            let (x, y) = (only.at.0.min(frame.width - w).max(0.0), only.at.1.min(frame.height - h).max(0.0));
            let rect = Rect { x, y, w, h };
            sheet.take(rect);
            let spot = Spot { rect, hold: Hold::Middle, leader: false };
            return vec![Pin { places: only.places.clone(), at: only.at, spot, chips: moved(chips, rect) }];
        }
        let lost = groups.remove(index);
        let near = |group: &&mut Group| far(group.at, lost.at);
        if let Some(next) = groups.iter_mut().min_by(|a, b| near(a).total_cmp(&near(b))) {
            next.places.extend(lost.places);
        }
    }
}

fn far(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Places with convoys, the most pressing first, neighbours together.
fn gathered(subject: &Subject, frame: &Frame, order: &[&str]) -> Vec<Group> {
    let rank = |convoy: &Standing| order.iter().position(|group| *group == convoy.group).unwrap_or(order.len());
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for (index, place) in subject.places.iter().enumerate() {
        let here = subject.convoys.iter().filter(|convoy| convoy.place == index);
        if frame.shows((place.longitude, place.latitude))
            && let Some(worst) = here.clone().map(rank).min()
        {
            places.push((worst, usize::MAX - here.count(), index));
        }
    }
    places.sort_unstable();
    let mut groups: Vec<Group> = Vec::new();
    for (_, _, index) in places {
        let Some(place) = subject.places.get(index) else { continue };
        let at = frame.place((place.longitude, place.latitude));
        match groups.iter_mut().find(|group| far(group.at, at) < TOGETHER) {
            Some(group) => group.places.push(index),
            None => groups.push(Group { places: vec![index], at }),
        }
    }
    groups
}

/// The parts of a mark, as if it stood at the upper left corner.
fn chips(subject: &Subject, group: &Group, size: Size, order: &[&str]) -> Vec<Chip> {
    let here: Vec<(usize, &Standing)> =
        subject.convoys.iter().enumerate().filter(|(_, convoy)| group.places.contains(&convoy.place)).collect();
    if let [(index, convoy)] = here.as_slice() {
        let w = PAD + SHAPE + 3.0 + width_of(&convoy.reference, size.font) + PAD;
        let rect = Rect { x: 0.0, y: 0.0, w, h: size.height };
        return vec![Chip { rect, group: convoy.status.clone(), shape: convoy.status.clone(), convoys: vec![*index] }];
    }
    let mut chips: Vec<Chip> = Vec::new();
    for code in order {
        let of_it: Vec<_> = here.iter().filter(|(_, convoy)| convoy.group == *code).collect();
        let Some((_, first)) = of_it.first() else { continue };
        let w = PAD + SHAPE + 3.0 + width_of(&of_it.len().to_string(), size.font) + PAD;
        let rect = Rect { x: 0.0, y: 0.0, w: w.max(size.height), h: size.height };
        let convoys = of_it.iter().map(|(index, _)| *index).collect();
        chips.push(Chip { rect, group: (*code).to_owned(), shape: first.shape.clone(), convoys });
    }
    let mut top = 0.0;
    for row in chips.chunks_mut(size.per_row.max(1)) {
        let mut left = 0.0;
        for chip in row {
            (chip.rect.x, chip.rect.y) = (left, top);
            left += chip.rect.w + 2.0;
        }
        top += size.height + 2.0;
    }
    chips
}

fn extent(chips: &[Chip]) -> (f64, f64) {
    let right = chips.iter().map(|chip| chip.rect.x + chip.rect.w).fold(0.0, f64::max);
    let bottom = chips.iter().map(|chip| chip.rect.y + chip.rect.h).fold(0.0, f64::max);
    (right, bottom)
}

fn moved(mut chips: Vec<Chip>, to: Rect) -> Vec<Chip> {
    for chip in &mut chips {
        chip.rect.x += to.x;
        chip.rect.y += to.y;
    }
    chips
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::map::{Spotted, frame::Bounds};

    const ORDER: [&str; 3] = ["blocked", "held", "moving"];
    const SIZE: Size = Size { height: 24.0, font: 13.0, per_row: 3 };

    fn subject(places: &[(f64, f64)], convoys: &[(usize, usize)]) -> Subject {
        let place = |(longitude, latitude): &(f64, f64)| Spotted {
            longitude: *longitude,
            latitude: *latitude,
            name: "Place".to_owned(),
            lang: String::new(),
            kind: "town".to_owned(),
            cell: None,
            weight: 0,
        };
        let convoy = |(place, group): &(usize, usize)| Standing {
            place: place % places.len(),
            group: ORDER[group % 3].to_owned(),
            shape: "blocked".to_owned(),
            status: "blocked".to_owned(),
            reference: format!("SY-2016-{place}-{group}"),
            href: String::new(),
        };
        let convoys = convoys.iter().map(convoy).collect();
        Subject { places: places.iter().map(place).collect(), legs: Vec::new(), convoys }
    }

    fn drawn(subject: &Subject, width: f64, height: f64) -> Vec<Pin> {
        let frame = Frame::fit(Bounds { west: 35.0, south: 32.0, east: 42.0, north: 37.0 }, width, height);
        pins(subject, &frame, &mut Sheet::new(width, height, false), SIZE, &ORDER)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn marks_never_cover_one_another_and_no_convoy_is_lost(
            places in proptest::collection::vec((35.1..41.9_f64, 32.1..36.9_f64), 1..60),
            convoys in proptest::collection::vec((0_usize..60, 0_usize..3), 1..200),
            narrow: bool,
        ) {
            let (width, height) = if narrow { (360.0, 460.0) } else { (1100.0, 620.0) };
            let subject = subject(&places, &convoys);
            let pins = drawn(&subject, width, height);
            let chips: Vec<Rect> = pins.iter().flat_map(|pin| pin.chips.iter().map(|chip| chip.rect)).collect();
            for (index, chip) in chips.iter().enumerate() {
                prop_assert!(chip.w >= 24.0 && chip.h >= 24.0, "too small to touch");
                prop_assert!(!chips.iter().skip(index + 1).any(|other| other.overlaps(chip)));
            }
            let mut shown: Vec<usize> = pins.iter().flat_map(|pin| &pin.chips).flat_map(|chip| chip.convoys.clone()).collect();
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..convoys.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn one_convoy_says_its_reference_and_several_how_many() {
        let alone = drawn(&subject(&[(36.7, 35.1), (40.0, 33.0)], &[(0, 0)]), 1100.0, 620.0);
        assert_eq!((alone.len(), alone[0].chips.len(), alone[0].chips[0].group.as_str()), (1, 1, "blocked"));
        let several = drawn(&subject(&[(36.7, 35.1)], &[(0, 0), (0, 1), (0, 1)]), 1100.0, 620.0);
        let counts: Vec<usize> = several[0].chips.iter().map(|chip| chip.convoys.len()).collect();
        assert_eq!(counts, [1, 2]);
        let near = drawn(&subject(&[(36.7, 35.1), (36.72, 35.1)], &[(0, 0), (1, 0)]), 1100.0, 620.0);
        assert_eq!((near.len(), near[0].places.len()), (1, 2), "neighbours share a mark");
    }
}
