//! `/voices`: words that people who were helped let everybody read. No name, no day, nothing that leads to a case.

use askama::Template;
use axum::Extension;
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Shell, user_block};

use crate::Cases;
use crate::actions::voices::{self, Voice};

/// One testimony, said.
pub(super) struct Line {
    words: Markup,
    tag: String,
    organisation: String,
    month: String,
}

#[derive(Template)]
#[template(path = "public/voices.html")]
pub(super) struct VoicesPage {
    pub(super) l: Locale,
    pub(super) lines: Vec<Line>,
}

pub(super) fn voices_page(l: &Locale, voices: &[Voice]) -> VoicesPage {
    let line = |voice: &Voice| Line {
        words: user_block(&voice.words),
        tag: voice.language.as_str().to_owned(),
        organisation: voice.organisation.clone(),
        // A year and a month: no reader needs the day, and somebody who searches would.
        month: voice.month.to_date().chars().take(7).collect(),
    };
    VoicesPage { lines: voices.iter().map(line).collect(), l: l.clone() }
}

/// `GET /voices`.
pub(super) async fn show(Extension(cases): Extension<Cases>, request: PageRequest) -> Result<Response, PageError> {
    let voices = voices::published(&cases).await?;
    let l = &request.locale;
    // What is taken back must not live on in stores of others.
    Shell::public(&request, l.t("cases-voices-title"))
        .description(&l.t("cases-voices-lead"))
        .no_index()
        .render(&voices_page(l, &voices))
}
