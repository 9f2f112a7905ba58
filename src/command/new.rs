//! `dateline new`.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Failure, Verdict, report};
use crate::cli::{New, NewArgs};
use crate::project::scaffold::{self, Begun};
use crate::steering::unsteered;

/// Begins a file and prints its path.
pub(super) fn new(args: &NewArgs) -> Result<Verdict, Failure> {
    let name = unsteered(args.name.trim());
    if name.is_empty() {
        return Err(Failure::new(
            "the name is empty\n  hint: write it between quotation marks",
        ));
    }
    #[expect(clippy::disallowed_methods, reason = "a new article is dated today")]
    let now = Timestamp::now();
    // The day in UTC: a front matter's day begins at midnight UTC too.
    let today = Offset::UTC.to_datetime(now).date();
    let begun = match args.what {
        New::Article => Begun::Article { today },
        New::Entity => Begun::Entity { kind: &args.kind },
        New::Story => Begun::Story,
    };
    let path = scaffold::begin(&args.root, &name, begun)
        .map_err(|error| Failure::new(error.to_string()))?;
    report::result(&path.display().to_string());
    Ok(Verdict::Fine)
}
