//! What the recogniser is told about words: classes and lists.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::annotate::recognise::flags::{self, phrase};
use dateline::annotate::recognise::hash;
use dateline::annotate::recognise::model::WordClass;
use dateline::annotate::recognise::phrases;
use dateline::annotate::recognise::tokens::tokens;
use dateline::article::{Prose, ProseRange};

/// Verbs whose subject speaks.
const SAYS: &[&str] = &[
    "accuses",
    "accused",
    "added",
    "adds",
    "admits",
    "admitted",
    "agreed",
    "agrees",
    "announced",
    "announces",
    "argued",
    "argues",
    "asked",
    "asks",
    "called",
    "calls",
    "claimed",
    "claims",
    "comments",
    "commented",
    "condemned",
    "condemns",
    "confirmed",
    "confirms",
    "declared",
    "declares",
    "declined",
    "denied",
    "denies",
    "explained",
    "explains",
    "expressed",
    "insisted",
    "insists",
    "met",
    "meets",
    "noted",
    "notes",
    "pledged",
    "praised",
    "promised",
    "replied",
    "resigned",
    "resigns",
    "said",
    "says",
    "spoke",
    "stated",
    "states",
    "thanked",
    "thinks",
    "told",
    "tells",
    "tweeted",
    "urged",
    "urges",
    "vowed",
    "warned",
    "warns",
    "wrote",
    "writes",
];

/// Words and phrases by hash.
#[derive(Default)]
pub(super) struct Tables {
    /// Words.
    pub(super) words: BTreeMap<u64, WordClass>,
    /// Phrases of two words and more.
    pub(super) phrases: BTreeMap<u64, u8>,
}

/// Reads the gazetteers and the lexicon.
#[expect(
    clippy::too_many_lines,
    reason = "a flat list of tables and what each tells"
)]
pub(super) fn read(gazetteers: &Path, lexicon: &Path) -> Tables {
    let mut tables = Tables::default();
    for row in rows(gazetteers, "word_clusters.tsv") {
        let number = |column: usize| row[column].parse::<u16>().expect("a class") + 1;
        let word = tables
            .words
            .entry(hash::of_bytes(row[0].as_bytes()))
            .or_default();
        word.clusters = [number(1), number(2), number(3)];
    }
    for row in rows(gazetteers, "given_names.tsv") {
        tables.each_word(&row[0], flags::GIVEN);
    }
    for row in rows(gazetteers, "surnames.tsv") {
        tables.each_word(&row[0], flags::SURNAME);
    }
    for row in rows(gazetteers, "places.tsv") {
        let population: u64 = row[3].parse().expect("a number of people");
        let size = if population >= 1_000_000 {
            flags::CITY
        } else {
            0
        };
        tables.name(
            &row[0],
            flags::TOWN | size,
            flags::PLACE_FIRST,
            flags::PLACE_REST,
            phrase::PLACE,
        );
    }
    for row in rows(gazetteers, "us_states.tsv") {
        tables.name(
            &row[0],
            flags::REGION,
            flags::PLACE_FIRST,
            flags::PLACE_REST,
            phrase::PLACE,
        );
    }
    for row in rows(gazetteers, "regions.tsv") {
        tables.name(
            &row[0],
            flags::REGION,
            flags::PLACE_FIRST,
            flags::PLACE_REST,
            phrase::PLACE,
        );
    }
    for row in rows(gazetteers, "countries.tsv") {
        for name in std::iter::once(row[0].as_str()).chain(row[5].split('|')) {
            tables.name(
                name,
                flags::COUNTRY,
                flags::PLACE_FIRST,
                flags::PLACE_REST,
                phrase::COUNTRY,
            );
        }
        tables.name(
            &row[4],
            flags::CITY | flags::TOWN,
            flags::PLACE_FIRST,
            flags::PLACE_REST,
            phrase::PLACE,
        );
    }
    for row in rows(gazetteers, "demonyms.tsv") {
        tables.name(&row[0], flags::DEMONYM, 0, 0, 0);
    }
    for row in rows(gazetteers, "companies.tsv") {
        tables.name(
            &row[0],
            flags::COMPANY_FIRST,
            flags::COMPANY_FIRST,
            flags::COMPANY_REST,
            phrase::COMPANY,
        );
    }
    for row in rows(gazetteers, "parties.tsv") {
        tables.name(
            &row[0],
            flags::PARTY,
            flags::PARTY,
            flags::PARTY,
            phrase::PARTY,
        );
        tables.name(&row[1], flags::ACRONYM, 0, 0, 0);
    }
    for row in rows(gazetteers, "armed_groups.tsv") {
        let is_acronym = row[0]
            .chars()
            .all(|c| c.is_uppercase() || !c.is_alphabetic());
        let list = if is_acronym {
            flags::ACRONYM
        } else {
            flags::ARMED
        };
        tables.name(&row[0], list, flags::ARMED, flags::ARMED, phrase::ARMED);
    }
    for row in rows(gazetteers, "org_acronyms.tsv") {
        tables.name(&row[0], flags::ACRONYM, 0, 0, phrase::ORGANISATION);
    }
    for row in rows(gazetteers, "leaders.tsv") {
        tables.person(&row[0]);
    }
    for row in rows(gazetteers, "us_politicians.tsv") {
        tables.person(&row[0]);
    }
    for row in rows(gazetteers, "events.tsv") {
        tables.name(&row[0], 0, flags::EVENT, flags::EVENT, phrase::EVENT);
    }
    for (list, bit) in [
        ("titles.txt", flags::TITLE),
        ("organisation_heads.txt", flags::ORGANISATION_HEAD),
        ("place_heads.txt", flags::PLACE_HEAD),
        ("event_heads.txt", flags::EVENT_HEAD),
        ("not_names.txt", flags::PLAIN),
    ] {
        let text = std::fs::read_to_string(lexicon.join(list)).expect("the lexicon can be read");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(word) = line.split_whitespace().last() {
                tables.flag(word, bit);
            }
        }
    }
    for word in SAYS {
        tables.flag(word, flags::SAYS);
    }
    tables
}

fn rows(folder: &Path, file: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(file)).expect("a gazetteer can be read");
    let lines = text.lines().skip(1);
    lines
        .map(|line| {
            let mut row: Vec<String> = line.split('\t').map(str::to_owned).collect();
            row.resize(row.len().max(8), String::new());
            row
        })
        .collect()
}

/// The words of a name in lower case.
fn words(name: &str) -> Vec<String> {
    let prose = Prose::from_plain(name);
    let mut found = Vec::new();
    tokens(&prose, ProseRange::new(0, name.len()), &mut found);
    found
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect()
}

impl Tables {
    fn flag(&mut self, word: &str, bit: u32) {
        let lower = word.trim_end_matches('.').to_lowercase();
        for spelling in [lower.clone(), lower + "."] {
            let is_short = spelling.ends_with('.') && spelling.len() > 5;
            if !is_short && (bit == flags::TITLE || !spelling.ends_with('.')) {
                self.words
                    .entry(hash::of_bytes(spelling.as_bytes()))
                    .or_default()
                    .flags |= bit;
            }
        }
    }

    fn each_word(&mut self, name: &str, bit: u32) {
        for word in words(name).iter().filter(|word| word.len() > 1) {
            self.flag(word, bit);
        }
    }

    fn person(&mut self, name: &str) {
        let parts = words(name);
        if let Some(last) = parts.last().filter(|_| parts.len() > 1) {
            self.flag(last, flags::LEADER);
        }
        self.phrase(&parts, phrase::PERSON);
    }

    /// A name: `whole` when it is of one word, else `first` and `rest`.
    fn name(&mut self, name: &str, whole: u32, first: u32, rest: u32, list: u8) {
        let parts = words(name);
        match parts.as_slice() {
            [] => {}
            [one] => self.flag(one, whole),
            [head, tail @ ..] => {
                self.flag(head, first);
                for word in tail.iter().filter(|word| word.len() > 3) {
                    self.flag(word, rest);
                }
                self.phrase(&parts, list);
            }
        }
    }

    fn phrase(&mut self, parts: &[String], list: u8) {
        if list == 0 || parts.len() < 2 || parts.len() > flags::LONGEST_PHRASE {
            return;
        }
        let hashes: Vec<u64> = parts
            .iter()
            .map(|part| hash::of_bytes(part.as_bytes()))
            .collect();
        let key = phrases::key(&hashes).expect("a phrase has words");
        *self.phrases.entry(key).or_default() |= list;
        self.words.entry(hashes[0]).or_default().flags |= flags::OPENS_PHRASE;
    }
}
