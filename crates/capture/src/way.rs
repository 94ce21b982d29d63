//! The way to the pages of a capture, out of its records, for the record of evidence: each request and response with its headers, whom
//! the connection was made to, what names led to, and who the servers showed themselves to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufReader, Read};

use base64::Engine as _;
use saksi_archive::http::Head;
use saksi_archive::warc::{self, Kind};
use saksi_tlog::Hash;
use saksi_tlog::record::{Exchange, Resolved};

use crate::{Captured, Origin};

/// Longest head, and longest text about a response.
const MOST_TEXT: usize = 256 << 10;

/// The way to the pages that were asked for.
#[derive(Debug, Default)]
pub struct Way {
    /// Every request and response, redirects first.
    pub exchanges: Vec<Exchange>,
    /// What names led to.
    pub names: Vec<Resolved>,
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

/// Reads the way out of the records of a capture, from their beginning.
///
/// # Errors
///
/// The records cannot be read again.
pub fn way(records: impl Read, captured: &Captured) -> io::Result<Way> {
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
    let mut reader = warc::Reader::new(BufReader::new(records)).map_err(io::Error::other)?;
    while let Some(header) = reader.next_record().map_err(io::Error::other)? {
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
