using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Kbe.Editor;
using NUnit.Framework;
using UnityEditor;

namespace Kbe.Driver
{
    /// <summary>How the native libraries come into a project.</summary>
    public sealed class EditorTests
    {
        private static readonly string Package = Environment.GetEnvironmentVariable("KBE_PACKAGE");
        private string _work;

        [Test]
        public void LibrariesComeFromWhateverFolderADeveloperHas()
        {
            _work = Path.Combine(Path.GetTempPath(), "kbe-editor-" + Guid.NewGuid());
            try
            {
                string version = KbePluginInstaller.Version(Package);
                string linux = "kbe-" + version + "-x86_64-unknown-linux-gnu", windows = "kbe-" + version + "-x86_64-pc-windows-msvc";
                Make("releases/" + linux + "/lib/libkbe.so");
                Make("releases/" + linux + "/lib/libkbe.a");
                Make("releases/" + windows + "/bin/kbe.dll");
                Make("releases/kbe-0.0.9-aarch64-linux-android/lib/libkbe.so");
                Make("target/release/libkbe.so");
                Make("target/release/libkbe.a");
                Make("target/aarch64-linux-android/release/libkbe.so");
                Assert.AreEqual("Linux/x86_64 Windows/x86_64", Install("releases"), "the archives of this version, unpacked");
                Assert.AreEqual("Windows/x86_64", Install("releases/" + windows), "one of them");
                Assert.AreEqual("Linux/x86_64 Android/arm64-v8a", Install("target"), "cargo's folder");
                Assert.AreEqual("Android/arm64-v8a", Install("target/aarch64-linux-android"), "is no library of this machine");
                Assert.AreEqual("", Install("releases/kbe-0.0.9-aarch64-linux-android"), "another version");
                string to = Path.Combine(_work, "project");
                Assert.AreEqual("target/aarch64-linux-android/release/libkbe.so", File.ReadAllText(to + "/Android/arm64-v8a/libkbe.so"));
                StringAssert.Contains("CPU: ARM64", File.ReadAllText(to + "/Android/arm64-v8a/libkbe.so.meta"));
            }
            finally
            {
                Directory.Delete(_work, true);
            }
        }

        [Test]
        public void WithoutALibraryTheEditorSaysWhatToDoOnce()
        {
            var android = new PluginImporter { assetPath = "Assets/Plugins/Kbe/Android/arm64-v8a/libkbe.so" };
            var linux = new PluginImporter { assetPath = "Assets/Plugins/Kbe/Linux/x86_64/libkbe.so", Editor = true };
            var other = new PluginImporter { assetPath = "Assets/Plugins/steam.so", Editor = true };
            StringAssert.Contains("Tools > KBEngine > Install native libraries", KbeLibraryNotice.Notice(new[] { android, other }));
            Assert.IsNull(KbeLibraryNotice.Notice(new[] { android, linux }));
            RuntimeHelpers.RunClassConstructor(typeof(KbeLibraryNotice).TypeHandle);
            int before = Notices();
            EditorApplication.delayCall();
            EditorApplication.delayCall();
            Assert.AreEqual(before + 1, Notices());
        }

        private static int Notices() => UnityEngine.Debug.Said.Count(line => line.Contains("is not in this project yet"));

        private string Install(string from)
        {
            List<string> filled = KbePluginInstaller.Install(Path.Combine(_work, from), Package, Path.Combine(_work, "project"));
            return string.Join(" ", filled.ToArray());
        }

        /// <summary>A file that says where it comes from.</summary>
        private void Make(string path)
        {
            string whole = Path.Combine(_work, path);
            Directory.CreateDirectory(Path.GetDirectoryName(whole));
            File.WriteAllText(whole, path);
        }
    }
}
