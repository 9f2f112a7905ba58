//! Half-made values completed from the text before them and the dateline.
//!
//! This exists so that there is one place where "March" becomes a day range.
//! It knows no words. Whatever leaves the calendar's years 1 to 9999 stays open.

use jiff::Span;
use jiff::civil::Date;

use super::find::Found;
use super::genre::Genre;
use super::lexicon::Word;
use super::memory::{Memory, Scene};
use super::rough::{Base, Count, Outcome, Rough, Unit, Which, YearOf, YearPart};
use super::tense::Direction;
use crate::date::{Grain, When};

/// All that completes a half-made value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'c> {
    /// The day of publication.
    pub(super) dateline: Option<Date>,
    /// What a date without a year counts from.
    pub(super) genre: Genre,
    /// Where the clause looks.
    pub(super) direction: Direction,
    /// The dates of the text so far.
    pub(super) memory: &'c Memory,
    /// The dates of the sentence so far.
    pub(super) scene: &'c Scene,
}

impl Context<'_> {
    fn is_of_this_year(&self, anchor: When) -> bool {
        self.dateline
            .is_some_and(|day| day.year() == anchor.earliest().year())
    }
}

/// Settles what the clause decides: "in six months" is a day to come in "will
/// open in six months" and a length in "was built in six months".
pub(super) fn settle(found: &mut Found, direction: Direction) {
    // "for the next year"
    if let Rough::Shift {
        from: Base::Reference,
        by: 1,
        unit,
    } = found.rough
        && found.opener == Some(Word::For)
    {
        let count = Count::Of(1);
        found.rough = Rough::Length { count, unit };
    }
    if let Rough::Hence { count, unit } = found.rough {
        found.rough = match count {
            Count::Of(by) if direction == Direction::Ahead && unit >= Unit::Day => {
                Rough::shift(i32::from(by), unit)
            }
            _ => Rough::Length { count, unit },
        };
    }
}

/// Completes `found`.
pub(super) fn resolve(found: &Found, context: &Context<'_>) -> Outcome {
    let when = match found.rough {
        Rough::Known(when) => Some(when),
        Rough::Impossible => return Outcome::Impossible,
        Rough::InYear { part, .. } if !part.exists() => return Outcome::Impossible,
        Rough::InYear {
            part,
            year: YearOf::Named(year),
            ..
        } => match part.of(year) {
            Some(when) => Some(when),
            None => return Outcome::Impossible,
        },
        Rough::InYear { .. } => in_year(found, context),
        Rough::Weekday { number, which } => weekday(number, which, found.joined, context),
        Rough::WeekdayOfWeek { number, weeks } => weekday_of_week(number, weeks, context),
        Rough::DayOfMonth(day) => day_of_month(day, context),
        Rough::Weekend(which) => weekend(which, context),
        Rough::Shift { from, by, unit } => {
            base(from, by, unit, context).and_then(|day| shifted(day, by, unit))
        }
        Rough::Hence { .. }
        | Rough::Length { .. }
        | Rough::Every { .. }
        | Rough::EveryWeekday(_)
        | Rough::Recurring(_)
        | Rough::Unordered { .. }
        | Rough::Fixed(_) => None,
    };
    when.filter(|when| is_in_calendar(*when))
        .map_or(Outcome::Open, Outcome::Known)
}

fn is_in_calendar(when: When) -> bool {
    let years = 1..=9999;
    years.contains(&when.earliest().year()) && years.contains(&when.latest().year())
}

fn base(from: Base, by: i32, unit: Unit, context: &Context<'_>) -> Option<Date> {
    match from {
        Base::Dateline => context.dateline,
        // "from a year earlier", in a text that has named no date yet
        Base::Reference if by < 0 => context.memory.at_least(unit).or(context.dateline),
        Base::Reference => context.memory.at_least(unit),
        Base::Nearby if unit == Unit::Year => {
            let told = || match context.genre {
                Genre::Narrative => context.memory.year,
                Genre::News => None,
            };
            context
                .scene
                .named_year()
                .or_else(told)
                .or(context.dateline)
        }
        Base::Nearby => {
            let told = || context.memory.day_of_clock(context.genre);
            context.scene.day.or_else(told).or(context.dateline)
        }
    }
}

/// The unit that lies `by` units from the one of `day`.
fn shifted(day: Date, by: i32, unit: Unit) -> Option<When> {
    let by = i64::from(by);
    let moved = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return None,
        Unit::Day => Span::new().try_days(by),
        Unit::Week => Span::new().try_weeks(by),
        Unit::Month => Span::new().try_months(by),
        Unit::Quarter => Span::new().try_months(3 * by),
        Unit::Year => Span::new().try_years(by),
        Unit::Decade => Span::new().try_years(10 * by),
        Unit::Century => Span::new().try_years(100 * by),
    };
    let day = day.checked_add(moved.ok()?).ok()?;
    let (year, month) = (day.year(), day.month());
    match unit {
        Unit::Week => When::week_of(day),
        Unit::Month => When::month(year, month),
        Unit::Quarter => When::quarter(year, (month - 1) / 3 + 1),
        Unit::Year => When::year(year),
        Unit::Decade => When::decade(year - year.rem_euclid(10)),
        Unit::Century => When::century(year - year.rem_euclid(100)),
        _ => Some(When::day(day)),
    }
}

fn in_year(found: &Found, context: &Context<'_>) -> Option<When> {
    let Rough::InYear {
        part,
        year,
        weekday,
    } = found.rough
    else {
        return None;
    };
    let which = match year {
        YearOf::Named(year) => return part.of(year),
        YearOf::Offset(by) => return part.of(context.dateline?.year().checked_add(by)?),
        YearOf::Reference => return part.of(context.memory.year?.year()),
        YearOf::Which(which) => which,
    };
    if let Some(last) = context.scene.last.filter(|_| found.joined) {
        let after = candidates(part, last.earliest().year());
        return after.into_iter().find(|when| *when >= last);
    }
    match which {
        Which::Following | Which::Previous => beside(part, which, context.memory.newest?),
        Which::Bare => told(part, context).or_else(|| nearest(part, which, weekday, context)),
        _ => nearest(part, which, weekday, context),
    }
}

/// The part of the year that the text tells of.
fn told(part: YearPart, context: &Context<'_>) -> Option<When> {
    let is_narrative = context.genre == Genre::Narrative;
    if context.direction == Direction::Ahead && !is_narrative {
        return None;
    }
    let anchor = match (context.scene.anchor, context.memory.anchor(context.genre)) {
        (Some(anchor), _) => anchor,
        (None, anchor) => {
            anchor.filter(|anchor| is_narrative || !context.is_of_this_year(*anchor))?
        }
    };
    going_on(part, anchor, context.memory.next_year())
}

/// The part as the story goes on from `anchor`; it doesn't go beyond the next
/// year that the text tells of.
fn going_on(part: YearPart, anchor: When, next_year: Option<i16>) -> Option<When> {
    let year = anchor.earliest().year();
    if anchor.grain() == Grain::Year || next_year == Some(year) {
        return part.of(year);
    }
    let after = |when: &When| (when.earliest() - anchor.earliest()).get_days();
    (year - 1..=year + 1)
        .filter_map(|year| part.of(year))
        .find(|when| (-BACK..365 - BACK).contains(&after(when)))
}

/// So many days an account goes back from the date before; what lies further
/// back is told of the next year.
const BACK: i32 = 150;

/// The part next after or before the newest date of the text.
fn beside(part: YearPart, which: Which, newest: When) -> Option<When> {
    let candidates = candidates(part, newest.earliest().year()).into_iter();
    match which {
        Which::Previous => candidates
            .rev()
            .find(|when| when.latest() < newest.earliest()),
        _ => candidates
            .into_iter()
            .find(|when| when.earliest() > newest.latest()),
    }
}

/// The part as seen from the dateline. A weekday beside it settles the year if
/// one of the nearest has it there.
fn nearest(
    part: YearPart,
    which: Which,
    weekday: Option<i8>,
    context: &Context<'_>,
) -> Option<When> {
    let day = context.dateline?;
    let candidates = candidates(part, day.year());
    let fits = |when: &&When| weekday == Some(monday_one(when.earliest()));
    let fitting = candidates.iter().filter(fits).copied();
    if let Some(when) = fitting.min_by_key(|when| distance(*when, day))
        && distance(when, day) <= 366
    {
        return Some(when);
    }
    choose(&candidates, which, day, context.direction)
}

/// The part in the years around one; enough of them to hold a 29 February.
fn candidates(part: YearPart, year: i16) -> Vec<When> {
    (year - 8..=year + 8)
        .filter_map(|year| part.of(year))
        .collect()
}

fn choose(candidates: &[When], which: Which, day: Date, direction: Direction) -> Option<When> {
    let back = candidates
        .iter()
        .rev()
        .find(|when| when.earliest() <= day)
        .copied();
    let ahead = candidates.iter().find(|when| when.latest() >= day).copied();
    let over = candidates
        .iter()
        .rev()
        .find(|when| when.latest() < day)
        .copied();
    let to_come = candidates
        .iter()
        .find(|when| when.earliest() > day)
        .copied();
    match which {
        Which::Last => over,
        Which::Next => to_come,
        Which::This => back.filter(|when| when.latest() >= day).or_else(|| {
            candidates
                .iter()
                .find(|w| w.earliest().year() == day.year())
                .copied()
        }),
        _ => match direction {
            Direction::Back => back,
            Direction::Ahead => ahead,
            Direction::RatherBack => near(back, ahead, day),
            Direction::RatherAhead => near(ahead, back, day),
        },
    }
}

/// Half a year: beyond it, the other direction is nearer.
const FAR: i32 = 183;

fn near(first: Option<When>, second: Option<When>, day: Date) -> Option<When> {
    match (first, second) {
        (Some(a), Some(b)) if distance(a, day) > FAR && distance(b, day) < distance(a, day) => {
            second
        }
        _ => first.or(second),
    }
}

fn distance(when: When, day: Date) -> i32 {
    let days = |from: Date, to: Date| (to - from).get_days();
    days(when.latest(), day)
        .max(days(day, when.earliest()))
        .max(0)
}

fn weekday(number: i8, which: Which, joined: bool, context: &Context<'_>) -> Option<When> {
    if let Some(last) = context.scene.last.filter(|_| joined) {
        let next = on_or_after(last.earliest(), number);
        let is_past = context.direction == Direction::Back;
        let is_ahead = |when: &When| Some(when.earliest()) > context.dateline;
        if !(is_past && next.as_ref().is_some_and(is_ahead)) {
            return next;
        }
    }
    let reference = context.memory.day;
    let day = match which {
        Which::Following | Which::Previous => reference?,
        Which::Bare if context.genre == Genre::Narrative && reference.is_some() => {
            return on_or_after(reference?, number);
        }
        _ => context.dateline?,
    };
    match which {
        Which::Last | Which::Previous => on_or_before(moved(day, -1)?, number),
        Which::Next | Which::Following => on_or_after(moved(day, 1)?, number),
        Which::This if !context.direction.is_ahead() => weekday_of_week(number, 0, context),
        Which::This => on_or_after(day, number),
        Which::Bare if context.direction.is_ahead() => on_or_after(day, number),
        Which::Bare => on_or_before(day, number),
    }
}

fn weekday_of_week(number: i8, weeks: i32, context: &Context<'_>) -> Option<When> {
    let week = shifted(context.dateline?, weeks, Unit::Week)?;
    moved(week.earliest(), i32::from(number) - 1).map(When::day)
}

/// The day of the newest month of the text, else of the dateline's.
fn day_of_month(day: i8, context: &Context<'_>) -> Option<When> {
    let month = context.memory.at_least(Unit::Month).or(context.dateline)?;
    Date::new(month.year(), month.month(), day)
        .ok()
        .map(When::day)
}

fn weekend(which: Which, context: &Context<'_>) -> Option<When> {
    let day = context.dateline?;
    let is_weekend = monday_one(day) >= 6;
    let is_back = !context.direction.is_ahead();
    let weeks = match which {
        Which::Next | Which::Following => 1,
        // Read on a Monday, "was here this weekend" is over.
        Which::This if is_back && monday_one(day) <= 2 => -1,
        Which::This => 0,
        Which::Bare if is_weekend || context.direction.is_ahead() => 0,
        Which::Bare | Which::Last | Which::Previous => -1,
    };
    let saturday = weekday_of_week(6, weeks, context)?;
    let sunday = weekday_of_week(7, weeks, context)?;
    When::range(saturday, sunday)
}

fn on_or_before(day: Date, number: i8) -> Option<When> {
    let back = (monday_one(day) - number).rem_euclid(7);
    moved(day, -i32::from(back)).map(When::day)
}

fn on_or_after(day: Date, number: i8) -> Option<When> {
    let ahead = (number - monday_one(day)).rem_euclid(7);
    moved(day, i32::from(ahead)).map(When::day)
}

fn moved(day: Date, by: i32) -> Option<Date> {
    day.checked_add(Span::new().days(by)).ok()
}

fn monday_one(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}
