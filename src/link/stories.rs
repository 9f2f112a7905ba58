//! Stories: articles on one developing matter, in order, declared by editors
//! or found.
//!
//! The editor's word goes first: who declares an article to be of a story, or
//! of none, takes it out of the search.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::Lexicon;
use super::storylines::storylines;
use super::{Card, Entities, Grounds};
use crate::article::{ArticleId, DeclaredStory};
use crate::entity::EntityId;
use crate::slug::slugify;

/// A story and its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its id: the name of the file that declares it, or that of the first
    /// article of a found one, so that it stays when articles come.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A sentence or two on it.
    pub summary: Option<String>,
    /// Its articles, oldest first.
    pub articles: Vec<ArticleId>,
    /// Entities that most of its articles name, those first that say most.
    pub cast: Vec<EntityId>,
    /// Whether it was found, and not declared.
    pub found: bool,
}

/// Names in the title of a found story, at most; and words.
const NAMES: usize = 2;
const WORDS: usize = 2;

/// The stories that have articles, by id.
pub(super) fn stories(
    grounds: &Grounds<'_>,
    declared: &[DeclaredStory],
    name: &dyn Fn(&EntityId) -> String,
) -> Vec<Story> {
    let mut stories = declared_ones(grounds, declared);
    let mut taken = Taken::by(declared);
    for members in found(grounds) {
        let cast = cast(&members, &grounds.entities);
        stories.push(Story {
            id: taken.free(&slugify(members[0].id.as_str())),
            title: title(&members, &cast, &grounds.likeness.lexicon, name),
            cast,
            summary: None,
            articles: members.iter().map(|card| card.id.clone()).collect(),
            found: true,
        });
    }
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    stories
}

/// Ids of stories, each given once: two articles whose ids differ in marks alone
/// would name their stories alike.
struct Taken {
    ids: BTreeSet<String>,
    /// The number that was last tried for a name.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    fn by(declared: &[DeclaredStory]) -> Self {
        Self {
            ids: declared.iter().map(|story| story.id.clone()).collect(),
            numbers: BTreeMap::new(),
        }
    }

    fn free(&mut self, name: &str) -> String {
        let mut id = name.to_owned();
        while !self.ids.insert(id.clone()) {
            let number = self.numbers.entry(name.to_owned()).or_insert(1);
            *number += 1;
            id = format!("{name}-{number}");
        }
        id
    }
}

fn declared_ones(grounds: &Grounds<'_>, declared: &[DeclaredStory]) -> Vec<Story> {
    let mut members: BTreeMap<&str, Vec<&Card>> = BTreeMap::new();
    for card in grounds.cards {
        if let Some(story) = &card.story {
            members.entry(story).or_default().push(card);
        }
    }
    let mut story = |declared: &DeclaredStory| {
        let mut members = members.remove(declared.id.as_str())?;
        members.sort_by(|a, b| a.order().cmp(&b.order()));
        Some(Story {
            id: declared.id.clone(),
            title: declared.title.clone(),
            summary: declared.summary.clone(),
            cast: cast(&members, &grounds.entities),
            articles: members.into_iter().map(|card| card.id.clone()).collect(),
            found: false,
        })
    };
    declared.iter().filter_map(&mut story).collect()
}

/// The articles of each found story of two or more, oldest first, by id.
fn found<'c>(grounds: &Grounds<'c>) -> Vec<Vec<&'c Card>> {
    let cards = grounds.cards;
    let takes_part: Vec<bool> = cards
        .iter()
        .map(|card| card.story.is_none() && !card.alone)
        .collect();
    let mut members: BTreeMap<usize, Vec<&Card>> = BTreeMap::new();
    for (card, first) in cards
        .iter()
        .zip(storylines(cards, &grounds.likeness, &takes_part))
    {
        members.entry(first).or_default().push(card);
    }
    let several = members.into_values().filter(|members| members.len() > 1);
    several
        .map(|mut members| {
            members.sort_by(|a, b| a.order().cmp(&b.order()));
            members
        })
        .collect()
}

/// What most of the articles name and say: `Ash Carter and Brussels: training`.
fn title(
    members: &[&Card],
    cast: &[EntityId],
    lexicon: &Lexicon,
    name: &dyn Fn(&EntityId) -> String,
) -> String {
    let names: Vec<String> = cast.iter().take(NAMES).map(name).collect();
    let mut words = words(members, lexicon);
    if !names.is_empty() {
        words.retain(|word| word.titled > 0);
    }
    let words: Vec<&str> = words.iter().map(|word| word.shown).collect();
    match (names.is_empty(), words.is_empty()) {
        (false, false) => format!("{}: {}", names.join(" and "), words.join(", ")),
        (false, true) => names.join(" and "),
        (true, false) => capitalised(&words.join(", ")),
        (true, true) => members[0].title.clone(),
    }
}

/// Entities that most of the articles name, those worth most first.
fn cast(members: &[&Card], entities: &Entities<'_>) -> Vec<EntityId> {
    let mut held: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for (entity, _) in members.iter().flat_map(|card| &card.entities) {
        *held.entry(entity).or_default() += 1;
    }
    let mut names: Vec<(f64, &EntityId)> = held
        .into_iter()
        .filter(|(_, held)| 2 * held > members.len())
        .map(|(id, held)| (count(held) * entities.worth(entities.number(id)), id))
        .collect();
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    names.into_iter().map(|(_, id)| id.clone()).collect()
}

/// Words that most of the articles hold, those first that stand in most titles,
/// and then those that say most.
fn words<'c>(members: &[&'c Card], lexicon: &Lexicon) -> Vec<Word<'c>> {
    let mut all: BTreeMap<&str, Word<'_>> = BTreeMap::new();
    for card in members {
        let title = card.title.to_lowercase();
        let titled: BTreeSet<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
        for term in card.terms.iter().filter(|term| term.shown) {
            let word = all.entry(&term.stem).or_insert_with(|| Word {
                shown: &term.word,
                titled: 0,
                held: 0,
            });
            word.held += 1;
            if titled.contains(term.word.as_str()) {
                word.titled += 1;
                word.shown = &term.word;
            }
        }
    }
    let mut words: Vec<(f64, Word<'_>)> = all
        .into_iter()
        .filter(|(_, word)| 2 * word.held > members.len())
        .map(|(stem, word)| {
            let says = count(word.held) * f64::from(lexicon.information_of(stem));
            (says, word)
        })
        .collect();
    words.sort_by(|(a, left), (b, right)| {
        let titled = right.titled.cmp(&left.titled);
        titled
            .then(b.total_cmp(a))
            .then(left.shown.cmp(right.shown))
    });
    words
        .into_iter()
        .take(WORDS)
        .map(|(_, word)| word)
        .collect()
}

/// A word of several articles.
struct Word<'c> {
    /// As it stands in a title, else as the first article has it.
    shown: &'c str,
    /// In how many titles it stands.
    titled: usize,
    /// How many articles hold it.
    held: usize,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below 2^52"
)]
fn count(of: usize) -> f64 {
    of as f64
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.as_str().chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Term;
    use crate::link::tests;

    fn card(id: &str, date: &str, words: &str) -> Card {
        let mut words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        let term = |word: &&str| Term {
            stem: (*word).into(),
            word: (*word).into(),
            weight: 1.0,
            shown: true,
        };
        Card {
            date: date.parse().ok(),
            terms: words.iter().map(term).collect(),
            ..tests::card(id, &[])
        }
    }

    fn check(cards: &[Card], expected: &[(&str, &str, &[&str])]) {
        let grounds = Grounds::of(cards, &|_| 0.0);
        let found = stories(&grounds, &[], &|id| id.slug().to_owned());
        let found: Vec<(&str, &str, Vec<&str>)> = found
            .iter()
            .map(|story| {
                let articles = story.articles.iter().map(ArticleId::as_str);
                (story.id.as_str(), story.title.as_str(), articles.collect())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(id, title, articles)| (*id, *title, articles.to_vec()))
            .collect();
        assert_eq!(found, expected);
    }

    fn river() -> Vec<Card> {
        vec![
            card("z", "2016-02-01", "river dam flood village"),
            card("m", "2016-02-02", "river dam flood rescue"),
            card("b", "2016-02-03", "river dam flood repair"),
            card("c", "2016-02-03", "minister budget vote"),
        ]
    }

    #[test]
    fn a_story_keeps_the_id_of_its_first_article() {
        check(&river(), &[("z", "Dam, flood", &["z", "m", "b"])]);
        let mut earlier = river();
        earlier.remove(2);
        check(&earlier, &[("z", "Dam, flood", &["z", "m"])]);
    }

    #[test]
    fn the_order_of_files_does_not_matter() {
        let mut cards = river();
        cards.reverse();
        check(&cards, &[("z", "Dam, flood", &["z", "m", "b"])]);
    }

    #[test]
    fn an_article_without_a_date_comes_last() {
        let mut cards = river();
        cards.push(card("a", "", "river dam flood boats"));
        check(&cards, &[("z", "Dam, flood", &["z", "m", "b", "a"])]);
    }

    #[test]
    fn who_opts_out_is_in_no_story() {
        let mut cards = river();
        cards[0].alone = true;
        check(&cards, &[("m", "Dam, flood", &["m", "b"])]);
    }

    #[test]
    fn words_of_titles_name_a_story() {
        let mut cards = river();
        cards[0].title = "A village and its river".to_owned();
        cards[1].title = "The river falls".to_owned();
        check(&cards, &[("z", "River, dam", &["z", "m", "b"])]);
    }

    #[test]
    fn names_go_first_and_nationalities_last() {
        let mut cards = river();
        for card in &mut cards[..3] {
            let names = ["group/canadian", "organisation/nato", "person/ash-carter"];
            card.entities = names
                .map(|id| (EntityId::parse(id).expect("an id"), 1))
                .to_vec();
            card.title = "The flood".to_owned();
        }
        check(
            &cards,
            &[("z", "nato and ash-carter: flood", &["z", "m", "b"])],
        );
    }

    #[test]
    fn ids_that_differ_in_marks_alone_name_two_stories() {
        let mut cards = river();
        let second = ["minister budget vote", "minister budget vote tax"];
        cards[3].id = ArticleId::named("Z");
        cards.push(card("d", "2016-02-04", second[1]));
        let stories = [
            ("z", "Budget, minister", &["Z", "d"][..]),
            ("z-2", "Dam, flood", &["z", "m", "b"][..]),
        ];
        let found: Vec<(&str, &str, &[&str])> = stories.to_vec();
        cards.sort_by(|a, b| a.id.cmp(&b.id));
        check(&cards, &found);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        check(&[], &[]);
        check(&[card("a", "", "")], &[]);
        check(&[card("a", "", ""), card("b", "", "")], &[]);
    }

    #[test]
    fn a_thousand_of_one_article_are_soon_told() {
        let cards: Vec<Card> = (0..1000)
            .map(|at| card(&format!("a{at:04}"), "2016-02-01", "river dam flood"))
            .collect();
        // Words that stand in so many articles aren't looked up.
        check(&cards, &[]);
    }
}
