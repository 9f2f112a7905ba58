//! What is said about the registry: small sites, and the problems they have.

mod common;

use dateline::diagnostic::Diagnostic;

/// Checks what is said under one code: severity, file, message and hint.
#[track_caller]
fn check(code: &str, fixture: &str, expected: &[&str]) {
    let run = common::made(&common::sources(fixture), &common::options(None));
    let all = run.diagnostics.iter().chain(&run.notes);
    let said: Vec<String> = all
        .filter(|diagnostic| diagnostic.code == code)
        .map(line)
        .collect();
    assert_eq!(said, expected);
    assert!(run.notes.iter().all(Diagnostic::is_note));
    assert!(!run.diagnostics.iter().any(Diagnostic::is_note));
}

fn line(diagnostic: &Diagnostic) -> String {
    format!(
        "{} {}: {} ({})",
        diagnostic.severity.name(),
        diagnostic
            .place
            .as_ref()
            .map_or("", |place| place.path.as_str()),
        diagnostic.message,
        diagnostic.hint.as_deref().unwrap_or("")
    )
}

/// A site with a table of the registry and articles.
fn site(registry: &str, articles: &[&str]) -> String {
    let mut site = format!("//- content/entities/x.toml\n{registry}\n");
    for (number, text) in articles.iter().enumerate() {
        let head = format!("//- content/a{number}.md\n+++\ndate = 2016-02-1{number}\n+++\n");
        site.extend([head.as_str(), text, "\n"]);
    }
    site
}

#[test]
fn two_entries_with_one_name() {
    let clash = "[[entity]]\nname = \"Ann Roe\"\nkind = \"person\"\naliases = [\"Roe\"]\n[[entity]]\nname = \"Roe  \"\nkind = \"place\"\n";
    check(
        "alias-clash",
        &site(clash, &[]),
        &[
            "error content/entities/x.toml: `Roe  ` is a name of both `person/ann-roe` and `place/roe` (leave the name to one of the two)",
        ],
    );
    // Case tells these apart, and a hidden entry claims no name.
    let apart = "[[entity]]\nname = \"Islamic State\"\nkind = \"group\"\naliases = [{ text = \"IS\", case = \"exact\" }]\n[[entity]]\nname = \"Island\"\nkind = \"place\"\naliases = [{ text = \"Is\", case = \"exact\" }]\n";
    check("alias-clash", &site(apart, &[]), &[]);
    let hidden = format!("{clash}hidden = true\n");
    check("alias-clash", &site(&hidden, &[]), &[]);
}

#[test]
fn an_alias_that_adds_nothing() {
    let registry = "[[entity]]\nname = \"Ann Roe\"\nkind = \"person\"\naliases = [\"Ann Roe\", \"ANN Roe\", \"Roe\", { text = \"roe\", case = \"any\" }, { text = \"Roe\", case = \"exact\" }]\n";
    check(
        "shadowed-alias",
        &site(registry, &[]),
        &[
            "warning content/entities/x.toml: the alias `ANN Roe` of `person/ann-roe` adds nothing to `Ann Roe` (take it out)",
            "warning content/entities/x.toml: the alias `Roe` of `person/ann-roe` adds nothing to `Roe` (take it out)",
        ],
    );
    // An alias that is the name lays down its case.
    let exact = "[[entity]]\nname = \"Gap\"\nkind = \"organisation\"\naliases = [{ text = \"Gap\", case = \"exact\" }]\n";
    check("shadowed-alias", &site(exact, &[]), &[]);
}

#[test]
fn an_alias_inside_longer_names() {
    let registry = "[[entity]]\nname = \"Ash Carter\"\nkind = \"person\"\naliases = [\"Carter\"]\n[[entity]]\nname = \"Carter Center\"\nkind = \"organisation\"\n";
    check(
        "shadowed-alias",
        &site(registry, &["The Carter Center met Ash Carter."]),
        &[
            "note content/entities/x.toml: the alias `Carter` of `person/ash-carter` stands only inside longer names, such as \"carter center\" for `organisation/carter-center` (take it out, or leave it for articles to come)",
        ],
    );
    check(
        "shadowed-alias",
        &site(registry, &["The Carter Center met Carter."]),
        &[],
    );
}

#[test]
fn an_everyday_word_as_a_name() {
    let registry = |alias: &str| {
        format!(
            "[[entity]]\nname = \"Target Corporation\"\nkind = \"organisation\"\naliases = [{alias}]\n"
        )
    };
    let text =
        "Target fell. The target of the target is a target, and targets, a target or a target.";
    check(
        "common-alias",
        &site(&registry("\"Target\""), &[text]),
        &[
            "warning content/entities/x.toml: `Target`, a name of `organisation/target-corporation`, is an everyday word here: 5 times `target`, 1 as a name (write the alias `{ text = \"Target\", case = \"exact\" }`, or leave the longer name only)",
        ],
    );
    // Who asks for the case has thought of it; and one word is not enough.
    let exact = registry("{ text = \"Target\", case = \"exact\" }");
    check("common-alias", &site(&exact, &[text]), &[]);
    check(
        "common-alias",
        &site(&registry("\"Target\""), &["Target has a target."]),
        &[],
    );
}

#[test]
fn names_that_no_article_uses() {
    let registry = "[[entity]]\nname = \"Ann Roe\"\nkind = \"person\"\naliases = [\"Annie\"]\n[[entity]]\nname = \"Bob Roe\"\nkind = \"person\"\n[[entity]]\nname = \"Cy Roe\"\nkind = \"person\"\nhidden = true\n";
    let used = site(registry, &["Ann Roe spoke."]);
    check(
        "unused-alias",
        &used,
        &[
            "note content/entities/x.toml: no article uses this alias: `Annie` (compare the spelling with the articles, or take out what isn't needed)",
        ],
    );
    check(
        "unused-entity",
        &used,
        &[
            "note content/entities/x.toml: no article uses this entry: `Bob Roe` (compare the spelling with the articles, or take out what isn't needed)",
        ],
    );
    check("unused-entity", &site(registry, &[]), &[]);
    let entry = |n| format!("[[entity]]\nname = \"Roe {n}\"\nkind = \"person\"\n");
    let many = (0..9).map(entry).collect::<Vec<String>>().concat();
    check(
        "unused-entity",
        &site(&many, &["Nothing."]),
        &[
            "note content/entities/x.toml: no article uses 9 entries of this file: `Roe 0`, `Roe 1`, `Roe 2`, `Roe 3`, `Roe 4`, 4 more (compare the spelling with the articles, or take out what isn't needed)",
        ],
    );
}

#[test]
fn two_entries_that_are_one_thing() {
    let registry = "[[entity]]\nname = \"A\"\nkind = \"person\"\nsame_as = [\"https://example.org/a/\"]\n[[entity]]\nname = \"B\"\nkind = \"person\"\nsame_as = [\"http://example.org/a\"]\n[[entity]]\nid = \"place/dominion\"\nname = \"The Dominion\"\nwikidata = \"Q16\"\n";
    check(
        "same-thing",
        &site(registry, &[]),
        &[
            "warning content/entities/x.toml: `person/b` and `person/a` are both the same as http://example.org/a (join the two entries, or correct the address of one)",
            "warning content/entities/x.toml: `place/dominion` and the built-in `place/canada` are both the same as https://www.wikidata.org/wiki/Q16 (give the entry `id = \"place/canada\"`, or correct the address)",
        ],
    );
    let own = "[[entity]]\nid = \"place/canada\"\nname = \"Canada\"\nwikidata = \"Q16\"\n";
    check("same-thing", &site(own, &[]), &[]);
}

#[test]
fn a_frequent_name_without_an_entry() {
    let text = "Dr. Angela Merkel spoke.";
    check(
        "frequent-name",
        &site("", &[text, text, text]),
        &[
            "note content/a0.md: `Angela Merkel` stands in 3 articles and has no entry in the registry (`dateline entities --accept \"Angela Merkel\"` writes one; with `--reject` it is no name)",
        ],
    );
    check("frequent-name", &site("", &[text, text]), &[]);
    let ottawa = "Ottawa spoke.";
    check("frequent-name", &site("", &[ottawa, ottawa, ottawa]), &[]);
}

#[test]
fn a_parent_that_is_not_there() {
    let registry = "[[entity]]\nname = \"A\"\nkind = \"place\"\nparent = \"place/cnada\"\n[[entity]]\nname = \"B\"\nkind = \"place\"\nparent = \"place/a\"\n[[entity]]\nname = \"C\"\nkind = \"place\"\nparent = \"place/canada\"\n[[entity]]\nname = \"D\"\nkind = \"place\"\nparent = \"event/nothing-like-it\"\n";
    check(
        "unknown-id",
        &site(registry, &[]),
        &[
            "error content/entities/x.toml: there is no entity `place/cnada` for `place/a` to belong to (did you mean `place/canada`?)",
            "error content/entities/x.toml: there is no entity `event/nothing-like-it` for `place/d` to belong to (add it to `content/entities/`)",
        ],
    );
}

#[test]
fn ids_of_the_tables_are_suggested() {
    let article = |front: &str| {
        format!("//- content/a.md\n+++\ndate = 2016-02-10\n[entities]\n{front}\n+++\nText.\n")
    };
    check(
        "unknown-id",
        &article("pin = [\"place/cnada\"]"),
        &["error content/a.md: there is no entity `place/cnada` (did you mean `place/canada`?)"],
    );
    check(
        "unknown-id",
        &article("as = { \"Ottawa\" = \"place/cnada\" }"),
        &["error content/a.md: there is no entity `place/cnada` (did you mean `place/canada`?)"],
    );
    check(
        "unknown-id",
        &article("as = { \"Ottawa\" = \"place/canada\" }"),
        &[
            "error content/a.md: `Ottawa` can't mean `place/canada`: it doesn't stand in the article (write the name as the article has it, letter by letter)",
        ],
    );
}

/// A registry far larger than a site, and all of it wrong.
#[test]
fn a_large_registry_takes_no_long_time() {
    let entry = |n: usize| {
        format!(
            "[[entity]]\nname = \"Name {n}\"\nkind = \"person\"\naliases = [\"Shared\"]\nparent = \"place/none-{n}\"\nsame_as = [\"https://example.org/\"]\n"
        )
    };
    let mut fixture = String::new();
    for (file, numbers) in [("a", 0..7_000), ("b", 7_000..14_000), ("c", 14_000..20_000)] {
        fixture.push_str(["//- content/entities/", file, ".toml\n"].concat().as_str());
        fixture.extend(numbers.map(entry));
    }
    fixture.push_str("//- content/a.md\n+++\ndate = 2016-02-10\n+++\nName 1 and Shared.\n");
    let run = common::made(&common::sources(&fixture), &common::options(None));
    assert!(
        run.diagnostics.len() > 3 * 19_999,
        "{}",
        run.diagnostics.len()
    );
    assert!(run.notes.len() < 40, "{}", run.notes.len());
}
