//! `dateline build`.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::watcher::Watcher;
use super::{Failure, Verdict, report, site};
use crate::cli::{BuildArgs, Format};
use crate::output::{Fill, LetGo, OutputPath, Sink};
use crate::pipeline::{Pipeline, Progress, Stage};
use crate::project::{Layout, Writer};

/// Builds the site; with errors in the content the old site stays as it is.
pub(super) fn build(args: &BuildArgs) -> Result<Verdict, Failure> {
    let watcher = Arc::new(Watcher::new(args.report.quiet));
    let options = site::options(&args.site)?;
    let layout = Layout::new(&args.site.root, args.output.as_deref());
    let mut pipeline = Pipeline::telling(Arc::clone(&watcher) as Arc<dyn Progress>);
    let (sources, mut run) = site::run(&mut pipeline, &args.site, &options, &*watcher)?;
    let mut writer = None;
    if run.errors() == 0 {
        let disk = Disk::new(&layout)?;
        run.make_all(&disk, &*watcher);
        writer = Some(disk.into_writer()?);
    } else {
        // What is wrong with the templates is to be said in the same run.
        run.make_all(&LetGo, &*watcher);
    }
    watcher.rest();
    let verdict = report::diagnostics(&run, &sources, &args.report);
    let Some(writer) = writer.filter(|_| verdict == Verdict::Fine) else {
        report::talk("nothing was written; the last good site stays as it is");
        return Ok(verdict);
    };
    watcher.begins(Stage::Publish, 0);
    writer.finish().map_err(failed)?;
    let took = watcher.ends();
    if args.timings {
        report::talk(&watcher.table());
    }
    if !run.has_base_url && !args.report.quiet {
        report::talk(
            "note: no `base_url` is set: links are relative, and feeds, site map and canonical links are left out",
        );
    }
    let summary = report::summary("Built", run.counts, took);
    match args.report.format {
        _ if args.report.quiet => {}
        Format::Human => report::result(&summary),
        Format::Json => report::talk(&summary),
    }
    Ok(verdict)
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
