using System.Collections.Generic;
using System.IO;
using UnityEditor;

namespace Kbe.Editor
{
    /// <summary>
    /// Says once a session of the editor that the native library is still to come: a package from a git URL has only the C#.
    /// </summary>
    [InitializeOnLoad]
    internal static class KbeLibraryNotice
    {
        private const string Told = "org.libkbe.client.told";

        static KbeLibraryNotice()
        {
            // The importers are there when the editor has come up.
            EditorApplication.delayCall += Look;
        }

        private static void Look()
        {
            string notice = Notice(PluginImporter.GetAllImporters());
            if (notice == null || SessionState.GetBool(Told, false))
                return;
            SessionState.SetBool(Told, true);
            UnityEngine.Debug.LogWarning(notice);
        }

        /// <summary>What is missing, or null.</summary>
        internal static string Notice(IEnumerable<PluginImporter> importers)
        {
            foreach (PluginImporter importer in importers)
                if (KbePluginInstaller.IsLibrary(Path.GetFileName(importer.assetPath)) && importer.GetCompatibleWithEditor())
                    return null;
            return "KBEngine: the native library kbe is not in this project yet, and nothing can log in without it. Unpack a release of " +
                "libkbe, or build one with cargo build --release; then Tools > KBEngine > Install native libraries, and choose " +
                "the folder of the release, or cargo's folder target.";
        }
    }
}
