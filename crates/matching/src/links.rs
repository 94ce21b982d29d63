//! Links: found in a message and brought into one canonical form, so that the same page has one key.
//!
//! The same video travels as `youtu.be/…`, `m.youtube.com/watch?…&feature=share` and inside a redirect of the messenger.
//! Canonical links are for comparing; they need not be the address that a browser should open.
//!
//! Nothing is fetched: a shortener that hides its target (`t.co`, `bit.ly`) stays what it is.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::hash;

/// Most links taken from one message. A message with more is a link bomb; the first ones are kept.
pub const MAX_LINKS: usize = 32;

/// Longest link that is read, in bytes. Browsers stop at about the same length.
pub const MAX_LINK_BYTES: usize = 4096;

/// How many redirect wrappers are unwrapped, one inside the other.
const MAX_WRAPPERS: usize = 4;

/// A link in canonical form: equal for all addresses of the same page.
///
/// Without scheme, `www.`, mobile and AMP prefixes, default port, fragment, trailing slash and tracking parameters; host in
/// lower case and punycode (RFC 5891); query sorted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CanonicalLink(String);

impl CanonicalLink {
    /// Reads a link: an `http` or `https` address, or one without scheme (`example.org/page`).
    ///
    /// `None` when it is none, has no real host name, or is longer than [`MAX_LINK_BYTES`].
    ///
    /// ```
    /// use saksi_matching::CanonicalLink;
    /// let a = CanonicalLink::parse("https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share").unwrap();
    /// let b = CanonicalLink::parse("http://youtu.be/dQw4w9WgXcQ?si=abc").unwrap();
    /// assert_eq!(a, b);
    /// assert_eq!(a.key(), b.key());
    /// ```
    pub fn parse(link: &str) -> Option<Self> {
        let link = link.trim();
        if link.is_empty() || link.len() > MAX_LINK_BYTES {
            return None;
        }
        let mut url = parse_url(link)?;
        for _ in 0..MAX_WRAPPERS {
            match unwrap(&url) {
                Some(inner) => url = inner,
                None => break,
            }
        }
        canonical(&url).map(Self)
    }

    /// The canonical form, for example `youtube.com/watch?v=dQw4w9WgXcQ`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A 64-bit key, the same on every server and in every version of the index format.
    pub fn key(&self) -> u64 {
        hash::chars(LINK_KEY, self.0.chars())
    }

    /// Whether the link names only a site, not a page of it; an equal home page does not make two messages the same.
    pub fn is_home_page(&self) -> bool {
        !self.0.contains(['/', '?'])
    }
}

const LINK_KEY: u64 = 0x6c69;

impl fmt::Display for CanonicalLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for CanonicalLink {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<CanonicalLink> for String {
    fn from(link: CanonicalLink) -> Self {
        link.0
    }
}

/// A text that is not a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a web address")]
pub struct NotALink;

impl TryFrom<String> for CanonicalLink {
    type Error = NotALink;

    fn try_from(text: String) -> Result<Self, NotALink> {
        Self::parse(&text).ok_or(NotALink)
    }
}

impl std::str::FromStr for CanonicalLink {
    type Err = NotALink;

    fn from_str(text: &str) -> Result<Self, NotALink> {
        Self::parse(text).ok_or(NotALink)
    }
}

/// The different links of a message, in order, at most [`MAX_LINKS`].
///
/// Finds addresses with `http://` or `https://` (also in full-width letters) and such that begin with `www.` or a name of a
/// well-known site with a path (`youtu.be/…`).
pub fn extract(text: &str) -> Vec<CanonicalLink> {
    let mut out: Vec<CanonicalLink> = Vec::new();
    for range in find(text) {
        let Some(link) = text.get(range).and_then(CanonicalLink::parse) else { continue };
        if !out.contains(&link) {
            out.push(link);
        }
        if out.len() == MAX_LINKS {
            break;
        }
    }
    out
}

/// The text with a space in place of every link: what people wrote, not what the address says.
pub(crate) fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    for range in find(text) {
        out.push_str(text.get(last..range.start).unwrap_or_default());
        out.push(' ');
        last = range.end;
    }
    out.push_str(text.get(last..).unwrap_or_default());
    out
}

/// Whether the text can hold a link at all; most claims cannot, and are spared the search.
pub(crate) fn may_hold_link(text: &str) -> bool {
    text.bytes().any(|b| b == b'/') || text.contains("www.") || text.contains('：')
}

/// Where links stand in a text, in order, not overlapping. Linear in the text.
fn find(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    if !may_hold_link(text) {
        return out;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let boundary = at == 0 || !bytes.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        let starts = match byte {
            // A scheme may be glued to the word before it ("…CBChttps://"), as tweets often are.
            b'h' | b'H' => scheme_len(bytes, at) > 0,
            b'w' | b'W' => boundary && bytes.get(at..at + 4).is_some_and(|b| b.eq_ignore_ascii_case(b"www.")),
            b if boundary && b.is_ascii_alphanumeric() => bare_host(bytes, at),
            _ => false,
        };
        // A host without scheme may begin with these letters, too.
        let starts = starts || (matches!(byte, b'h' | b'H' | b'w' | b'W') && boundary && bare_host(bytes, at));
        if !starts {
            at += 1;
            continue;
        }
        let end = link_end(text, at);
        out.push(at..end);
        at = end.max(at + 1);
    }
    out
}

fn scheme_len(bytes: &[u8], at: usize) -> usize {
    ["https://", "http://"]
        .iter()
        .find(|scheme| bytes.get(at..at + scheme.len()).is_some_and(|b| b.eq_ignore_ascii_case(scheme.as_bytes())))
        .map_or(0, |scheme| scheme.len())
}

/// Sites whose addresses people paste without a scheme.
const BARE_HOSTS: [&str; 24] = [
    "youtu.be/",
    "youtube.com/",
    "m.youtube.com/",
    "facebook.com/",
    "m.facebook.com/",
    "fb.watch/",
    "fb.me/",
    "t.me/",
    "bit.ly/",
    "tinyurl.com/",
    "x.com/",
    "twitter.com/",
    "pic.twitter.com/",
    "tiktok.com/",
    "vt.tiktok.com/",
    "vm.tiktok.com/",
    "instagram.com/",
    "line.me/",
    "lin.ee/",
    "goo.gl/",
    "reurl.cc/",
    "ppt.cc/",
    "wa.me/",
    "t.co/",
];

fn bare_host(bytes: &[u8], at: usize) -> bool {
    BARE_HOSTS.iter().any(|host| {
        bytes.get(at..at + host.len()).is_some_and(|b| b.eq_ignore_ascii_case(host.as_bytes()))
            && bytes.get(at + host.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// Where a link that starts at `start` ends: at a space or a sign that addresses do not hold, without closing punctuation.
fn link_end(text: &str, start: usize) -> usize {
    let mut end = start;
    for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
        if at > MAX_LINK_BYTES {
            break;
        }
        // Chinese, Japanese and Thai text goes on right behind a link; non-ASCII letters in links are rare and usually escaped.
        let ends = c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
            || (!c.is_ascii() && !host_part(text.get(start..start + at).unwrap_or_default()));
        if ends {
            break;
        }
        end = start + at + c.len_utf8();
    }
    let mut link = text.get(start..end).unwrap_or_default();
    while let Some(last) = link.chars().next_back() {
        let unbalanced = match last {
            ')' => link.matches('(').count() < link.matches(')').count(),
            ']' => link.matches('[').count() < link.matches(']').count(),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => true,
            c => !c.is_ascii() && !c.is_alphanumeric(),
        };
        // Counting brackets again and again would be quadratic in a flood of them; past a few the link is not one.
        if !unbalanced || end - start - link.len() > 64 {
            break;
        }
        link = link.get(..link.len() - last.len_utf8()).unwrap_or_default();
    }
    start + link.len()
}

/// Whether the part of a link read so far is still its host, where letters of all scripts may stand.
fn host_part(link: &str) -> bool {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    link.contains("://") && !rest.contains(['/', '?', '#'])
}

fn parse_url(link: &str) -> Option<Url> {
    let url = if scheme_len(link.as_bytes(), 0) > 0 {
        Url::parse(link).ok()?
    } else {
        if link.starts_with(['/', '.', '?', '#']) || link.contains(char::is_whitespace) {
            return None;
        }
        let host = link.split(['/', '?', '#']).next().unwrap_or_default();
        if host.contains('@') || !host.contains('.') {
            return None;
        }
        Url::parse(&format!("https://{link}")).ok()?
    };
    // A name without a dot is a machine of the local network, not a page that others can see.
    url.host_str().filter(|host| is_public(host))?;
    Some(url)
}

/// Whether a host can be one that others see: a name with a dot inside and no empty part, or an address.
fn is_public(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    (name.contains('.') && name.split('.').all(|label| !label.is_empty())) || host.starts_with('[')
}

/// The address inside a known redirect.
fn unwrap(url: &Url) -> Option<Url> {
    let host = bare(url.host_str()?);
    let path = url.path();
    let from = |names: &[&str]| {
        names.iter().find_map(|name| {
            url.query_pairs().find(|(key, _)| key == name).and_then(|(_, value)| parse_url(value.trim()))
        })
    };
    match host {
        "l.facebook.com" | "lm.facebook.com" | "l.instagram.com" | "l.messenger.com" | "l.threads.com" => from(&["u"]),
        "facebook.com" if path.ends_with("/l.php") => from(&["u"]),
        _ if path == "/url" && host.contains("google.") => from(&["q", "url"]),
        _ if path == "/amp/s" || path.starts_with("/amp/s/") && host.contains("google.") => {
            let rest = path.trim_start_matches("/amp/s").trim_start_matches('/');
            parse_url(&format!("https://{rest}{}", url.query().map(|q| format!("?{q}")).unwrap_or_default()))
        }
        _ if path.starts_with("/amp/") && host.contains("google.") => parse_url(path.trim_start_matches("/amp/")),
        "youtube.com" if path == "/redirect" => from(&["q"]),
        "youtube.com" if path == "/attribution_link" => {
            from(&["u"]).or_else(|| url.query_pairs().find(|(key, _)| key == "u").and_then(|(_, u)| url.join(&u).ok()))
        }
        "line.me" if path.starts_with("/R/msg") || path.starts_with("/R/share") => from(&["url", "text"]),
        "social-plugins.line.me" | "timeline.line.me" | "safelinks.protection.outlook.com" => from(&["url"]),
        "out.reddit.com" | "slack-redir.net" | "vk.com" if path == "/link" || path == "/away.php" || path.len() > 1 => {
            from(&["url", "to"])
        }
        "linkedin.com" if path == "/redir/redirect" => from(&["url"]),
        _ if host.ends_with(".safelinks.protection.outlook.com") => from(&["url"]),
        "api.whatsapp.com" | "wa.me" | "telegram.me" | "t.me" if path == "/send" || path == "/share/url" => {
            from(&["url"])
        }
        _ if host.ends_with(".cdn.ampproject.org") => {
            // https://example-org.cdn.ampproject.org/c/s/example.org/page
            let rest = path.trim_start_matches(['/']).split_once('/')?.1;
            parse_url(rest.strip_prefix("s/").unwrap_or(rest))
        }
        _ => None,
    }
}

/// Host without the labels that only say which view of the site it is.
fn bare(host: &str) -> &str {
    let mut host = host.trim_end_matches('.');
    loop {
        let shorter = ["www.", "m.", "mobile.", "amp.", "wap.", "touch.", "web."]
            .iter()
            .find_map(|prefix| host.strip_prefix(prefix))
            // `m.com` is a site of its own; so is `web.de`.
            .filter(|rest| rest.contains('.') && !is_public_suffix_like(rest));
        match shorter {
            Some(rest) => host = rest,
            None => return host,
        }
    }
}

/// Two-label suffixes under which the shortened host would be no site (`m.co.id` must stay).
fn is_public_suffix_like(host: &str) -> bool {
    let Some((first, last)) = host.split_once('.') else { return true };
    !last.contains('.')
        && last.len() == 2
        && matches!(first, "co" | "com" | "org" | "net" | "gov" | "go" | "edu" | "ac" | "or")
}

/// Parameters that say how somebody came to a page, not which page it is.
fn is_tracking(name: &str, host: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if name.starts_with("utm_") || name.starts_with("mc_") || name.starts_with("pk_") || name.starts_with("hsa_") {
        return true;
    }
    if name.starts_with("__cft__") || name.starts_with("__tn__") || name.starts_with("_ga") || name.starts_with("at_") {
        return true;
    }
    match name.as_str() {
        "fbclid"
        | "gclid"
        | "gclsrc"
        | "dclid"
        | "wbraid"
        | "gbraid"
        | "msclkid"
        | "twclid"
        | "igshid"
        | "igsh"
        | "ttclid"
        | "yclid"
        | "li_fat_id"
        | "mibextid"
        | "rdid"
        | "share_id"
        | "share_from"
        | "share_source"
        | "share_token"
        | "sharefrom"
        | "shareuid"
        | "sfnsn"
        | "sfns"
        | "fb_action_ids"
        | "fb_action_types"
        | "fb_source"
        | "fb_ref"
        | "fref"
        | "notif_id"
        | "notif_t"
        | "ref_src"
        | "ref_url"
        | "referrer"
        | "ref"
        | "refsrc"
        | "refid"
        | "_rdr"
        | "_rdc"
        | "cmpid"
        | "ito"
        | "ocid"
        | "spm"
        | "scm"
        | "from_source"
        | "vero_id"
        | "vero_conv"
        | "oly_anon_id"
        | "oly_enc_id"
        | "wickedid"
        | "zanpid"
        | "mkt_tok"
        | "trk"
        | "trkcampaign"
        | "s_cid"
        | "ncid"
        | "cid_source"
        | "is_from_webapp"
        | "sender_device"
        | "_branch_match_id"
        | "openexternalbrowser"
        | "from_mobile"
        | "isappinstalled"
        | "outputtype"
        | "amp"
        | "amp_js_v"
        | "usqp"
        | "_nc_cat"
        | "liff_referrer"
        | "liffid"
        | "app"
        | "utm"
        | "feature"
        | "__twitter_impression"
        | "chainedposts" => true,
        "si" | "pp" | "ab_channel" | "t" | "start" | "index" | "time_continue" => {
            host == "youtube.com" || (name == "si" && host == "open.spotify.com")
        }
        "s" | "cxt" => matches!(host, "x.com"),
        "from" | "source" | "share" => {
            matches!(host, "facebook.com" | "weixin.qq.com" | "mp.weixin.qq.com" | "liputan6.com")
        }
        _ => false,
    }
}

fn canonical(url: &Url) -> Option<String> {
    let original = url.host_str()?.to_ascii_lowercase();
    let host = match bare(&original) {
        "youtu.be" | "youtube-nocookie.com" | "music.youtube.com" => "youtube.com",
        "twitter.com" | "fxtwitter.com" | "vxtwitter.com" | "fixupx.com" => "x.com",
        "fb.com" | "mbasic.facebook.com" | "touch.facebook.com" | "web.facebook.com" | "free.facebook.com" => {
            "facebook.com"
        }
        "telegram.me" | "telegram.dog" => "t.me",
        other => other,
    };
    // id.wikipedia.org and id.m.wikipedia.org are one site.
    let mut unmobile = host.to_owned();
    while let Some((language, rest)) = unmobile.split_once(".m.")
        && rest.contains('.')
    {
        unmobile = format!("{language}.{rest}");
    }
    let host = unmobile.as_str();
    if host.is_empty() {
        return None;
    }

    let mut segments: Vec<String> = url.path().split('/').filter(|s| !s.is_empty()).map(decode).collect();
    let mut query: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, value)| (!name.is_empty() || !value.is_empty()) && !is_tracking(name, host))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .take(64)
        .collect();

    if host == "youtube.com" {
        let first = segments.first().map(String::as_str);
        let video = match first {
            Some("shorts" | "live" | "embed" | "v" | "e") => segments.get(1).cloned(),
            Some(id) if bare(&original) == "youtu.be" => Some(id.to_owned()),
            Some("watch") => query.iter().find(|(name, _)| name == "v").map(|(_, id)| id.clone()),
            _ => None,
        };
        if let Some(video) = video.filter(|id| !id.is_empty()) {
            // A list around the video does not change what it shows.
            return Some(format!("youtube.com/watch?v={}", escape(&video)));
        }
    }
    if host == "x.com" {
        // x.com/NAME/status/ID and x.com/i/web/status/ID show the same post.
        let id = segments.iter().position(|s| s == "status" || s == "statuses").and_then(|at| segments.get(at + 1));
        if let Some(id) = id.filter(|id| id.bytes().all(|b| b.is_ascii_digit())) {
            return Some(format!("x.com/i/status/{id}"));
        }
    }
    if host == "facebook.com" && segments.first().is_some_and(|s| s == "watch") {
        let video = query.iter().find(|(name, _)| name == "v").map(|(_, id)| id.clone());
        if let Some(video) = video {
            return Some(format!("facebook.com/watch?v={}", escape(&video)));
        }
    }

    while drop_view(&mut segments) {}
    query.sort();
    query.dedup();

    let mut out = host.to_owned();
    // Port 80 and 443 are dropped whatever the scheme: the scheme is dropped as well.
    if let Some(port) = url.port().filter(|port| !matches!(port, 80 | 443)) {
        out.push(':');
        out.push_str(&port.to_string());
    }
    for segment in &segments {
        out.push('/');
        out.push_str(&escape(segment));
    }
    for (at, (name, value)) in query.iter().enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(&escape(name));
        if !value.is_empty() {
            out.push('=');
            out.push_str(&escape(value));
        }
    }
    Some(out)
}

/// Takes away one part of a path that names a view of the page and not the page: AMP copies (`/amp/…`, `…/amp`,
/// `….amp.html`) and index pages. `false` when there was none.
fn drop_view(segments: &mut Vec<String>) -> bool {
    if segments.len() > 1 && segments.first().is_some_and(|s| s == "amp") {
        segments.remove(0);
        return true;
    }
    let several = segments.len() > 1;
    let Some(last) = segments.last_mut() else { return false };
    let is_view = match last.as_str() {
        "index.html" | "index.htm" | "index.php" | "default.aspx" => true,
        "amp" | "amp.html" | "ampstories" => several,
        _ => false,
    };
    if is_view {
        segments.pop();
        return true;
    }
    let name = last.strip_suffix(".amp.html").or_else(|| last.strip_suffix(".amp")).filter(|name| !name.is_empty());
    if let Some(name) = name.map(|name| format!("{name}.html")) {
        *last = name;
        return true;
    }
    false
}

/// Undoes percent-encoding where it gives text; `%E4%BD%A0` and `你` are one path.
fn decode(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let ahead = rest.clone().take(2).collect::<Vec<u8>>();
            let hex = std::str::from_utf8(&ahead).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
            if let (2, Some(value)) = (ahead.len(), hex) {
                bytes.push(value);
                rest.nth(1);
                continue;
            }
        }
        bytes.push(b);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| segment.to_owned())
}

/// Escapes what would end the part of the link, so that different links stay different.
fn escape(part: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        if matches!(c, '/' | '?' | '#' | '&' | '=' | '%' | '+' | '\\') || c.is_whitespace() || c.is_control() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}
