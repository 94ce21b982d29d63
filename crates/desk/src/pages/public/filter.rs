//! Which checks to list: read from an address, and written into one, so that every list has feeds of exactly itself.

use saksi_base::{ContentType, Problem, ProblemKind, Timestamp, Verdict};
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use crate::model::{Cursor, ListFilter};

/// Longest text to look for, in characters.
pub(crate) const WORDS_CHARACTERS: usize = 200;

/// The query of a list, as sent. Empty means "any", as forms send it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    pub(crate) q: String,
    pub(crate) verdict: String,
    pub(crate) language: String,
    pub(crate) organisation: String,
    pub(crate) content: String,
    pub(crate) since: String,
    pub(crate) after: String,
}

impl ListQuery {
    /// As the actions want it. What cannot be understood is said, never ignored: a list that silently shows more than it was
    /// asked for would mislead.
    pub(crate) fn filter(&self) -> Result<ListFilter, Problem> {
        let wrong = || Problem::new(ProblemKind::Malformed, "problem-query");
        let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        if self.q.chars().count() > WORDS_CHARACTERS {
            return Err(Problem::field("q", "desk-problem-search-long").with("most", WORDS_CHARACTERS));
        }
        let language = match some(&self.language) {
            Some(tag) => Some(tag.parse::<saksi_base::LanguageTag>().map_err(|_| wrong())?.primary().to_owned()),
            None => None,
        };
        Ok(ListFilter {
            verdict: some(&self.verdict).map(|code| Verdict::from_code(&code).ok_or_else(wrong)).transpose()?,
            language,
            organisation: some(&self.organisation).map(|id| id.parse().map_err(|_| wrong())).transpose()?,
            content_type: some(&self.content)
                .map(|code| ContentType::from_code(&code).ok_or_else(wrong))
                .transpose()?,
            since: some(&self.since).map(|text| Timestamp::parse(&text).ok_or_else(wrong)).transpose()?,
            text: some(&self.q),
        })
    }

    /// Where the page starts.
    pub(crate) fn cursor(&self) -> Result<Option<Cursor>, Problem> {
        if self.after.is_empty() { Ok(None) } else { self.after.parse().map(Some) }
    }

    /// The same list elsewhere: `path` with the filter, without the place in the list.
    pub(crate) fn at(&self, path: &str) -> String {
        self.with(path, "")
    }

    /// The same list from a place on.
    pub(crate) fn from(&self, path: &str, after: Cursor) -> String {
        self.with(path, &after.to_string())
    }

    fn with(&self, path: &str, after: &str) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in [
            ("q", self.q.trim()),
            ("verdict", &self.verdict),
            ("language", &self.language),
            ("organisation", &self.organisation),
            ("content", &self.content),
            ("since", &self.since),
            ("after", after),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Whether anything is asked for at all.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self { after: self.after.clone(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_the_same_in_every_address() {
        let query = ListQuery {
            q: " hot water ".into(),
            verdict: "false".into(),
            language: "zh-Hant".into(),
            ..Default::default()
        };
        assert_eq!(query.at("/checks.atom"), "/checks.atom?q=hot+water&verdict=false&language=zh-Hant");
        let filter = query.filter().unwrap();
        assert_eq!(
            (filter.text.as_deref(), filter.verdict, filter.language.as_deref()),
            (Some("hot water"), Some(Verdict::False), Some("zh"))
        );
        assert!(ListQuery::default().is_empty() && ListQuery::default().filter() == Ok(ListFilter::default()));
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        let query = |change: fn(&mut ListQuery)| {
            let mut query = ListQuery::default();
            change(&mut query);
            query
        };
        for wrong in [
            query(|q| q.verdict = "mostly".into()),
            query(|q| q.organisation = "1".into()),
            query(|q| q.content = "cheese".into()),
            query(|q| q.language = "english please".into()),
            query(|q| q.since = "yesterday".into()),
            query(|q| q.q = "x".repeat(201)),
        ] {
            assert!(wrong.filter().is_err(), "{wrong:?}");
        }
        assert!(query(|q| q.after = "zz".into()).cursor().is_err());
    }
}
