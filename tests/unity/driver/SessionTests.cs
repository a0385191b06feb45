using System;
using System.Collections.Generic;
using System.Linq;
using UnityEngine;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>What a game does: logs in, walks, calls, is called.</summary>
    public sealed class SessionTests
    {
        private object[] _answer;
        private string _wanted;

        [Test]
        public void LogsInWalksAndIsSeen()
        {
            var a = new Player();
            var b = new Player();
            a.Enter();
            b.Enter();
            int other = b.Me.Id;
            a.Until("the other", () => a.Client.FindEntity(other) != null);
            KbeEntity seen = a.Client.FindEntity(other);
            Assert.AreEqual("Avatar", seen.ClassName);
            Assert.IsFalse(seen.IsPlayer);
            Assert.IsTrue(seen.InWorld && b.Me.IsPlayer && b.Me.InWorld);
            Assert.AreEqual(b.Account + " of Unity", (string)seen.GetDefinedProperty("name"));
            Vector3 start = b.Me.Position;
            // The server refuses who moves too far at once.
            for (int i = 1; i <= 10; i++)
            {
                Vector3 to = start + new Vector3(0.3f * i, 0, 0);
                Assert.AreEqual(KbeResult.OK, b.Me.SetPose(to, new Vector3(0, 270, 0)));
                Assert.AreEqual(to.x, b.Me.Position.x, 1e-4, "it is there at once");
                System.Threading.Thread.Sleep(20);
                a.Client.Process();
                b.Client.Process();
            }
            a.Until("the walk", () => Math.Abs(seen.Position.x - start.x - 3) < 0.1);
            a.Until("the turn", () => Math.Abs(seen.EulerAngles.y + 90) < 2);
            Assert.AreEqual(seen.EulerAngles.y, seen.Direction.z, 1e-3, "the official plugin's order");
            Assert.IsTrue(a.Moves > 0);
            string position = Admin.Tell("position " + b.Account);
            Assert.AreEqual(start.x + 3, float.Parse(position.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture), 0.1);
            b.Do("admin destroyproxy ME");
            b.Until("disconnected Kicked 11");
            a.Until("leave_world Avatar " + other);
            a.Until("destroyed Avatar " + other);
            Assert.IsTrue(seen.IsDestroyed && a.Client.FindEntity(other) == null);
            Assert.AreEqual(0f, seen.Position.x, "it can be asked, and knows nothing");
        }

        [Test]
        public void WhatIsWrongIsSaid()
        {
            var p = new Player();
            p.Do("login nobody");
            StringAssert.Contains("SERVER_ERR_", p.Until("login_result Refused"));
            p.Do("create secret");
            p.Until("account_result CreateAccount ok");
            p.Do("login wrong");
            StringAssert.Contains("SERVER_ERR_", p.Until("login_result Refused"));
            StringAssert.Contains("SERVER_ERR_NAME_PASSWORD", p.Client.ServerErr(4));
            p.Enter2("secret");
            var e = Assert.Throws<KbeException>(() => p.Me.CellCall("dialog", 1));
            Assert.AreEqual(KbeResult.BadArguments, e.Result);
            StringAssert.Contains("takes 2 arguments, 1 given", e.Message);
            e = Assert.Throws<KbeException>(() => p.Me.CellCall("dialog", "x", 1));
            StringAssert.Contains("INT32", e.Message);
            Assert.AreEqual(KbeResult.NotFound, Assert.Throws<KbeException>(() => p.Me.CellCall("nosuch")).Result);
            Vector3 here = p.Me.Position;
            KbeResult nan = p.Me.SetPose(new Vector3(float.NaN, 0, 0), here);
            Assert.AreEqual(KbeResult.InvalidArgument, nan);
        }

        [Test]
        public void CallsGoBothWays()
        {
            var p = new Player();
            p.Enter();
            p.Do("component.base component1 say 618");
            p.Do("component.cell component1 hello -5");
            StringAssert.Contains("component1.helloCB", p.Until("method component1.helloCB"));
            Assert.AreEqual("component1", p.Me.GetComponent("component1").Name);
            Assert.AreEqual(p.Me.ComponentCount, p.Me.GetComponents().Count);
            string className = p.Me.GetComponent("component1").ClassName;
            Assert.IsTrue(p.Me.GetComponents(className).Any(c => c.Name == "component1"));
            p.Do("admin call ME recvDamage");
            p.Until("method Avatar.recvDamage(");
            int me = p.Me.Id;
            Admin.Tell("prop " + me + " HP 77");
            p.Until("property me HP");
            Admin.Tell("prop " + me + " HP 66");
            Assert.AreEqual("property me HP 77 -> 66", p.Until("property me HP"));
            Assert.AreEqual(66, p.Me.Get("HP").AsInt32());
            uint uid = p.Client.PropertyId("Avatar", "HP");
            Assert.IsTrue(p.Me.TryGet(uid, out KbeValue hp));
            Assert.AreEqual(66L, hp.AsInt64());
            uint jump = p.Client.MethodId("Avatar", KbeSide.Cell, "jump");
            Assert.AreEqual(KbeResult.OK, p.Me.TryCall(KbeSide.Cell, jump, new KbeArguments()));
            p.Do("admin position ME");
        }

        [Test]
        public void EveryTypeGoesThereAndBack()
        {
            var p = new Player();
            p.Enter();
            p.Do("admin zoo ME");
            p.Until("created TypeZoo me");
            var echoes = new Dictionary<string, object[]>
            {
                { "Int8", new object[] { (sbyte)-8 } }, { "Int16", new object[] { (short)-16 } },
                { "Int32", new object[] { -32 } }, { "Int64", new object[] { long.MinValue } },
                { "Uint8", new object[] { (byte)255 } }, { "Uint16", new object[] { (ushort)65535 } },
                { "Uint32", new object[] { uint.MaxValue } }, { "Uint64", new object[] { ulong.MaxValue } },
                { "Float", new object[] { 1.5f } }, { "Double", new object[] { -2.25 } },
                { "String", new object[] { "ascii" } }, { "Unicode", new object[] { "grüße 世界" } },
                { "Blob", new object[] { new byte[] { 0, 1, 255 } } }, { "Python", new object[] { new byte[] { 128, 2, 78, 46 } } },
                { "Vector2", new object[] { new Vector2(1, 2) } }, { "Vector3", new object[] { new Vector3(1, 2, 3) } },
                { "Vector4", new object[] { new Vector4(1, 2, 3, 4) } },
                { "Names", new object[] { new List<object> { "a", "", "ü" } } },
                { "Array", new object[] { new List<object> { 1, -2, 3 } } },
                { "Nested", new object[] { new List<object> { new List<object> { (ushort)1, (ushort)2 }, new List<object>() } } },
                { "Point", new object[] { Point(1.5f, -2) } },
                { "Deep", new object[] { new Dictionary<string, object>
                    {
                        { "data", new Dictionary<string, object> { { "param1", (sbyte)-1 }, { "param2", new byte[] { 9 } } } }, { "name", "tief" }, { "point", Point(0, 1) },
                        { "points", new List<object> { Point(2, 3), Point(4, 5) } },
                        { "matrix", new List<object> { new List<object> { 1, 2 }, new List<object> { 3 } } },
                    } } },
                { "None", new object[0] },
            };
            p.Client.OnMethodCalled += TakeAnswer;
            foreach (KeyValuePair<string, object[]> echo in echoes)
            {
                foreach (KbeSide side in new[] { KbeSide.Base, KbeSide.Cell })
                {
                    _answer = null;
                    _wanted = "onEcho" + echo.Key;
                    if (side == KbeSide.Base)
                        p.Me.BaseCall("echo" + echo.Key, echo.Value);
                    else
                        p.Me.CellCall("echo" + echo.Key, echo.Value);
                    p.Until(_wanted, () => _answer != null);
                    Assert.AreEqual(Show(echo.Value), Show(_answer), _wanted);
                    for (int i = 0; i < _answer.Length; i++)
                        Assert.IsTrue(_answer[i].GetType() == echo.Value[i].GetType(), _wanted + " is a " + _answer[i].GetType());
                }
            }
            Assert.AreEqual(KbeValueType.Vector3, p.Me.Get("valVector3").Type);
            Assert.AreEqual(3f, p.Me.Get("valVector3").AsVector3().z);
            Assert.AreEqual(-8, p.Me.Get("valInt8").AsInt32());
            Assert.Throws<InvalidCastException>(() => p.Me.Get("valInt8").AsString());
            List<KbeClassInfo> classes = p.Client.GetClasses();
            KbeClassInfo zoo = classes.Single(c => c.Name == "TypeZoo");
            Assert.AreEqual("INT8", zoo.Properties.Single(x => x.Name == "valInt8").Types[0]);
            Assert.AreEqual("INT16", zoo.BaseMethods.Single(x => x.Name == "echoInt16").Types[0]);
            Assert.AreEqual(zoo.Id, p.Client.ClassId("TypeZoo"));
            Assert.AreEqual("TypeZoo", p.Client.ClassName(zoo.Id));
        }

        [Test]
        public void TheWorldAroundIsTold()
        {
            var p = new Player();
            p.Enter();
            StringAssert.Contains("spaces/", p.Client.SpaceGeometry);
            string key = "weather" + p.Account;
            uint space = p.Me.SpaceId;
            Assert.AreEqual(space, p.Client.Info.SpaceId);
            Admin.Tell("spacedata " + space + " " + key + " sunny");
            p.Until("space_data " + key + "=sunny");
            Assert.AreEqual("sunny", p.Client.GetSpaceData(key));
            Assert.AreEqual("sunny", p.Client.GetSpaceData()[key]);
            Admin.Tell("delspacedata " + space + " " + key);
            p.Until("space_data_deleted " + key);
            p.Do("admin stream ME 4000");
            StringAssert.Contains(" 4000", p.Until("stream_started"));
            StringAssert.Contains(" 4000", p.Until("stream_completed"));
            p.Do("admin control ME " + p.Me.Id + " on");
            p.Until("controlled me True");
            Assert.AreEqual(KbeResult.NotYourEntity, p.Me.SetPose(p.Me.Position, p.Me.EulerAngles));
            p.Do("admin control ME " + p.Me.Id + " off");
            p.Until("controlled me False");
            p.Do("admin teleport ME 2 5 0 7");
            p.Until("leave_space me");
            p.Until("enter_space me");
            Assert.AreEqual(5f, p.Me.Position.x, 0.01);
            Assert.AreEqual(0.7 * KbeMath.Degrees, p.Me.EulerAngles.y, 0.1, "the server's 0.7 radians");
            p.Do("admin losecell ME");
            p.Until("lose_cell me");
            p.Do("admin getcell ME");
            p.Until("get_cell me");
            Assert.IsTrue(p.Client.GetTraffic().Any(t => t.Name.StartsWith("Client::") && t.Bytes > 0));
            Assert.IsTrue(p.Client.Stats.messages_in > 10);
            Assert.IsTrue(p.Client.GetDefinitions().Length > 100);
        }

        [Test]
        public void EventsWaitWhileASceneIsLoaded()
        {
            var p = new Player();
            p.Enter();
            p.Do("pause");
            Assert.IsTrue(p.Client.Info.IsPaused);
            Admin.Tell("prop " + p.Me.Id + " HP 31");
            System.Threading.Thread.Sleep(100);
            p.Told.Clear();
            Assert.AreEqual(0, p.Client.Process());
            Assert.AreEqual(0, p.Told.Count);
            p.Do("resume");
            p.Until("property me HP");
        }

        [Test]
        public void OfMovesInARowTheLatestIsEnough()
        {
            var p = new Player("fold", c => c.FoldMoves = true);
            p.Enter();
            p.Until("a monster that moves", () => p.Moves > 0);
            p.Do("pause");
            p.Do("admin flood ME 2000");
            p.Until("the flood", () => p.Client.Stats.queued_events >= 2000);
            p.Moves = 0;
            p.Do("resume");
            p.Client.Process();
            Assert.IsTrue(p.Moves >= 1 && p.Moves < 1000, p.Moves + " movements of 2000 are told");
            Assert.IsTrue(p.Client.Stats.moves_folded > 1000);
        }

        [Test]
        public void SessionsAreResumedAndKicksAreTold()
        {
            var p = new Player();
            p.Enter();
            int me = p.Me.Id;
            p.Do("admin drop ME");
            string end = p.Until("disconnected");
            StringAssert.Contains("resumable=True", end);
            p.Do("relogin");
            p.Until("session Resumed");
            Assert.AreEqual(me, p.Me.Id);
            bool kicked = false;
            p.Client.OnDisconnected += (c, e) => kicked = e.IsKicked;
            p.Do("admin kick ME");
            StringAssert.Contains("Kicked 9", p.Until("disconnected"));
            Assert.IsTrue(kicked);
        }

        [Test]
        public void TheConfigurationArrives()
        {
            var web = new Player("web", c => c.Transport = KbeTransport.Websocket);
            KbeTransport transport = KbeTransport.Best;
            web.Client.OnConnectionState += (c, e) => transport = e.Transport;
            web.Enter();
            Assert.AreEqual(KbeTransport.Websocket, transport);
            var secret = new Player("fish", c => c.Encryption = KbeEncryption.Blowfish);
            secret.Enter();
            Assert.AreEqual(KbeEncryption.Blowfish, secret.Client.Info.Encryption);
            var quiet = new Player("calm", c => c.InitialPropertyEvents = false);
            quiet.Enter();
            Assert.IsFalse(quiet.Told.Any(t => t.Contains(" initially ")));
            var other = new Player("vers", c => c.Version = "9.9.9");
            KbeVersionMismatch told = null;
            other.Client.OnVersionNotMatch += (c, e) => told = e;
            other.Do("login secret");
            StringAssert.Contains("2.5.10", other.Until("login_result VersionMismatch"));
            Assert.AreEqual("9.9.9", told.ClientSays);
        }

        [Test]
        public void LoginsCanBeAwaited()
        {
            var p = new Player();
            System.Threading.Tasks.Task<string> story = Await(p);
            p.Until("the story", () => story.IsCompleted);
            Assert.AreEqual("ok, ok in the game, Refused", story.Result);
            System.Threading.Tasks.Task<KbeLoginResult> never = p.Client.LoginAsync(p.Account, "secret");
            p.Client.Dispose();
            Assert.IsTrue(never.IsCanceled);
        }

        private static async System.Threading.Tasks.Task<string> Await(Player p)
        {
            KbeAccountResult made = await p.Client.CreateAccountAsync(p.Account, "secret");
            KbeLoginResult login = await p.Client.LoginAsync(p.Account, "secret");
            // No handler is running here: even this is allowed.
            p.Client.Process();
            string state = p.Client.State == KbeState.InGame ? " in the game" : "";
            p.Client.Disconnect();
            p.Client.Process(0, 100);
            KbeLoginResult wrong = await p.Client.LoginAsync(p.Account, "wrong");
            return (made.Success ? "ok" : "") + ", " + (login.Success ? "ok" : "") + state + ", " + wrong.Ending.Reason;
        }

        [Test]
        public void ABudgetLeavesTheRestForTheNextFrame()
        {
            var p = new Player();
            p.Enter();
            string[] spawned = Admin.Tell("spawn 60").Split(' ');
            System.Threading.Thread.Sleep(300);
            p.Client.OnEnterWorld += (c, e) => System.Threading.Thread.Sleep(3);
            p.Told.Clear();
            p.Client.Process(1000);
            int first = p.Told.Count(t => t.StartsWith("enter_world"));
            Assert.IsTrue(first <= 2, first + " entities came in one frame of 1 ms");
            p.Until("the rest", () => p.Told.Count(t => t.StartsWith("enter_world")) > 20);
            for (int id = int.Parse(spawned[0]); id <= int.Parse(spawned[2]); id++)
                Admin.Tell("despawn " + id);
        }

        private void TakeAnswer(KbeClient c, in KbeMethodCall call)
        {
            if (call.Name == _wanted)
                _answer = call.ToObjects();
        }

        private static Dictionary<string, object> Point(float x, float y)
        {
            return new Dictionary<string, object> { { "x", x }, { "y", y } };
        }

        private static string Show(object o)
        {
            if (o is byte[] bytes)
                return "bytes " + BitConverter.ToString(bytes);
            if (o is Dictionary<string, object> dict)
                return "{" + string.Join(", ", dict.OrderBy(k => k.Key).Select(k => k.Key + ": " + Show(k.Value)).ToArray()) + "}";
            if (o is Vector2 two)
                return two.x + " " + two.y;
            if (o is Vector4 four)
                return four.x + " " + four.y + " " + four.z + " " + four.w;
            if (o is System.Collections.IList list)
                return "[" + string.Join(", ", list.Cast<object>().Select(Show).ToArray()) + "]";
            return Convert.ToString(o, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    internal static class PlayerSteps
    {
        /// <summary>Login and avatar, where the account is there already.</summary>
        internal static void Enter2(this Player p, string password)
        {
            p.Do("login " + password);
            p.Until("login_result ok");
            p.Me.BaseCall("reqCreateAvatar", (byte)1, p.Account + " of Unity");
            string made = p.Until("method Account.onCreateAvatarResult");
            p.Me.BaseCall("selectAvatarGame", ulong.Parse(made.Split(new[] { "dbid: " }, StringSplitOptions.None)[1].Split(',', '}')[0]));
            p.Until("enter_space me");
        }
    }
}
