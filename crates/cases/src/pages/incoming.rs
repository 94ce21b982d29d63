//! Files that come in, from those who ask and from those who help: piece by piece, stripped and sealed on the way, never whole in
//! memory and never in the clear on disk. A line on which nothing comes for a while is given up.

use std::fmt::Write as _;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use saksi_base::{CaseRecordId, Problem, ProblemKind};
use saksi_web::{Locale, Markup, Tone, escape, notice, user};

use super::strip::{Damaged, Stripper};
use crate::Cases;
use crate::actions::FileName;
use crate::actions::files::{Keyed, Upload};

/// Most files of one form.
const MOST_FILES: usize = 20;
/// Most bytes of a plain field of the form with files.
const LONGEST_FIELD: usize = 1_024;
/// How long nothing may come in before an upload is given up.
const SILENCE: Duration = Duration::from_secs(45);

/// What became of one file of a form.
pub(super) struct Came {
    /// What whoever sent it calls it; empty where the whole form broke off.
    pub(super) name: String,
    /// The entry that it is, or why it is none.
    pub(super) taken: Result<CaseRecordId, Problem>,
}

impl Came {
    /// Something that went wrong with the form as a whole.
    pub(super) const fn not(problem: Problem) -> Self {
        Self { name: String::new(), taken: Err(problem) }
    }
}

fn broken_off() -> Problem {
    Problem::new(ProblemKind::Malformed, "cases-files-broken-off")
}

/// Refuses a form with too many files.
pub(super) fn one_more(came: &[Came]) -> Result<(), Problem> {
    if came.len() < MOST_FILES {
        return Ok(());
    }
    Err(Problem::new(ProblemKind::TooLarge, "cases-files-many").with("most", MOST_FILES))
}

/// The next field of a form.
pub(super) async fn next_field(form: &mut Multipart) -> Result<Option<Field<'_>>, Problem> {
    let next = tokio::time::timeout(SILENCE, form.next_field()).await;
    next.map_err(|_| broken_off())?.map_err(|_| broken_off())
}

async fn next_piece(field: &mut Field<'_>) -> Result<Option<Bytes>, Problem> {
    let next = tokio::time::timeout(SILENCE, field.chunk()).await;
    next.map_err(|_| broken_off())?.map_err(|_| broken_off())
}

/// A plain field of a form with files.
pub(super) async fn text_of(field: &mut Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = next_piece(field).await? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST_FIELD {
            return Err(Problem::new(ProblemKind::Malformed, "problem-form-shape"));
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::new(ProblemKind::Malformed, "problem-encoding"))
}

/// A sealed part of at most so many bytes, in one piece of memory: each piece of the line is let go as soon as it is copied.
pub(super) async fn part(headers: &HeaderMap, body: Body, most: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::new(ProblemKind::TooLarge, "problem-too-large").with("kilobytes", most / 1024);
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut whole = Vec::with_capacity(announced.unwrap_or(0));
    let mut pieces = body.into_data_stream();
    loop {
        let next = tokio::time::timeout(SILENCE, pieces.next()).await.map_err(|_| broken_off())?;
        let Some(piece) = next.transpose().map_err(|_| broken_off())? else { return Ok(whole) };
        if whole.len() + piece.len() > most {
            return Err(too_large());
        }
        whole.extend_from_slice(&piece);
    }
}

/// Takes one file in. On a problem the rest of it is passed over, so that the next file can come.
pub(super) async fn take_in(cases: &Cases, keyed: &Keyed<'_>, field: &mut Field<'_>, evidence: bool) -> Came {
    let name = field.file_name().unwrap_or("").to_owned();
    let media_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
    let about = FileName { name: name.clone(), media_type, evidence, size: 0, at: None };
    let taken = seal_file(cases, keyed, field, about).await;
    if taken.is_err() {
        while let Ok(Some(_)) = next_piece(field).await {}
    }
    Came { name, taken }
}

async fn seal_file(
    cases: &Cases,
    keyed: &Keyed<'_>,
    field: &mut Field<'_>,
    about: FileName,
) -> Result<CaseRecordId, Problem> {
    let stripper = (!about.evidence).then(Stripper::new);
    let mut upload = Upload::begin(cases, keyed, about).await?;
    let record = upload.record();
    match pour(&mut upload, field, stripper).await {
        Ok(()) => upload.finish().await.map(|_| record),
        Err(problem) => {
            // Nobody can go on with it: the key of its chunks was in this memory alone.
            upload.give_up().await?;
            Err(problem)
        }
    }
}

async fn pour(upload: &mut Upload<'_>, field: &mut Field<'_>, mut stripper: Option<Stripper>) -> Result<(), Problem> {
    let damaged = |_: Damaged| Problem::field("file", "cases-file-damaged");
    while let Some(piece) = next_piece(field).await? {
        match &mut stripper {
            None => upload.write(&piece).await?,
            Some(stripper) => upload.write(&stripper.write(&piece).map_err(damaged)?).await?,
        }
    }
    match stripper {
        None => Ok(()),
        Some(stripper) => upload.write(&stripper.finish().map_err(damaged)?).await,
    }
}

/// What became of each file, in a notice.
pub(super) fn outcome(l: &Locale, came: &[Came]) -> Markup {
    let failed = came.iter().any(|file| file.taken.is_err());
    let mut lines = String::new();
    for file in came {
        let words = match &file.taken {
            Ok(_) => l.t("cases-files-done"),
            Err(problem) => problem.fields.first().map_or_else(|| l.problem(problem), |field| l.field_problem(field)),
        };
        let name = if file.name.is_empty() { Markup::empty() } else { user(&file.name).then(&Markup::trusted(": ")) };
        let _ = write!(lines, "<li>{name}{}</li>", escape(&words));
    }
    let (tone, title) = if failed { (Tone::Danger, "cases-files-not-all") } else { (Tone::Done, "cases-files-all") };
    notice(tone, &l.t(title), &Markup::trusted(format!("<ul>{lines}</ul>")))
}
