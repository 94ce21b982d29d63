### معاملوں کے الفاظ: کیا ہوا، کس کی مدد ہوئی، نتیجہ کیا نکلا۔ یہ فارموں اور شائع شدہ اعداد میں آتے ہیں۔
### پڑھنے والا ڈرا ہوا ہو سکتا ہے۔ سادہ اور نرم الفاظ؛ نہ الزام، نہ مشکل اصطلاح۔

## When something cannot be done
cases-receipt-wrong = اس سے کچھ نہیں کھلتا۔ آٹھ نشان اور ہر لفظ دیکھ لیں؛ بڑے چھوٹے حروف سے فرق نہیں پڑتا۔
cases-draw-again = رسید کے یہ الفاظ استعمال نہیں ہو سکتے۔ کچھ ضائع نہیں ہوا: واپس جائیں، آپ کے لیے نئے الفاظ بن جائیں گے۔
cases-keys-changed = جس چابی سے یہ بند کیا گیا تھا وہ اس دوران بدل گئی۔ کچھ ضائع نہیں ہوا: ایک بار پھر بھیج دیں۔
cases-helpline-closed = اس ہیلپ لائن نے ابھی درخواستیں لینا بند کر دیا ہے۔ کچھ نہیں بھیجا گیا، اور جو آپ نے لکھا وہ ابھی یہیں ہے۔ کوئی اور چنیں، یا اپنے الفاظ محفوظ رکھیں اور بعد میں پھر کوشش کریں۔
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
cases-field-links = آپ کے ساتھ جو ہوا اس کے لنک
cases-any-platform = کوئی بھی پلیٹ فارم یا ادارہ جو کارروائی کر سکے

## مشورہ
cases-advice-not-reviewed = حفاظت کا یہ مشورہ ابھی کسی اہلِ زبان نے نہیں جانچا۔ کچھ واضح نہ ہو تو ہم سے پوچھیں۔

## مدد مانگنا
cases-nav-help = مدد لیں
cases-leave = فوراً نکلیں
cases-help-title = مدد مانگیں
cases-help-lead = جو لوگ مدد کر سکتے ہیں انہیں بتائیں کہ کیا ہوا۔ نہ اکاؤنٹ چاہیے نہ نام، اور جو چاہیں چھوڑ سکتے ہیں۔
cases-safety-title = اگر آپ ابھی خطرے میں ہیں
cases-safety-away = ہو سکے تو وہاں جائیں جہاں اور لوگ ہوں، اور کسی ایسے شخص کو فون کریں جس پر آپ کو بھروسا ہو۔
cases-safety-call = اگر آپ کے لیے محفوظ ہو تو اپنے علاقے کے ہنگامی نمبر پر فون کریں۔ ہم کسی کو اور پولیس کو خبر نہیں کرتے جب تک آپ نہ کہیں۔
cases-safety-device = اگر کوئی یہ آلہ دیکھ سکتا ہے تو ہو سکے تو کوئی اور آلہ استعمال کریں۔ اوپر کا بٹن یا Escape کی کلید آپ کو یہاں سے ہٹا دیتی ہے۔ براؤزر پھر بھی یاد رکھ سکتا ہے کہ یہ صفحہ کھلا تھا۔
cases-have-receipt = میرے پاس رسید ہے۔ میرا معاملہ کھولیں
cases-ask-choose = خالی چھوڑیں
cases-ask-organisation = اسے کون پڑھے؟
cases-ask-organisation-missing = چنیں کہ اسے کون پڑھے۔
cases-ask-safe = کیا آپ ابھی محفوظ ہیں؟
cases-ask-incident = کیا ہوا؟
cases-ask-incident-hint = جو سب سے قریب ہو وہ چنیں۔ ایک سے زیادہ بھی ٹھیک ہے، اور کوئی نہ چننا بھی۔
cases-ask-abuse-more = دھمکیاں، تصویریں، پیچھا کرنا یا کسی شخص کے ساتھ اور زیادتی: مزید بتائیں
cases-ask-abuse = کیا کیا گیا؟
cases-ask-text = اپنے الفاظ میں
cases-ask-text-hint = جتنا چاہیں، کم یا زیادہ، کسی بھی زبان میں۔ کیا ہوا، کب، اور آپ کو سب سے زیادہ کس چیز سے مدد ملے گی؟
cases-ask-reach = آپ تک پہنچنے کا محفوظ طریقہ، اگر آپ چاہیں
cases-ask-contact = ہم آپ تک کیسے پہنچ سکتے ہیں؟
cases-ask-contact-hint = مثلاً Signal کا نام، یا ایسا ای میل پتا جو کوئی اور نہیں پڑھتا۔ اس کے بغیر آپ اپنی رسید کے ساتھ واپس آتے ہیں۔
cases-ask-when = کب محفوظ ہے؟
cases-ask-when-hint = مثلاً ”کام کے دن دوپہر سے پہلے“، یا ”کبھی فون نہ کریں“۔
cases-ask-name = ہم آپ کو کس نام سے پکاریں؟
cases-ask-name-hint = اصلی نام ہونا ضروری نہیں۔
cases-ask-more = اور کچھ جس سے ہم بہتر مدد کر سکیں، اگر آپ بتانا چاہیں
cases-ask-approach = کیا کچھ ہو چکا ہے؟
cases-ask-group = کیا آپ ان میں سے ہیں؟
cases-ask-minor = کیا آپ کی عمر 18 سال سے کم ہے؟
cases-ask-region = آپ تقریباً کہاں ہیں؟
cases-ask-services = آپ کو کون سی مدد چاہیے؟
cases-ask-empty = کچھ لکھیں، یا چنیں کہ کیا ہوا۔
cases-ask-send = مہر بند کر کے بھیجیں
cases-mode-server = آپ کا لکھا پہنچتے ہی یہ سرور اسے مہر بند کرتا ہے، کچھ بھی محفوظ ہونے سے پہلے۔ اس لمحے جس کے قابو میں چلتا ہوا سرور ہو وہ اسے پڑھ سکتا ہے۔ ہو سکے تو JavaScript چلا دیں: پھر آپ کا براؤزر اسے مہر بند کرتا ہے۔
cases-mode-browser = آپ کا براؤزر آپ کا لکھا اس آلے سے نکلنے سے پہلے مہر بند کرتا ہے۔ سرور اسے نہیں پڑھ سکتا۔ صرف وہ پڑھ سکتا ہے جو سرور پر خود یہ صفحہ بدل دے۔
cases-next = آگے کیا ہوگا
cases-next-receipt = آپ کو رسید ملتی ہے: ایک نمبر اور تیرہ الفاظ۔ آپ انہی کے ساتھ، اور صرف انہی کے ساتھ، واپس آتے ہیں۔
cases-next-read =
    { $hours ->
        [one] { $organisation } کے لوگ اسے پڑھتے ہیں۔ ان کا ارادہ ایک گھنٹے میں جواب دینے کا ہے، رات اور چھٹیوں میں کچھ دیر سے۔
       *[other] { $organisation } کے لوگ اسے پڑھتے ہیں۔ ان کا ارادہ { $hours } گھنٹوں میں جواب دینے کا ہے، رات اور چھٹیوں میں کچھ دیر سے۔
    }
cases-next-return = آپ رسید کے ساتھ واپس آتے ہیں: جواب پڑھنے، اور لکھنے، یا سب کچھ مٹوانے کے لیے۔
cases-reads = کون کیا پڑھ سکتا ہے
cases-reads-helpers =
    { $count ->
        [one] { $organisation } کا ایک شخص نئے معاملے لیتا ہے اور آپ کا معاملہ کھول سکتا ہے؛ اس کے بعد صرف وہ جو اس پر کام کرتے ہیں۔
       *[other] { $organisation } کے { $count } لوگ نئے معاملے لیتے ہیں اور آپ کا معاملہ کھول سکتے ہیں؛ اس کے بعد صرف وہ جو اس پر کام کرتے ہیں۔
    } آپ دیکھ سکتے ہیں کہ کس نے کس دن اسے کھولا۔
cases-reads-each =
    { $count ->
        [one] { $organisation }: ایک شخص نئے معاملے لیتا ہے؛ بند ہونے کے { $days } دن بعد، یا { $idle } دن کچھ نہ ہونے پر، مٹا دیا جاتا ہے۔
       *[other] { $organisation }: { $count } لوگ نئے معاملے لیتے ہیں؛ بند ہونے کے { $days } دن بعد، یا { $idle } دن کچھ نہ ہونے پر، مٹا دیا جاتا ہے۔
    }
cases-reads-trustees = اگر { $organisation } کے مددگار اپنی چابیاں کھو دیں تو { $of } نامزد لوگوں میں سے کوئی { $needed } مل کر انہیں دوبارہ رسائی دیتے ہیں۔ ان میں سے کوئی اکیلا یہ نہیں کر سکتا۔
cases-reads-kept = { $organisation } معاملہ بند ہونے کے { $days } دن بعد اسے مٹا دیتا ہے، اور وہ بھی جس میں { $idle } دن تک کچھ نہ ہو۔ اگر آپ کا معاملہ زیادہ دیر رکھنا پڑے تو آپ کو لکھا جاتا ہے کہ کیوں۔ آپ اسے کسی بھی وقت مٹوا سکتے ہیں۔
cases-reads-nobody = کوئی اور اسے نہیں پڑھ سکتا: نہ کوئی دوسرا ادارہ جب تک آپ نہ مانیں، نہ وہ جو یہ سرور چلاتا ہے، اور نہ وہ جو اس کی ڈسک یا بیک اپ لے جائے۔
cases-reads-clear = جو مہر بند نہیں: یہ کہ ایک معاملہ ہے، کن دنوں میں کچھ آیا، متن تقریباً کتنا لمبا ہے، کتنی فائلیں ہیں، کس ادارے کے پاس ہے، اور آپ کے براؤزر نے مہر بند کیا یا سرور نے۔
cases-nobody = اس وقت یہاں کوئی معاملے نہیں لے رہا۔
cases-nobody-how = بعد میں پھر کوشش کریں۔ اگر آپ خطرے میں ہیں تو اس صفحے کا انتظار نہ کریں۔
cases-unsent = جو آپ نے لکھا
cases-unsent-how = یہ بھیجا نہیں گیا اور کہیں محفوظ نہیں۔ اگر بعد میں چاہیے تو اسے نقل کر لیں؛ یہ کسی اور کے ہاتھ نہ لگے۔

## رسید
cases-receipt-title = آپ کا معاملہ مہر بند کر کے بھیج دیا گیا
cases-receipt-lead = یہ رسید سنبھال کر رکھیں۔ اپنے معاملے تک واپسی کا یہی ایک راستہ ہے۔
cases-receipt-locator = نمبر
cases-receipt-words = تیرہ الفاظ
cases-receipt-once = یہ الفاظ صرف اسی ایک بار دکھائے جا رہے ہیں۔ کوئی بھی آپ کے لیے انہیں ڈھونڈ نہیں سکتا۔
cases-receipt-keep = اسے کیسے رکھیں
cases-receipt-copy = دونوں حصے ہاتھ سے وہاں لکھیں جہاں صرف آپ دیکھتے ہیں۔ تصویر، فائل یا پرنٹ اسے مل سکتا ہے جو آپ کا آلہ یا پرنٹر استعمال کرتا ہے۔
cases-receipt-danger = اسے پاس رکھنا خطرناک ہو سکتا ہے: جس کے پاس دونوں حصے ہوں وہ آپ کا معاملہ پڑھ سکتا ہے اور آپ کے نام سے لکھ سکتا ہے۔ اگر کوئی آپ کی یا آپ کی چیزوں کی تلاشی لے سکتا ہے تو الفاظ زبانی یاد کر لیں، کسی بھروسے کے شخص کے پاس چھوڑ دیں، یا کچھ بھی پاس نہ رکھیں۔
cases-receipt-try = ابھی میرا معاملہ کھولیں
cases-locator-hint = آٹھ حروف اور ہندسے، جیسے 7K2M-9QXA۔
cases-locator-misread = نمبر میں آٹھ حروف اور ہندسے ہوتے ہیں۔ براہِ کرم اسے اپنے لکھے ہوئے سے ملا لیں۔
cases-words-hint = اسی ترتیب میں۔ بڑے چھوٹے حروف، کوما اور نئی سطر سے فرق نہیں پڑتا۔ انگریزی لفظ کے پہلے چار حروف کافی ہیں۔
cases-words-count = تیرہ الفاظ ہونے چاہییں؛ یہ { $count } ہیں۔
cases-words-unknown = لفظ نمبر { $number } رسیدوں میں استعمال نہیں ہوتا۔ براہِ کرم اس کے ہجے دیکھ لیں۔
cases-words-checksum = ہر لفظ درست ہے، مگر نمبر اور الفاظ ایک دوسرے سے میل نہیں کھاتے۔ ان میں سے کوئی غلط لکھا گیا ہے یا اپنی جگہ پر نہیں۔

## واپس آنا
cases-return-title = اپنا معاملہ کھولیں
cases-return-lead = اپنی رسید کا نمبر اور تیرہ الفاظ لکھیں۔
cases-return-open = میرا معاملہ کھولیں
cases-return-server = الفاظ اس سرور کو جاتے ہیں۔ یہ آپ کا معاملہ صرف اس ایک جواب کے لیے اپنی یادداشت میں کھولتا ہے اور الفاظ کی کوئی نقل نہیں رکھتا۔
cases-return-browser = آپ کا براؤزر آپ کا معاملہ کھولتا ہے۔ الفاظ اس آلے سے باہر نہیں جاتے۔
cases-return-lost = اگر الفاظ کھو جائیں تو کوئی بھی آپ کے لیے معاملہ نہیں کھول سکتا۔ آپ نئے سرے سے مدد مانگ سکتے ہیں۔
cases-return-new = مدد مانگیں
cases-warn-title = یہ معاملہ آپ کے براؤزر نے مہر بند کیا تھا
cases-warn-lead = اب تک سرور اسے نہیں پڑھ سکا۔ اگر آپ JavaScript کے بغیر آگے بڑھیں تو الفاظ سرور کو جاتے ہیں، اور اس لمحے جس کے قابو میں چلتا ہوا سرور ہو وہ آپ کا معاملہ پڑھ سکتا ہے۔
cases-warn-better = اس سے بچنے کے لیے JavaScript چلا دیں اور رسید دوبارہ لکھیں۔ اگر آپ آگے بڑھیں تو آپ کے معاملے میں لکھ لیا جائے گا کہ اسے یہاں کھولا گیا۔
cases-warn-go = سرور پر کھولیں
cases-warn-back = واپس جائیں

## معاملہ
cases-thread-title = آپ کا معاملہ
cases-state-waiting = ابھی کسی نے آپ کا معاملہ نہیں لیا۔ آپ یہ صفحہ بند کر کے بعد میں واپس آ سکتے ہیں۔
cases-state-open = مدد کرنے والے آپ کے معاملے پر کام کر رہے ہیں۔
cases-state-closed = آپ کا معاملہ بند ہے۔ اگر آپ لکھیں تو یہ پھر کھل جائے گا۔
cases-state-merged = آپ کا معاملہ اسی بات کے ایک اور معاملے میں ملا دیا گیا۔
cases-thread-entries = جو لکھا گیا
cases-entry-you = آپ، { $date }
cases-entry-helpers = مددگار، { $date }
cases-entry-system = نوٹ، { $date }
cases-entry-kept = زیادہ دیر کیوں رکھا گیا، { $date }
cases-write-text = مددگاروں کو لکھیں
cases-write-send = مہر بند کر کے بھیجیں
cases-write-empty = پہلے کچھ لکھیں۔
cases-written = مہر بند کر کے بھیج دیا گیا۔ مددگار جب آپ کا معاملہ کھولیں گے تو اسے دیکھیں گے۔
cases-offer = کوئی جس سے بات ہو سکے
cases-offer-lead = جو ہوا وہ کسی پر بھی بھاری ہو سکتا ہے۔ کیا آپ کسی ایسے شخص سے بات کرنا چاہیں گے جو سنے؟ آپ اپنا ارادہ بدل سکتے ہیں۔
cases-offer-want = جی ہاں
cases-offer-decline = نہیں، شکریہ
cases-offer-wanted = مددگار آپ کے لیے کوئی تلاش کریں گے جس سے آپ بات کر سکیں۔
cases-offer-declined = آپ سے دوبارہ نہیں پوچھا جائے گا۔ آپ پھر بھی لکھ سکتے ہیں کہ آپ یہ چاہتے ہیں۔
cases-visits = کون آپ کا معاملہ کھول سکتا ہے، اور کس نے کھولا
cases-visits-lead = یہاں مددگاروں کے نمبر ہیں، تاکہ آپ ان میں فرق کر سکیں۔
cases-visit = { $date }: { $what } ({ $organisation } کا مددگار { $who })
cases-visit-own = { $date }: { $what }
cases-visit-opened = کھولا
cases-visit-answered = آپ کو لکھا
cases-visit-changed = اس میں کچھ بدلا
cases-visit-assigned = اسے لیا، یا کسی کو دیا
cases-visit-revoked = کسی کی رسائی ختم کی
cases-visit-referred = اسے یا اس کا خلاصہ آگے دیا
cases-visit-file-opened = فائل کھولی
cases-visit-noticed = اس کا کچھ حصہ پلیٹ فارم کے نام نوٹس میں شامل کیا
cases-visit-merged = اسے ایک اور معاملے میں ملایا
cases-visit-words-sent = آپ نے اسے JavaScript کے بغیر سرور پر کھولا
cases-visit-evidence = ثبوت محفوظ کیا، یا اس پر کام کیا
cases-party-waits = یہ { $date } سے { $organisation } میں نئے معاملے لینے والوں کے پاس انتظار میں ہے۔
cases-party =
    { $count ->
        [one] { $organisation } کا ایک شخص { $date } سے اسے کھول سکتا ہے۔
       *[other] { $organisation } کے { $count } لوگ { $date } سے اسے کھول سکتے ہیں۔
    }
cases-party-recoverable = اگر ان کی چابیاں کھو جائیں تو وہاں کے نامزد لوگ مل کر دوبارہ رسائی دے سکتے ہیں۔
cases-visits-none = ابھی کسی نے اسے نہیں کھولا۔
cases-extent-whole = انہیں آپ کا پورا معاملہ اس کی چابی کے ساتھ ملے گا۔
cases-extent-extract = انہیں صرف یہ ملے گا، نئے سرے سے لکھا ہوا:
cases-consent-yes = ہاں، مجھے منظور ہے
cases-consent-no = نہیں
cases-consent-withdraw = میری رضامندی واپس لیں
cases-consent-given = آپ نے رضامندی دی
cases-consent-declined = آپ نے انکار کیا
cases-consent-taken-back = آپ نے واپس لے لی
cases-consent-until = یہ { $date } تک رہے گی، پھر خود ختم ہو جائے گی۔
cases-consent-over = یہ خود ختم ہو چکی ہے۔ اس کی بنا پر اب کچھ آگے نہیں بھیجا جاتا۔
cases-consent-was-given = آپ نے رضامندی دی۔ آپ اسے کسی بھی وقت واپس لے سکتے ہیں۔
cases-consent-was-declined = آپ نے انکار کیا۔ کچھ آگے نہیں بھیجا جاتا، اور یہاں آپ کی مدد جاری رہتی ہے۔
cases-consent-was-taken-back = آپ نے اپنی رضامندی واپس لے لی۔ اب کچھ آگے نہیں بھیجا جائے گا۔ جو دوسرے پڑھ چکے ہیں اسے کوئی ان پڑھا نہیں کر سکتا۔
cases-end = ختم کرنا
cases-kept-until = یہ معاملہ { $date } کو مٹا دیا جائے گا، سوائے اس کے کہ آپ اس سے پہلے لکھیں۔
cases-kept-unless = اگر { $date } تک یہاں کوئی نہ لکھے اور کوئی اس پر کام نہ کرے تو یہ معاملہ اس دن مٹا دیا جائے گا۔
cases-kept-held = یہ معاملہ روکا گیا ہے: یہ خود بخود نہیں مٹتا۔ مددگاروں نے اوپر لکھا ہے کہ کیوں۔ آپ پھر بھی اسے کسی بھی وقت مٹوا سکتے ہیں۔
cases-delete = سب کچھ مٹوائیں
cases-delete-lead = متن، فائلیں اور چابیاں فوراً مٹا دی جاتی ہیں، اور مددگار پھر کچھ نہیں پڑھ سکتے۔ اسے پلٹایا نہیں جا سکتا۔
cases-delete-sure = ہاں، سب کچھ مٹا دیں
cases-delete-unsure = براہِ کرم بتائیں کہ آپ کو یقین ہے۔
cases-delete-send = ابھی مٹائیں
cases-deleted = آپ کا معاملہ مٹا دیا گیا
cases-deleted-on = اسے { $date } کو مٹایا گیا۔
cases-deleted-backups = آخری بیک اپ جس میں یہ، مہر بند، موجود ہے { $date } کو ختم ہو جائے گا۔
cases-deleted-receipt = اس دن تک آپ کی رسید یہی صفحہ دکھاتی ہے۔ آپ اسے اب پھینک سکتے ہیں۔
cases-proof = اس کا ثبوت کہ آپ نے مدد مانگی
cases-proof-lead = ایک دستخط شدہ سطر بتاتی ہے کہ اس دن یہاں کچھ جمع کرایا گیا، یہ نہیں کہ کیا۔ اگر کوئی جواب نہ دے تو شکایت کے لیے اس کی ضرورت پڑ سکتی ہے۔
cases-proof-danger = اس سے ظاہر ہوتا ہے کہ آپ نے مدد مانگی۔ جسے یہ آپ کے پاس ملے وہ یہ جان لے گا۔
cases-proof-get = ثبوت بنائیں
cases-proof-what = یہ سطر نقل کر لیں۔ یہ کہتی ہے کہ اس دن یہاں کچھ دیا گیا، اور یہ نہیں کہ کیا۔ کوئی بھی اس سائٹ پر ریکارڈ یا فائل جانچنے کے صفحے پر اسے جانچ سکتا ہے۔
cases-proof-opening = دکھائیں کہ وہ آپ تھے
cases-proof-opening-what = جس کے پاس سطر کے ساتھ یہ کوڈ ہو وہ دکھاتا ہے کہ رسید اس کے پاس ہے۔ یہ آپ کا معاملہ نہیں کھولتا۔ اسے سطر سے الگ رکھیں، اور صرف ضرورت پر دکھائیں۔

## فائلیں
cases-files = فائلیں
cases-files-lead = تصویروں سے وہ نکال دیا جاتا ہے جو نظر نہیں آتا: جگہ، وقت اور آلہ (JPEG، PNG، WebP)۔ دوسری فائلیں ویسی ہی رہتی ہیں اور ان میں آپ کا نام ہو سکتا ہے۔
cases-files-choose = فائلیں چنیں
cases-files-limits = زیادہ سے زیادہ 20 فائلیں، ہر ایک 100 MB تک۔ ہر ایک آپ کے الفاظ کی طرح مہر بند ہوتی ہے۔
cases-files-evidence = یہ فائلیں ثبوت ہیں
cases-files-evidence-hint = یہ بالکل ویسی ہی رہتی ہیں، اس سب کے ساتھ جو ان میں چھپا ہے۔
cases-files-send = فائلیں مہر بند کر کے بھیجیں
cases-files-take = فائل کھولیں
cases-files-sending = مہر بند کر کے بھیجی جا رہی ہے
cases-files-done = مہر بند کر کے بھیج دی گئی
cases-files-failed = رابطہ ٹوٹ گیا۔ جو بھیجا گیا وہ محفوظ ہے۔
cases-files-again = جاری رکھیں
cases-files-all = فائلیں مہر بند کر کے بھیج دی گئیں
cases-files-not-all = سب کچھ نہیں بھیجا جا سکا
cases-files-none = کوئی فائل نہیں چنی گئی۔
cases-files-many = ایک فارم میں زیادہ سے زیادہ { $most } فائلیں آتی ہیں۔ باقی براہِ کرم دوسرے فارم میں بھیجیں۔
cases-files-broken-off = سب کچھ پہنچنے سے پہلے رابطہ ٹوٹ گیا۔ جو فائلیں یہاں بھیجی ہوئی لکھی ہیں وہ محفوظ ہیں؛ باقی براہِ کرم دوبارہ بھیجیں۔
cases-file-damaged = یہ تصویر خراب ہے، اس لیے جو اس میں چھپا ہے وہ نکالا نہیں جا سکتا۔ اگر یہ ثبوت ہے تو اسے ثبوت کا نشان لگا کر دوبارہ بھیجیں۔
cases-file-unfinished = یہ فائل پوری نہیں پہنچی۔ اگر یہ اب بھیجی نہیں جا رہی تو اسے دوبارہ بھیجیں۔

## جو اسکرپٹ بتاتا ہے
cases-script-sealing = اسی آلے پر مہر بند کیا جا رہا ہے …
cases-script-opening = اسی آلے پر کھولا جا رہا ہے …
cases-script-failed = بھیجا نہیں جا سکا۔ کچھ ضائع نہیں ہوا؛ براہِ کرم پھر کوشش کریں۔
cases-script-words = الفاظ نمبر سے میل نہیں کھاتے۔ کل تیرہ ہیں؛ براہِ کرم ہر ایک کو اپنے لکھے ہوئے سے ملا لیں۔
cases-script-unopened = یہ حصہ نہیں کھل سکتا۔
cases-script-needed = یہ معاملہ آپ کا براؤزر کھولتا ہے۔ براہِ کرم JavaScript چلا دیں، یا JavaScript کے بغیر رسید کے ساتھ دوبارہ آئیں۔

## پہلے قدم
cases-ways-title = کسی تک پہنچنے کے طریقے
cases-ways-lead = ہر طریقہ کہیں نہ کہیں نشان چھوڑتا ہے۔ وہ چنیں جس پر وہ شخص سب سے کم نظر رکھ سکے جس سے آپ ڈرتے ہیں۔
cases-ways-risk = اس سے کیا ظاہر ہو سکتا ہے:
cases-ways-browser = یہ صفحہ، جاوا اسکرپٹ کے ساتھ
cases-ways-browser-how = آپ کا براؤزر آپ کی تحریر کو آلے سے نکلنے سے پہلے مہر بند کرتا ہے۔ مدد کرنے والے اسے کھول سکتے ہیں، یہ سرور نہیں۔
cases-ways-browser-risk = جو آپ کا آلہ یا اس کی تاریخ دیکھ سکے وہ جان لے گا کہ آپ یہاں آئے تھے۔ جس کے قابو میں چلتا ہوا سرور ہو وہ آپ کے براؤزر کو کوئی اور اسکرپٹ بھیج سکتا ہے۔
cases-ways-plain = یہ صفحہ، جاوا اسکرپٹ کے بغیر
cases-ways-plain-how = آپ کی تحریر پہنچتے ہی یہ سرور اسے اپنی یادداشت میں مہر بند کرتا ہے، کچھ بھی محفوظ ہونے سے پہلے۔
cases-ways-plain-risk = وہی سب، اور اس لمحے جس کے قابو میں چلتا ہوا سرور ہو وہ آپ کی تحریر پڑھ سکتا ہے۔
cases-ways-tor = یہ صفحہ، ٹور براؤزر میں
cases-ways-tor-how = ٹور آپ کے نیٹ ورک سے چھپاتا ہے کہ آپ کہاں جاتے ہیں، اور ہم سے کہ آپ کہاں ہیں۔ یہاں سب کچھ اس میں چلتا ہے، اس کے محفوظ ترین درجے پر بھی۔
cases-ways-tor-risk = کچھ جگہوں پر ٹور کا استعمال نظر میں آ جاتا ہے۔ جو آپ کا آلہ دیکھ سکے وہ یہ براؤزر پا سکتا ہے۔
cases-ways-voice = فون پر، یا خود مل کر
cases-ways-voice-how = کچھ ہیلپ لائنیں فون سنتی یا لوگوں سے ملتی ہیں۔ مدد کرنے والا آپ کی بات لکھ لیتا ہے؛ وہ یہاں کی تحریر کی طرح مہر بند ہوتی ہے، اور آپ کو رسید مل سکتی ہے۔
cases-ways-voice-risk = فون کمپنیاں رکھتی ہیں کہ کس نے کس کو کب اور کہاں سے فون کیا۔ پاس بیٹھے لوگ سن سکتے ہیں۔ کوئی دیکھ رہا ہو سکتا ہے کہ کون اندر جاتا ہے۔
cases-ways-mail = ای میل یا میسنجر سے
cases-ways-mail-how = صرف وہاں جہاں ہیلپ لائن نے خود آپ کو پتہ دیا ہو۔ جو ہوا وہ بتانے سے پہلے ان سے زیادہ محفوظ طریقہ پوچھیں۔
cases-ways-mail-risk = بیچ کی کمپنیاں دیکھتی ہیں کہ کون کس کو کب لکھتا ہے، اور اکثر کیا لکھتا ہے۔ نقلیں دونوں آلوں اور بیک اپ میں رہ جاتی ہیں۔ کوئی بھی ہیلپ لائن ہونے کا ڈھونگ کر سکتا ہے۔
cases-advice-title = خود اٹھائے جانے والے پہلے قدم
cases-advice-lead = جو اکثر ہیلپ لائنیں سب سے پہلے کہتی ہیں۔ یہ ان لوگوں کی جگہ نہیں لیتا جو آپ کا معاملہ جانتے ہیں۔
cases-advice-account = کوئی آپ کے اکاؤنٹ میں ہے
cases-advice-account-steps = ہو سکے تو کوئی اور آلہ استعمال کریں۔ اکاؤنٹ کا پاس ورڈ بدلیں، اور اس سے پہلے اس کے ای میل پتے کا۔ باقی سب آلات سے سائن آؤٹ کریں۔ دوسرا مرحلہ چالو کریں۔ اپنے رابطوں کو کسی اور طریقے سے بتائیں۔
cases-advice-device = ہو سکتا ہے کوئی آپ کے آلے میں ہو
cases-advice-device-steps = اس آلے پر اس کی بات نہ کریں۔ اسے بند کر دیں یا دوسرے کمرے میں رکھ دیں؛ اسے ری سیٹ نہ کریں، کیونکہ نشانات کی ضرورت پڑ سکتی ہے۔ کسی اور آلے سے مدد مانگیں۔
cases-advice-abuse = دھمکیاں، تصویریں، بلیک میل
cases-advice-abuse-steps = یہ آپ کا قصور نہیں۔ پیسے نہ دیں؛ پیسے دینے سے یہ کم ہی ختم ہوتا ہے۔ جو آپ کو بھیجا گیا اسے پتوں اور وقت کے ساتھ محفوظ جگہ رکھیں۔ جواب دینا ضروری نہیں۔ کسی بھروسے کے شخص کو بتائیں۔
cases-advice-elsewhere = اور کہاں سے مدد مل سکتی ہے
cases-advice-elsewhere-lead = یہ دوسرے لوگوں کی سائٹیں ہیں۔ وہ دیکھتے ہیں کہ آپ آئے، یہ نہیں کہ آپ یہاں سے آئے۔

## اعداد
cases-nav-impact = مدد کے اعداد
cases-impact-title = مدد کا حاصل
cases-impact-lead = مدد کی کتنی درخواستیں آئیں، اور بند ہونے والے معاملوں کا کیا نتیجہ نکلا۔ اعداد سہ ماہی میں ایک بار شائع ہوتے ہیں اور بعد میں نہیں بدلتے۔
cases-impact-period = { $from } سے { $until } تک۔
cases-impact-next = اگلے اعداد { $date } کو آئیں گے۔
cases-impact-series = ہر سہ ماہی میں درخواستیں
cases-impact-so-far =
    { $count ->
        [one] اب تک مدد کی ایک درخواست
       *[other] اب تک مدد کی { $count } درخواستیں
    }
cases-impact-at-least =
    { $count ->
        [one] اب تک مدد کی کم از کم ایک درخواست
       *[other] اب تک مدد کی کم از کم { $count } درخواستیں
    }
cases-impact-when = سہ ماہی
cases-impact-cases = درخواستیں
cases-impact-closed = بند معاملے
cases-impact-tables = تازہ ترین سہ ماہی جدولوں میں
cases-impact-tables-lead = اس سہ ماہی میں بند ہونے والے معاملوں کا نتیجہ، چاہے وہ کبھی بھی آئے ہوں۔ ہر معاملہ ایک بار گنا جاتا ہے، جب پہلی بار بند ہو؛ جسے اس سے پہلے مٹوا دیا گیا وہ درخواست ہے، بند معاملہ نہیں۔
cases-impact-approach = پہلے یا بعد
cases-impact-incident = کیا ہوا
cases-impact-abuse = لوگوں کے ساتھ کیا کیا گیا
cases-impact-region = کہاں
cases-impact-group = کس کی مدد ہوئی
cases-impact-services = کون سی مدد دی گئی
cases-impact-outcome = کیا نتیجہ نکلا
cases-impact-first-answer = پہلا جواب کتنی دیر میں آیا
cases-impact-intake = کیسے آئی
cases-impact-most = سب سے زیادہ: { $what } ({ $count })
cases-impact-nothing-shown = کوئی عدد دکھانے کے لیے کافی بڑا نہیں
cases-impact-hidden = پوشیدہ
cases-impact-hidden-below = 1 سے { $most } تک کے اعداد چھپائے جاتے ہیں، اور اتنے دوسرے بھی کہ کوئی انہیں نکال نہ سکے۔ صفر صفر ہی دکھایا جاتا ہے۔
cases-impact-csv = تمام اعداد جدول کی شکل میں (CSV)
cases-impact-back = تمام اعداد
cases-impact-none = ابھی کوئی اعداد شائع نہیں ہوئے۔
cases-impact-none-how = یہ سہ ماہی ختم ہونے کے بعد آتے ہیں، جب ان میں کوئی پہچانا نہ جا سکے۔
cases-offered = { $date }: { $organisation } سے مدد مانگی گئی۔ { $state }
cases-told = { $platform } کو { $date } کو بتایا گیا۔ { $state }
cases-told-withdrawn = آپ نے { $withdrawn } کو اپنی رضامندی واپس لی۔ جو کچھ آپ کی طرف سے تھا یہاں سے مٹا دیا گیا ہے۔ وہ اس سے پہلے { $date } کو { $platform } کو بھیجا جا چکا تھا؛ اگر آپ چاہیں کہ وہ بھی اسے مٹائیں تو ہمیں لکھیں۔
cases-told-waiting = ابھی کوئی جواب نہیں۔
cases-told-received = انہوں نے تصدیق کی ہے کہ انہیں مل گیا ہے۔
cases-told-acted = انہوں نے فیصلہ کر لیا ہے اور کارروائی کی ہے۔
cases-told-not-acted = انہوں نے فیصلہ کر لیا ہے اور کارروائی نہیں کی۔
cases-told-appealed = انہوں نے فیصلہ کیا، اور ان سے دوبارہ دیکھنے کو کہا گیا ہے۔
cases-reached-question = کیا انہوں نے آپ سے رابطہ کیا؟
cases-reached-thanks = شکریہ۔ مددگار آپ کا جواب دیکھیں گے۔

# وہ رہنما کتابچے جو کوئی خود پڑھ سکتا ہے۔
cases-toolkits-title = خود پڑھنے کے رہنما کتابچے
cases-toolkits-lead = یہ وہ رہنما کتابچے ہیں جن کا مشورہ مددگار ادارے دیتے ہیں۔ یہ دوسری ویب سائٹوں پر ہیں: وہ دیکھتی ہیں کہ کوئی آیا ہے، اور آپ کا براؤزر اسے یاد رکھتا ہے۔ وہاں کسی کو معلوم نہیں ہوتا کہ آپ یہاں آئے تھے۔
cases-toolkits-devices = آلات، اکاؤنٹ، ثبوت، حقوق
cases-toolkits-devices-lead = ایک ایک قدم، اپنی رفتار سے۔
cases-toolkits-mind = آپ کے اپنے لیے اور آپ کے آس پاس کے لوگوں کے لیے
cases-toolkits-mind-lead = حملے کے بعد خوف، نیند نہ آنا اور غصہ فطری باتیں ہیں۔ یہ کتابچے انہیں سہنے میں مدد دیتے ہیں اور بتاتے ہیں کہ مزید مدد کب لینی چاہیے۔
cases-toolkits-none = ابھی کوئی رہنما کتابچہ درج نہیں۔
cases-toolkits-none-how = مددگار ادارے یہاں ان زبانوں میں کتابچے درج کرتے ہیں جن میں وہ اچھے کتابچے جانتے ہیں۔ تب تک ابتدائی اقدامات کام آ سکتے ہیں۔
cases-toolkit-kind-toolkit = رہنما کتابچہ
cases-toolkit-kind-mental-health = ذہنی صحت کا رہنما کتابچہ

# جن لوگوں کو تربیت دی گئی۔
cases-impact-trained = تربیتیں
cases-impact-trained-count =
    { $count ->
        [one] اس سہ ماہی میں ایک شخص کو تربیت دی گئی۔
       *[other] اس سہ ماہی میں { $count } لوگوں کو تربیت دی گئی۔
    }
cases-impact-trained-few = اس سہ ماہی میں اتنے کم لوگوں کو تربیت دی گئی کہ تعداد چھپائی گئی ہے۔
cases-impact-trained-lead = جو دو تربیتوں میں آیا وہ دو بار گنا جاتا ہے۔ تربیت اس سہ ماہی میں گنی جاتی ہے جس میں وہ درج ہوئی۔
cases-impact-trained-media = وہ کس میڈیا کے لیے کام کرتے ہیں
cases-impact-trained-language = انہیں کس زبان میں پڑھایا گیا
cases-impact-trained-topic = انہیں کیا سکھایا گیا
cases-impact-people = لوگ
cases-language-other = کوئی اور زبان
cases-language-not-said = نہیں بتایا
cases-media-print = اخبارات اور رسائل
cases-media-radio = ریڈیو
cases-media-television = ٹیلی وژن
cases-media-online = آن لائن خبریں
cases-media-agency = خبر رساں ادارے
cases-media-community = مقامی برادری کا میڈیا
cases-media-freelance = فری لانس
cases-media-creator = اپنا چینل یا صفحہ
cases-media-student = صحافت کے طلبہ
cases-media-not-media = میڈیا کے لیے نہیں
cases-media-other = دوسرا میڈیا
cases-media-not-said = نہیں بتایا
cases-training-topic-digital-security = ڈیجیٹل حفاظت
cases-training-topic-verification = تصدیق
cases-training-topic-gender-based-violence = صنفی تشدد
cases-training-topic-mental-health = ذہنی صحت
cases-training-topic-legal = حقوق اور قانون
cases-training-topic-evidence = ثبوت محفوظ کرنا
cases-training-topic-elections = انتخابات
cases-training-topic-other = کچھ اور

# زمینی آوازیں: شہادتیں۔
cases-voices-title = زمینی آوازیں
cases-voices-lead = ان لوگوں کے اپنے الفاظ جن کی مدد کی گئی اور جنہوں نے سب کو پڑھنے کی اجازت دی۔ نام نہیں دیے گئے۔
cases-voices-none = ابھی یہاں کچھ نہیں بتایا گیا۔
cases-voices-none-how = یہ تب ظاہر ہوتا ہے جب کوئی جس کی مدد کی گئی ہو بالکل انہی الفاظ پر راضی ہو۔ وہ جب چاہیں انہیں واپس لے سکتے ہیں۔
cases-testimony-how = نیچے کے الفاظ بالکل اسی طرح سب لوگ اس سائٹ پر پڑھیں گے، ادارے کے نام اور مہینے کے ساتھ، آپ کے نام کے ساتھ کبھی نہیں۔ جب تک آپ کا معاملہ محفوظ ہے آپ انہیں یہاں واپس لے سکتے ہیں: پھر وہ فوراً اس سائٹ سے ہٹ جاتے ہیں۔ جو نقلیں دوسرے اس وقت تک بنا چکے ہوں وہ ان کے پاس رہتی ہیں۔
cases-visit-voice = وہ الفاظ سب کو پڑھنے دیے جن پر آپ راضی ہوئے
