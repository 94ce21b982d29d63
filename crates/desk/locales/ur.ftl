### پوچھنے کے عام صفحے: سوال، رسیدیں، شائع شدہ جانچیں، ماڈریشن کا ریکارڈ۔
### چھوٹے جملے، سادہ الفاظ، پُرسکون لہجہ، کسی پر الزام نہیں۔ پڑھنے والا ڈرا ہوا ہو سکتا ہے اور فون پرانا ہو سکتا ہے۔
### ہر جگہ ایک ہی معنی: پیغام (جو کسی کو ملا)، دعویٰ (جو اس میں کہا گیا)، جانچ (جو ادارے نے معلوم کیا)،
### جواب (جو پڑھنے والے کو ملتا ہے)، رسید (واپس آنے کا ذریعہ)۔ { $... } کی جگہ کوئی قدر آتی ہے۔

## راستے
desk-nav-ask = پوچھیں
desk-nav-checks = شائع شدہ جانچیں
desk-nav-receipt = میری رسید
desk-nav-about = تعارف
desk-nav-privacy = رازداری
desk-nav-moderation = ماڈریشن کا ریکارڈ
desk-nav-api = پروگراموں کے لیے

## پوچھنا
desk-ask-title = کسی پیغام کے سچ ہونے پر شک ہے؟
desk-ask-lead = اسے یہاں پیسٹ کریں۔ اگر اس نیٹ ورک میں کسی نے اس کی جانچ کی ہے تو جواب فوراً سامنے آ جائے گا۔
desk-ask-text = پیغام یا لنک
desk-ask-text-hint = ہو سکے تو پورا متن پیسٹ کریں۔ تصویروں اور ویڈیو یا آواز کی جانچ یہاں ابھی نہیں ہو سکتی: جو الفاظ آپ کو دکھائی یا سنائی دیں وہ لکھیں۔
desk-ask-text-or-file-hint = اگر ہو سکے تو پورا متن چسپاں کریں۔ اگر یہ تصویر یا آواز کی شکل میں آیا ہے تو نیچے فائل چنیں؛ دونوں ایک ساتھ بھی بھیجے جا سکتے ہیں۔
desk-ask-picture = تصویر
desk-ask-picture-hint = PNG، JPEG، WebP یا GIF، زیادہ سے زیادہ { $picture } MB۔ ویڈیو اور آواز کی جانچ یہاں نہیں ہو سکتی: جو الفاظ آپ سنیں وہ لکھیں۔
desk-ask-file = تصویر، ویڈیو یا آواز
desk-ask-file-hint = ایک فائل۔ تصویر زیادہ سے زیادہ { $picture } MB، ویڈیو اور آواز زیادہ سے زیادہ { $other } MB۔
desk-ask-send = جانچ کریں
desk-ask-how = کیا ہوتا ہے
desk-ask-how-known = ہم آپ کے پیغام کا موازنہ ان جانچوں سے کرتے ہیں جو حقائق کی جانچ کرنے والے اداروں نے شائع کی ہیں۔
desk-ask-how-unknown = اگر ابھی کچھ معلوم نہ ہو تو آپ اسے جمع کرا سکتے ہیں، اور لوگ اسے دیکھیں گے۔
desk-ask-how-receipt = آپ کو ایک رسید ملتی ہے۔ اس سے آپ بعد میں جواب ڈھونڈ سکتے ہیں۔ نہ نام، نہ نمبر، نہ اکاؤنٹ۔
desk-ask-who-reads = جو آپ پوچھتے ہیں وہ محفوظ نہیں کیا جاتا۔ جو آپ جمع کراتے ہیں اسے صرف جانچ کار پڑھتے ہیں۔
desk-ask-privacy = کیا محفوظ ہوتا ہے، اور کتنی مدت کے لیے
desk-ask-have-receipt = میرے پاس رسید ہے
desk-ask-another = کسی اور پیغام کے بارے میں پوچھیں
desk-ask-own = اپنے پاس آئے ہوئے پیغام کے بارے میں پوچھیں

## پہلے صفحے کی فہرست اور اعداد
desk-latest = تازہ ترین جانچیں
desk-latest-all = تمام جانچیں دیکھیں
desk-empty-checks = ابھی کوئی جانچ شائع نہیں ہوئی۔
desk-empty-checks-how = جیسے ہی کوئی ادارہ جانچ شائع کرتا ہے، وہ یہاں نظر آتی ہے۔ آپ ابھی سے پوچھ سکتے ہیں اور پیغام جمع کرا سکتے ہیں۔
desk-stats-checks =
    { $count ->
        [one] یہاں ایک جانچ شائع ہوئی ہے۔
       *[other] یہاں { $count } جانچیں شائع ہوئی ہیں۔
    }
desk-stats-organisations =
    { $count ->
        [one] ایک ادارے نے جانچیں شائع کی ہیں۔
       *[other] { $count } اداروں نے جانچیں شائع کی ہیں۔
    }
desk-stats-languages =
    { $count ->
        [one] وہ ایک زبان میں لکھی گئی ہیں۔
       *[other] وہ { $count } زبانوں میں لکھی گئی ہیں۔
    }
desk-stats-asked =
    { $count ->
        [one] لوگوں نے ایک بار پوچھا۔
       *[other] لوگوں نے { $count } بار پوچھا۔
    }
desk-stats-answered =
    { $count ->
        [one] ایک سوال کا جواب فوراً دیا جا سکا۔
       *[other] { $count } سوالوں کا جواب فوراً دیا جا سکا۔
    }
desk-stats-waiting =
    { $count ->
        [one] ایک دعویٰ جانچ کے انتظار میں ہے۔
       *[other] { $count } دعوے جانچ کے انتظار میں ہیں۔
    }

## جواب
desk-claim-label = دعویٰ:
desk-references = اس کی بنیاد کیا ہے
desk-checked-by = جانچ کرنے والا ادارہ:
desk-checked-on = { $date } کو شائع ہوئی
desk-corrected-on = { $date } کو درست کی گئی
desk-translated-from = { $language } سے ترجمہ
desk-written-in = یہ جانچ { $language } میں لکھی گئی ہے۔
desk-first-published-at = سب سے پہلے یہاں شائع ہوئی:
desk-licence = لائسنس: { $licence }
desk-answer-page = شیئر یا پرنٹ کرنے کے لیے اس جانچ کا صفحہ کھولیں
desk-asked-times =
    { $count ->
        [one] ایک شخص نے اس کے بارے میں پوچھا۔
       *[other] لوگوں نے اس کے بارے میں { $count } بار پوچھا۔
    }
desk-likeness = { $percent } فیصد ملتا جلتا
desk-language-unknown = نامعلوم زبان
desk-differing = اس دعوے پر اداروں کی رائے مختلف ہے۔ ان میں سے ہر ایک کی جانچ پڑھیں۔
desk-others = دوسرے اداروں نے کیا معلوم کیا
desk-others-lead = انہوں نے اسی دعوے کی جانچ کی۔
desk-others-together = اس دعوے کی تمام جانچیں ایک صفحے پر دیکھیں
desk-similar = ملتے جلتے دعوے جن کی جانچ ہو چکی ہے
desk-why = آپ کو یہ جواب کیوں دکھایا گیا:
desk-why-shown = آپ کو یہ کیوں دکھائے گئے:
desk-why-more = یہ کیوں ملا، اس کی تفصیل
desk-why-sure = { $percent } فیصد امکان ہے کہ آپ کا پیغام یہی کہتا ہے۔
desk-why-sure-first = { $percent } فیصد امکان ہے کہ آپ کا پیغام وہی کہتا ہے جو ان میں سب سے پہلے لکھا ہے۔
desk-why-sure-file = { $percent }% امکان ہے کہ یہ وہی فائل ہے۔ آیا کہانی بھی وہی ہے، خود ملا کر دیکھیں۔
desk-why-sure-file-first = { $percent }% امکان ہے کہ ان میں سے پہلی وہی فائل ہے۔ آیا کہانی بھی وہی ہے، خود ملا کر دیکھیں۔
desk-why-shared = آپ کے پیغام کا جو حصہ اس سے ملتا ہے، اس پر نشان لگا ہے:
desk-compared-meaning = پیغام کا موازنہ صرف الفاظ سے نہیں، معنی سے بھی کیا گیا۔
desk-compared-busy = اس وقت بہت سے لوگ پوچھ رہے ہیں، اس لیے آپ کے پیغام کا موازنہ صرف الفاظ سے ہوا۔ زیادہ غور سے دیکھنے کے لیے چند منٹ بعد دوبارہ پوچھیں۔
desk-not-this = میں نے یہ نہیں پوچھا تھا
desk-suggest-title = کیا ان میں سے کوئی ہے؟
desk-suggest-lead = جن دعووں کی جانچ ہو چکی ہے، ان میں سے یہ آپ کے پیغام جیسے لگتے ہیں۔ غور سے موازنہ کریں: چھوٹا سا فرق بھی سچ کو بدل سکتا ہے۔
desk-none-of-these = ان میں سے کوئی نہیں۔ مجھے اپنا پیغام جمع کرانا ہے
desk-unknown-title = اس کے بارے میں ابھی کچھ معلوم نہیں
desk-unknown-lead = اس کا مطلب یہ نہیں کہ یہ سچ ہے یا جھوٹ۔ یہاں کسی نے اس کی جانچ نہیں کی۔ جب تک زیادہ معلوم نہ ہو، اسے آگے نہ بھیجنا بہتر ہے۔

## کوئی جانچ کیوں دکھائی گئی
desk-reason-same-link = آپ کے پیغام میں وہی لنک ہے۔
desk-reason-equal-text = متن وہی ہے۔
desk-reason-same-text = { $percent } فیصد متن وہی ہے۔
desk-reason-message-inside-known = آپ کے پیغام کا { $percent } فیصد اس پیغام میں موجود ہے جس کی جانچ ہوئی۔
desk-reason-known-inside-message = جس پیغام کی جانچ ہوئی، اس کا { $percent } فیصد آپ کے پیغام میں موجود ہے۔
desk-reason-shared-words =
    { $count ->
        [one] دونوں میں ایک خاص لفظ ایک جیسا ہے: { $words }۔
       *[other] دونوں میں { $count } خاص الفاظ ایک جیسے ہیں: { $words }۔
    }
desk-reason-different-number = دونوں ملتے جلتے ہیں، مگر آپ کے پیغام میں { $message } لکھا ہے جبکہ دوسرے میں { $known } ہے۔
desk-reason-same-meaning = لگتا ہے دونوں ایک ہی بات مختلف الفاظ میں کہتے ہیں۔ بھروسا کرنے سے پہلے موازنہ کر لیں۔
desk-reason-different-words = دونوں ملتے جلتے ہیں، مگر کچھ الفاظ مختلف ہیں۔ غور سے موازنہ کریں۔
desk-reason-nothing-close = اس سے ملتی جلتی کوئی چیز معلوم نہیں۔
desk-reason-nothing-to-compare = اس میں موازنے کے لیے کوئی لفظ یا لنک نہیں ہے۔
desk-reason-same-picture = اسی تصویر کی جانچ ہو چکی ہے۔
desk-reason-picture-part = آپ کی تصویر ایک جانچی ہوئی تصویر کا حصہ ہے۔
desk-reason-picture-inside = ایک جانچی ہوئی تصویر آپ کی تصویر میں ہے، جس کے گرد کچھ اور ہے۔
desk-reason-picture-overlap = آپ کی تصویر اور ایک جانچی ہوئی تصویر ایک ہی چیز کا حصہ دکھاتی ہیں۔
desk-reason-video-moment = آپ کی تصویر ایک جانچی ہوئی ویڈیو کا ایک لمحہ ہے۔
desk-reason-same-video = اسی ویڈیو کی جانچ ہو چکی ہے۔
desk-reason-video-part = آپ کی ویڈیو ایک جانچی ہوئی ویڈیو کا حصہ ہے۔
desk-reason-video-inside = ایک جانچی ہوئی ویڈیو آپ کی ویڈیو کا حصہ ہے۔
desk-reason-video-stretch = آپ کی ویڈیو اور ایک جانچی ہوئی ویڈیو کا ایک ٹکڑا ایک ہی ہے۔
desk-reason-same-sound = اسی آواز کی جانچ ہو چکی ہے۔
desk-reason-sound-part = جو آپ سنتے ہیں وہ ایک جانچی ہوئی آواز کا حصہ ہے۔
desk-reason-sound-inside = ایک جانچی ہوئی آواز اس کا حصہ ہے جو آپ سنتے ہیں۔
desk-reason-sound-stretch = جو آپ سنتے ہیں اس کا اور ایک جانچی ہوئی آواز کا ایک ٹکڑا ایک ہی ہے۔
desk-reason-mirrored = یہ دائیں بائیں الٹی ہے۔
desk-reason-turned = یہ گھمائی گئی ہے۔
desk-reason-other-words = لیکن الفاظ مختلف ہیں: پرانی تصویریں اکثر نئی کہانی کے ساتھ پھیلائی جاتی ہیں۔ احتیاط سے ملا کر دیکھیں۔

## جمع کرانا
desk-hand-in-title = اپنا پیغام جمع کرائیں
desk-hand-in-again = براہِ کرم فارم ایک بار پھر دیکھ لیں۔ کچھ ضائع نہیں ہوا۔
desk-blocked-title = یہ پیغام جمع نہیں کرایا جا سکتا
desk-blocked-lead = یہ ایک ماڈریٹر کا فیصلہ ہے۔ آپ کا بھیجا ہوا کچھ بھی محفوظ نہیں کیا گیا۔
desk-hand-in-offer = آپ اپنا پیغام جمع کرا سکتے ہیں، اور لوگ اسے دیکھیں گے۔
desk-hand-in-text = جو آپ جمع کرا رہے ہیں
desk-hand-in-file = فائل
desk-hand-in-file-again = یہ محفوظ نہیں کی گئی۔ اگر آپ اسے ساتھ بھیجنا چاہتے ہیں تو براہِ کرم دوبارہ چنیں۔
desk-hand-in-file-kept = آپ کی فائل ساتھ جائے گی۔ جب تک آپ جمع نہ کرائیں یہ یہاں مہر بند ہے، صرف یہی فارم اسے کھول سکتا ہے، اور { $minutes } منٹ بعد حذف ہو جاتی ہے۔
desk-hand-in-file-stripped = جانچنے والوں کو فائل کی ایسی نقل ملتی ہے جس میں جگہ، وقت اور آلے کی معلومات نہیں ہوتیں۔ چہرے اور آوازیں رہتی ہیں: دیکھ لیں کہ ان میں کون ہے۔
desk-hand-in-reason = آپ کو اس سے کیا فکر ہے؟
desk-hand-in-reason-hint = ایک جملہ بھی جانچ کاروں کی مدد کرتا ہے۔ ایسا کچھ نہ لکھیں جس سے پتا چلے کہ آپ کون ہیں۔
desk-hand-in-organisation = اسے کون دیکھے؟
desk-hand-in-organisation-any = کوئی بھی
desk-hand-in-agree = مجھے منظور ہے کہ جانچ کار اسے پڑھیں اور اسے اسی طرح محفوظ کیا جائے جیسے اوپر بتایا گیا ہے
desk-hand-in-send = جمع کرائیں
desk-hand-in-reads = { $organisation } کے جانچ کار اسے پڑھ سکتے ہیں۔
desk-hand-in-reads-shared = { $organisation } اور اس نیٹ ورک کے دوسرے اداروں کے جانچ کار اسے پڑھ سکتے ہیں۔
desk-hand-in-reads-nobody = اس وقت کوئی ادارہ پیغام نہیں لے رہا۔
desk-hand-in-how-long =
    { $days ->
        [one] اگر کوئی اس کا جواب نہ دے سکا تو متن ایک دن بعد مٹا دیا جاتا ہے۔
       *[other] اگر کوئی اس کا جواب نہ دے سکا تو متن { $days } دن بعد مٹا دیا جاتا ہے۔
    }
desk-hand-in-no-sender = ہم یہ محفوظ نہیں کرتے کہ آپ کون ہیں، نہ آپ کا نمبر، نہ آپ کا پتا۔
desk-hand-in-personal = ہو سکے تو عام لوگوں کے نام اور نمبر نکال دیں۔ کچھ بھی شائع ہونے سے پہلے وہ ٹیلی فون نمبر، پتے اور اکاؤنٹ نمبر چھپا دیے جاتے ہیں جنہیں ہم پہچان لیتے ہیں۔

## رسید
desk-receipt-yours = آپ کی رسید
desk-receipt-write-down = اسے لکھ لیں، یا یہ صفحہ پرنٹ کریں۔ جواب ڈھونڈنے کے لیے آپ کو دونوں حصے چاہییں۔
desk-receipt-locator = نمبر
desk-receipt-words = آٹھ الفاظ
desk-receipt-nobody = کوئی بھی آپ کے لیے یہ الفاظ ڈھونڈ نہیں سکتا۔ یہ صرف اسی ایک بار دکھائے جا رہے ہیں۔
desk-receipt-print = کاغذ پر ایک چوکور کوڈ اس سائٹ پر واپس لاتا ہے۔ اس میں نمبر ہوتا ہے، الفاظ کبھی نہیں۔
desk-receipt-next = آگے کیا ہوگا
desk-receipt-next-joined = دوسرے لوگ بھی یہی جمع کرا چکے ہیں۔ یہ پہلے سے انتظار میں ہے۔
desk-receipt-next-checked = جس کے بارے میں بہت سے لوگ پوچھتے ہیں، اسے پہلے دیکھا جاتا ہے۔ اس میں گھنٹے یا دن لگ سکتے ہیں۔
desk-receipt-next-come-back = یہ دیکھنے کے لیے کہ بات کہاں تک پہنچی، رسید کے ساتھ واپس آئیں۔ ہم آپ کو لکھ نہیں سکتے، کیونکہ ہم نہیں جانتے کہ آپ کون ہیں۔
desk-receipt-next-until = اگر کوئی جواب نہ دے سکا تو یہ { $date } تک رکھا جائے گا۔
desk-receipt-look = رسید ابھی آزما کر دیکھیں
desk-receipt-title = رسید سے جواب ڈھونڈیں
desk-receipt-lead = وہ نمبر اور آٹھ الفاظ لکھیں جو آپ کو دیے گئے تھے۔
desk-receipt-locator-hint = آٹھ حروف اور ہندسے، جیسے 7K2M-9QXA۔
desk-receipt-words-hint = اسی ترتیب میں۔ بڑے چھوٹے حروف، کوما اور نئی سطر سے فرق نہیں پڑتا۔ انگریزی لفظ کے پہلے چار حروف کافی ہیں۔
desk-receipt-open = دیکھیں بات کہاں تک پہنچی
desk-receipt-lost = اگر الفاظ کھو جائیں تو کوئی بھی رسید نہیں کھول سکتا۔ آپ دوبارہ پوچھ سکتے ہیں: اگر اب تک جانچ ہو چکی ہے تو جواب فوراً سامنے آ جائے گا۔

## جمع کرایا ہوا پیغام کہاں تک پہنچا
desk-standing-waiting = یہ انتظار میں ہے
desk-standing-waiting-lead = ابھی کسی نے اس پر کام شروع نہیں کیا۔ بعد میں واپس آئیں۔
desk-standing-checking = اس کی جانچ ہو رہی ہے
desk-standing-checking-lead = کوئی اس پر کام کر رہا ہے۔ بعد میں واپس آئیں۔
desk-standing-answered = اس کی جانچ ہو چکی ہے
desk-standing-answered-lead =
    { $count ->
        [one] جواب یہ ہے۔
       *[other] یہ { $count } جانچوں کے جواب ہیں۔
    }
desk-standing-corrected = جب آپ نے پچھلی بار دیکھا تھا، اس کے بعد جواب درست کیا گیا ہے۔ براہِ کرم اسے دوبارہ پڑھیں۔
desk-standing-expired = وقت کے اندر کوئی اس کی جانچ نہ کر سکا
desk-standing-expired-lead = متن مٹا دیا گیا ہے۔ اگر پیغام اب بھی آپ کے پاس ہے تو آپ دوبارہ پوچھ سکتے ہیں۔
desk-standing-not-checked = اس کی جانچ نہیں ہوگی
desk-standing-removed = اسے ہٹا دیا گیا
desk-standing-removed-lead = ایک ماڈریٹر نے اسے ہٹایا۔ ماڈریشن کا ریکارڈ بتاتا ہے کہ کیا فیصلے ہوئے اور اپیل کیسے کریں۔
desk-standing-removed-entry = ماڈریشن کے ریکارڈ میں یہ فیصلہ پڑھیں، اور یہ کہ اپیل کیسے کریں
desk-standing-withdrawn = جواب واپس لے لیا گیا ہے
desk-standing-withdrawn-checking = جنہوں نے جواب دیا تھا، انہوں نے اسے واپس لے لیا ہے۔ کوئی اسے دوبارہ دیکھ رہا ہے۔ بعد میں واپس آئیں۔
desk-standing-withdrawn-waiting = جنہوں نے جواب دیا تھا، انہوں نے اسے واپس لے لیا ہے۔ یہ دوبارہ دیکھے جانے کے انتظار میں ہے۔ بعد میں واپس آئیں۔
desk-standing-withdrawn-by = { $organisation } نے { $date } کو اپنا جواب واپس لیا۔ براہِ کرم اب اس پر بھروسا نہ کریں۔
desk-standing-message = جو آپ نے جمع کرایا
desk-standing-handed-in = { $date } کو جمع کرایا گیا۔
desk-standing-counted = اتنے لوگوں نے تقریباً یہی جمع کرایا کہ آپ کا پیغام صرف گنا گیا۔ اس کے الفاظ محفوظ نہیں کیے گئے۔
desk-standing-again = دوبارہ دیکھیں
desk-closed-not-checkable = اس میں جانچنے کے لائق کچھ نہیں: یہ رائے، خواہش یا پیش گوئی ہے۔
desk-closed-private = یہ نجی معاملہ ہے۔ سب کے سامنے اس کی جانچ سے کسی کو نقصان پہنچ سکتا ہے۔
desk-closed-spam = یہ اشتہار لگتا ہے، یا اس میں جانچنے کے لیے کچھ نہیں۔
desk-closed-out-of-scope = یہاں کے ادارے اس کی جانچ نہیں کر سکتے۔ شاید کوئی اور ادارہ کر سکے۔
desk-closed-not-enough = اس میں اتنا کم ہے کہ پتا نہیں چلتا دعویٰ کیا ہے۔ آپ پورے پیغام کے ساتھ دوبارہ پوچھ سکتے ہیں۔
desk-withdraw = واپس لیں
desk-withdraw-lead = متن مٹا دیا جاتا ہے، سوائے اس کے کہ دوسروں نے بھی یہی جمع کرایا ہو، یا قانون اسے رکھنے کا تقاضا کرے۔ پھر رسید سے کچھ نہیں کھلتا۔ اس کے بعد اسے پلٹایا نہیں جا سکتا۔
desk-withdraw-sure = ہاں، واپس لیں
desk-withdraw-send = ابھی واپس لیں
desk-withdrawn = آپ نے اسے واپس لے لیا ہے
desk-withdrawn-lead = رسید سے اب کچھ نہیں کھلتا۔ آپ اسے پھینک سکتے ہیں۔
desk-withdrawn-held = رسید سے اب کچھ نہیں کھلتا۔ قانون کا تقاضا ہے کہ متن فی الحال رکھا جائے۔ اس پر کوئی کام نہیں کرتا، اور یہ تقاضا ختم ہونے پر اسے مٹا دیا جاتا ہے۔

## جانچوں کی فہرست
desk-checks-title = شائع شدہ جانچیں
desk-checks-description = لوگوں نے جو پیغام آگے بھیجے، ان کے بارے میں اس نیٹ ورک کے حقائق کی جانچ کرنے والے اداروں نے کیا معلوم کیا۔
desk-filter-words = الفاظ
desk-filter-verdict = نتیجہ
desk-filter-language = زبان
desk-filter-organisation = ادارہ
desk-filter-content = پیغام کی قسم
desk-filter-more = مزید انتخاب: { $list }
desk-filter-any = سب
desk-filter-show = تلاش کریں
desk-empty-found = کوئی جانچ نہیں ملی۔
desk-empty-found-how = کم الفاظ لکھ کر دیکھیں، یا فہرستوں میں ”سب“ چنیں۔ یا خود پیغام کے بارے میں پوچھیں۔
desk-organisation-checks = اس کی شائع شدہ جانچیں
desk-organisation-no-checks = اس نے ابھی یہاں کوئی جانچ شائع نہیں کی۔
desk-organisation-no-checks-how = شائع ہوتے ہی اس کی جانچیں یہاں نظر آئیں گی۔
desk-checks-take = یہ فہرست اپنے ساتھ لے جائیں
desk-checks-take-lead = ان میں سے ہر ایک میں بالکل اوپر والی فہرست ہے، اور وہ تازہ رہتی ہے۔
desk-checks-as = { $format } کی شکل میں
desk-feed-title = { $site } پر شائع شدہ جانچیں
desk-feed-title-filtered = { $site } پر شائع شدہ منتخب جانچیں

## ایک جانچ
desk-check-title = { $verdict }: { $title }
desk-check-description = { $verdict }: ”{ $claim }“ جانچ کرنے والا ادارہ: { $organisation }۔
desk-check-withdrawn-title = واپس لی گئی: { $title }
desk-check-withdrawn = یہ جانچ اسی ادارے نے واپس لے لی ہے جس نے اسے لکھا تھا۔ وہ اب اس کی ذمہ داری نہیں لیتا۔
desk-check-withdrawn-on = { $date } کو واپس لی گئی۔
desk-check-translation-withdrawn = { $organisation } نے { $date } کو { $language } میں اپنا ترجمہ واپس لیا۔
desk-check-outdated = یہ ترجمہ ہونے کے بعد اصل میں درستی کی گئی۔ ہو سکتا ہے کہ ترجمے میں وہ درستی نہ ہو۔
desk-check-languages = یہ جانچ اس زبان میں پڑھیں
desk-check-original = اصل
desk-check-translated-by = ترجمہ کرنے والا ادارہ: { $organisation }
desk-check-example = ایک پیغام جس میں یہ دعویٰ تھا
desk-check-example-lead = ایک مثال، جیسی لوگوں کو ملی۔ جس سے کسی کی پہچان ہو سکتی ہے وہ چھپا دیا گیا ہے۔
desk-check-replies = جوابی بیان
desk-check-replies-lead = ان لوگوں اور اداروں کے بیان جن سے اس جانچ کا تعلق ہے۔ یہ ان کے اپنے الفاظ ہیں۔
desk-check-versions = کیا بدلا
desk-check-share = یہ جانچ شیئر کریں
desk-check-share-lead = یہ پتا نقل کریں اور جہاں پیغام آپ کو ملا وہیں جواب میں بھیج دیں۔
desk-check-card = اس جانچ کی تصویر، ساتھ بھیجنے کے لیے
desk-card-withdrawn = واپس لی گئی
desk-version-name = نسخہ { $number }
desk-version-title = ایک جانچ کا نسخہ { $number }
desk-version-at-source = اس کے لکھنے والوں نے اسے درست کیا، اور نیا نسخہ دوبارہ لایا گیا۔
desk-version-which = یہ نسخہ { $number } ہے، جو { $date } کو شائع ہوا۔
desk-version-note = کیا بدلا:
desk-version-newest = جانچ جیسی اب ہے، ویسی دیکھیں
desk-claim-checks =
    { $count ->
        [0] اس وقت اس دعوے کی کوئی شائع شدہ جانچ برقرار نہیں ہے۔
        [one] ایک ادارے نے اس دعوے کی جانچ کی۔
       *[other] اس دعوے کی { $count } جانچیں موجود ہیں۔
    }

## دو نسخوں کے درمیان کیا بدلا
desk-version-whole = اس نسخے کا پورا متن
desk-changes-title = نسخہ { $number } کے بعد کیا بدلا
desk-changes-how = نکالے گئے الفاظ پر لکیر پھری ہے۔ نئے الفاظ کے نیچے لکیر ہے۔
desk-changes-before = پہلے:
desk-changes-now = اب:
desk-changes-none = متن میں کچھ نہیں بدلا۔
desk-changes-nothing = کچھ نہیں
desk-changes-claim = دعویٰ
desk-changes-short = مختصر جواب
desk-changes-explanation = وضاحت
desk-changes-harm = نقصان کی قسم

## شائع شدہ جانچ کے بارے میں لکھنا
desk-respond-title = کیا یہاں کچھ غلط ہے؟
desk-respond-lead = آپ غلطی بتا سکتے ہیں۔ اگر یہ جانچ آپ کے بارے میں ہے تو آپ جوابی بیان دے سکتے ہیں۔
desk-respond-link = شائع کرنے والوں کو لکھیں
desk-respond-page = غلطی بتائیں، یا جوابی بیان دیں
desk-respond-back = جانچ پر واپس
desk-letter-reads = آپ جو لکھیں گے اسے { $organisation } کے ماڈریٹر پڑھیں گے۔ یہ کسی اور کو نہیں دکھایا جاتا۔
desk-letter-reads-operators = اس سائٹ پر { $organisation } کے لیے کوئی کام نہیں کرتا: یہ جانچ کہیں اور سے لائی گئی ہے۔ آپ جو لکھیں گے اسے ان کی جگہ اس نیٹ ورک کو چلانے والے پڑھیں گے۔
desk-letter-source = جانچ لکھنے والوں تک اس صفحے سے پہنچا جا سکتا ہے جہاں یہ پہلی بار شائع ہوئی:
desk-letter-then-mistake = اگر آپ غلطی بتائیں تو وہ اسے دیکھیں گے۔ اگر آپ درست ہیں تو جانچ درست کی جائے گی، اور سب دیکھ سکیں گے کہ کیا بدلا۔
desk-letter-then-reply = اگر آپ جوابی بیان دینا چاہیں تو آپ کے الفاظ جانچ کے ساتھ ویسے ہی شائع ہوں گے جیسے آپ نے لکھے، یا آپ کو بتایا جائے گا کہ کیوں نہیں۔ دونوں اس ریکارڈ میں درج ہوتے ہیں، جہاں آپ اپیل کر سکتے ہیں:
desk-letter-then-receipt = اکاؤنٹ کی ضرورت نہیں۔ آپ کو رسید ملے گی، اور اسی سے آپ جواب پڑھ سکیں گے۔
desk-letter-how-long =
    { $days ->
       *[other] آپ کی تحریر اور آپ تک پہنچنے کا طریقہ فیصلے کے { $days } دن بعد، یا فیصلہ نہ ہونے پر اتنے ہی وقت کے بعد، مٹا دیا جاتا ہے۔ جو جوابی بیان شائع ہو چکا وہ رہتا ہے۔
    }
desk-letter-kind = آپ کیا کرنا چاہتے ہیں؟
desk-letter-kind-mistake = غلطی بتانا
desk-letter-kind-reply = جوابی بیان دینا، کیونکہ یہ جانچ میرے بارے میں ہے یا ان کے بارے میں جن کی طرف سے میں بولتا ہوں
desk-letter-text = آپ کیا کہنا چاہتے ہیں؟
desk-letter-text-hint = بتائیں کہ کون سا جملہ مراد ہے، اور کیا چیز دکھاتی ہے کہ وہ غلط ہے۔ لنک سے مدد ملتی ہے۔
desk-letter-from = آپ کا نام، یا ان کا نام جن کی طرف سے آپ بولتے ہیں
desk-letter-from-hint = یہ جوابی بیان کے ساتھ شائع ہوتا ہے۔ غلطی بتانے کے لیے اسے خالی چھوڑ سکتے ہیں۔
desk-letter-contact = ہم آپ تک کیسے پہنچیں؟
desk-letter-contact-hint = ای میل، فون نمبر، یا کوئی اور طریقہ۔ یہ کبھی شائع نہیں ہوتا۔
desk-letter-send = بھیجیں
desk-letter-next = کوئی اسے دیکھے گا۔ کچھ دن لگ سکتے ہیں۔
desk-letter-next-come-back = فیصلہ پڑھنے کے لیے رسید لے کر واپس آئیں۔
desk-letter-standing = جانچ کے بارے میں آپ کی تحریر
desk-letter-see = جانچ دیکھیں
desk-letter-yours = آپ کی تحریر
desk-letter-kept = یہ { $date } تک رکھی جائے گی۔
desk-letter-open = ابھی کسی نے فیصلہ نہیں کیا۔ بعد میں آئیں۔
desk-letter-published = آپ کا جوابی بیان جانچ کے ساتھ موجود ہے۔
desk-letter-corrected = آپ درست تھے۔ جانچ درست کر دی گئی ہے۔
desk-letter-stands = اسے دیکھا گیا۔ جانچ ویسی ہی رہتی ہے۔
desk-letter-declined = آپ کا جوابی بیان شائع نہیں کیا گیا۔
desk-letter-removed = آپ کا جوابی بیان شائع ہوا تھا، پھر ہٹا دیا گیا۔
desk-letter-withdraw-lead = آپ کی تحریر اور آپ تک پہنچنے کا طریقہ مٹا دیا جاتا ہے، سوائے اس کے کہ قانون اسے رکھنے کا تقاضا کرے۔ جو جوابی بیان شائع ہو چکا وہ رہتا ہے۔ اس کے بعد رسید سے کچھ نہیں کھلے گا۔ یہ واپس نہیں ہو سکتا۔

## پیغاموں اور نقصان کی قسمیں
desk-content-text = متن
desk-content-link = ویب صفحہ یا لنک
desk-content-image = تصویر
desk-content-video = ویڈیو
desk-content-audio = آواز کی ریکارڈنگ
desk-content-synthetic-image = مشین (AI) کی بنائی یا بدلی ہوئی تصویر
desk-content-synthetic-video = مشین کی بنائی یا بدلی ہوئی ویڈیو (ڈیپ فیک)
desk-content-synthetic-audio = مشین کی بنائی یا نقل کی ہوئی آواز
desk-content-chatbot-text = چیٹ بوٹ کا لکھا ہوا متن
desk-content-out-of-context = اصلی، مگر غلط سیاق و سباق میں
desk-content-other = کچھ اور
desk-harm-misinformation = مس انفارمیشن: غلط بات، جو نقصان کی نیت کے بغیر آگے بھیجی گئی
desk-harm-disinformation = ڈس انفارمیشن: غلط بات، جو نقصان پہنچانے کے لیے بنائی گئی
desk-harm-malinformation = مال انفارمیشن: سچی بات، جو کسی کو نقصان پہنچانے کے لیے پھیلائی گئی

## ذاتی بات کی جگہ کیا لکھا جاتا ہے
desk-mask-telephone = ٹیلی فون نمبر
desk-mask-email = ای میل پتا
desk-mask-address = ڈاک کا پتا
desk-mask-identity = شناختی نمبر
desk-mask-account = اکاؤنٹ نمبر
desk-mask-name = نام

## ماڈریشن کا عوامی ریکارڈ
desk-log-title = ماڈریشن کا ریکارڈ
desk-log-lead = یہاں کسی چیز کو چھپانے، ہٹانے یا روکنے کا ہر فیصلہ، اور اس کی وجہ۔ عام لوگوں کے نام نہیں لکھے جاتے۔
desk-log-empty = ابھی کوئی فیصلہ نہیں ہوا۔
desk-log-empty-how = ہر فیصلہ اسی دن یہاں نظر آتا ہے جس دن وہ کیا جائے۔
desk-log-by = فیصلہ کرنے والا ادارہ:
desk-log-reference = حوالہ: { $reference }
desk-log-reversed = { $date } کو پلٹ دیا گیا
desk-log-appeals =
    { $count ->
        [one] ایک اپیل پر فیصلہ باقی ہے۔
       *[other] { $count } اپیلوں پر فیصلہ باقی ہے۔
    }
desk-log-subject = دیکھیں یہ کس بارے میں ہے
desk-moderation-hide = چھپایا گیا
desk-moderation-restore = بحال کیا گیا
desk-moderation-block = روکا گیا
desk-moderation-takedown = ہٹایا گیا
desk-moderation-court-order = عدالت کا حکم
desk-moderation-legal-hold = قانونی وجہ سے رکھا گیا
desk-moderation-media-block = فائل روکی گئی
desk-moderation-right-of-reply = جوابی بیان شائع کیا گیا
desk-moderation-reply-declined = جوابی بیان شائع نہیں کیا گیا
desk-subject-message = ایک پیغام
desk-subject-claim = ایک دعویٰ
desk-subject-check = ایک جانچ
desk-subject-media = ایک فائل
desk-appeal-title = کیا آپ کے خیال میں یہ غلط ہے؟
desk-appeal-lead = آپ اپیل کر سکتے ہیں۔ اسے کوئی ایسا شخص دیکھتا ہے جس نے یہ فیصلہ نہیں کیا۔ جواب کے لیے آپ کو رسید ملتی ہے۔
desk-appeal-text = اس میں کیا غلط ہے؟
desk-appeal-text-hint = جانچ کار اور ماڈریٹر اسے پڑھتے ہیں۔ یہ بتانا ضروری نہیں کہ آپ کون ہیں۔
desk-appeal-send = اپیل کریں
desk-appeal-next-other = آپ کی اپیل کوئی ایسا شخص دیکھتا ہے جس نے یہ فیصلہ نہیں کیا۔
desk-appeal-next-come-back = جواب پڑھنے کے لیے رسید کے ساتھ واپس آئیں۔
desk-appeal-standing = آپ کی اپیل
desk-appeal-answer = جواب
desk-appeal-day = { $date } کو بھیجی گئی۔
desk-appeal-open = ابھی کسی نے اس پر فیصلہ نہیں کیا۔ بعد میں واپس آئیں۔
desk-appeal-nobody = کوئی اپنے ہی فیصلے پر فیصلہ نہیں کر سکتا، اور یہاں ابھی کوئی دوسرا شخص نہیں ہے۔ جس نے فیصلہ کیا تھا وہ دیکھتا ہے کہ دوسرے شخص کی ضرورت ہے۔ بعد میں واپس آئیں۔
desk-appeal-upheld = آپ کی اپیل دیکھی گئی۔ فیصلہ برقرار ہے۔
desk-appeal-granted = آپ کی اپیل درست تھی۔ فیصلہ پلٹ دیا گیا۔

## تعارف
desk-about-title = { $name } کے بارے میں
desk-about-lead = یہاں سول سوسائٹی کے ادارے ان باتوں کی جانچ کرتے ہیں جو لوگ آگے بھیجتے ہیں، اور ہر پوچھنے والے کو جواب دیتے ہیں۔
desk-about-who = جانچ کون کرتا ہے
desk-about-who-text = ہر جانچ پر اس ادارے کا نام ہوتا ہے جس نے اسے لکھا اور جو اس کا ذمہ دار ہے۔
desk-about-organisations = اس نیٹ ورک کے ادارے
desk-about-checks-count =
    { $count ->
        [one] ایک جانچ
       *[other] { $count } جانچیں
    }
desk-about-checks = جانچ کیسے ہوتی ہے
desk-about-checks-text = جانچ کار لکھتے ہیں کہ پیغام میں کیا دعویٰ ہے، اس کے بارے میں کیا معلوم ہے اور اس کی بنیاد کیا ہے۔ زیادہ تر اداروں میں شائع ہونے سے پہلے دوسرا شخص اسے پڑھتا ہے۔ یہ نتیجے ہو سکتے ہیں:
desk-verdict-false = دعویٰ غلط ہے۔
desk-verdict-misleading = کچھ حصہ سچ ہے، یا سچ ہے مگر اس طرح بتایا گیا کہ دھوکا ہو۔
desk-verdict-true = دعویٰ درست ہے۔
desk-verdict-opinion = ایک خیال، ایسی حقیقت نہیں جس کی جانچ ہو سکے۔ جانچ میں دوسرے خیال بھی بتائے جاتے ہیں۔
desk-verdict-satire = مذاق کے طور پر کہا گیا۔
desk-verdict-not-checkable = فی الحال کوئی معلوم نہیں کر سکتا۔
desk-about-corrections = جانچ کو درست کیا جا سکتا ہے۔ ہر نسخہ پڑھنے کے لیے موجود رہتا ہے۔ جو جانچ واپس لے لی جائے، اس کے صفحے پر یہ لکھا ہوتا ہے۔ جو ہٹایا گیا وہ ریکارڈ میں ہے:
desk-about-matching = آپ کے پیغام کو اس کا جواب کیسے ملتا ہے
desk-about-matching-text = اس سرور پر ایک پروگرام آپ کے پیغام کا موازنہ اس سے کرتا ہے جس کی جانچ ہو چکی ہے۔ کہیں اور کچھ نہیں بھیجا جاتا۔ یہ بتاتا ہے کہ کوئی چیز کیوں دکھائی گئی:
desk-about-matching-link = سب سے زیادہ وزن ایک جیسے لنک کا ہے۔
desk-about-matching-text-equal = اس کے بعد ایک جیسے الفاظ کا، چاہے پیغام کاٹا گیا ہو، اس میں خالی جگہیں ڈالی گئی ہوں یا اسے سجایا گیا ہو۔
desk-about-matching-number = جب کوئی عدد مختلف ہو تو اسے کبھی جواب کے طور پر نہیں دکھایا جاتا۔
desk-about-matching-similar = جو صرف ملتا جلتا ہے وہ ملتا جلتا ہی بتایا جاتا ہے۔ فیصلہ آپ کرتے ہیں۔
desk-about-matching-limits = یہ غلط بھی ہو سکتا ہے۔ دعوے کا اپنے پیغام سے ہمیشہ موازنہ کریں۔
desk-about-numbers = اعداد میں

## رازداری
desk-privacy-title = کیا محفوظ ہوتا ہے، اور اسے کون پڑھ سکتا ہے
desk-privacy-lead = جتنا کم ہو سکے۔ یہ صفحہ اسے صاف صاف بتاتا ہے۔
desk-privacy-ask = جب آپ پوچھتے ہیں
desk-privacy-ask-text = آپ کے پیغام کا موازنہ سرور کی میموری میں ہوتا ہے اور پھر اسے بھلا دیا جاتا ہے۔ صرف گنتی رکھی جاتی ہے: لوگوں نے کتنی بار پوچھا، اور کس شائع شدہ دعوے کے بارے میں۔
desk-privacy-hand-in = جب آپ کچھ جمع کراتے ہیں
desk-privacy-fingerprint = اس کے بعد ایک نشان باقی رہتا ہے: متن سے بنایا گیا ایک عدد، تاکہ وہی پیغام دوبارہ آئے تو پہچانا جائے۔ اس سے متن نہیں پڑھا جا سکتا۔ جس کے پاس وہی متن ہو وہ وہی عدد بنا سکتا ہے۔
desk-privacy-masked = اگر جانچ شائع ہو تو پیغام کی ایک مثال دکھائی جا سکتی ہے۔ وہ ٹیلی فون نمبر، پتے اور اکاؤنٹ نمبر جنہیں ہم پہچان لیتے ہیں، اور وہ نام جن پر جانچ کار نشان لگائے، چھپا دیے جاتے ہیں۔
desk-privacy-files = جس تصویر، ویڈیو یا آواز کے بارے میں آپ پوچھتے ہیں وہ صرف میموری میں دیکھی جاتی ہے۔ اگر جواب معلوم نہ ہو تو وہ مہر بند ہو کر زیادہ سے زیادہ 30 منٹ انتظار کرتی ہے؛ صرف آپ کا کھلا صفحہ اسے کھول سکتا ہے۔ اگر آپ جمع کرائیں تو جگہ، وقت اور آلے کے بغیر ایک نقل متن کی طرح رکھی جاتی ہے۔
desk-privacy-withdraw = آپ اپنی رسید سے اسے کسی بھی وقت واپس لے سکتے ہیں۔ اگر دوسروں نے بھی یہی جمع کرایا ہو تو متن ان کے لیے رہتا ہے۔ اگر قانون اسے رکھنے کا تقاضا کرے تو اس پر کوئی کام نہیں کرتا، اور یہ تقاضا ختم ہونے پر اسے مٹا دیا جاتا ہے۔
desk-privacy-letter = جب آپ کسی جانچ کے بارے میں لکھیں
desk-privacy-letter-text = آپ کی تحریر، آپ کا نام اور آپ تک پہنچنے کا طریقہ اس ادارے کے ماڈریٹر پڑھتے ہیں جس نے جانچ شائع کی۔ جس صفحے پر آپ لکھتے ہیں وہ بتاتا ہے کہ وہ کون ہیں۔ جوابی بیان کے ساتھ آپ کے الفاظ اور آپ کا دیا ہوا نام شائع ہوتا ہے، آپ تک پہنچنے کا طریقہ کبھی نہیں۔ آپ اسے اپنی رسید سے واپس لے سکتے ہیں۔
desk-privacy-receipt = آپ کی رسید
desk-privacy-receipt-text = ہم رسید کا نمبر اور اس کے الفاظ پرکھنے کی ایک قدر محفوظ کرتے ہیں، الفاظ کبھی نہیں۔ رسید کے ساتھ ہم دن محفوظ کرتے ہیں، گھنٹہ نہیں، اور آپ کے صفحے کی زبان۔ ہر دعوے کے لیے ہم گنتے ہیں کہ ہر گھنٹے میں کتنے لوگوں نے پوچھا، یہ نہیں کہ رسید کس کی تھی۔
desk-privacy-visit = جب آپ یہاں آتے ہیں
desk-privacy-address = آپ کا انٹرنیٹ پتا میموری میں استعمال ہوتا ہے تاکہ درخواستوں کے سیلاب کو سست کیا جائے۔ اسے لکھا نہیں جاتا۔
desk-privacy-cookies = ایک کوکی ہوتی ہے، اگر آپ زبان چنیں۔ اس میں صرف زبان ہوتی ہے۔ جو لوگ یہاں کام کرنے کے لیے سائن ان کرتے ہیں، ان کے پاس دوسری بھی ہوتی ہے۔
desk-privacy-nothing-else = دوسرے سرورز سے کچھ نہیں لایا جاتا۔ نہ اشتہار ہیں نہ پیچھا کرنے والے ٹریکر۔
desk-privacy-limits = ہم کیا وعدہ نہیں کر سکتے
desk-privacy-limits-text = کوئی بھی سائٹ حفاظت کا وعدہ نہیں کر سکتی۔ آپ کو حدیں معلوم ہونی چاہییں:
desk-privacy-limits-server = یہ سرور جس کے اختیار میں ہو وہ اس وقت سے آنے والی باتیں پڑھ سکتا ہے، جب تک کسی کو پتا نہ چلے۔
desk-privacy-limits-line = آپ کو انٹرنیٹ دینے والی کمپنی دیکھ سکتی ہے کہ آپ اس سائٹ پر آئے، یہ نہیں کہ آپ نے کیا لکھا۔ ٹور براؤزر (Tor Browser) آپ کا یہاں آنا بھی چھپاتا ہے۔
desk-privacy-limits-device = آپ کے بعد جو آپ کا فون یا کمپیوٹر استعمال کرے، وہ اس کی ہسٹری میں یہ صفحہ دیکھ سکتا ہے۔ اگر اس کی فکر ہو تو پرائیویٹ ونڈو استعمال کریں۔

## پروگراموں کے لیے
desk-api-title = پروگراموں کے لیے
desk-api-lead = جو کچھ عام صفحے کر سکتے ہیں وہ پروگرام بھی کر سکتے ہیں۔ جو عوامی ہے اس کے لیے کوئی کلید نہیں چاہیے۔
desk-api-openapi = پوری تفصیل (OpenAPI 3.1)
desk-api-ask = پوچھیں کہ کوئی پیغام معلوم ہے یا نہیں
desk-api-hand-in = جو معلوم نہیں اسے جمع کرائیں
desk-api-receipt = دیکھیں بات کہاں تک پہنچی
desk-api-list = شائع شدہ جانچوں کی فہرست
desk-api-all = تمام شائع شدہ جانچیں حاصل کریں
desk-api-feeds = نئی اور درست کی گئی جانچوں پر نظر رکھیں
desk-api-rules = جاننا مفید ہے
desk-api-rule-limits = ہر نیٹ ورک کے لیے حدیں ہیں۔ جواب 429 بتاتا ہے کہ کتنے سیکنڈ بعد دوبارہ کوشش کریں۔ درخواستوں کے سیلاب میں جواب 428 ایک چھوٹا سا حساب مانگتا ہے۔
desk-api-rule-problems = غلطیاں application/problem+json (RFC 9457) کی شکل میں ہوتی ہیں، آپ کے Accept-Language ہیڈر کی زبان میں۔
desk-api-rule-idempotency = جب کچھ جمع کرائیں تو ایک نئی بے ترتیب Idempotency-Key بھیجیں۔ وہی کلید اور وہی متن ہو تو وہی رسید ملتی ہے۔ کلید کو خفیہ رکھیں: جسے یہ معلوم ہو وہ رسید مانگ سکتا ہے۔
desk-api-rule-licence = ہر جانچ میں اس ادارے کا نام ہوتا ہے جس نے اسے لکھا، اور اگر وہ کہیں اور سے لائی گئی ہو تو اس کا لائسنس۔ جب آپ جانچ آگے بھیجیں تو یہ دونوں بتائیں۔

## کیا نہیں ہو سکا اور اب کیا کریں
desk-problem-message-empty = یہاں جانچنے کے لیے کوئی متن نہیں۔ پیغام پیسٹ کریں یا لکھیں۔
desk-problem-file-none = یہاں فائلیں نہیں لی جاتیں۔ براہِ کرم الفاظ لکھیں۔
desk-problem-file-pictures = یہاں صرف تصویریں کھل سکتی ہیں (PNG، JPEG، WebP، GIF)۔ براہِ کرم وہ الفاظ لکھیں جو آپ دیکھتے یا سنتے ہیں۔
desk-problem-file-large = فائل بہت بڑی ہے۔ اس قسم کی فائل زیادہ سے زیادہ { $megabytes } MB ہو سکتی ہے۔ اسے کاٹیں، یا اسکرین شاٹ بھیجیں۔
desk-problem-file-kind = یہ ایسی تصویر، ویڈیو یا آواز نہیں جو یہاں کھل سکے۔ اسکرین شاٹ ہمیشہ چلتا ہے۔
desk-problem-file-slow = اس فائل کو کھولنے میں بہت وقت لگا۔ اس کا چھوٹا حصہ یا اسکرین شاٹ بھیجیں۔
desk-problem-file-pixels = تصویر میں اتنے زیادہ نقطے ہیں کہ کھل نہیں سکتی۔ زیادہ سے زیادہ { $megapixels } میگا پکسل۔ اس کا اسکرین شاٹ چلے گا۔
desk-problem-file-memory = یہ تصویر کھولنے کے لیے بہت زیادہ میموری چاہتی ہے۔ اس کا اسکرین شاٹ چلے گا۔
desk-problem-file-damaged = تصویر خراب ہے یا پوری نہیں پہنچی۔ براہِ کرم دوبارہ چنیں، یا اسکرین شاٹ بھیجیں۔
desk-problem-file-again = فائل کے انتظار کا وقت ختم ہو گیا۔ براہِ کرم اسے دوبارہ چنیں؛ باقی کچھ ضائع نہیں ہوا۔
desk-problem-file-room = اس وقت فائلوں کے لیے جگہ نہیں۔ آپ صرف متن جمع کرا سکتے ہیں۔
desk-problem-file-missing = براہِ کرم ایک فائل چنیں۔
desk-problem-file-there = یہ فائل اس دعوے کے ساتھ پہلے سے ہے۔
desk-problem-file-many = ایک دعوے کے ساتھ زیادہ سے زیادہ { $most } فائلیں لگ سکتی ہیں۔ پہلے ایک ہٹائیں۔
desk-problem-message-long =
    { $most ->
       *[other] یہ بہت لمبا ہے۔ ایک بار میں زیادہ سے زیادہ { $most } حروف کی جانچ ہو سکتی ہے۔ وہ حصہ رکھیں جو اہم ہے۔
    }
desk-problem-message-binary = یہ متن نہیں لگتا۔ پیغام کھولیں، اس کے الفاظ نقل کریں اور یہاں پیسٹ کریں۔ یہاں فائلوں کی جانچ نہیں ہو سکتی۔
desk-problem-reason-long =
    { $most ->
       *[other] براہِ کرم اسے زیادہ سے زیادہ { $most } حروف میں لکھیں۔
    }
desk-problem-not-ready = سرور ابھی چلا ہے اور جانچیں پڑھ رہا ہے۔ براہِ کرم چند سیکنڈ بعد دوبارہ کوشش کریں۔ آپ کا متن اب بھی یہاں ہے۔
desk-problem-no-intake = اس وقت کوئی ادارہ پیغام نہیں لے رہا۔ آپ اب بھی پوچھ سکتے ہیں کہ کسی بات کے بارے میں کچھ معلوم ہے یا نہیں۔
desk-problem-blocked = یہ پیغام ایک ماڈریٹر نے روک دیا ہے اور جمع نہیں کرایا جا سکتا۔ ماڈریشن کا ریکارڈ بتاتا ہے کہ کیا فیصلہ ہوا۔
desk-problem-agree = براہِ کرم پہلے منظوری دیں۔ اس کے بغیر کچھ محفوظ نہیں کیا جاتا۔
desk-problem-organisation = فہرست میں سے کوئی ادارہ چنیں، یا کوئی نہ چنیں۔
desk-problem-sure = پہلے خانے پر نشان لگائیں۔ واپس لینے کے بعد اسے پلٹایا نہیں جا سکتا۔
desk-problem-receipt = اس نمبر اور ان الفاظ کی کوئی رسید نہیں ملی۔ دونوں کو اس سے ملا کر دیکھیں جو آپ نے لکھ رکھا ہے۔ جو پیغام واپس لے لیا گیا ہو، اس کی رسید باقی نہیں رہتی۔
desk-problem-receipt-locator-character = ”{ $character }“ نمبر میں نہیں ہو سکتا۔ اس میں صرف حروف اور ہندسے ہوتے ہیں۔
desk-problem-receipt-locator-length =
    { $found ->
       *[other] نمبر میں 8 حروف اور ہندسے ہوتے ہیں۔ یہاں { $found } ہیں۔
    }
desk-problem-receipt-word-count =
    { $found ->
        [one] رسید میں 8 الفاظ ہوتے ہیں۔ یہاں ایک ہے۔
       *[other] رسید میں 8 الفاظ ہوتے ہیں۔ یہاں { $found } ہیں۔
    }
desk-problem-receipt-word-nearest = لفظ نمبر { $position } ان الفاظ میں سے نہیں جو رسیدوں میں ہوتے ہیں۔ کیا آپ کا مطلب ”{ $nearest }“ تھا؟
desk-problem-receipt-word-unknown = لفظ نمبر { $position } ان الفاظ میں سے نہیں جو رسیدوں میں ہوتے ہیں۔ دیکھیں کہ آپ نے اسے کیسے لکھ رکھا ہے۔
desk-problem-receipt-checksum = نمبر اور الفاظ آپس میں نہیں ملتے۔ ان میں سے کسی میں لکھنے کی چوک ہے، یا دو الفاظ آگے پیچھے ہو گئے ہیں۔
desk-problem-search-long =
    { $most ->
       *[other] زیادہ سے زیادہ { $most } حروف لکھ کر تلاش کریں۔
    }
desk-problem-cursor = فہرست کا یہ حصہ نہیں ملا۔ پہلے صفحے سے شروع کریں۔
desk-problem-check-gone = یہ جانچ ہٹا دی گئی ہے۔ ماڈریشن کا ریکارڈ بتاتا ہے کہ کیا فیصلہ ہوا اور کیوں۔
desk-problem-claim-gone = اس دعوے کی کوئی شائع شدہ جانچ اب برقرار نہیں: لکھنے والوں نے اسے واپس لے لیا ہے۔
desk-problem-appeal-empty = چند الفاظ میں لکھیں کہ فیصلے میں کیا غلط ہے۔
desk-problem-appeals-many = اس فیصلے کے خلاف بہت سی اپیلیں باقی ہیں۔ ان کا فیصلہ ایک ساتھ ہوتا ہے۔ کچھ دن بعد واپس آئیں۔
desk-problem-letter-kind = چنیں کہ آپ کیا کرنا چاہتے ہیں۔
desk-problem-letter-from =
    { $most ->
       *[other] جوابی بیان کے لیے نام چاہیے، زیادہ سے زیادہ { $most } حروف کا۔ یہ جوابی بیان کے ساتھ شائع ہوتا ہے۔
    }
desk-problem-letter-empty = چند الفاظ میں بتائیں کہ آپ کی مراد کیا ہے۔
desk-problem-letters-many = اس جانچ کے بارے میں بہت سی تحریریں پڑھے جانے کی منتظر ہیں۔ ان کا فیصلہ اکٹھا ہوگا۔ کچھ دن بعد آئیں۔
desk-problem-letter-withdrawn = یہ جانچ واپس لے لی گئی ہے۔ یہ اب قائم نہیں، اس لیے درست کرنے یا جوابی بیان دینے کو کچھ نہیں۔
desk-problem-reversed-already = یہ فیصلہ پہلے ہی پلٹا جا چکا ہے۔
desk-problem-parameter = یہ قدر قبول نہیں ہو سکتی۔ API کی تفصیل دیکھیں۔
