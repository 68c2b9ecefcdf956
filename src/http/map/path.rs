//! Lines as the `d` of an SVG path, as short as they can be said: whole half pixels, each from the one before.

use std::fmt::Write as _;

use super::{clip::Point, frame::Frame};

/// Paths are drawn in halves of a pixel.
const HALVES: f64 = 2.0;
/// What is no farther than so many halves from the point before says nothing.
const NEAR: i32 = 2;

/// Lines, open or closed, on this paper.
pub(super) fn path(lines: &[Vec<Point>], frame: &Frame, closed: bool) -> String {
    let mut out = String::new();
    for line in lines {
        let points = thinned(line.iter().map(|point| halves(frame.place(*point))), closed);
        if points.len() > if closed { 2 } else { 1 } {
            write(&mut out, &points, closed);
        }
    }
    out
}

#[expect(clippy::cast_possible_truncation, reason = "paper is a few thousand halves wide")]
fn halves((x, y): (f64, f64)) -> (i32, i32) {
    ((x * HALVES).round() as i32, (y * HALVES).round() as i32)
}

/// Without the points that nobody would miss; the last is kept, for a line has to end where it ends.
fn thinned(points: impl Iterator<Item = (i32, i32)>, closed: bool) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    let mut skipped = None;
    for point in points {
        match kept.last() {
            Some(last) if (point.0 - last.0).abs() <= NEAR && (point.1 - last.1).abs() <= NEAR => skipped = Some(point),
            _ => {
                skipped = None;
                kept.push(point);
            }
        }
    }
    if !closed {
        kept.extend(skipped.filter(|point| kept.last() != Some(point)));
    }
    straightened(&kept)
}

/// Without the points in the middle of a straight stretch.
fn straightened(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let (before, after) = (kept.last(), points.get(index + 1));
        let is_straight = before.zip(after).is_some_and(|(before, after)| {
            let (ax, ay) = (i64::from(point.0 - before.0), i64::from(point.1 - before.1));
            let (bx, by) = (i64::from(after.0 - point.0), i64::from(after.1 - point.1));
            ax * by == ay * bx && ax * bx + ay * by > 0
        });
        if !is_straight {
            kept.push(*point);
        }
    }
    kept
}

fn write(out: &mut String, points: &[(i32, i32)], closed: bool) {
    let mut last = (0, 0);
    for (index, (x, y)) in points.iter().copied().enumerate() {
        // Writing into a String cannot fail.
        let _ = match index {
            0 => write!(out, "M{x} {y}"),
            1 => write!(out, "l{}{}", x - last.0, after(y - last.1)),
            _ => write!(out, "{}{}", after(x - last.0), after(y - last.1)),
        };
        last = (x, y);
    }
    if closed {
        out.push('z');
    }
}

/// A number after another: a minus parts them by itself.
fn after(number: i32) -> String {
    if number < 0 { number.to_string() } else { format!(" {number}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::map::frame::Bounds;

    #[test]
    fn a_path_says_only_what_is_seen() {
        let world = Bounds { west: 0.0, south: 0.0, east: 10.0, north: 10.0 };
        let frame = Frame::fit(world, 1000.0, 1000.0);
        let (x, y) = frame.place((0.0, 10.0));
        let start = format!("M{} {}", (x * 2.0).round(), (y * 2.0).round());
        // A point beside the start, one in the middle of a straight stretch, then a corner.
        let line = vec![(0.0, 10.0), (0.002, 10.0), (2.0, 10.0), (5.0, 10.0), (5.0, 5.0)];
        let drawn = path(std::slice::from_ref(&line), &frame, false);
        assert!(drawn.starts_with(&start), "{drawn}");
        assert_eq!(drawn.matches([' ', '-']).count(), 4, "a start and two stretches: {drawn}");
        assert!(path(&[line], &frame, true).ends_with('z'));
        assert_eq!(path(&[vec![(1.0, 1.0), (1.0001, 1.0)]], &frame, true), "", "a speck is nothing");
    }
}
