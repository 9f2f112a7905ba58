//! The program: reads the command line and does what it says.

use std::process::ExitCode;

use dateline::command;

/// Pages are made of many small strings, on all cores: measured on a thousand
/// articles, the system's allocator takes about a tenth of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    command::main()
}
