//! When two spellings are of one name.
//!
//! A name is compared by its words in lower case without accents, articles
//! and marks, and in one of the two spellings of English.

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
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = name
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
pub(super) fn organisation(name: &str) -> Vec<String> {
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

fn word(word: &str) -> String {
    let slug = slugify(word);
    let bare = ["al-", "el-", "ad-", "as-", "ash-", "ul-"]
        .iter()
        .find_map(|article| slug.strip_prefix(article))
        .unwrap_or(&slug);
    variant(bare).unwrap_or(bare).to_owned()
}

fn variant(word: &str) -> Option<&'static str> {
    VARIANTS
        .iter()
        .find(|(_, other)| *other == word)
        .map(|(one, _)| *one)
}

/// Whether the capitals of `acronym` begin words of `name`, in order, the
/// first with the first, and no large word is passed over.
pub(super) fn is_acronym_of(acronym: &str, name: &str) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if capitals < 2 || letters.len() > 10 || acronym.contains(' ') {
        return false;
    }
    let mut rest = letters.iter().map(char::to_ascii_lowercase).peekable();
    let words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut count = 0;
    for word in words {
        let first = word.chars().next().map(|c| c.to_ascii_lowercase());
        if first == rest.peek().copied() {
            rest.next();
            count += 1;
        } else if word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    count > 1 && rest.peek().is_none()
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

    #[test]
    fn acronyms_spell_names() {
        assert!(is_acronym_of("DoD", "Department of Defence"));
        assert!(is_acronym_of("MPA", "Ministry of Peshmerga Affairs"));
        assert!(is_acronym_of("U.N.", "United Nations"));
        assert!(!is_acronym_of("DoD", "Department of National Defence"));
        assert!(!is_acronym_of("A", "Amnesty"));
    }
}
