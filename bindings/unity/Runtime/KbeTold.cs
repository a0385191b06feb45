using System;
using System.Collections.Generic;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>A connection was made, or could not be. (onConnectionState)</summary>
    public sealed class KbeConnection
    {
        internal unsafe KbeConnection(kbe_connection_event* e)
        {
            Success = e->success != 0;
            Server = (KbeServer)e->server;
            Transport = (KbeTransport)e->transport;
            Host = KbeText.Read(e->host);
            Port = (int)e->port;
            Text = KbeText.Read(e->text);
        }

        /// <summary>Whether the connection stands.</summary>
        public bool Success { get; }
        /// <summary>To whom.</summary>
        public KbeServer Server { get; }
        /// <summary>What carries it.</summary>
        public KbeTransport Transport { get; }
        /// <summary>Host as it was asked for.</summary>
        public string Host { get; }
        /// <summary>Port.</summary>
        public int Port { get; }
        /// <summary>Why not; on success mostly empty.</summary>
        public string Text { get; }
    }

    /// <summary>A server introduced itself.</summary>
    public sealed class KbeHello
    {
        internal unsafe KbeHello(kbe_hello_event* e)
        {
            Server = (KbeServer)e->server;
            Encryption = (KbeEncryption)e->encryption;
            Version = KbeText.Read(e->version);
            ScriptVersion = KbeText.Read(e->script_version);
            ProtocolDigest = KbeText.Read(e->protocol_digest);
            EntityDefDigest = KbeText.Read(e->entitydef_digest);
        }

        /// <summary>Which one.</summary>
        public KbeServer Server { get; }
        /// <summary>What the connection is encrypted with from here on.</summary>
        public KbeEncryption Encryption { get; }
        /// <summary>Engine version. (serverVersion)</summary>
        public string Version { get; }
        /// <summary>Script version. (serverScriptVersion)</summary>
        public string ScriptVersion { get; }
        /// <summary>Digest of its messages. (serverProtocolMD5)</summary>
        public string ProtocolDigest { get; }
        /// <summary>Digest of its entity definitions. (serverEntitydefMD5)</summary>
        public string EntityDefDigest { get; }
    }

    /// <summary>Versions or digests differ. (onVersionNotMatch, onScriptVersionNotMatch)</summary>
    public sealed class KbeVersionMismatch
    {
        internal unsafe KbeVersionMismatch(kbe_version_mismatch_event* e)
        {
            Kind = (KbeMismatch)e->kind;
            ClientSays = KbeText.Read(e->client_says);
            ServerSays = KbeText.Read(e->server_says);
        }

        /// <summary>What differs.</summary>
        public KbeMismatch Kind { get; }
        /// <summary>What the client announced.</summary>
        public string ClientSays { get; }
        /// <summary>What the server has.</summary>
        public string ServerSays { get; }
    }

    /// <summary>The loginapp let the account in; the baseapp is next. (onLoginBaseapp)</summary>
    public sealed class KbeLoginAccepted
    {
        internal unsafe KbeLoginAccepted(kbe_login_accepted_event* e)
        {
            Host = KbeText.Read(e->host);
            TcpPort = (int)e->tcp_port;
            UdpPort = (int)e->udp_port;
            Account = KbeText.Read(e->account);
            Datas = KbeText.Copy(e->datas);
        }

        /// <summary>Host of the baseapp as announced. (baseappIP)</summary>
        public string Host { get; }
        /// <summary>TCP port of the baseapp. (baseappTcpPort)</summary>
        public int TcpPort { get; }
        /// <summary>UDP port of the baseapp, 0 for none. (baseappUdpPort)</summary>
        public int UdpPort { get; }
        /// <summary>Account name to use from now on.</summary>
        public string Account { get; }
        /// <summary>Data from the server's scripts. (serverdatas)</summary>
        public byte[] Datas { get; }
    }

    /// <summary>How something ended.</summary>
    public sealed class KbeEnding
    {
        internal unsafe KbeEnding(kbe_ending* e)
        {
            Origin = (KbeOrigin)e->origin;
            Reason = (KbeReason)e->reason;
            Server = (KbeServer)e->server;
            Code = (int)e->code;
            CodeName = KbeText.Read(e->code_name);
            Text = KbeText.Read(e->text);
        }

        /// <summary>Who ended it.</summary>
        public KbeOrigin Origin { get; }
        /// <summary>Why.</summary>
        public KbeReason Reason { get; }
        /// <summary>The server it was about.</summary>
        public KbeServer Server { get; }
        /// <summary>Server error code, or 0. (the failedcode of the official events)</summary>
        public int Code { get; }
        /// <summary>Name of the code, such as SERVER_ERR_NAME_PASSWORD; may be empty.</summary>
        public string CodeName { get; }
        /// <summary>A sentence that a support desk could use.</summary>
        public string Text { get; }
    }

    /// <summary>A login attempt is over: exactly one for each Login.</summary>
    public sealed class KbeLoginResult
    {
        internal unsafe KbeLoginResult(kbe_login_result_event* e)
        {
            Success = e->success != 0;
            EntityId = e->entity_id;
            Uuid = e->uuid;
            Ending = new KbeEnding(&e->ending);
            Datas = KbeText.Copy(e->datas);
        }

        /// <summary>Whether the player is in the game.</summary>
        public bool Success { get; }
        /// <summary>The player's entity; 0 without success.</summary>
        public int EntityId { get; }
        /// <summary>Key of the session. (entity_uuid)</summary>
        public ulong Uuid { get; }
        /// <summary>How it ended, without success.</summary>
        public KbeEnding Ending { get; }
        /// <summary>Data from the server's scripts. (serverdatas)</summary>
        public byte[] Datas { get; }
    }

    /// <summary>An account request is over: exactly one for each.</summary>
    public sealed class KbeAccountResult
    {
        internal unsafe KbeAccountResult(kbe_account_result_event* e)
        {
            Request = (KbeRequest)e->request;
            Success = e->success != 0;
            Ending = new KbeEnding(&e->ending);
            Datas = KbeText.Copy(e->datas);
        }

        /// <summary>Which request.</summary>
        public KbeRequest Request { get; }
        /// <summary>Whether the server did it.</summary>
        public bool Success { get; }
        /// <summary>How it ended.</summary>
        public KbeEnding Ending { get; }
        /// <summary>Data from the server's scripts.</summary>
        public byte[] Datas { get; }
    }

    /// <summary>A session ended. (onDisconnected, onKicked)</summary>
    public sealed class KbeDisconnected
    {
        internal unsafe KbeDisconnected(kbe_disconnected_event* e)
        {
            Ending = new KbeEnding(&e->ending);
            Resumable = e->resumable != 0;
        }

        /// <summary>How.</summary>
        public KbeEnding Ending { get; }
        /// <summary>Whether ReloginBaseapp may resume it.</summary>
        public bool Resumable { get; }
        /// <summary>Whether the server kicked the player; the code is in the ending. (onKicked)</summary>
        public bool IsKicked => Ending.Reason == KbeReason.Kicked;
    }

    /// <summary>A session that was lost is being resumed, or has been. (onReloginBaseapp…)</summary>
    public sealed class KbeSession
    {
        internal unsafe KbeSession(kbe_session_event* e)
        {
            State = (KbeSessionState)e->state;
            Attempt = (int)e->attempt;
            Attempts = (int)e->attempts;
            DelayMs = (int)e->delay_ms;
            ByLogin = (e->flags & KbeNative.KBE_SESSION_BY_LOGIN) != 0;
            Uuid = e->uuid;
            Ending = new KbeEnding(&e->ending);
        }

        /// <summary>Lost, resuming, or resumed.</summary>
        public KbeSessionState State { get; }
        /// <summary>While resuming: number of the attempt, from 1 on.</summary>
        public int Attempt { get; }
        /// <summary>While resuming: attempts in all; 0 when the game asked for it.</summary>
        public int Attempts { get; }
        /// <summary>While resuming: milliseconds until it begins.</summary>
        public int DelayMs { get; }
        /// <summary>When resumed: it is a login from scratch, and every entity is another.</summary>
        public bool ByLogin { get; }
        /// <summary>When resumed: the new key of the session.</summary>
        public ulong Uuid { get; }
        /// <summary>When lost: how.</summary>
        public KbeEnding Ending { get; }
    }

    /// <summary>An entity was set somewhere: do not interpolate. (set_position, set_direction)</summary>
    public sealed class KbePoseSet
    {
        internal KbePoseSet(KbeEntity entity, KbeTransform transform, KbePoseCause cause, bool initial)
        {
            Entity = entity;
            Transform = transform;
            Cause = cause;
            Initial = initial;
        }

        /// <summary>The entity.</summary>
        public KbeEntity Entity { get; }
        /// <summary>Where it is now; the flags say what was set.</summary>
        public KbeTransform Transform { get; }
        /// <summary>Why.</summary>
        public KbePoseCause Cause { get; }
        /// <summary>Whether it is told once at the beginning.</summary>
        public bool Initial { get; }
    }

    /// <summary>Control over an entity changed. (onControlled)</summary>
    public sealed class KbeControl
    {
        internal KbeControl(KbeEntity entity, bool controlled)
        {
            Entity = entity;
            IsControlled = controlled;
        }

        /// <summary>The entity.</summary>
        public KbeEntity Entity { get; }
        /// <summary>
        /// The player: somebody else moves it from now on. Another entity: this client moves it from now on.
        /// </summary>
        public bool IsControlled { get; }
    }

    /// <summary>The space has geometry: load it. (addSpaceGeometryMapping)</summary>
    public sealed class KbeSpaceGeometry
    {
        internal KbeSpaceGeometry(uint space, string path)
        {
            SpaceId = space;
            Path = path;
        }

        /// <summary>The space.</summary>
        public uint SpaceId { get; }
        /// <summary>Path as the server's scripts set it. (spaceResPath)</summary>
        public string Path { get; }
    }

    /// <summary>A value of the space's data was set or deleted. (onSetSpaceData, onDelSpaceData)</summary>
    public sealed class KbeSpaceData
    {
        internal KbeSpaceData(uint space, string key, string value)
        {
            SpaceId = space;
            Key = key;
            Value = value;
        }

        /// <summary>The space.</summary>
        public uint SpaceId { get; }
        /// <summary>Key.</summary>
        public string Key { get; }
        /// <summary>Value; empty when it was deleted.</summary>
        public string Value { get; }
    }

    /// <summary>A data stream from a script of the server. (onStreamDataStarted, Recv, Completed)</summary>
    public sealed class KbeStream
    {
        internal unsafe KbeStream(kbe_stream_event* e, string description)
        {
            Id = e->stream_id;
            Kind = (int)e->kind;
            Size = e->size;
            Received = e->received;
            Description = description;
        }

        /// <summary>Id of the stream.</summary>
        public int Id { get; }
        /// <summary>1 file, 2 string, 0 when the server did not say.</summary>
        public int Kind { get; }
        /// <summary>Bytes of the whole stream.</summary>
        public long Size { get; }
        /// <summary>Bytes so far.</summary>
        public long Received { get; internal set; }
        /// <summary>Description by the script. Never make a path of it.</summary>
        public string Description { get; }
    }

    /// <summary>A message from the server could not be used. The session goes on.</summary>
    public sealed class KbeProtocolError
    {
        internal unsafe KbeProtocolError(kbe_protocol_error_event* e)
        {
            Message = KbeText.Read(e->message_name);
            Offset = (int)e->offset;
            EntityId = e->entity_id;
            Text = KbeText.Read(e->text);
        }

        /// <summary>Name of the message; may be empty.</summary>
        public string Message { get; }
        /// <summary>Where in it, in bytes.</summary>
        public int Offset { get; }
        /// <summary>Entity it was about, 0 when none.</summary>
        public int EntityId { get; }
        /// <summary>What is wrong with it.</summary>
        public string Text { get; }
    }

    /// <summary>More events wait than the queue should hold.</summary>
    public sealed class KbeQueueHigh
    {
        internal unsafe KbeQueueHigh(kbe_queue_event* e)
        {
            Queued = (int)e->queued;
            Limit = (int)e->limit;
        }

        /// <summary>Events that wait.</summary>
        public int Queued { get; }
        /// <summary>As many may: KbeConfig.QueueLimit.</summary>
        public int Limit { get; }
    }

    /// <summary>A line for the log. It holds no password, no key, no account name and no value of the game.</summary>
    public sealed class KbeLogLine
    {
        internal unsafe KbeLogLine(kbe_log_event* e)
        {
            Level = (KbeLogLevel)e->level;
            Source = KbeText.Read(e->source);
            Text = KbeText.Read(e->text);
        }

        /// <summary>How important it is.</summary>
        public KbeLogLevel Level { get; }
        /// <summary>What it is about, such as network or session.</summary>
        public string Source { get; }
        /// <summary>The line.</summary>
        public string Text { get; }
    }

    /// <summary>A handler threw. The others were told all the same, and the client goes on.</summary>
    public sealed class KbeHandlerFailure
    {
        internal KbeHandlerFailure(string name, Exception exception)
        {
            Event = name;
            Exception = exception;
        }

        /// <summary>Of which event, or hook of an entity.</summary>
        public string Event { get; }
        /// <summary>What it threw.</summary>
        public Exception Exception { get; }
    }
}
