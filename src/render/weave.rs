//! Marks woven into the text: the one place where what was found meets the
//! structure of the page.
//!
//! Ranges come in, Markdown events with mark-up between them go out; nothing
//! is done to finished HTML. It knows no site: a mark is a range and two tags.
//!
//! A mark is split where the tree asks for it (a name half in emphasis), is
//! left out inside links when it is a link itself, and never stands in code,
//! images or raw mark-up.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::article::{Body, Node, Prose, ProseRange};

/// A range of prose to be put between two tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The range.
    pub at: ProseRange,
    /// Its place among marks that begin together: lower is further out.
    pub layer: u8,
    /// The opening tag's name and attributes but for the id: `a class="e"`.
    pub tag: String,
    /// The id, given to the first part only.
    pub id: Option<String>,
    /// What follows the opening tag: `<time>`.
    pub inner: String,
    /// The closing tags.
    pub close: String,
    /// Whether it is a link, which can't stand inside another.
    pub is_link: bool,
}

/// Where a mark came to stand among the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which mark, in the order they were given.
    pub mark: usize,
    /// The events that open its parts; the first has the id.
    pub opens: Vec<usize>,
    /// The event that closes its first part.
    pub close: usize,
}

/// Events with marks between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Woven {
    /// The events.
    pub events: Vec<Event<'static>>,
    /// The marks that found a place, in the order they open.
    pub places: Vec<Place>,
}

/// The events of `body` with `marks` woven in. Marks may nest but not cross.
#[must_use]
pub fn weave(body: &Body, prose: &Prose, marks: Vec<Mark>) -> Woven {
    let mut marks: Vec<(usize, Mark)> = marks.into_iter().enumerate().collect();
    marks.sort_by_key(|(_, mark)| (mark.at.start, std::cmp::Reverse(mark.at.end), mark.layer));
    let (given, marks) = marks.into_iter().unzip();
    let mut weaver = Weaver {
        prose,
        marks,
        given,
        next: 0,
        active: Vec::new(),
        frames: Vec::new(),
        links: 0,
        raw: 0,
        written: 0,
        out: Woven {
            events: Vec::with_capacity(body.nodes.len() * 2),
            places: Vec::new(),
        },
    };
    for (node, extent) in body.nodes.iter().zip(extents(&body.nodes)) {
        weaver.node(node, extent);
    }
    weaver.finish(usize::MAX);
    weaver.out
}

/// What a node holds, and all in it when it starts an element.
#[derive(Clone, Copy, Default)]
struct Extent {
    prose: Option<ProseRange>,
    /// Whether that is a link, a reference to a note, which will be one, or raw
    /// mark-up that may be one.
    has_link: bool,
}

impl Extent {
    fn of(node: &Node) -> Self {
        Self {
            prose: node.prose,
            has_link: matches!(
                node.event,
                Event::Start(Tag::Link { .. }) | Event::FootnoteReference(_) | Event::InlineHtml(_)
            ),
        }
    }

    fn extend(&mut self, by: Self) {
        self.has_link |= by.has_link;
        self.prose = match (self.prose, by.prose) {
            (Some(old), Some(by)) => Some(ProseRange::new(
                old.start.min(by.start),
                old.end.max(by.end),
            )),
            (old, by) => old.or(by),
        };
    }
}

fn extents(nodes: &[Node]) -> Vec<Extent> {
    let mut extents: Vec<Extent> = nodes.iter().map(Extent::of).collect();
    let mut open: Vec<usize> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let whole = match &node.event {
            Event::Start(_) => {
                open.push(at);
                continue;
            }
            Event::End(_) => open.pop().map(|start| extents[start]),
            _ => Some(extents[at]),
        };
        if let (Some(parent), Some(whole)) = (open.last(), whole) {
            extents[*parent].extend(whole);
        }
    }
    extents
}

struct Weaver<'p> {
    prose: &'p Prose,
    marks: Vec<Mark>,
    /// For each of these, which of the given marks it is.
    given: Vec<usize>,
    /// The first mark that has not begun.
    next: usize,
    /// Marks that have begun and not ended, outermost first.
    active: Vec<Active>,
    /// For each open inline element, how many marks were active at its start.
    frames: Vec<usize>,
    links: usize,
    /// Depth of raw HTML elements.
    raw: usize,
    /// How far the prose has been written, in bytes.
    written: usize,
    out: Woven,
}

struct Active {
    mark: usize,
    is_open: bool,
    /// Its index among the places, once it has been open.
    place: Option<usize>,
}

impl Weaver<'_> {
    fn node(&mut self, node: &Node, extent: Extent) {
        match &node.event {
            Event::Start(tag) if is_inline(tag) => self.start(node, tag, extent),
            Event::End(tag) if is_inline_end(*tag) => self.end(node, *tag),
            Event::Start(_) | Event::End(_) | Event::Rule | Event::Html(_) => {
                self.finish(usize::MAX);
                // Raw elements left open end with their block, too.
                self.raw = 0;
                self.push(node);
            }
            Event::InlineHtml(html) => self.raw(node, html),
            Event::Text(_) => match node.prose {
                Some(range) => self.text(range),
                None => self.push(node),
            },
            Event::Code(_) | Event::SoftBreak | Event::HardBreak => self.leaf(node),
            Event::FootnoteReference(_) => {
                self.finish(self.written);
                self.suspend(self.first_link().unwrap_or(self.active.len()));
                self.push(node);
            }
            _ => {
                self.finish(node.prose.map_or(self.written, |range| range.start));
                self.push(node);
            }
        }
    }

    fn start(&mut self, node: &Node, tag: &Tag<'static>, extent: Extent) {
        let mut outside = self.active.len();
        if let Some(extent) = extent.prose {
            self.finish(extent.start);
            // What begins here and goes on beyond goes around the element.
            while self
                .marks
                .get(self.next)
                .is_some_and(|mark| mark.at.start <= extent.start && mark.at.end >= extent.end)
            {
                self.begin();
            }
            let ends_inside = |active: &Active| self.marks[active.mark].at.end < extent.end;
            outside = self
                .active
                .iter()
                .position(ends_inside)
                .unwrap_or(self.active.len());
        }
        if extent.has_link {
            // A mark that is a link itself could not end before that one.
            outside = outside.min(self.first_link().unwrap_or(outside));
        }
        self.links += usize::from(matches!(tag, Tag::Link { .. }));
        self.suspend(outside);
        self.resume(outside);
        self.frames
            .push(self.active.iter().filter(|active| active.is_open).count());
        self.push(node);
    }

    fn end(&mut self, node: &Node, tag: TagEnd) {
        let outside = self.frames.pop().unwrap_or(0);
        let first_inside = self.first_inside(outside);
        self.suspend(first_inside);
        let has_ended = |active: &Active| self.marks[active.mark].at.end <= self.written;
        while self.active.len() > first_inside && self.active.last().is_some_and(has_ended) {
            self.active.pop();
        }
        if tag == TagEnd::Link {
            self.links -= 1;
        }
        self.push(node);
        self.finish(self.written);
    }

    /// The first of the active marks that is a link.
    fn first_link(&self) -> Option<usize> {
        let is_link = |active: &Active| self.marks[active.mark].is_link;
        self.active.iter().position(is_link)
    }

    /// The first of the active marks that is open besides the `outside` outer
    /// ones.
    fn first_inside(&self, outside: usize) -> usize {
        let marks = self.active.iter().enumerate();
        let mut open = marks.filter(|(_, active)| active.is_open);
        open.nth(outside).map_or(self.active.len(), |(at, _)| at)
    }

    fn raw(&mut self, node: &Node, html: &str) {
        self.finish(self.written);
        // Marks around the element that this stands in can't end inside it.
        let outside = self.frames.last().copied().unwrap_or(0);
        self.suspend(self.first_inside(outside));
        self.push(node);
        match raw_tag(html) {
            RawTag::Open => self.raw += 1,
            RawTag::Close => self.raw = self.raw.saturating_sub(1),
            RawTag::Neither => {}
        }
    }

    fn leaf(&mut self, node: &Node) {
        if let Some(range) = node.prose {
            self.advance(range.start);
        }
        self.push(node);
    }

    fn text(&mut self, range: ProseRange) {
        let mut at = range.start;
        while at < range.end {
            self.advance(at);
            let begins = self.marks.get(self.next).map(|mark| mark.at.start);
            let stops = self
                .active
                .iter()
                .map(|active| self.marks[active.mark].at.end);
            let until = stops
                .chain(begins)
                .filter(|stop| *stop > at)
                .min()
                .unwrap_or(range.end)
                .min(range.end);
            let words = self.prose.slice(ProseRange::new(at, until)).to_owned();
            self.out.events.push(Event::Text(words.into()));
            at = until;
        }
        self.written = range.end;
    }

    /// Ends and begins what ends and begins up to `at`.
    fn advance(&mut self, at: usize) {
        self.finish(at);
        while self
            .marks
            .get(self.next)
            .is_some_and(|mark| mark.at.start <= at)
        {
            self.begin();
        }
        self.resume(self.active.len());
    }

    fn begin(&mut self) {
        self.active.push(Active {
            mark: self.next,
            is_open: false,
            place: None,
        });
        self.next += 1;
    }

    /// Ends the marks that reach no further than `at`, but for those around the
    /// innermost open element: they end with it.
    fn finish(&mut self, at: usize) {
        let around = self.frames.last().copied().unwrap_or(0);
        while let Some(last) = self.active.last() {
            let open = self.active.iter().filter(|active| active.is_open);
            if self.marks[last.mark].at.end > at || (last.is_open && open.count() <= around) {
                break;
            }
            self.suspend(self.active.len() - 1);
            self.active.pop();
        }
        // What has already ended when its text is passed over never begins.
        if at != usize::MAX {
            while self
                .marks
                .get(self.next)
                .is_some_and(|mark| mark.at.end <= at)
            {
                self.next += 1;
            }
        }
    }

    /// Closes the open marks from `first` inward; they stay active.
    fn suspend(&mut self, first: usize) {
        for active in self.active[first..].iter_mut().rev() {
            if std::mem::take(&mut active.is_open) {
                let place = active.place.expect("what is open has a place");
                let place = &mut self.out.places[place];
                if place.close == 0 {
                    place.close = self.out.events.len();
                }
                let close = self.marks[active.mark].close.clone();
                self.out.events.push(Event::InlineHtml(close.into()));
            }
        }
    }

    /// Opens those of the `outside` outermost active marks that are not open
    /// and may be.
    fn resume(&mut self, outside: usize) {
        if self.raw > 0 {
            return;
        }
        for active in &mut self.active[..outside] {
            let mark = &self.marks[active.mark];
            if active.is_open || (mark.is_link && self.links > 0) {
                continue;
            }
            let id = mark
                .id
                .as_ref()
                .filter(|_| active.place.is_none())
                .map_or(String::new(), |id| format!(" id=\"{id}\""));
            let place = *active.place.get_or_insert_with(|| {
                self.out.places.push(Place {
                    mark: self.given[active.mark],
                    opens: Vec::new(),
                    close: 0,
                });
                self.out.places.len() - 1
            });
            self.out.places[place].opens.push(self.out.events.len());
            self.out.events.push(Event::InlineHtml(
                format!("<{}{id}>{}", mark.tag, mark.inner).into(),
            ));
            active.is_open = true;
        }
    }

    fn push(&mut self, node: &Node) {
        self.out.events.push(node.event.clone());
        self.written = node.prose.map_or(self.written, |range| range.end);
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

enum RawTag {
    Open,
    Close,
    Neither,
}

/// Elements that hold nothing and so have no closing tag.
const VOID: [&str; 10] = [
    "br", "hr", "img", "wbr", "input", "area", "source", "track", "col", "embed",
];

fn raw_tag(html: &str) -> RawTag {
    let Some(rest) = html.strip_prefix('<') else {
        return RawTag::Neither;
    };
    if rest.starts_with('/') {
        return RawTag::Close;
    }
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let is_empty = name.is_empty() || html.ends_with("/>") || VOID.contains(&name.as_str());
    if is_empty {
        RawTag::Neither
    } else {
        RawTag::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;

    /// Weaves marks around the words given, in `[...]` for links and `(...)`
    /// for spans, and shows what comes out.
    fn check(text: &str, links: &[&str], spans: &[&str], expected: &str) {
        let (body, prose) = markdown(text, 0);
        let mark = |words: &&str, is_link: bool| {
            let start = prose.text.find(*words).expect("the words are there");
            Mark {
                at: ProseRange::new(start, start + words.len()),
                layer: u8::from(is_link),
                tag: if is_link {
                    "a".to_owned()
                } else {
                    "s".to_owned()
                },
                id: Some("i".to_owned()),
                inner: String::new(),
                close: if is_link {
                    "</a>".to_owned()
                } else {
                    "</s>".to_owned()
                },
                is_link,
            }
        };
        let marks = links
            .iter()
            .map(|words| mark(words, true))
            .chain(spans.iter().map(|words| mark(words, false)))
            .collect();
        let mut html = String::new();
        let woven = weave(&body, &prose, marks);
        for place in &woven.places {
            assert_eq!(
                woven.events[place.close],
                close(links.len(), place),
                "{text}"
            );
            for open in &place.opens {
                assert!(
                    matches!(woven.events[*open], Event::InlineHtml(_)),
                    "{text}"
                );
            }
        }
        pulldown_cmark::html::push_html(&mut html, woven.events.into_iter());
        assert_eq!(html.trim(), expected, "{text}");
    }

    fn close(links: usize, place: &Place) -> Event<'static> {
        let close = if place.mark < links { "</a>" } else { "</s>" };
        Event::InlineHtml(close.into())
    }

    #[test]
    fn a_mark_without_a_place_is_not_said_to_have_one() {
        let (body, prose) = markdown("[Carter](https://x.org) and *Mr Car*ter.", 0);
        let mark = |(at, _): (usize, &str)| Mark {
            at: ProseRange::new(at, at + 6),
            layer: 0,
            tag: "a".to_owned(),
            id: Some("i".to_owned()),
            inner: String::new(),
            close: "</a>".to_owned(),
            is_link: true,
        };
        let marks = prose.text.match_indices("Carter").map(mark).collect();
        let places = weave(&body, &prose, marks).places;
        let found: Vec<(usize, usize)> = places
            .iter()
            .map(|place| (place.mark, place.opens.len()))
            .collect();
        assert_eq!(found, [(1, 2)]);
    }

    #[test]
    fn a_mark_goes_around_its_words() {
        check(
            "Ash Carter left.",
            &["Ash Carter"],
            &["Ash Carter left."],
            "<p><s id=\"i\"><a id=\"i\">Ash Carter</a> left.</s></p>",
        );
        check(
            "a & b < c",
            &["b < c"],
            &[],
            "<p>a &amp; <a id=\"i\">b &lt; c</a></p>",
        );
    }

    #[test]
    fn a_mark_across_emphasis_is_split_and_keeps_one_id() {
        check(
            "*Ash* Carter left.",
            &["Ash Carter"],
            &[],
            "<p><a id=\"i\"><em>Ash</em> Carter</a> left.</p>",
        );
        check(
            "Mr *Ash Carter* left.",
            &["Ash Carter"],
            &[],
            "<p>Mr <a id=\"i\"><em>Ash Carter</em></a> left.</p>",
        );
        check(
            "*Mr Ash* Carter left.",
            &["Ash Carter"],
            &[],
            "<p><em>Mr <a id=\"i\">Ash</a></em><a> Carter</a> left.</p>",
        );
        check(
            "Ash *Carter left*.",
            &["Ash Carter"],
            &[],
            "<p><a id=\"i\">Ash </a><em><a>Carter</a> left</em>.</p>",
        );
        check(
            "The **European *Union*** left.",
            &["European Union"],
            &[],
            "<p>The <a id=\"i\"><strong>European <em>Union</em></strong></a> left.</p>",
        );
        check(
            "*One. Two* three.",
            &[],
            &["One.", "Two three."],
            "<p><em><s id=\"i\">One.</s> <s id=\"i\">Two</s></em><s> three.</s></p>",
        );
    }

    #[test]
    fn no_link_in_a_link() {
        check(
            "See [Ash Carter](https://x.org) go.",
            &["Ash Carter"],
            &["See Ash Carter go."],
            "<p><s id=\"i\">See <a href=\"https://x.org\">Ash Carter</a> go.</s></p>",
        );
        check(
            "Ash [Carter](https://x.org) go.",
            &["Ash Carter go"],
            &[],
            "<p><a id=\"i\">Ash </a><a href=\"https://x.org\">Carter</a><a> go</a>.</p>",
        );
    }

    #[test]
    fn no_link_goes_around_emphasis_that_holds_one() {
        check(
            "NATO *and [Canada](/c/)* met.",
            &["and Canada"],
            &[],
            "<p>NATO <em><a id=\"i\">and </a><a href=\"/c/\">Canada</a></em> met.</p>",
        );
        check(
            "NATO *and <b>Canada</b>* met.",
            &["and Canada"],
            &[],
            "<p>NATO <em><a id=\"i\">and </a><b>Canada</b></em> met.</p>",
        );
    }

    #[test]
    fn no_link_goes_around_a_reference_to_a_note() {
        let note = "<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup>";
        let notes = "<div class=\"footnote-definition\" id=\"1\"><sup class=\"footnote-definition-label\">1</sup>\n<p>Today.</p>\n</div>";
        check(
            "Ash[^1] Carter *met[^1] Smith*.\n\n[^1]: Today.",
            &["Ash Carter", "met Smith"],
            &["Ash Carter met Smith."],
            &format!(
                "<p><s id=\"i\"><a id=\"i\">Ash</a>{note}<a> Carter</a> <em><a id=\"i\">met</a>{note}<a> Smith</a></em>.</s></p>\n{notes}"
            ),
        );
    }

    #[test]
    fn no_mark_in_raw_mark_up_code_or_images() {
        check(
            "A <b>Carter</b> and Carter2.",
            &["Carter"],
            &[],
            "<p>A <b>Carter</b> and Carter2.</p>",
        );
        check(
            "The <br> Carter.",
            &["Carter"],
            &["The  Carter."],
            "<p><s id=\"i\">The </s><br><s> <a id=\"i\">Carter</a>.</s></p>",
        );
        check(
            "![Carter](x.png) left.",
            &[],
            &["left."],
            "<p><img src=\"x.png\" alt=\"Carter\" /> <s id=\"i\">left.</s></p>",
        );
        check(
            "Use `x` now.",
            &[],
            &["Use x now."],
            "<p><s id=\"i\">Use <code>x</code> now.</s></p>",
        );
    }

    #[test]
    fn raw_mark_up_in_emphasis_leaves_the_marks_around_it_open() {
        check(
            "**<b>NATO</b>** met.",
            &[],
            &["NATO met."],
            "<p><s id=\"i\"><strong><b>NATO</b></strong> met.</s></p>",
        );
        check(
            "*NATO <b>met</b> Carter* here.",
            &["Carter"],
            &["NATO met Carter here."],
            "<p><s id=\"i\"><em>NATO <b>met</b> <a id=\"i\">Carter</a></em> here.</s></p>",
        );
    }

    #[test]
    fn raw_mark_up_left_open_ends_with_its_block() {
        check(
            "A <b>bold claim.\n\nCarter left.",
            &["Carter"],
            &[],
            "<p>A <b>bold claim.</p>\n<p><a id=\"i\">Carter</a> left.</p>",
        );
    }

    #[test]
    fn marks_end_with_their_block() {
        check(
            "- One.\n- Two.\n",
            &["One"],
            &["One.", "Two."],
            "<ul>\n<li><s id=\"i\"><a id=\"i\">One</a>.</s></li>\n<li><s id=\"i\">Two.</s></li>\n</ul>",
        );
        check(
            "One\ntwo.\n\nThree.",
            &["two"],
            &["One two.", "Three."],
            "<p><s id=\"i\">One\n<a id=\"i\">two</a>.</s></p>\n<p><s id=\"i\">Three.</s></p>",
        );
    }

    #[test]
    fn a_footnote_mark_after_a_sentence_stays_outside() {
        check(
            "One.[^1] Two.\n\n[^1]: Note.\n",
            &[],
            &["One.", "Two."],
            "<p><s id=\"i\">One.</s><sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup> <s id=\"i\">Two.</s></p>\n<div class=\"footnote-definition\" id=\"1\"><sup class=\"footnote-definition-label\">1</sup>\n<p>Note.</p>\n</div>",
        );
    }
}
