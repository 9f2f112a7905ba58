//! The examples of the rules, run through the whole tagger.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;
use crate::annotate::time::tests::tagged;

/// The text of an example without its braces and values.
fn unmarked(example: &str) -> String {
    let mut text = String::new();
    let mut rest = example;
    while let Some((before, from)) = rest.split_once('{') {
        let (inside, after) = from.split_once('}').expect("a brace is closed");
        let (words, _) = inside.split_once('|').expect("a value follows the words");
        text.push_str(before);
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The text with what the tagger found in braces.
fn marked(text: &str) -> String {
    let mut marked = text.to_owned();
    let found = tagged(text, Some(date(2016, 2, 10))).expressions;
    for one in found.iter().rev() {
        let words = &text[one.at.start..one.at.end];
        let with_value = format!("{{{words}|{}}}", one.value);
        marked.replace_range(one.at.start..one.at.end, &with_value);
    }
    marked
}

#[test]
fn the_language_can_be_read() {
    if let Err(fault) = Language::english() {
        panic!("{fault}");
    }
}

#[test]
fn rules_do_what_their_examples_say() {
    let mut wrong = Vec::new();
    for rule in ENGLISH.rules.iter() {
        for (_, example) in &rule.examples {
            let found = marked(&unmarked(example));
            if found != *example {
                wrong.push(format!("{}:\n  {example}\n  {found}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_an_example_of_its_own() {
    let mut missing = Vec::new();
    for (index, rule) in ENGLISH.rules.iter().enumerate() {
        let yes = rule.examples.iter().filter(|(is_yes, _)| *is_yes);
        let fires = yes
            .into_iter()
            .any(|(_, example)| used(&unmarked(example)).contains(&index));
        if !fires {
            missing.push(rule.name.as_str());
        }
        for (is_yes, example) in &rule.examples {
            let is_marked = example.contains('{');
            assert!(is_marked || !is_yes, "{}: {example}", rule.name);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// The rules that read something in `text`.
fn used(text: &str) -> BTreeSet<usize> {
    let mut tokens = Vec::new();
    super::tokens(text, 0, &mut tokens);
    let mut used = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let best = ENGLISH
            .rules
            .longest(&tokens, at, &ENGLISH.lexicon, &mut Vec::new());
        used.extend(best.as_ref().map(|best| best.rule));
        at = best.map_or(at + 1, |best| best.end);
    }
    used
}

/// Any characters in any order: no panic, and every expression lies on
/// character bounds, after the one before it and inside its sentence.
#[test]
fn any_characters_keep_the_promises() {
    let characters: Vec<char> =
        "aAthe Monday may 0123456789 .,:;-/'$%()\u{2013}\u{2019}\u{e9}\u{df}\u{130}\u{6771}\u{1f600}\u{301}\u{0}\u{feff}\n\t"
            .chars()
            .collect();
    let mut seed: u32 = 7;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as usize
    };
    for _ in 0..2_000 {
        let length = next() % 60;
        let text: String = (0..length)
            .map(|_| characters[next() % characters.len()])
            .collect();
        let middle = text.floor_char_boundary(text.len() / 2);
        let sentences = [
            ProseRange::new(0, middle),
            ProseRange::new(middle, text.len()),
        ];
        let tagged = crate::annotate::time::tag(&text, &sentences, Some(date(2016, 2, 10)));
        let mut end = 0;
        for one in &tagged.expressions {
            assert!(end <= one.at.start && one.at.start < one.at.end, "{text:?}");
            assert!(text.get(one.at.start..one.at.end).is_some(), "{text:?}");
            let holds = |sentence: &ProseRange| sentence.contains(one.at);
            assert!(sentences.iter().any(holds), "{text:?}");
            end = one.at.end;
        }
    }
}

#[test]
fn what_only_looks_like_a_time() {
    for text in [
        "Theresa May met April Jones and June Hughes.",
        "A minute man saw the sun march second.",
        "The Sunday Times and Friday Night Lights.",
        "Room 2012, Route 66, Flight 1999 and No. 1984.",
        "It cost $2,015, not 2,016 or 2017.5 or #2018.",
        "They won 3-2, 4:1 and 21-14.",
        "Call 555-2014 or 2014-555-1999.",
        "ISBN 978-0-1995-2000-1.",
    ] {
        assert_eq!(marked(text), text);
    }
}
