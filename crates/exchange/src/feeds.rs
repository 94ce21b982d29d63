//! Feeds of published checks, for feed readers, libraries, bots and other fact-checkers.
//!
//! One typed [`Feed`] becomes Atom (RFC 4287), JSON Feed 1.1, or a schema.org `DataFeed` of ClaimReviews. What is no longer
//! there is told too, so that copies elsewhere disappear: as `at:deleted-entry` (RFC 6721) in Atom, under `_saksi.deleted` in
//! JSON Feed, as `dateDeleted` in the DataFeed. Pages follow each other by `next` (RFC 5005).
//!
//! Text that runs from right to left is marked so that it reads rightly in readers that know nothing of it: `xml:lang` and `language`
//! everywhere, `dir` on HTML, and an invisible direction mark before a plain title whose first letter runs the other way.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use saksi_base::{LanguageTag, Timestamp};
use serde_json::{Map, Value, json};

use crate::claim_review::ClaimReview;

/// Media type of [`to_atom`].
pub const ATOM: &str = "application/atom+xml; charset=utf-8";
/// Media type of [`to_json_feed`].
pub const JSON_FEED: &str = "application/feed+json; charset=utf-8";
/// Media type of [`to_data_feed`].
pub const LD_JSON: &str = "application/ld+json; charset=utf-8";

/// A page of a feed, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// An address or `urn:` that never changes for this feed.
    pub id: String,
    /// The title.
    pub title: String,
    /// The language of the title.
    pub language: LanguageTag,
    /// The address of this very page of the feed.
    pub self_url: String,
    /// The web page that shows the same.
    pub home_url: String,
    /// When anything in it last changed.
    pub updated: Timestamp,
    /// The entries.
    pub entries: Vec<FeedEntry>,
    /// The address of the page with older entries.
    pub next: Option<String>,
    /// Under which terms the entries may be used: a name or an address.
    pub licence: Option<String>,
}

/// One published check, or the place where one was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// An address or `urn:` that never changes for this entry.
    pub id: String,
    /// Its web page.
    pub url: String,
    /// The title, plain text.
    pub title: String,
    /// The finding in short, plain text.
    pub summary: String,
    /// The whole text as HTML that is already clean.
    pub html: Option<String>,
    /// The language of the texts.
    pub language: LanguageTag,
    /// When first published.
    pub published: Timestamp,
    /// When last changed.
    pub updated: Timestamp,
    /// The organisations that answer for it.
    pub authors: Vec<String>,
    /// Verdict, topics and the like.
    pub categories: Vec<String>,
    /// Set where it was withdrawn; then nothing of its texts is given out.
    pub deleted: Option<Tombstone>,
}

/// That an entry is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Since when.
    pub at: Timestamp,
    /// Why, where it may be said.
    pub reason: Option<String>,
}

/// Atom 1.0 (RFC 4287) with tombstones (RFC 6721).
pub fn to_atom(feed: &Feed) -> io::Result<String> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xmlns:at", "http://purl.org/atompub/tombstones/1.0"))
        .with_attribute(("xml:lang", feed.language.as_str()))
        .write_inner_content(|writer| {
            element(writer, "id", &feed.id)?;
            element(writer, "title", &directed(&feed.title, &feed.language))?;
            element(writer, "updated", &feed.updated.to_rfc3339())?;
            link(writer, "self", &feed.self_url, Some("application/atom+xml"))?;
            link(writer, "alternate", &feed.home_url, Some("text/html"))?;
            if let Some(next) = &feed.next {
                link(writer, "next", next, Some("application/atom+xml"))?;
            }
            if let Some(licence) = &feed.licence {
                element(writer, "rights", licence)?;
                if licence.starts_with("https://") || licence.starts_with("http://") {
                    // RFC 4946.
                    link(writer, "license", licence, None)?;
                }
            }
            // RFC 4287 §4.1.1 wants an author of the feed unless every entry has one.
            author(writer, &feed.title)?;
            for entry in &feed.entries {
                match &entry.deleted {
                    Some(tombstone) => deleted_entry(writer, entry, tombstone)?,
                    None => atom_entry(writer, entry)?,
                }
            }
            Ok(())
        })?;
    String::from_utf8(writer.into_inner()).map_err(io::Error::other)
}

fn atom_entry(writer: &mut Writer<Vec<u8>>, entry: &FeedEntry) -> io::Result<()> {
    writer.create_element("entry").with_attribute(("xml:lang", entry.language.as_str())).write_inner_content(
        |writer| {
            element(writer, "id", &entry.id)?;
            element(writer, "title", &directed(&entry.title, &entry.language))?;
            element(writer, "published", &entry.published.to_rfc3339())?;
            element(writer, "updated", &entry.updated.to_rfc3339())?;
            link(writer, "alternate", &entry.url, Some("text/html"))?;
            for name in &entry.authors {
                author(writer, name)?;
            }
            for category in &entry.categories {
                writer.create_element("category").with_attribute(("term", &*xml_text(category))).write_empty()?;
            }
            element(writer, "summary", &directed(&entry.summary, &entry.language))?;
            if let Some(html) = &entry.html {
                let html = directed_html(html, &entry.language);
                writer
                    .create_element("content")
                    .with_attribute(("type", "html"))
                    .write_text_content(BytesText::new(&xml_text(&html)))?;
            }
            Ok(())
        },
    )?;
    Ok(())
}

fn deleted_entry(writer: &mut Writer<Vec<u8>>, entry: &FeedEntry, tombstone: &Tombstone) -> io::Result<()> {
    let when = tombstone.at.to_rfc3339();
    let start = writer
        .create_element("at:deleted-entry")
        .with_attribute(("ref", &*xml_text(&entry.id)))
        .with_attribute(("when", when.as_str()));
    match &tombstone.reason {
        None => start.write_empty()?,
        Some(reason) => start.write_inner_content(|writer| element(writer, "at:comment", reason))?,
    };
    Ok(())
}

fn element(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&xml_text(text)))?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, href: &str, kind: Option<&str>) -> io::Result<()> {
    let mut start = writer.create_element("link").with_attribute(("rel", rel));
    if let Some(kind) = kind {
        start = start.with_attribute(("type", kind));
    }
    start.with_attribute(("href", &*xml_text(href))).write_empty()?;
    Ok(())
}

fn author(writer: &mut Writer<Vec<u8>>, name: &str) -> io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| element(writer, "name", name))?;
    Ok(())
}

/// Without the characters that XML 1.0 (§2.2) cannot hold, even escaped. One of them would make the whole feed unreadable.
fn xml_text(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    if text.chars().all(allowed) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| allowed(*c)).collect())
    }
}

/// Puts an invisible mark before a text whose first letter runs the other way than its language, because a reader takes the direction
/// of plain text from its first letter (Unicode bidirectional algorithm, rule P2).
fn directed<'t>(text: &'t str, language: &LanguageTag) -> Cow<'t, str> {
    let right_to_left = language.is_right_to_left();
    match text.chars().find(|c| c.is_alphabetic()) {
        Some(first) if runs_right_to_left(first) != right_to_left => {
            Cow::Owned(format!("{}{text}", if right_to_left { '\u{200F}' } else { '\u{200E}' }))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Letters of the blocks that Unicode sets aside for scripts written from right to left.
fn runs_right_to_left(letter: char) -> bool {
    matches!(u32::from(letter), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

fn directed_html(html: &str, language: &LanguageTag) -> String {
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    format!("<div lang=\"{language}\" dir=\"{direction}\">{html}</div>")
}

/// JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>). What was withdrawn stands under the extension `_saksi`, as
/// `{"deleted": [{"id", "when", "reason"?}]}`, not among the items, so that an ordinary reader does not show it as news.
pub fn to_json_feed(feed: &Feed) -> Value {
    let items: Vec<Value> = feed
        .entries
        .iter()
        .filter(|entry| entry.deleted.is_none())
        .map(|entry| {
            let mut item = Map::new();
            item.insert("id".into(), json!(entry.id));
            item.insert("url".into(), json!(entry.url));
            item.insert("title".into(), json!(directed(&entry.title, &entry.language)));
            item.insert("summary".into(), json!(directed(&entry.summary, &entry.language)));
            match &entry.html {
                Some(html) => item.insert("content_html".into(), json!(directed_html(html, &entry.language))),
                None => item.insert("content_text".into(), json!(directed(&entry.summary, &entry.language))),
            };
            item.insert("language".into(), json!(entry.language));
            item.insert("date_published".into(), json!(entry.published));
            item.insert("date_modified".into(), json!(entry.updated));
            if !entry.authors.is_empty() {
                let authors: Vec<Value> = entry.authors.iter().map(|name| json!({ "name": name })).collect();
                item.insert("authors".into(), json!(authors));
            }
            if !entry.categories.is_empty() {
                item.insert("tags".into(), json!(entry.categories));
            }
            Value::Object(item)
        })
        .collect();
    let deleted: Vec<Value> = feed
        .entries
        .iter()
        .filter_map(|entry| {
            let tombstone = entry.deleted.as_ref()?;
            let mut gone = Map::new();
            gone.insert("id".into(), json!(entry.id));
            gone.insert("when".into(), json!(tombstone.at));
            if let Some(reason) = &tombstone.reason {
                gone.insert("reason".into(), json!(reason));
            }
            Some(Value::Object(gone))
        })
        .collect();
    let mut map = Map::new();
    map.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
    map.insert("title".into(), json!(directed(&feed.title, &feed.language)));
    map.insert("language".into(), json!(feed.language));
    map.insert("home_page_url".into(), json!(feed.home_url));
    map.insert("feed_url".into(), json!(feed.self_url));
    if let Some(next) = &feed.next {
        map.insert("next_url".into(), json!(next));
    }
    map.insert("items".into(), Value::Array(items));
    if !deleted.is_empty() || feed.licence.is_some() {
        let mut ours = Map::new();
        if let Some(licence) = &feed.licence {
            ours.insert("licence".into(), json!(licence));
        }
        if !deleted.is_empty() {
            ours.insert("deleted".into(), Value::Array(deleted));
        }
        map.insert("_saksi".into(), Value::Object(ours));
    }
    Value::Object(map)
}

/// An element of a [`to_data_feed`].
#[derive(Debug, Clone, PartialEq)]
pub enum DataFeedElement {
    /// A review that stands.
    Review(Box<ClaimReview>),
    /// A review that was withdrawn.
    Deleted {
        /// The address of its page.
        url: String,
        /// Since when.
        at: Timestamp,
    },
}

/// A schema.org `DataFeed` of ClaimReviews, in the shape that collectors of fact-checks read: each element a `DataFeedItem`
/// with the review as its `item`. Of `feed` only the head is used.
pub fn to_data_feed(feed: &Feed, elements: &[DataFeedElement]) -> Value {
    let elements: Vec<Value> = elements
        .iter()
        .map(|element| match element {
            DataFeedElement::Review(review) => {
                let mut item = Map::new();
                item.insert("@type".into(), json!("DataFeedItem"));
                item.insert("url".into(), json!(review.url));
                if let Some(at) = review.date_published {
                    item.insert("dateCreated".into(), json!(at));
                }
                if let Some(at) = review.date_modified.or(review.date_published) {
                    item.insert("dateModified".into(), json!(at));
                }
                item.insert("item".into(), json!([review.to_item()]));
                Value::Object(item)
            }
            DataFeedElement::Deleted { url, at } => json!({"@type": "DataFeedItem", "url": url, "dateDeleted": at}),
        })
        .collect();
    let mut map = Map::new();
    map.insert("@context".into(), json!("https://schema.org"));
    map.insert("@type".into(), json!("DataFeed"));
    map.insert("@id".into(), json!(feed.id));
    map.insert("name".into(), json!(feed.title));
    map.insert("inLanguage".into(), json!(feed.language));
    map.insert("url".into(), json!(feed.self_url));
    map.insert("dateModified".into(), json!(feed.updated));
    if let Some(licence) = &feed.licence {
        map.insert("license".into(), json!(licence));
    }
    map.insert("dataFeedElement".into(), Value::Array(elements));
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::BytesStart;

    use super::*;
    use crate::claim_review::{self, Author, ItemReviewed, ReviewRating};

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn entry(number: u32, language: &str, title: &str) -> FeedEntry {
        FeedEntry {
            id: format!("https://saksi.example/checks/{number}"),
            url: format!("https://saksi.example/checks/{number}?a=1&b=2"),
            title: title.into(),
            summary: "False: <b>no</b> & never".into(),
            html: Some("<p>It is <em>false</em> &amp; old.</p>".into()),
            language: language.parse().unwrap(),
            published: at("2026-11-20T08:00:00Z"),
            updated: at("2026-11-21T08:00:00Z"),
            authors: vec!["Example Facts".into()],
            categories: vec!["false".into(), "health \"quoted\"".into()],
            deleted: None,
        }
    }

    fn feed(entries: Vec<FeedEntry>) -> Feed {
        Feed {
            id: "https://saksi.example/checks".into(),
            title: "Checks".into(),
            language: "en".parse().unwrap(),
            self_url: "https://saksi.example/checks.atom?language=ur&verdict=false".into(),
            home_url: "https://saksi.example/checks".into(),
            updated: at("2026-11-21T08:00:00Z"),
            entries,
            next: Some("https://saksi.example/checks.atom?after=9".into()),
            licence: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        }
    }

    /// An element: name, attributes, text, children.
    #[derive(Debug, Default, Clone)]
    struct Node {
        name: String,
        attributes: BTreeMap<String, String>,
        text: String,
        children: Vec<Node>,
    }

    impl Node {
        fn all(&self, name: &str) -> Vec<&Node> {
            self.children.iter().filter(|child| child.name == name).collect()
        }
        fn one(&self, name: &str) -> &Node {
            let all = self.all(name);
            assert_eq!(all.len(), 1, "exactly one {name} in {}", self.name);
            all[0]
        }
    }

    fn parse(xml: &str) -> Node {
        let open = |start: &BytesStart<'_>| Node {
            name: String::from_utf8(start.name().as_ref().to_vec()).unwrap(),
            attributes: start
                .attributes()
                .map(|a| {
                    let a = a.unwrap();
                    let value = std::str::from_utf8(&a.value).unwrap();
                    let value = quick_xml::escape::unescape(value).unwrap().into_owned();
                    (String::from_utf8(a.key.as_ref().to_vec()).unwrap(), value)
                })
                .collect(),
            ..Node::default()
        };
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut stack = vec![Node::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => stack.push(open(&start)),
                Event::Empty(start) => stack.last_mut().unwrap().children.push(open(&start)),
                Event::End(_) => {
                    let node = stack.pop().unwrap();
                    stack.last_mut().unwrap().children.push(node);
                }
                Event::Text(text) => stack.last_mut().unwrap().text.push_str(&text.decode().unwrap()),
                Event::GeneralRef(reference) => {
                    let name = reference.decode().unwrap();
                    let text = quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned();
                    stack.last_mut().unwrap().text.push_str(&text);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(stack.len(), 1);
        stack.pop().unwrap().children.remove(0)
    }

    /// What the RELAX NG grammar of RFC 4287 (Appendix B) and RFC 6721 ask of the elements that we use.
    fn check_atom(xml: &str) -> Node {
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
        let root = parse(xml);
        assert_eq!((root.name.as_str(), root.attributes["xmlns"].as_str()), ("feed", "http://www.w3.org/2005/Atom"));
        assert_eq!(root.attributes["xmlns:at"], "http://purl.org/atompub/tombstones/1.0");
        let allowed = ["id", "title", "updated", "link", "rights", "author", "entry", "at:deleted-entry"];
        assert!(root.children.iter().all(|child| allowed.contains(&child.name.as_str())));
        let check_head = |node: &Node| {
            url::Url::parse(&node.one("id").text).unwrap();
            assert!(!node.one("title").text.is_empty());
            assert!(Timestamp::parse(&node.one("updated").text).is_some() && node.one("updated").text.contains('T'));
            let mut links = BTreeSet::new();
            for link in node.all("link") {
                url::Url::parse(&link.attributes["href"]).unwrap();
                // At most one alternate of one type and language.
                assert!(links.insert((link.attributes["rel"].clone(), link.attributes.get("type").cloned())));
            }
            assert!(links.iter().any(|(rel, _)| rel == "alternate"));
            for author in node.all("author") {
                assert!(!author.one("name").text.is_empty());
            }
        };
        check_head(&root);
        assert!(!root.all("author").is_empty());
        assert!(root.all("link").iter().any(|link| link.attributes["rel"] == "self"));
        let mut ids = BTreeSet::new();
        for entry in root.all("entry") {
            check_head(entry);
            assert!(ids.insert(entry.one("id").text.clone()), "ids are unique");
            let allowed = ["id", "title", "published", "updated", "link", "author", "category", "summary", "content"];
            assert!(entry.children.iter().all(|child| allowed.contains(&child.name.as_str())));
            assert!(
                entry.all("published").len() <= 1 && entry.all("summary").len() <= 1 && entry.all("content").len() <= 1
            );
            assert!(entry.all("category").iter().all(|c| c.attributes.contains_key("term")));
        }
        for gone in root.all("at:deleted-entry") {
            assert!(Timestamp::parse(&gone.attributes["when"]).is_some());
            url::Url::parse(&gone.attributes["ref"]).unwrap();
        }
        root
    }

    #[test]
    fn an_atom_feed_keeps_to_its_grammar_and_its_texts() {
        let mut gone = entry(3, "en", "withdrawn text");
        gone.deleted = Some(Tombstone { at: at("2026-11-21T09:00:00Z"), reason: Some("It was <wrong>.".into()) });
        let xml =
            to_atom(&feed(vec![entry(1, "en", "A < B & \u{8}C"), entry(2, "ur", "WhatsApp پیغام جھوٹا ہے"), gone]))
                .unwrap();
        let root = check_atom(&xml);
        let entries = root.all("entry");
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].one("title").text, "A < B & C");
        assert_eq!(entries[0].one("link").attributes["href"], "https://saksi.example/checks/1?a=1&b=2");
        assert_eq!(
            entries[0].one("content").text,
            "<div lang=\"en\" dir=\"ltr\"><p>It is <em>false</em> &amp; old.</p></div>"
        );
        assert_eq!(entries[1].attributes["xml:lang"], "ur");
        assert_eq!(entries[1].one("title").text, "\u{200F}WhatsApp پیغام جھوٹا ہے");
        assert!(entries[1].one("content").text.starts_with("<div lang=\"ur\" dir=\"rtl\">"));
        let gone = root.one("at:deleted-entry");
        assert_eq!(
            (gone.attributes["ref"].as_str(), gone.one("at:comment").text.as_str()),
            ("https://saksi.example/checks/3", "It was <wrong>.")
        );
        assert!(!xml.contains("withdrawn text"));
        check_atom(&to_atom(&feed(vec![])).unwrap());
    }

    #[test]
    fn a_json_feed_has_what_version_1_1_asks_for() {
        let mut gone = entry(3, "en", "withdrawn text");
        gone.deleted = Some(Tombstone { at: at("2026-11-21T09:00:00Z"), reason: None });
        let mut short = entry(2, "ur", "اردو");
        short.html = None;
        let value = to_json_feed(&feed(vec![entry(1, "en", "A"), short, gone]));
        assert_eq!(value["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(value["next_url"], "https://saksi.example/checks.atom?after=9");
        let items = value["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        for item in items {
            assert!(item["id"].is_string() && (item["content_html"].is_string() || item["content_text"].is_string()));
            assert!(Timestamp::parse(item["date_published"].as_str().unwrap()).is_some());
        }
        assert_eq!(items[0]["authors"], json!([{"name": "Example Facts"}]));
        assert_eq!(items[0]["tags"][1], "health \"quoted\"");
        assert_eq!(items[1]["language"], "ur");
        assert_eq!(
            value["_saksi"]["deleted"],
            json!([{"id": "https://saksi.example/checks/3", "when": "2026-11-21T09:00:00Z"}])
        );
        assert!(!value.to_string().contains("withdrawn text"));
    }

    #[test]
    fn our_own_data_feed_reads_back() {
        let review = ClaimReview {
            url: "https://saksi.example/checks/1".into(),
            claim_reviewed: "دعویٰ".into(),
            title: None,
            date_published: Some(at("2026-11-20T08:00:00Z")),
            date_modified: None,
            author: Author { name: "Example Facts".into(), url: None },
            item_reviewed: ItemReviewed::default(),
            review_rating: ReviewRating::for_verdict(saksi_base::Verdict::False, "غلط", "ur".parse().ok()).unwrap(),
            in_language: "ur".parse().ok(),
            review_body: None,
            citations: vec![],
            licence: None,
        };
        let elements = [
            DataFeedElement::Review(Box::new(review.clone())),
            DataFeedElement::Deleted { url: "https://saksi.example/checks/2".into(), at: at("2026-11-21T08:00:00Z") },
        ];
        let value = to_data_feed(&feed(vec![]), &elements);
        assert_eq!(value["dataFeedElement"][1]["dateDeleted"], "2026-11-21T08:00:00Z");
        let reading = claim_review::read(value.to_string().as_bytes(), &claim_review::Limits::default()).unwrap();
        assert_eq!((reading.rows.len(), reading.rejected.len()), (1, 0));
        assert_eq!(reading.rows[0].review, review);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_feed(title in "\\PC{1,40}", summary in any::<String>(), html in any::<String>(), reason in any::<String>(), right_to_left: bool) {
            prop_assume!(title.chars().any(|c| !xml_text(&c.to_string()).is_empty()));
            let mut one = entry(1, if right_to_left { "ur" } else { "en" }, &title);
            one.summary = summary;
            one.html = Some(html);
            let mut gone = entry(2, "en", "x");
            gone.deleted = Some(Tombstone { at: at("2026-11-21T09:00:00Z"), reason: Some(reason) });
            check_atom(&to_atom(&feed(vec![one.clone(), gone.clone()])).unwrap());
            prop_assert!(to_json_feed(&feed(vec![one, gone]))["items"].is_array());
        }
    }
}
