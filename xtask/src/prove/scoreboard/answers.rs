//! An attack on answers: what is told of a whole and of all its parts but one is known of that one.
//!
//! The wholes are all notices, with platforms as parts, and the notices of each platform, with the values of each dimension as
//! parts. Whoever knows a whole and all its parts but one subtracts; whoever knows all parts adds; again and again until nothing more
//! comes of it. The attacker is granted for nothing which parts are empty.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use super::notices::{DIMENSIONS, Notice, place};
use crate::prove::suppression::Release;

/// A group: platform, dimension and value as places; all notices where there is none.
type Group = (Option<usize>, Option<(usize, usize)>);

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Attack {
    /// Groups with some answer shown.
    pub(super) shown: usize,
    /// Shares of somebody that are not shown.
    pub(super) hidden: usize,
    /// Of those, worked out.
    pub(super) recovered: usize,
    /// Worked out where the program had only kept back small groups.
    pub(super) careless: usize,
    /// Shares shown that are of one to ten notices.
    pub(super) small: usize,
}

/// The published shares, each with the notices that it is taken of.
type Base = fn(&Notice) -> bool;
const SHARES: [(&str, Base); 5] = [
    ("within_72", |_| true),
    ("action", |notice| notice.decided),
    ("overturned", |notice| notice.appeal.is_some_and(|appeal| appeal != "open")),
    ("personal", |notice| notice.answered),
    ("imminent", |notice| notice.imminent),
];

impl Attack {
    pub(super) fn add(&mut self, content: &Value, release: &Release, notices: &[Notice]) -> Result<()> {
        let mut shown: BTreeMap<Group, Value> = BTreeMap::new();
        let dimensions = content.pointer("/layout/dimensions").and_then(Value::as_array).context("dimensions")?;
        let find = |at: usize, value: Option<&str>| {
            let values = dimensions.get(at)?.get("values")?.as_array()?;
            values.iter().position(|known| known.as_str() == value)
        };
        for group in content.get("groups").and_then(Value::as_array).context("groups")? {
            let text = |name: &str| group.get(name).and_then(Value::as_str);
            let platform = text("platform").and_then(|code| find(0, Some(code)));
            let part = text("by").and_then(|by| {
                let at = DIMENSIONS.iter().position(|known| *known == by)? + 1;
                Some((at, find(at, text("value"))?))
            });
            shown.insert((platform, part), group.get("answers").cloned().unwrap_or_default());
        }
        self.shown += shown.len();
        let mut places = Vec::new();
        for notice in notices {
            places.extend(place(content, notice)?.map(|places| (places, notice)));
        }
        let sizes = &release.sizes;
        for (name, base) in SHARES {
            let mut truth: BTreeMap<Group, u64> = BTreeMap::new();
            for (places, _) in places.iter().filter(|(_, notice)| base(notice)) {
                let platform = places.first().copied();
                *truth.entry((None, None)).or_default() += 1;
                *truth.entry((platform, None)).or_default() += 1;
                for (at, value) in places.iter().enumerate().skip(1) {
                    *truth.entry((platform, Some((at, *value)))).or_default() += 1;
                }
            }
            let of = |group: &Group| truth.get(group).copied().unwrap_or_default();
            let is_shown = |group: &Group| {
                shown.get(group).and_then(|answers| answers.get(name)).is_some_and(|value| !value.is_null())
            };
            let told: BTreeSet<Group> = groups(sizes).filter(|group| is_shown(group) || of(group) == 0).collect();
            self.small += told.iter().filter(|group| is_shown(group) && (1..=10).contains(&of(group))).count();
            let hidden = groups(sizes).filter(|group| !told.contains(group)).count();
            self.hidden += hidden;
            self.recovered += hidden - groups(sizes).count().saturating_sub(known(sizes, told).len());
            // Where small groups alone are kept back, some can be worked out: the attack is able to succeed.
            let told: BTreeSet<Group> = groups(sizes).filter(|group| !(1..=10).contains(&of(group))).collect();
            let before = told.len();
            self.careless += known(sizes, told).len() - before;
        }
        Ok(())
    }
}

/// Every group of a release.
fn groups(sizes: &[usize]) -> impl Iterator<Item = Group> + '_ {
    let platforms = sizes.first().copied().unwrap_or(0);
    let parts = (0..platforms).flat_map(|platform| {
        sizes
            .iter()
            .enumerate()
            .skip(1)
            .flat_map(move |(at, size)| (0..*size).map(move |value| (Some(platform), Some((at, value)))))
    });
    std::iter::once((None, None)).chain((0..platforms).map(|platform| (Some(platform), None))).chain(parts)
}

/// Every whole with its parts.
fn wholes(sizes: &[usize]) -> Vec<(Group, Vec<Group>)> {
    let platforms = sizes.first().copied().unwrap_or(0);
    let mut wholes = vec![((None, None), (0..platforms).map(|platform| (Some(platform), None)).collect())];
    for platform in 0..platforms {
        for (at, size) in sizes.iter().enumerate().skip(1) {
            let parts = (0..*size).map(|value| (Some(platform), Some((at, value)))).collect();
            wholes.push(((Some(platform), None), parts));
        }
    }
    wholes
}

/// Everything that can be worked out from what is told.
fn known(sizes: &[usize], mut told: BTreeSet<Group>) -> BTreeSet<Group> {
    let wholes = wholes(sizes);
    loop {
        let before = told.len();
        for (whole, parts) in &wholes {
            let unknown: Vec<&Group> = parts.iter().filter(|part| !told.contains(part)).collect();
            match unknown.as_slice() {
                [] => {
                    told.insert(*whole);
                }
                [one] if told.contains(whole) => {
                    told.insert(**one);
                }
                _ => {}
            }
        }
        if told.len() == before {
            return told;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_falls_to_subtraction_and_two_do_not() {
        let sizes = [2, 3];
        let all: BTreeSet<Group> = groups(&sizes).collect();
        assert_eq!(all.len(), 1 + 2 + 6);
        let without = |hidden: &[Group]| -> BTreeSet<Group> {
            all.iter().filter(|group| !hidden.contains(group)).copied().collect()
        };
        assert_eq!(known(&sizes, without(&[(Some(0), Some((1, 2)))])), all);
        let two = [(Some(0), Some((1, 1))), (Some(0), Some((1, 2)))];
        assert_eq!(known(&sizes, without(&two)), without(&two));
        // A platform that is not told is the sum of its parts, and then the whole less the other one is known, too.
        assert_eq!(known(&sizes, without(&[(Some(0), None), (None, None)])), all);
    }
}
