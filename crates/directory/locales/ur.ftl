### Words of the directory's public pages.


## Finding members
directory-nav-members = ارکان
directory-members-title = رکن تلاش کریں
directory-members-lead = اس نیٹ ورک کی وہ تنظیمیں اور افراد جنہوں نے سب کے لیے ظاہر ہونا چنا۔
directory-members-organisations = تمام تنظیمیں
directory-search-name = نام
directory-search-hint = نام کا ایک حصہ کافی ہے، کسی بھی رسم الخط میں۔ ہجے درست ہونا ضروری نہیں۔
directory-search-button = تلاش کریں
directory-search-results = نتائج
directory-search-many = صرف پہلے { $most } دکھائے گئے ہیں۔ زیادہ مکمل نام لکھنے سے نتائج کم ہوں گے۔
directory-search-none = کوئی نہیں ملا۔
directory-search-none-how = نام کا چھوٹا حصہ یا دوسرے ہجے آزمائیں۔
directory-search-nothing = تلاش سے پہلے کوئی فہرست نہیں دکھائی جاتی۔
directory-search-nothing-how = اوپر نام کا ایک حصہ لکھیں۔ نیٹ ورک کبھی پورا نہیں دکھایا جاتا۔
directory-person = فرد
directory-organisation = تنظیم
directory-organisations = تنظیمیں
directory-people = افراد
directory-search-kind = قسم
directory-stakeholder = فریقوں کا گروہ
directory-search-more = جگہ، کام، زبان، صنفی زاویے یا اہداف کے مطابق تلاش کریں
directory-filter-none = آپ کے انتخاب کے مطابق کچھ نہیں۔
directory-filter-none-how = کم چیزیں چنیں، یا پوری فہرست پر واپس جائیں۔
directory-filter-off = پوری فہرست دکھائیں
directory-field-work = کام کی قسمیں
directory-field-focus = جن موضوعات پر کام ہے
directory-field-languages = زبانیں
directory-focus-disinformation = غلط معلومات کی مہمیں
directory-focus-gender-based-violence = ٹیکنالوجی کے ذریعے صنفی تشدد
directory-focus-digital-safety = ڈیجیٹل حفاظت
directory-focus-civic-technology = شہری ٹیکنالوجی
directory-focus-elections = انتخابات
directory-focus-media-literacy = میڈیا خواندگی
directory-focus-freedom-of-expression = آزادیٔ اظہار
directory-focus-platform-accountability = پلیٹ فارموں کی جواب دہی
directory-focus-health = صحت
directory-focus-climate = موسمیات
directory-focus-minorities = اقلیتیں اور مقامی قومیں
directory-focus-artificial-intelligence = مصنوعی ذہانت

## Kinds of work
directory-work-fact-checking = حقائق کی جانچ
directory-work-journalism = صحافت
directory-work-helpline = ہیلپ لائن
directory-work-digital-security = ڈیجیٹل تحفظ
directory-work-legal-help = قانونی مدد
directory-work-psychosocial-help = نفسیاتی و سماجی مدد
directory-work-research = تحقیق
directory-work-monitoring = نگرانی
directory-work-training = تربیت
directory-work-advocacy = وکالت و مہم
directory-work-civic-technology = شہری ٹیکنالوجی
directory-work-funding = مالی معاونت
directory-work-election-observation = انتخابی مشاہدہ

## Regions
directory-region-035 = جنوب مشرقی ایشیا
directory-region-030 = مشرقی ایشیا
directory-region-034 = جنوبی ایشیا
directory-region-143 = وسطی ایشیا
directory-region-145 = مغربی ایشیا
directory-region-009 = اوقیانوسیہ
directory-region-150 = یورپ
directory-region-002 = افریقہ
directory-region-019 = براعظم امریکہ

## Asking to join
directory-join-title = { $title } میں شامل ہوں
directory-join-lead = نام، ای میل اور ایک نشان کافی ہے۔ آپ شامل ہوئے بغیر بھی کچھ چھوڑ سکتے ہیں۔
directory-join-region = پہلے { $region } کے لیے۔
directory-join-name = آپ کا نام
directory-join-name-hint = وہ نام جس سے آپ یہاں جانے جانا چاہتے ہیں۔
directory-join-organisation = تنظیم
directory-join-organisation-hint = اگر آپ اپنی طرف سے آئے ہیں تو خالی چھوڑ دیں۔
directory-join-email = ای میل
directory-join-email-hint = اسے صرف وہی پڑھتے ہیں جو شمولیت کا فیصلہ کرتے ہیں۔
directory-join-mark = میں شامل ہونا چاہتا/چاہتی ہوں
directory-join-contribution = نیٹ ورک کے لیے کچھ
directory-join-contribution-hint = کوئی خیال، لنک یا پیشکش۔ اس کے لیے شامل ہونا یا اپنا نام بتانا ضروری نہیں۔
directory-join-send = بھیجیں
directory-join-who-reads = نیٹ ورک کے ارکان آپ کا نام اور تنظیم دیکھتے ہیں تاکہ جاننے والے آپ کی ضمانت دے سکیں۔ صرف درخواست کا دن محفوظ رکھا جاتا ہے۔
directory-join-share = دوسروں کو دکھائیں
directory-join-share-how = یہ لنک اور کوڈ اسی صفحے پر لے جاتے ہیں۔ اکاؤنٹ کی ضرورت نہیں۔
directory-join-name-missing = وہ نام لکھیں جس سے آپ جانے جانا چاہتے ہیں۔
directory-join-email-missing = وہ ای میل لکھیں جس پر آپ کو فیصلہ بتایا جا سکے۔
directory-join-email-wrong = یہ ای میل پتہ نہیں۔ پتہ name@example.org جیسا ہوتا ہے۔
directory-join-nothing = شامل ہونے کا نشان لگائیں یا نیٹ ورک کے لیے کچھ لکھیں۔
directory-too-long = یہ بہت لمبا ہے: زیادہ سے زیادہ { $most } حروف۔
directory-door-closed = یہاں اب شمولیت کی درخواست نہیں دی جا سکتی۔ پہلے کی رسیدیں برقرار ہیں۔
directory-door-crowded = اس وقت بہت سی درخواستیں منتظر ہیں۔ براہ کرم چند دن بعد آئیں۔

## Places
directory-place = ملک، علاقہ یا خطہ
directory-place-hint = بتانا ضروری نہیں، اور آپ اپنے الفاظ میں بھی لکھ سکتے ہیں۔
directory-place-not-disclosed = میں بتانا نہیں چاہتا/چاہتی
directory-place-own = میرے اپنے الفاظ میں
directory-place-words = آپ کے اپنے الفاظ
directory-place-words-missing = جگہ اپنے الفاظ میں لکھیں یا فہرست سے کچھ اور چنیں۔
directory-place-wrong = یہ جگہ فہرست میں نہیں۔ کوئی چنیں یا اپنے الفاظ استعمال کریں۔

## Receipts
directory-joined-title = آپ کی درخواست مل گئی
directory-joined-next = جو ارکان آپ کو جانتے ہیں وہ اب آپ کی ضمانت دے سکتے ہیں۔ پھر نیٹ ورک فیصلہ کر کے وجہ بتائے گا۔
directory-left-title = شکریہ، یہ مل گیا
directory-left-next = نیٹ ورک کا کوئی رکن اسے پڑھے گا۔ رسید سے آپ اسے واپس لے سکتے ہیں۔
directory-receipt-yours = آپ کی رسید
directory-receipt-keep = کوڈ اور الفاظ محفوظ رکھیں۔ یہ صرف ابھی دکھائے جاتے ہیں، اور دونوں کے ساتھ ہی آپ اپنی درخواست کا حال دیکھ سکتے ہیں۔
directory-receipt-title = میری درخواست کہاں تک پہنچی؟
directory-receipt-lead = اپنی رسید پر جو لکھا ہے وہ لکھیں۔
directory-receipt-locator = کوڈ
directory-receipt-words = آٹھ الفاظ
directory-receipt-open = دکھائیں
directory-receipt-locator-wrong = کوڈ میں آٹھ حروف اور ہندسے ہوتے ہیں، جیسے 7K2M-9QXA۔
directory-receipt-word-wrong = لفظ نمبر { $position } رسیدوں میں استعمال نہیں ہوتا۔ ہجے دیکھیں۔
directory-receipt-word-count = رسید میں آٹھ الفاظ ہوتے ہیں، یہاں { $found } ہیں۔
directory-receipt-words-wrong = یہ الفاظ اس کوڈ کے نہیں۔ کوئی لفظ غلط لکھا ہے یا غلط جگہ پر ہے۔
directory-receipt-unknown = اس کوڈ اور ان الفاظ والی کوئی درخواست نہیں۔
directory-standing-waiting = آپ کی درخواست فیصلے کی منتظر ہے۔
directory-standing-left = آپ نے جو چھوڑا وہ پڑھے جانے کا منتظر ہے۔
directory-standing-read = آپ نے جو چھوڑا وہ پڑھ لیا گیا۔ شکریہ۔
directory-standing-admitted = آپ کو شامل کر لیا گیا۔ نیٹ ورک آپ کے ای میل پر سائن اِن کا لنک بھیجے گا۔
directory-standing-declined = اس بار آپ کی درخواست قبول نہیں ہوئی۔ آپ دوبارہ درخواست دے سکتے ہیں۔
directory-standing-withdrawn = آپ نے اسے واپس لے لیا۔ آپ کا لکھا ہوا حذف کر دیا گیا۔
directory-standing-days = انتظار کے { $days } دن ہو چکے ہیں۔
directory-standing-usual = حالیہ درخواستوں میں سے نصف کا فیصلہ { $days } دن میں ہوا۔
directory-standing-vouches = درکار { $need } تنظیموں میں سے { $have } نے آپ کی ضمانت دی ہے۔
directory-standing-reason = وجہ
directory-standing-again = دوبارہ درخواست دیں
directory-standing-withdraw-what = آپ اپنی درخواست کسی بھی وقت واپس لے سکتے ہیں۔ پھر آپ کا لکھا ہوا حذف ہو جائے گا۔
directory-standing-withdraw = واپس لیں
directory-withdrawn-title = واپس لے لیا گیا

## Letters and calendars of working groups
directory-digest-title = آپ کے ورکنگ گروپوں کے خط
directory-digest-asked = یہاں کا ایک رکن چاہتا ہے کہ خط اس پتے پر بھیجے جائیں۔ کیا یہ آپ کا پتہ ہے؟
directory-digest-refused = اس پتے پر ایک خط نہیں پہنچ سکا۔ تصدیق کریں کہ یہ دوبارہ کام کرتا ہے۔
directory-digest-daily = آپ کے ورکنگ گروپوں کی خبر، اگر ہو، دن میں ایک بار آتی ہے۔
directory-digest-weekly = آپ کے ورکنگ گروپوں کی خبر، اگر ہو، ہفتے میں ایک بار آتی ہے۔
directory-digest-off-now = اس پتے پر کوئی خط نہیں آتا۔ آپ سائن اِن کر کے اسے بدل سکتے ہیں۔
directory-digest-confirm = جی ہاں، یہ میرا ہے
directory-digest-confirmed = پتے کی تصدیق ہو گئی۔
directory-digest-off = مزید خط نہ بھیجیں
directory-digest-is-off = اب اس پتے پر کوئی خط نہیں آئے گا۔
directory-letter-ask-subject = { $site }: کیا یہ پتہ آپ کا ہے؟
directory-letter-ask = { $site } کا ایک رکن چاہتا ہے کہ خبریں اس پتے پر بھیجی جائیں۔ اگر یہ آپ تھے تو یہ لنک کھول کر تصدیق کریں:
directory-letter-ask-else = اگر یہ آپ نہیں تھے تو کچھ نہ کریں۔ مزید کچھ نہیں آئے گا۔
directory-letter-subject = { $site }: آپ کے ورکنگ گروپوں کی خبر
directory-letter-subject-needs = { $site }: کسی چیز کو آپ کی ضرورت ہے
directory-letter-collections = { $count ->
    [one] آپ کی تنظیم کے شواہد کا ایک ماخذ ایک دن سے زیادہ سے نہیں دیکھا جا سکا۔ اس کے صفحے پر وجہ دیکھیں:
   *[other] آپ کی تنظیم کے شواہد کے { $count } ماخذ ایک دن سے زیادہ سے نہیں دیکھے جا سکے۔ ان کے صفحوں پر وجہ دیکھیں:
}
directory-letter-times = { $count ->
    [one] وقت کے ایک ادارے یا کیلنڈر نے ایک دن سے زیادہ سے اس سرور کے لاگ کو وقت نہیں دیا۔ saksi doctor اس کا نام بتاتا ہے؛ لاگ:
   *[other] وقت کے { $count } اداروں یا کیلنڈروں نے ایک دن سے زیادہ سے اس سرور کے لاگ کو وقت نہیں دیا۔ saksi doctor ان کے نام بتاتا ہے؛ لاگ:
}
directory-letter-stale = { $count ->
    [one] ڈائریکٹری میں آپ کا ایک اندراج ایک سال سے نہیں دیکھا گیا۔ بتائیں کہ وہ اب بھی درست ہے، یا اسے بدلیں:
   *[other] ڈائریکٹری میں آپ کے { $count } اندراجات ایک سال سے نہیں دیکھے گئے۔ بتائیں کہ وہ اب بھی درست ہیں، یا انہیں بدلیں:
}
directory-letter-since = { $date } سے یہ ہوا:
directory-letter-others = اور { $count } چیزیں جو صرف آپ اور متعلقہ لوگ پڑھ سکتے ہیں۔ دیکھنے کے لیے سائن اِن کریں:
directory-letter-off = آپ یہ خط یہاں سائن اِن کیے بغیر بند کر سکتے ہیں:
directory-news-note = نیا نوٹ
directory-news-question = ایک فیصلہ کھلا ہے
directory-news-decided = ووٹ گن لیے گئے
directory-news-meeting = اجلاس
directory-calendar-name = ورکنگ گروپ
directory-calendar-meeting = اجلاس
directory-calendar-deadline = فیصلے کی آخری مہلت
directory-calendar-deadline-of = ووٹ اب تک گنے جاتے ہیں: { $question }

## Registers of elections and norms
directory-elections-title = انتخابات
directory-elections-lead = وہ انتخابات جن پر اس نیٹ ورک کے ارکان نظر رکھتے ہیں، اور کون نظر رکھتا ہے۔
directory-elections-none = یہاں کوئی انتخاب درج نہیں۔
directory-elections-none-how = نیٹ ورک کا کوئی رکن درج کرے تو یہاں سب کو نظر آئے گا۔ گزر چکے انتخابات کی الگ فہرست ہے۔
directory-elections-past = جو گزر چکے
directory-elections-ahead = جو آنے والے ہیں
directory-election-votes = ووٹنگ
directory-election-window = متعلقہ مدت
directory-election-teams = نظر رکھنے والے
directory-election-tentative = ابھی طے نہیں
directory-election-parliament = پارلیمان
directory-election-head-of-state = سربراہِ ریاست یا حکومت
directory-election-local = مقامی
directory-election-referendum = ریفرنڈم
directory-election-other = کوئی اور ووٹنگ
directory-native-title = اپنی زبان میں
directory-register-kind = قسم
directory-register-link = مزید معلومات
directory-register-region = خطہ
directory-all-regions = تمام خطے
directory-show = دکھائیں
directory-as-calendar = کیلنڈر کے طور پر لیں (ICS)
directory-as-csv = جدول کے طور پر لیں (CSV)
directory-as-json = پروگراموں کے لیے لیں (JSON)
directory-norms-title = ضابطے
directory-norms-lead = ضابطۂ اخلاق، قوانین اور عہد: کون پابند ہے، اور کس بات کا۔
directory-norms-none = یہاں کوئی ضابطہ درج نہیں۔
directory-norms-none-how = نیٹ ورک کا کوئی رکن درج کرے تو یہاں سب کو نظر آئے گا۔
directory-norm-any = کوئی بھی
directory-norm-form = صورت
directory-norm-level = سطح
directory-norm-actor = کس کے لیے
directory-norm-adopted = منظوری کی تاریخ
directory-norm-keepers = ارکان جو کہتے ہیں کہ اس پر عمل کرتے ہیں
directory-norm-bound = کون پابند ہے
directory-norm-commitments = وعدے
directory-norm-code = ضابطۂ اخلاق
directory-norm-law = قانون
directory-norm-pledge = عہد
directory-norm-guideline = رہنما اصول
directory-norm-international = بین الاقوامی
directory-norm-regional = علاقائی
directory-norm-national = قومی
directory-norm-of-party = جماعت کا
directory-norm-journalists = صحافی اور ذرائع ابلاغ
directory-norm-parties = سیاسی جماعتیں
directory-norm-candidates = امیدوار
directory-norm-platforms = پلیٹ فارم
directory-norm-authorities = سرکاری ادارے
directory-norm-civil-society = سول سوسائٹی

## Needs, results, gender and goals
directory-any = کوئی بھی
directory-need-funding = مالی مدد
directory-need-policymakers = پالیسی سازوں تک رسائی
directory-need-platforms = پلیٹ فارموں تک رسائی
directory-need-skills = مہارتیں
directory-need-cybersecurity = سائبر سیکیورٹی میں مدد
directory-need-translation = ترجمہ
directory-need-hosting = ہوسٹنگ
directory-need-data = ڈیٹا
directory-need-legal = قانونی مدد
directory-need-psychosocial = نفسیاتی و سماجی مدد
directory-need-joint-research = مشترکہ تحقیق
directory-need-training = تربیت
directory-outcome-research = مشترکہ تحقیق
directory-outcome-training = تربیت
directory-outcome-coordination = باہمی رابطہ کاری
directory-field-lens = صنفی زاویہ
directory-lens-women-led = خواتین یا صنفی طور پر متنوع افراد کی قیادت میں
directory-lens-equality = صنفی مساوات کے لیے
directory-lens-violence = صنفی تشدد کے خلاف
directory-field-goals = ترقیاتی اہداف (SDG)
directory-gender-woman = خواتین
directory-gender-man = مرد
directory-gender-another = کوئی اور صنف
directory-goal-1 = غربت کا خاتمہ
directory-goal-2 = بھوک کا خاتمہ
directory-goal-3 = اچھی صحت اور بہبود
directory-goal-4 = معیاری تعلیم
directory-goal-5 = صنفی مساوات
directory-goal-6 = صاف پانی اور نکاسی
directory-goal-7 = سستی اور صاف توانائی
directory-goal-8 = باوقار کام اور معاشی ترقی
directory-goal-9 = صنعت، جدت اور بنیادی ڈھانچہ
directory-goal-10 = عدم مساوات میں کمی
directory-goal-11 = پائیدار شہر اور بستیاں
directory-goal-12 = ذمہ دارانہ استعمال اور پیداوار
directory-goal-13 = موسمیاتی اقدام
directory-goal-14 = زیرِ آب زندگی
directory-goal-15 = خشکی پر زندگی
directory-goal-16 = امن، انصاف اور مضبوط ادارے
directory-goal-17 = اہداف کے لیے شراکت داری

## Impact of the network
directory-impact-title = نیٹ ورک کا اثر
directory-impact-lead = کون شامل ہوا، کون سی زبانیں اور اہداف ہیں، اور مل کر کام کرنے سے کیا حاصل ہوا: ایسے اعداد میں جو کسی کو ظاہر نہیں کرتے۔
directory-impact-none = ابھی کوئی اعداد شائع نہیں ہوئے۔
directory-impact-none-how = سہ ماہی کے اختتام کے بعد شائع ہوتے ہیں، جب اتنی تنظیمیں یا افراد شامل ہو جائیں کہ کوئی اکیلا نظر نہ آئے۔
directory-impact-span = شمار: { $from } سے { $until } تک۔
directory-impact-organisations = تنظیمیں
directory-impact-people = افراد
directory-impact-results = مل کر کام کے نتائج
directory-impact-regions = خطے کے لحاظ سے تنظیمیں
directory-impact-kinds = قسم کے لحاظ سے تنظیمیں
directory-impact-languages = تنظیموں کی کام کی زبانیں
directory-impact-goals = ترقیاتی اہداف جن کے لیے تنظیمیں کام کرتی ہیں
directory-impact-people-regions = خطے کے لحاظ سے افراد
directory-impact-genders = صنف کے لحاظ سے افراد
directory-impact-help = مدد کی قسم کے لحاظ سے نتائج
directory-impact-outcomes = نوعیت کے لحاظ سے نتائج
directory-impact-help-regions = خطے کے لحاظ سے نتائج
directory-impact-help-goals = ترقیاتی اہداف جن کے لیے نتائج ہیں
directory-impact-not-said = نہیں بتایا
directory-impact-other-language = کوئی اور زبان
directory-impact-figure = تعداد
directory-impact-hidden = پوشیدہ
directory-impact-at-least = کم از کم { $count }
directory-impact-most = سب سے زیادہ: { $what }، { $count }۔
directory-impact-nothing-shown = یہاں ہر عدد اتنا چھوٹا ہے کہ دکھایا نہیں جا سکتا۔
directory-impact-tables = مزید جدول
directory-impact-hidden-below = 1 سے { $most } تک کے اعداد پوشیدہ ہیں، اور ان کے ساتھ کچھ اور بھی، تاکہ کوئی چھوٹا عدد نکالا نہ جا سکے۔ جس عدد کا کچھ حصہ پوشیدہ ہو وہ ”کم از کم“ لکھا جاتا ہے۔
directory-impact-elsewhere = دی گئی مدد، اور اس میں لگنے والا وقت
directory-impact-elsewhere-how = ان اعداد سے جو یہ نیٹ ورک شائع کر چکا ہے۔
directory-impact-asked = مدد کی درخواستیں
directory-impact-helped = بند کیے گئے معاملات
directory-impact-first-answer = پہلا جواب: { $when }
directory-impact-platforms = پلیٹ فارموں کو بھیجے گئے آدھے نوٹسوں کا جواب اتنے وقت میں ملا
directory-impact-hours = { $hours ->
    [one] { $hours } گھنٹہ
   *[other] { $hours } گھنٹے
}
directory-cited-by = جہاں حوالہ دیا گیا
directory-cited-claims = جانچے گئے دعوے: { $count }
