//! The minutes of the three clocks.

use saksi_base::Problem;
use saksi_base::clock::HOUR;
use saksi_web::fields::{self, Fields};
use saksi_web::{Arg, Form, FormData as _, Markup, PageError, PageRequest, Response, Weight};

use super::{after, may, page};
use crate::model::clocks::{ClockKind, LONGEST_MINUTES, Target, Targets};
use crate::pages::staff::parts::{length, line, link_button, row};
use crate::pages::staff::{Staff, WorkPage, forms, opening};

forms! {
    /// Minutes of the three clocks.
    ClocksForm "cases:clocks" 8 {
        seen: String, first_remind: String, first_escalate: String, first_due: String, update_remind: String,
        update_escalate: String, update_due: String, resolution_remind: String, resolution_escalate: String,
        resolution_due: String,
    }
}

impl ClocksForm {
    pub(crate) fn of(seen: &str, targets: &Targets) -> Self {
        let text = |minutes: u32| minutes.to_string();
        Self {
            seen: seen.to_owned(),
            first_remind: text(targets.first_answer.remind),
            first_escalate: text(targets.first_answer.escalate),
            first_due: text(targets.first_answer.due),
            update_remind: text(targets.update.remind),
            update_escalate: text(targets.update.escalate),
            update_due: text(targets.update.due),
            resolution_remind: text(targets.resolution.remind),
            resolution_escalate: text(targets.resolution.escalate),
            resolution_due: text(targets.resolution.due),
        }
    }

    fn rows(&self) -> [[&str; 3]; 3] {
        [
            [&self.first_remind, &self.first_escalate, &self.first_due],
            [&self.update_remind, &self.update_escalate, &self.update_due],
            [&self.resolution_remind, &self.resolution_escalate, &self.resolution_due],
        ]
    }

    pub(crate) fn read(&self) -> Result<Targets, Problem> {
        let mut problems = saksi_base::problem::Problems::new();
        let mut read = [[0_u32; 3]; 3];
        for ((row, fields), slots) in self.rows().into_iter().zip(CLOCK_FIELDS).zip(&mut read) {
            for ((text, field), slot) in row.into_iter().zip(fields).zip(slots) {
                match text.trim().parse() {
                    Ok(minutes) => *slot = minutes,
                    Err(_) => {
                        problems.add(field, "cases-staff-problem-number");
                    }
                }
            }
        }
        problems.finish()?;
        let target = |row: [u32; 3]| {
            let [remind, escalate, due] = row;
            Target { remind, escalate, due }
        };
        let [first, update, resolution] = read;
        let targets = Targets { first_answer: target(first), update: target(update), resolution: target(resolution) };
        targets.check().map_err(|(clock, _)| {
            let place = ClockKind::ALL.iter().position(|kind| *kind == clock).unwrap_or(0);
            let field = CLOCK_FIELDS.get(place).map_or("first_due", |fields| fields[2]);
            Problem::field(field, "cases-staff-problem-target").with("most", LONGEST_MINUTES)
        })?;
        Ok(targets)
    }
}

/// The fields of the clocks, in the order of [`ClockKind::ALL`].
const CLOCK_FIELDS: [[&str; 3]; 3] = [
    ["first_remind", "first_escalate", "first_due"],
    ["update_remind", "update_escalate", "update_due"],
    ["resolution_remind", "resolution_escalate", "resolution_due"],
];

/// The clocks.
pub(crate) fn clocks(request: &PageRequest, typed: &ClocksForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts = vec![f.hidden("seen", &typed.seen)];
    for ((kind, fields), texts) in ClockKind::ALL.into_iter().zip(CLOCK_FIELDS).zip(typed.rows()) {
        let labels = ["cases-staff-clock-remind", "cases-staff-clock-escalate", "cases-staff-clock-target"];
        let inputs: Vec<Markup> = fields
            .into_iter()
            .zip(labels)
            .zip(texts)
            .map(|((field, label), text)| {
                let input = f.text(field, label, text).kind("number").input_mode("numeric");
                // Thousands of minutes say little.
                match text.trim().parse::<i64>() {
                    Ok(minutes) if (121..=i64::from(LONGEST_MINUTES)).contains(&minutes) => {
                        let long = length(l, minutes * HOUR / 60);
                        input.hint_with("cases-staff-clock-length", &[("length", Arg::from(long))]).build()
                    }
                    _ => input.build(),
                }
            })
            .collect();
        parts.push(f.group(kind.message(), &inputs));
    }
    parts.push(f.submit("cases-staff-save"));
    page(request, "cases-staff-clocks")
        .part(&line(l, "cases-staff-clocks-lead"))
        .part(&row(&[link_button(l, "/cases/rota/calendar", "cases-staff-calendar", Weight::Quiet)]))
        .part(&fields::form(request, "/cases/settings/clocks", ClocksForm::PURPOSE, &parts))
}

/// `GET /cases/settings/clocks`.
pub(crate) async fn clocks_page(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    staff.page(&clocks(&staff.request, &ClocksForm::of(&found.seen("targets"), &found.targets), None), None)
}

/// `POST /cases/settings/clocks`.
pub(crate) async fn set_clocks(staff: Staff, form: Form<ClocksForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async { opening::set(&staff, &form.seen, opening::Setting::Targets(form.read()?)).await };
    after(&staff, set.await, "/cases/settings/clocks", |problem| clocks(&staff.request, &form, Some(problem)))
}
