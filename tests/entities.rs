//! `dateline entities`: the list, and the editor's word on a name.

#![expect(clippy::disallowed_methods, reason = "meets the disk")]

mod common;

use std::fs;

use common::{Answer, Folder};
use serde_json::{Value, json};

/// A person that is recognised, one in a table, one in a dossier, and a
/// candidate.
const SITE: &str = "\
//- content/entities/people.toml
# People.

[[entity]]
name = \"Harjit Sajjan\" # the minister
kind = \"person\"
aliases = [
  \"Sajjan\", # said often
]
//- content/entities/cf-18.md
+++
name = \"CF-18 Hornet\"
kind = \"product\"
+++
A fighter.
//- content/entities/yaml.md
---
name: Zebra Mission
kind: event
aliases: [Mission Z]
---
//- content/a.md
+++
date = 2016-02-10
+++
Minister Harjit Sajjan met Dr. Angela Merkel in Ottawa. Merkel flew a Hornet home to Warsaw.
//- content/b.md
+++
date = 2016-02-11
+++
Angela Merkel spoke of Quuxville and of the Zebra Mission. Ottawa heard Ms. Merkel.
//- content/draft.md
+++
date = 2016-02-11
draft = true
+++
Angela Merkel met Hans Müller.
";

const ACCEPTED: &str = "content/entities/accepted.toml";
const HEAD: &str = "# Names accepted with `dateline entities --accept`, by id.\n";

fn entities(site: &Folder, arguments: &[&str]) -> Answer {
    let arguments = [&["entities"], arguments].concat();
    site.dateline(&arguments)
}

/// What `--format json` lists.
fn listed(site: &Folder, arguments: &[&str]) -> Vec<Value> {
    let arguments = [arguments, &["--format", "json"]].concat();
    let answer = entities(site, &arguments).ends_with(0);
    let list: Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!(list["version"], 1);
    list["entities"].as_array().unwrap().clone()
}

/// The entry of the list with this name.
fn entry(site: &Folder, name: &str) -> Option<Value> {
    let mut list = listed(site, &["--candidates"]).into_iter();
    list.find(|entry| entry["name"] == name)
}

/// The site is as it was, and the answer says why.
#[track_caller]
fn refused(site: &Folder, arguments: &[&str], why: &[&str]) {
    let before = site.files();
    let mut answer = entities(site, arguments).ends_with(2);
    assert_eq!(answer.stdout, "");
    for words in why {
        answer = answer.says(words);
    }
    assert_eq!(site.files(), before);
}

mod list {
    use super::*;

    #[test]
    fn says_what_was_found_and_where() {
        let list = listed(&Folder::new(SITE), &[]);
        let names: Vec<&Value> = list.iter().map(|entry| &entry["name"]).collect();
        assert_eq!(names[..2], ["Angela Merkel", "Ottawa"]);
        let merkel = &list[0];
        let confidence = merkel["confidence"].as_f64().unwrap();
        assert!((0.5..=1.0).contains(&confidence), "{merkel}");
        assert_eq!(
            *merkel,
            json!({
                "id": "person/angela-merkel", "kind": "person", "name": "Angela Merkel",
                "how": "resolved", "confidence": merkel["confidence"], "candidate": false,
                "mentions": 4, "articles": 2,
                "sentence": {
                    "article": "a", "file": "content/a.md",
                    "text": "Minister Harjit Sajjan met Dr. Angela Merkel in Ottawa.",
                },
            })
        );
        assert_eq!(
            (&list[1]["how"], &list[1]["confidence"]),
            (&json!("gazetteer"), &json!(0.95))
        );
    }

    #[test]
    fn is_a_table_for_people() {
        let answer = entities(&Folder::new(SITE), &["--kind", "place"]).ends_with(0);
        assert_eq!(
            answer.stdout.lines().take(4).collect::<Vec<_>>(),
            [
                "mentions  articles  sure  how         name       id",
                "       2         2  0.95  gazetteer   Ottawa     place/ottawa",
                "    Minister Harjit Sajjan met Dr. Angela Merkel in Ottawa.",
                "    content/a.md",
            ]
        );
    }

    #[test]
    fn candidates_on_demand() {
        let site = Folder::new(SITE);
        site.write("dateline.toml", "entities = { threshold = 0.9 }\n");
        let is_there = |arguments: &[&str]| {
            let list = listed(&site, arguments);
            list.into_iter().find(|entry| entry["name"] == "Quuxville")
        };
        assert_eq!(is_there(&[]), None);
        let candidate = is_there(&["--candidates"]).unwrap();
        assert_eq!(candidate["candidate"], true);
        entities(&site, &[])
            .ends_with(0)
            .says("below the threshold; `--candidates` lists");
        let table = entities(&site, &["--candidates"]).ends_with(0).stdout;
        assert!(table.contains("candidate   Quuxville"), "{table}");
    }

    #[test]
    fn hidden_articles_stay_hidden_unless_asked_for() {
        let site = Folder::new(SITE);
        assert_eq!(entry(&site, "Hans Müller"), None);
        let list = listed(&site, &["--drafts"]);
        assert!(list.iter().any(|entry| entry["name"] == "Hans Müller"));
    }

    #[test]
    fn errors_in_the_files_are_counted() {
        let site = Folder::new(SITE);
        site.write("content/bad.md", "+++\ntilte = 1\n+++\nOttawa.\n");
        entities(&site, &[])
            .ends_with(1)
            .says("1 error in the files");
    }

    #[test]
    fn writes_nothing() {
        let site = Folder::new(SITE);
        let before = site.files();
        entities(&site, &["--candidates"]).ends_with(0);
        assert_eq!(site.files(), before);
    }

    #[test]
    fn needs_a_folder() {
        Folder::new("")
            .dateline(&["entities", "--root", "no"])
            .ends_with(2);
    }
}

mod accept {
    use super::*;

    #[test]
    fn what_was_found_becomes_an_entry_and_takes_effect() {
        let site = Folder::new(SITE);
        let answer = entities(&site, &["--accept", "angela merkel"]).ends_with(0);
        assert_eq!(
            answer.stdout,
            "accepted `Angela Merkel` as `person/angela-merkel` in `content/entities/accepted.toml`\n"
        );
        assert_eq!(answer.stderr, "");
        let expected = format!("{HEAD}\n[[entity]]\nname = \"Angela Merkel\"\nkind = \"person\"\n");
        assert_eq!(site.read(ACCEPTED), expected);
        let merkel = entry(&site, "Angela Merkel").unwrap();
        assert_eq!(
            (&merkel["how"], &merkel["confidence"]),
            (&json!("registry"), &json!(1.0))
        );
        // Again: nothing to do.
        let answer = entities(&site, &["--accept", "Angela Merkel"]).ends_with(0);
        assert!(answer.stdout.contains("is accepted already"), "{answer:?}");
        assert_eq!(site.read(ACCEPTED), expected);
        site.dateline(&["check", "--strict"]).ends_with(0);
    }

    #[test]
    fn entries_stand_in_order_and_comments_stay() {
        let site = Folder::new(SITE);
        entities(&site, &["--accept", "Warsaw"]).ends_with(0);
        let commented = site
            .read(ACCEPTED)
            .replace("[[entity]]", "# The capital.\n[[entity]]");
        site.write(ACCEPTED, commented);
        entities(&site, &["--accept", "person/angela-merkel"]).ends_with(0);
        assert_eq!(
            site.read(ACCEPTED),
            format!(
                "{HEAD}\n[[entity]]\nname = \"Angela Merkel\"\nkind = \"person\"\n\n# The capital.\n[[entity]]\nname = \"Warsaw\"\nkind = \"place\"\n"
            )
        );
    }

    #[test]
    fn a_kind_that_is_not_clear_is_asked_for() {
        let site = Folder::new(SITE);
        site.write(
            "content/c.md",
            "+++\ndate = 2016-02-12\n+++\nMr. Quuxville said no. Asked again, Mr. Quuxville left.\n",
        );
        refused(
            &site,
            &["--accept", "Quuxville"],
            &[
                "was found as `person/quuxville` or `place/quuxville`",
                "which kind with `--kind`",
            ],
        );
        entities(&site, &["--accept", "Quuxville", "--kind", "place"]).ends_with(0);
        assert_eq!(entry(&site, "Quuxville").unwrap()["id"], "place/quuxville");
    }

    #[test]
    fn what_no_article_names_needs_a_kind() {
        let site = Folder::new(SITE);
        refused(
            &site,
            &["--accept", "Angela Merkle"],
            &[
                "no article names `Angela Merkle`",
                "did you mean `Angela Merkel`",
            ],
        );
        entities(&site, &["--accept", "Jo \"X\" Roe", "--kind", "person"])
            .ends_with(0)
            .says("note: no article names `Jo \"X\" Roe` yet");
        assert!(site.read(ACCEPTED).contains("name = \"Jo \\\"X\\\" Roe\""));
        site.dateline(&["check", "--strict"]).ends_with(0);
    }

    #[test]
    fn a_shorter_form_is_no_entity_by_itself() {
        refused(
            &Folder::new(SITE),
            &["--accept", "Merkel"],
            &[
                "another name of `person/angela-merkel`",
                "--as person/angela-merkel",
            ],
        );
    }

    #[test]
    fn as_adds_to_an_entry_where_it_stands() {
        let site = Folder::new(SITE);
        let table = site.read("content/entities/people.toml");
        let answer = entities(
            &site,
            &["--accept", "the minister", "--as", "person/harjit-sajjan"],
        );
        assert_eq!(
            answer.ends_with(0).stdout,
            "accepted `the minister` as one more name of `person/harjit-sajjan` in `content/entities/people.toml`\n"
        );
        assert_eq!(
            site.read("content/entities/people.toml"),
            table.replace("often\n", "often\n  \"the minister\",\n")
        );
        let dossier = site.read("content/entities/cf-18.md");
        entities(&site, &["--accept", "Hornet", "--as", "CF-18 Hornet"]).ends_with(0);
        assert_eq!(
            site.read("content/entities/cf-18.md"),
            dossier.replace("\"product\"\n", "\"product\"\naliases = [\"Hornet\"]\n")
        );
        let hornet = entry(&site, "CF-18 Hornet").unwrap();
        assert_eq!(
            hornet["sentence"]["text"],
            "Merkel flew a Hornet home to Warsaw."
        );
        assert!(!site.has(ACCEPTED));
        site.dateline(&["check", "--strict"]).ends_with(0);
    }

    #[test]
    fn as_makes_an_entry_for_what_has_none() {
        let site = Folder::new(SITE);
        entities(&site, &["--accept", "Merkel", "--as", "Angela Merkel"]).ends_with(0);
        entities(
            &site,
            &[
                "--accept",
                "Washington, D.C.",
                "--as",
                "place/united-states",
            ],
        )
        .ends_with(0)
        .says("note: no article names");
        assert_eq!(
            site.read(ACCEPTED),
            format!(
                "{HEAD}\n[[entity]]\nname = \"Angela Merkel\"\nkind = \"person\"\naliases = [\"Merkel\"]\n\n[[entity]]\nname = \"United States\"\nkind = \"place\"\naliases = [\"Washington, D.C.\"]\n"
            )
        );
    }

    #[test]
    fn what_is_not_safe_is_left_to_the_editor() {
        let site = Folder::new(SITE);
        refused(
            &site,
            &["--accept", "Z", "--as", "event/yaml"],
            &["`content/entities/yaml.md` can't be changed safely"],
        );
        let site = Folder::new(
            "//- content/entities/yaml.md\n---\nname: Zebra Mission\nkind: event\naliases: [Mission Z, { text: IS, case: any }]\n---\n",
        );
        refused(
            &site,
            &["--accept", "Z", "--as", "Zebra Mission"],
            &["by hand: aliases: [\"Mission Z\", {text: \"IS\", case: any}, \"Z\"]"],
        );
        site.write(ACCEPTED, "[[entity]\n");
        refused(
            &site,
            &["--accept", "Jo Roe", "--kind", "person"],
            &["`content/entities/accepted.toml` can't be changed safely"],
        );
    }

    #[test]
    fn the_word_of_another_entry_stands() {
        let site = Folder::new(SITE);
        for (arguments, why) in [
            (
                &["--accept", "Sajjan", "--kind", "place"][..],
                "is `person/harjit-sajjan` in the registry",
            ),
            (
                &["--accept", "Sajjan", "--as", "Angela Merkel"],
                "take it out of `content/entities/people.toml` first",
            ),
            (
                &[
                    "--accept",
                    "Merkel",
                    "--as",
                    "Angela Merkel",
                    "--kind",
                    "place",
                ],
                "isn't of the kind `place`",
            ),
            (
                &["--accept", "Merkel", "--as", "Angela Merkle"],
                "did you mean `Angela Merkel`",
            ),
            (
                &["--accept", "cf 18", "--kind", "product"],
                "add `--as product/cf-18` to make `cf 18` one more name of it",
            ),
        ] {
            refused(&site, arguments, &[why]);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in ["", " ", "...", "a\u{202e}b", "\u{1b}[31mRed"] {
            refused(
                &Folder::new(SITE),
                &["--accept", name, "--kind", "person"],
                &["can't be a name"],
            );
        }
    }

    #[test]
    fn paths_in_a_name_lead_nowhere() {
        let site = Folder::new(SITE);
        let before = site.files().len();
        entities(&site, &["--accept", "../../x.toml", "--kind", "work"]).ends_with(0);
        assert!(site.has(ACCEPTED) && site.files().len() == before + 1);
    }

    #[test]
    fn arguments_that_do_not_fit_are_refused() {
        for arguments in [
            &["--accept", "a", "--reject", "b"][..],
            &["--as", "a"],
            &["--accept", "a", "--format", "json"],
            &["--reject", "a", "--kind", "place"],
            &["--kind", "thing"],
        ] {
            entities(&Folder::new(SITE), arguments).ends_with(2);
        }
    }

    #[test]
    #[cfg(unix)]
    fn nothing_is_written_outside_the_site() {
        let (site, outside) = (Folder::new(SITE), Folder::new(""));
        let target = outside.path("accepted.toml");
        std::os::unix::fs::symlink(&target, site.path(ACCEPTED)).unwrap();
        entities(&site, &["--accept", "Warsaw"])
            .ends_with(2)
            .says("`content/entities/accepted.toml` is as it was");
        assert!(!target.exists());
        fs::remove_dir_all(site.path("content/entities")).unwrap();
        std::os::unix::fs::symlink(outside.root(), site.path("content/entities")).unwrap();
        entities(&site, &["--accept", "Warsaw"]).ends_with(2);
        assert_eq!(outside.files().len(), 0);
    }
}

mod reject {
    use super::*;

    #[test]
    fn a_name_is_found_no_more() {
        let site = Folder::new(SITE);
        let answer = entities(&site, &["--reject", "Warsaw"]).ends_with(0);
        assert_eq!(answer.stdout, "rejected `Warsaw` in `dateline.toml`\n");
        assert_eq!(
            site.read("dateline.toml"),
            "[entities]\nignore = [\n    \"Warsaw\",\n]\n"
        );
        assert_eq!(entry(&site, "Warsaw"), None);
        let answer = entities(&site, &["--reject", "warsaw"]).ends_with(0);
        assert!(answer.stdout.contains("is rejected already"), "{answer:?}");
    }

    #[test]
    fn the_list_is_sorted_and_the_settings_stay() {
        let site = Folder::new(SITE);
        site.write(
            "dateline.toml",
            "# Ours.\ntitle = \"A\"\n\n[entities]\nthreshold = 0.5 # as ever\nignore = [\"Reading\", \"bath\"]\n\n[extra]\nb = 1\n",
        );
        entities(&site, &["--reject", "Ottawa"]).ends_with(0);
        assert_eq!(
            site.read("dateline.toml"),
            "# Ours.\ntitle = \"A\"\n\n[entities]\nthreshold = 0.5 # as ever\nignore = [\n    \"bath\",\n    \"Ottawa\",\n    \"Reading\",\n]\n\n[extra]\nb = 1\n"
        );
    }

    #[test]
    fn other_forms_are_named() {
        entities(&Folder::new(SITE), &["--reject", "Angela Merkel"])
            .ends_with(0)
            .says("note: the text also calls `person/angela-merkel` `Merkel`");
    }

    #[test]
    fn the_registry_has_the_last_word() {
        refused(
            &Folder::new(SITE),
            &["--reject", "Sajjan"],
            &["take it out of `content/entities/people.toml` first"],
        );
    }

    #[test]
    fn a_slip_is_not_rejected() {
        refused(
            &Folder::new(SITE),
            &["--reject", "Ottowa"],
            &["no article names `Ottowa`", "did you mean `Ottawa`?"],
        );
    }

    #[test]
    fn accepting_takes_it_back() {
        let site = Folder::new(SITE);
        entities(&site, &["--reject", "Warsaw"]).ends_with(0);
        entities(&site, &["--accept", "Warsaw"])
            .ends_with(0)
            .says("note: taken out of the ignore list in `dateline.toml`");
        assert_eq!(site.read("dateline.toml"), "[entities]\nignore = []\n");
        assert_eq!(entry(&site, "Warsaw").unwrap()["how"], "registry");
    }

    #[test]
    fn what_can_not_be_changed_is_left_to_the_editor() {
        let site = Folder::new(SITE);
        site.write("dateline.toml", "entities.threshold = 0.5\n");
        refused(
            &site,
            &["--reject", "Warsaw"],
            &["add \"Warsaw\" to `ignore` under `[entities]` by hand"],
        );
    }
}
