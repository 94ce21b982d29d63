//! How an organisation's helpline works. Each setting is kept by itself, with its version; what cannot be read counts as the
//! default, so that an old or damaged setting never stops help.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::bells::Bells;
use super::calendar::Calendar;
use super::clocks::Targets;
use super::priority::PriorityRules;
use super::referral::ProviderProfile;
use super::reply::{Checklist, Template};
use super::retention::RetentionRules;
use super::rota::FollowTheSun;
use super::toolkit::Toolkit;
use super::vocabulary::Vocabulary;
use super::words::{AbuseKind, Beneficiary, IncidentType};

/// A setting and the version of it that its reader saw; 0 while it is the default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// What holds.
    pub value: T,
    /// Its version.
    pub version: u32,
}

/// Whether new requests are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The day since which none are; `None` while they are taken.
    pub since: Option<super::calendar::Day>,
}

/// What an organisation can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpSetting {
    /// Working hours.
    Calendar(Box<Calendar>),
    /// When clocks ring.
    Targets(Targets),
    /// Who comes first.
    Priority(PriorityRules),
    /// How long cases are kept.
    Retention(RetentionRules),
    /// What happened.
    Incidents(Vocabulary<IncidentType>),
    /// What was done to a person.
    Abuse(Vocabulary<AbuseKind>),
    /// Who is helped.
    Groups(Vocabulary<Beneficiary>),
    /// Templates for replies.
    Templates(Vec<Template>),
    /// Checklists.
    Checklists(Vec<Checklist>),
    /// What people can read or do by themselves.
    Toolkits(Vec<Toolkit>),
    /// What it offers to others.
    Profile(Option<Box<ProviderProfile>>),
    /// Who takes over when it closes.
    FollowTheSun(FollowTheSun),
    /// Whom clocks ring.
    Bells(Bells),
    /// Whether new requests are taken.
    Pause(Pause),
}

/// The name under which toolkits are kept.
pub const TOOLKITS: &str = "toolkits";

/// Most templates, most checklists, and most toolkits, of an organisation.
pub const MOST_TEXTS: usize = 200;

/// A setting that cannot be used: which field, and why, in the words of its own check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingProblem(pub String);

fn say(problem: impl std::fmt::Display) -> SettingProblem {
    SettingProblem(problem.to_string())
}

fn json<T: Serialize>(value: &T) -> Result<String, SettingProblem> {
    serde_json::to_string(value).map_err(say)
}

impl HelpSetting {
    /// The name under which it is kept.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Calendar(_) => "calendar",
            Self::Targets(_) => "targets",
            Self::Priority(_) => "priority",
            Self::Retention(_) => "retention",
            Self::Incidents(_) => "incidents",
            Self::Abuse(_) => "abuse",
            Self::Groups(_) => "groups",
            Self::Templates(_) => "templates",
            Self::Checklists(_) => "checklists",
            Self::Toolkits(_) => TOOLKITS,
            Self::Profile(_) => "profile",
            Self::FollowTheSun(_) => "follow-the-sun",
            Self::Bells(_) => "bells",
            Self::Pause(_) => "pause",
        }
    }

    /// What is kept, if it can be used.
    pub fn to_kept(&self) -> Result<String, SettingProblem> {
        match self {
            Self::Calendar(calendar) => {
                calendar.check().map_err(say)?;
                json(calendar)
            }
            Self::Targets(targets) => {
                targets.check().map_err(|(_, problem)| say(problem))?;
                json(targets)
            }
            Self::Priority(rules) => {
                rules.check().map_err(say)?;
                json(rules)
            }
            Self::Retention(rules) => {
                rules.check().map_err(say)?;
                json(rules)
            }
            Self::Incidents(words) => {
                words.check().map_err(say)?;
                json(words)
            }
            Self::Abuse(words) => {
                words.check().map_err(say)?;
                json(words)
            }
            Self::Groups(words) => {
                words.check().map_err(say)?;
                json(words)
            }
            Self::Templates(templates) => {
                if templates.len() > MOST_TEXTS {
                    return Err(SettingProblem(format!("at most {MOST_TEXTS} templates are possible")));
                }
                templates.iter().try_for_each(Template::check).map_err(say)?;
                json(templates)
            }
            Self::Checklists(lists) => {
                if lists.len() > MOST_TEXTS {
                    return Err(SettingProblem(format!("at most {MOST_TEXTS} checklists are possible")));
                }
                lists.iter().try_for_each(Checklist::check).map_err(say)?;
                json(lists)
            }
            Self::Toolkits(toolkits) => {
                if toolkits.len() > MOST_TEXTS {
                    return Err(SettingProblem(format!("at most {MOST_TEXTS} toolkits are possible")));
                }
                toolkits.iter().try_for_each(Toolkit::check).map_err(say)?;
                json(toolkits)
            }
            Self::Profile(profile) => json(profile),
            Self::Pause(pause) => json(pause),
            Self::Bells(bells) => {
                bells.check().map_err(say)?;
                json(bells)
            }
            Self::FollowTheSun(round) => {
                round.posts.iter().try_for_each(|post| post.calendar.check()).map_err(say)?;
                json(round)
            }
        }
    }
}

/// All settings of one helpline.
#[derive(Debug, Clone)]
pub struct HelpSettings {
    /// Working hours; open all day every day where nothing is said.
    pub calendar: Kept<Calendar>,
    /// When clocks ring.
    pub targets: Kept<Targets>,
    /// Who comes first.
    pub priority: Kept<PriorityRules>,
    /// How long cases are kept.
    pub retention: Kept<RetentionRules>,
    /// What happened.
    pub incidents: Kept<Vocabulary<IncidentType>>,
    /// What was done to a person.
    pub abuse: Kept<Vocabulary<AbuseKind>>,
    /// Who is helped.
    pub groups: Kept<Vocabulary<Beneficiary>>,
    /// Templates for replies.
    pub templates: Kept<Vec<Template>>,
    /// Checklists.
    pub checklists: Kept<Vec<Checklist>>,
    /// What people can read or do by themselves; none where nothing is said.
    pub toolkits: Kept<Vec<Toolkit>>,
    /// What it offers to others, if it does.
    pub profile: Kept<Option<ProviderProfile>>,
    /// Who takes over when it closes.
    pub follow_the_sun: Kept<FollowTheSun>,
    /// Whom clocks ring.
    pub bells: Kept<Bells>,
    /// Whether new requests are taken.
    pub pause: Kept<Pause>,
}

impl HelpSettings {
    /// From what is kept: name, value, version.
    pub fn read(kept: &[(String, String, i64)]) -> Self {
        Self {
            calendar: one(kept, "calendar", Calendar::always),
            targets: one(kept, "targets", Targets::default),
            priority: one(kept, "priority", PriorityRules::default),
            retention: one(kept, "retention", RetentionRules::default),
            incidents: one(kept, "incidents", Vocabulary::default),
            abuse: one(kept, "abuse", Vocabulary::default),
            groups: one(kept, "groups", Vocabulary::default),
            templates: one(kept, "templates", Template::defaults),
            checklists: one(kept, "checklists", || vec![Checklist::first_hour()]),
            toolkits: one(kept, TOOLKITS, Vec::new),
            profile: one(kept, "profile", || None),
            follow_the_sun: one(kept, "follow-the-sun", FollowTheSun::default),
            bells: one(kept, "bells", Bells::default),
            pause: one(kept, "pause", Pause::default),
        }
    }
}

fn one<T: DeserializeOwned>(kept: &[(String, String, i64)], name: &str, default: impl FnOnce() -> T) -> Kept<T> {
    let found = kept.iter().find(|(known, _, _)| known == name);
    let version = found.and_then(|(_, _, version)| u32::try_from(*version).ok()).unwrap_or(0);
    let value = found.and_then(|(_, text, _)| serde_json::from_str(text).ok()).unwrap_or_else(default);
    Kept { value, version }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_reads_back_and_what_cannot_be_read_is_the_default() {
        let targets = Targets {
            first_answer: super::super::clocks::Target { remind: 5, escalate: 6, due: 7 },
            ..Targets::default()
        };
        let setting = HelpSetting::Targets(targets);
        let kept =
            vec![("targets".to_owned(), setting.to_kept().unwrap(), 3), ("calendar".to_owned(), "{".to_owned(), 2)];
        let settings = HelpSettings::read(&kept);
        assert_eq!(settings.targets, Kept { value: targets, version: 3 });
        assert_eq!(settings.calendar, Kept { value: Calendar::always(), version: 2 });
        assert_eq!(settings.priority.version, 0);
        assert!(!settings.templates.value.is_empty());
    }

    #[test]
    fn a_setting_that_cannot_be_used_is_refused_with_the_reason() {
        let wrong = HelpSetting::Retention(RetentionRules { days: 1, ..RetentionRules::default() });
        assert!(wrong.to_kept().unwrap_err().0.contains("1 days"));
    }
}
