//! Values as the encoder wants them, out of an expectation's JSON.

use kbe::defs::Defs;
use kbe::defs::encode::Source;
use kbe::defs::types::{Shape, TypeIndex};
use kbe::wire::value::{EntityCall, Kind};
use serde_json::Value as Json;

use super::data::unhex;

/// A value of an expectation with the type it was declared with. A dictionary gives its items in
/// reverse order, by name: the order must not matter.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub defs: &'a Defs,
    pub ty: TypeIndex,
    pub json: &'a Json,
}

/// A number as it is written; NaN and the infinities are written as text.
fn digits(json: &Json) -> String {
    match json {
        Json::String(s) => s.replace("Infinity", "inf"),
        other => other.to_string(),
    }
}

fn single(json: &Json) -> f32 {
    digits(json).parse().unwrap()
}

/// The bytes behind text, `{"hex": …}` or `{"pickle": …}`.
pub fn bytes(json: &Json) -> Vec<u8> {
    match json {
        Json::String(s) => s.as_bytes().to_vec(),
        Json::Object(o) => {
            let digits = o.get("hex").or_else(|| o.get("pickle")).and_then(Json::as_str);
            unhex(digits.unwrap_or_else(|| panic!("a value without its bytes: {json}")))
        }
        other => panic!("not text: {other}"),
    }
}

impl Told<'_> {
    fn at_end(self, index: u32) -> Option<usize> {
        (self.count() as usize).checked_sub(index as usize + 1)
    }
}

impl Source for Told<'_> {
    fn kind(self) -> Result<Kind, u32> {
        Ok(self.defs.ty(self.ty).unwrap().kind())
    }

    fn int(self) -> i64 {
        let digits = digits(self.json);
        digits.parse().unwrap_or_else(|_| digits.parse::<u64>().unwrap() as i64)
    }

    fn float(self) -> f64 {
        match self.kind() {
            // Read as what it is: by way of the double it could be rounded twice.
            Ok(Kind::Float) => single(self.json).into(),
            _ => digits(self.json).parse().unwrap(),
        }
    }

    fn vector(self) -> [f32; 4] {
        let mut v = [0.0; 4];
        for (to, from) in v.iter_mut().zip(self.json.as_array().unwrap()) {
            *to = single(from);
        }
        v
    }

    fn entity_call(self) -> EntityCall {
        let number = |key: &str| digits(&self.json[key]);
        EntityCall {
            id: number("id").parse().unwrap(),
            cid: number("cid").parse().unwrap(),
            kind: number("kind").parse().unwrap(),
            utype: number("utype").parse().unwrap(),
        }
    }

    fn with_bytes<R>(self, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        Some(f(&bytes(self.json)))
    }

    fn count(self) -> u32 {
        match self.json {
            Json::Array(items) => items.len() as u32,
            Json::Object(o) => o.len() as u32,
            other => panic!("not a container: {other}"),
        }
    }

    fn item(self, index: u32) -> Option<Self> {
        let (json, ty) = match self.defs.ty(self.ty).unwrap().shape() {
            Shape::Array(item) => (self.json.get(index as usize)?, *item),
            Shape::Dict(dict) => {
                let (name, json) = self.json.as_object()?.iter().nth(self.at_end(index)?)?;
                (json, dict.keys.iter().find(|k| *k.name == **name)?.ty)
            }
            _ => return None,
        };
        Some(Self { json, ty, ..self })
    }

    fn with_key<R>(self, index: u32, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
        let (name, _) = self.json.as_object()?.iter().nth(self.at_end(index)?)?;
        Some(f(name.as_bytes()))
    }
}
