//! Statements of several articles on one event.
//!
//! It reads short cards of events: date, who takes part, gist, figures. A
//! missed match shows an event twice, a false one mixes two up, so it takes
//! agreement in who and what besides the date; two different days are never
//! one event. A week or month is one with a day in it only on strong
//! agreement, and if no second day fits as well.
//!
//! The work grows with the number of events: each is compared, through an
//! index of words, with a bounded number of those before it on its date.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Card;
use super::differences::{Difference, differences};
use crate::article::{Agreement, ArticleId, Figure, Gist, agreement};
use crate::date::{Grain, When};
use crate::entity::EntityId;

/// How many events of its date that share a word an event is compared with.
const MOST_COMPARED: usize = 32;

/// The coarsest date that is compared with the days in it, in days.
const LONGEST: i64 = 31;

/// How firmly an article stands by a statement, firmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The editor has named it.
    Named,
    /// The article says so.
    Stated,
    /// The article says who says so.
    Reported,
    /// It lay ahead.
    Planned,
}

/// An event as linking sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventCard {
    /// When it was.
    pub when: When,
    /// Who takes part.
    pub entities: Vec<EntityId>,
    /// The places it is said to be at.
    pub places: Vec<EntityId>,
    /// What it is about.
    pub gist: Gist,
    /// The figures given.
    pub figures: Vec<Figure>,
    /// How firmly it is stated.
    pub standing: Standing,
}

/// An event of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The article.
    pub article: ArticleId,
    /// Which of its events it is.
    pub event: usize,
}

/// An event and all that is said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// When it was, as finely as anybody says.
    pub when: When,
    /// Who says so: the firmest first, then by date. Never empty, and no
    /// article twice.
    pub statements: Vec<Statement>,
    /// Who takes part, by anybody's word.
    pub entities: Vec<EntityId>,
    /// Where they differ.
    pub differences: Vec<Difference>,
}

/// The events of all articles, each once, by date.
pub(super) fn occurrences(cards: &[Card]) -> Vec<Occurrence> {
    let mut all: Vec<Told<'_>> = cards
        .iter()
        .flat_map(|card| {
            let told = move |(event, details)| Told {
                card,
                event,
                details,
            };
            card.events.iter().enumerate().map(told)
        })
        .collect();
    // Days first: what is coarser joins them.
    all.sort_by_key(|told| {
        let is_coarse = told.details.when.grain() != Grain::Day;
        (
            is_coarse,
            told.details.when,
            told.card.date,
            &told.card.id,
            told.event,
        )
    });
    let mut groups = Groups::default();
    for told in all {
        groups.add(told);
    }
    let mut occurrences: Vec<Occurrence> =
        groups.all.iter().map(|group| occurrence(group)).collect();
    occurrences.sort_by(|a, b| (a.when, &a.statements).cmp(&(b.when, &b.statements)));
    occurrences
}

/// An event with its article.
#[derive(Clone, Copy)]
pub(super) struct Told<'c> {
    pub(super) card: &'c Card,
    pub(super) event: usize,
    pub(super) details: &'c EventCard,
}

#[derive(Default)]
struct Groups<'c> {
    /// The statements of each event; the first speaks for it.
    all: Vec<Vec<Told<'c>>>,
    /// The articles of each, none of which may join twice.
    articles: Vec<BTreeSet<&'c ArticleId>>,
    /// The events of a day that share a word.
    of_day: BTreeMap<Date, Index<'c>>,
    /// The same for dates that are no single day.
    of_date: BTreeMap<When, Index<'c>>,
}

type Index<'c> = BTreeMap<&'c str, Vec<usize>>;

impl<'c> Groups<'c> {
    fn add(&mut self, told: Told<'c>) {
        let group = match self.group_of(told) {
            Some(group) => group,
            None => self.open(told),
        };
        self.all[group].push(told);
        self.articles[group].insert(&told.card.id);
    }

    fn open(&mut self, told: Told<'c>) -> usize {
        let group = self.all.len();
        self.all.push(Vec::new());
        self.articles.push(BTreeSet::new());
        let when = told.details.when;
        let index = if is_day(when) {
            self.of_day.entry(when.earliest()).or_default()
        } else {
            self.of_date.entry(when).or_default()
        };
        for word in &told.details.gist.0 {
            index.entry(word).or_default().push(group);
        }
        group
    }

    fn group_of(&self, told: Told<'c>) -> Option<usize> {
        let when = told.details.when;
        if is_day(when) {
            let index = self.of_day.get(&when.earliest())?;
            return self.matching(index, told, Agreement::Fair);
        }
        self.day_within(told).or_else(|| {
            let index = self.of_date.get(&when)?;
            self.matching(index, told, Agreement::Strong)
        })
    }

    /// The event of the one day within a coarser date that agrees strongly.
    fn day_within(&self, told: Told<'c>) -> Option<usize> {
        let when = told.details.when;
        let days = (when.latest() - when.earliest()).get_days();
        if i64::from(days) >= LONGEST || when.qualifier().is_some() {
            return None;
        }
        let mut found = self
            .of_day
            .range(when.earliest()..=when.latest())
            .filter_map(|(_, index)| self.matching(index, told, Agreement::Strong));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    fn matching(&self, index: &Index<'c>, told: Told<'c>, least: Agreement) -> Option<usize> {
        let words = told.details.gist.0.iter();
        let near: BTreeSet<usize> = words
            .filter_map(|word| index.get(word.as_str()))
            .flat_map(|groups| groups.iter().take(MOST_COMPARED))
            .copied()
            .collect();
        let agrees = |group: &usize| {
            let first = self.all[*group][0].details;
            !self.articles[*group].contains(&told.card.id)
                && agreement(
                    (&first.entities, &first.gist),
                    (&told.details.entities, &told.details.gist),
                ) >= least
        };
        near.into_iter().find(agrees)
    }
}

fn is_day(when: When) -> bool {
    when.grain() == Grain::Day && when.qualifier().is_none()
}

fn occurrence(group: &[Told<'_>]) -> Occurrence {
    let mut group = group.to_vec();
    group.sort_by_key(|told| {
        let is_coarse = !is_day(told.details.when);
        (
            told.details.standing,
            is_coarse,
            told.card.date,
            &told.card.id,
        )
    });
    let mut entities: Vec<EntityId> = Vec::new();
    let mut known = BTreeSet::new();
    for id in group.iter().flat_map(|told| &told.details.entities) {
        if known.insert(id) {
            entities.push(id.clone());
        }
    }
    let finest = group.iter().find(|told| is_day(told.details.when));
    Occurrence {
        when: finest.unwrap_or(&group[0]).details.when,
        statements: group
            .iter()
            .map(|told| Statement {
                article: told.card.id.clone(),
                event: told.event,
            })
            .collect(),
        entities,
        differences: differences(&group),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::tests::{card, event};

    /// Which articles tell each event, by date.
    fn check(cards: &[Card], expected: &[(&str, &[&str])]) {
        let found = occurrences(cards);
        let found: Vec<(String, Vec<&str>)> = found
            .iter()
            .map(|one| {
                let articles = one.statements.iter().map(|it| it.article.as_str());
                (one.when.edtf(), articles.collect())
            })
            .collect();
        let expected: Vec<(String, Vec<&str>)> = expected
            .iter()
            .map(|(when, articles)| ((*when).to_owned(), articles.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_event_of_two_articles_is_one() {
        check(
            &[
                card(
                    "a",
                    &[event(
                        "2014-11-02",
                        "place/fallujah",
                        "struck targets hornets",
                    )],
                ),
                card(
                    "b",
                    &[event("2014-11-02", "place/fallujah", "jets struck targets")],
                ),
                card(
                    "c",
                    &[event(
                        "2014-11-02",
                        "place/fallujah",
                        "minister resigned office",
                    )],
                ),
            ],
            &[("2014-11-02", &["a", "b"]), ("2014-11-02", &["c"])],
        );
    }

    #[test]
    fn two_days_are_never_one_event() {
        check(
            &[
                card(
                    "a",
                    &[event("2014-11-02", "place/fallujah", "struck targets")],
                ),
                card(
                    "b",
                    &[event("2014-11-03", "place/fallujah", "struck targets")],
                ),
            ],
            &[("2014-11-02", &["a"]), ("2014-11-03", &["b"])],
        );
    }

    #[test]
    fn a_month_joins_a_day_only_if_all_speaks_for_it() {
        let strike = "hornets struck targets near";
        check(
            &[
                card("a", &[event("2014-11-02", "place/fallujah", strike)]),
                card("b", &[event("2014-11", "place/fallujah", strike)]),
                card(
                    "c",
                    &[event(
                        "2014-11",
                        "place/fallujah",
                        "struck houses by mistake",
                    )],
                ),
            ],
            &[("2014-11", &["c"]), ("2014-11-02", &["a", "b"])],
        );
        check(
            &[
                card("a", &[event("2014-11-02", "place/fallujah", strike)]),
                card("b", &[event("2014-11-09", "place/fallujah", strike)]),
                card("c", &[event("2014-11", "place/fallujah", strike)]),
            ],
            &[
                ("2014-11", &["c"]),
                ("2014-11-02", &["a"]),
                ("2014-11-09", &["b"]),
            ],
        );
    }

    #[test]
    fn two_events_of_an_article_stay_two() {
        let strike = event("2014-11-02", "place/fallujah", "struck targets");
        check(
            &[
                card("a", &[strike.clone(), strike.clone()]),
                card("b", &[strike]),
            ],
            &[("2014-11-02", &["a", "b"]), ("2014-11-02", &["a"])],
        );
    }

    #[test]
    fn ten_thousand_articles_on_one_event_are_no_burden() {
        let cards: Vec<Card> = (0..10_000)
            .map(|n| {
                let gist = format!("struck targets w{n}");
                card(
                    &format!("a{n:05}"),
                    &[event("2014-11-02", "place/fallujah", &gist)],
                )
            })
            .collect();
        let found = occurrences(&cards);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].statements.len(), 10_000);
        let cards: Vec<Card> = (0..10_000)
            .map(|n| {
                let gist = format!("struck a{n} b{n} c{n}");
                card(
                    &format!("a{n:05}"),
                    &[event("2014-11-02", "place/fallujah", &gist)],
                )
            })
            .collect();
        assert_eq!(occurrences(&cards).len(), 10_000);
    }
}
