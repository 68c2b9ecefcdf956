//! Whole tables, for those who take them away: each as known at one moment, and for ever the same when asked as known then.
//!
//! No transaction stays open meanwhile. The horizon is a position of the ledger, and each page is a short read of its own
//! that sees nothing beyond it: a convoy of which nothing was recorded since is read from its derived rows, one that has
//! moved on is folded from its entries up to the horizon. What is told of each passes `sight`.

mod convoys;
mod events;
mod makers;
mod names;
mod rows;
mod said;

use std::sync::Arc;

use uuid::Uuid;

use super::{App, AppError, Runner};
use crate::{
    domain::{
        refusal::{FieldCode, FieldError},
        text::{LINE, Text},
        time::Instant,
    },
    export::{Encoder, ExportError, Format, Options, Table},
    store::{
        DbConnection,
        convoys::Filter,
        dialect::read_snapshot,
        exports::{EventFilter, Horizon, get_position_at},
        ledger,
        scope::{OrgScope, Reach},
        world,
    },
};
pub use makers::Makers;
use names::Names;

/// A head of the ledger older than this is not now: an export of how things stand notes itself, and is as known just then.
const FRESH: chrono::TimeDelta = chrono::TimeDelta::seconds(60);

/// What is to be exported.
#[derive(Debug)]
pub struct Wish {
    /// The table.
    pub table: &'static Table,
    /// The format.
    pub format: Format,
    /// What the reader may wish of it.
    pub options: Options,
    /// What the convoys are narrowed to, but for organisation and place.
    pub filter: Filter,
    /// An organisation that leads or takes part, by id or key.
    pub organisation: Option<String>,
    /// A place on the route, by id or key.
    pub place: Option<String>,
    /// One convoy, by id or reference.
    pub convoy: Option<String>,
    /// Kinds of events; empty is any.
    pub kinds: Vec<String>,
    /// Events that happened then or later.
    pub from: Option<Instant>,
    /// Events that happened before.
    pub until: Option<Instant>,
    /// As known at this moment.
    pub as_of: Option<Instant>,
}

/// An export under way: bytes, a piece at a time.
pub struct Export {
    app: App,
    table: &'static Table,
    format: Format,
    encoder: Box<dyn Encoder>,
    question: Question,
    names: Names,
    walk: Walk,
    stage: Stage,
}

impl std::fmt::Debug for Export {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Export").field("table", &self.table.name).field("format", &self.format).finish_non_exhaustive()
    }
}

/// What is asked, in all pages the same.
struct Question {
    scope: OrgScope,
    filter: Filter,
    events: EventFilter,
    only: Option<Uuid>,
    horizon: Horizon,
}

enum Walk {
    Convoys(convoys::ConvoyWalk),
    Events(Box<events::EventWalk>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Begins,
    Goes,
    Done,
}

impl From<ExportError> for AppError {
    fn from(error: ExportError) -> Self {
        Self::Internal(format!("{error}: {:?}", std::error::Error::source(&error).map(ToString::to_string)))
    }
}

impl App {
    /// Begins an export. It is noted in the ledger before anything of it is given out.
    pub fn export(&self, who: &Runner, wish: Wish) -> Result<Export, AppError> {
        self.known_at(wish.as_of)?;
        let mut scope = who.scope_of_exports(self.now())?;
        // A question that cannot be answered is no export.
        self.question(scope.clone(), &wish)?;
        self.note(who, &wish)?;
        scope.now = self.now();
        let question = self.question(scope, &wish)?;
        let walk = if wish.table.name == "events" {
            Walk::Events(Box::new(events::EventWalk::new(question.horizon)))
        } else {
            Walk::Convoys(convoys::ConvoyWalk::new(wish.table))
        };
        Ok(Export {
            app: self.clone(),
            table: wish.table,
            format: wish.format,
            encoder: wish.format.encoder(wish.table, wish.options),
            names: Names::new(question.horizon),
            question,
            walk,
            stage: Stage::Begins,
        })
    }

    /// Whether somebody exports anything as it is.
    pub fn exports_exactly(&self, who: &Runner) -> Result<bool, AppError> {
        Ok(who.scope_of_exports(self.now())?.exact != Reach::none())
    }

    /// Whether an export can be asked so: what it names is there. Nothing is exported, and nothing noted.
    pub fn check_export(&self, who: &Runner, wish: &Wish) -> Result<(), AppError> {
        self.question(who.scope_of_exports(self.now())?, wish).map(|_| ())
    }

    fn note(&self, who: &Runner, wish: &Wish) -> Result<(), AppError> {
        let head = ledger::get_head(&mut *self.reader()?)?;
        let asks_now = wish.as_of.is_none_or(|as_of| as_of > head.recorded_at);
        let is_stale = self.now().since(head.recorded_at) > FRESH;
        let what = format!("{}.{}", wish.table.name, wish.format.extension());
        let what = Text::parse(&what, LINE).map_err(|_| AppError::Internal("a name of a table".to_owned()))?;
        self.note_export(who, what, asks_now && is_stale);
        Ok(())
    }

    fn question(&self, scope: OrgScope, wish: &Wish) -> Result<Question, AppError> {
        read_snapshot(&mut *self.reader()?, |conn| {
            let horizon = horizon(conn, wish.as_of)?;
            let mut filter = wish.filter.clone();
            filter.silent = filter.silent.map(|(silent, _)| (silent, horizon.at));
            let (organisation, place) = named(conn, wish)?;
            (filter.organisation, filter.place) = (organisation, place);
            let only = match &wish.convoy {
                None => None,
                Some(reference) => {
                    let row = crate::store::convoys::find(conn, &scope, reference)?;
                    Some(row.ok_or(AppError::NotFound { what: "convoy" })?.id.0)
                }
            };
            let events = EventFilter { kinds: wish.kinds.clone(), from: wish.from, until: wish.until, only };
            Ok(Question { scope, filter, events, only, horizon })
        })
    }
}

/// Where what is known ends. What comes after the head has not been yet, so a later moment is taken for the head's: only so
/// is the answer the same for ever.
fn horizon(conn: &mut DbConnection, as_of: Option<Instant>) -> Result<Horizon, AppError> {
    let head = ledger::get_head(conn)?;
    let known = Horizon { position: head.position, at: head.recorded_at };
    match as_of {
        Some(at) if at < head.recorded_at => Ok(Horizon { position: get_position_at(conn, at)?, at }),
        Some(_) | None => Ok(known),
    }
}

/// The organisation and the place that a filter names; both mistakes at once.
fn named(conn: &mut DbConnection, wish: &Wish) -> Result<(Option<Uuid>, Option<Uuid>), AppError> {
    let mut errors = Vec::new();
    let mut unknown = |name: &str, code| {
        errors.push(FieldError { pointer: format!("/{name}"), code, expected: None });
    };
    let mut organisation = None;
    if let Some(key) = &wish.organisation {
        organisation = world::find_organisation(conn, key)?.map(|found| found.id);
        if organisation.is_none() {
            unknown("organisation", FieldCode::UnknownOrganisation);
        }
    }
    let mut place = None;
    if let Some(key) = &wish.place {
        place = world::find_place(conn, key)?.map(|found| found.id);
        if place.is_none() {
            unknown("place", FieldCode::UnknownPlace);
        }
    }
    if errors.is_empty() { Ok((organisation, place)) } else { Err(AppError::Invalid(errors)) }
}

impl Export {
    /// As known at this moment: asked as of it, the answer is the same.
    pub fn as_of(&self) -> Instant {
        self.question.horizon.at
    }

    /// The last position of the ledger that it knows.
    pub fn position(&self) -> i64 {
        self.question.horizon.position
    }

    /// Its media type.
    pub fn media_type(&self) -> &'static str {
        self.format.media_type()
    }

    /// A name for the file, which says what it is and of when.
    pub fn file_name(&self) -> String {
        let at = self.as_of().utc().format("%Y%m%dT%H%M%SZ");
        format!("{}-{at}.{}", self.table.name, self.format.extension())
    }

    /// The next bytes; none at the end. Reads one page, in one short transaction.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>, AppError> {
        let mut out = Vec::new();
        if self.stage == Stage::Begins {
            self.encoder.begin(&mut out)?;
            self.stage = Stage::Goes;
        }
        // A page may hold nothing of what is asked for.
        while self.stage == Stage::Goes {
            let goes_on = self.page(&mut out)?;
            if !goes_on {
                self.encoder.end(&mut out)?;
                self.stage = Stage::Done;
            }
            if !out.is_empty() {
                return Ok(Some(out));
            }
        }
        Ok(None)
    }

    /// The same on a thread that makes nothing else, so that nobody who asks for less waits behind it. Gives the export back.
    pub async fn make_next_piece(self) -> Result<(Self, Option<Vec<u8>>), AppError> {
        let makers = Arc::clone(&self.app.makers);
        makers.next_piece(self).await
    }

    fn page(&mut self, out: &mut Vec<u8>) -> Result<bool, AppError> {
        let Self { app, encoder, question, names, walk, table, .. } = self;
        let mut row = |cells: &[crate::export::Cell<'_>]| {
            debug_assert!(
                cells.len() == table.columns.len()
                    && cells.iter().zip(table.columns).all(|(cell, column)| cell.fits(column.kind)),
                "a row of {} is not as its columns say",
                table.name
            );
            Ok(encoder.row(cells, out)?)
        };
        read_snapshot(&mut *app.reader()?, |conn| match walk {
            Walk::Convoys(walk) => walk.page(conn, question, names, &mut row),
            Walk::Events(walk) => walk.page(conn, question, names, &mut row),
        })
    }
}

/// Takes a row.
type TakeRow<'a> = dyn FnMut(&[crate::export::Cell<'_>]) -> Result<(), AppError> + 'a;
