//! The messages that a session handles most, and in the shortest way.

use super::table::ClientMessage;
use super::volatile::{PositionPart, VolatileForm, axes};

/// What kind of frequent message one is: a movement, a property update or a call. The forms that walkers
/// and those who turn on the spot send have decoders of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Usual {
    /// None of them.
    No = 0,
    /// Packed x and z, and yaw.
    XzYaw = 1,
    /// Packed x and z.
    Xz = 2,
    /// Packed yaw.
    Yaw = 3,
    /// Plain x and z, and yaw.
    PlainXzYaw = 4,
    /// A movement of any other form.
    OtherMove = 5,
    /// Property updates of an entity that is named by its id, ...
    Properties = 6,
    /// ... or by an index.
    PropertiesOptimized = 7,
    /// A call of an entity that is named by its id, ...
    Method = 8,
    /// ... or by an index.
    MethodOptimized = 9,
    /// Where the player is as the server knows it, without y. Does not carry its length.
    BasePosXz = 10,
}

impl Usual {
    /// The form of the movements that have a decoder of their own; for others the bare one, which carries
    /// nothing.
    #[must_use]
    pub const fn form(self) -> VolatileForm {
        match self {
            Self::XzYaw => VolatileForm::new(PositionPart::Xz, axes::YAW, true),
            Self::Xz => VolatileForm::new(PositionPart::Xz, 0, true),
            Self::Yaw => VolatileForm::new(PositionPart::None, axes::YAW, true),
            Self::PlainXzYaw => VolatileForm::new(PositionPart::Xz, axes::YAW, false),
            _ => VolatileForm::new(PositionPart::None, 0, false),
        }
    }

    /// Which of them a message is whose length is this; nothing for one that carries its length.
    #[must_use]
    pub fn of(message: ClientMessage, length: Option<u16>) -> Self {
        let own = [Self::XzYaw, Self::Xz, Self::Yaw, Self::PlainXzYaw];
        match message {
            ClientMessage::BasePosXz if length == Some(8) => Self::BasePosXz,
            _ if length.is_some() => Self::No,
            ClientMessage::UpdateData(form) => {
                own.into_iter().find(|u| u.form() == form).unwrap_or(Self::OtherMove)
            }
            ClientMessage::Properties => Self::Properties,
            ClientMessage::PropertiesOptimized => Self::PropertiesOptimized,
            ClientMessage::Method => Self::Method,
            ClientMessage::MethodOptimized => Self::MethodOptimized,
            _ => Self::No,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_messages_are_those_of_their_names() {
        let names = [
            ("onUpdateData_xz_y_optimized", Usual::XzYaw),
            ("onUpdateData_xz_optimized", Usual::Xz),
            ("onUpdateData_y_optimized", Usual::Yaw),
            ("onUpdateData_xz_y", Usual::PlainXzYaw),
            ("onUpdateData_xyz_y_optimized", Usual::OtherMove),
            ("onUpdateData", Usual::OtherMove),
            ("onUpdatePropertys", Usual::Properties),
            ("onUpdatePropertysOptimized", Usual::PropertiesOptimized),
            ("onRemoteMethodCall", Usual::Method),
            ("onRemoteMethodCallOptimized", Usual::MethodOptimized),
            ("onEntityEnterWorld", Usual::No),
            ("onUpdateBasePosXZ", Usual::No),
        ];
        for (name, usual) in names {
            assert_eq!(Usual::of(ClientMessage::from_name(name), None), usual, "{name}");
            let fixed = match name {
                "onUpdateBasePosXZ" => Usual::BasePosXz,
                _ => Usual::No,
            };
            assert_eq!(Usual::of(ClientMessage::from_name(name), Some(8)), fixed, "{name}");
            assert_eq!(Usual::of(ClientMessage::from_name(name), Some(9)), Usual::No, "{name}");
        }
    }
}
