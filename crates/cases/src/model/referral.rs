//! Handing a case to another organisation: who could help, with reasons; what is offered; what the other side answers.

use saksi_base::{CaseId, LanguageTag, Marking, OrganisationId, Place, ReferralId, Timestamp, clock::DAY};
use serde::{Deserialize, Serialize};

use super::consent::{Consent, Extent, NoConsent, Purpose, Wanted, covered};
use super::passing::{Holder, Means, WhyNot, may_pass};
use super::words::{Answer, Beneficiary, IncidentType, ServiceKind};

/// Hours of wall time in which the other side should answer, unless said otherwise. Ours: none is published.
pub const ANSWER_HOURS: i64 = 72;
/// Longest time to answer, in days.
pub const LONGEST_ANSWER_DAYS: i64 = 30;

words! {
    /// Where a referral stands.
    ReferralState, "cases-referral-" {
        /// Offered; the other side has not answered.
        Offered = "offered",
        /// The other side takes it.
        Accepted = "accepted",
        /// The other side does not.
        Declined = "declined",
        /// Nobody answered in time.
        Expired = "expired",
        /// Taken back: by the person, or by who offered it.
        TakenBack = "taken-back",
    }
}

words! {
    /// What kind of partner somebody is (H15): whoever refers a case looks for a different one when a server was broken into than when
    /// somebody needs a roof.
    PartnerKind, "cases-partner-" {
        /// A helpline, or a desk that helps people directly.
        Helpline = "helpline",
        /// An emergency response team: a CERT, a CSIRT, a member of CiviCERT.
        Cert = "cert",
        /// Lawyers.
        Lawyers = "lawyers",
        /// Counsellors and doctors.
        Care = "care",
        /// A shelter, or a fund for emergencies.
        Shelter = "shelter",
        /// Researchers who look into attacks.
        Researchers = "researchers",
        /// Something else.
        Other = "other",
    }
}

/// Why the other side does not take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclineReason {
    /// No time now.
    NoCapacity,
    /// Not what they do.
    OutOfMandate,
    /// Not in that language.
    Language,
    /// They cannot act where the person is.
    Place,
    /// They stand too near to somebody in it.
    ConflictOfInterest,
    /// It would not be safe, for the person or for them.
    NotSafe,
    /// Something else.
    Other,
}

impl DeclineReason {
    /// Every reason, in the order in which a form shows it.
    pub const ALL: [Self; 7] = [
        Self::NoCapacity,
        Self::OutOfMandate,
        Self::Language,
        Self::Place,
        Self::ConflictOfInterest,
        Self::NotSafe,
        Self::Other,
    ];

    /// The message that names it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NoCapacity => "cases-decline-no-capacity",
            Self::OutOfMandate => "cases-decline-out-of-mandate",
            Self::Language => "cases-decline-language",
            Self::Place => "cases-decline-place",
            Self::ConflictOfInterest => "cases-decline-conflict-of-interest",
            Self::NotSafe => "cases-decline-not-safe",
            Self::Other => "cases-decline-other",
        }
    }
}

/// How soon a provider begins: CiviCDR's steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StartTime {
    /// Within hours.
    Hours,
    /// Within days.
    Days,
    /// Within a week.
    Week,
    /// Within weeks.
    Weeks,
    /// Takes no new cases.
    Closed,
}

/// Hours a week that a provider has: CiviCDR's steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeeklyHours {
    /// Under one.
    UnderOne,
    /// Two to four.
    TwoToFour,
    /// Five to ten.
    FiveToTen,
    /// Ten to twenty.
    TenToTwenty,
    /// Over twenty.
    OverTwenty,
}

/// What help costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fees {
    /// Nothing.
    Free,
    /// What somebody can pay.
    Sliding,
    /// A price.
    Paid,
}

/// What an organisation offers to others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderProfile {
    /// Who.
    pub organisation: OrganisationId,
    /// What kind of partner they are. Profiles from before it was asked are helplines'.
    #[serde(default = "helpline")]
    pub kind: PartnerKind,
    /// Which help.
    pub services: Vec<ServiceKind>,
    /// In which languages.
    pub languages: Vec<LanguageTag>,
    /// Where; empty for everywhere. Taiwan is a place like any other.
    pub places: Vec<Place>,
    /// What they know most about; may be empty.
    pub incidents: Vec<IncidentType>,
    /// Whom they know best; may be empty.
    pub groups: Vec<Beneficiary>,
    /// Hours a week.
    pub weekly_hours: WeeklyHours,
    /// New cases a week that they can take, 0 to 1,000.
    pub cases_per_week: u16,
    /// How soon they begin.
    pub start: StartTime,
    /// What it costs.
    pub fees: Fees,
    /// The code of practice they keep to, by name or link; none if they keep to none.
    pub code_of_practice: Option<String>,
}

const fn helpline() -> PartnerKind {
    PartnerKind::Helpline
}

/// What a case needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The help that is wanted.
    pub service: ServiceKind,
    /// The person's language.
    pub language: LanguageTag,
    /// Where the person is.
    pub place: Place,
    /// What happened.
    pub incident: IncidentType,
    /// Who the person is.
    pub group: Beneficiary,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// Whether only those with a code of practice are asked.
    pub needs_code: bool,
}

/// A profile and how many cases went there in the last seven days.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The profile.
    pub profile: &'a ProviderProfile,
    /// Cases that they took in the last seven days.
    pub taken_this_week: u32,
}

/// Why a provider fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// They speak the person's language.
    Language,
    /// They speak it in another form, such as another script.
    NearLanguage,
    /// They work where the person is.
    Place,
    /// They work everywhere.
    Everywhere,
    /// They know most about what happened.
    Incident,
    /// They know such people best.
    Group,
    /// They begin within hours.
    Hours,
    /// They begin within days.
    Days,
    /// They have room this week.
    Room,
    /// It costs nothing.
    Free,
    /// They keep to a code of practice.
    Code,
}

impl Fit {
    /// The message that says so.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Language => "cases-fit-language",
            Self::NearLanguage => "cases-fit-near-language",
            Self::Place => "cases-fit-place",
            Self::Everywhere => "cases-fit-everywhere",
            Self::Incident => "cases-fit-incident",
            Self::Group => "cases-fit-group",
            Self::Hours => "cases-fit-hours",
            Self::Days => "cases-fit-days",
            Self::Room => "cases-fit-room",
            Self::Free => "cases-fit-free",
            Self::Code => "cases-fit-code",
        }
    }

    /// What it adds. Ours; chosen so that language outweighs any single other reason, and speed counts double when it cannot wait.
    const fn points(self, urgent: bool) -> u32 {
        match self {
            Self::Language => 40,
            Self::NearLanguage => 20,
            Self::Place | Self::Incident => 25,
            Self::Group | Self::Room => 15,
            Self::Hours => {
                if urgent {
                    40
                } else {
                    20
                }
            }
            Self::Days => {
                if urgent {
                    15
                } else {
                    10
                }
            }
            Self::Everywhere | Self::Free | Self::Code => 10,
        }
    }
}

/// Why a provider is not suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoFit {
    /// They do not give this help.
    Service,
    /// They take no new cases.
    Closed,
    /// They have no room this week.
    NoRoom,
    /// They do not work where the person is.
    Place,
    /// They keep to no code of practice, and one is asked for.
    NoCode,
}

impl NoFit {
    /// The message that says so.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Service => "cases-no-fit-service",
            Self::Closed => "cases-no-fit-closed",
            Self::NoRoom => "cases-no-fit-no-room",
            Self::Place => "cases-no-fit-place",
            Self::NoCode => "cases-no-fit-no-code",
        }
    }
}

/// A provider who could help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Who.
    pub organisation: OrganisationId,
    /// The points of all reasons.
    pub points: u32,
    /// The reasons, those with most points first.
    pub reasons: Vec<Fit>,
}

/// Who could help, the best fit first, and who could not, with the reason. Where points are equal the one with most room
/// comes first, then the identifier decides, so that two looks show the same order.
pub fn suggest(candidates: &[Candidate<'_>], need: &Need) -> (Vec<Suggestion>, Vec<(OrganisationId, NoFit)>) {
    let mut fits: Vec<(u32, Suggestion)> = Vec::new();
    let mut others = Vec::new();
    for candidate in candidates {
        match fit(candidate, need) {
            Ok(mut reasons) => {
                reasons.sort_by_key(|reason| (std::cmp::Reverse(reason.points(need.urgent)), *reason));
                let points = reasons.iter().map(|reason| reason.points(need.urgent)).sum();
                let organisation = candidate.profile.organisation;
                let room = u32::from(candidate.profile.cases_per_week).saturating_sub(candidate.taken_this_week);
                fits.push((room, Suggestion { organisation, points, reasons }));
            }
            Err(why) => others.push((candidate.profile.organisation, why)),
        }
    }
    fits.sort_by(|(room, a), (other_room, b)| {
        b.points.cmp(&a.points).then(other_room.cmp(room)).then(a.organisation.cmp(&b.organisation))
    });
    (fits.into_iter().map(|(_, suggestion)| suggestion).collect(), others)
}

fn fit(candidate: &Candidate<'_>, need: &Need) -> Result<Vec<Fit>, NoFit> {
    let profile = candidate.profile;
    if !profile.services.contains(&need.service) {
        return Err(NoFit::Service);
    }
    if profile.start == StartTime::Closed {
        return Err(NoFit::Closed);
    }
    if candidate.taken_this_week >= u32::from(profile.cases_per_week) {
        return Err(NoFit::NoRoom);
    }
    // Nobody has to say where they are: a place that is not known rules nobody out.
    let elsewhere =
        need.place != Place::NotDisclosed && !profile.places.is_empty() && !profile.places.contains(&need.place);
    if elsewhere {
        return Err(NoFit::Place);
    }
    let has_code = profile.code_of_practice.as_deref().is_some_and(|code| !code.trim().is_empty());
    if need.needs_code && !has_code {
        return Err(NoFit::NoCode);
    }
    let mut reasons = vec![Fit::Room];
    if !need.language.is_unknown() {
        if profile.languages.contains(&need.language) {
            reasons.push(Fit::Language);
        } else if profile.languages.iter().any(|language| language.primary() == need.language.primary()) {
            reasons.push(Fit::NearLanguage);
        }
    }
    if profile.places.is_empty() {
        reasons.push(Fit::Everywhere);
    } else if need.place != Place::NotDisclosed {
        reasons.push(Fit::Place);
    }
    for (fits, reason) in [
        (profile.incidents.contains(&need.incident), Fit::Incident),
        (profile.groups.contains(&need.group), Fit::Group),
        (profile.start == StartTime::Hours, Fit::Hours),
        (profile.start == StartTime::Days, Fit::Days),
        (profile.fees == Fees::Free, Fit::Free),
        (has_code, Fit::Code),
    ] {
        if fits {
            reasons.push(reason);
        }
    }
    Ok(reasons)
}

/// A referral. What it hands over is sealed to the receiver; here stand only its terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// Which.
    pub id: ReferralId,
    /// Of which case.
    pub case: CaseId,
    /// From whom.
    pub from: OrganisationId,
    /// To whom.
    pub to: OrganisationId,
    /// For which help.
    pub service: ServiceKind,
    /// How much of the case.
    pub extent: Extent,
    /// When it was offered.
    pub offered: Timestamp,
    /// Until when an answer is waited for.
    pub deadline: Timestamp,
    /// Where it stands.
    pub state: ReferralState,
    /// Why it was declined.
    pub declined: Option<DeclineReason>,
    /// Whether the person was reached by the other side, as the person says ("did they reach you?").
    pub reached: Option<Answer>,
}

/// Why a referral cannot be made or changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNotReferral {
    /// No consent.
    #[error(transparent)]
    Consent(#[from] NoConsent),
    /// The marking.
    #[error(transparent)]
    Marking(#[from] WhyNot),
    /// To oneself.
    #[error("a case cannot be referred to the organisation that has it")]
    ToItself,
    /// The deadline.
    #[error("the deadline must lie ahead, at most {LONGEST_ANSWER_DAYS} days")]
    Deadline,
    /// It was answered, taken back, or its time is over.
    #[error("this referral is {0}; it cannot be changed so")]
    State(ReferralState),
    /// Not the side whose turn it is.
    #[error("this is for the other side to answer")]
    OtherSide,
}

/// The terms on which a case is offered.
#[derive(Debug, Clone)]
pub struct Terms<'a> {
    /// Which case.
    pub case: CaseId,
    /// For what: [`Purpose::Referral`] or [`Purpose::Research`].
    pub purpose: Purpose,
    /// Its marking.
    pub marking: Marking,
    /// Who has it.
    pub from: Holder,
    /// Who would get it. Whether the source allowed it is read from the consents, whatever stands here.
    pub to: Holder,
    /// Their organisations.
    pub parties: (OrganisationId, OrganisationId),
    /// For which help.
    pub service: ServiceKind,
    /// How much.
    pub extent: Extent,
    /// What the person agreed to.
    pub consents: &'a [Consent],
    /// Until when an answer is waited for; [`ANSWER_HOURS`] from now where nothing is said.
    pub deadline: Option<Timestamp>,
}

impl Referral {
    /// Offers a case, if the person agreed and the marking lets it pass.
    pub fn offer(id: ReferralId, terms: Terms<'_>, at: Timestamp) -> Result<Self, WhyNotReferral> {
        let (from, to) = terms.parties;
        if from == to {
            return Err(WhyNotReferral::ToItself);
        }
        let wanted =
            Wanted { case: terms.case, purpose: terms.purpose, receiver: to, platform: None, extent: &terms.extent };
        covered(terms.consents, wanted, at)?;
        let holder = Holder { organisation: Some(from), ..terms.from };
        let receiver = Holder { organisation: Some(to), allowed_by_source: true, ..terms.to };
        may_pass(terms.marking, &holder, &receiver, Means::Forward)?;
        let deadline = terms.deadline.unwrap_or_else(|| at.plus(ANSWER_HOURS * saksi_base::clock::HOUR));
        if deadline <= at || deadline.since(at) > LONGEST_ANSWER_DAYS * DAY {
            return Err(WhyNotReferral::Deadline);
        }
        Ok(Self {
            id,
            case: terms.case,
            from,
            to,
            service: terms.service,
            extent: terms.extent,
            offered: at,
            deadline,
            state: ReferralState::Offered,
            declined: None,
            reached: None,
        })
    }

    /// Where it stands at a moment: an offer whose deadline is over has expired, whether anybody wrote that down or not.
    pub fn state_at(&self, at: Timestamp) -> ReferralState {
        if self.state == ReferralState::Offered && at >= self.deadline { ReferralState::Expired } else { self.state }
    }

    /// The other side takes it. The person's consent is asked for again, since it may have been taken back meanwhile.
    pub fn accept(mut self, by: OrganisationId, consents: &[Consent], at: Timestamp) -> Result<Self, WhyNotReferral> {
        self.needs_an_answer(by, at)?;
        let wanted = Wanted {
            case: self.case,
            purpose: Purpose::Referral,
            receiver: self.to,
            platform: None,
            extent: &self.extent,
        };
        covered(consents, wanted, at)?;
        self.state = ReferralState::Accepted;
        Ok(self)
    }

    /// The other side does not take it, and says why.
    pub fn decline(mut self, by: OrganisationId, reason: DeclineReason, at: Timestamp) -> Result<Self, WhyNotReferral> {
        self.needs_an_answer(by, at)?;
        self.state = ReferralState::Declined;
        self.declined = Some(reason);
        Ok(self)
    }

    /// Taken back before it was accepted: by who offered it, or by the person.
    pub fn take_back(mut self, at: Timestamp) -> Result<Self, WhyNotReferral> {
        match self.state_at(at) {
            ReferralState::Offered => {
                self.state = ReferralState::TakenBack;
                Ok(self)
            }
            state => Err(WhyNotReferral::State(state)),
        }
    }

    /// What the person says: did they reach you?
    pub fn follow_up(mut self, reached: Answer) -> Result<Self, WhyNotReferral> {
        match self.state {
            ReferralState::Accepted => {
                self.reached = Some(reached);
                Ok(self)
            }
            state => Err(WhyNotReferral::State(state)),
        }
    }

    fn needs_an_answer(&self, by: OrganisationId, at: Timestamp) -> Result<(), WhyNotReferral> {
        match self.state_at(at) {
            ReferralState::Offered if by == self.to => Ok(()),
            ReferralState::Offered => Err(WhyNotReferral::OtherSide),
            state => Err(WhyNotReferral::State(state)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::{SeededRandom, clock::HOUR};

    fn tag(text: &str) -> LanguageTag {
        text.parse().unwrap()
    }

    fn profile(random: &SeededRandom) -> ProviderProfile {
        ProviderProfile {
            organisation: OrganisationId::new(Timestamp(0), random),
            kind: PartnerKind::Cert,
            services: vec![ServiceKind::DigitalSecurity],
            languages: vec![tag("zh-Hant")],
            places: vec![Place::Territory("TW")],
            incidents: vec![],
            groups: vec![],
            weekly_hours: WeeklyHours::FiveToTen,
            cases_per_week: 2,
            start: StartTime::Days,
            fees: Fees::Free,
            code_of_practice: Some("CiviCERT".into()),
        }
    }

    fn need() -> Need {
        Need {
            service: ServiceKind::DigitalSecurity,
            language: tag("zh-Hant"),
            place: Place::Territory("TW"),
            incident: IncidentType::Malware,
            group: Beneficiary::Journalist,
            urgent: false,
            needs_code: false,
        }
    }

    #[test]
    fn whoever_speaks_the_language_and_works_there_is_suggested_first_with_reasons() {
        let random = SeededRandom::new(1);
        let near = profile(&random);
        let far = ProviderProfile { languages: vec![tag("en")], places: vec![], ..profile(&random) };
        let script = ProviderProfile { languages: vec![tag("zh-Hans")], ..profile(&random) };
        let candidates = [&far, &near, &script].map(|profile| Candidate { profile, taken_this_week: 0 });
        let (list, others) = suggest(&candidates, &need());
        let order: Vec<OrganisationId> = list.iter().map(|suggestion| suggestion.organisation).collect();
        assert_eq!(order, [near.organisation, script.organisation, far.organisation]);
        assert_eq!(list[0].reasons.first(), Some(&Fit::Language));
        assert!(list[1].reasons.contains(&Fit::NearLanguage) && list[2].reasons.contains(&Fit::Everywhere));
        assert!(others.is_empty());
    }

    #[test]
    fn whoever_cannot_help_is_left_out_with_the_reason() {
        let random = SeededRandom::new(2);
        let with = |change: fn(&mut ProviderProfile)| {
            let mut profile = profile(&random);
            change(&mut profile);
            profile
        };
        let needs_code = Need { needs_code: true, ..need() };
        for (profile, taken, why) in [
            (with(|p| p.services = vec![ServiceKind::Legal]), 0, NoFit::Service),
            (with(|p| p.start = StartTime::Closed), 0, NoFit::Closed),
            (with(|_| {}), 2, NoFit::NoRoom),
            (with(|p| p.places = vec![Place::Territory("PK")]), 0, NoFit::Place),
            (with(|p| p.code_of_practice = Some(" ".into())), 0, NoFit::NoCode),
        ] {
            let (list, others) = suggest(&[Candidate { profile: &profile, taken_this_week: taken }], &needs_code);
            assert!(list.is_empty());
            assert_eq!(others, [(profile.organisation, why)]);
        }
        let hidden = Need { place: Place::NotDisclosed, ..need() };
        let profile = profile(&random);
        assert_eq!(suggest(&[Candidate { profile: &profile, taken_this_week: 0 }], &hidden).0.len(), 1);
    }

    #[test]
    fn every_reason_has_a_message() {
        let staff = include_str!("../../locales/staff.en.ftl");
        let fits = [
            Fit::Language,
            Fit::NearLanguage,
            Fit::Place,
            Fit::Everywhere,
            Fit::Incident,
            Fit::Group,
            Fit::Hours,
            Fit::Days,
            Fit::Room,
            Fit::Free,
            Fit::Code,
        ];
        let no = [NoFit::Service, NoFit::Closed, NoFit::NoRoom, NoFit::Place, NoFit::NoCode];
        let declines = DeclineReason::ALL.map(DeclineReason::message);
        let all = fits.map(Fit::message).into_iter().chain(no.map(NoFit::message)).chain(declines);
        for key in all {
            assert!(staff.contains(&format!("\n{key} = ")), "{key}");
        }
    }

    struct Story {
        random: SeededRandom,
        us: OrganisationId,
        them: OrganisationId,
        consent: Consent,
    }

    fn story() -> Story {
        let random = SeededRandom::new(3);
        let [us, them] = std::array::from_fn(|_| OrganisationId::new(Timestamp(0), &random));
        let consent = Consent {
            case: CaseId::new(&random),
            purpose: Purpose::Referral,
            platform: None,
            receiver: them,
            extent: Extent::Whole,
            given: Timestamp(0),
            ends: None,
            withdrawn: None,
        };
        Story { random, us, them, consent }
    }

    impl Story {
        fn terms<'a>(&self, marking: Marking, consents: &'a [Consent]) -> Terms<'a> {
            Terms {
                case: self.consent.case,
                purpose: Purpose::Referral,
                marking,
                from: Holder::default(),
                to: Holder { in_community: true, ..Holder::default() },
                parties: (self.us, self.them),
                service: ServiceKind::Legal,
                extent: Extent::first_contact(),
                consents,
                deadline: None,
            }
        }

        fn offer(&self, marking: Marking, consents: &[Consent]) -> Result<Referral, WhyNotReferral> {
            Referral::offer(ReferralId::new(&self.random), self.terms(marking, consents), Timestamp(10))
        }
    }

    #[test]
    fn nothing_passes_without_consent_or_against_the_marking() {
        let story = story();
        let consent = [story.consent.clone()];
        assert!(story.offer(Marking::Amber, &consent).is_ok());
        assert_eq!(story.offer(Marking::Amber, &[]), Err(WhyNotReferral::Consent(NoConsent::NotAsked)));
        let withdrawn = [story.consent.clone().withdraw(Timestamp(5))];
        assert_eq!(story.offer(Marking::Amber, &withdrawn), Err(WhyNotReferral::Consent(NoConsent::Withdrawn)));
        assert_eq!(story.offer(Marking::Red, &consent), Err(WhyNotReferral::Marking(WhyNot::NeverForwarded)));
        assert_eq!(
            story.offer(Marking::AmberStrict, &consent),
            Err(WhyNotReferral::Marking(WhyNot::OutsideTheOrganisation))
        );
        let late = Terms { deadline: Some(Timestamp(10)), ..story.terms(Marking::Green, &consent) };
        assert_eq!(Referral::offer(ReferralId::new(&story.random), late, Timestamp(10)), Err(WhyNotReferral::Deadline));
    }

    #[test]
    fn a_referral_is_answered_once_in_time_and_by_the_other_side() {
        let story = story();
        let consent = [story.consent.clone()];
        let offered = story.offer(Marking::Amber, &consent).unwrap();
        let (soon, late) = (Timestamp(HOUR), Timestamp(100 * HOUR));
        let accepted = offered.clone().accept(story.them, &consent, soon).unwrap();
        assert_eq!(accepted.follow_up(Answer::Yes).unwrap().reached, Some(Answer::Yes));
        assert_eq!(offered.clone().accept(story.us, &consent, soon), Err(WhyNotReferral::OtherSide));
        assert_eq!(
            offered.clone().accept(story.them, &consent, late),
            Err(WhyNotReferral::State(ReferralState::Expired))
        );
        let withdrawn = [story.consent.clone().withdraw(Timestamp(20))];
        assert_eq!(
            offered.clone().accept(story.them, &withdrawn, soon),
            Err(WhyNotReferral::Consent(NoConsent::Withdrawn))
        );
        let declined = offered.clone().decline(story.them, DeclineReason::NoCapacity, soon).unwrap();
        assert_eq!(declined.clone().take_back(soon), Err(WhyNotReferral::State(ReferralState::Declined)));
        assert_eq!(declined.follow_up(Answer::No), Err(WhyNotReferral::State(ReferralState::Declined)));
        assert_eq!(offered.take_back(soon).unwrap().state, ReferralState::TakenBack);
    }

    proptest! {
        #[test]
        fn the_order_of_the_profiles_does_not_matter(
            rows in prop::collection::vec((0_usize..3, 0_u16..4, 0_u32..3, prop::bool::ANY), 0..8),
        ) {
            let random = SeededRandom::new(4);
            let starts = [StartTime::Hours, StartTime::Days, StartTime::Weeks];
            let profiles: Vec<(ProviderProfile, u32)> = rows
                .into_iter()
                .map(|(start, cases_per_week, taken, here)| {
                    let places = if here { vec![] } else { vec![Place::Territory("TW")] };
                    (ProviderProfile { start: starts[start], cases_per_week, places, ..profile(&random) }, taken)
                })
                .collect();
            let candidates: Vec<Candidate<'_>> =
                profiles.iter().map(|(profile, taken)| Candidate { profile, taken_this_week: *taken }).collect();
            let reversed: Vec<Candidate<'_>> = candidates.iter().rev().copied().collect();
            let (list, others) = suggest(&candidates, &need());
            prop_assert_eq!(&list, &suggest(&reversed, &need()).0);
            prop_assert_eq!(list.len() + others.len(), candidates.len());
            prop_assert!(list.windows(2).all(|pair| pair[0].points >= pair[1].points));
        }
    }
}
