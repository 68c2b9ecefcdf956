//! The people on the trucks, what is held as evidence, what is redacted and erased, and what was done with it all.

use askama::Template;

use super::{Form, Name, Page, Report, When};

/// Who is on the trucks of a convoy. The form posts `id` (hidden), `truck`, `name`, `phone`, `plate` to [`Crew::href`].
#[derive(Clone, Template)]
#[template(path = "crew.html")]
pub struct Crew {
    /// What is around it.
    pub page: Page,
    /// The convoy's reference.
    pub reference: String,
    /// The convoy's page.
    pub convoy_href: String,
    /// Its own address.
    pub href: String,
    /// By truck.
    pub people: Vec<CrewPerson>,
    /// Labels of the trucks to choose from.
    pub trucks: Vec<String>,
    /// Whether this reader may change it.
    pub may_record: bool,
    /// Whether the convoy is held as evidence.
    pub held: bool,
    /// What was typed and what is wrong.
    pub form: Form,
}

/// Somebody on a truck.
#[derive(Clone)]
pub struct CrewPerson {
    /// Label of the truck.
    pub truck: String,
    /// Name.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Number plate.
    pub plate: Option<String>,
    /// Who wrote it down; none where it came with a file.
    pub by: Option<String>,
    /// When.
    pub at: When,
    /// Where it can be changed.
    pub href: String,
}

/// One of them, to be changed or taken out. Posts as [`Crew`] to `href`, and to `href` + `/erase`.
#[derive(Clone, Template)]
#[template(path = "crew_member.html")]
pub struct CrewMember {
    /// What is around it.
    pub page: Page,
    /// The convoy's reference.
    pub reference: String,
    /// The list.
    pub crew_href: String,
    /// Its own address.
    pub href: String,
    /// Labels of the trucks to choose from.
    pub trucks: Vec<String>,
    /// Whether the convoy is held as evidence: then nobody is changed or taken out.
    pub held: bool,
    /// What is written down, or was typed, and what is wrong.
    pub form: Form,
}

/// Which pages about records this reader has, and which of them this is.
#[derive(Debug, Clone, Default)]
pub struct RecordsNav {
    /// Code and address of each.
    pub pages: Vec<(&'static str, &'static str)>,
    /// The code of this one.
    pub current: &'static str,
}

/// Holding one convoy's records. Posts `do` (`place` or `release`) and `reason` to [`HoldOne::href`].
#[derive(Debug, Clone, Template)]
#[template(path = "hold.html")]
pub struct HoldOne {
    /// What is around it.
    pub page: Page,
    /// The convoy's reference.
    pub reference: String,
    /// Its own address.
    pub href: String,
    /// The holds in force, the oldest first.
    pub holds: Vec<HoldInForce>,
    /// Whether the reader may place one.
    pub may_place: bool,
    /// What was typed and what is wrong.
    pub form: Form,
}

impl HoldOne {
    /// Whether one of them is the reader's to release.
    pub fn may_release(&self) -> bool {
        self.holds.iter().any(|hold| hold.may_release)
    }
}

/// A hold in force.
#[derive(Debug, Clone)]
pub struct HoldInForce {
    /// Since when.
    pub since: When,
    /// Why.
    pub reason: String,
    /// Whose it is; none is of a body above all.
    pub organisation: Option<Name>,
    /// Whether it is the reader's to release.
    pub may_release: bool,
}

/// Every hold.
#[derive(Debug, Clone, Template)]
#[template(path = "holds.html")]
pub struct Holds {
    /// What is around it.
    pub page: Page,
    /// The other pages about records.
    pub nav: RecordsNav,
    /// Those in force first.
    pub holds: Vec<Hold>,
}

/// A hold.
#[derive(Debug, Clone)]
pub struct Hold {
    /// The convoy's reference.
    pub reference: String,
    /// Where it is placed and released.
    pub href: String,
    /// Why.
    pub reason: String,
    /// Whose it is; none is of a body above all.
    pub organisation: Option<Name>,
    /// Who placed it; none for the command line.
    pub placed_by: Option<String>,
    /// When.
    pub placed: When,
    /// When, by whom and why it was released.
    pub released: Option<(When, Option<String>, String)>,
}

/// Redacting an event. Asks by GET for `convoy` and `event`; posts them with `reason` and `keep` (`fact`, `nothing`).
#[derive(Debug, Clone, Template)]
#[template(path = "redaction.html")]
pub struct Redaction {
    /// What is around it.
    pub page: Page,
    /// The other pages about records.
    pub nav: RecordsNav,
    /// What was typed and what is wrong.
    pub form: Form,
    /// The event that was found, with the amendments that repeat it.
    pub found: Vec<FoundEvent>,
    /// Since when the convoy is held as evidence.
    pub held: Option<When>,
    /// It can be redacted: none of it is gone already.
    pub open: bool,
    /// It was redacted just now.
    pub done: bool,
}

/// An event of which a text may go.
#[derive(Debug, Clone)]
pub struct FoundEvent {
    /// As it stands.
    pub report: Report,
}

/// What is kept of a person. Posts `by` (`name`, `phone`, `plate`) and `value`.
#[derive(Clone, Template)]
#[template(path = "data_subject.html")]
pub struct PersonFound {
    /// What is around it.
    pub page: Page,
    /// The other pages about records.
    pub nav: RecordsNav,
    /// What was typed and what is wrong.
    pub form: Form,
    /// What was found; none where nobody asked yet.
    pub found: Option<Vec<PersonRow>>,
    /// How many rows were erased just now, and the convoys that keep theirs because they are held.
    pub erased: Option<(usize, Vec<String>)>,
}

/// What one convoy keeps of a person.
#[derive(Clone)]
pub struct PersonRow {
    /// The convoy's reference.
    pub convoy: String,
    /// Label of the truck.
    pub truck: String,
    /// Name.
    pub name: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Number plate.
    pub plate: Option<String>,
    /// When it was written down.
    pub at: When,
    /// The convoy is held as evidence.
    pub held: bool,
}

/// What is kept for how long, and what is due. Posts nothing but the wish to erase it.
#[derive(Debug, Clone, Template)]
#[template(path = "retention.html")]
pub struct Retention {
    /// What is around it.
    pub page: Page,
    /// The other pages about records.
    pub nav: RecordsNav,
    /// Each class.
    pub classes: Vec<RetentionClass>,
    /// How many rows were erased just now.
    pub erased: Option<u64>,
}

/// What is due of a class.
#[derive(Debug, Clone)]
pub struct RetentionClass {
    /// Its code.
    pub code: String,
    /// For how many days it is kept.
    pub days: u64,
    /// How many rows are due.
    pub rows: usize,
    /// When the oldest of them ended.
    pub oldest: Option<When>,
    /// References of the convoys that wait for somebody else to say that they are over.
    pub waiting: Vec<String>,
}

/// Deeds, newest first. Asks by GET for `kind`, `person`, `convoy`, `from`, `until`.
#[derive(Debug, Clone, Template)]
#[template(path = "audit.html")]
pub struct Audit {
    /// What is around it.
    pub page: Page,
    /// The other pages about records.
    pub nav: RecordsNav,
    /// What was typed and what is wrong.
    pub form: Form,
    /// Codes of the kinds to choose from.
    pub kinds: Vec<String>,
    /// Deeds.
    pub deeds: Vec<DeedRow>,
    /// The next page.
    pub next: Option<String>,
}

/// A deed.
#[derive(Debug, Clone)]
pub struct DeedRow {
    /// Code of its kind.
    pub kind: String,
    /// When.
    pub at: When,
    /// Who; none for the program itself.
    pub by: Option<String>,
    /// What it concerns: code of what it is, and its name in the reader's words.
    pub about: Vec<(&'static str, Name)>,
}
