//! The log as its rooms, its peers and its operators meet it.

mod calendars;
mod growing;
mod packing;
mod restoring;
mod stamping;
mod watching;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use saksi_base::Problem;
use saksi_db::{Db, Viewer};
use saksi_fetch::{Asked, Bounds, Guard, Networks, Trust};
use saksi_tlog::tile::{self, TileKind};
use saksi_tlog::{Hash, KeyName, Policy, SignedCheckpoint, TilePath, VerifierKey};

use crate::{MESSAGES, Settings, Transparency, enter, routes};

/// Settings of a log under this name, with this policy.
pub(super) fn settings(origin: &str, policy: &str) -> Settings {
    Settings {
        origin: KeyName::parse(origin).unwrap(),
        policy: Policy::parse(policy).unwrap(),
        authorities: Vec::new(),
        calendars: Vec::new(),
        stamp_pause: 3_600,
        private: true,
    }
}

/// A log alone, without witnesses.
pub(super) async fn alone(db: &Db) -> Transparency {
    Transparency::open(db.clone(), settings("check.example.org/log", "quorum none\n")).await.unwrap()
}

/// Entries that nobody else makes.
pub(super) fn entries(range: std::ops::Range<u64>) -> Vec<Hash> {
    range.map(|number| Hash::of(&number.to_be_bytes())).collect()
}

/// Enters hashes as another room would, in a transaction of its own.
pub(super) async fn enter_all(db: &Db, entries: &[Hash]) {
    let at = db.clock().now();
    let done: Result<(), Problem> = saksi_db::write!(db, "test", Viewer::System, tx => {
        for entry in entries {
            enter(&mut tx, at, *entry).await?;
        }
        Ok(())
    });
    done.unwrap();
}

/// Serves a log on this machine, as its peers reach it.
pub(super) fn serve(log: &Transparency, listener: TcpListener) {
    let db = log.db().clone();
    let clock: Arc<dyn saksi_base::Clock> = db.clock();
    let site = saksi_web::testing::builder(db, clock).messages(MESSAGES).build();
    let app = saksi_web::app(site, vec![routes(log.clone())]);
    listener.set_nonblocking(true).unwrap();
    let server = axum_server::from_tcp(listener).unwrap();
    tokio::spawn(server.serve(app.into_make_service_with_connect_info::<SocketAddr>()));
}

/// A place to serve at.
pub(super) fn place() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// Gets an address: status, how long it may be kept, and the body.
pub(super) async fn get(address: &str) -> (u16, String, Vec<u8>) {
    let guard = Guard::new(Networks::Any, &Trust::machine()).unwrap();
    let mut answer = guard.ask(&Asked::get(address).unwrap(), &Bounds::default()).await.unwrap();
    let keep = answer.hop.header(&saksi_fetch::HeaderName::from_static("cache-control")).unwrap_or_default();
    (answer.hop.status, keep, answer.rest().await.unwrap())
}

/// Fetches a whole log from where it is served and checks every tile against its signed root, as an auditor does. The leaves.
pub(super) async fn audit(base: &str, key: &VerifierKey) -> (SignedCheckpoint, Vec<Hash>) {
    let (status, keep, note) = get(&format!("{base}/log/checkpoint")).await;
    assert_eq!((status, keep.as_str()), (200, "public, max-age=5"));
    let signed = SignedCheckpoint::open(&note, key).unwrap();
    let size = signed.checkpoint().size();
    let mut tiles: BTreeMap<TilePath, Vec<u8>> = BTreeMap::new();
    for path in tile::all(size) {
        let (status, keep, bytes) = get(&format!("{base}/log/{path}")).await;
        assert_eq!(status, 200, "{path}");
        assert!(keep.contains("immutable"), "{path}: {keep}");
        tiles.insert(path, bytes);
    }
    let leaves = tile::audit(&tiles, size, signed.checkpoint().root()).unwrap();
    assert!(TilePath::in_log(TileKind::Entries, size / 256 + 1, size).is_none());
    (signed, leaves)
}
