//! `/cases/campaigns`: what links cases of one attack, and the part of a case's page that links it.
//!
//! A campaign shows the reader those of its cases that they can open. The others are a number, and only where it is large enough.

use saksi_base::{CampaignId, CaseId, Problem};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Weight, escape, user,
};

use super::case::{self, CaseData, Typed, path};
use super::parts::{self, excerpt, folded, hint, line, link, row, section, table};
use super::views::{CaseRow, CaseView, reference};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, opening, to_mend};
use crate::actions::campaigns::{self as action, CampaignView, EMPTY_DAYS, LONGEST_NAME, LinkTo, Others};

forms! {
    /// A new campaign.
    BeginForm "cases:campaign-begin" 8 { name: String }
    /// Another name.
    RenameForm "cases:campaign-name" 8 { name: String }
    /// Deletes one without cases.
    DiscardForm "cases:campaign-discard" 4 {}
    /// To which campaign a case goes; `was` is where it was.
    LinkForm "cases:campaign" 8 { was: String, campaign: String, new_campaign: String }
}

/// Where the campaigns are.
const PATH: &str = "/cases/campaigns";

/// Where one is.
pub(crate) fn campaign_path(id: CampaignId) -> String {
    format!("{PATH}/{id}")
}

fn longest() -> u32 {
    u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX)
}

/// A campaign as its page shows it.
#[derive(Clone)]
pub(crate) struct CampaignData {
    pub(crate) id: CampaignId,
    pub(crate) name: String,
    /// Those that the reader can open.
    pub(crate) cases: Vec<CaseRow>,
    /// How many others, where that is told.
    pub(crate) others: Others,
}

fn plain(view: CampaignView) -> CampaignData {
    CampaignData {
        id: view.campaign.id,
        name: view.campaign.name.to_string(),
        cases: view.cases.into_iter().map(|line| opening::row(line, Vec::new())).collect(),
        others: view.others,
    }
}

/// How many others there are, in words that give no small number away.
fn others(l: &Locale, others: Others) -> String {
    match others {
        Some(count) => l.ta("cases-staff-campaign-others", &[("count", i64::try_from(count).unwrap_or(i64::MAX))]),
        None => l.t("cases-staff-campaign-others-few"),
    }
}

/// All of them, with the form for a new one.
pub(crate) fn list(
    request: &PageRequest,
    all: &[CampaignData],
    closed: usize,
    typed: &BeginForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|one| {
            vec![
                link(&campaign_path(one.id), &user(&one.name)),
                Markup::text(&l.number(i64::try_from(one.cases.len()).unwrap_or(i64::MAX))),
                Markup::text(&others(l, one.others)),
            ]
        })
        .collect();
    let headings = ["cases-staff-campaign", "cases-staff-campaign-yours", "cases-staff-campaign-beside"];
    let shown = if rows.is_empty() {
        saksi_web::empty(l, "cases-staff-campaigns-none", "cases-staff-campaigns-none-how")
    } else {
        table(l, "cases-staff-campaigns", &headings, &rows)
    };
    let mut page =
        WorkPage::tabbed(request, "cases-staff-campaigns").part(&line(l, "cases-staff-campaigns-lead")).part(&shown);
    if closed > 0 {
        let closed = i64::try_from(closed).unwrap_or(i64::MAX);
        let says = l.ta("cases-staff-campaigns-closed", &[("count", closed)]);
        page = page.part(&Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&says))));
    }
    let form = fields::form(
        request,
        PATH,
        BeginForm::PURPOSE,
        &[
            f.text("name", "cases-staff-campaign-name", &typed.name)
                .hint("cases-staff-campaign-name-hint")
                .longest(longest())
                .required()
                .build(),
            f.submit("cases-staff-campaign-begin"),
        ],
    );
    page.part(&section(l, "begin", "cases-staff-campaign-new", "", &form))
}

/// One campaign.
pub(crate) fn page(
    request: &PageRequest,
    data: &CampaignData,
    typed: Option<&RenameForm>,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = campaign_path(data.id);
    let rows: Vec<Vec<Markup>> = data
        .cases
        .iter()
        .map(|case| {
            let title = if case.title.trim().is_empty() {
                Markup::text(&l.t("cases-staff-no-words"))
            } else {
                user(&excerpt(&case.title, 80))
            };
            vec![
                link(&path(case.id), &title),
                parts::code(&reference(case.id)),
                parts::status(l, case.status),
                l.moment(case.received),
            ]
        })
        .collect();
    let headings = ["cases-staff-campaign-case", "cases-staff-reference", "cases-staff-status", "cases-staff-came-in"];
    let shown = if rows.is_empty() {
        saksi_web::empty(l, "cases-staff-campaign-empty", "cases-staff-campaign-empty-how")
    } else {
        table(l, "cases-staff-campaign-cases", &headings, &rows)
    };
    let beside = Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&others(l, data.others))));
    let name = typed.map_or(data.name.as_str(), |typed| typed.name.as_str());
    let rename = fields::form(
        request,
        &at,
        RenameForm::PURPOSE,
        &[
            f.text("name", "cases-staff-campaign-name", name)
                .hint("cases-staff-campaign-name-hint")
                .longest(longest())
                .required()
                .build(),
            f.submit_named("", "", "cases-staff-save", Weight::Quiet),
        ],
    );
    // The name stands in no title: a title is kept in the history of a browser.
    let mut page = WorkPage::new(request, "cases-staff-campaign")
        .back(l, PATH, "cases-staff-back-campaigns")
        .part(&Markup::trusted("<p class=\"lead\">").then(&user(&data.name)).then(&Markup::trusted("</p>")))
        .part(&section(
            l,
            "cases",
            "cases-staff-campaign-cases",
            "cases-staff-campaign-cases-hint",
            &shown.then(&beside),
        ))
        .part(&section(l, "name", "cases-staff-campaign-rename", "", &rename));
    if data.cases.is_empty() {
        let discard = button(
            request,
            &format!("{at}/discard"),
            DiscardForm::PURPOSE,
            &[],
            "cases-staff-campaign-discard",
            Weight::Danger,
        );
        let says = l.ta("cases-staff-campaign-discard-hint", &[("days", EMPTY_DAYS)]);
        let body = Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&says))).then(&row(&[discard]));
        page = page.part(&section(l, "discard", "cases-staff-campaign-discard", "", &body));
    }
    page
}

/// The campaign of a case, on its page.
pub(crate) fn of_case(l: &Locale, view: &CaseView) -> Markup {
    let Some(id) = view.campaign else { return Markup::empty() };
    let Some((_, name)) = view.campaigns.iter().find(|(known, _)| *known == id) else {
        return hint(l, "cases-staff-campaign-closed");
    };
    Markup::trusted("<p>")
        .then(&Markup::text(&format!("{}: ", l.t("cases-staff-campaign"))))
        .then(&link(&campaign_path(id), &user(name)))
        .then(&Markup::trusted("</p>"))
}

/// The form that links a case, on its page.
pub(crate) fn form_of_case(request: &PageRequest, data: &CaseData, at: &str, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let typed = data.typed.campaign.as_ref();
    let f = Fields::new(l, problem.filter(|_| typed.is_some()));
    let view = &data.view;
    let was = view.campaign.map_or_else(String::new, |id| id.to_string());
    let (chosen, new) = typed.map_or((was.as_str(), ""), |(chosen, new)| (chosen.as_str(), new.as_str()));
    let mut options = vec![(String::new(), l.t("cases-staff-campaign-no"))];
    if view.campaign.is_some_and(|id| view.campaigns.iter().all(|(known, _)| *known != id)) {
        options.push((was.clone(), l.t("cases-staff-campaign-closed")));
    }
    options.extend(view.campaigns.iter().map(|(id, name)| (id.to_string(), name.clone())));
    let form = fields::form(
        request,
        &format!("{at}/campaign"),
        LinkForm::PURPOSE,
        &[
            f.hidden("was", &was),
            f.select("campaign", "cases-staff-campaign", chosen, &[])
                .options(options)
                .hint("cases-staff-campaign-hint")
                .build(),
            f.text("new_campaign", "cases-staff-campaign-or-new", new).longest(longest()).optional().build(),
            f.submit_named("", "", "cases-staff-save", Weight::Quiet),
        ],
    );
    folded(l, "cases-staff-campaign-link", typed.is_some(), &form)
}

/// `GET /cases/campaigns`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    match staff.opened().await? {
        Ok(me) => show_list(&staff, &me, &BeginForm::default(), None).await,
        Err(page) => Ok(page),
    }
}

async fn show_list(
    staff: &Staff,
    me: &crate::Unlocked,
    typed: &BeginForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (all, closed) = action::look_at_all(&staff.cases, me).await?;
    let all: Vec<CampaignData> = all.into_iter().map(plain).collect();
    staff.page(&list(&staff.request, &all, closed, typed, problem), problem)
}

/// `POST /cases/campaigns`.
pub(crate) async fn begin(staff: Staff, form: Form<BeginForm>) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = opened_for!(staff, form, BeginForm);
    match action::begin(&staff.cases, &me, &form.value.name).await {
        Ok(id) => Ok(done(&campaign_path(id), Done::CampaignBegun)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_list(&staff, &me, &form.value, Some(&problem)).await
        }
    }
}

/// `GET /cases/campaigns/{campaign}`.
pub(crate) async fn one(staff: Staff, PagePath(id): PagePath<CampaignId>) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    match staff.opened().await? {
        Ok(me) => show_one(&staff, &me, id, None, None).await,
        Err(page) => Ok(page),
    }
}

async fn show_one(
    staff: &Staff,
    me: &crate::Unlocked,
    id: CampaignId,
    typed: Option<&RenameForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let found = plain(action::look(&staff.cases, me, id).await?);
    staff.page(&page(&staff.request, &found, typed, problem), problem)
}

/// `POST /cases/campaigns/{campaign}`: another name.
pub(crate) async fn rename(
    staff: Staff,
    PagePath(id): PagePath<CampaignId>,
    form: Form<RenameForm>,
) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = opened_for!(staff, form, RenameForm);
    match action::rename(&staff.cases, &me, id, &form.value.name).await {
        Ok(()) => Ok(done(&campaign_path(id), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_one(&staff, &me, id, Some(&form.value), Some(&problem)).await
        }
    }
}

/// `POST /cases/campaigns/{campaign}/discard`.
pub(crate) async fn discard(
    staff: Staff,
    PagePath(id): PagePath<CampaignId>,
    form: Form<DiscardForm>,
) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = opened_for!(staff, form, DiscardForm);
    match action::discard(&staff.cases, &me, id).await {
        Ok(()) => Ok(done(PATH, Done::CampaignGone)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_one(&staff, &me, id, None, Some(&problem)).await
        }
    }
}

/// `POST /cases/{case}/campaign`.
pub(crate) async fn link_case(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<LinkForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, LinkForm);
    let form = form.value;
    let linked = async {
        let known = |text: &str| match text {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Problem::field("campaign", "cases-campaign-gone")),
        };
        let was: Option<CampaignId> = known(&form.was)?;
        let into = match (form.new_campaign.trim(), known(&form.campaign)?) {
            ("", Some(there)) => LinkTo::There(there),
            ("", None) => LinkTo::None,
            (name, _) => LinkTo::New(name.to_owned()),
        };
        action::link(&staff.cases, &me, id, was, into).await
    };
    match linked.await {
        Ok(()) => Ok(done(&path(id), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(&staff, &me, id).await?;
            let typed = Typed { campaign: Some((form.campaign, form.new_campaign)), ..Typed::default() };
            case::render(&staff, view, typed, Markup::empty(), Some(&problem)).await
        }
    }
}
