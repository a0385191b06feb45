//! How large structs are and where their fields stand, by the rules of C for pointers of 8 and of 4 bytes: every
//! number stands at a multiple of its size. (32-bit x86 on Linux has another rule; no game is shipped there.)

use std::collections::BTreeMap;

use crate::header::{Header, Struct, Type};

/// Size and alignment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) size: usize,
    pub(crate) align: usize,
}

/// All structs of the header, for one width of pointers.
#[derive(Debug)]
pub(crate) struct Layouts {
    pointer: usize,
    known: BTreeMap<String, (Extent, Vec<usize>)>,
}

impl Layouts {
    pub(crate) fn new(header: &Header, pointer: usize) -> Self {
        let mut layouts = Self { pointer, known: BTreeMap::new() };
        for s in &header.structs {
            let made = layouts.measure(s);
            layouts.known.insert(s.name.clone(), made);
        }
        layouts
    }

    /// Size of a struct, and the offsets of its fields.
    pub(crate) fn of(&self, name: &str) -> (usize, &[usize]) {
        let (extent, offsets) = &self.known[name];
        (extent.size, offsets)
    }

    fn measure(&self, s: &Struct) -> (Extent, Vec<usize>) {
        let mut whole = Extent { size: 0, align: 1 };
        let mut offsets = Vec::new();
        for field in &s.fields {
            let extent = self.extent(&field.of);
            let at = if s.union { 0 } else { whole.size.next_multiple_of(extent.align) };
            offsets.push(at);
            whole.size = whole.size.max(at + extent.size);
            whole.align = whole.align.max(extent.align);
        }
        whole.size = whole.size.next_multiple_of(whole.align);
        (whole, offsets)
    }

    fn extent(&self, of: &Type) -> Extent {
        let even = |size| Extent { size, align: size };
        match of {
            Type::Pointer(_) | Type::Function => even(self.pointer),
            Type::Array(item, count) => {
                let item = self.extent(item);
                Extent { size: item.size * count, align: item.align }
            }
            Type::Named(name) => match name.as_str() {
                "uint8_t" | "char" => even(1),
                "uint16_t" => even(2),
                "int32_t" | "uint32_t" | "float" | "kbe_result" => even(4),
                "int64_t" | "uint64_t" | "double" | "kbe_client" => even(8),
                name => self.known[name].0,
            },
        }
    }
}
