//! Everything with links in it, seen alike: articles, and what editors wrote
//! on entities and stories.

use super::{Annotated, Site};
use crate::article::{Body, Dossier, Prose, ProseRange, Reference, sentence_of};
use crate::link::{Resolution, Subject};
use crate::source::SourcePath;

/// A text and where its links lead.
#[derive(Clone, Debug)]
pub struct Written<'s> {
    /// What it is the text of.
    pub subject: Subject,
    /// The file it was read from.
    pub path: &'s SourcePath,
    /// The text with its structure.
    pub body: &'s Body,
    /// Its words.
    pub prose: &'s Prose,
    /// Its sentences, in order, without overlap.
    pub sentences: &'s [ProseRange],
    /// What its references lead to, in its order.
    pub resolutions: &'s [Resolution],
}

impl Site {
    /// The text of an article.
    #[must_use]
    pub fn written<'s>(&'s self, annotated: &'s Annotated) -> Written<'s> {
        let article = &*annotated.article;
        let subject = Subject::Article(article.id.clone());
        Written {
            path: &article.path,
            body: &article.body,
            prose: &article.prose,
            sentences: &annotated.annotations.sentences,
            resolutions: self.resolutions(&subject),
            subject,
        }
    }

    /// The text of an article, or on an entity or a story, if there is one.
    #[must_use]
    pub fn text_of(&self, subject: &Subject) -> Option<Written<'_>> {
        match subject {
            Subject::Article(id) => self.articles.get(id).map(|article| self.written(article)),
            _ => self
                .dossiers
                .get(subject)
                .map(|dossier| self.on(subject, dossier)),
        }
    }

    /// Every text: articles first, then those on entities and stories.
    pub fn texts(&self) -> impl Iterator<Item = Written<'_>> {
        let articles = self.articles.values().map(|article| self.written(article));
        let dossiers = self.dossiers.iter();
        articles.chain(dossiers.map(|(subject, dossier)| self.on(subject, dossier)))
    }

    fn on<'s>(&'s self, subject: &Subject, dossier: &'s Dossier) -> Written<'s> {
        Written {
            subject: subject.clone(),
            path: &dossier.path,
            body: &dossier.body,
            prose: &dossier.prose,
            sentences: &dossier.sentences,
            resolutions: self.resolutions(subject),
        }
    }

    fn resolutions(&self, subject: &Subject) -> &[Resolution] {
        let references = self.links.references.get(subject);
        references.map_or(&[], Vec::as_slice)
    }
}

impl<'s> Written<'s> {
    /// Its links that may lead inside the site, and where they do.
    pub fn references(&self) -> impl Iterator<Item = (&'s Reference, &'s Resolution)> + use<'s> {
        self.body.references.iter().zip(self.resolutions)
    }

    /// The index of the sentence that holds the start of `range`.
    #[must_use]
    pub fn sentence_of(&self, range: ProseRange) -> Option<usize> {
        sentence_of(self.sentences, range)
    }
}
