use saksi_base::calendar::testing::at;
use saksi_base::clock::HOUR;
use saksi_base::random::bytes;
use saksi_base::{AddresseeId, Random, SeededRandom};
use saksi_counting::reader;

use super::*;
use crate::model::words::Outcome;

const CATEGORIES: [&str; 5] = ["cyber-violence", "violence", "self-harm", "scams-and-fraud", "protection-of-minors"];
const REGIONS: [&str; 4] = ["south-asia", "east-asia", "south-east-asia", "pacific"];
const LANGUAGES: [&str; 4] = ["en", "ur", "zh-Hant", "th"];
const WAYS: [&str; 3] = ["public-form", "trusted-partner", "personal-contact"];

fn making() -> Making {
    let period = Every::Quarter.settled("2026-10-20".parse().unwrap());
    let made_at = at("2026-10-20T00:00:00Z");
    let id = ReleaseId::new(made_at, &SeededRandom::new(1));
    Making { id, period, number: 1, made_at, every: Every::Quarter, reason: String::new() }
}

fn pick<'a>(random: &dyn Random, list: &[&'a str]) -> &'a str {
    let skewed = usize::from(bytes::<1>(random)[0].min(bytes::<1>(random)[0]));
    list[skewed * list.len() / 256]
}

pub(crate) fn notice(random: &dyn Random) -> Counted {
    let [answered, hours, acted, appeal, rest] = bytes::<5>(random);
    let sent = at("2026-07-01T00:00:00Z").plus(i64::from(hours) * 8 * HOUR);
    let reply = (answered < 190).then(|| sent.plus((1 + i64::from(hours)) * HOUR));
    let decided = reply.filter(|_| acted < 150);
    Counted {
        sent,
        receipt: reply,
        reply,
        decided,
        outcome: decided.map(|_| if acted < 70 { Outcome::Removed } else { Outcome::NoAction }),
        reasoned: decided.map(|_| rest < 99),
        appeal: decided.filter(|_| appeal < 60).map(|_| {
            ["open", "overturned-substance", "overturned-default", "upheld"][usize::from(appeal % 4)].to_owned()
        }),
        personal: rest < 40,
        imminent: rest > 200,
    }
}

/// Notices to a few platforms, the first often and the last seldom.
fn gathered(count: usize, seed: u64) -> Gathered {
    let random = SeededRandom::new(seed);
    let names = ["LINE", "Facebook", "TikTok", "YouTube", "X", "Zalo"];
    let mut gathered = Gathered::default();
    for _ in 0..count {
        let name = pick(&random, &names);
        let place = names.iter().position(|known| *known == name).unwrap();
        let platform = AddresseeId(uuid::Uuid::from_u128(place as u128 + 1));
        let values =
            [pick(&random, &CATEGORIES), pick(&random, &REGIONS), pick(&random, &LANGUAGES), pick(&random, &WAYS)];
        gathered.add(platform, name, values, notice(&random));
    }
    gathered
}

fn release(count: usize, seed: u64) -> Release {
    Release::make(gathered(count, seed), making(), Protection::default()).unwrap()
}

#[test]
fn no_hidden_count_can_be_worked_out_and_no_small_one_is_shown() {
    for (count, seed) in [(60, 1), (300, 2), (1_500, 3)] {
        let release = release(count, seed);
        for figure in &release.figures {
            assert!(!matches!(figure, Figure::Count(1..=10)), "{figure:?}");
        }
        for interval in reader::intervals(&release.layout, &release.figures, 3_000) {
            assert!(interval.high - interval.low >= 10, "{count} {interval:?}");
        }
    }
}

#[test]
fn answers_of_a_row_are_shown_only_where_nothing_of_it_is_hidden() {
    let (mut shown, mut kept_back) = (0, 0);
    for (count, seed) in [(300, 4), (800, 5), (3_000, 6)] {
        let release = release(count, seed);
        for (platform, _) in release.platforms() {
            for by in DIMENSIONS {
                let values = release.values(by);
                let counts: Vec<Option<Figure>> =
                    values.iter().map(|value| release.notices(Some(platform), Some((by, value)))).collect();
                let whole = counts.iter().all(|figure| matches!(figure, Some(Figure::Count(_))));
                let own = matches!(release.notices(Some(platform), None), Some(Figure::Count(_)));
                for (value, figure) in values.iter().zip(&counts) {
                    let answered = release.answers(Some(platform), Some((by, value))).is_some();
                    assert_eq!(answered, whole && own && *figure != Some(Figure::Count(0)), "{by} {value}");
                    shown += usize::from(answered);
                    kept_back += usize::from(!whole);
                }
            }
        }
    }
    assert!(shown > 20 && kept_back > 20, "{shown} {kept_back}: both must occur for this to say anything");
}

#[test]
fn a_platform_with_few_notices_is_in_no_sum() {
    let random = SeededRandom::new(9);
    let mut gathered = gathered(400, 7);
    let few = AddresseeId(uuid::Uuid::from_u128(99));
    let before = release(400, 7);
    for _ in 0..10 {
        gathered.add(few, "Few", ["violence", "pacific", "en", "public-form"], notice(&random));
    }
    let after = Release::make(gathered, making(), Protection::default()).unwrap();
    assert_eq!(after, before, "a release with them is the release without them");
}

#[test]
fn parts_that_leave_a_small_one_over_are_not_shown_together() {
    let bases =
        |parts: &[[u64; 4]]| -> Vec<figures::Bases> { parts.iter().map(|part| figures::Bases(*part)).collect() };
    let shown = figures::Bases::shown_together(&bases(&[[20, 3, 11, 0], [0, 30, 11, 0]]), 11);
    assert_eq!(shown, figures::Shown([true, false, true, true]));
}

#[test]
fn a_correction_has_the_same_notices_and_a_taking_back_has_none() {
    let first = release(500, 8);
    let mut again = release(500, 8);
    again.number = 2;
    assert!(again.may_correct(&first));
    assert!(!release(501, 8).may_correct(&first));
    let gone = first.take_back(first.id, 2, first.made_at, "A mistake in the register");
    assert!(gone.taken_back && gone.figures.is_empty() && gone.groups.is_empty() && gone.names.is_empty());
    assert_eq!(gone.notices(None, None), None);
}

#[test]
fn a_release_reads_back_as_it_was() {
    let release = release(700, 10);
    let text = serde_json::to_string(&release).unwrap();
    assert_eq!(serde_json::from_str::<Release>(&text).unwrap(), release);
    assert_eq!(release.notices(None, None), Some(Figure::Count(700)));
    assert!(release.parity.iter().all(|one| one.ratio.value <= 1.0), "{:?}", release.parity);
    assert!(Release::make(gathered(9, 1), making(), Protection::default()).is_err());
}

#[test]
fn what_is_gathered_in_parts_is_what_is_gathered_at_once() {
    let whole = gathered(300, 11);
    let random = SeededRandom::new(11);
    let (mut parts, mut part) = (Gathered::default(), Gathered::default());
    let names = ["LINE", "Facebook", "TikTok", "YouTube", "X", "Zalo"];
    for number in 0..300 {
        let name = pick(&random, &names);
        let place = names.iter().position(|known| *known == name).unwrap();
        let values =
            [pick(&random, &CATEGORIES), pick(&random, &REGIONS), pick(&random, &LANGUAGES), pick(&random, &WAYS)];
        part.add(AddresseeId(uuid::Uuid::from_u128(place as u128 + 1)), name, values, notice(&random));
        if number % 40 == 39 {
            parts = parts.with(std::mem::take(&mut part));
        }
    }
    parts = parts.with(part);
    let make = |gathered| Release::make(gathered, making(), Protection::default()).unwrap();
    assert_eq!(make(parts), make(whole));
}
