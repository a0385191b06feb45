using System;
using System.Collections.Generic;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>
    /// An entity. It holds no copy of the world: what it is asked it asks the library, so the answer is always that
    /// of now. A game may derive classes from it (see <see cref="KbeClient.RegisterEntity"/>) and override the hooks,
    /// which come before the client's event of the same name.
    /// </summary>
    public unsafe class KbeEntity
    {
        /// <summary>The client that it belongs to.</summary>
        public KbeClient Client { get; internal set; }

        /// <summary>Entity id, as the server chose it. (id)</summary>
        public int Id { get; internal set; }

        // By the uid of their property; made when the first one is told or asked for.
        internal Dictionary<uint, KbeComponent> Parts;

        /// <summary>Class id.</summary>
        public uint ClassId { get; internal set; }

        /// <summary>Class name. (className)</summary>
        public string ClassName { get; internal set; }

        /// <summary>Whether the library has forgotten it.</summary>
        public bool IsDestroyed { get; internal set; }

        /// <summary>Whatever the game hangs on it, such as a GameObject. (renderObj)</summary>
        public object RenderObj { get; set; }

        /// <summary>Whether it is the player. (isPlayer)</summary>
        public bool IsPlayer => Has(KbeEntityFlags.Player);

        /// <summary>Whether it is in the world. (inWorld)</summary>
        public bool InWorld => Has(KbeEntityFlags.InWorld);

        /// <summary>Whether it stands on the ground. (isOnGround)</summary>
        public bool IsOnGround => Has(KbeEntityFlags.OnGround);

        /// <summary>
        /// The player: somebody else moves it. Another entity: this client moves it. (isControlled)
        /// </summary>
        public bool IsControlled => Has(KbeEntityFlags.Controlled);

        /// <summary>The space, 0 while it is in none. (spaceID)</summary>
        public uint SpaceId => View().space_id;

        /// <summary>Position. (position)</summary>
        public Vector3 Position
        {
            get
            {
                kbe_entity_view view = View();
                return new Vector3(view.position[0], view.position[1], view.position[2]);
            }
        }

        /// <summary>Roll, pitch, yaw in degrees. (direction)</summary>
        public Vector3 Direction
        {
            get
            {
                kbe_entity_view view = View();
                return KbeMath.ToDegrees(view.direction[0], view.direction[1], view.direction[2]);
            }
        }

        /// <summary>Pitch, yaw, roll in degrees: the eulerAngles of a Unity transform.</summary>
        public Vector3 EulerAngles
        {
            get
            {
                kbe_entity_view view = View();
                return KbeMath.ToEulerAngles(view.direction[0], view.direction[1], view.direction[2]);
            }
        }

        /// <summary>The same as a rotation.</summary>
        public Quaternion Rotation => Quaternion.Euler(EulerAngles);

        /// <summary>Number of components.</summary>
        public int ComponentCount => (int)View().component_count;

        /// <summary>
        /// A property by name: none when there is no such property or value. It is borrowed until the next Process.
        /// </summary>
        public KbeValue Get(string property)
        {
            TryGet(property, out KbeValue value);
            return value;
        }

        /// <summary>A property by name, borrowed until the next Process.</summary>
        public bool TryGet(string property, out KbeValue value)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_value* found;
            kbe_str name = KbeText.Write(property, buffer, nameof(property));
            KbeResult result = KbeNative.kbe_entity_property(Client.Raw, Id, name, &found);
            value = new KbeValue(result == KbeResult.OK ? found : null);
            return result == KbeResult.OK;
        }

        /// <summary>A property by uid, without looking up a name.</summary>
        public bool TryGet(uint property, out KbeValue value)
        {
            kbe_value* found;
            KbeResult result = KbeNative.kbe_entity_property_by_id(Client.Raw, Id, property, &found);
            value = new KbeValue(result == KbeResult.OK ? found : null);
            return result == KbeResult.OK;
        }

        /// <summary>A property as an ordinary object, or null. (getDefinedProperty)</summary>
        public object GetDefinedProperty(string property) => Get(property).ToObject();

        /// <summary>A component by the name of its property; null when there is none. (getComponent)</summary>
        public KbeComponent GetComponent(string property)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_component_view view = KbeComponent.Empty;
            kbe_str name = KbeText.Write(property, buffer, nameof(property));
            KbeResult result = KbeNative.kbe_component_get(Client.Raw, Id, name, &view);
            return result == KbeResult.OK ? Client.Component(this, &view) : null;
        }

        /// <summary>The components that are of one class. (getComponents)</summary>
        public List<KbeComponent> GetComponents(string className)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_str name = KbeText.Write(className, buffer, nameof(className));
            var found = new List<KbeComponent>();
            kbe_component_view view = KbeComponent.Empty;
            while (KbeNative.kbe_component_of_class(Client.Raw, Id, name, (uint)found.Count, &view) == KbeResult.OK)
                found.Add(Client.Component(this, &view));
            return found;
        }

        /// <summary>All components.</summary>
        public List<KbeComponent> GetComponents()
        {
            var found = new List<KbeComponent>();
            kbe_component_view view = KbeComponent.Empty;
            while (KbeNative.kbe_component_at(Client.Raw, Id, (uint)found.Count, &view) == KbeResult.OK)
                found.Add(Client.Component(this, &view));
            return found;
        }

        /// <summary>Calls a method of the base part of the player's entity. (baseCall)</summary>
        /// <exception cref="KbeException">the library refused it; nothing was sent</exception>
        public void BaseCall(string method, params object[] args) =>
            BaseCall(method, Client.Scratch(args));

        /// <summary>As above, without boxing.</summary>
        public void BaseCall(string method, KbeArguments args) =>
            KbeException.Check(Client.Call(KbeSide.Base, Id, null, method, args), method);

        /// <summary>Calls a method of the cell part of the entity. (cellCall)</summary>
        /// <exception cref="KbeException">the library refused it; nothing was sent</exception>
        public void CellCall(string method, params object[] args) =>
            CellCall(method, Client.Scratch(args));

        /// <summary>As above, without boxing.</summary>
        public void CellCall(string method, KbeArguments args) =>
            KbeException.Check(Client.Call(KbeSide.Cell, Id, null, method, args), method);

        /// <summary>
        /// As <see cref="CellCall(string, KbeArguments)"/> and its like by ids, which is the fastest: see
        /// <see cref="KbeClient.MethodId"/>. It answers what is wrong instead of throwing it.
        /// </summary>
        public KbeResult TryCall(KbeSide side, uint method, KbeArguments args, uint component = 0)
        {
            fixed (kbe_value* values = args.Values)
            {
                kbe_call call = new kbe_call
                {
                    struct_size = (uint)sizeof(kbe_call), side = (uint)side, entity_id = Id,
                    component_id = component, method_id = method, argc = (uint)args.Count, args = values,
                };
                KbeResult result = KbeNative.kbe_entity_call(Client.Raw, &call);
                // Its texts must not be freed while they are read.
                GC.KeepAlive(args);
                return result;
            }
        }

        /// <summary>
        /// Says where the entity is: the player, or one that this client controls. Call it every frame; the server is
        /// told when it is due. Angles are those of a Unity transform (pitch, yaw, roll in degrees).
        /// </summary>
        /// <returns>OK; or why not, such as NotInWorld or NotYourEntity while somebody else moves it</returns>
        public KbeResult SetPose(Vector3 position, Vector3 eulerAngles, bool isOnGround = true)
        {
            kbe_pose pose = new kbe_pose { struct_size = (uint)sizeof(kbe_pose), on_ground = isOnGround ? 1u : 0u };
            pose.position[0] = position.x;
            pose.position[1] = position.y;
            pose.position[2] = position.z;
            pose.direction[0] = KbeMath.ToRadians(eulerAngles.z);
            pose.direction[1] = KbeMath.ToRadians(eulerAngles.x);
            pose.direction[2] = KbeMath.ToRadians(eulerAngles.y);
            return KbeNative.kbe_entity_set_pose(Client.Raw, Id, &pose);
        }

        /// <summary>As above, with a rotation.</summary>
        public KbeResult SetPose(Vector3 position, Quaternion rotation, bool isOnGround = true) =>
            SetPose(position, rotation.eulerAngles, isOnGround);

        /// <summary>It exists; its properties have their first values. (__init__)</summary>
        public virtual void OnCreated()
        {
        }

        /// <summary>It is about to be forgotten; its values can still be read. (onDestroy)</summary>
        public virtual void OnDestroy()
        {
        }

        /// <summary>It entered the world. (onEnterWorld)</summary>
        public virtual void OnEnterWorld()
        {
        }

        /// <summary>It left the world. (onLeaveWorld)</summary>
        public virtual void OnLeaveWorld()
        {
        }

        /// <summary>The player entered a space. (onEnterSpace)</summary>
        public virtual void OnEnterSpace()
        {
        }

        /// <summary>The player left its space. (onLeaveSpace)</summary>
        public virtual void OnLeaveSpace()
        {
        }

        /// <summary>The base part can be called. (onGetBase)</summary>
        public virtual void OnGetBase()
        {
        }

        /// <summary>The cell part can be called. (onGetCell)</summary>
        public virtual void OnGetCell()
        {
        }

        /// <summary>The cell part is gone. (onLoseCell)</summary>
        public virtual void OnLoseCell()
        {
        }

        /// <summary>Control over it changed. (onControlled)</summary>
        public virtual void OnControlled(bool isControlled)
        {
        }

        /// <summary>It was set somewhere. (onPositionChanged, onDirectionChanged)</summary>
        public virtual void OnPoseSet(KbePoseSet pose)
        {
        }

        /// <summary>A property of it, or of a component, has another value. (onXxxChanged)</summary>
        public virtual void OnPropertyChanged(in KbePropertyChange change)
        {
        }

        /// <summary>The server calls a method of it, or of a component.</summary>
        public virtual void OnMethodCalled(in KbeMethodCall call)
        {
        }

        /// <summary>For logs: class and id.</summary>
        public override string ToString() => ClassName + " " + Id;

        private bool Has(KbeEntityFlags flag) => (View().flags & (uint)flag) != 0;

        /// <summary>All zero once it is destroyed.</summary>
        private kbe_entity_view View()
        {
            kbe_entity_view view = new kbe_entity_view { struct_size = (uint)sizeof(kbe_entity_view) };
            if (!IsDestroyed)
                KbeNative.kbe_entity_get(Client.Raw, Id, &view);
            return view;
        }
    }
}
