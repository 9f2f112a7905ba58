//! What an article is about, as stems of its words with their counts.
//!
//! Relating articles needs words that can be held against those of other
//! articles: without endings, without words that say nothing, with more weight
//! for names and titles. It sees one article and knows no other.

use std::collections::{HashMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};
use smol_str::SmolStr;

use super::lexicon::{CALENDAR, USUAL_STEMS};
use crate::article::words::{bare, plain, says_something, words};
use crate::article::{Form, Mention, Prose, Term};

/// What a word in the title counts when there is a text besides.
const TITLE: f32 = 2.0;

/// What it adds to a word, once an article, that it is part of a name. From
/// the development sets: 1 to 2 are alike, 3 is worse.
const NAMED: f32 = 1.5;

/// Words that a larger share of texts hold tell little by themselves, and
/// neither do shorter ones; in characters.
const USUAL: f32 = 0.03;
const SHORT: usize = 4;

/// The terms of an article, by stem, and the forms of each besides the one it
/// shows; `language` is a BCP 47 tag. Which words tell something is known of
/// English alone, so none is shown in other languages.
#[must_use]
pub fn terms(
    title: &str,
    prose: &Prose,
    mentions: &[Mention],
    language: &str,
) -> (Vec<Term>, Vec<Form>) {
    let mut counts = Counts::in_language(language);
    let weight = if prose.text.is_empty() { 1.0 } else { TITLE };
    for (_, word) in words(title) {
        counts.add(word, weight, false);
    }
    let mut mentions = mentions.iter().peekable();
    for (at, word) in words(&prose.text) {
        while mentions.next_if(|mention| mention.at.end <= at).is_some() {}
        let named = mentions
            .peek()
            .is_some_and(|mention| mention.at.start <= at);
        counts.add(word, 1.0, named);
    }
    counts.in_order()
}

/// What share of English texts of 300 words hold a stem, from 0 to 1; 0 for
/// those that few hold.
#[must_use]
pub fn usual(stem: &str) -> f32 {
    USUAL_STEMS.get(stem).copied().unwrap_or_default()
}

struct Counts {
    stemmer: Stemmer,
    is_english: bool,
    /// By stem.
    terms: HashMap<SmolStr, Term>,
    /// The stems that are part of a name.
    named: HashSet<SmolStr>,
    /// The stem of each word met, since words come again and stemming is slow.
    stems: HashMap<SmolStr, Option<SmolStr>>,
}

impl Counts {
    fn in_language(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        Self {
            stemmer: Stemmer::create(algorithm(language)),
            is_english: matches!(language, "" | "en"),
            terms: HashMap::new(),
            named: HashSet::new(),
            stems: HashMap::new(),
        }
    }

    fn add(&mut self, word: &str, weight: f32, named: bool) {
        let bare = bare(word);
        let word = plain(word);
        if !self.stems.contains_key(word.as_str()) {
            let stem = says_something(&word).then(|| self.stemmer.stem(&word).into());
            self.stems.insert(word.as_str().into(), stem);
        }
        let Some(stem) = &self.stems[word.as_str()] else {
            return;
        };
        let term = self.terms.entry(stem.clone()).or_insert_with(|| Term {
            stem: stem.clone(),
            word: word.as_str().into(),
            weight: 0.0,
            shown: false,
        });
        // A word that is never written small is a name that nobody has found.
        if !term.shown && self.is_english && bare == word && tells_something(&word, stem) {
            term.shown = true;
            term.word = word.as_str().into();
        }
        if named && self.named.insert(stem.clone()) {
            term.weight += NAMED;
        }
        term.weight += weight;
    }

    fn in_order(self) -> (Vec<Term>, Vec<Form>) {
        let named = self.named;
        let terms = self.terms.into_values().map(|term| Term {
            shown: term.shown && !named.contains(&term.stem),
            ..term
        });
        let mut terms: Vec<Term> = terms.collect();
        terms.sort_unstable_by(|a, b| a.stem.cmp(&b.stem));
        let form = |(word, stem): (SmolStr, Option<SmolStr>)| {
            let stem = stem?;
            let term = terms.binary_search_by(|term| term.stem.cmp(&stem)).ok()?;
            (terms[term].word != word).then_some(Form { term, word })
        };
        let mut forms: Vec<Form> = self.stems.into_iter().filter_map(form).collect();
        forms.sort_unstable_by(|a, b| (a.term, &a.word).cmp(&(b.term, &b.word)));
        (terms, forms)
    }
}

/// Whether a word can be shown as what two texts have in common.
fn tells_something(word: &str, stem: &str) -> bool {
    word.chars().nth(SHORT - 1).is_some()
        && word.chars().all(char::is_alphabetic)
        && usual(stem) < USUAL
        && !CALENDAR.contains(word)
}

/// The Snowball algorithm of a language; English for those that have none here.
fn algorithm(language: &str) -> Algorithm {
    match language {
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        _ => Algorithm::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, text: &str, expected: &[(&str, f32)]) {
        let (found, _) = terms(title, &Prose::from_plain(text), &[], "en");
        let found: Vec<(&str, f32)> = found
            .iter()
            .map(|term| (&*term.stem, term.weight))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_lose_endings_and_say_something() {
        check("", "The strikes were striking.", &[("strike", 2.0)]);
        check("", "", &[]);
    }

    /// The words that may be shown.
    fn check_shown(title: &str, text: &str, language: &str, expected: &[&str]) {
        let (terms, _) = terms(title, &Prose::from_plain(text), &[], language);
        let shown = terms.iter().filter(|term| term.shown);
        let shown: Vec<&str> = shown.map(|term| term.word.as_str()).collect();
        assert_eq!(shown, expected, "{title} {text}");
    }

    #[test]
    fn words_that_tell_something_are_shown_as_they_stand() {
        check_shown(
            "",
            "They bombed the trainers.",
            "en",
            &["bombed", "trainers"],
        );
        check_shown(
            "Trainers leave",
            "The trainers fled.",
            "en-CA",
            &["fled", "trainers"],
        );
        check_shown(
            "",
            "acme.com couldn't go; mission.The end",
            "en",
            &["acme", "mission"],
        );
        check_shown("", "on monday in march, the first time", "en", &[]);
        check_shown("", "Sajjan met Merkel over a dam; Sajjan's dam", "en", &[]);
        check_shown("", "sie hatte keine", "de", &[]);
    }

    #[test]
    fn further_forms_are_kept() {
        let text = "Strikes, a strike, more strikes. Nobody was striking.";
        let (terms, forms) = terms("", &Prose::from_plain(text), &[], "en");
        let of = |form: &Form| (terms[form.term].word.to_string(), form.word.to_string());
        let others: Vec<_> = forms.iter().map(of).collect();
        let other = |word: &str| ("strike".to_owned(), word.to_owned());
        assert_eq!(others, [other("strikes"), other("striking")]);
    }

    #[test]
    fn a_title_counts_twice_beside_a_text() {
        check("Strikes", "", &[("strike", 1.0)]);
        check(
            "Strikes",
            "Iraq's U.S.-led",
            &[("iraq", 1.0), ("led", 1.0), ("strike", 2.0)],
        );
    }
}
