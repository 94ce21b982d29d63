# ثبوت کے بارے میں جو سب دیکھ سکتے ہیں۔

evidence-public-title = ثبوت
evidence-public-lead = اس کا مالک دکھاتا ہے کہ یہ ثبوت موجود ہے، کب محفوظ ہوا، اور کن ہیشوں سے پہچانا جا سکتا ہے۔ اس کا مواد یہاں نہیں دکھایا جاتا۔
evidence-what = قسم
evidence-kind-capture = صفحے کی محفوظ نقل
evidence-kind-file = فائل
evidence-kind-testimony = گواہی
evidence-kept-by = محفوظ کرنے والا
evidence-url = پتا
evidence-captured-at = محفوظ کیا گیا
evidence-taken-at = وصول کیا گیا
evidence-part = فائل
evidence-entry = لاگ کا اندراج
evidence-log = لاگ میں
evidence-log-absent = یہ اندراج کسی لاگ میں نہیں ہے، اس لیے مالک کے سوا کوئی اس کے وقت کی تصدیق نہیں کر سکتا۔
evidence-log-waiting = یہ اندراج لاگ کو دیا جا چکا ہے اور اگلے دستخط کا انتظار ہے۔
evidence-log-logged = اندراج نمبر { $place }، لاگ پر دستخط { $at } کو ہوئے۔ { $witnesses ->
    [0] ابھی کسی گواہ نے دستخط نہیں کیے۔
    [one] ایک گواہ نے دستخط کیے ہیں۔
   *[other] { $witnesses } گواہوں نے دستخط کیے ہیں۔
 }
evidence-proof = پروگراموں کے لیے ثبوتِ اندراج
evidence-public-check = کیسے پرکھیں
evidence-public-check-how = اگر کوئی آپ کو فائل دے تو اس کا SHA-256 نکالیں: وہ اوپر والے کے برابر ہونا چاہیے۔ اگر ریکارڈ دے تو اس کا SHA-256 لاگ کے اندراج کے برابر ہونا چاہیے۔ دونوں ملیں تو اس وقت سے کسی نے انہیں نہیں بدلا۔
evidence-kilobytes = { $kilobytes } kB
evidence-megabytes = { $megabytes } MB
