//! Verdicts and the ratings of others.
//!
//! Writing is a fixed table. Reading is a table of whole phrases in the languages of the region: a rating is taken only if
//! the whole of it is in the table. `"Mostly true"`, `"Four Pinocchios"` or a sentence is **not** turned into a verdict,
//! because printing somebody's finding as something they did not say is worse than leaving the row out.

use saksi_base::Verdict;

/// Best value of the scale that Saksi writes.
pub const BEST: u8 = 5;
/// Worst value of the scale that Saksi writes.
pub const WORST: u8 = 1;

/// The number for a verdict on the scale 1 to 5 that search engines document for ClaimReview (1 false, 2 mostly false,
/// 3 half true, 4 mostly true, 5 true).
///
/// Only verdicts about truth have a number. A misleading claim stands at 2: on that scale everything above says that
/// the claim is at least half right. Opinion and satire are not points between false and true, so they carry words
/// only.
pub const fn number(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::False => Some(1),
        Verdict::Misleading => Some(2),
        Verdict::True => Some(5),
        Verdict::Opinion | Verdict::Satire | Verdict::NotCheckable => None,
    }
}

/// The English word for a verdict, where the caller has no word in the reader's language.
pub const fn english(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::False => "False",
        Verdict::Misleading => "Misleading",
        Verdict::True => "True",
        Verdict::Opinion => "Opinion",
        Verdict::Satire => "Satire",
        Verdict::NotCheckable => "Not checkable",
    }
}

/// Reads a rating in words. `None` where the whole phrase is not in the table.
pub fn understand(text: &str) -> Option<Verdict> {
    let folded = fold(text);
    if folded.is_empty() {
        return None;
    }
    PHRASES.iter().find(|(_, _, phrases)| phrases.contains(&folded.as_str())).map(|(verdict, _, _)| *verdict)
}

/// Reads a rating in numbers on the scale from `worst` to `best`. The ends are false and true; the lower half, the middle
/// included, is misleading. Above the middle ("mostly true") there is no verdict that says the same, so `None`; `None`
/// too for a value off the scale, and for the `-1` that some write for "no number".
pub fn understand_number(value: f64, worst: f64, best: f64) -> Option<Verdict> {
    if !(value.is_finite() && worst.is_finite() && best.is_finite()) || worst >= best || value < worst || value > best {
        return None;
    }
    let place = (value - worst) / (best - worst);
    if place <= 0.0 {
        Some(Verdict::False)
    } else if place >= 1.0 {
        Some(Verdict::True)
    } else if place <= 0.5 {
        Some(Verdict::Misleading)
    } else {
        None
    }
}

/// Lower case, single spaces, no punctuation around or between.
fn fold(text: &str) -> String {
    let mut folded = String::new();
    for character in text.chars().take(120) {
        // Signs that carry no meaning here; marks of Indic and Thai vowels are not among them and stay.
        let gap = character.is_whitespace()
            || character.is_ascii_punctuation()
            || matches!(
                character,
                '\u{2010}'
                    ..='\u{2027}'
                        | '。'
                        | '！'
                        | '：'
                        | '、'
                        | '「'
                        | '」'
                        | '【'
                        | '】'
                        | '（'
                        | '）'
                        | '।'
                        | '۔'
                        | '။'
            )
            || matches!(character, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{200B}' | '\u{FEFF}');
        if !gap {
            folded.extend(character.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Verdict, language, phrases as [`fold`] leaves them. Only phrases that say the same as the verdict; "unproven" is not
/// "not checkable", and "mostly true" is nothing here.
const PHRASES: &[(Verdict, &str, &[&str])] = &[
    (Verdict::False, "codes", &["false", "rumor", "rumour"]),
    (
        Verdict::False,
        "en",
        &[
            "fake",
            "incorrect",
            "untrue",
            "not true",
            "wrong",
            "hoax",
            "fabricated",
            "pants on fire",
            "fake news",
            "false claim",
            "fabricated content",
            "completely false",
            "totally false",
            "inaccurate",
            "scam",
            "contains false information",
            "contains misinformation",
            "manipulated",
            "altered",
            "doctored",
            "debunked",
        ],
    ),
    (
        Verdict::False,
        "zh-Hant",
        &[
            "錯誤",
            "不實",
            "假",
            "謠言",
            "假訊息",
            "不實訊息",
            "錯誤訊息",
            "假的",
            "虛假",
            "不是真的",
            "含有不實訊息",
            "含有錯誤訊息",
            "詐騙",
            "失實",
        ],
    ),
    (Verdict::False, "zh-Hans", &["错误", "不实", "谣言", "假消息", "虚假", "不正确", "不是真的", "诈骗", "失实"]),
    (Verdict::False, "th", &["เท็จ", "ไม่จริง", "ข่าวปลอม", "ปลอม", "ข้อมูลเท็จ", "ไม่เป็นความจริง", "ข้อความเท็จ"]),
    (
        Verdict::False,
        "id",
        &["salah", "hoaks", "palsu", "tidak benar", "keliru", "hoax salah", "penipuan", "konten palsu"],
    ),
    (Verdict::False, "ms", &["tidak sahih", "berita palsu", "tidak tepat"]),
    (Verdict::False, "ur", &["غلط", "جھوٹ", "جھوٹا", "جعلی", "جھوٹا دعویٰ", "درست نہیں"]),
    (Verdict::False, "hi", &["गलत", "ग़लत", "झूठ", "झूठा", "फर्जी", "फ़र्ज़ी", "असत्य", "झूठा दावा"]),
    (Verdict::False, "bn", &["মিথ্যা", "ভুয়া", "ভুয়া", "ভুল", "গুজব", "অসত্য"]),
    (Verdict::False, "ne", &["झुटो", "गलत हो", "मिथ्या"]),
    (Verdict::False, "ta", &["தவறு", "தவறானது", "பொய்", "போலி"]),
    (Verdict::False, "si", &["අසත්‍ය", "අසත්‍යයි", "බොරු", "වැරදි"]),
    (Verdict::False, "fil", &["hindi totoo", "mali", "peke", "hindi tama"]),
    (Verdict::False, "vi", &["sai", "sai sự thật", "giả", "tin giả", "không đúng", "bịa đặt"]),
    (Verdict::False, "ja", &["誤り", "虚偽", "デマ", "嘘", "偽", "事実ではない"]),
    (Verdict::False, "ko", &["거짓", "사실 아님", "사실이 아님", "허위", "가짜", "전혀 사실 아님"]),
    (Verdict::False, "km", &["មិនពិត", "ក្លែងក្លាយ"]),
    (Verdict::False, "my", &["မမှန်", "မမှန်ပါ", "အတု", "သတင်းတု"]),
    (Verdict::False, "es", &["falso", "falsa", "es falso", "bulo"]),
    (Verdict::False, "pt", &["boato", "é falso"]),
    (Verdict::False, "fr", &["faux", "fausse", "c est faux"]),
    (Verdict::False, "de", &["falsch"]),
    (Verdict::False, "ar", &["خطأ", "زائف", "كاذب", "مفبرك", "غير صحيح"]),
    (Verdict::False, "tr", &["yanlış", "asılsız"]),
    (Verdict::Misleading, "codes", &["misleading"]),
    (
        Verdict::Misleading,
        "en",
        &[
            "partly false",
            "partially false",
            "mostly false",
            "half true",
            "half false",
            "mixture",
            "mixed",
            "missing context",
            "lacks context",
            "out of context",
            "needs context",
            "partly true",
            "partially true",
            "partially correct",
            "distorted",
            "cherry picking",
            "exaggerated",
            "false context",
            "miscaptioned",
            "misleading claim",
            "barely true",
            "false headline",
        ],
    ),
    (
        Verdict::Misleading,
        "zh-Hant",
        &[
            "誤導",
            "部分錯誤",
            "部分不實",
            "易誤解",
            "斷章取義",
            "事實釐清",
            "部分正確",
            "具誤導性",
            "半真半假",
            "誤導訊息",
            "易誤會",
            "缺乏背景",
        ],
    ),
    (Verdict::Misleading, "zh-Hans", &["误导", "部分错误", "部分不实", "断章取义", "半真半假", "部分正确", "具误导性"]),
    (Verdict::Misleading, "th", &["บิดเบือน", "ทำให้เข้าใจผิด", "ข่าวบิดเบือน", "จริงบางส่วน", "เท็จบางส่วน"]),
    (
        Verdict::Misleading,
        "id",
        &[
            "menyesatkan",
            "sebagian benar",
            "sebagian salah",
            "konten yang menyesatkan",
            "konteks salah",
            "salah konteks",
            "hoaks sebagian",
        ],
    ),
    (Verdict::Misleading, "ms", &["mengelirukan", "separa benar"]),
    (Verdict::Misleading, "ur", &["گمراہ کن", "جزوی طور پر غلط"]),
    (Verdict::Misleading, "hi", &["भ्रामक", "आधा सच", "आंशिक रूप से गलत", "गुमराह करने वाला"]),
    (Verdict::Misleading, "bn", &["বিভ্রান্তিকর", "আংশিক মিথ্যা", "আংশিক সত্য", "অর্ধসত্য"]),
    (Verdict::Misleading, "ne", &["भ्रमपूर्ण"]),
    (Verdict::Misleading, "ta", &["தவறாக வழிநடத்தும்", "பாதி உண்மை"]),
    (Verdict::Misleading, "si", &["නොමඟ යවනසුලු", "නොමග යවන"]),
    (Verdict::Misleading, "fil", &["nakaliligaw", "nakalilinlang", "kulang sa konteksto", "bahagyang totoo"]),
    (Verdict::Misleading, "vi", &["gây hiểu lầm", "sai một phần", "thiếu ngữ cảnh", "đúng một phần"]),
    (Verdict::Misleading, "ja", &["ミスリード", "ミスリーディング", "誤解を招く", "一部誤り"]),
    (Verdict::Misleading, "ko", &["오해의 소지", "절반의 사실", "대체로 사실 아님", "왜곡"]),
    (Verdict::Misleading, "es", &["engañoso", "engañosa", "verdad a medias", "sin contexto"]),
    (Verdict::Misleading, "pt", &["enganoso", "enganosa", "fora de contexto", "distorcido"]),
    (Verdict::Misleading, "fr", &["trompeur", "plutôt faux", "partiellement faux", "hors contexte"]),
    (Verdict::Misleading, "de", &["irreführend", "teilweise falsch", "größtenteils falsch"]),
    (Verdict::Misleading, "ar", &["مضلل", "مضللة", "زائف جزئيا"]),
    (Verdict::Misleading, "tr", &["yanıltıcı", "karma"]),
    (Verdict::True, "codes", &["true", "not rumor", "not rumour"]),
    (
        Verdict::True,
        "en",
        &[
            "correct",
            "accurate",
            "verified",
            "confirmed",
            "not false",
            "true claim",
            "completely true",
            "contains true information",
        ],
    ),
    (Verdict::True, "zh-Hant", &["正確", "真實", "屬實", "為真", "事實", "含有真實訊息", "真實訊息"]),
    (Verdict::True, "zh-Hans", &["正确", "真实", "属实", "为真"]),
    (Verdict::True, "th", &["จริง", "ข่าวจริง", "เป็นความจริง", "ข้อมูลจริง"]),
    (Verdict::True, "id", &["benar", "fakta"]),
    (Verdict::True, "ms", &["sahih", "betul", "tepat"]),
    (Verdict::True, "ur", &["درست", "سچ", "صحیح", "سچا"]),
    (Verdict::True, "hi", &["सच", "सही", "सत्य"]),
    (Verdict::True, "bn", &["সত্য", "সঠিক"]),
    (Verdict::True, "ne", &["साँचो", "सही हो"]),
    (Verdict::True, "ta", &["உண்மை", "சரி"]),
    (Verdict::True, "si", &["සත්‍ය", "සත්‍යයි", "ඇත්ත"]),
    (Verdict::True, "fil", &["totoo", "tama"]),
    (Verdict::True, "vi", &["đúng", "đúng sự thật", "chính xác"]),
    (Verdict::True, "ja", &["正確", "事実", "真実"]),
    (Verdict::True, "ko", &["사실", "참", "진실"]),
    (Verdict::True, "km", &["ពិត", "ជាការពិត"]),
    (Verdict::True, "my", &["မှန်", "မှန်ကန်", "အမှန်"]),
    (Verdict::True, "es", &["verdadero", "verdadera", "cierto"]),
    (Verdict::True, "pt", &["verdadeiro", "é verdade", "fato"]),
    (Verdict::True, "fr", &["vrai", "vraie", "c est vrai"]),
    (Verdict::True, "de", &["wahr", "richtig"]),
    (Verdict::True, "tr", &["doğru"]),
    (Verdict::Opinion, "codes", &["opinion", "opinionated"]),
    (Verdict::Opinion, "en", &["contains opinion", "opinions", "personal opinion"]),
    (Verdict::Opinion, "zh-Hant", &["含有個人意見", "個人意見", "意見"]),
    (Verdict::Opinion, "zh-Hans", &["个人意见", "观点"]),
    (Verdict::Opinion, "th", &["ความคิดเห็น", "ความเห็น"]),
    (Verdict::Opinion, "id", &["opini"]),
    (Verdict::Opinion, "ur", &["رائے"]),
    (Verdict::Opinion, "hi", &["राय", "विचार"]),
    (Verdict::Opinion, "bn", &["মতামত"]),
    (Verdict::Opinion, "fil", &["opinyon"]),
    (Verdict::Opinion, "vi", &["ý kiến", "quan điểm"]),
    (Verdict::Opinion, "ja", &["意見"]),
    (Verdict::Opinion, "ko", &["의견"]),
    (Verdict::Opinion, "es", &["opinión"]),
    (Verdict::Satire, "codes", &["satire"]),
    (
        Verdict::Satire,
        "en",
        &[
            "labeled satire",
            "labelled satire",
            "parody",
            "satirical",
            "humor",
            "humour",
            "joke",
            "originated as satire",
        ],
    ),
    (Verdict::Satire, "zh-Hant", &["諷刺", "惡搞", "玩笑", "嘲諷"]),
    (Verdict::Satire, "zh-Hans", &["讽刺", "恶搞", "玩笑"]),
    (Verdict::Satire, "th", &["เสียดสี", "ล้อเลียน"]),
    (Verdict::Satire, "id", &["satir", "satire parodi", "parodi"]),
    (Verdict::Satire, "ur", &["طنز"]),
    (Verdict::Satire, "hi", &["व्यंग्य", "व्यंग"]),
    (Verdict::Satire, "bn", &["স্যাটায়ার", "ব্যঙ্গ"]),
    (Verdict::Satire, "fil", &["satira", "katatawanan"]),
    (Verdict::Satire, "vi", &["châm biếm", "hài hước"]),
    (Verdict::Satire, "ja", &["風刺", "ジョーク"]),
    (Verdict::Satire, "ko", &["풍자"]),
    (Verdict::Satire, "es", &["sátira"]),
    (Verdict::NotCheckable, "codes", &["not checkable", "not article"]),
    (
        Verdict::NotCheckable,
        "en",
        &["uncheckable", "cannot be checked", "not verifiable", "unverifiable", "not a claim"],
    ),
    (Verdict::NotCheckable, "zh-Hant", &["不在查證範圍", "無法查證"]),
    (Verdict::NotCheckable, "zh-Hans", &["无法查证", "无法核实"]),
    (Verdict::NotCheckable, "th", &["ตรวจสอบไม่ได้"]),
    (Verdict::NotCheckable, "id", &["tidak dapat diperiksa", "tidak bisa diverifikasi"]),
    (Verdict::NotCheckable, "ja", &["検証不能"]),
    (Verdict::NotCheckable, "ko", &["판단 불가", "검증 불가"]),
];

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn ratings_of_the_region_are_understood_and_the_rest_is_not_guessed() {
        for (text, verdict) in [
            ("FALSE", Some(Verdict::False)),
            ("False.", Some(Verdict::False)),
            ("❌ HOAKS!", Some(Verdict::False)),
            ("Pants on Fire!", Some(Verdict::False)),
            ("【錯誤】", Some(Verdict::False)),
            ("事實釐清", Some(Verdict::Misleading)),
            ("เท็จ", Some(Verdict::False)),
            ("Menyesatkan", Some(Verdict::Misleading)),
            ("گمراہ کن", Some(Verdict::Misleading)),
            ("भ्रामक", Some(Verdict::Misleading)),
            ("ভুয়া", Some(Verdict::False)),
            ("Missing Context", Some(Verdict::Misleading)),
            ("not-checkable", Some(Verdict::NotCheckable)),
            ("NOT_RUMOR", Some(Verdict::True)),
            ("Satira", Some(Verdict::Satire)),
            ("Mostly true", None),
            ("True, but it is from 2016", None),
            ("not false at all", None),
            ("Four Pinocchios", None),
            ("Unproven", None),
            ("", None),
            ("!!!", None),
        ] {
            assert_eq!(understand(text), verdict, "{text}");
        }
    }

    #[test]
    fn every_code_of_ours_reads_back_and_no_phrase_has_two_meanings() {
        let mut meaning: HashMap<&str, Verdict> = HashMap::new();
        for (verdict, language, phrases) in PHRASES {
            for phrase in *phrases {
                assert_eq!(fold(phrase), *phrase, "{language}: the table holds folded phrases");
                if let Some(other) = meaning.insert(phrase, *verdict) {
                    assert_eq!(other, *verdict, "{phrase}");
                }
            }
        }
        for verdict in Verdict::ALL {
            assert_eq!(understand(verdict.code()), Some(*verdict));
            assert_eq!(understand(english(*verdict)), Some(*verdict));
            if let Some(value) = number(*verdict) {
                assert_eq!(understand_number(value.into(), WORST.into(), BEST.into()), Some(*verdict));
            }
        }
    }

    #[test]
    fn numbers_off_the_scale_or_above_the_middle_are_not_guessed() {
        for (value, worst, best, verdict) in [
            (1.0, 1.0, 5.0, Some(Verdict::False)),
            (3.0, 1.0, 5.0, Some(Verdict::Misleading)),
            (4.0, 1.0, 5.0, None),
            (5.0, 1.0, 5.0, Some(Verdict::True)),
            (0.0, 0.0, 100.0, Some(Verdict::False)),
            (-1.0, -1.0, -1.0, None),
            (6.0, 1.0, 5.0, None),
            (f64::NAN, 1.0, 5.0, None),
        ] {
            assert_eq!(understand_number(value, worst, best), verdict, "{value} of {worst}..{best}");
        }
    }
}
