//! What organisations do together about notices: one sends for another that has no such route, or is named in one that is there.

use axum::http::StatusCode;
use saksi_base::clock::{DAY, HOUR};
use saksi_base::{OrganisationId, Problem};
use saksi_db::Viewer;
use saksi_db::testing::engines;
use saksi_web::testing::Browser;

use crate::world::{World, go, open};

const OFFERS: &str = "/work/escalations/offers";

/// A route to YouTube on some standing; its identifier.
pub(crate) async fn route(world: &World, browser: &mut Browser, way: &str, more: &[(&str, &str)]) -> String {
    let platform = world.platform(browser, "YouTube").await;
    let new = format!("{platform}/routes/new");
    let mut fields = vec![
        ("name", "The desk of Mrs Tan"),
        ("channel", "form"),
        ("way", way),
        ("address", "https://platform.example/secret-desk"),
        ("role", "Liaison desk"),
        ("zone", "Asia/Kolkata"),
        ("week", "weekdays"),
        ("promised", "18"),
        ("languages", "en"),
    ];
    fields.extend(more);
    go(browser, &new, &new, &fields).await.rsplit('/').next().unwrap().to_owned()
}

/// Begins a notice; its path.
pub(crate) async fn begin(browser: &mut Browser, route: &str) -> String {
    let new = "/work/escalations/new";
    go(browser, new, new, &[("route", route)]).await.trim_end_matches("/edit").to_owned()
}

/// Writes a whole notice.
pub(crate) async fn write(browser: &mut Browser, path: &str, more: &[(&str, &str)]) {
    write_with(browser, path, more, b"").await;
}

/// Writes a whole notice, with a file.
async fn write_with(browser: &mut Browser, path: &str, more: &[(&str, &str)], file: &[u8]) {
    let edit = format!("{path}/edit");
    let page = open(browser, &edit).await;
    let mut fields = vec![
        ("title", "Threats against a journalist"),
        ("locations", "https://platform.example/post/1"),
        ("explanation", "It names her street and calls on people to go there."),
        ("language", "en"),
        ("category", "cyber-violence-against-women"),
        ("region", "south-asia"),
        ("ground", "terms"),
        ("other_rule", "Harassment policy, threats"),
        ("sender_mail", "liaison@saksi.example"),
        ("good_faith", "yes"),
    ];
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    let done = browser.submit_file(&page, &edit, &fields, file).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

/// Sends a notice by hand; the text as it was frozen.
pub(crate) async fn send(browser: &mut Browser, path: &str) -> String {
    go(browser, &format!("{path}/preview"), &format!("{path}/send"), &[]).await;
    let letter = open(browser, path).await.attributes("ul.lines a[href*=letters]", "href")[0].clone();
    let text = open(browser, &letter).await.texts("pre").join(" ");
    go(browser, &letter, &letter, &[]).await;
    text
}

/// How many notices there are in all, as the system counts them.
async fn sent_in_all(world: &World) -> i64 {
    let count: Result<Option<i64>, Problem> = saksi_db::read!(world.test.db, Viewer::System, tx => {
        Ok(saksi_db::fetch_scalar!(&mut tx, i64, "SELECT count(*) FROM escalation WHERE sent_at IS NOT NULL")?)
    });
    count.unwrap().unwrap()
}

struct Two {
    world: World,
    theirs: OrganisationId,
    ayu: Browser,
    citra: Browser,
}

/// Two organisations of the network: Ayu of one, Citra of the other.
async fn two() -> Vec<Two> {
    let mut all = Vec::new();
    for test in engines().await {
        let world = World::new(test).await;
        let theirs = World::organisation(&world.test, "Cek Fakta").await;
        let ayu = world.liaison(world.organisation, "Ayu").await;
        let citra = world.liaison(theirs, "Citra").await;
        all.push(Two { world, theirs, ayu, citra });
    }
    all
}

/// The address of what is open on the page of offers.
async fn first_offer(browser: &mut Browser) -> String {
    open(browser, OFFERS).await.attributes("ul.lines a", "href")[0].clone()
}

#[tokio::test]
async fn whoever_has_no_route_refers_a_notice_and_the_other_organisation_sends_it_in_the_name_of_both() {
    for Two { world, mut ayu, mut citra, .. } in two().await {
        let desk = route(&world, &mut citra, "trusted-flagger", &[("referrals", "yes")]).await;
        let platform = world.platform(&mut ayu, "YouTube").await;
        let to = format!("to:{}", platform.rsplit('/').next().unwrap());
        let path = begin(&mut ayu, &to).await;
        // What is not complete is completed first.
        assert_eq!(ayu.get(&format!("{path}/refer")).await.header("location"), format!("{path}/edit?missing=yes"));
        write(&mut ayu, &path, &[]).await;

        // The better route is told with its reasons, and not where it leads.
        let refer = format!("{path}/refer");
        let page = open(&mut ayu, &refer).await;
        for words in ["Cek Fakta", "Trusted flagger", "within 18 working hours", "takes"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert!(!page.body.contains("secret-desk") && !page.body.contains("Mrs Tan"));
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND, "nothing is shown before it is offered");
        assert_eq!(ayu.submit(&page, &refer, &[("words", "Please")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        go(&mut ayu, &refer, &refer, &[("route", &desk), ("words", "It is urgent for her.")]).await;
        let twice = ayu.submit(&page, &refer, &[("route", &desk)]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT, "offered once");

        // They see it in their list as offered, with all of it, and not among their own drafts.
        let list = open(&mut citra, "/work/escalations?lane=draft").await;
        assert!(list.body.contains("1 question waits") && list.texts("ul.lines a").is_empty(), "{}", list.body);
        let offer = first_offer(&mut citra).await;
        let stale = open(&mut citra, &offer).await;
        assert!(stale.body.contains("asks you to send this notice") && stale.body.contains("It is urgent for her."));
        assert!(stale.body.contains("It names her street"), "{}", stale.body);
        assert!(
            citra.get(&format!("{path}/edit")).await.header("location").ends_with(&path),
            "it is not theirs to change"
        );

        // It changed while they looked: they look again.
        write(&mut ayu, &path, &[("title", "Death threats against a journalist")]).await;
        assert_eq!(citra.submit(&stale, &offer, &[]).await.status, StatusCode::CONFLICT);
        let taken = go(&mut citra, &offer, &offer, &[]).await;
        assert_eq!(taken, path);
        let again = citra.submit(&stale, &offer, &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "taken over once");

        // It is theirs to send, in the name of both; the first organisation reads on, and sends nothing.
        assert!(ayu.get(&format!("{path}/edit")).await.header("location").ends_with(&path));
        write(
            &mut citra,
            &path,
            &[("title", "Death threats against a journalist"), ("sender_mail", "desk@cek.example")],
        )
        .await;
        let letter = send(&mut citra, &path).await;
        assert!(letter.contains("in the name of 2 organisations"), "{letter}");
        assert!(letter.contains("Cek Fakta Saksi Nusantara"), "{letter}");
        let course = open(&mut ayu, &path).await;
        assert!(
            course.body.contains("Taken over, in the name of both") && course.body.contains("Sent, no decision yet")
        );
        assert!(course.form(&format!("{path}/close")).is_empty(), "nothing can be done here");
        let decision = format!("{path}/record/decision");
        go(&mut citra, &decision, &decision, &[("outcome", "removed"), ("reasoned", "yes")]).await;
        assert!(open(&mut ayu, &path).await.body.contains("Removed"));

        // One notice, counted once, whoever looks; nobody else sees it.
        assert_eq!(sent_in_all(&world).await, 1, "{}", world.test.engine);
        for browser in [&mut ayu, &mut citra] {
            let rows = open(browser, "/work/escalations/figures").await.texts("tbody tr");
            assert_eq!((rows.len(), rows[0].starts_with("YouTube1")), (1, true), "{rows:?}");
        }
        let third = World::organisation(&world.test, "Third").await;
        let mut dewi = world.liaison(third, "Dewi").await;
        assert_eq!(dewi.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(dewi.get(&offer).await.status, StatusCode::NOT_FOUND);
        assert!(open(&mut dewi, OFFERS).await.texts("ul.lines a").is_empty());
    }
}

#[tokio::test]
async fn an_offer_is_declined_with_a_reason_taken_back_or_handed_back_and_nothing_is_lost() {
    for Two { world, mut ayu, mut citra, .. } in two().await {
        let form = route(&world, &mut ayu, "public-form", &[]).await;
        let desk = route(&world, &mut citra, "trusted-flagger", &[("referrals", "yes")]).await;
        // A route that takes no referrals, and one of a standing that one has, are not offered.
        route(&world, &mut citra, "legal", &[]).await;
        route(&world, &mut citra, "public-form", &[("referrals", "yes")]).await;
        let path = begin(&mut ayu, &form).await;
        write(&mut ayu, &path, &[]).await;
        let refer = format!("{path}/refer");
        assert_eq!(open(&mut ayu, &refer).await.attributes("input[name=route]", "value"), std::slice::from_ref(&desk));
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;

        // While it is offered it does not go out.
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        let refused = ayu.submit(&preview, &format!("{path}/send"), &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("It is offered to another organisation"));

        // A no needs a reason; whoever said it sees the notice no longer.
        let offer = first_offer(&mut citra).await;
        let page = open(&mut citra, &offer).await;
        let decline = format!("{offer}/decline");
        assert_eq!(citra.submit(&page, &decline, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        go(&mut citra, &offer, &decline, &[("reason", "Mrs Tan is away.")]).await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(open(&mut ayu, &path).await.body.contains("Mrs Tan is away."));

        // An offer is taken back, and nobody can take it any more.
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;
        let offer = first_offer(&mut citra).await;
        let stale = open(&mut citra, &offer).await;
        let mine = first_offer(&mut ayu).await;
        go(&mut ayu, &mine, &format!("{mine}/withdraw"), &[]).await;
        assert_eq!(citra.submit(&stale, &offer, &[]).await.status, StatusCode::CONFLICT);
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);

        // What was taken over goes back, not into the bin.
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;
        let offer = first_offer(&mut citra).await;
        go(&mut citra, &offer, &offer, &[]).await;
        let discard = format!("{path}/discard");
        let page = open(&mut citra, &discard).await;
        assert_eq!(citra.submit(&page, &discard, &[]).await.status, StatusCode::CONFLICT);
        go(&mut citra, &path, &format!("{path}/hand-back"), &[("reason", "It needs a court order.")]).await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        let back = open(&mut ayu, &path).await;
        assert!(back.body.contains("It needs a court order."), "{}", back.body);
        let letter = send(&mut ayu, &path).await;
        assert!(letter.contains("Saksi Nusantara") && !letter.contains("Cek Fakta"), "{letter}");
        assert_eq!(sent_in_all(&world).await, 1);
    }
}

#[tokio::test]
async fn two_organisations_with_one_address_become_one_notice_and_neither_reads_the_other_before_it_may() {
    for Two { world, theirs, mut ayu, mut citra } in two().await {
        let form = route(&world, &mut ayu, "public-form", &[]).await;
        let desk = route(&world, &mut citra, "trusted-flagger", &[]).await;
        let first = begin(&mut citra, &desk).await;
        let title = ("title", "A campaign that only we know of");
        write(&mut citra, &first, &[title, ("locations", "https://www.youtube.com/watch?v=dQw4w9WgXcQ")]).await;

        // Another copy of the same address, to the same platform: that there is a notice is said, and no more.
        let path = begin(&mut ayu, &form).await;
        write(&mut ayu, &path, &[("locations", "The video https://youtu.be/dQw4w9WgXcQ?si=abc")]).await;
        for page in [path.clone(), format!("{path}/edit"), format!("{path}/preview")] {
            let page = open(&mut ayu, &page).await;
            assert!(page.body.contains("Another organisation has a notice for this address"), "{}", page.body);
            assert!(!page.body.contains("Cek Fakta") && !page.body.contains("only we know"), "{}", page.body);
        }
        assert_eq!(ayu.get(&first).await.status, StatusCode::NOT_FOUND);

        // One that comes from cases is nobody's to know.
        seal(&world, &first, true).await;
        assert!(!open(&mut ayu, &path).await.body.contains("Another organisation has a notice"));
        seal(&world, &first, false).await;

        // They ask, and learn whose it is when its owner says yes.
        go(&mut ayu, &path, &format!("{path}/join"), &[("words", "We know three of those concerned.")]).await;
        assert!(!open(&mut ayu, OFFERS).await.body.contains("Cek Fakta"));
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        let refused = ayu.submit(&preview, &format!("{path}/send"), &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "one is sent, not two");
        let offer = first_offer(&mut citra).await;
        let page = open(&mut citra, &offer).await;
        assert!(
            page.body.contains("asks to be named in this notice")
                && page.body.contains("Saksi Nusantara")
                && page.body.contains("We know three")
        );
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND, "their draft stays theirs");
        assert_eq!(go(&mut citra, &offer, &offer, &[]).await, first);

        // The notice says in whose name it goes; both see its course.
        let letter = send(&mut citra, &first).await;
        assert!(letter.contains("in the name of 2 organisations") && letter.contains("Saksi Nusantara"), "{letter}");
        let joint = open(&mut ayu, &first).await;
        assert!(joint.body.contains("Complainants") && joint.body.contains("only we know"), "{}", joint.body);
        let draft = open(&mut ayu, &path).await;
        assert!(draft.body.contains("Your organisation is named in another notice for this address"), "{}", draft.body);
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        assert_eq!(ayu.submit(&preview, &format!("{path}/send"), &[]).await.status, StatusCode::CONFLICT);
        let discard = format!("{path}/discard");
        go(&mut ayu, &discard, &discard, &[]).await;
        assert_eq!(sent_in_all(&world).await, 1);

        // Whoever comes later to one that went is named on its page; what went stays as it was. A no is asked for once.
        world.test.clock.advance(DAY / 24);
        let third = World::organisation(&world.test, "Third").await;
        let mut dewi = world.liaison(third, "Dewi").await;
        let form = route(&world, &mut dewi, "public-form", &[]).await;
        let late = begin(&mut dewi, &form).await;
        write(&mut dewi, &late, &[("locations", "https://m.youtube.com/watch?v=dQw4w9WgXcQ")]).await;
        go(&mut dewi, &late, &format!("{late}/join"), &[]).await;
        let offer = first_offer(&mut citra).await;
        go(&mut citra, &offer, &offer, &[]).await;
        let discard = format!("{late}/discard");
        go(&mut dewi, &discard, &discard, &[]).await;
        let shown = open(&mut dewi, &first).await;
        assert!(shown.body.contains("Third"), "{}", shown.body);
        assert!(!shown.texts("pre").join(" ").contains("Third"), "what went out is not changed");
        assert!(shown.texts("dd").contains(&"3".to_owned()), "{:?}", shown.texts("dd"));
        let chaser = open(&mut citra, &format!("{first}/chase")).await.texts("textarea").join(" ");
        assert!(chaser.contains("in the name of 3 organisations") && chaser.contains("Third"), "{chaser}");

        // A no stays a no.
        world.test.clock.advance(DAY / 4);
        let mut eka = world.liaison(World::organisation(&world.test, "Fourth").await, "Eka").await;
        let form = route(&world, &mut eka, "public-form", &[]).await;
        let last = begin(&mut eka, &form).await;
        write(&mut eka, &last, &[("locations", "https://youtu.be/dQw4w9WgXcQ")]).await;
        go(&mut eka, &last, &format!("{last}/join"), &[]).await;
        let mut citra = world.liaison(theirs, "Citra later").await;
        let offer = first_offer(&mut citra).await;
        go(&mut citra, &offer, &format!("{offer}/decline"), &[("reason", "We keep this one small.")]).await;
        let told = open(&mut eka, &last).await;
        assert!(
            told.body.contains("Another organisation has a notice") && told.form(&format!("{last}/join")).is_empty()
        );
        let answer = first_offer(&mut eka).await;
        let answer = open(&mut eka, &answer).await;
        assert!(
            answer.body.contains("We keep this one small.") && !answer.body.contains("Cek Fakta"),
            "{}",
            answer.body
        );
        send(&mut eka, &last).await;
    }
}

/// The files of a notice that stand on its page of writing.
async fn files(browser: &mut Browser, path: &str) -> Vec<String> {
    open(browser, &format!("{path}/edit")).await.attributes("a[href*='/files/']", "href")
}

#[tokio::test]
async fn a_notice_that_went_unheard_is_followed_by_one_with_a_better_route() {
    const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n the post as it stood";
    for Two { world, mut ayu, mut citra, .. } in two().await {
        let form = route(&world, &mut ayu, "public-form", &[]).await;
        let desk = route(&world, &mut citra, "trusted-flagger", &[("referrals", "yes")]).await;
        let path = begin(&mut ayu, &form).await;
        write_with(&mut ayu, &path, &[], PICTURE).await;
        let file = files(&mut ayu, &path).await[0].clone();
        send(&mut ayu, &path).await;
        world.test.clock.advance(HOUR);
        let receipt = format!("{path}/record/receipt");
        go(&mut ayu, &receipt, &receipt, &[("reference", "YT-7")]).await;

        // It went: another organisation is asked to follow it, and sees its course as soon as it is asked.
        let refer = format!("{path}/refer");
        let page = open(&mut ayu, &refer).await;
        assert!(page.body.contains("follows this notice") && !page.body.contains("secret-desk"), "{}", page.body);
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        go(&mut ayu, &refer, &refer, &[("route", &desk), ("words", "Nobody answers us.")]).await;
        assert_eq!(ayu.submit(&page, &refer, &[("route", &desk)]).await.status, StatusCode::CONFLICT, "asked once");
        let offer = first_offer(&mut citra).await;
        let asked = open(&mut citra, &offer).await;
        for words in ["asks you to follow this notice", "Nobody answers us.", "It names her street"] {
            assert!(asked.body.contains(words), "{words}: {}", asked.body);
        }
        assert!(open(&mut citra, &path).await.body.contains("YT-7"));
        // The clock of the first one runs on meanwhile.
        let chaser = format!("{path}/record/chaser");
        go(&mut ayu, &chaser, &chaser, &[]).await;

        // Declined with a reason, or taken back, it is seen no longer.
        go(&mut citra, &offer, &format!("{offer}/decline"), &[("reason", "Mrs Tan is away.")]).await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(open(&mut ayu, &path).await.body.contains("Mrs Tan is away."));
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;
        let mine = first_offer(&mut ayu).await;
        go(&mut ayu, &mine, &format!("{mine}/withdraw"), &[]).await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);

        // What was begun is not thrown away silently: it goes back with a reason, and whoever asked can ask again.
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;
        let offer = first_offer(&mut citra).await;
        let begun = go(&mut citra, &offer, &offer, &[]).await;
        assert_ne!(begun, path, "what went stays with whoever sent it");
        let discard = format!("{begun}/discard");
        let page = open(&mut citra, &discard).await;
        assert_eq!(citra.submit(&page, &discard, &[]).await.status, StatusCode::CONFLICT);
        go(&mut citra, &begun, &format!("{begun}/hand-back"), &[("reason", "It needs a court order.")]).await;
        assert_eq!(citra.get(&begun).await.status, StatusCode::NOT_FOUND);
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(open(&mut ayu, &path).await.body.contains("It needs a court order."));

        // Words, evidence and files are there; the letter says what was sent before, by whom and in whose name.
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;
        let offer = first_offer(&mut citra).await;
        let stale = open(&mut citra, &offer).await;
        let followed = go(&mut citra, &offer, &offer, &[]).await;
        assert_eq!(citra.submit(&stale, &offer, &[]).await.status, StatusCode::CONFLICT, "followed once");
        let copy = files(&mut citra, &followed).await;
        assert_eq!(copy.len(), 1, "{copy:?}");
        assert_ne!(copy[0], file);
        assert_eq!(citra.get(&copy[0]).await.bytes, PICTURE);
        write(&mut citra, &followed, &[("sender_mail", "desk@cek.example")]).await;
        let letter = send(&mut citra, &followed).await;
        for words in [
            "Saksi Nusantara sent you a notice about the same, by another route.",
            "Your number of it: YT-7",
            "in the name of 2 organisations",
            "SHA-256",
        ] {
            assert!(letter.contains(words), "{words}: {letter}");
        }

        // Each route has its own clock; both organisations see both, and each changes its own alone.
        assert_eq!(sent_in_all(&world).await, 2, "{}", world.test.engine);
        let decision = format!("{followed}/record/decision");
        go(&mut citra, &decision, &decision, &[("outcome", "removed"), ("reasoned", "yes")]).await;
        let course = open(&mut ayu, &followed).await;
        assert!(course.body.contains("Removed") && course.form(&format!("{followed}/close")).is_empty());
        let first = open(&mut ayu, &path).await;
        assert!(first.body.contains("Another organisation follows it") && !first.body.contains("Removed"));
        assert!(first.attributes("a", "href").contains(&offer), "the way to the notice that follows");
        assert!(open(&mut citra, &path).await.form(&format!("{path}/close")).is_empty());
        let page = open(&mut ayu, &refer).await;
        let again = ayu.submit(&page, &refer, &[("route", &desk)]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.body.contains("follows this notice already"), "{}", again.body);
        assert_eq!(ayu.get(&file).await.bytes, PICTURE, "the first notice keeps its own file");

        // Nobody else sees either.
        let mut dewi = world.liaison(World::organisation(&world.test, "Third").await, "Dewi").await;
        for hidden in [&path, &followed, &offer] {
            assert_eq!(dewi.get(hidden).await.status, StatusCode::NOT_FOUND);
        }
        // One that comes from cases is followed by nobody: cases are handed on by their own referral.
        seal(&world, &path, true).await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_ne!(ayu.get(&refer).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn whoever_is_named_in_a_notice_of_another_organisation_can_leave_it() {
    for Two { world, mut ayu, mut citra, .. } in two().await {
        let form = route(&world, &mut ayu, "public-form", &[]).await;
        let desk = route(&world, &mut citra, "trusted-flagger", &[]).await;
        let address = ("locations", "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
        let first = begin(&mut citra, &desk).await;
        write(&mut citra, &first, &[address, ("title", "A campaign against a journalist")]).await;
        let path = begin(&mut ayu, &form).await;
        write(&mut ayu, &path, &[address]).await;
        let (join, leave) = (format!("{path}/join"), format!("{first}/leave"));
        go(&mut ayu, &path, &join, &[]).await;
        let offer = first_offer(&mut citra).await;
        go(&mut citra, &offer, &offer, &[]).await;

        // The one whose notice it is cannot leave it, nor can anybody who is not named.
        let page = open(&mut ayu, &first).await;
        assert!(open(&mut citra, &first).await.form(&leave).is_empty());
        assert!(!page.form(&leave).is_empty(), "{}", page.body);

        // Out of a draft: its owner is told why, and the letter names them no longer.
        assert_eq!(go(&mut ayu, &first, &leave, &[("reason", "We go to the regulator.")]).await, OFFERS);
        assert_eq!(ayu.get(&first).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ayu.submit(&page, &leave, &[]).await.status, StatusCode::NOT_FOUND, "left once");
        let told = open(&mut citra, &first).await;
        assert!(told.body.contains("not named in it any more") && told.body.contains("We go to the regulator."));
        let letter = send(&mut citra, &first).await;
        assert!(!letter.contains("in the name of") && !letter.contains("Saksi Nusantara"), "{letter}");

        // Their own draft is theirs to send again; they can ask to be named once more, too.
        let preview = open(&mut ayu, &format!("{path}/preview")).await;
        assert!(preview.body.contains("Another organisation has a notice for this address"), "{}", preview.body);
        world.test.clock.advance(HOUR);
        go(&mut ayu, &path, &join, &[]).await;
        let offer = first_offer(&mut citra).await;
        go(&mut citra, &offer, &offer, &[]).await;
        let chase = format!("{first}/chase");
        let text = open(&mut citra, &chase).await.texts("textarea").join(" ");
        assert!(text.contains("in the name of 2 organisations"), "{text}");

        // Out of one that went: what went stays as it was, and the next chaser says in whose name it is made now.
        world.test.clock.advance(HOUR);
        go(&mut ayu, &first, &leave, &[]).await;
        assert_eq!(ayu.get(&first).await.status, StatusCode::NOT_FOUND);
        let text = open(&mut citra, &chase).await.texts("textarea").join(" ");
        assert!(text.contains("in the name of 1 organisation") && !text.contains("Saksi Nusantara"), "{text}");
        assert!(send(&mut ayu, &path).await.contains("Saksi Nusantara"));
        assert_eq!(sent_in_all(&world).await, 2, "{}", world.test.engine);
    }
}

#[tokio::test]
async fn whoever_handed_a_draft_over_can_leave_it_and_it_is_the_others_alone() {
    for Two { world, mut ayu, mut citra, .. } in two().await {
        let form = route(&world, &mut ayu, "public-form", &[]).await;
        let desk = route(&world, &mut citra, "trusted-flagger", &[("referrals", "yes")]).await;
        let path = begin(&mut ayu, &form).await;
        write(&mut ayu, &path, &[]).await;
        let refer = format!("{path}/refer");
        go(&mut ayu, &refer, &refer, &[("route", &desk)]).await;
        // An offer is declined, not left.
        let offer = first_offer(&mut citra).await;
        assert!(open(&mut citra, &path).await.form(&format!("{path}/leave")).is_empty());
        go(&mut citra, &offer, &offer, &[]).await;
        let stale = open(&mut citra, &path).await;
        go(&mut ayu, &path, &format!("{path}/leave"), &[]).await;
        assert_eq!(ayu.get(&path).await.status, StatusCode::NOT_FOUND);
        // There is nobody to hand it back to.
        let back = citra.submit(&stale, &format!("{path}/hand-back"), &[("reason", "Too late")]).await;
        assert_eq!(back.status, StatusCode::NOT_FOUND);
        let discard = format!("{path}/discard");
        go(&mut citra, &discard, &discard, &[]).await;
        assert_eq!(citra.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

/// Makes a notice one that comes from cases, or one of its own again.
async fn seal(world: &World, path: &str, sealed: bool) {
    let id: saksi_base::EscalationId = path.rsplit('/').next().unwrap().parse().unwrap();
    let done: Result<(), Problem> = saksi_db::write!(world.test.db, "test seal", Viewer::System, tx => {
        saksi_db::execute!(&mut tx, "UPDATE escalation SET sealed = $1 WHERE id = $2", sealed, id)?;
        Ok(())
    });
    done.unwrap();
}
