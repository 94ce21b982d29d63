### معاملوں کے الفاظ: کیا ہوا، کس کی مدد ہوئی، نتیجہ کیا نکلا۔ یہ فارموں اور شائع شدہ اعداد میں آتے ہیں۔
### پڑھنے والا ڈرا ہوا ہو سکتا ہے۔ سادہ اور نرم الفاظ؛ نہ الزام، نہ مشکل اصطلاح۔

## When something cannot be done
cases-receipt-wrong = اس سے کچھ نہیں کھلتا۔ آٹھ نشان اور ہر لفظ دیکھ لیں؛ بڑے چھوٹے حروف سے فرق نہیں پڑتا۔
cases-draw-again = رسید کے یہ الفاظ استعمال نہیں ہو سکتے۔ کچھ ضائع نہیں ہوا: واپس جائیں، آپ کے لیے نئے الفاظ بن جائیں گے۔
cases-keys-changed = جس چابی سے یہ بند کیا گیا تھا وہ اس دوران بدل گئی۔ کچھ ضائع نہیں ہوا: ایک بار پھر بھیج دیں۔
cases-sealed-wrong = یہ صحیح طرح بند نہیں کیا گیا تھا، اس لیے رکھا نہیں گیا۔ صفحہ دوبارہ کھول کر پھر بھیجیں، یا جاوا اسکرپٹ کے بغیر جاری رکھیں۔
cases-empty = پہلے کچھ لکھیں۔
cases-too-long = یہ بہت لمبا ہے: { $found }، زیادہ سے زیادہ { $most }۔ مختصر کریں، یا باقی حصہ دوسرے پیغام یا فائل میں بھیجیں۔
cases-too-many-entries = اس معاملے میں مزید جگہ نہیں۔ جو موجود ہے وہ رہے گا؛ مزید کہنے کے لیے دوبارہ مدد مانگیں اور اس معاملے کا ذکر کریں۔
cases-too-many-files = ایک معاملے میں { $most } فائلیں آ سکتی ہیں۔ کئی فائلیں ایک میں جمع کریں، یا پیغام میں بتائیں کہ اور کیا ہے۔
cases-file-too-large = یہ فائل { $most } MiB سے بڑی ہے۔ باقی کچھ ضائع نہیں ہوا؛ اسے حصوں میں بھیجیں، یا پیغام میں بتائیں کہ اور بھی ہے۔
cases-file-order = فائل کا ایک حصہ موجود نہیں۔ حصہ { $next } سے جاری رکھیں۔
cases-file-not-whole = یہ فائل پوری نہیں پہنچی۔ ایک بار پھر بھیجیں۔
cases-consent-answered = اس کا جواب پہلے دیا جا چکا ہے۔ بدلنے کے لیے اپنی رضامندی واپس لیں، یا مدد کرنے والوں کو لکھیں۔
cases-damaged = محفوظ کی گئی کوئی چیز نہیں کھلتی۔ یہ آپ کی وجہ سے نہیں۔ اس سرور کو چلانے والوں کو بتائیں۔
cases-key-no-longer-yours = یہ اب آپ کی چابی سے نہیں کھلتا۔ جو اسے کھول سکتا ہے وہ آپ کو دوبارہ دے۔
cases-referral-state = یہ پیشکش اب بدل چکی ہے: جواب دیا جا چکا، واپس لے لی گئی، یا وقت ختم ہو گیا۔

## کیا ہوا
cases-incident-abuse = کوئی کسی کو دھمکا رہا ہے، ستا رہا ہے یا نجی باتیں پھیلا رہا ہے
cases-incident-account-compromise = کوئی اکاؤنٹ میں داخل ہو گیا، یا اکاؤنٹ بند ہو گیا
cases-incident-device-compromise = شاید کوئی فون یا کمپیوٹر کے اندر پہنچ گیا ہے
cases-incident-information-leak = نجی معلومات باہر آ گئیں
cases-incident-theft = کوئی آلہ یا کاغذات چوری ہو گئے یا لے لیے گئے
cases-incident-loss = فائلیں یا ڈیٹا تباہ یا گم ہو گیا
cases-incident-social-engineering = ایسے پیغام یا کال جو دھوکہ دینا چاہتے ہیں
cases-incident-malware = نقصان دہ ایپ یا فائل، یا جاسوسی کا پروگرام
cases-incident-malicious-website = ایسی ویب سائٹ جو لوگوں کو دھوکہ یا نقصان دے
cases-incident-targeted-censorship = پوسٹیں، اکاؤنٹ یا سائٹیں روک دی گئیں یا ہٹا دی گئیں
cases-incident-website-compromise = کوئی ویب سائٹ یا سرور میں داخل ہو گیا
cases-incident-denial-of-service = ویب سائٹ یا سروس کو بوجھ ڈال کر روک دیا گیا
cases-incident-network-outage = انٹرنیٹ یا فون کا نیٹ ورک بند ہے
cases-incident-communication-disrupted = پیغام رسانی کی ایپ یا پلیٹ فارم کام نہیں کر رہا
cases-incident-intrusion-attempt = کوئی اندر آنے کی کوشش کر رہا ہے
cases-incident-known-vulnerability = استعمال کی کسی چیز میں کمزوری ملی
cases-incident-device-failure = کوئی آلہ یا نظام ٹھیک کام نہیں کر رہا
cases-incident-something-else = کچھ اور
cases-incident-not-sure = یقین نہیں
cases-incident-not-said = نہیں بتانا چاہتے

## کسی کے ساتھ کیا کیا گیا
cases-abuse-threats = تشدد کی دھمکیاں
cases-abuse-doxxing = گھر کا پتا، نمبر، کاغذات یا شناخت پھیلا دی گئی
cases-abuse-blackmail = دھمکی دے کر رقم یا کوئی اور چیز مانگنا
cases-abuse-sextortion = نجی تصویروں سے دھمکی یا جنسی مطالبہ
cases-abuse-intimate-images = رضامندی کے بغیر نجی تصویریں پھیلانا
cases-abuse-fake-images = جعلی یا بدلی ہوئی تصویر، ویڈیو یا آواز
cases-abuse-sexual-harassment = جنسی ہراسانی
cases-abuse-bullying = ایک یا کئی لوگوں کی طرف سے گالی اور مذاق
cases-abuse-hate = کسی کی پہچان کی وجہ سے نفرت
cases-abuse-smear = چپ کرانے یا بدنام کرنے کے لیے جھوٹ
cases-abuse-stalking = کوئی انٹرنیٹ پر کسی کا پیچھا کر رہا ہے
cases-abuse-locating = کوئی معلوم کر رہا ہے کہ کوئی شخص کہاں ہے
cases-abuse-control = کوئی کسی کے اکاؤنٹ یا آلات پر قابض ہے
cases-abuse-impersonation = کسی کے نام سے جعلی پروفائل
cases-abuse-unwanted-contact = ناپسندیدہ رابطہ جو رکتا نہیں
cases-abuse-grooming = کوئی غلط فائدہ اٹھانے کے لیے اعتماد جیت رہا ہے
cases-abuse-exploitation = جنسی استحصال یا انسانی سمگلنگ
cases-abuse-something-else = کچھ اور
cases-abuse-not-sure = یقین نہیں
cases-abuse-not-said = نہیں بتانا چاہتے

## کس کی مدد ہوئی
cases-group-journalist = صحافی
cases-group-independent-media = آزاد میڈیا
cases-group-human-rights-defender = انسانی حقوق کے محافظ
cases-group-human-rights-organisation = انسانی حقوق کی تنظیمیں
cases-group-civil-society = سول سوسائٹی کے دوسرے گروہ
cases-group-activist = سماجی کارکن
cases-group-blogger = بلاگر اور مواد بنانے والے
cases-group-political-collective = سیاسی گروہ
cases-group-fact-checker = حقائق جانچنے والے
cases-group-lawyer = وکیل
cases-group-researcher = محقق اور استاد
cases-group-election-worker = انتخابی عملہ اور مبصر
cases-group-women-and-girls = خواتین اور لڑکیاں
cases-group-gender-minority = صنفی اور جنسی اقلیتیں
cases-group-child = 18 سال سے کم عمر بچے
cases-group-ethnic-minority = نسلی اور مقامی گروہ
cases-group-religious-minority = مذہبی اقلیتیں
cases-group-displaced = پناہ گزین، مہاجر اور جلاوطن
cases-group-public = عام لوگ
cases-group-something-else = کچھ اور
cases-group-not-sure = یقین نہیں
cases-group-not-said = نہیں بتانا چاہتے

## مدد
cases-service-digital-security = ڈیجیٹل تحفظ
cases-service-legal = قانونی مدد
cases-service-psychosocial = بات کرنے کے لیے کوئی
cases-service-other = دوسری مدد
cases-service-state-offered = پیش کی گئی
cases-service-state-declined = نہیں چاہیے
cases-service-state-wanted = چاہیے؛ ابھی شروع نہیں ہوئی
cases-service-state-given = جاری ہے
cases-service-state-ended = ختم ہوئی

## نتیجہ
cases-outcome-solved = حل ہو گیا
cases-outcome-partly-solved = بہتر، پورا حل نہیں
cases-outcome-advice-given = مشورہ دیا گیا
cases-outcome-handed-on = دوسرا ادارہ آگے دیکھ رہا ہے
cases-outcome-not-solved = کوشش کی گئی؛ فائدہ نہیں ہوا
cases-outcome-out-of-mandate = یہ ہیلپ لائن یہ کام نہیں کر سکتی
cases-outcome-withdrawn = فرد نے مزید مدد نہیں چاہی
cases-outcome-lost-touch = فرد واپس نہیں آیا
cases-outcome-not-known = ابھی معلوم نہیں

## پہلے یا بعد
cases-approach-reactive = کچھ ہو چکا ہے
cases-approach-preventive = ابھی کچھ نہیں ہوا؛ زیادہ محفوظ رہنا ہے

## کیسے آیا
cases-intake-form = یہ سائٹ
cases-intake-phone = فون
cases-intake-walk-in = خود آ کر
cases-intake-email = ای میل
cases-intake-referral = دوسرا ادارہ

## جواب
cases-answer-yes = ہاں
cases-answer-no = نہیں
cases-answer-not-sure = یقین نہیں
cases-answer-not-said = نہیں بتانا چاہتے

## کہاں
cases-region-east-asia = مشرقی ایشیا
cases-region-south-east-asia = جنوب مشرقی ایشیا
cases-region-south-asia = جنوبی ایشیا
cases-region-central-asia = وسطی ایشیا
cases-region-west-asia-north-africa = مغربی ایشیا اور شمالی افریقہ
cases-region-africa = صحارا کے جنوب کا افریقہ
cases-region-europe = یورپ
cases-region-latin-america = لاطینی امریکہ اور کیریبین
cases-region-north-america = شمالی امریکہ
cases-region-pacific = بحرالکاہل
cases-region-elsewhere = کہیں اور
cases-region-not-said = نہیں بتانا چاہتے

## کسی شخص کا پہلا جواب
cases-first-answer-hour = ایک گھنٹے کے اندر
cases-first-answer-two-hours = دو گھنٹے کے اندر
cases-first-answer-day = 24 گھنٹے کے اندر
cases-first-answer-three-days = تین دن کے اندر
cases-first-answer-later = اس کے بعد
cases-first-answer-none = ابھی جواب نہیں

## معاملہ کہاں پہنچا
cases-status-received = مل گیا
cases-status-assigned = مدد کرنے والوں کو دے دیا گیا
cases-status-working = کوئی اس پر کام کر رہا ہے
cases-status-waiting-for-person = آپ کے جواب کا انتظار ہے
cases-status-waiting-for-others = کسی اور کا انتظار ہے
cases-status-resolved = ہو گیا؛ اگر نہیں تو دوبارہ لکھیں
cases-status-closed = بند؛ آپ اب بھی لکھ سکتے ہیں
cases-status-merged = دوسرے معاملے میں شامل
cases-status-deleted = حذف ہو گیا

## آگے بھیجنا
cases-referral-offered = پوچھا گیا؛ ابھی جواب نہیں
cases-referral-accepted = قبول
cases-referral-declined = ان کے لیے ممکن نہیں
cases-referral-expired = وقت پر جواب نہیں آیا
cases-referral-taken-back = واپس لے لیا گیا

## آپ کس بات پر راضی ہیں
cases-purpose-referral = دوسرا ادارہ مدد کرے
cases-purpose-escalation = پلیٹ فارم یا ادارے کو بتایا جائے
cases-purpose-research = تحقیق میں یہ واقعہ دیکھا جائے
cases-purpose-testimony = آپ کے اپنے الفاظ بیان کیے جائیں
cases-field-services = آپ کو کون سی مدد چاہیے
cases-field-danger = کیا آپ محفوظ ہیں
cases-field-incident = جو ہوا، جیسا آپ نے چنا
cases-field-language = آپ کی زبان
cases-field-place = آپ کہاں ہیں
cases-field-contact = آپ تک محفوظ پہنچنے کا طریقہ
cases-field-summary = مختصر خلاصہ جو پہلے آپ دیکھیں
cases-field-words = جو آپ نے لکھا
cases-field-files = آپ کی فائلیں

## مشورہ
cases-advice-not-reviewed = حفاظت کا یہ مشورہ ابھی کسی اہلِ زبان نے نہیں جانچا۔ کچھ واضح نہ ہو تو ہم سے پوچھیں۔
