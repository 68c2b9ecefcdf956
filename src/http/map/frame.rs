//! What part of the world is shown, and where on the paper a place then lies.

/// A stretch of the world, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its western edge.
    pub west: f64,
    /// Its southern edge.
    pub south: f64,
    /// Its eastern edge.
    pub east: f64,
    /// Its northern edge.
    pub north: f64,
}

/// As far as a map goes to the poles: beyond, a degree of longitude is no length.
const POLEWARD: f64 = 80.0;
/// The smallest stretch from north to south, in degrees: the outlines are no finer.
const LEAST: f64 = 0.1;

impl Bounds {
    /// Nothing yet.
    pub const NONE: Self =
        Self { west: f64::INFINITY, south: f64::INFINITY, east: f64::NEG_INFINITY, north: f64::NEG_INFINITY };

    /// With a point more.
    #[must_use]
    pub fn with(self, (lon, lat): (f64, f64)) -> Self {
        Self {
            west: self.west.min(lon),
            south: self.south.min(lat),
            east: self.east.max(lon),
            north: self.north.max(lat),
        }
    }

    /// With another stretch.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        self.with((other.west, other.south)).with((other.east, other.north))
    }

    /// Whether there is nothing in it, not even a point.
    pub fn is_empty(self) -> bool {
        self.west > self.east || self.south > self.north
    }

    /// Whether two stretches have a point in common.
    pub fn touches(self, other: Self) -> bool {
        self.west <= other.east && self.east >= other.west && self.south <= other.north && self.north >= other.south
    }

    /// Whether all of the other lies within.
    pub fn holds(self, other: Self) -> bool {
        self.west <= other.west && self.east >= other.east && self.south <= other.south && self.north >= other.north
    }

    /// Its middle.
    pub fn centre(self) -> (f64, f64) {
        (f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north))
    }

    /// The same middle, so many times as large; never too small or beyond the world.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        let (lon, lat) = self.centre();
        let half = |span: f64, least: f64, most: f64| (span * factor / 2.0).clamp(least / 2.0, most / 2.0);
        let (x, y) = (half(self.east - self.west, LEAST, 360.0), half(self.north - self.south, LEAST, 2.0 * POLEWARD));
        Self { west: lon - x, south: lat - y, east: lon + x, north: lat + y }.within_the_world()
    }

    /// Moved by parts of its own size, east and north.
    #[must_use]
    pub fn moved(self, east: f64, north: f64) -> Self {
        let (x, y) = ((self.east - self.west) * east, (self.north - self.south) * north);
        Self { west: self.west + x, south: self.south + y, east: self.east + x, north: self.north + y }
            .within_the_world()
    }

    fn within_the_world(self) -> Self {
        let shift = |low: f64, high: f64, limit: f64| {
            if low < -limit { -limit - low } else { (limit - high).min(0.0) }
        };
        let (x, y) = (shift(self.west, self.east, 180.0), shift(self.south, self.north, POLEWARD));
        Self { west: self.west + x, south: self.south + y, east: self.east + x, north: self.north + y }
    }

    /// Reads `west,south,east,north`, as [`Bounds::code`] writes it; what is no stretch of the world is none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split(',').map(|number| number.trim().parse::<f64>().ok().filter(|it| it.is_finite()));
        let mut next = || numbers.next().flatten();
        let bounds = Self { west: next()?, south: next()?, east: next()?, north: next()? };
        let is_of_the_world = bounds.west >= -180.0 && bounds.east <= 180.0;
        let is_of_the_world = is_of_the_world && bounds.south >= -90.0 && bounds.north <= 90.0;
        let is_a_stretch = bounds.west < bounds.east && bounds.south < bounds.north;
        (numbers.next().is_none() && is_of_the_world && is_a_stretch).then(|| bounds.scaled(1.0))
    }

    /// For an address: to about a hundred metres, and no digit more than that takes.
    pub fn code(self) -> String {
        let short = |degrees: f64| {
            let text = format!("{degrees:.3}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        [self.west, self.south, self.east, self.north].map(short).join(",")
    }
}

/// A sheet of paper with a stretch of the world on it: degrees of longitude as long as they are in its middle, which is
/// enough for a country, and keeps north above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// What is shown: as asked for, and as much around it as the paper has room for.
    pub bounds: Bounds,
    /// How wide the paper is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// Paper for a degree of latitude.
    scale: f64,
    /// How much shorter a degree of longitude is.
    narrow: f64,
}

/// A kilometre in degrees of latitude.
const KILOMETRE: f64 = 1.0 / 111.195;

impl Frame {
    /// All of a stretch, as large as it gets on paper of this size.
    pub fn fit(shown: Bounds, width: f64, height: f64) -> Self {
        let (lon, lat) = shown.centre();
        let narrow = lat.to_radians().cos().max(0.1);
        let across = (shown.east - shown.west).max(LEAST) * narrow;
        let scale = (width / across).min(height / (shown.north - shown.south).max(LEAST));
        let (x, y) = (width / scale / narrow / 2.0, height / scale / 2.0);
        let bounds = Bounds { west: lon - x, south: lat - y, east: lon + x, north: lat + y };
        Self { bounds, width, height, scale, narrow }
    }

    /// Where on the paper a point of the world lies, from the upper left corner.
    pub fn place(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        ((lon - self.bounds.west) * self.narrow * self.scale, (self.bounds.north - lat) * self.scale)
    }

    /// Whether a point of the world is on it.
    pub fn shows(&self, point: (f64, f64)) -> bool {
        self.bounds.touches(Bounds::NONE.with(point))
    }

    /// Paper for so many degrees of longitude and of latitude.
    pub fn size(&self, degrees: f64) -> (f64, f64) {
        (degrees * self.narrow * self.scale, degrees * self.scale)
    }

    /// The longest round number of kilometres that takes no more than so much paper, and how much it takes.
    pub fn scale_bar(&self, most: f64) -> (u32, f64) {
        let a_kilometre = KILOMETRE * self.scale;
        let round = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
        let fits = |kilometres: &&u32| f64::from(**kilometres) * a_kilometre <= most;
        let kilometres = round.iter().rev().find(fits).copied().unwrap_or(1);
        (kilometres, f64::from(kilometres) * a_kilometre)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYRIA: Bounds = Bounds { west: 35.5, south: 32.3, east: 42.4, north: 37.3 };

    #[test]
    fn all_that_is_asked_for_is_on_the_paper_whatever_its_shape() {
        for (width, height) in [(1100.0, 620.0), (360.0, 460.0), (500.0, 100.0)] {
            let frame = Frame::fit(SYRIA, width, height);
            assert!(frame.bounds.holds(SYRIA), "{frame:?}");
            for corner in [(SYRIA.west, SYRIA.north), (SYRIA.east, SYRIA.south)] {
                let (x, y) = frame.place(corner);
                assert!((-1e-6..=width + 1e-6).contains(&x) && (-1e-6..=height + 1e-6).contains(&y), "{x}, {y}");
            }
        }
    }

    #[test]
    fn a_kilometre_is_as_long_eastwards_as_northwards() {
        let frame = Frame::fit(SYRIA, 1000.0, 800.0);
        let (east, north) = frame.size(1.0);
        assert!((east / north - 34.8_f64.to_radians().cos()).abs() < 1e-9);
        let (kilometres, length) = frame.scale_bar(160.0);
        assert_eq!(kilometres, 100);
        // Damascus to Aleppo is 310 km by the sphere.
        let (damascus, aleppo) = (frame.place((36.306, 33.513)), frame.place((37.161, 36.202)));
        let measured = (damascus.0 - aleppo.0).hypot(damascus.1 - aleppo.1) / length * f64::from(kilometres);
        assert!((measured - 309.5).abs() < 4.0, "{measured}");
    }

    #[test]
    fn an_address_is_read_as_it_is_written_and_nonsense_is_none() {
        assert_eq!(Bounds::parse(&SYRIA.code()).map(Bounds::code), Some(SYRIA.code()));
        for nonsense in
            ["", "1,2,3", "1,2,3,4,5", "5,2,3,4", "NaN,1,2,3", "inf,1,2,3", "-190,1,2,3", "a,b,c,d", "1,95,2,96"]
        {
            assert_eq!(Bounds::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn nearer_and_farther_end_at_the_world_and_at_what_the_outlines_know() {
        let mut near = SYRIA;
        let mut far = SYRIA;
        for _ in 0..40 {
            near = near.scaled(0.5);
            far = far.scaled(2.0).moved(0.5, 0.5);
        }
        assert!((near.north - near.south - LEAST).abs() < 1e-9 && near.east - near.west >= LEAST - 1e-9);
        assert!(far.west >= -180.0 && far.east <= 180.0 && far.north <= POLEWARD, "{far:?}");
        assert!(Bounds::parse(&near.code()).is_some() && Bounds::parse(&far.code()).is_some());
    }
}
