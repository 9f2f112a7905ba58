//! `dateline check`.

use std::time::Instant;

use super::{Failure, Verdict, report, site};
use crate::cli::{CheckArgs, Format};
use crate::pipeline::Pipeline;

/// Runs all that `build` runs and writes nothing.
pub(super) fn check(args: &CheckArgs) -> Result<Verdict, Failure> {
    #[expect(clippy::disallowed_methods, reason = "tells the user how long it took")]
    let start = Instant::now();
    let options = site::options(&args.site)?;
    let (sources, run) = site::run(&mut Pipeline::new(), &args.site, &options)?;
    let verdict = report::diagnostics(&run, &sources, &args.report);
    report::mention_notes(&run, &args.report);
    let summary = report::summary("Checked", run.counts, start.elapsed());
    match args.report.format {
        _ if args.report.quiet => {}
        Format::Human => report::result(&summary),
        Format::Json => report::talk(&summary),
    }
    Ok(verdict)
}
