use super::*;
use crate::article::ArticleId;
use crate::entity::EntityId;

#[test]
fn paths_are_relative_to_the_article_or_to_content() {
    let check = |from, path, expected| assert_eq!(id_of_path(from, path), expected);
    check("briefings/a", "b.md", "briefings/b");
    check("briefings/a", "./b.md", "briefings/b");
    check("briefings/a", "../c/b.txt", "c/b");
    check("briefings/a", "/c/b.md", "c/b");
    check("a", "../../../b.md", "b");
}

fn text(subject: Subject, file: &str, title: &str, aliases: &[&str]) -> TextCard {
    TextCard {
        short: vec![file.rsplit('/').next().unwrap_or(file).to_owned()],
        subject,
        file: file.to_owned(),
        is_alone: true,
        address: format!("{file}/"),
        title: (!title.is_empty()).then(|| title.to_owned()),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        references: Vec::new(),
    }
}

fn article(id: &str, title: &str, aliases: &[&str]) -> TextCard {
    text(Subject::Article(ArticleId::named(id)), id, title, aliases)
}

fn site() -> Vec<TextCard> {
    let sajjan = EntityId::parse("person/harjit-sajjan").expect("an id");
    let dossier = TextCard {
        short: Vec::new(),
        ..text(Subject::Entity(sajjan), "entities/sajjan", "", &[])
    };
    vec![
        article("briefings/vote", "The  Vote", &["/2014/Vote/", "old"]),
        article("briefings/refocus", "Élan", &[]),
        article("notes/refocus", "Same", &[]),
        article("notes/b", "Same", &[]),
        article("old", "An old one", &[]),
        text(
            Subject::Story("training".to_owned()),
            "stories/2016/training",
            "Training",
            &[],
        ),
        dossier,
    ]
}

/// What a reference in `briefings/vote` leads to, in short.
fn check_as(kind: ReferenceKind, known: &[&str], target: &str, expected: &str) {
    let id = |id: &&str| EntityId::parse(id).expect("an id");
    let reference = CardReference {
        kind,
        target: target.to_owned(),
        known: known.iter().map(id).collect(),
        recognised: None,
    };
    let texts = site();
    let found = match Names::of(&texts).resolve("briefings/vote", &reference) {
        Resolution::To(subject) => subject.unmistakable(),
        Resolution::Ambiguous { candidates, .. } => {
            let ids: Vec<String> = candidates.iter().map(Subject::unmistakable).collect();
            ids.join(" or ")
        }
        Resolution::Dead(_) => "nothing".to_owned(),
    };
    assert_eq!(found, expected, "{target}");
}

#[test]
fn brackets_name_by_id_alias_title_and_end_of_id() {
    let check = |target, expected| check_as(ReferenceKind::Wiki, &[], target, expected);
    check("briefings/vote", "briefings/vote");
    check("/2014/vote/", "briefings/vote");
    check("2014/VOTE", "briefings/vote");
    check("the vote", "briefings/vote");
    check("ÉLAN", "briefings/refocus");
    check("vote", "briefings/vote");
    check("b", "notes/b");
    check("training", "stories/training");
    check("stories/training", "stories/training");
    check("stories/2016/training", "stories/training");
    check("entities/sajjan", "person/harjit-sajjan");
    check("nobody", "nothing");
    check("", "nothing");
}

#[test]
fn what_has_more_authority_goes_first() {
    // An article's id before another's old address.
    check_as(ReferenceKind::Wiki, &[], "old", "old");
    check_as(ReferenceKind::Address, &[], "/old/", "old");
    // A title before another's address, which is only the end of an id.
    check_as(ReferenceKind::Wiki, &[], "An old one", "old");
    // A known name before a title.
    check_as(
        ReferenceKind::Wiki,
        &["place/vote"],
        "The vote",
        "place/vote",
    );
}

#[test]
fn a_tie_is_told() {
    let check = |known: &[&str], target, expected| {
        check_as(ReferenceKind::Wiki, known, target, expected);
    };
    check(&[], "Same", "notes/b or notes/refocus");
    check(&[], "refocus", "briefings/refocus or notes/refocus");
    check(&["person/a", "person/b"], "Smith", "person/a or person/b");
}

#[test]
fn paths_lead_to_articles_stories_and_dossiers() {
    let check = |target, expected| check_as(ReferenceKind::Path, &[], target, expected);
    check("refocus.md", "briefings/refocus");
    check("../stories/2016/training.md", "stories/training");
    check("../entities/sajjan.md", "person/harjit-sajjan");
    check("/Same.md", "notes/b or notes/refocus");
    check("b.md", "nothing");
}

#[test]
fn addresses_are_whole() {
    let check = |target, expected| check_as(ReferenceKind::Address, &[], target, expected);
    check("/2014/vote/", "briefings/vote");
    check("/briefings/Vote", "briefings/vote");
    check("/2014/", "nothing");
    check("/", "nothing");
}
