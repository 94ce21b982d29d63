//! Checking a pack, a record or an archive, without an account. What is handed in stays in memory and is let go of with the request.

use std::io::{BufReader, Cursor, Read};
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use bytes::Bytes;
use saksi_archive::wacz::{Package, PackageLimits};
use saksi_archive::warc;
use saksi_base::{Problem, ProblemKind};
use saksi_tlog::{EvidenceRecord, Hash};
use saksi_vault::FilingKey;
use saksi_web::{Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Shell, Site, Tone};
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::actions::entering;
use crate::actions::running::Transparency;
use crate::filing;
use crate::model::standing::Standing;
use crate::pack::{self, Finding, Mark, Trusted};
use crate::store::damaged;

/// What is handed in beside the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Check {
    entry: String,
    opening: String,
}

impl FormData for Check {
    const PURPOSE: &'static str = "verify";
    const BUCKET: Option<Bucket> = Some(Bucket::Ask);
    const GATE: bool = true;
    const FILE: bool = true;
}

/// The key with which this server signs proofs of filing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Issuer(pub(super) Option<FilingKey>);

/// How many files are looked at in one moment.
#[derive(Debug, Clone)]
pub(super) struct Desks(Arc<Semaphore>);

impl Desks {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(2)))
    }
}

#[derive(Debug, Template)]
#[template(path = "verify.html")]
struct VerifyPage {
    l: Locale,
    outcome: Option<Markup>,
    findings: Vec<FindingView>,
    form: Markup,
    /// The key with which this server signs proofs of filing, in groups.
    filing_key: Option<String>,
}

/// A finding, as the page shows it.
#[derive(Debug)]
struct FindingView {
    badge: Markup,
    part: Markup,
    says: String,
}

fn page(
    site: &Site,
    request: &PageRequest,
    typed: &Check,
    found: Option<&[Finding]>,
    problem: Option<&Problem>,
    issuer: Issuer,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let fields = saksi_web::fields::Fields::new(l, problem);
    let megabytes = site.settings.upload_bytes >> 20;
    let form = saksi_web::fields::file_form(
        request,
        "/verify",
        Check::PURPOSE,
        &[
            fields
                .file("transparency-verify-file", ".zip,.json,.wacz,.warc,.gz,.tlog-proof")
                .hint_with("transparency-verify-file-hint", &[("megabytes", megabytes.into())])
                .optional()
                .build(),
            fields
                .text("entry", "transparency-verify-entry", &typed.entry)
                .hint("transparency-verify-entry-hint")
                .longest(400)
                .optional()
                .build(),
            fields
                .text("opening", "transparency-filing-opening", &typed.opening)
                .hint("transparency-filing-opening-hint")
                .longest(100)
                .optional()
                .build(),
            fields.submit("transparency-verify-send"),
        ],
    );
    let outcome = found.map(|findings| {
        let any = |mark| findings.iter().any(|finding| finding.mark == mark);
        let (tone, title, means) = if any(Mark::Broken) {
            (Tone::Danger, "transparency-verify-broken", "transparency-verify-broken-means")
        } else if any(Mark::Holds) {
            (Tone::Done, "transparency-verify-holds", "transparency-verify-holds-means")
        } else {
            (Tone::Waiting, "transparency-verify-open", "transparency-verify-open-means")
        };
        saksi_web::notice(tone, &l.t(title), &saksi_web::paragraphs(&l.t(means)))
    });
    let view = |finding: &Finding| {
        let (tone, word) = match finding.mark {
            Mark::Holds => (Tone::Done, "transparency-mark-holds"),
            Mark::Broken => (Tone::Danger, "transparency-mark-broken"),
            Mark::Open => (Tone::Waiting, "transparency-mark-open"),
        };
        let arguments: Vec<(&str, &str)> =
            finding.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        FindingView {
            badge: saksi_web::badge(l, tone, word),
            part: saksi_web::user(&finding.part),
            says: l.ta(finding.message, &arguments),
        }
    };
    let findings = found.unwrap_or_default().iter().map(view).collect();
    let filing_key = issuer.0.as_ref().map(filing::key_in_groups);
    let page = VerifyPage { outcome, findings, form, filing_key, l: l.clone() };
    let mut shell = Shell::public(request, l.t("transparency-verify-title"))
        .description(&l.t("transparency-verify-lead"))
        .canonical("/verify");
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /verify`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(issuer): Extension<Issuer>,
    request: PageRequest,
) -> Result<Response, PageError> {
    page(&site, &request, &Check::default(), None, None, issuer)
}

/// `POST /verify`
pub(super) async fn check(
    State(site): State<Site>,
    Extension(room): Extension<Transparency>,
    Extension(desks): Extension<Desks>,
    Extension(issuer): Extension<Issuer>,
    request: PageRequest,
    form: Form<Check>,
) -> Result<Response, PageError> {
    let typed = form.value.entry.trim().to_ascii_lowercase();
    let found = match (form.file, typed.is_empty()) {
        (Some(file), _) => {
            let Ok(_desk) = desks.0.try_acquire() else {
                return Err(Problem::new(ProblemKind::Busy, "problem-file-busy").into());
            };
            let trusted = Trusted { policy: None, roots: room.roots() };
            let own = room.policy().clone();
            let bytes = file.bytes.clone();
            let looked = tokio::task::spawn_blocking(move || look(&bytes, trusted, own))
                .await
                .map_err(|_| Problem::internal())?;
            match looked {
                Some((mut findings, entry)) => {
                    if let Some(entry) = entry {
                        findings.extend(ask_log(&room, entry).await?);
                    }
                    findings
                }
                None => {
                    let problem = Problem::field(saksi_web::FILE_FIELD, "transparency-verify-unknown");
                    return page(&site, &request, &form.value, None, Some(&problem), issuer);
                }
            }
        }
        (None, true) => {
            let problem = Problem::field("entry", "transparency-verify-nothing");
            return page(&site, &request, &form.value, None, Some(&problem), issuer);
        }
        (None, false) if filing::is_proof(&form.value.entry) => {
            filing::check(&form.value.entry, issuer.0.as_ref(), &form.value.opening)
        }
        (None, false) => match Hash::from_hex(&typed) {
            Some(entry) => ask_log(&room, entry).await?,
            None => {
                let problem = Problem::field("entry", "transparency-verify-not-an-entry");
                return page(&site, &request, &form.value, None, Some(&problem), issuer);
            }
        },
    };
    page(&site, &request, &form.value, Some(&found), None, issuer)
}

/// What a file shows by itself, and the entry whose standing in this log is worth telling. `None`: it is nothing that can be checked.
fn look(bytes: &Bytes, mut trusted: Trusted, own: saksi_tlog::Policy) -> Option<(Vec<Finding>, Option<Hash>)> {
    if pack::is_pack(bytes) {
        let mut checked = pack::check(bytes, &trusted);
        // Our own packs are checked with our own keys, whatever keys lie in them; those of others with theirs.
        trusted.policy = Some(own);
        let ours = pack::check(bytes, &trusted);
        let proof = |checked: &pack::Checked| {
            checked.findings.iter().any(|finding| finding.message == "transparency-proof-holds")
        };
        if proof(&ours) {
            checked = ours;
        }
        return Some((checked.findings, None));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some((archive(bytes), None));
    }
    if bytes.starts_with(b"WARC/") || bytes.starts_with(b"\x1f\x8b") {
        let mut findings = records("WARC", bytes.as_ref(), &mut { MOST_READ });
        if findings.iter().all(|finding| finding.mark == Mark::Holds) {
            findings.push(Finding::new(Mark::Open, "WARC", "transparency-archive-means"));
        }
        return Some((findings, None));
    }
    let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    is_json.then(|| match EvidenceRecord::from_canonical(bytes) {
        Ok(_) => {
            let entry = Hash::of(bytes);
            let read = Finding::new(Mark::Holds, "record.json", "transparency-record-read");
            (vec![read.with("entry", entry.to_hex())], Some(entry))
        }
        Err(why) => {
            let broken = Finding::new(Mark::Broken, "record.json", "transparency-record-unreadable");
            (vec![broken.with("why", why.to_string())], None)
        }
    })
}

fn archive(bytes: &Bytes) -> Vec<Finding> {
    // A small file can unfold to a huge one.
    let limits = PackageLimits { files: 10_000, whole: 16 << 20, file: 512 << 20, pages: 10_000 };
    let opened = Package::with(Cursor::new(bytes.clone()), limits)
        .and_then(|mut package| package.verify().map(|report| (package, report)));
    let (mut package, report) = match opened {
        Ok(opened) => opened,
        Err(error) => return vec![broken("WACZ", error.to_string())],
    };
    let mut findings: Vec<Finding> =
        report.faults.iter().take(MOST_NAMED).map(|fault| broken(&fault.path, fault.to_string())).collect();
    if report.holds() {
        let right = report.right.to_string();
        findings.push(Finding::new(Mark::Holds, "WACZ", "transparency-archive-holds").with("right", right));
    }
    // Whoever made the manifest anew after changing a file left its digests right, and those of the records wrong.
    let mut left = MOST_READ;
    for name in package.archives() {
        match package.file(&name) {
            Ok(file) => findings.extend(records(&name, file, &mut left)),
            Err(error) => findings.push(broken(&name, error.to_string())),
        }
    }
    if findings.iter().all(|finding| finding.mark == Mark::Holds) {
        findings.push(Finding::new(Mark::Open, "WACZ", "transparency-archive-means"));
    }
    findings
}

/// Most bytes of records, decompressed, that are read of one file: a small one can unfold to a huge one.
const MOST_READ: u64 = 1 << 30;
/// Most broken parts that are named.
const MOST_NAMED: usize = 50;

fn broken(part: &str, why: String) -> Finding {
    Finding::new(Mark::Broken, part, "transparency-archive-broken").with("why", why)
}

/// What the records of an archive show: the digest of each, computed anew, and which of them broke.
fn records(part: &str, bytes: impl Read, left: &mut u64) -> Vec<Finding> {
    let report = match warc::Reader::new(BufReader::new(bytes)) {
        Ok(reader) => warc::verify_within(reader, *left),
        Err(error) => return vec![broken(part, error.to_string())],
    };
    let named = |record: Option<&str>| record.map_or_else(|| part.to_owned(), |record| format!("{part}: {record}"));
    let mut findings: Vec<Finding> = report
        .faults
        .iter()
        .take(MOST_NAMED)
        .map(|fault| broken(&named(fault.url.as_deref().or(fault.id.as_deref())), fault.fault.to_string()))
        .collect();
    if let Some(stopped) = &report.stopped {
        findings.push(broken(&named(report.stopped_in.as_deref()), stopped.to_string()));
    }
    if report.beyond_bound {
        *left = 1;
        findings.push(
            Finding::new(Mark::Open, part, "transparency-records-more").with("records", report.records.to_string()),
        );
    }
    if report.records == 0 && findings.is_empty() {
        findings.push(Finding::new(Mark::Broken, part, "transparency-records-none"));
    }
    if findings.is_empty() {
        let holds = Finding::new(Mark::Holds, part, "transparency-records-hold");
        findings.push(
            holds
                .with("records", report.records.to_string())
                .with("right", report.right.to_string())
                .with("without", report.without.to_string()),
        );
    }
    findings
}

/// How an entry stands in the log of this server.
async fn ask_log(room: &Transparency, entry: Hash) -> Result<Vec<Finding>, Problem> {
    let part = room.origin().as_str();
    let logged = match entering::standing(room.db(), entry).await? {
        Standing::Unknown => return Ok(vec![Finding::new(Mark::Open, part, "transparency-log-unknown")]),
        Standing::Waiting { .. } => return Ok(vec![Finding::new(Mark::Open, part, "transparency-log-waiting")]),
        Standing::Logged(logged) => logged,
    };
    let signed = logged.verdict.signed();
    let (mark, message) = match (signed, logged.verdict.met) {
        (0, true) => (Mark::Open, "transparency-witnesses-none"),
        (_, true) => (Mark::Holds, "transparency-witnesses-enough"),
        (_, false) => (Mark::Open, "transparency-witnesses-few"),
    };
    let at = logged.verdict.earliest().map_or_else(String::new, |at| at.to_string());
    let mut findings = vec![
        Finding::new(Mark::Holds, part, "transparency-proof-holds")
            .with("log", part)
            .with("place", (logged.index + 1).to_string())
            .with("size", logged.checkpoint.size().to_string()),
        Finding::new(mark, part, message)
            .with("signed", signed.to_string())
            .with("needed", logged.needed.0.to_string())
            .with("all", logged.needed.1.to_string())
            .with("at", at),
    ];
    if logged.tokens.is_empty() {
        findings.push(Finding::new(Mark::Open, part, "transparency-time-none"));
    }
    for token in &logged.tokens {
        let finding = Finding::new(Mark::Holds, part, "transparency-time-holds");
        findings.push(finding.with("authority", token.authority.clone()).with("at", token.at.to_string()));
    }
    for kept in &logged.calendars {
        let digest = Hash::from_slice(&kept.digest).ok_or_else(|| damaged("a digest"))?;
        if let Some(proof) = entering::calendar_proof(room.db(), digest, &kept.calendar).await? {
            findings.push(pack::calendar_finding(part, &proof, digest));
        }
    }
    Ok(findings)
}
