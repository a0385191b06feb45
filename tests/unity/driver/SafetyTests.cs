using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Kbe.Native;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>What goes wrong in games, survived and reported.</summary>
    public sealed class SafetyTests
    {
        private int _seen;
        private string _read;

        [Test]
        public void AHandlerThatThrowsKeepsNobodyFromBeingTold()
        {
            var p = new Player();
            var failures = new List<KbeHandlerFailure>();
            p.Client.OnHandlerFailed += (c, f) => throw new Exception("and this one, too");
            p.Client.OnHandlerFailed += (c, f) => failures.Add(f);
            p.Client.RegisterEntity("Avatar", () => new Thrower());
            p.Client.OnLoginResult += (c, e) => throw new InvalidOperationException("first");
            p.Client.OnLoginResult += (c, e) => _seen++;
            p.Client.OnMethodCalled += ThrowAtMethods;
            p.Client.OnTransforms += (c, moved) => throw new Exception("at " + moved.Length);
            p.Enter();
            p.Until("moves", () => failures.Any(f => f.Event == "OnTransforms"));
            Assert.AreEqual(1, _seen, "the handler behind the one that threw");
            Assert.AreEqual("first", failures.Single(f => f.Event == "OnLoginResult").Exception.Message);
            Assert.IsTrue(failures.Any(f => f.Event == "OnMethodCalled" && f.Exception.Message == "onReqAvatarList"));
            Assert.IsTrue(failures.Any(f => f.Event == "OnEnterWorld" && f.Exception.Message == "hook"));
            Assert.AreEqual(failures.Count, UnityEngine.Debug.Thrown.Count, "reporters that throw end up in the console");
            p.Do("cell jump");
            p.Do("logout");
            p.Until("disconnected Requested");
        }

        [Test]
        public void WithoutAReporterItGoesToTheConsole()
        {
            var p = new Player();
            p.Client.OnAccountResult += (c, e) => throw new Exception("nobody asked");
            p.Do("create secret");
            p.Until("account_result");
            Assert.IsTrue(UnityEngine.Debug.Thrown.Any(e => e.Message == "nobody asked"));
        }

        [Test]
        public void AClientMayEndInsideItsOwnHandler()
        {
            var p = new Player();
            p.Enter();
            ulong raw = p.Client.Raw;
            // Every kind of handler: the last one is the one that ends it, and what it looks at stays readable.
            p.Client.OnMethodCalled += EndAtMethod;
            p.Client.OnMethodCalled += Count;
            p.Client.OnDisconnected += (c, e) => _seen += 100;
            Admin.Tell("call " + p.Account + " recvDamage");
            Admin.Tell("call " + p.Account + " recvDamage");
            p.Until("the end", () => p.Client.IsDisposed);
            Assert.AreEqual("recvDamage 4", _read);
            Assert.AreEqual(0, _seen, "handlers after the end");
            Assert.AreEqual((int)KbeResult.BadHandle, KbeNative.kbe_client_state(raw));
            Assert.AreEqual(0, p.Client.Process());
        }

        [Test]
        public void AClientMayEndInEveryKindOfHandler()
        {
            var kinds = new Dictionary<string, Action<KbeClient>>
            {
                { "connection", c => c.OnConnectionState += (x, e) => End(x) },
                { "definitions", c => c.OnDefinitions += (x, e) => End(x) },
                { "account", c => c.OnAccountResult += (x, e) => End(x) },
                { "login", c => c.OnLoginResult += (x, e) => End(x) },
                { "created", c => c.OnEntityCreated += (x, e) => End(x) },
                { "enter", c => c.OnEnterWorld += (x, e) => End(x) },
                { "property", c => c.OnPropertyChanged += EndAtProperty },
                { "moves", c => c.OnTransforms += (x, e) => End(x) },
                { "pose", c => c.OnPoseSet += (x, e) => End(x) },
                { "space", c => c.OnSetSpaceData += (x, e) => End(x) },
                { "failed", c =>
                    {
                        c.OnHandlerFailed += (x, e) => End(x);
                        c.OnAccountResult += (x, e) => throw new Exception("then end");
                    } },
            };
            foreach (KeyValuePair<string, Action<KbeClient>> kind in kinds)
            {
                var p = new Player();
                kind.Value(p.Client);
                try
                {
                    p.Enter();
                    p.Until(kind.Key, () => p.Client.IsDisposed);
                }
                catch (KbeException e)
                {
                    Assert.IsTrue(p.Client.IsDisposed, kind.Key + ": " + e);
                }
                catch (AssertionException) when (p.Client.IsDisposed)
                {
                }
                catch (NullReferenceException) when (p.Client.IsDisposed)
                {
                }
                Assert.IsTrue(p.Client.IsDisposed, kind.Key);
                p.Dispose();
            }
        }

        [Test]
        public void ForgottenClientsAreEndedByTheFinalizer()
        {
            var handles = new List<ulong>();
            int main = Thread.CurrentThread.ManagedThreadId;
            for (int i = 0; i < 8; i++)
            {
                var forgetful = new Thread(() => handles.Add(Forget()));
                forgetful.Start();
                forgetful.Join();
            }
            for (int i = 0; i < 50 && handles.Any(Lives); i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(10);
            }
            // A conservative collector may take something on a stack for a reference.
            Assert.IsTrue(handles.Count(Lives) <= 2, handles.Count(Lives) + " of 8 clients live on");
            Assert.IsTrue(FinalizerProbe.Thread != 0 && FinalizerProbe.Thread != main, "another thread");
            KbeLibrary.ShutdownAll();
        }

        [Test]
        public void AClientEndedOnAnotherThreadWaitsForItsHandler()
        {
            var p = new Player();
            p.Enter();
            ulong raw = p.Client.Raw;
            bool alive = false;
            p.Client.OnSetSpaceData += (c, e) =>
            {
                var other = new Thread(c.Dispose);
                other.Start();
                other.Join();
                alive = KbeNative.kbe_client_state(raw) == (int)KbeState.InGame && c.IsDisposed;
            };
            Admin.Tell("spacedata " + p.Me.SpaceId + " threads yes");
            p.Until("the end", () => p.Client.IsDisposed);
            Assert.IsTrue(alive, "it lives until the handler has returned");
            Assert.AreEqual((int)KbeResult.BadHandle, KbeNative.kbe_client_state(raw));
        }

        [Test]
        public void WhatIsNotAllowedIsRefused()
        {
            var p = new Player();
            KbeException inside = null, all = null, elsewhere = null;
            p.Client.OnAccountResult += (c, e) =>
            {
                inside = Assert.Throws<KbeException>(() => c.Process());
                all = Assert.Throws<KbeException>(() => KbeLibrary.ShutdownAll());
            };
            p.Do("create secret");
            p.Until("account_result CreateAccount ok");
            Assert.AreEqual(KbeResult.Reentrant, inside.Result);
            Assert.AreEqual(KbeResult.Reentrant, all.Result);
            var other = new Thread(() => elsewhere = Assert.Throws<KbeException>(() => p.Client.Process()));
            other.Start();
            other.Join();
            Assert.AreEqual(KbeResult.WrongThread, elsewhere.Result);
            StringAssert.Contains("thread", elsewhere.Message);
            other = new Thread(() =>
            {
                p.Client.RebindThread();
                p.Client.Process();
            });
            other.Start();
            other.Join();
            p.Client.RebindThread();
            p.Do("login secret");
            p.Until("login_result ok");
        }

        [Test]
        public void TheEndOfTheLibraryWaitsForHandlers()
        {
            var inside = new ManualResetEvent(false);
            var leave = new ManualResetEvent(false);
            string host = null;
            var pump = new Thread(() =>
            {
                var p = new Player();
                p.Client.OnConnectionState += (c, e) =>
                {
                    inside.Set();
                    leave.WaitOne(5000);
                    host = e.Host;
                };
                p.Do("create secret");
                for (int i = 0; i < 2000 && host == null; i++)
                {
                    p.Client.Process();
                    Thread.Sleep(2);
                }
            });
            pump.Start();
            Assert.IsTrue(inside.WaitOne(10000));
            Assert.IsFalse(KbeLibrary.ShutdownAll(50), "a handler runs");
            leave.Set();
            pump.Join();
            Assert.IsTrue(KbeLibrary.ShutdownAll());
            Assert.AreEqual("127.0.0.1", host);
        }

        [Test]
        public void OtherLibrariesAreRefusedWithASentence()
        {
            string fakes = Environment.GetEnvironmentVariable("KBE_FAKES");
            if (string.IsNullOrEmpty(fakes))
            {
                Console.WriteLine("SKIPPED: KBE_FAKES is not set: no libraries to be refused");
                return;
            }
            StringAssert.Contains("has binary interface 99, this package was made for 1", Library(fakes + "/abi"));
            StringAssert.Contains("no kbe_abi_version", Library(fakes + "/other"));
            StringAssert.Contains("cannot be loaded", Library(fakes + "/none"));
            StringAssert.Contains("Install native libraries", Library(fakes + "/none"));
            StringAssert.StartsWith("version 0.", Library(Environment.GetEnvironmentVariable("LD_LIBRARY_PATH")));
        }

        /// <summary>What a program of its own says that finds its library there.</summary>
        private static string Library(string folder)
        {
            var start = new ProcessStartInfo("mono", typeof(SafetyTests).Assembly.Location + " library")
            {
                UseShellExecute = false, RedirectStandardOutput = true,
            };
            start.EnvironmentVariables["LD_LIBRARY_PATH"] = folder;
            using (Process mono = Process.Start(start))
                return mono.StandardOutput.ReadToEnd();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static ulong Forget()
        {
            var client = new KbeClient();
            GC.KeepAlive(new FinalizerProbe());
            client.OnLog += (c, e) => { };
            client.Process();
            return client.Raw;
        }

        private static bool Lives(ulong raw)
        {
            // From another thread than its own a client that lives answers so.
            return KbeNative.kbe_client_state(raw) != (int)KbeResult.BadHandle;
        }

        private static void End(KbeClient client)
        {
            client.Dispose();
        }

        private static void EndAtProperty(KbeClient client, in KbePropertyChange change) => End(client);

        private void EndAtMethod(KbeClient client, in KbeMethodCall call)
        {
            client.Dispose();
            _read = call.Name + " " + call.Count;
            for (int i = 0; i < call.Count; i++)
                call[i].ToObject();
        }

        private void Count(KbeClient client, in KbeMethodCall call) => _seen++;

        private static void ThrowAtMethods(KbeClient client, in KbeMethodCall call) => throw new Exception(call.Name);

        private sealed class FinalizerProbe
        {
            internal static int Thread;

            ~FinalizerProbe()
            {
                Thread = System.Threading.Thread.CurrentThread.ManagedThreadId;
            }
        }

        private sealed class Thrower : KbeEntity
        {
            public override void OnEnterWorld() => throw new Exception("hook");
        }
    }
}
