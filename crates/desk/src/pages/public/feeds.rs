//! Any list of checks as a feed, and everything as a file. Every answer says when it last changed, so that a reader who has
//! it already fetches nothing; what was withdrawn or removed is told, so that copies elsewhere go too.

use std::fmt::Write as _;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use bytes::Bytes;
use futures_util::stream;
use saksi_base::{LanguageTag, Problem, Timestamp};
use saksi_db::{Viewer, read};
use saksi_exchange::feeds::{self, DataFeedElement, Feed, FeedEntry as Entry, Tombstone};
use saksi_exchange::tables;
use saksi_web::{Locale, PageError, PageQuery, PageRequest, Response, Site, escape, paragraphs, verdict_message};
use sha2::{Digest, Sha256};

use super::filter::ListQuery;
use super::reviews;
use super::views::{headline, reader, references};
use crate::actions::public;
use crate::model::{Answer, Cursor, FeedEntry, ListFilter};
use crate::pages::words;

/// Entries of one page of a feed.
const PER_PAGE: i64 = 50;
/// Most marks of what is gone on the first page of a feed, newest first. Whoever reads a feed now and then misses none.
const MOST_GONE: usize = 200;
/// Rows of an export read in one transaction.
const PER_READ: i64 = 500;

/// A page of a feed as read: entries, where the next page starts.
struct Read {
    entries: Vec<FeedEntry>,
    next: Option<Cursor>,
}

async fn page(site: &Site, query: &ListQuery) -> Result<Read, Problem> {
    let filter = query.filter()?;
    let cursor = query.cursor()?;
    let page = read!(site.db, Viewer::Public, tx => {
        public::export(&mut tx, &filter, cursor, PER_PAGE).await
    })?;
    let mut gone = 0;
    let mut entries: Vec<FeedEntry> = page
        .items
        .into_iter()
        .filter(|entry| {
            gone += usize::from(matches!(entry, FeedEntry::Gone { .. }));
            matches!(entry, FeedEntry::Check(_)) || gone <= MOST_GONE
        })
        .collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.changed_at()));
    Ok(Read { entries, next: page.next })
}

fn urn(id: impl Into<uuid::Uuid>) -> String {
    format!("urn:uuid:{}", id.into())
}

fn head(request: &PageRequest, query: &ListQuery, path: &str, read: &Read) -> Feed {
    let l = &request.locale;
    let site = &request.site.settings;
    let title = if query.is_empty() {
        l.attribute("desk-feed-title", &[("site", site.name.as_str())])
    } else {
        l.attribute("desk-feed-title-filtered", &[("site", site.name.as_str())])
    };
    let own = if query.after.is_empty() { query.at(path) } else { format!("{path}?{}", request.query) };
    Feed {
        id: request.absolute(&query.at(path)),
        title,
        language: reader(l),
        self_url: request.absolute(&own),
        home_url: request.absolute(&query.at("/checks")),
        updated: read.entries.iter().map(FeedEntry::changed_at).max().unwrap_or(Timestamp(0)),
        entries: Vec::new(),
        next: read.next.map(|cursor| request.absolute(&query.from(path, cursor))),
        licence: None,
    }
}

/// An entry with its whole text.
fn entry(request: &PageRequest, l: &Locale, entry: &FeedEntry) -> Entry {
    match entry {
        FeedEntry::Check(answer) => check_entry(request, l, answer),
        FeedEntry::Gone { check, at, withdrawn } => Entry {
            id: urn(check.0),
            url: request.absolute(&format!("/checks/{check}")),
            title: String::new(),
            summary: String::new(),
            html: None,
            language: LanguageTag::unknown(),
            published: *at,
            updated: *at,
            authors: Vec::new(),
            categories: Vec::new(),
            deleted: Some(Tombstone {
                at: *at,
                reason: Some(if *withdrawn { "withdrawn" } else { "removed" }.to_owned()),
            }),
        },
    }
}

fn check_entry(request: &PageRequest, l: &Locale, answer: &Answer) -> Entry {
    let found = l.t(verdict_message(answer.verdict));
    let mut html = format!(
        "<p><strong>{}</strong></p><blockquote><p>{}</p></blockquote>{}",
        escape(&found),
        escape(&answer.statement),
        paragraphs(&answer.explanation)
    );
    let sources = references(&answer.references);
    if !sources.is_empty() {
        html.push_str("<ul>");
        for source in sources {
            let _ = write!(html, "<li>{source}</li>");
        }
        html.push_str("</ul>");
    }
    Entry {
        id: urn(answer.check.0),
        url: request.absolute(&format!("/checks/{}", answer.check)),
        title: format!("{found}: {}", headline(&answer.title, &answer.statement)),
        summary: words::cut(&answer.explanation, 300),
        html: Some(html),
        language: answer.language.clone(),
        published: answer.published_at,
        updated: answer.corrected_at.unwrap_or(answer.published_at),
        authors: vec![answer.organisation.name.clone()],
        categories: vec![answer.verdict.code().to_owned(), answer.content_type.code().to_owned()],
        deleted: None,
    }
}

/// RFC 9110 §5.6.7.
fn http_date(at: Timestamp) -> String {
    at.to_jiff().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The body with its validators; `304` where the reader has it already (RFC 9110 §13.1).
fn answer(asked: &HeaderMap, content_type: &'static str, updated: Timestamp, body: String) -> Response {
    let hash: String = Sha256::digest(body.as_bytes()).iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let etag = format!("\"{hash}\"");
    let text = |name: header::HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let known = match text(header::IF_NONE_MATCH) {
        // The compressing layer weakens the tag, so only the opaque part is compared.
        Some(tags) => tags.split(',').any(|tag| {
            let tag = tag.trim();
            tag == "*" || tag.trim_start_matches("W/") == etag
        }),
        None => false,
    };
    let mut response = Response::new(if known { Body::empty() } else { Body::from(body) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    // Published data is for everybody, scripts of other pages included.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    for (name, value) in [(header::ETAG, etag), (header::LAST_MODIFIED, http_date(updated))] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}

fn written<E: std::fmt::Display>(error: E) -> Problem {
    tracing::error!(%error, "a feed could not be written");
    Problem::internal()
}

/// `GET /checks.atom`.
pub(super) async fn atom(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(query): PageQuery<ListQuery>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let read = page(&site, &query).await?;
    let mut feed = head(&request, &query, "/checks.atom", &read);
    feed.entries = read.entries.iter().map(|e| entry(&request, &request.locale, e)).collect();
    let body = feeds::to_atom(&feed).map_err(written)?;
    Ok(answer(&headers, feeds::ATOM, feed.updated, body))
}

/// `GET /checks.json`.
pub(super) async fn json(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(query): PageQuery<ListQuery>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let read = page(&site, &query).await?;
    let mut feed = head(&request, &query, "/checks.json", &read);
    feed.entries = read.entries.iter().map(|e| entry(&request, &request.locale, e)).collect();
    Ok(answer(&headers, feeds::JSON_FEED, feed.updated, feeds::to_json_feed(&feed).to_string()))
}

/// `GET /datafeed.json`.
pub(super) async fn data_feed(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(query): PageQuery<ListQuery>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let read = page(&site, &query).await?;
    let feed = head(&request, &query, "/datafeed.json", &read);
    let public_url = &site.settings.public_url;
    let elements: Vec<DataFeedElement> = read
        .entries
        .iter()
        .filter_map(|entry| match entry {
            FeedEntry::Check(answer) => reviews::claim_review(public_url, &request.locale, answer)
                .map(|review| DataFeedElement::Review(Box::new(review))),
            FeedEntry::Gone { check, at, .. } => {
                Some(DataFeedElement::Deleted { url: format!("{public_url}/checks/{check}"), at: *at })
            }
        })
        .collect();
    Ok(answer(&headers, feeds::LD_JSON, feed.updated, feeds::to_data_feed(&feed, &elements).to_string()))
}

/// The ways to write an export.
#[derive(Clone, Copy)]
enum Table {
    Csv,
    JsonLines,
}

/// A part of an export, read in a transaction of its own: a slow reader never holds a snapshot open.
async fn rows(
    site: &Site,
    filter: &ListFilter,
    after: Option<Cursor>,
    table: Table,
    first: bool,
) -> Result<(Vec<u8>, Option<Cursor>), Problem> {
    let page = read!(site.db, Viewer::Public, tx => { public::export(&mut tx, filter, after, PER_READ).await })?;
    let checks = page.items.iter().filter_map(|entry| match entry {
        FeedEntry::Check(answer) => Some(reviews::table_row(&site.settings.public_url, answer)),
        FeedEntry::Gone { .. } => None,
    });
    let mut out = Vec::new();
    match table {
        Table::JsonLines => {
            for row in checks {
                tables::write_jsonl_row(&mut out, &row).map_err(written)?;
            }
        }
        Table::Csv => {
            let columns = tables::claim_columns();
            let mut csv = tables::CsvExport::new(Vec::new(), &columns).map_err(written)?;
            for row in checks {
                tables::write_csv_row(&mut csv, &row).map_err(written)?;
            }
            out = csv.finish().map_err(written)?;
            if !first {
                out = without_header(&out, &columns)?;
            }
        }
    }
    Ok((out, page.next))
}

/// The head of a table stands once, however many parts it is written in.
fn without_header(part: &[u8], columns: &[&str]) -> Result<Vec<u8>, Problem> {
    let head = tables::CsvExport::new(Vec::new(), columns).and_then(tables::CsvExport::finish).map_err(written)?;
    Ok(part.strip_prefix(head.as_slice()).unwrap_or(part).to_vec())
}

async fn export(
    site: Site,
    query: &ListQuery,
    table: Table,
    content_type: &'static str,
    file: &'static str,
) -> Result<Response, PageError> {
    let filter = query.filter()?;
    // The first part is read before the answer begins, so that a failure still becomes a proper error.
    let (first, next) = rows(&site, &filter, None, table, true).await?;
    let rest = stream::unfold(next, move |next| {
        let (site, filter) = (site.clone(), filter.clone());
        async move {
            let after = next?;
            match rows(&site, &filter, Some(after), table, false).await {
                Ok((part, next)) => Some((Ok(Bytes::from(part)), next)),
                // Cutting the answer short is the only way to say it now; a whole-looking half file would be worse.
                Err(_) => Some((Err(std::io::Error::other("the export was interrupted")), None)),
            }
        }
    });
    // Compression asks once more after the end, which an unfolded stream does not bear.
    let whole =
        futures_util::StreamExt::chain(stream::iter([Ok(Bytes::from(first))]), futures_util::StreamExt::fuse(rest));
    let mut response = Response::new(Body::from_stream(whole));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// `GET /checks.csv`.
pub(super) async fn csv(
    State(site): State<Site>,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Response, PageError> {
    export(site, &query, Table::Csv, "text/csv; charset=utf-8; header=present", "checks.csv").await
}

/// `GET /checks.jsonl`.
pub(super) async fn json_lines(
    State(site): State<Site>,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Response, PageError> {
    export(site, &query, Table::JsonLines, "application/jsonl; charset=utf-8", "checks.jsonl").await
}
