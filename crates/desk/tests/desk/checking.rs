use saksi_base::{ProblemKind, Verdict};
use saksi_db::Viewer;
use saksi_desk::actions::{By, checks, public, queue, translations};
use saksi_desk::model::{
    CheckContent, CheckState, DraftState, FeedEntry, ListFilter, Outcome, Standing, TranslationContent,
};
use saksi_network::Capability;

use super::{CLOUD, LEMON, LEMON_STATEMENT, act, content, look, member, organisation, places, tag};

#[tokio::test]
async fn an_author_cannot_approve_their_own_check() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let reviewer = place.reviewer;
        let problem = place.try_publish(reviewer, reviewer, claim, &content(LEMON_STATEMENT)).await.unwrap_err();
        assert_eq!(problem.message, "desk-problem-own-review");
        let waiting = look!(place, reviewer.viewer(), tx => checks::reviews(&mut tx, &reviewer)).unwrap();
        assert_eq!((waiting.len(), waiting[0].statement.as_str()), (1, LEMON_STATEMENT));
        let check = waiting[0].check;
        let direct = act!(place, reviewer, tx => checks::publish(&mut tx, &reviewer, check, 3)).unwrap_err();
        assert_eq!(direct.message, "desk-problem-review-required");
        // Somebody who may only check cannot approve, somebody of another organisation does not even find it.
        let checker = act!(place, place.checker, tx => checks::approve(&mut tx, &place.checker, check, 3)).unwrap_err();
        assert_eq!(checker.kind, ProblemKind::Forbidden);
        let elsewhere = organisation(&place.test, "Elsewhere", true, true).await;
        let stranger = member(elsewhere, 9, Capability::all());
        let found = act!(place, stranger, tx => checks::approve(&mut tx, &stranger, check, 3)).unwrap_err();
        assert_eq!(found.kind, ProblemKind::NotFound);
        let other = member(place.organisation, 3, Capability::REVIEW);
        act!(place, other, tx => checks::approve(&mut tx, &other, check, 3)).unwrap();
    }
}

#[tokio::test]
async fn an_organisation_without_the_review_rule_publishes_directly() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let quick = organisation(&place.test, "Quick", true, false).await;
        let by = member(quick, 5, Capability::CHECK | Capability::PUBLISH);
        let id = act!(place, by, tx => checks::start_draft(&mut tx, &by, claim, &tag("en"))).unwrap();
        act!(place, by, tx => checks::save_draft(&mut tx, &by, id, 1, &content(LEMON_STATEMENT))).unwrap();
        let published = act!(place, by, tx => checks::publish(&mut tx, &by, id, 2)).unwrap();
        assert_eq!(published.version, 1);
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert!(!page.versions[0].reviewed);
    }
}

#[tokio::test]
async fn two_people_at_one_draft_never_overwrite_each_other() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let (a, b) = (place.checker, place.reviewer);
        let id = act!(place, a, tx => checks::start_draft(&mut tx, &a, claim, &tag("en"))).unwrap();
        assert_eq!(
            act!(place, b, tx => checks::start_draft(&mut tx, &b, claim, &tag("en"))).unwrap(),
            id,
            "one draft per organisation"
        );
        let seen_by_b = look!(place, b.viewer(), tx => checks::edit(&mut tx, &b, id)).unwrap();
        assert_eq!(
            act!(place, a, tx => checks::save_draft(&mut tx, &a, id, 1, &content("First words here"))).unwrap(),
            2
        );
        let lost =
            act!(place, b, tx => checks::save_draft(&mut tx, &b, id, seen_by_b.edition, &content("Other words here")))
                .unwrap_err();
        assert_eq!((lost.kind, lost.message), (ProblemKind::Conflict, "desk-problem-edited-meanwhile"));
        let now = look!(place, b.viewer(), tx => checks::edit(&mut tx, &b, id)).unwrap();
        assert_eq!((now.content.statement.as_str(), now.edition), ("First words here", 2));
        act!(place, a, tx => checks::submit_for_review(&mut tx, &a, id, 2)).unwrap();
        let locked =
            act!(place, a, tx => checks::save_draft(&mut tx, &a, id, 3, &content("Third words here"))).unwrap_err();
        assert_eq!(locked.message, "desk-problem-in-review");
        act!(place, b, tx => checks::send_back(&mut tx, &b, id, 3, "Name the hospital")).unwrap();
        let back = look!(place, a.viewer(), tx => checks::edit(&mut tx, &a, id)).unwrap();
        assert_eq!((back.draft, back.review_note.as_str()), (Some(DraftState::SentBack), "Name the hospital"));
    }
}

#[tokio::test]
async fn a_correction_is_a_new_version_that_everyone_can_see() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let published = place.publish(claim, &content(LEMON_STATEMENT)).await;
        place.standing(&promise).await;
        place.test.clock.advance(saksi_base::clock::HOUR);

        let id = published.check;
        let edition = act!(place, place.checker, tx => checks::start_correction(&mut tx, &place.checker, id)).unwrap();
        let mut corrected =
            CheckContent { verdict: Some(Verdict::Misleading), title: "Partly".into(), ..content(LEMON_STATEMENT) };
        let edition =
            act!(place, place.checker, tx => checks::save_draft(&mut tx, &place.checker, id, edition, &corrected))
                .unwrap();
        let problem = act!(place, place.checker, tx => checks::submit_for_review(&mut tx, &place.checker, id, edition))
            .unwrap_err();
        assert!(problem.for_field("change_note").is_some());
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert_eq!(page.answer.verdict, Verdict::False, "what is public stays while a correction is written");
        corrected.change_note = "A new study was published".into();
        let edition =
            act!(place, place.checker, tx => checks::save_draft(&mut tx, &place.checker, id, edition, &corrected))
                .unwrap();
        act!(place, place.checker, tx => checks::submit_for_review(&mut tx, &place.checker, id, edition)).unwrap();
        act!(place, place.reviewer, tx => checks::approve(&mut tx, &place.reviewer, id, edition + 1)).unwrap();

        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert_eq!((page.answer.version, page.answer.verdict, page.versions.len()), (2, Verdict::Misleading, 2));
        assert_eq!(page.versions[0].change_note, "A new study was published");
        assert!(page.answer.corrected_at.is_some() && page.versions[0].reviewed);
        let first = look!(place, Viewer::Public, tx => public::check_version(&mut tx, id, 1)).unwrap();
        assert_eq!(first.content.verdict, Some(Verdict::False));
        let Standing::Answered { corrected_since, .. } = place.standing(&promise).await else { panic!("answered") };
        assert!(corrected_since);
        let Standing::Answered { corrected_since, .. } = place.standing(&promise).await else { panic!("answered") };
        assert!(!corrected_since, "pointed out once");
    }
}

#[tokio::test]
async fn a_withdrawn_check_says_so_and_its_claim_waits_again() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let id = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        assert!(act!(place, place.checker, tx => checks::withdraw(&mut tx, &place.checker, id, " ")).is_err());
        act!(place, place.checker, tx => checks::withdraw(&mut tx, &place.checker, id, "We mixed up two studies"))
            .unwrap();
        place.catch_up().await;
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert_eq!(
            (page.state, page.withdrawn_reason.as_deref()),
            (CheckState::Withdrawn, Some("We mixed up two studies"))
        );
        assert_eq!(place.ask(LEMON).await.outcome, Outcome::None);
        assert_eq!(place.standing(&promise).await, Standing::Withdrawn { being_checked: false });
        assert_eq!(place.queue().await.len(), 1);
        let feed = look!(place, Viewer::Public, tx => public::feed(&mut tx, &ListFilter::default(), 10)).unwrap();
        assert!(matches!(feed[..], [FeedEntry::Gone { check, withdrawn: true, .. }] if check == id));
        // Another try at the same claim is a new check, and the old page stays.
        place.test.clock.advance(saksi_base::clock::SECOND);
        let again = place.publish(claim, &content(LEMON_STATEMENT)).await;
        assert_ne!(again.check, id);
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));
    }
}

#[tokio::test]
async fn two_organisations_may_differ_and_both_are_shown() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let first = place.publish(claim, &content(LEMON_STATEMENT)).await;
        let mafindo = organisation(&place.test, "Mafindo", true, true).await;
        let (author, reviewer) = (member(mafindo, 11, Capability::CHECK), member(mafindo, 12, Capability::REVIEW));
        let theirs =
            CheckContent { verdict: Some(Verdict::Misleading), ..content("Air lemon panas menyembuhkan kanker") };
        place.test.clock.advance(saksi_base::clock::SECOND);
        let second = place.try_publish(author, reviewer, claim, &theirs).await.unwrap();
        place.catch_up().await;
        let asked = place.ask(LEMON).await;
        assert_eq!((asked.outcome, asked.certain), (Outcome::Answer, 2));
        assert_eq!(asked.answers.iter().map(|a| a.check).collect::<Vec<_>>(), [first.check, second.check]);
        let page = look!(place, Viewer::Public, tx => public::claim_page(&mut tx, claim)).unwrap();
        assert_eq!(
            (page.statement.as_str(), page.checks.len()),
            (LEMON_STATEMENT, 2),
            "the first to publish words the claim"
        );
        let other = look!(place, Viewer::Public, tx => public::published_check(&mut tx, second.check)).unwrap();
        assert_eq!(other.others.iter().map(|o| o.id).collect::<Vec<_>>(), [first.check]);
        let only = ListFilter { organisation: Some(mafindo), ..ListFilter::default() };
        let listed = look!(place, Viewer::Public, tx => public::published(&mut tx, &only, None, 10)).unwrap();
        assert_eq!(listed.items.iter().map(|c| c.check).collect::<Vec<_>>(), [second.check]);
        // An unpublished draft of one organisation is nobody else's business.
        act!(place, author, tx => checks::start_correction(&mut tx, &author, second.check)).unwrap();
        let seen =
            look!(place, place.checker.viewer(), tx => queue::claim_detail(&mut tx, &place.checker, claim)).unwrap();
        assert!(seen.checks.iter().all(|check| check.draft.is_none()));
        let refused = look!(place, place.checker.viewer(), tx => checks::edit(&mut tx, &place.checker, second.check))
            .unwrap_err();
        assert_eq!(refused.kind, ProblemKind::NotFound);
    }
}

#[tokio::test]
async fn what_was_checked_in_one_language_answers_in_another() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let id = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let jakarta = organisation(&place.test, "Jakarta desk", true, true).await;
        let (translator, second) = (member(jakarta, 21, Capability::CHECK), member(jakarta, 22, Capability::REVIEW));
        let own = act!(place, translator, tx => translations::start(&mut tx, &translator, id, &tag("en"))).unwrap_err();
        assert!(own.for_field("language").is_some());
        let t = act!(place, translator, tx => translations::start(&mut tx, &translator, id, &tag("id"))).unwrap();
        let words = TranslationContent {
            language: tag("id"),
            statement: "Minum air lemon panas setiap pagi membunuh sel kanker".into(),
            title: "Tidak".into(),
            explanation: "Tidak ada penelitian yang menunjukkan hal ini.".into(),
        };
        let edition = act!(place, translator, tx => translations::save(&mut tx, &translator, t, 1, &words)).unwrap();
        act!(place, translator, tx => translations::submit(&mut tx, &translator, t, edition)).unwrap();
        assert!(act!(place, translator, tx => translations::approve(&mut tx, &translator, t, edition + 1)).is_err());
        let waiting = look!(place, second.viewer(), tx => checks::reviews(&mut tx, &second)).unwrap();
        assert_eq!((waiting.len(), waiting[0].translation), (1, Some(t)));
        act!(place, second, tx => translations::approve(&mut tx, &second, t, edition + 1)).unwrap();
        place.catch_up().await;

        let asked = saksi_desk::actions::receive::ask(
            &place.desk,
            &place.test.db,
            "Benarkah minum air lemon panas setiap pagi membunuh sel kanker?",
            &tag("id"),
            &saksi_matching::Policy::web(),
        )
        .await
        .unwrap();
        assert_eq!(asked.outcome, Outcome::Answer, "{:?}", asked.reason);
        assert_eq!(
            (asked.answers[0].title.as_str(), asked.answers[0].translated_from.clone()),
            ("Tidak", Some(tag("en")))
        );
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert_eq!(page.translations.len(), 1);
        assert_eq!(public::in_language(&page, &tag("id")).statement, words.statement);
        assert_eq!(public::in_language(&page, &tag("th")).statement, LEMON_STATEMENT);
        let indonesian = ListFilter { language: Some("id".into()), ..ListFilter::default() };
        let listed = look!(place, Viewer::Public, tx => public::published(&mut tx, &indonesian, None, 10)).unwrap();
        assert_eq!(listed.items.len(), 1);

        // A correction makes the translation old, and says so.
        let edition = act!(place, place.checker, tx => checks::start_correction(&mut tx, &place.checker, id)).unwrap();
        let corrected = CheckContent { change_note: "Source replaced".into(), ..content(LEMON_STATEMENT) };
        let edition =
            act!(place, place.checker, tx => checks::save_draft(&mut tx, &place.checker, id, edition, &corrected))
                .unwrap();
        act!(place, place.checker, tx => checks::submit_for_review(&mut tx, &place.checker, id, edition)).unwrap();
        act!(place, place.reviewer, tx => checks::approve(&mut tx, &place.reviewer, id, edition + 1)).unwrap();
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert!(page.translations[0].outdated);
    }
}

fn in_indonesian(title: &str) -> TranslationContent {
    TranslationContent {
        language: tag("id"),
        statement: "Minum air lemon panas setiap pagi membunuh sel kanker".into(),
        title: title.into(),
        explanation: "Tidak ada penelitian yang menunjukkan hal ini.".into(),
    }
}

#[tokio::test]
async fn a_translation_can_be_thrown_away_and_begun_by_others_who_wait_long_enough() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let id = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let jakarta = organisation(&place.test, "Jakarta desk", true, false).await;
        let medan = organisation(&place.test, "Medan desk", true, false).await;
        let (theirs, ours) = (member(jakarta, 21, Capability::CHECK), member(medan, 22, Capability::all()));
        let begin = async |by: By| act!(place, by, tx => translations::start(&mut tx, &by, id, &tag("id")));

        let first = begin(theirs).await.unwrap();
        assert!(act!(place, ours, tx => translations::discard(&mut tx, &ours, first)).is_err(), "only one's own");
        act!(place, theirs, tx => translations::discard(&mut tx, &theirs, first)).unwrap();
        let gone = look!(place, theirs.viewer(), tx => translations::edit(&mut tx, &theirs, first)).unwrap_err();
        assert_eq!(gone.kind, ProblemKind::NotFound);

        let draft = begin(theirs).await.unwrap();
        act!(place, theirs, tx => translations::save(&mut tx, &theirs, draft, 1, &in_indonesian("Tidak"))).unwrap();
        place.test.clock.advance(13 * saksi_base::clock::DAY);
        let refused = begin(ours).await.unwrap_err();
        assert_eq!(refused.message, "desk-problem-translation-begun");
        assert!(refused.arguments.contains(&("days", "1".to_owned())), "{refused:?}");
        place.test.clock.advance(saksi_base::clock::DAY);
        let anew = begin(ours).await.unwrap();
        let view = look!(place, ours.viewer(), tx => translations::edit(&mut tx, &ours, anew)).unwrap();
        assert_eq!(view.content.title, "", "nobody reads the draft of others");
        let kept = look!(place, theirs.viewer(), tx => translations::edit(&mut tx, &theirs, draft)).unwrap();
        assert_eq!((kept.content.title.as_str(), kept.ended.is_some()), ("Tidak", true), "they keep what they wrote");
        let late = act!(place, theirs, tx => translations::save(&mut tx, &theirs, draft, kept.edition, &in_indonesian("Bukan")));
        assert_eq!(late.unwrap_err().message, "desk-problem-translation-ended");
        let edition =
            act!(place, ours, tx => translations::save(&mut tx, &ours, anew, 1, &in_indonesian("Salah"))).unwrap();
        act!(place, ours, tx => translations::publish(&mut tx, &ours, anew, edition)).unwrap();
        place.test.clock.advance(40 * saksi_base::clock::DAY);
        assert_eq!(begin(theirs).await.unwrap_err().message, "desk-problem-translation-taken", "what is public stays");
    }
}

#[tokio::test]
async fn a_published_translation_can_be_withdrawn_with_a_reason_that_everybody_reads() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let id = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        let jakarta = organisation(&place.test, "Jakarta desk", true, false).await;
        let by = member(jakarta, 21, Capability::CHECK | Capability::PUBLISH);
        let t = act!(place, by, tx => translations::start(&mut tx, &by, id, &tag("id"))).unwrap();
        let edition = act!(place, by, tx => translations::save(&mut tx, &by, t, 1, &in_indonesian("Benar"))).unwrap();
        act!(place, by, tx => translations::publish(&mut tx, &by, t, edition)).unwrap();
        let edition =
            act!(place, by, tx => translations::save(&mut tx, &by, t, edition + 1, &in_indonesian("Tidak"))).unwrap();
        assert_eq!(edition, 4);
        place.catch_up().await;

        let silent = act!(place, by, tx => translations::withdraw(&mut tx, &by, t, " ")).unwrap_err();
        assert!(silent.for_field("reason").is_some());
        act!(place, by, tx => translations::withdraw(&mut tx, &by, t, "The title said the opposite")).unwrap();
        place.catch_up().await;
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert!(page.translations.is_empty());
        let ended = page.withdrawn_translations[0].ended.as_ref().unwrap();
        assert_eq!(ended.withdrawn.as_deref(), Some("The title said the opposite"));
        assert_eq!(public::in_language(&page, &tag("id")).statement, LEMON_STATEMENT);
        let mut b = super::public_pages::browser(&place);
        let shown = b.get(&format!("/checks/{id}")).await.body;
        assert!(shown.contains("The title said the opposite") && shown.contains("Jakarta desk"), "{shown}");
        let indonesian = ListFilter { language: Some("id".into()), ..ListFilter::default() };
        let listed = look!(place, Viewer::Public, tx => public::published(&mut tx, &indonesian, None, 10)).unwrap();
        assert!(listed.items.is_empty());

        // The change that was under way goes on in a new one, and the words that were withdrawn stay readable to those who wrote them.
        let all = look!(place, by.viewer(), tx => translations::of_check(&mut tx, &by, id)).unwrap();
        let (live, old) = (&all[0], &all[1]);
        assert_eq!((live.content.title.as_str(), live.ended.is_some()), ("Tidak", false));
        assert_eq!((old.content.title.as_str(), old.ended.is_some()), ("Benar", true));
        act!(place, by, tx => translations::publish(&mut tx, &by, live.id, live.edition)).unwrap();
        let page = look!(place, Viewer::Public, tx => public::published_check(&mut tx, id)).unwrap();
        assert_eq!((page.translations.len(), page.withdrawn_translations.len()), (1, 0));
        assert_eq!(public::in_language(&page, &tag("id")).title, "Tidak");
    }
}

#[tokio::test]
async fn the_list_is_paged_filtered_and_searched() {
    for place in places().await {
        for (n, text) in
            [LEMON, CLOUD, "A bridge in the harbour will be closed for three years from Monday"].iter().enumerate()
        {
            place.hand_in(text, u8::try_from(n).unwrap() + 1).await;
            let claim = place.queue().await[0].id;
            place.test.clock.advance(saksi_base::clock::SECOND);
            place.publish(claim, &content(&text.chars().take(60).collect::<String>())).await;
        }
        let mut seen = Vec::new();
        let mut cursor = None;
        loop {
            let page =
                look!(place, Viewer::Public, tx => public::published(&mut tx, &ListFilter::default(), cursor, 2))
                    .unwrap();
            seen.extend(page.items.iter().map(|c| c.check));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 3);
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice");
        for (text, expected) in [("BRIDGE harbour", 1), ("檸檬", 1), ("nothing like this", 0), ("100%_", 0), ("%", 3)]
        {
            let filter = ListFilter { text: Some(text.into()), ..ListFilter::default() };
            let page = look!(place, Viewer::Public, tx => public::published(&mut tx, &filter, None, 10)).unwrap();
            assert_eq!(page.items.len(), expected, "{text}");
        }
        let verdict = ListFilter { verdict: Some(Verdict::True), ..ListFilter::default() };
        assert!(
            look!(place, Viewer::Public, tx => public::published(&mut tx, &verdict, None, 10))
                .unwrap()
                .items
                .is_empty()
        );
        let export =
            look!(place, Viewer::Public, tx => public::export(&mut tx, &ListFilter::default(), None, 2)).unwrap();
        assert_eq!((export.items.len(), export.next.is_some()), (2, true));
        assert_eq!(look!(place, Viewer::Public, tx => public::languages(&mut tx)).unwrap(), [("en".to_owned(), 3)]);
        assert_eq!(look!(place, Viewer::Public, tx => public::organisations(&mut tx)).unwrap()[0].1, 3);
    }
}

#[tokio::test]
async fn a_discarded_draft_leaves_nothing() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let by: By = place.checker;
        let id = act!(place, by, tx => checks::start_draft(&mut tx, &by, claim, &tag("en"))).unwrap();
        act!(place, by, tx => checks::discard_draft(&mut tx, &by, id)).unwrap();
        assert_eq!(
            look!(place, by.viewer(), tx => checks::edit(&mut tx, &by, id)).unwrap_err().kind,
            ProblemKind::NotFound
        );
        let mine = look!(place, by.viewer(), tx => checks::of_organisation(&mut tx, &by, None, None, 10)).unwrap();
        assert!(mine.items.is_empty());
    }
}

#[tokio::test]
async fn a_draft_in_review_is_never_locked_up() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        // An organisation of one person, with the review rule.
        let alone = organisation(&place.test, "Alone", true, true).await;
        let author = member(alone, 51, Capability::all());
        let id = act!(place, author, tx => checks::start_draft(&mut tx, &author, claim, &tag("en"))).unwrap();
        act!(place, author, tx => checks::save_draft(&mut tx, &author, id, 1, &content(LEMON_STATEMENT))).unwrap();
        let edit = look!(place, author.viewer(), tx => checks::edit(&mut tx, &author, id)).unwrap();
        assert!(!edit.reviewable, "the page says beforehand that nobody else can review");
        act!(place, author, tx => checks::submit_for_review(&mut tx, &author, id, 2)).unwrap();
        act!(place, author, tx => checks::take_back(&mut tx, &author, id)).unwrap();
        let edit = look!(place, author.viewer(), tx => checks::edit(&mut tx, &author, id)).unwrap();
        assert_eq!((edit.state, edit.draft), (CheckState::Draft, Some(DraftState::Editing)));
        act!(place, author, tx => checks::save_draft(&mut tx, &author, id, edit.edition, &content(LEMON_STATEMENT)))
            .unwrap();
        let twice = act!(place, author, tx => checks::take_back(&mut tx, &author, id)).unwrap_err();
        assert_eq!(twice.message, "desk-problem-not-in-review");

        // A colleague who wrote nothing of it leaves it where it is; an owner may take it back when the author is gone.
        act!(place, author, tx => checks::submit_for_review(&mut tx, &author, id, edit.edition + 1)).unwrap();
        let colleague = member(alone, 52, Capability::CHECK | Capability::REVIEW | Capability::PUBLISH);
        let refused = act!(place, colleague, tx => checks::take_back(&mut tx, &colleague, id)).unwrap_err();
        assert_eq!((refused.kind, refused.message), (ProblemKind::Forbidden, "desk-problem-take-back"));
        let owner = member(alone, 53, Capability::MANAGE_ORGANISATION);
        act!(place, owner, tx => checks::take_back(&mut tx, &owner, id)).unwrap();
        let stranger = place.reviewer;
        let unseen = act!(place, stranger, tx => checks::take_back(&mut tx, &stranger, id)).unwrap_err();
        assert_eq!(unseen.kind, ProblemKind::NotFound);

        // With the rule switched off, what waits for review is published without it.
        act!(place, author, tx => checks::submit_for_review(&mut tx, &author, id, edit.edition + 3)).unwrap();
        switch_the_rule_off(&place, alone).await;
        let waiting = look!(place, author.viewer(), tx => checks::edit(&mut tx, &author, id)).unwrap();
        act!(place, author, tx => checks::publish(&mut tx, &author, id, waiting.edition)).unwrap();
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));

        // The same for a translation.
        let t = act!(place, author, tx => translations::start(&mut tx, &author, id, &tag("id"))).unwrap();
        let words = TranslationContent {
            language: tag("id"),
            statement: "Air lemon panas membunuh sel kanker".into(),
            title: "Tidak".into(),
            explanation: "Tidak ada penelitian yang menunjukkannya.".into(),
        };
        let edition = act!(place, author, tx => translations::save(&mut tx, &author, t, 1, &words)).unwrap();
        act!(place, author, tx => translations::submit(&mut tx, &author, t, edition)).unwrap();
        let locked =
            act!(place, author, tx => translations::save(&mut tx, &author, t, edition + 1, &words)).unwrap_err();
        assert_eq!(locked.message, "desk-problem-in-review");
        let refused = act!(place, colleague, tx => translations::take_back(&mut tx, &colleague, t)).unwrap_err();
        assert_eq!(refused.message, "desk-problem-take-back");
        act!(place, author, tx => translations::take_back(&mut tx, &author, t)).unwrap();
        act!(place, author, tx => translations::save(&mut tx, &author, t, edition + 2, &words)).unwrap();
    }
}

/// Switches an organisation's review rule off, as its owner does in the settings.
async fn switch_the_rule_off(place: &super::Place, organisation: saksi_base::OrganisationId) {
    let by = saksi_network::Member {
        person: super::person(51),
        name: "Rina".into(),
        organisation,
        organisation_name: "Alone".into(),
        roles: saksi_network::Roles::new([saksi_network::Role::Owner]),
        capabilities: Capability::all(),
        operator: false,
        session: saksi_base::SessionId::new(&saksi_base::SeededRandom::new(1)),
    };
    super::change!(place, tx => async {
        let now = saksi_network::organisation(&mut tx, organisation).await?.unwrap();
        let draft = saksi_network::OrganisationDraft { review_required: false, ..now.draft() };
        saksi_network::actions::change_organisation(&mut tx, &by, draft).await
    })
    .unwrap();
}

#[tokio::test]
async fn whoever_was_told_an_answer_is_told_that_it_was_withdrawn() {
    for place in places().await {
        let promise = place.hand_in(LEMON, 1).await;
        let claim = place.queue().await[0].id;
        let check = place.publish(claim, &content(LEMON_STATEMENT)).await.check;
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));
        place.test.clock.advance(saksi_base::clock::DAY);
        let by = place.checker;
        act!(place, by, tx => checks::withdraw(&mut tx, &by, check, "The study was retracted")).unwrap();
        let view = place.open(&promise).await.unwrap();
        assert_eq!(view.standing, Standing::Withdrawn { being_checked: false });
        assert_eq!(
            view.withdrawn
                .iter()
                .map(|w| (w.check, w.organisation.name.as_str(), w.reason.as_str()))
                .collect::<Vec<_>>(),
            [(check, "MyGoPen", "The study was retracted")]
        );
        act!(place, by, tx => queue::take(&mut tx, &by, claim)).unwrap();
        assert_eq!(place.standing(&promise).await, Standing::Withdrawn { being_checked: true });
        // Put aside as junk it is not "being checked", whoever is on it.
        act!(place, by, tx => queue::set_junk(&mut tx, &by, claim, true)).unwrap();
        assert_eq!(place.standing(&promise).await, Standing::Withdrawn { being_checked: false });
        act!(place, by, tx => queue::set_junk(&mut tx, &by, claim, false)).unwrap();
        // A new answer is shown, and beside it that the earlier one does not stand.
        let again = place.publish(claim, &content("Hot lemon water cures cancer")).await.check;
        let view = place.open(&promise).await.unwrap();
        assert!(matches!(&view.standing, Standing::Answered { answers, .. } if answers[0].check == again));
        assert_eq!(view.withdrawn.len(), 1);
        // Whoever hands it in afterwards was never told the old one.
        place.test.clock.advance(saksi_base::clock::DAY);
        let later = place.hand_in(LEMON, 2).await;
        assert!(place.open(&later).await.unwrap().withdrawn.is_empty());
    }
}

#[tokio::test]
async fn a_known_answer_is_used_again_for_another_claim() {
    for place in places().await {
        place.hand_in(LEMON, 1).await;
        let first = place.queue().await[0].id;
        let known = place.publish(first, &content(LEMON_STATEMENT)).await.check;
        let promise = place.hand_in(CLOUD, 2).await;
        let claim = place.queue().await[0].id;
        let (by, second) = (place.checker, place.reviewer);
        let elsewhere = organisation(&place.test, "Elsewhere", true, true).await;
        let stranger = member(elsewhere, 9, Capability::all());
        let foreign = act!(place, stranger, tx => checks::reuse(&mut tx, &stranger, claim, known)).unwrap_err();
        assert_eq!(foreign.kind, ProblemKind::NotFound, "only what one's own organisation wrote");
        let draft = act!(place, by, tx => checks::reuse(&mut tx, &by, claim, known)).unwrap();
        assert_eq!(act!(place, by, tx => checks::reuse(&mut tx, &by, claim, known)).unwrap(), draft);
        let edit = look!(place, by.viewer(), tx => checks::edit(&mut tx, &by, draft)).unwrap();
        assert_eq!((edit.claim, edit.content.clone()), (claim, content(LEMON_STATEMENT)));
        // It goes the way of every check.
        act!(place, by, tx => checks::submit_for_review(&mut tx, &by, draft, edit.edition)).unwrap();
        act!(place, second, tx => checks::approve(&mut tx, &second, draft, edit.edition + 1)).unwrap();
        assert!(matches!(place.standing(&promise).await, Standing::Answered { .. }));
    }
}
