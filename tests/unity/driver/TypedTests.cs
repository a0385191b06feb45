using System.Collections.Generic;
using System.Linq;
using UnityEngine;
using NUnit.Framework;
using world;

namespace Kbe.Driver
{
    /// <summary>The demo world in generated types: tests/codegen/Village.cs, which <c>kbe codegen</c> made.</summary>
    public sealed class TypedTests
    {
        private sealed class Account : AccountBase
        {
            public override void onReqAvatarList(AVATAR_INFOS_LIST list)
            {
                Assert.AreEqual(0, list.values.Count);
                Base.reqCreateAvatar(1, "Typed");
            }

            public override void onCreateAvatarResult(byte code, AVATAR_INFOS made)
            {
                Assert.AreEqual("Typed", made.name);
                Assert.AreEqual(code, 0);
                Base.selectAvatarGame(made.dbid);
            }
        }

        private sealed class Avatar : AvatarBase
        {
            internal readonly List<string> Seen = new List<string>();

            public override void onHPChanged(int oldValue) => Seen.Add("HP " + oldValue + " -> " + HP);

            public override void onAddSkill(int skill) => Seen.Add("skill " + skill);

            public override void component1_helloCB(int answer) => Seen.Add("hello back");

            public override void component1_onStateChanged(int oldValue) => Seen.Add("state " + component1.state);
        }

        private sealed class Zoo : TypeZooBase
        {
            internal ZOO_DEEP Deep;
            internal List<List<ushort>> Nested;
            internal byte[] Pickle;
            internal ulong Many;

            public override void onEchoDeep(ZOO_DEEP deep) => Deep = deep;

            public override void onEchoNested(List<List<ushort>> nested) => Nested = nested;

            public override void onEchoPython(byte[] pickle) => Pickle = pickle;

            public override void onEchoUint64(ulong many) => Many = many;
        }

        private static Player Typed(System.Action<List<KbeDifference>> differs = null)
        {
            var p = new Player("typed");
            Definitions.Register(p.Client, differs);
            p.Client.RegisterEntity("Account", () => new Account());
            p.Client.RegisterEntity("Avatar", () => new Avatar());
            p.Client.RegisterEntity("TypeZoo", () => new Zoo());
            p.Do("create secret");
            p.Until("account_result CreateAccount ok");
            p.Do("login secret");
            p.Until("login_result ok");
            return p;
        }

        [Test]
        public void TheWorldIsVisitedInTypes()
        {
            bool differ = false;
            Player p = Typed(all => differ = true);
            var account = (Account)p.Me;
            Assert.AreEqual(0UL, account.lastSelCharacter);
            account.Base.reqAvatarList();
            p.Until("enter_space me");
            Assert.IsFalse(differ, "the digest is the server's");
            var me = (Avatar)p.Me;
            Assert.AreEqual("Typed", me.name);
            Assert.AreEqual((byte)60, me.moveSpeed);
            Assert.AreEqual(1001, me.component1.own);
            me.Cell.requestPull();
            p.Until("the skills", () => me.Seen.Contains("skill 6000101"));
            me.component1.Cell.hello(5);
            p.Until("the answer", () => me.Seen.Contains("hello back"));
            Admin.Tell("prop " + me.Id + " HP 77");
            Admin.Tell("prop " + me.Id + " HP 66");
            p.Until("the change", () => me.Seen.Contains("HP 77 -> 66"));
            Admin.Tell("prop " + me.Id + " component1.state 12");
            p.Until("the component's change", () => me.Seen.Contains("state 12"));
            // Dynamic access stays.
            Assert.AreEqual(66, me.Get("HP").AsInt32());
        }

        [Test]
        public void EveryShapeGoesThereAndBackInTypes()
        {
            Player p = Typed();
            ((Account)p.Me).Base.reqAvatarList();
            p.Until("enter_space me");
            p.Do("admin zoo ME");
            p.Until("created TypeZoo me");
            var zoo = (Zoo)p.Me;
            zoo.Base.echoDeep(new ZOO_DEEP
            {
                name = "tief", point = new ZOO_POINT { x = 1, y = 2 },
                points = new List<ZOO_POINT> { new ZOO_POINT { x = 3, y = 4 } },
                matrix = new List<List<int>> { new List<int> { 1 }, new List<int> { 2, 3 } },
                data = new AVATAR_DATA { param1 = -1, param2 = new byte[] { 1, 255 } },
            });
            p.Until("the echo", () => zoo.Deep != null);
            Assert.AreEqual("tief", zoo.Deep.name);
            Assert.AreEqual(4f, zoo.Deep.points.Single().y);
            Assert.AreEqual(3, zoo.Deep.matrix[1][1]);
            Assert.AreEqual(-1, (int)zoo.Deep.data.param1);
            Assert.AreEqual(255, (int)zoo.Deep.data.param2[1]);
            zoo.Base.echoNested(new List<List<ushort>> { new List<ushort> { 1, 65535 }, new List<ushort>() });
            p.Until("the echo", () => zoo.Nested != null);
            Assert.AreEqual(65535, (int)zoo.Nested[0][1]);
            zoo.Base.echoPython(new byte[] { 128, 2, 78, 46 });
            p.Until("the echo", () => zoo.Pickle != null && zoo.Pickle.Length == 4);
            zoo.Base.echoUint64(ulong.MaxValue);
            p.Until("the echo", () => zoo.Many == ulong.MaxValue);
            Assert.AreEqual(3f, zoo.valVector3.z);
        }

        [Test]
        public void WhatChangedSinceIsNamed()
        {
            Player p = Typed();
            string[] members = (string[])Definitions.Members.Clone();
            Assert.AreEqual(0, KbeGenerated.Differences(p.Client, "another", members).Count);
            members[System.Array.IndexOf(members, "property Avatar.HP") + 1] = "INT64";
            members[System.Array.IndexOf(members, "cell method Avatar.jump")] = "cell method Avatar.dance";
            members[System.Array.IndexOf(members, "type ZOO_POINT") + 1] = "{x: FLOAT}";
            string[] said = KbeGenerated.Differences(p.Client, "another", members)
                .Select(d => (d.Breaks ? "breaks: " : "also: ") + d).ToArray();
            Assert.AreEqual(
                "breaks: type ZOO_POINT is {x: FLOAT, y: FLOAT} now, it was {x: FLOAT}|" +
                "breaks: property Avatar.HP is INT32 now, it was INT64|" +
                "breaks: cell method Avatar.dance() is gone|" +
                "also: cell method Avatar.jump () is new", string.Join("|", said));
        }
    }
}
