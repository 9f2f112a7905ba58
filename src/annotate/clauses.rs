//! The clauses of a sentence: which words state one thing together.
//!
//! A date belongs to its clause and not to the sentence: "the military said on
//! Tuesday that jets struck on Sunday" dates a saying and a strike. This is
//! done by rules on words, stops and verbs, in one pass that never looks back
//! further than the clauses that are still open; it knows no calendar and no
//! entity, only which words are part of a date or a name.

pub(super) mod lists;
mod verbs;
mod words;

use std::ops::Range;

pub(super) use verbs::{Form, finite, is_adverb, is_determiner, is_preposition};
pub(super) use words::{Part, Stop, Word, words};

use lists::{
    ALSO, BE, CONJUNCTIONS, HEARERS, IT, MAYBE_SUBORDINATORS, NO_PARTICIPLES, OF, PASSED_OVER,
    PEOPLE, RELATIVES, SINGULAR, SUBORDINATORS, THAT,
};
use verbs::{is_pronoun, is_saying};

/// How a clause hangs together with what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// It stands for itself.
    Main,
    /// "and" and a verb: it shares the subject.
    Predicate,
    /// "which", "who": it says something of what stands before.
    Relative,
    /// "when", "because".
    Adverbial,
    /// What somebody says: "that ...".
    Content,
    /// ", killed by ...", ", saying ...".
    Participle,
    /// ", officials said": it says who says what stands before.
    Speaker,
    /// An apposition or a bracket; it has no verb.
    Aside,
}

/// A clause, as indices into the words of its sentence.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// How it begins.
    pub(super) joint: Joint,
    /// Its words, in order; others may stand between them.
    pub(super) words: Vec<usize>,
    /// How many of them, at the start, only join it: "when", "and".
    pub(super) joining: usize,
    /// Its subject, where that stands outside of it.
    pub(super) head: Range<usize>,
    /// Its finite verb.
    pub(super) verb: Option<usize>,
    /// Its verb of saying.
    pub(super) saying: Option<usize>,
    /// The clause it hangs on.
    pub(super) on: Option<usize>,
    /// A participle that only describes the subject, "the hospital promised in
    /// July is", with what belongs to it.
    pub(super) described: Range<usize>,
    /// Where its subject begins, after "In Baghdad,".
    start: usize,
    /// Whether a comma or another stop parts it from what stands before.
    pub(super) is_loose: bool,
}

/// A sentence in clauses.
#[derive(Clone, Debug, Default)]
pub(super) struct Clauses {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Its clauses, by their first words.
    pub(super) all: Vec<Clause>,
    /// The clause of each word.
    pub(super) of_word: Vec<usize>,
}

/// Cuts a sentence into clauses.
pub(super) fn clauses(words: Vec<Word>) -> Clauses {
    let mut reader = Reader::new(&words);
    for at in 0..words.len() {
        reader.turn(at);
        reader.take(at);
    }
    let Reader { all, of_word, .. } = reader;
    Clauses {
        words,
        all,
        of_word,
    }
}

impl Clauses {
    /// The clause that says what `clause` states, if one does.
    pub(super) fn said_by(&self, clause: usize) -> Option<usize> {
        let mut at = clause;
        loop {
            let this = &self.all[at];
            let on = this.on.filter(|on| *on < at);
            if this.joint == Joint::Content
                && let Some(on) = on
                && self.all[on].saying.is_some()
            {
                return Some(on);
            }
            match on {
                Some(on) if this.joint != Joint::Speaker => at = on,
                _ => break,
            }
        }
        if self.all[clause].joint == Joint::Speaker {
            return None;
        }
        let speaker = |at: &usize| self.all[*at].joint == Joint::Speaker;
        let first_word = self.all[at].words.first();
        (0..self.all.len()).filter(speaker).find(|speaker| {
            let speaker = &self.all[*speaker];
            let said = speaker.head.start..speaker.words.first().copied().unwrap_or(0);
            first_word.is_some_and(|first| said.contains(first))
        })
    }

    /// The first clause that `saying` says, or that stands for what it is: "the
    /// message is that ...".
    pub(super) fn content_of(&self, saying: usize) -> Option<usize> {
        let by = &self.all[saying];
        if by.joint == Joint::Speaker {
            return by.on;
        }
        let completes = |clause: &Clause| {
            let before = clause.words.first().and_then(|first| first.checked_sub(1));
            by.saying.is_some() || before.is_some_and(|at| finite(&self.words, at).is_some())
        };
        let content = |clause: &Clause| {
            clause.joint == Joint::Content && clause.on == Some(saying) && completes(clause)
        };
        self.all.iter().position(content)
    }
}

struct Reader<'w> {
    words: &'w [Word],
    forms: Vec<Option<Form>>,
    /// For each word, the next at or after it before a stop.
    next_stop: Vec<usize>,
    /// The same for a semicolon and its like.
    next_break: Vec<usize>,
    /// The next finite verb at or after it; the number of words where there is none.
    next_verb: Vec<usize>,
    /// The next word that joins clauses, at or after it.
    next_joint: Vec<usize>,
    /// The next finite verb right after a comma, after it.
    next_resuming: Vec<usize>,
    all: Vec<Clause>,
    of_word: Vec<usize>,
    /// The clauses that aren't ended, outermost first.
    open: Vec<usize>,
    /// The last word of an open speaker clause.
    speaker_ends: Option<usize>,
    /// The first word that nobody is yet known to have said.
    unsaid: usize,
}

impl<'w> Reader<'w> {
    fn new(words: &'w [Word]) -> Self {
        let count = words.len();
        let forms: Vec<_> = (0..count).map(|at| finite(words, at)).collect();
        let next = |holds: &dyn Fn(usize) -> bool| {
            let mut next = vec![count; count + 1];
            for at in (0..count).rev() {
                next[at] = if holds(at) { at } else { next[at + 1] };
            }
            next
        };
        let is_joint = |at: usize| {
            words[at].is(RELATIVES) || words[at].is(SUBORDINATORS) || words[at].is(THAT)
        };
        Self {
            words,
            next_stop: next(&|at| words[at].then != Stop::None || at + 1 == count),
            next_break: next(&|at| words[at].then == Stop::Break || at + 1 == count),
            next_verb: next(&|at| forms[at].is_some()),
            next_joint: next(&is_joint),
            next_resuming: next(&|at| {
                at > 0 && words[at - 1].then == Stop::Comma && forms[at].is_some()
            }),
            forms,
            all: Vec::with_capacity(4),
            of_word: Vec::with_capacity(count),
            open: Vec::with_capacity(4),
            speaker_ends: None,
            unsaid: 0,
        }
    }

    /// Opens and ends clauses before the word at `at`.
    fn turn(&mut self, at: usize) {
        let word = &self.words[at];
        let before = at
            .checked_sub(1)
            .map_or(Stop::None, |before| self.words[before].then);
        if self.speaker_ends.is_some_and(|end| at > end) {
            self.speaker_ends = None;
            self.open.pop();
        }
        if self.speaker_ends.is_some() {
            return;
        }
        if self.open.is_empty() {
            self.start(Joint::Main, at, before);
        }
        if before == Stop::Break && self.after_break(at) {
            return;
        }
        if before == Stop::Comma && self.speaker(at) {
            return;
        }
        let is_inside = at > 1 && is_preposition(&self.words[at - 1]) && self.top().joining == 2;
        if word.is(RELATIVES) && is_inside {
            return;
        }
        if word.is(RELATIVES) && at > 0 {
            return self.relative(at, before, 1);
        }
        // "a conference at which": the preposition goes with its pronoun.
        if is_preposition(word)
            && self
                .words
                .get(at + 1)
                .is_some_and(|next| next.is(RELATIVES))
        {
            return self.relative(at, before, 2);
        }
        if word.is(THAT) && self.that(at) {
            return;
        }
        if self.is_subordinator(at) {
            return self.open_on_top(Joint::Adverbial, at, before, 1);
        }
        if word.is(CONJUNCTIONS) && self.conjunction(at, before) {
            return;
        }
        if before == Stop::Comma {
            self.after_comma(at);
        } else {
            self.without_stop(at);
        }
    }

    /// Gives the word to the innermost open clause.
    fn take(&mut self, at: usize) {
        let top = self.open.last().copied().unwrap_or(0);
        self.of_word.push(top);
        let word = &self.words[at];
        let clause = &mut self.all[top];
        let described = clause.verb.filter(|verb| {
            self.forms[at].is_some_and(|form| !matches!(form, Form::Past | Form::Present))
                && self.forms[*verb] == Some(Form::Past)
                && at > verb + 1
                && clause.saying.is_none()
        });
        clause.words.push(at);
        if let Some(verb) = described {
            clause.described = verb..at;
            clause.verb = Some(at);
        } else if clause.verb.is_none() && self.forms[at].is_some() {
            clause.verb = Some(at);
        }
        let near_verb = clause.verb.is_some_and(|verb| at <= verb + 3);
        let is_free = self.forms[at].is_some()
            || clause
                .verb
                .is_some_and(|verb| self.words[verb + 1..at].iter().all(is_adverb_or_auxiliary));
        let is_passive = clause
            .verb
            .is_some_and(|verb| self.words[verb..at].iter().any(|word| word.is(BE)));
        if clause.saying.is_none() && near_verb && is_free && !is_passive && is_saying(word) {
            clause.saying = Some(at);
        }
    }

    fn top(&self) -> &Clause {
        &self.all[*self.open.last().expect("a clause is open")]
    }

    /// Whether an open clause has still to come to its verb.
    fn is_awaiting(&self, clause: usize) -> bool {
        let clause = &self.all[clause];
        clause.verb.is_none() && clause.joint != Joint::Aside
    }

    fn new_clause(&mut self, joint: Joint, at: usize, before: Stop, joining: usize) -> usize {
        self.all.push(Clause {
            joint,
            // Few clauses are longer.
            words: Vec::with_capacity(16),
            joining,
            head: at..at,
            verb: None,
            saying: None,
            on: None,
            described: at..at,
            start: at,
            is_loose: before != Stop::None,
        });
        self.all.len() - 1
    }

    /// A clause that ends all others.
    fn start(&mut self, joint: Joint, at: usize, before: Stop) {
        let clause = self.new_clause(joint, at, before, 0);
        self.open.clear();
        self.open.push(clause);
    }

    fn open_on_top(&mut self, joint: Joint, at: usize, before: Stop, joining: usize) {
        let on = self.open.last().copied();
        let clause = self.new_clause(joint, at, before, joining);
        self.all[clause].on = on;
        self.open.push(clause);
    }

    /// The verb of the words from `at` on, before a stop or another clause.
    fn verb_ahead(&self, at: usize) -> Option<usize> {
        let verb = *self.next_verb.get(at)?;
        let stop = *self.next_stop.get(at)?;
        (verb <= stop && verb < self.next_joint[at] && verb < self.words.len()).then_some(verb)
    }

    /// The same, with a subject before it.
    fn subject_and_verb_ahead(&self, at: usize) -> Option<usize> {
        let verb = self.verb_ahead(at)?;
        let subject = self.words.get(at..verb)?;
        let can_be = subject.first().is_some_and(|first| !is_preposition(first))
            || subject.iter().any(Word::is_date);
        (can_be && !subject.iter().all(is_adverb)).then_some(verb)
    }

    fn after_break(&mut self, at: usize) -> bool {
        let is_bracket = self.words[at].opens;
        if self.top().joint == Joint::Aside && self.top().is_loose && !is_bracket {
            self.open.pop();
            if !self.open.is_empty() {
                return false;
            }
        }
        let has_verb = self.next_verb[at] <= self.next_break[at];
        if is_bracket || !has_verb {
            self.open_on_top(Joint::Aside, at, Stop::Break, 0);
        } else {
            self.unsaid = at;
            self.start(Joint::Main, at, Stop::Break);
        }
        true
    }

    /// ", the military announced on Saturday": from here to the next stop.
    fn speaker(&mut self, at: usize) -> bool {
        let end = self.next_stop[at];
        let verb = self.next_verb[at];
        if verb > end || verb > at + 12 || self.next_joint[at] <= verb {
            return false;
        }
        let Some(saying) = (verb..=end.min(verb + 2)).find(|at| is_saying(&self.words[*at])) else {
            return false;
        };
        let first = &self.words[at];
        let begins = verb == at
            || !(is_preposition(first)
                || first.is(CONJUNCTIONS)
                || is_adverb(first)
                || first.is_date());
        let after = self.words.get(saying + 1).filter(|_| saying < end);
        let inverted =
            verb == at && after.is_some_and(|after| after.is_capital || is_determiner(after));
        let ends = after.is_none_or(|after| {
            after.is_date()
                || after.is(HEARERS)
                || is_preposition(after)
                || (is_adverb(after) && !after.is(ALSO))
        });
        let has_content = self.open.iter().any(|open| self.all[*open].verb.is_some())
            || self.forms.get(end + 1).is_some_and(Option::is_some);
        let is_free =
            self.next_joint[at] > end && !self.words[verb..saying].iter().any(|word| word.is(BE));
        if !(begins && (ends || inverted) && has_content && is_free) {
            return false;
        }
        let on = self.open.first().copied();
        let from = self.unsaid;
        self.open_on_top(Joint::Speaker, at, Stop::Comma, 0);
        let clause = self.all.last_mut().expect("one was just opened");
        clause.on = on;
        clause.head = from..from;
        self.speaker_ends = Some(end);
        self.unsaid = end + 1;
        true
    }

    fn relative(&mut self, at: usize, before: Stop, joining: usize) {
        let is_apart = self.top().joint == Joint::Aside && before == Stop::Comma;
        if is_apart && self.open.len() > 1 {
            self.open.pop();
        }
        let head = if is_apart {
            self.subject_of(*self.open.last().expect("a clause is open"))
        } else {
            self.agreeing_phrase(self.end_of_antecedent(at, before), at + joining)
        };
        self.open_on_top(Joint::Relative, at, before, joining);
        self.all.last_mut().expect("one was just opened").head = head;
    }

    /// The noun phrase before `end` that the verb after `from` can belong to:
    /// of "the limit on numbers, which has stood" the limit.
    fn agreeing_phrase(&self, end: usize, from: usize) -> Range<usize> {
        let near = self.noun_phrase_before(end);
        let verb = self.next_verb.get(from).and_then(|at| self.words.get(*at));
        let last = near.end.checked_sub(1).map(|last| &self.words[last]);
        let is_plural =
            |word: &Word| !word.is_name() && (word.lower.ends_with('s') || word.is(PEOPLE));
        let clashes = verb.is_some_and(|verb| verb.is(SINGULAR)) && last.is_some_and(is_plural);
        match near.start.checked_sub(1) {
            Some(before) if clashes && is_preposition(&self.words[before]) => {
                let far = self.noun_phrase_before(before);
                if far.is_empty() { near } else { far }
            }
            _ => near,
        }
    }

    /// "a hospital in Erbil which": a place is seldom what is meant.
    fn end_of_antecedent(&self, at: usize, before: Stop) -> usize {
        let mut end = at;
        let passes = |word: &Word| match word.part {
            Part::Place => true,
            _ => is_preposition(word) || word.is(CONJUNCTIONS),
        };
        if before == Stop::None && end > 0 && self.words[end - 1].part == Part::Place {
            while end > 1 && passes(&self.words[end - 1]) {
                end -= 1;
            }
        }
        end
    }

    fn that(&mut self, at: usize) -> bool {
        let is_first_content = self.top().saying.is_some();
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        let Some(before) = before.filter(|_| self.next_verb[at + 1] < self.words.len()) else {
            return false;
        };
        let determines = self.words.get(at + 1).is_some_and(Word::is_date);
        if determines || is_preposition(before) {
            return false;
        }
        let is_cleft = at > 2 && self.words[0].is(IT) && self.words[1].is(BE);
        if is_cleft || is_first_content || self.forms[at - 1].is_some() {
            self.open_on_top(Joint::Content, at, Stop::None, 1);
            return true;
        }
        if self.verb_ahead(at + 1).is_some() && !is_determiner(before) && !before.is(CONJUNCTIONS) {
            self.relative(at, Stop::None, 1);
            return true;
        }
        false
    }

    fn is_subordinator(&self, at: usize) -> bool {
        let word = &self.words[at];
        let has_verb = self.subject_and_verb_ahead(at + 1).is_some();
        if word.is(SUBORDINATORS) {
            return has_verb;
        }
        let next_is_date = self.words.get(at + 1).is_some_and(Word::is_date);
        if !word.is(MAYBE_SUBORDINATORS) || word.is_date() || next_is_date || !has_verb {
            return false;
        }
        // "After the vote he left": one verb, and it isn't the preposition's.
        if at > 0 {
            self.top().verb.is_some()
        } else {
            self.next_resumption(at)
        }
    }

    /// Whether a comma ends what begins here and a verb comes after it.
    fn next_resumption(&self, at: usize) -> bool {
        let stop = self.next_stop[at];
        self.words[stop].then == Stop::Comma && self.next_verb[stop + 1] < self.words.len()
    }

    fn conjunction(&mut self, at: usize, before: Stop) -> bool {
        let host = self.host_of_conjunction(before);
        let Some(host) = host else { return false };
        let Some(verb) = self.verb_ahead(at + 1) else {
            let begins = before == Stop::Comma && self.has_described_subject(at + 1);
            if begins {
                self.start(Joint::Main, at, before);
                self.all.last_mut().expect("one was just opened").joining = 1;
            }
            return begins;
        };
        let between = &self.words[at + 1..verb];
        if between.iter().all(is_adverb) {
            let head = self.subject_of(self.open[host]);
            self.open.truncate(host + 1);
            self.open_on_top(Joint::Predicate, at, before, 1);
            let clause = self.all.last_mut().expect("one was just opened");
            clause.head = head;
            return true;
        }
        if self.subject_and_verb_ahead(at + 1).is_none() {
            return false;
        }
        let joint = self.all[self.open[host]].joint;
        let on = self.all[self.open[host]].on;
        self.open.truncate(host);
        if self.open.is_empty() || joint != Joint::Content || before == Stop::Comma {
            self.start(Joint::Main, at, before);
            self.all.last_mut().expect("one was just opened").joining = 1;
        } else {
            self.open_on_top(Joint::Content, at, before, 1);
            self.all.last_mut().expect("one was just opened").on = on;
        }
        true
    }

    /// "the helicopters that were promised should arrive": two verbs.
    fn has_described_subject(&self, at: usize) -> bool {
        let joint = self.next_joint[at];
        let first = self.next_verb[joint.min(self.words.len())];
        let second = self.next_verb[(first + 2).min(self.words.len())];
        joint > at
            && joint <= at + 8
            && self.next_verb[at] > joint
            && (self.words[joint].is(RELATIVES) || self.words[joint].is(THAT))
            && second < self.words.len()
    }

    /// Which open clause "and" goes on: after a comma none that hangs on another.
    fn host_of_conjunction(&self, before: Stop) -> Option<usize> {
        let is_host = |clause: &Clause| {
            clause.verb.is_some()
                && (before != Stop::Comma
                    || matches!(
                        clause.joint,
                        Joint::Main | Joint::Content | Joint::Predicate
                    ))
        };
        self.open.iter().rposition(|open| is_host(&self.all[*open]))
    }

    fn after_comma(&mut self, at: usize) {
        let is_verb = self.forms[at].is_some()
            || (is_adverb(&self.words[at]) && self.forms.get(at + 1).is_some_and(Option::is_some));
        let top = self.top();
        let awaiting = self.open.iter().rposition(|open| self.is_awaiting(*open));
        if let Some(awaiting) = awaiting.filter(|_| is_verb) {
            self.open.truncate(awaiting + 1);
        } else if top.joint == Joint::Adverbial && top.verb.is_some() && self.is_leading() {
            self.end_leading(at);
        } else if top.verb.is_some() && self.is_participle(at) {
            let head = self.noun_phrase_before(at);
            self.open_on_top(Joint::Participle, at, Stop::Comma, 0);
            self.all.last_mut().expect("one was just opened").head = head;
        } else if top.verb.is_none() {
            self.apposition(at);
        }
    }

    /// Whether the clause on top stands before what it hangs on.
    fn is_leading(&self) -> bool {
        let below = &self.open[..self.open.len() - 1];
        below.iter().all(|open| self.is_awaiting(*open))
    }

    /// After "When it does," comes the clause that was waited for.
    fn end_leading(&mut self, at: usize) {
        self.open.pop();
        match self.open.last() {
            Some(awaiting) => self.all[*awaiting].start = at,
            None => self.start(Joint::Main, at, Stop::Comma),
        }
    }

    fn is_participle(&self, at: usize) -> bool {
        let word = &self.words[at];
        let lower = word.lower.as_str();
        !word.is_capital
            && !word.is_date()
            && lower.len() > 5
            && (lower.ends_with("ed") || lower.ends_with("ing"))
            && !word.is(NO_PARTICIPLES)
    }

    fn apposition(&mut self, at: usize) {
        let top = *self.open.last().expect("a clause is open");
        let start = self.all[top].start;
        let first = &self.words[start];
        if is_preposition(first) || first.is_date() || is_adverb(first) || first.is(CONJUNCTIONS) {
            self.all[top].start = at;
            return;
        }
        let resuming = self.next_resuming[at];
        let verb = self.next_verb[at + usize::from(self.forms[at].is_some())];
        let is_bare = resuming < self.words.len()
            && resuming <= self.next_break[at] + 1
            && (verb >= resuming || self.next_joint[at] < verb);
        if is_bare {
            self.open_on_top(Joint::Aside, at, Stop::Comma, 0);
        }
    }

    fn without_stop(&mut self, at: usize) {
        if self.forms[at].is_some() && self.resumes(at) {
            let awaiting = self
                .open
                .iter()
                .rposition(|open| self.is_awaiting(*open))
                .expect("it was just seen");
            self.open.truncate(awaiting + 1);
        } else if self.is_bare_content(at) {
            self.open_on_top(Joint::Content, at, Stop::None, 0);
        }
    }

    /// "The motion that the House passed in October | rules out ...".
    fn resumes(&self, at: usize) -> bool {
        let top = self.top();
        let apart = top.verb.is_some_and(|verb| {
            verb + 1 < at && !self.words[verb + 1..at].iter().all(is_adverb_or_auxiliary)
        });
        let after_conjunction =
            at > 0 && (self.words[at - 1].is(CONJUNCTIONS) || is_adverb(&self.words[at - 1]));
        let outer = &self.open[..self.open.len() - 1];
        top.joint == Joint::Relative
            && apart
            && !after_conjunction
            && outer.iter().any(|open| self.is_awaiting(*open))
    }

    /// "said | the mission would go on".
    fn is_bare_content(&self, at: usize) -> bool {
        let top = self.top();
        let Some(saying) = top.saying.filter(|saying| at > *saying && at <= saying + 8) else {
            return false;
        };
        let word = &self.words[at];
        let before = &self.words[at - 1];
        let opens = is_pronoun(word) || is_determiner(word) || word.is_capital;
        let has_content = self.open.last().is_some_and(|top| {
            self.all
                .iter()
                .any(|clause| clause.joint == Joint::Content && clause.on == Some(*top))
        });
        let is_next = at == saying + 1 || before.is_date() || before.is(HEARERS);
        opens
            && !word.is_date()
            && is_next
            && !has_content
            && top.joint != Joint::Speaker
            && self
                .subject_and_verb_ahead(at)
                .is_some_and(|verb| !self.words[verb - 1].is(CONJUNCTIONS))
    }

    /// The subject of an open clause.
    fn subject_of(&self, clause: usize) -> Range<usize> {
        let clause = &self.all[clause];
        if !clause.head.is_empty() && clause.joint != Joint::Speaker {
            return clause.head.clone();
        }
        let verb = clause.verb.unwrap_or(usize::MAX);
        let from = clause
            .start
            .max(clause.words.get(clause.joining).copied().unwrap_or(0));
        let end = clause
            .words
            .iter()
            .take_while(|at| {
                **at < verb && (**at <= from || self.words[**at - 1].then == Stop::None)
            })
            .last()
            .map_or(from, |last| last + 1);
        from..end.max(from)
    }

    /// The noun phrase that ends before the word at `at`.
    fn noun_phrase_before(&self, at: usize) -> Range<usize> {
        let mut start = at;
        let is_name = at > 0 && self.words[at - 1].is_name();
        while let Some(before) = start.checked_sub(1) {
            let word = &self.words[before];
            let is_outside = self.forms[before].is_some()
                || is_preposition(word) && (is_name || start == at || !word.is(OF))
                || word.is(CONJUNCTIONS)
                || word.is(RELATIVES)
                || word.is_date()
                || is_adverb(word)
                || (start < at && word.then != Stop::None);
            if is_outside {
                break;
            }
            start = before;
            if is_determiner(word) && !self.follows_of(before) {
                break;
            }
        }
        start..at
    }

    fn follows_of(&self, at: usize) -> bool {
        at > 0 && self.words[at - 1].is(OF)
    }
}

fn is_adverb_or_auxiliary(word: &Word) -> bool {
    is_adverb(word) || word.is(PASSED_OVER)
}
