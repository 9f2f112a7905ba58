//! What the program says in its own words, in the language of a page.
//!
//! This exists so that no word that a reader sees is written into a program or
//! a template: each language is one file of `src/language/`, and a site may change
//! a single string or add a language in its settings. What depends on grammar
//! (the form for a number, the order of a sentence, how a date is put) belongs
//! to the language and is decided here. It knows no page and no template. It is
//! not for reading: that `annotate` understands English is another matter.

mod dates;
mod pattern;

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use self::pattern::fill;
use self::pattern::with_article;
use crate::fields::{self, Format, Table, ValueKind};

/// The languages that are built in; the first stands in for all others.
static BUILT_IN: LazyLock<Vec<Language>> = LazyLock::new(|| {
    [
        ("en", include_str!("en.toml")),
        ("fr", include_str!("fr.toml")),
    ]
    .map(|(tag, text)| Language::read(tag, text))
    .into()
});

/// A language: each string by its key. Keys of a table are joined by a dot:
/// `month.2`, `articles.one`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    tag: String,
    strings: BTreeMap<String, String>,
}

/// The languages of a site.
#[derive(Clone, Debug)]
pub struct Languages {
    site: Language,
}

impl Languages {
    /// Those of a site in `lang`, a BCP 47 tag, that says some things in words
    /// of its own.
    #[must_use]
    pub fn new(lang: &str, own: &BTreeMap<String, String>) -> Self {
        let mut site = built_in(lang).unwrap_or_else(Language::english).clone();
        if !own.is_empty() {
            primary(lang).clone_into(&mut site.tag);
        }
        site.strings
            .extend(own.iter().map(|(key, text)| (key.clone(), text.clone())));
        Self { site }
    }

    /// That of the site; English where the program doesn't speak it.
    #[must_use]
    pub fn site(&self) -> &Language {
        &self.site
    }

    /// That of a text, if the program speaks it.
    #[must_use]
    pub fn of(&self, lang: &str) -> Option<&Language> {
        if primary(lang) == self.site.tag {
            Some(&self.site)
        } else {
            built_in(lang)
        }
    }

    /// All that pages may be in, the site's own first.
    pub fn all(&self) -> impl Iterator<Item = &Language> {
        let others = BUILT_IN.iter().filter(|it| it.tag != self.site.tag);
        std::iter::once(&self.site).chain(others)
    }
}

impl Language {
    /// English as it is built in.
    #[must_use]
    pub fn english() -> &'static Self {
        &BUILT_IN[0]
    }

    fn read(tag: &str, text: &str) -> Self {
        let (table, _) = fields::parse(text, Format::Toml);
        let mut strings = BTreeMap::new();
        collect(&table, "", &mut strings);
        Self {
            tag: tag.to_owned(),
            strings,
        }
    }

    /// Its primary subtag (BCP 47): `fr`.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// All strings with their keys.
    pub fn strings(&self) -> impl Iterator<Item = (&str, &str)> {
        let strings = self.strings.iter();
        strings.map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// The string of a key. The key itself where there is none, which tests
    /// rule out.
    #[must_use]
    pub fn get<'l>(&'l self, key: &'l str) -> &'l str {
        self.strings.get(key).map_or(key, String::as_str)
    }

    /// A string with its parts filled in.
    #[must_use]
    pub fn say(&self, key: &str, parts: &[(&str, &str)]) -> String {
        fill(self.get(key), parts)
    }

    /// A string that depends on a number, which is `{n}` in it.
    #[must_use]
    pub fn count(&self, key: &str, n: usize, parts: &[(&str, &str)]) -> String {
        let form = form(&self.tag, n);
        let number = n.to_string();
        let mut all = vec![("n", number.as_str())];
        all.extend(parts);
        self.say(&format!("{key}.{form}"), &all)
    }

    /// Names one after the other: `Iraq, NATO and Mosul`.
    #[must_use]
    pub fn list(&self, names: &[&str]) -> String {
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [others @ .., last] => {
                let some = others.join(self.get("comma"));
                self.say("listed", &[("some", &some), ("last", last)])
            }
        }
    }

    /// The words of others, between quotation marks.
    #[must_use]
    pub fn quoted(&self, words: &str) -> String {
        self.say("quoted", &[("words", words)])
    }

    /// A number in words where the language has one for it, else in digits.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        let key = format!("number.{n}");
        let word = self.strings.get(&key);
        word.map_or_else(|| n.to_string(), Clone::clone)
    }
}

/// Which form of a string goes with a number, `one` or `other`.
///
/// Source: Unicode CLDR, "Language Plural Rules", for whole numbers; French and
/// Portuguese count nothing as one thing.
#[must_use]
pub fn form(tag: &str, n: usize) -> &'static str {
    let is_one = match tag {
        "fr" | "pt" => n < 2,
        "ja" | "ko" | "zh" | "th" | "vi" | "id" => false,
        _ => n == 1,
    };
    if is_one { "one" } else { "other" }
}

/// The strings of a table that may replace built-in ones, and what is wrong
/// with the others.
#[must_use]
pub fn own_strings(table: &Table) -> (BTreeMap<String, String>, Vec<fields::Fault>) {
    let mut own = BTreeMap::new();
    let mut faults = Vec::new();
    take(table, "", &mut own, &mut faults);
    (own, faults)
}

fn take(
    table: &Table,
    above: &str,
    own: &mut BTreeMap<String, String>,
    faults: &mut Vec<fields::Fault>,
) {
    let english = Language::english();
    for entry in &table.entries {
        let key = format!("{above}{}", entry.key);
        match &entry.value.kind {
            ValueKind::Table(inner) => take(inner, &format!("{key}."), own, faults),
            ValueKind::Text(text) if english.strings.contains_key(&key) => {
                own.insert(key, text.clone());
            }
            ValueKind::Text(_) => {
                let known = english.strings.keys().map(String::as_str);
                let near = crate::diagnostic::did_you_mean(&key, known);
                let message = format!("there is no string `{}`", crate::diagnostic::plain(&key));
                let hint = near.map_or_else(
                    || "`docs/languages.md` tells where all are listed".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                let fault = fields::Fault::error("unknown-key", entry.key_span, message, &hint);
                faults.push(fault);
            }
            other => {
                let key = crate::diagnostic::plain(&key);
                let message = format!("`{key}` must be text, not {}", other.name());
                let hint = "put it between quotation marks";
                faults.push(fields::Fault::error(
                    "wrong-type",
                    entry.value.span,
                    message,
                    hint,
                ));
            }
        }
    }
}

fn collect(table: &Table, above: &str, strings: &mut BTreeMap<String, String>) {
    for entry in &table.entries {
        let key = format!("{above}{}", entry.key);
        match &entry.value.kind {
            ValueKind::Table(inner) => collect(inner, &format!("{key}."), strings),
            ValueKind::Text(text) => {
                strings.insert(key, text.clone());
            }
            _ => {}
        }
    }
}

fn built_in(lang: &str) -> Option<&'static Language> {
    let primary = primary(lang);
    BUILT_IN.iter().find(|language| language.tag == primary)
}

/// The first part of a BCP 47 tag, in small letters where it is written so.
fn primary(lang: &str) -> &str {
    let first = lang.split(['-', '_']).next().unwrap_or(lang);
    let known = BUILT_IN.iter().map(|it| it.tag.as_str());
    known
        .into_iter()
        .find(|tag| tag.eq_ignore_ascii_case(first))
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn language(tag: &str) -> &'static Language {
        built_in(tag).expect("it is built in")
    }

    fn placeholders(text: &str) -> BTreeSet<&str> {
        let after = text.split('{').skip(1);
        after.filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn every_language_has_the_same_keys_and_placeholders() {
        let english = Language::english();
        assert!(english.strings.len() > 300);
        for other in BUILT_IN.iter() {
            let keys = |it: &Language| it.strings.keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(english), keys(other), "{}", other.tag);
            for (key, text) in &english.strings {
                let theirs = other.get(key);
                // The form for one thing may say the number as a word.
                let mut expected = placeholders(text);
                let mut found = placeholders(theirs);
                if key.rsplit('.').next() == Some("one") {
                    expected.remove("n");
                    found.remove("n");
                }
                assert_eq!(expected, found, "{key} in {}", other.tag);
            }
        }
    }

    #[test]
    fn a_file_is_all_strings() {
        for (tag, text) in [
            ("en", include_str!("en.toml")),
            ("fr", include_str!("fr.toml")),
        ] {
            let (table, faults) = fields::parse(text, Format::Toml);
            assert_eq!(faults, [], "{tag}");
            assert_eq!(own_strings(&table).1, [], "{tag}");
        }
    }

    #[test]
    fn french_has_its_own_marks() {
        for (key, text) in &language("fr").strings {
            assert!(!text.contains('\''), "{key}: {text}");
            for mark in [':', ';', '!', '?', '\u{bb}'] {
                for (at, _) in text.match_indices(mark) {
                    assert!(text[..at].ends_with('\u{202f}'), "{key}: {text}");
                }
            }
            for (at, _) in text.match_indices('\u{ab}') {
                assert!(text[at + 2..].starts_with('\u{202f}'), "{key}: {text}");
            }
        }
    }

    #[test]
    fn a_number_chooses_the_form_of_its_language() {
        for (tag, n, words) in [
            ("en", 0, "0 articles"),
            ("en", 1, "1 article"),
            ("en", 2, "2 articles"),
            ("fr", 0, "0 article"),
            ("fr", 1, "1 article"),
            ("fr", 2, "2 articles"),
        ] {
            assert_eq!(language(tag).count("articles", n, &[]), words);
        }
    }

    #[test]
    fn a_region_has_the_words_of_its_language_and_others_english() {
        let speak = |lang: &str| Languages::new(lang, &BTreeMap::new()).site().tag.clone();
        for (lang, tag) in [("fr", "fr"), ("fr-CA", "fr"), ("FR", "fr"), ("en-GB", "en")] {
            assert_eq!(speak(lang), tag);
        }
        let german = Languages::new("de", &BTreeMap::new());
        assert_eq!(german.site(), Language::english());
        assert!(german.of("de").is_none());
        assert!(german.of("fr-BE").is_some());
    }

    #[test]
    fn a_site_can_say_things_its_own_way() {
        let own = BTreeMap::from([("timeline".to_owned(), "Zeitleiste".to_owned())]);
        let german = Languages::new("de", &own);
        assert_eq!(german.site().get("timeline"), "Zeitleiste");
        assert_eq!(german.of("de-AT"), Some(german.site()));
        assert_eq!(
            german.of("en").expect("English").get("timeline"),
            "Timeline"
        );
    }

    #[test]
    fn lists_and_numbers_are_put_as_the_language_does() {
        assert_eq!(language("en").list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(language("fr").list(&["A", "B", "C"]), "A, B et C");
        assert_eq!(language("fr").number(2), "deux");
        assert_eq!(language("fr").number(13), "13");
        assert_eq!(language("fr").quoted("x"), "\u{ab}\u{202f}x\u{202f}\u{bb}");
    }
}
