//! Nobody must come from a place that is not theirs, and no setting, language or import renames one.

use saksi_base::places::{TERRITORIES, territories};
use saksi_base::{Place, Problem, SiteLanguage};
use saksi_directory::actions::joining;
use saksi_directory::model::lenses::Tags;
use saksi_directory::model::regions::region_of;
use saksi_directory::model::{DoorDraft, DoorKind, Knock};
use saksi_network::{NetworkSettings, OrganisationDraft, actions};

use super::pages::Room;
use super::world::{act, anybody, worlds};

const TAIWAN: [(SiteLanguage, &str); 5] = [
    (SiteLanguage::English, "Taiwan"),
    (SiteLanguage::TraditionalChinese, "台灣"),
    (SiteLanguage::Thai, "ไต้หวัน"),
    (SiteLanguage::Indonesian, "Taiwan"),
    (SiteLanguage::Urdu, "تائیوان"),
];

#[tokio::test]
async fn somebody_from_any_territory_completes_every_form() {
    for world in worlds().await {
        let by = &world.operator;
        let draft = DoorDraft {
            kind: DoorKind::Network,
            title: "Saksi".into(),
            about: String::new(),
            region: String::new(),
            place: Place::NotDisclosed,
            vouches: 0,
            tags: Tags::default(),
        };
        let door: Result<_, Problem> = saksi_db::write!(world.test.db, "test", by.viewer(), tx => {
            let id = joining::open_door(&mut tx, by, draft.clone()).await?;
            joining::door(&mut tx, id).await
        });
        let door = door.unwrap();
        let words =
            ["Karen State", "Ainu Mosir", "مغربی ایشیا", "不便透露"].map(|words| Place::SelfDescribed(words.into()));
        let places = TERRITORIES.iter().map(|code| Place::Territory(code)).chain(words).chain([Place::NotDisclosed]);
        for (number, place) in places.enumerate() {
            let knock = Knock {
                name: format!("Somebody {number}"),
                organisation: String::new(),
                email: "somebody@saksi.example".into(),
                wants_in: true,
                contribution: String::new(),
                place: place.clone(),
                language: "en".into(),
            };
            let mut seed = [0; 32];
            seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
            let came: Result<_, Problem> =
                anybody!(world, tx => joining::knock(&mut tx, &door, knock.clone(), None, &seed));
            came.unwrap();
            // A few of them all the way in, so that what stands in the network is the place they gave.
            if number % 40 == 0 || place == Place::Territory("TW") {
                let draft = OrganisationDraft {
                    legal_place: place.clone(),
                    own_place: place.clone(),
                    operating_places: vec![place.clone()],
                    ..OrganisationDraft::named(format!("House {number}"), format!("House {number}"))
                };
                let id = world.open(draft).await;
                let kept: Result<_, Problem> = anybody!(world, tx => saksi_network::organisation(&mut tx, id));
                assert_eq!(kept.unwrap().unwrap().own_place, place);
            }
        }
    }
}

#[tokio::test]
async fn no_setting_language_or_import_takes_taiwan_off_the_list_or_renames_it() {
    for world in worlds().await {
        let by = &world.operator;
        for name in ["中國台灣省", "Taiwan, Province of China", "TW=CN"] {
            let settings = NetworkSettings {
                name: name.into(),
                intro: "TW: Province of China".into(),
                intake: Some(by.organisation),
                ..NetworkSettings::default()
            };
            let changed: Result<(), Problem> =
                act!(world, by, tx => actions::change_settings(&mut tx, by, settings.clone()));
            changed.unwrap();
            let imported: Result<_, Problem> =
                anybody!(world, tx => actions::find_or_import_organisation(&mut tx, name, None, None));
            imported.unwrap();
            for (language, expected) in TAIWAN {
                let list = territories(language);
                let found: Vec<&str> =
                    list.iter().filter(|(code, _)| *code == "TW").map(|(_, name)| name.as_str()).collect();
                assert_eq!(found, [expected], "{language}");
            }
        }
        // What others write for it is taken as their own words; no text becomes another territory's province.
        for (text, expected) in [
            ("TW", Some(Place::Territory("TW"))),
            ("tw", Some(Place::Territory("TW"))),
            ("~Taiwan", Some(Place::SelfDescribed("Taiwan".into()))),
            ("CN-TW", None),
            ("TWN", None),
            ("CN-71", None),
        ] {
            assert_eq!(Place::from_code(text), expected, "{text}");
        }
        assert_eq!(region_of(&Place::Territory("TW")).map(|region| region.continent), Some("142"));
    }
}

#[tokio::test]
async fn taiwan_stands_by_itself_in_every_menu_of_places_in_every_language() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let door = room.door(0).await;
    let menus = [format!("/j/{door}"), "/work/directory".to_owned()];
    for (language, name) in TAIWAN {
        for path in &menus {
            let mut reader = staff.clone().with_cookie(saksi_web::LANGUAGE_COOKIE, language.tag());
            let page = reader.get(path).await;
            let shown = page.texts("select[name=place] option[value=TW]");
            let expected = if path.starts_with("/j/") { name } else { "Taiwan" };
            assert_eq!(shown, [expected], "{path} in {language}");
            let all = page.attributes("select[name=place] option", "value");
            assert!(TERRITORIES.iter().all(|code| all.iter().any(|value| value == code)), "{path}: every territory");
        }
    }
    let page = staff.get(&menus[0]).await;
    let all = page.attributes("select[name=place] option", "value");
    assert!(all.contains(&"~".to_owned()) && all.contains(&"-".to_owned()), "one's own words, or none");
}
