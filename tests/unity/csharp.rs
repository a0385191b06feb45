//! Writes the low layer of the Unity package, and the table that its layouts are checked by.

use std::fmt::Write as _;

use crate::header::{Constant, Field, Function, Header, Struct, Type};
use crate::layout::Layouts;

const FIRST: &str = "// Generated from include/kbe.h by tests/unity_bindings.rs; run that test with KBE_UPDATE=1 to make it anew.\n";

/// Constants that are an enum in C#: what they begin with, the enum, whether its members are bits.
const ENUMS: &[(&str, &str, bool)] = &[
    ("KBE_E_", "KbeResult", false),
    ("KBE_REASON_", "KbeReason", false),
    ("KBE_ORIGIN_", "KbeOrigin", false),
    ("KBE_SERVER_", "KbeServer", false),
    ("KBE_TRANSPORT_", "KbeTransport", false),
    ("KBE_ENCRYPTION_", "KbeEncryption", false),
    ("KBE_SESSION_", "KbeSessionState", false),
    ("KBE_REQUEST_", "KbeRequest", false),
    ("KBE_MISMATCH_", "KbeMismatch", false),
    ("KBE_STATE_", "KbeState", false),
    ("KBE_POSE_", "KbePoseCause", false),
    ("KBE_LOG_", "KbeLogLevel", false),
    ("KBE_SIDE_", "KbeSide", false),
    ("KBE_VALUE_", "KbeValueType", false),
    ("KBE_EVENT_", "KbeEventType", false),
    ("KBE_DIRECTION_", "KbeDirection", false),
    ("KBE_ENTITY_", "KbeEntityFlags", true),
    ("KBE_MOVE_", "KbeMoveFlags", true),
    ("KBE_FLAG_", "KbeEventFlags", true),
    ("KBE_CONFIG_", "KbeConfigFlags", true),
    ("KBE_CLIENT_", "KbeClientFlags", true),
    ("KBE_ACCOUNT_", "KbeAccountFlags", true),
    ("KBE_INTEREST_", "KbeInterest", true),
];

/// Bits in the middle of numbers.
const ALONE: &[&str] = &["KBE_SESSION_BY_LOGIN"];

/// The low layer.
pub(crate) fn native(header: &Header) -> String {
    let mut out = String::from(FIRST);
    out.push_str(
        "// The C names, one to one: see include/kbe.h for what they mean. Games use the classes above them.\n\
         #pragma warning disable CS0649, CS0169, IDE1006\n\
         using System;\n\
         using System.Runtime.InteropServices;\n\n\
         namespace Kbe\n{\n",
    );
    for (prefix, name, bits) in ENUMS {
        enumeration(&mut out, header, prefix, name, *bits);
    }
    out.push_str("}\n\nnamespace Kbe.Native\n{\n");
    for s in &header.structs {
        structure(&mut out, s);
    }
    functions(&mut out, header);
    out.push_str("}\n");
    out
}

fn group(c: &Constant) -> Option<&'static str> {
    if c.name == "KBE_OK" {
        return Some("KBE_E_");
    }
    let found = ENUMS.iter().find(|(prefix, _, _)| c.name.starts_with(prefix));
    found.map(|(prefix, _, _)| *prefix).filter(|_| !ALONE.contains(&c.name.as_str()))
}

fn enumeration(out: &mut String, header: &Header, prefix: &str, name: &str, bits: bool) {
    let base = if prefix == "KBE_E_" { "int" } else { "uint" };
    let about = match prefix {
        "KBE_E_" => "What a function of the library answers.".to_owned(),
        _ => format!("The {}… numbers.", prefix.to_uppercase()),
    };
    _ = writeln!(out, "    /// <summary>{about}</summary>");
    if bits {
        out.push_str("    [Flags]\n");
    }
    _ = writeln!(out, "    public enum {name} : {base}\n    {{");
    if bits && header.constants.iter().all(|c| group(c) != Some(prefix) || c.value != 0) {
        out.push_str("        /// <summary>No bit.</summary>\n        None = 0,\n");
    }
    let mut members: Vec<_> =
        header.constants.iter().filter(|c| group(c) == Some(prefix)).collect();
    members.sort_by_key(|c| c.value.unsigned_abs());
    for c in members {
        docs(out, 8, &c.docs);
        let member = pascal(c.name.strip_prefix(prefix).unwrap_or("OK"));
        _ = writeln!(out, "        {member} = {},", c.value);
    }
    out.push_str("    }\n\n");
}

/// `ENTITY_MOVED` as C# writes it.
pub(crate) fn pascal(name: &str) -> String {
    let word = |w: &str| w[..1].to_owned() + &w[1..].to_lowercase();
    let made: String = name.split('_').map(word).collect();
    // Names that C# developers write otherwise.
    match made.as_str() {
        "Ok" => "OK".into(),
        _ => made,
    }
}

fn structure(out: &mut String, s: &Struct) {
    docs(out, 4, &s.docs);
    let kind = if s.union { "Explicit" } else { "Sequential" };
    _ = writeln!(out, "    [StructLayout(LayoutKind.{kind})]");
    _ = writeln!(out, "    public unsafe struct {}\n    {{", s.name);
    for field in &s.fields {
        docs(out, 8, &field.docs);
        if s.union {
            out.push_str("        [FieldOffset(0)] ");
        } else {
            out.push_str("        ");
        }
        let name = identifier(&field.name);
        _ = match &field.of {
            Type::Array(item, count) => {
                writeln!(out, "public fixed {} {name}[{count}];", type_name(item))
            }
            of => writeln!(out, "public {} {name};", type_name(of)),
        };
    }
    out.push_str("    }\n\n");
}

fn functions(out: &mut String, header: &Header) {
    out.push_str(
        "    /// <summary>The functions of the library, and the constants that are no enum.</summary>\n    \
         public static unsafe class KbeNative\n    {\n\
         #if (UNITY_IOS || UNITY_TVOS || UNITY_VISIONOS) && !UNITY_EDITOR\n        \
         /// <summary>The static library is part of the program.</summary>\n        \
         public const string Library = \"__Internal\";\n\
         #else\n        \
         /// <summary>libkbe.so, kbe.dll, libkbe.dylib.</summary>\n        \
         public const string Library = \"kbe\";\n\
         #endif\n\n",
    );
    for c in header.constants.iter().filter(|c| group(c).is_none()) {
        docs(out, 8, &c.docs);
        _ = writeln!(out, "        public const uint {} = {};\n", c.name, c.value);
    }
    for f in &header.functions {
        function(out, f);
    }
    out.truncate(out.trim_end().len());
    out.push_str("\n    }\n");
}

fn function(out: &mut String, f: &Function) {
    docs(out, 8, &f.docs);
    out.push_str(
        "        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]\n",
    );
    let arguments: Vec<String> = f
        .arguments
        .iter()
        .map(|Field { name, of, .. }| format!("{} {}", type_name(of), identifier(name)))
        .collect();
    let returns = f.returns.as_ref().map_or("void".to_owned(), type_name);
    _ = writeln!(
        out,
        "        public static extern {returns} {}({});\n",
        f.name,
        arguments.join(", ")
    );
}

fn identifier(name: &str) -> String {
    match name {
        "as" | "params" | "event" | "base" | "in" | "out" | "ref" | "string" | "object" => {
            format!("@{name}")
        }
        _ => name.to_owned(),
    }
}

fn type_name(of: &Type) -> String {
    match of {
        Type::Function => "IntPtr".into(),
        Type::Pointer(to) => format!("{}*", type_name(to)),
        Type::Array(..) => unreachable!("arrays stand in structs only"),
        Type::Named(name) => match name.as_str() {
            "char" | "uint8_t" => "byte",
            "uint16_t" => "ushort",
            "int32_t" => "int",
            "uint32_t" => "uint",
            "int64_t" => "long",
            "uint64_t" | "kbe_client" => "ulong",
            "kbe_result" => "KbeResult",
            other => other,
        }
        .into(),
    }
}

/// A comment of C as one of C#.
fn docs(out: &mut String, indent: usize, lines: &[String]) {
    let pad = " ".repeat(indent);
    let escaped = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (mut summary, mut rest) = (Vec::new(), Vec::new());
    let mut open = "";
    for line in lines {
        let line = escaped(line);
        if let Some(text) = line.strip_prefix("@param ") {
            let (name, text) = text.split_once("  ").unwrap_or((text, ""));
            rest.push(format!("<param name=\"{}\">{}", name.trim(), text.trim()));
            open = "</param>";
        } else if let Some(text) = line.strip_prefix("@return ") {
            rest.push(format!("<returns>{text}"));
            open = "</returns>";
        } else if line.starts_with("Thread: ") {
            rest.push(format!("<remarks>{line}"));
            open = "</remarks>";
        } else if open.is_empty() {
            summary.push(line);
            continue;
        } else if line.is_empty() {
            close(&mut rest, &mut open);
            continue;
        } else {
            rest.push(line.trim().to_owned());
            continue;
        }
        let last = rest.pop();
        close_before(&mut rest);
        rest.extend(last);
    }
    close(&mut rest, &mut open);
    while summary.last().is_some_and(String::is_empty) {
        summary.pop();
    }
    match summary.as_slice() {
        [] => {}
        [one] => _ = writeln!(out, "{pad}/// <summary>{one}</summary>"),
        many => {
            _ = writeln!(out, "{pad}/// <summary>");
            for line in many {
                _ = writeln!(out, "{}", format!("{pad}/// {line}").trim_end());
            }
            _ = writeln!(out, "{pad}/// </summary>");
        }
    }
    for line in rest {
        _ = writeln!(out, "{pad}/// {line}");
    }
}

/// Ends the element that is open.
fn close(lines: &mut [String], open: &mut &str) {
    if let Some(last) = lines.last_mut().filter(|_| !open.is_empty()) {
        last.push_str(open);
    }
    *open = "";
}

/// Ends the element before another begins.
fn close_before(lines: &mut [String]) {
    let Some(start) = lines.iter().rposition(|l| l.starts_with('<')) else { return };
    let element = if lines[start].starts_with("<param") {
        "</param>"
    } else if lines[start].starts_with("<returns") {
        "</returns>"
    } else {
        "</remarks>"
    };
    if let Some(last) = lines.last_mut().filter(|l| !l.ends_with(element)) {
        last.push_str(element);
    }
}

/// The table of sizes and offsets, for the package's own tests.
pub(crate) fn layouts(header: &Header) -> String {
    let (wide, narrow) = (Layouts::new(header, 8), Layouts::new(header, 4));
    let mut out = String::from(FIRST);
    out.push_str(
        "using Kbe.Native;\n\nnamespace Kbe.Tests\n{\n    \
         /// <summary>Where the fields of every struct stand in C, and where they stand here.</summary>\n    \
         internal static unsafe class KbeLayouts\n    {\n        \
         /// <summary>A place: what it is, where it is here, where C has it with pointers of 8 and of 4 bytes.</summary>\n        \
         internal delegate void Check(string what, long here, int wide, int narrow);\n\n        \
         internal static void All(Check check)\n        {\n",
    );
    for s in &header.structs {
        let ((wide_size, wide_at), (narrow_size, narrow_at)) =
            (wide.of(&s.name), narrow.of(&s.name));
        let name = &s.name;
        _ = writeln!(
            out,
            "            {{\n                {name} s;\n                byte* at = (byte*)&s;"
        );
        _ = writeln!(
            out,
            "                check(\"sizeof({name})\", sizeof({name}), {wide_size}, {narrow_size});"
        );
        for (i, field) in s.fields.iter().enumerate() {
            let id = identifier(&field.name);
            let address = match field.of {
                Type::Array(..) => format!("(byte*)s.{id}"),
                _ => format!("(byte*)&s.{id}"),
            };
            _ = writeln!(
                out,
                "                check(\"{name}.{}\", {address} - at, {}, {});",
                field.name, wide_at[i], narrow_at[i]
            );
        }
        out.push_str("            }\n");
    }
    out.push_str("        }\n    }\n}\n");
    out
}
