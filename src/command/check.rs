//! `dateline check`.

use std::sync::Arc;

use super::stopwatch::Stopwatch;
use super::{Failure, Verdict, report, site};
use crate::cli::{CheckArgs, Format};
use crate::output::LetGo;
use crate::pipeline::{Pipeline, Progress, Store};

/// Runs all that `build` runs and writes nothing.
pub(super) fn check(args: &CheckArgs) -> Result<Verdict, Failure> {
    let stopwatch = Arc::new(Stopwatch::new(args.report.quiet));
    let options = site::options(&args.site)?;
    let progress = Arc::clone(&stopwatch) as Arc<dyn Progress>;
    let mut pipeline = Pipeline::with(progress, Store::default());
    let read = site::read(&args.site, &*stopwatch)?;
    let mut run = read.run(&mut pipeline, &options);
    run.make_all(&LetGo, &*stopwatch);
    let took = stopwatch.ends();
    if args.timings {
        report::talk(&stopwatch.table());
    }
    let verdict = report::diagnostics(&run.outcome, &read.sources, &args.report);
    report::mention_notes(&run.outcome, &args.report);
    let summary = report::summary("Checked", run.outcome.counts, took);
    match args.report.format {
        _ if args.report.quiet => {}
        Format::Human => report::result(&summary),
        Format::Json => report::talk(&summary),
    }
    Ok(verdict)
}
