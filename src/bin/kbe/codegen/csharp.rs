//! C# 7.2 on the Unity package.

use std::fmt::Write as _;

use kbe::wire::value::Kind;

use super::model::{Class, Method, Model, Type};
use super::names::{Scope, comment, cs_literal};

#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
    "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false",
    "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is",
    "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
    "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static",
    "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe",
    "ushort", "using", "virtual", "void", "volatile", "while",
];
/// Names at the top of the generated code, and those it looks up from there.
#[rustfmt::skip]
const OUTER: &[&str] = &[
    "Definitions", "Kbe", "KbeArguments", "KbeClient", "KbeComponent", "KbeDifference", "KbeEntity", "KbeEntityCall",
    "KbeGenerated", "KbeMethodCall", "KbePropertyChange", "KbeValue", "List", "Action", "System", "UnityEngine",
    "Vector2", "Vector3", "Vector4",
];
/// What an entity has of its own, and an object.
#[rustfmt::skip]
const MEMBERS: &[&str] = &[
    "Client", "Id", "ClassId", "ClassName", "IsDestroyed", "RenderObj", "IsPlayer", "InWorld", "IsOnGround",
    "IsControlled", "SpaceId", "Position", "Direction", "EulerAngles", "Rotation", "ComponentCount", "Get", "TryGet",
    "GetDefinedProperty", "GetComponent", "GetComponents", "BaseCall", "CellCall", "TryCall", "SetPose", "OnCreated",
    "OnDestroy", "OnEnterWorld", "OnLeaveWorld", "OnEnterSpace", "OnLeaveSpace", "OnGetBase", "OnGetCell", "OnLoseCell",
    "OnControlled", "OnPoseSet", "OnPropertyChanged", "OnMethodCalled", "ToString", "Equals", "GetHashCode", "GetType",
    "MemberwiseClone", "ReferenceEquals", "Finalize", "Has", "View", "Base", "Cell", "BaseCalls", "CellCalls",
    "Component", "ServerClass", "Read", "Write",
];

/// Generates one source file.
pub(super) fn generate(model: &Model, namespace: &str) -> String {
    let mut names = Scope::new(&[KEYWORDS, OUTER, MEMBERS]);
    let dicts = model.dicts.iter().map(|d| names.name(&d.name)).collect();
    let classes = model.classes.iter().map(|c| names.with_suffix(&c.name, "Base")).collect();
    let g = Generator { model, dicts, classes };
    let mut s = format!(
        "// Made by `kbe codegen` from the definitions {}.\n\
         // Do not edit it: make it again. See docs/codegen.md.\n\
         using System;\nusing System.Collections.Generic;\nusing Kbe;\nusing UnityEngine;\n\n\
         namespace {namespace}\n{{\n",
        comment(&model.digest)
    );
    g.definitions(&mut s);
    for (dict, name) in model.dicts.iter().zip(&g.dicts) {
        g.dict(&mut s, &dict.name, name, &dict.keys);
    }
    for (class, name) in model.classes.iter().zip(&g.classes) {
        g.class(&mut s, class, name);
    }
    s.truncate(s.trim_end().len());
    s.push_str("\n}\n");
    s
}

struct Generator<'a> {
    model: &'a Model,
    dicts: Vec<String>,
    classes: Vec<String>,
}

fn doc(s: &mut String, indent: &str, text: &str) {
    let text = comment(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    _ = writeln!(s, "{indent}/// <summary>{text}</summary>");
}

impl Generator<'_> {
    fn named(list: &[String], at: usize) -> &str {
        list.get(at).map_or("object", String::as_str)
    }

    /// The parameters of a method.
    fn parameters(&self, args: &[Type]) -> String {
        let all = args.iter().enumerate();
        all.map(|(i, t)| format!("{} arg{}", self.ty(t), i + 1)).collect::<Vec<_>>().join(", ")
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Plain(kind) => plain(*kind).into(),
            Type::Array(item) => format!("List<{}>", self.ty(item)),
            Type::Dict(at) => Self::named(&self.dicts, *at).to_owned(),
            Type::Component(_) | Type::Unknown(_) => "object".into(),
        }
    }

    /// An expression that reads a value.
    fn read(&self, ty: &Type, from: &str, depth: u32) -> String {
        match ty {
            Type::Plain(kind) => match kind {
                Kind::UInt64 => format!("{from}.AsUInt64()"),
                Kind::Int64 => format!("{from}.AsInt64()"),
                Kind::Float => format!("{from}.AsFloat()"),
                Kind::Double => format!("{from}.AsDouble()"),
                Kind::String | Kind::Unicode => format!("{from}.AsString()"),
                Kind::Vector2 => format!("{from}.AsVector2()"),
                Kind::Vector3 => format!("{from}.AsVector3()"),
                Kind::Vector4 => format!("{from}.AsVector4()"),
                Kind::EntityCall => format!("{from}.AsEntityCall()"),
                k if k.is_number() => format!("checked(({}){from}.AsInt64())", plain(*k)),
                _ => format!("KbeGenerated.Bytes({from})"),
            },
            Type::Array(item) => {
                let read = self.read(item, &format!("v{depth}"), depth + 1);
                format!("KbeGenerated.List({from}, v{depth} => {read})")
            }
            Type::Dict(at) => format!("{}.Read({from})", Self::named(&self.dicts, *at)),
            Type::Component(_) | Type::Unknown(_) => format!("{from}.ToObject()"),
        }
    }

    /// Statements that add an argument.
    fn write(&self, ty: &Type, from: &str, depth: u32) -> String {
        match ty {
            Type::Plain(kind) => match kind {
                Kind::Blob | Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList => {
                    format!("KbeGenerated.Add(to, {from});")
                }
                _ => format!("to.Add({from});"),
            },
            Type::Array(item) => {
                let each = self.write(item, &format!("i{depth}"), depth + 1);
                format!("to.BeginArray(); foreach (var i{depth} in {from}) {{ {each} }} to.End();")
            }
            Type::Dict(_) => format!("{from}.Write(to);"),
            Type::Component(_) | Type::Unknown(_) => format!("to.AddObject({from});"),
        }
    }

    fn definitions(&self, s: &mut String) {
        doc(s, "    ", "The definitions that this was made of.");
        s.push_str("    public static class Definitions\n    {\n");
        doc(s, "        ", "Their digest.");
        _ = writeln!(
            s,
            "        public const string Digest = {};\n",
            cs_literal(&self.model.digest)
        );
        doc(s, "        ", "All that the code relies on: names and types by turns.");
        s.push_str("        public static readonly string[] Members =\n        {\n");
        for (name, ty) in self.model.members() {
            _ = writeln!(s, "            {}, {},", cs_literal(&name), cs_literal(&ty));
        }
        s.push_str("        };\n\n");
        doc(
            s,
            "        ",
            "Has a client make the classes below, and says when the session's definitions are others. Register classes \
             of your own, derived from these, after it.",
        );
        s.push_str(
            "        public static void Register(KbeClient client, Action<List<KbeDifference>> onDifferences = null)\n        {\n",
        );
        for (class, name) in self.model.classes.iter().zip(&self.classes) {
            if !class.component {
                _ = writeln!(
                    s,
                    "            client.RegisterEntity({}, () => new {name}());",
                    cs_literal(&class.name)
                );
            }
        }
        s.push_str(
            "            client.OnDefinitions += (c, count) =>\n            {\n                \
             List<KbeDifference> all = KbeGenerated.Differences(c, Digest, Members);\n                \
             if (all.Count > 0)\n                    onDifferences?.Invoke(all);\n            };\n        }\n    }\n\n",
        );
    }

    fn dict(&self, s: &mut String, original: &str, name: &str, keys: &[(String, Type)]) {
        doc(s, "    ", &format!("FIXED_DICT {original}."));
        _ = writeln!(s, "    public sealed class {name}\n    {{");
        let mut scope = Scope::new(&[KEYWORDS, MEMBERS]);
        // A member may not be called as its class.
        _ = scope.name(name);
        let (mut reads, mut writes) = (String::new(), String::new());
        for (key, ty) in keys {
            let member = scope.name(key);
            doc(s, "        ", &format!("{key}: {}", self.model.words(ty)));
            _ = writeln!(s, "        public {} {member};", self.ty(ty));
            let literal = cs_literal(key);
            let read = self.read(ty, &format!("from[{literal}]"), 0);
            _ = writeln!(reads, "                {member} = {read},");
            _ = writeln!(
                writes,
                "            to.Key({literal});\n            {}",
                self.write(ty, &member, 0)
            );
        }
        s.push('\n');
        doc(s, "        ", "Reads one.");
        _ = writeln!(
            s,
            "        public static {name} Read(KbeValue from)\n        {{\n            return new {name}\n            {{\n{reads}            }};\n        }}\n"
        );
        doc(s, "        ", "Adds it to the arguments of a call.");
        _ = writeln!(
            s,
            "        public void Write(KbeArguments to)\n        {{\n            to.BeginDict();\n{writes}            to.End();\n        }}\n    }}\n"
        );
    }

    fn calls(&self, s: &mut String, side: &str, methods: &[Method], of: &str) {
        doc(
            s,
            "        ",
            &format!("Methods of the {side} part; a KbeException says what was refused."),
        );
        _ = writeln!(
            s,
            "        public struct {side}Calls\n        {{\n            private readonly {of} _of;\n\n            \
             internal {side}Calls({of} of)\n            {{\n                _of = of;\n            }}\n"
        );
        let mut scope = Scope::new(&[KEYWORDS, MEMBERS]);
        for m in methods {
            let name = scope.name(&m.name);
            let takes = self.parameters(&m.args);
            doc(s, "            ", &format!("{}({})", m.name, self.model.list(&m.args)));
            _ = writeln!(
                s,
                "            public void {name}({})\n            {{\n                KbeArguments to = KbeGenerated.Arguments();",
                takes
            );
            for (i, ty) in m.args.iter().enumerate() {
                _ = writeln!(s, "                {}", self.write(ty, &format!("arg{}", i + 1), 0));
            }
            _ = writeln!(
                s,
                "                _of.{side}Call({}, to);\n            }}\n",
                cs_literal(&m.name)
            );
        }
        s.truncate(s.trim_end().len());
        s.push_str("\n        }\n\n");
    }

    fn class(&self, s: &mut String, class: &Class, name: &str) {
        let component = class.component;
        let (is, of, this) = if component {
            ("Component class", "KbeComponent", "Component")
        } else {
            ("Entity class", "KbeEntity", "this")
        };
        doc(s, "    ", &format!("{is} {}; derive from it what your game wants to do.", class.name));
        let after = if component { "" } else { " : KbeEntity" };
        _ = writeln!(s, "    public class {name}{after}\n    {{");
        doc(s, "        ", "Its name on the server.");
        _ = writeln!(s, "        public const string ServerClass = {};\n", cs_literal(&class.name));
        if component {
            doc(s, "        ", "A component that is of this class.");
            _ = writeln!(
                s,
                "        public {name}(KbeComponent component)\n        {{\n            Component = component;\n        }}\n"
            );
            doc(s, "        ", "The component itself.");
            s.push_str("        public KbeComponent Component { get; }\n\n");
        }
        let mut scope = Scope::new(&[KEYWORDS, MEMBERS]);
        _ = scope.name(name);
        let get = if component { "Component.Get" } else { "Get" };
        for p in &class.properties {
            let (member, literal) = (scope.name(&p.name), cs_literal(&p.name));
            doc(s, "        ", &format!("{}: {}", p.name, self.model.words(&p.ty)));
            match &p.ty {
                Type::Component(Some(at)) => {
                    let part = Self::named(&self.classes, *at);
                    _ = writeln!(
                        s,
                        "        public {part} {member} => new {part}(GetComponent({literal}));\n"
                    );
                }
                Type::Component(None) => {
                    _ = writeln!(
                        s,
                        "        public KbeComponent {member} => GetComponent({literal});\n"
                    );
                }
                ty => {
                    let read = self.read(ty, &format!("{get}({literal})"), 0);
                    _ = writeln!(s, "        public {} {member} => {read};\n", self.ty(ty));
                }
            }
        }
        for (side, methods) in [("Base", &class.base), ("Cell", &class.cell)] {
            if methods.is_empty() {
                continue;
            }
            doc(s, "        ", &format!("Calls methods of the {} part.", side.to_lowercase()));
            _ = writeln!(s, "        public {side}Calls {side} => new {side}Calls({this});\n");
            self.calls(s, side, methods, of);
        }
        if !component {
            self.hooks(s, class, &mut scope);
        }
        s.truncate(s.trim_end().len());
        s.push_str("\n    }\n\n");
    }

    /// What is overridden: for the entity, and for each of its components whose class is known.
    fn hooks(&self, s: &mut String, class: &Class, scope: &mut Scope) {
        let (mut told, mut called) = (String::new(), String::new());
        self.hooks_of(s, class, None, scope, (&mut told, &mut called));
        for p in &class.properties {
            let Type::Component(Some(at)) = p.ty else { continue };
            if let Some(part) = self.model.classes.get(at) {
                self.hooks_of(s, part, Some(&p.name), scope, (&mut told, &mut called));
            }
        }
        for (hook, of, cases) in [
            ("OnPropertyChanged", "KbePropertyChange", told),
            ("OnMethodCalled", "KbeMethodCall", called),
        ] {
            doc(s, "        ", "Calls what is above; call it when you override it.");
            let body = if cases.is_empty() {
                String::new()
            } else {
                format!(
                    "            switch (e.ComponentName.Length == 0 ? e.Name : e.ComponentName + \".\" + e.Name)\n            {{\n{cases}            }}\n"
                )
            };
            _ = writeln!(
                s,
                "        public override void {hook}(in {of} e)\n        {{\n{body}        }}\n"
            );
        }
    }

    fn hooks_of(
        &self,
        s: &mut String,
        class: &Class,
        part: Option<&str>,
        scope: &mut Scope,
        (told, called): (&mut String, &mut String),
    ) {
        let full = |name: &str| part.map_or(name.to_owned(), |p| format!("{p}.{name}"));
        let begin = part.map_or(String::new(), |p| format!("{p}_"));
        for p in &class.properties {
            if matches!(p.ty, Type::Component(_)) {
                continue;
            }
            let mut letters = p.name.chars();
            let capital = letters.next().map(|c| c.to_ascii_uppercase());
            let capital: String = capital.into_iter().chain(letters).collect();
            let hook = scope.with_suffix(&format!("{begin}on{capital}"), "Changed");
            doc(
                s,
                "        ",
                &format!(
                    "{} has another value than before; initially it is told with the same.",
                    full(&p.name)
                ),
            );
            _ = writeln!(
                s,
                "        public virtual void {hook}({} oldValue)\n        {{\n        }}\n",
                self.ty(&p.ty)
            );
            let read = self.read(&p.ty, "e.OldValue", 0);
            _ = writeln!(
                told,
                "                case {}: {hook}({read}); break;",
                cs_literal(&full(&p.name))
            );
        }
        for m in &class.client {
            let hook = scope.name(&format!("{begin}{}", m.name));
            let takes = self.parameters(&m.args);
            let gives: Vec<_> = m
                .args
                .iter()
                .enumerate()
                .map(|(i, t)| self.read(t, &format!("e[{i}]"), 0))
                .collect();
            doc(
                s,
                "        ",
                &format!("The server calls {}({}).", full(&m.name), self.model.list(&m.args)),
            );
            _ = writeln!(
                s,
                "        public virtual void {hook}({})\n        {{\n        }}\n",
                takes
            );
            _ = writeln!(
                called,
                "                case {}: {hook}({}); break;",
                cs_literal(&full(&m.name)),
                gives.join(", ")
            );
        }
    }
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::UInt8 => "byte",
        Kind::UInt16 => "ushort",
        Kind::UInt32 => "uint",
        Kind::UInt64 => "ulong",
        Kind::Int8 => "sbyte",
        Kind::Int16 => "short",
        Kind::Int32 => "int",
        Kind::Int64 => "long",
        Kind::Float => "float",
        Kind::Double => "double",
        Kind::String | Kind::Unicode => "string",
        Kind::Blob | Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList => "byte[]",
        Kind::Vector2 => "Vector2",
        Kind::Vector3 => "Vector3",
        Kind::Vector4 => "Vector4",
        Kind::EntityCall => "KbeEntityCall",
        Kind::None | Kind::FixedDict | Kind::Array | Kind::Component => "object",
    }
}
