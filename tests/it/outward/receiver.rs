//! Another system that receives webhooks, on a port of this process, and answers as it is told.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

/// How it answers.
#[derive(Clone, Debug)]
pub enum Mood {
    /// With this status and these headers.
    Answers(u16, &'static str),
    /// 204, after so long.
    Dawdles(Duration),
    /// Never.
    Hangs,
    /// 200 and then as much as anybody will read.
    Floods,
    /// Nonsense.
    Babbles,
    /// This status to messages of this type, 204 to others.
    Refuses(u16, &'static str),
}

/// What came.
#[derive(Clone, Debug)]
pub struct Received {
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn position(&self) -> i64 {
        self.json()["data"]["position"].as_i64().unwrap()
    }

    /// Whether any of the signatures is by this secret: written here a second time, as a receiver would.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let mut code = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).unwrap();
        let signed = format!("{}.{}.{}", self.headers["webhook-id"], self.headers["webhook-timestamp"], self.body);
        code.update(signed.as_bytes());
        let expected = format!("v1,{}", BASE64_STANDARD.encode(code.finalize().into_bytes()));
        self.headers["webhook-signature"].split(' ').any(|signature| signature == expected)
    }
}

/// It.
#[derive(Clone)]
pub struct Receiver {
    pub url: String,
    mood: Arc<Mutex<Mood>>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    pub fn new(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let receiver = Self { url, mood: Arc::new(Mutex::new(mood)), received: Arc::default() };
        let own = receiver.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                thread::spawn(move || while own.serve(&stream).is_some() {});
            }
        });
        receiver
    }

    pub fn becomes(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// One request; `None` where the connection is over.
    fn serve(&self, mut stream: &TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let mut headers = BTreeMap::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_lowercase(), value.to_owned());
        }
        let mut body = vec![0; headers["content-length"].parse().unwrap()];
        reader.read_exact(&mut body).ok()?;
        let received = Received { headers, body: String::from_utf8(body).unwrap() };
        let kind = received.json()["type"].as_str().unwrap_or_default().to_owned();
        let mood = self.mood.lock().unwrap().clone();
        let answer = |status: u16, headers: &str| format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n{headers}\r\n");
        self.received.lock().unwrap().push(received);
        match mood {
            Mood::Answers(status, headers) => stream.write_all(answer(status, headers).as_bytes()).ok(),
            Mood::Refuses(status, refused) => {
                let status = if kind == refused { status } else { 204 };
                stream.write_all(answer(status, "").as_bytes()).ok()
            }
            Mood::Dawdles(so_long) => {
                thread::sleep(so_long);
                stream.write_all(answer(204, "").as_bytes()).ok()
            }
            Mood::Babbles => {
                stream.write_all(b"I am no HTTP at all\r\n\r\n").ok()?;
                None
            }
            Mood::Hangs => {
                thread::sleep(Duration::from_mins(1));
                None
            }
            Mood::Floods => {
                let length = 1024_u64 * 1024 * 1024;
                stream.write_all(format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\n\r\n").as_bytes()).ok()?;
                let some = vec![b'x'; 64 * 1024];
                while stream.write_all(&some).is_ok() {}
                None
            }
        }
    }
}
