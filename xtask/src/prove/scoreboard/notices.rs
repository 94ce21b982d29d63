//! Made-up notices, and how they come into the program's tables.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::database::Source;
use crate::prove::suppression::{Cases, Dice};
use crate::shop::Shop;

/// A made-up notice.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "the columns of the table")]
pub(super) struct Notice {
    pub(super) platform: usize,
    /// Category, region, language, way.
    pub(super) values: [&'static str; 4],
    pub(super) imminent: bool,
    pub(super) answered: bool,
    pub(super) decided: bool,
    pub(super) appeal: Option<&'static str>,
    acted: bool,
    reasoned: bool,
    personal: bool,
    /// Microseconds since 1970.
    sent: i64,
    hours: i64,
}

const CATEGORIES: [&str; 7] = [
    "cyber-violence",
    "cyber-violence-against-women",
    "violence",
    "scams-and-fraud",
    "self-harm",
    "protection-of-minors",
    "animal-welfare",
];
const REGIONS: [&str; 6] = ["south-asia", "south-east-asia", "east-asia", "pacific", "europe", "africa"];
const LANGUAGES: [&str; 6] = ["en", "ur", "th", "id", "zh", "tl"];
const WAYS: [&str; 4] = ["public-form", "trusted-partner", "trusted-flagger", "personal-contact"];
pub(super) const DIMENSIONS: [&str; 4] = ["category", "region", "language", "way"];
const PLATFORMS: usize = 9;
const HOUR: i64 = 3_600_000_000;

/// The first and the last moment of the last period of so many months that is over for a fortnight, in microseconds since 1970.
pub(super) fn last_settled(shop: &Shop, months: i64) -> Result<(i64, i64)> {
    let date =
        |words: &[&str]| -> Result<i64> { Ok(shop.quiet(Command::new("date").arg("-u").args(words))?.trim().parse()?) };
    let (year, month) = (date(&["-d", "14 days ago", "+%Y"])?, date(&["-d", "14 days ago", "+%-m"])?);
    let period = (year * 12 + month - 1) / months;
    let begins = |period: i64| -> Result<i64> {
        let month = period * months;
        let first = format!("{}-{:02}-01", month.div_euclid(12), month.rem_euclid(12) + 1);
        Ok(date(&["-d", &first, "+%s"])? * 1_000_000)
    };
    Ok((begins(period - 1)?, begins(period)?))
}

pub(super) fn quarter(count: usize, seed: usize, begins: i64) -> Vec<Notice> {
    let mut dice = Dice::new(seed as u64 + 77);
    let skew = 1 + seed % 3;
    (0..count)
        .map(|_| {
            let mut pick = |list: &[&'static str]| list.get(dice.skewed(list.len(), skew)).copied().unwrap_or_default();
            let values = [pick(&CATEGORIES), pick(&REGIONS), pick(&LANGUAGES), pick(&WAYS)];
            let platform = dice.skewed(PLATFORMS, skew + 1);
            let answered = dice.below(10) < 7;
            let decided = answered && dice.below(10) < 6;
            let appeal = (decided && dice.below(4) == 0).then(|| {
                let results = ["open", "upheld", "overturned-substance", "overturned-default"];
                results.get(dice.below(4)).copied().unwrap_or_default()
            });
            Notice {
                platform,
                values,
                imminent: dice.below(8) == 0,
                answered,
                decided,
                appeal,
                acted: dice.below(3) == 0,
                reasoned: dice.below(2) == 0,
                personal: dice.below(6) == 0,
                sent: begins + i64::try_from(dice.below(25 * 24)).unwrap_or(0) * HOUR,
                hours: 1 + i64::try_from(dice.below(200)).unwrap_or(0),
            }
        })
        .collect()
}

/// An identifier of a kind with a number, as each engine writes it.
pub(super) fn id(kind: u64, number: u64, sqlite: bool) -> String {
    let text = format!("{kind:08x}-0000-4000-8000-{number:012x}");
    if sqlite { format!("x'{}'", text.replace('-', "")) } else { format!("'{text}'") }
}

/// An identifier as addresses and files have it: 26 characters of Crockford's base 32.
pub(super) fn code(kind: u64, number: u64) -> String {
    let value = u128::from(kind) << 96 | 0x4000_8000 << 48 | u128::from(number);
    let digit = |place: u32| {
        let at = usize::try_from(value >> (5 * place) & 31).unwrap_or(0);
        char::from(b"0123456789abcdefghjkmnpqrstvwxyz".get(at).copied().unwrap_or(b'0'))
    };
    (0..26).rev().map(digit).collect()
}

/// The columns that are filled.
pub(super) const COLUMNS: &str = "id, owner, space, marking, addressee, state, title, notice, version, author, created_at, changed_at, imminent, category, region, language, way, sent_at, receipt_at, reply_at, decided_at, outcome, reasoned, appeal, personal";

/// Platforms, and an organisation that takes part.
pub(super) fn begin(shop: &Shop, source: &Source, platforms: usize) -> Result<()> {
    let statement = |sqlite: bool| {
        let row = |number: usize| {
            let id = id(1, number as u64, sqlite);
            format!("({id}, 'platform', 'Made-up {number}', '{{}}', 'made-up {number}', 1, 0)")
        };
        let rows = (0..platforms).map(row).collect::<Vec<_>>().join(", ");
        format!("INSERT INTO addressee (id, kind, name, facts, search, version, changed_at) VALUES {rows}")
    };
    source.ask(shop, &statement(true), &statement(false))?;
    takes_part(shop, source, 0)
}

/// Lets an organisation take part with all of its notices.
pub(super) fn takes_part(shop: &Shop, source: &Source, organisation: u64) -> Result<()> {
    let statement = |sqlite: bool| {
        let id = id(2, organisation, sqlite);
        format!(
            "INSERT INTO scoreboard_part (organisation, taking, changed_at, changed_by) VALUES ({id}, 'all', 0, {id})"
        )
    };
    source.ask(shop, &statement(true), &statement(false))?;
    Ok(())
}

/// Puts notices into the tables: the organisation that takes part sent them; another one sent as many that must not be counted.
pub(super) fn fill(shop: &Shop, source: &Source, notices: &[Notice], first: bool) -> Result<()> {
    if first {
        begin(shop, source, PLATFORMS)?;
    }
    let random = |sqlite: bool| if sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    for some in notices.chunks(150) {
        let statement = |sqlite: bool| {
            let row = |notice: &Notice, owner: u64| {
                let space = id(3, 1, sqlite);
                let (owner, addressee) = (id(2, owner, sqlite), id(1, notice.platform as u64, sqlite));
                let at = |so: bool| {
                    if so { (notice.sent + notice.hours * HOUR).to_string() } else { "NULL".to_owned() }
                };
                let words = |text: Option<&str>| text.map_or_else(|| "NULL".to_owned(), |text| format!("'{text}'"));
                let outcome = notice.decided.then_some(if notice.acted { "removed" } else { "no-action" });
                let reasoned = if notice.decided { truth(notice.reasoned) } else { "NULL" };
                let [category, region, language, way] = notice.values;
                format!(
                    "({new}, {owner}, {space}, 3, {addressee}, 'sent', 'x', '{{}}', 1, {owner}, {sent}, {sent}, {imminent}, '{category}', '{region}', '{language}', '{way}', {sent}, {answered}, {answered}, {decided}, {outcome}, {reasoned}, {appeal}, {personal})",
                    new = random(sqlite),
                    sent = notice.sent,
                    imminent = truth(notice.imminent),
                    answered = at(notice.answered),
                    decided = at(notice.decided),
                    outcome = words(outcome),
                    appeal = words(notice.appeal),
                    personal = truth(notice.answered && notice.personal),
                )
            };
            let rows: Vec<String> = some.iter().flat_map(|notice| [row(notice, 0), row(notice, 1)]).collect();
            format!("INSERT INTO escalation ({COLUMNS}) VALUES {}", rows.join(", "))
        };
        source.ask(shop, &statement(true), &statement(false))?;
    }
    Ok(())
}

const fn truth(yes: bool) -> &'static str {
    if yes { "TRUE" } else { "FALSE" }
}

/// Whether a release counts a notice, and where it stands in each dimension of it.
pub(super) fn place(content: &Value, notice: &Notice) -> Result<Option<Vec<usize>>> {
    let dimensions = content.pointer("/layout/dimensions").and_then(Value::as_array).context("dimensions")?;
    let own = code(1, notice.platform as u64);
    let values = std::iter::once(own.as_str()).chain(notice.values);
    let mut places = Vec::new();
    for (at, (dimension, value)) in dimensions.iter().zip(values).enumerate() {
        let known = dimension.get("values").and_then(Value::as_array).context("values")?;
        let find = |value: &str| known.iter().position(|one| one.as_str() == Some(value));
        // Rare values are counted together; rare platforms not at all.
        match find(value).or_else(|| find("others").filter(|_| at > 0)) {
            Some(place) => places.push(place),
            None => return Ok(None),
        }
    }
    Ok(Some(places))
}

/// The truth behind a release, as the attacker counts it.
pub(super) fn places(content: &Value, notices: &[Notice]) -> Result<Cases> {
    let mut cases = Cases::new();
    for notice in notices {
        if let Some(places) = place(content, notice)? {
            match cases.iter_mut().find(|(known, _)| *known == places) {
                Some((_, count)) => *count += 1,
                None => cases.push((places, 1)),
            }
        }
    }
    Ok(cases)
}
