### คำของเรื่องที่ขอความช่วยเหลือ: เกิดอะไรขึ้น ช่วยใคร ผลเป็นอย่างไร ใช้ในแบบฟอร์มและตัวเลขที่เผยแพร่
### ผู้อ่านอาจกำลังกลัว ใช้คำง่ายและอ่อนโยน ไม่ตำหนิ ไม่ใช้ศัพท์เฉพาะ ไม่ใช้เครื่องหมายตกใจ

## When something cannot be done
cases-receipt-wrong = เปิดด้วยสิ่งนี้ไม่ได้ โปรดตรวจดูอักขระแปดตัวและทุกคำ ตัวพิมพ์เล็กหรือใหญ่ไม่สำคัญ
cases-draw-again = ใช้คำในใบรับชุดนี้ไม่ได้ ไม่มีอะไรสูญหาย ย้อนกลับไปแล้วจะได้คำชุดใหม่
cases-keys-changed = กุญแจที่ใช้ผนึกเปลี่ยนไปแล้วในระหว่างนี้ ไม่มีอะไรสูญหาย โปรดส่งอีกครั้ง
cases-helpline-closed = สายช่วยเหลือนี้เพิ่งหยุดรับเรื่อง ยังไม่มีอะไรถูกส่ง และสิ่งที่คุณเขียนยังอยู่ที่นี่ โปรดเลือกแห่งอื่น หรือเก็บข้อความไว้แล้วลองใหม่ภายหลัง
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
cases-field-links = ลิงก์ไปยังสิ่งที่เกิดขึ้นกับคุณ
cases-any-platform = แพลตฟอร์มหรือหน่วยงานใดก็ได้ที่จัดการเรื่องนี้ได้

## คำแนะนำ
cases-advice-not-reviewed = คำแนะนำความปลอดภัยนี้ยังไม่มีเจ้าของภาษาตรวจ หากมีอะไรไม่ชัดเจน โปรดถามเรา

## ขอความช่วยเหลือ
cases-nav-help = ขอความช่วยเหลือ
cases-leave = ออกทันที
cases-help-title = ขอความช่วยเหลือ
cases-help-lead = เล่าให้คนที่ช่วยได้ฟังว่าเกิดอะไรขึ้น ไม่ต้องมีบัญชี ไม่ต้องบอกชื่อ และข้ามข้อใดก็ได้
cases-safety-title = หากคุณอยู่ในอันตรายตอนนี้
cases-safety-away = ถ้าทำได้ ไปอยู่ในที่ที่มีคนอื่น และโทรหาคนที่คุณไว้ใจ
cases-safety-call = โทรหมายเลขฉุกเฉิน ถ้าปลอดภัยสำหรับคุณ เราไม่ติดต่อใครและไม่แจ้งตำรวจ เว้นแต่คุณขอ
cases-safety-device = หากอาจมีคนดูเครื่องนี้ โปรดใช้เครื่องอื่นถ้าทำได้ ปุ่มด้านบนหรือปุ่ม Escape พาออกจากหน้านี้ เบราว์เซอร์อาจยังจำหน้านี้ได้
cases-have-receipt = ฉันมีใบรับเรื่อง เปิดเรื่องของฉัน
cases-ask-choose = ไม่ระบุ
cases-ask-organisation = อยากให้ใครอ่าน
cases-ask-organisation-missing = โปรดเลือกว่าอยากให้ใครอ่าน
cases-ask-safe = ตอนนี้คุณปลอดภัยไหม
cases-ask-incident = เกิดอะไรขึ้น
cases-ask-incident-hint = เลือกข้อที่ใกล้เคียงที่สุด จะเลือกหลายข้อหรือไม่เลือกเลยก็ได้
cases-ask-abuse-more = การข่มขู่ ภาพ การติดตาม หรือการทำร้ายบุคคลแบบอื่น เล่าเพิ่มเติม
cases-ask-abuse = มีการกระทำอะไร
cases-ask-text = เล่าด้วยคำของคุณเอง
cases-ask-text-hint = มากหรือน้อยก็ได้ ภาษาใดก็ได้ เกิดอะไรขึ้น เมื่อไร และอะไรจะช่วยคุณได้มากที่สุด
cases-ask-reach = วิธีติดต่อคุณอย่างปลอดภัย หากคุณต้องการ
cases-ask-contact = เราติดต่อคุณได้อย่างไร
cases-ask-contact-hint = เช่น ชื่อใน Signal หรืออีเมลที่ไม่มีคนอื่นอ่าน ไม่มีก็ได้
cases-ask-when = เวลาใดปลอดภัย
cases-ask-when-hint = เช่น “วันธรรมดาก่อนเที่ยง” หรือ “ห้ามโทร”
cases-ask-name = ให้เราเรียกคุณว่าอะไร
cases-ask-name-hint = ไม่ต้องเป็นชื่อจริง
cases-ask-more = เรื่องอื่นที่ช่วยให้เราช่วยคุณได้ดีขึ้น หากคุณอยากบอก
cases-ask-approach = เกิดเรื่องขึ้นแล้วหรือยัง
cases-ask-group = คุณเป็นคนกลุ่มใดในนี้
cases-ask-minor = คุณอายุต่ำกว่า 18 ปีไหม
cases-ask-region = คุณอยู่ในภูมิภาคใด
cases-ask-services = คุณอยากได้ความช่วยเหลือด้านใด
cases-ask-empty = โปรดเขียนอะไรสักหน่อย หรือเลือกว่าเกิดอะไรขึ้น
cases-ask-send = ปิดผนึกและส่ง
cases-mode-server = เซิร์ฟเวอร์นี้ปิดผนึกสิ่งที่คุณเขียนก่อนจัดเก็บ ในชั่วขณะนั้น ผู้ที่ควบคุมเซิร์ฟเวอร์อาจอ่านได้ ถ้าทำได้ โปรดเปิด JavaScript แล้วเบราว์เซอร์จะปิดผนึกแทน
cases-mode-browser = เบราว์เซอร์ของคุณปิดผนึกก่อนสิ่งที่คุณเขียนออกจากเครื่องนี้ เซิร์ฟเวอร์อ่านไม่ได้ เว้นแต่มีคนแก้ไขหน้านี้เองบนเซิร์ฟเวอร์
cases-next = จะเกิดอะไรขึ้นต่อไป
cases-next-receipt = คุณจะได้ใบรับเรื่อง คือหมายเลขและคำลับสิบสามคำ คุณกลับมาได้ด้วยสิ่งนี้เท่านั้น
cases-next-read = คนของ { $organisation } จะอ่าน และตั้งใจจะตอบภายใน { $hours } ชั่วโมง กลางคืนและวันหยุดอาจช้ากว่านั้น
cases-next-return = คุณกลับมาพร้อมใบรับเรื่องเพื่ออ่านคำตอบ เขียนเพิ่ม หรือขอให้ลบทุกอย่าง
cases-reads = ใครอ่านอะไรได้
cases-reads-helpers = คน { $count } คนของ { $organisation } รับเรื่องใหม่และเปิดอ่านได้ หลังจากนั้นมีเพียงคนที่ทำเรื่องนี้ คุณเห็นว่าใครเปิดวันไหน
cases-reads-each = { $organisation } มี { $count } คนรับเรื่องใหม่ ลบหลังปิดเรื่อง { $days } วัน หรือเมื่อไม่มีอะไรเกิดขึ้น { $idle } วัน
cases-reads-trustees = หากผู้ช่วยเหลือของ { $organisation } ทำกุญแจหาย คนที่กำหนดไว้ { $needed } ใน { $of } คนร่วมกันให้สิทธิ์เปิดได้อีก ไม่มีใครทำได้คนเดียว
cases-reads-kept = { $organisation } จะลบเรื่องหลังปิดเรื่อง { $days } วัน และลบเรื่องที่ไม่มีอะไรเกิดขึ้นเลย { $idle } วัน หากต้องเก็บเรื่องของคุณนานกว่านั้น จะเขียนบอกเหตุผล คุณขอให้ลบได้ทุกเมื่อ
cases-reads-nobody = คนอื่นอ่านไม่ได้: องค์กรอื่น (เว้นแต่คุณยินยอม) ผู้ดูแลเซิร์ฟเวอร์ และคนที่เอาดิสก์หรือข้อมูลสำรองไป
cases-reads-clear = ไม่ได้ปิดผนึก: มีเรื่องนี้อยู่ มีอะไรเข้ามาวันไหน ข้อความยาวราวเท่าไร มีกี่ไฟล์ องค์กรใดดูแล และใครปิดผนึก (เบราว์เซอร์หรือเซิร์ฟเวอร์)
cases-nobody = ขณะนี้ไม่มีใครรับเรื่องที่นี่
cases-nobody-how = โปรดลองใหม่ภายหลัง หากคุณอยู่ในอันตราย อย่ารอหน้านี้
cases-unsent = สิ่งที่คุณเขียน
cases-unsent-how = ยังไม่ได้ส่งและไม่ได้เก็บไว้ที่ใด หากต้องการใช้ภายหลังให้คัดลอกไว้ อย่าให้คนอื่นพบ

## ใบรับเรื่อง
cases-receipt-title = เรื่องของคุณปิดผนึกและส่งแล้ว
cases-receipt-lead = โปรดเก็บใบรับเรื่องนี้ไว้ เป็นทางเดียวที่จะกลับมาที่เรื่องของคุณ
cases-receipt-locator = หมายเลข
cases-receipt-words = คำลับสิบสามคำ
cases-receipt-once = คำเหล่านี้แสดงเพียงครั้งนี้ครั้งเดียว ไม่มีใครค้นให้คุณได้
cases-receipt-keep = วิธีเก็บ
cases-receipt-copy = เขียนทั้งสองส่วนด้วยมือ ในที่ที่มีแต่คุณดู คนที่ใช้เครื่องหรือเครื่องพิมพ์ของคุณอาจพบรูปถ่าย ไฟล์ หรือกระดาษที่พิมพ์
cases-receipt-danger = การเก็บสิ่งนี้อาจเป็นอันตราย คนที่มีทั้งสองส่วนอ่านเรื่องของคุณและเขียนในนามของคุณได้ หากอาจมีคนค้นตัวหรือข้าวของของคุณ ให้ท่องจำคำเหล่านี้ ฝากไว้กับคนที่คุณไว้ใจ หรือไม่เก็บอะไรไว้เลย
cases-receipt-try = เปิดเรื่องของฉันตอนนี้
cases-locator-hint = ตัวอักษรและตัวเลขแปดตัว เช่น 7K2M-9QXA
cases-locator-misread = หมายเลขมีตัวอักษรและตัวเลขแปดตัว โปรดเทียบกับที่คุณจดไว้
cases-words-hint = พิมพ์ตามลำดับ ตัวพิมพ์เล็กใหญ่ เครื่องหมายจุลภาค และการขึ้นบรรทัดไม่มีผล คำภาษาอังกฤษพิมพ์แค่สี่ตัวแรกก็พอ
cases-words-count = ควรมีสิบสามคำ แต่ตรงนี้มี { $count } คำ
cases-words-unknown = คำที่ { $number } ไม่ใช่คำที่ใช้ในใบรับเรื่อง โปรดดูตัวสะกด
cases-words-checksum = ทุกคำมีอยู่จริง แต่หมายเลขกับคำไม่เข้าคู่กัน มีตัวหนึ่งพิมพ์ผิดหรือสลับที่

## กลับมา
cases-return-title = เปิดเรื่องของคุณ
cases-return-lead = พิมพ์หมายเลขและคำลับสิบสามคำจากใบรับเรื่อง
cases-return-open = เปิดเรื่องของฉัน
cases-return-server = คำลับจะส่งไปที่เซิร์ฟเวอร์นี้ ซึ่งเปิดเรื่องของคุณในหน่วยความจำเพื่อคำตอบครั้งนี้ครั้งเดียว และไม่เก็บคำลับไว้
cases-return-browser = เบราว์เซอร์ของคุณเป็นผู้เปิดเรื่อง คำลับไม่ออกจากเครื่องนี้
cases-return-lost = หากคำลับหาย จะไม่มีใครเปิดเรื่องให้คุณได้ คุณขอความช่วยเหลือใหม่ได้
cases-return-new = ขอความช่วยเหลือ
cases-warn-title = เบราว์เซอร์ของคุณเป็นผู้ปิดผนึกเรื่องนี้
cases-warn-lead = จนถึงตอนนี้เซิร์ฟเวอร์อ่านไม่ได้ หากคุณทำต่อโดยไม่ใช้ JavaScript คำลับจะส่งไปที่เซิร์ฟเวอร์ และในชั่วขณะนั้น ผู้ที่ควบคุมเซิร์ฟเวอร์ที่กำลังทำงานอาจอ่านเรื่องของคุณได้
cases-warn-better = เพื่อเลี่ยงเรื่องนี้ โปรดเปิด JavaScript แล้วพิมพ์ใบรับเรื่องอีกครั้ง หากคุณทำต่อ เรื่องของคุณจะบันทึกไว้ว่าเคยเปิดที่นี่
cases-warn-go = เปิดบนเซิร์ฟเวอร์
cases-warn-back = กลับไป

## เรื่อง
cases-thread-title = เรื่องของคุณ
cases-state-waiting = ยังไม่มีใครรับเรื่องของคุณ คุณปิดหน้านี้แล้วกลับมาใหม่ได้
cases-state-open = ผู้ช่วยเหลือกำลังทำเรื่องของคุณ
cases-state-closed = เรื่องของคุณปิดแล้ว หากคุณเขียน เรื่องจะเปิดอีกครั้ง
cases-state-merged = เรื่องของคุณรวมกับเรื่องอื่นที่เป็นเรื่องเดียวกัน
cases-thread-entries = สิ่งที่เขียนไว้
cases-entry-you = คุณ { $date }
cases-entry-helpers = ผู้ช่วยเหลือ { $date }
cases-entry-system = บันทึก { $date }
cases-entry-kept = เหตุผลที่เก็บไว้นานขึ้น { $date }
cases-write-text = เขียนถึงผู้ช่วยเหลือ
cases-write-send = ปิดผนึกและส่ง
cases-write-empty = โปรดเขียนอะไรก่อน
cases-written = ปิดผนึกและส่งแล้ว ผู้ช่วยเหลือจะเห็นเมื่อเปิดเรื่องของคุณ
cases-offer = คนที่คุยด้วยได้
cases-offer-lead = เรื่องแบบนี้หนักใจสำหรับทุกคนได้ คุณอยากคุยกับคนที่รับฟังไหม คุณเปลี่ยนใจได้
cases-offer-want = อยากคุย
cases-offer-decline = ไม่เป็นไร ขอบคุณ
cases-offer-wanted = ผู้ช่วยเหลือจะหาคนที่คุณคุยด้วยได้
cases-offer-declined = เราจะไม่ถามอีก แต่คุณยังเขียนบอกได้ว่าอยากคุย
cases-visits = ใครเปิดเรื่องของคุณได้ และใครเปิดแล้ว
cases-visits-lead = ที่นี่ผู้ช่วยเหลือมีหมายเลข เพื่อให้คุณแยกคนออก
cases-visit = { $date }: { $what } (ผู้ช่วยเหลือ { $who } ของ { $organisation })
cases-visit-own = { $date }: { $what }
cases-visit-opened = เปิดดู
cases-visit-answered = เขียนถึงคุณ
cases-visit-changed = แก้ไขบางอย่างเกี่ยวกับเรื่องนี้
cases-visit-assigned = รับเรื่อง หรือมอบให้คนอื่น
cases-visit-revoked = ยกเลิกสิทธิ์เปิดของบางคน
cases-visit-referred = ส่งต่อเรื่องหรือบางส่วน
cases-visit-file-opened = เปิดไฟล์
cases-visit-noticed = นำบางส่วนไปใส่ในหนังสือแจ้งแพลตฟอร์ม
cases-visit-merged = รวมกับเรื่องอื่น
cases-visit-words-sent = คุณเปิดบนเซิร์ฟเวอร์โดยไม่ใช้ JavaScript
cases-visit-evidence = เก็บหลักฐาน หรือทำงานกับหลักฐาน
cases-party-waits = รออยู่กับผู้รับเรื่องใหม่ของ { $organisation } ตั้งแต่ { $date }
cases-party = คน { $count } คนของ { $organisation } เปิดได้ ตั้งแต่ { $date }
cases-party-recoverable = หากกุญแจหาย คนที่กำหนดไว้ที่นั่นร่วมกันให้สิทธิ์เปิดได้อีก
cases-visits-none = ยังไม่มีใครเปิด
cases-extent-whole = เขาจะได้เรื่องของคุณทั้งหมดพร้อมกุญแจ
cases-extent-extract = เขาจะได้เพียงสิ่งเหล่านี้ ซึ่งเขียนขึ้นใหม่
cases-consent-yes = ใช่ ฉันยินยอม
cases-consent-no = ไม่
cases-consent-withdraw = ถอนความยินยอม
cases-consent-given = คุณยินยอมแล้ว
cases-consent-declined = คุณปฏิเสธ
cases-consent-taken-back = คุณถอนแล้ว
cases-consent-until = มีผลถึง { $date } แล้วสิ้นสุดเอง
cases-consent-over = สิ้นสุดเองแล้ว จะไม่ส่งต่อสิ่งใดตามนี้อีก
cases-consent-was-given = คุณยินยอมแล้ว คุณถอนได้ทุกเมื่อ
cases-consent-was-declined = คุณปฏิเสธ จะไม่ส่งต่อสิ่งใด และคุณยังได้รับความช่วยเหลือที่นี่ต่อไป
cases-consent-was-taken-back = คุณถอนความยินยอมแล้ว จะไม่ส่งต่อสิ่งใดอีก สิ่งที่คนอื่นอ่านไปแล้วไม่มีใครทำให้กลับเป็นไม่เคยอ่านได้
cases-end = ยุติเรื่อง
cases-kept-until = เรื่องนี้จะลบในวันที่ { $date } เว้นแต่คุณเขียนก่อนหน้านั้น
cases-kept-unless = เรื่องนี้จะลบในวันที่ { $date } หากถึงวันนั้นไม่มีใครเขียนที่นี่และไม่มีใครทำเรื่องนี้
cases-kept-held = เรื่องนี้ถูกเก็บไว้ก่อนและจะไม่ลบเอง ผู้ช่วยเหลือเขียนเหตุผลไว้ด้านบน คุณยังขอให้ลบได้ทุกเมื่อ
cases-delete = ขอให้ลบทุกอย่าง
cases-delete-lead = ข้อความ ไฟล์ และกุญแจจะถูกลบทันที ผู้ช่วยเหลือจะอ่านอะไรไม่ได้อีก ทำแล้วย้อนกลับไม่ได้
cases-delete-sure = ใช่ ลบทุกอย่าง
cases-delete-unsure = โปรดยืนยันว่าคุณแน่ใจ
cases-delete-send = ลบตอนนี้
cases-deleted = ลบเรื่องของคุณแล้ว
cases-deleted-on = ลบเมื่อ { $date }
cases-deleted-backups = ข้อมูลสำรองชุดสุดท้ายที่มีเรื่องนี้ ซึ่งยังปิดผนึกอยู่ จะหมดอายุในวันที่ { $date }
cases-deleted-receipt = จนถึงวันนั้น ใบรับเรื่องจะแสดงหน้านี้ ตอนนี้คุณทิ้งได้
cases-proof = หลักฐานว่าคุณขอความช่วยเหลือ
cases-proof-lead = บรรทัดที่ลงลายมือชื่อไว้บอกว่ามีการส่งเรื่องที่นี่ในวันนั้น โดยไม่บอกว่าเรื่องอะไร คุณอาจต้องใช้เมื่อร้องเรียนว่าไม่มีใครตอบ
cases-proof-danger = สิ่งนี้แสดงว่าคุณขอความช่วยเหลือ คนที่พบที่ตัวคุณจะรู้
cases-proof-get = ทำหลักฐาน
cases-proof-what = คัดลอกบรรทัดนี้ไว้ บรรทัดนี้บอกว่ามีการยื่นเรื่องที่นี่ในวันนั้น ไม่ได้บอกว่าเรื่องอะไร ใครก็ตรวจสอบได้ในหน้าตรวจบันทึกหรือไฟล์ของเว็บนี้
cases-proof-opening = แสดงว่าเป็นคุณ
cases-proof-opening-what = ผู้ที่มีรหัสนี้คู่กับบรรทัดแสดงได้ว่าถือใบรับเรื่อง รหัสนี้เปิดเรื่องของคุณไม่ได้ โปรดเก็บแยกจากบรรทัด และแสดงเมื่อจำเป็นเท่านั้น

## ไฟล์
cases-files = ไฟล์
cases-files-lead = เราเอาสิ่งที่มองไม่เห็นในภาพออก คือ สถานที่ เวลา และเครื่อง (JPEG, PNG, WebP) ไฟล์อื่นคงเดิมและอาจมีชื่อของคุณ
cases-files-choose = เลือกไฟล์
cases-files-limits = ไม่เกิน 20 ไฟล์ ไฟล์ละไม่เกิน 100 MB ทุกไฟล์ปิดผนึกเหมือนข้อความของคุณ
cases-files-evidence = ไฟล์เหล่านี้เป็นหลักฐาน
cases-files-evidence-hint = ไฟล์คงเดิมทุกอย่าง รวมถึงสิ่งที่ซ่อนอยู่ข้างใน
cases-files-send = ปิดผนึกและส่งไฟล์
cases-files-take = เปิดไฟล์
cases-files-sending = กำลังปิดผนึกและส่ง
cases-files-done = ปิดผนึกและส่งแล้ว
cases-files-failed = การเชื่อมต่อขาด ส่วนที่ส่งแล้วยังอยู่
cases-files-again = ทำต่อ
cases-files-all = ปิดผนึกและส่งไฟล์แล้ว
cases-files-not-all = ส่งได้ไม่ครบ
cases-files-none = ยังไม่ได้เลือกไฟล์
cases-files-many = ส่งได้ครั้งละไม่เกิน { $most } ไฟล์ โปรดส่งที่เหลืออีกครั้ง
cases-files-broken-off = การเชื่อมต่อขาดก่อนที่ทุกอย่างจะมาถึง ไฟล์ที่บอกว่าส่งแล้วปลอดภัย โปรดส่งที่เหลืออีกครั้ง
cases-file-damaged = ภาพนี้เสียหาย จึงเอาสิ่งที่ซ่อนอยู่ออกไม่ได้ หากเป็นหลักฐาน โปรดทำเครื่องหมายว่าเป็นหลักฐานแล้วส่งอีกครั้ง
cases-file-unfinished = ไฟล์นี้ยังเข้ามาไม่ครบ หากไม่ได้กำลังส่งอยู่แล้ว โปรดส่งอีกครั้ง

## สิ่งที่สคริปต์บอก
cases-script-sealing = กำลังปิดผนึกบนเครื่องนี้ …
cases-script-opening = กำลังเปิดบนเครื่องนี้ …
cases-script-failed = ส่งไม่ได้ ไม่มีอะไรหาย โปรดลองอีกครั้ง
cases-script-words = คำลับไม่เข้าคู่กับหมายเลข ต้องมีสิบสามคำ โปรดเทียบทีละคำกับที่คุณจดไว้
cases-script-unopened = เปิดส่วนนี้ไม่ได้
cases-script-needed = เบราว์เซอร์ของคุณเป็นผู้เปิดเรื่องนี้ โปรดเปิด JavaScript หรือกลับมาพร้อมใบรับเรื่องโดยไม่ใช้ JavaScript

## ขั้นแรก
cases-ways-title = วิธีติดต่อคนที่ช่วยได้
cases-ways-lead = ทุกวิธีทิ้งร่องรอยไว้ที่ใดที่หนึ่ง เลือกวิธีที่คนที่คุณกลัวเฝ้าดูได้ยากที่สุด
cases-ways-risk = สิ่งที่อาจเปิดเผย:
cases-ways-browser = หน้านี้ โดยเปิด JavaScript
cases-ways-browser-how = เบราว์เซอร์ของคุณผนึกสิ่งที่คุณเขียนก่อนออกจากเครื่อง คนที่ช่วยเปิดได้ เซิร์ฟเวอร์นี้เปิดไม่ได้
cases-ways-browser-risk = ผู้ที่ดูเครื่องหรือประวัติของคุณได้จะเห็นว่าคุณมาที่นี่ ผู้ที่ควบคุมเซิร์ฟเวอร์ที่ทำงานอยู่อาจส่งสคริปต์อื่นให้เบราว์เซอร์ของคุณ
cases-ways-plain = หน้านี้ โดยไม่ใช้ JavaScript
cases-ways-plain-how = เซิร์ฟเวอร์นี้ผนึกสิ่งที่คุณเขียนในหน่วยความจำเมื่อมาถึง ก่อนเก็บสิ่งใด
cases-ways-plain-risk = เช่นเดียวกัน และในชั่วขณะนั้นผู้ที่ควบคุมเซิร์ฟเวอร์ที่ทำงานอยู่อาจอ่านสิ่งที่คุณเขียนได้
cases-ways-tor = หน้านี้ ใน Tor Browser
cases-ways-tor-how = Tor ซ่อนจากเครือข่ายของคุณว่าคุณไปที่ใด และซ่อนจากเราว่าคุณอยู่ที่ใด ทุกอย่างที่นี่ใช้ได้ในนั้น แม้ในระดับที่ปลอดภัยที่สุด
cases-ways-tor-risk = ในบางที่ การใช้ Tor เป็นที่สังเกต ผู้ที่ดูเครื่องของคุณได้อาจพบเบราว์เซอร์นี้
cases-ways-voice = ทางโทรศัพท์ หรือไปด้วยตัวเอง
cases-ways-voice-how = สายช่วยเหลือบางแห่งรับโทรศัพท์หรือรับผู้มาพบ คนที่ช่วยจดสิ่งที่คุณพูด แล้วผนึกเหมือนสิ่งที่เขียนที่นี่ และคุณขอใบรับได้
cases-ways-voice-risk = บริษัทโทรศัพท์เก็บว่าใครโทรหาใคร เมื่อใด จากที่ใด คนข้าง ๆ อาจได้ยิน อาจมีคนเฝ้าดูว่าใครเข้าไป
cases-ways-mail = ทางอีเมลหรือแอปส่งข้อความ
cases-ways-mail-how = ใช้เมื่อสายช่วยเหลือให้ที่อยู่แก่คุณเองเท่านั้น ขอวิธีที่ปลอดภัยกว่าก่อนเล่าว่าเกิดอะไรขึ้น
cases-ways-mail-risk = บริษัทที่อยู่ตรงกลางเห็นว่าใครเขียนถึงใครเมื่อใด และมักเห็นเนื้อหา สำเนาค้างอยู่ในเครื่องทั้งสองฝ่ายและในข้อมูลสำรอง ใครก็แอบอ้างเป็นสายช่วยเหลือได้
cases-advice-title = ขั้นแรกที่ทำเองได้
cases-advice-lead = สิ่งที่สายด่วนหลายแห่งบอกก่อน ไม่ได้แทนคนที่รู้เรื่องของคุณ
cases-advice-account = มีคนเข้าบัญชีของคุณ
cases-advice-account-steps = ถ้าทำได้โปรดใช้เครื่องอื่น เปลี่ยนรหัสผ่านของบัญชี โดยเปลี่ยนรหัสผ่านของอีเมลที่ผูกไว้ก่อน ออกจากระบบบนเครื่องอื่นทั้งหมด เปิดการยืนยันขั้นที่สอง บอกคนที่คุณติดต่อด้วยทางอื่น
cases-advice-device = อาจมีคนเข้าเครื่องของคุณ
cases-advice-device-steps = อย่าคุยเรื่องนี้บนเครื่องนั้น ปิดเครื่องหรือวางไว้ในห้องอื่น อย่าล้างเครื่อง เพราะอาจต้องใช้ร่องรอย ขอความช่วยเหลือจากเครื่องอื่น
cases-advice-abuse = การข่มขู่ ภาพ การแบล็กเมล์
cases-advice-abuse-steps = ไม่ใช่ความผิดของคุณ อย่าจ่ายเงิน เพราะการจ่ายมักไม่ทำให้เรื่องจบ เก็บสิ่งที่ได้รับพร้อมที่อยู่และเวลาไว้ในที่ปลอดภัย คุณไม่ต้องตอบ บอกคนที่คุณไว้ใจ
cases-advice-elsewhere = ขอความช่วยเหลือที่อื่น
cases-advice-elsewhere-lead = เว็บไซต์ของคนอื่น เขาเห็นว่าคุณเข้าไป แต่ไม่เห็นว่าคุณมาจากที่นี่

## ตัวเลข
cases-nav-impact = การช่วยเหลือเป็นตัวเลข
cases-impact-title = ผลของการช่วยเหลือ
cases-impact-lead = มีการขอความช่วยเหลือเข้ามาเท่าไร และเรื่องที่ปิดแล้วได้ผลอย่างไร เราเผยแพร่ตัวเลขไตรมาสละครั้ง และไม่แก้ไขภายหลัง
cases-impact-period = { $from } ถึง { $until }
cases-impact-next = ตัวเลขครั้งต่อไปออกวันที่ { $date }
cases-impact-series = การขอความช่วยเหลือรายไตรมาส
cases-impact-so-far = มีการขอความช่วยเหลือ { $count } ครั้งจนถึงตอนนี้
cases-impact-at-least = มีการขอความช่วยเหลืออย่างน้อย { $count } ครั้งจนถึงตอนนี้
cases-impact-when = ไตรมาส
cases-impact-cases = จำนวนเรื่อง
cases-impact-closed = เรื่องที่ปิด
cases-impact-tables = ไตรมาสล่าสุดเป็นตาราง
cases-impact-tables-lead = ผลของเรื่องที่ปิดในไตรมาสนี้ ไม่ว่าเข้ามาเมื่อใด แต่ละเรื่องนับครั้งเดียวเมื่อปิดครั้งแรก เรื่องที่เจ้าของลบก่อนนั้นนับเป็นการขอ ไม่ใช่เรื่องที่ปิด
cases-impact-approach = ก่อนหรือหลังเกิดเหตุ
cases-impact-incident = เกิดอะไรขึ้น
cases-impact-abuse = มีการกระทำอะไรต่อบุคคล
cases-impact-region = ที่ไหน
cases-impact-group = ช่วยเหลือใคร
cases-impact-services = ให้ความช่วยเหลืออะไร
cases-impact-outcome = ผลเป็นอย่างไร
cases-impact-first-answer = ใช้เวลาเท่าไรกว่าจะตอบครั้งแรก
cases-impact-intake = เรื่องเข้ามาทางใด
cases-impact-most = มากที่สุด: { $what } ({ $count })
cases-impact-nothing-shown = ไม่มีตัวเลขที่มากพอจะแสดง
cases-impact-hidden = ไม่แสดง
cases-impact-hidden-below = ไม่แสดงตัวเลขตั้งแต่ 1 ถึง { $most } และตัวเลขอื่นเท่าที่จำเป็นเพื่อไม่ให้ใครคำนวณได้ ศูนย์แสดงเป็นศูนย์
cases-impact-csv = ตัวเลขทั้งหมดเป็นตาราง (CSV)
cases-impact-back = ตัวเลขทั้งหมด
cases-impact-none = ยังไม่มีตัวเลขที่เผยแพร่
cases-impact-none-how = ตัวเลขจะปรากฏหลังสิ้นไตรมาส เมื่อไม่มีใครจำแนกตัวบุคคลได้
cases-offered = { $date }: ขอให้ { $organisation } ช่วย { $state }
cases-told = แจ้ง { $platform } เมื่อ { $date } { $state }
cases-told-withdrawn = คุณถอนความยินยอมเมื่อ { $withdrawn } สิ่งที่มาจากคุณถูกลบจากที่นี่แล้ว แต่ได้ส่งไปยัง { $platform } ไปก่อนแล้วเมื่อ { $date } เขียนถึงเราได้หากต้องการขอให้พวกเขาลบด้วย
cases-told-waiting = ยังไม่มีคำตอบ
cases-told-received = พวกเขายืนยันว่าได้รับแล้ว
cases-told-acted = พวกเขาตัดสินแล้วและดำเนินการ
cases-told-not-acted = พวกเขาตัดสินแล้วและไม่ดำเนินการ
cases-told-appealed = พวกเขาตัดสินแล้ว และถูกขอให้พิจารณาใหม่
cases-reached-question = เขาติดต่อคุณได้ไหม
cases-reached-thanks = ขอบคุณ ผู้ช่วยเหลือจะเห็นคำตอบของคุณ

# ชุดคู่มือที่อ่านหรือทำได้ด้วยตนเอง
cases-toolkits-title = คู่มือที่อ่านเองได้
cases-toolkits-lead = คู่มือที่ศูนย์ช่วยเหลือแนะนำ อยู่ในเว็บไซต์อื่น เว็บไซต์เหล่านั้นเห็นว่ามีคนเข้าไป และเบราว์เซอร์ของคุณจะจำไว้ แต่ไม่มีใครที่นั่นรู้ว่าคุณเคยมาที่นี่
cases-toolkits-devices = อุปกรณ์ บัญชี หลักฐาน สิทธิ
cases-toolkits-devices-lead = ทำทีละขั้น ตามจังหวะของคุณ
cases-toolkits-mind = สำหรับตัวคุณเองและคนรอบข้าง
cases-toolkits-mind-lead = ความกลัว นอนไม่หลับ และความโกรธหลังถูกโจมตีเป็นเรื่องปกติ คู่มือเหล่านี้ช่วยให้รับมือได้ และบอกว่าเมื่อใดควรขอความช่วยเหลือเพิ่ม
cases-toolkits-none = ยังไม่มีคู่มือในรายการ
cases-toolkits-none-how = ศูนย์ช่วยเหลือจะใส่คู่มือที่ดีไว้ที่นี่ในภาษาที่มี ระหว่างนี้ ขั้นตอนแรกอาจช่วยได้
cases-toolkit-kind-toolkit = คู่มือ
cases-toolkit-kind-mental-health = คู่มือด้านสุขภาพจิต

# ผู้ที่ได้รับการอบรม
cases-impact-trained = การอบรม
cases-impact-trained-count = ไตรมาสนี้มีผู้ได้รับการอบรม { $count } คน
cases-impact-trained-few = ไตรมาสนี้มีผู้ได้รับการอบรมน้อยมาก จึงไม่แสดงจำนวน
cases-impact-trained-lead = ผู้ที่มาสองครั้งนับสองครั้ง การอบรมนับในไตรมาสที่มีการบันทึก
cases-impact-trained-media = ทำงานกับสื่อประเภทใด
cases-impact-trained-language = อบรมเป็นภาษาใด
cases-impact-trained-topic = อบรมเรื่องอะไร
cases-impact-people = จำนวนคน
cases-language-other = ภาษาอื่น
cases-language-not-said = ไม่ได้บอก
cases-media-print = หนังสือพิมพ์และนิตยสาร
cases-media-radio = วิทยุ
cases-media-television = โทรทัศน์
cases-media-online = ข่าวออนไลน์
cases-media-agency = สำนักข่าว
cases-media-community = สื่อชุมชน
cases-media-freelance = อิสระ
cases-media-creator = ช่องหรือเพจของตนเอง
cases-media-student = นักศึกษาวารสารศาสตร์
cases-media-not-media = ไม่ได้ทำงานสื่อ
cases-media-other = สื่ออื่น
cases-media-not-said = ไม่ได้บอก
cases-training-topic-digital-security = ความปลอดภัยดิจิทัล
cases-training-topic-verification = การตรวจสอบข้อเท็จจริง
cases-training-topic-gender-based-violence = ความรุนแรงทางเพศสภาพ
cases-training-topic-mental-health = สุขภาพจิต
cases-training-topic-legal = สิทธิและกฎหมาย
cases-training-topic-evidence = การเก็บรักษาหลักฐาน
cases-training-topic-elections = การเลือกตั้ง
cases-training-topic-other = เรื่องอื่น

# เสียงจากพื้นที่: คำบอกเล่า
cases-voices-title = เสียงจากพื้นที่
cases-voices-lead = คำพูดของผู้ที่ได้รับความช่วยเหลือ ซึ่งยอมให้ทุกคนอ่าน โดยไม่ระบุชื่อ
cases-voices-none = ยังไม่มีเรื่องเล่าที่นี่
cases-voices-none-how = เรื่องเล่าจะปรากฏเมื่อผู้ที่ได้รับความช่วยเหลือตกลงกับถ้อยคำนั้นทุกคำ และถอนคืนได้ทุกเมื่อ
cases-testimony-how = ทุกคนจะได้อ่านถ้อยคำด้านล่างนี้ทุกคำบนเว็บไซต์นี้ พร้อมชื่อองค์กรและเดือน แต่ไม่มีชื่อของคุณ คุณถอนคืนได้ที่นี่ตราบที่ยังเก็บเรื่องของคุณไว้ ถ้อยคำจะหายไปจากเว็บไซต์นี้ทันที ส่วนสำเนาที่ผู้อื่นทำไว้ก่อนหน้านั้นจะยังอยู่กับเขา
cases-visit-voice = ให้ทุกคนอ่านถ้อยคำที่คุณตกลงไว้
