using System;

namespace Kbe
{
    /// <summary>Is told of something.</summary>
    public delegate void KbeHandler<T>(KbeClient client, T told);

    /// <summary>Is told of a property with another value.</summary>
    public delegate void KbePropertyHandler(KbeClient client, in KbePropertyChange change);

    /// <summary>Is told of a method that the server calls.</summary>
    public delegate void KbeMethodHandler(KbeClient client, in KbeMethodCall call);

    /// <summary>Is told of the entities that moved, all at once.</summary>
    public delegate void KbeTransformsHandler(KbeClient client, ReadOnlySpan<KbeTransform> moved);

    /// <summary>Is told of bytes of a data stream.</summary>
    public delegate void KbeStreamHandler(KbeClient client, KbeStream stream, ReadOnlySpan<byte> data);

    /// <summary>
    /// The handlers of one event. A handler that throws keeps none of the others from being told, and handlers may
    /// come and go while they run: the list that is being told is never changed.
    /// </summary>
    internal sealed class KbeHandlers<T> where T : class
    {
        private static readonly T[] None = new T[0];

        /// <summary>Those that are told next.</summary>
        internal T[] Items = None;

        internal void Add(T handler)
        {
            if (handler == null)
                return;
            var more = new T[Items.Length + 1];
            Items.CopyTo(more, 0);
            more[Items.Length] = handler;
            Items = more;
        }

        internal void Remove(T handler)
        {
            int at = Array.LastIndexOf(Items, handler);
            if (at < 0)
                return;
            var fewer = new T[Items.Length - 1];
            Array.Copy(Items, fewer, at);
            Array.Copy(Items, at + 1, fewer, at, fewer.Length - at);
            Items = fewer;
        }
    }
}
