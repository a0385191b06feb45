using System;
using System.Runtime.InteropServices;
using System.Text;
using Kbe.Native;

namespace Kbe
{
    /// <summary>Text on its way to the library and back. It is UTF-8 there.</summary>
    internal static unsafe class KbeText
    {
        /// <summary>Bytes that any name, account or password fits into.</summary>
        internal const int Small = 1024;

        internal static string Read(kbe_str text)
        {
            return Read(text.ptr, text.len);
        }

        internal static string Read(byte* ptr, uint length)
        {
            return length == 0 ? "" : Encoding.UTF8.GetString(ptr, (int)length);
        }

        /// <summary>Text that ends with a zero byte.</summary>
        internal static string Read(byte* ptr)
        {
            uint length = 0;
            while (ptr[length] != 0)
                length++;
            return Read(ptr, length);
        }

        internal static byte[] Copy(kbe_bytes bytes)
        {
            return Copy(bytes.ptr, bytes.len);
        }

        internal static byte[] Copy(byte* ptr, uint length)
        {
            if (length == 0)
                return Array.Empty<byte>();
            var copy = new byte[length];
            Marshal.Copy((IntPtr)ptr, copy, 0, (int)length);
            return copy;
        }

        /// <summary>Writes a short text into a buffer of <see cref="Small"/> bytes.</summary>
        internal static kbe_str Write(string text, byte* buffer, string what)
        {
            if (text == null)
                throw new ArgumentNullException(what);
            if (text.Length > Small / 3)
                throw new ArgumentException(what + " is longer than " + Small / 3 + " characters", what);
            int length;
            fixed (char* chars = text)
                length = text.Length == 0 ? 0 : Encoding.UTF8.GetBytes(chars, text.Length, buffer, Small);
            return new kbe_str { ptr = buffer, len = (uint)length };
        }

        /// <summary>Overwrites what held a password.</summary>
        internal static void Wipe(byte* buffer)
        {
            for (int i = 0; i < Small; i++)
                System.Threading.Volatile.Write(ref buffer[i], 0);
        }
    }
}
