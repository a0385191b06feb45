using System;
using System.Collections.Generic;
using Kbe.Native;

namespace Kbe
{
    /// <summary>A class of the entity definitions.</summary>
    public sealed class KbeClassInfo
    {
        /// <summary>Class id.</summary>
        public uint Id { get; internal set; }
        /// <summary>Name.</summary>
        public string Name { get; internal set; }
        /// <summary>Properties.</summary>
        public List<KbeMemberInfo> Properties { get; } = new List<KbeMemberInfo>();
        /// <summary>Methods that the server calls.</summary>
        public List<KbeMemberInfo> ClientMethods { get; } = new List<KbeMemberInfo>();
        /// <summary>Exposed methods of the base part.</summary>
        public List<KbeMemberInfo> BaseMethods { get; } = new List<KbeMemberInfo>();
        /// <summary>Exposed methods of the cell part.</summary>
        public List<KbeMemberInfo> CellMethods { get; } = new List<KbeMemberInfo>();
    }

    /// <summary>A property or method of a class.</summary>
    public sealed class KbeMemberInfo
    {
        /// <summary>Uid.</summary>
        public uint Id { get; internal set; }
        /// <summary>Name.</summary>
        public string Name { get; internal set; }
        /// <summary>Names of the types: one of a property, one for each argument of a method.</summary>
        public string[] Types { get; internal set; }
    }

    // Ids are looked up once, when OnDefinitions tells; what is done often goes by ids.
    public sealed unsafe partial class KbeClient
    {
        /// <summary>Id of a class.</summary>
        public uint ClassId(string className)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            uint id;
            kbe_str name = KbeText.Write(className, buffer, nameof(className));
            KbeException.Check(KbeNative.kbe_class_id(Raw, name, &id), className);
            return id;
        }

        /// <summary>Name of a class.</summary>
        public string ClassName(uint classId)
        {
            kbe_str name;
            KbeException.Check(KbeNative.kbe_class_name(Raw, classId, &name), nameof(ClassName));
            return Kept(KbeText.Read(name));
        }

        /// <summary>Uid of a property.</summary>
        public uint PropertyId(string className, string property)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            uint id;
            kbe_str owner = KbeText.Write(className, first, nameof(className));
            kbe_str name = KbeText.Write(property, second, nameof(property));
            KbeException.Check(KbeNative.kbe_class_property_id(Raw, owner, name, &id), property);
            return id;
        }

        /// <summary>Uid of a method.</summary>
        public uint MethodId(string className, KbeSide side, string method)
        {
            byte* first = stackalloc byte[KbeText.Small];
            byte* second = stackalloc byte[KbeText.Small];
            uint id;
            kbe_str owner = KbeText.Write(className, first, nameof(className));
            kbe_str name = KbeText.Write(method, second, nameof(method));
            KbeException.Check(KbeNative.kbe_class_method_id(Raw, owner, (uint)side, name, &id), method);
            return id;
        }

        /// <summary>Everything that the definitions hold; empty while they are not known.</summary>
        public List<KbeClassInfo> GetClasses()
        {
            var made = new List<KbeClassInfo>();
            for (uint i = 0; i < KbeNative.kbe_class_count(Raw); i++)
            {
                var info = new kbe_class_info { struct_size = (uint)sizeof(kbe_class_info) };
                KbeException.Check(KbeNative.kbe_class_at(Raw, i, &info), nameof(GetClasses));
                var about = new KbeClassInfo { Id = info.id, Name = KbeText.Read(info.name) };
                for (uint p = 0; p < info.property_count; p++)
                    about.Properties.Add(Property(info.id, p));
                Methods(about.ClientMethods, info.id, KbeSide.Client, info.client_method_count);
                Methods(about.BaseMethods, info.id, KbeSide.Base, info.base_method_count);
                Methods(about.CellMethods, info.id, KbeSide.Cell, info.cell_method_count);
                made.Add(about);
            }
            return Kept(made);
        }

        private KbeMemberInfo Property(uint classId, uint index)
        {
            var info = new kbe_property_info { struct_size = (uint)sizeof(kbe_property_info) };
            KbeException.Check(KbeNative.kbe_class_property_at(Raw, classId, index, &info), nameof(GetClasses));
            string[] types = { TypeName(info.type_index) };
            return new KbeMemberInfo { Id = info.id, Name = KbeText.Read(info.name), Types = types };
        }

        private void Methods(List<KbeMemberInfo> to, uint classId, KbeSide side, uint count)
        {
            for (uint i = 0; i < count; i++)
            {
                var info = new kbe_method_info { struct_size = (uint)sizeof(kbe_method_info) };
                KbeResult result = KbeNative.kbe_class_method_at(Raw, classId, (uint)side, i, &info);
                KbeException.Check(result, nameof(GetClasses));
                var types = new string[Math.Min(info.arg_count, 32)];
                for (int a = 0; a < types.Length; a++)
                    types[a] = TypeName(info.arg_types[a]);
                to.Add(new KbeMemberInfo { Id = info.id, Name = KbeText.Read(info.name), Types = types });
            }
        }

        private string TypeName(uint index)
        {
            var info = new kbe_type_info { struct_size = (uint)sizeof(kbe_type_info) };
            KbeException.Check(KbeNative.kbe_type_at(Raw, index, &info), nameof(GetClasses));
            return Kept(KbeText.Read(info.display_name));
        }
    }
}
