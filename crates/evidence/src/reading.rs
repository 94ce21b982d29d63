//! What archives say. Of a capture of ours the way to a page, for the record of evidence: each request and response with its headers, whom
//! the connection was made to, what names led to, and who the servers showed themselves to be. Of an archive that another program made, the
//! first page in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{BufReader, Read, Seek as _, SeekFrom};

use base64::Engine as _;
use saksi_archive::http::Head;
use saksi_archive::warc::{self, Kind};
use saksi_capture::{Captured, Origin};
use saksi_tlog::Hash;
use saksi_tlog::record::{Exchange, Resolved};

/// Longest head, and longest text about a response.
const MOST_TEXT: usize = 256 << 10;

/// The way to the pages that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Way {
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) names: Vec<Resolved>,
}

/// What stands about one response.
#[derive(Debug, Default)]
struct Notes {
    method: String,
    request: Vec<(String, String)>,
    status: u16,
    response: Vec<(String, String)>,
    peer: String,
    names: Vec<String>,
    chain: Option<String>,
}

fn headers(head: &Head) -> Vec<(String, String)> {
    head.headers.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Reads the way out of a file of records.
pub(crate) fn way(mut records: &std::fs::File, captured: &Captured) -> std::io::Result<Way> {
    records.seek(SeekFrom::Start(0))?;
    let wanted: Vec<_> = captured
        .taken
        .iter()
        .filter(|taken| matches!(taken.origin, Origin::Asked | Origin::Redirect))
        .filter_map(|taken| Some((taken.record.clone()?, taken.url.clone())))
        .collect();
    let ids: BTreeSet<&str> = wanted.iter().map(|(id, _)| id.as_str()).collect();
    let mut notes: HashMap<String, Notes> = HashMap::new();
    // A chain of certificates stands once, with the first response of its host; others name it by its digest.
    let mut chains: HashMap<String, Vec<Hash>> = HashMap::new();
    let mut reader = warc::Reader::new(BufReader::new(records)).map_err(std::io::Error::other)?;
    while let Some(header) = reader.next_record().map_err(std::io::Error::other)? {
        let about = match header.kind {
            Kind::Response | Kind::Revisit => header.id(),
            Kind::Request => header.concurrent_to(),
            Kind::Metadata => header.refers_to().or_else(|| header.concurrent_to()),
            _ => None,
        };
        let certificates = header.content_type() == Some("application/pem-certificate-chain");
        let Some(about) = about.filter(|about| certificates || ids.contains(about)).map(ToOwned::to_owned) else {
            continue;
        };
        let note = notes.entry(about).or_default();
        match header.kind {
            Kind::Response | Kind::Revisit => {
                header.fields.get("WARC-IP-Address").unwrap_or_default().clone_into(&mut note.peer);
                if let Ok(head) = Head::read(&mut BufReader::new(reader.block()), MOST_TEXT) {
                    note.status = head.status().unwrap_or(0);
                    note.response = headers(&head);
                }
            }
            Kind::Request => {
                if let Ok(head) = Head::read(&mut BufReader::new(reader.block()), MOST_TEXT) {
                    head.method().unwrap_or("GET").clone_into(&mut note.method);
                    note.request = headers(&head);
                }
            }
            _ => {
                let mut text = String::new();
                reader.block().take(MOST_TEXT as u64).read_to_string(&mut text)?;
                if certificates {
                    let digest = saksi_archive::Digest::sha256(text.as_bytes()).to_string();
                    chains.insert(digest, certificates_of(&text));
                } else {
                    for line in text.lines() {
                        match line.split_once(": ") {
                            Some(("dns", address)) => note.names.push(address.to_owned()),
                            Some(("tls-chain", digest)) => note.chain = Some(digest.to_owned()),
                            _ => {}
                        }
                    }
                }
            }
        }
    }
    let mut way = Way::default();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, url) in wanted {
        let Some(note) = notes.remove(&id) else { continue };
        if let Some(host) = url.host_str().filter(|_| !note.names.is_empty()) {
            names.entry(host.to_owned()).or_default().extend(note.names);
        }
        way.exchanges.push(Exchange {
            method: note.method,
            url: url.to_string(),
            status: note.status,
            peer: note.peer,
            certificates: note.chain.and_then(|digest| chains.get(&digest).cloned()).unwrap_or_default(),
            request_headers: note.request,
            response_headers: note.response,
        });
    }
    way.names =
        names.into_iter().map(|(name, found)| Resolved { name, addresses: found.into_iter().collect() }).collect();
    Ok(way)
}

/// The SHA-256 of each certificate in PEM (RFC 7468), in its order.
fn certificates_of(pem: &str) -> Vec<Hash> {
    pem.split("-----BEGIN CERTIFICATE-----")
        .skip(1)
        .filter_map(|part| {
            let body: String = part.split("-----END").next()?.split_whitespace().collect();
            Some(Hash::of(&base64::engine::general_purpose::STANDARD.decode(body).ok()?))
        })
        .collect()
}

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
    let name = package.archives().into_iter().next()?;
    let mut found = package.file(&name).ok().and_then(first_page).unwrap_or_default();
    if let Some(page) = listed {
        if found.url != page.url {
            found = Found { url: page.url, ..Found::default() };
        }
        found.title = page.title.unwrap_or(found.title);
        found.text = page.text.unwrap_or(found.text);
    }
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
