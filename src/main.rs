//! The program: reads the command line and does what it says.

use std::process::ExitCode;

use clap::Parser;
use dateline::cli::Cli;
use dateline::command;

fn main() -> ExitCode {
    command::run(&Cli::parse())
}
