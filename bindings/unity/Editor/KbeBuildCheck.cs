using System.Collections.Generic;
using System.IO;
using UnityEditor;
using UnityEditor.Build;
using UnityEditor.Build.Reporting;

namespace Kbe.Editor
{
    /// <summary>Fails a build that could not work, with a sentence instead of a link error or a black screen.</summary>
    internal sealed class KbeBuildCheck : IPreprocessBuildWithReport
    {
        /// <summary>Before others.</summary>
        public int callbackOrder => -1000;

        /// <summary>Looks at the platform and at the native libraries of the project.</summary>
        public void OnPreprocessBuild(BuildReport report)
        {
            string problem = Problem(report.summary.platform, Importers());
            if (problem != null)
                throw new BuildFailedException(problem);
        }

        /// <summary>What is wrong with a build, or null.</summary>
        internal static string Problem(BuildTarget target, IEnumerable<PluginImporter> importers)
        {
            if (target == BuildTarget.WebGL)
                return "KBEngine (libkbe) does not run in WebGL: it needs threads and sockets of its own, which a " +
                    "browser gives to no library. Build for another platform, or leave the package out of this one.";
            foreach (PluginImporter importer in importers)
                if (importer.GetCompatibleWithPlatform(target))
                    return null;
            return "KBEngine: the project has no native library kbe for " + target + ". Put it there with Tools > " +
                "KBEngine > Install native libraries; see the page on shipping for which file goes where.";
        }

        private static IEnumerable<PluginImporter> Importers()
        {
            foreach (PluginImporter importer in PluginImporter.GetAllImporters())
                if (KbePluginInstaller.IsLibrary(Path.GetFileName(importer.assetPath)))
                    yield return importer;
        }
    }
}
