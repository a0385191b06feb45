//! Reads `include/kbe.h`: the part that cbindgen writes, which is regular.

/// A type of C, as far as the header uses them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    /// `uint32_t`, `kbe_client`, `struct kbe_str`: the name without `struct` and `union`.
    Named(String),
    /// An address of something; `const` is left out.
    Pointer(Box<Type>),
    /// So many of something.
    Array(Box<Type>, usize),
    /// A function pointer.
    Function,
}

/// A field, or an argument.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) of: Type,
}

/// A struct, or a union.
#[derive(Debug)]
pub(crate) struct Struct {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) union: bool,
    pub(crate) fields: Vec<Field>,
}

/// A number with a name.
#[derive(Debug)]
pub(crate) struct Constant {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) value: i64,
}

/// An exported function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) returns: Option<Type>,
    pub(crate) arguments: Vec<Field>,
}

/// What the header declares, in its order.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) constants: Vec<Constant>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) functions: Vec<Function>,
}

/// Reads the sections.
pub(crate) fn read(text: &str) -> Header {
    let begin = text.find("@defgroup").expect("a first section");
    let mut lines = text[begin..].lines().skip(1).peekable();
    let mut header = Header::default();
    let mut docs = Vec::new();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if line == "/**" {
            docs = comment(&mut lines);
        } else if let Some(rest) = line.strip_prefix("#define ") {
            let mut words = rest.split_whitespace();
            if let (Some(name), Some(value)) =
                (words.next(), words.next().and_then(|v| v.parse().ok()))
            {
                let docs = std::mem::take(&mut docs);
                header.constants.push(Constant { docs, name: name.to_owned(), value });
            }
        } else if line.ends_with('{') && line.starts_with("typedef") {
            let docs = std::mem::take(&mut docs);
            header.structs.push(structure(line, docs, &mut lines));
        } else if line.starts_with("KBE_API") {
            let mut whole = line.to_owned();
            while !whole.ends_with(';') {
                whole = format!("{whole} {}", lines.next().expect("rest of a function").trim());
            }
            header.functions.push(function(&whole, std::mem::take(&mut docs)));
        }
    }
    header
}

fn comment<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Vec<String> {
    lines
        .map(str::trim)
        .take_while(|line| *line != "*/")
        .map(|line| line.trim_start_matches('*').strip_prefix(' ').unwrap_or_default().to_owned())
        .collect()
}

fn structure<'a>(
    first: &str,
    docs: Vec<String>,
    lines: &mut impl Iterator<Item = &'a str>,
) -> Struct {
    let mut words = first.split_whitespace().skip(1);
    let union = words.next() == Some("union");
    let name = words.next().expect("name of a struct").to_owned();
    let mut fields = Vec::new();
    let mut about = Vec::new();
    while let Some(line) = lines.next().map(str::trim) {
        if line == "/**" {
            about = comment(lines);
        } else if line.starts_with('}') {
            break;
        } else {
            let (name, of) = declaration(line.trim_end_matches(';'));
            fields.push(Field { docs: std::mem::take(&mut about), name, of });
        }
    }
    Struct { docs, name, union, fields }
}

fn function(text: &str, docs: Vec<String>) -> Function {
    let text = text.trim_start_matches("KBE_API").trim_end_matches(");");
    let (head, arguments) = text.split_once('(').expect("arguments");
    let (name, returns) = declaration(head.trim());
    let arguments = arguments
        .split(',')
        .map(str::trim)
        .filter(|a| *a != "void")
        .map(|a| {
            let (name, of) = declaration(a);
            Field { docs: Vec::new(), name, of }
        })
        .collect();
    let returns = (returns != Type::Named("void".into())).then_some(returns);
    Function { docs, name, returns, arguments }
}

/// `const struct kbe_value *args` and its like.
fn declaration(text: &str) -> (String, Type) {
    if let Some((_, rest)) = text.split_once("(*") {
        let name = rest.split(')').next().expect("name of a function pointer");
        return (name.to_owned(), Type::Function);
    }
    let (text, many) = match text.split_once('[') {
        Some((head, count)) => (head, count.trim_end_matches(']').parse().ok()),
        None => (text, None),
    };
    let start = text.rfind([' ', '*']).map_or(0, |at| at + 1);
    let (of, name) = text.split_at(start);
    let stars = of.matches('*').count();
    let base: Vec<&str> = of
        .split([' ', '*'])
        .filter(|word| !["", "const", "struct", "union"].contains(word))
        .collect();
    let mut made = Type::Named(base.concat());
    for _ in 0..stars {
        made = Type::Pointer(Box::new(made));
    }
    if let Some(count) = many {
        made = Type::Array(Box::new(made), count);
    }
    (name.to_owned(), made)
}
