//! Which words stand in which documents, and how much they say there.
//!
//! Words that differ in their endings are one entry, since annotation found
//! them to have one stem; the entry lists the forms, so that a reader's browser
//! needs to know no language. Weights are those of BM25, without the rarity of
//! the word, which the script reckons from the length of the list.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use icu_normalizer::DecomposingNormalizerBorrowed;
use smol_str::SmolStr;

use super::documents::Document;
use super::postings::{HEAVIEST, Posting, written};
use crate::article::words::{plain, says_something, words};
use crate::site::{Annotated, Site};

/// About how many bytes of words one file holds.
const SHARD: usize = 6000;

/// How soon more of a word stops counting, and how much the length of a text
/// counts (BM25).
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.75;

/// What a word counts in a document's name, another name, and the rest.
const IN_NAME: f32 = 6.0;
const IN_ALIAS: f32 = 2.0;
const IN_TEXT: f32 = 1.0;

/// A word with its forms, or a filter's key, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) forms: Vec<SmolStr>,
    /// By number.
    pub(super) postings: Vec<Posting>,
}

/// Entries whose forms lie side by side.
pub(super) struct Shard {
    /// Its first form; later shards begin later.
    pub(super) first: String,
    /// Forms, joined by spaces, and postings.
    pub(super) entries: Vec<(String, String)>,
}

/// The words of all articles, by stem.
pub(super) fn of_articles(site: &Site) -> Vec<Entry> {
    let lengths: Vec<f32> = site.newest().map(length).collect();
    let average = average(&lengths);
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut entries: Vec<(&str, Entry)> = Vec::new();
    for (number, annotated) in site.newest().enumerate() {
        let annotations = &annotated.annotations;
        let mut forms = annotations.forms.iter().peekable();
        for (index, term) in annotations.terms.iter().enumerate() {
            let at = *places.entry(term.stem.as_str()).or_insert_with(|| {
                entries.push((&term.stem, Entry::default()));
                entries.len() - 1
            });
            let entry = &mut entries[at].1;
            entry.add_form(&term.word);
            while let Some(form) = forms.next_if(|form| form.term == index) {
                entry.add_form(&form.word);
            }
            let posting = (number, weight(term.weight, lengths[number] / average));
            entry.postings.push(posting);
        }
    }
    entries.sort_unstable_by_key(|(stem, _)| *stem);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// Adds the words of what has a name: entities and stories.
pub(super) fn add_named(entries: &mut Vec<Entry>, documents: &[Document<'_>]) {
    let mut places: HashMap<SmolStr, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for form in &entry.forms {
            places.entry(form.clone()).or_insert(at);
        }
    }
    for (number, document) in documents.iter().enumerate() {
        if document.kind == "article" {
            continue;
        }
        for (word, count) in counts(document) {
            let at = *places.entry(word.clone()).or_insert_with(|| {
                entries.push(Entry {
                    forms: vec![word],
                    ..Entry::default()
                });
                entries.len() - 1
            });
            let (own, posting) = (&mut entries[at].postings, (number, weight(count, 1.0)));
            match own.last_mut() {
                Some(last) if last.0 == number => last.1 = last.1.max(posting.1),
                _ => own.push(posting),
            }
        }
    }
}

/// The words of a document that has a name, by word.
fn counts(document: &Document<'_>) -> BTreeMap<SmolStr, f32> {
    let mut counts: BTreeMap<SmolStr, f32> = BTreeMap::new();
    let mut add = |word, weight| *counts.entry(word).or_default() += weight;
    telling(document.title).for_each(|word| add(word, IN_NAME));
    // Many names with one word in them say it once.
    let aliases = document.aliases.iter().flat_map(|alias| telling(alias));
    let aliases: BTreeSet<SmolStr> = aliases.collect();
    for word in aliases {
        add(word, IN_ALIAS);
    }
    let rest = [document.short.unwrap_or_default(), document.text];
    let rest = rest.into_iter().flat_map(telling);
    rest.for_each(|word| add(word, IN_TEXT));
    counts
}

/// The words of a text that say something, as they are looked up.
fn telling(text: &str) -> impl Iterator<Item = SmolStr> {
    let plain = words(text).map(|(_, word)| plain(word));
    let telling = plain.filter(|word| says_something(word));
    telling.map(|word| folded(&word))
}

fn length(annotated: &Annotated) -> f32 {
    let terms = annotated.annotations.terms.iter();
    terms.map(|term| term.weight).sum()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below 2^24"
)]
fn average(lengths: &[f32]) -> f32 {
    let sum: f32 = lengths.iter().sum();
    (sum / lengths.len().max(1) as f32).max(1.0)
}

/// What a word weighs in a text of which it has `count`; `length` is 1 for a
/// text of average length.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between 0 and the heaviest weight"
)]
fn weight(count: f32, length: f32) -> u8 {
    let share = count / (count + SATURATION * (1.0 - LENGTH + LENGTH * length));
    (share * f32::from(HEAVIEST)).round().max(1.0) as u8
}

impl Entry {
    fn add_form(&mut self, word: &SmolStr) {
        if word.is_ascii() {
            if !self.forms.contains(word) {
                self.forms.push(word.clone());
            }
            return;
        }
        let word = folded(word);
        if !self.forms.contains(&word) {
            self.forms.push(word);
        }
    }
}

/// A word without accents, which not every reader types.
fn folded(word: &str) -> SmolStr {
    if word.is_ascii() {
        return word.into();
    }
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(word);
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    decomposed.chars().filter(|c| !is_accent(c)).collect()
}

/// The order of the script, which compares UTF-16.
fn as_in_script(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

/// Cuts the entries into files. An entry stands in every file that one of its
/// forms belongs to.
pub(super) fn shards(entries: &[Entry]) -> Vec<Shard> {
    let forms = entries.iter().enumerate();
    let forms = forms.flat_map(|(at, entry)| entry.forms.iter().map(move |form| (form, at)));
    let mut forms: Vec<(&SmolStr, usize)> = forms.collect();
    forms.sort_unstable_by(|a, b| as_in_script(a.0, b.0).then(a.1.cmp(&b.1)));
    let mut shards: Vec<Shard> = Vec::new();
    let (mut size, mut held) = (usize::MAX, HashSet::new());
    let mut last = "";
    for (form, at) in forms {
        // One form of two entries must not be parted.
        if size > SHARD && form != last {
            shards.push(Shard {
                first: form.to_string(),
                entries: Vec::new(),
            });
            size = 0;
            held.clear();
        }
        last = form;
        if !held.insert(at) {
            continue;
        }
        let entry = &entries[at];
        let line = (entry.forms.join(" "), written(&entry.postings));
        size += line.0.len() + line.1.len();
        let shard = shards.last_mut().expect("the first form begins one");
        shard.entries.push(line);
    }
    shards
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(forms: &[&str], postings: usize) -> Entry {
        Entry {
            forms: forms.iter().map(|form| SmolStr::from(*form)).collect(),
            postings: (0..postings).map(|number| (number, 1)).collect(),
        }
    }

    #[test]
    fn an_entry_stands_in_every_file_of_its_forms() {
        let long = SHARD / 2;
        let entries = [
            entry(&["cities", "city"], 1),
            entry(&["citizen"], long),
            entry(&["zebra"], 1),
        ];
        let shards = shards(&entries);
        let of = |shard: &Shard| {
            let forms = shard.entries.iter().map(|(forms, _)| forms.clone());
            (shard.first.clone(), forms.collect::<Vec<_>>())
        };
        let found: Vec<_> = shards.iter().map(of).collect();
        let expected = [
            ("cities", vec!["cities city", "citizen"]),
            ("city", vec!["cities city", "zebra"]),
        ];
        let expected = expected.map(|(first, forms)| {
            let forms: Vec<String> = forms.into_iter().map(str::to_owned).collect();
            (first.to_owned(), forms)
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn more_of_a_word_weighs_more_and_a_longer_text_less() {
        assert!(weight(2.0, 1.0) > weight(1.0, 1.0));
        assert!(weight(1.0, 2.0) < weight(1.0, 1.0));
        assert!((1..=HEAVIEST).contains(&weight(1e6, 0.0)));
        assert_eq!(weight(0.01, 100.0), 1);
    }

    #[test]
    fn a_name_weighs_more_than_other_names_and_text() {
        let document = Document {
            kind: "place",
            title: "Iraq",
            aliases: vec!["Republic of Iraq", "The Iraq"],
            short: Some("Country of the republic"),
            ..Document::default()
        };
        let counts = counts(&document);
        let words: Vec<(&str, f32)> = counts.iter().map(|(word, it)| (&**word, *it)).collect();
        assert_eq!(words, [("country", 1.0), ("iraq", 8.0), ("republic", 3.0)]);
    }

    #[test]
    fn accents_are_folded() {
        assert_eq!(folded("erdoğan"), "erdogan");
        assert_eq!(folded("e\u{301}te\u{301}"), "ete");
        assert_eq!(folded("łódź"), "łodz");
    }
}
