//! From hits to answers, and to none.

use saksi_matching::{Decision, DecisionKind, Entry, Index, Policy, Query, Reason, decide};

fn index() -> Index {
    let mut index = Index::new();
    for (id, claim, title) in [
        (
            1,
            "From 1 March the fine for riding a motorcycle without a mirror is 3,000 rupees",
            "No new fine for mirrors",
        ),
        (2, "Drinking hot water with salt every morning cures the virus", "Salt water does not cure"),
        (3, "The ministry gives every student a free laptop through a WhatsApp link", "The laptop form is a fraud"),
        (4, "Hoax", "Hoax"),
        (5, "A cat was elected mayor of a small town in Java", "Satire"),
    ] {
        index.insert(Entry::new(id, "en", claim).with_title(title));
    }
    index
}

fn decide_on(message: &str) -> Decision {
    let query = Query::new(message);
    decide(&query, &index().search(&query, 10), &Policy::web())
}

#[test]
fn an_equal_text_is_answered_and_says_so() {
    let decision = decide_on("DRINKING hot water with salt, every morning, cures the virus!!!");
    assert_eq!(decision.kind, DecisionKind::Answer);
    assert_eq!(decision.top[0].id, 2);
    assert_eq!(decision.reason, Reason::SameText { percent: 100 });
    assert_eq!(decision.reason.to_string(), "the text is the same");
}

#[test]
fn a_claim_inside_a_long_message_is_answered() {
    let decision = decide_on(
        "Salam everyone, my uncle works in the hospital and told us this morning. Drinking hot water with salt every morning \
         cures the virus. Please forward to your family and friends, may you all be healthy.",
    );
    assert_eq!(decision.kind, DecisionKind::Answer);
    assert!(matches!(decision.reason, Reason::KnownInsideMessage { percent: 90.. }), "{:?}", decision.reason);
}

#[test]
fn a_typing_error_does_not_hide_the_answer() {
    let decision = decide_on("drinkng hot water with slt every mornig cures the virus");
    assert_eq!((decision.kind, decision.top[0].id), (DecisionKind::Answer, 2));
}

#[test]
fn a_message_that_shares_only_small_words_is_left_alone() {
    // In a collection that is mostly in one language, the small words of another are rare.
    let mut index = Index::new();
    for id in 0..40 {
        index.insert(Entry::new(id, "zh-Hant", format!("網傳第{id}號公園的水可以治百病，醫師說沒有根據")));
    }
    index.insert(Entry::new(100, "en", "There is a car that runs on water, and the oil companies hide it"));
    index.insert(Entry::new(101, "id", "Minum air rebusan daun sirsak untuk semua penyakit"));
    index.insert(Entry::new(102, "th", "น้ำท่วมโรงพยาบาลและคนไข้ต้องย้ายออก"));
    for message in [
        "Please forward this message to all your friends and family as soon as possible",
        "Is it true that the library in Ipoh will close on Friday and there is a new roof?",
        "They have cancelled the 7.15 bus to the airport, please take the train",
        "Don't drink the water from the new fountain in the park, it makes you sleepy",
        "Hello",
        "is this true?",
        "Pak lurah membagikan kambing gratis untuk semua warga RT 05",
        "請問這是真的嗎？",
    ] {
        let query = Query::new(message);
        let decision = decide(&query, &index.search(&query, 10), &Policy::web());
        assert_eq!(decision.kind, DecisionKind::None, "{message}: {:?}", decision.reason);
    }
    let query = Query::new("is there really a car that runs on water??");
    assert_ne!(decide(&query, &index.search(&query, 10), &Policy::web()).kind, DecisionKind::None);
}

#[test]
fn another_number_is_never_answered() {
    let decision = decide_on("From 1 March the fine for riding a motorcycle without a mirror is 9,000 rupees");
    assert_eq!(decision.kind, DecisionKind::Suggest);
    assert_eq!(decision.top[0].id, 1);
    assert_eq!(decision.reason, Reason::DifferentNumber { message: "9000".to_owned(), known: "3000".to_owned() });
    // The same number in another notation is the same.
    let decision = decide_on("from 1 march the fine for riding a motorcycle without a mirror is ３０００ rupees");
    assert_eq!(decision.kind, DecisionKind::Answer);
}

#[test]
fn another_word_or_a_not_is_never_answered() {
    for message in [
        "Drinking hot milk with salt every morning cures the virus",
        "Drinking hot water with salt every morning does not cure the virus",
        "From 1 March the fine for riding a motorcycle without a helmet is 3,000 rupees",
        "The ministry gives every teacher a free laptop through a WhatsApp link",
    ] {
        let decision = decide_on(message);
        assert_ne!(decision.kind, DecisionKind::Answer, "{message}: {decision:#?}");
        assert!(!decision.top.is_empty(), "{message}: still worth showing");
    }
}

#[test]
fn generic_words_in_common_are_never_answered() {
    for message in ["the water in every town", "good morning, every student of the small town", "free link", "hoax"] {
        let decision = decide_on(message);
        assert_ne!(decision.kind, DecisionKind::Answer, "{message}: {decision:#?}");
    }
}

/// Where little is known, every word is rare: a few in common must not make an answer of a long message.
#[test]
fn a_few_words_in_common_are_no_answer_where_little_is_known() {
    let folder = std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("training");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    let mut indexes: [Vec<String>; 4] = Default::default();
    let mut messages = Vec::new();
    for file in files {
        for (line, text) in std::fs::read_to_string(file).unwrap().lines().enumerate() {
            let record: serde_json::Value = serde_json::from_str(text).unwrap();
            if let (Some(claim), Some(chosen)) = (record["claim"].as_str(), indexes.get_mut(line)) {
                chosen.push(claim.to_owned());
            }
            for message in record["messages"].as_array().unwrap() {
                messages.push((line, Query::new(message["text"].as_str().unwrap())));
            }
        }
    }
    let (mut asked, mut answered) = (0_u32, 0_u32);
    for (place, claims) in indexes.iter().enumerate() {
        assert_eq!(claims.len(), 18, "one in each language");
        let mut index = Index::new();
        for (id, claim) in (1..).zip(claims) {
            index.insert(Entry::new(id, "", claim));
        }
        for (_, query) in messages.iter().filter(|(line, _)| *line != place) {
            asked += 1;
            let decision = decide(query, &index.search(query, 5), &Policy::web());
            answered += u32::from(decision.kind == DecisionKind::Answer);
        }
    }
    // Without the rules that see to it, one message in a hundred.
    assert!(answered * 500 <= asked, "{answered} of {asked}");
}

#[test]
fn nothing_in_common_is_none() {
    let decision = decide_on("Жители города собрались на площади");
    assert_eq!(decision.kind, DecisionKind::None);
    assert_eq!(decision.reason, Reason::NothingClose);
    assert!(decision.top.is_empty());
    for empty in ["", "   ", "🙏🙏🙏", "\u{200b}\u{200b}", "!!!"] {
        assert_eq!(decide_on(empty).reason, Reason::NothingToCompare, "{empty:?}");
    }
}

#[test]
fn a_group_hears_only_sure_answers() {
    let index = index();
    for (message, expected) in [
        ("Drinking hot water with salt every morning cures the virus", DecisionKind::Answer),
        ("Drinking hot milk with salt every morning cures the virus", DecisionKind::None),
        ("is there a free laptop for students", DecisionKind::None),
    ] {
        let query = Query::new(message);
        assert_eq!(decide(&query, &index.search(&query, 10), &Policy::group()).kind, expected, "{message}");
    }
}

#[test]
fn a_known_message_is_answered_though_the_claim_is_worded_otherwise() {
    let mut index = index();
    let forward =
        "My cousin in the ministry says: fill in the form today, tomorrow it closes! Laptops for all who study.";
    index.insert(Entry::new(3, "en", "The ministry gives every student a free laptop").with_message(forward));
    let query = Query::new(
        "my cousin in the ministry says fill in the form today tomorrow it closes Laptops for all who study 🙏🙏 pls share",
    );
    let decision = decide(&query, &index.search(&query, 10), &Policy::web());
    assert_eq!((decision.kind, decision.top[0].id), (DecisionKind::Answer, 3));
}

#[test]
fn decisions_and_reasons_survive_json() {
    let decision = decide_on("From 1 March the fine for riding a motorcycle without a mirror is 9,000 rupees");
    let json = serde_json::to_value(&decision).unwrap();
    assert_eq!(json["kind"], "suggest");
    assert_eq!(json["reason"]["kind"], "different_number");
    assert_eq!(json["top"][0]["id"], "00000000000000000000000000000001");
    assert_eq!(serde_json::from_value::<Decision>(json).unwrap(), decision);
}

/// A claim, and what changes in it: another number, another place, the opposite.
const CHANGED: &[(&str, &str, [&str; 3])] = &[
    (
        "en",
        "From Monday the police in Karachi fine every rider without a helmet 5000 rupees",
        [
            "From Monday the police in Karachi fine every rider without a helmet 2000 rupees",
            "From Monday the police in Lahore fine every rider without a helmet 5000 rupees",
            "From Monday the police in Karachi will not fine every rider without a helmet 5000 rupees",
        ],
    ),
    (
        "id",
        "Mulai Senin semua rumah di Jakarta wajib bayar iuran air 50000 rupiah setiap bulan",
        [
            "Mulai Senin semua rumah di Jakarta wajib bayar iuran air 75000 rupiah setiap bulan",
            "Mulai Senin semua rumah di Surabaya wajib bayar iuran air 50000 rupiah setiap bulan",
            "Mulai Senin semua rumah di Jakarta tidak wajib bayar iuran air 50000 rupiah setiap bulan",
        ],
    ),
    (
        "vi",
        "Từ tháng sau người dân Hà Nội phải nộp phí rác 300 nghìn đồng mỗi hộ gia đình",
        [
            "Từ tháng sau người dân Hà Nội phải nộp phí rác 900 nghìn đồng mỗi hộ gia đình",
            "Từ tháng sau người dân Đà Nẵng phải nộp phí rác 300 nghìn đồng mỗi hộ gia đình",
            "Từ tháng sau người dân Hà Nội không phải nộp phí rác 300 nghìn đồng mỗi hộ gia đình",
        ],
    ),
    (
        "hi",
        "दिल्ली में सोमवार से बिना हेलमेट स्कूटर चलाने पर 5000 रुपये का जुर्माना लगेगा",
        [
            "दिल्ली में सोमवार से बिना हेलमेट स्कूटर चलाने पर 1000 रुपये का जुर्माना लगेगा",
            "मुंबई में सोमवार से बिना हेलमेट स्कूटर चलाने पर 5000 रुपये का जुर्माना लगेगा",
            "दिल्ली में सोमवार से बिना हेलमेट स्कूटर चलाने पर 5000 रुपये का जुर्माना नहीं लगेगा",
        ],
    ),
    (
        "bn",
        "ঢাকায় সোমবার থেকে প্রতিটি পরিবারকে পানির জন্য ৫০০ টাকা কর দিতে হবে",
        [
            "ঢাকায় সোমবার থেকে প্রতিটি পরিবারকে পানির জন্য ৯০০ টাকা কর দিতে হবে",
            "সিলেটে সোমবার থেকে প্রতিটি পরিবারকে পানির জন্য ৫০০ টাকা কর দিতে হবে",
            "ঢাকায় সোমবার থেকে প্রতিটি পরিবারকে পানির জন্য ৫০০ টাকা কর দিতে হবে না",
        ],
    ),
    (
        "ur",
        "کراچی میں پیر سے ہر گھر کو پانی کے لیے 500 روپے ٹیکس دینا ہوگا",
        [
            "کراچی میں پیر سے ہر گھر کو پانی کے لیے 900 روپے ٹیکس دینا ہوگا",
            "لاہور میں پیر سے ہر گھر کو پانی کے لیے 500 روپے ٹیکس دینا ہوگا",
            "کراچی میں پیر سے ہر گھر کو پانی کے لیے 500 روپے ٹیکس نہیں دینا ہوگا",
        ],
    ),
    (
        "th",
        "กรุงเทพจะงดจ่ายน้ำประปา 48 ชั่วโมงตั้งแต่คืนวันศุกร์ ให้รีบสำรองน้ำไว้",
        [
            "กรุงเทพจะงดจ่ายน้ำประปา 12 ชั่วโมงตั้งแต่คืนวันศุกร์ ให้รีบสำรองน้ำไว้",
            "เชียงใหม่จะงดจ่ายน้ำประปา 48 ชั่วโมงตั้งแต่คืนวันศุกร์ ให้รีบสำรองน้ำไว้",
            "กรุงเทพจะไม่งดจ่ายน้ำประปา 48 ชั่วโมงตั้งแต่คืนวันศุกร์ ให้รีบสำรองน้ำไว้",
        ],
    ),
    (
        "zh-Hant",
        "下個月起台北市民每戶都要繳交 600 元垃圾處理費，不繳會被斷水",
        [
            "下個月起台北市民每戶都要繳交 900 元垃圾處理費，不繳會被斷水",
            "下個月起高雄市民每戶都要繳交 600 元垃圾處理費，不繳會被斷水",
            "下個月起台北市民每戶都不用繳交 600 元垃圾處理費，不繳會被斷水",
        ],
    ),
    (
        "ja",
        "来週の月曜日から大阪市の全世帯で水道が 24 時間止まるので水をためてください",
        [
            "来週の月曜日から大阪市の全世帯で水道が 72 時間止まるので水をためてください",
            "来週の月曜日から福岡市の全世帯で水道が 24 時間止まるので水をためてください",
            "来週の月曜日から大阪市の全世帯で水道が 24 時間止まらないので水をためてください",
        ],
    ),
];

#[test]
fn another_number_another_place_or_the_opposite_is_not_answered_in_any_language() {
    for (language, claim, changed) in CHANGED {
        let mut index = index();
        index.insert(Entry::new(100, *language, *claim));
        let decide_on = |message: &str| {
            let query = Query::new(message);
            decide(&query, &index.search(&query, 10), &Policy::web())
        };
        let decision = decide_on(&format!("‼️ {claim} 🙏🙏"));
        assert_eq!((decision.kind, decision.top[0].id), (DecisionKind::Answer, 100), "{claim}: {decision:#?}");
        for message in changed {
            let decision = decide_on(message);
            assert_ne!(decision.kind, DecisionKind::Answer, "{message}: {decision:#?}");
            assert_eq!(decision.top.first().map(|hit| hit.id), Some(100), "{message}: still worth showing");
        }
    }
}

#[test]
fn another_place_is_said_to_be_another() {
    let mut index = Index::new();
    index.insert(Entry::new(1, "th", "กรุงเทพจะงดจ่ายน้ำประปาตั้งแต่คืนวันศุกร์ ให้รีบสำรองน้ำไว้"));
    let query = Query::new("ภูเก็ตจะงดจ่ายน้ำประปาตั้งแต่คืนวันศุกร์ ให้รีบสำรองน้ำไว้");
    let decision = decide(&query, &index.search(&query, 10), &Policy::web());
    assert_eq!(decision.reason, Reason::DifferentWords { message: "Phuket".to_owned(), known: "Bangkok".to_owned() });
}

#[test]
fn spaces_after_every_fourth_letter_hide_nothing() {
    let index = index();
    let claim = "Drinking hot water with salt every morning cures the virus";
    let letters: Vec<char> = claim.chars().collect();
    for distance in 1..=8 {
        let message =
            letters.chunks(distance).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
        let query = Query::new(&message);
        let decision = decide(&query, &index.search(&query, 10), &Policy::web());
        assert_eq!((decision.kind, decision.top[0].id), (DecisionKind::Answer, 2), "{message}");
    }
}
