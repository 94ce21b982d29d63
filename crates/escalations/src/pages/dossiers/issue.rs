//! Giving a report out: what is personal in it is decided about one by one, then it is frozen.

use std::fmt::Write as _;

use saksi_base::{DossierId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Tone, badge, escape,
};

use super::{Row, given_to, lines, path_of, report, section};
use crate::actions::dossiers::{self as acts, Behind, Given, Whole};
use crate::model::dossier::{Audience, Finding, Report};
use crate::pages::{FormPage, Staff, done, go, keeps, link_button, paragraph, warn};
use crate::store::dossiers::Issue;

/// For whom.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct IssueQuery {
    audience: String,
}

/// To whom a report goes.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct IssueForm {
    seen: String,
    audience: String,
    recipient: String,
}

impl FormData for IssueForm {
    const PURPOSE: &'static str = "escalations:dossier-issue";
}

/// What is decided about something personal.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DecideForm {
    finding: String,
    stands: String,
    audience: String,
}

impl FormData for DecideForm {
    const PURPOSE: &'static str = "escalations:dossier-finding";
}

/// Whether the address of a report ends.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct EndForm {
    end: String,
}

impl FormData for EndForm {
    const PURPOSE: &'static str = "escalations:dossier-end";
}

fn finding(request: &PageRequest, path: &str, audience: Audience, one: &Finding, decision: Option<bool>) -> Row {
    let l = &request.locale;
    let first = Markup::trusted(format!(
        "<bdi dir=\"auto\">{}<mark>{}</mark>{}</bdi>",
        escape(&one.before),
        escape(&one.text),
        escape(&one.after)
    ));
    let state = match decision {
        None => badge(l, Tone::Danger, "escalations-finding-open"),
        Some(true) => badge(l, Tone::Done, "escalations-finding-stands"),
        Some(false) => badge(l, Tone::Done, "escalations-finding-masked"),
    };
    let times = l.ta("escalations-finding-times", &[("count", i64::from(one.times))]);
    let button = |stands: &str, label: &str| {
        fields::button_form(
            request,
            &format!("{path}/findings"),
            DecideForm::PURPOSE,
            &[("finding", &one.key), ("stands", stands), ("audience", audience.code())],
            label,
            Weight::Quiet,
        )
    };
    let mut after = Markup::empty();
    if decision != Some(false) {
        after = after.then(&button("no", "escalations-finding-mask"));
    }
    if decision != Some(true) {
        after = after.then(&button("yes", "escalations-finding-let-stand"));
    }
    Row { first, facts: vec![state, Markup::text(&l.t(one.kind.message())), Markup::text(&times)], after }
}

pub(crate) struct Preview {
    audience: Audience,
    findings: Vec<(Finding, Option<bool>)>,
    report: Report,
}

pub(crate) fn issue_page(
    request: &PageRequest,
    whole: &Whole,
    preview: &Preview,
    recipient: &str,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = path_of(whole.id());
    let f = Fields::new(l, problem);
    let audience = preview.audience;
    let choose = fields::query_form(
        &format!("{path}/issue"),
        &[
            f.select("audience", "escalations-issue-audience", audience.code(), Audience::OPTIONS).build(),
            f.submit("escalations-issue-look"),
        ],
    );
    let undecided = preview.findings.iter().filter(|(_, decision)| decision.is_none()).count();
    let listed = if preview.findings.is_empty() {
        paragraph(&l.t("escalations-findings-none"))
    } else {
        let rows: Vec<Row> =
            preview.findings.iter().map(|(one, decision)| finding(request, &path, audience, one, *decision)).collect();
        paragraph(&l.t("escalations-findings-lead")).then(&lines(&rows))
    };
    let before = choose.then(&section(l, "escalations-findings", &listed));
    let withheld = whole.testimonies.iter().filter(|one| one.withdrawn_at.is_none()).count();
    let mut notes = Markup::empty();
    if withheld > preview.report.testimonies.len() {
        let count = withheld - preview.report.testimonies.len();
        notes = notes.then(&paragraph(&l.ta("escalations-issue-withheld", &[("count", count)])));
    }
    let ready = undecided == 0 && preview.report.complete().is_ok();
    let form = if ready {
        fields::form(
            request,
            &format!("{path}/issues"),
            IssueForm::PURPOSE,
            &[
                f.hidden("seen", &whole.revision().to_string()),
                f.hidden("audience", audience.code()),
                f.text("recipient", "escalations-issue-recipient", recipient)
                    .hint("escalations-issue-recipient-hint")
                    .longest(200)
                    .required()
                    .build(),
                f.submit("escalations-issue-now"),
            ],
        )
    } else if undecided > 0 {
        warn("", &l.ta("escalations-problem-undecided", &[("count", undecided)]))
    } else {
        match preview.report.complete() {
            Err(lacks) => warn("", &l.problem(&lacks)),
            Ok(()) => Markup::empty(),
        }
    };
    let shown = Markup::trusted(format!(
        "<h2>{}</h2><article class=\"card\" aria-label=\"{}\">{}</article>",
        escape(&l.t("escalations-issue-preview")),
        escape(&saksi_web::without_isolates(&preview.report.title)),
        report::body(l, &preview.report)
    ));
    FormPage {
        back: (path, "escalations-dossier-back"),
        notice: done(l, request),
        title: l.t("escalations-dossier-issue"),
        before,
        form: notes.then(&form),
        after: shown,
        l: l.clone(),
    }
}

async fn show_issue(
    staff: &Staff,
    id: DossierId,
    audience: Audience,
    recipient: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let whole = read!(staff.request.site.db, by.viewer(), tx => { acts::whole(&mut tx, by, id).await })?;
    let mut report = whole.report(&by.organisation_name, audience, staff.request.now);
    let findings = whole.findings(&staff.room, &mut report)?;
    whole.mask(&staff.room, staff.l(), &mut report)?;
    let preview = Preview { audience, findings, report };
    let page = issue_page(&staff.request, &whole, &preview, recipient, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/dossiers/{id}/issue`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    PageQuery(query): PageQuery<IssueQuery>,
) -> Result<Response, PageError> {
    let audience = Audience::from_code(&query.audience).unwrap_or(Audience::Platform);
    show_issue(&staff, id, audience, "", None).await
}

/// `POST /work/escalations/dossiers/{id}/issues`.
pub(crate) async fn issue(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<IssueForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let audience = Audience::from_code(&typed.audience).ok_or_else(Problem::not_found)?;
    let given = Given { audience, recipient: &typed.recipient, seen: typed.seen.parse().unwrap_or(0) };
    let (room, l) = (&staff.room, staff.l());
    let outcome: Result<i64, Problem> = write!(staff.request.site.db, "give report", by.viewer(), tx => {
        acts::issue(&mut tx, room, l, by, id, given).await
    });
    match outcome {
        Ok(number) => Ok(go(&format!("{}/issues/{number}", path_of(id)), "given")),
        Err(problem) if keeps(&problem) => show_issue(&staff, id, audience, &typed.recipient, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/dossiers/{id}/findings`.
pub(crate) async fn decide(
    staff: Staff,
    PagePath(id): PagePath<DossierId>,
    form: Form<DecideForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let audience = Audience::from_code(&typed.audience).unwrap_or(Audience::Platform);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "decide finding", by.viewer(), tx => {
        acts::decide(&mut tx, by, id, &typed.finding, typed.stands == "yes").await
    });
    outcome?;
    Ok(saksi_web::see_other(&format!("{}/issue?audience={}&done=saved", path_of(id), audience.code())))
}

pub(crate) fn given_page(l: &Locale, request: &PageRequest, whole: &Whole, issue: &Issue, behind: &Behind) -> FormPage {
    let path = path_of(whole.id());
    let address = format!("{}/dossiers/{}", request.site.settings.public_url, issue.door);
    let mut before =
        format!("<p class=\"meta\"><span>{}</span> <span>{}</span></p>", given_to(l, issue), l.exact(issue.made_at));
    let mut form = Markup::empty();
    if issue.shredded_at.is_none() {
        if issue.ended_at.is_none() {
            let _ = std::write!(
                before,
                "<p>{}</p><pre class=\"copy\" dir=\"ltr\">{}</pre><p class=\"toolbar\">{}</p>",
                escape(&l.t("escalations-issue-address")),
                escape(&address),
                link_button(l, &format!("/dossiers/{}", issue.door), "escalations-issue-open", true)
            );
        }
        let (end, label) = if issue.ended_at.is_none() {
            ("yes", "escalations-issue-end")
        } else {
            ("no", "escalations-issue-reopen")
        };
        form = fields::button_form(
            request,
            &format!("{path}/issues/{}", issue.number),
            EndForm::PURPOSE,
            &[("end", end)],
            label,
            Weight::Quiet,
        );
    }
    let after = match behind {
        Behind::Report(report, ..) => report::given(l, report, issue, false).then(&report::body(l, report)),
        Behind::Shredded(_) => {
            let hash = format!("<p class=\"hint\" dir=\"ltr\">SHA-256 {}</p>", super::hexadecimal(&issue.hash));
            warn("", &l.t("escalations-report-gone-why")).then(&Markup::trusted(hash))
        }
    };
    FormPage {
        back: (path, "escalations-dossier-back"),
        notice: done(l, request),
        title: l.ta(
            "escalations-issue-of",
            &[
                ("number", saksi_web::Arg::from(issue.number)),
                ("title", saksi_web::Arg::from(whole.content.title.as_str())),
            ],
        ),
        before: Markup::trusted(before),
        form,
        after,
        l: l.clone(),
    }
}

/// `GET /work/escalations/dossiers/{id}/issues/{number}`.
pub(crate) async fn given(
    staff: Staff,
    PagePath((id, number)): PagePath<(DossierId, i64)>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let (whole, issue, behind) = read!(staff.request.site.db, by.viewer(), tx => {
        let whole = acts::whole(&mut tx, by, id).await?;
        let issue = whole.issues.iter().find(|one| one.number == number).cloned().ok_or_else(Problem::not_found)?;
        let behind = acts::text_of(&mut tx, &issue).await?;
        Ok::<_, Problem>((whole, issue, behind))
    })?;
    let page = given_page(staff.l(), &staff.request, &whole, &issue, &behind);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/dossiers/{id}/issues/{number}`.
pub(crate) async fn end(
    staff: Staff,
    PagePath((id, number)): PagePath<(DossierId, i64)>,
    form: Form<EndForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let end = form.value.end == "yes";
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "end report's address", by.viewer(), tx => {
        acts::end(&mut tx, by, id, number, end).await
    });
    outcome?;
    Ok(go(&format!("{}/issues/{number}", path_of(id)), "saved"))
}
