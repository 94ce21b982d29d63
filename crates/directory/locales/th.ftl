### Words of the directory's public pages.


## Finding members
directory-nav-members = สมาชิก
directory-members-title = ค้นหาสมาชิก
directory-members-lead = องค์กรและบุคคลในเครือข่ายที่เลือกให้ทุกคนค้นพบได้
directory-members-organisations = องค์กรทั้งหมด
directory-search-name = ชื่อ
directory-search-hint = พิมพ์เพียงบางส่วนของชื่อก็พอ ใช้อักษรใดก็ได้ สะกดไม่ต้องถูกทั้งหมด
directory-search-button = ค้นหา
directory-search-results = ผลการค้นหา
directory-search-many = แสดงเพียง { $most } รายการแรก พิมพ์ชื่อให้ยาวขึ้นเพื่อให้ผลน้อยลง
directory-search-none = ไม่พบใคร
directory-search-none-how = ลองใช้ชื่อที่สั้นลงหรือสะกดแบบอื่น
directory-search-nothing = จะไม่แสดงรายชื่อก่อนที่คุณค้นหา
directory-search-nothing-how = พิมพ์บางส่วนของชื่อด้านบน เครือข่ายจะไม่ถูกแสดงทั้งหมด
directory-person = บุคคล
directory-organisation = องค์กร

## Kinds of work
directory-work-fact-checking = ตรวจสอบข้อเท็จจริง
directory-work-journalism = งานข่าว
directory-work-helpline = สายด่วนช่วยเหลือ
directory-work-digital-security = ความปลอดภัยดิจิทัล
directory-work-legal-help = ความช่วยเหลือทางกฎหมาย
directory-work-psychosocial-help = ความช่วยเหลือด้านจิตสังคม
directory-work-research = วิจัย
directory-work-monitoring = เฝ้าระวัง
directory-work-training = อบรม
directory-work-advocacy = รณรงค์เชิงนโยบาย
directory-work-civic-technology = เทคโนโลยีภาคพลเมือง
directory-work-funding = ให้ทุน
directory-work-election-observation = สังเกตการณ์เลือกตั้ง

## Regions
directory-region-035 = เอเชียตะวันออกเฉียงใต้
directory-region-030 = เอเชียตะวันออก
directory-region-034 = เอเชียใต้
directory-region-143 = เอเชียกลาง
directory-region-145 = เอเชียตะวันตก
directory-region-009 = โอเชียเนีย
directory-region-150 = ยุโรป
directory-region-002 = แอฟริกา
directory-region-019 = ทวีปอเมริกา

## Asking to join
directory-join-title = เข้าร่วม { $title }
directory-join-lead = ใช้เพียงชื่อ อีเมล และเครื่องหมายหนึ่งช่อง คุณฝากข้อมูลไว้โดยไม่เข้าร่วมก็ได้
directory-join-region = สำหรับ { $region } ก่อน
directory-join-name = ชื่อของคุณ
directory-join-name-hint = ชื่อที่คุณต้องการใช้ที่นี่
directory-join-organisation = องค์กร
directory-join-organisation-hint = เว้นว่างหากคุณมาในนามตัวเอง
directory-join-email = อีเมล
directory-join-email-hint = มีเพียงผู้พิจารณาการเข้าร่วมเท่านั้นที่เห็น
directory-join-mark = ฉันต้องการเข้าร่วม
directory-join-contribution = สิ่งที่อยากฝากให้เครือข่าย
directory-join-contribution-hint = ความคิด ลิงก์ หรือข้อเสนอ ไม่ต้องเข้าร่วมและไม่ต้องบอกว่าคุณเป็นใคร
directory-join-send = ส่ง
directory-join-who-reads = สมาชิกเครือข่ายจะเห็นชื่อและองค์กรของคุณ เพื่อให้คนที่รู้จักรับรองคุณได้ เราเก็บเพียงวันที่ขอเท่านั้น
directory-join-name-missing = กรุณาเขียนชื่อที่คุณต้องการใช้
directory-join-email-missing = กรุณาเขียนอีเมลสำหรับแจ้งผล
directory-join-email-wrong = นี่ไม่ใช่ที่อยู่อีเมล ควรมีรูปแบบ name@example.org
directory-join-nothing = เลือกว่าต้องการเข้าร่วม หรือเขียนสิ่งที่อยากฝากไว้
directory-too-long = ยาวเกินไป: ไม่เกิน { $most } ตัวอักษร
directory-door-closed = ที่นี่ไม่รับคำขอเข้าร่วมแล้ว ใบรับเดิมยังใช้ได้
directory-door-crowded = ขณะนี้มีคำขอรออยู่มากเกินไป โปรดกลับมาในอีกไม่กี่วัน

## Places
directory-place = ประเทศ ดินแดน หรือภูมิภาค
directory-place-hint = ไม่ต้องระบุก็ได้ หรือใช้คำของคุณเองก็ได้
directory-place-not-disclosed = ไม่ประสงค์จะระบุ
directory-place-own = ใช้คำของฉันเอง
directory-place-words = คำของคุณเอง
directory-place-words-missing = เขียนสถานที่ด้วยคำของคุณเอง หรือเลือกรายการอื่น
directory-place-wrong = ไม่มีสถานที่นี้ในรายการ เลือกหนึ่งรายการหรือใช้คำของคุณเอง

## Receipts
directory-joined-title = ได้รับคำขอของคุณแล้ว
directory-joined-next = สมาชิกที่รู้จักคุณสามารถรับรองคุณได้แล้ว จากนั้นเครือข่ายจะตัดสินใจและบอกเหตุผล
directory-left-title = ขอบคุณ เราได้รับแล้ว
directory-left-next = คนในเครือข่ายจะอ่าน คุณถอนคืนได้ด้วยใบรับ
directory-receipt-yours = ใบรับของคุณ
directory-receipt-keep = เก็บรหัสและคำเหล่านี้ไว้ จะแสดงเพียงครั้งนี้ และต้องใช้ทั้งสองอย่างจึงดูสถานะได้
directory-receipt-title = คำขอของฉันถึงไหนแล้ว
directory-receipt-lead = เขียนสิ่งที่อยู่บนใบรับของคุณ
directory-receipt-locator = รหัส
directory-receipt-words = คำแปดคำ
directory-receipt-open = แสดง
directory-receipt-locator-wrong = รหัสมีตัวอักษรและตัวเลขแปดตัว เช่น 7K2M-9QXA
directory-receipt-word-wrong = คำที่ { $position } ไม่ใช่คำที่ใช้ในใบรับ โปรดตรวจการสะกด
directory-receipt-word-count = ใบรับมีแปดคำ แต่ที่นี่มี { $found } คำ
directory-receipt-words-wrong = คำเหล่านี้ไม่ตรงกับรหัส อาจพิมพ์ผิดหรือสลับที่
directory-receipt-unknown = ไม่มีคำขอที่ตรงกับรหัสและคำเหล่านี้
directory-standing-waiting = คำขอของคุณกำลังรอการตัดสินใจ
directory-standing-left = สิ่งที่คุณฝากไว้กำลังรอการอ่าน
directory-standing-read = มีคนอ่านสิ่งที่คุณฝากไว้แล้ว ขอบคุณ
directory-standing-admitted = คุณได้รับการตอบรับแล้ว เครือข่ายจะส่งลิงก์เข้าสู่ระบบไปยังอีเมลของคุณ
directory-standing-declined = ครั้งนี้คำขอไม่ได้รับการตอบรับ คุณขอใหม่ได้
directory-standing-withdrawn = คุณถอนคืนแล้ว สิ่งที่คุณเขียนถูกลบแล้ว
directory-standing-days = รอมาแล้ว { $days } วัน
directory-standing-usual = คำขอล่าสุดครึ่งหนึ่งได้รับการตัดสินภายใน { $days } วัน
directory-standing-vouches = มีองค์กรรับรองคุณแล้ว { $have } จากที่ต้องการ { $need }
directory-standing-reason = เหตุผล
directory-standing-again = ขออีกครั้ง
directory-standing-withdraw-what = คุณถอนคืนได้ทุกเมื่อ สิ่งที่คุณเขียนจะถูกลบ
directory-standing-withdraw = ถอนคืน
directory-withdrawn-title = ถอนคืนแล้ว
