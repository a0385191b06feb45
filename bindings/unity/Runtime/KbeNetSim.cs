using System;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>
    /// A bad line between a client and its server, to try how a game does on one: <see cref="KbeClient.SetNetSim"/>. It may be a
    /// field of a component. What is left at 0 is as it is.
    /// </summary>
    [Serializable]
    public sealed class KbeNetSim
    {
        [Tooltip("Connections to the loginapp are bad")]
        public bool Loginapp = true;
        [Tooltip("Connections to the baseapp are bad")]
        public bool Baseapp = true;

        [Tooltip("Milliseconds added in each direction")]
        public uint LatencyMs;
        [Tooltip("Up to this much more, different for each packet")]
        public uint JitterMs;
        [Tooltip("Packets lost, of a thousand; over TCP they come late")]
        public uint LossPermille;
        [Tooltip("KCP: datagrams that are overtaken, of a thousand")]
        public uint ReorderPermille;
        [Tooltip("How much longer those take; 0 means 20")]
        public uint ReorderMs;
        [Tooltip("KCP: datagrams that come twice, of a thousand")]
        public uint DuplicatePermille;
        [Tooltip("Bytes a second to the server")]
        public uint BandwidthOut;
        [Tooltip("Bytes a second from the server")]
        public uint BandwidthIn;

        [Tooltip("How long nothing passes, once as many bytes have come as the next line says; 4294967295: for good")]
        public uint StallMs;
        [Tooltip("Bytes from the server after which a connection stalls, counted from its beginning")]
        public ulong StallAfterIn;
        [Tooltip("Bytes to the server after which a connection is reset, counted from its beginning")]
        public ulong DisconnectAfterOut;
        [Tooltip("Bytes from the server after which a connection is reset, counted from its beginning")]
        public ulong DisconnectAfterIn;
        [Tooltip("Only the first connection that comes so far is reset")]
        public bool DisconnectOnce;

        [Tooltip("Start of all chance: the same traffic meets the same fate")]
        public ulong Seed;

        internal unsafe kbe_net_sim Line()
        {
            var line = default(kbe_net_sim);
            line.struct_size = (uint)sizeof(kbe_net_sim);
            line.servers = (Loginapp ? KbeNative.KBE_NET_SIM_LOGINAPP : 0) | (Baseapp ? KbeNative.KBE_NET_SIM_BASEAPP : 0);
            line.flags = DisconnectOnce ? KbeNative.KBE_NET_SIM_DISCONNECT_ONCE : 0;
            line.latency_ms = LatencyMs;
            line.jitter_ms = JitterMs;
            line.loss_permille = LossPermille;
            line.reorder_permille = ReorderPermille;
            line.reorder_ms = ReorderMs;
            line.duplicate_permille = DuplicatePermille;
            line.bandwidth_out = BandwidthOut;
            line.bandwidth_in = BandwidthIn;
            line.stall_ms = StallMs;
            line.stall_after_in = StallAfterIn;
            line.disconnect_after_out = DisconnectAfterOut;
            line.disconnect_after_in = DisconnectAfterIn;
            line.seed = Seed;
            return line;
        }
    }
}
