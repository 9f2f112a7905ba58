//! # The texts read an entry as another kind
//!
//! Where most mentions of a person read like a place, the kind is wrong, or one
//! of the aliases is: "Lincoln" the city under Lincoln the president. The entry
//! keeps its word all the same, since a table has more authority than a form,
//! and the form may mislead; so it is a note.

use std::collections::BTreeMap;

use super::registry_names::Usage;
use super::{Facts, in_text};
use crate::article::{Contradiction, ProseRange};
use crate::diagnostic::{Diagnostic, plain};
use crate::entity::{EntityId, Kind};
use crate::site::Annotated;

/// In so many places at least, and in more than half of all.
const LEAST: usize = 3;

/// How often an entity reads like a kind, and where first.
struct Reading<'a> {
    times: usize,
    first: (&'a Annotated, ProseRange),
}

pub(super) fn contradicted_kind(facts: Facts<'_>, usage: &Usage<'_>) -> Vec<Diagnostic> {
    let mut readings: BTreeMap<&EntityId, BTreeMap<Kind, Reading<'_>>> = BTreeMap::new();
    for annotated in facts.articles() {
        for Contradiction { at, of, read_as } in &annotated.annotations.contradictions {
            let reading = readings
                .entry(of)
                .or_default()
                .entry(*read_as)
                .or_insert(Reading {
                    times: 0,
                    first: (annotated, *at),
                });
            reading.times += 1;
        }
    }
    let mut diagnostics = Vec::new();
    for entity in facts.registry {
        let Some(kinds) = readings.get(&entity.id) else {
            continue;
        };
        let mentions = usage.total(&entity.id);
        let is_most =
            |reading: &&Reading<'_>| reading.times >= LEAST && reading.times * 2 > mentions;
        let most = kinds.iter().find(|(_, reading)| is_most(reading));
        let Some((kind, reading)) = most else {
            continue;
        };
        let message = format!(
            "`{}` reads like {} in {} of {mentions} mentions",
            entity.id,
            with_article(*kind),
            reading.times
        );
        let (annotated, at) = reading.first;
        let hint = format!(
            "correct the kind of `{}`, or take out the alias that means something else",
            plain(&entity.name)
        );
        let mut note = Diagnostic::note("contradicted-kind", message)
            .hint(hint)
            .see(in_text(&annotated.article, at), "such as here");
        note.place.clone_from(&entity.place);
        diagnostics.push(note);
    }
    diagnostics
}

fn with_article(kind: Kind) -> String {
    match kind {
        Kind::Other => "something else".to_owned(),
        Kind::Organisation | Kind::Event => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;

    use super::*;
    use crate::annotate::Gazetteer;
    use crate::article::{Annotations, How, Mention};
    use crate::config::Settings;
    use crate::entity::{Entity, Origin};
    use crate::link::Links;
    use crate::site::Site;
    use crate::source::{Source, SourcePath};

    /// What is said when these mentions of a person read as these kinds.
    fn check(readings: &[Option<Kind>]) -> Vec<String> {
        let id = EntityId::for_name(Kind::Person, "Lincoln");
        let registry = [Entity::named(id.clone(), "Lincoln", Origin::Registry)];
        let source = Source {
            path: SourcePath::new("content/a.md"),
            text: "Lincoln ".repeat(readings.len()).into(),
        };
        let article = crate::parse::article(&source).0.unwrap();
        let at = |index: usize| ProseRange::new(index * 8, index * 8 + 7);
        let mention = |index| Mention {
            at: at(index),
            of: id.clone(),
            how: How::Registry,
            confidence: 1.0,
        };
        let contradiction = |(index, kind): (usize, &Option<Kind>)| {
            Some(Contradiction {
                at: at(index),
                of: id.clone(),
                read_as: (*kind)?,
            })
        };
        let annotations = Annotations {
            mentions: (0..readings.len()).map(mention).collect(),
            contradictions: readings
                .iter()
                .enumerate()
                .filter_map(contradiction)
                .collect(),
            ..Annotations::default()
        };
        let annotated = Annotated {
            article: Arc::new(article),
            annotations: Arc::new(annotations),
        };
        let gazetteer = Gazetteer::new(&registry);
        let articles = BTreeMap::from([(annotated.article.id.clone(), annotated)]);
        let site = Site::new(
            Settings::default(),
            articles,
            &gazetteer,
            Links::default(),
            BTreeMap::new(),
        );
        let facts = Facts {
            site: &site,
            registry: &registry,
            known: &gazetteer,
            stories: &[],
            sources: &[source],
            files: &BTreeSet::new(),
        };
        let messages = contradicted_kind(facts, &Usage::of(facts)).into_iter();
        messages.map(|diagnostic| diagnostic.message).collect()
    }

    const PLACE: Option<Kind> = Some(Kind::Place);

    #[test]
    fn most_places_must_agree() {
        assert_eq!(
            check(&[PLACE, PLACE, PLACE, None, None]),
            ["`person/lincoln` reads like a place in 3 of 5 mentions"]
        );
        for few in [
            &[PLACE, PLACE][..],
            &[PLACE, PLACE, PLACE, None, None, None],
            &[PLACE, PLACE, Some(Kind::Work), Some(Kind::Work)],
            &[None, None, None],
        ] {
            assert_eq!(check(few), [""; 0], "{few:?}");
        }
    }
}
