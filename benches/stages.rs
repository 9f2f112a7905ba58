//! How long each stage takes, in microseconds an article on one core, over a
//! thousand articles of the corpus in memory.
//!
//! Run with `cargo bench --bench stages`; `-- 10000` takes as many articles.

#![expect(clippy::disallowed_methods, reason = "a bench needs the clock")]
#![expect(clippy::print_stdout, reason = "a bench tells its figures")]

mod corpus;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use dateline::article::Publication;
use dateline::output::LetGo;
use dateline::pipeline::{Options, Pipeline, Progress, Stage, Store};
use dateline::source::{Asset, Source, SourcePath, Sources};
use dateline::theme;
use jiff::Timestamp;

use corpus::{Corpus, SEED};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often all is done; the best counts.
const ROUNDS: usize = 5;

const SETTINGS: &str =
    "base_url = \"https://corpus.example.org/\"\nsearch = false\nshare_cards = false\n";

fn main() {
    // Cargo adds `--bench` to the arguments.
    let count = std::env::args().find_map(|argument| argument.parse().ok());
    let count = count.unwrap_or(1_000);
    let sources = sources(count);
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one_core = one_core.expect("one thread can be had");
    let mut best: BTreeMap<Stage, Duration> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (stage, took) in one_core.install(|| round(&sources)) {
            let best = best.entry(stage).or_insert(took);
            *best = took.min(*best);
        }
    }
    println!("microseconds an article, {count} articles, one core, best of {ROUNDS}:");
    for (stage, took) in &best {
        println!("{:>9} {:>8.1}", stage.name(), each(*took, count));
    }
    println!("{:>9} {:>8.1}", "all", each(best.values().sum(), count));
}

fn each(took: Duration, count: u32) -> f64 {
    took.as_secs_f64() * 1e6 / f64::from(count.max(1))
}

/// The whole road once, by a pipeline that remembers nothing.
fn round(sources: &Sources) -> BTreeMap<Stage, Duration> {
    let watch = Arc::new(StopWatch::default());
    let progress = Arc::clone(&watch) as Arc<dyn Progress>;
    let mut run = Pipeline::with(Arc::clone(&progress), Store::default()).run(sources, &options());
    run.make_all(&LetGo, &*progress);
    assert_eq!(
        run.outcome.errors(),
        0,
        "the corpus is sound: {:?}",
        run.outcome.diagnostics
    );
    watch.stop()
}

fn options() -> Options {
    Options {
        publication: Publication {
            drafts: false,
            future: false,
            now: Timestamp::MAX,
        },
        base_url: None,
    }
}

fn sources(count: u32) -> Sources {
    let corpus = Corpus::new(SEED);
    let source = |path: String, text: String| Source {
        path: SourcePath::new(path),
        text: text.into(),
    };
    let articles = (0..count as usize).map(|number| {
        let article = corpus.article(number);
        let path = format!("content/briefings/{}.md", article.stem);
        source(path, article.markdown())
    });
    let mut articles: Vec<Source> = articles.collect();
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    let registry = corpus.registry();
    let entities = registry
        .into_iter()
        .map(|(file, table)| source(format!("content/entities/{file}"), table));
    let templates = theme::TEMPLATES
        .iter()
        .map(|(name, text)| source(format!("templates/{name}"), (*text).to_owned()));
    let assets = theme::STATIC.iter().map(|(name, bytes)| Asset {
        path: SourcePath::new(*name),
        bytes: (*bytes).into(),
    });
    Sources {
        settings: Some(source("dateline.toml".to_owned(), SETTINGS.to_owned())),
        articles,
        entities: entities.collect(),
        templates: templates.collect(),
        assets: assets.collect(),
        ..Sources::default()
    }
}

/// Takes the time of each stage as it begins and ends.
#[derive(Debug, Default)]
struct StopWatch(Mutex<Times>);

#[derive(Debug, Default)]
struct Times {
    running: Option<(Stage, Instant)>,
    took: BTreeMap<Stage, Duration>,
}

impl StopWatch {
    /// Ends the last stage; what all took.
    fn stop(&self) -> BTreeMap<Stage, Duration> {
        let mut times = self.times();
        times.end();
        std::mem::take(&mut times.took)
    }

    fn times(&self) -> std::sync::MutexGuard<'_, Times> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Times {
    fn end(&mut self) {
        if let Some((stage, began)) = self.running.take() {
            *self.took.entry(stage).or_default() += began.elapsed();
        }
    }
}

impl Progress for StopWatch {
    fn begins(&self, stage: Stage, _: usize) {
        let mut times = self.times();
        times.end();
        times.running = Some((stage, Instant::now()));
    }

    fn step(&self, _: &'static str) {}
}
