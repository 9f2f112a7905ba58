//! How far a run is, for whoever waits for it.
//!
//! This exists so that the road can be timed and its progress shown by rooms
//! that may know the clock and the terminal; the road itself knows neither.

use std::fmt::Debug;

/// A stage of the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reading the site's files.
    Read,
    /// Texts into articles, tables into the registry.
    Parse,
    /// Names, dates and events in each article.
    Annotate,
    /// What articles have to do with each other.
    Link,
    /// Looking for what is wrong.
    Check,
    /// Making pages and data, and writing them.
    Make,
    /// The new site in place of the old.
    Publish,
}

impl Stage {
    /// Its name, as a verb.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Annotate => "annotate",
            Self::Link => "link",
            Self::Check => "check",
            Self::Make => "make",
            Self::Publish => "publish",
        }
    }
}

/// Hears how far a run is. It is called from many threads.
pub trait Progress: Debug + Send + Sync {
    /// A stage of so many steps begins, and the one before it is over.
    fn begins(&self, stage: Stage, steps: usize);

    /// A step of the stage is done: an article, or a file of this kind.
    fn step(&self, kind: &'static str);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unheard;

impl Progress for Unheard {
    fn begins(&self, _: Stage, _: usize) {}

    fn step(&self, _: &'static str) {}
}
