//! The mailbox to which answers come, at the server that the operator named (IMAP, RFC 3501). It is opened for reading alone: nothing
//! is marked, moved or deleted there, so that whatever goes wrong here loses no letter.

use std::time::Duration;

use anyhow::Context as _;
use async_imap::types::Fetch as Row;
use async_imap::{Client, Session};
use futures_util::TryStreamExt as _;
use saksi_base::Timestamp;
use saksi_base::clock::SECOND;
use saksi_escalations::model::incoming::MOST_BYTES;
use saksi_escalations::{Batch, Fetch, Fetched, Inbox, Later, Place};
use saksi_fetch::{Trust, line};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::config::Config;

/// How long one batch may take.
const PATIENCE: Duration = Duration::from_mins(2);
/// Most letters of one batch.
const MOST_LETTERS: usize = 50;

/// A line to the server, encrypted or not.
trait Line: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + std::fmt::Debug> Line for T {}

type Talk = Session<Box<dyn Line>>;

/// The mailbox that the operator named.
pub(crate) struct Mailbox {
    name: String,
    host: String,
    port: u16,
    encryption: String,
    user: String,
    password: String,
    folder: String,
    trust: Trust,
}

/// The first line of a file with a secret.
fn secret(file: &str, what: &str) -> anyhow::Result<String> {
    let text =
        std::fs::read_to_string(file).with_context(|| said!("cli-setting-unusable", setting = what, value = file))?;
    let first = text.lines().next().unwrap_or("").trim().to_owned();
    if first.is_empty() {
        fail!("cli-setting-empty", setting = what, file = file);
    }
    Ok(first)
}

/// How letters come back; none where nothing is set.
pub(crate) fn inbox(config: &Config) -> anyhow::Result<Option<Inbox>> {
    let inbound = &config.inbound;
    if inbound.address.is_empty() && inbound.secret_file.is_empty() && config.imap.host.is_empty() {
        return Ok(None);
    }
    let door = if inbound.secret_file.is_empty() {
        None
    } else {
        let secret = secret(&inbound.secret_file, "inbound.secret_file")?;
        if secret.len() < 20 {
            fail!("cli-setting-short", file = &inbound.secret_file);
        }
        Some(Sha256::digest(secret.as_bytes()).into())
    };
    Ok(Some(Inbox { address: inbound.address.clone(), door }))
}

/// The mailbox of the settings; none where none is named.
pub(crate) fn mailbox(config: &Config) -> anyhow::Result<Option<Mailbox>> {
    let imap = &config.imap;
    if imap.host.is_empty() {
        return Ok(None);
    }
    let usual = if imap.encryption == "tls" || imap.encryption.is_empty() { 993 } else { 143 };
    let port = if imap.port == 0 { usual } else { imap.port };
    let password = secret(&imap.password_file, "imap.password_file")?;
    let folder = if imap.folder.is_empty() { "INBOX".to_owned() } else { imap.folder.clone() };
    Ok(Some(Mailbox {
        name: format!("{}@{}:{port}/{folder}", imap.user, imap.host),
        host: imap.host.clone(),
        port,
        encryption: imap.encryption.clone(),
        user: imap.user.clone(),
        password,
        folder,
        trust: Trust::machine(),
    }))
}

impl Mailbox {
    async fn greeted(&self, line: Box<dyn Line>) -> anyhow::Result<Client<Box<dyn Line>>> {
        let mut client = Client::new(line);
        client.read_response().await?.context("the server hung up before its greeting")?;
        Ok(client)
    }

    async fn open(&self) -> anyhow::Result<Talk> {
        let plain = line::open(&self.host, self.port)
            .await
            .with_context(|| format!("{}:{} cannot be reached", self.host, self.port))?;
        let client = match self.encryption.as_str() {
            "none" => self.greeted(Box::new(plain)).await?,
            "starttls" => {
                let mut client = Client::new(plain);
                client.read_response().await?.context("the server hung up before its greeting")?;
                client.run_command_and_check_ok("STARTTLS", None).await.context("the server takes no STARTTLS")?;
                let secure = line::encrypt(client.into_inner(), &self.host, &self.trust).await?;
                Client::new(Box::new(secure) as Box<dyn Line>)
            }
            _ => {
                let secure = line::encrypt(plain, &self.host, &self.trust).await?;
                self.greeted(Box::new(secure)).await?
            }
        };
        let session = client.login(&self.user, &self.password).await;
        session.map_err(|(error, _)| error).context("the account is refused")
    }

    async fn batch(&self, after: Place) -> anyhow::Result<Batch> {
        let mut session = self.open().await?;
        let about = session.examine(&self.folder).await.context("the folder cannot be opened")?;
        let validity = i64::from(about.uid_validity.unwrap_or(0));
        let last = if validity == after.validity { after.uid } else { 0 };
        let found = session.uid_search(format!("UID {}:*", last.saturating_add(1))).await?;
        // The range always names the last letter, also where it was read before.
        let mut numbers: Vec<u32> = found.into_iter().filter(|number| i64::from(*number) > last).collect();
        numbers.sort_unstable();
        let (mut letters, mut together) = (Vec::new(), 0);
        for number in numbers.into_iter().take(MOST_LETTERS) {
            if let Some(letter) = letter(&mut session, number).await? {
                together += letter.raw.len();
                letters.push(letter);
            }
            if together > MOST_BYTES {
                break;
            }
        }
        let _ = session.logout().await;
        Ok(Batch { validity, letters })
    }
}

async fn row(session: &mut Talk, number: u32, what: &str) -> anyhow::Result<Option<Row>> {
    let rows: Vec<Row> = session.uid_fetch(number.to_string(), what).await?.try_collect().await?;
    Ok(rows.into_iter().find(|row| row.uid == Some(number)))
}

/// One letter, if it is still there.
async fn letter(session: &mut Talk, number: u32) -> anyhow::Result<Option<Fetched>> {
    let Some(about) = row(session, number, "(UID RFC822.SIZE INTERNALDATE)").await? else { return Ok(None) };
    let size = about.size.unwrap_or(0);
    let whole = usize::try_from(size).is_ok_and(|size| size <= MOST_BYTES);
    let what = if whole { "(UID BODY.PEEK[])" } else { "(UID BODY.PEEK[HEADER])" };
    let Some(got) = row(session, number, what).await? else { return Ok(None) };
    let raw = if whole { got.body() } else { got.header() };
    Ok(Some(Fetched {
        uid: i64::from(number),
        raw: raw.unwrap_or_default().to_vec(),
        bytes: i64::from(size),
        // The server tells the second. Its end stands for it, so that an answer never comes before what it answers; letters of one
        // second keep the order in which they came.
        at: about.internal_date().map(|date| {
            let within = SECOND - 1_000 + i64::from(number % 1_000);
            Timestamp::from_seconds(date.timestamp()).plus(within)
        }),
    }))
}

impl Fetch for Mailbox {
    fn name(&self) -> &str {
        &self.name
    }

    fn fetch(&self, after: Place) -> Later<'_, Result<Batch, String>> {
        Box::pin(async move {
            match tokio::time::timeout(PATIENCE, self.batch(after)).await {
                Ok(Ok(batch)) => Ok(batch),
                Ok(Err(error)) => Err(format!("{error:#}")),
                Err(_) => Err("the mail server took too long".to_owned()),
            }
        })
    }
}
