//! What is masked and what stays, by example and by property.

use super::*;
use proptest::prelude::*;

fn check(text: &str, expected: &str) {
    assert_eq!(masked(text), expected, "{text}");
}

#[test]
fn telephone_numbers_of_the_region_are_masked_in_every_script() {
    let masked = "[telephone number]";
    for number in [
        "+886 912-345-678",
        "0912-345-678",
        "0912345678",
        "(02) 2345-6789",
        "02-23456789",
        "9123 4567",
        "+852 9123 4567",
        "0812-3456-7890",
        "081234567890",
        "+62 812 3456 7890",
        "6281234567890",
        "(021) 5555-1234",
        "081-234-5678",
        "๐๘๑-๒๓๔-๕๖๗๘",
        "0300-1234567",
        "۰۳۰۰-۱۲۳۴۵۶۷",
        "+92 300 1234567",
        "98765 43210",
        "+91-98765-43210",
        "९८७६५४३२१०",
        "01712-345678",
        "০১৭১২-৩৪৫৬৭৮",
        "0917 123 4567",
        "012-345 6789",
        "+60 12-345 6789",
        "+65 8123 4567",
        "0901 234 567",
        "012 345 678",
        "09 420 012 345",
        "၀၉၄၂၀၀၁၂၃၄၅",
        "077 123 4567",
        "9841234567",
        "090-1234-5678",
        "010-1234-5678",
        "０９１２３４５６７８",
        "0912\u{200B}345\u{200B}678",
    ] {
        check(&format!("→ {number} ←"), &format!("→ {masked} ←"));
    }
    check("請撥打電話 2345678 洽詢", "請撥打電話 [telephone number] 洽詢");
    check("WA: wa.me/6281234567890", "WA: wa.me/[telephone number]");
    check("https://bit.ly/3abc?phone=0912345678", "https://bit.ly/3abc?phone=[telephone number]");
}

#[test]
fn identity_numbers_are_known_by_their_checksum_or_shape() {
    for number in [
        "A123456789",
        "a123456789",
        "A123456(3)",
        "S1234567D",
        "ABCPE1234F",
        "1-1017-00230-70-8",
        "3174051708900001",
        "42201-1234567-1",
        "2341 2341 2346",
        "900101-14-5678",
        "900101-1234567",
        "880101125V",
        "001090012345",
        "11010519491231002X",
    ] {
        let shown = masked(&format!("no {number}, ok"));
        assert_eq!(shown, "no [identity number], ok", "{number}");
    }
    check("護照 312345678", "護照 [identity number]");
    check("NPWP 09.254.294.3-407.000", "NPWP [identity number]");
    // The checksum does not fit, and nothing says that it is one.
    check("型號 A123456788", "型號 A123456788");
}

#[test]
fn accounts_cards_and_ibans_are_masked() {
    check("Rekening BCA 1234567890 a.n. Budi", "Rekening BCA [account number] a.n. Budi");
    check("card 4111 1111 1111 1111 now", "card [account number] now");
    check("轉帳到帳號 012-345678901234", "轉帳到帳號 [account number]");
    check("PK36SCBL0000001123456702 bhejo", "[account number] bhejo");
    check("เลขที่บัญชี 123-4-56789-0", "เลขที่บัญชี [account number]");
}

#[test]
fn e_mail_addresses_are_masked() {
    check("write to Ana.B+x@mail.example.org.", "write to [e-mail address].");
    check("信箱abc@example.tw請洽", "信箱[e-mail address]請洽");
    check("@username and a@b", "@username and a@b");
    check("ana (at) example dot com please", "[e-mail address] please");
    check("ana[at]mail[dot]example[dot]org", "[e-mail address]");
    check("meet (at) noon", "meet (at) noon");
}

#[test]
fn postal_addresses_are_masked() {
    check("他住在臺北市大安區和平東路二段106號7樓。", "他住在[postal address]。");
    check("地址：高雄市三民區建國路12巷3弄45之1號", "地址：[postal address]");
    check("彌敦道100號", "[postal address]");
    check("Jl. Merdeka Raya No. 12 RT 03/RW 05, datang ya", "[postal address], datang ya");
    check("lives at 221B Baker Street, come", "lives at [postal address], come");
    check("บ้านเลขที่ 99/1 ซอยสุขุมวิท 11", "[postal address]");
    check("مکان نمبر ۱۲، گلی نمبر ۵ لاہور", "[postal address] لاہور");
    check("House No. 45, Sector 7 Rohini", "[postal address] Rohini");
    // The number may stand first, and what follows the address is not eaten.
    check(
        "Mrs Tan of 12 Jalan Sultan, call 012-345 6789 or mail ana@example.org",
        "Mrs Tan of [postal address], call [telephone number] or mail [e-mail address]",
    );
    check("No. 7, Jalan Bukit Bintang, 55100 Kuala Lumpur. zq", "[postal address] Kuala Lumpur. zq");
    check("อยู่ที่ 123/4 ถนนสุขุมวิท แขวงคลองเตย กรุงเทพ 10110", "อยู่ที่ [postal address]");
    check("House 12, Street 5, G-9/1 Islamabad", "[postal address] Islamabad");
    check("Flat 3B is empty", "[postal address] is empty");
    check("Jalan Sultan 12, call me on 5 May", "[postal address], call me on 5 May");
    check("အမှတ် ၁၂၊ ဗိုလ်ချုပ်လမ်း", "[postal address]၊ ဗိုလ်ချုပ်လမ်း");
    // The Burmese word for a house's number ends the one for a commemoration as well.
    let commemoration = "၁၀ နှစ်ပြည့်အထိမ်းအမှတ်အဖြစ် လင့်ခ်နှိပ်သူတိုင်းကို ၅ သိန်းကျပ် ပေးနေတယ်။";
    check(commemoration, commemoration);
    // A street without a number, and a house that has none, are no addresses.
    check("Jalan Sultan is closed on 5 May", "Jalan Sultan is closed on 5 May");
    check("the house was full", "the house was full");
    // A model number and a plain "no. 1" are no addresses.
    check("第3號疫苗 No. 1", "第3號疫苗 No. 1");
}

#[test]
fn years_dates_times_amounts_and_links_stay() {
    for text in [
        "2019-2020",
        "2024-12-25 10:30",
        "25/12/2024",
        "2024/01/31",
        "20240131",
        "113年5月20日",
        "Rp 1.500.000",
        "Rp 15000000",
        "NT$ 12345678",
        "12345678 元",
        "81234567 people",
        "1,000,000",
        "100%",
        "3.14159",
        "10.30 - 11.45",
        "https://example.org/article/0912345678/2024",
        "www.example.org/p?id=0912345678",
        "youtu.be/9123456789",
        "COVID-19, B.1.1.529",
        "192.168.1.1",
        "5 sendok teh 200 ml 37 derajat",
        "第 12345 號",
    ] {
        check(text, text);
    }
}

#[test]
fn what_a_checker_marks_is_masked_too_and_overlaps_are_joined() {
    let text = "Siti Aminah (0812-3456-7890) says. siti aminah!";
    let marks = mark_words(text, &["siti aminah".into(), " ".into()]);
    assert_eq!(apply(text, &find_with(text, &marks)), "[name] ([telephone number]) says. [name]!");
    let overlapping =
        [Mask { start: 0, end: 20, kind: MaskKind::Name }, Mask { start: 3, end: 900, kind: MaskKind::Name }];
    assert_eq!(find_with(text, &overlapping).first().map(|m| m.end), Some(27));
}

#[test]
fn a_masked_text_is_told_from_its_placeholders() {
    assert_eq!(
        pieces("فون [telephone number] [name]!"),
        [Ok("فون "), Err(MaskKind::Telephone), Ok(" "), Err(MaskKind::Name), Ok("!")]
    );
    assert_eq!(pieces("[name]"), [Err(MaskKind::Name)]);
    assert_eq!(pieces("[names]"), [Ok("[names]")]);
    assert!(pieces("").is_empty());
}

#[test]
fn the_placeholder_is_said_in_the_readers_language() {
    assert_eq!(localise(&masked("0912345678!"), |_| "電話號碼".into()), "[電話號碼]!");
}

proptest! {
    #[test]
    fn masks_are_ordered_and_on_boundaries_whatever_comes(text: String) {
        let mut end = 0;
        for mask in find(&text) {
            prop_assert!(mask.start >= end && mask.start < mask.end);
            prop_assert!(text.get(mask.start..mask.end).is_some());
            end = mask.end;
        }
    }

    #[test]
    fn digits_and_signs_never_make_it_panic(text in "[0-9 +()./xvA-Z號路-]{0,80}") {
        let _ = masked(&text);
    }
}
