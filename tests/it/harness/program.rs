//! The built program: run to its end as a command, or as a child that serves until it is killed.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use super::{client::Client, server::PASSWORD};

/// What a command left behind.
#[derive(Debug)]
pub struct Run {
    /// Its exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// Standard output, once the exit code is the expected one.
    #[track_caller]
    pub fn expect(self, code: i32) -> String {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self.out
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(self, code: i32) -> Value {
        serde_json::from_str(&self.expect(code)).unwrap()
    }
}

/// The program in a folder of its own, where nothing configures it but the test.
pub struct Program {
    folder: tempfile::TempDir,
    database: Option<String>,
}

impl Program {
    /// On this database.
    pub fn on(database: &str) -> Self {
        Self { database: Some(database.to_owned()), ..Self::anywhere() }
    }

    /// With no database named.
    pub fn anywhere() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None }
    }

    /// The folder in which it runs.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into its folder.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The command, ready to run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convoy"));
        command.current_dir(self.folder()).args(arguments).stdin(Stdio::null());
        let ours = |name: &str| name.starts_with("CONVOY_") || name.starts_with("DATABASE_URL");
        for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
            command.env_remove(name);
        }
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database);
        }
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        finished(&mut self.command(arguments))
    }

    /// Makes an account by its command.
    pub fn account(&self, email: &str, organisation: &str, role: &str) {
        let password = self.write("password", &format!("{PASSWORD}\n"));
        let (password, name) = (password.to_str().unwrap(), "Test person");
        let add = ["user", "add", "--email", email, "--name", name, "--organisation", organisation, "--role", role];
        self.run(&[&add[..], &["--password-file", password]].concat()).expect(0);
    }

    /// Makes an account and a token with every scope by its commands.
    pub fn token(&self, email: &str, organisation: &str, role: &str) -> String {
        self.account(email, organisation, role);
        let scopes = "events:write,convoys:read,convoys:read_exact,exports:read";
        self.run(&["token", "create", "--email", email, "--scope", scopes]).expect(0).trim().to_owned()
    }

    /// Serves on a port of its own.
    pub fn serve(&self, arguments: &[&str]) -> Serving {
        started(self.command(&[&["serve", "--bind", "127.0.0.1:0"], arguments].concat()).stderr(Stdio::null()))
    }

    /// Serves on a port of its own, and writes its log, filtered so, into [`LOG`].
    pub fn serve_with_log(&self, filter: &str) -> Serving {
        let log = std::fs::File::create(self.folder().join(LOG)).unwrap();
        started(self.command(&["serve", "--bind", "127.0.0.1:0"]).env("CONVOY_LOG", filter).stderr(log))
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder().join(LOG)).unwrap()
    }
}

/// The file that the log is written to.
const LOG: &str = "log";

fn started(command: &mut Command) -> Serving {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut greeting = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    greeting.read_line(&mut line).unwrap();
    let address = line.split_whitespace().find_map(|word| word.strip_prefix("http://"));
    let base = format!("http://{}", address.unwrap_or_else(|| panic!("no address in {line:?}")));
    Serving { child, base, line, greeting }
}

/// Runs a command to its end.
pub fn finished(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// The program while it serves; killed, without a chance to tidy up, when dropped.
pub struct Serving {
    child: Child,
    /// Where it serves.
    pub base: String,
    /// Its first line.
    pub line: String,
    /// The rest of its standard output.
    pub greeting: BufReader<std::process::ChildStdout>,
}

impl Serving {
    /// A script with this token.
    pub fn client(&self, token: &str) -> Client {
        Client::of(&self.base).with_token(token)
    }

    /// Tells it to stop.
    pub fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Waits until it has stopped by itself.
    pub fn wait(&mut self) {
        assert!(self.child.wait().unwrap().success());
    }

    /// kill -9.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.kill();
    }
}
