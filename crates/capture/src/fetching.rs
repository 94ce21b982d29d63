//! One address: asked for, and what comes put aside until it is written.

use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::time::Duration;

use saksi_archive::warc::{Measure, Measured, Truncated};
use saksi_base::Timestamp;
use saksi_fetch::{ACCEPT, ACCEPT_ENCODING, Asked, Bounds, Fault, Guard, HeaderValue, Hop, Url};
use tempfile::SpooledTempFile;
use tokio::time::Instant;

use crate::Wanted;

/// A body waits in memory up to this size, then in a file without a name.
const IN_MEMORY: usize = 128 << 10;

/// What became of an address.
pub(crate) struct Fetched {
    pub(crate) wanted: Wanted,
    pub(crate) started: Timestamp,
    pub(crate) took: Duration,
    /// What came; none where nothing did.
    pub(crate) came: Option<Came>,
    /// Why nothing came, or not all.
    pub(crate) fault: Option<String>,
}

/// A response, whole or not.
pub(crate) struct Came {
    pub(crate) hop: Hop,
    pub(crate) sent: Vec<u8>,
    pub(crate) aside: SpooledTempFile,
    pub(crate) measured: Measured,
    pub(crate) truncated: Option<Truncated>,
}

impl Fetched {
    /// Where it redirects to.
    pub(crate) fn redirect(&mut self) -> Option<Url> {
        match self.came.as_ref()?.hop.redirect() {
            Ok(to) => to,
            Err(fault) => {
                self.note(&fault.to_string());
                None
            }
        }
    }

    pub(crate) fn note(&mut self, what: &str) {
        match &mut self.fault {
            Some(fault) => {
                fault.push_str("; ");
                fault.push_str(what);
            }
            None => self.fault = Some(what.to_owned()),
        }
    }
}

/// How an address is fetched.
#[derive(Debug, Clone)]
pub(crate) struct How {
    pub(crate) bounds: Bounds,
    pub(crate) tries: u32,
    /// A body is held in memory however large it is.
    pub(crate) in_memory: bool,
}

/// Fetches an address when its turn has come, several times if it does not answer.
pub(crate) async fn fetch(
    guard: Guard,
    wanted: Wanted,
    how: How,
    turn: Instant,
    started: Timestamp,
) -> io::Result<Fetched> {
    tokio::time::sleep_until(turn).await;
    let began = Instant::now();
    let mut attempt = 0;
    loop {
        attempt += 1;
        let outcome = once(&guard, &wanted.url, &how).await?;
        let (came, fault) = match outcome {
            Ok((came, fault)) => (Some(came), fault),
            Err(fault) => (None, Some(fault)),
        };
        let again = fault.as_ref().is_some_and(passing) && attempt < how.tries;
        if !again {
            let fault = fault.map(|fault| fault.to_string());
            return Ok(Fetched { wanted, started, took: began.elapsed(), came, fault });
        }
        tokio::time::sleep(Duration::from_secs(1 << attempt.min(5))).await;
    }
}

/// Whether it is worth trying again.
const fn passing(fault: &Fault) -> bool {
    matches!(fault, Fault::Unreachable { .. } | Fault::TooSlow { .. } | Fault::BrokeOff { .. } | Fault::Unknown(_))
}

async fn once(guard: &Guard, url: &Url, how: &How) -> io::Result<Result<(Came, Option<Fault>), Fault>> {
    let asked = Asked::of(url.clone())
        .saying(ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))
        .saying(ACCEPT_ENCODING, HeaderValue::from_static("gzip, deflate, br, zstd"));
    let mut answer = match guard.ask(&asked, &how.bounds).await {
        Ok(answer) => answer,
        Err(fault) => return Ok(Err(fault)),
    };
    let mut aside = SpooledTempFile::new(if how.in_memory { usize::MAX } else { IN_MEMORY });
    let mut measure = Measure::new(true);
    let fault = loop {
        match answer.next().await {
            Ok(Some(part)) => {
                measure.update(&part.wire);
                aside.write_all(&part.wire)?;
            }
            Ok(None) => break None,
            Err(fault) => break Some(fault),
        }
    };
    aside.seek(SeekFrom::Start(0))?;
    let truncated = fault.as_ref().map(|fault| match fault {
        Fault::TooLarge { .. } => Truncated::Length,
        Fault::TooSlow { .. } => Truncated::Time,
        _ => Truncated::Disconnect,
    });
    let came =
        Came { hop: answer.hop.clone(), sent: answer.sent.to_vec(), aside, measured: measure.finish(), truncated };
    Ok(Ok((came, fault)))
}
