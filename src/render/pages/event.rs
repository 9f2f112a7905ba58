//! One event as an entry: its line, its proof, and who says what.

use super::Pages;
use super::timeline::Beside;
use crate::address;
use crate::article::{Event, Evidence};
use crate::link::Difference;
use crate::render::text::sentence_id;
use crate::render::view::{DifferenceView, EventSource, EventView, LinkView, SaidView};
use crate::render::words;
use crate::site::{Annotated, Happening};

/// How many further sources an entry lists.
const MOST_SOURCES: usize = 8;

impl Pages<'_> {
    pub(in crate::render) fn event(
        &self,
        happening: &Happening<'_>,
        id: String,
        beside: Beside,
    ) -> EventView {
        let (annotated, event) = happening.statements[0];
        let sentence = annotated.words(event.sentence);
        let title = annotated.title_of(event);
        let is_beside = beside == Beside::Article && event.label.is_none();
        let is_all = sentence.trim_end_matches(['.', '!']) == title;
        let (sources, told_again) = self.sources(happening, beside);
        EventView {
            id,
            when: self.when(happening.when),
            title,
            lang: self.other_lang(&annotated.article),
            quote: (!is_beside && !is_all).then_some(sentence),
            url: self.sentence_url(annotated, event.sentence, beside),
            article: (beside == Beside::Elsewhere).then(|| self.link(&annotated.article.id)),
            planned: happening.planned(),
            note: happening.planned().then(|| self.planned_since(annotated)),
            reported: reported(happening),
            sources,
            told_again,
            differences: happening
                .differences
                .iter()
                .map(|difference| self.difference(happening, difference))
                .collect(),
            facets: Vec::new(),
        }
    }

    fn planned_since(&self, annotated: &Annotated) -> String {
        let Some(date) = annotated.article.date else {
            return self.language.get("planned_then").to_owned();
        };
        let day = self.language.day(date.day);
        self.language.say("planned_as_of", &[("date", &day)])
    }

    fn sentence_url(
        &self,
        annotated: &Annotated,
        sentence: crate::article::ProseRange,
        beside: Beside,
    ) -> String {
        let anchor = annotated
            .annotations
            .sentence_of(sentence)
            .map(sentence_id)
            .unwrap_or_default();
        match beside {
            Beside::Article => format!("#{anchor}"),
            Beside::Elsewhere => {
                let page = address::article(&annotated.article);
                self.urls.path(&format!("{page}#{anchor}"))
            }
        }
    }

    /// The sentences that tell the event besides the first, and how many there
    /// are in all.
    fn sources(&self, happening: &Happening<'_>, beside: Beside) -> (Vec<EventSource>, usize) {
        let mut all = Vec::new();
        for (annotated, event) in &happening.statements {
            all.extend(event.evidence().map(|it| (*annotated, *event, it)));
        }
        let source = |(annotated, event, evidence): (&Annotated, &Event, Evidence)| EventSource {
            article: (beside == Beside::Elsewhere).then(|| self.link(&annotated.article.id)),
            quote: annotated.words(evidence.sentence),
            url: self.sentence_url(annotated, evidence.sentence, beside),
            planned: event.planned,
        };
        let count = all.len() - 1;
        let others = all.into_iter().skip(1).take(MOST_SOURCES);
        let sources: Vec<EventSource> = others.map(source).collect();
        (sources, count)
    }

    fn difference(&self, happening: &Happening<'_>, difference: &Difference) -> DifferenceView {
        let said = |words: String, by: &Vec<usize>| SaidView {
            words,
            articles: by
                .iter()
                .take(MOST_SOURCES)
                .map(|at| self.statement_link(happening, *at))
                .collect(),
        };
        let name = |id: &crate::entity::EntityId| {
            let entity = self.site.entities.get(id);
            entity.map_or_else(|| id.slug().to_owned(), |entity| entity.name.clone())
        };
        let said = match difference {
            Difference::Date(dates) => dates
                .iter()
                .map(|(it, by)| said(self.language.when(*it), by))
                .collect(),
            Difference::Place(places) => places.iter().map(|(it, by)| said(name(it), by)).collect(),
            Difference::Figure(figures) => figures
                .iter()
                .map(|(it, by)| said(it.clone(), by))
                .collect(),
        };
        DifferenceView {
            about: words::difference(difference),
            said,
        }
    }

    /// An article with the sentence in which it tells the event.
    fn statement_link(&self, happening: &Happening<'_>, at: usize) -> LinkView {
        let (annotated, event) = happening.statements[at];
        LinkView {
            title: annotated.article.title.clone(),
            url: self.sentence_url(annotated, event.sentence, Beside::Elsewhere),
        }
    }
}

/// The words that report it, if nobody says so himself.
fn reported(happening: &Happening<'_>) -> Option<String> {
    let (annotated, event) = happening.statements[0];
    let words = event.reported.filter(|_| happening.reported())?;
    Some(
        annotated
            .words(words)
            .trim_matches(['\u{201c}', '\u{201d}', '"'])
            .to_owned(),
    )
}
