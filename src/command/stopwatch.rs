//! Watches a run: a bar on the terminal while it lasts, and a table of times.
//!
//! This exists because the road knows no clock. What a thread does between two
//! steps counts as the second one's work, which makes the times by kind of file
//! good to a few parts in a hundred.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::{Progress, Stage};

/// Nobody needs a bar for less than this.
const PATIENCE: Duration = Duration::from_millis(500);

thread_local! {
    /// When this thread was last done with a step.
    static LAST: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Hears how far a run is.
#[derive(Debug)]
pub(super) struct Stopwatch {
    start: Instant,
    bar: ProgressBar,
    is_shown: AtomicBool,
    times: Mutex<Times>,
}

#[derive(Debug, Default)]
struct Times {
    stages: Vec<Took>,
    /// How many there were of each kind, and how long all of them took.
    kinds: BTreeMap<&'static str, (usize, Duration)>,
}

#[derive(Debug)]
struct Took {
    stage: Stage,
    steps: usize,
    began: Instant,
    began_processor: Duration,
    wall: Duration,
    processor: Duration,
}

impl Stopwatch {
    /// A stopwatch of a run that begins now.
    pub(super) fn new(quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg:>9} {bar:30} {pos}/{len}");
        bar.set_style(style.expect("the template is right"));
        if quiet {
            bar.finish_and_clear();
        }
        Self {
            start: now(),
            bar,
            is_shown: AtomicBool::new(false),
            times: Mutex::default(),
        }
    }

    /// Takes the bar away, so that something else can be said.
    pub(super) fn rest(&self) {
        self.bar.finish_and_clear();
    }

    /// The run is over; how long it took.
    pub(super) fn ends(&self) -> Duration {
        self.rest();
        self.times().end(now());
        self.start.elapsed()
    }

    /// How long each stage took, and each kind of file.
    pub(super) fn table(&self) -> String {
        let times = self.times();
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let mut table = format!(
            "{:<24} {:>9} {:>12} {:>12}",
            "stage", "steps", "wall", "processor"
        );
        for took in &times.stages {
            let (wall, processor) = (ms(took.wall), ms(took.processor));
            let name = took.stage.name();
            let _ = write!(
                table,
                "\n{name:<24} {:>9} {wall:>12} {processor:>12}",
                took.steps
            );
        }
        for (kind, (count, took)) in &times.kinds {
            let _ = write!(table, "\n  {kind:<22} {count:>9} {:>12}", ms(*took));
        }
        table
    }

    /// Shows the bar when it has been waited for long enough.
    fn show(&self, now: Instant) {
        let is_due = now - self.start > PATIENCE && !self.bar.is_finished();
        if is_due && !self.is_shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Times {
    fn end(&mut self, now: Instant) {
        if let Some(last) = self.stages.last_mut() {
            last.wall = now - last.began;
            last.processor = processor_time().saturating_sub(last.began_processor);
        }
    }
}

impl Progress for Stopwatch {
    fn begins(&self, stage: Stage, steps: usize) {
        let now = now();
        let mut times = self.times();
        times.end(now);
        times.stages.push(Took {
            stage,
            steps,
            began: now,
            began_processor: processor_time(),
            wall: Duration::ZERO,
            processor: Duration::ZERO,
        });
        if self.bar.is_finished() {
            return;
        }
        self.show(now);
        self.bar.set_message(stage.name());
        self.bar.set_length(steps as u64);
        self.bar.set_position(0);
    }

    fn step(&self, kind: &'static str) {
        let now = now();
        let last = LAST.replace(Some(now));
        let began = self.times().stages.last().map(|took| took.began);
        if let Some(since) = last.max(began) {
            let mut times = self.times();
            let entry = times.kinds.entry(kind).or_default();
            entry.0 += 1;
            entry.1 += now - since;
        }
        self.show(now);
        self.bar.inc(1);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is what the clock is for")]
fn now() -> Instant {
    Instant::now()
}

/// What all threads of the program have used of the processors; nothing where
/// the system doesn't tell.
fn processor_time() -> Duration {
    #[cfg(unix)]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
        Duration::try_from(time).unwrap_or_default()
    }
    #[cfg(not(unix))]
    Duration::ZERO
}
