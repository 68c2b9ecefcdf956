//! The board: every convoy at a glance, the ones in trouble first.

use askama::Template;

use super::{Choice, Name, Page, When};

/// The board.
#[derive(Debug, Clone, Template)]
#[template(path = "board.html")]
pub struct Board {
    /// What is around it.
    pub page: Page,
    /// What stands above every view of the board.
    pub top: BoardTop,
    /// As a table, and not as rows.
    pub as_table: bool,
    /// When the page was made.
    pub made: When,
    /// In trouble, the longest first.
    pub attention: Part,
    /// Moving, without trouble.
    pub on_the_road: Part,
    /// Not yet gone.
    pub planned: Part,
    /// Over; perhaps only the latest.
    pub finished: Part,
}

/// The board for a screen on a wall: large, dark, and nothing to touch.
#[derive(Debug, Clone, Template)]
#[template(path = "wall.html")]
pub struct Wall {
    /// What is around it.
    pub page: Page,
    /// The counts.
    pub top: BoardTop,
    /// When the page was made.
    pub made: When,
    /// In trouble, the longest first.
    pub attention: Part,
    /// The way back.
    pub leave: String,
}

/// A page with nothing in it: what stands around a board that is kept.
#[derive(Debug, Clone, Template)]
#[template(path = "shell.html")]
pub struct Shell {
    /// What is around it.
    pub page: Page,
    /// Its title.
    pub title: String,
    /// It hangs on a wall.
    pub is_wall: bool,
}

/// Convoys in a like situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its code: message `board-<code>`.
    pub code: &'static str,
    /// How many there are.
    pub in_all: usize,
    /// Where all of them are shown, where not all are here.
    pub more: Option<String>,
    /// Folded.
    pub folded: bool,
    /// The convoys.
    pub rows: Vec<Row>,
}

/// What stands above every view of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardTop {
    /// The views.
    pub views: Vec<ViewLink>,
    /// Where the search is sent.
    pub action: &'static str,
    /// What the search keeps: name and value of hidden fields.
    pub kept: Vec<(&'static str, String)>,
    /// The text that is searched for; empty where none is.
    pub search: String,
    /// Code of the sector that is filtered by.
    pub sector: Option<String>,
    /// Codes of the sectors to choose from.
    pub sectors: Vec<String>,
    /// Key of the organisation that is filtered by.
    pub organisation: Option<String>,
    /// Organisations to choose from.
    pub organisations: Vec<Choice>,
    /// Key of the place that is filtered by.
    pub place: Option<String>,
    /// Places to choose from; empty where the reader is told of none.
    pub places: Vec<Choice>,
    /// Counts by group, each a filter.
    pub tiles: Vec<Tile>,
    /// Code of the group that is filtered by.
    pub filter: Option<String>,
    /// Something is left out.
    pub narrowed: bool,
    /// Everything, in this view.
    pub all: String,
}

/// A view of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewLink {
    /// Its code: message `view-<code>`.
    pub code: String,
    /// Its address.
    pub href: String,
    /// It is the one that is looked at.
    pub current: bool,
}

/// A count of convoys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// Code of the group: message `group-<code>`.
    pub group: String,
    /// The status whose shape and colour it takes.
    pub status: String,
    /// How many convoys.
    pub count: u64,
    /// How many people wait for them; none where it is not known for any.
    pub waiting: Option<u64>,
    /// The board filtered by it, or unfiltered where it is the filter.
    pub href: String,
    /// It is the filter.
    pub current: bool,
}

/// A convoy on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Differs where the row says something new.
    pub mark: String,
    /// Code of the status.
    pub status: String,
    /// How long it has been so: `for 52 hours`.
    pub lasting: String,
    /// The instant since when, for a title.
    pub since: When,
    /// The reference.
    pub reference: String,
    /// The convoy's page.
    pub href: String,
    /// Where it comes from.
    pub origin: Option<Name>,
    /// Where it goes.
    pub destinations: Vec<Name>,
    /// Where it is now, where that may be shown.
    pub place: Option<Name>,
    /// That is where it was a day ago or longer: the reader is told late.
    pub late: bool,
    /// People waiting.
    pub waiting: Option<u64>,
    /// Cargo trucks.
    pub trucks: u64,
    /// Codes of the cargo's sectors.
    pub sectors: Vec<String>,
    /// How long ago it was heard from: `3 hours ago`; none where never.
    pub heard: Option<String>,
    /// Not heard from for longer than agreed.
    pub silent: bool,
    /// Accounts of an incident contradict each other.
    pub accounts_differ: bool,
    /// Reports waiting for a decision.
    pub reviews: u64,
    /// The route in small; empty where the reader may not see it.
    pub strip: Vec<StripStop>,
}

/// A stop on the small route strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripStop {
    /// Its name.
    pub name: Name,
    /// Code of its state: planned, reached, passed, served, dropped.
    pub state: String,
}

impl Board {
    fn parts(&self) -> [&Part; 4] {
        [&self.attention, &self.on_the_road, &self.planned, &self.finished]
    }

    fn is_empty(&self) -> bool {
        self.parts().iter().all(|part| part.rows.is_empty())
    }
}
