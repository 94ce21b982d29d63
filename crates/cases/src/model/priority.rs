//! Who comes first. The rules are data that an organisation can read and change; what they decide comes with its reasons,
//! so that nobody is put behind without anybody being able to say why.
//!
//! Only coded answers and times are read. The first rules are those that helplines have published; see [`PriorityRules::default`].

use std::cmp::Ordering;

use saksi_base::{CaseId, Timestamp, clock::HOUR};
use serde::{Deserialize, Serialize};

use super::vocabulary::is_code;
use super::words::{AbuseKind, Answer, Beneficiary, IncidentType};

/// Most rules of one organisation.
pub const MOST_RULES: usize = 100;
/// Most points of one rule.
pub const MOST_POINTS: u32 = 1_000;
/// How deep conditions may stand inside each other.
pub const DEEPEST: usize = 4;

/// When a rule applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Condition {
    /// The answer to "are you safe now?" is one of these.
    SafeNow {
        /// The answers that count.
        any: Vec<Answer>,
    },
    /// The person is under eighteen.
    Minor,
    /// The person belongs to one of these groups.
    Group {
        /// The groups that count.
        any: Vec<Beneficiary>,
    },
    /// What happened is one of these.
    Incident {
        /// The types that count.
        any: Vec<IncidentType>,
    },
    /// What was done to the person is one of these.
    Abuse {
        /// The kinds that count.
        any: Vec<AbuseKind>,
    },
    /// The person, or somebody about the same thing, asked before.
    Repeated {
        /// At least so many earlier cases.
        times: u32,
    },
    /// The case came in at least so long ago.
    Age {
        /// Hours of the wall clock.
        hours: u32,
    },
    /// The person waits for an answer at least so long.
    Waiting {
        /// Minutes of the wall clock.
        minutes: u32,
    },
    /// All of these.
    All {
        /// The conditions.
        of: Vec<Condition>,
    },
    /// At least one of these.
    Any {
        /// The conditions.
        of: Vec<Condition>,
    },
    /// The opposite.
    Not {
        /// The condition.
        of: Box<Condition>,
    },
}

/// One rule: when it applies, it adds points and gives its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The code of the reason, shown in the queue; those of the default rules have a message, see [`reason_message`].
    pub reason: String,
    /// When it applies.
    pub when: Condition,
    /// Points, 1 to 1,000.
    pub points: u32,
}

/// The rules of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityRules {
    /// The rules; their order is the order of the reasons where points are equal.
    pub rules: Vec<Rule>,
    /// From so many points on a case is urgent.
    pub urgent_from: u32,
    /// From so many points on a case is high; at most `urgent_from`.
    pub high_from: u32,
}

/// How urgent a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// In turn.
    Usual,
    /// Before others.
    High,
    /// Now.
    Urgent,
}

impl Level {
    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Usual => "cases-level-usual",
            Self::High => "cases-level-high",
            Self::Urgent => "cases-level-urgent",
        }
    }
}

/// What the rules look at. Nothing of it tells who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// The answer to "are you safe now?".
    pub safe_now: Answer,
    /// Whether the person is under eighteen.
    pub minor: bool,
    /// The groups the person named.
    pub groups: Vec<Beneficiary>,
    /// What happened.
    pub incident: IncidentType,
    /// What was done to the person, where that was asked.
    pub abuse: Vec<AbuseKind>,
    /// How many earlier cases are linked.
    pub earlier: u32,
    /// When the case came in.
    pub received: Timestamp,
    /// Since when the person waits for an answer, if they do.
    pub waiting_since: Option<Timestamp>,
}

/// What the rules decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// All points together.
    pub points: u32,
    /// How urgent that is.
    pub level: Level,
    /// The reasons, those with most points first.
    pub reasons: Vec<Reason>,
}

/// One reason with its points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule's code.
    pub reason: String,
    /// What it added.
    pub points: u32,
}

/// Why rules cannot be used. Rules are counted from one, as somebody reads them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesProblem {
    /// The text is not what is expected; where and what.
    #[error("the rules cannot be read: {0}")]
    Unreadable(String),
    /// Too many.
    #[error("there are {0} rules; at most {MOST_RULES} are possible")]
    TooMany(usize),
    /// The reason is no code.
    #[error("rule {0}: '{1}' is not a code for a reason; use lower-case letters, digits and single hyphens")]
    ReasonCode(usize, String),
    /// The reason stands twice.
    #[error("rule {0}: the reason '{1}' stands in an earlier rule; give each rule its own")]
    ReasonTwice(usize, String),
    /// The points.
    #[error("rule {0}: {1} points; use 1 to {MOST_POINTS}")]
    Points(usize, u32),
    /// A list without entries never applies, or always.
    #[error("rule {0}: a list in it is empty; name at least one entry")]
    Empty(usize),
    /// A number of nothing.
    #[error("rule {0}: a number in it is 0; use at least 1")]
    Zero(usize),
    /// Too deep.
    #[error("rule {0}: conditions stand more than {DEEPEST} deep inside each other")]
    TooDeep(usize),
    /// The thresholds.
    #[error("urgent begins at {urgent} points and high at {high}; high must be at least 1 and not above urgent")]
    Thresholds {
        /// Where urgent begins.
        urgent: u32,
        /// Where high begins.
        high: u32,
    },
}

impl Default for PriorityRules {
    /// Immediate physical danger first (SMEX's rule: doxxing, death threats, incitement, arrest); minors (counted apart by
    /// the Digital Rights Foundation); journalists and human-rights defenders (H5); who waits past Access Now's 60 and 90
    /// minutes; who asks again; who has been waiting for a day or a week. The points are ours: nobody has published theirs.
    fn default() -> Self {
        use Condition::{Abuse, Age, Any, Group, Minor, Repeated, SafeNow, Waiting};
        let rule = |reason: &str, when: Condition, points: u32| Rule { reason: reason.to_owned(), when, points };
        Self {
            rules: vec![
                rule("not-safe-now", SafeNow { any: vec![Answer::No] }, 100),
                rule("maybe-not-safe", SafeNow { any: vec![Answer::NotSure] }, 50),
                rule(
                    "harm-may-follow",
                    Abuse {
                        any: vec![
                            AbuseKind::Threats,
                            AbuseKind::Doxxing,
                            AbuseKind::Locating,
                            AbuseKind::Sextortion,
                            AbuseKind::Grooming,
                            AbuseKind::Exploitation,
                        ],
                    },
                    40,
                ),
                rule("minor", Any { of: vec![Minor, Group { any: vec![Beneficiary::Child] }] }, 40),
                rule("journalist", Group { any: vec![Beneficiary::Journalist, Beneficiary::IndependentMedia] }, 30),
                rule(
                    "human-rights-defender",
                    Group { any: vec![Beneficiary::HumanRightsDefender, Beneficiary::HumanRightsOrganisation] },
                    30,
                ),
                rule("waiting-90-minutes", Waiting { minutes: 90 }, 15),
                rule("waiting-60-minutes", Waiting { minutes: 60 }, 10),
                rule("asked-before", Repeated { times: 1 }, 10),
                rule("older-than-a-week", Age { hours: 168 }, 10),
                rule("older-than-a-day", Age { hours: 24 }, 5),
            ],
            urgent_from: 100,
            high_from: 30,
        }
    }
}

/// The message of a reason of the default rules; an organisation's own reasons are shown by their code.
pub fn reason_message(reason: &str) -> Option<&'static str> {
    Some(match reason {
        "not-safe-now" => "cases-reason-not-safe-now",
        "maybe-not-safe" => "cases-reason-maybe-not-safe",
        "harm-may-follow" => "cases-reason-harm-may-follow",
        "minor" => "cases-reason-minor",
        "journalist" => "cases-reason-journalist",
        "human-rights-defender" => "cases-reason-human-rights-defender",
        "waiting-90-minutes" => "cases-reason-waiting-90-minutes",
        "waiting-60-minutes" => "cases-reason-waiting-60-minutes",
        "asked-before" => "cases-reason-asked-before",
        "older-than-a-week" => "cases-reason-older-than-a-week",
        "older-than-a-day" => "cases-reason-older-than-a-day",
        _ => return None,
    })
}

impl Condition {
    /// Whether it holds at a moment.
    pub fn holds(&self, facts: &CaseFacts, at: Timestamp) -> bool {
        const MINUTE: i64 = HOUR / 60;
        match self {
            Self::SafeNow { any } => any.contains(&facts.safe_now),
            Self::Minor => facts.minor,
            Self::Group { any } => facts.groups.iter().any(|group| any.contains(group)),
            Self::Incident { any } => any.contains(&facts.incident),
            Self::Abuse { any } => facts.abuse.iter().any(|kind| any.contains(kind)),
            Self::Repeated { times } => facts.earlier >= *times,
            Self::Age { hours } => at.since(facts.received) >= i64::from(*hours) * HOUR,
            Self::Waiting { minutes } => {
                facts.waiting_since.is_some_and(|since| at.since(since) >= i64::from(*minutes) * MINUTE)
            }
            Self::All { of } => of.iter().all(|condition| condition.holds(facts, at)),
            Self::Any { of } => of.iter().any(|condition| condition.holds(facts, at)),
            Self::Not { of } => !of.holds(facts, at),
        }
    }

    fn check(&self, rule: usize, depth: usize) -> Result<(), RulesProblem> {
        if depth > DEEPEST {
            return Err(RulesProblem::TooDeep(rule));
        }
        let (empty, zero) = match self {
            Self::SafeNow { any } => (any.is_empty(), false),
            Self::Group { any } => (any.is_empty(), false),
            Self::Incident { any } => (any.is_empty(), false),
            Self::Abuse { any } => (any.is_empty(), false),
            Self::All { of } | Self::Any { of } => {
                of.iter().try_for_each(|inner| inner.check(rule, depth + 1))?;
                (of.is_empty(), false)
            }
            Self::Not { of } => {
                of.check(rule, depth + 1)?;
                (false, false)
            }
            Self::Repeated { times: number } | Self::Age { hours: number } | Self::Waiting { minutes: number } => {
                (false, *number == 0)
            }
            Self::Minor => (false, false),
        };
        match (empty, zero) {
            (true, _) => Err(RulesProblem::Empty(rule)),
            (_, true) => Err(RulesProblem::Zero(rule)),
            _ => Ok(()),
        }
    }
}

impl PriorityRules {
    /// Reads and checks rules in JSON.
    pub fn from_json(text: &str) -> Result<Self, RulesProblem> {
        let rules: Self = serde_json::from_str(text).map_err(|error| RulesProblem::Unreadable(error.to_string()))?;
        rules.check()?;
        Ok(rules)
    }

    /// Whether the rules can be used; the first thing to mend otherwise.
    pub fn check(&self) -> Result<(), RulesProblem> {
        if self.rules.len() > MOST_RULES {
            return Err(RulesProblem::TooMany(self.rules.len()));
        }
        for (place, rule) in self.rules.iter().enumerate() {
            let number = place + 1;
            if !is_code(&rule.reason) {
                return Err(RulesProblem::ReasonCode(number, rule.reason.clone()));
            }
            if self.rules.iter().take(place).any(|earlier| earlier.reason == rule.reason) {
                return Err(RulesProblem::ReasonTwice(number, rule.reason.clone()));
            }
            if !(1..=MOST_POINTS).contains(&rule.points) {
                return Err(RulesProblem::Points(number, rule.points));
            }
            rule.when.check(number, 1)?;
        }
        if self.high_from == 0 || self.high_from > self.urgent_from {
            return Err(RulesProblem::Thresholds { urgent: self.urgent_from, high: self.high_from });
        }
        Ok(())
    }

    /// What the rules decide about a case at a moment.
    pub fn decide(&self, facts: &CaseFacts, at: Timestamp) -> Priority {
        let mut reasons: Vec<Reason> = self
            .rules
            .iter()
            .filter(|rule| rule.when.holds(facts, at))
            .map(|rule| Reason { reason: rule.reason.clone(), points: rule.points })
            .collect();
        // A stable sort: where points are equal the rules' own order stays.
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
        let points = reasons.iter().fold(0_u32, |sum, reason| sum.saturating_add(reason.points));
        let level = if points >= self.urgent_from {
            Level::Urgent
        } else if points >= self.high_from {
            Level::High
        } else {
            Level::Usual
        };
        Priority { points, level, reasons }
    }
}

/// A case in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// Which.
    pub case: CaseId,
    /// What the rules decided.
    pub priority: Priority,
    /// When it came in.
    pub received: Timestamp,
}

/// The order of the queue: most points first, then the oldest, then by identifier, so that two looks show the same order.
pub fn queue_order(a: &Queued, b: &Queued) -> Ordering {
    let points = b.priority.points.cmp(&a.priority.points);
    points.then(a.received.cmp(&b.received)).then(a.case.cmp(&b.case))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::SeededRandom;

    fn facts() -> CaseFacts {
        CaseFacts {
            safe_now: Answer::Yes,
            minor: false,
            groups: vec![Beneficiary::Public],
            incident: IncidentType::Theft,
            abuse: vec![],
            earlier: 0,
            received: Timestamp(0),
            waiting_since: None,
        }
    }

    fn reasons(facts: &CaseFacts, at: Timestamp) -> Vec<String> {
        PriorityRules::default().decide(facts, at).reasons.into_iter().map(|reason| reason.reason).collect()
    }

    #[test]
    fn somebody_in_danger_comes_first_and_the_queue_says_why() {
        let danger = CaseFacts { safe_now: Answer::No, ..facts() };
        let journalist = CaseFacts { groups: vec![Beneficiary::Journalist], minor: true, ..facts() };
        let at = Timestamp(0);
        let rules = PriorityRules::default();
        assert_eq!(rules.decide(&danger, at).level, Level::Urgent);
        assert_eq!(rules.decide(&journalist, at).level, Level::High);
        assert_eq!(reasons(&journalist, at), ["minor", "journalist"]);
        assert_eq!(rules.decide(&facts(), at), Priority { points: 0, level: Level::Usual, reasons: vec![] });
    }

    #[test]
    fn waiting_raises_a_case_by_itself() {
        let waiting = CaseFacts { waiting_since: Some(Timestamp(0)), ..facts() };
        let minute = HOUR / 60;
        assert_eq!(reasons(&waiting, Timestamp(59 * minute)), Vec::<String>::new());
        assert_eq!(reasons(&waiting, Timestamp(60 * minute)), ["waiting-60-minutes"]);
        assert_eq!(reasons(&waiting, Timestamp(90 * minute)), ["waiting-90-minutes", "waiting-60-minutes"]);
    }

    #[test]
    fn the_default_rules_are_fine_have_messages_and_read_back() {
        let rules = PriorityRules::default();
        assert_eq!(rules.check(), Ok(()));
        let staff = include_str!("../../locales/staff.en.ftl");
        for rule in &rules.rules {
            let key = reason_message(&rule.reason).unwrap();
            assert!(staff.contains(&format!("\n{key} = ")), "{key}");
        }
        assert_eq!(PriorityRules::from_json(&serde_json::to_string(&rules).unwrap()), Ok(rules));
        assert_eq!(reason_message("our-own"), None);
    }

    #[test]
    fn what_is_wrong_with_the_rules_is_said_with_its_place() {
        let one = |rule: &str| format!("{{\"rules\":[{rule}],\"urgent_from\":100,\"high_from\":30}}");
        let deep = format!("{}{{\"is\":\"minor\"}}{}", "{\"is\":\"not\",\"of\":".repeat(4), "}".repeat(4));
        for (text, problem) in [
            (
                one("{\"reason\":\"A\",\"points\":1,\"when\":{\"is\":\"minor\"}}"),
                RulesProblem::ReasonCode(1, "A".into()),
            ),
            (one("{\"reason\":\"a\",\"points\":0,\"when\":{\"is\":\"minor\"}}"), RulesProblem::Points(1, 0)),
            (one("{\"reason\":\"a\",\"points\":1,\"when\":{\"is\":\"group\",\"any\":[]}}"), RulesProblem::Empty(1)),
            (one("{\"reason\":\"a\",\"points\":1,\"when\":{\"is\":\"age\",\"hours\":0}}"), RulesProblem::Zero(1)),
            (one(&format!("{{\"reason\":\"a\",\"points\":1,\"when\":{deep}}}")), RulesProblem::TooDeep(1)),
            (
                "{\"rules\":[],\"urgent_from\":1,\"high_from\":2}".to_owned(),
                RulesProblem::Thresholds { urgent: 1, high: 2 },
            ),
        ] {
            assert_eq!(PriorityRules::from_json(&text), Err(problem), "{text}");
        }
        let twice = "{\"reason\":\"a\",\"points\":1,\"when\":{\"is\":\"minor\"}}";
        let twice = PriorityRules::from_json(&one(&format!("{twice},{twice}")));
        assert_eq!(twice, Err(RulesProblem::ReasonTwice(2, "a".into())));
        let unknown = one("{\"reason\":\"a\",\"points\":1,\"when\":{\"is\":\"rich\"}}");
        let Err(RulesProblem::Unreadable(why)) = PriorityRules::from_json(&unknown) else { panic!("was read") };
        assert!(why.contains("rich"), "{why}");
    }

    proptest! {
        #[test]
        fn more_danger_never_moves_anybody_back(minor: bool, earlier in 0_u32..3, hours in 0_i64..400) {
            let at = Timestamp(hours * HOUR);
            let safe = CaseFacts { minor, earlier, ..facts() };
            let unsafe_now = CaseFacts { safe_now: Answer::No, ..safe.clone() };
            let rules = PriorityRules::default();
            let (before, after) = (rules.decide(&safe, at), rules.decide(&unsafe_now, at));
            prop_assert!(after.points > before.points && after.level >= before.level);
            prop_assert_eq!(after.points, after.reasons.iter().map(|reason| reason.points).sum::<u32>());
        }

        #[test]
        fn the_queue_has_one_order(points in proptest::collection::vec((0_u32..3, 0_i64..3), 1..20), seed: u64) {
            let random = SeededRandom::new(seed);
            let mut queue: Vec<Queued> = points
                .into_iter()
                .map(|(points, received)| Queued {
                    case: CaseId::new(&random),
                    priority: Priority { points, level: Level::Usual, reasons: vec![] },
                    received: Timestamp(received),
                })
                .collect();
            queue.sort_by(queue_order);
            let mut again = queue.clone();
            again.reverse();
            again.sort_by(queue_order);
            prop_assert_eq!(&again, &queue);
            prop_assert!(queue.windows(2).all(|pair| pair[0].priority.points >= pair[1].priority.points));
        }

        #[test]
        fn nothing_makes_reading_rules_panic(text: String) {
            let _ = PriorityRules::from_json(&text);
        }
    }
}
