using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Kbe.Native;
using UnityEngine;

namespace Kbe
{
    /// <summary>
    /// The arguments of a remote call, built without boxing: <c>args.Clear().Add(1).Add("name")</c>. Keep one and use
    /// it again and again; once it has grown it allocates nothing. An integer fits every integer type that has room
    /// for it, and FLOAT and DOUBLE too; text fits STRING, UNICODE and BLOB. The library checks all of it against the
    /// definition before anything is sent.
    /// </summary>
    public sealed unsafe class KbeArguments
    {
        private const int ChunkSize = 4096;

        // Texts, items and keys live in chunks, which never move; the values of what is open in the arrays.
        private readonly List<IntPtr> _chunks = new List<IntPtr>();
        private readonly List<int> _sizes = new List<int>();
        private readonly List<Open> _open = new List<Open>();
        private int _chunk;
        private int _used;
        private kbe_value[] _values = new kbe_value[8];
        private kbe_str[] _keys = new kbe_str[8];
        private int _count;
        private kbe_str _key;
        private bool _hasKey;

        private struct Open
        {
            internal int Start;
            internal bool Dict;
            internal bool Named;
            internal kbe_str Key;
            internal bool HasKey;
        }

        /// <summary>Frees the memory.</summary>
        ~KbeArguments()
        {
            foreach (IntPtr chunk in _chunks)
                Marshal.FreeHGlobal(chunk);
        }

        /// <summary>Number of arguments.</summary>
        public int Count => _open.Count == 0 ? _count : throw Unbalanced();

        /// <summary>Begins anew.</summary>
        public KbeArguments Clear()
        {
            _count = 0;
            _chunk = 0;
            _used = 0;
            _open.Clear();
            _hasKey = false;
            return this;
        }

        /// <summary>An integer.</summary>
        public KbeArguments Add(int v) => Add((long)v);

        /// <summary>An integer.</summary>
        public KbeArguments Add(uint v) => Add((long)v);

        /// <summary>An integer.</summary>
        public KbeArguments Add(long v)
        {
            kbe_value value = Make(KbeValueType.Int64, 0);
            value.@as.i64 = v;
            return Push(value);
        }

        /// <summary>An integer.</summary>
        public KbeArguments Add(ulong v)
        {
            kbe_value value = Make(KbeValueType.Uint64, 0);
            value.@as.u64 = v;
            return Push(value);
        }

        /// <summary>A truth as the integer 1 or 0, as KBEngine has it.</summary>
        public KbeArguments Add(bool v) => Add(v ? 1L : 0L);

        /// <summary>FLOAT or DOUBLE.</summary>
        public KbeArguments Add(float v) => Add((double)v);

        /// <summary>FLOAT or DOUBLE.</summary>
        public KbeArguments Add(double v)
        {
            kbe_value value = Make(KbeValueType.Double, 0);
            value.@as.f64 = v;
            return Push(value);
        }

        /// <summary>STRING or UNICODE.</summary>
        public KbeArguments Add(string v)
        {
            if (v == null)
                throw new ArgumentNullException(nameof(v));
            kbe_str text = Text(v);
            kbe_value value = Make(KbeValueType.Unicode, text.len);
            value.@as.text = text.ptr;
            return Push(value);
        }

        /// <summary>BLOB, or a pickle.</summary>
        public KbeArguments Add(ReadOnlySpan<byte> v)
        {
            byte* at = Take(v.Length);
            v.CopyTo(new Span<byte>(at, v.Length));
            kbe_value value = Make(KbeValueType.Blob, (uint)v.Length);
            value.@as.bytes = at;
            return Push(value);
        }

        /// <summary>BLOB, or a pickle.</summary>
        public KbeArguments Add(byte[] v) => Add(new ReadOnlySpan<byte>(v ?? throw new ArgumentNullException(nameof(v))));

        /// <summary>VECTOR2.</summary>
        public KbeArguments Add(Vector2 v) => Vector(KbeValueType.Vector2, v.x, v.y, 0, 0);

        /// <summary>VECTOR3.</summary>
        public KbeArguments Add(Vector3 v) => Vector(KbeValueType.Vector3, v.x, v.y, v.z, 0);

        /// <summary>VECTOR4.</summary>
        public KbeArguments Add(Vector4 v) => Vector(KbeValueType.Vector4, v.x, v.y, v.z, v.w);

        /// <summary>ENTITYCALL.</summary>
        public KbeArguments Add(KbeEntityCall v)
        {
            kbe_value value = Make(KbeValueType.EntityCall, 0);
            value.@as.entity_call = new kbe_value_entity_call
            {
                id = v.Id, cid = v.ComponentId, kind = v.Kind, utype = v.ClassId,
            };
            return Push(value);
        }

        /// <summary>Nothing: the empty value of the PYTHON family, or no entity.</summary>
        public KbeArguments AddNone() => Push(Make(KbeValueType.None, 0));

        /// <summary>Begins an ARRAY; what is added until <see cref="End"/> are its items.</summary>
        public KbeArguments BeginArray() => Begin(false);

        /// <summary>
        /// Begins a FIXED_DICT; give each item its name with <see cref="Key"/>, or none of them: then they stand in
        /// the order of the definition.
        /// </summary>
        public KbeArguments BeginDict() => Begin(true);

        /// <summary>Names the next item of a FIXED_DICT.</summary>
        public KbeArguments Key(string name)
        {
            _key = Text(name ?? throw new ArgumentNullException(nameof(name)));
            _hasKey = true;
            return this;
        }

        /// <summary>Ends the ARRAY or FIXED_DICT that was begun last.</summary>
        public KbeArguments End()
        {
            if (_open.Count == 0)
                throw Unbalanced();
            Open open = _open[_open.Count - 1];
            _open.RemoveAt(_open.Count - 1);
            int count = _count - open.Start;
            kbe_value* items = Copied(_values, open.Start, count);
            kbe_value value = Make(open.Dict ? KbeValueType.FixedDict : KbeValueType.Array, (uint)count);
            if (open.Dict)
                value.@as.dict = new kbe_value_dict
                {
                    items = items,
                    keys = open.Named ? Copied(_keys, open.Start, count) : null,
                };
            else
                value.@as.items = items;
            _count = open.Start;
            _key = open.Key;
            _hasKey = open.HasKey;
            return Push(value);
        }

        /// <summary>
        /// Whatever the object is: a number, bool, string, byte[], vector, <see cref="KbeEntityCall"/>, dictionary
        /// with string keys, list, or null.
        /// </summary>
        /// <exception cref="ArgumentException">it is something else</exception>
        public KbeArguments AddObject(object v)
        {
            if (v == null)
                return AddNone();
            if (v is Enum)
                return Add(Convert.ToInt64(v));
            switch (Convert.GetTypeCode(v))
            {
                case TypeCode.Boolean: return Add((bool)v);
                case TypeCode.Byte: return Add((long)(byte)v);
                case TypeCode.SByte: return Add((long)(sbyte)v);
                case TypeCode.Int16: return Add((long)(short)v);
                case TypeCode.UInt16: return Add((long)(ushort)v);
                case TypeCode.Int32: return Add((long)(int)v);
                case TypeCode.UInt32: return Add((long)(uint)v);
                case TypeCode.Int64: return Add((long)v);
                case TypeCode.UInt64: return Add((ulong)v);
                case TypeCode.Single: return Add((double)(float)v);
                case TypeCode.Double: return Add((double)v);
                case TypeCode.String: return Add((string)v);
            }
            if (v is byte[] bytes)
                return Add(bytes);
            if (v is Vector3 three)
                return Add(three);
            if (v is Vector2 two)
                return Add(two);
            if (v is Vector4 four)
                return Add(four);
            if (v is KbeEntityCall call)
                return Add(call);
            if (v is IDictionary dictionary)
                return AddDictionary(dictionary);
            if (v is IList list)
                return AddList(list);
            throw new ArgumentException("no argument can be made of " + v.GetType());
        }

        /// <summary>The arguments, for as long as the array they are in is pinned.</summary>
        internal kbe_value[] Values
        {
            get
            {
                if (_open.Count > 0)
                    throw Unbalanced();
                return _values;
            }
        }

        private KbeArguments AddDictionary(IDictionary dictionary)
        {
            BeginDict();
            foreach (DictionaryEntry entry in dictionary)
            {
                Key(entry.Key as string ?? throw new ArgumentException("the keys of a FIXED_DICT are strings"));
                AddObject(entry.Value);
            }
            return End();
        }

        private KbeArguments AddList(IList list)
        {
            BeginArray();
            foreach (object item in list)
                AddObject(item);
            return End();
        }

        private KbeArguments Vector(KbeValueType type, float x, float y, float z, float w)
        {
            kbe_value value = Make(type, type == KbeValueType.Vector2 ? 2u : type == KbeValueType.Vector3 ? 3u : 4u);
            float* at = value.@as.vec;
            at[0] = x;
            at[1] = y;
            at[2] = z;
            at[3] = w;
            return Push(value);
        }

        private KbeArguments Begin(bool dict)
        {
            _open.Add(new Open { Start = _count, Dict = dict, Key = _key, HasKey = _hasKey });
            _hasKey = false;
            return this;
        }

        private KbeArguments Push(kbe_value value)
        {
            if (_count == _values.Length)
            {
                Array.Resize(ref _values, _count * 2);
                Array.Resize(ref _keys, _count * 2);
            }
            bool inDict = _open.Count > 0 && _open[_open.Count - 1].Dict;
            if (_hasKey && !inDict)
                throw new InvalidOperationException("Key is for the items of a FIXED_DICT");
            if (inDict)
            {
                Open open = _open[_open.Count - 1];
                if (_count == open.Start)
                    open.Named = _hasKey;
                else if (open.Named != _hasKey)
                    throw new InvalidOperationException("either all items of a FIXED_DICT have a Key or none");
                _open[_open.Count - 1] = open;
                _keys[_count] = _key;
            }
            _hasKey = false;
            _values[_count++] = value;
            return this;
        }

        private kbe_str Text(string text)
        {
            int most = Encoding.UTF8.GetMaxByteCount(text.Length);
            byte* at = Take(most);
            int length;
            fixed (char* chars = text)
                length = text.Length == 0 ? 0 : Encoding.UTF8.GetBytes(chars, text.Length, at, most);
            _used -= most - length;
            return new kbe_str { ptr = at, len = (uint)length };
        }

        private kbe_value* Copied(kbe_value[] from, int start, int count)
        {
            var at = (kbe_value*)Take(count * sizeof(kbe_value));
            for (int i = 0; i < count; i++)
                at[i] = from[start + i];
            return at;
        }

        private kbe_str* Copied(kbe_str[] from, int start, int count)
        {
            var at = (kbe_str*)Take(count * sizeof(kbe_str));
            for (int i = 0; i < count; i++)
                at[i] = from[start + i];
            return at;
        }

        /// <summary>So many bytes, aligned for anything.</summary>
        private byte* Take(int size)
        {
            _used = (_used + 7) & ~7;
            while (_chunk < _chunks.Count && _used + size > _sizes[_chunk])
            {
                _chunk++;
                _used = 0;
            }
            if (_chunk == _chunks.Count)
            {
                int made = Math.Max(ChunkSize, size);
                _chunks.Add(Marshal.AllocHGlobal(made));
                _sizes.Add(made);
            }
            byte* at = (byte*)_chunks[_chunk] + _used;
            _used += size;
            return at;
        }

        private static kbe_value Make(KbeValueType type, uint count)
        {
            return new kbe_value { type = (uint)type, count = count };
        }

        private static InvalidOperationException Unbalanced()
        {
            return new InvalidOperationException("every BeginArray and BeginDict needs one End");
        }
    }
}
