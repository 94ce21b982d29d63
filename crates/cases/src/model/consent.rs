//! Consent of the person who asked for help: to what, for whom, since when, and until when. It can be withdrawn at any
//! time, and nothing passes on a consent that does not name the receiver.

use saksi_base::{AddresseeId, CaseId, OrganisationId, Timestamp};
use serde::{Deserialize, Serialize};

words! {
    /// To what the person agrees. Each is asked for on its own.
    Purpose, "cases-purpose-" {
        /// Another organisation helps.
        Referral = "referral",
        /// A platform or mechanism is told.
        Escalation = "escalation",
        /// A study looks at what happened (H16).
        Research = "research",
        /// The person's own words are told, without a name unless they want one (E9).
        Testimony = "testimony",
    }
}

words! {
    /// What of a case an extract may hold.
    Field, "cases-field-" {
        /// Which help is wanted.
        Services = "services",
        /// Whether the person is safe.
        Danger = "danger",
        /// What happened, as chosen from the list.
        Incident = "incident",
        /// In which language to answer.
        Language = "language",
        /// Where the person is.
        Place = "place",
        /// How to reach the person safely.
        Contact = "contact",
        /// A summary, shown to the person before it goes.
        Summary = "summary",
        /// Addresses of what was published about the person, or done to them.
        Links = "links",
        /// What the person wrote, word for word.
        Words = "words",
        /// Files.
        Files = "files",
    }
}

impl Field {
    /// What an extract for another organisation may hold.
    pub const OF_REFERRALS: &'static [Self] = &[
        Self::Services,
        Self::Danger,
        Self::Incident,
        Self::Language,
        Self::Place,
        Self::Contact,
        Self::Summary,
        Self::Words,
        Self::Files,
    ];

    /// What a notice to a platform may hold.
    pub const OF_NOTICES: &'static [Self] = &[Self::Links, Self::Summary, Self::Words, Self::Files];
}

/// How much passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "much", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Extent {
    /// These fields only, written anew; the case's key stays.
    Extract {
        /// What it holds; without repetition, at least one.
        fields: Vec<Field>,
    },
    /// The whole case with its key.
    Whole,
}

impl Extent {
    /// The extract that a referral offers first: enough to say yes or no, nothing that leads to the person.
    pub fn first_contact() -> Self {
        Self::Extract { fields: vec![Field::Services, Field::Danger, Field::Incident, Field::Language] }
    }

    /// Whether this is no more than `other`.
    pub fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Whole) => true,
            (Self::Whole, Self::Extract { .. }) => false,
            (Self::Extract { fields }, Self::Extract { fields: allowed }) => {
                fields.iter().all(|field| allowed.contains(field))
            }
        }
    }

    /// Whether it leads to the person: a way to reach them, their words, their files.
    pub fn leads_to_the_person(&self) -> bool {
        match self {
            Self::Whole => true,
            Self::Extract { fields } => fields.iter().any(|field| {
                matches!(
                    field,
                    Field::Contact | Field::Words | Field::Files | Field::Summary | Field::Links | Field::Place
                )
            }),
        }
    }
}

/// What the person agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// About which case.
    pub case: CaseId,
    /// To what.
    pub purpose: Purpose,
    /// For which organisation; for [`Purpose::Escalation`] and the like the one that does it.
    pub receiver: OrganisationId,
    /// For [`Purpose::Escalation`]: to which platform or authority alone; none where it may be any.
    #[serde(default)]
    pub platform: Option<AddresseeId>,
    /// How much.
    pub extent: Extent,
    /// When it was given.
    pub given: Timestamp,
    /// When it ends by itself, if it does.
    pub ends: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn: Option<Timestamp>,
}

/// Why a consent does not cover something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoConsent {
    /// Never given for this.
    #[error("the person has not been asked about this")]
    NotAsked,
    /// For another organisation.
    #[error("the person agreed for another organisation")]
    OtherReceiver,
    /// For less.
    #[error("the person agreed to less")]
    LessThanThis,
    /// Withdrawn.
    #[error("the person has taken their consent back")]
    Withdrawn,
    /// Its time is over.
    #[error("the consent has ended; ask again")]
    Ended,
    /// Dated later.
    #[error("the consent begins later")]
    NotYet,
}

impl NoConsent {
    /// The message that says so.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotAsked => "cases-consent-not-asked",
            Self::OtherReceiver => "cases-consent-other-receiver",
            Self::LessThanThis => "cases-consent-less-than-this",
            Self::Withdrawn => "cases-consent-withdrawn",
            Self::Ended => "cases-consent-ended",
            Self::NotYet => "cases-consent-not-yet",
        }
    }
}

/// What somebody wants to do and needs consent for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// With which case.
    pub case: CaseId,
    /// For what.
    pub purpose: Purpose,
    /// Who gets it.
    pub receiver: OrganisationId,
    /// Which platform or authority is told, if one is.
    pub platform: Option<AddresseeId>,
    /// How much of it.
    pub extent: &'a Extent,
}

impl Consent {
    /// Whether it covers something at a moment.
    pub fn covers(&self, wanted: Wanted<'_>, at: Timestamp) -> Result<(), NoConsent> {
        if self.case != wanted.case || self.purpose != wanted.purpose {
            return Err(NoConsent::NotAsked);
        }
        if self.receiver != wanted.receiver || self.platform.is_some() && self.platform != wanted.platform {
            return Err(NoConsent::OtherReceiver);
        }
        if self.withdrawn.is_some_and(|withdrawn| withdrawn <= at) {
            return Err(NoConsent::Withdrawn);
        }
        if at < self.given {
            return Err(NoConsent::NotYet);
        }
        if self.ends.is_some_and(|ends| ends <= at) {
            return Err(NoConsent::Ended);
        }
        if wanted.extent.is_within(&self.extent) { Ok(()) } else { Err(NoConsent::LessThanThis) }
    }

    /// Withdrawn at a moment. The first withdrawal stays; a withdrawal is never undone, a new consent is given instead.
    #[must_use]
    pub fn withdraw(mut self, at: Timestamp) -> Self {
        self.withdrawn = Some(self.withdrawn.map_or(at, |earlier| earlier.min(at)));
        self
    }
}

/// Whether one of several consents covers something; else the reason that comes closest to a yes.
pub fn covered(consents: &[Consent], wanted: Wanted<'_>, at: Timestamp) -> Result<(), NoConsent> {
    const NEARNESS: [NoConsent; 6] = [
        NoConsent::NotAsked,
        NoConsent::OtherReceiver,
        NoConsent::NotYet,
        NoConsent::Ended,
        NoConsent::Withdrawn,
        NoConsent::LessThanThis,
    ];
    let mut nearest = NoConsent::NotAsked;
    let place = |why: NoConsent| NEARNESS.iter().position(|known| *known == why);
    for consent in consents {
        match consent.covers(wanted, at) {
            Ok(()) => return Ok(()),
            Err(why) if place(why) > place(nearest) => nearest = why,
            Err(_) => {}
        }
    }
    Err(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;

    fn consent() -> (Consent, OrganisationId) {
        let random = SeededRandom::new(1);
        let [receiver, other] = std::array::from_fn(|_| OrganisationId::new(Timestamp(0), &random));
        let consent = Consent {
            case: CaseId::new(&random),
            purpose: Purpose::Referral,
            receiver,
            platform: None,
            extent: Extent::first_contact(),
            given: Timestamp(10),
            ends: Some(Timestamp(100)),
            withdrawn: None,
        };
        (consent, other)
    }

    fn check(consent: &Consent, change: impl FnOnce(&mut Wanted<'_>), at: i64, expected: Result<(), NoConsent>) {
        let mut wanted = Wanted {
            case: consent.case,
            purpose: consent.purpose,
            receiver: consent.receiver,
            platform: None,
            extent: &consent.extent,
        };
        change(&mut wanted);
        assert_eq!(consent.covers(wanted, Timestamp(at)), expected);
    }

    #[test]
    fn consent_covers_what_was_agreed_and_nothing_else() {
        let (consent, other) = consent();
        check(&consent, |_| {}, 50, Ok(()));
        check(&consent, |wanted| wanted.receiver = other, 50, Err(NoConsent::OtherReceiver));
        check(&consent, |wanted| wanted.purpose = Purpose::Research, 50, Err(NoConsent::NotAsked));
        check(&consent, |wanted| wanted.extent = &Extent::Whole, 50, Err(NoConsent::LessThanThis));
        check(&consent, |_| {}, 9, Err(NoConsent::NotYet));
        check(&consent, |_| {}, 100, Err(NoConsent::Ended));
    }

    #[test]
    fn consent_can_be_taken_back_at_any_time_and_stays_taken_back() {
        let consent = consent().0.withdraw(Timestamp(60)).withdraw(Timestamp(70));
        assert_eq!(consent.withdrawn, Some(Timestamp(60)));
        check(&consent, |_| {}, 59, Ok(()));
        check(&consent, |_| {}, 60, Err(NoConsent::Withdrawn));
    }

    #[test]
    fn of_several_consents_one_is_enough_and_the_nearest_reason_is_named() {
        let (first, other) = consent();
        let whole = Consent { extent: Extent::Whole, ..first.clone() }.withdraw(Timestamp(20));
        let wanted = |receiver| Wanted {
            case: first.case,
            purpose: Purpose::Referral,
            receiver,
            platform: None,
            extent: &Extent::Whole,
        };
        let both = [first.clone(), whole.clone()];
        assert_eq!(covered(&both, wanted(first.receiver), Timestamp(15)), Ok(()));
        assert_eq!(covered(&both, wanted(first.receiver), Timestamp(30)), Err(NoConsent::LessThanThis));
        assert_eq!(covered(&both, wanted(other), Timestamp(30)), Err(NoConsent::OtherReceiver));
        assert_eq!(covered(&[], wanted(other), Timestamp(30)), Err(NoConsent::NotAsked));
    }

    #[test]
    fn consent_for_one_platform_is_none_for_another() {
        let (consent, _) = consent();
        let [named, other] = std::array::from_fn(|seed| {
            AddresseeId::new(Timestamp(1), &SeededRandom::new(u64::try_from(seed).unwrap_or(0) + 9))
        });
        let one = Consent { purpose: Purpose::Escalation, platform: Some(named), ..consent };
        check(&one, |wanted| wanted.platform = Some(named), 50, Ok(()));
        check(&one, |wanted| wanted.platform = Some(other), 50, Err(NoConsent::OtherReceiver));
        let any = Consent { platform: None, ..one };
        check(&any, |wanted| wanted.platform = Some(other), 50, Ok(()));
    }

    #[test]
    fn the_first_extract_leads_to_nobody() {
        assert!(!Extent::first_contact().leads_to_the_person());
        assert!(Extent::Whole.leads_to_the_person());
        assert!(Extent::Extract { fields: vec![Field::Contact] }.leads_to_the_person());
        assert!(
            Extent::first_contact().is_within(&Extent::Whole) && !Extent::Whole.is_within(&Extent::first_contact())
        );
    }
}
