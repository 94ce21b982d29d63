//! Records made directly, past the actions: for tests.

use saksi_base::{DoorId, JoinRequestId, PersonId, Place, Problem, SiteLanguage};
use saksi_db::Tx;
use saksi_network::model::secret::LinkSecret;

use crate::model::digests::{AddressState, Digest, Frequency};
use crate::model::lenses::Tags;
use crate::model::{DoorDraft, DoorKind, Knock};
use crate::store;

/// A door with a code that the test knows.
pub async fn door(tx: &mut Tx, id: DoorId, code: &str, vouches: i64) -> Result<(), Problem> {
    let draft = DoorDraft {
        kind: DoorKind::Event,
        title: "Round table, Taipei".into(),
        about: "Come in, all of you.".into(),
        region: "030".into(),
        place: Place::NotDisclosed,
        vouches,
        tags: Tags::from_stored("violence", "16"),
    };
    store::joining::insert_door(tx, id, code, &draft).await
}

/// A request under a locator that the test knows, which no words open.
pub async fn request(tx: &mut Tx, door: DoorId, locator: &str, knock: &Knock) -> Result<(), Problem> {
    let id = JoinRequestId::new(&*tx.random());
    let kept = store::joining::Kept { id, door, locator, verifier: &[0; 32], follows: None };
    store::joining::insert_request(tx, &kept, knock).await
}

/// How many votes lie in the database.
pub async fn votes(tx: &mut Tx) -> Result<i64, Problem> {
    store::decisions::all_votes(tx).await
}

/// An address that somebody set and nobody confirmed; gives the word of its links.
pub async fn digest(tx: &mut Tx, person: PersonId, address: &str) -> Result<String, Problem> {
    let (now, word) = (tx.now(), LinkSecret::new(&*tx.random()).reveal().to_owned());
    let digest = Digest {
        person,
        address: address.into(),
        frequency: Frequency::Daily,
        language: SiteLanguage::English,
        state: AddressState::Asked,
        word: word.clone(),
        asked: now,
        since: now,
        next: now,
    };
    store::digests::put(tx, &digest).await?;
    Ok(word)
}
