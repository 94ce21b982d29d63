//! The style sheet and the few scripts, each served under its content's hash, compressed at start, and kept by browsers
//! for a year.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use flate2::Compression;
use saksi_base::Problem;
use sha2::{Digest, Sha256};

use crate::cache::{accepts_gzip, gzip};
use crate::errors::PageError;
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
        let hash: String = Sha256::digest(content).iter().take(8).map(|b| format!("{b:02x}")).collect();
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
