//! `dateline init`.

use super::{Failure, Verdict, report};
use crate::cli::InitArgs;
use crate::project::scaffold;

/// Makes a small site that builds without a warning but for its base URL.
pub(super) fn init(args: &InitArgs) -> Result<Verdict, Failure> {
    let made =
        scaffold::init(&args.dir, args.github).map_err(|error| Failure::new(error.to_string()))?;
    for path in made {
        report::talk(&format!("made `{}`", path.display()));
    }
    let folder = args.dir.display();
    report::result(&format!(
        "A site is ready in `{folder}`; see it with `dateline serve --root {folder}`"
    ));
    Ok(Verdict::Fine)
}
