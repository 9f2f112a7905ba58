//! What is a known name in a text, and what is none.

use super::*;
use crate::entity::Kind;

fn person(name: &str, aliases: &[&str]) -> Entity {
    Entity {
        aliases: aliases.iter().map(|alias| Alias::new(*alias)).collect(),
        ..Entity::named(
            EntityId::for_name(Kind::Person, name),
            name,
            Origin::Registry,
        )
    }
}

fn check(registry: &[Entity], text: &str, expected: &[(&str, &str)]) {
    let prose = Prose::from_plain(text);
    let gazetteer = Gazetteer::new(registry);
    let matches = gazetteer.matches(&prose);
    let found: Vec<(&str, String)> = matches
        .iter()
        .map(|found| {
            (
                prose.slice(found.at),
                found
                    .entities
                    .iter()
                    .map(EntityId::as_str)
                    .collect::<Vec<_>>()
                    .join("|"),
            )
        })
        .collect();
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(text, ids)| (*text, ids.as_str()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn known_names_are_whole_words_in_the_case_of_names() {
    check(
        &[],
        "Canada and canada, CANADA, Canadas.",
        &[("Canada", "place/canada"), ("CANADA", "place/canada")],
    );
    check(
        &[],
        "An anti-NATO and pro-Iraq line.",
        &[("NATO", "organisation/nato"), ("Iraq", "place/iraq")],
    );
    check(
        &[],
        "They told us the US agreed.",
        &[("US", "place/united-states")],
    );
}

#[test]
fn names_in_other_letters_match_as_written() {
    check(
        &[person("Özil", &["Łukasz Ö."])],
        "Özil and Łukasz Ö. met at the Élysée Palace.",
        &[
            ("Özil", "person/ozil"),
            ("Łukasz Ö.", "person/ozil"),
            ("Élysée Palace", "organisation/elysee-palace"),
        ],
    );
}

#[test]
fn the_longest_name_wins() {
    let registry = [
        person("Ash Carter", &["Carter"]),
        person("Carter Center", &[]),
    ];
    check(
        &registry,
        "Ash Carter, Carter, the Carter Center, Ash\nCarter.\n\nX.",
        &[
            ("Ash Carter", "person/ash-carter"),
            ("Carter", "person/ash-carter"),
            ("Carter Center", "person/carter-center"),
            ("Ash\nCarter", "person/ash-carter"),
        ],
    );
}

#[test]
fn the_registry_beats_the_tables_and_a_tie_keeps_both() {
    let registry = [
        person("A. Canada", &["Canada"]),
        person("B. Smith", &["Smith"]),
        person("C. Smith", &["Smith"]),
    ];
    check(
        &registry,
        "Canada met Smith.",
        &[
            ("Canada", "person/a-canada"),
            ("Smith", "person/b-smith|person/c-smith"),
        ],
    );
}

#[test]
fn a_name_is_only_text() {
    let registry = [
        person("a.*(b", &[]),
        person("<b>X</b>", &[]),
        person("", &[]),
    ];
    check(
        &registry,
        "See a.*(b and <b>X</b>.",
        &[("a.*(b", "person/a-b"), ("<b>X</b>", "person/b-x-b")],
    );
}

#[test]
fn an_editor_may_say_id_name_or_alias() {
    let gazetteer = Gazetteer::new(&[person("Ash Carter", &["Carter"])]);
    for name in ["person/ash-carter", "ash carter", "Carter", "Ash  Carter"] {
        assert_eq!(gazetteer.named(name).len(), 1, "{name}");
    }
    assert!(gazetteer.named("nobody").is_empty());
}

#[test]
fn however_a_name_is_typed_it_matches() {
    let registry = [
        person("Seán O'Neill", &["O'Neill"]),
        person("Jean-Luc Müller", &[]),
        person("Ash Carter", &[]),
    ];
    let (neill, muller, carter) = (
        "person/sean-o-neill",
        "person/jean-luc-muller",
        "person/ash-carter",
    );
    for (text, found, id) in [
        ("met O\u{2019}Neill.", "O\u{2019}Neill", neill),
        ("met Sea\u{301}n O'Neill.", "Sea\u{301}n O'Neill", neill),
        ("met SEÁN O\u{2018}NEILL.", "SEÁN O\u{2018}NEILL", neill),
        (
            "(Jean\u{2011}Luc Mu\u{308}ller)",
            "Jean\u{2011}Luc Mu\u{308}ller",
            muller,
        ),
        ("Jean\u{2212}Luc MÜLLER", "Jean\u{2212}Luc MÜLLER", muller),
        ("Ash\u{a0}Carter", "Ash\u{a0}Carter", carter),
        ("Ash \r\n\t Carter\n\nx", "Ash \r\n\t Carter", carter),
        (
            "Ash\u{2009}\u{202f}Carter",
            "Ash\u{2009}\u{202f}Carter",
            carter,
        ),
        ("Ash Car\u{ad}ter.", "Ash Car\u{ad}ter", carter),
        (
            "Ash\u{200b} C\u{200d}arter\u{200b}.",
            "Ash\u{200b} C\u{200d}arter",
            carter,
        ),
        ("\u{202e}Ash Carter\u{202c}", "Ash Carter", carter),
    ] {
        check(&registry, text, &[(found, id)]);
    }
    check(&registry, "ash carter, Ash carter, Jean Luc Müller", &[]);
}

#[test]
fn a_name_ends_where_the_word_ends() {
    check(&[], "Iraq\u{301} xIraq Iraq2 Iraqé \u{e9}Iraq", &[]);
    check(
        &[],
        "Iraq\u{2014}Iraq, \u{301} Iraq/Iraq_\u{1f600}Iraq",
        &[("Iraq", "place/iraq"); 5],
    );
}

#[test]
fn case_counts_in_the_text_as_written() {
    let exact = Entity {
        aliases: vec![Alias::exact("Ödland Is\u{2011}Ok")],
        ..person("Nobody Else", &[])
    };
    check(
        &[exact, person("Élan Órbigny", &[])],
        "O\u{308}dland  Is-Ok, ödland Is-Ok, Ödland is-ok; élan Órbigny, E\u{301}LAN ÓRBIGNY",
        &[
            ("O\u{308}dland  Is-Ok", "person/nobody-else"),
            ("E\u{301}LAN ÓRBIGNY", "person/elan-orbigny"),
        ],
    );
}

#[test]
fn a_shorter_name_serves_where_a_longer_one_fails() {
    let registry = [
        person("Ash Carter", &[]),
        person("Ash Carter Senior", &[]),
        person("Ash Carter senior staff Member", &[]),
    ];
    check(
        &registry,
        "Ash Carter senior staff member, Ash Carter Seniors, Ash Carter Senior staff",
        &[
            ("Ash Carter", "person/ash-carter"),
            ("Ash Carter", "person/ash-carter"),
            ("Ash Carter Senior", "person/ash-carter-senior"),
        ],
    );
}

#[test]
fn british_and_american_spelling_are_one_until_both_are_names() {
    let defence = person("Ministry of Defence", &[]);
    check(
        std::slice::from_ref(&defence),
        "Ministry of Defense, Ministry of Defence",
        &[
            ("Ministry of Defense", "person/ministry-of-defence"),
            ("Ministry of Defence", "person/ministry-of-defence"),
        ],
    );
    check(
        &[defence, person("Ministry of Defense", &[])],
        "Ministry of Defense, Ministry of Defence",
        &[
            ("Ministry of Defense", "person/ministry-of-defense"),
            ("Ministry of Defence", "person/ministry-of-defence"),
        ],
    );
    check(
        &[],
        "the World Health Organisation",
        &[(
            "World Health Organisation",
            "organisation/world-health-organization",
        )],
    );
}

#[test]
fn other_scripts() {
    let registry = [
        person("بشار الأسد", &[]),
        person("北京", &[]),
        person("서울", &[]),
        person("Ελλάς", &[]),
    ];
    // Chinese has no spaces, so a name is found wherever its characters stand;
    // a Korean particle or an Arabic "and" is part of the word.
    check(
        &registry,
        "قال بشار الأسد، وبشار الأسد. 我在北京住。 서울 서울에 ΕΛΛΆΣ",
        &[
            ("بشار الأسد", "person/bshr-l-sd"),
            ("北京", "person/bei-jing"),
            ("서울", "person/seoul"),
            ("ΕΛΛΆΣ", "person/ellas"),
        ],
    );
}

#[test]
fn a_name_of_marks_only_is_found_and_an_empty_one_is_not() {
    let registry = [
        person("???", &[]),
        person("\u{ad}\u{200b}", &[]),
        person(" ", &[]),
        person("[a-z]+", &[]),
        person("\u{202e}Kind \u{2066}Name\u{2069}", &[]),
    ];
    check(
        &registry,
        "Why??? abc [a-z]+ Kind Name \u{ad}",
        &[
            ("???", "person/x3f3f3f"),
            ("[a-z]+", "person/a-z"),
            ("Kind Name", "person/kind-name"),
        ],
    );
}

#[test]
fn code_and_the_ends_of_blocks_stop_a_name() {
    let gazetteer = Gazetteer::new(&[person("Ash Carter", &[])]);
    let mut prose = Prose::from_plain("Ash Carter\n\nAsh\n\nCarter Ash Carter");
    assert_eq!(gazetteer.matches(&prose).len(), 2);
    prose.opaque.push(ProseRange::new(4, 10));
    assert_eq!(gazetteer.matches(&prose).len(), 1);
}

#[test]
fn what_is_hidden_is_not_found() {
    let canada = EntityId::parse("place/canada").expect("an id");
    let hidden = Entity {
        hidden: true,
        ..Entity::named(canada, "Canada", Origin::Registry)
    };
    check(&[hidden], "Canada and Iraq", &[("Iraq", "place/iraq")]);
}

#[test]
fn an_entry_keeps_what_the_tables_know() {
    let canada = EntityId::parse("place/united-nations-x").expect("an id");
    let nato = EntityId::parse("organisation/nato").expect("an id");
    let gazetteer = Gazetteer::new(&[
        Entity::named(nato.clone(), "The Alliance", Origin::Registry),
        Entity::named(canada, "Nowhere Land", Origin::Registry),
    ]);
    let entity = gazetteer.get(&nato).expect("an entity");
    assert_eq!(
        (entity.name.as_str(), entity.origin),
        ("The Alliance", Origin::Registry)
    );
    assert_eq!(gazetteer.named("nato"), [&nato]);
    let ids: Vec<_> = gazetteer
        .entities()
        .filter(|entity| entity.id == nato)
        .collect();
    assert_eq!(ids.len(), 1);
}

#[test]
fn a_hundred_thousand_names_and_two_equal_ones() {
    let mut registry: Vec<Entity> = (0..100_000)
        .map(|number| person(&format!("Name{} Of{number}", number % 97), &[]))
        .collect();
    registry.push(Entity {
        aliases: vec![Alias::new("Name1 Of98")],
        ..person("Another One", &[])
    });
    check(
        &registry,
        "Name1 Of1, Name2 Of1, Name1 Of98, Name89 Of99999",
        &[
            ("Name1 Of1", "person/name1-of1"),
            ("Name1 Of98", "person/another-one|person/name1-of98"),
            ("Name89 Of99999", "person/name89-of99999"),
        ],
    );
}

#[test]
fn names_within_names_take_no_longer() {
    let registry: Vec<Entity> = (1..=80)
        .map(|length| person(&["A"; 80][..length].join(" "), &[]))
        .collect();
    let gazetteer = Gazetteer::new(&registry);
    let prose = Prose::from_plain(&"A ".repeat(64 * 1_000));
    let matches = gazetteer.matches(&prose);
    assert_eq!(matches.len(), 1_000);
    assert!(matches.iter().all(|found| found.at.len() == 127));
}
