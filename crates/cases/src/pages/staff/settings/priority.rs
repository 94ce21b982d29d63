//! The rules of priority, which are data, and what they say in words.

use saksi_base::Problem;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PageRequest, Response};

use super::{after, may, page};
use crate::model::priority::PriorityRules;
use crate::pages::staff::parts::{code, line, table};
use crate::pages::staff::{Staff, WorkPage, forms, opening};

forms! {
    /// Rules of priority, as data.
    PriorityForm "cases:priority" 128 { seen: String, rules: String }
}

/// The rules of priority.
pub(crate) fn priority(request: &PageRequest, typed: &PriorityForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let in_words =
        PriorityRules::from_json(&typed.rules).map_or_else(|_| Markup::empty(), |rules| rules_in_words(l, &rules));
    page(request, "cases-staff-priority").part(&line(l, "cases-staff-priority-lead")).part(&in_words).part(
        &fields::form(
            request,
            "/cases/settings/priority",
            PriorityForm::PURPOSE,
            &[
                f.hidden("seen", &typed.seen),
                f.area("rules", "cases-staff-rules", &typed.rules)
                    .hint("cases-staff-rules-hint")
                    .code()
                    .rows(24)
                    .required()
                    .build(),
                f.submit("cases-staff-save"),
            ],
        ),
    )
}

/// What the rules say, by reason and points.
fn rules_in_words(l: &Locale, rules: &PriorityRules) -> Markup {
    let rows: Vec<Vec<Markup>> = rules
        .rules
        .iter()
        .map(|rule| {
            let reason = crate::model::priority::reason_message(&rule.reason)
                .map_or_else(|| code(&rule.reason), |message| Markup::text(&l.t(message)));
            vec![reason, Markup::text(&l.number(rule.points))]
        })
        .collect();
    let from = l.ta("cases-staff-levels", &[("urgent", rules.urgent_from), ("high", rules.high_from)]);
    table(l, "cases-staff-rules-caption", &["cases-staff-reason", "cases-staff-points"], &rows)
        .then(&Markup::trusted("<p>"))
        .then(&Markup::text(&from))
        .then(&Markup::trusted("</p>"))
}

/// `GET /cases/settings/priority`.
pub(crate) async fn priority_page(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let rules = serde_json::to_string_pretty(&found.priority).unwrap_or_default();
    staff.page(&priority(&staff.request, &PriorityForm { seen: found.seen("priority"), rules }, None), None)
}

/// `POST /cases/settings/priority`.
pub(crate) async fn set_priority(staff: Staff, form: Form<PriorityForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        // The library's words name the rule and what is wrong with it; they hold nothing but what was typed here.
        let rules = PriorityRules::from_json(&form.rules)
            .map_err(|why| Problem::field("rules", "cases-staff-problem-rules").with("why", why))?;
        opening::set(&staff, &form.seen, opening::Setting::Priority(rules)).await
    };
    after(&staff, set.await, "/cases/settings/priority", |problem| priority(&staff.request, &form, Some(problem)))
}
