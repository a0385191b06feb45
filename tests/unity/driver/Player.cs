using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using UnityEngine;
using NUnit.Framework;

namespace Kbe.Driver
{
    /// <summary>
    /// A game of the tests: does what a line of text says, and writes down what it is told as lines of text. A file
    /// of such lines can drive it: see <see cref="Do"/> and <see cref="Until(string)"/>.
    /// </summary>
    internal sealed class Player : IDisposable
    {
        private static readonly List<Player> Alive = new List<Player>();
        private static int s_next;

        internal readonly KbeClient Client;
        internal readonly string Account;
        internal readonly List<string> Told = new List<string>();
        internal int Moves;
        private bool _quiet;

        internal Player(string stem = "uni", Action<KbeConfig> settings = null)
        {
            Account = stem + (s_next++) + "x" + Process.GetCurrentProcess().Id + "x" + DateTime.Now.Ticks % 100000;
            var config = new KbeConfig { Port = (ushort)Admin.Port };
            settings?.Invoke(config);
            Client = new KbeClient(config);
            WriteDown(Client);
            Alive.Add(this);
        }

        internal KbeEntity Me => Client.Player;

        internal static void DisposeAll()
        {
            foreach (Player p in Alive.ToArray())
                p.Dispose();
        }

        public void Dispose()
        {
            Client.Dispose();
            Alive.Remove(this);
        }

        /// <summary>Writes nothing down from now on.</summary>
        internal void Quiet() => _quiet = true;

        /// <summary>One action: its name and what it needs, apart by blanks.</summary>
        internal void Do(string line)
        {
            string[] words = line.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
            string rest = string.Join(" ", words.Skip(1).ToArray());
            switch (words[0])
            {
                case "create": Client.CreateAccount(Account, rest); break;
                case "login": Client.Login(Account, rest); break;
                case "logout": Client.Logout(); break;
                case "relogin": Client.ReloginBaseapp(); break;
                case "base": Me.BaseCall(words[1], Arguments(words, 2)); break;
                case "cell": Me.CellCall(words[1], Arguments(words, 2)); break;
                case "component.base": Me.GetComponent(words[1]).BaseCall(words[2], Arguments(words, 3)); break;
                case "component.cell": Me.GetComponent(words[1]).CellCall(words[2], Arguments(words, 3)); break;
                case "pose": Assert.AreEqual(KbeResult.OK, Me.SetPose(Vector(words, 1), Vector(words, 4)), line); break;
                case "pause": Client.PauseEvents(); break;
                case "resume": Client.ResumeEvents(); break;
                case "admin": Admin.Tell(rest.Replace("ME", Account)); break;
                case "enter": Enter(); break;
                case "expect": Until(rest); break;
                default: throw new ArgumentException("unknown action " + words[0]);
            }
        }

        /// <summary>Pumps until something is told that begins so; forgets what came before it.</summary>
        internal string Until(string beginning) => Until(beginning, line => line.StartsWith(beginning, StringComparison.Ordinal));

        internal string Until(string what, Predicate<string> fits)
        {
            string found = null;
            Until(what, () =>
            {
                int at = Told.FindIndex(fits);
                if (at < 0)
                    return false;
                found = Told[at];
                Told.RemoveRange(0, at + 1);
                return true;
            });
            return found;
        }

        internal void Until(string what, Func<bool> done)
        {
            var watch = Stopwatch.StartNew();
            while (!done())
            {
                if (Client.IsDisposed && watch.Elapsed.TotalSeconds > 0.1)
                    throw new AssertionException("the client ended before " + what);
                if (watch.Elapsed.TotalSeconds > 20)
                    throw new AssertionException(
                        "waited in vain for " + what + "; told: " + string.Join(" | ", Told.Skip(Told.Count - 30).ToArray()));
                foreach (Player p in Alive.ToArray())
                    p.Client.Process();
                Thread.Sleep(2);
            }
        }

        /// <summary>From nothing into the world of the demo assets: account, login, avatar.</summary>
        internal void Enter()
        {
            Do("create secret");
            Until("account_result CreateAccount ok");
            Do("login secret");
            Until("login_result ok");
            Do("base reqAvatarList");
            Until("method Account.onReqAvatarList");
            Me.BaseCall("reqCreateAvatar", (byte)1, Account + " of Unity");
            string made = Until("method Account.onCreateAvatarResult");
            ulong dbid = ulong.Parse(made.Split(new[] { "dbid: " }, StringSplitOptions.None)[1].Split(',', '}')[0]);
            Me.BaseCall("selectAvatarGame", dbid);
            Until("enter_world Avatar me");
            Until("enter_space me");
        }

        private static object[] Arguments(string[] words, int from)
        {
            return words.Skip(from).Select(w =>
                long.TryParse(w, out long n) ? n
                : double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) ? d
                : (object)w.Trim('"')).ToArray();
        }

        private static Vector3 Vector(string[] words, int from)
        {
            return new Vector3(Number(words, from), Number(words, from + 1), Number(words, from + 2));
        }

        private static float Number(string[] words, int at)
        {
            return words.Length > at ? float.Parse(words[at], CultureInfo.InvariantCulture) : 0;
        }

        private string Who(KbeEntity e) => e.IsPlayer ? "me" : e.Id.ToString();

        private void WriteDown(KbeClient client)
        {
            client.OnConnectionState += (c, e) => Told.Add("connection " + e.Server + " " + e.Success);
            client.OnDefinitions += (c, n) => Told.Add("definitions " + n);
            client.OnLoginBaseapp += (c, e) => Told.Add("login_accepted");
            client.OnLoginResult += (c, e) => Told.Add("login_result " + (e.Success ? "ok" : e.Ending.Reason + " " + e.Ending.Code + " " + e.Ending.Text));
            client.OnAccountResult += (c, e) => Told.Add("account_result " + e.Request + " " + (e.Success ? "ok" : e.Ending.CodeName));
            client.OnDisconnected += (c, e) => Told.Add("disconnected " + e.Ending.Reason + " " + e.Ending.Code + " resumable=" + e.Resumable);
            client.OnSessionChanged += (c, e) => Told.Add("session " + e.State);
            client.OnEntityCreated += (c, e) => Told.Add("created " + e.ClassName + " " + Who(e));
            client.OnEntityDestroyed += (c, e) => Told.Add("destroyed " + e.ClassName + " " + e.Id);
            client.OnEnterWorld += (c, e) => Told.Add("enter_world " + e.ClassName + " " + Who(e));
            client.OnLeaveWorld += (c, e) => Told.Add("leave_world " + e.ClassName + " " + e.Id);
            client.OnEnterSpace += (c, e) => Told.Add("enter_space " + Who(e));
            client.OnLeaveSpace += (c, e) => Told.Add("leave_space " + Who(e));
            client.OnGetBase += (c, e) => Told.Add("get_base " + Who(e));
            client.OnGetCell += (c, e) => Told.Add("get_cell " + Who(e));
            client.OnLoseCell += (c, e) => Told.Add("lose_cell " + Who(e));
            client.OnControlled += (c, e) => Told.Add("controlled " + Who(e.Entity) + " " + e.IsControlled);
            client.OnPoseSet += (c, e) => Told.Add("pose_set " + Who(e.Entity) + " " + e.Cause);
            client.OnTransforms += (c, moved) => Moves += moved.Length;
            client.OnPropertyChanged += WriteProperty;
            client.OnMethodCalled += WriteMethod;
            client.OnComponentAttached += (c, e) => Told.Add("attached " + e.Name + " " + e.ClassName);
            client.OnComponentEnterWorld += (c, e) => Told.Add("component_enter_world " + e.Name);
            client.OnAddSpaceGeometryMapping += (c, e) => Told.Add("geometry " + e.Path);
            client.OnSetSpaceData += (c, e) => Told.Add("space_data " + e.Key + "=" + e.Value);
            client.OnDelSpaceData += (c, e) => Told.Add("space_data_deleted " + e.Key);
            client.OnStreamDataStarted += (c, e) => Told.Add("stream_started " + e.Id + " " + e.Size);
            client.OnStreamDataRecv += (c, e, data) => Told.Add("stream_data " + e.Id + " " + data.Length);
            client.OnStreamDataCompleted += (c, e) => Told.Add("stream_completed " + e.Id + " " + e.Received);
            client.OnProtocolError += (c, e) => Told.Add("protocol_error " + e.Text);
        }

        private void WriteProperty(KbeClient c, in KbePropertyChange e)
        {
            if (_quiet)
                return;
            string owner = e.ComponentName.Length == 0 ? "" : e.ComponentName + ".";
            string from = e.Initial ? "initially" : e.OldValue.ToString() + " ->";
            Told.Add("property " + Who(e.Entity) + " " + owner + e.Name + " " + from + " " + e.Value.ToString());
        }

        private void WriteMethod(KbeClient c, in KbeMethodCall e)
        {
            if (_quiet)
                return;
            string owner = e.ComponentName.Length == 0 ? e.Entity.ClassName : e.ComponentName;
            var args = new List<string>();
            for (int i = 0; i < e.Count; i++)
                args.Add(e[i].ToString());
            Told.Add("method " + owner + "." + e.Name + "(" + string.Join(", ", args.ToArray()) + ")");
        }
    }
}
