### คำที่ใช้ในสมุดบันทึกหลักฐานและการตรวจสอบ ประโยคสั้น ภาษาง่าย บอกว่าแสดงอะไรและไม่แสดงอะไร

## สมุดบันทึก
transparency-nav = สมุดบันทึกหลักฐาน
transparency-title = สมุดบันทึกหลักฐาน
transparency-lead = รายการสาธารณะที่เพิ่มได้อย่างเดียว แสดงว่าบันทึกหลักฐานมีอยู่จริงและไม่ได้ถูกแก้ไขหลังจากนั้น
transparency-what = รายการนี้เก็บลายนิ้วมือ (SHA-256) หนึ่งค่าต่อหนึ่งบันทึก ไม่มีชื่อ ข้อความ หรือภาพ ใครมีบันทึกก็คำนวณลายนิ้วมือและหาได้ที่นี่ องค์กรอื่นลงนามสิ่งที่ตนเห็นในรายการ เซิร์ฟเวอร์นี้จึงแอบเขียนใหม่ไม่ได้
transparency-size = จำนวนบันทึก
transparency-newest = สถานะล่าสุดที่ลงนามแล้ว
transparency-waiting = รอการลงนามครั้งต่อไป
transparency-none = ยังไม่มีอะไรในสมุดบันทึกนี้
transparency-none-how = บันทึกหลักฐานแรกจะเริ่มสมุดนี้
transparency-held = ขณะนี้สมุดบันทึกนี้ไม่ลงนามสถานะใหม่
transparency-held-restored = เซิร์ฟเวอร์กลับมาจากข้อมูลสำรอง และกำลังถามพยานก่อนว่ามีอะไรหายไปหรือไม่ สิ่งที่ลงนามไว้ก่อนยังใช้ได้
transparency-held-behind = พยานรายหนึ่งจำบันทึกได้มากกว่าที่เซิร์ฟเวอร์นี้มี ผู้ดูแลต้องนำส่วนที่หายกลับมาจากข้อมูลสำรองที่ใหม่กว่า สิ่งที่ลงนามไว้ก่อนยังใช้ได้
transparency-held-forked = พยานรายหนึ่งจำสถานะที่ต่างจากเซิร์ฟเวอร์นี้ โปรดอย่าเชื่อสถานะใหม่จนกว่าผู้ดูแลและพยานจะอธิบาย

## พยานและเวลา
transparency-witnesses = ใครอีกบ้างที่เห็น
transparency-witness = พยาน
transparency-signed-last = ลงนามล่าสุด
transparency-signed-newest = สถานะล่าสุด
transparency-never = ไม่เคย
transparency-quorum = { $all ->
   *[other] มีพยาน { $all } ราย สถานะจะนับเมื่อมี { $needed } รายลงนาม
}
transparency-no-witnesses = ยังไม่มีองค์กรอื่นลงนามสมุดบันทึกนี้ จนกว่าจะมี คุณต้องเชื่อเซิร์ฟเวอร์นี้ว่าแสดงรายการเดียวกันให้ทุกคนเห็น
transparency-times = เวลาจากภายนอก
transparency-authority = ผู้รับรองเวลา
transparency-time = ไม่ช้ากว่า
transparency-calendars = บิตคอยน์
transparency-calendars-what = ปฏิทินของ OpenTimestamps นำสถานะที่ลงนามแล้วของบันทึกนี้เข้าไปในบล็อกของบิตคอยน์ จะเป็นบล็อกใดนั้นเป็นเพียงคำของปฏิทิน จนกว่าคุณจะเทียบส่วนหัวของบล็อกกับโหนดบิตคอยน์หรือเว็บสำรวจบล็อก เวลาในส่วนหัวคือเวลานั้น
transparency-calendar = ปฏิทิน
transparency-calendar-stands = ไปถึงไหนแล้ว
transparency-calendar-in-block = อยู่ในบล็อก { $height }
transparency-calendar-waits = สัญญาไว้แล้ว ยังไม่อยู่ในบล็อกใด
transparency-watched = สมุดบันทึกที่เซิร์ฟเวอร์นี้เฝ้าดู
transparency-watched-what = เซิร์ฟเวอร์นี้เป็นพยานให้สมุดเหล่านี้ โดยจะลงนามเฉพาะสถานะที่มีทุกอย่างที่เคยลงนามไว้
transparency-log = สมุดบันทึก

## กุญแจและการตรวจสอบ
transparency-keys = กุญแจ
transparency-keys-what = โปรดรับกุญแจเหล่านี้จากแหล่งที่สองด้วย เช่น สิ่งพิมพ์ขององค์กร หากรับจากที่นี่เพียงแห่งเดียวก็เท่ากับเชื่อเซิร์ฟเวอร์นี้
transparency-key-log = กุญแจของสมุดบันทึกนี้
transparency-key-witness = กุญแจที่เซิร์ฟเวอร์นี้ใช้เป็นพยานให้ผู้อื่น
transparency-check = วิธีตรวจสอบบันทึก
transparency-check-record = คำนวณ SHA-256 ของไฟล์บันทึก ค่านั้นคือรายการในสมุด
transparency-check-proof = ตรวจหลักฐานยืนยันที่มากับบันทึก (.tlog-proof) ซึ่งเชื่อมจากรายการไปยังสถานะที่ลงนามแล้ว
transparency-check-keys = เทียบกุญแจในหลักฐานยืนยันกับกุญแจที่ได้จากที่อื่น แล้วดูว่าพยานรายใดลงนามและเมื่อใด
transparency-policy = กุญแจและพยานของสมุดบันทึกนี้ สำหรับโปรแกรม

## การตรวจสอบ
transparency-verify-title = ตรวจบันทึกหรือไฟล์
transparency-verify-lead = ส่งชุดตรวจสอบ บันทึก หรือไฟล์เก็บหน้าเว็บ แล้วคุณจะทราบว่าอะไรถูกต้อง อะไรไม่ถูกต้อง และหมายความว่าอย่างไร เราไม่เก็บอะไรไว้
transparency-verify-file = ไฟล์
transparency-verify-file-hint = ชุดตรวจสอบ (.zip) บันทึก (record.json) หรือไฟล์เก็บหน้าเว็บ (.wacz, .warc) ไม่เกิน { $megabytes } MB
transparency-verify-entry = หรือรายการของบันทึก
transparency-verify-entry-hint = ตัวอักษรและตัวเลข 64 ตัว คือ SHA-256 ของบันทึก หรือบรรทัดที่ขึ้นต้นด้วย saksi-filing-1- คือหลักฐานว่ามีการยื่นเรื่องต่อสายช่วยเหลือ
transparency-verify-send = ตรวจ
transparency-verify-again = ตรวจอย่างอื่น
transparency-verify-nothing = เลือกไฟล์ หรือพิมพ์รายการของบันทึก
transparency-verify-not-an-entry = รายการประกอบด้วยตัวเลข 0 ถึง 9 และตัวอักษร a ถึง f รวม 64 ตัว
transparency-verify-unknown = ไฟล์นี้ตรวจที่นี่ไม่ได้ เพราะไม่ใช่ชุดตรวจสอบ บันทึก หรือไฟล์เก็บหน้าเว็บ
transparency-verify-holds = สิ่งที่ตรวจแล้วถูกต้อง
transparency-verify-broken = มีบางอย่างไม่ถูกต้อง
transparency-verify-open = ไม่พบสิ่งผิดปกติ แต่ก็ยังไม่มีอะไรยืนยัน
transparency-verify-holds-means = เนื้อหาเหมือนตอนที่บันทึกไว้ ส่วนเนื้อหาจริงหรือไม่และใครเขียน การตรวจแสดงไม่ได้
transparency-verify-broken-means = อย่าเชื่อส่วนที่ระบุด้านล่าง ขอสำเนาใหม่หรือต้นฉบับจากผู้ที่ให้ไฟล์คุณ
transparency-verify-open-means = สิ่งที่ยังขาดระบุไว้ด้านล่าง
transparency-verify-result = สิ่งที่ตรวจ
transparency-mark-holds = ถูกต้อง
transparency-mark-broken = เสียหาย
transparency-mark-open = ยังไม่แสดง
transparency-pack-unreadable = อ่าน ZIP ไม่ได้ เพราะขาดตอนหรือโครงสร้างถูกเปลี่ยน
transparency-pack-container = ZIP ที่หุ้มไฟล์ถูกเปลี่ยน ไฟล์ข้างในจะถูกตรวจทีละไฟล์
transparency-pack-missing = ไฟล์นี้หายไปจากชุด
transparency-pack-changed = ไฟล์นี้ถูกเปลี่ยนหลังจากทำชุดแล้ว
transparency-record-unreadable = อ่านบันทึกไม่ได้: { $why }
transparency-record-read = บันทึกเขียนในรูปแบบมาตรฐานเพียงแบบเดียว รายการคือ { $entry }
transparency-part-absent = ไม่มีส่วน { $name } จึงเทียบไม่ได้
transparency-part-holds = ส่วน { $name } ตรงกับที่บันทึกระบุ
transparency-part-changed = ส่วน { $name } ไม่ตรงกับที่บันทึกระบุ คือถูกเปลี่ยนหรือสลับ
transparency-keys-own = ตรวจด้วยกุญแจที่อยู่ในชุดเอง โปรดเทียบกับกุญแจจากแหล่งอื่น
transparency-policy-unreadable = อ่านกุญแจของชุดไม่ได้ จึงตรวจลายเซ็นไม่ได้
transparency-proof-none = ยังไม่มีหลักฐานว่าสมุดบันทึกมีรายการนี้
transparency-proof-holds = สมุดบันทึก { $log } มีรายการนี้ ลำดับที่ { $place } จาก { $size } และลงนามแล้ว
transparency-proof-broken = หลักฐานยืนยันไม่ถูกต้อง: { $why }
transparency-proof-broken-time = หลักฐานของสถานะที่ประทับเวลาไม่ถูกต้อง
transparency-witnesses-none = ไม่ได้กำหนดพยาน คุณเชื่อสมุดบันทึกเพียงอย่างเดียวว่าแสดงเหมือนกันให้ทุกคน
transparency-witnesses-enough = มีพยานลงนามเพียงพอด้วย: { $signed } จาก { $all } (ต้องการ { $needed }) รายแรกเมื่อ { $at }
transparency-witnesses-few = พยานที่ลงนามไม่พอ: { $signed } จาก { $all } (ต้องการ { $needed }) { $at }
transparency-custody-holds = เหตุการณ์การดูแลนี้เป็นของบันทึกนี้
transparency-custody-other = เหตุการณ์การดูแลนี้เป็นของบันทึกอื่น
transparency-custody-unproven = ตอนที่ทำแพ็กนี้ เหตุการณ์การดูแลนี้ยังรอสมุดบันทึกอยู่ จึงยังไม่มีสิ่งใดแสดงว่าเขียนไว้เมื่อใด
transparency-time-holds = ผู้รับรองเวลา { $authority } ลงนามว่ามีอยู่แล้วเมื่อ { $at }
transparency-time-holds-own = ตามใบรับรองในชุดเอง ผู้รับรองเวลา { $authority } ลงนามว่ามีอยู่แล้วเมื่อ { $at }
transparency-time-unchecked = ตรวจตราเวลาไม่ได้เพราะใบรับรองถูกเปลี่ยน
transparency-time-broken = ตราเวลาไม่ถูกต้อง: { $why }
transparency-time-none = ยังไม่มีผู้รับรองเวลาลงนามให้
transparency-calendar-block = สถานะของบันทึกที่มีรายการนี้อยู่ในบล็อก { $height } ของบิตคอยน์ หากรากแมร์เคิลของบล็อกนั้นคือ { $root } โปรดเทียบกับโหนดบิตคอยน์หรือเว็บสำรวจบล็อก เพราะที่นี่ไม่ได้ค้นให้ รายการนี้มีอยู่แล้ว ณ เวลาของบล็อกนั้น
transparency-calendar-promised = { $calendar } สัญญาว่าจะนำสถานะของบันทึกที่มีรายการนี้เข้าไปในบิตคอยน์ นั่นเป็นเพียงคำของปฏิทิน ยังไม่ยืนยันสิ่งใด กว่าจะอยู่ในบล็อกใช้เวลาหลายชั่วโมง
transparency-calendar-nothing = หลักฐานของปฏิทินไม่ได้ระบุสิ่งใดที่คำนวณได้ที่นี่
transparency-calendar-other = หลักฐานของปฏิทินเป็นของสถานะอื่นของบันทึก
transparency-calendar-broken = หลักฐานของปฏิทินไม่ถูกต้อง: { $why }
transparency-archive-holds = คำนวณค่าตรวจสอบของไฟล์เก็บใหม่ทั้ง { $right } ค่า ตรงกันทุกค่า
transparency-archive-broken = ไฟล์เก็บถูกเปลี่ยน: { $why }
transparency-records-hold = คำนวณค่าตรวจสอบใหม่ทั้ง { $right } ค่าใน { $records } ระเบียน ตรงกันทุกค่า อีก { $without } ระเบียนไม่มีค่าตรวจสอบ
transparency-records-none = ไม่มีระเบียนแม้แต่รายการเดียวในไฟล์นี้
transparency-records-more = อ่านเพียง { $records } ระเบียนแรก เพราะไฟล์ใหญ่เกินกว่าที่อ่านที่นี่ ตรวจส่วนที่เหลือด้วย saksi verify
transparency-archive-means = ไฟล์เก็บอย่างเดียวไม่บอกว่าใครทำหรือทำเมื่อใด บันทึกและหลักฐานยืนยันจึงบอกได้
transparency-log-unknown = สมุดบันทึกนี้ไม่มีรายการนี้
transparency-log-waiting = รับรายการแล้ว และกำลังรอการลงนามครั้งต่อไป

transparency-filing-opening = รหัสที่มากับบรรทัดนั้น
transparency-filing-opening-hint = มีเพียงผู้ยื่นเรื่องที่มี หากไม่มีใครแสดงให้คุณดู ให้เว้นว่างไว้
transparency-filing-holds = เซิร์ฟเวอร์นี้ลงนามไว้ว่า มีการยื่นเรื่องต่อสายช่วยเหลือที่นี่ในวันที่ { $day } ไม่ได้บอกว่าเรื่องอะไรและใครยื่น
transparency-filing-other = บรรทัดนี้ครบถ้วนและระบุวันที่ { $day } แต่ไม่ได้ลงนามด้วยกุญแจของเซิร์ฟเวอร์นี้ ลงนามด้วยกุญแจนี้: { $key } โปรดเทียบกับกุญแจที่เซิร์ฟเวอร์อื่นแสดงในหน้านี้ของตน ใครก็ลงนามด้วยกุญแจของตนเองได้
transparency-filing-whose = ยังไม่มีการแสดงว่าเป็นของใคร รหัสที่สร้างจากใบรับเรื่องแสดงได้
transparency-filing-theirs = รหัสตรงกับบรรทัดนี้ ผู้ที่แสดงมีใบรับเรื่องของสิ่งที่ยื่น
transparency-filing-not-theirs = รหัสไม่ตรงกับบรรทัดนี้ จึงไม่ได้แสดงว่าผู้ที่ให้คุณคือผู้ยื่นเรื่อง
transparency-filing-forged = บรรทัดนี้ถูกแก้ไข หรือไม่มีใครลงนามไว้เช่นนี้
transparency-filing-mistyped = บรรทัดนี้ไม่ครบ โปรดคัดลอกใหม่ตั้งแต่ saksi-filing-1- จนจบ
transparency-filing-key = หลักฐานการยื่นเรื่อง
transparency-filing-key-means = เซิร์ฟเวอร์นี้ใช้กุญแจนี้ลงนามบรรทัดที่บอกว่ามีการยื่นเรื่องต่อสายช่วยเหลือ โปรดเก็บไว้ที่อื่นด้วยเพื่อใช้เทียบ
