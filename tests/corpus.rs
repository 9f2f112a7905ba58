//! The corpus of the benchmarks: figures mean something only while it stays
//! what `docs/performance.md` says it is.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::collections::BTreeSet;

use corpus::{Corpus, SEED};

#[test]
fn an_article_depends_on_the_seed_and_its_number_alone() {
    let (one, other) = (Corpus::new(SEED), Corpus::new(SEED));
    let forwards: Vec<String> = (0..40).map(|i| one.article(i).markdown()).collect();
    let backwards: Vec<String> = (0..40).rev().map(|i| other.article(i).markdown()).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()));
    assert_ne!(forwards[7], Corpus::new(SEED + 1).article(7).markdown());
}

#[test]
fn articles_are_as_long_as_news_and_each_has_its_address() {
    let corpus = Corpus::new(SEED);
    let articles: Vec<_> = (0..400).map(|number| corpus.article(number)).collect();
    let words = articles.iter().map(|it| it.body.split_whitespace().count());
    let mean = words.sum::<usize>() / articles.len();
    assert!((440..470).contains(&mean), "{mean} words");
    let stems: BTreeSet<&str> = articles.iter().map(|it| it.stem.as_str()).collect();
    assert_eq!(stems.len(), articles.len());
}

#[test]
fn the_registry_lists_four_thousand_and_gives_no_name_twice() {
    let tables = Corpus::new(SEED).registry().map(|(_, table)| table);
    let text = tables.concat();
    assert_eq!(text.matches("[[entity]]").count(), 4_000);
    let is_name = |line: &&str| line.starts_with("name = ") || line.starts_with("aliases = ");
    let names: Vec<&str> = text.lines().filter(is_name).collect();
    let quoted = names.iter().filter_map(|line| line.split('"').nth(1));
    assert_eq!(quoted.collect::<BTreeSet<_>>().len(), names.len());
}
