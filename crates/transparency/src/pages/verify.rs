//! Checking a pack, a record or an archive, without an account. What is handed in stays in memory and is let go of with the request.

use std::io::Cursor;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use bytes::Bytes;
use saksi_archive::wacz::{Package, PackageLimits};
use saksi_base::{Problem, ProblemKind};
use saksi_tlog::{EvidenceRecord, Hash};
use saksi_web::{Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Shell, Site, Tone};
use serde::Deserialize;
use tokio::sync::Semaphore;

use crate::actions::entering;
use crate::actions::running::Transparency;
use crate::model::standing::Standing;
use crate::pack::{self, Finding, Mark, Trusted};

/// What is handed in beside the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Check {
    entry: String,
}

impl FormData for Check {
    const PURPOSE: &'static str = "verify";
    const BUCKET: Option<Bucket> = Some(Bucket::Ask);
    const GATE: bool = true;
    const FILE: bool = true;
}

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
                .file("transparency-verify-file", ".zip,.json,.wacz,.tlog-proof")
                .hint_with("transparency-verify-file-hint", &[("megabytes", megabytes.into())])
                .optional()
                .build(),
            fields
                .text("entry", "transparency-verify-entry", &typed.entry)
                .hint("transparency-verify-entry-hint")
                .longest(80)
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
    let page = VerifyPage { outcome, findings, form, l: l.clone() };
    let mut shell = Shell::public(request, l.t("transparency-verify-title"))
        .description(&l.t("transparency-verify-lead"))
        .canonical("/verify");
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /verify`
pub(super) async fn show(State(site): State<Site>, request: PageRequest) -> Result<Response, PageError> {
    page(&site, &request, &Check::default(), None, None)
}

/// `POST /verify`
pub(super) async fn check(
    State(site): State<Site>,
    Extension(room): Extension<Transparency>,
    Extension(desks): Extension<Desks>,
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
                    return page(&site, &request, &form.value, None, Some(&problem));
                }
            }
        }
        (None, true) => {
            let problem = Problem::field("entry", "transparency-verify-nothing");
            return page(&site, &request, &form.value, None, Some(&problem));
        }
        (None, false) => match Hash::from_hex(&typed) {
            Some(entry) => ask_log(&room, entry).await?,
            None => {
                let problem = Problem::field("entry", "transparency-verify-not-an-entry");
                return page(&site, &request, &form.value, None, Some(&problem));
            }
        },
    };
    page(&site, &request, &form.value, Some(&found), None)
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
    let report = Package::with(Cursor::new(bytes.clone()), limits).and_then(|mut package| package.verify());
    let broken =
        |part: &str, why: String| Finding::new(Mark::Broken, part, "transparency-archive-broken").with("why", why);
    match report {
        Ok(report) if report.holds() => vec![
            Finding::new(Mark::Holds, "WACZ", "transparency-archive-holds").with("right", report.right.to_string()),
            Finding::new(Mark::Open, "WACZ", "transparency-archive-means"),
        ],
        Ok(report) => report.faults.iter().map(|fault| broken(&fault.path, fault.to_string())).collect(),
        Err(error) => vec![broken("WACZ", error.to_string())],
    }
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
    Ok(findings)
}
