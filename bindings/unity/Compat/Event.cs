using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using Kbe;
using UnityEngine;

namespace KBEngine
{
    /// <summary>
    /// The event bus of the official plugin, for games that are moved over piece by piece: registerOut, fireIn and
    /// the rest under their old names, with the old arguments. Attach it to a client once.
    ///
    /// It finds methods by name and boxes what it hands over, as the original does; the events of
    /// <see cref="KbeClient"/> do neither. A method that is only named in a string can be stripped from a build with
    /// high managed stripping: put [UnityEngine.Scripting.Preserve] on it, as with the original, or register a
    /// delegate.
    /// </summary>
    public static class Event
    {
        private sealed class Listener
        {
            internal object Owner;
            internal string Name;
            internal Action<object[]> Call;
        }

        private static readonly Dictionary<string, List<Listener>> Out = new Dictionary<string, List<Listener>>();
        private static readonly Dictionary<string, List<Listener>> In = new Dictionary<string, List<Listener>>();
        private static readonly object[] Nothing = new object[0];
        private static ConditionalWeakTable<KbeClient, object> s_wired = new ConditionalWeakTable<KbeClient, object>();
        private static KbeClient s_client;

        /// <summary>Fires this client's events from now on, under the names of the official plugin.</summary>
        public static void Attach(KbeClient client)
        {
            s_client = client ?? throw new ArgumentNullException(nameof(client));
            if (s_wired.TryGetValue(client, out object _))
                return;
            s_wired.Add(client, Nothing);
            Wire(client);
        }

        /// <summary>Calls a public method of an object when an event comes; one for each name of a method.</summary>
        public static bool registerOut(string eventname, object obj, string funcname)
        {
            return Register(Out, eventname, obj, funcname);
        }

        /// <summary>Calls a delegate when an event comes: no search for a method, nothing that could be stripped.</summary>
        public static bool registerOut(string eventname, object obj, Action<object[]> call)
        {
            Register(Out, eventname, new Listener { Owner = obj, Name = call.Method.Name, Call = call });
            return true;
        }

        /// <summary>For what the game fires to its entities with <see cref="fireIn"/>.</summary>
        public static bool registerIn(string eventname, object obj, string funcname)
        {
            return Register(In, eventname, obj, funcname);
        }

        /// <summary>Forgets a method of an object.</summary>
        public static bool deregisterOut(string eventname, object obj, string funcname)
        {
            return Forget(Out, eventname, l => ReferenceEquals(l.Owner, obj) && l.Name == funcname);
        }

        /// <summary>Forgets everything of an object.</summary>
        public static bool deregisterOut(object obj)
        {
            bool found = false;
            foreach (string name in new List<string>(Out.Keys))
                found |= Forget(Out, name, l => ReferenceEquals(l.Owner, obj));
            return found;
        }

        /// <summary>Forgets everything of an object.</summary>
        public static bool deregisterIn(object obj)
        {
            bool found = false;
            foreach (string name in new List<string>(In.Keys))
                found |= Forget(In, name, l => ReferenceEquals(l.Owner, obj));
            return found;
        }

        /// <summary>Whether somebody listens.</summary>
        public static bool hasRegisterOut(string eventname)
        {
            return Out.TryGetValue(eventname, out List<Listener> list) && list.Count > 0;
        }

        /// <summary>Forgets all listeners.</summary>
        public static void clear()
        {
            Out.Clear();
            In.Clear();
        }

        /// <summary>Tells those who listen, at once.</summary>
        public static void fireOut(string eventname, params object[] args)
        {
            Fire(Out, eventname, args);
        }

        /// <summary>
        /// Tells the client, or the game's own listeners: login, createAccount, logout, reloginBaseapp, resetPassword,
        /// newPassword, bindAccountEmail, and whatever was given to <see cref="registerIn"/>.
        /// </summary>
        public static void fireIn(string eventname, params object[] args)
        {
            try
            {
                if (s_client != null && !s_client.IsDisposed)
                    Command(s_client, eventname, args);
            }
            catch (KbeException e)
            {
                // The original logs what cannot be done, too.
                Report(eventname, e);
            }
            Fire(In, eventname, args);
        }

        /// <summary>As <see cref="fireOut"/>, then <see cref="fireIn"/>.</summary>
        public static void fireAll(string eventname, params object[] args)
        {
            fireOut(eventname, args);
            fireIn(eventname, args);
        }

        /// <summary>Holds the client's events back while a scene is loaded.</summary>
        public static void pause() => s_client?.PauseEvents();

        /// <summary>Goes on with them, oldest first.</summary>
        public static void resume() => s_client?.ResumeEvents();

        /// <summary>Where the domain is not reloaded, an earlier play mode has left its listeners.</summary>
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        private static void Begin()
        {
            clear();
            s_client = null;
            s_wired = new ConditionalWeakTable<KbeClient, object>();
        }

        private static void Command(KbeClient client, string name, object[] args)
        {
            switch (name)
            {
                case "login": client.Login((string)args[0], (string)args[1], Datas(args)); break;
                case "createAccount": client.CreateAccount((string)args[0], (string)args[1], Datas(args)); break;
                case "logout": client.Logout(); break;
                case "reloginBaseapp": client.ReloginBaseapp(); break;
                case "resetPassword": client.ResetPassword((string)args[0]); break;
                case "newPassword": client.NewPassword((string)args[0], (string)args[1]); break;
                case "bindAccountEmail": client.BindAccountEmail((string)args[0]); break;
            }
        }

        private static byte[] Datas(object[] args) => args.Length > 2 ? (byte[])args[2] : null;

        private static void Wire(KbeClient client)
        {
            client.OnConnectionState += (c, e) => From(c, "onConnectionState", e.Success);
            client.OnLoginBaseapp += (c, e) => From(c, "onLoginBaseapp");
            client.OnVersionNotMatch += (c, e) => From(
                c, e.Kind == KbeMismatch.Script ? "onScriptVersionNotMatch" : "onVersionNotMatch",
                e.ClientSays, e.ServerSays);
            client.OnLoginResult += LoginResult;
            client.OnAccountResult += AccountResult;
            client.OnDisconnected += (c, e) =>
            {
                if (e.IsKicked)
                    From(c, "onKicked", (ushort)e.Ending.Code);
                From(c, "onDisconnected");
            };
            client.OnSessionChanged += SessionChanged;
            client.OnEnterWorld += (c, e) => From(c, "onEnterWorld", e);
            client.OnLeaveWorld += (c, e) => From(c, "onLeaveWorld", e);
            client.OnEnterSpace += (c, e) => From(c, "onEnterSpace", e);
            client.OnLeaveSpace += (c, e) => From(c, "onLeaveSpace", e);
            client.OnControlled += (c, e) => From(c, "onControlled", e.Entity, e.IsControlled);
            client.OnLoseControlledEntity += (c, e) => From(c, "onLoseControlledEntity", e);
            client.OnPoseSet += PoseSet;
            client.OnTransforms += Moved;
            client.OnPropertyChanged += Changed;
            client.OnAddSpaceGeometryMapping += (c, e) => From(c, "addSpaceGeometryMapping", e.Path);
            client.OnSetSpaceData += (c, e) => From(c, "onSetSpaceData", e.SpaceId, e.Key, e.Value);
            client.OnDelSpaceData += (c, e) => From(c, "onDelSpaceData", e.SpaceId, e.Key);
            client.OnStreamDataStarted += (c, e) =>
                From(c, "onStreamDataStarted", (short)e.Id, (uint)e.Size, e.Description);
            client.OnStreamDataRecv += (c, e, data) => From(c, "onStreamDataRecv", (short)e.Id, data.ToArray());
            client.OnStreamDataCompleted += (c, e) => From(c, "onStreamDataCompleted", (short)e.Id);
        }

        private static void LoginResult(KbeClient c, KbeLoginResult e)
        {
            if (e.Success)
                return;
            if (e.Ending.Server == KbeServer.Baseapp)
                From(c, "onLoginBaseappFailed", (ushort)e.Ending.Code);
            else
                From(c, "onLoginFailed", (ushort)e.Ending.Code, e.Datas);
        }

        private static void AccountResult(KbeClient c, KbeAccountResult e)
        {
            ushort code = (ushort)e.Ending.Code;
            switch (e.Request)
            {
                case KbeRequest.CreateAccount: From(c, "onCreateAccountResult", code, e.Datas); break;
                case KbeRequest.ResetPassword: From(c, "onResetPassword", code); break;
                case KbeRequest.BindEmail: From(c, "onBindAccountEmail", code); break;
                case KbeRequest.NewPassword: From(c, "onNewPassword", code); break;
            }
        }

        private static void SessionChanged(KbeClient c, KbeSession e)
        {
            if (e.State == KbeSessionState.Resuming)
                From(c, "onReloginBaseapp");
            else if (e.State == KbeSessionState.Resumed && !e.ByLogin)
                From(c, "onReloginBaseappSuccessfully");
        }

        private static void PoseSet(KbeClient c, KbePoseSet e)
        {
            const KbeMoveFlags position = KbeMoveFlags.X | KbeMoveFlags.Y | KbeMoveFlags.Z;
            if ((e.Transform.Flags & position) != 0)
                From(c, "set_position", e.Entity);
            if ((e.Transform.Flags & (KbeMoveFlags.Roll | KbeMoveFlags.Pitch | KbeMoveFlags.Yaw)) != 0)
                From(c, "set_direction", e.Entity);
        }

        private static void Moved(KbeClient c, ReadOnlySpan<KbeTransform> moved)
        {
            const KbeMoveFlags turned = KbeMoveFlags.Roll | KbeMoveFlags.Pitch | KbeMoveFlags.Yaw;
            bool place = hasRegisterOut("updatePosition"), turn = hasRegisterOut("set_direction");
            for (int i = 0; (place || turn) && i < moved.Length; i++)
            {
                KbeEntity entity = c.FindEntity(moved[i].EntityId);
                if (entity == null)
                    continue;
                if (turn && (moved[i].Flags & turned) != 0)
                    From(c, "set_direction", entity);
                if (place)
                    From(c, "updatePosition", entity);
            }
        }

        /// <summary>set_xxx, as generated code fires it: the entity, the value, the value before.</summary>
        private static void Changed(KbeClient c, in KbePropertyChange change)
        {
            string name = "set_" + change.Name;
            if (change.ComponentName.Length == 0 && hasRegisterOut(name))
                From(c, name, change.Entity, change.Value.ToObject(), change.OldValue.ToObject());
        }

        private static void From(KbeClient client, string name, params object[] args)
        {
            if (ReferenceEquals(client, s_client))
                Fire(Out, name, args);
        }

        private static void Fire(Dictionary<string, List<Listener>> to, string name, object[] args)
        {
            if (!to.TryGetValue(name, out List<Listener> list))
                return;
            foreach (Listener listener in list.ToArray())
            {
                try
                {
                    listener.Call(args ?? Nothing);
                }
                catch (TargetInvocationException e) when (e.InnerException != null)
                {
                    Report(name, e.InnerException);
                }
                catch (Exception e)
                {
                    Report(name, e);
                }
            }
        }

        private static void Report(string name, Exception e)
        {
            if (s_client != null)
                s_client.Failed(name, e);
            else
                Debug.LogException(e);
        }

        private static bool Register(
            Dictionary<string, List<Listener>> to, string eventname, object obj, string funcname)
        {
            MethodInfo method = obj.GetType().GetMethod(funcname, BindingFlags.Instance | BindingFlags.Public);
            if (method == null)
            {
                Debug.LogError(
                    "Event: " + obj.GetType() + " has no public method " + funcname + " for " + eventname +
                    " (or it was stripped from the build: see [Preserve])");
                return false;
            }
            Register(to, eventname, new Listener { Owner = obj, Name = funcname, Call = a => method.Invoke(obj, a) });
            return true;
        }

        private static void Register(Dictionary<string, List<Listener>> to, string eventname, Listener listener)
        {
            Forget(to, eventname, l => ReferenceEquals(l.Owner, listener.Owner) && l.Name == listener.Name);
            if (!to.TryGetValue(eventname, out List<Listener> list))
                to[eventname] = list = new List<Listener>();
            list.Add(listener);
        }

        private static bool Forget(Dictionary<string, List<Listener>> of, string eventname, Predicate<Listener> which)
        {
            return of.TryGetValue(eventname, out List<Listener> list) && list.RemoveAll(which) > 0;
        }
    }
}
