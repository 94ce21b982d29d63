//! A new key for a case when somebody may no longer open it, step by step within the sessions of those who keep access: no job
//! ever holds a key of a case.

use saksi_base::{CaseId, CaseRecordId, PersonId, Problem};
use saksi_db::Tx;
use saksi_network::Member;
use saksi_vault::{
    FieldName, FileResealing, Generation, PublicKey, Rekeying as Vault, SealedPlace, SealedText, WrappedCaseKey,
};

use super::files::{split_chunks, store_part};
use super::keys::Unlocked;
use super::open::{Opened, open_case, visited};
use super::view::FILE;
use crate::handle::{Cases, damaged};
use crate::model::case::{VisitKind, WrapKind};
use crate::store::files::StoredFile;
use crate::{elevation, store};

/// How far a rekeying is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rekeying {
    /// Texts and files that are under the new key.
    pub done: u64,
    /// How many there are.
    pub of: u64,
}

impl Rekeying {
    /// Whether the old key is given up.
    pub const fn is_done(self) -> bool {
        self.done >= self.of
    }
}

/// How far the rekeying of a case is, where one goes on.
pub(crate) async fn progress(tx: &mut Tx, case: CaseId) -> Result<Option<Rekeying>, Problem> {
    let Some(state) = store::cases::rekeying(tx, case).await? else { return Ok(None) };
    let texts = store::cases::count_texts_not_under(tx, case, state.new).await?;
    let files = store::files::count_not_under(tx, case, state.new).await?;
    let left = u64::try_from(texts.saturating_add(files)).unwrap_or(0);
    // One more than what is left: the old wraps go at the very end.
    Ok(Some(Rekeying { done: state.done, of: state.done + left + 1 }))
}

/// Takes somebody's access to a case away: their wrap goes, a new key begins for everybody who keeps access, the person who asked
/// included, and from now on everything new is sealed under it. What is there already follows by [`rekey`]. What somebody
/// read while they had access, no key takes back.
pub async fn revoke(cases: &Cases, me: &Unlocked, case: CaseId, person: PersonId) -> Result<Rekeying, Problem> {
    if person == me.member().person {
        return Err(Problem::conflict("cases-revoke-yourself"));
    }
    let opened = open_case(cases, me, case).await?;
    super::work::needs_own_wrap(&opened)?;
    if opened.wraps.iter().all(|wrap| wrap.person != Some(person)) {
        return Err(Problem::not_found());
    }
    begin(cases, me, opened, Some(person)).await
}

/// A new key for a case because somebody left who had the one before. Their wraps are gone; what they may have kept opens nothing
/// that is sealed from now on.
pub async fn renew(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<Rekeying, Problem> {
    let opened = open_case(cases, me, case).await?;
    super::work::needs_own_wrap(&opened)?;
    let left = saksi_db::read!(cases.db, me.member().viewer(), tx => {
        store::leaving::left_of_case(&mut tx, case).await
    })?;
    if left.is_empty() {
        return Err(Problem::conflict("cases-nobody-left"));
    }
    begin(cases, me, opened, None).await
}

/// Begins a new key for everybody who keeps access: all but one, and but those who belong to their organisation no longer.
async fn begin(
    cases: &Cases,
    me: &Unlocked,
    mut opened: Opened,
    leaves: Option<PersonId>,
) -> Result<Rekeying, Problem> {
    let (member, case) = (me.member(), opened.row.id);
    let generation = opened.row.generation;
    let old = opened.keys.take(generation).ok_or_else(|| Problem::conflict("cases-key-no-longer-yours"))?;
    let random = cases.random();
    let rekeying = Vault::begin(old, &*random).map_err(damaged("a rekeying"))?;
    let state = rekeying.state();
    saksi_db::write!(cases.db, "revoke access", member.viewer(), tx => {
        if store::cases::rekeying(&mut tx, case).await?.is_some() {
            return Err(Problem::conflict("cases-rekeying-goes-on"));
        }
        let held = elevation::holder(&mut tx, member, case).await?;
        if let Some(person) = leaves {
            store::cases::delete_wraps_of(&mut tx, case, person).await?;
        }
        for (wrap, public) in keepers(&mut tx, &opened, leaves).await? {
            let key = rekeying.new_key().wrap(&public, &*random).map_err(damaged("a wrap"))?;
            store::cases::insert_wrap(&mut tx, case, wrap.kind, wrap.organisation, wrap.person, &key).await?;
        }
        if !saksi_db::as_system!(tx, held.part, store::cases::step_generation(&mut tx, case, state.old, state.new))? {
            return Err(Problem::conflict("cases-changed-meanwhile"));
        }
        store::cases::begin_rekeying(&mut tx, state).await?;
        store::leaving::case_renewed(&mut tx, case).await?;
        visited(&mut tx, member, case, VisitKind::Revoked).await?;
        progress(&mut tx, case).await?.ok_or_else(Problem::internal)
    })
}

/// Everybody who keeps access, with the key that they have now.
async fn keepers(
    tx: &mut Tx,
    opened: &Opened,
    leaves: Option<PersonId>,
) -> Result<Vec<(store::cases::Wrap, PublicKey)>, Problem> {
    let mut keepers: Vec<(store::cases::Wrap, PublicKey)> = Vec::new();
    for wrap in opened.wraps.iter().filter(|wrap| wrap.person.is_none() || wrap.person != leaves) {
        if let (Some(person), Some(organisation)) = (wrap.person, wrap.organisation)
            && !store::leaving::belongs(tx, organisation, person).await?
        {
            continue;
        }
        let public = match (wrap.kind, wrap.person, wrap.organisation) {
            (WrapKind::Person, Some(person), _) => store::keys::key_pair(tx, person).await?.map(|pair| pair.public),
            (WrapKind::Triage, _, Some(own)) => store::keys::triage_key(tx, own).await?.map(|row| row.public),
            (WrapKind::Recovery, _, Some(own)) => {
                store::keys::organisation_key(tx, own).await?.map(|own| own.key.public)
            }
            (WrapKind::Return, ..) => opened.row.return_key.clone(),
            _ => None,
        };
        let Some(public) = public else { continue };
        if keepers.iter().all(|(_, known)| *known != public) {
            keepers.push((wrap.clone(), public));
        }
    }
    Ok(keepers)
}

/// Goes on with a rekeying: reseals at most so many texts, and one file. Repeat it until it is done; it goes on from wherever it
/// stopped, in the session of anybody who keeps access.
pub async fn rekey(cases: &Cases, me: &Unlocked, case: CaseId, most: usize) -> Result<Option<Rekeying>, Problem> {
    let member = me.member();
    let mut opened = open_case(cases, me, case).await?;
    let found = saksi_db::read!(cases.db, member.viewer(), tx => {
        let Some(state) = store::cases::rekeying(&mut tx, case).await? else { return Ok(None) };
        let most = i64::try_from(most.clamp(1, 500)).unwrap_or(1);
        let texts = store::cases::texts_not_under(&mut tx, case, state.new, most).await?;
        Ok::<_, Problem>(Some((state, texts)))
    })?;
    let Some((state, texts)) = found else { return Ok(None) };
    let lost = || Problem::conflict("cases-key-no-longer-yours");
    let (old, new) = (opened.keys.take(state.old).ok_or_else(lost)?, opened.keys.take(state.new).ok_or_else(lost)?);
    let mut rekeying = Vault::resume(state, old, new).map_err(damaged("a rekeying"))?;
    let random = cases.random();
    let mut resealed: Vec<(CaseRecordId, String, SealedText, SealedText)> = Vec::new();
    for text in texts {
        let field = FieldName::parse(&text.field).map_err(damaged("the name of a field"))?;
        let place = SealedPlace::new(text.record, field);
        match rekeying.reseal(place, &text.sealed, &*random) {
            Ok(Some(sealed)) => resealed.push((text.record, text.field, text.sealed, sealed)),
            Ok(None) => {}
            // It opened for nobody before, and does not now: nothing is lost by leaving it out.
            Err(saksi_vault::SealError::Damaged | saksi_vault::SealError::OtherKey) => {
                drop_text(cases, member, text.record, &text.field).await?;
            }
            Err(error) => return Err(damaged("a text")(error)),
        }
    }
    let texts_left = !resealed.is_empty();
    let now = rekeying.state();
    saksi_db::write!(cases.db, "rekey texts", member.viewer(), tx => {
        for (record, field, was, sealed) in &resealed {
            store::cases::reseal_text(&mut tx, *record, field, state.old, sealed, was).await?;
        }
        store::cases::set_rekeying(&mut tx, now).await
    })?;
    if !texts_left && let Some(file) = next_file(&opened, state.new) {
        if file.row.done {
            rekey_file(cases, member, &mut rekeying, &file, state.old).await?;
        } else {
            // An upload that broke off, or goes on under the old key: it is sent again.
            saksi_db::write!(cases.db, "drop unfinished file", member.viewer(), tx => {
                store::files::delete_unfinished(&mut tx, file.row.record).await
            })?;
        }
    }
    let now = rekeying.state();
    let progress = saksi_db::write!(cases.db, "end rekeying", member.viewer(), tx => {
        store::cases::set_rekeying(&mut tx, now).await?;
        let texts = store::cases::count_texts_not_under(&mut tx, case, state.new).await?;
        let files = store::files::count_not_under(&mut tx, case, state.new).await?;
        if texts + files > 0 {
            return progress(&mut tx, case).await;
        }
        store::cases::delete_wraps_of_generation(&mut tx, case, state.old).await?;
        store::cases::end_rekeying(&mut tx, case).await?;
        Ok::<_, Problem>(Some(Rekeying { done: now.done + 1, of: now.done + 1 }))
    })?;
    super::retention::sweep_blobs(cases).await?;
    Ok(progress)
}

async fn drop_text(cases: &Cases, member: &Member, record: CaseRecordId, field: &str) -> Result<(), Problem> {
    saksi_db::write!(cases.db, "drop damaged text", member.viewer(), tx => {
        store::cases::delete_text(&mut tx, record, field).await
    })
}

fn next_file(opened: &Opened, new: Generation) -> Option<StoredFile> {
    opened.loaded.files.iter().find(|file| file.generation != new).cloned()
}

/// Reseals one file, part by part; each part is in the store before the row that names it.
async fn rekey_file(
    cases: &Cases,
    member: &Member,
    rekeying: &mut Vault,
    file: &StoredFile,
    old: Generation,
) -> Result<(), Problem> {
    let random = cases.random();
    let place = SealedPlace::new(file.row.record, FILE);
    let resealing: FileResealing = match file.next_header {
        Some(to) => rekeying.resume_file(place, &file.row.header, to).map_err(damaged("a file"))?,
        None => match rekeying.reseal_file(place, &file.row.header, &*random).map_err(damaged("a file"))? {
            Some(resealing) => {
                let header = *resealing.header();
                saksi_db::write!(cases.db, "begin rekeying a file", member.viewer(), tx => {
                    store::files::set_next_header(&mut tx, file.row.record, &header).await
                })?;
                resealing
            }
            None => return Ok(()),
        },
    };
    let header = *resealing.header();
    let (parts, done) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let parts = store::files::parts(&mut tx, file.row.record, old).await?;
        let done = store::files::parts(&mut tx, file.row.record, header.generation()).await?;
        Ok::<_, Problem>((parts, done))
    })?;
    for part in parts {
        if done.iter().any(|known| known.first_chunk == part.first_chunk) {
            continue;
        }
        let bytes = cases.blobs.get(part.blob).await?;
        let mut resealed = Vec::with_capacity(bytes.len());
        for (number, chunk) in (part.first_chunk..).zip(split_chunks(&bytes)) {
            resealed.extend(resealing.reseal(number, chunk, &*random).map_err(damaged("a file"))?);
        }
        let new = store_part(cases, part.first_chunk, resealed).await?;
        saksi_db::write!(cases.db, "rekey a part", member.viewer(), tx => {
            store::files::put_part(&mut tx, file.row.record, header.generation(), &new).await
        })?;
    }
    saksi_db::write!(cases.db, "rekey a file", member.viewer(), tx => {
        store::files::finish_reseal(&mut tx, file.row.record, old, &header).await
    })?;
    rekeying.file_done();
    Ok(())
}

/// The wraps of a case, for a test: which generations are in use.
pub async fn generations(cases: &Cases, case: CaseId) -> Result<Vec<(WrapKind, u32)>, Problem> {
    let wraps =
        saksi_db::read!(cases.db, saksi_db::Viewer::System, tx => { store::cases::wraps(&mut tx, case).await })?;
    let line = |wrap: store::cases::Wrap| (wrap.kind, WrappedCaseKey::generation(&wrap.key).get());
    Ok(wraps.into_iter().map(line).collect())
}
