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
        private const int Rounds = 5;

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void MovedCallback(kbe_moved_event* e, void* user);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate void TransformsCallback(kbe_transform* moved, uint count, void* user);

        private static readonly MovedCallback OneByOne = (e, user) => Take(&e->transform);
        private static readonly TransformsCallback AllAtOnce = (moved, count, user) =>
        {
            for (uint i = 0; i < count; i++)
                Take(moved + i);
        };

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
            return 0;
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
