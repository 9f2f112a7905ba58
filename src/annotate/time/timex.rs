//! TIMEX3 values: how `TimeML` writes a date, a length or a repetition.
//!
//! This exists so that the notation is one room's last step and nobody's
//! thought. It knows no words and resolves nothing.
//!
//! Source: `TimeML` annotation guidelines 1.2.1, "The value attribute".

use super::find::Found;
use super::rough::{Count, DayPart, Rough, TimeOfDay, Unit, YearPart};
use crate::date::{Grain, When};

/// The value of an expression whose days are known.
pub(super) fn known(found: &Found, when: When) -> String {
    let day = match found.rough {
        Rough::Weekend(_) => format!("{}-WE", iso_week(when)),
        _ => calendar(when),
    };
    day + &time(found.time)
}

/// The value of an expression whose days aren't known; what is unknown of a
/// date is written `X`.
pub(super) fn open(found: &Found) -> String {
    let value = match &found.rough {
        Rough::InYear { part, .. } => format!("XXXX{}", year_part(*part)),
        Rough::Weekday { number, .. } | Rough::WeekdayOfWeek { number, .. } => {
            format!("XXXX-WXX-{number}")
        }
        Rough::Weekend(_) => "XXXX-WXX-WE".to_owned(),
        Rough::Shift { unit, .. } => unknown(*unit).to_owned(),
        Rough::Hence { count, unit } | Rough::Length { count, unit } => length(*count, *unit),
        Rough::Every { count, unit } => length(Count::Of(*count), *unit),
        Rough::Recurring(day) => (*day).to_owned(),
        Rough::EveryWeekday(number) => format!("XXXX-WXX-{number}"),
        Rough::Fixed(value) => value.clone().into_owned(),
        Rough::DayOfMonth(day) => format!("XXXX-XX-{day:02}"),
        Rough::Unordered { year, .. } => format!("{year:04}-XX-XX"),
        Rough::Known(_) | Rough::Impossible => "XXXX-XX-XX".to_owned(),
    };
    value + &time(found.time)
}

fn calendar(when: When) -> String {
    let first = when.earliest();
    let (year, month) = (first.year(), first.month());
    match when.grain() {
        Grain::Day | Grain::Range => first.to_string(),
        Grain::Week => iso_week(when),
        Grain::Month => format!("{year:04}{}", year_part(YearPart::Month(month))),
        Grain::Season => format!("{year:04}{}", year_part(YearPart::Season(month / 3))),
        Grain::Quarter => format!(
            "{year:04}{}",
            year_part(YearPart::Quarter((month - 1) / 3 + 1))
        ),
        Grain::Half => format!(
            "{year:04}{}",
            year_part(YearPart::Half((month - 1) / 6 + 1))
        ),
        Grain::Year => format!("{year:04}"),
        Grain::Decade => format!("{:03}", year / 10),
        Grain::Century => format!("{:02}", year / 100),
    }
}

fn iso_week(when: When) -> String {
    let week = when.earliest().iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// A part of a year, as it follows the year.
pub(super) fn year_part(part: YearPart) -> String {
    match part {
        YearPart::Day(month, day) => format!("-{month:02}-{day:02}"),
        YearPart::Month(month) => format!("-{month:02}"),
        YearPart::Season(1) => "-SP".to_owned(),
        YearPart::Season(2) => "-SU".to_owned(),
        YearPart::Season(3) => "-FA".to_owned(),
        YearPart::Season(_) => "-WI".to_owned(),
        YearPart::Quarter(quarter) => format!("-Q{quarter}"),
        YearPart::Half(half) => format!("-H{half}"),
        YearPart::Holiday(holiday) => match holiday.fixed() {
            Some((month, day)) => format!("-{month:02}-{day:02}"),
            None => "-XX-XX".to_owned(),
        },
    }
}

fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

fn length(count: Count, unit: Unit) -> String {
    let (count, unit) = match (count, unit) {
        // `TimeML` has no letter for a quarter; three months are as good.
        (Count::Of(count), Unit::Quarter) => (Count::Of(count.saturating_mul(3)), Unit::Month),
        other => other,
    };
    let number = match count {
        Count::Of(count) => count.to_string(),
        Count::AndHalf(count) => format!("{count}.5"),
        Count::Some => "X".to_owned(),
    };
    match unit {
        Unit::Second => format!("PT{number}S"),
        Unit::Minute => format!("PT{number}M"),
        Unit::Hour => format!("PT{number}H"),
        Unit::Day => format!("P{number}D"),
        Unit::Week => format!("P{number}W"),
        Unit::Month | Unit::Quarter => format!("P{number}M"),
        Unit::Year => format!("P{number}Y"),
        Unit::Decade => format!("P{number}DE"),
        Unit::Century => format!("P{number}CE"),
    }
}

fn time(time: Option<TimeOfDay>) -> String {
    match time {
        None => String::new(),
        Some(TimeOfDay::Part(DayPart::Morning)) => "TMO".to_owned(),
        Some(TimeOfDay::Part(DayPart::Afternoon)) => "TAF".to_owned(),
        Some(TimeOfDay::Part(DayPart::Evening)) => "TEV".to_owned(),
        Some(TimeOfDay::Part(DayPart::Night)) => "TNI".to_owned(),
        Some(TimeOfDay::Clock(hour, minute)) => format!("T{hour:02}:{minute:02}"),
    }
}
