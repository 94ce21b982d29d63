//! `/cases/enter`: somebody called or came in. Whoever answers writes down what they say, and the case goes the same way as any
//! other: sealed, with a receipt that can be read out.

use saksi_base::Problem;
use saksi_network::Capability;
use saksi_vault::WordList;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PageRequest, Response, Weight, escape};

use super::case::path;
use super::coded::{AnswersForm, Words, answer_fields};
use super::parts::{choices, hint, languages, line, link_button, row};
use super::views::Coded;
use super::work::opened_for;
use super::{Done, Staff, WorkPage, done, forms, opening, said, to_mend};
use crate::actions::work as action;
use crate::model::words::{Intake, ServiceKind};

forms! {
    /// A case as somebody told it.
    EnterForm "cases:enter" 320 {
        intake: String, language: String, text: String, name: String, contact: String, contact_when: String,
        safe: String, minor: String, incident: Vec<String>, abuse: Vec<String>, group: Vec<String>, region: String,
        approach: String, services: Vec<String>, receipt: String,
    }
}

impl EnterForm {
    fn answers(&self) -> AnswersForm {
        AnswersForm {
            safe: self.safe.clone(),
            minor: self.minor.clone(),
            incident: self.incident.clone(),
            abuse: self.abuse.clone(),
            group: self.group.clone(),
            region: self.region.clone(),
            approach: self.approach.clone(),
            ..AnswersForm::default()
        }
    }
}

/// The ways in which a case comes that somebody writes down.
const WAYS: [Intake; 3] = [Intake::Phone, Intake::WalkIn, Intake::Email];

/// What was read from the form.
pub(crate) struct Entered {
    pub(crate) coded: Coded,
    pub(crate) intake: Intake,
    pub(crate) services: Vec<ServiceKind>,
}

/// The page.
pub(crate) fn entering(request: &PageRequest, words: &Words, typed: &EnterForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut answers = answer_fields(&f, l, &typed.answers(), words);
    let services = choices(ServiceKind::ALL, ServiceKind::code, ServiceKind::message, None);
    answers.push(f.checks("services", "cases-staff-service-wanted-which", &typed.services, &services).build());
    let ways: Vec<(&str, &str)> = WAYS.iter().map(|way| (way.code(), way.message())).collect();
    let way = if typed.intake.is_empty() { Intake::Phone.code() } else { typed.intake.as_str() };
    WorkPage::tabbed(request, "cases-staff-enter-title").part(&line(l, "cases-staff-enter-lead")).part(&fields::form(
        request,
        "/cases/enter",
        EnterForm::PURPOSE,
        &[
            f.radio("intake", "cases-staff-fact-intake", way, &ways).build(),
            f.area("text", "cases-staff-enter-text", &typed.text)
                .hint("cases-staff-enter-text-hint")
                .rows(8)
                .longest(64 * 1024)
                .required()
                .build(),
            f.select("language", "cases-staff-fact-language", &typed.language, &[])
                .options(languages(&typed.language))
                .build(),
            f.text("name", "cases-staff-fact-called", &typed.name).longest(200).optional().autocomplete("off").build(),
            f.text("contact", "cases-staff-fact-contact", &typed.contact)
                .hint("cases-staff-enter-contact-hint")
                .longest(1_000)
                .optional()
                .autocomplete("off")
                .build(),
            f.text("contact_when", "cases-staff-fact-when", &typed.contact_when).longest(400).optional().build(),
            f.group("cases-staff-enter-answers", &answers),
            f.checkbox("receipt", "cases-staff-enter-receipt", typed.receipt == "yes")
                .hint("cases-staff-enter-receipt-hint")
                .build(),
            f.submit("cases-staff-enter-go"),
        ],
    ))
}

impl EnterForm {
    pub(crate) fn read(&self, words: &Words) -> Result<Entered, Problem> {
        let mut problems = saksi_base::problem::Problems::new();
        fields::check_text(&mut problems, "text", &self.text, 64 * 1024, true);
        fields::check_text(&mut problems, "name", &self.name, 200, false);
        fields::check_text(&mut problems, "contact", &self.contact, 1_000, false);
        fields::check_text(&mut problems, "contact_when", &self.contact_when, 400, false);
        let coded = self.answers().read(words);
        if let Err(problem) = &coded {
            for field in &problem.fields {
                problems.add(field.field, field.message);
            }
        }
        problems.finish()?;
        Ok(Entered {
            coded: coded?,
            intake: WAYS.into_iter().find(|way| way.code() == self.intake).unwrap_or(Intake::Phone),
            services: self.services.iter().filter_map(|code| ServiceKind::from_code(code)).collect(),
        })
    }
}

/// `GET /cases/enter`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let _me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let words = opening::words(&staff).await?;
    staff.page(&entering(&staff.request, &words, &EnterForm::default(), None), None)
}

/// The receipt, to be read out.
pub(crate) fn receipt(request: &PageRequest, at: &str, locator: &str, words: &str) -> WorkPage {
    let l = &request.locale;
    let words: Vec<&str> = words.split_whitespace().collect();
    WorkPage::new(request, "cases-staff-entered-title")
        .part(&said(&l.t("cases-staff-entered")))
        .part(&line(l, "cases-staff-entered-read"))
        .part(&Markup::trusted(format!("<p class=\"locator\" dir=\"ltr\">{}</p>", escape(locator))))
        .part(&saksi_web::code_words(&words))
        .part(&hint(l, "cases-staff-entered-once"))
        .part(&row(&[link_button(l, at, "cases-staff-entered-on", Weight::Main)]))
}

/// `POST /cases/enter`.
pub(crate) async fn enter(staff: Staff, form: Form<EnterForm>) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, EnterForm);
    let form = form.value;
    let words = opening::words(&staff).await?;
    let entered = async {
        let read = form.read(&words)?;
        let list = (form.receipt == "yes").then(|| {
            saksi_base::SiteLanguage::from_tag(&form.language).map_or(WordList::English, WordList::for_language)
        });
        let intake = read.intake;
        let plain = opening::plain(&form, &read);
        action::enter(&staff.cases, &me, intake, plain, list).await
    };
    match entered.await {
        Ok((case, Some(found))) => {
            let page = receipt(&staff.request, &path(case), &found.locator().to_string(), &found.words());
            staff.page(&page, None)
        }
        Ok((case, None)) => Ok(done(&path(case), Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&entering(&staff.request, &words, &form, Some(&problem)), Some(&problem))
        }
    }
}
