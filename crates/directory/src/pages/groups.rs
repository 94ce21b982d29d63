//! Working groups.

use axum::extract::State;
use saksi_base::{Place, Problem, WorkingGroupId};
use saksi_db::Tx;
use saksi_network::{Member, Operator};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone, Weight,
    paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::introductions::person_of;
use super::parts::{
    self, Page, TagFilter, TypedTags, card, cards, done, done_of, dotted, heading, lines, nothing_fits, number,
    paragraph, place_name, tag_fields, to_mend, way,
};
use super::{decisions as decisions_pages, meetings as meetings_pages, notes as notes_pages};
use crate::actions::{decisions, groups, meetings, notes};
use crate::model::decisions::Decision;
use crate::model::groups::{Group, GroupMember, KINDS, LONGEST_CHARTER, LONGEST_NAME, NoteLine, kind_message};
use crate::model::meetings::Meeting;
use crate::model::regions::REGIONS;

/// A new group, or a change of one, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    charter: String,
    kind: String,
    region: String,
    place: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:group";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn group(&self, id: WorkingGroupId) -> Group {
        Group {
            id,
            name: self.name.clone(),
            charter: self.charter.clone(),
            kind: self.kind.clone(),
            region: self.region.clone(),
            place: Place::from_code(&self.place).unwrap_or(Place::NotDisclosed),
            tags: self.tags().tags(),
            version: self.version.parse().unwrap_or(-1),
        }
    }

    fn of(group: &Group) -> Self {
        let tags = TypedTags::of(&group.tags);
        Self {
            name: group.name.clone(),
            charter: group.charter.clone(),
            kind: group.kind.clone(),
            region: group.region.clone(),
            place: group.place.code(),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: group.version.to_string(),
        }
    }
}

/// What a group is, in a line: its kind and its region.
fn kind_line(l: &Locale, group: &Group) -> Vec<Markup> {
    let region = REGIONS.iter().find(|region| region.code == group.region).map(|region| region.message);
    let place = place_name(l.language, &group.place).map(|name| user(&name));
    let said = kind_message(&group.kind).into_iter().chain(region).map(|message| Markup::text(&l.t(message)));
    said.chain(place).chain(parts::tags(l, &group.tags)).collect()
}

fn group_form(request: &PageRequest, path: &str, typed: &Typed, problem: Option<&Problem>, button: &str) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut kinds = vec![("", "directory-group-any-kind")];
    kinds.extend_from_slice(KINDS);
    let mut regions = vec![("", "directory-group-everywhere")];
    regions.extend(REGIONS.iter().map(|region| (region.code, region.message)));
    let countries = parts::country_options(l);
    fields::form(
        request,
        path,
        Typed::PURPOSE,
        &[
            f.hidden("version", &typed.version),
            f.text("name", "directory-field-name", &typed.name).longest(number(LONGEST_NAME)).required().build(),
            f.area("charter", "directory-group-charter", &typed.charter)
                .hint("directory-group-charter-hint")
                .rows(6)
                .longest(number(LONGEST_CHARTER))
                .optional()
                .build(),
            f.select("kind", "directory-group-kind", &typed.kind, &kinds).build(),
            f.select("region", "directory-group-region", &typed.region, &regions).build(),
            f.select("place", "directory-group-country", &typed.place, &[])
                .options(countries)
                .hint("directory-group-country-hint")
                .build(),
            tag_fields(&f, l, &typed.tags()),
            f.submit(button),
        ],
    )
}

async fn list_page(
    site: &Site,
    request: &PageRequest,
    operator: bool,
    filter: &TagFilter,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, request.viewer(), tx => { groups::groups(&mut tx).await })?;
    let any = !all.is_empty();
    let listed: Vec<Markup> = all
        .iter()
        .filter(|group| filter.shows(&group.tags))
        .map(|group| {
            let line = kind_line(l, group);
            let line = if line.is_empty() { Vec::new() } else { vec![dotted(&line)] };
            card(&user(&group.name), Some(&format!("/work/directory/groups/{}", group.id)), &line)
        })
        .collect();
    let listed = if !listed.is_empty() {
        heading(&l.t("directory-groups-standing")).then(&cards(&listed))
    } else if any {
        nothing_fits(l, "/work/directory/groups")
    } else {
        saksi_web::empty(l, "directory-groups-none", "directory-groups-none-how")
    };
    let mut page = Page::new(l.t("directory-tab-groups"))
        .part(&parts::tabs(request, operator))
        .part(&way("/work/directory/mail", &l.t("directory-mail-title")));
    if any {
        page = page.part(&filter.form(l, "/work/directory/groups"));
    }
    page = page.part(&listed);
    if operator {
        let form = group_form(request, "/work/directory/groups", typed, problem, "directory-group-make");
        page = page.part(&heading(&l.t("directory-group-new"))).part(&form);
    }
    page.staff(request, problem)
}

/// `GET /work/directory/groups`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    list_page(&site, &request, member.operator, &filter, (&Typed::default(), None)).await
}

/// `POST /work/directory/groups`
pub(super) async fn make(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let made = saksi_db::write!(site.db, "make working group", member.viewer(), tx => {
        groups::make(&mut tx, &member, typed.group(WorkingGroupId(uuid::Uuid::nil()))).await
    });
    match made {
        Ok(id) => Ok(saksi_web::see_other(&format!("/work/directory/groups/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            list_page(&site, &request, true, &TagFilter::default(), (typed, Some(&problem))).await
        }
    }
}

async fn edit_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: WorkingGroupId,
    typed: Option<&Typed>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (group, chairs) =
        saksi_db::read!(site.db, member.viewer(), tx => { groups::standing(&mut tx, member, id).await })?;
    if chairs != Some(true) {
        return Err(Problem::forbidden().into());
    }
    let path = format!("/work/directory/groups/{id}/charter");
    let typed = typed.cloned().unwrap_or_else(|| Typed::of(&group));
    let mut page = Page::new(without_isolates(&group.name));
    if problem.is_some_and(|problem| problem.message == "directory-group-changed-meanwhile") {
        // What stands now, beside what they typed: saving again replaces it.
        page = page
            .part(&heading(&l.t("directory-group-stands")))
            .part(&user(&group.name))
            .part(&paragraphs(&group.charter));
    }
    let typed = if problem.is_some() { Typed { version: group.version.to_string(), ..typed } } else { typed };
    page.part(&group_form(request, &path, &typed, problem, "directory-save"))
        .link(&format!("/work/directory/groups/{id}"), l.t("directory-group-back"))
        .staff(request, problem)
}

/// `GET /work/directory/groups/{id}/charter`
pub(super) async fn edit(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
) -> Result<Response, PageError> {
    edit_page(&site, &request, &member, id, None, None).await
}

/// `POST /work/directory/groups/{id}/charter`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let changed = saksi_db::write!(site.db, "change working group", member.viewer(), tx => {
        groups::change(&mut tx, &member, typed.group(id)).await
    });
    match changed {
        Ok(()) => Ok(saksi_web::see_other(&format!("/work/directory/groups/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            edit_page(&site, &request, &member, id, Some(typed), Some(&problem)).await
        }
    }
}

/// A step within a group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    action: String,
    one: String,
    part: String,
}

impl FormData for Step {
    const PURPOSE: &'static str = "directory:group-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// Everything that a group's page shows.
struct Whole {
    group: Group,
    at_risk: bool,
    members: Option<Vec<GroupMember>>,
    notes: Vec<NoteLine>,
    decisions: Vec<Decision>,
    meetings: Vec<Meeting>,
}

async fn whole(tx: &mut Tx, member: &Member, id: WorkingGroupId) -> Result<Whole, Problem> {
    let (group, members) = groups::group(tx, member, id).await?;
    let now = tx.now();
    Ok(Whole {
        at_risk: groups::at_risk(tx, id).await?,
        group,
        members,
        notes: notes::notes(tx, id, ("", ""), 0).await?,
        decisions: decisions::decisions(tx, member, id).await?,
        meetings: meetings::meetings(tx, member, id, now).await?,
    })
}

/// How many of each part the page of the group itself shows.
const MOST_SHOWN: usize = 5;

/// A part of the page: the first few, and the way to the rest and to adding one.
fn section(l: &Locale, title: &str, path: &str, listed: &[Markup], way_message: &str) -> Markup {
    let shown: Vec<Markup> = listed.iter().take(MOST_SHOWN).cloned().collect();
    let shown = if shown.is_empty() { paragraph(&l.t("directory-group-nothing")) } else { lines(&shown) };
    heading(&l.t(title)).then(&shown).then(&way(path, &l.t(way_message)))
}

fn member_line(request: &PageRequest, path: &str, one: &GroupMember, may: bool, own: bool) -> Markup {
    let l = &request.locale;
    let mut line = vec![match &one.name {
        Some(name) => Markup::trusted(format!("<a href=\"/work/directory/people/{}\">{}</a>", one.person, user(name))),
        None => Markup::text(&l.t("directory-somebody")),
    }];
    line.extend(one.chairs.then(|| Markup::text(&l.t("directory-group-chairs"))));
    line.extend((!one.named).then(|| Markup::text(&l.t("directory-group-unnamed"))));
    line.extend(kind_message(&one.part).map(|message| Markup::text(&l.t(message))));
    let line = dotted(&line);
    if !may || own {
        return line;
    }
    let person = one.person.to_string();
    let button = |action, label| {
        let hidden = [("action", action), ("one", person.as_str())];
        fields::button_form(request, path, Step::PURPOSE, &hidden, label, Weight::Quiet)
    };
    let chair = if one.chairs {
        button("no-chair", "directory-group-no-chair")
    } else {
        button("chair", "directory-group-name-chair")
    };
    line.then(&Markup::trusted(format!(
        "<div class=\"toolbar\">{chair}{}</div>",
        button("take-out", "directory-group-take-out")
    )))
}

fn members_part(
    request: &PageRequest,
    member: &Member,
    path: &str,
    members: &[GroupMember],
    typed: &Step,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let own = members.iter().find(|one| one.person == member.person);
    let chairs = own.is_some_and(|one| one.chairs);
    let named: Vec<Markup> =
        members.iter().map(|one| member_line(request, path, one, chairs, one.person == member.person)).collect();
    let mut part = heading(&l.t("directory-group-members")).then(&lines(&named));
    let f = Fields::new(l, problem);
    if chairs {
        part = part.then(&fields::form(
            request,
            path,
            Step::PURPOSE,
            &[
                f.text("one", "directory-group-take-in-whom", &typed.one)
                    .hint("directory-introduction-whom-hint")
                    .longest(300)
                    .required()
                    .build(),
                f.submit_named("action", "take-in", "directory-group-take-in", Weight::Main),
            ],
        ));
    }
    let mut kinds = vec![("", "directory-group-part-unsaid")];
    kinds.extend_from_slice(KINDS);
    let part_now = own.map_or("", |one| one.part.as_str());
    let named = own.is_none_or(|one| one.named);
    let (to, label) =
        if named { ("unnamed", "directory-group-be-unnamed") } else { ("named", "directory-group-be-named") };
    part.then(&fields::form(
        request,
        path,
        Step::PURPOSE,
        &[
            f.select("part", "directory-group-part", part_now, &kinds).build(),
            f.submit_named("action", "part", "directory-save", Weight::Quiet),
        ],
    ))
    .then(&fields::button_form(request, path, Step::PURPOSE, &[("action", to)], label, Weight::Quiet))
    .then(&fields::button_form(
        request,
        path,
        Step::PURPOSE,
        &[("action", "leave")],
        "directory-group-leave",
        Weight::Quiet,
    ))
}

async fn group_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: WorkingGroupId,
    typed: &Step,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let found = saksi_db::read!(site.db, member.viewer(), tx => { whole(&mut tx, member, id).await })?;
    let path = format!("/work/directory/groups/{id}");
    let mut page = Page::new(without_isolates(&found.group.name));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    let kind = kind_line(l, &found.group);
    if !kind.is_empty() {
        page = page.part(&Markup::trusted(format!("<p>{}</p>", dotted(&kind))));
    }
    if found.at_risk {
        page = page.part(&saksi_web::notice(
            Tone::Danger,
            &l.t("directory-group-at-risk-title"),
            &paragraph(&l.t("directory-group-at-risk")),
        ));
    }
    page = page.part(&paragraphs(&found.group.charter));
    if found.members.iter().flatten().any(|one| one.person == member.person && one.chairs) {
        page = page.part(&way(&format!("{path}/charter"), &l.t("directory-group-change")));
    }
    let inside = found.members.is_some();
    let notes: Vec<Markup> = found.notes.iter().map(|note| notes_pages::line(l, note)).collect();
    let questions: Vec<Markup> = found.decisions.iter().map(|one| decisions_pages::line(l, one)).collect();
    let planned: Vec<Markup> = found.meetings.iter().map(|one| meetings_pages::line(l, one)).collect();
    for (title, part, listed, new, all) in [
        ("directory-meetings", "meetings", planned, "directory-meetings-way", "directory-meetings-all"),
        ("directory-decisions", "decisions", questions, "directory-decisions-way", "directory-decisions-all"),
        ("directory-notes", "notes", notes, "directory-notes-way", "directory-notes-all"),
    ] {
        // Whoever is not in the group sees only what is there for the network.
        if inside || !listed.is_empty() {
            page = page.part(&section(l, title, &format!("{path}/{part}"), &listed, if inside { new } else { all }));
        }
    }
    page = match &found.members {
        None => page.part(&paragraph(&l.t("directory-group-for-members"))),
        Some(members) => page.part(&members_part(request, member, &path, members, typed, problem)),
    };
    page.link("/work/directory/groups", l.t("directory-tab-groups")).staff(request, problem)
}

/// `GET /work/directory/groups/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
) -> Result<Response, PageError> {
    group_page(&site, &request, &member, id, &Step::default(), None).await
}

async fn take(site: &Site, member: &Member, id: WorkingGroupId, typed: &Step) -> Result<(), Problem> {
    let whom = || person_of(&typed.one, "one");
    match typed.action.as_str() {
        "leave" => saksi_db::write!(site.db, "leave working group", member.viewer(), tx => {
            groups::leave(&mut tx, member, id).await
        }),
        "part" => saksi_db::write!(site.db, "take part in working group", member.viewer(), tx => {
            groups::take_part(&mut tx, member, id, &typed.part).await
        }),
        "named" | "unnamed" => saksi_db::write!(site.db, "be named in working group", member.viewer(), tx => {
            groups::be_named(&mut tx, member, id, typed.action == "named").await
        }),
        "chair" | "no-chair" => {
            let (person, chairs) = (whom()?, typed.action == "chair");
            saksi_db::write!(site.db, "name chair", member.viewer(), tx => {
                groups::set_chair(&mut tx, member, id, person, chairs).await
            })
        }
        "take-out" => {
            let person = whom()?;
            saksi_db::write!(site.db, "take out of working group", member.viewer(), tx => {
                groups::take_out(&mut tx, member, id, person).await
            })
        }
        _ => {
            let person = whom()?;
            saksi_db::write!(site.db, "take into working group", member.viewer(), tx => {
                groups::take_in(&mut tx, member, id, person).await
            })
        }
    }
}

/// `POST /work/directory/groups/{id}`
pub(super) async fn step(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    form: Form<Step>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    match take(&site, &member, id, typed).await {
        Ok(()) => Ok(saksi_web::see_other(&format!("/work/directory/groups/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            group_page(&site, &request, &member, id, typed, Some(&problem)).await
        }
    }
}
