//! C++17 on `kbe.hpp`.

use std::fmt::Write as _;

use kbe::wire::value::Kind;

use super::model::{Class, Method, Model, Type};
use super::names::{Scope, comment, cpp_literal};

#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local",
    "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void",
    "volatile", "wchar_t", "while", "xor", "xor_eq", "errno", "assert", "NULL", "EOF", "stdin", "stdout", "stderr",
];
/// Names at the top of the generated code, and those it looks up from there.
const OUTER: &[&str] = &["kbe", "std", "handlers", "definitions_digest", "members", "differences"];
/// What an entity and a component have of their own.
#[rustfmt::skip]
const MEMBERS: &[&str] = &[
    "id", "client_handle", "view", "exists", "class_name", "position", "direction", "property", "component_property",
    "property_as", "property_or", "component", "component_at", "component_of_class", "base_call", "cell_call", "call",
    "set_pose", "set_user_data", "user_data", "user_data_as", "base", "cell", "entity", "server_class",
];
/// What the calls and handlers of a class use themselves.
const PARTS: &[&str] = &["self_", "made_", "e"];

/// Generates one header.
pub(super) fn generate(model: &Model, namespace: &str) -> String {
    let mut names = Scope::new(&[KEYWORDS, OUTER]);
    let dicts = model.dicts.iter().map(|d| names.name(&d.name)).collect();
    let classes = model.classes.iter().map(|c| names.name(&c.name)).collect();
    let g = Generator { model, namespace, dicts, classes };
    let mut s = g.head();
    g.structs(&mut s);
    for (class, name) in model.classes.iter().zip(&g.classes) {
        g.class(&mut s, class, name);
    }
    g.handlers(&mut s);
    s
}

struct Generator<'a> {
    model: &'a Model,
    namespace: &'a str,
    dicts: Vec<String>,
    classes: Vec<String>,
}

/// Names of arguments: there are none in the definitions.
fn arg(i: usize) -> String {
    format!("arg{}", i + 1)
}

impl Generator<'_> {
    fn named(list: &[String], at: usize) -> &str {
        list.get(at).map_or("kbe::value", String::as_str)
    }

    /// A type that owns what it holds, for structs and arrays.
    fn owned(&self, ty: &Type) -> String {
        match ty {
            Type::Plain(kind) => match kind {
                Kind::String | Kind::Unicode => "std::string".into(),
                Kind::Blob => "kbe::generated::owned_bytes".into(),
                k if is_pickle(*k) => "kbe::generated::owned_pickle".into(),
                k => plain(*k).into(),
            },
            Type::Array(item) => format!("std::vector<{}>", self.owned(item)),
            Type::Dict(at) => Self::named(&self.dicts, *at).to_owned(),
            Type::Component(_) | Type::Unknown(_) => "kbe::value".into(),
        }
    }

    /// How a value is read and handed to a handler: text and bytes are lent.
    fn read(&self, ty: &Type) -> String {
        match ty {
            Type::Plain(kind) => match kind {
                Kind::String | Kind::Unicode => "std::string_view".into(),
                // What is nothing in the PYTHON family is a value that holds nothing.
                k if is_pickle(*k) => "kbe::value".into(),
                Kind::Blob => "kbe::bytes".into(),
                k => plain(*k).into(),
            },
            _ => self.owned(ty),
        }
    }

    /// How an argument is taken, and how it is handed on.
    fn parameter(&self, ty: &Type, name: &str) -> (String, String) {
        match ty {
            Type::Plain(Kind::Blob) => (format!("kbe::bytes {name}"), format!("kbe::blob({name})")),
            Type::Plain(k) if is_pickle(*k) => {
                (format!("kbe::bytes {name}"), format!("kbe::pickle({name})"))
            }
            Type::Plain(_) => (format!("{} {name}", self.read(ty)), name.to_owned()),
            _ => (format!("const {} &{name}", self.owned(ty)), name.to_owned()),
        }
    }

    fn head(&self) -> String {
        let ns = self.namespace;
        let mut s = format!(
            "// Made by `kbe codegen` from the definitions {}.\n\
             // Do not edit it: make it again. See docs/codegen.md.\n\
             #pragma once\n\n#include <kbe/generated.hpp>\n\nnamespace {ns} {{\n\n\
             /** Digest of the definitions that this was made of. */\n\
             inline constexpr std::string_view definitions_digest = {};\n\n\
             /** All that it relies on, in words. */\n\
             inline constexpr kbe::generated::member members[] = {{\n",
            comment(&self.model.digest),
            cpp_literal(&self.model.digest)
        );
        for (name, ty) in self.model.members() {
            _ = writeln!(s, "    {{{}, {}}},", cpp_literal(&name), cpp_literal(&ty));
        }
        s.push_str(
            "    {\"\", \"\"},\n};\n\n\
             /**\n * What is different in the definitions of a session; nothing when the digests are equal. Call it when\n \
             * on_definitions tells, or have handlers::attach do it.\n */\n\
             inline std::vector<kbe::generated::difference> differences(kbe::client_ref client) {\n    \
             if (client.info()->entitydef_digest() == definitions_digest) return {};\n    \
             return kbe::generated::differences(client, kbe::span<const kbe::generated::member>(members, \
             sizeof members / sizeof *members - 1));\n}\n\n",
        );
        s
    }

    fn structs(&self, s: &mut String) {
        let ns = self.namespace;
        for (dict, name) in self.model.dicts.iter().zip(&self.dicts) {
            let mut scope = Scope::new(&[KEYWORDS]);
            let keys: Vec<_> = dict.keys.iter().map(|(k, _)| scope.name(k)).collect();
            _ = writeln!(s, "/** FIXED_DICT {}. */\nstruct {name} {{", comment(&dict.name));
            for ((original, ty), key) in dict.keys.iter().zip(&keys) {
                let words = comment(&format!("{original}: {}", self.model.words(ty)));
                _ = writeln!(s, "    /** {words} */\n    {} {key}{{}};", self.owned(ty));
            }
            _ = writeln!(s, "}};\n\n}}  // namespace {ns}\n");
            let reads = dict.keys.iter().zip(&keys).map(|((original, _), key)| {
                format!(" && read_key(value(v), {}, all.{key})", cpp_literal(original))
            });
            let ties = keys.iter().map(|k| format!("v.{k}")).collect::<Vec<_>>().join(", ");
            _ = writeln!(
                s,
                "template <>\nstruct kbe::detail::reader<{ns}::{name}> {{\n    \
                 static const char *what() noexcept {{ return {}; }}\n    \
                 static std::optional<{ns}::{name}> read(const kbe_value &v) {{\n        \
                 {ns}::{name} all;\n        \
                 if (v.type == KBE_VALUE_FIXED_DICT{}) return all;\n        return {{}};\n    }}\n}};\n\
                 template <>\nstruct kbe::argument<{ns}::{name}> {{\n    \
                 static auto convert(const {ns}::{name} &v) noexcept {{ return std::tie({ties}); }}\n}};\n\n\
                 namespace {ns} {{\n",
                cpp_literal(&dict.name),
                reads.collect::<String>()
            );
        }
        for (class, name) in self.model.classes.iter().zip(&self.classes) {
            _ = writeln!(
                s,
                "class {name};  // {}",
                if class.component { "component" } else { "entity" }
            );
        }
        s.push('\n');
    }

    fn calls(&self, s: &mut String, side: &str, methods: &[Method], component: bool) {
        if methods.is_empty() {
            return;
        }
        let what = if component { "kbe::component" } else { "kbe::entity" };
        _ = writeln!(
            s,
            "    /** Methods of the {side} part; each fails as {side}_call does. */\n    class {side}_part {{\n    public:\n        \
             explicit {side}_part({what} of) noexcept : self_(of) {{}}"
        );
        let mut scope = Scope::new(&[KEYWORDS, PARTS]);
        for m in methods {
            let name = scope.name(&m.name);
            let (mut takes, mut gives) = (Vec::new(), cpp_literal(&m.name));
            for (i, ty) in m.args.iter().enumerate() {
                let (parameter, given) = self.parameter(ty, &arg(i));
                takes.push(parameter);
                _ = write!(gives, ", {given}");
            }
            let words = comment(&format!("{}({})", m.name, self.model.list(&m.args)));
            _ = writeln!(
                s,
                "        /** {words} */\n        kbe::result<void> {name}({}) const {{ return self_.{side}_call({gives}); }}",
                takes.join(", ")
            );
        }
        _ = writeln!(
            s,
            "\n    private:\n        {what} self_;\n    }};\n    \
             /** Methods of the {side} part. */\n    {side}_part {side}() const noexcept {{ return {side}_part(*this); }}"
        );
    }

    fn class(&self, s: &mut String, class: &Class, name: &str) {
        let (is, of) =
            if class.component { ("Component", "component") } else { ("Entity", "entity") };
        _ = writeln!(
            s,
            "/** {is} class {}. What a kbe::{of} can do it can do too. */\nclass {name} : public kbe::{of} {{\npublic:",
            comment(&class.name)
        );
        if class.component {
            _ = writeln!(
                s,
                "    /** A component of that class; the name of its property is held as a view. */\n    \
                 {name}(kbe::component of) noexcept : kbe::component(of) {{}}"
            );
        } else {
            _ = writeln!(
                s,
                "    /** None. */\n    {name}() noexcept = default;\n    \
                 /** An entity that is of that class; see is. */\n    \
                 explicit {name}(kbe::entity of) noexcept : kbe::entity(of) {{}}\n    \
                 /** Whether an entity is of that class. */\n    \
                 static bool is(kbe::entity e) noexcept {{ return e.class_name() == server_class; }}"
            );
        }
        _ = writeln!(
            s,
            "    /** Its name on the server. */\n    static constexpr std::string_view server_class = {};",
            cpp_literal(&class.name)
        );
        let mut scope = Scope::new(&[KEYWORDS, MEMBERS, &["is", "base_part", "cell_part"]]);
        // A member may not be called as its class.
        _ = scope.name(name);
        for p in &class.properties {
            let member = scope.name(&p.name);
            let (words, literal) = (
                comment(&format!("{}: {}", p.name, self.model.words(&p.ty))),
                cpp_literal(&p.name),
            );
            let line = match &p.ty {
                Type::Component(Some(at)) => {
                    let part = Self::named(&self.classes, *at);
                    format!("inline {part} {member}() const noexcept;")
                }
                Type::Component(None) => {
                    format!(
                        "kbe::component {member}() const noexcept {{ return component({literal}); }}"
                    )
                }
                ty => {
                    let ty = self.read(ty);
                    format!(
                        "kbe::result<{ty}> {member}() const {{ return property_as<{ty}>({literal}); }}"
                    )
                }
            };
            _ = writeln!(s, "    /** {words} */\n    {line}");
        }
        self.calls(s, "base", &class.base, class.component);
        self.calls(s, "cell", &class.cell, class.component);
        s.push_str("};\n\n");
    }

    /// The bodies that need every class, the handlers, and who calls them.
    fn handlers(&self, s: &mut String) {
        for (class, name) in self.model.classes.iter().zip(&self.classes) {
            let mut scope = Scope::new(&[KEYWORDS, MEMBERS, &["is", "base_part", "cell_part"]]);
            _ = scope.name(name);
            for p in &class.properties {
                let member = scope.name(&p.name);
                if let Type::Component(Some(at)) = p.ty {
                    let part = Self::named(&self.classes, at);
                    let literal = cpp_literal(&p.name);
                    _ = writeln!(
                        s,
                        "inline {part} {name}::{member}() const noexcept {{ return {part}(component({literal})); }}"
                    );
                }
            }
        }
        s.push_str(
            "\n/**\n * Typed handlers: set those that you want, and attach. What is not of its type is not told; \
             on_differences has\n * said so then. It must outlive its client's use of it.\n */\nstruct handlers {\n",
        );
        let (mut properties, mut methods) = (String::new(), String::new());
        for (class, name) in self.model.classes.iter().zip(&self.classes) {
            self.handlers_of(s, class, name, &mut properties, &mut methods);
        }
        _ = write!(
            s,
            "    /** The session's definitions are others than those this was made of: what changed, by name. */\n    \
             std::function<void(const std::vector<kbe::generated::difference> &)> on_differences;\n\n    \
             /** Tells about a property; false when it is of no class here. For games that have a handler of their own. */\n    \
             bool tell(kbe::property_event e) const {{\n        \
             const std::string_view class_ = class_name(e.client(), e.class_id()), name_ = e.property_name();\n\
             {properties}        return false;\n    }}\n    \
             /** Tells about a call; false when it is of no class here. */\n    \
             bool tell(kbe::method_event e) const {{\n        \
             const std::string_view class_ = class_name(e.client(), e.class_id()), name_ = e.method_name();\n\
             {methods}        return false;\n    }}\n    \
             /** Takes the client's handlers of definitions, properties and methods. */\n    \
             void attach(kbe::client &client) {{\n        \
             client.on_definitions([this](kbe::definitions_event e) {{\n            \
             const auto all = {ns}::differences(e.client());\n            \
             if (!all.empty()) kbe::generated::call(on_differences, all);\n        }});\n        \
             client.on_property_changed([this](kbe::property_event e) {{ tell(e); }});\n        \
             client.on_method_called([this](kbe::method_event e) {{ tell(e); }});\n    }}\n\n\
             private:\n    \
             static std::string_view class_name(kbe::client_ref client, std::uint32_t id) {{\n        \
             return client.class_name(id).value_or(std::string_view());\n    }}\n}};\n\n}}  // namespace {ns}\n",
            ns = self.namespace
        );
    }

    fn handlers_of(
        &self,
        s: &mut String,
        class: &Class,
        name: &str,
        properties: &mut String,
        methods: &mut String,
    ) {
        let object = if class.component {
            format!("{name}(e.entity().component(e.component_name()))")
        } else {
            format!("{name}(e.entity())")
        };
        let (mut told, mut called) = (String::new(), String::new());
        _ = writeln!(s, "    /** Of the class {}. */\n    struct {{", comment(&class.name));
        let mut scope = Scope::new(&[KEYWORDS]);
        for p in &class.properties {
            if matches!(p.ty, Type::Component(_)) {
                continue;
            }
            let (handler, ty) = (scope.with_suffix(&p.name, "_changed"), self.read(&p.ty));
            let words = comment(&p.name);
            _ = writeln!(
                s,
                "        /** {words} is now, and was before; initially both are the same. */\n        \
                 std::function<void({name}, {ty} now, {ty} before)> {handler};"
            );
            _ = writeln!(
                told,
                "            if (name_ == {}) {{\n                \
                 const auto now = e.value().get_if<{ty}>(), before = e.old_value().get_if<{ty}>();\n                \
                 if (now && before) kbe::generated::call(on_{name}.{handler}, {object}, *now, *before);\n                \
                 return true;\n            }}",
                cpp_literal(&p.name)
            );
        }
        for m in &class.client {
            let handler = scope.name(&m.name);
            let types: Vec<_> = m.args.iter().map(|t| self.read(t)).collect();
            let takes = types.iter().map(|t| format!(", {t}")).collect::<String>();
            let words = comment(&format!("{}({})", m.name, self.model.list(&m.args)));
            _ = writeln!(
                s,
                "        /** The server calls {words}. */\n        std::function<void({name}{takes})> {handler};"
            );
            let gives: String =
                (0..types.len()).map(|i| format!(", std::get<{i}>(*args)")).collect();
            _ = writeln!(
                called,
                "            if (name_ == {}) {{\n                \
                 if (const auto args = e.args_as<{}>()) kbe::generated::call(on_{name}.{handler}, {object}{gives});\n                \
                 return true;\n            }}",
                cpp_literal(&m.name),
                types.join(", ")
            );
        }
        _ = writeln!(s, "    }} on_{name};");
        for (to, body) in [(properties, told), (methods, called)] {
            if !body.is_empty() {
                _ = writeln!(
                    to,
                    "        if (class_ == {name}::server_class) {{\n{body}        }}"
                );
            }
        }
    }
}

fn is_pickle(kind: Kind) -> bool {
    matches!(kind, Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList)
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::UInt8 => "std::uint8_t",
        Kind::UInt16 => "std::uint16_t",
        Kind::UInt32 => "std::uint32_t",
        Kind::UInt64 => "std::uint64_t",
        Kind::Int8 => "std::int8_t",
        Kind::Int16 => "std::int16_t",
        Kind::Int32 => "std::int32_t",
        Kind::Int64 => "std::int64_t",
        Kind::Float => "float",
        Kind::Double => "double",
        Kind::Vector2 => "kbe::vector2",
        Kind::Vector3 => "kbe::vector3",
        Kind::Vector4 => "kbe::vector4",
        Kind::EntityCall => "kbe::entity_call",
        _ => "kbe::value",
    }
}
