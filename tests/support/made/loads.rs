//! Streams that show how cost grows: with the entities in view, and with the size of messages.

use super::Stream;
use super::crowd::{self, Crowd, counted, ended, int};

/// Messages about a world of this many entities in view.
pub struct View {
    pub entities: usize,
    pub moves: Stream,
    pub properties: Stream,
    pub calls: Stream,
    /// All come, then all leave, the first first.
    pub storm: Stream,
}

pub fn view(entities: usize, n: u64) -> View {
    let all = |name, one: fn(&mut Crowd, usize)| {
        let write = |w: &mut Crowd| {
            for _ in 0..n {
                let place = w.somewhere();
                one(w, place);
            }
        };
        Crowd::new(entities).stream(name, write).0
    };
    let storm = Crowd::new(0).stream("storm", |w| {
        for i in 0..entities {
            w.enter(20_000 + i as i32, [1.0; 3], 9, "a visitor");
        }
        while !w.view.is_empty() {
            w.leave(0, false);
        }
    });
    View {
        entities,
        moves: all("moves", Crowd::walk),
        properties: all("properties", |w, place| {
            let hp = int(w.rng.below(900) as i32);
            w.change(place, &[(crowd::HP, hp)]);
        }),
        calls: all("calls", Crowd::damage),
        storm: storm.0,
    }
}

/// Messages with one value of this many bytes.
pub struct Sized {
    pub size: usize,
    pub text: Stream,
    pub blob: Stream,
    pub argument: Stream,
}

pub fn sized(size: usize, n: u64) -> Sized {
    let all = |name, one: &dyn Fn(&mut Crowd, usize, &str)| {
        let write = |w: &mut Crowd| {
            for i in 0..n {
                let place = w.somewhere();
                let letter = char::from(b'a' + (i % 26) as u8);
                one(w, place, &letter.to_string().repeat(size));
            }
        };
        Crowd::new(200).stream(name, write).0
    };
    Sized {
        size,
        text: all("text", &|w, place, text| w.change(place, &[(crowd::TITLE, counted(text))])),
        blob: all("blob", &|w, place, text| w.change(place, &[(crowd::EMBLEM, counted(text))])),
        argument: all("argument", &|w, place, text| w.call(place, crowd::ON_NOTE, &[ended(text)])),
    }
}
