using System;
using System.Diagnostics;
using System.Threading;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>What the garbage collector has to do with a running game: nothing. By the runtime's own counter.</summary>
    public sealed class MemoryTests
    {
        // The first makes the names; and whoever walks into view meanwhile is an object, which is no matter of these.
        private const int Rounds = 5;

        private int _moves;
        private int _properties;
        private int _calls;
        private float _sum;

        [Test]
        public void TheCounterCounts()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var something = new byte[100000];
            long grown = GC.GetAllocatedBytesForCurrentThread() - before;
            GC.KeepAlive(something);
            Assert.IsTrue(grown >= 100000, grown + " bytes for an array of 100000");
        }

        [Test]
        public void AThousandMovesAllocateNothing()
        {
            KbeClient client = Quiet().Client;
            client.OnTransforms += Place;
            Flood(client, 2000);
            Measure("moves", client, 20000, () => _moves);
            Console.WriteLine("        (sum of what was placed: " + _sum + ")");
        }

        [Test]
        public void PropertiesAndCallsAllocateNothing()
        {
            Player p = Quiet();
            KbeClient client = p.Client;
            client.OnPropertyChanged += CountProperty;
            client.OnMethodCalled += CountCall;
            string hp = "prop " + p.Me.Id + " HP ";
            for (int round = 0; round < Rounds; round++)
            {
                _properties = _calls = 0;
                for (int i = 0; i < 200; i++)
                {
                    Admin.Tell(hp + (i + round * 1000 + 1));
                    Admin.Tell("call " + p.Account + " recvDamage");
                }
                long allocated = Pump(client, () => _properties >= 200 && _calls >= 200);
                Console.WriteLine("        " + _properties + " properties, " + _calls + " calls: " + allocated + " bytes");
                if (round > 0 && allocated == 0)
                    return;
            }
            Assert.Fail("every round has allocated");
        }

        [Test]
        public void ComponentsAllocateNothing()
        {
            Player p = Quiet();
            KbeClient client = p.Client;
            client.OnPropertyChanged += CountComponent;
            string state = "prop " + p.Me.Id + " component1.state ";
            for (int round = 0; round < Rounds; round++)
            {
                _properties = 0;
                for (int i = 0; i < 100; i++)
                    Admin.Tell(state + (i + round * 1000 + 1));
                long allocated = Pump(client, () => _properties >= 100);
                Console.WriteLine("        " + _properties + " properties of a component: " + allocated + " bytes");
                if (round > 0 && allocated == 0)
                    return;
            }
            Assert.Fail("every round has allocated");
        }

        [Test]
        public void WalkingAndCallingAllocateNothing()
        {
            Player p = Quiet();
            KbeEntity me = p.Me;
            uint method = p.Client.MethodId("Avatar", KbeSide.Cell, "dialog");
            var args = new KbeArguments();
            UnityEngine.Vector3 here = me.Position;
            for (int round = 0; round < 2; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 1000; i++)
                {
                    me.SetPose(here, new UnityEngine.Vector3(0, i % 360, 0));
                    _sum += me.Position.x + me.EulerAngles.y;
                    me.TryGet("HP", out KbeValue hp);
                    _sum += hp.AsInt64();
                }
                for (int i = 0; i < 20; i++)
                    me.TryCall(KbeSide.Cell, method, args.Clear().Add(i).Add(7u));
                for (int i = 0; i < 20; i++)
                    me.CellCall("dialog", args.Clear().Add(i).Add(7u));
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (round == 1)
                    Assert.AreEqual(0L, allocated, "bytes for a thousand frames");
            }
        }

        /// <summary>In the world, with nothing else listening.</summary>
        private static Player Quiet()
        {
            var p = new Player(settings: c => c.LogLevel = KbeLogLevel.Off);
            p.Enter();
            p.Quiet();
            return p;
        }

        private static void Flood(KbeClient client, int moves)
        {
            Admin.Tell("flood " + client.Player.Id + " " + moves);
        }

        private void Measure(string what, KbeClient client, int moves, Func<int> count)
        {
            Pump(client, () => count() >= 2000);
            Admin.Tell("flood " + client.Player.Id + " " + moves);
            int before = count();
            long allocated = Pump(client, () => count() - before >= moves);
            Console.WriteLine("        " + (count() - before) + " " + what + ": " + allocated + " bytes");
            Assert.AreEqual(0L, allocated, "bytes allocated for " + (count() - before) + " " + what);
        }

        /// <summary>Pumps until then; the bytes that this took.</summary>
        private static long Pump(KbeClient client, Func<bool> done)
        {
            var watch = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();
            while (!done())
            {
                client.Process();
                Thread.Sleep(1);
                if (watch.ElapsedMilliseconds > 20000)
                    throw new AssertionException("waited in vain");
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        private void Place(KbeClient client, ReadOnlySpan<KbeTransform> moved)
        {
            for (int i = 0; i < moved.Length; i++)
            {
                KbeEntity entity = client.FindEntity(moved[i].EntityId);
                _sum += moved[i].Position.x + moved[i].EulerAngles.y + (entity.RenderObj == null ? 0 : 1);
            }
            _moves += moved.Length;
        }

        private void CountProperty(KbeClient client, in KbePropertyChange change)
        {
            if (change.Name == "HP" && change.Entity.IsPlayer)
            {
                _properties++;
                _sum += change.Value.AsInt64();
            }
        }

        private void CountComponent(KbeClient client, in KbePropertyChange change)
        {
            if (change.ComponentName == "component1" && change.Component.IsAttached && change.Entity.IsPlayer)
            {
                _properties++;
                _sum += change.Value.AsInt64();
            }
        }

        private void CountCall(KbeClient client, in KbeMethodCall call)
        {
            if (call.Name == "recvDamage" && call.Entity.IsPlayer)
            {
                _calls++;
                _sum += call[0].AsInt64();
            }
        }
    }
}
