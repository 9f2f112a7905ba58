//! # A link inside the site leads nowhere, or nobody knows where
//!
//! A reader who follows it finds an error page. Three forms are looked at, in
//! articles, dossiers and the texts of stories: paths to their files
//! (`[text](other.md)`), names in double brackets (`[[Ash Carter]]`), and
//! addresses that begin with a slash (`/files/a.pdf`). Pictures of the site have
//! to be there, too.
//!
//! What is known but has no page yet, such as an entity that no visible article
//! names, is only warned of: an article that is taken back must not break the
//! texts that name what was in it.

use pulldown_cmark::{Event, Tag};

use super::Facts;
use crate::address;
use crate::article::{Node, Reference, ReferenceKind};
use crate::diagnostic::{Diagnostic, Place, did_you_mean, plain};
use crate::link::{Resolution, Subject, is_mention};
use crate::site::Written;

pub(super) fn dead_link(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for text in facts.site.texts() {
        let mut found = 0;
        for (link, to) in text.references() {
            let is_compared = found < super::MOST_COMPARED;
            let diagnostic = reference(facts, &text, link, to, is_compared);
            found += usize::from(diagnostic.is_some());
            diagnostics.extend(diagnostic);
        }
        let nodes = text.body.nodes.iter();
        diagnostics.extend(nodes.filter_map(|node| picture(facts, &text, node)));
    }
    diagnostics
}

fn reference(
    facts: Facts<'_>,
    text: &Written<'_>,
    reference: &Reference,
    resolution: &Resolution,
    is_compared: bool,
) -> Option<Diagnostic> {
    let target = reference.target.as_str();
    let diagnostic = match resolution {
        Resolution::To(to) if facts.site.has_page(to) => None,
        Resolution::To(to) if is_mention(&text.subject, reference.kind, to) => None,
        Resolution::To(to) => Some(no_page(target, to)),
        Resolution::Ambiguous { candidates, count } => Some(ambiguous(target, candidates, *count)),
        Resolution::Dead(_) if target.is_empty() => None,
        Resolution::Dead(_) if reference.kind == ReferenceKind::Address => no_file(facts, target),
        Resolution::Dead(_) if is_file(facts, target) => None,
        Resolution::Dead(wanted) => Some(dead(facts, target, wanted, is_compared)),
    };
    diagnostic.map(|diagnostic| diagnostic.at(Place::span(text.path, reference.span)))
}

/// Whether a path from the root names a file of the site that is no article.
fn is_file(facts: Facts<'_>, target: &str) -> bool {
    target
        .strip_prefix('/')
        .is_some_and(|path| facts.files.contains(path))
}

fn dead(facts: Facts<'_>, target: &str, wanted: &str, is_compared: bool) -> Diagnostic {
    let near = is_compared.then(|| nearest(facts, wanted)).flatten();
    let hint = near.map_or_else(
        || "name an article or a story by path, id or title, or an entity by id or name".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("no article, entity or story is called `{}`", plain(target));
    Diagnostic::error("dead-link", message).hint(hint)
}

fn ambiguous(target: &str, candidates: &[Subject], count: usize) -> Diagnostic {
    let mut ids: Vec<String> = candidates
        .iter()
        .map(|candidate| format!("`[[{}]]`", candidate.unmistakable()))
        .collect();
    if count > ids.len() {
        ids.push(format!("{} more", count - ids.len()));
    }
    let message = format!("`{}` may mean any of {count} things", plain(target));
    Diagnostic::error("ambiguous-link", message).hint(format!("write one of {}", ids.join(", ")))
}

fn no_page(target: &str, to: &Subject) -> Diagnostic {
    let (why, hint) = match to {
        Subject::Story(_) => (
            "no visible article is in it",
            "put an article into the story",
        ),
        Subject::Article(_) | Subject::Entity(_) => (
            "no visible article names it",
            "name it in an article, or pin it there in `entities.pin`",
        ),
    };
    let message = format!("`{}` has no page, since {why}", plain(target));
    Diagnostic::warning("no-page", message).hint(format!("{hint}; until then the words stay alone"))
}

fn nearest<'s>(facts: Facts<'s>, wanted: &str) -> Option<&'s str> {
    let ids = facts
        .site
        .articles
        .keys()
        .map(crate::article::ArticleId::as_str);
    let titles = facts
        .articles()
        .map(|annotated| annotated.article.title.as_str());
    let names = facts
        .site
        .entities
        .values()
        .map(|entity| entity.name.as_str());
    let stories = facts.stories.iter();
    let stories = stories.flat_map(|story| [story.id.as_str(), story.title.as_str()]);
    // What is merely found in the text is no target, even under this very name.
    let others = names.filter(|name| *name != wanted);
    did_you_mean(wanted, ids.chain(titles).chain(stories).chain(others))
}

/// A picture of this site that isn't there. Those beside a text without a page
/// aren't looked for, since nothing shows them.
fn picture(facts: Facts<'_>, text: &Written<'_>, node: &Node) -> Option<Diagnostic> {
    let Event::Start(Tag::Image { dest_url: url, .. }) = &node.event else {
        return None;
    };
    let path = address::picture(url, text.path)?;
    let diagnostic = if url.starts_with('/') {
        no_file(facts, &format!("/{path}"))
    } else if facts.site.has_page(&text.subject) && !facts.files.contains(&path) {
        let message = format!("there is no picture `content/{}`", plain(&path));
        let hint = "put it beside the text, or into `static/` and begin its address with a slash";
        Some(Diagnostic::error("dead-link", message).hint(hint))
    } else {
        None
    };
    diagnostic.map(|diagnostic| diagnostic.at(Place::span(text.path, node.span)))
}

/// What to say of an address that begins with a slash, if the site has no such
/// page or file.
fn no_file(facts: Facts<'_>, address: &str) -> Option<Diagnostic> {
    let path = address.strip_prefix('/').unwrap_or(address);
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    (!facts.files.contains(&file)).then(|| {
        let message = format!("the site has no page or file `{}`", plain(address));
        Diagnostic::error("dead-link", message)
            .hint("put the file into `static/`, or link to an article by its file's path")
    })
}
