//! What each command does: the world handed to the pure middle, and its
//! answer handed back.

pub mod annotate;
mod build;
mod check;
mod entities;
mod init;
mod lines;
mod new;
mod related;
mod report;
mod serve;
mod site;

use std::fmt;
use std::io;
use std::process::ExitCode;

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

/// Does what the command line says. Exit 0 fine, 1 the content has errors, 2
/// could not run.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
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
