//! The register of norms: codes of conduct, laws and pledges, with who is bound and to what. For everybody to read, for members to keep.

use axum::Extension;
use axum::extract::State;
use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{NormId, Problem};
use saksi_db::Viewer;
use saksi_exchange::tables::CsvExport;
use saksi_network::{Capability, Member};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Weight,
    paragraphs, user, without_isolates,
};
use serde::{Deserialize, Serialize};

use super::elections::{MOST_SHOWN, link_of, open_data, region_field, teams, unwritten};
use super::parts::{
    self, Page, TagFilter, TypedTags, cards, done, done_of, dotted, facts, heading, leading_card, lines, nothing_fits,
    number, paragraph, place_fields, place_name, read_place, tag_fields, to_mend, way,
};
use crate::actions::registers;
use crate::handle::Register;
use crate::model::citations::Cited;
use crate::model::groups::{LONGEST_CHARTER, LONGEST_TITLE};
use crate::model::registers::{ACTORS, FORMS, LEVELS, LONGEST_LINK, Norm, NormDraft, lies_in, message_of, region_code};

/// Which norms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    region: String,
    level: String,
    actor: String,
    lens: String,
    goals: String,
}

impl Wanted {
    fn filter(&self) -> TagFilter {
        TagFilter { lens: self.lens.clone(), goals: self.goals.clone() }
    }

    /// Whether a norm is among what was chosen.
    fn shows(&self, norm: &Norm) -> bool {
        let fits = |wanted: &str, code: &str| wanted.is_empty() || wanted == code;
        let draft = &norm.draft;
        lies_in(&draft.place, region_code(&self.region))
            && fits(&self.level, &draft.level)
            && fits(&self.actor, &draft.actor)
            && self.filter().shows(&draft.tags)
    }

    /// Whether everything was chosen.
    fn is_empty(&self) -> bool {
        region_code(&self.region).is_empty()
            && self.level.is_empty()
            && self.actor.is_empty()
            && self.filter().is_empty()
    }
}

fn line(l: &Locale, norm: &Norm) -> Markup {
    let draft = &norm.draft;
    let mut line: Vec<Markup> = [(FORMS, &draft.form), (LEVELS, &draft.level), (ACTORS, &draft.actor)]
        .into_iter()
        .map(|(list, code)| Markup::text(&l.t(message_of(list, code))))
        .collect();
    line.extend(place_name(l.language, &draft.place).map(|name| user(&name)));
    dotted(&line)
}

fn entry(l: &Locale, norm: &Norm, base: &str) -> Markup {
    let mut rest = vec![line(l, norm)];
    let tags = parts::tags(l, &norm.draft.tags);
    if !tags.is_empty() {
        rest.push(dotted(&tags));
    }
    leading_card(&user(&norm.draft.title), Some(&format!("{base}/{}", norm.id)), &rest)
}

fn choices<'a>(first: (&'a str, &'a str), rest: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    std::iter::once(first).chain(rest.iter().copied()).collect()
}

/// `GET /norms`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(wanted): PageQuery<Wanted>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::norms(&mut tx).await })?;
    let region = region_code(&wanted.region);
    let shown: Vec<&Norm> = all.iter().filter(|one| wanted.shows(one)).collect();
    let listed: Vec<Markup> = shown.iter().take(MOST_SHOWN).map(|one| entry(l, one, "/norms")).collect();
    let listed = if !listed.is_empty() {
        cards(&listed)
    } else if wanted.is_empty() {
        saksi_web::empty(l, "directory-norms-none", "directory-norms-none-how")
    } else {
        nothing_fits(l, "/norms")
    };
    let f = Fields::new(l, None);
    let levels = choices(("", "directory-norm-any"), LEVELS);
    let actors = choices(("", "directory-norm-any"), ACTORS);
    let query = fields::query_form(
        "/norms",
        &[
            region_field(&f, region),
            f.select("level", "directory-norm-level", &wanted.level, &levels).build(),
            f.select("actor", "directory-norm-actor", &wanted.actor, &actors).build(),
            wanted.filter().menus(&f, l),
            f.submit("directory-show"),
        ],
    );
    let mut page = Page::new(l.t("directory-norms-title")).lead(l.t("directory-norms-lead")).part(&query).part(&listed);
    if shown.len() > MOST_SHOWN {
        page = page.part(&paragraph(&l.ta("directory-search-many", &[("most", MOST_SHOWN)])));
    }
    page = page.link("/norms.csv", l.t("directory-as-csv")).link("/norms.json", l.t("directory-as-json"));
    Shell::public(&request, l.t("directory-norms-title"))
        .description(&l.t("directory-norms-lead"))
        .canonical("/norms")
        .render(&page.public())
}

fn parts_of(l: &Locale, norm: &Norm) -> Markup {
    let draft = &norm.draft;
    let native = if draft.native_title.is_empty() { Vec::new() } else { vec![user(&draft.native_title)] };
    let told = facts(&[
        (l.t("directory-native-title"), native),
        (l.t("directory-place"), place_name(l.language, &draft.place).map(|name| user(&name)).into_iter().collect()),
        (l.t("directory-norm-adopted"), draft.adopted.map(|day| l.day(day.start())).into_iter().collect()),
        (l.t("directory-register-link"), link_of(&draft.link)),
        (l.t("directory-field-lens"), parts::lens_names(l, &draft.tags)),
        (l.t("directory-field-goals"), parts::goal_names(l, &draft.tags)),
        (l.t("directory-norm-keepers"), teams(&norm.keepers)),
    ]);
    let mut all = Markup::trusted(format!("<p>{}</p>", line(l, norm))).then(&told).then(&paragraphs(&draft.about));
    for (title, list) in [("directory-norm-bound", &draft.actors), ("directory-norm-commitments", &draft.commitments)] {
        if !list.is_empty() {
            let listed: Vec<Markup> = list.iter().map(|one| user(one)).collect();
            all = all.then(&heading(&l.t(title))).then(&lines(&listed));
        }
    }
    all
}

/// `GET /norms/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    PagePath(id): PagePath<NormId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let norm = saksi_db::read!(site.db, Viewer::Public, tx => { registers::norm(&mut tx, id).await })?;
    let title = without_isolates(&norm.draft.title);
    let cited = super::citing::in_public(&site, &room, l, Cited::Norm(id)).await?;
    let page =
        Page::new(title.clone()).part(&parts_of(l, &norm)).part(&cited).link("/norms", l.t("directory-norms-title"));
    Shell::public(&request, title).canonical(&format!("/norms/{id}")).render(&page.public())
}

#[derive(Serialize)]
struct Given<'a> {
    id: NormId,
    title: &'a str,
    native_title: &'a str,
    form: &'a str,
    level: &'a str,
    actor: &'a str,
    place: String,
    adopted: Option<Day>,
    link: &'a str,
    about: &'a str,
    actors: &'a [String],
    commitments: &'a [String],
    lens: &'a [String],
    goals: &'a [String],
    changed: saksi_base::Timestamp,
}

impl<'a> Given<'a> {
    fn of(norm: &'a Norm) -> Self {
        let draft = &norm.draft;
        Self {
            id: norm.id,
            title: &draft.title,
            native_title: &draft.native_title,
            form: &draft.form,
            level: &draft.level,
            actor: &draft.actor,
            place: draft.place.code(),
            adopted: draft.adopted,
            link: &draft.link,
            about: &draft.about,
            actors: &draft.actors,
            commitments: &draft.commitments,
            lens: &draft.tags.lens,
            goals: &draft.tags.goals,
            changed: norm.changed,
        }
    }
}

/// `GET /norms.json`
pub(super) async fn json(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::norms(&mut tx).await })?;
    let given: Vec<Given<'_>> = all.iter().map(Given::of).collect();
    let body = serde_json::to_vec(&given).map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "application/json", "norms.json"))
}

const COLUMNS: [&str; 15] = [
    "id",
    "title",
    "native_title",
    "form",
    "level",
    "actor",
    "place",
    "adopted",
    "link",
    "about",
    "actors",
    "commitments",
    "lens",
    "goals",
    "changed",
];

/// `GET /norms.csv`
pub(super) async fn csv(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { registers::norms(&mut tx).await })?;
    let written = || -> std::io::Result<Vec<u8>> {
        let mut table = CsvExport::new(Vec::new(), &COLUMNS)?;
        for one in all.iter().map(Given::of) {
            let (id, changed) = (one.id.to_string(), one.changed.to_rfc3339());
            let adopted = one.adopted.map(|day| day.to_string()).unwrap_or_default();
            let (actors, commitments) = (one.actors.join("\n"), one.commitments.join("\n"));
            let (lens, goals) = (one.lens.join(" "), one.goals.join(" "));
            table.row([
                id.as_str(),
                one.title,
                one.native_title,
                one.form,
                one.level,
                one.actor,
                &one.place,
                &adopted,
                one.link,
                one.about,
                &actors,
                &commitments,
                &lens,
                &goals,
                &changed,
            ])?;
        }
        table.finish()
    };
    let body = written().map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "text/csv; charset=utf-8; header=present", "norms.csv"))
}

/// A norm as typed, or a step with one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    title: String,
    native_title: String,
    form: String,
    level: String,
    actor: String,
    place: String,
    place_words: String,
    adopted: String,
    link: String,
    about: String,
    actors: String,
    commitments: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:norm";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const LIMIT: usize = 256 * 1024;
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn of(norm: &Norm) -> Self {
        let draft = &norm.draft;
        let (place, place_words) = parts::place_typed(&draft.place);
        let tags = TypedTags::of(&draft.tags);
        Self {
            action: String::new(),
            title: draft.title.clone(),
            native_title: draft.native_title.clone(),
            form: draft.form.clone(),
            level: draft.level.clone(),
            actor: draft.actor.clone(),
            place,
            place_words,
            adopted: draft.adopted.map(|day| day.to_string()).unwrap_or_default(),
            link: draft.link.clone(),
            about: draft.about.clone(),
            actors: draft.actors.join("\n"),
            commitments: draft.commitments.join("\n"),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: norm.version.to_string(),
        }
    }

    fn read(&self) -> Result<NormDraft, Problem> {
        let mut problems = Problems::new();
        let unknown = self.adopted.trim().is_empty();
        let adopted = if unknown { None } else { parts::day(&mut problems, "adopted", &self.adopted, None) };
        problems.finish()?;
        Ok(NormDraft {
            title: self.title.clone(),
            native_title: self.native_title.clone(),
            form: self.form.clone(),
            level: self.level.clone(),
            actor: self.actor.clone(),
            place: read_place(&self.place, &self.place_words)?,
            adopted,
            link: self.link.clone(),
            about: self.about.clone(),
            actors: self.actors.lines().map(str::to_owned).collect(),
            commitments: self.commitments.lines().map(str::to_owned).collect(),
            tags: self.tags().tags(),
        })
    }
}

fn form(request: &PageRequest, path: &str, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    fields::form(
        request,
        path,
        Typed::PURPOSE,
        &[
            f.hidden("version", &typed.version),
            f.text("title", "directory-title-english", &typed.title).longest(number(LONGEST_TITLE)).required().build(),
            f.text("native_title", "directory-native-title", &typed.native_title)
                .longest(number(LONGEST_TITLE))
                .optional()
                .build(),
            f.radio("form", "directory-norm-form", &typed.form, FORMS).required().build(),
            f.radio("level", "directory-norm-level", &typed.level, LEVELS).required().build(),
            f.radio("actor", "directory-norm-actor", &typed.actor, ACTORS).required().build(),
            place_fields(&f, l, &typed.place, &typed.place_words),
            f.text("adopted", "directory-norm-adopted", &typed.adopted).kind("date").optional().build(),
            f.text("link", "directory-register-link", &typed.link)
                .kind("url")
                .longest(number(LONGEST_LINK))
                .optional()
                .build(),
            f.area("actors", "directory-norm-bound", &typed.actors)
                .hint("directory-norm-bound-hint")
                .rows(4)
                .optional()
                .build(),
            f.area("commitments", "directory-norm-commitments", &typed.commitments)
                .hint("directory-hint-lines")
                .rows(6)
                .optional()
                .build(),
            f.area("about", "directory-register-about", &typed.about)
                .rows(4)
                .longest(number(LONGEST_CHARTER))
                .optional()
                .build(),
            tag_fields(&f, l, &typed.tags()),
            f.submit_named("action", "save", "directory-save", Weight::Main),
        ],
    )
}

const WORK: &str = "/work/directory/norms";

async fn work_list(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    filter: &TagFilter,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { registers::norms(&mut tx).await })?;
    let fits = all.iter().filter(|one| filter.shows(&one.draft.tags));
    let listed: Vec<Markup> = fits.map(|one| entry(l, one, WORK)).collect();
    let listed = if !listed.is_empty() {
        cards(&listed)
    } else if filter.is_empty() {
        saksi_web::empty(l, "directory-norms-none", "directory-register-begin")
    } else {
        nothing_fits(l, WORK)
    };
    let mut page = Page::new(l.t("directory-norms-title"))
        .part(&parts::tabs(request, member.operator))
        .part(&way("/norms", &l.t("directory-register-public")));
    if !all.is_empty() {
        page = page.part(&filter.form(l, WORK));
    }
    page = page.part(&listed);
    if member.has(Capability::PUBLISH) {
        page = page.part(&heading(&l.t("directory-norm-new"))).part(&form(request, WORK, typed, problem));
    }
    page.staff(request, problem)
}

/// `GET /work/directory/norms`
pub(super) async fn work(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    work_list(&site, &request, &member, &filter, (&Typed::default(), None)).await
}

/// `POST /work/directory/norms`
pub(super) async fn add(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let added = async {
        let draft = form.value.read()?;
        saksi_db::write!(site.db, "add norm", member.viewer(), tx => {
            registers::add_norm(&mut tx, &member, draft.clone()).await
        })
    }
    .await;
    match added {
        Ok(id) => Ok(saksi_web::see_other(&format!("{WORK}/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_list(&site, &request, &member, &TagFilter::default(), (&form.value, Some(&problem))).await
        }
    }
}

async fn work_page(
    (site, room): (&Site, &Register),
    request: &PageRequest,
    member: &Member,
    id: NormId,
    typed: Option<&Typed>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let norm = saksi_db::read!(site.db, member.viewer(), tx => { registers::norm(&mut tx, id).await })?;
    let path = format!("{WORK}/{id}");
    let mut page = Page::new(without_isolates(&norm.draft.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    let cited = super::citing::at_work(site, room, l, member, Cited::Norm(id)).await?;
    page = page.part(&parts_of(l, &norm)).part(&cited);
    let button = |action, label, weight| {
        fields::button_form(request, &path, Typed::PURPOSE, &[("action", action)], label, weight)
    };
    if member.has(Capability::PUBLISH) {
        let ours = norm.keepers.iter().any(|team| team.organisation == member.organisation);
        page = page.part(&if ours {
            button("leave", "directory-norm-leave", Weight::Quiet)
        } else {
            button("keep", "directory-norm-keep", Weight::Quiet)
        });
    }
    if registers::keeps(member, norm.organisation) {
        let typed = match typed {
            Some(typed) => Typed { version: norm.version.to_string(), ..typed.clone() },
            None => Typed::of(&norm),
        };
        page = page
            .part(&heading(&l.t("directory-register-change")))
            .part(&form(request, &path, &typed, problem))
            .part(&button("withdraw", "directory-register-withdraw", Weight::Danger));
    }
    page.link(&format!("/norms/{id}"), l.t("directory-register-public-page"))
        .link(WORK, l.t("directory-norms-title"))
        .staff(request, problem)
}

/// `GET /work/directory/norms/{id}`
pub(super) async fn work_show(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<NormId>,
) -> Result<Response, PageError> {
    work_page((&site, &room), &request, &member, id, None, None).await
}

/// `POST /work/directory/norms/{id}`
pub(super) async fn change(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<NormId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    match typed.action.as_str() {
        "withdraw" => {
            saksi_db::write!(site.db, "withdraw norm", member.viewer(), tx => {
                registers::withdraw_norm(&mut tx, &member, id).await
            })?;
            return Ok(saksi_web::see_other(WORK));
        }
        "keep" | "leave" => {
            let keeps = typed.action == "keep";
            saksi_db::write!(site.db, "keep norm", member.viewer(), tx => {
                registers::keep(&mut tx, &member, id, keeps).await
            })?;
            return Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved")));
        }
        _ => {}
    }
    let changed = async {
        let (draft, seen) = (typed.read()?, typed.version.parse().unwrap_or(-1));
        saksi_db::write!(site.db, "change norm", member.viewer(), tx => {
            registers::change_norm(&mut tx, &member, id, seen, draft.clone()).await
        })
    }
    .await;
    match changed {
        Ok(()) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_page((&site, &room), &request, &member, id, Some(typed), Some(&problem)).await
        }
    }
}
