//! The tags of a token: outside, or begin, inside, last of a name, or a name
//! of one token (BILOU), each for five types.

use crate::entity::Kind;

/// How many tags there are.
pub const TAGS: usize = 1 + 4 * 5;

/// The tag of what is in no name.
pub const OUTSIDE: usize = 0;

/// Types of names, as the training data tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// A nationality, religious or political group.
    Group,
    /// An event, work, product or other thing.
    Thing,
}

impl Type {
    /// Every type, in the order of tags.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Group,
        Self::Thing,
    ];

    /// The kind of entity; what sort of thing a thing is, others tell.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Person => Kind::Person,
            Self::Organisation => Kind::Organisation,
            Self::Place => Kind::Place,
            Self::Group => Kind::Group,
            Self::Thing => Kind::Other,
        }
    }

    /// The tag of a token at a place of a name of this type.
    #[must_use]
    pub fn tag(self, place: Place) -> usize {
        1 + 4 * self as usize + place as usize
    }
}

/// Where in a name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first of several.
    Begin,
    /// Neither first nor last.
    Inside,
    /// The last of several.
    Last,
    /// The only one.
    Unit,
}

/// The type and place of a tag; `None` outside.
#[must_use]
pub fn parts(tag: usize) -> Option<(Type, Place)> {
    let at = tag.checked_sub(1)?;
    let place = [Place::Begin, Place::Inside, Place::Last, Place::Unit][at % 4];
    Some((Type::ALL[at / 4], place))
}

/// Whether a name is open after this tag.
#[must_use]
pub fn is_open(tag: usize) -> bool {
    matches!(parts(tag), Some((_, Place::Begin | Place::Inside)))
}

/// Whether `to` may come after `from`.
#[must_use]
pub fn may_follow(from: usize, to: usize) -> bool {
    match (parts(from), parts(to)) {
        (Some((from, Place::Begin | Place::Inside)), to) => {
            matches!(to, Some((to, Place::Inside | Place::Last)) if to == from)
        }
        (_, to) => matches!(to, None | Some((_, Place::Begin | Place::Unit))),
    }
}
