//! What each command does: the world handed to the pure middle, and its
//! answer handed back.

pub mod annotate;
mod build;
mod check;
mod entities;
mod faults;
mod init;
mod lines;
mod new;
mod related;
mod report;
mod serve;
mod site;
mod stopwatch;

use std::fmt;
use std::io;
use std::panic;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};
use crate::curate::Refusal;

/// Why a command could not run at all; exit code 2.
#[derive(Debug)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    fn refused(refusal: &Refusal) -> Self {
        let hint = refusal.hint.as_ref();
        let hint = hint.map_or(String::new(), |hint| format!("\n  hint: {hint}"));
        Self(format!("{}{hint}", refusal.why))
    }

    fn io(what: &str, error: &io::Error) -> Self {
        Self(format!("{what}: {error}"))
    }
}

/// Whether the content is fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Fine,
    Errors,
}

/// Reads the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => run(&cli),
        Err(error) => arguments(&error),
    }
}

/// Help and version are results; anything else is said and could not run.
fn arguments(error: &clap::Error) -> ExitCode {
    const LONGEST: usize = 2_000;
    let text = error.to_string();
    if !error.use_stderr() {
        report::result(text.trim_end());
        return ExitCode::SUCCESS;
    }
    let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
    report::talk(text[..end.unwrap_or(text.len())].trim_end());
    ExitCode::from(2)
}

/// Does what the command line says. Exit 0 fine, 1 the content has errors, 2
/// could not run.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    panic::set_hook(Box::new(faults::say));
    panic::catch_unwind(|| obeyed(cli)).unwrap_or(ExitCode::from(2))
}

fn obeyed(cli: &Cli) -> ExitCode {
    let result = match &cli.command {
        Command::Build(args) => build::build(args),
        Command::Serve(args) => serve::serve(args),
        Command::Check(args) => check::check(args),
        Command::New(args) => new::new(args),
        Command::Init(args) => init::init(args),
        Command::Entities(args) => entities::entities(args),
        Command::Annotate(args) => annotate::annotate(args),
        Command::Related(args) => related::related(args),
    };
    match result {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Errors) => ExitCode::from(1),
        Err(failure) => {
            report::talk(&format!("error: {failure}"));
            ExitCode::from(2)
        }
    }
}
