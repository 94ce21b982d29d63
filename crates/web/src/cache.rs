//! Rendered public pages, kept for a while, so that a page that a whole country opens costs only microseconds.
//!
//! Only answers to `GET` without a session are kept, and only those whose handler said under which tags. A change says
//! which tag it touched; from then on every page under that tag is made anew, also one whose making began before.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use moka::sync::Cache;
use saksi_base::SiteLanguage;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::keys::hexadecimal;

/// A page may be stale for at most this long, should a change ever fail to say what it touched.
const LONGEST: Duration = Duration::from_mins(5);
/// How many changes are remembered one by one; beyond it all kept pages are made anew.
const MOST_CHANGES: usize = 50_000;

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PageKey {
    pub(crate) language: SiteLanguage,
    pub(crate) path_and_query: String,
}

struct Kept {
    tags: Vec<Uuid>,
    born: u64,
    headers: HeaderMap,
    etag: HeaderValue,
    etag_gzip: HeaderValue,
    identity: bytes::Bytes,
    gzip: bytes::Bytes,
}

#[derive(Default)]
struct Changes {
    /// Everything born at or before this is stale.
    floor: u64,
    tags: HashMap<Uuid, u64>,
}

/// Kept public pages, bounded in bytes.
pub struct PageCache {
    pages: Cache<PageKey, Arc<Kept>>,
    epoch: AtomicU64,
    changes: RwLock<Changes>,
}

impl std::fmt::Debug for PageCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageCache").field("pages", &self.pages.entry_count()).finish_non_exhaustive()
    }
}

/// Put into a response's extensions by [`crate::Shell::kept`].
#[derive(Debug, Clone)]
pub(crate) struct Keep(pub(crate) Vec<Uuid>);

impl PageCache {
    /// Keeps at most this many bytes of pages.
    pub fn new(most_bytes: u64) -> Self {
        Self {
            pages: Cache::builder()
                .max_capacity(most_bytes)
                .weigher(|key: &PageKey, kept: &Arc<Kept>| {
                    let bytes = kept.identity.len() + kept.gzip.len() + key.path_and_query.len() + 512;
                    u32::try_from(bytes).unwrap_or(u32::MAX)
                })
                .time_to_live(LONGEST)
                .build(),
            epoch: AtomicU64::new(1),
            changes: RwLock::default(),
        }
    }

    /// Every page under this tag is stale from now on.
    pub fn forget(&self, tag: Uuid) {
        let at = self.epoch.fetch_add(1, Ordering::SeqCst);
        let mut changes = self.changes.write().unwrap_or_else(PoisonError::into_inner);
        if changes.tags.len() >= MOST_CHANGES {
            changes.tags.clear();
            changes.floor = at;
        }
        changes.tags.insert(tag, at);
    }

    /// Every page is stale from now on.
    pub fn forget_everything(&self) {
        let at = self.epoch.fetch_add(1, Ordering::SeqCst);
        let mut changes = self.changes.write().unwrap_or_else(PoisonError::into_inner);
        changes.tags.clear();
        changes.floor = at;
    }

    /// The moment before a page is made, by this cache's own count.
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::SeqCst)
    }

    fn is_fresh(&self, born: u64, tags: &[Uuid]) -> bool {
        let changes = self.changes.read().unwrap_or_else(PoisonError::into_inner);
        born > changes.floor && tags.iter().all(|tag| changes.tags.get(tag).is_none_or(|changed| *changed < born))
    }

    /// A kept page as a response, `304` where the visitor has it already.
    pub(crate) fn find(&self, key: &PageKey, headers: &HeaderMap) -> Option<Response<Body>> {
        let kept = self.pages.get(key)?;
        if !self.is_fresh(kept.born, &kept.tags) {
            self.pages.invalidate(key);
            return None;
        }
        metrics::counter!("saksi_kept_pages_served_total").increment(1);
        Some(kept.answer(headers))
    }

    /// Keeps a page and answers with it. `born` is the [`PageCache::epoch`] from before it was made.
    pub(crate) fn keep(
        &self,
        key: PageKey,
        Keep(tags): Keep,
        born: u64,
        page: (HeaderMap, bytes::Bytes),
        asked: &HeaderMap,
    ) -> Response<Body> {
        let (headers, identity) = page;
        let hash = Sha256::digest(&identity);
        let tag = hexadecimal(hash.first_chunk::<12>().map_or(&[], <[u8; 12]>::as_slice));
        let etag = |suffix: &str| {
            HeaderValue::from_str(&format!("\"{tag}{suffix}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""))
        };
        let gzip = gzip(&identity, Compression::new(6));
        let kept = Arc::new(Kept { tags, born, headers, etag: etag(""), etag_gzip: etag("-z"), identity, gzip });
        if self.is_fresh(kept.born, &kept.tags) {
            self.pages.insert(key, kept.clone());
        }
        kept.answer(asked)
    }
}

impl Kept {
    fn answer(&self, asked: &HeaderMap) -> Response<Body> {
        let zipped = accepts_gzip(asked);
        let etag = if zipped { &self.etag_gzip } else { &self.etag };
        let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok()).any(|list| {
            list.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag.as_bytes() == etag.as_bytes())
        });
        let mut response = if known {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = self.headers.clone();
            response.headers_mut().remove(header::CONTENT_TYPE);
            response
        } else {
            let mut response =
                Response::new(Body::from(if zipped { self.gzip.clone() } else { self.identity.clone() }));
            *response.headers_mut() = self.headers.clone();
            if zipped {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
            response
        };
        response.headers_mut().insert(header::ETAG, etag.clone());
        response
    }
}

/// Whether a visitor reads gzip (RFC 9110 §12.5.3; a quality of zero refuses it).
pub(crate) fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).any(
        |part| {
            let mut pieces = part.split(';').map(str::trim);
            pieces.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"))
                && !pieces.any(|p| p.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)))
        },
    )
}

/// Compresses in memory.
pub(crate) fn gzip(content: &[u8], level: Compression) -> bytes::Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(content.len() / 3), level);
    // Writing into memory does not fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str) -> PageKey {
        PageKey { language: SiteLanguage::English, path_and_query: path.to_owned() }
    }

    fn keep(cache: &PageCache, path: &str, tag: Uuid, born: u64) -> Response<Body> {
        let page = (HeaderMap::new(), bytes::Bytes::from_static(b"<p>hello</p>"));
        cache.keep(key(path), Keep(vec![tag]), born, page, &HeaderMap::new())
    }

    #[test]
    fn a_change_is_seen_at_once_even_by_a_page_whose_making_began_before_it() {
        let cache = PageCache::new(1_000_000);
        let tag = Uuid::from_u128(1);
        keep(&cache, "/a", tag, cache.epoch());
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_some());
        cache.forget(Uuid::from_u128(2));
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_some(), "another record's change");
        let before = cache.epoch();
        cache.forget(tag);
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_none());
        keep(&cache, "/a", tag, before);
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_none(), "made from the old record");
        keep(&cache, "/a", tag, cache.epoch());
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_some());
        cache.forget_everything();
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_none());
    }

    #[test]
    fn whoever_has_the_page_is_told_so() {
        let cache = PageCache::new(1_000_000);
        let first = keep(&cache, "/a", Uuid::from_u128(1), cache.epoch());
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(cache.find(&key("/a"), &asked).unwrap().status(), StatusCode::NOT_MODIFIED);
        asked.insert(header::ACCEPT_ENCODING, "br, gzip".parse().unwrap());
        let zipped = cache.find(&key("/a"), &asked).unwrap();
        assert_eq!(
            (zipped.status(), zipped.headers()[header::CONTENT_ENCODING].as_bytes()),
            (StatusCode::OK, b"gzip".as_slice())
        );
    }

    #[test]
    fn remembering_changes_is_bounded_and_forgets_towards_fresh() {
        let cache = PageCache::new(1_000_000);
        keep(&cache, "/a", Uuid::from_u128(u128::MAX), cache.epoch());
        for n in 0..=u128::try_from(MOST_CHANGES).unwrap() {
            cache.forget(Uuid::from_u128(n));
        }
        assert!(cache.find(&key("/a"), &HeaderMap::new()).is_none());
        assert!(cache.changes.read().unwrap().tags.len() <= MOST_CHANGES);
    }

    #[test]
    fn gzip_is_sent_only_to_those_who_read_it() {
        for (header, expected) in
            [("gzip", true), ("br, GZIP;q=0.5", true), ("gzip;q=0", false), ("br", false), ("", false)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, header.parse().unwrap());
            assert_eq!(accepts_gzip(&headers), expected, "{header}");
        }
    }
}
