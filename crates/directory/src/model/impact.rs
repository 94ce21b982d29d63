//! What the network comes to, in figures that show nobody: who joined, what they speak and serve, and what came of needs and offers.
//!
//! Two looks at how many members there are could be subtracted, and whoever joined between them would stand alone. So nothing here is
//! live: a release counts those who joined, and results that were recorded, within whole quarters that no other release counts, and
//! small figures are hidden ([`saksi_counting`]). How many there are is what releases add up to; adding them says no more than they say
//! already. Where fewer joined than may be shown, no release is made, and the next one counts them too.
//!
//! Limits: somebody who closes their account stays in what was published. Goals and languages are counted by mark, of which an organisation
//! has several; each table of them is protected alone.

use saksi_base::calendar::Day;
use saksi_base::{Place, ReleaseId};
use saksi_counting::{Dimension, Figure, Layout, Protected, Protection};
use saksi_network::StakeholderGroup;
use serde::{Deserialize, Serialize};

use super::lenses::{GENDERS, GOALS, LENS, Tags, goal_of};
use super::offers::{KINDS, OUTCOMES};
use super::profile::LANGUAGES;
use super::regions::{REGIONS, region_of};

/// Days between the end of a quarter and its release, so that records of those who came last are filled in. Ours.
pub const SETTLING_DAYS: i32 = 14;
/// The value of whoever did not say.
pub const NOT_SAID: &str = "not-said";
/// The value of a language that the list does not have.
pub const OTHER: &str = "other";

/// An organisation that joined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Joined {
    /// Its group, as stored.
    pub stakeholder: String,
    /// Where it says it is, as stored.
    pub place: String,
    /// Tags of the languages it works in.
    pub languages: Vec<String>,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

/// Somebody who joined.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Somebody {
    /// Where they are, as stored.
    pub place: String,
    /// How they name their gender, by code.
    pub genders: Vec<String>,
}

/// What came of a need and an offer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Came {
    /// Of which kind the need was.
    pub help: String,
    /// What came of it.
    pub outcome: String,
    /// Where the organisation is that needed it, as stored.
    pub place: String,
    /// What it carries of the gender lens and of the goals.
    pub tags: Tags,
}

/// Everything that a period has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathered {
    /// Organisations that joined.
    pub organisations: Vec<Joined>,
    /// People who joined.
    pub people: Vec<Somebody>,
    /// What came of needs and offers.
    pub results: Vec<Came>,
}

/// The tables about one thing that is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// What is counted.
    pub of: String,
    /// The tables.
    pub layout: Layout,
    /// The figures, in the order of the layout.
    pub figures: Vec<Figure>,
}

/// A release as it is stored and published; it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// Which.
    pub id: ReleaseId,
    /// The first day that it counts.
    pub from: Day,
    /// The first day after.
    pub until: Day,
    /// The day on which it was made.
    pub made_on: Day,
    /// How strictly figures were protected.
    pub protection: Protection,
    /// The tables, by what is counted.
    pub books: Vec<Book>,
}

/// Why a release cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRelease {
    /// Too few joined, and too little came of needs and offers: the next one counts them too.
    TooFew,
    /// A fault of the program.
    Failed(String),
}

/// The first day of the quarter in which a day lies.
pub fn quarter(day: Day) -> Day {
    let (_, month, number) = day.parts();
    day.plus(1 - i32::from(number)).plus_months(-((i32::from(month) - 1) % 3))
}

/// The days that a release would count today: from the end of the last one, or from the quarter of the first record, to the end of the
/// last quarter that is over for long enough.
pub fn due(today: Day, first: Day, earlier: &[Release]) -> Option<(Day, Day)> {
    let until = quarter(today.plus(-SETTLING_DAYS));
    let from = earlier.iter().map(|release| release.until).max().unwrap_or_else(|| quarter(first));
    (from < until).then_some((from, until))
}

/// The dimension of one part of the gender lens.
pub fn lens_dimension(code: &str) -> String {
    format!("lens-{code}")
}

fn dimension<'a>(id: &str, values: impl IntoIterator<Item = &'a str>) -> Dimension {
    Dimension { id: id.to_owned(), values: values.into_iter().map(str::to_ascii_lowercase).collect() }
}

fn codes(list: &'static [(&'static str, &'static str)]) -> impl Iterator<Item = &'static str> {
    list.iter().map(|(code, _)| *code)
}

fn regions() -> impl Iterator<Item = &'static str> {
    REGIONS.iter().map(|region| region.code).chain([NOT_SAID])
}

fn region_at(place: &str) -> &'static str {
    Place::from_code(place).as_ref().and_then(region_of).map_or(NOT_SAID, |region| region.code)
}

/// Counts cases by their values, each in the order of the dimensions, and hides what is small.
fn book(
    of: &str,
    dimensions: Vec<Dimension>,
    tables: &[&[&str]],
    cases: &[Vec<String>],
    protection: Protection,
) -> Result<Book, NoRelease> {
    let failed = |error: &dyn std::fmt::Display| NoRelease::Failed(format!("{of}: {error}"));
    let tables: Vec<Vec<String>> =
        tables.iter().map(|table| table.iter().map(|id| (*id).to_owned()).collect()).collect();
    let layout = Layout::new(dimensions, &tables).map_err(|error| failed(&error))?;
    let mut places: Vec<Vec<usize>> = Vec::with_capacity(cases.len());
    for case in cases {
        let place =
            |(dimension, value): (&Dimension, &String)| dimension.values.iter().position(|known| known == value);
        places.push(layout.dimensions().iter().zip(case).map(|pair| place(pair).unwrap_or(usize::MAX)).collect());
    }
    let figures = layout.count(places.iter().map(Vec::as_slice)).map_err(|error| failed(&error))?;
    let protected = Protected::new(&layout, &figures, protection).map_err(|error| failed(&error))?;
    Ok(Book { of: of.to_owned(), layout: protected.layout().clone(), figures: protected.figures() })
}

fn known(list: &[(&str, &str)], code: &str, otherwise: &str) -> String {
    if list.iter().any(|(known, _)| *known == code) { code.to_owned() } else { otherwise.to_owned() }
}

fn lens_values(tags: &Tags) -> impl Iterator<Item = String> + '_ {
    codes(LENS).map(|code| if tags.lens.iter().any(|one| one == code) { "yes".to_owned() } else { "no".to_owned() })
}

/// The goals that tags serve, each once, and one case for each; every goal with every part of the gender lens.
fn of_goals<'a>(of: &str, all: impl Iterator<Item = &'a Tags>, protection: Protection) -> Result<Book, NoRelease> {
    let mut dimensions = vec![dimension("goal", codes(GOALS))];
    let lens: Vec<String> = codes(LENS).map(lens_dimension).collect();
    dimensions.extend(lens.iter().map(|id| dimension(id, ["yes", "no"])));
    let crossed: Vec<[&str; 2]> = lens.iter().map(|id| ["goal", id.as_str()]).collect();
    let tables: Vec<&[&str]> = crossed.iter().map(<[&str; 2]>::as_slice).collect();
    let mut cases = Vec::new();
    for tags in all {
        let mut goals: Vec<&str> = tags.goals.iter().filter_map(|tag| goal_of(tag)).collect();
        goals.sort_unstable();
        goals.dedup();
        cases.extend(goals.into_iter().map(|goal| {
            let head = std::iter::once(goal.to_owned());
            head.chain(lens_values(tags)).collect::<Vec<String>>()
        }));
    }
    book(of, dimensions, &tables, &cases, protection)
}

fn of_organisations(all: &[Joined], protection: Protection) -> Result<Book, NoRelease> {
    let groups = StakeholderGroup::ALL.map(StakeholderGroup::code);
    let mut dimensions = vec![dimension("kind", groups), dimension("region", regions())];
    let lens: Vec<String> = codes(LENS).map(lens_dimension).collect();
    dimensions.extend(lens.iter().map(|id| dimension(id, ["yes", "no"])));
    let crossed: Vec<[&str; 2]> = lens.iter().map(|id| [id.as_str(), "region"]).collect();
    let tables: Vec<&[&str]> =
        std::iter::once(&["kind", "region"][..]).chain(crossed.iter().map(<[&str; 2]>::as_slice)).collect();
    let cases: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let kind = StakeholderGroup::from_code(&one.stakeholder).unwrap_or(StakeholderGroup::NotDisclosed);
            let head = [kind.code().to_owned(), region_at(&one.place).to_owned()];
            head.into_iter().chain(lens_values(&one.tags)).collect()
        })
        .collect();
    book("organisations", dimensions, &tables, &cases, protection)
}

fn of_languages(all: &[Joined], protection: Protection) -> Result<Book, NoRelease> {
    let dimensions = vec![dimension("language", codes(LANGUAGES).chain([OTHER]))];
    let mut cases = Vec::new();
    for one in all {
        let mut spoken: Vec<String> =
            one.languages.iter().map(|tag| known(LANGUAGES, tag, OTHER).to_ascii_lowercase()).collect();
        spoken.sort_unstable();
        spoken.dedup();
        cases.extend(spoken.into_iter().map(|language| vec![language]));
    }
    book("languages", dimensions, &[&["language"]], &cases, protection)
}

fn of_people(all: &[Somebody], protection: Protection) -> Result<Book, NoRelease> {
    let dimensions = vec![dimension("gender", codes(GENDERS).chain([NOT_SAID])), dimension("region", regions())];
    let cases: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let gender = match one.genders.as_slice() {
                [] => NOT_SAID.to_owned(),
                [only] => known(GENDERS, only, "another"),
                _ => "another".to_owned(),
            };
            vec![gender, region_at(&one.place).to_owned()]
        })
        .collect();
    book("people", dimensions, &[&["gender", "region"]], &cases, protection)
}

fn of_results(all: &[Came], protection: Protection) -> Result<Book, NoRelease> {
    let mut dimensions =
        vec![dimension("help", codes(KINDS)), dimension("outcome", codes(OUTCOMES)), dimension("region", regions())];
    let lens: Vec<String> = codes(LENS).map(lens_dimension).collect();
    dimensions.extend(lens.iter().map(|id| dimension(id, ["yes", "no"])));
    let crossed: Vec<[&str; 2]> = lens.iter().map(|id| ["help", id.as_str()]).collect();
    let tables: Vec<&[&str]> = [&["help", "outcome"][..], &["help", "region"][..]]
        .into_iter()
        .chain(crossed.iter().map(<[&str; 2]>::as_slice))
        .collect();
    let cases: Vec<Vec<String>> = all
        .iter()
        .filter(|one| KINDS.iter().any(|(code, _)| *code == one.help))
        .map(|one| {
            let outcome = known(OUTCOMES, &one.outcome, "coordination");
            let head = [one.help.clone(), outcome, region_at(&one.place).to_owned()];
            head.into_iter().chain(lens_values(&one.tags)).collect()
        })
        .collect();
    book("results", dimensions, &tables, &cases, protection)
}

impl Release {
    /// A release of what was gathered.
    pub fn make(
        gathered: &Gathered,
        id: ReleaseId,
        (from, until): (Day, Day),
        made_on: Day,
        protection: Protection,
    ) -> Result<Self, NoRelease> {
        let sizes = [gathered.organisations.len(), gathered.people.len(), gathered.results.len()];
        if sizes.into_iter().all(|size| u64::try_from(size).unwrap_or(u64::MAX) < protection.threshold()) {
            return Err(NoRelease::TooFew);
        }
        let (served, reached) =
            (gathered.organisations.iter().map(|one| &one.tags), gathered.results.iter().map(|one| &one.tags));
        let books = vec![
            of_organisations(&gathered.organisations, protection)?,
            of_languages(&gathered.organisations, protection)?,
            of_goals("goals", served, protection)?,
            of_people(&gathered.people, protection)?,
            of_results(&gathered.results, protection)?,
            of_goals("result-goals", reached, protection)?,
        ];
        Ok(Self { id, from, until, made_on, protection, books })
    }
}

/// What releases add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// What is shown, together.
    pub shown: u64,
    /// Whether a part is hidden, so that it is a lower bound.
    pub hides: bool,
}

impl Book {
    /// The figure at some values; the others are added up. `None` where the tables do not hold it.
    pub fn figure(&self, at: &[(&str, &str)]) -> Option<Figure> {
        let mut places = Vec::new();
        for (id, value) in at {
            let dimension = self.layout.dimensions().iter().position(|dimension| dimension.id == *id)?;
            let values = &self.layout.dimensions().get(dimension)?.values;
            places.push((dimension, values.iter().position(|known| known == value)?));
        }
        let dimensions: Vec<usize> = places.iter().map(|(dimension, _)| *dimension).collect();
        self.figures.get(self.layout.cell(&dimensions, &places)?).copied()
    }
}

/// What all releases have at some values, added up. What one of them does not publish counts as hidden.
pub fn sum(releases: &[Release], of: &str, at: &[(&str, &str)]) -> Sum {
    let mut sum = Sum::default();
    for release in releases {
        let found = release.books.iter().find(|book| book.of == of).and_then(|book| book.figure(at));
        match found {
            Some(Figure::Count(count)) => sum.shown = sum.shown.saturating_add(count),
            Some(Figure::Hidden) | None => sum.hides = true,
        }
    }
    sum
}

/// The values of a dimension, in order.
pub fn values<'a>(releases: &'a [Release], of: &str, id: &str) -> Vec<&'a str> {
    let dimensions = releases.iter().flat_map(|release| &release.books).filter(|book| book.of == of);
    let found = dimensions.flat_map(|book| book.layout.dimensions()).find(|dimension| dimension.id == id);
    found.map(|dimension| dimension.values.iter().map(String::as_str).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::{SeededRandom, Timestamp};
    use saksi_counting::reader;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn many(count: usize, place: &str, lens: &str, goals: &str) -> Vec<Joined> {
        let one = Joined {
            stakeholder: "media".into(),
            place: place.into(),
            languages: vec!["zh-Hant".into(), "en".into(), "nan-TW".into()],
            tags: Tags::from_stored(lens, goals),
        };
        vec![one; count]
    }

    fn release(gathered: &Gathered, span: (&str, &str)) -> Result<Release, NoRelease> {
        let id = ReleaseId::new(Timestamp(0), &SeededRandom::new(1));
        let span = (day(span.0), day(span.1));
        Release::make(gathered, id, span, span.1.plus(SETTLING_DAYS), Protection::default())
    }

    fn first() -> Gathered {
        let organisations = [
            many(20, "TW", "women-led", "5 16.10 16"),
            many(15, "PK", "", "16"),
            many(3, "NZ", "women-led violence", "5"),
        ]
        .concat();
        let people = vec![Somebody { place: "ID".into(), genders: vec!["woman".into()] }; 12];
        Gathered { organisations, people, results: Vec::new() }
    }

    #[test]
    fn a_small_figure_is_hidden_and_none_is_shown_by_subtraction() {
        let release = release(&first(), ("2026-01-01", "2026-04-01")).unwrap();
        let all = [release];
        let total = sum(&all, "organisations", &[]);
        assert!(total == Sum { shown: 38, hides: false } || total == Sum { shown: 0, hides: true }, "{total:?}");
        assert_eq!(sum(&all, "organisations", &[("region", "009")]), Sum { shown: 0, hides: true });
        assert_eq!(sum(&all, "goals", &[("goal", "16")]), Sum { shown: 35, hides: false });
        let none = sum(&all, "organisations", &[("region", "002")]);
        assert_eq!(none.shown, 0);
        for book in &all[0].books {
            for figure in &book.figures {
                assert!(!matches!(figure, Figure::Count(1..=10)), "{}", book.of);
            }
            for interval in reader::intervals(&book.layout, &book.figures, 4_000) {
                assert!(interval.high - interval.low >= 10, "{}: {interval:?}", book.of);
            }
        }
    }

    #[test]
    fn what_few_added_is_never_published_alone() {
        let early = release(&first(), ("2026-01-01", "2026-04-01")).unwrap();
        let few = Gathered { organisations: many(10, "TW", "", ""), ..Gathered::default() };
        assert_eq!(release(&few, ("2026-04-01", "2026-07-01")), Err(NoRelease::TooFew));
        // They are counted with those of the next quarter.
        assert_eq!(
            due(day("2026-07-15"), day("2026-02-03"), std::slice::from_ref(&early)),
            Some((day("2026-04-01"), day("2026-07-01")))
        );
        assert_eq!(
            due(day("2026-10-15"), day("2026-02-03"), std::slice::from_ref(&early)),
            Some((day("2026-04-01"), day("2026-10-01")))
        );
        assert_eq!(due(day("2026-07-14"), day("2026-02-03"), std::slice::from_ref(&early)), None);
        assert_eq!(due(day("2026-04-15"), day("2026-02-03"), &[]), Some((day("2026-01-01"), day("2026-04-01"))));
        let more = Gathered { organisations: many(21, "TW", "", ""), ..Gathered::default() };
        let late = release(&more, ("2026-04-01", "2026-10-01")).unwrap();
        let before = sum(std::slice::from_ref(&early), "organisations", &[]);
        let both = sum(&[early, late], "organisations", &[]);
        assert_eq!(both, Sum { shown: before.shown + 21, hides: before.hides });
    }

    #[test]
    fn a_release_is_read_as_it_was_written_and_says_what_stands_under_a_lens() {
        let release = release(&first(), ("2026-01-01", "2026-04-01")).unwrap();
        let text = serde_json::to_string(&release).unwrap();
        let again: Release = serde_json::from_str(&text).unwrap();
        assert_eq!(again, release);
        let all = [again];
        let led = lens_dimension("women-led");
        let shown = sum(&all, "organisations", &[(&led, "yes")]);
        assert!(shown == Sum { shown: 23, hides: false } || shown == Sum { shown: 0, hides: true }, "{shown:?}");
        assert_eq!(values(&all, "people", "gender"), ["woman", "man", "another", NOT_SAID]);
        assert_eq!(sum(&all, "people", &[("gender", "woman")]), Sum { shown: 12, hides: false });
        assert!(sum(&all, "organisations", &[("kind", "media"), (&led, "yes")]).hides, "no table has it");
    }

    #[test]
    fn a_goal_is_counted_under_a_lens_and_a_release_that_did_not_count_so_hides_it() {
        let release = release(&first(), ("2026-01-01", "2026-04-01")).unwrap();
        let led = lens_dimension("women-led");
        let both = |all: &[Release], goal: &str| sum(all, "goals", &[("goal", goal), (&led, "yes")]);
        // Twenty organisations that women lead serve goal 16, and three more serve goal 5: those are few.
        let all = [release.clone()];
        assert_eq!(both(&all, "16"), Sum { shown: 20, hides: false });
        assert_eq!(sum(&all, "goals", &[("goal", "16")]), Sum { shown: 35, hides: false });
        assert_eq!(both(&all, "14"), Sum { shown: 0, hides: false }, "that there is none is no small figure");
        // As releases were before goals were counted under the lens.
        let mut old = release;
        let goals = vec![dimension("goal", codes(GOALS))];
        let cases: Vec<Vec<String>> = vec![vec!["16".to_owned()]; 35];
        let early = book("goals", goals, &[&["goal"]], &cases, Protection::default()).unwrap();
        for book in old.books.iter_mut().filter(|book| book.of == "goals") {
            *book = early.clone();
        }
        let all = [old, all[0].clone()];
        assert_eq!(both(&all, "16"), Sum { shown: 20, hides: true }, "at least");
        assert_eq!(sum(&all, "goals", &[("goal", "16")]), Sum { shown: 70, hides: false });
    }
}
