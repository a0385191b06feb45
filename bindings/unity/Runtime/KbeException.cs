using System;
using Kbe.Native;

namespace Kbe
{
    /// <summary>What the library refused, with its reason. Nothing was sent and nothing has changed.</summary>
    public class KbeException : InvalidOperationException
    {
        /// <summary>Makes one for a result of the library.</summary>
        public KbeException(KbeResult result, string message) : base(message)
        {
            Result = result;
        }

        /// <summary>The reason as a number.</summary>
        public KbeResult Result { get; }

        /// <summary>For the call that has just failed on this thread.</summary>
        internal static KbeException Last(KbeResult result, string what)
        {
            string sentence = KbeLibrary.LastError();
            return new KbeException(result, what + ": " + (sentence.Length == 0 ? result.ToString() : sentence));
        }

        internal static void Check(KbeResult result, string what)
        {
            if (result != KbeResult.OK)
                throw Last(result, what);
        }
    }

    /// <summary>The native library is missing, of another version, or made for another kind of machine.</summary>
    public sealed class KbeLibraryException : KbeException
    {
        internal KbeLibraryException(string message) : base(KbeResult.AbiMismatch, message)
        {
        }
    }
}
