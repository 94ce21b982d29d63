use std::sync::Arc;

use saksi_base::calendar::testing::at;
use saksi_base::{AddresseeId, FixedClock, Random, ReleaseId, SeededRandom};
use saksi_web::testing::{Kind, Sampled, builder, check_samples};

use super::*;
use crate::model::figures::Counted;
use crate::model::scoreboard::{Every, Gathered, Making};
use crate::model::words::Outcome;

fn byte(random: &dyn Random) -> u8 {
    saksi_base::random::bytes::<1>(random)[0]
}

fn release(count: usize) -> Release {
    let random = SeededRandom::new(3);
    let made_at = at("2026-10-20T00:00:00Z");
    let mut gathered = Gathered::default();
    let platforms = ["LINE", "A platform with a name that is longer than anybody would like it to be, <b>really</b>"];
    for number in 0..count {
        let place = usize::from(byte(&random) < 90);
        let sent = at("2026-07-05T00:00:00Z").plus(i64::from(byte(&random)) * 3_600_000_000);
        let reply = (byte(&random) < 200).then(|| sent.plus(i64::from(byte(&random)) * 3_600_000_000));
        let counted = Counted {
            sent,
            receipt: reply,
            reply,
            decided: reply,
            outcome: reply.map(|_| if number % 3 == 0 { Outcome::Removed } else { Outcome::NoAction }),
            reasoned: reply.map(|_| number % 2 == 0),
            appeal: (number % 5 == 0).then(|| "overturned-substance".to_owned()),
            personal: number % 7 == 0,
            imminent: number % 4 == 0,
        };
        let values = [
            ["cyber-violence", "violence", "scams-and-fraud"][usize::from(byte(&random)) * 3 / 256],
            ["south-asia", "east-asia"][usize::from(byte(&random) < 100)],
            ["en", "ur", "zh-Hant"][usize::from(byte(&random)) * 3 / 256],
            match byte(&random) {
                0..10 => "trusted-flagger",
                10..100 => "trusted-partner",
                _ => "public-form",
            },
        ];
        gathered.add(AddresseeId(uuid::Uuid::from_u128(place as u128)), platforms[place], values, counted);
    }
    let making = Making {
        id: ReleaseId::new(made_at, &random),
        period: Every::Quarter.settled("2026-10-20".parse().unwrap()),
        number: 1,
        made_at,
        every: Every::Quarter,
        reason: String::new(),
    };
    Release::make(gathered, making, Protection::default()).unwrap()
}

fn seen(release: &Release, replaced: bool) -> Seen<'_> {
    Seen { release, hash: &[7; 32], replaced }
}

impl Sampled for BoardPage {
    const KIND: Kind = Kind::Public;
    fn title(&self) -> String {
        self.title.clone()
    }
    fn samples(request: &PageRequest) -> Vec<Self> {
        let l = &request.locale;
        let release = release(600);
        let first = release.names[0].0.clone();
        let gone = release.take_back(release.id, 2, release.made_at, "The register named one platform twice.");
        let mut pages = vec![
            overview(l, None, &[]),
            overview(l, Some(seen(&release, false)), &[]),
            overview(l, Some(seen(&release, true)), &[]),
            overview(l, Some(seen(&gone, false)), &[]),
            methods_page(l),
            platform_page(l, seen(&release, false), &first).unwrap(),
        ];
        for by in DIMENSIONS {
            pages.push(table_page(l, seen(&release, false), Some(&first), by).unwrap());
            pages.push(table_page(l, seen(&release, false), None, by).unwrap());
        }
        pages
    }
}

async fn site() -> Site {
    let test = saksi_db::testing::sqlite().await;
    let clock = Arc::new(FixedClock::new(at("2026-11-22T00:00:00Z")));
    builder(test.db.clone(), clock).messages(crate::MESSAGES).navigation(crate::NAVIGATION).build()
}

#[tokio::test]
async fn every_page_of_the_scoreboard_is_sound_in_every_language_and_state() {
    let wrong = check_samples::<BoardPage>(&site().await);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_row_with_a_hidden_count_shows_no_answers_on_its_page_or_in_the_file() {
    let release = release(600);
    let hidden = release.platforms().iter().find_map(|(code, _)| {
        let is_hidden = |by: &&&str| {
            release
                .values(by)
                .iter()
                .any(|value| release.notices(Some(code), Some((by, value))) == Some(Figure::Hidden))
        };
        DIMENSIONS.iter().find(is_hidden).map(|by| (code.clone(), *by))
    });
    let (code, by) = hidden.expect("a release with a hidden count");
    let site = site().await;
    let request = saksi_web::testing::request(&site, saksi_base::SiteLanguage::English, "/scoreboard", None);
    let page = table_page(&request.locale, seen(&release, false), Some(&code), by).unwrap();
    let html = askama::Template::render(&page).unwrap();
    assert!(html.contains("hidden-figure") && html.contains("Answers are not shown in this table"), "{html}");
    let file = files::csv(&release);
    let columns = file.lines().next().unwrap().split(',').count();
    assert_eq!(columns, 8 + 17 * 3);
    let row = format!(",{by},");
    for line in file.lines().filter(|line| line.contains(&code) && line.contains(&row)) {
        let (_, figures) = line.split_once(&row).unwrap();
        let figures: Vec<&str> = figures.split(',').skip(2).collect();
        assert!(figures.len() == 51 && figures.iter().all(|figure| figure.is_empty()), "{line}");
    }
    assert!(table_page(&request.locale, seen(&release, false), Some("nobody"), by).is_none());
    assert!(table_page(&request.locale, seen(&release, false), Some(&code), "colour").is_none());
}
