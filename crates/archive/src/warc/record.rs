//! What a record says about itself.

use core::net::IpAddr;
use std::borrow::Cow;
use std::fmt;

use jiff::{Timestamp, Unit};

use crate::digest::Digest;
use crate::headers::Headers;

/// The types of records.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// About the file and the tool that made it.
    Warcinfo,
    /// What was asked.
    Request,
    /// What came back.
    Response,
    /// A resource without the conversation around it: a picture of the screen, a file.
    Resource,
    /// About another record.
    Metadata,
    /// What came back was here before.
    Revisit,
    /// Another form of another record.
    Conversion,
    /// A further part of a record that did not fit one file.
    Continuation,
    /// A type that the standard does not know; readers pass it over.
    Other(String),
}

impl Kind {
    /// As `WARC-Type` has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Warcinfo => "warcinfo",
            Self::Request => "request",
            Self::Response => "response",
            Self::Resource => "resource",
            Self::Metadata => "metadata",
            Self::Revisit => "revisit",
            Self::Conversion => "conversion",
            Self::Continuation => "continuation",
            Self::Other(name) => name,
        }
    }

    pub(crate) fn from_name(name: &str) -> Self {
        match name {
            "warcinfo" => Self::Warcinfo,
            "request" => Self::Request,
            "response" => Self::Response,
            "resource" => Self::Resource,
            "metadata" => Self::Metadata,
            "revisit" => Self::Revisit,
            "conversion" => Self::Conversion,
            "continuation" => Self::Continuation,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether the block of such a record may be an HTTP message.
    pub(crate) const fn may_be_http(&self) -> bool {
        matches!(self, Self::Request | Self::Response | Self::Revisit)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a revisit record holds no payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// The payload has the same digest as one that was kept before.
    IdenticalPayload,
    /// The server said that nothing had changed.
    NotModified,
}

impl Profile {
    /// The address that names it.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::IdenticalPayload => "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
            Self::NotModified => "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        }
    }

    /// Reads the address; that of WARC/1.0 as well.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let name = uri.trim_matches(['<', '>']).rsplit('/').next()?;
        match name {
            "identical-payload-digest" => Some(Self::IdenticalPayload),
            "server-not-modified" => Some(Self::NotModified),
            _ => None,
        }
    }
}

/// Why a block holds less than was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncated {
    /// It was longer than the collector keeps.
    Length,
    /// It took longer than the collector waits.
    Time,
    /// The connection ended.
    Disconnect,
    /// Another reason.
    Unspecified,
}

impl Truncated {
    /// As `WARC-Truncated` has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Time => "time",
            Self::Disconnect => "disconnect",
            Self::Unspecified => "unspecified",
        }
    }
}

/// Where a record stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Place {
    /// The first byte of the member, or of the record in a file without compression.
    pub offset: u64,
    /// The length of the member; without compression, of the record without the empty lines after it.
    pub length: u64,
}

/// The head of a record that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Such as `WARC/1.1`.
    pub version: String,
    /// The type.
    pub kind: Kind,
    /// All fields, as they stand.
    pub fields: Headers,
    /// The length of the block.
    pub length: u64,
    /// Where the member, or the record in a file without compression, begins.
    pub offset: u64,
}

impl Header {
    /// A field that holds an address or an identifier, without the angle brackets that some writers put around it.
    fn uri(&self, name: &str) -> Option<&str> {
        let value = self.fields.get(name)?;
        Some(value.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(value))
    }

    /// The identifier, without angle brackets.
    pub fn id(&self) -> Option<&str> {
        self.uri("WARC-Record-ID")
    }

    /// The address that was asked, without angle brackets; spaces in it are escaped.
    pub fn target_uri(&self) -> Option<Cow<'_, str>> {
        let uri = self.uri("WARC-Target-URI")?;
        Some(if uri.contains(' ') { Cow::Owned(uri.replace(' ', "%20")) } else { Cow::Borrowed(uri) })
    }

    /// The time, as it stands.
    pub fn date(&self) -> Option<&str> {
        self.fields.get("WARC-Date")
    }

    /// The time, read.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.date()?.parse().ok()
    }

    /// `Content-Type` of the block.
    pub fn content_type(&self) -> Option<&str> {
        self.fields.get("Content-Type")
    }

    /// The digest of the block, as it stands.
    pub fn block_digest(&self) -> Option<&str> {
        self.fields.get("WARC-Block-Digest")
    }

    /// The digest of the payload, as it stands.
    pub fn payload_digest(&self) -> Option<&str> {
        self.fields.get("WARC-Payload-Digest")
    }

    /// The identifier of the record that was made together with this one, without angle brackets.
    pub fn concurrent_to(&self) -> Option<&str> {
        self.uri("WARC-Concurrent-To")
    }

    /// The identifier of the record that this one is about, without angle brackets.
    pub fn refers_to(&self) -> Option<&str> {
        self.uri("WARC-Refers-To")
    }

    /// The address of the record that this one is about.
    pub fn refers_to_target_uri(&self) -> Option<&str> {
        self.uri("WARC-Refers-To-Target-URI")
    }

    /// The time of the record that this one is about.
    pub fn refers_to_date(&self) -> Option<&str> {
        self.fields.get("WARC-Refers-To-Date")
    }

    /// Why a revisit record holds no payload.
    pub fn profile(&self) -> Option<Profile> {
        Profile::from_uri(self.fields.get("WARC-Profile")?)
    }

    /// Whether the block is an HTTP message.
    pub fn is_http(&self) -> bool {
        self.kind.may_be_http()
            && self.length > 0
            && self.uri("WARC-Target-URI").is_some_and(|uri| uri.starts_with("http:") || uri.starts_with("https:"))
    }
}

/// A record that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub(crate) kind: Kind,
    pub(crate) id: String,
    pub(crate) date: Timestamp,
    pub(crate) content_type: Option<String>,
    pub(crate) payload_digest: Option<Digest>,
    pub(crate) fields: Headers,
}

impl Record {
    /// A record of any type. `id` is an absolute URI, such as `urn:uuid:…`, without angle brackets, unique for ever.
    pub fn new(kind: Kind, id: impl Into<String>, date: Timestamp) -> Self {
        Self { kind, id: id.into(), date, content_type: None, payload_digest: None, fields: Headers::new() }
    }

    /// About the file: which tool, of which version, wrote it, and how. The block is lines of `name: value`.
    pub fn warcinfo(id: impl Into<String>, date: Timestamp, file_name: &str) -> Self {
        Self::new(Kind::Warcinfo, id, date).field("WARC-Filename", file_name).content_type("application/warc-fields")
    }

    /// An HTTP request. The block is the message as it was sent.
    pub fn request(id: impl Into<String>, date: Timestamp, url: &str) -> Self {
        Self::new(Kind::Request, id, date)
            .field("WARC-Target-URI", url)
            .content_type("application/http; msgtype=request")
    }

    /// An HTTP response. The block is the message as it came, encodings and all.
    pub fn response(id: impl Into<String>, date: Timestamp, url: &str) -> Self {
        Self::new(Kind::Response, id, date)
            .field("WARC-Target-URI", url)
            .content_type("application/http; msgtype=response")
    }

    /// An HTTP response whose payload is kept elsewhere already: its digest, and the record that holds it. The block is the
    /// head of the response alone.
    pub fn revisit(
        id: impl Into<String>,
        date: Timestamp,
        url: &str,
        profile: Profile,
        payload: Option<Digest>,
    ) -> Self {
        let mut record = Self::new(Kind::Revisit, id, date)
            .field("WARC-Target-URI", url)
            .field("WARC-Profile", profile.uri())
            .content_type("application/http; msgtype=response");
        record.payload_digest = payload;
        record
    }

    /// A file, or another thing that was not fetched by HTTP.
    pub fn resource(id: impl Into<String>, date: Timestamp, url: &str, content_type: &str) -> Self {
        Self::new(Kind::Resource, id, date).field("WARC-Target-URI", url).content_type(content_type)
    }

    /// About another record.
    pub fn metadata(id: impl Into<String>, date: Timestamp, url: &str, refers_to: &str) -> Self {
        Self::new(Kind::Metadata, id, date)
            .field("WARC-Target-URI", url)
            .field("WARC-Refers-To", format!("<{refers_to}>"))
            .content_type("application/warc-fields")
    }

    /// Another form of another record, such as its text.
    pub fn conversion(id: impl Into<String>, date: Timestamp, url: &str, content_type: &str, refers_to: &str) -> Self {
        Self::new(Kind::Conversion, id, date)
            .field("WARC-Target-URI", url)
            .field("WARC-Refers-To", format!("<{refers_to}>"))
            .content_type(content_type)
    }

    /// Adds a field. What this crate writes itself (type, identifier, date, length, digests) is not to be added.
    #[must_use]
    pub fn field(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push(name, value);
        self
    }

    /// The type of the block.
    #[must_use]
    pub fn content_type(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.to_owned());
        self
    }

    /// The address of the machine that answered.
    #[must_use]
    pub fn ip_address(self, address: IpAddr) -> Self {
        self.field("WARC-IP-Address", address.to_string())
    }

    /// The record that was made in the same conversation.
    #[must_use]
    pub fn concurrent_to(self, id: &str) -> Self {
        self.field("WARC-Concurrent-To", format!("<{id}>"))
    }

    /// The record that holds what this one leaves out.
    #[must_use]
    pub fn refers_to(self, id: &str, url: &str, date: Timestamp) -> Self {
        self.field("WARC-Refers-To", format!("<{id}>"))
            .field("WARC-Refers-To-Target-URI", url)
            .field("WARC-Refers-To-Date", date_text(date))
    }

    /// Says that the block holds less than was there.
    #[must_use]
    pub fn truncated(self, why: Truncated) -> Self {
        self.field("WARC-Truncated", why.name())
    }

    /// The record about the file that this one stands in.
    #[must_use]
    pub fn warcinfo_id(self, id: &str) -> Self {
        self.field("WARC-Warcinfo-ID", format!("<{id}>"))
    }

    /// Whether a digest of the payload is written: it would say nothing of a `warcinfo`, and a revisit carries that of the
    /// record it refers to.
    pub(crate) fn wants_payload_digest(&self) -> bool {
        !matches!(self.kind, Kind::Warcinfo | Kind::Revisit | Kind::Continuation)
    }

    /// Whether the payload begins after the head of an HTTP message.
    pub(crate) fn is_http(&self) -> bool {
        let uri = self.fields.get("WARC-Target-URI").unwrap_or_default();
        self.kind.may_be_http() && (uri.starts_with("http:") || uri.starts_with("https:"))
    }
}

/// A time as records carry it: UTC, to the microsecond, which is as fine as other tools read.
pub(crate) fn date_text(date: Timestamp) -> String {
    date.round(Unit::Microsecond).unwrap_or(date).to_string()
}
