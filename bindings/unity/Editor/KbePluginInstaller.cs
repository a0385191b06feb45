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

        private static readonly string[] Desktop = { "Linux/x86_64", "Windows/x86_64", "macOS" };

        /// <summary>Whether a file is a native library of this package.</summary>
        internal static bool IsLibrary(string file)
        {
            return file == "libkbe.so" || file == "kbe.dll" || file == "libkbe.dylib" || file == "libkbe.a";
        }

        /// <summary>
        /// Copies what it finds below a folder: cargo's target folder, or one that holds the unpacked archives of a
        /// release, or one of these archives. In TARGET, or kbe-VERSION-TARGET, it looks for FILE, release/FILE, lib/FILE
        /// and bin/FILE; and for release/FILE, which cargo made for this machine.
        /// </summary>
        /// <returns>the places that were filled</returns>
        internal static List<string> Install(string from, string package, string to)
        {
            string templates = Path.Combine(package, "Plugins~"), archive = "kbe-" + Version(package) + "-";
            string one = Path.GetFileName(Path.GetFullPath(from).TrimEnd(Path.DirectorySeparatorChar));
            if (one.StartsWith(archive, StringComparison.Ordinal))
                one = one.Substring(archive.Length);
            var filled = new List<string>();
            bool isOne = false;
            for (int i = 0; i < Places.GetLength(0); i++)
                isOne |= Places[i, 0] == one;
            for (int i = 0; i < Places.GetLength(0); i++)
            {
                string target = Places[i, 0], file = Places[i, 1], place = Places[i, 2];
                var folders = new List<string> { Path.Combine(from, archive + target), Path.Combine(from, target) };
                if (target == one)
                    folders.Add(from);
                string found = Find(folders, file);
                // A shared library without a target before it is of the machine that has built it: this one.
                string own = Path.Combine(from, "release", file);
                if (found == null && !isOne && Array.IndexOf(Desktop, place) >= 0 && File.Exists(own))
                    found = own;
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

        private static string Find(List<string> folders, string file)
        {
            foreach (string folder in folders)
                foreach (string between in new[] { "", "release", "lib", "bin" })
                    if (File.Exists(Path.Combine(folder, between, file)))
                        return Path.Combine(folder, between, file);
            return null;
        }

        /// <summary>Version of a package, as its package.json has it.</summary>
        internal static string Version(string package)
        {
            const string key = "\"version\": \"";
            string manifest = File.ReadAllText(Path.Combine(package, "package.json"));
            int at = manifest.IndexOf(key, StringComparison.Ordinal) + key.Length;
            return manifest.Substring(at, manifest.IndexOf('"', at) - at);
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
                List<string> filled = Install(from, package, Target);
                AssetDatabase.Refresh();
                EditorUtility.DisplayDialog(
                    "KBEngine",
                    filled.Count == 0
                        ? "No native library was found below " + from + ". It should hold folders such as kbe-" + Version(package) +
                          "-" + Places[0, 0] + ", the unpacked archives of a release, or be cargo's target folder."
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
