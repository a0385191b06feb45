#[path = "../../src/ffi/mod.rs"]
pub mod ffi;
