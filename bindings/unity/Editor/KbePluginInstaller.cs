using System;
using System.Collections.Generic;
using System.IO;
using UnityEditor;

namespace Kbe.Editor
{
    /// <summary>
    /// Puts the native libraries of a release into the project, each with its import settings: what
    /// install-plugins.sh does, for those who installed the package by its git URL.
    /// </summary>
    internal static class KbePluginInstaller
    {
        /// <summary>Where they go: the package itself cannot be written to.</summary>
        internal const string Target = "Assets/Plugins/Kbe";

        /// <summary>
        /// Where each library is looked for in the folder of a release, and where it goes. The names of folders are
        /// those of Rust's targets, as in the releases.
        /// </summary>
        internal static readonly string[,] Places =
        {
            { "x86_64-unknown-linux-gnu", "libkbe.so", "Linux/x86_64" },
            { "x86_64-pc-windows-msvc", "kbe.dll", "Windows/x86_64" },
            { "x86_64-pc-windows-gnu", "kbe.dll", "Windows/x86_64" },
            { "universal-apple-darwin", "libkbe.dylib", "macOS" },
            { "aarch64-linux-android", "libkbe.so", "Android/arm64-v8a" },
            { "armv7-linux-androideabi", "libkbe.so", "Android/armeabi-v7a" },
            { "x86_64-linux-android", "libkbe.so", "Android/x86_64" },
            { "aarch64-apple-ios", "libkbe.a", "iOS" },
        };

        /// <summary>Whether a file is a native library of this package.</summary>
        internal static bool IsLibrary(string file)
        {
            return file == "libkbe.so" || file == "kbe.dll" || file == "libkbe.dylib" || file == "libkbe.a";
        }

        /// <summary>
        /// Copies what it finds below a folder: TARGET/FILE, TARGET/release/FILE or TARGET/lib/FILE.
        /// </summary>
        /// <returns>the places that were filled</returns>
        internal static List<string> Install(string from, string templates, string to)
        {
            var filled = new List<string>();
            for (int i = 0; i < Places.GetLength(0); i++)
            {
                string file = Places[i, 1], place = Places[i, 2];
                string found = null;
                foreach (string between in new[] { "", "release", "lib" })
                {
                    string path = Path.Combine(from, Places[i, 0], between, file);
                    if (found == null && File.Exists(path))
                        found = path;
                }
                if (found == null || filled.Contains(place))
                    continue;
                Directory.CreateDirectory(Path.Combine(to, place));
                File.Copy(found, Path.Combine(to, place, file), true);
                string meta = Path.Combine(place, file + ".meta");
                File.Copy(Path.Combine(templates, meta), Path.Combine(to, meta), true);
                filled.Add(place);
            }
            return filled;
        }

        [MenuItem("Tools/KBEngine/Install native libraries...")]
        private static void Choose()
        {
            string from = EditorUtility.OpenFolderPanel("Folder of a libkbe release", "", "");
            if (string.IsNullOrEmpty(from))
                return;
            string package = Path.GetFullPath("Packages/org.libkbe.client");
            try
            {
                List<string> filled = Install(from, Path.Combine(package, "Plugins~"), Target);
                AssetDatabase.Refresh();
                EditorUtility.DisplayDialog(
                    "KBEngine",
                    filled.Count == 0
                        ? "No native library was found below " + from + ". It should hold folders such as " + Places[0, 0]
                        : "Installed into " + Target + ": " + string.Join(", ", filled.ToArray()) +
                          ". Restart the editor where it had loaded another version.",
                    "OK");
            }
            catch (IOException e)
            {
                UnityEngine.Debug.LogException(e);
            }
            catch (UnauthorizedAccessException e)
            {
                UnityEngine.Debug.LogException(e);
            }
        }
    }
}
