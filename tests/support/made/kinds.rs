//! Streams of one kind of message each.

use super::Stream;
use super::crowd::{self, Crowd};
use super::demo::Demo;

/// One kind: its name, the stream, and how many of the kind are in it.
pub struct Kind {
    pub name: &'static str,
    pub stream: Stream,
    /// A pair of entering and leaving counts once.
    pub count: u64,
}

fn kind(name: &'static str, stream: Stream) -> Kind {
    let count = stream.messages;
    Kind { name, stream, count }
}

/// All kinds, `n` of each.
pub fn all(n: u64) -> Vec<Kind> {
    let demo =
        |name: &'static str, one: fn(&mut Demo)| kind(name, Demo::new(true).stream(name, n, one));
    let crowd = |name: &'static str, one: fn(&mut Crowd)| {
        kind(name, Crowd::new(200).stream(name, |w| (0..n).for_each(|_| one(w))).0)
    };
    vec![
        demo("position, packed xz and yaw", |w| {
            let (index, place) = (w.somebody(), w.somewhere());
            w.xz_yaw(index, place);
        }),
        demo("position, packed xyz and ypr", |w| {
            let (index, place) = (w.somebody(), w.somewhere());
            w.xyz_ypr(index, place);
        }),
        demo("position, plain xz and yaw", |w| {
            let index = w.somebody();
            w.plain(index, 0, 12.5, -99.25);
        }),
        demo("base position", Demo::base_xz),
        demo("property, scalar", |w| {
            let index = w.somebody();
            w.hp(index);
        }),
        demo("property, string", |w| {
            let index = w.somebody();
            w.name(index);
        }),
        crowd("property, nested", |w| {
            let (place, bag) = (w.somewhere(), w.rng.items(3));
            w.change(place, &[(crowd::BAG, bag)]);
        }),
        demo("call, scalar arguments", |w| {
            let index = w.somebody();
            w.call(index);
        }),
        crowd("call, nested arguments", |w| {
            let place = w.somewhere();
            w.loot(place);
        }),
        comings_and_goings(n / 4),
    ]
}

/// Somebody comes into view of 200 others and leaves again.
fn comings_and_goings(n: u64) -> Kind {
    let (stream, _) = Crowd::new(200).stream("enters and leaves", |w| {
        for i in 0..n {
            w.enter(9000 + (i % 64) as i32, [1.0, 2.0, 3.0], 7, "a visitor");
            w.leave(200, true);
        }
    });
    Kind { name: "enters and leaves", stream, count: n }
}
