//! Where sentences begin and end.
//!
//! Everything that is proven is proven by a sentence, so this comes first. It
//! knows punctuation and the abbreviations of English news, and nothing else.

use crate::article::{BlockKind, Prose, ProseRange};

/// Abbreviations, lower case without the last full stop, after which a capital
/// begins no sentence.
const ABBREVIATIONS: [&str; 61] = [
    "adm", "al", "apr", "art", "aug", "ave", "brig", "capt", "cf", "cmdr", "co", "col", "corp",
    "cpl", "dec", "dept", "dr", "e.g", "feb", "fig", "fr", "gen", "gov", "hon", "i.e", "inc",
    "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt", "no",
    "nos", "nov", "oct", "p", "pp", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens",
    "sep", "sept", "sgt", "sr", "st", "supt", "v", "vs",
];

/// A sentence longer than this many bytes is cut at a space, and where there is
/// none within as many more, between two characters: it is none, and all that
/// is proven by it would carry it along.
const LONGEST: usize = 2_000;

/// Words that open a sentence after an abbreviation such as "U.S.".
const OPENERS: [&str; 22] = [
    "a", "all", "an", "and", "at", "but", "earlier", "he", "i", "in", "it", "its", "last", "on",
    "our", "she", "that", "the", "they", "this", "we", "you",
];

/// The sentences of the prose, in order, without surrounding space. A heading
/// or a cell of a table is one sentence.
#[must_use]
pub fn sentences(prose: &Prose) -> Vec<ProseRange> {
    let mut sentences = Vec::new();
    for block in &prose.blocks {
        if block.kind == BlockKind::Paragraph || block.at.len() > LONGEST {
            split(prose, block.at, &mut sentences);
        } else {
            push(prose, block.at, &mut sentences);
        }
    }
    sentences
}

fn split(prose: &Prose, block: ProseRange, sentences: &mut Vec<ProseRange>) {
    let text = prose.slice(block);
    let mut start = 0;
    let mut looked = 0;
    for (at, c) in text.char_indices() {
        let length = at.saturating_sub(start);
        if (c.is_whitespace() && length > LONGEST) || length > 2 * LONGEST {
            push(
                prose,
                ProseRange::new(block.start + start, block.start + at),
                sentences,
            );
            start = at;
        }
        if at < looked || !matches!(c, '.' | '!' | '?' | '\u{2026}') {
            continue;
        }
        let end = closing(text, at + c.len_utf8());
        // A row of stops is looked at once, not once from each of them.
        looked = end;
        if !prose.is_opaque(block.start + at) && ends_sentence(text, start, at, c, end) {
            push(
                prose,
                ProseRange::new(block.start + start, block.start + end),
                sentences,
            );
            start = end;
        }
    }
    push(
        prose,
        ProseRange::new(block.start + start, block.end),
        sentences,
    );
}

/// The end of the stops, quotation marks and brackets from byte `from` on.
fn closing(text: &str, from: usize) -> usize {
    let is_closing = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '\u{2026}' | '"' | '\'' | '\u{201d}' | '\u{2019}' | ')' | ']'
        )
    };
    text[from..]
        .find(|c| !is_closing(c))
        .map_or(text.len(), |length| from + length)
}

fn ends_sentence(text: &str, start: usize, stop: usize, c: char, end: usize) -> bool {
    let rest = &text[end..];
    let Some(first) = rest.trim_start().chars().next() else {
        return true;
    };
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let opens = first.is_uppercase()
        || first.is_numeric()
        || matches!(first, '"' | '\'' | '\u{201c}' | '\u{2018}' | '(' | '[');
    if !opens {
        return false;
    }
    c != '.' || !is_abbreviation(&text[start..stop], rest.trim_start(), first)
}

/// Whether the full stop after `before` belongs to its last word.
fn is_abbreviation(before: &str, after: &str, first: char) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\u{201c}'))
        .next()
        .unwrap_or("");
    let is_initials = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    if is_initials {
        let next = after.split(|c: char| !c.is_alphanumeric()).next();
        let next = next.unwrap_or("").to_lowercase();
        return OPENERS.binary_search(&next.as_str()).is_err();
    }
    let is_initial =
        word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    if is_initial {
        return true;
    }
    // "No. 5" is a number, "no. He left" an end; months go with figures.
    let lower = word.to_lowercase();
    let is_known = ABBREVIATIONS.binary_search(&lower.as_str()).is_ok();
    let needs_figure = matches!(
        lower.as_str(),
        "no" | "nos"
            | "p"
            | "pp"
            | "fig"
            | "art"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
    );
    is_known && (first.is_numeric() || !needs_figure)
}

fn push(prose: &Prose, range: ProseRange, sentences: &mut Vec<ProseRange>) {
    let text = prose.slice(range);
    let trimmed = text.trim_start();
    let start = range.start + (text.len() - trimmed.len());
    let end = start + trimmed.trim_end().len();
    if start < end {
        sentences.push(ProseRange::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let prose = Prose::from_plain(&text.replace('|', " "));
        let found: Vec<&str> = sentences(&prose)
            .into_iter()
            .map(|range| prose.slice(range))
            .collect();
        let expected: Vec<&str> = text.split('|').collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(ABBREVIATIONS.is_sorted() && OPENERS.is_sorted());
    }

    #[test]
    fn sentences_end_at_stops() {
        check("Parliament voted.|The motion passed!|Did it?|It did.");
        check("\u{201c}We will train them.\u{201d}|He left.");
        check("It passed (narrowly).|Then it rained\u{2026}|And stopped.");
    }

    #[test]
    fn abbreviations_do_not_end_them() {
        check("Sgt. Andrew Doiron met Gen. Lawson on Feb. 22 at No. 10.|He left.");
        check("The U.S. Department of Defence agreed.|So did the U.K.|The rest did not.");
        check("John F. Kennedy spoke.|It rained in Feb.|Nobody came.");
        check("It cost 1.5 billion.|See example.org for more.");
    }

    #[test]
    fn what_never_stops_is_cut() {
        let prose = Prose::from_plain(&"Canada ".repeat(10_000));
        let found = sentences(&prose);
        assert!(found.len() > 10);
        assert!(found.iter().all(|sentence| sentence.len() <= LONGEST + 16));
        let stops = format!("{}x", ".".repeat(300_000));
        let found = sentences(&Prose::from_plain(&stops));
        assert!(
            found
                .iter()
                .all(|sentence| sentence.len() <= 2 * LONGEST + 4)
        );
        check("He said \"Go.\"|\"We.\"|Then (it ended.)|Then all left.");
    }

    #[test]
    fn paragraphs_end_them_too() {
        let prose = Prose::from_plain("No stop\nNext line");
        assert_eq!(sentences(&prose).len(), 2);
        assert_eq!(sentences(&Prose::from_plain("")), []);
        assert_eq!(sentences(&Prose::from_plain("... !? \u{2026}")).len(), 1);
    }
}
