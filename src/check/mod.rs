//! Rules that look at the site as a whole, one to a file.
//!
//! A rule reads the [`Site`] and adds diagnostics; it changes nothing. What
//! can be told from one file alone is told while that file is parsed.

mod alias_clash;
mod ambiguous_name;
mod common_alias;
mod contradicted_kind;
mod dead_link;
mod duplicate_address;
mod event_quote;
mod frequent_name;
mod missing_alt;
mod no_stylesheet;
mod registry_names;
mod same_thing;
mod shadowed_alias;
mod unknown_id;
mod unknown_parent;
mod unresolved_date;
mod unsafe_link;
mod unused_alias;

use std::collections::BTreeSet;

use self::registry_names::Usage;
use crate::annotate::Gazetteer;
use crate::article::{Article, DeclaredStory};
use crate::diagnostic::{Diagnostic, Place};
use crate::entity::Entity;
use crate::site::{Annotated, Site};
use crate::source::{Source, Span};

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The site.
    pub site: &'a Site,
    /// The registry, as written.
    pub registry: &'a [Entity],
    /// The registry and the built-in tables, one over the other.
    pub known: &'a Gazetteer,
    /// The stories, as declared.
    pub stories: &'a [DeclaredStory],
    /// The articles' files.
    pub sources: &'a [Source],
    /// Every file of the built site, for links that name one.
    pub files: &'a BTreeSet<String>,
}

/// Runs every rule.
#[must_use]
pub fn check(facts: Facts<'_>) -> Vec<Diagnostic> {
    let rules = [
        alias_clash::alias_clash,
        ambiguous_name::ambiguous_name,
        dead_link::dead_link,
        duplicate_address::duplicate_address,
        event_quote::event_quote,
        frequent_name::frequent_name,
        missing_alt::missing_alt,
        no_stylesheet::no_stylesheet,
        same_thing::same_thing,
        unknown_id::unknown_id,
        unknown_parent::unknown_parent,
        unresolved_date::unresolved_date,
        unsafe_link::unsafe_link,
    ];
    let mut diagnostics: Vec<Diagnostic> = rules.into_iter().flat_map(|rule| rule(facts)).collect();
    if !facts.registry.is_empty() {
        let usage = Usage::of(facts);
        diagnostics.extend(common_alias::common_alias(facts, &usage));
        diagnostics.extend(contradicted_kind::contradicted_kind(facts, &usage));
        diagnostics.extend(shadowed_alias::shadowed_alias(facts, &usage));
        diagnostics.extend(unused_alias::unused_alias(facts, &usage));
    }
    diagnostics
}

/// So many wrong names of a text are compared with all right ones, each with
/// each: a hostile text can have a hundred thousand, and few are shown.
const MOST_COMPARED: usize = 50;

impl<'a> Facts<'a> {
    fn articles(self) -> impl Iterator<Item = &'a Annotated> {
        self.site.articles.values()
    }

    /// A place in an article's front matter.
    fn in_front_matter(self, article: &Article, span: Span) -> Place {
        let at = self
            .sources
            .binary_search_by(|source| source.path.cmp(&article.path));
        match at {
            Ok(at) => Place::span(
                &article.path,
                crate::parse::front_matter_span(&self.sources[at], span),
            ),
            Err(_) => Place::file(&article.path),
        }
    }
}

/// A place in an article's text.
fn in_text(article: &Article, range: crate::article::ProseRange) -> Place {
    Place {
        path: article.path.clone(),
        span: article.span_of(range),
    }
}
