//! Words and marks as the recogniser sees them.
//!
//! A token is a word with what belongs to it (the stops of "U.S.", the hyphen
//! of "Ban Ki-moon") or one mark of punctuation. A hyphen that only glues a
//! name to a common word ("US-led", "pro-Russian") parts two tokens, so that
//! the name can be marked alone. It knows no names.

use crate::article::{Prose, ProseRange};

/// A word or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'p> {
    /// Where it stands.
    pub at: ProseRange,
    /// As written.
    pub text: &'p str,
    /// What it looks like.
    pub look: Look,
}

/// What a token looks like, as far as it decides whether it can be of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// It holds a capital: "Carter", "al-Abadi", "iPhone".
    Capital,
    /// It begins with a figure and holds no capital: "2016", "10,000", "8th".
    Figure,
    /// Any other word.
    Small,
    /// A mark.
    Mark,
}

/// Tokens of more bytes than this are no words.
pub const LONGEST: usize = 64;

/// Second parts that are no part of a name: "US-led".
const GLUED_AFTER: &[&str] = &[
    "administered",
    "affiliated",
    "aligned",
    "allied",
    "appointed",
    "area",
    "assisted",
    "authored",
    "backed",
    "based",
    "born",
    "bound",
    "brokered",
    "built",
    "centric",
    "century",
    "chartered",
    "coached",
    "commissioned",
    "controlled",
    "dated",
    "day",
    "designed",
    "developed",
    "dominated",
    "driven",
    "educated",
    "era",
    "flagged",
    "focused",
    "friendly",
    "funded",
    "global",
    "governed",
    "held",
    "hosted",
    "imposed",
    "initiated",
    "inspired",
    "installed",
    "issued",
    "language",
    "leaning",
    "led",
    "like",
    "linked",
    "listed",
    "made",
    "majority",
    "mandated",
    "manufactured",
    "mediated",
    "native",
    "occupied",
    "only",
    "operated",
    "organised",
    "organized",
    "oriented",
    "owned",
    "part",
    "planned",
    "produced",
    "proof",
    "registered",
    "related",
    "resistant",
    "ruled",
    "run",
    "sanctioned",
    "speaking",
    "specific",
    "sponsored",
    "standard",
    "style",
    "supplied",
    "supported",
    "term",
    "themed",
    "time",
    "trained",
    "type",
    "wide",
    "wing",
    "winning",
    "year",
];

/// First parts that are no part of a name: "pro-Russian".
const GLUED_BEFORE: &[&str] = &[
    "anti", "co", "cross", "early", "ex", "extra", "intra", "late", "mid", "neo", "non", "post",
    "pre", "pro", "quasi", "self", "semi", "sub", "then", "trans", "ultra", "un", "under", "vice",
];

/// Words that keep the full stop after them.
const SHORTENED: &[&str] = &[
    "Adm", "Brig", "Bros", "Capt", "Cmdr", "Co", "Col", "Corp", "Cpl", "Dr", "Ft", "Gen", "Gov",
    "Hon", "Inc", "Jr", "Lt", "Ltd", "Maj", "Mr", "Mrs", "Ms", "Mt", "Prof", "Pvt", "Rep", "Rev",
    "Sen", "Sgt", "Sr", "St",
];

/// The tokens of a sentence, in order, without those in stretches of code.
pub fn tokens<'p>(prose: &'p Prose, sentence: ProseRange, tokens: &mut Vec<Token<'p>>) {
    let text = prose.slice(sentence);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c == ' ' {
            at += 1;
            continue;
        }
        let start = at;
        if c.is_alphanumeric() {
            at = end_of_word(text, start);
        } else {
            at += possessive(&text[start..]).unwrap_or(c.len_utf8());
        }
        let range = ProseRange::new(sentence.start + start, sentence.start + at);
        if c.is_whitespace() || is_invisible(c) || prose.is_opaque(range.start) {
            continue;
        }
        let text = &text[start..at];
        tokens.push(Token {
            at: range,
            text,
            look: look(text, c),
        });
    }
}

fn look(text: &str, first: char) -> Look {
    if !first.is_alphanumeric() {
        Look::Mark
    } else if text.len() <= LONGEST && has_capital(text) {
        Look::Capital
    } else if first.is_numeric() && text.len() <= LONGEST {
        Look::Figure
    } else {
        Look::Small
    }
}

fn has_capital(text: &str) -> bool {
    // Bytes are told apart many at once, characters one by one.
    if text.is_ascii() {
        text.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        text.contains(char::is_uppercase)
    }
}

/// Marks of direction and joining, and soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The length of an apostrophe with the s after it, when no word goes on.
fn possessive(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\'', '\u{2019}'])?;
    let after = rest.strip_prefix(['s', 'S'])?;
    let ends = !after.starts_with(char::is_alphanumeric);
    ends.then(|| text.len() - after.len())
}

/// Where the word that begins at byte `start` ends.
fn end_of_word(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut part = start;
    loop {
        // Most words are of plain letters throughout and need no decoding.
        let letters = text.as_bytes()[end..].iter();
        end += letters
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let rest = &text[end..];
        let Some(c) = rest.chars().next() else { break };
        if c.is_alphanumeric() || is_mark_on_letter(c) {
            end += c.len_utf8();
            continue;
        }
        let after = &rest[c.len_utf8()..];
        let word = &text[start..end];
        let goes_on = match c {
            '\'' | '\u{2019}' => {
                possessive(rest).is_none() && after.starts_with(char::is_alphabetic)
            }
            '-' | '\u{2010}' | '\u{2011}' => joins(&text[part..end], after),
            '.' => keeps_stop(word, after),
            ',' => {
                word.ends_with(|c: char| c.is_ascii_digit())
                    && after.starts_with(|c: char| c.is_ascii_digit())
            }
            '&' => {
                word.len() <= 3
                    && word.ends_with(char::is_uppercase)
                    && after.starts_with(char::is_uppercase)
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += c.len_utf8();
        if matches!(c, '-' | '\u{2010}' | '\u{2011}') {
            part = end;
        }
    }
    end
}

/// Combining marks stay with their letter.
fn is_mark_on_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{93a}'..='\u{94d}' | '\u{200c}' | '\u{200d}')
}

/// Whether a hyphen between `before` and `after` is of one word.
fn joins(before: &str, after: &str) -> bool {
    let next = &after[..after
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(after.len())];
    if next.is_empty() {
        return false;
    }
    let has_capital = before.contains(char::is_uppercase);
    if has_capital && GLUED_AFTER.binary_search(&next).is_ok() {
        return false;
    }
    let lower = before.to_lowercase();
    !(GLUED_BEFORE.binary_search(&lower.as_str()).is_ok() && next.starts_with(char::is_uppercase))
}

/// Whether the full stop after `word` belongs to it.
fn keeps_stop(word: &str, after: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or("");
    let mut letters = last.chars();
    let is_letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if after.starts_with(char::is_alphanumeric) {
        let next = after.chars().next();
        return is_letter
            || last.ends_with(|c: char| c.is_ascii_digit())
                && next.is_some_and(|c| c.is_ascii_digit())
            || last.ends_with(char::is_lowercase) && next.is_some_and(char::is_lowercase);
    }
    if is_letter {
        // "U.S." and the "J." of a name, but not the "I." that ends a sentence.
        let is_initial = word.len() > 1 || (word != "I" && last.chars().all(char::is_uppercase));
        return is_initial && (word.contains('.') || after.starts_with([' ', '\n', ',']));
    }
    SHORTENED.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let prose = Prose::from_plain(text);
        let mut found = Vec::new();
        tokens(&prose, ProseRange::new(0, text.len()), &mut found);
        let found: Vec<&str> = found.iter().map(|token| token.text).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn a_word_keeps_what_belongs_to_it() {
        check(
            "Canada's U.S. ally, Jean-Luc O\u{2019}Neill.",
            "Canada 's U.S. ally , Jean-Luc O\u{2019}Neill .",
        );
        check(
            "Haider al-Abadi met Ban Ki-moon; John F. Kennedy Jr. left.",
            "Haider al-Abadi met Ban Ki-moon ; John F. Kennedy Jr. left .",
        );
        check(
            "AT&T paid $1,500.50 to Amazon.com.",
            "AT&T paid $ 1,500.50 to Amazon.com .",
        );
        check("So did I. Then", "So did I . Then");
        check("the writers' week", "the writers ' week");
        check("e\u{301}tude \u{1f600}...", "e\u{301}tude \u{1f600} . . .");
    }

    #[test]
    fn a_glued_name_stands_alone() {
        check("US-led, pro-Russian", "US - led , pro - Russian");
        check("an al-Qaeda-linked group", "an al-Qaeda - linked group");
        check("the Guinea-Bissau border", "the Guinea-Bissau border");
        check("Russia\u{2013}Ukraine", "Russia \u{2013} Ukraine");
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(GLUED_AFTER.is_sorted() && GLUED_BEFORE.is_sorted() && SHORTENED.is_sorted());
    }
}
