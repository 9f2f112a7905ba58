//! From the arguments to a run: what `build`, `check` and `serve` share.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use jiff::Timestamp;

use super::Failure;
use crate::article::Publication;
use crate::cli::SiteArgs;
use crate::config::BaseUrl;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{Keep, Options, Pipeline, Progress, Run, Stage, Store};
use crate::project::{Cache, Keeper, read};
use crate::source::Sources;

/// What the arguments ask of the pipeline; the clock is read here and nowhere
/// else.
///
/// # Errors
/// When the base URL can't be used.
pub(super) fn options(args: &SiteArgs) -> Result<Options, Failure> {
    let base_url = args
        .base_url
        .as_deref()
        .map(|text| {
            BaseUrl::parse(text)
                .map_err(|why| Failure::new(format!("`--base-url {text}` can't be used: {why}")))
        })
        .transpose()?;
    let publication = Publication {
        drafts: args.drafts,
        future: args.future,
        now: now()?,
    };
    Ok(Options {
        publication,
        base_url,
    })
}

/// Now, or what `SOURCE_DATE_EPOCH` says it is, so that a build can be repeated
/// (reproducible-builds.org).
fn now() -> Result<Timestamp, Failure> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the door for the clock and its stand-in"
    )]
    let (epoch, now) = (std::env::var("SOURCE_DATE_EPOCH").ok(), Timestamp::now());
    let Some(epoch) = epoch else { return Ok(now) };
    let seconds = epoch
        .parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok());
    seconds.ok_or_else(|| {
        Failure::new(format!(
            "`SOURCE_DATE_EPOCH={epoch}` isn't a number of seconds"
        ))
    })
}

/// A site's files, read.
pub(super) struct Read {
    pub(super) sources: Sources,
    /// What reading them said.
    pub(super) faults: Vec<Diagnostic>,
}

/// Reads the site's files.
///
/// # Errors
/// When the root isn't a folder that can be read.
pub(super) fn read(args: &SiteArgs, progress: &dyn Progress) -> Result<Read, Failure> {
    progress.begins(Stage::Read, 0);
    read_again(args, &mut Keeper::default())
}

/// The same; files that `keeper` knows aren't opened.
///
/// # Errors
/// When the root isn't a folder that can be read.
pub(super) fn read_again(args: &SiteArgs, keeper: &mut Keeper) -> Result<Read, Failure> {
    let what = format!("`{}` can't be read", args.root.display());
    let read = read::read_again(&args.root, keeper);
    let (sources, faults) = read.map_err(|error| Failure::io(&what, &error))?;
    Ok(Read { sources, faults })
}

impl Read {
    /// Runs the pipeline on the site.
    pub(super) fn run(&self, pipeline: &mut Pipeline, options: &Options) -> Run {
        let mut run = pipeline.run(&self.sources, options);
        run.outcome.add(self.faults.clone());
        run
    }
}

/// Where the site's results are kept between runs: nowhere, if that isn't
/// wanted.
pub(super) fn store(args: &SiteArgs, no_cache: bool) -> Store {
    let engine = engine().filter(|_| !no_cache);
    engine.map_or_else(Store::default, |engine| Store {
        keep: Some(Arc::new(Folder(Cache::of(&args.root)))),
        engine,
    })
}

/// Programs made before this were given their time by who packed them, alike for
/// all of them: it tells none from another.
const DAY: Duration = Duration::from_hours(24);

/// Tells this build of the program from every other; `None` where it can't be
/// told. A file is told by its size and time, since reading and hashing it would
/// take longer than a small site.
fn engine() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "asks what program this is, not what a site holds"
    )]
    let about = std::env::current_exe().ok()?.metadata().ok()?;
    let age = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    if age < DAY {
        return None;
    }
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {} {}", about.len(), age.as_nanos()))
}

/// The folder of a site, as the pipeline asks for it.
#[derive(Debug)]
struct Folder(Cache);

impl Keep for Folder {
    fn load(&self, name: &str) -> Option<Vec<u8>> {
        self.0.load(name)
    }

    fn save(&self, name: &str, bytes: &[u8]) {
        // A folder that can't be written costs time and nothing else.
        let _unkept = self.0.save(name, bytes);
    }
}
