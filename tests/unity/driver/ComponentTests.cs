using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>Components as objects of the game's own classes, with hooks.</summary>
    public sealed class ComponentTests
    {
        private KbeComponent _told;
        private int _calls;

        [Test]
        public void ComponentsAreObjectsOfTheGameWithHooksOfTheirOwn()
        {
            var p = new Player();
            var order = new List<string>();
            p.Client.RegisterEntity("Avatar", () => new Avatar { Order = order });
            p.Client.RegisterComponent("Test", () => new Part { Order = order });
            p.Client.OnComponentAttached += (c, part) => order.Add("event attached " + part.Name);
            p.Client.OnComponentEnterWorld += (c, part) => order.Add("event enters " + part.Name);
            p.Client.OnComponentDetached += (c, part) => order.Add("event detached " + part.Name + " " + part.IsAttached);
            p.Client.OnMethodCalled += TakeComponent;
            p.Enter();
            var mine = (Part)p.Me.GetComponent("component1");
            Assert.AreEqual("component1 Test True", mine.Name + " " + mine.ClassName + " " + mine.IsAttached);
            Assert.IsTrue(ReferenceEquals(mine.Owner, p.Me));
            Assert.IsTrue(p.Me.GetComponents("Test").Contains(mine) && p.Me.GetComponents().Contains(mine), "the same object");
            mine.Tag = "kept";
            Follow(order, "component1.OnAttached", "event attached component1", "Avatar.OnEnterWorld", "component1.OnEnterWorld",
                "event enters component1");
            order.Clear();
            p.Do("component.cell component1 hello -5");
            p.Until("method component1.helloCB");
            Follow(order, "component1.helloCB 7770", "Avatar component1.helloCB");
            Assert.IsTrue(ReferenceEquals(mine, _told) && (string)_told.Tag == "kept");
            Admin.Tell("prop " + p.Me.Id + " component1.state 12");
            p.Until("property me component1.state");
            Follow(order, "component1.state 12", "Avatar component1.state");
            Assert.AreEqual(12, mine.Get("state").AsInt32());
            order.Clear();
            p.Do("admin destroyproxy ME");
            p.Until("destroyed Avatar");
            Follow(order, "component1.OnDetached", "event detached component1 True");
            Assert.IsFalse(mine.IsAttached);
        }

        [Test]
        public void AComponentHookThatThrowsIsReported()
        {
            var p = new Player();
            var failures = new List<string>();
            p.Client.OnHandlerFailed += (c, f) => failures.Add(f.Event + ": " + f.Exception.Message);
            p.Client.RegisterComponent("Test", () => new Thrower());
            p.Client.RegisterComponent("TestNoBase", () => null);
            p.Enter();
            p.Do("component.cell component1 hello 1");
            p.Until("method component1.helloCB");
            foreach (string failure in new[]
                { "OnComponentAttached: a", "OnComponentEnterWorld: e", "OnMethodCalled: m", "RegisterComponent: the factory of TestNoBase must make a new component" })
                Assert.IsTrue(failures.Contains(failure), failure + " is not in " + string.Join(" | ", failures.ToArray()));
        }

        [Test]
        public void AClientMayEndInAComponentsHook()
        {
            var ender = new Player();
            ender.Client.RegisterComponent("Test", () => new Ender());
            Assert.Throws<AssertionException>(() =>
            {
                ender.Enter();
                ender.Client.OnMethodCalled += CountCall;
                ender.Do("component.cell component1 hello 1");
                ender.Until("method component1.helloCB");
            });
            Assert.IsTrue(ender.Client.IsDisposed);
            Assert.AreEqual(0, _calls, "handlers after the end");
        }

        private static void Follow(List<string> order, params string[] lines)
        {
            int at = 0;
            foreach (string line in lines)
            {
                int next = order.IndexOf(line, at);
                Assert.IsTrue(next >= 0, line + " does not follow in " + string.Join(" | ", order.ToArray()));
                at = next + 1;
            }
        }

        private void CountCall(KbeClient client, in KbeMethodCall call) => _calls++;

        private void TakeComponent(KbeClient client, in KbeMethodCall call)
        {
            if (call.ComponentName == "component1")
                _told = call.Component;
        }

        private sealed class Avatar : KbeEntity
        {
            internal List<string> Order;
            public override void OnEnterWorld() => Order.Add("Avatar.OnEnterWorld");
            public override void OnMethodCalled(in KbeMethodCall call) => Order.Add("Avatar " + call.ComponentName + "." + call.Name);
            public override void OnPropertyChanged(in KbePropertyChange change) => Order.Add("Avatar " + change.ComponentName + "." + change.Name);
        }

        private sealed class Part : KbeComponent
        {
            internal List<string> Order;
            public override void OnAttached() => Order.Add(Name + ".OnAttached");
            public override void OnDetached() => Order.Add(Name + ".OnDetached");
            public override void OnEnterWorld() => Order.Add(Name + ".OnEnterWorld");
            public override void OnMethodCalled(in KbeMethodCall call) => Order.Add(Name + "." + call.Name + " " + call[0].AsInt64());
            public override void OnPropertyChanged(in KbePropertyChange change) => Order.Add(Name + "." + change.Name + " " + change.Value.AsInt64());
        }

        private sealed class Thrower : KbeComponent
        {
            public override void OnAttached() => throw new Exception("a");
            public override void OnEnterWorld() => throw new Exception("e");
            public override void OnMethodCalled(in KbeMethodCall call) => throw new Exception("m");
        }

        private sealed class Ender : KbeComponent
        {
            public override void OnMethodCalled(in KbeMethodCall call) => Owner.Client.Dispose();
        }
    }
}
