using System;
using System.Collections.Generic;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>What is known about session and server.</summary>
    public sealed class KbeClientInfo
    {
        internal unsafe KbeClientInfo(kbe_client_info i)
        {
            PlayerId = i.player_id;
            SpaceId = i.space_id;
            Uuid = i.uuid;
            BaseappHost = KbeText.Read(i.baseapp_host);
            BaseappTcpPort = (int)i.baseapp_tcp_port;
            BaseappUdpPort = (int)i.baseapp_udp_port;
            IsPaused = (i.flags & (uint)KbeClientFlags.Paused) != 0;
            Account = KbeText.Read(i.account);
            Datas = KbeText.Copy(i.datas);
            ServerVersion = KbeText.Read(i.server_version);
            ServerScriptVersion = KbeText.Read(i.server_script_version);
            ServerProtocolDigest = KbeText.Read(i.protocol_digest);
            ServerEntityDefDigest = KbeText.Read(i.entitydef_digest);
            Encryption = (KbeEncryption)i.encryption;
            ServerPosition = new Vector3(i.server_position[0], i.server_position[1], i.server_position[2]);
        }

        /// <summary>The player's entity, 0 when there is none. (entity_id)</summary>
        public int PlayerId { get; }
        /// <summary>The player's space, 0 when it is in none. (spaceID)</summary>
        public uint SpaceId { get; }
        /// <summary>Key of the session. (entity_uuid)</summary>
        public ulong Uuid { get; }
        /// <summary>Host of the baseapp as announced. (baseappIP)</summary>
        public string BaseappHost { get; }
        /// <summary>TCP port of the baseapp. (baseappTcpPort)</summary>
        public int BaseappTcpPort { get; }
        /// <summary>UDP port of the baseapp, 0 for none. (baseappUdpPort)</summary>
        public int BaseappUdpPort { get; }
        /// <summary>Whether events are paused.</summary>
        public bool IsPaused { get; }
        /// <summary>Account name of the session. (username)</summary>
        public string Account { get; }
        /// <summary>Data that came with the login's answer. (serverdatas)</summary>
        public byte[] Datas { get; }
        /// <summary>The player's position as the server knows it. (entityServerPos)</summary>
        public Vector3 ServerPosition { get; }
        /// <summary>Engine version of the server. (serverVersion)</summary>
        public string ServerVersion { get; }
        /// <summary>Script version of the server. (serverScriptVersion)</summary>
        public string ServerScriptVersion { get; }
        /// <summary>Digest of its messages. (serverProtocolMD5)</summary>
        public string ServerProtocolDigest { get; }
        /// <summary>Digest of its entity definitions. (serverEntitydefMD5)</summary>
        public string ServerEntityDefDigest { get; }
        /// <summary>What the current connection is encrypted with.</summary>
        public KbeEncryption Encryption { get; }
    }

    /// <summary>Traffic of one message.</summary>
    public readonly struct KbeMessageTraffic
    {
        internal KbeMessageTraffic(kbe_message_stats s)
        {
            Name = KbeText.Read(s.name);
            Direction = (KbeDirection)s.direction;
            Messages = s.messages;
            Bytes = s.bytes;
        }

        /// <summary>Name, such as Client::onUpdatePropertys.</summary>
        public readonly string Name;
        /// <summary>From or to the server.</summary>
        public readonly KbeDirection Direction;
        /// <summary>How many.</summary>
        public readonly ulong Messages;
        /// <summary>How long together.</summary>
        public readonly ulong Bytes;
    }

    public sealed unsafe partial class KbeClient
    {
        /// <summary>The entities by id, as far as the game has been told. (entities)</summary>
        public IReadOnlyDictionary<int, KbeEntity> Entities => _entities;

        /// <summary>The player's entity, or null. (player)</summary>
        public KbeEntity Player => FindEntity(KbeNative.kbe_player_id(Raw));

        /// <summary>An entity by id, or null. (findEntity)</summary>
        public KbeEntity FindEntity(int id)
        {
            _entities.TryGetValue(id, out KbeEntity entity);
            return entity;
        }

        /// <summary>A value of the current space's data; empty when there is none. (getSpaceData)</summary>
        public string GetSpaceData(string key)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_str value;
            KbeResult result = KbeNative.kbe_space_data(Raw, KbeText.Write(key, buffer, nameof(key)), &value);
            return Kept(result == KbeResult.OK ? KbeText.Read(value) : "");
        }

        /// <summary>All data of the current space.</summary>
        public Dictionary<string, string> GetSpaceData()
        {
            var made = new Dictionary<string, string>();
            for (uint i = 0; i < KbeNative.kbe_space_data_count(Raw); i++)
            {
                kbe_str key, value;
                if (KbeNative.kbe_space_data_at(Raw, i, &key, &value) == KbeResult.OK)
                    made[KbeText.Read(key)] = KbeText.Read(value);
            }
            return Kept(made);
        }

        /// <summary>Path of the current space's geometry; empty while it is not known. (spaceResPath)</summary>
        public string SpaceGeometry
        {
            get
            {
                kbe_str path;
                return Kept(KbeNative.kbe_space_geometry(Raw, &path) == KbeResult.OK ? KbeText.Read(path) : "");
            }
        }

        /// <summary>What is known about session and server.</summary>
        public KbeClientInfo Info
        {
            get
            {
                kbe_client_info info = new kbe_client_info { struct_size = (uint)sizeof(kbe_client_info) };
                KbeException.Check(KbeNative.kbe_client_get_info(Raw, &info), nameof(Info));
                return Kept(new KbeClientInfo(info));
            }
        }

        /// <summary>Counters, since the client was made; reading them allocates nothing.</summary>
        public kbe_client_stats Stats
        {
            get
            {
                kbe_client_stats stats = new kbe_client_stats { struct_size = (uint)sizeof(kbe_client_stats) };
                KbeException.Check(KbeNative.kbe_client_get_stats(Raw, &stats), nameof(Stats));
                return stats;
            }
        }

        /// <summary>Messages and bytes by name of the message.</summary>
        public List<KbeMessageTraffic> GetTraffic()
        {
            uint count;
            KbeException.Check(KbeNative.kbe_client_message_stats(Raw, null, 0, &count), nameof(GetTraffic));
            var room = new kbe_message_stats[count + 16];
            var made = new List<KbeMessageTraffic>();
            fixed (kbe_message_stats* at = room)
            {
                KbeResult result = KbeNative.kbe_client_message_stats(Raw, at, (uint)room.Length, &count);
                KbeException.Check(result, nameof(GetTraffic));
                for (uint i = 0; i < count; i++)
                    made.Add(new KbeMessageTraffic(at[i]));
            }
            return Kept(made);
        }

        /// <summary>A sentence for a server error code. (serverErr)</summary>
        public string ServerErr(int code)
        {
            kbe_str name, text;
            return Kept(KbeNative.kbe_client_server_error(Raw, (uint)code, &name, &text) == KbeResult.OK
                ? KbeText.Read(name) + ": " + KbeText.Read(text)
                : "unknown server error " + code);
        }

        /// <summary>
        /// Records the traffic to a file, without passwords and keys; null or empty ends it. Begin before the login.
        /// </summary>
        public void Record(string path)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(path ?? "");
            fixed (byte* at = bytes)
                KbeException.Check(
                    KbeNative.kbe_client_record(Raw, new kbe_str { ptr = at, len = (uint)bytes.Length }),
                    nameof(Record));
        }

        /// <summary>A bad line between the client and its server, to try how the game does; null for a good one.</summary>
        public void SetNetSim(KbeNetSim sim)
        {
            bool bad = sim != null && (sim.Loginapp || sim.Baseapp);
            kbe_net_sim line = bad ? sim.Line() : default(kbe_net_sim);
            KbeException.Check(KbeNative.kbe_client_set_net_sim(Raw, bad ? &line : null), nameof(SetNetSim));
        }

        /// <summary>Entity definitions that the game brought along (made by <c>kbe defs --save</c>).</summary>
        public void SetDefinitions(byte[] file)
        {
            fixed (byte* at = file)
                KbeException.Check(KbeNative.kbe_client_set_definitions(Raw, Bytes(at, file)), nameof(SetDefinitions));
        }

        /// <summary>The server's entity definitions, as a file for <see cref="SetDefinitions"/>.</summary>
        public byte[] GetDefinitions()
        {
            uint length;
            KbeResult result = KbeNative.kbe_client_get_definitions(Raw, null, 0, &length);
            KbeException.Check(result, nameof(GetDefinitions));
            var file = new byte[length];
            fixed (byte* at = file)
                result = KbeNative.kbe_client_get_definitions(Raw, at, length, &length);
            KbeException.Check(result, nameof(GetDefinitions));
            return file;
        }

        /// <summary>
        /// What was copied from memory that the library lent. Until then the client must not be finalized, even if
        /// nobody else holds it any more.
        /// </summary>
        private T Kept<T>(T copied)
        {
            GC.KeepAlive(this);
            return copied;
        }
    }
}
