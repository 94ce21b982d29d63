//! What is worth trusting: sources and other things of civic value, for everybody to find and for members to vouch for.

use axum::extract::State;
use saksi_base::calendar::Day;
use saksi_base::{LanguageTag, Problem, TrustedId};
use saksi_db::Viewer;
use saksi_exchange::tables::CsvExport;
use saksi_network::{Capability, Member};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone,
    Weight, badge, paragraphs, user, without_isolates,
};
use serde::{Deserialize, Serialize};

use super::elections::{MOST_SHOWN, link_of, open_data, region_field, teams, unwritten};
use super::parts::{
    self, LANGUAGES, Page, TagFilter, TypedTags, cards, done, done_of, dotted, facts, heading, leading_card,
    nothing_fits, number, paragraph, place_fields, place_name, read_place, tag_fields, to_mend, way,
};
use crate::actions::{registers, trusted};
use crate::model::groups::{LONGEST_CHARTER, LONGEST_TITLE};
use crate::model::registers::{LONGEST_LINK, message_of, region_code};
use crate::model::trusted::{KINDS, LEAST_VOUCHERS, Trusted, TrustedDraft, Wanted};

const PUBLIC: &str = "/trusted";
const WORK: &str = "/work/directory/trusted";

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    kind: String,
    place: String,
    language: String,
    region: String,
    lens: String,
    goals: String,
}

impl Looked {
    fn wanted(&self) -> Wanted {
        Wanted {
            kind: self.kind.clone(),
            place: self.place.clone(),
            language: self.language.clone(),
            region: region_code(&self.region).to_owned(),
            lens: self.lens.clone(),
            goal: self.goals.clone(),
        }
    }

    /// The filter. Of countries and languages it offers those that entries have: a list of every country would outweigh the rest of the page.
    fn form(&self, l: &Locale, action: &str, all: &[Trusted]) -> Markup {
        let f = Fields::new(l, None);
        let mut kinds = vec![("", "directory-any")];
        kinds.extend_from_slice(KINDS);
        let mut places: Vec<(String, String)> = Vec::new();
        let mut languages: Vec<(String, String)> = Vec::new();
        for one in all {
            let code = one.draft.place.code();
            if !places.iter().any(|(known, _)| *known == code) {
                places.extend(place_name(l.language, &one.draft.place).map(|name| (code, without_isolates(&name))));
            }
            for tag in &one.draft.languages {
                if !languages.iter().any(|(known, _)| known == tag.as_str()) {
                    languages.push((tag.to_string(), parts::language_name(tag.as_str())));
                }
            }
        }
        places.sort_by(|one, other| one.1.cmp(&other.1));
        languages.sort_by(|one, other| one.1.cmp(&other.1));
        for options in [&mut places, &mut languages] {
            options.insert(0, (String::new(), l.t("directory-any")));
        }
        let tags = TagFilter { lens: self.lens.clone(), goals: self.goals.clone() };
        fields::query_form(
            action,
            &[
                f.select("kind", "directory-register-kind", &self.kind, &kinds).known_as("shown-kind").build(),
                region_field(&f, region_code(&self.region)),
                f.select("place", "directory-place", &self.place, &[]).known_as("shown-place").options(places).build(),
                f.select("language", "directory-field-languages", &self.language, &[]).options(languages).build(),
                tags.menus(&f, l),
                f.submit("directory-show"),
            ],
        )
    }
}

/// How an entry stands: with how many, and whether nobody looked for long.
fn standing(l: &Locale, one: &Trusted) -> Vec<Markup> {
    let mut said = vec![Markup::text(&l.ta("directory-trusted-vouched", &[("count", one.vouchers.len())]))];
    if one.is_stale(Day::of(l.now())) {
        said.push(badge(l, Tone::Waiting, "directory-trusted-stale"));
    }
    if !one.is_published() {
        said.push(badge(l, Tone::Waiting, "directory-trusted-unpublished"));
    }
    said
}

fn entry(l: &Locale, one: &Trusted, base: &str) -> Markup {
    let draft = &one.draft;
    let mut line = vec![Markup::text(&l.t(message_of(KINDS, &draft.kind)))];
    line.extend(place_name(l.language, &draft.place).map(|name| user(&name)));
    line.extend(parts::language_names(&draft.languages));
    let mut rest = Vec::new();
    if !draft.native_title.is_empty() {
        rest.push(user(&draft.native_title));
    }
    rest.push(dotted(&line));
    let tags = parts::tags(l, &draft.tags);
    if !tags.is_empty() {
        rest.push(dotted(&tags));
    }
    rest.push(dotted(&standing(l, one)));
    leading_card(&user(&draft.title), Some(&format!("{base}/{}", one.id)), &rest)
}

fn listed(l: &Locale, all: &[Trusted], looked: &Looked, base: &str, begin: &str) -> Markup {
    let wanted = looked.wanted();
    let shown: Vec<&Trusted> = all.iter().filter(|one| wanted.shows(&one.draft)).collect();
    if shown.is_empty() {
        return if wanted.is_empty() {
            saksi_web::empty(l, "directory-trusted-none", begin)
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

/// `GET /trusted`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { trusted::published(&mut tx).await })?;
    let page = Page::new(l.t("directory-trusted-title"))
        .lead(l.ta("directory-trusted-lead", &[("least", LEAST_VOUCHERS)]))
        .part(&looked.form(l, PUBLIC, &all))
        .part(&listed(l, &all, &looked, PUBLIC, "directory-trusted-none-how"))
        .link("/trusted.csv", l.t("directory-as-csv"))
        .link("/trusted.json", l.t("directory-as-json"));
    Shell::public(&request, l.t("directory-trusted-title"))
        .description(&without_isolates(&l.ta("directory-trusted-lead", &[("least", LEAST_VOUCHERS)])))
        .canonical(PUBLIC)
        .render(&page.public())
}

fn parts_of(l: &Locale, one: &Trusted) -> Markup {
    let draft = &one.draft;
    let native = if draft.native_title.is_empty() { Vec::new() } else { vec![user(&draft.native_title)] };
    let told = facts(&[
        (l.t("directory-native-title"), native),
        (l.t("directory-register-kind"), vec![Markup::text(&l.t(message_of(KINDS, &draft.kind)))]),
        (l.t("directory-place"), place_name(l.language, &draft.place).map(|name| user(&name)).into_iter().collect()),
        (l.t("directory-field-languages"), parts::language_names(&draft.languages)),
        (l.t("directory-register-link"), link_of(&draft.link)),
        (l.t("directory-field-lens"), parts::lens_names(l, &draft.tags)),
        (l.t("directory-field-goals"), parts::goal_names(l, &draft.tags)),
        (l.t("directory-trusted-vouchers"), teams(&one.vouchers)),
        (l.t("directory-trusted-reviewed"), vec![l.day(one.reviewed.start())]),
    ]);
    let line = Markup::trusted(format!("<p>{}</p>", dotted(&standing(l, one))));
    line.then(&told).then(&heading(&l.t("directory-trusted-why"))).then(&paragraphs(&draft.about))
}

/// `GET /trusted/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<TrustedId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let one = saksi_db::read!(site.db, Viewer::Public, tx => { trusted::published_one(&mut tx, id).await })?;
    let title = without_isolates(&one.draft.title);
    let page = Page::new(title.clone()).part(&parts_of(l, &one)).link(PUBLIC, l.t("directory-trusted-title"));
    Shell::public(&request, title).canonical(&format!("{PUBLIC}/{id}")).render(&page.public())
}

#[derive(Serialize)]
struct Given<'a> {
    id: TrustedId,
    title: &'a str,
    native_title: &'a str,
    kind: &'a str,
    place: String,
    languages: Vec<String>,
    link: &'a str,
    why: &'a str,
    vouched_by: Vec<&'a str>,
    reviewed: Day,
    lens: &'a [String],
    goals: &'a [String],
}

impl<'a> Given<'a> {
    fn of(one: &'a Trusted) -> Self {
        let draft = &one.draft;
        Self {
            id: one.id,
            title: &draft.title,
            native_title: &draft.native_title,
            kind: &draft.kind,
            place: draft.place.code(),
            languages: draft.languages.iter().map(ToString::to_string).collect(),
            link: &draft.link,
            why: &draft.about,
            vouched_by: one.vouchers.iter().map(|house| house.name.as_str()).collect(),
            reviewed: one.reviewed,
            lens: &draft.tags.lens,
            goals: &draft.tags.goals,
        }
    }
}

/// `GET /trusted.json`
pub(super) async fn json(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { trusted::published(&mut tx).await })?;
    let given: Vec<Given<'_>> = all.iter().map(Given::of).collect();
    let body = serde_json::to_vec(&given).map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "application/json", "trusted.json"))
}

const COLUMNS: [&str; 12] = [
    "id",
    "title",
    "native_title",
    "kind",
    "place",
    "languages",
    "link",
    "why",
    "vouched_by",
    "reviewed",
    "lens",
    "goals",
];

/// `GET /trusted.csv`
pub(super) async fn csv(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { trusted::published(&mut tx).await })?;
    let written = || -> std::io::Result<Vec<u8>> {
        let mut table = CsvExport::new(Vec::new(), &COLUMNS)?;
        for one in all.iter().map(Given::of) {
            let (id, reviewed, languages) = (one.id.to_string(), one.reviewed.to_string(), one.languages.join(" "));
            let (vouched_by, lens, goals) = (one.vouched_by.join("\n"), one.lens.join(" "), one.goals.join(" "));
            table.row([
                id.as_str(),
                one.title,
                one.native_title,
                one.kind,
                &one.place,
                &languages,
                one.link,
                one.why,
                &vouched_by,
                &reviewed,
                &lens,
                &goals,
            ])?;
        }
        table.finish()
    };
    let body = written().map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "text/csv; charset=utf-8; header=present", "trusted.csv"))
}

/// An entry as typed, or a step with one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    title: String,
    native_title: String,
    kind: String,
    place: String,
    place_words: String,
    languages: Vec<String>,
    #[serde(rename = "other-languages")]
    other_languages: String,
    link: String,
    about: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:trusted";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn of(one: &Trusted) -> Self {
        let draft = &one.draft;
        let (place, place_words) = parts::place_typed(&draft.place);
        let tags = TypedTags::of(&draft.tags);
        let (languages, others): (Vec<String>, Vec<String>) = draft
            .languages
            .iter()
            .map(ToString::to_string)
            .partition(|tag| LANGUAGES.iter().any(|(code, _)| code == tag));
        Self {
            action: String::new(),
            title: draft.title.clone(),
            native_title: draft.native_title.clone(),
            kind: draft.kind.clone(),
            place,
            place_words,
            languages,
            other_languages: others.join(", "),
            link: draft.link.clone(),
            about: draft.about.clone(),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: one.version.to_string(),
        }
    }

    fn read(&self) -> Result<TrustedDraft, Problem> {
        let mut languages: Vec<LanguageTag> = self.languages.iter().filter_map(|tag| tag.parse().ok()).collect();
        for tag in self.other_languages.split([',', ' ']).map(str::trim).filter(|tag| !tag.is_empty()) {
            let wrong = |_| Problem::field("other-languages", "directory-language-wrong").with("written", tag);
            languages.push(tag.parse().map_err(wrong)?);
        }
        Ok(TrustedDraft {
            kind: self.kind.clone(),
            title: self.title.clone(),
            native_title: self.native_title.clone(),
            place: read_place(&self.place, &self.place_words)?,
            languages,
            link: self.link.clone(),
            about: self.about.clone(),
            tags: self.tags().tags(),
        })
    }
}

fn form(request: &PageRequest, path: &str, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let languages = LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
    fields::form(
        request,
        path,
        Typed::PURPOSE,
        &[
            f.hidden("version", &typed.version),
            f.text("title", "directory-trusted-name", &typed.title).longest(number(LONGEST_TITLE)).required().build(),
            f.text("native_title", "directory-native-title", &typed.native_title)
                .longest(number(LONGEST_TITLE))
                .optional()
                .build(),
            f.radio("kind", "directory-register-kind", &typed.kind, KINDS).required().build(),
            f.text("link", "directory-trusted-link", &typed.link)
                .kind("url")
                .longest(number(LONGEST_LINK))
                .required()
                .build(),
            f.area("about", "directory-trusted-why", &typed.about)
                .hint("directory-trusted-why-hint")
                .rows(4)
                .longest(number(LONGEST_CHARTER))
                .required()
                .build(),
            place_fields(&f, l, &typed.place, &typed.place_words),
            f.checks("languages", "directory-field-languages", &typed.languages, &[])
                .known_as("entry-languages")
                .options(languages)
                .optional()
                .build(),
            f.text("other-languages", "directory-other-languages", &typed.other_languages)
                .hint("directory-hint-languages")
                .longest(100)
                .optional()
                .build(),
            tag_fields(&f, l, &typed.tags()),
            f.submit_named("action", "save", "directory-save", Weight::Main),
        ],
    )
}

async fn work_list(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    looked: &Looked,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { trusted::all(&mut tx).await })?;
    let mut page = Page::new(l.t("directory-trusted-title"))
        .lead(l.ta("directory-trusted-rule", &[("least", LEAST_VOUCHERS)]))
        .part(&parts::tabs(request, member.operator))
        .part(&way(PUBLIC, &l.t("directory-register-public")));
    if !all.is_empty() {
        page = page.part(&looked.form(l, WORK, &all));
    }
    page = page.part(&listed(l, &all, looked, WORK, "directory-trusted-begin"));
    if member.has(Capability::PUBLISH) {
        page = page.part(&heading(&l.t("directory-trusted-new"))).part(&form(request, WORK, typed, problem));
    }
    page.staff(request, problem)
}

/// `GET /work/directory/trusted`
pub(super) async fn work(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    work_list(&site, &request, &member, &looked, (&Typed::default(), None)).await
}

/// `POST /work/directory/trusted`
pub(super) async fn add(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let added = async {
        let draft = form.value.read()?;
        saksi_db::write!(site.db, "add what is worth trusting", member.viewer(), tx => {
            trusted::add(&mut tx, &member, draft.clone()).await
        })
    }
    .await;
    match added {
        Ok(id) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_list(&site, &request, &member, &Looked::default(), (&form.value, Some(&problem))).await
        }
    }
}

async fn work_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: TrustedId,
    typed: Option<&Typed>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let one = saksi_db::read!(site.db, member.viewer(), tx => { trusted::one(&mut tx, id).await })?;
    let path = format!("{WORK}/{id}");
    let mut page = Page::new(without_isolates(&one.draft.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page.part(&parts_of(l, &one));
    let button = |action, label, weight| {
        fields::button_form(request, &path, Typed::PURPOSE, &[("action", action)], label, weight)
    };
    if member.has(Capability::PUBLISH) {
        if one.vouchers.iter().any(|house| house.organisation == member.organisation) {
            page = page.part(&button("confirm", "directory-trusted-confirm", Weight::Main)).part(&button(
                "stop",
                "directory-trusted-stop",
                Weight::Quiet,
            ));
        } else {
            page = page.part(&paragraph(&l.t("directory-trusted-vouch-how"))).part(&button(
                "vouch",
                "directory-trusted-vouch",
                Weight::Main,
            ));
        }
    }
    if registers::keeps(member, one.organisation) {
        let typed = match typed {
            Some(typed) => Typed { version: one.version.to_string(), ..typed.clone() },
            None => Typed::of(&one),
        };
        page = page
            .part(&heading(&l.t("directory-register-change")))
            .part(&paragraph(&l.t("directory-trusted-change-how")))
            .part(&form(request, &path, &typed, problem))
            .part(&button("withdraw", "directory-register-withdraw", Weight::Danger));
    }
    if one.is_published() {
        page = page.link(&format!("{PUBLIC}/{id}"), l.t("directory-register-public-page"));
    }
    page.link(WORK, l.t("directory-trusted-title")).staff(request, problem)
}

/// `GET /work/directory/trusted/{id}`
pub(super) async fn work_show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<TrustedId>,
) -> Result<Response, PageError> {
    work_page(&site, &request, &member, id, None, None).await
}

/// `POST /work/directory/trusted/{id}`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<TrustedId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let taken: Result<(), Problem> = async {
        match typed.action.as_str() {
            "withdraw" => saksi_db::write!(site.db, "withdraw what is worth trusting", member.viewer(), tx => {
                trusted::withdraw(&mut tx, &member, id).await
            }),
            "confirm" => saksi_db::write!(site.db, "confirm what is worth trusting", member.viewer(), tx => {
                trusted::confirm(&mut tx, &member, id).await
            }),
            "vouch" | "stop" => {
                let vouches = typed.action == "vouch";
                saksi_db::write!(site.db, "vouch for what is worth trusting", member.viewer(), tx => {
                    trusted::vouch(&mut tx, &member, id, vouches).await
                })
            }
            _ => {
                let (draft, seen) = (typed.read()?, typed.version.parse().unwrap_or(-1));
                saksi_db::write!(site.db, "change what is worth trusting", member.viewer(), tx => {
                    trusted::change(&mut tx, &member, id, seen, draft.clone()).await
                })
            }
        }
    }
    .await;
    match taken {
        Ok(()) if typed.action == "withdraw" => Ok(saksi_web::see_other(WORK)),
        Ok(()) => Ok(saksi_web::see_other(&format!("{WORK}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_page(&site, &request, &member, id, Some(typed), Some(&problem)).await
        }
    }
}
