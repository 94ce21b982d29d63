//! Every field, every audience, every listing, every kind of reader: what the store gives is what the rule says.

use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_directory::actions::profiles;
use saksi_directory::model::{Audience, Entry, Field, Listing, Relation, Subject, Value, shows};
use saksi_network::{PersonDraft, Role};

use super::world::worlds;

#[tokio::test]
async fn nobody_reads_a_field_that_is_not_for_them() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let elsewhere = world.organisation("Bukit Hijau", "Green Hill").await;
        let draft = PersonDraft {
            own_script_name: "own-script-name".into(),
            place: saksi_base::Place::SelfDescribed("own-place".into()),
            ..PersonDraft::named("given-name")
        };
        let dewi = world.person(draft, home, Role::Owner).await;
        let colleague = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        let stranger = world.person(PersonDraft::named("Fitri"), elsewhere, Role::Owner).await;
        let readers = [
            (Viewer::Public, Relation::Stranger),
            (stranger.viewer(), Relation::Member),
            (colleague.viewer(), Relation::Member),
            (world.operator.viewer(), Relation::Member),
            (dewi.viewer(), Relation::Own),
        ];
        for listing in Listing::ALL {
            // Each round gives every field another audience, so that in four rounds every field had every audience.
            for round in 0..Audience::ALL.len() {
                let entries: Vec<Entry> = Field::OF_PERSON
                    .into_iter()
                    .enumerate()
                    .map(|(position, field)| Entry {
                        field,
                        audience: Audience::ALL[(position + round) % Audience::ALL.len()],
                        values: vec![Value { text: format!("value-of-{}", field.code()), note: String::new() }],
                    })
                    .collect();
                world.writes(&dewi, listing, &entries).await;
                for (viewer, relation) in readers {
                    let seen: Result<_, Problem> =
                        saksi_db::read!(world.test.db, viewer, tx => { profiles::person(&mut tx, dewi.person).await });
                    let text = format!("{seen:?}");
                    for entry in &entries {
                        let expected = shows(listing, entry.audience, relation, false);
                        let value = format!("value-of-{}\"", entry.field.code());
                        let what = format!("{listing:?} {:?} for {:?} to {relation:?}", entry.field, entry.audience);
                        assert_eq!(text.contains(&value), expected, "{what} on {}", world.test.engine);
                        let given = match entry.field {
                            Field::Name => "given-name",
                            Field::OwnName => "own-script-name",
                            Field::Place => "own-place",
                            Field::Affiliations => "Laut Biru",
                            _ => continue,
                        };
                        if entry.field != Field::Name || !expected {
                            let shown =
                                text.contains(given) || (entry.field == Field::Name && text.contains("given-name"));
                            let by_affiliation = entry.field == Field::Name && text.contains("person_name");
                            assert!(shown == expected || by_affiliation, "{what}: {text}");
                        }
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_hidden_record_and_none_at_all_are_refused_alike() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let hidden = world.person(PersonDraft::named("Dewi"), home, Role::Checker).await;
        world.writes(&hidden, Listing::Hidden, &[]).await;
        let silent = world.person(PersonDraft::named("Eko"), home, Role::Checker).await;
        let nobody = saksi_base::PersonId::new(&saksi_base::SeededRandom::new(77));
        let mut refusals = Vec::new();
        for person in [hidden.person, silent.person, nobody] {
            let seen: Result<_, Problem> = saksi_db::read!(world.test.db, world.operator.viewer(), tx => { profiles::person(&mut tx, person).await });
            refusals.push(format!("{:?}", seen.unwrap_err()));
        }
        assert!(refusals.windows(2).all(|pair| pair[0] == pair[1]), "{refusals:?}");
    }
}

#[tokio::test]
async fn every_field_of_an_organisation_keeps_its_audience() {
    for world in worlds().await {
        let home = world.organisation("Laut Biru", "Blue Sea").await;
        let owner = world.person(PersonDraft::named("Dewi"), home, Role::Owner).await;
        let subject = Subject::Organisation(home);
        for (round, listing) in
            [(0, Listing::Public), (1, Listing::Network), (2, Listing::Public), (3, Listing::Public)]
        {
            let entries: Vec<Entry> = Field::OF_ORGANISATION
                .into_iter()
                .enumerate()
                .map(|(position, field)| Entry {
                    field,
                    audience: Audience::ALL[(position + round) % Audience::ALL.len()],
                    values: vec![Value { text: format!("value-of-{}", field.code()), note: String::new() }],
                })
                .collect();
            let saved: Result<(), Problem> = saksi_db::write!(world.test.db, "test", owner.viewer(), tx => {
                let version = profiles::own(&mut tx, &owner, subject).await?.version;
                profiles::save(&mut tx, &owner, subject, version, listing, entries.clone()).await
            });
            saved.unwrap();
            let readers = [
                (Viewer::Public, Relation::Stranger),
                (world.operator.viewer(), Relation::Member),
                (owner.viewer(), Relation::Own),
            ];
            for (viewer, relation) in readers {
                let seen: Result<_, Problem> =
                    saksi_db::read!(world.test.db, viewer, tx => { profiles::organisation(&mut tx, home).await });
                let text = format!("{:?}", seen.unwrap().1);
                for entry in &entries {
                    let expected = shows(listing, entry.audience, relation, false);
                    let value = format!("value-of-{}\"", entry.field.code());
                    assert_eq!(
                        text.contains(&value),
                        expected,
                        "{:?} for {:?} to {relation:?}",
                        entry.field,
                        entry.audience
                    );
                }
            }
        }
    }
}
