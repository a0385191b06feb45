using System.Collections.Generic;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>How much comes, and over what: a full queue, what nobody is interested in, a bad line.</summary>
    public sealed class TrafficTests
    {
        [Test]
        public void AFullQueueIsToldBeforeWhatWaits()
        {
            var p = new Player(settings: c => c.QueueLimit = 500);
            p.Enter();
            p.Quiet();
            var order = new List<string>();
            p.Client.OnQueueHigh += (c, queue) => order.Add("high " + queue.Limit + " " + (queue.Queued >= 500));
            p.Client.OnTransforms += (c, moved) => order.Add("moves");
            for (int round = 0; round < 2; round++)
            {
                order.Clear();
                Admin.Tell("flood " + p.Me.Id + " 2000");
                for (int i = 0; i < 2000 && p.Client.Stats.queued_events < 500; i++)
                    System.Threading.Thread.Sleep(5);
                int before = p.Moves;
                p.Until("the flood", () => p.Moves - before >= 2000);
                Assert.AreEqual("high 500 True", order[0]);
                Assert.AreEqual(order.Count - 1, order.LastIndexOf("moves"));
            }
        }

        [Test]
        public void WhatNobodyIsInterestedInIsNotTold()
        {
            var p = new Player();
            p.Enter();
            uint avatar = p.Client.ClassId("Avatar");
            p.Client.SetInterest(avatar, KbeInterest.All & ~(KbeInterest.Properties | KbeInterest.Calls));
            p.Told.Clear();
            Admin.Tell("prop " + p.Me.Id + " HP 31");
            Admin.Tell("call " + p.Account + " recvDamage");
            Admin.Tell("spacedata " + p.Me.SpaceId + " interest none");
            p.Until("space_data interest=none");
            Assert.AreEqual(31, p.Me.Get("HP").AsInt32(), "the world is kept up");
            p.Client.SetInterest(avatar, KbeInterest.All);
            Admin.Tell("prop " + p.Me.Id + " HP 32");
            p.Until("property me HP");
            Assert.AreEqual(32, p.Me.Get("HP").AsInt32());
        }

        [Test]
        public void ABadLineCanBePutBeforeAGame()
        {
            var p = new Player();
            var wrong = Assert.Throws<KbeException>(() => p.Client.SetNetSim(new KbeNetSim { LossPermille = 1001 }));
            StringAssert.Contains("loss_permille", wrong.Message);
            p.Enter();
            p.Client.SetNetSim(new KbeNetSim { Baseapp = false, DisconnectAfterIn = 1 });
            p.Client.SetNetSim(new KbeNetSim { Loginapp = false, Baseapp = false, DisconnectAfterIn = 1 });
            p.Do("cell jump");
            p.Client.SetNetSim(null);
            p.Client.SetNetSim(new KbeNetSim { DisconnectAfterIn = 1 });
            p.Until("disconnected ConnectionLost");
        }
    }
}
