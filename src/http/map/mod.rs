//! Sketch maps, drawn on the server as SVG: no tiles, no script, no other machine is asked for anything.
//!
//! [`outlines`] are the land and the countries in the binary, [`clip`] cuts them at the edge of what a [`frame`] shows,
//! [`labels`] finds room for words, [`pins`] gathers convoys where they would hide one another, and [`sketch`] puts it all
//! on paper as plain data for a template. Nothing here knows who looks: what comes in has passed `app/sight`.

pub mod clip;
pub mod frame;
pub mod labels;
pub mod outlines;
mod path;
pub mod pins;
pub mod sketch;

/// Everything that a map is to show, as told to one reader.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// Places with coordinates; what follows speaks of them by index.
    pub places: Vec<Spotted>,
    /// Stretches of routes.
    pub legs: Vec<Leg>,
    /// Convoys, each at a place.
    pub convoys: Vec<Standing>,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Spotted {
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Its name, for the reader.
    pub name: String,
    /// The language of the name; empty where nobody said.
    pub lang: String,
    /// Code of its kind.
    pub kind: String,
    /// It is a cell of so many degrees, somewhere in which a convoy was: drawn as a square.
    pub cell: Option<f64>,
    /// Which names are placed first: the higher.
    pub weight: u32,
}

/// A stretch of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leg {
    /// From this place.
    pub from: usize,
    /// To this one.
    pub to: usize,
    /// How it stands.
    pub way: Way,
}

/// How a stretch of a route stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Given up when the convoy took another way.
    Dropped,
    /// Still ahead.
    Ahead,
    /// Still ahead, on another way than planned.
    Diverted,
    /// Behind the convoy.
    Passed,
}

impl Way {
    /// For the stylesheet.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Ahead => "ahead",
            Self::Diverted => "diverted",
            Self::Passed => "passed",
        }
    }
}

/// A convoy where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// At which place.
    pub place: usize,
    /// Code of the group that it counts in: message `group-<code>`.
    pub group: String,
    /// The status whose shape and colour the group takes, or its own where it stands alone.
    pub shape: String,
    /// Its own status.
    pub status: String,
    /// Its reference.
    pub reference: String,
    /// Its page.
    pub href: String,
}
