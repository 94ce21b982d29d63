//! Keys of other rooms: random, kept in the database under the key that the database does not hold (the one that seals second steps), so that
//! a copy of the database alone opens nothing that they seal.

use saksi_base::{Problem, random};
use saksi_db::{Db, Tx, Viewer};
use zeroize::Zeroizing;

use crate::model::SealKey;
use crate::store;

/// The key of a room, made when it is first asked for. `name` is the room's, in small letters.
pub async fn room_key(db: &Db, seal: &SealKey, name: &'static str) -> Result<Zeroizing<Vec<u8>>, Problem> {
    let stored = saksi_db::read!(db, Viewer::Public, tx => { store::room_key(&mut tx, name).await })?;
    let stored = match stored {
        Some(stored) => stored,
        None => saksi_db::write!(db, "make the key of a room", Viewer::System, tx => {
            let fresh = Zeroizing::new(random::bytes::<32>(&*tx.random()));
            let wrapped = seal.wrap(name, &*fresh, &*tx.random())?;
            store::claim_room_key(&mut tx, name, &wrapped).await
        })?,
    };
    seal.open_wrapped(name, &stored).map(Zeroizing::new).ok_or_else(|| {
        tracing::error!(name, "the key of a room does not open with the key file of this process");
        Problem::internal()
    })
}

/// Seals every room's key anew under another key. What does not open now did not before, and stays.
pub(super) async fn rewrap(tx: &mut Tx, from: &SealKey, to: &SealKey) -> Result<(), Problem> {
    for (name, wrapped) in store::room_keys(tx).await? {
        if let Some(content) = from.open_wrapped(&name, &wrapped).map(Zeroizing::new) {
            let wrapped = to.wrap(&name, &content, &*tx.random())?;
            store::put_room_key(tx, &name, &wrapped).await?;
        }
    }
    Ok(())
}
