//! What pages show. Each view is its template: plain data, no rules.
//!
//! One convention throughout: a view holds **codes** (`"in_transit"`, turned into words by the template through
//! [`Page::t`]), **numbers** (digits and plurals by the template), and what only the caller can make already made for
//! the reader: names ([`Name`]), instants ([`When`]), durations and addresses. What is unknown is `None`, and shown as
//! unknown, never as zero.

mod account;
mod board;
mod convoy;
mod design;
mod error;
mod evidence;
mod exports;
mod field;
mod form;
mod imports;
mod incidents;
mod invitations;
mod log;
mod map;
mod outbox;
mod register;
mod reports;
mod requests;
mod reviews;
mod sharing;
mod sign_in;
mod timeline;
mod users;
mod webhooks;
mod windows;
mod world;

use crate::http::language::{Language, Texts};
pub use crate::http::language::{Name, When};

pub use account::{
    Credentials, Me, PasswordByLink, Qr, RecoveryCodes, ScopeChoice, SecondFactor, Session, SetUp, SignInCode, Tick,
    Token, Welcome,
};
pub use board::{Board, BoardTop, Part, Row, Shell, StripStop, Tile, ViewLink, Wall};
pub use convoy::{
    Action, Amount, AsKnownAt, Block, CargoRow, Clearance, Convoy, Head, Loss, Notice, People, RouteLeg, RouteMap,
    RouteStop, TruckGroup, WorthSeeing,
};
pub use design::Design;
pub use error::ErrorPage;
pub use evidence::{
    Audit, Crew, CrewMember, CrewPerson, DeedRow, FoundEvent, Hold, HoldInForce, HoldOne, Holds, PersonFound,
    PersonRow, RecordsNav, Redaction, Retention, RetentionClass,
};
pub use exports::{ColumnLine, ExportTable, Exports, Snippet};
pub use field::{
    Device, DeviceMade, Devices, HelpMessages, LatestPosition, MessageWord, MessageWords, Phone, PhoneCode,
};
pub use form::{Choice, FieldError, Form};
pub use imports::{ImportColumn, ImportLine, ImportMistake, ImportOne, ImportReading, ImportStart, ImportUndone};
pub use incidents::{Dispute, HarmFigure, IncidentLine, IncidentPage, Incidents, NewIncident, Said};
pub use invitations::{Invitation, Invitations, PartnerAnswer};
pub use log::{CargoChoice, LogEvent, Refused};
pub use map::{Drawing, Legend, MapChip, MapConvoy, MapName, MapPage, MapPin, PlaceRow, Scale, Square};
pub use outbox::Outbox;
pub use register::{
    Answer, AnswerGroup, AnswerMistake, BegunConvoy, NewConvoy, NewConvoyCheck, NewConvoyPaste, NewConvoyStep,
    PastedLine,
};
pub use reports::{Bar, Figure, ReportRow, ReportTable, Reports};
pub use requests::{RequestLine, Requests};
pub use reviews::{Review, Reviews};
pub use sharing::{Grant, Person, Sharing};
pub use sign_in::{DemoUser, SignIn};
pub use timeline::{Account, Assessment, Correction, Day, Detail, Entry, Incident, Report, Source};
pub use users::{HeldRole, PersonLine, PersonPage, ShownLink, Users};
pub use webhooks::{Alerts, AttemptLine, DeliveryLine, TypeChoice, Webhook, WebhookLine, Webhooks};
pub use windows::{WindowFacts, WindowPage, Windows};
pub use world::{
    Finder, NameIn, OfferedCode, OrganisationFacts, OrganisationPage, Organisations, PlaceDone, PlaceFacts, PlacePage,
    PlaceProposal, Places,
};

/// What every page shows around its own content.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "what this reader is offered, each by its name")]
pub struct Page {
    /// The reader's words.
    pub t: Texts,
    /// Path and query of this page, for the links to the other languages. Any `lang` in it is replaced.
    pub here: String,
    /// The name of who is signed in.
    pub signed_in: Option<String>,
    /// The id of who is signed in: what their phone keeps for them belongs to it.
    pub user: Option<String>,
    /// This is the copy that a phone keeps: it names nobody, and tells nothing that logging does not need.
    pub kept: bool,
    /// The browser has the stylesheet: the page need not carry what of it is seen first.
    pub has_style: bool,
    /// Offers the outbox.
    pub may_log: bool,
    /// Offers the board.
    pub may_see: bool,
    /// Offers "New convoy".
    pub may_register: bool,
    /// Offers the reviews.
    pub may_review: bool,
    /// Offers the exports.
    pub may_export: bool,
    /// Offers the reports.
    pub may_report: bool,
    /// Offers what is held, erased and audited.
    pub may_keep_records: bool,
    /// Offers the accounts.
    pub may_run_accounts: bool,
    /// How many reviews are open, shown beside the link.
    pub open_reviews: u64,
    /// How many convoys wait for an answer of the reader's organisations; the link is there where there are any.
    pub invitations: u64,
    /// How much waits for this reader as a second person.
    pub requests: u64,
    /// Offers nothing: a second factor has to be set up first.
    pub is_limited: bool,
    /// Says on every page that the data is for demonstration.
    pub demo: bool,
}

/// What convoys move in.
const WORLD: [(&str, &str); 4] = [
    ("/incidents", "nav-incidents"),
    ("/access-windows", "nav-windows"),
    ("/places", "nav-places"),
    ("/organisations", "nav-organisations"),
];

/// A link to this page in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language.
    pub language: Language,
    /// This page in it.
    pub href: String,
    /// The page is in it already.
    pub current: bool,
}

impl Page {
    /// As it is kept on a phone.
    #[must_use]
    pub fn kept(self) -> Self {
        let t = self.t;
        Self {
            t,
            // The address at which the copy will open.
            here: self.here.split('?').next().unwrap_or("/").to_owned(),
            demo: self.demo,
            kept: true,
            has_style: true,
            may_log: true,
            signed_in: None,
            user: None,
            may_see: false,
            may_register: false,
            may_review: false,
            may_export: false,
            may_report: false,
            may_keep_records: false,
            may_run_accounts: false,
            open_reviews: 0,
            invitations: 0,
            requests: 0,
            is_limited: false,
        }
    }

    /// What is beyond the pages that everybody needs every day: address, and the message that names it.
    pub(super) fn more(&self) -> Vec<(&'static str, &'static str)> {
        let of = |offered: bool, all: &[(&'static str, &'static str)]| if offered { all.to_vec() } else { Vec::new() };
        [
            of(self.may_see, &WORLD),
            of(self.may_report, &[("/reports", "nav-reports")]),
            of(self.may_export, &[("/exports", "nav-exports")]),
            of(self.may_register, &[("/import", "nav-import")]),
            of(self.may_keep_records, &[("/admin/holds", "records")]),
            of(self.may_run_accounts, &[("/admin/users", "nav-users"), ("/admin/webhooks", "nav-webhooks")]),
        ]
        .concat()
    }

    /// Whether this page is one of those.
    pub(super) fn is_in_more(&self) -> bool {
        self.more().iter().any(|(href, _)| !self.mark(href).is_empty())
    }

    /// What marks a link as the way to where the reader is: to the very page, or to the list that it is of.
    pub(super) fn mark(&self, href: &str) -> &'static str {
        let path = self.here.split('?').next().unwrap_or_default();
        let beneath = path.strip_prefix(href).filter(|_| href != "/").is_some_and(|rest| rest.starts_with('/'));
        match (path == href, beneath) {
            (true, _) => " aria-current=\"page\"",
            (false, true) => " aria-current=\"true\"",
            (false, false) => "",
        }
    }

    /// This page in each language.
    pub fn languages(&self) -> Vec<LanguageLink> {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        // A path of two slashes would name another host.
        let path = path.trim_start_matches('/');
        let kept: String = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="))
            .flat_map(|pair| [pair, "&"])
            .collect();
        Language::ALL
            .into_iter()
            .map(|language| LanguageLink {
                language,
                href: format!("/{path}?{kept}lang={}", language.code()),
                current: language == self.t.locale().language(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::language::Locale;

    fn french_link(here: &str) -> String {
        let page = Page {
            t: Texts::new(Locale::DEFAULT),
            here: here.into(),
            signed_in: None,
            user: None,
            kept: false,
            has_style: false,
            may_log: false,
            may_see: false,
            may_register: false,
            may_review: false,
            may_export: false,
            may_report: false,
            may_keep_records: false,
            may_run_accounts: false,
            open_reviews: 0,
            invitations: 0,
            requests: 0,
            is_limited: false,
            demo: false,
        };
        let links = page.languages();
        assert!(links.iter().any(|link| link.current && link.language == Language::English));
        links.into_iter().find(|link| link.language == Language::French).unwrap().href
    }

    #[test]
    fn language_links_keep_the_page_and_its_query() {
        assert_eq!(french_link("/"), "/?lang=fr");
        assert_eq!(french_link("/?status=blocked&lang=ar"), "/?status=blocked&lang=fr");
        assert_eq!(french_link("//elsewhere.example/x"), "/elsewhere.example/x?lang=fr");
    }
}
