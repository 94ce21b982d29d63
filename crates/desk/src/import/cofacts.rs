//! The open data of Cofacts (<https://github.com/cofacts/opendata>): messages, their links, and the replies that stand.
//!
//! Whichever of the eleven files are there is read. A message without text (or without the file of messages) is told by the
//! titles of its links. Replies of the type `NOT_ARTICLE` come in as "not checkable"; they are kept, and not offered as
//! ClaimReview.

use std::collections::HashMap;
use std::io::{Read, Seek};

use saksi_base::{ContentType, HarmKind, LanguageTag};
use saksi_exchange::open_data::{
    Article, ArticleHyperlink, ArticleReply, ArticleType, Dataset, FileKind, Limits, OpenDataRow, Reply, RowError,
    Status,
};

use super::{Publisher, Row, RowCheck};
use crate::model::{Reference, Rejected};

/// Where a message's page is.
const PAGE: &str = "https://cofacts.tw/article/";

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Rows of all files together.
    pub read: u64,
    /// Claims with their checks, and rows that were refused.
    pub rows: Vec<Result<Row, Rejected>>,
    /// Messages without a standing reply; they are not taken.
    pub without_check: u64,
    /// Files that could not be opened, and why.
    pub unopened: Vec<String>,
}

/// Who Cofacts is.
pub fn publisher() -> Publisher {
    Publisher {
        name: "Cofacts 真的假的".to_owned(),
        english_name: Some("Cofacts".to_owned()),
        website: Some("https://cofacts.tw/".to_owned()),
    }
}

#[derive(Default)]
struct Links {
    urls: Vec<String>,
    titles: Vec<String>,
}

fn refused(error: RowError) -> Rejected {
    Rejected { file: error.file, line: error.line, reason: error.reason, left_out: false, quotation: error.quotation }
}

/// Reads one file, row by row.
fn each<T: OpenDataRow, R: Read + Seek>(
    dataset: &mut Dataset<R>,
    reading: &mut Reading,
    mut take: impl FnMut(u64, T, &mut Reading),
) {
    match dataset.rows::<T>() {
        None => {}
        Some(Err(error)) => reading.unopened.push(error.to_string()),
        Some(Ok(rows)) => {
            for row in rows {
                reading.read += 1;
                match row {
                    Ok((line, row)) => take(line, row, reading),
                    Err(error) => reading.rows.push(Err(refused(error))),
                }
            }
        }
    }
}

/// Reads the files of a dump. `licence` is the one under which this copy was given out.
pub fn read<R: Read + Seek>(files: impl IntoIterator<Item = (String, R)>, licence: &str) -> Reading {
    let (mut dataset, errors) = Dataset::open(files, Limits::default());
    let mut reading = Reading { unopened: errors.iter().map(ToString::to_string).collect(), ..Reading::default() };

    let mut replies: HashMap<String, Reply> = HashMap::new();
    each::<Reply, R>(&mut dataset, &mut reading, |_, row, _| {
        replies.insert(row.id.clone(), row);
    });
    let mut links: HashMap<String, Links> = HashMap::new();
    each::<ArticleHyperlink, R>(&mut dataset, &mut reading, |_, row, _| {
        let entry = links.entry(row.article_id).or_default();
        entry.urls.extend(row.url);
        entry.urls.extend(row.normalized_url);
        entry.titles.extend(row.title.filter(|title| says_something(title)));
    });
    let mut articles: HashMap<String, Article> = HashMap::new();
    each::<Article, R>(&mut dataset, &mut reading, |_, row, _| {
        articles.insert(row.id.clone(), row);
    });
    // In the order of the file, so that a run that was cut off finds the same order again.
    let mut order: Vec<String> = Vec::new();
    let mut joined: HashMap<String, (u64, Vec<(u64, ArticleReply)>)> = HashMap::new();
    each::<ArticleReply, R>(&mut dataset, &mut reading, |line, row, _| {
        if row.status != Status::Normal {
            return;
        }
        let entry = joined.entry(row.article_id.clone()).or_insert_with(|| {
            order.push(row.article_id.clone());
            (line, Vec::new())
        });
        entry.1.push((line, row));
    });
    reading.without_check = articles.keys().filter(|id| !joined.contains_key(*id)).count() as u64;
    let file = FileKind::ArticleReplies.stem().to_owned() + ".csv";
    for id in order {
        let Some((line, answers)) = joined.remove(&id) else { continue };
        let article = articles.remove(&id);
        if article.as_ref().is_some_and(|article| article.status != Status::Normal) {
            continue;
        }
        let mut checks = Vec::new();
        for (line, answer) in answers {
            match check(&id, &answer, replies.get(&answer.reply_id), licence) {
                Ok(check) => checks.push(check),
                Err(reason) => reading.rows.push(Err(Rejected {
                    file: file.clone(),
                    line,
                    reason,
                    left_out: true,
                    quotation: false,
                })),
            }
        }
        if checks.is_empty() {
            continue;
        }
        match row(line, &id, article, links.remove(&id).unwrap_or_default(), checks) {
            Ok(row) => reading.rows.push(Ok(row)),
            Err(reason) => {
                reading.rows.push(Err(Rejected { file: file.clone(), line, reason, left_out: true, quotation: false }));
            }
        }
    }
    reading
}

/// Whether a title says anything of its page: not empty, not only a host or an error page.
fn says_something(title: &str) -> bool {
    let title = title.trim();
    let lower = title.to_lowercase();
    title.chars().filter(|c| c.is_alphanumeric()).count() >= 4
        && ![
            "just a moment",
            "404",
            "403 forbidden",
            "not found",
            "error",
            "log in",
            "facebook",
            "youtube",
            "line add friend",
            "attention required",
            "access denied",
        ]
        .iter()
        .any(|empty| lower == *empty || lower.starts_with("404 ") || lower.starts_with("just a moment"))
}

fn language() -> LanguageTag {
    LanguageTag::or_unknown("zh-Hant")
}

fn row(line: u64, id: &str, article: Option<Article>, links: Links, checks: Vec<RowCheck>) -> Result<Row, String> {
    let kind = article.as_ref().map(|article| article.article_type);
    let text = article.and_then(|article| article.text).filter(|text| !text.trim().is_empty());
    let statement = match (&text, links.titles.first()) {
        (Some(text), _) => super::cut(text, 300),
        (None, Some(title)) => title.trim().to_owned(),
        (None, None) => return Err(format!("message {id} has neither text nor a link with a title")),
    };
    let content_type = match kind {
        Some(ArticleType::Image) => ContentType::Image,
        Some(ArticleType::Audio) => ContentType::Audio,
        Some(ArticleType::Video) => ContentType::Video,
        Some(ArticleType::Text) => ContentType::Text,
        None => ContentType::Link,
    };
    let guessed = crate::actions::language::guess(&statement, &language());
    Ok(Row {
        line,
        external_id: id.to_owned(),
        statement,
        message: text,
        language: guessed,
        content_type,
        links: links.urls,
        checks,
    })
}

fn check(id: &str, answer: &ArticleReply, reply: Option<&Reply>, licence: &str) -> Result<RowCheck, String> {
    let reply = reply.ok_or_else(|| format!("the reply {} is not in the file of replies", answer.reply_id))?;
    let kind = answer
        .reply_type
        .or(reply.reply_type)
        .ok_or_else(|| format!("the reply {} does not say what it found", answer.reply_id))?;
    let explanation = reply.text.clone().filter(|text| !text.trim().is_empty());
    let explanation = explanation.ok_or_else(|| format!("the reply {} has no text", answer.reply_id))?;
    Ok(RowCheck {
        // One reply may answer several messages; each such pair is a check of its own.
        external_id: format!("{id}/{}", answer.reply_id),
        publisher: publisher(),
        verdict: kind.verdict(),
        harm: HarmKind::None,
        title: None,
        explanation: explanation.trim().to_owned(),
        references: reply.reference.as_deref().map(Reference::parse_lines).unwrap_or_default(),
        language: crate::actions::language::guess(&explanation, &language()),
        published_at: answer.created_at.or(reply.created_at),
        source_url: Some(format!("{PAGE}{id}")),
        licence: Some(licence.to_owned()),
    })
}
