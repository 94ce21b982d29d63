//! What stands in the directory about an organisation or a person, field by field.

use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, OrganisationId, PersonId, Problem, Timestamp, clock};
use uuid::Uuid;

use super::audience::{Audience, Listing};
use super::lenses::{GENDERS, LENS, parts, read_goals};
use saksi_network::model::organisation::one_line;

/// The longest value, in characters.
pub const LONGEST_VALUE: usize = 300;
/// The most values of one field.
pub const MOST_VALUES: usize = 40;
/// After how long a record should be looked at again by its owner, in microseconds: a year.
pub const STALE_AFTER: i64 = 365 * clock::DAY;

/// Whose record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An organisation's.
    Organisation(OrganisationId),
    /// A person's.
    Person(PersonId),
}

impl Subject {
    /// The identifier, as stored.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Organisation(id) => id.0,
            Self::Person(id) => id.0,
        }
    }

    /// The stable code of the kind.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Organisation(_) => "organisation",
            Self::Person(_) => "person",
        }
    }
}

/// One field that the directory adds. Names, places and languages of an organisation stand in the network's own record, which is
/// public; everything about a person stands here or is read from the network under the audience of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// What an organisation does, from the list.
    Work,
    /// What it or they work on, from the list.
    Focus,
    /// Accreditations, one a line.
    Accreditations,
    /// Who funds it, with a note of any conflict of interest.
    Funders,
    /// How it stays independent: who decides, who owns it, ties to parties and governments.
    Independence,
    /// Codes of practice it keeps.
    Codes,
    /// What of the gender lens it carries, from the list.
    Lens,
    /// Which development goals and targets it serves.
    Goals,
    /// How members of the network reach somebody there.
    Desk,
    /// A person's name.
    Name,
    /// Their name in their own script.
    OwnName,
    /// Other names and spellings.
    OtherNames,
    /// How they name their gender, from the list.
    Gender,
    /// Where they are.
    Place,
    /// Languages they work in.
    Languages,
    /// What they can do, in a few words each.
    Skills,
    /// Where they work and have worked, with dates.
    Affiliations,
    /// Where else they work or have worked, outside of what this network records, with the years.
    Elsewhere,
    /// What they say about themselves.
    About,
    /// How to reach them.
    Contact,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Codes of a list.
    Codes(&'static [(&'static str, &'static str)]),
    /// Lines of text.
    Lines,
    /// Lines, each with a note after a vertical bar.
    Noted,
    /// Language tags.
    Languages,
    /// Goals and targets.
    Goals,
    /// Taken from the network's record; only the audience is chosen here.
    Given,
}

/// Kinds of work of an organisation: code and message.
pub const WORK: &[(&str, &str)] = &[
    ("fact-checking", "directory-work-fact-checking"),
    ("journalism", "directory-work-journalism"),
    ("helpline", "directory-work-helpline"),
    ("digital-security", "directory-work-digital-security"),
    ("legal-help", "directory-work-legal-help"),
    ("psychosocial-help", "directory-work-psychosocial-help"),
    ("research", "directory-work-research"),
    ("monitoring", "directory-work-monitoring"),
    ("training", "directory-work-training"),
    ("advocacy", "directory-work-advocacy"),
    ("civic-technology", "directory-work-civic-technology"),
    ("funding", "directory-work-funding"),
    ("election-observation", "directory-work-election-observation"),
];

/// What members work on: code and message.
pub const FOCUS: &[(&str, &str)] = &[
    ("disinformation", "directory-focus-disinformation"),
    ("gender-based-violence", "directory-focus-gender-based-violence"),
    ("digital-safety", "directory-focus-digital-safety"),
    ("civic-technology", "directory-focus-civic-technology"),
    ("elections", "directory-focus-elections"),
    ("media-literacy", "directory-focus-media-literacy"),
    ("freedom-of-expression", "directory-focus-freedom-of-expression"),
    ("platform-accountability", "directory-focus-platform-accountability"),
    ("health", "directory-focus-health"),
    ("climate", "directory-focus-climate"),
    ("minorities", "directory-focus-minorities"),
    ("artificial-intelligence", "directory-focus-artificial-intelligence"),
];

/// The languages a form offers, by their own names; any other can be written as a tag.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("my", "မြန်မာ"),
    ("en", "English"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("ja", "日本語"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lo", "ລາວ"),
    ("ms", "Bahasa Melayu"),
    ("mn", "Монгол"),
    ("nan", "台語"),
    ("ne", "नेपाली"),
    ("fa", "فارسی"),
    ("si", "සිංහල"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("bo", "བོད་སྐད་"),
    ("ur", "اردو"),
    ("ug", "ئۇيغۇرچە"),
    ("vi", "Tiếng Việt"),
    ("yue", "粵語"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
];

impl Field {
    /// The fields of an organisation, in order.
    pub const OF_ORGANISATION: [Self; 9] = [
        Self::Work,
        Self::Focus,
        Self::Lens,
        Self::Goals,
        Self::Accreditations,
        Self::Funders,
        Self::Independence,
        Self::Codes,
        Self::Desk,
    ];
    /// The fields of a person, in order.
    pub const OF_PERSON: [Self; 12] = [
        Self::Name,
        Self::OwnName,
        Self::OtherNames,
        Self::Gender,
        Self::Place,
        Self::Languages,
        Self::Skills,
        Self::Focus,
        Self::Affiliations,
        Self::Elsewhere,
        Self::About,
        Self::Contact,
    ];

    /// The fields of a kind of subject.
    pub const fn of(subject: Subject) -> &'static [Self] {
        match subject {
            Subject::Organisation(_) => &Self::OF_ORGANISATION,
            Subject::Person(_) => &Self::OF_PERSON,
        }
    }

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Focus => "focus",
            Self::Lens => "lens",
            Self::Goals => "goals",
            Self::Gender => "gender",
            Self::Accreditations => "accreditations",
            Self::Funders => "funders",
            Self::Independence => "independence",
            Self::Codes => "codes",
            Self::Desk => "desk",
            Self::Name => "name",
            Self::OwnName => "own-name",
            Self::OtherNames => "other-names",
            Self::Place => "place",
            Self::Languages => "languages",
            Self::Skills => "skills",
            Self::Affiliations => "affiliations",
            Self::Elsewhere => "elsewhere",
            Self::About => "about",
            Self::Contact => "contact",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::OF_ORGANISATION.into_iter().chain(Self::OF_PERSON).find(|field| field.code() == code)
    }

    /// The name of the field in forms that name its audience.
    pub const fn audience_name(self) -> &'static str {
        match self {
            Self::Work => "work_audience",
            Self::Focus => "focus_audience",
            Self::Lens => "lens_audience",
            Self::Goals => "goals_audience",
            Self::Gender => "gender_audience",
            Self::Accreditations => "accreditations_audience",
            Self::Funders => "funders_audience",
            Self::Independence => "independence_audience",
            Self::Codes => "codes_audience",
            Self::Desk => "desk_audience",
            Self::Name => "name_audience",
            Self::OwnName => "own_name_audience",
            Self::OtherNames => "other_names_audience",
            Self::Place => "place_audience",
            Self::Languages => "languages_audience",
            Self::Skills => "skills_audience",
            Self::Affiliations => "affiliations_audience",
            Self::Elsewhere => "elsewhere_audience",
            Self::About => "about_audience",
            Self::Contact => "contact_audience",
        }
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Work => "directory-field-work",
            Self::Focus => "directory-field-focus",
            Self::Lens => "directory-field-lens",
            Self::Goals => "directory-field-goals",
            Self::Gender => "directory-field-gender",
            Self::Accreditations => "directory-field-accreditations",
            Self::Funders => "directory-field-funders",
            Self::Independence => "directory-field-independence",
            Self::Codes => "directory-field-codes",
            Self::Desk => "directory-field-desk",
            Self::Name => "directory-field-name",
            Self::OwnName => "directory-field-own-name",
            Self::OtherNames => "directory-field-other-names",
            Self::Place => "directory-field-place",
            Self::Languages => "directory-field-languages",
            Self::Skills => "directory-field-skills",
            Self::Affiliations => "directory-field-affiliations",
            Self::Elsewhere => "directory-field-elsewhere",
            Self::About => "directory-field-about",
            Self::Contact => "directory-field-contact",
        }
    }

    /// What it holds.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Work => Shape::Codes(WORK),
            Self::Focus => Shape::Codes(FOCUS),
            Self::Lens => Shape::Codes(LENS),
            Self::Gender => Shape::Codes(GENDERS),
            Self::Goals => Shape::Goals,
            Self::Funders => Shape::Noted,
            Self::Languages => Shape::Languages,
            Self::Accreditations
            | Self::Independence
            | Self::Codes
            | Self::Desk
            | Self::OtherNames
            | Self::Skills
            | Self::Elsewhere
            | Self::About
            | Self::Contact => Shape::Lines,
            Self::Name | Self::OwnName | Self::Place | Self::Affiliations => Shape::Given,
        }
    }

    /// For whom it stands until its owner says otherwise: what helps to be found, for members; what leads to a person, for nobody.
    pub const fn starts_for(self) -> Audience {
        match self {
            Self::Work
            | Self::Focus
            | Self::Lens
            | Self::Goals
            | Self::Accreditations
            | Self::Funders
            | Self::Independence
            | Self::Codes => Audience::Public,
            Self::Skills | Self::Languages | Self::Desk | Self::Name => Audience::Network,
            Self::OwnName | Self::OtherNames | Self::Place | Self::Affiliations | Self::Elsewhere | Self::About => {
                Audience::WorkingGroup
            }
            Self::Contact | Self::Gender => Audience::Introductions,
        }
    }

    /// Whether the directory finds a record by what stands in it.
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::OwnName | Self::OtherNames)
    }
}

/// One value, with a note where the field has notes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    /// A code, a tag or a line of text.
    pub text: String,
    /// The note; empty for none.
    pub note: String,
}

impl Value {
    /// One without a note.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), note: String::new() }
    }

    /// As one line, for a form and for the history.
    pub fn line(&self) -> String {
        if self.note.is_empty() { self.text.clone() } else { format!("{} | {}", self.text, self.note) }
    }
}

/// One field with whom it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub field: Field,
    /// For whom.
    pub audience: Audience,
    /// What it says; empty where nothing was said.
    pub values: Vec<Value>,
}

/// A record as somebody who may change it, or the index, reads it: everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Whose.
    pub subject: Subject,
    /// By whom it is found.
    pub listing: Listing,
    /// Grows with every change; 0 before the first.
    pub version: i64,
    /// When it was changed last.
    pub changed: Timestamp,
    /// When its owner last said that it is right.
    pub confirmed: Timestamp,
    /// Every field of the kind, in order.
    pub entries: Vec<Entry>,
}

impl Profile {
    /// What stands for somebody who has said nothing yet: an organisation is found as the public list has it, a person is not.
    pub fn unwritten(subject: Subject) -> Self {
        Self {
            subject,
            listing: match subject {
                Subject::Organisation(_) => Listing::Public,
                Subject::Person(_) => Listing::Hidden,
            },
            version: 0,
            changed: Timestamp(0),
            confirmed: Timestamp(0),
            entries: Field::of(subject)
                .iter()
                .map(|field| Entry { field: *field, audience: field.starts_for(), values: Vec::new() })
                .collect(),
        }
    }

    /// One field.
    pub fn entry(&self, field: Field) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.field == field)
    }

    /// Whether its owner should look at it again.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        self.version > 0 && now.since(self.confirmed) > STALE_AFTER
    }
}

/// What somebody typed for one field.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Codes and tags that were ticked.
    pub ticked: Vec<String>,
    /// Lines.
    pub lines: String,
    /// For whom.
    pub audience: String,
}

/// Reads one field; what is wrong is added to `problems`.
pub fn read(field: Field, typed: &Typed, problems: &mut Problems) -> Entry {
    let audience = Audience::from_code(&typed.audience).unwrap_or_else(|| field.starts_for());
    let mut values: Vec<Value> = Vec::new();
    let mut add = |value: Value| {
        if !value.text.is_empty() && !values.iter().any(|known| known.text == value.text) {
            values.push(value);
        }
    };
    match field.shape() {
        Shape::Given => {}
        Shape::Codes(list) => {
            // In the order of the list, so that ticking anew is no change.
            for (code, _) in list.iter().filter(|(code, _)| typed.ticked.iter().any(|ticked| ticked == code)) {
                add(Value::plain(*code));
            }
        }
        Shape::Goals => {
            let typed: Vec<String> = typed.ticked.iter().cloned().chain(parts(&typed.lines)).collect();
            read_goals(&typed, problems).into_iter().map(Value::plain).for_each(&mut add);
        }
        Shape::Languages => {
            let other = typed.lines.split([',', '\n', ' ', '،', '、']).filter(|tag| !tag.trim().is_empty());
            for tag in typed.ticked.iter().map(String::as_str).chain(other) {
                match tag.trim().parse::<LanguageTag>() {
                    Ok(tag) => add(Value::plain(tag.as_str())),
                    Err(_) => {
                        problems.add(field.code(), "directory-language-wrong").with("written", tag.trim());
                    }
                }
            }
        }
        Shape::Lines | Shape::Noted => {
            for line in typed.lines.lines() {
                let (text, note) = match field.shape() {
                    Shape::Noted => line.split_once('|').unwrap_or((line, "")),
                    _ => (line, ""),
                };
                add(Value { text: one_line(text), note: one_line(note) });
            }
        }
    }
    if values.len() > MOST_VALUES {
        problems.add(field.code(), "directory-too-many").with("most", MOST_VALUES);
    }
    if values.iter().any(|value| value.text.chars().count().max(value.note.chars().count()) > LONGEST_VALUE) {
        problems.add(field.code(), "directory-line-too-long").with("most", LONGEST_VALUE);
    }
    Entry { field, audience, values }
}

/// One change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// In which version of the record.
    pub version: i64,
    /// Of which field; `None` for who finds the record.
    pub field: Option<Field>,
    /// When.
    pub at: Timestamp,
    /// Who, by the name others see; `None` once they are forgotten.
    pub by: Option<String>,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// An entry in one text, for the history.
pub fn told(entry: &Entry) -> String {
    let lines: Vec<String> = entry.values.iter().map(Value::line).collect();
    format!("[{}] {}", entry.audience.code(), lines.join(" · "))
}

/// Refuses a change of a record that somebody else changed meanwhile.
pub fn same_version(stands: i64, seen: i64) -> Result<(), Problem> {
    if stands == seen { Ok(()) } else { Err(Problem::conflict("directory-changed-meanwhile")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_code_of_its_own() {
        let all: Vec<Field> = Field::OF_ORGANISATION.into_iter().chain(Field::OF_PERSON).collect();
        for field in &all {
            assert_eq!(Field::from_code(field.code()), Some(*field));
        }
    }

    #[test]
    fn a_funder_carries_the_note_of_a_conflict() {
        let typed = Typed {
            lines: " Yayasan Laut Biru | sits on our board \nOcean Fund\n\nOcean Fund\n".into(),
            audience: "network".into(),
            ..Typed::default()
        };
        let mut problems = Problems::new();
        let entry = read(Field::Funders, &typed, &mut problems);
        problems.finish().unwrap();
        assert_eq!(
            entry.values,
            [Value { text: "Yayasan Laut Biru".into(), note: "sits on our board".into() }, Value::plain("Ocean Fund")]
        );
        assert_eq!(entry.audience, Audience::Network);
        assert_eq!(told(&entry), "[network] Yayasan Laut Biru | sits on our board · Ocean Fund");
    }

    #[test]
    fn what_leads_to_a_person_is_for_introductions_until_they_say_otherwise() {
        let unwritten = Profile::unwritten(Subject::Person(PersonId(Uuid::nil())));
        assert_eq!(unwritten.listing, Listing::Hidden);
        assert_eq!(unwritten.entry(Field::Contact).unwrap().audience, Audience::Introductions);
        assert!(
            unwritten.entries.iter().all(|entry| entry.audience != Audience::Public || entry.field == Field::Focus)
        );
    }
}
