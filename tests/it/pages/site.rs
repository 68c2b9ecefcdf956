//! The real server in this process, on a port of its own, and a browser without scripts to visit it with.

use std::{
    collections::BTreeMap,
    net::TcpListener,
    sync::{Arc, LazyLock},
    thread::JoinHandle,
};

use actix_web::dev::ServerHandle;
use convoy::{
    ambient::{Ambient, Scripted},
    app::{App, Keys, Role, passwords::Hashed, people::NewUser, scenario::Scenario},
    domain::time::Instant,
    http::{Options, server::server},
    store::DatabaseUrl,
};
use serde_json::Value;

use crate::harness::{authenticator::Authenticator, databases::databases};

/// The password of everybody here.
pub const PASSWORD: &str = "seven convoys by night";

/// The same, hashed once for all.
pub fn hashed() -> &'static Hashed {
    static HASHED: LazyLock<Hashed> = LazyLock::new(|| Hashed::new(PASSWORD).unwrap());
    &HASHED
}

/// A served database, with a clock that goes only when told.
pub struct Site {
    pub app: App,
    pub clock: Arc<Scripted>,
    /// Where it serves.
    pub base: String,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

/// Runs a test on a site that knows the places and organisations of South Hama, on each database.
pub fn sites(test: impl Fn(&Site)) {
    let places_only = |scenario: &mut Value| {
        scenario["convoys"] = Value::Array(Vec::new());
        scenario["reports"] = Value::Array(Vec::new());
    };
    sites_of(places_only, test);
}

/// Runs a test on a site with South Hama as changed.
pub fn sites_of(change: impl Fn(&mut Value), test: impl Fn(&Site)) {
    databases(|url| {
        let site = Site::start(url);
        let mut scenario = south_hama();
        change(&mut scenario);
        if scenario["reports"].as_array().is_some_and(|reports| !reports.is_empty()) {
            site.at("2016-11-06T12:00:00");
        }
        site.app.import_scenario(&Scenario::parse(&scenario.to_string()).unwrap(), false).unwrap();
        test(&site);
    });
}

/// The scenario file.
pub fn south_hama() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/south-hama-2016.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

impl Site {
    /// Serves a migrated database, with one person of each role.
    pub fn start(url: &DatabaseUrl) -> Self {
        let site = Self::start_empty(url);
        site.people();
        site
    }

    /// One person of each role, all of one organisation.
    pub fn people(&self) {
        for (name, role) in
            [("nour", Role::Coordinator), ("amel", Role::Logger), ("sami", Role::Viewer), ("dana", Role::Admin)]
        {
            let user = NewUser {
                email: format!("{name}@example.org"),
                name: name.to_owned(),
                organisation: "sarc".to_owned(),
                role,
            };
            self.app.add_user(&user, hashed()).unwrap();
        }
    }

    /// Serves a migrated database without anybody.
    pub fn start_empty(url: &DatabaseUrl) -> Self {
        Self::start_with(url, Options { demo: true, ..Options::default() })
    }

    /// As [`Site::start_empty`], served in a way of its own.
    pub fn start_with(url: &DatabaseUrl, options: Options) -> Self {
        let clock = Arc::new(Scripted::at(Instant::parse("2016-11-01T06:00:00+02:00").unwrap()));
        let app = App::open(url, clock.clone(), Arc::new(Keys::fresh().unwrap())).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (told, started) = std::sync::mpsc::channel();
        let served = app.clone();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let running = server(served, options, listener).unwrap();
                told.send(running.handle()).unwrap();
                running.await.unwrap();
            });
        });
        Self { app, clock, base, handle: started.recv().unwrap(), thread: Some(thread) }
    }

    /// Sets the clock, in the convoy's zone of that November.
    pub fn at(&self, time: &str) {
        self.clock.set(Instant::parse(&format!("{time}+02:00")).unwrap());
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus(chrono::TimeDelta::seconds(seconds)));
    }

    /// Somebody who has not signed in.
    pub fn visitor(&self) -> Browser {
        // Redirects are looked at, and not followed.
        let config = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false);
        let agent = config.max_redirects_will_error(false).build().new_agent();
        Browser {
            agent,
            base: self.base.clone(),
            cookies: BTreeMap::new(),
            language: "en".to_owned(),
            authenticator: None,
            recovery_codes: Vec::new(),
        }
    }

    /// Somebody whose second factor, if they had one, is on a telephone that this test knows nothing of: it is removed first.
    pub fn signed_in_anew(&self, name: &str) -> Browser {
        let user = self.app.user_id(&format!("{name}@example.org")).unwrap();
        let removed = self.app.remove_second_factor(&convoy::app::people::By::Program, user);
        actix_web::rt::System::new().block_on(removed).unwrap();
        self.signed_in(name)
    }

    /// Somebody who has, with the second factor where their role asks for one.
    pub fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.visitor();
        browser.sign_in(&self.clock, &format!("{name}@example.org"), PASSWORD);
        browser
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // The answer comes from the server's own thread, which is then joined; nobody here can await it.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A browser: cookies, a language, and no script.
pub struct Browser {
    agent: ureq::Agent,
    base: String,
    pub cookies: BTreeMap<String, String>,
    pub language: String,
    /// What stands on the person's telephone.
    pub authenticator: Option<Authenticator>,
    /// What they have kept on paper.
    pub recovery_codes: Vec<String>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The page, without the marks that keep a value's direction from its sentence.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap().replace(['\u{2068}', '\u{2069}'], "")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("{}", self.text()))
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
        text.split(&field).nth(1).unwrap_or_else(|| panic!("no {name} in {text}")).split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    /// Signs in, sets a second factor up where that is asked for, and gives a code of it where there is one.
    pub fn sign_in(&mut self, clock: &Scripted, email: &str, password: &str) {
        let answer = self.post("/sign-in", &[("email", email), ("password", password)]);
        assert_eq!(answer.status, 303, "{}", answer.text());
        match answer.location() {
            "/me/second-factor" => self.set_up(clock),
            "/sign-in/code" => {
                let code = self.authenticator.as_ref().unwrap().code(clock.now());
                let answer = self.post("/sign-in/code", &[("code", &code)]);
                assert_eq!(answer.status, 303, "{}", answer.text());
            }
            _ => {}
        }
    }

    /// Sets a second factor up, through its page.
    pub fn set_up(&mut self, clock: &Scripted) {
        let page = self.get("/me/second-factor");
        let authenticator = Authenticator::of_page(&page.text());
        let code = authenticator.code(clock.now());
        let answer = self.post("/me/second-factor", &[("code", &code), ("proof", PASSWORD)]);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let text = answer.text();
        let codes = text.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
        self.recovery_codes = codes.collect();
        self.authenticator = Some(authenticator);
    }

    /// Where what waits for a second person is decided, as far as it concerns this person.
    pub fn requests(&mut self) -> Vec<String> {
        let page = self.get("/requests").text();
        let actions = page.split("action=\"/requests/").skip(1);
        actions.map(|rest| format!("/requests/{}", rest.split('"').next().unwrap())).collect()
    }

    /// Says the same to all that waits. Answers how much that was.
    pub fn decide_all(&mut self, decision: &str) -> usize {
        let all = self.requests();
        for action in &all {
            let answer = self.post(action, &[("do", decision)]);
            assert_eq!(answer.location(), format!("/requests?done={decision}"), "{}", answer.text());
        }
        all.len()
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&mut self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.get(format!("{}{path}", self.base)).header("accept", "text/html,*/*;q=0.8");
        for (name, value) in
            self.own_headers().iter().map(|(name, value)| (*name, value.as_str())).chain(headers.iter().copied())
        {
            request = request.header(name, value);
        }
        let answer = request.call().unwrap();
        self.take(answer)
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[])
    }

    pub fn post_with(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = self.agent.post(format!("{}{path}", self.base)).header("accept", "text/html,*/*;q=0.8");
        request = request.header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in
            self.own_headers().iter().map(|(name, value)| (*name, value.as_str())).chain(headers.iter().copied())
        {
            request = request.header(name, value);
        }
        let answer = request.send(body).unwrap();
        self.take(answer)
    }

    /// Sends a form as a phone's outbox does.
    pub fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = self.agent.post(format!("{}{path}", self.base)).header("accept", "application/json");
        request = request.header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in self.own_headers() {
            request = request.header(name, value);
        }
        let answer = request.send(body).unwrap();
        self.take(answer)
    }

    /// Loads the form of a kind of event, and sends it with these fields.
    pub fn log(&mut self, convoy: &str, kind: &str, fields: &[(&str, &str)]) -> Answer {
        let path = format!("/convoys/{convoy}/log?kind={kind}");
        let id = self.get(&path).hidden("id");
        let own = [("id", id.as_str()), ("kind", kind), ("when", "now")];
        let usual = own.iter().filter(|(name, _)| fields.iter().all(|(field, _)| field != name));
        let all: Vec<(&str, &str)> = usual.chain(fields).copied().collect();
        self.post(&path, &all)
    }

    fn own_headers(&self) -> Vec<(&'static str, String)> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        vec![("accept-language", self.language.clone()), ("cookie", cookies.join("; "))]
    }

    fn take(&mut self, mut answer: ureq::http::Response<ureq::Body>) -> Answer {
        let header = |(name, value): (&ureq::http::HeaderName, &ureq::http::HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let headers: Vec<(String, String)> = answer.headers().iter().map(header).collect();
        for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer { status: answer.status().as_u16(), headers, body: answer.body_mut().read_to_vec().unwrap() }
    }
}
