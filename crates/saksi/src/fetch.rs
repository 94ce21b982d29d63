//! Fetching an address that an operator named, through the guard of `saksi-fetch`.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use saksi_fetch::{Asked, Fault, Guard, Networks, Trust, Url};

/// Most bytes of a fetched document.
const MOST_BYTES: u64 = 64 << 20;
/// Longest time for one request.
const LONGEST: Duration = Duration::from_mins(1);

/// How much may be fetched, and from where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Also addresses of the operator's own network.
    pub(crate) private: bool,
    /// Most bytes.
    pub(crate) most_bytes: u64,
    /// Longest time for one request.
    pub(crate) longest: Duration,
    /// The kinds of document that are asked for.
    pub(crate) accept: Option<&'static str>,
}

/// The address of a SOCKS5 proxy, as the command line and the settings take it: `127.0.0.1:9050` or `socks5h://127.0.0.1:9050`. Names are
/// always looked up by the proxy, which is what the `h` says; another scheme would promise something else.
///
/// # Errors
///
/// A name instead of an address, another scheme, no port, port 0, a path.
pub(crate) fn proxy(text: &str) -> Result<SocketAddr, String> {
    let bare = text.trim();
    let bare = match bare.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("socks5h") => rest.strip_suffix('/').unwrap_or(rest),
        Some(_) => "",
        None => bare,
    };
    let read = bare.parse::<SocketAddr>().ok().filter(|address| address.port() != 0);
    read.ok_or_else(|| "write it like socks5h://127.0.0.1:9050".to_owned())
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
) -> anyhow::Result<Url> {
    let networks = if bounds.private { Networks::Any } else { Networks::Public };
    let guard = Guard::new(networks, &Trust::machine())?;
    let limits =
        saksi_fetch::Bounds { most_bytes: bounds.most_bytes, whole: bounds.longest, ..saksi_fetch::Bounds::default() };
    let mut asked = Asked::get(address)?;
    if let Some(accept) = bounds.accept {
        asked = asked.saying(saksi_fetch::ACCEPT, saksi_fetch::HeaderValue::from_static(accept));
    }
    let (_, mut answer) = guard.follow(&asked, &limits).await.map_err(advised)?;
    let url = answer.hop.url.clone();
    if !(200..300).contains(&answer.hop.status) {
        fail!("cli-fetch-status", url = url.as_str(), status = answer.hop.status.to_string());
    }
    if let Some(encoding) = answer.hop.header(&saksi_fetch::CONTENT_ENCODING).filter(|encoding| encoding != "identity")
    {
        fail!("cli-fetch-compressed", url = url.as_str(), encoding = encoding.clone());
    }
    let length = answer.length();
    while let Some(part) = answer.next().await.map_err(advised)? {
        take(&part.body, length).with_context(|| said!("cli-fetch-not-kept", url = url.as_str()))?;
    }
    Ok(url)
}

/// A fault with what an operator can do about it.
fn advised(fault: Fault) -> anyhow::Error {
    let why = fault.to_string();
    match &fault {
        Fault::Special { .. } | Fault::Local(_) | Fault::Port { .. } => said!("cli-fetch-private", why = why).into(),
        Fault::TooLarge { .. } => said!("cli-fetch-by-hand", why = why).into(),
        _ => fault.into(),
    }
}
