//! Patterns as steps, and how they are run over the tokens of a sentence.
//!
//! This exists so that matching allocates nothing. Rules are tried one by one
//! behind an index of what they may begin with, and not as one automaton: the
//! longest reading may be refused by what stands around it or by the calendar,
//! and then the next longest is wanted with its captures, which a run with
//! choices gives at once. Nothing repeats, so a run takes a bounded number of
//! steps and the whole is linear. It knows no time.

use std::collections::BTreeMap;

use super::class::{self, Class, Classes};
use super::pattern::{Pattern, Test};
use super::slots::{Capture, Slot};
use super::token::Token;

#[derive(Clone, Debug)]
enum Step {
    /// Passes a token.
    Take(Test, Option<(Slot, Class)>),
    /// Goes on here first, if the next token can begin what stands here, and
    /// then there.
    Fork(Classes, usize),
    /// Goes on there.
    Goto(usize),
    /// What lies between here and there must match, or must not.
    Look(bool, usize),
    /// The end of the pattern or of what is looked at.
    Done,
}

/// A pattern ready to run.
#[derive(Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    is_backward: bool,
}

/// Called at each end that a program reaches, with all that it captured;
/// whether to stop looking for more.
pub(super) type Accept<'a> = &'a mut dyn FnMut(usize, &[Capture]) -> bool;

impl Program {
    /// A program that reads on from a place.
    pub(super) fn forward(pattern: &Pattern) -> Self {
        Self::new(pattern, false)
    }

    /// A program that reads back from a place.
    pub(super) fn backward(pattern: &Pattern) -> Self {
        Self::new(pattern, true)
    }

    fn new(pattern: &Pattern, is_backward: bool) -> Self {
        let mut program = Self {
            steps: Vec::new(),
            is_backward,
        };
        program.add(pattern);
        program.steps.push(Step::Done);
        program.look_ahead();
        program
    }

    /// Tells each fork what its first branch may begin with.
    fn look_ahead(&mut self) {
        for step in 0..self.steps.len() {
            if let Step::Fork(_, other) = self.steps[step] {
                self.steps[step] = Step::Fork(self.first(step + 1), other);
            }
        }
    }

    /// What the first token may be; anything, if none need come.
    pub(super) fn opening(&self) -> Classes {
        self.first(0)
    }

    /// What a token may be that comes next here; anything, if none need come.
    fn first(&self, step: usize) -> Classes {
        let tests = self.takes_from(step).into_iter();
        let anys = tests.map(|step| match &self.steps[step] {
            Step::Take(test, _) => test.any,
            _ => Classes::ALL,
        });
        anys.reduce(Classes::with).unwrap_or(Classes::ALL)
    }

    fn add(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Token(test, capture) => self.steps.push(Step::Take(*test, *capture)),
            Pattern::Row(row) if self.is_backward => row.iter().rev().for_each(|p| self.add(p)),
            Pattern::Row(row) => row.iter().for_each(|p| self.add(p)),
            Pattern::Defined(inner) => self.add(inner),
            Pattern::Either(branches) => match one_test(branches) {
                Some(test) => self.steps.push(Step::Take(test, None)),
                None => self.add_either(branches),
            },
            Pattern::Maybe(inner) => {
                let fork = self.hole();
                self.add(inner);
                self.steps[fork] = Step::Fork(Classes::NONE, self.steps.len());
            }
            Pattern::Look(wanted, inner) => {
                let look = self.hole();
                self.add(inner);
                self.steps.push(Step::Done);
                self.steps[look] = Step::Look(*wanted, self.steps.len());
            }
        }
    }

    fn add_either(&mut self, branches: &[Pattern]) {
        let mut ends = Vec::new();
        let last = branches.len() - 1;
        for (index, branch) in branches.iter().enumerate() {
            if index == last {
                self.add(branch);
                continue;
            }
            let fork = self.hole();
            self.add(branch);
            ends.push(self.hole());
            self.steps[fork] = Step::Fork(Classes::NONE, self.steps.len());
        }
        for end in ends {
            self.steps[end] = Step::Goto(self.steps.len());
        }
    }

    /// A step that is filled in when its target is known.
    fn hole(&mut self) -> usize {
        self.steps.push(Step::Done);
        self.steps.len() - 1
    }

    /// The classes that its first token may have; with each, what the second may
    /// be then, `None` if none need follow.
    pub(super) fn begins(&self) -> Vec<(Class, Option<Classes>)> {
        let mut begins: BTreeMap<Class, Option<Classes>> = BTreeMap::new();
        for step in self.takes_from(0) {
            if let Step::Take(test, _) = &self.steps[step] {
                let second = self.second(step + 1);
                for class in test.any.iter() {
                    let known = begins.entry(class).or_insert(Some(Classes::NONE));
                    *known = known.zip(second).map(|(a, b)| a.with(b));
                }
            }
        }
        begins.into_iter().collect()
    }

    fn second(&self, step: usize) -> Option<Classes> {
        let first = self.first(step);
        (first != Classes::ALL).then_some(first)
    }

    /// The next steps from here that look at a token or end.
    fn takes_from(&self, start: usize) -> Vec<usize> {
        let mut open = vec![start];
        let mut takes = Vec::new();
        while let Some(step) = open.pop() {
            match self.steps[step] {
                Step::Take(..) | Step::Done => takes.push(step),
                Step::Fork(_, other) => open.extend([step + 1, other]),
                Step::Goto(other) | Step::Look(false, other) => open.push(other),
                // What must follow tells as much as what is passed.
                Step::Look(true, _) => open.push(step + 1),
            }
        }
        takes
    }

    /// Runs from before token `at`, or back from there. Whatever a refused
    /// choice captured is forgotten; what an accepted one did, stays.
    pub(super) fn run(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        captures: &mut Vec<Capture>,
        accept: Accept<'_>,
    ) -> bool {
        self.from(0, tokens, at, captures, accept)
    }

    /// The token that comes next at a place.
    fn token(&self, at: usize) -> Option<usize> {
        if self.is_backward {
            at.checked_sub(1)
        } else {
            Some(at)
        }
    }

    /// The place beyond the next token, if that passes the test.
    fn take(
        &self,
        test: &Test,
        capture: Option<(Slot, Class)>,
        tokens: &[Token<'_>],
        at: usize,
        captures: &mut Vec<Capture>,
    ) -> Option<usize> {
        let token = self.token(at);
        test.fits(classes(tokens, token)).then_some(())?;
        if let (Some((slot, class)), Some(token)) = (capture, token) {
            captures.push(Capture { slot, token, class });
        }
        Some(if self.is_backward {
            at.saturating_sub(1)
        } else {
            at + 1
        })
    }

    /// Runs from a step. Calls itself for each choice, so never deeper than the
    /// pattern has choices.
    fn from(
        &self,
        mut step: usize,
        tokens: &[Token<'_>],
        mut at: usize,
        captures: &mut Vec<Capture>,
        accept: Accept<'_>,
    ) -> bool {
        let mark = captures.len();
        loop {
            match &self.steps[step] {
                Step::Take(test, capture) => {
                    let Some(next) = self.take(test, *capture, tokens, at, captures) else {
                        captures.truncate(mark);
                        return false;
                    };
                    at = next;
                    step += 1;
                }
                Step::Fork(begins, other) => {
                    let may_begin = classes(tokens, self.token(at)).meets(*begins);
                    if may_begin && self.from(step + 1, tokens, at, captures, accept) {
                        return true;
                    }
                    step = *other;
                }
                Step::Goto(other) => step = *other,
                Step::Look(wanted, other) => {
                    let met = self.from(step + 1, tokens, at, captures, &mut |_, _| true);
                    if met != *wanted {
                        captures.truncate(mark);
                        return false;
                    }
                    step = *other;
                }
                Step::Done => {
                    if accept(at, captures) {
                        return true;
                    }
                    captures.truncate(mark);
                    return false;
                }
            }
        }
    }
}

/// The classes of a token, or of what lies beyond the sentence.
#[inline]
pub(super) fn classes(tokens: &[Token<'_>], at: Option<usize>) -> Classes {
    at.and_then(|at| tokens.get(at))
        .map_or(Classes::of(class::EDGE_OF_TEXT), |token| token.classes)
}

/// Branches of one plain token each, as one test.
fn one_test(branches: &[Pattern]) -> Option<Test> {
    let mut any = Classes::NONE;
    for branch in branches {
        let test = match branch {
            Pattern::Token(test, None) => test,
            Pattern::Row(row) => match row.as_slice() {
                [Pattern::Token(test, None)] => test,
                _ => return None,
            },
            _ => return None,
        };
        if *test
            != (Test {
                any: test.any,
                ..Test::default()
            })
        {
            return None;
        }
        any = any.with(test.any);
    }
    Some(Test {
        any,
        ..Test::default()
    })
}
