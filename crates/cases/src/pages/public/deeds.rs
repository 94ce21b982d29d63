//! What somebody does in their own case: write, answer a request for consent, take consent back, want or decline an offer, get a
//! proof of filing, have everything deleted.

use std::fmt::Write as _;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use saksi_base::{CaseRecordId, Problem, ReferralId};
use saksi_vault::FilingBinding;
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Site, Weight, escape, fields,
};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::ask::read_sealed;
use super::frame::{self, Bearer, Typed, bearer, count_attempt, leave_bar, shell, unhex};
use super::{back, thread};
use crate::Cases;
use crate::actions::{referral, returning};
use crate::model::case::DeletionReceipt;
use crate::model::words::{Answer, ServiceKind};

/// Most characters of one message.
const TEXT_CHARACTERS: usize = 20_000;

/// A form of somebody who returns: who they are, and fields of its own.
macro_rules! returning_forms {
    ($($(#[$doc:meta])* $name:ident, $purpose:literal, $limit:expr, { $($field:ident),* };)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        pub(super) struct $name {
            locator: String,
            words: String,
            authenticator: String,
            $($field: String,)*
        }

        impl $name {
            fn typed(&self) -> Typed {
                Typed {
                    locator: self.locator.clone(),
                    words: self.words.clone(),
                    authenticator: self.authenticator.clone(),
                }
            }
        }

        impl FormData for $name {
            const PURPOSE: &'static str = $purpose;
            const DISCREET: bool = true;
            const LIMIT: usize = $limit;
            const BUCKET: Option<Bucket> = Some(Bucket::Help);
            const SECRET: &'static [&'static str] = frame::SECRET;
        }
    )*};
}

returning_forms! {
    /// A message to the helpers, in plain words or sealed by the browser.
    Write, "cases-write", 1024 * 1024, { record, text, sealed };
    /// An answer to a request for consent, or taking it back.
    Consent, "cases-consent", 16 * 1024, { record, answer };
    /// An answer to the offer of somebody to talk to.
    Offer, "cases-offer", 16 * 1024, { answer };
    /// Whether an organisation that was asked to help has reached the person.
    Reached, "cases-reached", 16 * 1024, { referral, answer };
    /// A proof of filing. The binding comes from a browser that keeps the words.
    Proof, "cases-proof", 16 * 1024, { binding };
    /// Everything deleted.
    Delete, "cases-delete", 16 * 1024, { sure };
}

#[derive(Template)]
#[template(path = "public/help_done.html")]
pub(super) struct DonePage {
    pub(super) leave: Markup,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) copy: Option<String>,
    pub(super) more: Markup,
}

/// The hidden fields that say who returns.
pub(super) fn hidden(typed: &Typed) -> Vec<Markup> {
    let f = |name: &str, value: &str| {
        Markup::trusted(format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", saksi_web::escape(value)))
    };
    let secret = if typed.authenticator.is_empty() { f("words", &typed.words) } else { Markup::empty() };
    vec![f("locator", &typed.locator), secret, f("authenticator", &typed.authenticator)]
}

fn own_form(request: &PageRequest, typed: &Typed, action: &str, purpose: &str, parts: &[Markup]) -> Markup {
    let mut all = hidden(typed);
    all.extend_from_slice(parts);
    fields::form(request, action, purpose, &all)
}

/// The form for writing. `problem` comes with what was typed.
pub(super) fn write_form(request: &PageRequest, typed: &Typed, problem: Option<(&Problem, &str)>) -> Markup {
    let f = fields::Fields::new(&request.locale, problem.map(|(problem, _)| problem));
    let text = problem.map_or("", |(_, text)| text);
    // The number of the entry is made with the form, so that a form sent twice writes once.
    let record = CaseRecordId::new(&*request.site.random).to_string();
    own_form(
        request,
        typed,
        "/help/write",
        Write::PURPOSE,
        &[
            f.hidden("record", &record),
            f.area("text", "cases-write-text", text)
                .rows(5)
                .longest(u32::try_from(TEXT_CHARACTERS).unwrap_or(u32::MAX))
                .autocomplete("off")
                .required()
                .build(),
            f.submit("cases-write-send"),
        ],
    )
}

pub(super) fn offer_form(request: &PageRequest, typed: &Typed) -> Markup {
    let f = fields::Fields::new(&request.locale, None);
    let buttons = f.buttons(&[
        ("answer", "want", "cases-offer-want", Weight::Main),
        ("answer", "decline", "cases-offer-decline", Weight::Quiet),
    ]);
    own_form(request, typed, "/help/service", Offer::PURPOSE, &[buttons])
}

/// Whether an organisation that was asked to help has reached the person.
pub(super) fn reached_form(request: &PageRequest, typed: &Typed, referral: ReferralId) -> Markup {
    let l = &request.locale;
    let f = fields::Fields::new(l, None);
    let parts = [
        f.hidden("referral", &referral.to_string()),
        Markup::trusted(format!("<p>{}</p>", saksi_web::escape(&l.t("cases-reached-question")))),
        f.buttons(&[
            ("answer", "yes", "cases-answer-yes", Weight::Quiet),
            ("answer", "no", "cases-answer-no", Weight::Quiet),
        ]),
    ];
    own_form(request, typed, "/help/reached", Reached::PURPOSE, &parts)
}

pub(super) fn proof_form(request: &PageRequest, typed: &Typed) -> Markup {
    let f = fields::Fields::new(&request.locale, None);
    let parts = [f.hidden("binding", ""), f.submit_named("", "", "cases-proof-get", Weight::Quiet)];
    own_form(request, typed, "/help/proof", Proof::PURPOSE, &parts)
}

pub(super) fn delete_form(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let f = fields::Fields::new(&request.locale, problem);
    let parts = [
        f.checkbox("sure", "cases-delete-sure", false).required().build(),
        f.submit_named("", "", "cases-delete-send", Weight::Danger),
    ];
    own_form(request, typed, "/help/delete", Delete::PURPOSE, &parts)
}

/// One answer to a request for consent, as a button.
pub(super) fn consent_button(
    request: &PageRequest,
    typed: &Typed,
    record: &str,
    answer: &str,
    label: &str,
    weight: Weight,
) -> Markup {
    let f = fields::Fields::new(&request.locale, None);
    let parts = [f.hidden("record", record), f.submit_named("answer", answer, label, weight)];
    own_form(request, typed, "/help/consent", Consent::PURPOSE, &parts)
}

/// Who returns, counted.
fn arrive(site: &Site, typed: &Typed) -> Result<Bearer, Problem> {
    let bearer = bearer(typed)?;
    count_attempt(site, &bearer)?;
    Ok(bearer)
}

/// After a problem: the thread where somebody may see it, else the form for the receipt.
async fn show_problem(
    cases: &Cases,
    request: &PageRequest,
    typed: &Typed,
    problem: &Problem,
    text: &str,
) -> Result<Response, PageError> {
    if let Ok(bearer) = bearer(typed)
        && !frame::is_wrong_receipt(problem)
        && let Ok(page) = thread::show(cases, request, typed, &bearer, None, Some((problem, text))).await
    {
        return Ok(page);
    }
    back::show_form(request, typed, Some(problem))
}

/// After somebody said or wrote something: their thread, which says that it is there, or what must be mended.
async fn answer(
    cases: &Cases,
    request: &PageRequest,
    typed: &Typed,
    outcome: Result<(Bearer, &'static str), Problem>,
    text: &str,
) -> Result<Response, PageError> {
    match outcome {
        Ok((bearer, said)) => {
            thread::show(cases, request, typed, &bearer, Some(thread::done(&request.locale, said)), None).await
        }
        Err(problem) => show_problem(cases, request, typed, &problem, text).await,
    }
}

/// What a button sent that no form of ours has.
fn unknown_answer() -> Problem {
    Problem::invalid("problem-form-shape")
}

/// A sealed message as the script writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedMessage {
    record: CaseRecordId,
    texts: std::collections::BTreeMap<String, String>,
}

/// `POST /help/write`.
pub(super) async fn write(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Write>,
) -> Result<Response, PageError> {
    let typed = form.value.typed();
    let written = async {
        let bearer = arrive(&site, &typed)?;
        match &bearer {
            Bearer::Words(receipt, _) => {
                let mut problems = saksi_base::problem::Problems::new();
                fields::check_text(&mut problems, "text", &form.value.text, TEXT_CHARACTERS, true);
                problems.finish()?;
                let record: CaseRecordId =
                    form.value.record.parse().map_err(|_| Problem::invalid("cases-sealed-wrong"))?;
                returning::write_plain(&cases, receipt, record, form.value.text.trim()).await?;
            }
            Bearer::Sealed(..) => {
                let message: SealedMessage =
                    serde_json::from_str(&form.value.sealed).map_err(|_| Problem::invalid("cases-sealed-wrong"))?;
                let texts = message.texts.into_iter().map(|(field, text)| Ok((field, read_sealed(&text)?)));
                let texts = texts.collect::<Result<_, Problem>>()?;
                returning::write_entry(&cases, bearer.proof(), message.record, texts).await?;
            }
        }
        Ok((bearer, "cases-written"))
    };
    answer(&cases, &request, &typed, written.await, &form.value.text).await
}

/// `POST /help/consent`: yes, no, or taken back.
pub(super) async fn consent(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Consent>,
) -> Result<Response, PageError> {
    let typed = form.value.typed();
    let answered = async {
        let bearer = arrive(&site, &typed)?;
        let record: CaseRecordId = form.value.record.parse().map_err(|_| Problem::not_found())?;
        let proof = bearer.proof();
        let said = match form.value.answer.as_str() {
            "yes" => {
                returning::answer_consent(&cases, proof, record, true).await?;
                "cases-consent-was-given"
            }
            "no" => {
                returning::answer_consent(&cases, proof, record, false).await?;
                "cases-consent-was-declined"
            }
            "withdraw" => {
                returning::withdraw_consent(&cases, proof, record).await?;
                "cases-consent-was-taken-back"
            }
            _ => return Err(unknown_answer()),
        };
        Ok((bearer, said))
    };
    answer(&cases, &request, &typed, answered.await, "").await
}

/// `POST /help/service`: somebody to talk to, wanted or not.
pub(super) async fn service(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Offer>,
) -> Result<Response, PageError> {
    let typed = form.value.typed();
    let answered = async {
        let bearer = arrive(&site, &typed)?;
        let proof = bearer.proof();
        let said = match form.value.answer.as_str() {
            "want" => {
                returning::want_service(&cases, proof, ServiceKind::Psychosocial).await?;
                "cases-offer-wanted"
            }
            "decline" => {
                returning::decline_service(&cases, proof, ServiceKind::Psychosocial).await?;
                "cases-offer-declined"
            }
            _ => return Err(unknown_answer()),
        };
        Ok((bearer, said))
    };
    answer(&cases, &request, &typed, answered.await, "").await
}

/// `POST /help/reached`: follow-up on a referral.
pub(super) async fn reached(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Reached>,
) -> Result<Response, PageError> {
    let typed = form.value.typed();
    let said = async {
        let bearer = arrive(&site, &typed)?;
        let referral: ReferralId = form.value.referral.parse().map_err(|_| Problem::not_found())?;
        let answer = match form.value.answer.as_str() {
            "yes" => Answer::Yes,
            "no" => Answer::No,
            _ => return Err(unknown_answer()),
        };
        referral::person_says_reached(&cases, bearer.proof(), referral, answer).await?;
        Ok((bearer, "cases-reached-thanks"))
    };
    answer(&cases, &request, &typed, said.await, "").await
}

/// What shows that a proof is one's own, folded away: whoever has both can say that they filed.
fn opening_of(l: &Locale, opening: &str) -> Markup {
    Markup::trusted(format!(
        "<details class=\"folded\"><summary>{}</summary><p>{}</p><p class=\"copy\" dir=\"ltr\" data-fill=\"opening\">{}</p></details>",
        escape(&l.t("cases-proof-opening")),
        escape(&l.t("cases-proof-opening-what")),
        escape(opening)
    ))
}

/// `POST /help/proof`.
pub(super) async fn proof(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Proof>,
) -> Result<Response, PageError> {
    let typed = form.value.typed();
    let made: Result<_, Problem> = async {
        let bearer = arrive(&site, &typed)?;
        let binding = match &bearer {
            Bearer::Words(receipt, _) => receipt.filing_opening().binding(),
            Bearer::Sealed(..) => {
                let bytes = unhex(&form.value.binding).and_then(|bytes| bytes.try_into().ok());
                FilingBinding::from_bytes(bytes.ok_or_else(|| Problem::invalid("cases-sealed-wrong"))?)
            }
        };
        // A browser that opens by itself fills its own in.
        let mut opening = Zeroizing::new(String::with_capacity(64));
        if let Bearer::Words(receipt, _) = &bearer {
            for byte in receipt.filing_opening().reveal().iter() {
                let _ = write!(opening, "{byte:02x}");
            }
        }
        Ok((returning::proof_of_filing(&cases, bearer.proof(), binding).await?, opening))
    }
    .await;
    match made {
        Ok((proof, opening)) => {
            let l = &request.locale;
            let page = DonePage {
                leave: leave_bar(l),
                title: l.t("cases-proof"),
                lines: vec![l.t("cases-proof-what"), l.t("cases-proof-danger")],
                copy: Some(proof.to_text()),
                more: opening_of(l, &opening),
            };
            shell(&request).render(&page)
        }
        Err(problem) => show_problem(&cases, &request, &typed, &problem, "").await,
    }
}

/// The page that says that a case is gone, and when the last copy is.
pub(super) fn deleted_page(request: &PageRequest, receipt: DeletionReceipt) -> DonePage {
    let l = &request.locale;
    DonePage {
        leave: leave_bar(l),
        title: l.t("cases-deleted"),
        lines: vec![
            l.ta("cases-deleted-on", &[("date", thread::day(l, receipt.deleted_on))]),
            l.ta("cases-deleted-backups", &[("date", thread::day(l, receipt.gone_from_backups))]),
            l.t("cases-deleted-receipt"),
        ],
        copy: None,
        more: Markup::empty(),
    }
}

/// `POST /help/delete`.
pub(super) async fn delete(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Delete>,
) -> Result<Response, PageError> {
    let typed = form.value.typed();
    let l = &request.locale;
    let deleted = async {
        let bearer = arrive(&site, &typed)?;
        if form.value.sure != "yes" {
            return Err(Problem::field("sure", "cases-delete-unsure"));
        }
        returning::ask_deletion(&cases, bearer.proof()).await
    };
    match deleted.await {
        Ok(receipt) => shell(&request).render(&deleted_page(&request, receipt)),
        Err(problem) if problem.for_field("sure").is_some() => {
            let page = DonePage {
                leave: leave_bar(l),
                title: l.t("cases-delete"),
                lines: vec![l.t("cases-delete-lead")],
                copy: None,
                more: delete_form(&request, &typed, Some(&problem)),
            };
            shell(&request).problem(&problem).render(&page)
        }
        Err(problem) => show_problem(&cases, &request, &typed, &problem, "").await,
    }
}
