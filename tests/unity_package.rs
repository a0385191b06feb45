//! The Unity package as a package: every file has its `.meta` with an id of its own, the import settings of the
//! native libraries name one platform each, versions agree, and the script that installs the libraries does.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn package() -> PathBuf {
    root().join("bindings/unity")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Writes a file that is not up to date; the others are read by other tests meanwhile.
fn update(path: &Path, wanted: &str) {
    if fs::read_to_string(path).unwrap_or_default() != wanted {
        fs::write(path, wanted).unwrap();
    }
}

/// The id of an asset: 32 hexadecimal digits, the same for ever for the same path.
fn guid(path: &str) -> String {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in format!("org.libkbe.client/{path}").bytes() {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    format!("{hash:032x}")
}

const END: &str = "  userData: \n  assetBundleName: \n  assetBundleVariant: \n";

fn importer(path: &Path) -> String {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    match (path.is_dir(), extension, name) {
        (true, ..) => format!("folderAsset: yes\nDefaultImporter:\n  externalObjects: {{}}\n{END}"),
        (_, "cs", _) => format!(
            "MonoImporter:\n  externalObjects: {{}}\n  serializedVersion: 2\n  defaultReferences: []\n  \
             executionOrder: 0\n  icon: {{instanceID: 0}}\n{END}"
        ),
        (_, "asmdef", _) => format!("AssemblyDefinitionImporter:\n  externalObjects: {{}}\n{END}"),
        (_, _, "package.json") => {
            format!("PackageManifestImporter:\n  externalObjects: {{}}\n{END}")
        }
        (_, "md" | "json", _) => format!("TextScriptImporter:\n  externalObjects: {{}}\n{END}"),
        _ => format!("DefaultImporter:\n  externalObjects: {{}}\n{END}"),
    }
}

/// Everything that Unity sees: neither hidden, nor in a folder that ends with `~`; nor what is built.
fn assets(below: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(below).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let built =
            path.ends_with("Runtime/Plugins") || name == "Plugins.meta" || name.ends_with(".tgz");
        if name.starts_with('.') || name.ends_with('~') || built {
            continue;
        }
        if path.is_dir() {
            assets(&path, found);
        }
        found.push(path);
    }
}

fn relative(path: &Path) -> String {
    path.strip_prefix(package()).unwrap().to_str().unwrap().replace('\\', "/")
}

#[test]
fn every_asset_has_its_meta() {
    let mut all = Vec::new();
    assets(&package(), &mut all);
    // What samples hold becomes assets when they are imported.
    for sample in ["FirstLogin", "EventBus"] {
        assets(&package().join("Samples~").join(sample), &mut all);
    }
    let (metas, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|p| p.extension().is_some_and(|e| e == "meta"));
    for path in &others {
        let meta =
            path.with_file_name(format!("{}.meta", path.file_name().unwrap().to_str().unwrap()));
        let wanted =
            format!("fileFormatVersion: 2\nguid: {}\n{}", guid(&relative(path)), importer(path));
        if std::env::var_os("KBE_UPDATE").is_some() {
            update(&meta, &wanted);
        }
        assert!(meta.exists(), "{} has no meta: run this test with KBE_UPDATE=1", path.display());
        assert_eq!(read(&meta), wanted, "{}", meta.display());
    }
    for meta in metas {
        assert!(meta.with_extension("").exists(), "{} is left over", meta.display());
    }
    assert!(others.len() > 30, "{} assets", others.len());
}

/// One platform of Unity with the CPU that it is for.
struct Platform {
    place: &'static str,
    file: &'static str,
    /// Group and name of the platform.
    key: &'static str,
    settings: &'static str,
    /// System and CPU of the editor that loads it, too.
    editor: Option<(&'static str, &'static str)>,
}

const PLATFORMS: &[Platform] = &[
    Platform {
        place: "Linux/x86_64",
        file: "libkbe.so",
        key: "Standalone: Linux64",
        settings: "CPU: x86_64",
        editor: Some(("Linux", "x86_64")),
    },
    Platform {
        place: "Windows/x86_64",
        file: "kbe.dll",
        key: "Standalone: Win64",
        settings: "CPU: x86_64",
        editor: Some(("Windows", "x86_64")),
    },
    Platform {
        place: "macOS",
        file: "libkbe.dylib",
        key: "Standalone: OSXUniversal",
        settings: "CPU: AnyCPU",
        editor: Some(("OSX", "AnyCPU")),
    },
    Platform {
        place: "Android/arm64-v8a",
        file: "libkbe.so",
        key: "Android: Android",
        settings: "CPU: ARM64",
        editor: None,
    },
    Platform {
        place: "Android/armeabi-v7a",
        file: "libkbe.so",
        key: "Android: Android",
        settings: "CPU: ARMv7",
        editor: None,
    },
    Platform {
        place: "Android/x86_64",
        file: "libkbe.so",
        key: "Android: Android",
        settings: "CPU: X86_64",
        editor: None,
    },
    Platform {
        place: "iOS",
        file: "libkbe.a",
        key: "iPhone: iOS",
        settings: "AddToEmbeddedBinaries: false\n        CPU: AnyCPU\n        CompileFlags: \n        \
                   FrameworkDependencies: Security;CoreFoundation;",
        editor: None,
    },
];

/// The import settings of a library: its own platform, and no other.
fn plugin_meta(p: &Platform) -> String {
    let path = format!("Plugins/{}/{}", p.place, p.file);
    let mut text = format!(
        "fileFormatVersion: 2\nguid: {}\nPluginImporter:\n  externalObjects: {{}}\n  serializedVersion: 2\n  \
         iconMap: {{}}\n  executionOrder: {{}}\n  defineConstraints: []\n  isPreloaded: 0\n  isOverridable: 0\n  \
         isExplicitlyReferenced: 0\n  validateReferences: 1\n  platformData:\n",
        guid(&path)
    );
    let any = "  - first:\n      Any: \n    second:\n      enabled: 0\n      settings: {}\n";
    text.push_str(any);
    let editor = match p.editor {
        Some((os, cpu)) => format!(
            "enabled: 1\n      settings:\n        CPU: {cpu}\n        DefaultValueInitialized: true\n        OS: {os}"
        ),
        None => "enabled: 0\n      settings:\n        DefaultValueInitialized: true".to_owned(),
    };
    _ = writeln!(text, "  - first:\n      Editor: Editor\n    second:\n      {editor}");
    _ = writeln!(
        text,
        "  - first:\n      {}\n    second:\n      enabled: 1\n      settings:\n        {}",
        p.key, p.settings
    );
    text.push_str(END);
    text
}

/// Everything in `Plugins~`, by path.
fn templates() -> BTreeMap<String, String> {
    let mut made = BTreeMap::new();
    let folder = |path: &str| {
        let text = format!("folderAsset: yes\nDefaultImporter:\n  externalObjects: {{}}\n{END}");
        format!("fileFormatVersion: 2\nguid: {}\n{text}", guid(path))
    };
    made.insert("Plugins.meta".to_owned(), folder("Runtime/Plugins"));
    for p in PLATFORMS {
        made.insert(format!("{}/{}.meta", p.place, p.file), plugin_meta(p));
        let mut at = Path::new(p.place);
        while at != Path::new("") {
            let at_name = at.to_str().unwrap();
            made.insert(format!("{at_name}.meta"), folder(&format!("Runtime/Plugins/{at_name}")));
            at = at.parent().unwrap();
        }
    }
    made
}

#[test]
fn every_native_library_has_settings_for_one_platform() {
    for (path, wanted) in templates() {
        let path = package().join("Plugins~").join(path);
        if std::env::var_os("KBE_UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            update(&path, &wanted);
        }
        assert_eq!(read(&path), wanted, "{}: run this test with KBE_UPDATE=1", path.display());
    }
}

#[test]
fn ids_are_there_once() {
    let mut ids = BTreeMap::new();
    let mut folders = vec![package()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("Runtime/Plugins") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "meta")
                && !path.ends_with("Runtime/Plugins.meta")
            {
                let id = read(&path).lines().nth(1).unwrap().to_owned();
                if let Some(other) = ids.insert(id, path.clone()) {
                    panic!("{} and {} have one id", path.display(), other.display());
                }
            }
        }
    }
}

#[test]
fn the_package_has_the_version_of_the_library() {
    let manifest = read(&package().join("package.json"));
    assert!(
        manifest.contains(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"))),
        "{manifest}"
    );
    assert!(
        manifest.contains("\"name\": \"org.libkbe.client\"")
            && manifest.contains("\"unity\": \"2021.3\"")
    );
    for path in manifest.lines().filter_map(|l| l.trim().strip_prefix("\"path\": \"")) {
        assert!(package().join(path.trim_end_matches('"')).is_dir(), "{path}");
    }
    assert!(
        read(&package().join("CHANGELOG.md")).contains(&format!("[{}]", env!("CARGO_PKG_VERSION")))
    );
    assert_eq!(read(&package().join("LICENSE.md")), read(&root().join("LICENSE")));
}

/// The two installers, the script and the editor's, know the same places.
#[test]
fn both_installers_know_every_platform() {
    let script = read(&package().join("install-plugins.sh"));
    let editor = read(&package().join("Editor/KbePluginInstaller.cs"));
    for p in PLATFORMS {
        let line = |l: &&str| l.ends_with(&format!(" {} {}", p.file, p.place));
        let targets: Vec<&str> =
            script.lines().filter(line).filter_map(|l| l.split(' ').next()).collect();
        assert!(!targets.is_empty(), "{}", p.place);
        for target in targets {
            let row = format!("{{ \"{target}\", \"{}\", \"{}\" }}", p.file, p.place);
            assert!(editor.contains(&row), "{row}");
        }
    }
}

fn install(args: &[&Path], pack: bool) -> Output {
    let mut command = Command::new("bash");
    command.arg(package().join("install-plugins.sh"));
    if pack {
        command.arg("--pack");
    }
    command.args(args).output().unwrap()
}

/// All libraries there are, as a release has them and as cargo leaves them.
#[test]
fn the_script_installs_and_packs() {
    if Command::new("bash").arg("--version").output().is_err() {
        println!("SKIPPED: bash is not here");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let from = dir.path().join("from");
    let unpacked = |rest: &str| format!("kbe-{}-{rest}", env!("CARGO_PKG_VERSION"));
    for (path, text) in [
        (unpacked("x86_64-unknown-linux-gnu/lib/libkbe.so"), "linux"),
        (unpacked("x86_64-pc-windows-msvc/bin/kbe.dll"), "windows"),
        ("x86_64-pc-windows-msvc/kbe.dll".to_owned(), "another"),
        ("aarch64-linux-android/release/libkbe.so".to_owned(), "arm64"),
        ("aarch64-apple-ios/lib/libkbe.a".to_owned(), "ios"),
    ] {
        let path = from.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let project = dir.path().join("Project");
    fs::create_dir_all(project.join("Assets")).unwrap();
    let done = install(&[&from, &project], false);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let to = project.join("Assets/Plugins/Kbe");
    assert_eq!(read(&to.join("Linux/x86_64/libkbe.so")), "linux");
    assert_eq!(read(&to.join("Windows/x86_64/kbe.dll")), "windows");
    assert_eq!(read(&to.join("Android/arm64-v8a/libkbe.so")), "arm64");
    assert!(read(&to.join("iOS/libkbe.a.meta")).contains("iPhone: iOS"));
    assert!(read(&to.join("Android/arm64-v8a/libkbe.so.meta")).contains("CPU: ARM64"));
    assert!(to.join("Android.meta").exists() && !to.join("macOS").exists());

    let out = dir.path().join("out");
    let packed = install(&[&from, &out], true);
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let archive = out.join(format!("org.libkbe.client-{}.tgz", env!("CARGO_PKG_VERSION")));
    let listed = Command::new("tar").arg("-tzf").arg(&archive).output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    for file in [
        "package/package.json",
        "package/Runtime/Kbe.Client.asmdef.meta",
        "package/Runtime/Plugins.meta",
        "package/Runtime/Plugins/Linux/x86_64/libkbe.so.meta",
        "package/Runtime/Plugins/iOS/libkbe.a",
        "package/Samples~/FirstLogin/FirstLogin.cs",
    ] {
        assert!(listed.lines().any(|l| l.replace("/./", "/") == file), "{file} is not in {listed}");
    }

    // One of the archives alone is what it says it is, whatever this machine is.
    let own = from.join(unpacked("x86_64-pc-windows-msvc"));
    let one = install(&[&own, &project], false);
    assert_eq!(String::from_utf8_lossy(&one.stdout), "Windows/x86_64/kbe.dll\n");
    let one = install(&[&from.join("aarch64-linux-android"), &project], false);
    assert_eq!(String::from_utf8_lossy(&one.stdout), "Android/arm64-v8a/libkbe.so\n");

    let empty = dir.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let nothing = install(&[&empty, &project], false);
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("no native library below"));
    assert!(!nothing.status.success());
    let wrong = install(&[&from, &empty], false);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("is no Unity project"));
}

/// The words of a text in `code`, one line each time.
fn code_spans(text: &str) -> Vec<String> {
    let mut spans = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            spans.push(line.to_owned());
        } else {
            // Of a table that compares, the right side is ours.
            let ours = line.strip_prefix("| `").and_then(|row| row.split_once(" | "));
            let line = ours.map_or(line, |(_, right)| right);
            spans.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    spans
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// What the pages call by name is there: classes, events and hooks, and what is said of a client, an entity or the
/// configuration.
#[test]
fn the_pages_name_what_there_is() {
    let mut known = std::collections::BTreeSet::new();
    for folder in ["Runtime", "Runtime/Native", "Compat", "Editor"] {
        for entry in fs::read_dir(package().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "cs") {
                known.extend(words(&read(&path)).map(str::to_owned));
            }
        }
    }
    let mut named = 0;
    for page in ["README.md", "Documentation~/migration.md", "Documentation~/index.md"] {
        for span in code_spans(&read(&package().join(page))) {
            for (at, _) in span.match_indices(char::is_alphabetic) {
                let starts = !span[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let Some(word) = words(&span[at..]).next().filter(|_| starts) else { continue };
                let upper = |at: usize| word.chars().nth(at).is_some_and(char::is_uppercase);
                let of = ["client.", "Client.", "entity.", "KbeConfig."];
                let ours = (word.starts_with("Kbe") && upper(3))
                    || (word.starts_with("On") && upper(2))
                    || (of.iter().any(|of| span[..at].ends_with(of)) && upper(0));
                if ours {
                    named += 1;
                    assert!(known.contains(word), "{page}: {word} of `{span}` is not there");
                }
            }
        }
    }
    assert!(named > 150, "{named}");
}
