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
