//! Authorities that sign times: made with openssl, asked over a real connection, and checked by openssl.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use saksi_db::testing;
use saksi_tlog::{Hash, ProofFile, SignedCheckpoint, record};

use super::{enter_all, entries, place, settings};
use crate::{Authority, Standing, Transparency, checkpoint_proof, newest_checkpoint, request_tokens, standing, token};

const SETTINGS: &str = "
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[authority]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = made
[made]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
";

fn openssl(folder: &Path, words: &str) -> bool {
    let output = Command::new("openssl").args(words.split_whitespace()).current_dir(folder).output().unwrap();
    if !output.status.success() {
        println!("openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

/// An authority that runs on this machine, and whether it is open.
struct Office {
    folder: tempfile::TempDir,
    authority: Authority,
    open: Arc<AtomicBool>,
}

fn office() -> Office {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("settings"), SETTINGS).unwrap();
    std::fs::write(at.join("serial"), "0100\n").unwrap();
    let key = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
    for words in [
        format!("genpkey {key} -out root.key"),
        format!("genpkey {key} -out signer.key"),
        "req -x509 -sha256 -config settings -key root.key -subj /CN=Root -days 3650 -extensions root -out root.pem".to_owned(),
        "req -new -sha256 -config settings -key signer.key -subj /CN=Signer -out signer.csr".to_owned(),
        "x509 -req -sha256 -in signer.csr -CA root.pem -CAkey root.key -CAcreateserial -days 3650 -extfile settings -extensions authority -out signer.pem".to_owned(),
        "x509 -in root.pem -outform DER -out root.der".to_owned(),
    ] {
        assert!(openssl(at, &words), "{words}");
    }
    let open = Arc::new(AtomicBool::new(true));
    let (listener, address) = place();
    let (home, door): (PathBuf, _) = (at.to_owned(), Arc::clone(&open));
    let app = Router::new().route(
        "/tsr",
        post(move |body: Bytes| {
            let (home, open) = (home.clone(), door.load(Ordering::SeqCst));
            async move {
                if !open {
                    return (StatusCode::SERVICE_UNAVAILABLE, Vec::new());
                }
                std::fs::write(home.join("request"), &body).unwrap();
                assert!(openssl(
                    &home,
                    "ts -reply -config settings -section made -queryfile request -signer signer.pem -inkey signer.key -sha256 -out answer"
                ));
                (StatusCode::OK, std::fs::read(home.join("answer")).unwrap())
            }
        }),
    );
    listener.set_nonblocking(true).unwrap();
    tokio::spawn(axum_server::from_tcp(listener).unwrap().serve(app.into_make_service()));
    let roots = vec![std::fs::read(folder.path().join("root.der")).unwrap()];
    Office { authority: Authority { url: format!("http://{address}/tsr"), roots }, folder, open }
}

impl Office {
    /// Whether openssl holds a kept token for good.
    fn holds(&self, token: &[u8], digest: Hash) -> bool {
        std::fs::write(self.folder.path().join("kept"), token).unwrap();
        openssl(
            self.folder.path(),
            &format!("ts -verify -in kept -token_in -CAfile root.pem -digest {}", digest.to_hex()),
        )
    }
}

#[tokio::test]
async fn two_authorities_stamp_a_state_and_a_record_and_openssl_agrees() {
    for test in testing::engines().await {
        let (first, second) = (office(), office());
        second.open.store(false, Ordering::SeqCst);
        let mut wanted = settings("check.example.org/log", "quorum none\n");
        wanted.authorities = vec![first.authority.clone(), second.authority.clone()];
        let log = Transparency::open(test.db.clone(), wanted).await.unwrap();
        let record = entries(3..4)[0];
        enter_all(&test.db, &entries(0..6)).await;
        log.beat().await.unwrap();
        log.ask_outside().await.unwrap();
        // Entered later, and in no stamped state yet; its own token was asked for.
        let asked: Result<(), saksi_base::Problem> = saksi_db::write!(test.db, "test", saksi_db::Viewer::System, tx => {
            request_tokens(&mut tx, record, &log.authorities()).await
        });
        asked.unwrap();
        log.ask_outside().await.unwrap();
        let tokens = |entry| {
            let db = test.db.clone();
            async move {
                match standing(&db, entry).await.unwrap() {
                    Standing::Logged(logged) => logged.tokens,
                    other => panic!("{other:?}"),
                }
            }
        };
        assert_eq!(tokens(record).await.len(), 2, "{}: the second authority is away", test.engine);

        // It comes back, and is asked again when its time has come.
        second.open.store(true, Ordering::SeqCst);
        log.ask_outside().await.unwrap();
        assert_eq!(tokens(record).await.len(), 2);
        test.clock.advance(60_000_000);
        log.ask_outside().await.unwrap();
        let kept = tokens(record).await;
        assert_eq!(kept.len(), 4, "{}", test.engine);
        let signed =
            SignedCheckpoint::open(&newest_checkpoint(&test.db).await.unwrap().unwrap(), log.keys().log.public_key());
        let state = signed.unwrap().digest();
        for stamped in kept {
            let office = if stamped.authority == first.authority.url { &first } else { &second };
            let digest = Hash::from_slice(&stamped.digest).unwrap();
            assert_eq!(digest, if stamped.size.is_some() { state } else { record });
            let token = token(&test.db, digest, &stamped.authority).await.unwrap().unwrap();
            assert!(office.holds(&token, digest), "{}: openssl verifies what is kept", test.engine);
            assert!(!office.holds(&token, Hash::of(b"another")));
            if let Some(size) = stamped.size {
                // From the record to the stamped state.
                let file = ProofFile::parse(&checkpoint_proof(&test.db, record, size).await.unwrap().unwrap()).unwrap();
                assert_eq!(file.verify(record::leaf_of(record), log.policy()).unwrap().checkpoint.size(), size);
            }
        }
        // The next state waits its hour.
        enter_all(&test.db, &entries(6..7)).await;
        log.beat().await.unwrap();
        log.ask_outside().await.unwrap();
        assert_eq!(tokens(entries(6..7)[0]).await.len(), 0);
        test.clock.advance(3_600_000_000);
        log.ask_outside().await.unwrap();
        assert_eq!(tokens(entries(6..7)[0]).await.len(), 2, "{}", test.engine);
    }
}

#[tokio::test]
async fn a_token_of_an_authority_that_nobody_trusts_is_not_kept() {
    let test = testing::sqlite().await;
    let (asked, trusted) = (office(), office());
    let mut wanted = settings("check.example.org/log", "quorum none\n");
    wanted.authorities = vec![Authority { url: asked.authority.url.clone(), roots: trusted.authority.roots.clone() }];
    let log = Transparency::open(test.db.clone(), wanted).await.unwrap();
    enter_all(&test.db, &entries(0..1)).await;
    log.beat().await.unwrap();
    log.ask_outside().await.unwrap();
    let Standing::Logged(logged) = standing(&test.db, entries(0..1)[0]).await.unwrap() else { panic!("not logged") };
    assert_eq!(logged.tokens, []);
}
