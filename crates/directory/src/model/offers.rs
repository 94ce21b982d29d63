//! What members need and what they can give; and which of them fit, with the reasons.

use saksi_base::problem::Problems;
use saksi_base::{CollaborationId, LanguageTag, OfferId, OrganisationId, PersonId, Place, Problem, Timestamp, clock};
use saksi_network::model::organisation::one_line;

use super::lenses::Tags;
use super::regions::{Nearness, nearness};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// The longest detail or outcome, in characters.
pub const LONGEST_DETAIL: usize = 2_000;
/// The most that one offer can be taken up, or one need be met, at a time.
pub const MOST_CAPACITY: i64 = 1_000;
/// The longest that a need or an offer stands before its owner must say that it still does, in days.
pub const LONGEST_VALID_DAYS: i64 = 366;
/// The most needs and offers of one organisation that stand at a time.
pub const MOST_OPEN: i64 = 60;

/// Whether somebody asks or gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// They need it.
    Need,
    /// They can give it.
    Offer,
}

impl Side {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Offer => "offer",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Need, Self::Offer].into_iter().find(|side| side.code() == code)
    }

    /// What it is matched with.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Need => Self::Offer,
            Self::Offer => Self::Need,
        }
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Need => "directory-side-need",
            Self::Offer => "directory-side-offer",
        }
    }
}

/// Kinds of needs and offers: code and message.
pub const KINDS: &[(&str, &str)] = &[
    ("funding", "directory-need-funding"),
    ("policymakers", "directory-need-policymakers"),
    ("platforms", "directory-need-platforms"),
    ("skills", "directory-need-skills"),
    ("cybersecurity", "directory-need-cybersecurity"),
    ("translation", "directory-need-translation"),
    ("hosting", "directory-need-hosting"),
    ("data", "directory-need-data"),
    ("legal", "directory-need-legal"),
    ("psychosocial", "directory-need-psychosocial"),
    ("joint-research", "directory-need-joint-research"),
    ("training", "directory-need-training"),
    ("shared-costs", "directory-need-shared-costs"),
];

/// The message that names a kind; of one that is not known, the first.
pub fn kind_message(code: &str) -> &'static str {
    KINDS
        .iter()
        .chain(KINDS.first())
        .find(|(known, _)| *known == code)
        .map_or("directory-need-skills", |(_, message)| message)
}

/// What came of a need and an offer that met: code and message.
pub const OUTCOMES: &[(&str, &str)] = &[
    ("research", "directory-outcome-research"),
    ("training", "directory-outcome-training"),
    ("coordination", "directory-outcome-coordination"),
];

/// A need or an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub id: OfferId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Who answers for it; `None` once they have left it to the organisation.
    pub person: Option<PersonId>,
    /// What it says.
    pub draft: OfferDraft,
    /// How often it was taken up.
    pub taken: i64,
    /// Whether it stands.
    pub open: bool,
    /// Grows with every change.
    pub version: i64,
}

/// What somebody fills in about a need or an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferDraft {
    /// Whether they need or give.
    pub side: Side,
    /// Of which kind, a code of [`KINDS`].
    pub kind: String,
    /// In a few words.
    pub title: String,
    /// More, plain text.
    pub detail: String,
    /// Where.
    pub place: Place,
    /// How often it can be taken up.
    pub capacity: i64,
    /// From which day.
    pub from: Timestamp,
    /// Up to and with which day.
    pub until: Timestamp,
    /// In which languages; none for any.
    pub languages: Vec<LanguageTag>,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

impl OfferDraft {
    /// Trims and checks every field.
    pub fn tidy(mut self, now: Timestamp) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.title = one_line(&self.title);
        self.detail = self.detail.trim().to_owned();
        self.from = self.from.day();
        self.until = self.until.day();
        if !KINDS.iter().any(|(code, _)| *code == self.kind) {
            problems.add("kind", "directory-offer-kind-missing");
        }
        if self.title.is_empty() {
            problems.add("title", "directory-offer-title-missing");
        } else if self.title.chars().count() > LONGEST_TITLE {
            problems.add("title", "directory-too-long").with("most", LONGEST_TITLE);
        }
        if self.detail.chars().count() > LONGEST_DETAIL {
            problems.add("detail", "directory-too-long").with("most", LONGEST_DETAIL);
        }
        if !(1..=MOST_CAPACITY).contains(&self.capacity) {
            problems.add("capacity", "directory-offer-capacity-wrong").with("most", MOST_CAPACITY);
        }
        if self.until < now.day() || self.until < self.from {
            problems.add("until", "directory-offer-until-past");
        } else if self.until.since(self.from) > LONGEST_VALID_DAYS * clock::DAY {
            problems.add("until", "directory-offer-until-far").with("most", LONGEST_VALID_DAYS);
        }
        self.tags = self.tags.tidy(&mut problems);
        problems.finish()?;
        Ok(self)
    }
}

impl Offer {
    /// Whether it can be taken up on a day.
    pub fn stands(&self, now: Timestamp) -> bool {
        let day = now.day();
        self.open && self.taken < self.draft.capacity && self.draft.from <= day && day <= self.draft.until
    }
}

/// Why two fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// How near they are.
    pub near: Nearness,
    /// The languages both name.
    pub languages: Vec<LanguageTag>,
    /// How often it can still be taken up.
    pub left: i64,
    /// Until when both stand.
    pub until: Timestamp,
}

/// Whether a need and an offer fit, and why. Either way round: the same two fit for the same reasons.
pub fn fit(one: &Offer, other: &Offer, now: Timestamp) -> Option<Fit> {
    let (a, b) = (&one.draft, &other.draft);
    let own = one.organisation == other.organisation;
    if own || a.side == b.side || a.kind != b.kind || !one.stands(now) || !other.stands(now) {
        return None;
    }
    let languages: Vec<LanguageTag> = a.languages.iter().filter(|tag| b.languages.contains(tag)).cloned().collect();
    // Where both name languages and share none, neither could use the other.
    if !a.languages.is_empty() && !b.languages.is_empty() && languages.is_empty() {
        return None;
    }
    let left = (a.capacity - one.taken).min(b.capacity - other.taken);
    Some(Fit { near: nearness(&a.place, &b.place), languages, left, until: a.until.min(b.until) })
}

/// What fits one of them, nearest region first, then what shares a language, then what ends first.
pub fn fitting<'a>(one: &Offer, all: &'a [Offer], now: Timestamp) -> Vec<(&'a Offer, Fit)> {
    let mut found: Vec<(&Offer, Fit)> =
        all.iter().filter_map(|other| fit(one, other, now).map(|fit| (other, fit))).collect();
    found.sort_by_key(|(other, fit)| (fit.near, fit.languages.is_empty(), fit.until, other.id));
    found
}

/// Where a collaboration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CollaborationState {
    /// One side asked the other.
    Proposed,
    /// The other agreed.
    Agreed,
    /// The other declined.
    Declined,
    /// It is done, with what came of it.
    Done,
}

impl CollaborationState {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::Done => "done",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Self {
        [Self::Proposed, Self::Agreed, Self::Declined, Self::Done]
            .into_iter()
            .find(|state| state.code() == code)
            .unwrap_or(Self::Proposed)
    }

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Proposed => "directory-collaboration-proposed",
            Self::Agreed => "directory-collaboration-agreed",
            Self::Declined => "directory-collaboration-declined",
            Self::Done => "directory-collaboration-done",
        }
    }
}

/// A need and an offer that met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collaboration {
    /// Which.
    pub id: CollaborationId,
    /// The need.
    pub need: OfferId,
    /// The offer.
    pub offer: OfferId,
    /// Whose need, and its name.
    pub need_by: (OrganisationId, String),
    /// Whose offer, and its name.
    pub offer_by: (OrganisationId, String),
    /// What the need says.
    pub title: String,
    /// Which of the two asked.
    pub asked_by: OrganisationId,
    /// What came of it, a code of [`OUTCOMES`]; empty before.
    pub kind: String,
    /// Where it stands.
    pub state: CollaborationState,
    /// What came of it, in words.
    pub outcome: String,
    /// What it carries of the gender lens and of the goals: first what the two carried, then what was recorded.
    pub tags: Tags,
    /// Grows with every change.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const TODAY: Timestamp = Timestamp::from_seconds(1_768_435_200);

    fn offer(id: u128, side: Side, place: &'static str) -> Offer {
        Offer {
            id: OfferId(Uuid::from_u128(id)),
            organisation: OrganisationId(Uuid::from_u128(id)),
            organisation_name: format!("House {id}"),
            person: None,
            draft: OfferDraft {
                side,
                kind: "cybersecurity".into(),
                title: "Help with laptops".into(),
                detail: String::new(),
                place: Place::Territory(place),
                capacity: 2,
                from: TODAY,
                until: TODAY.plus(10 * clock::DAY),
                languages: vec![],
                tags: Tags::default(),
            },
            taken: 0,
            open: true,
            version: 1,
        }
    }

    #[test]
    fn the_nearest_region_comes_first_and_the_same_two_fit_both_ways() {
        let need = offer(1, Side::Need, "TW");
        let all = [
            offer(2, Side::Offer, "NZ"),
            offer(3, Side::Offer, "PK"),
            offer(4, Side::Offer, "JP"),
            offer(5, Side::Offer, "TW"),
            offer(6, Side::Need, "TW"),
        ];
        let order: Vec<u128> = fitting(&need, &all, TODAY).iter().map(|(other, _)| other.id.0.as_u128()).collect();
        assert_eq!(order, [5, 4, 3, 2]);
        for other in &all {
            assert_eq!(fit(&need, other, TODAY), fit(other, &need, TODAY));
        }
    }

    #[test]
    fn what_is_taken_past_closed_or_in_another_tongue_does_not_fit() {
        let need = offer(1, Side::Need, "TW");
        let tag = |text: &str| text.parse::<LanguageTag>().unwrap();
        let mut with = need.clone();
        with.draft.languages = vec![tag("zh-Hant"), tag("en")];
        let fits = |other: &Offer| fit(&with, other, TODAY);
        let fine = offer(2, Side::Offer, "JP");
        assert!(fits(&fine).is_some());
        let taken = Offer { taken: 2, ..fine.clone() };
        let closed = Offer { open: false, ..fine.clone() };
        let own = Offer { organisation: need.organisation, ..fine.clone() };
        let mut later = fine.clone();
        later.draft.from = TODAY.plus(clock::DAY);
        let mut past = fine.clone();
        past.draft.until = TODAY.plus(-clock::DAY);
        let mut other_kind = fine.clone();
        other_kind.draft.kind = "funding".into();
        let mut thai = fine.clone();
        thai.draft.languages = vec![tag("th")];
        for other in [taken, closed, own, later, past, other_kind, thai] {
            assert_eq!(fits(&other), None, "{other:?}");
        }
        let mut english = fine;
        english.draft.languages = vec![tag("en"), tag("ja")];
        assert_eq!(fits(&english).unwrap().languages, [tag("en")]);
    }
}
