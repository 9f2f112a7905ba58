//! Labelled texts: tokens and tags a line, read as running text again.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::annotate::recognise::tags::Type;
use dateline::article::{Block, BlockKind, Prose, ProseRange};

/// A text with its names.
pub(super) struct Text {
    /// Its id in the file.
    pub(super) id: String,
    /// The text, one sentence a block.
    pub(super) prose: Prose,
    /// The sentences.
    pub(super) sentences: Vec<ProseRange>,
    /// The names of each sentence, in order.
    pub(super) names: Vec<Vec<(ProseRange, Type)>>,
    /// Per sentence, how much it counts in training.
    pub(super) weights: Vec<f32>,
}

/// Names of sentences that were read again, by text and number of the sentence.
pub(super) type Corrections = BTreeMap<(String, usize), Vec<(String, Type)>>;

/// Reads a file of tokens and IOB2 tags.
pub(super) fn read(path: &Path) -> Vec<Text> {
    let file = std::fs::read_to_string(path).expect("the file can be read");
    let mut texts: Vec<Text> = Vec::new();
    let mut sentence: Vec<(&str, &str)> = Vec::new();
    for line in file.lines() {
        match line.split_once('\t') {
            Some(("-DOCSTART-", id)) => texts.push(Text {
                id: id.to_owned(),
                prose: Prose::default(),
                sentences: Vec::new(),
                names: Vec::new(),
                weights: Vec::new(),
            }),
            Some(token) => sentence.push(token),
            None => {
                if let Some(text) = texts.last_mut().filter(|_| !sentence.is_empty()) {
                    push(text, &sentence);
                }
                sentence.clear();
            }
        }
    }
    if let Some(text) = texts.last_mut().filter(|_| !sentence.is_empty()) {
        push(text, &sentence);
    }
    texts
}

/// Reads sentences that were read again: text, number, `name=TYPE` by bars.
pub(super) fn corrections(path: &Path) -> Corrections {
    let file = std::fs::read_to_string(path).expect("the file can be read");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut columns = line.split('\t');
            let id = columns.next().expect("a text's id").to_owned();
            let number = columns
                .next()
                .and_then(|n| n.parse().ok())
                .expect("a number");
            let names = columns.next().unwrap_or("");
            let names = names.split('|').filter(|name| !name.is_empty());
            let names = names.map(|name| {
                let (name, kind) = name.rsplit_once('=').expect("`name=TYPE`");
                (name.to_owned(), parse_type(kind).expect("a known type"))
            });
            ((id, number), names.collect())
        })
        .collect()
}

/// Lays corrections over the labels of a file.
pub(super) fn correct(texts: &mut [Text], corrections: &Corrections, weight: f32) {
    for text in texts {
        for number in 0..text.sentences.len() {
            let Some(names) = corrections.get(&(text.id.clone(), number)) else {
                continue;
            };
            let sentence = text.sentences[number];
            let mut from = sentence.start;
            let mut found = Vec::new();
            for (name, of) in names {
                let Some(at) = text.prose.text[from..sentence.end].find(name.as_str()) else {
                    break;
                };
                let at = ProseRange::new(from + at, from + at + name.len());
                found.push((at, *of));
                from = at.end;
            }
            if found.len() == names.len() {
                text.names[number] = found;
                text.weights[number] = weight;
            } else {
                eprintln!("{} {number}: a name isn't there", text.id);
            }
        }
    }
}

fn parse_type(name: &str) -> Option<Type> {
    Some(match name {
        "PER" => Type::Person,
        "ORG" => Type::Organisation,
        "LOC" => Type::Place,
        "NORP" => Type::Group,
        "MISC" => Type::Thing,
        _ => return None,
    })
}

fn push(text: &mut Text, sentence: &[(&str, &str)]) {
    if !text.prose.text.is_empty() {
        text.prose.text.push('\n');
    }
    let start = text.prose.text.len();
    let mut names: Vec<(ProseRange, Type)> = Vec::new();
    let mut quoted = false;
    for (index, (token, tag)) in sentence.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| sentence[before].0);
        let after = sentence.get(index + 1).map(|after| after.0);
        let is_quote = matches!(*token, "\"" | "'" | "\u{2019}");
        let sticks = before.is_none_or(|before| {
            sticks(
                before,
                token,
                after,
                sentence.get(index.wrapping_sub(2)).map(|token| token.0),
            ) || is_quote && quoted && *token == "\""
        });
        if !sticks {
            text.prose.text.push(' ');
        }
        if *token == "\"" {
            quoted = !quoted;
        }
        let at = text.prose.text.len();
        text.prose.text.push_str(token);
        let range = ProseRange::new(at, text.prose.text.len());
        match tag.split_once('-') {
            Some(("I", _)) if !names.is_empty() => {
                names.last_mut().expect("there is one").0.end = range.end;
            }
            Some((_, kind)) => names.push((range, parse_type(kind).expect("a known type"))),
            None => {}
        }
    }
    let at = ProseRange::new(start, text.prose.text.len());
    text.prose.blocks.push(Block {
        at,
        kind: BlockKind::Paragraph,
    });
    text.sentences.push(at);
    text.names.push(names);
    text.weights.push(1.0);
}

/// Whether no space stands between two tokens in running text.
fn sticks(before: &str, token: &str, after: Option<&str>, second: Option<&str>) -> bool {
    let is_word = |text: &str| text.starts_with(char::is_alphanumeric);
    let clitic = [
        "'s",
        "\u{2019}s",
        "'S",
        "n't",
        "'re",
        "'ve",
        "'ll",
        "'m",
        "'d",
    ];
    let closes = token.starts_with(['.', ',', ';', ':', '!', '?', '%', ')', ']', '\u{201d}']);
    let opens = before.ends_with(['(', '[', '$', '\u{a3}', '\u{20ac}', '\u{201c}', '#']);
    let hyphen = token == "-" && is_word(before) && after.is_some_and(is_word)
        || before == "-" && is_word(token) && second.is_some_and(is_word);
    let apostrophe = matches!(token, "'" | "\u{2019}") && before.ends_with('s');
    let slash = token == "/" || before == "/";
    clitic.contains(&token) || closes || opens || hyphen || apostrophe || slash
}
