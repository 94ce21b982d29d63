//! Requests to join: members vouch, those who run the network decide.

use axum::extract::State;
use saksi_base::{JoinRequestId, Problem};
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, Weight,
    paragraphs, user, user_block, without_isolates,
};
use serde::Deserialize;

use super::parts::{
    self, Page, card, cards, done, done_of, dotted, facts, heading, lines, paragraph, place_name, to_mend,
};
use crate::actions::joining::{self, Reviewed};
use crate::model::joining::LONGEST_TEXT;
use crate::model::{JoinRequest, RequestState};

fn named(l: &Locale, request: &JoinRequest) -> Markup {
    let knock = &request.knock;
    match (knock.name.is_empty(), knock.organisation.is_empty()) {
        (true, true) => Markup::text(&l.t("directory-request-nameless")),
        (true, false) => user(&knock.organisation),
        (false, true) => user(&knock.name),
        (false, false) => dotted(&[user(&knock.name), user(&knock.organisation)]),
    }
}

/// `GET /work/directory/joining`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let waiting =
        saksi_db::read!(site.db, member.viewer(), tx => { joining::requests(&mut tx, RequestState::Waiting).await })?;
    let shown: Vec<Markup> = waiting
        .iter()
        .map(|asked| {
            let kind =
                if asked.knock.wants_in { "directory-request-wants-in" } else { "directory-request-contribution" };
            let path = format!("/work/directory/joining/{}", asked.id);
            card(&named(l, asked), Some(&path), &[dotted(&[Markup::text(&l.t(kind)), l.day(asked.received)])])
        })
        .collect();
    let body = if shown.is_empty() {
        saksi_web::empty(l, "directory-requests-none", "directory-requests-none-how")
    } else {
        heading(&l.t("directory-requests-waiting")).then(&cards(&shown))
    };
    Page::new(l.t("directory-tab-joining"))
        .part(&parts::tabs(&request, member.operator))
        .part(&paragraph(&l.t("directory-requests-lead")))
        .part(&body)
        .staff(&request, None)
}

/// A vouch as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Vouching {
    note: String,
}

impl FormData for Vouching {
    const PURPOSE: &'static str = "directory:vouch";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// A note as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Remark {
    note: String,
}

impl FormData for Remark {
    const PURPOSE: &'static str = "directory:remark";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// A decision as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Decision {
    version: String,
    reason: String,
    action: String,
}

impl FormData for Decision {
    const PURPOSE: &'static str = "directory:decide";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// What was typed into one of the three forms, to be shown again.
#[derive(Default)]
struct Kept<'a> {
    vouch: &'a str,
    remark: &'a str,
    reason: &'a str,
}

fn step_message(what: &str) -> &'static str {
    match what {
        "vouched" => "directory-step-vouched",
        "remarked" => "directory-step-remarked",
        "admitted" => "directory-step-admitted",
        "declined" => "directory-step-declined",
        "read" => "directory-step-read",
        _ => "directory-step-asked",
    }
}

fn story(l: &Locale, reviewed: &Reviewed) -> Markup {
    let all: Vec<Markup> = reviewed
        .steps
        .iter()
        .map(|step| {
            let mut line = vec![l.day(step.at), Markup::text(&l.t(step_message(&step.what)))];
            line.extend(step.person.as_deref().map(user));
            if !step.note.is_empty() {
                line.push(user(&step.note));
            }
            dotted(&line)
        })
        .collect();
    heading(&l.t("directory-request-story")).then(&lines(&all))
}

fn forms(
    request: &PageRequest,
    reviewed: &Reviewed,
    member: &Member,
    kept: &Kept<'_>,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let asked = &reviewed.request;
    let path = format!("/work/directory/joining/{}", asked.id);
    let f = Fields::new(l, problem);
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let mut all = Markup::empty();
    if asked.state != RequestState::Waiting {
        // Somebody else was quicker: there is nothing to send any more, and what was typed is not lost.
        let typed = [kept.reason, kept.vouch, kept.remark].into_iter().find(|text| !text.trim().is_empty());
        return typed.map_or(all, |typed| heading(&l.t("directory-you-wrote")).then(&user_block(typed)));
    }
    if asked.knock.wants_in {
        let vouch = fields::form(
            request,
            &format!("{path}/vouch"),
            Vouching::PURPOSE,
            &[
                f.area("note", "directory-vouch-note", kept.vouch)
                    .hint("directory-vouch-hint")
                    .rows(3)
                    .longest(most)
                    .required()
                    .build(),
                f.submit("directory-vouch-button"),
            ],
        );
        all = all.then(&heading(&l.t("directory-vouch-title"))).then(&vouch);
    }
    if !member.operator {
        return all;
    }
    let version = asked.version.to_string();
    let g = Fields::new(l, problem);
    let buttons = if asked.knock.wants_in {
        g.buttons(&[
            ("action", "admit", "directory-admit", Weight::Main),
            ("action", "decline", "directory-decline", Weight::Danger),
        ])
    } else {
        g.buttons(&[("action", "read", "directory-take-note", Weight::Main)])
    };
    let mut decide = vec![g.hidden("version", &version)];
    if asked.knock.wants_in {
        decide.push(
            g.area("reason", "directory-reason", kept.reason)
                .hint("directory-reason-hint")
                .rows(4)
                .longest(most)
                .required()
                .build(),
        );
    }
    decide.push(buttons);
    all = all.then(&heading(&l.t("directory-decide-title"))).then(&fields::form(
        request,
        &path,
        Decision::PURPOSE,
        &decide,
    ));
    // A field of its own name: two fields of one page never share an id.
    let remark = Markup::trusted(format!(
        "<label for=\"field-remark\">{}</label><textarea id=\"field-remark\" name=\"note\" rows=\"3\" maxlength=\"{most}\">{}</textarea>",
        saksi_web::escape(&l.t("directory-remark-note")),
        saksi_web::escape(kept.remark)
    ));
    all.then(&heading(&l.t("directory-remark-title"))).then(&fields::form(
        request,
        &format!("{path}/remark"),
        Remark::PURPOSE,
        &[remark, g.submit("directory-remark-button")],
    ))
}

async fn page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: JoinRequestId,
    kept: &Kept<'_>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let reviewed = saksi_db::read!(site.db, member.viewer(), tx => { joining::review(&mut tx, id).await })?;
    let asked = &reviewed.request;
    let place = place_name(l.language, &asked.knock.place);
    let name = if asked.knock.name.is_empty() { l.t("directory-request-nameless") } else { asked.knock.name.clone() };
    // The address is for those who decide; whoever vouches knows somebody by name.
    let email = Some(&asked.knock.email).filter(|email| member.operator && !email.is_empty());
    let given = facts(&[
        (l.t("directory-request-state"), vec![Markup::text(&l.t(asked.state.message()))]),
        (l.t("directory-request-door"), vec![user(&reviewed.door.title)]),
        (l.t("directory-request-day"), vec![l.day(asked.received)]),
        (
            l.t("directory-join-organisation"),
            Some(&asked.knock.organisation).filter(|o| !o.is_empty()).map(|o| user(o)).into_iter().collect(),
        ),
        (l.t("directory-join-email"), email.map(|email| user(email)).into_iter().collect()),
        (l.t("directory-place"), place.iter().map(|name| user(name)).collect()),
    ]);
    let mut page = Page::new(without_isolates(&name));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page.part(&given);
    if reviewed.at_risk {
        page = page.part(&saksi_web::notice(
            saksi_web::Tone::Danger,
            &l.t("directory-group-at-risk-title"),
            &paragraph(&l.t("directory-request-at-risk")),
        ));
    }
    if !asked.knock.contribution.is_empty() {
        page = page.part(&heading(&l.t("directory-join-contribution"))).part(&paragraphs(&asked.knock.contribution));
    }
    if let Some(earlier) = asked.follows {
        page = page.part(&parts::way(&format!("/work/directory/joining/{earlier}"), &l.t("directory-request-earlier")));
    }
    if asked.knock.wants_in {
        let counts = [("have", Arg::from(reviewed.vouches.len())), ("need", Arg::from(reviewed.door.vouches))];
        let vouched: Vec<Markup> = reviewed
            .vouches
            .iter()
            .map(|vouch| {
                let mut line = vec![user(&vouch.organisation)];
                line.extend(vouch.person.as_deref().map(user));
                line.push(user(&vouch.note));
                dotted(&line)
            })
            .collect();
        page = page
            .part(&heading(&l.t("directory-vouches")))
            .part(&paragraph(&l.ta("directory-vouches-count", &counts)))
            .part(&lines(&vouched));
    }
    if !asked.reason.is_empty() {
        page = page.part(&heading(&l.t("directory-standing-reason"))).part(&user_block(&asked.reason));
    }
    page.part(&story(l, &reviewed))
        .part(&forms(request, &reviewed, member, kept, problem))
        .link("/work/directory/joining", l.t("directory-tab-joining"))
        .staff(request, problem)
}

/// `GET /work/directory/joining/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<JoinRequestId>,
) -> Result<Response, PageError> {
    page(&site, &request, &member, id, &Kept::default(), None).await
}

fn saved(id: JoinRequestId) -> Response {
    saksi_web::see_other(&format!("/work/directory/joining/{id}?done=saved"))
}

/// `POST /work/directory/joining/{id}/vouch`
pub(super) async fn vouch(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<JoinRequestId>,
    form: Form<Vouching>,
) -> Result<Response, PageError> {
    let note = &form.value.note;
    let outcome = saksi_db::write!(site.db, "vouch", member.viewer(), tx => {
        joining::vouch(&mut tx, &member, id, note).await
    });
    match outcome {
        Ok(()) => Ok(saved(id)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &member, id, &Kept { vouch: note, ..Kept::default() }, Some(&problem)).await
        }
    }
}

/// `POST /work/directory/joining/{id}/remark`
pub(super) async fn remark(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<JoinRequestId>,
    form: Form<Remark>,
) -> Result<Response, PageError> {
    let note = &form.value.note;
    let outcome = saksi_db::write!(site.db, "remark on request", member.viewer(), tx => {
        joining::remark(&mut tx, &member, id, note).await
    });
    match outcome {
        Ok(()) => Ok(saved(id)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &member, id, &Kept { remark: note, ..Kept::default() }, Some(&problem)).await
        }
    }
}

/// `POST /work/directory/joining/{id}`
pub(super) async fn decide(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<JoinRequestId>,
    form: Form<Decision>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let seen = typed.version.parse().unwrap_or(-1);
    let reason = &typed.reason;
    let outcome = match typed.action.as_str() {
        "admit" => {
            let admitted = saksi_db::write!(site.db, "admit", member.viewer(), tx => {
                joining::admit(&mut tx, &member, id, seen, reason).await
            });
            match admitted {
                Ok((_, link)) => return invitation(&request, &format!("/join/{}", link.reveal()), id),
                Err(problem) => Err(problem),
            }
        }
        "decline" => saksi_db::write!(site.db, "decline", member.viewer(), tx => {
            joining::decline(&mut tx, &member, id, seen, reason).await
        }),
        "read" => saksi_db::write!(site.db, "take note of contribution", member.viewer(), tx => {
            joining::take_note(&mut tx, &member, id, seen).await
        }),
        _ => Err(Problem::invalid("directory-decision-missing")),
    };
    match outcome {
        Ok(()) => Ok(saved(id)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &member, id, &Kept { reason, ..Kept::default() }, Some(&problem)).await
        }
    }
}

/// The link with which a new member signs in first, shown once to whoever admitted them.
fn invitation(request: &PageRequest, path: &str, id: JoinRequestId) -> Result<Response, PageError> {
    let l = &request.locale;
    let address = request.absolute(path);
    let page = Page::new(l.t("directory-admitted-title"))
        .lead(l.t("directory-admitted-link"))
        .part(&Markup::trusted(format!("<pre class=\"copy\">{}</pre>", saksi_web::escape(&address))))
        .part(&saksi_web::qr(l, &address))
        .link(&format!("/work/directory/joining/{id}"), l.t("directory-back-to-request"));
    Shell::staff(request, page.title.clone()).render(&page)
}
