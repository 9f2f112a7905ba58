//! What is said when the program itself is at fault.
//!
//! This exists so that a panic ends as everything else does: with a sentence,
//! a hint and an exit code. Those of parsers that are known to fail are caught
//! where they are called, and become diagnostics; they must not be heard twice.

use std::panic::PanicHookInfo;

use super::report;
use crate::diagnostic::plain;

/// Crates whose panics are caught for each article and each picture.
const CAUGHT: [&str; 3] = ["pulldown-cmark", "zune-", "png-"];

/// Says that the program has failed, unless what failed is caught.
pub(super) fn say(panic: &PanicHookInfo<'_>) {
    let place = panic.location();
    let is_caught =
        place.is_some_and(|place| CAUGHT.iter().any(|name| place.file().contains(name)));
    if is_caught {
        return;
    }
    let what = plain(panic.payload_as_str().unwrap_or("no reason was given"));
    let place = place.map_or(String::new(), |place| format!(" ({place})"));
    report::talk(&format!(
        "error: Dateline failed, which is its own fault: {what}{place}\n  \
         hint: please report it, with the file it failed on"
    ));
}
