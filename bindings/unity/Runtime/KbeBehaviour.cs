using System;
using UnityEngine;

namespace Kbe
{
    /// <summary>
    /// A client as a component: makes it when it wakes, pumps it in Update, disposes it when it is destroyed.
    /// (KBEMain)
    /// </summary>
    [AddComponentMenu("KBEngine/Kbe Behaviour")]
    [DefaultExecutionOrder(-1000)]
    [DisallowMultipleComponent]
    public class KbeBehaviour : MonoBehaviour
    {
        [SerializeField] private KbeConfig _config = new KbeConfig();
        [Tooltip("Time that events may take in one frame, in microseconds; the rest waits for the next. 0: all of it")]
        [SerializeField] private int _budgetMicroseconds = 4000;
        [Tooltip("Keep the client when another scene is loaded")]
        [SerializeField] private bool _dontDestroyOnLoad = true;
        [Tooltip("Keep message lists and definitions on disk, so that the next login asks for none")]
        [SerializeField] private bool _cacheOnDisk = true;
        [Tooltip("Write the library's lines to the console")]
        [SerializeField] private bool _logToConsole = true;

        /// <summary>The client; null before Awake and after OnDestroy.</summary>
        public KbeClient Client { get; private set; }

        /// <summary>What the client is made with; change it before Awake.</summary>
        public KbeConfig Config
        {
            get => _config;
            set => _config = value ?? new KbeConfig();
        }

        /// <summary>Time that events may take in one frame; 0 for as long as it takes.</summary>
        public int BudgetMicroseconds
        {
            get => _budgetMicroseconds;
            set => _budgetMicroseconds = value;
        }

        /// <summary>The client was made: add handlers and register entity classes here.</summary>
        protected virtual void OnClientCreated()
        {
        }

        /// <summary>Makes the client.</summary>
        protected virtual void Awake()
        {
            if (_dontDestroyOnLoad && Application.isPlaying)
                DontDestroyOnLoad(gameObject);
            if (_cacheOnDisk && string.IsNullOrEmpty(_config.CacheDirectory))
                _config.CacheDirectory = Application.persistentDataPath + "/kbe-cache";
            try
            {
                Client = new KbeClient(_config);
            }
            catch (KbeException e)
            {
                Debug.LogException(e, this);
                enabled = false;
                return;
            }
            Client.OnLog += Log;
            Client.OnQueueHigh += TellQueue;
            OnClientCreated();
        }

        /// <summary>Pumps the client.</summary>
        protected virtual void Update()
        {
            if (Client == null || Client.IsDisposed)
                return;
            try
            {
                Client.Process(_budgetMicroseconds);
            }
            catch (KbeException e)
            {
                // Only a fault of the library, or a call from the wrong place: this client goes on no longer.
                Debug.LogException(e, this);
                Client.Dispose();
            }
        }

        /// <summary>Tells the server that the player leaves, as far as it can still be told.</summary>
        protected virtual void OnApplicationQuit()
        {
            if (Client != null && !Client.IsDisposed && Client.State == KbeState.InGame)
                Client.Logout();
        }

        /// <summary>Ends the client.</summary>
        protected virtual void OnDestroy()
        {
            Client?.Dispose();
            Client = null;
        }

        private void TellQueue(KbeClient client, KbeQueueHigh queue)
        {
            if (_logToConsole)
                Debug.LogWarning("[kbe] " + queue.Queued + " events wait: handlers take too long, or Budget Microseconds is too small", this);
        }

        private void Log(KbeClient client, KbeLogLine line)
        {
            if (!_logToConsole)
                return;
            string text = "[kbe] " + line.Source + ": " + line.Text;
            if (line.Level == KbeLogLevel.Error)
                Debug.LogError(text, this);
            else if (line.Level == KbeLogLevel.Warn)
                Debug.LogWarning(text, this);
            else
                Debug.Log(text, this);
        }
    }

    /// <summary>Where no editor hook runs: the end of a program, and play mode without a domain reload.</summary>
    internal static class KbeLifetime
    {
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        private static void Begin()
        {
            // Statics of an earlier play mode survive when the domain is not reloaded, and so would its clients.
            KbeLibrary.ShutdownAll();
            Application.quitting -= End;
            Application.quitting += End;
        }

        private static void End()
        {
            KbeLibrary.ShutdownAll();
        }
    }
}
