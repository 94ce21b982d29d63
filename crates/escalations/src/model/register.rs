//! The registers: to whom one can write, by which route, and which rules a notice can cite.

use saksi_base::calendar::{Calendar, Hours, Zone};
use saksi_base::problem::Problems;
use saksi_base::{AddresseeId, OrganisationId, PersonId, Problem, ProgrammeId, RouteId, RuleId, Timestamp};
use saksi_web::fields::check_text;
use serde::{Deserialize, Serialize};

use super::requests::Api;
use super::words::{AddresseeKind, Channel, Way};
use super::{LONG, SHORT, lines};

/// What is kept of a platform or mechanism besides its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddresseeFacts {
    /// Who runs it.
    pub operator: String,
    /// Other names and local names, one each.
    pub aliases: Vec<String>,
    /// Services of it, one each.
    pub services: Vec<String>,
    /// For mechanisms: for which countries or matters.
    pub mandate: String,
    /// For mechanisms: what it can do.
    pub powers: String,
    /// For mechanisms: how independent it is, and from whom.
    pub independence: String,
    /// Where this is from.
    pub sources: Vec<String>,
}

/// A platform or mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Its identifier.
    pub id: AddresseeId,
    /// Which kind.
    pub kind: AddresseeKind,
    /// Its name.
    pub name: String,
    /// What else is kept.
    pub facts: AddresseeFacts,
    /// Counts its changes.
    pub version: i64,
}

impl Addressee {
    /// What is wrong with what was typed, if anything.
    pub fn check(name: &str, facts: &AddresseeFacts) -> Result<(), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "name", name, SHORT, true);
        check_text(&mut problems, "operator", &facts.operator, SHORT, false);
        check_text(&mut problems, "mandate", &facts.mandate, LONG, false);
        check_text(&mut problems, "powers", &facts.powers, LONG, false);
        check_text(&mut problems, "independence", &facts.independence, LONG, false);
        problems.finish()
    }
}

/// A programme of a platform: trusted partners, trusted flaggers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Whose it is.
    pub addressee: AddresseeId,
    /// Its name.
    pub name: String,
    /// What it gives, asks for, and who is in it; who gets access by country and size of organisation.
    pub text: String,
}

/// One field of a web form, in the form's own order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// The form's own label.
    pub label: String,
    /// What of the notice belongs there, as [`super::notice::Element::code`].
    pub element: String,
    /// Most characters that the form takes; `None` where it says nothing.
    pub longest: Option<u32>,
}

/// Longest text of a key, in bytes.
pub const LONGEST_KEY: usize = 64 * 1024;

/// The OpenPGP key of those to whom a route leads: what goes there by mail is readable to them alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// The key, as text (RFC 9580, section 6.2).
    pub armour: String,
    /// Its fingerprint, in hexadecimal digits.
    pub fingerprint: String,
}

impl PublicKey {
    /// The fingerprint in groups of four, as people compare it.
    pub fn shown(&self) -> String {
        grouped(&self.fingerprint)
    }
}

/// A fingerprint in groups of four.
pub fn grouped(fingerprint: &str) -> String {
    let digits: Vec<char> = fingerprint.chars().collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// What is kept of a route besides its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RouteFacts {
    /// Where: an address of e-mail, a web address, a telephone number.
    pub address: String,
    /// The role or shared mailbox that owns the route here.
    pub role: String,
    /// What the other side asks for, in words.
    pub requirements: String,
    /// Languages it takes, as tags; empty where nobody knows.
    pub languages: Vec<String>,
    /// When somebody works there.
    pub calendar: Calendar,
    /// Working hours within which an answer is promised.
    pub promised_hours: Option<u32>,
    /// Days within which a law asks for a decision, counted from the day it was sent.
    pub lawful_days: Option<u32>,
    /// Which law that is.
    pub law: String,
    /// For a web form: its fields.
    pub fields: Vec<FormField>,
    /// Whether other organisations of the network may ask its owner to send their notices by it.
    pub referrals: bool,
    /// For mail: to which key it is encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<PublicKey>,
    /// For an API: what its requests look like, where notices are handed over by this server and not by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api: Option<Api>,
}

impl Default for RouteFacts {
    fn default() -> Self {
        Self {
            address: String::new(),
            role: String::new(),
            requirements: String::new(),
            languages: Vec::new(),
            calendar: Calendar::always(),
            promised_hours: None,
            lawful_days: None,
            law: String::new(),
            fields: Vec::new(),
            referrals: false,
            key: None,
            api: None,
        }
    }
}

/// A way to a platform or mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its identifier.
    pub id: RouteId,
    /// Whose it is.
    pub owner: OrganisationId,
    /// Whether every organisation of the network may use it, or its owner alone.
    pub shared: bool,
    /// To whom it leads.
    pub addressee: AddresseeId,
    /// That one's name.
    pub addressee_name: String,
    /// How a notice is handed over.
    pub channel: Channel,
    /// On what standing it rests.
    pub way: Way,
    /// Its name.
    pub name: String,
    /// What else is kept.
    pub facts: RouteFacts,
    /// Counts its changes.
    pub version: i64,
    /// Since when it is not used any more.
    pub ended: Option<Timestamp>,
    /// Those who hold the role.
    pub keepers: Vec<PersonId>,
}

/// Fewest people who should hold a route, so that it does not go with one of them.
pub const FEWEST_KEEPERS: usize = 2;

impl Route {
    /// To which key its letters are encrypted, where it is one of mail and has one.
    pub fn key(&self) -> Option<&PublicKey> {
        self.facts.key.as_ref().filter(|_| self.channel == Channel::Email)
    }

    /// What its requests look like, where it is one of an API to which this server hands notices.
    pub fn requests(&self) -> Option<&Api> {
        self.facts.api.as_ref().filter(|_| self.channel == Channel::Api)
    }

    /// Whether the route would be lost with one person.
    pub fn hangs_on_one(&self) -> bool {
        self.keepers.len() < FEWEST_KEEPERS
    }

    /// By when an answer is promised to what was sent at a moment: working hours of the other side's own calendar.
    pub fn promised(&self, sent: Timestamp) -> Option<Timestamp> {
        let hours = i64::from(self.facts.promised_hours?);
        self.facts.calendar.due(sent, hours.saturating_mul(saksi_base::clock::HOUR))
    }

    /// By when a law asks for a decision: the end of the last of its days, on the other side's wall.
    pub fn lawful(&self, sent: Timestamp) -> Option<Timestamp> {
        let days = i32::try_from(self.facts.lawful_days?).ok()?;
        let zone = &self.facts.calendar.zone;
        Some(zone.moment(zone.day(sent).plus(days), 1_440))
    }
}

/// What was typed about a route, before it is one.
#[derive(Debug, Clone, Default)]
pub struct RouteDraft {
    /// Its name.
    pub name: String,
    /// Code of [`Channel`].
    pub channel: String,
    /// Code of [`Way`].
    pub way: String,
    /// Where it leads.
    pub address: String,
    /// Who owns it here.
    pub role: String,
    /// What it asks for.
    pub requirements: String,
    /// Language tags.
    pub languages: String,
    /// A zone of the IANA database.
    pub zone: String,
    /// Working days: `always`, `weekdays`, `saturdays` (Monday to Saturday) or `sundays` (Sunday to Thursday).
    pub week: String,
    /// First hour, such as `09:00`.
    pub from: String,
    /// Hour at which work ends.
    pub until: String,
    /// Days off, one a line: `2026-12-25 Christmas`.
    pub holidays: String,
    /// Promised working hours.
    pub promised: String,
    /// Lawful days.
    pub lawful: String,
    /// The law.
    pub law: String,
    /// Fields of the form, one a line: `label | element | most characters`.
    pub fields: String,
    /// Whether others may refer notices to it.
    pub referrals: bool,
    /// For mail: the key, after it was checked.
    pub key: Option<PublicKey>,
    /// For an API: whether this server hands notices over.
    pub api: bool,
    /// Which header carries the secret.
    pub api_header: String,
    /// Which header carries the identifier.
    pub api_key_header: String,
    /// What is the same in every request, one a line: `place = value`.
    pub api_fixed: String,
    /// Where in the answer their number stands.
    pub api_reference: String,
}

fn minutes(text: &str, field: &'static str) -> Result<u16, Problem> {
    let wrong = || Problem::field(field, "escalations-problem-hour");
    let (hours, minutes) = text.trim().split_once(':').ok_or_else(wrong)?;
    let (hours, minutes): (u16, u16) = (hours.parse().map_err(|_| wrong())?, minutes.parse().map_err(|_| wrong())?);
    if minutes > 59 || hours * 60 + minutes > 1_440 { Err(wrong()) } else { Ok(hours * 60 + minutes) }
}

fn count(text: &str, field: &'static str, most: u32) -> Result<Option<u32>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || Problem::field(field, "escalations-problem-count").with("most", most);
    let number: u32 = text.parse().map_err(|_| wrong())?;
    if number == 0 || number > most { Err(wrong()) } else { Ok(Some(number)) }
}

impl RouteDraft {
    /// What a route's facts look like in the form.
    pub fn of(route: &Route) -> Self {
        let calendar = &route.facts.calendar;
        let all_day = calendar.weekly.iter().all(|day| day.as_slice() == [Hours::DAY]);
        let open: Vec<bool> = calendar.weekly.iter().map(|day| !day.is_empty()).collect();
        let week = match open.as_slice() {
            _ if all_day => "always",
            [true, true, true, true, true, true, false] => "saturdays",
            [true, true, true, true, false, false, true] => "sundays",
            _ => "weekdays",
        };
        let hours = calendar.weekly.iter().find_map(|day| day.first().copied()).unwrap_or(Hours::DAY);
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let number = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
        let api = route.facts.api.clone().unwrap_or_default();
        let field = |field: &FormField| {
            let longest = field.longest.map(|most| format!(" | {most}")).unwrap_or_default();
            format!("{} | {}{longest}", field.label, field.element)
        };
        Self {
            name: route.name.clone(),
            channel: route.channel.code().to_owned(),
            way: route.way.code().to_owned(),
            address: route.facts.address.clone(),
            role: route.facts.role.clone(),
            requirements: route.facts.requirements.clone(),
            languages: route.facts.languages.join(" "),
            zone: calendar.zone.name().to_owned(),
            week: week.to_owned(),
            from: clock(hours.from),
            until: clock(hours.until),
            holidays: calendar
                .holidays
                .iter()
                .map(|(day, name)| format!("{day} {name}"))
                .collect::<Vec<_>>()
                .join("\n"),
            promised: number(route.facts.promised_hours),
            lawful: number(route.facts.lawful_days),
            law: route.facts.law.clone(),
            fields: route.facts.fields.iter().map(field).collect::<Vec<_>>().join("\n"),
            referrals: route.facts.referrals,
            key: route.facts.key.clone(),
            api: route.facts.api.is_some(),
            api_header: api.header,
            api_key_header: api.key_header,
            api_fixed: api
                .fixed
                .iter()
                .map(|(place, value)| format!("{place} = {value}"))
                .collect::<Vec<_>>()
                .join("\n"),
            api_reference: api.reference,
        }
    }

    /// What requests to the API look like.
    fn api(&self, fields: &[FormField]) -> Result<Api, Problem> {
        // What proves who writes is told to nobody on the way.
        if !self.address.trim().starts_with("https://") {
            return Err(Problem::field("address", "escalations-problem-api-https"));
        }
        let mut fixed = Vec::new();
        for line in lines(&self.api_fixed) {
            let wrong = || Problem::field("api_fixed", "escalations-problem-api-fixed").with("line", &line);
            let (place, value) = line.split_once('=').ok_or_else(wrong)?;
            fixed.push((place.trim().to_owned(), value.trim().to_owned()));
        }
        let api = Api {
            header: self.api_header.trim().to_owned(),
            key_header: self.api_key_header.trim().to_owned(),
            fixed,
            reference: self.api_reference.trim().to_owned(),
        };
        api.check(fields)?;
        Ok(api)
    }

    fn calendar(&self) -> Result<Calendar, Problem> {
        let zone = if self.zone.trim().is_empty() { "UTC" } else { self.zone.trim() };
        let zone: Zone = zone.parse().map_err(|_| Problem::field("zone", "escalations-problem-zone"))?;
        let mut calendar = Calendar { zone, ..Calendar::always() };
        if matches!(self.week.as_str(), "weekdays" | "saturdays" | "sundays") {
            let hours = Hours { from: minutes(&self.from, "from")?, until: minutes(&self.until, "until")? };
            if hours.from >= hours.until {
                return Err(Problem::field("until", "escalations-problem-hours-order"));
            }
            let works = |day: usize| match self.week.as_str() {
                "saturdays" => day < 6,
                "sundays" => day < 4 || day == 6,
                _ => day < 5,
            };
            calendar.weekly = std::array::from_fn(|day| if works(day) { vec![hours] } else { Vec::new() });
        }
        for line in lines(&self.holidays) {
            let (day, name) = line.split_once(' ').unwrap_or((&line, "-"));
            let day = day
                .parse()
                .map_err(|_| Problem::field("holidays", "escalations-problem-holiday").with("line", &line))?;
            calendar.holidays.insert(day, name.trim().to_owned());
        }
        calendar
            .check()
            .map_err(|problem| Problem::field("holidays", "escalations-problem-calendar").with("why", problem))?;
        Ok(calendar)
    }

    /// The route's channel, standing and facts, or what to mend.
    pub fn read(&self) -> Result<(Channel, Way, RouteFacts), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "name", &self.name, SHORT, true);
        check_text(&mut problems, "role", &self.role, SHORT, true);
        check_text(&mut problems, "address", &self.address, 500, true);
        check_text(&mut problems, "requirements", &self.requirements, LONG, false);
        check_text(&mut problems, "law", &self.law, SHORT, false);
        problems.finish()?;
        let channel =
            Channel::from_code(&self.channel).ok_or_else(|| Problem::field("channel", "escalations-problem-choose"))?;
        let way = Way::from_code(&self.way).ok_or_else(|| Problem::field("way", "escalations-problem-choose"))?;
        let address = self.address.trim();
        let fits = match channel {
            Channel::Email => is_mail(address),
            Channel::Form | Channel::Portal | Channel::Api => is_web(address),
            Channel::Phone => address.chars().any(|c| c.is_ascii_digit()),
        };
        if !fits {
            return Err(Problem::field("address", "escalations-problem-address"));
        }
        let mut languages = Vec::new();
        for tag in self.languages.split([' ', ',', '\n']).filter(|tag| !tag.is_empty()) {
            let tag: saksi_base::LanguageTag = tag
                .parse()
                .map_err(|_| Problem::field("languages", "escalations-problem-language").with("tag", tag))?;
            languages.push(tag.as_str().to_owned());
        }
        let mut fields = Vec::new();
        for line in lines(&self.fields) {
            let wrong = || Problem::field("fields", "escalations-problem-form-field").with("line", &line);
            let mut parts = line.split('|').map(str::trim);
            let (label, element) = (parts.next().unwrap_or(""), parts.next().ok_or_else(wrong)?);
            super::notice::Element::from_code(element).ok_or_else(wrong)?;
            let longest = parts.next().map(str::parse).transpose().map_err(|_| wrong())?;
            fields.push(FormField { label: label.to_owned(), element: element.to_owned(), longest });
        }
        let api = if channel == Channel::Api && self.api { Some(self.api(&fields)?) } else { None };
        Ok((
            channel,
            way,
            RouteFacts {
                address: address.to_owned(),
                role: self.role.trim().to_owned(),
                requirements: self.requirements.trim().to_owned(),
                languages,
                calendar: self.calendar()?,
                promised_hours: count(&self.promised, "promised", 8_760)?,
                lawful_days: count(&self.lawful, "lawful", 3_650)?,
                law: self.law.trim().to_owned(),
                fields,
                referrals: self.referrals,
                key: self.key.clone().filter(|_| channel == Channel::Email),
                api,
            },
        ))
    }
}

/// Whether a text can be an address of e-mail: one `@` with something on both sides, no spaces. More only the mail server knows.
pub fn is_mail(text: &str) -> bool {
    let shape = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
    });
    shape && text.len() <= 254 && text.is_ascii() && !text.contains(|c: char| c.is_whitespace() || "<>,;\"".contains(c))
}

/// Whether a text is a web address.
pub fn is_web(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

/// A rule of a platform or a law, as it stood in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its identifier.
    pub id: RuleId,
    /// Whose rule it is; none for a law.
    pub addressee: Option<AddresseeId>,
    /// Which version, from 1.
    pub number: i64,
    /// What it says.
    pub text: RuleText,
    /// When this version was written down.
    pub at: Timestamp,
}

/// The words of a version of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleText {
    /// The policy or law.
    pub title: String,
    /// The clause.
    pub clause: String,
    /// Its words.
    pub words: String,
    /// Where it can be read.
    pub source: String,
    /// Since when it is in force, as the source says it.
    pub since: String,
    /// What it means here: language, places, history.
    pub context: String,
    /// What it leaves out (E10).
    pub gap: String,
}

impl RuleText {
    /// What to mend, if anything.
    pub fn check(&self) -> Result<(), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "title", &self.title, SHORT, true);
        check_text(&mut problems, "clause", &self.clause, SHORT, false);
        check_text(&mut problems, "words", &self.words, LONG, true);
        check_text(&mut problems, "source", &self.source, 500, false);
        check_text(&mut problems, "since", &self.since, SHORT, false);
        check_text(&mut problems, "context", &self.context, LONG, false);
        check_text(&mut problems, "gap", &self.gap, LONG, false);
        if !self.source.trim().is_empty() && !is_web(self.source.trim()) {
            problems.add("source", "escalations-problem-address");
        }
        problems.finish()
    }

    /// How a notice names it.
    pub fn name(&self) -> String {
        if self.clause.is_empty() { self.title.clone() } else { format!("{}, {}", self.title, self.clause) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saksi_base::calendar::testing::{at, calendars, moments};
    use saksi_base::clock::HOUR;

    use super::*;

    fn draft() -> RouteDraft {
        RouteDraft {
            name: "Trusted partner desk".into(),
            channel: "e-mail".into(),
            way: "trusted-partner".into(),
            address: "desk@platform.example".into(),
            role: "liaison@here.example".into(),
            zone: "Asia/Kolkata".into(),
            week: "weekdays".into(),
            from: "09:00".into(),
            until: "18:00".into(),
            holidays: "2026-12-25 Christmas".into(),
            promised: "9".into(),
            lawful: "15".into(),
            languages: "en, ur".into(),
            fields: "Describe | explanation | 500".into(),
            ..RouteDraft::default()
        }
    }

    fn route(draft: &RouteDraft) -> Route {
        let (channel, way, facts) = draft.read().unwrap();
        let id = uuid::Uuid::from_u128(1);
        Route {
            id: RouteId(id),
            owner: OrganisationId(id),
            shared: true,
            addressee: AddresseeId(id),
            addressee_name: String::new(),
            channel,
            way,
            name: draft.name.clone(),
            facts,
            version: 1,
            ended: None,
            keepers: Vec::new(),
        }
    }

    #[test]
    fn what_is_promised_runs_on_the_hours_of_the_other_side() {
        let route = route(&draft());
        // A Thursday, 17:30 in Kolkata (half an hour off): half an hour is left, eight and a half follow the holiday and weekend.
        let sent = at("2026-12-24T12:00:00Z");
        assert_eq!(route.promised(sent), Some(at("2026-12-28T12:00:00Z")));
        // The fifteenth day after, until midnight there.
        assert_eq!(route.lawful(sent), Some(at("2027-01-08T18:30:00Z")));
        assert!(route.hangs_on_one());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// Over changes of the clocks, half hours, holidays and exceptions.
        #[test]
        fn deadlines_are_on_the_hours_and_the_wall_of_the_other_side(
            calendar in calendars(), sent in moments(), hours in 1_u32..60, days in 1_u32..200,
        ) {
            let mut route = route(&draft());
            route.facts.calendar = calendar;
            route.facts.promised_hours = Some(hours);
            route.facts.lawful_days = Some(days);
            let calendar = &route.facts.calendar;
            if let Some(due) = route.promised(sent) {
                prop_assert_eq!(calendar.elapsed_working(sent, due), i64::from(hours) * HOUR);
            }
            let until = route.lawful(sent).unwrap();
            let last = calendar.zone.day(sent).plus(i32::try_from(days).unwrap());
            prop_assert_eq!(calendar.zone.day(until.plus(-1)), last);
            prop_assert!(calendar.zone.day(until) > last);
        }
    }

    #[test]
    fn a_draft_reads_back_from_its_route() {
        let first = draft();
        let again = RouteDraft::of(&route(&first));
        assert_eq!(again.read().unwrap(), first.read().unwrap());
    }

    #[test]
    fn what_cannot_be_a_route_is_said_at_its_field() {
        type Spoil = fn(&mut RouteDraft);
        let cases: [(Spoil, &str); 8] = [
            (|d| d.address = "not an address".into(), "address"),
            (|d| d.zone = "Mars/Base".into(), "zone"),
            (|d| d.until = "08:00".into(), "until"),
            (|d| d.from = "9".into(), "from"),
            (|d| d.holidays = "Christmas".into(), "holidays"),
            (|d| d.promised = "soon".into(), "promised"),
            (|d| d.languages = "english!".into(), "languages"),
            (|d| d.fields = "Describe | nothing known".into(), "fields"),
        ];
        for (spoil, field) in cases {
            let mut draft = draft();
            spoil(&mut draft);
            assert!(draft.read().unwrap_err().for_field(field).is_some(), "{field}");
        }
    }
}
