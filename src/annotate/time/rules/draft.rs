//! Rules as they are written, line by line.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Rule;
use crate::annotate::time::class::{Class, Classes};
use crate::annotate::time::make::Make;
use crate::annotate::time::pattern::{self, Pattern, Scope};
use crate::annotate::time::program::Program;
use crate::annotate::time::slots::Slot;
use crate::annotate::time::value::{Type, Value};

/// A rule as it is written.
#[derive(Debug, Default)]
pub(super) struct Draft {
    name: String,
    forms: Vec<Pattern>,
    before: Vec<(bool, Pattern)>,
    after: Vec<(bool, Rc<Pattern>)>,
    make: Option<Make>,
    constants: Vec<(Slot, Value)>,
    #[cfg(test)]
    examples: Vec<(bool, String)>,
}

/// Reads a file of rules; what it defines is added to the scope.
///
/// # Errors
///
/// The line that can't be read, and why.
pub(super) fn read(
    file: &str,
    text: &str,
    scope: &mut Scope<'_>,
    drafts: &mut Vec<Draft>,
) -> Result<(), String> {
    let mut draft: Option<Draft> = None;
    for (number, line) in joined_lines(text) {
        let (key, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let rest = rest.trim();
        let rule = draft.as_ref().map_or("", |draft| draft.name.as_str());
        let place = format!("{file}.rules, line {number}, rule {rule}");
        let fault = |what: String| format!("{place}: {what} in `{line}`");
        match key {
            "" => {}
            "define" => {
                let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
                let pattern = pattern::parse(text, scope).map_err(fault)?;
                scope.defined.insert(name.to_owned(), Rc::new(pattern));
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

/// The lines with their numbers, without comments; one that is indented deeper
/// than the line of a rule goes on from the one before.
fn joined_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let goes_on = line.starts_with("      ");
        let line = line.trim();
        match lines.last_mut() {
            _ if line.starts_with('#') => {}
            Some((_, last)) if goes_on && !line.is_empty() => {
                last.push(' ');
                last.push_str(line);
            }
            _ => lines.push((number, line.to_owned())),
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
            "after" => self
                .after
                .push((wanted, Rc::new(pattern::parse(rest, scope)?))),
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
    pub(super) fn finish(self, types: &Types) -> Result<Rule, String> {
        let fault = |what: &str| format!("rule {}: {what}", self.name);
        let before = self.before.iter().map(|(_, pattern)| pattern);
        let after = self.after.iter().map(|(_, pattern)| pattern.as_ref());
        for pattern in self.forms.iter().chain(before).chain(after) {
            check_types(pattern, types).map_err(|what| fault(&what))?;
        }
        let make = self.make.ok_or_else(|| fault("makes nothing"))?;
        let backward = |(wanted, pattern): &(bool, Pattern)| (*wanted, Program::backward(pattern));
        let before: Vec<(bool, Program)> = self.before.iter().map(backward).collect();
        let wanted = before.iter().find(|(wanted, _)| *wanted);
        Ok(Rule {
            forms: self
                .forms
                .into_iter()
                .map(|form| {
                    let looks = self.after.iter();
                    let looks =
                        looks.map(|(wanted, pattern)| Pattern::Look(*wanted, Rc::clone(pattern)));
                    let row = std::iter::once(form).chain(looks);
                    Program::forward(&Pattern::Row(row.collect()))
                })
                .collect(),
            neighbour: wanted.map_or(Classes::ALL, |(_, guard)| guard.opening()),
            before,
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
pub(super) type Types = BTreeMap<Class, Option<Type>>;

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
        Pattern::Maybe(inner) => check_types(inner, types),
        Pattern::Look(_, inner) | Pattern::Defined(inner) => check_types(inner, types),
    }
}
