//! Everything about one convoy.

use askama::Template;

use super::{Bar, Day, Drawing, Entry, Form, LatestPosition, Legend, Name, Page, When};

/// A convoy's page.
#[derive(Debug, Clone, Template)]
#[template(path = "convoy.html")]
pub struct Convoy {
    /// What is around it.
    pub page: Page,
    /// The reference.
    pub reference: String,
    /// Its own address, `/convoys/{reference}`.
    pub href: String,
    /// What stands for it in a path.
    pub address: String,
    /// What became of the report that was saved just now.
    pub notice: Option<Notice>,
    /// What matters first.
    pub head: Head,
    /// The zone of all its times, by name and offset.
    pub zone: String,
    /// Asked as of an earlier instant, and which.
    pub as_known_at: Option<AsKnownAt>,
    /// The form that asks so: field `as_of`.
    pub as_of_form: Form,
    /// Moments worth looking at, the latest first.
    pub instants: Vec<WorthSeeing>,
    /// Its route; empty where the reader may not see it.
    pub route: Vec<RouteLeg>,
    /// A map of it; none where no place of it is known or told.
    pub map: Option<RouteMap>,
    /// What can happen next, by the rules.
    pub next: Vec<Action>,
    /// What else can be reported at any time.
    pub other: Vec<Action>,
    /// Its blocks, the latest first.
    pub blocks: Vec<Block>,
    /// What was reported, newest first.
    pub days: Vec<Day>,
    /// What it carries.
    pub cargo: Vec<CargoRow>,
    /// Whether what it carries is not told to the reader.
    pub cargo_withheld: bool,
    /// Its trucks by what became of them.
    pub trucks: Vec<TruckGroup>,
    /// For whom it goes.
    pub people: People,
    /// Its permission to move.
    pub clearance: Clearance,
    /// Code of what the reader is told less than there is: `positions`, `nothing`, `over`.
    pub reduced: Option<&'static str>,
    /// Whether it names an organisation as a partner for which the reader answers.
    pub partner_of_reader: bool,
    /// Where it is shared, for whoever may.
    pub sharing_href: Option<String>,
    /// Where its devices were last, to who sees it exactly.
    pub positions: Vec<LatestPosition>,
    /// Where devices are registered, by a reader who may.
    pub devices_href: Option<String>,
    /// Who drives, where this reader may see it.
    pub crew_href: Option<String>,
    /// Where its records are held as evidence, by a reader who may.
    pub hold_href: Option<String>,
    /// Since when they are.
    pub held: Option<When>,
    /// What was done about it, for a reader who may know.
    pub audit_href: Option<String>,
}

impl Convoy {
    /// What the colours of the cargo's bars mean, where there are any.
    fn legend(&self) -> Vec<(&'static str, String)> {
        let words = [
            ("b-good", self.page.t.text("cargo-delivered")),
            ("b-bad", self.page.t.text("cargo-losses")),
            ("b-part", self.page.t.text("cargo-returned")),
            ("b-moving", self.page.t.text("cargo-aboard")),
            ("b-silent", self.page.t.text("cargo-unaccounted")),
        ];
        let drawn = |class: &str| self.cargo.iter().any(|row| row.bar.iter().any(|part| part.class == class));
        words.into_iter().filter(|(class, _)| drawn(class)).collect()
    }
}

/// A moment at which somebody may want to know what was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorthSeeing {
    /// The page as known then.
    pub href: String,
    /// Code of the kind of event that was recorded.
    pub kind: String,
    /// Just before it, and not with it.
    pub before: bool,
    /// When it was recorded.
    pub at: When,
}

/// What became of a report that was saved just now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The event's id, for a link to it.
    pub id: String,
    /// Code of the kind.
    pub kind: String,
    /// Why it is in review, in the reader's words; none where it counts.
    pub review: Option<String>,
}

/// The head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Code of the status.
    pub status: String,
    /// Since when.
    pub since: When,
    /// How long: `for 52 hours`.
    pub lasting: String,
    /// Where it is.
    pub place: Option<Name>,
    /// That is where it was a day ago or longer: the reader is told late.
    pub late: bool,
    /// Code of the cause, where it is blocked.
    pub cause: Option<String>,
    /// The organisation that leads it.
    pub lead: Name,
    /// The others.
    pub partners: Vec<Name>,
    /// Organisations that it names as partners and that have not said that they take part.
    pub asked: Vec<Name>,
    /// Cargo trucks.
    pub trucks: u64,
    /// Support vehicles.
    pub support: u64,
    /// Codes of the cargo's sectors.
    pub sectors: Vec<String>,
    /// When it was last heard from.
    pub heard: Option<When>,
    /// Not heard from for longer than agreed.
    pub silent: bool,
    /// Accounts of an incident contradict each other.
    pub accounts_differ: bool,
    /// Reports waiting for a decision.
    pub reviews: u64,
    /// Code of the sensitivity.
    pub sensitivity: String,
}

/// The page as it would have been then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsKnownAt {
    /// The instant asked for.
    pub at: When,
}

/// A part of the route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RouteLeg {
    /// A stop on the only way there was.
    Stop(Box<RouteStop>),
    /// The convoy took another way than planned.
    Fork {
        /// Where it did not go after all.
        left_out: Vec<RouteStop>,
        /// Where it goes, or went, instead.
        taken: Vec<RouteStop>,
    },
}

impl RouteLeg {
    /// How many stops the longer way has, as far as a drawing tells them apart.
    fn span(&self) -> usize {
        match self {
            Self::Stop(_) => 1,
            Self::Fork { left_out, taken } => left_out.len().max(taken.len()).min(4),
        }
    }
}

/// A stop of the route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteStop {
    /// Its name.
    pub name: Name,
    /// Code of its role.
    pub role: String,
    /// Code of its state.
    pub state: String,
    /// When the convoy came.
    pub arrived: Option<When>,
    /// When it left.
    pub left: Option<When>,
    /// How long it was held here: `5 hours`.
    pub held: Option<String>,
    /// The convoy is blocked here now.
    pub blocked: bool,
    /// People whom the cargo for this stop is meant for.
    pub target: Option<u64>,
    /// Code of the access to the place, where it is not easy.
    pub access: Option<String>,
}

/// A kind of event that can be logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Code of the kind.
    pub kind: String,
    /// The form, filled as far as known.
    pub href: String,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Code of the cause.
    pub cause: String,
    /// Where.
    pub place: Option<Name>,
    /// Since when.
    pub from: When,
    /// How long, or how long so far.
    pub duration: String,
    /// Code of the kind of event that ended it; none while it lasts.
    pub ended_by: Option<String>,
    /// Whom the convoy met there, as typed; none where unknown.
    pub held_by: Option<String>,
}

/// An amount as plain decimal digits; none where unknown.
pub type Amount = Option<String>;

/// A line of cargo and where it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CargoRow {
    /// What it is, as typed.
    pub item: Name,
    /// Code of the sector, where it has one.
    pub sector: Option<String>,
    /// Code of the unit.
    pub unit: String,
    /// For where.
    pub destination: Option<Name>,
    /// What was planned.
    pub planned: Amount,
    /// What was loaded.
    pub loaded: Amount,
    /// What was delivered.
    pub delivered: Amount,
    /// What was refused, taken, lost or moved: only what happened.
    pub losses: Vec<Loss>,
    /// What came back.
    pub returned: Amount,
    /// What is still aboard.
    pub aboard: Amount,
    /// What the closing report leaves over; none where that is not known.
    pub unaccounted: Amount,
    /// The convoy is over, so that a closing report can be asked for.
    pub over: bool,
    /// Something is not accounted for: shown with emphasis.
    pub short: bool,
    /// What became of what was loaded, in a thousand parts; empty where that is not known.
    pub bar: Vec<Bar>,
}

/// Cargo that did not get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Code: refused, removed, looted, damaged, destroyed, spoiled, transferred.
    pub kind: String,
    /// How much.
    pub amount: Amount,
}

/// Trucks that share a fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TruckGroup {
    /// Code of the fate.
    pub fate: String,
    /// How many.
    pub count: u64,
    /// Which: `1-18`; none where the reader may not see it.
    pub labels: Option<String>,
}

/// People.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// Whom it is meant for.
    pub targeted: Option<u64>,
    /// Whom it reached, by the latest claim.
    pub reached: Option<u64>,
    /// Who still waits.
    pub waiting: Option<u64>,
    /// A claim is above what the delivered kits can serve, in the reader's words.
    pub warning: Option<String>,
}

/// Permission to move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearance {
    /// Code of its state.
    pub state: String,
    /// Since when.
    pub since: Option<When>,
    /// Code of its scope, where granted.
    pub scope: Option<String>,
    /// By whom, as typed.
    pub authority: Option<String>,
    /// Under which conditions, as typed.
    pub conditions: Option<String>,
    /// The parties were told.
    pub notified: Option<When>,
}

/// A map of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteMap {
    /// On wide paper and on narrow.
    pub drawings: Vec<Drawing>,
    /// What is drawn.
    pub legend: Legend,
}
