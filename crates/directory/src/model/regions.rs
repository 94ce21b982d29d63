//! Regions as data: the grouping of territories in Unicode CLDR (`territoryContainment`), down to subregions. Taiwan stands in Eastern
//! Asia, as in CLDR; it is missing only from the list of members of the United Nations, which is used nowhere here.

use saksi_base::Place;

/// A part of the world: its UN M49 code, that of the continent above it, its message, and its territories.
#[derive(Debug)]
pub struct Region {
    /// UN M49, three digits.
    pub code: &'static str,
    /// The continent: `142` Asia, `150` Europe, `002` Africa, `019` the Americas, `009` Oceania, `001` for what belongs to none.
    pub continent: &'static str,
    /// The message that names it.
    pub message: &'static str,
    /// Its territories, by code.
    pub territories: &'static [&'static str],
}

/// Every region; each territory of [`saksi_base::places::TERRITORIES`] stands in exactly one.
pub const REGIONS: &[Region] = &[
    Region {
        code: "035",
        continent: "142",
        message: "directory-region-035",
        territories: &["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"],
    },
    Region {
        code: "030",
        continent: "142",
        message: "directory-region-030",
        territories: &["CN", "HK", "JP", "KP", "KR", "MN", "MO", "TW"],
    },
    Region {
        code: "034",
        continent: "142",
        message: "directory-region-034",
        territories: &["AF", "BD", "BT", "IN", "IR", "LK", "MV", "NP", "PK"],
    },
    Region {
        code: "143",
        continent: "142",
        message: "directory-region-143",
        territories: &["KG", "KZ", "TJ", "TM", "UZ"],
    },
    Region {
        code: "145",
        continent: "142",
        message: "directory-region-145",
        territories: &[
            "AE", "AM", "AZ", "BH", "CY", "GE", "IL", "IQ", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR", "YE",
        ],
    },
    Region {
        code: "009",
        continent: "009",
        message: "directory-region-009",
        territories: &[
            "AQ", "AS", "AU", "BV", "CC", "CK", "CX", "FJ", "FM", "GS", "GU", "HM", "KI", "MH", "MP", "NC", "NF", "NR",
            "NU", "NZ", "PF", "PG", "PN", "PW", "SB", "TF", "TK", "TO", "TV", "UM", "VU", "WF", "WS",
        ],
    },
    Region {
        code: "150",
        continent: "150",
        message: "directory-region-150",
        territories: &[
            "AD", "AL", "AT", "AX", "BA", "BE", "BG", "BY", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FO", "FR", "GB",
            "GG", "GI", "GR", "HR", "HU", "IE", "IM", "IS", "IT", "JE", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK",
            "MT", "NL", "NO", "PL", "PT", "RO", "RS", "RU", "SE", "SI", "SJ", "SK", "SM", "UA", "VA", "XK",
        ],
    },
    Region {
        code: "002",
        continent: "002",
        message: "directory-region-002",
        territories: &[
            "AO", "BF", "BI", "BJ", "BW", "CD", "CF", "CG", "CI", "CM", "CV", "DJ", "DZ", "EG", "EH", "ER", "ET", "GA",
            "GH", "GM", "GN", "GQ", "GW", "IO", "KE", "KM", "LR", "LS", "LY", "MA", "MG", "ML", "MR", "MU", "MW", "MZ",
            "NA", "NE", "NG", "RE", "RW", "SC", "SD", "SH", "SL", "SN", "SO", "SS", "ST", "SZ", "TD", "TG", "TN", "TZ",
            "UG", "YT", "ZA", "ZM", "ZW",
        ],
    },
    Region {
        code: "019",
        continent: "019",
        message: "directory-region-019",
        territories: &[
            "AG", "AI", "AR", "AW", "BB", "BL", "BM", "BO", "BQ", "BR", "BS", "BZ", "CA", "CL", "CO", "CR", "CU", "CW",
            "DM", "DO", "EC", "FK", "GD", "GF", "GL", "GP", "GT", "GY", "HN", "HT", "JM", "KN", "KY", "LC", "MF", "MQ",
            "MS", "MX", "NI", "PA", "PE", "PM", "PR", "PY", "SR", "SV", "SX", "TC", "TT", "US", "UY", "VC", "VE", "VG",
            "VI",
        ],
    },
];

/// The region of a place; `None` for a place in somebody's own words and for none.
pub fn region_of(place: &Place) -> Option<&'static Region> {
    let Place::Territory(code) = place else { return None };
    REGIONS.iter().find(|region| region.territories.contains(code))
}

/// How near two places are, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nearness {
    /// The same territory, or the same words.
    SamePlace,
    /// The same region, such as South-East Asia.
    SameRegion,
    /// The same continent.
    SameContinent,
    /// Somewhere else, or not said.
    Elsewhere,
}

impl Nearness {
    /// The message that names it as a reason.
    pub const fn message(self) -> &'static str {
        match self {
            Self::SamePlace => "directory-near-place",
            Self::SameRegion => "directory-near-region",
            Self::SameContinent => "directory-near-continent",
            Self::Elsewhere => "directory-near-elsewhere",
        }
    }
}

/// How near two places are.
pub fn nearness(a: &Place, b: &Place) -> Nearness {
    if a == b && *a != Place::NotDisclosed {
        return Nearness::SamePlace;
    }
    match (region_of(a), region_of(b)) {
        (Some(a), Some(b)) if a.code == b.code => Nearness::SameRegion,
        (Some(a), Some(b)) if a.continent == b.continent => Nearness::SameContinent,
        _ => Nearness::Elsewhere,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::places::TERRITORIES;

    #[test]
    fn every_territory_stands_in_exactly_one_region_and_taiwan_in_asia() {
        for code in TERRITORIES {
            let in_regions = REGIONS.iter().filter(|region| region.territories.contains(code)).count();
            assert_eq!(in_regions, 1, "{code}");
        }
        let listed: usize = REGIONS.iter().map(|region| region.territories.len()).sum();
        assert_eq!(listed, TERRITORIES.len());
        let taiwan = region_of(&Place::Territory("TW")).unwrap();
        assert_eq!((taiwan.code, taiwan.continent), ("030", "142"));
    }

    #[test]
    fn the_nearest_comes_first() {
        let place = Place::Territory;
        for (a, b, expected) in [
            (place("TW"), place("TW"), Nearness::SamePlace),
            (place("ID"), place("TH"), Nearness::SameRegion),
            (place("TW"), place("PK"), Nearness::SameContinent),
            (place("TW"), place("NZ"), Nearness::Elsewhere),
            (Place::NotDisclosed, Place::NotDisclosed, Nearness::Elsewhere),
            (
                Place::SelfDescribed("Karen State".into()),
                Place::SelfDescribed("Karen State".into()),
                Nearness::SamePlace,
            ),
        ] {
            assert_eq!(nearness(&a, &b), expected, "{a} {b}");
            assert_eq!(nearness(&b, &a), expected, "{b} {a}");
        }
        assert!(Nearness::SamePlace < Nearness::SameRegion && Nearness::SameContinent < Nearness::Elsewhere);
    }
}
