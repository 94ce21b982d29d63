//! Routes with a key: what goes there by mail is readable to its recipient alone, or does not go.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use saksi_base::clock::MINUTE;
use saksi_db::testing::engines;
use saksi_escalations::{BadKey, Carry, KnowKeys, Later, Letter, Undelivered};
use saksi_web::testing::Browser;

use crate::together::{begin, write};
use crate::world::{World, go, open};

/// A mail server that answers as it is told, and keeps what it was given.
#[derive(Default)]
struct Server {
    answers: Mutex<Vec<Undelivered>>,
    given: Mutex<Vec<Letter>>,
}

impl Carry for Server {
    fn carry(&self, letter: Letter) -> Later<'_, Result<(), Undelivered>> {
        self.given.lock().unwrap().push(letter);
        let answer = self.answers.lock().unwrap().pop().map_or(Ok(()), Err);
        Box::pin(async move { answer })
    }
}

/// Keys as this test writes them: the fingerprint alone.
struct Keys;

impl KnowKeys for Keys {
    fn fingerprint<'a>(&'a self, armour: &'a str) -> Later<'a, Result<String, BadKey>> {
        Box::pin(async move {
            match armour {
                "expired" => Err(BadKey::Expired),
                _ if armour.starts_with("AB") => Ok(armour.to_owned()),
                _ => Err(BadKey::None),
            }
        })
    }
}

const KEY: &str = "AB12CD34";

const ROUTE: [(&str, &str); 8] = [
    ("name", "The desk"),
    ("channel", "e-mail"),
    ("way", "trusted-flagger"),
    ("address", "flag@platform.example"),
    ("role", "Liaison desk"),
    ("zone", "Asia/Kolkata"),
    ("week", "weekdays"),
    ("languages", "en"),
];

/// A route by mail with a key; its path.
async fn route(world: &World, browser: &mut Browser, key: &str) -> String {
    let new = format!("{}/routes/new", world.platform(browser, "YouTube").await);
    let mut fields = ROUTE.to_vec();
    fields.push(("pgp", key));
    go(browser, &new, &new, &fields).await
}

/// Changes the key of a route.
async fn change(browser: &mut Browser, route: &str, key: &str) {
    let mut fields = ROUTE.to_vec();
    fields.push(("pgp", key));
    go(browser, route, route, &fields).await;
}

async fn sent(browser: &mut Browser, route: &str) -> String {
    let path = begin(browser, route.rsplit('/').next().unwrap()).await;
    write(browser, &path, &[]).await;
    let shown = open(browser, &format!("{path}/preview")).await;
    assert!(shown.body.contains("goes encrypted to the key"), "{}", shown.body);
    go(browser, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
    path
}

async fn letter(browser: &mut Browser, path: &str) -> saksi_web::testing::Answer {
    let page = open(browser, path).await;
    let links = page.attributes("a", "href");
    let link = links.iter().find(|link| link.contains("/letters/")).unwrap();
    open(browser, link).await
}

#[tokio::test]
async fn a_key_is_checked_before_it_is_kept_and_a_private_one_is_refused() {
    for test in engines().await {
        let world = World::with(test, |room| room.with_keys(Arc::new(Keys))).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let new = format!("{}/routes/new", world.platform(&mut ayu, "YouTube").await);
        let page = open(&mut ayu, &new).await;
        let private = "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx";
        for (key, said) in
            [("expired", "has expired"), ("words", "no OpenPGP key in it"), (private, "This is a private key")]
        {
            let mut fields = ROUTE.to_vec();
            fields.push(("pgp", key));
            let refused = ayu.submit(&page, &new, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
            assert!(refused.texts(".field-problem").join(" ").contains(said), "{key}: {}", refused.body);
            assert!(refused.body.contains("flag@platform.example"), "what was typed is kept");
        }
        let kept = route(&world, &mut ayu, KEY).await;
        let shown = open(&mut ayu, &kept).await;
        assert!(shown.body.contains("AB12 CD34"), "the fingerprint as people compare it: {}", shown.body);
        // Nothing but mail has a key.
        let mut fields = ROUTE.to_vec();
        fields.retain(|(name, _)| !matches!(*name, "channel" | "address"));
        fields.extend([("channel", "form"), ("address", "https://platform.example/form"), ("pgp", "words")]);
        go(&mut ayu, &kept, &kept, &fields).await;
        assert!(!open(&mut ayu, &kept).await.body.contains("AB12 CD34"));
    }
}

#[tokio::test]
async fn a_notice_and_its_chaser_go_to_the_key_and_what_was_frozen_stays() {
    for test in engines().await {
        let server = Arc::new(Server::default());
        let world = World::with(test, |room| room.with_keys(Arc::new(Keys)).with_carrier(server.clone())).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let route = route(&world, &mut ayu, KEY).await;
        let path = sent(&mut ayu, &route).await;

        // What cannot be encrypted waits with its reason, and is tried again for as long as it takes.
        for _ in 0..12 {
            let held = Undelivered::Held("GnuPG is not installed on this server".into());
            server.answers.lock().unwrap().push(held);
            world.work().await;
            world.test.clock.advance(10 * MINUTE);
        }
        let waits = letter(&mut ayu, &path).await;
        for words in ["Waits: it cannot be encrypted", "GnuPG is not installed", "AB12 CD34"] {
            assert!(waits.body.contains(words), "{words} in {}", waits.body);
        }
        assert!(!waits.form(waits.attributes("form", "action").last().unwrap()).is_empty(), "it may go another way");
        world.work().await;
        let given = server.given.lock().unwrap().clone();
        assert_eq!(given.len(), 13, "{}", world.test.engine);
        assert!(given.iter().all(|one| one.concealed.is_some()), "never in plain text");
        let last = given.last().unwrap();
        let concealed = last.concealed.clone().unwrap();
        assert_eq!((concealed.key.armour.as_str(), concealed.key.fingerprint.as_str()), (KEY, KEY));
        assert!(concealed.subject.starts_with('[') && concealed.subject.len() < 20, "{}", concealed.subject);
        assert_eq!(last.subject, "Threats against a journalist", "inside it says what it is about");
        assert_eq!(given[0].body, last.body);
        let gone = letter(&mut ayu, &path).await;
        assert!(gone.texts("pre").join("").contains("It names her street"), "{}", gone.body);

        // A new key, and the chaser goes to that one.
        change(&mut ayu, &route, "AB99").await;
        let chase = format!("{path}/chase");
        go(&mut ayu, &chase, &chase, &[]).await;
        world.work().await;
        let chaser = server.given.lock().unwrap().last().cloned().unwrap();
        let concealed_chaser = chaser.concealed.unwrap();
        assert_eq!(concealed_chaser.key.fingerprint, "AB99");
        assert_eq!(concealed_chaser.subject, format!("Re: {}", concealed.subject));
    }
}

#[tokio::test]
async fn a_letter_whose_key_was_taken_away_does_not_go_in_plain_text() {
    for test in engines().await {
        let server = Arc::new(Server::default());
        let world = World::with(test, |room| room.with_keys(Arc::new(Keys)).with_carrier(server.clone())).await;
        let mut ayu = world.liaison(world.organisation, "Ayu").await;
        let route = route(&world, &mut ayu, KEY).await;
        let path = sent(&mut ayu, &route).await;
        change(&mut ayu, &route, "").await;
        world.work().await;
        assert!(server.given.lock().unwrap().is_empty());
        assert!(letter(&mut ayu, &path).await.body.contains("taken away after it was frozen"));
        // It goes with the key that is put there again; a notice that was frozen without one goes to it as well.
        change(&mut ayu, &route, "AB77").await;
        world.test.clock.advance(10 * MINUTE);
        world.work().await;
        let given = server.given.lock().unwrap().clone();
        assert_eq!(given.len(), 1);
        assert_eq!(given[0].concealed.as_ref().unwrap().key.fingerprint, "AB77");
    }
}
