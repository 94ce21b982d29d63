//! Two ways to look across everything in the directory: what concerns gender, and which of the Sustainable Development Goals something serves.
//!
//! Goals and targets are those of the United Nations' resolution 70/313 (the global indicator framework): 17 goals, 169 targets.

use saksi_base::problem::Problems;

/// What of the gender lens something carries: code and message.
pub const LENS: &[(&str, &str)] = &[
    ("women-led", "directory-lens-women-led"),
    ("equality", "directory-lens-equality"),
    ("violence", "directory-lens-violence"),
];

/// How somebody names their gender: code and message. Nobody must.
pub const GENDERS: &[(&str, &str)] =
    &[("woman", "directory-gender-woman"), ("man", "directory-gender-man"), ("another", "directory-gender-another")];

/// The goals: code and message.
pub const GOALS: &[(&str, &str)] = &[
    ("1", "directory-goal-1"),
    ("2", "directory-goal-2"),
    ("3", "directory-goal-3"),
    ("4", "directory-goal-4"),
    ("5", "directory-goal-5"),
    ("6", "directory-goal-6"),
    ("7", "directory-goal-7"),
    ("8", "directory-goal-8"),
    ("9", "directory-goal-9"),
    ("10", "directory-goal-10"),
    ("11", "directory-goal-11"),
    ("12", "directory-goal-12"),
    ("13", "directory-goal-13"),
    ("14", "directory-goal-14"),
    ("15", "directory-goal-15"),
    ("16", "directory-goal-16"),
    ("17", "directory-goal-17"),
];

/// How many targets of each goal have a number, and how many a letter.
const TARGETS: [(u8, u8); 17] = [
    (5, 2),
    (5, 3),
    (9, 4),
    (7, 3),
    (6, 3),
    (6, 2),
    (3, 2),
    (10, 2),
    (5, 3),
    (7, 3),
    (7, 3),
    (8, 3),
    (3, 2),
    (7, 3),
    (9, 3),
    (10, 2),
    (19, 0),
];

/// The most tags of one kind that something carries.
pub const MOST_TAGS: usize = 17;

/// The message that names a code of a list.
pub fn message_of(list: &[(&str, &'static str)], code: &str) -> Option<&'static str> {
    list.iter().find(|(known, _)| *known == code).map(|(_, message)| *message)
}

/// The goal to which a tag belongs: itself, or that of a target such as `16.10` or `5.b`.
pub fn goal_of(tag: &str) -> Option<&'static str> {
    let (goal, target) = tag.split_once('.').map_or((tag, None), |(goal, target)| (goal, Some(target)));
    let place = GOALS.iter().position(|(code, _)| *code == goal)?;
    let (numbers, letters) = *TARGETS.get(place)?;
    let known = match target {
        None => true,
        Some(target) => match target.as_bytes() {
            [letter @ b'a'..=b'z'] => letter - b'a' < letters,
            digits => {
                let first = digits.first().is_some_and(|first| (b'1'..=b'9').contains(first));
                first && target.parse::<u8>().is_ok_and(|number| number <= numbers)
            }
        },
    };
    if known { GOALS.get(place).map(|(code, _)| *code) } else { None }
}

/// What something carries of both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// Codes of [`LENS`].
    pub lens: Vec<String>,
    /// Goals and targets.
    pub goals: Vec<String>,
}

impl Tags {
    /// As stored: codes with a space between.
    pub fn from_stored(lens: &str, goals: &str) -> Self {
        let codes = |text: &str| text.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect();
        Self { lens: codes(lens), goals: codes(goals) }
    }

    /// The codes of the gender lens, as stored.
    pub fn stored_lens(&self) -> String {
        self.lens.join(" ")
    }

    /// Goals and targets, as stored.
    pub fn stored_goals(&self) -> String {
        self.goals.join(" ")
    }

    /// In the order of the lists, each once; what no list has is left out, and a target that does not exist is said to be wrong.
    #[must_use]
    pub fn tidy(self, problems: &mut Problems) -> Self {
        let lens =
            LENS.iter().filter(|(code, _)| self.lens.iter().any(|one| one == code)).map(|(code, _)| (*code).to_owned());
        let goals = read_goals(&self.goals, problems);
        Self { lens: lens.collect(), goals }
    }

    /// Both together, each tag once.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let mut all = self.clone();
        all.lens.extend(other.lens.iter().filter(|code| !self.lens.contains(code)).cloned());
        all.goals.extend(other.goals.iter().filter(|code| !self.goals.contains(code)).cloned());
        all.tidy(&mut Problems::new())
    }

    /// Whether it passes a filter; an empty part of a filter asks for nothing. A target passes where its goal is asked for.
    pub fn pass(&self, lens: &str, goal: &str) -> bool {
        (lens.is_empty() || self.lens.iter().any(|code| code == lens))
            && (goal.is_empty() || self.goals.iter().any(|tag| tag == goal || goal_of(tag) == Some(goal)))
    }
}

/// Goals and targets in the order of the list, targets after their goal, each once. Fields name `goals` and `targets`.
pub fn read_goals(typed: &[String], problems: &mut Problems) -> Vec<String> {
    let mut found: Vec<(usize, u16, String)> = Vec::new();
    for tag in typed.iter().map(|tag| tag.trim().to_ascii_lowercase()).filter(|tag| !tag.is_empty()) {
        let Some(goal) = goal_of(&tag) else {
            problems.add("targets", "directory-target-wrong").with("written", &tag);
            continue;
        };
        let place = GOALS.iter().position(|(code, _)| *code == goal).unwrap_or(0);
        let within = tag.split_once('.').map_or(0, |(_, target)| {
            target.parse::<u16>().unwrap_or_else(|_| 100 + u16::from(target.bytes().next().unwrap_or(0)))
        });
        if !found.iter().any(|(_, _, known)| *known == tag) {
            found.push((place, within, tag));
        }
    }
    found.sort();
    if found.len() > MOST_TAGS {
        problems.add("targets", "directory-too-many").with("most", MOST_TAGS);
    }
    found.into_iter().map(|(_, _, tag)| tag).collect()
}

/// What was typed for targets, in parts.
pub fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';', ' ', '\n', '،', '、']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_seventeen_goals_and_a_hundred_and_sixty_nine_targets() {
        assert_eq!((GOALS.len(), TARGETS.len()), (17, 17));
        let all: u32 = TARGETS.iter().map(|(numbers, letters)| u32::from(*numbers) + u32::from(*letters)).sum();
        assert_eq!(all, 169);
    }

    #[test]
    fn a_target_belongs_to_its_goal_and_one_that_does_not_exist_to_none() {
        for (tag, goal) in [
            ("5", Some("5")),
            ("5.2", Some("5")),
            ("5.c", Some("5")),
            ("16.10", Some("16")),
            ("17.19", Some("17")),
            ("5.7", None),
            ("5.d", None),
            ("17.a", None),
            ("16.01", None),
            ("16.", None),
            ("18", None),
            ("", None),
            ("5.2.1", None),
        ] {
            assert_eq!(goal_of(tag), goal, "{tag}");
        }
    }

    #[test]
    fn tags_stand_in_the_order_of_the_lists_and_pass_the_filter_of_their_goal() {
        let typed = Tags {
            lens: ["violence", "women-led", "sailing"].map(str::to_owned).to_vec(),
            goals: ["16.10", " 5 ", "16", "5.B", "5"].map(str::to_owned).to_vec(),
        };
        let mut problems = Problems::new();
        let tags = typed.tidy(&mut problems);
        problems.finish().unwrap();
        assert_eq!(
            (tags.stored_lens().as_str(), tags.stored_goals().as_str()),
            ("women-led violence", "5 5.b 16 16.10")
        );
        assert_eq!(Tags::from_stored(&tags.stored_lens(), &tags.stored_goals()), tags);
        let target = Tags::from_stored("", "16.10");
        assert!(target.pass("", "16") && target.pass("", "16.10") && target.pass("", ""));
        assert!(!target.pass("", "5") && !target.pass("equality", ""));
        assert_eq!(target.with(&tags).stored_goals(), "5 5.b 16 16.10");
    }

    #[test]
    fn a_target_that_does_not_exist_is_refused_by_name() {
        let mut problems = Problems::new();
        let tags = Tags { goals: vec!["5.9".into()], ..Tags::default() }.tidy(&mut problems);
        assert!(tags.goals.is_empty());
        assert_eq!(problems.finish().unwrap_err().fields[0].message, "directory-target-wrong");
    }
}
