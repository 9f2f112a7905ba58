//! A sentence cut into words, each with what stands around it.
//!
//! Clauses and headlines are told by words and the stops between them; this
//! keeps both apart from the text, so that what is cut stays a range of it.

use smol_str::SmolStr;

use super::lists::Lists;
use crate::article::ProseRange;

/// What stands between a word and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Stop {
    /// Space.
    None,
    /// A comma.
    Comma,
    /// A semicolon, colon, dash or closing bracket.
    Break,
}

/// What a word is besides a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::annotate) enum Part {
    /// Nothing more.
    Plain,
    /// Part of a name.
    Name,
    /// Part of the name of a place.
    Place,
    /// Part of a time expression.
    Date,
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub(in crate::annotate) struct Word {
    /// Its letters, without the marks around them.
    pub(in crate::annotate) at: ProseRange,
    /// In lower case.
    pub(in crate::annotate) lower: SmolStr,
    /// The lists it stands in.
    lists: Lists,
    /// Whether it begins with a capital or a figure.
    pub(in crate::annotate) is_capital: bool,
    /// Whether a bracket opens before it.
    pub(in crate::annotate) opens: bool,
    /// What follows it.
    pub(in crate::annotate) then: Stop,
    /// Whether it belongs to a name or a date.
    pub(in crate::annotate) part: Part,
}

impl Word {
    /// Whether it stands in one of the lists.
    pub(in crate::annotate) fn is(&self, one_of: Lists) -> bool {
        self.lists.meet(one_of)
    }

    pub(in crate::annotate) fn is_name(&self) -> bool {
        matches!(self.part, Part::Name | Part::Place)
    }

    pub(in crate::annotate) fn is_date(&self) -> bool {
        self.part == Part::Date
    }
}

/// The words of `sentence`, a range of `text`. `names` and `dates` are ranges
/// of it too, in order, without overlap among themselves.
pub(in crate::annotate) fn words(
    text: &str,
    sentence: ProseRange,
    names: impl Iterator<Item = (ProseRange, Part)>,
    dates: impl Iterator<Item = ProseRange>,
) -> Vec<Word> {
    // Six bytes are an English word with its space.
    let mut words: Vec<Word> = Vec::with_capacity(sentence.len() / 6 + 4);
    let mut at = sentence.start;
    for run in text[sentence.start..sentence.end].split_inclusive(char::is_whitespace) {
        add(run, at, &mut words);
        at += run.len();
    }
    mark(&mut words, names);
    mark(&mut words, dates.map(|date| (date, Part::Date)));
    words
}

fn add(run: &str, at: usize, words: &mut Vec<Word>) {
    let core = run.trim_start_matches(|c| is_mark(c) && c != '$');
    let start = at + run.len() - core.len();
    let core = core.trim_end_matches(is_mark);
    if core.is_empty() {
        // A dash or a quotation mark that stands alone.
        if let Some(last) = words.last_mut().filter(|_| stop(run) != Stop::None) {
            last.then = stop(run);
        }
        return;
    }
    let tail = &run[start - at + core.len()..];
    // "U.S." keeps its last full stop: without it the word is another.
    let dotted = usize::from(core.contains('.') && tail.starts_with('.'));
    let head = &run[..start - at];
    if let Some(last) = words.last_mut().filter(|_| head.contains(['(', '['])) {
        last.then = Stop::Break;
    }
    let lower = lower(core);
    words.push(Word {
        at: ProseRange::new(start, start + core.len() + dotted),
        lists: Lists::of(&lower),
        lower,
        is_capital: core.starts_with(|c: char| c.is_uppercase() || c.is_numeric()),
        opens: head.contains(['(', '[']),
        then: stop(tail),
        part: Part::Plain,
    });
}

fn lower(word: &str) -> SmolStr {
    let mut short = [0; SHORT];
    match short.get_mut(..word.len()) {
        // Nearly every word, and that without asking for memory.
        Some(letters) if word.is_ascii() => {
            letters.copy_from_slice(word.as_bytes());
            letters.make_ascii_lowercase();
            std::str::from_utf8(letters).unwrap_or_default().into()
        }
        _ => word.to_lowercase().replace('\u{2019}', "'").into(),
    }
}

/// So many bytes a [`SmolStr`] holds itself.
const SHORT: usize = 23;

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '$' | '%' | '\u{20ac}' | '\u{a3}')
}

fn stop(marks: &str) -> Stop {
    // What stands after nearly every word.
    match marks {
        "" | " " | "\n" => return Stop::None,
        "," | ", " => return Stop::Comma,
        _ => {}
    }
    let is_break =
        |c| matches!(c, ';' | ':' | ')' | ']' | '\u{2013}' | '\u{2014}') || marks.contains("--");
    if marks.chars().any(is_break) || marks.trim() == "-" {
        Stop::Break
    } else if marks.contains(',') {
        Stop::Comma
    } else {
        Stop::None
    }
}

fn mark(words: &mut [Word], ranges: impl Iterator<Item = (ProseRange, Part)>) {
    let mut next = 0;
    for (range, part) in ranges {
        while words
            .get(next)
            .is_some_and(|word| word.at.end <= range.start)
        {
            next += 1;
        }
        for word in words[next..]
            .iter_mut()
            .take_while(|word| word.at.start < range.end)
        {
            word.part = part;
        }
    }
}
