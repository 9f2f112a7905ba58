//! Every spelling of every known name, as a tree of words.
//!
//! A text is read from each of its words along the tree, as far as it goes:
//! at most [`LONGEST_NAME`] steps, however many names there are. This room
//! knows no entities, only numbers that stand for them.

use super::super::quick::Map;
use super::tokens::{Case, Token, each_token};
use super::variants::VARIANTS;

/// A name of more words and marks than this is never found: it bounds the work
/// on any text.
const LONGEST_NAME: usize = 64;

/// The tree, from the first words of names downward.
#[derive(Debug, Default)]
pub(super) struct Names {
    words: Map<Box<str>, u32>,
    /// The node of each word, as the first of a name; 0 when no name begins so.
    first: Vec<u32>,
    /// From a node by a word; the key is made by `edge`.
    next: Map<u64, u32>,
    /// The last that was added of those called so, by node; 0 for nobody.
    last: Vec<u32>,
    /// All bearers, each with the one before it of the same name.
    bearers: Vec<Bearer>,
    /// The words of the name that is being added.
    path: Vec<(u32, bool)>,
}

/// One that bears a name, and in what case it must be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Bearer {
    /// The number it was added under.
    pub(super) of: u32,
    /// Whether only the other spelling of it is the bearer's: "Defense" for
    /// "Defence".
    pub(super) is_variant: bool,
    /// A bit for each word of the name that begins with a capital.
    capitals: u64,
    /// The name as it must be written, when its case counts.
    exact: Option<Box<str>>,
    /// The bearer before it of the same name; 0 for none.
    before: u32,
}

/// A token of a text and the number of its word, if any name has that word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) token: Token,
    word: Option<u32>,
}

/// A name at the beginning of a stretch of text.
pub(super) struct Hit<'n> {
    /// How many tokens it covers.
    pub(super) length: usize,
    names: &'n Names,
    node: u32,
    capitals: u64,
    text: &'n str,
}

impl Names {
    /// A tree that knows only the words that are spelt in two ways, with room
    /// for so many names.
    pub(super) fn for_about(count: usize) -> Self {
        let mut names = Self::default();
        // About as many words as names, and as many steps from word to word.
        names.words.reserve(count);
        names.next.reserve(count);
        names.last.reserve(2 * count);
        names.bearers.reserve(2 * count);
        // The root and nobody, so that 0 is the number of no other.
        names.last.push(0);
        names.bearers.push(Bearer::default());
        for spelling in VARIANTS.as_flattened() {
            names.word(spelling);
        }
        names
    }

    /// Adds a name of number `of`. A name without a word or a mark, and one
    /// that is too long, can't be found and isn't added.
    pub(super) fn add(&mut self, name: &str, is_exact: bool, of: u32) {
        let mut path = std::mem::take(&mut self.path);
        path.clear();
        let mut capitals = 0;
        each_token(name, Case::Folded, |token, form| {
            if path.len() < LONGEST_NAME {
                capitals |= u64::from(token.is_capitalised) << path.len();
            }
            path.push((self.word(form), token.is_spaced));
        });
        if (1..=LONGEST_NAME).contains(&path.len()) {
            let bearer = Bearer {
                of,
                is_variant: false,
                capitals,
                exact: is_exact.then(|| written(name).into()),
                before: 0,
            };
            self.insert_variants(&path, &bearer);
            self.insert(&path, bearer);
        }
        self.path = path;
    }

    /// Adds the name in wholly British and wholly American spelling.
    fn insert_variants(&mut self, path: &[(u32, bool)], bearer: &Bearer) {
        let has_variants = path.iter().any(|(word, _)| is_in_pairs(*word));
        if bearer.exact.is_some() || !has_variants {
            return;
        }
        for spelling in [0, 1] {
            let in_spelling = |(word, is_spaced): &(u32, bool)| {
                let paired = is_in_pairs(*word);
                (
                    if paired { word & !1 | spelling } else { *word },
                    *is_spaced,
                )
            };
            let respelt: Vec<_> = path.iter().map(in_spelling).collect();
            if respelt != path {
                let is_variant = true;
                self.insert(
                    &respelt,
                    Bearer {
                        is_variant,
                        ..bearer.clone()
                    },
                );
            }
        }
    }

    /// All that bear `name` in some case.
    pub(super) fn get(&self, name: &str) -> impl Iterator<Item = &Bearer> {
        let mut node = None;
        let mut is_first = true;
        each_token(name, Case::Folded, |token, form| {
            let word = self.words.get(form).copied();
            node = match (node, word) {
                (None, Some(word)) if is_first => Some(self.first[word as usize]),
                (Some(node), Some(word)) => self.next.get(&edge(node, word, token)).copied(),
                _ => None,
            };
            is_first = false;
        });
        self.called(node.unwrap_or(0))
    }

    /// The tokens of a text with the numbers of their words.
    pub(super) fn read(&self, text: &str, known: &mut Vec<Known>) {
        known.clear();
        each_token(text, Case::Folded, |token, form| {
            let word = self.words.get(form).copied();
            known.push(Known { token, word });
        });
    }

    /// The longest name that begins with the first of `tokens`, in the case of
    /// names; none goes past one that `is_barred`.
    pub(super) fn longest<'n>(
        &'n self,
        text: &'n str,
        tokens: &[Known],
        is_barred: impl Fn(&Token) -> bool,
    ) -> Option<Hit<'n>> {
        let start = tokens.first()?.token.at.start;
        let mut longest = None;
        let mut capitals = 0;
        let mut node = 0;
        for (index, known) in tokens.iter().take(LONGEST_NAME).enumerate() {
            let Some(word) = known.word else {
                break;
            };
            node = if index == 0 {
                self.first[word as usize]
            } else {
                let next = self.next.get(&edge(node, word, known.token));
                next.copied().unwrap_or(0)
            };
            if node == 0 || is_barred(&known.token) {
                break;
            }
            capitals |= u64::from(known.token.is_capitalised) << index;
            let hit = Hit {
                length: index + 1,
                names: self,
                node,
                capitals,
                text: &text[start..known.token.at.end],
            };
            if hit.bearers().next().is_some() {
                longest = Some(hit);
            }
        }
        longest
    }

    fn word(&mut self, form: &str) -> u32 {
        if let Some(word) = self.words.get(form) {
            return *word;
        }
        let word = number(self.words.len());
        self.words.insert(form.into(), word);
        self.first.push(0);
        word
    }

    fn insert(&mut self, path: &[(u32, bool)], mut bearer: Bearer) {
        let mut node = 0;
        for (index, (word, is_spaced)) in path.iter().enumerate() {
            let next = if index == 0 {
                &mut self.first[*word as usize]
            } else {
                self.next.entry(key(node, *word, *is_spaced)).or_insert(0)
            };
            if *next == 0 {
                *next = number(self.last.len());
                self.last.push(0);
            }
            node = *next;
        }
        let last = &mut self.last[node as usize];
        bearer.before = std::mem::replace(last, number(self.bearers.len()));
        self.bearers.push(bearer);
    }

    /// All whose name ends at a node.
    fn called(&self, node: u32) -> impl Iterator<Item = &Bearer> {
        let number = |number: u32| (number > 0).then(|| &self.bearers[number as usize]);
        std::iter::successors(number(self.last[node as usize]), move |bearer| {
            number(bearer.before)
        })
    }
}

impl<'n> Hit<'n> {
    /// Those whose name may be written as it is here.
    pub(super) fn bearers(&self) -> impl Iterator<Item = &'n Bearer> {
        let (capitals, text) = (self.capitals, self.text);
        let fits = move |bearer: &&Bearer| match bearer.exact.as_deref() {
            Some(exact) => bearer.capitals == capitals && (exact == text || exact == written(text)),
            None => bearer.capitals & !capitals == 0,
        };
        self.names.called(self.node).filter(fits)
    }
}

/// Whether a word has two spellings. These come first, in pairs, so that only
/// the last bit of their numbers tells which it is.
fn is_in_pairs(word: u32) -> bool {
    (word as usize) < VARIANTS.len() * 2
}

/// A name or a stretch of text in the form that is compared where case counts.
fn written(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    each_token(text, Case::Kept, |token, form| {
        if token.is_spaced && !written.is_empty() {
            written.push(' ');
        }
        written.push_str(form);
    });
    written
}

fn edge(node: u32, word: u32, token: Token) -> u64 {
    key(node, word, token.is_spaced)
}

/// Half of the numbers are enough for words, so the last bit is free.
fn key(node: u32, word: u32, is_spaced: bool) -> u64 {
    u64::from(node) << 32 | u64::from(word) << 1 | u64::from(is_spaced)
}

fn number(count: usize) -> u32 {
    u32::try_from(count)
        .ok()
        .filter(|count| *count <= u32::MAX / 2)
        .expect("names hold fewer than two thousand million words")
}
