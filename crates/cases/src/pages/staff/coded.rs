//! The coded answers about a case: what happened, to whom, where, before or after, what came of it. They are what is counted.

use saksi_base::{CaseId, Problem};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response};

use super::case::path;
use super::parts::{choices, offered};
use super::views::{CaseView, Coded};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, conflict, done, forms, opening, to_mend};
use crate::actions::keys::Unlocked;
use crate::actions::work::{self as action, Changed};
use crate::model::vocabulary::Vocabulary;
use crate::model::words::{AbuseKind, Answer, Approach, Beneficiary, Choice, IncidentType, Outcome, Region};

forms! {
    /// The coded answers.
    AnswersForm "cases:answers" 16 {
        seen: u32, safe: String, minor: String, incident: Vec<String>, abuse: Vec<String>, group: Vec<String>,
        region: String, approach: String, outcome: String,
    }
}

/// What an organisation made of the shared lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) incidents: Vocabulary<IncidentType>,
    pub(crate) abuse: Vocabulary<AbuseKind>,
    pub(crate) groups: Vocabulary<Beneficiary>,
}

impl AnswersForm {
    pub(crate) fn of(version: u32, coded: &Coded) -> Self {
        let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        Self {
            seen: version,
            safe: code(coded.safe.map(Answer::code)),
            minor: code(coded.minor.map(Answer::code)),
            incident: coded.incident.iter().map(|kind| kind.code().to_owned()).collect(),
            abuse: coded.abuse.iter().map(|kind| kind.code().to_owned()).collect(),
            group: coded.group.iter().map(|group| group.code().to_owned()).collect(),
            region: code(coded.region.map(Region::code)),
            approach: code(coded.approach.map(Approach::code)),
            outcome: code(coded.outcome.map(Outcome::code)),
        }
    }

    /// Reads the form. An own word of the organisation is kept as what it counts as.
    pub(crate) fn read(&self, words: &Words) -> Result<Coded, Problem> {
        fn many<T: Choice>(codes: &[String], vocabulary: &Vocabulary<T>) -> Vec<T> {
            let mut list: Vec<T> = Vec::new();
            for found in codes.iter().filter_map(|code| vocabulary.counted(code)) {
                if !list.contains(&found) {
                    list.push(found);
                }
            }
            list
        }
        let coded = Coded {
            safe: Answer::from_code(&self.safe),
            minor: Answer::from_code(&self.minor),
            incident: many(&self.incident, &words.incidents),
            abuse: many(&self.abuse, &words.abuse),
            group: many(&self.group, &words.groups),
            region: Region::from_code(&self.region),
            approach: Approach::from_code(&self.approach),
            outcome: Outcome::from_code(&self.outcome),
        };
        // Whether help came before or after harm is asked of every case (H11).
        if coded.approach.is_none() { Err(Problem::field("approach", "cases-lacking-approach")) } else { Ok(coded) }
    }
}

/// The fields of the coded answers; those that enter a case by hand fill in the same.
pub(crate) fn answer_fields(f: &Fields<'_>, l: &Locale, form: &AnswersForm, words: &Words) -> Vec<Markup> {
    let answers = choices(Answer::ALL, Answer::code, Answer::message, None);
    vec![
        f.radio("safe", "cases-staff-fact-safe", &form.safe, &answers).build(),
        f.radio(
            "approach",
            "cases-staff-fact-approach",
            &form.approach,
            &choices(Approach::ALL, Approach::code, Approach::message, None),
        )
        .required()
        .build(),
        f.checks("incident", "cases-staff-fact-incident", &form.incident, &[])
            .options(offered(l, &words.incidents, IncidentType::message))
            .build(),
        f.checks("abuse", "cases-staff-fact-abuse", &form.abuse, &[])
            .options(offered(l, &words.abuse, AbuseKind::message))
            .hint("cases-staff-abuse-hint")
            .build(),
        f.checks("group", "cases-staff-fact-group", &form.group, &[])
            .options(offered(l, &words.groups, Beneficiary::message))
            .build(),
        f.radio("minor", "cases-staff-fact-minor", &form.minor, &answers).build(),
        f.select(
            "region",
            "cases-staff-fact-region",
            &form.region,
            &choices(Region::ALL, Region::code, Region::message, Some("cases-staff-choose")),
        )
        .build(),
    ]
}

/// The page of the coded answers.
pub(crate) fn answers(
    request: &PageRequest,
    view: &CaseView,
    words: &Words,
    typed: &AnswersForm,
    both: &Markup,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(view.row.id);
    let mut parts = vec![f.hidden("seen", &view.version.to_string())];
    parts.extend(answer_fields(&f, l, typed, words));
    parts.push(
        f.select(
            "outcome",
            "cases-staff-fact-outcome",
            &typed.outcome,
            &choices(Outcome::ALL, Outcome::code, Outcome::message, Some("cases-staff-choose")),
        )
        .build(),
    );
    parts.push(f.submit("cases-staff-save"));
    WorkPage::new(request, "cases-staff-answers-title")
        .back(l, &at, "cases-staff-back-case")
        .part(&super::parts::hint(l, "cases-staff-answers-hint"))
        .part(both)
        .part(&fields::form(request, &format!("{at}/answers"), AnswersForm::PURPOSE, &parts))
}

/// `GET /cases/{case}/answers`.
pub(crate) async fn page(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    let words = opening::words(&staff).await?;
    let form = AnswersForm::of(view.version, &view.row.coded);
    staff.page(&answers(&staff.request, &view, &words, &form, &Markup::empty(), None), None)
}

/// `POST /cases/{case}/answers`.
pub(crate) async fn set(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<AnswersForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, AnswersForm);
    let form = form.value;
    let words = opening::words(&staff).await?;
    let view = opening::case(&staff, &me, id).await?;
    let (both, problem) = match save(&staff, &me, id, form.seen, &view, form.read(&words)).await {
        Ok(Changed::Done { .. }) => return Ok(done(&path(id), Done::Saved)),
        Ok(Changed::Conflict(found)) => {
            (conflict::both(staff.l(), &found), Problem::conflict("cases-staff-problem-conflict"))
        }
        Err(problem) => (Markup::empty(), to_mend(problem)?),
    };
    let view = opening::case(&staff, &me, id).await?;
    staff.page(&answers(&staff.request, &view, &words, &form, &both, Some(&problem)), Some(&problem))
}

/// Saves what changed, part by part, and stops at the first part that somebody else changed too.
async fn save(
    staff: &Staff,
    me: &Unlocked,
    id: CaseId,
    seen: u32,
    view: &CaseView,
    coded: Result<Coded, Problem>,
) -> Result<Changed, Problem> {
    let mut version = seen;
    for change in opening::answers_changes(view, &coded?) {
        match action::change(&staff.cases, me, id, seen, change).await? {
            Changed::Done { version: made } => version = made,
            conflict @ Changed::Conflict(_) => return Ok(conflict),
        }
    }
    Ok(Changed::Done { version })
}
