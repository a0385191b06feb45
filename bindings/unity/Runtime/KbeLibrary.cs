using System;
using System.Diagnostics;
using System.Threading;
using Kbe.Native;

namespace Kbe
{
    /// <summary>The native library as a whole: which one is there, and its end.</summary>
    public static unsafe class KbeLibrary
    {
        private static readonly object Gate = new object();
        private static bool s_checked;
        private static int s_dispatching;
        [ThreadStatic] private static int t_dispatching;

        /// <summary>Version of the native library, such as 0.1.0.</summary>
        public static string Version
        {
            get
            {
                Check();
                return KbeText.Read(KbeNative.kbe_version_string());
            }
        }

        /// <summary>
        /// Makes sure that the native library is there and has the binary interface that this package was made for.
        /// The first client does it too.
        /// </summary>
        /// <exception cref="KbeLibraryException">it is not; the message says what to do</exception>
        public static void Check()
        {
            lock (Gate)
            {
                if (s_checked)
                    return;
                uint abi;
                try
                {
                    abi = KbeNative.kbe_abi_version();
                }
                catch (DllNotFoundException e)
                {
                    throw new KbeLibraryException(
                        "The native library kbe cannot be loaded (" + e.Message + "). Put it into the project with " +
                        "Tools > KBEngine > Install native libraries, or with install-plugins.sh; see the page on " +
                        "shipping for which file goes where.");
                }
                catch (BadImageFormatException e)
                {
                    throw new KbeLibraryException(
                        "The native library kbe is made for another kind of machine (" + e.Message + "): look at " +
                        "the platform and CPU of the file in the inspector.");
                }
                catch (EntryPointNotFoundException)
                {
                    throw new KbeLibraryException(
                        "The native library that was loaded as kbe is not libkbe, or is older than its first " +
                        "version: it has no kbe_abi_version.");
                }
                if (abi != KbeNative.KBE_ABI_VERSION)
                    throw new KbeLibraryException(
                        "The native library has binary interface " + abi + ", this package was made for " +
                        KbeNative.KBE_ABI_VERSION + ": install the library and the package of one release. " +
                        "(The editor keeps a library until it is restarted.)");
                // Where no editor tells of it: the code of this domain goes, and its clients must not stay.
                AppDomain.CurrentDomain.DomainUnload += OnDomainUnload;
                s_checked = true;
            }
        }

        /// <summary>
        /// Destroys all clients and stops the library's threads. Everything can start again afterwards; clients
        /// from before are out of use. The package calls it where the editor reloads code or leaves play mode, and
        /// when the program ends.
        /// </summary>
        /// <param name="timeoutMs">longest wait, for handlers on other threads too</param>
        /// <returns>whether everything had ended by then; if not, call it again</returns>
        /// <exception cref="KbeException">inside a handler</exception>
        public static bool ShutdownAll(int timeoutMs = 2000)
        {
            if (t_dispatching > 0)
                throw new KbeException(KbeResult.Reentrant, "ShutdownAll: not allowed inside a handler");
            if (!s_checked)
                return true;
            // What a handler on another thread is looking at must not be freed under it.
            long end = Deadline(timeoutMs);
            while (Volatile.Read(ref s_dispatching) > 0)
            {
                if (Stopwatch.GetTimestamp() > end)
                    return false;
                Thread.Sleep(1);
            }
            return KbeNative.kbe_shutdown_all((uint)Math.Max(0, timeoutMs)) == KbeResult.OK;
        }

        /// <summary>A good directory for <see cref="KbeConfig.CacheDirectory"/>; empty when the system names none.</summary>
        public static string DefaultCacheDirectory
        {
            get
            {
                Check();
                byte* buffer = stackalloc byte[1024];
                uint length;
                KbeResult result = KbeNative.kbe_default_cache_dir(buffer, 1024, &length);
                return result == KbeResult.OK ? KbeText.Read(buffer, length) : "";
            }
        }

        /// <summary>Name of a result, such as KBE_E_BAD_HANDLE.</summary>
        public static string ResultName(KbeResult result)
        {
            return KbeText.Read(KbeNative.kbe_result_name(result));
        }

        /// <summary>A sentence about the latest failure on this thread.</summary>
        public static string LastError()
        {
            byte* buffer = stackalloc byte[520];
            uint length;
            return KbeNative.kbe_last_error_message(buffer, 520, &length) == KbeResult.OK
                ? KbeText.Read(buffer, length)
                : "";
        }

        internal static void EnterDispatch()
        {
            Interlocked.Increment(ref s_dispatching);
            t_dispatching++;
        }

        internal static void LeaveDispatch()
        {
            t_dispatching--;
            Interlocked.Decrement(ref s_dispatching);
        }

        internal static long Deadline(int milliseconds)
        {
            return Stopwatch.GetTimestamp() + Stopwatch.Frequency * milliseconds / 1000;
        }

        private static void OnDomainUnload(object sender, EventArgs e)
        {
            KbeNative.kbe_shutdown_all(2000);
        }
    }
}
