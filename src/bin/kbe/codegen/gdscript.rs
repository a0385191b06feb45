//! GDScript for Godot 4.3 and later, on the add-on and its `typed.gd`.

use std::fmt::Write as _;

use kbe::wire::value::Kind;

use super::gdscript_words::{CONSTANTS, FUNCTIONS, KEYWORDS, MEMBERS, TYPES, is_native_class};
use super::model::{Class, Method, Model, Type};
use super::names::{Scope, comment, gd_literal};

/// Names at the top of the generated code.
const OUTER: &[&str] = &["DIGEST", "KBEClient", "KBEEntity", "KBETyped", "MEMBERS"];

/// A scope for members of the generated classes.
fn members() -> Scope {
    Scope::new(&[KEYWORDS, TYPES, FUNCTIONS, CONSTANTS, MEMBERS, OUTER]).and(is_native_class)
}

/// Generates one source file.
pub(super) fn generate(model: &Model, namespace: &str) -> String {
    let mut names = members();
    _ = names.name(namespace);
    let dicts = model.dicts.iter().map(|d| names.name(&d.name)).collect();
    let classes: Vec<_> =
        model.classes.iter().map(|c| names.with_suffix(&c.name, "Base")).collect();
    let created = model.classes.iter().map(|c| names.with_suffix(&c.name, "_created")).collect();
    let g = Generator { model, namespace, dicts, classes, created };
    let mut s = format!(
        "# Made by `kbe codegen` from the definitions {}.\n\
         # Do not edit it: make it again. See docs/codegen.md.\n\
         class_name {namespace}\nextends KBETyped\n\
         ## The classes of a server in types. Put a node of it below a [KBEClient], before its login.\n\n",
        comment(&model.digest)
    );
    g.top(&mut s);
    for (dict, name) in model.dicts.iter().zip(&g.dicts) {
        g.dict(&mut s, &dict.name, name, &dict.keys);
    }
    for (class, name) in model.classes.iter().zip(&g.classes) {
        g.class(&mut s, class, name);
    }
    s.truncate(s.trim_end().len());
    s.push('\n');
    s
}

struct Generator<'a> {
    model: &'a Model,
    namespace: &'a str,
    dicts: Vec<String>,
    classes: Vec<String>,
    /// The signal that tells of a new entity of each class.
    created: Vec<String>,
}

fn doc(s: &mut String, indent: &str, text: &str) {
    // What stands between brackets is a tag in Godot's help.
    let text = comment(text).replace('[', "[lb]");
    _ = writeln!(s, "{indent}## {text}");
}

fn named(list: &[String], at: usize) -> &str {
    list.get(at).map_or("RefCounted", String::as_str)
}

fn is_pickle(kind: Kind) -> bool {
    matches!(kind, Kind::Python | Kind::PyDict | Kind::PyTuple | Kind::PyList)
}

/// The type of a value; none for what may be anything.
fn plain(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Float | Kind::Double => "float",
        Kind::String | Kind::Unicode => "String",
        Kind::Vector2 => "Vector2",
        Kind::Vector3 => "Vector3",
        Kind::Vector4 => "Vector4",
        Kind::EntityCall => "Dictionary",
        Kind::Blob => "PackedByteArray",
        k if is_pickle(k) => "PackedByteArray",
        k if k.is_number() => "int",
        _ => return None,
    })
}

/// The function of `typed.gd` that makes a typed Array, where items are of this type.
fn list_of(kind: Kind) -> Option<&'static str> {
    Some(match plain(kind)? {
        "float" => "KBETyped.floats",
        "int" => "KBETyped.ints",
        "String" => "KBETyped.texts",
        "Vector2" => "KBETyped.vectors2",
        "Vector3" => "KBETyped.vectors3",
        "Vector4" => "KBETyped.vectors4",
        "Dictionary" => "KBETyped.dictionaries",
        _ => "KBETyped.byte_arrays",
    })
}

/// What stands in a typed property before anything is known.
fn zero(ty: &Type) -> &'static str {
    match ty {
        Type::Plain(kind) => match plain(*kind) {
            Some("int") => ", 0",
            Some("float") => ", 0.0",
            Some("String") => ", \"\"",
            Some("Vector2") => ", Vector2.ZERO",
            Some("Vector3") => ", Vector3.ZERO",
            Some("Vector4") => ", Vector4.ZERO",
            Some("Dictionary") => ", {}",
            _ => "",
        },
        Type::Array(_) => ", []",
        Type::Dict(_) => ", {}",
        Type::Component(_) | Type::Unknown(_) => "",
    }
}

impl Generator<'_> {
    /// A scope for what stands inside of a class: classes around it are looked up by their names there.
    fn members(&self) -> Scope {
        let mut scope = members();
        _ = scope.name(self.namespace);
        for outer in self.dicts.iter().chain(&self.classes) {
            _ = scope.name(outer);
        }
        scope
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Plain(kind) => plain(*kind).unwrap_or("Variant").into(),
            Type::Array(item) => match &**item {
                Type::Plain(kind) => match plain(*kind) {
                    Some(of) => format!("Array[{of}]"),
                    None => "Array".into(),
                },
                Type::Array(_) => "Array[Array]".into(),
                Type::Dict(at) => format!("Array[{}]", named(&self.dicts, *at)),
                Type::Component(_) | Type::Unknown(_) => "Array".into(),
            },
            Type::Dict(at) => named(&self.dicts, *at).to_owned(),
            Type::Component(_) | Type::Unknown(_) => "Variant".into(),
        }
    }

    /// The function that makes an Array of items of a type; none where an Array is what it is.
    fn reader(&self, item: &Type) -> Option<String> {
        match item {
            Type::Plain(kind) => list_of(*kind).map(Into::into),
            Type::Dict(at) => Some(format!("{}.list", named(&self.dicts, *at))),
            Type::Array(inner) => {
                let each = self.reader(inner)?;
                Some(format!("KBETyped.arrays.bind({each})"))
            }
            Type::Component(_) | Type::Unknown(_) => None,
        }
    }

    /// An expression that reads a value.
    fn read(&self, ty: &Type, from: &str) -> String {
        match ty {
            Type::Plain(kind) if plain(*kind) == Some("PackedByteArray") => {
                format!("KBETyped.bytes({from})")
            }
            Type::Array(item) => match (&**item, self.reader(item)) {
                (Type::Array(_), None) => format!("KBETyped.arrays({from})"),
                (Type::Array(inner), Some(_)) => match self.reader(inner) {
                    Some(each) => format!("KBETyped.arrays({from}, {each})"),
                    None => format!("KBETyped.arrays({from})"),
                },
                (_, Some(reader)) => format!("{reader}({from})"),
                (_, None) => from.to_owned(),
            },
            Type::Dict(at) => format!("{}.from({from})", named(&self.dicts, *at)),
            Type::Plain(_) | Type::Component(_) | Type::Unknown(_) => from.to_owned(),
        }
    }

    /// A condition that a value is of a type; none where every value is.
    fn fits(&self, ty: &Type, value: &str) -> Option<String> {
        match ty {
            Type::Plain(kind) => match plain(*kind)? {
                "float" => Some(format!("KBETyped.is_number({value})")),
                "PackedByteArray" => Some(format!("KBETyped.is_bytes({value})")),
                is => Some(format!("{value} is {is}")),
            },
            Type::Array(_) => Some(format!("{value} is Array")),
            Type::Dict(at) => Some(format!("{}.fits({value})", named(&self.dicts, *at))),
            Type::Component(_) | Type::Unknown(_) => None,
        }
    }

    /// The function that makes of a value what a call takes; none where the value is that already.
    fn writer(&self, ty: &Type, depth: u32) -> Option<String> {
        match ty {
            Type::Plain(kind) if is_pickle(*kind) => Some("KBETyped.pickle".into()),
            Type::Dict(_) => Some("KBETyped.dictionary".into()),
            Type::Array(item) => {
                let each = self.writer(item, depth + 1)?;
                Some(format!("func(_v{depth}: Array) -> Array: return _v{depth}.map({each})"))
            }
            Type::Plain(_) | Type::Component(_) | Type::Unknown(_) => None,
        }
    }

    /// An expression for an argument.
    fn write(&self, ty: &Type, from: &str) -> String {
        match ty {
            Type::Dict(_) => format!("{from}.to_dictionary()"),
            Type::Array(item) => match self.writer(item, 0) {
                Some(each) => format!("{from}.map({each})"),
                None => from.to_owned(),
            },
            ty => match self.writer(ty, 0) {
                Some(with) => format!("{with}({from})"),
                None => from.to_owned(),
            },
        }
    }

    /// What is found in a session, and told of it.
    fn top(&self, s: &mut String) {
        let all = self.model.classes.iter().zip(&self.classes).zip(&self.created);
        let entities = || all.clone().filter(|((class, _), _)| !class.component);
        for ((class, name), created) in entities() {
            doc(
                s,
                "",
                &format!(
                    "An entity of the class {} is there; its properties come after this.",
                    class.name
                ),
            );
            _ = writeln!(s, "signal {created}(entity: {name})");
        }
        s.push('\n');
        doc(s, "", "Digest of the definitions that this was made of.");
        _ = writeln!(s, "const DIGEST := {}", gd_literal(&self.model.digest));
        doc(s, "", "All that the code relies on: names and types by turns.");
        s.push_str("const MEMBERS: PackedStringArray = [\n");
        for (name, ty) in self.model.members() {
            _ = writeln!(s, "\t{}, {},", gd_literal(&name), gd_literal(&ty));
        }
        s.push_str(
            "]\n\n\nfunc _init() -> void:\n\tdigest = DIGEST\n\tmembers = MEMBERS\n\tclasses = {\n",
        );
        for ((class, name), _) in entities() {
            _ = writeln!(s, "\t\t&{}: {name},", gd_literal(&class.name));
        }
        s.push_str(
            "\t}\n\n\nfunc _announce(_n: StringName, _v: KBETyped.Entity) -> void:\n\tmatch _n:\n",
        );
        for ((class, _), created) in entities() {
            _ = writeln!(s, "\t\t&{}: {created}.emit(_v)", gd_literal(&class.name));
        }
        s.push_str("\t\t_: pass\n\n\n");
    }

    fn dict(&self, s: &mut String, original: &str, name: &str, keys: &[(String, Type)]) {
        doc(s, "", &format!("FIXED_DICT {original}."));
        _ = writeln!(s, "class {name} extends KBETyped.FixedDict:");
        let mut scope = self.members();
        let (mut reads, mut writes) = (String::new(), String::new());
        let mut tests = String::from("_v is Dictionary");
        for (key, ty) in keys {
            let (member, literal) = (scope.name(key), gd_literal(key));
            doc(s, "\t", &format!("{key}: {}", self.model.words(ty)));
            let of = self.ty(ty);
            let made =
                if let Type::Dict(_) = ty { format!(" = {of}.new()") } else { String::new() };
            _ = writeln!(s, "\tvar {member}: {of}{made}");
            _ = writeln!(
                reads,
                "\t\t_made.{member} = {}",
                self.read(ty, &format!("_v[{literal}]"))
            );
            _ = write!(writes, "{literal}: {}, ", self.write(ty, &member));
            _ = write!(tests, " and _v.has({literal})");
            if let Some(test) = self.fits(ty, &format!("_v[{literal}]")) {
                _ = write!(tests, " and {test}");
            }
        }
        let writes = writes.trim_end_matches(", ");
        _ = writeln!(
            s,
            "\n\t## Whether a value is one.\n\tstatic func fits(_v: Variant) -> bool:\n\t\treturn {tests}\n\n\
             \t## Reads one; null where the value is something else.\n\tstatic func from(_v: Variant) -> {name}:\n\
             \t\tif not fits(_v):\n\t\t\treturn null\n\t\tvar _made := {name}.new()\n{reads}\t\treturn _made\n\n\
             \t## Reads an Array of them.\n\tstatic func list(_v: Variant) -> Array[{name}]:\n\
             \t\tvar _made: Array[{name}] = []\n\t\tfor _item: Variant in _v:\n\t\t\t_made.append(from(_item))\n\
             \t\treturn _made\n\n\
             \t## As an argument of a call has it.\n\tfunc to_dictionary() -> Dictionary:\n\t\treturn {{{writes}}}\n\n"
        );
    }

    /// The class behind `base` or `cell`.
    fn calls(&self, s: &mut String, class: &Class, (side, name): (&str, &str), methods: &[Method]) {
        doc(s, "\t", &format!("Methods of the {side} part; each answers OK, or what was refused."));
        _ = writeln!(s, "\tclass {name} extends KBETyped.Calls:");
        let mut scope = self.members();
        for m in methods {
            let method = scope.name(&m.name);
            let args = m.args.iter().enumerate();
            let takes: Vec<_> =
                args.clone().map(|(i, t)| format!("arg{}: {}", i + 1, self.ty(t))).collect();
            let gives: String = args
                .map(|(i, t)| format!(", {}", self.write(t, &format!("arg{}", i + 1))))
                .collect();
            doc(s, "\t\t", &format!("{}({})", m.name, self.model.list(&m.args)));
            let (how, first) =
                if class.component { ("call_component_", "_component, ") } else { ("call_", "") };
            _ = writeln!(
                s,
                "\t\tfunc {method}({}) -> int:\n\t\t\treturn _entity.{how}{side}({first}&{}{gives})\n",
                takes.join(", "),
                gd_literal(&m.name)
            );
        }
    }

    fn property(&self, s: &mut String, class: &Class, member: &str, name: &str, ty: &Type) {
        let literal = gd_literal(name);
        doc(s, "\t", &format!("{name}: {}", self.model.words(ty)));
        let part = match ty {
            // Components have none of their own.
            _ if class.component => None,
            Type::Component(Some(at)) => Some(named(&self.classes, *at)),
            Type::Component(None) => Some("KBETyped.Component"),
            _ => None,
        };
        if let Some(part) = part {
            _ = writeln!(
                s,
                "\tvar {member}: {part}:\n\t\tget: return _part(&{literal}, {part}) as {part}\n\
                 \t\tset(_v): _refuse(&{literal})\n"
            );
            return;
        }
        let zero = zero(ty);
        let got = if class.component {
            format!("entity.get_component_property(component, &{literal}{zero})")
        } else {
            format!("entity.get_property(&{literal}{zero})")
        };
        _ = writeln!(
            s,
            "\tvar {member}: {}:\n\t\tget: return {}\n\t\tset(_v): _refuse(&{literal})\n",
            self.ty(ty),
            self.read(ty, &got)
        );
    }

    fn class(&self, s: &mut String, class: &Class, name: &str) {
        let (is, from) =
            if class.component { ("Component", "Component") } else { ("Entity", "Entity") };
        doc(s, "", &format!("{is} class {}.", class.name));
        _ = writeln!(s, "class {name} extends KBETyped.{from}:");
        let mut scope = self.members();
        let names: Vec<_> = class.properties.iter().map(|p| scope.name(&p.name)).collect();
        let (mut told, mut called, mut signals) = (String::new(), String::new(), String::new());
        self.property_signals(class, &mut scope, (&mut signals, &mut told));
        self.method_signals(class, &mut scope, (&mut signals, &mut called));
        s.push_str(&signals);
        doc(s, "\t", "Its name on the server.");
        _ = writeln!(s, "\tconst SERVER_CLASS := &{}\n", gd_literal(&class.name));
        for (p, member) in class.properties.iter().zip(&names) {
            self.property(s, class, member, &p.name, &p.ty);
        }
        let sides = [(("base", "BaseCalls"), &class.base), (("cell", "CellCalls"), &class.cell)];
        let sides = || sides.iter().filter(|(_, methods)| !methods.is_empty());
        for ((side, calls), _) in sides() {
            doc(s, "\t", &format!("Calls methods of the {side} part."));
            _ = writeln!(
                s,
                "\tvar {side}: {calls}:\n\t\tget: return _side(&\"{side}\", {calls}) as {calls}\n\
                 \t\tset(_v): _refuse(&\"{side}\")\n"
            );
        }
        if !class.component {
            doc(
                s,
                "\t",
                "The object of an entity, always the same; null for one of another class, or none.",
            );
            _ = writeln!(
                s,
                "\tstatic func of(_e: KBEEntity) -> {name}:\n\
                 \t\tif _e == null or _e.entity_class != SERVER_CLASS:\n\t\t\treturn null\n\
                 \t\tvar _made: Variant = _e.get_typed()\n\
                 \t\treturn _made if _made is {name} else {name}.new(_e)\n"
            );
        }
        for (function, value, cases) in [
            ("_property(_n: StringName, _v: Variant, _o: Variant)", "_n", told),
            ("_method(_n: StringName, _a: Array)", "_n", called),
        ] {
            if !cases.is_empty() {
                _ = writeln!(s, "\tfunc {function} -> void:\n\t\tmatch {value}:\n{cases}");
            }
        }
        for (side, methods) in sides() {
            self.calls(s, class, *side, methods);
        }
        s.truncate(s.trim_end().len());
        s.push_str("\n\n\n");
    }

    /// A signal for each property, and the case that emits it.
    fn property_signals(
        &self,
        class: &Class,
        scope: &mut Scope,
        (s, told): (&mut String, &mut String),
    ) {
        for p in class.properties.iter().filter(|p| !matches!(p.ty, Type::Component(_))) {
            let signal = scope.with_suffix(&p.name, "_changed");
            let of = self.ty(&p.ty);
            doc(
                s,
                "\t",
                &format!(
                    "{} has another value than before; at first it is told with the same.",
                    p.name
                ),
            );
            _ = writeln!(s, "\tsignal {signal}(value: {of}, old_value: {of})");
            let tests: Vec<_> =
                ["_v", "_o"].into_iter().filter_map(|v| self.fits(&p.ty, v)).collect();
            let tell =
                format!("{signal}.emit({}, {})", self.read(&p.ty, "_v"), self.read(&p.ty, "_o"));
            case(told, &p.name, &tests, &tell);
        }
    }

    /// A signal for each method that the server calls, and the case that emits it.
    fn method_signals(
        &self,
        class: &Class,
        scope: &mut Scope,
        (s, called): (&mut String, &mut String),
    ) {
        for m in &class.client {
            let signal = scope.name(&m.name);
            let args: Vec<_> = m.args.iter().zip((0..).map(|i| format!("_a[{i}]"))).collect();
            let takes: Vec<_> = m
                .args
                .iter()
                .enumerate()
                .map(|(i, t)| format!("arg{}: {}", i + 1, self.ty(t)))
                .collect();
            doc(s, "\t", &format!("The server calls {}({}).", m.name, self.model.list(&m.args)));
            _ = writeln!(s, "\tsignal {signal}({})", takes.join(", "));
            let mut tests = vec![format!("_a.size() == {}", args.len())];
            tests.extend(args.iter().filter_map(|(t, a)| self.fits(t, a)));
            let gives: Vec<_> = args.iter().map(|(t, a)| self.read(t, a)).collect();
            case(called, &m.name, &tests, &format!("{signal}.emit({})", gives.join(", ")));
        }
    }
}

/// What happens to one name in a `match`.
fn case(s: &mut String, name: &str, tests: &[String], then: &str) {
    let literal = gd_literal(name);
    _ = if tests.is_empty() {
        writeln!(s, "\t\t\t&{literal}: {then}")
    } else {
        writeln!(s, "\t\t\t&{literal}:\n\t\t\t\tif {}:\n\t\t\t\t\t{then}", tests.join(" and "))
    };
}

#[cfg(test)]
mod tests {
    use super::super::model::{Dict, Property};
    use super::*;

    /// Definitions in which everything is called as something else, in every kind of type. `.ci/godot` loads what is
    /// made of them, with warnings as errors.
    fn clashing() -> Model {
        let int = || Type::Plain(Kind::Int32);
        let array = |of: Type| Type::Array(Box::new(of));
        let names = [
            "get",
            "Timer",
            "String",
            "range",
            "class",
            "entity",
            "base",
            "free",
            "2nd",
            "生命",
            "_v",
            "OK",
            "value",
            "call_base",
            "made",
            "clashing",
        ];
        let named = |name: &str| Method { name: name.to_owned(), args: vec![] };
        let property = |name: &str, ty: Type| Property { name: name.to_owned(), ty };
        let types = [
            Type::Plain(Kind::Python),
            Type::Plain(Kind::EntityCall),
            array(Type::Plain(Kind::PyDict)),
            array(array(array(Type::Dict(0)))),
            array(array(Type::Unknown("?".into()))),
            array(Type::Unknown("?".into())),
            Type::Unknown("?".into()),
            Type::Component(None),
            Type::Dict(1),
            array(Type::Plain(Kind::Vector4)),
        ];
        let of_types = |before: &str| {
            let all = types.iter().enumerate();
            all.map(|(i, t)| property(&format!("{before}{i}"), t.clone())).collect::<Vec<_>>()
        };
        let mut properties: Vec<_> = names.iter().map(|n| property(n, int())).collect();
        properties.extend(of_types("of"));
        let mut methods: Vec<_> = names.iter().map(|n| named(n)).collect();
        methods.push(Method { name: "all".into(), args: types.to_vec() });
        let keys = names.iter().map(|n| (n.to_string(), int())).collect();
        let in_dict = |p: &Property| !matches!(p.ty, Type::Component(_) | Type::Dict(1));
        let more = of_types("of").into_iter().filter(in_dict).map(|p| (p.name, p.ty)).collect();
        let class = |name: &str, component: bool| Class {
            name: name.to_owned(),
            component,
            properties: properties.iter().map(|p| property(&p.name, p.ty.clone())).collect(),
            client: methods
                .iter()
                .map(|m| Method { name: m.name.clone(), args: m.args.clone() })
                .collect(),
            base: methods
                .iter()
                .map(|m| Method { name: m.name.clone(), args: m.args.clone() })
                .collect(),
            cell: vec![named("jump")],
        };
        let empty = |name: &str| Class {
            name: name.to_owned(),
            component: false,
            properties: vec![],
            client: vec![],
            base: vec![],
            cell: vec![],
        };
        Model {
            digest: "0".into(),
            dicts: vec![
                Dict { name: "Color".into(), keys },
                Dict { name: "Timer".into(), keys: more },
                Dict { name: "EMPTY".into(), keys: vec![] },
            ],
            classes: vec![class("ScriptEditor", false), class("Bag", true), empty("Nothing")],
        }
    }

    #[test]
    fn names_that_are_taken_are_changed() {
        let made = generate(&clashing(), "clashing");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/codegen/names.gd");
        if std::env::var_os("KBE_UPDATE").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(committed == made, "{path} is stale: run this test with KBE_UPDATE=1");
        for line in [
            "class Color_ extends KBETyped.FixedDict:",
            "class ScriptEditorBase_ extends KBETyped.Entity:",
            "\tvar Timer__2: int:",
            "\tvar get_: int:",
            "\tvar _u751F_u547D: int:",
            "\t\tget: return entity.get_property(&\"\\U00751F\\U00547D\", 0)",
            "\tvar of3: Array[Array]:",
            "\t\tget: return KBETyped.arrays(entity.get_property(&\"of3\", []), KBETyped.arrays.bind(Color_.list))",
        ] {
            assert!(made.lines().any(|l| l == line), "no {line:?}");
        }
    }
}
