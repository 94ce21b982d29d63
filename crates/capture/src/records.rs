//! What was fetched, as records.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom, Write};

use base64::Engine as _;
use saksi_archive::http::{self, Head};
use saksi_archive::warc::{Profile, Record, WriteError, Writer};
use saksi_archive::{page, requisites};
use saksi_base::{Clock, Random, Timestamp, ids};
use saksi_fetch::{Tls, Url};

use crate::fetching::{Came, Fetched};
use crate::manners::MOST_RULES;
use crate::order::{About, Order, Taken};
use crate::{CaptureError, Manners, View};

/// Longest head that is read again.
const MOST_HEAD: usize = 256 << 10;
/// Most bytes of a page in which requisites and text are looked for, without its encodings.
const MOST_PAGE: u64 = 16 << 20;

/// What the records of one capture have in common.
pub(crate) struct Records {
    warcinfo: String,
    /// Payloads that were written, by digest: the record, its address and its time.
    known: HashMap<String, (String, String, jiff::Timestamp)>,
    /// Chains of certificates that were written.
    chains: HashSet<Vec<u8>>,
}

/// What a written response taught.
pub(crate) struct Read {
    pub(crate) taken: Taken,
    pub(crate) about: Option<About>,
    pub(crate) requisites: Vec<Url>,
    /// Where a reader may go from here.
    pub(crate) links: Vec<Url>,
    /// The text of a `robots.txt`.
    pub(crate) rules: Vec<u8>,
}

impl Records {
    /// Writes the record about the file.
    pub(crate) fn begin<W: Write>(
        writer: &mut Writer<W>,
        clock: &dyn Clock,
        random: &dyn Random,
        order: &Order,
    ) -> Result<Self, CaptureError> {
        let warcinfo = fresh(random);
        let mut fields = Vec::new();
        let mut line = |name: &str, value: &str| {
            // A value of several lines would begin other fields.
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            if !value.is_empty() {
                fields.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
            }
        };
        line("software", concat!("saksi/", env!("CARGO_PKG_VERSION")));
        line("format", "WARC File Format 1.1");
        line("conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/");
        line(
            "browser",
            &order.browser.as_ref().map(|browser| browser.program.display().to_string()).unwrap_or_default(),
        );
        line("robots", if order.manners == Manners::Evidence { "ignore" } else { "obey" });
        line("operator", &order.operator);
        line("description", &order.reason);
        let record = Record::warcinfo(warcinfo.as_str(), time(clock.now()), &order.file_name);
        writer.write_bytes(&record, &fields)?;
        Ok(Self { warcinfo, known: HashMap::new(), chains: HashSet::new() })
    }

    pub(crate) fn warcinfo(&self) -> &str {
        &self.warcinfo
    }

    /// Writes what came of an address.
    pub(crate) fn write<W: Write>(
        &mut self,
        writer: &mut Writer<W>,
        random: &dyn Random,
        mut done: Fetched,
    ) -> Result<Read, CaptureError> {
        let url = done.wanted.url.clone();
        let mut taken = Taken::nothing(&done.wanted, done.started, done.fault.take());
        let Some(mut came) = done.came.take() else {
            return Ok(Read { taken, about: None, requisites: Vec::new(), links: Vec::new(), rules: Vec::new() });
        };
        let at = time(done.started);
        let id = fresh(random);
        let digest = came.measured.payload.to_string();
        let head = head_of(&mut came)?;
        taken.status = Some(came.hop.status);
        taken.media_type = head.media_type();
        taken.bytes = came.measured.length;
        taken.digest = Some(digest.clone());

        let common = |mut record: Record| {
            if let Some(address) = came.hop.connected {
                record = record.ip_address(address.ip());
            }
            record.warcinfo_id(&self.warcinfo)
        };
        let known = self.known.get(&digest).filter(|_| came.truncated.is_none() && came.measured.payload_length > 0);
        if let Some((first, first_url, first_at)) = known {
            let payload = Some(came.measured.payload.clone());
            let record = Record::revisit(id.as_str(), at, url.as_str(), Profile::IdenticalPayload, payload)
                .refers_to(first, first_url, *first_at);
            let mut bytes = vec![0; head.length];
            came.aside.read_exact(&mut bytes)?;
            writer.write_bytes(&common(record), &bytes)?;
            taken.revisit = true;
        } else {
            let mut record = Record::response(id.as_str(), at, url.as_str());
            if let Some(why) = came.truncated {
                record = record.truncated(why);
            }
            writer.write_measured(&common(record), &came.measured, &mut came.aside)?;
            if came.truncated.is_none() && came.measured.payload_length > 0 {
                self.known.insert(digest, (id.clone(), url.to_string(), at));
            }
        }
        let request = Record::request(fresh(random), at, url.as_str()).concurrent_to(&id);
        writer.write_bytes(&common(request), &came.sent)?;
        self.about_it(writer, random, &url, &id, at, &done, &came)?;
        taken.record = Some(id);

        let mut read = Read { taken, about: None, requisites: Vec::new(), links: Vec::new(), rules: Vec::new() };
        if (200..300).contains(&came.hop.status) {
            if done.wanted.rules_of.is_some() {
                read.rules = body_of(&mut came, &head, MOST_RULES);
            } else if let Some(kind) = Kind::of(&head) {
                let body = body_of(&mut came, &head, MOST_PAGE);
                (read.about, read.requisites, read.links) = understood(kind, &head, &body, &url);
            }
        }
        Ok(read)
    }
}

impl Records {
    /// Writes how a page looked, under the names that other programs give to such records.
    pub(crate) fn view<W: Write>(
        &self,
        writer: &mut Writer<W>,
        clock: &dyn Clock,
        random: &dyn Random,
        view: &View,
    ) -> Result<(), WriteError> {
        let name = match view.kind {
            "screenshot" => "fullPage",
            other => other,
        };
        let url = format!("urn:{name}:{}", view.url);
        let record = Record::resource(fresh(random), time(clock.now()), &url, view.media_type);
        writer.write_bytes(&record.warcinfo_id(&self.warcinfo), &view.bytes)?;
        Ok(())
    }

    /// Writes how the response came about: what the name led to, how long it took, how the server showed who it is.
    #[expect(clippy::too_many_arguments, reason = "one record out of everything that is known of a response")]
    fn about_it<W: Write>(
        &mut self,
        writer: &mut Writer<W>,
        random: &dyn Random,
        url: &Url,
        id: &str,
        at: jiff::Timestamp,
        done: &Fetched,
        came: &Came,
    ) -> Result<(), WriteError> {
        let mut lines = String::new();
        let _ = write!(lines, "via: {}\r\nfetchTimeMs: {}\r\n", done.wanted.origin.word(), done.took.as_millis());
        for address in &came.hop.found {
            let _ = write!(lines, "dns: {address}\r\n");
        }
        let mut chain = None;
        if let Some(tls) = &came.hop.tls {
            let pem = pem(tls);
            let digest = saksi_archive::Digest::sha256(pem.as_bytes());
            let _ =
                write!(lines, "tls-version: {}\r\ntls-cipher: {}\r\ntls-chain: {digest}\r\n", tls.version, tls.cipher);
            if self.chains.insert(digest.bytes().to_vec()) {
                chain = Some(pem);
            }
        }
        let record = Record::metadata(fresh(random), at, url.as_str(), id).warcinfo_id(&self.warcinfo);
        writer.write_bytes(&record, lines.as_bytes())?;
        if let Some(pem) = chain {
            let record = Record::metadata(fresh(random), at, url.as_str(), id)
                .content_type("application/pem-certificate-chain")
                .warcinfo_id(&self.warcinfo);
            writer.write_bytes(&record, pem.as_bytes())?;
        }
        Ok(())
    }
}

/// What is looked into for what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Style,
}

impl Kind {
    fn of(head: &Head) -> Option<Self> {
        match head.media_type().as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some(Self::Page),
            Some("text/css") => Some(Self::Style),
            _ => None,
        }
    }
}

/// What a page says of itself, what a page or a style needs, and where a page leads.
fn understood(kind: Kind, head: &Head, body: &[u8], url: &Url) -> (Option<About>, Vec<Url>, Vec<Url>) {
    let found = match kind {
        Kind::Page => requisites::of_html(body, head.charset(), url.as_str()),
        Kind::Style => requisites::of_css(body, head.charset(), url.as_str()),
    };
    let about = (kind == Kind::Page).then(|| read_page(body, head.charset()));
    let (links, needed): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.need == requisites::Need::Link);
    let parsed = |all: Vec<requisites::Requisite>| all.iter().filter_map(|found| Url::parse(&found.url).ok()).collect();
    (about, parsed(needed), parsed(links))
}

fn read_page(body: &[u8], charset: Option<&str>) -> About {
    let page = page::read(body, charset);
    let text = Some(page.text).filter(|text| !text.is_empty());
    About { title: page.title, text, language: page.language, author: page.author, published: page.published }
}

/// What a document that scripts made says of itself.
pub(crate) fn about_of(document: &[u8]) -> About {
    read_page(document, Some("utf-8"))
}

/// The head of a response; the body stands next in line.
pub(crate) fn head_of(came: &mut Came) -> Result<Head, CaptureError> {
    came.aside.seek(SeekFrom::Start(0))?;
    let head = Head::read(&mut BufReader::new(&mut came.aside), MOST_HEAD)
        .map_err(|error| CaptureError::Aside(std::io::Error::other(error)))?;
    came.aside.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// The body of a response without its encodings, up to a bound.
pub(crate) fn body_of(came: &mut Came, head: &Head, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = came.aside.seek(SeekFrom::Start(head.length as u64)).map_err(http::HttpError::from).and_then(|_| {
        let mut body = http::body(head, BufReader::new(&mut came.aside), most)?;
        Ok(body.read_to_end(&mut bytes)?)
    });
    if let Err(error) = read {
        // What can be read is enough to look for requisites; the record holds everything.
        tracing::debug!(%error, "a page cannot be read to its end");
    }
    bytes
}

/// A chain of certificates in PEM (RFC 7468).
fn pem(tls: &Tls) -> String {
    let mut text = String::new();
    for der in &tls.chain {
        text.push_str("-----BEGIN CERTIFICATE-----\n");
        let encoded = base64::engine::general_purpose::STANDARD.encode(der);
        for line in encoded.as_bytes().chunks(64) {
            text.push_str(&String::from_utf8_lossy(line));
            text.push('\n');
        }
        text.push_str("-----END CERTIFICATE-----\n");
    }
    text
}

fn fresh(random: &dyn Random) -> String {
    format!("urn:uuid:{}", ids::random(random))
}

/// A moment as records carry it.
pub(crate) fn time(at: Timestamp) -> jiff::Timestamp {
    at.to_jiff()
}
