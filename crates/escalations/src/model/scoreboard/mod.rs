//! What is published about how platforms answer: fixed tables over fixed periods, made once and never changed.
//!
//! Two things must not be worked out from a release: a small number of notices, and anything about a group that is not shown. Counts
//! are protected by [`saksi_counting`], which proves for every hidden count that whole other sets of counts agree with everything
//! shown. Answers (waiting times, shares) of a group are shown only where the group cannot be told from others by subtraction:
//!
//! 1. Platforms with fewer notices than may be shown are not counted in the release at all, so that no sum holds them.
//! 2. Every table is platform by one other dimension; other values that are too rare are counted together.
//! 3. Answers of a platform stand where its count does; answers of its values stand only where *no count of that row* is hidden. Then
//!    every other set of counts has a list of notices behind it with the same answers: within a row nothing but its sum is told.
//! 4. A share of a part of the notices (the decided, the appealed, the urgent ones) stands only where that part is nobody or large
//!    enough in every group that adds up to the same sum, so that nothing is left over when they are subtracted.
//! 5. Periods never overlap. A correction is admitted only where it has the same counts, see [`Release::may_correct`].

pub mod figures;
pub mod gather;
pub mod period;

pub use figures::{Answers, Hours, Part, Spell};
pub use gather::Gathered;
pub use period::{Every, Period};

use saksi_base::{ReleaseId, Timestamp};
use saksi_counting::{Figure, Layout, Leak, Protected, Protection};
use serde::{Deserialize, Serialize};

use super::figures::Counted;
use figures::{Bases, parity};

/// What is counted by beside the platform. Every table is platform by one of these, so that tables form no circle.
pub const DIMENSIONS: [&str; 4] = ["category", "region", "language", "way"];
/// The first dimension of every table.
pub const PLATFORM: &str = "platform";
/// The value under which rare values are counted together.
pub const OTHERS: &str = "others";
/// Most platforms with a line of their own: those with most notices.
pub const MOST_PLATFORMS: usize = 40;
/// Most values of another dimension with a line of their own, so that a table stays a page.
pub const MOST_VALUES: usize = 24;
/// How the text of a release is laid out.
pub const SCHEMA: &str = "saksi-scoreboard/1";

/// How somebody's notices come to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Taking {
    /// Not at all.
    #[default]
    Out,
    /// Those that somebody chose, one by one.
    Chosen,
    /// All but those that somebody took out.
    All,
}

impl Taking {
    /// Codes with the messages that name them.
    pub const OPTIONS: &'static [(&'static str, &'static str)] = &[
        ("out", "escalations-taking-out"),
        ("chosen", "escalations-taking-chosen"),
        ("all", "escalations-taking-all"),
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::Chosen => "chosen",
            Self::All => "all",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Out, Self::Chosen, Self::All].into_iter().find(|known| known.code() == code)
    }

    /// Whether a notice is counted, given what somebody decided about it alone.
    pub fn counts(self, choice: Option<bool>) -> bool {
        match self {
            Self::Out => false,
            Self::Chosen => choice == Some(true),
            Self::All => choice != Some(false),
        }
    }
}

/// The answers of one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The platform; none for all of them together.
    pub platform: Option<String>,
    /// The other dimension, where it is a part of the platform's notices.
    pub by: Option<String>,
    /// Its value.
    pub value: Option<String>,
    /// The answers.
    pub answers: Answers,
}

/// How far apart the regions of a platform are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parity {
    /// The platform.
    pub platform: String,
    /// The region that is answered least often within 72 hours.
    pub least: String,
    /// The one that is answered most often.
    pub most: String,
    /// How many times as often the first is answered as the second; 1 is parity.
    pub ratio: Part,
}

/// A release as it is stored and published; it never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// How this text is laid out.
    pub schema: String,
    /// Which.
    pub id: ReleaseId,
    /// Notices that were sent on these days.
    pub period: Period,
    /// Counts the releases of a period, from 1.
    pub number: u32,
    /// When the events were read.
    pub made_at: Timestamp,
    /// The first day on which the next one can come.
    pub next_on: saksi_base::calendar::Day,
    /// Why there is one more release of this period; empty for the first one.
    pub reason: String,
    /// Whether the figures of the period are taken back.
    pub taken_back: bool,
    /// How strictly counts were protected.
    pub protection: Protection,
    /// The tables.
    pub layout: Layout,
    /// The counts, in the order of the layout.
    pub figures: Vec<Figure>,
    /// Tables that could not be published without giving small counts away.
    pub withheld: Vec<Vec<String>>,
    /// Names of the platforms by their codes.
    pub names: Vec<(String, String)>,
    /// The answers of the groups that are shown.
    pub groups: Vec<Group>,
    /// Parity between regions.
    pub parity: Vec<Parity>,
}

/// When and as what a release is made.
#[derive(Debug, Clone)]
pub struct Making {
    /// Its identifier.
    pub id: ReleaseId,
    /// The days.
    pub period: Period,
    /// Counts the releases of the period.
    pub number: u32,
    /// Now.
    pub made_at: Timestamp,
    /// Months that a period has.
    pub every: Every,
    /// Why there is one more.
    pub reason: String,
}

/// Why there is no release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRelease {
    /// No platform has enough notices.
    #[error("no platform has enough notices to be shown")]
    TooFew,
    /// The tables cannot be laid out.
    #[error(transparent)]
    Layout(#[from] saksi_counting::LayoutProblem),
    /// The counts cannot be protected.
    #[error(transparent)]
    Leak(#[from] Leak),
}

impl Release {
    /// The release of what was gathered.
    pub fn make(gathered: Gathered, making: Making, protection: Protection) -> Result<Self, NoRelease> {
        let tables = gathered.tables(protection).ok_or(NoRelease::TooFew)?;
        let truth = tables.layout.count(tables.notices.iter().map(|(places, _)| places.as_slice()))?;
        let protected = Protected::new(&tables.layout, &truth, protection)?;
        let mut release = Self {
            schema: SCHEMA.to_owned(),
            id: making.id,
            next_on: making.every.release_day(making.period.next(making.every)),
            period: making.period,
            number: making.number,
            made_at: making.made_at,
            reason: making.reason,
            taken_back: false,
            protection,
            layout: protected.layout().clone(),
            figures: protected.figures(),
            withheld: protected.withheld().to_vec(),
            names: tables.names,
            groups: Vec::new(),
            parity: Vec::new(),
        };
        release.answer(&tables.notices);
        Ok(release)
    }

    /// A release that says that the figures of its period are taken back.
    #[must_use]
    pub fn take_back(&self, id: ReleaseId, number: u32, made_at: Timestamp, reason: &str) -> Self {
        Self {
            id,
            number,
            made_at,
            reason: reason.to_owned(),
            taken_back: true,
            layout: Layout::nothing(self.layout.dimensions().to_vec()),
            figures: Vec::new(),
            withheld: Vec::new(),
            names: Vec::new(),
            groups: Vec::new(),
            parity: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether a later release of the same period may stand beside this one. Two releases can be subtracted: what differs
    /// between them would show whose notice came in or went out. So counts must be the same; what became of the notices may differ.
    pub fn may_correct(&self, earlier: &Self) -> bool {
        self.period == earlier.period && self.layout == earlier.layout && self.figures == earlier.figures
    }

    /// The platforms, by code and name, those with most notices first.
    pub fn platforms(&self) -> &[(String, String)] {
        &self.names
    }

    /// The name of a platform.
    pub fn name(&self, platform: &str) -> Option<&str> {
        self.names.iter().find(|(code, _)| code == platform).map(|(_, name)| name.as_str())
    }

    /// The values of a dimension.
    pub fn values(&self, dimension: &str) -> &[String] {
        self.layout.dimensions().iter().find(|one| one.id == dimension).map_or(&[], |one| &one.values)
    }

    /// The notices of a group; none where its table is not in this release.
    pub fn notices(&self, platform: Option<&str>, part: Option<(&str, &str)>) -> Option<Figure> {
        let wanted = [platform.map(|code| (PLATFORM, code)), part];
        let mut places = Vec::new();
        let mut dimensions = Vec::new();
        for (dimension, value) in wanted.into_iter().flatten() {
            let at = self.layout.dimensions().iter().position(|one| one.id == dimension)?;
            let known = self.layout.dimensions().get(at)?;
            dimensions.push(at);
            places.push((at, known.values.iter().position(|one| one == value)?));
        }
        let cell = self.layout.cell(&dimensions, &places)?;
        self.figures.get(cell).copied()
    }

    /// The answers of a group, where they are shown.
    pub fn answers(&self, platform: Option<&str>, part: Option<(&str, &str)>) -> Option<&Answers> {
        let found = self.groups.iter().find(|group| {
            group.platform.as_deref() == platform
                && group.by.as_deref() == part.map(|(by, _)| by)
                && group.value.as_deref() == part.map(|(_, value)| value)
        });
        found.map(|group| &group.answers)
    }

    /// Works out the answers of every group that may be shown.
    fn answer(&mut self, notices: &[(Vec<usize>, Counted)]) {
        let (now, least) = (self.made_at, self.protection.threshold());
        let platforms: Vec<String> = self.values(PLATFORM).to_vec();
        let mut of_platform: Vec<Vec<&(Vec<usize>, Counted)>> = vec![Vec::new(); platforms.len()];
        for notice in notices {
            if let Some(list) = notice.0.first().and_then(|place| of_platform.get_mut(*place)) {
                list.push(notice);
            }
        }
        // Parts of all notices are shown where no platform leaves a small one over.
        let bases: Vec<Bases> =
            of_platform.iter().map(|list| Bases::of(list.iter().map(|(_, counted)| counted))).collect();
        if matches!(self.notices(None, None), Some(Figure::Count(_))) {
            let all: Vec<&Counted> = notices.iter().map(|(_, counted)| counted).collect();
            let answers = Answers::of(&all, now, Bases::shown_together(&bases, least));
            self.groups.push(Group { platform: None, by: None, value: None, answers });
        }
        for ((platform, list), base) in platforms.iter().zip(&of_platform).zip(&bases) {
            if !matches!(self.notices(Some(platform), None), Some(Figure::Count(_))) {
                continue;
            }
            let own: Vec<&Counted> = list.iter().map(|(_, counted)| counted).collect();
            let answers = Answers::of(&own, now, Bases::shown_together(std::slice::from_ref(base), least));
            self.groups.push(Group { platform: Some(platform.clone()), by: None, value: None, answers });
            for (at, dimension) in (1_usize..).zip(DIMENSIONS) {
                self.answer_row(platform, list, (at, dimension));
            }
        }
    }

    /// The answers of the values of one dimension for a platform, where no count of that row is hidden.
    fn answer_row(&mut self, platform: &str, list: &[&(Vec<usize>, Counted)], (at, dimension): (usize, &str)) {
        let (now, least) = (self.made_at, self.protection.threshold());
        let values: Vec<String> = self.values(dimension).to_vec();
        let counted =
            |value: &String| matches!(self.notices(Some(platform), Some((dimension, value))), Some(Figure::Count(_)));
        if values.is_empty() || !values.iter().all(counted) {
            return;
        }
        let mut parts: Vec<Vec<&Counted>> = vec![Vec::new(); values.len()];
        for (places, one) in list {
            if let Some(part) = places.get(at).and_then(|place| parts.get_mut(*place)) {
                part.push(one);
            }
        }
        let bases: Vec<Bases> = parts.iter().map(|part| Bases::of(part.iter().copied())).collect();
        let shows = Bases::shown_together(&bases, least);
        for (value, part) in values.iter().zip(&parts).filter(|(_, part)| !part.is_empty()) {
            self.groups.push(Group {
                platform: Some(platform.to_owned()),
                by: Some(dimension.to_owned()),
                value: Some(value.clone()),
                answers: Answers::of(part, now, shows),
            });
        }
        if dimension == "region" {
            let named = values.iter().zip(&parts).filter(|(value, part)| *value != OTHERS && !part.is_empty());
            let regions: Vec<(&str, &[&Counted])> =
                named.map(|(value, part)| (value.as_str(), part.as_slice())).collect();
            if let Some((least, most, ratio)) = parity(&regions) {
                self.parity.push(Parity { platform: platform.to_owned(), least, most, ratio });
            }
        }
    }
}

#[cfg(test)]
mod tests;
