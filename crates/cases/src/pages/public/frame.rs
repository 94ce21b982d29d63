//! What every page of these has around it: the quick way out, a title that says nothing, the scripts; and who comes back.

use axum::http::{HeaderValue, StatusCode, header};
use saksi_base::problem::Problems;
use saksi_base::{Problem, ProblemKind, SiteLanguage};
use saksi_vault::receipt::ReceiptError;
use saksi_vault::{CaseReceipt, Locator};
use saksi_web::{Bucket, Locale, Markup, PageRequest, Response, Shell, Site, escape, fields};
use serde::Deserialize;

use super::SCRIPTS;
use crate::actions::returning::Proof;

/// Where the quick way out leads: a page that anybody may have open, in the reader's language. Nothing of it is loaded
/// before somebody leaves.
pub(super) const fn elsewhere(language: SiteLanguage) -> &'static str {
    match language {
        SiteLanguage::English => "https://en.wikipedia.org/",
        SiteLanguage::TraditionalChinese => "https://zh.wikipedia.org/",
        SiteLanguage::Thai => "https://th.wikipedia.org/",
        SiteLanguage::Indonesian => "https://id.wikipedia.org/",
        SiteLanguage::Urdu => "https://ur.wikipedia.org/",
    }
}

/// A page with the quick way out on top. The link works alone; the script replaces the page in the history as well.
pub(super) fn shell(request: &PageRequest) -> Shell {
    SCRIPTS.iter().fold(Shell::public(request, "saksi").discreet(), |shell, (name, _)| shell.script(name))
}

/// The quick way out.
pub(super) fn leave_bar(l: &Locale) -> Markup {
    Markup::trusted(format!(
        "<p class=\"leave no-print\"><a class=\"button danger\" href=\"/help/leave\" rel=\"noreferrer\" data-leave=\"{}\">{}</a></p>",
        elsewhere(l.language),
        escape(&l.t("cases-leave"))
    ))
}

/// `GET /help/leave`: away, without a trace in this browser's store of pages.
pub(super) async fn leave(request: PageRequest) -> Response {
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static(elsewhere(request.locale.language)));
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

/// Somebody reloaded the answer to a form.
pub(super) async fn to_start() -> Response {
    saksi_web::see_other("/help")
}

/// Somebody reloaded the answer to a form of the thread.
pub(super) async fn to_return() -> Response {
    saksi_web::see_other("/help/return")
}

/// What comes with every form of somebody who returns: the locator, and the words or, from a browser that keeps them to
/// itself, the authenticator.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) locator: String,
    pub(super) words: String,
    pub(super) authenticator: String,
}

/// The fields of [`Typed`] that are never shown again.
pub(super) const SECRET: &[&str] = &["words", "authenticator"];

/// Who comes back.
pub(super) enum Bearer {
    /// With the words: the server opens, in memory, for this one answer.
    Words(CaseReceipt, Proof),
    /// With the authenticator: a browser opens.
    Sealed(Locator, Proof),
}

impl Bearer {
    pub(super) const fn proof(&self) -> &Proof {
        match self {
            Self::Words(_, proof) | Self::Sealed(_, proof) => proof,
        }
    }
}

/// Reads who comes back. Only the form is looked at; whether there is such a case is another question.
pub(super) fn bearer(typed: &Typed) -> Result<Bearer, Problem> {
    let mut problems = Problems::new();
    fields::check_text(&mut problems, "locator", &typed.locator, usize::MAX, true);
    if typed.authenticator.is_empty() {
        fields::check_text(&mut problems, "words", &typed.words, usize::MAX, true);
    }
    problems.finish()?;
    if typed.authenticator.is_empty() {
        let receipt = CaseReceipt::parse(&typed.locator, &typed.words).map_err(|error| misread(&error))?;
        let proof = Proof::words(&receipt);
        return Ok(Bearer::Words(receipt, proof));
    }
    let locator = Locator::parse(&typed.locator).map_err(|error| misread(&error))?;
    let authenticator = unhex(&typed.authenticator).unwrap_or_default();
    Ok(Bearer::Sealed(locator, Proof::derived(&typed.locator, &authenticator)?))
}

/// Counts an attempt on this receipt, wherever it comes from, so that nobody tries authenticators on one locator.
pub(super) fn count_attempt(site: &Site, bearer: &Bearer) -> Result<(), Problem> {
    let locator = match bearer {
        Bearer::Words(receipt, _) => receipt.locator(),
        Bearer::Sealed(locator, _) => *locator,
    };
    site.limits.check_account(Bucket::Receipt, &locator.to_bytes())
}

/// What is wrong with a receipt as typed, beside the field.
fn misread(error: &ReceiptError) -> Problem {
    match error {
        ReceiptError::LocatorCharacter { .. } | ReceiptError::LocatorLength { .. } => {
            Problem::field("locator", "cases-locator-misread")
        }
        ReceiptError::WordCount { found } => Problem::field("words", "cases-words-count").with("count", found),
        ReceiptError::UnknownWord { position, .. } => {
            Problem::field("words", "cases-words-unknown").with("number", position)
        }
        ReceiptError::Checksum => Problem::field("words", "cases-words-checksum"),
    }
}

/// A wrong receipt looks the same as one that never was.
pub(super) fn is_wrong_receipt(problem: &Problem) -> bool {
    problem.kind == ProblemKind::NotFound
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() % 2 != 0 || !text.is_ascii() {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
