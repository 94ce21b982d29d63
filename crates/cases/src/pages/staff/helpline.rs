//! `/cases/helpline`: the keys of the organisation's helpline. Who triages, who the trustees are, recovery; and `/cases/keys`, the
//! log in which a key that somebody slipped in would show.

use saksi_base::{PersonId, Problem};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PageRequest, Response, Tone, Weight, user};

use super::parts::{code, facts, hint, key_line, line, link_button, row, section, table, warn};
use super::views::{Colleague, HelplineView, KeyLine, KeyState};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, keys, opening, to_mend};
use crate::actions::helpline as action;

forms! {
    /// The first triagers.
    OpenForm "cases:helpline-open" 8 { person: Vec<String> }
    /// Takes no new requests, or takes them again.
    PauseForm "cases:helpline-pause" 4 { seen: u32, paused: String }
    /// One more triager.
    TriagerForm "cases:triager" 4 { person: String }
    /// Exactly these triagers, and a new key.
    RotateTriageForm "cases:triage-key" 8 { keeper: Vec<String> }
    /// Trustees, and how many of them are needed.
    TrusteesForm "cases:trustees" 8 { trustee: Vec<String>, needed: String }
    /// Begins to recover access.
    BeginForm "cases:recovery-begin" 4 { sure: String }
    /// Gives one's share.
    ShareForm "cases:recovery-share" 4 {}
    /// Joins the shares.
    FinishForm "cases:recovery-finish" 4 {}
}

/// What was typed on the page of the helpline.
#[derive(Clone, Default)]
pub(crate) struct Typed {
    pub(crate) first: Vec<String>,
    pub(crate) keepers: Option<Vec<String>>,
    pub(crate) trustees: Option<Vec<String>>,
    pub(crate) needed: String,
}

/// Colleagues as choices; those without a key cannot be chosen and are named below.
fn options(list: &[Colleague], fits: impl Fn(&Colleague) -> bool) -> Vec<(String, String)> {
    list.iter()
        .filter(|colleague| colleague.fingerprint.is_some() && fits(colleague))
        .map(|colleague| (colleague.who.id.to_string(), colleague.who.name.clone()))
        .collect()
}

/// Who could be named if they made a key first.
fn without_key(l: &Locale, list: &[Colleague], fits: impl Fn(&Colleague) -> bool) -> Markup {
    let names: Vec<&str> = list
        .iter()
        .filter(|colleague| colleague.fingerprint.is_none() && fits(colleague))
        .map(|colleague| colleague.who.name.as_str())
        .collect();
    if names.is_empty() {
        return Markup::empty();
    }
    Markup::trusted("<p class=\"hint\">")
        .then(&Markup::text(&l.ta("cases-staff-without-key", &[("names", l.list(&names))])))
        .then(&Markup::trusted("</p>"))
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own")]
pub(crate) struct May {
    /// Manages people: opens the helpline, names trustees.
    pub(crate) manage: bool,
    /// Holds the triage key.
    pub(crate) triages: bool,
    /// Is a trustee.
    pub(crate) trusted: bool,
    /// Answers calls for help.
    pub(crate) responds: bool,
    /// Is the one who joins the shares.
    pub(crate) joins: bool,
}

/// The page.
pub(crate) fn helpline(
    request: &PageRequest,
    view: &HelplineView,
    key: &KeyState,
    may: May,
    typed: &Typed,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut page =
        WorkPage::tabbed(request, "cases-staff-helpline-title").part(&key_line(l, key, &keys::lock_button(request)));
    let responds = |colleague: &Colleague| colleague.responds;
    let Some((fingerprint, generation, since)) = &view.triage else {
        page =
            page.part(&warn(Tone::Waiting, &l.t("cases-staff-helpline-none"), &l.t("cases-staff-helpline-none-how")));
        if !may.manage {
            return page.part(&line(l, "cases-staff-helpline-ask-manager"));
        }
        return page.part(&section(
            l,
            "open",
            "cases-staff-helpline-open",
            "cases-staff-helpline-open-hint",
            &opening_form(request, &f, view, typed),
        ));
    };
    page = page.part(&standing(l, view, None));
    // Nobody is left who could hand the key on: whoever runs the helpline begins anew.
    if view.can_open == 0 && may.manage {
        page = page.part(&section(
            l,
            "open",
            "cases-staff-helpline-again",
            "cases-staff-helpline-again-hint",
            &opening_form(request, &f, view, typed),
        ));
    }
    page = page.part(&section(
        l,
        "requests",
        "cases-staff-requests",
        "cases-staff-requests-hint",
        &pausing(request, view, may),
    ));
    let triagers: Vec<&Colleague> = view.colleagues.iter().filter(|colleague| colleague.triager).collect();
    let mut triage = facts(&[
        (l.t("cases-staff-fingerprint"), code(fingerprint)),
        (l.t("cases-staff-generation"), Markup::text(&l.number(*generation))),
        (l.t("cases-staff-since"), l.day(*since)),
        (
            l.t("cases-staff-triagers"),
            super::parts::names(l, triagers.iter().map(|colleague| colleague.who.name.as_str())),
        ),
    ]);
    if may.triages && view.can_open > 0 {
        let more = options(&view.colleagues, |colleague| colleague.responds && !colleague.triager);
        if !more.is_empty() {
            triage = triage.then(&fields::form(
                request,
                "/cases/helpline/triagers",
                TriagerForm::PURPOSE,
                &[
                    f.select("person", "cases-staff-triager-name", "", &[]).options(more).build(),
                    f.submit_named("", "", "cases-staff-triager-add", Weight::Quiet),
                ],
            ));
        }
        let all = options(&view.colleagues, responds);
        let kept: Vec<String> = typed
            .keepers
            .clone()
            .unwrap_or_else(|| triagers.iter().map(|colleague| colleague.who.id.to_string()).collect());
        triage = triage.then(&super::parts::folded(
            l,
            "cases-staff-triage-change",
            typed.keepers.is_some(),
            &hint(l, "cases-staff-triage-change-hint").then(&fields::form(
                request,
                "/cases/helpline/triage-key",
                RotateTriageForm::PURPOSE,
                &[
                    f.checks("keeper", "cases-staff-triagers-from-now", &kept, &[]).options(all).build(),
                    f.submit_named("", "", "cases-staff-triage-change", Weight::Quiet),
                ],
            )),
        ));
    } else if view.can_open > 0 {
        triage = triage.then(&hint(l, "cases-staff-triage-not-you"));
    }
    triage = triage.then(&without_key(l, &view.colleagues, responds));
    page = page.part(&section(l, "triage", "cases-staff-triage", "cases-staff-triage-hint", &triage));
    page = page.part(&section(
        l,
        "trustees",
        "cases-staff-trustees",
        "cases-staff-trustees-hint",
        &trustees(request, &f, view, may, typed),
    ));
    if view.sharing.is_some() {
        page = page.part(&section(
            l,
            "recovery",
            "cases-staff-recovery",
            "cases-staff-recovery-hint",
            &recovery(request, view, may, &f),
        ));
    }
    page.part(&row(&[link_button(l, "/cases/keys", "cases-staff-key-log", Weight::Quiet)]))
}

/// The form that names the first triagers.
fn opening_form(request: &PageRequest, f: &Fields<'_>, view: &HelplineView, typed: &Typed) -> Markup {
    let l = &request.locale;
    let responds = |colleague: &Colleague| colleague.responds;
    let people = options(&view.colleagues, responds);
    let body = if people.is_empty() {
        saksi_web::empty(l, "cases-staff-nobody-has-a-key", "cases-staff-nobody-has-a-key-how")
    } else {
        fields::form(
            request,
            "/cases/helpline/open",
            OpenForm::PURPOSE,
            &[
                f.checks("person", "cases-staff-triagers", &typed.first, &[])
                    .options(people)
                    .hint("cases-staff-triagers-hint")
                    .build(),
                f.submit("cases-staff-helpline-open"),
            ],
        )
    };
    body.then(&without_key(l, &view.colleagues, responds))
}

/// Whether new requests are taken, and the button that changes it.
fn pausing(request: &PageRequest, view: &HelplineView, may: May) -> Markup {
    let l = &request.locale;
    let (since, version) = view.paused;
    let says = match since {
        Some(day) => Markup::text(&l.ta("cases-staff-requests-paused", &[("date", l.date(day.start()))])),
        None => Markup::text(&l.t("cases-staff-requests-taken")),
    };
    let says = Markup::trusted("<p>").then(&says).then(&Markup::trusted("</p>"));
    if !may.manage {
        return says;
    }
    let (value, label) =
        if since.is_some() { ("no", "cases-staff-requests-again") } else { ("yes", "cases-staff-requests-stop") };
    let seen = version.to_string();
    says.then(&button(
        request,
        "/cases/helpline/pause",
        PauseForm::PURPOSE,
        &[("seen", &seen), ("paused", value)],
        label,
        Weight::Quiet,
    ))
}

/// What is wrong with a helpline as a whole: nobody can open what comes in, it is paused, or something is to be made anew because people
/// left. `way` leads to where it is mended.
pub(crate) fn standing(l: &Locale, view: &HelplineView, way: Option<&str>) -> Markup {
    let mut all: Vec<Markup> = Vec::new();
    let mut say = |tone, title: &str, text: String| {
        let mut body = Markup::trusted("<p>").then(&Markup::text(&text));
        if let Some(way) = way {
            body = body
                .then(&Markup::text(" "))
                .then(&super::parts::link(way, &Markup::text(&l.t("cases-staff-tab-helpline"))));
        }
        all.push(saksi_web::notice(tone, &l.t(title), &body.then(&Markup::trusted("</p>"))));
    };
    if view.triage.is_some() && view.can_open == 0 {
        say(Tone::Danger, "cases-staff-nobody-opens", l.t("cases-staff-nobody-opens-how"));
    }
    if let Some(day) = view.paused.0.filter(|_| way.is_some()) {
        let text = l.ta("cases-staff-requests-paused", &[("date", l.date(day.start()))]);
        say(Tone::Waiting, "cases-staff-requests", text);
    }
    let names = |left: &[action::Left]| l.list(&left.iter().map(|one| one.name.as_str()).collect::<Vec<_>>());
    let anew = &view.anew;
    if !anew.triage.is_empty() {
        let text = l.ta("cases-staff-left-triage-how", &[("names", names(&anew.triage))]);
        say(Tone::Waiting, "cases-staff-left-triage", text);
    }
    if !anew.trustees.is_empty() {
        let text = l.ta("cases-staff-left-trustee-how", &[("names", names(&anew.trustees))]);
        say(Tone::Waiting, "cases-staff-left-trustee", text);
    }
    if anew.cases > 0 {
        say(Tone::Waiting, "cases-staff-left-cases", l.ta("cases-staff-left-cases-how", &[("count", anew.cases)]));
    }
    if anew.out_of_reach > 0 {
        let text = l.ta("cases-staff-out-of-reach-how", &[("count", anew.out_of_reach)]);
        say(Tone::Danger, "cases-staff-out-of-reach", text);
    }
    all.into_iter().collect()
}

/// The trustees, and the form that names them.
fn trustees(request: &PageRequest, f: &Fields<'_>, view: &HelplineView, may: May, typed: &Typed) -> Markup {
    let l = &request.locale;
    let mut body = Markup::empty();
    let trusted: Vec<&Colleague> = view.colleagues.iter().filter(|colleague| colleague.trustee).collect();
    match view.sharing {
        Some((needed, of, since)) => {
            body = body.then(&facts(&[
                (
                    l.t("cases-staff-trustees"),
                    super::parts::names(l, trusted.iter().map(|colleague| colleague.who.name.as_str())),
                ),
                (
                    l.t("cases-staff-trustees-needed"),
                    Markup::text(&l.ta("cases-staff-of", &[("needed", i64::from(needed)), ("of", i64::from(of))])),
                ),
                (l.t("cases-staff-since"), l.day(since)),
            ]));
        }
        None => {
            body = body.then(&warn(
                Tone::Waiting,
                &l.t("cases-staff-trustees-none"),
                &l.t("cases-staff-trustees-none-how"),
            ));
        }
    }
    if may.manage && may.triages {
        let people = options(&view.colleagues, |_| true);
        let chosen: Vec<String> = typed
            .trustees
            .clone()
            .unwrap_or_else(|| trusted.iter().map(|colleague| colleague.who.id.to_string()).collect());
        let needed = if typed.needed.is_empty() { "2" } else { typed.needed.as_str() };
        body = body.then(&super::parts::folded(
            l,
            "cases-staff-trustees-name",
            view.sharing.is_none() || typed.trustees.is_some(),
            &fields::form(
                request,
                "/cases/helpline/trustees",
                TrusteesForm::PURPOSE,
                &[
                    f.checks("trustee", "cases-staff-trustees-who", &chosen, &[])
                        .options(people)
                        .hint("cases-staff-trustees-who-hint")
                        .build(),
                    f.text("needed", "cases-staff-trustees-needed", needed)
                        .kind("number")
                        .input_mode("numeric")
                        .hint("cases-staff-trustees-needed-hint")
                        .build(),
                    f.submit_named("", "", "cases-staff-trustees-name", Weight::Quiet),
                ],
            ),
        ));
    } else if view.sharing.is_none() {
        body = body.then(&hint(l, "cases-staff-trustees-who-may"));
    }
    body
}

/// Getting access back with the trustees.
fn recovery(request: &PageRequest, view: &HelplineView, may: May, f: &Fields<'_>) -> Markup {
    let l = &request.locale;
    let Some(recovery) = &view.recovery else {
        if !may.responds {
            return hint(l, "cases-staff-recovery-who-may");
        }
        return fields::form(
            request,
            "/cases/helpline/recovery",
            BeginForm::PURPOSE,
            &[
                f.checkbox("sure", "cases-staff-recovery-sure", false).build(),
                f.submit_named("", "", "cases-staff-recovery-begin", Weight::Quiet),
            ],
        );
    };
    let mut body = facts(&[
        (l.t("cases-staff-recovery-by"), user(&recovery.by.name)),
        (l.t("cases-staff-since"), l.day(recovery.since)),
        (
            l.t("cases-staff-recovery-given"),
            Markup::text(&l.ta("cases-staff-of", &[("needed", recovery.given), ("of", i64::from(recovery.needed))])),
        ),
    ]);
    let mut buttons = Vec::new();
    if may.trusted {
        body = body.then(&hint(l, "cases-staff-share-hint"));
        buttons.push(button(
            request,
            "/cases/helpline/recovery/share",
            ShareForm::PURPOSE,
            &[],
            "cases-staff-share-give",
            Weight::Quiet,
        ));
    }
    if may.joins && recovery.given >= i64::from(recovery.needed) {
        buttons.push(button(
            request,
            "/cases/helpline/recovery/finish",
            FinishForm::PURPOSE,
            &[],
            "cases-staff-recovery-finish",
            Weight::Main,
        ));
    }
    body.then(&row(&buttons))
}

/// `GET /cases/helpline`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    render(&staff, &Typed::default(), None).await
}

async fn render(staff: &Staff, typed: &Typed, problem: Option<&Problem>) -> Result<Response, PageError> {
    let view = opening::helpline(staff).await?;
    let key = keys::state(staff).await?;
    let me = staff.member.person;
    let mine = view.colleagues.iter().find(|colleague| colleague.who.id == me);
    let may = May {
        manage: staff.may(Capability::RUN_HELPLINE),
        triages: mine.is_some_and(|colleague| colleague.triager),
        trusted: mine.is_some_and(|colleague| colleague.trustee),
        responds: staff.may(Capability::RESPOND),
        joins: view.recovery.as_ref().is_some_and(|recovery| recovery.by.id == me),
    };
    staff.page(&helpline(&staff.request, &view, &key, may, typed, problem), problem)
}

fn people(ids: &[String]) -> Vec<PersonId> {
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}

/// What came of a change on this page.
async fn after(staff: &Staff, outcome: Result<Done, Problem>, typed: &Typed) -> Result<Response, PageError> {
    match outcome {
        Ok(what) => Ok(done("/cases/helpline", what)),
        Err(problem) => render(staff, typed, Some(&to_mend(problem)?)).await,
    }
}

/// `POST /cases/helpline/open`.
pub(crate) async fn open(staff: Staff, form: Form<OpenForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, OpenForm);
    let chosen = form.value.person;
    let outcome = action::open_triage(&staff.cases, &me, &people(&chosen)).await.map(|()| Done::Opened);
    after(&staff, outcome, &Typed { first: chosen, ..Typed::default() }).await
}

/// `POST /cases/helpline/pause`.
pub(crate) async fn pause(staff: Staff, form: Form<PauseForm>) -> Result<Response, PageError> {
    let paused = form.value.paused == "yes";
    let says = if paused { Done::Paused } else { Done::GoesOn };
    let outcome = action::pause(&staff.cases, &staff.member, form.value.seen, paused).await.map(|()| says);
    after(&staff, outcome, &Typed::default()).await
}

/// `POST /cases/helpline/triagers`.
pub(crate) async fn name_triager(staff: Staff, form: Form<TriagerForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TriagerForm);
    let outcome = async {
        let person = form.value.person.parse().map_err(|_| Problem::field("person", "cases-staff-problem-choose"))?;
        action::name_triager(&staff.cases, &me, person).await.map(|()| Done::TriageChanged)
    };
    after(&staff, outcome.await, &Typed::default()).await
}

/// `POST /cases/helpline/triage-key`.
pub(crate) async fn rotate(staff: Staff, form: Form<RotateTriageForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, RotateTriageForm);
    let chosen = form.value.keeper;
    let outcome = action::rotate_triage(&staff.cases, &me, &people(&chosen)).await.map(|_| Done::TriageChanged);
    let outcome = outcome.map_err(|problem| moved(problem, "person", "keeper"));
    after(&staff, outcome, &Typed { keepers: Some(chosen), ..Typed::default() }).await
}

/// The action calls whoever is named a person; the form may call them by their part.
fn moved(mut problem: Problem, from: &str, to: &'static str) -> Problem {
    for field in problem.fields.iter_mut().filter(|field| field.field == from) {
        field.field = to;
    }
    problem
}

/// `POST /cases/helpline/trustees`.
pub(crate) async fn name_trustees(staff: Staff, form: Form<TrusteesForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TrusteesForm);
    let TrusteesForm { trustee, needed } = form.value;
    let outcome = async {
        let number: u8 = needed.trim().parse().map_err(|_| Problem::field("needed", "cases-staff-problem-number"))?;
        action::name_trustees(&staff.cases, &me, number, &people(&trustee)).await.map(|()| Done::Trustees)
    };
    let outcome = outcome.await.map_err(|problem| moved(problem, "person", "trustee"));
    after(&staff, outcome, &Typed { trustees: Some(trustee), needed, ..Typed::default() }).await
}

/// `POST /cases/helpline/recovery`.
pub(crate) async fn begin(staff: Staff, form: Form<BeginForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, BeginForm);
    let outcome = async {
        if form.value.sure != "yes" {
            return Err(Problem::field("sure", "cases-staff-problem-not-sure"));
        }
        action::begin_recovery(&staff.cases, &me).await.map(|()| Done::RecoveryBegun)
    };
    after(&staff, outcome.await, &Typed::default()).await
}

/// `POST /cases/helpline/recovery/share`.
pub(crate) async fn give_share(staff: Staff, form: Form<ShareForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ShareForm);
    let outcome = action::give_share(&staff.cases, &me).await.map(|()| Done::ShareGiven);
    after(&staff, outcome, &Typed::default()).await
}

/// `POST /cases/helpline/recovery/finish`.
pub(crate) async fn finish(staff: Staff, form: Form<FinishForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, FinishForm);
    let outcome = action::finish_recovery(&staff.cases, &me).await.map(|_| Done::Recovered);
    after(&staff, outcome, &Typed::default()).await
}

/// The log of public keys, whole or broken at a place.
pub(crate) fn key_log(request: &PageRequest, lines: &[KeyLine], verified: Result<String, u64>) -> WorkPage {
    let l = &request.locale;
    let standing = match verified {
        Ok(head) => facts(&[
            (l.t("cases-staff-log-state"), saksi_web::badge(l, Tone::Done, "cases-staff-log-whole")),
            (l.t("cases-staff-log-head"), code(&head)),
        ]),
        Err(position) => warn(
            Tone::Danger,
            &l.t("cases-staff-log-broken"),
            &l.attribute("cases-staff-log-broken-how", &[("position", position)]),
        ),
    };
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|entry| {
            vec![
                Markup::text(&l.number(i64::try_from(entry.position).unwrap_or(i64::MAX))),
                l.day(entry.day.start()),
                user(&entry.owner).then(&Markup::text(&format!(" · {}", l.t(entry.kind)))),
                Markup::text(&l.number(entry.generation)),
                Markup::text(&l.t(if entry.began { "cases-staff-key-begins" } else { "cases-staff-key-ends" })),
                code(&entry.fingerprint),
            ]
        })
        .collect();
    let page = WorkPage::tabbed(request, "cases-staff-log-title")
        .back(l, "/cases/key", "cases-staff-back-key")
        .part(&line(l, "cases-staff-log-lead"))
        .part(&standing);
    if rows.is_empty() {
        return page.part(&saksi_web::empty(l, "cases-staff-log-empty", "cases-staff-log-empty-how"));
    }
    page.part(&table(
        l,
        "cases-staff-log-table",
        &[
            "cases-staff-position",
            "cases-staff-day",
            "cases-staff-owner",
            "cases-staff-generation",
            "cases-staff-what",
            "cases-staff-fingerprint",
        ],
        &rows,
    ))
}

/// `GET /cases/keys`.
pub(crate) async fn log(staff: Staff) -> Result<Response, PageError> {
    let (lines, verified) = opening::key_log(&staff).await?;
    staff.page(&key_log(&staff.request, &lines, verified), None)
}
