//! Each case is a sentence with carets under what must be found, and nothing
//! else may be found.

use std::fmt::Write;

use super::*;
use crate::entity::{Alias, Entity, Kind, Origin};

fn knowledge(registry: &[Entity]) -> Knowledge {
    Knowledge::of(registry)
}

/// Draws the mentions of `text` under its lines, as the cases write them.
fn drawn(text: &str, knowledge: &Knowledge, context: &Context<'_>) -> String {
    let prose = Prose::from_plain(text);
    let annotations = annotate(&prose, knowledge, context);
    let mut drawn = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        drawn.push_str(line.trim_end_matches('\n'));
        drawn.push('\n');
        let end = start + line.len();
        for mention in annotations
            .mentions
            .iter()
            .filter(|mention| (start..end).contains(&mention.at.start))
        {
            let indent = text[start..mention.at.start].chars().count();
            let carets = "^".repeat(prose.slice(mention.at).chars().count());
            let _ = writeln!(drawn, "{}{carets} {}", " ".repeat(indent), mention.of);
        }
        start = end;
    }
    drawn
}

fn check(case: &str) {
    check_with(
        case,
        &[],
        &Context {
            threshold: 0.5,
            ..Context::default()
        },
    );
}

fn check_with(case: &str, registry: &[Entity], context: &Context<'_>) {
    let case = case.trim_matches('\n');
    let text: Vec<&str> = case
        .lines()
        .filter(|line| !line.trim_start().starts_with('^'))
        .collect();
    let expected = format!("{}\n", case.trim_end());
    assert_eq!(
        drawn(&text.join("\n"), &knowledge(registry), context),
        expected
    );
}

fn entity(kind: Kind, name: &str, aliases: &[&str]) -> Entity {
    Entity {
        aliases: aliases.iter().map(|alias| Alias::new(*alias)).collect(),
        ..Entity::named(EntityId::for_name(kind, name), name, Origin::Registry)
    }
}

#[test]
fn people_by_title_and_first_name() {
    check(
        "
Secretary of Defence Ash Carter met Harjit Sajjan.
                     ^^^^^^^^^^ person/ash-carter
                                    ^^^^^^^^^^^^^ person/harjit-sajjan
Later, Carter thanked him, and so did Sajjan's staff.
       ^^^^^^ person/ash-carter
                                      ^^^^^^ person/harjit-sajjan
",
    );
    check(
        "
Sgt. Andrew Doiron served under Gen. Tom Lawson.
     ^^^^^^^^^^^^^ person/andrew-doiron
                                     ^^^^^^^^^^ person/tom-lawson
",
    );
}

#[test]
fn a_weekday_or_a_joining_word_ends_a_name() {
    check(
        "
On Tuesday Harjit Sajjan met Bruce Hyer of the Green Party.
           ^^^^^^^^^^^^^ person/harjit-sajjan
                             ^^^^^^^^^^ person/bruce-hyer
                                               ^^^^^^^^^^^ organisation/green-party
",
    );
}

#[test]
fn two_people_of_one_surname_stay_two() {
    check(
        "
Hillary Clinton and Bill Clinton came.
^^^^^^^^^^^^^^^ person/hillary-clinton
                    ^^^^^^^^^^^^ person/bill-clinton
Clinton spoke.
",
    );
}

#[test]
fn places_groups_and_organisations_from_the_tables() {
    check(
        "
In Brussels, NATO and NORAD spoke of Iraqi troops in Iraq and Syria.
   ^^^^^^^^ place/brussels
             ^^^^ organisation/nato
                      ^^^^^ organisation/norad
                                     ^^^^^ group/iraqi
                                                     ^^^^ place/iraq
                                                              ^^^^^ place/syria
",
    );
}

#[test]
fn organisations_by_their_head_word() {
    check(
        "
The Ministry of Peshmerga Affairs (MPA) thanked the Royal Bank.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ organisation/ministry-of-peshmerga-affairs
                                   ^^^ organisation/ministry-of-peshmerga-affairs
                                                    ^^^^^^^^^^ organisation/royal-bank
The MPA agreed.
    ^^^ organisation/ministry-of-peshmerga-affairs
",
    );
}

#[test]
fn capitals_that_are_no_names() {
    check(
        "Defence matters. However, Training began. The Minister left. On Monday, He came. CEO pay rose.",
    );
    check("SHOUTED HEADLINES NAME NOBODY HERE");
}

#[test]
fn the_registry_knows_better() {
    let registry = [
        entity(Kind::Person, "Ashton Carter", &["Carter"]),
        entity(Kind::Event, "Operation Impact", &[]),
    ];
    check_with(
        "
Ash Carter praised Operation Impact. Carter left Canada.
^^^^^^^^^^ person/ashton-carter
                   ^^^^^^^^^^^^^^^^ event/operation-impact
                                     ^^^^^^ person/ashton-carter
                                                 ^^^^^^ place/canada
",
        &registry,
        &Context {
            threshold: 0.5,
            ..Context::default()
        },
    );
}

#[test]
fn the_editor_knows_best() {
    let ignored = ["Canada".to_owned()];
    let span = crate::source::Span::new(0, 0);
    let id = EntityId::parse("other/the-deal").expect("an id");
    let assigned = [("the deal".to_owned(), Spanned { value: id, span })];
    let forced = [(ProseRange::new(0, 2), "iraq".to_owned())];
    let context = Context {
        threshold: 0.5,
        ignored: &ignored,
        assigned: &assigned,
        forced: &forced,
        ..Context::default()
    };
    check_with(
        "
It and Canada signed the deal.
^^ place/iraq
                     ^^^^^^^^ other/the-deal
",
        &[],
        &context,
    );
}

#[test]
fn a_tie_is_a_problem_and_not_a_guess() {
    let registry = [
        entity(Kind::Person, "Jan Smith", &["Smith"]),
        entity(Kind::Person, "Ann Smith", &["Smith"]),
    ];
    let knowledge = knowledge(&registry);
    let context = Context {
        threshold: 0.5,
        ..Context::default()
    };
    let annotations = annotate(&Prose::from_plain("Smith spoke."), &knowledge, &context);
    assert_eq!(annotations.mentions, []);
    assert!(
        matches!(annotations.problems.as_slice(), [crate::article::Problem::Ambiguous { candidates, .. }] if candidates.len() == 2)
    );
    let annotations = annotate(
        &Prose::from_plain("Ann Smith spoke. Smith left."),
        &knowledge,
        &context,
    );
    assert_eq!(annotations.mentions.len(), 2, "{annotations:?}");
}

#[test]
fn strange_text_gives_plain_results() {
    let knowledge = knowledge(&[]);
    let context = Context {
        threshold: 0.5,
        ..Context::default()
    };
    for text in [
        "",
        " ",
        "\n\n",
        "A",
        "a.b.c",
        "\u{202e}Canada\u{202c}",
        "é\u{301}",
        "'s",
        "Ã\u{0}x",
        "....",
        "\u{1f600}Canada\u{1f600}",
    ] {
        let _ = annotate(&Prose::from_plain(text), &knowledge, &context);
    }
    let one_word = "Canada ".repeat(20_000);
    assert_eq!(
        annotate(&Prose::from_plain(&one_word), &knowledge, &context)
            .mentions
            .len(),
        20_000
    );
}

#[test]
fn names_that_stand_in_no_table() {
    check(
        "
Attahiru Jega, who chaired the Independent National Electoral Commission, met John Kerry in Abuja.
^^^^^^^^^^^^^ person/attahiru-jega
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ organisation/independent-national-electoral-commission
                                                                              ^^^^^^^^^^ person/john-kerry
                                                                                            ^^^^^ place/abuja
Jega said that Kerry had left Yobe and Adamawa.
^^^^ person/attahiru-jega
               ^^^^^ person/john-kerry
                              ^^^^ place/yobe
                                       ^^^^^^^ place/adamawa
",
    );
}

#[test]
fn an_office_is_no_organisation() {
    check(
        "
In Washington, Secretary of State John Kerry called the delay disappointing.
   ^^^^^^^^^^ place/washington-dc
                                  ^^^^^^^^^^ person/john-kerry
",
    );
}

#[test]
fn acronyms_stand_for_names() {
    check(
        "
The All Progressives Congress (APC) accused the army. The APC won.
    ^^^^^^^^^^^^^^^^^^^^^^^^^ organisation/all-progressives-congress
                               ^^^ organisation/all-progressives-congress
                                                          ^^^ organisation/all-progressives-congress
",
    );
}

#[test]
fn spellings_and_possessives_are_of_one_name() {
    check(
        "
Recep Tayyip Erdogan spoke in Ankara. Erdo\u{11f}an's minister left for the U.S. Department of Defence.
^^^^^^^^^^^^^^^^^^^^ person/recep-tayyip-erdogan
                              ^^^^^^ place/ankara
                                      ^^^^^^^ person/recep-tayyip-erdogan
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ organisation/us-department-of-defense
",
    );
}

#[test]
fn a_country_may_be_a_surname() {
    check(
        "
Jane Jordan, a spokeswoman, said that talks went on. Jordan told reporters in Amman on Tuesday.
^^^^^^^^^^^ person/jane-jordan
                                                     ^^^^^^ person/jane-jordan
                                                                              ^^^^^ place/amman
",
    );
}

#[test]
fn the_registry_is_told_what_the_text_says() {
    let registry = [entity(Kind::Organisation, "Angela Merkel", &[])];
    let text = "Chancellor Angela Merkel said on Monday that she would travel to Paris.";
    let annotations = annotate(
        &Prose::from_plain(text),
        &knowledge(&registry),
        &Context::default(),
    );
    let read: Vec<_> = annotations
        .contradictions
        .iter()
        .map(|found| (found.of.as_str(), found.read_as))
        .collect();
    assert_eq!(read, [("organisation/angela-merkel", Kind::Person)]);
}

#[test]
fn hostile_text_gives_sound_ranges() {
    let knowledge = knowledge(&[]);
    let context = Context {
        threshold: 0.5,
        ..Context::default()
    };
    let people = (0..20_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, "John Smith{n} met Mary Jones{n}. ");
        text
    });
    for text in [
        "a".repeat(2_000_000),
        "A".repeat(2_000_000),
        "A-".repeat(400_000),
        "'s".repeat(400_000),
        "U.S.".repeat(100_000),
        "e\u{301}".repeat(200_000),
        "\u{5317}\u{4eac}\u{5927}\u{5b66}".repeat(50_000),
        "\u{202e}John \u{202c}Smith ".repeat(20_000),
        "SHOUTED NAMES HERE. ".repeat(30_000),
        "<b>x</b> a.*(b ".repeat(30_000),
        people,
    ] {
        let prose = Prose::from_plain(&text);
        let annotations = annotate(&prose, &knowledge, &context);
        let mut end = 0;
        for mention in &annotations.mentions {
            assert!(end <= mention.at.start && mention.at.start < mention.at.end);
            assert!(!prose.slice(mention.at).is_empty());
            end = mention.at.end;
        }
    }
}
