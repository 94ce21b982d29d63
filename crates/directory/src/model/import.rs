//! Organisations from a spreadsheet: which column means what, and what each line says. Nothing is guessed silently: what cannot be understood makes
//! its line wrong, with the reason.

use std::collections::HashMap;
use std::sync::LazyLock;

use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, Place, Problem, SiteLanguage, places};
use saksi_exchange::sheets::Sheet;
use saksi_network::{OrganisationDraft, StakeholderGroup};

use super::lenses::{self, LENS};
use super::profile::{FOCUS, Value, WORK};

/// Most lines of one table.
pub const MOST_ROWS: usize = 1_000;
/// Most bytes of one table.
pub const MOST_BYTES: usize = 1 << 20;

/// What a column may mean: code, message, and names by which it is known at once.
pub const TARGETS: &[(&str, &str, &[&str])] = &[
    ("name", "directory-import-name", &["name", "organisation", "organization", "native name", "name in own language"]),
    ("english_name", "directory-import-english-name", &["english name", "english", "name in english"]),
    ("aliases", "directory-import-aliases", &["aliases", "other names", "also known as", "acronym"]),
    ("legal_place", "directory-import-legal-place", &["registered in", "legal place", "legal country"]),
    ("own_place", "directory-import-own-place", &["from", "place", "country", "territory"]),
    ("operating_places", "directory-import-operating-places", &["works in", "operating places", "countries"]),
    ("languages", "directory-import-languages", &["languages", "working languages", "language"]),
    ("stakeholder", "directory-import-stakeholder", &["stakeholder group", "stakeholder", "sector", "kind"]),
    ("website", "directory-import-website", &["website", "web", "url", "link"]),
    ("email", "directory-import-email", &["email", "e-mail", "mail"]),
    ("contact", "directory-import-contact", &["contact", "telephone", "phone"]),
    ("about", "directory-import-about", &["about", "description", "mission"]),
    ("work", "directory-import-work", &["work", "kinds of work", "activities"]),
    ("focus", "directory-import-focus", &["focus", "works on", "focus areas", "topics"]),
    ("lens", "directory-import-lens", &["gender lens", "gender"]),
    ("goals", "directory-import-goals", &["sdg", "sdgs", "development goals", "sustainable development goals"]),
];

/// Which column of a table means what: the place of the column, or none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(pub HashMap<&'static str, usize>);

impl Mapping {
    /// By the names of the columns.
    pub fn guess(sheet: &Sheet) -> Self {
        let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
        let columns: Vec<String> = sheet.columns.iter().map(|column| plain(column)).collect();
        let mut found = HashMap::new();
        for (code, _, names) in TARGETS {
            let mut names = std::iter::once(*code).chain(names.iter().copied()).map(plain);
            if let Some(place) = names.find_map(|name| columns.iter().position(|column| *column == name)) {
                found.insert(*code, place);
            }
        }
        Self(found)
    }

    fn cell<'a>(&self, row: &'a [String], code: &str) -> &'a str {
        self.0.get(code).and_then(|place| row.get(*place)).map_or("", String::as_str)
    }
}

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The organisation.
    pub draft: OrganisationDraft,
    /// Kinds of work, by code.
    pub work: Vec<Value>,
    /// What it works on, by code.
    pub focus: Vec<Value>,
    /// What of the gender lens it carries, by code.
    pub lens: Vec<Value>,
    /// Goals and targets.
    pub goals: Vec<Value>,
}

/// What is wrong with a line: the message of a column, and a problem of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The message that names what the column means.
    pub target: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

fn wrong(target: &'static str, message: &'static str, written: &str) -> Wrong {
    let named = TARGETS.iter().find(|(code, _, _)| *code == target).map_or(target, |(_, message, _)| *message);
    Wrong { target: named, problem: Problem::invalid(message).with("written", written) }
}

/// The parts of a cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|', '\n', '、', '،']).map(str::trim).filter(|part| !part.is_empty())
}

/// Every territory by its name in each language of the site, in small letters.
static NAMES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let all = SiteLanguage::ALL.into_iter().flat_map(places::territories);
    all.map(|(code, name)| (name.to_lowercase(), code)).collect()
});

/// What other lists call a territory, in small letters without punctuation. Whoever fills a table in from one of them says where somebody is, and
/// not that list's view of it.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("taiwan province of china", "TW"),
    ("taiwan china", "TW"),
    ("taiwan roc", "TW"),
    ("taiwan r o c", "TW"),
    ("taiwan republic of china", "TW"),
    ("republic of china", "TW"),
    ("republic of china taiwan", "TW"),
    ("chinese taipei", "TW"),
    ("taiwan province", "TW"),
    ("twn", "TW"),
    ("cn tw", "TW"),
    ("cn 71", "TW"),
    ("中國台灣", "TW"),
    ("中國台灣省", "TW"),
    ("中国台湾", "TW"),
    ("中国台湾省", "TW"),
    ("台灣省", "TW"),
    ("台湾省", "TW"),
    ("臺灣", "TW"),
    ("臺灣省", "TW"),
    ("台湾", "TW"),
    ("中華民國", "TW"),
    ("中華台北", "TW"),
    ("hong kong sar", "HK"),
    ("hong kong sar china", "HK"),
    ("hong kong china", "HK"),
    ("macao sar", "MO"),
    ("macao sar china", "MO"),
    ("macao china", "MO"),
    ("macau", "MO"),
    ("palestine state of", "PS"),
    ("state of palestine", "PS"),
    ("palestinian territories", "PS"),
];

/// A name without what lists write it differently with.
fn plain_place(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A place as people write it: a code, its name in a language of the site, or else their own words, which are a place as well.
pub fn place(text: &str) -> Place {
    let text = text.trim();
    if text.is_empty() || text == "-" {
        return Place::NotDisclosed;
    }
    if text.len() == 2
        && let Some(place) = Place::from_code(&text.to_uppercase())
    {
        return place;
    }
    if let Some(code) = NAMES.get(&text.to_lowercase()) {
        return Place::Territory(code);
    }
    let plain = plain_place(text);
    if let Some((_, code)) = OTHER_NAMES.iter().find(|(name, _)| *name == plain)
        && let Some(place) = Place::from_code(code)
    {
        return place;
    }
    Place::from_code(&format!("~{text}")).unwrap_or(Place::NotDisclosed)
}

/// Codes of a list, written as codes or as the list's words in English.
fn codes(
    target: &'static str,
    list: &[(&'static str, &str)],
    english: &dyn Fn(&str) -> String,
    cell: &str,
    all: &mut Vec<Wrong>,
) -> Vec<Value> {
    let mut found = Vec::new();
    for part in parts(cell).flat_map(|part| part.split(',')).map(str::trim).filter(|part| !part.is_empty()) {
        let code = part.to_lowercase().replace([' ', '_'], "-");
        let known = list
            .iter()
            .find(|(known, message)| *known == code || english(message).to_lowercase() == part.to_lowercase())
            .map(|(known, _)| *known);
        match known {
            Some(known) => {
                if !found.iter().any(|value: &Value| value.text == known) {
                    found.push(Value::plain(known));
                }
            }
            None => all.push(wrong(target, "directory-import-unknown", part)),
        }
    }
    found
}

/// What a line says; every reason why it cannot be brought in otherwise. `english` gives the words of a message in English.
pub fn read(mapping: &Mapping, row: &[String], english: &dyn Fn(&str) -> String) -> Result<Wanted, Vec<Wrong>> {
    let cell = |code: &str| mapping.cell(row, code);
    let mut all = Vec::new();
    let own = cell("name");
    let mut draft =
        OrganisationDraft::named(own, if cell("english_name").is_empty() { own } else { cell("english_name") });
    draft.aliases = parts(cell("aliases")).map(str::to_owned).collect();
    draft.legal_place = place(cell("legal_place"));
    draft.own_place = place(cell("own_place"));
    draft.operating_places = parts(cell("operating_places")).map(place).collect();
    for part in parts(cell("languages")).flat_map(|part| part.split(',')).map(str::trim).filter(|part| !part.is_empty())
    {
        match part.parse::<LanguageTag>() {
            Ok(tag) => draft.languages.push(tag),
            Err(_) => all.push(wrong("languages", "directory-language-wrong", part)),
        }
    }
    let group = cell("stakeholder");
    if !group.is_empty() {
        let code = group.to_lowercase().replace([' ', '_'], "-");
        let known = StakeholderGroup::ALL
            .into_iter()
            .find(|known| known.code() == code || english(known.message()).to_lowercase() == group.to_lowercase());
        match known {
            Some(known) => draft.stakeholder = known,
            None => all.push(wrong("stakeholder", "directory-import-unknown", group)),
        }
    }
    draft.website = cell("website").to_owned();
    draft.email = cell("email").to_owned();
    draft.contact = cell("contact").to_owned();
    draft.about = cell("about").to_owned();
    let work = codes("work", WORK, english, cell("work"), &mut all);
    let focus = codes("focus", FOCUS, english, cell("focus"), &mut all);
    let lens = codes("lens", LENS, english, cell("lens"), &mut all);
    let mut tags: Vec<String> = Vec::new();
    for part in parts(cell("goals")).flat_map(lenses::parts) {
        let tag = part.to_lowercase().trim_start_matches("sdg").trim_start_matches('-').to_owned();
        if lenses::goal_of(&tag).is_some() {
            tags.push(tag);
        } else {
            all.push(wrong("goals", "directory-target-wrong", &part));
        }
    }
    let goals = lenses::read_goals(&tags, &mut Problems::new()).into_iter().map(Value::plain).collect();
    match draft.tidy() {
        Ok(draft) if all.is_empty() => Ok(Wanted { draft, work, focus, lens, goals }),
        Ok(_) => Err(all),
        Err(problem) => {
            all.extend(problem.fields.iter().map(|field| {
                let named = TARGETS.iter().find(|(code, _, _)| *code == field.field).map(|(_, message, _)| *message);
                let mut problem = Problem::invalid(field.message);
                for &(name, ref value) in &field.arguments {
                    problem = problem.with(name, value);
                }
                Wrong { target: named.unwrap_or("directory-import-name"), problem }
            }));
            Err(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_exchange::sheets;

    fn english(message: &str) -> String {
        if message == "directory-work-fact-checking" { "Fact-checking".into() } else { message.into() }
    }

    #[test]
    fn columns_are_known_by_their_names_and_lines_say_what_they_say() {
        let text = "Organisation;English name;Country;Works in;Languages;Kinds of work;Sector\n\
                    台灣查核;Taiwan Checks;Taiwan;TW|Kawthoolei;zh-Hant, en;Fact-checking;civil society\n";
        let sheet = sheets::read(text, 10).unwrap();
        let mapping = Mapping::guess(&sheet);
        assert_eq!(mapping.0.len(), 7);
        let wanted = read(&mapping, &sheet.rows[0].1, &english).unwrap();
        assert_eq!((wanted.draft.name.as_str(), wanted.draft.english_name.as_str()), ("台灣查核", "Taiwan Checks"));
        assert_eq!(wanted.draft.own_place, Place::Territory("TW"));
        assert_eq!(wanted.draft.operating_places, [Place::Territory("TW"), Place::from_code("~Kawthoolei").unwrap()]);
        assert_eq!(wanted.draft.languages.len(), 2);
        assert_eq!(wanted.work, [Value::plain("fact-checking")]);
        assert_eq!(wanted.draft.stakeholder, StakeholderGroup::CivilSociety);
    }

    #[test]
    fn no_list_makes_taiwan_the_province_of_another() {
        for written in [
            "Taiwan",
            "TW",
            "tw",
            "Taiwan, Province of China",
            "TAIWAN (PROVINCE OF CHINA)",
            "Taiwan, China",
            "Taiwan, R.O.C.",
            "Chinese Taipei",
            "TWN",
            "CN-TW",
            "CN-71",
            "中國台灣省",
            "臺灣",
            "ไต้หวัน",
        ] {
            assert_eq!(place(written), Place::Territory("TW"), "{written}");
        }
        assert_eq!(place("Hong Kong SAR China"), Place::Territory("HK"));
        assert_eq!(place("Palestine, State of"), Place::Territory("PS"));
        assert_eq!(place("North of Taiwan"), Place::SelfDescribed("North of Taiwan".into()));
    }

    #[test]
    fn a_wrong_line_says_everything_that_is_wrong_with_it() {
        let text = "name,languages,sector,work,website\n台灣,!!,pirates,sailing,nowhere\n";
        let sheet = sheets::read(text, 10).unwrap();
        let wrong = read(&Mapping::guess(&sheet), &sheet.rows[0].1, &english).unwrap_err();
        let said: Vec<(&str, &str)> = wrong.iter().map(|one| (one.target, one.problem.message)).collect();
        assert_eq!(
            said,
            [
                ("directory-import-languages", "directory-language-wrong"),
                ("directory-import-stakeholder", "directory-import-unknown"),
                ("directory-import-work", "directory-import-unknown"),
                ("directory-import-english-name", "network-organisation-english-name-letters"),
                ("directory-import-website", "network-website-wrong"),
            ]
        );
    }
}
