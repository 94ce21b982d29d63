### نیٹ ورک کے عام صفحوں کے الفاظ: ادارے، سائن ان کرنا، شامل ہونا۔
### چھوٹے جملے، پُرسکون لہجہ، کسی پر الزام نہیں۔ {$...} کی جگہ کوئی قدر آتی ہے؛ اسے ویسا ہی رہنے دیں۔

## نیٹ ورک میں کون ہے
network-nav-organisations = ادارے
network-organisations-title = ادارے
network-organisations-lead = یہ ادارے یہاں پیغاموں کی جانچ کرتے ہیں اور لوگوں کو جواب دیتے ہیں۔
network-organisations-none = ابھی کوئی ادارہ فہرست میں نہیں ہے۔
network-organisations-none-how = جیسے ہی نیٹ ورک کسی ادارے کو شامل کرتا ہے، وہ یہاں نظر آتا ہے۔
network-organisations-imported = دوسری جگہوں کی جانچیں لکھنے والے
network-organisations-imported-lead = ان کی شائع شدہ جانچیں کھلے ڈیٹا سے لائی گئی ہیں۔ وہ اس سائٹ پر کام نہیں کرتے۔
network-organisations-all = تمام ادارے
network-organisation-closed = بند ہو چکا ہے
network-organisation-imported = اس کی شائع شدہ جانچیں کھلے ڈیٹا سے لائی گئی ہیں۔ یہ اس سائٹ پر کام نہیں کرتا۔
network-organisation-verified = نیٹ ورک نے تصدیق کی ہے
network-organisation-unverified = ابھی تصدیق نہیں ہوئی
network-organisation-own-place-short = کہاں سے ہے
network-organisation-legal-place-short = کہاں رجسٹرڈ ہے
network-organisation-operating-places-short = کہاں کام کرتا ہے
network-organisation-languages = زبانیں
network-organisation-stakeholder = ادارے کی قسم
network-organisation-aliases = دوسرے نام
network-organisation-website = ویب سائٹ
network-organisation-email-short = ای میل
network-organisation-contact-short = رابطے کے دوسرے طریقے
network-stakeholder-civil-society = سول سوسائٹی
network-stakeholder-media = میڈیا
network-stakeholder-academia = یونیورسٹی یا تحقیق
network-stakeholder-technology-company = ٹیکنالوجی کمپنی
network-stakeholder-private-sector = کوئی اور کمپنی
network-stakeholder-public-sector = سرکاری ادارہ
network-stakeholder-election-management = انتخابات کرانے والا ادارہ
network-stakeholder-not-disclosed = نہیں بتایا گیا

## کردار، جیسے دعوت نامے میں لکھے ہوتے ہیں
network-role-owner = منتظم
network-role-coordinator = کوآرڈینیٹر
network-role-checker = جانچ کار
network-role-reviewer = نظرثانی کار
network-role-responder = مددگار
network-role-liaison = پلیٹ فارم سے رابطہ کار
network-role-researcher = محقق

## سائن ان کرنا
network-sign-in-title = سائن ان کریں
network-sign-in-lead = ان لوگوں کے لیے جو یہاں کے کسی ادارے میں کام کرتے ہیں۔ پیغام کی جانچ کے لیے آپ کو اکاؤنٹ کی ضرورت نہیں۔
network-sign-in-name = سائن ان کا نام
network-password = پاس ورڈ
network-sign-in-button = سائن ان کریں
network-sign-in-help = سائن ان نہیں ہو رہا
network-sign-in-wrong = سائن ان کا نام اور پاس ورڈ آپس میں نہیں ملتے۔ دونوں کو دیکھ لیں اور دوبارہ کوشش کریں۔ بڑے چھوٹے انگریزی حروف کا فرق صرف پاس ورڈ میں ہوتا ہے۔
network-second-title = دوسرا قدم
network-second-lead = اپنی تصدیقی ایپ (authenticator) کھولیں اور وہ چھ ہندسے لکھیں جو وہ اس سائٹ کے لیے دکھاتی ہے۔ اگر فون آپ کے پاس نہیں تو بحالی کا کوئی ایک کوڈ لکھیں۔
network-second-code = چھ ہندسے، یا بحالی کا کوڈ
network-second-code-hint = بحالی کا کوڈ صرف ایک بار استعمال ہو سکتا ہے۔
network-second-other = کسی اور اکاؤنٹ سے سائن ان کریں
network-second-step-over = اس میں دس منٹ سے زیادہ لگ گئے۔ براہِ کرم دوبارہ سائن ان کریں۔
network-code-wrong = یہ کوڈ درست نہیں، یا پہلے استعمال ہو چکا ہے۔ اگلے چھ ہندسوں کا انتظار کریں اور وہ لکھیں۔
network-code-unreadable = اس وقت یہاں آپ کے فون کے چھ ہندسوں کی جانچ نہیں ہو سکتی۔ ان کی جگہ بحالی کا کوئی کوڈ لکھیں، یا اپنی تنظیم کے کسی منتظم سے لنک مانگیں۔
network-help-title = جب آپ سائن ان نہ کر سکیں
network-help-password = آپ پاس ورڈ بھول گئے ہیں: اپنے ادارے کے کسی منتظم سے لنک مانگیں۔ اس سے آپ خود نیا پاس ورڈ چنتے ہیں۔ کسی اور کو وہ کبھی معلوم نہیں ہوتا۔
network-help-phone = آپ کا فون آپ کے پاس نہیں: اپنے پاس ورڈ سے سائن ان کریں، پھر بحالی کے ان کوڈوں میں سے ایک لکھیں جو آپ نے چھاپ کر رکھے تھے۔
network-help-both = آپ کے پاس نہ فون ہے نہ بحالی کے کوڈ: کسی منتظم سے ایسا لنک مانگیں جو دوسرا قدم بھی ہٹا دے۔ ان سے ملیں یا فون کریں، تاکہ انہیں یقین ہو کہ یہ آپ ہی ہیں۔
network-help-nobody = صرف آپ ہی منتظم ہیں: اس نیٹ ورک کو چلانے والے آپ کو نئے اکاؤنٹ کے ساتھ دوبارہ منتظم کے طور پر بلا سکتے ہیں۔ اس سے آپ اپنے پرانے اکاؤنٹ کے لیے لنک بنا سکتے ہیں۔ اگر نیٹ ورک چلانے والے بھی صرف آپ ہی ہیں اور آپ کے پاس بحالی کا کوڈ نہیں، تو کوئی آپ کو اندر نہیں آنے دے سکتا۔ یہ جان بوجھ کر ہے: جو ایسا کر سکتا، وہ آپ کے نام سے خود بھی اندر آ سکتا۔
network-help-back = سائن ان پر واپس
network-sign-out = سائن آؤٹ کریں
network-sign-out-title = سائن آؤٹ کریں
network-sign-out-lead = آپ اس براؤزر میں سائن آؤٹ ہو جائیں گے۔
network-leave-as-it-is = ایسے ہی رہنے دیں
network-signed-out-while-writing = آپ سائن آؤٹ ہو چکے ہیں، اس لیے یہ نہیں بھیجا گیا۔ جو آپ نے لکھا اسے بچانے کے لیے یہ صفحہ کھلا رہنے دیں، دوسرے ٹیب میں سائن ان کریں، پھر یہاں واپس آ کر یہ صفحہ دوبارہ لوڈ کریں۔
network-done-saved = محفوظ ہو گیا۔
network-done-password = آپ کا نیا پاس ورڈ لگ گیا ہے۔ دوسرے براؤزر سائن آؤٹ کر دیے گئے ہیں۔
network-done-ended = سائن آؤٹ ہو گیا۔
network-done-revoked = واپس لے لیا گیا۔ اب اس سے کچھ نہیں کھلتا۔
network-done-left = وابستگی ختم ہو گئی ہے۔
network-done-signed-out = وہ ہر جگہ سے سائن آؤٹ ہو گئے ہیں۔
network-done-opened = ادارہ اب یہاں موجود ہے۔ اب اس کے منتظم کو دعوت دیں۔
network-done-second = دوسرا قدم تیار ہے۔

## اکاؤنٹ
network-person-name = آپ کا نام
network-person-name-hint = جیسا آپ چاہتے ہیں کہ آپ کے ساتھی اسے دیکھیں۔ فرضی نام بھی ٹھیک ہے۔
network-person-name-missing = کوئی نام لکھیں۔ فرضی نام بھی ٹھیک ہے۔
network-sign-in-name-hint = ای میل پتا یا کوئی بھی نام، خالی جگہ کے بغیر۔ ای میل پتا ضروری نہیں۔
network-sign-in-name-missing = وہ نام لکھیں جس سے آپ سائن ان کریں گے۔
network-sign-in-name-length = سائن ان کا نام 3 سے 80 حروف تک ہوتا ہے۔
network-sign-in-name-characters = سائن ان کے نام میں نہ خالی جگہ ہوتی ہے نہ نظر نہ آنے والے حروف۔
network-sign-in-name-taken = یہ نام لیا جا چکا ہے۔ کوئی اور چنیں، یا اگر یہ اکاؤنٹ آپ کا ہے تو سائن ان کریں۔
network-new-password = نیا پاس ورڈ
network-new-password-hint = کم از کم 12 حروف۔ ایک کے بعد ایک لکھے کئی الفاظ یاد رکھنے میں آسان اور بوجھنے میں مشکل ہوتے ہیں۔
network-password-again = وہی پاس ورڈ دوبارہ
network-password-missing = پاس ورڈ لکھیں۔
network-password-too-short = پاس ورڈ میں کم از کم { $least } حروف ہوتے ہیں۔ ایک کے بعد ایک چند الفاظ کافی ہیں۔
network-password-too-long = یہ پاس ورڈ بہت لمبا ہے۔ زیادہ سے زیادہ { $most } بائٹ ہو سکتے ہیں، جو کسی بھی رسم الخط میں 60 حروف سے زیادہ ہیں۔
network-password-common = بہت سے لوگ ایسا ہی پاس ورڈ رکھتے ہیں، اس لیے سب سے پہلے اسی کو آزمایا جاتا ہے۔ کوئی اور چنیں۔
network-password-name = یہ ایک ایسے نام سے ملتا ہے جو دوسروں کو معلوم ہے۔ کچھ ایسا چنیں جس کا آپ سے کوئی تعلق نہ ہو۔
network-password-differs = دونوں پاس ورڈ ایک جیسے نہیں۔ دونوں دوبارہ لکھیں۔
network-password-wrong = یہ آپ کا موجودہ پاس ورڈ نہیں ہے۔
network-too-long = یہ بہت لمبا ہے۔ زیادہ سے زیادہ { $most } حروف ہو سکتے ہیں۔
network-too-many = یہ بہت زیادہ ہیں۔ زیادہ سے زیادہ { $most } ہو سکتے ہیں۔

## تیار کرنا، شامل ہونا، واپس آنا
network-set-up-title = یہ سرور تیار کریں
network-set-up-lead = آپ یہاں پہلے فرد ہیں۔ آپ پہلے ادارے کے منتظم ہوں گے اور نیٹ ورک چلائیں گے۔ یہ لنک ایک ہی بار کام کرتا ہے۔
network-set-up-organisation = پہلا ادارہ
network-set-up-you = آپ
network-set-up-button = تیار کریں
network-set-up-spent = یہ لنک استعمال ہو چکا ہے، بہت پرانا ہے یا ادھورا ہے۔ جب تک کچھ تیار نہیں کیا گیا، سرور کو دوبارہ چلانے پر نیا لنک سامنے آتا ہے۔
network-organisation-name = ادارے کا نام
network-organisation-name-hint = اس کی اپنی زبان اور رسم الخط میں۔
network-organisation-name-missing = ادارے کا نام لکھیں۔
network-organisation-english-name = انگریزی میں نام
network-organisation-english-name-hint = تاکہ ہر جگہ کے ساتھی ادارے اسے ڈھونڈ سکیں۔
network-organisation-english-name-missing = نام انگریزی حروف میں لکھیں۔
network-organisation-english-name-letters = انگریزی نام میں کم از کم ایک لاطینی حرف یا ہندسہ لکھیں۔
network-join-title = آپ کو دعوت دی گئی ہے
network-join-lead = { $organisation } کی طرف سے آپ کو شامل ہونے کی دعوت ہے۔ آپ کے کردار یہ ہوں گے: { $roles }۔
network-join-until = یہ دعوت { $date } تک استعمال ہو سکتی ہے۔
network-join-as = آپ { $name } کے نام سے سائن ان ہیں۔
network-join-signed-in-button = اس اکاؤنٹ سے شامل ہوں
network-join-other-account = کسی اور اکاؤنٹ سے شامل ہونے کے لیے پہلے سائن آؤٹ کریں
network-join-have-account = میرا یہاں اکاؤنٹ ہے: سائن ان کریں
network-join-button = شامل ہوں
network-invitation-used = یہ دعوت استعمال ہو چکی ہے۔ اگر آپ نے استعمال نہیں کی تو اسے بتائیں جس نے آپ کو دعوت دی تھی۔ ورنہ سائن ان کریں۔
network-invitation-revoked = یہ دعوت واپس لے لی گئی ہے۔ نئی مانگیں۔
network-invitation-expired = یہ دعوت سات دن سے زیادہ پرانی ہے۔ نئی مانگیں۔
network-invitation-unknown = یہ ہماری دعوت نہیں ہے۔ دیکھ لیں کہ پورا لنک نقل ہوا ہے یا نہیں۔
network-reset-title = نیا پاس ورڈ چنیں
network-reset-lead = آپ ہر جگہ سائن آؤٹ ہو جائیں گے، پھر نئے پاس ورڈ سے سائن ان کریں گے۔
network-reset-button = پاس ورڈ لگائیں
network-reset-spent = یہ لنک استعمال ہو چکا ہے، ایک دن سے زیادہ پرانا ہے یا ادھورا ہے۔ اپنے ادارے کے کسی منتظم سے نیا مانگیں۔

## پروگراموں کے لیے
network-token-missing = اس کے لیے ٹوکن چاہیے۔ اسے اس شکل میں بھیجیں: Authorization: Bearer saksi_TOKEN
network-scope-lacking = اس ٹوکن میں { $scope } کی اجازت نہیں ہے۔
