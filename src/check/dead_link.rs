//! # A link inside the site leads nowhere
//!
//! A reader who follows it finds an error page. Three forms are looked at:
//! paths to articles (`[text](other.md)`), names in double brackets
//! (`[[Ash Carter]]`), and addresses that begin with a slash (`/files/a.pdf`).

use pulldown_cmark::{Event, Tag};

use super::Facts;
use crate::diagnostic::{Diagnostic, Place, did_you_mean, plain};
use crate::link::Resolution;
use crate::site::Annotated;

pub(super) fn dead_link(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for annotated in facts.articles() {
        references(facts, annotated, &mut diagnostics);
        rooted(facts, annotated, &mut diagnostics);
    }
    diagnostics
}

fn references(facts: Facts<'_>, annotated: &Annotated, diagnostics: &mut Vec<Diagnostic>) {
    let article = &annotated.article;
    let resolutions = facts
        .site
        .links
        .references
        .get(&article.id)
        .map_or(&[][..], Vec::as_slice);
    for (reference, resolution) in article.body.references.iter().zip(resolutions) {
        let place = Place::span(&article.path, reference.span);
        let target = plain(&reference.target);
        match resolution {
            Resolution::Dead(_) if is_file(facts, &reference.target) => {}
            Resolution::Dead(wanted) if !wanted.is_empty() => {
                let hint = nearest(facts, wanted).map_or_else(
                    || {
                        "name an article by path, id or title, or an entity by id or name"
                            .to_owned()
                    },
                    |near| format!("did you mean `{near}`?"),
                );
                diagnostics.push(
                    Diagnostic::error(
                        "dead-link",
                        format!("no article or entity is called `{target}`"),
                    )
                    .at(place)
                    .hint(hint),
                );
            }
            Resolution::Ambiguous(several) => {
                let ids: Vec<String> = several.iter().map(|id| format!("`{id}`")).collect();
                let message = format!("`{target}` is the title of {} articles", several.len());
                diagnostics.push(
                    Diagnostic::error("ambiguous-link", message)
                        .at(place)
                        .hint(format!("write one of {}", ids.join(", "))),
                );
            }
            _ => {}
        }
    }
}

/// Whether a path from the root names a file of the site that is no article.
fn is_file(facts: Facts<'_>, target: &str) -> bool {
    target
        .strip_prefix('/')
        .is_some_and(|path| facts.files.contains(path))
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
    // What is merely found in the text is no target, even under this very name.
    let others = names.filter(|name| *name != wanted);
    did_you_mean(wanted, ids.chain(titles).chain(others))
}

fn rooted(facts: Facts<'_>, annotated: &Annotated, diagnostics: &mut Vec<Diagnostic>) {
    for node in &annotated.article.body.nodes {
        let Event::Start(Tag::Link { dest_url: url, .. } | Tag::Image { dest_url: url, .. }) =
            &node.event
        else {
            continue;
        };
        let is_rooted = url.starts_with('/') && !url.starts_with("//");
        if node.reference.is_some() || !is_rooted {
            continue;
        }
        let path = url[1..].split(['#', '?']).next().unwrap_or("");
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let file = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.into_owned()
        };
        if !facts.files.contains(&file) {
            let message = format!("the site has no page or file `{}`", plain(url));
            diagnostics.push(
                Diagnostic::error("dead-link", message)
                    .at(Place::span(&annotated.article.path, node.span))
                    .hint("put the file into `static/`, or link to an article by its file's path"),
            );
        }
    }
}
