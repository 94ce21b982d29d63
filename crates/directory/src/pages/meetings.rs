//! Meetings of working groups.

use axum::Extension;
use axum::extract::State;
use saksi_base::problem::Problems;
use saksi_base::{Marking, MeetingId, Place, Problem, WorkingGroupId, clock};
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone,
    Weight, badge, escape, paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::decisions::moment_fields;
use super::parts::{
    self, Page, TagFilter, TypedTags, done, done_of, dotted, facts, heading, lines, marking, nothing_fits, number,
    paragraph, place_name, tag_fields, to_mend, way,
};
use crate::actions::meetings::Took;
use crate::actions::{groups, meetings};
use crate::handle::Impact;
use crate::model::groups::{LONGEST_TITLE, MARKINGS_OF_ALL, marking_code, marking_of_all};
use crate::model::lenses::message_of;
use crate::model::meetings::{
    Attendance, KINDS, LONGEST_PLACE, Meeting, MeetingDraft, Origin, Party, Shown, moment, people,
};

/// A meeting as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    title: String,
    place: String,
    day: String,
    time: String,
    zone: String,
    minutes: String,
    marking: String,
    kind: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:group-meeting";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn read(&self) -> Result<MeetingDraft, Problem> {
        let mut problems = Problems::new();
        let begins = moment(&self.day, &self.time, &self.zone, &mut problems);
        let minutes: i64 = self.minutes.trim().parse().unwrap_or(0);
        problems.finish()?;
        let (begins, zone) = begins.ok_or_else(Problem::internal)?;
        Ok(MeetingDraft {
            title: self.title.clone(),
            place: self.place.clone(),
            begins,
            ends: begins.plus(minutes.saturating_mul(clock::MINUTE)),
            zone,
            marking: marking_of_all(&self.marking).unwrap_or(Marking::Amber),
            kind: self.kind.clone(),
            tags: self.tags().tags(),
        })
    }

    fn of(meeting: &Meeting) -> Self {
        let draft = &meeting.draft;
        let day = draft.zone.day(draft.begins);
        let minute = draft.begins.since(draft.zone.moment(day, 0)) / clock::MINUTE;
        let tags = TypedTags::of(&draft.tags);
        Self {
            action: String::new(),
            title: draft.title.clone(),
            place: draft.place.clone(),
            day: day.to_string(),
            time: format!("{:02}:{:02}", minute / 60, minute % 60),
            zone: draft.zone.name().to_owned(),
            minutes: (draft.ends.since(draft.begins) / clock::MINUTE).to_string(),
            marking: marking_code(draft.marking).to_owned(),
            kind: draft.kind.clone(),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: meeting.version.to_string(),
        }
    }
}

fn path_of(group: WorkingGroupId) -> String {
    format!("/work/directory/groups/{group}/meetings")
}

/// A meeting in a list.
pub(super) fn line(l: &Locale, one: &Meeting) -> Markup {
    let link = Markup::trusted(format!("<a href=\"{}/{}\">{}</a>", path_of(one.group), one.id, user(&one.draft.title)));
    let mut all = vec![link, marking(one.draft.marking), l.exact(one.draft.begins)];
    all.extend(about(l, one));
    if one.cancelled {
        all.push(badge(l, Tone::Danger, "directory-meeting-cancelled"));
    }
    dotted(&all)
}

/// Of which kind a meeting is, where it is no usual one, and what it carries of the gender lens and of the goals.
fn about(l: &Locale, one: &Meeting) -> Vec<Markup> {
    let kind = message_of(KINDS, &one.draft.kind).map(|message| Markup::text(&l.t(message)));
    kind.into_iter().chain(parts::tags(l, &one.draft.tags)).collect()
}

fn meeting_form(request: &PageRequest, path: &str, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    let or = |typed: &str, usual: &str| if typed.is_empty() { usual.to_owned() } else { typed.to_owned() };
    let zone = or(&typed.zone, &request.site.settings.time_zone);
    let (minutes, chosen) = (or(&typed.minutes, "60"), or(&typed.marking, "amber"));
    let mut kinds = vec![("", "directory-meeting-usual")];
    kinds.extend_from_slice(KINDS);
    fields::form(
        request,
        path,
        Typed::PURPOSE,
        &[
            f.hidden("version", &typed.version),
            f.text("title", "directory-title-field", &typed.title).longest(number(LONGEST_TITLE)).required().build(),
            f.select("kind", "directory-meeting-kind", &typed.kind, &kinds).build(),
            moment_fields(&f, (&typed.day, &typed.time, &zone), "directory-meeting-day"),
            f.text("minutes", "directory-meeting-minutes", &minutes)
                .input_mode("numeric")
                .longest(5)
                .required()
                .build(),
            f.text("place", "directory-meeting-place", &typed.place)
                .hint("directory-meeting-place-hint")
                .longest(number(LONGEST_PLACE))
                .optional()
                .build(),
            f.radio("marking", "directory-marking", &chosen, MARKINGS_OF_ALL)
                .hint("directory-meeting-marking-hint")
                .required()
                .build(),
            tag_fields(&f, &request.locale, &typed.tags()),
            f.submit_named("action", "save", "directory-save", Weight::Main),
        ],
    )
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
    let after = request.now.plus(-90 * clock::DAY);
    let (group, chairs, all) = saksi_db::read!(site.db, member.viewer(), tx => {
        let (group, chairs) = groups::standing(&mut tx, member, id).await?;
        Ok::<_, Problem>((group, chairs, meetings::meetings(&mut tx, member, id, after).await?))
    })?;
    let fits = all.iter().filter(|one| filter.shows(&one.draft.tags));
    let (ahead, past): (Vec<&Meeting>, Vec<&Meeting>) = fits.partition(|one| one.draft.ends > request.now);
    let listed: Vec<Markup> = ahead.into_iter().map(|one| line(l, one)).collect();
    let listed = if !listed.is_empty() {
        lines(&listed)
    } else if filter.is_empty() {
        saksi_web::empty(l, "directory-meetings-none", "directory-meetings-none-how")
    } else {
        nothing_fits(l, &path_of(id))
    };
    let mut page = Page::new(l.t("directory-meetings")).lead(without_isolates(&group.name));
    if !all.is_empty() {
        page = page.part(&filter.form(l, &path_of(id)));
    }
    page = page.part(&listed).part(&way("/work/directory/mail", &l.t("directory-meetings-subscribe")));
    let past: Vec<Markup> = past.into_iter().rev().map(|one| line(l, one)).collect();
    if !past.is_empty() {
        page = page.part(&heading(&l.t("directory-meetings-past"))).part(&lines(&past));
    }
    if chairs.is_some() {
        page = page.part(&heading(&l.t("directory-meeting-new"))).part(&meeting_form(
            request,
            &path_of(id),
            typed,
            problem,
        ));
    }
    page.link(&format!("/work/directory/groups/{id}"), l.t("directory-group-back")).staff(request, problem)
}

/// `GET /work/directory/groups/{id}/meetings`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    list_page(&site, &request, &member, (id, &filter), &Typed::default(), None).await
}

/// `POST /work/directory/groups/{id}/meetings`
pub(super) async fn plan(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let planned = async {
        let draft = typed.read()?;
        saksi_db::write!(site.db, "plan meeting", member.viewer(), tx => {
            meetings::plan(&mut tx, &member, id, draft.clone()).await
        })
    }
    .await;
    match planned {
        Ok(one) => Ok(saksi_web::see_other(&format!("{}/{one}", path_of(id)))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            list_page(&site, &request, &member, (id, &TagFilter::default()), typed, Some(&problem)).await
        }
    }
}

/// Who took part, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    action: String,
    party: String,
    room: String,
    remote: String,
    breakout: String,
    place: String,
    people: String,
}

impl FormData for Part {
    const PURPOSE: &'static str = "directory:meeting-part";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl Part {
    fn read(&self) -> Result<Took, Problem> {
        let mut problems = Problems::new();
        let place = || Place::from_code(&self.place).unwrap_or(Place::NotDisclosed);
        let what = match self.action.as_str() {
            "no-party" => Took::NoParty(self.party.clone()),
            "no-origin" => Took::NoOrigin(self.breakout.clone(), place()),
            "origin" => {
                let people = people(&mut problems, "people", &self.people);
                Took::Origin(Origin { breakout: self.breakout.clone(), place: place(), people })
            }
            _ => {
                let room = people(&mut problems, "room", &self.room);
                let remote = people(&mut problems, "remote", &self.remote);
                Took::Party(Party { name: self.party.clone(), room, remote })
            }
        };
        problems.finish()?;
        Ok(what)
    }
}

fn number_field<'a>(f: &'a Fields<'a>, name: &'a str, label: &str, value: &str) -> Markup {
    f.text(name, label, value).input_mode("numeric").longest(6).optional().build()
}

/// A table; its headings are messages.
fn table(l: &Locale, caption: &str, heads: &[&str], rows: &[Vec<Markup>]) -> Markup {
    let mut html = format!("<table><caption>{}</caption><thead><tr>", escape(&l.t(caption)));
    for head in heads {
        html.push_str("<th scope=\"col\">");
        html.push_str(&escape(&l.t(head)));
        html.push_str("</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            html.push_str("<td>");
            html.push_str(cell.as_str());
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
    Markup::trusted(html)
}

fn place_of(l: &Locale, place: &Place) -> Markup {
    user(&place_name(l.language, place).unwrap_or_else(|| place.code()))
}

/// What whoever is in the group sees: the numbers as they were written down, and for those who keep the meeting the way to change them.
fn numbers(request: &PageRequest, path: &str, all: &Attendance, keeps: bool) -> Markup {
    let l = &request.locale;
    let count = |number: i64| Markup::text(&l.number(number));
    let taken_out = |hidden: &[(&str, &str)]| {
        fields::button_form(request, path, Part::PURPOSE, hidden, "directory-party-remove", Weight::Quiet)
    };
    let mut part = Markup::empty();
    if !all.parties.is_empty() {
        let rows: Vec<Vec<Markup>> = all
            .parties
            .iter()
            .map(|one| {
                let mut row = vec![user(&one.name), count(one.room), count(one.remote)];
                if keeps {
                    row.push(taken_out(&[("action", "no-party"), ("party", one.name.as_str())]));
                }
                row
            })
            .collect();
        let heads =
            ["directory-organisation", "directory-party-room", "directory-party-remote", "directory-party-more"];
        let heads = heads.get(..if keeps { 4 } else { 3 }).unwrap_or(&heads);
        let (room, remote) = all.people();
        let sums = l.ta(
            "directory-attendance-sums",
            &[
                ("organisations", Arg::from(all.parties.len())),
                ("room", Arg::from(room)),
                ("remote", Arg::from(remote)),
            ],
        );
        part = part.then(&table(l, "directory-parties", heads, &rows)).then(&paragraph(&sums));
    }
    if !all.origins.is_empty() {
        let rows: Vec<Vec<Markup>> = all
            .origins
            .iter()
            .map(|one| {
                let whole = Markup::text(&l.t("directory-breakout-all"));
                let named = if one.breakout.is_empty() { whole } else { user(&one.breakout) };
                let mut row = vec![named, place_of(l, &one.place), count(one.people)];
                if keeps {
                    let code = one.place.code();
                    let hidden =
                        [("action", "no-origin"), ("breakout", one.breakout.as_str()), ("place", code.as_str())];
                    row.push(taken_out(&hidden));
                }
                row
            })
            .collect();
        let heads = ["directory-breakout", "directory-place", "directory-people", "directory-party-more"];
        let heads = heads.get(..if keeps { 4 } else { 3 }).unwrap_or(&heads);
        part = part.then(&table(l, "directory-origins", heads, &rows));
    }
    part
}

/// What may be told outside of the group.
fn report(l: &Locale, all: &Attendance, threshold: i64) -> Markup {
    let report = all.report(threshold);
    let shown = |shown: Shown| match shown {
        Shown::Exactly(people) => Markup::text(&l.number(people)),
        Shown::AtLeast(people) => Markup::text(&l.ta("directory-impact-at-least", &[("count", l.number(people))])),
        Shown::Hidden => Markup::text(&l.t("directory-impact-hidden")),
    };
    let mut places: Vec<Markup> = report
        .places
        .iter()
        .map(|(place, people)| dotted(&[place_of(l, place), Markup::text(&l.number(*people))]))
        .collect();
    if report.more_places {
        places.push(Markup::text(&l.t("directory-origins-hidden")));
    }
    let told = facts(&[
        (l.t("directory-organisations"), vec![Markup::text(&l.number(report.organisations))]),
        (l.t("directory-party-room"), vec![shown(report.room)]),
        (l.t("directory-party-remote"), vec![shown(report.remote)]),
        (l.t("directory-origins"), places),
    ]);
    told.then(&paragraph(&l.ta("directory-attendance-hidden", &[("most", threshold - 1)])))
}

/// Forms in which those who keep a meeting write down who took part.
fn part_forms(request: &PageRequest, path: &str, typed: &Part, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let of = |action: &str| problem.filter(|_| typed.action == action);
    let f = Fields::new(l, of("party"));
    let parties = fields::form(
        request,
        path,
        Part::PURPOSE,
        &[
            f.text("party", "directory-organisation", &typed.party)
                .hint("directory-party-hint")
                .longest(number(LONGEST_TITLE))
                .required()
                .build(),
            number_field(&f, "room", "directory-party-room", &typed.room),
            number_field(&f, "remote", "directory-party-remote", &typed.remote),
            f.submit_named("action", "party", "directory-party-keep", Weight::Main),
        ],
    );
    let g = Fields::new(l, of("origin"));
    let mut countries = vec![(String::new(), l.t("directory-origin-choose"))];
    countries.extend(parts::territory_options(l.language));
    let origins = fields::form(
        request,
        path,
        Part::PURPOSE,
        &[
            g.text("breakout", "directory-breakout", &typed.breakout)
                .hint("directory-breakout-hint")
                .longest(number(LONGEST_TITLE))
                .optional()
                .build(),
            g.select("place", "directory-place", &typed.place, &[])
                .known_as("origin-place")
                .options(countries)
                .required()
                .build(),
            g.text("people", "directory-people", &typed.people).input_mode("numeric").longest(6).required().build(),
            g.submit_named("action", "origin", "directory-party-keep", Weight::Main),
        ],
    );
    heading(&l.t("directory-party-write"))
        .then(&parties)
        .then(&heading(&l.t("directory-origin-write")))
        .then(&paragraph(&l.t("directory-origin-how")))
        .then(&origins)
}

/// What was typed into one of the two kinds of forms, to be shown again.
#[derive(Default)]
struct Tried<'a> {
    meeting: Option<&'a Typed>,
    part: Option<&'a Part>,
    problem: Option<&'a Problem>,
}

async fn meeting_page(
    (site, threshold): (&Site, i64),
    request: &PageRequest,
    member: &Member,
    (group, id): (WorkingGroupId, MeetingId),
    tried: Tried<'_>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let Tried { meeting: typed, part, problem } = tried;
    let (one, chairs, all) = saksi_db::read!(site.db, member.viewer(), tx => {
        let one = meetings::meeting(&mut tx, member, id).await?;
        if one.group != group {
            return Err(Problem::not_found());
        }
        let all = meetings::attendance(&mut tx, member, id).await?;
        Ok::<_, Problem>((one, groups::standing(&mut tx, member, group).await?.1, all))
    })?;
    let path = format!("{}/{id}", path_of(group));
    let mut page = Page::new(without_isolates(&one.draft.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    let there = l.clone().in_zone(one.draft.zone.name());
    let mut line = vec![marking(one.draft.marking), l.exact(one.draft.begins)];
    if there.date_time(one.draft.begins) != l.date_time(one.draft.begins) {
        line.push(there.exact(one.draft.begins));
    }
    let minutes = one.draft.ends.since(one.draft.begins) / clock::MINUTE;
    line.push(Markup::text(&l.ta("directory-meeting-length", &[("minutes", minutes)])));
    line.extend(about(l, &one));
    if one.cancelled {
        line.push(badge(l, Tone::Danger, "directory-meeting-cancelled"));
    }
    page = page.part(&Markup::trusted(format!("<p>{}</p>", dotted(&line)))).part(&paragraphs(&one.draft.place));
    let keeps = chairs == Some(true) || (chairs.is_some() && one.author == Some(member.person));
    let nobody = all.parties.is_empty() && all.origins.is_empty();
    let attended = if nobody {
        saksi_web::empty(l, "directory-attendance-none", "directory-attendance-none-how")
    } else if chairs.is_some() {
        let steps = format!("{path}/part");
        numbers(request, &steps, &all, keeps)
            .then(&heading(&l.t("directory-attendance-outside")))
            .then(&report(l, &all, threshold))
    } else {
        report(l, &all, threshold)
    };
    if !nobody || keeps {
        page = page.part(&heading(&l.t("directory-attendance"))).part(&attended);
    }
    if keeps && !one.cancelled {
        let empty = Part::default();
        page = page.part(&part_forms(request, &format!("{path}/part"), part.unwrap_or(&empty), problem));
    }
    let problem_of_meeting = problem.filter(|_| part.is_none());
    if keeps && !one.cancelled && one.draft.ends > request.now {
        let typed = match typed {
            Some(typed) => Typed { version: one.version.to_string(), ..typed.clone() },
            None => Typed::of(&one),
        };
        page = page
            .part(&heading(&l.t("directory-meeting-change")))
            .part(&meeting_form(request, &path, &typed, problem_of_meeting))
            .part(&fields::button_form(
                request,
                &path,
                Typed::PURPOSE,
                &[("action", "cancel")],
                "directory-meeting-cancel",
                Weight::Danger,
            ));
    }
    page.link(&path_of(group), l.t("directory-meetings-back")).staff(request, problem)
}

/// `GET /work/directory/groups/{id}/meetings/{meeting}`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(figures): Extension<Impact>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, MeetingId)>,
) -> Result<Response, PageError> {
    meeting_page((&site, threshold(&figures)), &request, &member, place, Tried::default()).await
}

/// Below which counts are hidden outside of the group.
fn threshold(figures: &Impact) -> i64 {
    i64::try_from(figures.protection().threshold()).unwrap_or(i64::MAX)
}

/// `POST /work/directory/groups/{id}/meetings/{meeting}/part`
pub(super) async fn take_part(
    State(site): State<Site>,
    Extension(figures): Extension<Impact>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, MeetingId)>,
    form: Form<Part>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let taken = async {
        let what = typed.read()?;
        saksi_db::write!(site.db, "write down who took part", member.viewer(), tx => {
            meetings::took_part(&mut tx, &member, place.1, what.clone()).await
        })
    }
    .await;
    match taken {
        Ok(()) => Ok(saksi_web::see_other(&format!("{}/{}?done=saved", path_of(place.0), place.1))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let tried = Tried { meeting: None, part: Some(typed), problem: Some(&problem) };
            meeting_page((&site, threshold(&figures)), &request, &member, place, tried).await
        }
    }
}

/// `POST /work/directory/groups/{id}/meetings/{meeting}`
pub(super) async fn change(
    State(site): State<Site>,
    Extension(figures): Extension<Impact>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, MeetingId)>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let changed = async {
        if typed.action == "cancel" {
            return saksi_db::write!(site.db, "cancel meeting", member.viewer(), tx => {
                meetings::cancel(&mut tx, &member, place.1).await
            });
        }
        let (draft, seen) = (typed.read()?, typed.version.parse().unwrap_or(-1));
        saksi_db::write!(site.db, "change meeting", member.viewer(), tx => {
            meetings::change(&mut tx, &member, place.1, seen, draft.clone()).await
        })
    }
    .await;
    match changed {
        Ok(()) => Ok(saksi_web::see_other(&format!("{}/{}?done=saved", path_of(place.0), place.1))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let tried = Tried { meeting: Some(typed), part: None, problem: Some(&problem) };
            meeting_page((&site, threshold(&figures)), &request, &member, place, tried).await
        }
    }
}
