//! What editors wrote on entities and stories, parsed and cut into sentences.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::annotate::sentences::sentences;
use crate::article::{DeclaredStory, Dossier};
use crate::entity::Entity;
use crate::link::Subject;
use crate::parse;
use crate::source::{SourcePath, Spanned};

/// Texts by what they are about.
pub(super) type Dossiers = BTreeMap<Subject, Arc<Dossier>>;

/// The texts on the entities of a registry.
pub(super) fn of_registry(registry: &[Entity]) -> Dossiers {
    let written = registry
        .iter()
        .filter(|entity| !entity.description.is_empty());
    let dossier = |entity: &Entity| {
        let path = &entity.place.as_ref()?.path;
        let subject = Subject::Entity(entity.id.clone());
        Some((subject, dossier(path, &entity.description)))
    };
    written.filter_map(dossier).collect()
}

/// The texts of stories.
pub(super) fn of_stories(stories: &[DeclaredStory]) -> Dossiers {
    let dossier = |story: &DeclaredStory| {
        let text = story.text.as_ref()?;
        let subject = Subject::Story(story.id.clone());
        let pieces = std::slice::from_ref(text);
        Some((subject, dossier(&story.place.path, pieces)))
    };
    stories.iter().filter_map(dossier).collect()
}

fn dossier(path: &SourcePath, pieces: &[Spanned<String>]) -> Arc<Dossier> {
    let (body, prose) = parse::dossier(pieces);
    Arc::new(Dossier {
        path: path.clone(),
        sentences: sentences(&prose),
        body,
        prose,
    })
}
