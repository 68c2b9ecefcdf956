//! A map, and the same as a table.

use askama::Template;

use super::{BoardTop, Name, Page};

/// The map of the board.
#[derive(Debug, Clone, Template)]
#[template(path = "map.html")]
pub struct MapPage {
    /// What is around it.
    pub page: Page,
    /// What stands above every view of the board.
    pub top: BoardTop,
    /// The map on wide paper and on narrow; none where there is no place to show.
    pub drawings: Vec<Drawing>,
    /// Nearer, farther, all of it, and to the four sides: code and address.
    pub moves: Vec<(&'static str, String)>,
    /// What is drawn, for the legend.
    pub legend: Legend,
    /// The same as a table.
    pub places: Vec<PlaceRow>,
    /// Convoys that cannot be drawn: where they are is not known, or not told.
    pub elsewhere: Vec<MapConvoy>,
    /// The reader is told less than there is.
    pub reduced: bool,
}

/// A map on paper of one size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drawing {
    /// Code of the paper: `wide`, `narrow`.
    pub paper: &'static str,
    /// Pixels across.
    pub width: i64,
    /// Pixels down.
    pub height: i64,
    /// Paths in halves of a pixel.
    pub land: String,
    /// See `land`.
    pub coasts: String,
    /// See `land`.
    pub borders: String,
    /// Code of how the stretches of a route stand, and their path.
    pub legs: Vec<(&'static str, String)>,
    /// Squares in which convoys were.
    pub cells: Vec<Square>,
    /// Places: middle, and code of the kind.
    pub dots: Vec<(i64, i64, String)>,
    /// Names of places.
    pub names: Vec<MapName>,
    /// Convoys.
    pub pins: Vec<MapPin>,
    /// The scale.
    pub scale: Scale,
}

/// A square on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Square {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// Width.
    pub w: i64,
    /// Height.
    pub h: i64,
}

/// A word on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapName {
    /// Where its baseline begins, ends or has its middle.
    pub x: i64,
    /// See `x`.
    pub y: i64,
    /// `start`, `middle` or `end`, in the direction of the page.
    pub anchor: &'static str,
    /// What it says.
    pub name: Name,
    /// A line that leads to it.
    pub leader: Option<String>,
}

/// A mark for convoys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapPin {
    /// A line that leads to it.
    pub leader: Option<String>,
    /// Its parts.
    pub chips: Vec<MapChip>,
}

/// A part of a mark: a link to the convoy, or to the row of the table that lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChip {
    /// Where it leads.
    pub href: String,
    /// What it is, in words.
    pub title: String,
    /// The status whose shape and colour it takes.
    pub shape: String,
    /// How the shape is moved into its place.
    pub transform: String,
    /// What it takes.
    pub at: Square,
    /// Where its text begins, in the direction of the page.
    pub text_at: (i64, i64),
    /// A count, or a reference.
    pub text: String,
}

/// The scale of a map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scale {
    /// Its left end.
    pub x: i64,
    /// Its height.
    pub y: i64,
    /// How long it is.
    pub length: i64,
    /// How many kilometres that is, in words.
    pub text: String,
    /// `start` where it stands on the left, `end` on the right, in the direction of the page.
    pub text_x: i64,
}

/// What there is to explain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Legend {
    /// Group code and the status whose shape it takes.
    pub groups: Vec<(String, String)>,
    /// Codes of how stretches of routes stand.
    pub ways: Vec<&'static str>,
    /// There are squares.
    pub cells: bool,
}

/// A place and the convoys there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its anchor in the page.
    pub anchor: String,
    /// Its name.
    pub name: Name,
    /// Code of its kind; none of a square.
    pub kind: Option<String>,
    /// Convoys there.
    pub convoys: Vec<MapConvoy>,
    /// How many more come by.
    pub expected: u64,
    /// People waiting for the convoys there; none where it is not known of any.
    pub waiting: Option<u64>,
}

/// A convoy in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapConvoy {
    /// Its reference.
    pub reference: String,
    /// Its page.
    pub href: String,
    /// Code of its status.
    pub status: String,
    /// For how long, or since when.
    pub lasting: String,
    /// Where it was is told late.
    pub late: bool,
}
