//! Visits on a schedule. One job reads what a source lists and watches its addresses; one job for each address looks whether it still
//! says what it said. Only what is new, changed or gone becomes evidence; what is the same leaves the day on which that was seen.
//!
//! Visits keep to `robots.txt` and ask a host slowly: whoever comes back every day is a guest.

use std::collections::{HashSet, VecDeque};
use std::io::{BufRead, BufReader, Read as _};
use std::sync::Arc;
use std::time::Duration;

use saksi_base::clock::{HOUR, SECOND};
use saksi_base::{EvidenceId, Problem, SourceId, WatchId};
use saksi_capture::Manners;
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Db, Viewer};
use saksi_fetch::{Asked, Bounds, Url};

use super::capturing::{self, Target};
use super::sources;
use crate::Room;
use crate::model::{About, Kind, SourceKind, WatchState};
use crate::store::records::{self as rows, New};
use crate::store::sources::{self as store, Look, SourceRow, WatchRow};

/// The kind of job that visits a source.
pub const JOB: &str = "evidence-visit";
/// The kind of job that looks at one address of a source.
pub const LOOK: &str = "evidence-look";

/// A look that takes longer is given up.
const LONGEST: Duration = Duration::from_secs(270);
/// A look at a host at which another one is under way comes again after this.
const PUT_OFF: i64 = 15 * SECOND;
/// Most bytes of a feed or a map of a site.
const MOST_LIST: u64 = 16 << 20;
/// Most bytes of all maps that a list of maps leads to, and most of one of them once it is expanded.
const MOST_LISTS: u64 = 64 << 20;
const MOST_EXPANDED: u64 = 64 << 20;
/// Most maps, and how many lists of maps may lead to one another.
const MOST_MAPS: usize = 50;
const DEEPEST_LIST: usize = 2;
/// Longest address in a list.
const MOST_ADDRESS: usize = 64 << 10;
/// All maps together may take so long; a job is leased for five minutes.
const LONGEST_LISTS: Duration = Duration::from_mins(4);
/// Shortest time between two visits that failed.
const SOON: i64 = HOUR;

/// What handles [`JOB`].
pub fn handler(room: Room) -> Handler {
    Arc::new(move |db, job| {
        let room = room.clone();
        Box::pin(async move { visit(&room, &db, SourceId(job.subject)).await })
    })
}

/// What handles [`LOOK`].
pub fn look_handler(room: Room) -> Handler {
    Arc::new(move |db, job| {
        let room = room.clone();
        Box::pin(async move { look(&room, &db, WatchId(job.subject)).await })
    })
}

/// Reads what a source lists, and lets its addresses be looked at.
pub async fn visit(room: &Room, db: &Db, id: SourceId) -> Result<(), String> {
    let row: Result<Option<SourceRow>, Problem> =
        saksi_db::read!(db, Viewer::System, tx => { store::find(&mut tx, id).await });
    let Some(source) = row.map_err(|problem| problem.to_string())?.map(|row| row.source()) else { return Ok(()) };
    // Two processes may have found it due at once: the second comes when the next visit is not due any more.
    if source.paused || source.next > db.clock().now() {
        return Ok(());
    }
    let named = match source.is.kind {
        SourceKind::Feed | SourceKind::Sitemap => listed(room, &source.is.address, source.is.most).await,
        SourceKind::Site | SourceKind::Channel | SourceKind::List => {
            Ok(sources::addresses(&source.is).into_iter().map(ToOwned::to_owned).collect())
        }
    };
    let noted: Result<(), Problem> = saksi_db::write!(db, "visit source", Viewer::System, tx => {
        let (now, random) = (tx.now(), tx.random());
        match &named {
            Ok(addresses) => {
                for url in addresses {
                    store::watch(&mut tx, id, url, WatchId::new(&*random)).await?;
                }
                // Those that were not looked at for longest come first; what no feed lists any more is looked at too, so that it
                // shows when it is gone.
                for watch in store::watch_ids(&mut tx, id, source.is.most).await? {
                    tx.enqueue(LOOK, watch, now).await?;
                }
                store::visited(&mut tx, id, now.plus(source.is.hours * HOUR), None).await
            }
            Err(fault) => {
                let next = now.plus((source.is.hours * HOUR).min(SOON << source.failures.clamp(0, 6)));
                store::visited(&mut tx, id, next, Some(fault)).await
            }
        }
    });
    noted.map_err(|problem| problem.to_string())
}

/// The addresses that a feed or a map of a site lists. A map may be a list of maps: those of the same host are read as well, two steps
/// deep, until there are addresses enough. What one of them lacks is no reason to do without the others.
async fn listed(room: &Room, address: &str, most: i64) -> Result<Vec<String>, String> {
    let most = usize::try_from(most).unwrap_or(0);
    let first = Url::parse(address).map_err(|error| error.to_string())?;
    let mut maps = VecDeque::from([(first.clone(), 0)]);
    let mut known = HashSet::from([first.clone()]);
    let (mut found, mut bytes, mut fault) = (Vec::new(), 0_u64, None);
    let until = tokio::time::Instant::now() + room.patience().unwrap_or(LONGEST_LISTS);
    while let Some((url, depth)) = maps.pop_front() {
        let reading = async {
            room.hosts().wait(&url, room.pause()).await;
            list(room, &url, most, MOST_LISTS.saturating_sub(bytes)).await
        };
        let read = match tokio::time::timeout_at(until, reading).await {
            Ok(read) => read,
            Err(_) => Err("it takes too long".to_owned()),
        };
        let list = match read {
            Ok(list) => list,
            Err(said) => {
                fault.get_or_insert(said);
                continue;
            }
        };
        bytes += list.bytes;
        for url in list.addresses {
            if found.len() < most && !found.contains(&url) {
                found.push(url);
            }
        }
        for map in list.maps {
            let here = map.host_str() == first.host_str();
            if here && depth < DEEPEST_LIST && known.len() < MOST_MAPS && known.insert(map.clone()) {
                maps.push_back((map, depth + 1));
            }
        }
        if found.len() >= most {
            break;
        }
    }
    match (found.is_empty(), fault) {
        (false, _) => Ok(found),
        (true, Some(fault)) => Err(fault),
        (true, None) => Err("it lists no address".to_owned()),
    }
}

/// What one document lists.
#[derive(Debug, Default, PartialEq, Eq)]
struct List {
    /// Addresses of pages.
    addresses: Vec<String>,
    /// Addresses of further maps.
    maps: Vec<Url>,
    /// Bytes that came.
    bytes: u64,
}

async fn list(room: &Room, url: &Url, most: usize, most_bytes: u64) -> Result<List, String> {
    let bounds = Bounds { most_bytes: MOST_LIST.min(most_bytes), ..Bounds::default() };
    let asked = Asked::of(url.clone());
    let (_, mut answer) = room.guard().follow(&asked, &bounds).await.map_err(|fault| fault.to_string())?;
    if !(200..300).contains(&answer.hop.status) {
        return Err(format!("it answers {}", answer.hop.status));
    }
    let base = answer.hop.url.clone();
    let bytes = answer.rest().await.map_err(|fault| fault.to_string())?;
    // A map of many thousand addresses keeps a core busy for a while.
    let read = tokio::task::spawn_blocking(move || {
        let mut list = links(&bytes, &base, most)?;
        list.bytes = bytes.len() as u64;
        Ok(list)
    });
    read.await.map_err(|error| error.to_string())?
}

/// The links of a feed (RSS 2.0 and 1.0, Atom) or a map of a site, or the maps that a list of them names, in its order, without repetition.
/// What begins like gzip is expanded, up to a bound.
fn links(bytes: &[u8], base: &Url, most: usize) -> Result<List, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return links_in(bytes, base, most);
    }
    let mut expanded = flate2::read::MultiGzDecoder::new(bytes).take(MOST_EXPANDED);
    let list = links_in(BufReader::new(&mut expanded), base, most);
    if expanded.limit() == 0 {
        return Err(format!("it expands to more than {} MB", MOST_EXPANDED >> 20));
    }
    list
}

fn links_in(source: impl BufRead, base: &Url, most: usize) -> Result<List, String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(source);
    reader.config_mut().trim_text(true);
    let mut found: Vec<String> = Vec::new();
    let mut maps: Vec<Url> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let mut add = |text: &str, is_map: bool| {
        if let Ok(url) = base.join(text.trim())
            && matches!(url.scheme(), "http" | "https")
            && (if is_map { maps.len() < MOST_MAPS } else { found.len() < most })
            && known.insert(url.to_string())
        {
            if is_map { maps.push(url) } else { found.push(url.into()) }
        }
    };
    // Only links of entries count: the link of a whole feed is its site.
    let (mut inside, mut in_map, mut in_link, mut text) = (false, false, false, String::new());
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                b"item" | b"entry" | b"url" => (inside, in_map) = (true, false),
                b"sitemap" => (inside, in_map) = (true, true),
                b"link" | b"loc" if inside => {
                    in_link = true;
                    text.clear();
                    if let Some(address) = link_of(&tag) {
                        add(&address, false);
                    }
                }
                _ => {}
            },
            Ok(Event::Empty(tag)) if inside && tag.local_name().as_ref() == b"link" => {
                if let Some(address) = link_of(&tag) {
                    add(&address, false);
                }
            }
            Ok(Event::Text(part)) if in_link => text.push_str(&String::from_utf8_lossy(&part)),
            Ok(Event::GeneralRef(part)) if in_link && &*part == b"amp" => text.push('&'),
            Ok(Event::CData(part)) if in_link => text.push_str(&String::from_utf8_lossy(&part)),
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                b"item" | b"entry" | b"url" | b"sitemap" => inside = false,
                b"link" | b"loc" if in_link => {
                    in_link = false;
                    if !text.trim().is_empty() {
                        add(&text, in_map);
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(format!("it cannot be read as a feed or a map of a site: {error}")),
        }
        if text.len() > MOST_ADDRESS || buffer.len() > MOST_ADDRESS << 8 {
            return Err("an address in it has no end".to_owned());
        }
        buffer.clear();
    }
    Ok(List { addresses: found, maps, bytes: 0 })
}

/// The address that a link of an Atom entry names; none where it is about something else.
fn link_of(tag: &quick_xml::events::BytesStart<'_>) -> Option<String> {
    let value = |name: &str| tag.try_get_attribute(name).ok().flatten();
    let about = value("rel");
    if about.is_some_and(|rel| rel.value.as_ref() != b"alternate") {
        return None;
    }
    let text = String::from_utf8_lossy(&value("href")?.value).replace("&amp;", "&");
    Some(text)
}

/// Looks whether an address still says what it said.
pub async fn look(room: &Room, db: &Db, id: WatchId) -> Result<(), String> {
    let found: Result<Option<(WatchRow, SourceRow)>, Problem> = saksi_db::read!(db, Viewer::System, tx => {
        let Some(watch) = store::watched(&mut tx, id).await? else { return Ok(None) };
        let source = store::find(&mut tx, watch.source).await?;
        Ok(source.map(|source| (watch, source)))
    });
    let Some((watch, row)) = found.map_err(|problem| problem.to_string())? else { return Ok(()) };
    let source = row.source();
    let note = async |look: Look<'static>| {
        let watch = watch.clone();
        let noted: Result<(), Problem> = saksi_db::write!(db, "note look", Viewer::System, tx => {
            store::looked(&mut tx, &watch, &look).await
        });
        noted.map_err(|problem| problem.to_string())
    };
    let Ok(url) = Url::parse(&watch.url) else {
        return note(Look { state: WatchState::Unreachable, fault: "it is no address", kept: None }).await;
    };
    // One address of a host at a time: a slow host with many addresses holds one worker and not all of them.
    let Some(_seat) = room.seat(url.host_str().unwrap_or_default()) else {
        let put_off: Result<(), Problem> = saksi_db::write!(db, "put look off", Viewer::System, tx => {
            let later = tx.now().plus(PUT_OFF);
            tx.enqueue(LOOK, id.0, later).await?;
            Ok(())
        });
        return put_off.map_err(|problem| problem.to_string());
    };
    let order = capturing::order(
        room,
        url,
        source.is.requisites,
        Manners::Guest(room.pause()),
        &source.operator,
        &source.is.reason,
    );
    let fetched = match tokio::time::timeout(LONGEST, capturing::fetch(room, db, order, |_| {})).await {
        Ok(fetched) => fetched?,
        Err(_) => return note(Look { state: WatchState::Unreachable, fault: "it took too long", kept: None }).await,
    };
    let (state, digest) = judge(&watch, &fetched);
    let fault = fetched.captured.pages.first().and_then(|_| fetched.captured.faults().next());
    let fault = fault.and_then(|taken| taken.fault.clone()).unwrap_or_default();
    let newly = match state {
        WatchState::New | WatchState::Changed => true,
        WatchState::Gone => watch.gone_since.is_none() && fetched.answer().is_some(),
        WatchState::Same | WatchState::Closed | WatchState::Unreachable => false,
    };
    let kept = if newly {
        Some(keep(room, db, &watch, &row, fetched).await.map_err(|problem| problem.to_string())?)
    } else {
        None
    };
    let noted: Result<(), Problem> = saksi_db::write!(db, "note look", Viewer::System, tx => {
        let said = if matches!(state, WatchState::Unreachable | WatchState::Closed) { fault.as_str() } else { "" };
        // What was new once is the same until it changes.
        let state = if state == WatchState::New { WatchState::Same } else { state };
        store::looked(&mut tx, &watch, &Look { state, fault: said, kept: kept.map(|id| (id, digest.as_str())) }).await
    });
    noted.map_err(|problem| problem.to_string())
}

/// What became of an address: what it says now against what it said.
fn judge(watch: &WatchRow, fetched: &capturing::Fetched) -> (WatchState, String) {
    let Some(answer) = fetched.answer() else {
        let closed = fetched
            .captured
            .faults()
            .any(|taken| taken.fault.as_deref().is_some_and(|fault| fault.contains("robots.txt")));
        return (if closed { WatchState::Closed } else { WatchState::Unreachable }, String::new());
    };
    let digest = fetched.digest();
    match answer.status {
        Some(404 | 410 | 451) => (WatchState::Gone, format!("gone {digest}")),
        Some(status) if status >= 400 => (WatchState::Unreachable, String::new()),
        _ if watch.digest.is_empty() => (WatchState::New, digest),
        _ if watch.digest == digest => (WatchState::Same, digest),
        _ => (WatchState::Changed, digest),
    }
}

/// What is new, changed or gone becomes evidence that follows the capture before.
async fn keep(
    room: &Room,
    db: &Db,
    watch: &WatchRow,
    source: &SourceRow,
    fetched: capturing::Fetched,
) -> Result<EvidenceId, Problem> {
    let is = source.source();
    let random = db.random();
    let id = EvidenceId::new(db.clock().now(), &*random);
    let about = About { reason: is.is.reason.clone(), shared: is.is.shared, ..About::default() };
    let parent: Result<_, Problem> = saksi_db::read!(db, Viewer::System, tx => {
        match watch.evidence {
            Some(before) => rows::find(&mut tx, before).await,
            None => Ok(None),
        }
    });
    let parent = parent?;
    let new = New {
        id,
        owner: source.owner,
        space: source.space,
        person: None,
        operator: &is.operator,
        kind: Kind::Capture,
        url: &watch.url,
        witness: "",
        language: "",
        parent: parent.as_ref().map(|row| row.id),
        source: Some(source.id),
        about: &about,
    };
    let entry = parent.and_then(|row| row.entry());
    capturing::keep(room, db, Actor::System, &Target::New(&new), fetched, entry).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_of_feeds_and_maps_of_sites_are_read_and_those_of_the_feed_itself_are_not() {
        let base = Url::parse("https://example.org/feeds/all").unwrap();
        let pages = |bytes: &[u8], base: &Url, most| links(bytes, base, most).unwrap().addresses;
        let rss = br#"<?xml version="1.0"?><rss><channel><link>https://example.org/</link>
            <item><title>a</title><link>https://example.org/a?x=1&amp;y=2</link></item>
            <item><link><![CDATA[ /b ]]></link></item><item><link>/b</link></item></channel></rss>"#;
        assert_eq!(pages(rss, &base, 10), ["https://example.org/a?x=1&y=2", "https://example.org/b"]);
        let atom = br#"<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry>
            <link rel="self" href="/self"/><link rel="alternate" href="/c"/><link href="ftp://example.org/d"/></entry></feed>"#;
        assert_eq!(pages(atom, &base, 10), ["https://example.org/c"]);
        let map =
            br"<urlset><url><loc>https://example.org/1</loc></url><url><loc>https://example.org/2</loc></url></urlset>";
        assert_eq!(pages(map, &base, 1), ["https://example.org/1"]);
        assert_eq!(pages(b"<html><body>no feed</body></html>", &base, 10), Vec::<String>::new());
        assert!(links(b"<rss><item></rss>", &base, 10).is_err());
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write as _;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn lists_of_maps_and_packed_maps_are_read_and_what_expands_without_end_is_not() {
        let base = Url::parse("https://example.org/sitemap.xml").unwrap();
        let index =
            br"<sitemapindex><sitemap><loc>https://example.org/a.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap>
            <sitemap><loc>/b.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>";
        let list = links(index, &base, 10).unwrap();
        let maps: Vec<&str> = list.maps.iter().map(Url::as_str).collect();
        assert_eq!(maps, ["https://example.org/a.xml.gz", "https://example.org/b.xml"]);
        assert!(list.addresses.is_empty());
        let map = packed(b"<urlset><url><loc>https://example.org/1</loc></url></urlset>");
        assert_eq!(links(&map, &base, 10).unwrap().addresses, ["https://example.org/1"]);
        let spaces = vec![b' '; usize::try_from(MOST_EXPANDED).unwrap() + 1];
        let bomb =
            packed(&[b"<urlset><url><loc>https://example.org/1</loc></url>", spaces.as_slice(), b"</urlset>"].concat());
        assert!(bomb.len() < 1 << 20);
        assert!(links(&bomb, &base, 10).unwrap_err().contains("expands to more than"));
        assert!(links(&map[..map.len() - 12], &base, 10).is_err(), "a packed map that breaks off");
    }
}
