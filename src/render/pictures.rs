//! The pictures of a text: room kept for them before they are there, smaller
//! ones for small screens, a caption where there is one.
//!
//! It works on events after the marks are in, since a mark may go around a
//! picture in a sentence. What is known of a picture comes from the site.

use std::fmt::Write;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::escape;
use super::text::Text;
use crate::address;
use crate::article::{DECORATIVE, Node};
use crate::pictures::{Picture, Size};
use crate::site::Written;
use crate::source::SourcePath;

/// How wide a picture is shown: the text's measure, or the whole of a small
/// screen.
const SIZES: &str = "(min-width: 42rem) 38rem, 100vw";

/// A picture of a text, as HTML, and what stands beneath it.
struct Shown {
    html: String,
    caption: String,
}

impl Text<'_> {
    /// The events with pictures as HTML. `from` is the text's file, which their
    /// addresses count from.
    pub(super) fn pictures(
        self,
        events: Vec<Event<'static>>,
        from: &SourcePath,
    ) -> Vec<Event<'static>> {
        let is_picture = |event: &Event<'_>| matches!(event, Event::Start(Tag::Image { .. }));
        if !events.iter().any(is_picture) {
            return events;
        }
        let mut written = Vec::with_capacity(events.len());
        let mut captions: Vec<(usize, String)> = Vec::new();
        let mut events = events.into_iter();
        while let Some(event) = events.next() {
            let Event::Start(Tag::Image {
                dest_url, title, ..
            }) = event
            else {
                written.push(event);
                continue;
            };
            let alt = words(&mut events);
            if !address::is_safe(&dest_url) {
                written.push(Event::Text(alt.into()));
                continue;
            }
            let is_lone = is_lone(&written, events.as_slice());
            let shown = self.picture(&dest_url, &alt, &title, from, captions.is_empty(), is_lone);
            captions.push((written.len(), shown.caption));
            written.push(Event::InlineHtml(shown.html.into()));
        }
        for (at, caption) in captions
            .into_iter()
            .filter(|(_, caption)| !caption.is_empty())
        {
            caption_of(&mut written, at, &caption);
        }
        written
    }

    fn picture(
        self,
        url: &str,
        alt: &str,
        title: &CowStr<'_>,
        from: &SourcePath,
        is_first: bool,
        is_lone: bool,
    ) -> Shown {
        let path = address::picture(url, from);
        let picture = path.as_ref().and_then(|path| self.site.pictures.get(path));
        let largest = picture.and_then(|picture| self.largest(path.as_deref()?, picture));
        let source = largest.unwrap_or_else(|| match &path {
            Some(path) if !url.starts_with('/') => self.urls.file(path),
            _ => self.urls.written(url),
        });
        let mut html = format!("<img src=\"{}\" alt=\"{}\"", escape(&source), escape(alt));
        let is_decorative = alt.is_empty() && &**title == DECORATIVE;
        let (caption, hint) = match &**title {
            _ if is_decorative => ("", ""),
            title if is_lone => (title, ""),
            title => ("", title),
        };
        if !hint.is_empty() {
            let _ = write!(html, " title=\"{}\"", escape(hint));
        }
        if let (Some(path), Some(picture)) = (&path, picture) {
            html.push_str(&self.room(path, picture));
        }
        if !is_first {
            html.push_str(" loading=\"lazy\"");
        }
        html.push_str(" decoding=\"async\">");
        Shown {
            html,
            caption: caption.to_owned(),
        }
    }

    /// The room that a picture takes, and its smaller forms.
    fn room(self, path: &str, picture: &Picture) -> String {
        let Some(Size { width, height }) = picture.size else {
            return String::new();
        };
        let mut html = format!(" width=\"{width}\" height=\"{height}\"");
        let mut forms: Vec<String> = picture
            .variants
            .iter()
            .map(|variant| {
                let address =
                    address::variant(path, &picture.fingerprint, variant.width, variant.extension);
                format!("{} {}w", self.urls.file(&address), variant.width)
            })
            .collect();
        if forms.is_empty() {
            return html;
        }
        if picture.is_modest() {
            forms.push(format!("{} {width}w", self.urls.file(path)));
        }
        let _ = write!(
            html,
            " srcset=\"{}\" sizes=\"{SIZES}\"",
            escape(&forms.join(", "))
        );
        html
    }

    /// The largest form that is worth showing, where it isn't the picture
    /// itself.
    fn largest(self, path: &str, picture: &Picture) -> Option<String> {
        let variant = picture.variants.last().filter(|_| !picture.is_modest())?;
        Some(self.urls.file(&address::variant(
            path,
            &picture.fingerprint,
            variant.width,
            variant.extension,
        )))
    }
}

/// The first picture that a text shows from the site's own files, and where
/// that lies.
pub(super) fn first<'s>(
    site: &'s crate::site::Site,
    text: &Written<'_>,
) -> Option<(String, &'s Picture)> {
    let local = |node: &Node| match &node.event {
        Event::Start(Tag::Image { dest_url, .. }) => {
            let path = address::picture(dest_url, text.path)?;
            let picture = site.pictures.get(&path)?;
            Some((path, &**picture))
        }
        _ => None,
    };
    text.body.nodes.iter().find_map(local)
}

/// The words of a picture, up to its end.
fn words(events: &mut impl Iterator<Item = Event<'static>>) -> String {
    let mut words = String::new();
    let mut depth = 0;
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) if depth == 0 => break,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    words
}

/// Whether a picture between these events is all that its paragraph holds; a
/// link may go around it.
fn is_lone(before: &[Event<'_>], after: &[Event<'_>]) -> bool {
    let is_linked = matches!(before, [.., Event::Start(Tag::Link { .. })])
        && matches!(after, [Event::End(TagEnd::Link), ..]);
    let (before, after) = if is_linked {
        (&before[..before.len() - 1], &after[1..])
    } else {
        (before, after)
    };
    matches!(before, [.., Event::Start(Tag::Paragraph)])
        && matches!(after, [Event::End(TagEnd::Paragraph), ..])
}

/// Turns the paragraph around the picture at `at` into a figure.
fn caption_of(events: &mut [Event<'static>], at: usize, caption: &str) {
    let is_start = |event: &Event<'_>| matches!(event, Event::Start(Tag::Paragraph));
    let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Paragraph));
    let start = events[..at].iter().rposition(is_start);
    let end = events[at..].iter().position(is_end).map(|end| at + end);
    if let (Some(start), Some(end)) = (start, end) {
        events[start] = Event::Html("<figure>\n".into());
        let caption = format!(
            "\n<figcaption>{}</figcaption>\n</figure>\n",
            escape(caption)
        );
        events[end] = Event::Html(caption.into());
    }
}
