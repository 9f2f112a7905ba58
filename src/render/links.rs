//! The links of a text, led where they lead; from those that lead nowhere the
//! words stay.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::text::Text;
use crate::address;
use crate::article::{Node, Reference, ReferenceKind};
use crate::link::{Resolution, Subject, is_mention};
use crate::site::{Site, Written};
use crate::slug::slugify;

/// The address of the page about `subject`, if there is one.
pub(super) fn page_of(site: &Site, subject: &Subject) -> Option<String> {
    site.has_page(subject).then(|| match subject {
        Subject::Article(id) => address::article(&site.article(id).article),
        Subject::Entity(id) => address::entity(id),
        Subject::Story(id) => address::story(id),
    })
}

impl Text<'_> {
    /// The nodes of a text with its links led where they lead.
    pub(super) fn links(self, text: &Written<'_>) -> Vec<Node> {
        let nodes = &text.body.nodes;
        let mut linked = Vec::with_capacity(nodes.len());
        let mut unwrapped: Vec<bool> = Vec::new();
        for node in nodes {
            let event = match &node.event {
                Event::Start(Tag::Link { .. }) => {
                    let event = self.link(text, node);
                    unwrapped.push(event.is_none());
                    event
                }
                Event::End(TagEnd::Link) => {
                    (!unwrapped.pop().unwrap_or(false)).then(|| node.event.clone())
                }
                other => Some(other.clone()),
            };
            linked.extend(event.map(|event| Node {
                event,
                ..node.clone()
            }));
        }
        linked
    }

    fn link(self, text: &Written<'_>, node: &Node) -> Option<Event<'static>> {
        let Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) = &node.event
        else {
            return None;
        };
        let url = match node.reference {
            None if dest_url.starts_with('#') => format!("{}{dest_url}", self.page),
            None if address::is_safe(dest_url) => self
                .picture_beside(text, dest_url)
                .unwrap_or_else(|| self.urls.written(dest_url)),
            None => return None,
            Some(index) => {
                let reference = &text.body.references[index];
                match text.resolutions.get(index)? {
                    // This one is reached by its highlight.
                    Resolution::To(to) if is_mention(&text.subject, reference.kind, to) => {
                        return None;
                    }
                    Resolution::To(to) => self.page_at(to, reference)?,
                    // A file of `static/`; `check` has seen that it is there.
                    Resolution::Dead(_) if dest_url.starts_with('/') => self.urls.written(dest_url),
                    Resolution::Ambiguous { .. } | Resolution::Dead(_) => return None,
                }
            }
        };
        Some(Event::Start(Tag::Link {
            link_type: *link_type,
            dest_url: url.into(),
            title: title.clone(),
            id: id.clone(),
        }))
    }

    /// A picture beside the text that a page shows, and that a link leads to as
    /// well, such as one around it.
    fn picture_beside(self, text: &Written<'_>, url: &str) -> Option<String> {
        let path = address::picture(url, text.path).filter(|_| !url.starts_with('/'))?;
        let is_shown = self.site.pictures.contains_key(&path);
        is_shown.then(|| self.urls.file(&path))
    }

    /// The page that a reference leads to, at the heading that it names.
    fn page_at(self, to: &Subject, reference: &Reference) -> Option<String> {
        let page = page_of(self.site, to)?;
        let fragment = match (reference.fragment.as_str(), reference.kind) {
            ("", _) => String::new(),
            // Between brackets a heading is named in its own words.
            (words, ReferenceKind::Wiki) => format!("#{}", slugify(words)),
            (fragment, _) => format!("#{fragment}"),
        };
        Some(self.urls.path(&(page + &fragment)))
    }
}
