//! The header from the other side: compiled as C and C++, its layouts compared with Rust's, its words with
//! the table of rules, its functions with what the library exports.
#![cfg(feature = "capi")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test code")]

#[path = "../include/cbindgen/arrange.rs"]
#[allow(dead_code, reason = "it is a program of its own too")]
mod arrange;
mod native;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::mem::offset_of;
use std::process::Command;

use kbe::ffi::reentrancy::{InCallback, TABLE, Thread, document};
use native::*;

fn header() -> String {
    std::fs::read_to_string(root().join("include/kbe.h")).unwrap()
}

#[test]
fn the_header_is_clean_c() {
    let Some(c) = c() else { return };
    for standard in ["-std=c99", "-std=c11", "-std=c17"] {
        compile(&c, standard, &["-fsyntax-only", "tests/c/header.c"]);
        compile(&c, standard, &["-DKBE_STATIC", "-fsyntax-only", "tests/c/header.c"]);
    }
}

#[test]
fn the_header_is_clean_cpp_in_two_units() {
    let Some(cpp) = cpp() else { return };
    for standard in ["-std=c++11", "-std=c++17", "-std=c++20"] {
        compile(&cpp, standard, &["-fsyntax-only", "tests/cpp/one.cpp", "tests/cpp/two.cpp"]);
    }
    let Some(dir) = linkable() else { return };
    let sources = ["tests/cpp/one.cpp", "tests/cpp/two.cpp"];
    run(&mut Command::new(program(&cpp, "-std=c++11", &sources, &[], dir.path())));
}

#[test]
fn a_c_program_runs() {
    let (Some(c), Some(dir)) = (c(), linkable()) else {
        return;
    };
    let built = program(&c, "-std=c99", &["tests/c/basics.c"], &[], dir.path());
    let said = run(&mut Command::new(&built));
    assert!(has_no_failures(&said), "{said}");
}

/// Whether such a program says so: `0 failures`, maybe behind other counts. What valgrind notes about
/// threads that still run stands around it.
fn has_no_failures(said: &str) -> bool {
    said.lines().any(|line| line.rsplit(", ").next() == Some("0 failures"))
}

/// The programs that also run under sanitizers and valgrind.
const PROGRAMS: [&str; 2] = ["tests/c/basics.c", "tests/c/exports.c"];

#[test]
fn a_c_program_runs_under_sanitizers() {
    let (Some(c), Some(dir)) = (c(), linkable()) else {
        return;
    };
    let list = exports_for_c(dir.path());
    let sanitize = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", list.as_str()];
    for file in PROGRAMS {
        let built = program(&c, "-std=c99", &[file], &sanitize, dir.path());
        // Threads of the library outlive nothing here: what it leaks is looked for by valgrind.
        let mut command = Command::new(built);
        let said = run(command.env("ASAN_OPTIONS", "detect_leaks=0"));
        assert!(has_no_failures(&said), "{file}: {said}");
    }
}

#[test]
fn a_c_program_runs_under_valgrind() {
    let (Some(c), Some(dir)) = (c(), linkable()) else {
        return;
    };
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("no valgrind: skipped");
        return;
    }
    let list = exports_for_c(dir.path());
    for file in PROGRAMS {
        let built = program(&c, "-std=c99", &[file], &[&list], dir.path());
        let mut command = Command::new("valgrind");
        command.args(["--error-exitcode=9", "--leak-check=full"]);
        command.args(["--errors-for-leak-kinds=definite", "-q"]);
        let said = run(command.arg(built));
        assert!(has_no_failures(&said), "{file}: {said}");
    }
}

macro_rules! layouts {
    ($($name:ident in $module:ident: $($field:ident)*;)*) => {
        fn layouts() -> String {
            let mut out = String::from("#include <kbe.h>\n#include <stddef.h>\n");
            let mut check = |what: String, is: usize| {
                let n = out.lines().count();
                _ = writeln!(out, "typedef char check_{n}[({what}) == {is} ? 1 : -1];");
            };
            $({
                type S = kbe::ffi::$module::$name;
                let name = stringify!($name);
                check(format!("sizeof({name})"), size_of::<S>());
                $(check(
                    format!("offsetof({name}, {})", stringify!($field).trim_start_matches("r#")),
                    offset_of!(S, $field),
                );)*
            })*
            out
        }
    };
}

layouts! {
    kbe_str in view: ptr len;
    kbe_bytes in view: ptr len;
    kbe_value in value: r#type count r#as;
    kbe_value_as in value:;
    kbe_value_dict in value: items keys;
    kbe_value_entity_call in value: id kind utype cid;
    kbe_config in config: struct_size abi_version host port flags version script_version
        entitydef_digest cache_dir client_type baseapp_port baseapp_host queue_limit
        connect_timeout_ms hello_timeout_ms import_timeout_ms login_timeout_ms
        baseapp_login_timeout_ms heartbeat_interval_ms heartbeat_tolerance upload_interval_ms
        upload_distance upload_angle pacing_bytes pacing_packets pacing_window_ms send_queue_bytes
        max_message relogin_attempts relogin_delay_ms relogin_max_delay_ms transport baseapp_udp_port
        udp_timeout_ms websocket_path tls_roots tls_name tls_pins
        encryption backlog_limit backlog_bytes log_level reserved;
    kbe_callbacks in callbacks: struct_size reserved connection hello version_mismatch definitions
        login_accepted login_result account_result disconnected entity_created entity_destroyed
        entity_enter_world entity_leave_world entity_enter_space entity_leave_space
        property_changed method_called entity_moved transforms pose_set control_changed
        control_lost component_attached component_detached base_ready cell_ready cell_lost
        space_geometry space_data_set space_data_deleted stream_started stream_data
        stream_completed protocol_error queue_high session_changed log component_enter_world
        component_leave_world;
    kbe_entity_view in events: struct_size flags id class_id space_id component_count position
        direction class_name user_data;
    kbe_transform in events: entity_id flags position direction;
    kbe_ending in events: origin reason server code code_name text;
    kbe_connection_event in events: client server success port transport host text;
    kbe_hello_event in events: client server encryption version script_version protocol_digest
        entitydef_digest;
    kbe_version_mismatch_event in events: client kind reserved client_says server_says;
    kbe_definitions_event in events: client class_count type_count;
    kbe_login_accepted_event in events: client tcp_port udp_port host account datas;
    kbe_login_result_event in events: client success entity_id uuid ending datas;
    kbe_account_result_event in events: client request success ending datas;
    kbe_disconnected_event in events: client ending resumable reserved;
    kbe_session_event in events: client state attempt attempts delay_ms flags reserved uuid ending;
    kbe_entity_event in events: client entity;
    kbe_log_event in log: client level reserved time_us source text;
    kbe_property_event in events: client entity_id flags class_id component_id property_id
        reserved component_name property_name value old_value entity_user_data;
    kbe_method_event in events: client entity_id flags class_id component_id method_id argc args
        component_name method_name entity_user_data;
    kbe_moved_event in events: client transform entity_user_data;
    kbe_pose_event in events: client transform cause flags entity_user_data;
    kbe_control_event in events: client entity_id flags controlled reserved entity_user_data;
    kbe_component_event in events: client entity_id flags component_id class_id component_name
        class_name entity_user_data;
    kbe_space_geometry_event in events: client space_id flags path;
    kbe_space_data_event in events: client space_id flags key value;
    kbe_stream_event in events: client stream_id kind size received description data;
    kbe_protocol_error_event in events: client message_id offset entity_id reserved message_name
        text;
    kbe_queue_event in events: client queued limit;
    kbe_transforms_event in events: client transforms count reserved;
    kbe_event in pull: struct_size r#type data;
    kbe_event_data in pull:;
    kbe_pump_params in pump: struct_size wait_ms budget_us max_events;
    kbe_pump_stats in pump: struct_size dispatched remaining spent_us;
    kbe_component_view in entity: struct_size component_id class_id attached name class_name;
    kbe_pose in entity: struct_size on_ground position direction;
    kbe_call in call: struct_size side entity_id component_id method_id argc args;
    kbe_class_info in defs: struct_size id property_count client_method_count base_method_count
        cell_method_count name;
    kbe_property_info in defs: struct_size id flags alias type_index value_type name default_text
        default_value;
    kbe_method_info in defs: struct_size id alias arg_count arg_types name;
    kbe_type_info in defs: struct_size value_type wire_id item_type key_count reserved base_name
        alias display_name implemented_by;
    kbe_client_info in info: struct_size state player_id space_id uuid entity_count
        baseapp_tcp_port baseapp_udp_port flags baseapp_host account datas server_version
        server_script_version protocol_digest entitydef_digest server_position encryption;
    kbe_client_stats in info: struct_size queued_events queued_commands round_trip_us bytes_in
        bytes_out messages_in messages_out faults events moves_folded commands_dropped
        lines_dropped oldest_event_us pump_us longest_pump_us;
    kbe_message_stats in traffic: name id direction messages bytes;
    kbe_net_sim in simulate: struct_size servers flags latency_ms jitter_ms loss_permille
        reorder_permille reorder_ms duplicate_permille bandwidth_out bandwidth_in stall_ms
        stall_after_in disconnect_after_out disconnect_after_in seed;
}

#[test]
fn c_and_rust_lay_structs_out_alike() {
    let text = layouts();
    let declared: BTreeSet<_> = header()
        .lines()
        .filter_map(|l| l.strip_prefix("} ")?.strip_suffix(';').map(str::to_owned))
        .collect();
    for name in &declared {
        assert!(text.contains(&format!("sizeof({name})")), "{name} is not compared");
    }
    let Some(c) = c() else { return };
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("layouts.c");
    std::fs::write(&file, text).unwrap();
    compile(&c, "-std=c99", &["-fsyntax-only", file.to_str().unwrap()]);
}

/// Functions of the header with their comments.
fn functions() -> Vec<(String, String)> {
    let header = header();
    let mut found = Vec::new();
    let mut comment = String::new();
    let mut lines = header.lines().map(str::trim_start);
    while let Some(line) = lines.next() {
        if line.starts_with("/**") {
            comment.clear();
        } else if let Some(text) = line.strip_prefix('*') {
            comment.push_str(text.trim_start());
            comment.push(' ');
        } else if line == "KBE_API" || line.starts_with("KBE_API ") {
            // A long declaration begins on the line behind the word.
            let rest = if line == "KBE_API" { lines.next().unwrap() } else { line };
            let name = rest.split('(').next().unwrap().rsplit([' ', '*']).next().unwrap();
            found.push((name.to_owned(), comment.clone()));
        }
    }
    found
}

#[test]
fn every_function_says_thread_callbacks_errors_and_since() {
    let functions = functions();
    let names: BTreeSet<_> = functions.iter().map(|f| f.0.as_str()).collect();
    let table: BTreeSet<_> = TABLE.iter().map(|r| r.name).collect();
    assert_eq!(names, table, "the header's functions are those of the table");
    for (name, comment) in &functions {
        let row = TABLE.iter().find(|r| r.name == name).unwrap();
        let thread = match row.thread {
            Thread::Any => "Thread: any thread",
            Thread::Pump => "Thread: pump thread",
        };
        let callbacks = match row.in_callback {
            InCallback::Allowed => "Callbacks: allowed.",
            InCallback::Forbidden => "Callbacks: not allowed.",
            InCallback::Only => "Callbacks: only there.",
        };
        for word in [thread, callbacks, "Errors: ", "Since: 0.1"] {
            assert!(comment.contains(word), "{name} lacks \"{word}\"");
        }
    }
}

#[test]
fn the_table_is_printed() {
    let path = root().join("docs/reentrancy.md");
    if std::env::var_os("KBE_UPDATE").is_some() {
        std::fs::create_dir_all(root().join("docs")).unwrap();
        std::fs::write(&path, document()).unwrap();
    }
    let printed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(printed == document(), "docs/reentrancy.md is stale: run this test with KBE_UPDATE=1");
}

const EXPORTS: &str = "include/kbe.symbols";

/// The committed list of exports, one a line.
fn exports() -> Vec<String> {
    let text = std::fs::read_to_string(root().join(EXPORTS)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The list makes every change of the interface a line in a diff.
#[test]
fn the_list_of_exports_is_that_of_the_header() {
    let mut names: Vec<_> = functions().into_iter().map(|f| f.0).collect();
    names.sort();
    if std::env::var_os("KBE_UPDATE").is_some() {
        std::fs::write(root().join(EXPORTS), names.join("\n") + "\n").unwrap();
    }
    assert!(exports() == names, "{EXPORTS} is stale: run this test with KBE_UPDATE=1");
}

/// Writes the list of exports for `tests/c/exports.c`, and says how the compiler is told of it.
fn exports_for_c(dir: &std::path::Path) -> String {
    let mut rows = String::from("static const struct export_row exports[] = {\n");
    for name in exports() {
        _ = writeln!(rows, "    {{\"{name}\", (function){name}}},");
    }
    let list = dir.join("exports.h");
    std::fs::write(&list, rows + "};\n").unwrap();
    format!("-DKBE_EXPORTS=\"{}\"", list.display())
}

#[test]
fn every_export_is_called_with_wrong_arguments() {
    let (Some(c), Some(dir)) = (c(), linkable()) else {
        return;
    };
    let list = exports_for_c(dir.path());
    let built = program(&c, "-std=c99", &["tests/c/exports.c"], &[&list], dir.path());
    let expected = format!("{} functions, 0 failures\n", exports().len());
    assert_eq!(run(&mut Command::new(built)), expected, "with the shared library");

    let archive = library_dir().join("libkbe.a");
    if !archive.exists() {
        eprintln!("SKIPPED: no static library");
        return;
    }
    let out = dir.path().join("static");
    let system = ["-lpthread", "-ldl", "-lm"];
    let parts = ["tests/c/exports.c", archive.to_str().unwrap(), "-o", out.to_str().unwrap()];
    compile(&c, "-std=c99", &[&["-DKBE_STATIC", &list], &parts[..], &system].concat());
    assert_eq!(run(&mut Command::new(out)), expected, "with the static library");
}

#[test]
fn the_library_exports_the_table_and_nothing_else() {
    let library = library_dir().join("libkbe.so");
    if !library.exists() || Command::new("nm").arg("--version").output().is_err() {
        eprintln!("nothing to look at: skipped");
        return;
    }
    let listed = run(Command::new("nm").args(["-D", "--defined-only"]).arg(&library));
    let exported: BTreeSet<_> = listed.lines().filter_map(|l| l.split(' ').nth(2)).collect();
    let listed = exports();
    assert_eq!(exported, listed.iter().map(String::as_str).collect::<BTreeSet<_>>());
    let read = Command::new("readelf").args(["-d", "--wide"]).arg(&library).output();
    if let Ok(out) = read {
        let text = String::from_utf8_lossy(&out.stdout);
        assert!(text.contains("libkbe.so.0") && text.contains("NODELETE"), "{text}");
    }
}

#[test]
fn the_header_is_fresh() {
    let cbindgen = std::env::var("CBINDGEN").unwrap_or_else(|_| "cbindgen".into());
    let version = Command::new(&cbindgen).arg("--version").output();
    let version = version.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    if !version.is_ok_and(|v| v.trim() == "cbindgen 0.29.4") {
        eprintln!("no cbindgen 0.29.4: skipped");
        return;
    }
    let mut command = Command::new(cbindgen);
    command.args(["-q", "--config", "cbindgen.toml", "include/cbindgen"]).current_dir(root());
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let list = std::fs::read_to_string(root().join("include/kbe.sections")).unwrap();
    let fresh = arrange::arrange(&String::from_utf8(out.stdout).unwrap(), &list);
    assert!(fresh == header(), "include/kbe.h is stale: run include/generate");
}
