//! A line to a server that the operator named in the settings, such as the one with the mailbox. It may stand in the operator's own
//! network, so the guard does not look at its address; nobody else can name one.

use std::io;
use std::sync::Arc;

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::guard::Trust;

/// Connects.
///
/// # Errors
///
/// Where nobody answers there.
pub async fn open(host: &str, port: u16) -> io::Result<TcpStream> {
    TcpStream::connect((host, port)).await
}

/// Encrypts a line to a host that shows a certificate for its name.
///
/// # Errors
///
/// Where it shows none that is trusted.
pub async fn encrypt(line: TcpStream, host: &str, trust: &Trust) -> io::Result<TlsStream<TcpStream>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(trust.roots())
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    TlsConnector::from(Arc::new(config)).connect(name, line).await
}
