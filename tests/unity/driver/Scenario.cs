using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using UnityEngine;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>Plays the scenario that every binding plays: tests/scenario/village.txt says what is in one.</summary>
    internal sealed class Scenario
    {
        private readonly KbeClient _client = new KbeClient(new KbeConfig { Port = (ushort)Admin.Port });
        private readonly List<string> _told = new List<string>();
        private readonly Dictionary<string, string> _kept = new Dictionary<string, string>();
        private readonly string _account;
        private int _me;

        private Scenario(string account)
        {
            _account = account;
            _kept["account"] = account;
            Listen();
        }

        /// <summary>Plays a file, and says which line does not hold.</summary>
        internal static int Run(string file)
        {
            var scenario = new Scenario("sharp" + DateTime.Now.Ticks % 1000000);
            int number = 0, played = 0;
            foreach (string line in File.ReadAllLines(file))
            {
                number++;
                if (line.Length == 0 || line[0] == '#')
                    continue;
                try
                {
                    scenario.Play(scenario.Fill(line));
                }
                catch (Exception e)
                {
                    Console.WriteLine(file + ":" + number + ": " + line + ": " + e.Message);
                    return 1;
                }
                played++;
            }
            scenario._client.Dispose();
            Console.WriteLine("played " + played + " lines");
            return 0;
        }

        private void Play(string line)
        {
            string rest = line.Substring(line.IndexOf(' ') + 1);
            List<string> words = Split(line);
            switch (words[0])
            {
                case "expect": Expect(rest); break;
                case "admin": Admin.Tell(rest); break;
                case "value": Assert.AreEqual(words[2], Shown(_client.Player.Get(words[1])), words[1]); break;
                case "fails": Fails("KBE_E_" + words[1], words.Skip(2).ToList()); break;
                default: Command(words); break;
            }
        }

        private void Fails(string wanted, List<string> words)
        {
            string got = "KBE_OK";
            try
            {
                Command(words);
            }
            catch (KbeException e)
            {
                got = KbeLibrary.ResultName(e.Result);
            }
            Assert.AreEqual(wanted, got, string.Join(" ", words.ToArray()));
        }

        private void Command(List<string> w)
        {
            // Without a session there is no player whom a call could be about.
            KbeEntity player = _client.Player;
            if (player == null && (w[0] == "base" || w[0] == "cell"))
                throw new KbeException(KbeResult.Offline, "no player");
            switch (w[0])
            {
                case "create": _client.CreateAccount(_account, w[1]); break;
                case "login": _client.Login(_account, w[1]); break;
                case "logout": _client.Logout(); break;
                case "base": player.BaseCall(w[1], Arguments(w, 2)); break;
                case "cell": player.CellCall(w[1], Arguments(w, 2)); break;
                case "component.base": player.GetComponent(w[1]).BaseCall(w[2], Arguments(w, 3)); break;
                case "component.cell": player.GetComponent(w[1]).CellCall(w[2], Arguments(w, 3)); break;
                case "walk": Walk(Number(w[1]), Number(w[2])); break;
                default: throw new ArgumentException("no command " + w[0]);
            }
        }

        private void Walk(float dx, float dz)
        {
            Vector3 from = _client.Player.Position, to = from;
            for (int i = 1; i <= 10; i++)
            {
                to = from + new Vector3(dx * i / 10, 0, dz * i / 10);
                KbeResult result = _client.Player.SetPose(to, new Vector3(0, 0, 0));
                Assert.AreEqual(KbeResult.OK, result);
                Turn(50);
            }
            for (int turns = 0; turns < 1000; turns++)
            {
                Vector3 known = _client.Info.ServerPosition;
                if (Math.Abs(known.x - to.x) < 0.1f && Math.Abs(known.z - to.z) < 0.1f)
                    return;
                Turn(20);
            }
            throw new AssertionException("the server does not know");
        }

        private void Expect(string pattern)
        {
            for (int turns = 0; turns < 1000; turns++)
            {
                int found = _told.FindIndex(line => Fits(pattern, line));
                if (found >= 0)
                {
                    _told.RemoveRange(0, found + 1);
                    return;
                }
                Turn(20);
            }
            throw new AssertionException("waited in vain; told: " + string.Join(" | ", _told.ToArray()));
        }

        private void Turn(int milliseconds)
        {
            Thread.Sleep(milliseconds);
            _client.Process();
        }

        private bool Fits(string pattern, string line)
        {
            if (pattern.Length == 0)
                return line.Length == 0;
            string rest = pattern.Substring(1);
            if (pattern[0] == '*')
                return Fits(rest, line) || line.Length > 0 && Fits(pattern, line.Substring(1));
            if (pattern[0] != '$')
                return line.Length > 0 && line[0] == pattern[0] && Fits(rest, line.Substring(1));
            int name = NameLength(rest), length = line.IndexOfAny(" ,)}]".ToCharArray());
            length = length < 0 ? line.Length : length;
            if (name == 0 || length == 0 || !Fits(rest.Substring(name), line.Substring(length)))
                return false;
            _kept[rest.Substring(0, name)] = line.Substring(0, length);
            return true;
        }

        private string Fill(string line)
        {
            _kept["me"] = _client.Player == null ? "0" : _client.Player.Id.ToString();
            string filled = "";
            for (int i = 0; i < line.Length; i++)
            {
                int name = line[i] == '$' ? NameLength(line.Substring(i + 1)) : 0;
                bool known = _kept.TryGetValue(line.Substring(i, name + 1).TrimStart('$'), out string kept);
                filled += name > 0 && known ? kept : line.Substring(i, name + 1);
                i += name;
            }
            return filled;
        }

        private static int NameLength(string s) => s.TakeWhile(c => c >= 'a' && c <= 'z' || c == '_').Count();

        private static List<string> Split(string line)
        {
            var words = new List<string>();
            for (line = line.TrimStart(' '); line.Length > 0; line = line.TrimStart(' '))
            {
                int end = line[0] == '"' ? line.IndexOf('"', 1) + 1 : (line + " ").IndexOf(' ');
                words.Add(line.Substring(0, end));
                line = line.Substring(end);
            }
            return words;
        }

        private static object[] Arguments(List<string> words, int from) => words.Skip(from).Select(Argument).ToArray();

        private static object Argument(string word)
        {
            if (word[0] == '"')
                return word.Substring(1, word.Length - 2);
            return word.Contains(".") ? Number(word) : (object)long.Parse(word, CultureInfo.InvariantCulture);
        }

        private static float Number(string word) => float.Parse(word, CultureInfo.InvariantCulture);

        private static string Shown(KbeValue v)
        {
            if (v.IsInteger)
                return v.Type <= KbeValueType.Uint64 ? v.AsUInt64().ToString() : v.AsInt64().ToString();
            if (v.IsText)
                return '"' + v.AsString() + '"';
            bool dict = v.Type == KbeValueType.FixedDict;
            if (!dict && v.Type != KbeValueType.Array)
                return "?";
            var items = new List<string>();
            for (int i = 0; i < v.Count; i++)
                items.Add((dict ? v.KeyAt(i) + ": " : "") + Shown(v[i]));
            string all = string.Join(", ", items.ToArray());
            return dict ? '{' + all + '}' : '[' + all + ']';
        }

        private void Listen()
        {
            _client.OnAccountResult += (c, e) => _told.Add("account " + (e.Success ? "ok" : e.Ending.CodeName));
            _client.OnLoginResult += (c, e) => _told.Add("login " + (e.Success ? "ok" : e.Ending.CodeName));
            _client.OnDisconnected += (c, e) => _told.Add("disconnected " + Why(e.Ending.Reason));
            _client.OnEntityCreated += (c, e) =>
            {
                _me = e.IsPlayer ? e.Id : _me;
                Tell("created", e);
            };
            _client.OnEntityDestroyed += (c, e) => Tell("destroyed", e);
            _client.OnEnterWorld += (c, e) => Tell("enter_world", e);
            _client.OnLeaveWorld += (c, e) => Tell("leave_world", e);
            _client.OnEnterSpace += (c, e) => Tell("enter_space", e);
            _client.OnLeaveSpace += (c, e) => Tell("leave_space", e);
            _client.OnAddSpaceGeometryMapping += (c, e) => _told.Add("geometry " + e.Path);
            _client.OnSetSpaceData += (c, e) => _told.Add("space_data " + e.Key + " = " + e.Value);
            _client.OnDelSpaceData += (c, e) => _told.Add("space_data_deleted " + e.Key);
            _client.OnPropertyChanged += TellProperty;
            _client.OnMethodCalled += TellMethod;
        }

        private static string Why(KbeReason reason)
        {
            bool named = reason == KbeReason.Requested || reason == KbeReason.Kicked;
            return named ? reason.ToString().ToLowerInvariant() : ((int)reason).ToString();
        }

        private void Tell(string what, KbeEntity e) => _told.Add(what + " " + Who(e) + e.ClassName);

        private string Who(KbeEntity e) => e.Id == _me ? "me " : "other ";

        private void TellProperty(KbeClient c, in KbePropertyChange e)
        {
            string owner = e.ComponentName.Length == 0 ? "" : e.ComponentName + ".";
            string before = e.Initial ? "" : Shown(e.OldValue) + " -> ";
            _told.Add("property " + Who(e.Entity) + owner + e.Name + " " + before + Shown(e.Value));
        }

        private void TellMethod(KbeClient c, in KbeMethodCall e)
        {
            string owner = e.ComponentName.Length == 0 ? "" : e.ComponentName + ".";
            var args = new List<string>();
            for (int i = 0; i < e.Count; i++)
                args.Add(Shown(e[i]));
            _told.Add("method " + Who(e.Entity) + owner + e.Name + "(" + string.Join(", ", args.ToArray()) + ")");
        }
    }
}
