//! Reply templates: a text for each language of the site, with macros.

use std::collections::BTreeMap;

use saksi_base::{Problem, SiteLanguage};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PagePath, PageRequest, Response, Weight};

use super::{NEW, after, may, page, with_one};
use crate::model::reply::{Macro, Template, TemplateProblem};
use crate::pages::staff::parts::{code, facts, line, link, link_button, row, top_card};
use crate::pages::staff::{Staff, WorkPage, encoded, forms, opening};

forms! {
    /// A reply template; one text for each language of the site.
    TemplateForm "cases:template" 128 {
        seen: String, name: String, en: String, zh_hant: String, th: String, id: String, ur: String, reviewed: Vec<String>,
        action: String,
    }
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
    let macros: Markup =
        Macro::ALL.iter().map(|name| code(&format!("{{{}}}", name.name())).then(&Markup::text(" "))).collect();
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
    if at != NEW {
        buttons.push(("action", "remove", "cases-staff-remove", Weight::Danger));
    }
    parts.push(f.buttons(&buttons));
    page(request, "cases-staff-template")
        .back(l, "/cases/settings", "cases-staff-back-settings")
        .part(&line(l, "cases-staff-template-lead"))
        .part(&Markup::trusted("<p>").then(&macros).then(&Markup::trusted("</p>")))
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
    let form = if at == NEW {
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
        let list = opening::settings(&staff).await?.templates;
        let one = if form.action == "remove" { None } else { Some(form.read()?) };
        let list = with_one(list, &at, |template| &template.code, one)?;
        opening::set(&staff, &form.seen, opening::Setting::Templates(list)).await
    };
    after(&staff, set.await, "/cases/settings", |problem| template(&staff.request, &at, &form, Some(problem)))
}
