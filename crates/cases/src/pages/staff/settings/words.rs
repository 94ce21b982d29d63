//! The helpline's own words: what is hidden from the shared lists, and what is added and counts as one of them.

use saksi_base::{Problem, SiteLanguage};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PageRequest, Response};

use super::{after, hideable, may, page};
use crate::model::vocabulary::{OwnEntry, Vocabulary, VocabularyProblem};
use crate::model::words::{AbuseKind, Beneficiary, Choice, IncidentType};
use crate::pages::staff::coded::Words;
use crate::pages::staff::parts::line;
use crate::pages::staff::{Staff, WorkPage, forms, opening};

forms! {
    /// What is hidden from the shared lists, and what is added.
    WordsForm "cases:words" 64 {
        seen: String, hidden_incidents: Vec<String>, own_incidents: String, hidden_abuse: Vec<String>, own_abuse: String,
        hidden_groups: Vec<String>, own_groups: String,
    }
}

/// Own entries as they are typed: `code = counts-as: English | ภาษาไทย=th …`; one a line.
fn write_own<T: Choice>(vocabulary: &Vocabulary<T>) -> String {
    vocabulary
        .own
        .iter()
        .map(|entry| {
            let labels: Vec<String> = entry.labels.iter().map(|(tag, label)| format!("{tag}={label}")).collect();
            format!("{} = {}: {}", entry.code, entry.counts_as.code(), labels.join(" | "))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads what [`write_own`] writes. A label without a language is English.
fn read_own<T: Choice>(field: &'static str, hidden: &[String], text: &str) -> Result<Vocabulary<T>, Problem> {
    let mut own = Vec::new();
    for (place, entry) in text.lines().map(str::trim).filter(|entry| !entry.is_empty()).enumerate() {
        let wrong = || Problem::field(field, "cases-staff-problem-own").with("place", place + 1);
        let (name, rest) = entry.split_once('=').ok_or_else(wrong)?;
        let (counts, labels) = rest.split_once(':').ok_or_else(wrong)?;
        let counts_as = T::all()
            .iter()
            .copied()
            .find(|known| known.code() == counts.trim())
            .ok_or_else(|| Problem::field(field, "cases-staff-problem-counts-as").with("name", counts.trim()))?;
        let labels = labels
            .split('|')
            .map(str::trim)
            .filter(|label| !label.is_empty())
            .map(|label| match label.split_once('=') {
                Some((tag, label)) => (tag.trim().to_owned(), label.trim().to_owned()),
                None => (SiteLanguage::English.tag().to_owned(), label.to_owned()),
            })
            .collect();
        own.push(OwnEntry { code: name.trim().to_owned(), counts_as, labels });
    }
    let hidden = hidden.iter().filter_map(|code| T::all().iter().copied().find(|known| known.code() == code)).collect();
    let vocabulary = Vocabulary { hidden, own };
    vocabulary.check().map_err(|why| match why {
        VocabularyProblem::WayOut(name) => Problem::field(field, "cases-staff-problem-way-out").with("name", name),
        VocabularyProblem::Code(name) => Problem::field(field, "cases-staff-problem-own-code").with("name", name),
        VocabularyProblem::Taken(name) => Problem::field(field, "cases-staff-problem-own-taken").with("name", name),
        VocabularyProblem::NoLabel(name) | VocabularyProblem::Label(name) | VocabularyProblem::Language(name, _) => {
            Problem::field(field, "cases-staff-problem-own-label").with("name", name)
        }
        VocabularyProblem::TooMany => {
            Problem::field(field, "cases-staff-problem-own-many").with("most", crate::model::vocabulary::MOST_OWN)
        }
    })?;
    Ok(vocabulary)
}

impl WordsForm {
    pub(crate) fn of(seen: &str, words: &Words) -> Self {
        fn hidden<T: Choice>(vocabulary: &Vocabulary<T>) -> Vec<String> {
            vocabulary.hidden.iter().map(|entry| entry.code().to_owned()).collect()
        }
        Self {
            seen: seen.to_owned(),
            hidden_incidents: hidden(&words.incidents),
            own_incidents: write_own(&words.incidents),
            hidden_abuse: hidden(&words.abuse),
            own_abuse: write_own(&words.abuse),
            hidden_groups: hidden(&words.groups),
            own_groups: write_own(&words.groups),
        }
    }

    pub(crate) fn read(&self) -> Result<Words, Problem> {
        Ok(Words {
            incidents: read_own("own_incidents", &self.hidden_incidents, &self.own_incidents)?,
            abuse: read_own("own_abuse", &self.hidden_abuse, &self.own_abuse)?,
            groups: read_own("own_groups", &self.hidden_groups, &self.own_groups)?,
        })
    }
}

/// The words of the helpline.
pub(crate) fn words(request: &PageRequest, typed: &WordsForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let own = |name: &'static str, text: &str| {
        f.area(name, "cases-staff-own", text).hint("cases-staff-own-hint").rows(4).optional().build()
    };
    let group = |label: &str, hidden: Markup, own: Markup| f.group(label, &[hidden, own]);
    page(request, "cases-staff-words").part(&line(l, "cases-staff-words-lead")).part(&fields::form(
        request,
        "/cases/settings/words",
        WordsForm::PURPOSE,
        &[
            f.hidden("seen", &typed.seen),
            group(
                "cases-staff-fact-incident",
                f.checks(
                    "hidden_incidents",
                    "cases-staff-hidden",
                    &typed.hidden_incidents,
                    &hideable(IncidentType::message),
                )
                .build(),
                own("own_incidents", &typed.own_incidents),
            ),
            group(
                "cases-staff-fact-abuse",
                f.checks("hidden_abuse", "cases-staff-hidden", &typed.hidden_abuse, &hideable(AbuseKind::message))
                    .build(),
                own("own_abuse", &typed.own_abuse),
            ),
            group(
                "cases-staff-fact-group",
                f.checks("hidden_groups", "cases-staff-hidden", &typed.hidden_groups, &hideable(Beneficiary::message))
                    .build(),
                own("own_groups", &typed.own_groups),
            ),
            f.submit("cases-staff-save"),
        ],
    ))
}

/// `GET /cases/settings/words`.
pub(crate) async fn words_page(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    staff.page(&words(&staff.request, &WordsForm::of(&found.seen("words"), &found.words), None), None)
}

/// `POST /cases/settings/words`.
pub(crate) async fn set_words(staff: Staff, form: Form<WordsForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async { opening::set(&staff, &form.seen, opening::Setting::Words(form.read()?)).await };
    after(&staff, set.await, "/cases/settings/words", |problem| words(&staff.request, &form, Some(problem)))
}
