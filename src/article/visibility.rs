//! Whether an article may be seen at all: one decision, taken once, before
//! anything is derived from the article.

use jiff::Timestamp;

use super::Metadata;
use crate::date::Moment;

/// What a build shows besides what is public, and what time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Show drafts and unlisted articles.
    pub drafts: bool,
    /// Show articles from the future and under embargo.
    pub future: bool,
    /// Now, for embargo, expiry and future dates.
    pub now: Timestamp,
}

/// Why an article is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenBecause {
    /// `draft = true`.
    Draft,
    /// `unlisted = true`.
    Unlisted,
    /// `embargo` or `date` lies in the future.
    NotYet,
    /// `expires` lies in the past.
    Expired,
}

/// Why an article with this metadata and date is hidden, or `None` when it may
/// be seen. A bare day begins at midnight UTC.
#[must_use]
pub fn visibility(
    metadata: &Metadata,
    date: Option<Moment>,
    publication: Publication,
) -> Option<HiddenBecause> {
    let is_past = |moment: Moment| moment.timestamp() <= publication.now;
    if metadata.draft && !publication.drafts {
        return Some(HiddenBecause::Draft);
    }
    if metadata.unlisted && !publication.drafts {
        return Some(HiddenBecause::Unlisted);
    }
    if metadata.expires.is_some_and(is_past) {
        return Some(HiddenBecause::Expired);
    }
    let opens = metadata.embargo.into_iter().chain(date);
    if !publication.future && opens.into_iter().any(|moment| !is_past(moment)) {
        return Some(HiddenBecause::NotYet);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(metadata: &Metadata, date: &str, expected: Option<HiddenBecause>) {
        let publication = Publication {
            drafts: false,
            future: false,
            now: "2016-02-10T12:00:00Z".parse().expect("a timestamp"),
        };
        assert_eq!(
            visibility(metadata, Moment::parse(date), publication),
            expected
        );
        let everything = Publication {
            drafts: true,
            future: true,
            ..publication
        };
        let shown = visibility(metadata, Moment::parse(date), everything);
        assert_eq!(shown, expected.filter(|why| *why == HiddenBecause::Expired));
    }

    #[test]
    fn drafts_futures_and_the_expired_are_hidden() {
        check(&Metadata::default(), "2016-02-10", None);
        check(&Metadata::default(), "", None);
        check(
            &Metadata::default(),
            "2016-02-11",
            Some(HiddenBecause::NotYet),
        );
        check(
            &Metadata {
                draft: true,
                ..Metadata::default()
            },
            "2016-02-10",
            Some(HiddenBecause::Draft),
        );
        check(
            &Metadata {
                unlisted: true,
                ..Metadata::default()
            },
            "2016-02-10",
            Some(HiddenBecause::Unlisted),
        );
        let until = |date| Metadata {
            embargo: Moment::parse(date),
            ..Metadata::default()
        };
        check(
            &until("2016-02-10T12:00:01Z"),
            "2016-02-01",
            Some(HiddenBecause::NotYet),
        );
        check(&until("2016-02-10T12:00:00Z"), "2016-02-01", None);
        let from = |date| Metadata {
            expires: Moment::parse(date),
            ..Metadata::default()
        };
        check(
            &from("2016-02-10"),
            "2016-02-01",
            Some(HiddenBecause::Expired),
        );
        check(&from("2016-02-11"), "2016-02-01", None);
    }
}
