//! An article's words as plain text: the title, then each sentence on a line.
//!
//! Sentence `s3` of the page is line 3, counting the title's as 0. The search
//! page quotes from it, and the positions in annotations count its characters.

use crate::article::ProseRange;
use crate::site::Annotated;

/// The text, and where its lines begin.
pub(super) struct PlainText<'s> {
    annotated: &'s Annotated,
    /// The lines, each with its end.
    pub(super) text: String,
    /// The bytes and the characters before each sentence.
    lines: Vec<(usize, usize)>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// In bytes.
    pub(super) bytes: ProseRange,
    /// In characters (Unicode code points).
    pub(super) characters: ProseRange,
}

impl<'s> PlainText<'s> {
    /// The text of an article.
    pub(super) fn of(annotated: &'s Annotated) -> Self {
        let article = &annotated.article;
        let mut text = String::with_capacity(article.title.len() + article.prose.text.len() + 2);
        push_words(&mut text, &article.title);
        text.push('\n');
        let mut characters = text.chars().count();
        let mut lines = Vec::with_capacity(annotated.annotations.sentences.len());
        for sentence in &annotated.annotations.sentences {
            let start = text.len();
            lines.push((start, characters));
            push_words(&mut text, article.prose.slice(*sentence));
            text.push('\n');
            characters += text[start..].chars().count();
        }
        Self {
            annotated,
            text,
            lines,
        }
    }

    /// Where a range of the prose stands; `None` when it isn't all in one sentence.
    pub(super) fn find(&self, at: ProseRange) -> Option<Stretch> {
        let annotations = &self.annotated.annotations;
        let index = annotations.sentence_of(at)?;
        let sentence = annotations.sentences[index];
        if !sentence.contains(at) {
            return None;
        }
        let (line, characters) = self.lines[index];
        let end = self.lines.get(index + 1).map_or(self.text.len(), |it| it.0);
        let bytes = if end - line - 1 == sentence.len() {
            // No space was lost, so every byte is in its place.
            let start = line + (at.start - sentence.start);
            ProseRange::new(start, start + at.len())
        } else {
            self.search(line, sentence, at)
        };
        let characters = characters + self.text[line..bytes.start].chars().count();
        let length = self.text[bytes.start..bytes.end].chars().count();
        Some(Stretch {
            bytes,
            characters: ProseRange::new(characters, characters + length),
        })
    }

    /// Where `at` stands in the line that begins at the byte `line` and lacks
    /// some white space of its sentence.
    fn search(&self, line: usize, sentence: ProseRange, at: ProseRange) -> ProseRange {
        let prose = &self.annotated.article.prose;
        let mut before = String::new();
        push_words(&mut before, &prose.text[sentence.start..at.start]);
        let is_parted = prose.text[..at.start].ends_with(char::is_whitespace);
        if is_parted && !before.is_empty() {
            before.push(' ');
        }
        let mut words = String::new();
        push_words(&mut words, prose.slice(at));
        let start = line + before.len();
        ProseRange::new(start, start + words.len())
    }
}

/// Adds words on one line, with one space between two.
fn push_words(text: &mut String, words: &str) {
    for (at, word) in words.split_whitespace().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}
