// The few types of UnityEditor that the package's editor part uses. For tests only.
using System;
using System.Collections.Generic;

namespace UnityEditor
{
    public sealed class InitializeOnLoadAttribute : Attribute { }
    public sealed class MenuItem : Attribute { public MenuItem(string path) { } }

    public static class AssemblyReloadEvents
    {
        public static event Action beforeAssemblyReload;
        public static void Reload() { beforeAssemblyReload?.Invoke(); }
    }

    public enum PlayModeStateChange { EnteredEditMode, ExitingEditMode, EnteredPlayMode, ExitingPlayMode }

    public static class EditorApplication
    {
        public delegate void CallbackFunction();
        public static CallbackFunction delayCall;
        public static event Action quitting;
        public static event Action<PlayModeStateChange> playModeStateChanged;
        public static void Quit() { quitting?.Invoke(); }
        public static void Change(PlayModeStateChange to) { playModeStateChanged?.Invoke(to); }
    }

    public enum BuildTarget { StandaloneLinux64, StandaloneWindows64, Android, iOS, WebGL }

    public sealed class PluginImporter
    {
        public string assetPath = "";
        public readonly List<BuildTarget> For = new List<BuildTarget>();
        public bool Editor;
        public bool GetCompatibleWithEditor() => Editor;
        public bool GetCompatibleWithPlatform(BuildTarget target) => For.Contains(target);
        public static PluginImporter[] GetAllImporters() => new PluginImporter[0];
    }

    public static class SessionState
    {
        private static readonly HashSet<string> Set = new HashSet<string>();
        public static bool GetBool(string key, bool otherwise) => Set.Contains(key) || otherwise;
        public static void SetBool(string key, bool value) { if (value) Set.Add(key); else Set.Remove(key); }
    }

    public static class EditorUtility
    {
        public static string OpenFolderPanel(string title, string folder, string name) => "";
        public static bool DisplayDialog(string title, string text, string ok) => true;
    }

    public static class AssetDatabase { public static void Refresh() { } }
}

namespace UnityEditor.Build
{
    public interface IPreprocessBuildWithReport
    {
        int callbackOrder { get; }
        void OnPreprocessBuild(Reporting.BuildReport report);
    }

    public sealed class BuildFailedException : Exception
    {
        public BuildFailedException(string message) : base(message) { }
    }
}

namespace UnityEditor.Build.Reporting
{
    public struct BuildSummary { public BuildTarget platform; }
    public sealed class BuildReport { public BuildSummary summary; }
}
