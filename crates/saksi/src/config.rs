//! What an operator may set: a file `saksi.toml`, variables `SAKSI_…`, and flags, each overruling the one before.
//!
//! Nothing needs to be set. Every setting is described in `docs/configuration.md`; a test keeps that page complete.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use saksi_fetch::Url;
use serde::{Deserialize, Serialize};

use crate::messages::Said;

/// Every setting, with its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// The folder for the embedded database, blobs, tombstones and certificates.
    pub(crate) data: PathBuf,
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// The address at which people reach the site. Default: from `listen`.
    pub(crate) public_url: String,
    /// The site's name.
    pub(crate) name: String,
    /// The IANA time zone in which times are shown.
    pub(crate) time_zone: String,
    /// `postgres://…` instead of the embedded database.
    pub(crate) database: String,
    /// Connections to PostgreSQL per process.
    pub(crate) connections: u32,
    /// Where to serve metrics; empty for nowhere. Never a public address.
    pub(crate) metrics: String,
    /// What to log, such as `info` or `saksi_desk=debug,info`.
    pub(crate) log: String,
    /// `text` or `json`.
    pub(crate) log_format: String,
    /// The file with the key that seals second-step secrets; empty for `second-step.key` in the data folder.
    pub(crate) key_file: String,
    /// How often the public scoreboard is published: `month`, `quarter` or `never`.
    pub(crate) scoreboard: String,
    /// Proxies in front.
    pub(crate) proxy: Proxy,
    /// The onion service.
    pub(crate) onion: Onion,
    /// How much is too much.
    pub(crate) limits: Limits,
    /// Pictures, videos and sounds that people send.
    pub(crate) media: Media,
    /// Certificates.
    pub(crate) tls: Tls,
    /// An S3-compatible store instead of the folder.
    pub(crate) objects: Objects,
    /// The mail server that notices are handed to.
    pub(crate) smtp: Smtp,
    /// The mailbox to which answers come.
    pub(crate) imap: Imap,
    /// How answers to notices reach this server.
    pub(crate) inbound: Inbound,
    /// Helplines.
    pub(crate) help: Help,
    /// Backups.
    pub(crate) backup: Backup,
    /// The log of evidence.
    pub(crate) transparency: Transparency,
    /// Evidence.
    pub(crate) evidence: Evidence,
}

/// Proxies in front.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Proxy {
    /// Networks of proxies whose word about a visitor's address is taken, such as `127.0.0.1/32`.
    pub(crate) trusted: Vec<String>,
    /// `x-forwarded-for` (the default) or `forwarded`.
    pub(crate) header: String,
}

/// The onion service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Onion {
    /// Its host name, announced to visitors who come over Tor.
    pub(crate) host: String,
    /// Whether its proxy writes an `X-Circuit` header.
    pub(crate) circuits: bool,
}

/// How much is too much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Limits {
    /// Widens (above 1) or narrows every rate limit.
    pub(crate) factor: f64,
    /// Submissions in ten seconds from which on each needs a proof of work or a wait.
    pub(crate) work_threshold: u32,
    /// Leading zero bits of the proof of work.
    pub(crate) work_bits: u8,
    /// Seconds to wait instead.
    pub(crate) work_wait: u32,
}

/// Pictures, videos and sounds that people send.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Media {
    /// Most megabytes of a picture; 0 to take none.
    pub(crate) picture_megabytes: u32,
    /// Most megabytes of a video or a recording; 0 to take none.
    pub(crate) video_megabytes: u32,
    /// Files that are looked at in one moment.
    pub(crate) at_once: u32,
    /// Megabytes of memory that files may take together while they come in.
    pub(crate) memory_megabytes: u32,
    /// Megabytes of files that may wait, sealed, for their senders to hand them in.
    pub(crate) waiting_megabytes: u32,
}

/// Certificates by ACME.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tls {
    /// Host names to hold certificates for; empty for no TLS.
    pub(crate) domains: Vec<String>,
    /// An address that the authority may write to.
    pub(crate) contact: String,
    /// `production` (Let's Encrypt), `staging`, or the directory of another authority.
    pub(crate) directory: String,
    /// A file with the authority's own root certificate, for an authority inside the house.
    pub(crate) authority_root: String,
    /// Where to lead visitors without TLS over to https; empty for nowhere.
    pub(crate) plain_listen: String,
}

/// An S3-compatible store.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Objects {
    /// Such as `https://s3.example.org`; empty for the folder.
    pub(crate) endpoint: String,
    /// The bucket; it must exist.
    pub(crate) bucket: String,
    /// The region.
    pub(crate) region: String,
    /// The access key's name.
    pub(crate) access_key: String,
    /// The access key's secret.
    pub(crate) secret_key: String,
    /// A folder inside the bucket.
    pub(crate) prefix: String,
}

/// The mail server that notices are handed to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Smtp {
    /// Its host name; empty for none.
    pub(crate) host: String,
    /// Its port; 0 for the usual one of the encryption.
    pub(crate) port: u16,
    /// `starttls` (the default), `tls` from the first byte, or `none` for a server on this machine.
    pub(crate) encryption: String,
    /// The account; empty where the server asks for none.
    pub(crate) user: String,
    /// Its password.
    pub(crate) password: String,
    /// The address from which it is sent, where the server takes no other; answers go to the writer's own.
    pub(crate) from: String,
}

/// The mailbox to which answers come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Imap {
    /// Its server's host name; empty for none.
    pub(crate) host: String,
    /// Its port; 0 for the usual one of the encryption.
    pub(crate) port: u16,
    /// `tls` from the first byte (the default), `starttls`, or `none` for a server on this machine.
    pub(crate) encryption: String,
    /// The account.
    pub(crate) user: String,
    /// A file whose first line is its password.
    pub(crate) password_file: String,
    /// The folder; empty for `INBOX`.
    pub(crate) folder: String,
    /// Seconds between two looks into it.
    pub(crate) seconds: u32,
}

impl Default for Imap {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 0,
            encryption: String::new(),
            user: String::new(),
            password_file: String::new(),
            folder: String::new(),
            seconds: 60,
        }
    }
}

/// How answers to notices reach this server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Inbound {
    /// The address whose mail comes in here, also with a plus and a word behind its local part; empty for none.
    pub(crate) address: String,
    /// A file whose first line is the secret of whoever hands letters in over the web; empty for nobody.
    pub(crate) secret_file: String,
}

/// Helplines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Help {
    /// Published figures from 1 to one below this are hidden, and others with them; 11 or more.
    pub(crate) hide_below: u64,
}

impl Default for Help {
    fn default() -> Self {
        Self { hide_below: saksi_cases::model::counting::Protection::default().threshold() }
    }
}

/// Backups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Backup {
    /// age public keys (`age1…`) that can open a backup.
    pub(crate) recipients: Vec<String>,
    /// The folder in which `saksi serve` leaves a backup every day; empty for none.
    pub(crate) folder: String,
    /// Days after which a backup expires and is deleted.
    pub(crate) keep_days: u32,
}

/// The log of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Transparency {
    /// The log's name; empty for the host of the site and `/log`. It counts until the first record is entered.
    pub(crate) origin: String,
    /// A file with the policy: witnesses that are asked, how many must sign, and logs of peers that this server watches.
    pub(crate) policy: String,
    /// Authorities that sign times, each as its address, a space, and a file with the root certificates that vouch for it.
    pub(crate) authorities: Vec<String>,
    /// Calendars of OpenTimestamps that bring signed states of the log into Bitcoin, each as its address.
    pub(crate) calendars: Vec<String>,
    /// Minutes between two signed states of the log for which times are asked.
    pub(crate) stamp_minutes: u32,
    /// Whether witnesses, authorities and calendars may be in the operator's own network.
    pub(crate) private: bool,
}

/// Evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Evidence {
    /// The origin on which archived pages are shown with their scripts, such as `https://replay.example.org`; empty for none.
    pub(crate) replay_url: String,
    /// The Chromium that runs pages which somebody asks to capture; none to fetch them alone.
    pub(crate) chromium: String,
    /// Whether it locks its pages up; without that only in a container that is locked up itself.
    pub(crate) chromium_sandbox: bool,
    /// The SOCKS5 proxy through which pages are captured and visited, such as `socks5h://127.0.0.1:9050`; empty for none.
    pub(crate) proxy: String,
}

impl Default for Evidence {
    fn default() -> Self {
        Self { replay_url: String::new(), chromium: String::new(), chromium_sandbox: true, proxy: String::new() }
    }
}

impl Default for Transparency {
    fn default() -> Self {
        Self {
            origin: String::new(),
            policy: String::new(),
            authorities: Vec::new(),
            calendars: Vec::new(),
            stamp_minutes: 60,
            private: false,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: String::new(),
            name: "saksi".to_owned(),
            time_zone: "UTC".to_owned(),
            database: String::new(),
            connections: 16,
            metrics: String::new(),
            log: "info".to_owned(),
            log_format: "text".to_owned(),
            key_file: String::new(),
            scoreboard: "quarter".to_owned(),
            proxy: Proxy::default(),
            onion: Onion::default(),
            limits: Limits::default(),
            media: Media::default(),
            tls: Tls::default(),
            objects: Objects::default(),
            smtp: Smtp::default(),
            imap: Imap::default(),
            inbound: Inbound::default(),
            help: Help::default(),
            backup: Backup::default(),
            transparency: Transparency::default(),
            evidence: Evidence::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let defaults = saksi_web::SiteSettings::default();
        Self {
            factor: defaults.limit_factor,
            work_threshold: defaults.work_threshold,
            work_bits: defaults.work_bits,
            work_wait: defaults.work_wait,
        }
    }
}

impl Default for Media {
    fn default() -> Self {
        Self { picture_megabytes: 20, video_megabytes: 50, at_once: 2, memory_megabytes: 256, waiting_megabytes: 1_024 }
    }
}

impl Default for Backup {
    fn default() -> Self {
        Self { recipients: Vec::new(), folder: String::new(), keep_days: 30 }
    }
}

/// Variables that begin with `SAKSI_` and are not settings of the program.
const OTHER_VARIABLES: [&str; 5] =
    ["SAKSI_CONFIG", "SAKSI_LANGUAGE", "SAKSI_CACHE", "SAKSI_TEST_POSTGRES", "SAKSI_TEST_S3"];

/// Every setting as a path such as `limits.work_bits`, with its default, in the order of the file.
pub(crate) fn settings() -> Vec<(String, toml::Value)> {
    fn walk(prefix: &str, table: &toml::Table, into: &mut Vec<(String, toml::Value)>) {
        for (name, value) in table {
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match value {
                toml::Value::Table(inner) => walk(&path, inner, into),
                other => into.push((path, other.clone())),
            }
        }
    }
    let mut all = Vec::new();
    if let Ok(table) = toml::Table::try_from(Config::default()) {
        walk("", &table, &mut all);
    }
    all
}

/// Whether a setting may hold a secret, and is not to be printed. The database's address holds its password.
pub(crate) fn is_secret(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    path == "database"
        || (!name.ends_with("_file") && ["secret", "password", "token"].iter().any(|word| name.contains(word)))
}

/// The variable that overrules a setting.
pub(crate) fn variable(path: &str) -> String {
    format!("SAKSI_{}", path.replace('.', "_").to_uppercase())
}

/// Where a setting was written.
enum Place<'a> {
    File(&'a Path),
    Variable(&'a str),
}

impl Config {
    /// Reads the file (which may be absent unless it was named), then the variables.
    pub(crate) fn load(file: Option<&Path>, variables: impl Iterator<Item = (String, String)>) -> anyhow::Result<Self> {
        let path = file.unwrap_or(Path::new("saksi.toml"));
        let mut table = match std::fs::read_to_string(path) {
            Ok(text) => match text.parse::<toml::Table>() {
                Ok(table) => table,
                Err(error) => {
                    fail!("cli-settings-not-toml", file = path.display(), why = error.to_string().trim_end())
                }
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.is_none() => toml::Table::new(),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                fail!("cli-settings-not-text", file = path.display())
            }
            Err(error) => {
                return Err(error).with_context(|| said!("cli-settings-not-read", file = path.display()));
            }
        };
        let settings = settings();
        // What the file alone says comes first, so that a mistake is told where it was made.
        Self::from_table(table.clone(), &Place::File(path), &settings)?;
        for (name, text) in variables {
            if !name.starts_with("SAKSI_") || OTHER_VARIABLES.contains(&name.as_str()) {
                continue;
            }
            let Some((path, default)) = settings.iter().find(|(path, _)| variable(path) == name) else {
                let meant = nearest(&name, settings.iter().map(|s| variable(&s.0)));
                fail!("cli-variable-unknown", name = name, meant = meant);
            };
            let value = match read_as(&text, default) {
                Ok(value) => value,
                Err(expected) => fail!("cli-variable-refused", name = name, why = expected),
            };
            let mut place = &mut table;
            let mut parts = path.split('.').peekable();
            while let Some(part) = parts.next() {
                if parts.peek().is_none() {
                    place.insert(part.to_owned(), value.clone());
                } else {
                    let inner = place.entry(part).or_insert_with(|| toml::Value::Table(toml::Table::new()));
                    match inner {
                        toml::Value::Table(inner) => place = inner,
                        _ => {
                            let file = file.unwrap_or(Path::new("saksi.toml"));
                            fail!("cli-variable-section", part = part, file = file.display())
                        }
                    }
                }
            }
            Self::from_table(table.clone(), &Place::Variable(&name), &settings)?;
        }
        let config = Self::from_table(table, &Place::File(path), &settings)?;
        config.check()?;
        Ok(config)
    }

    fn from_table(table: toml::Table, place: &Place<'_>, settings: &[(String, toml::Value)]) -> anyhow::Result<Self> {
        table.try_into().map_err(|error: toml::de::Error| {
            let said = error.to_string();
            let why = said.trim();
            let unknown = said.split_once("unknown field `").and_then(|(_, rest)| rest.split('`').next());
            anyhow::Error::new(match (place, unknown) {
                (Place::File(file), Some(unknown)) => {
                    let names = settings.iter().flat_map(|(path, _)| path.split('.')).map(ToOwned::to_owned);
                    let meant = nearest(unknown, names);
                    said!("cli-setting-unknown", file = file.display(), name = unknown, meant = meant)
                }
                (Place::File(file), None) => said!("cli-settings-refused", file = file.display(), why = why),
                (Place::Variable(name), _) => said!("cli-variable-refused", name = *name, why = why),
            })
        })
    }

    /// Blobs are sealed; the access key and what is where would pass over the network.
    fn check_objects(&self) -> anyhow::Result<()> {
        let endpoint = &self.objects.endpoint;
        if endpoint.is_empty() {
            return Ok(());
        }
        let url = Url::parse(endpoint).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
        match url.as_ref().map(Url::scheme).filter(|_| !host.is_empty()) {
            Some("https") => Ok(()),
            Some("http") if here => Ok(()),
            Some("http") => fail!("cli-setting-plain", setting = "objects.endpoint", value = endpoint),
            _ => {
                fail!(
                    "cli-setting-like",
                    setting = "objects.endpoint",
                    value = endpoint,
                    example = "https://s3.example.org"
                )
            }
        }
    }

    fn check(&self) -> anyhow::Result<()> {
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            fail!("cli-setting-like", setting = "time_zone", value = &self.time_zone, example = "Asia/Taipei");
        }
        if !matches!(self.log_format.as_str(), "text" | "json") {
            fail!("cli-setting-one-of", setting = "log_format", value = &self.log_format, choices = "text, json");
        }
        if !self.metrics.is_empty() && self.metrics.parse::<SocketAddr>().is_err() {
            fail!("cli-setting-like", setting = "metrics", value = &self.metrics, example = "127.0.0.1:9464");
        }
        if !self.tls.plain_listen.is_empty() {
            if self.tls.plain_listen.parse::<SocketAddr>().is_err() {
                let value = &self.tls.plain_listen;
                fail!("cli-setting-like", setting = "tls.plain_listen", value = value, example = "[::]:80");
            }
            if self.tls.domains.is_empty() {
                fail!("cli-setting-plain-listen");
            }
        }
        if !matches!(self.smtp.encryption.as_str(), "" | "starttls" | "tls" | "none") {
            let (value, choices) = (&self.smtp.encryption, "starttls, tls, none");
            fail!("cli-setting-one-of", setting = "smtp.encryption", value = value, choices = choices);
        }
        if self.smtp.encryption == "none" && !matches!(self.smtp.host.as_str(), "" | "localhost" | "127.0.0.1" | "::1")
        {
            fail!("cli-setting-in-the-open", setting = "smtp.encryption");
        }
        self.check_objects()?;
        if !self.smtp.from.is_empty() && !self.smtp.from.contains('@') {
            let value = &self.smtp.from;
            fail!("cli-setting-like", setting = "smtp.from", value = value, example = "notices@example.org");
        }
        if !matches!(self.imap.encryption.as_str(), "" | "starttls" | "tls" | "none") {
            let (value, choices) = (&self.imap.encryption, "tls, starttls, none");
            fail!("cli-setting-one-of", setting = "imap.encryption", value = value, choices = choices);
        }
        if self.imap.encryption == "none" && !matches!(self.imap.host.as_str(), "" | "localhost" | "127.0.0.1" | "::1")
        {
            fail!("cli-setting-in-the-open", setting = "imap.encryption");
        }
        if !self.imap.host.is_empty() && (self.imap.user.is_empty() || self.imap.password_file.is_empty()) {
            fail!("cli-setting-mailbox");
        }
        if !self.inbound.address.is_empty() && !self.inbound.address.contains('@') {
            let value = &self.inbound.address;
            fail!("cli-setting-like", setting = "inbound.address", value = value, example = "notices@example.org");
        }
        for domain in &self.tls.domains {
            if domain.is_empty() || domain.contains([':', '/', ' ']) || domain.parse::<IpAddr>().is_ok() {
                fail!("cli-setting-domain", value = domain);
            }
        }
        if !matches!(self.tls.directory.as_str(), "" | "production" | "staging")
            && !self.tls.directory.starts_with("https://")
        {
            let (value, choices) = (&self.tls.directory, "production, staging, https://…");
            fail!("cli-setting-one-of", setting = "tls.directory", value = value, choices = choices);
        }
        if !(self.public_url.is_empty()
            || self.public_url.starts_with("http://")
            || self.public_url.starts_with("https://"))
        {
            fail!("cli-setting-https", setting = "public_url", value = &self.public_url);
        }
        if !(self.limits.factor > 0.0 && self.limits.factor.is_finite()) {
            fail!("cli-setting-above-zero", setting = "limits.factor", value = self.limits.factor.to_string());
        }
        let largest = self.media.picture_megabytes.max(self.media.video_megabytes);
        if largest > 1_000 {
            fail!("cli-setting-media-large", megabytes = largest);
        }
        if self.media.memory_megabytes <= largest {
            fail!("cli-setting-media-memory", megabytes = self.media.memory_megabytes, largest = largest);
        }
        if self.media.at_once == 0 {
            fail!("cli-setting-at-least", setting = "media.at_once", least = 1_u32);
        }
        self.protection()?;
        if self.backup.keep_days == 0 {
            fail!("cli-setting-at-least", setting = "backup.keep_days", least = 1_u32);
        }
        crate::transparency::settings(self)?;
        self.replay_host()?;
        self.evidence_proxy()?;
        for recipient in &self.backup.recipients {
            if recipient.parse::<age::x25519::Recipient>().is_err() {
                fail!("cli-setting-recipient", value = recipient);
            }
        }
        Ok(())
    }

    /// How strictly the figures of helplines are protected.
    pub(crate) fn protection(&self) -> anyhow::Result<saksi_cases::model::counting::Protection> {
        let least = self.help.hide_below;
        saksi_cases::model::counting::Protection::new(least, least.saturating_sub(1))
            .map_err(|_| anyhow::Error::new(said!("cli-setting-hide-below", least = least)))
    }

    /// The host on which archived pages are replayed, where the operator gave it one. Cookies do not tell ports apart and browsers run no
    /// service workers without TLS, so an address that would not hold the pages apart, or not show them, is refused.
    pub(crate) fn replay_host(&self) -> anyhow::Result<Option<String>> {
        let text = &self.evidence.replay_url;
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = || said!("cli-setting-replay-form", value = text);
        let url = Url::parse(text).with_context(wrong)?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        let Some(host) = url.host_str().filter(|_| bare).map(|host| host.trim_end_matches('.').to_owned()) else {
            return Err(wrong().into());
        };
        let here = host == "localhost" || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            fail!("cli-setting-replay-https", value = text);
        }
        let public = self.public_address();
        if Url::parse(&public).is_ok_and(|public| public.host_str() == Some(host.as_str())) {
            fail!("cli-setting-replay-host", value = text, site = public);
        }
        if !self.tls.domains.is_empty() && !self.tls.domains.contains(&host) {
            fail!("cli-setting-replay-domain", host = host);
        }
        Ok(Some(host))
    }

    /// The proxy through which pages are captured and visited, where the operator named one.
    pub(crate) fn evidence_proxy(&self) -> anyhow::Result<Option<SocketAddr>> {
        let text = self.evidence.proxy.as_str();
        if text.is_empty() {
            return Ok(None);
        }
        let read = crate::fetch::proxy(text);
        read.map(Some)
            .map_err(|_| anyhow::Error::new(said!("cli-setting-proxy", setting = "evidence.proxy", value = text)))
    }

    /// The address at which people reach the site, without a slash at the end.
    pub(crate) fn public_address(&self) -> String {
        if !self.public_url.is_empty() {
            return self.public_url.trim_end_matches('/').to_owned();
        }
        if let Some(domain) = self.tls.domains.first() {
            return format!("https://{domain}");
        }
        if self.listen.ip().is_loopback() || self.listen.ip().is_unspecified() {
            format!("http://localhost:{}", self.listen.port())
        } else {
            format!("http://{}", self.listen)
        }
    }
}

fn read_as(text: &str, default: &toml::Value) -> Result<toml::Value, Said> {
    Ok(match default {
        toml::Value::Integer(_) => toml::Value::Integer(text.trim().parse().map_err(|_| said!("cli-expect-whole"))?),
        toml::Value::Float(_) => toml::Value::Float(text.trim().parse().map_err(|_| said!("cli-expect-number"))?),
        toml::Value::Boolean(_) => toml::Value::Boolean(match text.trim() {
            "1" | "true" | "yes" | "on" => true,
            "0" | "false" | "no" | "off" | "" => false,
            _ => return Err(said!("cli-expect-yes-no")),
        }),
        toml::Value::Array(_) => toml::Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| toml::Value::String(part.to_owned()))
                .collect(),
        ),
        _ => toml::Value::String(text.to_owned()),
    })
}

/// The candidate that shares the longest beginning and end with what was written.
fn nearest(written: &str, candidates: impl Iterator<Item = String>) -> String {
    let likeness = |candidate: &str| {
        let start = written.chars().zip(candidate.chars()).take_while(|(a, b)| a == b).count();
        let end = written.chars().rev().zip(candidate.chars().rev()).take_while(|(a, b)| a == b).count();
        start + end
    };
    candidates.max_by_key(|candidate| likeness(candidate)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("saksi.toml");
        std::fs::write(&file, text).unwrap();
        Config::load(Some(&file), variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn nothing_needs_to_be_set() {
        assert_eq!(load("", &[]).unwrap(), Config::default());
    }

    #[test]
    fn a_variable_overrules_the_file() {
        let config = load(
            "name = \"file\"\n[limits]\nfactor = 2.0\n",
            &[
                ("SAKSI_NAME", "variable"),
                ("SAKSI_PROXY_TRUSTED", "10.0.0.1/32, ::1/128"),
                ("SAKSI_LIMITS_WORK_BITS", "12"),
                ("SAKSI_ONION_CIRCUITS", "yes"),
            ],
        )
        .unwrap();
        assert_eq!((config.name.as_str(), config.limits.factor, config.limits.work_bits), ("variable", 2.0, 12));
        assert_eq!(config.proxy.trusted, ["10.0.0.1/32", "::1/128"]);
        assert!(config.onion.circuits);
    }

    #[test]
    fn an_object_store_on_another_machine_is_reached_over_tls_alone() {
        let with = |endpoint: &str| load(&format!("[objects]\nendpoint = \"{endpoint}\"\nbucket = \"saksi\""), &[]);
        for endpoint in [
            "https://s3.example.org",
            "https://10.0.0.3:9000",
            "http://localhost:9000",
            "http://127.0.0.1:9000",
            "http://[::1]:9000",
        ] {
            assert_eq!(with(endpoint).unwrap().objects.endpoint, endpoint);
        }
        for (endpoint, says) in [
            ("http://s3.example.org", "`https://`"),
            ("http://10.0.0.3:9000", "`https://`"),
            ("http://localhost.example.org", "`https://`"),
            ("s3.example.org", "https://s3.example.org"),
            ("ftp://s3.example.org", "https://s3.example.org"),
        ] {
            let error = format!("{:#}", with(endpoint).unwrap_err());
            assert!(error.contains(says), "{endpoint}: {error}");
        }
    }

    #[test]
    fn what_cannot_be_used_says_what_to_do() {
        for (text, variables, says) in [
            ("name = \"open", &[][..], "line"),
            ("nmae = \"typo\"", &[], "Did you mean `name`?"),
            ("[limits]\nwork_bit = 3", &[], "Did you mean `work_bits`?"),
            ("", &[("SAKSI_LISTEN", "foo")], "the variable `SAKSI_LISTEN`"),
            ("time_zone = \"Mars/Olympus\"", &[], "Asia/Taipei"),
            ("public_url = \"check.example.org\"", &[], "https://"),
            ("metrics = \"9464\"", &[], "127.0.0.1:9464"),
            ("", &[("SAKSI_LISTN", "x")], "SAKSI_LISTEN"),
            ("", &[("SAKSI_CONNECTIONS", "many")], "SAKSI_CONNECTIONS"),
            ("[backup]\nrecipients = [\"ssh-rsa\"]", &[], "saksi backup-key"),
            ("[help]\nhide_below = 5", &[], "never lowered"),
            ("limits = 3", &[], "limits"),
            ("[media]\nvideo_megabytes = 300", &[], "media.memory_megabytes"),
            ("[media]\nat_once = 0", &[], "media.at_once"),
            ("[tls]\ndomains = [\"https://check.example.org\"]", &[], "check.example.org"),
            ("[tls]\ndomains = [\"203.0.113.7\"]", &[], "host name"),
            ("[tls]\ndirectory = \"letsencrypt\"", &[], "staging"),
            ("[tls]\nplain_listen = \"[::]:80\"", &[], "tls.domains"),
            ("[tls]\ndomains = [\"a.example\"]\nplain_listen = \"80\"", &[], "[::]:80"),
            ("[evidence]\nproxy = \"http://127.0.0.1:8118\"", &[], "socks5h://127.0.0.1:9050"),
            ("", &[("SAKSI_EVIDENCE_PROXY", "socks5://127.0.0.1:9050")], "looked up"),
            ("[evidence]\nproxy = \"socks5h://tor.example.org:9050\"", &[], "evidence.proxy"),
            ("[evidence]\nproxy = \"127.0.0.1\"", &[], "evidence.proxy"),
        ] {
            let error = format!("{:#}", load(text, variables).unwrap_err());
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    #[test]
    fn a_named_file_that_is_absent_is_an_error() {
        assert!(Config::load(Some(Path::new("/nowhere/saksi.toml")), std::iter::empty()).is_err());
    }

    #[test]
    fn a_proxy_for_pages_is_written_as_for_a_capture() {
        let proxy =
            |text: &str| load(&format!("[evidence]\nproxy = \"{text}\""), &[]).unwrap().evidence_proxy().unwrap();
        assert_eq!(proxy(""), None);
        for text in ["127.0.0.1:9050", "socks5h://127.0.0.1:9050", "SOCKS5H://127.0.0.1:9050/", "[::1]:9050"] {
            let at = proxy(text).unwrap();
            assert!(at.ip().is_loopback() && at.port() == 9050, "{text}");
        }
    }

    #[test]
    fn replay_has_a_host_of_its_own() {
        let replay = |url: &str, more: &str| {
            load(&format!("public_url = \"https://check.example.org\"\n{more}[evidence]\nreplay_url = \"{url}\""), &[])
        };
        let host = |url: &str| replay(url, "").unwrap().replay_host().unwrap();
        assert_eq!(host(""), None);
        assert_eq!(host("https://replay.example.org").as_deref(), Some("replay.example.org"));
        assert_eq!(host("https://Replay.Example.ORG:8443/").as_deref(), Some("replay.example.org"));
        assert_eq!(host("http://127.0.0.1:8080").as_deref(), Some("127.0.0.1"));
        for (url, says) in [
            ("https://check.example.org", "a host name of its own"),
            ("https://check.example.org:8443", "a host name of its own"),
            ("http://replay.example.org", "must begin with `https://`"),
            ("https://replay.example.org/replay", "without a path"),
            ("https://name@replay.example.org", "without a path"),
            ("replay.example.org", "without a path"),
            ("ftp://replay.example.org", "must begin with `https://`"),
        ] {
            let said = format!("{:#}", replay(url, "").unwrap_err());
            assert!(said.contains(says), "{url}: {said}");
        }
        let tls = "[tls]\ndomains = [\"check.example.org\"]\n";
        let said = format!("{:#}", replay("https://replay.example.org", tls).unwrap_err());
        assert!(said.contains("add \"replay.example.org\" to `tls.domains`"), "{said}");
        let both = "[tls]\ndomains = [\"check.example.org\", \"replay.example.org\"]\n";
        assert!(replay("https://replay.example.org", both).is_ok());
    }

    #[test]
    fn every_setting_is_described_for_operators() {
        let page = include_str!("../../../docs/configuration.md");
        for (path, _) in settings() {
            assert!(page.contains(&variable(&path)), "{path} ({}) is not in docs/configuration.md", variable(&path));
        }
    }
}
