//! Working groups.

use axum::extract::State;
use saksi_base::{Problem, WorkingGroupId};
use saksi_network::{Member, Operator};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Markup, PageError, PagePath, PageRequest, Response, Site, Weight, paragraphs, user,
    without_isolates,
};
use serde::Deserialize;

use super::introductions::person_of;
use super::parts::{self, Page, card, cards, dotted, heading, lines, paragraph, to_mend};
use crate::actions::groups;
use crate::model::groups::{LONGEST_CHARTER, LONGEST_NAME};

/// A new group as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    charter: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:group";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

async fn list_page(
    site: &Site,
    request: &PageRequest,
    operator: bool,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, request.viewer(), tx => { groups::groups(&mut tx).await })?;
    let listed: Vec<Markup> = all
        .iter()
        .map(|group| card(&user(&group.name), Some(&format!("/work/directory/groups/{}", group.id)), &[]))
        .collect();
    let listed = if listed.is_empty() {
        saksi_web::empty(l, "directory-groups-none", "directory-groups-none-how")
    } else {
        heading(&l.t("directory-groups-standing")).then(&cards(&listed))
    };
    let mut page = Page::new(l.t("directory-tab-groups")).part(&parts::tabs(request, operator)).part(&listed);
    if operator {
        let f = Fields::new(l, problem);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let form = fields::form(
            request,
            "/work/directory/groups",
            Typed::PURPOSE,
            &[
                f.text("name", "directory-field-name", &typed.name).longest(number(LONGEST_NAME)).required().build(),
                f.area("charter", "directory-group-charter", &typed.charter)
                    .rows(5)
                    .longest(number(LONGEST_CHARTER))
                    .optional()
                    .build(),
                f.submit("directory-group-make"),
            ],
        );
        page = page.part(&heading(&l.t("directory-group-new"))).part(&form);
    }
    page.staff(request, problem)
}

/// `GET /work/directory/groups`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    list_page(&site, &request, member.operator, &Typed::default(), None).await
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
        groups::make(&mut tx, &member, &typed.name, &typed.charter).await
    });
    match made {
        Ok(id) => Ok(saksi_web::see_other(&format!("/work/directory/groups/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            list_page(&site, &request, true, typed, Some(&problem)).await
        }
    }
}

/// Taking somebody in, or leaving.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    action: String,
    one: String,
}

impl FormData for Step {
    const PURPOSE: &'static str = "directory:group-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
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
    let (group, members) =
        saksi_db::read!(site.db, member.viewer(), tx => { groups::group(&mut tx, member, id).await })?;
    let path = format!("/work/directory/groups/{id}");
    let mut page = Page::new(without_isolates(&group.name)).part(&paragraphs(&group.charter));
    match members {
        None => page = page.part(&paragraph(&l.t("directory-group-for-members"))),
        Some(members) => {
            let named: Vec<Markup> = members
                .iter()
                .map(|one| {
                    let mut line = vec![match &one.name {
                        Some(name) => Markup::trusted(format!(
                            "<a href=\"/work/directory/people/{}\">{}</a>",
                            one.person,
                            user(name)
                        )),
                        None => Markup::text(&l.t("directory-somebody")),
                    }];
                    line.extend(one.chairs.then(|| Markup::text(&l.t("directory-group-chairs"))));
                    dotted(&line)
                })
                .collect();
            page = page.part(&heading(&l.t("directory-group-members"))).part(&lines(&named));
            if members.iter().any(|one| one.person == member.person && one.chairs) {
                let f = Fields::new(l, problem);
                page = page.part(&fields::form(
                    request,
                    &path,
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
            page = page.part(&fields::button_form(
                request,
                &path,
                Step::PURPOSE,
                &[("action", "leave")],
                "directory-group-leave",
                Weight::Quiet,
            ));
        }
    }
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

/// `POST /work/directory/groups/{id}`
pub(super) async fn step(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    form: Form<Step>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let outcome: Result<(), Problem> = async {
        if typed.action == "leave" {
            return saksi_db::write!(site.db, "leave working group", member.viewer(), tx => {
                groups::leave(&mut tx, &member, id).await
            });
        }
        let person = person_of(&typed.one, "one")?;
        saksi_db::write!(site.db, "take into working group", member.viewer(), tx => {
            groups::take_in(&mut tx, &member, id, person).await
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other(&format!("/work/directory/groups/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            group_page(&site, &request, &member, id, typed, Some(&problem)).await
        }
    }
}
