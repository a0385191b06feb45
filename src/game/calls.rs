//! What the game asks of entities: remote calls and poses, checked before anything is sent
//! (`spec/02 §5`).

use super::rules::TextError;
use super::text::Side;
use super::{Entity, Game, State};
use crate::defs::encode::{self, ArgumentError, ArgumentReason, Source};
use crate::defs::module::{Method, Module, Role};
use crate::defs::{Defs, NONE};
use crate::layers::command::Part;
use crate::layers::event::Slot;
use crate::layers::{Command, Pose};
use crate::wire::limits::MAX_ENCRYPTED_TO_SERVER;

/// Bytes that the arguments of an encrypted call can take: envelope (4), entity id (4), component and
/// method uid (2 + 2) come with them.
const MAX_ENCRYPTED_CALL: usize = MAX_ENCRYPTED_TO_SERVER - 12;

/// Why something cannot be asked for now. `Display` gives the whole sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no session.
    #[error("not logged in")]
    Offline,
    /// Something else has to end first.
    #[error("{0}")]
    Busy(&'static str),
    /// A text that cannot be sent.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Something that was named is not there.
    #[error("{0}")]
    NotFound(String),
    /// The definitions, or a component's class, are not known yet.
    #[error("{0}")]
    NotReady(String),
    /// The entity is not this client's to call or move.
    #[error("{0}")]
    NotYours(String),
    /// The player has no cell part now.
    #[error("{0}")]
    NotInWorld(String),
    /// The arguments do not fit the definition.
    #[error(transparent)]
    Arguments(#[from] ArgumentError),
    /// A pose with a coordinate or angle that is not a finite number.
    #[error("position and direction must be finite numbers")]
    NotFinite,
}

/// A class's member, by name or by the number of the definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member<'a> {
    /// By name.
    Name(&'a str),
    /// By uid.
    Uid(u16),
}

impl std::fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => write!(f, "\"{name}\""),
            Self::Uid(uid) => write!(f, "{uid}"),
        }
    }
}

/// A remote method.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// To which part.
    pub part: Part,
    /// Entity id, 0 for the player.
    pub entity: i32,
    /// Component property, `None` for the entity's own methods.
    pub component: Option<Member<'a>>,
    /// Method.
    pub method: Member<'a>,
}

/// Index of a property of a class.
pub(crate) fn find_property(class: &Module, member: Member<'_>) -> Option<u16> {
    match member {
        Member::Name(name) => class.property_by_name(name),
        Member::Uid(uid) => class.property_by_uid(uid),
    }
}

/// A method of a class.
pub(crate) fn find_method<'a>(
    class: &'a Module,
    side: Side,
    member: Member<'_>,
) -> Option<(u16, &'a Method)> {
    let same = |m: &Method| match member {
        Member::Name(name) => m.name() == name,
        Member::Uid(uid) => m.uid() == uid,
    };
    (0..).zip(side.methods(class)).find(|(_, m)| same(m))
}

impl Game {
    /// Checks and encodes a remote call.
    ///
    /// # Errors
    /// [`Refusal`] says what is wrong; nothing has been sent then.
    pub fn call<S: Source>(&self, target: Target<'_>, args: &[S]) -> Result<Command, Refusal> {
        let (slot, entity) = self.reachable(target.entity)?;
        self.may_call(target.part, slot, entity)?;
        let defs = self.known_defs()?;
        let class = class_of(defs, entity.module())?;
        let (owner, component_uid) = match target.component {
            None => (class, 0),
            Some(member) => self.component(defs, class, entity, member)?,
        };
        let side = match target.part {
            Part::Base => Side::Base,
            Part::Cell => Side::Cell,
        };
        let Some((_, method)) = find_method(owner, side, target.method) else {
            return Err(no_method(owner, target));
        };
        let mut bytes = Vec::new();
        let integers = self.options.integer_vectors;
        encode::arguments(defs, owner.name(), method, args, integers, &mut bytes)?;
        if self.options.encrypted && bytes.len() > MAX_ENCRYPTED_CALL {
            let (method, size) = (format!("{}.{}", owner.name(), method.name()), bytes.len());
            let problem = format!(
                "the arguments take {size} bytes; encrypted, the server accepts at most \
                 {MAX_ENCRYPTED_CALL}"
            );
            return Err(ArgumentError { method, problem, reason: ArgumentReason::Size }.into());
        }
        Ok(Command::Call {
            part: target.part,
            entity: entity.id(),
            component_uid,
            method_uid: method.uid(),
            args: bytes,
        })
    }

    fn known_defs(&self) -> Result<&Defs, Refusal> {
        let defs = self.defs().map(|d| &**d);
        defs.ok_or_else(|| Refusal::NotReady("the entity definitions are not known yet".into()))
    }

    fn reachable(&self, id: i32) -> Result<(Slot, &Entity), Refusal> {
        if self.facts.state != State::InGame {
            return Err(Refusal::Offline);
        }
        self.find(id).ok_or_else(|| match id {
            0 => Refusal::NotFound("there is no player entity".into()),
            _ => Refusal::NotFound(format!("there is no entity {id}")),
        })
    }

    /// The server ends the session of a client that calls another's base part (`spec/02 §5.1`), and
    /// drops cell calls of a player without a cell (`spec/02 §5.2`).
    fn may_call(&self, part: Part, slot: Slot, entity: &Entity) -> Result<(), Refusal> {
        match part {
            Part::Base if !self.is_player(slot) => Err(Refusal::NotYours(format!(
                "entity {} is not the player: only the player's base part can be called",
                entity.id()
            ))),
            Part::Base => Ok(()),
            Part::Cell => match self.player() {
                Some((_, player)) if player.has_cell => Ok(()),
                _ => Err(Refusal::NotInWorld(
                    "the player has no cell part: it is not in the world".into(),
                )),
            },
        }
    }

    /// The class of a component and the uid of its property. A uid that is no component property
    /// must never be sent: the server process dies of it (`spec/02 §5.2`).
    fn component<'a>(
        &self,
        defs: &'a Defs,
        class: &'a Module,
        entity: &Entity,
        member: Member<'_>,
    ) -> Result<(&'a Module, u16), Refusal> {
        let index = find_property(class, member);
        let property =
            index.and_then(|i| class.property(i)).filter(|p| p.role() == Role::Component);
        let (Some(index), Some(property)) = (index, property) else {
            return Err(Refusal::NotFound(format!("{} has no component {member}", class.name())));
        };
        let known = entity.component(index).and_then(|c| c.module());
        let known = known.or_else(|| defs.component_module(entity.module(), index));
        let Some(module) = known.and_then(|m| defs.module(m)) else {
            return Err(Refusal::NotReady(format!(
                "the class of component {}.{} has not shown in the traffic yet",
                class.name(),
                property.name()
            )));
        };
        Ok((module, property.uid()))
    }

    /// Checks a pose, applies it to the entity and gives the command that uploads it. 0 means the
    /// player.
    ///
    /// # Errors
    /// [`Refusal`]; nothing has changed then.
    pub fn set_pose(&mut self, id: i32, pose: Pose) -> Result<Command, Refusal> {
        if !pose.is_finite() {
            return Err(Refusal::NotFinite);
        }
        let (slot, entity) = self.reachable(id)?;
        let player = self.is_player(slot);
        if !entity.in_world() {
            return Err(Refusal::NotInWorld(format!("entity {} is not in the world", entity.id())));
        }
        if entity.controlled() == player {
            let why = match player {
                true => "the player is moved by somebody else now",
                false => "this client does not control the entity",
            };
            return Err(Refusal::NotYours(format!("entity {}: {why}", entity.id())));
        }
        let entity = if player { 0 } else { entity.id() };
        if let Some(e) = self.table.get_mut(slot) {
            (e.motion.position, e.motion.direction) = (pose.position, pose.direction);
            e.set_on_ground(pose.on_ground);
        }
        Ok(Command::SetPose { entity, pose })
    }
}

pub(crate) fn class_of(defs: &Defs, module: u16) -> Result<&Module, Refusal> {
    debug_assert!(module != NONE);
    defs.module(module).ok_or_else(|| Refusal::NotReady(format!("unknown class {module}")))
}

fn no_method(owner: &Module, target: Target<'_>) -> Refusal {
    let (part, other, other_side) = match target.part {
        Part::Base => ("base", "cell", Side::Cell),
        Part::Cell => ("cell", "base", Side::Base),
    };
    let method = target.method;
    let hint = match find_method(owner, other_side, method) {
        Some(_) => format!("; the {other} part has one of that name"),
        None => String::new(),
    };
    Refusal::NotFound(format!("{} has no exposed {part} method {method}{hint}", owner.name()))
}
