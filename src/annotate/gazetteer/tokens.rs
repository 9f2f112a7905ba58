//! Text as matching sees it: words and marks, however they were typed.
//!
//! Names and prose pass through this one function, so that whatever it makes
//! equal matches. Each token keeps its place in the text as written; no other
//! copy of the text is made.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use crate::article::ProseRange;

/// A word, or a single mark that is no part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands.
    pub(super) at: ProseRange,
    /// Whether it begins with a capital.
    pub(super) is_capitalised: bool,
    /// Whether white space stands before it.
    pub(super) is_spaced: bool,
}

/// What becomes of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// They are equal to small letters.
    Folded,
    /// They stay.
    Kept,
}

/// Shows each token of `text` and the form in which it is compared:
///
/// - composed and decomposed letters are one;
/// - curly quotes and apostrophes are straight, all hyphens and dashes are `-`;
/// - soft hyphens, zero-width characters and controls of direction are gone;
/// - white space of any kind and length, line breaks too, is one space.
///
/// Each character of a script that is written without spaces is a word.
pub(super) fn each_token(text: &str, case: Case, mut visit: impl FnMut(Token, &str)) {
    // Room for nearly every word.
    let mut form = String::with_capacity(32);
    let mut at = 0;
    let mut is_spaced = false;
    while let Some(first) = text[at..].chars().next() {
        let start = at;
        let class = Class::of(first);
        at += first.len_utf8();
        form.clear();
        match class {
            Class::Nothing => continue,
            Class::Space => {
                is_spaced = true;
                continue;
            }
            Class::Mark(mark) => form.push(mark),
            Class::Ideograph | Class::Accent => {
                at = end_of_word(text, at, Class::Accent);
                push_form(&text[start..at], case, &mut form);
            }
            Class::Letter => {
                let plain = text.as_bytes()[start..].iter();
                at = start
                    + plain
                        .take_while(|byte| byte.is_ascii_alphanumeric())
                        .count();
                if text.as_bytes().get(at).is_some_and(|byte| !byte.is_ascii()) {
                    at = end_of_word(text, at, Class::Letter);
                }
                push_form(&text[start..at], case, &mut form);
            }
        }
        let token = Token {
            at: ProseRange::new(start, at),
            is_capitalised: first.is_uppercase(),
            is_spaced,
        };
        visit(token, &form);
        is_spaced = false;
    }
}

/// What a character is to matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Part of a word.
    Letter,
    /// A combining mark: it belongs to the letter before it.
    Accent,
    /// A word by itself.
    Ideograph,
    Space,
    /// Not there, for the reader.
    Nothing,
    /// Any other, and what it is taken for.
    Mark(char),
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Self::Letter,
            // Soft hyphen, joiners, zero-width spaces, direction, variants.
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' => Self::Nothing,
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bb}'..='\u{2bd}' | '\u{b4}' | '`' => {
                Self::Mark('\'')
            }
            '\u{201c}'..='\u{201f}' | '\u{2033}' => Self::Mark('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => {
                Self::Mark('-')
            }
            _ if c.is_whitespace() => Self::Space,
            _ if c.is_ascii() => Self::Mark(c),
            _ if is_accent(c) => Self::Accent,
            _ if is_unspaced(c) => Self::Ideograph,
            _ if c.is_alphanumeric() => Self::Letter,
            _ => Self::Mark(c),
        }
    }
}

fn is_accent(c: char) -> bool {
    let classes = CanonicalCombiningClassMapBorrowed::new();
    classes.get_u8(c) != 0 || matches!(c, '\u{20d0}'..='\u{20f0}')
}

/// Letters of scripts without spaces between words: Thai, Lao, Burmese, Khmer,
/// kana and Chinese characters.
fn is_unspaced(c: char) -> bool {
    let is_in_range = matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    );
    is_in_range && c.is_alphanumeric()
}

/// Where the word ends that goes on at byte `at` with accents and, if `with`
/// says so, letters. Characters that aren't there end no word.
fn end_of_word(text: &str, at: usize, with: Class) -> usize {
    let mut end = at;
    for (offset, c) in text[at..].char_indices() {
        let class = Class::of(c);
        if class == Class::Accent || class == with {
            end = at + offset + c.len_utf8();
        } else if class != Class::Nothing {
            break;
        }
    }
    end
}

fn push_form(word: &str, case: Case, form: &mut String) {
    if word.is_ascii() {
        form.push_str(word);
        if case == Case::Folded {
            form.make_ascii_lowercase();
        }
        return;
    }
    let letters = word.chars().filter(|c| Class::of(*c) != Class::Nothing);
    let letters = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(letters);
    match case {
        // By way of the capital, so that "ß" is "ss" and both sigmas are one.
        Case::Folded => form.extend(
            letters
                .flat_map(char::to_uppercase)
                .flat_map(char::to_lowercase),
        ),
        Case::Kept => form.extend(letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut forms = Vec::new();
        each_token(text, Case::Folded, |_, form| forms.push(form.to_owned()));
        assert_eq!(forms.join(" "), expected, "{text:?}");
    }

    #[test]
    fn whatever_looks_alike_is_alike() {
        check("O\u{2019}Neill \u{2018}x\u{2019}", "o ' neill ' x '");
        check(
            "Jean\u{2010}Luc\u{a0}\u{2014} \u{2212}5",
            "jean - luc - - 5",
        );
        check("Ca\u{ad}na\u{200b}da\u{200d}\u{202c}", "canada");
        check("É E\u{301}", "e\u{301} e\u{301}");
        check("Ậ A\u{302}\u{323}", "a\u{323}\u{302} a\u{323}\u{302}");
        check("STRASSE Straße ΣΊΣΥΦΟΣ", "strasse strasse σι\u{301}συφοσ");
        check("\u{301}a \u{301}", "\u{301} a \u{301}");
        check("北京 กรุง", "北 京 ก ร\u{e38} ง");
        check(
            "بيروت 서울",
            "بيروت \u{1109}\u{1165}\u{110b}\u{116e}\u{11af}",
        );
        check("", "");
    }

    #[test]
    fn a_token_knows_its_place() {
        let mut tokens = Vec::new();
        each_token(" a\u{ad}B\u{301}\u{ad}\n-", Case::Kept, |token, form| {
            tokens.push((
                token.at.start,
                token.at.end,
                token.is_spaced,
                form.to_owned(),
            ));
        });
        let expected = [
            (1, 7, true, "aB\u{301}".to_owned()),
            (10, 11, true, "-".to_owned()),
        ];
        assert_eq!(tokens, expected);
    }
}
