//! The style sheet and the few scripts, each served under its content's hash, compressed at start, and kept by browsers
//! for a year.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use saksi_base::Problem;
use sha2::{Digest, Sha256, Sha384};

use crate::cache::{accepts_gzip, gzip};
use crate::errors::PageError;
use crate::keys::hexadecimal;
use crate::site::Site;

/// The one style sheet.
pub const STYLE: &str = include_str!("../assets/saksi.css");
/// The script that does the work on the waiting page.
pub(crate) const WORK: &str = include_str!("../assets/work.js");
/// The mark, as an icon.
pub(crate) const ICON: &str = include_str!("../assets/saksi.svg");

struct Asset {
    content_type: &'static str,
    identity: bytes::Bytes,
    gzip: Option<bytes::Bytes>,
}

/// All files under `/static/`.
#[derive(Default)]
pub struct Assets {
    files: HashMap<String, Asset>,
    paths: HashMap<&'static str, String>,
    /// What a browser must find before it runs a script (Subresource Integrity, W3C).
    integrity: HashMap<&'static str, String>,
}

impl std::fmt::Debug for Assets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.files.keys()).finish()
    }
}

impl Assets {
    pub(crate) fn of_the_shell() -> Self {
        let mut assets = Self::default();
        assets.add("saksi.css", STYLE.as_bytes());
        assets.add("work.js", WORK.as_bytes());
        assets.add("saksi.svg", ICON.as_bytes());
        assets
    }

    pub(crate) fn add(&mut self, name: &'static str, content: &'static [u8]) {
        let hash = hexadecimal(Sha256::digest(content).first_chunk::<8>().map_or(&[], <[u8; 8]>::as_slice));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "woff2" => "font/woff2",
            "json" => "application/json",
            _ => "application/octet-stream",
        };
        let zipped = gzip(content, Compression::best());
        let file = format!("{stem}.{hash}.{extension}");
        self.paths.insert(name, format!("/static/{file}"));
        self.integrity.insert(name, format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content))));
        self.files.insert(
            file,
            Asset {
                content_type,
                gzip: (zipped.len() < content.len()).then_some(zipped),
                identity: bytes::Bytes::from_static(content),
            },
        );
    }

    /// Where a file stands, such as `/static/saksi.0123456789abcdef.css`. An unknown name gives `/static/` alone.
    pub fn path(&self, name: &str) -> &str {
        self.paths.get(name).map_or("/static/", String::as_str)
    }

    /// The digest that a page states for a script, such as `sha384-…`; empty for an unknown name, which no browser runs.
    pub fn integrity(&self, name: &str) -> &str {
        self.integrity.get(name).map_or("sha384-", String::as_str)
    }
}

pub(crate) async fn serve(
    State(site): State<Site>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Result<Response<Body>, PageError> {
    let asset = site.assets.files.get(&file).ok_or_else(Problem::not_found)?;
    let zipped = asset.gzip.as_ref().filter(|_| accepts_gzip(&asked));
    let mut response = Response::new(Body::from(zipped.unwrap_or(&asset.identity).clone()));
    let headers = response.headers_mut();
    if zipped.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The custom properties of a block that begins with `start`.
    fn tokens(start: &str) -> BTreeMap<String, [f64; 3]> {
        let block = STYLE.split_once(start).unwrap().1.split_once('}').unwrap().0;
        let mut tokens = BTreeMap::new();
        for declaration in block.split(';').filter_map(|d| d.trim().strip_prefix("--")) {
            let (name, value) = declaration.split_once(':').unwrap();
            let hex = u32::from_str_radix(value.trim().trim_start_matches('#'), 16).unwrap();
            tokens.insert(name.to_owned(), [16, 8, 0].map(|shift| f64::from((hex >> shift) & 255) / 255.0));
        }
        tokens
    }

    /// WCAG 2.2, relative luminance and contrast ratio.
    fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
        let luminance = |colour: [f64; 3]| {
            let [r, g, b] = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_is_readable_on_every_ground_it_stands_on() {
        let light = tokens(":root{\n  color-scheme:light dark;");
        let dark = tokens("(prefers-color-scheme:dark){:root{");
        for (mode, tokens) in [("light", &light), ("dark", &dark)] {
            assert!(tokens.len() >= 18, "{mode}: {tokens:?}");
            let check = |text: &str, ground: &str, least: f64| {
                let ratio = contrast(tokens[text], tokens[ground]);
                assert!(ratio >= least, "{mode}: {text} on {ground} is only {ratio:.2}:1");
            };
            for ground in ["paper", "raised", "sunken"] {
                for text in ["ink", "river", "river-deep", "marigold", "brick", "leaf", "stone"] {
                    check(text, ground, 4.5);
                }
                // Edges of controls (WCAG 1.4.11).
                check("edge", ground, 3.0);
            }
            for (text, grounds) in [
                ("ink", ["river-tint", "marigold-tint", "brick-tint", "leaf-tint", "stone-tint"].as_slice()),
                ("river", &["river-tint"]),
                ("river-deep", &["river-tint"]),
                ("stone", &["stone-tint", "river-tint"]),
                ("marigold", &["marigold-tint"]),
                ("brick", &["brick-tint"]),
                ("leaf", &["leaf-tint"]),
                ("on-river", &["river", "river-deep"]),
                ("on-brick", &["brick"]),
                ("paper", &["ink"]),
            ] {
                for ground in grounds {
                    check(text, ground, 4.5);
                }
            }
        }
    }

    #[test]
    fn the_style_sheet_is_small_and_mirrors_itself() {
        assert!(gzip(STYLE.as_bytes(), Compression::best()).len() <= 10 * 1024);
        for physical in [
            "margin-left",
            "margin-right",
            "padding-left",
            "padding-right",
            "text-align:left",
            "text-align:right",
            "float:",
        ] {
            assert!(!STYLE.contains(physical), "{physical}");
        }
        assert!(
            !STYLE.contains("url(")
                && !STYLE.contains("@import")
                && !STYLE.contains("uppercase")
                && !STYLE.contains("letter-spacing")
        );
    }

    #[test]
    fn a_file_is_named_by_its_content() {
        let assets = Assets::of_the_shell();
        let path = assets.path("saksi.css");
        let hash = path.strip_prefix("/static/saksi.").and_then(|rest| rest.strip_suffix(".css"));
        assert!(hash.is_some_and(|hash| hash.len() == 16), "{path}");
        assert!(assets.files.values().all(|asset| asset.gzip.as_ref().is_none_or(|g| g.len() < asset.identity.len())));
    }
}
