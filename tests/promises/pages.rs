//! What holds of an article on its way from Markdown to its page.

use std::cell::RefCell;

use dateline::annotate::sentences::sentences;
use dateline::article::{Article, Body, Node, Prose, ProseRange, Publication};
use dateline::output::Held;
use dateline::parse;
use dateline::pipeline::{Options, Pipeline, Unheard};
use dateline::render::weave::{Mark, Woven, weave};
use dateline::source::{Source, SourcePath, Sources};
use dateline::theme;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{dates, files, html};

const HEAD: &str = "+++\ntitle = \"T\"\ndate = 2016-02-10\n+++\n";

thread_local! {
    /// It remembers what doesn't change: knowledge, templates.
    static PIPELINE: RefCell<Pipeline> = RefCell::default();
}

/// Asks the text of an article.
pub(crate) fn hold(text: &str) {
    let source = Source {
        path: SourcePath::new("content/a.md"),
        text: format!("{HEAD}{text}").into(),
    };
    let Some(article) = read(&source) else {
        return;
    };
    let marks = marks(&article.prose);
    woven(&article.body, &article.prose, marks);
    page(&article, &body_html(&source, None));
}

/// The article in a file; `None` where the Markdown parser gave up on it, which
/// is said.
pub(crate) fn read(source: &Source) -> Option<Article> {
    let (article, diagnostics) = parse::article(source);
    files::placed(&diagnostics, source);
    if article.is_none() {
        assert!(diagnostics.iter().any(|it| it.code == "markdown-failed"));
    }
    let article = article?;
    body(&article.body, &article.prose, &source.text);
    Some(article)
}

/// Every node knows its place in the file and shows the words of its range;
/// blocks and stretches without language stand in order.
pub(crate) fn body(body: &Body, prose: &Prose, file: &str) {
    let mut written = 0;
    for Node {
        event,
        prose: at,
        span,
        ..
    } in &body.nodes
    {
        assert!(
            file.get(span.start..span.end).is_some(),
            "{event:?} at {span:?}"
        );
        let Some(at) = at else { continue };
        assert!(written <= at.start, "{event:?} goes back to {at:?}");
        written = at.end;
        let words = &prose.text[at.start..at.end];
        match event {
            Event::Text(text) | Event::Code(text) => assert_eq!(&**text, words),
            Event::SoftBreak => assert_eq!(words, " "),
            Event::HardBreak => assert_eq!(words, "\n"),
            other => panic!("{other:?} has no words"),
        }
    }
    let blocks = prose.blocks.iter().map(|block| block.at);
    let mut end = 0;
    for range in blocks {
        assert!(end <= range.start && prose.text.get(range.start..range.end).is_some());
        end = range.end;
    }
    for reference in &body.references {
        let at = reference.at;
        // The words of a title are gone, and with them where its links led.
        let is_inside = prose.text.get(at.start..at.end).is_some();
        assert!(is_inside, "{reference:?}");
        assert!(file.get(reference.span.start..reference.span.end).is_some());
    }
}

/// Marks around every sentence, and as links around every third word.
fn marks(prose: &Prose) -> Vec<Mark> {
    let sentences = sentences(prose);
    dates::in_order(prose, &sentences, "sentences");
    let mut marks: Vec<Mark> = Vec::new();
    for at in sentences {
        let words = &prose.text[at.start..at.end];
        marks.push(mark(at, marks.len(), false));
        let mut from = at.start;
        for (nth, word) in words.split(' ').enumerate() {
            let range = ProseRange::new(from, from + word.len());
            from = range.end + 1;
            if nth % 3 == 1 && !word.trim().is_empty() {
                marks.push(mark(range, marks.len(), true));
            }
        }
    }
    marks
}

/// The mark with this number.
pub(crate) fn mark(at: ProseRange, number: usize, is_link: bool) -> Mark {
    Mark {
        at,
        layer: u8::from(is_link),
        tag: format!("dateline-mark-{number}"),
        id: Some(format!("x-{number}")),
        inner: String::new(),
        close: format!("</dateline-mark-{number}>"),
        is_link,
    }
}

/// Weaves marks made by [`mark`] into a text: what isn't a mark stays as it
/// was, the marks nest, and each goes around its words and no others.
pub(crate) fn woven(body: &Body, prose: &Prose, marks: Vec<Mark>) -> Woven {
    let ranges: Vec<ProseRange> = marks.iter().map(|mark| mark.at).collect();
    let woven = weave(body, prose, marks);
    let (ours, theirs) = woven
        .events
        .iter()
        .partition::<Vec<_>, _>(|event| is_mark(event));
    let before: Vec<&Event<'_>> = body.nodes.iter().map(|node| &node.event).collect();
    assert_eq!(joined(&theirs), joined(&before), "the text has changed");
    nests(&woven.events);
    let opened = woven
        .places
        .iter()
        .map(|place| place.opens.len())
        .sum::<usize>();
    assert_eq!(opened * 2, ours.len(), "marks have places and closing tags");
    for place in &woven.places {
        around(
            body,
            prose,
            ranges[place.mark],
            &words_in(&woven.events, &place.opens),
        );
    }
    woven
}

/// A mark goes around the words of its range, whole ones of code; fewer where
/// links and raw HTML keep it out.
fn around(body: &Body, prose: &Prose, range: ProseRange, words: &str) {
    let is_cut = |at: usize| {
        let mut opaque = prose.opaque.iter();
        opaque.any(|code| code.start < at && at < code.end)
    };
    if is_cut(range.start) || is_cut(range.end) {
        return;
    }
    let expected = prose.slice(range);
    if has_links(body) || body.has_html {
        assert!(
            words.len() <= expected.len(),
            "{words:?} in place of {expected:?}"
        );
    } else {
        assert_eq!(words, expected);
    }
}

fn is_mark(event: &Event<'_>) -> bool {
    matches!(event, Event::InlineHtml(html) if html.starts_with("<dateline-mark-") || html.starts_with("</dateline-mark-"))
}

fn has_links(body: &Body) -> bool {
    let is_link = |node: &Node| matches!(node.event, Event::Start(Tag::Link { .. }));
    body.nodes.iter().any(is_link)
}

/// The events with text that stands together in one piece.
fn joined<'e>(events: &[&Event<'e>]) -> Vec<Event<'e>> {
    let mut joined: Vec<Event<'e>> = Vec::new();
    for event in events {
        match (joined.last_mut(), event) {
            (Some(Event::Text(before)), Event::Text(text)) => {
                *before = format!("{before}{text}").into();
            }
            _ => joined.push((*event).clone()),
        }
    }
    joined
}

fn nests(events: &[Event<'_>]) {
    let mut open: Vec<String> = Vec::new();
    for event in events {
        match event {
            Event::Start(tag) => open.push(format!("{:?}", tag.to_end())),
            Event::End(tag) => assert_eq!(open.pop(), Some(format!("{tag:?}"))),
            Event::InlineHtml(html) if is_mark(event) => {
                let name: String = html
                    .chars()
                    .filter(|c| !matches!(c, '<' | '/'))
                    .take_while(|c| !matches!(c, ' ' | '>'))
                    .collect();
                if html.starts_with("</") {
                    assert_eq!(open.pop(), Some(name));
                } else {
                    open.push(name);
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

/// The words between the marks that these events open and their ends.
fn words_in(events: &[Event<'_>], opens: &[usize]) -> String {
    let mut words = String::new();
    for &open in opens {
        let Event::InlineHtml(tag) = &events[open] else {
            panic!("{:?} opens no mark", events[open]);
        };
        let name = tag[1..].split([' ', '>']).next().expect("a tag has a name");
        let close = format!("</{name}>");
        let mut images = 0;
        for event in &events[open + 1..] {
            match event {
                Event::InlineHtml(html) if **html == *close => break,
                Event::Start(Tag::Image { .. }) => images += 1,
                Event::End(TagEnd::Image) => images -= 1,
                Event::Text(text) | Event::Code(text) if images == 0 => words.push_str(text),
                Event::SoftBreak if images == 0 => words.push(' '),
                Event::HardBreak if images == 0 => words.push('\n'),
                _ => {}
            }
        }
    }
    words
}

/// The HTML of an article's text, on the road that every site takes.
pub(crate) fn body_html(source: &Source, settings: Option<&str>) -> String {
    let sources = Sources {
        settings: settings.map(|text| files::source("dateline.toml", text)),
        articles: vec![source.clone()],
        templates: bare_templates(),
        ..Sources::default()
    };
    let options = Options {
        publication: Publication {
            drafts: true,
            future: true,
            now: jiff::Timestamp::UNIX_EPOCH,
        },
        base_url: None,
    };
    let mut run = PIPELINE.with_borrow_mut(|pipeline| pipeline.run(&sources, &options));
    let held = Held::default();
    run.make_all(&held, &Unheard);
    files::placed(&run.outcome.diagnostics, source);
    files::placed(&run.outcome.notes, source);
    let mut page = None;
    for (path, bytes) in held.into_files() {
        let path = path.as_str();
        let is_page = path == "a/index.html";
        if is_page || SourcePath::new(path).extension() == "json" {
            let text = String::from_utf8(bytes).expect("it is text");
            let parsed = serde_json::from_str::<serde_json::Value>(&text);
            assert!(is_page || parsed.is_ok(), "{path} is no JSON");
            page = page.or(is_page.then_some(text));
        }
    }
    page.expect("the article has a page")
}

/// Templates that show the text of an article and nothing else.
fn bare_templates() -> Vec<Source> {
    let mut templates: Vec<Source> = theme::TEMPLATES
        .iter()
        .map(|(name, _)| Source {
            path: SourcePath::new(format!("templates/{name}")),
            text: match *name {
                "article.html" => "{{ article.html | safe }}".into(),
                _ => "".into(),
            },
        })
        .collect();
    templates.sort_by(|a, b| a.path.cmp(&b.path));
    templates
}

/// A page is safe, nests, and says what its article says.
fn page(article: &Article, drawn: &str) {
    let page = html::read(drawn);
    page.is_safe();
    page.nests();
    if !article.body.has_html {
        page.links_stand_apart();
    }
    if let Some(words) = words(&article.body) {
        assert_eq!(html::without_space(&page.text), html::without_space(&words));
    }
}

/// The words of a text in the order in which its page shows them; `None` where
/// that takes more than reading: notes move to the end, pictures have captions,
/// raw HTML is cleaned.
fn words(body: &Body) -> Option<String> {
    let mut words = String::new();
    for node in &body.nodes {
        match &node.event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => return None,
            _ => {}
        }
    }
    Some(words)
}
