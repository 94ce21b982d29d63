//! A notice as a request to an API, as its route describes it: JSON whose places the route names, in bytes that are the same on every try.

use saksi_base::{Problem, RouteId};
use saksi_web::Locale;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Notice;
use super::notice::{Element, FileLine};
use super::register::FormField;

/// Headers that a route cannot name: the request's own.
const OWN_HEADERS: [&str; 9] = [
    "accept",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "te",
    "transfer-encoding",
    "user-agent",
];
/// Deepest place in a request.
const DEEPEST: usize = 8;
/// Most bytes of what an answer says that are shown.
const SHOWN: usize = 300;

/// What is kept of a route over an API besides its address and the places of a notice's elements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Api {
    /// The header that carries the secret; empty where none is asked for.
    pub header: String,
    /// The header by which the other side knows a second try of one request; empty where it knows none.
    pub key_header: String,
    /// What is the same in every request: place and value.
    pub fixed: Vec<(String, String)>,
    /// Where in the answer the number stands that they give the notice; empty where they give none.
    pub reference: String,
}

/// What was frozen of a request besides its body and address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Whose secret goes with it.
    pub route: RouteId,
    /// In which header.
    pub header: String,
    /// In which header the identifier of the letter stands.
    pub key_header: String,
    /// Where in the answer their number stands.
    pub reference: String,
}

fn is_token(text: &str) -> bool {
    text.len() <= 100 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Whether a text can name a header of a route.
pub fn is_header(text: &str) -> bool {
    text.is_empty() || (is_token(text) && !OWN_HEADERS.contains(&text.to_ascii_lowercase().as_str()))
}

/// Whether a text names a place: names with dots between them, and `[]` at the end of a list.
pub fn is_place(text: &str) -> bool {
    let names = text.strip_suffix("[]").unwrap_or(text);
    let parts: Vec<&str> = names.split('.').collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && part.len() <= 100
            && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '$' | '@' | ' '))
    };
    parts.len() <= DEEPEST && parts.iter().all(plain)
}

/// Puts a value to its place; false where something else stands there or on the way.
fn put(root: &mut Map<String, Value>, place: &str, value: Value) -> bool {
    let names = place.strip_suffix("[]").unwrap_or(place);
    let (way, last) = names.rsplit_once('.').map_or((None, names), |(way, last)| (Some(way), last));
    let mut at = root;
    for name in way.into_iter().flat_map(|way| way.split('.')) {
        let next = at.entry(name).or_insert_with(|| Value::Object(Map::new()));
        match next {
            Value::Object(inside) => at = inside,
            _ => return false,
        }
    }
    if at.contains_key(last) {
        return false;
    }
    at.insert(last.to_owned(), value);
    true
}

/// A fixed value: what is JSON as JSON, anything else as a text.
fn fixed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

fn lines_of(text: &str) -> Value {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Value::Array(lines.map(|line| Value::String(line.to_owned())).collect())
}

impl Api {
    /// What is wrong with what was typed, if anything. `fields` are the places of a notice's elements.
    pub fn check(&self, fields: &[FormField]) -> Result<(), Problem> {
        for (field, header) in [("api_header", &self.header), ("api_key_header", &self.key_header)] {
            if !is_header(header) {
                return Err(Problem::field(field, "escalations-problem-api-header"));
            }
        }
        if !self.header.is_empty() && self.header.eq_ignore_ascii_case(&self.key_header) {
            return Err(Problem::field("api_key_header", "escalations-problem-api-header"));
        }
        if !self.reference.is_empty() && !is_place(&self.reference) {
            let place = self.reference.as_str();
            return Err(Problem::field("api_reference", "escalations-problem-api-place").with("place", place));
        }
        if fields.is_empty() {
            return Err(Problem::field("fields", "escalations-problem-api-fields"));
        }
        let mut root = Map::new();
        let fixed = self.fixed.iter().map(|(place, _)| ("api_fixed", place.as_str()));
        for (field, place) in fixed.chain(fields.iter().map(|field| ("fields", field.label.as_str()))) {
            if !is_place(place) || !put(&mut root, place, Value::Null) {
                return Err(Problem::field(field, "escalations-problem-api-place").with("place", place));
            }
        }
        Ok(())
    }

    /// The body of the request: the same notice by the same route always gives the same bytes. What is empty is left out.
    ///
    /// # Errors
    /// Where an element is longer than its place takes: nobody cuts it by hand here.
    pub fn body(
        &self,
        l: &Locale,
        notice: &Notice,
        fields: &[FormField],
        files: &[FileLine],
    ) -> Result<String, Problem> {
        let mut root = Map::new();
        for (place, value) in &self.fixed {
            put(&mut root, place, fixed(value));
        }
        for field in fields {
            let Some(element) = Element::from_code(&field.element) else { continue };
            let mut text = notice.element(l, element, files);
            // Marks of direction around what fills a message belong on a page, not in a request.
            text.retain(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let count = text.chars().count();
            if let Some(most) = field.longest.and_then(|most| usize::try_from(most).ok()).filter(|most| count > *most) {
                let long = Problem::conflict("escalations-problem-api-long").with("place", field.label.as_str());
                return Err(long.with("count", count).with("most", most));
            }
            let is_list = field.label.ends_with("[]");
            put(&mut root, &field.label, if is_list { lines_of(text) } else { Value::String(text.to_owned()) });
        }
        serde_json::to_string_pretty(&Value::Object(root)).map_err(|_| Problem::internal())
    }
}

impl Api {
    /// What is frozen of a request besides its body and address.
    pub fn request(&self, route: RouteId) -> Request {
        Request {
            route,
            header: self.header.clone(),
            key_header: self.key_header.clone(),
            reference: self.reference.clone(),
        }
    }
}

impl Request {
    /// The number that an answer gives the notice; empty where there is none.
    pub fn number(&self, answer: &[u8]) -> String {
        if self.reference.is_empty() {
            return String::new();
        }
        let Ok(whole) = serde_json::from_slice::<Value>(answer) else { return String::new() };
        let found = self.reference.split('.').try_fold(&whole, |at, name| at.get(name));
        let text = match found {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        text.trim().chars().filter(|c| !c.is_control()).take(200).collect()
    }
}

/// What an answer says, as far as it is shown to whoever sent the notice.
pub fn said(status: u16, answer: &[u8]) -> String {
    let text = String::from_utf8_lossy(answer.get(..answer.len().min(SHOWN * 4)).unwrap_or_default()).into_owned();
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
    if shown.is_empty() { format!("HTTP {status}") } else { format!("HTTP {status}: {shown}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::notice::tests::notice;
    use proptest::prelude::*;
    use saksi_base::SiteLanguage;

    fn field(label: &str, element: &str, longest: Option<u32>) -> FormField {
        FormField { label: label.into(), element: element.into(), longest }
    }

    fn locale() -> Locale {
        let translator = std::sync::Arc::new(saksi_web::Translator::new(crate::MESSAGES));
        Locale::new(translator, SiteLanguage::English, saksi_base::calendar::testing::at("2026-11-23T00:00:00Z"))
    }

    fn api() -> Api {
        Api {
            header: "Authorization".into(),
            key_header: "Idempotency-Key".into(),
            fixed: vec![("report.type".into(), "illegal".into()), ("report.priority".into(), "2".into())],
            reference: "data.id".into(),
        }
    }

    #[test]
    fn a_notice_becomes_json_at_the_places_of_its_route() {
        let fields = [
            field("report.links[]", "locations", None),
            field("report.text", "explanation", Some(10_000)),
            field("contact", "sender-mail", None),
            field("earlier", "earlier", None),
        ];
        api().check(&fields).unwrap();
        let body = api().body(&locale(), &notice(), &fields, &[]).unwrap();
        let read: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(read["report"]["type"], "illegal");
        assert_eq!(read["report"]["priority"], 2);
        assert_eq!(read["report"]["links"], serde_json::json!(["https://platform.example/post/1"]));
        assert_eq!(read["report"]["text"], notice().explanation);
        assert_eq!(read["contact"], notice().sender_mail);
        assert!(read.get("earlier").is_none(), "what is empty is left out");
        assert_eq!(api().body(&locale(), &notice(), &fields, &[]).unwrap(), body, "the same bytes every time");
    }

    #[test]
    fn what_is_too_long_for_its_place_is_not_sent_and_not_cut() {
        let fields = [field("text", "explanation", Some(20))];
        let problem = api().body(&locale(), &notice(), &fields, &[]).unwrap_err();
        assert_eq!(problem.message, "escalations-problem-api-long");
    }

    #[test]
    fn two_things_at_one_place_and_the_requests_own_headers_are_refused() {
        let one = |place: &str| vec![field(place, "title", None)];
        for (place, good) in [
            ("title", true),
            ("report.title", true),
            ("report.type", false),
            ("report", false),
            ("report.type.name", false),
            ("report..title", false),
            ("", false),
            ("a.b.c.d.e.f.g.h.i", false),
            ("list[].name", false),
        ] {
            assert_eq!(api().check(&one(place)).is_ok(), good, "{place}");
        }
        assert!(api().check(&[]).is_err(), "a request that says nothing");
        for (header, good) in [("X-Api-Key", true), ("Host", false), ("content-length", false), ("X Key", false)] {
            assert_eq!(Api { header: header.into(), ..api() }.check(&one("title")).is_ok(), good, "{header}");
        }
        assert!(Api { key_header: "authorization".into(), ..api() }.check(&one("title")).is_err(), "one header twice");
    }

    #[test]
    fn their_number_is_read_where_it_stands() {
        let request = |reference: &str| Request {
            route: RouteId(uuid::Uuid::nil()),
            header: String::new(),
            key_header: String::new(),
            reference: reference.into(),
        };
        for (reference, answer, number) in [
            ("data.id", r#"{"data":{"id":"R-7"}}"#, "R-7"),
            ("id", r#"{"id":42}"#, "42"),
            ("data.id", r#"{"data":[]}"#, ""),
            ("data.id", "not JSON", ""),
            ("", r#"{"id":42}"#, ""),
        ] {
            assert_eq!(request(reference).number(answer.as_bytes()), number, "{answer}");
        }
        assert_eq!(said(422, b"{\n \"error\": \"no\"}"), "HTTP 422: { \"error\": \"no\"}");
        assert_eq!(said(500, b""), "HTTP 500");
    }

    proptest! {
        #[test]
        fn whatever_the_words_are_the_body_is_json_that_says_them(words in "\\PC{1,200}", other in ".{0,100}") {
            let one = Notice { explanation: words.clone(), context: other, ..notice() };
            let fields = [field("a.text", "explanation", None), field("a.why", "context", None)];
            let read: Value = serde_json::from_str(&api().body(&locale(), &one, &fields, &[]).unwrap()).unwrap();
            let kept: String = words.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect();
            prop_assert_eq!(read["a"]["text"].as_str().unwrap_or_default(), kept.trim());
        }
    }
}
