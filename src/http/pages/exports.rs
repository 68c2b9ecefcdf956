//! Whole tables to take away: links that keep their filters, the data dictionary, and lines for scripts.

use actix_web::{HttpRequest, HttpResponse, http::header};

use super::{
    problem::PageProblem,
    views::{ColumnLine, ExportTable, Exports, FieldError, Form, Snippet},
    visit::{Visit, form_status},
};
use crate::{
    app::{AppError, Runner},
    domain::refusal::FieldError as Wrong,
    export::{Format, Table, table::TABLES},
    http::{
        api::{
            dictionary,
            exports::{ExportQuery, files, read_wish},
        },
        extract::{query_value, site},
        language::Texts,
        problem::field_sentence,
    },
};

/// The filters that the links keep.
const FIELDS: [&str; 10] =
    ["status", "sector", "organisation", "place", "convoy", "updated_since", "as_of", "silent", "review", "q"];

/// `GET /exports`.
pub async fn show(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageProblem> {
    let asked = |name: &'static str| query_value(&request, name).map(|value| (name.to_owned(), value));
    let mut form = Form { values: FIELDS.into_iter().filter_map(asked).collect(), errors: Vec::new() };
    check(&visit, &mut form).await?;
    let exact = visit.blocking(|app, caller| app.exports_exactly(&Runner::from(caller))).await?;
    let query = if form.errors.is_empty() { kept(&form) } else { String::new() };
    let base = base(&request);
    let template = Exports {
        page: visit.page.clone(),
        exact,
        may_make_tokens: visit.page.may_see,
        tables: TABLES.iter().map(|table| of_table(visit.texts(), table, &query)).collect(),
        snippets: snippets(&base, &query),
        address: format!("{base}{}", address("events", "csv", &query)),
        form,
    };
    visit.html(form_status(&template.form), &template)
}

/// Each field's mistake at the field, as the API would tell it.
async fn check(visit: &Visit, form: &mut Form) -> Result<(), PageProblem> {
    let given = |name: &str| Some(form.value(name).trim().to_owned()).filter(|text| !text.is_empty());
    let query = ExportQuery {
        status: given("status"),
        sector: given("sector"),
        organisation: given("organisation"),
        place: given("place"),
        convoy: given("convoy"),
        updated_since: given("updated_since"),
        as_of: given("as_of"),
        ..ExportQuery::default()
    };
    let locale = visit.texts().locale();
    let wrong = visit
        .blocking(move |app, caller| {
            let checked = Table::find("events")
                .ok_or_else(|| AppError::Internal("no table of events".to_owned()))
                .and_then(|table| read_wish(table, Format::Csv, &query, locale))
                .and_then(|wish| app.check_export(&Runner::from(caller), &wish));
            match checked {
                Ok(()) => Ok(Ok(Vec::new())),
                Err(AppError::Invalid(errors)) => Ok(Ok(errors)),
                Err(AppError::NotFound { what }) => Ok(Err(what)),
                Err(error) => Err(error),
            }
        })
        .await?;
    let told = |error: &Wrong| FieldError {
        field: error.pointer.trim_start_matches('/').to_owned(),
        text: field_sentence(visit.texts(), error),
    };
    form.errors = match wrong {
        Ok(wrong) => wrong.iter().map(told).collect(),
        Err(what) => vec![FieldError { field: what.to_owned(), text: visit.texts().text("audit-no-convoy") }],
    };
    Ok(())
}

/// The filters as a query.
fn kept(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form.values.iter().filter(|(_, value)| !value.trim().is_empty()) {
        query.append_pair(name, value.trim());
    }
    query.finish()
}

fn address(table: &str, end: &str, query: &str) -> String {
    let separator = if query.is_empty() { "" } else { "?" };
    format!("/api/v1/exports/{table}.{end}{separator}{query}")
}

/// How this reader's browser reached the program.
fn base(request: &HttpRequest) -> String {
    let tls = site(request).is_ok_and(|site| site.options.tls);
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{}://{host}", if tls { "https" } else { "http" })
}

fn of_table(texts: Texts, table: &'static Table, query: &str) -> ExportTable {
    let of_table = files().filter(|(known, _)| known.name == table.name);
    let files = of_table.map(|(_, format)| (format.name().to_owned(), address(table.name, format.extension(), query)));
    let columns = table.columns.iter().map(|column| ColumnLine {
        name: column.name.to_owned(),
        kind: dictionary::kind(texts, column),
        hxl: column.hxl.to_owned(),
        meaning: dictionary::meaning(texts, column),
    });
    ExportTable { name: table.name.to_owned(), files: files.collect(), columns: columns.collect() }
}

/// Lines to copy, right for this server and these filters. None holds a token: that comes from the environment, or from the
/// dialog of the program.
pub fn snippets(base: &str, query: &str) -> Vec<Snippet> {
    let csv = format!("{base}{}", address("events", "csv", query));
    let convoys = format!("{base}{}", address("convoys", "csv", query));
    let lines = [
        (
            "curl",
            format!("curl --fail --header \"Authorization: Bearer $CONVOY_TOKEN\" \\\n  --output events.csv '{csv}'"),
        ),
        (
            "pandas",
            format!(
                "import os\nimport pandas as pd\n\nevents = pd.read_csv(\n    \"{csv}\",\n    \
                 storage_options={{\"Authorization\": \"Bearer \" + os.environ[\"CONVOY_TOKEN\"]}},\n    \
                 parse_dates=[\"occurred_at\", \"recorded_at\"],\n)"
            ),
        ),
        (
            "r",
            format!(
                "library(httr2)\nlibrary(readr)\n\nanswer <- request(\"{csv}\") |>\n  \
                 req_auth_bearer_token(Sys.getenv(\"CONVOY_TOKEN\")) |>\n  req_perform()\n\
                 events <- read_csv(I(resp_body_string(answer)))"
            ),
        ),
        (
            "power-query",
            format!(
                "// Asked how to sign in, choose Basic, any user name, and the token as the password.\nlet\n    \
                 Source = Csv.Document(\n        Web.Contents(\"{convoys}\"),\n        \
                 [Delimiter = \",\", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]\n    ),\n    \
                 Convoys = Table.PromoteHeaders(Source)\nin\n    Convoys"
            ),
        ),
    ];
    lines.into_iter().map(|(code, text)| Snippet { code: code.to_owned(), text }).collect()
}
