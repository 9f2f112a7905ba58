//! # Two things want one address
//!
//! Only one of them could be published, and the other would be lost without a
//! word. Addresses that differ only in case count as one, since many servers
//! and disks don't tell them apart. Mend it with another `slug`.

use std::collections::BTreeMap;

use super::Facts;
use crate::address;
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Place};

pub(super) fn duplicate_address(facts: Facts<'_>) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<String, &Article> = BTreeMap::new();
    let mut diagnostics = Vec::new();

    for annotated in facts.articles() {
        let article = &*annotated.article;
        let address = address::article(article);
        diagnostics.extend(reserved(facts, article, &address));
        if let Some(first) = taken.insert(file_of(&address), article) {
            let diagnostic = Diagnostic::error(
                "duplicate-address",
                format!("two articles want the address `/{address}`"),
            )
            .at(own_place(facts, article))
            .see(Place::file(&first.path), "the first is here")
            .hint(format!(
                "give one of them another `slug`; the first is `{}`",
                first.path
            ));
            diagnostics.push(diagnostic);
        }
    }
    redirects(facts, &mut taken, &mut diagnostics);
    diagnostics
}

/// The file that an address is written to, without regard to case: `a/` and
/// `a/index.html` are one.
fn file_of(address: &str) -> String {
    let file = if address::is_file(address) {
        address.to_owned()
    } else {
        address::file(address)
    };
    file.to_lowercase()
}

fn reserved(facts: Facts<'_>, article: &Article, address: &str) -> Option<Diagnostic> {
    let first = address.split('/').next().unwrap_or("");
    let message = format!("the address `/{address}` is taken by the site's own pages");
    address::RESERVED.contains(&first).then(|| {
        Diagnostic::error("reserved-address", message)
            .at(own_place(facts, article))
            .hint(format!(
                "move the article out of `{first}`, or give it another `slug`"
            ))
    })
}

fn redirects<'a>(
    facts: Facts<'a>,
    taken: &mut BTreeMap<String, &'a Article>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for annotated in facts.articles() {
        let article = &*annotated.article;
        for alias in &article.metadata.aliases {
            let place = facts.in_front_matter(article, alias.span);
            let Some(address) = address::redirect(&alias.value) else {
                let message = format!(
                    "`{}` can't be an old address of this site",
                    crate::diagnostic::plain(&alias.value)
                );
                diagnostics.push(
                    Diagnostic::error("bad-alias", message)
                        .at(place)
                        .hint("write a plain path such as `/2014/vote/`"),
                );
                continue;
            };
            let is_reserved = is_reserved(&address);
            if let Some(first) = taken.insert(file_of(&address), article) {
                let message = format!("the old address `/{address}` is in use by `{}`", first.path);
                diagnostics.push(
                    Diagnostic::error("duplicate-address", message)
                        .at(place)
                        .hint("leave it to one of them"),
                );
            } else if is_reserved {
                let message =
                    format!("the old address `/{address}` is taken by the site's own pages");
                diagnostics.push(
                    Diagnostic::error("reserved-address", message)
                        .at(place)
                        .hint("leave it out"),
                );
            }
        }
    }
}

/// Whether the site's own pages have the address: a reserved folder, or a
/// file at the top.
fn is_reserved(address: &str) -> bool {
    let first = address.split('/').next().unwrap_or("");
    address::RESERVED.contains(&first) || matches!(address, "index.html" | "404.html")
}

fn own_place(facts: Facts<'_>, article: &Article) -> Place {
    match &article.metadata.slug {
        Some(slug) => facts.in_front_matter(article, slug.span),
        None => Place::file(&article.path),
    }
}
