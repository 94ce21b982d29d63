//! The readers on the demonstration data, which is real.

use std::io::{Cursor, Read};

use saksi_exchange::open_data::{
    ArticleHyperlink, ArticleReply, Contents, Dataset, Limits, Reply, ReplyType, Rows, Status,
};
use saksi_exchange::tables::{Options, read_jsonl};

const LINKS: &[u8] = include_bytes!("../../../demo/cofacts/article_hyperlinks.csv.zip");
const JOINS: &[u8] = include_bytes!("../../../demo/cofacts/article_replies.csv.zip");
const REPLIES: &[u8] = include_bytes!("../../../demo/cofacts/replies.csv.zip");
const CLAIMS: &[u8] = include_bytes!("../../../demo/asia/claims.jsonl");
const MESSAGES: &str = include_str!("../../../demo/messages.jsonl");

#[test]
fn the_extract_joins_up_and_names_nobody() {
    let files = [("article_hyperlinks", LINKS), ("article_replies", JOINS), ("replies", REPLIES)];
    let files = files.map(|(name, bytes)| (format!("demo/cofacts/{name}.csv.zip"), Cursor::new(bytes)));
    let (mut dataset, errors) = Dataset::open(files, Limits::default());
    assert!(errors.is_empty(), "{errors:?}");
    let links: Vec<ArticleHyperlink> = dataset.rows().unwrap().unwrap().map(|row| row.unwrap().1).collect();
    let joins: Vec<ArticleReply> = dataset.rows().unwrap().unwrap().map(|row| row.unwrap().1).collect();
    let replies: Vec<Reply> = dataset.rows().unwrap().unwrap().map(|row| row.unwrap().1).collect();
    assert!(links.len() > 5_000 && joins.len() > 5_000 && replies.len() > 5_000);
    assert!(joins.iter().all(|row| row.user.is_none()) && replies.iter().all(|row| row.user.is_none()));
    let titled: std::collections::HashSet<&str> =
        links.iter().filter(|row| row.title.is_some()).map(|row| row.article_id.as_str()).collect();
    let texts: std::collections::HashMap<&str, &Reply> = replies.iter().map(|row| (row.id.as_str(), row)).collect();
    for join in &joins {
        assert_eq!(join.status, Status::Normal);
        assert!(titled.contains(join.article_id.as_str()), "{}", join.article_id);
        assert!(texts.get(join.reply_id.as_str()).is_some_and(|reply| reply.text.is_some()), "{}", join.reply_id);
    }
    assert!(replies.iter().filter(|reply| reply.reply_type == Some(ReplyType::Rumor)).count() > 1_000);
}

#[test]
fn every_demonstration_claim_is_read() {
    let rows: Vec<_> = read_jsonl(CLAIMS, Options::default()).collect();
    assert_eq!(rows.len(), 128);
    assert!(rows.iter().all(Result::is_ok), "{rows:?}");
}

#[test]
fn demonstration_messages_have_what_the_demonstration_needs() {
    let messages: Vec<serde_json::Value> = MESSAGES.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = messages.iter().map(|message| message["id"].as_str().unwrap()).collect();
    for message in &messages {
        assert!(message["language"].as_str().unwrap().parse::<saksi_base::LanguageTag>().is_ok());
        assert!(message["text"].as_str().is_some_and(|text| text.len() > 20));
        assert!(["answer", "suggest", "none"].contains(&message["expect"].as_str().unwrap()));
        assert!(message.get("after").is_none_or(|id| ids.contains(&id.as_str().unwrap())));
    }
    assert_eq!(messages.iter().filter(|message| message.get("check").is_some()).count(), 1);
}

/// Real replies run over many lines and are full of quotation marks, so this is the file that breaks.
#[test]
fn a_missing_quotation_mark_anywhere_costs_few_rows_and_each_loss_is_told() {
    let (_, mut contents) = Contents::open("replies.csv.zip", Cursor::new(REPLIES), Limits::default()).unwrap();
    let mut bytes = Vec::new();
    contents.read_to_end(&mut bytes).unwrap();
    // The first 300 kB, cut at a record, keep the test quick.
    let whole: Vec<_> =
        Rows::<Reply, _>::new(bytes.as_slice(), Limits::default()).unwrap().map(Result::unwrap).take(400).collect();
    let last_line = usize::try_from(whole.last().unwrap().0).unwrap();
    let end: usize = bytes.split_inclusive(|byte| *byte == b'\n').take(last_line - 1).map(<[u8]>::len).sum();
    bytes.truncate(end);
    let total = whole.len() - 1;

    let marks: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(at, _)| at).collect();
    assert!(marks.len() > 200);
    let (mut worst, mut sum, mut silent) = (0, 0, 0);
    for at in marks.iter().step_by(3) {
        let mut broken = bytes.clone();
        broken.remove(*at);
        let rows: Vec<_> = Rows::<Reply, _>::new(broken.as_slice(), Limits::default()).unwrap().collect();
        let good = rows.iter().filter(|row| row.is_ok()).count();
        let lost = total.saturating_sub(good);
        let told = rows.iter().any(Result::is_err);
        worst = worst.max(lost);
        sum += lost;
        silent += usize::from(lost > 0 && !told);
    }
    let tried = marks.len().div_ceil(3);
    assert_eq!(silent, 0, "rows went missing without a word");
    assert!(worst <= 3 && sum <= 2 * tried, "worst {worst}, {sum} rows lost in {tried} files");
}
