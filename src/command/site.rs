//! From the arguments to a run: what `build`, `check` and `serve` share.

use jiff::Timestamp;

use super::Failure;
use crate::article::Publication;
use crate::cli::SiteArgs;
use crate::config::BaseUrl;
use crate::diagnostic::{self, Diagnostic};
use crate::pipeline::{Options, Pipeline, Progress, Run, Stage};
use crate::project::{Keeper, read};
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

/// Reads the site's files.
///
/// # Errors
/// When the root isn't a folder that can be read.
pub(super) fn read(args: &SiteArgs) -> Result<(Sources, Vec<Diagnostic>), Failure> {
    read_again(args, &mut Keeper::default())
}

/// The same; files that `keeper` knows aren't opened.
///
/// # Errors
/// When the root isn't a folder that can be read.
pub(super) fn read_again(
    args: &SiteArgs,
    keeper: &mut Keeper,
) -> Result<(Sources, Vec<Diagnostic>), Failure> {
    let what = format!("`{}` can't be read", args.root.display());
    read::read_again(&args.root, keeper).map_err(|error| Failure::io(&what, &error))
}

/// Reads the site and runs the pipeline on it.
///
/// # Errors
/// When the root isn't a folder that can be read.
pub(super) fn run(
    pipeline: &mut Pipeline,
    args: &SiteArgs,
    options: &Options,
    progress: &dyn Progress,
) -> Result<(Sources, Run), Failure> {
    progress.begins(Stage::Read, 0);
    let (sources, unread) = read(args)?;
    let run = run_on(pipeline, &sources, unread, options);
    Ok((sources, run))
}

/// Runs the pipeline on what was read, and on what could not be.
pub(super) fn run_on(
    pipeline: &mut Pipeline,
    sources: &Sources,
    unread: Vec<Diagnostic>,
    options: &Options,
) -> Run {
    let mut run = pipeline.run(sources, options);
    run.diagnostics.extend(unread);
    diagnostic::sort(&mut run.diagnostics);
    run
}
