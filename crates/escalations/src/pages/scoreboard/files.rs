//! The figures as files: the release as it is kept, and a table that a spreadsheet opens.

use std::fmt::Write as _;

use axum::http::{HeaderValue, header};
use saksi_counting::Figure;
use saksi_web::Response;

use crate::model::scoreboard::{Answers, DIMENSIONS, Hours, Part, Release};

/// A file to keep.
pub(in crate::pages) fn download(content: String, kind: &'static str, name: &str) -> Response {
    let mut response = Response::new(content.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The columns of times and shares, each with both ends of its interval.
const FIGURES: [&str; 17] = [
    "receipt_median_hours",
    "receipt_90th_hours",
    "first_answer_median_hours",
    "first_answer_90th_hours",
    "decision_median_hours",
    "decision_90th_hours",
    "imminent_first_answer_median_hours",
    "answered_within_72_hours",
    "unanswered_after_7_days",
    "unanswered_after_30_days",
    "unanswered_after_90_days",
    "decisions_with_action",
    "decisions_with_reason",
    "decisions_appealed",
    "appeals_overturned_on_substance",
    "appeals_overturned_by_default",
    "answers_through_personal_contact",
];

/// A field of RFC 4180. What a spreadsheet would take for a formula is kept from being one.
fn field(text: &str) -> String {
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn cells(answers: Option<&Answers>) -> Vec<[String; 3]> {
    let hours = |hours: Hours| [number(hours.value), number(hours.low), number(hours.high)];
    let part = |part: Option<Part>| {
        part.map(|part| [part.value, part.low, part.high].map(|value| value.to_string())).unwrap_or_default()
    };
    let Some(a) = answers else { return vec![<[String; 3]>::default(); FIGURES.len()] };
    vec![
        hours(a.receipt.median),
        hours(a.receipt.ninetieth),
        hours(a.reply.median),
        hours(a.reply.ninetieth),
        hours(a.decision.median),
        hours(a.decision.ninetieth),
        a.imminent.map(hours).unwrap_or_default(),
        part(a.within_72),
        part(a.silent_7),
        part(a.silent_30),
        part(a.silent_90),
        part(a.action),
        part(a.reasoned),
        part(a.appealed),
        part(a.overturned),
        part(a.by_default),
        part(a.personal),
    ]
}

/// Every figure of a release, one group to a line; what is hidden or not shown is empty.
pub(super) fn csv(release: &Release) -> String {
    let mut text = String::from("from,until,release,platform,platform_name,by,value,notices");
    for name in FIGURES {
        let _ = write!(text, ",{name},{name}_low,{name}_high");
    }
    text.push_str("\r\n");
    let head = format!("{},{},{}", release.period.from, release.period.until.plus(-1), release.number);
    let mut row = |platform: Option<&str>, part: Option<(&str, &str)>| {
        let Some(notices) = release.notices(platform, part) else { return };
        let count = match notices {
            Figure::Count(count) => count.to_string(),
            Figure::Hidden => String::new(),
        };
        let name = platform.and_then(|code| release.name(code)).unwrap_or_default();
        let (by, value) = part.unwrap_or_default();
        let _ = write!(text, "{head},{},{},{by},{value},{count}", platform.unwrap_or_default(), field(name));
        for cell in cells(release.answers(platform, part)) {
            let _ = write!(text, ",{}", cell.join(","));
        }
        text.push_str("\r\n");
    };
    row(None, None);
    let platforms: Vec<Option<&str>> =
        std::iter::once(None).chain(release.platforms().iter().map(|(code, _)| Some(code.as_str()))).collect();
    for platform in platforms {
        if platform.is_some() {
            row(platform, None);
        }
        for by in DIMENSIONS {
            for value in release.values(by) {
                row(platform, Some((by, value)));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_become_a_formula_or_another_column() {
        assert_eq!(field("=1+1"), "'=1+1");
        assert_eq!(field("A, \"B\""), "\"A, \"\"B\"\"\"");
        assert_eq!(field("LINE"), "LINE");
    }
}
