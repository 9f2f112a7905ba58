//! The program: reads the command line and does what it says.

use std::process::ExitCode;

use dateline::command;

fn main() -> ExitCode {
    command::main()
}
