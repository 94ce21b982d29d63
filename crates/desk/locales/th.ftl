### หน้าสาธารณะของโต๊ะรับข้อความ: การถาม ใบรับเรื่อง ผลตรวจสอบที่เผยแพร่ บันทึกการดูแลเนื้อหา
### ประโยคสั้น คำง่าย สงบ ไม่โทษใคร ไม่ใช้เครื่องหมายอัศเจรีย์ ผู้อ่านอาจกำลังกลัว และอาจอ่านบนโทรศัพท์เก่า
### คำหนึ่งคำมีความหมายเดียวทุกแห่ง: ข้อความ (สิ่งที่มีคนได้รับ) คำกล่าวอ้าง (สิ่งที่ข้อความบอก) ผลตรวจสอบ (สิ่งที่องค์กรพบ)
### คำตอบ (สิ่งที่ผู้อ่านได้) ใบรับเรื่อง (วิธีกลับมาดู) คำลับ (แปดคำบนใบรับเรื่อง) { $... } แทนค่าหนึ่งค่า โปรดคงไว้

## เมนู
desk-nav-ask = ถาม
desk-nav-checks = ผลตรวจสอบ
desk-nav-receipt = ใบรับเรื่องของฉัน
desk-nav-about = เกี่ยวกับ
desk-nav-privacy = ความเป็นส่วนตัว
desk-nav-moderation = บันทึกการดูแลเนื้อหา
desk-nav-api = สำหรับโปรแกรม

## การถาม
desk-ask-title = ไม่แน่ใจว่าข้อความจริงหรือไม่
desk-ask-lead = วางข้อความที่นี่ หากมีใครในเครือข่ายนี้ตรวจสอบแล้ว คุณจะเห็นคำตอบทันที
desk-ask-text = ข้อความหรือลิงก์
desk-ask-text-hint = หากทำได้ โปรดวางข้อความทั้งหมด ที่นี่ยังตรวจสอบภาพและคลิปไม่ได้ โปรดพิมพ์คำที่คุณเห็นหรือได้ยิน
desk-ask-send = ตรวจสอบ
desk-ask-how = จะเกิดอะไรขึ้น
desk-ask-how-known = เราเทียบข้อความของคุณกับผลตรวจสอบที่องค์กรตรวจสอบข้อเท็จจริงเผยแพร่แล้ว
desk-ask-how-unknown = หากยังไม่มีข้อมูล คุณส่งข้อความให้ตรวจสอบได้ แล้วจะมีคนดู
desk-ask-how-receipt = คุณจะได้ใบรับเรื่อง ใช้กลับมาดูคำตอบภายหลัง ไม่ต้องใช้ชื่อ ไม่ต้องใช้เบอร์โทร ไม่ต้องมีบัญชี
desk-ask-who-reads = เราไม่จัดเก็บสิ่งที่คุณถาม สิ่งที่คุณส่งให้ตรวจสอบ มีเพียงผู้ตรวจสอบที่อ่าน
desk-ask-privacy = จัดเก็บอะไร และนานเท่าใด
desk-ask-have-receipt = ฉันมีใบรับเรื่อง
desk-ask-another = ถามเรื่องข้อความอื่น

## รายการและตัวเลขในหน้าแรก
desk-latest = ผลตรวจสอบล่าสุด
desk-latest-all = ดูผลตรวจสอบทั้งหมด
desk-empty-checks = ยังไม่มีผลตรวจสอบที่เผยแพร่
desk-empty-checks-how = ผลตรวจสอบจะปรากฏที่นี่ทันทีที่องค์กรเผยแพร่ ตอนนี้คุณถามและส่งข้อความให้ตรวจสอบได้แล้ว
desk-stats-checks = ที่นี่เผยแพร่ผลตรวจสอบแล้ว { $count } รายการ
desk-stats-organisations = มี { $count } องค์กรที่เผยแพร่ผลตรวจสอบแล้ว
desk-stats-languages = เขียนใน { $count } ภาษา
desk-stats-asked = มีคนถามแล้ว { $count } ครั้ง
desk-stats-answered = ตอบได้ทันที { $count } คำถาม
desk-stats-waiting = มี { $count } คำกล่าวอ้างรอการตรวจสอบ

## คำตอบ
desk-claim-label = คำกล่าวอ้าง:
desk-references = หลักฐานอ้างอิง
desk-checked-by = ตรวจสอบโดย
desk-checked-on = เผยแพร่เมื่อ { $date }
desk-corrected-on = แก้ไขเมื่อ { $date }
desk-translated-from = แปลจากภาษา { $language }
desk-written-in = ผลตรวจสอบนี้เขียนเป็นภาษา { $language }
desk-first-published-at = เผยแพร่ครั้งแรกที่
desk-licence = สัญญาอนุญาต: { $licence }
desk-answer-page = เปิดหน้าของผลตรวจสอบนี้ เพื่อแบ่งปันหรือพิมพ์
desk-asked-times = มีคนถามเรื่องนี้แล้ว { $count } ครั้ง
desk-likeness = คล้ายกัน { $percent }%
desk-language-unknown = ไม่ทราบภาษา
desk-differing = องค์กรต่าง ๆ เห็นไม่ตรงกันเรื่องคำกล่าวอ้างนี้ โปรดอ่านผลตรวจสอบของแต่ละองค์กร
desk-others = สิ่งที่องค์กรอื่นพบ
desk-others-lead = องค์กรเหล่านี้ตรวจสอบคำกล่าวอ้างเดียวกัน
desk-others-together = ดูผลตรวจสอบทั้งหมดของคำกล่าวอ้างนี้ในหน้าเดียว
desk-similar = คำกล่าวอ้างคล้ายกันที่ตรวจสอบแล้ว
desk-why = เหตุที่คุณเห็นคำตอบนี้:
desk-why-shown = เหตุที่คุณเห็นรายการเหล่านี้:
desk-why-more = ดูเพิ่มเติมว่าทำไมจึงพบรายการนี้
desk-why-sure = มีโอกาส { $percent }% ที่รายการนี้ตรงกับที่ข้อความของคุณกล่าว
desk-why-shared = ส่วนที่ข้อความของคุณมีตรงกันถูกทำเครื่องหมายไว้:
desk-compared-meaning = ได้เปรียบเทียบความหมายด้วย ไม่ใช่เฉพาะถ้อยคำ
desk-compared-busy = ขณะนี้มีคนถามจำนวนมาก จึงเปรียบเทียบข้อความของคุณด้วยถ้อยคำเท่านั้น ลองถามใหม่ในอีกไม่กี่นาทีเพื่อให้ตรวจละเอียดขึ้น
desk-not-this = นี่ไม่ใช่สิ่งที่ฉันถาม
desk-not-this-lead = ถ้าอย่างนั้น โปรดส่งข้อความของคุณให้ตรวจสอบ จะมีคนดู
desk-suggest-title = ใช่ข้อใดข้อหนึ่งนี้หรือไม่
desk-suggest-lead = คำกล่าวอ้างที่ตรวจสอบแล้วเหล่านี้ดูคล้ายข้อความของคุณ โปรดเทียบให้ละเอียด ความต่างเพียงเล็กน้อยอาจเปลี่ยนว่าอะไรจริง
desk-none-of-these = ไม่ใช่ข้อใดเลย ฉันต้องการส่งข้อความให้ตรวจสอบ
desk-none-of-these-lead = จะมีคนดูข้อความของคุณ
desk-unknown-title = ยังไม่มีข้อมูลเรื่องนี้
desk-unknown-lead = ไม่ได้หมายความว่าเรื่องนี้จริงหรือเท็จ ที่นี่ยังไม่มีใครตรวจสอบ ระหว่างที่ยังไม่รู้มากกว่านี้ ไม่ส่งต่อจะดีกว่า คุณส่งข้อความให้ตรวจสอบได้ แล้วจะมีคนดู

## เหตุที่แสดงผลตรวจสอบ
desk-reason-same-link = ข้อความของคุณมีลิงก์เดียวกัน
desk-reason-equal-text = เนื้อความเหมือนกัน
desk-reason-same-text = เนื้อความเหมือนกัน { $percent }%
desk-reason-message-inside-known = { $percent }% ของข้อความของคุณอยู่ในข้อความที่ตรวจสอบแล้ว
desk-reason-known-inside-message = { $percent }% ของข้อความที่ตรวจสอบแล้วอยู่ในข้อความของคุณ
desk-reason-shared-words = มีคำสำคัญตรงกัน { $count } คำ: { $words }
desk-reason-different-number = ทั้งสองคล้ายกัน แต่ข้อความของคุณเขียนว่า { $message } ส่วนอีกข้อความเขียนว่า { $known }
desk-reason-same-meaning = ทั้งสองดูเหมือนพูดเรื่องเดียวกันด้วยคำอื่น โปรดเทียบก่อนนำไปใช้
desk-reason-different-words = ทั้งสองคล้ายกัน แต่มีบางคำต่างกัน โปรดเทียบให้ละเอียด
desk-reason-nothing-close = ยังไม่พบสิ่งที่ใกล้เคียง
desk-reason-nothing-to-compare = ไม่มีคำหรือลิงก์ให้เทียบ

## การส่งให้ตรวจสอบ
desk-hand-in-title = ส่งข้อความของคุณให้ตรวจสอบ
desk-hand-in-again = โปรดดูแบบฟอร์มอีกครั้ง ไม่มีอะไรหาย
desk-hand-in-text = สิ่งที่คุณส่งให้ตรวจสอบ
desk-hand-in-reason = ทำไมข้อความนี้ทำให้คุณกังวล
desk-hand-in-reason-hint = ประโยคเดียวก็ช่วยผู้ตรวจสอบได้ อย่าเขียนสิ่งที่บอกว่าคุณเป็นใคร
desk-hand-in-organisation = อยากให้ใครดู
desk-hand-in-organisation-any = ใครก็ได้
desk-hand-in-agree = ฉันยอมให้ผู้ตรวจสอบอ่านสิ่งนี้ และให้จัดเก็บตามที่บอกไว้ข้างบน
desk-hand-in-send = ส่งให้ตรวจสอบ
desk-hand-in-reads = ผู้ตรวจสอบของ { $organisation } อ่านได้
desk-hand-in-reads-shared = ผู้ตรวจสอบของ { $organisation } และขององค์กรอื่นในเครือข่ายนี้อ่านได้
desk-hand-in-reads-nobody = ขณะนี้ไม่มีองค์กรที่รับข้อความ
desk-hand-in-how-long = หากไม่มีใครตอบได้ เนื้อความจะถูกลบหลังจาก { $days } วัน
desk-hand-in-no-sender = เราไม่จัดเก็บว่าคุณเป็นใคร ไม่จัดเก็บเบอร์หรือที่อยู่ของคุณ
desk-hand-in-personal = หากทำได้ โปรดตัดชื่อและหมายเลขของบุคคลทั่วไปออก ก่อนเผยแพร่สิ่งใด เราปิดบังหมายเลขโทรศัพท์ ที่อยู่ และหมายเลขบัญชีที่เราจำแนกได้

## ใบรับเรื่อง
desk-receipt-yours = ใบรับเรื่องของคุณ
desk-receipt-write-down = โปรดจดไว้ หรือพิมพ์หน้านี้ คุณต้องใช้ทั้งสองส่วนเพื่อดูคำตอบ
desk-receipt-locator = หมายเลข
desk-receipt-words = คำลับแปดคำ
desk-receipt-nobody = ไม่มีใครค้นคำเหล่านี้ให้คุณได้ คำเหล่านี้แสดงเพียงครั้งนี้ครั้งเดียว
desk-receipt-print = บนกระดาษจะมีรหัสสี่เหลี่ยมที่พากลับมาเว็บไซต์นี้ ในรหัสมีหมายเลข แต่ไม่มีคำลับเลย
desk-receipt-next = จะเกิดอะไรขึ้นต่อไป
desk-receipt-next-joined = มีคนอื่นส่งเรื่องเดียวกันมาแล้ว เรื่องนี้รออยู่แล้ว
desk-receipt-next-checked = เรื่องที่มีคนถามมากจะได้ดูก่อน อาจใช้เวลาหลายชั่วโมงหรือหลายวัน
desk-receipt-next-come-back = กลับมาพร้อมใบรับเรื่องเพื่อดูว่าถึงไหนแล้ว เราเขียนถึงคุณไม่ได้ เพราะเราไม่รู้ว่าคุณเป็นใคร
desk-receipt-next-until = หากไม่มีใครตอบได้ จะเก็บไว้ถึง { $date }
desk-receipt-look = ลองใช้ใบรับเรื่องตอนนี้
desk-receipt-title = ดูคำตอบด้วยใบรับเรื่อง
desk-receipt-lead = พิมพ์หมายเลขและคำลับแปดคำที่คุณได้รับ
desk-receipt-locator-hint = ตัวอักษรและตัวเลขแปดตัว เช่น 7K2M-9QXA
desk-receipt-words-hint = พิมพ์ตามลำดับ ตัวพิมพ์เล็กใหญ่ เครื่องหมายจุลภาค และการขึ้นบรรทัดไม่มีผล คำภาษาอังกฤษพิมพ์แค่สี่ตัวแรกก็พอ
desk-receipt-open = ดูว่าถึงไหนแล้ว
desk-receipt-lost = หากคำลับหาย จะไม่มีใครเปิดใบรับเรื่องได้ คุณถามใหม่ได้ หากตรวจสอบแล้ว คุณจะเห็นคำตอบทันที

## ข้อความที่ส่งมาอยู่ขั้นไหน
desk-standing-waiting = รออยู่
desk-standing-waiting-lead = ยังไม่มีใครรับไปดู โปรดกลับมาภายหลัง
desk-standing-checking = กำลังตรวจสอบ
desk-standing-checking-lead = มีคนกำลังทำอยู่ โปรดกลับมาภายหลัง
desk-standing-answered = ตรวจสอบแล้ว
desk-standing-answered-lead =
    { $count ->
        [1] นี่คือคำตอบ
       *[other] นี่คือคำตอบจากผลตรวจสอบ { $count } รายการ
    }
desk-standing-corrected = คำตอบถูกแก้ไขหลังจากที่คุณดูครั้งก่อน โปรดอ่านอีกครั้ง
desk-standing-expired = ไม่มีใครตรวจสอบได้ทันเวลา
desk-standing-expired-lead = ลบเนื้อความแล้ว หากคุณยังมีข้อความนั้น ถามใหม่ได้
desk-standing-not-checked = จะไม่มีการตรวจสอบ
desk-standing-removed = ถูกนำออกแล้ว
desk-standing-removed-lead = ผู้ดูแลเนื้อหานำออก บันทึกการดูแลเนื้อหาบอกว่าตัดสินใจอะไรไปบ้าง และขอให้ทบทวนได้อย่างไร
desk-standing-message = สิ่งที่คุณส่งให้ตรวจสอบ
desk-standing-handed-in = ส่งเมื่อ { $date }
desk-standing-again = ดูอีกครั้ง
desk-closed-not-checkable = ไม่มีสิ่งที่ตรวจสอบได้ในนี้ เป็นความคิดเห็น ความปรารถนา หรือการคาดการณ์
desk-closed-private = เป็นเรื่องส่วนตัว การตรวจสอบในที่สาธารณะอาจทำร้ายใครบางคน
desk-closed-spam = ดูเหมือนโฆษณา หรือไม่มีสิ่งที่จะตรวจสอบ
desk-closed-out-of-scope = องค์กรที่นี่ตรวจสอบเรื่องนี้ไม่ได้ องค์กรอื่นอาจทำได้
desk-closed-not-enough = เนื้อความน้อยเกินกว่าจะรู้ว่ากล่าวอ้างอะไร คุณถามใหม่ด้วยข้อความทั้งหมดได้
desk-withdraw = ขอถอนคืน
desk-withdraw-lead = เนื้อความจะถูกลบ เว้นแต่มีคนอื่นส่งเรื่องเดียวกัน แล้วใบรับเรื่องจะใช้เปิดอะไรไม่ได้อีก ทำแล้วย้อนกลับไม่ได้
desk-withdraw-sure = ใช่ ขอถอนคืน
desk-withdraw-send = ถอนคืนตอนนี้
desk-withdrawn = คุณถอนคืนแล้ว
desk-withdrawn-lead = ใบรับเรื่องใช้เปิดอะไรไม่ได้อีก คุณทิ้งได้

## รายการผลตรวจสอบ
desk-checks-title = ผลตรวจสอบที่เผยแพร่
desk-checks-description = สิ่งที่องค์กรตรวจสอบข้อเท็จจริงในเครือข่ายนี้พบเกี่ยวกับข้อความที่ผู้คนส่งต่อกัน
desk-filter-words = คำ
desk-filter-verdict = ข้อสรุป
desk-filter-language = ภาษา
desk-filter-organisation = องค์กร
desk-filter-content = ประเภทข้อความ
desk-filter-any = ทั้งหมด
desk-filter-show = ค้นหา
desk-empty-found = ไม่พบผลตรวจสอบที่ตรงกัน
desk-empty-found-how = ลองใช้คำให้น้อยลง หรือเลือก "ทั้งหมด" ในรายการ หรือถามเรื่องข้อความนั้นเองที่หน้าแรก
desk-checks-take = นำรายการนี้ไปใช้
desk-checks-take-lead = แต่ละแบบมีรายการข้างบนครบตามนี้พอดี และเป็นปัจจุบันเสมอ
desk-checks-as = เป็น { $format }
desk-feed-title = ผลตรวจสอบที่เผยแพร่ที่ { $site }
desk-feed-title-filtered = ผลตรวจสอบที่คัดเลือก เผยแพร่ที่ { $site }

## ผลตรวจสอบหนึ่งรายการ
desk-check-title = { $verdict }: { $title }
desk-check-description = { $verdict }: “{ $claim }” ตรวจสอบโดย { $organisation }
desk-check-withdrawn-title = ถอนแล้ว: { $title }
desk-check-withdrawn = องค์กรที่เขียนผลตรวจสอบนี้ได้ถอนแล้ว และไม่ยืนยันเนื้อหานี้อีกต่อไป
desk-check-withdrawn-on = ถอนเมื่อ { $date }
desk-check-outdated = ต้นฉบับถูกแก้ไขหลังจากแปลฉบับนี้ ฉบับแปลอาจขาดส่วนที่แก้ไข
desk-check-languages = อ่านผลตรวจสอบนี้ในภาษา
desk-check-original = ต้นฉบับ
desk-check-translated-by = แปลที่ { $organisation }
desk-check-example = ข้อความที่มีคำกล่าวอ้างนี้
desk-check-example-lead = เป็นตัวอย่างหนึ่ง ตามที่ผู้คนได้รับ สิ่งที่อาจบอกว่าใครเป็นใครถูกปิดบังไว้
desk-check-replies = คำชี้แจง
desk-check-replies-lead = จากผู้คนและองค์กรที่ผลตรวจสอบนี้เกี่ยวข้องด้วย เป็นคำของเขาเอง
desk-check-versions = มีอะไรเปลี่ยน
desk-check-share = แบ่งปันผลตรวจสอบนี้
desk-check-share-lead = คัดลอกที่อยู่นี้ แล้วส่งตอบกลับในที่ที่คุณได้รับข้อความ
desk-check-card = ภาพของผลตรวจสอบนี้ สำหรับส่งไปด้วย
desk-card-withdrawn = ถอนแล้ว
desk-version-name = ฉบับที่ { $number }
desk-version-title = ฉบับที่ { $number } ของผลตรวจสอบ
desk-version-which = นี่คือฉบับที่ { $number } เผยแพร่เมื่อ { $date }
desk-version-note = มีอะไรเปลี่ยน:
desk-version-newest = ดูผลตรวจสอบฉบับปัจจุบัน
desk-claim-checks =
    { $count ->
        [0] ขณะนี้ไม่มีผลตรวจสอบที่เผยแพร่ของคำกล่าวอ้างนี้
        [1] มีหนึ่งองค์กรตรวจสอบคำกล่าวอ้างนี้
       *[other] คำกล่าวอ้างนี้มีผลตรวจสอบ { $count } รายการ
    }

## ประเภทของข้อความและอันตราย
desk-content-text = ข้อความตัวอักษร
desk-content-link = หน้าเว็บหรือลิงก์
desk-content-image = ภาพ
desk-content-video = วิดีโอ
desk-content-audio = เสียงบันทึก
desk-content-synthetic-image = ภาพที่เครื่องสร้างหรือดัดแปลง (AI)
desk-content-synthetic-video = วิดีโอที่เครื่องสร้างหรือดัดแปลง (ดีปเฟก)
desk-content-synthetic-audio = เสียงที่เครื่องสร้างหรือเลียนแบบ
desk-content-chatbot-text = ข้อความที่แชตบอตเขียน
desk-content-out-of-context = ของจริง แต่อยู่ผิดบริบท
desk-content-other = อื่น ๆ
desk-harm-misinformation = ข้อมูลผิด: ไม่ถูกต้อง ส่งต่อโดยไม่ได้คิดร้าย
desk-harm-disinformation = ข้อมูลบิดเบือน: ไม่ถูกต้อง และสร้างขึ้นเพื่อทำร้าย
desk-harm-malinformation = ข้อมูลมุ่งร้าย: เป็นจริง แต่เผยแพร่เพื่อทำร้ายใครบางคน

## สิ่งที่ใช้แทนข้อมูลส่วนตัว
desk-mask-telephone = หมายเลขโทรศัพท์
desk-mask-email = อีเมล
desk-mask-address = ที่อยู่ทางไปรษณีย์
desk-mask-identity = หมายเลขประจำตัว
desk-mask-account = หมายเลขบัญชี
desk-mask-name = ชื่อ

## บันทึกการดูแลเนื้อหาที่เปิดเผย
desk-log-title = บันทึกการดูแลเนื้อหา
desk-log-lead = การตัดสินใจทุกครั้งที่ซ่อน นำออก หรือปิดกั้นสิ่งใดที่นี่ และเหตุผล ไม่ใส่ชื่อบุคคลทั่วไป
desk-log-empty = ยังไม่มีการตัดสินใจ
desk-log-empty-how = การตัดสินใจแต่ละครั้งจะปรากฏที่นี่ในวันที่ตัดสินใจ
desk-log-by = ตัดสินใจโดย
desk-log-reference = เลขที่อ้างอิง: { $reference }
desk-log-reversed = ยกเลิกเมื่อ { $date }
desk-log-appeals = มีคำขอทบทวนที่รออยู่ { $count } คำขอ
desk-log-subject = ดูว่าเกี่ยวกับอะไร
desk-moderation-hide = ซ่อน
desk-moderation-restore = คืนกลับ
desk-moderation-block = ปิดกั้น
desk-moderation-takedown = นำลง
desk-moderation-court-order = คำสั่งศาล
desk-moderation-legal-hold = เก็บไว้ด้วยเหตุผลทางกฎหมาย
desk-moderation-media-block = ปิดกั้นไฟล์
desk-moderation-right-of-reply = เผยแพร่คำชี้แจง
desk-subject-message = ข้อความ
desk-subject-claim = คำกล่าวอ้าง
desk-subject-check = ผลตรวจสอบ
desk-subject-media = ไฟล์
desk-appeal-title = คุณคิดว่าสิ่งนี้ไม่ถูกต้องหรือไม่
desk-appeal-lead = คุณขอให้ทบทวนได้ คนที่ไม่ได้ตัดสินใจเรื่องนี้จะเป็นผู้ดู คุณจะได้ใบรับเรื่องเพื่อกลับมาดูคำตอบ
desk-appeal-text = มีอะไรไม่ถูกต้อง
desk-appeal-text-hint = ผู้ตรวจสอบและผู้ดูแลเนื้อหาจะอ่าน คุณไม่ต้องบอกว่าคุณเป็นใคร
desk-appeal-send = ขอให้ทบทวน
desk-appeal-next-other = คนที่ไม่ได้ตัดสินใจเรื่องนี้จะดูคำขอทบทวนของคุณ
desk-appeal-next-come-back = กลับมาพร้อมใบรับเรื่องเพื่ออ่านคำตอบ
desk-appeal-standing = คำขอทบทวนของคุณ
desk-appeal-answer = คำตอบ
desk-appeal-day = ส่งเมื่อ { $date }
desk-appeal-open = ยังไม่มีใครตัดสินใจ โปรดกลับมาภายหลัง
desk-appeal-upheld = มีคนดูคำขอทบทวนของคุณแล้ว การตัดสินใจยังคงเดิม
desk-appeal-granted = คำขอทบทวนของคุณถูกต้อง การตัดสินใจถูกยกเลิกแล้ว

## เกี่ยวกับ
desk-about-title = เกี่ยวกับ { $name }
desk-about-lead = ที่นี่ องค์กรภาคประชาสังคมตรวจสอบสิ่งที่ผู้คนส่งต่อกัน และให้คำตอบแก่ทุกคนที่ถาม
desk-about-who = ใครตรวจสอบ
desk-about-who-text = ผลตรวจสอบทุกรายการบอกชื่อองค์กรที่เขียนและรับผิดชอบ
desk-about-organisations = องค์กรในเครือข่ายนี้
desk-about-checks-count = ผลตรวจสอบ { $count } รายการ
desk-about-checks = ตรวจสอบกันอย่างไร
desk-about-checks-text = ผู้ตรวจสอบเขียนว่าข้อความกล่าวอ้างอะไร รู้อะไรเกี่ยวกับเรื่องนั้น และอ้างอิงจากอะไร ในองค์กรส่วนใหญ่ คนที่สองจะอ่านก่อนเผยแพร่ ข้อสรุปที่เป็นไปได้มีดังนี้:
desk-verdict-false = คำกล่าวอ้างนี้ผิด
desk-verdict-misleading = จริงบางส่วน หรือจริงแต่เล่าให้เข้าใจผิด
desk-verdict-true = คำกล่าวอ้างนี้ถูกต้อง
desk-verdict-opinion = เป็นความเห็น ไม่ใช่ข้อเท็จจริงที่ตรวจสอบได้ ผลตรวจสอบจะบอกความเห็นอื่นไว้ด้วย
desk-verdict-satire = ตั้งใจให้เป็นเรื่องล้อเล่น
desk-verdict-not-checkable = ขณะนี้ไม่มีใครหาคำตอบได้
desk-about-corrections = ผลตรวจสอบแก้ไขได้ ทุกฉบับยังอ่านได้ ผลตรวจสอบที่ถูกถอนจะบอกไว้ในหน้าของมัน สิ่งที่ถูกนำออกอยู่ในบันทึก:
desk-about-matching = ข้อความของคุณพบคำตอบได้อย่างไร
desk-about-matching-text = โปรแกรมบนเซิร์ฟเวอร์นี้เทียบข้อความของคุณกับสิ่งที่ตรวจสอบแล้ว ไม่ส่งอะไรไปที่อื่น และบอกว่าทำไมจึงแสดงสิ่งนั้น:
desk-about-matching-link = ลิงก์เดียวกันสำคัญที่สุด
desk-about-matching-text-equal = รองลงมาคือคำที่เหมือนกัน แม้ข้อความจะถูกตัด เว้นวรรคใหม่ หรือตกแต่ง
desk-about-matching-number = เมื่อตัวเลขต่างกัน จะไม่แสดงเป็นคำตอบเลย
desk-about-matching-similar = สิ่งที่เพียงคล้ายกัน จะบอกว่าคล้ายกัน คุณเป็นผู้ตัดสิน
desk-about-matching-limits = โปรแกรมอาจผิดได้ โปรดเทียบคำกล่าวอ้างกับข้อความของคุณทุกครั้ง
desk-about-numbers = ตัวเลข

## ความเป็นส่วนตัว
desk-privacy-title = จัดเก็บอะไร และใครอ่านได้
desk-privacy-lead = น้อยที่สุดเท่าที่ทำได้ หน้านี้บอกตรง ๆ
desk-privacy-ask = เมื่อคุณถาม
desk-privacy-ask-text = ข้อความของคุณถูกเทียบในหน่วยความจำของเซิร์ฟเวอร์แล้วถูกลืม เก็บไว้เพียงตัวเลข คือมีคนถามกี่ครั้ง และถามเรื่องคำกล่าวอ้างใดที่เผยแพร่แล้ว
desk-privacy-hand-in = เมื่อคุณส่งให้ตรวจสอบ
desk-privacy-fingerprint = หลังจากนั้นจะเหลือลายนิ้วมือของข้อความ คือตัวเลขที่คำนวณจากเนื้อความ เพื่อให้จำข้อความเดิมได้เมื่อเข้ามาอีก อ่านเนื้อความจากตัวเลขนี้ไม่ได้ ผู้ที่มีเนื้อความเดียวกันคำนวณตัวเลขเดียวกันได้
desk-privacy-masked = หากมีการเผยแพร่ผลตรวจสอบ อาจแสดงตัวอย่างหนึ่งของข้อความ หมายเลขโทรศัพท์ ที่อยู่ และหมายเลขบัญชีที่เราจำแนกได้ รวมถึงชื่อที่ผู้ตรวจสอบทำเครื่องหมายไว้ จะถูกปิดบัง
desk-privacy-withdraw = คุณใช้ใบรับเรื่องขอถอนคืนได้ทุกเมื่อ
desk-privacy-receipt = ใบรับเรื่องของคุณ
desk-privacy-receipt-text = เราจัดเก็บหมายเลขของใบรับเรื่องและค่าสำหรับตรวจคำลับ แต่ไม่จัดเก็บคำลับเลย เราจัดเก็บวันที่และภาษาของหน้าที่คุณใช้ แต่ไม่จัดเก็บเวลา
desk-privacy-visit = เมื่อคุณเข้าชม
desk-privacy-address = ที่อยู่อินเทอร์เน็ตของคุณใช้ในหน่วยความจำเพื่อชะลอคำขอที่ท่วมเข้ามา ไม่มีการจดบันทึกไว้
desk-privacy-cookies = มีคุกกี้หนึ่งตัว หากคุณเลือกภาษา คุกกี้นี้เก็บเพียงภาษา คนที่เข้าสู่ระบบเพื่อทำงานที่นี่มีอีกหนึ่งตัว
desk-privacy-nothing-else = ไม่โหลดสิ่งใดจากเซิร์ฟเวอร์อื่น ไม่มีโฆษณาและไม่มีตัวติดตาม
desk-privacy-limits = สิ่งที่เราสัญญาไม่ได้
desk-privacy-limits-text = ไม่มีเว็บไซต์ใดสัญญาความปลอดภัยได้ คุณควรรู้ข้อจำกัด:
desk-privacy-limits-server = ผู้ที่ควบคุมเซิร์ฟเวอร์นี้อาจอ่านสิ่งที่เข้ามาตั้งแต่ตอนนั้นได้ จนกว่าจะมีคนสังเกตเห็น
desk-privacy-limits-line = ผู้ให้บริการอินเทอร์เน็ตของคุณเห็นได้ว่าคุณเข้าชมเว็บไซต์นี้ แต่ไม่เห็นสิ่งที่คุณเขียน Tor Browser ซ่อนการเข้าชมได้ด้วย
desk-privacy-limits-device = ผู้ที่ใช้เครื่องนี้ต่อจากคุณอาจเห็นหน้านี้ในประวัติการเข้าชม หากกังวลเรื่องนี้ ให้ใช้หน้าต่างส่วนตัว

## สำหรับโปรแกรม
desk-api-title = สำหรับโปรแกรม
desk-api-lead = ทุกอย่างที่หน้าสาธารณะทำได้ โปรแกรมก็ทำได้ สิ่งที่เป็นสาธารณะไม่ต้องใช้คีย์
desk-api-openapi = คำอธิบายทั้งหมด (OpenAPI 3.1)
desk-api-ask = ถามว่ามีข้อมูลของข้อความหรือไม่
desk-api-hand-in = ส่งสิ่งที่ยังไม่มีข้อมูลให้ตรวจสอบ
desk-api-receipt = ดูว่าถึงไหนแล้ว
desk-api-list = ดูรายการผลตรวจสอบที่เผยแพร่
desk-api-all = ดึงผลตรวจสอบที่เผยแพร่ทั้งหมด
desk-api-feeds = ติดตามผลตรวจสอบที่ใหม่และที่แก้ไข
desk-api-rules = สิ่งที่ควรรู้
desk-api-rule-limits = มีการจำกัดจำนวนต่อเครือข่ายอินเทอร์เน็ต คำตอบ 429 บอกว่าให้ลองใหม่หลังกี่วินาที เมื่อมีคำขอท่วมเข้ามา คำตอบ 428 จะขอให้คำนวณสั้น ๆ
desk-api-rule-problems = ข้อผิดพลาดเป็น application/problem+json (RFC 9457) ในภาษาตามส่วนหัว Accept-Language ของคุณ
desk-api-rule-idempotency = เมื่อส่งให้ตรวจสอบ โปรดส่ง Idempotency-Key ที่สุ่มใหม่ คีย์เดิมกับเนื้อความเดิมจะได้ใบรับเรื่องเดิม โปรดเก็บคีย์เป็นความลับ ผู้ที่รู้คีย์ขอใบรับเรื่องได้
desk-api-rule-licence = ผลตรวจสอบแต่ละรายการบอกชื่อองค์กรที่เขียน และบอกสัญญาอนุญาตหากนำเข้ามา โปรดระบุสิ่งเหล่านี้เมื่อส่งต่อผลตรวจสอบ

## เกิดอะไรขึ้นและต้องทำอย่างไร
desk-problem-message-empty = ไม่มีเนื้อความให้ตรวจสอบ โปรดวางหรือพิมพ์ข้อความ
desk-problem-message-long = ยาวเกินไป ตรวจสอบได้ครั้งละไม่เกิน { $most } ตัวอักษร โปรดเก็บส่วนที่สำคัญไว้
desk-problem-message-binary = สิ่งนี้ดูไม่เหมือนข้อความตัวอักษร โปรดเปิดข้อความ คัดลอกคำในนั้น แล้ววางที่นี่ ที่นี่ตรวจสอบไฟล์ไม่ได้
desk-problem-reason-long = โปรดบอกในไม่เกิน { $most } ตัวอักษร
desk-problem-not-ready = เซิร์ฟเวอร์เพิ่งเริ่มทำงานและยังอ่านผลตรวจสอบอยู่ โปรดลองอีกครั้งในอีกไม่กี่วินาที ข้อความของคุณยังอยู่ที่นี่
desk-problem-no-intake = ขณะนี้ไม่มีองค์กรที่รับข้อความ คุณยังถามได้ว่ามีข้อมูลแล้วหรือไม่
desk-problem-blocked = ผู้ดูแลเนื้อหาปิดกั้นข้อความนี้ จึงส่งให้ตรวจสอบไม่ได้ บันทึกการดูแลเนื้อหาบอกว่าตัดสินใจอะไร
desk-problem-agree = โปรดยินยอมก่อน หากไม่ยินยอม จะไม่จัดเก็บสิ่งใด
desk-problem-organisation = โปรดเลือกองค์กรจากรายการ หรือไม่เลือกก็ได้
desk-problem-sure = โปรดทำเครื่องหมายในช่องก่อน การถอนคืนย้อนกลับไม่ได้
desk-problem-receipt = ไม่มีใบรับเรื่องที่ตรงกับหมายเลขและคำเหล่านี้ โปรดเทียบทั้งสองอย่างกับที่คุณจดไว้ ข้อความที่ถอนคืนแล้วไม่มีใบรับเรื่องอีก
desk-problem-receipt-locator-character = “{ $character }” อยู่ในหมายเลขไม่ได้ หมายเลขมีแต่ตัวอักษรและตัวเลข
desk-problem-receipt-locator-length = หมายเลขมีตัวอักษรและตัวเลข 8 ตัว ที่พิมพ์มามี { $found } ตัว
desk-problem-receipt-word-count = ใบรับเรื่องมีคำลับ 8 คำ ที่พิมพ์มามี { $found } คำ
desk-problem-receipt-word-nearest = คำที่ { $position } ไม่ใช่คำที่ใช้ในใบรับเรื่อง คุณหมายถึง “{ $nearest }” หรือไม่
desk-problem-receipt-word-unknown = คำที่ { $position } ไม่ใช่คำที่ใช้ในใบรับเรื่อง โปรดดูว่าคุณจดไว้อย่างไร
desk-problem-receipt-checksum = หมายเลขกับคำลับไม่เข้ากัน อาจมีส่วนหนึ่งเขียนพลาด หรือมีสองคำสลับกัน
desk-problem-search-long = ค้นหาได้ไม่เกิน { $most } ตัวอักษร
desk-problem-cursor = ไม่พบส่วนนี้ของรายการ โปรดเริ่มจากหน้าแรก
desk-problem-check-gone = ผลตรวจสอบนี้ถูกนำออกแล้ว บันทึกการดูแลเนื้อหาบอกว่าตัดสินใจอะไรและเพราะอะไร
desk-problem-appeal-empty = โปรดบอกสั้น ๆ ว่าการตัดสินใจนั้นไม่ถูกต้องอย่างไร
desk-problem-appeals-many = มีคำขอทบทวนการตัดสินใจนี้ที่รออยู่จำนวนมาก จะตัดสินใจพร้อมกัน โปรดกลับมาในอีกไม่กี่วัน
desk-problem-reversed-already = การตัดสินใจนี้ถูกยกเลิกไปแล้ว
desk-problem-parameter = รับค่านี้ไม่ได้ โปรดดูคำอธิบายของ API
