//! One's own account: profile, password, second step, recovery codes, sessions.

use std::fmt::Write as _;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use saksi_base::{OrganisationId, Problem, SessionId, SiteLanguage};
use saksi_db::Viewer;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, SecurityEvent, Shell, Site, Tone, Weight,
    session,
};
use serde::Deserialize;

use super::door::{check_new_password, new_password_fields, sign_out_button};
use super::parts::{FormPage, done_of, finish, place_fields, place_values, read_place, role_names, tabs, to_mend};
use super::{with_known, with_session};
use crate::actions::{self, LiveSession};
use crate::hashing::Hashing;
use crate::model::person::{Person, PersonDraft};
use crate::model::seal::SealKey;
use crate::model::two_step::TwoStepSecret;
use crate::sessions::SignedIn;
use crate::store;

fn account_tabs(request: &PageRequest) -> Markup {
    tabs(
        request,
        "network-nav-account",
        &[
            ("/account", "network-account-profile"),
            ("/account/password", "network-password"),
            ("/account/two-step", "network-two-step"),
            ("/account/recovery-codes", "network-codes"),
            ("/account/sessions", "network-sessions"),
        ],
    )
}

/// One line about an affiliation.
#[derive(Debug)]
struct AffiliationLine {
    organisation: Markup,
    roles: String,
    since: Markup,
    until: Option<Markup>,
    speaks_for: bool,
    acting: bool,
    switch: Markup,
}

/// `/account`
#[derive(Debug, Template)]
#[template(path = "account.html")]
struct AccountPage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    notice: Markup,
    form: Markup,
    nowhere: bool,
    affiliations: Vec<AffiliationLine>,
    sign_out: Markup,
}

/// What a person says about themselves.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProfileForm {
    name: String,
    own_script_name: String,
    display_name: String,
    language: String,
    place: String,
    place_words: String,
}

impl FormData for ProfileForm {
    const PURPOSE: &'static str = "network:profile";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl ProfileForm {
    fn of(person: &Person) -> Self {
        let (place, place_words) = place_values(&person.place);
        Self {
            name: person.name.clone(),
            own_script_name: person.own_script_name.clone().unwrap_or_default(),
            display_name: person.display_name.clone(),
            language: person.language.to_string(),
            place,
            place_words,
        }
    }

    fn read(&self) -> Result<PersonDraft, Problem> {
        let place = read_place(&self.place, &self.place_words, "place")?;
        let draft = PersonDraft {
            name: self.name.clone(),
            own_script_name: self.own_script_name.clone(),
            display_name: self.display_name.clone(),
            language: saksi_base::LanguageTag::or_unknown(&self.language),
            place,
        };
        draft.tidy()
    }
}

/// `GET /account`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    SignedIn(live): SignedIn,
) -> Result<Response, PageError> {
    let person = saksi_db::read!(site.db, Viewer::System, tx => { store::person(&mut tx, live.person).await })?
        .ok_or_else(Problem::not_found)?;
    account_page(&site, &request, &live, &ProfileForm::of(&person), None).await
}

async fn account_page(
    site: &Site,
    request: &PageRequest,
    live: &LiveSession,
    form: &ProfileForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let affiliations =
        saksi_db::read!(site.db, Viewer::System, tx => { store::affiliations_of(&mut tx, live.person).await })?;
    let acting = live.member.as_ref().map(|member| member.organisation);
    let nowhere = affiliations.iter().all(|affiliation| affiliation.ended.is_some());
    let f = Fields::new(l, problem);
    let mut languages = vec![("und".to_owned(), l.t("network-language-not-disclosed"))];
    languages.extend(SiteLanguage::ALL.map(|language| (language.tag().to_owned(), language.own_name().to_owned())));
    if !languages.iter().any(|(tag, _)| *tag == form.language) {
        languages.push((form.language.clone(), form.language.clone()));
    }
    let form = fields::form(
        request,
        "/account",
        ProfileForm::PURPOSE,
        &[
            f.text("name", "network-person-name", &form.name).hint("network-person-name-hint").required().build(),
            f.text("own_script_name", "network-person-own-script", &form.own_script_name).optional().build(),
            f.text("display_name", "network-person-display", &form.display_name)
                .hint("network-person-display-hint")
                .optional()
                .build(),
            f.select("language", "network-person-language", &form.language, &[]).options(languages).build(),
            place_fields(
                &f,
                l,
                ("place", "place_words"),
                "network-person-place",
                "network-person-place-hint",
                (&form.place, &form.place_words),
            ),
            f.submit("network-save"),
        ],
    );
    let affiliations = affiliations
        .iter()
        .map(|affiliation| {
            let is_acting = acting == Some(affiliation.organisation);
            let switch = if is_acting || affiliation.ended.is_some() {
                Markup::empty()
            } else {
                let id = affiliation.organisation.to_string();
                fields::button_form(
                    request,
                    "/account/organisation",
                    SwitchForm::PURPOSE,
                    &[("organisation", &id)],
                    "network-act-for",
                    Weight::Quiet,
                )
            };
            AffiliationLine {
                organisation: saksi_web::user(&affiliation.organisation_name),
                roles: role_names(l, &affiliation.roles),
                since: l.day(affiliation.started),
                until: affiliation.ended.map(|ended| l.day(ended)),
                speaks_for: affiliation.speaks_for,
                acting: is_acting,
                switch,
            }
        })
        .collect();
    let page = AccountPage {
        tabs: account_tabs(request),
        done: done_of(request),
        notice: two_step_notice(l, live, true),
        form,
        nowhere,
        affiliations,
        sign_out: sign_out_button(request),
        l: l.clone(),
    };
    finish(Shell::staff(request, l.t("network-account-title")), problem).render(&page)
}

/// What to say to somebody without a second step.
fn two_step_notice(l: &Locale, live: &LiveSession, link: bool) -> Markup {
    if live.two_step {
        return Markup::empty();
    }
    let (tone, text) = if live.must_set_up_two_step {
        (Tone::Danger, l.t("network-two-step-due"))
    } else {
        (Tone::Waiting, l.ta("network-two-step-until", &[("date", l.date(live.grace_ends))]))
    };
    let mut inner = format!("<p>{}</p>", saksi_web::escape(&text));
    if link {
        let set_up = saksi_web::escape(&l.t("network-two-step-set-up"));
        let _ = write!(inner, "<p><a href=\"/account/two-step\">{set_up}</a></p>");
    }
    let inner = Markup::trusted(inner);
    saksi_web::notice(tone, "", &inner)
}

/// `POST /account`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    SignedIn(live): SignedIn,
    form: Form<ProfileForm>,
) -> Result<Response, PageError> {
    let outcome = async {
        let draft = form.value.read()?;
        saksi_db::write!(site.db, "change person", Viewer::System, tx => {
            actions::change_person(&mut tx, live.person, draft.clone()).await
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/account?done=saved")),
        Err(problem) => account_page(&site, &request, &live, &form.value, Some(&to_mend(problem)?)).await,
    }
}

/// For whom to act.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SwitchForm {
    organisation: String,
}

impl FormData for SwitchForm {
    const PURPOSE: &'static str = "network:switch";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `POST /account/organisation`
pub(super) async fn switch(
    State(site): State<Site>,
    SignedIn(live): SignedIn,
    form: Form<SwitchForm>,
) -> Result<Response, PageError> {
    let to: OrganisationId = form.value.organisation.parse().map_err(|_| Problem::not_found())?;
    let switched: Result<(), Problem> = saksi_db::write!(site.db, "switch organisation", Viewer::System, tx => {
        actions::switch_organisation(&mut tx, live.person, live.id, to).await
    });
    switched?;
    Ok(saksi_web::see_other("/account?done=saved"))
}

/// The present password with a code of the second step, and a new password, typed twice.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct PasswordForm {
    present: String,
    code: String,
    password: String,
    again: String,
}

impl FormData for PasswordForm {
    const PURPOSE: &'static str = "network:change-password";
    const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
    const SECRET: &'static [&'static str] = &["present", "code", "password", "again"];
}

/// `GET /account/password`
pub(super) async fn show_password(request: PageRequest, SignedIn(live): SignedIn) -> Result<Response, PageError> {
    password_page(&request, &live, None)
}

/// What is typed again before something that opens or closes the account to others.
fn confirming_fields(f: &Fields<'_>, live: &LiveSession) -> Vec<Markup> {
    let mut fields =
        vec![f.password("present", "network-password-present").autocomplete("current-password").required().build()];
    if live.two_step {
        let code = f.text("code", "network-second-code", "").hint("network-second-code-hint");
        fields.push(code.autocomplete("one-time-code").code().required().build());
    }
    fields
}

fn password_page(request: &PageRequest, live: &LiveSession, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = confirming_fields(&f, live);
    parts.extend(new_password_fields(&f));
    parts.push(f.submit("network-password-change"));
    let mut page = FormPage::new(l, "network-password-title", &["network-password-lead"]);
    page.before = account_tabs(request);
    page.form = fields::form(request, "/account/password", PasswordForm::PURPOSE, &parts);
    page.staff(request, problem)
}

/// What could be mended about a change of how one signs in.
fn refused(problem: Problem) -> Result<Problem, PageError> {
    let problem = to_mend(problem)?;
    if problem.fields.iter().any(|field| matches!(field.field, "present" | "code")) {
        SecurityEvent::ConfirmationRefused.note("account");
    }
    Ok(problem)
}

/// Slows guessing at the present password by somebody who found an open session.
fn slow_guessing(site: &Site, live: &LiveSession) -> Result<(), Problem> {
    site.limits.check_account(Bucket::SignIn, format!("confirm {}", live.person).as_bytes())
}

/// `POST /account/password`
pub(super) async fn change_password(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    Extension(key): Extension<SealKey>,
    request: PageRequest,
    SignedIn(live): SignedIn,
    form: Form<PasswordForm>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &live)?;
    let form = form.value;
    let outcome = async {
        check_new_password(&form.password, &form.again, &[])?;
        let confirmed = (form.present.as_str(), form.code.as_str());
        actions::change_password(&site.db, (&hashing, &key), &live, confirmed, &form.password).await
    }
    .await;
    match outcome {
        Ok(secret) => {
            SecurityEvent::SignInChanged.note("password");
            Ok(with_session(saksi_web::see_other("/account?done=password"), &secret))
        }
        Err(problem) => password_page(&request, &live, Some(&refused(problem)?)),
    }
}

/// `/account/two-step` while it is being set up.
#[derive(Debug, Template)]
#[template(path = "two-step.html")]
struct TwoStepPage {
    l: Locale,
    tabs: Markup,
    notice: Markup,
    qr: Markup,
    secret: String,
    account: String,
    form: Markup,
}

/// Six digits, to show that the app has the secret, and the password, so that nobody does this at an open screen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TwoStepForm {
    present: String,
    code: String,
}

impl FormData for TwoStepForm {
    const PURPOSE: &'static str = "network:two-step";
    const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
    const SECRET: &'static [&'static str] = &["present", "code"];
}

/// `GET /account/two-step`
pub(super) async fn show_two_step(
    State(site): State<Site>,
    Extension(key): Extension<SealKey>,
    request: PageRequest,
    SignedIn(live): SignedIn,
) -> Result<Response, PageError> {
    two_step_page(&site, &key, &request, &live, None).await
}

async fn two_step_page(
    site: &Site,
    key: &SealKey,
    request: &PageRequest,
    live: &LiveSession,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    if live.two_step {
        let mut page = FormPage::new(l, "network-two-step-title", &["network-two-step-on"])
            .link("/account/recovery-codes", "network-codes-see")
            .link("/account/two-step/stop", "network-two-step-stop");
        page.before = account_tabs(request).then(&done_of(request));
        return page.staff(request, problem);
    }
    let (secret, account): (TwoStepSecret, String) = saksi_db::write!(site.db, "begin second step", Viewer::System, tx => {
        let secret = actions::begin_two_step(&mut tx, key, live.person).await?;
        let account = store::credential(&mut tx, live.person).await?.map(|c| c.sign_in_name).unwrap_or_default();
        Ok::<_, Problem>((secret, account))
    })?;
    let f = Fields::new(l, problem);
    let page = TwoStepPage {
        tabs: account_tabs(request),
        notice: two_step_notice(l, live, false),
        qr: secret.qr_svg(&account, &site.name()).map_or_else(Markup::empty, Markup::trusted),
        secret: secret.as_text(),
        account,
        form: fields::form(
            request,
            "/account/two-step",
            TwoStepForm::PURPOSE,
            &[
                f.password("present", "network-password-present").autocomplete("current-password").required().build(),
                f.text("code", "network-two-step-code", "")
                    .hint("network-two-step-code-hint")
                    .autocomplete("one-time-code")
                    .input_mode("numeric")
                    .code()
                    .required()
                    .build(),
                f.submit("network-two-step-finish"),
            ],
        ),
        l: l.clone(),
    };
    finish(Shell::staff(request, l.t("network-two-step-title")), problem).render(&page)
}

/// A sheet of recovery codes, shown once.
#[derive(Debug, Template)]
#[template(path = "codes.html")]
struct CodesPage {
    l: Locale,
    site: String,
    account: String,
    codes: Vec<String>,
    made: Markup,
}

async fn codes_page(
    site: &Site,
    request: &PageRequest,
    live: &LiveSession,
    codes: Vec<String>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let account = saksi_db::read!(site.db, Viewer::System, tx => { store::credential(&mut tx, live.person).await })?;
    let page = CodesPage {
        site: site.name().to_string(),
        account: account.map(|credential| credential.sign_in_name).unwrap_or_default(),
        codes,
        made: l.day(request.now),
        l: l.clone(),
    };
    Shell::staff(request, l.t("network-codes-title")).render(&page)
}

/// `POST /account/two-step`
pub(super) async fn finish_two_step(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    Extension(key): Extension<SealKey>,
    request: PageRequest,
    SignedIn(live): SignedIn,
    form: Form<TwoStepForm>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &live)?;
    let form = form.value;
    let outcome = async {
        actions::confirm(&site.db, (&hashing, &key), &live, &form.present, &form.code).await?;
        saksi_db::write!(site.db, "finish second step", Viewer::System, tx => {
            let codes = actions::finish_two_step(&mut tx, &key, live.person, &form.code).await?;
            Ok::<_, Problem>((codes, actions::renew_session(&mut tx, live.person, live.id).await?))
        })
    }
    .await;
    match outcome {
        Ok((codes, secret)) => {
            SecurityEvent::SignInChanged.note("second-step-begun");
            Ok(with_session(codes_page(&site, &request, &live, codes).await?, &secret))
        }
        Err(problem) => two_step_page(&site, &key, &request, &live, Some(&refused(problem)?)).await,
    }
}

macro_rules! confirm_with_password {
    ($($name:ident = $purpose:literal;)*) => {$(
        /// The present password and a code, typed again before something that matters.
        #[derive(Debug, Default, Deserialize)]
        #[serde(default)]
        pub(super) struct $name {
            present: String,
            code: String,
        }

        impl FormData for $name {
            const PURPOSE: &'static str = $purpose;
            const BUCKET: Option<Bucket> = Some(Bucket::SignIn);
            const SECRET: &'static [&'static str] = &["present", "code"];
        }
    )*};
}

confirm_with_password! {
    CloseForm = "network:close-account";
    StopForm = "network:two-step-stop";
    CodesForm = "network:codes";
}

/// `GET /account/two-step/stop`
pub(super) async fn show_stop_two_step(request: PageRequest, SignedIn(live): SignedIn) -> Result<Response, PageError> {
    stop_page(&request, &live, None)
}

fn stop_page(request: &PageRequest, live: &LiveSession, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut page = FormPage::new(l, "network-two-step-stop", &["network-two-step-stop-lead"])
        .link("/account/two-step", "network-leave-as-it-is");
    let mut parts = confirming_fields(&f, live);
    parts.push(f.submit_named("confirmed", "yes", "network-two-step-stop", Weight::Danger));
    page.form = fields::form(request, "/account/two-step/stop", StopForm::PURPOSE, &parts);
    page.staff(request, problem)
}

/// `POST /account/two-step/stop`
pub(super) async fn stop_two_step(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    Extension(key): Extension<SealKey>,
    request: PageRequest,
    SignedIn(live): SignedIn,
    form: Form<StopForm>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &live)?;
    let outcome = async {
        actions::confirm(&site.db, (&hashing, &key), &live, &form.value.present, &form.value.code).await?;
        saksi_db::write!(site.db, "stop second step", Viewer::System, tx => {
            actions::stop_two_step(&mut tx, live.person).await?;
            actions::renew_session(&mut tx, live.person, live.id).await
        })
    }
    .await;
    match outcome {
        Ok(secret) => {
            SecurityEvent::SignInChanged.note("second-step-ended");
            Ok(with_session(saksi_web::see_other("/account/two-step"), &secret))
        }
        Err(problem) => stop_page(&request, &live, Some(&refused(problem)?)),
    }
}

/// `GET /account/close`
pub(super) async fn show_close(request: PageRequest, SignedIn(live): SignedIn) -> Result<Response, PageError> {
    close_page(&request, &live, None)
}

fn close_page(request: &PageRequest, live: &LiveSession, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let lead = ["network-close-account-lead", "network-close-account-stays", "network-close-account-cases"];
    let mut page = FormPage::new(l, "network-close-account", &lead).link("/account", "network-leave-as-it-is");
    let mut parts = confirming_fields(&f, live);
    parts.push(f.submit_named("confirmed", "yes", "network-close-account", Weight::Danger));
    page.form = fields::form(request, "/account/close", CloseForm::PURPOSE, &parts);
    page.staff(request, problem)
}

/// `POST /account/close`
pub(super) async fn close(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    Extension(key): Extension<SealKey>,
    request: PageRequest,
    SignedIn(live): SignedIn,
    form: Form<CloseForm>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &live)?;
    let outcome = async {
        actions::confirm(&site.db, (&hashing, &key), &live, &form.value.present, &form.value.code).await?;
        saksi_db::write!(site.db, "close account", Viewer::System, tx => {
            actions::close_account(&mut tx, live.person).await
        })
    }
    .await;
    match outcome {
        Ok(()) => {
            SecurityEvent::SignInChanged.note("account-closed");
            let done = FormPage::new(&request.locale, "network-account-closed", &["network-account-closed-lead"])
                .link("/", "network-to-the-first-page");
            let mut response = with_known(done.public(&request, None)?, None);
            response.headers_mut().append(header::SET_COOKIE, session::clear());
            Ok(response)
        }
        Err(problem) => close_page(&request, &live, Some(&refused(problem)?)),
    }
}

/// `GET /account/recovery-codes`
pub(super) async fn show_codes(
    State(site): State<Site>,
    request: PageRequest,
    SignedIn(live): SignedIn,
) -> Result<Response, PageError> {
    codes_form(&site, &request, &live, None).await
}

async fn codes_form(
    site: &Site,
    request: &PageRequest,
    live: &LiveSession,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let left =
        saksi_db::read!(site.db, Viewer::System, tx => { store::recovery_codes_left(&mut tx, live.person).await })?;
    let mut page = FormPage::new(l, "network-codes-title", &["network-codes-lead"]);
    page.before = account_tabs(request);
    if live.two_step {
        page.lead.push(l.ta("network-codes-left", &[("count", left)]));
        let f = Fields::new(l, problem);
        page.lead.push(l.t("network-codes-new-hint"));
        let mut parts = confirming_fields(&f, live);
        parts.push(f.submit("network-codes-new"));
        page.form = fields::form(request, "/account/recovery-codes", CodesForm::PURPOSE, &parts);
    } else {
        page.lead.push(l.t("network-codes-none"));
        page = page.link("/account/two-step", "network-two-step-set-up");
    }
    page.staff(request, problem)
}

/// `POST /account/recovery-codes`
pub(super) async fn new_codes(
    State(site): State<Site>,
    Extension(hashing): Extension<Hashing>,
    Extension(key): Extension<SealKey>,
    request: PageRequest,
    SignedIn(live): SignedIn,
    form: Form<CodesForm>,
) -> Result<Response, PageError> {
    slow_guessing(&site, &live)?;
    let outcome = async {
        if !live.two_step {
            return Err(Problem::conflict("network-codes-none"));
        }
        actions::confirm(&site.db, (&hashing, &key), &live, &form.value.present, &form.value.code).await?;
        saksi_db::write!(site.db, "new recovery codes", Viewer::System, tx => {
            let codes = actions::new_recovery_codes(&mut tx, live.person).await?;
            Ok::<_, Problem>((codes, actions::renew_session(&mut tx, live.person, live.id).await?))
        })
    }
    .await;
    match outcome {
        Ok((codes, secret)) => {
            SecurityEvent::SignInChanged.note("recovery-codes");
            Ok(with_session(codes_page(&site, &request, &live, codes).await?, &secret))
        }
        Err(problem) => codes_form(&site, &request, &live, Some(&refused(problem)?)).await,
    }
}

/// One line of the list of sessions.
#[derive(Debug)]
struct SessionEntry {
    browser: String,
    started: Markup,
    used: Markup,
    here: bool,
    end: Markup,
}

/// `/account/sessions`
#[derive(Debug, Template)]
#[template(path = "sessions.html")]
struct SessionsPage {
    l: Locale,
    tabs: Markup,
    done: Markup,
    sessions: Vec<SessionEntry>,
    sign_out: Markup,
}

/// `GET /account/sessions`
pub(super) async fn sessions(
    State(site): State<Site>,
    request: PageRequest,
    SignedIn(live): SignedIn,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let idle_since = request.now.plus(-actions::SESSION_IDLE);
    let lines = saksi_db::read!(site.db, Viewer::System, tx => {
        store::sessions_of(&mut tx, live.person, idle_since).await
    })?;
    let sessions = lines
        .into_iter()
        .map(|line| {
            let here = line.id == live.id;
            let id = line.id.to_string();
            let end = if here {
                Markup::empty()
            } else {
                fields::button_form(
                    &request,
                    "/account/sessions/end",
                    EndForm::PURPOSE,
                    &[("session", &id)],
                    "network-session-end",
                    Weight::Quiet,
                )
            };
            SessionEntry {
                browser: if line.browser.is_empty() { l.t("network-browser-unknown") } else { line.browser },
                started: l.day(line.started_at),
                used: l.day(line.used_at),
                here,
                end,
            }
        })
        .collect();
    let page = SessionsPage {
        tabs: account_tabs(&request),
        done: done_of(&request),
        sessions,
        sign_out: sign_out_button(&request),
        l: l.clone(),
    };
    Shell::staff(&request, l.t("network-sessions")).render(&page)
}

/// Which session to end.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EndForm {
    session: String,
}

impl FormData for EndForm {
    const PURPOSE: &'static str = "network:end-session";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `POST /account/sessions/end`
pub(super) async fn end_session(
    State(site): State<Site>,
    SignedIn(live): SignedIn,
    form: Form<EndForm>,
) -> Result<Response, PageError> {
    let id: SessionId = form.value.session.parse().map_err(|_| Problem::not_found())?;
    let ended: Result<(), Problem> = saksi_db::write!(site.db, "end session", Viewer::System, tx => {
        actions::sign_out_one(&mut tx, live.person, id).await
    });
    ended?;
    Ok(saksi_web::see_other("/account/sessions?done=ended"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EndOthersForm {}

impl FormData for EndOthersForm {
    const PURPOSE: &'static str = "network:end-others";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// `GET /account/sessions/end-others`
pub(super) async fn show_end_others(request: PageRequest, _: SignedIn) -> Result<Response, PageError> {
    super::parts::Confirm {
        title: "network-sessions-end-others",
        subject: "",
        consequence: "network-sessions-end-others-lead",
        action: "/account/sessions/end-others",
        purpose: EndOthersForm::PURPOSE,
        hidden: &[],
        button: "network-sessions-end-others",
        back: "/account/sessions",
    }
    .page(&request, None)
}

/// `POST /account/sessions/end-others`
pub(super) async fn end_others(
    State(site): State<Site>,
    SignedIn(live): SignedIn,
    _headers: HeaderMap,
    _: Form<EndOthersForm>,
) -> Result<Response, PageError> {
    let ended: Result<u64, Problem> = saksi_db::write!(site.db, "sign out everywhere", Viewer::System, tx => {
        actions::sign_out_everywhere(&mut tx, live.person, Some(live.id)).await
    });
    ended?;
    Ok(saksi_web::see_other("/account/sessions?done=ended"))
}
