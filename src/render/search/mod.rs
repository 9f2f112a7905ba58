//! The search index, as files that the script of the search page reads.
//!
//! This exists so that a reader finds the sentence that says it, without a
//! server and without loading a site's whole text: the index is cut into parts
//! of a few kilobytes, and a query asks for those it needs. Articles, entities
//! and stories are its documents. It knows no template; `static/search.js` is
//! its only reader, so its form may change with every version.

mod documents;
mod filters;
mod postings;
mod words;

use serde::Serialize;

use self::documents::{Document, documents};
use self::filters::Filter;
use self::words::{Entry, Shard};
use crate::address;
use crate::language::Language;
use crate::output::OutputPath;
use crate::site::Site;

/// Documents in one file: ten results, each from another file, stay small.
const DOCUMENTS: usize = 8;

/// `search/index.json`: where everything else is.
#[derive(Serialize)]
struct Contents<'a> {
    /// Changes when anything in the index does, so that no browser mixes two.
    version: String,
    /// How many documents a file holds.
    chunk: usize,
    /// How many documents there are.
    count: usize,
    /// Kinds of document with the first number of each and the one past its last.
    kinds: Vec<(&'a str, usize, usize)>,
    /// Years of articles, newest first, likewise.
    years: Vec<(String, usize, usize)>,
    /// The first word of each file of words.
    words: Vec<&'a str>,
}

/// The file of the index that is read first.
pub(super) const INDEX: &str = "search/index.json";

/// Every file of the index.
pub(super) fn search(site: &Site, language: &Language) -> Vec<(OutputPath, Vec<u8>)> {
    let documents = documents(site, language);
    let filters = filters::filters(site);
    let shards = words::shards(&entries(site, &documents, &filters));
    let mut outputs = vec![file("filters", &filters::choices(&filters))];
    let chunks = documents.chunks(DOCUMENTS).enumerate();
    outputs.extend(chunks.map(|(at, chunk)| file(&format!("documents/{at}"), &chunk)));
    let parts = shards.iter().enumerate();
    outputs.extend(parts.map(|(at, shard)| file(&format!("words/{at}"), &shard.entries)));
    let contents = contents(&documents, &shards, version(&outputs));
    outputs.push(file("index", &contents));
    outputs
}

fn file(name: &str, data: &impl Serialize) -> (OutputPath, Vec<u8>) {
    let path = OutputPath::new(&format!("{}{name}.json", address::SEARCH));
    let text = serde_json::to_vec(data).expect("text and numbers can be written as JSON");
    (path.expect("names of the program's own are safe"), text)
}

fn entries(site: &Site, documents: &[Document<'_>], filters: &[Filter<'_>]) -> Vec<Entry> {
    let mut entries = words::of_articles(site);
    words::add_named(&mut entries, documents);
    let narrowing = filters.iter().map(Filter::entry);
    entries.into_iter().chain(narrowing).collect()
}

fn contents<'a>(
    documents: &'a [Document<'_>],
    shards: &'a [Shard],
    version: String,
) -> Contents<'a> {
    let years = documents
        .iter()
        .filter_map(|document| document.date.as_ref())
        .map(|(iso, _)| iso.split('-').next().unwrap_or_default().to_owned());
    Contents {
        version,
        chunk: DOCUMENTS,
        count: documents.len(),
        kinds: runs(documents.iter().map(|document| document.kind)),
        years: runs(years),
        words: shards.iter().map(|shard| shard.first.as_str()).collect(),
    }
}

/// Equal neighbours as one, with where they begin and end.
fn runs<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<(T, usize, usize)> {
    let mut runs: Vec<(T, usize, usize)> = Vec::new();
    for (at, item) in items.enumerate() {
        match runs.last_mut() {
            Some((last, _, end)) if *last == item => *end = at + 1,
            _ => runs.push((item, at, at + 1)),
        }
    }
    runs
}

/// A number made from all bytes (FNV-1a), the same on every machine.
fn version(outputs: &[(OutputPath, Vec<u8>)]) -> String {
    let bytes = outputs.iter().flat_map(|(_, bytes)| bytes);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_become_runs() {
        assert_eq!(
            runs(["a", "a", "b"].into_iter()),
            [("a", 0, 2), ("b", 2, 3)]
        );
    }

    #[test]
    fn the_version_follows_the_bytes() {
        let of = |text: &str| version(&[file("a", &text)]);
        assert_eq!(of("a"), of("a"));
        assert_ne!(of("a"), of("b"));
    }
}
