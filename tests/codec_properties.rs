//! Values and arguments, by the thousand: what is encoded decodes to the same, what does not fit is
//! refused with the right reason and leaves nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use kbe::defs::decode::Decoder;
use kbe::defs::encode::{ArgumentError, ArgumentReason, Node, arguments, kind_name};
use kbe::defs::{Defs, Method};
use kbe::wire::Reader;
use kbe::wire::limits::MAX_MESSAGE_TO_SERVER;
use kbe::wire::value::{Arena, EntityCall, Kind};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::import::{self, Class};
use support::values::{SCALARS, Shape, Types, V};

const MOST: usize = MAX_MESSAGE_TO_SERVER - 12;

/// Every run draws the same cases.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(2510),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Definitions with the one method `A.m`, whose arguments are of these shapes.
fn definitions(shapes: &[Shape], forward: bool) -> Defs {
    let mut types = Types { forward, ..Default::default() };
    let args = shapes.iter().map(|s| types.add(s)).collect();
    let m = import::Method { uid: 500, alias: -1, name: "m".into(), args };
    let class = Class { name: "A".into(), utype: 1, cell: vec![m], ..Default::default() };
    Defs::import(&import::body(&types.list, &[class])).unwrap()
}

fn method(defs: &Defs) -> &Method {
    &defs.module(0).unwrap().cell_methods()[0]
}

/// Encodes behind bytes that must stay as they are.
fn encode(defs: &Defs, values: &[V]) -> Result<Vec<u8>, ArgumentError> {
    let mut out = b"in front".to_vec();
    let values: Vec<_> = values.iter().collect();
    let result = arguments(defs, "A", method(defs), &values, false, &mut out);
    assert_eq!(&out[..8], b"in front");
    if result.is_err() {
        assert_eq!(out.len(), 8, "what was refused leaves nothing");
    }
    result.map(|()| out.split_off(8))
}

fn refused(defs: &Defs, values: &[V]) -> (ArgumentReason, String) {
    let e = encode(defs, values).unwrap_err();
    assert_eq!(e.method, "A.m");
    assert_eq!(e.to_string(), format!("method A.m: {}", e.problem));
    (e.reason, e.problem)
}

// ---- strategies

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let scalar = prop::sample::select(&SCALARS[..]).prop_map(Shape::Scalar);
    let shape = scalar.prop_recursive(5, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Shape::Dict),
            inner.prop_map(|item| Shape::Array(Box::new(item))),
        ]
    });
    vec(shape, 0..5)
}

/// Any single but a signalling NaN, which a processor quietens when it is widened.
fn single() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(|bits| {
        let f = f32::from_bits(bits);
        if f.is_nan() { f32::from_bits(bits | 0x0040_0000) } else { f }
    })
}

fn value(shape: &Shape) -> BoxedStrategy<V> {
    let kind = match shape {
        Shape::Dict(keys) => {
            let items: Vec<_> = keys.iter().map(value).collect();
            return items.prop_map(|items| V::Items(Kind::FixedDict, items)).boxed();
        }
        Shape::Array(item) => {
            let items = vec(value(item), 0..5);
            return items.prop_map(|items| V::Items(Kind::Array, items)).boxed();
        }
        Shape::Scalar(kind) => *kind,
    };
    let int = move |n: i64| V::Int(kind, n);
    let bytes = move |b: Vec<u8>| V::Bytes(kind, Some(b));
    match kind {
        Kind::UInt8 => any::<u8>().prop_map(move |n| int(n.into())).boxed(),
        Kind::UInt16 => any::<u16>().prop_map(move |n| int(n.into())).boxed(),
        Kind::UInt32 => any::<u32>().prop_map(move |n| int(n.into())).boxed(),
        Kind::UInt64 => any::<u64>().prop_map(move |n| int(n as i64)).boxed(),
        Kind::Int8 => any::<i8>().prop_map(move |n| int(n.into())).boxed(),
        Kind::Int16 => any::<i16>().prop_map(move |n| int(n.into())).boxed(),
        Kind::Int32 => any::<i32>().prop_map(move |n| int(n.into())).boxed(),
        Kind::Int64 => any::<i64>().prop_map(int).boxed(),
        Kind::Float => single().prop_map(move |f| V::Float(kind, f.into())).boxed(),
        Kind::Double => any::<u64>().prop_map(move |b| V::Float(kind, f64::from_bits(b))).boxed(),
        Kind::String => vec(1u8..0x80, 0..40).prop_map(bytes).boxed(),
        Kind::Unicode => any::<String>().prop_map(move |s| bytes(s.into_bytes())).boxed(),
        Kind::Vector2 | Kind::Vector3 | Kind::Vector4 => {
            let n = if kind == Kind::Vector2 {
                2
            } else if kind == Kind::Vector3 {
                3
            } else {
                4
            };
            let components = any::<[u32; 4]>();
            components
                .prop_map(move |mut v| {
                    v[n..].fill(0);
                    V::Vector(kind, v.map(f32::from_bits))
                })
                .boxed()
        }
        Kind::EntityCall => any::<(i32, u64, u16, u16)>()
            .prop_map(|(id, cid, kind, utype)| V::Call(EntityCall { id, cid, kind, utype }))
            .boxed(),
        _ => vec(any::<u8>(), 0..40).prop_map(bytes).boxed(),
    }
}

/// Shapes, with values of them.
fn call() -> impl Strategy<Value = (Vec<Shape>, Vec<V>)> {
    shapes().prop_flat_map(|shapes| {
        let values: Vec<_> = shapes.iter().map(value).collect();
        (Just(shapes), values)
    })
}

// ---- round trips

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn values_of_every_type_come_back((shapes, values) in call(), forward: bool) {
        let defs = definitions(&shapes, forward);
        let mut wire = Vec::new();
        values.iter().for_each(|v| v.write(&mut wire));
        if wire.len() > MOST {
            prop_assert_eq!(refused(&defs, &values).0, ArgumentReason::Size);
            return Ok(());
        }
        prop_assert_eq!(&encode(&defs, &values).unwrap(), &wire);
        let by_name: Vec<_> = values.iter().map(V::named).collect();
        prop_assert_eq!(&encode(&defs, &by_name).unwrap(), &wire);

        let mut arena = Arena::default();
        arena.push_bytes(b"somebody else's");
        let mut r = Reader::new(&wire);
        let args = method(&defs).args();
        let first = Decoder::new(&defs, &mut arena, false).arguments(args, &mut r).unwrap();
        prop_assert_eq!(r.left(), 0);
        for sealed in [false, true] {
            if sealed {
                arena.seal();
            }
            let got = arena.slice(first, values.len() as u32);
            prop_assert!(values.iter().zip(got).all(|(w, g)| w.is(&arena, g)), "sealed: {}", sealed);
            let nodes: Vec<_> = got.iter().map(|v| Node::new(&arena, *v)).collect();
            let mut again = Vec::new();
            arguments(&defs, "A", method(&defs), &nodes, false, &mut again).unwrap();
            prop_assert_eq!(&again, &wire);
        }
    }

    #[test]
    fn values_cut_short_are_errors((shapes, values) in call()) {
        let defs = definitions(&shapes, false);
        let mut wire = Vec::new();
        values.iter().for_each(|v| v.write(&mut wire));
        for cut in 0..wire.len() {
            let mut arena = Arena::default();
            let mut r = Reader::new(&wire[..cut]);
            let decoded =
                Decoder::new(&defs, &mut arena, false).arguments(method(&defs).args(), &mut r);
            let e = decoded.expect_err("a prefix is never whole");
            prop_assert!(e.offset as usize <= cut);
        }
    }

    #[test]
    fn any_bytes_decode_or_fail(shapes in shapes(), bytes in vec(any::<u8>(), 0..200)) {
        let defs = definitions(&shapes, false);
        let mut arena = Arena::default();
        let mut r = Reader::new(&bytes);
        let decoded = Decoder::new(&defs, &mut arena, false).arguments(method(&defs).args(), &mut r);
        // What could be read can be written, unless it is text that must not be.
        if let Ok(first) = decoded {
            let used = &bytes[..r.position()];
            let got = arena.slice(first, shapes.len() as u32);
            let nodes: Vec<_> = got.iter().map(|v| Node::new(&arena, *v)).collect();
            let mut again = Vec::new();
            match arguments(&defs, "A", method(&defs), &nodes, false, &mut again) {
                Ok(()) => {
                    prop_assert_eq!(again.len(), used.len());
                    // A signalling NaN comes back as a quiet one.
                    let exact = !shapes.iter().any(Shape::has_singles);
                    prop_assert!(!exact || again == used);
                }
                Err(e) => prop_assert_eq!(e.reason, ArgumentReason::Text),
            }
        }
    }

    // ---- refusals

    #[test]
    fn integers_outside_their_type_are_refused(n: i64, shift in 0u32..64, unsigned: bool) {
        let n = n >> shift;
        let given = if unsigned { Kind::UInt64 } else { Kind::Int64 };
        let number = if unsigned { i128::from(n as u64) } else { i128::from(n) };
        for (kind, bits, signed) in [
            (Kind::UInt8, 8, false),
            (Kind::UInt16, 16, false),
            (Kind::UInt32, 32, false),
            (Kind::UInt64, 64, false),
            (Kind::Int8, 8, true),
            (Kind::Int16, 16, true),
            (Kind::Int32, 32, true),
            (Kind::Int64, 64, true),
        ] {
            let (min, max): (i128, i128) = match signed {
                true => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
                false => (0, (1 << bits) - 1),
            };
            let defs = definitions(&[Shape::Scalar(kind)], false);
            let values = [V::Int(given, n)];
            if (min..=max).contains(&number) {
                let expected = &number.to_le_bytes()[..bits / 8];
                prop_assert_eq!(&encode(&defs, &values).unwrap()[..], expected);
            } else {
                let name = kind_name(kind);
                let text =
                    format!("argument 1: {number} is outside the range {min} to {max} of {name}");
                prop_assert_eq!(refused(&defs, &values), (ArgumentReason::Range, text));
            }
        }
    }

    #[test]
    fn strings_that_would_not_arrive_are_refused(bytes in vec(any::<u8>(), 0..24)) {
        let bad = bytes.iter().position(|&b| b == 0 || b > 0x7f);
        let utf8 = std::str::from_utf8(&bytes).map_err(|e| e.valid_up_to());
        for given in [Kind::String, Kind::Unicode] {
            let values = [V::Bytes(given, Some(bytes.clone()))];
            let string = definitions(&[Shape::Scalar(Kind::String)], false);
            match bad {
                None => prop_assert_eq!(encode(&string, &values).unwrap().len(), bytes.len() + 1),
                Some(at) => {
                    let text = format!(
                        "argument 1: STRING must be ASCII without zero bytes; byte {at} is not"
                    );
                    prop_assert_eq!(refused(&string, &values), (ArgumentReason::Text, text));
                }
            }
            let unicode = definitions(&[Shape::Scalar(Kind::Unicode)], false);
            match utf8 {
                Ok(_) => prop_assert_eq!(encode(&unicode, &values).unwrap().len(), bytes.len() + 4),
                Err(at) => {
                    let text =
                        format!("argument 1: UNICODE must be UTF-8; it is not from byte {at} on");
                    prop_assert_eq!(refused(&unicode, &values), (ArgumentReason::Text, text));
                }
            }
        }
    }

    #[test]
    fn another_number_of_arguments_is_refused((shapes, values) in call(), extra in 1usize..4) {
        let defs = definitions(&shapes, false);
        let want = shapes.len();
        let mut more = values.clone();
        more.extend((0..extra).map(|_| V::Int(Kind::UInt8, 1)));
        let fewer = &values[..want.saturating_sub(extra)];
        for wrong in [&more[..], fewer].into_iter().filter(|w| w.len() != want) {
            let text = format!("takes {want} arguments, {} given", wrong.len());
            prop_assert_eq!(refused(&defs, wrong), (ArgumentReason::Count, text));
        }
    }
}

#[test]
fn singles_beyond_the_range_are_refused_and_the_others_rounded() {
    let defs = definitions(&[Shape::Scalar(Kind::Float)], false);
    let (reason, text) = refused(&defs, &[V::Float(Kind::Double, 1e39)]);
    assert_eq!(reason, ArgumentReason::Range);
    assert!(text.starts_with("argument 1: ") && text.ends_with(" of FLOAT"), "{text}");
    for f in [f64::INFINITY, f64::NEG_INFINITY, 0.1, -0.0, 1e-50] {
        let wire = encode(&defs, &[V::Float(Kind::Double, f)]).unwrap();
        assert_eq!(wire, (f as f32).to_le_bytes());
    }
    let wire = encode(&defs, &[V::Float(Kind::Double, f64::NAN)]).unwrap();
    assert!(f32::from_le_bytes(*wire.first_chunk().unwrap()).is_nan());
}

#[test]
fn vectors_can_be_whole_numbers_in_both_directions() {
    let kinds = [Kind::Vector2, Kind::Vector3, Kind::Vector4];
    let shapes = kinds.map(Shape::Scalar);
    let defs = definitions(&shapes, false);
    let values = kinds.map(|k| V::Vector(k, [1.0, -2.0, 300.0, -70000.0]));
    let nodes: Vec<_> = values.iter().collect();
    let mut wire = Vec::new();
    arguments(&defs, "A", method(&defs), &nodes, true, &mut wire).unwrap();
    let numbers = [1, -2, 1, -2, 300, 1, -2, 300, -70000];
    assert_eq!(wire, numbers.map(i32::to_le_bytes).concat());

    let mut arena = Arena::default();
    let mut r = Reader::new(&wire);
    let args = method(&defs).args();
    let first = Decoder::new(&defs, &mut arena, true).arguments(args, &mut r).unwrap();
    assert_eq!(r.left(), 0);
    let got = arena.slice(first, 3);
    assert!(values.iter().zip(got).all(|(w, g)| w.is(&arena, g)));
}

/// One value of each kind.
fn samples() -> Vec<V> {
    let mut all = vec![V::None];
    for kind in SCALARS {
        let name = kind_name(kind);
        all.push(match kind {
            Kind::Float | Kind::Double => V::Float(kind, 1.0),
            Kind::EntityCall => V::Call(EntityCall::default()),
            _ if name.contains("INT") => V::Int(kind, 1),
            _ if name.starts_with("VECTOR") => V::Vector(kind, [1.0, 2.0, 3.0, 4.0]),
            _ => V::Bytes(kind, Some(b"a".to_vec())),
        });
    }
    all.push(V::Items(Kind::Array, Vec::new()));
    all.push(V::Items(Kind::FixedDict, vec![V::Int(Kind::Int8, 1)]));
    all
}

#[test]
fn a_value_of_another_kind_is_refused_with_both_names() {
    let named = |prefix: &'static str| move |k: Kind| kind_name(k).starts_with(prefix);
    let integer = |k: Kind| kind_name(k).contains("INT");
    let pickle = named("PY");
    let text = |k: Kind| matches!(k, Kind::String | Kind::Unicode);
    let fits = |want: Kind, got: Kind| match want {
        Kind::Float | Kind::Double => integer(got) || matches!(got, Kind::Float | Kind::Double),
        Kind::Blob => text(got) || pickle(got) || got == Kind::Blob,
        Kind::EntityCall => matches!(got, Kind::EntityCall | Kind::None),
        _ if integer(want) => integer(got),
        _ if text(want) => text(got),
        _ if pickle(want) => pickle(got) || matches!(got, Kind::Blob | Kind::None),
        _ => want == got,
    };
    let mut wanted: Vec<_> = SCALARS.map(|k| (Shape::Scalar(k), kind_name(k))).to_vec();
    // Containers are called by their own names.
    wanted.push((Shape::Array(Shape::Scalar(Kind::Int8).into()), "A9"));
    wanted.push((Shape::Dict(vec![Shape::Scalar(Kind::Int8)]), "D9"));
    for (shape, name) in wanted {
        let want = match &shape {
            Shape::Scalar(kind) => *kind,
            Shape::Array(_) => Kind::Array,
            Shape::Dict(_) => Kind::FixedDict,
        };
        // As the second argument, so that its number is told.
        let one = Shape::Scalar(Kind::UInt8);
        let defs = definitions(&[one.clone(), one, shape], false);
        for given in samples() {
            let got = given.kind();
            let values = [V::Int(Kind::UInt8, 1), V::Int(Kind::UInt8, 1), given];
            if fits(want, got) {
                assert!(encode(&defs, &values).is_ok(), "{name} takes {got:?}");
                continue;
            }
            let text = format!("argument 3: expected {name}, got {}", kind_name(got));
            assert_eq!(refused(&defs, &values), (ArgumentReason::Type, text));
        }
        let future = [V::Int(Kind::UInt8, 1), V::Int(Kind::UInt8, 1), V::Unknown(77)];
        let text = format!("argument 3: expected {name}, got a value of unknown type 77");
        assert_eq!(refused(&defs, &future), (ArgumentReason::Type, text));
    }
}

#[test]
fn memory_that_cannot_be_read_is_refused() {
    for kind in [Kind::String, Kind::Unicode, Kind::Blob, Kind::PyList] {
        let defs = definitions(&[Shape::Scalar(kind)], false);
        let text = format!("argument 1: expected {}, got a value without data", kind_name(kind));
        assert_eq!(refused(&defs, &[V::Bytes(kind, None)]), (ArgumentReason::Type, text));
    }
}

#[test]
fn what_is_wrong_inside_containers_is_found_and_placed() {
    let number = Shape::Scalar(Kind::Int8);
    let pair = Shape::Dict(vec![number, Shape::Scalar(Kind::String)]);
    let defs = definitions(&[Shape::Array(Box::new(pair))], false);
    let fine = V::Int(Kind::Int8, 1);
    let text = V::Bytes(Kind::String, Some(b"x".to_vec()));
    let list = |second: V| {
        let first = V::Items(Kind::FixedDict, vec![fine.clone(), text.clone()]);
        [V::Items(Kind::Array, vec![first, second])]
    };
    let named = |pairs: &[(&str, &V)]| {
        V::Named(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).clone())).collect())
    };
    let cases = [
        (
            V::Items(Kind::FixedDict, vec![V::Int(Kind::Int16, 128), text.clone()]),
            ArgumentReason::Range,
            "argument 1[1].k0: 128 is outside the range -128 to 127 of INT8",
        ),
        (
            named(&[("k1", &V::Bytes(Kind::Unicode, Some("ä".into()))), ("k0", &fine)]),
            ArgumentReason::Text,
            "argument 1[1].k1: STRING must be ASCII without zero bytes; byte 0 is not",
        ),
        (
            named(&[("k0", &fine), ("k2", &text)]),
            ArgumentReason::Type,
            "argument 1[1]: D6 lacks the key k1",
        ),
        (named(&[("k0", &fine)]), ArgumentReason::Count, "argument 1[1]: D6 has 2 keys, 1 given"),
        (
            V::Items(Kind::FixedDict, vec![fine.clone(), text.clone(), fine.clone()]),
            ArgumentReason::Count,
            "argument 1[1]: D6 has 2 keys, 3 given",
        ),
        (fine.clone(), ArgumentReason::Type, "argument 1[1]: expected D6, got INT8"),
    ];
    for (second, reason, problem) in cases {
        assert_eq!(refused(&defs, &list(second)), (reason, problem.to_owned()));
    }
    let fits = named(&[("k1", &text), ("k0", &fine)]);
    assert_eq!(encode(&defs, &list(fits)).unwrap(), [2, 0, 0, 0, 1, b'x', 0, 1, b'x', 0]);
}

#[test]
fn a_value_deeper_than_anything_is_refused() {
    let types = [(3, import::Type::Array(3))];
    let m = import::Method { uid: 1, alias: -1, name: "m".into(), args: vec![3] };
    let class = Class { name: "A".into(), utype: 1, cell: vec![m], ..Default::default() };
    let defs = Defs::import(&import::body(&types, &[class])).unwrap();
    let deep = |levels: usize| {
        (1..levels).fold(V::Items(Kind::Array, Vec::new()), |v, _| V::Items(Kind::Array, vec![v]))
    };
    assert_eq!(encode(&defs, &[deep(64)]).unwrap().len(), 64 * 4);
    let (reason, problem) = refused(&defs, &[deep(65)]);
    assert_eq!(reason, ArgumentReason::Type);
    assert!(problem.ends_with(": nested too deep"), "{problem}");
    // More items than any message has room for: refused on the way, not at the end.
    let wide = V::Items(Kind::Array, vec![V::Items(Kind::Array, Vec::new()); 100_000]);
    assert_eq!(refused(&defs, &[wide]).0, ArgumentReason::Size);
}
