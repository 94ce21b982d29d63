//! What organisations ask of each other about notices: `/work/escalations/offers`, `/work/escalations/{id}/refer`, and what a notice's
//! page says about who stands behind it.

use std::fmt::Write as _;

use saksi_base::{EscalationId, NoticeReferralId, Problem, ProblemKind, RouteId};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, badge, escape, see_other,
    user,
};

use super::{
    Entry, FormPage, RegisterPage, Staff, after, aside, done, forms, go, heading, keeps, paragraph, plain_forms,
    reason_form, tabs, warn, words,
};
use crate::actions::clock::Page;
use crate::actions::together::{self, Asked, Behind, Better, Same};
use crate::actions::{State, Whole};
use crate::model::together::Kind;
use crate::store::dispatches::NoticeFile;
use crate::store::together::Referral;

/// Where what was asked is listed.
pub(crate) const HERE: &str = "/work/escalations/offers";

plain_forms! {
    WithdrawForm "escalations:offer-withdraw";
}

forms! {
    /// To whom a notice is offered.
    ReferForm "escalations:refer" in Write { route, words }
    /// A request to be named in another notice.
    JoinForm "escalations:join" in Write { words }
    /// A draft goes back to whose it was.
    BackForm "escalations:hand-back" in Write { reason }
    /// An organisation is not named any more.
    LeaveForm "escalations:leave" in Write { reason }
    /// A yes.
    TakeForm "escalations:offer-take" in Write { seen, route }
    /// A no.
    DeclineForm "escalations:offer-decline" in Write { reason }
}

/// How many notices of the reader's organisation wait for an answer, and where.
pub(super) fn arrived(l: &Locale, count: i64) -> Markup {
    if count == 0 {
        return Markup::empty();
    }
    let link = Markup::trusted(format!("<p><a href=\"{HERE}\">{}</a></p>", escape(&l.t("escalations-offers-title"))));
    saksi_web::notice(Tone::Waiting, &l.ta("escalations-offers-arrived", &[("count", count)]), &link)
}

/// What was asked, in one sentence for the reader's side.
fn sentence(l: &Locale, one: &Referral, own: saksi_base::OrganisationId) -> String {
    let asked = one.asked == own;
    let accepted = one.is_accepted();
    let name = match (asked, one.kind()) {
        (true, _) => Some(one.asks_name.clone()),
        (false, Kind::Referral | Kind::Following) => Some(one.asked_name.clone()),
        // Whose notice it is stays untold until its owner said yes.
        (false, Kind::Joining) => accepted.then(|| one.asked_name.clone()),
    };
    let message = match (asked, one.kind()) {
        (true, Kind::Referral) => "escalations-offer-in",
        (false, Kind::Referral) => "escalations-offer-out",
        (true, Kind::Following) => "escalations-following-in",
        (false, Kind::Following) => "escalations-following-out",
        (true, Kind::Joining) => "escalations-joining-in",
        (false, Kind::Joining) if accepted => "escalations-joining-out",
        (false, Kind::Joining) => return l.t("escalations-joining-out-unnamed"),
    };
    l.ta(message, &[("name", name.unwrap_or_default())])
}

fn title(l: &Locale, one: &Referral) -> String {
    let title = one.title.as_ref().or(one.draft_title.as_ref()).filter(|title| !title.trim().is_empty());
    title.cloned().unwrap_or_else(|| l.t("escalations-untitled"))
}

fn stands(l: &Locale, one: &Referral) -> Markup {
    let tone = if one.is_open() {
        Tone::Waiting
    } else if one.is_accepted() {
        Tone::Done
    } else {
        Tone::Plain
    };
    badge(l, tone, one.message())
}

fn link_to(path: &str, text: &str) -> Markup {
    Markup::trusted(format!("<a href=\"{}\">{}</a>", escape(path), escape(text)))
}

/// Why a route of another organisation is the better one.
fn reasons(l: &Locale, one: &Better) -> String {
    let route = &one.route;
    let mut all = vec![l.t(route.way.message()), l.t(route.channel.message())];
    all.extend(route.promised_hours.map(|hours| l.ta("escalations-better-promised", &[("hours", i64::from(hours))])));
    all.extend(route.lawful_days.map(|days| l.ta("escalations-better-lawful", &[("days", i64::from(days))])));
    if !route.languages.is_empty() {
        all.push(l.ta("escalations-better-languages", &[("languages", route.languages.join(" "))]));
    }
    if let Some(quick) = one.quick {
        let hours = format!("{:.0}", quick.hours);
        all.push(match quick.notices {
            Some(count) => l.ta(
                "escalations-better-median",
                &[("hours", Arg::from(hours)), ("count", Arg::from(i64::try_from(count).unwrap_or(i64::MAX)))],
            ),
            None => l.ta("escalations-better-median-public", &[("hours", hours)]),
        });
    }
    format!("{}: {}", route.owner_name, all.join(" · "))
}

pub(crate) fn refer_page(
    request: &PageRequest,
    draft: &Whole,
    all: &[Better],
    typed: &ReferForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let path = format!("/work/escalations/{}", draft.id());
    let form = if all.is_empty() {
        saksi_web::empty(l, "escalations-better-none", "escalations-better-none-how")
    } else {
        let options = all.iter().map(|one| (one.route.id.to_string(), reasons(l, one))).collect();
        fields::form(
            request,
            &format!("{path}/refer"),
            ReferForm::PURPOSE,
            &[
                f.radio("route", "escalations-better-which", &typed.route, &[]).options(options).build(),
                f.area("words", "escalations-offer-words", &typed.words)
                    .hint("escalations-offer-words-hint")
                    .rows(3)
                    .longest(2_000)
                    .optional()
                    .build(),
                f.submit("escalations-refer-do"),
            ],
        )
    };
    FormPage {
        back: (path, "escalations-back-one"),
        notice: Markup::empty(),
        title: l.t("escalations-refer"),
        before: paragraph(&l.t(if draft.state == State::Draft {
            "escalations-refer-lead"
        } else {
            "escalations-following-lead-ask"
        })),
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

async fn show_refer(
    staff: &Staff,
    id: EscalationId,
    typed: &ReferForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (draft, all) = together::better(&staff.room, &staff.request.site.db, &staff.by, id).await?;
    if draft.state != State::Draft && !together::can_be_followed(draft.state) {
        return Ok(see_other(&format!("/work/escalations/{id}")));
    }
    // What is missing is said where it can be mended.
    if draft.state == State::Draft && draft.notice.complete(&[]).is_err() {
        return Ok(see_other(&format!("/work/escalations/{id}/edit?missing=yes")));
    }
    let page = refer_page(&staff.request, &draft, &all, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/{id}/refer`.
pub(crate) async fn refer_form(staff: Staff, PagePath(id): PagePath<EscalationId>) -> Result<Response, PageError> {
    match show_refer(&staff, id, &ReferForm::default(), None).await {
        // One that comes from cases goes to another organisation by their own referral.
        Err(PageError(problem)) if problem.kind == ProblemKind::Conflict => {
            Ok(see_other(&format!("/work/escalations/{id}")))
        }
        shown => shown,
    }
}

/// `POST /work/escalations/{id}/refer`.
pub(crate) async fn refer(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<ReferForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<Kind, Problem> = match typed.route.parse::<RouteId>() {
        Err(_) => Err(Problem::field("route", "escalations-problem-choose")),
        Ok(route) => write!(staff.request.site.db, "offer notice", by.viewer(), tx => {
            together::refer(&mut tx, by, id, route, &typed.words).await
        }),
    };
    match outcome {
        Ok(Kind::Following) => Ok(go(&format!("/work/escalations/{id}"), "asked-to-follow")),
        Ok(_) => Ok(go(&format!("/work/escalations/{id}"), "offered")),
        Err(problem) if keeps(&problem) => show_refer(&staff, id, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/{id}/join`.
pub(crate) async fn join(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<JoinForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "ask to join notice", by.viewer(), tx => {
        together::join(&mut tx, by, id, &typed.words).await
    });
    after(&staff, id, outcome, "asked").await
}

/// `POST /work/escalations/{id}/hand-back`.
pub(crate) async fn hand_back(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<BackForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "hand notice back", by.viewer(), tx => {
        together::hand_back(&mut tx, by, id, &typed.reason).await
    });
    match outcome {
        Ok(()) => Ok(go(HERE, "handed-back")),
        failed => after(&staff, id, failed, "handed-back").await,
    }
}

/// `POST /work/escalations/{id}/leave`. Whoever left sees the notice no longer.
pub(crate) async fn leave(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<LeaveForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "leave notice", by.viewer(), tx => {
        together::leave(&mut tx, by, id, &typed.reason).await
    });
    match outcome {
        Ok(()) => Ok(go(HERE, "left")),
        failed => after(&staff, id, failed, "left").await,
    }
}

/// `GET /work/escalations/offers`: what other organisations ask, and what was asked of them.
pub(crate) async fn list(staff: Staff) -> Result<Response, PageError> {
    let by = &staff.by;
    let all = read!(staff.request.site.db, by.viewer(), tx => { together::referrals(&mut tx, by).await })?;
    let l = staff.l();
    let entry = |one: &Referral| {
        let mut meta = vec![stands(l, one), Markup::text(&sentence(l, one, by.organisation))];
        meta.extend(one.addressee_name.as_ref().map(|name| user(name)));
        meta.push(l.moment(one.made_at));
        Entry { path: format!("{HERE}/{}", one.id), title: user(&title(l, one)), meta }
    };
    let page = RegisterPage {
        tabs: tabs(&staff.request),
        title: l.t("escalations-offers-title"),
        lead: l.t("escalations-offers-lead"),
        new: None,
        notice: done(l, &staff.request),
        entries: all.iter().map(entry).collect(),
        empty: saksi_web::empty(l, "escalations-offers-empty", "escalations-offers-empty-how"),
        l: l.clone(),
    };
    staff.page(page.title.clone(), None, &page)
}

fn text_of(l: &Locale, notice: &Whole, files: &[NoticeFile]) -> Markup {
    let lines: Vec<_> = files.iter().map(NoticeFile::line).collect();
    let speaking = super::show::letter_locale(l, &notice.notice.language);
    heading(l, "escalations-whole-text").then(&words::block(&notice.notice.letter(&speaking, &lines)))
}

fn answer_forms(request: &PageRequest, asked: &Asked, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let one = &asked.referral;
    let path = format!("{HERE}/{}", one.id);
    let refusing = format!("{path}/decline");
    let seen = asked.notice.as_ref().map(|notice| notice.version().to_string()).unwrap_or_default();
    let no = reason_form(
        request,
        (&refusing, DeclineForm::PURPOSE),
        "escalations-offer-decline",
        (&typed.reason, true),
        problem,
    );
    let yes = match one.kind() {
        Kind::Referral | Kind::Following if asked.routes.is_empty() => warn("", &l.t("escalations-offer-no-route")),
        Kind::Referral | Kind::Following => {
            let take = match one.kind() {
                Kind::Following => "escalations-following-take",
                _ => "escalations-offer-take",
            };
            let options: Vec<(String, String)> = asked
                .routes
                .iter()
                .map(|route| (route.id.to_string(), format!("{} ({})", route.name, l.t(route.way.message()))))
                .collect();
            let offered = one.route.map(|route| route.to_string()).unwrap_or_default();
            let chosen = if typed.route.is_empty() { &offered } else { &typed.route };
            fields::form(
                request,
                &path,
                TakeForm::PURPOSE,
                &[
                    f.hidden("seen", &seen),
                    f.select("route", "escalations-route", chosen, &[]).options(options).build(),
                    f.submit(take),
                ],
            )
        }
        Kind::Joining => fields::form(request, &path, TakeForm::PURPOSE, &[f.submit("escalations-joining-take")]),
    };
    yes.then(&no)
}

/// What was typed into the forms of an offer, where one of them must be mended.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    route: String,
    reason: String,
}

pub(crate) fn offer_page(
    request: &PageRequest,
    asked: &Asked,
    own: saksi_base::OrganisationId,
    typed: &Typed,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let one = &asked.referral;
    let mine = one.asks == own;
    let mut facts: Vec<(&str, Markup)> =
        vec![("escalations-offer-stands", stands(l, one)), ("escalations-offer-made", l.exact(one.made_at))];
    facts.extend(one.addressee_name.as_ref().map(|name| ("escalations-to", user(name))));
    let notice = one.title.as_ref().map(|_| format!("/work/escalations/{}", one.escalation));
    let following = one.kind() == Kind::Following;
    let draft = one.draft.filter(|_| mine || following).map(|draft| format!("/work/escalations/{draft}"));
    facts.extend(notice.map(|path| ("escalations-offer-notice", link_to(&path, &title(l, one)))));
    facts.extend(draft.map(|path| {
        let name = one.draft_title.clone().filter(|name| !name.is_empty());
        let label = if following { "escalations-following-notice" } else { "escalations-joining-draft" };
        (label, link_to(&path, &name.unwrap_or_else(|| l.t("escalations-untitled"))))
    }));
    if !one.words.is_empty() {
        facts.push(("escalations-offer-words", saksi_web::paragraphs(&one.words)));
    }
    if !one.answer.is_empty() {
        facts.push(("escalations-offer-reason", saksi_web::paragraphs(&one.answer)));
    }
    let open = one.is_open();
    let mut before = paragraph(&sentence(l, one, own)).then(&words::facts(l, &facts));
    if open && !mine {
        let lead = match one.kind() {
            Kind::Referral => "escalations-offer-lead",
            Kind::Joining => "escalations-joining-lead",
            Kind::Following => "escalations-following-lead",
        };
        before = before.then(&paragraph(&l.t(lead)));
    }
    let form = match (open, mine) {
        (true, false) => answer_forms(request, asked, typed, problem),
        (true, true) => fields::button_form(
            request,
            &format!("{HERE}/{}/withdraw", one.id),
            WithdrawForm::PURPOSE,
            &[],
            "escalations-offer-take-back",
            Weight::Quiet,
        ),
        (false, _) => Markup::empty(),
    };
    FormPage {
        back: (HERE.to_owned(), "escalations-offers-title"),
        notice: done(l, request),
        title: title(l, one),
        before,
        form,
        after: match &asked.notice {
            Some(notice) if open && !mine => text_of(l, notice, &asked.files),
            _ => Markup::empty(),
        },
        l: l.clone(),
    }
}

async fn show_offer(
    staff: &Staff,
    id: NoticeReferralId,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let asked = read!(staff.request.site.db, by.viewer(), tx => { together::look(&mut tx, by, id).await })?;
    let page = offer_page(&staff.request, &asked, by.organisation, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/offers/{referral}`.
pub(crate) async fn offer(staff: Staff, PagePath(id): PagePath<NoticeReferralId>) -> Result<Response, PageError> {
    show_offer(&staff, id, &Typed::default(), None).await
}

async fn answered(
    staff: &Staff,
    id: NoticeReferralId,
    outcome: Result<(String, &'static str), Problem>,
    typed: Typed,
) -> Result<Response, PageError> {
    match outcome {
        Ok((path, said)) => Ok(go(&path, said)),
        Err(problem) if keeps(&problem) => show_offer(staff, id, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/offers/{referral}`: yes.
pub(crate) async fn take(
    staff: Staff,
    PagePath(id): PagePath<NoticeReferralId>,
    form: Form<TakeForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let seen = typed.seen.parse().unwrap_or(0);
    let db = &staff.request.site.db;
    let found = read!(db, by.viewer(), tx => { together::referral(&mut tx, by, id).await })?;
    let route = typed.route.parse::<RouteId>().map_err(|_| Problem::field("route", "escalations-problem-choose"));
    let granted: Result<(EscalationId, &'static str), Problem> = match (found.kind(), route) {
        (Kind::Joining, _) => write!(db, "name in notice", by.viewer(), tx => {
            Ok((together::name(&mut tx, by, id).await?, "named"))
        }),
        (_, Err(problem)) => Err(problem),
        (Kind::Referral, Ok(route)) => write!(db, "take notice over", by.viewer(), tx => {
            Ok((together::take_over(&mut tx, by, id, seen, route).await?, "taken-over"))
        }),
        (Kind::Following, Ok(route)) => {
            together::follow(&staff.room, db, by, id, route).await.map(|followed| (followed, "follows"))
        }
    };
    let outcome = granted.map(|(notice, said)| (format!("/work/escalations/{notice}"), said));
    answered(&staff, id, outcome, Typed { route: typed.route, reason: String::new() }).await
}

/// `POST /work/escalations/offers/{referral}/decline`.
pub(crate) async fn decline(
    staff: Staff,
    PagePath(id): PagePath<NoticeReferralId>,
    form: Form<DeclineForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "decline request", by.viewer(), tx => {
        together::decline(&mut tx, by, id, &typed.reason).await
    });
    let outcome = outcome.map(|()| (HERE.to_owned(), "declined"));
    answered(&staff, id, outcome, Typed { reason: typed.reason, ..Typed::default() }).await
}

/// `POST /work/escalations/offers/{referral}/withdraw`.
pub(crate) async fn withdraw(
    staff: Staff,
    PagePath(id): PagePath<NoticeReferralId>,
    _: Form<WithdrawForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "withdraw request", by.viewer(), tx => {
        together::withdraw(&mut tx, by, id).await
    });
    match outcome {
        Ok(()) => Ok(go(HERE, "offer-withdrawn")),
        Err(problem) if keeps(&problem) => show_offer(&staff, id, &Typed::default(), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// That others have a notice for an address of a draft, in a line; the notice's page has what can be done.
pub(super) fn same_line(l: &Locale, id: EscalationId, same: &Same) -> Markup {
    let mut all = Markup::empty();
    if same.others > 0 {
        let way = link_to(&format!("/work/escalations/{id}#together"), &l.t("escalations-same-see"));
        let body = Markup::trusted(format!("<p>{way}</p>"));
        all = all.then(&saksi_web::notice(Tone::Waiting, &l.t("escalations-same-others"), &body));
    }
    if !same.seen.is_empty() {
        all = all.then(&saksi_web::notice(Tone::Waiting, &l.t("escalations-same-own"), &seen_list(l, same)));
    }
    all
}

fn seen_list(l: &Locale, same: &Same) -> Markup {
    let mut html = String::from("<ul>");
    for one in &same.seen {
        let title = if one.title.trim().is_empty() { l.t("escalations-untitled") } else { one.title.clone() };
        let _ = std::write!(html, "<li>{}", link_to(&format!("/work/escalations/{}", one.id), &title));
        if let Some(at) = one.sent_at {
            let _ = std::write!(html, " {}", escape(&l.ta("escalations-sent-on", &[("day", l.date(at))])));
        }
        html.push_str("</li>");
    }
    html.push_str("</ul>");
    Markup::trusted(html)
}

fn same_block(request: &PageRequest, id: EscalationId, same: &Same) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, None);
    let mut all = Markup::empty();
    if same.others > 0 {
        all = all.then(&warn(&l.t("escalations-same-others"), &l.t("escalations-same-others-how")));
        if same.can_ask {
            all = all.then(&fields::form(
                request,
                &format!("/work/escalations/{id}/join"),
                JoinForm::PURPOSE,
                &[
                    f.area("words", "escalations-offer-words", "")
                        .hint("escalations-joining-words-hint")
                        .rows(2)
                        .longest(2_000)
                        .optional()
                        .build(),
                    f.submit_named("", "", "escalations-join-do", Weight::Quiet),
                ],
            ));
        }
    }
    if !same.seen.is_empty() {
        all = all.then(&saksi_web::notice(Tone::Waiting, &l.t("escalations-same-own"), &seen_list(l, same)));
    }
    all
}

fn back_block(request: &PageRequest, id: EscalationId) -> Markup {
    let action = format!("/work/escalations/{id}/hand-back");
    let form = reason_form(request, (&action, BackForm::PURPOSE), "escalations-hand-back", ("", true), None);
    aside(&request.locale, "escalations-hand-back", &form)
}

fn leave_block(request: &PageRequest, id: EscalationId) -> Markup {
    let l = &request.locale;
    let action = format!("/work/escalations/{id}/leave");
    let form = reason_form(request, (&action, LeaveForm::PURPOSE), "escalations-leave", ("", false), None);
    aside(l, "escalations-leave", &paragraph(&l.t("escalations-leave-how")).then(&form))
}

/// Who stands behind a notice, and what was asked about it.
pub(super) fn section(request: &PageRequest, page: &Page, own: saksi_base::OrganisationId) -> Markup {
    let l = &request.locale;
    let Behind { owner, parties, referrals, same, came, can_leave } = &page.behind;
    let id = page.escalation.id();
    let partners: Vec<&str> =
        parties.iter().filter(|party| party.is_partner()).map(|party| party.name.as_str()).collect();
    let mut all = Markup::empty();
    if !partners.is_empty() || page.escalation.row.owner != own {
        let count = i64::try_from(partners.len()).unwrap_or(i64::MAX).saturating_add(1);
        let mut facts = vec![("escalations-complainants-sender", user(owner))];
        if !partners.is_empty() {
            let names: Vec<String> = partners.iter().map(|name| (*name).to_owned()).collect();
            facts.push(("escalations-complainants-others", user(&l.list(&names))));
            facts.push(("escalations-complainants", Markup::text(&l.number(count))));
        }
        all = all.then(&words::facts(l, &facts));
    }
    if !referrals.is_empty() {
        let mut html = String::from("<ul class=\"lines\">");
        for one in referrals {
            let path = format!("{HERE}/{}", one.id);
            let _ = std::write!(
                html,
                "<li><p>{} {}</p><p class=\"meta\"><span>{}</span></p></li>",
                stands(l, one),
                link_to(&path, &sentence(l, one, own)),
                l.moment(one.made_at)
            );
        }
        html.push_str("</ul>");
        all = all.then(&Markup::trusted(html));
    }
    let joined = |one: &&Referral| one.kind() == Kind::Joining && one.draft == Some(id) && one.asks == own;
    if let Some(joined) = referrals.iter().find(|one| joined(one) && one.is_accepted()) {
        let way = link_to(&format!("/work/escalations/{}", joined.escalation), &title(l, joined));
        let body = Markup::trusted(format!("<p>{way}</p><p>{}</p>", escape(&l.t("escalations-joined-discard"))));
        all = all.then(&saksi_web::notice(Tone::Done, &l.t("escalations-joined"), &body));
    }
    all = all.then(&same_block(request, id, same));
    if *came {
        all = all.then(&back_block(request, id));
    }
    if *can_leave {
        all = all.then(&leave_block(request, id));
    }
    if all.is_empty() {
        return all;
    }
    Markup::trusted(format!(
        "<section aria-labelledby=\"together\"><h2 id=\"together\">{}</h2>{all}</section>",
        escape(&l.t("escalations-together"))
    ))
}
