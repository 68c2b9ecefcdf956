//! A map on paper: plain data, in pixels, for a template to write down.

use super::{
    Leg, Spotted, Subject, Way,
    clip::line,
    frame::{Bounds, Frame},
    labels::{Rect, Sheet, Side, Spot, Wish, width_of},
    outlines::OUTLINES,
    path::path,
    pins::{Pin, Size, pins},
};

/// Paper for a kind of screen, and how large the words on it are.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Which: for ids and the stylesheet.
    pub name: &'static str,
    /// Pixels across.
    pub width: f64,
    /// Pixels down.
    pub height: f64,
    /// Size of the names.
    pub font: f64,
    /// Convoys.
    pub pins: Size,
}

/// For a screen on a desk, and for printing.
pub const WIDE: Paper = Paper {
    name: "wide",
    width: 1120.0,
    height: 620.0,
    font: 14.0,
    pins: Size { height: 26.0, font: 14.0, per_row: 4 },
};
/// For a telephone held upright.
pub const NARROW: Paper = Paper {
    name: "narrow",
    width: 344.0,
    height: 440.0,
    font: 13.0,
    pins: Size { height: 26.0, font: 13.0, per_row: 3 },
};
/// For a part of a page.
pub const SMALL: Paper = Paper { name: "wide", height: 300.0, ..WIDE };
/// The same, on a telephone.
pub const SMALL_NARROW: Paper = Paper { name: "narrow", height: 280.0, ..NARROW };

/// A map as drawn.
#[derive(Clone, Debug)]
pub struct Sketch {
    /// The paper.
    pub paper: Paper,
    /// What of the world is on it.
    pub bounds: Bounds,
    /// Land, coasts and borders, as paths in halves of a pixel.
    pub land: String,
    /// See `land`.
    pub coasts: String,
    /// See `land`.
    pub borders: String,
    /// Routes: how they stand, and a path in halves of a pixel.
    pub legs: Vec<(&'static str, String)>,
    /// Cells.
    pub cells: Vec<Rect>,
    /// Places: middle, and code of the kind.
    pub dots: Vec<Dot>,
    /// Names.
    pub names: Vec<Label>,
    /// Convoys.
    pub pins: Vec<Pin>,
    /// Kilometres of the scale, and where it is: its left end, its length.
    pub kilometres: u32,
    /// See `kilometres`.
    pub scale: Rect,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Its middle.
    pub at: (f64, f64),
    /// Code of its kind.
    pub kind: String,
}

/// A name on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it names.
    pub at: (f64, f64),
    /// Where it stands.
    pub spot: Spot,
    /// What it says.
    pub text: String,
    /// In which language; empty where nobody said.
    pub lang: String,
}

/// Around what is to be seen, as a part of its size.
const MARGIN: f64 = 1.3;
/// The least that is shown around one place alone, in degrees from north to south.
const LEAST: f64 = 0.5;
const DOT: f64 = 5.0;

/// All that a subject speaks of; none where it has no place.
pub fn extent(subject: &Subject) -> Option<Bounds> {
    let points = subject.places.iter().flat_map(|place| {
        let half = place.cell.unwrap_or(0.0) / 2.0;
        let (lon, lat) = (place.longitude, place.latitude);
        [(lon - half, lat - half), (lon + half, lat + half)]
    });
    let all = points.fold(Bounds::NONE, Bounds::with);
    if all.is_empty() {
        return None;
    }
    let (lon, lat) = all.centre();
    let least =
        Bounds { west: lon - LEAST / 2.0, south: lat - LEAST / 2.0, east: lon + LEAST / 2.0, north: lat + LEAST / 2.0 };
    Some(all.scaled(MARGIN).joined(least))
}

/// Draws a stretch of the world with what there is to show on it. `mirrored` where words run from right to left: the
/// words then stand on the other side, and the world stays as it is. `order` are the groups of convoys, the most pressing
/// first; `scale_text` is what the scale says.
pub fn sketch(
    subject: &Subject,
    shown: Bounds,
    paper: Paper,
    mirrored: bool,
    order: &[&str],
    scale_text: impl Fn(u32) -> String,
) -> Sketch {
    let frame = Frame::fit(shown, paper.width, paper.height);
    let mut sheet = Sheet::new(paper.width, paper.height, mirrored);
    let (kilometres, scale) = scale(&frame, mirrored, scale_text);
    sheet.take(Rect { x: scale.x - 4.0, y: scale.y - 20.0, w: scale.w + 8.0, h: 28.0 });
    let places: Vec<(&Spotted, (f64, f64))> = subject
        .places
        .iter()
        .map(|place| (place, (place.longitude, place.latitude)))
        .filter(|(_, point)| frame.shows(*point))
        .map(|(place, point)| (place, frame.place(point)))
        .collect();
    // Convoys come before names: they may stand over a place that has none, and no name over them or a place.
    let pins = pins(subject, &frame, &mut sheet, paper.pins, order);
    for (_, at) in places.iter().filter(|(place, _)| place.cell.is_none()) {
        sheet.take(Rect::around(*at, DOT));
    }
    let land = OUTLINES.within(frame.bounds);
    Sketch {
        paper,
        bounds: frame.bounds,
        land: path(&land.rings, &frame, true),
        coasts: path(&land.coasts, &frame, false),
        borders: path(&land.borders, &frame, false),
        legs: legs(subject, &frame),
        cells: places.iter().filter_map(|(place, at)| cell(place, *at, &frame)).collect(),
        dots: places
            .iter()
            .filter(|(place, _)| place.cell.is_none())
            .map(|(place, at)| Dot { at: *at, kind: place.kind.clone() })
            .collect(),
        names: names(&places, &mut sheet, paper.font),
        pins,
        kilometres,
        scale,
    }
}

fn scale(frame: &Frame, mirrored: bool, text: impl Fn(u32) -> String) -> (u32, Rect) {
    let (kilometres, length) = frame.scale_bar(frame.width * 0.22);
    let w = length.max(width_of(&text(kilometres), 12.0));
    let x = if mirrored { frame.width - 12.0 - w } else { 12.0 };
    (kilometres, Rect { x, y: frame.height - 12.0, w: length, h: 0.0 })
}

fn cell(place: &Spotted, (x, y): (f64, f64), frame: &Frame) -> Option<Rect> {
    let (w, h) = frame.size(place.cell?);
    // One that would be a speck is still to be seen.
    let (w, h) = (w.max(12.0), h.max(12.0));
    Some(Rect { x: x - w / 2.0, y: y - h / 2.0, w, h })
}

/// One path for each way, so that what stands later covers what stands before: what was given up lies undermost.
fn legs(subject: &Subject, frame: &Frame) -> Vec<(&'static str, String)> {
    let mut all: Vec<Leg> = subject.legs.clone();
    all.sort_unstable_by_key(|leg| (leg.way, leg.from, leg.to));
    all.dedup();
    let point = |index: usize| subject.places.get(index).map(|place| (place.longitude, place.latitude));
    let ways = [Way::Dropped, Way::Ahead, Way::Diverted, Way::Passed];
    ways.into_iter()
        .filter_map(|way| {
            let of_it = all.iter().filter(|leg| leg.way == way);
            let lines = of_it.filter_map(|leg| Some([point(leg.from)?, point(leg.to)?]));
            let seen: Vec<_> = lines.flat_map(|ends| line(&ends, frame.bounds)).collect();
            let drawn = path(&seen, frame, false);
            (!drawn.is_empty()).then(|| (way.code(), drawn))
        })
        .collect()
}

/// Names, the weightiest first; of equal weight in the order of their names and places, so that the same is drawn always.
fn names(places: &[(&Spotted, (f64, f64))], sheet: &mut Sheet, font: f64) -> Vec<Label> {
    let mut order: Vec<&(&Spotted, (f64, f64))> = places.iter().collect();
    order.sort_by(|(a, at), (b, bt)| {
        (b.weight, &a.name).cmp(&(a.weight, &b.name)).then(at.0.total_cmp(&bt.0)).then(at.1.total_cmp(&bt.1))
    });
    let named = order.into_iter().filter(|(place, _)| place.cell.is_none());
    named
        .filter_map(|(place, at)| {
            let wish = Wish { at: *at, radius: DOT, w: width_of(&place.name, font), h: font * 1.25 };
            let spot = sheet.place(&wish, &Side::OF_NAMES)?;
            Some(Label { at: *at, spot, text: place.name.clone(), lang: place.lang.clone() })
        })
        .collect()
}
