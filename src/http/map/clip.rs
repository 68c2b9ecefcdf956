//! Cutting rings and lines at the edge of what is shown, so that a page carries nothing that nobody sees.

use super::frame::Bounds;

/// A point of the world: degrees east, degrees north.
pub type Point = (f64, f64);

/// An edge of a stretch, as the coordinate that decides.
#[derive(Clone, Copy)]
enum Edge {
    West(f64),
    East(f64),
    South(f64),
    North(f64),
}

impl Edge {
    fn all(bounds: Bounds) -> [Self; 4] {
        [Self::West(bounds.west), Self::East(bounds.east), Self::South(bounds.south), Self::North(bounds.north)]
    }

    fn keeps(self, (lon, lat): Point) -> bool {
        match self {
            Self::West(edge) => lon >= edge,
            Self::East(edge) => lon <= edge,
            Self::South(edge) => lat >= edge,
            Self::North(edge) => lat <= edge,
        }
    }

    /// Where a stretch from one side of it to the other meets it; exactly on it, whatever was rounded.
    fn meet(self, (ax, ay): Point, (bx, by): Point) -> Point {
        match self {
            Self::West(edge) | Self::East(edge) => (edge, ay + (by - ay) * (edge - ax) / (bx - ax)),
            Self::South(edge) | Self::North(edge) => (ax + (bx - ax) * (edge - ay) / (by - ay), edge),
        }
    }
}

/// A ring as far as it lies within (Sutherland and Hodgman): for filling, for what was cut runs along the edge.
pub fn ring(points: &[Point], bounds: Bounds) -> Vec<Point> {
    let mut kept = points.to_vec();
    for edge in Edge::all(bounds) {
        let Some(mut before) = kept.last().copied() else { return kept };
        let mut cut = Vec::with_capacity(kept.len() + 4);
        for point in kept {
            if edge.keeps(point) != edge.keeps(before) {
                cut.push(edge.meet(before, point));
            }
            if edge.keeps(point) {
                cut.push(point);
            }
            before = point;
        }
        kept = cut;
    }
    kept
}

/// A line as far as it lies within, in as many parts as it then has (Liang and Barsky, stretch by stretch).
pub fn line(points: &[Point], bounds: Bounds) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut open: Vec<Point> = Vec::new();
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        let Some((start, end)) = stretch(*from, *to, bounds) else {
            parts.extend(finished(&mut open));
            continue;
        };
        if open.last() != Some(&start) {
            parts.extend(finished(&mut open));
            open.push(start);
        }
        open.push(end);
    }
    parts.extend(finished(&mut open));
    parts
}

fn finished(open: &mut Vec<Point>) -> Option<Vec<Point>> {
    (open.len() > 1).then(|| std::mem::take(open)).or_else(|| {
        open.clear();
        None
    })
}

fn stretch(from: Point, to: Point, bounds: Bounds) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let sides = [(-dx, from.0 - bounds.west), (dx, bounds.east - from.0)];
    for (towards, room) in sides.into_iter().chain([(-dy, from.1 - bounds.south), (dy, bounds.north - from.1)]) {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enters = enters.max(room / towards);
        } else {
            leaves = leaves.min(room / towards);
        }
    }
    if enters > leaves {
        return None;
    }
    let at = |part: f64| {
        let (lon, lat) = (from.0 + dx * part, from.1 + dy * part);
        (lon.clamp(bounds.west, bounds.east), lat.clamp(bounds.south, bounds.north))
    };
    let start = if enters > 0.0 { at(enters) } else { from };
    Some((start, if leaves < 1.0 { at(leaves) } else { to }))
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOX: Bounds = Bounds { west: -1.0, south: -1.0, east: 1.0, north: 1.0 };

    fn is_within((lon, lat): Point) -> bool {
        (BOX.west..=BOX.east).contains(&lon) && (BOX.south..=BOX.north).contains(&lat)
    }

    fn area(points: &[Point]) -> f64 {
        let next = points.iter().cycle().skip(1);
        points.iter().zip(next).map(|((ax, ay), (bx, by))| ax * by - bx * ay).sum::<f64>().abs() / 2.0
    }

    fn length(points: &[Point]) -> f64 {
        points.iter().zip(points.iter().skip(1)).map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).sum()
    }

    fn points() -> impl Strategy<Value = Vec<Point>> {
        proptest::collection::vec((-3.0..3.0_f64, -3.0..3.0_f64), 3..40)
    }

    /// A ring around the middle without self-crossings: one point in each direction.
    fn star() -> impl Strategy<Value = Vec<Point>> {
        proptest::collection::vec(0.1..3.0_f64, 3..40).prop_map(|far| {
            let count = far.len() as f64;
            let at = |(index, far): (usize, &f64)| {
                let angle = index as f64 / count * std::f64::consts::TAU;
                (far * angle.cos(), far * angle.sin())
            };
            far.iter().enumerate().map(at).collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_lies_beyond_the_edge(points in points()) {
            prop_assert!(ring(&points, BOX).into_iter().all(is_within));
            prop_assert!(line(&points, BOX).into_iter().flatten().all(is_within));
        }

        #[test]
        fn what_lies_within_stays_as_it_is(points in proptest::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 3..40)) {
            prop_assert_eq!(ring(&points, BOX), points.clone());
            prop_assert_eq!(line(&points, BOX), vec![points]);
        }

        /// The control: a clip that keeps too much or too little has another area than the two together.
        #[test]
        fn what_is_cut_off_and_what_is_kept_are_the_whole(points in star()) {
            let half = |west: f64, east: f64| Bounds { west, east, south: -4.0, north: 4.0 };
            let (left, right) = (ring(&points, half(-4.0, 0.3)), ring(&points, half(0.3, 4.0)));
            prop_assert!((area(&left) + area(&right) - area(&points)).abs() < 1e-9);
        }

        #[test]
        fn of_a_line_nothing_within_is_lost(points in points()) {
            let kept: f64 = line(&points, BOX).iter().map(|part| length(part)).sum();
            let beyond = Bounds { west: -4.0, south: -4.0, east: 4.0, north: 4.0 };
            prop_assert!((length(&points) - line(&points, beyond).iter().map(|part| length(part)).sum::<f64>()).abs() < 1e-9);
            // Measured in small steps, each of which lies within or not.
            let steps = 4_000;
            let mut within = 0.0;
            for (a, b) in points.iter().zip(points.iter().skip(1)) {
                let whole = (a.0 - b.0).hypot(a.1 - b.1);
                let inside = (0..steps).filter(|step| {
                    let part = (f64::from(*step) + 0.5) / f64::from(steps);
                    is_within((a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part))
                });
                within += whole * inside.count() as f64 / f64::from(steps);
            }
            prop_assert!((kept - within).abs() < 0.2, "{kept} and {within}");
        }
    }

    #[test]
    fn a_ring_around_all_of_it_becomes_its_edge() {
        let around = [(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)];
        assert!((area(&ring(&around, BOX)) - 4.0).abs() < 1e-12);
        assert!(ring(&[(5.0, 5.0), (6.0, 5.0), (6.0, 6.0)], BOX).is_empty());
    }
}
