//! The coded answers about a case. They are all that is ever counted, and none of them names anybody.
//!
//! Every list that a person is asked to choose from ends in ways not to choose: "something else", "not sure", "prefer not
//! to say". The codes are stored and never change; the labels are messages in every language of the site.

use saksi_base::{Place, SiteLanguage};

words! {
    /// What happened, in plain words: the sixteen incident types of CiviCDR's case forms (2018), a seventeenth that
    /// opens the list of [`AbuseKind`], and three ways not to choose.
    IncidentType, "cases-incident-" {
        /// Threats, harassment or exposure of a person; see [`AbuseKind`].
        Abuse = "abuse",
        /// Account compromise.
        AccountCompromise = "account-compromise",
        /// User-device compromise.
        DeviceCompromise = "device-compromise",
        /// Information leak.
        InformationLeak = "information-leak",
        /// Theft or confiscation.
        Theft = "theft",
        /// Destruction or loss.
        Loss = "loss",
        /// Social engineering.
        SocialEngineering = "social-engineering",
        /// Malware.
        Malware = "malware",
        /// Malicious website.
        MaliciousWebsite = "malicious-website",
        /// Targeted censorship.
        TargetedCensorship = "targeted-censorship",
        /// Website or server compromise.
        WebsiteCompromise = "website-compromise",
        /// Denial of service.
        DenialOfService = "denial-of-service",
        /// Internet or network outage.
        NetworkOutage = "network-outage",
        /// Disruption of communications applications and platforms.
        CommunicationDisrupted = "communication-disrupted",
        /// Intrusion attempt.
        IntrusionAttempt = "intrusion-attempt",
        /// Known vulnerability.
        KnownVulnerability = "known-vulnerability",
        /// Malfunction or failure of devices or systems.
        DeviceFailure = "device-failure",
        /// None of these.
        SomethingElse = "something-else",
        /// The person does not know.
        NotSure = "not-sure",
        /// The person would rather not say.
        NotSaid = "not-said",
    }
}

words! {
    /// What was done to a person: technology-facilitated gender-based violence and its kin, for anybody of any gender. From
    /// UNFPA's list of forms, UN Women's, the complaint types in the reports of the Digital Rights Foundation's helpline,
    /// and the keywords of the European Union's DSA Transparency Database (2025).
    AbuseKind, "cases-abuse-" {
        /// Threats of violence, on or off line (UN Women).
        Threats = "threats",
        /// Home, number, papers or identity made public: doxxing (UNFPA).
        Doxxing = "doxxing",
        /// Money or acts demanded under threat (DRF).
        Blackmail = "blackmail",
        /// Blackmail with intimate pictures or sexual demands: sextortion (UNFPA).
        Sextortion = "sextortion",
        /// Intimate pictures shared or held without consent: image-based abuse (UNFPA).
        IntimateImages = "intimate-images",
        /// A made-up or altered picture, clip or voice (UN Women; DSA).
        FakeImages = "fake-images",
        /// Sexual or gendered harassment (UNFPA).
        SexualHarassment = "sexual-harassment",
        /// Insults and mockery by one or many: cyberbullying, trolling (UNFPA; UN Women).
        Bullying = "bullying",
        /// Hate for what somebody is (UNFPA; UN Women).
        Hate = "hate",
        /// Lies meant to silence or to ruin a name (UN Women; DSA).
        Smear = "smear",
        /// Following somebody's life on line: cyberstalking (UNFPA).
        Stalking = "stalking",
        /// Finding somebody's place by technical means (UNFPA).
        Locating = "locating",
        /// Accounts or devices controlled by somebody else, a partner or relative too (UNFPA; DRF).
        Control = "control",
        /// A false profile in somebody's name (UNFPA; DRF).
        Impersonation = "impersonation",
        /// Contact that somebody does not want and that does not stop (DRF).
        UnwantedContact = "unwanted-contact",
        /// Winning the trust of a child or adult for sexual abuse: grooming (UNFPA).
        Grooming = "grooming",
        /// Sexual exploitation or trafficking by technical means (APC).
        Exploitation = "exploitation",
        /// None of these.
        SomethingElse = "something-else",
        /// The person does not know.
        NotSure = "not-sure",
        /// The person would rather not say.
        NotSaid = "not-said",
    }
}

words! {
    /// Who is helped. One per case, the one that fits best; from the lists of CiviCERT's member desks, SMEX's helpdesk
    /// and the Digital Rights Foundation's reports.
    Beneficiary, "cases-group-" {
        /// Journalists.
        Journalist = "journalist",
        /// Independent or alternative media.
        IndependentMedia = "independent-media",
        /// Human-rights defenders.
        HumanRightsDefender = "human-rights-defender",
        /// Human-rights organisations at risk.
        HumanRightsOrganisation = "human-rights-organisation",
        /// Other civil-society groups.
        CivilSociety = "civil-society",
        /// Activists.
        Activist = "activist",
        /// Bloggers and creators under real-life harm.
        Blogger = "blogger",
        /// Political collectives.
        PoliticalCollective = "political-collective",
        /// Fact-checkers.
        FactChecker = "fact-checker",
        /// Lawyers.
        Lawyer = "lawyer",
        /// Researchers and teachers.
        Researcher = "researcher",
        /// Election workers and observers.
        ElectionWorker = "election-worker",
        /// Women and girls.
        WomenAndGirls = "women-and-girls",
        /// Gender and sexual minorities.
        GenderMinority = "gender-minority",
        /// Children: under eighteen.
        Child = "child",
        /// Ethnic and indigenous groups.
        EthnicMinority = "ethnic-minority",
        /// Religious minorities.
        ReligiousMinority = "religious-minority",
        /// Refugees, migrants, exiles.
        Displaced = "displaced",
        /// Anybody else.
        Public = "public",
        /// None of these.
        SomethingElse = "something-else",
        /// The person does not know.
        NotSure = "not-sure",
        /// The person would rather not say.
        NotSaid = "not-said",
    }
}

words! {
    /// The kinds of help. A case may have several.
    ServiceKind, "cases-service-" {
        /// Digital security.
        DigitalSecurity = "digital-security",
        /// Legal help.
        Legal = "legal",
        /// Somebody to talk to: psychosocial support. Offered in every case.
        Psychosocial = "psychosocial",
        /// Any other help.
        Other = "other",
    }
}

words! {
    /// What came of a case, or of one service in it.
    Outcome, "cases-outcome-" {
        /// The trouble is over.
        Solved = "solved",
        /// Better, not over.
        PartlySolved = "partly-solved",
        /// Advice was given; the person goes on alone.
        AdviceGiven = "advice-given",
        /// Another organisation goes on.
        HandedOn = "handed-on",
        /// It was tried and did not help.
        NotSolved = "not-solved",
        /// Not what this helpline can do.
        OutOfMandate = "out-of-mandate",
        /// The person wanted no more.
        Withdrawn = "withdrawn",
        /// The person did not come back.
        LostTouch = "lost-touch",
        /// Not known yet.
        NotKnown = "not-known",
    }
}

words! {
    /// Whether help came after harm or before it. Required in every case (H11): helplines publish the share.
    Approach, "cases-approach-" {
        /// Something has happened.
        Reactive = "reactive",
        /// Nothing has happened yet; somebody wants to be safer.
        Preventive = "preventive",
    }
}

words! {
    /// How a case came in.
    Intake, "cases-intake-" {
        /// The page for asking.
        Form = "form",
        /// A call, written down by staff.
        Phone = "phone",
        /// Somebody came in person.
        WalkIn = "walk-in",
        /// E-mail, written in by staff.
        Email = "email",
        /// Another organisation handed it on.
        Referral = "referral",
    }
}

words! {
    /// An answer to a plain question, such as "are you safe now?".
    Answer, "cases-answer-" {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not sure.
        NotSure = "not-sure",
        /// Would rather not say.
        NotSaid = "not-said",
    }
}

words! {
    /// Where the person is, as coarse as figures need it: the sub-regions of the Unicode CLDR's territory containment
    /// (UN M49 with Taiwan in Eastern Asia), joined where helplines publish them joined.
    Region, "cases-region-" {
        /// Eastern Asia.
        EastAsia = "east-asia",
        /// South-eastern Asia.
        SouthEastAsia = "south-east-asia",
        /// Southern Asia.
        SouthAsia = "south-asia",
        /// Central Asia.
        CentralAsia = "central-asia",
        /// Western Asia and Northern Africa.
        WestAsiaNorthAfrica = "west-asia-north-africa",
        /// Africa south of the Sahara.
        Africa = "africa",
        /// Europe.
        Europe = "europe",
        /// Latin America and the Caribbean.
        LatinAmerica = "latin-america",
        /// Northern America.
        NorthAmerica = "north-america",
        /// Oceania.
        Pacific = "pacific",
        /// In words that no list has, or in several places.
        Elsewhere = "elsewhere",
        /// Would rather not say.
        NotSaid = "not-said",
    }
}

words! {
    /// How long the first answer by a person took: elapsed working time by the organisation's calendar. The first two
    /// steps are Access Now's: alarm at sixty minutes, an answer within two hours.
    FirstAnswer, "cases-first-answer-" {
        /// Up to 60 minutes.
        Hour = "hour",
        /// Up to 120 minutes.
        TwoHours = "two-hours",
        /// Up to 24 hours.
        Day = "day",
        /// Up to 72 hours.
        ThreeDays = "three-days",
        /// Later.
        Later = "later",
        /// No answer when the table was made.
        None = "none",
    }
}

impl FirstAnswer {
    /// The step of an elapsed time in microseconds; `None` where nobody has answered.
    pub const fn of(elapsed: Option<i64>) -> Self {
        const MINUTE: i64 = 60_000_000;
        match elapsed {
            None => Self::None,
            Some(time) if time <= 60 * MINUTE => Self::Hour,
            Some(time) if time <= 120 * MINUTE => Self::TwoHours,
            Some(time) if time <= 24 * 60 * MINUTE => Self::Day,
            Some(time) if time <= 72 * 60 * MINUTE => Self::ThreeDays,
            Some(_) => Self::Later,
        }
    }
}

/// Lists in which somebody may decline to choose. These entries cannot be hidden by an organisation.
pub trait Choice: Copy + Eq + 'static {
    /// Every entry.
    fn all() -> &'static [Self];
    /// The stable code.
    fn code(self) -> &'static str;
    /// Whether the entry is a way not to choose.
    fn is_way_out(self) -> bool {
        matches!(self.code(), "something-else" | "not-sure" | "not-said")
    }
}

macro_rules! choices {
    ($($name:ident)*) => {$(
        impl Choice for $name {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn code(self) -> &'static str {
                Self::code(self)
            }
        }
    )*};
}
choices! { IncidentType AbuseKind Beneficiary }

/// Territories by region; the codes of [`saksi_base::places::TERRITORIES`].
const REGIONS: &[(Region, &str)] = &[
    (Region::EastAsia, "CN HK JP KP KR MN MO TW"),
    (Region::SouthEastAsia, "BN ID KH LA MM MY PH SG TH TL VN"),
    (Region::SouthAsia, "AF BD BT IN IR LK MV NP PK"),
    (Region::CentralAsia, "KG KZ TJ TM UZ"),
    (Region::WestAsiaNorthAfrica, "AE AM AZ BH CY GE IQ IL JO KW LB OM PS QA SA SY TR YE DZ EG EH LY MA SD TN"),
    (
        Region::Africa,
        "AO BF BI BJ BW CD CF CG CI CM CV DJ ER ET GA GH GM GN GQ GW IO KE KM LR LS MG ML MR MU MW MZ NA NE NG RE RW SC SH SL \
         SN SO SS ST SZ TD TF TG TZ UG YT ZA ZM ZW",
    ),
    (
        Region::Europe,
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO \
         PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    ),
    (
        Region::LatinAmerica,
        "AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC MF MQ MS MX NI PA \
         PE PR PY SR SV SX TC TT UY VC VE VG VI",
    ),
    (Region::NorthAmerica, "BM CA GL PM US"),
    (Region::Pacific, "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS"),
    (Region::Elsewhere, "AQ"),
];

impl Region {
    /// The region of a place. A description in somebody's own words stays outside the list rather than being guessed.
    pub fn of(place: &Place) -> Self {
        match place {
            Place::NotDisclosed => Self::NotSaid,
            Place::SelfDescribed(_) => Self::Elsewhere,
            Place::Territory(code) => REGIONS
                .iter()
                .find(|(_, codes)| codes.split_whitespace().any(|known| known == *code))
                .map_or(Self::Elsewhere, |(region, _)| *region),
        }
    }
}

/// Beside safety advice in a language in which no native speaker has reviewed it: the message that says so. Advice that is
/// read wrongly can hurt, so the reader is told.
pub const fn advice_notice(language: SiteLanguage) -> Option<&'static str> {
    match language {
        SiteLanguage::English => None,
        SiteLanguage::TraditionalChinese | SiteLanguage::Thai | SiteLanguage::Indonesian | SiteLanguage::Urdu => {
            Some("cases-advice-not-reviewed")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The keys of a message file.
    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" = ").map(|(key, _)| key))
            .collect()
    }

    fn every_public_label() -> BTreeSet<&'static str> {
        let mut all = BTreeSet::new();
        all.extend(IncidentType::ALL.iter().map(|word| word.message()));
        all.extend(AbuseKind::ALL.iter().map(|word| word.message()));
        all.extend(Beneficiary::ALL.iter().map(|word| word.message()));
        all.extend(ServiceKind::ALL.iter().map(|word| word.message()));
        all.extend(Outcome::ALL.iter().map(|word| word.message()));
        all.extend(Approach::ALL.iter().map(|word| word.message()));
        all.extend(Intake::ALL.iter().map(|word| word.message()));
        all.extend(Answer::ALL.iter().map(|word| word.message()));
        all.extend(Region::ALL.iter().map(|word| word.message()));
        all.extend(FirstAnswer::ALL.iter().map(|word| word.message()));
        all.extend(super::super::status::Status::ALL.iter().map(|word| word.message()));
        all.extend(super::super::service::ServiceState::ALL.iter().map(|word| word.message()));
        all.extend(super::super::referral::ReferralState::ALL.iter().map(|word| word.message()));
        all.extend(super::super::consent::Purpose::ALL.iter().map(|word| word.message()));
        all.extend(super::super::consent::Field::ALL.iter().map(|word| word.message()));
        all.extend(SiteLanguage::ALL.into_iter().filter_map(advice_notice));
        all
    }

    #[test]
    fn every_word_has_a_label_in_every_language() {
        let wanted = every_public_label();
        for (language, text) in [
            ("en", include_str!("../../locales/en.ftl")),
            ("zh-Hant", include_str!("../../locales/zh-Hant.ftl")),
            ("th", include_str!("../../locales/th.ftl")),
            ("id", include_str!("../../locales/id.ftl")),
            ("ur", include_str!("../../locales/ur.ftl")),
        ] {
            let found = keys(text);
            let missing: Vec<_> = wanted.difference(&found).collect();
            assert!(missing.is_empty(), "{language}: lacks {missing:?}");
        }
    }

    #[test]
    fn there_is_always_a_way_not_to_choose() {
        fn ways_out<T: Choice>() -> usize {
            T::all().iter().filter(|entry| entry.is_way_out()).count()
        }
        assert_eq!((ways_out::<IncidentType>(), ways_out::<AbuseKind>(), ways_out::<Beneficiary>()), (3, 3, 3));
        assert_eq!(IncidentType::ALL.len(), 16 + 1 + 3);
    }

    #[test]
    fn every_code_reads_back() {
        for word in IncidentType::ALL {
            assert_eq!(IncidentType::from_code(word.code()), Some(*word));
            assert_eq!(serde_json::to_string(word).unwrap(), format!("\"{word}\""));
        }
        assert_eq!(Beneficiary::from_code("women"), None);
    }

    #[test]
    fn every_territory_lies_in_a_region_and_taiwan_in_east_asia() {
        for code in saksi_base::places::TERRITORIES {
            let regions =
                REGIONS.iter().filter(|(_, codes)| codes.split_whitespace().any(|known| known == *code)).count();
            assert_eq!(regions, 1, "{code}");
        }
        for (_, codes) in REGIONS {
            for code in codes.split_whitespace() {
                assert!(saksi_base::places::TERRITORIES.contains(&code), "{code} is no territory");
            }
        }
        for (text, region) in [
            ("TW", Region::EastAsia),
            ("PK", Region::SouthAsia),
            ("~Karen State", Region::Elsewhere),
            ("-", Region::NotSaid),
        ] {
            assert_eq!(Region::of(&Place::from_code(text).unwrap()), region, "{text}");
        }
    }

    #[test]
    fn the_first_answer_falls_into_a_step() {
        const MINUTE: i64 = 60_000_000;
        for (elapsed, step) in [
            (None, FirstAnswer::None),
            (Some(0), FirstAnswer::Hour),
            (Some(60 * MINUTE), FirstAnswer::Hour),
            (Some(60 * MINUTE + 1), FirstAnswer::TwoHours),
            (Some(25 * 60 * MINUTE), FirstAnswer::ThreeDays),
            (Some(i64::MAX), FirstAnswer::Later),
        ] {
            assert_eq!(FirstAnswer::of(elapsed), step, "{elapsed:?}");
        }
    }
}
