//! Files that people and scripts send: taken as they come, straight into the folder where they wait. A slow line gets its time,
//! one on which nothing comes does not.

use std::{collections::BTreeMap, time::Duration};

use actix_web::{HttpRequest, http::header, web};
use futures_util::StreamExt;

use super::problem::{BadRequest, Fault};
use crate::app::{
    App, AppError, Caller,
    imports::{
        sheet::Unreadable,
        spool::{Arrived, Incoming},
    },
};

/// How long nothing may come.
const IDLE: Duration = Duration::from_mins(1);
/// How much must have come in that time: at 50 kbit a second it would be twenty times as much.
const LEAST: usize = 16 * 1024;
/// How long a whole file may take: 20 MiB at 50 kbit a second is an hour.
const LONGEST: Duration = Duration::from_hours(2);
/// The fields beside a file, together.
const MOST_FIELDS: usize = 64 * 1024;
/// The head of a part.
const MOST_HEAD: usize = 8 * 1024;

/// What was sent: the file, its name, and what was said of it.
#[derive(Debug)]
pub struct Upload {
    /// The file; none where the form had none.
    pub file: Option<Arrived>,
    /// What it was called.
    pub name: Option<String>,
    /// The fields of the form.
    pub fields: BTreeMap<String, String>,
}

/// Receives a form with a file in it, or a body that is the file.
pub async fn receive(
    app: &App,
    caller: &Caller,
    request: &HttpRequest,
    payload: &mut web::Payload,
) -> Result<Upload, Fault> {
    let _place = app.upload_place(caller)?;
    let declared =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let most = crate::app::imports::sheet::MOST_BYTES;
    if declared.is_some_and(|declared| declared > most + MOST_FIELDS as u64 * 2) {
        return Err(AppError::Unreadable(Unreadable::TooLarge).into());
    }
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut taking = if media_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        let boundary = boundary(media_type).ok_or(Fault::Request(BadRequest::UnsupportedMediaType))?;
        Taking::Parts(Box::new(Parts::new(app.clone(), &boundary)))
    } else if media_type.starts_with("application/x-www-form-urlencoded") {
        // A form that forgot to say that it carries a file.
        Taking::Nothing
    } else {
        Taking::File(app.receive_file()?)
    };
    tokio::time::timeout(LONGEST, pour(payload, &mut taking))
        .await
        .unwrap_or(Err(Fault::Request(BadRequest::Timeout)))?;
    match taking {
        Taking::File(file) => Ok(Upload { file: Some(file.finish()?), name: None, fields: BTreeMap::new() }),
        Taking::Parts(parts) => parts.finish(),
        Taking::Nothing => Ok(Upload { file: None, name: None, fields: BTreeMap::new() }),
    }
}

enum Taking {
    File(Incoming),
    Parts(Box<Parts>),
    Nothing,
}

async fn pour(payload: &mut web::Payload, taking: &mut Taking) -> Result<(), Fault> {
    let (mut since, mut came) = (tokio::time::Instant::now(), 0);
    loop {
        let Ok(next) = tokio::time::timeout_at(since + IDLE, payload.next()).await else {
            // Little by little is no reason to hold a place for hours.
            if came < LEAST {
                return Err(Fault::Request(BadRequest::Timeout));
            }
            (since, came) = (tokio::time::Instant::now(), 0);
            continue;
        };
        let Some(chunk) = next else { return Ok(()) };
        let chunk = chunk.map_err(|_| Fault::Request(BadRequest::Timeout))?;
        came += chunk.len();
        if since.elapsed() >= IDLE {
            if came < LEAST {
                return Err(Fault::Request(BadRequest::Timeout));
            }
            (since, came) = (tokio::time::Instant::now(), 0);
        }
        match taking {
            Taking::File(file) => file.write(&chunk)?,
            Taking::Parts(parts) => parts.take(&chunk)?,
            Taking::Nothing => {}
        }
    }
}

fn boundary(media_type: &str) -> Option<String> {
    let value = media_type.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"').to_owned())
    })?;
    (!value.is_empty() && value.len() <= 70 && value.is_ascii()).then_some(value)
}

/// Where among the parts of a form the reading is.
enum At {
    Before,
    Head,
    Body(Part),
    After,
}

enum Part {
    File(Incoming),
    Field(String, Vec<u8>),
}

/// Reads the parts of a form (RFC 7578) as they come.
struct Parts {
    app: App,
    /// What stands between parts.
    between: Vec<u8>,
    waiting: Vec<u8>,
    at: At,
    file: Option<Arrived>,
    name: Option<String>,
    fields: BTreeMap<String, String>,
    size_of_fields: usize,
}

fn malformed() -> Fault {
    Fault::Request(BadRequest::Invalid)
}

impl Parts {
    fn new(app: App, boundary: &str) -> Self {
        Self {
            app,
            between: format!("\r\n--{boundary}").into_bytes(),
            // The first boundary has no line before it.
            waiting: b"\r\n".to_vec(),
            at: At::Before,
            file: None,
            name: None,
            fields: BTreeMap::new(),
            size_of_fields: 0,
        }
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Fault> {
        self.waiting.extend_from_slice(chunk);
        while self.step()? {}
        Ok(())
    }

    /// One step; `false` where more has to come first.
    fn step(&mut self) -> Result<bool, Fault> {
        match std::mem::replace(&mut self.at, At::After) {
            At::After => {
                self.waiting.clear();
                Ok(false)
            }
            At::Before => {
                let found = find(&self.waiting, &self.between);
                self.at = At::Before;
                self.next_part(found, None)
            }
            At::Head => {
                let Some(end) = find(&self.waiting, b"\r\n\r\n") else {
                    if self.waiting.len() > MOST_HEAD {
                        return Err(malformed());
                    }
                    self.at = At::Head;
                    return Ok(false);
                };
                let head = String::from_utf8_lossy(self.waiting.get(..end).unwrap_or_default()).into_owned();
                self.waiting.drain(..end + 4);
                self.at = At::Body(self.open(&head)?);
                Ok(true)
            }
            At::Body(part) => {
                let found = find(&self.waiting, &self.between);
                let until = found.unwrap_or_else(|| self.waiting.len().saturating_sub(self.between.len() - 1));
                let body: Vec<u8> = self.waiting.drain(..until).collect();
                let part = self.fill(part, &body)?;
                self.at = At::Before;
                self.next_part(found.map(|_| 0), Some(part))
            }
        }
    }

    /// At a boundary a part ends and another begins, or none.
    fn next_part(&mut self, found: Option<usize>, part: Option<Part>) -> Result<bool, Fault> {
        let after = found.map(|at| at + self.between.len());
        let mark = after.and_then(|after| self.waiting.get(after..after + 2));
        let (Some(after), Some(mark)) = (after, mark) else {
            if let Some(part) = part {
                self.at = At::Body(part);
            } else if self.waiting.len() > MOST_FIELDS {
                return Err(malformed());
            }
            return Ok(false);
        };
        let is_last = mark == b"--";
        if !is_last && mark != b"\r\n" {
            return Err(malformed());
        }
        if let Some(part) = part {
            self.close(part)?;
        }
        self.waiting.drain(..after + 2);
        self.at = if is_last { At::After } else { At::Head };
        Ok(true)
    }

    fn open(&mut self, head: &str) -> Result<Part, Fault> {
        let disposition = head.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case("content-disposition").then(|| value.to_owned())
        });
        let disposition = disposition.ok_or_else(malformed)?;
        let name = attribute(&disposition, "name").ok_or_else(malformed)?;
        match attribute(&disposition, "filename") {
            Some(file_name) if name == "file" && self.file.is_none() => {
                self.name = Some(file_name).filter(|name| !name.is_empty());
                Ok(Part::File(self.app.receive_file()?))
            }
            _ => Ok(Part::Field(name, Vec::new())),
        }
    }

    fn fill(&mut self, part: Part, bytes: &[u8]) -> Result<Part, Fault> {
        match part {
            Part::File(mut file) => {
                file.write(bytes)?;
                Ok(Part::File(file))
            }
            Part::Field(name, mut value) => {
                self.size_of_fields += bytes.len();
                if self.size_of_fields > MOST_FIELDS {
                    return Err(Fault::Request(BadRequest::TooLarge));
                }
                value.extend_from_slice(bytes);
                Ok(Part::Field(name, value))
            }
        }
    }

    fn close(&mut self, part: Part) -> Result<(), Fault> {
        match part {
            // A browser sends an empty file where none was chosen.
            Part::File(file) => match file.finish() {
                Ok(file) => self.file = Some(file),
                Err(AppError::Unreadable(Unreadable::Empty)) => {}
                Err(other) => return Err(other.into()),
            },
            Part::Field(name, value) => {
                let value = String::from_utf8(value).map_err(|_| malformed())?;
                self.fields.insert(name, value);
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Upload, Fault> {
        match self.at {
            At::After => Ok(Upload { file: self.file, name: self.name, fields: self.fields }),
            // The line was cut, or it is no form.
            At::Before | At::Head | At::Body(_) => Err(malformed()),
        }
    }
}

/// An attribute of a part's head.
fn attribute(disposition: &str, wanted: &str) -> Option<String> {
    let mut rest = disposition;
    while let Some((_, after)) = rest.split_once(';') {
        let (name, value) = after.split_once('=')?;
        let value = value.trim_start();
        let (value, left) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value.trim().to_owned());
        }
        rest = left;
    }
    None
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
