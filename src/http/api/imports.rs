//! Files taken in by scripts: sent in one request, checked, and written where nothing is wrong.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::page;
use crate::{
    app::{
        AppError, Runner,
        imports::{
            Import, Options, State,
            annotate::Telling,
            columns::Kind,
            mistakes::{Mistake, Mistakes},
            sheet::{Format, Unreadable},
        },
    },
    domain::{
        refusal::{FieldCode, FieldError},
        time::Instant,
    },
    http::{
        extract::{Ask, JsonObject, Query},
        import_words::{self, words},
        language::Texts,
        problem::{self, Fault, Problem},
        upload::{self, Upload},
    },
};

/// How long a request waits for the end of its import before it answers that it is still at work.
const WAIT: Duration = Duration::from_secs(20);

/// How a file is to be read; fields of a form of the same names count too.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// What it is a table of: `convoys`, `events`, `places` or `gazetteer`.
    pub kind: Option<String>,
    /// What the file is called.
    pub file_name: Option<String>,
    /// Only check: nothing is recorded.
    pub dry_run: Option<bool>,
    /// JSON object: header to field, or to null for a column that says nothing.
    pub mapping: Option<String>,
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE`, `windows-1256` or `windows-1252`; found out where not said.
    pub encoding: Option<String>,
    /// What parts columns: `,`, `;`, a tab or `|`; found out where not said.
    pub separator: Option<String>,
    /// The decimal mark: `point` or `comma`.
    pub decimal: Option<String>,
    /// The order of dates of three numbers: `day_first` or `month_first`.
    pub dates: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The zone of convoys that have no column for it.
    pub time_zone: Option<String>,
    /// Name and version of a gazetteer.
    pub version: Option<String>,
    /// Parts the ids of these events from those of other files with the same rows.
    pub key: Option<String>,
    /// What becomes of events that do not fit: `refuse` or `review`.
    pub on_refusal: Option<String>,
    /// A language tag that goes before `Accept-Language`.
    pub lang: Option<String>,
}

fn wrong(name: &str, code: FieldCode, expected: Option<&str>) -> FieldError {
    FieldError { pointer: format!("/{name}"), code, expected: expected.map(str::to_owned) }
}

impl ImportQuery {
    /// Takes what a form says where the query says nothing.
    #[must_use]
    pub fn completed_by(mut self, upload: &Upload) -> Self {
        let field = |name: &str| upload.fields.get(name).filter(|value| !value.trim().is_empty()).cloned();
        let or = |own: &mut Option<String>, name: &str| *own = own.take().or_else(|| field(name));
        or(&mut self.kind, "kind");
        or(&mut self.file_name, "file_name");
        or(&mut self.mapping, "mapping");
        or(&mut self.encoding, "encoding");
        or(&mut self.separator, "separator");
        or(&mut self.decimal, "decimal");
        or(&mut self.dates, "dates");
        or(&mut self.sheet, "sheet");
        or(&mut self.time_zone, "time_zone");
        or(&mut self.version, "version");
        or(&mut self.key, "key");
        or(&mut self.on_refusal, "on_refusal");
        self.file_name = self.file_name.or_else(|| upload.name.clone());
        self.dry_run = self.dry_run.or_else(|| field("dry_run").map(|text| text == "true" || text == "1"));
        self
    }

    /// As the application reads it; all mistakes at once.
    pub fn options(&self) -> Result<Options, AppError> {
        let mut errors = Vec::new();
        let said =
            |text: &Option<String>| text.clone().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut options = Options { key: said(&self.key).unwrap_or_default(), ..Options::default() };
        match said(&self.kind).map(|kind| kind.parse::<Kind>()) {
            Some(Ok(kind)) => options.kind = Some(kind),
            Some(Err(_)) => {
                errors.push(wrong("kind", FieldCode::UnknownCode, Some("convoys, events, places, gazetteer")));
            }
            None => errors.push(wrong("kind", FieldCode::Required, None)),
        }
        if let Some(mapping) = said(&self.mapping) {
            match serde_json::from_str(&mapping) {
                Ok(mapping) => options.mapping = mapping,
                Err(_) => errors.push(wrong("mapping", FieldCode::Malformed, None)),
            }
        }
        options.encoding = said(&self.encoding);
        // Not trimmed: a tab is nothing but white space.
        if let Some(separator) = self.separator.as_ref().filter(|text| !text.is_empty()) {
            let one = match separator.as_str() {
                "tab" | "\\t" => Some('\t'),
                text if text.len() == 1 => text.chars().next(),
                _ => None,
            };
            options.separator = one;
            if one.is_none() {
                errors.push(wrong("separator", FieldCode::UnknownCode, Some(", ; | tab")));
            }
        }
        if let Some(mark) = said(&self.decimal) {
            match mark.parse() {
                Ok(mark) => options.mark = Some(mark),
                Err(_) => errors.push(wrong("decimal", FieldCode::UnknownCode, Some("point, comma"))),
            }
        }
        if let Some(dates) = said(&self.dates) {
            match dates.parse() {
                Ok(dates) => options.dates = Some(dates),
                Err(_) => errors.push(wrong("dates", FieldCode::UnknownCode, Some("day_first, month_first"))),
            }
        }
        options.sheet = said(&self.sheet);
        if let Some(zone) = said(&self.time_zone) {
            match zone.parse() {
                Ok(zone) => options.time_zone = Some(zone),
                Err(_) => errors.push(wrong("time_zone", FieldCode::UnknownTimeZone, None)),
            }
        }
        options.version = said(&self.version);
        match said(&self.on_refusal).as_deref() {
            None | Some("refuse") => {}
            Some("review") => options.review = true,
            Some(_) => errors.push(wrong("on_refusal", FieldCode::UnknownCode, Some("refuse, review"))),
        }
        if errors.is_empty() { Ok(options) } else { Err(AppError::Invalid(errors)) }
    }
}

/// An import as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportView {
    id: Uuid,
    /// `convoys`, `events`, `places` or `gazetteer`.
    kind: String,
    /// `received`, `checking`, `checked`, `running`, `done`, `failed` or `undone`.
    state: String,
    file_name: String,
    sha256: String,
    size: u64,
    /// Who brought it; none for the command line.
    imported_by: Option<String>,
    created_at: String,
    updated_at: String,
    /// Steps done, while it is at work.
    done: Option<usize>,
    /// Of so many.
    total: Option<usize>,
    rows: usize,
    made: usize,
    changed: usize,
    left: usize,
    in_review: usize,
    /// Columns that say nothing.
    unmatched: Vec<String>,
    /// Header to field.
    mapping: std::collections::BTreeMap<String, Option<String>>,
    encoding: Option<String>,
    separator: Option<String>,
    sheet: Option<String>,
    decimal: Option<String>,
    dates: Option<String>,
    /// How many mistakes there are in all; at most 500 are listed.
    errors_in_all: usize,
    errors: Vec<MistakeView>,
    warnings_in_all: usize,
    warnings: Vec<MistakeView>,
    /// Why it could not be read at all: a code.
    failure: Option<String>,
    undone: Option<UndoneView>,
}

/// What is wrong with a row or cell.
#[derive(Debug, Serialize, ToSchema)]
pub struct MistakeView {
    /// Into the file: `/rows/17/Quantity`.
    pointer: String,
    /// As a spreadsheet counts; 0 is the file as a whole.
    row: u32,
    /// The header of the column.
    column: Option<String>,
    /// The address that a spreadsheet shows.
    cell: Option<String>,
    code: String,
    /// Where, and what to do.
    detail: String,
}

/// What undoing an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct UndoneView {
    voided: usize,
    cancelled: usize,
    returned: usize,
    removed: usize,
    reason: String,
    stays_in_all: usize,
    stays: Vec<StaysView>,
}

/// Something that could not be taken back.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaysView {
    what: String,
    name: String,
    why: String,
    detail: String,
}

/// A mistake as scripts are told.
pub fn mistake(t: Texts, kind: Kind, mistake: &Mistake) -> MistakeView {
    let part = mistake.header.as_deref().or(mistake.field.as_deref()).unwrap_or_default();
    let part = part.replace('~', "~0").replace('/', "~1");
    MistakeView {
        pointer: format!("/rows/{}{}{part}", mistake.at.row, if part.is_empty() { "" } else { "/" }),
        row: mistake.at.row,
        column: mistake.header.clone(),
        cell: mistake.address(),
        code: mistake.why.code(),
        detail: plain(&import_words::whole_sentence(t, kind, mistake)),
    }
}

/// Without the marks that isolate directions: scripts print it where it stands alone.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// An import as scripts are told. What stands in a file is told only to who brought it.
pub fn view(import: &Import, t: Texts) -> ImportView {
    let report = &import.report;
    let told = |mistakes: &Mistakes| -> Vec<MistakeView> {
        let own = mistakes.listed.iter().filter(|_| import.is_own);
        own.map(|one| mistake(t, import.kind, one)).collect()
    };
    let instant = |at: Instant| at.to_rfc3339_in(chrono_tz::Tz::UTC);
    ImportView {
        id: import.id,
        kind: import.kind.as_ref().to_owned(),
        state: import.state.as_ref().to_owned(),
        file_name: import.file_name.clone(),
        sha256: import.sha256.clone(),
        size: import.size,
        imported_by: import.user_name.clone(),
        created_at: instant(import.created_at),
        updated_at: instant(import.updated_at),
        done: import.progress.map(|(done, _)| done),
        total: import.progress.map(|(_, total)| total),
        rows: report.rows,
        made: report.tally.made,
        changed: report.tally.changed,
        left: report.tally.left,
        in_review: report.tally.in_review,
        unmatched: report.unmatched.clone(),
        mapping: report.mapping.clone(),
        encoding: report.found.encoding.clone(),
        separator: report.found.separator.map(String::from),
        sheet: report.found.sheet.clone(),
        decimal: report.mark.map(|mark| mark.as_ref().to_owned()),
        dates: report.dates.map(|dates| dates.as_ref().to_owned()),
        errors_in_all: report.errors.in_all,
        errors: told(&report.errors),
        warnings_in_all: report.warnings.in_all,
        warnings: told(&report.warnings),
        failure: report.failure.clone(),
        undone: report.undone.as_ref().map(|undone| UndoneView {
            voided: undone.voided,
            cancelled: undone.cancelled,
            returned: undone.returned,
            removed: undone.removed,
            reason: undone.reason.clone(),
            stays_in_all: undone.stays_in_all,
            stays: undone
                .stays
                .iter()
                .map(|stays| StaysView {
                    what: stays.what.clone(),
                    name: stays.name.clone(),
                    why: stays.why.clone(),
                    detail: t.label("import-stays", &stays.why),
                })
                .collect(),
        }),
    }
}

/// `POST /imports`: the file as the body, or a form with it as `file`. 201 recorded, 200 only checked, 202 still at work, 422
/// with every mistake and nothing recorded.
#[utoipa::path(
    post,
    path = "/imports",
    tag = "imports",
    operation_id = "importFile",
    params(ImportQuery),
    request_body(content = String, content_type = "application/octet-stream", description = "The file: CSV, HXL, XLSX or NDJSON"),
    responses(
        (status = 201, description = "All of it is recorded", body = ImportView),
        (status = 200, description = "Checked, and nothing recorded", body = ImportView),
        (status = 202, description = "Still at work: ask again at Location", body = ImportView),
        (status = 410, description = "The file is no longer here")
    )
)]
pub async fn import(
    ask: Ask,
    request: HttpRequest,
    query: Query<ImportQuery>,
    mut payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    // What the address says is wrong is told before twenty megabytes are sent.
    if query.0.kind.is_some() {
        query.0.options().map_err(|error| ask.problem(error))?;
    }
    let upload =
        upload::receive(&ask.app, &ask.caller, &request, &mut payload).await.map_err(|fault| ask.problem(fault))?;
    let query = query.0.completed_by(&upload);
    let Some(arrived) = upload.file else { return Err(ask.problem(AppError::Unreadable(Unreadable::Empty))) };
    let options = query.options().map_err(|error| {
        ask.app.forget_file(&arrived);
        ask.problem(error)
    })?;
    let write = !query.dry_run.unwrap_or(false);
    let name = query.file_name.clone().unwrap_or_else(|| "–".to_owned());
    let begun = ask
        .blocking(move |app, caller| {
            let runner = Runner::from(caller);
            let import = app.begin_import(&runner, &arrived, &name, &options);
            let import = import.inspect_err(|_| app.forget_file(&arrived))?;
            app.start_import(&runner, import.id, None, write, words())?;
            Ok(import)
        })
        .await?;
    let import = settled(&ask, begun.id).await?;
    answer(&ask, &import, write)
}

/// The end of an import, or how far it is after a while.
async fn settled(ask: &Ask, id: Uuid) -> Result<Import, Problem> {
    let deadline = tokio::time::Instant::now() + WAIT;
    let mut pause = Duration::from_millis(10);
    loop {
        let import = ask.blocking(move |app, caller| app.import(&Runner::from(caller), id)).await?;
        let at_work = matches!(import.state, State::Received | State::Checking | State::Running);
        if !at_work || tokio::time::Instant::now() >= deadline {
            return Ok(import);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(250));
    }
}

fn answer(ask: &Ask, import: &Import, write: bool) -> Result<HttpResponse, Problem> {
    let t = Texts::new(ask.locale);
    if import.state == State::Failed {
        let why = import.report.failure.as_deref().and_then(|code| code.parse().ok());
        let error = why.map_or_else(|| AppError::Internal("an import failed".to_owned()), AppError::Unreadable);
        return Err(ask.problem(error));
    }
    if !import.report.errors.is_empty() {
        let fault = Fault::App(AppError::Invalid(Vec::new()));
        let mut body = serde_json::to_value(problem::view(&fault, ask.locale)).unwrap_or_default();
        if let Some(body) = body.as_object_mut() {
            body.insert("errors".to_owned(), json!(view(import, t).errors));
            body.insert("errors_in_all".to_owned(), json!(import.report.errors.in_all));
            body.insert("import".to_owned(), json!(import.id));
        }
        return Ok(HttpResponse::UnprocessableEntity()
            .content_type("application/problem+json")
            .insert_header((header::CONTENT_LANGUAGE, ask.locale.tag()))
            .insert_header((header::LOCATION, address(import.id)))
            .body(body.to_string()));
    }
    let mut response = match import.state {
        State::Done | State::Undone => HttpResponse::Created(),
        State::Checked if !write => HttpResponse::Ok(),
        State::Checked | State::Received | State::Checking | State::Running | State::Failed => HttpResponse::Accepted(),
    };
    Ok(response.insert_header((header::LOCATION, address(import.id))).json(view(import, t)))
}

fn address(id: Uuid) -> String {
    format!("/api/v1/imports/{id}")
}

/// What a list can be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportsQuery {
    limit: Option<usize>,
    cursor: Option<String>,
    #[serde(rename = "lang")]
    _lang: Option<String>,
}

/// `GET /imports`, the newest first.
#[utoipa::path(
    get,
    path = "/imports",
    tag = "imports",
    operation_id = "listImports",
    params(ImportsQuery),
    responses((status = 200, description = "A page, the newest first", body = page::PageView<ImportView>))
)]
pub async fn list(ask: Ask, request: HttpRequest, query: Query<ImportsQuery>) -> Result<HttpResponse, Problem> {
    let query = query.0;
    let (found, next) = ask
        .blocking(move |app, caller| {
            let before = page::read_cursor(query.cursor.as_deref())?.map(|page::Moment(at, id)| (at, id));
            app.list_imports(&Runner::from(caller), before, page::limit(query.limit)?)
        })
        .await?;
    let t = Texts::new(ask.locale);
    let items = found.iter().map(|import| view(import, t)).collect();
    let next = next.map(|(at, id)| page::cursor(page::Moment(at, id)));
    Ok(page::answer(&request, &page::PageView::<ImportView> { items, next }, "cursor"))
}

/// `GET /imports/{id}`.
#[utoipa::path(
    get,
    path = "/imports/{id}",
    tag = "imports",
    operation_id = "showImport",
    responses((status = 200, description = "How it stands", body = ImportView))
)]
pub async fn show(ask: Ask, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let import = ask.blocking(move |app, caller| app.import(&Runner::from(caller), id)).await?;
    Ok(HttpResponse::Ok().json(view(&import, Texts::new(ask.locale))))
}

/// `GET /imports/{id}/annotated`: the file with what is wrong beside its rows.
#[utoipa::path(
    get,
    path = "/imports/{id}/annotated",
    tag = "imports",
    operation_id = "annotatedImport",
    responses(
        (status = 200, description = "The file with what is wrong beside its rows", body = String, content_type = "text/csv"),
        (status = 410, description = "The file is no longer here")
    )
)]
pub async fn annotated(ask: Ask, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let t = Texts::new(ask.locale);
    let (import, file) = ask.blocking(move |app, caller| annotate(app, &Runner::from(caller), id, t)).await?;
    Ok(download(&import, &file))
}

/// The annotated copy of a file.
pub fn annotate(
    app: &crate::app::App,
    runner: &Runner,
    id: Uuid,
    t: Texts,
) -> Result<(Import, crate::app::imports::annotate::Annotated), AppError> {
    let import = app.import(runner, id)?;
    let sentence = |one: &Mistake| plain(&import_words::whole_sentence(t, import.kind, one));
    let telling = Telling {
        header: t.text("import-annotated-column"),
        sentence: &sentence,
        right_to_left: t.locale().direction() == "rtl",
    };
    let file = app.annotated_import(runner, id, words(), &telling)?;
    Ok((import, file))
}

/// A file to keep.
pub fn download(import: &Import, file: &crate::app::imports::annotate::Annotated) -> HttpResponse {
    let (media_type, extension) = match file.format {
        Format::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
        Format::Csv | Format::Ndjson => ("text/csv; charset=utf-8", "csv"),
    };
    let name = format!("attachment; filename=\"import-{}.{extension}\"", import.id.simple());
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(file.bytes.clone())
}

/// Why an import is undone.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UndoDraft {
    /// It stays on the record for ever: no names.
    #[expect(dead_code, reason = "for the document; what is read is the object")]
    reason: String,
}

/// `POST /imports/{id}/undo`: `{"reason"}`. Undoing twice changes nothing.
#[utoipa::path(
    post,
    path = "/imports/{id}/undo",
    tag = "imports",
    operation_id = "undoImport",
    request_body = UndoDraft,
    responses((status = 200, description = "Taken back, as far as it can be", body = ImportView))
)]
pub async fn undo(ask: Ask, id: web::Path<Uuid>, body: JsonObject) -> Result<HttpResponse, Problem> {
    let id = id.into_inner();
    let reason = body.0.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned();
    let import = ask.blocking(move |app, caller| app.undo_import(&Runner::from(caller), id, &reason)).await?;
    Ok(HttpResponse::Ok().json(view(&import, Texts::new(ask.locale))))
}
