### คำของเรื่องที่ขอความช่วยเหลือ: เกิดอะไรขึ้น ช่วยใคร ผลเป็นอย่างไร ใช้ในแบบฟอร์มและตัวเลขที่เผยแพร่
### ผู้อ่านอาจกำลังกลัว ใช้คำง่ายและอ่อนโยน ไม่ตำหนิ ไม่ใช้ศัพท์เฉพาะ ไม่ใช้เครื่องหมายตกใจ

## When something cannot be done
cases-receipt-wrong = เปิดด้วยสิ่งนี้ไม่ได้ โปรดตรวจดูอักขระแปดตัวและทุกคำ ตัวพิมพ์เล็กหรือใหญ่ไม่สำคัญ
cases-draw-again = ใช้คำในใบรับชุดนี้ไม่ได้ ไม่มีอะไรสูญหาย ย้อนกลับไปแล้วจะได้คำชุดใหม่
cases-keys-changed = กุญแจที่ใช้ผนึกเปลี่ยนไปแล้วในระหว่างนี้ ไม่มีอะไรสูญหาย โปรดส่งอีกครั้ง
cases-sealed-wrong = สิ่งนี้ไม่ได้ผนึกอย่างถูกต้อง จึงไม่ได้เก็บไว้ โหลดหน้านี้ใหม่แล้วส่งอีกครั้ง หรือทำต่อโดยไม่ใช้ JavaScript
cases-empty = โปรดเขียนอะไรสักอย่างก่อน
cases-too-long = ข้อความยาวเกินไป: { $found } จากไม่เกิน { $most } โปรดย่อให้สั้นลง หรือส่งส่วนที่เหลือเป็นข้อความที่สองหรือเป็นไฟล์
cases-too-many-entries = เรื่องนี้เต็มแล้ว สิ่งที่มีอยู่จะยังคงอยู่ หากต้องการเพิ่ม โปรดขอความช่วยเหลืออีกครั้งและอ้างถึงเรื่องนี้
cases-too-many-files = แต่ละเรื่องเก็บไฟล์ได้ { $most } ไฟล์ โปรดรวมหลายไฟล์เป็นไฟล์เดียว หรือบอกในข้อความว่ายังมีอะไรอีก
cases-file-too-large = ไฟล์นี้ใหญ่กว่า { $most } MiB ส่วนอื่นไม่สูญหาย โปรดแบ่งส่งเป็นส่วน หรือบอกในข้อความว่ายังมีอีก
cases-file-order = ไฟล์ขาดไปบางส่วน โปรดส่งต่อจากส่วนที่ { $next }
cases-file-not-whole = ไฟล์นี้มาไม่ครบ โปรดส่งอีกครั้ง
cases-consent-answered = เรื่องนี้ตอบไปแล้ว หากต้องการเปลี่ยน โปรดถอนความยินยอม หรือเขียนถึงผู้ที่ช่วยคุณ
cases-damaged = มีสิ่งที่เก็บไว้เปิดไม่ได้ ไม่ใช่เพราะคุณ โปรดแจ้งผู้ดูแลเซิร์ฟเวอร์นี้
cases-key-no-longer-yours = กุญแจของคุณเปิดสิ่งนี้ไม่ได้แล้ว ผู้ที่เปิดได้ต้องมอบให้คุณอีกครั้ง
cases-referral-state = ข้อเสนอนี้เปลี่ยนสถานะแล้ว: มีคำตอบแล้ว ถูกถอนคืน หรือหมดเวลา

## เกิดอะไรขึ้น
cases-incident-abuse = มีคนข่มขู่ คุกคาม หรือเปิดเผยเรื่องของคนคนหนึ่ง
cases-incident-account-compromise = มีคนเข้าบัญชีได้ หรือบัญชีถูกล็อก
cases-incident-device-compromise = อาจมีคนเข้ามาในโทรศัพท์หรือคอมพิวเตอร์
cases-incident-information-leak = ข้อมูลส่วนตัวหลุดออกไป
cases-incident-theft = อุปกรณ์หรือเอกสารถูกขโมยหรือถูกยึด
cases-incident-loss = ไฟล์หรือข้อมูลเสียหายหรือหายไป
cases-incident-social-engineering = ข้อความหรือสายโทรศัพท์ที่พยายามหลอก
cases-incident-malware = แอปหรือไฟล์อันตราย หรือโปรแกรมสอดแนม
cases-incident-malicious-website = เว็บไซต์ที่หลอกหรือทำร้ายคน
cases-incident-targeted-censorship = โพสต์ บัญชี หรือเว็บไซต์ถูกปิดกั้นหรือถูกลบ
cases-incident-website-compromise = มีคนเข้าเว็บไซต์หรือเซิร์ฟเวอร์ได้
cases-incident-denial-of-service = เว็บไซต์หรือบริการถูกถล่มจนใช้ไม่ได้
cases-incident-network-outage = อินเทอร์เน็ตหรือเครือข่ายโทรศัพท์ถูกตัด
cases-incident-communication-disrupted = แอปแชตหรือแพลตฟอร์มใช้ไม่ได้
cases-incident-intrusion-attempt = มีคนพยายามเข้ามา
cases-incident-known-vulnerability = พบจุดอ่อนในสิ่งที่ใช้อยู่
cases-incident-device-failure = อุปกรณ์หรือระบบทำงานไม่ปกติ
cases-incident-something-else = เรื่องอื่น
cases-incident-not-sure = ไม่แน่ใจ
cases-incident-not-said = ไม่อยากบอก

## มีการทำอะไรกับคนคนหนึ่ง
cases-abuse-threats = ขู่จะทำร้าย
cases-abuse-doxxing = เปิดเผยที่อยู่ เบอร์ เอกสาร หรือตัวตน
cases-abuse-blackmail = ขู่เรียกเงินหรือสิ่งอื่น
cases-abuse-sextortion = ขู่ด้วยภาพส่วนตัวหรือเรียกร้องทางเพศ
cases-abuse-intimate-images = เผยแพร่ภาพส่วนตัวโดยไม่ยินยอม
cases-abuse-fake-images = ภาพ คลิป หรือเสียงปลอมหรือดัดแปลง
cases-abuse-sexual-harassment = คุกคามทางเพศ
cases-abuse-bullying = ด่าทอหรือเยาะเย้ย
cases-abuse-hate = ความเกลียดชังเพราะสิ่งที่เขาเป็น
cases-abuse-smear = โกหกเพื่อปิดปากหรือทำลายชื่อเสียง
cases-abuse-stalking = มีคนสะกดรอยตามในโลกออนไลน์
cases-abuse-locating = มีคนสืบหาว่าอยู่ที่ไหน
cases-abuse-control = มีคนควบคุมบัญชีหรืออุปกรณ์
cases-abuse-impersonation = โปรไฟล์ปลอมในชื่อคนอื่น
cases-abuse-unwanted-contact = ติดต่อมาไม่หยุดทั้งที่ไม่ต้องการ
cases-abuse-grooming = มีคนสร้างความไว้ใจเพื่อล่วงละเมิด
cases-abuse-exploitation = แสวงประโยชน์ทางเพศหรือค้ามนุษย์
cases-abuse-something-else = เรื่องอื่น
cases-abuse-not-sure = ไม่แน่ใจ
cases-abuse-not-said = ไม่อยากบอก

## ช่วยใคร
cases-group-journalist = นักข่าว
cases-group-independent-media = สื่ออิสระ
cases-group-human-rights-defender = นักปกป้องสิทธิมนุษยชน
cases-group-human-rights-organisation = องค์กรสิทธิมนุษยชน
cases-group-civil-society = กลุ่มภาคประชาสังคมอื่น
cases-group-activist = นักกิจกรรม
cases-group-blogger = บล็อกเกอร์และผู้สร้างเนื้อหา
cases-group-political-collective = กลุ่มการเมือง
cases-group-fact-checker = ผู้ตรวจสอบข้อเท็จจริง
cases-group-lawyer = ทนายความ
cases-group-researcher = นักวิจัยและครู
cases-group-election-worker = เจ้าหน้าที่และผู้สังเกตการณ์เลือกตั้ง
cases-group-women-and-girls = ผู้หญิงและเด็กผู้หญิง
cases-group-gender-minority = ผู้มีความหลากหลายทางเพศ
cases-group-child = เด็กอายุต่ำกว่า 18 ปี
cases-group-ethnic-minority = กลุ่มชาติพันธุ์และชนพื้นเมือง
cases-group-religious-minority = ศาสนิกชนกลุ่มน้อย
cases-group-displaced = ผู้ลี้ภัยและผู้ย้ายถิ่น
cases-group-public = ประชาชนทั่วไป
cases-group-something-else = กลุ่มอื่น
cases-group-not-sure = ไม่แน่ใจ
cases-group-not-said = ไม่อยากบอก

## ความช่วยเหลือ
cases-service-digital-security = ความปลอดภัยดิจิทัล
cases-service-legal = ความช่วยเหลือทางกฎหมาย
cases-service-psychosocial = คนที่พูดคุยด้วยได้
cases-service-other = ความช่วยเหลืออื่น
cases-service-state-offered = เสนอไว้แล้ว
cases-service-state-declined = ไม่ต้องการ
cases-service-state-wanted = ต้องการ ยังไม่ได้เริ่ม
cases-service-state-given = กำลังดำเนินการ
cases-service-state-ended = สิ้นสุดแล้ว

## ผล
cases-outcome-solved = แก้ไขได้แล้ว
cases-outcome-partly-solved = ดีขึ้น แต่ยังไม่หมด
cases-outcome-advice-given = ให้คำแนะนำแล้ว
cases-outcome-handed-on = องค์กรอื่นช่วยต่อ
cases-outcome-not-solved = พยายามแล้ว ยังไม่สำเร็จ
cases-outcome-out-of-mandate = สายนี้ช่วยเรื่องนี้ไม่ได้
cases-outcome-withdrawn = ผู้ขอไม่ต้องการต่อ
cases-outcome-lost-touch = ผู้ขอไม่ได้กลับมา
cases-outcome-not-known = ยังไม่ทราบ

## ก่อนหรือหลัง
cases-approach-reactive = เกิดเรื่องแล้ว
cases-approach-preventive = ยังไม่เกิดเรื่อง อยากปลอดภัยขึ้น

## เข้ามาทางใด
cases-intake-form = เว็บไซต์นี้
cases-intake-phone = โทรศัพท์
cases-intake-walk-in = มาด้วยตนเอง
cases-intake-email = อีเมล
cases-intake-referral = องค์กรอื่น

## คำตอบ
cases-answer-yes = ใช่
cases-answer-no = ไม่ใช่
cases-answer-not-sure = ไม่แน่ใจ
cases-answer-not-said = ไม่อยากบอก

## ที่ไหน
cases-region-east-asia = เอเชียตะวันออก
cases-region-south-east-asia = เอเชียตะวันออกเฉียงใต้
cases-region-south-asia = เอเชียใต้
cases-region-central-asia = เอเชียกลาง
cases-region-west-asia-north-africa = เอเชียตะวันตกและแอฟริกาเหนือ
cases-region-africa = แอฟริกาใต้สะฮารา
cases-region-europe = ยุโรป
cases-region-latin-america = ลาตินอเมริกาและแคริบเบียน
cases-region-north-america = อเมริกาเหนือ
cases-region-pacific = แปซิฟิก
cases-region-elsewhere = ที่อื่น
cases-region-not-said = ไม่อยากบอก

## คำตอบแรกจากคน
cases-first-answer-hour = ภายในหนึ่งชั่วโมง
cases-first-answer-two-hours = ภายในสองชั่วโมง
cases-first-answer-day = ภายใน 24 ชั่วโมง
cases-first-answer-three-days = ภายในสามวัน
cases-first-answer-later = ช้ากว่านั้น
cases-first-answer-none = ยังไม่ได้ตอบ

## เรื่องอยู่ขั้นใด
cases-status-received = ได้รับแล้ว
cases-status-assigned = ส่งให้ผู้ช่วยแล้ว
cases-status-working = กำลังดำเนินการ
cases-status-waiting-for-person = รอคำตอบจากคุณ
cases-status-waiting-for-others = รอฝ่ายอื่น
cases-status-resolved = เสร็จแล้ว หากยังไม่จบเขียนมาได้อีก
cases-status-closed = ปิดแล้ว คุณยังเขียนมาได้
cases-status-merged = รวมกับอีกเรื่องแล้ว
cases-status-deleted = ลบแล้ว

## ส่งต่อ
cases-referral-offered = ถามไปแล้ว ยังไม่ตอบ
cases-referral-accepted = รับแล้ว
cases-referral-declined = เขาช่วยไม่ได้
cases-referral-expired = ไม่ตอบภายในเวลา
cases-referral-taken-back = ถอนคืนแล้ว

## สิ่งที่คุณยินยอม
cases-purpose-referral = ให้องค์กรอื่นช่วย
cases-purpose-escalation = แจ้งแพลตฟอร์มหรือหน่วยงาน
cases-purpose-research = ให้งานวิจัยศึกษาเรื่องนี้
cases-purpose-testimony = เล่าเรื่องด้วยคำของคุณ
cases-field-services = ความช่วยเหลือที่ต้องการ
cases-field-danger = คุณปลอดภัยหรือไม่
cases-field-incident = เรื่องที่คุณเลือก
cases-field-language = ภาษาของคุณ
cases-field-place = ที่ที่คุณอยู่
cases-field-contact = วิธีติดต่อคุณอย่างปลอดภัย
cases-field-summary = สรุปสั้นที่คุณเห็นก่อน
cases-field-words = สิ่งที่คุณเขียน
cases-field-files = ไฟล์ของคุณ

## คำแนะนำ
cases-advice-not-reviewed = คำแนะนำความปลอดภัยนี้ยังไม่มีเจ้าของภาษาตรวจ หากมีอะไรไม่ชัดเจน โปรดถามเรา
