//! `/cases/settings`: what the helpline made its own. Reply templates, checklists, toolkits, words, rules of priority, clocks, how long
//! cases are kept, and what others are told about the help it gives.
//!
//! A setting goes by the version that was read; whoever comes second sees what they typed and that it was changed.

mod bells;
mod clocks;
mod keeping;
mod lists;
mod priority;
mod provider;
mod templates;
#[cfg(test)]
mod tests;
mod toolkits;
mod words;

use std::fmt::Write as _;

use saksi_base::Problem;
use saksi_network::Capability;
use saksi_web::{Markup, PageError, PageRequest, Response, escape};

pub(crate) use bells::{bells_page, set_bells, try_bells};
pub(crate) use clocks::{clocks_page, set_clocks};
pub(crate) use keeping::{keeping_page, set_keeping};
pub(crate) use lists::{checklist_page, checklists, set_checklist};
pub(crate) use priority::{priority_page, set_priority};
pub(crate) use provider::{provider_page, set_provider};
pub(crate) use templates::{set_template, template_page, templates};
pub(crate) use toolkits::{set_toolkit, toolkit_page, toolkits};
pub(crate) use words::{set_words, words_page};

#[cfg(test)]
pub(crate) use self::{
    bells::{BellsForm, bells},
    clocks::{ClocksForm, clocks},
    keeping::{KeepingForm, keeping},
    lists::{ChecklistForm, checklist, checklist_list},
    priority::{PriorityForm, priority},
    provider::{ProviderForm, provider},
    templates::{TemplateForm, template, template_list},
    toolkits::{ToolkitForm, toolkit, toolkit_list},
    words::{WordsForm, words},
};

use super::{Done, Staff, WorkPage, done, to_mend};
use crate::model::words::Choice;

/// The areas of the settings, the present one marked.
fn ways(request: &PageRequest) -> Markup {
    let l = &request.locale;
    let areas = [
        ("/cases/settings", "cases-staff-templates"),
        ("/cases/settings/checklists", "cases-staff-checklists"),
        ("/cases/settings/toolkits", "cases-staff-toolkits"),
        ("/cases/settings/words", "cases-staff-words"),
        ("/cases/settings/priority", "cases-staff-priority"),
        ("/cases/settings/clocks", "cases-staff-clocks"),
        ("/cases/settings/bells", "cases-staff-bells"),
        ("/cases/settings/keeping", "cases-staff-keeping"),
        ("/cases/settings/provider", "cases-staff-provider-profile"),
    ];
    let mut html = format!("<nav class=\"tabs\" aria-label=\"{}\"><ul>", escape(&l.t("cases-staff-settings-areas")));
    for (path, message) in areas {
        let current = if request.path == path { " aria-current=\"page\"" } else { "" };
        let _ = write!(html, "<li><a href=\"{path}\"{current}>{}</a></li>", escape(&l.t(message)));
    }
    html.push_str("</ul></nav>");
    Markup::trusted(html)
}

fn page(request: &PageRequest, title: &str) -> WorkPage {
    WorkPage::tabbed(request, title).part(&ways(request))
}

/// Who may change settings; everybody of the helpline may read them.
fn may(staff: &Staff) -> Result<(), Problem> {
    staff.member.may(Capability::RUN_HELPLINE)
}

/// What came of saving a setting.
fn after(
    staff: &Staff,
    outcome: Result<(), Problem>,
    path: &str,
    again: impl FnOnce(&Problem) -> WorkPage,
) -> Result<Response, PageError> {
    match outcome {
        Ok(()) => Ok(done(path, Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&again(&problem), Some(&problem))
        }
    }
}

/// The address under which a new entry of a list is written; no entry can have it for a name.
const NEW: &str = "new";

/// A list with one entry put in its place, or taken away where there is none. `at` is the name under which it was opened.
fn with_one<T>(mut list: Vec<T>, at: &str, code: fn(&T) -> &str, one: Option<T>) -> Result<Vec<T>, Problem> {
    let Some(one) = one else {
        list.retain(|known| code(known) != at);
        return Ok(list);
    };
    let name = code(&one);
    if name == NEW || list.iter().any(|known| code(known) == name && name != at) {
        return Err(Problem::field("name", "cases-staff-problem-code-taken"));
    }
    match list.iter_mut().find(|known| code(known) == at) {
        Some(known) => *known = one,
        None => list.push(one),
    }
    Ok(list)
}

/// The choices that may be hidden: all but the ways not to choose.
fn hideable<T: Choice>(message: fn(T) -> &'static str) -> Vec<(&'static str, &'static str)> {
    T::all().iter().filter(|entry| !entry.is_way_out()).map(|entry| (entry.code(), message(*entry))).collect()
}
