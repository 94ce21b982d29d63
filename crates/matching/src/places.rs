//! Which places a text names, so that a rumour about one town is not answered with the check of another.
//!
//! A short list of countries and towns, each under its names in the languages of the house; what is not on it is not seen.
//! It must never guess a place from anything but its name: not from the language, and not from a currency.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    normalise::{normalise, simplified},
    segment::Class,
};

/// Places of one text that are kept; a list of towns is no statement about one of them.
const MAX_PLACES: usize = 12;

/// A place of the list: its country, and the town or region in it; 0 for the country as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    country: u16,
    town: u16,
}

struct Name {
    letters: Vec<char>,
    whole: bool,
    place: Place,
}

struct List {
    /// Names by their first two letters, longest first.
    names: HashMap<[char; 2], Vec<Name>>,
    /// The first name of each place, to be shown.
    shown: HashMap<Place, &'static str>,
}

static LIST: LazyLock<List> = LazyLock::new(|| List::read(include_str!("../data/places.txt")));

impl List {
    fn read(text: &'static str) -> Self {
        let mut list = Self { names: HashMap::new(), shown: HashMap::new() };
        let mut countries: Vec<&str> = Vec::new();
        for (line, number) in text.lines().zip(1_u16..) {
            let Some((key, names)) = line.split_once(' ').filter(|(key, _)| !key.starts_with('#')) else { continue };
            let (country, town) = key.split_once('/').map_or((key, 0), |(country, _)| (country, number));
            let known = countries.iter().position(|&known| known == country).unwrap_or_else(|| {
                countries.push(country);
                countries.len() - 1
            });
            let place = Place { country: u16::try_from(known).unwrap_or(0), town };
            for written in names.split('|') {
                let name = written.trim_end_matches('*');
                list.shown.entry(place).or_insert(name);
                let letters: Vec<char> = normalise(name).text.chars().map(simplified).collect();
                if let [first, second, ..] = letters.as_slice() {
                    let whole = written.ends_with('*') || letters.iter().copied().any(ends_words);
                    list.names.entry([*first, *second]).or_default().push(Name { letters, whole, place });
                }
            }
        }
        for names in list.names.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.letters.len()));
        }
        list
    }
}

/// Letters of the scripts whose words take no endings where places are named: Latin and Arabic.
fn ends_words(c: char) -> bool {
    matches!(u32::from(c), 0x41..0x250 | 0x1e00..0x1f00 | 0x600..0x780) && c.is_alphabetic()
}

/// Whether a word goes on from one letter to the next.
fn goes_on(c: Option<&char>) -> bool {
    c.is_some_and(|&c| {
        matches!(Class::of(c), Class::Alphabetic | Class::Mark | Class::Hangul | Class::Kana | Class::Han)
    })
}

/// The places that a text in normal form names, sorted.
pub(crate) fn places(text: &str) -> Vec<Place> {
    let letters: Vec<char> = text.chars().map(simplified).collect();
    let mut found: Vec<Place> = Vec::new();
    let mut at = 0;
    while let Some([first, second]) = letters.get(at..at + 2) {
        // Words of scripts that write them apart begin at a space; the others may begin anywhere.
        let apart = matches!(Class::of(*first), Class::Alphabetic | Class::Hangul);
        let inside = apart
            && at.checked_sub(1).is_some_and(|before| {
                letters
                    .get(before)
                    .is_some_and(|&c| matches!(Class::of(c), Class::Alphabetic | Class::Mark | Class::Hangul))
            });
        let name = LIST.names.get(&[*first, *second]).filter(|_| !inside).and_then(|names| {
            names.iter().find(|name| {
                letters.get(at..at + name.letters.len()) == Some(&name.letters)
                    && !(name.whole && goes_on(letters.get(at + name.letters.len())))
            })
        });
        match name {
            Some(name) => {
                found.push(name.place);
                at += name.letters.len();
            }
            None => at += 1,
        }
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(MAX_PLACES);
    found
}

/// The first place of each side that contradicts the other: both name places, and none of one lies in one of the other.
/// A country and a town in it agree.
pub(crate) fn differ(message: &[Place], known: &[Place]) -> Option<(Place, Place)> {
    let (first, other) = (message.first()?, known.first()?);
    let agree = |a: &Place, b: &Place| a.country == b.country && (a.town == b.town || a.town == 0 || b.town == 0);
    // A message that names town and country agrees with the country alone, but not with another town of it.
    let exact = |all: &[Place]| -> Vec<Place> {
        let with_town = |place: &&Place| {
            place.town != 0 || !all.iter().any(|other| other.country == place.country && other.town != 0)
        };
        all.iter().filter(with_town).copied().collect()
    };
    let (message, known) = (exact(message), exact(known));
    let none = !message.iter().any(|a| known.iter().any(|b| agree(a, b)));
    none.then_some((*message.first().unwrap_or(first), *known.first().unwrap_or(other)))
}

/// The first name of a place on the list.
pub(crate) fn shown(place: Place) -> &'static str {
    LIST.shown.get(&place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contradict(message: &str, known: &str) -> bool {
        differ(&places(&normalise(message).text), &places(&normalise(known).text)).is_some()
    }

    #[test]
    fn another_town_or_country_contradicts_and_a_town_of_the_country_does_not() {
        for (message, known) in [
            ("The bridge in Penang is closed", "The bridge in Johor is closed"),
            ("ภูเก็ตจะมีสึนามิพรุ่งนี้", "จะมีสึนามิที่ชลบุรีพรุ่งนี้"),
            ("大阪で断水", "福岡で断水"),
            ("পাকিস্তানে নতুন কর", "ভারতে নতুন কর"),
            ("کراچی میں پانی بند", "لاہور میں پانی بند"),
            ("A new tax in Thailand", "ເສຍພາສີໃໝ່ໃນ ປະເທດລາວ"),
        ] {
            assert!(contradict(message, known), "{message} / {known}");
        }
        for (message, known) in [
            ("The bridge in Penang is closed", "A bridge in Malaysia is closed"),
            ("台北停水三天", "臺北市將停水三天"),
            ("Water is cut in Seoul", "서울에 단수"),
            ("The bridge is closed", "The bridge in Johor is closed"),
            ("In India and in Nepal", "नेपालमा"),
            ("चीनी महँगी हो गई", "भारत में चीनी महँगी"),
        ] {
            assert!(!contradict(message, known), "{message} / {known}");
        }
    }

    #[test]
    fn a_name_inside_another_word_is_none() {
        assert!(places(&normalise("Indiana, chinaware, perusahaan").text).is_empty());
        assert_eq!(places(&normalise("இந்தியாவில் புதிய வரி").text).len(), 1);
    }
}
