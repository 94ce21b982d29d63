//! Notes of working groups and their files.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use saksi_base::{GroupFileId, GroupNoteId, PersonId, Problem, WorkingGroupId};
use saksi_db::Viewer;
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site,
    Weight, notice, pagination, paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::parts::{
    self, Page, TagFilter, TypedTags, done, done_of, dotted, handling, heading, lines, marking, nothing_fits, number,
    paragraph, tag_fields, to_mend,
};
use crate::actions::{groups, notes};
use crate::handle::Groups;
use crate::model::groups::{
    GroupMember, LONGEST_NOTE, LONGEST_TITLE, MARKINGS, Note, NoteDraft, NoteLine, marking_code, marking_from_code,
};

/// A note as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    content: String,
    marking: String,
    readers: Vec<String>,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
    version: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:group-note";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const LIMIT: usize = 256 * 1024;
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn of(note: &Note) -> Self {
        let tags = TypedTags::of(&note.line.tags);
        Self {
            title: note.line.title.clone(),
            content: note.content.clone(),
            marking: marking_code(note.line.marking).to_owned(),
            readers: note.readers.iter().map(ToString::to_string).collect(),
            lens: tags.lens,
            goals: tags.goals,
            targets: tags.targets,
            version: note.line.version.to_string(),
        }
    }

    fn read(&self) -> Result<NoteDraft, Problem> {
        let marking =
            marking_from_code(&self.marking).ok_or_else(|| Problem::field("marking", "directory-marking-missing"))?;
        let readers: Vec<PersonId> = self.readers.iter().filter_map(|one| one.parse().ok()).collect();
        let tags = self.tags().tags();
        Ok(NoteDraft { marking, title: self.title.clone(), content: self.content.clone(), readers, tags })
    }
}

fn path_of(group: WorkingGroupId) -> String {
    format!("/work/directory/groups/{group}/notes")
}

/// A note in a list.
pub(super) fn line(l: &Locale, note: &NoteLine) -> Markup {
    let link = Markup::trusted(format!("<a href=\"{}/{}\">{}</a>", path_of(note.group), note.id, user(&note.title)));
    let mut all = vec![link, marking(note.marking), l.day(note.at)];
    all.extend(parts::tags(l, &note.tags));
    dotted(&all)
}

fn note_form(
    request: &PageRequest,
    path: &str,
    members: &[GroupMember],
    own: PersonId,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let chosen = if typed.marking.is_empty() { "amber" } else { &typed.marking };
    let people: Vec<(String, String)> = members
        .iter()
        .filter(|one| one.person != own)
        .map(|one| (one.person.to_string(), one.name.clone().unwrap_or_else(|| l.t("directory-somebody"))))
        .collect();
    let mut all = vec![
        f.hidden("version", &typed.version),
        f.text("title", "directory-title-field", &typed.title).longest(number(LONGEST_TITLE)).required().build(),
        f.area("content", "directory-note-content", &typed.content)
            .hint("directory-note-content-hint")
            .rows(10)
            .longest(number(LONGEST_NOTE))
            .optional()
            .build(),
        f.radio("marking", "directory-marking", chosen, MARKINGS).hint("directory-marking-hint").required().build(),
    ];
    if !people.is_empty() {
        let none: [(&str, &str); 0] = [];
        all.push(
            f.checks("readers", "directory-note-readers", &typed.readers, &none)
                .options(people)
                .hint("directory-note-readers-hint")
                .optional()
                .build(),
        );
    }
    all.push(tag_fields(&f, l, &typed.tags()));
    all.push(f.submit("directory-save"));
    fields::form(request, path, Typed::PURPOSE, &all)
}

/// Which part of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    after: String,
    before: String,
    lens: String,
    goals: String,
}

async fn list_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: WorkingGroupId,
    part: &Part,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let from: i64 = part.after.parse().or_else(|_| part.before.parse()).unwrap_or(0).clamp(0, 1_000_000);
    let (group, members, all) = saksi_db::read!(site.db, member.viewer(), tx => {
        let (group, members) = groups::group(&mut tx, member, id).await?;
        Ok::<_, Problem>((group, members, notes::notes(&mut tx, id, (&part.lens, &part.goals), from).await?))
    })?;
    let listed: Vec<Markup> = all.iter().map(|note| line(l, note)).collect();
    let filter = TagFilter { lens: part.lens.clone(), goals: part.goals.clone() };
    let listed = if !listed.is_empty() {
        lines(&listed)
    } else if filter.is_empty() {
        saksi_web::empty(l, "directory-notes-none", "directory-notes-none-how")
    } else {
        nothing_fits(l, &path_of(id))
    };
    let filtering = if all.is_empty() && filter.is_empty() { Markup::empty() } else { filter.form(l, &path_of(id)) };
    let full = i64::try_from(all.len()).unwrap_or(0) >= notes::ON_PAGE;
    let next = full.then(|| (from + notes::ON_PAGE).to_string());
    let previous = (from > 0).then(|| (from - notes::ON_PAGE).max(0).to_string());
    let mut page = Page::new(l.t("directory-notes")).lead(without_isolates(&group.name)).part(&filtering).part(&listed);
    page = page.part(&pagination(l, &request.path_and_query(), previous.as_deref(), next.as_deref()));
    if let Some(members) = members {
        page = page.part(&heading(&l.t("directory-note-new"))).part(&note_form(
            request,
            &path_of(id),
            &members,
            member.person,
            typed,
            problem,
        ));
    }
    page.link(&format!("/work/directory/groups/{id}"), l.t("directory-group-back")).staff(request, problem)
}

/// `GET /work/directory/groups/{id}/notes`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    PageQuery(part): PageQuery<Part>,
) -> Result<Response, PageError> {
    list_page(&site, &request, &member, id, &part, (&Typed::default(), None)).await
}

/// `POST /work/directory/groups/{id}/notes`
pub(super) async fn write(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<WorkingGroupId>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let written = async {
        let draft = typed.read()?;
        saksi_db::write!(site.db, "write note", member.viewer(), tx => {
            notes::write(&mut tx, &member, id, draft.clone()).await
        })
    }
    .await;
    match written {
        Ok(note) => Ok(saksi_web::see_other(&format!("{}/{note}", path_of(id)))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            list_page(&site, &request, &member, id, &Part::default(), (typed, Some(&problem))).await
        }
    }
}

/// A step with a file or a note.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    action: String,
    one: String,
}

impl FormData for Step {
    const PURPOSE: &'static str = "directory:group-note-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// A file as sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    name: String,
}

impl FormData for Sent {
    const PURPOSE: &'static str = "directory:group-file";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const FILE: bool = true;
}

fn files_part(request: &PageRequest, path: &str, note: &Note, own: bool) -> Markup {
    let l = &request.locale;
    let listed: Vec<Markup> = note
        .files
        .iter()
        .map(|file| {
            let size = Markup::text(&l.ta("directory-file-size", &[("kilobytes", (file.bytes + 1023) / 1024)]));
            let name = Markup::trusted(format!("<a href=\"{path}/files/{}\">{}</a>", file.id, user(&file.name)));
            let shown = dotted(&[name, size]);
            if !own {
                return shown;
            }
            let one = file.id.to_string();
            let hidden = [("action", "remove-file"), ("one", one.as_str())];
            shown.then(&fields::button_form(
                request,
                &format!("{path}/step"),
                Step::PURPOSE,
                &hidden,
                "directory-file-remove",
                Weight::Quiet,
            ))
        })
        .collect();
    if listed.is_empty() { Markup::empty() } else { heading(&l.t("directory-files")).then(&lines(&listed)) }
}

#[derive(Default)]
struct Tried<'a> {
    note: Option<&'a Typed>,
    file: &'a str,
    problem: Option<&'a Problem>,
}

async fn note_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    (group, id): (WorkingGroupId, GroupNoteId),
    tried: Tried<'_>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (note, author, members) = saksi_db::read!(site.db, member.viewer(), tx => {
        let note = notes::note(&mut tx, id).await?;
        if note.line.group != group {
            return Err(Problem::not_found());
        }
        let author = match note.line.author {
            Some(author) => groups::name_in(&mut tx, member, group, author).await?,
            None => None,
        };
        let members = groups::group(&mut tx, member, group).await?.1;
        Ok::<_, Problem>((note, author, members))
    })?;
    let path = format!("{}/{id}", path_of(group));
    let own = note.line.author == Some(member.person) && members.is_some();
    let chairs = members.iter().flatten().any(|one| one.person == member.person && one.chairs);
    let author = author.unwrap_or_else(|| {
        l.t(if note.line.author.is_some() { "directory-somebody" } else { "directory-somebody-gone" })
    });
    let mut page = Page::new(without_isolates(&note.line.title));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    let mut told = vec![marking(note.line.marking), user(&author), l.exact(note.line.at)];
    told.extend(parts::tags(l, &note.line.tags));
    let facts = dotted(&told);
    page = page
        .part(&Markup::trusted(format!("<p>{facts}</p>")))
        .part(&notice(saksi_web::Tone::Plain, "", &paragraph(&l.t(handling(note.line.marking)))))
        .part(&paragraphs(&note.content))
        .part(&files_part(request, &path, &note, own));
    if own {
        let f = Fields::new(l, tried.problem.filter(|_| tried.note.is_none()));
        let megabytes = site.settings.upload_bytes >> 20;
        page = page.part(&heading(&l.t("directory-file-add"))).part(&fields::file_form(
            request,
            &format!("{path}/files"),
            Sent::PURPOSE,
            &[
                f.file("directory-file", "")
                    .hint_with("directory-file-hint", &[("most", Arg::from(megabytes))])
                    .build(),
                f.text("name", "directory-file-name", tried.file).longest(number(LONGEST_TITLE)).required().build(),
                f.submit("directory-file-keep"),
            ],
        ));
        let typed = match tried.note {
            Some(typed) => Typed { version: note.line.version.to_string(), ..typed.clone() },
            None => Typed::of(&note),
        };
        let problem = tried.problem.filter(|_| tried.note.is_some());
        let members = members.unwrap_or_default();
        page = page.part(&heading(&l.t("directory-note-change"))).part(&note_form(
            request,
            &path,
            &members,
            member.person,
            &typed,
            problem,
        ));
    }
    if own || chairs {
        let hidden = [("action", "delete")];
        page = page.part(&fields::button_form(
            request,
            &format!("{path}/step"),
            Step::PURPOSE,
            &hidden,
            "directory-note-delete",
            Weight::Danger,
        ));
    }
    page.link(&crate::model::citations::Citing::Note(id).path(), l.t("directory-citations-title"))
        .link(&path_of(group), l.t("directory-notes-back"))
        .staff(request, tried.problem)
}

/// `GET /work/directory/groups/{id}/notes/{note}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, GroupNoteId)>,
) -> Result<Response, PageError> {
    note_page(&site, &request, &member, place, Tried::default()).await
}

/// `POST /work/directory/groups/{id}/notes/{note}`
pub(super) async fn change(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, GroupNoteId)>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let changed = async {
        let (draft, seen) = (typed.read()?, typed.version.parse().unwrap_or(-1));
        saksi_db::write!(site.db, "change note", member.viewer(), tx => {
            notes::change(&mut tx, &member, place.1, seen, draft.clone()).await
        })
    }
    .await;
    match changed {
        Ok(()) => Ok(saksi_web::see_other(&format!("{}/{}?done=saved", path_of(place.0), place.1))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let tried = Tried { note: Some(typed), file: "", problem: Some(&problem) };
            note_page(&site, &request, &member, place, tried).await
        }
    }
}

/// `POST /work/directory/groups/{id}/notes/{note}/step`
pub(super) async fn step(
    State(site): State<Site>,
    member: Member,
    PagePath((group, id)): PagePath<(WorkingGroupId, GroupNoteId)>,
    form: Form<Step>,
) -> Result<Response, PageError> {
    if form.value.action == "delete" {
        saksi_db::write!(site.db, "delete note", member.viewer(), tx => {
            notes::delete(&mut tx, &member, id).await.map(drop)
        })?;
        return Ok(saksi_web::see_other(&format!("{}?done=saved", path_of(group))));
    }
    let file: GroupFileId = form.value.one.parse().map_err(|_| Problem::not_found())?;
    saksi_db::write!(site.db, "remove file from note", member.viewer(), tx => {
        notes::remove_file(&mut tx, &member, id, file).await
    })?;
    Ok(saksi_web::see_other(&format!("{}/{id}?done=saved", path_of(group))))
}

/// `POST /work/directory/groups/{id}/notes/{note}/files`
pub(super) async fn keep(
    State(site): State<Site>,
    Extension(room): Extension<Groups>,
    request: PageRequest,
    member: Member,
    PagePath(place): PagePath<(WorkingGroupId, GroupNoteId)>,
    form: Form<Sent>,
) -> Result<Response, PageError> {
    let bytes = form.file.as_ref().map(|file| file.bytes.to_vec()).unwrap_or_default();
    match notes::add_file(&room, &site.db, &member, place.1, &form.value.name, bytes).await {
        Ok(()) => Ok(saksi_web::see_other(&format!("{}/{}?done=saved", path_of(place.0), place.1))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let tried = Tried { note: None, file: &form.value.name, problem: Some(&problem) };
            note_page(&site, &request, &member, place, tried).await
        }
    }
}

/// A name that can lead nowhere: no path, no control characters, no marks of direction.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String = last
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let kept = kept.trim_matches([' ', '.', '_']);
    if kept.is_empty() { "file".to_owned() } else { kept.to_owned() }
}

/// `GET /work/directory/groups/{id}/notes/{note}/files/{file}`
pub(super) async fn file(
    State(site): State<Site>,
    Extension(room): Extension<Groups>,
    member: Member,
    PagePath((_, note, file)): PagePath<(WorkingGroupId, GroupNoteId, GroupFileId)>,
) -> Result<Response, PageError> {
    let (name, bytes) = notes::open_file(&room, &site.db, member.viewer(), note, file).await?;
    let mut response = Response::new(axum::body::Body::from(bytes));
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, "application/octet-stream");
    set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{}\"", plain_name(&name)));
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    set(header::CACHE_CONTROL, "no-store");
    response.extensions_mut().insert(saksi_web::Uncompressed);
    Ok(response)
}

/// `GET /groups/notes/{note}`: a note marked CLEAR, for everybody.
pub(super) async fn clear(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<GroupNoteId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let note = saksi_db::read!(site.db, Viewer::Public, tx => { notes::note(&mut tx, id).await })?;
    let title = without_isolates(&note.line.title);
    let facts = dotted(&[marking(note.line.marking), l.day(note.line.at)]);
    let page =
        Page::new(title.clone()).part(&Markup::trusted(format!("<p>{facts}</p>"))).part(&paragraphs(&note.content));
    Shell::public(&request, title).no_index().render(&page.public())
}
