//! Relations, as an editor would draw them.

use super::*;
use crate::article::Term;

/// A story that an editor declares.
fn story_of(articles: Vec<ArticleId>) -> Story {
    Story {
        id: "mission".to_owned(),
        title: "Mission".to_owned(),
        summary: None,
        articles,
        cast: Vec::new(),
        found: false,
    }
}

/// An article with these entities, each of whose names is a term.
fn card(id: &str, date: &str, entities: &[&str]) -> Card {
    let mut entities: Vec<_> = entities
        .iter()
        .map(|id| (EntityId::parse(id).expect("an id"), 1))
        .collect();
    entities.sort();
    let mut terms: Vec<Term> = entities
        .iter()
        .map(|(id, _)| Term {
            stem: id.slug().into(),
            word: id.slug().into(),
            weight: 1.0,
            shown: false,
        })
        .collect();
    terms.sort_by(|a, b| a.stem.cmp(&b.stem));
    Card {
        date: date.parse().ok(),
        entities,
        terms: terms.into(),
        ..crate::link::tests::card(id, &[])
    }
}

fn word(word: &str) -> Term {
    Term {
        stem: word.into(),
        word: word.into(),
        weight: 1.0,
        shown: true,
    }
}

fn of(cards: &[Card], id: &str) -> Vec<Related> {
    let wanted = Wanted {
        most: 5,
        weak: false,
    };
    related(&Grounds::of(cards, &|_| 0.0), &[], wanted)[&ArticleId::named(id)].clone()
}

fn check(cards: &[Card], id: &str, expected: &[(&str, &str)]) {
    let found = of(cards, id);
    let found: Vec<_> = found
        .iter()
        .map(|related| (related.id.as_str(), related.relation.name()))
        .collect();
    assert_eq!(found, expected);
}

fn site() -> Vec<Card> {
    vec![
        card("a", "2016-02-10", &["place/canada", "person/ash-carter"]),
        card("b", "2016-02-08", &["place/canada", "person/ash-carter"]),
        card("c", "2016-02-10", &["place/norway"]),
        card("d", "", &["place/canada", "person/ash-carter"]),
        card("e", "2016-02-12", &["place/norway", "person/jan-smith"]),
    ]
}

#[test]
fn names_in_both_relate() {
    check(&site(), "a", &[("d", "related"), ("b", "background")]);
    check(&site()[..1], "a", &[]);
    check(&site()[1..3], "b", &[]);
}

#[test]
fn the_editor_pins_excludes_and_switches_off() {
    let mut cards = site();
    cards[0].pinned = vec![
        ArticleId::named("e"),
        ArticleId::named("a"),
        ArticleId::named("e"),
        ArticleId::named("gone"),
    ];
    cards[0].excluded = vec![ArticleId::named("d")];
    check(&cards, "a", &[("e", "pinned"), ("b", "background")]);
    cards[4].pinned = vec![ArticleId::named("a")];
    assert_eq!(
        of(&cards, "e")[0].relation,
        Relation::Pinned,
        "pins may go in circles"
    );
    cards[0].off = true;
    check(&cards, "a", &[]);
}

#[test]
fn a_declared_story_holds_together_whatever_its_words() {
    let cards = site();
    let story = story_of(["b", "c"].map(ArticleId::named).to_vec());
    let wanted = Wanted {
        most: 5,
        weak: false,
    };
    let grounds = Grounds::of(&cards, &|_| 0.0);
    let told = related(&grounds, std::slice::from_ref(&story), wanted);
    let told = &told[&ArticleId::named("c")];
    let told: Vec<_> = told
        .iter()
        .map(|related| (related.id.as_str(), related.relation, related.confidence))
        .collect();
    assert!(told.contains(&("b", Relation::Earlier, 1.0)), "{told:?}");
    let found = Story {
        found: true,
        ..story
    };
    let told = related(&grounds, &[found], wanted);
    let told = &told[&ArticleId::named("c")];
    assert!(told.iter().all(|related| related.id.as_str() != "b"));
}

#[test]
fn neighbours_in_a_declared_story_are_shown_however_many_are_more_alike() {
    let alike = |at: usize| {
        let names = ["person/ash-carter", "place/canada"];
        card(&format!("c{at}"), "2016-02-10", &names)
    };
    let mut cards: Vec<Card> = (0..6).map(alike).collect();
    cards.push(card("d", "2016-02-11", &["place/norway"]));
    let story = story_of(["c0", "d"].map(ArticleId::named).to_vec());
    for most in [1, 3] {
        let wanted = Wanted { most, weak: false };
        let grounds = Grounds::of(&cards, &|_| 0.0);
        let all = related(&grounds, std::slice::from_ref(&story), wanted);
        let others = &all[&ArticleId::named("c0")];
        assert_eq!(others.len(), most);
        let last = others.last().expect("there is room");
        assert_eq!((last.id.as_str(), last.score), ("d", AT_LEAST));
    }
}

#[test]
fn pins_are_all_shown() {
    let mut cards = site();
    cards[0].pinned = ["b", "c", "d", "e"].map(ArticleId::named).to_vec();
    let wanted = Wanted {
        most: 2,
        weak: false,
    };
    let all = related(&Grounds::of(&cards, &|_| 0.0), &[], wanted);
    assert_eq!(all[&ArticleId::named("a")].len(), 4);
}

/// The same every time, and unlike each other.
fn random(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    usize::try_from(*seed >> 48).expect("16 bits")
}

/// An article with some names and words.
fn random_card(at: usize, seed: &mut u64) -> Card {
    let mut some = |of: &[&'static str]| -> Vec<&'static str> {
        let some = of.iter().filter(|_| random(seed).is_multiple_of(3));
        some.copied().collect()
    };
    let named = some(&["place/canada", "place/norway", "person/ash-carter"]);
    let words = some(&["air", "dam", "flood", "river", "vote"]);
    let day = random(seed) % 28 + 1;
    let mut card = card(&format!("a{at}"), &format!("2016-02-{day:02}"), &named);
    let mut terms = card.terms.to_vec();
    terms.extend(words.into_iter().map(word));
    terms.sort_by(|a, b| a.stem.cmp(&b.stem));
    card.terms = terms.into();
    card
}

#[test]
fn each_article_is_listed_once_and_never_by_itself() {
    let wanted = Wanted {
        most: 50,
        weak: true,
    };
    let mut seed = 1;
    for _ in 0..40 {
        let cards: Vec<Card> = (0..12).map(|at| random_card(at, &mut seed)).collect();
        let members = cards.iter().filter(|_| random(&mut seed).is_multiple_of(2));
        let story = story_of(members.map(|card| card.id.clone()).collect());
        let all = related(&Grounds::of(&cards, &|_| 0.0), &[story], wanted);
        for (id, others) in all {
            let mut listed = BTreeSet::from([id]);
            for other in &others {
                assert!(listed.insert(other.id.clone()), "{others:#?}");
                assert!(other.score > 0.0 && other.score <= 1.0, "{other:#?}");
            }
            assert!(others.is_sorted_by(|a, b| a.score >= b.score));
        }
    }
}

#[test]
fn a_long_text_is_about_what_it_says_again() {
    let mut cards = site();
    let filler = |at: usize| (0..90).map(move |word| format!("filler{at}x{word:02}"));
    for (at, card) in cards[..2].iter_mut().enumerate() {
        let mut terms = card.terms.to_vec();
        terms.extend(filler(at).map(|text| word(&text)));
        terms.extend(["passing", "training"].map(word));
        terms.sort_by(|a, b| a.stem.cmp(&b.stem));
        for term in &mut terms {
            if term.stem == "training" {
                term.weight = 3.0;
            }
        }
        card.terms = terms.into();
    }
    let others = of(&cards, "a");
    let reason = &others.iter().find(|related| related.id.as_str() == "b");
    let words = &reason.expect("it is related").reason.words;
    let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["training"]);
}

#[test]
fn every_reason_is_true_of_both() {
    let mut cards = site();
    for card in &mut cards[..2] {
        card.terms = card
            .terms
            .iter()
            .cloned()
            .chain([word("training")])
            .collect();
    }
    let reason = of(&cards, "a")
        .into_iter()
        .find(|related| related.id.as_str() == "b")
        .expect("it is related")
        .reason;
    let names: Vec<_> = reason.entities.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["person/ash-carter", "place/canada"]);
    let words: Vec<&str> = reason.words.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, ["training"]);
    assert_eq!(reason.days, Some(-2));
}
