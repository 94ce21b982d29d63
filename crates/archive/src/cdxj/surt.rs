//! Keys of the index: addresses turned round so that what belongs together sorts together.
//!
//! `https://www.Example.org/A?b=2&a=1` becomes `org,example)/a?a=1&b=2`. Replay tools look captures up by this key, so it must be, letter
//! by letter, what the indexers of the field make: the canonicalisation of the Internet Archive (first that of Google's Safe
//! Browsing, then the Archive's own), as PyPI's `surt` has it and pywb and `cdxj-indexer` use it. What that refuses (a port
//! beyond 65535, an address without anything in it) has itself as its key, as there.

use core::net::Ipv4Addr;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Longest path or query that is searched for sessions; no server writes longer ones, and searching takes its time.
const LONGEST_SEARCHED: usize = 16 * 1024;

/// The key of an address.
///
/// ```
/// # use saksi_archive::cdxj::surt;
/// assert_eq!(surt("https://www.Example.org:443/A/./b/?b=2&a=1#part"), "org,example)/a/b?a=1&b=2");
/// ```
pub fn surt(url: &str) -> String {
    if url.is_empty() {
        return "-".to_owned();
    }
    if url.starts_with("filedesc") {
        return url.to_owned();
    }
    key(url.as_bytes()).and_then(|key| String::from_utf8(key).ok()).unwrap_or_else(|| url.to_owned())
}

/// The parts of an address.
struct Parts<'a> {
    scheme: &'a [u8],
    host: Option<Vec<u8>>,
    port: Option<u16>,
    path: Option<Cow<'a, [u8]>>,
    query: Option<&'a [u8]>,
}

fn key(url: &[u8]) -> Option<Vec<u8>> {
    let url: Vec<u8> = url.trim_ascii().iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r' | b'\t')).collect();
    if url.is_empty() {
        return None;
    }
    let url = if scheme_of(&url).is_some() { url } else { [b"http://", url.as_slice()].concat() };
    let parts = split(without_repeated_scheme(&url))?;

    let host = parts.host.map(|host| canonical_host(&host, parts.scheme));
    let path = canonical_path(parts.path.as_deref(), host.is_some());
    let query = parts.query.map(canonical_query).filter(|query| !query.is_empty());
    let port = parts.port.filter(|port| Some(*port) != default_port(parts.scheme));

    let mut key = Vec::with_capacity(url.len());
    match host.filter(|host| !host.is_empty()) {
        None => {
            key.extend_from_slice(parts.scheme);
            key.push(b':');
        }
        Some(host) => {
            for (place, label) in host.rsplit(|byte| *byte == b'.').enumerate() {
                if place > 0 {
                    key.push(b',');
                }
                key.extend_from_slice(label);
            }
            if let Some(port) = port {
                key.extend_from_slice(format!(":{port}").as_bytes());
            }
            key.push(b')');
        }
    }
    match path {
        Some(path) if !path.is_empty() => key.extend_from_slice(&path),
        _ if query.is_some() => key.push(b'/'),
        _ => {}
    }
    if let Some(query) = query {
        key.push(b'?');
        key.extend_from_slice(&query);
    }
    Some(key)
}

/// The scheme, if the address seems to have one.
fn scheme_of(url: &[u8]) -> Option<&[u8]> {
    let end = url.iter().position(|byte| *byte == b':')?;
    let scheme = url.get(..end)?;
    let (first, rest) = scheme.split_first()?;
    let good = first.is_ascii_alphabetic()
        && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    good.then_some(scheme)
}

/// `http://https://…` keeps the last scheme.
fn without_repeated_scheme(url: &[u8]) -> &[u8] {
    let after = |url: &'_ [u8]| {
        [&b"http://"[..], b"https://"].iter().find(|scheme| url.starts_with(scheme)).map(|scheme| scheme.len())
    };
    let mut url = url;
    while let Some(rest) = after(url).and_then(|length| url.get(length..)).filter(|rest| after(rest).is_some()) {
        url = rest;
    }
    url
}

/// Splits as RFC 2396, appendix B, does.
fn split(url: &[u8]) -> Option<Parts<'_>> {
    let scheme = scheme_of(url)?;
    let rest = url.get(scheme.len() + 1..)?;
    let rest = rest.split(|byte| *byte == b'#').next().unwrap_or_default();
    let (rest, query) = match rest.iter().position(|byte| *byte == b'?') {
        Some(at) => (rest.get(..at)?, rest.get(at + 1..).filter(|query| !query.is_empty())),
        None => (rest, None),
    };
    let (authority, path) = match rest.strip_prefix(b"//") {
        Some(rest) => {
            let end = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
            (rest.get(..end)?, rest.get(end..)?)
        }
        None => (&[][..], rest),
    };
    let (mut host, port) = host_and_port(authority)?;
    let mut path = (!path.is_empty()).then_some(Cow::Borrowed(path));
    if scheme.starts_with(b"http")
        && host.is_none()
        && let Some(text) = &path
    {
        // `http:////example.org/`: the first name in the path is the host.
        let start = text.iter().position(|byte| *byte != b'/').unwrap_or(text.len());
        let text = text.get(start..)?;
        let end = text.iter().position(|byte| *byte == b'/').unwrap_or(text.len());
        host = Some(text.get(..end)?.to_vec());
        path = Some(Cow::Owned([b"/", text.get(end + 1..).unwrap_or_default()].concat()));
    }
    Some(Parts { scheme, host, port, path, query })
}

fn host_and_port(authority: &[u8]) -> Option<(Option<Vec<u8>>, Option<u16>)> {
    let mut authority = authority;
    while let Some(rest) = authority.strip_suffix(b":") {
        authority = rest;
    }
    let after_user = authority.rsplit(|byte| *byte == b'@').next().unwrap_or_default();
    let (host, port) = match after_user.iter().position(|byte| *byte == b'[') {
        Some(open) => {
            let inner = after_user.get(open + 1..)?;
            let close = inner.iter().position(|byte| *byte == b']').unwrap_or(inner.len());
            let after = inner.get(close + 1..).unwrap_or_default();
            let port = after.iter().position(|byte| *byte == b':').and_then(|at| after.get(at + 1..));
            (inner.get(..close)?, port)
        }
        None => match after_user.iter().position(|byte| *byte == b':') {
            Some(at) => (after_user.get(..at)?, after_user.get(at + 1..)),
            None => (after_user, None),
        },
    };
    let port = match port.filter(|port| !port.is_empty()) {
        // A port that is none refuses the address.
        Some(port) => {
            let digits =
                std::str::from_utf8(port).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
            Some(digits.parse::<u16>().ok()?).filter(|port| *port != 0)
        }
        None => None,
    };
    Some(((!host.is_empty()).then(|| host.to_ascii_lowercase()), port))
}

fn default_port(scheme: &[u8]) -> Option<u16> {
    if scheme.eq_ignore_ascii_case(b"http") {
        Some(80)
    } else if scheme.eq_ignore_ascii_case(b"https") {
        Some(443)
    } else {
        None
    }
}

fn canonical_host(host: &[u8], scheme: &[u8]) -> Vec<u8> {
    let mut host = unescape(host);
    if !host.is_ascii() {
        let text: String = String::from_utf8_lossy(&host).chars().filter(|c| *c != '\u{fffd}').collect();
        if let Ok(url::Host::Domain(name)) = url::Host::parse(&text) {
            host = name.into_bytes();
        }
    }
    let host = replace_double_dots(&host);
    let start = host.iter().position(|byte| *byte != b'.').unwrap_or(host.len());
    let end = host.iter().rposition(|byte| *byte != b'.').map_or(start, |at| at + 1);
    let host = host.get(start..end).unwrap_or_default();
    let host = match number_of(host) {
        Some(address) => address.to_string().into_bytes(),
        None => escape(&host.to_ascii_lowercase()),
    };
    let host = host.to_ascii_lowercase();
    if scheme == b"dns" {
        return host;
    }
    let massaged = host.strip_prefix(b"www").and_then(|rest| {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest.get(digits..)?.strip_prefix(b".")
    });
    massaged.map_or_else(|| host.clone(), <[u8]>::to_vec)
}

fn replace_double_dots(host: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(host.len());
    let mut bytes = host.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'.' && bytes.peek() == Some(&b'.') {
            bytes.next();
        }
        out.push(byte);
    }
    out
}

/// An address that is written as a number, in any of the ways of `inet_aton`.
fn number_of(host: &[u8]) -> Option<Ipv4Addr> {
    let text = std::str::from_utf8(host).ok()?;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // The lower four bytes of a number of any size.
        let number =
            text.bytes().fold(0_u32, |number, digit| number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')));
        return Some(number.into());
    }
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() > 4 || parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (last, others) = parts.split_last()?;
    let number = |part: &str| match part.strip_prefix('0') {
        Some("") => Some(0),
        Some(octal) => u32::from_str_radix(octal, 8).ok(),
        None => part.parse().ok(),
    };
    let mut address = 0_u32;
    for (place, part) in others.iter().enumerate() {
        let value = number(part).filter(|value| *value < 256)?;
        address |= value << (24 - 8 * u32::try_from(place).ok()?);
    }
    let bits = 32 - 8 * u32::try_from(others.len()).ok()?;
    let value = number(last).filter(|value| bits == 32 || *value < 1 << bits)?;
    Some((address | value).into())
}

fn canonical_path(path: Option<&[u8]>, has_host: bool) -> Option<Vec<u8>> {
    let path = path.map(unescape);
    let path = if has_host { Some(normal_path(path.as_deref().unwrap_or_default())) } else { path };
    let path = escape(&path?).to_ascii_lowercase();
    let mut path = without_path_session(path);
    if path.len() > 1 && path.ends_with(b"/") {
        path.pop();
    }
    Some(path)
}

/// Takes out `.` and `..` and repeated slashes.
fn normal_path(path: &[u8]) -> Vec<u8> {
    let mut kept: Vec<&[u8]> = Vec::new();
    for part in path.split(|byte| *byte == b'/').skip(1) {
        match part {
            b"." => {}
            b".." if kept.pop().is_some() => {}
            part => kept.push(part),
        }
    }
    let mut normal = vec![b'/'];
    if let Some((last, others)) = kept.split_last() {
        for part in others.iter().filter(|part| !part.is_empty()) {
            normal.extend_from_slice(part);
            normal.push(b'/');
        }
        normal.extend_from_slice(last);
    }
    normal
}

fn canonical_query(query: &[u8]) -> Vec<u8> {
    let mut query = escape(&unescape(query));
    if query.len() <= LONGEST_SEARCHED {
        query = without_sessions(query);
    }
    query.make_ascii_lowercase();
    if query.len() <= 1 {
        return query;
    }
    let mut arguments: Vec<(&[u8], Option<&[u8]>)> = query
        .split(|byte| *byte == b'&')
        .map(|argument| match argument.iter().position(|byte| *byte == b'=') {
            Some(at) => (argument.get(..at).unwrap_or_default(), argument.get(at + 1..)),
            None => (argument, None),
        })
        .collect();
    arguments.sort_unstable();
    let mut sorted = Vec::with_capacity(query.len());
    for (place, (name, value)) in arguments.into_iter().enumerate() {
        if place > 0 {
            sorted.push(b'&');
        }
        sorted.extend_from_slice(name);
        if let Some(value) = value {
            sorted.push(b'=');
            sorted.extend_from_slice(value);
        }
    }
    sorted
}

/// Takes out what servers put into addresses to tell visits apart.
fn without_sessions(query: Vec<u8>) -> Vec<u8> {
    let mut query = query;
    for name in [&b"jsessionid="[..], b"phpsessid=", b"sid="] {
        query = without_session(query, |rest| {
            rest.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
            let value = rest.get(name.len()..name.len() + 32)?;
            value.iter().all(u8::is_ascii_alphanumeric).then_some(name.len() + 32)
        });
    }
    query = without_session(query, |rest| {
        rest.get(..12).filter(|start| start.eq_ignore_ascii_case(b"aspsessionid"))?;
        let letters =
            |from: usize, to: usize| rest.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_alphabetic));
        (letters(12, 20) && rest.get(20) == Some(&b'=') && letters(21, 45)).then_some(45)
    });
    without_session(query, |rest| {
        let value = |rest: &[u8], name: &[u8]| {
            rest.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
            let length = rest.get(name.len()..)?.iter().take_while(|byte| **byte != b'&').count();
            (length > 0).then_some(name.len() + length)
        };
        let first = value(rest, b"cfid=")?;
        Some(first + value(rest.get(first..)?, b"&cftoken=")?)
    })
}

/// Takes the last session out of a query: what `length` accepts, before `&` or the end.
fn without_session(query: Vec<u8>, length: impl Fn(&[u8]) -> Option<usize>) -> Vec<u8> {
    for start in (0..query.len()).rev() {
        let Some(rest) = query.get(start..) else { continue };
        let Some(after) = length(rest).and_then(|length| rest.get(length..)) else { continue };
        let before = query.get(..start).unwrap_or_default();
        match after.split_first() {
            None => return before.to_vec(),
            Some((b'&', after)) => return [before, after].concat(),
            Some(_) => {}
        }
    }
    query
}

/// Takes the sessions of ASP.NET out of a path: `/(s(24 letters and digits))/page.aspx`.
fn without_path_session(path: Vec<u8>) -> Vec<u8> {
    if path.len() > LONGEST_SEARCHED {
        return path;
    }
    let path = match path_session(&path, nested_session) {
        Some(shorter) => shorter,
        None => path,
    };
    path_session(&path, |rest| {
        let inner = rest.strip_prefix(b"(")?;
        let session = inner.get(..24)?.iter().all(u8::is_ascii_alphanumeric);
        (session && inner.get(24..26) == Some(b")/")).then_some(27)
    })
    .unwrap_or(path)
}

/// `(a(24 letters and digits)…)/`
fn nested_session(rest: &[u8]) -> Option<usize> {
    let mut at = 1;
    rest.strip_prefix(b"(")?;
    while let Some([letter, b'(', session @ .., b')']) = rest.get(at..at + 27)
        && letter.is_ascii_alphabetic()
        && session.iter().all(u8::is_ascii_alphanumeric)
    {
        at += 27;
    }
    (at > 1 && rest.get(at..at + 2) == Some(b")/")).then_some(at + 2)
}

fn path_session(path: &[u8], length: impl Fn(&[u8]) -> Option<usize>) -> Option<Vec<u8>> {
    memchr::memmem::find(path, b".aspx")?;
    for (slash, _) in path.iter().enumerate().rev().filter(|(_, byte)| **byte == b'/') {
        let (before, rest) = path.split_at_checked(slash + 1)?;
        let Some(page) = length(rest).and_then(|length| rest.get(length..)) else { continue };
        let name = page.split(|byte| *byte == b'?').next().unwrap_or_default();
        if memchr::memmem::rfind(name, b".aspx").is_some_and(|at| at > 0) {
            return Some([before, page].concat());
        }
    }
    None
}

/// Takes percent escapes off until there are none: whatever an escape gives may complete another one.
fn unescape(text: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    for byte in text {
        out.push(*byte);
        while let [.., b'%', high, low] = out.as_slice()
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            out.truncate(out.len() - 3);
            out.push(high << 4 | low);
        }
    }
    out
}

/// Escapes everything but the visible letters of ASCII, and of those `#` and `%`.
fn escape(text: &[u8]) -> Vec<u8> {
    if text.iter().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'%')) {
        return text.to_vec();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text {
        if byte.is_ascii_graphic() && !matches!(byte, b'#' | b'%') {
            out.push(char::from(*byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each pair was made by PyPI's `surt` 0.3.1.
    #[test]
    fn keys_are_those_of_other_indexers() {
        for (url, key) in include_str!("../../tests/surt.tsv").lines().filter_map(|line| line.split_once('\t')) {
            assert_eq!(surt(url), key, "{url}");
        }
    }

    #[test]
    fn keys_of_hostile_addresses_take_no_time() {
        for address in [
            format!("http://a/%{}", "25".repeat(500_000)),
            format!("http://a/?{}", "cfid=".repeat(200_000)),
            format!("http://a/{}", "(aaaaaaaaaaaaaaaaaaaaaaaa)/".repeat(40_000)),
            format!("http://{}", ".".repeat(1_000_000)),
            format!("http://a{}", "/..".repeat(300_000)),
        ] {
            assert!(surt(&address).len() <= address.len() + 3);
        }
    }
}
