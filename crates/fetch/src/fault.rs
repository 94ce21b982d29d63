//! Why something is not fetched, in sentences for whoever asked.

use std::net::IpAddr;

use crate::Special;

/// Why a fetch did not happen or did not end well. Nothing of this is the program's own fault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The text is not an address.
    #[error("{0} is not an address")]
    NotAnAddress(String),
    /// Another scheme, or a name and password in the address.
    #[error("{0}: only http and https addresses without a password are fetched")]
    NotWeb(String),
    /// The name is unknown, or the name server did not answer.
    #[error("the host {0} is not known")]
    Unknown(String),
    /// The name or address leads to what is not the public internet.
    #[error("{host} leads to {address}, {special}, which is not fetched")]
    Special {
        /// The host that was named.
        host: String,
        /// What it leads to.
        address: IpAddr,
        /// What that is.
        special: Special,
    },
    /// A name that means this machine or this network wherever it is looked up.
    #[error("{0} is a name of this machine or this network, which is not fetched")]
    Local(String),
    /// A port of something other than the web.
    #[error("{host} is named with port {port}, where something other than the web listens")]
    Port {
        /// The host that was named.
        host: String,
        /// The port.
        port: u16,
    },
    /// An onion address without the proxy that leads there.
    #[error("{0} is an onion address; name a SOCKS5 proxy (Tor) in the settings to reach it")]
    Onion(String),
    /// Nobody answers there.
    #[error("{host} does not answer: {reason}")]
    Unreachable {
        /// The host that was named.
        host: String,
        /// What the system says.
        reason: String,
    },
    /// The server could not show that it is who it says.
    #[error("{host} could not be trusted: {reason}")]
    Untrusted {
        /// The host that was named.
        host: String,
        /// What is wrong with its certificate.
        reason: String,
    },
    /// What came is not HTTP.
    #[error("{host} answers with something that is not HTTP: {reason}")]
    NotHttp {
        /// The host that was named.
        host: String,
        /// What was found.
        reason: String,
    },
    /// The connection ended before the body did.
    #[error("{host} broke off after {bytes} bytes: {reason}")]
    BrokeOff {
        /// The host that was named.
        host: String,
        /// How many bytes of the body had come.
        bytes: u64,
        /// What the connection says.
        reason: String,
    },
    /// More bytes than allowed.
    #[error("{host} sends more than {most} bytes")]
    TooLarge {
        /// The host that was named.
        host: String,
        /// How many are allowed.
        most: u64,
    },
    /// It took too long, stopped, or dripped.
    #[error("{host} was too slow: {what}")]
    TooSlow {
        /// The host that was named.
        host: String,
        /// What took too long.
        what: &'static str,
    },
    /// A redirect without, or with a useless, address.
    #[error("{0} redirects to something that is not an address")]
    RedirectsNowhere(String),
    /// Too many redirects.
    #[error("{start} redirects more than {most} times")]
    RedirectsTooOften {
        /// Where it began.
        start: String,
        /// How many are allowed.
        most: usize,
    },
}
