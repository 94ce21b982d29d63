//! The library: guides, training materials and curricula. For everybody what is public, for members what is for them, and to keep.

use axum::extract::State;
use saksi_base::{LibraryItemId, Problem, WorkingGroupId};
use saksi_db::Viewer;
use saksi_network::{Capability, Member};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone,
    Weight, badge, escape, paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::elections::{MOST_SHOWN, link_of};
use super::parts::{
    self, LANGUAGES, Page, TagFilter, TypedTags, cards, done, done_of, dotted, facts, heading, language_name,
    leading_card, lines, nothing_fits, number, paragraph, tag_fields, to_mend, way,
};
use crate::actions::library::{self, Shown};
use crate::actions::{groups, registers};
use crate::model::groups::{Group, LONGEST_NOTE, LONGEST_TITLE};
use crate::model::library::{AUDIENCES, CURRICULUM, Item, ItemDraft, KINDS, LICENCES, MOST_PARTS, Version, Wanted};
use crate::model::registers::{LONGEST_LINK, message_of};

const PUBLIC: &str = "/library";
const WORK: &str = "/work/directory/library";

/// What is looked for, and on the page of an item which version of it, and of what a new one is an edition.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    q: String,
    kind: String,
    language: String,
    lens: String,
    goals: String,
    version: Option<i64>,
    of: String,
}

impl Looked {
    fn wanted(&self) -> Wanted {
        Wanted {
            text: self.q.clone(),
            kind: self.kind.clone(),
            language: self.language.clone(),
            lens: self.lens.clone(),
            goal: self.goals.clone(),
        }
    }

    fn form(&self, l: &Locale, action: &str) -> Markup {
        let f = Fields::new(l, None);
        let mut kinds = vec![("", "directory-any")];
        kinds.extend_from_slice(KINDS);
        let tags = TagFilter { lens: self.lens.clone(), goals: self.goals.clone() };
        let mut languages = vec![(String::new(), l.t("directory-any"))];
        languages.extend(LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())));
        fields::query_form(
            action,
            &[
                f.text("q", "directory-library-words", &self.q).kind("search").longest(120).build(),
                f.select("kind", "directory-register-kind", &self.kind, &kinds).known_as("shown-kind").build(),
                f.select("language", "directory-library-language", &self.language, &[])
                    .known_as("shown-language")
                    .options(languages)
                    .build(),
                tags.menus(&f, l),
                f.submit("directory-show"),
            ],
        )
    }
}

fn language_of(draft: &ItemDraft) -> String {
    draft.language.as_ref().map(|tag| language_name(tag.as_str())).unwrap_or_default()
}

fn entry(l: &Locale, item: &Item, base: &str) -> Markup {
    let draft = &item.draft;
    let mut line = vec![Markup::text(&l.t(message_of(KINDS, &draft.kind))), user(&language_of(draft))];
    if draft.audience != "public" {
        line.push(Markup::text(&l.t(message_of(AUDIENCES, &draft.audience))));
    }
    let mut rest = vec![dotted(&line)];
    let tags = parts::tags(l, &draft.tags);
    if !tags.is_empty() {
        rest.push(dotted(&tags));
    }
    leading_card(&user(&draft.title), Some(&format!("{base}/{}", item.id)), &rest)
}

fn listed(l: &Locale, all: &[Item], looked: &Looked, base: &str, begin: &str) -> Markup {
    let wanted = looked.wanted();
    let shown: Vec<&Item> = all.iter().filter(|one| wanted.shows(one)).collect();
    if shown.is_empty() {
        return if wanted.is_empty() {
            saksi_web::empty(l, "directory-library-none", begin)
        } else {
            nothing_fits(l, base)
        };
    }
    let entries: Vec<Markup> = shown.iter().take(MOST_SHOWN).map(|one| entry(l, one, base)).collect();
    let listed = cards(&entries);
    if shown.len() <= MOST_SHOWN {
        return listed;
    }
    listed.then(&paragraph(&l.ta("directory-library-many", &[("most", MOST_SHOWN)])))
}

/// `GET /library`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { library::items(&mut tx).await })?;
    let page = Page::new(l.t("directory-library-title"))
        .lead(l.t("directory-library-lead"))
        .part(&looked.form(l, PUBLIC))
        .part(&listed(l, &all, &looked, PUBLIC, "directory-library-none-how"));
    Shell::public(&request, l.t("directory-library-title"))
        .description(&l.t("directory-library-lead"))
        .canonical(PUBLIC)
        .render(&page.public())
}

fn title_link(item: &Item, base: &str) -> Markup {
    Markup::trusted(format!("<a href=\"{base}/{}\">{}</a>", item.id, user(&item.draft.title)))
}

fn house_link(slug: &str, name: &str) -> Markup {
    Markup::trusted(format!("<a href=\"/organisations/{}\">{}</a>", escape(slug), user(name)))
}

/// What a curriculum is made of, in its order.
fn parts_of(l: &Locale, version: &Version, all: &[Item], base: &str) -> Markup {
    if version.parts.is_empty() {
        return Markup::empty();
    }
    let mut html = String::from("<ol class=\"lines\">");
    for part in &version.parts {
        let named = match all.iter().find(|one| one.id == *part) {
            Some(one) => dotted(&[title_link(one, base), user(&language_of(&one.draft))]),
            None => Markup::text(&l.t("directory-library-part-hidden")),
        };
        html.push_str("<li>");
        html.push_str(named.as_str());
        html.push_str("</li>");
    }
    html.push_str("</ol>");
    heading(&l.t("directory-library-parts")).then(&Markup::trusted(html))
}

/// The versions of an item, the latest first, each with its day and why it was made.
fn story(l: &Locale, shown: &Shown, base: &str) -> Markup {
    let all: Vec<Markup> = shown
        .versions
        .iter()
        .map(|one| {
            let said = l.ta("directory-library-version", &[("number", one.number)]);
            let path = format!("{base}/{}?version={}", shown.item.id, one.number);
            let named = Markup::trusted(format!("<a href=\"{path}\">{}</a>", Markup::text(&said)));
            let mut told = vec![named, l.day(one.made)];
            if !one.reason.is_empty() {
                told.push(user(&one.reason));
            }
            dotted(&told)
        })
        .collect();
    heading(&l.t("directory-library-versions")).then(&lines(&all))
}

/// All that everybody who may read an item sees of it.
fn body_of(l: &Locale, shown: &Shown, wanted: Option<i64>, base: &str) -> Markup {
    let (item, draft) = (&shown.item, &shown.item.draft);
    if let Some((at, reason)) = &item.withdrawn {
        let said = dotted(&[badge(l, Tone::Danger, "directory-register-withdrawn"), l.day(*at), user(reason)]);
        let how = paragraph(&l.t("directory-library-withdrawn-how"));
        return Markup::trusted(format!("<p>{said}</p>")).then(&how);
    }
    let latest = shown.versions.first();
    let version = wanted.and_then(|number| shown.versions.iter().find(|one| one.number == number)).or(latest);
    let Some(version) = version else { return Markup::empty() };
    let mut houses = vec![house_link(&shown.keeper.slug, &shown.keeper.name)];
    houses.extend(version.authors.iter().map(|name| {
        let known = shown.authors.iter().find(|(other, _)| other == name).and_then(|(_, known)| known.as_ref());
        known.map_or_else(|| user(name), |house| house_link(&house.slug, name))
    }));
    let editions = shown.editions.iter().map(|one| {
        let name = language_of(&one.draft);
        dotted(&[user(&name), title_link(one, base)])
    });
    let told = facts(&[
        (l.t("directory-register-kind"), vec![Markup::text(&l.t(message_of(KINDS, &draft.kind)))]),
        (l.t("directory-library-language"), vec![user(&language_of(draft))]),
        (l.t("directory-library-editions"), editions.collect()),
        (l.t("directory-library-authors"), houses),
        (l.t("directory-library-licence"), vec![Markup::text(&l.t(message_of(LICENCES, &version.licence)))]),
        (l.t("directory-library-audience"), vec![Markup::text(&l.t(message_of(AUDIENCES, &draft.audience)))]),
        (l.t("directory-field-lens"), parts::lens_names(l, &draft.tags)),
        (l.t("directory-field-goals"), parts::goal_names(l, &draft.tags)),
        (l.t("directory-register-link"), link_of(&version.link)),
    ]);
    let mut all = Markup::empty();
    if latest.is_some_and(|latest| latest.number != version.number) {
        let old = l.ta("directory-library-old", &[("number", version.number)]);
        let now = way(&format!("{base}/{}", item.id), &l.t("directory-library-now"));
        all = saksi_web::notice(Tone::Waiting, "", &paragraph(&old).then(&now));
        all = all.then(&Markup::trusted(format!("<p><strong>{}</strong></p>", user(&version.title))));
    }
    let tag = draft.language.as_ref().map_or("", |tag| tag.as_str());
    let text = Markup::trusted(format!("<div lang=\"{}\">{}</div>", escape(tag), paragraphs(&version.body)));
    all.then(&told).then(&text).then(&parts_of(l, version, &shown.all, base)).then(&story(l, shown, base))
}

/// `GET /library/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<LibraryItemId>,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let shown = saksi_db::read!(site.db, Viewer::Public, tx => { library::item(&mut tx, id).await })?;
    let title = without_isolates(&shown.item.draft.title);
    let page = Page::new(title.clone())
        .part(&body_of(l, &shown, looked.version, PUBLIC))
        .link(PUBLIC, l.t("directory-library-title"));
    Shell::public(&request, title).canonical(&format!("{PUBLIC}/{id}")).render(&page.public())
}

/// An item as typed, or a step with one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    of: String,
    kind: String,
    audience: String,
    group: String,
    language: String,
    title: String,
    licence: String,
    authors: String,
    link: String,
    body: String,
    parts: Vec<String>,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    why: String,
    reason: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:library";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const LIMIT: usize = 256 * 1024;
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn of(item: &Item) -> Self {
        let draft = &item.draft;
        let tags = TypedTags::of(&draft.tags);
        Self {
            kind: draft.kind.clone(),
            audience: draft.audience.clone(),
            group: draft.group.map(|id| id.to_string()).unwrap_or_default(),
            language: draft.language.as_ref().map(ToString::to_string).unwrap_or_default(),
            title: draft.title.clone(),
            licence: draft.licence.clone(),
            authors: draft.authors.join("\n"),
            link: draft.link.clone(),
            body: draft.body.clone(),
            parts: draft.parts.iter().map(ToString::to_string).collect(),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: item.version.to_string(),
            ..Self::default()
        }
    }

    /// The beginning of another edition of the same work.
    fn edition_of(item: &Item) -> Self {
        Self {
            of: item.id.to_string(),
            language: String::new(),
            title: String::new(),
            link: String::new(),
            body: String::new(),
            parts: Vec::new(),
            version: String::new(),
            ..Self::of(item)
        }
    }

    fn read(&self) -> ItemDraft {
        ItemDraft {
            kind: self.kind.clone(),
            audience: self.audience.clone(),
            group: self.group.parse::<WorkingGroupId>().ok(),
            language: self.language.trim().parse().ok(),
            title: self.title.clone(),
            licence: self.licence.clone(),
            authors: self.authors.lines().map(str::to_owned).collect(),
            link: self.link.clone(),
            body: self.body.clone(),
            parts: self.parts.iter().filter_map(|one| one.parse().ok()).collect(),
            tags: self.tags().tags(),
        }
    }
}

/// Names of the menus of a curriculum's parts within the page.
const PLACES: [&str; MOST_PARTS] = [
    "part-1", "part-2", "part-3", "part-4", "part-5", "part-6", "part-7", "part-8", "part-9", "part-10", "part-11",
    "part-12",
];

/// What the form of an item offers to choose from.
struct Choice<'a> {
    all: &'a [Item],
    groups: &'a [Group],
    own: Option<LibraryItemId>,
}

fn part_menus(f: &Fields<'_>, l: &Locale, typed: &Typed, choice: &Choice<'_>) -> Markup {
    let mut options = vec![(String::new(), l.t("directory-library-no-part"))];
    let others = choice.all.iter().filter(|one| one.draft.kind != CURRICULUM && Some(one.id) != choice.own);
    options.extend(others.map(|one| {
        let named = format!("{} ({})", one.draft.title, language_of(&one.draft));
        (one.id.to_string(), without_isolates(&named))
    }));
    if options.len() < 2 {
        return paragraph(&l.t("directory-library-parts-none"));
    }
    // Two more than there are; whoever saves finds two more again.
    let shown = typed.parts.iter().filter(|one| !one.is_empty()).count() + 2;
    let mut menus = vec![paragraph(&l.t("directory-library-parts-hint"))];
    let chosen: Vec<&String> = typed.parts.iter().filter(|one| !one.is_empty()).collect();
    for (place, name) in PLACES.into_iter().enumerate().take(shown) {
        let value = chosen.get(place).map_or("", |one| one.as_str());
        let label = without_isolates(&l.ta("directory-library-part", &[("number", place + 1)]));
        let menu = f.select("parts", "directory-library-parts", value, &[]).labelled(&label).known_as(name);
        menus.push(menu.options(options.clone()).optional().build());
    }
    f.group("directory-library-parts", &menus)
}

fn form(request: &PageRequest, path: &str, typed: &Typed, problem: Option<&Problem>, choice: &Choice<'_>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let changing = choice.own.is_some();
    let audience = if typed.audience.is_empty() { "network" } else { &typed.audience };
    let mut languages = vec![(String::new(), l.t("directory-library-language-choose"))];
    languages.extend(LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())));
    if !typed.language.is_empty() && !LANGUAGES.iter().any(|(code, _)| *code == typed.language) {
        languages.push((typed.language.clone(), typed.language.clone()));
    }
    let mut mine = vec![(String::new(), l.t("directory-library-no-group"))];
    mine.extend(choice.groups.iter().map(|one| (one.id.to_string(), without_isolates(&one.name))));
    let mut all = vec![
        f.hidden("version", &typed.version),
        f.hidden("of", &typed.of),
        f.text("title", "directory-title-field", &typed.title)
            .hint("directory-library-title-hint")
            .longest(number(LONGEST_TITLE))
            .required()
            .build(),
        f.radio("kind", "directory-register-kind", &typed.kind, KINDS).required().build(),
        f.select("language", "directory-library-language", &typed.language, &[]).options(languages).required().build(),
        f.area("body", "directory-library-text", &typed.body)
            .hint("directory-note-content-hint")
            .rows(12)
            .longest(number(LONGEST_NOTE))
            .optional()
            .build(),
        f.text("link", "directory-register-link", &typed.link)
            .kind("url")
            .longest(number(LONGEST_LINK))
            .optional()
            .build(),
        part_menus(&f, l, typed, choice),
        f.area("authors", "directory-library-authors-besides", &typed.authors)
            .hint("directory-hint-lines")
            .rows(3)
            .optional()
            .build(),
        f.select("licence", "directory-library-licence", &typed.licence, LICENCES).build(),
        f.radio("audience", "directory-library-audience", audience, AUDIENCES).required().build(),
        f.select("group", "directory-library-which-group", &typed.group, &[]).options(mine).optional().build(),
        tag_fields(&f, l, &typed.tags()),
    ];
    if changing {
        all.push(
            f.text("why", "directory-why", &typed.why)
                .hint("directory-why-hint")
                .longest(number(LONGEST_LINK))
                .required()
                .build(),
        );
    }
    all.push(f.submit_named("action", "save", "directory-save", Weight::Main));
    fields::form(request, path, Typed::PURPOSE, &all)
}

/// The reason of a change is the field `why` there; what the action calls `reason` belongs beside it.
fn beside_why(mut problem: Problem) -> Problem {
    for field in &mut problem.fields {
        if field.field == "reason" {
            field.field = "why";
        }
    }
    problem
}

async fn work_list(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    looked: &Looked,
    tried: Option<(&Typed, &Problem)>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (all, mine) = saksi_db::read!(site.db, member.viewer(), tx => {
        let all = library::items(&mut tx).await?;
        Ok::<_, Problem>((all, groups::mine(&mut tx, member).await?))
    })?;
    let first = looked.of.parse::<LibraryItemId>().ok();
    let first = first.and_then(|id| all.iter().find(|one| one.id == id));
    let typed = match (tried, first) {
        (Some((typed, _)), _) => typed.clone(),
        (None, Some(item)) => Typed::edition_of(item),
        (None, None) => Typed::default(),
    };
    let problem = tried.map(|(_, problem)| problem);
    let mut page = Page::new(l.t("directory-library-title")).part(&parts::tabs(request, member.operator));
    page = page.part(&way(PUBLIC, &l.t("directory-register-public")));
    if first.is_none() {
        page = page.part(&looked.form(l, WORK)).part(&listed(l, &all, looked, WORK, "directory-library-begin"));
    }
    if member.has(Capability::PUBLISH) {
        let choice = Choice { all: &all, groups: &mine, own: None };
        page = match first {
            Some(item) => page
                .part(&heading(&l.t("directory-library-edition-new")))
                .part(&Markup::trusted(format!("<p>{}</p>", title_link(item, WORK)))),
            None => page.part(&heading(&l.t("directory-library-new"))),
        };
        page = page.part(&form(request, WORK, &typed, problem, &choice));
    }
    page.link("/help/toolkits", l.t("directory-library-toolkits")).staff(request, problem)
}

/// `GET /work/directory/library`
pub(super) async fn work(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    work_list(&site, &request, &member, &looked, None).await
}

/// `POST /work/directory/library`
pub(super) async fn add(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let of = typed.of.parse::<LibraryItemId>().ok();
    let added = saksi_db::write!(site.db, "add to library", member.viewer(), tx => {
        library::add(&mut tx, &member, of, typed.read()).await
    });
    match added {
        Ok(id) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let looked = Looked { of: typed.of.clone(), ..Looked::default() };
            work_list(&site, &request, &member, &looked, Some((typed, &problem))).await
        }
    }
}

async fn work_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    (id, wanted): (LibraryItemId, Option<i64>),
    tried: Option<(&Typed, &Problem)>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (shown, mine) = saksi_db::read!(site.db, member.viewer(), tx => {
        let shown = library::item(&mut tx, id).await?;
        Ok::<_, Problem>((shown, groups::mine(&mut tx, member).await?))
    })?;
    let item = &shown.item;
    let path = format!("{WORK}/{id}");
    let mut page = Page::new(without_isolates(&item.draft.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page.part(&body_of(l, &shown, wanted, WORK));
    let problem = tried.map(|(_, problem)| problem);
    if item.withdrawn.is_none() && member.has(Capability::PUBLISH) {
        page = page.part(&way(&format!("{WORK}?of={id}"), &l.t("directory-library-edition-new")));
    }
    if item.withdrawn.is_none() && registers::keeps(member, item.organisation) {
        let typed = match tried {
            Some((typed, _)) => Typed { version: item.version.to_string(), ..typed.clone() },
            None => Typed::of(item),
        };
        let choice = Choice { all: &shown.all, groups: &mine, own: Some(id) };
        let withdrawing = tried.is_some_and(|(typed, _)| typed.action == "withdraw");
        let (changed, withdrawn) = if withdrawing { (None, problem) } else { (problem, None) };
        let f = Fields::new(l, withdrawn);
        page = page
            .part(&heading(&l.t("directory-library-change")))
            .part(&form(request, &path, &typed, changed, &choice))
            .part(&heading(&l.t("directory-register-withdraw")))
            .part(&fields::form(
                request,
                &path,
                Typed::PURPOSE,
                &[
                    f.text("reason", "directory-why", &typed.reason)
                        .hint("directory-library-withdraw-hint")
                        .longest(number(LONGEST_LINK))
                        .required()
                        .build(),
                    f.submit_named("action", "withdraw", "directory-register-withdraw", Weight::Danger),
                ],
            ));
    }
    if item.draft.audience == "public" {
        page = page.link(&format!("{PUBLIC}/{id}"), l.t("directory-register-public-page"));
    }
    page.link(WORK, l.t("directory-library-title")).staff(request, problem)
}

/// `GET /work/directory/library/{id}`
pub(super) async fn work_show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<LibraryItemId>,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    work_page(&site, &request, &member, (id, looked.version), None).await
}

/// `POST /work/directory/library/{id}`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<LibraryItemId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let seen = typed.version.parse().unwrap_or(-1);
    let taken = if typed.action == "withdraw" {
        saksi_db::write!(site.db, "withdraw from library", member.viewer(), tx => {
            library::withdraw(&mut tx, &member, id, &typed.reason).await
        })
    } else {
        saksi_db::write!(site.db, "change in library", member.viewer(), tx => {
            library::change(&mut tx, &member, id, seen, &typed.why, typed.read()).await
        })
        .map_err(beside_why)
    };
    match taken {
        Ok(()) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            // A withdrawal sends none of the item's own fields: they stand as they are.
            if typed.action == "withdraw" {
                let shown = saksi_db::read!(site.db, member.viewer(), tx => { library::item(&mut tx, id).await })?;
                let kept =
                    Typed { action: typed.action.clone(), reason: typed.reason.clone(), ..Typed::of(&shown.item) };
                return work_page(&site, &request, &member, (id, None), Some((&kept, &problem))).await;
            }
            work_page(&site, &request, &member, (id, None), Some((typed, &problem))).await
        }
    }
}
