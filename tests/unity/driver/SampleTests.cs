using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading;
using NUnit.Framework;
using UnityEngine;

namespace Kbe.Driver
{
    /// <summary>The samples are played.</summary>
    public sealed class SampleTests
    {
        [Test]
        public void FirstLoginGetsIntoTheWorldOnItsOwn()
        {
            var game = new FirstLogin { Config = new KbeConfig { Port = (ushort)Admin.Port } };
            Set(game, "_account", "sample" + DateTime.Now.Ticks % 1000000);
            Call(game, "Awake");
            Frames(game, () => game.Client.Player?.RenderObj is GameObject && game.Client.Entities.Count > 2);
            Assert.AreEqual("", game.Trouble);
            var body = (GameObject)game.Client.Player.RenderObj;
            Assert.AreEqual(game.Client.Player.Position.x, body.transform.position.x, 1e-4);
            body.transform.position += new Vector3(0.25f, 0, 0);
            Call(game, "Update");
            Assert.AreEqual(body.transform.position.x, game.Client.Player.Position.x, 1e-4, "it walks");
            KbeEntity other = game.Client.Entities.Values.First(e => !e.IsPlayer && e.InWorld);
            Assert.IsTrue(other.RenderObj is GameObject);
            Call(game, "OnApplicationQuit");
            Frames(game, () => game.Trouble.StartsWith("session over"));
            Call(game, "OnDestroy");
        }

        [Test]
        public void TheEventBusGameRunsAsItDid()
        {
            var network = new KbeBehaviour { Config = new KbeConfig { Port = (ushort)Admin.Port } };
            Call(network, "Awake");
            var game = new EventBusGame { Network = network };
            game.Start();
            string account = "bus" + DateTime.Now.Ticks % 1000000;
            game.LoginClicked(account, "secret");
            Frames(network, () => game.Label.Contains("SERVER_ERR_"));
            game.CreateClicked(account, "secret");
            Frames(network, () => game.Label == "account created");
            game.LoginClicked(account, "secret");
            Frames(network, () => network.Client.State == KbeState.InGame);
            network.Client.Logout();
            Frames(network, () => game.Label == "disconnected");
            game.OnDestroy();
            KBEngine.Event.clear();
            Call(network, "OnDestroy");
        }

        private static void Frames(KbeBehaviour game, Func<bool> done)
        {
            var watch = Stopwatch.StartNew();
            while (!done())
            {
                if (watch.Elapsed.TotalSeconds > 20)
                    throw new AssertionException("waited in vain; " + game.Client.State);
                Call(game, "Update");
                Thread.Sleep(2);
            }
        }

        private static void Call(object of, string method)
        {
            const BindingFlags any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
            of.GetType().GetMethod(method, any).Invoke(of, null);
        }

        private static void Set(object of, string field, object value)
        {
            of.GetType().GetField(field, BindingFlags.Instance | BindingFlags.NonPublic).SetValue(of, value);
        }
    }
}
