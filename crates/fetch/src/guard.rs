//! The guard itself: what is looked up, connected to, asked and read.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use url::{Host, Position, Url};

use crate::wire::{Record, Recorded};
use crate::{Bounds, Fault, special};

/// Ports on which something other than the web listens; a request there could be taken for a command (WHATWG Fetch, "bad port").
const BAD_PORTS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531,
    532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// Names that mean this machine or this network wherever they are looked up (RFC 6761, RFC 6762, RFC 8375, and what is reserved
/// for private use by ICANN).
const LOCAL_NAMES: &[&str] = &["localhost", "local", "internal", "home.arpa", "localdomain"];

/// What may be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Networks {
    /// The public internet alone.
    Public,
    /// Also the operator's own network: only ever on the operator's own word, at the command line or in the settings.
    Any,
}

/// Looks names up.
pub trait Resolve: Send + Sync {
    /// The addresses of a host, in the order in which they are tried.
    fn resolve<'a>(&'a self, host: &'a str) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>>;
}

/// The name servers that the machine is set up with.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Resolve for System {
    fn resolve<'a>(&'a self, host: &'a str) -> Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send + 'a>> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.map(|socket| socket.ip()).collect()) })
    }
}

/// Whom a server must have been vouched for by.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    further: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// The authorities that this machine trusts; Mozilla's where the machine names none.
    #[must_use]
    pub fn machine() -> Self {
        Self::default()
    }

    /// Also this authority: its certificate in DER.
    #[must_use]
    pub fn and(mut self, authority: Vec<u8>) -> Self {
        self.further.push(authority.into());
        self
    }

    pub(crate) fn roots(&self) -> rustls::RootCertStore {
        let mut roots = rustls::RootCertStore::empty();
        let (good, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if good == 0 {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        roots.add_parsable_certificates(self.further.iter().cloned());
        roots
    }
}

/// What is done with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads it.
    Get,
    /// Asks what is there.
    Head,
    /// Hands something in, to a service that was named for it.
    Post,
}

/// One request.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Where.
    pub url: Url,
    /// How.
    pub method: Method,
    /// What else is said; `Host`, `User-Agent`, `Connection` and `Content-Length` are said by the guard.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What is handed in.
    pub body: Bytes,
}

impl Asked {
    /// A request that reads an address.
    ///
    /// # Errors
    ///
    /// [`Fault::NotAnAddress`].
    pub fn get(address: &str) -> Result<Self, Fault> {
        let url = Url::parse(address.trim()).map_err(|_| Fault::NotAnAddress(address.to_owned()))?;
        Ok(Self::of(url))
    }

    /// A request that reads an address.
    #[must_use]
    pub fn of(url: Url) -> Self {
        Self { url, method: Method::Get, headers: Vec::new(), body: Bytes::new() }
    }

    /// A request that hands something in.
    #[must_use]
    pub fn post(url: Url, kind: HeaderValue, body: Bytes) -> Self {
        Self { url, method: Method::Post, headers: vec![(header::CONTENT_TYPE, kind)], body }
    }

    /// Says one thing more.
    #[must_use]
    pub fn saying(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// How a server showed who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// For example `TLSv1_3`.
    pub version: String,
    /// For example `TLS13_AES_256_GCM_SHA384`.
    pub cipher: String,
    /// The certificates that it sent, its own first, in DER.
    pub chain: Vec<Vec<u8>>,
}

/// One request and the head of its response.
#[derive(Debug, Clone)]
pub struct Hop {
    /// What was asked for.
    pub url: Url,
    /// What the name led to; empty through a proxy.
    pub found: Vec<IpAddr>,
    /// Where the connection went; none through a proxy.
    pub connected: Option<SocketAddr>,
    /// How the server showed who it is; none without TLS.
    pub tls: Option<Tls>,
    /// The status.
    pub status: u16,
    /// The headers, as they were understood.
    pub headers: HeaderMap,
}

impl Hop {
    /// A header's text.
    #[must_use]
    pub fn header(&self, name: &HeaderName) -> Option<String> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    }

    /// Where it redirects to, if it does.
    ///
    /// # Errors
    ///
    /// [`Fault::RedirectsNowhere`] where that is no address.
    pub fn redirect(&self) -> Result<Option<Url>, Fault> {
        if !matches!(self.status, 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let nowhere = || Fault::RedirectsNowhere(self.url.to_string());
        let to = self.header(&header::LOCATION).ok_or_else(nowhere)?;
        self.url.join(to.trim()).map(Some).map_err(|_| nowhere())
    }
}

/// Some of a response.
#[derive(Debug, Clone)]
pub struct Part {
    /// Bytes as they went over the wire: the first part begins with the status line; chunk sizes are among them.
    pub wire: Bytes,
    /// Bytes of the body that these make, still in the content encoding that the head names.
    pub body: Bytes,
}

/// A response that is being read.
pub struct Answer {
    /// Its request and head.
    pub hop: Hop,
    /// The request's bytes as they went over the wire.
    pub sent: Bytes,
    body: Incoming,
    record: Record,
    connection: JoinHandle<()>,
    bounds: Bounds,
    host: String,
    began: Instant,
    headed: Instant,
    bytes: u64,
    ended: bool,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("hop", &self.hop).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

impl Answer {
    /// How many bytes the body has, where the server says so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        hyper::body::Body::size_hint(&self.body).exact()
    }

    /// The next part; none at the end.
    ///
    /// # Errors
    ///
    /// [`Fault`]: too large, too slow, broken off. What came before stays what it is: the beginning.
    pub async fn next(&mut self) -> Result<Option<Part>, Fault> {
        if self.ended {
            return Ok(None);
        }
        loop {
            let left = self.bounds.whole.saturating_sub(self.began.elapsed());
            let Ok(frame) = timeout(left.min(self.bounds.idle), self.body.frame()).await else {
                let what = if left <= self.bounds.idle { "the whole took too long" } else { "it stopped sending" };
                return Err(Fault::TooSlow { host: self.host.clone(), what });
            };
            let wire = self.record.take_received().freeze();
            let body = match frame {
                None => {
                    self.ended = true;
                    return Ok((!wire.is_empty()).then_some(Part { wire, body: Bytes::new() }));
                }
                Some(Err(error)) => {
                    return Err(Fault::BrokeOff {
                        host: self.host.clone(),
                        bytes: self.bytes,
                        reason: deepest(&error),
                    });
                }
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            };
            self.bytes = self.bytes.saturating_add(body.len() as u64);
            if self.bytes > self.bounds.most_bytes {
                return Err(Fault::TooLarge { host: self.host.clone(), most: self.bounds.most_bytes });
            }
            let took = self.headed.elapsed();
            if took > self.bounds.patience && self.bytes < self.bounds.least_rate.saturating_mul(took.as_secs()) {
                return Err(Fault::TooSlow { host: self.host.clone(), what: "it drips" });
            }
            if !(wire.is_empty() && body.is_empty()) {
                return Ok(Some(Part { wire, body }));
            }
        }
    }

    /// The rest of the body as one piece.
    ///
    /// # Errors
    ///
    /// As [`Answer::next`].
    pub async fn rest(&mut self) -> Result<Vec<u8>, Fault> {
        let mut whole = Vec::new();
        while let Some(part) = self.next().await? {
            whole.extend_from_slice(&part.body);
        }
        Ok(whole)
    }
}

/// What a host turned out to be.
struct Target {
    host: Host<String>,
    name: String,
    port: u16,
}

/// The one way out.
#[derive(Clone)]
pub struct Guard {
    networks: Networks,
    resolve: Arc<dyn Resolve>,
    tls: tokio_rustls::TlsConnector,
    proxy: Option<SocketAddr>,
    agent: HeaderValue,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("networks", &self.networks).field("proxy", &self.proxy).finish_non_exhaustive()
    }
}

impl Guard {
    /// A guard with the machine's own name servers and no proxy.
    ///
    /// # Errors
    ///
    /// Where the cryptography at hand cannot do TLS.
    pub fn new(networks: Networks, trust: &Trust) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(trust.roots())
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Nobody is to recognise the server by a ticket from the last visit.
        config.resumption = rustls::client::Resumption::disabled();
        Ok(Self {
            networks,
            resolve: Arc::new(System),
            tls: tokio_rustls::TlsConnector::from(Arc::new(config)),
            proxy: None,
            agent: HeaderValue::from_static(concat!("saksi/", env!("CARGO_PKG_VERSION"))),
        })
    }

    /// Looks names up in another way.
    #[must_use]
    pub fn resolving(mut self, resolve: Arc<dyn Resolve>) -> Self {
        self.resolve = resolve;
        self
    }

    /// Goes through a SOCKS5 proxy that looks names up itself, such as Tor.
    #[must_use]
    pub fn through(mut self, proxy: SocketAddr) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Says another name of the program.
    #[must_use]
    pub fn named(mut self, agent: HeaderValue) -> Self {
        self.agent = agent;
        self
    }

    /// What can be said about an address without looking its name up.
    ///
    /// # Errors
    ///
    /// [`Fault`]: another scheme, a password, a special network, a local name, a port of something else.
    pub fn check(&self, url: &Url) -> Result<(), Fault> {
        self.target(url).map(drop)
    }

    fn target(&self, url: &Url) -> Result<Target, Fault> {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
            let mut shown = url.clone();
            // A fault is logged and shown; a password is not.
            let _ = shown.set_password(None);
            return Err(Fault::NotWeb(shown.to_string()));
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(Fault::NotAnAddress(url.to_string()));
        };
        let host = host.to_owned();
        let name = match &host {
            Host::Domain(name) => name.trim_end_matches('.').to_ascii_lowercase(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        };
        if name.is_empty() {
            return Err(Fault::NotAnAddress(url.to_string()));
        }
        let ends_in =
            |ending: &str| name == ending || name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
        if ends_in("onion") && self.proxy.is_none() {
            return Err(Fault::Onion(name));
        }
        if self.networks == Networks::Public {
            match &host {
                Host::Domain(_) if LOCAL_NAMES.iter().any(|ending| ends_in(ending)) => return Err(Fault::Local(name)),
                // A name without a dot is completed by the machine's own search list.
                Host::Domain(_) if !name.contains('.') => return Err(Fault::Local(name)),
                Host::Domain(_) => {}
                Host::Ipv4(address) => public(&name, (*address).into())?,
                Host::Ipv6(address) => public(&name, (*address).into())?,
            }
            if BAD_PORTS.contains(&port) {
                return Err(Fault::Port { host: name, port });
            }
        }
        Ok(Target { host, name, port })
    }

    /// One request, without following where it redirects to.
    ///
    /// # Errors
    ///
    /// [`Fault`].
    pub async fn ask(&self, asked: &Asked, bounds: &Bounds) -> Result<Answer, Fault> {
        let target = self.target(&asked.url)?;
        let began = Instant::now();
        let slow = |what| Fault::TooSlow { host: target.name.clone(), what };
        let connecting = timeout(bounds.connect, async {
            let (stream, found, connected) = self.connect(&target).await?;
            if asked.url.scheme() == "https" {
                let (stream, tls) = self.agree(&target, stream).await?;
                Ok((Box::new(stream) as Box<dyn Stream>, Some(tls), found, connected))
            } else {
                Ok((Box::new(stream) as Box<dyn Stream>, None, found, connected))
            }
        });
        let (stream, tls, found, connected) = connecting.await.map_err(|_| slow("it does not answer"))??;
        let request = self.request(asked, &target)?;
        let not_http = |error: &hyper::Error| Fault::NotHttp { host: target.name.clone(), reason: deepest(error) };
        let (stream, record) = Recorded::new(stream);
        let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
            .max_buf_size(bounds.most_head.max(8192))
            .max_headers(256)
            .ignore_invalid_headers_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_spaces_after_header_name_in_responses(true)
            .handshake(hyper_util::rt::TokioIo::new(stream))
            .await
            .map_err(|error| not_http(&error))?;
        let connection = Aborted(Some(tokio::spawn(async move {
            // What goes wrong is told to whoever reads the response.
            let _ = connection.await;
        })));
        let waited = bounds.idle.min(bounds.whole.saturating_sub(began.elapsed()));
        let response = timeout(waited, sender.send_request(request))
            .await
            .map_err(|_| slow("it does not say a word"))?
            .map_err(|error| not_http(&error))?;
        let (head, body) = response.into_parts();
        let hop =
            Hop { url: asked.url.clone(), found, connected, tls, status: head.status.as_u16(), headers: head.headers };
        Ok(Answer {
            hop,
            sent: record.take_sent().freeze(),
            body,
            record,
            connection: connection.keep(),
            bounds: bounds.clone(),
            host: target.name,
            began,
            headed: Instant::now(),
            bytes: 0,
            ended: false,
        })
    }

    /// One request and what it redirects to, each checked anew. The hops that redirected come first.
    ///
    /// # Errors
    ///
    /// [`Fault`].
    pub async fn follow(&self, asked: &Asked, bounds: &Bounds) -> Result<(Vec<Hop>, Answer), Fault> {
        let mut hops = Vec::new();
        let mut asked = asked.clone();
        let start = asked.url.clone();
        loop {
            let answer = self.ask(&asked, bounds).await?;
            let Some(to) = answer.hop.redirect()? else { return Ok((hops, answer)) };
            if asked.method == Method::Post || hops.len() >= bounds.most_redirects {
                return Err(Fault::RedirectsTooOften { start: start.to_string(), most: bounds.most_redirects });
            }
            hops.push(answer.hop.clone());
            asked.url = to;
        }
    }

    /// A connection to an address that was checked.
    async fn connect(&self, target: &Target) -> Result<(TcpStream, Vec<IpAddr>, Option<SocketAddr>), Fault> {
        let unreachable = |reason: String| Fault::Unreachable { host: target.name.clone(), reason };
        if let Some(proxy) = self.proxy {
            // Who asks for each host with another name gets another circuit from Tor (IsolateSOCKSAuth).
            let user: String = target.name.chars().take(200).collect();
            let stream = tokio_socks::tcp::Socks5Stream::connect_with_password(
                proxy,
                (target.name.as_str(), target.port),
                &user,
                "saksi",
            )
            .await
            .map_err(|error| unreachable(error.to_string()))?;
            return Ok((stream.into_inner(), Vec::new(), None));
        }
        let found = match &target.host {
            Host::Ipv4(address) => vec![IpAddr::V4(*address)],
            Host::Ipv6(address) => vec![IpAddr::V6(*address)],
            Host::Domain(_) => {
                self.resolve.resolve(&target.name).await.map_err(|_| Fault::Unknown(target.name.clone()))?
            }
        };
        if found.is_empty() {
            return Err(Fault::Unknown(target.name.clone()));
        }
        if self.networks == Networks::Public {
            // One special address among public ones is enough: which of them answers must not be up to chance.
            for address in &found {
                public(&target.name, *address)?;
            }
        }
        let mut last = None;
        for address in &found {
            match TcpStream::connect(SocketAddr::new(*address, target.port)).await {
                Ok(stream) => {
                    let connected = stream.peer_addr().ok();
                    return Ok((stream, found, connected));
                }
                Err(error) => last = Some(error),
            }
        }
        Err(unreachable(last.map_or_else(String::new, |error| error.to_string())))
    }

    async fn agree(
        &self,
        target: &Target,
        stream: TcpStream,
    ) -> Result<(tokio_rustls::client::TlsStream<TcpStream>, Tls), Fault> {
        let untrusted = |reason: String| Fault::Untrusted { host: target.name.clone(), reason };
        let name = ServerName::try_from(target.name.clone()).map_err(|error| untrusted(error.to_string()))?;
        let stream = self.tls.connect(name, stream).await.map_err(|error| untrusted(deepest(&error)))?;
        let (_, session) = stream.get_ref();
        let said = |what: Option<String>| what.unwrap_or_default();
        let tls = Tls {
            version: said(session.protocol_version().map(|version| format!("{version:?}"))),
            cipher: said(session.negotiated_cipher_suite().map(|suite| format!("{:?}", suite.suite()))),
            chain: session.peer_certificates().unwrap_or_default().iter().map(|der| der.as_ref().to_vec()).collect(),
        };
        Ok((stream, tls))
    }

    fn request(&self, asked: &Asked, target: &Target) -> Result<hyper::Request<Full<Bytes>>, Fault> {
        let host = match (&target.host, asked.url.port()) {
            (Host::Ipv6(address), None) => format!("[{address}]"),
            (Host::Ipv6(address), Some(port)) => format!("[{address}]:{port}"),
            (_, None) => target.name.clone(),
            (_, Some(port)) => format!("{}:{port}", target.name),
        };
        let path = &asked.url[Position::BeforePath..Position::AfterQuery];
        let method = match asked.method {
            Method::Get => hyper::Method::GET,
            Method::Head => hyper::Method::HEAD,
            Method::Post => hyper::Method::POST,
        };
        let mut request = hyper::Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, host)
            .header(header::USER_AGENT, self.agent.clone())
            .header(header::CONNECTION, "close");
        for (name, value) in &asked.headers {
            request = request.header(name, value);
        }
        request.body(Full::new(asked.body.clone())).map_err(|_| Fault::NotAnAddress(asked.url.to_string()))
    }
}

/// A connection's task, ended with whoever waits for it.
struct Aborted(Option<JoinHandle<()>>);

impl Aborted {
    fn keep(mut self) -> JoinHandle<()> {
        self.0.take().unwrap_or_else(|| tokio::spawn(async {}))
    }
}

impl Drop for Aborted {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

/// Either kind of connection.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

fn public(host: &str, address: IpAddr) -> Result<(), Fault> {
    match special(address) {
        None => Ok(()),
        Some(special) => Err(Fault::Special { host: host.to_owned(), address, special }),
    }
}

/// The innermost reason of an error: the outer ones only say that there is one.
fn deepest(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// How long a body may take at the least rate; for whoever sets bounds by size.
impl Bounds {
    /// These bounds for bodies of up to so many bytes, with the time that a slow line needs for them (64 KiB a second).
    #[must_use]
    pub fn for_bytes(most_bytes: u64) -> Self {
        let whole = Duration::from_mins(1).max(Duration::from_secs(most_bytes >> 16));
        Self { most_bytes, whole, ..Self::default() }
    }
}
