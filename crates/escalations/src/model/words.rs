//! The coded words of an escalation. Codes are stored and exported and never change; labels are messages.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident, $prefix:literal { $($variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[doc = $code] #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Every entry, in the order in which a form shows it.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Codes with the messages that name them, for a form.
            pub const OPTIONS: &'static [(&'static str, &'static str)] = &[$(($code, concat!($prefix, $code)),)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// The message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!($prefix, $code),)* }
            }
        }
    )*};
}

pub(crate) use words;

words! {
    /// To whom one can escalate.
    AddresseeKind, "escalations-kind-" {
        Platform = "platform",
        Regulator = "regulator",
        Ombuds = "ombuds",
        HumanRights = "human-rights-commission",
        UnProcedure = "un-procedure",
        DisputeBody = "dispute-body",
        OversightBody = "oversight-body",
    }

    /// How a notice is handed over.
    Channel, "escalations-channel-" {
        Form = "form",
        Email = "e-mail",
        Portal = "portal",
        Api = "api",
        Phone = "phone",
    }

    /// On what standing a route rests. Whoever is answered only through a personal contact is not answered by the platform
    /// (Internews, Safety at Stake, 2023), so this is counted.
    Way, "escalations-way-" {
        Form = "public-form",
        TrustedPartner = "trusted-partner",
        TrustedFlagger = "trusted-flagger",
        Legal = "legal",
        PersonalContact = "personal-contact",
        Coordinator = "coordinator",
        DisputeBody = "dispute-body",
    }

    /// What kind of harm: the categories of the DSA Transparency Database, version 2 (July 2025).
    Category, "escalations-category-" {
        CyberViolence = "cyber-violence",
        CyberViolenceAgainstWomen = "cyber-violence-against-women",
        IllegalOrHarmfulSpeech = "illegal-or-harmful-speech",
        CivicDiscourse = "civic-discourse-or-elections",
        Violence = "violence",
        ProtectionOfMinors = "protection-of-minors",
        DataProtection = "data-protection-and-privacy",
        ScamsAndFraud = "scams-and-fraud",
        SelfHarm = "self-harm",
        PublicSecurity = "risk-for-public-security",
        IntellectualProperty = "intellectual-property",
        ConsumerInformation = "consumer-information",
        UnsafeProducts = "unsafe-and-prohibited-products",
        AnimalWelfare = "animal-welfare",
        OtherTerms = "other-violation-of-terms",
        NotSpecified = "not-specified",
    }

    /// What the content is: the content types of the DSA Transparency Database, and accounts and advertisements.
    Material, "escalations-material-" {
        Text = "text",
        Image = "image",
        Video = "video",
        Audio = "audio",
        Synthetic = "synthetic-media",
        Account = "account",
        Advertisement = "advertisement",
        App = "app",
        Product = "product",
        Other = "other",
    }

    /// Why it should not stand there.
    Ground, "escalations-ground-" {
        Terms = "terms",
        Illegal = "illegal",
        Both = "both",
    }

    /// What the addressee did.
    Outcome, "escalations-outcome-" {
        Removed = "removed",
        Disabled = "disabled",
        Demoted = "demoted",
        AgeRestricted = "age-restricted",
        InteractionLimited = "interaction-limited",
        Labelled = "labelled",
        AccountSuspended = "account-suspended",
        AccountRestored = "account-restored",
        Demonetised = "demonetised",
        Partial = "partial",
        NoAction = "no-action",
        RefusedWithTemplate = "refused-with-template",
        ReferredToForm = "referred-to-form",
        Duplicate = "duplicate",
        NoResponse = "no-response",
    }

    /// To whom one appeals.
    AppealBody, "escalations-body-" {
        Internal = "internal",
        DisputeBody = "dispute-body",
        OversightBody = "oversight-body",
    }

    /// What became of an appeal. A decision by default, because the platform sent no content, is no judgement on the content
    /// and is counted apart.
    AppealResult, "escalations-result-" {
        Upheld = "upheld",
        OverturnedOnSubstance = "overturned-substance",
        OverturnedByDefault = "overturned-default",
        Inadmissible = "inadmissible",
        Withdrawn = "withdrawn",
    }

    /// What is wrong with a system rather than with one post: how a platform earns, recommends, moderates and answers. No list of anybody
    /// else; these are what the reports of our peers name most often.
    Systemic, "escalations-systemic-" {
        Recommender = "recommender-amplification",
        Advertising = "advertising",
        Monetisation = "monetisation",
        Languages = "moderation-in-language",
        Automated = "automated-decisions",
        Reporting = "reporting-tools",
        Appeals = "appeals",
        Coordinated = "inauthentic-accounts",
        Synthetic = "synthetic-media-tools",
        Access = "access-to-data",
        Others = "others",
    }

    /// Where those concerned live: regions as the United Nations group them (M49), as cases count them.
    Region, "escalations-region-" {
        EastAsia = "east-asia",
        SouthEastAsia = "south-east-asia",
        SouthAsia = "south-asia",
        CentralAsia = "central-asia",
        WestAsiaNorthAfrica = "west-asia-north-africa",
        Africa = "africa",
        Europe = "europe",
        LatinAmerica = "latin-america",
        NorthAmerica = "north-america",
        Pacific = "pacific",
        Several = "several",
    }
}

impl Outcome {
    /// Whether the addressee did something about the content or account.
    pub const fn is_action(self) -> bool {
        matches!(
            self,
            Self::Removed
                | Self::Disabled
                | Self::Demoted
                | Self::AgeRestricted
                | Self::InteractionLimited
                | Self::Labelled
                | Self::AccountSuspended
                | Self::AccountRestored
                | Self::Demonetised
                | Self::Partial
        )
    }

    /// Whether it is a decision of the addressee. That nobody answered is ours to note, and ends no wait.
    pub const fn is_decision(self) -> bool {
        !matches!(self, Self::NoResponse)
    }
}

impl AppealResult {
    /// Whether the first decision fell.
    pub const fn is_overturned(self) -> bool {
        matches!(self, Self::OverturnedOnSubstance | Self::OverturnedByDefault)
    }
}
