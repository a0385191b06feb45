using System;
using System.Runtime.InteropServices;
using Kbe.Native;

namespace Kbe
{
    /// <summary>
    /// A client of the library, and the memory that events are taken into. It ends when nobody uses it any more: by
    /// Dispose, after the Process that is running; or by the finalizer, on whatever thread that runs.
    /// </summary>
    internal sealed unsafe class KbeClientHandle : SafeHandle
    {
        /// <summary>The client. It has 64 bits on every machine, so it is no IntPtr.</summary>
        internal readonly ulong Value;

        internal KbeClientHandle(ref kbe_config config) : base(IntPtr.Zero, true)
        {
            ulong client;
            fixed (kbe_config* at = &config)
                KbeException.Check(KbeNative.kbe_client_create(at, &client), "a client cannot be created");
            Value = client;
            SetHandle(Marshal.AllocHGlobal(sizeof(kbe_event)));
            *Event = default(kbe_event);
            Event->struct_size = (uint)sizeof(kbe_event);
        }

        /// <summary>Where events are taken into.</summary>
        internal kbe_event* Event => (kbe_event*)handle;

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected override bool ReleaseHandle()
        {
            KbeNative.kbe_client_destroy(Value);
            Marshal.FreeHGlobal(handle);
            return true;
        }
    }
}
