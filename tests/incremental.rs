//! After any edits, a run that remembers gives the bytes of one that doesn't.

mod common;

use common::{Built, made, made_by};
use dateline::article::Publication;
use dateline::pipeline::{Options, Pipeline};
use dateline::source::{Asset, Source, SourcePath, Sources};

/// A small generator of numbers, so that the same seed makes the same edits
/// (xorshift64, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("fewer than a word's worth of sides")
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.roll(choices.len())]
    }
}

const TEXTS: &[&str] = &[
    "Ash Carter met Harjit Sajjan in Brussels on Wednesday.",
    "Sajjan said that Canada will end its air strikes by Feb. 22.",
    "NATO and [[Harjit Sajjan]] agreed. See [the other](one.md).",
    "Earlier this week, *Justin* Trudeau spoke to Parliament.",
    "Jan Smith and Ann Smith left. Smith came back on 30 February 2016.",
    "```json\n{\"a\": 1}\n```",
    "A dead [[link]] and a [path](gone.md).",
    "![A](a.gif)\n\n![B](b/b.gif \"Below\")",
    "",
];

const PICTURES: &[&str] = &["GIF89aAAAA", "GIF89aBBBB", "no picture"];

const HEADS: &[&str] = &[
    "+++\ntitle = \"One\"\ndate = 2016-02-10\n+++\n",
    "+++\ntitle = \"Two\"\ndate = 2016-02-08\ntags = [\"NATO\", \"Iraq\"]\nstory = \"mission\"\n+++\n",
    "---\ntitle: Three\ndate: 2016-02-08\ndraft: true\n---\n",
    "+++\ntilte = \"Wrong\"\n+++\n",
    "",
];

const REGISTRY: &[&str] = &[
    "[[entity]]\nname = \"Harjit Sajjan\"\nkind = \"person\"\naliases = [\"Sajjan\"]\n",
    "[[entity]]\nname = \"Harjit Sajjan\"\nkind = \"person\"\nhidden = true\n",
    "[[entity]]\nname = \"Ashton Carter\"\nkind = \"person\"\naliases = [\"Ash Carter\", \"Carter\"]\n",
    "broken",
    "",
];

const SETTINGS: &[&str] = &[
    "title = \"A\"\nbase_url = \"https://x.org/sub/\"\n",
    "title = \"B\"\n[entities]\nthreshold = 0.95\n",
    "[entities]\nignore = [\"Canada\"]\n",
    "base_url = \"https://x.org/\"\nshare_cards = false\n",
    "relatd = 3\n",
];

const TEMPLATES: &[&str] = &[
    "<p>{{ page.title }}</p>",
    "{{ broken }}",
    "{% if %}",
    "<p>{{ article.html | safe }}</p>",
];

fn source(path: &str, text: String) -> Source {
    Source {
        path: SourcePath::new(path),
        text: text.into(),
    }
}

fn theme() -> Vec<Source> {
    let sources = dateline::theme::TEMPLATES
        .iter()
        .map(|(name, text)| source(&format!("templates/{name}"), (*text).to_owned()));
    let mut sources: Vec<Source> = sources.collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Puts `new` into a sorted list, in place of one of the same path.
fn put(sources: &mut Vec<Source>, new: Source) {
    match sources.binary_search_by(|source| source.path.cmp(&new.path)) {
        Ok(at) => sources[at] = new,
        Err(at) => sources.insert(at, new),
    }
}

fn edit(sources: &mut Sources, dice: &mut Dice) {
    match dice.roll(13) {
        0 => put(
            &mut sources.entities,
            source(
                "content/entities/people.toml",
                dice.pick(REGISTRY).to_owned(),
            ),
        ),
        1 => sources.settings = Some(source("dateline.toml", dice.pick(SETTINGS).to_owned())),
        2 => put(
            &mut sources.stories,
            source(
                "content/stories/mission.md",
                format!("+++\ntitle = \"The mission\"\n+++\n{}\n", dice.pick(TEXTS)),
            ),
        ),
        3 => sources.templates = theme(),
        4 => put(
            &mut sources.templates,
            source("templates/article.html", dice.pick(TEMPLATES).to_owned()),
        ),
        5 if !sources.articles.is_empty() => {
            let at = dice.roll(sources.articles.len());
            sources.articles.remove(at);
        }
        6 => put(
            &mut sources.entities,
            source(
                "content/entities/nato.md",
                format!(
                    "+++\nname = \"NATO\"\nkind = \"organisation\"\n+++\n{}\n",
                    dice.pick(TEXTS)
                ),
            ),
        ),
        7 => {
            let picture = |path, dice: &mut Dice| Asset {
                path: SourcePath::new(path),
                bytes: dice.pick(PICTURES).as_bytes().into(),
            };
            sources.pictures = vec![picture("a.gif", dice), picture("b/b.gif", dice)];
        }
        _ => {
            let name = dice.pick(&[
                "one.md",
                "two.md",
                "three.txt",
                "b/four.md",
                "b/2016-01-05-five.md",
            ]);
            let text = format!(
                "{}{}\n\n{}\n",
                dice.pick(HEADS),
                dice.pick(TEXTS),
                dice.pick(TEXTS)
            );
            put(
                &mut sources.articles,
                source(&format!("content/{name}"), text),
            );
        }
    }
}

fn assert_same(remembered: &Built, fresh: &Built, step: usize) {
    assert_eq!(
        remembered.diagnostics, fresh.diagnostics,
        "diagnostics differ after edit {step}"
    );
    assert_eq!(
        remembered.counts, fresh.counts,
        "counts differ after edit {step}"
    );
    let paths = |run: &Built| run.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        paths(remembered),
        paths(fresh),
        "files differ after edit {step}"
    );
    for (path, bytes) in &remembered.files {
        assert!(
            *bytes == fresh.files[path],
            "`{path}` differs after edit {step}"
        );
    }
}

#[test]
fn after_random_edits_the_bytes_are_those_of_a_fresh_build() {
    let publication = Publication {
        drafts: false,
        future: true,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    let options = Options {
        publication,
        base_url: None,
    };
    let mut built = 0;
    for seed in [7, 99, 2016] {
        let mut dice = Dice(seed);
        let mut pipeline = Pipeline::new();
        let mut sources = Sources {
            templates: theme(),
            ..Sources::default()
        };
        for step in 0..25 {
            edit(&mut sources, &mut dice);
            let remembered = made_by(&mut pipeline, &sources, &options);
            assert_same(&remembered, &made(&sources, &options), step);
            built += usize::from(remembered.files.len() > 30);
        }
    }
    assert!(
        built > 10,
        "most edits broke the site, so little was compared: {built}"
    );
}
