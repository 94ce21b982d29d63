//! What a page or a stylesheet needs to be shown, and what it points at.
//!
//! A capture of a page without its pictures and styles shows less than was seen. Scripts may ask for more than stands in the markup; that only
//! a browser finds out.

use std::collections::HashSet;

use url::Url;

use crate::markup::{Attributes, Event, decode, walk};

/// Most addresses taken from one page or stylesheet.
pub const MOST: usize = 20_000;

/// Longest address that is taken, in bytes.
pub const LONGEST: usize = 8 * 1024;

/// What an address is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// How the page looks.
    Stylesheet,
    /// What it does.
    Script,
    /// A picture, an icon, a poster of a video.
    Image,
    /// Sound, video or subtitles.
    Media,
    /// Letters.
    Font,
    /// A page within the page.
    Frame,
    /// Something that the page asks for beforehand, or another file that belongs to it.
    Other,
    /// Where the page sends its reader on.
    Refresh,
    /// A feed of what is new.
    Feed,
    /// Where a reader may go from here; not needed to show the page.
    Link,
}

/// An address, and what it is needed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requisite {
    /// The whole address, without its fragment; `http` or `https`.
    pub url: String,
    /// What for.
    pub need: Need,
}

/// What was found so far.
struct Found {
    base: Option<Url>,
    seen: HashSet<(String, Need)>,
    all: Vec<Requisite>,
}

impl Found {
    fn add(&mut self, address: &str, need: Need) {
        let address = address.trim();
        if address.is_empty() || address.len() > LONGEST || address.starts_with('#') || self.all.len() >= MOST {
            return;
        }
        let resolved = match &self.base {
            Some(base) => base.join(address),
            None => Url::parse(address),
        };
        let Ok(mut url) = resolved else { return };
        if !matches!(url.scheme(), "http" | "https") {
            return;
        }
        url.set_fragment(None);
        // Names and passwords in addresses are never sent anywhere.
        if url.set_username("").is_err() || url.set_password(None).is_err() {
            return;
        }
        if self.seen.insert((url.to_string(), need)) {
            self.all.push(Requisite { url: url.into(), need });
        }
    }

    fn source_set(&mut self, text: &str) {
        for address in source_set(text) {
            self.add(address, Need::Image);
        }
    }

    fn style(&mut self, css: &str) {
        css_addresses(css, |address, need| self.add(address, need));
    }

    fn tag(&mut self, name: &str, tag: &Attributes) {
        let mut add = |attribute: &str, need: Need| {
            if let Some(address) = tag.get(attribute) {
                self.add(address, need);
            }
        };
        match name {
            "img" | "image" => {
                // Where pictures come only when they are scrolled to, their address stands aside.
                for attribute in ["src", "data-src", "data-original", "data-lazy-src", "href", "xlink:href"] {
                    add(attribute, Need::Image);
                }
            }
            "script" => add("src", Need::Script),
            "iframe" | "frame" => {
                add("src", Need::Frame);
                add("data-src", Need::Frame);
            }
            "video" | "audio" => {
                add("src", Need::Media);
                add("poster", Need::Image);
            }
            "source" | "track" => add("src", Need::Media),
            "embed" => add("src", Need::Other),
            "object" => add("data", Need::Other),
            "input" if tag.get("type").is_some_and(|kind| kind.eq_ignore_ascii_case("image")) => {
                add("src", Need::Image);
            }
            "use" => {
                add("href", Need::Image);
                add("xlink:href", Need::Image);
            }
            "body" | "table" | "td" | "th" | "tr" => add("background", Need::Image),
            "a" | "area" => add("href", Need::Link),
            "link" => {
                if let Some(need) = link_need(tag) {
                    add("href", need);
                }
                if let Some(set) = tag.get("imagesrcset") {
                    self.source_set(set);
                }
            }
            "meta" => self.meta(tag),
            _ => {}
        }
        if matches!(name, "img" | "source") {
            for attribute in ["srcset", "data-srcset"] {
                if let Some(set) = tag.get(attribute) {
                    self.source_set(set);
                }
            }
        }
        if let Some(style) = tag.get("style") {
            self.style(style);
        }
    }

    fn meta(&mut self, tag: &Attributes) {
        let Some(content) = tag.filled("content") else { return };
        if tag.get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) {
            let after = content.split_once([';', ',']).map(|(_, after)| after.trim_start());
            let address = after.map(|after| match after.get(..3) {
                Some(start) if start.eq_ignore_ascii_case("url") => {
                    after.get(3..).unwrap_or_default().trim_start().trim_start_matches('=').trim_start()
                }
                _ => after,
            });
            if let Some(address) = address {
                self.add(address.trim_matches(['"', '\'']), Need::Refresh);
            }
        }
        let name = tag.get("property").or_else(|| tag.get("name")).unwrap_or_default();
        if matches!(name, "og:image" | "og:image:url" | "og:image:secure_url" | "twitter:image" | "twitter:image:src") {
            self.add(content, Need::Image);
        }
    }
}

/// What a `<link>` is for.
fn link_need(tag: &Attributes) -> Option<Need> {
    let kind = tag.get("type").unwrap_or_default().to_ascii_lowercase();
    let purpose = tag.get("as").unwrap_or_default().to_ascii_lowercase();
    let relations = tag.get("rel")?.to_ascii_lowercase();
    let has = |name: &str| relations.split_ascii_whitespace().any(|relation| relation == name);
    if has("stylesheet") {
        Some(Need::Stylesheet)
    } else if has("alternate") && (kind.contains("rss") || kind.contains("atom") || kind.contains("feed+json")) {
        Some(Need::Feed)
    } else if has("icon") || has("apple-touch-icon") || has("mask-icon") || has("image_src") {
        Some(Need::Image)
    } else if has("preload") || has("modulepreload") || has("prefetch") {
        Some(match purpose.as_str() {
            "style" => Need::Stylesheet,
            "script" => Need::Script,
            "image" => Need::Image,
            "font" => Need::Font,
            "audio" | "video" | "track" => Need::Media,
            _ if has("modulepreload") => Need::Script,
            _ => Need::Other,
        })
    } else if has("manifest") {
        Some(Need::Other)
    } else if has("next") || has("prev") || has("canonical") || has("amphtml") {
        Some(Need::Link)
    } else {
        None
    }
}

/// The addresses of a `srcset` (HTML, section 4.8.4.2.1).
fn source_set(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at_checked(end)?;
        if let Some(bare) = address.strip_suffix(',') {
            rest = after;
            return Some(bare.trim_end_matches(','));
        }
        // A width or a density follows; commas in parentheses do not end it.
        let mut depth = 0_usize;
        let stop = after.find(|c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            c => c == ',' && depth == 0,
        });
        rest = after.get(stop.unwrap_or(after.len())..).unwrap_or_default();
        Some(address)
    })
}

/// What a page needs and points at, in the order in which it stands there. `charset` is what the server said.
pub fn of_html(page: &[u8], charset: Option<&str>, address: &str) -> Vec<Requisite> {
    let mut found = Found { base: Url::parse(address).ok(), seen: HashSet::new(), all: Vec::new() };
    let mut has_base = false;
    let mut inside = Inside::Page;
    let mut later = Vec::new();
    walk(&decode(page, charset), |event| match event {
        Event::Start { name, attributes } => {
            if name == "base"
                && !has_base
                && let Some(href) = attributes.filled("href")
            {
                let base = found.base.as_ref().map_or_else(|| Url::parse(href), |base| base.join(href));
                if let Ok(base) = base {
                    found.base = Some(base);
                    has_base = true;
                }
            }
            inside = match name {
                "style" => Inside::Style,
                "noscript" => Inside::NoScript,
                _ => Inside::Page,
            };
            found.tag(name, attributes);
        }
        Event::End { .. } => inside = Inside::Page,
        Event::Text(text) => match inside {
            Inside::Style => found.style(text),
            Inside::NoScript => later.push(text.to_owned()),
            Inside::Page => {}
        },
    });
    // What is there for browsers without scripts often has the only plain address of a picture.
    for text in later {
        walk(&text, |event| {
            if let Event::Start { name, attributes } = event {
                found.tag(name, attributes);
            }
        });
    }
    found.all
}

enum Inside {
    Page,
    Style,
    NoScript,
}

/// What a stylesheet needs.
pub fn of_css(sheet: &[u8], charset: Option<&str>, address: &str) -> Vec<Requisite> {
    let mut found = Found { base: Url::parse(address).ok(), seen: HashSet::new(), all: Vec::new() };
    found.style(&decode(sheet, charset));
    found.all
}

/// Calls `take` for every `url(…)` and `@import` outside of comments.
fn css_addresses(css: &str, mut take: impl FnMut(&str, Need)) {
    let mut rest = css;
    let mut need = Need::Image;
    let mut importing = false;
    while let Some(at) = rest.find(['/', '"', '\'', '@', 'u', 'U', '}', ';']) {
        let here = rest.get(at..).unwrap_or_default();
        let before_is_name = rest
            .get(..at)
            .and_then(|text| text.chars().next_back())
            .is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let mut after = here.get(1..).unwrap_or_default();
        if let Some(comment) = here.strip_prefix("/*") {
            after = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if here.starts_with(['"', '\'']) {
            let (text, rest) = css_string(here);
            if importing {
                take(&text, Need::Stylesheet);
                importing = false;
            }
            after = rest;
        } else if starts_with(here, "@import") {
            importing = true;
            after = here.get(7..).unwrap_or_default();
        } else if starts_with(here, "@font-face") {
            need = Need::Font;
            after = here.get(10..).unwrap_or_default();
        } else if here.starts_with('}') {
            need = Need::Image;
        } else if here.starts_with(';') {
            importing = false;
        } else if !before_is_name && starts_with(here, "url(") {
            let inner = here.get(4..).unwrap_or_default().trim_start();
            let (text, rest) = if inner.starts_with(['"', '\'']) {
                css_string(inner)
            } else {
                let end = inner.find(')').unwrap_or(inner.len());
                (unescape(inner.get(..end).unwrap_or_default().trim_end()), inner.get(end..).unwrap_or_default())
            };
            take(&text, if importing { Need::Stylesheet } else { need });
            importing = false;
            after = rest;
        }
        rest = after;
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// A string in quotation marks, and what follows it. It ends at the latest with its line.
fn css_string(text: &str) -> (String, &str) {
    let quote = text.chars().next().unwrap_or('"');
    let inner = text.get(quote.len_utf8()..).unwrap_or_default();
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote || c == '\n' {
            return (unescape(inner.get(..at).unwrap_or_default()), inner.get(at + 1..).unwrap_or_default());
        }
    }
    (unescape(inner), "")
}

/// Takes the escapes of CSS off.
fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut code = String::new();
        while code.len() < 6
            && let Some(digit) = rest.next_if(char::is_ascii_hexdigit)
        {
            code.push(digit);
        }
        if code.is_empty() {
            out.extend(rest.next().filter(|c| *c != '\n'));
        } else {
            rest.next_if(char::is_ascii_whitespace);
            out.push(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}'));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &[Requisite], expected: &[(Need, &str)]) {
        let found: Vec<(Need, &str)> = found.iter().map(|requisite| (requisite.need, requisite.url.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn everything_that_a_page_needs_is_found() {
        let page = br##"<base href="/base/"><link rel="stylesheet preload" as=style href=a.css><link rel=alternate type=application/rss+xml href=/feed>
            <link rel="shortcut icon" href=//cdn.example.net/i.png><link rel=preload as=font href=f.woff2>
            <style>@import 'b.css'; p { background: url( "c d.png" ) }</style>
            <meta http-equiv=Refresh content="0; URL='next.html'"><meta property=og:image content=https://example.net/og.jpg>
            <img src=p.png srcset="p1.png 1x, p2,x.png 2x,data:image/png;base64,AA== 3x" data-src=lazy.png style="background:url(s.png)">
            <picture><source srcset="q.webp 100w"></picture><video poster=v.jpg src=v.mp4><track src=t.vtt></video>
            <iframe src=frame.html></iframe><script src=s.js>var a = '<img src=no.png>'</script><object data=o.pdf></object>
            <noscript><img src=n.png></noscript><!-- <img src=no2.png> --><svg><use href="sprite.svg#x"/><image xlink:href=w.png /></svg>
            <a href="page2.html#top">x</a><a href="mailto:a@b">m</a><a href="javascript:void(0)">j</a><a href="http://user:secret@example.net/">u</a><a href="#here">h</a>"##;
        let base = "https://example.org/base/";
        let at = |name: &str| format!("{base}{name}");
        let expected = [
            (Need::Stylesheet, at("a.css")),
            (Need::Feed, "https://example.org/feed".to_owned()),
            (Need::Image, "https://cdn.example.net/i.png".to_owned()),
            (Need::Font, at("f.woff2")),
            (Need::Stylesheet, at("b.css")),
            (Need::Image, at("c%20d.png")),
            (Need::Refresh, at("next.html")),
            (Need::Image, "https://example.net/og.jpg".to_owned()),
            (Need::Image, at("p.png")),
            (Need::Image, at("lazy.png")),
            (Need::Image, at("p1.png")),
            (Need::Image, at("p2,x.png")),
            (Need::Image, at("s.png")),
            (Need::Image, at("q.webp")),
            (Need::Media, at("v.mp4")),
            (Need::Image, at("v.jpg")),
            (Need::Media, at("t.vtt")),
            (Need::Frame, at("frame.html")),
            (Need::Script, at("s.js")),
            (Need::Other, at("o.pdf")),
            (Need::Image, at("sprite.svg")),
            (Need::Image, at("w.png")),
            (Need::Link, at("page2.html")),
            (Need::Link, "http://example.net/".to_owned()),
            (Need::Image, at("n.png")),
        ];
        let expected: Vec<(Need, &str)> = expected.iter().map(|(need, url)| (*need, url.as_str())).collect();
        check(&of_html(page, None, "https://example.org/dir/page.html"), &expected);
    }

    #[test]
    fn stylesheets_are_read_with_comments_strings_and_escapes() {
        let sheet = br#"@charset "utf-8"; /* url(no.png) */ @import url(one.css) screen; @IMPORT "two.css";
            @font-face { font-family: "url(not.png)"; src: url('f.woff2') format("woff2"), local(x) }
            .a { background: URL(a\29 .png); content: "url(no2.png)" } .b { background: image-set("i.png" 1x) } .curl(x) {}
            .c { background: url( data:image/png;base64,AA== ) } .d { background: url(unclosed.png"#;
        check(
            &of_css(sheet, None, "https://example.org/css/x.css"),
            &[
                (Need::Stylesheet, "https://example.org/css/one.css"),
                (Need::Stylesheet, "https://example.org/css/two.css"),
                (Need::Font, "https://example.org/css/f.woff2"),
                (Need::Image, "https://example.org/css/a).png"),
                (Need::Image, "https://example.org/css/unclosed.png"),
            ],
        );
    }

    #[test]
    fn a_page_cannot_ask_for_too_much() {
        let page: String =
            (0..30_000).flat_map(|n| ["<img src=".to_owned(), n.to_string(), ".png>".to_owned()]).collect();
        assert_eq!(of_html(page.as_bytes(), None, "https://example.org/").len(), MOST);
        let long = format!("<img src={}>", "a".repeat(LONGEST + 1));
        assert!(of_html(long.as_bytes(), None, "https://example.org/").is_empty());
    }
}
