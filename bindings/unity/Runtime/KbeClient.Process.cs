using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Kbe.Native;

namespace Kbe
{
    // Events are pulled, one call for each, moves all at once. Nothing of C# is ever called from native code: there
    // is no delegate to marshal or to keep alive, no exception can leave through foreign frames, and IL2CPP needs no
    // attribute and no link.xml.
    public sealed unsafe partial class KbeClient
    {
        // Names by class and uid, so that an event makes no string.
        private readonly Dictionary<ulong, string> _names = new Dictionary<ulong, string>();
        private readonly Dictionary<int, KbeStream> _streams = new Dictionary<int, KbeStream>();
        private bool _dispatching;

        /// <summary>
        /// Lets the layers meet: applies what came from the server to the world, and calls the handlers. What does
        /// not fit into the budget stays queued, in order.
        /// </summary>
        /// <param name="budgetMicroseconds">time to spend; 0 for as long as there is something</param>
        /// <param name="waitMilliseconds">longest wait for the first event; 0 in a game</param>
        /// <returns>the number of events told; movements in a row count as one</returns>
        /// <exception cref="KbeException">inside a handler, on another thread, or after a fault of the library</exception>
        public int Process(int budgetMicroseconds = 0, int waitMilliseconds = 0)
        {
            if (_dispatching)
                throw new KbeException(KbeResult.Reentrant, "Process: not allowed inside a handler");
            if (_disposed)
                return 0;
            bool held = false;
            try
            {
                // Keeps the client and what its events refer to until the last handler has returned.
                _handle.DangerousAddRef(ref held);
                KbeLibrary.EnterDispatch();
                _dispatching = true;
                return Pump(budgetMicroseconds, (uint)Math.Max(0, waitMilliseconds));
            }
            finally
            {
                if (_dispatching)
                {
                    _dispatching = false;
                    KbeLibrary.LeaveDispatch();
                }
                if (held)
                    _handle.DangerousRelease();
                if (_over.Count > 0 || _disposed)
                    EndTasks();
            }
        }

        private int Pump(int budget, uint wait)
        {
            long end = budget <= 0 ? long.MaxValue : Stopwatch.GetTimestamp() + Stopwatch.Frequency * budget / 1000000;
            kbe_event* e = _handle.Event;
            int told = 0;
            while (!_disposed)
            {
                KbeResult result = KbeNative.kbe_client_next_event(Raw, KbeNative.KBE_NEXT_BULK_MOVES, wait, e);
                if (result == KbeResult.Shutdown || result == KbeResult.BadHandle)
                    Dispose();
                else if (result != KbeResult.OK)
                    throw KbeException.Last(result, nameof(Process));
                if (_disposed || e->type == (uint)KbeEventType.None)
                    break;
                Dispatch(e);
                wait = 0;
                told++;
                if (end != long.MaxValue && Stopwatch.GetTimestamp() >= end)
                    break;
            }
            return told;
        }

        private void Dispatch(kbe_event* e)
        {
            switch ((KbeEventType)e->type)
            {
                case KbeEventType.Transforms: TellTransforms(&e->data.transforms); break;
                case KbeEventType.PropertyChanged: TellProperty(&e->data.property); break;
                case KbeEventType.MethodCalled: TellMethod(&e->data.method); break;
                case KbeEventType.PoseSet: TellPose(&e->data.pose); break;
                case KbeEventType.StreamStarted:
                case KbeEventType.StreamData:
                case KbeEventType.StreamCompleted: TellStream((KbeEventType)e->type, &e->data.stream); break;
                case KbeEventType.ComponentAttached:
                case KbeEventType.ComponentDetached:
                case KbeEventType.ComponentEnterWorld:
                case KbeEventType.ComponentLeaveWorld: TellComponent((KbeEventType)e->type, &e->data.component); break;
                case KbeEventType.ControlChanged: TellControl(&e->data.control); break;
                default:
                    if (!TellEntity((KbeEventType)e->type, &e->data.entity.entity))
                        TellSession((KbeEventType)e->type, &e->data);
                    break;
            }
        }

        private void TellSession(KbeEventType type, kbe_event_data* data)
        {
            switch (type)
            {
                case KbeEventType.Connection: Tell(_connection, new KbeConnection(&data->connection), nameof(OnConnectionState)); break;
                case KbeEventType.Hello: Tell(_hello, new KbeHello(&data->hello), nameof(OnHello)); break;
                case KbeEventType.VersionMismatch: Tell(_mismatch, new KbeVersionMismatch(&data->version_mismatch), nameof(OnVersionNotMatch)); break;
                case KbeEventType.Definitions:
                    _names.Clear();
                    Tell(_definitions, (int)data->definitions.class_count, nameof(OnDefinitions));
                    break;
                case KbeEventType.LoginAccepted: Tell(_accepted, new KbeLoginAccepted(&data->login_accepted), nameof(OnLoginBaseapp)); break;
                case KbeEventType.LoginResult:
                    var login = new KbeLoginResult(&data->login_result);
                    LoginOver(login);
                    Tell(_login, login, nameof(OnLoginResult));
                    break;
                case KbeEventType.AccountResult:
                    var account = new KbeAccountResult(&data->account_result);
                    RequestOver(account);
                    Tell(_account, account, nameof(OnAccountResult));
                    break;
                case KbeEventType.Disconnected:
                    _streams.Clear();
                    Tell(_disconnected, new KbeDisconnected(&data->disconnected), nameof(OnDisconnected));
                    break;
                case KbeEventType.SessionChanged: Tell(_session, new KbeSession(&data->session), nameof(OnSessionChanged)); break;
                case KbeEventType.SpaceGeometry:
                    Tell(_geometry, new KbeSpaceGeometry(data->space_geometry.space_id, KbeText.Read(data->space_geometry.path)), nameof(OnAddSpaceGeometryMapping));
                    break;
                case KbeEventType.SpaceDataSet: Tell(_dataSet, SpaceData(&data->space_data), nameof(OnSetSpaceData)); break;
                case KbeEventType.SpaceDataDeleted: Tell(_dataDeleted, SpaceData(&data->space_data), nameof(OnDelSpaceData)); break;
                case KbeEventType.ProtocolError: Tell(_protocolError, new KbeProtocolError(&data->protocol_error), nameof(OnProtocolError)); break;
                case KbeEventType.QueueHigh: Tell(_queueHigh, new KbeQueueHigh(&data->queue), nameof(OnQueueHigh)); break;
                case KbeEventType.Log:
                    if (_log.Items.Length > 0)
                        Tell(_log, new KbeLogLine(&data->log), nameof(OnLog));
                    break;
            }
        }

        private bool TellEntity(KbeEventType type, kbe_entity_view* view)
        {
            KbeHandlers<KbeHandler<KbeEntity>> handlers;
            string name;
            switch (type)
            {
                case KbeEventType.EntityCreated: handlers = _created; name = nameof(OnEntityCreated); break;
                case KbeEventType.EntityDestroyed: handlers = _destroyed; name = nameof(OnEntityDestroyed); break;
                case KbeEventType.EntityEnterWorld: handlers = _enterWorld; name = nameof(OnEnterWorld); break;
                case KbeEventType.EntityLeaveWorld: handlers = _leaveWorld; name = nameof(OnLeaveWorld); break;
                case KbeEventType.EntityEnterSpace: handlers = _enterSpace; name = nameof(OnEnterSpace); break;
                case KbeEventType.EntityLeaveSpace: handlers = _leaveSpace; name = nameof(OnLeaveSpace); break;
                case KbeEventType.BaseReady: handlers = _getBase; name = nameof(OnGetBase); break;
                case KbeEventType.CellReady: handlers = _getCell; name = nameof(OnGetCell); break;
                case KbeEventType.CellLost: handlers = _loseCell; name = nameof(OnLoseCell); break;
                case KbeEventType.ControlLost: handlers = _loseControl; name = nameof(OnLoseControlledEntity); break;
                default: return false;
            }
            KbeEntity entity = Entity(view);
            try
            {
                Hook(type, entity);
            }
            catch (Exception x)
            {
                Failed(name, x);
            }
            Tell(handlers, entity, name);
            if (type == KbeEventType.EntityDestroyed)
            {
                entity.IsDestroyed = true;
                _entities.Remove(entity.Id);
            }
            return true;
        }

        private static void Hook(KbeEventType type, KbeEntity entity)
        {
            switch (type)
            {
                case KbeEventType.EntityCreated: entity.OnCreated(); break;
                case KbeEventType.EntityDestroyed: entity.OnDestroy(); break;
                case KbeEventType.EntityEnterWorld: entity.OnEnterWorld(); break;
                case KbeEventType.EntityLeaveWorld: entity.OnLeaveWorld(); break;
                case KbeEventType.EntityEnterSpace: entity.OnEnterSpace(); break;
                case KbeEventType.EntityLeaveSpace: entity.OnLeaveSpace(); break;
                case KbeEventType.BaseReady: entity.OnGetBase(); break;
                case KbeEventType.CellReady: entity.OnGetCell(); break;
                case KbeEventType.CellLost: entity.OnLoseCell(); break;
                case KbeEventType.ControlLost: entity.OnControlled(false); break;
            }
        }

        private void TellTransforms(kbe_transforms_event* e)
        {
            KbeTransformsHandler[] handlers = _transforms.Items;
            for (int i = 0; i < handlers.Length && !_disposed; i++)
            {
                try
                {
                    handlers[i](this, new ReadOnlySpan<KbeTransform>(e->transforms, (int)e->count));
                }
                catch (Exception x)
                {
                    Failed(nameof(OnTransforms), x);
                }
            }
        }

        private void TellProperty(kbe_property_event* e)
        {
            KbeEntity entity = Known(e->entity_id);
            KbeComponent part = Component(entity, e->component_id, e->class_id, e->component_name);
            var change = new KbePropertyChange(entity, e, part, Name(1, e->class_id, e->property_id, e->property_name));
            if (part != null)
                Hook(part, in change);
            Hook(entity, in change);
            KbePropertyHandler[] handlers = _property.Items;
            for (int i = 0; i < handlers.Length && !_disposed; i++)
            {
                try
                {
                    handlers[i](this, in change);
                }
                catch (Exception x)
                {
                    Failed(nameof(OnPropertyChanged), x);
                }
            }
        }

        private void TellMethod(kbe_method_event* e)
        {
            KbeEntity entity = Known(e->entity_id);
            KbeComponent part = Component(entity, e->component_id, e->class_id, e->component_name);
            var call = new KbeMethodCall(entity, e, part, Name(2, e->class_id, e->method_id, e->method_name));
            if (part != null)
                Hook(part, in call);
            Hook(entity, in call);
            KbeMethodHandler[] handlers = _method.Items;
            for (int i = 0; i < handlers.Length && !_disposed; i++)
            {
                try
                {
                    handlers[i](this, in call);
                }
                catch (Exception x)
                {
                    Failed(nameof(OnMethodCalled), x);
                }
            }
        }

        private void TellPose(kbe_pose_event* e)
        {
            KbeEntity entity = Known(e->transform.entity_id);
            bool initial = (e->flags & (uint)KbeEventFlags.Initial) != 0;
            var pose = new KbePoseSet(entity, *(KbeTransform*)&e->transform, (KbePoseCause)e->cause, initial);
            try
            {
                entity.OnPoseSet(pose);
            }
            catch (Exception x)
            {
                Failed(nameof(OnPoseSet), x);
            }
            Tell(_pose, pose, nameof(OnPoseSet));
        }

        private void TellControl(kbe_control_event* e)
        {
            var control = new KbeControl(Known(e->entity_id), e->controlled != 0);
            try
            {
                control.Entity.OnControlled(control.IsControlled);
            }
            catch (Exception x)
            {
                Failed(nameof(OnControlled), x);
            }
            Tell(_controlled, control, nameof(OnControlled));
        }

        private void TellStream(KbeEventType type, kbe_stream_event* e)
        {
            if (type == KbeEventType.StreamStarted || !_streams.TryGetValue(e->stream_id, out KbeStream stream))
                _streams[e->stream_id] = stream = new KbeStream(e, KbeText.Read(e->description));
            stream.Received = e->received;
            if (type == KbeEventType.StreamStarted)
                Tell(_streamStarted, stream, nameof(OnStreamDataStarted));
            if (type == KbeEventType.StreamCompleted)
            {
                _streams.Remove(stream.Id);
                Tell(_streamCompleted, stream, nameof(OnStreamDataCompleted));
            }
            KbeStreamHandler[] handlers = type == KbeEventType.StreamData ? _streamData.Items : Array.Empty<KbeStreamHandler>();
            for (int i = 0; i < handlers.Length && !_disposed; i++)
            {
                try
                {
                    handlers[i](this, stream, new ReadOnlySpan<byte>(e->data.ptr, (int)e->data.len));
                }
                catch (Exception x)
                {
                    Failed(nameof(OnStreamDataRecv), x);
                }
            }
        }

        private void Tell<T>(KbeHandlers<KbeHandler<T>> handlers, T told, string name)
        {
            KbeHandler<T>[] items = handlers.Items;
            for (int i = 0; i < items.Length && !_disposed; i++)
            {
                try
                {
                    items[i](this, told);
                }
                catch (Exception x)
                {
                    Failed(name, x);
                }
            }
        }

        /// <summary>Reports what a handler threw. What a handler of that throws goes to the console.</summary>
        internal void Failed(string name, Exception exception)
        {
            KbeHandler<KbeHandlerFailure>[] items = _failed.Items;
            if (items.Length == 0)
                UnityEngine.Debug.LogException(exception);
            for (int i = 0; i < items.Length; i++)
            {
                try
                {
                    items[i](this, new KbeHandlerFailure(name, exception));
                }
                catch (Exception x)
                {
                    UnityEngine.Debug.LogException(x);
                }
            }
        }

        private KbeEntity Entity(kbe_entity_view* view)
        {
            if (!_entities.TryGetValue(view->id, out KbeEntity entity))
            {
                string className = Name(3, view->class_id, 0, view->class_name);
                entity = Make(className);
                entity.Client = this;
                entity.Id = view->id;
                entity.ClassId = view->class_id;
                entity.ClassName = className;
                _entities[view->id] = entity;
            }
            return entity;
        }

        private KbeEntity Make(string className)
        {
            if (_factories.TryGetValue(className, out Func<KbeEntity> make))
            {
                try
                {
                    KbeEntity made = make();
                    if (made != null && made.Client == null)
                        return made;
                    throw new InvalidOperationException("the factory of " + className + " must make a new entity");
                }
                catch (Exception x)
                {
                    Failed(nameof(RegisterEntity), x);
                }
            }
            return new KbeEntity();
        }

        /// <summary>An entity that an event is about.</summary>
        private KbeEntity Known(int id)
        {
            if (_entities.TryGetValue(id, out KbeEntity entity))
                return entity;
            kbe_entity_view view = new kbe_entity_view { struct_size = (uint)sizeof(kbe_entity_view) };
            view.id = id;
            KbeNative.kbe_entity_get(Raw, id, &view);
            return Entity(&view);
        }

        /// <summary>The same text as the same string: 1 property, 2 method, 3 class.</summary>
        private string Name(ulong kind, uint classId, uint id, kbe_str text)
        {
            if (text.len == 0)
                return "";
            ulong key = kind << 62 | (ulong)classId << 32 | id;
            if (!_names.TryGetValue(key, out string name))
                _names[key] = name = KbeText.Read(text);
            return name;
        }

        private static KbeSpaceData SpaceData(kbe_space_data_event* e)
        {
            return new KbeSpaceData(e->space_id, KbeText.Read(e->key), KbeText.Read(e->value));
        }
    }
}
