//! Servers that watch each other's logs, over real connections.

use saksi_db::testing::{self, TestDb};
use saksi_tlog::{Checkpoint, KeyKind, LogSigner, Note, VerifierKey};

use super::{audit, enter_all, entries, get, place, serve, settings};
use crate::actions::{showing, witnessing};
use crate::{Held, Standing, Transparency, standing, state};

/// A server on this machine.
pub(super) struct Server {
    pub(super) test: TestDb,
    pub(super) log: Transparency,
    pub(super) base: String,
}

/// Two servers that watch each other.
pub(super) async fn two(first: TestDb, second: TestDb) -> (Server, Server) {
    let ((one, one_at), (two, two_at)) = (place(), place());
    let (names, at) = (["one.example.org/log", "two.example.org/log"], [one_at, two_at]);
    // Each reads the other's keys off its page, as operators do; the secrets are made at the first opening.
    let mut keys = Vec::new();
    for (test, name) in [(&first, names[0]), (&second, names[1])] {
        let log = Transparency::open(test.db.clone(), settings(name, "quorum none\n")).await.unwrap();
        keys.push((log.keys().log.public_key().to_string(), log.keys().witness.public_key().to_string()));
    }
    let policy = |peer: usize| {
        let (log, witness) = &keys[peer];
        format!("log {log}\nwitness Peer {witness} http://{}/witness\nquorum Peer\n", at[peer])
    };
    let mut servers = Vec::new();
    for (test, name, listener, at, policy) in
        [(first, names[0], one, at[0], policy(1)), (second, names[1], two, at[1], policy(0))]
    {
        let log = Transparency::open(test.db.clone(), settings(name, &policy)).await.unwrap();
        serve(&log, listener);
        servers.push(Server { test, log, base: format!("http://{at}") });
    }
    let second = servers.pop().unwrap();
    (servers.pop().unwrap(), second)
}

impl Server {
    /// Enters, sequences, signs, and shows it to the witness.
    pub(super) async fn grow(&self, range: std::ops::Range<u64>) {
        enter_all(&self.test.db, &entries(range)).await;
        self.log.beat().await.unwrap();
        self.log.ask_outside().await.unwrap();
    }
}

#[tokio::test]
async fn two_servers_witness_each_other() {
    for (first, second) in testing::engines().await.into_iter().zip(testing::engines().await) {
        let engine = first.engine;
        let (one, two) = two(first, second).await;
        one.grow(0..3).await;
        two.grow(100..140).await;
        // Again, from what the witness signed before, and after a while in which it was away.
        one.grow(3..300).await;
        two.grow(140..141).await;
        for (server, entry, size) in [(&one, entries(299..300)[0], 300), (&two, entries(140..141)[0], 41)] {
            let Standing::Logged(logged) = standing(&server.test.db, entry).await.unwrap() else {
                panic!("{engine}: not logged")
            };
            assert_eq!(logged.checkpoint.size(), size);
            assert!(logged.verdict.met, "{engine}: the peer signed");
            assert_eq!(logged.verdict.signed(), 1);
            assert_eq!(logged.needed, (1, 1));
            assert_eq!(logged.verdict.earliest(), Some(testing::START));
            // The published checkpoint carries the signature; a stranger verifies it with the policy.
            let (signed, _) = audit(&server.base, server.log.keys().log.public_key()).await;
            assert!(server.log.policy().evaluate(signed.note()).unwrap().met);
        }
        // What the page says of the other one.
        let (status, _, page) = get(&format!("{}/log", one.base)).await;
        let page = String::from_utf8(page).unwrap();
        assert_eq!(status, 200);
        for word in ["Peer", "two.example.org/log", "41"] {
            assert!(page.contains(word), "{word}: {page}");
        }
        let seen = get(&format!("{}/witness/checkpoint/one.example.org/log", two.base)).await;
        assert_eq!(seen.0, 200);
        assert_eq!(Checkpoint::parse(Note::parse(&seen.2).unwrap().text()).unwrap().size(), 300);
        assert_eq!(get(&format!("{}/witness/checkpoint/three.example.org/log", two.base)).await.0, 404);
    }
}

#[tokio::test]
async fn a_witness_that_is_away_is_asked_again() {
    let test = testing::sqlite().await;
    let (away, at) = place();
    drop(away);
    let witness = crate::Keys::new(&saksi_tlog::KeyName::parse("far.example.org/log").unwrap(), &[5; 32]).unwrap();
    let policy = format!("witness Far {} http://{at}/witness\nquorum Far\n", witness.witness.public_key());
    let log = Transparency::open(test.db.clone(), settings("check.example.org/log", &policy)).await.unwrap();
    enter_all(&test.db, &entries(0..1)).await;
    log.beat().await.unwrap();
    log.ask_outside().await.unwrap();
    log.ask_outside().await.unwrap();
    let failures = || async { state(&test.db).await.unwrap().unwrap().witnesses[0].failures };
    assert_eq!(failures().await, 1, "not before its time");
    test.clock.advance(60_000_000);
    log.ask_outside().await.unwrap();
    assert_eq!(failures().await, 2);
    let Standing::Logged(logged) = standing(&test.db, entries(0..1)[0]).await.unwrap() else { panic!("not logged") };
    assert!(!logged.verdict.met, "it is logged, and it is said that nobody else saw it");
    assert_eq!(state(&test.db).await.unwrap().unwrap().held, None);
}

#[tokio::test]
async fn a_log_that_shows_two_faces_is_caught_and_the_proof_is_kept() {
    for (first, second) in testing::engines().await.into_iter().zip(testing::engines().await) {
        let (one, two) = two(first, second).await;
        one.grow(0..8).await;
        // The operator of the first rewrites the past and signs that, with the real key, of the same size.
        let secret = saksi_db::write!(one.test.db, "test", saksi_db::Viewer::System, tx => {
            crate::store::log::secret(&mut tx, &[0; 32]).await
        });
        let liar: LogSigner = crate::Keys::new(one.log.origin(), &secret.unwrap()).unwrap().log;
        let forged = saksi_tlog::Edge::empty().append(&[[9_u8; 32]; 8]).unwrap();
        let signed = liar.sign(forged.after);
        let request = saksi_tlog::AddCheckpoint { old: 8, proof: Vec::new(), note: signed.note().clone() };
        let answer =
            witnessing::add_checkpoint(&two.test.db, &two.log.keys().witness, two.log.policy(), &request.to_bytes())
                .await
                .unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (409, "8\n"));
        let kept: Result<Option<Vec<u8>>, saksi_base::Problem> = saksi_db::read!(two.test.db, saksi_db::Viewer::System, tx => {
            Ok(saksi_db::fetch_scalar!(&mut tx, Vec<u8>, "SELECT request FROM transparency_split_view")?)
        });
        assert_eq!(kept.unwrap(), Some(request.to_bytes()), "{}", one.test.engine);
        // It still remembers what it signed.
        let seen = witnessing::last_seen(&two.test.db, "one.example.org/log").await.unwrap().unwrap();
        let key: &VerifierKey = one.log.keys().log.public_key();
        assert_eq!(key.kind(), KeyKind::Log);
        assert_ne!(saksi_tlog::SignedCheckpoint::open(&seen, key).unwrap().checkpoint().root(), forged.after.root);
    }
}

#[tokio::test]
async fn a_witness_answers_strangers_and_nonsense_as_the_protocol_says() {
    let (one, two) = two(testing::sqlite().await, testing::sqlite().await).await;
    one.grow(0..2).await;
    let guard = saksi_fetch::Guard::new(saksi_fetch::Networks::Any, &saksi_fetch::Trust::machine()).unwrap();
    let door = format!("{}/witness/add-checkpoint", two.base);
    let post = |body: Vec<u8>| showing::post(&guard, &door, "text/plain", body);
    assert_eq!(post(b"hello".to_vec()).await.unwrap().0, 400);
    let stranger = crate::Keys::new(&saksi_tlog::KeyName::parse("three.example.org/log").unwrap(), &[3; 32]).unwrap();
    let growth = saksi_tlog::Edge::empty().append(&[[1_u8; 32]]).unwrap();
    let request = |signer: &LogSigner, old| {
        saksi_tlog::AddCheckpoint { old, proof: Vec::new(), note: signer.sign(growth.after).note().clone() }.to_bytes()
    };
    assert_eq!(post(request(&stranger.log, 0)).await.unwrap().0, 404);
    let thief = crate::Keys::new(one.log.origin(), &[3; 32]).unwrap();
    assert_eq!(post(request(&thief.log, 2)).await.unwrap().0, 403);
    assert_eq!(post(vec![b'a'; 300 * 1024]).await.unwrap().0, 413);
    assert_eq!(state(&one.test.db).await.unwrap().unwrap().held, None::<Held>);
}
