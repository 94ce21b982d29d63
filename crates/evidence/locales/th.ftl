# สิ่งที่ทุกคนเห็นได้เกี่ยวกับหลักฐาน

evidence-public-title = หลักฐาน
evidence-public-lead = เจ้าของแสดงว่าหลักฐานนี้มีอยู่ เก็บไว้เมื่อใด และใช้ค่าแฮชใดในการยืนยัน เนื้อหาของหลักฐานไม่ได้แสดงไว้ที่นี่
evidence-what = ประเภท
evidence-kind-capture = การบันทึกหน้าเว็บ
evidence-kind-file = ไฟล์
evidence-kind-testimony = คำให้การ
evidence-kept-by = เก็บโดย
evidence-url = ที่อยู่เว็บ
evidence-captured-at = บันทึกเมื่อ
evidence-taken-at = รับไว้เมื่อ
evidence-part = ไฟล์
evidence-entry = รายการในบันทึกสาธารณะ
evidence-log = สถานะในบันทึกสาธารณะ
evidence-log-absent = รายการนี้ไม่ได้อยู่ในบันทึกสาธารณะใด จึงไม่มีใครนอกจากเจ้าของที่ยืนยันเวลาได้
evidence-log-waiting = รายการนี้ส่งเข้าบันทึกสาธารณะแล้ว และกำลังรอการลงนามครั้งถัดไป
evidence-log-logged = รายการที่ { $place } อยู่ในบันทึกสาธารณะที่ลงนามเมื่อ { $at } { $witnesses ->
    [0] ยังไม่มีพยานลงนาม
   *[other] มีพยาน { $witnesses } รายลงนามแล้ว
 }
evidence-proof = หลักฐานพิสูจน์สำหรับโปรแกรม
evidence-public-check = วิธีตรวจสอบ
evidence-public-check-how = ถ้ามีคนให้ไฟล์แก่คุณ ให้คำนวณ SHA-256 ของไฟล์ ค่าต้องตรงกับด้านบน ถ้าเขาให้ระเบียน ค่า SHA-256 ของระเบียนต้องตรงกับรายการในบันทึกสาธารณะ เมื่อตรงกันก็แสดงว่าไม่มีใครแก้ไขทั้งสองอย่างตั้งแต่นั้นมา
evidence-kilobytes = { $kilobytes } kB
evidence-megabytes = { $megabytes } MB
