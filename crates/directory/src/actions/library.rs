//! The library. Whoever publishes for an organisation adds to it; that organisation and those who run the network correct it, or take it back,
//! with a reason that its readers see.

use saksi_base::{LibraryItemId, Problem};
use saksi_db::Tx;
use saksi_network::{Member, Organisation};

use super::civic_space::reason_of;
use super::groups::in_group;
use super::note;
use super::registers::{kept, publishes};
use crate::model::library::{Item, ItemDraft, Version};
use crate::store::library as rows;

/// Most items of the library.
pub const MOST: i64 = 2_000;

/// What whoever looks may read, by title.
pub async fn items(tx: &mut Tx) -> Result<Vec<Item>, Problem> {
    rows::items(tx, MOST).await
}

/// An item with all that its page shows.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The item.
    pub item: Item,
    /// Who keeps it.
    pub keeper: Organisation,
    /// Who wrote it besides, each with the organisation of the network that has this name, if there is one.
    pub authors: Vec<(String, Option<Organisation>)>,
    /// Its versions, the latest first.
    pub versions: Vec<Version>,
    /// Other editions of the same work that whoever looks may read.
    pub editions: Vec<Item>,
    /// Every item that whoever looks may read, to name parts by.
    pub all: Vec<Item>,
}

/// One item, where whoever looks may read it; refused as if it were not there otherwise.
pub async fn item(tx: &mut Tx, id: LibraryItemId) -> Result<Shown, Problem> {
    let item = rows::item(tx, id).await?.ok_or_else(Problem::not_found)?;
    let keeper = saksi_network::organisation(tx, item.organisation).await?.ok_or_else(Problem::not_found)?;
    let all = rows::items(tx, MOST).await?;
    let mut authors = Vec::new();
    for name in &item.draft.authors {
        let known = match saksi_network::organisation_by_name(tx, name).await? {
            Some(id) => saksi_network::organisation(tx, id).await?.filter(|one| one.closed.is_none()),
            None => None,
        };
        authors.push((name.clone(), known));
    }
    let editions = all.iter().filter(|one| one.work == item.work && one.id != item.id).cloned().collect();
    Ok(Shown { versions: rows::versions(tx, id).await?, keeper, authors, editions, all, item })
}

/// Refuses a group that one is not in, parts that are not there, and a second edition in one language.
async fn fits(
    tx: &mut Tx,
    by: &Member,
    draft: &ItemDraft,
    work: uuid::Uuid,
    own: LibraryItemId,
) -> Result<(), Problem> {
    if let Some(group) = draft.group {
        in_group(tx, by, group).await.map_err(|_| Problem::field("group", "directory-library-group-missing"))?;
    }
    for part in &draft.parts {
        if *part == own || rows::item(tx, *part).await?.is_none_or(|part| part.draft.kind == draft.kind) {
            return Err(Problem::field("parts", "directory-library-part-wrong"));
        }
    }
    let language = draft.language.as_ref().map_or("", |tag| tag.as_str());
    if rows::has_edition(tx, work, language, own).await? {
        return Err(Problem::field("language", "directory-library-edition-known"));
    }
    Ok(())
}

/// Adds to the library. `of` is another edition of the same work, if there is one.
pub async fn add(
    tx: &mut Tx,
    by: &Member,
    of: Option<LibraryItemId>,
    draft: ItemDraft,
) -> Result<LibraryItemId, Problem> {
    publishes(tx, by).await?;
    let draft = draft.tidy()?;
    let id = LibraryItemId::new(tx.now(), &*tx.random());
    let work = match of {
        Some(of) => rows::item(tx, of).await?.ok_or_else(Problem::not_found)?.work,
        None => id.0,
    };
    fits(tx, by, &draft, work, id).await?;
    rows::insert(tx, id, work, by.organisation, &draft).await?;
    note(tx, by.actor(), id.0, "library-item-added", draft.title.as_bytes()).await?;
    Ok(id)
}

/// Makes a new version, with the reason. `seen` is the version that whoever changes it had before them.
pub async fn change(
    tx: &mut Tx,
    by: &Member,
    id: LibraryItemId,
    seen: i64,
    why: &str,
    draft: ItemDraft,
) -> Result<(), Problem> {
    let before = rows::item(tx, id).await?.ok_or_else(Problem::not_found)?;
    kept(tx, by, before.organisation).await?;
    let draft = draft.tidy()?;
    let why = reason_of(why)?;
    fits(tx, by, &draft, before.work, id).await?;
    if !rows::change(tx, id, seen, &why, &draft).await? {
        return Err(Problem::conflict("directory-group-changed-meanwhile"));
    }
    note(tx, by.actor(), id.0, "library-item-changed", draft.title.as_bytes()).await
}

/// Takes an item back: its page says so, and why, and shows no text any more.
pub async fn withdraw(tx: &mut Tx, by: &Member, id: LibraryItemId, reason: &str) -> Result<(), Problem> {
    let before = rows::item(tx, id).await?.ok_or_else(Problem::not_found)?;
    kept(tx, by, before.organisation).await?;
    let reason = reason_of(reason)?;
    if !rows::withdraw(tx, id, &reason).await? {
        return Err(Problem::not_found());
    }
    note(tx, by.actor(), id.0, "library-item-withdrawn", reason.as_bytes()).await
}
