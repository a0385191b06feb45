//! Whether the baseapp address that a login answer names can lead to the baseapp from here, and what to
//! say when it does not.
//!
//! A server announces the address that it believes to be its own (`spec/01 §4.2`). Behind NAT or in a
//! container that is often one that only it can use, and the first login of a new user ends there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest part of a host name that is shown: names can come from a server.
const SHOWN: usize = 120;

/// A host as it may be shown: short, and without control characters.
pub(crate) fn shown(host: &str) -> String {
    host.chars().take(SHOWN).flat_map(char::escape_debug).collect()
}

/// How the loginapp was reached: what the game named, and the address if it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached<'a> {
    pub(super) host: &'a str,
    pub(super) address: Option<IpAddr>,
}

/// What is to be made of an announced host.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Advice {
    /// It leads nowhere: the loginapp's host is the better guess, and sees no more of the account than
    /// it has seen already.
    pub(super) use_loginapp: bool,
    /// A sentence to be told though everything went well; empty when there is nothing to say.
    pub(super) note: String,
    /// What a sentence about a failed connection ends with.
    pub(super) hint: String,
}

const REMEDY: &str = "set externalAddress on the server (kbengine.xml, baseapp/externalAddress) or \
                      kbe_config.baseapp_host";

/// Looks at an announced host.
pub(super) fn judge(announced: &str, reached: Reached<'_>) -> Advice {
    let kind = kind(announced);
    let from = reached.address.map_or_else(|| self::kind(reached.host), Kind::of);
    let what = match kind {
        Kind::Nothing => return instead(announced),
        Kind::Loopback if from != kind => "is this machine itself",
        Kind::LinkLocal if from != kind => "is valid within one network only",
        Kind::Nobody => "belongs to no single machine",
        Kind::Private(_) if from != kind => "is a private one",
        Kind::BareName => "is a name that maybe only the server's own network knows",
        _ if Some(announced) == reached.literal().as_deref() => {
            let hint = "; the loginapp was reached at the same address, so look at the port: is it open \
                        (firewall), and is it the container's published one?";
            return Advice { hint: hint.into(), ..Advice::default() };
        }
        _ => {
            let hint = format!(
                "; the server announced this address: if it does not lead there from here (NAT, \
                 containers), {REMEDY}"
            );
            return Advice { hint, ..Advice::default() };
        }
    };
    let at = reached.text();
    let hint = format!(
        "; the server announced this address, which {what}, while the loginapp was reached at {at}: \
         {REMEDY}"
    );
    Advice { hint, ..Advice::default() }
}

fn instead(announced: &str) -> Advice {
    let what = match announced.is_empty() {
        true => "no baseapp address".into(),
        false => format!("{}, which is no address to connect to", shown(announced)),
    };
    let note = format!("the server announced {what}: the loginapp's host is used instead");
    let hint = format!("; {note}; {REMEDY}");
    Advice { use_loginapp: true, note, hint }
}

impl Reached<'_> {
    fn literal(&self) -> Option<String> {
        let address = self.address.or_else(|| address(self.host));
        address.map(|a| a.to_canonical().to_string())
    }

    fn text(&self) -> String {
        let host = shown(self.host);
        match self.address.map(|a| a.to_canonical().to_string()) {
            Some(address) if address != host => format!("{host} ({address})"),
            _ => host,
        }
    }
}

/// What an address or a name can be good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Empty, or the address that stands for all of a machine's own.
    Nothing,
    Loopback,
    LinkLocal,
    /// Multicast and broadcast.
    Nobody,
    /// Not routed in the Internet; the block it is of. Machines in one block may reach each other.
    Private(u8),
    Public,
    /// A name without a domain.
    BareName,
    Name,
}

impl Kind {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(a) => Self::of_v4(a),
            IpAddr::V6(a) => Self::of_v6(a),
        }
    }

    fn of_v4(a: Ipv4Addr) -> Self {
        match a.octets() {
            // 0.0.0.0/8 is "this network" (RFC 1122).
            [0, ..] => Self::Nothing,
            [127, ..] => Self::Loopback,
            [169, 254, ..] => Self::LinkLocal,
            [10, ..] => Self::Private(10),
            [172, 16..=31, ..] => Self::Private(172),
            [192, 168, ..] => Self::Private(192),
            // Carriers' NAT (RFC 6598).
            [100, 64..=127, ..] => Self::Private(100),
            [224..=255, ..] => Self::Nobody,
            _ => Self::Public,
        }
    }

    fn of_v6(a: Ipv6Addr) -> Self {
        match a.segments() {
            [0, 0, 0, 0, 0, 0, 0, 0] => Self::Nothing,
            [0, 0, 0, 0, 0, 0, 0, 1] => Self::Loopback,
            [0xfe80..=0xfebf, ..] => Self::LinkLocal,
            [0xfc00..=0xfdff, ..] => Self::Private(6),
            [0xff00..=0xffff, ..] => Self::Nobody,
            _ => Self::Public,
        }
    }
}

fn address(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    bare.parse().ok()
}

fn kind(host: &str) -> Kind {
    if let Some(address) = address(host) {
        return Kind::of(address);
    }
    let name = host.trim_end_matches('.');
    if name.trim().is_empty() {
        Kind::Nothing
    } else if name.eq_ignore_ascii_case("localhost") {
        Kind::Loopback
    } else if name.contains('.') {
        Kind::Name
    } else {
        Kind::BareName
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(announced: &str, host: &str, address: &str) -> Advice {
        judge(announced, Reached { host, address: address.parse().ok() })
    }

    /// Announced, reached, and the word of the doubt; empty where there is none.
    const CASES: &[(&str, &str, &str)] = &[
        // One machine, one network: nothing to doubt.
        ("127.0.0.1", "127.0.0.1", ""),
        ("127.0.1.1", "127.0.0.1", ""),
        ("127.0.0.1", "::1", ""),
        ("localhost", "127.0.0.1", ""),
        ("::1", "127.0.0.1", ""),
        ("192.168.1.7", "192.168.1.5", ""),
        ("192.168.1.7", "192.168.77.5", ""),
        ("10.200.0.9", "10.0.0.1", ""),
        ("172.31.0.9", "172.16.0.1", ""),
        ("100.64.0.9", "100.127.0.1", ""),
        ("fd00::9", "fdff::1", ""),
        ("169.254.3.4", "169.254.1.1", ""),
        ("203.0.113.9", "203.0.113.5", ""),
        ("203.0.113.9", "192.168.1.5", ""),
        ("203.0.113.9", "127.0.0.1", ""),
        ("base.example.com", "203.0.113.5", ""),
        ("2001:db8::9", "203.0.113.5", ""),
        // The server means itself.
        ("127.0.0.1", "203.0.113.5", "this machine itself"),
        ("127.0.1.1", "192.168.1.5", "this machine itself"),
        ("localhost", "192.168.1.5", "this machine itself"),
        ("LOCALHOST.", "192.168.1.5", "this machine itself"),
        ("::1", "2001:db8::1", "this machine itself"),
        ("::ffff:127.0.0.1", "2001:db8::1", "this machine itself"),
        // Containers and NAT.
        ("172.17.0.3", "203.0.113.5", "a private one"),
        ("172.17.0.3", "127.0.0.1", "a private one"),
        ("172.17.0.3", "192.168.1.5", "a private one"),
        ("10.0.0.2", "203.0.113.5", "a private one"),
        ("192.168.1.7", "10.0.0.5", "a private one"),
        ("100.64.0.9", "203.0.113.5", "a private one"),
        ("fd00::9", "2001:db8::1", "a private one"),
        ("::ffff:10.0.0.1", "203.0.113.5", "a private one"),
        ("baseapp1", "203.0.113.5", "only the server's own network"),
        ("4a5b6c7d8e9f", "127.0.0.1", "only the server's own network"),
        // A network that gave no address.
        ("169.254.3.4", "203.0.113.5", "within one network"),
        ("fe80::1", "192.168.1.5", "within one network"),
        // Mistakes.
        ("255.255.255.255", "203.0.113.5", "no single machine"),
        ("239.1.2.3", "127.0.0.1", "no single machine"),
        ("ff02::1", "203.0.113.5", "no single machine"),
        ("two words", "203.0.113.5", "only the server's own network"),
    ];

    #[test]
    fn addresses_that_cannot_lead_there_are_doubted_and_no_others() {
        for &(announced, reached, word) in CASES {
            let Advice { use_loginapp, note, hint } = advice(announced, reached, reached);
            assert_eq!((use_loginapp, note.as_str()), (false, ""), "{announced} from {reached}");
            let doubted = hint.contains("while the loginapp was reached at");
            assert_eq!(doubted, !word.is_empty(), "{announced} from {reached}: {hint}");
            assert!(hint.contains(word), "{announced} from {reached}: {hint}");
            let helps = hint.contains("baseapp/externalAddress") || hint.contains("the port");
            assert!(hint.starts_with("; ") && helps, "{hint}");
        }
    }

    #[test]
    fn the_whole_sentence_names_both_addresses_and_both_remedies() {
        let expected = "; the server announced this address, which is a private one, while the loginapp \
                        was reached at game.example.com (203.0.113.5): set externalAddress on the server \
                        (kbengine.xml, baseapp/externalAddress) or kbe_config.baseapp_host";
        assert_eq!(advice("172.17.0.3", "game.example.com", "203.0.113.5").hint, expected);
        let literal = advice("172.17.0.3", "203.0.113.5", "203.0.113.5").hint;
        assert!(literal.contains("reached at 203.0.113.5: set"), "{literal}");
    }

    #[test]
    fn no_address_at_all_is_replaced_and_it_is_said() {
        for (announced, what) in [
            ("0.0.0.0", "0.0.0.0, which is no address to connect to"),
            ("::", "::, which is no address to connect to"),
            ("[::]", "[::], which is no address to connect to"),
            ("0.0.0.1", "0.0.0.1, which is no address to connect to"),
            ("", "no baseapp address"),
            (" ", " , which is no address to connect to"),
        ] {
            let Advice { use_loginapp, note, hint } = advice(announced, "h.example", "203.0.113.5");
            assert!(use_loginapp, "{announced:?}");
            let expected =
                format!("the server announced {what}: the loginapp's host is used instead");
            assert_eq!(note, expected);
            assert_eq!(hint, format!("; {expected}; {REMEDY}"));
        }
    }

    #[test]
    fn the_loginapps_own_address_draws_the_eye_to_the_port() {
        for (announced, host, address) in [
            ("203.0.113.5", "game.example.com", "203.0.113.5"),
            ("127.0.0.1", "127.0.0.1", "127.0.0.1"),
            ("203.0.113.5", "203.0.113.5", ""),
        ] {
            let hint = advice(announced, host, address).hint;
            assert!(
                hint.contains("look at the port") && !hint.contains("externalAddress"),
                "{hint}"
            );
        }
    }

    #[test]
    fn an_unknown_way_there_is_judged_by_the_name_it_was_given() {
        assert!(advice("10.0.0.2", "localhost", "").hint.contains("reached at localhost: "));
        assert!(advice("127.0.0.1", "game.example.com", "").hint.contains("machine itself"));
        assert!(!advice("127.0.0.1", "localhost", "").hint.contains("while"));
        assert!(!advice("127.0.0.1", "127.0.0.2", "").hint.contains("while"));
    }

    #[test]
    fn what_a_server_names_cannot_write_the_sentence() {
        let hostile = format!("\x1b[2J\n{}", "x".repeat(5000));
        for hint in [advice(&hostile, &hostile, "").hint, advice("10.0.0.1", &hostile, "").hint] {
            assert!(hint.len() < 500 && !hint.contains(['\x1b', '\n']), "{hint}");
        }
    }
}
