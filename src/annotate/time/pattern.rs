//! Patterns: the notation in which rules say what they match.
//!
//! This exists so that a rule reads like the words it is for. A pattern is a
//! row of tests of one token each:
//!
//! | Notation | Meaning |
//! |---|---|
//! | `MONTH` | a token of this class |
//! | `the`, `','` | this word or sign |
//! | `A&B&!C` | of all these classes and of none of those |
//! | `~X` | glued to the token before it |
//! | `X:slot` | captured under this name |
//! | `X?` | may be missing |
//! | `( X Y \| Z )` | one of these |
//! | `!X`, `=X` | not, or certainly, followed by this, which isn't passed |
//! | `$NAME` | what `define NAME` says |
//!
//! Nothing repeats without end, which keeps reading linear. It knows no time.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::class::{self, Class, Classes, Names};
use super::slots::Slot;

/// What one token must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Test {
    /// At least one of these.
    pub(super) any: Classes,
    /// All of these.
    pub(super) all: Classes,
    /// None of these.
    pub(super) none: Classes,
}

impl Test {
    /// Whether a token of these classes passes.
    #[inline]
    pub(super) fn fits(&self, classes: Classes) -> bool {
        classes.meets(self.any) && classes.has_all(self.all) && !classes.meets(self.none)
    }
}

/// A pattern as a tree.
#[derive(Debug)]
pub(super) enum Pattern {
    /// One token, perhaps captured as one of a class.
    Token(Test, Option<(Slot, Class)>),
    /// One after the other.
    Row(Vec<Pattern>),
    /// One of these.
    Either(Vec<Pattern>),
    /// This or nothing.
    Maybe(Box<Pattern>),
    /// What must, or must not, come next without being passed.
    Look(bool, Rc<Pattern>),
    /// What a `define` says, for all that use it: copies would be most of the
    /// work of reading the rules.
    Defined(Rc<Pattern>),
}

/// What a pattern may refer to.
#[derive(Debug)]
pub(super) struct Scope<'s> {
    /// The classes.
    pub(super) names: &'s mut Names,
    /// The patterns with a name.
    pub(super) defined: BTreeMap<String, Rc<Pattern>>,
    /// Words that patterns name, and their classes.
    pub(super) literals: BTreeMap<String, Class>,
}

/// Reads a pattern.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn parse(text: &str, scope: &mut Scope<'_>) -> Result<Pattern, String> {
    let mut parser = Parser {
        rest: text.trim(),
        scope,
    };
    let pattern = parser.either()?;
    match parser.rest {
        "" => Ok(pattern),
        rest => Err(format!("unexpected `{rest}`")),
    }
}

struct Parser<'p, 's> {
    rest: &'p str,
    scope: &'p mut Scope<'s>,
}

impl<'p> Parser<'p, '_> {
    fn eat(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn eat_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn either(&mut self) -> Result<Pattern, String> {
        let mut branches = vec![self.row()?];
        while self.eat('|') {
            branches.push(self.row()?);
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => Pattern::Either(branches.into_iter().chain(last).collect()),
        })
    }

    fn row(&mut self) -> Result<Pattern, String> {
        let mut row = Vec::new();
        self.eat_space();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            row.push(self.item()?);
            self.eat_space();
        }
        Ok(Pattern::Row(row))
    }

    fn item(&mut self) -> Result<Pattern, String> {
        let item = if self.eat('!') {
            Pattern::Look(false, Rc::new(self.item()?))
        } else if self.eat('=') {
            Pattern::Look(true, Rc::new(self.item()?))
        } else if self.eat('(') {
            let inner = self.either()?;
            if !self.eat(')') {
                return Err("a bracket isn't closed".to_owned());
            }
            inner
        } else if self.eat('$') {
            let name = self.name();
            let defined = self.scope.defined.get(name).cloned();
            Pattern::Defined(defined.ok_or_else(|| format!("`${name}` isn't defined"))?)
        } else {
            self.token()?
        };
        Ok(if self.eat('?') {
            Pattern::Maybe(Box::new(item))
        } else {
            item
        })
    }

    fn token(&mut self) -> Result<Pattern, String> {
        let mut test = Test::default();
        if self.eat('~') {
            test.all = Classes::of(class::GLUED);
        }
        let class = self.class()?;
        test.any = Classes::of(class);
        while self.eat('&') {
            let is_refused = self.eat('!');
            let class = Classes::of(self.class()?);
            let side = if is_refused {
                &mut test.none
            } else {
                &mut test.all
            };
            *side = side.with(class);
        }
        let capture = if self.eat(':') {
            let name = self.name();
            let slot = Slot::named(name).ok_or_else(|| format!("there is no slot `{name}`"))?;
            Some((slot, class))
        } else {
            None
        };
        Ok(Pattern::Token(test, capture))
    }

    /// The class that a name in capitals, a word or a quoted sign stands for.
    fn class(&mut self) -> Result<Class, String> {
        let quoted = self
            .rest
            .strip_prefix('\'')
            .and_then(|rest| rest.split_once('\''));
        let word = match quoted {
            Some((word, rest)) => {
                self.rest = rest;
                word
            }
            None => self.name(),
        };
        if word.is_empty() {
            return Err(format!("a word is missing before `{}`", self.rest));
        }
        if quoted.is_none() && word.starts_with(|c: char| c.is_ascii_uppercase()) {
            let class = self.scope.names.get(word);
            return class.ok_or_else(|| format!("there is no class `{word}`"));
        }
        let class = self.scope.names.get_or_add(&format!("'{word}'"));
        let class = class.ok_or_else(|| "there are too many classes".to_owned())?;
        self.scope.literals.insert(word.to_owned(), class);
        Ok(class)
    }

    fn name(&mut self) -> &'p str {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name
    }
}
