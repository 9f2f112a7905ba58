//! A dated statement as it leaves the site.
//!
//! This is the one place where exports read an event; what they are made into
//! knows only what stands here. Text is on one line and without control and
//! direction characters, which in a calendar or a table would turn the words of
//! others beside it.

use std::fmt::Write;

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::address;
use crate::article::Article;
use crate::date::When;
use crate::diagnostic::is_mark;
use crate::language::Language;
use crate::render::pages::changed;
use crate::render::text::sentence_id;
use crate::render::urls::Urls;
use crate::site::Site;

/// What an id holds as it is, besides letters and digits.
const IN_IDS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'/');

pub(super) struct Entry {
    /// Article, sentence and date: the same after every build, until one of
    /// them changes.
    pub(super) id: String,
    pub(super) when: When,
    pub(super) planned: bool,
    /// What the editor calls it, else its headline.
    pub(super) title: String,
    pub(super) sentence: String,
    /// Title and date of the article.
    pub(super) source: String,
    /// The whole address of the sentence; none without a base URL.
    pub(super) url: Option<String>,
    /// Names of those who take part and have a page.
    pub(super) entities: Vec<String>,
    /// When the article was last changed in substance.
    pub(super) changed: Option<Timestamp>,
}

impl Entry {
    /// The entry of the event with this index among the site's.
    pub(super) fn of(site: &Site, language: &Language, urls: &Urls, index: usize) -> Self {
        let happening = site.happening_at(index);
        let (annotated, event) = happening.statements[0];
        let article = &*annotated.article;
        let anchor = annotated
            .annotations
            .sentence_of(event.sentence)
            .map(sentence_id)
            .unwrap_or_default();
        let sentence = one_line(annotated.article.prose.slice(event.sentence));
        let title = Some(one_line(&annotated.title_of(event))).filter(|title| !title.is_empty());
        let names = happening
            .entities
            .iter()
            .filter_map(|id| site.entities.get(id))
            .map(|entity| one_line(&entity.name));
        let page = address::article(article);
        let mut id = format!(
            "{}:{anchor}:{}",
            utf8_percent_encode(article.id.as_str(), IN_IDS),
            happening.when.edtf()
        );
        let before = alike_before(site, index);
        if before > 0 {
            write!(id, ":{}", before + 1).expect("a string takes all");
        }
        Self {
            id,
            when: happening.when,
            planned: happening.planned(),
            title: title.unwrap_or_else(|| sentence.clone()),
            sentence,
            source: source(article, language),
            url: urls.absolute(&format!("{page}#{anchor}")),
            entities: names.collect(),
            changed: changed(annotated),
        }
    }

    /// The sentence, where the title isn't it already.
    pub(super) fn quote(&self) -> Option<&str> {
        (self.title != self.sentence).then_some(&self.sentence)
    }
}

/// How many events right before this one are told by the same sentence for the
/// same date: an editor may date one sentence twice alike, under two labels.
fn alike_before(site: &Site, index: usize) -> usize {
    let occurrences = &site.links.occurrences;
    let told = |index: usize| {
        let happening = site.happening_at(index);
        let (annotated, event) = happening.statements[0];
        (&annotated.article.id, event.sentence)
    };
    let is_alike =
        |at: &usize| occurrences[*at].when == occurrences[index].when && told(*at) == told(index);
    (0..index).rev().take_while(is_alike).count()
}

fn source(article: &Article, language: &Language) -> String {
    let title = one_line(&article.title);
    match article.date {
        Some(date) => format!("{title}, {}", language.day(date.day)),
        None => title,
    }
}

/// Text on one line, fit to stand beside that of others.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || is_mark(c)) {
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
