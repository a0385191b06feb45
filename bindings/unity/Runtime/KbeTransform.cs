using System.Runtime.InteropServices;
using UnityEngine;

namespace Kbe
{
    /// <summary>
    /// Where an entity is and looks, as the library holds it: 32 bytes, the server's units, radians. The properties
    /// give Unity's: y is up in both, and positions are the same; angles become degrees.
    /// </summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct KbeTransform
    {
        /// <summary>Entity id.</summary>
        public readonly int EntityId;
        /// <summary>What the update carried.</summary>
        public readonly KbeMoveFlags Flags;
        /// <summary>Position, in the server's units.</summary>
        public readonly float X, Y, Z;
        /// <summary>Direction in radians.</summary>
        public readonly float Roll, Pitch, Yaw;

        /// <summary>Position.</summary>
        public Vector3 Position => new Vector3(X, Y, Z);

        /// <summary>Direction as the official plugin has it: roll, pitch, yaw in degrees.</summary>
        public Vector3 Direction => KbeMath.ToDegrees(Roll, Pitch, Yaw);

        /// <summary>Direction as Unity's transforms have it: pitch, yaw, roll in degrees.</summary>
        public Vector3 EulerAngles => KbeMath.ToEulerAngles(Roll, Pitch, Yaw);

        /// <summary>Direction as a rotation.</summary>
        public Quaternion Rotation => Quaternion.Euler(EulerAngles);

        /// <summary>Whether the entity stands on the ground.</summary>
        public bool IsOnGround => (Flags & KbeMoveFlags.OnGround) != 0;

        /// <summary>Whether it is the player.</summary>
        public bool IsPlayer => (Flags & KbeMoveFlags.Player) != 0;

        /// <summary>Whether everything is a finite number; if not, place nothing there.</summary>
        public bool IsFinite => (Flags & KbeMoveFlags.NotFinite) == 0;
    }

    /// <summary>Between the server's angles (roll, pitch, yaw in radians) and Unity's.</summary>
    public static class KbeMath
    {
        /// <summary>Degrees of one radian.</summary>
        public const float Degrees = 57.29577951308232f;

        /// <summary>Roll, pitch, yaw in degrees, as the official plugin stores directions.</summary>
        public static Vector3 ToDegrees(float roll, float pitch, float yaw)
        {
            return new Vector3(roll * Degrees, pitch * Degrees, yaw * Degrees);
        }

        /// <summary>
        /// The angles of a Unity transform. Both systems are left-handed with y up: yaw turns around y, pitch around
        /// x, roll around z, each clockwise seen from the positive end.
        /// </summary>
        public static Vector3 ToEulerAngles(float roll, float pitch, float yaw)
        {
            return new Vector3(pitch * Degrees, yaw * Degrees, roll * Degrees);
        }

        /// <summary>An angle of Unity, in degrees, as the server wants it: radians between -π and π.</summary>
        public static float ToRadians(float degrees)
        {
            float turned = degrees % 360f;
            if (turned > 180f)
                turned -= 360f;
            else if (turned < -180f)
                turned += 360f;
            return turned / Degrees;
        }
    }
}
