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
        let prose = &self.annotated.article.prose;
        let mut line = String::new();
        push_words(&mut line, &prose.text[sentence.start..at.start]);
        let is_parted = prose.text[..at.start].ends_with(char::is_whitespace);
        if is_parted && !line.is_empty() {
            line.push(' ');
        }
        let mut words = String::new();
        push_words(&mut words, prose.slice(at));
        let (bytes, characters) = self.lines[index];
        let bytes = bytes + line.len();
        let characters = characters + line.chars().count();
        Some(Stretch {
            bytes: ProseRange::new(bytes, bytes + words.len()),
            characters: ProseRange::new(characters, characters + words.chars().count()),
        })
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
