//! The notices of a period, each with where it stands in every dimension, and the tables that they make.

use std::collections::HashMap;

use saksi_base::AddresseeId;
use saksi_counting::{Dimension, Layout, Protection};

use super::{DIMENSIONS, MOST_PLATFORMS, MOST_VALUES, OTHERS, PLATFORM};
use crate::model::figures::Counted;

/// Notices as they were read, with every value written down once.
#[derive(Debug, Default)]
pub struct Gathered {
    platforms: Vec<String>,
    names: Vec<String>,
    values: [Vec<String>; DIMENSIONS.len()],
    known: HashMap<(usize, String), u16>,
    notices: Vec<([u16; DIMENSIONS.len() + 1], Counted)>,
}

/// The tables of a release before anything is hidden.
pub(super) struct Tables {
    pub(super) layout: Layout,
    /// Codes and names of platforms.
    pub(super) names: Vec<(String, String)>,
    /// Each notice with its places.
    pub(super) notices: Vec<(Vec<usize>, Counted)>,
}

/// The primary language, as the code of a value: whatever region or script stands behind it says little and splits small groups.
fn language(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or("").to_lowercase();
    if !primary.is_empty() && primary.bytes().all(|b| b.is_ascii_lowercase()) { primary } else { "und".to_owned() }
}

impl Gathered {
    /// Adds a notice: to which platform, and its category, region, language, and standing of its route.
    pub fn add(&mut self, platform: AddresseeId, name: &str, values: [&str; DIMENSIONS.len()], counted: Counted) {
        let [category, region, tongue, way] = values;
        let places = [
            self.platform(platform.to_string(), name.to_owned()),
            self.value(0, category.to_owned()),
            self.value(1, region.to_owned()),
            self.value(2, language(tongue)),
            self.value(3, way.to_owned()),
        ];
        self.notices.push((places, counted));
    }

    /// Together with what was gathered after it.
    #[must_use]
    pub fn with(mut self, more: Self) -> Self {
        let value = |list: &[String], at: u16| list.get(usize::from(at)).cloned().unwrap_or_default();
        // Where each place of the other one stands here, asked for once.
        let mut known: HashMap<(usize, u16), u16> = HashMap::new();
        for (places, counted) in more.notices {
            let mut own = [0; DIMENSIONS.len() + 1];
            for (at, (place, slot)) in places.into_iter().zip(&mut own).enumerate() {
                *slot = *known.entry((at, place)).or_insert_with(|| match at.checked_sub(1) {
                    None => self.platform(value(&more.platforms, place), value(&more.names, place)),
                    Some(dimension) => {
                        let text = more.values.get(dimension).map(|list| value(list, place)).unwrap_or_default();
                        self.value(dimension, text)
                    }
                });
            }
            self.notices.push((own, counted));
        }
        self
    }

    /// The place of a platform.
    fn platform(&mut self, code: String, name: String) -> u16 {
        let next = u16::try_from(self.platforms.len()).unwrap_or(u16::MAX);
        *self.known.entry((0, code)).or_insert_with_key(|(_, code)| {
            self.platforms.push(code.clone());
            self.names.push(name);
            next
        })
    }

    /// The place of a value.
    fn value(&mut self, dimension: usize, value: String) -> u16 {
        let Some(list) = self.values.get_mut(dimension) else { return 0 };
        let next = u16::try_from(list.len()).unwrap_or(u16::MAX);
        *self.known.entry((dimension + 1, value)).or_insert_with_key(|(_, value)| {
            list.push(value.clone());
            next
        })
    }

    /// How many notices there are.
    pub fn len(&self) -> usize {
        self.notices.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }

    /// How often each value of a dimension occurs.
    fn count(&self, at: usize, size: usize, among: impl Fn(u16) -> bool) -> Vec<u64> {
        let mut counts = vec![0; size];
        for (places, _) in &self.notices {
            let platform = places.first().copied().unwrap_or_default();
            let place = places.get(at).copied().unwrap_or_default();
            if among(platform)
                && let Some(count) = counts.get_mut(usize::from(place))
            {
                *count += 1;
            }
        }
        counts
    }

    /// The tables: platforms with enough notices alone, rare values together. None where no platform has enough.
    pub(super) fn tables(self, protection: Protection) -> Option<Tables> {
        let least = protection.threshold();
        let counts = self.count(0, self.platforms.len(), |_| true);
        let mut kept: Vec<(u64, usize)> =
            counts.iter().enumerate().map(|(at, count)| (*count, at)).filter(|(count, _)| *count >= least).collect();
        kept.sort_by_key(|(count, at)| (std::cmp::Reverse(*count), self.names.get(*at)));
        kept.truncate(MOST_PLATFORMS);
        if kept.is_empty() {
            return None;
        }
        let mut maps = vec![vec![None; self.platforms.len()]];
        for (place, (_, at)) in kept.iter().enumerate() {
            if let Some(slot) = maps.first_mut().and_then(|map| map.get_mut(*at)) {
                *slot = Some(place);
            }
        }
        let of = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        let codes: Vec<String> = kept.iter().map(|(_, at)| of(&self.platforms, *at)).collect();
        let names: Vec<(String, String)> =
            kept.iter().map(|(_, at)| (of(&self.platforms, *at), of(&self.names, *at))).collect();
        let is_kept: Vec<bool> = maps.first().map(|map| map.iter().map(Option::is_some).collect()).unwrap_or_default();
        let among = |platform: u16| is_kept.get(usize::from(platform)).copied().unwrap_or_default();
        let mut dimensions = vec![Dimension { id: PLATFORM.to_owned(), values: codes }];
        for (at, (id, list)) in DIMENSIONS.iter().zip(&self.values).enumerate() {
            let counts = self.count(at + 1, list.len(), among);
            let (values, map) = folded(list, &counts, least);
            dimensions.push(Dimension { id: (*id).to_owned(), values });
            maps.push(map);
        }
        let tables: Vec<Vec<String>> =
            DIMENSIONS.iter().map(|id| vec![PLATFORM.to_owned(), (*id).to_owned()]).collect();
        let layout = Layout::new(dimensions, &tables).ok()?;
        let notices = self.notices.into_iter().filter_map(|(places, counted)| {
            let place = |(at, map): (&u16, &Vec<Option<usize>>)| map.get(usize::from(*at)).copied().flatten();
            let places: Option<Vec<usize>> = places.iter().zip(&maps).map(place).collect();
            places.map(|places| (places, counted))
        });
        Some(Tables { layout, names, notices: notices.collect() })
    }
}

/// The values with a line of their own, the most frequent first, and where each value went. Those too rare, and those that say
/// nothing, are counted together; where that is itself too few the rarest of the others joins them.
fn folded(list: &[String], counts: &[u64], least: u64) -> (Vec<String>, Vec<Option<usize>>) {
    let mut order: Vec<(u64, usize)> = counts.iter().enumerate().map(|(at, count)| (*count, at)).collect();
    order.sort_by_key(|(count, at)| (std::cmp::Reverse(*count), list.get(*at)));
    let is_own = |count: u64, at: usize| count >= least && list.get(at).is_some_and(|value| !value.is_empty());
    let mut own: Vec<usize> = order.iter().filter(|(count, at)| is_own(*count, *at)).map(|(_, at)| *at).collect();
    own.truncate(MOST_VALUES);
    let count = |at: &usize| counts.get(*at).copied().unwrap_or_default();
    let all: u64 = counts.iter().sum();
    let mut rest = all - own.iter().map(count).sum::<u64>();
    while rest > 0
        && rest < least
        && let Some(rarest) = own.pop()
    {
        rest += count(&rarest);
    }
    let mut map = vec![(rest > 0).then_some(own.len()); list.len()];
    let mut values = Vec::new();
    for (place, at) in own.iter().enumerate() {
        if let Some(slot) = map.get_mut(*at) {
            *slot = Some(place);
        }
        values.extend(list.get(*at).cloned());
    }
    if rest > 0 || values.is_empty() {
        values.push(OTHERS.to_owned());
    }
    (values, map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_values_are_counted_together_until_they_are_enough() {
        let list: Vec<String> = ["a", "b", "c", "d", ""].map(String::from).to_vec();
        let (values, map) = folded(&list, &[40, 12, 3, 2, 1], 11);
        // Six are too few: the rarest of the others joins them.
        assert_eq!(values, ["a", OTHERS]);
        assert_eq!(map, [Some(0), Some(1), Some(1), Some(1), Some(1)]);
        let (values, map) = folded(&list, &[40, 12, 8, 9, 0], 11);
        assert_eq!(values, ["a", "b", OTHERS]);
        assert_eq!(map, [Some(0), Some(1), Some(2), Some(2), Some(2)]);
        let (values, _) = folded(&list, &[40, 12, 30, 20, 0], 11);
        assert_eq!(values, ["a", "c", "d", "b"]);
    }

    #[test]
    fn a_language_is_its_primary_one() {
        for (tag, code) in [("zh-Hant", "zh"), ("en", "en"), ("", "und"), ("x-1", "x"), ("Ur", "ur"), ("1", "und")] {
            assert_eq!(language(tag), code, "{tag}");
        }
    }
}
