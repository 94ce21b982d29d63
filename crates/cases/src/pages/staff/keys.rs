//! `/cases/key`: one's own key. Making it, opening it for the session, locking it, and the ways back when a passphrase is lost.
//!
//! The passphrase is never written back into a page. The printed code stands on one page, once.

use axum::extract::State;
use saksi_base::Problem;
use saksi_vault::WordList;
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PageQuery, PageRequest, Response, SecurityEvent, Site, Tone,
    escape, safe_path,
};

use super::parts::{code, facts, hint, key_line, line, link_button, row, section, warn};
use super::views::{KeyState, OwnKey};
use super::{Done, PASSPHRASE, Staff, WorkPage, button, done, forms, query_of, said, to_mend, with_query};
use crate::actions::keys as action;

forms! {
    /// A new passphrase, typed twice.
    NewKeyForm "cases:key-new" 16 { passphrase: String, again: String }
    /// What opens one's own key, and where to go then.
    UnlockForm "cases:key-unlock" 16 { unlock_passphrase: String, next: String }
    /// Locks it.
    LockForm "cases:key-lock" 4 {}
    /// The printed code and a new passphrase.
    RecoverForm "cases:key-recover" 16 { code: String, passphrase: String, again: String }
    /// The present passphrase and a new one.
    ChangeForm "cases:key-passphrase" 16 { present: String, passphrase: String, again: String }
    /// A new passphrase for a new key, and that one knows what that means.
    RotateForm "cases:key-change" 16 { passphrase: String, again: String, sure: String }
}

/// Where the way back from unlocking leads.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct NextQuery {
    next: String,
}

/// The key of whoever asks, as pages show it.
pub(crate) async fn state(staff: &Staff) -> Result<KeyState, Problem> {
    let found = action::key_state(&staff.cases, &staff.member).await?;
    let (Some(fingerprint), Some(since)) = (found.fingerprint, found.since) else { return Ok(KeyState::None) };
    let own = OwnKey {
        fingerprint: fingerprint.to_string(),
        generation: found.generation.map_or(1, saksi_vault::Generation::get),
        since,
    };
    Ok(match staff.unlocked().await? {
        Some(_) => KeyState::Open(own, staff.request.now.plus(action::IDLE)),
        None => KeyState::Locked(own),
    })
}

/// The form that opens a key; `next` is where to go then.
fn unlock_form(request: &PageRequest, next: &str, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        "/cases/key/unlock",
        UnlockForm::PURPOSE,
        &[
            f.password(PASSPHRASE, "cases-staff-passphrase").autocomplete("off").required().focused().build(),
            f.hidden("next", next),
            f.submit("cases-staff-unlock"),
        ],
    )
}

/// The page of one's own key.
pub(crate) fn key_page(request: &PageRequest, state: &KeyState, next: &str, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let page = WorkPage::tabbed(request, "cases-staff-key-title");
    let about = |own: &OwnKey| {
        section(
            l,
            "about-key",
            "cases-staff-key-about",
            "cases-staff-key-about-hint",
            &facts(&[
                (l.t("cases-staff-fingerprint"), code(&own.fingerprint)),
                (l.t("cases-staff-generation"), Markup::text(&l.number(own.generation))),
                (l.t("cases-staff-since"), l.day(own.since)),
            ])
            .then(&row(&[
                link_button(l, "/cases/key/passphrase", "cases-staff-key-passphrase", Weight::Quiet),
                link_button(l, "/cases/key/recover", "cases-staff-key-recover", Weight::Quiet),
                link_button(l, "/cases/key/change", "cases-staff-key-change", Weight::Quiet),
                link_button(l, "/cases/keys", "cases-staff-key-log", Weight::Quiet),
            ])),
        )
    };
    match state {
        KeyState::None => page
            .part(&line(l, "cases-staff-key-why"))
            .part(&hint(l, "cases-staff-key-why-who"))
            .part(&row(&[link_button(l, "/cases/key/new", "cases-staff-key-make", Weight::Main)])),
        KeyState::Locked(own) => page
            .part(&line(l, if next.is_empty() { "cases-staff-key-is-locked" } else { "cases-staff-key-unlock-first" }))
            .part(&unlock_form(request, next, problem))
            .part(&about(own)),
        KeyState::Open(own, _) => page
            .part(&key_line(l, state, &lock_button(request)))
            .part(&line(l, "cases-staff-key-is-open"))
            .part(&about(own)),
    }
}

/// Locks the key at once; stands on every work page.
pub(crate) fn lock_button(request: &PageRequest) -> Markup {
    button(request, "/cases/key/lock", LockForm::PURPOSE, &[], "cases-staff-lock", Weight::Quiet)
}

/// `GET /cases/key`.
pub(crate) async fn show(staff: Staff, PageQuery(query): PageQuery<NextQuery>) -> Result<Response, PageError> {
    let state = state(&staff).await?;
    staff.page(&key_page(&staff.request, &state, &query.next, None), None)
}

/// `POST /cases/key/unlock`.
pub(crate) async fn unlock(staff: Staff, form: Form<UnlockForm>) -> Result<Response, PageError> {
    let form = form.value;
    match staff.try_unlock(&form.unlock_passphrase).await {
        Ok(()) if form.next.is_empty() => Ok(done("/cases", Done::Unlocked)),
        Ok(()) => Ok(saksi_web::see_other(safe_path(&form.next))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let state = state(&staff).await?;
            staff.page(&key_page(&staff.request, &state, &form.next, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/key/lock`.
pub(crate) async fn lock(staff: Staff, _: Form<LockForm>) -> Result<Response, PageError> {
    action::lock(&staff.cases, &staff.member).await?;
    Ok(done("/cases/key", Done::Locked))
}

/// The page that a form meets when the key locked itself meanwhile: everything that was typed, and one field more.
pub(crate) fn locked_page(
    staff: &Staff,
    typed: &[(String, String)],
    purpose: &'static str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let page = locked(&staff.request, typed, purpose, problem);
    match problem {
        Some(problem) => staff.page(&page, Some(problem)),
        None => staff.page(&page, Some(&Problem::new(saksi_base::ProblemKind::Conflict, "cases-staff-problem-locked"))),
    }
}

/// See [`locked_page`].
pub(crate) fn locked(
    request: &PageRequest,
    typed: &[(String, String)],
    purpose: &'static str,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let kept = typed.iter().filter(|(name, _)| name != PASSPHRASE);
    let mut parts: Vec<Markup> = Vec::new();
    let mut seen: Vec<Markup> = Vec::new();
    for (place, (name, value)) in kept.enumerate() {
        if value.chars().count() > 60 || value.contains('\n') {
            // Somebody may want to copy it before they try; a hidden field would lose its line ends in some browsers.
            let id = format!("kept-{place}");
            seen.push(Markup::trusted(format!(
                "<div class=\"field\"><label for=\"{id}\">{}</label><textarea id=\"{id}\" name=\"{}\" rows=\"6\" dir=\"auto\" readonly>\n{}</textarea></div>",
                escape(&l.t("cases-staff-locked-typed")),
                escape(name),
                escape(value)
            )));
        } else {
            parts.push(f.hidden(name, value));
        }
    }
    parts.push(f.password(PASSPHRASE, "cases-staff-passphrase").autocomplete("off").required().focused().build());
    parts.push(f.submit("cases-staff-unlock-and-send"));
    parts.extend(seen);
    WorkPage::new(request, "cases-staff-locked-title").part(&line(l, "cases-staff-locked")).part(&fields::form(
        request,
        &request.path,
        purpose,
        &parts,
    ))
}

/// The two fields of a new passphrase.
fn new_passphrase(f: &Fields<'_>) -> Vec<Markup> {
    vec![
        f.password("passphrase", "cases-staff-new-passphrase")
            .hint("cases-staff-new-passphrase-hint")
            .autocomplete("off")
            .required()
            .build(),
        f.password("again", "cases-staff-passphrase-again").autocomplete("off").required().build(),
    ]
}

/// Both must be the same; whether it is good is for the vault to say.
fn same(passphrase: &str, again: &str) -> Result<(), Problem> {
    if passphrase == again { Ok(()) } else { Err(Problem::field("again", "cases-staff-problem-not-the-same")) }
}

/// The words that are offered as a passphrase.
fn offered(l: &Locale, words: &str) -> Markup {
    let words: Vec<&str> = words.split_whitespace().collect();
    hint(l, "cases-staff-offered-words").then(&saksi_web::code_words(&words))
}

/// The page on which somebody makes their key.
pub(crate) fn new_key_page(request: &PageRequest, words: &str, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = new_passphrase(&f);
    parts.push(f.submit("cases-staff-key-make"));
    WorkPage::tabbed(request, "cases-staff-key-new-title")
        .back(l, "/cases/key", "cases-staff-back-key")
        .part(&line(l, "cases-staff-key-new"))
        .part(&offered(l, words))
        .part(&fields::form(request, "/cases/key/new", NewKeyForm::PURPOSE, &parts))
}

/// `GET /cases/key/new`.
pub(crate) async fn new_page(staff: Staff) -> Result<Response, PageError> {
    if !matches!(state(&staff).await?, KeyState::None) {
        return Ok(saksi_web::see_other("/cases/key"));
    }
    let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
    staff.page(&new_key_page(&staff.request, &words, None), None)
}

/// `POST /cases/key/new`.
pub(crate) async fn make(staff: Staff, form: Form<NewKeyForm>) -> Result<Response, PageError> {
    let form = form.value;
    let made = async {
        same(&form.passphrase, &form.again)?;
        action::make_key(&staff.cases, &staff.member, &form.passphrase).await
    };
    match made.await {
        Ok(printed) => staff.page(&code_page(&staff.request, &printed), None),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
            staff.page(&new_key_page(&staff.request, &words, Some(&problem)), Some(&problem))
        }
    }
}

/// The page that shows the printed code once.
pub(crate) fn code_page(request: &PageRequest, printed: &str) -> WorkPage {
    let l = &request.locale;
    WorkPage::new(request, "cases-staff-code-title")
        .part(&said(&l.t("cases-staff-code-made")))
        .part(&line(l, "cases-staff-code-print"))
        .part(&Markup::trusted(format!("<pre class=\"copy\" dir=\"ltr\">{}</pre>", escape(printed))))
        .part(&line(l, "cases-staff-code-once"))
        .part(&hint(l, "cases-staff-code-trustees"))
        .part(&row(&[link_button(l, "/cases/key", "cases-staff-code-kept", Weight::Main)]))
}

/// The page for whoever forgot their passphrase and has the code.
pub(crate) fn recovering(request: &PageRequest, words: &str, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = vec![
        f.password("code", "cases-staff-code").hint("cases-staff-code-hint").autocomplete("off").required().build(),
    ];
    parts.extend(new_passphrase(&f));
    parts.push(f.submit("cases-staff-recover"));
    WorkPage::tabbed(request, "cases-staff-recover-title")
        .back(l, "/cases/key", "cases-staff-back-key")
        .part(&line(l, "cases-staff-recover-lead"))
        .part(&offered(l, words))
        .part(&fields::form(request, "/cases/key/recover", RecoverForm::PURPOSE, &parts))
        .part(&hint(l, "cases-staff-recover-neither"))
}

/// `GET /cases/key/recover`.
pub(crate) async fn recover_page(staff: Staff) -> Result<Response, PageError> {
    let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
    staff.page(&recovering(&staff.request, &words, None), None)
}

/// `POST /cases/key/recover`.
pub(crate) async fn recover(
    State(site): State<Site>,
    staff: Staff,
    form: Form<RecoverForm>,
) -> Result<Response, PageError> {
    site.limits.check_account(saksi_web::Bucket::SignIn, format!("recover {}", staff.member.person).as_bytes())?;
    let form = form.value;
    let recovered = async {
        same(&form.passphrase, &form.again)?;
        action::recover_with_code(&staff.cases, &staff.member, &form.code, &form.passphrase).await
    };
    match recovered.await {
        Ok(printed) => staff.page(&code_page(&staff.request, &printed), None),
        Err(problem) => {
            let problem = to_mend(problem)?;
            if problem.fields.iter().any(|field| field.field == "code") {
                SecurityEvent::KeyRefused.note("printed-code");
            }
            let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
            staff.page(&recovering(&staff.request, &words, Some(&problem)), Some(&problem))
        }
    }
}

/// The page for another passphrase.
pub(crate) fn changing(request: &PageRequest, words: &str, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = vec![f.password("present", "cases-staff-passphrase").autocomplete("off").required().build()];
    parts.extend(new_passphrase(&f));
    parts.push(f.submit("cases-staff-key-passphrase"));
    WorkPage::tabbed(request, "cases-staff-key-passphrase")
        .back(l, "/cases/key", "cases-staff-back-key")
        .part(&line(l, "cases-staff-passphrase-lead"))
        .part(&offered(l, words))
        .part(&fields::form(request, "/cases/key/passphrase", ChangeForm::PURPOSE, &parts))
}

/// `GET /cases/key/passphrase`.
pub(crate) async fn passphrase_page(staff: Staff) -> Result<Response, PageError> {
    let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
    staff.page(&changing(&staff.request, &words, None), None)
}

/// `POST /cases/key/passphrase`.
pub(crate) async fn change_passphrase(
    State(site): State<Site>,
    staff: Staff,
    form: Form<ChangeForm>,
) -> Result<Response, PageError> {
    site.limits.check_account(saksi_web::Bucket::SignIn, format!("unlock {}", staff.member.person).as_bytes())?;
    let form = form.value;
    let changed = async {
        same(&form.passphrase, &form.again)?;
        action::change_passphrase(&staff.cases, &staff.member, &form.present, &form.passphrase).await
    };
    match changed.await {
        Ok(printed) => staff.page(&code_page(&staff.request, &printed), None),
        Err(problem) => {
            let problem = to_mend(problem)?;
            if problem.fields.iter().any(|field| field.field == "present") {
                SecurityEvent::KeyRefused.note("passphrase");
            }
            let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
            staff.page(&changing(&staff.request, &words, Some(&problem)), Some(&problem))
        }
    }
}

/// The page for whoever lost both passphrase and code, or whose key may be known to somebody else.
pub(crate) fn rotating(request: &PageRequest, words: &str, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = new_passphrase(&f);
    parts.push(f.checkbox("sure", "cases-staff-rotate-sure", false).build());
    parts.push(f.submit_named("", "", "cases-staff-key-change", Weight::Danger));
    WorkPage::tabbed(request, "cases-staff-key-change")
        .back(l, "/cases/key", "cases-staff-back-key")
        .part(&warn(Tone::Waiting, &l.t("cases-staff-rotate-means-title"), &l.t("cases-staff-rotate-means")))
        .part(&offered(l, words))
        .part(&fields::form(request, "/cases/key/change", RotateForm::PURPOSE, &parts))
}

/// `GET /cases/key/change`.
pub(crate) async fn rotate_page(staff: Staff) -> Result<Response, PageError> {
    let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
    staff.page(&rotating(&staff.request, &words, None), None)
}

/// `POST /cases/key/change`.
pub(crate) async fn rotate(staff: Staff, form: Form<RotateForm>) -> Result<Response, PageError> {
    let form = form.value;
    let replaced = async {
        same(&form.passphrase, &form.again)?;
        if form.sure != "yes" {
            return Err(Problem::field("sure", "cases-staff-problem-not-sure"));
        }
        action::replace_key(&staff.cases, &staff.member, &form.passphrase).await
    };
    match replaced.await {
        Ok(printed) => staff.page(&code_page(&staff.request, &printed), None),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let words = action::suggest_passphrase(&staff.cases, WordList::for_language(staff.l().language));
            staff.page(&rotating(&staff.request, &words, Some(&problem)), Some(&problem))
        }
    }
}

/// The way to the page of one's own key that comes back here.
pub(crate) fn way(next: &str) -> String {
    with_query("/cases/key", &query_of(&[("next", next)]))
}
