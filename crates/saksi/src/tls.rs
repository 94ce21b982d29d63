//! Certificates: got and renewed by ACME (RFC 8555) over the port that is served anyway (RFC 8737), kept in the data folder.
//!
//! An authority counts failed tries, and an operator who is setting up fails a few times; so tries grow rarer, but never
//! rarer than one an hour: a certificate must not stay away for a day because a name led nowhere for an afternoon.

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::Context as _;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_server::accept::Accept;
use base64::Engine as _;
use futures_util::StreamExt as _;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_acme::axum::AxumAcceptor;
use rustls_acme::caches::DirCache;
use rustls_acme::{AcmeConfig, AcmeState, EventOk};
use saksi_base::{Clock as _, Timestamp};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

use crate::config::{Config, Tls};
use crate::open;
use crate::runtime::SystemClock;

/// How long somebody may take to agree on keys. Whoever is slower holds a place that others need.
const HANDSHAKE: Duration = Duration::from_secs(15);
/// Seconds until the next try after a failed one. Let's Encrypt allows five failures an hour for one name.
const WAITS: [u64; 6] = [5, 60, 300, 900, 1_800, 3_600];

/// Let's Encrypt, and its place for trying things out.
const PRODUCTION: &str = "https://acme-v02.api.letsencrypt.org/directory";
const STAGING: &str = "https://acme-staging-v02.api.letsencrypt.org/directory";

type Place = PathBuf;
type State = AcmeState<io::Error>;

/// Where certificates lie.
fn folder(config: &Config) -> PathBuf {
    config.data.join("certificates")
}

/// The address of the authority's directory.
fn directory(tls: &Tls) -> &str {
    match tls.directory.as_str() {
        "" | "production" => PRODUCTION,
        "staging" => STAGING,
        other => other,
    }
}

/// What names and directory a setting gives; used for the start and for looking at what is there.
fn order(config: &Config, trust: Option<&Arc<rustls::ClientConfig>>) -> State {
    let cache: Place = folder(config);
    let mut acme = AcmeConfig::new(&config.tls.domains).cache(DirCache::new(cache)).directory(directory(&config.tls));
    if !config.tls.contact.is_empty() {
        acme = acme.contact_push(format!("mailto:{}", config.tls.contact.trim_start_matches("mailto:")));
    }
    if let Some(trust) = trust {
        acme = acme.client_tls_config(trust.clone());
    }
    acme.state()
}

/// The certificate that is kept for these settings, under the name that the keeping library gives it.
fn kept_file(config: &Config) -> PathBuf {
    let mut name = Sha256::new();
    for domain in &config.tls.domains {
        name.update(domain.as_bytes());
        name.update([0]);
    }
    name.update(directory(&config.tls).as_bytes());
    let name = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(name.finalize());
    folder(config).join(format!("cached_cert_{name}"))
}

/// Until when the kept certificate is good; none where there is none yet.
pub(crate) fn kept_until(config: &Config) -> anyhow::Result<Option<Timestamp>> {
    let file = kept_file(config);
    let pem = match std::fs::read(&file) {
        Ok(pem) => pem,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| said!("cli-not-read", file = file.display())),
    };
    let first = CertificateDer::pem_slice_iter(&pem)
        .next()
        .and_then(Result::ok)
        .with_context(|| said!("cli-doctor-certificate-damaged", file = file.display()))?;
    let (_, certificate) = x509_parser::parse_x509_certificate(&first)
        .map_err(|_| said!("cli-doctor-certificate-damaged", file = file.display()))?;
    let seconds = certificate.validity().not_after.timestamp();
    Ok(Some(Timestamp(seconds.saturating_mul(1_000_000))))
}

/// The door: agrees on keys with each visitor, within a time.
#[derive(Clone)]
pub(crate) struct Door(Arc<RwLock<AxumAcceptor>>);

type Opened<I, S> = (<AxumAcceptor as Accept<I, S>>::Stream, S);

impl<I, S> Accept<I, S> for Door
where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    S: Send + 'static,
{
    type Stream = <AxumAcceptor as Accept<I, S>>::Stream;
    type Service = S;
    type Future = Pin<Box<dyn Future<Output = io::Result<Opened<I, S>>> + Send>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let opening = self.0.read().unwrap_or_else(PoisonError::into_inner).accept(stream, service);
        Box::pin(async move {
            tokio::time::timeout(HANDSHAKE, opening)
                .await
                .unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, "keys were not agreed on in time")))
        })
    }
}

/// Opens the door and keeps its certificate good, until told to stop.
///
/// # Errors
///
/// When the data folder cannot be written, or the authority's root cannot be read. An authority that does not answer is no
/// error: the site starts, and goes on trying.
pub(crate) fn open(config: &Config, stop: watch::Receiver<bool>) -> anyhow::Result<Door> {
    open::data_folder(&folder(config))?;
    let trust = if config.tls.authority_root.is_empty() {
        None
    } else {
        Some(Arc::new(trusting(Path::new(&config.tls.authority_root))?))
    };
    let state = order(config, trust.as_ref());
    let door = Door(Arc::new(RwLock::new(acceptor(&state))));
    tokio::spawn(keep(config.clone(), trust, state, door.clone(), stop));
    Ok(door)
}

fn acceptor(state: &State) -> AxumAcceptor {
    let mut keys = (*state.default_rustls_config()).clone();
    // Several requests over one connection spare an old telephone on a slow line a good deal of waiting.
    keys.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    state.axum_acceptor(Arc::new(keys))
}

async fn keep(
    config: Config,
    trust: Option<Arc<rustls::ClientConfig>>,
    mut state: State,
    door: Door,
    mut stop: watch::Receiver<bool>,
) {
    let mut failures = 0_usize;
    loop {
        let event = tokio::select! {
            event = state.next() => event,
            _ = stop.changed() => return,
        };
        match event {
            None => return,
            Some(Ok(EventOk::DeployedCachedCert | EventOk::CertCacheStore)) => {
                failures = 0;
                say_until(&config);
            }
            Some(Ok(EventOk::DeployedNewCert | EventOk::AccountCacheStore)) => {}
            Some(Err(error)) => {
                let order = matches!(error, rustls_acme::EventError::Order(_));
                let wait = WAITS.get(failures.min(WAITS.len() - 1)).copied().unwrap_or(3_600);
                tracing::error!(
                    error = %error.to_string().split_whitespace().collect::<Vec<_>>().join(" "),
                    next_try_in_seconds = if order { wait } else { 0 },
                    "{}",
                    advice(&error.to_string(), &config.tls)
                );
                if !order {
                    continue;
                }
                failures += 1;
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(wait)) => {}
                    _ = stop.changed() => return,
                }
                // The library itself would wait longer after every failure, up to a day; a fresh start does not.
                state = self::order(&config, trust.as_ref());
                *door.0.write().unwrap_or_else(PoisonError::into_inner) = acceptor(&state);
            }
        }
    }
}

fn say_until(config: &Config) {
    match kept_until(config) {
        Ok(Some(until)) => {
            #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 fit")]
            metrics::gauge!("saksi_certificate_expires_seconds").set((until.0 / 1_000_000) as f64);
            tracing::info!(until = %until.to_date(), "certificate in use; it is renewed by itself");
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "the certificate cannot be looked at"),
    }
}

/// What to do about a failed try.
fn advice(error: &str, tls: &Tls) -> String {
    let names = tls.domains.join(", ");
    if error.contains("cache") {
        "the folder `certificates` in the data folder cannot be used; give this account the right to write there"
            .to_owned()
    } else if error.contains("ConnectError") || error.contains("dns") || error.contains("InvalidDnsName") {
        format!(
            "no certificate: the authority at {} cannot be reached; check this machine's way out and tls.directory",
            directory(tls)
        )
    } else if error.contains("UnknownIssuer") || error.contains("InvalidCertificate") {
        "no certificate: the authority's own certificate is not trusted; name its root in tls.authority_root".to_owned()
    } else if error.contains("rateLimited") {
        "no certificate: the authority asks to wait; it is tried again by itself".to_owned()
    } else if error.contains("rejectedIdentifier") || error.contains("malformed") {
        format!("no certificate: the authority refuses these names: {names}; check tls.domains")
    } else if error.contains("badNonce") {
        "no certificate yet: the authority asks to try again".to_owned()
    } else {
        format!(
            "no certificate: the authority could not see this server under {names}; check that the names lead to this machine and that port 443 of it can be reached from outside"
        )
    }
}

fn trusting(root: &Path) -> anyhow::Result<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(root)
        .with_context(|| said!("cli-setting-unusable", setting = "tls.authority_root", value = root.display()))?
    {
        roots.add(certificate.with_context(|| said!("cli-no-certificates", file = root.display()))?)?;
    }
    if roots.is_empty() {
        fail!("cli-no-certificates", file = root.display());
    }
    Ok(rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}

/// Leads whoever comes without TLS to the same page with it.
pub(crate) fn lead_over(public_address: String) -> axum::Router {
    axum::Router::new().fallback(move |method: Method, uri: axum::http::Uri| {
        let address = public_address.clone();
        async move { led_over(&address, &method, &uri) }
    })
}

fn led_over(address: &str, method: &Method, uri: &axum::http::Uri) -> Response {
    // What was sent in the open must not be sent on as if nothing had happened; nor may a program go on sending its token that way.
    if !matches!(*method, Method::GET | Method::HEAD) || uri.path().starts_with("/api/") {
        return (StatusCode::FORBIDDEN, format!("Use {address}\n")).into_response();
    }
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let Ok(target) = HeaderValue::try_from(format!("{address}{path}")) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, target)]).into_response()
}

/// How many whole days are left.
pub(crate) fn days_left(until: Timestamp) -> i64 {
    until.since(SystemClock.now()).div_euclid(86_400_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_in_the_open_is_led_to_the_same_page() {
        for (method, uri, status, location) in [
            (Method::GET, "/checks?q=a%20b", 301, Some("https://check.example.org/checks?q=a%20b")),
            (Method::HEAD, "http://other.example/receipt", 301, Some("https://check.example.org/receipt")),
            (Method::GET, "//evil.example/", 301, Some("https://check.example.org//evil.example/")),
            (Method::POST, "/ask", 403, None),
            (Method::GET, "/api/v1/queue", 403, None),
        ] {
            let response = led_over("https://check.example.org", &method, &uri.parse().unwrap());
            assert_eq!(response.status().as_u16(), status, "{uri}");
            assert_eq!(response.headers().get(header::LOCATION).map(|v| v.to_str().unwrap()), location, "{uri}");
        }
    }

    #[test]
    fn a_failed_try_says_what_to_do() {
        let tls = Tls { domains: vec!["check.example.org".to_owned()], ..Tls::default() };
        for (error, says) in [
            ("order: acme error: http request error: http error: ConnectError(TcpConnect(..))", "cannot be reached"),
            ("invalid peer certificate: UnknownIssuer", "tls.authority_root"),
            ("urn:ietf:params:acme:error:rateLimited", "asks to wait"),
            ("urn:ietf:params:acme:error:rejectedIdentifier", "tls.domains"),
            ("bad auth object: Auth { status: Invalid }", "port 443"),
            ("cert cache store: Permission denied", "certificates"),
        ] {
            assert!(advice(error, &tls).contains(says), "{error}");
        }
    }

    #[test]
    fn an_own_root_must_be_a_certificate() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("root.pem");
        assert!(trusting(&file).is_err());
        std::fs::write(&file, "not a certificate").unwrap();
        assert!(format!("{:#}", trusting(&file).unwrap_err()).contains("holds no certificate"));
    }

    #[test]
    fn a_damaged_kept_certificate_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        config.tls.domains = vec!["check.example.org".to_owned()];
        assert_eq!(kept_until(&config).unwrap(), None);
        std::fs::create_dir(folder.path().join("certificates")).unwrap();
        std::fs::write(kept_file(&config), "rubbish").unwrap();
        assert!(format!("{:#}", kept_until(&config).unwrap_err()).contains("delete it"));
    }
}
