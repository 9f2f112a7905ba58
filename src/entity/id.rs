//! Ids and kinds of entities.

use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::slug::{is_slug, slugify};

/// What sort of thing an entity is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being.
    Person,
    /// A company, ministry, party, court, team, armed group.
    Organisation,
    /// A country, city, region, sea, building.
    Place,
    /// A nationality, religious or political group ("Iraqi", "Liberals").
    Group,
    /// A war, summit, treaty, operation.
    Event,
    /// A book, film, law, report.
    Work,
    /// A weapon, vehicle, medicine, program.
    Product,
    /// Anything else with a name.
    Other,
}

impl Kind {
    /// Every kind, in the order pages list them.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Group,
        Self::Event,
        Self::Work,
        Self::Product,
        Self::Other,
    ];

    /// The kind's name in ids, URLs and data: `person`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
            Self::Event => "event",
            Self::Work => "work",
            Self::Product => "product",
            Self::Other => "other",
        }
    }

    /// A heading for many of the kind: `People`.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "People",
            Self::Organisation => "Organisations",
            Self::Place => "Places",
            Self::Group => "Groups",
            Self::Event => "Events",
            Self::Work => "Works",
            Self::Product => "Products",
            Self::Other => "Others",
        }
    }

    /// The kind called `name`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `kind/slug`, for example `person/ash-carter`. Ordered as text.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, Deserialize,
)]
#[serde(try_from = "String")]
pub struct EntityId(Arc<str>);

impl TryFrom<String> for EntityId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no id of an entity"))
    }
}

impl EntityId {
    /// The id that a name of a kind gets when nobody says otherwise.
    #[must_use]
    pub fn for_name(kind: Kind, name: &str) -> Self {
        Self(format!("{kind}/{}", slugify(name)).into())
    }

    /// Reads `kind/slug`; `None` when the kind is unknown or the slug isn't one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, slug) = text.split_once('/')?;
        (Kind::parse(kind).is_some() && is_slug(slug)).then(|| Self(text.into()))
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What sort of thing it names.
    ///
    /// Every constructor checks the kind, so two letters tell which it is. This
    /// is asked of each mention many times.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.0.as_bytes() {
            [b'p', b'e', ..] => Kind::Person,
            [b'p', b'l', ..] => Kind::Place,
            [b'p', ..] => Kind::Product,
            [b'o', b'r', ..] => Kind::Organisation,
            [b'g', ..] => Kind::Group,
            [b'e', ..] => Kind::Event,
            [b'w', ..] => Kind::Work,
            _ => Kind::Other,
        }
    }

    /// The part after the kind.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, slug)| slug)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_tell_the_kind() {
        for kind in Kind::ALL {
            assert_eq!(EntityId::for_name(kind, "x").kind(), kind);
        }
    }

    #[test]
    fn an_id_is_kind_and_slug() {
        let id = EntityId::for_name(Kind::Person, "Ash Carter");
        assert_eq!(id.as_str(), "person/ash-carter");
        assert_eq!(EntityId::parse("person/ash-carter"), Some(id.clone()));
        assert_eq!((id.kind(), id.slug()), (Kind::Person, "ash-carter"));
        for bad in [
            "ash-carter",
            "people/ash-carter",
            "person/",
            "person/../x",
            "person/Ash",
        ] {
            assert_eq!(EntityId::parse(bad), None, "{bad}");
        }
    }
}
