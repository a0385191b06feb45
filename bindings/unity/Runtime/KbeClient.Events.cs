using System;

namespace Kbe
{
    // In parentheses: what the official plugin calls it.
    public sealed partial class KbeClient
    {
        private readonly KbeHandlers<KbeHandler<KbeConnection>> _connection = new KbeHandlers<KbeHandler<KbeConnection>>();
        private readonly KbeHandlers<KbeHandler<KbeHello>> _hello = new KbeHandlers<KbeHandler<KbeHello>>();
        private readonly KbeHandlers<KbeHandler<KbeVersionMismatch>> _mismatch = new KbeHandlers<KbeHandler<KbeVersionMismatch>>();
        private readonly KbeHandlers<KbeHandler<int>> _definitions = new KbeHandlers<KbeHandler<int>>();
        private readonly KbeHandlers<KbeHandler<KbeLoginAccepted>> _accepted = new KbeHandlers<KbeHandler<KbeLoginAccepted>>();
        private readonly KbeHandlers<KbeHandler<KbeLoginResult>> _login = new KbeHandlers<KbeHandler<KbeLoginResult>>();
        private readonly KbeHandlers<KbeHandler<KbeAccountResult>> _account = new KbeHandlers<KbeHandler<KbeAccountResult>>();
        private readonly KbeHandlers<KbeHandler<KbeDisconnected>> _disconnected = new KbeHandlers<KbeHandler<KbeDisconnected>>();
        private readonly KbeHandlers<KbeHandler<KbeSession>> _session = new KbeHandlers<KbeHandler<KbeSession>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _created = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _destroyed = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _enterWorld = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _leaveWorld = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _enterSpace = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _leaveSpace = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _getBase = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _getCell = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _loseCell = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeEntity>> _loseControl = new KbeHandlers<KbeHandler<KbeEntity>>();
        private readonly KbeHandlers<KbeHandler<KbeControl>> _controlled = new KbeHandlers<KbeHandler<KbeControl>>();
        private readonly KbeHandlers<KbeHandler<KbePoseSet>> _pose = new KbeHandlers<KbeHandler<KbePoseSet>>();
        private readonly KbeHandlers<KbeHandler<KbeComponent>> _attached = new KbeHandlers<KbeHandler<KbeComponent>>();
        private readonly KbeHandlers<KbeHandler<KbeComponent>> _detached = new KbeHandlers<KbeHandler<KbeComponent>>();
        private readonly KbeHandlers<KbeHandler<KbeComponent>> _partEnters = new KbeHandlers<KbeHandler<KbeComponent>>();
        private readonly KbeHandlers<KbeHandler<KbeComponent>> _partLeaves = new KbeHandlers<KbeHandler<KbeComponent>>();
        private readonly KbeHandlers<KbeHandler<KbeSpaceGeometry>> _geometry = new KbeHandlers<KbeHandler<KbeSpaceGeometry>>();
        private readonly KbeHandlers<KbeHandler<KbeSpaceData>> _dataSet = new KbeHandlers<KbeHandler<KbeSpaceData>>();
        private readonly KbeHandlers<KbeHandler<KbeSpaceData>> _dataDeleted = new KbeHandlers<KbeHandler<KbeSpaceData>>();
        private readonly KbeHandlers<KbeHandler<KbeStream>> _streamStarted = new KbeHandlers<KbeHandler<KbeStream>>();
        private readonly KbeHandlers<KbeHandler<KbeStream>> _streamCompleted = new KbeHandlers<KbeHandler<KbeStream>>();
        private readonly KbeHandlers<KbeStreamHandler> _streamData = new KbeHandlers<KbeStreamHandler>();
        private readonly KbeHandlers<KbeHandler<KbeProtocolError>> _protocolError = new KbeHandlers<KbeHandler<KbeProtocolError>>();
        private readonly KbeHandlers<KbeHandler<KbeQueueHigh>> _queueHigh = new KbeHandlers<KbeHandler<KbeQueueHigh>>();
        private readonly KbeHandlers<KbeHandler<KbeLogLine>> _log = new KbeHandlers<KbeHandler<KbeLogLine>>();
        private readonly KbeHandlers<KbeHandler<KbeHandlerFailure>> _failed = new KbeHandlers<KbeHandler<KbeHandlerFailure>>();
        private readonly KbeHandlers<KbePropertyHandler> _property = new KbeHandlers<KbePropertyHandler>();
        private readonly KbeHandlers<KbeMethodHandler> _method = new KbeHandlers<KbeMethodHandler>();
        private readonly KbeHandlers<KbeTransformsHandler> _transforms = new KbeHandlers<KbeTransformsHandler>();

        /// <summary>A connection was made, or could not be. (onConnectionState)</summary>
        public event KbeHandler<KbeConnection> OnConnectionState { add { _connection.Add(value); } remove { _connection.Remove(value); } }

        /// <summary>A server introduced itself.</summary>
        public event KbeHandler<KbeHello> OnHello { add { _hello.Add(value); } remove { _hello.Remove(value); } }

        /// <summary>Versions or digests differ; OnLoginResult follows. (onVersionNotMatch, onScriptVersionNotMatch)</summary>
        public event KbeHandler<KbeVersionMismatch> OnVersionNotMatch { add { _mismatch.Add(value); } remove { _mismatch.Remove(value); } }

        /// <summary>The entity definitions are known: so many classes. Look ids up here.</summary>
        public event KbeHandler<int> OnDefinitions { add { _definitions.Add(value); } remove { _definitions.Remove(value); } }

        /// <summary>The loginapp let the account in; the baseapp is next. (onLoginBaseapp)</summary>
        public event KbeHandler<KbeLoginAccepted> OnLoginBaseapp { add { _accepted.Add(value); } remove { _accepted.Remove(value); } }

        /// <summary>A login attempt is over, well or not. (onLoginFailed, onLoginBaseappFailed)</summary>
        public event KbeHandler<KbeLoginResult> OnLoginResult { add { _login.Add(value); } remove { _login.Remove(value); } }

        /// <summary>An account request is over. (onCreateAccountResult, onResetPassword, onBindAccountEmail, onNewPassword)</summary>
        public event KbeHandler<KbeAccountResult> OnAccountResult { add { _account.Add(value); } remove { _account.Remove(value); } }

        /// <summary>A session ended. (onDisconnected, onKicked)</summary>
        public event KbeHandler<KbeDisconnected> OnDisconnected { add { _disconnected.Add(value); } remove { _disconnected.Remove(value); } }

        /// <summary>A session that was lost is being resumed, or has been. (onReloginBaseapp, onReloginBaseappSuccessfully)</summary>
        public event KbeHandler<KbeSession> OnSessionChanged { add { _session.Add(value); } remove { _session.Remove(value); } }

        /// <summary>An entity exists.</summary>
        public event KbeHandler<KbeEntity> OnEntityCreated { add { _created.Add(value); } remove { _created.Remove(value); } }

        /// <summary>An entity is about to be forgotten; its values can still be read.</summary>
        public event KbeHandler<KbeEntity> OnEntityDestroyed { add { _destroyed.Add(value); } remove { _destroyed.Remove(value); } }

        /// <summary>An entity entered the world. (onEnterWorld)</summary>
        public event KbeHandler<KbeEntity> OnEnterWorld { add { _enterWorld.Add(value); } remove { _enterWorld.Remove(value); } }

        /// <summary>An entity left the world. (onLeaveWorld)</summary>
        public event KbeHandler<KbeEntity> OnLeaveWorld { add { _leaveWorld.Add(value); } remove { _leaveWorld.Remove(value); } }

        /// <summary>The player entered a space. (onEnterSpace)</summary>
        public event KbeHandler<KbeEntity> OnEnterSpace { add { _enterSpace.Add(value); } remove { _enterSpace.Remove(value); } }

        /// <summary>The player left its space. (onLeaveSpace)</summary>
        public event KbeHandler<KbeEntity> OnLeaveSpace { add { _leaveSpace.Add(value); } remove { _leaveSpace.Remove(value); } }

        /// <summary>A property has another value. (set_xxx, onXxxChanged)</summary>
        public event KbePropertyHandler OnPropertyChanged { add { _property.Add(value); } remove { _property.Remove(value); } }

        /// <summary>The server calls a method.</summary>
        public event KbeMethodHandler OnMethodCalled { add { _method.Add(value); } remove { _method.Remove(value); } }

        /// <summary>Entities moved by themselves: interpolate. (updatePosition, set_direction)</summary>
        public event KbeTransformsHandler OnTransforms { add { _transforms.Add(value); } remove { _transforms.Remove(value); } }

        /// <summary>An entity was set somewhere: do not interpolate. (set_position, set_direction)</summary>
        public event KbeHandler<KbePoseSet> OnPoseSet { add { _pose.Add(value); } remove { _pose.Remove(value); } }

        /// <summary>Control over an entity changed. (onControlled)</summary>
        public event KbeHandler<KbeControl> OnControlled { add { _controlled.Add(value); } remove { _controlled.Remove(value); } }

        /// <summary>An entity that this client controlled leaves. (onLoseControlledEntity)</summary>
        public event KbeHandler<KbeEntity> OnLoseControlledEntity { add { _loseControl.Add(value); } remove { _loseControl.Remove(value); } }

        /// <summary>A component is there. (onAttached)</summary>
        public event KbeHandler<KbeComponent> OnComponentAttached { add { _attached.Add(value); } remove { _attached.Remove(value); } }

        /// <summary>A component goes with its entity. (onDetached)</summary>
        public event KbeHandler<KbeComponent> OnComponentDetached { add { _detached.Add(value); } remove { _detached.Remove(value); } }

        /// <summary>A component is in the world. (onEnterworld)</summary>
        public event KbeHandler<KbeComponent> OnComponentEnterWorld { add { _partEnters.Add(value); } remove { _partEnters.Remove(value); } }

        /// <summary>A component is no longer in the world. (onLeaveworld)</summary>
        public event KbeHandler<KbeComponent> OnComponentLeaveWorld { add { _partLeaves.Add(value); } remove { _partLeaves.Remove(value); } }

        /// <summary>The base part of the player's entity can be called. (onGetBase)</summary>
        public event KbeHandler<KbeEntity> OnGetBase { add { _getBase.Add(value); } remove { _getBase.Remove(value); } }

        /// <summary>The cell part of the player's entity can be called. (onGetCell)</summary>
        public event KbeHandler<KbeEntity> OnGetCell { add { _getCell.Add(value); } remove { _getCell.Remove(value); } }

        /// <summary>The cell part of the player's entity is gone. (onLoseCell)</summary>
        public event KbeHandler<KbeEntity> OnLoseCell { add { _loseCell.Add(value); } remove { _loseCell.Remove(value); } }

        /// <summary>The space has geometry: load it. (addSpaceGeometryMapping)</summary>
        public event KbeHandler<KbeSpaceGeometry> OnAddSpaceGeometryMapping { add { _geometry.Add(value); } remove { _geometry.Remove(value); } }

        /// <summary>A value of the space's data was set. (onSetSpaceData)</summary>
        public event KbeHandler<KbeSpaceData> OnSetSpaceData { add { _dataSet.Add(value); } remove { _dataSet.Remove(value); } }

        /// <summary>A value of the space's data was deleted. (onDelSpaceData)</summary>
        public event KbeHandler<KbeSpaceData> OnDelSpaceData { add { _dataDeleted.Add(value); } remove { _dataDeleted.Remove(value); } }

        /// <summary>A data stream begins. (onStreamDataStarted)</summary>
        public event KbeHandler<KbeStream> OnStreamDataStarted { add { _streamStarted.Add(value); } remove { _streamStarted.Remove(value); } }

        /// <summary>Bytes of a data stream. (onStreamDataRecv)</summary>
        public event KbeStreamHandler OnStreamDataRecv { add { _streamData.Add(value); } remove { _streamData.Remove(value); } }

        /// <summary>A data stream is complete. (onStreamDataCompleted)</summary>
        public event KbeHandler<KbeStream> OnStreamDataCompleted { add { _streamCompleted.Add(value); } remove { _streamCompleted.Remove(value); } }

        /// <summary>A message from the server could not be used; the session goes on.</summary>
        public event KbeHandler<KbeProtocolError> OnProtocolError { add { _protocolError.Add(value); } remove { _protocolError.Remove(value); } }

        /// <summary>
        /// The game is so far behind that the library stops reading from the server: give Process more time, or let handlers
        /// take less. Told before anything that waits, and again only after the queue has been less than half full.
        /// </summary>
        public event KbeHandler<KbeQueueHigh> OnQueueHigh { add { _queueHigh.Add(value); } remove { _queueHigh.Remove(value); } }

        /// <summary>A line for the log: see KbeConfig.LogLevel.</summary>
        public event KbeHandler<KbeLogLine> OnLog { add { _log.Add(value); } remove { _log.Remove(value); } }

        /// <summary>A handler threw. Without a handler of this, it goes to Unity's console.</summary>
        public event KbeHandler<KbeHandlerFailure> OnHandlerFailed { add { _failed.Add(value); } remove { _failed.Remove(value); } }
    }
}
