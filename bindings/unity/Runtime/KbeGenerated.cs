using System;
using System.Collections.Generic;
using System.Text;
using Kbe.Native;

namespace Kbe
{
    /// <summary>Reads a value of one type: for code made by <c>kbe codegen</c>.</summary>
    public delegate T KbeReader<T>(KbeValue value);

    /// <summary>A class, property, method or FIXED_DICT that is another one, or none, in a session's definitions.</summary>
    public sealed class KbeDifference
    {
        internal KbeDifference(string text, bool breaks)
        {
            Text = text;
            Breaks = breaks;
        }

        /// <summary>What changed, as a sentence.</summary>
        public string Text { get; }

        /// <summary>Whether the code relies on what is not so any more; what is new disturbs nobody.</summary>
        public bool Breaks { get; }

        /// <summary>The sentence.</summary>
        public override string ToString() => Text;
    }

    /// <summary>What code made by <c>kbe codegen</c> stands on.</summary>
    public static unsafe class KbeGenerated
    {
        private const int Deepest = 16;

        [ThreadStatic]
        private static KbeArguments s_arguments;

        /// <summary>Empty arguments, the same again and again: for one call at a time.</summary>
        public static KbeArguments Arguments() => (s_arguments ?? (s_arguments = new KbeArguments())).Clear();

        /// <summary>Reads an ARRAY.</summary>
        public static List<T> List<T>(KbeValue value, KbeReader<T> read)
        {
            if (value.Type != KbeValueType.Array)
                throw new InvalidCastException("a value of type " + value.Type + " is not an ARRAY");
            var made = new List<T>(value.Count);
            for (int i = 0; i < value.Count; i++)
                made.Add(read(value[i]));
            return made;
        }

        /// <summary>Reads a BLOB, or a pickle; null for nothing.</summary>
        public static byte[] Bytes(KbeValue value) => value.IsNone ? null : value.AsBytes();

        /// <summary>Adds a BLOB, or a pickle; nothing for null.</summary>
        public static void Add(KbeArguments to, byte[] bytes)
        {
            if (bytes == null)
                to.AddNone();
            else
                to.Add(bytes);
        }

        /// <summary>
        /// What is different in a session: changed and gone first, in the order of the table, then what is new.
        /// </summary>
        /// <param name="client">a client that knows its definitions: see KbeClient.OnDefinitions</param>
        /// <param name="digest">that of the definitions which the table was made of; nothing differs if it is the session's</param>
        /// <param name="members">names and types by turns</param>
        public static List<KbeDifference> Differences(KbeClient client, string digest, string[] members)
        {
            var all = new List<KbeDifference>();
            if (client.Info.ServerEntityDefDigest == digest)
                return all;
            var order = new List<string>();
            Dictionary<string, string> now = Members(client.Raw, order);
            for (int i = 0; i + 1 < members.Length; i += 2)
            {
                string name = members[i], type = members[i + 1];
                if (!now.TryGetValue(name, out string other))
                    all.Add(new KbeDifference(name + type + " is gone", true));
                else if (other != type)
                    all.Add(new KbeDifference(name + " is " + other + " now, it was " + type, true));
                now.Remove(name);
            }
            // A new type says nothing as long as no member is of it.
            foreach (string name in order)
                if (!name.StartsWith("type ", StringComparison.Ordinal) && now.TryGetValue(name, out string type))
                    all.Add(new KbeDifference(name + (type.Length == 0 ? "" : " ") + type + " is new", false));
            return all;
        }

        private static Dictionary<string, string> Members(ulong client, List<string> order)
        {
            var all = new Dictionary<string, string>();
            for (uint t = 0; t < KbeNative.kbe_type_count(client); t++)
            {
                kbe_type_info info = Type(client, t);
                if ((KbeValueType)info.value_type == KbeValueType.FixedDict)
                    Put(all, order, "type " + Words(client, t, 0), Keys(client, t, info.key_count));
            }
            for (uint c = 0; c < KbeNative.kbe_class_count(client); c++)
            {
                var info = new kbe_class_info { struct_size = (uint)sizeof(kbe_class_info) };
                KbeException.Check(KbeNative.kbe_class_at(client, c, &info), nameof(Differences));
                string name = KbeText.Read(info.name);
                Put(all, order, "class " + name, "");
                for (uint p = 0; p < info.property_count; p++)
                {
                    var property = new kbe_property_info { struct_size = (uint)sizeof(kbe_property_info) };
                    KbeException.Check(KbeNative.kbe_class_property_at(client, info.id, p, &property), nameof(Differences));
                    string called = KbeText.Read(property.name);
                    if (called != "position" && called != "direction" && called != "spaceID")
                        Put(all, order, "property " + name + "." + called, Words(client, property.type_index, 0));
                }
                Methods(client, all, order, info.id, KbeSide.Client, info.client_method_count, "client method " + name + ".");
                Methods(client, all, order, info.id, KbeSide.Base, info.base_method_count, "base method " + name + ".");
                Methods(client, all, order, info.id, KbeSide.Cell, info.cell_method_count, "cell method " + name + ".");
            }
            return all;
        }

        private static void Methods(
            ulong client, Dictionary<string, string> all, List<string> order, uint id, KbeSide side, uint count, string before)
        {
            for (uint m = 0; m < count; m++)
            {
                var method = new kbe_method_info { struct_size = (uint)sizeof(kbe_method_info) };
                KbeException.Check(KbeNative.kbe_class_method_at(client, id, (uint)side, m, &method), nameof(Differences));
                var args = new StringBuilder("(");
                for (int a = 0; a < Math.Min(method.arg_count, 32); a++)
                    args.Append(a == 0 ? "" : ", ").Append(Words(client, method.arg_types[a], 0));
                Put(all, order, before + KbeText.Read(method.name), args.Append(')').ToString());
            }
        }

        private static string Keys(ulong client, uint type, uint count)
        {
            var keys = new StringBuilder("{");
            for (uint k = 0; k < count; k++)
            {
                kbe_str name;
                uint item;
                KbeException.Check(KbeNative.kbe_type_key_at(client, type, k, &name, &item), nameof(Differences));
                keys.Append(k == 0 ? "" : ", ").Append(KbeText.Read(name)).Append(": ").Append(Words(client, item, 0));
            }
            return keys.Append('}').ToString();
        }

        private static string Words(ulong client, uint index, int depth)
        {
            kbe_type_info info = Type(client, index);
            if (depth >= Deepest)
                return "?";
            switch ((KbeValueType)info.value_type)
            {
                case KbeValueType.Array: return "ARRAY of " + Words(client, info.item_type, depth + 1);
                case KbeValueType.FixedDict:
                    string alias = KbeText.Read(info.alias);
                    return alias.Length == 0 ? "FIXED_DICT_" + info.wire_id : alias;
                default: return KbeText.Read(info.base_name);
            }
        }

        private static kbe_type_info Type(ulong client, uint index)
        {
            var info = new kbe_type_info { struct_size = (uint)sizeof(kbe_type_info) };
            KbeException.Check(KbeNative.kbe_type_at(client, index, &info), nameof(Differences));
            return info;
        }

        private static void Put(Dictionary<string, string> all, List<string> order, string name, string type)
        {
            all[name] = type;
            order.Add(name);
        }
    }
}
