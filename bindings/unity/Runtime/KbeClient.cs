using System;
using System.Collections.Generic;
using Kbe.Native;

namespace Kbe
{
    /// <summary>
    /// A client: one account's way into one server. The world changes, and handlers are called, only inside
    /// <see cref="Process"/>; call it once a frame (or let <see cref="KbeBehaviour"/> do it). All of it is for the
    /// thread that made the client, but PauseEvents, ResumeEvents, Wakeup, Record, SetNetSim, SetLogLevel and, while that
    /// thread is not reading what it was lent outside of a handler, Dispose. (KBEngineApp)
    /// </summary>
    public sealed unsafe partial class KbeClient : IDisposable
    {
        private readonly KbeClientHandle _handle;
        private readonly KbeArguments _scratch = new KbeArguments();
        private readonly Dictionary<int, KbeEntity> _entities = new Dictionary<int, KbeEntity>();
        private readonly Dictionary<string, Func<KbeEntity>> _factories = new Dictionary<string, Func<KbeEntity>>();
        private readonly Dictionary<string, Func<KbeComponent>> _partFactories = new Dictionary<string, Func<KbeComponent>>();
        private volatile bool _disposed;

        /// <summary>Creates a client. It connects to nothing until it is asked to log in.</summary>
        /// <exception cref="KbeLibraryException">the native library is missing or of another version</exception>
        /// <exception cref="KbeException">the configuration is wrong; the message names the field</exception>
        public KbeClient(KbeConfig config = null)
        {
            KbeLibrary.Check();
            _handle = (config ?? new KbeConfig()).Create();
        }

        /// <summary>Whether it was disposed, or the library was shut down.</summary>
        public bool IsDisposed => _disposed;

        /// <summary>The handle for the functions of <see cref="KbeNative"/>.</summary>
        public ulong Raw => _handle.Value;

        /// <summary>How far it has got.</summary>
        public KbeState State => _disposed ? KbeState.Offline : (KbeState)Math.Max(0, KbeNative.kbe_client_state(Raw));

        /// <summary>Whatever the game hangs on it.</summary>
        public object Tag { get; set; }

        /// <summary>Makes objects of a class of the game for the entities of a class of the server.</summary>
        /// <param name="className">the class of the server</param>
        /// <param name="make">makes one, without looking at the client</param>
        public void RegisterEntity(string className, Func<KbeEntity> make)
        {
            _factories[className] = make ?? throw new ArgumentNullException(nameof(make));
        }

        /// <summary>Makes objects of a class of the game for the components of a class of the server.</summary>
        /// <param name="className">the class of the server</param>
        /// <param name="make">makes one, without looking at the client</param>
        public void RegisterComponent(string className, Func<KbeComponent> make)
        {
            _partFactories[className] = make ?? throw new ArgumentNullException(nameof(make));
        }

        /// <summary>
        /// Ends it: connections are closed, and no handler is called any more. Inside a handler that handler is the
        /// last. From another thread while a handler runs, the client ends when that returns. Log out first where the
        /// server should be told.
        /// </summary>
        public void Dispose()
        {
            _disposed = true;
            _handle.Dispose();
            if (!_dispatching)
                EndTasks();
        }

        /// <summary>Logs in, until the player's entity exists; <see cref="OnLoginResult"/> tells. (login)</summary>
        /// <param name="account">ASCII</param>
        /// <param name="password">ASCII; kept only as long as it is needed</param>
        /// <param name="datas">for the server's script, at most 1024 bytes</param>
        public void Login(string account, string password, byte[] datas = null)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            kbe_str name = KbeText.Write(account, first, nameof(account));
            kbe_str secret = KbeText.Write(password, second, nameof(password));
            KbeResult result;
            fixed (byte* data = datas)
                result = datas == null
                    ? KbeNative.kbe_client_login(Raw, name, secret)
                    : KbeNative.kbe_client_login_with_datas(Raw, name, secret, Bytes(data, datas));
            KbeText.Wipe(second);
            KbeException.Check(result, nameof(Login));
        }

        /// <summary>Resumes a session that was lost; <see cref="OnSessionChanged"/> tells. (reloginBaseapp)</summary>
        public void ReloginBaseapp() => KbeException.Check(KbeNative.kbe_client_relogin(Raw), nameof(ReloginBaseapp));

        /// <summary>Asks for a new account; <see cref="OnAccountResult"/> tells. (createAccount)</summary>
        public void CreateAccount(
            string account, string password, byte[] datas = null, KbeAccountFlags flags = KbeAccountFlags.None)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            kbe_str name = KbeText.Write(account, first, nameof(account));
            kbe_str secret = KbeText.Write(password, second, nameof(password));
            KbeResult result;
            fixed (byte* data = datas)
                result = KbeNative.kbe_client_create_account(Raw, name, secret, Bytes(data, datas), (uint)flags);
            KbeText.Wipe(second);
            KbeException.Check(result, nameof(CreateAccount));
        }

        /// <summary>Has the server mail a link that resets a password. (resetPassword)</summary>
        public void ResetPassword(string account)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_str name = KbeText.Write(account, buffer, nameof(account));
            KbeException.Check(KbeNative.kbe_client_reset_password(Raw, name), nameof(ResetPassword));
        }

        /// <summary>Binds an e-mail address to the account that is logged in. (bindAccountEmail)</summary>
        public void BindAccountEmail(string email)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_str text = KbeText.Write(email, buffer, nameof(email));
            KbeException.Check(KbeNative.kbe_client_bind_email(Raw, text), nameof(BindAccountEmail));
        }

        /// <summary>Changes the password of the account that is logged in. (newPassword)</summary>
        public void NewPassword(string oldPassword, string newPassword)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            kbe_str before = KbeText.Write(oldPassword, first, nameof(oldPassword));
            kbe_str after = KbeText.Write(newPassword, second, nameof(newPassword));
            KbeResult result = KbeNative.kbe_client_new_password(Raw, before, after);
            KbeText.Wipe(first);
            KbeText.Wipe(second);
            KbeException.Check(result, nameof(NewPassword));
        }

        /// <summary>Leaves the game in good order; <see cref="OnDisconnected"/> follows. (logout)</summary>
        public void Logout() => KbeException.Check(KbeNative.kbe_client_logout(Raw), nameof(Logout));

        /// <summary>Ends whatever is going on, without a word to the server. (reset)</summary>
        public void Disconnect() => KbeException.Check(KbeNative.kbe_client_disconnect(Raw), nameof(Disconnect));

        /// <summary>Holds events back, for instance while a scene is loaded. (Event.pause)</summary>
        public void PauseEvents() => KbeException.Check(KbeNative.kbe_client_pause_events(Raw), nameof(PauseEvents));

        /// <summary>Goes on with the events: the next Process tells what has waited. (Event.resume)</summary>
        public void ResumeEvents() => KbeException.Check(KbeNative.kbe_client_resume_events(Raw), nameof(ResumeEvents));

        /// <summary>
        /// Says which of the frequent events are wanted, for entities of one class (see <see cref="ClassId"/>), or of all
        /// with 0. The world is kept up all the same; what is not wanted is not told, and calls not even decoded.
        /// </summary>
        public void SetInterest(uint classId, KbeInterest interest) =>
            KbeException.Check(KbeNative.kbe_client_set_interest(Raw, classId, (uint)interest), nameof(SetInterest));

        /// <summary>Ends the wait of a Process.</summary>
        public void Wakeup() => KbeException.Check(KbeNative.kbe_client_wakeup(Raw), nameof(Wakeup));

        /// <summary>Binds the client to the calling thread; the thread before must be done with it.</summary>
        public void RebindThread() =>
            KbeException.Check(KbeNative.kbe_client_rebind_thread(Raw), nameof(RebindThread));

        /// <summary>Sets which lines <see cref="OnLog"/> tells from now on.</summary>
        public void SetLogLevel(KbeLogLevel level) =>
            KbeException.Check(KbeNative.kbe_client_set_log_level(Raw, (uint)level), nameof(SetLogLevel));

        /// <summary>The arguments of one call, made of objects.</summary>
        internal KbeArguments Scratch(object[] args)
        {
            _scratch.Clear();
            if (args == null)
                return _scratch.AddNone();
            foreach (object arg in args)
                _scratch.AddObject(arg);
            return _scratch;
        }

        internal KbeResult Call(KbeSide side, int entity, string component, string method, KbeArguments args)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            kbe_str name = KbeText.Write(method, first, nameof(method));
            uint count = (uint)args.Count;
            kbe_str part = component == null
                ? default(kbe_str)
                : KbeText.Write(component, second, nameof(component));
            KbeResult result;
            fixed (kbe_value* values = args.Values)
            {
                if (component == null)
                    result = side == KbeSide.Base
                        ? KbeNative.kbe_entity_call_base(Raw, entity, name, values, count)
                        : KbeNative.kbe_entity_call_cell(Raw, entity, name, values, count);
                else
                    result = side == KbeSide.Base
                        ? KbeNative.kbe_component_call_base(Raw, entity, part, name, values, count)
                        : KbeNative.kbe_component_call_cell(Raw, entity, part, name, values, count);
            }
            // Its texts must not be freed while they are read.
            GC.KeepAlive(args);
            return result;
        }

        private static kbe_bytes Bytes(byte* pinned, byte[] bytes)
        {
            return new kbe_bytes { ptr = pinned, len = bytes == null ? 0 : (uint)bytes.Length };
        }
    }
}
