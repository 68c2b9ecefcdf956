//! A script as the API meets it: sends JSON with a token, and keeps all of the answer.

use std::{
    io::{BufRead, BufReader},
    time::Duration,
};

use serde_json::Value;
use ureq::{Agent, Body, http::Response};

/// Pages of one list. The feed has no last one, and a test that waits for it would run for ever.
const MOST_PAGES: usize = 1_000;

/// An answer, whole.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Every header.
    pub headers: ureq::http::HeaderMap,
    /// The body as it came; what is no text, made readable.
    pub text: String,
    /// The body, byte for byte.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The body as JSON, once the status is the expected one.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// The values of a header, together.
    pub fn header(&self, name: &str) -> String {
        let values: Vec<&str> = self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
        values.join(", ")
    }
}

/// A stream of changes.
pub struct Stream {
    lines: BufReader<ureq::BodyReader<'static>>,
    /// The last position that it told.
    pub position: i64,
}

impl Stream {
    /// The next change; `None` where the stream has ended.
    pub fn next(&mut self) -> Option<Value> {
        self.until(|line| line.strip_prefix("data: ").and_then(|data| serde_json::from_str(data).ok()))
    }

    /// Reads on to where it has caught up; whether it did.
    pub fn is_now(&mut self) -> bool {
        self.until(|line| (line == ": now").then_some(())).is_some()
    }

    fn until<T>(&mut self, is_meant: impl Fn(&str) -> Option<T>) -> Option<T> {
        let mut found = None;
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
            }
            let line = line.trim_end();
            if let Some(id) = line.strip_prefix("id: ") {
                self.position = id.parse().unwrap();
            }
            found = found.or_else(|| is_meant(line));
            // A whole block, so that its position is known too.
            if line.is_empty() && found.is_some() {
                return found;
            }
        }
    }
}

/// Somebody who asks. A clone shares the connections.
#[derive(Clone, Debug)]
pub struct Client {
    base: String,
    agent: Agent,
    headers: Vec<(String, String)>,
}

impl Client {
    /// Nobody in particular.
    pub fn of(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(Duration::from_mins(1)))
            .max_idle_connections_per_host(64)
            // Before the server ends it, after five: a request that is on its way then is lost.
            .max_idle_age(Duration::from_secs(2))
            .build();
        Self { base: base.to_owned(), agent: config.into(), headers: Vec::new() }
    }

    /// The same, by this token.
    pub fn with_token(&self, token: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {token}"))
    }

    /// The same, and always sends this header.
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.retain(|(known, _)| known != name);
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    /// The same person at another address.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// A stream of changes after a position; `None` is from now on.
    pub fn watch(&self, after: Option<i64>) -> Result<Stream, ureq::Error> {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_recv_response(Some(Duration::from_secs(30)));
        let agent: Agent = config.build().into();
        let mut request = agent.get(format!("{}/api/v1/live", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(after) = after {
            request = request.header("last-event-id", after.to_string());
        }
        let response = request.call()?;
        assert_eq!(response.status().as_u16(), 200);
        Ok(Stream { lines: BufReader::new(response.into_body().into_reader()), position: after.unwrap_or(0) })
    }

    /// GET to a server that may go away.
    pub fn try_get(&self, path: &str) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        try_read(request.call()?)
    }

    /// GET.
    pub fn get(&self, path: &str) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        read(request.call().unwrap())
    }

    /// HEAD.
    pub fn head(&self, path: &str) -> Answer {
        let mut request = self.agent.head(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        read(request.call().unwrap())
    }

    /// PUT with a JSON body.
    pub fn put(&self, path: &str, body: &Value) -> Answer {
        self.try_put(path, body).unwrap()
    }

    /// PUT to a server that may go away.
    pub fn try_put(&self, path: &str, body: &Value) -> Result<Answer, ureq::Error> {
        let mut request = self.agent.put(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = request.send_json(body)?;
        try_read(response)
    }

    /// POST with a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_raw(path, "application/json", &body.to_string())
    }

    /// POST with any body.
    pub fn post_raw(&self, path: &str, content_type: &str, body: &str) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.base)).header("content-type", content_type);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        read(request.send(body).unwrap())
    }

    /// POST with any bytes.
    pub fn post_bytes(&self, path: &str, content_type: &str, body: &[u8]) -> Answer {
        let mut request = self.agent.post(format!("{}{path}", self.base)).header("content-type", content_type);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        read(request.send(body).unwrap())
    }

    /// Any method with any body; a GET has none.
    pub fn send(&self, method: &str, path: &str, content_type: &str, body: &str) -> Answer {
        if method == "GET" {
            return self.get(path);
        }
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.base));
        request = request.header("content-type", content_type);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        read(self.agent.run(request.body(body.to_owned()).unwrap()).unwrap())
    }

    /// Every page of a list, by `next`, each checked against its `Link`.
    pub fn all(&self, path: &str) -> Vec<Value> {
        let separator = if path.contains('?') { '&' } else { '?' };
        let (mut items, mut page) = (Vec::new(), path.to_owned());
        for _ in 0..MOST_PAGES {
            let answer = self.get(&page);
            let body = answer.expect(200);
            items.extend(body["items"].as_array().unwrap().iter().cloned());
            let Some(next) = body["next"].as_str() else {
                assert_eq!(answer.header("link"), "", "the last page of {path} links to none");
                return items;
            };
            page = format!("{path}{separator}cursor={next}");
            assert_eq!(answer.header("link"), format!("<{page}>; rel=\"next\""));
        }
        panic!("{path} never ends");
    }
}

fn read(response: Response<Body>) -> Answer {
    try_read(response).unwrap()
}

fn try_read(mut response: Response<Body>) -> Result<Answer, ureq::Error> {
    let media_type = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    if media_type == Some("text/event-stream") {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        return Ok(Answer { status, headers, text: until_now(response), bytes: Vec::new() });
    }
    let bytes = response.body_mut().with_config().limit(64 * 1024 * 1024).read_to_vec()?;
    Ok(Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    })
}

/// What a stream that never ends has told up to now.
fn until_now(response: Response<Body>) -> String {
    let mut lines = BufReader::new(response.into_body().into_reader());
    let mut text = String::new();
    while !text.ends_with(": now\n") && lines.read_line(&mut text).unwrap() > 0 {}
    text
}
