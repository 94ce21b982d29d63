//! schema.org ClaimReview: writing our checks so that search engines, libraries and other fact-checkers read them, and
//! reading theirs.
//!
//! What is written follows schema.org and the documentation of the fact-check search tools: one claim, one accountable
//! author organisation, a rating on the scale 1 to 5 with its name in words. Why the ratings are what they are:
//!
//! | verdict | number | words | reason |
//! |---|---|---|---|
//! | false | 1 | yes | the scale's "false" |
//! | misleading | 2 | yes | the scale's "mostly false"; 3 and above say that the claim is at least half right |
//! | true | 5 | yes | the scale's "true" |
//! | opinion, satire | none | yes | not points between false and true; a number would be a finding nobody made |
//! | not checkable | never emitted | | nothing was reviewed; markup that claims a review is treated as spam |
//!
//! What is read is whatever others publish, in the shapes that exist (see [`read`]). A verdict that is not understood
//! becomes a rejected row, never a guess.

use std::collections::HashMap;
use std::io::Read;

use saksi_base::{LanguageTag, Timestamp, Verdict};
use serde_json::{Map, Value, json};

use crate::rating;
use crate::rejected::{Position, Rejected, quote};

/// One published review of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimReview {
    /// The page on which the review stands (`http` or `https`). The identity of the review.
    pub url: String,
    /// The claim in one sentence, in the reviewer's words.
    pub claim_reviewed: String,
    /// The review's headline.
    pub title: Option<String>,
    /// When the review was published.
    pub date_published: Option<Timestamp>,
    /// When it was last changed.
    pub date_modified: Option<Timestamp>,
    /// The one organisation (or person) that answers for it.
    pub author: Author,
    /// What is known about the claim itself.
    pub item_reviewed: ItemReviewed,
    /// What was found.
    pub review_rating: ReviewRating,
    /// The language of the review.
    pub in_language: Option<LanguageTag>,
    /// The explanation, as plain text.
    pub review_body: Option<String>,
    /// Where the evidence is, one link each.
    pub citations: Vec<String>,
    /// The licence's address.
    pub licence: Option<String>,
}

/// Who said or reviewed something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// The name.
    pub name: String,
    /// Their page.
    pub url: Option<String>,
}

/// The claim that was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemReviewed {
    /// Who made the claim, where known and safe to say.
    pub author: Option<Author>,
    /// Where the claim appeared; the first one first.
    pub appearances: Vec<String>,
    /// When the claim was made.
    pub date_published: Option<Timestamp>,
}

/// A rating in words, with or without a number.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRating {
    /// The value, between `worst` and `best`.
    pub rating_value: Option<f64>,
    /// The best value of the scale.
    pub best: Option<f64>,
    /// The worst value of the scale.
    pub worst: Option<f64>,
    /// The rating in words, as readers see it.
    pub alternate_name: String,
    /// The language of those words.
    pub in_language: Option<LanguageTag>,
}

impl ReviewRating {
    /// The rating for one of our verdicts; `alternate_name` is its word in the review's language. `None` for "not
    /// checkable", which is never published as a ClaimReview.
    pub fn for_verdict(verdict: Verdict, alternate_name: &str, in_language: Option<LanguageTag>) -> Option<Self> {
        if verdict == Verdict::NotCheckable {
            return None;
        }
        let number = rating::number(verdict).map(f64::from);
        Some(Self {
            rating_value: number,
            best: number.map(|_| f64::from(rating::BEST)),
            worst: number.map(|_| f64::from(rating::WORST)),
            alternate_name: alternate_name.to_owned(),
            in_language,
        })
    }

    /// The verdict that this rating states, or why it is not understood.
    ///
    /// Words come first. A number alone counts, on the scale given or on 1 to 5, which schema.org takes where none is
    /// given. Where words are not understood, a number counts only if its scale is given. Where words and number
    /// contradict each other, neither counts.
    pub fn verdict(&self) -> Result<Verdict, String> {
        let words = rating::understand(&self.alternate_name);
        let number = self.rating_value.and_then(|value| {
            let scale_given = self.best.is_some() && self.worst.is_some();
            if !scale_given && !self.alternate_name.is_empty() {
                return None;
            }
            rating::understand_number(value, self.worst.unwrap_or(1.0), self.best.unwrap_or(5.0))
        });
        match (words, number) {
            (Some(Verdict::False), Some(Verdict::True)) | (Some(Verdict::True), Some(Verdict::False)) => Err(format!(
                "verdict not understood: the words say '{}', the number says the opposite",
                quote(&self.alternate_name)
            )),
            (Some(verdict), _) | (None, Some(verdict)) => Ok(verdict),
            (None, None) => Err(match (self.alternate_name.as_str(), self.rating_value) {
                ("", None) => "verdict not understood: there is no rating".to_owned(),
                ("", Some(value)) => format!("verdict not understood: the number {value}"),
                (words, _) => format!("verdict not understood: {}", quote(words)),
            }),
        }
    }
}

impl ClaimReview {
    /// The JSON-LD object with its `@context`.
    pub fn to_json(&self) -> Value {
        let mut object = self.to_item();
        if let Value::Object(map) = &mut object {
            map.insert("@context".into(), json!("https://schema.org"));
        }
        object
    }

    /// The JSON-LD object as it stands inside another one, without `@context`.
    pub fn to_item(&self) -> Value {
        let mut map = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(key.to_owned(), value);
            }
        };
        put("@type", Some(json!("ClaimReview")));
        put("@id", Some(json!(self.url)));
        put("url", Some(json!(self.url)));
        put("claimReviewed", Some(json!(self.claim_reviewed)));
        put("name", self.title.as_ref().map(|title| json!(title)));
        put("datePublished", self.date_published.map(|at| json!(at.to_rfc3339())));
        put("dateModified", self.date_modified.map(|at| json!(at.to_rfc3339())));
        put("author", Some(self.author.to_json("Organization")));
        put("inLanguage", self.in_language.as_ref().map(|tag| json!(tag.as_str())));
        put("reviewBody", self.review_body.as_ref().map(|body| json!(body)));
        put("citation", (!self.citations.is_empty()).then(|| json!(self.citations)));
        put("license", self.licence.as_ref().map(|licence| json!(licence)));

        let mut item = Map::new();
        item.insert("@type".into(), json!("Claim"));
        if let Some(author) = &self.item_reviewed.author {
            // Whether a person or an organisation said it is often not known; Thing is the honest type.
            item.insert("author".into(), author.to_json("Thing"));
        }
        if let Some(at) = self.item_reviewed.date_published {
            item.insert("datePublished".into(), json!(at.to_rfc3339()));
        }
        let works: Vec<Value> =
            self.item_reviewed.appearances.iter().map(|url| json!({"@type": "CreativeWork", "url": url})).collect();
        if !works.is_empty() {
            item.insert("appearance".into(), Value::Array(works));
        }
        put("itemReviewed", (item.len() > 1).then_some(Value::Object(item)));

        let mut rating = Map::new();
        rating.insert("@type".into(), json!("Rating"));
        for (key, number) in [
            ("ratingValue", self.review_rating.rating_value),
            ("bestRating", self.review_rating.best),
            ("worstRating", self.review_rating.worst),
        ] {
            if let Some(number) = number {
                rating.insert(key.into(), number_json(number));
            }
        }
        rating.insert("alternateName".into(), json!(self.review_rating.alternate_name));
        if let Some(tag) = &self.review_rating.in_language {
            rating.insert("inLanguage".into(), json!(tag.as_str()));
        }
        put("reviewRating", Some(Value::Object(rating)));
        Value::Object(map)
    }

    /// The text to put between `<script type="application/ld+json">` and `</script>`; see [`script_safe`].
    pub fn to_script_text(&self) -> String {
        script_safe(&self.to_json())
    }
}

impl Author {
    fn to_json(&self, kind: &str) -> Value {
        let mut map = Map::new();
        map.insert("@type".into(), json!(kind));
        map.insert("name".into(), json!(self.name));
        if let Some(url) = &self.url {
            map.insert("url".into(), json!(url));
        }
        Value::Object(map)
    }
}

/// Whole numbers without a decimal point, as every example has them.
fn number_json(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
    if number.fract() == 0.0 && number.abs() < 1e9 { json!(number as i64) } else { json!(number) }
}

/// JSON that can stand inside an HTML `script` element whatever the texts in it are: `<`, `>` and `&` are written as
/// escapes, so neither `</script` nor `<!--` can appear, and U+2028 and U+2029, which old JavaScript takes for line ends,
/// are escaped too. It stays the same JSON.
pub fn script_safe(value: &Value) -> String {
    let text = value.to_string();
    let mut safe = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}

/// Bounds on what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest document in bytes. Default 64 MiB.
    pub bytes: u64,
    /// Most reviews. Default 500,000; what follows is left out and said so.
    pub reviews: u64,
    /// Longest text in bytes. Default 256 KiB.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, reviews: 500_000, text: 256 << 10 }
    }
}

/// A review as read, with the verdict that it states.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewRow {
    /// Where it stands in the document.
    pub position: Position,
    /// The review.
    pub review: ClaimReview,
    /// The verdict that its rating states.
    pub verdict: Verdict,
}

/// Everything that was found in a document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Usable reviews.
    pub rows: Vec<ReviewRow>,
    /// The others.
    pub rejected: Vec<Rejected>,
}

/// Why a whole document cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Reading failed.
    #[error("it cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Longer than [`Limits::bytes`].
    #[error("it is longer than {0} bytes; split it into smaller files")]
    TooLong(u64),
    /// Not UTF-8.
    #[error("it is not UTF-8 text")]
    NotText,
    /// Neither JSON, JSON Lines nor HTML.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// Readable, but without a ClaimReview.
    #[error("there is no ClaimReview in it")]
    NothingFound,
}

/// Reads ClaimReviews from any of the shapes in which they are published:
///
/// - one JSON-LD object, an array of them, a `@graph`, an `ItemList`;
/// - a schema.org `DataFeed`, with the review as the element, or in the element's `item` (one or many);
/// - the answer of the Google Fact Check Tools' `claims:search` (`claims[].claimReview[]`);
/// - JSON Lines with any of these on each line;
/// - an HTML page with `<script type="application/ld+json">`.
///
/// Tolerated: a text where a list is expected and the reverse, numbers as text, references by `@id` within the
/// document, raw line breaks inside JSON texts, dates without a time.
///
/// ```
/// let page = r#"<script type="application/ld+json">{"@type":"ClaimReview","url":"https://example.org/1",
///   "claimReviewed":"Onions keep the flu away.","author":{"name":"Example Facts"},
///   "reviewRating":{"ratingValue":"1","bestRating":"5","worstRating":"1","alternateName":"False"}}</script>"#;
/// let reading = saksi_exchange::claim_review::read(page.as_bytes(), &Default::default()).unwrap();
/// assert_eq!(reading.rows[0].verdict, saksi_base::Verdict::False);
/// ```
pub fn read(reader: impl Read, limits: &Limits) -> Result<Reading, ReadError> {
    let mut bytes = Vec::new();
    reader.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.bytes {
        return Err(ReadError::TooLong(limits.bytes));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| ReadError::NotText)?;
    let text = text.trim_start_matches('\u{FEFF}').trim();

    let mut walk = Walk { limits, found: 0, reading: Reading::default() };
    if text.starts_with('<') {
        for (index, script) in ld_json_scripts(text).into_iter().enumerate() {
            match parse(script) {
                Ok(value) => walk.document(&value, None),
                Err(error) => walk.reading.rejected.push(Rejected {
                    position: Position::Script(index as u64 + 1),
                    reason: format!("this script is not JSON: {error}"),
                    quotation: false,
                }),
            }
        }
    } else {
        match parse(text) {
            Ok(value) => walk.document(&value, None),
            Err(error) => {
                let mut any = false;
                for (index, line) in text.lines().enumerate() {
                    if line.trim().is_empty() {
                        continue;
                    }
                    let number = index as u64 + 1;
                    match parse(line) {
                        Ok(value @ Value::Object(_)) => {
                            any = true;
                            walk.document(&value, Some(number));
                        }
                        Ok(_) => walk.reading.rejected.push(Rejected::line(number, "this line is not a JSON object")),
                        Err(error) => walk.reading.rejected.push(Rejected::line(number, format!("not JSON: {error}"))),
                    }
                }
                if !any {
                    return Err(ReadError::NotJson(error.to_string()));
                }
            }
        }
    }
    if walk.reading.rows.is_empty() && walk.reading.rejected.is_empty() {
        return Err(ReadError::NothingFound);
    }
    Ok(walk.reading)
}

/// Strict JSON; where that fails, once more with raw control characters taken as spaces, which many site generators
/// leave inside texts. `serde_json` itself refuses more than 128 levels.
fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).or_else(|error| {
        if !text.bytes().any(|byte| byte < 0x20) {
            return Err(error);
        }
        let spaced: String = text.chars().map(|c| if c < ' ' { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).map_err(|_| error)
    })
}

/// The contents of every `script` element of type `application/ld+json`, at most 200.
fn ld_json_scripts(html: &str) -> Vec<&str> {
    let lower = html.to_ascii_lowercase();
    let mut scripts = Vec::new();
    let mut at = 0;
    while let Some(open) = lower.get(at..).and_then(|rest| rest.find("<script")) {
        let tag_start = at + open + "<script".len();
        let Some(tag_length) = lower.get(tag_start..).and_then(|rest| rest.find('>')) else { break };
        let content_start = tag_start + tag_length + 1;
        let Some(length) = lower.get(content_start..).and_then(|rest| rest.find("</script")) else { break };
        let tag = lower.get(tag_start..tag_start + tag_length).unwrap_or_default();
        if tag.contains("application/ld+json")
            && let Some(content) = html.get(content_start..content_start + length)
        {
            scripts.push(unwrap_comment(content));
            if scripts.len() == 200 {
                break;
            }
        }
        at = content_start + length;
    }
    scripts
}

/// Old generators hide scripts from older browsers in a comment or a CDATA section.
fn unwrap_comment(content: &str) -> &str {
    let mut text = content.trim();
    for (open, close) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
    {
        if let Some(inner) = text.strip_prefix(open) {
            text = inner.strip_suffix(close).unwrap_or(inner).trim();
        }
    }
    text
}

/// Deepest nesting of containers that is followed.
const DEPTH: u32 = 24;

/// Keys under which reviews stand in the shapes that exist.
const CONTAINERS: &[&str] = &[
    "@graph",
    "dataFeedElement",
    "itemListElement",
    "item",
    "mainEntity",
    "mainEntityOfPage",
    "hasPart",
    "review",
    "reviews",
    "claimReview",
    "associatedClaimReview",
    "subjectOf",
    "about",
];

struct Walk<'a> {
    limits: &'a Limits,
    found: u64,
    reading: Reading,
}

/// What an element inherits from what stands around it.
#[derive(Clone, Copy, Default)]
struct Around<'v> {
    url: Option<&'v Value>,
    publisher: Option<&'v Value>,
    line: Option<u64>,
}

type ById<'v> = HashMap<&'v str, &'v Map<String, Value>>;

impl Walk<'_> {
    fn document(&mut self, value: &Value, line: Option<u64>) {
        let mut by_id = ById::new();
        collect_ids(value, &mut by_id, 0);
        self.walk(value, &by_id, Around { line, ..Around::default() }, 0);
    }

    fn walk<'v>(&mut self, value: &'v Value, by_id: &ById<'v>, around: Around<'v>, depth: u32) {
        if depth > DEPTH {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(item, by_id, around, depth + 1)),
            Value::Object(map) => {
                if let Some(Value::Array(claims)) = map.get("claims") {
                    for claim in claims {
                        self.search_answer(claim, around);
                    }
                }
                if is_claim_review(map) {
                    self.take(around, |limits| from_json_ld(map, by_id, around, limits));
                    return;
                }
                let around = Around {
                    url: if has_type(map, "DataFeedItem") { map.get("url").or(around.url) } else { around.url },
                    publisher: map.get("publisher").or_else(|| map.get("sdPublisher")).or(around.publisher),
                    line: around.line,
                };
                for key in CONTAINERS {
                    if let Some(inner @ (Value::Array(_) | Value::Object(_))) = map.get(*key) {
                        self.walk(inner, by_id, around, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// One entry of a `claims:search` answer, which is no JSON-LD: the claim outside, its reviews inside.
    fn search_answer(&mut self, claim: &Value, around: Around<'_>) {
        let Some(reviews) = claim.get("claimReview").and_then(Value::as_array) else { return };
        for review in reviews {
            self.take(around, |limits| from_search_answer(claim, review, limits));
        }
    }

    fn take(&mut self, around: Around<'_>, make: impl FnOnce(&Limits) -> Result<ClaimReview, String>) {
        self.found += 1;
        let position = around.line.map_or(Position::Review(self.found), Position::Line);
        if self.found > self.limits.reviews {
            if self.found == self.limits.reviews + 1 {
                let reason = format!(
                    "only the first {} reviews are read; this one and the rest are left out",
                    self.limits.reviews
                );
                self.reading.rejected.push(Rejected { position, reason, quotation: false });
            }
            return;
        }
        match make(self.limits).and_then(|review| Ok((review.review_rating.verdict()?, review))) {
            Ok((verdict, review)) => self.reading.rows.push(ReviewRow { position, review, verdict }),
            Err(reason) => self.reading.rejected.push(Rejected { position, reason, quotation: false }),
        }
    }
}

/// Objects by `@id`, so that `"author": {"@id": "#us"}` can be followed.
fn collect_ids<'v>(value: &'v Value, by_id: &mut ById<'v>, depth: u32) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, by_id, depth + 1)),
        Value::Object(map) => {
            if let (Some(Value::String(id)), true) = (map.get("@id"), map.len() > 1) {
                by_id.entry(id).or_insert(map);
            }
            map.values().for_each(|inner| collect_ids(inner, by_id, depth + 1));
        }
        _ => {}
    }
}

fn has_type(map: &Map<String, Value>, name: &str) -> bool {
    let is = |value: &Value| {
        value
            .as_str()
            .is_some_and(|kind| kind.rsplit(['/', ':', '#']).next().is_some_and(|kind| kind.eq_ignore_ascii_case(name)))
    };
    match map.get("@type").or_else(|| map.get("type")) {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn is_claim_review(map: &Map<String, Value>) -> bool {
    has_type(map, "ClaimReview") || (map.contains_key("claimReviewed") && map.contains_key("reviewRating"))
}

/// Follows a bare reference.
fn follow<'v>(value: &'v Value, by_id: &ById<'v>) -> Option<&'v Map<String, Value>> {
    let map = match value {
        Value::Array(items) => {
            return items.first().filter(|item| !item.is_array()).and_then(|item| follow(item, by_id));
        }
        Value::Object(map) => map,
        _ => return None,
    };
    match map.get("@id") {
        Some(Value::String(id)) if map.len() == 1 => by_id.get(id.as_str()).copied().or(Some(map)),
        _ => Some(map),
    }
}

/// Text in any of its guises: a text, a number, the first of a list, an object's value or name.
fn text_of(value: Option<&Value>) -> Option<String> {
    fn inner(value: &Value, depth: u32) -> Option<String> {
        let text = match value {
            // U+0000 is dropped: no database text can hold it.
            Value::String(text) => text.replace('\0', "").trim().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(items) if depth < 3 => return items.iter().find_map(|item| inner(item, depth + 1)),
            Value::Object(map) if depth < 3 => {
                return ["@value", "name", "alternateName", "url", "@id"]
                    .iter()
                    .find_map(|key| inner(map.get(*key)?, depth + 1));
            }
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    }
    inner(value?, 0)
}

/// Links in any of their guises.
fn links_of(value: Option<&Value>, links: &mut Vec<String>) {
    const MOST: usize = 100;
    match value {
        Some(Value::Array(items)) => {
            items.iter().filter(|item| !item.is_array()).for_each(|item| links_of(Some(item), links));
        }
        Some(Value::Object(map)) => {
            for key in ["url", "contentUrl", "@id"] {
                if let Some(Value::String(link)) = map.get(key)
                    && links.len() < MOST
                    && let Some(link) = web_link(link)
                {
                    if !links.contains(&link) {
                        links.push(link);
                    }
                    return;
                }
            }
        }
        Some(Value::String(link)) if links.len() < MOST => {
            if let Some(link) = web_link(link).filter(|link| !links.contains(link)) {
                links.push(link);
            }
        }
        _ => {}
    }
}

/// A web address of at most 2,000 bytes, as it was written.
pub(crate) fn web_link(text: &str) -> Option<String> {
    let text = text.trim();
    let parsed = (text.len() <= 2_000).then(|| url::Url::parse(text).ok()).flatten()?;
    (matches!(parsed.scheme(), "http" | "https") && parsed.has_host() && !text.contains(char::is_whitespace))
        .then(|| text.to_owned())
}

/// A language tag; English names of languages occur too. What is not understood is *not known*, which is true.
fn language_of(value: Option<&Value>) -> Option<LanguageTag> {
    let text = match value? {
        Value::Object(map) => text_of(map.get("alternateName").or_else(|| map.get("name")))?,
        other => text_of(Some(other))?,
    };
    let tag = match text.to_ascii_lowercase().as_str() {
        "english" => "en",
        "chinese" => "zh",
        "thai" => "th",
        "indonesian" => "id",
        "malay" => "ms",
        "urdu" => "ur",
        "hindi" => "hi",
        "bengali" | "bangla" => "bn",
        "filipino" | "tagalog" => "fil",
        "vietnamese" => "vi",
        "japanese" => "ja",
        "korean" => "ko",
        "tamil" => "ta",
        "nepali" => "ne",
        "sinhala" => "si",
        "burmese" => "my",
        "khmer" => "km",
        _ => text.as_str(),
    };
    tag.parse().ok()
}

/// A moment: RFC 3339, a date, a date and time without a zone (taken as UTC), an RFC 2822 date.
pub fn time_of(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(at.as_microsecond()));
    }
    let spaced = text.replace('/', "-").replacen(' ', "T", 1);
    if let Ok(civil) = spaced.parse::<jiff::civil::DateTime>() {
        return civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|at| Timestamp(at.timestamp().as_microsecond()));
    }
    jiff::fmt::rfc2822::parse(text).ok().map(|at| Timestamp(at.timestamp().as_microsecond()))
}

fn time_field(value: Option<&Value>, name: &str) -> Result<Option<Timestamp>, String> {
    match text_of(value) {
        None => Ok(None),
        Some(text) => time_of(&text).map(Some).ok_or_else(|| format!("'{name}' is not a date: {}", quote(&text))),
    }
}

fn bounded(text: String, name: &str, limits: &Limits) -> Result<String, String> {
    if text.len() > limits.text {
        return Err(format!("'{name}' is longer than {} bytes", limits.text));
    }
    Ok(text)
}

fn author_of<'v>(value: Option<&'v Value>, by_id: &ById<'v>) -> Option<Author> {
    match value? {
        text @ Value::String(_) => text_of(Some(text)).map(|name| Author { name, url: None }),
        other => {
            let map = follow(other, by_id).or_else(|| other.as_object())?;
            let name = text_of(map.get("name").or_else(|| map.get("legalName")).or_else(|| map.get("alternateName")))?;
            let mut links = Vec::new();
            links_of(map.get("url"), &mut links);
            links_of(map.get("sameAs"), &mut links);
            Some(Author { name, url: links.into_iter().next() })
        }
    }
}

fn from_json_ld<'v>(
    map: &'v Map<String, Value>,
    by_id: &ById<'v>,
    around: Around<'v>,
    limits: &Limits,
) -> Result<ClaimReview, String> {
    let claim_reviewed = text_of(map.get("claimReviewed"))
        .or_else(|| {
            text_of(map.get("itemReviewed").and_then(|item| follow(item, by_id)).and_then(|item| item.get("name")))
        })
        .ok_or("it does not say which claim was reviewed ('claimReviewed' is missing)")?;
    let mut links = Vec::new();
    for place in [map.get("url"), map.get("mainEntityOfPage"), map.get("@id"), around.url] {
        links_of(place, &mut links);
    }
    let url = links.into_iter().next().ok_or("it has no web address ('url' is missing)")?;
    let author = [map.get("author"), map.get("publisher"), map.get("sdPublisher"), around.publisher]
        .into_iter()
        .find_map(|value| author_of(value, by_id))
        .or_else(|| host_of(&url).map(|name| Author { name, url: None }))
        .ok_or("it does not say who reviewed the claim ('author' is missing)")?;

    let item = map.get("itemReviewed").and_then(|item| follow(item, by_id));
    let mut item_reviewed = ItemReviewed::default();
    if let Some(item) = item {
        item_reviewed.author = author_of(item.get("author").or_else(|| item.get("creator")), by_id);
        item_reviewed.date_published =
            time_field(item.get("datePublished"), "itemReviewed.datePublished").unwrap_or(None);
        for key in ["firstAppearance", "appearance", "url", "sameAs"] {
            links_of(item.get(key), &mut item_reviewed.appearances);
        }
    }

    let rating = map.get("reviewRating");
    let rating_map = rating.and_then(|rating| follow(rating, by_id));
    let number = |key: &str| -> Option<f64> {
        text_of(rating_map?.get(key))?.trim().parse().ok().filter(|n: &f64| n.is_finite())
    };
    let rating_value = number("ratingValue");
    let words = rating_map
        .and_then(|map| text_of(map.get("alternateName")).or_else(|| text_of(map.get("name"))))
        // A rating value that is a word, or a rating that is only a word.
        .or_else(|| rating_map.filter(|_| rating_value.is_none()).and_then(|map| text_of(map.get("ratingValue"))))
        .or_else(|| rating.filter(|rating| rating.is_string()).and_then(|rating| text_of(Some(rating))))
        .unwrap_or_default();
    let in_language = language_of(map.get("inLanguage"));
    let mut citations = Vec::new();
    links_of(map.get("citation"), &mut citations);
    let mut licence = Vec::new();
    links_of(map.get("license"), &mut licence);

    Ok(ClaimReview {
        url,
        claim_reviewed: bounded(claim_reviewed, "claimReviewed", limits)?,
        title: text_of(map.get("name").or_else(|| map.get("headline")))
            .map(|t| bounded(t, "name", limits))
            .transpose()?,
        date_published: time_field(map.get("datePublished"), "datePublished")?,
        date_modified: time_field(map.get("dateModified"), "dateModified")?,
        author: Author { name: bounded(author.name, "author", limits)?, url: author.url },
        item_reviewed,
        review_rating: ReviewRating {
            rating_value,
            best: number("bestRating"),
            worst: number("worstRating"),
            alternate_name: bounded(words, "reviewRating", limits)?,
            in_language: rating_map.and_then(|map| language_of(map.get("inLanguage"))),
        },
        in_language,
        review_body: text_of(map.get("reviewBody")).map(|t| bounded(t, "reviewBody", limits)).transpose()?,
        citations,
        licence: licence.into_iter().next(),
    })
}

fn from_search_answer(claim: &Value, review: &Value, limits: &Limits) -> Result<ClaimReview, String> {
    let claim_reviewed =
        text_of(claim.get("text")).ok_or("it does not say which claim was reviewed ('text' is missing)")?;
    let mut links = Vec::new();
    links_of(review.get("url"), &mut links);
    let url = links.into_iter().next().ok_or("it has no web address ('url' is missing)")?;
    let publisher = review.get("publisher");
    let site = text_of(publisher.and_then(|p| p.get("site")));
    let name = text_of(publisher.and_then(|p| p.get("name")))
        .or_else(|| site.clone())
        .or_else(|| host_of(&url))
        .ok_or("it does not say who reviewed the claim ('publisher' is missing)")?;
    let site = site.and_then(|site| web_link(&format!("https://{site}/")));
    let in_language = language_of(review.get("languageCode"));
    Ok(ClaimReview {
        url,
        claim_reviewed: bounded(claim_reviewed, "text", limits)?,
        title: text_of(review.get("title")).map(|t| bounded(t, "title", limits)).transpose()?,
        date_published: time_field(review.get("reviewDate"), "reviewDate")?,
        date_modified: None,
        author: Author { name: bounded(name, "publisher", limits)?, url: site },
        item_reviewed: ItemReviewed {
            author: text_of(claim.get("claimant")).map(|name| Author { name, url: None }),
            appearances: Vec::new(),
            date_published: time_field(claim.get("claimDate"), "claimDate").unwrap_or(None),
        },
        review_rating: ReviewRating {
            rating_value: None,
            best: None,
            worst: None,
            alternate_name: bounded(text_of(review.get("textualRating")).unwrap_or_default(), "textualRating", limits)?,
            in_language: in_language.clone(),
        },
        in_language,
        review_body: None,
        citations: Vec::new(),
        licence: None,
    })
}

fn host_of(url: &str) -> Option<String> {
    let host = url::Url::parse(url).ok()?.host_str()?.to_owned();
    Some(host.strip_prefix("www.").map(ToOwned::to_owned).unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_text(text: &str) -> Reading {
        read(text.as_bytes(), &Limits::default()).unwrap_or_else(|e| panic!("{e}: {text}"))
    }

    fn sample(verdict: Verdict, words: &str) -> ClaimReview {
        ClaimReview {
            url: "https://saksi.example/checks/1".into(),
            claim_reviewed: "Pineapple and milk </script><!-- make poison.".into(),
            title: Some("No, they do not".into()),
            date_published: Timestamp::parse("2026-11-22T03:25:12Z"),
            date_modified: None,
            author: Author { name: "Example Facts".into(), url: Some("https://facts.example/".into()) },
            item_reviewed: ItemReviewed {
                author: None,
                appearances: vec!["https://social.example/p/1".into(), "https://social.example/p/2".into()],
                date_published: Timestamp::parse("2026-11-01"),
            },
            review_rating: ReviewRating::for_verdict(verdict, words, "bn".parse().ok()).unwrap(),
            in_language: "bn".parse().ok(),
            review_body: Some("দুধ\u{2028}& আনারস".into()),
            citations: vec!["https://who.example/fact".into()],
            licence: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        }
    }

    #[test]
    fn a_check_is_written_as_search_engines_document_it() {
        let value = sample(Verdict::Misleading, "বিভ্রান্তিকর").to_json();
        assert_eq!(value["@context"], "https://schema.org");
        assert_eq!(value["@type"], "ClaimReview");
        assert_eq!(value["datePublished"], "2026-11-22T03:25:12Z");
        assert_eq!(
            value["author"],
            json!({"@type": "Organization", "name": "Example Facts", "url": "https://facts.example/"})
        );
        assert_eq!(
            value["reviewRating"],
            json!({"@type": "Rating", "ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "বিভ্রান্তিকর", "inLanguage": "bn"})
        );
        assert_eq!(value["itemReviewed"]["appearance"][1]["url"], "https://social.example/p/2");
    }

    #[test]
    fn opinion_and_satire_carry_words_only_and_not_checkable_is_never_written() {
        for verdict in [Verdict::Opinion, Verdict::Satire] {
            let value = sample(verdict, rating::english(verdict)).to_json();
            assert!(
                value["reviewRating"].get("ratingValue").is_none() && value["reviewRating"].get("bestRating").is_none()
            );
        }
        assert_eq!(ReviewRating::for_verdict(Verdict::NotCheckable, "x", None), None);
    }

    #[test]
    fn no_text_can_leave_the_script_element() {
        let script = sample(Verdict::False, "False").to_script_text();
        assert!(!script.contains(['<', '>', '&', '\u{2028}']), "{script}");
        let page =
            format!("<!doctype html><html><head><script type=\"application/ld+json\">{script}</script></head></html>");
        assert_eq!(read_text(&page).rows[0].review, sample(Verdict::False, "False"));
    }

    #[test]
    fn every_published_shape_is_read() {
        let one = r#"{"@type":"ClaimReview","url":"https://a.example/1","claimReviewed":"C","author":{"@type":"Organization","name":"A"},"reviewRating":{"alternateName":"False"}}"#;
        for (shape, text) in [
            ("object", one.to_owned()),
            ("array", format!("[{one}]")),
            (
                "graph",
                format!(r#"{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage","name":"x"}},{one}]}}"#),
            ),
            (
                "item list",
                format!(
                    r#"{{"@type":"ItemList","itemListElement":[{{"@type":"ListItem","position":1,"item":{one}}}]}}"#
                ),
            ),
            ("feed of reviews", format!(r#"{{"@type":"DataFeed","dataFeedElement":[{one}]}}"#)),
            (
                "feed of items",
                format!(
                    r#"{{"@type":"DataFeed","dataFeedElement":[{{"@type":"DataFeedItem","dateCreated":"2020-01-01","item":[{one}]}},{{"@type":"DataFeedItem","item":null}}]}}"#
                ),
            ),
            (
                "page",
                format!(
                    "<HTML><script>var a = 1 < 2;</script><SCRIPT nonce=x TYPE='application/ld+json'>\n<!-- {one} -->\n</SCRIPT>"
                ),
            ),
            ("byte order mark", format!("\u{FEFF}{one}")),
            ("type as address", one.replace("\"ClaimReview\"", "[\"https://schema.org/ClaimReview\",\"Thing\"]")),
        ] {
            let reading = read_text(&text);
            assert_eq!((reading.rows.len(), reading.rejected.len()), (1, 0), "{shape}: {reading:?}");
            assert_eq!(reading.rows[0].review.url, "https://a.example/1", "{shape}");
            assert_eq!(reading.rows[0].position, Position::Review(1), "{shape}");
        }
        let lines = format!("{one}\n\nnot json\n{}\n", one.replace("/1", "/2"));
        let reading = read_text(&lines);
        assert_eq!(
            reading.rows.iter().map(|r| r.position.clone()).collect::<Vec<_>>(),
            [Position::Line(1), Position::Line(4)]
        );
        assert_eq!(reading.rejected[0].position, Position::Line(3));
    }

    #[test]
    fn the_answer_of_the_fact_check_search_is_read() {
        let reading = read_text(
            r#"{"claims":[
              {"text":"Garlic cures it","claimant":"Facebook posts","claimDate":"2020-02-01T00:00:00Z","claimReview":[
                {"publisher":{"name":"Tirto","site":"tirto.id"},"url":"https://tirto.id/a","title":"Bawang putih?","reviewDate":"2020-02-03T00:00:00Z","textualRating":"Salah","languageCode":"id"},
                {"publisher":{"site":"afp.example"},"url":"https://afp.example/b","textualRating":"This is an old story about garlic","languageCode":"en"}]},
              {"text":"no reviews"}],"nextPageToken":"x"}"#,
        );
        assert_eq!(reading.rows.len(), 1);
        let row = &reading.rows[0];
        assert_eq!(
            (row.verdict, row.review.author.name.as_str(), row.review.claim_reviewed.as_str()),
            (Verdict::False, "Tirto", "Garlic cures it")
        );
        assert_eq!(row.review.in_language.as_ref().map(LanguageTag::as_str), Some("id"));
        assert_eq!(row.review.item_reviewed.author.as_ref().unwrap().name, "Facebook posts");
        assert_eq!(
            reading.rejected[0].to_string(),
            "review 2: verdict not understood: This is an old story about garlic"
        );
    }

    #[test]
    fn untidy_markup_is_tolerated() {
        let reading = read_text(
            "{\"@graph\":[{\"@id\":\"#us\",\"@type\":\"Organization\",\"name\":\"We Check\",\"url\":\"https://we.example/\"},\
             {\"@type\":\"ClaimReview\",\"mainEntityOfPage\":{\"@id\":\"https://we.example/9\"},\"claimReviewed\":[\"First \nline\"],\
              \"author\":[{\"@id\":\"#us\"}],\"datePublished\":\"2021-03-04 05:06:07\",\"inLanguage\":{\"@type\":\"Language\",\"name\":\"Thai\"},\
              \"itemReviewed\":{\"@type\":\"CreativeWork\",\"author\":\"Somebody\",\"sameAs\":\"https://x.example/1\",\"datePublished\":\"long ago\"},\
              \"reviewRating\":{\"ratingValue\":\"1\",\"bestRating\":\"5\",\"worstRating\":\"1\"}}]}",
        );
        let row = &reading.rows[0];
        assert_eq!(row.review.author, Author { name: "We Check".into(), url: Some("https://we.example/".into()) });
        assert_eq!(row.review.url, "https://we.example/9");
        assert_eq!(row.review.date_published, Timestamp::parse("2021-03-04T05:06:07Z"));
        assert_eq!(row.review.in_language.as_ref().map(LanguageTag::as_str), Some("th"));
        assert_eq!(row.review.item_reviewed.appearances, ["https://x.example/1"]);
        assert_eq!(row.verdict, Verdict::False);
    }

    #[test]
    fn a_verdict_is_read_or_refused_but_never_guessed() {
        for (rating, expected) in [
            (r#"{"alternateName":"Mostly true","ratingValue":4,"bestRating":5,"worstRating":1}"#, None),
            (
                r#"{"alternateName":"Four Pinocchios","ratingValue":1,"bestRating":5,"worstRating":1}"#,
                Some(Verdict::False),
            ),
            (r#"{"alternateName":"Four Pinocchios","ratingValue":1}"#, None),
            (r#"{"ratingValue":1}"#, Some(Verdict::False)),
            (
                r#"{"ratingValue":"-1","bestRating":"-1","worstRating":"-1","alternateName":"Labeled Satire"}"#,
                Some(Verdict::Satire),
            ),
            (r#"{"alternateName":"True","ratingValue":1,"bestRating":5,"worstRating":1}"#, None),
            (r#"{"ratingValue":"ভুয়া"}"#, Some(Verdict::False)),
            (r#""Falso""#, Some(Verdict::False)),
            (r"{}", None),
            (r"null", None),
        ] {
            let text = format!(
                r#"{{"@type":"ClaimReview","url":"https://a.example/1","claimReviewed":"C","reviewRating":{rating}}}"#
            );
            let reading = read_text(&text);
            assert_eq!(reading.rows.first().map(|row| row.verdict), expected, "{rating}");
            if expected.is_none() {
                assert!(
                    reading.rejected[0].reason.starts_with("verdict not understood"),
                    "{rating}: {:?}",
                    reading.rejected
                );
            }
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (text, part) in [
            (r#"{"@type":"ClaimReview","url":"https://a.example/1"}"#, "'claimReviewed' is missing"),
            (r#"{"@type":"ClaimReview","claimReviewed":"C"}"#, "'url' is missing"),
            (r#"{"@type":"ClaimReview","claimReviewed":"C","url":"javascript:alert(1)"}"#, "'url' is missing"),
            (
                r#"{"@type":"ClaimReview","claimReviewed":"C","url":"https://a.example","datePublished":"soon"}"#,
                "'datePublished' is not a date: soon",
            ),
        ] {
            assert!(read_text(text).rejected[0].reason.contains(part), "{text}");
        }
    }

    #[test]
    fn hostile_documents_are_bounded() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(read(deep.as_bytes(), &Limits::default()), Err(ReadError::NotJson(_))));
        let long = " ".repeat(2_000);
        assert!(matches!(
            read(long.as_bytes(), &Limits { bytes: 1_000, ..Limits::default() }),
            Err(ReadError::TooLong(1_000))
        ));
        assert!(matches!(read(&b"\xff\xfe{"[..], &Limits::default()), Err(ReadError::NotText)));
        assert!(matches!(read(&b"{}"[..], &Limits::default()), Err(ReadError::NothingFound)));
        assert!(matches!(read(&b"<html>"[..], &Limits::default()), Err(ReadError::NothingFound)));
        assert!(matches!(read(&b"hello"[..], &Limits::default()), Err(ReadError::NotJson(_))));
        let many = "<script".repeat(100_000);
        assert!(read(many.as_bytes(), &Limits::default()).is_err());
        let claim = r#"{"@type":"ClaimReview","url":"https://a.example/1","claimReviewed":"C","reviewRating":"False"}"#;
        let feed = format!("[{}]", [claim; 5].join(","));
        let reading = read(feed.as_bytes(), &Limits { reviews: 3, ..Limits::default() }).unwrap();
        assert_eq!((reading.rows.len(), reading.rejected.len()), (3, 1));
    }

    #[test]
    fn dates_of_many_kinds_are_read() {
        for (text, expected) in [
            ("2020-03-04", Some("2020-03-04T00:00:00Z")),
            ("2020/03/04", Some("2020-03-04T00:00:00Z")),
            ("2020-03-04T05:06:07+0800", Some("2020-03-03T21:06:07Z")),
            ("2020-03-04T05:06:07.123Z", Some("2020-03-04T05:06:07Z")),
            ("2020-03-04 05:06", Some("2020-03-04T05:06:00Z")),
            ("Wed, 04 Mar 2020 05:06:07 +0000", Some("2020-03-04T05:06:07Z")),
            ("04/03/2020", None),
            ("", None),
        ] {
            assert_eq!(time_of(text).map(Timestamp::to_rfc3339).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            claim in "[^\\s\0][^\0]{0,60}", body in proptest::option::of("[^\\s\0][^\0]{0,60}"), which in 0_usize..5,
            at in 0_i64..4_000_000_000, appearances in 0_usize..4,
        ) {
            let verdict = Verdict::ALL[which];
            let mut review = sample(verdict, rating::english(verdict));
            review.claim_reviewed = claim.trim().to_owned();
            review.review_body = body.map(|b| b.trim().to_owned());
            review.date_modified = Some(Timestamp::from_seconds(at));
            review.item_reviewed.appearances = (0..appearances).map(|n| format!("https://x.example/{n}")).collect();
            prop_assume!(!review.claim_reviewed.is_empty() && review.review_body.as_ref().is_none_or(|b| !b.is_empty()));
            let reading = read(review.to_script_text().as_bytes(), &Limits::default()).unwrap();
            prop_assert_eq!(&reading.rejected, &vec![]);
            prop_assert_eq!(&reading.rows[0].review, &review);
            prop_assert_eq!(reading.rows[0].verdict, verdict);
        }

        #[test]
        fn any_text_never_breaks_it(text in ".{0,300}") {
            let _ = read(text.as_bytes(), &Limits::default());
            let page = format!("<script type=application/ld+json>{text}</script>{text}");
            let _ = read(page.as_bytes(), &Limits::default());
        }

        #[test]
        fn any_json_under_our_keys_never_breaks_it(values in prop::collection::vec(any_json(), 8)) {
            let keys = ["@type", "url", "claimReviewed", "author", "reviewRating", "itemReviewed", "datePublished", "inLanguage"];
            let mut map: Map<String, Value> = keys.iter().map(ToString::to_string).zip(values).collect();
            map.insert("claimReviewed".into(), json!("C"));
            map.entry("reviewRating").or_insert(Value::Null);
            let _ = read(Value::Object(map).to_string().as_bytes(), &Limits::default());
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[a-z:/.]{0,12}".prop_map(Value::from)
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(
                    prop_oneof![
                        Just("@id".to_owned()),
                        Just("name".to_owned()),
                        Just("url".to_owned()),
                        Just("@type".to_owned())
                    ],
                    inner,
                    0..4
                )
                .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }
}
