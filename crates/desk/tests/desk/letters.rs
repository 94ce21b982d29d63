use axum::http::StatusCode;
use saksi_base::clock::DAY;
use saksi_base::{CheckId, ProblemKind};
use saksi_db::Viewer;
use saksi_desk::actions::{By, checks, expiry, letters, moderation, public};
use saksi_desk::model::{Letter, LetterKind, LetterState, LetterView, ModerationKind};
use saksi_network::Capability;
use saksi_vault::Receipt;
use saksi_web::testing::{Kind, assert_page};

use super::public_pages::{browser, open, receipt};
use super::{LEMON, LEMON_STATEMENT, Place, act, change, content, look, member, organisation, places};

fn reply(text: &str) -> Letter {
    Letter {
        kind: LetterKind::Reply,
        from: " Rumah Sakit\tCipto ".into(),
        text: text.into(),
        contact: "humas@example.org".into(),
        language: "en".parse().unwrap(),
    }
}

fn mistake(text: &str) -> Letter {
    Letter { kind: LetterKind::Mistake, from: String::new(), ..reply(text) }
}

async fn published(place: &Place) -> CheckId {
    place.hand_in(LEMON, 1).await;
    let claim = place.queue().await[0].id;
    place.publish(claim, &content(LEMON_STATEMENT)).await.check
}

async fn send(place: &Place, check: CheckId, letter: &Letter, seed: u8) -> Receipt {
    change!(place, tx => letters::hand_in(&mut tx, check, letter, &[seed; 32])).unwrap()
}

async fn standing(place: &Place, receipt: &Receipt) -> Result<LetterState, saksi_base::Problem> {
    let (locator, words) = (receipt.locator().to_string(), receipt.words().to_string());
    look!(place, Viewer::System, tx => letters::standing(&mut tx, &locator, &words)).map(|found| found.state)
}

async fn waiting(place: &Place, by: By) -> Vec<LetterView> {
    look!(place, by.viewer(), tx => letters::list(&mut tx, &by)).unwrap()
}

#[tokio::test]
async fn a_reply_is_published_word_for_word_and_logged_and_goes_with_its_entry() {
    for place in places().await {
        let check = published(&place).await;
        let receipt = send(&place, check, &reply("We never said this.\r\nAsk us."), 1).await;
        assert_eq!(send(&place, check, &reply("We never said this.\r\nAsk us."), 1).await.locator(), receipt.locator());
        let by = place.reviewer;
        let letter = waiting(&place, by).await.remove(0);
        assert_eq!((letter.from.as_str(), letter.contact.as_str()), ("Rumah Sakit Cipto", "humas@example.org"));
        assert_eq!(look!(place, by.viewer(), tx => letters::waiting(&mut tx, &by)).unwrap(), 1);

        act!(place, by, tx => letters::decide(&mut tx, &by, letter.id, LetterState::Published, "")).unwrap();
        assert_eq!(standing(&place, &receipt).await.unwrap(), LetterState::Published);
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert_eq!(page.replies[0].text, "We never said this.\nAsk us.");
        let log = look!(place, Viewer::Public, tx => moderation::public_log(&mut tx, None, 10)).unwrap().items;
        assert_eq!((log[0].kind, log[0].public_summary.as_str()), (ModerationKind::RightOfReply, "Rumah Sakit Cipto"));
        let twice = act!(place, by, tx => letters::decide(&mut tx, &by, letter.id, LetterState::Declined, "No"));
        assert_eq!(twice.unwrap_err().message, "desk-problem-letter-decided");

        // Removing the reply marks its entry, and the sender is told.
        let id = page.replies[0].id;
        act!(place, by, tx => moderation::remove_reply(&mut tx, &by, id)).unwrap();
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert!(page.replies.is_empty());
        let log = look!(place, Viewer::Public, tx => moderation::public_log(&mut tx, None, 10)).unwrap().items;
        assert!(log[0].reversed_at.is_some());
        assert_eq!(standing(&place, &receipt).await.unwrap(), LetterState::Removed);
    }
}

#[tokio::test]
async fn a_declined_reply_stands_in_the_log_and_an_appeal_brings_it_back_to_the_desk() {
    for place in places().await {
        let check = published(&place).await;
        let receipt = send(&place, check, &reply("We never said this."), 1).await;
        let by = place.reviewer;
        let letter = waiting(&place, by).await.remove(0);
        let silent = act!(place, by, tx => letters::decide(&mut tx, &by, letter.id, LetterState::Declined, " "));
        assert!(silent.unwrap_err().for_field("answer").is_some(), "whoever is refused is told why");
        act!(place, by, tx => letters::decide(&mut tx, &by, letter.id, LetterState::Declined, "It names a patient"))
            .unwrap();
        assert_eq!(standing(&place, &receipt).await.unwrap(), LetterState::Declined);

        let log = look!(place, Viewer::Public, tx => moderation::public_log(&mut tx, None, 10)).unwrap().items;
        assert_eq!(log[0].kind, ModerationKind::ReplyDeclined);
        assert!(log[0].public_summary.is_empty() && log[0].reason.is_empty(), "nothing of the letter is public");
        change!(place, tx => moderation::appeal(&mut tx, log[0].id, "It names nobody.", &[9; 32])).unwrap();
        let second = member(place.organisation, 77, Capability::MODERATE);
        let appeal = look!(place, second.viewer(), tx => moderation::appeals(&mut tx, &second)).unwrap()[0].id;
        act!(place, second, tx => moderation::decide_appeal(&mut tx, &second, appeal, true, "You are right")).unwrap();
        assert_eq!(standing(&place, &receipt).await.unwrap(), LetterState::Open, "it waits for another decision");
        act!(place, second, tx => letters::decide(&mut tx, &second, letter.id, LetterState::Published, "")).unwrap();
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert_eq!(page.replies.len(), 1);
    }
}

#[tokio::test]
async fn a_reported_mistake_is_answered_without_going_public() {
    for place in places().await {
        let check = published(&place).await;
        let right = send(&place, check, &mistake("The study is from 2019, not 2018."), 1).await;
        let wrong = send(&place, check, &mistake("You are all paid for this."), 2).await;
        let by = place.reviewer;
        for letter in waiting(&place, by).await {
            let (decision, answer) = if letter.text.contains("2019") {
                (LetterState::Corrected, "")
            } else {
                (LetterState::Stands, "We are paid by our donors, named on our page.")
            };
            let publish = act!(place, by, tx => letters::decide(&mut tx, &by, letter.id, LetterState::Published, ""));
            assert!(publish.unwrap_err().for_field("decision").is_some(), "a report is not a reply");
            act!(place, by, tx => letters::decide(&mut tx, &by, letter.id, decision, answer)).unwrap();
        }
        assert_eq!(standing(&place, &right).await.unwrap(), LetterState::Corrected);
        assert_eq!(standing(&place, &wrong).await.unwrap(), LetterState::Stands);
        let log = look!(place, Viewer::Public, tx => moderation::public_log(&mut tx, None, 10)).unwrap().items;
        assert!(log.is_empty());
    }
}

#[tokio::test]
async fn nobody_reads_a_letter_but_those_whom_the_page_names() {
    for place in places().await {
        let check = published(&place).await;
        send(&place, check, &reply("We never said this."), 1).await;
        let letter = waiting(&place, place.reviewer).await.remove(0).id;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let theirs = member(mafindo, 61, Capability::all());
        let operator = By { operator: true, ..theirs };
        for by in [theirs, operator, place.checker] {
            let read = look!(place, by.viewer(), tx => letters::letter(&mut tx, &by, letter));
            assert_eq!(read.unwrap_err().kind, ProblemKind::NotFound, "{by:?}");
            let decided = act!(place, by, tx => letters::decide(&mut tx, &by, letter, LetterState::Published, ""));
            assert_eq!(decided.unwrap_err().kind, ProblemKind::NotFound, "{by:?}");
        }
        assert!(waiting(&place, operator).await.is_empty());
        let public = look!(place, Viewer::Public, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM seen_letter")?)
        });
        assert_eq!(public.unwrap(), Some(0), "{}: not even the database would show it", place.test.engine);
    }
}

#[tokio::test]
async fn what_is_written_about_an_imported_check_reaches_those_who_run_the_network() {
    for place in places().await {
        let check = published(&place).await;
        let gone = change!(place, tx => async {
            Ok::<_, saksi_base::Problem>(saksi_db::execute!(&mut tx, "UPDATE organisation SET imported = TRUE")?)
        });
        gone.unwrap();
        let to = look!(place, Viewer::Public, tx => letters::addressee(&mut tx, check)).unwrap();
        assert!(to.operators);
        let receipt = send(&place, check, &reply("We never said this."), 1).await;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let operator = By { operator: true, ..member(mafindo, 61, Capability::CHECK) };
        let letter = waiting(&place, operator).await.remove(0);
        act!(place, operator, tx => letters::decide(&mut tx, &operator, letter.id, LetterState::Published, ""))
            .unwrap();
        assert_eq!(standing(&place, &receipt).await.unwrap(), LetterState::Published);
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, check)).unwrap();
        assert_eq!(page.replies.len(), 1);
    }
}

#[tokio::test]
async fn a_letter_can_be_taken_back_and_goes_after_its_time() {
    for place in places().await {
        let check = published(&place).await;
        let (mine, other) = (
            send(&place, check, &mistake("The study is from 2019."), 1).await,
            send(&place, check, &reply("We never said this."), 2).await,
        );
        let (locator, words) = (mine.locator().to_string(), mine.words().to_string());
        change!(place, tx => letters::withdraw(&mut tx, &locator, &words)).unwrap();
        assert!(standing(&place, &mine).await.unwrap_err().for_field("words").is_some());
        assert_eq!(waiting(&place, place.reviewer).await.len(), 1);

        place.test.clock.advance(181 * DAY);
        change!(place, tx => expiry::expire(&mut tx, 100)).unwrap();
        assert!(standing(&place, &other).await.is_err());
        let left = look!(place, Viewer::System, tx => async {
            Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM letter")?)
        });
        assert_eq!(left.unwrap(), Some(0));
    }
}

#[tokio::test]
async fn somebody_without_an_account_reports_a_mistake_and_finds_the_answer_under_the_receipt() {
    for place in places().await {
        let check = published(&place).await;
        for language in ["en", "zh-Hant", "th", "id", "ur"] {
            let mut b = browser(&place).with_cookie(saksi_web::LANGUAGE_COOKIE, language);
            let page = b.get(&format!("/checks/{check}")).await;
            let door = format!("/checks/{check}/respond");
            assert!(page.attributes("a", "href").contains(&door), "{}", page.body);
            let form = b.get(&door).await;
            assert_page(&form.body, Kind::Public);
            assert!(form.body.contains("MyGoPen"), "it says who reads it\n{}", form.body);

            // What is missing is said beside its field, and nothing that was typed is lost.
            for (typed, field) in [
                (vec![("text", "The study is from 2019")], "kind"),
                (vec![("kind", "mistake"), ("text", " "), ("contact", "0912-345-678")], "text"),
                (vec![("kind", "reply"), ("text", "We never said this")], "from"),
            ] {
                let refused = b.submit(&form, &door, &typed).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{language} {field}");
                assert_page(&refused.body, Kind::Public);
                assert!(!refused.texts(&format!("[id=field-{field}-problem]")).is_empty(), "{field}\n{}", refused.body);
                assert!(typed.iter().all(|(_, text)| refused.body.contains(text.trim())));
            }
            let long = "字".repeat(5_001);
            let refused = b.submit(&form, &door, &[("kind", "mistake"), ("text", &long)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

            let sent = b.submit(&form, &door, &[("kind", "mistake"), ("text", "The study is from 2019")]).await;
            assert_eq!((sent.status, sent.header("cache-control")), (StatusCode::OK, "no-store"), "{}", sent.body);
            assert_page(&sent.body, Kind::Public);
            let mine = receipt(&sent);
            let stands = open(&mut b, &mine).await;
            assert_page(&stands.body, Kind::Public);
            assert!(stands.body.contains("The study is from 2019"), "{}", stands.body);
            let gone = b.submit(&stands, "/receipt/withdraw", &[("sure", "yes")]).await;
            assert_eq!(gone.status, StatusCode::OK, "{}", gone.body);
            assert_eq!(open(&mut b, &mine).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }

        // A withdrawn check takes no more letters, and says so.
        let by = place.reviewer;
        act!(place, by, tx => checks::withdraw(&mut tx, &by, check, "A source was wrong")).unwrap();
        place.catch_up().await;
        let mut b = browser(&place);
        assert_eq!(b.get(&format!("/checks/{check}/respond")).await.status, StatusCode::CONFLICT);
        let page = b.get(&format!("/checks/{check}")).await;
        assert!(!page.body.contains("/respond"));
        assert_eq!(b.get("/checks/01ks7r4m8e3f2q9v5w6x7y8z9a/respond").await.status, StatusCode::NOT_FOUND);
    }
}
