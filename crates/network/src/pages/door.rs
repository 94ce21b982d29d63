//! The ways in and out: sign-in, second step, set-up, invitations, reset links, sign-out.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use saksi_base::{Problem, ProblemKind};
use saksi_db::Viewer;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Markup, PageError, PagePath, PageQuery, PageRequest, Response, SecurityEvent, Site, Weight,
    safe_path, session,
};
use serde::Deserialize;

use super::parts::{FormPage, done_of, role_names, to_mend};
use super::{browser_of, known_secret, with_known, with_session};
use crate::actions::{self, LiveSession, SetUp, SignIn};
use crate::hashing::Hashing;
use crate::model::organisation::OrganisationDraft;
use crate::model::password;
use crate::model::person::{PersonDraft, SignInName};
use crate::model::role::Capability;
use crate::model::seal::SealKey;
use crate::model::secret::LinkSecret;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

/// What somebody types to sign in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SignInForm {
    sign_in_name: String,
    password: String,
    next: String,
}

impl FormData for SignInForm {
    const PURPOSE: &'static str = "network:sign-in";
    const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
    const SECRET: &'static [&'static str] = &["password"];
    const LIMIT: usize = 16 * 1024;
}

fn live(extension: Option<Extension<LiveSession>>) -> Option<LiveSession> {
    extension.map(|Extension(live)| live)
}

/// `GET /sign-in`
pub(super) async fn show_sign_in(
    request: PageRequest,
    PageQuery(next): PageQuery<Next>,
    session: Option<Extension<LiveSession>>,
) -> Result<Response, PageError> {
    if live(session).is_some_and(|live| !live.awaits_second) {
        return Ok(saksi_web::see_other(if next.next.is_empty() { "/account" } else { safe_path(&next.next) }));
    }
    sign_in_page(&request, &SignInForm { next: next.next, ..SignInForm::default() }, None)
}

fn sign_in_page(request: &PageRequest, form: &SignInForm, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut page = FormPage::new(l, "network-sign-in-title", &["network-sign-in-lead"])
        .link("/sign-in/help", "network-sign-in-help");
    page.before = done_of(request);
    page.form = fields::form(
        request,
        "/sign-in",
        SignInForm::PURPOSE,
        &[
            f.text("sign_in_name", "network-sign-in-name", &form.sign_in_name)
                .autocomplete("username")
                .code()
                .required()
                .build(),
            f.password("password", "network-password").autocomplete("current-password").required().build(),
            f.hidden("next", if form.next.is_empty() { "" } else { safe_path(&form.next) }),
            f.submit("network-sign-in-button"),
        ],
    );
    page.public(request, problem)
}

/// `POST /sign-in`
pub(super) async fn sign_in(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    request: PageRequest,
    headers: HeaderMap,
    form: Form<SignInForm>,
) -> Result<Response, PageError> {
    let form = form.value;
    let outcome = async {
        // Slows guessing at one account from many places; per name as typed, so that it tells nothing about who exists.
        // A browser in which its owner signed in before is counted apart, so that nobody can be kept out by guessing.
        let known = match known_secret(&headers) {
            Some(secret) => saksi_db::read!(site.db, Viewer::System, tx => {
                let known = actions::browser_is_known(&mut tx, &secret, &form.sign_in_name).await?;
                Ok::<_, Problem>(known.then(|| secret.hash()))
            })?,
            None => None,
        };
        let key = match &known {
            Some(hash) => [b"known ", hash.as_bytes()].concat(),
            None => format!("name {}", form.sign_in_name.trim().to_lowercase()).into_bytes(),
        };
        site.limits.check_account(Bucket::SignIn, &key)?;
        let replaced = session::secret(&headers).and_then(LinkSecret::parse).map(|secret| secret.hash());
        let browser = browser_of(&headers);
        actions::sign_in(&site.db, &hashing, &form.sign_in_name, &form.password, &browser, replaced).await
    }
    .await;
    match outcome {
        Ok(SignIn::Done(secret)) => {
            SecurityEvent::SignedIn.note("password");
            let to = first_page(&site, &secret, &form.next).await?;
            enter(&site, &headers, &to, &secret).await
        }
        Ok(SignIn::SecondStep(secret)) => {
            SecurityEvent::PasswordTaken.note("password");
            let next: String = url::form_urlencoded::byte_serialize(form.next.as_bytes()).collect();
            Ok(with_session(saksi_web::see_other(&format!("/sign-in/second?next={next}")), &secret))
        }
        Err(problem) if matches!(problem.kind, ProblemKind::SlowDown(_) | ProblemKind::Busy) => {
            sign_in_page(&request, &form, Some(&problem))
        }
        Err(problem) => {
            let problem = to_mend(problem)?;
            SecurityEvent::SignInRefused.note(problem.message);
            sign_in_page(&request, &form, Some(&problem))
        }
    }
}

/// Lets somebody in who is fully signed in, and knows their browser from now on.
async fn enter(site: &Site, headers: &HeaderMap, to: &str, secret: &LinkSecret) -> Result<Response, PageError> {
    let before = known_secret(headers);
    let known = saksi_db::write!(site.db, "remember browser", Viewer::System, tx => {
        actions::remember_browser(&mut tx, secret, before.as_ref()).await
    })?;
    let response = with_session(saksi_web::see_other(to), secret);
    Ok(if known.is_some() { with_known(response, known.as_ref()) } else { response })
}

/// Where to go after signing in: where they wanted to, else to their work, else to their account.
async fn first_page(site: &Site, secret: &LinkSecret, next: &str) -> Result<String, Problem> {
    if !next.is_empty() && safe_path(next) != "/" {
        return Ok(safe_path(next).to_owned());
    }
    let live = saksi_db::read!(site.db, Viewer::System, tx => { actions::live_session(&mut tx, secret).await })?;
    let works = live.is_some_and(|live| {
        !live.must_set_up_two_step && live.member.is_some_and(|member| member.has(Capability::CHECK))
    });
    Ok(if works { "/desk" } else { "/account" }.to_owned())
}

/// Six digits or a recovery code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SecondForm {
    code: String,
    next: String,
}

impl FormData for SecondForm {
    const PURPOSE: &'static str = "network:second-step";
    const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
    const SECRET: &'static [&'static str] = &["code"];
    const LIMIT: usize = 16 * 1024;
}

/// `GET /sign-in/second`
pub(super) async fn show_second(
    request: PageRequest,
    PageQuery(next): PageQuery<Next>,
    session: Option<Extension<LiveSession>>,
) -> Result<Response, PageError> {
    if !live(session).is_some_and(|live| live.awaits_second) {
        return Ok(saksi_web::see_other("/sign-in"));
    }
    second_page(&request, &next.next, None)
}

fn second_page(request: &PageRequest, next: &str, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut page =
        FormPage::new(l, "network-second-title", &["network-second-lead"]).link("/sign-in", "network-second-other");
    page.form = fields::form(
        request,
        "/sign-in/second",
        SecondForm::PURPOSE,
        &[
            f.text("code", "network-second-code", "")
                .hint("network-second-code-hint")
                .autocomplete("one-time-code")
                .code()
                .required()
                .focused()
                .build(),
            f.hidden("next", if next.is_empty() { "" } else { safe_path(next) }),
            f.submit("network-sign-in-button"),
        ],
    );
    page.public(request, problem)
}

/// `POST /sign-in/second`
pub(super) async fn second(
    State(site): State<Site>,
    Extension(seal): Extension<SealKey>,
    request: PageRequest,
    session: Option<Extension<LiveSession>>,
    headers: HeaderMap,
    form: Form<SecondForm>,
) -> Result<Response, PageError> {
    let form = form.value;
    let pending = session::secret(&headers).and_then(LinkSecret::parse);
    let (Some(live), Some(pending)) = (live(session).filter(|live| live.awaits_second), pending) else {
        return Ok(saksi_web::see_other("/sign-in"));
    };
    let browser = browser_of(&headers);
    let outcome = async {
        let key = format!("second {}", live.person);
        site.limits.check_account(Bucket::SignIn, key.as_bytes())?;
        saksi_db::write!(site.db, "second step", Viewer::System, tx => {
            actions::second_step(&mut tx, &seal, &pending, &form.code, &browser).await
        })
    }
    .await;
    match outcome {
        Ok(secret) => {
            SecurityEvent::SecondStepTaken.note("code");
            let to = first_page(&site, &secret, &form.next).await?;
            enter(&site, &headers, &to, &secret).await
        }
        Err(problem) if problem.kind == ProblemKind::SignIn => Ok(saksi_web::see_other("/sign-in")),
        Err(problem) if matches!(problem.kind, ProblemKind::SlowDown(_)) => {
            second_page(&request, &form.next, Some(&problem))
        }
        Err(problem) => {
            let problem = to_mend(problem)?;
            SecurityEvent::SecondStepRefused.note("code");
            second_page(&request, &form.next, Some(&problem))
        }
    }
}

/// `GET /sign-in/help`: what to do when the password, the phone or both are gone.
pub(super) async fn help(request: PageRequest) -> Result<Response, PageError> {
    let l = &request.locale;
    FormPage::new(
        l,
        "network-help-title",
        &["network-help-password", "network-help-phone", "network-help-both", "network-help-nobody"],
    )
    .link("/sign-in", "network-help-back")
    .public(&request, None)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SignOutForm {}

impl FormData for SignOutForm {
    const PURPOSE: &'static str = "network:sign-out";
}

/// `GET /sign-out`
pub(super) async fn show_sign_out(request: PageRequest) -> Result<Response, PageError> {
    if request.session.is_none() {
        return Ok(saksi_web::see_other("/sign-in"));
    }
    let mut page = FormPage::new(&request.locale, "network-sign-out-title", &["network-sign-out-lead"])
        .link("/account", "network-leave-as-it-is");
    page.form = sign_out_button(&request);
    page.public(&request, None)
}

/// The button that signs out, for any page.
pub(super) fn sign_out_button(request: &PageRequest) -> Markup {
    fields::button_form(request, "/sign-out", SignOutForm::PURPOSE, &[], "network-sign-out", Weight::Quiet)
}

/// `POST /sign-out`
pub(super) async fn sign_out(
    State(site): State<Site>,
    headers: HeaderMap,
    _: Form<SignOutForm>,
) -> Result<Response, PageError> {
    if let Some(secret) = session::secret(&headers).and_then(LinkSecret::parse) {
        let out: Result<(), Problem> = saksi_db::write!(site.db, "sign out", Viewer::System, tx => {
            if let Some(known) = known_secret(&headers) {
                actions::forget_browser(&mut tx, &known).await?;
            }
            actions::sign_out(&mut tx, &secret).await
        });
        out?;
        SecurityEvent::SignedOut.note("session");
    }
    // Whoever signs out of a shared machine leaves nothing behind.
    let mut response = with_known(saksi_web::see_other("/"), None);
    response.headers_mut().append(header::SET_COOKIE, session::clear());
    Ok(response)
}

fn secret_of(text: &str, unknown: &'static str) -> Result<LinkSecret, PageError> {
    LinkSecret::parse(text).ok_or_else(|| PageError(Problem::new(ProblemKind::NotFound, unknown)))
}

/// A guess at a link costs as much as a guess at a password.
fn slow_guessing(site: &Site, request: &PageRequest) -> Result<(), Problem> {
    site.limits.check(Bucket::SignIn, &request.address)
}

/// What the first owner, or somebody invited, fills in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewAccount {
    organisation: String,
    english_name: String,
    name: String,
    sign_in_name: String,
    password: String,
    again: String,
}

macro_rules! account_form {
    ($($name:ident = $purpose:literal;)*) => {$(
        #[derive(Debug, Default, Deserialize)]
        #[serde(default, transparent)]
        pub(super) struct $name(NewAccount);
        impl FormData for $name {
            const PURPOSE: &'static str = $purpose;
            const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
            const SECRET: &'static [&'static str] = &["password", "again"];
            const LIMIT: usize = 16 * 1024;
        }
    )*};
}

account_form! {
    SetUpForm = "network:set-up";
    JoinForm = "network:join";
}

impl NewAccount {
    fn fields(&self, f: &Fields<'_>) -> Vec<Markup> {
        let mut fields = vec![
            f.text("name", "network-person-name", &self.name)
                .hint("network-person-name-hint")
                .autocomplete("name")
                .required()
                .build(),
            f.text("sign_in_name", "network-sign-in-name", &self.sign_in_name)
                .hint("network-sign-in-name-hint")
                .autocomplete("username")
                .code()
                .required()
                .build(),
        ];
        fields.extend(new_password_fields(f));
        fields
    }

    /// Reads what belongs to the account, with every problem at once. `known` is what a guesser would know besides.
    fn read(&self, known: &[&str]) -> Result<(PersonDraft, SignInName), Problem> {
        let mut problem = Problem::invalid("problem-fields");
        let mut keep = |found: Problem| problem.fields.extend(found.fields);
        let draft = PersonDraft::named(self.name.as_str()).tidy().map_err(&mut keep).ok();
        let name = SignInName::parse(&self.sign_in_name).map_err(&mut keep).ok();
        let mut about = vec![self.sign_in_name.trim(), self.name.trim()];
        about.extend(known);
        check_new_password(&self.password, &self.again, &about).unwrap_or_else(&mut keep);
        match (draft, name) {
            (Some(draft), Some(name)) if problem.fields.is_empty() => Ok((draft, name)),
            _ => Err(problem),
        }
    }
}

/// Two fields for a new password.
pub(super) fn new_password_fields(f: &Fields<'_>) -> Vec<Markup> {
    vec![
        f.password("password", "network-new-password")
            .hint("network-new-password-hint")
            .autocomplete("new-password")
            .required()
            .build(),
        f.password("again", "network-password-again").autocomplete("new-password").required().build(),
    ]
}

/// The policy, and that both fields agree.
pub(super) fn check_new_password(new: &str, again: &str, about: &[&str]) -> Result<(), Problem> {
    password::check(new, about)?;
    if new != again {
        return Err(Problem::field("again", "network-password-differs"));
    }
    Ok(())
}

/// `GET /set-up/{secret}`
pub(super) async fn show_set_up(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(secret): PagePath<String>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &request)?;
    let secret = secret_of(&secret, "network-set-up-spent")?;
    let waits: Result<(), Problem> =
        saksi_db::read!(site.db, Viewer::System, tx => { actions::set_up_link_waits(&mut tx, &secret).await });
    waits?;
    set_up_page(&request, &NewAccount::default(), None)
}

fn set_up_page(request: &PageRequest, form: &NewAccount, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = vec![
        f.group(
            "network-set-up-organisation",
            &[
                f.text("organisation", "network-organisation-name", &form.organisation)
                    .hint("network-organisation-name-hint")
                    .required()
                    .build(),
                f.text("english_name", "network-organisation-english-name", &form.english_name)
                    .hint("network-organisation-english-name-hint")
                    .required()
                    .build(),
            ],
        ),
    ];
    parts.push(f.group("network-set-up-you", &form.fields(&f)));
    parts.push(f.submit("network-set-up-button"));
    let mut page = FormPage::new(l, "network-set-up-title", &["network-set-up-lead"]);
    page.form = fields::form(request, &request.path, SetUpForm::PURPOSE, &parts);
    page.public(request, problem)
}

/// `POST /set-up/{secret}`
pub(super) async fn set_up(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    request: PageRequest,
    headers: HeaderMap,
    PagePath(secret): PagePath<String>,
    form: Form<SetUpForm>,
) -> Result<Response, PageError> {
    let SetUpForm(form) = form.value;
    let secret = secret_of(&secret, "network-set-up-spent")?;
    let waits: Result<(), Problem> =
        saksi_db::read!(site.db, Viewer::System, tx => { actions::set_up_link_waits(&mut tx, &secret).await });
    waits?;
    let outcome = async {
        let organisation = OrganisationDraft::named(form.organisation.as_str(), form.english_name.as_str()).tidy();
        let account = form.read(&[&form.organisation, &form.english_name, &site.name()]);
        let (organisation, (person, sign_in_name)) = match (organisation, account) {
            (Ok(organisation), Ok(account)) => (organisation, account),
            (organisation, account) => {
                let mut problem = Problem::invalid("problem-fields");
                let found = organisation.err().into_iter().flat_map(|p| p.fields).map(|mut field| {
                    // The organisation's name has a field of its own on this page.
                    if field.field == "name" {
                        field.field = "organisation";
                    }
                    field
                });
                problem.fields.extend(found);
                problem.fields.extend(account.err().into_iter().flat_map(|p| p.fields));
                return Err(problem);
            }
        };
        let password = hashing.hash(&form.password).await?;
        let set_up = SetUp { organisation, person, sign_in_name, password };
        let browser = browser_of(&headers);
        saksi_db::write!(site.db, "set up", Viewer::System, tx => {
            let (person, organisation) = actions::set_up(&mut tx, &secret, set_up.clone()).await?;
            actions::start_session(&mut tx, person, Some(organisation), &browser).await
        })
    }
    .await;
    match outcome {
        Ok((_, session)) => enter(&site, &headers, "/account/two-step", &session).await,
        Err(problem) => set_up_page(&request, &form, Some(&to_mend(problem)?)),
    }
}

/// `GET /join/{secret}`
pub(super) async fn show_join(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(secret): PagePath<String>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &request)?;
    join_page(&site, &request, &secret, &NewAccount::default(), None).await
}

async fn join_page(
    site: &Site,
    request: &PageRequest,
    text: &str,
    form: &NewAccount,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let secret = secret_of(text, "network-invitation-unknown")?;
    let invitation = saksi_db::read!(site.db, Viewer::System, tx => { actions::invitation(&mut tx, &secret).await })?;
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut page = FormPage::new(l, "network-join-title", &[]);
    page.lead.push(l.ta(
        "network-join-lead",
        &[("organisation", invitation.organisation_name.clone()), ("roles", role_names(l, &invitation.roles))],
    ));
    page.lead.push(l.ta("network-join-until", &[("date", l.date_time(invitation.expires))]));
    let own = format!("/join/{text}");
    if let Some(session) = &request.session {
        page.lead.push(l.ta("network-join-as", &[("name", session.person_name.as_str())]));
        page.form = fields::form(
            request,
            &format!("{own}/signed-in"),
            JoinSignedInForm::PURPOSE,
            &[f.submit("network-join-signed-in-button")],
        );
        return page.link("/sign-out", "network-join-other-account").public(request, problem);
    }
    let mut parts = form.fields(&f);
    parts.push(f.submit("network-join-button"));
    page.form = fields::form(request, &own, JoinForm::PURPOSE, &parts);
    page.link(&format!("/sign-in?next={own}"), "network-join-have-account").public(request, problem)
}

/// `POST /join/{secret}`
pub(super) async fn join(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    request: PageRequest,
    headers: HeaderMap,
    PagePath(text): PagePath<String>,
    form: Form<JoinForm>,
) -> Result<Response, PageError> {
    let JoinForm(form) = form.value;
    let secret = secret_of(&text, "network-invitation-unknown")?;
    let invitation = saksi_db::read!(site.db, Viewer::System, tx => { actions::invitation(&mut tx, &secret).await })?;
    let outcome = async {
        let (draft, name) = form.read(&[&invitation.organisation_name, &site.name()])?;
        let password = hashing.hash(&form.password).await?;
        let browser = browser_of(&headers);
        saksi_db::write!(site.db, "join", Viewer::System, tx => {
            let (person, organisation) =
                actions::join_as_new(&mut tx, &secret, draft.clone(), &name, &password).await?;
            actions::start_session(&mut tx, person, Some(organisation), &browser).await
        })
    }
    .await;
    match outcome {
        Ok((_, session)) => enter(&site, &headers, "/account/two-step", &session).await,
        Err(problem) => join_page(&site, &request, &text, &form, Some(&to_mend(problem)?)).await,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct JoinSignedInForm {}

impl FormData for JoinSignedInForm {
    const PURPOSE: &'static str = "network:join-signed-in";
    const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
}

/// `POST /join/{secret}/signed-in`
pub(super) async fn join_signed_in(
    State(site): State<Site>,
    crate::sessions::SignedIn(live): crate::sessions::SignedIn,
    PagePath(text): PagePath<String>,
    _: Form<JoinSignedInForm>,
) -> Result<Response, PageError> {
    let secret = secret_of(&text, "network-invitation-unknown")?;
    let joined: Result<(), Problem> = saksi_db::write!(site.db, "join", Viewer::System, tx => {
        let organisation = actions::join_as_person(&mut tx, &secret, live.person).await?;
        actions::switch_organisation(&mut tx, live.person, live.id, organisation).await
    });
    joined?;
    Ok(saksi_web::see_other("/account?done=saved"))
}

/// A new password, typed twice.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ResetForm {
    password: String,
    again: String,
}

impl FormData for ResetForm {
    const PURPOSE: &'static str = "network:reset";
    const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
    const SECRET: &'static [&'static str] = &["password", "again"];
    const LIMIT: usize = 16 * 1024;
}

/// `GET /reset/{secret}`
pub(super) async fn show_reset(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(secret): PagePath<String>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &request)?;
    let secret = secret_of(&secret, "network-reset-spent")?;
    let link: Result<_, Problem> =
        saksi_db::read!(site.db, Viewer::System, tx => { actions::reset_link(&mut tx, &secret).await });
    link?;
    reset_page(&request, None)
}

fn reset_page(request: &PageRequest, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = new_password_fields(&f);
    parts.push(f.submit("network-reset-button"));
    let mut page = FormPage::new(l, "network-reset-title", &["network-reset-lead"]);
    page.form = fields::form(request, &request.path, ResetForm::PURPOSE, &parts);
    page.public(request, problem)
}

/// `POST /reset/{secret}`
pub(super) async fn reset(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    request: PageRequest,
    PagePath(secret): PagePath<String>,
    form: Form<ResetForm>,
) -> Result<Response, PageError> {
    let form = form.value;
    let secret = secret_of(&secret, "network-reset-spent")?;
    let (_, known) = saksi_db::read!(site.db, Viewer::System, tx => { actions::reset_link(&mut tx, &secret).await })?;
    let outcome = async {
        let about: Vec<&str> = known.iter().map(String::as_str).collect();
        check_new_password(&form.password, &form.again, &about)?;
        let stored = hashing.hash(&form.password).await?;
        saksi_db::write!(site.db, "reset password", Viewer::System, tx => {
            actions::reset_password(&mut tx, &secret, &stored).await
        })
    }
    .await;
    match outcome {
        Ok(_) => {
            SecurityEvent::SignInChanged.note("reset-link");
            Ok(saksi_web::see_other("/sign-in?done=password"))
        }
        Err(problem) => reset_page(&request, Some(&to_mend(problem)?)),
    }
}
