//! What is generated from: definitions as names and types, in a fixed order, without ids.

use kbe::defs::encode;
use kbe::defs::module::Role;
use kbe::defs::types::{Shape, TypeIndex};
use kbe::defs::{Defs, Method as DefMethod, Module};
use kbe::wire::value::Kind;

/// Deeper types than that are not generated; a server's own limit is far lower.
const DEEPEST: u32 = 16;

/// A data type, as far as a language cares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    /// A number, text, bytes or vector.
    Plain(Kind),
    /// Items of one type.
    Array(Box<Self>),
    /// A FIXED_DICT: position in [`Model::dicts`].
    Dict(usize),
    /// A component, and its class where that is known: position in [`Model::classes`].
    Component(Option<usize>),
    /// What no value is known of.
    Unknown(String),
}

/// A FIXED_DICT.
#[derive(Debug)]
pub(super) struct Dict {
    pub(super) name: String,
    pub(super) keys: Vec<(String, Type)>,
}

#[derive(Debug)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) ty: Type,
}

#[derive(Debug)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) args: Vec<Type>,
}

/// A class of entities or of components.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: String,
    /// Whether it stands behind a component property.
    pub(super) component: bool,
    pub(super) properties: Vec<Property>,
    /// What the server calls.
    pub(super) client: Vec<Method>,
    pub(super) base: Vec<Method>,
    pub(super) cell: Vec<Method>,
}

/// Everything that is generated.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) digest: String,
    /// In an order in which each is made of those before it.
    pub(super) dicts: Vec<Dict>,
    pub(super) classes: Vec<Class>,
}

/// `CLASS.PROPERTY=COMPONENT`: what the import does not say (`spec/02 §2.6`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    class: String,
    property: String,
    component: String,
}

impl std::str::FromStr for Link {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let parts = s.split_once('=').and_then(|(to, component)| {
            let (class, property) = to.split_once('.')?;
            Some(Self {
                class: class.into(),
                property: property.into(),
                component: component.into(),
            })
        });
        parts.ok_or_else(|| "expected CLASS.PROPERTY=COMPONENTCLASS".into())
    }
}

struct Reading<'a> {
    defs: &'a Defs,
    links: &'a [Link],
    /// Position in [`Model::dicts`] of each type of the import that is there.
    known: Vec<Option<usize>>,
    dicts: Vec<Dict>,
}

impl Reading<'_> {
    fn ty(&mut self, index: TypeIndex, depth: u32) -> Type {
        let Some(ty) = self.defs.ty(index).filter(|_| depth < DEEPEST) else {
            return Type::Unknown("?".into());
        };
        match ty.shape() {
            Shape::Scalar => Type::Plain(ty.kind()),
            Shape::Array(item) => Type::Array(Box::new(self.ty(*item, depth + 1))),
            Shape::Component => Type::Component(None),
            Shape::Unknown => Type::Unknown(ty.base().to_owned()),
            Shape::Dict(dict) => {
                let at = usize::from(index.get());
                if let Some(known) = self.known.get(at).copied().flatten() {
                    return Type::Dict(known);
                }
                let keys = dict.keys.iter();
                let keys = keys.map(|k| (k.name.to_string(), self.ty(k.ty, depth + 1))).collect();
                let name = if ty.alias().is_empty() {
                    format!("FIXED_DICT_{}", ty.id())
                } else {
                    ty.alias().to_owned()
                };
                self.dicts.push(Dict { name, keys });
                let made = self.dicts.len() - 1;
                if let Some(place) = self.known.get_mut(at) {
                    *place = Some(made);
                }
                Type::Dict(made)
            }
        }
    }

    fn method(&mut self, m: &DefMethod) -> Method {
        let args = m.args().iter().map(|t| self.ty(*t, 0)).collect();
        Method { name: m.name().to_owned(), args }
    }

    /// The class of a component property: as the traffic has shown, or as it was said.
    fn component(&self, module: u16, class: &Module, property: &str, at: u16) -> Option<usize> {
        let said = self.links.iter().find(|l| l.class == class.name() && l.property == property);
        let said = said.and_then(|l| self.defs.module_by_name(&l.component));
        said.or_else(|| self.defs.component_module(module, at)).map(usize::from)
    }

    fn class(&mut self, index: u16, m: &Module) -> Class {
        let mut properties = Vec::new();
        for (p, at) in m.properties().iter().zip(0u16..) {
            let ty = match p.role() {
                Role::Plain => self.ty(p.type_index(), 0),
                Role::Component => Type::Component(self.component(index, m, p.name(), at)),
                // Every entity has them, and every binding.
                Role::Position | Role::Direction | Role::SpaceId => continue,
            };
            properties.push(Property { name: p.name().to_owned(), ty });
        }
        Class {
            name: m.name().to_owned(),
            component: false,
            properties,
            client: m.client_methods().iter().map(|f| self.method(f)).collect(),
            base: m.base_methods().iter().map(|f| self.method(f)).collect(),
            cell: m.cell_methods().iter().map(|f| self.method(f)).collect(),
        }
    }
}

impl Model {
    /// Reads definitions. What the links name must be there.
    pub(super) fn new(defs: &Defs, digest: &str, links: &[Link]) -> Result<Self, String> {
        for l in links {
            let class = defs.module_by_name(&l.class).and_then(|c| defs.module(c));
            let class = class.ok_or_else(|| format!("there is no class {}", l.class))?;
            let found = class.property_by_name(&l.property).and_then(|p| class.property(p));
            if found.is_none_or(|p| p.role() != Role::Component) {
                return Err(format!("{} has no component {}", l.class, l.property));
            }
            if defs.module_by_name(&l.component).is_none() {
                return Err(format!("there is no class {}", l.component));
            }
        }
        let known = vec![None; defs.types().len()];
        let mut reading = Reading { defs, links, known, dicts: Vec::new() };
        let all = (0u16..).zip(defs.modules());
        let mut classes: Vec<_> = all.map(|(i, m)| reading.class(i, m)).collect();
        let parts: Vec<usize> = classes.iter().flat_map(Class::parts).collect();
        for part in parts {
            if let Some(class) = classes.get_mut(part) {
                class.component = true;
            }
        }
        Ok(Self { digest: digest.to_owned(), dicts: reading.dicts, classes })
    }

    /// Component properties whose class is not known.
    pub(super) fn open_components(&self) -> Vec<String> {
        let of = |c: &Class| {
            let open = c.properties.iter().filter(|p| p.ty == Type::Component(None));
            open.map(|p| format!("{}.{}", c.name, p.name)).collect::<Vec<_>>()
        };
        self.classes.iter().flat_map(of).collect()
    }

    /// A type in the server's words, as the run-time comparison writes it too.
    pub(super) fn words(&self, ty: &Type) -> String {
        match ty {
            Type::Plain(kind) => encode::kind_name(*kind).to_owned(),
            Type::Array(item) => format!("ARRAY of {}", self.words(item)),
            Type::Dict(at) => self.dicts.get(*at).map_or("?", |d| &d.name).to_owned(),
            Type::Component(_) => "ENTITY_COMPONENT".into(),
            Type::Unknown(base) => base.clone(),
        }
    }

    pub(super) fn list(&self, types: &[Type]) -> String {
        types.iter().map(|t| self.words(t)).collect::<Vec<_>>().join(", ")
    }

    /// Every member as one line, by which generated code and a session's definitions are compared.
    pub(super) fn members(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for d in &self.dicts {
            let keys: Vec<_> =
                d.keys.iter().map(|(k, t)| format!("{k}: {}", self.words(t))).collect();
            all.push((format!("type {}", d.name), format!("{{{}}}", keys.join(", "))));
        }
        for c in &self.classes {
            all.push((format!("class {}", c.name), String::new()));
            for p in &c.properties {
                all.push((format!("property {}.{}", c.name, p.name), self.words(&p.ty)));
            }
            for (side, methods) in [("client", &c.client), ("base", &c.base), ("cell", &c.cell)] {
                for m in methods {
                    let name = format!("{side} method {}.{}", c.name, m.name);
                    all.push((name, format!("({})", self.list(compared(&m.args)))));
                }
            }
        }
        all
    }
}

/// The C interface tells the types of so many arguments.
fn compared(args: &[Type]) -> &[Type] {
    args.get(..32).unwrap_or(args)
}

impl Class {
    fn parts(&self) -> Vec<usize> {
        let part = |p: &Property| match p.ty {
            Type::Component(of) => of,
            _ => None,
        };
        self.properties.iter().filter_map(part).collect()
    }
}
