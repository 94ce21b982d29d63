//! Who runs this, what is stored and for how long, and how programs use it.

use askama::Template;
use axum::extract::State;
use saksi_base::{Problem, Verdict};
use saksi_db::{Viewer, read};
use saksi_network::NetworkSettings;
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Shell, Site, paragraphs, verdict};

use super::ask::{figures, stats, terms};
use crate::actions::public;
use crate::model::{OrganisationRef, Stats};

#[derive(Template)]
#[template(path = "public/about.html")]
pub(super) struct AboutPage {
    pub(super) l: Locale,
    pub(super) title: String,
    pub(super) intro: Markup,
    pub(super) organisations: Vec<Publisher>,
    pub(super) verdicts: Vec<VerdictView>,
    pub(super) verdict_note: Markup,
    pub(super) numbers: Vec<String>,
}

/// An organisation that has published.
pub(super) struct Publisher {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) checks: String,
    pub(super) checks_href: String,
}

/// A verdict and what it means.
pub(super) struct VerdictView {
    pub(super) badge: Markup,
    pub(super) text: String,
}

/// Most organisations listed on the page.
const LISTED: usize = 20;

/// `GET /about`.
pub(super) async fn about(State(site): State<Site>, request: PageRequest) -> Result<Response, PageError> {
    let l = &request.locale;
    let (settings, organisations) = read!(site.db, Viewer::Public, tx => {
        let settings = saksi_network::network_settings(&mut tx).await?;
        Ok::<_, Problem>((settings, public::organisations(&mut tx).await?))
    })?;
    let stats = stats(&site).await?;
    let page = about_page(l, &site.name(), &settings, &organisations, &stats);
    Shell::public(&request, page.title.clone()).description(&l.t("desk-about-lead")).canonical("/about").render(&page)
}

pub(super) fn about_page(
    l: &Locale,
    site: &str,
    settings: &NetworkSettings,
    organisations: &[(OrganisationRef, i64)],
    stats: &Stats,
) -> AboutPage {
    let name = if settings.name.is_empty() { site } else { &settings.name };
    let meaning = |v: Verdict| match v {
        Verdict::False => "desk-verdict-false",
        Verdict::Misleading => "desk-verdict-misleading",
        Verdict::True => "desk-verdict-true",
        Verdict::Opinion => "desk-verdict-opinion",
        Verdict::Satire => "desk-verdict-satire",
        Verdict::NotCheckable => "desk-verdict-not-checkable",
    };
    AboutPage {
        title: l.ta("desk-about-title", &[("name", name)]),
        intro: paragraphs(&settings.intro),
        organisations: organisations
            .iter()
            .take(LISTED)
            .map(|(organisation, checks)| Publisher {
                slug: organisation.slug.clone(),
                name: organisation.name.clone(),
                checks: l.ta("desk-about-checks-count", &[("count", *checks)]),
                checks_href: format!("/checks?organisation={}", organisation.id),
            })
            .collect(),
        verdicts: Verdict::ALL.iter().map(|v| VerdictView { badge: verdict(l, *v), text: l.t(meaning(*v)) }).collect(),
        verdict_note: paragraphs(&settings.verdict_note),
        numbers: figures(l, stats),
        l: l.clone(),
    }
}

#[derive(Template)]
#[template(path = "public/privacy.html")]
pub(super) struct PrivacyPage {
    pub(super) l: Locale,
    pub(super) who_reads: String,
    pub(super) how_long: String,
    pub(super) letter_how_long: String,
}

/// `GET /privacy`.
pub(super) async fn privacy(State(site): State<Site>, request: PageRequest) -> Result<Response, PageError> {
    let l = &request.locale;
    let settings = read!(site.db, Viewer::Public, tx => { saksi_network::network_settings(&mut tx).await })?;
    let page = PrivacyPage {
        who_reads: terms(&site, l).await.map_or_else(|_| l.t("desk-hand-in-reads-nobody"), |terms| terms.who_reads),
        how_long: l.ta("desk-hand-in-how-long", &[("days", settings.expiry_days)]),
        letter_how_long: l.ta("desk-letter-how-long", &[("days", settings.expiry_days)]),
        l: l.clone(),
    };
    Shell::public(&request, l.t("desk-privacy-title"))
        .description(&l.t("desk-privacy-lead"))
        .canonical("/privacy")
        .render(&page)
}

#[derive(Template)]
#[template(path = "public/api.html")]
pub(super) struct ApiPage {
    pub(super) l: Locale,
    pub(super) examples: Vec<Example>,
}

/// A command that shows one use.
pub(super) struct Example {
    pub(super) title: String,
    pub(super) command: String,
}

/// `GET /api`.
pub(super) async fn api(request: PageRequest) -> Result<Response, PageError> {
    let l = &request.locale;
    let page = api_page(&request);
    Shell::public(&request, l.t("desk-api-title")).description(&l.t("desk-api-lead")).canonical("/api").render(&page)
}

pub(super) fn api_page(request: &PageRequest) -> ApiPage {
    let l = &request.locale;
    let at = |path: &str| request.absolute(path);
    let examples = [
        (
            "desk-api-ask",
            format!(
                "curl -X POST {} \\\n  -H 'Content-Type: application/json' \\\n  -d '{{\"text\": \"Drinking hot lemon water cures cancer\", \"language\": \"en\"}}'",
                at("/api/v1/messages")
            ),
        ),
        (
            "desk-api-hand-in",
            format!(
                "curl -X POST {} \\\n  -H 'Content-Type: application/json' \\\n  -H \"Idempotency-Key: $(uuidgen)\" \\\n  -d '{{\"text\": \"Hot lemon water is to be banned\", \"hand_in\": true}}'",
                at("/api/v1/messages")
            ),
        ),
        (
            "desk-api-receipt",
            format!(
                "curl -X POST {} \\\n  -H 'Content-Type: application/json' \\\n  -d '{{\"locator\": \"7K2M-9QXA\", \"words\": \"eight words of the receipt stand in here\"}}'",
                at("/api/v1/receipts")
            ),
        ),
        ("desk-api-list", format!("curl '{}'", at("/api/v1/checks?verdict=false&language=en&limit=20"))),
        ("desk-api-all", format!("curl -O {}\ncurl -O {}", at("/checks.jsonl"), at("/checks.csv"))),
        ("desk-api-feeds", format!("{}\n{}\n{}", at("/checks.atom"), at("/checks.json"), at("/datafeed.json"))),
    ];
    ApiPage {
        examples: examples.into_iter().map(|(title, command)| Example { title: l.t(title), command }).collect(),
        l: l.clone(),
    }
}
