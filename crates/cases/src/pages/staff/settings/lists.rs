//! Checklists: steps that should not be forgotten, each with a code that keeps what was ticked when the words change.

use saksi_base::Problem;
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PagePath, PageRequest, Response, Weight};

use super::{NEW, after, may, page, with_one};
use crate::model::reply::{Checklist, Step, TemplateProblem};
use crate::pages::staff::parts::{code, lines, link, link_button, row, top_card};
use crate::pages::staff::{Staff, WorkPage, encoded, forms, opening};

forms! {
    /// A checklist, one step a line.
    ChecklistForm "cases:checklist" 32 { seen: String, name: String, steps: String, action: String }
}

/// The list of checklists.
pub(crate) fn checklist_list(request: &PageRequest, list: &[Checklist], manages: bool) -> WorkPage {
    let l = &request.locale;
    let mut body = Markup::empty();
    for checklist in list {
        let steps: Vec<Markup> = checklist.steps.iter().map(|step| saksi_web::user(&step.words)).collect();
        let path = format!("/cases/settings/checklists/{}", encoded(&checklist.code));
        body = body.then(&top_card(&link(&path, &code(&checklist.code)), &lines(&steps)));
    }
    if list.is_empty() {
        body = saksi_web::empty(l, "cases-staff-lists-none", "cases-staff-lists-none-how");
    }
    let add = if manages {
        row(&[link_button(l, "/cases/settings/checklists/new", "cases-staff-checklist-new", Weight::Main)])
    } else {
        Markup::empty()
    };
    page(request, "cases-staff-checklists").part(&body).part(&add)
}

/// `GET /cases/settings/checklists`.
pub(crate) async fn checklists(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    staff.page(&checklist_list(&staff.request, &found.checklists, staff.may(Capability::RUN_HELPLINE)), None)
}

impl ChecklistForm {
    pub(crate) fn of(seen: &str, list: &Checklist) -> Self {
        let steps: Vec<String> = list.steps.iter().map(|step| format!("{}: {}", step.code, step.words)).collect();
        Self { seen: seen.to_owned(), name: list.code.clone(), steps: steps.join("\n"), action: String::new() }
    }

    /// Reads `code: words`, a step a line.
    pub(crate) fn read(&self) -> Result<Checklist, Problem> {
        let mut steps = Vec::new();
        for (place, text) in self.steps.lines().map(str::trim).filter(|text| !text.is_empty()).enumerate() {
            let Some((step, words)) = text.split_once(':') else {
                return Err(Problem::field("steps", "cases-staff-problem-step-form").with("place", place + 1));
            };
            steps.push(Step { code: step.trim().to_owned(), words: words.trim().to_owned() });
        }
        let list = Checklist { code: self.name.trim().to_owned(), steps };
        list.check().map_err(|why| match why {
            TemplateProblem::Code(name) if name == list.code => Problem::field("name", "cases-staff-problem-code"),
            TemplateProblem::Code(name) => Problem::field("steps", "cases-staff-problem-step-code").with("name", name),
            TemplateProblem::Step(place) => Problem::field("steps", "cases-staff-problem-step").with("place", place),
            _ => Problem::field("steps", "cases-staff-problem-steps").with("most", crate::model::reply::MOST_STEPS),
        })?;
        Ok(list)
    }
}

/// One checklist.
pub(crate) fn checklist(request: &PageRequest, at: &str, typed: &ChecklistForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut buttons = vec![("action", "save", "cases-staff-save", Weight::Main)];
    if at != NEW {
        buttons.push(("action", "remove", "cases-staff-remove", Weight::Danger));
    }
    page(request, "cases-staff-checklist-title")
        .back(l, "/cases/settings/checklists", "cases-staff-back-settings")
        .part(&fields::form(
            request,
            &format!("/cases/settings/checklists/{}", encoded(at)),
            ChecklistForm::PURPOSE,
            &[
                f.hidden("seen", &typed.seen),
                f.text("name", "cases-staff-template-name", &typed.name)
                    .hint("cases-staff-code-name-hint")
                    .code()
                    .longest(40)
                    .required()
                    .build(),
                f.area("steps", "cases-staff-checklist-steps", &typed.steps)
                    .hint("cases-staff-checklist-steps-hint")
                    .rows(12)
                    .required()
                    .build(),
                f.buttons(&buttons),
            ],
        ))
}

/// `GET /cases/settings/checklists/{code}`.
pub(crate) async fn checklist_page(staff: Staff, PagePath(at): PagePath<String>) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let seen = found.seen("checklists");
    let form = if at == NEW {
        ChecklistForm { seen, ..ChecklistForm::default() }
    } else {
        ChecklistForm::of(&seen, found.checklists.iter().find(|list| list.code == at).ok_or_else(Problem::not_found)?)
    };
    staff.page(&checklist(&staff.request, &at, &form, None), None)
}

/// `POST /cases/settings/checklists/{code}`.
pub(crate) async fn set_checklist(
    staff: Staff,
    PagePath(at): PagePath<String>,
    form: Form<ChecklistForm>,
) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        let list = opening::settings(&staff).await?.checklists;
        let one = if form.action == "remove" { None } else { Some(form.read()?) };
        let list = with_one(list, &at, |checklist| &checklist.code, one)?;
        opening::set(&staff, &form.seen, opening::Setting::Checklists(list)).await
    };
    let path = "/cases/settings/checklists";
    after(&staff, set.await, path, |problem| checklist(&staff.request, &at, &form, Some(problem)))
}
