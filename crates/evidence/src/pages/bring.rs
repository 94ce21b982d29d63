//! The forms that bring evidence in: an address to capture, a file, what somebody told.

use saksi_base::{EvidenceId, Problem};
use saksi_db::write;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData, Locale, Markup, PageError, PageQuery, PageRequest, Response, see_other};

use super::{Keeper, keeps};
use crate::actions::bringing::{self, Handed};
use crate::model::{About, Acquisition, Consent, Subject, Testimony};

/// What was typed into any of the three forms, and what an address fills in.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub(crate) url: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) reason: String,
    pub(crate) legal_basis: String,
    pub(crate) acquisition: String,
    pub(crate) acquisition_note: String,
    pub(crate) access: String,
    pub(crate) shared: String,
    pub(crate) about: String,
    pub(crate) shows_when: String,
    pub(crate) shows_where: String,
    pub(crate) witness: String,
    pub(crate) told: String,
    pub(crate) language: String,
    pub(crate) method: String,
    pub(crate) consent_text: String,
    pub(crate) consent: Vec<String>,
}

macro_rules! forms {
    ($($(#[$doc:meta])* $name:ident $purpose:literal $file:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(Typed);

        impl FormData for $name {
            const PURPOSE: &'static str = $purpose;
            const FILE: bool = $file;
            const LIMIT: usize = 512 * 1024;
        }
    )*};
}

forms! {
    /// An address to capture.
    AskForm "evidence-ask" false;
    /// A file.
    FileForm "evidence-file" true;
    /// What somebody told.
    TestimonyForm "evidence-testimony" true;
}

/// Which of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Ask,
    File,
    Testimony,
}

impl Way {
    const fn path(self) -> &'static str {
        match self {
            Self::Ask => "/work/evidence/new",
            Self::File => "/work/evidence/file",
            Self::Testimony => "/work/evidence/testimony",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Ask => "evidence-ask-title",
            Self::File => "evidence-file-title",
            Self::Testimony => "evidence-testimony-title",
        }
    }

    const fn lead(self) -> &'static str {
        match self {
            Self::Ask => "evidence-ask-lead",
            Self::File => "evidence-file-lead",
            Self::Testimony => "evidence-testimony-lead",
        }
    }
}

impl Typed {
    fn about(&self) -> Result<About, Problem> {
        Ok(About {
            title: self.title.trim().to_owned(),
            reason: self.reason.trim().to_owned(),
            legal_basis: self.legal_basis.trim().to_owned(),
            acquisition: Acquisition::from_code(&self.acquisition).unwrap_or_default(),
            acquisition_note: self.acquisition_note.trim().to_owned(),
            access: self.access.trim().to_owned(),
            shared: self.shared == "yes",
            subjects: Subject::read_all(&self.about)?,
            shows_when: self.shows_when.trim().to_owned(),
            shows_where: self.shows_where.trim().to_owned(),
        })
    }

    fn testimony(&self) -> Testimony {
        let agreed = |what: &str| self.consent.iter().any(|given| given == what);
        Testimony {
            witness: self.witness.clone(),
            text: self.told.clone(),
            language: self.language.trim().to_owned(),
            method: self.method.clone(),
            consent_text: self.consent_text.clone(),
            consent: Consent {
                keep: agreed("keep"),
                court: agreed("court"),
                partners: agreed("partners"),
                publish: agreed("publish"),
            },
        }
    }
}

#[derive(askama::Template)]
#[template(path = "bring.html")]
pub(crate) struct BringPage {
    l: Locale,
    pub(crate) title: String,
    lead: String,
    others: Vec<(String, String)>,
    form: Markup,
}

impl BringPage {
    pub(crate) fn new(request: &PageRequest, way: Way, typed: &Typed, problem: Option<&Problem>) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, problem);
        let mut parts = Vec::new();
        match way {
            Way::Ask => parts.push(
                f.text("url", "evidence-url", &typed.url).kind("url").hint("evidence-url-hint").required().build(),
            ),
            Way::File => {
                parts.push(f.file("evidence-file", "*/*").hint("evidence-file-hint").required().build());
                parts.push(f.text("name", "evidence-name", &typed.name).hint("evidence-name-hint").optional().build());
            }
            Way::Testimony => {
                parts.push(
                    f.text("witness", "evidence-witness", &typed.witness)
                        .hint("evidence-witness-hint")
                        .required()
                        .build(),
                );
                parts.push(f.area("told", "evidence-told", &typed.told).rows(10).hint("evidence-told-hint").build());
                parts.push(f.file("evidence-recording", "*/*").optional().build());
                parts.push(
                    f.text("language", "evidence-language", &typed.language)
                        .hint("evidence-language-hint")
                        .code()
                        .required()
                        .build(),
                );
                parts.push(
                    f.text("method", "evidence-method", &typed.method).hint("evidence-method-hint").required().build(),
                );
                parts.push(
                    f.area("consent_text", "evidence-consent-text", &typed.consent_text)
                        .hint("evidence-consent-text-hint")
                        .required()
                        .build(),
                );
                parts.push(
                    f.checks(
                        "consent",
                        "evidence-consent",
                        &typed.consent,
                        &[
                            ("keep", "evidence-consent-keep"),
                            ("court", "evidence-consent-court"),
                            ("partners", "evidence-consent-partners"),
                            ("publish", "evidence-consent-publish"),
                        ],
                    )
                    .build(),
                );
            }
        }
        parts.push(
            f.area("reason", "evidence-reason", &typed.reason).rows(3).hint("evidence-reason-hint").required().build(),
        );
        parts.push(
            f.area("about", "evidence-about", &typed.about).rows(2).hint("evidence-about-hint").optional().build(),
        );
        parts.push(
            f.text("title", "evidence-name-of-it", &typed.title).hint("evidence-name-of-it-hint").optional().build(),
        );
        if way != Way::Testimony {
            parts.push(
                f.select("acquisition", "evidence-acquisition", &typed.acquisition, &Acquisition::options())
                    .hint("evidence-acquisition-hint")
                    .build(),
            );
            parts.push(
                f.text("acquisition_note", "evidence-acquisition-note", &typed.acquisition_note).optional().build(),
            );
        }
        if way == Way::Ask {
            parts.push(
                f.text("access", "evidence-access", &typed.access).hint("evidence-access-hint").optional().build(),
            );
        }
        if way == Way::File {
            parts.push(
                f.text("shows_when", "evidence-shows-when", &typed.shows_when)
                    .hint("evidence-shows-when-hint")
                    .optional()
                    .build(),
            );
            parts.push(f.text("shows_where", "evidence-shows-where", &typed.shows_where).optional().build());
        }
        parts.push(
            f.text("legal_basis", "evidence-legal-basis", &typed.legal_basis)
                .hint("evidence-legal-basis-hint")
                .optional()
                .build(),
        );
        parts.push(f.checkbox("shared", "evidence-shared", typed.shared == "yes").hint("evidence-shared-hint").build());
        let form = match way {
            Way::Ask => {
                parts.push(f.submit("evidence-ask-do"));
                fields::form(request, way.path(), AskForm::PURPOSE, &parts)
            }
            Way::File => {
                parts.push(f.submit("evidence-keep-do"));
                fields::file_form(request, way.path(), FileForm::PURPOSE, &parts)
            }
            Way::Testimony => {
                parts.push(f.submit("evidence-keep-do"));
                fields::file_form(request, way.path(), TestimonyForm::PURPOSE, &parts)
            }
        };
        let about = url::form_urlencoded::Serializer::new(String::new()).append_pair("about", &typed.about).finish();
        let others = [Way::Ask, Way::File, Way::Testimony]
            .into_iter()
            .filter(|other| *other != way)
            .map(|other| {
                let path = other.path();
                let path = if typed.about.is_empty() { path.to_owned() } else { format!("{path}?{about}") };
                (path, l.t(other.title()))
            })
            .collect();
        Self { title: l.t(way.title()), lead: l.t(way.lead()), others, form, l: l.clone() }
    }
}

fn show(keeper: &Keeper, way: Way, typed: &Typed, problem: Option<&Problem>) -> Result<Response, PageError> {
    let page = BringPage::new(&keeper.request, way, typed, problem);
    keeper.page(page.title.clone(), problem, &page)
}

fn after(
    keeper: &Keeper,
    way: Way,
    typed: &Typed,
    outcome: Result<EvidenceId, Problem>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(id) => Ok(see_other(&format!("/work/evidence/{id}"))),
        Err(problem) if keeps(&problem) => show(keeper, way, typed, Some(&problem)),
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /work/evidence/new`, filled in from its query.
pub(crate) async fn ask_page(keeper: Keeper, PageQuery(typed): PageQuery<Typed>) -> Result<Response, PageError> {
    show(&keeper, Way::Ask, &typed, None)
}

/// `GET /work/evidence/file`.
pub(crate) async fn file_page(keeper: Keeper, PageQuery(typed): PageQuery<Typed>) -> Result<Response, PageError> {
    show(&keeper, Way::File, &typed, None)
}

/// `GET /work/evidence/testimony`.
pub(crate) async fn testimony_page(keeper: Keeper, PageQuery(typed): PageQuery<Typed>) -> Result<Response, PageError> {
    show(&keeper, Way::Testimony, &typed, None)
}

/// `POST /work/evidence/new`.
pub(crate) async fn ask(keeper: Keeper, form: Form<AskForm>) -> Result<Response, PageError> {
    let (by, room, typed) = (&keeper.by, &keeper.room, form.value.0);
    let outcome = match typed.about() {
        Ok(about) => write!(keeper.request.site.db, "ask for capture", by.viewer(), tx => {
            bringing::ask(&mut tx, room, by, form.nonce, &typed.url, &about).await
        }),
        Err(problem) => Err(problem),
    };
    after(&keeper, Way::Ask, &typed, outcome)
}

/// `POST /work/evidence/file`.
pub(crate) async fn file(keeper: Keeper, form: Form<FileForm>) -> Result<Response, PageError> {
    let typed = form.value.0;
    let bytes = form.file.map(|file| file.bytes.clone()).unwrap_or_default();
    let outcome = match typed.about() {
        Ok(about) => {
            let handed = Handed::File { name: typed.name.clone(), bytes };
            let db = &keeper.request.site.db;
            bringing::hand_in(&keeper.room, db, &keeper.by, form.nonce, &handed, &about).await
        }
        Err(problem) => Err(problem),
    };
    after(&keeper, Way::File, &typed, outcome)
}

/// `POST /work/evidence/testimony`.
pub(crate) async fn testimony(keeper: Keeper, form: Form<TestimonyForm>) -> Result<Response, PageError> {
    let typed = form.value.0;
    let file = form.file.map(|file| (String::new(), file.bytes.clone())).filter(|(_, bytes)| !bytes.is_empty());
    let outcome = match typed.about() {
        Ok(about) => {
            let handed = Handed::Testimony { told: typed.testimony(), file };
            let db = &keeper.request.site.db;
            bringing::hand_in(&keeper.room, db, &keeper.by, form.nonce, &handed, &about).await
        }
        Err(problem) => Err(problem),
    };
    after(&keeper, Way::Testimony, &typed, outcome)
}
