//! Questions that working groups decide.

use std::fmt::Write as _;

use axum::extract::State;
use saksi_base::problem::Problems;
use saksi_base::{DecisionId, Marking, Problem, WorkingGroupId};
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Weight,
    escape, paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::parts::{
    self, Page, TagFilter, TypedTags, done, done_of, dotted, heading, lines, marking, nothing_fits, number, paragraph,
    tag_fields, to_mend,
};
use crate::actions::{decisions, groups};
use crate::model::decisions::{ABSTAINS, Decision, DecisionDraft, DecisionState, Outcome, needed};
use crate::model::groups::{LONGEST_NOTE, LONGEST_TITLE, MARKINGS_OF_ALL, marking_of_all};
use crate::model::meetings::moment;

/// A question as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    question: String,
    detail: String,
    options: String,
    quorum: String,
    day: String,
    time: String,
    zone: String,
    marking: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:group-decision";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const LIMIT: usize = 256 * 1024;
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn read(&self) -> Result<DecisionDraft, Problem> {
        let mut problems = Problems::new();
        let closes = moment(&self.day, &self.time, &self.zone, &mut problems);
        problems.finish()?;
        let (closes, _) = closes.ok_or_else(Problem::internal)?;
        Ok(DecisionDraft {
            question: self.question.clone(),
            detail: self.detail.clone(),
            options: self.options.lines().map(str::to_owned).collect(),
            quorum: self.quorum.trim().parse().unwrap_or(-1),
            closes,
            marking: marking_of_all(&self.marking).unwrap_or(Marking::Amber),
            tags: self.tags().tags(),
        })
    }
}

fn path_of(group: WorkingGroupId) -> String {
    format!("/work/directory/groups/{group}/decisions")
}

/// Where a question stands, in a few words.
fn standing(l: &Locale, one: &Decision) -> Markup {
    match (one.state, one.outcome()) {
        (DecisionState::Open, _) => {
            Markup::text(&l.t("directory-decision-until")).then(&Markup::text(" ")).then(&l.exact(one.closes))
        }
        (DecisionState::Withdrawn, _) | (_, None) => Markup::text(&l.t("directory-decision-withdrawn")),
        (_, Some(outcome)) => told(l, one, outcome),
    }
}

fn told(l: &Locale, one: &Decision, outcome: Outcome) -> Markup {
    Markup::text(&match outcome {
        Outcome::Chosen(place) => {
            let answer = one.options.get(place).map_or("", |(answer, _)| answer.as_str());
            l.ta("directory-decision-chosen", &[("answer", answer)])
        }
        Outcome::Tied => l.t("directory-decision-tied"),
        Outcome::NoQuorum => l.t("directory-decision-no-quorum"),
        Outcome::Nothing => l.t("directory-decision-nothing"),
    })
}

/// A question in a list.
pub(super) fn line(l: &Locale, one: &Decision) -> Markup {
    let link = Markup::trusted(format!("<a href=\"{}/{}\">{}</a>", path_of(one.group), one.id, user(&one.question)));
    let mut all = vec![link, marking(one.marking), standing(l, one)];
    all.extend(parts::tags(l, &one.tags));
    dotted(&all)
}

/// Fields for a moment: a day, a time, and the zone of the clock.
pub(super) fn moment_fields<'a>(
    f: &'a Fields<'a>,
    (day, time, zone): (&'a str, &'a str, &'a str),
    label: &str,
) -> Markup {
    f.text("day", label, day)
        .kind("date")
        .required()
        .build()
        .then(&f.text("time", "directory-time", time).kind("time").required().build())
        .then(&f.text("zone", "directory-zone", zone).hint("directory-zone-hint").code().longest(60).required().build())
}

async fn list_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    (id, filter): (WorkingGroupId, &TagFilter),
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (group, chairs, all) = saksi_db::read!(site.db, member.viewer(), tx => {
        let (group, chairs) = groups::standing(&mut tx, member, id).await?;
        Ok::<_, Problem>((group, chairs, decisions::decisions(&mut tx, member, id).await?))
    })?;
    let fits = all.iter().filter(|one| filter.shows(&one.tags));
    let listed: Vec<Markup> = fits.map(|one| line(l, one)).collect();
    let listed = if !listed.is_empty() {
        lines(&listed)
    } else if filter.is_empty() {
        saksi_web::empty(l, "directory-decisions-none", "directory-decisions-none-how")
    } else {
        nothing_fits(l, &path_of(id))
    };
    let filtering = if all.is_empty() { Markup::empty() } else { filter.form(l, &path_of(id)) };
    let mut page =
        Page::new(l.t("directory-decisions")).lead(without_isolates(&group.name)).part(&filtering).part(&listed);
    if chairs.is_some() {
        let f = Fields::new(l, problem);
        let or = |typed: &'_ str, usual: &'_ str| if typed.is_empty() { usual.to_owned() } else { typed.to_owned() };
        let (quorum, time) = (or(&typed.quorum, "50"), or(&typed.time, "18:00"));
        let (zone, chosen) = (or(&typed.zone, &site.settings.time_zone), or(&typed.marking, "amber"));
        let form = fields::form(
            request,
            &path_of(id),
            Typed::PURPOSE,
            &[
                f.text("question", "directory-decision-question", &typed.question)
                    .longest(number(LONGEST_TITLE))
                    .required()
                    .build(),
                f.area("detail", "directory-decision-detail", &typed.detail)
                    .rows(4)
                    .longest(number(LONGEST_NOTE))
                    .optional()
                    .build(),
                f.area("options", "directory-decision-options", &typed.options)
                    .hint("directory-decision-options-hint")
                    .rows(4)
                    .required()
                    .build(),
                f.text("quorum", "directory-decision-quorum", &quorum)
                    .hint("directory-decision-quorum-hint")
                    .input_mode("numeric")
                    .longest(3)
                    .required()
                    .build(),
                moment_fields(&f, (&typed.day, &time, &zone), "directory-decision-day"),
                f.radio("marking", "directory-marking", &chosen, MARKINGS_OF_ALL).required().build(),
                tag_fields(&f, l, &typed.tags()),
                f.submit("directory-decision-ask"),
            ],
        );
        page = page.part(&heading(&l.t("directory-decision-new"))).part(&form);
    }
    page.link(&format!("/work/directory/groups/{id}"), l.t("directory-group-back")).staff(request, problem)
}

/// `GET /work/directory/groups/{id}/decisions`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    list_page(&site, &request, &member, (id, &filter), &Typed::default(), None).await
}

/// `POST /work/directory/groups/{id}/decisions`
pub(super) async fn ask(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let asked = async {
        let draft = typed.read()?;
        saksi_db::write!(site.db, "ask working group", member.viewer(), tx => {
            decisions::ask(&mut tx, &member, id, draft.clone()).await
        })
    }
    .await;
    match asked {
        Ok(one) => Ok(saksi_web::see_other(&format!("{}/{one}", path_of(id)))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            list_page(&site, &request, &member, (id, &TagFilter::default()), typed, Some(&problem)).await
        }
    }
}

/// A vote, or taking a question back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Vote {
    action: String,
    position: String,
}

impl FormData for Vote {
    const PURPOSE: &'static str = "directory:group-vote";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn result(l: &Locale, one: &Decision, outcome: Outcome) -> Markup {
    let mut rows = String::new();
    let abstained = (l.t("directory-vote-abstain"), one.abstained);
    for (answer, votes) in one.options.iter().chain([&abstained]) {
        let _ = write!(
            rows,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td></tr>",
            user(answer),
            escape(&l.number(*votes))
        );
    }
    let counts = [
        ("part", Arg::from(one.took_part)),
        ("members", Arg::from(one.members)),
        ("needed", Arg::from(needed(one.members, one.quorum))),
    ];
    let caption = escape(&l.t("directory-decision-result"));
    let head = format!(
        "<caption>{caption}</caption><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th></tr></thead>",
        escape(&l.t("directory-decision-answer")),
        escape(&l.t("directory-decision-votes"))
    );
    Markup::trusted(format!("<p><strong>{}</strong></p>", told(l, one, outcome)))
        .then(&Markup::trusted(format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>{head}<tbody>{rows}</tbody></table></div>"
        )))
        .then(&paragraph(&l.ta("directory-decision-took-part", &counts)))
        .then(&paragraph(&l.t("directory-decision-votes-deleted")))
}

async fn decision_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    (group, id): (WorkingGroupId, DecisionId),
    typed: &Vote,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (one, chairs, author) = saksi_db::read!(site.db, member.viewer(), tx => {
        let one = decisions::decision(&mut tx, member, id).await?;
        if one.group != group {
            return Err(Problem::not_found());
        }
        let chairs = groups::standing(&mut tx, member, group).await?.1;
        let author = match one.author {
            Some(author) => groups::name_in(&mut tx, member, group, author).await?,
            None => None,
        };
        Ok::<_, Problem>((one, chairs, author))
    })?;
    let path = format!("{}/{id}", path_of(group));
    let author = author
        .unwrap_or_else(|| l.t(if one.author.is_some() { "directory-somebody" } else { "directory-somebody-gone" }));
    let mut page = Page::new(without_isolates(&one.question));
    if done_of(request, "voted") {
        page = page.part(&done(&l.t("directory-vote-kept")));
    }
    let mut said = vec![marking(one.marking), user(&author), standing(l, &one)];
    said.extend(parts::tags(l, &one.tags));
    let facts = dotted(&said);
    page = page.part(&Markup::trusted(format!("<p>{facts}</p>"))).part(&paragraphs(&one.detail));
    let open = one.state == DecisionState::Open && one.closes > request.now;
    if let Some(outcome) = one.outcome() {
        page = page.part(&result(l, &one, outcome));
    } else if one.state == DecisionState::Open {
        let counts = [
            ("part", Arg::from(one.took_part)),
            ("members", Arg::from(one.members)),
            ("needed", Arg::from(needed(one.members, one.quorum))),
        ];
        page = page.part(&paragraph(&l.ta("directory-decision-took-part", &counts)));
    }
    if open && chairs.is_some() {
        let f = Fields::new(l, problem);
        let own = one.own.map(|position| position.to_string()).unwrap_or_default();
        let chosen = if typed.position.is_empty() { &own } else { &typed.position };
        let mut options: Vec<(String, String)> =
            (0_i64..).zip(&one.options).map(|(place, (answer, _))| (place.to_string(), answer.clone())).collect();
        options.push((ABSTAINS.to_string(), l.t("directory-vote-abstain")));
        page = page.part(&heading(&l.t("directory-vote-title"))).part(&fields::form(
            request,
            &path,
            Vote::PURPOSE,
            &[
                f.radio("position", "directory-vote", chosen, &[])
                    .options(options)
                    .hint("directory-vote-hint")
                    .required()
                    .build(),
                f.submit_named("action", "vote", "directory-vote-send", Weight::Main),
            ],
        ));
    }
    if open && (chairs == Some(true) || (chairs.is_some() && one.author == Some(member.person))) {
        let hidden = [("action", "withdraw")];
        page = page.part(&fields::button_form(
            request,
            &path,
            Vote::PURPOSE,
            &hidden,
            "directory-decision-withdraw",
            Weight::Danger,
        ));
    }
    page.link(&path_of(group), l.t("directory-decisions-back")).staff(request, problem)
}

/// `GET /work/directory/groups/{id}/decisions/{decision}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, DecisionId)>,
) -> Result<Response, PageError> {
    decision_page(&site, &request, &member, place, &Vote::default(), None).await
}

/// `POST /work/directory/groups/{id}/decisions/{decision}`
pub(super) async fn vote(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, DecisionId)>,
    form: Form<Vote>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let withdraws = typed.action == "withdraw";
    let outcome = if withdraws {
        saksi_db::write!(site.db, "withdraw question", member.viewer(), tx => {
            decisions::withdraw(&mut tx, &member, place.1).await
        })
    } else {
        match typed.position.parse() {
            Err(_) => Err(Problem::field("position", "directory-vote-missing")),
            Ok(position) => saksi_db::write!(site.db, "vote", member.viewer(), tx => {
                decisions::vote(&mut tx, &member, place.1, position).await
            }),
        }
    };
    match outcome {
        Ok(()) => {
            let done = if withdraws { "" } else { "?done=voted" };
            Ok(saksi_web::see_other(&format!("{}/{}{done}", path_of(place.0), place.1)))
        }
        Err(problem) => {
            let problem = to_mend(problem)?;
            decision_page(&site, &request, &member, place, typed, Some(&problem)).await
        }
    }
}
