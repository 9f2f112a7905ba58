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

use std::collections::BTreeMap;

use super::class::{Class, Classes, MOST, Names};
use super::lexicon::Lexicon;
use super::make::{Make, Reading};
use super::pattern::{self, Pattern, Scope};
use super::program::Program;
use super::slots::{Capture, Slot, Slots};
use super::token::Token;
use super::value::{Type, Value};

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

/// A rule as it is written.
#[derive(Debug, Default)]
struct Draft {
    name: String,
    forms: Vec<Pattern>,
    before: Vec<(bool, Pattern)>,
    after: Vec<(bool, Pattern)>,
    make: Option<Make>,
    constants: Vec<(Slot, Value)>,
    #[cfg(test)]
    examples: Vec<(bool, String)>,
}

fn read(
    file: &str,
    text: &str,
    scope: &mut Scope<'_>,
    drafts: &mut Vec<Draft>,
) -> Result<(), String> {
    let mut draft: Option<Draft> = None;
    for (number, line) in (1..).zip(joined_lines(text)) {
        let (key, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let rest = rest.trim();
        let fault = |what: String| format!("{file}.rules, entry {number}, `{line}`: {what}");
        match key {
            "" => {}
            "define" => {
                let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
                let pattern = pattern::parse(text, scope).map_err(fault)?;
                scope.defined.insert(name.to_owned(), pattern);
            }
            "rule" => {
                drafts.extend(draft.take());
                draft = Some(Draft {
                    name: rest.to_owned(),
                    ..Draft::default()
                });
            }
            _ => match &mut draft {
                Some(draft) => draft.set(key, rest, scope).map_err(fault)?,
                None => return Err(fault("belongs to no rule".to_owned())),
            },
        }
    }
    drafts.extend(draft);
    Ok(())
}

/// The lines without comments; one that is indented deeper than the line of a
/// rule goes on from the one before.
fn joined_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let goes_on = line.starts_with("      ");
        let line = line.trim();
        match lines.last_mut() {
            _ if line.starts_with('#') => {}
            Some(last) if goes_on && !line.is_empty() => {
                last.push(' ');
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

impl Draft {
    fn set(&mut self, key: &str, rest: &str, scope: &mut Scope<'_>) -> Result<(), String> {
        let (key, rest, wanted) = match rest.split_once(' ') {
            Some((side, rest)) if key == "not" => (side, rest, false),
            _ => (key, rest, true),
        };
        match key {
            "match" => self.forms.push(pattern::parse(rest, scope)?),
            "before" => self.before.push((wanted, pattern::parse(rest, scope)?)),
            "after" => self.after.push((wanted, pattern::parse(rest, scope)?)),
            "make" => self.set_make(rest)?,
            "yes" | "no" => {
                #[cfg(test)]
                self.examples.push((key == "yes", rest.to_owned()));
            }
            _ => return Err(format!("there is no `{key}`")),
        }
        Ok(())
    }

    fn set_make(&mut self, text: &str) -> Result<(), String> {
        let mut words = text.split_whitespace();
        let name = words.next().unwrap_or_default();
        self.make = Some(Make::named(name).ok_or_else(|| format!("there is no make `{name}`"))?);
        for word in words {
            let constant = word.split_once('=').and_then(|(slot, value)| {
                let (slot, value) = (Slot::named(slot)?, Value::parse(value)?);
                (slot.type_of() == value.type_of()).then_some((slot, value))
            });
            self.constants
                .push(constant.ok_or_else(|| format!("`{word}` gives no slot its value"))?);
        }
        Ok(())
    }

    /// The rule, if each capture can have what its slot holds.
    fn finish(self, types: &Types) -> Result<Rule, String> {
        let fault = |what: &str| format!("rule {}: {what}", self.name);
        let guards = self.before.iter().chain(&self.after);
        for pattern in self.forms.iter().chain(guards.map(|(_, pattern)| pattern)) {
            check_types(pattern, types).map_err(|what| fault(&what))?;
        }
        let make = self.make.ok_or_else(|| fault("makes nothing"))?;
        let looks =
            |(wanted, pattern): &(bool, Pattern)| Pattern::Look(*wanted, Box::new(pattern.clone()));
        let after: Vec<Pattern> = self.after.iter().map(looks).collect();
        let before = self.before.iter();
        Ok(Rule {
            forms: self
                .forms
                .into_iter()
                .map(|form| {
                    let row = std::iter::once(form).chain(after.iter().cloned());
                    Program::forward(&Pattern::Row(row.collect()))
                })
                .collect(),
            before: before
                .map(|(wanted, pattern)| (*wanted, Program::backward(pattern)))
                .collect(),
            make,
            constants: self.constants,
            #[cfg(test)]
            name: self.name,
            #[cfg(test)]
            examples: self.examples,
        })
    }
}

/// What the words of each class stand for.
type Types = BTreeMap<Class, Option<Type>>;

fn check_types(pattern: &Pattern, types: &Types) -> Result<(), String> {
    match pattern {
        Pattern::Token(_, Some((slot, class))) if slot.type_of() != Type::Flag => {
            let wanted = slot.type_of();
            // A number's class has no words; the number is the value.
            if types
                .get(class)
                .is_none_or(|of_class| *of_class == Some(wanted))
            {
                Ok(())
            } else {
                Err(format!(
                    "a class without {wanted:?} is captured as {slot:?}"
                ))
            }
        }
        Pattern::Token(..) => Ok(()),
        Pattern::Row(inner) | Pattern::Either(inner) => {
            inner.iter().try_for_each(|p| check_types(p, types))
        }
        Pattern::Maybe(inner) | Pattern::Look(_, inner) => check_types(inner, types),
    }
}

/// A rule ready to run.
#[derive(Debug)]
pub(super) struct Rule {
    forms: Vec<Program>,
    before: Vec<(bool, Program)>,
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
        let second = tokens.get(at + 1).map_or(Classes::NONE, |t| t.classes);
        let mut best = None;
        for class in first.iter() {
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
