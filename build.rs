//! What the shared library is called, and that it stays.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let vendor = std::env::var("CARGO_CFG_TARGET_VENDOR").unwrap_or_default();
    let arg = |a: &str| println!("cargo::rustc-cdylib-link-arg={a}");
    match os.as_str() {
        "linux" | "android" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" => {
            // The number grows with every break of the binary interface.
            arg("-Wl,-soname,libkbe.so.0");
            // Threads of the library may still be running when a host unloads it: it stays mapped.
            arg("-Wl,-z,nodelete");
        }
        _ if vendor == "apple" => arg("-Wl,-install_name,@rpath/libkbe.dylib"),
        _ => {}
    }
    if os == "android" {
        // Devices with pages of 16 KiB load nothing else.
        arg("-Wl,-z,max-page-size=16384");
    }
}
