//! The coded answers of a case, as they stand sealed in its filing.
//!
//! A browser may have sealed them, and nobody but the readers can open them; so reading never fails. What is not there, and
//! what this version does not know, was not said.

use saksi_base::{LanguageTag, Place, Timestamp};
use serde::{Deserialize, Deserializer, Serialize};

use super::words::{AbuseKind, Answer, Approach, Beneficiary, IncidentType, Intake, Region, ServiceKind};

/// Most entries of one list that are read.
const MOST: usize = 24;

/// What somebody who asked for help chose from the lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The version of this form.
    pub v: u8,
    /// When it was sealed. From a browser this is the browser's word.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    pub at: Option<Timestamp>,
    /// "Are you safe now?"
    #[serde(deserialize_with = "known_or_not_said")]
    pub safe: Answer,
    /// What happened; the first is the one that is counted.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "known_list")]
    pub incident: Vec<IncidentType>,
    /// What was done to the person.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "known_list")]
    pub abuse: Vec<AbuseKind>,
    /// Whether something has happened, or somebody wants to be safer.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    pub approach: Option<Approach>,
    /// Who is helped; the first is the one that is counted.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "known_list")]
    pub group: Vec<Beneficiary>,
    /// Where, coarsely.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    pub region: Option<Region>,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    pub place: Option<Place>,
    /// Whether the person is under eighteen.
    #[serde(deserialize_with = "known_or_not_said")]
    pub minor: Answer,
    /// Which help is wanted.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "known_list")]
    pub services: Vec<ServiceKind>,
    /// In which language to answer.
    #[serde(skip_serializing_if = "LanguageTag::is_unknown", deserialize_with = "language")]
    pub language: LanguageTag,
    /// How it came in.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known")]
    pub intake: Option<Intake>,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            v: 1,
            at: None,
            safe: Answer::NotSaid,
            incident: Vec::new(),
            abuse: Vec::new(),
            approach: None,
            group: Vec::new(),
            region: None,
            place: None,
            minor: Answer::NotSaid,
            services: Vec::new(),
            language: LanguageTag::unknown(),
            intake: None,
        }
    }
}

impl Answers {
    /// Most bytes of the sealed form.
    pub const LONGEST: usize = 16 << 10;

    /// Reads what was sealed; what cannot be read was not said.
    pub fn read(bytes: &[u8]) -> Self {
        if bytes.len() > Self::LONGEST {
            return Self::default();
        }
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// The form to seal.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The incident that is counted.
    pub fn main_incident(&self) -> IncidentType {
        self.incident.first().copied().unwrap_or(IncidentType::NotSaid)
    }

    /// The group that is counted.
    pub fn main_group(&self) -> Beneficiary {
        self.group.first().copied().unwrap_or(Beneficiary::NotSaid)
    }

    /// The region: as chosen, else that of the place.
    pub fn region_or_of_place(&self) -> Region {
        self.region.or_else(|| self.place.as_ref().map(Region::of)).unwrap_or(Region::NotSaid)
    }

    /// How it came in.
    pub fn came_by(&self) -> Intake {
        self.intake.unwrap_or(Intake::Form)
    }
}

/// A value that this version knows, else none.
fn known<'de, D: Deserializer<'de>, T: serde::de::DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

fn known_or_not_said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Answer, D::Error> {
    Ok(known(deserializer)?.unwrap_or(Answer::NotSaid))
}

/// The entries of a list that this version knows, each once; one entry alone is a list of one.
fn known_list<'de, D: Deserializer<'de>, T: serde::de::DeserializeOwned + PartialEq>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let values = match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Array(values) => values,
        value => vec![value],
    };
    let mut list: Vec<T> = Vec::new();
    for entry in values.into_iter().take(MOST).filter_map(|value| serde_json::from_value(value).ok()) {
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
    Ok(list)
}

fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LanguageTag, D::Error> {
    Ok(known(deserializer)?.unwrap_or_else(LanguageTag::unknown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_newer_browser_says_is_read_as_far_as_it_is_known() {
        let text = r#"{"v":2,"at":"2026-11-22T13:00:00Z","safe":"no","incident":["abuse","hologram","abuse"],"abuse":"doxxing",
            "group":"journalist","minor":true,"services":["legal",7],"language":"ur","region":"south-asia","mood":"afraid","place":"PK"}"#;
        let answers = Answers::read(text.as_bytes());
        assert_eq!(answers.safe, Answer::No);
        assert_eq!(answers.incident, [IncidentType::Abuse]);
        assert_eq!(answers.abuse, [AbuseKind::Doxxing]);
        assert_eq!(answers.main_group(), Beneficiary::Journalist);
        assert_eq!(answers.minor, Answer::NotSaid);
        assert_eq!(answers.services, [ServiceKind::Legal]);
        assert_eq!(answers.language.as_str(), "ur");
        assert_eq!(answers.region_or_of_place(), Region::SouthAsia);
        assert_eq!(answers.at, Timestamp::parse("2026-11-22T13:00:00Z"));
        assert_eq!(Answers::read(answers.to_json().as_bytes()), answers);
    }

    #[test]
    fn a_place_gives_its_region_where_none_was_chosen() {
        let answers = Answers { place: Place::from_code("TW"), ..Answers::default() };
        assert_eq!(answers.region_or_of_place(), Region::EastAsia);
        assert_eq!(Answers::default().region_or_of_place(), Region::NotSaid);
        assert_eq!(Answers::read(b"{}"), Answers::default());
    }

    proptest! {
        #[test]
        fn whatever_was_sealed_is_read_without_a_fault(text: String, bytes: Vec<u8>) {
            let _ = Answers::read(text.as_bytes());
            prop_assert_eq!(Answers::read(&[&bytes[..], b"}}"].concat()), Answers::default());
        }
    }
}
