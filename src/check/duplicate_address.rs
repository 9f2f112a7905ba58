//! # Two things want one address
//!
//! Only one of them could be published, and the other would be lost without a
//! word. Addresses that differ only in case count as one, since many servers
//! and disks don't tell them apart. Mend it with another `slug`.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use crate::address;
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Place};
use crate::output::folded;

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
    folded(&file)
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
    if facts
        .articles()
        .all(|annotated| annotated.article.metadata.aliases.is_empty())
    {
        return;
    }
    let files: BTreeSet<String> = facts.files.iter().map(|file| folded(file)).collect();
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
            if let Some(file) = file_as_folder(&address, &files) {
                let message = format!(
                    "the old address `/{address}` needs a folder where the file `{file}` is"
                );
                diagnostics.push(
                    Diagnostic::error("duplicate-address", message)
                        .at(place)
                        .hint("leave it out"),
                );
                continue;
            }
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

/// A file that an address would need as a folder.
fn file_as_folder<'f>(address: &str, files: &'f BTreeSet<String>) -> Option<&'f str> {
    let address = folded(address);
    let mut folders = address.match_indices('/').map(|(at, _)| &address[..at]);
    folders.find_map(|folder| files.get(folder).map(String::as_str))
}

/// Whether the site's own pages have the address: a reserved folder, or a
/// file at the top.
fn is_reserved(address: &str) -> bool {
    let folded = folded(address);
    let first = folded.split('/').next().unwrap_or("");
    address::RESERVED.contains(&first) || matches!(first, "index.html" | "404.html")
}

fn own_place(facts: Facts<'_>, article: &Article) -> Place {
    match &article.metadata.slug {
        Some(slug) => facts.in_front_matter(article, slug.span),
        None => Place::file(&article.path),
    }
}
