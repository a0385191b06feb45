using System;
using System.Collections.Generic;
using System.Text;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>A reference to a part of an entity, as data (ENTITYCALL).</summary>
    public readonly struct KbeEntityCall
    {
        /// <summary>Entity id; 0 is nobody.</summary>
        public readonly int Id;
        /// <summary>Component (process) id on the server.</summary>
        public readonly ulong ComponentId;
        /// <summary>0 cell, 1 base, 2 client, 3 to 6 through another part.</summary>
        public readonly ushort Kind;
        /// <summary>Class id.</summary>
        public readonly ushort ClassId;

        /// <summary>Makes one.</summary>
        public KbeEntityCall(int id, ulong componentId, ushort kind, ushort classId)
        {
            Id = id;
            ComponentId = componentId;
            Kind = kind;
            ClassId = classId;
        }
    }

    /// <summary>
    /// A value of any data type, where the library holds it: reading it copies nothing. It is borrowed: in an event
    /// until the handler returns, as the answer to a question until the next Process. Keep what AsXxx or
    /// <see cref="ToObject"/> give.
    /// </summary>
    public readonly unsafe ref struct KbeValue
    {
        private readonly kbe_value* _value;

        internal KbeValue(kbe_value* value)
        {
            _value = value;
        }

        /// <summary>What it is.</summary>
        public KbeValueType Type => _value == null ? KbeValueType.None : (KbeValueType)_value->type;

        /// <summary>Whether it is nothing: an empty value of the PYTHON family, or no answer.</summary>
        public bool IsNone => Type == KbeValueType.None;

        /// <summary>Whether it is a number without fraction.</summary>
        public bool IsInteger => Type >= KbeValueType.Uint8 && Type <= KbeValueType.Int64;

        /// <summary>Whether it is STRING or UNICODE.</summary>
        public bool IsText => Type == KbeValueType.String || Type == KbeValueType.Unicode;

        /// <summary>Whether it is BLOB or of the PYTHON family.</summary>
        public bool IsBytes => Type >= KbeValueType.Blob && Type <= KbeValueType.PyList;

        /// <summary>Items of an ARRAY or FIXED_DICT, bytes of texts and blobs, components of vectors.</summary>
        public int Count => _value == null ? 0 : (int)_value->count;

        /// <summary>Any integer, FLOAT or DOUBLE as a long.</summary>
        public long AsInt64()
        {
            if (IsInteger)
                return _value->@as.i64;
            return IsFloat ? (long)_value->@as.f64 : throw Not("a number");
        }

        /// <summary>An integer that fits, as an int.</summary>
        public int AsInt32() => checked((int)AsInt64());

        /// <summary>Any integer as an ulong.</summary>
        public ulong AsUInt64() => IsInteger ? _value->@as.u64 : throw Not("an integer");

        /// <summary>Any number as a double.</summary>
        public double AsDouble()
        {
            if (IsFloat)
                return _value->@as.f64;
            if (Type == KbeValueType.Uint64)
                return _value->@as.u64;
            return IsInteger ? _value->@as.i64 : throw Not("a number");
        }

        /// <summary>Any number as a float.</summary>
        public float AsFloat() => (float)AsDouble();

        /// <summary>STRING or UNICODE as text.</summary>
        public string AsString() => IsText ? KbeText.Read(_value->@as.text, _value->count) : throw Not("text");

        /// <summary>The bytes of a text, BLOB or pickle, where they are.</summary>
        public ReadOnlySpan<byte> AsSpan() =>
            IsText || IsBytes ? new ReadOnlySpan<byte>(_value->@as.bytes, Count) : throw Not("bytes");

        /// <summary>The bytes of a text, BLOB or pickle, copied.</summary>
        public byte[] AsBytes() =>
            IsText || IsBytes ? KbeText.Copy(_value->@as.bytes, _value->count) : throw Not("bytes");

        /// <summary>VECTOR2.</summary>
        public Vector2 AsVector2() =>
            Type == KbeValueType.Vector2 ? new Vector2(Component(0), Component(1)) : throw Not("a VECTOR2");

        /// <summary>VECTOR3. The property direction is roll, pitch, yaw in radians here: see KbeEntity.Direction.</summary>
        public Vector3 AsVector3() => Type == KbeValueType.Vector3
            ? new Vector3(Component(0), Component(1), Component(2))
            : throw Not("a VECTOR3");

        /// <summary>VECTOR4.</summary>
        public Vector4 AsVector4() => Type == KbeValueType.Vector4
            ? new Vector4(Component(0), Component(1), Component(2), Component(3))
            : throw Not("a VECTOR4");

        /// <summary>ENTITYCALL.</summary>
        public KbeEntityCall AsEntityCall()
        {
            if (Type != KbeValueType.EntityCall)
                throw Not("an ENTITYCALL");
            kbe_value_entity_call call = _value->@as.entity_call;
            return new KbeEntityCall(call.id, call.cid, call.kind, call.utype);
        }

        /// <summary>An item of an ARRAY or FIXED_DICT by position.</summary>
        public KbeValue this[int index]
        {
            get
            {
                if ((uint)index >= (uint)Items)
                    throw new ArgumentOutOfRangeException(nameof(index), "item " + index + " of " + Items);
                return new KbeValue(_value->@as.items + index);
            }
        }

        /// <summary>An item of a FIXED_DICT by name.</summary>
        public KbeValue this[string key] =>
            TryGet(key, out KbeValue value) ? value : throw new KeyNotFoundException("no key " + key + " in it");

        /// <summary>An item of a FIXED_DICT by name, where there is one.</summary>
        public bool TryGet(string key, out KbeValue value)
        {
            byte* buffer = stackalloc byte[KbeText.Small];
            kbe_str wanted = KbeText.Write(key, buffer, nameof(key));
            for (int i = 0; Type == KbeValueType.FixedDict && i < Count; i++)
            {
                kbe_str name = _value->@as.dict.keys[i];
                if (name.len == wanted.len && Same(name.ptr, wanted.ptr, wanted.len))
                {
                    value = new KbeValue(_value->@as.dict.items + i);
                    return true;
                }
            }
            value = default(KbeValue);
            return false;
        }

        /// <summary>Name of an item of a FIXED_DICT, in the order of its definition.</summary>
        public string KeyAt(int index)
        {
            if (Type != KbeValueType.FixedDict || (uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(index));
            return KbeText.Read(_value->@as.dict.keys[index]);
        }

        /// <summary>
        /// A copy in ordinary objects, with the types that the official plugin uses: byte to ulong, float, double,
        /// string, byte[], Vector2 to Vector4, List&lt;object&gt;, Dictionary&lt;string, object&gt;,
        /// <see cref="KbeEntityCall"/>, or null.
        /// </summary>
        public object ToObject()
        {
            switch (Type)
            {
                case KbeValueType.Uint8: return (byte)_value->@as.u64;
                case KbeValueType.Uint16: return (ushort)_value->@as.u64;
                case KbeValueType.Uint32: return (uint)_value->@as.u64;
                case KbeValueType.Uint64: return _value->@as.u64;
                case KbeValueType.Int8: return (sbyte)_value->@as.i64;
                case KbeValueType.Int16: return (short)_value->@as.i64;
                case KbeValueType.Int32: return (int)_value->@as.i64;
                case KbeValueType.Int64: return _value->@as.i64;
                case KbeValueType.Float: return (float)_value->@as.f64;
                case KbeValueType.Double: return _value->@as.f64;
                case KbeValueType.String:
                case KbeValueType.Unicode: return AsString();
                case KbeValueType.Vector2: return AsVector2();
                case KbeValueType.Vector3: return AsVector3();
                case KbeValueType.Vector4: return AsVector4();
                case KbeValueType.EntityCall: return AsEntityCall();
                case KbeValueType.Array: return ToList();
                case KbeValueType.FixedDict: return ToDictionary();
                default: return IsBytes ? AsBytes() : null;
            }
        }

        /// <summary>For logs: the value as text.</summary>
        public override string ToString()
        {
            var text = new StringBuilder();
            Describe(text);
            return text.ToString();
        }

        private bool IsFloat => Type == KbeValueType.Float || Type == KbeValueType.Double;

        private int Items => Type == KbeValueType.Array || Type == KbeValueType.FixedDict ? Count : 0;

        private float Component(int index) => _value->@as.vec[index];

        private List<object> ToList()
        {
            var list = new List<object>(Count);
            for (int i = 0; i < Count; i++)
                list.Add(this[i].ToObject());
            return list;
        }

        private Dictionary<string, object> ToDictionary()
        {
            var made = new Dictionary<string, object>(Count);
            for (int i = 0; i < Count; i++)
                made[KeyAt(i)] = this[i].ToObject();
            return made;
        }

        private void Describe(StringBuilder text)
        {
            if (Type == KbeValueType.Array || Type == KbeValueType.FixedDict)
            {
                bool dict = Type == KbeValueType.FixedDict;
                text.Append(dict ? '{' : '[');
                for (int i = 0; i < Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    if (dict)
                        text.Append(KeyAt(i)).Append(": ");
                    this[i].Describe(text);
                }
                text.Append(dict ? '}' : ']');
            }
            else if (IsBytes)
                text.Append(Count).Append(" bytes");
            else if (Type == KbeValueType.EntityCall)
                text.Append("entity ").Append(AsEntityCall().Id);
            else
                text.Append(Convert.ToString(ToObject(), System.Globalization.CultureInfo.InvariantCulture));
        }

        private InvalidCastException Not(string what)
        {
            return new InvalidCastException("a value of type " + Type + " is not " + what);
        }

        private static bool Same(byte* a, byte* b, uint length)
        {
            for (uint i = 0; i < length; i++)
                if (a[i] != b[i])
                    return false;
            return true;
        }
    }
}
