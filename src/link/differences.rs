//! Who says what, where the statements of one event differ.
//!
//! Only what can be held against each other is: figures for the same thing,
//! or the only figure of each; places when no two articles share one; dates
//! of different precision.

use std::collections::{BTreeMap, BTreeSet};

use super::occurrences::Told;
use crate::article::Figure;
use crate::date::When;
use crate::entity::EntityId;

/// What statements differ in, with the statements for each word.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// The date.
    Date(Vec<(When, Vec<usize>)>),
    /// The place.
    Place(Vec<(EntityId, Vec<usize>)>),
    /// A figure, in words of the text.
    Figure(Vec<(String, Vec<usize>)>),
}

/// The differences between statements; indices are into `told`.
pub(super) fn differences(told: &[Told<'_>]) -> Vec<Difference> {
    if told.len() < 2 {
        return Vec::new();
    }
    let mut differences: Vec<Difference> = dates(told).into_iter().collect();
    differences.extend(places(told));
    differences.extend(figures(told));
    differences
}

fn dates(told: &[Told<'_>]) -> Option<Difference> {
    let mut said: BTreeMap<When, Vec<usize>> = BTreeMap::new();
    for (at, told) in told.iter().enumerate() {
        said.entry(told.details.when).or_default().push(at);
    }
    (said.len() > 1).then(|| Difference::Date(said.into_iter().collect()))
}

/// The first place of each, if nobody shares one with another.
fn places(told: &[Told<'_>]) -> Option<Difference> {
    let places: Vec<(usize, &[EntityId])> = told
        .iter()
        .enumerate()
        .map(|(at, told)| (at, &told.details.places[..]))
        .filter(|(_, places)| !places.is_empty())
        .collect();
    let mut known: BTreeSet<&EntityId> = BTreeSet::new();
    let mut said: Vec<(EntityId, Vec<usize>)> = Vec::new();
    for (at, places) in &places {
        if places.iter().any(|place| known.contains(place)) {
            return None;
        }
        known.extend(*places);
        said.push((places[0].clone(), vec![*at]));
    }
    (said.len() > 1).then_some(Difference::Place(said))
}

fn figures(told: &[Told<'_>]) -> Vec<Difference> {
    let mut of_unit: BTreeMap<&str, Vec<(usize, &Figure)>> = BTreeMap::new();
    let lonely = told.iter().all(|told| told.details.figures.len() <= 1);
    for (at, told) in told.iter().enumerate() {
        for figure in &told.details.figures {
            let unit = if lonely { "" } else { figure.unit.as_str() };
            of_unit.entry(unit).or_default().push((at, figure));
        }
    }
    let is_comparable = |unit: &str| lonely || !unit.is_empty();
    of_unit
        .into_iter()
        .filter(|(unit, _)| is_comparable(unit))
        .filter_map(|(_, said)| figure(&said))
        .collect()
}

/// What is said of one thing, if each article gives one number and not all the
/// same.
fn figure(said: &[(usize, &Figure)]) -> Option<Difference> {
    let once = said.windows(2).all(|pair| pair[0].0 != pair[1].0);
    let mut values: Vec<(&Figure, Vec<usize>)> = Vec::new();
    let mut of_value: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, figure) in said {
        let index = *of_value.entry(&figure.value).or_insert(values.len());
        if index == values.len() {
            values.push((figure, Vec::new()));
        }
        values[index].1.push(*at);
    }
    let words = |(figure, at): (&Figure, Vec<usize>)| (figure.words.clone(), at);
    (once && values.len() > 1).then(|| Difference::Figure(values.into_iter().map(words).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::EventCard;
    use crate::link::tests::{card, event};

    fn check(events: [EventCard; 2], expected: &[Difference]) {
        let [a, b] = events.map(|event| card("a", &[event]));
        let told = [&a, &b].map(|card| Told {
            card,
            event: 0,
            details: &card.events[0],
        });
        assert_eq!(differences(&told), expected);
    }

    fn killed(words: &str) -> EventCard {
        let (value, unit) = words.split_once(' ').expect("a number and what it counts");
        EventCard {
            figures: vec![Figure {
                words: words.to_owned(),
                value: value.to_owned(),
                unit: unit.to_owned(),
            }],
            ..event("2016-02-10", "place/ankara", "bomb killed")
        }
    }

    #[test]
    fn figures_for_one_thing_differ() {
        let figure = |a: &str, b: &str| {
            Difference::Figure(vec![(a.to_owned(), vec![0]), (b.to_owned(), vec![1])])
        };
        check(
            [killed("12 people"), killed("15 people")],
            &[figure("12 people", "15 people")],
        );
        check(
            [killed("12 dead"), killed("15 people")],
            &[figure("12 dead", "15 people")],
        );
        check([killed("12 dead"), killed("12 people")], &[]);
    }

    #[test]
    fn places_differ_if_none_is_shared() {
        let at = |place: &str| event("2016-02-10", place, "bomb killed");
        let id = |id: &str| EntityId::parse(id).expect("an id");
        check(
            [at("place/ankara"), at("place/istanbul")],
            &[Difference::Place(vec![
                (id("place/ankara"), vec![0]),
                (id("place/istanbul"), vec![1]),
            ])],
        );
        check([at("place/ankara"), at("place/ankara")], &[]);
    }

    #[test]
    fn a_month_differs_from_a_day() {
        let when = |when: &str| When::parse_edtf(when).expect("a date");
        check(
            [
                event("2016-02-10", "place/ankara", "bomb"),
                event("2016-02", "place/ankara", "bomb"),
            ],
            &[Difference::Date(vec![
                (when("2016-02"), vec![1]),
                (when("2016-02-10"), vec![0]),
            ])],
        );
    }
}
