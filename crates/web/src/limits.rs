//! How often somebody may do something.
//!
//! An address is never stored and never logged: only a digest of its network prefix under a key that is made at start and
//! never leaves memory. Each purpose has its own bucket, so that guessing receipts cannot keep anybody from signing in.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use saksi_base::{Clock, Problem, ProblemKind, Random, random};

use crate::keys::digest;
use crate::site::SiteSettings;
use crate::watch::SecurityEvent;

/// Who asks, as far as limits care. Says nothing about the address without this process's key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressKey {
    digest: [u8; 16],
    /// Many people share this key (the onion service without circuit ids), so that limits are wider.
    shared: bool,
    /// Came over the onion service.
    pub onion: bool,
}

impl std::fmt::Debug for AddressKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AddressKey")
    }
}

/// What is limited, each on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// Asking whether something is known.
    Ask,
    /// Handing in a message.
    HandIn,
    /// Sending a file, to ask about it or to hand it in.
    Upload,
    /// Opening a receipt, which is also how one would guess them.
    Receipt,
    /// Signing in, second steps, recovery codes, invitations.
    SignIn,
    /// Asking for help.
    Help,
    /// Parts of files for people who can help.
    Part,
    /// Appeals and replies.
    Appeal,
    /// The API without a token.
    Api,
    /// Everything a signed-in person writes.
    Write,
}

impl Bucket {
    /// Every bucket.
    pub const ALL: [Self; 10] = [
        Self::Ask,
        Self::HandIn,
        Self::Upload,
        Self::Receipt,
        Self::SignIn,
        Self::Help,
        Self::Part,
        Self::Appeal,
        Self::Api,
        Self::Write,
    ];

    /// For metrics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::HandIn => "hand-in",
            Self::Upload => "upload",
            Self::Receipt => "receipt",
            Self::SignIn => "sign-in",
            Self::Help => "help",
            Self::Part => "part",
            Self::Appeal => "appeal",
            Self::Api => "api",
            Self::Write => "write",
        }
    }

    /// (at once, then per minute). Whole villages and mobile networks share one prefix, so these are wide; what stops a
    /// flood is the proof of work.
    const fn quota(self) -> (u32, u32) {
        match self {
            Self::Ask => (60, 60),
            Self::HandIn | Self::Upload | Self::Help => (20, 10),
            // A part has up to a megabyte; a file of a hundred must not wait for its own limit.
            Self::Part => (240, 240),
            Self::Receipt | Self::SignIn => (20, 6),
            Self::Appeal => (10, 3),
            Self::Api => (120, 240),
            Self::Write => (120, 120),
        }
    }

    pub(crate) fn index(self) -> usize {
        Self::ALL.iter().position(|b| *b == self).unwrap_or(0)
    }
}

/// How much wider a key is that many people share.
const SHARED_FACTOR: u32 = 20;
/// Most keys per bucket; beyond it, new ones share 256 coarse keys until old ones are forgotten.
const MOST_KEYS: usize = 50_000;
/// How often, in checks, keys that matter no longer are forgotten.
const SWEEP_EVERY: u32 = 1024;

#[derive(Clone)]
struct PassedClock(Arc<dyn Clock>);

impl GovernorClock for PassedClock {
    type Instant = Duration;
    fn now(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.now().0).unwrap_or(0))
    }
}

type Keyed = RateLimiter<[u8; 16], DashMapStateStore<[u8; 16]>, PassedClock, NoOpMiddleware<Duration>>;

struct Limiter {
    keyed: Keyed,
    since_sweep: AtomicU32,
}

impl Limiter {
    fn new(quota: Quota, clock: &Arc<dyn Clock>) -> Self {
        Self {
            keyed: RateLimiter::new(quota, DashMapStateStore::default(), PassedClock(clock.clone())),
            since_sweep: AtomicU32::new(0),
        }
    }

    fn check(&self, key: [u8; 16], clock: &Arc<dyn Clock>) -> Result<(), u32> {
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP_EVERY {
            self.since_sweep.store(0, Ordering::Relaxed);
            self.keyed.retain_recent();
            self.keyed.shrink_to_fit();
        }
        let key = if self.keyed.len() > MOST_KEYS {
            let [first, ..] = key;
            [first; 16]
        } else {
            key
        };
        let now = PassedClock(clock.clone()).now();
        self.keyed.check_key(&key).map_err(|not_until| {
            let wait = not_until.wait_time_from(now);
            u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
        })
    }
}

/// The limits of this process.
pub struct Limits {
    clock: Arc<dyn Clock>,
    key: [u8; 32],
    alone: Vec<Limiter>,
    shared: Vec<Limiter>,
    accounts: Vec<Limiter>,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

impl Limits {
    /// Fresh limits under a key of this process alone. `factor` widens or narrows all of them (1.0: as they are).
    pub fn new(clock: Arc<dyn Clock>, source: &dyn Random, factor: f64) -> Self {
        let quota = |bucket: Bucket, times: u32| {
            let (burst, per_minute) = bucket.quota();
            let scale = |n: u32| {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to u32's range")]
                let n = (f64::from(n) * factor).round().clamp(1.0, f64::from(u32::MAX / SHARED_FACTOR)) as u32;
                NonZeroU32::new(n.saturating_mul(times)).unwrap_or(NonZeroU32::MIN)
            };
            Quota::per_minute(scale(per_minute)).allow_burst(scale(burst))
        };
        let all = |times: u32| Bucket::ALL.iter().map(|b| Limiter::new(quota(*b, times), &clock)).collect::<Vec<_>>();
        Self { alone: all(1), shared: all(SHARED_FACTOR), accounts: all(1), key: random::bytes(source), clock }
    }

    /// Counts one attempt of somebody at an address. A `SlowDown` problem when there were too many.
    pub fn check(&self, bucket: Bucket, address: &AddressKey) -> Result<(), Problem> {
        let limiters = if address.shared { &self.shared } else { &self.alone };
        self.count(limiters, bucket, address.digest)
    }

    /// Counts one attempt on an account, a token or a receipt, wherever it comes from.
    pub fn check_account(&self, bucket: Bucket, account: &[u8]) -> Result<(), Problem> {
        let [key, _] = halves(&digest(&self.key, &[b"account", account]));
        self.count(&self.accounts, bucket, key)
    }

    fn count(&self, limiters: &[Limiter], bucket: Bucket, key: [u8; 16]) -> Result<(), Problem> {
        let Some(limiter) = limiters.get(bucket.index()) else { return Ok(()) };
        limiter.check(key, &self.clock).map_err(|seconds| {
            metrics::counter!("saksi_limited_total", "bucket" => bucket.name()).increment(1);
            SecurityEvent::Slowed.note(bucket.name());
            Problem::new(ProblemKind::SlowDown(seconds), "problem-slow-down")
        })
    }

    /// Who asks, by the connection, or by what a trusted proxy says about it.
    pub fn address(&self, settings: &SiteSettings, parts: &Parts) -> AddressKey {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
        self.address_of(settings, peer, &parts.headers)
    }

    fn address_of(&self, settings: &SiteSettings, peer: Option<IpAddr>, headers: &HeaderMap) -> AddressKey {
        let make = |kind: &[u8], text: &[u8], shared: bool, onion: bool| {
            let [digest, _] = halves(&digest(&self.key, &[kind, text]));
            AddressKey { digest, shared, onion }
        };
        let trusted = peer.is_none_or(|peer| settings.trusts(peer));
        if let Some(onion) = &settings.onion_host
            && trusted_onion(peer, trusted)
            && headers.get(header::HOST).is_some_and(|host| host.as_bytes().eq_ignore_ascii_case(onion.as_bytes()))
        {
            return match headers.get("x-circuit").filter(|_| settings.onion_circuits) {
                Some(circuit) => make(b"circuit", circuit.as_bytes(), false, true),
                None => make(b"onion", b"", true, true),
            };
        }
        let Some(peer) = peer else { return make(b"unknown", b"", true, false) };
        let address = if settings.trusts(peer) { forwarded(settings, headers).unwrap_or(peer) } else { peer };
        match address.to_canonical() {
            IpAddr::V4(v4) => {
                let [a, b, c, _] = v4.octets();
                make(b"v4", &[a, b, c], false, false)
            }
            IpAddr::V6(v6) => {
                let [a, b, c, ..] = v6.segments();
                let prefix: Vec<u8> = [a, b, c].iter().flat_map(|s| s.to_be_bytes()).collect();
                make(b"v6", &prefix, false, false)
            }
        }
    }
}

/// The onion service reaches us from this machine or through a trusted proxy; from elsewhere the host name proves nothing.
fn trusted_onion(peer: Option<IpAddr>, trusted: bool) -> bool {
    trusted || peer.is_some_and(|peer| peer.is_loopback())
}

fn halves(digest: &[u8; 32]) -> [[u8; 16]; 2] {
    let mut out = [[0; 16]; 2];
    for (to, from) in out.iter_mut().flatten().zip(digest) {
        *to = *from;
    }
    out
}

/// Which header a trusted proxy writes. Only the one that it really writes: the other would be the visitor's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// The last address in the chain that is not itself a trusted proxy.
fn forwarded(settings: &SiteSettings, headers: &HeaderMap) -> Option<IpAddr> {
    let (name, picks): (_, fn(&str) -> Option<IpAddr>) = match settings.proxy_header {
        ProxyHeader::XForwardedFor => ("x-forwarded-for", read_address),
        ProxyHeader::Forwarded => ("forwarded", |element| {
            element
                .split(';')
                .filter_map(|pair| pair.trim().split_once('='))
                .find(|(key, _)| key.eq_ignore_ascii_case("for"))
                .and_then(|(_, value)| read_address(value.trim_matches('"')))
        }),
    };
    let chain: Vec<&str> =
        headers.get_all(name).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).collect();
    let mut last = None;
    for element in chain.iter().rev() {
        let address = picks(element.trim())?.to_canonical();
        last = Some(address);
        if !settings.trusts(address) {
            break;
        }
    }
    last
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn read_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse::<IpAddr>()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|a| a.ip()))
        .or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

/// A network such as `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl std::str::FromStr for Network {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not a network; write it like 10.0.0.0/8 or 2001:db8::/32");
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits > most {
            return Err(wrong());
        }
        Ok(Self { address, bits })
    }
}

impl Network {
    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.bits)).unwrap_or(0);
                a.to_bits() & mask == b.to_bits() & mask
            }
            (IpAddr::V6(a), IpAddr::V6(b)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.bits)).unwrap_or(0);
                a.to_bits() & mask == b.to_bits() & mask
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::{FixedClock, SeededRandom, Timestamp, clock::SECOND};

    fn limits() -> (Arc<FixedClock>, Limits) {
        let clock = Arc::new(FixedClock::new(Timestamp::from_seconds(1_790_000_000)));
        let limits = Limits::new(clock.clone(), &SeededRandom::new(3), 1.0);
        (clock, limits)
    }

    fn from(limits: &Limits, settings: &SiteSettings, peer: &str, headers: &[(&'static str, &str)]) -> AddressKey {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        limits.address_of(settings, Some(peer.parse().unwrap()), &map)
    }

    #[test]
    fn guessing_receipts_never_keeps_anybody_from_signing_in() {
        let (clock, limits) = limits();
        let guesser = from(&limits, &SiteSettings::default(), "203.0.113.9", &[]);
        let refused = (0..1000).filter(|_| limits.check(Bucket::Receipt, &guesser).is_err()).count();
        assert_eq!(refused, 980);
        assert_eq!(limits.check(Bucket::SignIn, &guesser), Ok(()));
        let problem = limits.check(Bucket::Receipt, &guesser).unwrap_err();
        let ProblemKind::SlowDown(seconds) = problem.kind else { panic!("{problem}") };
        assert!((1..=11).contains(&seconds), "{seconds}");
        clock.advance(i64::from(seconds) * SECOND);
        assert_eq!(limits.check(Bucket::Receipt, &guesser), Ok(()));
    }

    #[test]
    fn an_address_counts_by_its_network_and_a_stranger_cannot_choose_it() {
        let (_, limits) = limits();
        let open = SiteSettings::default();
        let behind = SiteSettings { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..SiteSettings::default() };
        let same = |a, b| assert_eq!(a, b);
        let other = |a: AddressKey, b: AddressKey| assert_ne!(a, b);
        same(from(&limits, &open, "203.0.113.9", &[]), from(&limits, &open, "203.0.113.200", &[]));
        same(from(&limits, &open, "2001:db8:1:2::1", &[]), from(&limits, &open, "2001:db8:1:9::7", &[]));
        same(from(&limits, &open, "::ffff:203.0.113.9", &[]), from(&limits, &open, "203.0.113.1", &[]));
        other(from(&limits, &open, "2001:db8:1::1", &[]), from(&limits, &open, "2001:db8:2::1", &[]));
        // Without trust the header is the visitor's own word.
        same(
            from(&limits, &open, "203.0.113.9", &[("x-forwarded-for", "198.51.100.1")]),
            from(&limits, &open, "203.0.113.9", &[]),
        );
        // With trust the last address that the proxies themselves saw counts.
        same(
            from(&limits, &behind, "10.1.1.1", &[("x-forwarded-for", "1.2.3.4, 198.51.100.1, 10.2.2.2")]),
            from(&limits, &open, "198.51.100.7", &[]),
        );
        let rfc = SiteSettings { proxy_header: ProxyHeader::Forwarded, ..behind.clone() };
        same(
            from(&limits, &rfc, "10.1.1.1", &[("forwarded", "for=1.2.3.4, for=\"[2001:db8:1::5]:99\";proto=https")]),
            from(&limits, &open, "2001:db8:1::1", &[]),
        );
    }

    #[test]
    fn the_onion_service_counts_circuits_only_where_its_proxy_says_so() {
        let (_, limits) = limits();
        let settings =
            SiteSettings { onion_host: Some("abc.onion".into()), onion_circuits: true, ..Default::default() };
        let one = from(&limits, &settings, "127.0.0.1", &[("host", "abc.onion"), ("x-circuit", "1")]);
        let two = from(&limits, &settings, "127.0.0.1", &[("host", "abc.onion"), ("x-circuit", "2")]);
        assert!(one.onion && one != two);
        let pretender = from(&limits, &settings, "203.0.113.9", &[("host", "abc.onion"), ("x-circuit", "3")]);
        assert!(!pretender.onion);
        let uncounted = SiteSettings { onion_circuits: false, ..settings };
        assert!(from(&limits, &uncounted, "127.0.0.1", &[("host", "abc.onion"), ("x-circuit", "1")]).shared);
    }

    #[test]
    fn memory_stays_bounded_when_every_address_is_new() {
        let (_, limits) = limits();
        let settings = SiteSettings::default();
        for n in 0..u32::try_from(MOST_KEYS).unwrap() * 2 {
            let address = IpAddr::from([0x2001, 0x0db8, u16::try_from(n >> 16).unwrap(), 0, 0, 0, 0, 0]);
            let IpAddr::V6(v6) = address else { unreachable!() };
            let key = limits.address_of(
                &settings,
                Some(IpAddr::V6(std::net::Ipv6Addr::from_bits(v6.to_bits() | (u128::from(n & 0xFFFF) << 80)))),
                &HeaderMap::new(),
            );
            let _ = limits.check(Bucket::Ask, &key);
        }
        assert!(limits.alone[0].keyed.len() <= MOST_KEYS + 257, "{}", limits.alone[0].keyed.len());
    }

    #[test]
    fn networks_read_and_contain() {
        for (network, address, inside) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("0.0.0.0/0", "203.0.113.1", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "10.0.0.1", false),
        ] {
            assert_eq!(
                network.parse::<Network>().unwrap().contains(address.parse().unwrap()),
                inside,
                "{network} {address}"
            );
        }
        for wrong in ["", "10.0.0.0/33", "ten", "10.0.0.0/x"] {
            assert!(wrong.parse::<Network>().is_err());
        }
    }
}
