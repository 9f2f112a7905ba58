//! Names that stand in no table: a recogniser trained on news.
//!
//! A linear-chain model (a conditional random field) over hashed features of
//! words, their neighbours and the whole text, with weights in whole numbers:
//! the same text gives the same names on every machine. It knows one text and
//! no entities; which person "Carter" is, is for `resolve`. How its weights
//! were made stands in `docs/model.md`.

mod agree;
pub mod decode;
pub mod document;
pub mod features;
pub mod flags;
pub mod hash;
pub mod model;
pub mod phrases;
pub mod segments;
pub mod tags;
pub mod tokens;

use agree::{Spotted, agree};
use decode::{Name, Scores, Tables, Transitions, decode};
use document::Document;
use features::{Around, OFFSETS};
pub use model::{BadModel, Model};
use model::{Lookups, Sum};
use segments::{Segment, segments};
use tags::Type;

use crate::article::{Prose, ProseRange};

/// A name of more tokens than this is a list that was misread.
const LONGEST: usize = 16;

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The words.
    pub at: ProseRange,
    /// Its type.
    pub of: Type,
    /// How much better this reading is than any other, in the model's units.
    pub margin: i32,
    /// Whether a title of a person stands before it.
    pub titled: bool,
}

/// The recogniser, ready to read.
#[derive(Clone, Debug)]
pub struct Recogniser<'m> {
    model: Model<'m>,
    transitions: Transitions,
}

impl<'m> Recogniser<'m> {
    /// A recogniser with these weights.
    #[must_use]
    pub fn new(model: Model<'m>) -> Self {
        Self {
            transitions: Transitions::of(&model),
            model,
        }
    }

    /// The names of a text, in order, without overlap.
    ///
    /// # Panics
    /// When the text has 2^32 distinct words.
    #[must_use]
    pub fn names(&self, prose: &Prose, sentences: &[ProseRange]) -> Vec<Recognised> {
        let document = Document::read(prose, sentences, &self.model);
        let phrases = phrases::phrases(&document, &self.model);
        let mut scorer = Scorer {
            model: &self.model,
            document: &document,
            phrases: &phrases,
            known: vec![[0; 5]; document.words.len()],
            edges: [0; 5],
            sums: Vec::new(),
            hashes: Vec::new(),
            lookups: Lookups::default(),
        };
        let (mut rows, mut tables, mut names) = (Vec::new(), Tables::default(), Vec::new());
        let mut found = Vec::new();
        for sentence in &document.sentences {
            let parts = segments(&document, sentence.clone());
            if parts.is_empty() {
                continue;
            }
            let around = scorer.around(sentence.clone());
            for segment in parts {
                scorer.score(&around, &segment, &mut rows);
                decode(&rows, &self.transitions, &mut tables, &mut names);
                let names = names.iter().filter(|name| name.end - name.start <= LONGEST);
                found.extend(names.map(|name| spotted(&segment, name)));
            }
        }
        agree(&document, &mut found);
        let mut sentences = document.sentences.iter();
        let mut sentence = 0..0;
        let finished = found.iter().map(|name| {
            while name.start >= sentence.end {
                sentence = sentences
                    .next()
                    .cloned()
                    .expect("a name stands in a sentence");
            }
            recognised(&document, sentence.start, name)
        });
        finished.collect()
    }
}

fn spotted(segment: &Segment, name: &Name) -> Spotted {
    Spotted {
        start: segment.at.start + name.start,
        end: segment.at.start + name.end,
        of: name.of,
        margin: name.margin,
    }
}

fn recognised(document: &Document<'_>, sentence: usize, name: &Spotted) -> Recognised {
    let before = name.start.checked_sub(1).filter(|at| *at >= sentence);
    let (first, last) = (document.places[name.start], document.places[name.end - 1]);
    Recognised {
        at: ProseRange::new(first.at.start, last.at.end),
        of: name.of,
        margin: name.margin,
        titled: before.is_some_and(|at| document.word(at).class.flags & flags::TITLE != 0),
    }
}

/// Scores tokens, and remembers the sums of each word.
struct Scorer<'d, 'p> {
    model: &'d Model<'d>,
    document: &'d Document<'p>,
    phrases: &'d [u16],
    /// Per word and offset: index into `sums`, from 1; 0 when not yet summed.
    known: Vec<[u32; 5]>,
    edges: [u32; 5],
    sums: Vec<Sum>,
    hashes: Vec<u64>,
    lookups: Lookups,
}

impl<'d, 'p> Scorer<'d, 'p> {
    fn around(&self, sentence: std::ops::Range<usize>) -> Around<'d, 'p> {
        Around {
            document: self.document,
            start: sentence.start,
            end: sentence.end,
            headline: self.document.is_headline(sentence),
            phrases: self.phrases,
        }
    }

    fn score(&mut self, around: &Around<'_, '_>, segment: &Segment, scores: &mut Vec<Scores>) {
        scores.clear();
        for (at, run) in segment.at.clone().zip(&segment.runs) {
            self.hashes.clear();
            features::of_token(around, at, *run, &mut |feature| self.hashes.push(feature));
            let mut sum = self.model.sum(&self.hashes, &mut self.lookups);
            for offset in OFFSETS {
                let near = at
                    .checked_add_signed(isize::from(offset))
                    .filter(|at| (around.start..around.end).contains(at));
                let word = self.of_word(near, offset);
                sum.join(word);
            }
            scores.push(sum.scores());
        }
    }

    /// The summed weights of a word seen from `offset` away.
    fn of_word(&mut self, at: Option<usize>, offset: i8) -> &Sum {
        let column = (offset + 2).unsigned_abs() as usize;
        let word = at.map(|at| self.document.places[at].word as usize);
        let known = match word {
            Some(word) => &mut self.known[word][column],
            None => &mut self.edges[column],
        };
        if *known == 0 {
            let word = word.map(|word| &self.document.words[word]);
            self.hashes.clear();
            features::of_word(word, offset, &mut |feature| self.hashes.push(feature));
            let sum = self.model.sum(&self.hashes, &mut self.lookups);
            self.sums.push(sum);
            *known = u32::try_from(self.sums.len()).expect("fewer than 2^32 sums");
        }
        &self.sums[*known as usize - 1]
    }
}
