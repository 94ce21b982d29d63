//! `/work/escalations/systemic`: which notices show what is wrong with a system, and the part of a notice's page that says so.

use saksi_base::{EscalationId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{Form, FormData, Markup, PageError, PagePath, PageQuery, PageRequest, Response, user};

use super::dossiers::{Row, lines, link, section};
use super::{FormPage, Staff, after, paragraph, tabs};
use crate::actions::systemic::{self as acts, MOST};
use crate::model::words::Systemic;
use crate::store::escalations::Line;

pub(crate) const HERE: &str = "/work/escalations/systemic";

/// Which of them.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct SystemicQuery {
    tag: String,
}

/// What a notice shows.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct SystemicForm {
    systemic: Vec<String>,
}

impl FormData for SystemicForm {
    const PURPOSE: &'static str = "escalations:systemic";
}

/// The part of a notice's page: what it shows; its owner can change that.
pub(crate) fn part(request: &PageRequest, id: EscalationId, tags: &[Systemic], own: bool) -> Markup {
    let l = &request.locale;
    if !own {
        let named = l.list(&tags.iter().map(|tag| l.t(tag.message())).collect::<Vec<_>>());
        return if tags.is_empty() { Markup::empty() } else { section(l, "escalations-systemic", &paragraph(&named)) };
    }
    let f = Fields::new(l, None);
    let chosen: Vec<String> = tags.iter().map(|tag| tag.code().to_owned()).collect();
    let form = fields::form(
        request,
        &format!("/work/escalations/{id}/systemic"),
        SystemicForm::PURPOSE,
        &[
            f.checks("systemic", "escalations-systemic", &chosen, Systemic::OPTIONS)
                .hint("escalations-systemic-hint")
                .build(),
            f.submit_named("", "", "escalations-save", Weight::Quiet),
        ],
    );
    // What was ticked is seen at once; the rest of the list is there for those who look for it.
    let open = if tags.is_empty() { "" } else { " open" };
    let named = saksi_web::escape(&l.t("escalations-systemic-title"));
    Markup::trusted(format!("<details{open}><summary>{named}</summary>{form}</details>"))
}

pub(crate) fn systemic_page(
    request: &PageRequest,
    tag: Option<Systemic>,
    counts: &[(Systemic, i64)],
    found: &[Line],
) -> FormPage {
    let l = &request.locale;
    let row = |(one, count): &(Systemic, i64)| Row {
        first: link(&format!("{HERE}?tag={}", one.code()), &Markup::text(&l.t(one.message()))),
        facts: vec![Markup::text(&l.ta("escalations-systemic-count", &[("count", *count)]))],
        ..Row::default()
    };
    let counted = if counts.is_empty() {
        saksi_web::empty(l, "escalations-systemic-empty", "escalations-systemic-empty-how")
    } else {
        lines(&counts.iter().map(row).collect::<Vec<_>>())
    };
    let notices = tag.map_or_else(Markup::empty, |tag| {
        let line = |line: &Line| {
            let name =
                if line.title.is_empty() { Markup::text(&l.t("escalations-untitled")) } else { user(&line.title) };
            Row {
                first: link(&format!("/work/escalations/{}", line.id), &name),
                facts: vec![user(&line.addressee_name), l.exact(line.sent_at.unwrap_or(line.changed_at))],
                ..Row::default()
            }
        };
        let mut all = lines(&found.iter().map(line).collect::<Vec<_>>());
        if i64::try_from(found.len()).is_ok_and(|count| count >= MOST) {
            all = all.then(&paragraph(&l.ta("escalations-systemic-rest", &[("count", MOST)])));
        }
        section(l, tag.message(), &all)
    });
    FormPage {
        back: ("/work/escalations/figures".to_owned(), "escalations-figures-title"),
        notice: Markup::empty(),
        title: l.t("escalations-systemic-title"),
        before: tabs(request).then(&paragraph(&l.t("escalations-systemic-lead"))),
        form: section(l, "escalations-systemic-tag", &counted),
        after: notices,
        l: l.clone(),
    }
}

/// `GET /work/escalations/systemic`.
pub(crate) async fn show(staff: Staff, PageQuery(query): PageQuery<SystemicQuery>) -> Result<Response, PageError> {
    let (by, tag) = (&staff.by, Systemic::from_code(&query.tag));
    let (counts, found) = read!(staff.request.site.db, by.viewer(), tx => { acts::list(&mut tx, by, tag).await })?;
    let page = systemic_page(&staff.request, tag, &counts, &found);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/{id}/systemic`.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<SystemicForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let tags: Vec<Systemic> = form.value.systemic.iter().filter_map(|code| Systemic::from_code(code)).collect();
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "say what is systemic", by.viewer(), tx => {
        acts::set(&mut tx, by, id, &tags).await
    });
    after(&staff, id, outcome, "saved").await
}
