//! Records made directly, past the actions: for tests.

use saksi_base::{DoorId, Problem};
use saksi_db::Tx;

use crate::model::{DoorDraft, DoorKind};
use crate::store;

/// A door with a code that the test knows.
pub async fn door(tx: &mut Tx, id: DoorId, code: &str, vouches: i64) -> Result<(), Problem> {
    let draft = DoorDraft {
        kind: DoorKind::Event,
        title: "Round table, Taipei".into(),
        about: "Come in, all of you.".into(),
        region: "030".into(),
        vouches,
    };
    store::joining::insert_door(tx, id, code, &draft).await
}
