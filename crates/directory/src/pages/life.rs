//! Leaving: what one still answers for, handing it over, being forgotten. And an organisation that goes on in another.

use axum::Extension;
use axum::extract::State;
use saksi_base::{OfferId, OrganisationId, Problem};
use saksi_network::{Member, Operator};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, PageError, PagePath, PageRequest, Response, Site, Weight, user, without_isolates,
};
use serde::Deserialize;

use super::parts::{self, Page, done, done_of, heading, paragraph, to_mend};
use crate::actions::life::{self, GoingOn, LONGEST_REASON, Succession};
use crate::actions::spaces;
use crate::handle::Spaces;

/// What to do before leaving.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Leaving {
    action: String,
}

impl FormData for Leaving {
    const PURPOSE: &'static str = "directory:leaving";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `GET /work/directory/leaving`
pub(super) async fn leaving(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let duties = saksi_db::read!(site.db, member.viewer(), tx => { life::duties(&mut tx, &member).await })?;
    let path = "/work/directory/leaving";
    let button = |action, label, weight| {
        let form = fields::button_form(&request, path, Leaving::PURPOSE, &[("action", action)], label, weight);
        saksi_web::Markup::trusted(format!("<div class=\"actions\">{form}</div>"))
    };
    let mut page = Page::new(l.t("directory-leaving"));
    if done_of(&request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page.part(&heading(&l.t("directory-duties")));
    if duties.is_empty() {
        page = page.part(&paragraph(&l.t("directory-duties-none")));
    } else {
        let counts: Vec<saksi_web::Markup> = [
            ("directory-duties-offers", duties.offers),
            ("directory-duties-introductions", duties.introductions),
            ("directory-duties-chairs", duties.chairs),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(message, count)| saksi_web::Markup::text(&l.ta(message, &[("count", count)])))
        .collect();
        page = page.part(&parts::lines(&counts)).part(&paragraph(&l.t("directory-duties-go-on"))).part(&button(
            "hand-over",
            "directory-hand-over",
            Weight::Main,
        ));
    }
    page.part(&heading(&l.t("directory-forget")))
        .part(&paragraph(&l.t("directory-forget-what")))
        .part(&button("forget", "directory-forget", Weight::Danger))
        .link("/work/directory/me", l.t("directory-tab-me"))
        .staff(&request, None)
}

/// `POST /work/directory/leaving`
pub(super) async fn leave(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    member: Member,
    form: Form<Leaving>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    saksi_db::write!(site.db, "leave the directory", member.viewer(), tx => {
        match form.value.action.as_str() {
            "hand-over" => life::hand_over(&mut tx, &member).await,
            "forget" => {
                spaces::leave_all(&mut tx, &key, &member).await?;
                life::forget(&mut tx, &member).await
            }
            _ => Err(Problem::invalid("directory-decision-missing")),
        }
    })?;
    Ok(saksi_web::see_other("/work/directory/leaving?done=saved"))
}

/// In what an organisation goes on, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Successor {
    successor: String,
    succession: String,
    offers: Vec<String>,
    reason: String,
}

impl FormData for Successor {
    const PURPOSE: &'static str = "directory:successor";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

async fn page(
    site: &Site,
    request: &PageRequest,
    (member, id): (&Member, OrganisationId),
    typed: &Successor,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (known, open) = saksi_db::read!(site.db, member.viewer(), tx => {
        let known = saksi_network::organisation(&mut tx, id).await?;
        Ok::<_, Problem>((known, life::open_offers(&mut tx, member, id).await?))
    })?;
    let known = known.ok_or_else(Problem::not_found)?;
    let offers: Vec<(String, String)> = open
        .iter()
        .map(|offer| (offer.id.to_string(), format!("{}: {}", l.t(offer.draft.side.message()), offer.draft.title)))
        .collect();
    let f = Fields::new(l, problem);
    let kinds = [("merged", "directory-succession-merged"), ("split", "directory-succession-split")];
    let chosen = if offers.is_empty() {
        saksi_web::Markup::empty()
    } else {
        f.checks("offers", "directory-succession-offers", &typed.offers, &[])
            .options(offers)
            .hint("directory-succession-offers-hint")
            .optional()
            .build()
    };
    let form = fields::form(
        request,
        &format!("/work/directory/organisations/{id}/successor"),
        Successor::PURPOSE,
        &[
            f.text("successor", "directory-successor", &typed.successor)
                .hint("directory-successor-hint")
                .longest(300)
                .required()
                .build(),
            f.radio("succession", "directory-succession", &typed.succession, &kinds).required().build(),
            chosen,
            f.area("reason", "directory-succession-reason", &typed.reason)
                .rows(3)
                .longest(u32::try_from(LONGEST_REASON).unwrap_or(u32::MAX))
                .required()
                .build(),
            f.submit_named("sure", "yes", "directory-save", Weight::Danger),
        ],
    );
    Page::new(without_isolates(&known.name))
        .part(&paragraph(&l.t("directory-succession-what")))
        .part(&form)
        .link(&format!("/work/directory/organisations/{id}"), l.t("directory-back"))
        .staff(request, problem)
}

/// `GET /work/directory/organisations/{id}/successor`
pub(super) async fn successor(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    PagePath(id): PagePath<OrganisationId>,
) -> Result<Response, PageError> {
    page(&site, &request, (&member, id), &Successor::default(), None).await
}

/// `POST /work/directory/organisations/{id}/successor`
pub(super) async fn succeed(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    PagePath(id): PagePath<OrganisationId>,
    form: Form<Successor>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let outcome = async {
        let text = typed.successor.trim().trim_end_matches('/');
        let wrong = || Problem::field("successor", "directory-succession-wrong");
        let to: OrganisationId = text.rsplit('/').next().unwrap_or(text).parse().map_err(|_| wrong())?;
        let kind = Succession::from_code(&typed.succession)
            .ok_or_else(|| Problem::field("succession", "directory-succession-missing"))?;
        let gone = |_| Problem::field("offers", "directory-succession-offer-gone");
        let offers = typed.offers.iter().map(|id| id.parse().map_err(gone)).collect::<Result<Vec<OfferId>, _>>()?;
        saksi_db::write!(site.db, "organisation goes on in another", member.viewer(), tx => {
            life::succeed(&mut tx, &member, id, to, GoingOn { kind, offers: &offers, reason: &typed.reason }).await
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other(&format!("/work/directory/organisations/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, (&member, id), typed, Some(&problem)).await
        }
    }
}

/// What an organisation came from and goes on in, as lines.
pub(super) fn lines_of(l: &saksi_web::Locale, lineage: &[(OrganisationId, String, bool, String)]) -> saksi_web::Markup {
    let all: Vec<saksi_web::Markup> = lineage
        .iter()
        .map(|(id, name, forward, kind)| {
            let message = match (forward, kind.as_str()) {
                (true, "merged") => "directory-lineage-now-part-of",
                (true, _) => "directory-lineage-split-into",
                (false, "merged") => "directory-lineage-took-in",
                (false, _) => "directory-lineage-came-out-of",
            };
            let link = format!("<a href=\"/work/directory/organisations/{id}\">{}</a>", user(name));
            parts::dotted(&[saksi_web::Markup::text(&l.t(message)), saksi_web::Markup::trusted(link)])
        })
        .collect();
    parts::lines(&all)
}
