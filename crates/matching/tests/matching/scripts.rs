//! Disguise and cuts in many scripts.

use saksi_matching::{
    DecisionKind, Entry, Index, Policy, Query, TokenKind, decide, fingerprint, near_duplicate, normalise, segment,
    similar_key,
};

fn check_normal(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(normalise(text).text, *expected, "{text:?}");
    }
}

#[test]
fn what_looks_the_same_becomes_the_same() {
    check_normal(&[
        // Width, compatibility letters, case.
        ("ＦＲＥＥ　ＭＯＮＥＹ", "free money"),
        ("𝐅𝐑𝐄𝐄 𝓂𝑜𝓃𝑒𝓎", "free money"),
        ("Straße", "strasse"),
        ("ﷺ", "صلی الله علیه وسلم"),
        ("ｶﾀｶﾅ", "カタカナ"),
        // What cannot be seen.
        ("f\u{200b}r\u{200d}e\u{2060}e", "free"),
        ("\u{202e}free\u{202c}", "free"),
        ("مـــجـــانـــي", "مجانی"),
        ("❤\u{fe0f}", "❤"),
        ("fr\u{ad}ee", "free"),
        // Digits.
        ("২৫ লাখ", "25 লাখ"),
        ("۵۰۰ روپے", "500 روپی"),
        ("๒,๐๐๐ บาท", "2,000 บาท"),
        ("၅၀၀", "500"),
        ("៥០០", "500"),
        ("५०० रुपये", "500 रुपये"),
        ("６００元", "600元"),
        // One letter of the Arabic script typed on another keyboard.
        ("كراچي", "کراچی"),
        ("مُفْت", "مفت"),
    ]);
}

#[test]
fn spaced_out_and_stretched_words_come_together() {
    check_normal(&[
        ("F R E E", "free"),
        ("F R E E  M O N E Y", "free money"),
        ("f.r.e.e money", "free money"),
        ("F-R-E-E", "free"),
        ("u_r_g_e_n_t", "urgent"),
        ("免 費", "免費"),
        ("免 費 貼 圖", "免費貼圖"),
        ("มะ น า ว", "มะนาว"),
        ("選 挙", "選挙"),
        ("선 풍 기 무료", "선풍기 무료"),
        ("मु फ़् त", "मुफ्त"),
        ("soooo gooood", "soo good"),
        ("moneyyyy", "money"),
        ("freeee", "free"),
        ("哈哈哈哈", "哈哈"),
        ("!!!!!! wow ??????", "! wow ?"),
        ("🙏🙏🙏🙏", "🙏"),
        // What must stay: amounts, and short words side by side.
        ("1000000", "1000000"),
        ("I am a b", "i am a b"),
        ("  two   words \n\n", "two words"),
    ]);
}

#[test]
fn scripts_without_spaces_are_cut_into_words() {
    for (text, word) in [
        ("ดื่มน้ำมะนาวทุกเช้าช่วยฆ่าเซลล์มะเร็งได้", "มะเร็ง"),
        ("ມື້ນີ້ອາກາດດີ", "ອາກາດ"),
        ("ការបោះឆ្នោតនៅកម្ពុជា", "កម្ពុជា"),
        ("မနက်တိုင်းသံပုရာရည်သောက်ရင်ကင်ဆာပျောက်တယ်", "ကင်ဆာ"),
    ] {
        let words: Vec<String> = segment(text).into_iter().map(|token| token.text).collect();
        assert!(words.iter().any(|known| known == word), "{text}: {words:?}");
    }
}

#[test]
fn han_kana_and_hangul_are_cut_into_characters_and_pairs() {
    let tokens = segment("免費貼圖");
    let of = |kind: TokenKind| -> Vec<&str> {
        tokens.iter().filter(|token| token.kind == kind).map(|token| token.text.as_str()).collect()
    };
    assert_eq!(of(TokenKind::Character), ["免", "費", "貼", "圖"]);
    assert_eq!(of(TokenKind::Pair), ["免費", "費貼", "貼圖"]);
}

#[test]
fn tokens_say_where_they_stand() {
    let text = "Pay 500 บาท 免費 now";
    for token in segment(text) {
        assert_eq!(text.get(token.at.clone()), Some(token.text.as_str()));
    }
    assert!(segment("500").iter().all(|token| token.kind == TokenKind::Number));
}

/// One claim in each script, among which every disguised copy must find its own.
const CLAIMS: [(&str, &str); 16] = [
    ("en", "Drinking warm lemon water every morning cures cancer of the stomach"),
    ("zh-Hant", "喝熱檸檬水可以殺死癌細胞，台北榮總醫師親自證實"),
    ("th", "ดื่มน้ำมะนาวผสมโซดาทุกเช้าช่วยฆ่าเซลล์มะเร็งได้"),
    ("km", "ផឹកទឹកក្រូចឆ្មារាល់ព្រឹកអាចព្យាបាលជំងឺមហារីក"),
    ("my", "မနက်တိုင်း သံပုရာရည်နွေးနွေး သောက်ရင် ကင်ဆာ ပျောက်တယ်"),
    ("ar", "شرب الماء الدافئ مع الليمون كل صباح يقتل الخلايا السرطانية"),
    ("ur", "روزانہ صبح گرم پانی میں لیموں ڈال کر پینے سے کینسر ختم ہو جاتا ہے"),
    ("hi", "रोज सुबह गर्म पानी में नींबू पीने से कैंसर ठीक हो जाता है"),
    ("bn", "প্রতিদিন সকালে গরম পানিতে লেবু খেলে ক্যান্সার ভালো হয়ে যায়"),
    ("ta", "தினமும் காலையில் வெந்நீரில் எலுமிச்சை குடித்தால் புற்றுநோய் குணமாகும்"),
    ("si", "සෑම උදෑසනකම උණු වතුරට දෙහි මිශ්‍ර කර බීමෙන් පිළිකා සුව වේ"),
    ("ko", "매일 아침 따뜻한 레몬물을 마시면 암세포가 사라진다"),
    ("ja", "毎朝温かいレモン水を飲むとがん細胞が消えるとアメリカの大学が発表した"),
    ("id", "Minum air lemon hangat setiap pagi dapat menyembuhkan kanker lambung"),
    ("vi", "Uống nước chanh ấm mỗi buổi sáng có thể chữa khỏi bệnh ung thư dạ dày"),
    ("lo", "ດື່ມນ້ຳໝາກນາວອຸ່ນທຸກເຊົ້າຊ່ວຍຮັກສາມະເຮັງໄດ້"),
];

fn index() -> Index {
    let mut index = Index::new();
    for (id, (language, claim)) in (1..).zip(CLAIMS) {
        index.insert(Entry::new(id, language, claim));
    }
    index
}

fn check_found(disguise: impl Fn(&str) -> String, answered: bool) {
    let index = index();
    for (id, (language, claim)) in (1..).zip(CLAIMS) {
        let message = disguise(claim);
        let query = Query::new(&message);
        let hits = index.search(&query, 5);
        assert_eq!(hits.first().map(|hit| hit.id), Some(id), "{language}: {message}");
        if answered {
            let decision = decide(&query, &hits, &Policy::web());
            assert_eq!(decision.kind, DecisionKind::Answer, "{language}: {message}: {decision:#?}");
        }
    }
}

#[test]
fn a_decorated_copy_is_answered() {
    check_found(|claim| format!("🚨🚨 {claim} !!! 🙏🙏"), true);
}

#[test]
fn a_copy_with_invisible_characters_is_answered() {
    check_found(
        |claim| claim.chars().flat_map(|c| [c, '\u{200b}']).collect::<String>().replace(' ', " \u{2060}"),
        true,
    );
}

#[test]
fn a_cut_and_respaced_copy_still_finds_its_answer() {
    check_found(
        |claim| {
            let letters: Vec<char> = claim.chars().collect();
            // Two thirds from the middle, respaced at places that are no word boundaries.
            let cut = &letters[letters.len() / 6..letters.len() * 5 / 6];
            cut.chunks(11).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join("  ")
        },
        false,
    );
}

#[test]
fn a_forwarded_copy_among_greetings_is_answered() {
    check_found(
        |claim| format!("Good morning everybody\u{2028}\n{claim}\n\nforward to all your groups before midnight"),
        true,
    );
}

#[test]
fn simplified_and_traditional_characters_meet() {
    let index = index();
    let query = Query::new("喝热柠檬水可以杀死癌细胞，台北荣总医师亲自证实");
    let hits = index.search(&query, 1);
    assert_eq!(hits[0].id, 2);
    assert!(hits[0].same_text);
}

#[test]
fn vietnamese_without_accents_finds_its_claim() {
    let query = Query::new("uong nuoc chanh am moi buoi sang co the chua khoi benh ung thu da day");
    assert_eq!(index().search(&query, 1)[0].id, 15);
}

#[test]
fn copies_of_a_flood_group_together() {
    let original = "Congratulations! Your number 0812-3456 has won Rp 25.000.000, claim within 24 hours at bank ABC";
    for copy in [
        "CONGRATULATIONS!!! your number 0899-7777 has won Rp 99.000.000 claim within 12 hours at bank ABC 🎉🎉",
        "Congratulations! Your number  has won Rp , claim within  hours at bank ABC",
        "C o n g r a t u l a t i o n s  your number 1 has won rp 3 claim within 4 hours at bank abc https://bit.ly/x1y2",
    ] {
        assert_eq!(similar_key(original), similar_key(copy), "{copy}");
        assert!(near_duplicate(original, copy) > 0.99, "{copy}");
        assert_ne!(fingerprint(original), fingerprint(copy), "{copy}");
    }
    assert_eq!(fingerprint("Free  MONEY!"), fingerprint("free money"));
    assert_ne!(similar_key(original), similar_key("Parking in the centre costs more from next month on"));
    assert_eq!(similar_key("ok 👍 123"), 0, "too little to group by");
    assert!(near_duplicate(original, "Parking in the centre costs more from next month on") < 0.2);
}
