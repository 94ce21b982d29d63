//! What an organisation decides for itself: its name and rules, its people, invitations, tokens.

use askama::Template;
use axum::extract::State;
use saksi_base::{AffiliationId, InvitationId, Problem, TokenId};
use saksi_db::Viewer;
use saksi_web::fields::{self, Fields};
use saksi_web::{Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site};
use serde::Deserialize;

use super::parts::{
    Confirm, FormPage, OncePage, OrganisationForm, done_of, finish, read_roles, role_fields, role_names, tabs, to_mend,
    yes,
};
use crate::actions;
use crate::member::Member;
use crate::model::person::Affiliation;
use crate::model::role::{Capability, Role};
use crate::model::token::{Scope, Scopes};
use crate::store;

fn settings_tabs(request: &PageRequest, member: &Member) -> Markup {
    let mut entries = Vec::new();
    if member.has(Capability::MANAGE_ORGANISATION) {
        entries.push(("/settings", "network-settings-organisation"));
    }
    if member.has(Capability::MANAGE_PEOPLE) {
        entries.push(("/settings/people", "network-nav-people"));
        entries.push(("/settings/invitations", "network-invitations"));
    }
    if member.has(Capability::MANAGE_ORGANISATION) {
        entries.push(("/settings/tokens", "network-tokens"));
    }
    tabs(request, "network-nav-settings", &entries)
}

impl FormData for OrganisationForm {
    const PURPOSE: &'static str = "network:organisation";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `GET /settings`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    if !member.has(Capability::MANAGE_ORGANISATION) && member.has(Capability::MANAGE_PEOPLE) {
        return Ok(saksi_web::see_other("/settings/people"));
    }
    member.may(Capability::MANAGE_ORGANISATION)?;
    let organisation =
        saksi_db::read!(site.db, Viewer::System, tx => { store::organisation(&mut tx, member.organisation).await })?
            .ok_or_else(Problem::not_found)?;
    organisation_page(&request, &member, &OrganisationForm::of(&organisation), None)
}

fn organisation_page(
    request: &PageRequest,
    member: &Member,
    form: &OrganisationForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = form.fields(&f, l);
    parts.push(f.submit("network-save"));
    let mut page = FormPage::new(l, "network-settings-title", &[]);
    page.before = settings_tabs(request, member).then(&done_of(request));
    page.form = fields::form(request, "/settings", OrganisationForm::PURPOSE, &parts);
    page.staff(request, problem)
}

/// `POST /settings`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<OrganisationForm>,
) -> Result<Response, PageError> {
    // Asked before the form is read, so that nobody else is shown it for mending.
    member.may(Capability::MANAGE_ORGANISATION)?;
    let outcome = async {
        let draft = form.value.read()?;
        saksi_db::write!(site.db, "change organisation", Viewer::System, tx => {
            actions::change_organisation(&mut tx, &member, draft.clone()).await
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/settings?done=saved")),
        Err(problem) => organisation_page(&request, &member, &form.value, Some(&to_mend(problem)?)),
    }
}

/// One line of the list of people.
#[derive(Debug)]
struct PersonLine {
    id: String,
    name: Markup,
    roles: String,
    since: Markup,
    speaks_for: bool,
    me: bool,
}

/// `/settings/people`
#[derive(Debug, Template)]
#[template(path = "people.html")]
struct PeoplePage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    people: Vec<PersonLine>,
}

/// `GET /settings/people`
pub(super) async fn people(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    member.may(Capability::MANAGE_PEOPLE)?;
    let l = &request.locale;
    let all =
        saksi_db::read!(site.db, Viewer::System, tx => { store::members_of(&mut tx, member.organisation).await })?;
    let people = all
        .into_iter()
        .map(|a| PersonLine {
            id: a.id.to_string(),
            name: saksi_web::user(&a.person_name),
            roles: role_names(l, &a.roles),
            since: l.day(a.started),
            speaks_for: a.speaks_for,
            me: a.person == member.person,
        })
        .collect();
    let page = PeoplePage { tabs: settings_tabs(&request, &member), done: done_of(&request), people, l: l.clone() };
    Shell::staff(&request, l.t("network-people-title")).render(&page)
}

async fn affiliation_of(site: &Site, member: &Member, id: AffiliationId) -> Result<Affiliation, Problem> {
    let found = saksi_db::read!(site.db, Viewer::System, tx => { store::affiliation(&mut tx, id).await })?;
    found.filter(|a| a.organisation == member.organisation && a.ended.is_none()).ok_or_else(Problem::not_found)
}

/// The roles of one person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RolesForm {
    role: Vec<String>,
    speaks_for: String,
}

impl FormData for RolesForm {
    const PURPOSE: &'static str = "network:roles";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// One role over time, in words.
#[derive(Debug)]
struct RoleLine {
    role: String,
    from: Markup,
    until: Option<Markup>,
}

/// `/settings/people/{id}`
#[derive(Debug, Template)]
#[template(path = "person.html")]
struct PersonPage {
    l: Locale,
    name: Markup,
    since: Markup,
    form: Markup,
    history: Vec<RoleLine>,
    id: String,
    me: bool,
    /// Whether a reset link may be offered.
    may_reset: bool,
}

/// `GET /settings/people/{id}`
pub(super) async fn person(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
) -> Result<Response, PageError> {
    member.may(Capability::MANAGE_PEOPLE)?;
    let affiliation = affiliation_of(&site, &member, id).await?;
    let form = RolesForm {
        role: affiliation.roles.iter().map(|role| role.code().to_owned()).collect(),
        speaks_for: yes(affiliation.speaks_for),
    };
    person_page(&site, &request, &member, &affiliation, &form, None).await
}

async fn person_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    affiliation: &Affiliation,
    form: &RolesForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let history =
        saksi_db::read!(site.db, Viewer::System, tx => { store::role_history(&mut tx, affiliation.id).await })?;
    let f = Fields::new(l, problem);
    let id = affiliation.id.to_string();
    let me = affiliation.person == member.person;
    let page = PersonPage {
        name: saksi_web::user(&affiliation.person_name),
        since: l.day(affiliation.started),
        form: fields::form(
            request,
            &format!("/settings/people/{id}"),
            RolesForm::PURPOSE,
            &[
                role_fields(&f, l, &form.role),
                f.checkbox("speaks_for", "network-speaks-for-label", form.speaks_for == "yes")
                    .hint("network-speaks-for-hint")
                    .build(),
                f.submit("network-save"),
            ],
        ),
        history: history
            .into_iter()
            .map(|period| RoleLine {
                role: l.t(period.role.message()),
                from: l.day(period.started),
                until: period.ended.map(|ended| l.day(ended)),
            })
            .collect(),
        id,
        me,
        may_reset: !me && member.roles.contains(Role::Owner),
        l: l.clone(),
    };
    finish(Shell::staff(request, affiliation.person_name.clone()), problem).render(&page)
}

/// `POST /settings/people/{id}`
pub(super) async fn change_person(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
    form: Form<RolesForm>,
) -> Result<Response, PageError> {
    let form = form.value;
    let roles = read_roles(&form.role);
    let speaks_for = form.speaks_for == "yes";
    let outcome: Result<(), Problem> = saksi_db::write!(site.db, "change roles", Viewer::System, tx => {
        actions::change_roles(&mut tx, &member, id, &roles, speaks_for).await
    });
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/settings/people?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let affiliation = affiliation_of(&site, &member, id).await?;
            person_page(&site, &request, &member, &affiliation, &form, Some(&problem)).await
        }
    }
}

macro_rules! confirmations {
    ($($(#[$doc:meta])* $name:ident = $purpose:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        pub(super) struct $name {}

        impl FormData for $name {
            const PURPOSE: &'static str = $purpose;
            const BUCKET: Option<Bucket> = Some(Bucket::Write);
        }
    )*};
}

confirmations! {
    /// Yes, end this affiliation.
    EndForm = "network:end-affiliation";
    /// Yes, sign this person out everywhere.
    SignOutForm = "network:sign-out-member";
    /// Yes, take this invitation back.
    RevokeForm = "network:revoke-invitation";
    /// Yes, revoke this token.
    RevokeTokenForm = "network:revoke-token";
}

fn end_confirmation(
    request: &PageRequest,
    affiliation: &Affiliation,
    me: bool,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let id = affiliation.id.to_string();
    Confirm {
        title: if me { "network-leave-title" } else { "network-end-title" },
        subject: if me { &affiliation.organisation_name } else { &affiliation.person_name },
        consequence: if me { "network-leave-lead" } else { "network-end-lead" },
        action: &format!("/settings/people/{id}/end"),
        purpose: EndForm::PURPOSE,
        hidden: &[],
        button: if me { "network-leave-button" } else { "network-end-button" },
        back: &if me { "/account".to_owned() } else { format!("/settings/people/{id}") },
    }
    .page(request, problem)
}

/// `GET /settings/people/{id}/end`: one's own affiliation needs no capability.
pub(super) async fn show_end(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
) -> Result<Response, PageError> {
    let affiliation = affiliation_of(&site, &member, id).await?;
    let me = affiliation.person == member.person;
    if !me {
        member.may(Capability::MANAGE_PEOPLE)?;
    }
    end_confirmation(&request, &affiliation, me, None)
}

/// `POST /settings/people/{id}/end`
pub(super) async fn end(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
    _: Form<EndForm>,
) -> Result<Response, PageError> {
    let affiliation = affiliation_of(&site, &member, id).await?;
    let me = affiliation.person == member.person;
    let outcome: Result<(), Problem> = saksi_db::write!(site.db, "end affiliation", Viewer::System, tx => {
        actions::end_affiliation(&mut tx, &member, id).await
    });
    match outcome {
        Ok(()) if me => Ok(saksi_web::see_other("/account?done=left")),
        Ok(()) => Ok(saksi_web::see_other("/settings/people?done=left")),
        Err(problem) => end_confirmation(&request, &affiliation, me, Some(&to_mend(problem)?)),
    }
}

fn sign_out_confirmation(
    request: &PageRequest,
    affiliation: &Affiliation,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let id = affiliation.id.to_string();
    Confirm {
        title: "network-sign-out-member-title",
        subject: &affiliation.person_name,
        consequence: "network-sign-out-member-lead",
        action: &format!("/settings/people/{id}/sign-out"),
        purpose: SignOutForm::PURPOSE,
        hidden: &[],
        button: "network-sign-out-member-button",
        back: &format!("/settings/people/{id}"),
    }
    .page(request, problem)
}

/// `GET /settings/people/{id}/sign-out`
pub(super) async fn show_sign_out(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
) -> Result<Response, PageError> {
    member.may(Capability::MANAGE_PEOPLE)?;
    sign_out_confirmation(&request, &affiliation_of(&site, &member, id).await?, None)
}

/// `POST /settings/people/{id}/sign-out`
pub(super) async fn sign_out(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
    _: Form<SignOutForm>,
) -> Result<Response, PageError> {
    let affiliation = affiliation_of(&site, &member, id).await?;
    let outcome: Result<u64, Problem> = saksi_db::write!(site.db, "sign out a member", Viewer::System, tx => {
        actions::sign_out_member(&mut tx, &member, id).await
    });
    match outcome {
        Ok(_) => Ok(saksi_web::see_other("/settings/people?done=signed-out")),
        Err(problem) => sign_out_confirmation(&request, &affiliation, Some(&to_mend(problem)?)),
    }
}

/// Whether the lost phone is forgotten, too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ResetForm {
    clears_second: String,
}

impl FormData for ResetForm {
    const PURPOSE: &'static str = "network:issue-reset";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn reset_page(
    request: &PageRequest,
    affiliation: &Affiliation,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let id = affiliation.id.to_string();
    let mut page = FormPage::new(l, "network-reset-issue-title", &["network-reset-issue-lead"])
        .link(&format!("/settings/people/{id}"), "network-leave-as-it-is");
    page.before = Markup::trusted(format!("<p class=\"lead\">{}</p>", saksi_web::user(&affiliation.person_name)));
    page.form = fields::form(
        request,
        &format!("/settings/people/{id}/reset"),
        ResetForm::PURPOSE,
        &[
            f.checkbox("clears_second", "network-reset-clears-second", false)
                .hint("network-reset-clears-second-hint")
                .build(),
            f.submit("network-reset-issue-button"),
        ],
    );
    page.staff(request, problem)
}

/// `GET /settings/people/{id}/reset`
pub(super) async fn show_reset(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
) -> Result<Response, PageError> {
    member.may(Capability::MANAGE_PEOPLE)?;
    reset_page(&request, &affiliation_of(&site, &member, id).await?, None)
}

/// `POST /settings/people/{id}/reset`
pub(super) async fn reset(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<AffiliationId>,
    form: Form<ResetForm>,
) -> Result<Response, PageError> {
    let affiliation = affiliation_of(&site, &member, id).await?;
    let clears = form.value.clears_second == "yes";
    let outcome = saksi_db::write!(site.db, "issue reset link", Viewer::System, tx => {
        actions::issue_reset_link(&mut tx, &member, id, clears).await
    });
    match outcome {
        Ok(secret) => OncePage::link(
            &request,
            "network-reset-issued-title",
            "network-reset-issued-lead",
            &format!("/reset/{}", secret.reveal()),
            ("/settings/people", "network-back-to-people"),
        )
        .page(&request),
        Err(problem) => reset_page(&request, &affiliation, Some(&to_mend(problem)?)),
    }
}

/// Whom to invite as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct InviteForm {
    role: Vec<String>,
    speaks_for: String,
    name: String,
}

impl FormData for InviteForm {
    const PURPOSE: &'static str = "network:invite";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// One invitation that waits.
#[derive(Debug)]
struct InvitationLine {
    id: String,
    name: Option<Markup>,
    roles: String,
    expires: Markup,
}

/// `/settings/invitations`
#[derive(Debug, Template)]
#[template(path = "invitations.html")]
struct InvitationsPage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    waiting: Vec<InvitationLine>,
    form: Markup,
}

/// `GET /settings/invitations`
pub(super) async fn invitations(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    let form = InviteForm { role: vec![Role::Checker.code().to_owned()], ..InviteForm::default() };
    invitations_page(&site, &request, &member, &form, None).await
}

async fn invitations_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    form: &InviteForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let waiting =
        saksi_db::read!(site.db, Viewer::System, tx => { actions::waiting_invitations(&mut tx, member).await })?;
    let f = Fields::new(l, problem);
    let page = InvitationsPage {
        tabs: settings_tabs(request, member),
        done: done_of(request),
        waiting: waiting
            .into_iter()
            .map(|invitation| InvitationLine {
                id: invitation.id.to_string(),
                name: invitation.name.as_deref().map(saksi_web::user),
                roles: role_names(l, &invitation.roles),
                expires: l.exact(invitation.expires),
            })
            .collect(),
        form: fields::form(
            request,
            "/settings/invitations",
            InviteForm::PURPOSE,
            &[
                role_fields(&f, l, &form.role),
                f.checkbox("speaks_for", "network-speaks-for-label", form.speaks_for == "yes")
                    .hint("network-speaks-for-hint")
                    .build(),
                f.text("name", "network-invite-name", &form.name).hint("network-invite-name-hint").optional().build(),
                f.submit("network-invite-button"),
            ],
        ),
        l: l.clone(),
    };
    finish(Shell::staff(request, l.t("network-invitations")), problem).render(&page)
}

/// `POST /settings/invitations`
pub(super) async fn invite(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<InviteForm>,
) -> Result<Response, PageError> {
    let form = form.value;
    let roles = read_roles(&form.role);
    let speaks_for = form.speaks_for == "yes";
    let outcome = saksi_db::write!(site.db, "invite", Viewer::System, tx => {
        actions::invite(&mut tx, &member, &roles, speaks_for, &form.name).await
    });
    match outcome {
        Ok((_, secret)) => OncePage::link(
            &request,
            "network-invited-title",
            "network-invited-lead",
            &format!("/join/{}", secret.reveal()),
            ("/settings/invitations", "network-back-to-invitations"),
        )
        .page(&request),
        Err(problem) => invitations_page(&site, &request, &member, &form, Some(&to_mend(problem)?)).await,
    }
}

/// `GET /settings/invitations/{id}/revoke`
pub(super) async fn show_revoke(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<InvitationId>,
) -> Result<Response, PageError> {
    let waiting =
        saksi_db::read!(site.db, Viewer::System, tx => { actions::waiting_invitations(&mut tx, &member).await })?;
    let invitation = waiting.into_iter().find(|i| i.id == id).ok_or_else(Problem::not_found)?;
    let subject = invitation.name.unwrap_or_else(|| role_names(&request.locale, &invitation.roles));
    Confirm {
        title: "network-invitation-revoke-title",
        subject: &subject,
        consequence: "network-invitation-revoke-lead",
        action: &format!("/settings/invitations/{id}/revoke"),
        purpose: RevokeForm::PURPOSE,
        hidden: &[],
        button: "network-invitation-revoke-button",
        back: "/settings/invitations",
    }
    .page(&request, None)
}

/// `POST /settings/invitations/{id}/revoke`
pub(super) async fn revoke(
    State(site): State<Site>,
    member: Member,
    PagePath(id): PagePath<InvitationId>,
    _: Form<RevokeForm>,
) -> Result<Response, PageError> {
    let revoked: Result<(), Problem> = saksi_db::write!(site.db, "revoke invitation", Viewer::System, tx => {
        actions::revoke_invitation(&mut tx, &member, id).await
    });
    revoked?;
    Ok(saksi_web::see_other("/settings/invitations?done=revoked"))
}

/// A token to make.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TokenForm {
    name: String,
    scope: Vec<String>,
}

impl FormData for TokenForm {
    const PURPOSE: &'static str = "network:token";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// One token.
#[derive(Debug)]
struct TokenLine {
    id: String,
    name: Markup,
    scopes: String,
    made: Markup,
    used: Option<Markup>,
}

/// `/settings/tokens`
#[derive(Debug, Template)]
#[template(path = "tokens.html")]
struct TokensPage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    tokens: Vec<TokenLine>,
    form: Markup,
}

/// `GET /settings/tokens`
pub(super) async fn tokens(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    tokens_page(&site, &request, &member, &TokenForm::default(), None).await
}

async fn tokens_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    form: &TokenForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    member.may(Capability::MANAGE_ORGANISATION)?;
    let l = &request.locale;
    let tokens =
        saksi_db::read!(site.db, Viewer::System, tx => { store::tokens_of(&mut tx, member.organisation).await })?;
    let f = Fields::new(l, problem);
    let scopes = Scope::ALL
        .iter()
        .map(|scope| (scope.code().to_owned(), format!("{}: {}", scope.code(), l.t(scope.message()))))
        .collect();
    let page = TokensPage {
        tabs: settings_tabs(request, member),
        done: done_of(request),
        tokens: tokens
            .into_iter()
            .map(|token| TokenLine {
                id: token.id.to_string(),
                name: saksi_web::user(&token.name),
                scopes: token.scopes.to_codes(),
                made: l.day(token.created),
                used: token.last_used.map(|used| l.day(used)),
            })
            .collect(),
        form: fields::form(
            request,
            "/settings/tokens",
            TokenForm::PURPOSE,
            &[
                f.text("name", "network-token-name", &form.name).hint("network-token-name-hint").required().build(),
                f.checks("scope", "network-token-scopes", &form.scope, &[]).options(scopes).build(),
                f.submit("network-token-button"),
            ],
        ),
        l: l.clone(),
    };
    finish(Shell::staff(request, l.t("network-tokens")), problem).render(&page)
}

/// `POST /settings/tokens`
pub(super) async fn make_token(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<TokenForm>,
) -> Result<Response, PageError> {
    let form = form.value;
    let scopes = Scopes::new(form.scope.iter().filter_map(|code| Scope::from_code(code)));
    let outcome = saksi_db::write!(site.db, "make token", Viewer::System, tx => {
        actions::create_token(&mut tx, &member, &form.name, &scopes).await
    });
    let l = &request.locale;
    match outcome {
        Ok((_, text)) => OncePage {
            title: l.t("network-token-made-title"),
            lead: l.t("network-token-made-lead"),
            secret: text,
            qr: Markup::empty(),
            back: "/settings/tokens".to_owned(),
            back_text: l.t("network-back-to-tokens"),
            l: l.clone(),
        }
        .page(&request),
        Err(problem) => tokens_page(&site, &request, &member, &form, Some(&to_mend(problem)?)).await,
    }
}

/// `GET /settings/tokens/{id}/revoke`
pub(super) async fn show_revoke_token(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<TokenId>,
) -> Result<Response, PageError> {
    member.may(Capability::MANAGE_ORGANISATION)?;
    let tokens =
        saksi_db::read!(site.db, Viewer::System, tx => { store::tokens_of(&mut tx, member.organisation).await })?;
    let token = tokens.into_iter().find(|token| token.id == id).ok_or_else(Problem::not_found)?;
    Confirm {
        title: "network-token-revoke-title",
        subject: &token.name,
        consequence: "network-token-revoke-lead",
        action: &format!("/settings/tokens/{id}/revoke"),
        purpose: RevokeTokenForm::PURPOSE,
        hidden: &[],
        button: "network-token-revoke-button",
        back: "/settings/tokens",
    }
    .page(&request, None)
}

/// `POST /settings/tokens/{id}/revoke`
pub(super) async fn revoke_token(
    State(site): State<Site>,
    member: Member,
    PagePath(id): PagePath<TokenId>,
    _: Form<RevokeTokenForm>,
) -> Result<Response, PageError> {
    let revoked: Result<(), Problem> = saksi_db::write!(site.db, "revoke token", Viewer::System, tx => {
        actions::revoke_token(&mut tx, &member, id).await
    });
    revoked?;
    Ok(saksi_web::see_other("/settings/tokens?done=revoked"))
}
