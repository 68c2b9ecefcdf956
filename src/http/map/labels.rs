//! Where words stand on a map: beside what they name, never over each other, and the same on every drawing.
//!
//! Greedy, in the order given: each takes the first free spot among those nearest to its point, then one farther off with a
//! line that leads to it, then none. What is named on no spot stands in the table beneath the map all the same.

/// A rectangle on the paper, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// Around a point.
    pub fn around((x, y): (f64, f64), half: f64) -> Self {
        Self { x: x - half, y: y - half, w: half * 2.0, h: half * 2.0 }
    }

    /// Whether two have more than an edge in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    fn holds(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.x + self.w >= other.x + other.w
            && self.y + self.h >= other.y + other.h
    }

    /// Its middle.
    pub fn centre(&self) -> (f64, f64) {
        (self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// The point of it that is nearest to another point.
    pub fn nearest(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x.clamp(self.x, self.x + self.w), y.clamp(self.y, self.y + self.h))
    }
}

/// What a word is held by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Its left edge, which is next to its point.
    Left,
    /// Its middle.
    Middle,
    /// Its right edge.
    Right,
}

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// What it takes.
    pub rect: Rect,
    /// By what it is held there.
    pub hold: Hold,
    /// Whether a line has to lead to it.
    pub leader: bool,
}

/// Something to be named.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Where it is.
    pub at: (f64, f64),
    /// How far its own mark reaches.
    pub radius: f64,
    /// How wide the word is.
    pub w: f64,
    /// How high.
    pub h: f64,
}

/// The paper with what stands on it already.
#[derive(Clone, Debug)]
pub struct Sheet {
    paper: Rect,
    taken: Vec<Rect>,
    /// Words run from right to left: the first choice is the left side.
    mirrored: bool,
}

/// Between a mark and its word.
const GAP: f64 = 3.0;
/// How far off a word may stand, in turn.
const FAR: [f64; 4] = [26.0, 42.0, 62.0, 86.0];

impl Sheet {
    /// A sheet of this size; words keep a little off its edge.
    pub fn new(width: f64, height: f64, mirrored: bool) -> Self {
        let paper = Rect { x: 2.0, y: 2.0, w: width - 4.0, h: height - 4.0 };
        Self { paper, taken: Vec::new(), mirrored }
    }

    /// Keeps words off.
    pub fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// A spot for a word, which is then taken.
    pub fn place(&mut self, wish: &Wish, sides: &[Side]) -> Option<Spot> {
        self.place_within(wish, sides, &FAR)
    }

    /// A spot beside its point, or so far off.
    pub fn place_within(&mut self, wish: &Wish, sides: &[Side], far: &[f64]) -> Option<Spot> {
        let beside = sides.iter().map(|side| self.beside(wish, *side));
        let farther = far.iter().flat_map(|far| sides.iter().map(move |side| (*far, *side)));
        let led = farther.map(|(far, side)| Spot { leader: true, ..self.beside(&Wish { radius: far, ..*wish }, side) });
        let free =
            |spot: &Spot| self.paper.holds(&spot.rect) && !self.taken.iter().any(|taken| taken.overlaps(&spot.rect));
        let spot = beside.chain(led).find(free)?;
        self.taken.push(spot.rect);
        Some(spot)
    }

    fn beside(&self, wish: &Wish, side: Side) -> Spot {
        let side = if self.mirrored { side.mirrored() } else { side };
        let (x, y) = wish.at;
        let off = wish.radius + GAP;
        let slant = wish.radius * 0.7 + GAP;
        let (east, west, middle) = (x + off, x - off - wish.w, x - wish.w / 2.0);
        let (over, under, level) = (y - off - wish.h, y + off, y - wish.h / 2.0);
        let (slant_east, slant_west) = (x + slant, x - slant - wish.w);
        let (slant_over, slant_under) = (y - slant - wish.h, y + slant);
        let (left, top, hold) = match side {
            Side::East => (east, level, Hold::Left),
            Side::West => (west, level, Hold::Right),
            Side::North => (middle, over, Hold::Middle),
            Side::South => (middle, under, Hold::Middle),
            Side::NorthEast => (slant_east, slant_over, Hold::Left),
            Side::SouthEast => (slant_east, slant_under, Hold::Left),
            Side::NorthWest => (slant_west, slant_over, Hold::Right),
            Side::SouthWest => (slant_west, slant_under, Hold::Right),
        };
        Spot { rect: Rect { x: left, y: top, w: wish.w, h: wish.h }, hold, leader: false }
    }
}

/// On which side of its point a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the right.
    East,
    /// To the left.
    West,
    /// Above.
    North,
    /// Beneath.
    South,
    /// Above, to the right.
    NorthEast,
    /// Beneath, to the right.
    SouthEast,
    /// Above, to the left.
    NorthWest,
    /// Beneath, to the left.
    SouthWest,
}

impl Side {
    /// The order in which a name tries them.
    pub const OF_NAMES: [Self; 8] = [
        Self::East,
        Self::NorthEast,
        Self::SouthEast,
        Self::West,
        Self::NorthWest,
        Self::SouthWest,
        Self::North,
        Self::South,
    ];
    /// The order in which convoys do: beneath their place, so that its name keeps its side.
    pub const OF_CONVOYS: [Self; 8] = [
        Self::South,
        Self::North,
        Self::SouthEast,
        Self::SouthWest,
        Self::NorthEast,
        Self::NorthWest,
        Self::East,
        Self::West,
    ];

    fn mirrored(self) -> Self {
        match self {
            Self::East => Self::West,
            Self::West => Self::East,
            Self::North => Self::North,
            Self::South => Self::South,
            Self::NorthEast => Self::NorthWest,
            Self::SouthEast => Self::SouthWest,
            Self::NorthWest => Self::NorthEast,
            Self::SouthWest => Self::SouthEast,
        }
    }
}

/// How wide a text is at most in a font of this size. No font is known here, so each letter counts as wide as it is in the
/// widest of the usual ones.
pub fn width_of(text: &str, size: f64) -> f64 {
    let letters = text.chars().map(|letter| match letter {
        '\u{2066}'..='\u{2069}' | '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'ا' | ' ' => 0.36,
        'f' | 'r' | 't' | '-' | '(' | ')' | '’' | '°' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        letter if letter.is_uppercase() || letter == '_' => 0.74,
        // The joined letters of Arabic take less room than those of Latin, but for those with long tails.
        '\u{621}'..='\u{64a}' => {
            if matches!(letter, 'س' | 'ش' | 'ص' | 'ض') {
                0.86
            } else {
                0.58
            }
        }
        letter if letter.is_ascii() || letter.is_alphanumeric() && letter < '\u{2e80}' => 0.62,
        _ => 1.05,
    });
    (letters.sum::<f64>() * size).ceil()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wishes() -> impl Strategy<Value = Vec<Wish>> {
        let wish = (0.0..800.0_f64, 0.0..500.0_f64, 2.0..12.0_f64, 10.0..160.0_f64, 10.0..30.0_f64);
        proptest::collection::vec(wish.prop_map(|(x, y, radius, w, h)| Wish { at: (x, y), radius, w, h }), 1..120)
    }

    proptest! {
        #[test]
        fn words_never_overlap_and_never_leave_the_paper(wishes in wishes(), mirrored: bool) {
            let mut sheet = Sheet::new(800.0, 500.0, mirrored);
            for wish in &wishes {
                sheet.take(Rect::around(wish.at, wish.radius));
            }
            let marks = sheet.taken.clone();
            let spots: Vec<Spot> = wishes.iter().filter_map(|wish| sheet.place(wish, &Side::OF_NAMES)).collect();
            for (index, spot) in spots.iter().enumerate() {
                prop_assert!(sheet.paper.holds(&spot.rect));
                prop_assert!(!marks.iter().any(|mark| mark.overlaps(&spot.rect)));
                prop_assert!(!spots.iter().skip(index + 1).any(|other| other.rect.overlaps(&spot.rect)));
            }
            // The control: where there is room, something is placed.
            prop_assert!(wishes.len() > 3 || !spots.is_empty() || wishes.iter().all(|wish| wish.w > 100.0));
        }

        #[test]
        fn the_same_is_drawn_every_time(wishes in wishes()) {
            let drawn = || {
                let mut sheet = Sheet::new(800.0, 500.0, false);
                wishes.iter().map(|wish| sheet.place(wish, &Side::OF_NAMES)).collect::<Vec<_>>()
            };
            prop_assert_eq!(drawn(), drawn());
        }
    }

    fn alone(mirrored: bool) -> Spot {
        let wish = Wish { at: (400.0, 250.0), radius: 5.0, w: 60.0, h: 16.0 };
        Sheet::new(800.0, 500.0, mirrored).place(&wish, &Side::OF_NAMES).unwrap()
    }

    #[test]
    fn a_name_stands_after_its_point_in_the_direction_of_reading() {
        assert!(alone(false).rect.x > 400.0 && alone(false).hold == Hold::Left);
        assert!(alone(true).rect.x + 60.0 < 400.0 && alone(true).hold == Hold::Right);
    }

    #[test]
    fn what_finds_no_room_beside_its_point_is_led_to() {
        let mut sheet = Sheet::new(800.0, 500.0, false);
        let wish = Wish { at: (400.0, 250.0), radius: 5.0, w: 60.0, h: 16.0 };
        let spots: Vec<Spot> = (0..60).filter_map(|_| sheet.place(&wish, &Side::OF_NAMES)).collect();
        let (led, beside): (Vec<Spot>, Vec<Spot>) = spots.iter().copied().partition(|spot| spot.leader);
        assert!(beside.len() >= 4 && led.len() >= 4, "{} beside, {} led", beside.len(), led.len());
        assert!(spots.len() < 60, "where all is full, nothing more is placed");
    }

    #[test]
    fn marks_and_isolates_take_no_room() {
        assert!((width_of("\u{2068}Hama\u{2069}", 13.0) - width_of("Hama", 13.0)).abs() < 1e-9);
        assert!(
            width_of("Khan Eshieh", 13.0) > width_of("Hama", 13.0) && width_of("حماة", 13.0) < width_of("Hama__", 13.0)
        );
    }
}
