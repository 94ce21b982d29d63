//! Parts that several public pages show: a whole answer, a line of a list. Values are put into words here, so that the
//! templates hold structure only.

use askama::Template;
use saksi_base::{CheckId, ContentType, LanguageTag, Problem, Timestamp, Verdict};
use saksi_web::{Arg, Locale, Markup, Tone, link, notice, paragraphs, user, verdict};

use crate::model::{Answer, CheckSummary, ListedCheck, OrganisationRef, PublishedCheck, Reference};
use crate::pages::words;

/// A text with the language it is written in.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) lang: String,
    pub(crate) dir: &'static str,
}

impl Written {
    pub(crate) fn new(text: &str, language: &LanguageTag) -> Self {
        Self { text: text.to_owned(), lang: language.to_string(), dir: words::direction(language) }
    }
}

/// The short answer: the title, or the claim where an imported check has none.
pub(crate) fn headline<'a>(title: &'a str, statement: &'a str) -> &'a str {
    if title.trim().is_empty() { statement } else { title }
}

/// References as list entries: an address becomes a link, words stay words.
pub(crate) fn references(list: &[Reference]) -> Vec<Markup> {
    list.iter()
        .map(|reference| match (&reference.url, reference.description.as_str()) {
            (Some(url), "") => link(url),
            (Some(url), description) => user(description).then(&Markup::text(" ")).then(&link(url)),
            (None, description) => user(description),
        })
        .collect()
}

/// A whole answer.
#[derive(Template)]
#[template(path = "public/answer.html")]
pub(crate) struct AnswerPart {
    pub(crate) l: Locale,
    pub(crate) level: u8,
    pub(crate) verdict: Markup,
    pub(crate) headline: Written,
    /// Empty where the headline is the claim.
    pub(crate) claim: Option<Written>,
    pub(crate) explanation: Markup,
    pub(crate) references: Vec<Markup>,
    pub(crate) organisation: OrganisationRef,
    pub(crate) facts: Vec<String>,
    /// Said where the text is in another language than the page.
    pub(crate) other_language: Option<String>,
    pub(crate) source: Option<Markup>,
    /// The page of the check; none on that page itself.
    pub(crate) page: Option<String>,
}

impl AnswerPart {
    pub(crate) fn new(l: &Locale, a: &Answer, level: u8, link_to_page: bool) -> Self {
        let headline = headline(&a.title, &a.statement);
        let mut facts = vec![l.ta("desk-checked-on", &[("date", l.date(a.published_at))])];
        if let Some(at) = a.corrected_at {
            facts.push(l.ta("desk-corrected-on", &[("date", l.date(at))]));
        }
        if let Some(from) = &a.translated_from {
            facts.push(l.ta("desk-translated-from", &[("language", words::language(l, from.as_str()))]));
        }
        // That a message is made of text goes without saying; that a voice was cloned does not.
        if a.content_type != ContentType::Text {
            facts.push(l.t(words::content_type(a.content_type)));
        }
        facts.extend(words::harm(a.harm).map(|message| l.t(message)));
        if let Some(licence) = &a.licence {
            facts.push(l.ta("desk-licence", &[("licence", licence.as_str())]));
        }
        Self {
            level,
            verdict: verdict(l, a.verdict),
            headline: Written::new(headline, &a.language),
            claim: (headline != a.statement).then(|| Written::new(&a.statement, &a.language)),
            explanation: paragraphs(&a.explanation),
            references: references(&a.references),
            organisation: a.organisation.clone(),
            facts,
            other_language: other_language(l, &a.language),
            source: a.source_url.as_deref().map(link),
            page: link_to_page.then(|| format!("/checks/{}", a.check)),
            l: l.clone(),
        }
    }

    /// As markup for another template.
    pub(crate) fn markup(&self) -> Result<Markup, Problem> {
        part(self)
    }
}

/// Renders a part; a failure is ours.
pub(crate) fn part(template: &impl Template) -> Result<Markup, Problem> {
    template.render().map(Markup::trusted).map_err(|error| {
        tracing::error!(%error, "a part of a page could not be rendered");
        Problem::internal()
    })
}

/// Says in which language a text is, where it is not the reader's.
pub(crate) fn other_language(l: &Locale, tag: &LanguageTag) -> Option<String> {
    let own = l.tag().split('-').next().unwrap_or("");
    let differs = tag.primary() != own && tag.as_str() != "und";
    differs.then(|| l.ta("desk-written-in", &[("language", words::language(l, tag.as_str()))]))
}

/// Says that organisations disagree, where the verdicts of one claim's checks are not all the same.
pub(crate) fn differing(l: &Locale, answers: &[Answer]) -> Option<Markup> {
    let first = answers.first()?.verdict;
    let differ = answers.iter().any(|answer| answer.verdict != first);
    differ.then(|| notice(Tone::Waiting, &l.t("desk-differing"), &Markup::empty()))
}

/// One line of a list of checks.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) verdict: Markup,
    pub(crate) statement: Written,
    /// Beginning of the explanation; empty where the list shows none.
    pub(crate) beginning: String,
    pub(crate) facts: Vec<String>,
}

impl Line {
    pub(crate) fn listed(l: &Locale, c: &ListedCheck) -> Self {
        let mut facts = vec![c.organisation.name.clone(), changed(l, c.published_at, c.changed_at)];
        facts.extend(asked(l, c.asked));
        Self::new(l, c.check, Some(c.verdict), &c.statement, &c.language, facts)
    }

    /// A similar answer: with the beginning of its explanation, so that the reader can tell without leaving the page.
    pub(crate) fn candidate(l: &Locale, a: &Answer) -> Self {
        let mut facts = vec![a.organisation.name.clone(), l.ta("desk-checked-on", &[("date", l.date(a.published_at))])];
        if a.likeness > 0.0 && a.likeness < 1.0 {
            facts.push(l.ta("desk-likeness", &[("percent", Arg::from(percent(a.likeness)))]));
        }
        let mut line = Self::new(l, a.check, Some(a.verdict), &a.statement, &a.language, facts);
        line.beginning = words::cut(&a.explanation, 280);
        line
    }

    /// Another organisation's answer about the same claim: what it found, since the claim itself stands above already.
    pub(crate) fn other_answer(l: &Locale, a: &Answer) -> Self {
        let facts = vec![a.organisation.name.clone(), l.ta("desk-checked-on", &[("date", l.date(a.published_at))])];
        let mut line = Self::new(l, a.check, Some(a.verdict), headline(&a.title, &a.statement), &a.language, facts);
        line.beginning = words::cut(&a.explanation, 280);
        line
    }

    pub(crate) fn other(l: &Locale, c: &CheckSummary) -> Self {
        let facts = vec![c.organisation.name.clone(), changed(l, c.published_at.unwrap_or(c.changed_at), c.changed_at)];
        Self::new(l, c.id, c.verdict, headline(&c.title, &c.statement), &c.language, facts)
    }

    fn new(
        l: &Locale,
        check: CheckId,
        found: Option<Verdict>,
        statement: &str,
        language: &LanguageTag,
        facts: Vec<String>,
    ) -> Self {
        Self {
            href: format!("/checks/{check}"),
            verdict: found.map_or_else(Markup::empty, |found| verdict(l, found)),
            statement: Written::new(&words::cut(statement, 180), language),
            beginning: String::new(),
            facts,
        }
    }
}

fn changed(l: &Locale, published: Timestamp, changed: Timestamp) -> String {
    if changed.day() == published.day() {
        l.ta("desk-checked-on", &[("date", l.date(published))])
    } else {
        l.ta("desk-corrected-on", &[("date", l.date(changed))])
    }
}

/// How many asked; nothing for a claim that nobody asked about here, such as an imported one.
pub(crate) fn asked(l: &Locale, times: i64) -> Option<String> {
    (times > 0).then(|| l.ta("desk-asked-times", &[("count", times)]))
}

/// A likeness as a whole percentage from 0 to 100.
pub(crate) fn percent(share: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "clamped to 0..=100")]
    let whole = (share.clamp(0.0, 1.0) * 100.0).round() as i64;
    whole
}

/// The published check as the answer for one reader: in the language asked for, else in theirs, else as written.
pub(crate) fn in_language(check: &PublishedCheck, wanted: Option<&LanguageTag>, l: &Locale) -> Answer {
    match wanted {
        Some(tag) => crate::actions::public::in_language(check, tag),
        None => crate::actions::public::in_language(check, &reader(l)),
    }
}

/// The reader's language as a tag.
pub(crate) fn reader(l: &Locale) -> LanguageTag {
    LanguageTag::or_unknown(l.tag())
}

/// A list of lines.
#[derive(Template)]
#[template(path = "public/lines.html")]
pub(crate) struct Lines<'a> {
    pub(crate) lines: &'a [Line],
}
