//! Organisations, named and placed as they name and place themselves.

use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, OrganisationId, Place, Problem, Timestamp};

/// The longest name of an organisation, in characters.
pub const LONGEST_NAME: usize = 160;
/// The longest text about an organisation, in characters.
pub const LONGEST_ABOUT: usize = 2_000;
/// The longest text about how to reach an organisation, in characters.
pub const LONGEST_CONTACT: usize = 500;
/// The most aliases, places or languages of one organisation.
pub const MOST_ENTRIES: usize = 40;

/// Which part of society an organisation stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StakeholderGroup {
    /// Associations, charities, collectives.
    CivilSociety,
    /// Newsrooms and broadcasters.
    Media,
    /// Universities and research institutes.
    Academia,
    /// Technology companies and platforms.
    TechnologyCompany,
    /// Other companies.
    PrivateSector,
    /// Public bodies.
    PublicSector,
    /// Election management bodies.
    ElectionManagement,
    /// They would rather not say.
    NotDisclosed,
}

impl StakeholderGroup {
    /// Every group, in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::CivilSociety,
        Self::Media,
        Self::Academia,
        Self::TechnologyCompany,
        Self::PrivateSector,
        Self::PublicSector,
        Self::ElectionManagement,
        Self::NotDisclosed,
    ];

    /// The stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CivilSociety => "civil-society",
            Self::Media => "media",
            Self::Academia => "academia",
            Self::TechnologyCompany => "technology-company",
            Self::PrivateSector => "private-sector",
            Self::PublicSector => "public-sector",
            Self::ElectionManagement => "election-management",
            Self::NotDisclosed => "not-disclosed",
        }
    }

    /// The message that names the group.
    pub const fn message(self) -> &'static str {
        match self {
            Self::CivilSociety => "network-stakeholder-civil-society",
            Self::Media => "network-stakeholder-media",
            Self::Academia => "network-stakeholder-academia",
            Self::TechnologyCompany => "network-stakeholder-technology-company",
            Self::PrivateSector => "network-stakeholder-private-sector",
            Self::PublicSector => "network-stakeholder-public-sector",
            Self::ElectionManagement => "network-stakeholder-election-management",
            Self::NotDisclosed => "network-stakeholder-not-disclosed",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }
}

/// An organisation of the network.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the organisation")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Who it is.
    pub id: OrganisationId,
    /// Its place in links, such as `/organisations/mygopen`.
    pub slug: String,
    /// Its name in its own language and script.
    pub name: String,
    /// Its name in English.
    pub english_name: String,
    /// Other names, spellings and transliterations.
    pub aliases: Vec<String>,
    /// Where it is registered.
    pub legal_place: Place,
    /// Where it works.
    pub operating_places: Vec<Place>,
    /// Where it says it is from, which nobody has to derive from where it had to register.
    pub own_place: Place,
    /// The languages it works in.
    pub languages: Vec<LanguageTag>,
    /// Which part of society it stands in.
    pub stakeholder: StakeholderGroup,
    /// Its own site, `https://` or `http://`.
    pub website: Option<String>,
    /// The e-mail address at which everybody can reach it; empty for none.
    pub email: String,
    /// Other ways to reach it, public as well, plain text: a telephone number, an account, visiting hours.
    pub contact: String,
    /// What it says about itself, plain text.
    pub about: String,
    /// Whether a second person must approve each check. On unless the organisation turns it off.
    pub review_required: bool,
    /// Whether the other organisations of the network see its queue.
    pub shares_queue: bool,
    /// Whether it only stands here as the author of records that were brought in; nobody works under it here.
    pub imported: bool,
    /// Whether the network's operator has verified who stands behind it.
    pub verified: bool,
    /// When it was entered.
    pub created: Timestamp,
    /// When it was closed; its published checks stay.
    pub closed: Option<Timestamp>,
}

impl Organisation {
    /// The one place to show: where it says it is from, else where it is registered.
    pub fn place(&self) -> &Place {
        if self.own_place == Place::NotDisclosed { &self.legal_place } else { &self.own_place }
    }

    /// What its public record says, field by field, as the history of it keeps it: places and languages as codes, one value a line.
    pub fn told(&self) -> [(&'static str, String); 12] {
        let lines = |values: Vec<String>| values.join("\n");
        [
            ("name", self.name.clone()),
            ("english_name", self.english_name.clone()),
            ("aliases", lines(self.aliases.clone())),
            ("legal_place", self.legal_place.code()),
            ("own_place", self.own_place.code()),
            ("operating_places", lines(self.operating_places.iter().map(Place::code).collect())),
            ("languages", lines(self.languages.iter().map(|tag| tag.as_str().to_owned()).collect())),
            ("stakeholder", self.stakeholder.code().to_owned()),
            ("website", self.website.clone().unwrap_or_default()),
            ("email", self.email.clone()),
            ("contact", self.contact.clone()),
            ("about", self.about.clone()),
        ]
    }

    /// What a form shows to change it.
    pub fn draft(&self) -> OrganisationDraft {
        OrganisationDraft {
            name: self.name.clone(),
            english_name: self.english_name.clone(),
            aliases: self.aliases.clone(),
            legal_place: self.legal_place.clone(),
            operating_places: self.operating_places.clone(),
            own_place: self.own_place.clone(),
            languages: self.languages.clone(),
            stakeholder: self.stakeholder,
            website: self.website.clone().unwrap_or_default(),
            email: self.email.clone(),
            contact: self.contact.clone(),
            about: self.about.clone(),
            review_required: self.review_required,
            shares_queue: self.shares_queue,
        }
    }
}

/// What somebody fills in about an organisation, checked by [`OrganisationDraft::tidy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationDraft {
    /// See [`Organisation::name`]. Required.
    pub name: String,
    /// See [`Organisation::english_name`]. Required.
    pub english_name: String,
    /// See [`Organisation::aliases`].
    pub aliases: Vec<String>,
    /// See [`Organisation::legal_place`].
    pub legal_place: Place,
    /// See [`Organisation::operating_places`].
    pub operating_places: Vec<Place>,
    /// See [`Organisation::own_place`].
    pub own_place: Place,
    /// See [`Organisation::languages`].
    pub languages: Vec<LanguageTag>,
    /// See [`Organisation::stakeholder`].
    pub stakeholder: StakeholderGroup,
    /// See [`Organisation::website`]; empty for none.
    pub website: String,
    /// See [`Organisation::email`].
    pub email: String,
    /// See [`Organisation::contact`].
    pub contact: String,
    /// See [`Organisation::about`].
    pub about: String,
    /// See [`Organisation::review_required`].
    pub review_required: bool,
    /// See [`Organisation::shares_queue`].
    pub shares_queue: bool,
}

impl OrganisationDraft {
    /// A draft with two names and the careful defaults: review on, queue not shared, nothing disclosed.
    pub fn named(name: impl Into<String>, english_name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            english_name: english_name.into(),
            aliases: Vec::new(),
            legal_place: Place::NotDisclosed,
            operating_places: Vec::new(),
            own_place: Place::NotDisclosed,
            languages: Vec::new(),
            stakeholder: StakeholderGroup::NotDisclosed,
            website: String::new(),
            email: String::new(),
            contact: String::new(),
            about: String::new(),
            review_required: true,
            shares_queue: false,
        }
    }

    /// Trims, drops repetitions and checks every field, so that a person sees all there is to mend at once.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.name = one_line(&self.name);
        self.english_name = one_line(&self.english_name);
        self.about = self.about.trim().to_owned();
        self.website = self.website.trim().to_owned();
        self.email = self.email.trim().to_owned();
        self.contact = self.contact.trim().to_owned();
        if self.name.is_empty() {
            problems.add("name", "network-organisation-name-missing");
        } else if self.name.chars().count() > LONGEST_NAME {
            problems.add("name", "network-too-long").with("most", LONGEST_NAME);
        }
        if self.english_name.is_empty() {
            problems.add("english_name", "network-organisation-english-name-missing");
        } else if self.english_name.chars().count() > LONGEST_NAME {
            problems.add("english_name", "network-too-long").with("most", LONGEST_NAME);
        } else if !self.english_name.chars().any(|c| c.is_ascii_alphanumeric()) {
            problems.add("english_name", "network-organisation-english-name-letters");
        }
        if self.about.chars().count() > LONGEST_ABOUT {
            problems.add("about", "network-too-long").with("most", LONGEST_ABOUT);
        }
        if !self.website.is_empty() && !is_web_address(&self.website) {
            problems.add("website", "network-website-wrong");
        }
        if !self.email.is_empty() && !is_email_address(&self.email) {
            problems.add("email", "network-email-wrong");
        }
        if self.contact.chars().count() > LONGEST_CONTACT {
            problems.add("contact", "network-too-long").with("most", LONGEST_CONTACT);
        }
        let mut aliases: Vec<String> = Vec::new();
        for alias in self.aliases.iter().map(|alias| one_line(alias)) {
            if alias.chars().count() > LONGEST_NAME {
                problems.add("aliases", "network-too-long").with("most", LONGEST_NAME);
            } else if !alias.is_empty() && alias != self.name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        self.aliases = aliases;
        let mut places: Vec<Place> = Vec::new();
        for place in self.operating_places {
            if place != Place::NotDisclosed && !places.contains(&place) {
                places.push(place);
            }
        }
        self.operating_places = places;
        let mut languages: Vec<LanguageTag> = Vec::new();
        for language in self.languages {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        self.languages = languages;
        for (field, count) in [
            ("aliases", self.aliases.len()),
            ("operating_places", self.operating_places.len()),
            ("languages", self.languages.len()),
        ] {
            if count > MOST_ENTRIES {
                problems.add(field, "network-too-many").with("most", MOST_ENTRIES);
            }
        }
        problems.finish()?;
        Ok(self)
    }
}

/// Whether the text is a link to a web site that a reader can follow safely: http or https, with a host, no user name.
pub fn is_web_address(text: &str) -> bool {
    text.len() <= 500
        && url::Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some_and(|host| !host.is_empty())
                && url.username().is_empty()
                && url.password().is_none()
        })
}

/// Whether the text is one e-mail address that a link can lead to: something before one at sign, a host with a dot after it,
/// nothing that would end the address or begin another. Whether mail arrives there is another question.
pub fn is_email_address(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>()[]\\,;:\"?&%/#".contains(c);
    text.len() <= 254
        && !user.is_empty()
        && text.matches('@').count() == 1
        && user.chars().chain(host.chars()).all(plain)
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
}

/// Text on one line: white space collapsed, control characters and direction overrides left out.
pub fn one_line(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .filter(|c| !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{FEFF}'))
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The part of a link that stands for an organisation: lower-case ASCII letters and digits of its English name with
/// single hyphens between, at most 60 characters, `organisation` when nothing is left.
pub fn slug(english_name: &str) -> String {
    let mut slug = String::new();
    for character in english_name.chars() {
        if slug.len() >= 60 {
            break;
        }
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && character != '\'' && character != '’' {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "organisation".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_are_made_from_the_english_name() {
        for (name, expected) in [
            ("MyGoPen", "mygopen"),
            ("People’s Watch, Lahore", "peoples-watch-lahore"),
            ("  --- ", "organisation"),
            ("台灣事實查核中心", "organisation"),
            ("Café 24/7", "caf-24-7"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
    }

    #[test]
    fn every_field_that_needs_mending_is_named_at_once() {
        let draft = OrganisationDraft {
            website: "javascript:alert(1)".into(),
            about: "x".repeat(LONGEST_ABOUT + 1),
            email: "desk at saksi.example".into(),
            contact: "x".repeat(LONGEST_CONTACT + 1),
            ..OrganisationDraft::named("  ", "香港")
        };
        let problem = draft.tidy().unwrap_err();
        let fields: Vec<_> = problem.fields.iter().map(|f| f.field).collect();
        assert_eq!(fields, ["name", "english_name", "about", "website", "email", "contact"]);
    }

    #[test]
    fn an_organisation_need_not_be_from_where_it_had_to_register() {
        let draft = OrganisationDraft {
            legal_place: Place::Territory("NL"),
            operating_places: vec![Place::Territory("TW"), Place::NotDisclosed, Place::Territory("TW")],
            own_place: Place::SelfDescribed("Karen State".into()),
            ..OrganisationDraft::named("ကညီ", "Karen Voices")
        }
        .tidy()
        .unwrap();
        assert_eq!(draft.operating_places, [Place::Territory("TW")]);
        assert_eq!(draft.own_place.code(), "~Karen State");
    }

    #[test]
    fn only_followable_links_are_taken_as_a_website() {
        for (text, fine) in [
            ("https://saksi.example", true),
            ("http://abcdefghij.onion/", true),
            ("saksi.example", false),
            ("javascript:alert(1)", false),
            ("https://user:word@saksi.example", false),
            ("data:text/html,x", false),
            ("https://", false),
        ] {
            assert_eq!(is_web_address(text), fine, "{text}");
        }
    }

    #[test]
    fn an_email_address_is_one_address_and_nothing_else() {
        for (text, fine) in [
            ("desk@saksi.example", true),
            ("cek.fakta+umum@mail.saksi.example", true),
            ("查核@例子.台灣", true),
            ("desk@localhost", false),
            ("desk", false),
            ("a@b@saksi.example", false),
            ("a@saksi.example, b@saksi.example", false),
            ("a@saksi.example?bcc=x@y.example", false),
            ("<a@saksi.example>", false),
            ("a@saksi..example", false),
        ] {
            assert_eq!(is_email_address(text), fine, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_slug_is_always_safe_in_a_path(name: String) {
            let slug = slug(&name);
            prop_assert!(!slug.is_empty() && slug.len() <= 60);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }

        #[test]
        fn one_line_is_one_line(text: String) {
            let line = one_line(&text);
            prop_assert!(!line.contains('\n') && line.trim() == line);
            prop_assert_eq!(one_line(&line), line);
        }
    }
}
