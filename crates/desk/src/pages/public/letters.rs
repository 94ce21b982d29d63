//! `/checks/{id}/respond`: reporting a mistake in a published check, or asking to reply beside it.

use askama::Template;
use axum::extract::State;
use saksi_base::{CheckId, Problem, ProblemKind};
use saksi_db::{Viewer, read, write};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, fields, link, user,
};
use serde::Deserialize;

use super::ask::receipt_page;
use super::views::{headline, reader};
use crate::actions::letters::{self, LETTER_CHARACTERS, SENDER_CHARACTERS};
use crate::actions::public;
use crate::model::{Addressee, Letter, LetterKind};

/// A letter as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) kind: String,
    pub(super) from: String,
    pub(super) text: String,
    pub(super) contact: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "desk-letter";
    // The longest letter in a script of four bytes a character, percent-encoded, and as much again for one that is too long.
    const LIMIT: usize = 128 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Appeal);
    const GATE: bool = true;
}

#[derive(Template)]
#[template(path = "public/respond.html")]
pub(super) struct RespondPage {
    pub(super) l: Locale,
    pub(super) check_href: String,
    pub(super) check: Markup,
    /// Who reads it.
    pub(super) reads: String,
    /// Where those who wrote an imported check can be reached.
    pub(super) source: Option<Markup>,
    pub(super) how_long: String,
    pub(super) form: Markup,
}

fn reads(l: &Locale, to: &Addressee) -> String {
    let message = if to.operators { "desk-letter-reads-operators" } else { "desk-letter-reads" };
    l.ta(message, &[("organisation", to.organisation.name.as_str())])
}

pub(super) fn respond_page(
    request: &PageRequest,
    id: CheckId,
    check: &str,
    to: &Addressee,
    days: i64,
    typed: &Typed,
    problem: Option<&Problem>,
) -> RespondPage {
    let l = &request.locale;
    let f = fields::Fields::new(l, problem);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let kinds = [
        (LetterKind::Mistake.code(), "desk-letter-kind-mistake"),
        (LetterKind::Reply.code(), "desk-letter-kind-reply"),
    ];
    let form = fields::form(
        request,
        &format!("/checks/{id}/respond"),
        Typed::PURPOSE,
        &[
            f.radio("kind", "desk-letter-kind", &typed.kind, &kinds).required().build(),
            f.area("text", "desk-letter-text", &typed.text)
                .hint("desk-letter-text-hint")
                .rows(7)
                .longest(number(LETTER_CHARACTERS))
                .required()
                .build(),
            f.text("from", "desk-letter-from", &typed.from)
                .hint("desk-letter-from-hint")
                .longest(number(SENDER_CHARACTERS))
                .build(),
            f.text("contact", "desk-letter-contact", &typed.contact)
                .hint("desk-letter-contact-hint")
                .longest(number(SENDER_CHARACTERS))
                .optional()
                .build(),
            f.submit("desk-letter-send"),
        ],
    );
    RespondPage {
        check_href: format!("/checks/{id}"),
        check: user(check),
        reads: reads(l, to),
        source: to.source_url.as_deref().filter(|_| to.operators).map(link),
        how_long: l.ta("desk-letter-how-long", &[("days", days)]),
        form,
        l: l.clone(),
    }
}

/// `GET /checks/{id}/respond`.
pub(super) async fn form(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<CheckId>,
) -> Result<Response, PageError> {
    show(&site, &request, id, &Typed::default(), None).await
}

async fn show(
    site: &Site,
    request: &PageRequest,
    id: CheckId,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (check, to, days) = read!(site.db, Viewer::Public, tx => {
        let check = public::published_check(&mut tx, id).await?;
        let to = letters::addressee(&mut tx, id).await?;
        let days = saksi_network::network_settings(&mut tx).await?.expiry_days.max(1);
        Ok::<_, Problem>((check, to, days))
    })?;
    let name = headline(&check.answer.title, &check.answer.statement);
    let page = respond_page(request, id, name, &to, days, typed, problem);
    let shell = Shell::public(request, request.locale.t("desk-respond-page")).no_index();
    match problem {
        None => shell.render(&page),
        Some(problem) => shell.secret().problem(problem).render(&page),
    }
}

/// `POST /checks/{id}/respond`.
pub(super) async fn send(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<CheckId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = form.value;
    let Some(kind) = LetterKind::from_code(&typed.kind) else {
        return show(&site, &request, id, &typed, Some(&Problem::field("kind", "desk-problem-letter-kind"))).await;
    };
    let letter = Letter {
        kind,
        from: typed.from.clone(),
        text: typed.text.clone(),
        contact: typed.contact.clone(),
        language: reader(&request.locale),
    };
    let seed = site.keys.seed(&[b"desk letter", &form.nonce]);
    let receipt = write!(site.db, "hand in letter", Viewer::System, tx => {
        letters::hand_in(&mut tx, id, &letter, &seed).await
    });
    match receipt {
        Ok(receipt) => {
            let l = &request.locale;
            let to = read!(site.db, Viewer::Public, tx => { letters::addressee(&mut tx, id).await })?;
            receipt_page(
                &request,
                &receipt,
                &[reads(l, &to), l.t("desk-letter-next"), l.t("desk-letter-next-come-back")],
            )
        }
        Err(problem) if matches!(problem.kind, ProblemKind::NotFound | ProblemKind::Gone) => Err(problem.into()),
        // The check was withdrawn while they wrote: the page itself cannot be shown any more.
        Err(problem) if problem.kind == ProblemKind::Conflict => Err(problem.into()),
        Err(problem) => show(&site, &request, id, &typed, Some(&problem)).await,
    }
}
