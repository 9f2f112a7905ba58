//! Rules: which runs of words say when, as data in `rules/*.rules`.
//!
//! This exists so that the language is read in one place, rule by rule, with
//! its examples; they run as tests. A file has two kinds of entries:
//!
//! ```text
//! define NAME pattern
//!
//! rule name
//!   match       pattern            one line for each form
//!   before      pattern            must stand before it
//!   not before  pattern            mustn't
//!   after       pattern            must follow
//!   not after   pattern            mustn't
//!   make        Make slot=value    what it becomes
//!   yes         On {Feb. 22|2016-02-22} it rained.
//!   no          May 3 people come?
//! ```
//!
//! `pattern` has the notation. From each word the longest match wins, then the
//! order of the rules. It knows no dateline.

mod draft;

use std::collections::BTreeMap;

use self::draft::{Draft, read};
use super::class::{Classes, MOST, Names};
use super::lexicon::Lexicon;
use super::make::{Make, Reading};
use super::pattern::Scope;
use super::program::{self, Program};
use super::slots::{Capture, Slot, Slots};
use super::token::Token;
use super::value::Value;

/// The files, in order of precedence.
const FILES: &[(&str, &str)] = &[
    ("shared", include_str!("rules/shared.rules")),
    ("days", include_str!("rules/days.rules")),
    ("year_parts", include_str!("rules/year_parts.rules")),
    ("years", include_str!("rules/years.rules")),
    ("relative", include_str!("rules/relative.rules")),
    ("holidays", include_str!("rules/holidays.rules")),
    ("clock", include_str!("rules/clock.rules")),
    ("lengths", include_str!("rules/lengths.rules")),
    ("vague", include_str!("rules/vague.rules")),
];

/// The words and the rules of a language.
#[derive(Debug)]
pub(super) struct Language {
    /// The words.
    pub(super) lexicon: Lexicon,
    /// The rules.
    pub(super) rules: Rules,
    /// What makes a list or a range of the dates around it: the class `JOIN`.
    pub(super) joiners: Classes,
}

impl Language {
    /// English, from the data that is built in.
    ///
    /// # Errors
    ///
    /// The rule or the line that can't be read, and why.
    pub(super) fn english() -> Result<Self, String> {
        let mut names = Names::of_shapes();
        let mut lexicon = Lexicon::parse(include_str!("lexicon.txt"), &mut names)?;
        let mut drafts = Vec::new();
        let mut scope = Scope {
            names: &mut names,
            defined: BTreeMap::new(),
            literals: BTreeMap::new(),
        };
        for (file, text) in FILES {
            read(file, text, &mut scope, &mut drafts)?;
        }
        for (word, class) in scope.literals {
            lexicon
                .add_literal(&word, class)
                .ok_or_else(|| format!("`{word}` is too long a word"))?;
        }
        let joiners = names.get("JOIN").ok_or("there is no class `JOIN`")?;
        Ok(Self {
            rules: Rules::new(drafts, &lexicon)?,
            joiners: Classes::of(joiners),
            lexicon,
        })
    }
}

/// A rule ready to run.
#[derive(Debug)]
pub(super) struct Rule {
    forms: Vec<Program>,
    before: Vec<(bool, Program)>,
    /// What the token before it may be.
    neighbour: Classes,
    make: Make,
    constants: Vec<(Slot, Value)>,
    #[cfg(test)]
    pub(super) name: String,
    #[cfg(test)]
    pub(super) examples: Vec<(bool, String)>,
}

/// One form of a rule, and what its first two tokens may be.
#[derive(Clone, Copy, Debug)]
struct Opening {
    rule: usize,
    form: usize,
    second: Option<Classes>,
}

/// The rules of a language, by what they may begin with.
#[derive(Debug)]
pub(super) struct Rules {
    all: Vec<Rule>,
    openings: Vec<Vec<Opening>>,
    openers: Classes,
}

/// What the best rule read from a place.
#[derive(Debug)]
pub(super) struct Match {
    /// The token after it.
    pub(super) end: usize,
    /// What it says.
    pub(super) reading: Reading,
    /// Which rule.
    pub(super) rule: usize,
}

impl Rules {
    fn new(drafts: Vec<Draft>, lexicon: &Lexicon) -> Result<Self, String> {
        let types = lexicon.types();
        let rules = drafts.into_iter().map(|draft| draft.finish(&types));
        let rules: Vec<Rule> = rules.collect::<Result<_, _>>()?;
        let mut openings = vec![Vec::new(); MOST];
        let mut openers = Classes::NONE;
        for (rule, of) in rules.iter().enumerate() {
            for (form, program) in of.forms.iter().enumerate() {
                for (class, second) in program.begins() {
                    openers = openers.with(Classes::of(class));
                    openings[class.index()].push(Opening { rule, form, second });
                }
            }
        }
        Ok(Self {
            all: rules,
            openings,
            openers,
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    #[cfg(test)]
    pub(super) fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.all.iter()
    }

    /// The longest match that begins with token `at`, of the first rule that
    /// has it.
    pub(super) fn longest(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        lexicon: &Lexicon,
        captures: &mut Vec<Capture>,
    ) -> Option<Match> {
        let first = tokens[at].classes;
        if !first.meets(self.openers) {
            return None;
        }
        let second = program::classes(tokens, Some(at + 1));
        let mut best = None;
        // Most classes of a word open no rule.
        for class in first.shared(self.openers).iter() {
            for opening in &self.openings[class.index()] {
                if opening.second.is_none_or(|wanted| second.meets(wanted)) {
                    self.offer(*opening, tokens, at, lexicon, captures, &mut best);
                }
            }
        }
        best
    }

    fn offer(
        &self,
        opening: Opening,
        tokens: &[Token<'_>],
        at: usize,
        lexicon: &Lexicon,
        captures: &mut Vec<Capture>,
        best: &mut Option<Match>,
    ) {
        let rule = &self.all[opening.rule];
        captures.clear();
        if !program::classes(tokens, at.checked_sub(1)).meets(rule.neighbour) {
            return;
        }
        for (wanted, guard) in &rule.before {
            if guard.run(tokens, at, captures, &mut |_, _| true) != *wanted {
                return;
            }
        }
        rule.forms[opening.form].run(tokens, at, captures, &mut |end, captures| {
            let is_better = best
                .as_ref()
                .is_none_or(|best| best.end < end || (best.end == end && opening.rule < best.rule));
            if end == at || !is_better {
                return false;
            }
            let slots = Slots {
                constants: &rule.constants,
                captures,
                tokens,
                lexicon,
            };
            if let Some(reading) = rule.make.reading(&slots) {
                *best = Some(Match {
                    end,
                    reading,
                    rule: opening.rule,
                });
            }
            false
        });
    }
}
