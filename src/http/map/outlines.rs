//! The outlines of land and countries within the binary: Natural Earth, public domain, made small by `tools/outlines.py`.
//! `docs/map.md` has the format.

use std::{ops::Range, sync::LazyLock};

use super::{
    clip::{self, Point},
    frame::Bounds,
};

static FILE: &[u8] = include_bytes!("outlines.bin");

/// The outlines, ready to be asked.
pub static OUTLINES: LazyLock<Outlines> = LazyLock::new(|| {
    read(FILE).unwrap_or_else(|| {
        tracing::error!("the outlines of maps cannot be read");
        Outlines::default()
    })
});

/// Where each line is in the file, and what it bounds: the points themselves are read when they are drawn.
#[derive(Debug, Default)]
pub struct Outlines {
    grid: f64,
    arcs: Vec<Arc>,
    rings: Vec<Ring>,
    ring_arcs: Vec<i64>,
}

#[derive(Debug)]
struct Arc {
    at: usize,
    bounds: Bounds,
    /// How many rings it is a part of: of two where countries touch.
    rings: u8,
}

#[derive(Debug)]
struct Ring {
    arcs: Range<usize>,
    bounds: Bounds,
}

/// What of the world lies within a stretch.
#[derive(Debug, Default)]
pub struct Land {
    /// Land, to be filled; cut along the edge.
    pub rings: Vec<Vec<Point>>,
    /// Lines between land and water.
    pub coasts: Vec<Vec<Point>>,
    /// Lines between countries.
    pub borders: Vec<Vec<Point>>,
}

impl Outlines {
    /// What lies within, and nothing else.
    pub fn within(&self, bounds: Bounds) -> Land {
        let mut land = Land::default();
        for ring in self.rings.iter().filter(|ring| ring.bounds.touches(bounds)) {
            let mut points = Vec::new();
            for arc in self.ring_arcs.get(ring.arcs.clone()).unwrap_or_default() {
                points.extend(self.points(*arc));
            }
            let cut = if bounds.holds(ring.bounds) { points } else { clip::ring(&points, bounds) };
            land.rings.extend(Some(cut).filter(|points| points.len() > 2));
        }
        for (index, arc) in self.arcs.iter().enumerate().filter(|(_, arc)| arc.bounds.touches(bounds)) {
            let points = self.points(i64::try_from(index).unwrap_or(i64::MAX));
            let parts = if bounds.holds(arc.bounds) { vec![points] } else { clip::line(&points, bounds) };
            if arc.rings > 1 { land.borders.extend(parts) } else { land.coasts.extend(parts) }
        }
        land
    }

    /// The points of an arc; of ~n, those of n backwards.
    fn points(&self, arc: i64) -> Vec<Point> {
        let index = usize::try_from(if arc < 0 { !arc } else { arc }).ok();
        let Some(known) = index.and_then(|index| self.arcs.get(index)) else { return Vec::new() };
        let mut points = Reader { bytes: FILE, at: known.at }.points(self.grid).unwrap_or_default();
        if arc < 0 {
            points.reverse();
        }
        points
    }
}

struct Reader {
    bytes: &'static [u8],
    at: usize,
}

impl Reader {
    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn signed(&mut self) -> Option<i64> {
        let zigzag = self.number()?;
        let half = i64::try_from(zigzag >> 1).ok()?;
        Some(if zigzag & 1 == 0 { half } else { !half })
    }

    #[expect(clippy::cast_precision_loss, reason = "the world has fewer lines of the grid than a float has digits")]
    fn points(&mut self, grid: f64) -> Option<Vec<Point>> {
        let count = self.count()?;
        let (mut x, mut y) = (0_i64, 0_i64);
        let mut points = Vec::with_capacity(count.min(10_000));
        for _ in 0..count {
            x += self.signed()?;
            y += self.signed()?;
            points.push((x as f64 / grid, y as f64 / grid));
        }
        Some(points)
    }
}

/// `None` where the file is not what it should be.
fn read(bytes: &'static [u8]) -> Option<Outlines> {
    let mut reader = Reader { bytes: bytes.strip_prefix(b"COU1").map(|_| bytes)?, at: 4 };
    let grid = f64::from(u32::try_from(reader.number()?).ok()?);
    let mut outlines = Outlines { grid, ..Outlines::default() };
    for _ in 0..reader.count()? {
        let at = reader.at;
        let bounds = reader.points(grid)?.into_iter().fold(Bounds::NONE, Bounds::with);
        outlines.arcs.push(Arc { at, bounds, rings: 0 });
    }
    for _ in 0..reader.count()? {
        let (from, mut bounds) = (outlines.ring_arcs.len(), Bounds::NONE);
        for _ in 0..reader.count()? {
            let signed = reader.signed()?;
            let index = usize::try_from(if signed < 0 { !signed } else { signed }).ok()?;
            let arc = outlines.arcs.get_mut(index)?;
            arc.rings = arc.rings.saturating_add(1);
            bounds = bounds.joined(arc.bounds);
            outlines.ring_arcs.push(signed);
        }
        outlines.rings.push(Ring { arcs: from..outlines.ring_arcs.len(), bounds });
    }
    (reader.at == bytes.len()).then_some(outlines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_to_its_end_and_small() {
        let outlines = read(FILE).unwrap();
        assert!(outlines.arcs.len() > 1_000 && outlines.rings.len() > 1_000);
        assert!(FILE.len() <= 300 * 1024, "{} bytes", FILE.len());
        assert!(read(&FILE[..FILE.len() - 1]).is_none(), "a file cut short is no file");
    }

    fn is_land(land: &Land, (x, y): Point) -> bool {
        let crosses = |ring: &Vec<Point>| {
            let next = ring.iter().cycle().skip(1);
            ring.iter()
                .zip(next)
                .filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0)
                .count()
                % 2
                == 1
        };
        land.rings.iter().filter(|ring| crosses(ring)).count() % 2 == 1
    }

    #[test]
    fn land_and_water_are_where_they_are() {
        let syria = Bounds { west: 34.0, south: 32.0, east: 42.5, north: 37.5 };
        let land = OUTLINES.within(syria);
        for (what, point, expected) in [
            ("Hama", (36.75, 35.13), true),
            ("Damascus", (36.3, 33.51), true),
            ("the sea before Tartus", (35.0, 34.9), false),
            ("Deir ez-Zor", (40.14, 35.33), true),
        ] {
            assert_eq!(is_land(&land, point), expected, "{what}");
        }
        assert!(!land.borders.is_empty() && !land.coasts.is_empty());
        let within = |(lon, lat): &Point| (34.0..=42.5).contains(lon) && (32.0..=37.5).contains(lat);
        assert!(land.rings.iter().chain(&land.coasts).chain(&land.borders).flatten().all(within));
    }

    #[test]
    fn in_the_middle_of_the_ocean_there_is_nothing() {
        let land = OUTLINES.within(Bounds { west: -40.0, south: 30.0, east: -35.0, north: 33.0 });
        assert!(land.rings.is_empty() && land.coasts.is_empty() && land.borders.is_empty());
    }
}
