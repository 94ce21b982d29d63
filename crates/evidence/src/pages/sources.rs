//! `/work/evidence/sources`: what is captured on a schedule, how it fares, and how well its platform can be reached.

use saksi_base::{Problem, SourceId};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Tone, Weight, badge,
    empty, see_other, user,
};

use super::{DoneQuery, Keeper, done, keeps};
use crate::actions::sources::{self, Looked};
use crate::model::{AccessLevel, NewSource, Source, SourceKind, Watch, WatchState};

/// A source as it was typed.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct SourceForm {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) address: String,
    pub(crate) reason: String,
    pub(crate) hours: String,
    pub(crate) most: String,
    pub(crate) requisites: String,
    pub(crate) shared: String,
    pub(crate) keep_days: String,
}

impl FormData for SourceForm {
    const PURPOSE: &'static str = "evidence-source";
    const LIMIT: usize = 512 * 1024;
}

impl SourceForm {
    fn of(is: &NewSource) -> Self {
        let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
        Self {
            name: is.name.clone(),
            kind: is.kind.code().to_owned(),
            address: is.address.clone(),
            reason: is.reason.clone(),
            hours: is.hours.to_string(),
            most: is.most.to_string(),
            requisites: yes(is.requisites),
            shared: yes(is.shared),
            keep_days: is.keep_days.map(|days| days.to_string()).unwrap_or_default(),
        }
    }

    fn fresh() -> Self {
        Self { hours: "24".to_owned(), most: "20".to_owned(), requisites: "yes".to_owned(), ..Self::default() }
    }

    fn read(&self) -> NewSource {
        NewSource {
            name: self.name.clone(),
            kind: SourceKind::from_code(&self.kind).unwrap_or_default(),
            address: self.address.clone(),
            reason: self.reason.trim().to_owned(),
            hours: self.hours.trim().parse().unwrap_or(0),
            most: self.most.trim().parse().unwrap_or(0),
            requisites: self.requisites == "yes",
            shared: self.shared == "yes",
            keep_days: match self.keep_days.trim() {
                "" => None,
                days => Some(days.parse().unwrap_or(0)),
            },
        }
    }
}

/// Whether visits stop or go on.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PauseForm {
    paused: String,
}

impl FormData for PauseForm {
    const PURPOSE: &'static str = "evidence-source-pause";
}

/// How access changed.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AccessForm {
    pub(crate) day: String,
    pub(crate) level: String,
    pub(crate) note: String,
}

impl FormData for AccessForm {
    const PURPOSE: &'static str = "evidence-source-access";
}

/// How a source fares: a badge and, where something is wrong, what.
fn health(l: &Locale, source: &Source) -> Markup {
    if source.paused {
        badge(l, Tone::Plain, "evidence-source-paused")
    } else if source.failures > 0 {
        badge(l, Tone::Danger, "evidence-source-failing")
    } else if source.succeeded.is_some() {
        badge(l, Tone::Done, "evidence-source-well")
    } else {
        badge(l, Tone::Waiting, "evidence-source-unvisited")
    }
}

struct SourceLine {
    path: String,
    name: String,
    kind: String,
    health: Markup,
    succeeded: Option<Markup>,
    failures: Option<String>,
    fault: String,
}

#[derive(askama::Template)]
#[template(path = "sources.html")]
pub(crate) struct SourcesPage {
    l: Locale,
    pub(crate) title: String,
    lines: Vec<SourceLine>,
    empty: Markup,
}

impl SourcesPage {
    pub(crate) fn new(request: &PageRequest, found: &[Source]) -> Self {
        let l = &request.locale;
        Self {
            title: l.t("evidence-sources-title"),
            lines: found
                .iter()
                .map(|source| SourceLine {
                    path: format!("/work/evidence/sources/{}", source.id),
                    name: source.is.name.clone(),
                    kind: l.t(source.is.kind.message()),
                    health: health(l, source),
                    succeeded: source.succeeded.map(|at| l.moment(at)),
                    failures: (source.failures > 0)
                        .then(|| l.ta("evidence-source-failures", &[("failures", source.failures)])),
                    fault: source.fault.clone(),
                })
                .collect(),
            empty: empty(l, "evidence-sources-none", "evidence-sources-none-how"),
            l: l.clone(),
        }
    }
}

struct WatchLine {
    url: String,
    state: Markup,
    checked: Option<Markup>,
    changed: Option<Markup>,
    gone: Option<Markup>,
    fault: String,
    evidence: Option<String>,
    compare: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "source.html")]
pub(crate) struct SourcePage {
    l: Locale,
    pub(crate) title: String,
    done: Markup,
    health: Markup,
    facts: Vec<(String, Markup)>,
    edit: Option<String>,
    pause: Option<Markup>,
    watches: Vec<WatchLine>,
    access: Vec<(String, String, String, String)>,
    access_form: Option<Markup>,
}

fn watch_line(l: &Locale, watch: &Watch) -> WatchLine {
    let tone = match watch.state {
        WatchState::Same => Tone::Done,
        WatchState::New | WatchState::Closed => Tone::Plain,
        WatchState::Changed => Tone::Waiting,
        WatchState::Gone | WatchState::Unreachable => Tone::Danger,
    };
    WatchLine {
        url: watch.url.clone(),
        state: badge(l, tone, watch.state.message()),
        checked: watch.checked.map(|at| l.moment(at)),
        changed: watch.changed.map(|at| l.exact(at)),
        gone: watch.gone.map(|at| l.exact(at)),
        fault: watch.fault.clone(),
        evidence: watch.evidence.map(|id| format!("/work/evidence/{id}")),
        compare: watch
            .evidence
            .zip(watch.before)
            .map(|(now, before)| format!("/work/evidence/compare?left={before}&right={now}")),
    }
}

impl SourcePage {
    pub(crate) fn new(
        request: &PageRequest,
        looked: &Looked,
        just: &str,
        typed: &AccessForm,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let source = &looked.source;
        let path = format!("/work/evidence/sources/{}", source.id);
        let mut facts = vec![
            (l.t("evidence-kind"), Markup::text(&l.t(source.is.kind.message()))),
            (l.t("evidence-url"), user(&source.is.address)),
            (l.t("evidence-reason"), user(&source.is.reason)),
            (
                l.t("evidence-source-how-often"),
                Markup::text(&l.ta(
                    "evidence-source-every",
                    &[("hours", Arg::from(source.is.hours)), ("most", Arg::from(source.is.most))],
                )),
            ),
            (l.t("evidence-operator"), user(&source.operator)),
            (
                l.t("evidence-keeping"),
                Markup::text(&match source.is.keep_days {
                    Some(days) => l.ta("evidence-source-kept-days", &[("days", Arg::from(days))]),
                    None => l.t("evidence-source-kept-for-ever"),
                }),
            ),
        ];
        let mut when = |label: &str, at: Option<saksi_base::Timestamp>| {
            if let Some(at) = at {
                facts.push((l.t(label), l.exact(at)));
            }
        };
        when("evidence-source-succeeded", source.succeeded);
        when("evidence-source-visited", source.visited);
        when("evidence-source-next", Some(source.next).filter(|_| !source.paused));
        if source.failures > 0 {
            facts.push((
                l.t("evidence-source-failing"),
                Markup::text(&l.ta("evidence-source-failures", &[("failures", source.failures)]))
                    .then(&Markup::text(" · "))
                    .then(&user(&source.fault)),
            ));
        }
        let (to, label) =
            if source.paused { ("no", "evidence-source-resume") } else { ("yes", "evidence-source-pause") };
        Self {
            title: source.is.name.clone(),
            done: done(l, just),
            health: health(l, source),
            facts,
            edit: looked.own.then(|| format!("{path}/edit")),
            pause: looked.own.then(|| {
                let action = format!("{path}/pause");
                fields::button_form(request, &action, PauseForm::PURPOSE, &[("paused", to)], label, Weight::Quiet)
            }),
            watches: looked.watches.iter().map(|watch| watch_line(l, watch)).collect(),
            access: looked
                .access
                .iter()
                .map(|note| (note.day.clone(), l.t(note.level.message()), note.note.clone(), note.operator.clone()))
                .collect(),
            access_form: looked.own.then(|| access_form(request, &path, typed, problem)),
            l: l.clone(),
        }
    }
}

fn access_form(request: &PageRequest, path: &str, typed: &AccessForm, problem: Option<&Problem>) -> Markup {
    let f = Fields::new(&request.locale, problem);
    fields::form(
        request,
        &format!("{path}/access"),
        AccessForm::PURPOSE,
        &[
            f.text("day", "evidence-access-day", &typed.day).kind("date").required().build(),
            f.select("level", "evidence-access-level", &typed.level, &AccessLevel::options()).build(),
            f.text("note", "evidence-access-note", &typed.note).hint("evidence-access-note-hint").required().build(),
            f.submit_named("", "", "evidence-access-do", Weight::Quiet),
        ],
    )
}

#[derive(askama::Template)]
#[template(path = "source-form.html")]
pub(crate) struct SourceFormPage {
    l: Locale,
    pub(crate) title: String,
    back: String,
    back_name: String,
    form: Markup,
}

impl SourceFormPage {
    pub(crate) fn new(
        request: &PageRequest,
        of: Option<(SourceId, &str)>,
        typed: &SourceForm,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, problem);
        let parts = [
            f.text("name", "evidence-source-name", &typed.name).required().build(),
            f.select("kind", "evidence-kind", &typed.kind, &SourceKind::options()).build(),
            f.area("address", "evidence-url", &typed.address)
                .rows(3)
                .hint("evidence-source-address-hint")
                .code()
                .required()
                .build(),
            f.area("reason", "evidence-reason", &typed.reason).rows(3).required().build(),
            f.text("hours", "evidence-source-hours", &typed.hours).kind("number").required().build(),
            f.text("most", "evidence-source-most", &typed.most).kind("number").required().build(),
            f.checkbox("requisites", "evidence-source-requisites", typed.requisites == "yes").build(),
            f.checkbox("shared", "evidence-shared", typed.shared == "yes").hint("evidence-shared-hint").build(),
            f.text("keep_days", "evidence-source-keep", &typed.keep_days)
                .kind("number")
                .hint("evidence-source-keep-hint")
                .optional()
                .build(),
            f.submit("evidence-source-save"),
        ];
        let (action, title, back, back_name) = match of {
            Some((id, name)) => {
                let path = format!("/work/evidence/sources/{id}");
                (format!("{path}/edit"), l.t("evidence-source-edit"), path, name.to_owned())
            }
            None => {
                let list = "/work/evidence/sources".to_owned();
                (format!("{list}/new"), l.t("evidence-source-new"), list, l.t("evidence-sources-title"))
            }
        };
        let form = fields::form(request, &action, SourceForm::PURPOSE, &parts);
        Self { title, back, back_name, form, l: l.clone() }
    }
}

/// `GET /work/evidence/sources`.
pub(crate) async fn list(keeper: Keeper) -> Result<Response, PageError> {
    let by = &keeper.by;
    let found: Result<Vec<Source>, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { sources::list(&mut tx, by).await });
    let page = SourcesPage::new(&keeper.request, &found?);
    keeper.page(page.title.clone(), None, &page)
}

async fn looked(keeper: &Keeper, id: SourceId) -> Result<Looked, Problem> {
    let by = &keeper.by;
    read!(keeper.request.site.db, by.viewer(), tx => { sources::look(&mut tx, by, id).await })
}

/// `GET /work/evidence/sources/{id}`.
pub(crate) async fn show(
    keeper: Keeper,
    PagePath(id): PagePath<SourceId>,
    PageQuery(query): PageQuery<DoneQuery>,
) -> Result<Response, PageError> {
    let looked = looked(&keeper, id).await?;
    let page = SourcePage::new(&keeper.request, &looked, &query.done, &AccessForm::default(), None);
    keeper.page(page.title.clone(), None, &page)
}

fn form_page(
    keeper: &Keeper,
    of: Option<(SourceId, &str)>,
    typed: &SourceForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let page = SourceFormPage::new(&keeper.request, of, typed, problem);
    keeper.page(page.title.clone(), problem, &page)
}

/// `GET /work/evidence/sources/new`.
pub(crate) async fn new_page(keeper: Keeper) -> Result<Response, PageError> {
    form_page(&keeper, None, &SourceForm::fresh(), None)
}

/// `POST /work/evidence/sources/new`.
pub(crate) async fn add(keeper: Keeper, form: Form<SourceForm>) -> Result<Response, PageError> {
    let (by, room, typed) = (&keeper.by, &keeper.room, form.value);
    let new = typed.read();
    let outcome: Result<SourceId, Problem> = write!(keeper.request.site.db, "add source", by.viewer(), tx => {
        sources::add(&mut tx, room, by, form.nonce, &new).await
    });
    match outcome {
        Ok(id) => Ok(see_other(&format!("/work/evidence/sources/{id}?done=source"))),
        Err(problem) if keeps(&problem) => form_page(&keeper, None, &typed, Some(&problem)),
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /work/evidence/sources/{id}/edit`.
pub(crate) async fn edit_page(keeper: Keeper, PagePath(id): PagePath<SourceId>) -> Result<Response, PageError> {
    let looked = looked(&keeper, id).await?;
    if !looked.own {
        return Err(Problem::forbidden().into());
    }
    form_page(&keeper, Some((id, &looked.source.is.name)), &SourceForm::of(&looked.source.is), None)
}

/// `POST /work/evidence/sources/{id}/edit`.
pub(crate) async fn edit(
    keeper: Keeper,
    PagePath(id): PagePath<SourceId>,
    form: Form<SourceForm>,
) -> Result<Response, PageError> {
    let (by, room, typed) = (&keeper.by, &keeper.room, form.value);
    let new = typed.read();
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "change source", by.viewer(), tx => {
        sources::change(&mut tx, room, by, id, &new).await
    });
    match outcome {
        Ok(()) => Ok(see_other(&format!("/work/evidence/sources/{id}?done=source"))),
        Err(problem) if keeps(&problem) => {
            let name = looked(&keeper, id).await?.source.is.name;
            form_page(&keeper, Some((id, &name)), &typed, Some(&problem))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/evidence/sources/{id}/pause`.
pub(crate) async fn pause(
    keeper: Keeper,
    PagePath(id): PagePath<SourceId>,
    form: Form<PauseForm>,
) -> Result<Response, PageError> {
    let (by, paused) = (&keeper.by, form.value.paused == "yes");
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "pause source", by.viewer(), tx => {
        sources::pause(&mut tx, by, id, paused).await
    });
    outcome?;
    let just = if paused { "paused" } else { "resumed" };
    Ok(see_other(&format!("/work/evidence/sources/{id}?done={just}")))
}

/// `POST /work/evidence/sources/{id}/access`.
pub(crate) async fn note_access(
    keeper: Keeper,
    PagePath(id): PagePath<SourceId>,
    form: Form<AccessForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&keeper.by, form.value);
    let level = AccessLevel::from_code(&typed.level).unwrap_or_default();
    let outcome: Result<(), Problem> = write!(keeper.request.site.db, "note access", by.viewer(), tx => {
        sources::note_access(&mut tx, by, form.nonce, id, &typed.day, level, &typed.note).await
    });
    match outcome {
        Ok(()) => Ok(see_other(&format!("/work/evidence/sources/{id}?done=noted"))),
        Err(problem) if keeps(&problem) => {
            let looked = looked(&keeper, id).await?;
            let page = SourcePage::new(&keeper.request, &looked, "", &typed, Some(&problem));
            keeper.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
