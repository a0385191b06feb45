using Kbe.Native;

namespace Kbe
{
    /// <summary>
    /// A component of an entity: the same object as long as the entity is there. A game may derive classes from it (see
    /// <see cref="KbeClient.RegisterComponent"/>) and override the hooks, which come before the entity's hook and the client's
    /// event of the same name. (EntityComponent, EntityComponentBase)
    /// </summary>
    public unsafe class KbeComponent
    {
        /// <summary>The entity. (owner)</summary>
        public KbeEntity Owner { get; internal set; }

        /// <summary>Uid of the component property. (entityComponentPropertyID)</summary>
        public uint Id { get; internal set; }

        /// <summary>Its class; 0 while it is not known.</summary>
        public uint ClassId { get; internal set; }

        /// <summary>Name of the component property.</summary>
        public string Name { get; internal set; }

        /// <summary>Name of its class; empty while it is not known. (name_)</summary>
        public string ClassName { get; internal set; }

        /// <summary>Whether it was told to be there, and has not gone since.</summary>
        public bool IsAttached { get; internal set; }

        /// <summary>Whatever the game hangs on it.</summary>
        public object Tag { get; set; }

        /// <summary>A property by name: none when there is no such one. Borrowed until the next Process.</summary>
        public KbeValue Get(string property)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            kbe_value* found;
            kbe_str component = KbeText.Write(Name, first, nameof(Name));
            kbe_str name = KbeText.Write(property, second, nameof(property));
            ulong client = Owner.Client.Raw;
            KbeResult result = KbeNative.kbe_component_property(client, Owner.Id, component, name, &found);
            return new KbeValue(result == KbeResult.OK ? found : null);
        }

        /// <summary>A property by uid: none when there is no such one. Borrowed until the next Process.</summary>
        public KbeValue Get(uint property)
        {
            kbe_value* found;
            ulong client = Owner.Client.Raw;
            KbeResult result = KbeNative.kbe_component_property_by_id(client, Owner.Id, Id, property, &found);
            return new KbeValue(result == KbeResult.OK ? found : null);
        }

        /// <summary>Calls a base method of it; the player's only. (baseCall)</summary>
        public void BaseCall(string method, params object[] args) => BaseCall(method, Owner.Client.Scratch(args));

        /// <summary>As above, without boxing.</summary>
        public void BaseCall(string method, KbeArguments args) =>
            KbeException.Check(Owner.Client.Call(KbeSide.Base, Owner.Id, Name, method, args), method);

        /// <summary>Calls a cell method of it. (cellCall)</summary>
        public void CellCall(string method, params object[] args) => CellCall(method, Owner.Client.Scratch(args));

        /// <summary>As above, without boxing.</summary>
        public void CellCall(string method, KbeArguments args) =>
            KbeException.Check(Owner.Client.Call(KbeSide.Cell, Owner.Id, Name, method, args), method);

        /// <summary>It is there, with its first values; its entity is not in the world yet. (onAttached)</summary>
        public virtual void OnAttached()
        {
        }

        /// <summary>It goes with its entity. (onDetached)</summary>
        public virtual void OnDetached()
        {
        }

        /// <summary>It is in the world, as its entity is. (onEnterworld)</summary>
        public virtual void OnEnterWorld()
        {
        }

        /// <summary>It is no longer in the world. (onLeaveworld)</summary>
        public virtual void OnLeaveWorld()
        {
        }

        /// <summary>A property of it has another value. (onXxxChanged)</summary>
        public virtual void OnPropertyChanged(in KbePropertyChange change)
        {
        }

        /// <summary>The server calls a method of it.</summary>
        public virtual void OnMethodCalled(in KbeMethodCall call)
        {
        }

        /// <summary>For logs.</summary>
        public override string ToString() => Owner + "." + Name;

        internal static kbe_component_view Empty =>
            new kbe_component_view { struct_size = (uint)sizeof(kbe_component_view) };
    }
}
