//! Whole tables to take away, streamed: one address, one answer, no redirect.

use actix_web::{
    HttpResponse,
    http::header::{self, ContentDisposition, DispositionParam, DispositionType},
    web,
};
use futures_util::stream;
use serde::Deserialize;
use strum::IntoEnumIterator;
use utoipa::IntoParams;

use crate::{
    app::{
        AppError, Runner,
        convoys::Filter,
        exports::{Export, Wish},
    },
    domain::{
        Kind, Status,
        cargo::Sector,
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    export::{Format, Options, Table, table::TABLES},
    http::{
        extract::{Ask, Query, read_instant},
        language::{Locale, Texts},
        problem::{BadRequest, Fault, Problem},
    },
};

use super::dictionary;

/// What an export can be asked: the filters of the list of convoys, and what concerns files.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// Status codes, parted by commas.
    #[param(example = "blocked,at_checkpoint")]
    pub status: Option<String>,
    /// An organisation that leads or takes part, by id or key.
    pub organisation: Option<String>,
    /// A place on the route, by id or key.
    pub place: Option<String>,
    /// The code of a sector of which it carries cargo.
    pub sector: Option<String>,
    /// Silent, or not.
    pub silent: Option<bool>,
    /// Whether a review is open.
    pub review: Option<bool>,
    /// Text in the reference or the items.
    pub q: Option<String>,
    /// Something was recorded since.
    pub updated_since: Option<String>,
    /// One convoy, by id or reference.
    pub convoy: Option<String>,
    /// Of events: kinds, parted by commas.
    #[param(example = "blocked,turned_back")]
    pub kind: Option<String>,
    /// Of events: happened then or later.
    pub from: Option<String>,
    /// Of events: happened before.
    pub until: Option<String>,
    /// As known at this moment.
    pub as_of: Option<String>,
    /// `1`: CSV begins with a byte order mark, by which Excel knows UTF-8.
    pub bom: Option<u8>,
    /// The language of the dictionary within a workbook.
    pub lang: Option<String>,
}

/// `GET /exports/{file}`: a whole table, as known at one moment.
///
/// `Convoy-As-Of` says at which moment. Asked with that as `as_of`, the same reader gets the same bytes, whatever was
/// recorded since. The data dictionary is on the page `/exports`.
#[utoipa::path(
    get,
    path = "/exports/{file}",
    tag = "exports",
    operation_id = "exportTable",
    params(
        ("file" = String, Path, description = "Table and format: `convoys`, `events`, `cargo`, `trucks`, `incidents` or \
            `checkpoints`, then `.csv`, `.hxl.csv`, `.xlsx`, `.ndjson`, and but for cargo and trucks `.geojson`.",
            example = "events.csv"),
        ExportQuery
    ),
    responses((status = 200, description = "The whole set in one answer, streamed. `Convoy-As-Of` and `Convoy-Position` say \
        as known when.", content(
            (String = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (Object = "application/geo+json"),
            (String = "application/x-ndjson"),
        )))
)]
pub async fn show(ask: Ask, file: web::Path<String>, query: Query<ExportQuery>) -> Result<HttpResponse, Problem> {
    let (table, format) = read_file(&file).map_err(|why| Problem { fault: Fault::Request(why), locale: ask.locale })?;
    let locale = ask.locale;
    let (export, first) = ask
        .blocking(move |app, caller| {
            let wish = read_wish(table, format, &query.0, locale)?;
            let mut export = app.export(&Runner::from(caller), wish)?;
            // What fails at once is told as a problem.
            let first = export.next_piece()?;
            Ok((export, first))
        })
        .await?;
    Ok(answer(export, first))
}

/// The table and the format of a file's name.
pub fn read_file(file: &str) -> Result<(&'static Table, Format), BadRequest> {
    let (table, extension) = file.split_once('.').ok_or(BadRequest::NoSuchExport)?;
    let table = Table::find(table).ok_or(BadRequest::NoSuchExport)?;
    let format = Format::iter().find(|format| format.extension() == extension).ok_or(BadRequest::NoSuchExport)?;
    if format.suits(table) { Ok((table, format)) } else { Err(BadRequest::NoPlacesInTable) }
}

fn answer(export: Export, first: Option<Vec<u8>>) -> HttpResponse {
    let name = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(export.file_name())],
    };
    let mut response = HttpResponse::Ok();
    response
        .content_type(export.media_type())
        .insert_header(name)
        .insert_header(("convoy-as-of", instant(export.as_of())))
        .insert_header(("convoy-position", export.position()))
        // Compressing costs several times what the row itself does. Who wants it has a proxy in front.
        .insert_header(header::ContentEncoding::Identity);
    response.streaming(pieces(export, first))
}

/// Pieces, each made when the one before has gone out: a client that is slow holds no thread and no connection to the
/// database, and one that goes away ends the work.
fn pieces(
    export: Export,
    first: Option<Vec<u8>>,
) -> impl futures_util::Stream<Item = Result<web::Bytes, Broken>> + use<> {
    stream::try_unfold((Some(export), first), |(export, ready)| async move {
        let Some(export) = export else { return Ok(None) };
        if let Some(ready) = ready {
            return Ok(Some((web::Bytes::from(ready), (Some(export), None))));
        }
        match export.make_next_piece().await {
            Ok((export, Some(piece))) => Ok(Some((web::Bytes::from(piece), (Some(export), None)))),
            Ok((_, None)) => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    })
}

/// The answer has begun, so that only the broken connection can say that it is not whole; the log says why.
#[derive(Debug, thiserror::Error)]
#[error("an export broke off")]
struct Broken;

impl actix_web::ResponseError for Broken {}

fn broken(error: &dyn std::error::Error) -> Broken {
    let cause = error.source().map(ToString::to_string);
    tracing::error!(error = %error, error.cause = ?cause, "export.broke_off");
    Broken
}

fn instant(at: Instant) -> String {
    at.to_rfc3339_in(chrono_tz::UTC).replace("+00:00", "Z")
}

/// Reads what is asked; all mistakes at once.
pub fn read_wish(table: &'static Table, format: Format, query: &ExportQuery, locale: Locale) -> Result<Wish, AppError> {
    let mut errors = Vec::new();
    let statuses = codes::<Status>("status", query.status.as_deref(), &mut errors);
    let kinds = codes::<Kind>("kind", query.kind.as_deref(), &mut errors);
    let sectors = codes::<Sector>("sector", query.sector.as_deref(), &mut errors);
    let mut moment = |name: &str, text: &Option<String>| match read_instant(name, text.as_deref()) {
        Ok(at) => at,
        Err(AppError::Invalid(wrong)) => {
            errors.extend(wrong);
            None
        }
        Err(_) => None,
    };
    let updated_since = moment("updated_since", &query.updated_since);
    let (from, until) = (moment("from", &query.from), moment("until", &query.until));
    let as_of = moment("as_of", &query.as_of);
    let bom = match query.bom {
        None | Some(0) => false,
        Some(1) => true,
        Some(_) => {
            errors.push(wrong("bom", FieldCode::OutOfRange, Some("0, 1".to_owned())));
            false
        }
    };
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let texts = Texts::new(locale);
    let filter = Filter {
        statuses,
        sector: sectors.into_iter().next(),
        // The moment that silence is measured at is the export's own.
        silent: query.silent.map(|silent| (silent, Instant::new(chrono::DateTime::UNIX_EPOCH))),
        open_review: query.review,
        text: query.q.as_deref().map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()),
        updated_since,
        ..Filter::default()
    };
    // Only a workbook says words to people.
    let options = if format == Format::Xlsx {
        dictionary::options(texts, dictionary::lines(texts, table))
    } else {
        Options { bom, ..Options::default() }
    };
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    Ok(Wish {
        table,
        format,
        options,
        filter,
        organisation: filled(&query.organisation),
        place: filled(&query.place),
        convoy: filled(&query.convoy),
        kinds,
        from,
        until,
        as_of,
    })
}

fn codes<T>(name: &str, text: Option<&str>, errors: &mut Vec<FieldError>) -> Vec<String>
where
    T: std::str::FromStr + AsRef<str> + IntoEnumIterator,
{
    let mut known = Vec::new();
    for code in text.unwrap_or_default().split(',').map(str::trim).filter(|code| !code.is_empty()) {
        if let Ok(code) = T::from_str(code) {
            known.push(code.as_ref().to_owned());
        } else {
            let choices: Vec<String> = T::iter().map(|choice| choice.as_ref().to_owned()).collect();
            errors.push(wrong(name, FieldCode::UnknownCode, Some(choices.join(", "))));
            break;
        }
    }
    known
}

fn wrong(name: &str, code: FieldCode, expected: Option<String>) -> FieldError {
    FieldError { pointer: format!("/{name}"), code, expected }
}

/// Every file that there is.
pub fn files() -> impl Iterator<Item = (&'static Table, Format)> {
    TABLES
        .iter()
        .flat_map(|table| Format::iter().filter(|format| format.suits(table)).map(move |format| (table, format)))
}
