//! Fetching an address that an operator named, behind one guard: http and https only, no address of a private, loopback,
//! link-local or otherwise special network, the address that was checked is the one connected to, every redirect is
//! checked anew, and size, time and redirects are bounded.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures_util::StreamExt as _;

/// Most bytes of a fetched document.
const MOST_BYTES: usize = 64 << 20;
/// Most redirects.
const MOST_REDIRECTS: usize = 5;
/// Longest time for one request.
const LONGEST: Duration = Duration::from_mins(1);

/// How much may be fetched, and from where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Also addresses of the operator's own network.
    pub(crate) private: bool,
    /// Most bytes.
    pub(crate) most_bytes: usize,
    /// Longest time for one request.
    pub(crate) longest: Duration,
    /// The kinds of document that are asked for.
    pub(crate) accept: Option<&'static str>,
}

/// Fetches a document. `private` also allows addresses of the operator's own network.
pub(crate) async fn fetch(address: &str, private: bool) -> anyhow::Result<Vec<u8>> {
    let bounds = Bounds { private, most_bytes: MOST_BYTES, longest: LONGEST, accept: None };
    let mut bytes = Vec::new();
    stream(address, &bounds, |part, _| {
        bytes.extend_from_slice(part);
        Ok(())
    })
    .await?;
    Ok(bytes)
}

/// Fetches a document part by part; `take` gets each part and how many bytes there are in all, where that is known. Returns
/// the address at which it lay in the end.
pub(crate) async fn stream(
    address: &str,
    bounds: &Bounds,
    mut take: impl FnMut(&[u8], Option<u64>) -> anyhow::Result<()>,
) -> anyhow::Result<reqwest::Url> {
    let mut url: reqwest::Url = address.parse().with_context(|| format!("{address} is not an address"))?;
    for _ in 0..=MOST_REDIRECTS {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
            bail!("{url}: only http and https addresses without a password are fetched");
        }
        let host = url.host_str().context("the address has no host")?.trim_matches(['[', ']']).to_owned();
        let port = url.port_or_known_default().context("the address has no port")?;
        let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), port))
            .await
            .with_context(|| format!("the host {host} is not known"))?
            .collect();
        if found.is_empty() || (!bounds.private && found.iter().any(|socket| is_special(socket.ip()))) {
            bail!(
                "{host} leads to a private or special network, which is not fetched. If it is your own server, repeat with --private."
            );
        }
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .resolve_to_addrs(&host, &found)
            .timeout(bounds.longest)
            .connect_timeout(Duration::from_secs(15))
            .user_agent(concat!("saksi/", env!("CARGO_PKG_VERSION")))
            .no_proxy()
            .build()?;
        let mut request = client.get(url.clone());
        if let Some(accept) = bounds.accept {
            request = request.header(reqwest::header::ACCEPT, accept);
        }
        let response = request.send().await.with_context(|| format!("{url} does not answer"))?;
        if response.status().is_redirection() {
            let to = response
                .headers()
                .get(reqwest::header::LOCATION)
                .and_then(|value| value.to_str().ok())
                .context("the server redirects to nowhere")?;
            url = url.join(to).context("the server redirects to something that is not an address")?;
            continue;
        }
        if !response.status().is_success() {
            bail!("{url} answers {}", response.status());
        }
        let length = response.content_length();
        let mut so_far = 0;
        let mut body = response.bytes_stream();
        while let Some(chunk) = body.next().await {
            let chunk = chunk.with_context(|| format!("{url} broke off"))?;
            so_far += chunk.len();
            if so_far > bounds.most_bytes {
                bail!("{url} is larger than {} MB; fetch it by hand and import the file", bounds.most_bytes >> 20);
            }
            take(&chunk, length)?;
        }
        return Ok(url);
    }
    bail!("{address} redirects more than {MOST_REDIRECTS} times")
}

/// Whether an address belongs to a network that is not the public internet (IANA special-purpose registries).
pub(crate) fn is_special(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast()
                || v4.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (18..20).contains(&b))
                || (a == 192 && b == 0 && c == 0)
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_special(IpAddr::V4(v4));
            }
            let [first, second, ..] = v6.segments();
            v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
                || first == 0x0064
                || first == 0x0100
                || first == 0x2002
                || (first == 0x2001 && (second < 0x0200 || second == 0x0db8))
                || (first == 0 && second == 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_networks_are_known() {
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2001:db8::1",
            "2002:7f00:1::",
            "::7f00:1",
        ] {
            assert!(is_special(address.parse().unwrap()), "{address}");
        }
        for address in ["1.1.1.1", "8.8.8.8", "203.0.114.1", "2606:4700::1111", "2001:4860:4860::8888"] {
            assert!(!is_special(address.parse().unwrap()), "{address}");
        }
    }

    #[tokio::test]
    async fn what_must_not_be_fetched_is_not() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        for address in [
            "file:///etc/passwd",
            "ftp://example.org/",
            "http://user:word@example.org/",
            "http://127.0.0.1:9/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://localhost/",
            "not an address",
        ] {
            assert!(fetch(address, false).await.is_err(), "{address}");
        }
    }

    #[tokio::test]
    async fn a_redirect_to_a_private_network_and_an_endless_body_are_refused() {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut buffer = [0; 1024];
                    let read = socket.read(&mut buffer).await.unwrap_or(0);
                    let asked = String::from_utf8_lossy(&buffer[..read]).into_owned();
                    if asked.starts_with("GET /loop") {
                        let _ = socket.write_all(b"HTTP/1.1 302 Found\r\nlocation: /loop\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
                    } else if asked.starts_with("GET /out") {
                        let _ = socket.write_all(b"HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await;
                    } else if asked.starts_with("GET /endless") {
                        let _ = socket.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await;
                        let block = vec![b'a'; 1 << 20];
                        while socket.write_all(&block).await.is_ok() {}
                    } else {
                        let _ = socket
                            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
                            .await;
                    }
                });
            }
        });
        let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
        assert_eq!(fetch(&at("/"), true).await.unwrap(), b"ok");
        for (path, says) in [("/loop", "redirects more"), ("/out", "only http"), ("/endless", "larger than")] {
            let error = format!("{:#}", fetch(&at(path), true).await.unwrap_err());
            assert!(error.contains(says), "{path}: {error}");
        }
    }
}
