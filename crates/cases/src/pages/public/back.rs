//! Coming back with a receipt.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use saksi_base::Problem;
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, SecurityEvent, Site, fields,
};
use serde::Deserialize;

use super::ask::mode_notice;
use super::deeds::deleted_page;
use super::frame::{self, Bearer, Typed, bearer, count_attempt, leave_bar, shell};
use super::thread;
use crate::Cases;
use crate::actions::returning;
use crate::model::case::SealingMode;

/// A receipt as typed, or as a browser read it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Return {
    locator: String,
    words: String,
    authenticator: String,
    /// That the server may open what a browser has sealed.
    understood: String,
}

impl FormData for Return {
    const PURPOSE: &'static str = "cases-return";
    const DISCREET: bool = true;
    const LIMIT: usize = 16 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Receipt);
    const GATE: bool = true;
    const SECRET: &'static [&'static str] = frame::SECRET;
}

#[derive(Template)]
#[template(path = "public/help_return.html")]
pub(super) struct ReturnPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    pub(super) form: Markup,
}

#[derive(Template)]
#[template(path = "public/help_warn.html")]
pub(super) struct WarnPage {
    pub(super) l: Locale,
    pub(super) leave: Markup,
    pub(super) form: Markup,
}

/// `GET /help/return`.
pub(super) async fn show(request: PageRequest) -> Result<Response, PageError> {
    show_form(&request, &Typed::default(), None)
}

/// The form again, with what was typed and what is to mend.
pub(super) fn show_form(
    request: &PageRequest,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let page = return_page(request, typed, problem);
    match problem {
        None => shell(request).render(&page),
        Some(problem) => shell(request).problem(problem).render(&page),
    }
}

pub(super) fn return_page(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> ReturnPage {
    let l = &request.locale;
    let f = fields::Fields::new(l, problem);
    let form = fields::form(
        request,
        "/help/return",
        Return::PURPOSE,
        &[
            f.text("locator", "cases-receipt-locator", &typed.locator)
                .hint("cases-locator-hint")
                .autocomplete("off")
                .longest(40)
                .code()
                .required()
                .build(),
            f.area("words", "cases-receipt-words", &typed.words)
                .hint("cases-words-hint")
                .autocomplete("off")
                .rows(3)
                .longest(400)
                .required()
                .build(),
            mode_notice(l, "cases-return-server", "cases-return-browser"),
            f.submit("cases-return-open"),
        ],
    );
    ReturnPage { leave: leave_bar(l), form, l: l.clone() }
}

/// The page that asks first: going on means that the server sees what only a browser saw so far.
pub(super) fn warn_page(request: &PageRequest, typed: &Typed) -> WarnPage {
    let l = &request.locale;
    let f = fields::Fields::new(l, None);
    let form = fields::form(
        request,
        "/help/return",
        Return::PURPOSE,
        &[
            f.hidden("locator", &typed.locator),
            f.hidden("words", &typed.words),
            f.hidden("understood", "yes"),
            f.submit_named("", "", "cases-warn-go", fields::Weight::Danger),
        ],
    );
    WarnPage { leave: leave_bar(l), form, l: l.clone() }
}

/// `POST /help/return`.
pub(super) async fn open(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    form: Form<Return>,
) -> Result<Response, PageError> {
    let Return { locator, words, authenticator, understood } = form.value;
    let typed = Typed { locator, words, authenticator };
    let opened = async {
        let bearer = bearer(&typed)?;
        count_attempt(&site, &bearer)?;
        let proof = bearer.proof();
        if let Some(receipt) = returning::deleted(&cases, proof).await? {
            return Ok(Opened::Page(deleted_page(&request, receipt)));
        }
        let mode = returning::mode_of(&cases, proof).await?;
        if matches!((mode, &bearer), (SealingMode::Browser, Bearer::Words(..))) && understood != "yes" {
            return Ok(Opened::Asked);
        }
        Ok::<_, Problem>(Opened::Case(bearer))
    };
    match opened.await {
        Ok(Opened::Page(page)) => shell(&request).render(&page),
        Ok(Opened::Asked) => shell(&request).render(&warn_page(&request, &typed)),
        Ok(Opened::Case(bearer)) => thread::show(&cases, &request, &typed, &bearer, None, None).await,
        Err(problem) if frame::is_wrong_receipt(&problem) => {
            SecurityEvent::ReceiptRefused.note("cases-receipt-wrong");
            show_form(&request, &typed, Some(&Problem::field("words", "cases-receipt-wrong")))
        }
        Err(problem) => show_form(&request, &typed, Some(&problem)),
    }
}

enum Opened {
    Page(super::deeds::DonePage),
    Asked,
    Case(Bearer),
}
