using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Kbe;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>
    /// Runs the package in a real runtime, against a demo server. Commands: all [PART OF A NAME], bench, scenario
    /// FILE, library (says which native library is found). .ci/unity sets the variables that it needs.
    /// </summary>
    internal static class Program
    {
        private static int Main(string[] args)
        {
            switch (args.Length == 0 ? "all" : args[0])
            {
                case "library": return Library();
                case "bench": return Bench.Run();
                case "scenario": return Scenario(args[1]);
                default: return All(args.Length > 1 ? args[1] : "");
            }
        }

        /// <summary>Plays a file: one action of <see cref="Player.Do"/> in a line; # begins a comment.</summary>
        private static int Scenario(string file)
        {
            var player = new Player("scn");
            int number = 0;
            foreach (string line in System.IO.File.ReadAllLines(file))
            {
                number++;
                string action = line.Split('#')[0].Trim();
                if (action.Length == 0)
                    continue;
                try
                {
                    player.Do(action);
                }
                catch (Exception e)
                {
                    Console.WriteLine(file + ":" + number + ": " + action + ": " + e.Message);
                    return 1;
                }
            }
            Player.DisposeAll();
            Console.WriteLine("played " + number + " lines");
            return 0;
        }

        private static int Library()
        {
            try
            {
                Console.WriteLine("version " + KbeLibrary.Version);
                return 0;
            }
            catch (KbeLibraryException e)
            {
                Console.WriteLine("KbeLibraryException: " + e.Message);
                return 3;
            }
        }

        private static int All(string part)
        {
            int passed = 0, failed = 0;
            foreach (MethodInfo test in Tests().Where(t => Name(t).Contains(part)))
            {
                var watch = System.Diagnostics.Stopwatch.StartNew();
                try
                {
                    object of = test.IsStatic ? null : Activator.CreateInstance(test.DeclaringType);
                    test.Invoke(of, null);
                    passed++;
                    Console.WriteLine("ok      " + Name(test) + "  (" + watch.ElapsedMilliseconds + " ms)");
                }
                catch (TargetInvocationException e)
                {
                    failed++;
                    Console.WriteLine("FAILED  " + Name(test) + ": " + e.InnerException);
                }
                Player.DisposeAll();
                UnityEngine.Debug.Thrown.Clear();
            }
            Console.WriteLine(passed + " passed, " + failed + " failed");
            return failed == 0 && passed > 0 ? 0 : 1;
        }

        private static IEnumerable<MethodInfo> Tests()
        {
            return Assembly.GetExecutingAssembly().GetTypes()
                .OrderBy(t => t.FullName)
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
                .Where(m => m.IsDefined(typeof(TestAttribute), false));
        }

        private static string Name(MethodInfo m) => m.DeclaringType.Name + "." + m.Name;
    }
}
