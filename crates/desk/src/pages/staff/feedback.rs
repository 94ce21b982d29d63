//! "The same claim" and "another claim", beside what looks alike; and the examples that come of it, to take away.

use axum::http::header;
use axum::response::IntoResponse as _;
use saksi_base::{ClaimId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Weight};
use saksi_web::{Form, FormData, Markup, PageError, PagePath, PageRequest, Response};

use super::{Done, Staff, done};
use crate::actions::feedback;

/// Whether the other claim tells the same.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Alike {
    other: String,
    /// `same`, `other`, or `back` to say nothing.
    says: String,
}

impl FormData for Alike {
    const PURPOSE: &'static str = "desk-alike";
}

/// The buttons, or what was said with a way to take it back.
pub(crate) fn buttons(request: &PageRequest, from: ClaimId, other: ClaimId, said: Option<bool>) -> Markup {
    let l = &request.locale;
    let action = format!("/desk/claims/{from}/alike");
    let other = other.to_string();
    let button = |says: &str, label: &str| {
        fields::button_form(
            request,
            &action,
            Alike::PURPOSE,
            &[("other", &other), ("says", says)],
            label,
            Weight::Quiet,
        )
    };
    let mut parts = Vec::new();
    match said {
        Some(same) => {
            let text = l.t(if same { "desk-staff-said-same" } else { "desk-staff-said-other" });
            parts.push(Markup::trusted(format!("<span>{}</span> ", saksi_web::escape(&text))));
            parts.push(button("back", "desk-staff-undo"));
        }
        None => {
            parts.push(button("same", "desk-staff-say-same"));
            parts.push(button("other", "desk-staff-say-other"));
        }
    }
    parts.into_iter().collect()
}

/// `POST /desk/claims/{id}/alike`.
pub(crate) async fn say(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    form: Form<Alike>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let Ok(other) = form.value.other.parse::<ClaimId>() else {
        return Err(Problem::not_found().into());
    };
    let says = match form.value.says.as_str() {
        "same" => Some(true),
        "other" => Some(false),
        _ => None,
    };
    let matcher = staff.desk.matcher.clone();
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "say whether alike", by.viewer(), tx => {
        feedback::say(&mut tx, &by, &matcher, id, other, says).await
    });
    outcome?;
    Ok(done(&format!("/desk/claims/{id}"), if says.is_some() { Done::Said } else { Done::SaidBack }))
}

/// `GET /desk/feedback.jsonl`: what this organisation said, for training.
pub(crate) async fn examples(staff: Staff) -> Result<Response, PageError> {
    let by = staff.by;
    let found: Result<Vec<feedback::Example>, Problem> =
        read!(staff.request.site.db, by.viewer(), tx => { feedback::examples(&mut tx, &by).await });
    let mut lines = String::new();
    for example in found? {
        lines.push_str(&serde_json::to_string(&example).map_err(|_| Problem::internal())?);
        lines.push('\n');
    }
    let headers = [
        (header::CONTENT_TYPE, "application/jsonl; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"match-feedback.jsonl\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, lines).into_response())
}
