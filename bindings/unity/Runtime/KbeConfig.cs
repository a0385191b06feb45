using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>
    /// What a client connects to and how. Every default is the sensible one; times are milliseconds, and 0 means the
    /// library's default. (KBEngineArgs)
    /// </summary>
    [Serializable]
    public sealed class KbeConfig
    {
        /// <summary>For a time: never.</summary>
        public const uint Off = KbeNative.KBE_OFF;

        [Tooltip("Loginapp host, a name or an address")]
        public string Host = "127.0.0.1";
        [Tooltip("Loginapp port")]
        public ushort Port = 20013;
        [Tooltip("What carries the connections")]
        public KbeTransport Transport = KbeTransport.Best;
        [Tooltip("Blowfish hides the traffic from a casual look only; the server's encrypt_type must be 1")]
        public KbeEncryption Encryption = KbeEncryption.None;
        [Tooltip("Engine version to announce; empty for 2.5.10")]
        public string Version = "";
        [Tooltip("Script version to announce; empty for 0.1.0")]
        public string ScriptVersion = "";
        [Tooltip("Digest of the entity definitions that the game was made for; empty accepts any")]
        public string EntityDefDigest = "";
        [Tooltip("Where message lists and definitions wait for the next login; empty keeps none")]
        public string CacheDirectory = "";
        [Tooltip("1 mobile, 2 Windows, 3 Linux, 4 Mac, 5 browser, 6 bots, 7 mini; 0 for 7")]
        public uint ClientType;
        [Tooltip("Instead of the baseapp host that the login announces; empty takes that one")]
        public string BaseappHost = "";
        [Tooltip("Instead of the announced baseapp port; 0 takes that one")]
        public uint BaseappPort;
        [Tooltip("Instead of the announced KCP port; 0 takes that one")]
        public uint BaseappUdpPort;
        [Tooltip("Time between uploads of the player's position; 0 for 100 (syncPlayerMS)")]
        public uint UploadIntervalMs;
        [Tooltip("Least change of position worth an upload; 0 for 0.001")]
        public float UploadDistance;
        [Tooltip("Least change of direction worth an upload, in degrees; 0 for 0.057")]
        public float UploadAngle;
        [Tooltip("Time between heartbeats; 0 for 15000 (serverHeartbeatTick)")]
        public uint HeartbeatIntervalMs;
        [Tooltip("Attempts to resume a session that was lost; 0 leaves it to ReloginBaseapp")]
        public uint ReloginAttempts;
        [Tooltip("Wait before the first attempt; 0 for 1000")]
        public uint ReloginDelayMs;
        [Tooltip("Longest wait for a connection; 0 for 10000")]
        public uint ConnectTimeoutMs;
        [Tooltip("Longest wait for the answer to a login; 0 for 45000")]
        public uint LoginTimeoutMs;
        [Tooltip("How long KCP may go unanswered before TCP is tried; 0 for 3000")]
        public uint UdpTimeoutMs;
        [Tooltip("Longest wait for the answer to hello; 0 for 10000")]
        public uint HelloTimeoutMs;
        [Tooltip("Longest wait for each import; 0 for 20000")]
        public uint ImportTimeoutMs;
        [Tooltip("Longest wait for the player's entity; 0 for 45000")]
        public uint BaseappLoginTimeoutMs;
        [Tooltip("Heartbeats that may go unanswered; 0 for 2")]
        public uint HeartbeatTolerance;
        [Tooltip("Longest wait between two attempts to resume; 0 for 30000")]
        public uint ReloginMaxDelayMs;
        [Tooltip("When the server refuses to resume a session, log in from scratch")]
        public bool LoginFallback = true;
        [Tooltip("Events that may wait before the library stops reading; 0 for 65536")]
        public uint QueueLimit;
        [Tooltip("The same while events are paused; 0 for 262144")]
        public uint BacklogLimit;
        [Tooltip("Bytes that may wait while events are paused; 0 for 64 MiB")]
        public uint BacklogBytes;
        [Tooltip("Bytes that may wait to be sent; 0 for 65536")]
        public uint SendQueueBytes;
        [Tooltip("Largest accepted message in bytes; 0 for 16 MiB")]
        public uint MaxMessage;
        [Tooltip("Bytes sent within one window; 0 for 2047: the server ends clients that send more")]
        public uint PacingBytes;
        [Tooltip("Writes within one window; 0 for 16")]
        public uint PacingPackets;
        [Tooltip("Length of the window; 0 for 150")]
        public uint PacingWindowMs;
        [Tooltip("Path of the WebSocket request; empty for /")]
        public string WebSocketPath = "";
        [Tooltip("Certificates (PEM) of the authorities to trust with secure WebSocket; iOS needs them, elsewhere empty trusts the system")]
        [TextArea] public string TlsRoots = "";
        [Tooltip("Name that the server's certificate must be for; empty for the host")]
        public string TlsName = "";
        [Tooltip("SHA-256 of the servers' certificates that are accepted; empty accepts any that is in order")]
        public string TlsPins = "";
        [Tooltip("Tell initial values of properties as changes (isOnInitCallPropertysSetMethods)")]
        public bool InitialPropertyEvents = true;
        [Tooltip("A movement without y puts the entity at the player's height, as the official plugin does")]
        public bool BaseY;
        [Tooltip("Of movements in a row, tell only the latest of each entity")]
        public bool FoldMoves;
        [Tooltip("Trust the message list of an unmodified server instead of importing the real one")]
        public bool StockMessages;
        [Tooltip("The server was built with CLIENT_NO_FLOAT")]
        public bool IntegerVectors;
        [Tooltip("Least important lines that OnLog tells")]
        public KbeLogLevel LogLevel = KbeLogLevel.Warn;

        /// <summary>Creates a client of the library.</summary>
        internal unsafe KbeClientHandle Create()
        {
            var texts = new List<IntPtr>();
            try
            {
                kbe_config c;
                KbeException.Check(KbeNative.kbe_config_init(&c, (uint)sizeof(kbe_config)), "configuration");
                c.host = Text(texts, Host);
                c.port = Port;
                c.flags = (uint)Flags;
                c.version = Text(texts, Version);
                c.script_version = Text(texts, ScriptVersion);
                c.entitydef_digest = Text(texts, EntityDefDigest);
                c.cache_dir = Text(texts, CacheDirectory);
                Set(ref c.client_type, ClientType);
                c.baseapp_host = Text(texts, BaseappHost);
                Set(ref c.baseapp_port, BaseappPort);
                Set(ref c.baseapp_udp_port, BaseappUdpPort);
                Set(ref c.upload_interval_ms, UploadIntervalMs);
                if (UploadDistance != 0)
                    c.upload_distance = UploadDistance;
                if (UploadAngle != 0)
                    c.upload_angle = UploadAngle / KbeMath.Degrees;
                Set(ref c.heartbeat_interval_ms, HeartbeatIntervalMs);
                Set(ref c.relogin_attempts, ReloginAttempts);
                Set(ref c.relogin_delay_ms, ReloginDelayMs);
                Set(ref c.connect_timeout_ms, ConnectTimeoutMs);
                Set(ref c.login_timeout_ms, LoginTimeoutMs);
                Set(ref c.udp_timeout_ms, UdpTimeoutMs);
                SetLimits(ref c);
                c.transport = (uint)Transport;
                c.encryption = (uint)Encryption;
                c.websocket_path = Text(texts, WebSocketPath);
                c.tls_roots = Text(texts, TlsRoots);
                c.tls_name = Text(texts, TlsName);
                c.tls_pins = Text(texts, TlsPins);
                c.log_level = (uint)LogLevel;
                return new KbeClientHandle(ref c);
            }
            finally
            {
                foreach (IntPtr text in texts)
                    Marshal.FreeHGlobal(text);
            }
        }

        // A client is served by its own Process, never by a kbe_sync_layers of somebody else.
        private KbeConfigFlags Flags =>
            KbeConfigFlags.OwnPump |
            (InitialPropertyEvents ? 0 : KbeConfigFlags.NoInitialEvents) |
            (BaseY ? KbeConfigFlags.BaseY : 0) |
            (FoldMoves ? KbeConfigFlags.FoldMoves : 0) |
            (StockMessages ? KbeConfigFlags.StockMessages : 0) |
            (LoginFallback ? 0 : KbeConfigFlags.NoLoginFallback) |
            (IntegerVectors ? KbeConfigFlags.IntegerVectors : 0);

        private void SetLimits(ref kbe_config c)
        {
            Set(ref c.hello_timeout_ms, HelloTimeoutMs);
            Set(ref c.import_timeout_ms, ImportTimeoutMs);
            Set(ref c.baseapp_login_timeout_ms, BaseappLoginTimeoutMs);
            Set(ref c.heartbeat_tolerance, HeartbeatTolerance);
            Set(ref c.relogin_max_delay_ms, ReloginMaxDelayMs);
            Set(ref c.queue_limit, QueueLimit);
            Set(ref c.backlog_limit, BacklogLimit);
            Set(ref c.backlog_bytes, BacklogBytes);
            Set(ref c.send_queue_bytes, SendQueueBytes);
            Set(ref c.max_message, MaxMessage);
            Set(ref c.pacing_bytes, PacingBytes);
            Set(ref c.pacing_packets, PacingPackets);
            Set(ref c.pacing_window_ms, PacingWindowMs);
        }

        private static void Set(ref uint field, uint value)
        {
            if (value != 0)
                field = value;
        }

        private static unsafe kbe_str Text(List<IntPtr> texts, string text)
        {
            if (string.IsNullOrEmpty(text))
                return default(kbe_str);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            IntPtr copy = Marshal.AllocHGlobal(bytes.Length);
            texts.Add(copy);
            Marshal.Copy(bytes, 0, copy, bytes.Length);
            return new kbe_str { ptr = (byte*)copy, len = (uint)bytes.Length };
        }
    }
}
