using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using UnityEngine;

namespace Kbe.Driver
{
    /// <summary>The component, as Unity would drive it, and the event bus of the official plugin on top of it.</summary>
    public sealed class BehaviourTests
    {
        [Test]
        public void TheComponentMakesPumpsAndEndsItsClient()
        {
            var game = new Game { Config = new KbeConfig { Port = (ushort)Admin.Port, LogLevel = KbeLogLevel.Info } };
            game.Wake();
            Assert.IsTrue(game.Created && game.Client != null);
            Assert.IsTrue(UnityEngine.Object.Kept.Contains(game.gameObject));
            StringAssert.Contains("kbe-cache", game.Config.CacheDirectory);
            KbeAccountResult result = null;
            game.Client.OnAccountResult += (c, e) => result = e;
            game.Client.CreateAccount("beh" + DateTime.Now.Ticks, "secret");
            for (int i = 0; i < 5000 && result == null; i++)
            {
                game.Frame();
                Thread.Sleep(2);
            }
            Assert.IsTrue(result != null && result.Success);
            Assert.IsTrue(Debug.Said.Any(line => line.StartsWith("log [kbe] ")), "the library's lines");
            KbeClient client = game.Client;
            game.End();
            Assert.IsTrue(client.IsDisposed && game.Client == null);
            game.Frame();
        }

        [Test]
        public void WithoutAServerItSaysWhy()
        {
            var p = new Player("none", c => c.Port = 1);
            p.Do("login secret");
            StringAssert.Contains("127.0.0.1", p.Until("login_result ConnectFailed"));
        }

        [Test]
        public void TheEventBusOfTheOfficialPluginGoesOn()
        {
            KBEngine.Event.clear();
            var p = new Player();
            KBEngine.Event.Attach(new Player().Client);
            KBEngine.Event.Attach(p.Client);
            KBEngine.Event.Attach(p.Client);
            var ui = new Ui();
            foreach (string name in new[]
                { "onConnectionState", "onLoginFailed", "onCreateAccountResult", "onLoginBaseapp", "onEnterWorld",
                  "onEnterSpace", "set_HP", "updatePosition", "set_position", "onKicked", "onDisconnected", "custom" })
                Assert.IsTrue(KBEngine.Event.registerOut(name, ui, name), name);
            Assert.IsFalse(KBEngine.Event.registerOut("x", ui, "nosuch"));
            int delegates = 0;
            KBEngine.Event.registerOut("onEnterWorld", this, args => delegates += ((KbeEntity)args[0]).IsPlayer ? 1 : 0);
            KBEngine.Event.fireIn("login", p.Account, "secret", new byte[0]);
            KBEngine.Event.fireIn("login", p.Account, "secret", new byte[0]);
            Assert.IsTrue(Debug.Thrown.Any(e => e is KbeException), "the second login is refused, in the console");
            p.Until("login_result Refused");
            p.Enter();
            Admin.Tell("prop " + p.Me.Id + " HP 12");
            p.Until("moves and HP", () => ui.Told.Contains("set_HP 12") && ui.Told.Contains("updatePosition"));
            KBEngine.Event.fireOut("custom", 7, "seven");
            p.Do("admin kick ME");
            p.Until("disconnected Kicked");
            foreach (string line in new[]
                { "onConnectionState True", "onLoginFailed 20", "onCreateAccountResult 0", "onLoginBaseapp",
                  "onEnterWorld Avatar", "onEnterSpace", "custom 7 seven", "onKicked 9", "onDisconnected" })
                Assert.IsTrue(ui.Told.Any(t => t.StartsWith(line.Split(' ')[0] == "onLoginFailed" ? "onLoginFailed " : line)),
                    line + " is not in " + string.Join(" | ", ui.Told.Distinct().ToArray()));
            Assert.AreEqual(1, delegates);
            Assert.AreEqual(1, ui.Told.Count(t => t.StartsWith("onLoginFailed")), "attached once, told once");
            Assert.IsTrue(KBEngine.Event.deregisterOut(ui));
            int before = ui.Told.Count;
            KBEngine.Event.fireOut("custom", 8, "eight");
            Assert.AreEqual(before, ui.Told.Count);
            KBEngine.Event.clear();
        }

        private sealed class Game : KbeBehaviour
        {
            internal bool Created;
            internal void Wake() => Awake();
            internal void Frame() => Update();
            internal void End() => OnDestroy();
            protected override void OnClientCreated() => Created = true;
        }

        /// <summary>As a game of the official plugin has it.</summary>
        public sealed class Ui
        {
            internal readonly List<string> Told = new List<string>();
            public void onConnectionState(bool success) => Told.Add("onConnectionState " + success);
            public void onLoginFailed(ushort code, byte[] datas) => Told.Add("onLoginFailed " + code);
            public void onCreateAccountResult(ushort code, byte[] datas) => Told.Add("onCreateAccountResult " + code);
            public void onLoginBaseapp() => Told.Add("onLoginBaseapp");
            public void onEnterWorld(KbeEntity entity) => Told.Add("onEnterWorld " + entity.ClassName);
            public void onEnterSpace(KbeEntity entity) => Told.Add("onEnterSpace");
            public void set_HP(KbeEntity entity, object now, object before) => Told.Add("set_HP " + now);
            public void updatePosition(KbeEntity entity) => Told.Add("updatePosition");
            public void set_position(KbeEntity entity) => Told.Add("set_position");
            public void onKicked(ushort code) => Told.Add("onKicked " + code);
            public void onDisconnected() => Told.Add("onDisconnected");
            public void custom(int number, string text) => Told.Add("custom " + number + " " + text);
        }
    }
}
