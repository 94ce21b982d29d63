//! The pages on which two organisations meet: needs and offers, collaborations, introductions, working groups, successors.

use axum::http::StatusCode;
use saksi_web::testing::{Answer, Browser, Kind, assert_page};

use super::pages::{Room, look};
use super::world::PASSWORD;

/// The owner of another organisation, in a browser of their own; and the page of the organisation for those who run the network.
async fn neighbour(room: &Room, staff: &mut Browser, names: (&str, &str), owner: &str) -> (Browser, String) {
    let page = staff.get("/operator/organisations/new").await;
    let fields = [("name", names.0), ("english_name", names.1)];
    let made = staff.submit(&page, "/operator/organisations/new", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let organisation = made.header("location").split('?').next().unwrap().to_owned();
    let page = staff.get(&organisation).await;
    let invited = staff.submit(&page, &format!("{organisation}/invite"), &[]).await;
    let (_, rest) = invited.body.split_once("/join/").unwrap();
    let secret: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
    let path = format!("/join/{secret}");
    let mut browser = room.browser();
    let page = browser.get(&path).await;
    let sign_in = owner.split(' ').next().unwrap().to_lowercase();
    let fields = [("name", owner), ("sign_in_name", &sign_in), ("password", PASSWORD), ("again", PASSWORD)];
    let joined = browser.submit(&page, &path, &fields).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let id = organisation.rsplit('/').next().unwrap();
    (browser, format!("/work/directory/organisations/{id}"))
}

async fn says(browser: &mut Browser, side: &str, title: &str, place: &str) -> String {
    let page = browser.get("/work/directory/offers").await;
    let fields = [("side", side), ("kind", "cybersecurity"), ("title", title), ("place", place)];
    let said = browser.submit(&page, "/work/directory/offers", &fields).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    said.header("location").to_owned()
}

fn link_to(page: &Answer, start: &str) -> String {
    page.attributes("main a", "href").into_iter().find(|href| href.starts_with(start)).unwrap()
}

/// Refused, with the page shown again and what was typed still there.
fn refused(page: &Answer, status: StatusCode, typed: &str) {
    assert_eq!(page.status, status, "{}", page.body);
    assert_page(&page.body, Kind::Staff);
    assert!(page.body.contains(typed), "what was typed is kept");
}

#[tokio::test]
async fn a_need_and_an_offer_meet_on_pages_in_every_language() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let (mut mere, _) = neighbour(&room, &mut staff, ("Whare Pūrākau", "House of Stories"), "Mere Tipene").await;
    let need = says(&mut staff, "need", "圖書館的筆電被監看", "TW").await;
    let empty = look(&staff, &need, Kind::Staff).await;
    assert!(empty.texts(".card").is_empty(), "nothing fits yet");
    let offer = says(&mut mere, "offer", "Two afternoons with your laptops", "JP").await;
    let found = look(&mere, &offer, Kind::Staff).await;
    assert_eq!(found.texts(".card h3"), ["圖書館的筆電被監看"]);
    assert_eq!(staff.get(&offer).await.status, StatusCode::NOT_FOUND, "somebody else's own page of it");

    let other = need.rsplit('/').next().unwrap();
    let asked = mere.submit(&found, &offer, &[("action", "propose"), ("other", other)]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let twice = mere.submit(&found, &offer, &[("action", "propose"), ("other", other)]).await;
    refused(&twice, StatusCode::CONFLICT, "圖書館");
    let nobody = mere.submit(&found, &offer, &[("action", "propose"), ("other", "nobody")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);

    let list = look(&staff, "/work/directory/offers", Kind::Staff).await;
    let met = link_to(&list, "/work/directory/collaborations/");
    let page = look(&staff, &met, Kind::Staff).await;
    assert_eq!(look(&mere, &met, Kind::Staff).await.texts("main form"), Vec::<String>::new(), "who asked waits");
    let agreed = staff.submit(&page, &met, &[("action", "agree")]).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER);
    let late = staff.submit(&page, &met, &[("action", "decline")]).await;
    refused(&late, StatusCode::CONFLICT, "圖書館");

    let outcome = format!("{met}/outcome");
    let page = look(&mere, &met, Kind::Staff).await;
    let unsaid = mere.submit(&page, &outcome, &[("outcome_kind", ""), ("outcome", "Twelve laptops are safe.")]).await;
    refused(&unsaid, StatusCode::UNPROCESSABLE_ENTITY, "Twelve laptops are safe.");
    let fields = [("outcome_kind", "training"), ("outcome", "Twelve laptops are safe.")];
    assert_eq!(mere.submit(&page, &outcome, &fields).await.status, StatusCode::SEE_OTHER);
    assert!(look(&staff, &met, Kind::Staff).await.body.contains("Twelve laptops are safe."));
    let (mut third, _) = neighbour(&room, &mut staff, ("Bukit Hijau", "Green Hill"), "Eko Santoso").await;
    assert_eq!(third.get(&met).await.status, StatusCode::NOT_FOUND, "it is between the two");

    let closing = staff.get(&need).await;
    assert_eq!(staff.submit(&closing, &need, &[("action", "close")]).await.status, StatusCode::SEE_OTHER);
    look(&staff, &need, Kind::Staff).await;
}

/// Stands in the directory for members, with a way to be reached that stands for introductions alone; the page of the record.
async fn stands(browser: &mut Browser, reader: &mut Browser, name: &str) -> String {
    let page = browser.get("/work/directory/me").await;
    let fields = [
        ("listing", "network"),
        ("name_audience", "network"),
        ("contact", "signal: 0912 345 678"),
        ("contact_audience", "introductions"),
    ];
    let saved = browser.submit(&page, "/work/directory/me", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let found = reader.get(&format!("/work/directory?q={}", name.replace(' ', "+"))).await;
    link_to(&found, "/work/directory/people/")
}

#[tokio::test]
async fn an_introduction_is_asked_answered_and_taken_back_on_pages_in_every_language() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let (mut mere, _) = neighbour(&room, &mut staff, ("Whare Pūrākau", "House of Stories"), "Mere Tipene").await;
    let (mut eko, _) = neighbour(&room, &mut staff, ("Bukit Hijau", "Green Hill"), "Eko Santoso").await;
    let hers = stands(&mut mere, &mut staff, "Mere Tipene").await;
    let his = stands(&mut eko, &mut staff, "Eko Santoso").await;
    let list = "/work/directory/introductions";
    let page = staff.get(&format!("{list}?one={hers}")).await;
    let nobody = staff.submit(&page, list, &[("other", "Eko"), ("purpose", "Both watch rivers.")]).await;
    refused(&nobody, StatusCode::UNPROCESSABLE_ENTITY, "Both watch rivers.");
    let fields = [("one", hers.as_str()), ("other", his.as_str()), ("purpose", "Both watch rivers.")];
    assert_eq!(staff.submit(&page, list, &fields).await.status, StatusCode::SEE_OTHER);

    let one = link_to(&look(&mere, list, Kind::Staff).await, "/work/directory/introductions/");
    let page = look(&mere, &one, Kind::Staff).await;
    assert!(page.body.contains("Both watch rivers."));
    let unclear = mere.submit(&page, &one, &[("action", "")]).await;
    refused(&unclear, StatusCode::UNPROCESSABLE_ENTITY, "Both watch rivers.");
    let yes = mere.submit(&page, &one, &[("action", "yes"), ("open", "contact")]).await;
    assert_eq!(yes.status, StatusCode::SEE_OTHER);
    let page = look(&eko, &one, Kind::Staff).await;
    assert_eq!(eko.submit(&page, &one, &[("action", "yes")]).await.status, StatusCode::SEE_OTHER);
    assert!(eko.get(&hers).await.body.contains("0912 345 678"), "what she opened to him");
    assert!(!mere.get(&his).await.body.contains("0912 345 678"), "he opened nothing");
    assert!(!staff.get(&hers).await.body.contains("0912 345 678"), "nor does the broker see it");
    assert!(look(&mere, list, Kind::Staff).await.body.contains("Eko Santoso"), "she sees that he looked");

    let page = look(&staff, &one, Kind::Staff).await;
    let nothing = staff.submit(&page, &one, &[("action", "record"), ("outcome", "")]).await;
    refused(&nothing, StatusCode::UNPROCESSABLE_ENTITY, "Both watch rivers.");
    let recorded = staff.submit(&page, &one, &[("action", "record"), ("outcome", "They met in May.")]).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER);
    let page = look(&mere, &one, Kind::Staff).await;
    assert_eq!(mere.submit(&page, &one, &[("action", "revoke")]).await.status, StatusCode::SEE_OTHER);
    assert!(!eko.get(&hers).await.body.contains("0912 345 678"), "taken back");
    look(&mere, &one, Kind::Staff).await;
    let (mut third, _) = neighbour(&room, &mut staff, ("Laut Biru", "Blue Sea"), "Dewi Lestari").await;
    assert_eq!(third.get(&one).await.status, StatusCode::NOT_FOUND, "it is between those who were asked");
}

#[tokio::test]
async fn a_working_group_shows_who_is_in_it_to_those_who_are() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let (mut mere, _) = neighbour(&room, &mut staff, ("Whare Pūrākau", "House of Stories"), "Mere Tipene").await;
    let hers = stands(&mut mere, &mut staff, "Mere Tipene").await;
    let list = "/work/directory/groups";
    let page = staff.get(list).await;
    refused(
        &staff.submit(&page, list, &[("name", ""), ("charter", "Watch them.")]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "Watch them.",
    );
    let made = staff.submit(&page, list, &[("name", "選舉觀察"), ("charter", "Watch them.")]).await;
    let group = made.header("location").to_owned();
    let chair = look(&staff, &group, Kind::Staff).await;
    let veiled = look(&mere, &group, Kind::Staff).await;
    assert!(!veiled.body.contains("Siti Aminah") && veiled.attributes("main form", "action").is_empty());
    let wrong = staff.submit(&chair, &group, &[("action", "take-in"), ("one", "Mere, please")]).await;
    refused(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "Mere, please");
    let taken = staff.submit(&chair, &group, &[("action", "take-in"), ("one", &hers)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let inside = look(&mere, &group, Kind::Staff).await;
    assert!(inside.body.contains("Mere Tipene") && !inside.body.contains("Siti Aminah"), "{}", inside.body);
    stands(&mut staff, &mut mere, "Siti Aminah").await;
    let inside = look(&mere, &group, Kind::Staff).await;
    assert!(inside.body.contains("Siti Aminah"), "she says her name to the network now");
    assert_eq!(mere.submit(&inside, &group, &[("action", "leave")]).await.status, StatusCode::SEE_OTHER);
    assert!(!mere.get(&group).await.body.contains("Siti Aminah"));
}

#[tokio::test]
async fn an_organisation_that_goes_on_in_another_says_so_on_both_pages() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let (mut mere, former) = neighbour(&room, &mut staff, ("Whare Pūrākau", "House of Stories"), "Mere Tipene").await;
    let (mut eko, later) = neighbour(&room, &mut staff, ("Bukit Hijau", "Green Hill"), "Eko Santoso").await;
    look(&mere, &former, Kind::Staff).await;
    let path = format!("{former}/successor");
    assert_eq!(eko.get(&path).await.status, StatusCode::FORBIDDEN, "those who run the network say so");
    let page = look(&staff, &path, Kind::Staff).await;
    let unsaid = staff.submit(&page, &path, &[("successor", &later), ("succession", "merged"), ("reason", "")]).await;
    refused(&unsaid, StatusCode::UNPROCESSABLE_ENTITY, &later);
    let nowhere = [("successor", "Green Hill"), ("succession", "merged"), ("reason", "Decided together.")];
    refused(&staff.submit(&page, &path, &nowhere).await, StatusCode::UNPROCESSABLE_ENTITY, "Decided together.");
    let fields = [("successor", later.as_str()), ("succession", "merged"), ("reason", "Decided together.")];
    assert_eq!(staff.submit(&page, &path, &fields).await.status, StatusCode::SEE_OTHER);
    let page = look(&staff, &former, Kind::Staff).await;
    assert_eq!(link_to(&page, &later), later, "the former leads on");
    assert_eq!(link_to(&look(&staff, &later, Kind::Staff).await, &former), former, "and the later one back");
    let out = mere.get("/work/directory").await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "nobody acts for it any more");
    let again = staff.get(&path).await;
    refused(&staff.submit(&again, &path, &fields).await, StatusCode::CONFLICT, "Decided together.");
}

#[tokio::test]
async fn whoever_keeps_a_record_takes_a_copy_of_it_that_names_nobody_else() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let (mut mere, _) = neighbour(&room, &mut staff, ("Whare Pūrākau", "House of Stories"), "Mere Tipene").await;
    let (mut eko, _) = neighbour(&room, &mut staff, ("Bukit Hijau", "Green Hill"), "Eko Santoso").await;
    let hers = stands(&mut mere, &mut staff, "Mere Tipene").await;
    let his = stands(&mut eko, &mut staff, "Eko Santoso").await;
    let list = "/work/directory/introductions";
    let page = staff.get(list).await;
    let fields = [("one", hers.as_str()), ("other", his.as_str()), ("purpose", "Both watch rivers.")];
    assert_eq!(staff.submit(&page, list, &fields).await.status, StatusCode::SEE_OTHER);
    says(&mut mere, "need", "Two afternoons", "NZ").await;

    let mine = mere.get("/work/directory/me").await;
    let path = link_to(&mine, "/work/directory/me/copy");
    let copy = mere.get(&path).await;
    assert_eq!((copy.status, copy.header("content-type")), (StatusCode::OK, "application/json"));
    assert!(copy.header("content-disposition").starts_with("attachment"));
    for held in ["Mere Tipene", "0912 345 678", "\"audience\":\"introductions\"", "Both watch rivers.", "Whare Pūrākau"]
    {
        assert!(copy.body.contains(held), "{held}: {}", copy.body);
    }
    assert!(!copy.body.contains("Eko"), "whom she was introduced to stays out of it");
    sent(&mut mere, "/settings", &[("english_name", "House of Stories and Songs"), ("own_place", "NZ")]).await;
    let page = look(&mere, "/work/directory/ours", Kind::Staff).await;
    let path = link_to(&page, "/work/directory/ours/copy");
    assert!(
        page.texts("main ins").iter().any(|text| text.contains("Stories and Songs")),
        "{:?}",
        page.texts("main ins")
    );
    assert!(page.texts("main ins").iter().any(|text| text.contains("New Zealand")), "{:?}", page.texts("main ins"));
    let ours = mere.get(&path).await;
    assert!(ours.body.contains("\"before\":\"House of Stories\""), "{}", ours.body);
    assert!(ours.body.contains("House of Stories") && ours.body.contains("Two afternoons"), "{}", ours.body);
    assert!(!ours.body.contains("Mere Tipene"));
    assert_eq!(room.browser().get(&path).await.status, StatusCode::SEE_OTHER, "nobody else");
}

#[tokio::test]
async fn whoever_decides_second_reads_what_the_first_did_and_still_has_what_they_wrote() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let door = format!("/j/{}", room.door(0).await);
    let mut naw = room.browser();
    let page = naw.get(&door).await;
    let fields = [("name", "Naw Paw"), ("email", "naw@karen.example"), ("wants_in", "yes")];
    assert_eq!(naw.submit(&page, &door, &fields).await.status, StatusCode::OK);
    let request = link_to(&staff.get("/work/directory/joining").await, "/work/directory/joining/");
    let page = staff.get(&request).await;
    let admitted = staff.submit(&page, &request, &[("action", "admit"), ("reason", "We met in Mae Sot.")]).await;
    assert_eq!(admitted.status, StatusCode::OK);
    let late = [("action", "decline"), ("reason", "Nobody here knows them, I asked around.")];
    let told = staff.submit(&page, &request, &late).await;
    refused(&told, StatusCode::CONFLICT, "Nobody here knows them, I asked around.");
    assert!(told.body.contains("We met in Mae Sot."));
}

/// Sends a form of a page of work, which is taken.
async fn sent(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = browser.get(path).await;
    let done = browser.submit(&page, path, fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {:?}", done.texts(".field-problem"));
    done.header("location").to_owned()
}

#[tokio::test]
async fn every_list_is_looked_at_under_the_gender_lens_and_by_goal() {
    let room = Room::new().await;
    let mut staff = room.operator().await;
    let tags = [("lens", "violence"), ("goals", "16"), ("targets", "5.2")];
    let offer = [("side", "need"), ("kind", "legal"), ("title", "A lawyer"), ("place", "TW")];
    sent(&mut staff, "/work/directory/offers", &[&offer[..], &tags[..]].concat()).await;
    sent(&mut staff, "/work/directory/offers", &offer).await;
    sent(&mut staff, "/work/directory/groups", &[("name", "Violence"), tags[0], tags[1], tags[2]]).await;
    let group = sent(&mut staff, "/work/directory/groups", &[("name", "Plain")]).await;
    let door = [("kind", "event"), ("title", "Round table"), ("vouches", "0")];
    sent(&mut staff, "/work/directory/doors", &[&door[..], &tags[..]].concat()).await;
    sent(&mut staff, "/work/directory/doors", &door).await;
    let meetings = format!("{group}/meetings");
    let meeting = [
        ("action", "save"),
        ("title", "Talk"),
        ("day", "2026-02-02"),
        ("time", "10:00"),
        ("zone", "Asia/Taipei"),
        ("minutes", "90"),
        ("marking", "green"),
    ];
    let training = [("kind", "training")];
    let trained = sent(&mut staff, &meetings, &[&meeting[..], &tags[..], &training[..]].concat()).await;
    sent(&mut staff, &meetings, &meeting).await;
    assert!(look(&staff, &trained, Kind::Staff).await.texts("main p").iter().any(|line| line.contains("Training")));
    for (list, item) in [
        ("/work/directory/offers", ".card h3"),
        ("/work/directory/groups", ".card h3"),
        ("/work/directory/doors", ".card h3"),
        (meetings.as_str(), "ul.lines li"),
    ] {
        for (query, shown) in [
            ("", 2),
            ("lens=violence", 1),
            ("goals=16", 1),
            ("goals=5", 1),
            ("lens=violence&goals=5", 1),
            ("lens=equality", 0),
            ("lens=violence&goals=1", 0),
        ] {
            let page = staff.get(&format!("{list}?{query}")).await;
            assert_eq!(page.texts(item).len(), shown, "{list}?{query}");
            let back = page.attributes("main p > a", "href").contains(&list.to_owned());
            assert_eq!(back, shown == 0, "{list}?{query}: the way back to the whole list");
        }
    }
    look(&staff, &format!("{meetings}?lens=equality"), Kind::Staff).await;

    let fields = [("listing", "public"), tags[0], tags[1]];
    sent(&mut staff, "/work/directory/ours", &fields).await;
    let mut visitor = room.browser();
    for (query, shown) in [
        ("lens=violence", 1),
        ("goals=16", 1),
        ("lens=violence&goals=16&kind=organisation", 1),
        ("lens=violence&kind=person", 0),
        ("group=media", 0),
        ("group=not-disclosed&goals=16", 1),
        ("lens=equality", 0),
        ("q=saksi&goals=1", 0),
    ] {
        let page = visitor.get(&format!("/members?{query}")).await;
        assert_eq!(page.texts(".card h3").len(), shown, "/members?{query}");
        assert!(page.attributes("details.folded[open]", "class").len() == 1, "what was chosen is not folded away");
    }
    for (query, shown) in [
        ("", 1),
        ("lens=violence", 1),
        ("goals=16", 1),
        ("lens=violence&goals=16", 1),
        ("lens=equality", 0),
        ("lens=violence&goals=1", 0),
        ("lens=nonsense", 0),
    ] {
        let page = look(&visitor, &format!("/organisations?{query}"), Kind::Public).await;
        assert_eq!(page.attributes("main ul.cards a", "href").len(), shown, "/organisations?{query}");
        let back = page.attributes("main p > a", "href").contains(&"/organisations".to_owned());
        assert_eq!(back, shown == 0, "/organisations?{query}: the way back to the whole list");
    }
    // What an organisation says to members alone is no filter for everybody.
    sent(&mut staff, "/work/directory/ours", &[("listing", "public"), ("lens_audience", "network"), tags[0]]).await;
    assert!(visitor.get("/organisations?lens=violence").await.texts(".card").is_empty());
    sent(&mut staff, "/work/directory/ours", &[("listing", "public"), ("lens_audience", "public"), tags[0]]).await;
    assert_eq!(visitor.get("/organisations?lens=violence").await.texts(".card").len(), 1);

    let page = visitor.get("/members?q=saksi&goals=1").await;
    assert!(page.attributes("main p > a", "href").contains(&"/members?q=saksi".to_owned()), "the name is kept");
    assert!(visitor.get("/members").await.attributes("details.folded[open]", "class").is_empty());
    assert!(visitor.get("/members?need=legal").await.texts(".card").is_empty(), "what somebody needs is for members");
}
