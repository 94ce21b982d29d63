//! Trainings: how many people came, by the kind of media for which they work and the language in which they were taught (H18). Nobody is
//! named; a group of one is a number like any other here, and is hidden where figures are published.

use saksi_base::{OrganisationId, TrainingId};

use super::calendar::Day;

/// Most groups of one training.
pub const MOST_GROUPS: usize = 6;
/// Most people in one group.
pub const MOST_PEOPLE: u32 = 2_000;
/// How far back a training may lie that is written down today, in days.
pub const FARTHEST_BACK: i32 = 3 * 366;

words! {
    /// For which kind of media somebody works.
    MediaKind, "cases-media-" {
        /// Newspapers and magazines on paper.
        Print = "print",
        /// Radio.
        Radio = "radio",
        /// Television.
        Television = "television",
        /// News on line.
        Online = "online",
        /// News agencies.
        Agency = "agency",
        /// Media of a village, a language, a community.
        Community = "community",
        /// For several, or for oneself.
        Freelance = "freelance",
        /// People with a channel or a page of their own.
        Creator = "creator",
        /// Students of journalism.
        Student = "student",
        /// For no media: organisations, lawyers, teachers, officials.
        NotMedia = "not-media",
        /// Another kind.
        Other = "other",
        /// It was not said.
        NotSaid = "not-said",
    }
}

words! {
    /// What a training was about.
    TrainingTopic, "cases-training-topic-" {
        /// Devices, accounts, the way of messages.
        DigitalSecurity = "digital-security",
        /// Finding out what is true.
        Verification = "verification",
        /// Attacks on people for their gender.
        GenderBasedViolence = "gender-based-violence",
        /// Bearing it, and helping others to.
        MentalHealth = "mental-health",
        /// Rights and the law.
        Legal = "legal",
        /// Preserving evidence.
        Evidence = "evidence",
        /// Elections.
        Elections = "elections",
        /// Something else.
        Other = "other",
    }
}

/// The language of a group that is none of the listed ones.
pub const OTHER_LANGUAGE: &str = "other";
/// The language of a group was not said.
pub const LANGUAGE_NOT_SAID: &str = "not-said";

/// The languages by which people are counted: a code, and what the language calls itself.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("as", "অসমীয়া"),
    ("bn", "বাংলা"),
    ("bo", "བོད་སྐད་"),
    ("ceb", "Sinugboanon"),
    ("dv", "ދިވެހި"),
    ("dz", "རྫོང་ཁ"),
    ("en", "English"),
    ("fa", "فارسی"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("gu", "ગુજરાતી"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("ja", "日本語"),
    ("jv", "Basa Jawa"),
    ("kk", "Қазақ тілі"),
    ("km", "ភាសាខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ky", "Кыргызча"),
    ("lo", "ລາວ"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("my", "မြန်မာဘာသာ"),
    ("ne", "नेपाली"),
    ("or", "ଓଡ଼ିଆ"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("sd", "سنڌي"),
    ("si", "සිංහල"),
    ("su", "Basa Sunda"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("tet", "Tetun"),
    ("tg", "Тоҷикӣ"),
    ("th", "ไทย"),
    ("ug", "ئۇيغۇرچە"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("yue", "粵語"),
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
];

/// Every code of a language, the ways not to name one last.
pub fn language_codes() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|(code, _)| *code).chain([OTHER_LANGUAGE, LANGUAGE_NOT_SAID])
}

/// What a language calls itself; none for the ways not to name one, and for what is no code.
pub fn own_name(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// People who came together: of one kind of media, taught in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// For which kind of media they work.
    pub media: MediaKind,
    /// The code of the language.
    pub language: &'static str,
    /// How many.
    pub people: u32,
}

/// A training as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTraining {
    /// The day; the first one of several.
    pub day: Day,
    /// What it was about.
    pub topic: TrainingTopic,
    /// Who came.
    pub groups: Vec<Group>,
}

/// A training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// Which.
    pub id: TrainingId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The day.
    pub day: Day,
    /// What it was about.
    pub topic: TrainingTopic,
    /// The day on which it was written down.
    pub entered: Day,
    /// Who came.
    pub groups: Vec<Group>,
}

/// Why a training cannot be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNotTraining {
    /// It lies in the future, or long ago.
    #[error("a training is written down after it was given, within three years")]
    Day,
    /// Nobody came, or too many groups.
    #[error("a training has 1 to {MOST_GROUPS} groups")]
    Groups,
    /// A group of nobody, or of too many; which one, from 0.
    #[error("group {0} needs 1 to {MOST_PEOPLE} people")]
    People(usize),
    /// A group like one before it; which one, from 0.
    #[error("group {0} stands twice")]
    Twice(usize),
}

impl NewTraining {
    /// Whether it can be written down on a day.
    pub fn check(&self, today: Day) -> Result<(), WhyNotTraining> {
        if self.day > today || self.day < today.plus(-FARTHEST_BACK) {
            return Err(WhyNotTraining::Day);
        }
        if self.groups.is_empty() || self.groups.len() > MOST_GROUPS {
            return Err(WhyNotTraining::Groups);
        }
        for (place, group) in self.groups.iter().enumerate() {
            if !(1..=MOST_PEOPLE).contains(&group.people) {
                return Err(WhyNotTraining::People(place));
            }
            let mut before = self.groups.iter().take(place);
            if before.any(|other| (other.media, other.language) == (group.media, group.language)) {
                return Err(WhyNotTraining::Twice(place));
            }
        }
        Ok(())
    }
}

impl Training {
    /// How many came.
    pub fn people(&self) -> u64 {
        self.groups.iter().map(|group| u64::from(group.people)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn training(groups: &[(MediaKind, &'static str, u32)]) -> NewTraining {
        let group = |(media, language, people): &(MediaKind, &'static str, u32)| Group {
            media: *media,
            language,
            people: *people,
        };
        NewTraining {
            day: day("2026-03-01"),
            topic: TrainingTopic::Verification,
            groups: groups.iter().map(group).collect(),
        }
    }

    #[test]
    fn a_training_lies_in_the_past_and_counts_each_group_once() {
        let today = day("2026-03-02");
        let one = (MediaKind::Radio, "ur", 12);
        for (groups, expected) in [
            (vec![one], Ok(())),
            (vec![one, (MediaKind::Radio, "ps", 1), (MediaKind::Print, "ur", 2_000)], Ok(())),
            (vec![], Err(WhyNotTraining::Groups)),
            (vec![one, (MediaKind::Print, "ur", 0)], Err(WhyNotTraining::People(1))),
            (vec![(MediaKind::Print, "ur", 2_001)], Err(WhyNotTraining::People(0))),
            (vec![one, (MediaKind::Print, "ur", 3), (MediaKind::Radio, "ur", 4)], Err(WhyNotTraining::Twice(2))),
        ] {
            assert_eq!(training(&groups).check(today), expected);
        }
        assert_eq!(training(&[one]).check(day("2026-02-28")), Err(WhyNotTraining::Day));
        assert_eq!(training(&[one]).check(day("2030-02-28")), Err(WhyNotTraining::Day));
        let many: Vec<_> = MediaKind::ALL.iter().take(MOST_GROUPS + 1).map(|media| (*media, "th", 1)).collect();
        assert_eq!(training(&many).check(today), Err(WhyNotTraining::Groups));
    }

    #[test]
    fn every_language_has_a_code_of_its_own_and_calls_itself_something() {
        let codes: Vec<&str> = language_codes().collect();
        assert!(codes.iter().all(|code| super::super::vocabulary::is_code(code)));
        let distinct: std::collections::BTreeSet<&&str> = codes.iter().collect();
        assert_eq!(distinct.len(), codes.len());
        assert_eq!(own_name("ur"), Some("اردو"));
        assert_eq!((own_name(OTHER_LANGUAGE), own_name("xx")), (None, None));
    }
}
