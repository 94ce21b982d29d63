//! Rows out of ClaimReview documents and of tables in our own layout.

use saksi_base::{ContentType, HarmKind, LanguageTag};
use saksi_exchange::claim_review::{Reading, ReviewRow};
use saksi_exchange::tables::ClaimRow;
use saksi_exchange::{Position, Rejected as Refused};

use super::{Publisher, Row, RowCheck};
use crate::model::{Reference, Rejected};

fn refused(file: &str, refused: Refused) -> Rejected {
    let line = match refused.position {
        Position::Line(n) | Position::Review(n) | Position::Script(n) => n,
    };
    Rejected { file: file.to_owned(), line, reason: refused.reason, left_out: false, quotation: refused.quotation }
}

/// Rows out of a ClaimReview document. Each review is known by its page's address.
pub fn claim_reviews(file: &str, reading: Reading) -> impl Iterator<Item = Result<Row, Rejected>> {
    let rejected: Vec<_> = reading.rejected.into_iter().map(|r| Err(refused(file, r))).collect();
    reading.rows.into_iter().map(|row| Ok(review(row))).chain(rejected)
}

fn review(row: ReviewRow) -> Row {
    let review = row.review;
    let language = review
        .in_language
        .unwrap_or_else(|| crate::actions::language::guess(&review.claim_reviewed, &LanguageTag::unknown()));
    let mut references: Vec<Reference> = review.citations.iter().filter_map(|text| Reference::parse(text)).collect();
    if references.is_empty() {
        references.push(Reference { url: Some(review.url.clone()), description: String::new() });
    }
    let title = review.title.clone().unwrap_or_else(|| review.review_rating.alternate_name.clone());
    Row {
        line: 0,
        external_id: review.url.clone(),
        statement: review.claim_reviewed,
        message: None,
        language: language.clone(),
        content_type: ContentType::Text,
        links: review.item_reviewed.appearances,
        checks: vec![RowCheck {
            external_id: review.url.clone(),
            publisher: Publisher { name: review.author.name, english_name: None, website: review.author.url },
            verdict: row.verdict,
            harm: HarmKind::None,
            explanation: review.review_body.unwrap_or_else(|| title.clone()),
            title: Some(title),
            references,
            language,
            published_at: review.date_published.or(review.date_modified),
            source_url: Some(review.url),
            licence: review.licence,
        }],
    }
}

/// Rows out of a table (CSV or JSON Lines) in our own layout. `publisher` stands for rows that name none.
pub fn table<'a>(
    file: &'a str,
    publisher: &'a Publisher,
    rows: impl Iterator<Item = Result<(u64, ClaimRow), Refused>> + 'a,
) -> impl Iterator<Item = Result<Row, Rejected>> + 'a {
    rows.map(move |row| row.map(|(line, row)| own(line, row, publisher)).map_err(|r| refused(file, r)))
}

fn own(line: u64, row: ClaimRow, publisher: &Publisher) -> Row {
    // A row without an identifier is known by what it says.
    let id = row.id.or_else(|| row.url.clone()).unwrap_or_else(|| saksi_matching::fingerprint(&row.claim).to_string());
    let publisher = match row.publisher {
        Some(name) if name != publisher.name => Publisher { name, english_name: None, website: None },
        _ => publisher.clone(),
    };
    let explanation = row.explanation.or_else(|| row.title.clone()).unwrap_or_default();
    Row {
        line,
        external_id: id.clone(),
        statement: row.claim,
        message: None,
        language: row.language.clone(),
        content_type: row.content_type.unwrap_or(ContentType::Text),
        links: Vec::new(),
        checks: vec![RowCheck {
            external_id: id,
            publisher,
            verdict: row.verdict,
            harm: row.harm.unwrap_or(HarmKind::None),
            title: row.title,
            explanation,
            references: row.references.iter().filter_map(|text| Reference::parse(text)).collect(),
            language: row.language,
            published_at: row.published,
            source_url: row.url,
            licence: row.licence,
        }],
    }
}
