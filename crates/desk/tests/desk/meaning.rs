//! Matching by meaning: vectors made by a job, shared by processes, thrown away with the text; words when too many ask.

use std::sync::{Arc, Condvar, Mutex};

use std::time::Duration;

use saksi_desk::actions::telling::{self, Effort};
use saksi_desk::actions::{feedback, queue, receive};
use saksi_desk::matcher::{Desk, Matcher};
use saksi_desk::meaning::{self, Compared, Encode, Role};
use saksi_desk::model::Outcome;
use saksi_matching::Policy;

use super::content;
use super::{Place, places, tag};

/// Knows a few words that mean the same in several languages; everything else is a direction of its own.
struct Concepts {
    version: u8,
    gate: Arc<Gate>,
}

/// Holds encoders up while it is shut.
#[derive(Default)]
struct Gate {
    shut: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn set(&self, shut: bool) {
        *self.shut.lock().unwrap() = shut;
        self.opened.notify_all();
    }
}

const MEANINGS: &[&[&str]] = &[
    &["lemon", "citrus", "jeruk", "檸檬"],
    &["cancer", "tumours", "kanker", "癌"],
    &["cures", "heals", "menyembuhkan", "殺死"],
    &["water", "drink", "air", "水"],
    &["cloud", "cloudburst", "hujan"],
];

impl Encode for Concepts {
    fn model(&self) -> [u8; 32] {
        [self.version; 32]
    }

    fn encode(&self, role: Role, texts: &[&str]) -> Result<Vec<Vec<f32>>, String> {
        if role == Role::Query {
            let mut shut = self.gate.shut.lock().unwrap();
            while *shut {
                shut = self.gate.opened.wait(shut).unwrap();
            }
        }
        Ok(texts
            .iter()
            .map(|text| {
                let text = text.to_lowercase();
                let mut vector = vec![0.01_f32; 64];
                for (place, words) in MEANINGS.iter().enumerate() {
                    if words.iter().any(|word| text.contains(word)) {
                        vector[place] = 1.0;
                    }
                }
                let sum: u32 = text.bytes().map(u32::from).sum();
                vector[8 + (sum % 50) as usize] += 0.2;
                // As with real models of this kind, even what has nothing in common is not far apart.
                vector[63] = 2.0;
                vector
            })
            .collect())
    }
}

const STATEMENT: &str = "Lemon water cures cancer";
const OTHER_WORDS: &str = "Katanya jeruk nipis menyembuhkan kanker, minum tiap pagi";

async fn with_encoder(place: &mut Place, version: u8) -> Arc<Gate> {
    let gate = Arc::<Gate>::default();
    let encoder: Arc<dyn Encode> = Arc::new(Concepts { version, gate: Arc::clone(&gate) });
    let matcher = Matcher::with_encoder(None, Some(encoder));
    matcher.load(&place.test.db).await.unwrap();
    place.desk = Desk { matcher, media: saksi_desk::media::Media::none() };
    gate
}

async fn known(place: &Place) -> saksi_base::ClaimId {
    place.hand_in("drinking hot lemon water every morning cures cancer of the stomach", 1).await;
    let claim = place.queue().await[0].id;
    place.publish(claim, &content(STATEMENT)).await;
    claim
}

async fn embed(place: &Place) -> u64 {
    let (done, more) = meaning::work(&place.desk.matcher, &place.test.db).await.unwrap();
    assert!(!more);
    place.catch_up().await;
    done
}

#[tokio::test]
async fn other_words_for_a_known_claim_find_it_once_it_has_its_vectors() {
    for mut place in places().await {
        with_encoder(&mut place, 1).await;
        let claim = known(&place).await;
        let before = place.ask(OTHER_WORDS).await;
        assert_eq!((before.outcome, before.compared), (Outcome::None, Compared::Meaning));

        assert_eq!(meaning::progress(&place.desk, &place.test.db).await.unwrap(), Some((1, 0)));
        assert_eq!(embed(&place).await, 1);
        assert_eq!(meaning::progress(&place.desk, &place.test.db).await.unwrap(), Some((1, 1)));
        assert_eq!(embed(&place).await, 0, "nothing is done twice");

        let after = place.ask(OTHER_WORDS).await;
        assert_ne!(after.outcome, Outcome::None);
        assert_eq!(after.answers[0].claim, claim);
        // The same text needs no model.
        assert_eq!(place.ask(STATEMENT).await.compared, Compared::Settled);

        // A process that starts later reads what is stored, instead of making it again.
        with_encoder(&mut place, 1).await;
        assert_eq!(place.ask(OTHER_WORDS).await.answers[0].claim, claim);
        // Another model cannot use it, and says nothing wrong meanwhile.
        with_encoder(&mut place, 2).await;
        assert_eq!(place.ask(OTHER_WORDS).await.outcome, Outcome::None);
        assert_eq!(embed(&place).await, 1);
        assert_eq!(place.ask(OTHER_WORDS).await.answers[0].claim, claim);
    }
}

/// A page about many things, of which one passage tells the known claim in other words.
fn story() -> String {
    let walk = "We walked along the river for an hour, past the stalls and the boats, and nobody there had heard of anything new for weeks.";
    [walk, OTHER_WORDS, walk].join("\n")
}

#[tokio::test]
async fn a_page_that_tells_a_claim_in_other_words_is_heard_by_meaning() {
    for mut place in places().await {
        let gate = with_encoder(&mut place, 1).await;
        let claim = known(&place).await;
        embed(&place).await;
        let text = format!(
            "{}\n{OTHER_WORDS}, {}",
            story(),
            "kata seorang penjual buah di pasar yang tidak mau menyebut namanya"
        );
        let hear = async |effort: Effort| {
            telling::heard(&place.desk.matcher, "A walk", "https://example.org/walk", &text, &effort).await
        };
        let heard = hear(Effort::default()).await.unwrap();
        assert_eq!(heard.how, Compared::Meaning, "{heard:?}");
        assert_eq!(heard.compared, heard.passages);
        let told = heard.claims.iter().find(|one| one.claim == claim).unwrap_or_else(|| panic!("{heard:?}"));
        assert!(told.passage.contains("jeruk"), "{told:?}");
        // None is compared by meaning where none may be.
        let words = hear(Effort { meant: 0, ..Effort::default() }).await.unwrap();
        assert!(words.meant == 0 && words.claims.iter().all(|one| one.claim != claim), "{words:?}");

        // Whoever asks comes first: a page does not wait while the encoder has no turn for it.
        gate.set(true);
        let mut asking = tokio::task::JoinSet::new();
        for number in 0..16 {
            let matcher = place.desk.matcher.clone();
            asking.spawn(async move { matcher.find(&format!("question {number}"), &Policy::web()).await.1 });
        }
        // Only those for whom there was no turn come back from a gate that is shut.
        assert_eq!(asking.join_next().await.unwrap().unwrap(), Compared::Busy);
        let other = story().replace("river", "canal");
        let busy = telling::heard(&place.desk.matcher, "A walk", "", &other, &Effort::default()).await.unwrap();
        assert_eq!((busy.how, busy.meant), (Compared::Busy, 0));
        gate.set(false);
        asking.join_all().await;
    }
}

#[tokio::test]
async fn comparing_a_page_ends_when_its_time_is_over_and_says_how_far_it_came() {
    for place in places().await {
        let text = story().repeat(60);
        let whole = Effort { by_words: Duration::from_mins(10), ..Effort::default() };
        let heard = telling::heard(&place.desk.matcher, "A walk", "", &text, &whole).await.unwrap();
        assert!(heard.passages > 20 && heard.compared == heard.passages, "{heard:?}");
        assert_eq!(heard.how, Compared::Words, "no model is installed");
        let none = Effort { by_words: Duration::ZERO, ..Effort::default() };
        let heard = telling::heard(&place.desk.matcher, "A walk", "", &text, &none).await.unwrap();
        assert_eq!(heard.compared, 1, "the title, in any case");
        assert!(heard.passages > 20);
    }
}

#[tokio::test]
async fn a_changed_text_gets_another_vector_and_a_deleted_one_keeps_none() {
    for mut place in places().await {
        with_encoder(&mut place, 1).await;
        place.hand_in("drinking hot lemon water every morning cures cancer of the stomach", 1).await;
        let claim = place.queue().await[0].id;
        assert_eq!(embed(&place).await, 1, "what waits has one too, so that checkers see what is alike");
        let mut rewritten = content("A cloudburst was made by a machine");
        rewritten.title = "Rain came from the monsoon".into();
        place.publish(claim, &rewritten).await;
        let stale = place.ask(OTHER_WORDS).await.meaning;
        assert_eq!(embed(&place).await, 1);
        let fresh = place.ask(OTHER_WORDS).await;
        assert_ne!(fresh.outcome, Outcome::Answer);
        assert_eq!(stale, None, "the vector of the old words went with them");
        assert!(fresh.meaning.is_none_or(|cosine| cosine < 0.9), "{:?}", fresh.meaning);
        assert_eq!(place.ask("hujan itu buatan orang").await.answers[0].claim, claim);
    }
}

#[tokio::test]
async fn when_too_many_ask_words_answer_and_say_so() {
    for mut place in places().await {
        let gate = with_encoder(&mut place, 1).await;
        known(&place).await;
        embed(&place).await;
        gate.set(true);
        let asking: Vec<_> = (0..16)
            .map(|number| {
                let (desk, db) = (place.desk.clone(), place.test.db.clone());
                tokio::spawn(async move {
                    let text = format!("{OTHER_WORDS} {number}");
                    receive::ask(&desk, &db, &text, &tag("en"), &Policy::web()).await.unwrap().compared
                })
            })
            .collect();
        let mut told = Vec::new();
        // Those whose turn it is hang at the gate; everybody else is told at once or after a moment.
        for ask in asking {
            let mut ask = ask;
            match tokio::time::timeout(std::time::Duration::from_secs(2), &mut ask).await {
                Ok(compared) => told.push(compared.unwrap()),
                Err(_) => {
                    gate.set(false);
                    told.push(ask.await.unwrap());
                }
            }
        }
        gate.set(false);
        assert!(told.iter().filter(|&&compared| compared == Compared::Busy).count() >= 8, "{told:?}");
        assert!(told.contains(&Compared::Meaning), "{told:?}");
    }
}

#[tokio::test]
async fn claims_that_mean_the_same_stand_beside_each_other_on_the_desk() {
    for mut place in places().await {
        with_encoder(&mut place, 1).await;
        let known = known(&place).await;
        place.hand_in(OTHER_WORDS, 2).await;
        embed(&place).await;
        let waiting = place.queue().await[0].id;
        let (by, matcher) = (place.checker, place.desk.matcher.clone());
        let similar = super::look!(place, by.viewer(), tx => queue::similar(&mut tx, &by, &matcher, waiting)).unwrap();
        assert_eq!(similar.first().map(|other| other.id), Some(known));
    }
}

#[tokio::test]
async fn what_a_checker_says_about_two_claims_is_kept_exported_and_taken_back() {
    for place in places().await {
        let known = known(&place).await;
        place.hand_in("hot lemon water in the evening heals tumours", 2).await;
        let waiting = place.queue().await[0].id;
        let (by, matcher) = (place.checker, place.desk.matcher.clone());
        let say = async |same: Option<bool>| {
            let done: Result<(), saksi_base::Problem> = saksi_db::write!(place.test.db, "say", by.viewer(), tx => {
                feedback::say(&mut tx, &by, &matcher, waiting, known, same).await
            });
            done.unwrap();
            super::look!(place, by.viewer(), tx => feedback::examples(&mut tx, &by)).unwrap()
        };
        assert!(say(Some(true)).await[0].same);
        let examples = say(Some(false)).await;
        assert_eq!(examples.len(), 1, "one word for two claims, the last one");
        assert!(!examples[0].same);
        assert_eq!((examples[0].claim.as_str(), examples[0].text.contains("lemon")), (STATEMENT, true));

        // Another organisation neither sees it nor writes in this one's name.
        let other = super::organisation(&place.test, "Cofacts", true, true).await;
        let stranger = super::member(other, 9, saksi_network::Capability::CHECK);
        let theirs = super::look!(place, stranger.viewer(), tx => feedback::examples(&mut tx, &stranger)).unwrap();
        assert!(theirs.is_empty());
        let forged: Result<(), saksi_base::Problem> = saksi_db::write!(place.test.db, "forge", stranger.viewer(), tx => {
            feedback::say(&mut tx, &by, &matcher, waiting, known, Some(true)).await
        });
        drop(forged);
        assert!(!super::look!(place, by.viewer(), tx => feedback::examples(&mut tx, &by)).unwrap()[0].same);

        assert!(say(None).await.is_empty());
    }
}
