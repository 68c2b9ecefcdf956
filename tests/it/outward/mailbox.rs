//! A mail server on a port of this process, which takes mails as it is told.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// How it takes mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Temper {
    /// Takes them.
    Takes,
    /// Says that it cannot now.
    Fails,
    /// Says never.
    Rejects,
    /// Says nothing.
    Hangs,
}

/// It.
#[derive(Clone)]
pub struct Mailbox {
    pub url: String,
    temper: Arc<Mutex<Temper>>,
    mails: Arc<Mutex<Vec<String>>>,
}

impl Mailbox {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let mailbox = Self { url, temper: Arc::new(Mutex::new(Temper::Takes)), mails: Arc::default() };
        let own = mailbox.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                thread::spawn(move || own.serve(&stream));
            }
        });
        mailbox
    }

    pub fn becomes(&self, temper: Temper) {
        *self.temper.lock().unwrap() = temper;
    }

    /// The mails as they came.
    pub fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }

    fn serve(&self, mut stream: &TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream);
        let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes()).ok();
        if *self.temper.lock().unwrap() == Temper::Hangs {
            thread::sleep(Duration::from_mins(1));
            return None;
        }
        say("220 here")?;
        loop {
            let mut line = String::new();
            lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
            let temper = *self.temper.lock().unwrap();
            match line.split_whitespace().next().unwrap_or_default().to_uppercase().as_str() {
                "EHLO" | "HELO" => say("250 here")?,
                "RCPT" if temper == Temper::Fails => say("451 not now")?,
                "RCPT" if temper == Temper::Rejects => say("550 never")?,
                "DATA" => {
                    say("354 go on")?;
                    let mut mail = String::new();
                    loop {
                        let mut line = String::new();
                        lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
                        if line == ".\r\n" {
                            break;
                        }
                        mail.push_str(&line);
                    }
                    self.mails.lock().unwrap().push(mail);
                    say("250 taken")?;
                }
                "QUIT" => {
                    say("221 bye")?;
                    return None;
                }
                _ => say("250 yes")?,
            }
        }
    }
}
