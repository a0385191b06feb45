using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using Kbe.Native;

namespace Kbe.Driver
{
    /// <summary>
    /// What a movement costs on its way into C#, by the four ways there are: the reason why the package pulls.
    /// Ratios within one run; the rounds are interleaved, and the best of each counts.
    /// </summary>
    internal static unsafe class Bench
    {
        private const int Moves = 60000;
        private const int Calls = 3000;
        private const int Rounds = 5;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void MovedCallback(kbe_moved_event* e, void* user);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void MethodCallback(kbe_method_event* e, void* user);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void TransformsCallback(kbe_transform* moved, uint count, void* user);

        private static readonly MovedCallback OneByOne = (e, user) => Take(&e->transform);
        private static readonly TransformsCallback AllAtOnce = (moved, count, user) =>
        {
            for (uint i = 0; i < count; i++)
                Take(moved + i);
        };

        private static readonly MethodCallback CallByCall = (e, user) => Take(e);

        private static int s_taken;
        private static float s_sum;

        internal static int Run()
        {
            var p = new Player(settings: c => c.LogLevel = KbeLogLevel.Off);
            p.Enter();
            p.Quiet();
            p.Client.OnTransforms += Place;
            string[] names =
            {
                "pull, moves in bulk (the package)", "pull, one by one", "callback, moves in bulk", "callback, one by one",
            };
            Action<KbeClient>[] ways = { Bulk, Each, c => Called(c, true), c => Called(c, false) };
            var best = new double[ways.Length];
            for (int round = 0; round < Rounds; round++)
            {
                for (int way = 0; way < ways.Length; way++)
                {
                    double took = Measure(p.Client, ways[way]);
                    best[way] = round == 0 ? took : Math.Min(best[way], took);
                }
            }
            Console.WriteLine("A movement on its way into C#, of " + Moves + " at a time, applying it to the world included:");
            for (int way = 0; way < ways.Length; way++)
                Console.WriteLine(string.Format(
                    "    {0,-36} {1,5:F1} times the first  ({2:F0} ns)", names[way], best[way] / best[0], best[way]));
            Console.WriteLine("    (the crossing alone, one by one less in bulk: a pull {0:F1}, a callback {1:F1} times the bulk)",
                (best[1] - best[0]) / best[0], (best[3] - best[2]) / best[0]);
            MeasureCalls(p);
            return 0;
        }

        /// <summary>What a call of the server costs on its way, and how much of it is the way from C# into native code.</summary>
        private static void MeasureCalls(Player p)
        {
            KbeNative.kbe_client_set_callbacks(p.Client.Raw, null, null);
            p.Client.OnMethodCalled += TakeCall;
            string[] names = { "the package: name, entity, handler", "pull", "callback" };
            Action<KbeClient>[] ways = { Bulk, EachCall, CalledBack };
            var best = new double[ways.Length];
            for (int round = 0; round < Rounds; round++)
            {
                for (int way = 0; way < ways.Length; way++)
                {
                    double took = MeasureCalls(p, ways[way]);
                    best[way] = round == 0 ? took : Math.Min(best[way], took);
                }
            }
            Console.WriteLine("A call of the server on its way into C#, of " + Calls + " at a time:");
            for (int way = 0; way < ways.Length; way++)
                Console.WriteLine(string.Format("    {0,-36} {1,5:F1} times the first  ({2:F0} ns)", names[way], best[way] / best[0], best[way]));
            double crossing = Crossing(() => s_sum += KbeNative.kbe_abi_version()), idle = Crossing(() => Each(p.Client));
            Console.WriteLine("    (going into native code and back: {0:F2} times the first, {1:F0} ns; asking where nothing waits: {2:F0} ns)",
                crossing / best[0], crossing, idle);
        }

        private static double MeasureCalls(Player p, Action<KbeClient> way)
        {
            KbeClient client = p.Client;
            Drain(client);
            client.PauseEvents();
            uint method = client.MethodId("Test", KbeSide.Cell, "hello");
            uint component = client.PropertyId("Avatar", "component1");
            var args = new KbeArguments();
            ulong already = Called(client);
            for (int i = 0; i < Calls; i++)
                Kept(client.Player.TryCall(KbeSide.Cell, method, args.Clear().Add(i), component));
            var watch = Stopwatch.StartNew();
            while (Called(client) < already + Calls)
            {
                Thread.Sleep(5);
                if (watch.ElapsedMilliseconds > 30000)
                    throw new InvalidOperationException("the calls do not come");
            }
            client.ResumeEvents();
            s_taken = 0;
            watch.Restart();
            while (s_taken < Calls)
                way(client);
            watch.Stop();
            Drain(client);
            return watch.Elapsed.TotalMilliseconds * 1e6 / s_taken;
        }

        private static ulong Called(KbeClient client)
        {
            ulong all = 0;
            foreach (KbeMessageTraffic of in client.GetTraffic())
                if (of.Name.StartsWith("Client::onRemoteMethodCall", StringComparison.Ordinal))
                    all += of.Messages;
            return all;
        }

        private static void Kept(KbeResult result)
        {
            if (result != KbeResult.OK)
                throw new InvalidOperationException("hello: " + result + ": " + KbeLibrary.LastError());
        }

        private static double Crossing(Action what)
        {
            const int times = 200000;
            double best = double.MaxValue;
            for (int round = 0; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                for (int i = 0; i < times; i++)
                    what();
                best = Math.Min(best, watch.Elapsed.TotalMilliseconds * 1e6 / times);
            }
            return best;
        }

        private static void EachCall(KbeClient client)
        {
            kbe_event e = default(kbe_event);
            e.struct_size = (uint)sizeof(kbe_event);
            do
            {
                KbeNative.kbe_client_next_event(client.Raw, KbeNative.KBE_NEXT_BULK_MOVES, 0, &e);
                if (e.type == (uint)KbeEventType.MethodCalled)
                    Take(&e.data.method);
            }
            while (e.type != (uint)KbeEventType.None);
        }

        private static void CalledBack(KbeClient client)
        {
            kbe_callbacks on = default(kbe_callbacks);
            on.struct_size = (uint)sizeof(kbe_callbacks);
            on.method_called = Marshal.GetFunctionPointerForDelegate(CallByCall);
            KbeNative.kbe_client_set_callbacks(client.Raw, &on, null);
            KbeNative.kbe_client_pump(client.Raw, null, null);
        }

        private static void TakeCall(KbeClient client, in KbeMethodCall call)
        {
            s_sum += call[0].AsInt64() + call.Name.Length;
            s_taken++;
        }

        private static void Take(kbe_method_event* e)
        {
            s_sum += e->args[0].@as.i64 + e->method_id;
            s_taken++;
        }

        /// <summary>Nanoseconds for each of the movements that have queued up.</summary>
        private static double Measure(KbeClient client, Action<KbeClient> way)
        {
            Drain(client);
            client.PauseEvents();
            Admin.Tell("flood " + client.Player.Id + " " + Moves);
            var watch = Stopwatch.StartNew();
            while (client.Stats.queued_events < Moves)
            {
                Thread.Sleep(5);
                if (watch.ElapsedMilliseconds > 30000)
                    throw new InvalidOperationException("the movements do not come");
            }
            client.ResumeEvents();
            s_taken = 0;
            watch.Restart();
            while (s_taken < Moves)
                way(client);
            watch.Stop();
            Drain(client);
            return watch.Elapsed.TotalMilliseconds * 1e6 / s_taken;
        }

        private static void Drain(KbeClient client)
        {
            KbeNative.kbe_client_set_callbacks(client.Raw, null, null);
            client.Process();
        }

        private static void Bulk(KbeClient client) => client.Process();

        private static void Each(KbeClient client)
        {
            kbe_event e = default(kbe_event);
            e.struct_size = (uint)sizeof(kbe_event);
            do
            {
                KbeNative.kbe_client_next_event(client.Raw, 0, 0, &e);
                if (e.type == (uint)KbeEventType.EntityMoved)
                    Take(&e.data.moved.transform);
            }
            while (e.type != (uint)KbeEventType.None);
        }

        private static void Called(KbeClient client, bool bulk)
        {
            kbe_callbacks on = default(kbe_callbacks);
            on.struct_size = (uint)sizeof(kbe_callbacks);
            if (bulk)
                on.transforms = Marshal.GetFunctionPointerForDelegate(AllAtOnce);
            else
                on.entity_moved = Marshal.GetFunctionPointerForDelegate(OneByOne);
            KbeNative.kbe_client_set_callbacks(client.Raw, &on, null);
            KbeNative.kbe_client_pump(client.Raw, null, null);
        }

        private static void Place(KbeClient client, ReadOnlySpan<KbeTransform> moved)
        {
            for (int i = 0; i < moved.Length; i++)
            {
                s_sum += moved[i].X + moved[i].Yaw;
                s_taken++;
            }
        }

        private static void Take(kbe_transform* moved)
        {
            s_sum += moved->position[0] + moved->direction[2];
            s_taken++;
        }
    }
}
