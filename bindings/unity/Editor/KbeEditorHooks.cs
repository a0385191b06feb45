using UnityEditor;

namespace Kbe.Editor
{
    /// <summary>
    /// Ends the library where the editor unloads the code that its clients belong to: before a domain reload, after
    /// play mode, at the end.
    /// </summary>
    [InitializeOnLoad]
    internal static class KbeEditorHooks
    {
        static KbeEditorHooks()
        {
            AssemblyReloadEvents.beforeAssemblyReload += Shutdown;
            EditorApplication.quitting += Shutdown;
            EditorApplication.playModeStateChanged += PlayModeChanged;
        }

        private static void PlayModeChanged(PlayModeStateChange change)
        {
            // By now every component has been destroyed; what is left was forgotten.
            if (change == PlayModeStateChange.EnteredEditMode)
                Shutdown();
        }

        private static void Shutdown()
        {
            if (!KbeLibrary.ShutdownAll())
                UnityEngine.Debug.LogWarning("[kbe] the library had not ended after two seconds");
        }
    }
}
