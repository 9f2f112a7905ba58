//! Counts and units, as distances, lengths and repetitions.

use crate::annotate::time::rough::{Base, Count, Reference, Rough, Unit};
use crate::annotate::time::slots::{Slot, Slots};
use crate::annotate::time::value::Value;

fn unit(slots: &Slots<'_>) -> Option<Unit> {
    let value = slots.value(Slot::Unit).or_else(|| slots.value(Slot::One));
    match value? {
        Value::Unit(unit) => Some(unit),
        _ => None,
    }
}

fn from(slots: &Slots<'_>) -> Base {
    match slots.value(Slot::From) {
        Some(Value::Base(base)) => base,
        _ => Base::Dateline,
    }
}

pub(super) fn shift(slots: &Slots<'_>) -> Option<Rough> {
    let by: i32 = slots.number(Slot::By).unwrap_or(0);
    let beside: i32 = slots.number(Slot::Beside).unwrap_or(0);
    Some(Rough::Shift {
        from: from(slots),
        by: by + beside,
        unit: unit(slots)?,
    })
}

pub(super) fn away(slots: &Slots<'_>) -> Option<Rough> {
    let sign: i32 = slots.number(Slot::By)?;
    let (count, unit) = counted(slots).or_else(|| Some((Count::Some, unit(slots)?)))?;
    let vague = if sign < 0 {
        Reference::Past
    } else {
        Reference::Future
    };
    Some(match count {
        Count::Of(count) if unit >= Unit::Day => Rough::Shift {
            from: from(slots),
            by: sign * i32::from(count),
            unit,
        },
        _ => Rough::Fixed(vague.value().into()),
    })
}

/// A count and its unit, if they agree: "one week", "two weeks".
fn counted(slots: &Slots<'_>) -> Option<(Count, Unit)> {
    let count = count(slots)?;
    let agrees = !slots.has(Slot::One) || count == Count::Of(1);
    Some((count, unit(slots)?)).filter(|_| agrees)
}

fn count(slots: &Slots<'_>) -> Option<Count> {
    if slots.has(Slot::Some) {
        return Some(Count::Some);
    }
    let number = |slot| slots.number::<i32>(slot);
    let parts = [number(Slot::Tens), number(Slot::Ones)];
    let small: Option<i32> = parts.into_iter().flatten().reduce(|a, b| a + b);
    let whole = match (number(Slot::Hundred), number(Slot::Thousands)) {
        (Some(hundred), _) => small.unwrap_or(1) * hundred,
        (_, Some(thousands)) => 1000 * thousands + small.unwrap_or(0),
        _ => small.unwrap_or(0),
    };
    let whole = u16::try_from(whole).ok()?;
    if slots.has(Slot::Half) {
        return Some(Count::AndHalf(whole));
    }
    (whole > 0 || small.is_some()).then_some(Count::Of(whole))
}

pub(super) fn length(slots: &Slots<'_>) -> Option<Rough> {
    let (count, unit) = counted(slots)?;
    Some(Rough::Length { count, unit })
}

pub(super) fn hence(slots: &Slots<'_>) -> Option<Rough> {
    let (count, unit) = counted(slots)?;
    Some(Rough::Hence { count, unit })
}

pub(super) fn every(slots: &Slots<'_>) -> Option<Rough> {
    let count = match count(slots) {
        None => 1,
        Some(Count::Of(count)) => count,
        Some(_) => return None,
    };
    let unit = unit(slots)?;
    Some(Rough::Every { count, unit })
}

pub(super) fn every_weekday(slots: &Slots<'_>) -> Option<Rough> {
    slots.number(Slot::Weekday).map(Rough::EveryWeekday)
}
