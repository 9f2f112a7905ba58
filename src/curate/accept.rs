//! Accepting a name: which entity it is, and where the registry says so.

use std::collections::BTreeSet;

use super::names::{clean, key, nearest, or};
use super::registry_text::{self, ACCEPTED, Entry};
use super::{Decision, Found, Known, Refusal, file_of, found, list_text};
use crate::diagnostic::plain;
use crate::entity::{Alias, Entity, EntityId, Kind};
use crate::source::Source;

/// What an editor accepts.
#[derive(Clone, Copy, Debug)]
pub struct Acceptance<'a> {
    /// The name, or the id of something that was found.
    pub name: &'a str,
    /// Its kind, where what was found doesn't tell.
    pub kind: Option<Kind>,
    /// The entity it is one more name of, by id or name.
    pub target: Option<&'a str>,
}

/// Writes a name into the registry: as an entry of its own, or as one more name
/// of another.
///
/// # Errors
/// When it isn't clear what the name is, when another entry has it, or when the
/// file can't be changed safely.
pub fn accept(known: Known<'_>, acceptance: Acceptance<'_>) -> Result<Decision, Refusal> {
    let accepter = Accepter {
        known,
        found: found(known.site, known.gazetteer),
    };
    let name = clean(acceptance.name)?;
    match acceptance.target {
        Some(target) => accepter.alias(&name, target, acceptance.kind),
        None => accepter.entry(&name, acceptance.kind),
    }
}

struct Accepter<'a> {
    known: Known<'a>,
    found: Vec<Found>,
}

/// An entity that a name may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Meant {
    id: EntityId,
    name: String,
}

impl Accepter<'_> {
    /// The name as an entity of its own.
    fn entry(&self, name: &str, kind: Option<Kind>) -> Result<Decision, Refusal> {
        if let Some(owner) = self.registered(name) {
            return match kind {
                Some(kind) if kind != owner.id.kind() => Err(Refusal::new(
                    format!("`{name}` is `{}` in the registry", owner.id),
                    format!("change its kind in `{}`", file_of(owner)),
                )),
                _ => Ok(already(name, owner)),
            };
        }
        let meant = self.meant(name, kind)?;
        if let Some(other) = self.entry_of(&meant.id) {
            return Err(Refusal::new(
                format!(
                    "`{}` is in the registry as `{}`",
                    meant.id,
                    plain(&other.name)
                ),
                format!(
                    "add `--as {}` to make `{name}` one more name of it",
                    meant.id
                ),
            ));
        }
        self.written(&meant, None, name)
    }

    /// The name as one more name of another entity.
    fn alias(&self, name: &str, target: &str, kind: Option<Kind>) -> Result<Decision, Refusal> {
        let meant = self.target(target)?;
        if let Some(kind) = kind.filter(|kind| *kind != meant.id.kind()) {
            return Err(Refusal::new(
                format!("`{}` isn't of the kind `{kind}`", meant.id),
                "leave `--kind` out: the name is of the kind that its entity has",
            ));
        }
        match self.known.owner(name) {
            Some(owner) if owner.id == meant.id => return Ok(already(name, owner)),
            Some(owner) => {
                return Err(Refusal::new(
                    format!("`{name}` is a name of `{}` in the registry", owner.id),
                    format!("take it out of `{}` first", file_of(owner)),
                ));
            }
            None => {}
        }
        let Some(entity) = self.entry_of(&meant.id) else {
            let alias = (key(name) != key(&meant.name)).then_some(name);
            return self.written(&meant, alias, name);
        };
        let file = self.file(entity);
        let edit = file.and_then(|file| registry_text::with_alias(file, &entity.id, name));
        let edit = edit.ok_or_else(|| by_hand(entity, name, file))?;
        Ok(Decision {
            done: format!(
                "accepted `{name}` as one more name of `{}` in `{}`",
                entity.id, edit.path
            ),
            edits: vec![edit],
            notes: self.unseen(name),
        })
    }

    fn written(
        &self,
        meant: &Meant,
        alias: Option<&str>,
        typed: &str,
    ) -> Result<Decision, Refusal> {
        let accepted = self.source(ACCEPTED);
        let entry = Entry {
            id: &meant.id,
            name: &meant.name,
            alias,
        };
        let edit = registry_text::with_entry(accepted, entry).ok_or_else(|| {
            Refusal::new(
                format!("`{ACCEPTED}` can't be changed safely"),
                "`dateline check` says what is wrong in it; entries are tables that begin with `[[entity]]`",
            )
        })?;
        let done = match alias {
            Some(alias) => format!(
                "accepted `{alias}` as one more name of `{}` in `{}`",
                meant.id, edit.path
            ),
            None => format!(
                "accepted `{}` as `{}` in `{}`",
                meant.name, meant.id, edit.path
            ),
        };
        Ok(Decision {
            edits: vec![edit],
            done,
            notes: self.unseen(typed),
        })
    }

    /// The entry of the registry that a name or an id names.
    fn registered(&self, name: &str) -> Option<&Entity> {
        let by_id = EntityId::parse(name).and_then(|id| self.entry_of(&id));
        by_id.or_else(|| self.known.owner(name))
    }

    /// What the text, or a table, says that a name is.
    fn meant(&self, name: &str, kind: Option<Kind>) -> Result<Meant, Refusal> {
        let mut meant: Vec<Meant> = self
            .known(name)
            .into_iter()
            .filter(|meant| kind.is_none_or(|kind| kind == meant.id.kind()))
            .collect();
        // What was found as a place and, elsewhere, as something unclear is a place.
        if meant.iter().any(|meant| meant.id.kind() != Kind::Other) {
            meant.retain(|meant| meant.id.kind() != Kind::Other);
        }
        match (meant.as_slice(), kind) {
            ([one], Some(_)) => Ok(one.clone()),
            ([one], None) if one.id.kind() != Kind::Other => Ok(one.clone()),
            ([], Some(kind)) => Ok(Meant {
                id: EntityId::for_name(kind, name),
                name: name.to_owned(),
            }),
            ([], None) => Err(self.unknown(name)),
            ([_], None) => Err(Refusal::new(
                format!("`{name}` was found, but not what kind of thing it is"),
                format!("add `--kind` with one of {}", kinds()),
            )),
            (several, _) => {
                let ids: Vec<&str> = several.iter().map(|meant| meant.id.as_str()).collect();
                Err(Refusal::new(
                    format!("`{name}` was found as {}", or(&ids)),
                    "name the one that is meant by its id, or say which kind with `--kind`",
                ))
            }
        }
    }

    /// The entity that `--as` names.
    fn target(&self, target: &str) -> Result<Meant, Refusal> {
        if let Some(owner) = self.registered(target) {
            return Ok(Meant {
                id: owner.id.clone(),
                name: owner.name.clone(),
            });
        }
        let meant = self.known(target);
        match meant.as_slice() {
            [one] => Ok(one.clone()),
            [] => {
                let near = self.near(target);
                Err(Refusal {
                    why: format!("no entity is called `{}`", plain(target)),
                    hint: Some(near.unwrap_or_else(|| {
                        "`--as` takes an id or a name that `dateline entities` lists".to_owned()
                    })),
                })
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|meant| meant.id.as_str()).collect();
                Err(Refusal::new(
                    format!("`{}` may mean {}", plain(target), or(&ids)),
                    "name one of them by its id",
                ))
            }
        }
    }

    /// Entities outside the registry that a name or an id names.
    fn known(&self, name: &str) -> Vec<Meant> {
        let wanted = key(name);
        let found = self
            .found
            .iter()
            .filter(|found| key(&found.name) == wanted || found.id.as_str() == name)
            .map(|found| Meant {
                id: found.id.clone(),
                name: found.name.clone(),
            });
        let named = self.known.gazetteer.named(name).into_iter();
        let built_in = named
            .filter_map(|id| self.known.gazetteer.get(id))
            .map(|entity| Meant {
                id: entity.id.clone(),
                name: entity.name.clone(),
            });
        let distinct: BTreeSet<Meant> = found.chain(built_in).collect();
        distinct.into_iter().collect()
    }

    /// Why a name that is nothing yet can't be accepted just so.
    fn unknown(&self, name: &str) -> Refusal {
        let wanted = key(name);
        let bearers: Vec<&str> = self
            .found
            .iter()
            .filter(|found| found.forms.keys().any(|form| key(form) == wanted))
            .map(|found| found.id.as_str())
            .collect();
        match bearers.as_slice() {
            [] => Refusal {
                why: format!("no article names `{name}`"),
                hint: Some(self.near(name).map_or_else(
                    || "add `--kind` to accept it all the same".to_owned(),
                    |near| format!("{near} or add `--kind` to accept it all the same"),
                )),
            },
            [one] => Refusal::new(
                format!("`{name}` was found as another name of `{one}`"),
                format!("add `--as {one}`, or `--kind` for an entity of its own"),
            ),
            several => Refusal::new(
                format!("`{name}` was found as another name of {}", or(several)),
                "add `--as` with one of them, or `--kind` for an entity of its own",
            ),
        }
    }

    /// `did you mean ...?` with names and ids of what was found.
    fn near(&self, name: &str) -> Option<String> {
        let names = self
            .found
            .iter()
            .flat_map(|found| [found.name.as_str(), found.id.as_str()]);
        let registered = self
            .known
            .registry
            .iter()
            .flat_map(|entity| [entity.name.as_str(), entity.id.as_str()]);
        let near = nearest(name, names.chain(registered));
        (!near.is_empty()).then(|| format!("did you mean {}?", or(&near)))
    }

    /// A note when no article names it.
    fn unseen(&self, name: &str) -> Vec<String> {
        let wanted = key(name);
        let is_seen = self.found.iter().any(|found| {
            key(&found.name) == wanted
                || found.id.as_str() == name
                || found.forms.keys().any(|form| key(form) == wanted)
        });
        if is_seen {
            Vec::new()
        } else {
            vec![format!("no article names `{name}` yet")]
        }
    }

    fn entry_of(&self, id: &EntityId) -> Option<&Entity> {
        self.known.registry.iter().find(|entity| entity.id == *id)
    }

    fn file(&self, entity: &Entity) -> Option<&Source> {
        self.source(entity.place.as_ref()?.path.as_str())
    }

    fn source(&self, path: &str) -> Option<&Source> {
        let mut files = self.known.sources.entities.iter();
        files.find(|source| source.path.as_str() == path)
    }
}

fn already(name: &str, owner: &Entity) -> Decision {
    Decision {
        done: format!(
            "`{}` is accepted already, as `{}` in `{}`",
            plain(name),
            owner.id,
            file_of(owner)
        ),
        ..Decision::default()
    }
}

/// The line that adds an alias where no program should write it.
fn by_hand(entity: &Entity, alias: &str, file: Option<&Source>) -> Refusal {
    let is_yaml = file.is_some_and(|file| file.text.starts_with("---"));
    let new = Alias::new(alias);
    let items: Vec<String> = entity
        .aliases
        .iter()
        .chain([&new])
        .map(|alias| item(alias, is_yaml))
        .collect();
    let items = items.join(", ");
    let line = if is_yaml {
        format!("aliases: [{items}]")
    } else {
        format!("aliases = [{items}]")
    };
    Refusal::new(
        format!("`{}` can't be changed safely", file_of(entity)),
        format!("write this line into it by hand: {line}"),
    )
}

/// An alias as it is written, with its case where the common rule differs.
fn item(alias: &Alias, is_yaml: bool) -> String {
    let text = list_text::quoted(&alias.text);
    let case = if alias.exact { "exact" } else { "any" };
    match Alias::new(alias.text.clone()) == *alias {
        true => text,
        false if is_yaml => format!("{{text: {text}, case: {case}}}"),
        false => format!("{{ text = {text}, case = \"{case}\" }}"),
    }
}

fn kinds() -> String {
    or(&Kind::ALL.map(Kind::name))
}
