use super::*;

fn sample(arena: &mut Arena) -> TreeRange {
    // [ "ab", ["c"] ]
    let (_, bytes) = arena.size();
    let root = arena.reserve_nodes(1, 0).unwrap();
    let items = arena.reserve_nodes(2, 0).unwrap();
    let s = arena.push_bytes(b"ab");
    arena.set(items, Arena::bytes_value(Kind::Unicode, s));
    let inner = arena.reserve_nodes(1, 0).unwrap();
    let s = arena.push_bytes(b"c");
    arena.set(inner, Arena::bytes_value(Kind::Blob, s));
    arena.set(items + 1, Arena::container_value(Kind::Array, inner, 1, 0));
    arena.set(root, Arena::container_value(Kind::Array, items, 2, 0));
    let (end, bytes_end) = arena.size();
    TreeRange { root, end: end as u32, bytes: bytes as u32, bytes_end: bytes_end as u32 }
}

#[test]
fn a_node_is_24_bytes() {
    assert_eq!(size_of::<Value>(), 24);
}

#[test]
fn trees_read_the_same_before_and_after_sealing() {
    let mut arena = Arena::default();
    arena.push_bytes(b"in front");
    let range = sample(&mut arena);
    for sealed in [false, true] {
        if sealed {
            arena.seal();
        }
        let root = arena.get(range.root);
        let items = arena.items(&root);
        assert_eq!(arena.value_bytes(&items[0]), b"ab");
        assert_eq!(arena.value_bytes(&arena.items(&items[1])[0]), b"c");
    }
}

#[test]
fn a_copied_tree_owes_nothing_to_its_arena() {
    let mut arena = Arena::default();
    arena.push_bytes(b"in front");
    arena.reserve_nodes(3, 0).unwrap();
    let range = sample(&mut arena);
    arena.seal();
    let mut tree = Tree::default();
    tree.copy_from(&arena, range);
    drop(arena);
    let root = tree.root();
    let items = tree.items(&root);
    assert_eq!(tree.value_bytes(&items[0]), b"ab");
    assert_eq!(tree.value_bytes(&tree.items(&items[1])[0]), b"c");
}

#[test]
fn scalars_keep_their_bits() {
    assert_eq!(Value::int(Kind::UInt64, -1).as_u64(), u64::MAX);
    let v = Value::vector(Kind::Vector3, [1.0, -0.0, f32::MIN_POSITIVE, 0.0]);
    assert_eq!(
        v.as_vector().map(f32::to_bits),
        [1.0, -0.0, f32::MIN_POSITIVE, 0.0f32].map(f32::to_bits)
    );
    let call = EntityCall { id: -5, cid: u64::MAX - 1, kind: 6, utype: 65535 };
    assert_eq!(Value::entity_call(call).as_entity_call(), call);
}
