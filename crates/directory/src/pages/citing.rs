//! Which elections and norms something cites; and, on their own pages, what cites them.

use axum::Extension;
use axum::extract::State;
use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Weight,
    escape, user,
};
use serde::Deserialize;

use super::parts::{self, Page, done, done_of, dotted, heading, lines, paragraph, to_mend};
use crate::actions::citations;
use crate::handle::{Cites, Register};
use crate::model::citations::{Cited, Citing, Entry, found};

/// The most entries of a menu.
const MOST_OFFERED: usize = 100;

/// What is looked for among the entries.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    q: String,
}

/// Which entry, and whether it is cited or not any more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    action: String,
    entry: String,
}

impl FormData for Chosen {
    const PURPOSE: &'static str = "directory:citation";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn register_words(l: &Locale, cited: Cited) -> String {
    l.t(match cited {
        Cited::Election(_) => "directory-elections-title",
        Cited::Norm(_) => "directory-norms-title",
    })
}

fn chosen_line(request: &PageRequest, path: &str, entry: &Entry, ours: bool) -> Markup {
    let l = &request.locale;
    let title = format!("<a href=\"{}\">{}</a>", entry.cited.path(), user(&entry.title));
    let line = dotted(&[Markup::trusted(title), Markup::text(&register_words(l, entry.cited))]);
    if !ours {
        return line;
    }
    let code = entry.cited.code();
    let hidden = [("action", "remove"), ("entry", code.as_str())];
    line.then(&fields::button_form(request, path, Chosen::PURPOSE, &hidden, "directory-citation-remove", Weight::Quiet))
}

async fn page(
    site: &Site,
    room: &Register,
    request: &PageRequest,
    member: &Member,
    citing: Citing,
    (looked, problem): (&Looked, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let choice = saksi_db::read!(site.db, member.viewer(), tx => {
        citations::choice(&mut tx, room.citable(), member, citing).await
    })?;
    let path = citing.path();
    let listed: Vec<Markup> =
        choice.chosen.iter().map(|(entry, ours)| chosen_line(request, &path, entry, *ours)).collect();
    let mut page = Page::new(l.t("directory-citations-title")).part(&Markup::trusted(format!(
        "<p><a href=\"{}\">{}</a></p>",
        escape(&choice.cites.path),
        user(&choice.cites.title)
    )));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = if listed.is_empty() {
        page.part(&saksi_web::empty(l, "directory-citations-none", "directory-citations-none-how"))
    } else {
        page.part(&lines(&listed))
    };
    let f = Fields::new(l, problem);
    let search = fields::query_form(
        &path,
        &[
            f.text("q", "directory-citation-look", &looked.q).longest(120).optional().build(),
            f.submit("directory-search-button"),
        ],
    );
    page = page.part(&heading(&l.t("directory-citation-add"))).part(&search);
    let offered: Vec<(String, String)> = found(&choice.entries, &looked.q, MOST_OFFERED)
        .into_iter()
        .filter(|entry| !choice.chosen.iter().any(|(chosen, _)| chosen.cited == entry.cited))
        .map(|entry| {
            let words = format!("{} · {}", entry.title, register_words(l, entry.cited));
            (entry.cited.code(), saksi_web::without_isolates(&words))
        })
        .collect();
    page = if offered.is_empty() {
        page.part(&paragraph(&l.t("directory-citation-nothing")))
    } else {
        page.part(&fields::form(
            request,
            &path,
            Chosen::PURPOSE,
            &[
                f.select("entry", "directory-citation-entry", "", &[]).options(offered).build(),
                f.submit_named("action", "add", "directory-citation-cite", Weight::Main),
            ],
        ))
    };
    page.staff(request, problem)
}

fn cites(kind: &str, id: &str) -> Result<Citing, Problem> {
    Citing::parse(kind, id).ok_or_else(Problem::not_found)
}

/// `GET /work/directory/cited/{kind}/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath((kind, id)): PagePath<(String, String)>,
    PageQuery(looked): PageQuery<Looked>,
) -> Result<Response, PageError> {
    page(&site, &room, &request, &member, cites(&kind, &id)?, (&looked, None)).await
}

/// `POST /work/directory/cited/{kind}/{id}`
pub(super) async fn choose(
    State(site): State<Site>,
    Extension(room): Extension<Register>,
    request: PageRequest,
    member: Member,
    PagePath((kind, id)): PagePath<(String, String)>,
    form: Form<Chosen>,
) -> Result<Response, PageError> {
    let citing = cites(&kind, &id)?;
    let outcome = async {
        let cited =
            Cited::from_code(&form.value.entry).ok_or_else(|| Problem::field("entry", "directory-citation-gone"))?;
        saksi_db::write!(site.db, "cite an election or a norm", member.viewer(), tx => {
            if form.value.action == "remove" {
                citations::uncite(&mut tx, room.citable(), &member, citing, cited).await
            } else {
                citations::cite(&mut tx, room.citable(), &member, citing, cited).await
            }
        })
    }
    .await;
    match outcome {
        Ok(()) => Ok(saksi_web::see_other(&format!("{}?done=saved", citing.path()))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &room, &request, &member, citing, (&Looked::default(), Some(&problem))).await
        }
    }
}

/// How many of each kind cite an entry, and which, as far as whoever looks may read them; nothing where nobody does.
fn part(l: &Locale, all: &[(Citing, Cites)]) -> Markup {
    if all.is_empty() {
        return Markup::empty();
    }
    let mut part = heading(&l.t("directory-cited-by"));
    let mut kinds: Vec<&'static str> = all.iter().map(|(citing, _)| citing.message()).collect();
    kinds.dedup();
    kinds.sort_unstable();
    kinds.dedup();
    for message in kinds {
        let of: Vec<&Cites> =
            all.iter().filter(|(citing, _)| citing.message() == message).map(|(_, cites)| cites).collect();
        let count = l.ta(message, &[("count", i64::try_from(of.len()).unwrap_or(i64::MAX))]);
        let links: Vec<Markup> = of
            .iter()
            .map(|cites| Markup::trusted(format!("<a href=\"{}\">{}</a>", escape(&cites.path), user(&cites.title))))
            .collect();
        part = part.then(&parts::paragraph(&count)).then(&lines(&links));
    }
    part
}

/// What cites an entry, for everybody: only what is public.
pub(super) async fn in_public(site: &Site, room: &Register, l: &Locale, cited: Cited) -> Result<Markup, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => {
        citations::of_entry(&mut tx, room.citable(), cited, None).await
    })?;
    Ok(part(l, &all))
}

/// What cites an entry, for a member.
pub(super) async fn at_work(
    site: &Site,
    room: &Register,
    l: &Locale,
    member: &Member,
    cited: Cited,
) -> Result<Markup, PageError> {
    let all = saksi_db::read!(site.db, member.viewer(), tx => {
        citations::of_entry(&mut tx, room.citable(), cited, Some(member)).await
    })?;
    Ok(part(l, &all))
}
