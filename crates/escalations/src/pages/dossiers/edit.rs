//! Writing a dossier. Two people who do so at once both see what the other wrote.

use std::fmt::Write as _;

use saksi_base::{DossierId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, escape, see_other};

use super::{DiscardForm, HERE, path_of, show_with};
use crate::actions::dossiers as acts;
use crate::model::dossier::{Content, Effect, Tactic, Target};
use crate::model::lines;
use crate::model::words::Systemic;
use crate::pages::{FormPage, Staff, go, keeps};

/// A dossier as its form has it.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DossierForm {
    seen: String,
    pub(super) title: String,
    language: String,
    summary: String,
    campaign: String,
    targets: Vec<String>,
    tactics: Vec<String>,
    effects: Vec<String>,
    systemic: Vec<String>,
    asks: String,
    happenings: String,
    hidden: String,
}

impl FormData for DossierForm {
    const PURPOSE: &'static str = "escalations:dossier";
    const LIMIT: usize = 512 * 1024;
}

impl DossierForm {
    pub(crate) fn of(content: &Content, version: i64) -> Self {
        let codes = |all: Vec<&str>| all.into_iter().map(ToOwned::to_owned).collect();
        Self {
            seen: version.to_string(),
            title: content.title.clone(),
            language: content.language.clone(),
            summary: content.summary.clone(),
            campaign: content.campaign.clone(),
            targets: codes(content.targets.iter().map(|one| one.code()).collect()),
            tactics: codes(content.tactics.iter().map(|one| one.code()).collect()),
            effects: codes(content.effects.iter().map(|one| one.code()).collect()),
            systemic: codes(content.systemic.iter().map(|one| one.code()).collect()),
            asks: content.asks.clone(),
            happenings: content.happenings_text(),
            hidden: content.hidden.join("\n"),
        }
    }

    fn read(&self) -> Result<Content, Problem> {
        let tidy = |text: &str| text.trim().to_owned();
        Ok(Content {
            title: tidy(&self.title),
            language: tidy(&self.language),
            summary: tidy(&self.summary),
            campaign: tidy(&self.campaign),
            targets: self.targets.iter().filter_map(|code| Target::from_code(code)).collect(),
            tactics: self.tactics.iter().filter_map(|code| Tactic::from_code(code)).collect(),
            effects: self.effects.iter().filter_map(|code| Effect::from_code(code)).collect(),
            systemic: self.systemic.iter().filter_map(|code| Systemic::from_code(code)).collect(),
            asks: tidy(&self.asks),
            happenings: Content::happenings_of(&self.happenings)?,
            hidden: lines(&self.hidden),
            evidence: Vec::new(),
        })
    }

    /// The fields in which what stands now differs from what was typed: label, and what stands now.
    fn differences(&self, now: &Self) -> Vec<(&'static str, String)> {
        let pairs = [
            ("escalations-dossier-name", &self.title, &now.title),
            ("escalations-language", &self.language, &now.language),
            ("escalations-dossier-summary", &self.summary, &now.summary),
            ("escalations-dossier-campaign", &self.campaign, &now.campaign),
            ("escalations-dossier-asks", &self.asks, &now.asks),
            ("escalations-dossier-happenings", &self.happenings, &now.happenings),
            ("escalations-dossier-hidden", &self.hidden, &now.hidden),
        ];
        let mut all: Vec<(&str, String)> = pairs
            .into_iter()
            .filter(|(_, typed, stands)| typed.trim() != stands.trim())
            .map(|(label, _, stands)| (label, stands.clone()))
            .collect();
        for (label, typed, stands) in [
            ("escalations-dossier-targets", &self.targets, &now.targets),
            ("escalations-dossier-tactics", &self.tactics, &now.tactics),
            ("escalations-dossier-effects", &self.effects, &now.effects),
            ("escalations-systemic", &self.systemic, &now.systemic),
        ] {
            if typed != stands {
                all.push((label, stands.join(", ")));
            }
        }
        all
    }
}

/// What somebody else wrote meanwhile, beside what was typed.
fn meanwhile(l: &Locale, typed: &DossierForm, now: &DossierForm) -> Markup {
    let mut html = String::new();
    for (label, stands) in typed.differences(now) {
        let _ = std::write!(
            html,
            "<h2>{}</h2><div class=\"sent\" dir=\"auto\">{}</div>",
            escape(&l.t(label)),
            escape(&stands)
        );
    }
    if html.is_empty() {
        return Markup::empty();
    }
    saksi_web::notice(Tone::Waiting, &l.t("escalations-dossier-meanwhile"), &Markup::trusted(html))
}

pub(crate) fn edit_page(
    request: &PageRequest,
    id: Option<DossierId>,
    typed: &DossierForm,
    now: Option<&DossierForm>,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let (action, back, title, save) = match id {
        Some(id) => {
            let path = path_of(id);
            (format!("{path}/edit"), (path, "escalations-dossier-back"), "escalations-dossier-edit", "escalations-save")
        }
        None => (
            format!("{HERE}/new"),
            (HERE.to_owned(), "escalations-dossiers-title"),
            "escalations-dossier-new",
            "escalations-dossier-begin",
        ),
    };
    let form = fields::form(
        request,
        &action,
        DossierForm::PURPOSE,
        &[
            f.hidden("seen", &typed.seen),
            f.text("title", "escalations-dossier-name", &typed.title)
                .hint("escalations-dossier-name-hint")
                .longest(200)
                .required()
                .build(),
            f.text("language", "escalations-language", &typed.language)
                .hint("escalations-dossier-language-hint")
                .required()
                .build(),
            f.area("summary", "escalations-dossier-summary", &typed.summary)
                .hint("escalations-dossier-summary-hint")
                .rows(8)
                .longest(20_000)
                .build(),
            f.text("campaign", "escalations-dossier-campaign", &typed.campaign).longest(200).optional().build(),
            f.checks("targets", "escalations-dossier-targets", &typed.targets, Target::OPTIONS).build(),
            f.checks("tactics", "escalations-dossier-tactics", &typed.tactics, Tactic::OPTIONS).build(),
            f.checks("effects", "escalations-dossier-effects", &typed.effects, Effect::OPTIONS).build(),
            f.checks("systemic", "escalations-systemic", &typed.systemic, Systemic::OPTIONS).build(),
            f.area("happenings", "escalations-dossier-happenings", &typed.happenings)
                .hint("escalations-dossier-happenings-hint")
                .rows(5)
                .optional()
                .build(),
            f.area("asks", "escalations-dossier-asks", &typed.asks).rows(4).longest(20_000).optional().build(),
            f.area("hidden", "escalations-dossier-hidden", &typed.hidden)
                .hint("escalations-dossier-hidden-hint")
                .rows(3)
                .optional()
                .build(),
            f.submit(save),
        ],
    );
    FormPage {
        back,
        notice: Markup::empty(),
        title: l.t(title),
        before: now.map_or_else(Markup::empty, |now| meanwhile(l, typed, now)),
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

/// `GET /work/escalations/dossiers/new`.
pub(crate) async fn new(staff: Staff) -> Result<Response, PageError> {
    let typed = DossierForm { language: staff.l().tag().to_owned(), ..DossierForm::default() };
    let page = edit_page(&staff.request, None, &typed, None, None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/dossiers/new`.
pub(crate) async fn begin(staff: Staff, form: Form<DossierForm>) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<DossierId, Problem> = match typed.read() {
        Err(problem) => Err(problem),
        Ok(content) => write!(staff.request.site.db, "begin dossier", by.viewer(), tx => {
            acts::begin(&mut tx, by, &content).await
        }),
    };
    match outcome {
        Ok(id) => Ok(go(&path_of(id), "saved")),
        Err(problem) if keeps(&problem) => {
            let page = edit_page(&staff.request, None, &typed, None, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn stands(staff: &Staff, id: DossierId) -> Result<DossierForm, Problem> {
    let by = &staff.by;
    let whole = read!(staff.request.site.db, by.viewer(), tx => { acts::whole(&mut tx, by, id).await })?;
    Ok(DossierForm::of(&whole.content, whole.version()))
}

/// `GET /work/escalations/dossiers/{id}/edit`.
pub(crate) async fn edit(staff: Staff, PagePath(id): PagePath<DossierId>) -> Result<Response, PageError> {
    let page = edit_page(&staff.request, Some(id), &stands(&staff, id).await?, None, None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/dossiers/{id}/edit`.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<DossierForm>,
) -> Result<Response, PageError> {
    let (by, mut typed) = (&staff.by, form.value);
    let seen = typed.seen.parse().unwrap_or(0);
    let outcome: Result<(), Problem> = match typed.read() {
        Err(problem) => Err(problem),
        Ok(content) => write!(staff.request.site.db, "write dossier", by.viewer(), tx => {
            acts::save(&mut tx, by, id, seen, content.clone()).await
        }),
    };
    match outcome {
        Ok(()) => Ok(go(&path_of(id), "saved")),
        Err(problem) if keeps(&problem) => {
            let now = stands(&staff, id).await?;
            let moved = now.seen != typed.seen;
            // Whoever saves again has seen what the other wrote.
            typed.seen.clone_from(&now.seen);
            let page = edit_page(&staff.request, Some(id), &typed, moved.then_some(&now), Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/dossiers/{id}/discard`.
pub(crate) async fn discard(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    _: Form<DiscardForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "discard dossier", by.viewer(), tx => {
        acts::discard(&mut tx, by, id).await
    });
    match outcome {
        Ok(()) => Ok(see_other(&format!("{HERE}?done=dropped"))),
        Err(problem) if keeps(&problem) => show_with(&staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}
