//! The `convoy` program: parse arguments, run a command, print the error chain, exit.

use std::process::ExitCode;

use clap::Parser;
use convoy::cli::{self, Cli};

fn main() -> ExitCode {
    match cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "convoy: {error:#}");
            ExitCode::FAILURE
        }
    }
}
