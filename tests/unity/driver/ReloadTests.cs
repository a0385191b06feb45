using System;
using System.Linq;
using System.Threading;
using Kbe.Editor;
using Kbe.Native;
using NUnit.Framework;
using UnityEditor;

namespace Kbe.Driver
{
    /// <summary>The editor unloads the code of a game and loads it again, all day.</summary>
    public sealed class ReloadTests
    {
        [Test]
        public void ADomainIsUnloadedAndLoadedAgain()
        {
            if (Environment.GetEnvironmentVariable("KBE_NO_DOMAINS") == "1")
            {
                Console.WriteLine("SKIPPED: this runtime has one domain only");
                return;
            }
            KbeLibrary.ShutdownAll();
            for (int i = 0; i < 3; i++)
            {
                AppDomain domain = AppDomain.CreateDomain("play " + i);
                var game = (Game)domain.CreateInstanceFromAndUnwrap(typeof(Game).Assembly.Location, typeof(Game).FullName);
                Assert.IsTrue(game.Enter(), "in the world in domain " + i);
                ulong raw = game.Raw;
                Assert.IsTrue(KbeNative.kbe_client_state(raw) == (int)KbeState.InGame);
                // It stays in the game: nobody logs out or disposes anything.
                AppDomain.Unload(domain);
                KbeResult after = (KbeResult)KbeNative.kbe_client_state(raw);
                Assert.IsTrue(after == KbeResult.Shutdown || after == KbeResult.BadHandle, "after the unload: " + after);
            }
            var p = new Player();
            p.Enter();
        }

        [Test]
        public void TheEditorsHooksEndWhatTheGameForgot()
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(KbeEditorHooks).TypeHandle);
            var p = new Player();
            p.Enter();
            AssemblyReloadEvents.Reload();
            Assert.AreEqual(0, p.Client.Process());
            Assert.IsTrue(p.Client.IsDisposed);
            p = new Player();
            p.Enter();
            EditorApplication.Change(PlayModeStateChange.ExitingPlayMode);
            Assert.IsFalse(p.Client.IsDisposed, "the game may still say good-bye");
            EditorApplication.Change(PlayModeStateChange.EnteredEditMode);
            p.Client.Process();
            Assert.IsTrue(p.Client.IsDisposed);
            p = new Player();
            p.Enter();
        }

        [Test]
        public void BuildsThatCouldNotWorkAreRefused()
        {
            var linux = new PluginImporter { assetPath = "Assets/Plugins/Kbe/Linux/x86_64/libkbe.so" };
            linux.For.Add(BuildTarget.StandaloneLinux64);
            PluginImporter[] has = { linux };
            Assert.IsNull(KbeBuildCheck.Problem(BuildTarget.StandaloneLinux64, has));
            StringAssert.Contains("no native library kbe for Android", KbeBuildCheck.Problem(BuildTarget.Android, has));
            StringAssert.Contains("does not run in WebGL", KbeBuildCheck.Problem(BuildTarget.WebGL, has));
        }

        /// <summary>A game in a domain of its own.</summary>
        public sealed class Game : MarshalByRefObject
        {
            private Player _player;

            public ulong Raw => _player.Client.Raw;

            public bool Enter()
            {
                _player = new Player("dom" + AppDomain.CurrentDomain.Id + "d");
                _player.Enter();
                return _player.Me.InWorld;
            }
        }
    }
}
