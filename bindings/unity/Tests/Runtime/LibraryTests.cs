using System;
using NUnit.Framework;

namespace Kbe.Tests
{
    /// <summary>What needs the native library, and no server.</summary>
    public sealed class LibraryTests
    {
        [Test]
        public void TheLibraryIsThereAndFits()
        {
            KbeLibrary.Check();
            StringAssert.StartsWith("0.", KbeLibrary.Version);
            Assert.AreEqual("KBE_E_BAD_HANDLE", KbeLibrary.ResultName(KbeResult.BadHandle));
        }

        [Test]
        public void AWrongConfigurationNamesTheField()
        {
            var e = Assert.Throws<KbeException>(() => Use(new KbeClient(new KbeConfig { WebSocketPath = "x" })));
            Assert.AreEqual(KbeResult.InvalidArgument, e.Result);
            StringAssert.Contains("websocket_path", e.Message);
        }

        [Test]
        public void CallsOutsideOfTheGameAreRefusedWithAReason()
        {
            using (var client = new KbeClient())
            {
                Assert.AreEqual(KbeState.Offline, client.State);
                Assert.IsNull(client.Player);
                Assert.AreEqual(0, client.Entities.Count);
                Assert.AreEqual("", client.GetSpaceData("none"));
                var e = Assert.Throws<KbeException>(() => client.Logout());
                Assert.AreEqual(KbeResult.Offline, e.Result);
                Assert.Throws<ArgumentNullException>(() => client.Login("name", null));
                Assert.AreEqual(KbeResult.InvalidArgument, Assert.Throws<KbeException>(() => client.Login("ä", "x")).Result);
            }
        }

        [Test]
        public void DisposingTwiceIsDisposingOnce()
        {
            var client = new KbeClient();
            client.Dispose();
            client.Dispose();
            Assert.IsTrue(client.IsDisposed);
            Assert.AreEqual(0, client.Process());
            Assert.AreEqual(KbeResult.BadHandle, Assert.Throws<KbeException>(() => client.Login("a", "b")).Result);
        }

        [Test]
        public void AfterTheEndEverythingStartsAgain()
        {
            var before = new KbeClient();
            Assert.IsTrue(KbeLibrary.ShutdownAll());
            Assert.AreEqual(0, before.Process());
            Assert.IsTrue(before.IsDisposed);
            using (var after = new KbeClient())
                Assert.AreEqual(0, after.Process());
        }

        private static void Use(KbeClient client)
        {
        }
    }
}
