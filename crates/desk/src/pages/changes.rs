//! What changed between two versions of a check, for readers and for reviewers.
//!
//! Nothing hangs on colour: what was taken out is struck through and what is new is underlined, and a screen reader hears the
//! words "taken out" and "new" in front of each. Without the stylesheet those words are there to be read as well.

use askama::Template;
use saksi_base::{ContentType, HarmKind, LanguageTag, Problem, Verdict};
use saksi_web::{Change, Locale, Markup, changed_text, escape, verdict};

use super::public::views::part;
use super::words;
use crate::model::changes::{Stretch, differences};
use crate::model::{Answer, CheckContent, Reference};

/// What is compared of a version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    statement: &'a str,
    title: &'a str,
    explanation: &'a str,
    references: &'a [Reference],
    verdict: Option<Verdict>,
    harm: HarmKind,
    content_type: ContentType,
    language: &'a LanguageTag,
}

impl<'a> From<&'a Answer> for Side<'a> {
    fn from(a: &'a Answer) -> Self {
        Self {
            statement: &a.statement,
            title: &a.title,
            explanation: &a.explanation,
            references: &a.references,
            verdict: Some(a.verdict),
            harm: a.harm,
            content_type: a.content_type,
            language: &a.language,
        }
    }
}

impl<'a> From<&'a CheckContent> for Side<'a> {
    fn from(c: &'a CheckContent) -> Self {
        Self {
            statement: &c.statement,
            title: &c.title,
            explanation: &c.explanation,
            references: &c.references,
            verdict: c.verdict,
            harm: c.harm,
            content_type: c.content_type,
            language: &c.language,
        }
    }
}

/// One field that changed.
pub(crate) struct Changed {
    name: String,
    /// A text with its marks, or before and after in words.
    what: Markup,
    /// The language of what is marked; empty where the site speaks itself.
    lang: String,
    dir: &'static str,
}

#[derive(Template)]
#[template(path = "public/changes.html")]
struct ChangesPart {
    l: Locale,
    title: String,
    /// Whether words are marked, so that it must be said how.
    marked: bool,
    fields: Vec<Changed>,
}

/// A text with what was taken out and what is new.
fn marked(l: &Locale, before: &str, after: &str) -> Markup {
    let stretches = differences(before, after);
    let changes = stretches.iter().map(|stretch| match stretch {
        Stretch::Same(text) => Change::Same(text),
        Stretch::Removed(text) => Change::Removed(text),
        Stretch::Added(text) => Change::Added(text),
    });
    changed_text(l, changes)
}

/// The part of a page that says what changed from one version to the next. `title` is plain text.
pub(crate) fn part_of(l: &Locale, title: String, before: Side<'_>, after: Side<'_>) -> Result<Markup, Problem> {
    let mut fields = Vec::new();
    let lines = |references: &[Reference]| references.iter().map(Reference::to_line).collect::<Vec<_>>().join("\n");
    let (old_references, new_references) = (lines(before.references), lines(after.references));
    if before.verdict != after.verdict {
        let shown = |found: Option<Verdict>| {
            found.map_or_else(|| Markup::text(&l.t("desk-changes-nothing")), |found| verdict(l, found))
        };
        fields.push(from_to(l, "desk-filter-verdict", &shown(before.verdict), &shown(after.verdict)));
    }
    for (name, old, new) in [
        ("desk-changes-claim", before.statement, after.statement),
        ("desk-changes-short", before.title, after.title),
        ("desk-changes-explanation", before.explanation, after.explanation),
        ("desk-references", &old_references, &new_references),
    ] {
        if old != new {
            fields.push(Changed {
                name: l.t(name),
                what: marked(l, old, new),
                lang: after.language.to_string(),
                dir: words::direction(after.language),
            });
        }
    }
    let told = fields.iter().any(|field| !field.lang.is_empty());
    let harm = |kind: HarmKind| Markup::text(&l.t(words::harm(kind).unwrap_or("desk-changes-nothing")));
    if before.harm != after.harm {
        fields.push(from_to(l, "desk-changes-harm", &harm(before.harm), &harm(after.harm)));
    }
    let content = |kind: ContentType| Markup::text(&l.t(words::content_type(kind)));
    if before.content_type != after.content_type {
        let (old, new) = (content(before.content_type), content(after.content_type));
        fields.push(from_to(l, "desk-filter-content", &old, &new));
    }
    let language = |tag: &LanguageTag| Markup::text(&words::language(l, tag.as_str()));
    if before.language != after.language {
        fields.push(from_to(l, "desk-filter-language", &language(before.language), &language(after.language)));
    }
    part(&ChangesPart { title, marked: told, fields, l: l.clone() })
}

fn from_to(l: &Locale, name: &str, before: &Markup, after: &Markup) -> Changed {
    let said = |message: &str| escape(&l.t(message));
    Changed {
        name: l.t(name),
        what: Markup::trusted(format!(
            "{} {before} · {} {after}",
            said("desk-changes-before"),
            said("desk-changes-now")
        )),
        lang: String::new(),
        dir: "",
    }
}

#[cfg(test)]
mod tests {
    use saksi_base::SiteLanguage;

    use super::*;

    fn content() -> CheckContent {
        CheckContent {
            statement: "Hot lemon water kills cancer cells".into(),
            verdict: Some(Verdict::Misleading),
            harm: HarmKind::None,
            content_type: ContentType::Text,
            title: "It does not".into(),
            explanation: "Three studies <looked> at it.".into(),
            references: vec![Reference::parse("https://example.org/a").unwrap()],
            language: "en".parse().unwrap(),
            change_note: String::new(),
        }
    }

    #[test]
    fn every_field_that_changed_is_said_in_words_and_no_other() {
        let sources: Vec<_> = saksi_web::MESSAGES.iter().chain(crate::MESSAGES).copied().collect();
        let translator = std::sync::Arc::new(saksi_web::Translator::new(&sources));
        let l = Locale::new(translator, SiteLanguage::English, saksi_base::Timestamp(0));
        let same = part_of(&l, "Changes".into(), (&content()).into(), (&content()).into()).unwrap().into_string();
        assert!(same.contains("Nothing") && !same.contains("<ins>") && !same.contains("<del>"), "{same}");

        let mut after = content();
        after.verdict = Some(Verdict::False);
        after.explanation = "Four studies <looked> at it.".into();
        after.references.push(Reference::parse("WHO https://example.org/b").unwrap());
        let html = part_of(&l, "Changes".into(), (&content()).into(), (&after).into()).unwrap().into_string();
        assert!(html.contains("Taken out: </span>Three<") && html.contains("New: </span>Four<"), "{html}");
        assert!(html.contains("&lt;looked&gt;") && html.contains("https://example.org/b<"), "{html}");
        assert!(html.contains("Misleading") && html.contains("False"), "{html}");
        assert!(!html.contains("kills cancer"), "the claim is the same and is not repeated: {html}");
    }
}
