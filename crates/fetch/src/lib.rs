//! The one way to foreign addresses. Whatever Saksi fetches, because somebody named an address or a page named another one,
//! goes through a [`Guard`], so that nobody can make the server speak to what only the server can reach.
//!
//! - Only `http` and `https`, without name and password in the address.
//! - A name is looked up once; every address it leads to must belong to the public internet ([`special`]); the connection goes
//!   to an address that was checked, so that a second, different answer of the name server (rebinding) changes nothing.
//! - Redirects are not followed by the transport: each is a [`Hop`] of its own and is checked like the first address.
//! - Head, body, redirects, idle time and whole time are bounded, and so is the least rate, so that a server that drips
//!   bytes does not hold a place for ever. A body is handed on part by part and never expanded here: what is compressed stays so.
//! - Through a SOCKS5 proxy (Tor) names are looked up by the proxy, never here, and each host gets a circuit of its own.
//!
//! What went over the wire is handed on as it was: an archive keeps bytes, not a retelling.

mod address;
mod bounds;
mod fault;
mod guard;
pub mod line;
mod wire;

pub use address::{Special, special};
pub use bounds::Bounds;
pub use fault::Fault;
pub use hyper::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, HeaderName, HeaderValue};
pub use url::Url;

pub use guard::{Answer, Asked, Guard, Hop, Method, Networks, Part, Resolve, System, Tls, Trust};
