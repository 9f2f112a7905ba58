//! The lists a word may stand in, as bits of [`WordClass::flags`].
//!
//! The bits are part of the model's format: the trainer sets them from the
//! gazetteers and the lexicon, the features read them.
//!
//! [`WordClass::flags`]: super::model::WordClass::flags

/// A first name.
pub const GIVEN: u32 = 1;
/// A last name.
pub const SURNAME: u32 = 1 << 1;
/// A town or city.
pub const TOWN: u32 = 1 << 2;
/// A city of a million or more.
pub const CITY: u32 = 1 << 3;
/// The first word of a longer place name.
pub const PLACE_FIRST: u32 = 1 << 4;
/// Another word of a longer place name.
pub const PLACE_REST: u32 = 1 << 5;
/// A country.
pub const COUNTRY: u32 = 1 << 6;
/// A nationality or people.
pub const DEMONYM: u32 = 1 << 7;
/// The first or only word of a company's name.
pub const COMPANY_FIRST: u32 = 1 << 8;
/// Another word of a company's name.
pub const COMPANY_REST: u32 = 1 << 9;
/// A word of a party's name.
pub const PARTY: u32 = 1 << 10;
/// A province, state or region.
pub const REGION: u32 = 1 << 11;
/// The last name of a head of state, head of government or legislator.
pub const LEADER: u32 = 1 << 12;
/// A word of an armed group's name.
pub const ARMED: u32 = 1 << 13;
/// The acronym of an organisation, party or armed group.
pub const ACRONYM: u32 = 1 << 14;
/// A word of an event's name.
pub const EVENT: u32 = 1 << 15;
/// A title of people: "President".
pub const TITLE: u32 = 1 << 16;
/// A verb whose subject speaks: "said".
pub const SAYS: u32 = 1 << 17;
/// A head of organisations' names: "Ministry".
pub const ORGANISATION_HEAD: u32 = 1 << 18;
/// A head of places' names: "River".
pub const PLACE_HEAD: u32 = 1 << 19;
/// A head of events' names: "Olympics".
pub const EVENT_HEAD: u32 = 1 << 20;
/// An everyday word that is no name.
pub const PLAIN: u32 = 1 << 21;
/// A phrase that is known begins with it.
pub const OPENS_PHRASE: u32 = 1 << 22;

/// How many bits there are.
pub const COUNT: u32 = 23;

/// The bits that tell a name, in one number for features.
pub const NAMES: u32 = 0xffff;

/// What a known phrase is, as bits.
pub mod phrase {
    /// A place.
    pub const PLACE: u8 = 1;
    /// A company.
    pub const COMPANY: u8 = 1 << 1;
    /// A party.
    pub const PARTY: u8 = 1 << 2;
    /// An armed group.
    pub const ARMED: u8 = 1 << 3;
    /// A person.
    pub const PERSON: u8 = 1 << 4;
    /// A country.
    pub const COUNTRY: u8 = 1 << 5;
    /// An event.
    pub const EVENT: u8 = 1 << 6;
    /// Any other organisation.
    pub const ORGANISATION: u8 = 1 << 7;
}

/// The words of a phrase, at most; longer ones are not looked for.
pub const LONGEST_PHRASE: usize = 7;
