//! What belongs to the whole network: its organisations, its settings, who runs it.

use askama::Template;
use axum::extract::State;
use saksi_base::{OrganisationId, PersonId, Problem};
use saksi_db::Viewer;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, Tone, Weight,
};
use serde::Deserialize;

use super::parts::{Confirm, FormPage, OncePage, OrganisationForm, done_of, finish, tabs, to_mend, yes};
use crate::actions;
use crate::model::organisation::Organisation;
use crate::model::person::SignInName;
use crate::model::settings::NetworkSettings;
use crate::name::show_name;
use crate::sessions::Operator;
use crate::store;

fn operator_tabs(request: &PageRequest) -> Markup {
    tabs(
        request,
        "network-nav-operator",
        &[
            ("/operator", "network-organisations-title"),
            ("/operator/network", "network-network-settings"),
            ("/operator/people", "network-operators"),
            ("/operator/scoreboard", "network-scoreboard"),
        ],
    )
}

/// One line of the list of organisations.
#[derive(Debug)]
struct OrganisationLine {
    id: String,
    name: Markup,
    english_name: Markup,
    state: Markup,
    since: Markup,
}

/// `/operator`
#[derive(Debug, Template)]
#[template(path = "operator.html")]
struct OperatorPage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    organisations: Vec<OrganisationLine>,
}

fn state_of(l: &Locale, organisation: &Organisation) -> Markup {
    let (tone, message) = if organisation.closed.is_some() {
        (Tone::Plain, "network-organisation-closed")
    } else if organisation.imported {
        (Tone::Plain, "network-organisation-imported-short")
    } else if organisation.verified {
        (Tone::Done, "network-organisation-verified")
    } else {
        (Tone::Waiting, "network-organisation-unverified")
    };
    saksi_web::badge(l, tone, message)
}

/// `GET /operator`
pub(super) async fn organisations(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::System, tx => { store::organisations(&mut tx).await })?;
    let page = OperatorPage {
        tabs: operator_tabs(&request),
        done: done_of(&request),
        organisations: all
            .iter()
            .map(|o| OrganisationLine {
                id: o.id.to_string(),
                name: saksi_web::user(&o.name),
                english_name: saksi_web::user(&o.english_name),
                state: state_of(l, o),
                since: l.day(o.created),
            })
            .collect(),
        l: l.clone(),
    };
    Shell::staff(&request, l.t("network-operator-title")).render(&page)
}

/// A new organisation.
#[derive(Debug, Default, Deserialize)]
#[serde(default, transparent)]
pub(super) struct OpenForm(OrganisationForm);

impl FormData for OpenForm {
    const PURPOSE: &'static str = "network:open-organisation";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `GET /operator/organisations/new`
pub(super) async fn show_open(request: PageRequest, _: Operator) -> Result<Response, PageError> {
    open_page(&request, &OrganisationForm::new(), None)
}

fn open_page(request: &PageRequest, form: &OrganisationForm, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = form.fields(&f, l);
    parts.push(f.submit("network-open-button"));
    let mut page =
        FormPage::new(l, "network-open-title", &["network-open-lead"]).link("/operator", "network-leave-as-it-is");
    page.form = fields::form(request, "/operator/organisations/new", OpenForm::PURPOSE, &parts);
    page.staff(request, problem)
}

/// `POST /operator/organisations/new`
pub(super) async fn open(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<OpenForm>,
) -> Result<Response, PageError> {
    let OpenForm(form) = form.value;
    let outcome = async {
        let draft = form.read()?;
        saksi_db::write!(site.db, "open organisation", Viewer::System, tx => {
            actions::open_organisation(&mut tx, &member, draft.clone()).await
        })
    }
    .await;
    match outcome {
        Ok(id) => Ok(saksi_web::see_other(&format!("/operator/organisations/{id}?done=opened"))),
        Err(problem) => open_page(&request, &form, Some(&to_mend(problem)?)),
    }
}

async fn find(site: &Site, id: OrganisationId) -> Result<Organisation, Problem> {
    saksi_db::read!(site.db, Viewer::System, tx => { store::organisation(&mut tx, id).await })?
        .ok_or_else(Problem::not_found)
}

/// What to do with an organisation: `close`, `reopen`, `verify`, `unverify`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StateForm {
    to: String,
}

impl FormData for StateForm {
    const PURPOSE: &'static str = "network:organisation-state";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// Nothing but the wish to invite an owner.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct InviteOwnerForm {}

impl FormData for InviteOwnerForm {
    const PURPOSE: &'static str = "network:invite-owner";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `/operator/organisations/{id}`
#[derive(Debug, Template)]
#[template(path = "operator-organisation.html")]
struct OrganisationStatePage {
    l: Locale,
    done: Markup,
    name: Markup,
    english_name: Markup,
    slug: String,
    state: Markup,
    people: Vec<(Markup, String)>,
    invite: Markup,
    buttons: Markup,
    id: String,
    open: bool,
}

/// `GET /operator/organisations/{id}`
pub(super) async fn organisation(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
    PagePath(id): PagePath<OrganisationId>,
) -> Result<Response, PageError> {
    state_page(&site, &request, id, None).await
}

async fn state_page(
    site: &Site,
    request: &PageRequest,
    id: OrganisationId,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let organisation = find(site, id).await?;
    let people = saksi_db::read!(site.db, Viewer::System, tx => { store::members_of(&mut tx, id).await })?;
    let own = format!("/operator/organisations/{id}");
    let button = |to: &str, label: &str| {
        fields::button_form(request, &own, StateForm::PURPOSE, &[("to", to)], label, Weight::Quiet)
    };
    let open = organisation.closed.is_none();
    let mut buttons = if organisation.verified {
        button("unverify", "network-organisation-unverify")
    } else {
        button("verify", "network-organisation-verify")
    };
    if !open {
        buttons = buttons.then(&button("reopen", "network-organisation-reopen"));
    }
    let page = OrganisationStatePage {
        done: done_of(request),
        name: saksi_web::user(&organisation.name),
        english_name: saksi_web::user(&organisation.english_name),
        slug: organisation.slug.clone(),
        state: state_of(l, &organisation),
        people: people
            .iter()
            .map(|a| (saksi_web::user(&a.person_name), super::parts::role_names(l, &a.roles)))
            .collect(),
        invite: fields::button_form(
            request,
            &format!("{own}/invite"),
            InviteOwnerForm::PURPOSE,
            &[],
            "network-invite-owner-button",
            Weight::Main,
        ),
        buttons,
        id: id.to_string(),
        open,
        l: l.clone(),
    };
    finish(Shell::staff(request, organisation.name), problem).render(&page)
}

/// `POST /operator/organisations/{id}`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    PagePath(id): PagePath<OrganisationId>,
    form: Form<StateForm>,
) -> Result<Response, PageError> {
    let to = form.value.to;
    let outcome: Result<(), Problem> = saksi_db::write!(site.db, "change organisation's state", Viewer::System, tx => {
        match to.as_str() {
            "close" => actions::close_organisation(&mut tx, &member, id).await,
            "reopen" => actions::reopen_organisation(&mut tx, &member, id).await,
            "verify" => actions::verify_organisation(&mut tx, &member, id, true).await,
            "unverify" => actions::verify_organisation(&mut tx, &member, id, false).await,
            _ => Err(Problem::not_found()),
        }
    });
    match outcome {
        Ok(()) => Ok(saksi_web::see_other(&format!("/operator/organisations/{id}?done=saved"))),
        Err(problem) => state_page(&site, &request, id, Some(&to_mend(problem)?)).await,
    }
}

/// `GET /operator/organisations/{id}/close`
pub(super) async fn show_close(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
    PagePath(id): PagePath<OrganisationId>,
) -> Result<Response, PageError> {
    let organisation = find(&site, id).await?;
    let own = format!("/operator/organisations/{id}");
    Confirm {
        title: "network-close-title",
        subject: &organisation.name,
        consequence: "network-close-lead",
        action: &own,
        purpose: StateForm::PURPOSE,
        hidden: &[("to", "close")],
        button: "network-close-button",
        back: &own,
    }
    .page(&request, None)
}

/// `POST /operator/organisations/{id}/invite`
pub(super) async fn invite_owner(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    PagePath(id): PagePath<OrganisationId>,
    _: Form<InviteOwnerForm>,
) -> Result<Response, PageError> {
    let secret = saksi_db::write!(site.db, "invite owner", Viewer::System, tx => {
        actions::invite_owner(&mut tx, &member, id).await
    })?;
    OncePage::link(
        &request,
        "network-invited-title",
        "network-invited-owner-lead",
        &format!("/join/{}", secret.reveal()),
        (&format!("/operator/organisations/{id}"), "network-back-to-organisation"),
    )
    .page(&request)
}

/// The network's settings, as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SettingsForm {
    name: String,
    intro: String,
    expiry_days: String,
    intake: String,
    verdict_note: String,
    two_step_required: String,
    intake_per_hour: String,
    intake_waiting: String,
}

impl FormData for SettingsForm {
    const PURPOSE: &'static str = "network:settings";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl SettingsForm {
    fn of(settings: &NetworkSettings) -> Self {
        Self {
            name: settings.name.clone(),
            intro: settings.intro.clone(),
            expiry_days: settings.expiry_days.to_string(),
            intake: settings.intake.map(|id| id.to_string()).unwrap_or_default(),
            verdict_note: settings.verdict_note.clone(),
            two_step_required: yes(settings.two_step_required),
            intake_per_hour: settings.intake_per_hour.to_string(),
            intake_waiting: settings.intake_waiting.to_string(),
        }
    }

    fn read(&self) -> Result<NetworkSettings, Problem> {
        // What is no number is out of every range, and said so beside its field.
        let number = |text: &str| text.trim().parse::<i64>().unwrap_or(-1);
        NetworkSettings {
            name: self.name.clone(),
            intro: self.intro.clone(),
            expiry_days: number(&self.expiry_days),
            intake: self.intake.parse().ok(),
            verdict_note: self.verdict_note.clone(),
            two_step_required: self.two_step_required == "yes",
            intake_per_hour: number(&self.intake_per_hour),
            intake_waiting: number(&self.intake_waiting),
        }
        .tidy()
    }
}

/// `GET /operator/network`
pub(super) async fn network(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
) -> Result<Response, PageError> {
    let settings = saksi_db::read!(site.db, Viewer::System, tx => { store::network_settings(&mut tx).await })?;
    network_page(&site, &request, &SettingsForm::of(&settings), None).await
}

async fn network_page(
    site: &Site,
    request: &PageRequest,
    form: &SettingsForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::System, tx => { store::published_organisations(&mut tx).await })?;
    let mut receivers = vec![(String::new(), l.t("network-intake-nobody"))];
    receivers.extend(all.into_iter().filter(|o| !o.imported).map(|o| (o.id.to_string(), o.name)));
    let f = Fields::new(l, problem);
    let mut page = FormPage::new(l, "network-network-settings", &[]);
    page.before = operator_tabs(request).then(&done_of(request));
    page.form = fields::form(
        request,
        "/operator/network",
        SettingsForm::PURPOSE,
        &[
            f.text("name", "network-network-name", &form.name).required().build(),
            f.area("intro", "network-network-intro", &form.intro)
                .hint("network-network-intro-hint")
                .rows(3)
                .optional()
                .build(),
            f.select("intake", "network-intake", &form.intake, &[])
                .options(receivers)
                .hint("network-intake-hint")
                .build(),
            f.text("expiry_days", "network-expiry-days", &form.expiry_days)
                .hint("network-expiry-days-hint")
                .input_mode("numeric")
                .code()
                .required()
                .build(),
            f.area("verdict_note", "network-verdict-note", &form.verdict_note)
                .hint("network-verdict-note-hint")
                .rows(3)
                .optional()
                .build(),
            f.text("intake_per_hour", "network-intake-per-hour", &form.intake_per_hour)
                .hint("network-intake-per-hour-hint")
                .input_mode("numeric")
                .code()
                .required()
                .build(),
            f.text("intake_waiting", "network-intake-waiting", &form.intake_waiting)
                .hint("network-intake-waiting-hint")
                .input_mode("numeric")
                .code()
                .required()
                .build(),
            f.checkbox("two_step_required", "network-two-step-required", form.two_step_required == "yes")
                .hint("network-two-step-required-hint")
                .build(),
            f.submit("network-save"),
        ],
    );
    page.staff(request, problem)
}

/// `POST /operator/network`
pub(super) async fn change_network(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<SettingsForm>,
) -> Result<Response, PageError> {
    let outcome = async {
        let settings = form.value.read()?;
        saksi_db::write!(site.db, "change network settings", Viewer::System, tx => {
            actions::change_settings(&mut tx, &member, settings.clone()).await
        })
    }
    .await;
    match outcome {
        Ok(()) => {
            // Every other process hears of it from the journal; whoever just saved it must see it at once.
            show_name(&site).await?;
            Ok(saksi_web::see_other("/operator/network?done=saved"))
        }
        Err(problem) => network_page(&site, &request, &form.value, Some(&to_mend(problem)?)).await,
    }
}

/// Whom to make an operator.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OperatorForm {
    sign_in_name: String,
}

impl FormData for OperatorForm {
    const PURPOSE: &'static str = "network:make-operator";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// Yes, take the running of the network from this person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EndForm {}

impl FormData for EndForm {
    const PURPOSE: &'static str = "network:end-operator";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `/operator/people`
#[derive(Debug, Template)]
#[template(path = "operators.html")]
struct OperatorsPage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    /// (id, name, whether it is the reader).
    people: Vec<(String, Markup, bool)>,
    form: Markup,
}

/// `GET /operator/people`
pub(super) async fn people(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
) -> Result<Response, PageError> {
    people_page(&site, &request, member.person, &OperatorForm::default(), None).await
}

async fn people_page(
    site: &Site,
    request: &PageRequest,
    me: PersonId,
    form: &OperatorForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::System, tx => { store::operators(&mut tx).await })?;
    let f = Fields::new(l, problem);
    let page = OperatorsPage {
        tabs: operator_tabs(request),
        done: done_of(request),
        people: all
            .into_iter()
            .map(|person| (person.id.to_string(), saksi_web::user(&person.display_name), person.id == me))
            .collect(),
        form: fields::form(
            request,
            "/operator/people",
            OperatorForm::PURPOSE,
            &[
                f.text("sign_in_name", "network-sign-in-name", &form.sign_in_name)
                    .hint("network-operator-add-hint")
                    .code()
                    .required()
                    .build(),
                f.submit("network-operator-add"),
            ],
        ),
        l: l.clone(),
    };
    finish(Shell::staff(request, l.t("network-operators")), problem).render(&page)
}

/// `POST /operator/people`
pub(super) async fn make_operator(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<OperatorForm>,
) -> Result<Response, PageError> {
    let outcome = async {
        let name = SignInName::parse(&form.value.sign_in_name)?;
        saksi_db::write!(site.db, "make operator", Viewer::System, tx => {
            let found = store::credential_by_name(&mut tx, &name).await?;
            let found = found.ok_or_else(|| Problem::field("sign_in_name", "network-operator-unknown"))?;
            actions::set_operator(&mut tx, &member, found.person, true).await
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/operator/people?done=saved")),
        Err(problem) => people_page(&site, &request, member.person, &form.value, Some(&to_mend(problem)?)).await,
    }
}

fn end_page(request: &PageRequest, id: PersonId, name: &str, problem: Option<&Problem>) -> Result<Response, PageError> {
    Confirm {
        title: "network-operator-end-title",
        subject: name,
        consequence: "network-operator-end-lead",
        action: &format!("/operator/people/{id}/end"),
        purpose: EndForm::PURPOSE,
        hidden: &[],
        button: "network-operator-end-button",
        back: "/operator/people",
    }
    .page(request, problem)
}

async fn name_of(site: &Site, id: PersonId) -> Result<String, Problem> {
    saksi_db::read!(site.db, Viewer::System, tx => { store::display_name(&mut tx, id).await })?
        .ok_or_else(Problem::not_found)
}

/// `GET /operator/people/{id}/end`
pub(super) async fn show_end(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
    PagePath(id): PagePath<PersonId>,
) -> Result<Response, PageError> {
    end_page(&request, id, &name_of(&site, id).await?, None)
}

/// `POST /operator/people/{id}/end`
pub(super) async fn end(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    PagePath(id): PagePath<PersonId>,
    _: Form<EndForm>,
) -> Result<Response, PageError> {
    let outcome: Result<(), Problem> = saksi_db::write!(site.db, "end operator", Viewer::System, tx => {
        actions::set_operator(&mut tx, &member, id, false).await
    });
    match outcome {
        Ok(()) if id == member.person => Ok(saksi_web::see_other("/account?done=saved")),
        Ok(()) => Ok(saksi_web::see_other("/operator/people?done=saved")),
        Err(problem) => end_page(&request, id, &name_of(&site, id).await?, Some(&to_mend(problem)?)),
    }
}
