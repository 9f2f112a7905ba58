//! Counts which stems many English texts hold, for
//! `src/annotate/lexicon/usual_stems.tsv`:
//!
//! ```sh
//! cargo run --example usual_stems -- gum.conll wikigold.conll ewt_other.conll politics_wiki.conll
//! ```
//!
//! The files hold a token and its tag a line; `NOTICE` says where they come
//! from. Only tokens outside of names count, in texts of 300 each.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a tool that reads files and prints a table"
)]

use std::collections::BTreeMap;

use dateline::annotate::{Stems, terms};
use dateline::article::Prose;

/// Tokens of a text.
const TEXT: usize = 300;

/// A stem that fewer texts hold is left out.
const FEWEST: u32 = 6;

fn main() {
    let mut held: BTreeMap<String, u32> = BTreeMap::new();
    let mut texts = 0;
    let stems = Stems::default();
    for path in std::env::args().skip(1) {
        let file = std::fs::read_to_string(&path).expect("the file can be read");
        let tokens = file.lines().filter_map(|line| line.split_once('\t'));
        let outside = tokens.filter(|(token, tag)| *tag == "O" && *token != "-DOCSTART-");
        let words: Vec<&str> = outside.map(|(token, _)| token).collect();
        for text in words.chunks_exact(TEXT) {
            texts += 1;
            for term in terms("", &Prose::from_plain(&running(text)), &[], "en", &stems).0 {
                *held.entry(term.stem.to_string()).or_default() += 1;
            }
        }
    }
    let mut usual: Vec<(u32, String)> = held.into_iter().map(|(stem, held)| (held, stem)).collect();
    usual.retain(|(held, _)| *held >= FEWEST);
    usual.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    println!("# Stems, and the share of English texts of {TEXT} words that hold them; made by");
    println!("# examples/usual_stems.rs from {texts} texts. Origin and licence: NOTICE.");
    for (held, stem) in usual {
        println!("{stem}\t{:.4}", f64::from(held) / f64::from(texts));
    }
}

/// The tokens as text, with the ends of contractions joined again.
fn running(tokens: &[&str]) -> String {
    let mut text = String::new();
    for token in tokens {
        let is_end = token.contains(['\'', '\u{2019}']);
        if !is_end {
            text.push(' ');
        }
        text.push_str(token);
    }
    text
}
