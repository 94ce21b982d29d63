//! `saksi capture` preserves pages in a file; `saksi verify` says whether such a file is what it was.

use std::fs::File;
use std::io::{BufReader, BufWriter, IsTerminal as _, Read as _, Seek as _, SeekFrom};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use saksi_archive::wacz::Package;
use saksi_archive::warc::{self, Compression, Writer};
use saksi_base::Clock as _;
use saksi_capture::package::{self, ARCHIVE};
use saksi_capture::{Browser, Captured, Follow, Manners, Order, Taken};
use saksi_fetch::{Bounds, Guard, Networks, Trust, Url};
use serde_json::json;

use crate::PARTLY;
use crate::config::Config;
use crate::messages::{self, Said, Value};
use crate::runtime::{SystemClock, SystemRandom};

/// Most titles that are told; a package of a whole site lists them all.
const MOST_TITLES: usize = 50;
/// Between two requests to a host whose links are followed, where nothing else is said.
const FOLLOWING: u32 = 2;

/// `saksi capture`.
#[derive(Debug, Args)]
pub(crate) struct Capture {
    /// The addresses to preserve
    #[arg(required = true, value_name = "URL")]
    urls: Vec<String>,
    /// The file to make: a package (.wacz) or records alone (.warc.gz); by default a package named after the first host and the time
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Only the addresses themselves, not what their pages need to be shown
    #[arg(long)]
    alone: bool,
    /// Look at the pages through this Chromium: what scripts fetch is kept as well, with a picture of each page, how it prints, and the document
    #[arg(long, value_name = "PROGRAM", conflicts_with_all = ["alone", "guest"])]
    browser: Option<PathBuf>,
    /// Without the browser's own sandbox: only in a container that is locked up itself, or as root
    #[arg(long, requires = "browser")]
    no_sandbox: bool,
    /// Keep to robots.txt and ask a host at most once in so many seconds, as a guest who comes back
    #[arg(long, value_name = "SECONDS")]
    guest: Option<u32>,
    /// Follow links on the same site, at most so many from the addresses named, as a guest: with two seconds between requests unless --guest says more
    #[arg(long, value_name = "DEPTH", conflicts_with = "browser")]
    follow: Option<usize>,
    /// Most pages of the site, with --follow
    #[arg(long, default_value_t = 100, value_name = "NUMBER", requires = "follow")]
    pages: usize,
    /// Also addresses of this machine and its own network
    #[arg(long)]
    private: bool,
    /// Through a SOCKS5 proxy such as Tor; names are looked up there
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = crate::fetch::proxy)]
    proxy: Option<SocketAddr>,
    /// Who captures, as they want to be named in the file; a pseudonym will do
    #[arg(long, default_value = "", value_name = "NAME")]
    operator: String,
    /// Why, in a sentence that stands in the file
    #[arg(long, default_value = "", value_name = "TEXT")]
    reason: String,
    /// Most megabytes in all
    #[arg(long, default_value_t = 1024, value_name = "MB")]
    most: u64,
    /// Most requests
    #[arg(long, default_value_t = 2000, value_name = "NUMBER")]
    requests: usize,
}

/// `saksi verify`.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Packages (.wacz) and files of archived pages (.warc, .warc.gz), of this program or another; verification packs (.zip) and records (.json);
    /// proofs of filing (lines that begin with saksi-filing-1-); pieces of evidence that this server keeps, by their identifier
    #[arg(required_unless_present = "all", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Also everything that is stored of this server's own log, and every part of the evidence that it keeps
    #[arg(long)]
    pub(crate) all: bool,
    /// Keys of logs and witnesses from another source than the pack (C2SP tlog-policy)
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Roots of timestamp authorities from another source than the pack (PEM)
    #[arg(long, value_name = "FILE")]
    pub(crate) root: Vec<PathBuf>,
    /// The key that a server publishes for its proofs of filing, on its page /verify
    #[arg(long, value_name = "KEY")]
    pub(crate) filing_key: Option<String>,
    /// The code that shows whose a proof of filing is
    #[arg(long, value_name = "CODE", default_value = "", hide_default_value = true)]
    pub(crate) opening: String,
}

/// Runs `saksi capture`.
pub(crate) async fn capture(verb: &Capture, json: bool) -> anyhow::Result<ExitCode> {
    let urls = verb
        .urls
        .iter()
        .map(|text| {
            // Whoever types `example.org` means the web.
            let whole = if text.contains("://") { text.clone() } else { format!("https://{text}") };
            Url::parse(&whole).with_context(|| said!("cli-no-address", value = text))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let into = verb.into.clone().unwrap_or_else(|| default_name(&urls));
    let name = into
        .file_name()
        .and_then(|name| name.to_str())
        .with_context(|| said!("cli-no-name", file = into.display()))?
        .to_owned();
    let lower = name.to_ascii_lowercase();
    let mut endings = lower.rsplit('.');
    let (package, compression) = match (endings.next(), endings.next()) {
        (Some("wacz"), Some(_)) => (true, Compression::default()),
        (Some("gz"), Some("warc")) => (false, Compression::default()),
        (Some("warc"), Some(_)) => (false, Compression::None),
        _ => fail!("cli-capture-ending", file = name),
    };
    if into.exists() {
        fail!("cli-there-already", file = into.display());
    }
    let folder = into.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let made = tempfile::Builder::new().prefix(".saksi-capture-").tempfile_in(folder);
    let made = made.with_context(|| said!("cli-not-written", file = folder.display()))?;

    let networks = if verb.private { Networks::Any } else { Networks::Public };
    let mut guard = Guard::new(networks, &Trust::machine())?;
    if let Some(proxy) = verb.proxy {
        guard = guard.through(proxy);
    }
    // Whoever follows links asks a host for many pages, and is a guest there.
    let pause = verb.guest.or(verb.follow.map(|_| FOLLOWING));
    if verb.follow.is_some() && pause == Some(0) && !verb.private {
        fail!("cli-capture-delay");
    }
    let order = Order {
        requisites: !verb.alone,
        browser: verb.browser.clone().map(|program| Browser { sandbox: !verb.no_sandbox, ..Browser::new(program) }),
        manners: pause.map_or(Manners::Evidence, |pause| Manners::Guest(Duration::from_secs(pause.into()))),
        follow: verb.follow.map(|depth| Follow { depth, pages: verb.pages }),
        most_requests: verb.requests,
        most_bytes: verb.most << 20,
        bounds: Bounds::for_bytes((verb.most << 20).min(256 << 20)),
        file_name: if package { ARCHIVE.to_owned() } else { name.clone() },
        operator: verb.operator.clone(),
        reason: verb.reason.clone(),
        ..Order::of(urls)
    };
    let quiet = json || !std::io::stderr().is_terminal();
    let told = |taken: &Taken| {
        if !quiet {
            note!("{}", account(taken));
        }
    };
    let captured;
    if package {
        let mut aside = tempfile::tempfile_in(folder)?;
        let mut writer = Writer::new(BufWriter::new(&mut aside), compression, 0);
        captured = saksi_capture::capture(&guard, &SystemClock, &SystemRandom, &order, &mut writer, told).await?;
        writer.into_inner().into_inner().map_err(std::io::IntoInnerError::into_error)?;
        package::pack(&aside, &captured, made.as_file())?;
    } else {
        let mut writer = Writer::new(BufWriter::new(made.as_file()), compression, 0);
        captured = saksi_capture::capture(&guard, &SystemClock, &SystemRandom, &order, &mut writer, told).await?;
        writer.into_inner().into_inner().map_err(std::io::IntoInnerError::into_error)?;
    }
    let nothing = captured.taken.iter().all(|taken| taken.record.is_none());
    if nothing {
        let why = captured.faults().next().and_then(|taken| taken.fault.clone()).unwrap_or_default();
        let why = if is_inside(&why) { Value::from(said!("cli-fetch-private", why = why)) } else { Value::from(why) };
        fail!("cli-capture-nothing", why = why);
    }
    made.as_file().sync_all()?;
    made.persist_noclobber(&into).with_context(|| said!("cli-not-written", file = into.display()))?;
    File::open(folder)?.sync_all()?;
    tell(&captured, &into, json);
    let partly = captured.faults().next().is_some() || !captured.browser_faults.is_empty();
    Ok(if partly { ExitCode::from(PARTLY) } else { ExitCode::SUCCESS })
}

/// Something like `example.org-20261122T101500Z.wacz`.
fn default_name(urls: &[Url]) -> PathBuf {
    let host = urls.first().and_then(Url::host_str).unwrap_or("capture");
    let host: String =
        host.chars().map(|c| if c.is_alphanumeric() || c == '.' || c == '-' { c } else { '-' }).collect();
    let at: String = SystemClock.now().to_rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let at = at.split('.').next().unwrap_or_default().trim_end_matches('Z').to_owned();
    PathBuf::from(format!("{}-{at}Z.wacz", host.trim_matches('-')))
}

/// Whether an address was refused since it lies in the operator's own network.
fn is_inside(why: &str) -> bool {
    ["private network", "this machine", "link-local", "this network"].iter().any(|word| why.contains(word))
}

fn account(taken: &Taken) -> String {
    let status = taken.status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let fault = taken.fault.as_ref().map(|fault| format!("  {fault}")).unwrap_or_default();
    format!("{status}  {:>10}  {:<9}  {}{fault}", taken.bytes, taken.origin.word(), taken.url)
}

fn tell(captured: &Captured, into: &Path, json: bool) {
    let faults: Vec<_> = captured.faults().collect();
    if json {
        let taken: Vec<_> = captured
            .taken
            .iter()
            .map(|taken| {
                json!({
                    "url": taken.url.as_str(), "origin": taken.origin.word(), "at": taken.at.to_rfc3339(),
                    "status": taken.status, "media_type": taken.media_type, "bytes": taken.bytes,
                    "record": taken.record, "digest": taken.digest, "revisit": taken.revisit, "fault": taken.fault,
                })
            })
            .collect();
        let pages: Vec<_> = captured
            .pages
            .iter()
            .map(|page| {
                json!({
                    "asked": page.asked.as_str(), "url": page.url.as_str(), "at": page.at.map(saksi_base::Timestamp::to_rfc3339),
                    "title": page.title, "language": page.language, "author": page.author, "published": page.published,
                })
            })
            .collect();
        say!(
            "{}",
            json!({
                "file": into, "warcinfo": captured.warcinfo, "bytes": captured.bytes,
                "started": captured.started.to_rfc3339(), "ended": captured.ended.to_rfc3339(),
                "pages": pages, "not_followed": captured.not_followed, "taken": taken, "browser_faults": captured.browser_faults,
                "views": captured.views.iter().map(|view| json!({ "kind": view.kind, "url": view.url.as_str(), "bytes": view.bytes.len() })).collect::<Vec<_>>(),
            })
        );
        return;
    }
    for page in captured.pages.iter().take(MOST_TITLES) {
        if let Some(title) = &page.title {
            say!("{}  {title}", page.url);
        }
    }
    say!(
        "{}: {} of {} addresses, {} bytes",
        into.display(),
        captured.taken.iter().filter(|taken| taken.record.is_some()).count(),
        captured.taken.len(),
        captured.bytes
    );
    for view in &captured.views {
        say!("  {:<10}  {:>10} bytes  {}", view.kind, view.bytes.len(), view.url);
    }
    if captured.not_followed > 0 {
        tell!("cli-capture-beyond", count = captured.not_followed);
    }
    for fault in &captured.browser_faults {
        tell!("cli-capture-browser", why = fault);
    }
    if !faults.is_empty() {
        tell!("cli-capture-missing");
        for taken in faults {
            say!("  {}", account(taken));
        }
    }
}

/// What a check of one file found, in words.
struct Finding {
    file: PathBuf,
    holds: bool,
    says: Vec<String>,
}

/// What a check of something stored found.
fn finding((file, holds, says): (PathBuf, bool, Vec<Said>)) -> Finding {
    Finding { file, holds, says: says.iter().map(line).collect() }
}

/// Runs `saksi verify`.
pub(crate) async fn verify(config: &Config, verb: &Verify, json: bool) -> anyhow::Result<ExitCode> {
    let trusted = crate::verify::trusted(verb)?;
    let mut findings = Vec::new();
    if verb.all {
        findings.push(finding(crate::verify::own_log(config).await?));
        findings.push(finding(crate::verify::own_evidence(config, None).await?));
    }
    for file in &verb.files {
        if let Some(id) = crate::verify::piece(file) {
            findings.push(finding(crate::verify::own_evidence(config, Some(id)).await?));
            continue;
        }
        let (holds, says) = match crate::verify::line_pack_or_record(file, verb, &trusted).and_then(|found| match found
        {
            Some(found) => Ok(found),
            None => check(file),
        }) {
            Ok(found) => found,
            Err(error) => (false, vec![messages::told(&error).for_output().to_string()]),
        };
        findings.push(Finding { file: file.clone(), holds, says });
    }
    if json {
        let all: Vec<_> = findings
            .iter()
            .map(|found| json!({ "file": found.file, "holds": found.holds, "says": found.says }))
            .collect();
        say!("{}", json!(all));
    } else {
        for found in &findings {
            let mark = if found.holds { said!("cli-verify-holds") } else { said!("cli-verify-broken") };
            say!("{:<8} {}", mark.to_string(), found.file.display());
            for line in &found.says {
                say!("         {line}");
            }
        }
    }
    let all = findings.iter().all(|found| found.holds);
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(PARTLY) })
}

fn check(path: &Path) -> anyhow::Result<(bool, Vec<String>)> {
    let mut file = File::open(path).with_context(|| said!("cli-not-read", file = path.display()))?;
    let mut start = [0; 4];
    let read = file.read(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    if start.get(..read) == Some(b"PK\x03\x04".as_slice()) { check_package(file) } else { Ok(check_records(file)) }
}

fn line(said: &Said) -> String {
    said.for_output().to_string()
}

fn check_package(file: File) -> anyhow::Result<(bool, Vec<String>)> {
    let mut package = Package::open(BufReader::new(file))?;
    let report = package.verify()?;
    let mut holds = report.holds();
    let mut says = vec![line(&said!("cli-verify-package", files = report.right))];
    says.push(if report.manifest_digest {
        line(&said!("cli-verify-manifest"))
    } else {
        line(&said!("cli-verify-manifest-bare"))
    });
    says.extend(report.faults.iter().map(ToString::to_string));
    for name in package.archives() {
        let (right, found) = match package.file(&name) {
            Ok(file) => check_records(file),
            Err(error) => (false, vec![error.to_string()]),
        };
        holds &= right;
        says.extend(found.into_iter().map(|line| format!("{name}: {line}")));
    }
    if holds {
        says.push(line(&said!("cli-verify-unchanged")));
    }
    Ok((holds, says))
}

fn check_records(file: impl std::io::Read) -> (bool, Vec<String>) {
    let reader = match warc::Reader::new(BufReader::new(file)) {
        Ok(reader) => reader,
        Err(error) => return (false, vec![error.to_string()]),
    };
    let report = warc::verify(reader);
    let (records, right, without) = (report.records, report.right, report.without);
    let mut says = vec![line(&said!("cli-verify-records", records = records, right = right, without = without))];
    says.extend(report.faults.iter().map(ToString::to_string));
    says.extend(report.stopped.iter().map(|stopped| line(&said!("cli-verify-stopped", why = stopped.to_string()))));
    let empty = report.records == 0;
    if empty {
        says.push(line(&said!("cli-verify-no-record")));
    }
    (report.holds() && !empty, says)
}
