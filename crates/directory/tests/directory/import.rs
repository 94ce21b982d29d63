//! Organisations from a spreadsheet.

use saksi_base::{Place, Problem};
use saksi_directory::actions::import::{self, Fate};
use saksi_directory::model::import::Mapping;
use saksi_directory::model::{Field, Subject};
use saksi_exchange::sheets;
use saksi_network::{Member, PersonDraft, Role};

use super::world::{World, act, said, worlds};

async fn bring(world: &World, by: &Member, text: &str) -> Result<usize, Problem> {
    let sheet = sheets::read(text, 100).unwrap();
    let mapping = Mapping::guess(&sheet);
    act!(world, by, tx => import::bring_in(&mut tx, by, &sheet, &mapping, &str::to_owned))
}

#[tokio::test]
async fn a_table_is_brought_in_whole_once_or_not_at_all() {
    for world in worlds().await {
        let by = &world.operator;
        let half = "name,english name,country,work\nLaut Biru,Blue Sea,ID,research\nOmbak,Wave,ID,sailing\n";
        assert_eq!(bring(&world, by, half).await.unwrap_err().message, "directory-import-wrong-lines");
        assert!(world.finds("blue sea", None).await.is_empty(), "nothing half in");
        let twice = "name,english name\nLaut Biru,Blue Sea\nlaut biru,Other\n";
        assert_eq!(bring(&world, by, twice).await.unwrap_err().message, "directory-import-wrong-lines");

        let whole = half.replace("sailing", "training; research");
        assert_eq!(bring(&world, by, &whole).await.unwrap(), 2);
        assert_eq!(world.finds("blue sea", None).await, ["Laut Biru"]);
        assert_eq!(bring(&world, by, &whole).await.unwrap(), 0, "the same table changes nothing");
        let more = format!("{whole}台灣查核,Taiwan Checks,Kawthoolei,\n");
        let sheet = sheets::read(&more, 100).unwrap();
        let mapping = Mapping::guess(&sheet);
        let looked: Result<Vec<_>, Problem> =
            act!(world, by, tx => import::look(&mut tx, by, &sheet, &mapping, &str::to_owned));
        let looked = looked.unwrap();
        assert_eq!(looked.iter().filter(|line| matches!(line.fate, Fate::Known(_))).count(), 2);
        let Fate::New(wanted) = &looked[2].fate else { panic!("{:?}", looked[2]) };
        assert_eq!(wanted.draft.own_place, Place::from_code("~Kawthoolei").unwrap(), "one's own words are a place");
        let Fate::Known(ombak) = looked[1].fate else { panic!("{:?}", looked[1]) };
        let seen: Result<_, Problem> =
            act!(world, by, tx => saksi_directory::actions::profiles::organisation(&mut tx, ombak));
        let profile = seen.unwrap().1.unwrap().profile;
        assert_eq!(profile.subject, Subject::Organisation(ombak));
        let work: Vec<_> = profile.entry(Field::Work).unwrap().values.iter().map(|value| value.text.as_str()).collect();
        assert_eq!(work, ["training", "research"]);
    }
}

#[tokio::test]
async fn only_those_who_run_the_network_bring_organisations_in() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let dewi = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        assert_eq!(said(bring(&world, &dewi, "name\nSamudra\n").await), "problem-forbidden");
    }
}
