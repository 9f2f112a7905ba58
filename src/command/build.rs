//! `dateline build`.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::stopwatch::Stopwatch;
use super::{Failure, Verdict, report, site};
use crate::cli::{BuildArgs, Format};
use crate::output::{Fill, LetGo, OutputPath, Sink};
use crate::pipeline::{Build, Fingerprint, Options, Outcome, Pipeline, Progress, Stage, Store};
use crate::project::{Condition, Layout, Writer, condition, may_write};

/// Builds the site; with errors in the content the old site stays as it is.
pub(super) fn build(args: &BuildArgs) -> Result<Verdict, Failure> {
    let stopwatch = Arc::new(Stopwatch::new(args.report.quiet));
    let options = site::options(&args.site)?;
    let read = site::read(&args.site, &*stopwatch)?;
    let last = LastBuild::of(args, &read, &options);
    may_write(&last.layout).map_err(failed)?;
    if let Some(outcome) = last.outcome() {
        return Ok(said(args, &read, &outcome, &stopwatch, "Unchanged:"));
    }
    let progress = Arc::clone(&stopwatch) as Arc<dyn Progress>;
    let mut pipeline = Pipeline::with(progress, last.store.clone());
    let mut run = read.run(&mut pipeline, &options);
    let mut writer = None;
    if run.outcome.errors() == 0 {
        let disk = Disk::new(&last.layout)?;
        run.make_all(&disk, &*stopwatch);
        writer = Some(disk.into_writer()?);
    } else {
        // What is wrong with the templates is to be said in the same run.
        run.make_all(&LetGo, &*stopwatch);
    }
    let is_bad = report::is_bad(&run.outcome, &args.report);
    let Some(writer) = writer.filter(|_| !is_bad) else {
        stopwatch.rest();
        let verdict = report::diagnostics(&run.outcome, &read.sources, &args.report);
        report::talk("nothing was written; the last good site stays as it is");
        return Ok(verdict);
    };
    stopwatch.begins(Stage::Publish, 0);
    let finished = writer.finish().map_err(failed)?;
    last.keep(&run.outcome, finished.condition);
    Ok(said(args, &read, &run.outcome, &stopwatch, "Built"))
}

/// Says how it went, when it went well.
fn said(
    args: &BuildArgs,
    read: &site::Read,
    outcome: &Outcome,
    stopwatch: &Stopwatch,
    verb: &str,
) -> Verdict {
    let took = stopwatch.ends();
    let verdict = report::diagnostics(outcome, &read.sources, &args.report);
    if args.timings {
        report::talk(&stopwatch.table());
    }
    if !outcome.has_base_url && !args.report.quiet {
        report::talk(
            "note: no `base_url` is set: links are relative, and feeds, site map and canonical links are left out",
        );
    }
    let summary = report::summary(verb, outcome.counts, took);
    match args.report.format {
        _ if args.report.quiet => {}
        Format::Human => report::result(&summary),
        Format::Json => report::talk(&summary),
    }
    verdict
}

/// The last build into the same folder, for when nothing has changed since.
struct LastBuild<'a> {
    args: &'a BuildArgs,
    store: Store,
    layout: Layout,
    made_from: Fingerprint,
    now: Timestamp,
}

impl<'a> LastBuild<'a> {
    fn of(args: &'a BuildArgs, read: &site::Read, options: &Options) -> Self {
        let store = site::store(&args.site, args.no_cache);
        let of_site = || store.of_site(&read.sources, &read.faults, options);
        let made_from = store.keep.as_ref().map(|_| of_site()).unwrap_or_default();
        Self {
            args,
            store,
            layout: Layout::new(&args.site.root, args.output.as_deref()),
            made_from,
            now: options.publication.now,
        }
    }

    /// One for each folder that is built into.
    fn name(&self) -> String {
        Store::name("build", self.layout.output.as_os_str().as_encoded_bytes())
    }

    /// What it said, if sources, program, and every file that it made are as
    /// they were.
    fn outcome(&self) -> Option<Outcome> {
        let build = self.store.build(&self.name(), &self.made_from, self.now)?;
        let is_untouched = condition(&self.layout) == Some(build.left);
        let is_good = !report::is_bad(&build.outcome, &self.args.report);
        (is_untouched && is_good).then_some(build.outcome)
    }

    /// Keeps what this build says, and what it has left.
    fn keep(&self, outcome: &Outcome, left: Option<Condition>) {
        if let Some(left) = left {
            let build = Build {
                made_from: self.made_from,
                made: self.now,
                outcome: outcome.clone(),
                left,
            };
            self.store.keep_build(&self.name(), &build);
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` hands over")]
fn failed(error: io::Error) -> Failure {
    Failure::new(error.to_string())
}

/// Writes files as they are made. The first failure is kept and ends writing.
struct Disk {
    writer: Writer,
    failure: Mutex<Option<io::Error>>,
}

impl Disk {
    fn new(layout: &Layout) -> Result<Self, Failure> {
        let writer = Writer::begin(layout).map_err(failed)?;
        let failure = Mutex::new(None);
        Ok(Self { writer, failure })
    }

    fn write(&self, write: impl FnOnce(&Writer) -> io::Result<()>) {
        let failure = || self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        if failure().is_some() {
            return;
        }
        if let Err(error) = write(&self.writer) {
            failure().get_or_insert(error);
        }
    }

    fn into_writer(self) -> Result<Writer, Failure> {
        let failure = self.failure.into_inner();
        match failure.unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(failed(error)),
            None => Ok(self.writer),
        }
    }
}

impl Sink for Disk {
    fn take(&self, path: &OutputPath, bytes: &[u8]) {
        self.write(|writer| writer.put(path, bytes));
    }

    fn stream(&self, path: &OutputPath, fill: Fill<'_>) {
        self.write(|writer| writer.stream(path, fill));
    }
}
