//! `dateline build`.

use std::time::Instant;

use super::{Failure, Verdict, report, site};
use crate::cli::{BuildArgs, Format};
use crate::pipeline::Pipeline;
use crate::project::{Layout, write};

/// Builds the site; with errors in the content the old site stays as it is.
pub(super) fn build(args: &BuildArgs) -> Result<Verdict, Failure> {
    #[expect(clippy::disallowed_methods, reason = "tells the user how long it took")]
    let start = Instant::now();
    let options = site::options(&args.site)?;
    let layout = Layout::new(&args.site.root, args.output.as_deref());
    let mut pipeline = Pipeline::new();
    let (sources, run) = site::run(&mut pipeline, &args.site, &options)?;
    let ran = start.elapsed();
    let verdict = report::diagnostics(&run, &sources, &args.report);
    if verdict == Verdict::Errors {
        report::talk("nothing was written; the last good site stays as it is");
        return Ok(verdict);
    }
    write::write(&layout, &run.outputs).map_err(|error| Failure::new(error.to_string()))?;
    if args.report.verbose {
        report::talk(&format!(
            "read and rendered in {} ms, written in {} ms",
            ran.as_millis(),
            start.elapsed().checked_sub(ran).unwrap().as_millis()
        ));
    }
    if !run.has_base_url && !args.report.quiet {
        report::talk(
            "note: no `base_url` is set: links are relative, and feeds, site map and canonical links are left out",
        );
    }
    let summary = report::summary("Built", run.counts, start.elapsed());
    match args.report.format {
        _ if args.report.quiet => {}
        Format::Human => report::result(&summary),
        Format::Json => report::talk(&summary),
    }
    Ok(verdict)
}
