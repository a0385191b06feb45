//! The plain C loop of `floor.c`, compiled and run as a program of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use crate::made::Stream;

/// The compiled program.
pub(crate) struct Floor(PathBuf);

fn temporary(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

impl Floor {
    /// Compiles it.
    ///
    /// # Errors
    /// A sentence when there is no C compiler, or it refuses.
    pub(crate) fn build() -> Result<Self, String> {
        let program = temporary("kbe-floor");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/floor.c");
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let done = Command::new(&compiler)
            .args(["-O2", "-o"])
            .args([&program, &source])
            .arg("-lm")
            .status()
            .map_err(|e| format!("{compiler}: {e}"))?;
        if done.success() { Ok(Self(program)) } else { Err(format!("{compiler}: {done}")) }
    }

    /// Seconds of the best of so many passes that they take `seconds` together.
    pub(crate) fn round(&self, stream: &Stream, seconds: f64) -> f64 {
        let file = temporary(&format!("{}.bin", stream.name));
        std::fs::write(&file, [&stream.setup[..], &stream.bytes].concat()).expect("a file");
        let one = self.passes(stream, &file, 3);
        let count = (seconds / one).ceil().clamp(1.0, 1e6) as u32;
        one.min(self.passes(stream, &file, count))
    }

    fn passes(&self, stream: &Stream, file: &Path, passes: u32) -> f64 {
        let alias = stream.name.starts_with("alias");
        let out = Command::new(&self.0)
            .arg(file)
            .args([stream.setup.len().to_string(), u8::from(alias).to_string(), passes.to_string()])
            .output()
            .expect("the floor runs");
        let lines = String::from_utf8(out.stdout).expect("text");
        let mut best = f64::INFINITY;
        for line in lines.lines() {
            let pass: Json = serde_json::from_str(line).expect("a JSON object a line");
            let number = |key: &str| pass[key].as_i64().expect("a number");
            let told = &stream.told;
            let expected = [told.moves, told.properties, told.calls].map(|n| n as i64);
            assert_eq!(
                ["moves", "properties", "calls"].map(number),
                expected,
                "the floor's events"
            );
            let sums = [told.sum_hp, told.sum_calls];
            assert_eq!(["sum_hp", "sum_calls"].map(number), sums, "the floor's values");
            best = best.min(pass["cpu"].as_f64().expect("a number"));
        }
        assert!(
            best.is_finite(),
            "the floor says nothing: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        best
    }
}
