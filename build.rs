//! What the shared library is called, and that it stays.

/// The number in the library's file names. It grows with every break of the binary interface.
const NAME_NUMBER: u32 = 0;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let (os, vendor) = (variable("CARGO_CFG_TARGET_OS"), variable("CARGO_CFG_TARGET_VENDOR"));
    for arg in link_args(&os, &vendor, &variable("CARGO_PKG_VERSION")) {
        println!("cargo::rustc-cdylib-link-arg={arg}");
    }
}

/// What the linker is told about the shared library of `version` for a system.
pub(crate) fn link_args(os: &str, vendor: &str, version: &str) -> Vec<String> {
    // Threads of the library may still be running when a host unloads it: it stays mapped.
    let stays = || "-Wl,-z,nodelete".to_owned();
    match os {
        "linux" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" => {
            vec![format!("-Wl,-soname,libkbe.so.{NAME_NUMBER}"), stays()]
        }
        // Packages of apps carry files named lib*.so only, and devices with pages of 16 KiB load nothing
        // that is aligned to less.
        "android" => {
            let pages = "-Wl,-z,max-page-size=16384".to_owned();
            vec!["-Wl,-soname,libkbe.so".to_owned(), stays(), pages]
        }
        _ if vendor == "apple" => {
            let numbers = version.split(['-', '+']).next().unwrap_or(version);
            let series = numbers.rsplit_once('.').map_or(numbers, |(series, _patch)| series);
            vec![
                format!("-Wl,-install_name,@rpath/libkbe.{NAME_NUMBER}.dylib"),
                // A program may need a function that this series added.
                format!("-Wl,-compatibility_version,{series}.0"),
                format!("-Wl,-current_version,{numbers}"),
            ]
        }
        _ => Vec::new(),
    }
}
