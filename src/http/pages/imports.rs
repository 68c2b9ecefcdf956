//! Importing a file in four steps: the file, its columns, the check, done. A page that waits renews itself.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    form::{Submitted, field_error},
    problem::PageProblem,
    views::{
        FieldError, Form, ImportColumn, ImportLine, ImportMistake, ImportOne, ImportReading, ImportStart, ImportUndone,
    },
    visit::{Visit, form_status, html, see_other},
};
use crate::{
    app::{
        AppError, Runner,
        imports::{
            Import, Options, Sample, State,
            columns::{Kind, names_of},
            encoding,
            fields::{Shape, fields},
            mistakes::Mistakes,
            sheet::{Found, Unreadable},
        },
    },
    domain::{
        refusal::{self, FieldCode},
        time::Instant,
    },
    http::{
        api::imports::{ImportQuery, annotate, download},
        extract::query_value,
        import_words::{column_label, place, sentence, template, words},
        language::{Moment, Precision},
        problem::{Fault, detail},
        upload,
    },
};

/// Imports on a page.
const SHOWN: usize = 30;
/// Seconds after which a page that waits is asked for again.
const RENEW: &str = "2";
/// What may part columns: the code and the character.
const SEPARATORS: [(&str, &str); 4] = [("comma", ","), ("semicolon", ";"), ("tab", "tab"), ("bar", "|")];

/// `GET /import`.
pub async fn start(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let before = query_value(&request, "before").and_then(|text| {
        let (at, id) = text.split_once('.')?;
        Some((Instant::from_micros(at.parse().ok()?)?, id.parse().ok()?))
    });
    start_page(&visit, Form::default(), before).await
}

async fn start_page(visit: &Visit, form: Form, before: Option<(Instant, Uuid)>) -> Result<HttpResponse, PageProblem> {
    let (found, next) =
        visit.blocking(move |app, caller| app.list_imports(&Runner::from(caller), before, SHOWN)).await?;
    let line = |import: Import| ImportLine {
        href: format!("/import/{}", import.id),
        file_name: import.file_name,
        kind: import.kind.as_ref().to_owned(),
        state: import.state.as_ref().to_owned(),
        by: import.user_name,
        at: when(visit, import.created_at),
        rows: import.report.rows,
        made: import.report.tally.made + import.report.tally.changed,
    };
    let template = ImportStart {
        page: visit.page.clone(),
        kinds: Kind::iter().map(|kind| kind.as_ref().to_owned()).collect(),
        earlier: found.into_iter().map(line).collect(),
        next: next.map(|(at, id)| format!("/import?before={}.{id}", at.micros())),
        form,
    };
    visit.html(form_status(&template.form), &template)
}

fn when(visit: &Visit, at: Instant) -> super::views::When {
    let moment = Moment { at: at.utc(), until: None, precision: Precision::Minute };
    visit.texts().when(moment, chrono_tz::Tz::UTC, visit.app.now().utc())
}

/// `POST /import`: a form with the file.
pub async fn receive(
    visit: Visit,
    request: HttpRequest,
    mut payload: web::Payload,
) -> Result<HttpResponse, PageProblem> {
    let received = upload::receive(&visit.app, &visit.caller, &request, &mut payload).await;
    let upload = match received {
        Ok(upload) => upload,
        Err(Fault::App(AppError::Unreadable(why))) => {
            return start_page(&visit, with_error(&visit, Form::default(), "file", why), None).await;
        }
        Err(fault) => return Err(visit.problem(fault)),
    };
    let values: Vec<(String, String)> =
        upload.fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let form = Form { values, errors: Vec::new() };
    let Some(arrived) = upload.file else {
        let error = refusal::FieldError { pointer: String::new(), code: FieldCode::Required, expected: None };
        let form = Form { errors: vec![field_error(visit.texts(), "file", &error)], ..form };
        return start_page(&visit, form, None).await;
    };
    let kind = form.value("table").parse().unwrap_or(Kind::Convoys);
    let version = Some(form.value("version").to_owned()).filter(|version| !version.trim().is_empty());
    let options = Options { kind: Some(kind), version, ..Options::default() };
    let name = upload.name.unwrap_or_else(|| "–".to_owned());
    let file = arrived.clone();
    // Whether it can be read at all is said at once, beside the field.
    let begun = visit
        .blocking(move |app, caller| {
            let runner = Runner::from(caller);
            let begun = app.begin_import(&runner, &arrived, &name, &options).and_then(|import| {
                app.import_columns(&runner, import.id, words())?;
                Ok(import)
            });
            match begun {
                Err(AppError::Unreadable(why)) => Ok(Err(why)),
                other => other.map(Ok),
            }
        })
        .await;
    match begun {
        Ok(Ok(import)) => Ok(see_other(&format!("/import/{}", import.id))),
        Ok(Err(why)) => {
            visit.app.forget_file(&file);
            let field = if why == Unreadable::NoVersion { "version" } else { "file" };
            start_page(&visit, with_error(&visit, form, field, why), None).await
        }
        Err(problem) => {
            visit.app.forget_file(&file);
            Err(problem)
        }
    }
}

fn with_error(visit: &Visit, form: Form, field: &str, why: Unreadable) -> Form {
    let text = detail(visit.texts(), &Fault::App(AppError::Unreadable(why)));
    Form { errors: vec![FieldError { field: field.to_owned(), text }], ..form }
}

/// `GET /import/{id}`: the step that the import is at.
pub async fn show(visit: Visit, request: HttpRequest, id: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let wants_columns = query_value(&request, "columns").is_some();
    one_page(&visit, id.into_inner(), wants_columns, Form::default()).await
}

async fn one_page(visit: &Visit, id: Uuid, wants_columns: bool, form: Form) -> Result<HttpResponse, PageProblem> {
    let read = move |app: &crate::app::App, caller: &crate::app::Caller| {
        let runner = Runner::from(caller);
        let import = app.import(&runner, id)?;
        let asks = import.is_own
            && import.has_file
            && (import.state == State::Received
                || (wants_columns && matches!(import.state, State::Checked | State::Failed)));
        let columns = if asks {
            match app.import_columns(&runner, id, words()) {
                Ok(columns) => Some(columns),
                // Why it cannot be read is told by the import itself.
                Err(AppError::Unreadable(_)) => None,
                Err(other) => return Err(other),
            }
        } else {
            None
        };
        Ok((import, columns))
    };
    let (import, columns) = visit.blocking(read).await?;
    let at_work = matches!(import.state, State::Checking | State::Running);
    let status = form_status(&form);
    let template = view(visit, &import, columns, form);
    if !at_work {
        return visit.html(status, &template);
    }
    let mut answer = html(visit.texts(), StatusCode::OK, &template).map_err(|error| visit.problem(error))?;
    answer.headers_mut().insert(header::HeaderName::from_static("refresh"), header::HeaderValue::from_static(RENEW));
    Ok(answer)
}

fn view(visit: &Visit, import: &Import, columns: Option<(Vec<Sample>, Found)>, mut form: Form) -> ImportOne {
    let t = visit.texts();
    let report = &import.report;
    let found = columns.as_ref().map_or_else(|| report.found.clone(), |(_, found)| found.clone());
    let columns = columns.map(|(columns, _)| columns).unwrap_or_default();
    if form.values.is_empty() {
        form.values = chosen(&import.options);
    }
    let told = |mistakes: &Mistakes| -> Vec<ImportMistake> {
        let own = mistakes.listed.iter().filter(|_| import.is_own);
        own.map(|one| ImportMistake { place: place(t, import.kind, one), text: sentence(t, one) }).collect()
    };
    let is_open = matches!(import.state, State::Received | State::Checked | State::Failed) && import.is_own;
    let mut page = visit.page.clone();
    page.here = format!("/import/{}", import.id);
    let (step, has_errors) = (step_of(import.state, !columns.is_empty()), !report.errors.is_empty());
    ImportOne {
        page,
        href: format!("/import/{}", import.id),
        file_name: import.file_name.clone(),
        kind: import.kind.as_ref().to_owned(),
        state: import.state.as_ref().to_owned(),
        step,
        progress: matches!(import.state, State::Checking | State::Running).then(|| import.progress.unwrap_or((0, 0))),
        rows: report.rows,
        tally: (report.tally.made, report.tally.changed, report.tally.left, report.tally.in_review),
        fields: labels(visit, import.kind),
        reading: reading(import.kind, &found),
        columns: columns
            .into_iter()
            .enumerate()
            .map(|(index, column)| ImportColumn {
                field: format!("column-{index}"),
                header: column.header,
                says: column.field.unwrap_or_default().to_owned(),
                values: column.values,
            })
            .collect(),
        failure: report.failure.as_ref().map(|code| t.label("import-file", code)),
        errors_in_all: report.errors.in_all,
        errors: told(&report.errors),
        warnings_in_all: report.warnings.in_all,
        warnings: told(&report.warnings),
        unmatched: report.unmatched.clone(),
        annotated: (has_errors && import.has_file && import.is_own).then(|| format!("/import/{}/annotated", import.id)),
        may_check: is_open && import.has_file,
        may_import: import.state == State::Checked && !has_errors && import.is_own && import.has_file,
        may_undo: import.state == State::Done,
        is_gone: is_open && !import.has_file,
        undone: report.undone.as_ref().map(|undone| ImportUndone {
            counts: (undone.voided, undone.cancelled, undone.returned, undone.removed),
            stays: undone.stays.iter().map(|stays| (stays.name.clone(), t.label("import-stays", &stays.why))).collect(),
            reason: undone.reason.clone(),
        }),
        form,
    }
}

fn step_of(state: State, asks_columns: bool) -> usize {
    match state {
        _ if asks_columns => 2,
        State::Received => 2,
        State::Checking | State::Checked | State::Failed | State::Running => 3,
        State::Done | State::Undone => 4,
    }
}

/// What was chosen, as the form has it.
fn chosen(options: &Options) -> Vec<(String, String)> {
    let separator =
        options.separator.map(|separator| if separator == '\t' { "tab".to_owned() } else { separator.to_string() });
    let code = separator
        .and_then(|separator| SEPARATORS.iter().find(|(_, own)| *own == separator).map(|(code, _)| (*code).to_owned()));
    let said = [
        ("encoding", options.encoding.clone()),
        ("separator", code),
        ("decimal", options.mark.map(|mark| mark.as_ref().to_owned())),
        ("dates", options.dates.map(|dates| dates.as_ref().to_owned())),
        ("sheet", options.sheet.clone()),
        ("time_zone", options.time_zone.map(|zone| zone.name().to_owned())),
        ("on_refusal", options.review.then(|| "review".to_owned())),
    ];
    said.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn labels(visit: &Visit, kind: Kind) -> Vec<(String, String)> {
    names_of(kind).into_iter().map(|field| (field.name.to_owned(), column_label(visit.texts(), kind, field))).collect()
}

fn reading(kind: Kind, found: &Found) -> ImportReading {
    let is_text = found.encoding.is_some();
    let has = |shape: Shape| fields(kind).any(|field| field.shape == shape);
    let separator =
        found.separator.map(|separator| if separator == '\t' { "tab".to_owned() } else { separator.to_string() });
    let code = |text: String| SEPARATORS.iter().find(|(_, own)| *own == text).map(|(code, _)| (*code).to_owned());
    ImportReading {
        encodings: if is_text { encoding::NAMES.map(str::to_owned).to_vec() } else { Vec::new() },
        encoding: found.encoding.clone(),
        separators: if found.separator.is_some() {
            SEPARATORS.iter().map(|(code, _)| (*code).to_owned()).collect()
        } else {
            Vec::new()
        },
        separator: separator.and_then(code),
        sheets: found.sheets.clone(),
        asks_dates: has(Shape::When),
        asks_mark: has(Shape::Number),
        asks_zone: kind == Kind::Convoys,
        asks_review: kind == Kind::Events,
    }
}

/// `POST /import/{id}`: `do` is `check`, `import` or `undo`.
pub async fn act(visit: Visit, id: web::Path<Uuid>, submitted: Submitted) -> Result<HttpResponse, PageProblem> {
    let (id, form) = (id.into_inner(), submitted.0);
    let import = visit.blocking(move |app, caller| app.import(&Runner::from(caller), id)).await?;
    let asked = form.clone();
    // What is wrong with the form is told in it; everything else is a page of its own.
    let acted = visit
        .blocking(move |app, caller| {
            let runner = Runner::from(caller);
            let acted = match asked.value("do") {
                "import" => app.start_import(&runner, id, None, true, words()),
                "undo" => app.undo_import(&runner, id, asked.value("reason")).map(|_| ()),
                _ => options(&asked, &import)
                    .and_then(|options| app.start_import(&runner, id, Some(options), false, words())),
            };
            match acted {
                Err(AppError::Invalid(errors)) => Ok(errors),
                other => other.map(|()| Vec::new()),
            }
        })
        .await?;
    if acted.is_empty() {
        return Ok(see_other(&format!("/import/{id}")));
    }
    let named = |error: &refusal::FieldError| field_error(visit.texts(), error.pointer.trim_start_matches('/'), error);
    let form = Form { errors: acted.iter().map(named).collect(), ..form };
    one_page(&visit, id, true, form).await
}

/// How the columns are matched and the file is read, as the form says.
fn options(form: &Form, import: &Import) -> Result<Options, AppError> {
    let text = |name: &str| Some(form.value(name).to_owned()).filter(|value| !value.trim().is_empty());
    let separator = SEPARATORS.iter().find(|(code, _)| *code == form.value("separator"));
    let query = ImportQuery {
        kind: Some(import.kind.as_ref().to_owned()),
        encoding: text("encoding"),
        separator: separator.map(|(_, own)| (*own).to_owned()),
        decimal: text("decimal"),
        dates: text("dates"),
        sheet: text("sheet"),
        time_zone: text("time_zone"),
        version: import.options.version.clone(),
        on_refusal: text("on_refusal"),
        ..ImportQuery::default()
    };
    let mut options = query.options()?;
    options.key.clone_from(&import.options.key);
    for (name, header) in &form.values {
        let Some(column) = name.strip_suffix("-header") else { continue };
        options.mapping.insert(header.clone(), text(column));
    }
    Ok(options)
}

/// `GET /import/{id}/annotated`.
pub async fn annotated(visit: Visit, id: web::Path<Uuid>) -> Result<HttpResponse, PageProblem> {
    let (id, t) = (id.into_inner(), visit.texts());
    let (import, file) = visit.blocking(move |app, caller| annotate(app, &Runner::from(caller), id, t)).await?;
    Ok(download(&import, &file))
}

/// `GET /import/template/{file}`: a file with the headers that are known.
pub async fn template_file(visit: Visit, file: web::Path<String>) -> Result<HttpResponse, PageProblem> {
    let kind = file.strip_suffix(".csv").and_then(|name| name.parse::<Kind>().ok());
    let kind = kind.ok_or_else(|| visit.problem(AppError::NotFound { what: "template" }))?;
    let name = format!("attachment; filename=\"{}.csv\"", kind.as_ref());
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(template(visit.texts(), kind)))
}
