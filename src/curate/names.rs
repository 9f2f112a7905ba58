//! Names as an editor types them.

use std::collections::BTreeSet;

use super::Refusal;
use crate::diagnostic::plain;

/// Longest name in characters; a sentence is none.
const LONGEST: usize = 200;

/// How many names are offered in place of one that isn't known.
const MOST_OFFERED: usize = 3;

/// How like a name must be to be offered, from 0 to 1.
const LEAST_LIKE: f64 = 0.6;

/// A name as it is looked up: lower case, single spaces.
pub(super) fn key(name: &str) -> String {
    single_spaced(name).to_lowercase()
}

/// The name with single spaces, if it can be one.
pub(super) fn clean(name: &str) -> Result<String, Refusal> {
    let clean = single_spaced(name);
    let refuse = |why: &str| {
        Err(Refusal::new(
            format!("`{}` can't be a name: {why}", plain(name)),
            "write the name as the text has it",
        ))
    };
    if !clean.contains(char::is_alphanumeric) {
        return refuse("it has neither letter nor digit");
    }
    // Controls and marks of direction would hide what a file holds.
    if clean != crate::diagnostic::unmarked(&clean) {
        return refuse("it holds characters that can't be seen");
    }
    if clean.chars().count() > LONGEST {
        return refuse("it is too long");
    }
    Ok(clean)
}

/// The names most like `wrong`, best first: slips of the pen, and longer names
/// that hold all its words.
pub(super) fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let wrong = key(wrong);
    let words: BTreeSet<&str> = wrong.split(' ').collect();
    let likeness = |name: &str| {
        let name = key(name);
        if name.chars().count() > LONGEST {
            return 0.0;
        }
        let theirs: BTreeSet<&str> = name.split(' ').collect();
        if words.is_subset(&theirs) {
            return 0.9;
        }
        strsim::normalized_damerau_levenshtein(&wrong, &name)
    };
    let distinct: BTreeSet<&str> = names.into_iter().collect();
    let mut like: Vec<(f64, &str)> = distinct
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= LEAST_LIKE)
        .collect();
    like.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    like.into_iter()
        .take(MOST_OFFERED)
        .map(|(_, name)| name)
        .collect()
}

/// `a`, `b` or `c`, each in backticks.
pub(super) fn or(names: &[&str]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", plain(name)))
        .collect();
    match quoted.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

fn single_spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cleaned_or_refused() {
        assert_eq!(clean("  Ash \n Carter ").as_deref(), Ok("Ash Carter"));
        for bad in ["", " ", "...", "a\u{202e}b", "a\u{1b}[0m", &"x".repeat(201)] {
            assert!(clean(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn slips_and_longer_names_are_near() {
        let names = ["Ash Carter", "Carter Center", "Canada", "Justin Trudeau"];
        assert_eq!(nearest("carter", names), ["Ash Carter", "Carter Center"]);
        assert_eq!(nearest("Cannada", names), ["Canada"]);
        assert_eq!(nearest("Zebra", names), [""; 0]);
    }

    #[test]
    fn names_are_listed_with_or() {
        assert_eq!(or(&["a"]), "`a`");
        assert_eq!(or(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
