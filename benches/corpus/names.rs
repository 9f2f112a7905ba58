//! Names of nobody and of nowhere, put together from syllables.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::draw::Draw;

/// How many people, organisations and places the registry lists.
const PEOPLE: usize = 2_400;
const ORGANISATIONS: usize = 1_000;
const PLACES: usize = 600;

/// How many people are written about and stand in no table.
const UNLISTED: usize = 2_000;

const GIVEN: [&[&str]; 3] = [
    &["Ab", "Ed", "Il", "Om", "Ur", "Yv", "Ak", "Oz"],
    &[
        "bo", "da", "fi", "lu", "mi", "no", "ra", "su", "ti", "ve", "go", "ke",
    ],
    &["l", "n", "s", "ra", "li", "x", "dra", "mo"],
];
const FAMILY: [&[&str]; 3] = [
    &[
        "Bra", "Cro", "Dru", "Fle", "Gru", "Kla", "Plo", "Sko", "Tra", "Vro", "Zwi", "Blo", "Dwe",
        "Gle", "Kro", "Pra", "Sma", "Sto",
    ],
    &[
        "nvo", "lvi", "rka", "sto", "mbe", "xal", "dru", "ffi", "gno", "tte",
    ],
    &["n", "r", "sk", "th", "ll", "ve", "x", "m"],
];
const TOWN: [&[&str]; 3] = [
    &["", "", "", "Upper ", "Lower ", "Port ", "Lake "],
    &[
        "Avo", "Bexa", "Cimo", "Dulo", "Emba", "Fixo", "Giru", "Hoba", "Jeva", "Kilo", "Luma",
        "Rodi", "Sabo", "Tuxi", "Umbo", "Vezi", "Waku", "Xeno", "Zuma", "Muxo", "Nabi", "Oxu",
        "Pyro", "Quibo",
    ],
    &["ville", "mouth", "stad", "polis", "grad", "haven", "ness"],
];
const FIRM: [&[&str]; 3] = [
    &[
        "Axi", "Bolu", "Cyro", "Deno", "Evo", "Fara", "Gyno", "Helu", "Itra", "Jumo", "Kava",
        "Lexo", "Mivo", "Nuro", "Opti", "Poly",
    ],
    &["n", "r", "t", "v", "x", "m"],
    &["ora", "ex", "ium", "eon", "aq"],
];
const TRADES: &[&str] = &[
    "Freight", "Steel", "Foods", "Motors", "Media", "Bank", "Energy", "Systems", "Textiles",
    "Airlines",
];
const FIELDS: &[&str] = &[
    "Water", "Harbour", "Grain", "Rail", "Forest", "Housing", "Energy", "Bridge", "Health",
    "School", "Fishing", "Road", "Weather", "Mining", "Postal", "Election",
];
const AIMS: &[&str] = &["Safety", "Standards", "Research", "Planning", "Supply"];
const BODIES: &[&str] = &["Agency", "Board", "Council", "Commission", "Institute"];
const ROLES: &[&str] = &[
    "Minister",
    "Mayor",
    "Senator",
    "Judge",
    "Professor",
    "Governor",
    "President",
    "Dr.",
];

/// Somebody or something that articles name.
pub(super) struct Named {
    /// In full.
    pub(super) name: String,
    /// As it is called once it has been named.
    pub(super) short: String,
    /// What stands before a person's name where it is first named.
    pub(super) role: Option<&'static str>,
}

/// All that articles name, by how often: the first most often.
pub(super) struct Names {
    pub(super) people: Vec<Named>,
    pub(super) organisations: Vec<Named>,
    pub(super) places: Vec<Named>,
}

impl Names {
    pub(super) fn draw(draw: &mut Draw) -> Self {
        let mut taken = BTreeSet::new();
        Self {
            people: distinct(PEOPLE + UNLISTED, &mut taken, || person(draw)),
            organisations: distinct(ORGANISATIONS, &mut taken, || organisation(draw)),
            places: distinct(PLACES, &mut taken, || place(draw)),
        }
    }

    /// The people that the registry lists.
    pub(super) fn listed_people(&self) -> &[Named] {
        &self.people[..PEOPLE]
    }
}

/// So many, with no full name twice. A short name that is taken isn't used,
/// since the registry gives a name to one entity alone; the short names of
/// people aren't in the registry, so they may be shared, as surnames are.
fn distinct(
    count: usize,
    taken: &mut BTreeSet<String>,
    mut next: impl FnMut() -> Named,
) -> Vec<Named> {
    let mut found = Vec::with_capacity(count);
    while found.len() < count {
        let mut named = next();
        if !taken.insert(named.name.clone()) {
            continue;
        }
        let is_surname = named.name.ends_with(&named.short);
        if !is_surname && !taken.insert(named.short.clone()) {
            named.short.clone_from(&named.name);
        }
        found.push(named);
    }
    found
}

fn person(draw: &mut Draw) -> Named {
    let family = joined(draw, &FAMILY);
    let role = draw.percent(45).then(|| *draw.pick(ROLES));
    Named {
        name: format!("{} {family}", joined(draw, &GIVEN)),
        short: family,
        role,
    }
}

/// A firm, called by its first word, or a public body, called by its initials.
fn organisation(draw: &mut Draw) -> Named {
    let (name, short) = if draw.percent(55) {
        let firm = joined(draw, &FIRM);
        (format!("{firm} {}", draw.pick(TRADES)), firm)
    } else {
        let words = [
            joined(draw, &TOWN[1..]),
            (*draw.pick(FIELDS)).to_owned(),
            (*draw.pick(AIMS)).to_owned(),
            (*draw.pick(BODIES)).to_owned(),
        ];
        let initials = words.iter().filter_map(|word| word.chars().next());
        (words.join(" "), initials.collect())
    };
    Named {
        name,
        short,
        role: None,
    }
}

fn place(draw: &mut Draw) -> Named {
    let name = joined(draw, &TOWN);
    Named {
        short: name.clone(),
        name,
        role: None,
    }
}

fn joined(draw: &mut Draw, parts: &[&[&str]]) -> String {
    parts.iter().map(|part| *draw.pick(part)).collect()
}

/// A table of the registry.
pub(super) fn table(kind: &str, list: &[Named]) -> String {
    let mut table = String::new();
    for named in list {
        let name = &named.name;
        let _ = write!(table, "[[entity]]\nname = \"{name}\"\nkind = \"{kind}\"\n");
        if !name.ends_with(&named.short) {
            let _ = writeln!(table, "aliases = [\"{}\"]", named.short);
        }
        if let Some(role) = named.role {
            let _ = writeln!(table, "office = \"{role}\"");
        }
        table.push('\n');
    }
    table
}
