//! Trains the recogniser's model, and scores one; see `docs/model.md`.
//!
//! `train --data DIR --gazetteers DIR --corrections FILE --out FILE`
//! `score MODEL FILE.conll...`
//!
//! `time MODEL FILE.txt...`: how many tokens a second are read, on one core,
//! from running text to names; the best of five.
//!
//! What is set aside for scoring is named by `--aside FILE`, in the form of the
//! corrections; the other options change one number of the recipe each.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts of a training run are small, and weights are rounded on purpose"
)]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for developers, which reads files and talks"
)]
#![expect(
    clippy::needless_range_loop,
    reason = "tables of tags are walked by tag, on both sides"
)]

mod corpus;
mod crf;
mod tables;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

use corpus::Text;
use crf::{Example, Plan, Row, Weights};
use dateline::annotate::recognise::Recogniser;
use dateline::annotate::recognise::document::Document;
use dateline::annotate::recognise::features::{self, Around, OFFSETS};
use dateline::annotate::recognise::model::{HALF, Model, Parts, ROW};
use dateline::annotate::recognise::phrases::phrases;
use dateline::annotate::recognise::segments::{Segment, segments};
use dateline::annotate::recognise::tags::{OUTSIDE, Place, TAGS, Type};
use dateline::annotate::sentences::sentences;
use dateline::article::Prose;

/// How many units of the model one nat is.
const UNITS: f32 = 32.0;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("train") => train(&options(arguments)),
        Some("time") => {
            let files: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
            time(&files[0], &files[1..]);
        }
        Some("score") => {
            let files: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
            score(&files[0], &files[1..]);
        }
        _ => eprintln!(
            "train --data DIR --gazetteers DIR [--corrections FILE] --out FILE | score MODEL FILE... | time MODEL FILE..."
        ),
    }
}

fn options(arguments: impl Iterator<Item = String>) -> BTreeMap<String, String> {
    let arguments: Vec<String> = arguments.collect();
    let pairs = arguments.chunks(2);
    pairs
        .map(|pair| {
            (
                pair[0].trim_start_matches('-').to_owned(),
                pair.get(1).cloned().unwrap_or_default(),
            )
        })
        .collect()
}

/// What a file leaves open where it says "outside", and its weight.
const HUMAN: [(&str, &[Type]); 5] = [
    ("wikigold", &[]),
    ("gum", &[Type::Group]),
    ("sec_filings", &[Type::Group, Type::Thing]),
    ("politics_wiki", &[Type::Group, Type::Thing]),
    ("ewt_other", &[Type::Group, Type::Thing]),
];

struct Labelled {
    texts: Vec<Text>,
    open: &'static [Type],
    /// Whether groups hide among the things.
    mixed: bool,
}

fn train(options: &BTreeMap<String, String>) {
    let path = |key: &str| options.get(key).map(PathBuf::from);
    let number = |key: &str, default: f32| {
        options
            .get(key)
            .and_then(|n| n.parse().ok())
            .unwrap_or(default)
    };
    let data = path("data").expect("--data");
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/annotate/lexicon");
    let tables = tables::read(&path("gazetteers").expect("--gazetteers"), &lexicon);
    let parts = Parts {
        features: Vec::new(),
        words: tables.words.into_iter().collect(),
        phrases: tables.phrases.into_iter().collect(),
        transitions: vec![0; TAGS * TAGS],
    };
    let blank = parts.to_bytes();
    eprintln!(
        "{} words, {} phrases, {} bytes",
        parts.words.len(),
        parts.phrases.len(),
        blank.len()
    );
    let mut corpora = Vec::new();
    let mut silver =
        corpus::read(&path("silver").unwrap_or(data.join("current_events_silver.conll")));
    if let Some(file) = path("corrections") {
        let corrections = corpus::corrections(&file);
        corpus::correct(&mut silver, &corrections, number("corrected", 15.0));
        eprintln!("{} corrected sentences", corrections.len());
    }
    if let Some(file) = path("aside") {
        corpus::correct(&mut silver, &corpus::corrections(&file), 0.0);
    }
    corpora.push(Labelled {
        texts: silver,
        open: &[],
        mixed: false,
    });
    for (name, open) in HUMAN {
        let mut texts = corpus::read(&data.join(format!("{name}.conll")));
        for weight in texts.iter_mut().flat_map(|text| &mut text.weights) {
            *weight = number("human", 4.0);
        }
        corpora.push(Labelled {
            texts,
            open,
            mixed: name == "wikigold",
        });
    }
    for round in 0..number("rounds", 2.0) as usize {
        relabel(&mut corpora, &parts, options);
        eprintln!("relabelled, round {round}");
    }
    let bytes = learn(&corpora, &parts, options);
    eprintln!("{} bytes", bytes.len());
    std::fs::write(path("out").expect("--out"), bytes).expect("the model can be written");
}

/// Labels each half of the silver text anew by a model that learnt from the
/// other half; sentences that were read again keep their labels.
fn relabel(corpora: &mut Vec<Labelled>, parts: &Parts, options: &BTreeMap<String, String>) {
    let human = corpora.split_off(1);
    let silver = std::mem::take(&mut corpora[0].texts);
    let mut halves: [Vec<Text>; 2] = [Vec::new(), Vec::new()];
    for (index, text) in silver.into_iter().enumerate() {
        halves[index % 2].push(text);
    }
    let [even, odd] = halves;
    let mut learnt = Vec::new();
    let mut kept = vec![Labelled {
        texts: even,
        open: &[],
        mixed: false,
    }];
    kept.extend(human);
    learnt.push(learn(&kept, parts, options));
    let mut even = std::mem::take(&mut kept[0].texts);
    kept[0].texts = odd;
    learnt.push(learn(&kept, parts, options));
    let mut odd = std::mem::take(&mut kept[0].texts);
    label(&mut odd, &learnt[0]);
    label(&mut even, &learnt[1]);
    let mut odd = odd.into_iter();
    for text in even {
        corpora[0].texts.push(text);
        corpora[0].texts.extend(odd.next());
    }
    corpora.extend(kept.into_iter().skip(1));
}

/// Puts a model's names in place of a text's, but for what was read again.
fn label(texts: &mut [Text], model: &[u8]) {
    let recogniser = Recogniser::new(Model::load(model).expect("a fresh model is whole"));
    for text in texts {
        let found = recogniser.names(&text.prose, &text.sentences);
        for (number, sentence) in text.sentences.iter().enumerate() {
            if text.weights[number] <= 1.0 {
                let here = found.iter().filter(|name| sentence.contains(name.at));
                text.names[number] = here.map(|name| (name.at, name.of)).collect();
            }
        }
    }
}

/// A model from labelled texts.
fn learn(corpora: &[Labelled], parts: &Parts, options: &BTreeMap<String, String>) -> Vec<u8> {
    let number = |key: &str, default: f32| {
        options
            .get(key)
            .and_then(|n| n.parse().ok())
            .unwrap_or(default)
    };
    let blank = parts.to_bytes();
    let model = &Model::load(&blank).expect("a fresh model is whole");
    let least = number("least", 6.0) as u32;
    let mut counts: HashMap<u64, u32> = HashMap::new();
    each_segment(corpora, model, &mut |_, tokens, _| {
        for token in tokens {
            for feature in token.lexical.iter().chain(&token.others) {
                *counts.entry(*feature).or_default() += 1;
            }
        }
    });
    eprintln!("{} features", counts.len());
    let mut chosen: Vec<u64> = counts
        .into_iter()
        .filter(|(_, count)| *count >= least)
        .map(|(f, _)| f)
        .collect();
    chosen.sort_unstable();
    eprintln!("{} features seen {least} times or more", chosen.len());
    let plan = Plan {
        epochs: number("epochs", 7.0) as usize,
        averaged: number("averaged", 3.0) as usize,
        rate: number("rate", 0.1),
        decay: number("decay", 1e-5),
        dropout: number("dropout", 0.2),
    };
    let seed = number("seed", 1.0) as u64 * 0x9e37_79b9_7f4a_7c15;
    let mut weights = fit(corpora, model, &chosen, plan, seed);
    let keep = number("keep", 235_000.0) as usize;
    if keep < chosen.len() {
        let mut ranked: Vec<(f32, u64)> = chosen
            .iter()
            .zip(&weights.rows)
            .map(|(feature, row)| (worth(row), *feature))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        chosen = ranked[..keep].iter().map(|(_, feature)| *feature).collect();
        chosen.sort_unstable();
        eprintln!("{keep} features kept");
        weights = fit(corpora, model, &chosen, plan, seed);
    }
    let mut parts = parts.clone();
    parts.features = chosen
        .iter()
        .zip(&weights.rows)
        .map(|(feature, row)| (*feature, quantised(row)))
        .collect();
    parts.transitions = (0..TAGS * TAGS)
        .map(|at| (weights.transitions[at / TAGS][at % TAGS] * UNITS).round() as i16)
        .collect();
    parts.to_bytes()
}

fn worth(row: &Row) -> f32 {
    row.iter().map(|weight| weight * weight).sum()
}

fn quantised(row: &Row) -> [u8; ROW] {
    let most = row
        .iter()
        .fold(0.0_f32, |most, weight| most.max(weight.abs()))
        * UNITS;
    let shift = (0..7)
        .find(|shift| most / (1 << shift) as f32 <= 7.4)
        .unwrap_or(7);
    let nibble = |weight: f32| {
        ((weight * UNITS / (1 << shift) as f32)
            .round()
            .clamp(-8.0, 7.0) as i8 as u8)
            & 15
    };
    let mut bytes = [0; ROW];
    bytes[0] = shift;
    for (at, byte) in bytes[1..].iter_mut().enumerate() {
        *byte = nibble(row[at]) | nibble(row[HALF + at]) << 4;
    }
    bytes
}

fn fit(corpora: &[Labelled], model: &Model<'_>, chosen: &[u64], plan: Plan, seed: u64) -> Weights {
    let index: HashMap<u64, u32> = chosen
        .iter()
        .enumerate()
        .map(|(at, feature)| (*feature, at as u32))
        .collect();
    let mut examples = Vec::new();
    each_segment(corpora, model, &mut |weight, tokens, right| {
        let mut example = Example {
            weight,
            ends: Vec::new(),
            lexical: Vec::new(),
            features: Vec::new(),
            right: right.to_vec(),
        };
        for token in tokens {
            let start = example.features.len();
            example.features.extend(
                token
                    .lexical
                    .iter()
                    .filter_map(|feature| index.get(feature)),
            );
            example.lexical.push((example.features.len() - start) as u8);
            example
                .features
                .extend(token.others.iter().filter_map(|feature| index.get(feature)));
            example.ends.push(example.features.len() as u32);
        }
        examples.push(example);
    });
    let tokens: usize = examples.iter().map(|example| example.ends.len()).sum();
    eprintln!("{} segments, {tokens} tokens", examples.len());
    crf::train(&examples, chosen.len(), plan, seed)
}

#[derive(Default)]
struct Features {
    lexical: Vec<u64>,
    others: Vec<u64>,
}

/// Calls `each` with weight, features and right tags of every segment whose
/// names can be told by the recogniser's tokens.
fn each_segment(
    corpora: &[Labelled],
    model: &Model<'_>,
    each: &mut impl FnMut(f32, &[Features], &[u32]),
) {
    for corpus in corpora {
        for text in &corpus.texts {
            let document = Document::read(&text.prose, &text.sentences, model);
            let marks = phrases(&document, model);
            for (number, sentence) in document.sentences.iter().enumerate() {
                let around = Around {
                    document: &document,
                    start: sentence.start,
                    end: sentence.end,
                    headline: document.is_headline(sentence.clone()),
                    phrases: &marks,
                };
                if text.weights[number] <= 0.0 {
                    continue;
                }
                for segment in segments(&document, sentence.clone()) {
                    let Some(right) = right(corpus, text, number, &document, &segment) else {
                        continue;
                    };
                    let tokens: Vec<Features> = segment
                        .at
                        .clone()
                        .zip(&segment.runs)
                        .map(|(at, run)| token(&around, at, *run))
                        .collect();
                    each(text.weights[number], &tokens, &right);
                }
            }
        }
    }
}

fn token(around: &Around<'_, '_>, at: usize, run: features::Run) -> Features {
    let mut found = Features::default();
    let word = |offset: i8| {
        at.checked_add_signed(isize::from(offset))
            .filter(|at| (around.start..around.end).contains(at))
            .map(|at| around.document.word(at))
    };
    let mut count = 0;
    features::of_token(around, at, run, &mut |feature| {
        if count < 2 {
            found.lexical.push(feature);
        } else {
            found.others.push(feature);
        }
        count += 1;
    });
    for offset in OFFSETS {
        let mut count = 0;
        features::of_word(word(offset), offset, &mut |feature| {
            if offset == 0 && count < 2 {
                found.lexical.push(feature);
            } else {
                found.others.push(feature);
            }
            count += 1;
        });
    }
    found
}

/// The tags that are right for each token of a segment, as bits; `None` when
/// a name doesn't begin and end with tokens of the segment.
fn right(
    corpus: &Labelled,
    text: &Text,
    number: usize,
    document: &Document<'_>,
    segment: &Segment,
) -> Option<Vec<u32>> {
    let bit = |of: Type, place: Place| 1_u32 << of.tag(place);
    let mut outside = 1 << OUTSIDE;
    for of in corpus.open {
        for place in [Place::Begin, Place::Inside, Place::Last, Place::Unit] {
            outside |= bit(*of, place);
        }
    }
    let mut right = vec![outside; segment.at.len()];
    let places = &document.places[segment.at.clone()];
    let (from, to) = (places[0].at.start, places[places.len() - 1].at.end);
    for (at, of) in &text.names[number] {
        if at.end <= from || at.start >= to {
            continue;
        }
        let mut start = places.iter().position(|place| place.at.start == at.start);
        let mut end = places.iter().position(|place| place.at.end == at.end);
        // "pro-Russian" and "ISIL-linked" are cut to the name.
        let glued = |index: usize| {
            places
                .get(index)
                .is_some_and(|place| text.prose.slice(place.at) == "-")
        };
        if let Some(index) = start.filter(|index| {
            glued(index + 1)
                && document.word(segment.at.start + index).look
                    == dateline::annotate::recognise::tokens::Look::Small
        }) {
            start = Some(index + 2);
        }
        if start.is_none() && text.prose.slice(*at).contains('-') {
            let rest = text
                .prose
                .slice(*at)
                .find('-')
                .map(|dash| at.start + dash + 1);
            start = places.iter().position(|place| Some(place.at.start) == rest);
        }
        if end.is_none() && text.prose.slice(*at).contains('-') {
            let cut = text.prose.slice(*at).rfind('-').map(|dash| at.start + dash);
            end = places.iter().position(|place| Some(place.at.end) == cut);
        }
        let (start, end) = (start?, end?);
        if start > end {
            return None;
        }
        for (index, tags) in right.iter_mut().enumerate().take(end + 1).skip(start) {
            let place = match (index == start, index == end) {
                (true, true) => Place::Unit,
                (true, false) => Place::Begin,
                (false, true) => Place::Last,
                _ => Place::Inside,
            };
            *tags = bit(*of, place);
            if corpus.mixed && *of == Type::Thing {
                *tags |= bit(Type::Group, place);
            }
        }
    }
    Some(right)
}

/// How fast a model reads texts, with sentences and tokens found anew.
fn time(model: &Path, files: &[PathBuf]) {
    let bytes = std::fs::read(model).expect("the model can be read");
    let start = Instant::now();
    let model = Model::load(&bytes).expect("a whole model");
    let recogniser = Recogniser::new(model);
    println!("start: {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    for file in files {
        let text = std::fs::read_to_string(file).expect("the file can be read");
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        let articles: Vec<Prose> = paragraphs
            .chunks(12)
            .map(|article| Prose::from_plain(&article.join("\n\n")))
            .collect();
        let mut best = f64::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            let names: usize = articles
                .iter()
                .map(|prose| recogniser.names(prose, &sentences(prose)).len())
                .sum();
            assert!(names > 0, "a text without a name tells nothing");
            best = best.min(start.elapsed().as_secs_f64());
        }
        let tokens: usize = articles
            .iter()
            .map(|prose| {
                Document::read(prose, &sentences(prose), &model)
                    .places
                    .len()
            })
            .sum();
        println!(
            "{}: {} articles, {tokens} tokens, {:.0} tokens a second, {:.1} MB/s",
            file.display(),
            articles.len(),
            tokens as f64 / best,
            text.len() as f64 / best / 1e6
        );
    }
}

/// Precision, recall and F1 of people, organisations and places.
fn score(model: &Path, files: &[PathBuf]) {
    let bytes = std::fs::read(model).expect("the model can be read");
    let recogniser = Recogniser::new(Model::load(&bytes).expect("a whole model"));
    let mut by_margin = vec![[0_usize; 2]; 13];
    for file in files {
        let mut table: BTreeMap<Type, [usize; 3]> = BTreeMap::new();
        for text in corpus::read(file) {
            let found = recogniser.names(&text.prose, &text.sentences);
            let gold: Vec<_> = text.names.concat();
            for (_, of) in &gold {
                table.entry(*of).or_default()[1] += 1;
            }
            for name in &found {
                let row = table.entry(name.of).or_default();
                row[2] += 1;
                let is_right = gold.contains(&(name.at, name.of));
                row[0] += usize::from(is_right);
                let band = (name.margin.max(0) / 32).min(12) as usize;
                by_margin[band][0] += usize::from(is_right);
                by_margin[band][1] += 1;
            }
        }
        let f1 =
            |[hit, gold, found]: [usize; 3]| 200.0 * hit as f64 / ((gold + found) as f64).max(1.0);
        let all = [Type::Person, Type::Organisation, Type::Place];
        let sum = all.iter().fold([0; 3], |sum, of| {
            let row = table.get(of).copied().unwrap_or_default();
            [sum[0] + row[0], sum[1] + row[1], sum[2] + row[2]]
        });
        let each: Vec<String> = Type::ALL
            .iter()
            .map(|of| {
                format!(
                    "{of:?} {:.1}",
                    f1(table.get(of).copied().unwrap_or_default())
                )
            })
            .collect();
        println!(
            "{:20} {:5.2}  P {:.1} R {:.1}  {}",
            file.file_stem().unwrap_or_default().to_string_lossy(),
            f1(sum),
            100.0 * sum[0] as f64 / sum[2].max(1) as f64,
            100.0 * sum[0] as f64 / sum[1].max(1) as f64,
            each.join("  ")
        );
    }
    for (band, [right, all]) in by_margin.iter().enumerate() {
        let share = 100.0 * *right as f64 / (*all).max(1) as f64;
        println!("margin from {:3}: {share:5.1} % of {all} right", band * 32);
    }
}
