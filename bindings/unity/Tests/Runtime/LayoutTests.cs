using System;
using Kbe.Native;
using NUnit.Framework;

namespace Kbe.Tests
{
    /// <summary>Every struct has the size, and every field the place, that the C compiler gives it.</summary>
    public sealed unsafe class LayoutTests
    {
        [Test]
        public void EveryFieldStandsWhereCHasIt()
        {
            int places = 0;
            KbeLayouts.All((what, here, wide, narrow) =>
            {
                places++;
                Assert.AreEqual(IntPtr.Size == 8 ? wide : narrow, here, what);
            });
            Assert.IsTrue(places > 300, places + " places");
        }

        [Test]
        public void TransformsAreReadInPlace()
        {
            Assert.AreEqual(sizeof(kbe_transform), sizeof(KbeTransform));
            kbe_transform native = new kbe_transform { entity_id = 7, flags = (uint)KbeMoveFlags.OnGround };
            native.position[0] = 1;
            native.position[2] = 3;
            native.direction[1] = 0.5f;
            native.direction[2] = (float)(Math.PI / 2);
            KbeTransform seen = *(KbeTransform*)&native;
            Assert.AreEqual(7, seen.EntityId);
            Assert.IsTrue(seen.IsOnGround);
            Assert.AreEqual(3f, seen.Position.z);
            Assert.AreEqual(90.0, seen.EulerAngles.y, 0.001);
            Assert.AreEqual(90.0, seen.Direction.z, 0.001);
            Assert.AreEqual(0.5 * 57.2957795, seen.EulerAngles.x, 0.001);
        }
    }
}
