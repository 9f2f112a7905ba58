//! The text of an article as HTML: highlights, links, headings, notes.
//!
//! It changes Markdown events, lets `weave` put the marks between them and
//! serializes once. It knows one article and what its links lead to.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::clean::clean;
use super::code::Code;
use super::escape;
use super::footnotes::footnotes;
use super::highlights::{Shown, dress, highlight};
use super::urls::Urls;
use super::weave::{Mark, Woven, weave};
use crate::article::{Body, Event as Dated, Node, ProseRange, TimeExpression};
use crate::language::Language;
use crate::link::{Resolution, Subject};
use crate::site::{Annotated, Site, Written};
use crate::slug::slugify;

/// What the text is rendered with.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) site: &'a Site,
    pub(super) urls: &'a Urls,
    pub(super) code: &'a Code,
    /// The language of what is said beside the text.
    pub(super) language: &'a Language,
    /// The address of the text's own page, where the text is shown elsewhere:
    /// links within the text lead there. Empty on the page itself.
    pub(super) page: &'a str,
}

/// The id of a sentence, by its index.
pub(super) fn sentence_id(index: usize) -> String {
    format!("s{}", index + 1)
}

/// The id of a mention, by its index.
pub(super) fn mention_id(index: usize) -> String {
    format!("m{}", index + 1)
}

/// The id of an entry of a timeline, by its index.
pub(super) fn entry_id(index: usize) -> String {
    format!("t{}", index + 1)
}

impl Text<'_> {
    /// The text of an article with highlights. `entries` says which entry of
    /// its timeline each of its events is, in the order of the events. Returns
    /// the HTML and which mentions are highlighted in it.
    pub(super) fn highlighted<'s>(
        self,
        annotated: &'s Annotated,
        entries: &[usize],
    ) -> (String, Shown<'s>) {
        let text = self.site.written(annotated);
        let mut woven = self.woven(&text, marks(self, annotated, entries));
        let shown = dress(&mut woven, self, annotated);
        (self.html(&text, woven.events), shown)
    }

    /// The text of an article without highlights.
    pub(super) fn plain(self, annotated: &Annotated) -> String {
        let text = self.site.written(annotated);
        self.html(&text, self.woven(&text, Vec::new()).events)
    }

    /// What an editor wrote on an entity or a story, if there is anything.
    pub(super) fn dossier(self, subject: &Subject) -> Option<String> {
        let text = self.site.text_of(subject)?;
        let marks = linking(&text).map(|index| sentence(text.sentences, index));
        Some(self.html(&text, self.woven(&text, marks.collect()).events))
    }

    fn woven(self, text: &Written<'_>, marks: Vec<Mark>) -> Woven {
        let linked = Body {
            nodes: headings(self.links(text)),
            ..Body::default()
        };
        weave(&linked, text.prose, marks)
    }

    fn html(self, text: &Written<'_>, events: Vec<Event<'static>>) -> String {
        let events = self.pictures(self.blocks(events), text.path);
        let events = footnotes(events, self.page, self.language);
        let mut html = String::with_capacity(text.prose.text.len() * 3);
        pulldown_cmark::html::push_html(&mut html, events.into_iter());
        if text.body.has_html && !self.site.settings.trusted_html {
            clean(&html)
        } else {
            html
        }
    }

    /// Code blocks with colours, and tables in a box that scrolls.
    fn blocks(self, events: Vec<Event<'static>>) -> Vec<Event<'static>> {
        let mut blocks = Vec::with_capacity(events.len());
        let mut code: Option<(String, String)> = None;
        let mut cells = Cells::default();
        for event in events {
            match (event, &mut code) {
                (Event::Start(Tag::CodeBlock(kind)), _) => {
                    let language = match kind {
                        CodeBlockKind::Fenced(language) => language.into_string(),
                        CodeBlockKind::Indented => String::new(),
                    };
                    code = Some((language, String::new()));
                }
                (Event::Text(text), Some((_, code))) => code.push_str(&text),
                (Event::End(TagEnd::CodeBlock), Some((language, text))) => {
                    blocks.push(Event::Html(self.code.block(language, text).into()));
                    code = None;
                }
                (Event::Start(Tag::Table(alignments)), _) => {
                    blocks.push(Event::Html(table_box(self.language).into()));
                    blocks.push(Event::Start(Tag::Table(Vec::new())));
                    cells = Cells {
                        alignments,
                        ..Cells::default()
                    };
                }
                (event @ Event::End(TagEnd::Table), _) => {
                    blocks.push(event);
                    blocks.push(Event::Html("</div>\n".into()));
                }
                (event, _) => blocks.push(cells.event(event)),
            }
        }
        blocks
    }
}

/// A table in a box of its own, which scrolls on a narrow screen.
fn table_box(language: &Language) -> String {
    let label = escape(language.get("table"));
    format!("<div class=\"table-scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">")
}

/// Cells with a class for their alignment: the serializer would write a style,
/// which the site's content security policy refuses.
#[derive(Default)]
struct Cells {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

impl Cells {
    fn event(&mut self, event: Event<'static>) -> Event<'static> {
        match &event {
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.column = 0;
                self.is_head = matches!(event, Event::Start(Tag::TableHead));
            }
            Event::Start(Tag::TableCell) => {
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    Some(Alignment::None) | None => "",
                };
                self.column += 1;
                return Event::Html(format!("<{}{class}>", self.tag()).into());
            }
            Event::End(TagEnd::TableCell) => {
                return Event::Html(format!("</{}>", self.tag()).into());
            }
            _ => {}
        }
        event
    }

    fn tag(&self) -> &'static str {
        if self.is_head { "th" } else { "td" }
    }
}

/// The marks of an article: sentences that prove something or hold a link, dates
/// that have an entry, mentions.
fn marks(text: Text<'_>, annotated: &Annotated, entries: &[usize]) -> Vec<Mark> {
    let annotations = &annotated.annotations;
    let mentions = annotations
        .mentions
        .iter()
        .filter_map(|mention| annotations.sentence_of(mention.at));
    let events = annotations
        .events
        .iter()
        .flat_map(Dated::evidence)
        .filter_map(|evidence| annotations.sentence_of(evidence.sentence));
    let written = text.site.written(annotated);
    let sentences = mentions.chain(events).chain(linking(&written));
    // A search leads to any of them.
    let sentences: BTreeSet<usize> = if text.site.settings.search {
        (0..annotations.sentences.len()).collect()
    } else {
        sentences.collect()
    };
    // The mentions go first: `dress` tells them by their number.
    let mut marks: Vec<Mark> = (0..annotations.mentions.len())
        .map(|index| highlight(text, annotated, index))
        .collect();
    let sentences = sentences.into_iter();
    marks.extend(sentences.map(|index| sentence(&annotations.sentences, index)));
    marks.extend(dates(annotated, entries));
    marks
}

/// The sentences that lead to another page, which quotes them.
fn linking(text: &Written<'_>) -> impl Iterator<Item = usize> {
    let leading = text
        .references()
        .filter(|(_, resolution)| matches!(resolution, Resolution::To(_)));
    let sentences: BTreeSet<usize> = leading
        .filter_map(|(reference, _)| text.sentence_of(reference.at))
        .collect();
    sentences.into_iter()
}

fn sentence(sentences: &[ProseRange], index: usize) -> Mark {
    Mark {
        at: sentences[index],
        layer: 0,
        tag: "span class=\"s\"".to_owned(),
        id: Some(sentence_id(index)),
        inner: String::new(),
        close: "</span>".to_owned(),
        is_link: false,
    }
}

fn dates(annotated: &Annotated, entries: &[usize]) -> Vec<Mark> {
    let annotations = &annotated.annotations;
    let times: BTreeMap<_, &TimeExpression> = annotations
        .times
        .iter()
        .map(|time| (time.at, time))
        .collect();
    let mut marks = Vec::new();
    let dated = annotations.events.iter().zip(entries);
    let dated = dated.flat_map(|(event, entry)| event.evidence().map(move |it| (it, entry)));
    for (evidence, entry) in dated {
        let Some(at) = evidence.dated_by else {
            continue;
        };
        let before = annotations
            .mentions
            .partition_point(|mention| mention.at.start < at.end);
        let is_taken = before
            .checked_sub(1)
            .is_some_and(|index| annotations.mentions[index].at.overlaps(at));
        if is_taken {
            continue;
        }
        let datetime = times
            .get(&at)
            .and_then(|time| time.when)
            .and_then(crate::date::When::html_datetime);
        let (inner, close) = match datetime {
            Some(datetime) => (format!("<time datetime=\"{datetime}\">"), "</time></a>"),
            None => (String::new(), "</a>"),
        };
        marks.push(Mark {
            at,
            layer: 1,
            tag: format!("a class=\"t\" href=\"#{}\"", entry_id(*entry)),
            id: None,
            inner,
            close: close.to_owned(),
            is_link: true,
        });
    }
    marks
}

/// Headings with ids that nothing else on the page has.
fn headings(mut nodes: Vec<Node>) -> Vec<Node> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..nodes.len() {
        let Event::Start(Tag::Heading { .. }) = nodes[at].event else {
            continue;
        };
        let words: String = nodes[at..]
            .iter()
            .take_while(|node| !matches!(node.event, Event::End(TagEnd::Heading(_))))
            .filter_map(|node| match &node.event {
                Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
                Event::SoftBreak => Some(" "),
                _ => None,
            })
            .collect();
        let slug = heading_id(&words, &mut taken);
        if let Event::Start(Tag::Heading { id, .. }) = &mut nodes[at].event {
            *id = Some(CowStr::from(slug));
        }
    }
    nodes
}

fn heading_id(words: &str, taken: &mut BTreeMap<String, usize>) -> String {
    let mut slug = slugify(words);
    // `s1`, `m1`, `t1`, `y2016-02`, `fn-1` are the program's own.
    let is_ours = slug
        .strip_prefix(['s', 'm', 't', 'y'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if is_ours || slug.starts_with("fn") {
        slug.insert_str(0, "h-");
    }
    loop {
        // How often a slug has been given: the next number, without trying all.
        let uses = taken.entry(slug.clone()).or_default();
        *uses += 1;
        if *uses == 1 {
            return slug;
        }
        slug = format!("{slug}-{uses}");
    }
}
