//! When two spellings are of one name.
//!
//! A name is compared by its words in lower case without accents, articles
//! and marks, and in one of the two spellings of English.

use smol_str::SmolStr;

use crate::slug::slugify;

/// Words with two spellings; the first is the one compared.
const VARIANTS: &[(&str, &str)] = &[
    ("armour", "armor"),
    ("centre", "center"),
    ("centres", "centers"),
    ("colour", "color"),
    ("defence", "defense"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("labour", "labor"),
    ("licence", "license"),
    ("neighbourhood", "neighborhood"),
    ("organisation", "organization"),
    ("organisations", "organizations"),
    ("programme", "program"),
    ("theatre", "theater"),
];

/// Forms of companies that are left out when names are compared.
const FORMS: &[&str] = &[
    "ag",
    "co",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "limited",
    "llc",
    "ltd",
    "nv",
    "plc",
    "sa",
];

/// The words of a name as they are compared.
pub(super) fn words(name: &str) -> Vec<SmolStr> {
    let mut words: Vec<SmolStr> = name
        .split(|c: char| c.is_whitespace() || c == '/')
        .map(word)
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words
}

/// The words of an organisation's name: without the form of the company.
pub(super) fn organisation(name: &str) -> Vec<SmolStr> {
    let mut words = words(name);
    while words.len() > 1 && FORMS.contains(&words[words.len() - 1].as_str()) {
        words.pop();
    }
    words
}

/// The name as its id is made from: one spelling for all articles.
pub(super) fn for_id(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let words = words.into_iter().map(|word| {
        let lower = word.to_lowercase();
        variant(&lower).map_or_else(|| word.to_owned(), str::to_owned)
    });
    words.collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> SmolStr {
    let mut short = [0; SHORT];
    let is_plain = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // Nearly every word is its own slug but for its capitals.
    if let Some(letters) = short.get_mut(..word.len()).filter(|_| is_plain) {
        letters.copy_from_slice(word.as_bytes());
        letters.make_ascii_lowercase();
        let lower = std::str::from_utf8(letters).unwrap_or_default();
        return variant(lower).unwrap_or(lower).into();
    }
    let slug = slugify(word);
    let bare = ["al-", "el-", "ad-", "as-", "ash-", "ul-"]
        .iter()
        .find_map(|article| slug.strip_prefix(article))
        .unwrap_or(&slug);
    variant(bare).unwrap_or(bare).into()
}

/// So many bytes a [`SmolStr`] holds itself.
const SHORT: usize = 23;

fn variant(word: &str) -> Option<&'static str> {
    VARIANTS
        .iter()
        .find(|(_, other)| *other == word)
        .map(|(one, _)| *one)
}

/// What an acronym spells, in small letters; none if the name can be no acronym.
pub(super) fn letters(acronym: &str) -> Option<Vec<char>> {
    let letters = acronym.chars().filter(|c| c.is_alphabetic());
    let letters: Vec<char> = letters.take(MOST_LETTERS + 1).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if capitals < 2 || letters.len() > MOST_LETTERS || acronym.contains(' ') {
        return None;
    }
    Some(letters.iter().map(char::to_ascii_lowercase).collect())
}

/// No acronym is longer.
const MOST_LETTERS: usize = 10;

/// Whether the letters of an acronym begin words of `name`, in order, the
/// first with the first, and no large word is passed over.
pub(super) fn spell(letters: &[char], name: &str) -> bool {
    let mut rest = letters;
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut count = 0;
    for word in words {
        let first = word.chars().next();
        if first.map(|c| c.to_ascii_lowercase()) == rest.first().copied() {
            rest = rest.get(1..).unwrap_or_default();
            count += 1;
        } else if first.is_some_and(char::is_uppercase) {
            return false;
        }
    }
    count > 1 && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_name() {
        assert_eq!(
            words("Department of Defense"),
            words("the Department of Defence")
        );
        assert_eq!(words("Muammar al-Gaddafi"), words("Muammar Gaddafi"));
        assert_eq!(words("Recep Erdo\u{11f}an"), words("Recep Erdogan"));
        assert_eq!(organisation("Alphabet Inc."), organisation("Alphabet"));
        assert_eq!(for_id("Department of Defense"), "Department of defence");
    }

    fn is_acronym_of(acronym: &str, name: &str) -> bool {
        letters(acronym).is_some_and(|letters| spell(&letters, name))
    }

    #[test]
    fn acronyms_spell_names() {
        assert!(is_acronym_of("DoD", "Department of Defence"));
        assert!(is_acronym_of("MPA", "Ministry of Peshmerga Affairs"));
        assert!(is_acronym_of("U.N.", "United Nations"));
        assert!(!is_acronym_of("DoD", "Department of National Defence"));
        assert!(!is_acronym_of("A", "Amnesty"));
    }
}
