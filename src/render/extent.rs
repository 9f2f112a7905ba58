//! What of the calendar a date takes up, and so how exactly it is known.
//!
//! Timelines show it beside each entry and in the picture of their density, by
//! the same rule. It knows one date and no page.

use crate::date::{Grain, Qualifier, When};

/// The name of it, for templates and style sheets.
pub(super) fn extent(when: When) -> &'static str {
    match when.qualifier() {
        Some(Qualifier::Approximate) => "about",
        Some(Qualifier::Until) => "until",
        Some(Qualifier::Since) => "since",
        None if when.grain() == Grain::Day => "day",
        None if is_range_of_days(when) => "range",
        _ => "period",
    }
}

/// Whether a date names its days.
pub(super) fn is_exact(when: When) -> bool {
    matches!(extent(when), "day" | "range")
}

fn is_range_of_days(when: When) -> bool {
    when.grain() == Grain::Range && when.ends() == (Grain::Day, Grain::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_day_is_told_from_what_is_less() {
        for (edtf, expected) in [
            ("2016-02-22", "day"),
            ("2016-02", "period"),
            ("2016-21", "period"),
            ("2016-02-08/2016-02-14", "period"),
            ("2015-03/2015-05", "period"),
            ("2016-02-08/2016-02-12", "range"),
            ("2015-03~", "about"),
            ("../2016-02-22", "until"),
            ("2015-03/..", "since"),
        ] {
            let when = When::parse_edtf(edtf).expect("a date");
            assert_eq!(extent(when), expected, "{edtf}");
        }
    }
}
