//! What an archive that another program made says: the first page in it.

use std::io::{BufReader, Read};

use saksi_archive::http::Head;
use saksi_archive::warc::{self, Kind};

/// Longest head.
const MOST_TEXT: usize = 256 << 10;

/// What stands in an archive that somebody handed in.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) language: String,
    pub(crate) author: String,
    pub(crate) published: String,
}

/// Most bytes of a page that are read for its text.
const MOST_PAGE: u64 = 16 << 20;
/// Longest text that is kept.
const LONGEST_TEXT: usize = 200_000;

/// The first page of a web archive; nothing where it is none, or where no page can be read.
pub(crate) fn archive(bytes: &[u8]) -> Found {
    let mut found =
        if bytes.starts_with(b"PK\x03\x04") { first_of_package(bytes) } else { first_page(bytes) }.unwrap_or_default();
    found.text.truncate(found.text.floor_char_boundary(LONGEST_TEXT));
    found.text.retain(|c| c != '\0');
    found
}

fn first_of_package(bytes: &[u8]) -> Option<Found> {
    let mut package = saksi_archive::wacz::Package::open(std::io::Cursor::new(bytes)).ok()?;
    let listed = package.pages().ok().and_then(|pages| pages.into_iter().next());
    let Some(page) = listed else {
        let name = package.archives().into_iter().next()?;
        return package.file(&name).ok().and_then(first_page);
    };
    // Crawlers write what they fetched in any order, and into several archives: the index knows where the page lies.
    let lines = package.find(&page.url).unwrap_or_default();
    let read = lines.iter().find_map(|line| package.record(line).ok().and_then(first_page));
    let mut found = read.filter(|found| found.url == page.url).unwrap_or_default();
    found.url = page.url;
    found.title = page.title.filter(|title| !title.trim().is_empty()).unwrap_or(found.title);
    found.text = page.text.filter(|text| !text.trim().is_empty()).unwrap_or(found.text);
    (!found.url.is_empty()).then_some(found)
}

/// The first response that is a page and came whole.
fn first_page(records: impl Read) -> Option<Found> {
    let mut reader = warc::Reader::new(BufReader::new(records)).ok()?;
    while let Some(header) = reader.next_record().ok()? {
        if header.kind != Kind::Response || !header.is_http() {
            continue;
        }
        let url = header.target_uri()?.into_owned();
        let mut block = BufReader::new(reader.block());
        let Ok(head) = Head::read(&mut block, MOST_TEXT) else { continue };
        let is_page = matches!(head.media_type().as_deref(), Some("text/html" | "application/xhtml+xml"));
        if !is_page || head.status() != Some(200) {
            continue;
        }
        let mut body = Vec::new();
        let whole = saksi_archive::http::body(&head, &mut block, MOST_PAGE)
            .and_then(|mut from| Ok(from.read_to_end(&mut body)?));
        if whole.is_err() {
            continue;
        }
        let page = saksi_archive::page::read(&body, head.charset());
        return Some(Found {
            url,
            title: page.title.unwrap_or_default(),
            text: page.text,
            language: page.language.unwrap_or_default(),
            author: page.author.unwrap_or_default(),
            published: page.published.unwrap_or_default(),
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, url: &str, extra: &str, content_type: &str, block: &str) -> String {
        let digest = saksi_tlog::Hash::of(block.as_bytes()).to_hex();
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:019a0000-0000-7000-8000-{:012}>\r\n\
             WARC-Date: 2026-11-22T10:11:12.345Z\r\nWARC-Target-URI: {url}\r\n{extra}WARC-Block-Digest: sha256:{digest}\r\n\
             Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len() + url.len(),
            block.len()
        )
    }

    #[test]
    fn the_page_that_a_package_lists_is_read_wherever_it_lies() {
        use saksi_archive::cdxj::{self, Options};
        use saksi_archive::wacz::{About, Page, Writer};
        let page = |title: &str, words: &str| {
            format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\r\n<!doctype html><html lang=en><head><title>{title}</title></head>\
                 <body><main><p>{words}</p></main></body></html>"
            )
        };
        let http = "application/http; msgtype=response";
        let words = "The dam is safe, says the ministry, and nobody has to leave their house tonight.";
        let archives = [
            (
                "one.warc",
                record(
                    "response",
                    "https://example.org/a",
                    "",
                    http,
                    &page("Another", "What else the crawler came by."),
                ),
            ),
            ("two.warc", record("response", "https://example.org/z", "", http, &page("The dam", words))),
        ];
        let made = saksi_db::testing::START.to_jiff();
        let mut package = Writer::new(std::io::Cursor::new(Vec::new()), made);
        let mut lines = Vec::new();
        for (name, records) in &archives {
            package.archive(name, records.as_bytes()).unwrap();
            let options = Options { file_name: (*name).to_owned(), ..Options::default() };
            cdxj::index(records.as_bytes(), records.len() as u64, &options, |line| lines.push(line)).unwrap();
        }
        package.index(&cdxj::sort(lines)).unwrap();
        let listed = Page { url: "https://example.org/z".to_owned(), ts: made.to_string(), ..Page::default() };
        package.pages(&[listed]).unwrap();
        let bytes = package.finish(About::default()).unwrap().into_inner();
        let found = archive(&bytes);
        assert_eq!((found.url.as_str(), found.title.as_str()), ("https://example.org/z", "The dam"));
        assert!(found.text.contains("nobody has to leave"), "{found:?}");
    }

    #[test]
    fn what_a_crawler_with_a_browser_wrote_is_read_whatever_else_it_writes_down() {
        // As Browsertrix and ArchiveWeb.page lay it out: records about pages as resources under their own URNs, pictures and texts of
        // pages likewise, fields that no standard knows, headers in small letters, digests in hexadecimal.
        let info = "{\"pageid\":\"1\",\"urls\":{},\"url\":\"https://example.org/a\",\"ts\":1,\"title\":\"Wrong\"}";
        let extra = "WARC-Page-ID: 4b1b0c9e-0000-4000-8000-000000000001\r\nWARC-Resource-Type: document\r\n\
             WARC-JSON-Metadata: {\"ipType\":\"Public\",\"cert\":{\"issuer\":\"R11\",\"ctc\":\"1\"}}\r\n\
             WARC-Protocol: h2\r\nWARC-Protocol: tls/1.3\r\n";
        let script = "HTTP/1.1 200 OK\r\ncontent-type: text/javascript\r\n\r\nnothing()";
        let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nx-orig-content-encoding: br\r\n\r\n\
             <!doctype html><html lang=id><head><title>Bendungan</title></head><body><main><p>Bendungan itu aman, kata \
             kementerian, dan tidak ada yang harus pergi malam ini.</p></main></body></html>";
        let http = "application/http; msgtype=response";
        let records = [
            record("warcinfo", "", "", "application/warc-fields", "software: Browsertrix-Crawler 1.5\r\n")
                .replace("WARC-Target-URI: \r\n", ""),
            record("resource", "urn:thumbnail:https://example.org/a", "", "image/jpeg", "not a picture"),
            record("resource", "urn:text:https://example.org/a", "", "text/plain", "Bendungan itu aman"),
            record("response", "https://example.org/a.js", "WARC-Resource-Type: script\r\n", http, script),
            record("response", "https://example.org/a", extra, http, page),
            record(
                "request",
                "https://example.org/a",
                "",
                "application/http; msgtype=request",
                "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n",
            ),
            record("resource", "urn:pageinfo:https://example.org/a", "", "application/json", info),
        ]
        .concat();
        let found = archive(records.as_bytes());
        assert_eq!((found.url.as_str(), found.title.as_str()), ("https://example.org/a", "Bendungan"));
        assert!(found.text.contains("kata kementerian") && found.language == "id", "{found:?}");
        let report = warc::verify(warc::Reader::new(records.as_bytes()).unwrap());
        assert!(report.holds() && report.warnings.is_empty(), "{report:?}");
        assert_eq!((report.records, report.right), (7, 7));
    }
}
