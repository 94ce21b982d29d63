//! Meetings of working groups.

use axum::extract::State;
use saksi_base::problem::Problems;
use saksi_base::{Marking, MeetingId, Problem, WorkingGroupId, clock};
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone, Weight,
    badge, paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::decisions::moment_fields;
use super::parts::{
    self, Page, TagFilter, TypedTags, done, done_of, dotted, heading, lines, marking, nothing_fits, number, tag_fields,
    to_mend, way,
};
use crate::actions::{groups, meetings};
use crate::model::groups::{LONGEST_TITLE, MARKINGS_OF_ALL, marking_code, marking_of_all};
use crate::model::lenses::message_of;
use crate::model::meetings::{KINDS, LONGEST_PLACE, Meeting, MeetingDraft, moment};

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

async fn meeting_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    (group, id): (WorkingGroupId, MeetingId),
    typed: Option<&Typed>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (one, chairs) = saksi_db::read!(site.db, member.viewer(), tx => {
        let one = meetings::meeting(&mut tx, member, id).await?;
        if one.group != group {
            return Err(Problem::not_found());
        }
        Ok::<_, Problem>((one, groups::standing(&mut tx, member, group).await?.1))
    })?;
    let path = format!("{}/{id}", path_of(group));
    let mut page = Page::new(without_isolates(&one.draft.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    let there = l.clone().in_zone(one.draft.zone.name());
    let mut facts = vec![marking(one.draft.marking), l.exact(one.draft.begins)];
    if there.date_time(one.draft.begins) != l.date_time(one.draft.begins) {
        facts.push(there.exact(one.draft.begins));
    }
    let minutes = one.draft.ends.since(one.draft.begins) / clock::MINUTE;
    facts.push(Markup::text(&l.ta("directory-meeting-length", &[("minutes", minutes)])));
    facts.extend(about(l, &one));
    if one.cancelled {
        facts.push(badge(l, Tone::Danger, "directory-meeting-cancelled"));
    }
    page = page.part(&Markup::trusted(format!("<p>{}</p>", dotted(&facts)))).part(&paragraphs(&one.draft.place));
    let keeps = chairs == Some(true) || (chairs.is_some() && one.author == Some(member.person));
    if keeps && !one.cancelled && one.draft.ends > request.now {
        let typed = match typed {
            Some(typed) => Typed { version: one.version.to_string(), ..typed.clone() },
            None => Typed::of(&one),
        };
        page = page
            .part(&heading(&l.t("directory-meeting-change")))
            .part(&meeting_form(request, &path, &typed, problem))
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
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, MeetingId)>,
) -> Result<Response, PageError> {
    meeting_page(&site, &request, &member, place, None, None).await
}

/// `POST /work/directory/groups/{id}/meetings/{meeting}`
pub(super) async fn change(
    State(site): State<Site>,
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
            meeting_page(&site, &request, &member, place, Some(typed), Some(&problem)).await
        }
    }
}
