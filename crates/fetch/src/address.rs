//! Which addresses are not the public internet: the IANA special-purpose registries (RFC 6890 and its successors).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What kind of network an address belongs to that must not be reached on somebody's word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// This machine.
    Loopback,
    /// A network of one organisation (RFC 1918, RFC 4193, shared space of RFC 6598).
    Private,
    /// The cable at hand; on rented machines also the service that gives out their secrets (RFC 3927, RFC 4291).
    LinkLocal,
    /// Many receivers at once.
    Multicast,
    /// Set aside for examples, measurements, translation or the future.
    Reserved,
}

impl fmt::Display for Special {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loopback => "this machine itself",
            Self::Private => "a private network",
            Self::LinkLocal => "a link-local network",
            Self::Multicast => "a multicast address",
            Self::Reserved => "a reserved network",
        })
    }
}

/// What kind of special network an address belongs to; none means the public internet.
///
/// An IPv6 address that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) is never public: where it is meant,
/// the IPv4 address itself can be named.
#[must_use]
pub fn special(address: IpAddr) -> Option<Special> {
    match address {
        IpAddr::V4(v4) => special_v4(v4),
        IpAddr::V6(v6) => special_v6(v6),
    }
}

fn special_v4(v4: Ipv4Addr) -> Option<Special> {
    let [a, b, c, _] = v4.octets();
    if v4.is_loopback() {
        Some(Special::Loopback)
    } else if v4.is_private() || (a == 100 && (64..128).contains(&b)) {
        Some(Special::Private)
    } else if v4.is_link_local() {
        Some(Special::LinkLocal)
    } else if v4.is_multicast() {
        Some(Special::Multicast)
    } else if a == 0
        || a >= 240
        || v4.is_documentation()
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 192 && b == 31 && c == 196)
        || (a == 192 && b == 52 && c == 193)
        || (a == 192 && b == 175 && c == 48)
    {
        Some(Special::Reserved)
    } else {
        None
    }
}

fn special_v6(v6: Ipv6Addr) -> Option<Special> {
    if let Some(v4) = v6.to_ipv4_mapped() {
        return Some(special_v4(v4).unwrap_or(Special::Reserved));
    }
    let [first, second, third, ..] = v6.segments();
    if v6.is_loopback() {
        Some(Special::Loopback)
    } else if v6.is_unique_local() || (first & 0xffc0) == 0xfec0 {
        Some(Special::Private)
    } else if v6.is_unicast_link_local() {
        Some(Special::LinkLocal)
    } else if v6.is_multicast() {
        Some(Special::Multicast)
    // Global unicast is 2000::/3 alone; within it: protocol assignments with Teredo, documentation, 6to4, and what is
    // delegated for direct use by the network itself (RFC 9602, 5f00::/16, lies outside).
    } else if (first & 0xe000) != 0x2000
        || (first == 0x2001 && second < 0x0200)
        || (first == 0x2001 && second == 0x0db8)
        || first == 0x2002
        || (first == 0x2620 && second == 0x004f && third == 0x8000)
        || (first == 0x3fff && second < 0x1000)
    {
        Some(Special::Reserved)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn special_networks_are_known() {
        for (address, expected) in [
            ("127.0.0.1", Special::Loopback),
            ("127.255.255.254", Special::Loopback),
            ("10.1.2.3", Special::Private),
            ("172.16.0.1", Special::Private),
            ("172.31.255.255", Special::Private),
            ("192.168.1.1", Special::Private),
            ("100.64.0.1", Special::Private),
            ("100.127.255.255", Special::Private),
            ("169.254.169.254", Special::LinkLocal),
            ("224.0.0.1", Special::Multicast),
            ("239.255.255.255", Special::Multicast),
            ("0.0.0.0", Special::Reserved),
            ("0.1.2.3", Special::Reserved),
            ("192.0.0.8", Special::Reserved),
            ("192.0.2.1", Special::Reserved),
            ("192.88.99.1", Special::Reserved),
            ("198.18.0.1", Special::Reserved),
            ("198.51.100.7", Special::Reserved),
            ("203.0.113.7", Special::Reserved),
            ("240.0.0.1", Special::Reserved),
            ("255.255.255.255", Special::Reserved),
            ("::1", Special::Loopback),
            ("::", Special::Reserved),
            ("fe80::1", Special::LinkLocal),
            ("fec0::1", Special::Private),
            ("fc00::1", Special::Private),
            ("fd00:ec2::254", Special::Private),
            ("ff02::1", Special::Multicast),
            ("::ffff:127.0.0.1", Special::Loopback),
            ("::ffff:169.254.169.254", Special::LinkLocal),
            ("::ffff:10.0.0.1", Special::Private),
            ("::ffff:8.8.8.8", Special::Reserved),
            ("::7f00:1", Special::Reserved),
            ("64:ff9b::7f00:1", Special::Reserved),
            ("64:ff9b:1::1", Special::Reserved),
            ("100::1", Special::Reserved),
            ("2001::1", Special::Reserved),
            ("2001:20::1", Special::Reserved),
            ("2001:db8::1", Special::Reserved),
            ("2002:7f00:1::", Special::Reserved),
            ("3fff::1", Special::Reserved),
            ("5f00::1", Special::Reserved),
        ] {
            assert_eq!(special(address.parse().unwrap()), Some(expected), "{address}");
        }
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "203.0.114.1",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2400:cb00::1",
            "2a00:1450::1",
        ] {
            assert_eq!(special(address.parse().unwrap()), None, "{address}");
        }
    }

    proptest! {
        #[test]
        fn an_address_wrapped_in_another_is_never_public(bits in any::<u32>()) {
            let [a, b, c, d] = bits.to_be_bytes();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            for wrapped in [
                Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, high, low),
                Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
            ] {
                prop_assert!(special(wrapped.into()).is_some(), "{wrapped}");
            }
        }
    }
}
