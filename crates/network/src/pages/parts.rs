//! Parts that several of the network's pages share.

use std::fmt::Write as _;

use askama::Template;
use saksi_base::{LanguageTag, Place, Problem, SiteLanguage, places};
use saksi_web::fields::{self, Fields};
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Shell, Tone, escape};
use serde::Deserialize;

use crate::model::organisation::{Organisation, OrganisationDraft, StakeholderGroup};
use crate::model::role::{Role, Roles};

/// A page with one thing to do: a title, what to know, a form, and where else to go.
#[derive(Debug, Template)]
#[template(path = "form.html")]
pub(crate) struct FormPage {
    pub(crate) l: Locale,
    pub(crate) title: String,
    pub(crate) lead: Vec<String>,
    pub(crate) before: Markup,
    pub(crate) form: Markup,
    pub(crate) after: Markup,
    /// (path, text).
    pub(crate) links: Vec<(String, String)>,
}

impl FormPage {
    pub(crate) fn new(l: &Locale, title: &str, lead: &[&str]) -> Self {
        Self {
            l: l.clone(),
            title: l.t(title),
            lead: lead.iter().map(|message| l.t(message)).collect(),
            before: Markup::empty(),
            form: Markup::empty(),
            after: Markup::empty(),
            links: Vec::new(),
        }
    }

    pub(crate) fn link(mut self, path: &str, message: &str) -> Self {
        let text = self.l.t(message);
        self.links.push((path.to_owned(), text));
        self
    }

    /// As a page of the door: roomy, public, never stored.
    pub(crate) fn public(self, request: &PageRequest, problem: Option<&Problem>) -> Result<Response, PageError> {
        let shell = Shell::public(request, self.title.clone()).secret();
        finish(shell, problem).render(&self)
    }

    /// As a work page.
    pub(crate) fn staff(self, request: &PageRequest, problem: Option<&Problem>) -> Result<Response, PageError> {
        let shell = Shell::staff(request, self.title.clone());
        finish(shell, problem).render(&self)
    }
}

pub(crate) fn finish(shell: Shell, problem: Option<&Problem>) -> Shell {
    match problem {
        Some(problem) => shell.problem(problem),
        None => shell,
    }
}

/// A problem that a form should show again, or one that needs a page of its own.
pub(crate) fn to_mend(problem: Problem) -> Result<Problem, PageError> {
    use saksi_base::ProblemKind::{Busy, Conflict, Invalid};
    // A full disk passes by itself, and what was typed should not go with it.
    if matches!(problem.kind, Invalid | Conflict | Busy) { Ok(problem) } else { Err(PageError(problem)) }
}

/// Asks once more before something that cannot be undone, and offers the way back.
pub(crate) struct Confirm<'a> {
    pub(crate) title: &'a str,
    /// What it is about: a name that somebody wrote.
    pub(crate) subject: &'a str,
    /// What will happen, a message.
    pub(crate) consequence: &'a str,
    pub(crate) action: &'a str,
    pub(crate) purpose: &'static str,
    pub(crate) hidden: &'a [(&'a str, &'a str)],
    pub(crate) button: &'a str,
    pub(crate) back: &'a str,
}

impl Confirm<'_> {
    pub(crate) fn page(self, request: &PageRequest, problem: Option<&Problem>) -> Result<Response, PageError> {
        let l = &request.locale;
        let mut page = FormPage::new(l, self.title, &[self.consequence]).link(self.back, "network-leave-as-it-is");
        if !self.subject.is_empty() {
            page.before = Markup::trusted(format!("<p class=\"lead\">{}</p>", saksi_web::user(self.subject)));
        }
        let f = Fields::new(l, problem);
        let mut parts: Vec<Markup> = self.hidden.iter().map(|(name, value)| f.hidden(name, value)).collect();
        parts.push(f.submit_named("confirmed", "yes", self.button, saksi_web::Weight::Danger));
        page.form = fields::form(request, self.action, self.purpose, &parts);
        page.staff(request, problem)
    }
}

/// Shows a secret link or token once, with a QR code where it is a link.
#[derive(Debug, Template)]
#[template(path = "once.html")]
pub(crate) struct OncePage {
    pub(crate) l: Locale,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) secret: String,
    pub(crate) qr: Markup,
    pub(crate) back: String,
    pub(crate) back_text: String,
}

impl OncePage {
    pub(crate) fn link(request: &PageRequest, title: &str, lead: &str, path: &str, back: (&str, &str)) -> Self {
        let l = &request.locale;
        let address = request.absolute(path);
        Self {
            l: l.clone(),
            title: l.t(title),
            lead: l.t(lead),
            qr: saksi_web::qr(l, &address),
            secret: address,
            back: back.0.to_owned(),
            back_text: l.t(back.1),
        }
    }

    pub(crate) fn page(self, request: &PageRequest) -> Result<Response, PageError> {
        Shell::staff(request, self.title.clone()).render(&self)
    }
}

/// A row of links between the pages of one area; the present one is marked.
pub(crate) fn tabs(request: &PageRequest, label: &str, entries: &[(&str, &str)]) -> Markup {
    let l = &request.locale;
    let mut items = String::new();
    for (path, message) in entries {
        let current = if *path == request.path { " aria-current=\"page\"" } else { "" };
        let _ = write!(items, "<li><a href=\"{}\"{current}>{}</a></li>", escape(path), escape(&l.t(message)));
    }
    Markup::trusted(format!("<nav class=\"tabs\" aria-label=\"{}\"><ul>{items}</ul></nav>", escape(&l.t(label))))
}

/// A quiet line that says what was done.
pub(crate) fn done(l: &Locale, message: &str) -> Markup {
    let text = Markup::text(&l.t(message));
    let inner = Markup::trusted(format!("<p role=\"status\">{text}</p>"));
    saksi_web::notice(Tone::Done, "", &inner)
}

/// The message of `?done=` in an address; only our own few words are known.
pub(crate) fn done_of(request: &PageRequest) -> Markup {
    let message = match request.query.split('&').find_map(|pair| pair.strip_prefix("done=")) {
        Some("saved") => "network-done-saved",
        Some("password") => "network-done-password",
        Some("ended") => "network-done-ended",
        Some("revoked") => "network-done-revoked",
        Some("signed-out") => "network-done-signed-out",
        Some("left") => "network-done-left",
        Some("opened") => "network-done-opened",
        Some("second") => "network-done-second",
        _ => return Markup::empty(),
    };
    done(&request.locale, message)
}

/// The languages a form offers by their own names; any other can be written as a tag.
pub(crate) const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("as", "অসমীয়া"),
    ("bn", "বাংলা"),
    ("my", "မြန်မာ"),
    ("ceb", "Cebuano"),
    ("en", "English"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("gu", "ગુજરાતી"),
    ("hak", "客家話"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("ja", "日本語"),
    ("jv", "Basa Jawa"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lo", "ລາວ"),
    ("ms", "Bahasa Melayu"),
    ("ml", "മലയാളം"),
    ("mr", "मराठी"),
    ("mn", "Монгол"),
    ("nan", "台語"),
    ("ne", "नेपाली"),
    ("ps", "پښتو"),
    ("fa", "فارسی"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("si", "සිංහල"),
    ("su", "Basa Sunda"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("tet", "Tetun"),
    ("th", "ไทย"),
    ("bo", "བོད་སྐད་"),
    ("ur", "اردو"),
    ("ug", "ئۇيغۇرچە"),
    ("vi", "Tiếng Việt"),
    ("yue", "粵語"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
];

/// The name of a language in that language, else its tag.
pub(crate) fn language_name(tag: &LanguageTag) -> String {
    let known = LANGUAGES.iter().find(|(code, _)| *code == tag.as_str()).map(|(_, name)| *name);
    known.unwrap_or(tag.as_str()).to_owned()
}

/// A place in words: its own name, the words somebody chose, or nothing.
pub(crate) fn place_name(language: SiteLanguage, place: &Place) -> Option<String> {
    match place {
        Place::NotDisclosed => None,
        Place::SelfDescribed(words) => Some(words.clone()),
        Place::Territory(code) => places::territories(language)
            .into_iter()
            .find(|(other, _)| other == code)
            .map(|(_, name)| name)
            .or_else(|| Some((*code).to_owned())),
    }
}

/// A menu of places with a field beside it for one's own words.
pub(crate) fn place_fields<'a>(
    f: &'a Fields<'a>,
    l: &Locale,
    (name, words_name): (&'a str, &'a str),
    label: &str,
    hint: &str,
    (code, words): (&str, &str),
) -> Markup {
    let mut options =
        vec![("-".to_owned(), l.t("network-place-not-disclosed")), ("~".to_owned(), l.t("network-place-own"))];
    options.extend(places::territories(l.language).into_iter().map(|(code, name)| (code.to_owned(), name)));
    let code = if code.is_empty() { "-" } else { code };
    let menu = f.select(name, label, code, &[]).options(options).hint(hint).build();
    menu.then(
        &f.text(words_name, "network-place-words", words)
            .hint("network-place-words-hint")
            .longest(120)
            .optional()
            .build(),
    )
}

/// What [`place_fields`] sends.
pub(crate) fn read_place(code: &str, words: &str, field: &'static str) -> Result<Place, Problem> {
    let wrong = || Problem::field(field, "network-place-wrong");
    match (code, words.trim()) {
        ("~", "") => Err(Problem::field(field, "network-place-words-missing")),
        ("" | "-" | "~", words) if !words.is_empty() => Place::from_code(&format!("~{words}")).ok_or_else(wrong),
        (code, _) => Place::from_code(code).ok_or_else(wrong),
    }
}

/// The two values that [`place_fields`] shows for a place.
pub(crate) fn place_values(place: &Place) -> (String, String) {
    match place {
        Place::SelfDescribed(words) => ("~".to_owned(), words.clone()),
        other => (other.code(), String::new()),
    }
}

/// What the form of an organisation sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OrganisationForm {
    pub(crate) name: String,
    pub(crate) english_name: String,
    pub(crate) aliases: String,
    pub(crate) legal_place: String,
    pub(crate) legal_place_words: String,
    pub(crate) own_place: String,
    pub(crate) own_place_words: String,
    pub(crate) operating_places: Vec<String>,
    pub(crate) operating_words: String,
    pub(crate) languages: Vec<String>,
    pub(crate) other_languages: String,
    pub(crate) stakeholder: String,
    pub(crate) website: String,
    pub(crate) email: String,
    pub(crate) contact: String,
    pub(crate) about: String,
    pub(crate) review_required: String,
    pub(crate) shares_queue: String,
}

impl OrganisationForm {
    pub(crate) fn of(organisation: &Organisation) -> Self {
        let (legal_place, legal_place_words) = place_values(&organisation.legal_place);
        let (own_place, own_place_words) = place_values(&organisation.own_place);
        let mut operating_places = Vec::new();
        let mut operating_words = Vec::new();
        for place in &organisation.operating_places {
            match place {
                Place::SelfDescribed(words) => operating_words.push(words.clone()),
                other => operating_places.push(other.code()),
            }
        }
        let (mut languages, mut other_languages) = (Vec::new(), Vec::new());
        for language in &organisation.languages {
            let offered = LANGUAGES.iter().any(|(code, _)| *code == language.as_str());
            if offered { languages.push(language.to_string()) } else { other_languages.push(language.to_string()) }
        }
        Self {
            name: organisation.name.clone(),
            english_name: organisation.english_name.clone(),
            aliases: organisation.aliases.join("\n"),
            legal_place,
            legal_place_words,
            own_place,
            own_place_words,
            operating_places,
            operating_words: operating_words.join("\n"),
            languages,
            other_languages: other_languages.join(", "),
            stakeholder: organisation.stakeholder.code().to_owned(),
            website: organisation.website.clone().unwrap_or_default(),
            email: organisation.email.clone(),
            contact: organisation.contact.clone(),
            about: organisation.about.clone(),
            review_required: yes(organisation.review_required),
            shares_queue: yes(organisation.shares_queue),
        }
    }

    /// With the careful defaults of a new organisation.
    pub(crate) fn new() -> Self {
        Self { review_required: yes(true), ..Self::default() }
    }

    /// Reads the form; every field that cannot be read is named at once, together with what [`OrganisationDraft::tidy`]
    /// finds.
    pub(crate) fn read(&self) -> Result<OrganisationDraft, Problem> {
        let mut wrong: Vec<Problem> = Vec::new();
        let mut place = |code: &str, words: &str, field| {
            read_place(code, words, field).unwrap_or_else(|problem| {
                wrong.push(problem);
                Place::NotDisclosed
            })
        };
        let legal_place = place(&self.legal_place, &self.legal_place_words, "legal_place");
        let own_place = place(&self.own_place, &self.own_place_words, "own_place");
        let mut operating_places: Vec<Place> =
            self.operating_places.iter().map(|code| place(code, "", "operating_places")).collect();
        operating_places.extend(
            self.operating_words.lines().filter(|l| !l.trim().is_empty()).map(|l| place("~", l, "operating_words")),
        );
        let mut languages = Vec::new();
        let other = self.other_languages.split([',', '\n', ' ', '،', '、']).filter(|tag| !tag.trim().is_empty());
        for tag in self.languages.iter().map(String::as_str).chain(other) {
            match tag.parse::<LanguageTag>() {
                Ok(tag) => languages.push(tag),
                Err(_) => wrong.push(Problem::field("other_languages", "network-language-wrong")),
            }
        }
        let draft = OrganisationDraft {
            name: self.name.clone(),
            english_name: self.english_name.clone(),
            aliases: self.aliases.lines().map(str::to_owned).collect(),
            legal_place,
            operating_places,
            own_place,
            languages,
            stakeholder: StakeholderGroup::from_code(&self.stakeholder).unwrap_or(StakeholderGroup::NotDisclosed),
            website: self.website.clone(),
            email: self.email.clone(),
            contact: self.contact.clone(),
            about: self.about.clone(),
            review_required: self.review_required == "yes",
            shares_queue: self.shares_queue == "yes",
        };
        let tidied = draft.tidy();
        if wrong.is_empty() {
            return tidied;
        }
        let mut all = tidied.err().unwrap_or_else(|| Problem::invalid("problem-fields"));
        all.fields.extend(wrong.into_iter().flat_map(|problem| problem.fields));
        Err(all)
    }

    /// The fields, in order.
    pub(crate) fn fields(&self, f: &Fields<'_>, l: &Locale) -> Vec<Markup> {
        let stakeholders: Vec<(&str, &str)> =
            StakeholderGroup::ALL.iter().rev().map(|group| (group.code(), group.message())).collect();
        let stakeholder = if self.stakeholder.is_empty() { "not-disclosed" } else { &self.stakeholder };
        let territories: Vec<(String, String)> =
            places::territories(l.language).into_iter().map(|(code, name)| (code.to_owned(), name)).collect();
        let languages: Vec<(String, String)> =
            LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
        let operating = f
            .checks("operating_places", "network-organisation-operating-places", &self.operating_places, &[])
            .options(territories)
            .build();
        let speaks =
            f.checks("languages", "network-organisation-languages", &self.languages, &[]).options(languages).build();
        let (places_count, languages_count) = (self.operating_places.len(), self.languages.len());
        vec![
            f.text("name", "network-organisation-name", &self.name)
                .hint("network-organisation-name-hint")
                .required()
                .build(),
            f.text("english_name", "network-organisation-english-name", &self.english_name)
                .hint("network-organisation-english-name-hint")
                .required()
                .build(),
            f.area("aliases", "network-organisation-aliases", &self.aliases)
                .hint("network-organisation-aliases-hint")
                .rows(3)
                .optional()
                .build(),
            place_fields(
                f,
                l,
                ("own_place", "own_place_words"),
                "network-organisation-own-place",
                "network-organisation-own-place-hint",
                (&self.own_place, &self.own_place_words),
            ),
            place_fields(
                f,
                l,
                ("legal_place", "legal_place_words"),
                "network-organisation-legal-place",
                "network-organisation-legal-place-hint",
                (&self.legal_place, &self.legal_place_words),
            ),
            folded(&l.ta("network-organisation-operating-summary", &[("count", places_count)]), &operating),
            f.area("operating_words", "network-organisation-operating-words", &self.operating_words)
                .hint("network-one-per-line")
                .rows(2)
                .optional()
                .build(),
            folded(&l.ta("network-organisation-languages-summary", &[("count", languages_count)]), &speaks),
            f.text("other_languages", "network-organisation-other-languages", &self.other_languages)
                .hint("network-organisation-other-languages-hint")
                .code()
                .optional()
                .build(),
            f.select("stakeholder", "network-organisation-stakeholder", stakeholder, &stakeholders).build(),
            f.text("website", "network-organisation-website", &self.website).kind("url").optional().build(),
            f.text("email", "network-organisation-email", &self.email)
                .kind("email")
                .hint("network-organisation-email-hint")
                .longest(254)
                .optional()
                .build(),
            f.area("contact", "network-organisation-contact", &self.contact)
                .hint("network-organisation-contact-hint")
                .rows(2)
                .longest(500)
                .optional()
                .build(),
            f.area("about", "network-organisation-about", &self.about).rows(4).optional().build(),
            f.checkbox("review_required", "network-organisation-review", self.review_required == "yes")
                .hint("network-organisation-review-hint")
                .build(),
            f.checkbox("shares_queue", "network-organisation-shares-queue", self.shares_queue == "yes")
                .hint("network-organisation-shares-queue-hint")
                .build(),
        ]
    }
}

fn folded(summary: &str, inner: &Markup) -> Markup {
    Markup::trusted(format!("<details><summary>{}</summary>{inner}</details>", escape(summary)))
}

pub(crate) fn yes(value: bool) -> String {
    if value { "yes".to_owned() } else { String::new() }
}

/// Check boxes for roles, each saying what it allows.
pub(crate) fn role_fields(f: &Fields<'_>, l: &Locale, chosen: &[String]) -> Markup {
    let options = Role::ALL
        .iter()
        .map(|role| (role.code().to_owned(), format!("{}: {}", l.t(role.message()), l.t(role.hint()))))
        .collect();
    f.checks("role", "network-roles", chosen, &[]).options(options).build()
}

pub(crate) fn read_roles(codes: &[String]) -> Roles {
    Roles::new(codes.iter().filter_map(|code| Role::from_code(code)))
}

/// Role names in words.
pub(crate) fn role_names(l: &Locale, roles: &Roles) -> String {
    let names: Vec<String> = roles.iter().map(|role| l.t(role.message())).collect();
    l.list(&names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_name_from_the_list_ones_own_words_or_nothing() {
        for (code, words, expected) in [
            ("TW", "", Some("TW")),
            ("", "", Some("-")),
            ("-", "", Some("-")),
            ("~", "Karen State", Some("~Karen State")),
            ("-", "Karen State", Some("~Karen State")),
            ("~", " ", None),
            ("Atlantis", "", None),
        ] {
            assert_eq!(read_place(code, words, "place").ok().map(|place| place.code()).as_deref(), expected);
        }
    }

    #[test]
    fn every_language_of_the_list_is_a_tag() {
        for (tag, _) in LANGUAGES {
            assert_eq!(tag.parse::<LanguageTag>().unwrap().as_str(), *tag);
        }
    }

    #[test]
    fn everything_to_mend_is_named_at_once() {
        let form = OrganisationForm {
            other_languages: "english please".into(),
            own_place: "~".into(),
            ..OrganisationForm::default()
        };
        let fields: Vec<_> = form.read().unwrap_err().fields.iter().map(|f| f.field).collect();
        assert!(fields.contains(&"name") && fields.contains(&"own_place") && fields.contains(&"other_languages"));
    }
}
