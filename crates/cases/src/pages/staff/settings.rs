//! `/cases/settings`: what the helpline made its own. Reply templates, checklists, words, rules of priority, clocks, how long
//! cases are kept, and what others are told about the help it gives.
//!
//! A setting goes by the version that was read; whoever comes second sees what they typed and that it was changed.

use std::fmt::Write as _;

use std::collections::BTreeMap;

use saksi_base::{LanguageTag, Place, Problem, SiteLanguage};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Weight, escape};

use super::parts::{choices, code, facts, line, lines, link, link_button, row, top_card};
use super::{Done, Staff, WorkPage, done, encoded, forms, opening, to_mend};
use crate::model::clocks::{ClockKind, Target, Targets};
use crate::model::priority::PriorityRules;
use crate::model::referral::{Fees, ProviderProfile, StartTime, WeeklyHours};
use crate::model::reply::{Checklist, Macro, Step, Template, TemplateProblem};
use crate::model::retention::{RetentionProblem, RetentionRules};
use crate::model::vocabulary::{OwnEntry, Vocabulary, VocabularyProblem};
use crate::model::words::{AbuseKind, Beneficiary, Choice, IncidentType, ServiceKind};

forms! {
    /// A reply template; one text for each language of the site.
    TemplateForm "cases:template" 128 {
        seen: String, name: String, en: String, zh_hant: String, th: String, id: String, ur: String, reviewed: Vec<String>,
        action: String,
    }
    /// A checklist, one step a line.
    ChecklistForm "cases:checklist" 32 { seen: String, name: String, steps: String, action: String }
    /// What is hidden from the shared lists, and what is added.
    WordsForm "cases:words" 64 {
        seen: String, hidden_incidents: Vec<String>, own_incidents: String, hidden_abuse: Vec<String>, own_abuse: String,
        hidden_groups: Vec<String>, own_groups: String,
    }
    /// Rules of priority, as data.
    PriorityForm "cases:priority" 128 { seen: String, rules: String }
    /// Minutes of the three clocks.
    ClocksForm "cases:clocks" 8 {
        seen: String, first_remind: String, first_escalate: String, first_due: String, update_remind: String,
        update_escalate: String, update_due: String, resolution_remind: String, resolution_escalate: String,
        resolution_due: String,
    }
    /// Days after closing.
    KeepingForm "cases:keeping" 16 { seen: String, days: String, by_incident: String, remind: String }
    /// What others are told.
    ProviderForm "cases:provider" 32 {
        seen: String, services: Vec<String>, languages: String, places: String, incidents: Vec<String>, groups: Vec<String>,
        hours: String, cases: String, start: String, fees: String, code: String,
    }
}

/// The areas of the settings, the present one marked.
fn ways(request: &PageRequest) -> Markup {
    let l = &request.locale;
    let areas = [
        ("/cases/settings", "cases-staff-templates"),
        ("/cases/settings/checklists", "cases-staff-checklists"),
        ("/cases/settings/words", "cases-staff-words"),
        ("/cases/settings/priority", "cases-staff-priority"),
        ("/cases/settings/clocks", "cases-staff-clocks"),
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

/// The texts of a template's form, by language.
const TEXTS: [(&str, SiteLanguage); 5] = [
    ("en", SiteLanguage::English),
    ("zh_hant", SiteLanguage::TraditionalChinese),
    ("th", SiteLanguage::Thai),
    ("id", SiteLanguage::Indonesian),
    ("ur", SiteLanguage::Urdu),
];

impl TemplateForm {
    pub(crate) fn of(seen: &str, template: &Template) -> Self {
        let text = |language: SiteLanguage| template.texts.get(language.tag()).cloned().unwrap_or_default();
        Self {
            seen: seen.to_owned(),
            name: template.code.clone(),
            en: text(SiteLanguage::English),
            zh_hant: text(SiteLanguage::TraditionalChinese),
            th: text(SiteLanguage::Thai),
            id: text(SiteLanguage::Indonesian),
            ur: text(SiteLanguage::Urdu),
            reviewed: template.reviewed.clone(),
            action: String::new(),
        }
    }

    fn texts(&self) -> [&str; 5] {
        [&self.en, &self.zh_hant, &self.th, &self.id, &self.ur]
    }

    /// Reads the form; a macro that nobody knows is named beside its text.
    pub(crate) fn read(&self) -> Result<Template, Problem> {
        let mut texts = BTreeMap::new();
        for (text, (_, language)) in self.texts().into_iter().zip(TEXTS) {
            if !text.trim().is_empty() {
                texts.insert(language.tag().to_owned(), text.trim().to_owned());
            }
        }
        let reviewed = self.reviewed.iter().filter(|tag| texts.contains_key(*tag)).cloned().collect();
        let template = Template { code: self.name.trim().to_owned(), texts, reviewed };
        template.check().map_err(|why| self.problem(&why))?;
        Ok(template)
    }

    fn problem(&self, why: &TemplateProblem) -> Problem {
        // Which text it is about: the first that cannot be read by itself, else the English one.
        let broken = TEXTS
            .iter()
            .zip(self.texts())
            .find(|(_, text)| !text.trim().is_empty() && crate::model::reply::Text::parse(text).is_err());
        let field = broken.map_or("en", |((field, _), _)| *field);
        match why {
            TemplateProblem::Unknown(name) => {
                let known: Vec<&str> = Macro::ALL.iter().map(|name| name.name()).collect();
                Problem::field(field, "cases-staff-problem-macro").with("name", name).with("known", known.join(", "))
            }
            TemplateProblem::Brace(place) => Problem::field(field, "cases-staff-problem-brace").with("place", place),
            TemplateProblem::TooLong => {
                Problem::field(field, "cases-staff-problem-long").with("most", crate::model::reply::LONGEST_TEXT)
            }
            TemplateProblem::Empty | TemplateProblem::NoEnglish => Problem::field("en", "cases-staff-problem-english"),
            TemplateProblem::Code(_) => Problem::field("name", "cases-staff-problem-code"),
            TemplateProblem::Differs { language, name } => {
                let field = TEXTS.iter().find(|(_, known)| known.tag() == language).map_or("en", |(field, _)| *field);
                Problem::field(field, "cases-staff-problem-differs").with("name", name)
            }
            TemplateProblem::Language(_) | TemplateProblem::Step(_) | TemplateProblem::Steps => {
                Problem::field("en", "cases-staff-problem-english")
            }
        }
    }
}

/// The list of templates.
pub(crate) fn template_list(request: &PageRequest, list: &[Template], manages: bool) -> WorkPage {
    let l = &request.locale;
    let mut body = Markup::empty();
    for template in list {
        let languages: Vec<String> = template
            .texts
            .keys()
            .filter_map(|tag| SiteLanguage::from_tag(tag))
            .map(|language| language.own_name().to_owned())
            .collect();
        let about = facts(&[(l.t("cases-staff-languages"), Markup::text(&l.list(&languages)))]);
        let text =
            template.text(SiteLanguage::English).map_or_else(Markup::empty, |(_, text)| saksi_web::user_block(text));
        let path = format!("/cases/settings/templates/{}", encoded(&template.code));
        body = body.then(&top_card(&link(&path, &code(&template.code)), &about.then(&text)));
    }
    if list.is_empty() {
        body = saksi_web::empty(l, "cases-staff-templates-none", "cases-staff-templates-none-how");
    }
    let add = if manages {
        row(&[link_button(l, "/cases/settings/templates/new", "cases-staff-template-new", Weight::Main)])
    } else {
        Markup::empty()
    };
    page(request, "cases-staff-templates").part(&line(l, "cases-staff-templates-lead")).part(&body).part(&add)
}

/// `GET /cases/settings`.
pub(crate) async fn templates(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    staff.page(&template_list(&staff.request, &found.templates, staff.may(Capability::RUN_HELPLINE)), None)
}

/// One template.
pub(crate) fn template(request: &PageRequest, at: &str, typed: &TemplateForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let macros: Vec<Markup> = Macro::ALL.iter().map(|name| code(&format!("{{{}}}", name.name()))).collect();
    let mut parts = vec![
        f.hidden("seen", &typed.seen),
        f.text("name", "cases-staff-template-name", &typed.name)
            .hint("cases-staff-code-name-hint")
            .code()
            .longest(40)
            .required()
            .build(),
    ];
    for ((field, language), text) in TEXTS.into_iter().zip(typed.texts()) {
        let area = f
            .area(field, "cases-staff-template-name", text)
            .labelled(language.own_name())
            .language(language.tag())
            .rows(6);
        parts.push(if language == SiteLanguage::English { area.required().build() } else { area.optional().build() });
    }
    let languages: Vec<(String, String)> =
        TEXTS.iter().map(|(_, language)| (language.tag().to_owned(), language.own_name().to_owned())).collect();
    parts.push(
        f.checks("reviewed", "cases-staff-reviewed", &typed.reviewed, &[])
            .options(languages)
            .hint("cases-staff-reviewed-hint")
            .build(),
    );
    let mut buttons = vec![("action", "save", "cases-staff-save", Weight::Main)];
    if at != "new" {
        buttons.push(("action", "remove", "cases-staff-remove", Weight::Danger));
    }
    parts.push(f.buttons(&buttons));
    page(request, "cases-staff-template")
        .back(l, "/cases/settings", "cases-staff-back-settings")
        .part(&line(l, "cases-staff-template-lead"))
        .part(&lines(&macros))
        .part(&fields::form(
            request,
            &format!("/cases/settings/templates/{}", encoded(at)),
            TemplateForm::PURPOSE,
            &parts,
        ))
}

/// `GET /cases/settings/templates/{code}`.
pub(crate) async fn template_page(staff: Staff, PagePath(at): PagePath<String>) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let seen = found.seen("templates");
    let form = if at == "new" {
        TemplateForm { seen, ..TemplateForm::default() }
    } else {
        let known = found.templates.iter().find(|template| template.code == at).ok_or_else(Problem::not_found)?;
        TemplateForm::of(&seen, known)
    };
    staff.page(&template(&staff.request, &at, &form, None), None)
}

/// `POST /cases/settings/templates/{code}`.
pub(crate) async fn set_template(
    staff: Staff,
    PagePath(at): PagePath<String>,
    form: Form<TemplateForm>,
) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        let mut list = opening::settings(&staff).await?.templates;
        if form.action == "remove" {
            list.retain(|template| template.code != at);
        } else {
            let read = form.read()?;
            if list.iter().any(|known| known.code == read.code && known.code != at) {
                return Err(Problem::field("name", "cases-staff-problem-code-taken"));
            }
            match list.iter_mut().find(|known| known.code == at) {
                Some(known) => *known = read,
                None => list.push(read),
            }
        }
        opening::set(&staff, &form.seen, opening::Setting::Templates(list)).await
    };
    match set.await {
        Ok(()) => Ok(done("/cases/settings", Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&template(&staff.request, &at, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// The list of checklists.
pub(crate) fn checklist_list(request: &PageRequest, list: &[Checklist], manages: bool) -> WorkPage {
    let l = &request.locale;
    let mut body = Markup::empty();
    for checklist in list {
        let steps: Vec<Markup> = checklist.steps.iter().map(|step| saksi_web::user(&step.words)).collect();
        let path = format!("/cases/settings/checklists/{}", encoded(&checklist.code));
        body = body.then(&top_card(&link(&path, &code(&checklist.code)), &lines(&steps)));
    }
    if list.is_empty() {
        body = saksi_web::empty(l, "cases-staff-lists-none", "cases-staff-lists-none-how");
    }
    let add = if manages {
        row(&[link_button(l, "/cases/settings/checklists/new", "cases-staff-checklist-new", Weight::Main)])
    } else {
        Markup::empty()
    };
    page(request, "cases-staff-checklists").part(&body).part(&add)
}

/// `GET /cases/settings/checklists`.
pub(crate) async fn checklists(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    staff.page(&checklist_list(&staff.request, &found.checklists, staff.may(Capability::RUN_HELPLINE)), None)
}

impl ChecklistForm {
    pub(crate) fn of(seen: &str, list: &Checklist) -> Self {
        let steps: Vec<String> = list.steps.iter().map(|step| format!("{}: {}", step.code, step.words)).collect();
        Self { seen: seen.to_owned(), name: list.code.clone(), steps: steps.join("\n"), action: String::new() }
    }

    /// Reads `code: words`, a step a line.
    pub(crate) fn read(&self) -> Result<Checklist, Problem> {
        let mut steps = Vec::new();
        for (place, text) in self.steps.lines().map(str::trim).filter(|text| !text.is_empty()).enumerate() {
            let Some((step, words)) = text.split_once(':') else {
                return Err(Problem::field("steps", "cases-staff-problem-step-form").with("place", place + 1));
            };
            steps.push(Step { code: step.trim().to_owned(), words: words.trim().to_owned() });
        }
        let list = Checklist { code: self.name.trim().to_owned(), steps };
        list.check().map_err(|why| match why {
            TemplateProblem::Code(name) if name == list.code => Problem::field("name", "cases-staff-problem-code"),
            TemplateProblem::Code(name) => Problem::field("steps", "cases-staff-problem-step-code").with("name", name),
            TemplateProblem::Step(place) => Problem::field("steps", "cases-staff-problem-step").with("place", place),
            _ => Problem::field("steps", "cases-staff-problem-steps").with("most", crate::model::reply::MOST_STEPS),
        })?;
        Ok(list)
    }
}

/// One checklist.
pub(crate) fn checklist(request: &PageRequest, at: &str, typed: &ChecklistForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut buttons = vec![("action", "save", "cases-staff-save", Weight::Main)];
    if at != "new" {
        buttons.push(("action", "remove", "cases-staff-remove", Weight::Danger));
    }
    page(request, "cases-staff-checklist-title")
        .back(l, "/cases/settings/checklists", "cases-staff-back-settings")
        .part(&fields::form(
            request,
            &format!("/cases/settings/checklists/{}", encoded(at)),
            ChecklistForm::PURPOSE,
            &[
                f.hidden("seen", &typed.seen),
                f.text("name", "cases-staff-template-name", &typed.name)
                    .hint("cases-staff-code-name-hint")
                    .code()
                    .longest(40)
                    .required()
                    .build(),
                f.area("steps", "cases-staff-checklist-steps", &typed.steps)
                    .hint("cases-staff-checklist-steps-hint")
                    .rows(12)
                    .required()
                    .build(),
                f.buttons(&buttons),
            ],
        ))
}

/// `GET /cases/settings/checklists/{code}`.
pub(crate) async fn checklist_page(staff: Staff, PagePath(at): PagePath<String>) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let seen = found.seen("checklists");
    let form = if at == "new" {
        ChecklistForm { seen, ..ChecklistForm::default() }
    } else {
        ChecklistForm::of(&seen, found.checklists.iter().find(|list| list.code == at).ok_or_else(Problem::not_found)?)
    };
    staff.page(&checklist(&staff.request, &at, &form, None), None)
}

/// `POST /cases/settings/checklists/{code}`.
pub(crate) async fn set_checklist(
    staff: Staff,
    PagePath(at): PagePath<String>,
    form: Form<ChecklistForm>,
) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        let mut list = opening::settings(&staff).await?.checklists;
        if form.action == "remove" {
            list.retain(|checklist| checklist.code != at);
        } else {
            let read = form.read()?;
            if list.iter().any(|known| known.code == read.code && known.code != at) {
                return Err(Problem::field("name", "cases-staff-problem-code-taken"));
            }
            match list.iter_mut().find(|known| known.code == at) {
                Some(known) => *known = read,
                None => list.push(read),
            }
        }
        opening::set(&staff, &form.seen, opening::Setting::Checklists(list)).await
    };
    match set.await {
        Ok(()) => Ok(done("/cases/settings/checklists", Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&checklist(&staff.request, &at, &form, Some(&problem)), Some(&problem))
        }
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
    pub(crate) fn of(seen: &str, words: &super::coded::Words) -> Self {
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

    pub(crate) fn read(&self) -> Result<super::coded::Words, Problem> {
        Ok(super::coded::Words {
            incidents: read_own("own_incidents", &self.hidden_incidents, &self.own_incidents)?,
            abuse: read_own("own_abuse", &self.hidden_abuse, &self.own_abuse)?,
            groups: read_own("own_groups", &self.hidden_groups, &self.own_groups)?,
        })
    }
}

/// The choices that may be hidden: all but the ways not to choose.
fn hideable<T: Choice>(message: fn(T) -> &'static str) -> Vec<(&'static str, &'static str)> {
    T::all().iter().filter(|entry| !entry.is_way_out()).map(|entry| (entry.code(), message(*entry))).collect()
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
    super::parts::table(l, "cases-staff-rules-caption", &["cases-staff-reason", "cases-staff-points"], &rows)
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
            Problem::field(field, "cases-staff-problem-target").with("most", crate::model::clocks::LONGEST_MINUTES)
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
            .map(|((field, label), text)| f.text(field, label, text).kind("number").input_mode("numeric").build())
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
        let rules = RetentionRules { days, by_incident, remind_days_before };
        rules.check().map_err(|why| match why {
            RetentionProblem::Reminder(_) | RetentionProblem::Reminders => {
                Problem::field("remind", "cases-staff-problem-remind")
            }
            RetentionProblem::Days(days) if days == rules.days => days_problem("days"),
            _ => days_problem("by_incident"),
        })?;
        Ok(rules)
    }
}

fn days_problem(field: &'static str) -> Problem {
    Problem::field(field, "cases-staff-problem-keeping-days")
        .with("least", crate::model::retention::FEWEST_DAYS)
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
                f.text("remind", "cases-staff-keeping-remind", &typed.remind)
                    .hint("cases-staff-keeping-remind-hint")
                    .code()
                    .optional()
                    .build(),
                f.submit("cases-staff-save"),
            ],
        ))
        .part(&super::parts::folded(l, "cases-staff-codes", false, &lines(&codes)))
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

/// How the form sends when somebody begins.
const STARTS: [(StartTime, &str, &str); 5] = [
    (StartTime::Hours, "hours", "cases-staff-start-hours"),
    (StartTime::Days, "days", "cases-staff-start-days"),
    (StartTime::Week, "week", "cases-staff-start-week"),
    (StartTime::Weeks, "weeks", "cases-staff-start-weeks"),
    (StartTime::Closed, "closed", "cases-staff-start-closed"),
];

/// How the form sends the hours of a week.
const HOURS: [(WeeklyHours, &str, &str); 5] = [
    (WeeklyHours::UnderOne, "under-one", "cases-staff-hours-under-one"),
    (WeeklyHours::TwoToFour, "two-to-four", "cases-staff-hours-two-to-four"),
    (WeeklyHours::FiveToTen, "five-to-ten", "cases-staff-hours-five-to-ten"),
    (WeeklyHours::TenToTwenty, "ten-to-twenty", "cases-staff-hours-ten-to-twenty"),
    (WeeklyHours::OverTwenty, "over-twenty", "cases-staff-hours-over-twenty"),
];

/// How the form sends what help costs.
const FEES: [(Fees, &str, &str); 3] = [
    (Fees::Free, "free", "cases-staff-fees-free"),
    (Fees::Sliding, "sliding", "cases-staff-fees-sliding"),
    (Fees::Paid, "paid", "cases-staff-fees-paid"),
];

fn code_of<T: PartialEq>(list: &[(T, &'static str, &'static str)], value: &T) -> String {
    list.iter().find(|(known, ..)| known == value).map_or("", |(_, code, _)| *code).to_owned()
}

fn read_code<T: Copy>(list: &[(T, &'static str, &'static str)], field: &'static str, code: &str) -> Result<T, Problem> {
    let found = list.iter().find(|(_, known, _)| *known == code);
    found.map(|(value, ..)| *value).ok_or_else(|| Problem::field(field, "cases-staff-problem-choose"))
}

fn offers<T>(list: &[(T, &'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    list.iter().map(|(_, code, message)| (*code, *message)).collect()
}

impl ProviderForm {
    pub(crate) fn of(seen: &str, profile: &ProviderProfile) -> Self {
        Self {
            seen: seen.to_owned(),
            services: profile.services.iter().map(|kind| kind.code().to_owned()).collect(),
            languages: profile.languages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
            places: profile.places.iter().map(Place::code).collect::<Vec<_>>().join(", "),
            incidents: profile.incidents.iter().map(|kind| kind.code().to_owned()).collect(),
            groups: profile.groups.iter().map(|group| group.code().to_owned()).collect(),
            hours: code_of(&HOURS, &profile.weekly_hours),
            cases: profile.cases_per_week.to_string(),
            start: code_of(&STARTS, &profile.start),
            fees: code_of(&FEES, &profile.fees),
            code: profile.code_of_practice.clone().unwrap_or_default(),
        }
    }

    pub(crate) fn read(&self, organisation: saksi_base::OrganisationId) -> Result<ProviderProfile, Problem> {
        let services: Vec<ServiceKind> = self.services.iter().filter_map(|code| ServiceKind::from_code(code)).collect();
        if services.is_empty() {
            return Err(Problem::field("services", "cases-staff-problem-choose"));
        }
        let mut languages = Vec::new();
        for tag in self.languages.split([',', ' ', '\n', '،', '、']).map(str::trim).filter(|tag| !tag.is_empty()) {
            let wrong = |_| Problem::field("languages", "cases-staff-problem-language").with("name", tag);
            languages.push(tag.parse::<LanguageTag>().map_err(wrong)?);
        }
        if languages.is_empty() {
            return Err(Problem::field("languages", "problem-text-missing"));
        }
        let mut places = Vec::new();
        for place in self.places.split([',', '\n', '،', '、']).map(str::trim).filter(|place| !place.is_empty()) {
            match Place::from_code(place) {
                Some(found @ Place::Territory(_)) => places.push(found),
                _ => return Err(Problem::field("places", "cases-staff-problem-place").with("name", place)),
            }
        }
        let cases_per_week: u16 =
            self.cases.trim().parse().map_err(|_| Problem::field("cases", "cases-staff-problem-number"))?;
        if cases_per_week > 1_000 {
            return Err(Problem::field("cases", "cases-staff-problem-number"));
        }
        Ok(ProviderProfile {
            organisation,
            services,
            languages,
            places,
            incidents: self.incidents.iter().filter_map(|code| IncidentType::from_code(code)).collect(),
            groups: self.groups.iter().filter_map(|code| Beneficiary::from_code(code)).collect(),
            weekly_hours: read_code(&HOURS, "hours", &self.hours)?,
            cases_per_week,
            start: read_code(&STARTS, "start", &self.start)?,
            fees: read_code(&FEES, "fees", &self.fees)?,
            code_of_practice: Some(self.code.trim().to_owned()).filter(|code| !code.is_empty()),
        })
    }
}

/// What others are told.
pub(crate) fn provider(request: &PageRequest, typed: &ProviderForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    page(request, "cases-staff-provider-profile").part(&line(l, "cases-staff-profile-lead")).part(&fields::form(
        request,
        "/cases/settings/provider",
        ProviderForm::PURPOSE,
        &[
            f.hidden("seen", &typed.seen),
            f.checks(
                "services",
                "cases-staff-profile-services",
                &typed.services,
                &choices(ServiceKind::ALL, ServiceKind::code, ServiceKind::message, None),
            )
            .build(),
            f.text("languages", "cases-staff-profile-languages", &typed.languages)
                .hint("cases-staff-profile-languages-hint")
                .code()
                .required()
                .build(),
            f.text("places", "cases-staff-profile-places", &typed.places)
                .hint("cases-staff-profile-places-hint")
                .code()
                .optional()
                .build(),
            f.checks("incidents", "cases-staff-profile-incidents", &typed.incidents, &hideable(IncidentType::message))
                .build(),
            f.checks("groups", "cases-staff-profile-groups", &typed.groups, &hideable(Beneficiary::message)).build(),
            f.select("hours", "cases-staff-profile-hours", &typed.hours, &offers(&HOURS)).build(),
            f.text("cases", "cases-staff-profile-cases", &typed.cases)
                .kind("number")
                .input_mode("numeric")
                .required()
                .build(),
            f.select("start", "cases-staff-profile-start", &typed.start, &offers(&STARTS)).build(),
            f.radio("fees", "cases-staff-profile-fees", &typed.fees, &offers(&FEES)).build(),
            f.text("code", "cases-staff-profile-code", &typed.code)
                .hint("cases-staff-profile-code-hint")
                .longest(400)
                .optional()
                .build(),
            f.submit("cases-staff-save"),
        ],
    ))
}

/// `GET /cases/settings/provider`.
pub(crate) async fn provider_page(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let seen = found.seen("profile");
    let form = match &found.profile {
        Some(profile) => ProviderForm::of(&seen, profile),
        None => ProviderForm {
            seen,
            hours: "two-to-four".to_owned(),
            start: "days".to_owned(),
            fees: "free".to_owned(),
            cases: "5".to_owned(),
            ..ProviderForm::default()
        },
    };
    staff.page(&provider(&staff.request, &form, None), None)
}

/// `POST /cases/settings/provider`.
pub(crate) async fn set_provider(staff: Staff, form: Form<ProviderForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        let profile = form.read(staff.member.organisation)?;
        opening::set(&staff, &form.seen, opening::Setting::Profile(profile)).await
    };
    after(&staff, set.await, "/cases/settings/provider", |problem| provider(&staff.request, &form, Some(problem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_with_a_macro_that_nobody_knows_is_refused_beside_its_text() {
        let form = TemplateForm {
            name: "hello".into(),
            en: "Hello {organisation}".into(),
            ur: "سلام {nobody}".into(),
            ..TemplateForm::default()
        };
        let problem = form.read().unwrap_err();
        assert_eq!(problem.fields[0].field, "ur");
        assert_eq!(problem.fields[0].message, "cases-staff-problem-macro");
        let form = TemplateForm { th: "สวัสดี".into(), ur: String::new(), ..form };
        let problem = form.read().unwrap_err();
        assert_eq!((problem.fields[0].field, problem.fields[0].message), ("th", "cases-staff-problem-differs"));
        for template in Template::defaults() {
            assert_eq!(TemplateForm::of("0", &template).read().unwrap(), template);
        }
    }

    #[test]
    fn checklists_words_clocks_days_and_profiles_survive_their_forms() {
        let list = Checklist::first_hour();
        assert_eq!(ChecklistForm::of("0", &list).read().unwrap(), list);
        let wrong = ChecklistForm { name: "a".into(), steps: "no colon here".into(), ..ChecklistForm::default() };
        assert_eq!(wrong.read().unwrap_err().fields[0].message, "cases-staff-problem-step-form");

        let mut words = super::super::coded::Words::default();
        words.incidents.hidden.push(IncidentType::NetworkOutage);
        words.incidents.own.push(OwnEntry {
            code: "sim-swap".into(),
            counts_as: IncidentType::AccountCompromise,
            labels: [("en".to_owned(), "SIM swap".to_owned()), ("id".to_owned(), "Pembajakan SIM".to_owned())].into(),
        });
        let form = WordsForm::of("0", &words);
        assert_eq!(form.read().unwrap().incidents, words.incidents);
        let wrong = WordsForm { own_groups: "mine = nobody: Mine".into(), ..form };
        assert_eq!(wrong.read().unwrap_err().fields[0].field, "own_groups");

        let targets = Targets::default();
        assert_eq!(ClocksForm::of("0", &targets).read().unwrap(), targets);
        let wrong = ClocksForm { update_due: "1".into(), ..ClocksForm::of("0", &targets) };
        assert_eq!(wrong.read().unwrap_err().fields[0].field, "update_due");

        let mut rules = RetentionRules::default();
        rules.by_incident.insert(IncidentType::Abuse, 365);
        assert_eq!(KeepingForm::of("0", &rules).read().unwrap(), rules);
        let wrong = KeepingForm { days: "1".into(), ..KeepingForm::of("0", &rules) };
        assert_eq!(wrong.read().unwrap_err().fields[0].field, "days");

        let organisation = saksi_base::OrganisationId::new(saksi_base::Timestamp(0), &saksi_base::SeededRandom::new(1));
        let profile = ProviderProfile {
            organisation,
            services: vec![ServiceKind::Legal],
            languages: vec!["ur".parse().unwrap(), "zh-Hant".parse().unwrap()],
            places: vec![Place::Territory("TW"), Place::Territory("PK")],
            incidents: vec![IncidentType::Abuse],
            groups: vec![Beneficiary::Journalist],
            weekly_hours: WeeklyHours::FiveToTen,
            cases_per_week: 4,
            start: StartTime::Days,
            fees: Fees::Free,
            code_of_practice: Some("https://example.org/code".into()),
        };
        assert_eq!(ProviderForm::of("0", &profile).read(organisation).unwrap(), profile);
        let wrong = ProviderForm { places: "Atlantis".into(), ..ProviderForm::of("0", &profile) };
        assert_eq!(wrong.read(organisation).unwrap_err().fields[0].field, "places");
    }
}
