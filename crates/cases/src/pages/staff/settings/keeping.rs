//! How long cases are kept after closing.

use std::collections::BTreeMap;

use saksi_base::Problem;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PageRequest, Response};

use super::{after, may, page};
use crate::model::retention::{FEWEST_DAYS, RetentionProblem, RetentionRules};
use crate::model::words::IncidentType;
use crate::pages::staff::parts::{code, folded, line, lines};
use crate::pages::staff::{Staff, WorkPage, forms, opening};

forms! {
    /// Days after closing.
    KeepingForm "cases:keeping" 16 { seen: String, days: String, by_incident: String, idle: String, remind: String }
}

impl KeepingForm {
    pub(crate) fn of(seen: &str, rules: &RetentionRules) -> Self {
        Self {
            seen: seen.to_owned(),
            days: rules.days.to_string(),
            by_incident: rules
                .by_incident
                .iter()
                .map(|(kind, days)| format!("{} {days}", kind.code()))
                .collect::<Vec<_>>()
                .join("\n"),
            idle: rules.idle_days.to_string(),
            remind: rules.remind_days_before.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        }
    }

    pub(crate) fn read(&self) -> Result<RetentionRules, Problem> {
        let days = self.days.trim().parse().map_err(|_| Problem::field("days", "cases-staff-problem-number"))?;
        let mut by_incident = BTreeMap::new();
        for text in self.by_incident.lines().map(str::trim).filter(|text| !text.is_empty()) {
            let wrong = || {
                Problem::field("by_incident", "cases-staff-problem-incident-days")
                    .with("line", text.chars().take(60).collect::<String>())
            };
            let (kind, days) = text.split_once(char::is_whitespace).ok_or_else(wrong)?;
            let kind = IncidentType::from_code(kind).ok_or_else(wrong)?;
            by_incident.insert(kind, days.trim().parse().map_err(|_| wrong())?);
        }
        let mut remind_days_before = Vec::new();
        for text in self.remind.split([',', ' ', '،', '、']).map(str::trim).filter(|text| !text.is_empty()) {
            remind_days_before.push(text.parse().map_err(|_| Problem::field("remind", "cases-staff-problem-number"))?);
        }
        let idle_days = self.idle.trim().parse().map_err(|_| Problem::field("idle", "cases-staff-problem-number"))?;
        let rules = RetentionRules { days, by_incident, idle_days, remind_days_before };
        rules.check().map_err(|why| match why {
            RetentionProblem::Reminder(_) | RetentionProblem::Reminders => {
                Problem::field("remind", "cases-staff-problem-remind")
            }
            RetentionProblem::Idle(_) => days_problem("idle", crate::model::retention::FEWEST_IDLE_DAYS),
            RetentionProblem::Days(days) if days == rules.days => days_problem("days", FEWEST_DAYS),
            _ => days_problem("by_incident", FEWEST_DAYS),
        })?;
        Ok(rules)
    }
}

fn days_problem(field: &'static str, least: u16) -> Problem {
    Problem::field(field, "cases-staff-problem-keeping-days")
        .with("least", least)
        .with("most", crate::model::retention::MOST_DAYS)
}

/// How long cases are kept.
pub(crate) fn keeping(request: &PageRequest, typed: &KeepingForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let codes: Vec<Markup> = IncidentType::ALL
        .iter()
        .map(|kind| code(kind.code()).then(&Markup::text(&format!(" {}", l.t(kind.message())))))
        .collect();
    page(request, "cases-staff-keeping")
        .part(&line(l, "cases-staff-keeping-lead"))
        .part(&fields::form(
            request,
            "/cases/settings/keeping",
            KeepingForm::PURPOSE,
            &[
                f.hidden("seen", &typed.seen),
                f.text("days", "cases-staff-keeping-days", &typed.days)
                    .kind("number")
                    .input_mode("numeric")
                    .required()
                    .build(),
                f.area("by_incident", "cases-staff-keeping-by-incident", &typed.by_incident)
                    .hint("cases-staff-keeping-by-incident-hint")
                    .code()
                    .rows(4)
                    .optional()
                    .build(),
                f.text("idle", "cases-staff-keeping-idle", &typed.idle)
                    .kind("number")
                    .input_mode("numeric")
                    .hint("cases-staff-keeping-idle-hint")
                    .required()
                    .build(),
                f.text("remind", "cases-staff-keeping-remind", &typed.remind)
                    .hint("cases-staff-keeping-remind-hint")
                    .code()
                    .optional()
                    .build(),
                f.submit("cases-staff-save"),
            ],
        ))
        .part(&folded(l, "cases-staff-codes", false, &lines(&codes)))
}

/// `GET /cases/settings/keeping`.
pub(crate) async fn keeping_page(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    staff.page(&keeping(&staff.request, &KeepingForm::of(&found.seen("retention"), &found.retention), None), None)
}

/// `POST /cases/settings/keeping`.
pub(crate) async fn set_keeping(staff: Staff, form: Form<KeepingForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async { opening::set(&staff, &form.seen, opening::Setting::Retention(form.read()?)).await };
    after(&staff, set.await, "/cases/settings/keeping", |problem| keeping(&staff.request, &form, Some(problem)))
}
