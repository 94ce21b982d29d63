### ثبوتوں کے رجسٹر اور اس کی جانچ کے الفاظ۔ چھوٹے اور سادہ جملے؛ بتائیں کہ کیا ثابت ہوتا ہے اور کیا نہیں۔

## رجسٹر
transparency-nav = ثبوتوں کا رجسٹر
transparency-title = ثبوتوں کا رجسٹر
transparency-lead = ایک عوامی فہرست جس میں صرف اضافہ ہو سکتا ہے۔ یہ دکھاتی ہے کہ ثبوت کا ریکارڈ موجود تھا اور اس کے بعد بدلا نہیں گیا۔
transparency-what = فہرست میں ہر ریکارڈ کا صرف ایک نشان (SHA-256) ہے، کوئی نام، متن یا تصویر نہیں۔ جس کے پاس ریکارڈ ہو وہ نشان نکال کر یہاں ڈھونڈ سکتا ہے۔ دوسرے ادارے فہرست کی دیکھی ہوئی حالت پر دستخط کرتے ہیں، اس لیے یہ سرور اسے چھپ کر دوبارہ نہیں لکھ سکتا۔
transparency-size = ریکارڈ
transparency-newest = تازہ ترین دستخط شدہ حالت
transparency-waiting = اگلے دستخط کے منتظر
transparency-none = اس رجسٹر میں ابھی کچھ درج نہیں ہوا۔
transparency-none-how = ثبوت کا پہلا ریکارڈ اسے شروع کرے گا۔
transparency-held = یہ رجسٹر اس وقت کسی نئی حالت پر دستخط نہیں کر رہا۔
transparency-held-restored = سرور بیک اپ سے واپس آیا ہے اور پہلے گواہوں سے پوچھ رہا ہے کہ کچھ کم تو نہیں۔ پہلے کے دستخط اب بھی درست ہیں۔
transparency-held-behind = ایک گواہ کو اس سرور سے زیادہ ریکارڈ یاد ہیں۔ منتظمین کو باقی ریکارڈ نئے بیک اپ سے واپس لانے ہوں گے۔ پہلے کے دستخط اب بھی درست ہیں۔
transparency-held-forked = ایک گواہ کو اس سرور سے مختلف حالت یاد ہے۔ جب تک منتظمین اور گواہ وضاحت نہ کریں، اس رجسٹر کی نئی حالتوں پر بھروسا نہ کریں۔

## گواہ اور وقت
transparency-witnesses = اور کس نے دیکھا
transparency-witness = گواہ
transparency-signed-last = آخری دستخط
transparency-signed-newest = تازہ ترین حالت
transparency-never = کبھی نہیں
transparency-quorum = { $all ->
   *[other] گواہوں کی تعداد { $all } ہے؛ حالت تب معتبر ہے جب ان میں سے { $needed } دستخط کریں۔
}
transparency-no-witnesses = ابھی کوئی دوسرا ادارہ اس رجسٹر پر دستخط نہیں کرتا۔ تب تک آپ کو اس سرور پر بھروسا کرنا ہوگا کہ یہ سب کو ایک ہی فہرست دکھاتا ہے۔
transparency-times = باہر سے آیا وقت
transparency-authority = وقت کا ادارہ
transparency-time = اس سے بعد نہیں
transparency-calendars = بٹ کوائن
transparency-calendars-what = OpenTimestamps کے کیلنڈر اس لاگ کی دستخط شدہ حالتیں بٹ کوائن کے بلاک میں پہنچاتے ہیں۔ بلاک کون سا ہے، یہ کیلنڈر کا کہنا ہے جب تک آپ بلاک کا سرنامہ کسی بٹ کوائن نوڈ یا ایکسپلورر سے نہ ملا لیں؛ سرنامے کا وقت ہی وقت ہے۔
transparency-calendar = کیلنڈر
transparency-calendar-stands = کہاں تک پہنچا
transparency-calendar-in-block = بلاک { $height } میں
transparency-calendar-waits = وعدہ ہے، ابھی کسی بلاک میں نہیں
transparency-watched = جن رجسٹروں پر یہ سرور نظر رکھتا ہے
transparency-watched-what = ان کے لیے یہ سرور گواہ ہے: یہ کسی حالت پر تبھی دستخط کرتا ہے جب اس میں وہ سب ہو جس پر پہلے دستخط ہوئے۔
transparency-log = رجسٹر

## کنجیاں اور جانچ
transparency-keys = کنجیاں
transparency-keys-what = یہ کنجیاں کسی دوسرے ذریعے سے بھی لیں، مثلاً ادارے کی چھپی ہوئی چیزوں سے۔ صرف یہاں سے لینا اس سرور پر بھروسا کرنا ہے۔
transparency-key-log = اس رجسٹر کی کنجی
transparency-key-witness = وہ کنجی جس سے یہ سرور دوسروں کی گواہی دیتا ہے
transparency-check = ریکارڈ کیسے جانچیں
transparency-check-record = ریکارڈ کی فائل کا SHA-256 نکالیں۔ رجسٹر میں اس کا اندراج یہی ہے۔
transparency-check-proof = ریکارڈ کے ساتھ آیا ثبوت (.tlog-proof) جانچیں: یہ اندراج سے دستخط شدہ حالت تک لے جاتا ہے۔
transparency-check-keys = ثبوت کی کنجیوں کا موازنہ کہیں اور سے لی گئی کنجیوں سے کریں، اور دیکھیں کن گواہوں نے کب دستخط کیے۔
transparency-policy = اس رجسٹر کی کنجیاں اور گواہ، پروگراموں کے لیے

## جانچ
transparency-verify-title = ریکارڈ یا فائل کی جانچ
transparency-verify-lead = جانچ کا پیکٹ، ریکارڈ یا صفحوں کا محفوظہ دیں۔ آپ کو بتایا جائے گا کہ کیا درست ہے، کیا نہیں، اور اس کا مطلب کیا ہے۔ کچھ محفوظ نہیں کیا جاتا۔
transparency-verify-file = فائل
transparency-verify-file-hint = جانچ کا پیکٹ (.zip)، ریکارڈ (record.json) یا صفحوں کا محفوظہ (.wacz, .warc)، زیادہ سے زیادہ { $megabytes } MB۔
transparency-verify-entry = یا ریکارڈ کا اندراج
transparency-verify-entry-hint = 64 حروف اور ہندسے: ریکارڈ کا SHA-256۔ یا وہ سطر جو saksi-filing-1- سے شروع ہوتی ہے: اس بات کا ثبوت کہ کسی ہیلپ لائن کو کچھ دیا گیا۔
transparency-verify-send = جانچیں
transparency-verify-again = کچھ اور جانچیں
transparency-verify-nothing = فائل چنیں، یا ریکارڈ کا اندراج لکھیں۔
transparency-verify-not-an-entry = اندراج میں 0 سے 9 کے ہندسے اور a سے f کے حروف ہوتے ہیں، کل 64۔
transparency-verify-unknown = یہ فائل یہاں نہیں جانچی جا سکتی: یہ نہ جانچ کا پیکٹ ہے، نہ ریکارڈ، نہ صفحوں کا محفوظہ۔
transparency-verify-holds = جو جانچا گیا وہ درست ہے
transparency-verify-broken = کچھ درست نہیں
transparency-verify-open = کوئی خرابی نہیں ملی، مگر کچھ ثابت بھی نہیں ہوا
transparency-verify-holds-means = مواد ویسا ہی ہے جیسا درج کرتے وقت تھا۔ وہ سچ ہے یا نہیں، اور کس نے لکھا، یہ جانچ نہیں بتا سکتی۔
transparency-verify-broken-means = نیچے لکھے حصوں پر بھروسا نہ کریں۔ جس نے فائل دی اس سے دوسری نقل یا اصل مانگیں۔
transparency-verify-open-means = جو کمی ہے وہ نیچے لکھی ہے۔
transparency-verify-result = کیا دیکھا گیا
transparency-mark-holds = درست
transparency-mark-broken = خراب
transparency-mark-open = ثابت نہیں
transparency-pack-unreadable = ZIP پڑھی نہیں جا سکی: ادھوری ہے یا اس کی ساخت بدلی گئی۔
transparency-pack-container = فائلوں کے گرد کی ZIP بدلی گئی۔ اندر کی فائلیں ایک ایک کر کے دیکھی جاتی ہیں۔
transparency-pack-missing = یہ فائل پیکٹ میں نہیں ہے۔
transparency-pack-changed = پیکٹ بننے کے بعد یہ فائل بدلی گئی۔
transparency-record-unreadable = ریکارڈ پڑھا نہیں جا سکا: { $why }
transparency-record-read = ریکارڈ اپنی واحد معیاری شکل میں لکھا ہے۔ اس کا اندراج { $entry }
transparency-part-absent = حصہ { $name } یہاں نہیں، اس لیے ملایا نہیں جا سکا۔
transparency-part-holds = حصہ { $name } وہی ہے جو ریکارڈ میں لکھا ہے۔
transparency-part-changed = حصہ { $name } وہ نہیں جو ریکارڈ میں لکھا ہے: بدلا گیا یا تبدیل کیا گیا۔
transparency-keys-own = پیکٹ ہی میں رکھی کنجیوں سے جانچا گیا۔ انہیں کسی دوسرے ذریعے کی کنجیوں سے ملائیں۔
transparency-policy-unreadable = پیکٹ کی کنجیاں پڑھی نہیں جا سکیں، اس لیے کوئی دستخط نہیں جانچا جا سکا۔
transparency-proof-none = ابھی کوئی ثبوت نہیں کہ رجسٹر میں یہ درج ہے۔
transparency-proof-holds = رجسٹر { $log } میں یہ درج ہے، { $size } میں سے نمبر { $place } پر، اور اس پر دستخط ہیں۔
transparency-proof-broken = ثبوت درست نہیں: { $why }
transparency-proof-broken-time = مہر شدہ حالت کا ثبوت درست نہیں۔
transparency-witnesses-none = کوئی گواہ مقرر نہیں۔ آپ صرف رجسٹر پر بھروسا کرتے ہیں کہ وہ سب کو ایک ہی چیز دکھاتا ہے۔
transparency-witnesses-enough = کافی گواہوں نے بھی دستخط کیے: { $all } میں سے { $signed } (ضرورت { $needed })۔ پہلا { $at } پر۔
transparency-witnesses-few = گواہوں کے دستخط کافی نہیں: { $all } میں سے { $signed } (ضرورت { $needed })۔ { $at }
transparency-custody-holds = تحویل کا یہ واقعہ اسی ریکارڈ کا ہے۔
transparency-custody-other = تحویل کا یہ واقعہ کسی اور ریکارڈ کا ہے۔
transparency-custody-unproven = پیک بنتے وقت تحویل کا یہ واقعہ ابھی رجسٹر کے انتظار میں تھا، اس لیے کچھ نہیں دکھاتا کہ یہ کب لکھا گیا۔
transparency-time-holds = ادارے { $authority } نے دستخط کیے کہ یہ { $at } پر موجود تھا۔
transparency-time-holds-own = پیکٹ ہی کے سرٹیفکیٹوں کے مطابق ادارے { $authority } نے دستخط کیے کہ یہ { $at } پر موجود تھا۔
transparency-time-unchecked = وقت کی مہر نہیں جانچی جا سکی کیونکہ اس کے سرٹیفکیٹ بدلے گئے۔
transparency-time-broken = وقت کی مہر درست نہیں: { $why }
transparency-time-none = ابھی کسی ادارے نے اس کے وقت پر دستخط نہیں کیے۔
transparency-calendar-block = لاگ کی وہ حالت جس میں یہ شامل ہے بٹ کوائن کے بلاک { $height } میں ہے، بشرطیکہ اس بلاک کی مرکل جڑ { $root } ہو۔ اسے کسی بٹ کوائن نوڈ یا ایکسپلورر سے ملائیں: یہاں نہیں دیکھا جاتا۔ یہ اس بلاک کے وقت تک موجود تھا۔
transparency-calendar-promised = { $calendar } نے وعدہ کیا کہ لاگ کی وہ حالت جس میں یہ شامل ہے بٹ کوائن میں پہنچائے گا۔ یہ کیلنڈر کا کہنا ہے، ابھی اس سے کچھ ثابت نہیں ہوتا۔ بلاک میں آنے میں چند گھنٹے لگتے ہیں۔
transparency-calendar-nothing = کیلنڈر کا ثبوت ایسی کسی چیز کا نام نہیں لیتا جو یہاں شمار کی جا سکے۔
transparency-calendar-other = کیلنڈر کا ثبوت لاگ کی کسی اور حالت کا ہے۔
transparency-calendar-broken = کیلنڈر کا ثبوت درست نہیں: { $why }
transparency-archive-holds = محفوظے کے تمام { $right } ڈائجسٹ دوبارہ نکالے گئے اور وہی ہیں۔
transparency-archive-broken = محفوظہ بدلا گیا: { $why }
transparency-records-hold = { $records } اندراجات کے تمام { $right } ڈائجسٹ دوبارہ نکالے گئے اور وہی ہیں؛ { $without } اندراجات میں کوئی نہیں۔
transparency-records-none = اس میں ایک بھی اندراج نہیں۔
transparency-records-more = صرف پہلے { $records } اندراجات پڑھے گئے: یہ اس سے بڑا ہے جتنا یہاں پڑھا جاتا ہے۔ باقی کو saksi verify سے جانچیں۔
transparency-archive-means = صرف محفوظہ یہ نہیں بتاتا کہ کس نے بنایا یا کب۔ اس کا ریکارڈ اور ثبوت بتاتے ہیں۔
transparency-log-unknown = اس رجسٹر میں یہ اندراج نہیں۔
transparency-log-waiting = اندراج مل گیا ہے اور اگلے دستخط کا منتظر ہے۔

transparency-filing-opening = ایسی سطر کے ساتھ کا کوڈ
transparency-filing-opening-hint = یہ صرف اسی کے پاس ہے جس نے دیا۔ اگر کسی نے آپ کو نہیں دکھایا تو خالی چھوڑ دیں۔
transparency-filing-holds = اس سرور نے اس پر دستخط کیے: { $day } کو یہاں کسی ہیلپ لائن کو کچھ دیا گیا۔ یہ نہیں بتاتی کہ کیا اور کس نے۔
transparency-filing-other = سطر مکمل ہے اور { $day } کا دن بتاتی ہے، مگر اس سرور کی چابی سے دستخط نہیں ہوئے بلکہ اس سے: { $key }۔ اس کا موازنہ اس چابی سے کریں جو دوسرا سرور اپنے اسی صفحے پر دکھاتا ہے۔ کوئی بھی اپنی چابی سے دستخط کر سکتا ہے۔
transparency-filing-whose = یہ نہیں دکھایا گیا کہ یہ کس کا ہے۔ رسید سے بنا کوڈ یہ دکھاتا ہے۔
transparency-filing-theirs = کوڈ اسی سطر کا ہے: جو اسے دکھاتا ہے اس کے پاس دی گئی چیز کی رسید ہے۔
transparency-filing-not-theirs = کوڈ اس سطر کا نہیں۔ یہ نہیں دکھاتا کہ جس نے آپ کو دیا وہی دینے والا تھا۔
transparency-filing-forged = سطر بدلی گئی، یا کسی نے اس طرح دستخط نہیں کیے۔
transparency-filing-mistyped = سطر مکمل نہیں۔ اسے saksi-filing-1- سے آخر تک دوبارہ نقل کریں۔
transparency-filing-key = دینے کے ثبوت
transparency-filing-key-means = اس چابی سے یہ سرور ان سطروں پر دستخط کرتا ہے جو بتاتی ہیں کہ کسی ہیلپ لائن کو کچھ دیا گیا۔ اسے کہیں اور بھی رکھیں تاکہ موازنہ کر سکیں۔
