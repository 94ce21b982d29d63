//! Toolkits: what people can read or do by themselves, in each language in which there is something.

use std::collections::BTreeMap;

use saksi_base::{Problem, SiteLanguage};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PagePath, PageRequest, Response, Weight, user};

use super::{NEW, after, hideable, may, page, with_one};
use crate::model::toolkit::{LONGEST_ABOUT, LONGEST_TITLE, Toolkit, ToolkitKind, ToolkitProblem, ToolkitText};
use crate::model::words::IncidentType;
use crate::pages::public::toolkits::host;
use crate::pages::staff::parts::{choices, facts, line, link, link_button, row, top_card};
use crate::pages::staff::{Staff, WorkPage, encoded, forms, opening};

forms! {
    /// A toolkit; a title, an address and a few words for each language of the site.
    ToolkitForm "cases:toolkit" 64 {
        seen: String, name: String, kind: String, incident: Vec<String>,
        title_en: String, link_en: String, about_en: String,
        title_zh_hant: String, link_zh_hant: String, about_zh_hant: String,
        title_th: String, link_th: String, about_th: String,
        title_id: String, link_id: String, about_id: String,
        title_ur: String, link_ur: String, about_ur: String,
        action: String,
    }
}

/// The fields of each language: title, address, what it holds.
const TEXTS: [(SiteLanguage, [&str; 3]); 5] = [
    (SiteLanguage::English, ["title_en", "link_en", "about_en"]),
    (SiteLanguage::TraditionalChinese, ["title_zh_hant", "link_zh_hant", "about_zh_hant"]),
    (SiteLanguage::Thai, ["title_th", "link_th", "about_th"]),
    (SiteLanguage::Indonesian, ["title_id", "link_id", "about_id"]),
    (SiteLanguage::Urdu, ["title_ur", "link_ur", "about_ur"]),
];

/// The place of a language in the form.
fn place(tag: &str) -> [&'static str; 3] {
    TEXTS.iter().find(|(language, _)| language.tag() == tag).map_or(["name"; 3], |(_, fields)| *fields)
}

impl ToolkitForm {
    pub(crate) fn of(seen: &str, toolkit: &Toolkit) -> Self {
        let text = |language: SiteLanguage| {
            let found = toolkit.texts.get(language.tag());
            found.map(|text| (text.title.clone(), text.address.clone(), text.about.clone())).unwrap_or_default()
        };
        let (title_en, link_en, about_en) = text(SiteLanguage::English);
        let (title_zh_hant, link_zh_hant, about_zh_hant) = text(SiteLanguage::TraditionalChinese);
        let (title_th, link_th, about_th) = text(SiteLanguage::Thai);
        let (title_id, link_id, about_id) = text(SiteLanguage::Indonesian);
        let (title_ur, link_ur, about_ur) = text(SiteLanguage::Urdu);
        Self {
            seen: seen.to_owned(),
            name: toolkit.code.clone(),
            kind: toolkit.kind.code().to_owned(),
            incident: toolkit.incidents.iter().map(|kind| kind.code().to_owned()).collect(),
            title_en,
            link_en,
            about_en,
            title_zh_hant,
            link_zh_hant,
            about_zh_hant,
            title_th,
            link_th,
            about_th,
            title_id,
            link_id,
            about_id,
            title_ur,
            link_ur,
            about_ur,
            action: String::new(),
        }
    }

    /// What was typed for each language, in the order of [`TEXTS`].
    fn texts(&self) -> [[&str; 3]; 5] {
        [
            [&self.title_en, &self.link_en, &self.about_en],
            [&self.title_zh_hant, &self.link_zh_hant, &self.about_zh_hant],
            [&self.title_th, &self.link_th, &self.about_th],
            [&self.title_id, &self.link_id, &self.about_id],
            [&self.title_ur, &self.link_ur, &self.about_ur],
        ]
    }

    /// Reads the form; what cannot be listed is said beside its field.
    pub(crate) fn read(&self) -> Result<Toolkit, Problem> {
        let mut texts = BTreeMap::new();
        for (typed, (language, _)) in self.texts().into_iter().zip(TEXTS) {
            let [title, address, about] = typed.map(str::trim);
            if [title, address, about].iter().any(|text| !text.is_empty()) {
                let text = ToolkitText { title: title.into(), about: about.into(), address: address.into() };
                texts.insert(language.tag().to_owned(), text);
            }
        }
        let toolkit = Toolkit {
            code: self.name.trim().to_owned(),
            kind: ToolkitKind::from_code(&self.kind)
                .ok_or_else(|| Problem::field("kind", "cases-staff-problem-choose"))?,
            incidents: self.incident.iter().filter_map(|code| IncidentType::from_code(code)).collect(),
            texts,
        };
        match toolkit.check() {
            Ok(()) => Ok(toolkit),
            Err(ToolkitProblem::Code(_)) => Err(Problem::field("name", "cases-staff-problem-code")),
            Err(ToolkitProblem::Empty) => Err(Problem::field("title_en", "cases-staff-problem-toolkit-empty")),
            Err(ToolkitProblem::Title(tag) | ToolkitProblem::Language(tag)) => {
                let problem = Problem::field(place(&tag)[0], "cases-staff-problem-toolkit-title");
                Err(problem.with("most", LONGEST_TITLE))
            }
            Err(ToolkitProblem::Address(tag)) => {
                Err(Problem::field(place(&tag)[1], "cases-staff-problem-toolkit-address"))
            }
            Err(ToolkitProblem::About(tag)) => {
                Err(Problem::field(place(&tag)[2], "cases-staff-problem-long").with("most", LONGEST_ABOUT))
            }
        }
    }
}

/// The list of toolkits.
pub(crate) fn toolkit_list(request: &PageRequest, list: &[Toolkit], manages: bool) -> WorkPage {
    let l = &request.locale;
    let mut body = Markup::empty();
    for toolkit in list {
        let spoken = toolkit.texts.keys().filter_map(|tag| SiteLanguage::from_tag(tag));
        let languages: Vec<String> = spoken.map(|language| language.own_name().to_owned()).collect();
        let incidents: Vec<String> = toolkit.incidents.iter().map(|kind| l.t(kind.message())).collect();
        let Some((_, text)) = toolkit.text(l.language) else { continue };
        let about = facts(&[
            (l.t("cases-staff-toolkit-kind"), Markup::text(&l.t(toolkit.kind.message()))),
            (l.t("cases-staff-languages"), Markup::text(&l.list(&languages))),
            (
                l.t("cases-staff-toolkit-for"),
                if incidents.is_empty() { Markup::empty() } else { Markup::text(&l.list(&incidents)) },
            ),
            (l.t("cases-staff-toolkit-address"), user(&host(&text.address))),
        ]);
        let path = format!("/cases/settings/toolkits/{}", encoded(&toolkit.code));
        body = body.then(&top_card(&link(&path, &user(&text.title)), &about));
    }
    if list.is_empty() {
        body = saksi_web::empty(l, "cases-staff-toolkits-none", "cases-staff-toolkits-none-how");
    }
    let add = if manages {
        row(&[link_button(l, "/cases/settings/toolkits/new", "cases-staff-toolkit-new", Weight::Main)])
    } else {
        Markup::empty()
    };
    page(request, "cases-staff-toolkits").part(&line(l, "cases-staff-toolkits-lead")).part(&body).part(&add)
}

/// `GET /cases/settings/toolkits`.
pub(crate) async fn toolkits(staff: Staff) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let list = &found.settings.toolkits.value;
    staff.page(&toolkit_list(&staff.request, list, staff.may(Capability::RUN_HELPLINE)), None)
}

/// One toolkit.
pub(crate) fn toolkit(request: &PageRequest, at: &str, typed: &ToolkitForm, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let longest = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    let mut parts = vec![
        f.hidden("seen", &typed.seen),
        f.text("name", "cases-staff-toolkit-name", &typed.name)
            .hint("cases-staff-code-name-hint")
            .code()
            .longest(40)
            .required()
            .build(),
        f.select(
            "kind",
            "cases-staff-toolkit-kind",
            &typed.kind,
            &choices(ToolkitKind::ALL, ToolkitKind::code, ToolkitKind::message, None),
        )
        .build(),
        f.checks("incident", "cases-staff-toolkit-for", &typed.incident, &hideable(IncidentType::message))
            .hint("cases-staff-toolkit-for-hint")
            .build(),
    ];
    for ((language, [title, address, about]), typed) in TEXTS.into_iter().zip(typed.texts()) {
        let labelled = |message: &str| format!("{} · {}", l.t(message), language.own_name());
        let [typed_title, typed_address, typed_about] = typed;
        parts.extend([
            f.text(title, "cases-staff-toolkit-title", typed_title)
                .labelled(&labelled("cases-staff-toolkit-title"))
                .language(language.tag())
                .longest(longest(LONGEST_TITLE))
                .optional()
                .build(),
            f.text(address, "cases-staff-toolkit-address", typed_address)
                .labelled(&labelled("cases-staff-toolkit-address"))
                .kind("url")
                .code()
                .longest(500)
                .optional()
                .build(),
            f.area(about, "cases-staff-toolkit-about", typed_about)
                .labelled(&labelled("cases-staff-toolkit-about"))
                .language(language.tag())
                .rows(2)
                .longest(longest(LONGEST_ABOUT))
                .optional()
                .build(),
        ]);
    }
    let mut buttons = vec![("action", "save", "cases-staff-save", Weight::Main)];
    if at != NEW {
        buttons.push(("action", "remove", "cases-staff-remove", Weight::Danger));
    }
    parts.push(f.buttons(&buttons));
    page(request, "cases-staff-toolkit")
        .back(l, "/cases/settings/toolkits", "cases-staff-back-toolkits")
        .part(&line(l, "cases-staff-toolkit-lead"))
        .part(&fields::form(
            request,
            &format!("/cases/settings/toolkits/{}", encoded(at)),
            ToolkitForm::PURPOSE,
            &parts,
        ))
}

/// `GET /cases/settings/toolkits/{code}`.
pub(crate) async fn toolkit_page(staff: Staff, PagePath(at): PagePath<String>) -> Result<Response, PageError> {
    let found = opening::settings(&staff).await?;
    let seen = found.seen("toolkits");
    let form = if at == NEW {
        ToolkitForm { seen, kind: ToolkitKind::Toolkit.code().to_owned(), ..ToolkitForm::default() }
    } else {
        let list = &found.settings.toolkits.value;
        let known = list.iter().find(|toolkit| toolkit.code == at).ok_or_else(Problem::not_found)?;
        ToolkitForm::of(&seen, known)
    };
    staff.page(&toolkit(&staff.request, &at, &form, None), None)
}

/// `POST /cases/settings/toolkits/{code}`.
pub(crate) async fn set_toolkit(
    staff: Staff,
    PagePath(at): PagePath<String>,
    form: Form<ToolkitForm>,
) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async {
        let list = opening::settings(&staff).await?.settings.toolkits.value;
        let one = if form.action == "remove" { None } else { Some(form.read()?) };
        let list = with_one(list, &at, |toolkit| &toolkit.code, one)?;
        opening::set(&staff, &form.seen, opening::Setting::Toolkits(list)).await
    };
    after(&staff, set.await, "/cases/settings/toolkits", |problem| toolkit(&staff.request, &at, &form, Some(problem)))
}
