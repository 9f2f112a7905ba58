//! A corpus of invented news articles of any size, for benchmarks.
//!
//! This exists so that speed is measured on articles as news has them, with
//! about 450 words, 30 names and 12 dates, in running stories, over a registry
//! of 4,000 names. Article `i` depends on the seed and on `i` alone, so the
//! first thousand of fifty thousand are the thousand. Every name is put
//! together from syllables, and nothing in any sentence ever happened.

#![allow(
    dead_code,
    reason = "neither the bench nor the example needs all of it"
)]

mod article;
mod draw;
mod names;
mod words;

pub(crate) use self::article::Article;

use self::draw::{Draw, Popularity};
use self::names::Names;

/// The seed of the figures in `docs/performance.md`.
pub(crate) const SEED: u64 = 20_161_011;

/// What all articles of one seed share.
pub(crate) struct Corpus {
    seed: u64,
    names: Names,
    people: Popularity,
    organisations: Popularity,
    places: Popularity,
    tags: Popularity,
}

impl Corpus {
    /// The corpus of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let names = Names::draw(&mut Draw::of(seed, "names", 0));
        Self {
            seed,
            people: Popularity::of(names.people.len()),
            organisations: Popularity::of(names.organisations.len()),
            places: Popularity::of(names.places.len()),
            tags: Popularity::of(words::TAGS.len() * words::TAG_TAILS.len()),
            names,
        }
    }

    /// The article with this number, from 0.
    pub(crate) fn article(&self, number: usize) -> Article {
        article::write(self, number)
    }

    /// The tables of the registry: a file's name below `content/entities/`, and
    /// its text. Of the people, only those most often named are listed, as in
    /// any newsroom; the rest is left to be recognised.
    pub(crate) fn registry(&self) -> [(&'static str, String); 3] {
        let names = &self.names;
        [
            ("people.toml", names::table("person", names.listed_people())),
            (
                "organisations.toml",
                names::table("organisation", &names.organisations),
            ),
            ("places.toml", names::table("place", &names.places)),
        ]
    }
}
