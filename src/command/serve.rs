//! `dateline serve`: the same run as `build`, once more with every save.

use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::watch::{self, Sender};

use super::stopwatch::Stopwatch;
use super::{Failure, Verdict, report, site};
use crate::cli::{ServeArgs, SiteArgs};
use crate::config::{self, BaseUrl};
use crate::output::OutputPath;
use crate::pipeline::{Options, Pipeline, Progress, Run, Stage, Store, Unheard};
use crate::project::watch::Watch;
use crate::project::{Keeper, Layout};
use crate::render::Edition;
use crate::server::{self, Files, Problems, Snapshot};
use crate::source::Sources;

/// The port that is tried first.
const PORT: u16 = 1111;

/// Serves the site until the process is ended.
pub(super) fn serve(args: &ServeArgs) -> Result<Verdict, Failure> {
    let listener = server::bind(args.host, args.port.unwrap_or(PORT), args.port.is_some())
        .map_err(|error| unbound(args, &error))?;
    let address = listener
        .local_addr()
        .map_err(|error| Failure::io("the listener has no address", &error))?;
    if !address.ip().is_loopback() {
        report::talk("warning: everyone on this network can see the site while it is served");
    }
    if args.port.is_none() && address.port() != PORT {
        report::talk(&format!("note: port {PORT} is taken"));
    }
    // Watching begins before reading, so that no save falls between the two.
    let layout = Layout::new(&args.site.root, None);
    let watch = Watch::start(&layout.root, &layout.output).map_err(|error| {
        Failure::new(format!(
            "`{}` can't be watched: {error}",
            layout.root.display()
        ))
    })?;
    let store = site::store(&args.site, args.no_cache);
    let mut shown = Shown {
        site: args.site.clone(),
        keeper: Keeper::default(),
        pipeline: Pipeline::with(Arc::new(Unheard), store.clone()),
        store,
        address,
        files: None,
        base_path: "/".to_owned(),
        version: first_version(),
    };
    let first = shown.next()?;
    let url = shown.url();
    let (sender, receiver) = watch::channel(Arc::new(first));
    report::result(&format!("Serving {url} (Ctrl+C ends it)"));
    if args.open {
        open(&url);
    }
    thread::spawn(move || rebuild(&watch, &mut shown, &sender));
    server::serve(listener, receiver).map_err(|error| Failure::io("the server ended", &error))?;
    Err(Failure::new(
        "the system no longer tells of changes; start `dateline serve` again",
    ))
}

/// Runs until watching ends; then the sender is dropped, which ends the server.
fn rebuild(watch: &Watch, shown: &mut Shown, sender: &Sender<Arc<Snapshot>>) {
    while watch.wait().is_some() {
        let url = shown.url();
        let next = catch_unwind(AssertUnwindSafe(|| shown.next()));
        let Ok(next) = next else {
            // What it remembers may be half of something.
            shown.forget();
            continue;
        };
        match next {
            Ok(snapshot) => {
                sender.send_replace(Arc::new(snapshot));
                if shown.url() != url {
                    report::result(&format!("Serving {} now", shown.url()));
                }
            }
            Err(failure) => report::talk(&format!("error: {failure}")),
        }
    }
}

/// What is shown, and what makes the next of it.
struct Shown {
    site: SiteArgs,
    keeper: Keeper,
    pipeline: Pipeline,
    store: Store,
    address: SocketAddr,
    files: Option<Arc<dyn Files>>,
    base_path: String,
    version: u64,
}

impl Shown {
    /// Begins anew with the next round.
    fn forget(&mut self) {
        self.pipeline = Pipeline::with(Arc::new(Unheard), self.store.clone());
        self.keeper = Keeper::default();
    }

    /// Runs the pipeline; when the content has errors the last good files stay.
    fn next(&mut self) -> Result<Snapshot, Failure> {
        let Round {
            path,
            sources,
            run,
            took,
        } = self.run()?;
        let errors = run.outcome.errors();
        let warnings = run.outcome.diagnostics.len() - errors;
        let text = report::plain(&run.outcome, &sources);
        if !run.outcome.diagnostics.is_empty() {
            report::talk(&format!(
                "{text}\n\n{}",
                report::problem_count(errors, warnings)
            ));
        }
        if errors == 0 {
            report::talk(&report::summary("Built", run.outcome.counts, took));
        }
        self.version += 1;
        let problems = (!run.outcome.diagnostics.is_empty()).then_some(Problems {
            text,
            errors,
            warnings,
        });
        let edition = run.edition.filter(|_| errors == 0);
        // The last good files have the path that they were made for: settings
        // that can't be read must not move them.
        if edition.is_some() || self.files.is_none() {
            self.base_path = path;
        }
        if let Some(edition) = edition {
            self.files = Some(Arc::new(Fresh { edition, sources }));
        }
        Ok(Snapshot {
            files: self.files.clone(),
            base_path: self.base_path.clone(),
            problems,
            version: self.version,
        })
    }

    /// A run for this server's own address: feeds and canonical links lead to
    /// it, under the path that the site will have.
    fn run(&mut self) -> Result<Round, Failure> {
        let stopwatch = Arc::new(Stopwatch::new(false));
        self.pipeline.tell(Arc::clone(&stopwatch) as _);
        let asked = site::options(&self.site)?;
        stopwatch.begins(Stage::Read, 0);
        let read = site::read_again(&self.site, &mut self.keeper)?;
        let base_url = asked.base_url.or_else(|| published_at(&read.sources));
        let path = base_url.map_or_else(|| "/".to_owned(), |base| base.path().to_owned());
        let here =
            BaseUrl::parse(&format!("http://{}{path}", self.address)).map_err(Failure::new)?;
        let options = Options {
            base_url: Some(here),
            ..asked
        };
        let run = read.run(&mut self.pipeline, &options);
        Ok(Round {
            path,
            sources: read.sources,
            run,
            took: stopwatch.ends(),
        })
    }

    /// Where a browser finds the site.
    fn url(&self) -> String {
        let address = if self.address.ip().is_unspecified() {
            // A browser can't ask for "any address".
            format!("localhost:{}", self.address.port())
        } else {
            self.address.to_string()
        };
        format!("http://{address}{}", self.base_path)
    }
}

/// Once along the road.
struct Round {
    /// The path that the site will have.
    path: String,
    sources: Sources,
    run: Run,
    took: Duration,
}

/// A site whose files are made when they are asked for.
#[derive(Debug)]
struct Fresh {
    edition: Edition,
    /// For what is wrong with them.
    sources: Sources,
}

impl Files for Fresh {
    fn has(&self, path: &OutputPath) -> bool {
        self.edition.has(path)
    }

    fn get(&self, path: &OutputPath) -> Option<Result<Bytes, Problems>> {
        let made = self.edition.make_one(path)?;
        Some(made.map(Bytes::from).map_err(|fault| {
            let text = report::drawn(&fault, &self.sources);
            report::talk(&text);
            Problems {
                text,
                errors: 1,
                warnings: 0,
            }
        }))
    }
}

/// Why there is no port, and what to do about it.
fn unbound(args: &ServeArgs, error: &io::Error) -> Failure {
    let host = args.host;
    let Some(port) = args.port else {
        return Failure::io(&format!("no port to listen at on {host}"), error);
    };
    let failure = format!("can't listen at port {port} of {host}: {error}");
    Failure::new(if error.kind() == io::ErrorKind::AddrInUse {
        format!("{failure}\n  hint: without `--port`, the next free one is taken")
    } else {
        failure
    })
}

/// Where the settings say that the site will be.
fn published_at(sources: &Sources) -> Option<BaseUrl> {
    let (settings, _) = config::read(sources.settings.as_ref()?);
    settings.base_url
}

/// Versions differ between runs of the program, so that a page left open over
/// a restart knows that it is old.
fn first_version() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "only has to differ from the last start"
    )]
    let now = jiff::Timestamp::now().as_millisecond();
    u64::try_from(now).unwrap_or(0)
}

fn open(url: &str) {
    let (program, first) = match std::env::consts::OS {
        "macos" => ("open", None),
        "windows" => ("cmd", Some(["/C", "start"])),
        _ => ("xdg-open", None),
    };
    let opened = Command::new(program)
        .args(first.into_iter().flatten())
        .arg(url)
        .spawn();
    if let Err(error) = opened {
        report::talk(&format!("warning: no browser could be opened: {error}"));
    }
}
