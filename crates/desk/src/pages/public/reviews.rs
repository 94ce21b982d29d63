//! Our checks as schema.org ClaimReview and as rows that others can import.

use saksi_base::SiteLanguage;
use saksi_exchange::claim_review::{Author, ClaimReview, ItemReviewed, ReviewRating};
use saksi_exchange::tables::ClaimRow;
use saksi_web::{Locale, verdict_message};

use super::views::headline;
use crate::model::Answer;

/// The verdict's word in the language of the check, where the site speaks it; else in English, and the tag says so.
fn rating_word(l: &Locale, answer: &Answer) -> (String, saksi_base::LanguageTag) {
    let spoken = SiteLanguage::ALL
        .into_iter()
        .find(|language| language.tag().split('-').next() == Some(answer.language.primary()))
        .unwrap_or(SiteLanguage::English);
    let tag = saksi_base::LanguageTag::or_unknown(spoken.tag());
    (l.speaking(spoken).t(verdict_message(answer.verdict)), tag)
}

/// A check as a ClaimReview. `None` for "not checkable": nothing was reviewed, so nothing may claim a review.
pub(crate) fn claim_review(public_url: &str, l: &Locale, answer: &Answer) -> Option<ClaimReview> {
    let (word, tag) = rating_word(l, answer);
    let review_rating = ReviewRating::for_verdict(answer.verdict, &word, Some(tag))?;
    let citations = answer.references.iter().filter_map(|r| r.url.clone()).chain(answer.source_url.clone()).collect();
    Some(ClaimReview {
        url: format!("{public_url}/checks/{}", answer.check),
        claim_reviewed: answer.statement.clone(),
        title: Some(headline(&answer.title, &answer.statement).to_owned()),
        date_published: Some(answer.published_at),
        date_modified: answer.corrected_at,
        author: Author {
            name: answer.organisation.name.clone(),
            url: Some(format!("{public_url}/organisations/{}", answer.organisation.slug)),
        },
        item_reviewed: ItemReviewed::default(),
        review_rating,
        in_language: (answer.language.as_str() != "und").then(|| answer.language.clone()),
        review_body: Some(answer.explanation.clone()),
        citations,
        licence: answer.licence.clone(),
    })
}

/// A check as a row of a table, in the columns that another Saksi imports.
pub fn table_row(public_url: &str, answer: &Answer) -> ClaimRow {
    ClaimRow {
        id: Some(answer.check.to_string()),
        language: answer.language.clone(),
        claim: answer.statement.clone(),
        title: (!answer.title.is_empty()).then(|| answer.title.clone()),
        verdict: answer.verdict,
        explanation: (!answer.explanation.is_empty()).then(|| answer.explanation.clone()),
        references: answer.references.iter().map(crate::model::Reference::to_line).collect(),
        url: Some(format!("{public_url}/checks/{}", answer.check)),
        published: Some(answer.published_at),
        publisher: Some(answer.organisation.name.clone()),
        licence: answer.licence.clone(),
        harm: Some(answer.harm),
        content_type: Some(answer.content_type),
    }
}
