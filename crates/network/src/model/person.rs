//! People: their names as they write them, what they belong to, and the name they sign in with.

use std::fmt;

use saksi_base::problem::Problems;
use saksi_base::{AffiliationId, LanguageTag, OrganisationId, PersonId, Place, Problem, Timestamp};

use super::organisation::one_line;
use super::role::{Role, Roles};

/// The longest name of a person, in characters.
pub const LONGEST_NAME: usize = 120;

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their name in their own script, where it differs.
    pub own_script_name: Option<String>,
    /// The name that colleagues and, under a check, the public see. A pseudonym is fine.
    pub display_name: String,
    /// The language they prefer.
    pub language: LanguageTag,
    /// Where they are, in as much detail as they want to give.
    pub place: Place,
    /// Whether they run the network.
    pub operator: bool,
    /// The day the account was made.
    pub created: Timestamp,
    /// When the account was closed.
    pub closed: Option<Timestamp>,
}

/// What a person fills in about themselves, checked by [`PersonDraft::tidy`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDraft {
    /// See [`Person::name`]. Required.
    pub name: String,
    /// See [`Person::own_script_name`]; empty for none.
    pub own_script_name: String,
    /// See [`Person::display_name`]; empty to show the name.
    pub display_name: String,
    /// See [`Person::language`].
    pub language: LanguageTag,
    /// See [`Person::place`].
    pub place: Place,
}

impl PersonDraft {
    /// A draft with a name and nothing else disclosed.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            own_script_name: String::new(),
            display_name: String::new(),
            language: LanguageTag::unknown(),
            place: Place::NotDisclosed,
        }
    }

    /// Trims and checks every field; an empty display name becomes the name.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.name = one_line(&self.name);
        self.own_script_name = one_line(&self.own_script_name);
        self.display_name = one_line(&self.display_name);
        if self.name.is_empty() {
            problems.add("name", "network-person-name-missing");
        }
        for (field, text) in
            [("name", &self.name), ("own_script_name", &self.own_script_name), ("display_name", &self.display_name)]
        {
            if text.chars().count() > LONGEST_NAME {
                problems.add(field, "network-too-long").with("most", LONGEST_NAME);
            }
        }
        problems.finish()?;
        if self.display_name.is_empty() {
            self.display_name.clone_from(&self.name);
        }
        Ok(self)
    }
}

/// One dated affiliation of a person with an organisation, with the roles held now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affiliation {
    /// Which affiliation.
    pub id: AffiliationId,
    /// Whose.
    pub person: PersonId,
    /// With whom.
    pub organisation: OrganisationId,
    /// The organisation's name.
    pub organisation_name: String,
    /// The person's display name.
    pub person_name: String,
    /// Whether what they say is the organisation's word; otherwise they contribute without speaking for it.
    pub speaks_for: bool,
    /// The roles held now.
    pub roles: Roles,
    /// Since when.
    pub started: Timestamp,
    /// Until when; `None` while it lasts.
    pub ended: Option<Timestamp>,
}

/// One role over time, for the history of an affiliation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePeriod {
    /// Which role.
    pub role: Role,
    /// Since when.
    pub started: Timestamp,
    /// Until when; `None` while it is held.
    pub ended: Option<Timestamp>,
}

/// The name somebody signs in with: an e-mail address or any handle. No e-mail is asked for, because for some people
/// giving one is a danger. Compared without regard to case; 3 to 80 characters, no white space or control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SignInName(String);

impl SignInName {
    /// Reads what somebody typed.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let length = text.chars().count();
        if text.is_empty() {
            return Err(Problem::field("sign_in_name", "network-sign-in-name-missing"));
        }
        if !(3..=80).contains(&length) {
            return Err(Problem::field("sign_in_name", "network-sign-in-name-length"));
        }
        let hidden = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}');
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || hidden(c)) {
            return Err(Problem::field("sign_in_name", "network-sign-in-name-characters"));
        }
        Ok(Self(text.to_lowercase()))
    }

    /// The folded name, as stored and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SignInName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn any_handle_will_do_and_case_does_not_matter() {
        for (text, expected) in [
            (" Siti@Example.org ", Some("siti@example.org")),
            ("阿明的帳號", Some("阿明的帳號")),
            ("สมชาย", Some("สมชาย")),
            ("ab", None),
            ("", None),
            ("two words", None),
            ("zero\u{200B}width", None),
            ("override\u{202E}n", None),
        ] {
            let name = SignInName::parse(text).ok();
            assert_eq!(name.as_ref().map(SignInName::as_str), expected, "{text}");
        }
    }

    #[test]
    fn a_pseudonym_may_stand_for_the_name() {
        let plain = PersonDraft::named(" Siti  Aminah ").tidy().unwrap();
        assert_eq!(plain.display_name, "Siti Aminah");
        let hidden = PersonDraft { display_name: "Melati".into(), ..PersonDraft::named("Siti") }.tidy().unwrap();
        assert_eq!(hidden.display_name, "Melati");
        assert!(PersonDraft::named("").tidy().is_err());
    }

    proptest! {
        #[test]
        fn a_sign_in_name_reads_back_as_itself(text: String) {
            if let Ok(name) = SignInName::parse(&text) {
                // Lower-casing may lengthen a few letters past the limit; apart from that it is stable.
                if let Ok(again) = SignInName::parse(name.as_str()) {
                    prop_assert_eq!(again.as_str(), name.as_str().to_lowercase());
                }
            }
        }
    }
}
