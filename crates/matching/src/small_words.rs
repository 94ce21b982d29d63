//! Words that every text of a language is full of, so that sharing them says nothing.
//!
//! How rare a word is in an index tells this for the language that most of the index is in. In a mostly Chinese collection,
//! however, "the" and "untuk" are rare, and two texts that share them look alike. So the commonest words of the languages of
//! the house are known beforehand. The lists were written for this purpose.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::normalise::normalise;

/// The lists, one language a line.
const LISTS: &[&str] = &[
    // English, with the words that ask and pass on.
    "a an the this that these those there here it its he she they them his her their we us our you your i me my in on at of \
     to for from by with without about into over under after before as is are was were be been being am do does did has have had \
     will would can could should may might must not no nor and or but if so than then too very just also only more most much many \
     any all some each other what which who when where why how because until while up down out off again please hello hi thanks thank \
     true false real really fake news know says said say tell one two new now today forward forwarded share message everyone people",
    // Indonesian and Malay.
    "yang dan di ke dari untuk pada dengan dalam ini itu ia dia mereka kami kita kamu anda saya aku adalah ialah ada tidak tak bukan \
     akan telah sudah sedang belum oleh karena kerana jika kalau agar supaya atau tetapi tapi juga lagi lebih paling sangat semua \
     setiap para bagi seperti sebagai bahwa bahawa saat apabila bila hanya hari orang tolong mohon sila sebarkan bagikan kongsi \
     apakah adakah benar betul berita info pun lah kah nya si sang yg utk dgn tdk sdh",
    // Filipino.
    "ang ng sa na ay mga si ni kay at o pero kung dahil para may mayroon wala hindi oo ito iyan iyon siya sila kami tayo kayo ako ikaw \
     ko mo niya namin natin ninyo nila din rin lang naman po ba daw raw nang pa lahat paki ipasa totoo",
    // Vietnamese.
    "và là của có không được cho các những một này đó khi với để đã đang sẽ thì mà ở trong trên dưới ra vào lên xuống từ đến bị \
     do vì nên nếu hay hoặc nhưng cũng rất lại còn chỉ tôi bạn anh chị em họ chúng ta người hãy xin chia sẻ",
    // Thai.
    "ที่ และ ใน ของ เป็น มี ได้ ไม่ จะ ให้ ว่า กับ จาก นี้ นั้น ก็ แล้ว ไป มา อยู่ คือ หรือ แต่ เพราะ ถ้า เมื่อ โดย ซึ่ง ครับ ค่ะ คะ นะ ช่วย แชร์ ต่อ ด้วย กัน \
     ทุก คน เรา เขา คุณ ผม ฉัน จริง ไหม มาก",
    // Khmer.
    "និង ក្នុង នៃ ដែល ជា មាន បាន មិន នឹង ឲ្យ អោយ ថា ពី ទៅ មក នេះ នោះ ក៏ ហើយ ឬ ប៉ុន្តែ ព្រោះ បើ ដោយ នៅ លើ ដើម្បី សូម ចែករំលែក",
    // Burmese.
    "သည် များ ကို မှာ က ၏ နှင့် ၍ ပါ တယ် မယ် ဘူး ရှိ လည်း တွေ ဒီ ထို ဟာ လို့ ရန် အတွက် ဖြင့် မှ သို့ ကြ",
    // Hindi and Nepali.
    "का के की को से में पर और है हैं था थे थी हो गया गई कर करें करने ने यह वह ये वे इस उस जो तो भी ही नहीं न मत एक कि या लेकिन अगर सब \
     सभी आप हम मैं मेरा अपने लिए साथ बाद तक क्या कृपया शेयर सच \
     छ छन् हो हुन् थियो र मा ले लाई बाट पनि यो त्यो तर वा यदि सबै हामी तपाईं गर्न गरी भने को का",
    // Urdu.
    "کا کے کی کو سے میں پر اور ہے ہیں تھا تھے تھی ہو گیا گئی کر کریں کرنے نے یہ وہ اس ان جو تو بھی ہی نہیں نہ مت ایک کہ یا لیکن اگر سب تمام آپ ہم \
     میں اپنے لیے ساتھ بعد تک کیا براہ کرم شیئر سچ",
    // Bengali.
    "এবং ও এই সেই যে কে কি কী না নয় হয় হবে হয়েছে আছে ছিল থেকে জন্য করে করা করুন করতে একটি এক তার তাদের আমি আমরা আপনি আপনার সব সবাই তবে কিন্তু যদি \
     বা আর সাথে সঙ্গে পর পরে মধ্যে দিয়ে শেয়ার সত্যি",
    // Tamil.
    "ஒரு இந்த அந்த என்று என்ற மற்றும் ஆகும் இல்லை உள்ள இருந்து வரை அது இது நான் நாம் நாங்கள் நீங்கள் அவர் அவர்கள் எல்லா அனைவரும் ஆனால் அல்லது மிகவும் தான் \
     கூட பகிரவும் உண்மையா",
    // Sinhala.
    "සහ හා ද මෙම එම මේ ඒ ඔබ අපි මම ඔහු ඇය ඔවුන් ඇත නැත වේ විය කර කරන සිට දක්වා සඳහා ගැන නමුත් හෝ නම් එක් සියලු බව ලෙස ඉතා",
    // Telugu.
    "మరియు ఈ ఆ ఒక అని కి కు లో ను ని తో కోసం నుండి వరకు కాదు లేదు ఉంది ఉన్నాయి మీరు మేము నేను వారు అందరూ కానీ లేదా షేర్",
    // Korean.
    "이 그 저 것 수 등 및 또는 그리고 하지만 있는 있다 없는 없다 하는 한다 합니다 입니다 그 우리 저희 모두 더 꼭 좀 공유 사실",
];

static WORDS: LazyLock<HashSet<String>> =
    LazyLock::new(|| LISTS.iter().flat_map(|list| list.split_whitespace()).map(|word| normalise(word).text).collect());

/// Han characters that join words rather than say something; this script is compared letter by letter.
const LETTERS: &str = "的了是不在有我你他她它們们這这那個个上下和與与或及就也都還还很請请嗎吗呢吧啊麼么什為为以於于之其而被把讓让給给對对到從从來来去會会要能可沒没再又說说\
                       大家真一";

/// Whether a word of a message, in its normal form, says something by itself.
pub(crate) fn tells(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (None, _) => false,
        // One letter of an alphabet, one kana, or a piece of a cut syllable; one Han character is a word.
        (Some(only), None) => {
            only.is_ascii_digit()
                || (matches!(u32::from(only), 0x3400..=0x9FFF | 0x2_0000..=0x3_FFFF) && !LETTERS.contains(only))
        }
        _ => !WORDS.contains(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_nothing_and_others_do() {
        for small in ["the", "untuk", "และ", "نہیں", "নয়", "và", "का", "を", "ト", "的", "a", "า"]
        {
            assert!(!tells(&normalise(small).text), "{small}");
        }
        for telling in ["vaccine", "vaksin", "วัคซีน", "ویکسین", "টিকা", "疫", "5g", "7"] {
            assert!(tells(&normalise(telling).text), "{telling}");
        }
    }
}
