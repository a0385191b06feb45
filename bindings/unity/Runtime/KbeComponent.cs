using Kbe.Native;

namespace Kbe
{
    /// <summary>A component of an entity. (EntityComponent)</summary>
    public sealed unsafe class KbeComponent
    {
        internal KbeComponent(KbeEntity owner, kbe_component_view view)
            : this(owner, view.component_id, view.class_id, KbeText.Read(view.name), KbeText.Read(view.class_name))
        {
            IsAttached = view.attached != 0;
        }

        internal KbeComponent(KbeEntity owner, uint id, uint classId, string name, string className)
        {
            Owner = owner;
            Id = id;
            ClassId = classId;
            Name = name;
            ClassName = className;
            IsAttached = true;
        }

        /// <summary>The entity. (owner)</summary>
        public KbeEntity Owner { get; }

        /// <summary>Uid of the component property. (entityComponentPropertyID)</summary>
        public uint Id { get; }

        /// <summary>Its class; 0 while it is not known.</summary>
        public uint ClassId { get; }

        /// <summary>Name of the component property.</summary>
        public string Name { get; }

        /// <summary>Name of its class; empty while it is not known. (name_)</summary>
        public string ClassName { get; }

        /// <summary>Whether it was told to be there.</summary>
        public bool IsAttached { get; }

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

        /// <summary>For logs.</summary>
        public override string ToString() => Owner + "." + Name;

        internal static kbe_component_view Empty =>
            new kbe_component_view { struct_size = (uint)sizeof(kbe_component_view) };
    }
}
